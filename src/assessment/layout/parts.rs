//! Splits a table at the rows that name the groups or the blocks below them, if these are ranked
//! apart.

use crate::model::{clean, match_key};
use crate::registry::BlockEntry;
use crate::source::RawRow;

use super::super::block::named_block;
use super::super::row::{is_data, joined_words, running_number};
use super::Layout;

/// The longest row that names a group. A longer one is a remark.
const MOST_WORDS: usize = 20;

impl Layout {
    /// The parts of the table that are ranked apart, each with the name in the row above it. One
    /// part, without a name, if all units are ranked together.
    pub(in super::super) fn into_parts(mut self, declared: &[BlockEntry]) -> Vec<Self> {
        // The first row of a table in parts names the first one.
        if !self.rows.first().is_some_and(|row| self.names_a_part(row)) {
            return vec![self];
        }
        let heads: Vec<usize> =
            (0..self.rows.len()).filter(|at| self.names_a_part(&self.rows[*at])).collect();
        let ends = heads.iter().skip(1).copied().chain([self.rows.len()]);
        let spans: Vec<_> = heads.iter().copied().zip(ends).collect();
        let rows_of = |(begin, end): &(usize, usize)| &self.rows[begin + 1..*end];
        let is_apart = spans.len() > 1
            && spans.iter().all(|span| rows_of(span).iter().any(|row| self.has_figures(row)))
            && (spans.iter().all(|span| self.ranks_begin_anew(rows_of(span)))
                || self.name_blocks(&heads, declared));
        if !is_apart {
            return vec![self];
        }

        let all = std::mem::take(&mut self.rows);
        let part = |(begin, end): (usize, usize)| {
            let rows = all[begin + 1..end].to_vec();
            Self { rows, part: Some(part_name(&all[begin])), ..self.clone() }
        };
        spans.into_iter().map(part).collect()
    }

    /// Whether a row names the units below it: it has words, but neither figures nor the number and
    /// name of a unit.
    fn names_a_part(&self, row: &RawRow) -> bool {
        if self.has_digits(row) || is_data(row) {
            return false;
        }
        let text = part_name(row);
        text.split(' ').count() <= MOST_WORDS
            && text.chars().any(char::is_alphabetic)
            && (!text.contains(':') || is_group(&text))
    }

    /// Whether the ranks of some rows begin at 1. Without ranks, their running numbers do.
    fn ranks_begin_anew(&self, rows: &[RawRow]) -> bool {
        let column = self.rank.or(self.sequence);
        let Some(column) = column else { return false };
        let numbers = rows.iter().filter_map(|row| row.cells.get(column));
        numbers.filter_map(|cell| running_number(&cell.text)).min() == Some(1)
    }

    /// Whether the rows name different blocks. The ranks of a table with ranks tell more.
    fn name_blocks(&self, heads: &[usize], declared: &[BlockEntry]) -> bool {
        let blocks: Vec<_> =
            heads.iter().map(|at| named_block(&part_name(&self.rows[*at]), declared)).collect();
        let differ = blocks
            .iter()
            .enumerate()
            .all(|(at, block)| block.is_some() && !blocks[..at].contains(block));
        differ && self.rank.is_none()
    }
}

/// Whether a text begins as the name of a group.
fn is_group(text: &str) -> bool {
    const GROUPS: [&str; 4] = ["nhóm ", "cụm ", "bảng ", "tổ "];
    GROUPS.iter().any(|word| match_key(text).starts_with(word))
}

/// The name in a row, without its number: `Nhóm I` for `Nhóm I. Các sở có thủ tục hành chính`.
fn part_name(row: &RawRow) -> String {
    let mut texts: Vec<String> = Vec::new();
    for cell in &row.cells {
        let text = clean(&cell.text);
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    // A running number before the name.
    let is_number = |text: &str| running_number(text).is_some() || text.chars().count() == 1;
    if texts.len() > 1 && is_number(&texts[0]) {
        texts.remove(0);
    }
    let text = joined_words(texts.iter().map(String::as_str));
    match text.split_once(['.', '(', ';', ':', '–']) {
        Some((name, _)) if is_group(&text) && name.trim().contains(' ') => name.trim().to_owned(),
        _ => text,
    }
}
