//! Recognises the kinds of rows of a table: figures, running numbers, numbers of the columns.

use crate::model::{DecimalMark, Points, Rule, Severity, clean, match_key};
use crate::source::{Location, RawCell, RawDocument, RawRow, RawTable};

use super::cell::{Cell, without_mark};
use super::finding::{Finding, FindingValue};

/// Reads a running number, such as `5`, `5.`, `5)` or `V`.
pub(super) fn running_number(text: &str) -> Option<u32> {
    let text = clean(text);
    let text = text.trim_end_matches(['.', ')']);
    text.parse().ok().or_else(|| roman(text))
}

/// The ones of Roman numbers.
const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

/// A number as a Roman one.
pub(super) fn roman_number(number: usize) -> String {
    format!("{}{}", "X".repeat(number / 10), ONES[number % 10])
}

/// Reads a Roman number from 1 to 39.
fn roman(text: &str) -> Option<u32> {
    let tens = text.chars().take_while(|letter| *letter == 'X').count();
    let ones = ONES.iter().position(|ones| *ones == &text[tens..])?;
    u32::try_from(tens * 10 + ones).ok().filter(|number| (1..40).contains(number))
}

/// Whether a cell holds just a number. It may have marks between its thousands.
pub(super) fn is_figure(cell: &RawCell) -> bool {
    let text = clean(&cell.text);
    let text = without_mark(&text);
    let reads = |mark| Points::parse_with(text, mark).is_ok();
    text.contains(|c: char| c.is_ascii_digit())
        && [None, Some(DecimalMark::Comma), Some(DecimalMark::Point)].into_iter().any(reads)
}

/// Whether a cell holds points: a number, with its maximum or the word `điểm` behind it or not.
pub(super) fn is_points(cell: &RawCell) -> bool {
    let text = clean(&cell.text);
    let bare = text.trim_end_matches("điểm").trim();
    let of = |text: &str| is_figure(&RawCell::new(Location::Table, text.trim()));
    is_figure(cell)
        || of(bare)
        || bare.split_once('/').is_some_and(|(own, most)| of(own) && of(most))
}

/// Whether a cell has no points, or zero.
pub(super) fn is_zero(cell: &RawCell) -> bool {
    !clean(&cell.text).contains(|c: char| ('1'..='9').contains(&c))
}

/// Whether the cells of a row are merged to one, as over a part of the criteria or a group of units.
pub(super) fn is_merged(row: &RawRow) -> bool {
    let mut texts = row.cells.iter().map(|cell| clean(&cell.text));
    let first = texts.next();
    row.cells.len() > 2 && texts.all(|text| Some(text) == first)
}

/// The small tables without figures, in which the authority, the day and the unit of a form may
/// stand.
pub(super) fn letterheads(raw: &RawDocument) -> impl Iterator<Item = &RawTable> {
    const MOST_ROWS: usize = 6;
    let small = raw.tables.iter().filter(|table| table.rows.len() <= MOST_ROWS);
    small.filter(|table| !table.rows.iter().any(is_data))
}

/// The letterheads, and small tables of two columns with facts such as `Đơn vị | Sở Tư pháp`.
pub(super) fn fact_tables(raw: &RawDocument) -> impl Iterator<Item = &RawTable> {
    const MOST_ROWS: usize = 12;
    let is_of_facts = |table: &&RawTable| {
        table.rows.len() <= MOST_ROWS && table.rows.iter().all(|row| row.cells.len() == 2)
    };
    let facts =
        raw.tables.iter().filter(is_of_facts).filter(|table| table.rows.iter().any(is_data));
    letterheads(raw).chain(facts)
}

/// Whether a row only numbers the columns, such as `(1) (2) (3)`, `A B 1 2 3` or `1 2 3 4=2+3`.
pub(super) fn numbers_columns(row: &RawRow) -> bool {
    // A merged cell has one number.
    let cells = row.cells.iter().filter(|cell| !cell.copied);
    let texts: Vec<_> =
        cells.map(|cell| clean(&cell.text)).filter(|text| !text.is_empty()).collect();
    let is_letter = |text: &&String| text.len() == 1 && text.chars().all(char::is_alphabetic);
    let letters = texts.iter().take_while(is_letter).count();
    let number = |text: &String| {
        text.split('=').next().and_then(|head| head.trim_matches(['(', ')', ' ']).parse().ok())
    };

    let numbers: Option<Vec<u32>> = texts[letters..].iter().map(number).collect();
    // Without marks of merged cells, a number over several columns is repeated.
    let numbers = numbers.map(|mut numbers| {
        if numbers.first() == Some(&1) {
            numbers.dedup();
        }
        numbers
    });
    numbers.is_some_and(|numbers| {
        texts.len() > 2
            && numbers.len() > 1
            && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
    })
}

/// Whether a row has a number or nothing and, merged over all its other columns, a name: `I | Khối cơ quan chuyên
/// môn`.
pub(super) fn is_merged_behind_number(row: &RawRow) -> bool {
    let [number, name, rest @ ..] = row.cells.as_slice() else { return false };
    let (number, text) = (clean(&number.text), clean(&name.text));
    let is_number = number.is_empty()
        || running_number(&number).is_some()
        || (number.trim_end_matches('.').len() == 1 && number.starts_with(char::is_alphabetic));
    is_number
        && !name.copied
        && !text.is_empty()
        && !rest.is_empty()
        && rest.iter().all(|cell| cell.copied && clean(&cell.text) == text)
}

