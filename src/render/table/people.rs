//! Formats for people: headings and numbers in their language, and one section per block and year.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

use crate::relation::{Cell, Kind};
use crate::text::report::{Word, word};
use crate::text::{self, Lang, cell, hanging, printable_line, wrapped};

use super::{Sections, Style, Table};

/// A single rule below the headings, and no other lines.
const RULED: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// The blanks on both sides of the text of a cell, in characters.
const PADDING: u16 = 2;

/// The letters that a column of texts takes at least, where a table is narrow.
const FEW: u16 = 8;

/// A heading and the rows below it, as the texts that people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What all its rows share, such as their block and year. None if the table is one section.
    pub heading: Option<String>,
    /// The headings of the columns.
    pub columns: Vec<String>,
    /// Whether the values of each column are numbers, which are aligned to the right.
    pub numeric: Vec<bool>,
    /// The rows, with one text per column.
    pub rows: Vec<Vec<String>>,
    /// The place of each row in the table, from 0.
    pub places: Vec<usize>,
}

impl Section {
    /// Whether the columns fit side by side into a width: numbers whole, and texts in a few letters
    /// each.
    fn fits(&self, width: u16) -> bool {
        let least = |column: usize| {
            let narrowest = self.narrowest(column);
            PADDING + if self.numeric[column] { narrowest } else { narrowest.min(FEW) }
        };
        (0..self.columns.len()).map(least).sum::<u16>() <= width
    }

    /// The width of a column in characters that fits its longest figure and the longest word of its
    /// heading.
    fn narrowest(&self, column: usize) -> u16 {
        let figures = self.rows.iter().map(|row| row[column].as_str());
        let longest =
            figures.chain(self.columns[column].split(' ')).map(UnicodeWidthStr::width).max();
        longest.and_then(|width| u16::try_from(width).ok()).unwrap_or(0)
    }
}

/// Writes the table as aligned columns, within the width of the style.
pub(super) fn write_table(table: &Table, style: Style) -> String {
    let (mut text, notes) = around(table, style.lang);
    let notes = style.width.map_or(notes.clone(), |width| wrapped(&notes, width.into()));

    let sections = sections(table, style.lang);
    if style.width.is_some_and(|width| sections.iter().any(|section| !section.fits(width))) {
        return write_lines(table, style);
    }

    for section in sections {
        if let Some(heading) = &section.heading {
            text += &format!("{heading}\n");
        }

        write_section(&mut text, section, style.width);
    }
    text + &notes
}

/// A longer section is written in pieces of this many rows, which keeps little in memory at a time.
const ROWS_AT_ONCE: usize = 2_000;

fn write_section(text: &mut String, section: Section, width: Option<u16>) {
    let figures: Vec<u16> =
        (0..section.columns.len()).map(|column| section.narrowest(column)).collect();
    let Section { columns, numeric, rows, .. } = section;
    let widest = |column: usize| {
        let texts = rows.iter().map(|row| &row[column]).chain([&columns[column]]);
        let widest = texts.map(|text| text.width()).max();
        widest.and_then(|width| u16::try_from(width).ok()).unwrap_or(u16::MAX)
    };
    let widths: Vec<u16> = (0..columns.len()).map(widest).collect();
    let natural: u16 =
        widths.iter().fold(0, |sum, width| sum.saturating_add(width.saturating_add(PADDING)));
    let narrow = width.filter(|width| *width < natural);
    let of_rows = |rows: Vec<Vec<String>>, is_first: bool| {
        let columns = is_first.then(|| columns.clone());
        aligned(
            columns,
            &numeric,
            rows,
            narrow.map_or(Widths::Whole(&widths), |width| Widths::Narrow {
                width,
                figures: &figures,
            }),
        )
    };

    let at_once = if narrow.is_some() { rows.len() } else { ROWS_AT_ONCE };
    let mut rows = rows.into_iter().peekable();
    let mut is_first = true;
    while is_first || rows.peek().is_some() {
        *text += &of_rows(rows.by_ref().take(at_once).collect(), is_first);
        text.push('\n');
        is_first = false;
    }
}

