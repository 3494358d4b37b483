//! Ruled lines and letters → tables. Lines that meet make a table. Cells without a line between
//! them are one merged cell.

use crate::model::plain_key;

use super::super::grid::{Grid, Piece};
use super::super::limit::Budget;
use super::super::{Location, RawCell, ReadError};
use super::aligned;
use super::line::{Line, lines};
use super::page::{Letter, Rule};

/// Lines nearer than this, in points, are one.
const NEAR: f64 = 2.5;
/// No page has more lines than this, once they are joined.
const MOST_RULES: usize = 3_000;

/// The tables that the lines of a page make, from top to bottom. A frame with a single cell is not
/// a table.
pub(super) fn tables(
    across: Vec<Rule>,
    down: Vec<Rule>,
    number: usize,
) -> Result<Vec<Ruled>, ReadError> {
    let across = joined(across);
    let down = joined(down);
    if across.len() + down.len() > MOST_RULES {
        return Err(ReadError::Damaged(format!(
            "{} lines on page {number}",
            across.len() + down.len()
        )));
    }

    let mut tables: Vec<Ruled> = connected(&across, &down)
        .into_iter()
        .filter_map(|(across, down)| Ruled::new(&across, &down))
        .collect();
    tables.retain(|table| table.letters.len() > 1);
    tables.sort_by(|a, b| a.rows[0].total_cmp(&b.rows[0]));
    Ok(tables)
}

/// Puts the letters into the cells of the tables. Lines of text between the tables become their
/// captions; those after the last table are left in `caption`.
pub(super) fn pieces(
    mut tables: Vec<Ruled>,
    letters: Vec<Letter>,
    number: usize,
    caption: &mut Vec<String>,
    budget: &mut Budget,
) -> Result<Vec<Piece>, ReadError> {
    let mut loose = Vec::new();
    for letter in letters {
        match tables.iter_mut().find_map(|table| table.cell_of(&letter).map(|cell| (table, cell))) {
            Some((table, cell)) => table.letters[cell].push(letter),
            None => loose.push(letter),
        }
    }

    let loose = lines(loose);
    // A table without ruled lines on the same page would be lost.
    if aligned::has_rows(&loose) {
        return Err(ReadError::UnclearColumns { page: number });
    }

    let mut prose = loose.into_iter().peekable();
    let mut pieces = Vec::new();
    for table in tables {
        while let Some(line) = prose.next_if(|line| line.baseline < table.rows[0] + NEAR) {
            caption.push(line.text());
        }
        pieces.extend(table.into_grid(number, budget)?.into_pieces(caption, budget)?);
    }
    caption.extend(prose.map(|line| line.text()));
    Ok(pieces)
}

/// Joins lines that overlap or continue each other.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    // Lines at nearly the same position are first moved to the same position.
    let mut level = f64::NEG_INFINITY;
    for rule in &mut rules {
        if rule.at - level > NEAR {
            level = rule.at;
        }
        rule.at = level;
    }

    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));

    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined
            .last_mut()
            .filter(|last| (last.at - rule.at).abs() < 0.01 && rule.from <= last.to + NEAR)
        {
            Some(last) => last.to = last.to.max(rule.to),
            None => joined.push(rule),
        }
    }
    joined
}

/// Groups the lines that meet: the horizontal and vertical lines of each table.
fn connected(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut groups = Groups::new(across.len() + down.len());
    for (i, row) in across.iter().enumerate() {
        for (j, column) in down.iter().enumerate() {
            let meets = row.from <= column.at + NEAR
                && column.at <= row.to + NEAR
                && column.from <= row.at + NEAR
                && row.at <= column.to + NEAR;
            if meets {
                groups.join(i, across.len() + j);
            }
        }
    }

    let mut tables: Vec<(usize, Vec<Rule>, Vec<Rule>)> = Vec::new();
    for (index, rule) in across.iter().chain(down).enumerate() {
        let root = groups.root(index);
        let at = tables.iter().position(|(table, ..)| *table == root).unwrap_or_else(|| {
            tables.push((root, Vec::new(), Vec::new()));
            tables.len() - 1
        });
        let (_, rows, columns) = &mut tables[at];
        if index < across.len() { rows.push(*rule) } else { columns.push(*rule) }
    }

    tables.into_iter().map(|(_, rows, columns)| (rows, columns)).collect()
}

/// A table with ruled lines.
pub(super) struct Ruled {
    /// The positions of its horizontal lines.
    rows: Vec<f64>,
    /// The positions of its vertical lines.
    columns: Vec<f64>,
    /// The cells, grouped where no line separates them.
    groups: Groups,
    /// The letters of each cell, row by row. Those of a group are all in its first cell.
    letters: Vec<Vec<Letter>>,
}

