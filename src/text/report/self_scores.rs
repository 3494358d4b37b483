//! Sentences on self-scores beside the appraisal: what is common to a block, and which units have
//! exceeded it for years.

use crate::analysis::{
    BlockReport, COMMON_SHARE, EXCESS, RELIABLE, STREAK, Subject, common_gaps, gap_areas,
    gap_summary, has_streaks,
};
use crate::model::Points;
use crate::text::upper_first;
use crate::text::{Lang, decimal, form, percent, statistic, unit_in_sentence};

use super::phrase::{
    block_name, count, list_up_to, percentage_points, quoted, share_of_units, units, units_of,
};

// The sentences below spell out these thresholds.
const _: () = assert!(STREAK == 3 && COMMON_SHARE == 0.5);

/// What a self-score above the appraisal can mean; this stands before any figure.
#[must_use]
pub fn no_reasons(lang: Lang) -> &'static str {
    lang.pick(
        "Điểm tự chấm cao hơn điểm thẩm định có thể do tài liệu kiểm chứng chưa đầy đủ, cách hiểu \
         tiêu chí khác nhau hoặc tự chấm chưa sát; số liệu không cho biết lý do của từng trường \
         hợp.",
        "A self-score above the appraised score may be due to incomplete evidence, a different \
         reading of the criterion or inaccurate self-scoring; the figures do not show the reason \
         in each case.",
    )
}

/// Why the gaps of a block are not known.
fn no_gaps(lang: Lang, name: &str, report: &BlockReport) -> String {
    let has_self = report.rankings.iter().any(|row| row.self_total.is_some());
    let reason = if has_self {
        lang.pick(
            "văn bản không nêu điểm thẩm định và điểm tối đa tương ứng với điểm tự chấm",
            "the document gives no appraised scores and maxima beside the self-scores",
        )
    } else {
        lang.pick("văn bản không nêu điểm tự chấm", "the document gives no self-scores")
    };
    lang.pick(
        format!("{name}: chưa đủ số liệu để đánh giá nội dung này ({reason})."),
        format!("{name}: not enough data ({reason})."),
    )
}

/// How many units scored themselves above the appraisal, by how much, and in which areas.
#[must_use]
pub fn extent_of_gaps(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    const MOST: usize = 3;
    let report = subject.report;
    let block = report.block();
    let name = upper_first(&block_name(lang, block));
    let Some(summary) = gap_summary(&report.unit_gaps) else {
        return vec![no_gaps(lang, &name, report)];
    };

    let year = report.assessment.year;
    let mean = decimal(lang, summary.mean, 2);
    let share = report
        .unit_gaps
        .first()
        .and_then(|row| row.block_gap_share)
        .map(|share| percent(lang, share));
    let share = share.map_or_else(String::new, |share| {
        lang.pick(
            format!(" ({share} điểm tối đa phần thẩm định)"),
            format!(" ({share} of the appraisal maximum)"),
        )
    });

    let before = subject.comparison.and_then(|comparison| {
        let earlier =
            gap_summary(&comparison.unit_gaps).filter(|_| comparison.before.is_whole())?;
        let (year, mean) = (comparison.span[0], decimal(lang, earlier.mean, 2));
        Some(lang.pick(
            format!("; năm {year} là {mean} điểm"),
            format!("; in {year} it was {mean} points"),
        ))
    });
    let before = before.unwrap_or_default();
    let who = if summary.over == summary.units {
        let all = units_of(lang, block, summary.units);
        lang.pick(format!("cả {all}"), format!("all {all}"))
    } else {
        share_of_units(lang, block, summary.over, summary.units)
    };

    let mut sentences = Vec::new();
    if summary.over == 0 {
        let all = units_of(lang, block, summary.units);
        sentences.push(lang.pick(
            format!("Năm {year}, không có đơn vị nào trong {all} tự chấm cao hơn điểm thẩm định."),
            format!("In {year}, none of the {all} scored itself above the appraisal."),
        ));
        return sentences;
    }
    sentences.push(lang.pick(
        format!(
            "Năm {year}, {who} tự chấm cao hơn điểm thẩm định; chênh lệch bình quân {mean} điểm \
             mỗi đơn vị{share}{before}."
        ),
        format!(
            "In {year}, {who} scored themselves above the appraisal; the mean gap is {mean} points \
             per unit{share}{before}."
        ),
    ));

    let level: Vec<_> = report.unit_gaps.iter().filter(|row| row.gap <= Points::ZERO).collect();
    if !level.is_empty() {
        let (n, names) = (
            units(lang, level.len()),
            list_up_to(lang, level.iter().map(|row| unit_in_sentence(lang, &row.unit)), MOST),
        );
        sentences.push(lang.pick(
            format!("{n} tự chấm thấp hơn hoặc bằng điểm thẩm định: {names}."),
            format!("{n} did not score above the appraisal: {names}."),
        ));
    }

    let areas = gap_areas(&report.gaps);
    if let Some(([first, second], is_common)) = common_gaps(&areas) {
        let part = |area: &crate::analysis::GapArea<'_>| {
            format!("{} ({})", quoted(area.area), percent(lang, area.share.unwrap_or(0.0)))
        };
        let (first, second) = (part(first), part(second));
        let trait_of_block = if is_common {
            lang.pick(
                "; phần lớn các đơn vị của khối có chênh lệch ở cả hai lĩnh vực này",
                "; most units of the block have a gap in both areas",
            )
        } else {
            ""
        };
        sentences.push(lang.pick(
            format!(
                "Xét theo tỷ trọng trong tổng các chênh lệch dương, chênh lệch lớn nhất ở {first} \
                 và {second}{trait_of_block}."
            ),
            format!(
                "By their share of all positive gaps, the largest gaps are in {first} and \
                 {second}{trait_of_block}."
            ),
        ));
    }
    sentences
}

