//! Cells in rows and columns, spans included, as Word, spreadsheets and web pages lay them out →
//! pieces of tables.

use super::limit::{Budget, Limits};
use super::{Location, RawCell, RawRow, Unreadable};

/// Rows that stand together, with the prose before them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    pub(super) caption: Vec<String>,
    pub(super) rows: Vec<RawRow>,
}

/// The cells of one table or sheet. Rows and columns count from 1.
pub(super) struct Grid {
    location: Location,
    /// By their numbers; rows without any cell are not there.
    rows: Vec<RawRow>,
}

impl Grid {
    pub(super) fn new(location: Location) -> Self {
        Self { location, rows: Vec::new() }
    }

    pub(super) fn location(&self) -> Location {
        self.location.clone()
    }

    /// Puts a cell in its place; where one stands already, the new one counts.
    pub(super) fn put(
        &mut self,
        row: usize,
        column: usize,
        cell: RawCell,
        budget: &mut Budget,
    ) -> Result<(), Unreadable> {
        if column > Limits::COLUMNS {
            return Err(Unreadable::TooManyColumns(column));
        }
        let index = self.row(row);
        // Texts cost memory as well as cells do.
        budget.take(cell.text.len() / 64)?;
        let cells = &mut self.rows[index].cells;
        if column > cells.len() {
            budget.take(column - cells.len())?;
            cells.resize_with(column, || RawCell::new(self.location.clone(), ""));
        }
        cells[column - 1] = cell;
        Ok(())
    }

