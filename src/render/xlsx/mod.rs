//! Renders reports and plain tables as workbooks. A report has one sheet per chapter, numbers as
//! numbers, and pages set up for print. On a sheet with blanks to fill in, all other cells are locked, without a password.

mod cell;
mod cursor;
mod plain;
mod sheet;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::Report;

pub use cell::MOST as MOST_LETTERS;
pub use plain::{Grid, MOST_COLUMNS, MOST_ROWS, Plain};

use self::cell::Formats;
use self::sheet::Sheet;

/// Renders a report as an .xlsx file. The same report gives the same bytes.
///
/// # Errors
/// Returns an error if the workbook cannot be written.
pub fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let names = names(report);
    let formats = Formats::new();
    let mut book = Workbook::new();
    // The program knows no author and no date, so the date is fixed.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&day));
    for (chapter, name) in report.chapters.iter().zip(&names) {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        Sheet::new(report, chapter, name, &formats, sheet).write(&names)?;
    }
    book.save_to_buffer()
}

/// The names of the sheets: the names of the chapters, made unique and limited to what Excel
/// allows.
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
            let room = MOST - end.chars().count();
            name = plain.chars().take(room).collect::<String>() + &end;
        }

        names.push(name);
    }
    names
}
