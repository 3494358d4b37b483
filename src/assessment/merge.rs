//! Makes one table of several: of pages with other units, of a table for each area, and of a form with a
//! table for each area, on sheets of their own or below each other.

use crate::source::{RawTable, stop_if_abandoned};

use super::caption::Caption;
use super::heading::Words;
use super::layout::{
    add_areas, add_details, add_form_rows, add_scores, add_units, is_form, names_score,
    score_of_title,
};
use super::part_of_year::part_of_year;
use super::row::sheet_name;

/// The most tables of other blocks that may stand between two parts of a table.
const MOST_BLOCKS: usize = 8;

/// Joins each table to one before it where both are parts of one. Every cell keeps its table, its row
/// and its column.
pub(super) fn merged(tables: Vec<RawTable>, words: &Words) -> Vec<RawTable> {
    let mut whole: Vec<RawTable> = Vec::new();
    for mut piece in tables {
        stop_if_abandoned();
        // Sheets of several blocks may stand in turn. Of forms there may be hundreds, each on its own.
        let most = if is_form(&piece, words) { 1 } else { MOST_BLOCKS };
        let is_added = whole.iter_mut().rev().take(most).any(|table| {
            is_of_one_assessment(table, &piece, words) && add(table, &mut piece, words)
        });
        if !is_added {
            whole.push(piece);
        }
    }
    whole
}

/// Adds a piece to a table of the same assessment. False, and nothing is changed, if it is no part of it.
fn add(table: &mut RawTable, piece: &mut RawTable, words: &Words) -> bool {
    if score_of_title(table) != score_of_title(piece) {
        if add_scores(table, piece, words) {
            return true;
        }
        // A part of a form may have no title of its own.
        if names_score(piece) || !is_form(piece, words) {
            return false;
        }
    }
    if [add_units, add_form_rows, add_areas].into_iter().any(|add| add(table, piece, words)) {
        return true;
    }
    if add_details(table, piece, words) {
        return true;
    }
    // The totals may stand behind the areas.
    let captioned = piece.caption.clone();
    let is_added = add_areas(piece, table, words) || add_details(piece, table, words);
    if is_added {
        piece.caption = [std::mem::take(&mut table.caption), captioned].concat();
        std::mem::swap(table, piece);
    }
    is_added
}

/// Whether the captions of two tables name no different year, block or decision.
pub(super) fn is_of_one_assessment(table: &RawTable, piece: &RawTable, words: &Words) -> bool {
    let [one, other] = [table, piece].map(|table| Caption::new(&table.caption));
    let number = |caption: &Caption| caption.decision().and_then(|decision| decision.number);
    let is_part = |table: &RawTable, caption: &Caption| {
        let of_sheet = sheet_name(table).and_then(part_of_year);
        caption.part_of_year().or(of_sheet)
    };
    is_part(table, &one) == is_part(piece, &other)
        && same(one.year(), other.year())
        && same(one.block(&words.blocks), other.block(&words.blocks))
        && same(number(&one), number(&other))
}

/// Whether two facts are the same, where both are known.
fn same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}