/// The units that have exceeded their block for years; `table` is the name of the table that lists
/// them.
#[must_use]
pub fn lasting_gaps(lang: Lang, subject: &Subject<'_>, table: Option<&str>) -> Vec<String> {
    const MOST: usize = 6;
    let Some(course) = subject.course else { return Vec::new() };
    let block = block_name(lang, course.block);
    if !has_streaks(course) {
        let (known, block) = (course.block_gap_years().len(), upper_first(&block));
        let noun = form(known, "year", "years");
        let years = match known {
            0 => "chưa có năm nào".to_owned(),
            _ => format!("mới có {} năm", count(lang, known)),
        };
        let known = count(lang, known);
        return vec![lang.pick(
            format!(
                "{block}: chưa đủ số liệu để đánh giá chênh lệch qua nhiều năm ({years} có điểm tự \
                 chấm của cả khối, cần ít nhất 03 năm)."
            ),
            format!(
                "{block}: not enough data to assess gaps over several years ({known} {noun} with \
                 self-scores for the whole block; at least three are needed)."
            ),
        )];
    }

    let excess = percentage_points(lang, EXCESS);
    let mut sentences = Vec::new();
    if course.overscoring.is_empty() {
        sentences.push(lang.pick(
            format!(
                "Không có đơn vị nào của {block} có chênh lệch cao hơn mức của khối trong ít nhất \
                 03 năm liên tiếp và năm cuối vượt từ {excess} trở lên."
            ),
            format!(
                "No unit among {block} had a gap above that of the block for at least three years \
                 running and by {excess} or more in the last year."
            ),
        ));
    } else {
        let known = course.block_gap_years();
        let (n, year) = (
            units(lang, course.overscoring.len()),
            known.last().copied().unwrap_or(course.span[1]),
        );
        let names = list_up_to(
            lang,
            course.overscoring.iter().map(|row| unit_in_sentence(lang, &row.unit)),
            MOST,
        );
        let table = table.map_or_else(String::new, |table| format!(" ({table})"));
        sentences.push(lang.pick(
            format!(
                "{n} của {block} có chênh lệch cao hơn mức của khối trong ít nhất 03 năm liên \
                 tiếp, năm {year} vượt từ {excess} trở lên: {names}{table}."
            ),
            format!(
                "{n} among {block} had a gap above that of the block for at least three years \
                 running and by {excess} or more in {year}: {names}{table}."
            ),
        ));
    }
    sentences.extend(closer(lang, subject));
    sentences
}

