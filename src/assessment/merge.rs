//! Makes one table of several: of pages with other units, of a table for each area, and of a form with a
//! table for each area, on sheets of their own or below each other.

use crate::source::{Location, RawTable, stop_if_abandoned};

use super::caption::Caption;
use super::heading::Words;
use super::layout::{add_areas, add_form_rows, add_units, score_of_title};
use super::part_of_year::part_of_year;
use super::row::sheet;

/// Joins each table to the one before it where both are parts of one. Every cell keeps its table, its row
/// and its column.
pub(super) fn merged(tables: Vec<RawTable>, words: &Words) -> Vec<RawTable> {
    let mut whole: Vec<RawTable> = Vec::new();
    for mut piece in tables {
        stop_if_abandoned();
        let Some(table) = whole.last_mut().filter(|table| agrees(table, &piece, words)) else {
            whole.push(piece);
            continue;
        };
        if [add_units, add_form_rows, add_areas].into_iter().any(|add| add(table, &piece, words)) {
            continue;
        }
        // The totals may stand behind the areas.
        let captioned = piece.caption.clone();
        if add_areas(&mut piece, table, words) {
            piece.caption = [std::mem::take(&mut table.caption), captioned].concat();
            whole.pop();
        }
        whole.push(piece);
    }
    whole
}

/// Whether the captions of two tables name no different year, block or decision, and the same score.
fn agrees(table: &RawTable, piece: &RawTable, words: &Words) -> bool {
    let [one, other] = [table, piece].map(|table| Caption::new(&table.caption));
    let number = |caption: &Caption| caption.decision().and_then(|decision| decision.number);
    let is_part = |table: &RawTable, caption: &Caption| {
        let of_sheet = match sheet(table).as_ref().map(Location::inside) {
            Some(Location::Sheet(name)) => part_of_year(name),
            _ => None,
        };
        caption.part_of_year().or(of_sheet)
    };
    is_part(table, &one) == is_part(piece, &other)
        && score_of_title(&table.caption) == score_of_title(&piece.caption)
        && same(one.year(), other.year())
        && same(one.block(&words.blocks), other.block(&words.blocks))
        && same(number(&one), number(&other))
}

/// Whether two facts are the same, where both are known.
fn same<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}