/// How wide the columns of a table are.
#[derive(Clone, Copy)]
enum Widths<'a> {
    /// As wide as their widest text.
    Whole(&'a [u16]),
    /// Together as wide as a line. A figure never wraps. Its heading does, and names take what is
    /// left.
    Narrow { width: u16, figures: &'a [u16] },
}

/// The rows as aligned columns, below their headings if there are some.
fn aligned(
    columns: Option<Vec<String>>,
    numeric: &[bool],
    rows: Vec<Vec<String>>,
    widths: Widths<'_>,
) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(RULED);
    if let Some(columns) = columns {
        table.set_header(columns);
    }
    table.add_rows(rows);
    if let Widths::Narrow { width, .. } = widths {
        table.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
    }
    for ((column, numeric), at) in table.column_iter_mut().zip(numeric).zip(0..) {
        let alignment = if *numeric { CellAlignment::Right } else { CellAlignment::Left };
        column.set_cell_alignment(alignment);
        let width = match widths {
            Widths::Whole(widths) => Some(widths[at]),
            Widths::Narrow { figures, .. } => numeric.then_some(figures[at]),
        };
        if let Some(width) = width {
            let width = Width::Fixed(width.saturating_add(PADDING));
            column.set_constraint(ColumnConstraint::Absolute(width));
        }
    }
    table.trim_fmt()
}

