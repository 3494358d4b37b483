//! The same units and criteria on two pages or sheets: one with the scores that the units give themselves, and
//! one with what the appraisal gave.

use std::collections::HashMap;

use crate::model::{Heading, ScoreKind, clean, match_key};
use crate::source::{RawRow, RawTable};

use super::super::heading::Words;
use super::super::row::{is_data, numbers_columns};
use super::append::append_columns;
use super::area_columns::{UnitRows, append_of_units, head_columns};
use super::crossing::Crossing;
use super::form::{Form, location_of};
use super::self_titled::score_of_title;

/// Adds the scores of a page to those of another page, which `table` then holds. Their titles name different
/// scores. False, and nothing is changed, if the pages do not have the same units and criteria, or if one of
/// them holds both scores.
pub(in super::super) fn add_scores(
    table: &mut RawTable,
    piece: &mut RawTable,
    words: &Words,
) -> bool {
    add_to_form(table, piece, words).is_some()
        || add_to_crossed(table, piece, words).is_some()
        || add_to_units(table, piece, words).is_some()
}

/// The heading of a column of scores.
fn heading_of(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::SelfScore => "Điểm tự chấm",
        ScoreKind::Appraised => "Điểm thẩm định",
        ScoreKind::Survey => "Điểm điều tra xã hội học",
    }
}

/// The only score that has a column, and the column.
fn single(scores: [Option<usize>; 3]) -> Option<(ScoreKind, usize)> {
    let mut filled =
        ScoreKind::ALL.into_iter().filter_map(|kind| Some((kind, scores[kind as usize]?)));
    filled.next().filter(|_| filled.next().is_none())
}

/// Two forms of a unit, each with one column of scores.
fn add_to_form(table: &mut RawTable, piece: &mut RawTable, words: &Words) -> Option<()> {
    let (first, next) = (Form::find(table, words)?, Form::find(piece, words)?);
    let ((kind, index), (other, other_index)) = (single(first.scores)?, single(next.scores)?);
    let unit = |table: &RawTable, form: &Form| words.form.unit(table, location_of(table, form));
    if kind == other || unit(table, &first) != unit(piece, &next) {
        return None;
    }
    let fixed = |form: &Form| {
        let names = form.names.iter().copied();
        form.numbers.into_iter().chain(names).chain(form.maximum).collect::<Vec<usize>>()
    };
    let rows =
        same_rows((table, first.header, &fixed(&first)), (piece, next.header, &fixed(&next)))?;
    table.rows[first.header - 1].cells[index].text = heading_of(kind).into();
    piece.rows[next.header - 1].cells[other_index].text = heading_of(other).into();
    let is_fixed = |index: &usize| fixed(&next).contains(index);
    let width = piece.rows[next.header - 1].cells.len();
    let columns: Vec<usize> = (0..width).filter(|index| !is_fixed(index)).collect();
    let heads = [(first.header - 1, next.header - 1)];
    append_columns(table, piece, &columns, heads.into_iter().chain(rows));
    Some(())
}

/// Two tables with the same units across, each with one column per unit.
fn add_to_crossed(table: &mut RawTable, piece: &mut RawTable, words: &Words) -> Option<()> {
    let (first, next) = (Crossing::find(table, words)?, Crossing::find(piece, words)?);
    let [mut names, mut others] = [first.unit_names(), next.unit_names()];
    names.sort_unstable();
    others.sort_unstable();
    let columns_of = |crossing: &Crossing| -> Option<Vec<usize>> {
        crossing.units.iter().map(|unit| Some(single(unit.scores)?.1)).collect()
    };
    let (columns, added) = (columns_of(&first)?, columns_of(&next)?);
    let names_scores =
        |table: &RawTable, header: usize| !scores_named(table, header, words).is_empty();
    if names != others || names_scores(table, first.header) || names_scores(piece, next.header) {
        return None;
    }
    let fixed = |crossing: &Crossing| crossing.fixed().collect::<Vec<usize>>();
    let rows =
        same_rows((table, first.header, &fixed(&first)), (piece, next.header, &fixed(&next)))?;
    for (table, header, columns) in
        [(&mut *table, first.header, &columns), (&mut *piece, next.header, &added)]
    {
        let text = heading_of(score_of_title(table));
        let mut row = table.rows[header - 1].clone();
        for (index, cell) in row.cells.iter_mut().enumerate() {
            cell.text = if columns.contains(&index) { text } else { "" }.into();
            cell.copied = false;
        }
        table.rows.insert(header, row);
    }
    let heads = [(first.header - 1, next.header - 1), (first.header, next.header)];
    let moved = rows.into_iter().map(|(to, from)| (to + 1, from + 1));
    append_columns(table, piece, &added, heads.into_iter().chain(moved));
    Some(())
}

/// Two tables with the units down the rows. The table of the appraisal has the ranks that count.
fn add_to_units(table: &mut RawTable, piece: &mut RawTable, words: &Words) -> Option<()> {
    if score_of_title(table) != ScoreKind::Appraised {
        let captioned = table.caption.clone();
        std::mem::swap(table, piece);
        if add_further_scores(table, piece, words).is_none() {
            std::mem::swap(table, piece);
            return None;
        }
        // The title above the first page may be that of both.
        let own = std::mem::replace(&mut table.caption, captioned);
        table.caption.extend(own.iter().cloned());
        if score_of_title(table) != ScoreKind::Appraised {
            table.caption = own;
        }
        return Some(());
    }
    add_further_scores(table, piece, words)
}