/// The units that now score closer to the appraisal.
fn closer(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 4;
    let course = subject.course?;
    if course.improved.is_empty() {
        return None;
    }
    let names = course.improved.iter().map(|row| {
        let [from, to] = [row.gap_share_from, row.gap_share_to].map(|share| percent(lang, share));
        let unit = unit_in_sentence(lang, &row.unit);
        lang.pick(
            format!("{unit} (chênh lệch từ {from} còn {to})"),
            format!("{unit} (gap from {from} to {to})"),
        )
    });
    let (n, names) = (units(lang, course.improved.len()), list_up_to(lang, names, MOST));
    let score = form(course.improved.len(), "scores", "score");
    Some(lang.pick(
        format!("{n} đã tự chấm sát hơn: {names}."),
        format!("{n} now {score} closer to the appraisal: {names}."),
    ))
}

/// A note that one year of data supports no conclusion on a single unit; `None` where it is
/// reliable or where there are no gaps.
#[must_use]
pub fn one_year(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let is_reliable =
        subject.report.leniency.first().is_some_and(|row| row.reliability >= RELIABLE);
    if is_reliable || subject.report.unit_gaps.is_empty() {
        return None;
    }
    let only = if subject.course.is_none() {
        lang.pick(
            "; các đơn vị được nêu tên chỉ để chọn nội dung cần rà soát",
            "; units are named only to choose what to check",
        )
    } else {
        ""
    };
    let block = upper_first(&block_name(lang, subject.report.block()));
    Some(lang.pick(
        format!("{block}: số liệu một năm chưa đủ để kết luận về riêng đơn vị nào{only}."),
        format!(
            "{block}: one year of data is not enough to draw conclusions about any single \
             unit{only}."
        ),
    ))
}

/// How many scores the appraisal set above the self-score.
#[must_use]
pub fn appraised_above(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let rows: Vec<_> = subject.report.gaps.iter().filter(|row| row.gap < Points::ZERO).collect();
    let mut names: Vec<_> = rows.iter().map(|row| row.unit_id).collect();
    names.sort_unstable();
    names.dedup();
    if rows.is_empty() {
        return None;
    }
    let (n, of) = (count(lang, rows.len()), units(lang, names.len()));
    let (items, were) = (form(rows.len(), "item", "items"), form(rows.len(), "was", "were"));
    let block = upper_first(&block_name(lang, subject.report.block()));
    Some(lang.pick(
        format!(
            "{block}: xét theo từng lĩnh vực, có {n} trường hợp ở {of} có điểm thẩm định cao hơn \
             điểm tự chấm."
        ),
        format!("{block}: by area, {n} {items} of {of} {were} appraised above the self-score."),
    ))
}

/// Which items are to be explained: by a threshold in a report on one year, else those of units
/// that have exceeded their block for years.
#[must_use]
pub fn explain_note(lang: Lang, is_one_year: bool) -> String {
    let share = statistic(lang, crate::analysis::CUT_SHARE * 100.0, 0);
    if is_one_year {
        lang.pick(
            format!(
                "Nội dung có điểm tự chấm cao hơn điểm thẩm định từ {share}% điểm tối đa phần thẩm \
                 định và từ 1% tổng điểm tối đa (1,00 điểm trên thang 100) trở lên."
            ),
            format!(
                "Items whose self-score exceeds the appraised score by at least {share}% of the \
                 appraisal maximum and at least 1% of all points (1.00 of 100)."
            ),
        )
    } else {
        lang.pick(
            "Nội dung có điểm tự chấm cao hơn điểm thẩm định của các đơn vị có chênh lệch cao hơn \
             mức của khối nhiều năm liên tiếp."
                .to_owned(),
            "Items whose self-score exceeds the appraised score, for the units whose gap has \
             exceeded that of their block for several years running."
                .to_owned(),
        )
    }
}
