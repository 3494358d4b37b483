//! Cells in rows and columns, with merged cells, as laid out by Word, spreadsheets and web pages →
//! pieces of tables.

use super::limit::{Budget, Limits};
use super::{Location, RawCell, RawRow, ReadError};

/// Consecutive rows of a table, with the prose before them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    pub(super) caption: Vec<String>,
    pub(super) rows: Vec<RawRow>,
}

/// The cells of one table or sheet. Rows and columns count from 1.
pub(super) struct Grid {
    location: Location,
    /// In the order of their numbers. Rows without cells are absent.
    rows: Vec<RawRow>,
}

impl Grid {
    pub(super) fn new(location: Location) -> Self {
        Self { location, rows: Vec::new() }
    }

    pub(super) fn location(&self) -> Location {
        self.location.clone()
    }

    /// Puts a cell at a row and column, replacing any cell that is already there.
    pub(super) fn put(
        &mut self,
        row: usize,
        column: usize,
        cell: RawCell,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        if column > Limits::COLUMNS {
            return Err(ReadError::TooManyColumns(column));
        }

        let index = self.row(row);
        // Text takes memory too: 64 bytes count as one cell.
        budget.take(cell.text.len() / 64)?;

        let cells = &mut self.rows[index].cells;
        if column > cells.len() {
            budget.take(column - cells.len())?;
            cells.resize_with(column, || RawCell::new(self.location.clone(), ""));
        }
        cells[column - 1] = cell;
        Ok(())
    }

    /// Repeats the upper left cell over a span, down to the last row of the grid.
    pub(super) fn span(
        &mut self,
        from: [usize; 2],
        to: [usize; 2],
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
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

    /// The numbers of the hidden rows that are not blank.
    pub(super) fn hidden(&self) -> Vec<usize> {
        let hidden = self.rows.iter().filter(|row| row.hidden && !is_blank(row));
        hidden.map(|row| row.number).collect()
    }

    /// The text of a grid in which only one cell has content. `None` if there are more, or if the
    /// content of that cell was not read.
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

    /// Whether a column has any text.
    pub(super) fn uses(&self, column: usize) -> bool {
        self.rows
            .iter()
            .any(|row| row.cells.get(column - 1).is_some_and(|cell| !cell.text.trim().is_empty()))
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&RawCell> {
        let index = self.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        self.rows[index].cells.get(column.checked_sub(1)?)
    }

    /// The index of the row with this number. The row is added if it is missing.
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

    /// The rows, padded to one length and split where a row is blank. Lines of prose above the
    /// first row of a piece are appended to its caption. `caption` provides the first lines and
    /// receives the prose after the last piece.
    pub(super) fn into_pieces(
        mut self,
        caption: &mut Vec<String>,
        budget: &mut Budget,
    ) -> Result<Vec<Piece>, ReadError> {
        // A sheet has no edge, so trailing empty columns are dropped; those of a table are kept.
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

        // On a page, a row with a single text may be the rest of a row on the page before, so only
        // a text over the whole width is prose.
        let is_page = matches!(self.location, Location::Page(_));
        Ok(into_pieces(self.rows, width, is_page, caption))
    }
}

/// Splits rows where one is blank or missing. Prose above the rows of a piece becomes its caption;
/// prose after the last piece is left in `caption`. On a page (`is_page`) a row is prose only if
/// its text spans the whole width.
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

/// Finds, row by row, where a piece of a table begins.
pub(super) struct PieceSplitter {
    width: usize,
    is_page: bool,
    /// The number of the last row of the current piece.
    last: Option<usize>,
}

/// A row of a piece.
pub(super) struct PieceRow {
    pub(super) row: RawRow,
    /// Whether the piece begins with this row, so that its caption is complete.
    pub(super) is_first: bool,
}

impl PieceSplitter {
    pub(super) fn new(width: usize, is_page: bool) -> Self {
        Self { width, is_page, last: None }
    }

    /// Returns the row if it belongs to a piece, and `None` if it is blank or prose. Prose above
    /// the first row of a piece is added to `caption`.
    pub(super) fn take(&mut self, row: RawRow, caption: &mut Vec<String>) -> Option<PieceRow> {
        let is_blank = is_blank(&row);
        if is_blank || self.last.is_some_and(|last| last + 1 != row.number) {
            self.last = None;
        }
        if is_blank {
            return None;
        }

        // Nothing below the first row of a table is prose.
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

/// The lines of a row that is prose; `None` if it is a row of a table. Prose has no figures, and
/// one text or, in a table of at least four columns, two: such as the name of the office beside
/// that of the country.
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
    // At the top of a new page, a table may go on with a row that has no number.
    let is_of_table =
        row.cells.first().is_some_and(|cell| *cell.location.inside() == Location::Table);
    if texts.len() == 2 && first.is_empty() && is_of_table {
        return None;
    }
    Some(texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::super::ReadOptions;
    use super::*;

    fn grid(rows: &[(usize, &[&str])]) -> (Grid, Budget) {
        let (mut grid, mut budget) =
            (Grid::new(Location::Sheet("A".into())), Budget::new(&ReadOptions::default()));
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
    fn titles_are_captions_and_blank_rows_separate_pieces() {
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
            "empty columns at the end are dropped"
        );
        assert_eq!(
            texts(&pieces[0]).len(),
            3,
            "the name of a group within a table is one of its rows"
        );
        assert_eq!((pieces[1].rows[0].number, pieces[1].caption.len()), (8, 0));
    }

    #[test]
    fn spans_repeat_their_cell_and_limits_apply() {
        let (mut grid, mut budget) = grid(&[(1, &["7", ""]), (2, &["", ""])]);
        grid.span([1, 1], [9, 2], &mut budget).expect("a span");
        assert_eq!(
            texts(&grid.into_pieces(&mut Vec::new(), &mut budget).expect("pieces")[0]),
            [["7", "7"], ["7", "7"]]
        );
        let mut grid = Grid::new(Location::Table);
        let far = grid.put(1, Limits::COLUMNS + 1, RawCell::new(Location::Table, "x"), &mut budget);
        assert!(matches!(far, Err(ReadError::TooManyColumns(_))));
        let mut small = Budget::new(&ReadOptions {
            limits: Limits { cells: 9, ..Limits::default() },
            ..ReadOptions::default()
        });
        assert!(grid.put(1, 9, RawCell::new(Location::Table, "x"), &mut small).is_ok());
        let more = grid.put(2, 1, RawCell::new(Location::Table, "x"), &mut small);
        assert!(matches!(more, Err(ReadError::TooManyCells(9))));
    }
}
