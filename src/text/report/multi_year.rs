//! Sentences on what several years show about criteria, whole blocks and mergers. Each is written
//! only beyond a threshold, which it prints.

use crate::analysis::{
    AGAINST, AGREES, ALL_AT_MAXIMUM, BlockCourse, CONVERGED, CONVERGED_LEAST, Convergence, FLAT,
    HARDLY_AGREES, History, LARGE_CHANGE, against_the_rest, convergence, marked_mergers,
    survey_agreement, undiscriminating,
};
use crate::model::EventKind;
use crate::relation::{CriterionDiscrimination, MergerRow};
use crate::text::change::points_of_percent;
use crate::text::list::together;
use crate::text::upper_first;
use crate::text::{Lang, form, percent, plural, statistic, unit_in_sentence};

// The sentences below spell out this value.
const _: () = assert!(CONVERGED == 0.25);

/// What stands out in a block; empty where nothing does.
#[must_use]
pub fn multi_year(lang: Lang, history: &History, course: &BlockCourse) -> Vec<String> {
    let [before, last] = course.span;
    let flat = undiscriminating(&course.discrimination, last);
    let against = against_the_rest(&course.discrimination, [before, last]);

    let mut sentences = Vec::new();
    if !flat.is_empty() {
        let (names, share) = (names(lang, &flat), percent(lang, ALL_AT_MAXIMUM));
        let spread = statistic(lang, FLAT * 100.0, 1);
        sentences.push(lang.pick(
            format!(
                "Năm {last}, lĩnh vực {names} hầu như không phân biệt được các đơn vị (từ {share} \
                 số đơn vị đạt điểm tối đa, hoặc độ lệch chuẩn của tỷ lệ đạt dưới {spread} điểm \
                 phần trăm)."
            ),
            format!(
                "In {last}, {names} hardly {} between the units ({share} or more of them at the \
                 maximum, or a standard deviation of attainment below {spread} percentage points).",
                form(flat.len(), "distinguishes", "distinguish")
            ),
        ));
    }

    if !against.is_empty() {
        let (names, bound) = (names(lang, &against), statistic(lang, AGAINST, 1));
        sentences.push(lang.pick(
            format!(
                "Trong hai năm {before} và {last}, đơn vị đạt cao ở lĩnh vực {names} thường đạt \
                 thấp ở các lĩnh vực còn lại (hệ số tương quan từ {bound} trở xuống)."
            ),
            format!(
                "In {before} and {last}, units that did well in {names} tended to do badly in the \
                 other criteria (a correlation of {bound} or less)."
            ),
        ));
    }

    sentences.extend(converged(lang, course));
    sentences.extend(agreement(lang, course));
    sentences.extend(marked_mergers(&course.mergers).into_iter().map(|(row, far)| {
        let events = history.lineages.iter().filter(|event| {
            event.kind == EventKind::Merge
                && event.to_unit_id == Some(row.unit_id)
                && event.from_unit_id != row.unit_id
        });
        let names: Vec<String> =
            events.map(|event| unit_in_sentence(lang, &event.from_unit)).collect();
        merger(lang, row, far, &names)
    }));
    sentences
}

fn names(lang: Lang, rows: &[&CriterionDiscrimination]) -> String {
    together(lang, rows.iter().map(|row| format!("“{}”", row.criterion)))
}

fn converged(lang: Lang, course: &BlockCourse) -> Option<String> {
    let Convergence { first: (begin, from), last: (end, to), units } =
        convergence(&course.spreads)?;
    let [low, high] = [from, to].map(|spread| statistic(lang, spread * 100.0, 1));
    let least = statistic(lang, CONVERGED_LEAST * 100.0, 1);
    let over = units.map_or_else(String::new, |units| {
        lang.pick(
            format!(", tính trên {units} đơn vị và các lĩnh vực có ở mọi năm"),
            format!(
                " (over the {} and the criteria present in every year)",
                plural(units, "unit", "units")
            ),
        )
    });
    Some(if to < from {
        lang.pick(
            format!(
                "Từ năm {begin} đến năm {end}, khoảng cách giữa các đơn vị thu hẹp: độ lệch chuẩn \
                 của tỷ lệ đạt giảm từ {low} xuống {high} điểm phần trăm{over} (chỉ nêu khi thay \
                 đổi từ một phần tư và từ {least} điểm phần trăm trở lên)."
            ),
            format!(
                "From {begin} to {end} the units drew closer together: the standard deviation of \
                 attainment fell from {low} to {high} percentage points{over} (reported only for a \
                 change of at least a quarter and at least {least} percentage points)."
            ),
        )
    } else {
        lang.pick(
            format!(
                "Từ năm {begin} đến năm {end}, khoảng cách giữa các đơn vị giãn ra: độ lệch chuẩn \
                 của tỷ lệ đạt tăng từ {low} lên {high} điểm phần trăm{over} (chỉ nêu khi thay đổi \
                 từ một phần tư và từ {least} điểm phần trăm trở lên)."
            ),
            format!(
                "From {begin} to {end} the units moved apart: the standard deviation of attainment \
                 rose from {low} to {high} percentage points{over} (reported only for a change of \
                 at least a quarter and at least {least} percentage points)."
            ),
        )
    })
}

