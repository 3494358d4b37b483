//! The columns of a table without ruled lines: where they lie, and which words belong to which.

use super::super::line::Word;
use super::{CLEARLY, Row, SAME_CELL, WIDE_GAP, is_figure};

/// The columns of a table.
#[derive(Clone)]
pub(super) struct TextColumns {
    /// The left and right end of the words in each column.
    pub(super) extents: Vec<[f64; 2]>,
    /// Whether each column contains words rather than figures.
    is_text: Vec<bool>,
}

/// Lines at least this share of the pitch apart may belong to different rows. The pitch is the
/// smallest distance between numbered rows.
const AS_FAR: f64 = 0.9;
/// No page has more columns than this.
const MOST: usize = 300;
/// Words and the figures of the next column are at least this far apart, in sizes of a letter.
const BEFORE_FIGURE: f64 = 0.45;

impl TextColumns {
    /// Finds the columns of rows. White space from the first row to the last separates columns: any
    /// after figures, a wider gap after words. `None` if there are fewer than three columns, or
    /// more than a page can have.
    pub(super) fn find(rows: &[&Row]) -> Option<Self> {
        let size = rows.iter().map(|row| row.size).fold(f64::INFINITY, f64::min);
        let mut words: Vec<&Word> = rows.iter().flat_map(|row| &row.words).collect();
        words.sort_by(|a, b| a.left.total_cmp(&b.left));

        let mut extents: Vec<[f64; 2]> = Vec::new();
        for word in words {
            match extents.last_mut().filter(|[_, right]| word.left <= *right) {
                Some([_, right]) => *right = right.max(word.right),
                None => extents.push([word.left, word.right]),
            }
        }
        // Names of several words make more extents than columns, but not many times more.
        if extents.len() > 4 * MOST {
            return None;
        }

        let inside =
            |[left, right]: [f64; 2]| move |word: &&Word| left <= word.left && word.right <= right;
        let is_figures = |extent| {
            rows.iter().all(|row| {
                let mut inside = row.words.iter().filter(inside(extent));
                inside.next().is_none_or(|word| is_figure(&word.text)) && inside.next().is_none()
            })
        };

        let mut columns = Self { extents: Vec::new(), is_text: Vec::new() };
        for extent in extents {
            let is_text = !is_figures(extent);
            if let (Some(before), Some(before_text)) =
                (columns.extents.last_mut(), columns.is_text.last_mut())
            {
                let gaps = rows.iter().filter_map(|row| {
                    let left = row.words.iter().rfind(inside(*before))?;
                    Some(row.words.iter().find(inside(extent))?.left - left.right)
                });
                let gap = gaps.fold(f64::INFINITY, f64::min).min(extent[0] - before[1]) / size;
                let least = match (*before_text, is_text) {
                    // Words may follow closely on a figure at the right edge of its cell.
                    (false, _) => 0.0,
                    (true, true) => WIDE_GAP,
                    // The number at the end of a name, as in `Phường 1`, is close to it in every
                    // row.
                    (true, false) => BEFORE_FIGURE,
                };
                if gap < least {
                    before[1] = extent[1];
                    *before_text = true;
                    continue;
                }
            }
            columns.extents.push(extent);
            columns.is_text.push(is_text);
        }
        (3..=MOST).contains(&columns.count()).then_some(columns)
    }

    pub(super) fn count(&self) -> usize {
        self.extents.len()
    }

