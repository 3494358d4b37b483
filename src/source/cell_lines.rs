//! Text with one table cell per line, as copied from the pages of legal portals.
//!
//! A line that starts with a tab is a cell. A blank line ends the row; two blank lines or prose end
//! the piece of a table. Whether the next piece continues the same table is decided later, by code
//! that understands headings. A line of text directly below a cell belongs to that cell, which then
//! has several paragraphs. A paragraph of lines that are mostly figures is a row that lost its
//! tabs.

use super::grid::Piece;
use super::limit::Budget;
use super::{Content, Format, Location, RawCell, RawRow, ReadError, ReadOptions};

pub(super) fn read(text: &str, reading: &ReadOptions) -> Result<Content, ReadError> {
    Budget::new(reading).take(text.lines().count())?;
    let pieces = read_pieces(text);
    Ok(Content { format: Format::CellLines, pieces, remarks: Vec::new() })
}

/// The tables of a text, and anything else that is laid out in cells, such as signatures.
fn read_pieces(text: &str) -> Vec<Piece> {
    let mut reader = LineReader::default();
    for (index, line) in text.lines().enumerate() {
        reader.read_line(index + 1, line.strip_suffix('\r').unwrap_or(line));
    }
    reader.end_paragraph();
    reader.end_table();
    reader.pieces
}

#[derive(Default)]
struct LineReader {
    pieces: Vec<Piece>,
    caption: Vec<String>,
    paragraph: Vec<RawCell>,
    rows: Vec<RawRow>,
    cells: Vec<RawCell>,
    blank_lines: usize,
}

impl LineReader {
    fn read_line(&mut self, line: usize, text: &str) {
        if let Some(cell) = text.strip_prefix('\t') {
            self.end_paragraph();
            self.blank_lines = 0;
            self.cells.push(RawCell::new(Location::Line(line), cell));
        } else if text.trim().is_empty() {
            self.end_row();
            self.end_paragraph();
            self.blank_lines += 1;
            if self.blank_lines > 1 {
                self.end_table();
            }
        } else if let Some(cell) = self.cells.last_mut() {
            cell.text.push('\n');
            cell.text.push_str(text);
        } else {
            self.paragraph.push(RawCell::new(Location::Line(line), text));
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let figures = paragraph.iter().filter(|cell| is_figure(&cell.text)).count();
        if figures > 2 && figures * 2 > paragraph.len() {
            self.cells = paragraph;
            self.end_row();
        } else if !paragraph.is_empty() {
            self.end_table();
            self.caption.extend(paragraph.into_iter().map(|cell| cell.text.into_string()));
        }
    }

    fn end_row(&mut self) {
        if !self.cells.is_empty() {
            let cells = std::mem::take(&mut self.cells);
            self.rows.push(RawRow { number: self.rows.len() + 1, hidden: false, cells });
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            let caption = std::mem::take(&mut self.caption);
            self.pieces.push(Piece { caption, rows });
        }
    }
}

/// Whether a text consists of digits, signs, decimal marks and spaces, with at least one digit.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "+-−,. ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<Vec<Vec<String>>> {
        let texts = |row: RawRow| row.cells.into_iter().map(|cell| cell.text.to_string()).collect();
        read_pieces(text)
            .into_iter()
            .map(|piece| piece.rows.into_iter().map(texts).collect())
            .collect()
    }

    #[test]
    fn blank_lines_separate_rows_and_tables() {
        let text = "PHỤ LỤC\n\tSTT\n\tTên\n\n\t1\n\tA\n\n\n\tSTT\n\tTên\n\n\t1\n\tB\n";
        assert_eq!(
            shape(text),
            [[["STT", "Tên"], ["1", "A"]], [["STT", "Tên"], ["1", "B"]]]
                .map(|table| table.map(Vec::from).to_vec())
        );
    }

    #[test]
    fn empty_cells_and_paragraphs_are_kept() {
        let pieces = read_pieces("\r\n\tSTT\r\n\t\r\n\tTên\r\nđơn vị\r\n\r\n\t1\r\n\t-\r\n\tA\r\n");
        assert_eq!(pieces[0].rows[0].cells[1].text, "");
        assert_eq!(pieces[0].rows[0].cells[2].text, "Tên\nđơn vị");
        assert_eq!(pieces[0].rows[1].cells[2].location, Location::Line(9));
    }

    #[test]
    fn prose_has_no_tables() {
        assert!(read_pieces("Nơi nhận:\n- Lưu: VT.\n\n\nHọ tên\n").is_empty());
    }
}
