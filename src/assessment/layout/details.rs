//! A list of totals and ranks, and a further table of the same units with the points that they consist of.

use crate::model::{Heading, clean};
use crate::source::{RawRow, RawTable};

use super::super::heading::Words;
use super::area_columns::{UnitRows, append_of_units};

/// Adds the points of a piece to a list that has the totals, and no points, of the same units. The totals, ranks and
/// grades that the piece repeats must be those of the list. False, and nothing is changed, for any other piece.
pub(in super::super) fn add_details(table: &mut RawTable, piece: &RawTable, words: &Words) -> bool {
    let found = UnitRows::of(table, words).zip(UnitRows::of(piece, words));
    let Some((first, next)) = found.filter(|(first, next)| first.units.len() == next.units.len())
    else {
        return false;
    };
    let Some(units) = first.rows_of(&next) else { return false };
    let whole: Vec<(Heading, usize)> = first
        .others()
        .filter_map(|index| Some((first.of_unit(table, index, words)?, index)))
        .collect();
    // The list has nothing but totals, ranks, grades, sums of scores and remarks.
    let is_list = whole.iter().any(|(heading, _)| *heading == Heading::Total)
        && first.others().all(|index| {
            let heading = words.lowest_heading(&table.rows[..first.header], index);
            heading == Some(Heading::Remark) || whole.iter().any(|(_, own)| *own == index)
        });
    let is_repeated = |index: &usize| match next.of_unit(piece, *index, words) {
        Some(score @ Heading::Score(_)) => whole.iter().any(|(own, _)| *own == score),
        of_unit => of_unit.is_some(),
    };
    let (repeated, added): (Vec<usize>, Vec<usize>) = next.others().partition(is_repeated);
    let is_same = |index: &usize| {
        let heading = next.of_unit(piece, *index, words);
        // The total of the areas may be a score of the list.
        let may_be = |own: Heading| {
            Some(own) == heading
                || (heading == Some(Heading::Total) && matches!(own, Heading::Score(_)))
        };
        whole.iter().filter(|(own, _)| may_be(*own)).any(|(_, own)| {
            units.iter().all(|(to, from)| {
                let cells = (table.rows[*to].cells.get(*own), piece.rows[*from].cells.get(*index));
                matches!(cells, (Some(one), Some(other)) if clean(&one.text) == clean(&other.text))
            })
        })
    };
    let has_points = added.iter().any(|index| next.holds_points(piece, *index, words));
    if !is_list || !has_points || !repeated.iter().all(is_same) {
        return false;
    }
    let headers = [&first, &next].map(|rows| (rows.header, rows.header));
    append_of_units(table, piece, &added, &units, headers);
    true
}

impl UnitRows {
    /// Whether a column holds a score, or the points of an area that its heading names with its maximum.
    fn holds_points(&self, table: &RawTable, index: usize, words: &Words) -> bool {
        let heads = &table.rows[..self.header];
        matches!(words.lowest_heading(heads, index), Some(Heading::Score(_)))
            || names_area(heads, index, words)
    }

    /// The total, rank, grade or sum of scores of a unit as a whole that a column holds.
    fn of_unit(&self, table: &RawTable, index: usize, words: &Words) -> Option<Heading> {
        let heads = &table.rows[..self.header];
        let is_of_area = names_area(heads, index, words);
        let heading = words.lowest_heading(heads, index).filter(|_| !is_of_area)?;
        // `Điểm tự chấm` over `Tổng điểm`
        let above = heads.iter().filter_map(|row| row.cells.get(index));
        let mut above = above.filter_map(|cell| words.heading(&words.title(&cell.text)));
        let score = above.find(|heading| matches!(heading, Heading::Score(_)));
        let is_of_unit =
            matches!(heading, Heading::Total | Heading::Rank | Heading::Grade | Heading::Score(_));
        let heading = score.filter(|_| heading == Heading::Total).unwrap_or(heading);
        is_of_unit.then_some(heading)
    }
}

/// Whether the headings over a column name an area with its maximum.
fn names_area(heads: &[RawRow], index: usize, words: &Words) -> bool {
    heads.iter().filter_map(|row| row.cells.get(index)).any(|cell| {
        let title = words.title(&cell.text);
        title.maximum.is_some() && words.heading(&title).is_none()
    })
}