impl Ruled {
    /// `None` if the lines do not enclose a cell.
    fn new(across: &[Rule], down: &[Rule]) -> Option<Self> {
        let levels = |rules: &[Rule]| {
            let mut levels: Vec<_> = rules.iter().map(|rule| rule.at).collect();
            levels.sort_by(f64::total_cmp);
            levels.dedup_by(|a, b| (*a - *b).abs() <= NEAR);
            levels
        };
        let (rows, columns) = (levels(across), levels(down));
        if rows.len() < 2 || columns.len() < 2 {
            return None;
        }

        let (height, width) = (rows.len() - 1, columns.len() - 1);
        let mut groups = Groups::new(height * width);
        let is_ruled = |rules: &[Rule], at: f64, from: f64, to: f64| {
            let middle = f64::midpoint(from, to);
            rules.iter().any(|rule| {
                (rule.at - at).abs() <= NEAR && rule.from <= middle && middle <= rule.to
            })
        };

        for row in 0..height {
            for column in 0..width {
                let cell = row * width + column;
                if column + 1 < width
                    && !is_ruled(down, columns[column + 1], rows[row], rows[row + 1])
                {
                    groups.join(cell, cell + 1);
                }
                if row + 1 < height
                    && !is_ruled(across, rows[row + 1], columns[column], columns[column + 1])
                {
                    groups.join(cell, cell + width);
                }
            }
        }
        Some(Self { rows, columns, groups, letters: vec![Vec::new(); height * width] })
    }

    /// The index of the cell that a letter is in, or of the first cell of its group.
    fn cell_of(&mut self, letter: &Letter) -> Option<usize> {
        let interval = |levels: &[f64], at: f64| {
            let after = levels.partition_point(|level| *level <= at);
            (after > 0 && after < levels.len()).then(|| after - 1)
        };
        let row = interval(&self.rows, letter.baseline - letter.size * 0.3)?;
        let column = interval(&self.columns, f64::midpoint(letter.left, letter.right))?;
        Some(self.groups.root(row * (self.columns.len() - 1) + column))
    }

    fn into_grid(mut self, page: usize, budget: &mut Budget) -> Result<Grid, ReadError> {
        let width = self.columns.len() - 1;
        let mut grid = Grid::new(Location::Page(page));
        let letters = std::mem::take(&mut self.letters);

        let mut texts: Vec<String> = Vec::new();
        for letters_of_cell in letters {
            let lines = lines(letters_of_cell);
            if lines.iter().any(Line::is_half_doubled) {
                return Err(ReadError::PartlyDoubledWord { page });
            }
            let mut text = String::new();
            for line in lines.iter().map(Line::text) {
                if !text.is_empty() && !breaks_a_word(&text, &line) {
                    text.push('\n');
                }
                text.push_str(&line);
            }
            texts.push(text);
        }

        for cell in 0..texts.len() {
            let text = texts[self.groups.root(cell)].clone();
            grid.put(
                cell / width + 1,
                cell % width + 1,
                RawCell::new(Location::Page(page), text),
                budget,
            )?;
        }
        Ok(grid)
    }
}

/// Whether a line goes on with the last word or figure of the line above it, which was wider than its cell: one of the
/// two parts is no syllable, because it has no vowel (`Than` over `h tra tỉnh`) or begins as none does (`Ti` over
/// `êu chí`), or a figure has its decimals below it (`17,` over `50`).
fn breaks_a_word(above: &str, below: &str) -> bool {
    /// The consonants with which syllables end.
    const FINALS: [&str; 8] = ["c", "ch", "m", "n", "ng", "nh", "p", "t"];
    /// Letters with which no syllable ends.
    const OPEN: [&str; 15] =
        ["â", "ấ", "ầ", "ẩ", "ẫ", "ậ", "ă", "ắ", "ằ", "ẳ", "ẵ", "ặ", "iê", "uô", "ươ"];
    let (Some(end), Some(start)) =
        (above.split_whitespace().next_back(), below.split_whitespace().next())
    else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_figure = |whole: &str, decimals: &str| {
        whole.strip_suffix([',', '.']).is_some_and(is_digits) && is_digits(decimals)
            || is_digits(whole) && decimals.strip_prefix([',', '.']).is_some_and(is_digits)
    };
    if is_figure(end, start) {
        return true;
    }
    let end = end.rsplit('/').next().unwrap_or(end);
    let start = start.split('/').next().unwrap_or(start);
    let is_word = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let is_lower = |word: &str| word.chars().all(char::is_lowercase);
    if !is_word(end) || !is_word(start) {
        return false;
    }
    let joined = plain_key(&format!("{end}{start}"));
    let finals = joined.rsplit(is_vowel).next().unwrap_or_default();
    let begins_like_none = start.starts_with(['ê', 'ế', 'ề', 'ể', 'ễ', 'ệ']);
    let is_rest = is_lower(start)
        && (begins_like_none || (!plain_key(start).contains(is_vowel) && FINALS.contains(&finals)));
    // `đ` alone is short for points.
    let is_begun = !plain_key(end).contains(is_vowel)
        && end != "đ"
        && end.contains(char::is_lowercase)
        && is_lower(start);
    let is_open = is_lower(start) && OPEN.iter().any(|letters| end.ends_with(letters));
    is_rest || is_begun || is_open || format!("{end}{start}") == "STT"
}

