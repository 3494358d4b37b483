//! Takes a table with units across apart whose headings stand under groups of units: each group becomes a table
//! of its own with the same criteria.

use crate::model::clean;
use crate::source::{RawRow, RawTable};

use super::criteria_heading::heads_criteria;
use super::heading::Words;
use super::layout::names_group;
use super::row::is_data;
use super::unit_words::names_a_unit;

/// One table for each group that the headings name, with the name as its last caption. Any other table is
/// returned as it is.
pub(super) fn split(table: RawTable, words: &Words) -> Vec<RawTable> {
    let Some(Groups { row, columns }) = Groups::find(&table, words) else { return vec![table] };
    let part = |(name, of_group): &(String, Vec<usize>)| {
        let is_of_others = |index: usize| {
            columns.iter().any(|(other, columns)| other != name && columns.contains(&index))
        };
        let rows = table.rows.iter().enumerate().map(|(at, full)| {
            let cells = full.cells.iter().enumerate();
            let cells = cells.filter(|(index, _)| !is_of_others(*index));
            let cells = cells.map(|(index, cell)| {
                let names_group = at == row && of_group.contains(&index);
                // The names of the units below stand for the group.
                let below = table.rows.get(row + 1).and_then(|row| row.cells.get(index));
                match below.filter(|_| names_group) {
                    Some(unit) => unit.clone(),
                    None => cell.clone(),
                }
            });
            RawRow { cells: cells.collect(), ..*full }
        });
        let rows = rows.enumerate().filter(|(at, _)| *at != row + 1).map(|(_, row)| row).collect();
        let mut caption = table.caption.clone();
        caption.push(name.clone());
        RawTable { number: table.number, caption, rows }
    };
    columns.iter().map(part).collect()
}

/// The groups over the units of a table.
struct Groups {
    /// The row with their names.
    row: usize,
    /// The columns of each group, as indices from 0.
    columns: Vec<(String, Vec<usize>)>,
}

impl Groups {
    /// Finds a row of headings that names several groups, each over units in the row below.
    fn find(table: &RawTable, words: &Words) -> Option<Self> {
        const MOST_ROWS_ABOVE: usize = 3;
        let heads = table.rows.iter().take(MOST_ROWS_ABOVE).take_while(|row| !is_data(row));
        let row = heads.into_iter().position(|row| row.cells.iter().any(heads_criteria))?;
        let (named, units) = (table.rows.get(row)?, table.rows.get(row + 1)?);
        let mut columns: Vec<(String, Vec<usize>)> = Vec::new();
        for (index, cell) in named.cells.iter().enumerate() {
            let text = clean(&cell.text);
            let below = units.cells.get(index).map(|cell| clean(&cell.text)).unwrap_or_default();
            let last = columns.last_mut();
            // Without marks of merged cells, a unit over several columns is blank over the later ones.
            let goes_on = below.is_empty()
                && last.as_ref().is_some_and(|(_, columns)| columns.last() == Some(&(index - 1)));
            let is_unit = goes_on || names_a_unit(&words.unit_and_score(&below).0);
            match last.filter(|(name, _)| text.is_empty() || *name == text) {
                Some((_, columns)) if is_unit => columns.push(index),
                _ if names_group(&text) => {
                    if !is_unit {
                        return None;
                    }
                    columns.push((text, vec![index]));
                }
                // A heading of its own below another one would be lost.
                _ if !below.is_empty() && below != text => return None,
                _ => {}
            }
        }
        (columns.len() > 1).then_some(Self { row, columns })
    }
}
