//! Titles and source lines of charts.

use crate::model::{Block, Date, Year};

use super::{Lang, block_label, date};

/// The title of a chart of one block in one year; the kinds are those of `cchc chart`.
#[must_use]
pub fn chart_title(lang: Lang, kind: &str, year: Year, block: Block) -> String {
    let what = match kind {
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

/// Where the figures of a chart come from.
#[must_use]
pub fn source_line(lang: Lang, number: &str, issued_on: Date, issuer: &str, simulated: bool) -> String {
    let day = date(lang, issued_on);
    let simulated = if simulated { lang.pick("SỐ LIỆU MÔ PHỎNG. ", "SIMULATED DATA. ") } else { "" };
    match lang {
        Lang::Vi => format!("{simulated}Nguồn: Quyết định số {number} ngày {day} của {issuer}"),
        Lang::En => format!("{simulated}Source: Decision {number} of {day}, {issuer}"),
    }
}

/// The text with a small first letter, for use within a sentence.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