fn agreement(lang: Lang, course: &BlockCourse) -> Option<String> {
    let (agrees, before, row) = survey_agreement(&course.agreement)?;
    let before = before.year;
    let (year, same, opposite) = (row.year, row.concordant, row.discordant);
    let all = row.units * row.units.saturating_sub(1) / 2;
    let level = all.saturating_sub(same + opposite);
    let tau = row.tau.map_or_else(String::new, |tau| statistic(lang, tau, 2));
    let bound = statistic(lang, if agrees { AGREES } else { HARDLY_AGREES }, 1);
    let level = if level == 0 {
        String::new()
    } else {
        lang.pick(format!(", {level} cặp bằng nhau"), format!(", {level} level"))
    };
    let pairs = lang.pick(
        format!(
            "năm {year}: {same}/{all} cặp đơn vị cùng thứ tự, {opposite} cặp ngược thứ tự{level}; \
             hệ số Kendall τ-b {tau}"
        ),
        format!(
            "{year}: {same} of {all} pairs of units in the same order, {opposite} in the opposite \
             order{level}; Kendall’s τ-b {tau}"
        ),
    );
    Some(if agrees {
        lang.pick(
            format!(
                "Trong hai năm {before} và {year}, điểm điều tra xã hội học và điểm thẩm định phần \
                 lớn xếp các đơn vị theo cùng thứ tự ({pairs}; chỉ nêu khi hệ số của cả hai năm từ \
                 {bound} trở lên)."
            ),
            format!(
                "In {before} and {year} the survey and the appraisal mostly put the units in the \
                 same order ({pairs}; reported only where the coefficient is at least {bound} in \
                 both years)."
            ),
        )
    } else {
        lang.pick(
            format!(
                "Trong hai năm {before} và {year}, thứ tự các đơn vị theo điểm điều tra xã hội học \
                 ít trùng với thứ tự theo điểm thẩm định ({pairs}; chỉ nêu khi hệ số của cả hai \
                 năm từ {bound} trở xuống)."
            ),
            format!(
                "In {before} and {year}, the order of the units in the survey had little in common \
                 with their order in the appraisal ({pairs}; reported only where the coefficient \
                 is at most {bound} in both years)."
            ),
        )
    })
}

