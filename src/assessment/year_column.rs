//! Takes a table apart whose rows name their year in a column of its own, as lists of several years do.

use crate::model::{Year, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable};

use super::caption::Caption;
use super::row::{is_data, is_figure};

/// Headings of a column of years.
const HEADINGS: [&str; 4] = ["năm", "năm đánh giá", "năm chấm điểm", "năm xếp hạng"];

/// One table for each year, in the order of the rows, whose last line above it names the year. Any other table is
/// returned as it is.
pub(super) fn split(table: RawTable) -> Vec<RawTable> {
    let Some((header, column)) = column_of(&table) else { return vec![table] };
    let year = |row: &RawRow| row.cells.get(column).and_then(year_in);
    let mut years: Vec<Year> = Vec::new();
    for row in &table.rows[header..] {
        match year(row) {
            Some(year) if years.contains(&year) => {}
            Some(year) => years.push(year),
            // Figures of no year belong to no table.
            None if is_data(row) => return vec![table],
            None => {}
        }
    }
    let of_year = |of: &Year| -> Option<RawTable> {
        let mut caption = table.caption.clone();
        caption.push(format!("Năm {of}"));
        let (heads, below) = table.rows.split_at(header);
        let mut rows: Vec<RawRow> = heads.to_vec();
        rows.extend(below.iter().filter(|row| year(row) == Some(*of)).cloned());
        for row in &mut rows {
            row.cells[column].text = "".into();
        }
        let is_named = Caption::new(&caption).year() == Some(*of);
        is_named.then_some(RawTable { number: table.number, caption, rows })
    };
    let split: Option<Vec<RawTable>> = years.iter().map(of_year).collect();
    split.filter(|tables| !tables.is_empty()).unwrap_or_else(|| vec![table])
}

/// The number of rows of headings, and the column of years.
fn column_of(table: &RawTable) -> Option<(usize, usize)> {
    let header = table.rows.iter().position(is_data)?;
    let is_heading = |cell: &RawCell| HEADINGS.contains(&match_key(&cell.text).as_str());
    let column =
        table.rows[..header].iter().find_map(|row| row.cells.iter().position(is_heading))?;
    let is_full = table.rows.iter().all(|row| row.cells.len() > column);
    is_full.then_some((header, column))
}

/// The table with `Năm` before each year that stands alone in a row of headings, as `2023 | 2024` below `Tổng
/// điểm`, which reads as a row of figures otherwise.
pub(super) fn with_named_years(mut table: RawTable) -> RawTable {
    const MOST_ROWS: usize = 4;
    const FIRST: i32 = 2000;
    let is_year = |cell: &RawCell| {
        cell.text.trim().len() == 4 && year_in(cell).is_some_and(|year| year.number() >= FIRST)
    };
    let is_filled = |cell: &&RawCell| !cell.copied && !clean(&cell.text).is_empty();
    let is_below_headings = |at: usize| {
        let (above, row) = (&table.rows[at - 1], &table.rows[at]);
        let years: Vec<&RawCell> = row.cells.iter().filter(is_filled).collect();
        years.len() > 1
            && years.iter().all(|cell| is_year(cell))
            && years.iter().any(|cell| cell.text.trim() != years[0].text.trim())
            && !is_data(above)
            && above.cells.iter().filter(is_filled).count() > 1
    };
    // Among other headings: `STT | Đơn vị | 2022 | 2023`
    let is_among_headings = |at: usize| {
        let cells = || table.rows[at].cells.iter().filter(is_filled);
        let names = cells().filter(|cell| cell.text.contains(char::is_alphabetic)).count();
        cells().any(is_year)
            && cells().all(|cell| is_year(cell) || !is_figure(cell))
            && names > 1
            && cells().next().is_some_and(|cell| !is_year(cell))
    };
    let row = (0..MOST_ROWS.min(table.rows.len()))
        .find(|at| is_among_headings(*at) || (*at > 0 && is_below_headings(*at)));
    if let Some(at) = row {
        for cell in table.rows[at].cells.iter_mut().filter(|cell| is_year(cell)) {
            cell.text = format!("Năm {}", cell.text.trim()).into();
        }
    }
    table
}

/// The table with the year of its title where headings call it `năm nay`, and the one before where others call it
/// `năm trước`: `Điểm năm trước | Điểm năm nay`.
pub(super) fn with_counted_years(mut table: RawTable) -> RawTable {
    const MOST_ROWS: usize = 4;
    const THIS_YEAR: [&str; 3] = ["năm nay", "năm này", "năm hiện tại"];
    const YEAR_BEFORE: [&str; 3] = ["năm trước", "năm ngoái", "năm liền trước"];
    let Some(year) = Caption::new(&table.caption).year() else { return table };
    let header = table.rows.iter().take(MOST_ROWS).take_while(|row| !is_data(row)).count();
    let named = |cell: &RawCell, words: &[&str]| {
        let key = cell.text.to_lowercase();
        let word = words.iter().find(|word| key.contains(**word))?;
        // The place in the text is that in its small letters.
        (key.len() == cell.text.len()).then_some(())?;
        key.find(word).map(|at| at..at + word.len())
    };
    let heads = || table.rows[..header].iter().flat_map(|row| &row.cells);
    if !heads().any(|cell| named(cell, &THIS_YEAR).is_some()) {
        return table;
    }
    for cell in table.rows[..header].iter_mut().flat_map(|row| &mut row.cells) {
        let places = [(THIS_YEAR, year.number()), (YEAR_BEFORE, year.number() - 1)];
        for (words, year) in places {
            if let Some(place) = named(cell, &words) {
                let text = &cell.text;
                cell.text =
                    format!("{}năm {year}{}", &text[..place.start], &text[place.end..]).into();
            }
        }
    }
    table
}

fn year_in(cell: &RawCell) -> Option<Year> {
    clean(&cell.text).parse().ok()
}
