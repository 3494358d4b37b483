//! The sentences of the report. Every one holds for the figures that it is given, whatever they are.

use std::fmt::Write as _;

use crate::analysis::{
    BlockReport, CriterionExtremes, FindingSummary, criterion_extremes, finding_summary, gap_summary,
};
use crate::model::{Block, Points, Year};
use crate::store::AssessmentRow;

mod gap;
mod leniency;
mod multi_year;
mod caveat;
mod definition;
mod next_grade;
mod rank_interval;
mod ranking;
mod trend;
mod weakness;

use super::chart::lower_first;
use super::list::together;
use super::{
    Lang, block_label, block_units, date, decimal, form, percent, plural, points, publication, unit_in_sentence,
};

pub use caveat::{restated, trend_caveats};
pub use definition::{definitions, trend_definitions};
pub use gap::{gaps, more_cells};
pub use leniency::{lasting_leniency, leniency, no_leniency};
pub use multi_year::{multi_year, nothing_stands_out};
pub use next_grade::next_grade;
pub use rank_interval::rank_intervals;
pub use ranking::{distance_note, grades, near_grades, ranking, recomputed};
pub use trend::{
    TrendWord, explained, in_short, movers, overscoring, trend_title, trend_word, unit_course, weaknesses_that_last,
};
pub use weakness::{unit_loss, weaknesses};

/// The report's headings and fixed words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names say what they head")]
pub enum Word {
    Title,
    Assessed,
    Findings,
    Ranking,
    Gaps,
    Audit,
    Leniency,
    Weaknesses,
    CriteriaOfBlock,
    Units,
    Method,
    Source,
    NoFindings,
    NoSelfScores,
    NoScores,
    Maximum,
    Simulated,
    Sha256,
    AuditIntroduction,
}

/// One of the report's headings and fixed words.
#[must_use]
pub fn word(lang: Lang, word: Word) -> &'static str {
    match word {
        Word::Title => lang.pick("Báo cáo phân tích Chỉ số cải cách hành chính", "Report on the Public Administration Reform (PAR) index"),
        Word::Assessed => lang.pick("Phạm vi đánh giá", "What was assessed"),
        Word::Findings => lang.pick("Kiểm tra số liệu của quyết định", "Checks of the decision’s figures"),
        Word::Ranking => lang.pick("Kết quả xếp hạng và phân loại", "Ranking and grades"),
        Word::Gaps => lang.pick("Chênh lệch giữa điểm tự chấm và điểm thẩm định", "Gaps between self and appraised scores"),
        Word::Audit => lang.pick("Các trường hợp cần ưu tiên rà soát", "Scores to look at first"),
        Word::Leniency => lang.pick("Xu hướng tự chấm cao: số liệu cho biết đến đâu", "Leniency: what the figures can tell"),
        Word::Weaknesses => lang.pick("Điểm mất và lĩnh vực còn hạn chế", "Weaknesses"),
        Word::CriteriaOfBlock => lang.pick("Theo lĩnh vực của cả khối", "By criterion, the block as a whole"),
        Word::Units => lang.pick("Theo từng đơn vị", "By unit"),
        Word::Method => lang.pick("Phương pháp và định nghĩa", "Method and definitions"),
        Word::Source => lang.pick("Nguồn số liệu", "Source"),
        Word::NoSelfScores => lang.pick(
            "Văn bản không công bố điểm tự chấm và điểm thẩm định theo lĩnh vực.",
            "The document gives no self and appraised scores by criterion.",
        ),
        Word::NoScores => lang.pick(
            "Văn bản không công bố điểm theo lĩnh vực.",
            "The document gives no scores by criterion.",
        ),
        Word::NoFindings => lang.pick("Kiểm tra không phát hiện sai lệch.", "The checks found nothing."),
        Word::Maximum => lang.pick("Điểm tối đa", "Maximum points"),
        Word::Simulated => lang.pick("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA"),
        Word::Sha256 => lang.pick("Mã kiểm tra SHA-256 của tệp", "SHA-256 of the file"),
        Word::AuditIntroduction => lang.pick(
            "Bảng sau nêu các trường hợp điểm tự chấm cao hơn điểm thẩm định vượt trội so với mức chênh lệch chung của đơn vị và của lĩnh vực. Phần vượt trội (phần dư) càng lớn thì càng cần ưu tiên rà soát tài liệu kiểm chứng.",
            "The table lists self scores further above the appraised ones than the unit’s and the criterion’s general gap explains. The larger the rest (residual), the sooner the evidence is worth a review.",
        ),
    }
}