fn merger(lang: Lang, row: &MergerRow, difference: f64, predecessors: &[String]) -> String {
    let (unit, from, to) = (unit_in_sentence(lang, &row.unit), row.from_year, row.to_year);
    let names = together(lang, predecessors.iter().cloned());
    let names = if names.is_empty() {
        lang.pick(format!("{} đơn vị", row.predecessors), plural(row.predecessors, "unit", "units"))
    } else {
        names
    };
    let [before, after] =
        [row.attainment_before, row.attainment_after].map(|share| percent(lang, share));
    let others =
        row.others_change.map_or_else(String::new, |others| points_of_percent(lang, others));
    let far = points_of_percent(lang, difference);
    let bound = statistic(lang, LARGE_CHANGE * 100.0, 1);
    upper_first(&lang.pick(
        format!(
            "{unit} (hợp nhất từ {names}): năm đầu có kết quả ({to}) đạt {after}; bình quân các \
             đơn vị hợp thành năm {from} là {before}. Các đơn vị khác thay đổi bình quân {others}, \
             chênh lệch {far} (chỉ nêu từ {bound} điểm phần trăm trở lên). Kết quả năm đầu sau hợp \
             nhất chưa phản ánh đầy đủ hiệu quả của việc sắp xếp."
        ),
        format!(
            "{unit} (formed by merging {names}): attainment of {after} in its first year with \
             results ({to}), against a mean of {before} for its predecessors in {from}. The other \
             units changed by {others} on average, a difference of {far} (reported only from \
             {bound} percentage points). The first year after a merger does not yet fully show its \
             effect."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Year};
    use crate::relation::{BlockSpread, SurveyAgreement, blank};

    fn course() -> BlockCourse {
        let [before, last] = [2023, 2024].map(|year| Year::new(year).expect("a year"));
        BlockCourse::blank(Block::DEPARTMENT, [before, last])
    }

    #[test]
    fn a_block_below_every_threshold_has_no_sentence() {
        assert!(multi_year(Lang::Vi, &History::default(), &course()).is_empty());
    }

    #[test]
    fn criteria_that_hardly_distinguish_are_named_together() {
        let flat = |criterion: &str| CriterionDiscrimination {
            year: course().span[1],
            criterion: criterion.to_owned(),
            at_maximum: 0.95,
            ..blank()
        };
        let sentences = |names: &[&str]| {
            let changed = BlockCourse {
                discrimination: names.iter().map(|name| flat(name)).collect(),
                ..course()
            };
            [Lang::Vi, Lang::En]
                .map(|lang| multi_year(lang, &History::default(), &changed).remove(0))
        };
        let [vi, en] = sentences(&["a"]);
        assert!(
            vi.starts_with("Năm 2024, lĩnh vực “a” hầu như không phân biệt")
                && en.contains("“a” hardly distinguishes"),
            "{vi} {en}"
        );
        let [vi, en] = sentences(&["a", "b"]);
        assert!(
            vi.contains("“a” và “b”") && en.contains("“a” and “b” hardly distinguish between"),
            "{vi} {en}"
        );
        assert!(
            sentences(&["a", "b", "c", "d", "e"])[0].contains("“a”, “b”, “c” và 2 trường hợp khác")
        );
    }

    #[test]
    fn spread_and_agreement_are_reported_in_either_direction() {
        let spread = |year: i32, spread: f64, slope: f64| BlockSpread {
            year: Year::new(year).expect("a year"),
            spread: Some(spread),
            spread_slope: Some(slope),
            ..blank()
        };
        let changed = BlockCourse {
            spreads: vec![spread(2021, 0.04, -0.01), spread(2024, 0.03, -0.01)],
            ..course()
        };
        assert!(
            multi_year(Lang::Vi, &History::default(), &changed)[0].contains(
                "thu hẹp: độ lệch chuẩn của tỷ lệ đạt giảm từ 4,0 xuống 3,0 điểm phần trăm"
            )
        );
        let changed = BlockCourse {
            spreads: vec![spread(2021, 0.04, 0.01), spread(2024, 0.06, 0.01)],
            ..course()
        };
        assert!(multi_year(Lang::En, &History::default(), &changed)[0].contains("moved apart"));
        let agreement = |tau: f64| SurveyAgreement {
            units: 8,
            concordant: 19,
            discordant: 8,
            tau: Some(tau),
            ..blank()
        };
        let changed = BlockCourse { agreement: vec![agreement(0.1), agreement(0.2)], ..course() };
        assert!(
            multi_year(Lang::Vi, &History::default(), &changed)[0].contains("ít trùng")
                && multi_year(Lang::Vi, &History::default(), &changed)[0]
                    .contains("19/28 cặp đơn vị cùng thứ tự, 8 cặp ngược thứ tự, 1 cặp bằng nhau")
        );
        let changed = BlockCourse { agreement: vec![agreement(0.5), agreement(0.9)], ..course() };
        assert!(
            multi_year(Lang::En, &History::default(), &changed)[0]
                .contains("mostly put the units in the same order")
        );
    }

    #[test]
    fn a_merger_is_compared_with_the_other_units() {
        let row = MergerRow {
            unit: "Sở Nội vụ".to_owned(),
            predecessors: 2,
            attainment_before: 0.835,
            attainment_after: 0.798,
            others: Some(17),
            others_change: Some(0.006),
            ..blank()
        };
        let names = ["Sở Nội vụ", "Sở Lao động - Thương binh và Xã hội"].map(str::to_owned);
        let text = merger(Lang::Vi, &row, -0.043, &names);
        let start = "Sở Nội vụ (hợp nhất từ Sở Nội vụ và Sở Lao động - Thương binh và Xã hội): năm \
            đầu có kết quả (2022) đạt 79,8%";
        assert!(text.starts_with(start), "{text}");
        assert!(
            text.contains("bình quân +0,6 điểm phần trăm, chênh lệch −4,3 điểm phần trăm"),
            "{text}"
        );
        let text = merger(Lang::En, &row, -0.043, &[]);
        assert!(text.contains("(formed by merging 2 units): attainment of 79.8%"), "{text}");
    }
}
