//! Splits a table at the rows that name the groups or the blocks below them, if these are ranked
//! apart.

use crate::model::{GradeSet, Heading, clean, match_key};
use crate::registry::BlockEntry;
use crate::source::RawRow;

use super::super::block::named_block;
use super::super::cell::Cell;
use super::super::column::ColumnMeaning;
use super::super::finding::Finding;
use super::super::row::{first_words, is_data, is_figure, joined_words, running_number};
use super::super::title::without_number;
use super::Layout;

/// The longest row that names a group. A longer one is a remark.
const MOST_WORDS: usize = 20;

/// What the rows of a part of a table have in common.
#[derive(Debug, Clone)]
pub(in super::super) struct Part {
    /// The name of the group or block.
    pub(in super::super) name: String,
    /// Whether the parts of the table are different blocks.
    pub(in super::super) is_block: bool,
}

impl Part {
    /// Whether it is called a group, whatever block its name mentions.
    pub(in super::super) fn is_called_group(&self) -> bool {
        is_group(&self.name)
    }
}

impl Layout {
    /// The parts of the table that are ranked apart, each with the name in the row above it. One
    /// part, without a name, if all units are ranked together. The mean of a group beside its name is not kept, and
    /// noted.
    pub(in super::super) fn into_parts(
        mut self,
        declared: &[BlockEntry],
        findings: &mut Vec<Finding>,
    ) -> Vec<Self> {
        if self.groups_are_grades()
            && let Some((column, _)) = self.group.take()
        {
            self.grade = Some(column);
            for described in self.columns.iter_mut().filter(|used| used.column == column + 1) {
                described.means = Some(ColumnMeaning::Grade);
            }
        }
        if let Some(parts) = self.parts_by_column(declared) {
            return parts;
        }
        // A line above a table without parts may name its group.
        if self.part.is_none() && self.form.is_none() {
            let name = self
                .caption
                .iter()
                .rev()
                .find_map(|line| one_of_groups(&clean(line)).map(str::to_owned));
            self.part = name.map(|name| Part { name, is_block: false });
        }
        // The first row of a table in parts names the first one.
        if !self.rows.first().is_some_and(|row| self.names_a_part(row)) {
            return vec![self];
        }
        let heads: Vec<usize> =
            (0..self.rows.len()).filter(|at| self.names_a_part(&self.rows[*at])).collect();
        let ends = heads.iter().skip(1).copied().chain([self.rows.len()]);
        let spans: Vec<_> = heads.iter().copied().zip(ends).collect();
        let rows_of = |(begin, end): &(usize, usize)| &self.rows[begin + 1..*end];
        let names = heads.iter().map(|at| part_name(&self.rows[*at]));
        let is_block = name_blocks(names, declared);
        let is_apart = spans.len() > 1
            && spans.iter().all(|span| rows_of(span).iter().any(|row| self.has_figures(row)))
            && (spans.iter().all(|span| self.ranks_begin_anew(rows_of(span)))
                || (self.rank_column().is_none() && is_block));
        if self.rows_are_graded(&spans) {
            return vec![self.with_grades_of_rows(&spans)];
        }
        if !is_apart {
            return vec![self];
        }

        let means = heads.iter().map(|at| &self.rows[*at]).filter(|row| self.has_digits(row));
        findings.extend(means.map(|row| {
            let cell = Cell::new(self.number, &row.cells[self.unit.min(row.cells.len() - 1)]);
            Finding::left_out(&cell, first_words(row))
        }));
        let all = std::mem::take(&mut self.rows);
        let part = |(begin, end): (usize, usize)| {
            let rows = all[begin + 1..end].to_vec();
            let part = Part { name: part_name(&all[begin]), is_block };
            Self { rows, part: Some(part), ..self.clone() }
        };
        spans.into_iter().map(part).collect()
    }