/// The last row of a table by unit.
#[must_use]
pub fn whole_block(lang: Lang) -> &'static str {
    lang.pick("Cả khối", "Whole block")
}

/// The report's title with its year.
#[must_use]
pub fn title(lang: Lang, year: Year, blocks: &[BlockReport]) -> String {
    // An index that came in through a mapping is called what its publication is called.
    if let [own] = blocks
        && own.block() == Block::Province
    {
        return own.assessment.title.clone();
    }
    lang.pick(format!("{} năm {year}", word(lang, Word::Title)), format!("{}, {year}", word(lang, Word::Title)))
}

/// A heading for one block.
#[must_use]
pub fn block_heading(lang: Lang, block: Block) -> String {
    lang.pick(format!("Khối {}", lower_first(block_label(lang, block))), block_label(lang, block).to_owned())
}

/// The decision that a report rests on.
#[must_use]
pub fn decision(lang: Lang, assessment: &AssessmentRow) -> String {
    let AssessmentRow { number, issuer, .. } = assessment;
    let (day, publication) = (date(lang, assessment.issued_on), publication(lang, number));
    lang.pick(format!("{publication} ngày {day} của {issuer}"), format!("{publication} of {day}, {issuer}"))
}

/// The source in full: decision, title, file.
#[must_use]
pub fn source(lang: Lang, assessment: &AssessmentRow) -> String {
    let decision = decision(lang, assessment);
    let AssessmentRow { title, file_name, .. } = assessment;
    let copied = assessment
        .copied_from
        .as_ref()
        .map_or_else(String::new, |from| lang.pick(format!("; chép theo {from}"), format!("; copied from {from}")));
    lang.pick(
        format!("{decision}, phụ lục “{title}”, tệp {file_name}{copied}."),
        format!("{decision}, appendix “{title}”, file {file_name}{copied}."),
    )
}

/// How many units were assessed, on what, out of how many points.
#[must_use]
pub fn assessed(lang: Lang, report: &BlockReport) -> String {
    let year = report.assessment.year;
    let units = block_units(lang, report.block(), report.assessment.units);
    let were = form(report.assessment.units, "was", "were");
    let criteria = report.criteria.len();
    let counted = plural(criteria, "criterion", "criteria");
    if criteria == 0 {
        return lang.pick(
            format!("Năm {year}, {units} được đánh giá; văn bản chỉ công bố tổng điểm."),
            format!("In {year}, {units} {were} assessed; the document gives totals only."),
        );
    }
    let sum = |part: fn(&crate::relation::CriterionRow) -> Points| points(lang, report.criteria.iter().map(part).sum());
    let (all, appraised, survey) = (sum(|row| row.max_total), sum(|row| row.max_appraised), sum(|row| row.max_survey));
    lang.pick(
        format!(
            "Năm {year}, {units} được đánh giá trên {criteria} lĩnh vực với tổng điểm tối đa {all}, trong đó thẩm định \
             {appraised} điểm và điều tra xã hội học (ĐT XHH) {survey} điểm."
        ),
        format!(
            "In {year}, {units} {were} assessed on {counted} with a maximum of {all} points, {appraised} by appraisal \
             and {survey} by survey."
        ),
    )
}

