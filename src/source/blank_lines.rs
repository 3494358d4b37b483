//! Text with one table cell per line and a blank line between any two cells, as copied from the
//! pages of some portals. Rows and columns are not marked. A line of white space is an empty cell.
//! The running numbers show where rows begin, and so how many columns there are.

use std::collections::HashMap;

use super::grid::Piece;
use super::limit::Budget;
use super::{Location, RawCell, RawRow, ReadError};

/// The headings of the running numbers, with which the headings of a table begin.
const SEQUENCE: [&str; 4] = ["stt", "tt", "số tt", "số thứ tự"];

/// The tables of a text; `None` if there are no headings followed by running numbers.
pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Option<Vec<Piece>>, ReadError> {
    budget.take(text.lines().count())?;
    Ok(read_pieces(text))
}

fn read_pieces(text: &str) -> Option<Vec<Piece>> {
    let cells = cells(text);
    let (mut pieces, mut tables, mut from) = (Vec::new(), 0, 0);

    while let Some(head) = (from..cells.len()).find(|at| is_sequence(&cells[*at].text)) {
        pieces.extend(unread(&cells[from..head]));
        let caption = cells[from..head].iter().map(|cell| cell.text.trim().to_owned());
        let caption = caption.filter(|line| !line.is_empty()).collect();

        let table = NumberedTable::find(&cells, head);
        tables += usize::from(table.is_some());
        // Headings without at least two rows become a table all the same, which is rejected later.
        from = table.as_ref().map_or(head + 1, |table| table.end);
        let rows =
            table.map_or_else(|| vec![beginning(&cells[head..])], |table| table.rows(&cells));
        pieces.push(Piece { caption, rows });
    }

    pieces.extend(unread(&cells[from..]));
    (tables > 0).then_some(pieces)
}

/// Prose between tables has no more figures than this.
const FIGURES: usize = 9;

/// The text between tables, if it has enough figures to be a table whose headings were not found.
fn unread(cells: &[RawCell]) -> Option<Piece> {
    let is_figure = |cell: &&RawCell| is_points(cell.text.trim());
    let first = cells.iter().position(|cell| is_figure(&cell))?;
    let is_table = cells.iter().filter(is_figure).count() > FIGURES;
    is_table.then(|| Piece { caption: Vec::new(), rows: vec![beginning(&cells[first..])] })
}