    /// The parts of the table by its column of groups. None if it has no such column, if all units
    /// are in one group, or if they are ranked together.
    fn parts_by_column(&self, declared: &[BlockEntry]) -> Option<Vec<Self>> {
        let (column, heading) = self.group.as_ref()?;
        let mut parts: Vec<(String, Vec<RawRow>)> = Vec::new();
        let mut name = String::new();
        for row in self.rows.iter().filter(|row| self.has_figures(row)) {
            // A group is often named in its first row only.
            let printed = row.cells.get(*column).map(|cell| clean(&cell.text)).unwrap_or_default();
            if !printed.is_empty() {
                name = full_name(heading, printed);
            }
            match parts.iter_mut().find(|(part, _)| *part == name) {
                Some((_, rows)) => rows.push(row.clone()),
                None => parts.push((name.clone(), vec![row.clone()])),
            }
        }
        let is_block = name_blocks(parts.iter().map(|(name, _)| name.clone()), declared);
        let is_apart = parts.len() > 1
            && parts.iter().all(|(name, _)| !name.is_empty())
            && match self.rank {
                Some(_) => parts.iter().all(|(_, rows)| self.ranks_begin_anew(rows)),
                None => is_block,
            };
        // The running numbers of a whole table say nothing about the rows of a part.
        let is_anew = |column: &usize| parts.iter().all(|(_, rows)| begins_anew(rows, *column));
        let sequence = self.sequence.filter(is_anew);
        if !is_apart {
            return None;
        }
        let mut bare = self.clone();
        bare.rows.clear();
        let part = |(name, rows)| {
            let part = Part { name, is_block };
            Self { rows, sequence, part: Some(part), ..bare.clone() }
        };
        Some(parts.into_iter().map(part).collect())
    }

    /// The name in a row that only names the units below it. None for any other row.
    pub(in super::super) fn part_named_by(&self, row: &RawRow) -> Option<String> {
        self.names_a_part(row).then(|| part_name(row))
    }

    /// Whether the column of groups holds grades of a known set, and no column is headed as grades:
    /// `Nhóm` over A, B, B. Groups that are ranked apart begin at rank 1 each.
    fn groups_are_grades(&self) -> bool {
        let Some((column, _)) = self.group.as_ref().filter(|_| self.grade.is_none()) else {
            return false;
        };
        let rows = || self.rows.iter().filter(|row| self.has_figures(row));
        let first = self.rank.map(|rank| {
            let is_first = |row: &&RawRow| running_number(&row.cells[rank].text) == Some(1);
            rows().filter(|row| row.cells.len() > rank).filter(is_first).count()
        });
        first.is_none_or(|first| first == 1) && self.holds_grades(*column)
    }

    /// Whether a column holds grades of a known set, and nothing else.
    pub(super) fn holds_grades(&self, column: usize) -> bool {
        let cells = || self.rows.iter().filter_map(|row| row.cells.get(column));
        let names = || cells().map(|cell| clean(&cell.text)).filter(|name| !name.is_empty());
        let can_read = |set: &GradeSet| names().all(|name| set.parse(&name).is_some());
        names().next().is_some() && GradeSet::known().iter().any(can_read)
    }

    /// Whether a row names the units below it: it has words, but neither figures nor the number and
    /// name of a unit.
    fn names_a_part(&self, row: &RawRow) -> bool {
        let text = part_name(row);
        if self.has_digits(row) || is_data(row) {
            return self.has_mean_of_group(row, &text);
        }
        text.split(' ').count() <= MOST_WORDS
            && text.chars().any(char::is_alphabetic)
            && (!text.trim_end_matches(':').contains(':')
                || is_group(&text)
                || GradeSet::known().iter().any(|set| set.parse(&text).is_some()))
    }

    /// Whether a row with figures has the mean of the group that it names, and no rank: `I | Khối kinh tế | 95`,
    /// above units that are numbered `1`, `2`.
    fn has_mean_of_group(&self, row: &RawRow, name: &str) -> bool {
        let text = |row: &RawRow, index: usize| {
            row.cells.get(index).map(|cell| clean(&cell.text)).unwrap_or_default()
        };
        let unit = text(row, self.unit);
        let Some(sequence) = self.sequence else { return false };
        let number = text(row, sequence);
        let is_lettered = |number: &str| number.starts_with(|c: char| c.is_ascii_uppercase());
        let is_unranked = |index: usize| text(row, index).is_empty();
        is_lettered(&number)
            && self.rank_column().is_none_or(is_unranked)
            && (one_of_groups(&unit).is_some() || is_group(&unit))
            && name.split(' ').count() <= MOST_WORDS
            && self.rows.iter().any(|row| running_number(&text(row, sequence)) == Some(1))
    }

    /// Whether the ranks of some rows begin at 1. Without ranks, their running numbers do.
    fn ranks_begin_anew(&self, rows: &[RawRow]) -> bool {
        self.rank_column().or(self.sequence).is_some_and(|column| begins_anew(rows, column))
    }

