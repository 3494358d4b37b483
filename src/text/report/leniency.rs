//! Sentences on how far units score themselves above their block, and how certain that is. They
//! describe figures, never intent.

use crate::analysis::{
    LeniencySummary, MIN_CRITERIA, MIN_UNITS, RELIABLE, STRICT, SURE, surely_lenient,
};
use crate::relation::LastingLeniency;
use crate::text::list::listed;
use crate::text::{Lang, percent, plural, signed_percent, statistic, unit_in_sentence};

/// The most units or criteria that a sentence names.
const MOST_NAMED: usize = 5;

// The sentences below spell out these values.
const _: () = assert!(SURE == 2.0 && RELIABLE == 0.6 && STRICT == 0.05);

/// How much of the units' deviations one year of data supports, which units it can name, and on
/// which criteria the whole block scores itself high.
#[must_use]
pub fn leniency(lang: Lang, summary: &LeniencySummary<'_>) -> String {
    let LeniencySummary { any, lenient, strict, disputed } = summary;
    let (share, criteria) = (percent(lang, any.reliability), any.criteria);
    let mut text = lang.pick(
        format!(
            "Qua {criteria} lĩnh vực, số liệu một năm đủ căn cứ cho {share} mức chênh lệch riêng \
             của mỗi đơn vị so với khối; phần còn lại không phân biệt được với dao động ngẫu nhiên."
        ),
        format!(
            "Over {criteria} criteria, one year of data supports {share} of each unit’s deviation \
             from its block; the rest cannot be distinguished from chance."
        ),
    );

    if any.left_out > 0 {
        let left_out = any.left_out;
        text += &lang.pick(
            format!(
                " Không tính {left_out} lĩnh vực có đơn vị thiếu điểm tự chấm hoặc điểm thẩm định."
            ),
            format!(
                " {} left out because some units lack a self-score or an appraised score there.",
                plural(left_out, "criterion is", "criteria are")
            ),
        );
    }

    text += &match lenient {
        None => lang.pick(
            format!(
                " Tỷ lệ này dưới {}%, vì vậy số liệu một năm chưa đủ căn cứ để nêu tên đơn vị có \
                 xu hướng tự chấm cao.",
                statistic(lang, RELIABLE * 100.0, 0)
            ),
            format!(
                " This is below {}%, so one year of data is not enough to name units that tend to \
                 score themselves high.",
                statistic(lang, RELIABLE * 100.0, 0)
            ),
        ),
        Some(rows) => unit_list(
            lang,
            &rows.iter().map(|row| (row.unit.as_str(), row.leniency)).collect::<Vec<_>>(),
        ),
    };

    if !strict.is_empty() {
        let names = strict.iter().map(|row| {
            let (name, far) = (&row.criterion, signed_percent(lang, row.strictness));
            lang.pick(format!("“{name}” ({far} điểm phần trăm)"), format!("“{name}” ({far} pp)"))
        });
        let names = listed(lang, names, MOST_NAMED);
        text += &lang.pick(
            format!(
                " Cả khối tự chấm cao hơn thẩm định rõ rệt (trên mức chung từ 5,0 điểm phần trăm \
                 trở lên) ở lĩnh vực: {names}; đây là đặc điểm của lĩnh vực, không phải của riêng \
                 đơn vị nào, nên cần thống nhất cách hiểu tiêu chí."
            ),
            format!(
                " The whole block scores itself well above the appraisal (at least 5 pp beyond its \
                 overall gap) on: {names}. This is a feature of the criterion and not of any \
                 single unit, so a common reading of the criterion should be agreed."
            ),
        );
    }

    if !disputed.is_empty() {
        let names = disputed.iter().map(|row| unit_in_sentence(lang, &row.unit));
        let names = listed(lang, names, MOST_NAMED);
        text += &lang.pick(
            format!(
                " Nếu tính theo trung vị, kết quả ngược dấu đối với: {names}; mức bình quân do một \
                 vài chênh lệch lớn quyết định."
            ),
            format!(
                " By medians, the sign is reversed for: {names}; there, a few large gaps determine \
                 the mean."
            ),
        );
    }
    text
}

/// How much of the units' leniency lasts over the years, and which units it concerns. `rows` are
/// those of one block.
#[must_use]
pub fn lasting_leniency(lang: Lang, rows: &[LastingLeniency]) -> Option<String> {
    let longest = rows.iter().max_by_key(|row| row.years)?;
    let LastingLeniency { years, first_year, last_year, lasting_share, .. } = longest;
    let share = percent(lang, *lasting_share);
    let sure = surely_lenient(rows);
    let text = lang.pick(
        format!(
            "Qua {years} năm ({first_year}–{last_year}), {share} mức chênh lệch bình quân so với \
             khối của đơn vị có đủ số liệu các năm này là ổn định; phần còn lại thay đổi theo từng \
             năm."
        ),
        format!(
            "Over {years} years ({first_year}–{last_year}), {share} of the mean deviation from the \
             block is stable for a unit with data for all of these years; the rest varies from \
             year to year."
        ),
    );
    Some(
        text + &unit_list(
            lang,
            &sure.iter().map(|row| (row.unit.as_str(), row.leniency)).collect::<Vec<_>>(),
        ),
    )
}