/// Whether a text names a row or a column of averages, sums, extremes or other statistics of the units, or of all
/// of them together.
pub(super) fn names_summary(text: &str) -> bool {
    const EXACT: [&str; 16] = [
        "cộng",
        "tổng",
        "chung",
        "mặt bằng chung",
        "tb",
        "tbc",
        "điểm tb",
        "điểm tbc",
        "mean",
        "median",
        "max",
        "min",
        "lớn nhất",
        "nhỏ nhất",
        "khối sở",
        "khối huyện",
    ];
    const PHRASES: [&str; 30] = [
        "trung bình",
        "bình quân",
        "điểm trung bình",
        "điểm bình quân",
        "mức trung bình",
        "mức bình quân",
        "tb các",
        "giá trị trung bình",
        "giá trị lớn nhất",
        "giá trị nhỏ nhất",
        "giá trị cao nhất",
        "giá trị thấp nhất",
        "tổng cộng",
        "tổng điểm",
        "tổng số",
        "tối đa",
        "điểm tối đa",
        "cao nhất",
        "thấp nhất",
        "điểm cao nhất",
        "điểm thấp nhất",
        "trung vị",
        "độ lệch",
        "chênh lệch",
        "khoảng cách",
        "toàn tỉnh",
        "toàn thành phố",
        "toàn khối",
        "cả tỉnh",
        "cả nước",
    ];
    let name = match_key(text);
    let begins = |phrase: &&str| {
        name.strip_prefix(*phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let is_year = || {
        let year = name.strip_prefix("năm ").and_then(|year| year.parse::<u32>().ok());
        year.is_some_and(|year| (2000..2100).contains(&year))
    };
    EXACT.contains(&name.as_str()) || PHRASES.iter().any(begins) || is_year()
}

/// The first cells of a row that are not empty, for a message.
pub(super) fn first_words(row: &RawRow) -> String {
    joined_words(row.cells.iter().map(|cell| cell.text.as_str()))
}

/// The first texts that are not empty, for a message.
pub(super) fn joined_words<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 6;
    texts.map(clean).filter(|text| !text.is_empty()).take(MOST).collect::<Vec<_>>().join(" | ")
}

/// Whether a row holds figures, and does not only number the columns.
pub(super) fn is_data(row: &RawRow) -> bool {
    !numbers_columns(row) && row.cells.iter().any(is_figure)
}

/// The texts of rows of headings, from left to right and top to bottom, by which tables are told to have the
/// same ones.
pub(super) fn heading_texts(heads: &[RawRow]) -> Vec<String> {
    heads.iter().flat_map(|row| &row.cells).map(|cell| clean(&cell.text)).collect()
}

/// Whether two rows have the same text in every cell.
pub(super) fn reads_alike(a: &RawRow, b: &RawRow) -> bool {
    a.cells.len() == b.cells.len()
        && a.cells.iter().zip(&b.cells).all(|(a, b)| clean(&a.text) == clean(&b.text))
}

/// The sheet of a table, if it is in a workbook, or its file, if that is one of several.
pub(super) fn sheet(table: &RawTable) -> Option<Location> {
    let first = table.rows.first().and_then(|row| row.cells.first()).map(|cell| &cell.location)?;
    match (first, first.inside()) {
        (_, Location::Sheet(_)) => Some(first.clone()),
        // Pages and lines tell nothing apart.
        (Location::File(name, _), _) => {
            Some(Location::File(std::sync::Arc::clone(name), Box::new(Location::Table)))
        }
        _ => None,
    }
}

/// The name of the sheet of a table, if it is in a workbook.
pub(super) fn sheet_name(table: &RawTable) -> Option<&str> {
    match table.rows.first()?.cells.first()?.location.inside() {
        Location::Sheet(name) => Some(name),
        Location::Line(_) | Location::Page(_) | Location::Table | Location::File(..) => None,
    }
}

/// The finding on a table that could not be read as a table of results. `row` is its first row.
pub(super) fn unread(table: usize, row: &RawRow) -> Finding {
    let cell = Cell::new(table, &row.cells[0]);
    Finding::new(Rule::UnreadTable, Severity::Error, &cell)
        .found(FindingValue::Text(first_words(row)))
}

/// The finding on a row whose number of cells differs from the columns of its table. Its cell is
/// the last one of the row.
pub(super) fn wrong_length(table: usize, row: &RawRow, width: usize) -> Finding {
    let cell = Cell::new(table, &row.cells[row.cells.len() - 1]);
    Finding::new(Rule::RowLength, Severity::Error, &cell)
        .expected(FindingValue::Count(width as u64))
        .found(FindingValue::Count(row.cells.len() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_numbers_are_arabic_or_roman() {
        for (text, number) in
            [("5", 5), ("5.", 5), ("I.", 1), ("IV", 4), ("IX)", 9), ("X", 10), ("XXVII", 27)]
        {
            assert_eq!(running_number(text), Some(number), "{text}");
        }
        assert_eq!(roman_number(14), "XIV");
        for text in ["", "IIII", "VX", "A", "XXXX", "1,5", "Xã"] {
            assert_eq!(running_number(text), None, "{text}");
        }
    }
}
