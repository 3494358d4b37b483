//! Tables as workbooks for Excel: the columns that people see, with those that name a section in
//! front, and the documents that the figures come from.

use std::collections::BTreeSet;
use std::io;

use crate::relation::{Cell, DocumentRow};
use crate::render::xlsx::{Grid, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Plain};
use crate::text::report::{Word, word};
use crate::text::{Lang, answer as words};

use super::people::heading;
use super::{Style, Table};

/// Where the figures of a table come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Origin {
    /// The query that the table answers; `None` for the table of a verb.
    pub query: Option<String>,
    /// The stored documents.
    pub documents: Vec<DocumentRow>,
}

/// # Errors
/// Returns an error if the table does not fit on a sheet.
pub(super) fn write_xlsx(table: &Table, style: Style) -> io::Result<Vec<u8>> {
    let lang = style.lang;
    let columns = columns(table);
    let banner = table.simulated.then(|| word(lang, Word::Simulated));
    let rows = table.rows.len() + 1 + usize::from(banner.is_some());
    if rows > MOST_ROWS || columns.len() > MOST_COLUMNS {
        return Err(io::Error::other(words::sheet_is_full(lang)));
    }

    let is_long = |cell: &Cell| {
        if let Cell::Text(text) | Cell::Name(text) = cell {
            text.chars().count() > MOST_LETTERS
        } else {
            false
        }
    };
    if table.rows.iter().flatten().any(is_long) {
        return Err(io::Error::other(words::cell_is_full(lang)));
    }

    let documents: Vec<Vec<Cell>> = documents(table)
        .map(|document| DocumentRow::LISTED.iter().map(|column| (column.cell)(document)).collect())
        .collect();
    let plain = Plain {
        lang,
        names: words::sheet_names(lang),
        banner,
        data: Grid {
            headings: columns.iter().map(|index| heading(table, lang, *index)).collect(),
            rows: table
                .rows
                .iter()
                .map(|row| columns.iter().map(|index| &row[*index]).collect())
                .collect(),
        },
        lines: lines(table, lang),
        sources: Grid {
            headings: DocumentRow::LISTED
                .iter()
                .map(|column| crate::text::heading(lang, column.info.label).to_owned())
                .collect(),
            rows: documents.iter().map(|row| row.iter().collect()).collect(),
        },
    };
    plain.workbook().map_err(io::Error::other)
}

/// The columns that people see. Those that name the section of a row come first, since a sheet has
/// no sections.
fn columns(table: &Table) -> Vec<usize> {
    let sections = table.sections.unwrap_or_default();
    let years = sections.years.into_iter().flatten();
    let named = [sections.year, sections.authority, sections.block];
    let mut columns: Vec<usize> = named.into_iter().flatten().chain(years).collect();
    columns.extend(
        table
            .column_indices
            .iter()
            .filter(|index| !columns.contains(index))
            .copied()
            .collect::<Vec<_>>(),
    );
    columns
}

/// The documents of the years that the table is about; all of them if it names no years.
fn documents(table: &Table) -> impl Iterator<Item = &DocumentRow> {
    let years: BTreeSet<_> = table
        .rows
        .iter()
        .flatten()
        .filter_map(|cell| if let Cell::Year(year) = cell { Some(*year) } else { None })
        .collect();
    // Rows on several years name the first and the last.
    let span = years.first().copied().zip(years.last().copied());
    table.origin.documents.iter().filter(move |document| {
        let span = span.zip(document.year);
        span.is_none_or(|((first, last), year)| (first..=last).contains(&year))
    })
}

fn lines(table: &Table, lang: Lang) -> Vec<String> {
    let mut lines = vec![words::made_by(lang)];
    lines.extend(table.simulated.then(|| word(lang, Word::Simulated).to_owned()));
    if let Some(query) = &table.origin.query {
        lines.push(words::query(lang, query));
    }
    lines.extend(table.notes.iter().cloned());
    lines.push(words::documents(lang, table.origin.query.is_some()).to_owned());
    lines
}
