//! Where the columns of a table lie, and which words of its lines stand in which.

use super::super::line::Word;
use super::{CLEARLY, Row, SAME_CELL, WIDE_GAP, is_figure};

/// The columns of a table.
#[derive(Clone)]
pub(super) struct Columns {
    /// Left and right end of what stands in each.
    pub(super) extents: Vec<[f64; 2]>,
    /// Whether words, not figures, stand in it.
    is_text: Vec<bool>,
}

/// More columns than this no page has.
const MOST: usize = 300;
/// Words and the figures of the next column are this far apart at least.
const BEFORE_FIGURE: f64 = 0.45;

impl Columns {
    /// White from the first row to the last parts columns: any behind figures, wider one behind words. None where
    /// there are not three columns.
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
        let inside = |[left, right]: [f64; 2]| move |word: &&Word| left <= word.left && word.right <= right;
        let is_figures = |extent| {
            rows.iter().all(|row| {
                let mut own = row.words.iter().filter(inside(extent));
                own.next().is_none_or(|word| is_figure(&word.text)) && own.next().is_none()
            })
        };
        let mut columns = Self { extents: Vec::new(), is_text: Vec::new() };
        for extent in extents {
            let is_text = !is_figures(extent);
            if let (Some(before), Some(before_text)) = (columns.extents.last_mut(), columns.is_text.last_mut()) {
                let gaps = rows.iter().filter_map(|row| {
                    let left = row.words.iter().rfind(inside(*before))?;
                    Some(row.words.iter().find(inside(extent))?.left - left.right)
                });
                let gap = gaps.fold(f64::INFINITY, f64::min).min(extent[0] - before[1]) / size;
                let least = match (*before_text, is_text) {
                    // Words may begin right behind a figure that ends at the edge of its cell.
                    (false, _) => 0.0,
                    (true, true) => WIDE_GAP,
                    // The number at the end of a name, as in `Phường 1`, is near it in every row.
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

    /// The column that a heading stands over, or is nearest to: figures may end at the right of their cells.
    pub(super) fn nearest(&self, [left, right]: [f64; 2]) -> usize {
        let off = |column: &usize| (self.extents[*column][0] - right).max(left - self.extents[*column][1]);
        (0..self.count()).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0)
    }

    /// Whether a heading reaches over none of the columns beside the one that it stands over.
    pub(super) fn is_over_one(&self, heading: [f64; 2]) -> bool {
        let column = self.nearest(heading);
        let before = column.checked_sub(1).is_none_or(|before| self.extents[before][1] < heading[0] + 1.0);
        before && self.extents.get(column + 1).is_none_or(|after| heading[1] - 1.0 < after[0])
    }

    /// Takes headings to their columns, which shows better how wide these are.
    pub(super) fn widen(&mut self, headings: &[[f64; 2]]) {
        let nearest: Vec<_> = headings.iter().map(|heading| self.nearest(*heading)).collect();
        for ([left, right], column) in headings.iter().zip(nearest) {
            let extent = &mut self.extents[column];
            *extent = [extent[0].min(*left), extent[1].max(*right)];
        }
    }

    /// Where each column ends and the next begins, the outer ends of the first and the last one included.
    pub(super) fn edges(&self) -> Vec<f64> {
        let between = self.extents.windows(2).map(|pair| f64::midpoint(pair[0][1], pair[1][0]));
        let (first, last) = (self.extents[0], self.extents[self.count() - 1]);
        std::iter::once(first[0]).chain(between).chain([last[1]]).collect()
    }

    /// The column that a place lies in.
    pub(super) fn at(&self, place: f64) -> usize {
        let edges = self.edges();
        edges[1..self.count()].partition_point(|edge| *edge <= place)
    }

    /// Whether all words of a line are the rest of names that their cells break: each within a column of words.
    fn is_rest(&self, row: &Row) -> bool {
        let edges = self.edges();
        row.number().is_none()
            && row.words.iter().all(|word| {
                let column = self.at(word.center());
                let [left, right] = [self.extents[column][0], edges[column + 1]];
                self.is_text[column] && word.left >= left - 0.5 * row.size && word.right <= right + 0.5 * row.size
            })
    }

    /// How many lines above the last of some lines belong to its row.
    pub(super) fn lines_above(&self, rows: &[Row]) -> usize {
        let near = |pair: &[Row]| pair[0].distance(&pair[1]) < SAME_CELL && self.is_rest(&pair[0]);
        let count = rows.windows(2).rev().take_while(|pair| near(pair)).count();
        // The lowest line of a heading stands nearer to the heading than to the row.
        let at = rows.len() - 1 - count;
        let is_heading = count > 0 && at > 0 && rows[at - 1].distance(&rows[at]) < rows[at].distance(&rows[at + 1]);
        if is_heading { 0 } else { count }
    }

    /// How many lines below the first of some lines belong to the table: the rest of its row, and rows of averages.
    pub(super) fn lines_below(&self, rows: &[Row]) -> usize {
        let is_average =
            |row: &Row| row.has_wide_gap() && row.words.iter().filter(|word| is_figure(&word.text)).count() > 1;
        let near =
            |pair: &[Row]| is_average(&pair[1]) || (pair[0].distance(&pair[1]) < SAME_CELL && self.is_rest(&pair[1]));
        rows.windows(2).take_while(|pair| near(pair)).count()
    }

    /// The cells of the rows. None where it is not clear to which row a line belongs.
    pub(super) fn rows(&self, lines: &[Row]) -> Option<Vec<Vec<String>>> {
        // The line that has the row's number, for each row; a line without one may be a row of its own.
        let is_row = |row: &Row| !self.is_rest(row);
        let mut rows: Vec<Vec<&Row>> = Vec::new();
        let mut waiting: Vec<&Row> = Vec::new();
        for line in lines {
            if !is_row(line) {
                waiting.push(line);
                continue;
            }
            let (above, own, below) = part(rows.last().and_then(|row| row.last()).copied(), &waiting, Some(line))?;
            if let Some(row) = rows.last_mut() {
                row.extend(above);
            }
            rows.extend(own.into_iter().map(|line| vec![line]));
            rows.push(below.into_iter().chain([line]).collect());
            waiting.clear();
        }
        let (above, own, _) = part(rows.last().and_then(|row| row.last()).copied(), &waiting, None)?;
        rows.last_mut()?.extend(above);
        rows.extend(own.into_iter().map(|line| vec![line]));
        Some(rows.iter().map(|lines| self.cells(lines)).collect())
    }

    /// The texts of the cells of some lines.
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

type Parted<'a> = (Vec<&'a Row>, Vec<&'a Row>, Vec<&'a Row>);

/// Lines between two rows: those of the row above, those that are rows of their own, and those of the row below. Lines
/// of one cell are near each other. None where the widest distance is not clearly the widest.
fn part<'a>(above: Option<&Row>, lines: &[&'a Row], below: Option<&Row>) -> Option<Parted<'a>> {
    let all: Vec<&Row> = above.into_iter().chain(lines.iter().copied()).chain(below).collect();
    let gaps: Vec<f64> = all.windows(2).map(|pair| pair[0].distance(pair[1])).collect();
    let begins = usize::from(above.is_some());
    let is_far = |gap: &f64| *gap >= SAME_CELL;
    let first = gaps.iter().position(is_far);
    let last = gaps.iter().rposition(is_far);
    let (mut to_above, mut to_below) = match (above, below, first, last) {
        (_, _, Some(first), Some(last)) => (first + 1 - begins, last + 1 - begins),
        (Some(_), Some(_), _, _) if !lines.is_empty() => {
            let widest = gaps.iter().copied().fold(0.0, f64::max);
            let mut near = gaps.iter().enumerate().filter(|(_, gap)| widest - **gap < CLEARLY);
            let (at, _) = near.next()?;
            if near.next().is_some() {
                return None;
            }
            (at, at)
        }
        (Some(_), ..) => (lines.len(), lines.len()),
        _ => (0, 0),
    };
    if above.is_none() {
        to_above = 0;
    }
    if below.is_none() {
        to_below = lines.len();
    }
    Some((lines[..to_above].to_vec(), lines[to_above..to_below].to_vec(), lines[to_below..].to_vec()))
}