    /// The column below a heading, or the nearest one: figures may be at the right edge of their
    /// cells, and so beside their heading.
    pub(super) fn nearest(&self, [left, right]: [f64; 2]) -> usize {
        let off = |column: &usize| {
            (self.extents[*column][0] - right).max(left - self.extents[*column][1])
        };
        (0..self.count()).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0)
    }

    /// Whether a heading does not reach over the columns beside its own.
    pub(super) fn is_over_one(&self, heading: [f64; 2]) -> bool {
        let column = self.nearest(heading);
        let before =
            column.checked_sub(1).is_none_or(|before| self.extents[before][1] < heading[0] + 1.0);
        before && self.extents.get(column + 1).is_none_or(|after| heading[1] - 1.0 < after[0])
    }

    /// Extends columns to the width of their headings.
    pub(super) fn widen(&mut self, headings: &[[f64; 2]]) {
        let nearest: Vec<_> = headings.iter().map(|heading| self.nearest(*heading)).collect();
        for ([left, right], column) in headings.iter().zip(nearest) {
            let extent = &mut self.extents[column];
            *extent = [extent[0].min(*left), extent[1].max(*right)];
        }
    }

    /// The edges between the columns, with the outer edges of the first and the last column.
    pub(super) fn edges(&self) -> Vec<f64> {
        let between = self.extents.windows(2).map(|pair| f64::midpoint(pair[0][1], pair[1][0]));
        let (first, last) = (self.extents[0], self.extents[self.count() - 1]);
        std::iter::once(first[0]).chain(between).chain([last[1]]).collect()
    }

    /// The column at a horizontal position.
    pub(super) fn at(&self, x: f64) -> usize {
        let edges = self.edges();
        edges[1..self.count()].partition_point(|edge| *edge <= x)
    }

    /// Whether a line continues cells of the line above: it has no running number, and each of its
    /// words is within a column of words.
    fn is_rest(&self, row: &Row) -> bool {
        let edges = self.edges();
        row.number().is_none()
            && row.words.iter().all(|word| {
                let column = self.at(word.center());
                let [left, right] = [self.extents[column][0], edges[column + 1]];
                self.is_text[column]
                    && word.left >= left - 0.5 * row.size
                    && word.right <= right + 0.5 * row.size
            })
    }

    /// Whether a line has a figure in a column of figures.
    fn has_figures(&self, row: &Row) -> bool {
        row.words.iter().any(|word| is_figure(&word.text) && !self.is_text[self.at(word.center())])
    }

    /// How many of the lines above the last one belong to its row. Rows are at least `pitch` apart.
    /// `None` if it is unclear whether a line belongs to the row.
    pub(super) fn lines_above(&self, rows: &[Row], pitch: f64) -> Option<usize> {
        let is_same_row =
            |pair: &[Row]| pair[0].distance(&pair[1]) < SAME_CELL && self.is_rest(&pair[0]);
        let count = rows.windows(2).rev().take_while(|pair| is_same_row(pair)).count();
        let Some(at) = (rows.len() - 1 - count).checked_sub(1) else { return Some(count) };

        let distance = rows[at].distance(&rows[at + 1]);
        // Lines of one cell are nearer than rows.
        if count > 0 && rows[at + 1].distance(&rows[at + 2]) >= AS_FAR * pitch {
            return None;
        }

        // The lowest line of a heading may be as near to the row as the upper line of a name.
        let least = if self.is_name(&rows[at]) { SAME_CELL.max(AS_FAR * pitch) } else { SAME_CELL };
        (distance >= least || count == 0 && !self.is_name(&rows[at])).then_some(count)
    }

    /// Whether a line may be part of a name. It may be wider than the column, since it has no
    /// figures beside it.
    fn is_name(&self, row: &Row) -> bool {
        let (Some(first), Some(last)) = (row.words.first(), row.words.last()) else { return false };
        let is_over_name = self.is_text[self.at(f64::midpoint(first.left, last.right))];
        is_over_name && !row.has_wide_gap()
            || row.words.iter().all(|word| self.is_text[self.at(word.center())])
    }

    /// Whether a line begins like a row, with a number and a name, whatever follows.
    pub(super) fn begins_row(&self, row: &Row) -> bool {
        let [number, name, ..] = &row.words[..] else { return false };
        let column = self.at(name.center());
        number.text.starts_with(|c: char| c.is_ascii_digit())
            && self.at(number.center()) == 0
            && column > 0
            && (name.left - self.extents[column][0]).abs() < 0.6 * row.size
    }

    /// Whether at least one column of figures has a heading.
    pub(super) fn are_headed(&self, headings: &[String]) -> bool {
        headings.iter().zip(&self.is_text).any(|(heading, is_text)| !heading.is_empty() && !is_text)
    }

    /// How many of the lines below the first one belong to the table: the rest of its row, and rows
    /// of averages. `None` if it is unclear whether a line belongs to the table.
    pub(super) fn lines_below(&self, rows: &[Row], pitch: f64) -> Option<usize> {
        let mut count = 0;
        for pair in rows.windows(2) {
            let (above, row) = (&pair[0], &pair[1]);
            let distance = above.distance(row);
            let figures = row.words.iter().filter(|word| is_figure(&word.text)).count();
            let is_average = row.number().is_none()
                && row.has_wide_gap()
                && figures > 1
                && self.has_figures(row);

            match self.is_rest(row) {
                _ if is_average => {}
                true if distance < SAME_CELL && distance < AS_FAR * pitch => {}
                true if distance < SAME_CELL.max(AS_FAR * pitch) => return None,
                false if distance < SAME_CELL && self.is_name(row) => return None,
                _ => break,
            }
            count += 1;
        }
        Some(count)
    }

    /// The cells of the rows, which are at least `pitch` apart. `None` if it is unclear to which
    /// row a line belongs.
    pub(super) fn rows(&self, lines: &[Row], pitch: f64) -> Option<Vec<Vec<String>>> {
        // A line with figures is a row. A line of words belongs to the row above or below it, or is
        // the name of a group.
        let mut rows: Vec<Vec<&Row>> = Vec::new();
        let mut waiting: Vec<&Row> = Vec::new();
        let mut begun: Option<&Row> = None;
        for line in lines.iter().map(Some).chain([None]) {
            if let Some(line) =
                line.filter(|line| line.number().is_none() && !self.has_figures(line))
            {
                waiting.push(line);
                continue;
            }

            let (above, groups, below) = split_between(begun, &waiting, line, pitch)?;
            // The name of a group in the column of unit names may as well be the rest of such a
            // name.
            let is_unclear = groups.iter().any(|line| self.is_name(line));
            if is_unclear || !above.iter().chain(&below).all(|line| self.is_rest(line)) {
                return None;
            }

            if let Some(row) = rows.last_mut() {
                row.extend(above);
            }
            rows.extend(groups.into_iter().map(|line| vec![line]));
            rows.extend(line.map(|line| below.into_iter().chain([line]).collect()));
            begun = line;
            waiting.clear();
        }
        Some(rows.iter().map(|lines| self.cells(lines)).collect())
    }

    /// The texts of the cells of one row, which consists of these lines.
    pub(super) fn cells(&self, lines: &[&Row]) -> Vec<String> {
        let mut cells = vec![String::new(); self.count()];
        for line in lines {
            let mut begun = vec![false; cells.len()];
            for word in &line.words {
                let column = self.at(word.center());
                let cell = &mut cells[column];
                if !cell.is_empty() {
                    cell.push(if begun[column] { ' ' } else { '\n' });
                }
                cell.push_str(&word.text);
                begun[column] = true;
            }
        }
        cells
    }
}

