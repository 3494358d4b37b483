//! Sentences on what changed between two years, and on how far the comparison goes.

use crate::analysis::{
    History, LARGE_CHANGE, Mean, Movement, Twin, differs_at_constant_framework, movers,
};
use crate::model::{Stage, rounded};
use crate::relation::{DeltaRow, TrendRow};
use crate::store::AssessmentRow;

use super::list::{listed, together};
use super::{
    Lang, block_label, block_units, decimal, form, grade_label, lower_first, percent, plural,
    signed_decimal, signed_percent, statistic, unit_in_sentence, upper_first,
};

/// What a reader has to know before comparing the two years.
#[must_use]
pub fn caveats(lang: Lang, history: &History, movement: &Movement) -> Vec<String> {
    let Movement { block, from_year, to_year, .. } = *movement;
    let mut caveats = Vec::new();
    let names = movement.frameworks.join("; ");
    match (movement.framework_changed, names.is_empty()) {
        (Some(true), false) => caveats.push(lang.pick(
            format!("Bộ tiêu chí thay đổi giữa năm {from_year} và năm {to_year} ({names})."),
            format!("The framework changed between {from_year} and {to_year} ({names})."),
        )),
        (Some(true), true) => caveats.push(lang.pick(
            format!("Bộ tiêu chí thay đổi giữa năm {from_year} và năm {to_year}."),
            format!("The framework changed between {from_year} and {to_year}."),
        )),
        (None, _) => caveats.push(lang.pick(
            format!(
                "Không xác định được bộ tiêu chí có thay đổi giữa năm {from_year} và năm {to_year} \
                 hay không."
            ),
            format!(
                "It is not known whether the framework changed between {from_year} and {to_year}."
            ),
        )),
        (Some(false), _) => {}
    }

    let apart = to_year.number() - from_year.number();
    let between =
        history.years(block).into_iter().filter(|year| (from_year..to_year).contains(year)).count()
            - 1;
    if apart > 1 && between == 0 {
        caveats.push(lang.pick(
            format!(
                "Hai lần đánh giá được so sánh cách nhau {apart} năm; không có số liệu của các năm \
                 ở giữa."
            ),
            format!(
                "The two assessments compared are {apart} years apart; there are no data for the \
                 years between."
            ),
        ));
    }

    caveats.extend(known_units(lang, movement));
    if !movement.unmatched.is_empty() {
        let split = |name: &String| {
            history.splits.iter().find(|(part, _)| part == name).map(|(_, whole)| whole)
        };
        let shown = |name: &String| match split(name) {
            None => format!("“{name}”"),
            Some(whole) => lang.pick(
                format!("“{name}” (tách từ “{whole}”)"),
                format!("“{name}” (split off from “{whole}”)"),
            ),
        };
        let names = movement.unmatched.iter().map(shown).collect::<Vec<_>>().join(", ");
        caveats.push(lang.pick(
            format!("Lĩnh vực chỉ có ở một trong hai năm: {names}."),
            format!("Criteria in only one of the two years: {names}."),
        ));
    }
    caveats
}

/// The years for which only some units are known, one sentence each.
#[must_use]
pub fn known_units(lang: Lang, movement: &Movement) -> Vec<String> {
    let years = [movement.from_year, movement.to_year].into_iter().zip(movement.known);
    let partial = years.filter(|(_, (known, units))| known < units);
    partial.map(|(year, (known, units))| known_of(lang, year.number(), known, units)).collect()
}

fn known_of(lang: Lang, year: i32, known: usize, units: usize) -> String {
    lang.pick(
        format!(
            "Năm {year} mới có kết quả của {known}/{units} đơn vị; không tính các chỉ tiêu cần số \
             liệu của đủ các đơn vị."
        ),
        format!(
            "For {year}, results are known for only {known} of {}; figures that need all units are \
             not computed.",
            plural(units, "unit", "units")
        ),
    )
}

