//! Sentences on ranking and grades.

use crate::analysis::{self, BlockReport, BlockSummary, NEAR_GRADE, Recomputed, near_grades as near_units};
use crate::relation::RankingRow;
use crate::text::{Lang, decimal, grade_label, plural, points, unit_in_sentence};

/// Mean, spread, first and last of a block.
#[must_use]
pub fn ranking(lang: Lang, summary: &BlockSummary) -> String {
    let mean = decimal(lang, summary.mean, 2);
    let BlockSummary { above_mean, units, .. } = summary;
    let names = |units: &[String]| units.iter().map(|unit| unit_in_sentence(lang, unit)).collect::<Vec<_>>().join(", ");
    let (first, last) = (names(&summary.first), names(&summary.last));
    let (highest, lowest) = (points(lang, summary.highest), points(lang, summary.lowest));
    let spread = points(lang, summary.highest - summary.lowest);
    lang.pick(
        format!(
            "Điểm bình quân của khối là {mean}; {above_mean}/{units} đơn vị có điểm cao hơn mức bình quân. Cao nhất là {first} với \
             {highest} điểm, thấp nhất là {last} với {lowest} điểm, cách nhau {spread} điểm."
        ),
        format!(
            "The mean of the block is {mean}; {above_mean} of {} {} above it. The highest is {first} with {highest} \
             points, the lowest {last} with {lowest}, {spread} points apart.",
            plural(*units, "unit", "units"),
            if *above_mean == 1 || *units == 1 { "is" } else { "are" }
        ),
    )
}

/// How many units have which grade, and where grades begin.
#[must_use]
pub fn grades(lang: Lang, summary: &BlockSummary, report: &BlockReport) -> Option<String> {
    let counts = summary.grades.iter().map(|(grade, units)| format!("{units} {}", grade_label(lang, *grade)));
    let counts = counts.collect::<Vec<_>>().join(", ");
    if counts.is_empty() {
        return None;
    }
    let mut text = lang.pick(format!("Phân loại: {counts}."), format!("Grades: {counts}."));
    let declared = report.assessment.bands.iter().filter(|band| band.declared).map(|band| {
        let (grade, from) = (grade_label(lang, band.grade), points(lang, band.at_most));
        lang.pick(format!("mức {grade} từ {from} điểm"), format!("{grade} from {from}"))
    });
    let declared = declared.collect::<Vec<_>>().join("; ");
    if !declared.is_empty() {
        text += &lang.pick(
            format!(" Ngưỡng phân loại của bộ tiêu chí: {declared}."),
            format!(" The framework sets the bounds of grades: {declared}."),
        );
    }
    let bounds = report.assessment.bands.iter().filter_map(|band| {
        let (grade, above, at_most) =
            (grade_label(lang, band.grade), points(lang, band.above?), points(lang, band.at_most));
        Some(lang.pick(
            format!("ngưỡng của mức {grade} cao hơn {above} điểm và không quá {at_most} điểm"),
            format!("{grade} begins above {above} and at {at_most} at the latest"),
        ))
    });
    let bounds = bounds.collect::<Vec<_>>().join("; ");
    if !bounds.is_empty() {
        text += &lang.pick(
            format!(" Suy từ kết quả công bố của các khối trong cùng quyết định: {bounds}."),
            format!(" As the published results of all blocks of the decision show: {bounds}."),
        );
    }
    Some(text)
}

/// The units that are closest below a better grade.
#[must_use]
pub fn near_grades(lang: Lang, report: &BlockReport) -> Option<String> {
    let bound = NEAR_GRADE.to_decimal().normalize();
    let near = near_units(&report.rankings, &report.distances).into_iter().map(|(row, distance)| {
        // A declared bound is known to the point.
        let (vi, en) = if distance.more_than == distance.at_most { ("", "") } else { ("tối đa ", " at most") };
        let (grade, at_most) = (grade_label(lang, distance.grade), points(lang, distance.at_most));
        let unit = unit_in_sentence(lang, &row.unit);
        lang.pick(
            format!("{unit} (mức {grade}, thiếu {vi}{at_most} điểm)"),
            format!("{unit} ({grade}, {at_most} points{en})"),
        )
    });
    let near = near.collect::<Vec<_>>().join("; ");
    let text = lang.pick(
        format!("Đơn vị sát mức phân loại cao hơn (thiếu không quá {bound} điểm): {near}."),
        format!("Closest to the next grade, lacking no more than {bound} points: {near}."),
    );
    (!near.is_empty()).then_some(text)
}

/// Whether the ranks by recomputed totals are the published ones.
#[must_use]
pub fn recomputed(lang: Lang, rows: &[RankingRow]) -> String {
    let Recomputed { is_known, totals, reranked } = analysis::recomputed(rows);
    let names: Vec<_> = reranked.into_iter().map(|row| unit_in_sentence(lang, &row.unit)).collect();
    if !is_known {
        return lang.pick(
            "Văn bản không công bố đủ điểm thành phần nên không tính lại được tổng điểm.".to_owned(),
            "The document does not give all the parts, so totals could not be recomputed.".to_owned(),
        );
    }
    if totals == 0 && names.is_empty() {
        return lang.pick(
            "Tính lại từ các điểm thành phần, tổng điểm và thứ hạng của các đơn vị đều trùng số công bố.".to_owned(),
            "Recomputed from the parts, all totals and ranks are the published ones.".to_owned(),
        );
    }
    let differ = match totals {
        1 => "the total of 1 unit differs from the published one".to_owned(),
        _ => format!("the totals of {totals} units differ from the published ones"),
    };
    let (is_same, names) = (names.is_empty(), names.join(", "));
    match (lang, is_same) {
        (Lang::Vi, true) => format!(
            "Tính lại từ các điểm thành phần, tổng điểm của {totals} đơn vị khác số công bố; thứ hạng không thay đổi."
        ),
        (Lang::Vi, false) => format!(
            "Tính lại từ các điểm thành phần, tổng điểm của {totals} đơn vị khác số công bố và thứ hạng thay đổi ở: {names}."
        ),
        (Lang::En, true) => {
            format!("Recomputed from the parts, {differ}; no rank changes.")
        }
        (Lang::En, false) => {
            format!("Recomputed from the parts, {differ}, and ranks change for: {names}.")
        }
    }
}

/// What the column of distances to the next grade says.
#[must_use]
pub fn distance_note(lang: Lang, is_declared: bool) -> &'static str {
    if is_declared {
        return lang.pick(
            "“Điểm còn thiếu” là số điểm còn thiếu để đạt ngưỡng của mức phân loại cao hơn liền kề theo bộ tiêu chí.",
            "“Points short” is what a unit lacks to the bound of the next grade, as the framework sets it.",
        );
    }
    lang.pick(
        "“Điểm còn thiếu” là số điểm tối đa còn thiếu để đạt mức phân loại cao hơn liền kề, tính đến tổng điểm thấp nhất đã được xếp mức đó trong các khối của cùng quyết định.",
        "“Points short” is the most that a unit lacks to the next grade: the distance to the lowest total of the decision that was given that grade.",
    )
}