type SplitLines<'a> = (Vec<&'a Row>, Vec<&'a Row>, Vec<&'a Row>);

/// Splits the lines between two rows: those of the row above, those that are rows of their own, and
/// those of the row below. Lines of one cell are near each other, and rows are at least about
/// `pitch` apart. `None` if a distance is neither, or if the widest one is not clearly the widest.
fn split_between<'a>(
    above: Option<&Row>,
    lines: &[&'a Row],
    below: Option<&Row>,
    pitch: f64,
) -> Option<SplitLines<'a>> {
    let (Some(above), Some(below)) = (above, below) else {
        // Which lines belong to the first and the last row was decided before.
        let to_above = if above.is_some() { lines.len() } else { 0 };
        return Some((lines[..to_above].to_vec(), Vec::new(), lines[to_above..].to_vec()));
    };
    if lines.is_empty() {
        return Some((Vec::new(), Vec::new(), Vec::new()));
    }

    let all: Vec<&Row> =
        std::iter::once(above).chain(lines.iter().copied()).chain([below]).collect();
    let gaps: Vec<f64> = all.windows(2).map(|pair| pair[0].distance(pair[1])).collect();
    let widest = gaps.iter().copied().fold(0.0, f64::max);
    // Lines of one cell are nearer than rows.
    let is_unclear = |gap: &f64| *gap < SAME_CELL && *gap >= AS_FAR * pitch;
    if gaps.iter().filter(|gap| is_unclear(gap)).count() > 1 {
        return None;
    }

    let far: Vec<usize> = (0..gaps.len()).filter(|at| gaps[*at] >= SAME_CELL).collect();
    let (to_above, to_below) = match far[..] {
        [first, .., last] if far.iter().all(|at| gaps[*at] >= AS_FAR * pitch) => (first, last),
        [_, _, ..] => return None,
        _ => {
            let mut wide = (0..gaps.len()).filter(|at| widest - gaps[*at] < CLEARLY);
            let at = wide.next()?;
            if wide.next().is_some() {
                return None;
            }
            (at, at)
        }
    };
    Some((
        lines[..to_above].to_vec(),
        lines[to_above..to_below].to_vec(),
        lines[to_below..].to_vec(),
    ))
}
