//! Reports as workbooks: a sheet a part, numbers as numbers, and print as on paper. What is to be
//! filled in can be filled in, the rest is locked where the sheet says so, without a password.

mod cell;
mod cursor;
mod sheet;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::Report;

use self::cell::Formats;
use self::sheet::Sheet;

/// A report as an .xlsx file. The same report is the same bytes.
///
/// # Errors
/// What the writer of workbooks refuses, such as a text too long for a cell.
pub fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let names = names(report);
    let formats = Formats::new();
    let mut book = Workbook::new();
    // No author and no time, which nobody told.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&day));
    for (chapter, name) in report.chapters.iter().zip(&names) {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        Sheet::new(report, chapter, name, &formats, sheet).write(&names)?;
    }
    book.save_to_buffer()
}

/// The names of the sheets: what the parts are called, as Excel allows it, each once.
fn names(report: &Report) -> Vec<String> {
    const MOST: usize = 31;
    let mut names: Vec<String> = Vec::new();
    for chapter in &report.chapters {
        let plain: String = crate::text::printable_line(&chapter.name)
            .chars()
            .map(|letter| if "[]:*?/\\'".contains(letter) { ' ' } else { letter })
            .collect();
        let plain = plain.trim();
        let plain = if plain.is_empty() { "–" } else { plain };
        let mut name: String = plain.chars().take(MOST).collect();
        let mut number = 1;
        while names.iter().any(|taken| taken.to_lowercase() == name.to_lowercase()) {
            number += 1;
            let end = format!(" {number}");
            let kept = MOST - end.chars().count();
            name = plain.chars().take(kept).collect::<String>() + &end;
        }
        names.push(name);
    }
    names
}