/// Writes each value on a line of its own behind its heading, and an empty line after each row.
pub(super) fn write_lines(table: &Table, style: Style) -> String {
    let (mut text, notes) = around(table, style.lang);
    let notes = style.width.map_or(notes.clone(), |width| wrapped(&notes, width.into()));
    for section in sections(table, style.lang) {
        if let Some(heading) = &section.heading {
            text += &format!("{heading}\n\n");
        }
        for row in &section.rows {
            let values = section.columns.iter().cloned().zip(row.iter().map(String::as_str));
            text += &hanging(&values.collect::<Vec<_>>(), style.width.map(usize::from));
            text.truncate(text.trim_end().len());
            text += "\n\n";
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text + &notes
}

/// Writes the table as pipe tables of Markdown.
pub(super) fn write_markdown(table: &Table, lang: Lang) -> String {
    let (mut text, notes) = around(table, lang);
    if !text.is_empty() {
        text = format!("**{}**\n\n", in_markdown(text.trim_end()));
    }

    for section in sections(table, lang) {
        if let Some(heading) = section.heading {
            text += &format!("### {}\n\n", in_markdown(&heading));
        }

        let line = |cells: &[String]| {
            let cells: Vec<_> = cells.iter().map(|cell| in_markdown(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };

        text += &line(&section.columns);
        let rule =
            section.numeric.iter().map(|numeric| if *numeric { "---:" } else { "---" }.to_owned());
        text += &line(&rule.collect::<Vec<_>>());
        text.extend(section.rows.iter().map(|row| line(row)));
        text.push('\n');
    }

    text.truncate(text.trim_end().len());
    text.push('\n');
    if notes.is_empty() {
        text
    } else {
        format!("{text}\n{}", in_markdown(&notes).replace('\n', "\n\n").trim_end()) + "\n"
    }
}

/// A text as Markdown shows it: without markup, and without cells of its own.
fn in_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // `&` begins a character by its name only before letters and `#`.
        let is_name = |next: &char| next.is_ascii_alphanumeric() || *next == '#';
        if "\\|<[*`".contains(c) || (c == '&' && rest.peek().is_some_and(is_name)) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Splits the rows into one section per block and year, if the table has such columns and does not
/// show them in every row.
pub(super) fn sections(table: &Table, lang: Lang) -> Vec<Section> {
    let columns: Vec<_> =
        table.column_indices.iter().map(|index| heading(table, lang, *index)).collect();
    let numeric: Vec<_> =
        table.column_indices.iter().map(|index| is_numeric(table, *index)).collect();

    let section = |heading| Section {
        heading,
        columns: columns.clone(),
        numeric: numeric.clone(),
        rows: Vec::new(),
        places: Vec::new(),
    };

    let mut sections: Vec<Section> = Vec::new();
    for (row, place) in table.rows.iter().zip(0..) {
        let heading = title(table, lang, row);
        if sections.last().is_none_or(|section| section.heading != heading) {
            sections.push(section(heading));
        }
        let cells = table.column_indices.iter().map(|index| cell(lang, &row[*index])).collect();
        if let Some(section) = sections.last_mut() {
            section.rows.push(cells);
            section.places.push(place);
        }
    }

    if sections.is_empty() {
        sections.push(Section { numeric: vec![false; columns.len()], ..section(None) });
    }
    sections
}

/// The heading of the section of a row: its authority if there are several, its block, and its year
/// or years.
fn title(table: &Table, lang: Lang, row: &[Cell]) -> Option<String> {
    let Sections { authority, block, year, years } = table.sections?;
    let text = |index: usize| cell(lang, &row[index]);
    let block = match authority.map(text) {
        Some(authority) => format!("{authority} – {}", text(block?)),
        None => text(block?),
    };
    Some(match (year.map(text), years.map(|years| years.map(text))) {
        (Some(year), _) => lang.pick(format!("{block}, năm {year}"), format!("{block}, {year}")),
        (None, Some([from, to])) => {
            lang.pick(format!("{block}, năm {from} – {to}"), format!("{block}, {from}–{to}"))
        }
        (None, None) => block,
    })
}

/// The line above a table of simulated figures, and the notes below a table.
fn around(table: &Table, lang: Lang) -> (String, String) {
    let above =
        if table.simulated { format!("{}\n", word(lang, Word::Simulated)) } else { String::new() };
    let below: String = table.notes.iter().map(|note| format!("{note}\n")).collect();
    (above, if below.is_empty() { below } else { format!("\n{below}") })
}

/// The heading of a column. Columns of a query keep the names that the analyst gave them.
pub(super) fn heading(table: &Table, lang: Lang, index: usize) -> String {
    let column = &table.columns[index];
    column
        .label
        .map_or_else(|| printable_line(&column.name), |label| text::heading(lang, label).to_owned())
}

/// Whether the values of a column are numbers, which are aligned to the right.
fn is_numeric(table: &Table, index: usize) -> bool {
    let is_number = |cell: &Cell| cell.kind().is_none_or(Kind::is_number);
    let of_values = || table.rows.iter().all(|row| is_number(&row[index]));
    table.columns[index].kind.map_or_else(of_values, Kind::is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_long_table_look_like_the_whole() {
        let row = |number: usize| vec![format!("Đơn vị {number}"), (number * 7).to_string()];
        let section = |rows: usize| Section {
            heading: None,
            columns: vec!["Đơn vị".to_owned(), "Điểm".to_owned()],
            numeric: vec![false, true],
            rows: (0..rows).map(row).collect(),
            places: Vec::new(),
        };
        let count = 2 * ROWS_AT_ONCE + 1;
        let mut pieces = String::new();
        write_section(&mut pieces, section(count), None);

        let Section { columns, numeric, rows, .. } = section(count);
        let widths = Widths::Whole(&[11, 5]);
        assert_eq!(pieces, aligned(Some(columns), &numeric, rows, widths) + "\n");
        assert_eq!(pieces.lines().count(), count + 2);
        // A figure does not touch the next column, and lines have no blanks behind them.
        assert!(pieces.lines().nth(2).is_some_and(|line| line.ends_with("    0")), "{pieces:.200}");
        assert!(pieces.lines().all(|line| line.trim_end() == line));
    }
}