/// What a reader has to know of an assessment before using its figures.
#[must_use]
pub fn notes(lang: Lang, assessment: &AssessmentRow) -> Vec<String> {
    let notes = [
        unpublished_note(lang, assessment),
        partial_note(lang, assessment),
        open_note(lang, assessment),
    ];
    notes.into_iter().flatten().collect()
}

/// What a document says about results that are appraised and not yet published; `None` for others.
#[must_use]
pub fn unpublished_note(lang: Lang, assessment: &AssessmentRow) -> Option<String> {
    let AssessmentRow { year, block, stage, .. } = assessment;
    let block = lower_first(&block_label(lang, *block));
    match stage {
        Stage::SelfScored | Stage::Published => None,
        Stage::Appraised => Some(lang.pick(
            format!("Năm {year}, khối {block}: kết quả đã thẩm định, chưa được công bố."),
            format!("{year}, {block}: the results are appraised and not yet published."),
        )),
    }
}

/// What a document says about a block in which the totals of some units are still open; `None` for others.
#[must_use]
pub fn open_note(lang: Lang, assessment: &AssessmentRow) -> Option<String> {
    let AssessmentRow { year, block, open, .. } = *assessment;
    let block = lower_first(&block_label(lang, block));
    (open > 0).then(|| {
        lang.pick(
            format!(
                "Năm {year}, khối {block}: {open} đơn vị còn thiếu điểm thẩm định nên chưa có tổng điểm; chưa \
                 xếp hạng được cả khối."
            ),
            format!(
                "{year}, {block}: {} not all appraised scores, and so no total yet; no ranks yet.",
                plural(open, "unit has", "units have")
            ),
        )
    })
}

