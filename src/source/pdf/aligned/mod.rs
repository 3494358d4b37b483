//! Tables without ruled lines: words that line up make columns, and a running number begins a row.
//!
//! Only the distances between words separate the cells. A page on which they are unclear is
//! rejected, since later checks of the figures would not notice a name that moved to the row above.

mod column;
mod heading;

use super::super::grid::{Grid, Piece};
use super::super::limit::Budget;
use super::super::{Location, RawCell, ReadError};
use super::line::{Line, Word, lines};
use super::page::Letter;
use column::TextColumns;

/// Lines of one cell are nearer than this. All distances here are in sizes of a letter.
const SAME_CELL: f64 = 1.35;
/// Distances that differ by less than this count as equal.
const CLEARLY: f64 = 0.12;
/// Words of one cell, or of a line of prose, are nearer than this.
const WIDE_GAP: f64 = 0.8;
/// Cells of a row are further apart than this; words of a justified line of prose are nearer.
const ROW_GAP: f64 = 1.5;

/// A line with its words.
struct Row {
    baseline: f64,
    size: f64,
    words: Vec<Word>,
}

impl Row {
    fn new(line: &Line) -> Self {
        Self { baseline: line.baseline, size: line.size, words: line.words() }
    }

    fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The distance of another line below this one, in sizes of a letter.
    fn distance(&self, below: &Self) -> f64 {
        (below.baseline - self.baseline) / self.size.min(below.size).max(1.0)
    }

    fn has_wide_gap(&self) -> bool {
        self.words.windows(2).any(|pair| pair[1].left - pair[0].right > WIDE_GAP * self.size)
    }

    /// Whether the line looks like a row rather than numbered prose.
    fn is_row(&self) -> bool {
        let gap =
            self.words.windows(2).map(|pair| pair[1].left - pair[0].right).fold(0.0, f64::max);
        self.number().is_some() && gap > ROW_GAP * self.size
    }

    /// The running number of a row; `None` for other lines. A row begins with its number, and has a
    /// wide gap and further figures.
    fn number(&self) -> Option<u32> {
        let first = self.words.first()?.text.trim_matches(['(', ')', '.']);
        let number = first.parse().ok().filter(|_| first.len() <= 4)?;
        let figures = self.words[1..].iter().filter(|word| is_figure(&word.text)).count();
        (figures > 0 && self.has_wide_gap()).then_some(number)
    }
}

/// Whether a text is a number, or the dash that stands for one.
fn is_figure(text: &str) -> bool {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_dash = matches!(text, "-" | "\u{2013}" | "\u{2014}");
    is_dash || (has_digit && text.chars().all(|c| c.is_ascii_digit() || ",.%-".contains(c)))
}

/// The tables of a page from top to bottom. Lines of text between the tables become their captions;
/// those after the last table are left in `caption`.
pub(super) fn pieces(
    letters: Vec<Letter>,
    page: usize,
    caption: &mut Vec<String>,
    budget: &mut Budget,
) -> Result<Vec<Piece>, ReadError> {
    let lines = lines(letters);
    if lines.iter().any(Line::is_half_doubled) {
        return Err(ReadError::PartlyDoubledWord { page });
    }

    let rows: Vec<Row> = lines.iter().map(Row::new).collect();
    let mut pieces = Vec::new();
    let mut done = 0;
    let tables = tables(&rows);
    let unclear = || ReadError::UnclearColumns { page };
    for (at, [first, last]) in tables.iter().copied().enumerate() {
        let next = tables.get(at + 1).map_or(rows.len(), |[first, _]| *first);
        let numbered: Vec<&Row> =
            rows[first..=last].iter().filter(|row| row.number().is_some()).collect();
        let Some(columns) = TextColumns::find(&numbered) else { continue };

        let pitch =
            numbered.windows(2).map(|pair| pair[0].distance(pair[1])).fold(f64::INFINITY, f64::min);
        let top = first - columns.lines_above(&rows[done..=first], pitch).ok_or_else(unclear)?;
        let end = last + 1 + columns.lines_below(&rows[last..next], pitch).ok_or_else(unclear)?;
        let head =
            top - heading::lines_above(&rows[done..=top], pitch, &columns).ok_or_else(unclear)?;
        caption.extend(prose(&rows[done..head]).ok_or_else(unclear)?);
        if rows[end..next].first().is_some_and(|row| columns.begins_row(row)) {
            return Err(unclear());
        }

        let mut grid = Grid::new(Location::Page(page));
        let headings = heading::cells(&rows[head..top], &columns).ok_or_else(unclear)?;
        let cells = columns.rows(&rows[top..end], pitch).ok_or_else(unclear)?;
        for (row, cells) in (1..).zip(headings.into_iter().chain(cells)) {
            for (column, text) in (1..).zip(cells) {
                grid.put(row, column, RawCell::new(Location::Page(page), text), budget)?;
            }
        }
        pieces.extend(grid.into_pieces(caption, budget)?);
        done = end;
    }

    caption.extend(prose(&rows[done..]).ok_or_else(unclear)?);
    Ok(pieces)
}

/// The texts of lines that are not part of a table. `None` if one looks like a row, whose figures
/// would be lost.
fn prose(rows: &[Row]) -> Option<Vec<String>> {
    (!rows.iter().any(Row::is_row)).then(|| rows.iter().map(Row::text).collect())
}