/// Whether a text is a decimal number such as `13,50`.
fn is_points(text: &str) -> bool {
    text.split_once([',', '.']).is_some_and(|(integer, decimals)| {
        [integer, decimals]
            .iter()
            .all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// How many cells of an unrecognized table are shown.
const SHOWN: usize = 5;

/// A row of the first cells with text.
fn beginning(cells: &[RawCell]) -> RawRow {
    let cells = cells.iter().filter(|cell| !cell.text.is_empty()).take(SHOWN).cloned().collect();
    RawRow { number: 1, hidden: false, cells }
}

/// The cells of a text. Lines without a blank line between them are one cell.
fn cells(text: &str) -> Vec<RawCell> {
    let mut cells: Vec<RawCell> = Vec::new();
    let mut goes_on = false;
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.strip_suffix('\r').unwrap_or(text);
        let is_cell = !text.is_empty();

        let joins = is_cell && goes_on && !is_sequence(text);
        let takes =
            |cell: &&mut RawCell| joins && !cell.text.trim().is_empty() && !is_sequence(&cell.text);
        match cells.last_mut().filter(takes) {
            Some(cell) if !text.trim().is_empty() => {
                cell.text.push('\n');
                cell.text.push_str(text);
            }
            _ if is_cell => cells.push(RawCell::new(Location::Line(line), text.trim())),
            _ => {}
        }
        goes_on = is_cell;
    }
    cells
}

fn is_sequence(text: &str) -> bool {
    SEQUENCE.contains(&text.trim().to_lowercase().as_str())
}

fn number(cell: &RawCell) -> Option<usize> {
    cell.text.trim().parse().ok()
}

/// A table with running numbers, as a range of the cells of a text.
struct NumberedTable {
    /// The index of the first heading.
    head: usize,
    /// The indices at which the rows with running numbers begin.
    starts: Vec<usize>,
    /// The most frequent number of cells from one row to the next.
    stride: usize,
    /// The index after the last cell.
    end: usize,
}

impl NumberedTable {
    /// The table whose headings begin at a cell. Its rows are numbered from 1 and end with the
    /// numbers.
    fn find(cells: &[RawCell], head: usize) -> Option<Self> {
        let end =
            (head + 1..cells.len()).find(|at| is_sequence(&cells[*at].text)).unwrap_or(cells.len());
        let is_row = |at: usize, expected: usize| {
            number(&cells[at]) == Some(expected)
                && cells.get(at + 1).is_some_and(|name| name.text.chars().any(char::is_alphabetic))
        };

        let first = (head + 1..end).find(|at| is_row(*at, 1))?;
        let mut starts = vec![first];
        let mut distances: HashMap<usize, usize> = HashMap::new();
        while let Some(next) = {
            let last = starts[starts.len() - 1];
            let known = distances
                .iter()
                .max_by_key(|(stride, times)| (**times, **stride))
                .map(|(stride, _)| *stride);
            // Most rows follow at the usual distance; names of groups may come between.
            let at_once = known
                .map(|stride| last + stride)
                .filter(|at| *at < end && is_row(*at, starts.len() + 1));
            at_once.or_else(|| (last + 2..end).take(400).find(|at| is_row(*at, starts.len() + 1)))
        } {
            *distances.entry(next - starts[starts.len() - 1]).or_default() += 1;
            starts.push(next);
        }

        let mut strides: Vec<_> = distances.into_iter().collect();
        strides.sort_unstable();
        let stride =
            strides.into_iter().max_by_key(|(stride, times)| (*times, usize::MAX - stride))?.0;
        let last = starts[starts.len() - 1];
        Some(Self { head, starts, stride, end: (last + stride).min(end) })
    }

    fn rows(&self, cells: &[RawCell]) -> Vec<RawRow> {
        let next_of = |index: usize| self.starts.get(index + 1).copied().unwrap_or(self.end);
        let row_of = |index: usize| {
            let start = self.starts[index];
            &cells[start..(start + self.stride).min(next_of(index)).min(cells.len())]
        };
        let used = |index: usize| {
            row_of(index).iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0)
        };
        let width = (0..self.starts.len()).map(used).max().unwrap_or(0) + 1;

        let mut rows = headings(&cells[self.head..self.starts[0]], width);
        for (index, start) in self.starts.iter().enumerate() {
            let row = row_of(index);
            rows.push(row[..width.min(row.len())].to_vec());

            let next = next_of(index);
            let between = cells.get(start + self.stride..next).unwrap_or_default();
            let group: Vec<_> =
                between.iter().filter(|cell| !cell.text.is_empty()).take(width).cloned().collect();
            if let Some(location) = group.first().map(|cell| cell.location.clone()) {
                rows.push(padded(group, width, &location));
            }
        }

        let row = |(cells, number)| RawRow { number, hidden: false, cells };
        rows.into_iter().zip(1..).map(row).collect()
    }
}

/// A row with empty cells added, or cells dropped, to make it `width` cells long.
fn padded(mut row: Vec<RawCell>, width: usize, location: &Location) -> Vec<RawCell> {
    row.resize_with(width, || RawCell::new(location.clone(), ""));
    row
}

/// The rows of headings. A heading may be split over several cells, of which the later ones begin
/// with a small letter. One heading may stand over several columns with headings of their own.
fn headings(cells: &[RawCell], width: usize) -> Vec<Vec<RawCell>> {
    // The numbers of the columns, and the names of groups below them, are not headings.
    let numbers = cells
        .iter()
        .position(|cell| ["(1)", "1", "(a)", "a"].contains(&cell.text.to_lowercase().as_str()));
    let (cells, below) = cells.split_at(numbers.unwrap_or(cells.len()));
    if cells.len() % width == 0 {
        return cells.chunks(width).map(<[RawCell]>::to_vec).collect();
    }

    // Runs of headings with empty cells between them.
    let mut runs: Vec<Vec<RawCell>> = vec![Vec::new()];
    for cell in cells {
        let begins_small = cell.text.chars().next().is_some_and(char::is_lowercase);
        let last = runs.len() - 1;
        match runs[last].last_mut().filter(|_| begins_small) {
            Some(before) => {
                before.text.push('\n');
                before.text.push_str(&cell.text);
            }
            None if cell.text.is_empty() => {
                if !runs[last].is_empty() {
                    runs.push(Vec::new());
                }
            }
            None => runs[last].push(cell.clone()),
        }
    }
    runs.retain(|run| !run.is_empty());

    let location = cells.first().map_or(Location::Table, |cell| cell.location.clone());
    let mut rows = match &runs[..] {
        [upper, lower] if upper.len() + lower.len() == width + 1 => {
            let group = group_of(upper, lower);
            let before = &upper[..group];
            let spread = lower.iter().map(|_| upper[group].clone());
            let top = before
                .iter()
                .cloned()
                .chain(spread)
                .chain(upper[group + 1..].iter().cloned())
                .collect();
            let empty = || RawCell::new(location.clone(), "");
            let bottom = before.iter().map(|_| empty()).chain(lower.iter().cloned());
            vec![top, bottom.chain(upper[group + 1..].iter().map(|_| empty())).collect()]
        }
        _ => vec![padded(runs.concat(), width, &location)],
    };
    for row in &mut rows {
        row.truncate(width);
    }

    let is_number = |cell: &&RawCell| cell.text.chars().any(|c| c.is_ascii_digit());
    let numbers: Vec<_> = below.iter().take(width).take_while(is_number).cloned().collect();
    if let Some(location) = numbers.first().map(|cell| cell.location.clone()) {
        rows.push(padded(numbers, width, &location));
    }

    let names: Vec<_> =
        below.iter().filter(|cell| cell.text.chars().any(char::is_alphabetic)).cloned().collect();
    for name in names {
        let location = name.location.clone();
        rows.push(padded(vec![name], width, &location));
    }
    rows
}

/// The index of the upper heading that stands over the lower ones: the one that shares the most
/// words with them, and of several such the last.
fn group_of(upper: &[RawCell], lower: &[RawCell]) -> usize {
    let words =
        |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let below: Vec<_> = lower.iter().flat_map(|cell| words(&cell.text)).collect();
    let shared =
        |cell: &RawCell| words(&cell.text).iter().filter(|word| below.contains(word)).count();
    (0..upper.len()).max_by_key(|index| (shared(&upper[*index]), *index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<Vec<String>> {
        let pieces = read_pieces(text).expect("a table");
        pieces
            .iter()
            .flat_map(|piece| &piece.rows)
            .map(|row| row.cells.iter().map(|cell| cell.text.to_string()).collect())
            .collect()
    }

    fn spaced(cells: &[&str]) -> String {
        cells
            .iter()
            .map(|cell| format!("{}\n\n", if cell.is_empty() { "\u{a0}" } else { cell }))
            .collect()
    }

    #[test]
    fn running_numbers_begin_rows_and_small_letters_continue_headings() {
        let text = spaced(&[
            "TT",
            "Tên đơn vị",
            "Điểm",
            "đánh giá",
            "Vị thứ",
            "1",
            "Sở A",
            "97,685",
            "1",
            "2",
            "Sở B",
            "",
            "2",
        ]);
        assert_eq!(
            shape(&text),
            [
                ["TT", "Tên đơn vị", "Điểm\nđánh giá", "Vị thứ"],
                ["1", "Sở A", "97,685", "1"],
                ["2", "Sở B", "", "2"]
            ]
        );
        assert_eq!(read_pieces("Kính gửi\n\nSở A\n\n1\n"), None);
    }

    #[test]
    fn groups_column_numbers_and_a_heading_over_several_columns_are_read() {
        let text = spaced(&[
            "STT",
            "Tên xã",
            "Tổng điểm",
            "Điểm từng tiêu chí",
            "Hài lòng",
            "",
            "",
            "Tiêu chí 1",
            "Tiêu chí 2",
            "",
            "",
            "(1)",
            "(2)",
            "(3)",
            "(4)",
            "(5)",
            "(6)",
            "",
            "",
            "I",
            "HUYỆN A",
            "",
            "",
            "",
            "1",
            "Xã B",
            "9",
            "4,5",
            "4,5",
            "90",
            "",
            "",
            "2",
            "Xã C",
            "8",
            "4",
            "4",
            "80",
            "",
            "",
            "Xã loại II",
            "",
            "",
            "3",
            "Xã D",
            "7",
            "3",
            "4",
            "70",
        ]);
        let rows = shape(&text);
        assert_eq!(
            rows[0],
            ["STT", "Tên xã", "Tổng điểm", "Điểm từng tiêu chí", "Điểm từng tiêu chí", "Hài lòng"]
        );
        assert_eq!(rows[1], ["", "", "", "Tiêu chí 1", "Tiêu chí 2", ""]);
        let units: Vec<_> = rows
            .iter()
            .filter(|row| row[0].parse::<u32>().is_ok())
            .map(|row| row[1].as_str())
            .collect();
        assert_eq!(units, ["Xã B", "Xã C", "Xã D"]);
        assert!(rows.iter().any(|row| row[0] == "Xã loại II"));
    }
}
