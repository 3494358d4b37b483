//! Comma-, semicolon- and tab-separated values: one table, the first row its headings.

use csv::{ReaderBuilder, Trim};

use super::{RawCell, RawRow, RawTable, Unreadable};

/// The most rows and columns of a table: more than the communes of the country, and than an index has criteria.
pub(super) const MOST: [usize; 2] = [20_000, 1_000];

/// The table of a text.
pub(super) fn read_table(text: &str) -> Result<RawTable, Unreadable> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::NoTable)?;
        let line = record.position().map_or(0, csv::Position::line);
        let line = usize::try_from(line).unwrap_or(0);
        let own: Vec<_> = record.iter().map(|text| RawCell { line, text: text.to_owned() }).collect();
        if rows.len() >= MOST[0] || own.len() > MOST[1] {
            return Err(Unreadable::TooManyCells { rows: MOST[0], columns: MOST[1] });
        }
        rows.push(RawRow { number: rows.len() + 1, cells: own });
    }
    if rows.len() < 2 {
        return Err(Unreadable::NoTable);
    }
    Ok(RawTable { number: 1, caption: Vec::new(), rows })
}

/// The separator that the first line has most of.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    *[b',', b';', b'\t'].iter().rev().max_by_key(|separator| count(separator)).unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_common_separators_and_keeps_lines() {
        for text in ["Đơn vị,A\nXã Một,\"1,5\"\n", "Đơn vị;A\nXã Một;1,5\n", "Đơn vị\tA\nXã Một\t1,5\n"]
        {
            let table = read_table(text).map(|table| table.rows).unwrap_or_default();
            let cells: Vec<_> = table.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
            assert_eq!(cells, ["Đơn vị", "A", "Xã Một", "1,5"], "{text:?}");
            assert_eq!(table[1].cells[1].line, 2);
        }
        assert!(read_table("Đơn vị,A\n").is_err());
        assert!(matches!(read_table(&",".repeat(2_000)), Err(Unreadable::TooManyCells { .. })));
    }
}
