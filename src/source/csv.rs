//! Comma-, semicolon- and tab-separated values: tables with lines of prose above them and blank
//! lines between them.

use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::grid::PieceSplitter;
use super::limit::{Budget, Limits};
use super::sink::Sink;
use super::{About, Format, Location, RawCell, RawRow, ReadError, ReadOptions, Remark};

const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Reads the text twice. The width of its tables and the decimal marks of its figures are known
/// only at its end, and the cells of a nationwide file would take too much memory to keep.
pub(super) fn read(
    text: &str,
    reading: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<About, ReadError> {
    if memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1 {
        let last = text.rfind('"').unwrap_or_default();
        return Err(ReadError::OpenQuote { line: 1 + text[..last].matches('\n').count() });
    }

    let separator = reading.separator.or_else(|| separator(text)).unwrap_or(',');
    let (mut budget, mut marks, mut width) = (Budget::new(reading), Marks::default(), 0);
    let (mut blocks, mut last): (Vec<BTreeMap<usize, usize>>, usize) = (Vec::new(), 0);
    let mut lines = Lines::new(text, separator);
    while let Some((line, number)) = lines.next()? {
        budget.take(lines.record.len())?;
        if blocks.is_empty() || number != last + 1 {
            blocks.push(BTreeMap::new());
        }
        last = number;
        if let Some(lengths) = blocks.last_mut() {
            *lengths.entry(lines.record.len()).or_default() += 1;
        }
        // A number before a name is that of a criterion, and has no decimals: `1.1;Kế hoạch`.
        let mut number = None;
        let filled = lines.record.iter().zip(1..).filter(|(field, _)| !is_blank(field));
        for (at, (field, column)) in filled.enumerate() {
            width = width.max(column);
            let before = if at == 0 { number.replace(field) } else { number.take() };
            if let Some(before) = before.filter(|_| !begins_with_letter(field)) {
                marks.count(before, line, reading.decimal_mark)?;
            }
            if at > 0 {
                marks.count(field, line, reading.decimal_mark)?;
            }
        }
        if let Some(alone) = number {
            marks.count(alone, line, reading.decimal_mark)?;
        }
    }
    if width > Limits::COLUMNS {
        return Err(ReadError::TooManyColumns(width));
    }

    // The usual number of values between two blank lines.
    let mut usual = blocks.into_iter().map(|lengths| {
        let most = lengths.into_iter().max_by_key(|(_, records)| *records);
        most.map_or(0, |(length, _)| length)
    });
    let (mut splitter, mut caption, mut row_number) =
        (PieceSplitter::new(width, false), Vec::new(), 0);
    let (mut has_begun, mut width_here) = (false, 0);
    last = 0;
    let mut lines = Lines::new(text, separator);
    while let Some((line, number)) = lines.next()? {
        if last == 0 || number != last + 1 {
            (has_begun, width_here) = (false, usual.next().unwrap_or(0));
        }
        last = number;
        let length = lines.record.len();
        has_begun |= length >= width_here;
        // The commas of a title separate no values.
        let is_title = separator == ',' && !has_begun && (2..=width_here / 2).contains(&length);
        let texts = lines.texts()?;
        let cell = |text: &str| RawCell::new(Location::Line(line), text);
        let cells = if is_title {
            vec![cell(&texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "))]
        } else {
            texts.map(cell).take(width).collect()
        };
        let row = RawRow { number, hidden: false, cells };
        let Some(piece_row) = splitter.take(row, &mut caption) else { continue };
        if piece_row.is_first {
            sink.table(std::mem::take(&mut caption))?;
            row_number = 0;
        }
        row_number += 1;
        sink.row(RawRow { number: row_number, ..piece_row.row })?;
    }

    let mut remarks = vec![Remark::Separator(separator)];
    if marks.commas + marks.points > 0 {
        remarks.push(Remark::DecimalMarks { commas: marks.commas, points: marks.points });
    }
    Ok(About { format: Format::Csv, remarks })
}

/// The records of a text, one after another.
struct Lines<'a> {
    reader: csv::Reader<&'a [u8]>,
    record: ByteRecord,
    /// The number of the last record.
    number: usize,
    /// The line after the last record, from 1.
    next_line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, separator: char) -> Self {
        Self { reader: reader(text, separator), record: ByteRecord::new(), number: 0, next_line: 1 }
    }

    /// Reads the next record. Returns the line on which it begins and its number, which is one more
    /// than the last, or two more if there is a blank line between them.
    fn next(&mut self) -> Result<Option<(usize, usize)>, ReadError> {
        if !self
            .reader
            .read_byte_record(&mut self.record)
            .map_err(|error| ReadError::damaged(&error))?
        {
            return Ok(None);
        }

        // The library skips blank lines, which separate tables here. The record ends with the last
        // line that was read.
        let after = self.reader.position().line();
        let lines = 1 + memchr::memchr_iter(b'\n', self.record.as_slice()).count() as u64;
        let line = after.saturating_sub(lines).max(self.next_line);
        self.number += if line > self.next_line { 2 } else { 1 };
        self.next_line = after;
        Ok(Some((usize::try_from(line).unwrap_or(usize::MAX), self.number)))
    }

    /// The fields of the record as text, without white space around them.
    fn texts(&self) -> Result<impl Iterator<Item = &str>, ReadError> {
        // A separator is never part of a letter, so fields of a valid text are valid text.
        let record = std::str::from_utf8(self.record.as_slice())
            .map_err(|error| ReadError::damaged(&error))?;
        let fields = (0..self.record.len()).filter_map(|index| self.record.range(index));
        Ok(fields.map(|range| record.get(range).unwrap_or_default().trim()))
    }
}

/// Whether a field is white space.
fn is_blank(field: &[u8]) -> bool {
    let rest = field.trim_ascii();
    rest.first().is_none_or(|first| !first.is_ascii())
        && std::str::from_utf8(rest).is_ok_and(|text| text.trim().is_empty())
}

fn begins_with_letter(field: &[u8]) -> bool {
    field.trim_ascii().first().is_some_and(|first| first.is_ascii_alphabetic() || !first.is_ascii())
}

fn reader(text: &str, separator: char) -> csv::Reader<&[u8]> {
    let separator = u8::try_from(separator).unwrap_or(b',');
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// The separator with which the most lines have the same number of values: at least two lines, half
/// of the lines with separators and a third of all lines. Below a long title, three lines of three
/// values are enough, unless a comma separates them. `None` if the text is not a table. Only the
/// first 200 lines are looked at.
pub(super) fn separator(text: &str) -> Option<char> {
    let rate = |separator: char| {
        let records = reader(text, separator).into_records().take(200).flatten();
        // In a line that is nothing but a figure, the comma is a decimal mark.
        let is_figure = |record: &StringRecord| {
            record.len() == 2
                && record.iter().all(|part| part.trim().bytes().all(|byte| byte.is_ascii_digit()))
        };
        let lengths: Vec<_> =
            records.map(|record| if is_figure(&record) { 1 } else { record.len() }).collect();

        let common = lengths.iter().copied().filter(|length| *length > 1);
        let most = common
            .max_by_key(|length| lengths.iter().filter(|candidate| *candidate == length).count())?;
        let rows = lengths.iter().filter(|length| **length == most).count();
        let separated = lengths.iter().filter(|length| **length > 1).count();
        let is_clear = separator != ',' && rows > 2 && most > 2;
        (rows > 1 && rows * 2 >= separated && (is_clear || rows * 3 >= lengths.len()))
            .then_some((rows * most, separator))
    };

    SEPARATORS
        .into_iter()
        .filter_map(rate)
        .max_by_key(|(cells, _)| *cells)
        .map(|(_, separator)| separator)
}

/// The numbers of figures with a decimal comma and with a decimal point.
#[derive(Default)]
struct Marks {
    commas: usize,
    points: usize,
}

impl Marks {
    /// Counts a field if it is a figure with a decimal mark. Returns an error if the mark is not
    /// the expected one.
    fn count(
        &mut self,
        field: &[u8],
        line: usize,
        expected: Option<char>,
    ) -> Result<(), ReadError> {
        let text = field.trim_ascii();
        let figure = &text[text.iter().take_while(|byte| **byte == b'-').count()..];
        let digits = figure.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let Some((mark, decimals)) = figure[digits..].split_first().filter(|_| digits > 0) else {
            return Ok(());
        };

        let is_figure = !decimals.is_empty() && decimals.iter().all(u8::is_ascii_digit);
        match mark {
            b',' | b'.' if is_figure => {}
            _ => return Ok(()),
        }

        if expected.is_some_and(|expected| expected != char::from(*mark)) {
            return Err(ReadError::DecimalMark {
                line,
                text: String::from_utf8_lossy(text).into_owned(),
            });
        }

        if *mark == b',' {
            self.commas += 1;
        } else {
            self.points += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::grid::Piece;
    use super::*;

    fn content(text: &str) -> (Vec<Piece>, Vec<Remark>) {
        let mut pieces = Vec::new();
        let about = read(text, &ReadOptions::default(), &mut pieces).expect("a table");
        (pieces, about.remarks)
    }

    #[test]
    fn a_short_table_may_have_a_long_title() {
        let title = "Đơn vị\n".repeat(9);
        assert_eq!(separator(&format!("{title}TT;A;B\n1;2;3\n2;3;4\n")), Some(';'));
        // Lines of a legal basis are no table.
        assert_eq!(separator(&format!("{title}Căn cứ A;\nCăn cứ B;\nCăn cứ C;\n")), None);
    }

    #[test]
    fn common_separators_are_read_and_lines_are_kept() {
        for text in
            ["Đơn vị,A\nXã Một,\"1,5\"\n", "Đơn vị;A\nXã Một;1,5\n", "Đơn vị\tA\nXã Một\t1,5\n"]
        {
            let (pieces, remarks) = content(text);
            let rows = &pieces[0].rows;
            let cells: Vec<_> =
                rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
            assert_eq!(cells, ["Đơn vị", "A", "Xã Một", "1,5"], "{text:?}");
            assert_eq!(rows[1].cells[1].location, Location::Line(2));
            assert!(remarks.contains(&Remark::DecimalMarks { commas: 1, points: 0 }));
        }
        assert_eq!(separator("Đơn vị,A\n"), None);
        assert_eq!(separator("Kính gửi:\n- Sở A, Sở B;\n- Lưu: VT.\n"), None);
        let wide = ",".repeat(Limits::COLUMNS) + "x\n";
        assert!(matches!(
            read(&wide.repeat(2), &ReadOptions::default(), &mut Vec::new()),
            Err(ReadError::TooManyColumns(_))
        ));
    }

    #[test]
    fn commas_in_a_title_separate_no_values() {
        let (pieces, _) = content(
            "CÁC SỞ, BAN, NGÀNH NĂM 2023\nunit,criterion,max,self,a,b,c\nA,B,1,2,3,4,5\n\
             C,D,2,3,4,5,6\n",
        );
        assert_eq!(pieces[0].caption, ["CÁC SỞ, BAN, NGÀNH NĂM 2023"]);
        assert_eq!(pieces[0].rows.len(), 3);
        // A row that lacks a value is none.
        let (pieces, _) = content("unit,criterion,max\nA,B,1,2\nC,D,2,3\n");
        assert_eq!(pieces[0].rows.len(), 3);
    }

    #[test]
    fn titles_are_captions_and_blank_lines_separate_tables() {
        let (pieces, _) = content(
            "KẾT QUẢ NĂM 2022\nTT,Đơn vị,Tổng,,\n1,A,\"9,5\",,\n\nKẾT QUẢ KHÁC,,,,\nTT,Đơn \
            vị,Tổng\n1,\"B\nC\",8\n2,D,7\n",
        );
        let shape: Vec<_> =
            pieces.iter().map(|piece| (piece.caption.clone(), piece.rows.len())).collect();
        assert_eq!(
            shape,
            [(vec!["KẾT QUẢ NĂM 2022".to_owned()], 2), (vec!["KẾT QUẢ KHÁC".to_owned()], 3)]
        );
        assert_eq!(pieces[0].rows[0].cells.len(), 3);
    }

    #[test]
    fn figures_must_have_the_decimal_mark_that_is_given() {
        let reading = ReadOptions { decimal_mark: Some(','), ..ReadOptions::default() };
        let wrong = read("TT;A\n1;1,5\n2;1.5\n", &reading, &mut Vec::new());
        assert!(matches!(wrong, Err(ReadError::DecimalMark { line: 3, .. })));
    }
}
