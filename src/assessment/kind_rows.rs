//! Puts the scores of units beside each other that stand below each other in rows of their own, one row per kind
//! of score, with an area in each column: `Sở Tư pháp | Tự chấm | 18 | 28`, `… | Thẩm định | 16 | 26`.

use crate::model::{Heading, ScoreKind, clean};
use crate::source::{RawCell, RawRow, RawTable};

use super::criteria_heading::heads_criteria;
use super::heading::Words;
use super::row::is_figure;
use super::unit_words::names_a_unit;

/// The rows above the headings of a table with criteria down, at most.
const MOST_ROWS_ABOVE: usize = 3;

/// The table with two rows of headings, the areas over the kinds, and one row per unit. Any other table is
/// returned as it is.
pub(super) fn beside_each_other(table: RawTable, words: &Words) -> RawTable {
    let Some(found) = KindRows::find(&table, words) else { return table };
    let RawTable { number, caption, rows } = table;
    let head = &rows[found.header - 1];
    let upper = |index: usize| head.cells[index].clone();
    let kind = |row: &RawRow| row.cells[found.kinds].clone();
    let kinds: Vec<RawCell> = found.units[0].iter().map(|at| kind(&rows[*at])).collect();

    let mut heads = [Vec::new(), Vec::new()];
    for column in &found.columns {
        match column {
            Column::OfUnit(index) => {
                heads[0].push(upper(*index));
                heads[1].push(RawCell { copied: true, ..upper(*index) });
            }
            Column::OfKinds(index) => {
                for (at, kind) in kinds.iter().enumerate() {
                    heads[0].push(RawCell { copied: at > 0, ..upper(*index) });
                    heads[1].push(RawCell { copied: false, ..kind.clone() });
                }
            }
        }
    }
    let unit = |of_unit: &Vec<usize>| {
        let first = &rows[of_unit[0]];
        let own = |index: usize| {
            let mut cells = of_unit.iter().map(|at| &rows[*at].cells[index]);
            cells.find(|cell| is_own(cell)).unwrap_or(&first.cells[index]).clone()
        };
        let mut cells = Vec::new();
        for column in &found.columns {
            match column {
                Column::OfUnit(index) => cells.push(RawCell { copied: false, ..own(*index) }),
                Column::OfKinds(index) => {
                    cells.extend(of_unit.iter().map(|at| rows[*at].cells[*index].clone()));
                }
            }
        }
        RawRow { cells, ..*first }
    };
    let mut taken = rows[..found.header - 1].to_vec();
    taken.extend(heads.map(|cells| RawRow { number: head.number, hidden: head.hidden, cells }));
    taken.extend(found.units.iter().map(unit));
    RawTable { number, caption, rows: taken }
}

/// A column of such a table, by its index from 0.
enum Column {
    /// It says something of the unit: its number, its name, its rank.
    OfUnit(usize),
    /// It has a figure of each kind.
    OfKinds(usize),
}

/// Where the kinds stand.
struct KindRows {
    /// The number of rows up to the headings.
    header: usize,
    /// The column of the kinds.
    kinds: usize,
    /// The other columns.
    columns: Vec<Column>,
    /// The rows of each unit, as indices from 0, with the kinds in the same order.
    units: Vec<Vec<usize>>,
}

impl KindRows {
    /// Finds the column of kinds: every row below the headings names one, and every unit has the same ones.
    fn find(table: &RawTable, words: &Words) -> Option<Self> {
        let of_criteria = |row: &RawRow| row.cells.iter().any(heads_criteria);
        let header = match table.rows.iter().take(MOST_ROWS_ABOVE).position(of_criteria) {
            Some(at) => at + 1,
            None => words.header_rows(&table.rows),
        };
        let head = table.rows.get(header.checked_sub(1)?)?;
        let below = &table.rows[header..];
        if below.iter().any(|row| row.cells.len() != head.cells.len()) {
            return None;
        }
        let meaning = |cell: &RawCell| words.heading(&words.title(&cell.text));
        let is_kind = |cell: &RawCell| {
            matches!(meaning(cell), Some(Heading::Score(_))) && !cell.copied && !is_figure(cell)
        };
        let holds_kinds = |index: &usize| below.iter().all(|row| is_kind(&row.cells[*index]));
        let kinds = (0..head.cells.len()).find(holds_kinds)?;
        // What the kinds are of: a unit, or a criterion of units across.
        let is_of_unit = |cell: &RawCell| meaning(cell) == Some(Heading::Unit);
        let unit = head.cells.iter().position(is_of_unit).filter(|index| *index != kinds);
        let of_criteria = head.cells.iter().position(heads_criteria);
        let of_criteria = of_criteria.filter(|index| *index != kinds && unit.is_none());
        let unit = unit.or(of_criteria)?;

        let mut units: Vec<Vec<usize>> = Vec::new();
        for (at, row) in below.iter().enumerate() {
            let cell = &row.cells[unit];
            let name = clean(&cell.text);
            let is_same = |of_unit: &Vec<usize>| {
                let above = &table.rows[of_unit[0]].cells[unit];
                name.is_empty() || (cell.copied && clean(&above.text) == name)
            };
            match units.last_mut().filter(|of_unit| is_same(of_unit)) {
                Some(of_unit) => of_unit.push(header + at),
                None => units.push(vec![header + at]),
            }
        }
        let kinds_of = |of_unit: &Vec<usize>| -> Vec<Option<Heading>> {
            of_unit.iter().map(|at| meaning(&table.rows[*at].cells[kinds])).collect()
        };
        let first = kinds_of(units.first()?);
        let is_once = |kind: ScoreKind| {
            first.iter().filter(|heading| **heading == Some(Heading::Score(kind))).count() < 2
        };
        let is_whole = first.len() > 1
            && ScoreKind::ALL.into_iter().all(is_once)
            && units.iter().all(|of_unit| kinds_of(of_unit) == first);
        if !is_whole {
            return None;
        }
        // What is said once of a unit stands in one of its rows, or is merged over all of them.
        let is_once = |index: usize| {
            units.iter().all(|of_unit| {
                let cells = of_unit.iter().map(|at| &table.rows[*at].cells[index]);
                cells.filter(|cell| is_own(cell)).count() < 2
            })
        };
        let is_across =
            |index: usize| of_criteria.is_some() && names_a_unit(&clean(&head.cells[index].text));
        let column = |index: usize| match meaning(&head.cells[index]) {
            _ if is_across(index) => Some(Column::OfKinds(index)),
            _ if index == unit => Some(Column::OfUnit(index)),
            None => Some(Column::OfKinds(index)),
            Some(Heading::Total | Heading::Further(_)) if !is_once(index) => {
                Some(Column::OfKinds(index))
            }
            Some(_) => is_once(index).then_some(Column::OfUnit(index)),
        };
        let columns = (0..head.cells.len()).filter(|index| *index != kinds).map(column);
        Some(Self { header, kinds, columns: columns.collect::<Option<_>>()?, units })
    }
}

/// Whether a cell has a text of its own.
fn is_own(cell: &RawCell) -> bool {
    !cell.copied && !clean(&cell.text).is_empty()
}
