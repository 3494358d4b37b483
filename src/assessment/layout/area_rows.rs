//! A form, or a table with its units across, that has a table for each area, which the line above it names: `II.
//! Cải cách thủ tục hành chính`.

use crate::model::{Points, clean, match_key};
use crate::source::{RawRow, RawTable};

use super::super::cell::Cell;
use super::super::form_unit::FormFacts;
use super::super::heading::Words;
use super::super::row::{heading_texts, is_data, roman_number, running_number};
use super::super::unit_words::names_a_unit;
use super::append::append_rows;
use super::area_columns::area_of_sheet;
use super::crossing::Crossing;
use super::form::{Form, location_of};
use super::numbering::{NumberKind, numbered};
use super::outline::{is_numbered_sum, is_whole_sum};

/// Puts the areas that the lines above tables name into rows of their own, over the criteria of each
/// table. Only tables next to each other that have the same headings and different areas are parts of
/// one form.
pub(in super::super) fn with_area_rows(pieces: Vec<RawTable>, words: &Words) -> Vec<RawTable> {
    let areas: Vec<Option<Area>> = pieces.iter().map(|piece| Area::over(piece, words)).collect();
    let goes_with = |one: usize, other: usize| match (&areas[one], areas.get(other)) {
        (Some(one), Some(Some(other))) => one.heads == other.heads && one.name != other.name,
        _ => false,
    };
    let is_part: Vec<bool> = (0..pieces.len())
        .map(|at| {
            goes_with(at, at + 1) || at.checked_sub(1).is_some_and(|above| goes_with(at, above))
        })
        .collect();
    // Areas without numbers are numbered in their order.
    let mut count = 0;
    let joined = pieces.into_iter().zip(areas).zip(is_part);
    joined
        .map(|((piece, area), is_part)| {
            let Some(area) = area.filter(|_| is_part) else {
                count = 0;
                return piece;
            };
            count += 1;
            area.over_rows(piece, count, words)
        })
        .collect()
}

/// Adds the criteria of an area to the form of the same unit that has the other areas. False, and nothing is
/// changed, if the piece is none of these.
pub(in super::super) fn add_form_rows(
    table: &mut RawTable,
    piece: &RawTable,
    words: &Words,
) -> bool {
    let found = Form::find(table, words).zip(Form::find(piece, words));
    let Some((first, next)) = found else { return false };
    let heads = |table: &RawTable, form: &Form| heading_texts(&table.rows[..form.header]);
    let unit = |table: &RawTable, form: &Form| words.form.unit(table, location_of(table, form));
    // The outermost criteria go on: II behind I.
    let key = |row: &RawRow, form: &Form| {
        let text = |index: usize| row.cells.get(index).map(|cell| match_key(&cell.text));
        let number = form.numbers.and_then(text).unwrap_or_default();
        (number, text(form.criterion).unwrap_or_default())
    };
    let begins = piece.rows[next.header..].iter().find(|row| is_data(row));
    let goes_on = begins.map(|row| key(row, &next)).is_some_and(|(number, name)| {
        let mut above = table.rows[first.header..].iter().map(|row| key(row, &first));
        !number.is_empty() && above.all(|(other, other_name)| other != number && other_name != name)
    });
    let is_part = goes_on
        && heads(table, &first) == heads(piece, &next)
        && unit(table, &first) == unit(piece, &next);
    if is_part {
        append_rows(table, piece, &piece.rows[next.header..]);
    }
    is_part
}

/// Where a table with the criteria down the rows has its columns.
struct Columns {
    header: usize,
    numbers: Option<usize>,
    criterion: usize,
    maximum: Option<usize>,
}

impl Columns {
    /// The columns of a form, or of a table with the units across.
    fn find(piece: &RawTable, words: &Words) -> Option<Self> {
        let of_form = || {
            let Form { header, numbers, criterion, maximum, .. } = Form::find(piece, words)?;
            Some(Self { header, numbers, criterion, maximum })
        };
        let Some(crossing) = Crossing::find(piece, words) else { return of_form() };
        let Crossing { header, numbers, criterion, maximum, .. } = crossing;
        Some(Self { header, numbers, criterion, maximum })
    }

    /// Whether a row is named as a sum, and nothing else.
    fn is_sum(&self, row: &RawRow) -> bool {
        let names_sum = |text: &str| is_whole_sum(text) || is_numbered_sum(text);
        row.cells.iter().take(self.criterion + 1).any(|cell| names_sum(&clean(&cell.text)))
    }

    /// Whether the maximum of a sum is more than those of the outermost criteria above it.
    fn exceeds(&self, sum: &RawRow, rows: &[RawRow], words: &Words) -> bool {
        let maximum = |row: &RawRow| {
            let cell = Cell::new(0, row.cells.get(self.maximum?)?);
            cell.read_figure(words.mark).ok()?.points()
        };
        let Some(outermost) = rows.first().map(|row| self.number(row).1) else { return false };
        let own = rows.iter().filter(|row| self.number(row).1 == outermost);
        let own: Option<Points> = own.map(maximum).sum();
        maximum(sum).zip(own).is_some_and(|(whole, own)| whole > own)
    }

    /// The number of a row, and its kind.
    fn number(&self, row: &RawRow) -> (String, NumberKind) {
        let text = |index: usize| row.cells.get(index).map(|cell| clean(&cell.text));
        let number = self.numbers.and_then(text).unwrap_or_default();
        let kind = numbered(&number, &text(self.criterion).unwrap_or_default()).0;
        (number, kind)
    }
}

