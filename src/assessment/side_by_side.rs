//! Takes the parts of a table apart that stand side by side under the same headings, as on a page with
//! the first units on the left and the others on the right.

use std::collections::HashSet;

use crate::model::{Heading, Year, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable};

use super::block::named_block;
use super::heading::{Title, Words};
use super::layout::is_group;
use super::row::{is_data, numbers_columns};

/// The most parts side by side.
const MOST_PARTS: usize = 4;

/// The most words of a title over a part.
const MOST_WORDS: usize = 15;

/// The fewest columns of a part: the unit and a figure.
const FEWEST_COLUMNS: usize = 2;

/// Puts the parts of a table below each other. A title over one part only becomes a row above its
/// units. Any other table is returned as it is.
pub(super) fn below_each_other(table: RawTable, words: &Words) -> RawTable {
    let Some(columns) = Columns::find(&table, words) else { return table };
    let RawTable { number, mut caption, rows } = table;
    let (heads, below) = rows.split_at(columns.header);
    // A title over each part names what stands below it. As the first row, it is part of the caption.
    let captions = columns.titles_of(&mut caption, words);
    let (titles, heads): (Vec<&RawRow>, Vec<&RawRow>) =
        heads.iter().partition(|row| columns.has_titles(row));
    let of = |row: &RawRow, part: &[usize]| {
        let cells = part.iter().filter_map(|index| row.cells.get(*index).cloned());
        RawRow { number: row.number, hidden: row.hidden, cells: cells.collect() }
    };

    let mut taken: Vec<RawRow> = heads.iter().map(|row| of(row, &columns.parts[0])).collect();
    let head = taken.last().cloned();
    for (at, part) in columns.parts.iter().enumerate() {
        if let (Some(title), Some(mut row)) = (captions.get(at), head.clone()) {
            for (at, cell) in row.cells.iter_mut().enumerate() {
                cell.text = title.as_str().into();
                cell.copied = at > 0;
            }
            taken.push(row);
        }
        taken.extend(titles.iter().map(|row| of(row, part)));
        let rows = below.iter().map(|row| of(row, part));
        taken.extend(rows.filter(|row| row.cells.iter().any(|cell| !text(cell).is_empty())));
    }
    RawTable { number, caption, rows: taken }
}

/// Where the parts stand.
struct Columns {
    /// The number of rows of headings.
    header: usize,
    /// The columns of each part, as indices from 0.
    parts: Vec<Vec<usize>>,
}

impl Columns {
    /// Finds parts that have the same headings, with the units once in each.
    fn find(table: &RawTable, words: &Words) -> Option<Self> {
        let header = table.rows.iter().position(is_data)?;
        let heads: Vec<&RawRow> =
            table.rows[..header].iter().filter(|row| !numbers_columns(row)).collect();
        let width = heads.first()?.cells.len();
        let is_filled = |index: &usize| {
            table.rows.iter().any(|row| row.cells.get(*index).is_some_and(|c| !text(c).is_empty()))
        };
        let filled: Vec<usize> = (0..width).filter(is_filled).collect();
        let heads_units = |index: &usize| {
            words.lowest_heading(&table.rows[..header], *index) == Some(Heading::Unit)
        };
        let parts = (2..=MOST_PARTS)
            .filter(|count| filled.len().is_multiple_of(*count))
            .map(|count| filled.chunks(filled.len() / count).map(<[usize]>::to_vec).collect())
            .map(|parts| Self { header, parts });
        parts
            .filter(|columns| columns.parts[0].len() >= FEWEST_COLUMNS)
            .filter(|columns| {
                heads.iter().all(|row| columns.repeats(row) || columns.has_titles(row))
            })
            .filter(|columns| heads.iter().any(|row| columns.repeats(row)))
            .filter(|columns| !columns.are_dated(table, &heads))
            .find(|columns| columns.parts[0].iter().filter(|index| heads_units(index)).count() == 1)
    }

    /// Whether titles over the parts name years. Such parts are of different years.
    fn are_dated(&self, table: &RawTable, heads: &[&RawRow]) -> bool {
        let year = |text: &str| Title::read(text).dated().map(|(_, year)| year);
        let in_head = heads.iter().filter(|row| self.has_titles(row)).any(|row| {
            self.parts
                .iter()
                .flat_map(|part| Self::texts(row, part))
                .any(|text| year(&text).is_some())
        });
        let lines = table.caption.iter().rev().take(self.parts.len());
        let short =
            lines.filter(|line| !line.starts_with('(') && line.split(' ').count() <= MOST_WORDS);
        let years: Option<HashSet<Year>> = short.map(|line| year(line)).collect();
        in_head || years.is_some_and(|years| years.len() == self.parts.len())
    }

    /// Takes the lines at the end of the caption that name the block or the group of each part. None if they name
    /// none, or the same one.
    fn titles_of(&self, caption: &mut Vec<String>, words: &Words) -> Vec<String> {
        let Some(first) = caption.len().checked_sub(self.parts.len()) else { return Vec::new() };
        let blocks = caption[first..].iter().map(|line| named_block(line, &words.blocks));
        let blocks: Option<HashSet<_>> = blocks.collect();
        // `Khối thi đua số 1` beside `Khối thi đua số 2`
        let first_word = |line: &String| line.split(' ').next().map(str::to_owned);
        let first_words: HashSet<Option<String>> =
            caption[first..].iter().map(first_word).collect();
        let is_title = |line: &&String| {
            // `Chỉ số SIPAS` beside `Chỉ số CCHC` is another index.
            let names_index =
                ["chỉ số", "kết quả"].iter().any(|word| match_key(line).contains(word));
            let is_short =
                !names_index && line.contains(' ') && line.split(' ').count() <= MOST_WORDS;
            is_group(line) || (first_words.len() == 1 && is_short && !line.starts_with('('))
        };
        let groups: HashSet<&String> = caption[first..].iter().filter(is_title).collect();
        let count = self.parts.len();
        if groups.len() == count || blocks.is_some_and(|blocks| blocks.len() == count) {
            return caption.split_off(first);
        }
        Vec::new()
    }

    fn texts(row: &RawRow, part: &[usize]) -> Vec<String> {
        part.iter().map(|index| row.cells.get(*index).map(text).unwrap_or_default()).collect()
    }

    /// Whether a row has the same headings over each part. A title over all of them is none.
    fn repeats(&self, row: &RawRow) -> bool {
        let first = Self::texts(row, &self.parts[0]);
        self.parts.iter().all(|part| Self::texts(row, part) == first)
    }

    /// Whether a row has one text over each part, and not the same over all.
    fn has_titles(&self, row: &RawRow) -> bool {
        let is_title = |part: &Vec<usize>| {
            let texts = Self::texts(row, part);
            !texts[0].is_empty()
                && texts[1..].iter().all(|text| text.is_empty() || *text == texts[0])
        };
        self.parts.iter().all(is_title) && !self.repeats(row)
    }
}

fn text(cell: &RawCell) -> String {
    clean(&cell.text)
}
