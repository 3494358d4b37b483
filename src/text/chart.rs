//! Titles and source lines of charts.

use crate::model::{Block, Date, Year};
use crate::store::AssessmentRow;

use super::{Lang, block_label, date};

/// The title of a chart of one block in one year; the kinds are those of `cchc chart`.
#[must_use]
pub fn chart_title(lang: Lang, kind: &str, year: Year, block: Block) -> String {
    let what = match kind {
        // Provinces are ranked by other indices.
        "ranking" if block == Block::Province => lang.pick("Xếp hạng", "Ranking"),
        "ranking" => lang.pick("Xếp hạng Chỉ số CCHC", "PAR index ranking"),
        "gap" => lang.pick("Điểm tự chấm và điểm thẩm định", "Self and appraised scores"),
        "heatmap" => lang.pick("Tỷ lệ đạt theo lĩnh vực", "Attainment by criterion"),
        _ => lang.pick("Điểm mất theo lĩnh vực", "Points lost by criterion"),
    };
    let block = block_label(lang, block);
    match lang {
        Lang::Vi => format!("{what} – khối {}, năm {year}", lower_first(block)),
        Lang::En => format!("{what} – {}, {year}", lower_first(block)),
    }
}

/// The title of a chart over several years; the kinds are those of `cchc chart`.
#[must_use]
pub fn years_title(lang: Lang, kind: &str, block: Block, years: [Year; 2]) -> String {
    let what = match kind {
        "bump" => lang.pick("Thứ hạng qua các năm", "Ranks over the years"),
        "course" => lang.pick("Tỷ lệ đạt qua các năm (%)", "Attainment over the years (%)"),
        "delta" => lang.pick("Tăng, giảm tỷ lệ đạt (điểm phần trăm)", "Change of attainment (percentage points)"),
        _ => lang.pick("Chênh lệch tự chấm – thẩm định (% điểm tối đa)", "Self − appraised scores, % of maximum"),
    };
    let (block, span) = (lower_first(block_label(lang, block)), span(years));
    lang.pick(format!("{what} – khối {block}, {span}"), format!("{what} – {block}, {span}"))
}

/// The title of a chart of one unit.
#[must_use]
pub fn unit_title(lang: Lang, kind: &str, unit: &str, years: [Year; 2]) -> String {
    let what = match kind {
        "history" => lang.pick("Tỷ lệ đạt theo lĩnh vực (%)", "Attainment by criterion (%)"),
        _ => lang.pick("Nguyên nhân thay đổi tổng điểm", "Why the total changed"),
    };
    format!("{what} – {unit}, {}", span(years))
}

fn span([from, to]: [Year; 2]) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

/// A new framework in the legend of a chart.
#[must_use]
pub fn framework_label(lang: Lang, number: usize, year: Year, name: Option<&str>) -> String {
    let name = name.unwrap_or(lang.pick("Bộ tiêu chí mới", "A new framework"));
    lang.pick(format!("[{number}] {name}, áp dụng từ năm {year}"), format!("[{number}] {name}, from {year} on"))
}

/// A new framework between the years of a chart.
#[must_use]
pub fn framework_note(lang: Lang, year: Year, name: Option<&str>) -> String {
    let name = name.unwrap_or(lang.pick("Bộ tiêu chí mới", "A new framework"));
    lang.pick(format!("{name} áp dụng từ năm {year}"), format!("{name} is in force from {year} on"))
}

/// Where the figures of a chart over several years come from.
#[must_use]
pub fn sources_line(lang: Lang, assessments: &[AssessmentRow]) -> String {
    let is_simulated = assessments.iter().any(|own| own.simulated);
    let mark = if is_simulated { lang.pick("SỐ LIỆU MÔ PHỎNG. ", "SIMULATED DATA. ") } else { "" };
    let decisions = assessments.iter().map(|own| {
        let (number, year) = (&own.number, own.year);
        lang.pick(format!("{number} (kết quả năm {year})"), format!("{number} (results of {year})"))
    });
    let decisions = decisions.collect::<Vec<_>>().join(", ");
    let are_decisions = assessments.iter().all(|own| own.number.contains("/QĐ"));
    let kind = if are_decisions { lang.pick("các Quyết định số ", "decisions ") } else { "" };
    lang.pick(format!("{mark}Nguồn: {kind}{decisions}"), format!("{mark}Source: {kind}{decisions}"))
}

/// The words of chart legends.
#[must_use]
pub fn chart_word(lang: Lang, word: &str) -> &'static str {
    match word {
        "risen" => lang.pick("tăng hạng nhiều nhất", "largest rises"),
        "fallen" => lang.pick("giảm hạng nhiều nhất", "largest falls"),
        "other" => lang.pick("các đơn vị khác", "other units"),
        "partial" => lang.pick(
            "nét đứt, vòng rỗng: năm chỉ công bố một phần số liệu",
            "broken line, ring: a year published in part",
        ),
        "median" => lang.pick("trung vị của khối", "median of the block"),
        "unit" => lang.pick("đơn vị", "unit"),
        "derived" => lang.pick("nét đứt: bình quân các đơn vị hợp thành", "broken line: mean of the predecessors"),
        "performance" => lang.pick("do kết quả thực hiện", "performance"),
        "weight" => lang.pick("do thay đổi điểm tối đa", "change of maximum points"),
        "rounding" => lang.pick("do làm tròn", "rounding"),
        "up" => lang.pick("tăng", "rise"),
        "down" => lang.pick("giảm", "fall"),
        _ => "",
    }
}

/// Where the figures of a chart come from.
#[must_use]
pub fn source_line(lang: Lang, number: &str, issued_on: Date, issuer: &str, simulated: bool) -> String {
    let day = date(lang, issued_on);
    let simulated = if simulated { lang.pick("SỐ LIỆU MÔ PHỎNG. ", "SIMULATED DATA. ") } else { "" };
    let publication = publication(lang, number);
    match lang {
        Lang::Vi => format!("{simulated}Nguồn: {publication} ngày {day} của {issuer}"),
        Lang::En => format!("{simulated}Source: {publication} of {day}, {issuer}"),
    }
}

/// A publication by its number: `Quyết định số 501/QĐ-UBND`; other publications than decisions by their name alone.
#[must_use]
pub fn publication(lang: Lang, number: &str) -> String {
    if number.contains("/QĐ") {
        lang.pick(format!("Quyết định số {number}"), format!("Decision {number}"))
    } else {
        number.to_owned()
    }
}

/// The text with a small first letter, for use within a sentence.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