/// The area of a table.
struct Area {
    /// The line above the table.
    line: String,
    kind: NumberKind,
    name: String,
    /// The headings of the table.
    heads: Vec<String>,
    columns: Columns,
}

impl Area {
    /// The area that the nearest line above a table names: by a number, or as a short title over criteria whose
    /// numbers begin anew. None if the criteria of the table go on with that number.
    fn over(piece: &RawTable, words: &Words) -> Option<Self> {
        // `(Đơn vị tính: điểm)` may stand between the line and the table.
        let is_remark = |line: &&String| {
            let key = match_key(line);
            line.starts_with('(') || key.starts_with("đơn vị tính") || key.starts_with("đvt")
        };
        let of_caption = piece.caption.iter().rev().find(|line| !is_remark(line));
        let of_caption = of_caption.and_then(|line| Self::named_by(&clean(line), piece, words));
        let of_sheet = || {
            let name = area_of_sheet(piece).filter(|name| !names_a_unit(name))?;
            Self::named_by(&name, piece, words)
        };
        of_caption.or_else(of_sheet)
    }

    fn named_by(line: &str, piece: &RawTable, words: &Words) -> Option<Self> {
        const OTHERS: [&str; 8] = [
            "kết quả chấm",
            "kết quả tự",
            "kết quả thẩm",
            "bảng ",
            "phụ lục",
            "biểu ",
            "đơn vị",
            "tiếp theo",
        ];
        const MOST_WORDS: usize = 12;
        let (kind, name) = numbered("", line);
        // `Cải cách thể chế: 50/60 điểm`
        let name = match name.split_once(':') {
            Some((name, rest)) if rest.contains(|c: char| c.is_ascii_digit()) => {
                name.trim().to_owned()
            }
            _ => name,
        };
        let key = match_key(&name);
        let is_title = words.title(&name).name.split(' ').count() <= MOST_WORDS
            && !words.title(&name).name.contains(|c: char| c.is_ascii_digit() || c == ':')
            && name.starts_with(char::is_uppercase)
            && name.contains(char::is_lowercase);
        let names_area = (kind.is_number() || is_title)
            && !name.is_empty()
            && !FormFacts::is_named_in(line)
            && words.heading(&words.title(&name)).is_none()
            && !key.contains("chấm điểm")
            && !OTHERS.iter().any(|word| key.starts_with(word));
        let columns = Columns::find(piece, words).filter(|_| names_area)?;
        let below = || piece.rows[columns.header..].iter().filter(|row| is_data(row));
        let first = below().next().map(|row| columns.number(row))?;
        let begins_anew = running_number(&first.0) == Some(1);
        let is_below =
            below().filter(|row| !columns.is_sum(row)).all(|row| columns.number(row).1 != kind);
        // `1. Thể chế` over 1, 2
        let is_plain = kind == NumberKind::Arabic(1) && first.1 == kind && begins_anew;
        if !(is_below && (kind.is_number() || begins_anew)) && !is_plain {
            return None;
        }
        let heads = heading_texts(&piece.rows[..columns.header]);
        Some(Self { line: line.to_owned(), kind, name, heads, columns })
    }

    /// Puts the row of the area above its criteria. The sum of the table is that of the area.
    fn over_rows(self, mut piece: RawTable, ordinal: usize, words: &Words) -> RawTable {
        let Self { line, kind, name, columns, .. } = self;
        let below = &piece.rows[columns.header..];
        // The last table may have the sum of all areas.
        let is_of_area = |row: &&RawRow| columns.is_sum(row) && !columns.exceeds(row, below, words);
        let sum = below.iter().position(|row| is_of_area(&row)).map(|at| columns.header + at);
        let mut row = sum.map_or_else(
            || {
                let mut row = piece.rows[columns.header].clone();
                row.cells.iter_mut().for_each(|cell| cell.text = "".into());
                row
            },
            |at| piece.rows[at].clone(),
        );
        if let Some(at) = sum {
            piece.rows.remove(at);
        }
        let number = if kind.is_number() { line.split(name.as_str()).next() } else { None };
        let number = number.map_or_else(|| roman_number(ordinal), |text| text.trim().to_owned());
        let title = words.title(&name);
        for (index, cell) in row.cells.iter_mut().enumerate() {
            cell.copied = false;
            if Some(index) == columns.numbers {
                cell.text = number.as_str().into();
            } else if index == columns.criterion {
                let is_beside = columns.numbers.is_some();
                cell.text = if is_beside { title.name.as_str() } else { line.as_str() }.into();
            } else if Some(index) == columns.maximum && clean(&cell.text).is_empty() {
                cell.text = title.maximum.map(Points::shortest).unwrap_or_default().into();
            }
        }
        // `1` below `2. Thủ tục` is 2.1.
        if let (NumberKind::Arabic(1), Some(index)) = (kind, columns.numbers) {
            let above = number.trim_end_matches(['.', ')', '/']).to_owned();
            for row in &mut piece.rows[columns.header..] {
                let is_plain = NumberKind::of(&row.cells[index].text) == NumberKind::Arabic(1);
                if is_plain && running_number(&row.cells[index].text).is_some() {
                    let own = clean(&row.cells[index].text);
                    row.cells[index].text = format!("{above}.{own}").into();
                }
            }
        }
        piece.rows.insert(columns.header, row);
        piece
    }
}
