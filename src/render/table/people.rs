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

        let figures: Vec<_> =
            (0..section.columns.len()).map(|column| section.narrowest(column)).collect();

        let mut table = comfy_table::Table::new();
        table.load_style(RULED).set_header(section.columns).add_rows(section.rows);

        let natural: u16 =
            table.column_max_content_widths().iter().map(|width| width + PADDING).sum();
        let narrow = style.width.filter(|width| *width < natural);
        if let Some(width) = narrow {
            table.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
        }

        for ((column, numeric), figure) in table.column_iter_mut().zip(section.numeric).zip(figures)
        {
            column.set_cell_alignment(if numeric {
                CellAlignment::Right
            } else {
                CellAlignment::Left
            });
            if numeric && narrow.is_some() {
                // A figure never wraps. Its heading does, and names take the remaining width.
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(figure + PADDING)));
            }
        }
        text += &table.trim_fmt();
        text.push('\n');
    }
    text + &notes
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