/// Adds the self scores or those of the survey to a table of the appraisal.
fn add_further_scores(table: &mut RawTable, piece: &RawTable, words: &Words) -> Option<()> {
    let kind = score_of_title(piece);
    if score_of_title(table) != ScoreKind::Appraised || kind == ScoreKind::Appraised {
        return None;
    }
    let (first, next) = (UnitRows::of(table, words)?, UnitRows::of(piece, words)?);
    let own = Heading::Score(kind);
    let heads = |table: &RawTable, header: usize| scores_named(table, header, words);
    if heads(piece, next.header).iter().any(|heading| *heading != own) {
        return None;
    }
    let units = first.rows_of(&next)?;
    if heads(table, first.header).contains(&own) {
        return add_respondents((table, &first), (piece, &next), &units, (own, words));
    }
    let mut piece = piece.clone();
    // The rank that a unit gives itself is known as such; one by the survey is left out, as those in areas are.
    let is_kept =
        |index: &usize| kind == ScoreKind::SelfScore || !next.is_of_place(&piece, *index, words);
    let columns: Vec<usize> = next.others().filter(is_kept).collect();
    head_columns(&mut piece, &columns, heading_of(kind));
    // The areas of both pages have the same names.
    let heads_area = |index: &usize| {
        words.lowest_heading(&table.rows[..first.header], *index).is_none()
            && table.rows[..first.header]
                .iter()
                .filter_map(|row| row.cells.get(*index))
                .any(|cell| !clean(&cell.text).is_empty())
    };
    let areas: Vec<usize> = first.others().filter(heads_area).collect();
    head_columns(table, &areas, heading_of(ScoreKind::Appraised));
    let headers = [&first, &next].map(|rows| (rows.header, rows.header + 1));
    append_of_units(table, &piece, &columns, &units, headers);
    Some(())
}

/// Adds those who answered the survey from a page that repeats its points. None if it has other points, or others
/// besides.
fn add_respondents(
    (table, first): (&mut RawTable, &UnitRows),
    (piece, next): (&RawTable, &UnitRows),
    units: &[(usize, usize)],
    (own, words): (Heading, &Words),
) -> Option<()> {
    let heading = |table: &RawTable, rows: &UnitRows, index: usize| {
        words.lowest_heading(&table.rows[..rows.header], index)
    };
    let scored = |table: &RawTable, rows: &UnitRows| {
        rows.others().find(|index| heading(table, rows, *index) == Some(own))
    };
    let (kept, repeated) = (scored(table, first)?, scored(piece, next)?);
    let is_same = |(to, from): &(usize, usize)| {
        let [one, other] = [table.rows[*to].cells.get(kept), piece.rows[*from].cells.get(repeated)];
        one.zip(other).is_some_and(|(one, other)| clean(&one.text) == clean(&other.text))
    };
    let others: Vec<usize> = next.others().filter(|index| *index != repeated).collect();
    let is_count = |index: &usize| heading(piece, next, *index) == Some(Heading::Respondents);
    if !units.iter().all(is_same) || !others.iter().all(is_count) {
        return None;
    }
    let headers = [(first.header, first.header), (next.header, next.header)];
    append_of_units(table, piece, &others, units, headers);
    Some(())
}

/// The scores that the headings of a table name.
fn scores_named(table: &RawTable, header: usize, words: &Words) -> Vec<Heading> {
    let cells = table.rows[..header].iter().flat_map(|row| &row.cells);
    let known = cells.filter_map(|cell| words.heading(&words.title(&cell.text)));
    known.filter(|heading| matches!(heading, Heading::Score(_))).collect()
}

/// The rows of two pages that are of the same criterion, or of the same sum, as indices of a row of the first
/// page and one of the second. Each page is given with the number of its rows of headings and the columns that
/// tell its rows apart. None if a row of one page is not on the other, or twice on one.
fn same_rows(
    (table, header, fixed): (&RawTable, usize, &[usize]),
    (piece, next_header, next_fixed): (&RawTable, usize, &[usize]),
) -> Option<Vec<(usize, usize)>> {
    let keyed = |table: &RawTable, header: usize, fixed: &[usize]| {
        let key = |row: &RawRow| -> Vec<String> {
            let text = |index: &usize| row.cells.get(*index).map(|cell| match_key(&cell.text));
            fixed.iter().map(|index| text(index).unwrap_or_default()).collect()
        };
        let mut rows = HashMap::new();
        for (at, row) in table.rows.iter().enumerate().skip(header) {
            let is_filled = row.cells.iter().any(|cell| !clean(&cell.text).is_empty());
            if numbers_columns(row) || !is_filled || !is_data(row) {
                continue;
            }
            if rows.insert(key(row), at).is_some() {
                return None;
            }
        }
        Some(rows)
    };
    let first = keyed(table, header, fixed)?;
    let next = keyed(piece, next_header, next_fixed)?;
    if first.len() != next.len() {
        return None;
    }
    let mut rows: Vec<(usize, usize)> =
        next.iter().map(|(key, from)| Some((*first.get(key)?, *from))).collect::<Option<_>>()?;
    rows.sort_unstable();
    Some(rows)
}