/// What a document says about a block of which only some units are known; `None` where all are
/// known.
#[must_use]
pub fn partial_note(lang: Lang, assessment: &AssessmentRow) -> Option<String> {
    let AssessmentRow { year, block, known, units, grade_counts, .. } = assessment;
    if known >= units {
        return None;
    }
    let counts = grade_counts.iter().map(|(grade, units)| {
        let grade = grade_label(lang, *grade);
        lang.pick(format!("{units} đơn vị {grade}"), format!("{units} {grade}"))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    if assessment.stage != Stage::Published {
        let block = lower_first(&block_label(lang, *block));
        return Some(lang.pick(
            format!(
                "Năm {year}, khối {block}: mới có biểu của {known}/{units} đơn vị; chưa xếp hạng được cả \
                 khối."
            ),
            format!("{year}, {block}: the forms of {known} of {units} units are there; no ranks yet."),
        ));
    }
    let mut text = lang.pick(
        format!(
            "Năm {year}, khối {}: chỉ công bố một phần số liệu, có kết quả của {known}/{units} đơn \
             vị",
            lower_first(&block_label(lang, *block))
        ),
        format!(
            "{year}, {}: published in part; {known} of {} {} known",
            lower_first(&block_label(lang, *block)),
            plural(*units, "unit", "units"),
            form(*known, "is", "are")
        ),
    );
    if !counts.is_empty() {
        text += &lang.pick(
            format!("; phân loại cả khối: {counts}"),
            format!("; grades of the whole block: {counts}"),
        );
    }
    Some(text + ".")
}

/// How many units rose and fell, and the largest rise and fall.
#[must_use]
pub fn movement(lang: Lang, movement: &Movement, rows: &[&DeltaRow]) -> Vec<String> {
    let Movement { block, from_year, to_year, compared, up, down, same, .. } = *movement;
    let compared = block_units(lang, block, compared);
    let counts = counted(lang, [up, down, same]);
    let measure = if movement.in_points {
        lang.pick("tổng điểm", "the total")
    } else {
        lang.pick("tỷ lệ đạt", "attainment")
    };
    let mut sentences = if movement.compared == 0 {
        vec![lang.pick(
            format!("Không có đơn vị nào có kết quả của cả hai năm {from_year} và {to_year}."),
            format!("No unit has results for both {from_year} and {to_year}."),
        )]
    } else {
        vec![lang.pick(
            format!(
                "Trong {compared} so sánh được giữa năm {from_year} và năm {to_year}, xét theo \
                 {measure} có {counts}."
            ),
            format!("{compared} compared between {from_year} and {to_year}: {measure} {counts}."),
        )]
    };

    if movement.framework_changed == Some(true) && movement.constant != [0; 3] {
        let counts = counted(lang, movement.constant);
        sentences.push(lang.pick(
            format!("Quy về cùng bộ tiêu chí (các lĩnh vực có ở cả hai năm): {counts}."),
            format!(
                "At constant framework (the criteria present in both years), attainment {counts}."
            ),
        ));
    }

    sentences.extend(extremes(lang, movement, rows));
    for (units, vi, en) in [
        (&movement.entrants, "Đơn vị mới trong bảng xếp hạng", "Units new to the ranking"),
        (
            &movement.leavers,
            "Đơn vị không còn trong bảng xếp hạng",
            "Units no longer in the ranking",
        ),
    ] {
        if let Some(units) = units.as_ref().filter(|units| !units.is_empty()) {
            let names: Vec<_> = units.iter().map(|unit| unit_in_sentence(lang, unit)).collect();
            sentences.push(format!("{}: {}.", lang.pick(vi, en), names.join("; ")));
        }
    }
    sentences
}

/// How many units rose, fell and stayed level; counts of zero are left out.
fn counted(lang: Lang, [up, down, same]: [usize; 3]) -> String {
    let parts =
        [(up, "tăng", "rose"), (down, "giảm", "fell"), (same, "không đổi", "was unchanged")];
    let parts = parts.into_iter().filter(|(units, ..)| *units > 0);
    let parts = parts.map(|(units, vi, en)| {
        lang.pick(format!("{units} đơn vị {vi}"), format!("{en} in {units}"))
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// Which units rose and fell most. Where only some units are known, the sentence names them and
/// warns that such changes are not yet a trend.
fn extremes(lang: Lang, movement: &Movement, rows: &[&DeltaRow]) -> Option<String> {
    // The most units that the list of known units names.
    const MOST: usize = 6;
    if movement.compared == 0 {
        return None;
    }

    let movers = movers(rows.iter().copied());
    let part = |rows: &[&DeltaRow]| {
        let change = points_of_percent(lang, rows.first()?.attainment_delta?);
        let constant = match rows {
            [row @ DeltaRow { constant_delta: Some(constant), .. }]
                if differs_at_constant_framework(row) =>
            {
                let constant = points_of_percent(lang, *constant);
                lang.pick(
                    format!("; quy về cùng bộ tiêu chí {constant}"),
                    format!("; at constant framework {constant}"),
                )
            }
            _ => String::new(),
        };
        Some(format!(
            "{} ({change}{constant})",
            together(lang, rows.iter().map(|row| unit_in_sentence(lang, &row.unit)))
        ))
    };

    let [rise, fall] = movers.extremes().map(|rows| part(&rows));
    let rise = rise.map(|unit| {
        lang.pick(
            format!("tăng nhiều nhất là {unit}"),
            format!("the largest rise is that of {unit}"),
        )
    });
    let fall = fall.map(|unit| {
        lang.pick(
            format!("giảm nhiều nhất là {unit}"),
            format!("the largest fall is that of {unit}"),
        )
    });
    let both: Vec<_> = rise.into_iter().chain(fall).collect();

    let large = statistic(lang, LARGE_CHANGE * 100.0, 1);
    if both.is_empty() {
        return Some(lang.pick(
            format!("Không có đơn vị nào có tỷ lệ đạt thay đổi từ {large} điểm phần trăm trở lên."),
            format!("No unit’s attainment changed by {large} percentage points or more."),
        ));
    }
    if movement.is_whole() {
        return Some(upper_first(&both.join("; ")) + ".");
    }

    let known = rows.iter().filter(|row| row.attainment_delta.is_some());
    let known = listed(lang, known.map(|row| unit_in_sentence(lang, &row.unit)), MOST);
    let both = both.join("; ");
    Some(lang.pick(
        format!(
            "Trong các đơn vị đã biết kết quả của cả hai năm ({known}), {both}. Kết quả rất cao \
             hoặc rất thấp của một năm thường trở lại gần mức bình quân ở lần đánh giá sau, nên \
             thay đổi này chưa phải là xu hướng."
        ),
        format!(
            "Among the units known in both years ({known}), {both}. A result that is very high or \
             very low in one year tends to return towards the average in the next, so this is not \
             yet a trend."
        ),
    ))
}

/// The mean of a block, its change, and the like-for-like change; `None` where the mean of the
/// later year is not known.
#[must_use]
pub fn mean(lang: Lang, movement: &Movement) -> Option<String> {
    let now = movement.mean_to?;
    let Movement { from_year, to_year, block, .. } = *movement;
    let block = lower_first(&block_label(lang, block));
    let share = |mean: Mean| percent(lang, mean.attainment);
    let text = match (now.points, movement.mean_from) {
        (Some((points, _)), None) => {
            let text = decimal(lang, points, 2);
            lang.pick(
                format!("Điểm bình quân năm {to_year} của khối {block} là {text} điểm."),
                format!("The mean total of the {block} in {to_year} is {text}."),
            )
        }
        (None, None) => {
            let text = share(now);
            lang.pick(
                format!("Tỷ lệ đạt bình quân năm {to_year} của khối {block} là {text}."),
                format!("The mean attainment of the {block} in {to_year} is {text}."),
            )
        }
        (Some((points, maximum)), Some(Mean { points: Some((before, same)), .. }))
            if same == maximum =>
        {
            // Rounded as shown, so that the two means shown differ by exactly the change shown.
            let change = rounded(points, 2) - rounded(before, 2);
            let (text, was, change) = (
                decimal(lang, points, 2),
                decimal(lang, before, 2),
                signed_decimal(lang, change, 2),
            );
            lang.pick(
                format!(
                    "Điểm bình quân năm {to_year} của khối {block} là {text} điểm; năm \
                     {from_year} là {was} điểm ({change} điểm)."
                ),
                format!(
                    "The mean total of the {block} in {to_year} is {text}; in {from_year} it was \
                     {was} ({change} points)."
                ),
            )
        }
        (_, Some(before)) => {
            let went = went(lang, before.attainment, now.attainment);
            lang.pick(
                format!(
                    "Tỷ lệ đạt bình quân của khối {block} năm {to_year} so với năm {from_year} \
                     {went}."
                ),
                format!("From {from_year} to {to_year} the mean attainment of the {block} {went}."),
            )
        }
    };
    Some(text + &twin(lang, movement))
}

/// The means of the units present in both years, at constant framework; empty where the means of
/// the block already compare like with like.
pub(super) fn twin(lang: Lang, movement: &Movement) -> String {
    let Some(Twin { units, from, to }) = movement.twin else { return String::new() };
    let units = block_units(lang, movement.block, units);
    let went = went(lang, from, to);
    let is_new = movement.framework_changed == Some(true);
    let constant = if is_new {
        lang.pick(", quy về cùng bộ tiêu chí", ", at constant framework")
    } else {
        ""
    };
    lang.pick(
        format!(
            " Tính riêng {units} có kết quả ở cả hai năm{constant}: tỷ lệ đạt bình quân {went}."
        ),
        format!(" For the {units} with results in both years{constant}, mean attainment {went}."),
    )
}

/// How a share moved from one year to another, judged by the figures as printed: up, down, or not
/// at all.
pub(super) fn went(lang: Lang, from: f64, to: f64) -> String {
    let (low, high) = (percent(lang, from), percent(lang, to));
    if low == high {
        lang.pick(format!("giữ mức {low}"), format!("stayed at {low}"))
    } else if from < to {
        lang.pick(format!("tăng từ {low} lên {high}"), format!("rose from {low} to {high}"))
    } else {
        lang.pick(format!("giảm từ {low} xuống {high}"), format!("fell from {low} to {high}"))
    }
}

/// A change of a share in percentage points with its sign: `+1,2 điểm %`.
#[must_use]
pub fn points_of_percent(lang: Lang, change: f64) -> String {
    let number = signed_percent(lang, change);
    lang.pick(format!("{number} điểm phần trăm"), format!("{number} percentage points"))
}

/// The changes of framework, one sentence per block and year.
#[must_use]
pub fn framework_notes(lang: Lang, history: &History) -> Vec<String> {
    let note = |(block, year): (crate::model::Block, crate::model::Year)| {
        let block = block_label(lang, block);
        lang.pick(
            format!("{block}: bộ tiêu chí thay đổi từ năm {year}."),
            format!("{block}: a new framework applies from {year}."),
        )
    };
    let breaks = |block| {
        history
            .framework_breaks(block)
            .into_iter()
            .map(move |framework_break| (block, framework_break.year))
    };
    history.blocks().into_iter().flat_map(breaks).map(note).collect()
}

/// A note that slopes are missing because the series are too short.
#[must_use]
pub fn too_short(lang: Lang, units: usize, all: usize, least: usize) -> String {
    lang.pick(
        format!(
            "{units}/{all} hàng có ít hơn {least} năm số liệu nên không tính xu hướng (Theil–Sen, \
             Kendall)."
        ),
        format!(
            "{units} of {} {} fewer than {least} years of data, so no trend is computed \
             (Theil–Sen, Kendall).",
            plural(all, "row", "rows"),
            form(units, "has", "have")
        ),
    )
}

/// A note on units whose course is extended backwards by the mean of their predecessors.
#[must_use]
pub fn continued(lang: Lang, rows: &[&TrendRow]) -> String {
    let units: Vec<_> =
        rows.iter().map(|row| format!("{} ({})", row.label, row.derived_years)).collect();
    let units = units.join("; ");
    lang.pick(
        format!("Số năm dùng bình quân của các đơn vị hợp thành, không phải số công bố: {units}."),
        format!(
            "Number of years that are means of the predecessors, not published figures: {units}."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Points, Year};
    use crate::relation::blank;

    fn movement(compared: usize) -> Movement {
        let [from, to] = [2022, 2023].map(|year| Year::new(year).expect("a year"));
        Movement { compared, ..Movement::blank(Block::DISTRICT, [from, to]) }
    }

    fn delta(unit: &str, change: f64) -> DeltaRow {
        let delta = Some(Points::from_ten_thousandths(1));
        DeltaRow { unit: unit.to_owned(), delta, attainment_delta: Some(change), ..blank() }
    }

    fn sentences_of(lang: Lang, movement: &Movement, rows: &[DeltaRow]) -> Option<String> {
        extremes(lang, movement, &rows.iter().collect::<Vec<_>>())
    }

    #[test]
    fn counts_of_zero_are_left_out() {
        let all = |counts| [Lang::Vi, Lang::En].map(|lang| counted(lang, counts));
        assert_eq!(all([1, 0, 0]), ["1 đơn vị tăng", "rose in 1"]);
        assert_eq!(
            all([2, 3, 1]),
            [
                "2 đơn vị tăng, 3 đơn vị giảm, 1 đơn vị không đổi",
                "rose in 2, fell in 3, was unchanged in 1"
            ]
        );
    }

    #[test]
    fn extremes_name_every_unit_that_is_level() {
        assert_eq!(sentences_of(Lang::Vi, &movement(0), &[]), None);
        let small = [delta("Huyện Ba Bể", 0.004), delta("Huyện Na Rì", -0.009)];
        let text = sentences_of(Lang::Vi, &movement(2), &small).expect("a sentence");
        assert_eq!(
            text,
            "Không có đơn vị nào có tỷ lệ đạt thay đổi từ 1,0 điểm phần trăm trở lên."
        );
        let one = [delta("Huyện Ba Bể", 0.02), delta("Huyện Na Rì", -0.03)];
        let text = sentences_of(Lang::Vi, &movement(2), &one).expect("a sentence");
        assert_eq!(
            text,
            "Tăng nhiều nhất là huyện Ba Bể (+2,0 điểm phần trăm); giảm nhiều nhất là huyện Na Rì \
             (−3,0 điểm phần trăm)."
        );
        let tie = [delta("Huyện Ba Bể", 0.02), delta("Huyện Na Rì", 0.02)];
        let text = sentences_of(Lang::En, &movement(2), &tie).expect("a sentence");
        assert_eq!(
            text,
            "The largest rise is that of Huyện Ba Bể and Huyện Na Rì (+2.0 percentage points)."
        );
        let many: Vec<_> = (1..=5).map(|number| delta(&format!("Huyện {number}"), 0.02)).collect();
        let text = sentences_of(Lang::Vi, &movement(5), &many).expect("a sentence");
        assert!(text.contains("huyện 1, huyện 2, huyện 3 và 2 trường hợp khác (+2,0"), "{text}");
    }

    #[test]
    fn a_new_framework_shows_the_like_for_like_change_beside_it() {
        let row = DeltaRow {
            framework_changed: Some(true),
            constant_delta: Some(0.011),
            ..delta("Huyện Ba Bể", 0.05)
        };
        let text = sentences_of(Lang::Vi, &movement(1), &[row]).expect("a sentence");
        assert!(
            text.contains("(+5,0 điểm phần trăm; quy về cùng bộ tiêu chí +1,1 điểm phần trăm)"),
            "{text}"
        );
    }

    #[test]
    fn a_partial_year_names_the_units_that_are_known() {
        let partial = Movement { known: [(2, 8), (8, 8)], ..movement(2) };
        let rows = [delta("Huyện Ba Bể", 0.2), delta("Huyện Na Rì", -0.03)];
        let text = sentences_of(Lang::Vi, &partial, &rows).expect("a sentence");
        assert!(
            text.starts_with(
                "Trong các đơn vị đã biết kết quả của cả hai năm (huyện Ba Bể; huyện Na Rì), tăng"
            ),
            "{text}"
        );
        assert!(text.ends_with("chưa phải là xu hướng."), "{text}");
        let text = sentences_of(Lang::En, &partial, &rows).expect("a sentence");
        assert!(text.ends_with("so this is not yet a trend."), "{text}");
    }

    #[test]
    fn a_mean_is_in_points_where_units_have_one_maximum() {
        let mean = |points: i64, maximum: i64, attainment: f64| {
            let points = Points::from_ten_thousandths(points * 10_000).to_decimal();
            Some(Mean {
                points: Some((points, Points::from_ten_thousandths(maximum * 10_000))),
                attainment,
            })
        };
        let one =
            Movement { mean_from: mean(80, 100, 0.8), mean_to: mean(81, 100, 0.81), ..movement(8) };
        let text = super::mean(Lang::Vi, &one).expect("a mean");
        assert!(text.contains("là 81,00 điểm; năm 2022 là 80,00 điểm (+1,00 điểm)."), "{text}");
        let other = Movement { mean_from: mean(48, 60, 0.8), ..one.clone() };
        let text = super::mean(Lang::Vi, &other).expect("a mean");
        assert!(text.ends_with("năm 2023 so với năm 2022 tăng từ 80,0% lên 81,0%."), "{text}");
        let mixed = Mean { points: None, attainment: 0.81 };
        let text = super::mean(
            Lang::En,
            &Movement { mean_from: None, mean_to: Some(mixed), ..movement(8) },
        );
        assert_eq!(text.as_deref(), Some("The mean attainment of the districts in 2023 is 81.0%."));
        let twin = Some(Twin { units: 1, from: 0.8, to: 0.8 });
        let text = super::mean(Lang::Vi, &Movement { twin, ..one }).expect("a mean");
        assert!(
            text.ends_with(
                "Tính riêng 1 huyện, thành phố có kết quả ở cả hai năm: tỷ lệ đạt bình quân giữ \
                 mức 80,0%."
            ),
            "{text}"
        );
    }
}