/// What the checks came to: numbers of findings by severity.
#[must_use]
pub fn findings(lang: Lang, report: &BlockReport) -> String {
    let summary = finding_summary(&report.findings);
    let FindingSummary { errors, warnings, notes, rounding, above_self, units_above_self } = summary;
    let mut text = match lang {
        Lang::Vi if errors == 0 => format!("Không có lỗi; có {warnings} cảnh báo và {notes} ghi chú."),
        Lang::Vi => format!(
            "Có {errors} lỗi trong văn bản gốc, được giữ nguyên khi nhập; có {warnings} cảnh báo và {notes} ghi chú."
        ),
        Lang::En => {
            let (warnings, notes) = (plural(warnings, "warning", "warnings"), plural(notes, "note", "notes"));
            match errors {
                0 => format!("There are no errors, {warnings} and {notes}."),
                1 => format!("There is 1 error accepted at import, {warnings} and {notes}."),
                _ => format!("There are {errors} errors accepted at import, {warnings} and {notes}."),
            }
        }
    };
    if rounding > 0 {
        let _ = match lang {
            Lang::Vi => write!(
                text,
                " Có {rounding} số tổng lệch so với phép cộng các điểm thành phần, đều trong phạm vi làm tròn; xếp hạng và phân loại giữ theo số công bố, tổng tính lại nêu bên cạnh."
            ),
            Lang::En => write!(
                text,
                " {} from the sum of {} parts, all within rounding; ranks and grades stay as published, and the recomputed totals stand beside them.",
                plural(rounding, "printed sum differs", "printed sums differ"),
                form(rounding, "its", "their")
            ),
        };
    }
    if above_self > 0 {
        let (cells, units) = (above_self, units_above_self);
        let _ = match lang {
            Lang::Vi => {
                write!(text, " Có {cells} trường hợp điểm thẩm định cao hơn điểm tự chấm, thuộc {units} đơn vị.")
            }
            Lang::En => write!(
                text,
                " In {}, {} above the self {}.",
                plural(units, "unit", "units"),
                plural(cells, "appraised score is", "appraised scores are"),
                form(cells, "score", "scores")
            ),
        };
    }
    text
}

/// What the star behind a year means: not all units of the block are known.
#[must_use]
pub fn partial_mark(lang: Lang) -> &'static str {
    lang.pick(
        "* Năm chỉ công bố một phần số liệu: chưa có kết quả của đủ các đơn vị trong khối.",
        "* A year published in part: not all units of the block are known.",
    )
}

/// What the star behind a year means: the mean of predecessors.
#[must_use]
pub fn derived_mark(lang: Lang) -> &'static str {
    lang.pick(
        "* Trước khi thành lập: bình quân tỷ lệ đạt của các đơn vị hợp thành, không phải số công bố.",
        "* Before the unit began: the mean attainment of its predecessors, not a published figure.",
    )
}

/// The report's key sentences, one block each: who leads, who is last, the largest gap, the weakest criterion.
#[must_use]
pub fn key_sentence(lang: Lang, report: &BlockReport) -> Option<String> {
    let summary = report.summary.as_ref()?;
    let mean = decimal(lang, summary.mean, 2);
    let first = report.rankings.first()?;
    let total = points(lang, first.total?);
    let best = summary.good_or_better();
    let units = block_units(lang, report.block(), summary.units);
    let extremes = criterion_extremes(&report.criterion_summaries);
    let weakest = extremes.map_or_else(String::new, |CriterionExtremes { weakest, .. }| {
        let share = weakest.first().map_or_else(String::new, |row| percent(lang, row.attainment));
        let criteria = together(lang, weakest.iter().map(|row| format!("“{}”", row.criterion)));
        lang.pick(
            format!("; lĩnh vực có tỷ lệ đạt thấp nhất là {criteria} ({share})"),
            format!("; the weakest {} {criteria} ({share})", form(weakest.len(), "criterion is", "criteria are")),
        )
    });
    let largest = gap_summary(&report.unit_gaps).map(|summary| summary.largest).unwrap_or_default();
    let gap = largest.first().map_or_else(String::new, |row| {
        let units = together(lang, largest.iter().map(|row| unit_in_sentence(lang, &row.unit)));
        let (gap, self_pronoun) = (points(lang, row.gap), form(largest.len(), "itself", "themselves"));
        lang.pick(
            format!("; {units} tự chấm cao hơn thẩm định nhiều nhất ({gap} điểm)"),
            format!("; {units} over-scored {self_pronoun} most ({gap} points)"),
        )
    });
    let leaders = report.rankings.iter().take_while(|row| row.rank == first.rank && row.rank.is_some());
    let unit = together(lang, leaders.map(|row| unit_in_sentence(lang, &row.unit)));
    let best = if summary.grades.is_empty() {
        String::new()
    } else {
        lang.pick(
            format!(" {best} đơn vị đạt mức Tốt trở lên,"),
            format!(" {} graded Good or better,", plural(best, "unit", "units")),
        )
    };
    Some(lang.pick(
        format!("{units}: bình quân {mean} điểm,{best} dẫn đầu là {unit} ({total}){gap}{weakest}."),
        format!("{units}: a mean of {mean} points,{best} led by {unit} ({total}){gap}{weakest}."),
    ))
}