/// The units that surely score themselves high.
fn unit_list(lang: Lang, units: &[(&str, f64)]) -> String {
    if units.is_empty() {
        return lang
            .pick(
                " Không có đơn vị nào có xu hướng tự chấm cao từ hai lần sai số trở lên.",
                " No unit’s leniency is at least twice its spread.",
            )
            .to_owned();
    }
    let names = units.iter().map(|(unit, far)| {
        let (unit, far) = (unit_in_sentence(lang, unit), signed_percent(lang, *far));
        lang.pick(format!("{unit} ({far} điểm phần trăm)"), format!("{unit} ({far} pp)"))
    });
    let names = listed(lang, names, MOST_NAMED);
    lang.pick(
        format!(" Đơn vị có xu hướng tự chấm cao từ hai lần sai số trở lên: {names}."),
        format!(" Units whose leniency is at least twice its spread: {names}."),
    )
}

/// The sentence for a block that has no model.
#[must_use]
pub fn no_leniency(lang: Lang) -> String {
    lang.pick(
        format!(
            "Chưa lập được mô hình: cần ít nhất {MIN_UNITS} đơn vị và {MIN_CRITERIA} lĩnh vực mà \
             mọi đơn vị đều có điểm tự chấm và điểm thẩm định."
        ),
        format!(
            "There is no model yet: it needs at least {MIN_UNITS} units and {MIN_CRITERIA} \
             criteria on which every unit has both a self-score and an appraised score."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::leniency_summary;
    use crate::relation::{CriterionStrictness, LeniencyRow, blank};

    fn unit(name: &str, leniency: f64, reliability: f64) -> LeniencyRow {
        LeniencyRow {
            unit: name.to_owned(),
            leniency,
            deviation: leniency,
            reliability,
            spread: 0.01,
            criteria: 7,
            ..blank()
        }
    }

    fn criterion(name: &str, strictness: f64) -> CriterionStrictness {
        CriterionStrictness { criterion: name.to_owned(), strictness, ..blank() }
    }

    fn paragraph(lang: Lang, rows: &[LeniencyRow], criteria: &[CriterionStrictness]) -> String {
        leniency(lang, &leniency_summary(rows, criteria, &[]).expect("a model"))
    }

    #[test]
    fn a_year_that_cannot_name_units_says_so() {
        for lang in [Lang::Vi, Lang::En] {
            let text = paragraph(lang, &[unit("Sở Y tế", 0.9, 0.599)], &[]);
            assert!(text.contains("60%") && !text.contains("Sở Y tế"), "{text}");
        }
        assert!(leniency_summary(&[], &[], &[]).is_none());
    }

    #[test]
    fn units_are_named_from_twice_their_spread_on() {
        let rows = [
            unit("Sở Y tế", 0.0199, 0.6),
            unit("Sở Tài chính", 0.02, 0.6),
            unit("Sở Nội vụ", 0.05, 0.6),
        ];
        let text = paragraph(Lang::Vi, &rows, &[]);
        assert!(
            text.ends_with(
                "sai số trở lên: Sở Nội vụ (+5,0 điểm phần trăm); Sở Tài chính (+2,0 điểm phần \
                 trăm)."
            ),
            "{text}"
        );
        let text = paragraph(Lang::En, &rows[..1], &[]);
        assert!(text.ends_with("No unit’s leniency is at least twice its spread."), "{text}");
        let many: Vec<_> = (0..8).map(|at| unit(&format!("Xã {at}"), 0.1, 0.9)).collect();
        assert!(paragraph(Lang::Vi, &many, &[]).contains("và 3 trường hợp khác"));
        assert!(paragraph(Lang::En, &many, &[]).contains("and 3 more"));
    }

    #[test]
    fn criteria_on_which_a_whole_block_scores_itself_high_are_named_as_such() {
        let criteria = [criterion("a", 0.049), criterion("b", 0.05), criterion("c", 0.2)];
        let text = paragraph(Lang::En, &[unit("Sở Y tế", 0.0, 0.9)], &criteria);
        assert!(text.contains("on: “c” (+20.0 pp); “b” (+5.0 pp). This"), "{text}");
    }

    #[test]
    fn lasting_leniency_is_reported_for_the_longest_course() {
        assert_eq!(lasting_leniency(Lang::Vi, &[]), None);
        let row = |name: &str, years: usize, leniency: f64| LastingLeniency {
            unit: name.to_owned(),
            years,
            lasting_share: 0.8,
            leniency,
            spread: 0.01,
            ..blank()
        };
        let rows = [row("Sở Y tế", 2, 0.0), row("Sở Nội vụ", 5, 0.03)];
        let text = lasting_leniency(Lang::Vi, &rows).expect("rows");
        assert!(
            text.starts_with("Qua 5 năm") && text.contains("Sở Nội vụ (+3,0 điểm phần trăm)"),
            "{text}"
        );
        assert!(!text.contains("Sở Y tế"), "{text}");
    }
}