/// Disjoint groups of indices (union–find).
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The smallest index in the group of an index.
    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str, left: f64, baseline: f64) -> Letter {
        Letter {
            text: text.to_owned(),
            left,
            right: left + 5.0,
            baseline,
            size: 10.0,
            doubled: false,
        }
    }

    fn rule(at: f64, from: f64, to: f64) -> Rule {
        Rule { at, from, to }
    }

    #[test]
    fn missing_lines_make_merged_cells_and_gaps_are_spaces() {
        // Two columns; the heading in the first row spans both.
        let across = vec![
            rule(100.0, 0.0, 50.0),
            rule(100.5, 50.0, 100.0),
            rule(120.0, 0.0, 100.0),
            rule(140.0, 0.0, 100.0),
        ];
        let down =
            vec![rule(0.0, 100.0, 140.0), rule(50.0, 120.0, 140.0), rule(100.0, 100.0, 140.0)];
        let letters = vec![
            letter("K", 10.0, 90.0),
            letter("A", 30.0, 115.0),
            letter("B", 35.0, 115.0),
            letter("C", 55.0, 115.0),
            letter("1", 10.0, 135.0),
            letter("2", 60.0, 135.0),
        ];
        let (mut caption, mut budget) =
            (Vec::new(), Budget::new(&super::super::super::ReadOptions::default()));
        let tables = tables(across, down, 3).expect("a table");
        let pieces = pieces(tables, letters, 3, &mut caption, &mut budget).expect("a table");
        // The title spans the whole table, so it is part of the caption.
        assert_eq!(pieces[0].caption, ["K", "AB C"]);
        let texts: Vec<_> = pieces[0].rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(
            (texts, &pieces[0].rows[0].cells[0].location),
            (vec!["1", "2"], &Location::Page(3))
        );
    }

    #[test]
    fn tables_whose_lines_do_not_meet_are_separate() {
        let square = |top: f64| {
            (
                [rule(top, 0.0, 9.0), rule(top + 9.0, 0.0, 9.0)],
                [rule(0.0, top, top + 9.0), rule(9.0, top, top + 9.0)],
            )
        };
        let (first, second) = (square(0.0), square(50.0));
        let across: Vec<_> = first.0.into_iter().chain(second.0).collect();
        let down: Vec<_> = first.1.into_iter().chain(second.1).collect();
        assert_eq!(connected(&across, &down).len(), 2);
    }

    #[test]
    fn a_word_that_is_wider_than_its_cell_goes_on_in_the_next_line() {
        for (above, below) in [
            ("Than", "h tra tỉnh"),
            ("Đơ", "n vị"),
            ("Ti", "êu chí"),
            ("Lĩnh vực/Ti", "êu chí"),
            ("ST", "T"),
            ("Sở Th", "ông tin"),
            ("Sở Tư\nph", "áp"),
            ("Sở Xâ", "y dựng"),
            ("17,", "50"),
            ("17", ",50"),
        ] {
            assert!(breaks_a_word(above, below), "{above} {below}");
        }
        for (above, below) in [
            ("Thanh", "tra tỉnh"),
            ("Sở Y", "tế"),
            ("UBND", "TP Bắc Kạn"),
            ("Điểm", "TĐ"),
            ("Tối đa 60 đ", "thẩm định"),
            ("Sở Tài chính", "ở tỉnh"),
            ("1.5", "h"),
            ("Sở Tư", "ph"),
            ("17", "50"),
        ] {
            assert!(!breaks_a_word(above, below), "{above} {below}");
        }
    }
}