    /// The column of ranks; of those that name their years, the one of the last year.
    pub(super) fn rank_column(&self) -> Option<usize> {
        let ranks = self.dated.iter().filter(|dated| dated.heading == Heading::Rank);
        let last = ranks.max_by_key(|dated| dated.year).map(|dated| dated.column.index);
        self.rank.or(last)
    }
}

/// Whether the numbers in a column of some rows begin at 1.
pub(super) fn begins_anew(rows: &[RawRow], column: usize) -> bool {
    let numbers = rows.iter().filter_map(|row| row.cells.get(column));
    numbers.filter_map(|cell| running_number(&cell.text)).min() == Some(1)
}

/// Whether the names are those of different blocks.
fn name_blocks(names: impl Iterator<Item = String>, declared: &[BlockEntry]) -> bool {
    let blocks: Vec<_> = names.map(|name| named_block(&name, declared)).collect();
    let is_new =
        |(at, block): (usize, &Option<_>)| block.is_some() && !blocks[..at].contains(block);
    blocks.iter().enumerate().all(is_new)
}

/// Whether a text begins as the name of a group.
pub(in super::super) fn is_group(text: &str) -> bool {
    const GROUPS: [&str; 4] = ["nhóm ", "cụm ", "bảng ", "tổ "];
    GROUPS.iter().any(|word| match_key(text).starts_with(word))
}

/// Whether a line is the name of a group, with a number before it or not.
pub(in super::super) fn names_group(line: &str) -> bool {
    let line = clean(line);
    is_group(without_number(&line)) || one_of_groups(&line).is_some()
}

/// The name of one of several groups that a line is: `Nhóm I`, `Cụm thi đua số 2`, `Nhóm 1: Các sở có thủ
/// tục hành chính` or `(Nhóm A)`.
pub(in super::super) fn one_of_groups(line: &str) -> Option<&str> {
    const GROUPS: [&str; 3] = ["nhóm ", "cụm ", "khối thi đua "];
    const MOST_WORDS: usize = 5;
    // `I. Khối các đơn vị có thủ tục hành chính`
    const OF_UNITS: [&str; 13] = [
        "khối các đơn vị ",
        "khối đơn vị ",
        "nhóm các đơn vị ",
        "nhóm đơn vị ",
        "nhóm các sở ",
        "các sở, ban, ngành có ",
        "các sở, ban, ngành không ",
        "các sở có ",
        "các sở không ",
        "các cơ quan có ",
        "các cơ quan không ",
        "các đơn vị có ",
        "các đơn vị không ",
    ];
    const MOST_WORDS_OF_UNITS: usize = 14;
    let line = without_number(line.trim_matches(['(', ')']));
    let key = match_key(line);
    if OF_UNITS.iter().any(|words| key.starts_with(words))
        && line.split(' ').count() <= MOST_WORDS_OF_UNITS
    {
        return Some(line.trim_end_matches([':', '.', ';']));
    }
    // `Khối tổng hợp`, and not a block such as `Khối sở, ban, ngành`
    let is_khoi = key.starts_with("khối ") && !key.starts_with("khối lượng");
    if is_khoi && line.split(' ').count() <= MOST_WORDS && named_block(line, &[]).is_none() {
        return Some(line.trim_end_matches([':', '.', ';']));
    }
    let name = line.split(['.', ':', ';', '(', '–']).next().unwrap_or_default().trim();
    let key = match_key(name);
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is_name = GROUPS.iter().any(|word| key.starts_with(word))
        && name.split(' ').count() <= MOST_WORDS
        && (running_number(last).is_some() || is_capital(last));
    is_name.then_some(name)
}

/// Whether a text is one capital letter: `A`.
fn is_capital(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// The name of a group in a column: `Nhóm I` where the column headed `Nhóm` only holds `I`.
fn full_name(heading: &str, printed: String) -> String {
    let is_number = printed.chars().count() <= 3 || running_number(&printed).is_some();
    let word = heading.split([' ', ',']).next().unwrap_or(heading);
    if is_number { format!("{word} {printed}") } else { printed }
}

/// The name in a row, without its number: `Nhóm I` for `Nhóm I. Các sở có thủ tục hành chính`.
fn part_name(row: &RawRow) -> String {
    let mut texts: Vec<String> = Vec::new();
    let has_figures = is_data(row);
    for cell in row.cells.iter().filter(|cell| !has_figures || !is_figure(cell)) {
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
    let text = without_number(&text).to_owned();
    match text.split_once(['.', '(', ';', ':', '–']) {
        Some((name, _)) if is_group(&text) && name.trim().contains(' ') => name.trim().to_owned(),
        _ => text,
    }
}