/// Whether one of the lines outside ruled tables looks like the row of a table.
pub(super) fn has_rows(lines: &[Line]) -> bool {
    lines.iter().any(|line| Row::new(line).is_row())
}

/// The first and the last numbered line of each table. A number that is not above the previous one
/// begins another table if there are headings between the two lines.
fn tables(rows: &[Row]) -> Vec<[usize; 2]> {
    let mut tables: Vec<[usize; 2]> = Vec::new();
    let mut before = 0;

    for (at, row) in rows.iter().enumerate() {
        let Some(number) = row.number() else { continue };
        let last = tables.last_mut().filter(|[_, last]| {
            let between = &rows[*last + 1..at];
            let is_headed = between.iter().any(|row| row.words.len() > 2 && row.has_wide_gap());
            number > before || !is_headed
        });
        match last {
            Some([_, last]) => *last = at,
            None => tables.push([at, at]),
        }
        before = number;
    }

    // A single numbered line may be anything.
    tables.retain(|[first, last]| last > first);
    tables
}

#[cfg(test)]
mod tests {
    use super::super::super::ReadOptions;
    use super::*;

    /// The letters of lines of text. Each letter and each space is six points wide.
    fn page(lines: &[(f64, &str)]) -> Vec<Letter> {
        let letters = lines.iter().flat_map(|(baseline, text)| {
            (0_u32..).zip(text.chars()).map(|(at, letter)| {
                let left = f64::from(at) * 6.0;
                Letter {
                    text: letter.to_string(),
                    left,
                    right: left + 6.0,
                    baseline: *baseline,
                    size: 12.0,
                    doubled: false,
                }
            })
        });
        letters.collect()
    }

    fn read(lines: &[(f64, &str)]) -> Result<(Vec<Piece>, Vec<String>), ReadError> {
        let mut caption = Vec::new();
        let pieces =
            pieces(page(lines), 1, &mut caption, &mut Budget::new(&ReadOptions::default()))?;
        Ok((pieces, caption))
    }

    fn texts(piece: &Piece) -> Vec<Vec<&str>> {
        piece
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_heading_over_several_columns_is_centred_over_them() {
        let lines = [
            (50.0, "   KẾT QUẢ NĂM 2022"),
            (80.0, "             Thể chế (40)      Bộ máy (60)"),
            (100.0, "STT  Đơn vị  Tự chấm  XHH     Tự chấm  XHH    Hạng"),
            (120.0, " 1   Xã Một   29,50  9,00      45,00  15,00    1"),
            (140.0, " 2   Xã Hai   28,00  8,00      40,00    -      2"),
            (160.0, "Người ký"),
        ];
        let (pieces, caption) = read(&lines).expect("a table");
        let (over, under) = (["Thể chế (40)", "Thể chế (40)"], ["Bộ máy (60)", "Bộ máy (60)"]);
        assert_eq!(
            texts(&pieces[0])[0],
            [&["STT", "Đơn vị"], &over[..], &under[..], &["Hạng"]].concat()
        );
        assert_eq!(
            texts(&pieces[0])[1],
            ["STT", "Đơn vị", "Tự chấm", "XHH", "Tự chấm", "XHH", "Hạng"]
        );
        assert_eq!(texts(&pieces[0])[2], ["1", "Xã Một", "29,50", "9,00", "45,00", "15,00", "1"]);
        assert_eq!(texts(&pieces[0])[3], ["2", "Xã Hai", "28,00", "8,00", "40,00", "-", "2"]);
        assert_eq!(
            (pieces[0].caption.as_slice(), caption),
            (&["KẾT QUẢ NĂM 2022".to_owned()][..], vec!["Người ký".to_owned()])
        );
    }

    #[test]
    fn the_rest_of_a_name_belongs_to_the_nearest_row() {
        let rows = |rest: f64| {
            read(&[
                (80.0, "STT  Đơn vị            Điểm  Hạng"),
                (100.0, "1    Sở Nông nghiệp    97,5  1"),
                (rest, "     và Môi trường"),
                (130.0, "2    Phường 2          87,5  2"),
                (160.0, "3    Sở Y tế           86,5  3"),
                (174.0, "     tỉnh"),
                (194.0, "Ghi chú: điểm đã làm tròn"),
            ])
        };
        let (pieces, caption) = rows(114.0).expect("a table");
        let names: Vec<_> = texts(&pieces[0]).iter().map(|row| row[1].to_owned()).collect();
        assert_eq!(
            names[1..],
            ["Đơn vị", "Sở Nông nghiệp\nvà Môi trường", "Phường 2", "Sở Y tế\ntỉnh"]
        );
        assert_eq!(caption, ["Ghi chú: điểm đã làm tròn"]);
        let names = texts(&rows(116.0).expect("a table").0[0]).len();
        assert_eq!(names, 5);
        assert!(matches!(rows(115.0), Err(ReadError::UnclearColumns { page: 1 })));
    }

    #[test]
    fn numbered_prose_is_not_a_table() {
        let lines = [
            (100.0, "1. Giao 19 đơn vị báo cáo trước ngày 5"),
            (120.0, "2. Giao 8 đơn vị báo cáo trước ngày 7"),
        ];
        let (pieces, caption) = read(&lines).expect("prose");
        assert!(pieces.is_empty());
        assert_eq!(caption.len(), 2);
    }
}