    /// Repeats the cell of the upper left corner over a span, as far as the grid has rows.
    pub(super) fn span(
        &mut self,
        from: [usize; 2],
        to: [usize; 2],
        budget: &mut Budget,
    ) -> Result<(), Unreadable> {
        let Some(cell) = self.cell(from[0], from[1]).filter(|cell| !cell.text.is_empty()).cloned()
        else {
            return Ok(());
        };
        let last = self.rows.last().map_or(0, |row| row.number);
        for row in from[0]..=to[0].min(last) {
            for column in from[1]..=to[1].min(Limits::COLUMNS) {
                if [row, column] != from {
                    budget.take(1)?;
                    self.put(row, column, RawCell { copied: true, ..cell.clone() }, budget)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn hide(&mut self, row: usize) {
        if let Ok(index) = self.rows.binary_search_by_key(&row, |row| row.number) {
            self.rows[index].hidden = true;
        }
    }

    /// The numbers of rows that are hidden and hold something.
    pub(super) fn hidden(&self) -> Vec<usize> {
        let hidden = self.rows.iter().filter(|row| row.hidden && !is_blank(row));
        hidden.map(|row| row.number).collect()
    }

    /// The text of a grid of which one cell holds something.
    pub(super) fn only_text(&self) -> Option<String> {
        let mut filled = self.rows.iter().flat_map(|row| &row.cells);
        let first = filled.find(|cell| !cell.text.trim().is_empty() || cell.unread.is_some())?;
        let is_only = filled.all(|cell| cell.text.trim().is_empty() && cell.unread.is_none());
        (is_only && first.unread.is_none()).then(|| first.text.to_string())
    }

    /// The number of the last column.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// Whether a column holds anything.
    pub(super) fn uses(&self, column: usize) -> bool {
        self.rows
            .iter()
            .any(|row| row.cells.get(column - 1).is_some_and(|cell| !cell.text.trim().is_empty()))
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&RawCell> {
        let index = self.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        self.rows[index].cells.get(column - 1)
    }

    /// The index of a row, which is made where there is none.
    fn row(&mut self, number: usize) -> usize {
        let row = RawRow { number, hidden: false, cells: Vec::new() };
        match self.rows.last() {
            Some(last) if last.number == number => self.rows.len() - 1,
            Some(last) if last.number > number => {
                self.rows.binary_search_by_key(&number, |row| row.number).unwrap_or_else(|index| {
                    self.rows.insert(index, row);
                    index
                })
            }
            _ => {
                self.rows.push(row);
                self.rows.len() - 1
            }
        }
    }

    /// The rows, filled up to one length, splitter where a row is blank. Lines of prose above the
    /// first row of a piece are its caption, after what is given.
    pub(super) fn into_pieces(
        mut self,
        caption: &mut Vec<String>,
        budget: &mut Budget,
    ) -> Result<Vec<Piece>, Unreadable> {
        // A sheet ends nowhere; a table has as many columns as it has, filled or not.
        let is_sheet = matches!(self.location, Location::Sheet(_));
        let filled = |row: &RawRow| row.cells.iter().rposition(|cell| !cell.text.trim().is_empty());
        let used = |row: &RawRow| {
            if is_sheet { filled(row).map_or(0, |last| last + 1) } else { row.cells.len() }
        };
        let width = self.rows.iter().map(used).max().unwrap_or(0);
        for row in &mut self.rows {
            budget.take(width.saturating_sub(row.cells.len()))?;
            row.cells.resize_with(width, || RawCell::new(self.location.clone(), ""));
        }
        // Only a page is ruled for certain: a row of it with one text may be the rest of one on the
        // page before.
        let is_page = matches!(self.location, Location::Page(_));
        Ok(into_pieces(self.rows, width, is_page, caption))
    }
}

/// Parts rows where one is blank or missing; prose above the rows of a piece becomes its caption,
/// and what follows the last row is left in `caption`. On a ruled page, prose goes over the whole
/// width.
pub(super) fn into_pieces(
    rows: Vec<RawRow>,
    width: usize,
    is_page: bool,
    caption: &mut Vec<String>,
) -> Vec<Piece> {
    let (mut splitter, mut pieces) = (PieceSplitter::new(width, is_page), Vec::<Piece>::new());
    for row in rows {
        let Some(PieceRow { row, is_first }) = splitter.take(row, caption) else { continue };
        match pieces.last_mut().filter(|_| !is_first) {
            Some(Piece { rows, .. }) => rows.push(row),
            None => pieces.push(Piece { caption: std::mem::take(caption), rows: vec![row] }),
        }
    }
    pieces
}

/// Tells row by row where a piece begins.
pub(super) struct PieceSplitter {
    width: usize,
    is_page: bool,
    /// The number of the last row of the piece that is under way.
    last: Option<usize>,
}

/// A row of a piece.
pub(super) struct PieceRow {
    pub(super) row: RawRow,
    /// Whether the piece begins with it; its caption is complete.
    pub(super) is_first: bool,
}

impl PieceSplitter {
    pub(super) fn new(width: usize, is_page: bool) -> Self {
        Self { width, is_page, last: None }
    }

    /// The row, where it is one of a piece. A blank one is none; prose above the first row of a
    /// piece goes into `caption`.
    pub(super) fn take(&mut self, row: RawRow, caption: &mut Vec<String>) -> Option<PieceRow> {
        let is_blank = is_blank(&row);
        if is_blank || self.last.is_some_and(|last| last + 1 != row.number) {
            self.last = None;
        }
        if is_blank {
            return None;
        }
        // Below the first row of a table nothing is prose.
        let is_first = self.last.is_none();
        if is_first && let Some(lines) = prose(&row, self.width, self.is_page) {
            caption.extend(lines);
            return None;
        }
        self.last = Some(row.number);
        Some(PieceRow { row, is_first })
    }
}

fn is_blank(row: &RawRow) -> bool {
    row.cells.iter().all(|cell| cell.text.trim().is_empty())
}

/// The lines of a row that is no row of a table: one text, or two in a wide table, as where the
/// names of the office and of the country stand side by side.
fn prose(row: &RawRow, width: usize, is_page: bool) -> Option<Vec<String>> {
    let first = row.cells.first().map(|cell| cell.text.trim()).unwrap_or_default();
    if is_page && row.cells.iter().any(|cell| cell.text.trim() != first) {
        return None;
    }
    let mut texts: Vec<&str> = Vec::new();
    for cell in row.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        let text = cell.text.trim();
        if cell.unformatted || text.chars().all(|c| c.is_ascii_digit() || ",.-%".contains(c)) {
            return None;
        }
        if texts.last() != Some(&text) {
            texts.push(text);
        }
        if texts.len() > 2 || (texts.len() == 2 && width < 4) {
            return None;
        }
    }
    Some(texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::super::Reading;
    use super::*;

    fn grid(rows: &[(usize, &[&str])]) -> (Grid, Budget) {
        let (mut grid, mut budget) =
            (Grid::new(Location::Sheet("A".into())), Budget::new(&Reading::default()));
        for (number, texts) in rows {
            for (text, column) in texts.iter().zip(1..) {
                let cell = RawCell::new(Location::Table, *text);
                grid.put(*number, column, cell, &mut budget).expect("a small grid");
            }
        }
        (grid, budget)
    }

    fn texts(piece: &Piece) -> Vec<Vec<&str>> {
        piece
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn titles_are_captions_and_blank_rows_part_pieces() {
        let (grid, mut budget) = grid(&[
            (1, &["TỈNH A", "", "", "CỘNG HÒA"]),
            (2, &["KẾT QUẢ", "KẾT QUẢ", "KẾT QUẢ", "KẾT QUẢ"]),
            (4, &["TT", "Tên", "Điểm", "", ""]),
            (5, &["1", "A", "9,5"]),
            (6, &["Nhóm II"]),
            (8, &["1", "B"]),
        ]);
        let mut caption = vec!["Trước".to_owned()];
        let pieces = grid.into_pieces(&mut caption, &mut budget).expect("pieces");
        assert_eq!(pieces[0].caption, ["Trước", "TỈNH A", "CỘNG HÒA", "KẾT QUẢ"]);
        assert_eq!(
            texts(&pieces[0])[0],
            ["TT", "Tên", "Điểm", ""],
            "columns that hold nothing are left off"
        );
        assert_eq!(texts(&pieces[0]).len(), 3, "a group's name within a table is a row of it");
        assert_eq!((pieces[1].rows[0].number, pieces[1].caption.len()), (8, 0));
    }

    #[test]
    fn spans_repeat_their_cell_and_limits_hold() {
        let (mut grid, mut budget) = grid(&[(1, &["7", ""]), (2, &["", ""])]);
        grid.span([1, 1], [9, 2], &mut budget).expect("a span");
        assert_eq!(
            texts(&grid.into_pieces(&mut Vec::new(), &mut budget).expect("pieces")[0]),
            [["7", "7"], ["7", "7"]]
        );
        let mut grid = Grid::new(Location::Table);
        let far = grid.put(1, Limits::COLUMNS + 1, RawCell::new(Location::Table, "x"), &mut budget);
        assert!(matches!(far, Err(Unreadable::TooManyColumns(_))));
        let mut small = Budget::new(&Reading {
            limits: Limits { cells: 9, ..Limits::default() },
            ..Reading::default()
        });
        assert!(grid.put(1, 9, RawCell::new(Location::Table, "x"), &mut small).is_ok());
        let more = grid.put(2, 1, RawCell::new(Location::Table, "x"), &mut small);
        assert!(matches!(more, Err(Unreadable::TooManyCells(9))));
    }
}
