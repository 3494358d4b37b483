//! A plain table as a workbook: one row of headings over typed values on the first sheet, and where
//! the figures come from on the second.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::relation::{Cell, Kind};
use crate::render::native_chart::{column, row};
use crate::report::{Align, RowKind, Shade};
use crate::text::{Lang, cell as words};

use super::cell::{Formats, Look, text_cell, write};
use super::cursor::{LETTER, LINE, lines};

/// The letters whose place the arrow of a filter takes.
const ARROW: usize = 3;

/// The most rows of a sheet, the heading included.
pub const MOST_ROWS: usize = 1_048_576;
/// The most columns of a sheet.
pub const MOST_COLUMNS: usize = 16_384;

/// A table with what a reader has to know about it.
pub struct Plain<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The names of the two sheets.
    pub names: [&'a str; 2],
    /// A warning above the table.
    pub banner: Option<&'a str>,
    /// The table on the first sheet.
    pub data: Grid<'a>,
    /// Lines on the second sheet.
    pub lines: Vec<String>,
    /// The table below these lines.
    pub sources: Grid<'a>,
}

/// Headings and the rows below them.
pub struct Grid<'a> {
    /// The heading of each column.
    pub headings: Vec<String>,
    /// The rows, with one value per heading.
    pub rows: Vec<Vec<&'a Cell>>,
}

impl Plain<'_> {
    /// Renders the workbook. The same table gives the same bytes.
    ///
    /// # Errors
    /// Returns an error if the table does not fit on a sheet.
    pub fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let formats = Formats::new();
        let mut book = Workbook::new();
        // The date is fixed, so that the same answer gives the same file.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));

        let sheet = book.add_worksheet();
        sheet.set_name(self.names[0])?;
        let above = usize::from(self.banner.is_some());
        if let Some(banner) = self.banner {
            // It runs on over the empty cells to its right.
            let format = formats.warning.clone().set_align(FormatAlign::Left).unset_text_wrap();
            text_cell(sheet, (0, 0), banner, &format)?;
        }
        self.table(sheet, &formats, &self.data, above)?;

        let sheet = book.add_worksheet();
        sheet.set_name(self.names[1])?;
        let format = formats.text.clone().set_align(FormatAlign::Left);
        let widths = self.widths(&self.sources);
        for (line, index) in self.lines.iter().zip(0_usize..) {
            let last = column(widths.len().max(2) - 1);
            sheet.merge_range(row(index), 0, row(index), last, "", &format)?;
            text_cell(sheet, (row(index), 0), line, &format)?;
            let height = lines(line, millimetres(widths.iter().sum()), 11) * LINE;
            sheet.set_row_height(row(index), height)?;
        }
        self.table(sheet, &formats, &self.sources, self.lines.len() + 1)?;
        book.save_to_buffer()
    }

    /// The widths of the columns, in letters: that of the widest value, and of the longest word of
    /// the heading.
    fn widths(&self, Grid { headings, rows }: &Grid<'_>) -> Vec<usize> {
        let width = |(heading, index): (&String, usize)| {
            let values = rows.iter().map(|row| words(self.lang, row[index]).chars().count());
            values.max().unwrap_or_default().max(longest_word(heading) + ARROW).clamp(6, 66)
        };
        headings.iter().zip(0_usize..).map(width).collect()
    }

    /// Writes a table below the rows above it, and freezes and filters it there.
    fn table(
        &self,
        sheet: &mut Worksheet,
        formats: &Formats,
        grid: &Grid<'_>,
        above: usize,
    ) -> Result<(), XlsxError> {
        let Grid { headings, rows } = grid;
        let mut highest = 1.0_f64;
        for ((heading, width), index) in headings.iter().zip(self.widths(grid)).zip(0_usize..) {
            text_cell(sheet, (row(above), column(index)), heading, &formats.head)?;
            sheet.set_column_width(column(index), width as f64 + 1.0)?;
            // Bold letters are wider.
            highest = highest.max(lines(heading, millimetres(width), 12));
        }
        sheet.set_row_height(row(above), highest * LINE)?;
        for (values, index) in rows.iter().zip(above + 1..) {
            for (value, at) in values.iter().zip(0_usize..) {
                let is_number = value.kind().is_some_and(Kind::is_number);
                let look = Look {
                    align: if is_number { Align::End } else { Align::Start },
                    kind: RowKind::Data,
                    shade: Shade::None,
                    size: 11,
                    has_rule: false,
                    mark: "",
                };
                write(sheet, (row(index), column(at)), self.lang, value, look)?;
            }
        }
        if !headings.is_empty() {
            sheet.set_freeze_panes(row(above + 1), 0)?;
            let last = above + rows.len();
            sheet.autofilter(row(above), 0, row(last), column(headings.len() - 1))?;
            sheet.set_repeat_rows(row(above), row(above))?.set_landscape();
            sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        }
        Ok(())
    }
}

/// The width of letters, in millimetres.
fn millimetres(letters: usize) -> f64 {
    letters as f64 * LETTER
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(|word| word.chars().count()).max().unwrap_or_default()
}
