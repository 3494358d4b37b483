//! A form with a table for each area, which the line above it names: `II. Cải cách thủ tục hành chính`.

use crate::model::{clean, match_key};
use crate::source::{RawRow, RawTable};

use super::super::form_unit::FormFacts;
use super::super::heading::Words;
use super::super::row::is_data;
use super::append::append_rows;
use super::form::Form;
use super::numbering::numbered;
use super::outline::is_whole_sum;

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
    let joined = pieces.into_iter().zip(areas).zip(is_part);
    joined
        .map(|((piece, area), is_part)| match area.filter(|_| is_part) {
            Some(area) => area.over_rows(piece, words),
            None => piece,
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
    let heads = |table: &RawTable, form: &Form| -> Vec<String> {
        let cells = table.rows[..form.header].iter().flat_map(|row| &row.cells);
        cells.map(|cell| clean(&cell.text)).collect()
    };
    let unit = |table: &RawTable, form: &Form| {
        let location = &table.rows[form.header - 1].cells[form.criterion].location;
        words.form.unit(table, location)
    };
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

/// The area of a table.
struct Area {
    /// The line above the table.
    line: String,
    name: String,
    /// The headings of the table.
    heads: Vec<String>,
    form: Form,
}

impl Area {
    /// The area that the nearest line above a form names by its number. None if the criteria of the
    /// table have such numbers themselves.
    fn over(piece: &RawTable, words: &Words) -> Option<Self> {
        const OTHERS: [&str; 6] = ["kết quả", "chấm điểm", "bảng", "phụ lục", "biểu", "đơn vị"];
        // `(Đơn vị tính: điểm)` may stand between the line and the table.
        let is_remark = |line: &&String| {
            let key = match_key(line);
            line.starts_with('(') || key.starts_with("đơn vị tính") || key.starts_with("đvt")
        };
        let line = clean(piece.caption.iter().rev().find(|line| !is_remark(line))?);
        let (kind, name) = numbered("", &line);
        // `Cải cách thể chế: 50/60 điểm`
        let name = match name.split_once(':') {
            Some((name, rest)) if rest.contains(|c: char| c.is_ascii_digit()) => {
                name.trim().to_owned()
            }
            _ => name,
        };
        let key = match_key(&name);
        let names_area = kind.is_number()
            && !name.is_empty()
            && !FormFacts::is_named_in(&line)
            && words.heading(&words.title(&name)).is_none()
            && !OTHERS.iter().any(|word| key.contains(word));
        let form = Form::find(piece, words).filter(|_| names_area)?;
        let of_row = |row: &RawRow| {
            let text = |index: usize| row.cells.get(index).map(|cell| clean(&cell.text));
            let number = form.numbers.and_then(text).unwrap_or_default();
            numbered(&number, &text(form.criterion).unwrap_or_default()).0
        };
        let mut below = piece.rows[form.header..].iter().filter(|row| is_data(row));
        if below.any(|row| of_row(row) == kind) {
            return None;
        }
        let heads = piece.rows[..form.header].iter().flat_map(|row| &row.cells);
        let heads = heads.map(|cell| clean(&cell.text)).collect();
        Some(Self { line, name, heads, form })
    }

    /// Puts the row of the area above its criteria. The sum of the table is that of the area.
    fn over_rows(self, mut piece: RawTable, words: &Words) -> RawTable {
        let Self { line, name, form, .. } = self;
        let is_sum = |row: &RawRow| {
            let cells = row.cells.iter().take(form.criterion + 1);
            cells.map(|cell| clean(&cell.text)).any(|text| is_whole_sum(&text))
        };
        let below = &piece.rows[form.header..];
        let sum = below.iter().position(is_sum).map(|at| form.header + at);
        let mut row = sum.map_or_else(
            || {
                let mut row = piece.rows[form.header].clone();
                row.cells.iter_mut().for_each(|cell| cell.text = "".into());
                row
            },
            |at| piece.rows[at].clone(),
        );
        if let Some(at) = sum {
            piece.rows.remove(at);
        }
        let title = words.title(&name);
        for (index, cell) in row.cells.iter_mut().enumerate() {
            cell.copied = false;
            if Some(index) == form.numbers {
                let number = line.split(name.as_str()).next().unwrap_or_default();
                cell.text = number.trim().into();
            } else if index == form.criterion {
                let is_beside = form.numbers.is_some();
                cell.text = if is_beside { title.name.as_str() } else { line.as_str() }.into();
            } else if Some(index) == form.maximum && clean(&cell.text).is_empty() {
                let points =
                    title.maximum.map(|points| points.to_decimal().normalize().to_string());
                cell.text = points.unwrap_or_default().into();
            }
        }
        piece.rows.insert(form.header, row);
        piece
    }
}
