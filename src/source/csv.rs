//! Comma-, semicolon- and tab-separated values: tables with lines of prose above them, and blank lines between.

use csv::{ReaderBuilder, StringRecord};

use super::grid::{Piece, into_pieces};
use super::limit::{Budget, Limits};
use super::{Content, Format, Place, RawCell, RawRow, Reading, Remark, Unreadable};

const SEPARATORS: [char; 3] = [',', ';', '\t'];

pub(super) fn read(text: &str, reading: &Reading) -> Result<Content, Unreadable> {
    if memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1 {
        let last = text.rfind('"').unwrap_or_default();
        return Err(Unreadable::OpenQuote { line: 1 + text[..last].matches('\n').count() });
    }
    let separator = reading.separator.or_else(|| separator(text)).unwrap_or(',');
    let (mut rows, mut marks) = (Vec::new(), Marks::default());
    let mut budget = Budget::new(reading);
    let (mut record, mut number, mut before) = (StringRecord::new(), 0, 1);
    let mut reader = reader(text, separator);
    while reader.read_record(&mut record).map_err(|error| Unreadable::damaged(&error))? {
        budget.take(record.len())?;
        // The library passes over blank lines, which part tables: the record is the last of the lines that it read.
        let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let own = 1 + memchr::memchr_iter(b'\n', record.as_slice().as_bytes()).count();
        let line = after.saturating_sub(own).max(before);
        number += if line > before { 2 } else { 1 };
        before = after;
        for text in record.iter().map(str::trim) {
            marks.count(text, line, reading.decimal_mark)?;
        }
        let cells = record.iter().map(|text| RawCell::new(Place::Line(line), text.trim()));
        rows.push(RawRow { number, hidden: false, cells: cells.collect() });
    }
    let used = |row: &RawRow| row.cells.iter().rposition(|cell| !cell.text.is_empty());
    let width = rows.iter().filter_map(used).max().map_or(0, |last| last + 1);
    if width > Limits::COLUMNS {
        return Err(Unreadable::TooManyColumns(width));
    }
    for row in &mut rows {
        row.cells.truncate(width);
    }
    let mut pieces = into_pieces(rows, width, false, &mut Vec::new());
    for Piece { rows, .. } in &mut pieces {
        for (row, number) in rows.iter_mut().zip(1..) {
            row.number = number;
        }
    }
    let mut remarks = vec![Remark::Separator(separator)];
    if marks.commas + marks.points > 0 {
        remarks.push(Remark::DecimalMarks { commas: marks.commas, points: marks.points });
    }
    Ok(Content { format: Format::Csv, pieces, remarks })
}

fn reader(text: &str, separator: char) -> csv::Reader<&[u8]> {
    let separator = u8::try_from(separator).unwrap_or(b',');
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// The separator with which at least two lines, half of those that have any and a third of all, have the same number
/// of values. None for a text that is no table.
pub(super) fn separator(text: &str) -> Option<char> {
    let rate = |separator: char| {
        let records = reader(text, separator).into_records().take(200).flatten();
        // A line with nothing but a figure has a decimal comma.
        let is_figure = |record: &StringRecord| {
            record.len() == 2 && record.iter().all(|part| part.trim().bytes().all(|byte| byte.is_ascii_digit()))
        };
        let lengths: Vec<_> = records.map(|record| if is_figure(&record) { 1 } else { record.len() }).collect();
        let common = lengths.iter().copied().filter(|length| *length > 1);
        let most = common.max_by_key(|length| lengths.iter().filter(|own| *own == length).count())?;
        let rows = lengths.iter().filter(|length| **length == most).count();
        let parted = lengths.iter().filter(|length| **length > 1).count();
        (rows > 1 && rows * 2 >= parted && rows * 3 >= lengths.len()).then_some((rows * most, separator))
    };
    SEPARATORS.into_iter().filter_map(rate).max_by_key(|(cells, _)| *cells).map(|(_, separator)| separator)
}

/// How many figures have which decimal mark.
#[derive(Default)]
struct Marks {
    commas: usize,
    points: usize,
}

impl Marks {
    fn count(&mut self, text: &str, line: usize, given: Option<char>) -> Result<(), Unreadable> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let mark = [',', '.'].into_iter().find(|mark| {
            text.trim_start_matches('-').split_once(*mark).is_some_and(|(whole, rest)| digits(whole) && digits(rest))
        });
        match mark {
            Some(mark) if given.is_some_and(|given| given != mark) => {
                return Err(Unreadable::DecimalMark { line, text: text.to_owned() });
            }
            Some(',') => self.commas += 1,
            Some(_) => self.points += 1,
            None => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> Content {
        read(text, &Reading::default()).expect("a table")
    }

    #[test]
    fn reads_the_common_separators_and_keeps_lines() {
        for text in ["Đơn vị,A\nXã Một,\"1,5\"\n", "Đơn vị;A\nXã Một;1,5\n", "Đơn vị\tA\nXã Một\t1,5\n"]
        {
            let content = content(text);
            let rows = &content.pieces[0].rows;
            let cells: Vec<_> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
            assert_eq!(cells, ["Đơn vị", "A", "Xã Một", "1,5"], "{text:?}");
            assert_eq!(rows[1].cells[1].place, Place::Line(2));
            assert!(content.remarks.contains(&Remark::DecimalMarks { commas: 1, points: 0 }));
        }
        assert_eq!(separator("Đơn vị,A\n"), None);
        assert_eq!(separator("Kính gửi:\n- Sở A, Sở B;\n- Lưu: VT.\n"), None);
        let wide = ",".repeat(Limits::COLUMNS) + "x\n";
        assert!(matches!(read(&wide.repeat(2), &Reading::default()), Err(Unreadable::TooManyColumns(_))));
    }

    #[test]
    fn titles_stand_above_and_blank_lines_between_tables() {
        let content = content(
            "KẾT QUẢ NĂM 2022\nTT,Đơn vị,Tổng,,\n1,A,\"9,5\",,\n\nKẾT QUẢ KHÁC,,,,\nTT,Đơn vị,Tổng\n1,\"B\nC\",8\n2,D,7\n",
        );
        let shape: Vec<_> = content.pieces.iter().map(|piece| (piece.caption.clone(), piece.rows.len())).collect();
        assert_eq!(shape, [(vec!["KẾT QUẢ NĂM 2022".to_owned()], 2), (vec!["KẾT QUẢ KHÁC".to_owned()], 3)]);
        assert_eq!(content.pieces[0].rows[0].cells.len(), 3);
    }

    #[test]
    fn a_given_decimal_mark_is_held_to() {
        let reading = Reading { decimal_mark: Some(','), ..Reading::default() };
        let wrong = read("TT;A\n1;1,5\n2;1.5\n", &reading);
        assert!(matches!(wrong, Err(Unreadable::DecimalMark { line: 3, .. })));
    }
}
