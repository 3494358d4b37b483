//! Sentences on gaps between self and appraised scores.

use crate::analysis::{BlockReport, GapSummary, OUTLIER, gap_summary, largest_gap_of};
use crate::relation::UnitGapRow;
use crate::text::list::together;
use crate::text::{Lang, decimal, form, plural, points, statistic, unit_in_sentence};

/// Who over-scored itself, by how much, and where most.
#[must_use]
pub fn gaps(lang: Lang, report: &BlockReport) -> Option<String> {
    let GapSummary { units, over, mean, largest, outliers } = gap_summary(&report.unit_gaps)?;
    let mean = decimal(lang, mean, 2);
    let mut text = lang.pick(
        format!(
            "{over}/{units} đơn vị có điểm tự chấm cao hơn điểm thẩm định; chênh lệch bình quân {mean} điểm mỗi đơn vị."
        ),
        format!(
            "{over} of {} scored {} above the appraisal; the mean gap is {mean} points.",
            plural(units, "unit", "units"),
            form(over, "itself", "themselves")
        ),
    );
    match largest[..] {
        [] => {}
        [one] => text += &largest_gap(lang, one, report),
        [first, ..] => {
            let names = together(lang, largest.iter().map(|row| unit_in_sentence(lang, &row.unit)));
            let gap = points(lang, first.gap);
            text += &lang.pick(
                format!(" Chênh lệch lớn nhất là {gap} điểm, ở {names}."),
                format!(" The largest gap is {gap} points, that of {names}."),
            );
        }
    }
    let Some(outliers) = outliers else { return Some(text) };
    let names: Vec<_> = outliers.into_iter().map(|row| unit_in_sentence(lang, &row.unit)).collect();
    let (names, bound) = (names.join(", "), statistic(lang, OUTLIER, 1));
    text += &if names.is_empty() {
        lang.pick(
            format!(" Không đơn vị nào có chênh lệch đến ngưỡng bất thường (z hiệu chỉnh từ {bound} trở lên)."),
            format!(" No unit’s gap is an outlier of the block (robust z of {bound} or more)."),
        )
    } else {
        lang.pick(
            format!(" Đơn vị có chênh lệch bất thường so với cả khối (z hiệu chỉnh từ {bound} trở lên): {names}."),
            format!(" Gaps that stand out in the block (robust z of {bound} or more): {names}."),
        )
    };
    Some(text)
}

fn largest_gap(lang: Lang, largest: &UnitGapRow, report: &BlockReport) -> String {
    let unit = unit_in_sentence(lang, &largest.unit);
    let amounts = [largest.self_total, largest.appraised_total, largest.gap].map(|amount| points(lang, amount));
    let [own, appraised, gap] = amounts;
    let most = largest_gap_of(&report.gaps, largest).map_or_else(String::new, |row| {
        let (criterion, gap) = (&row.criterion, points(lang, row.gap));
        lang.pick(
            format!(", riêng lĩnh vực “{criterion}” chênh lệch {gap} điểm"),
            format!(", of which {gap} in “{criterion}”"),
        )
    });
    lang.pick(
        format!(" Đơn vị có chênh lệch lớn nhất là {unit}: tự chấm {own} điểm, thẩm định {appraised} điểm, chênh lệch {gap} điểm{most}."),
        format!(" The largest gap is that of {unit}: self {own}, appraised {appraised}, {gap} points above{most}."),
    )
}

/// Cells that a table leaves out.
#[must_use]
pub fn more_cells(lang: Lang, shown: usize, all: usize) -> String {
    lang.pick(
        format!("Bảng nêu {shown}/{all} trường hợp có phần dư lớn nhất (danh sách đầy đủ: lệnh cchc gap --by cell)."),
        format!(
            "The table shows the {shown} of {all} cases with the largest residuals (cchc gap --by cell lists them all)."
        ),
    )
}
