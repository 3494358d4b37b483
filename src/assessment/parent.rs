//! Finds the units above the units of a table, such as the districts of communes: in a column, in
//! rows of their own, or in the name of the part of the table.

use std::collections::BTreeSet;

use crate::model::{BlockKind, clean, name_with_parent, unit_key};
use crate::source::RawRow;

use super::cell::Cell;
use super::finding::Finding;
use super::layout::Layout;
use super::row::first_words;
use super::unit_words::{begins_as, district_in};

/// Finds the unit above each unit, row by row.
pub(super) struct Parents {
    /// The unit above the units of the present row.
    current: Option<String>,
    /// Whether rows of their own name the units above.
    are_in_rows: bool,
    /// The keys of names that several units of the table bear.
    shared: BTreeSet<String>,
}

impl Parents {
    pub(super) fn of(layout: &Layout) -> Self {
        let is_district = |name: &String| district_in(name).is_some();
        let part = layout.part.as_ref().and_then(|part| district_in(&part.name));
        // Every row of a mapped table belongs to a unit.
        let mut named = layout.rows.iter().filter_map(|row| name_of_part(layout, row));
        let are_named =
            layout.explained.is_none() && part.is_none() && named.any(|name| is_district(&name));

        // Rows such as `Huyện miền núi` in a table of districts name a group.
        let figured = layout.rows.iter().filter(|row| layout.has_figures(row));
        let figured = figured.filter(|row| district_with_mean(layout, row).is_none());
        let mut units = figured.filter_map(|row| row.cells.get(layout.unit));
        let are_below = (part.is_some() || are_named)
            && !units.any(|unit| begins_as(BlockKind::District, &unit.text));
        let current = part.filter(|_| are_below);

        let mut parents =
            Self { are_in_rows: are_below && are_named, current, shared: BTreeSet::new() };
        if layout.parent.is_some() || are_below {
            parents.shared = shared_keys(layout);
        }
        parents
    }

    /// Looks at the next row. Returns whether it only names the unit above the units that follow. Their mean
    /// beside the name is not kept, and noted.
    pub(super) fn next_row(
        &mut self,
        layout: &Layout,
        row: &RawRow,
        findings: &mut Vec<Finding>,
    ) -> bool {
        if let Some(cell) = layout.parent.and_then(|index| row.cells.get(index)) {
            // A parent is often named in the first of its rows only.
            let name = clean(&cell.text);
            if !name.is_empty() {
                self.current = Some(name);
            }
            return false;
        }
        let Some(name) = name_of_part(layout, row).filter(|_| self.are_in_rows) else {
            return false;
        };
        // A row with any other name ends the units below the one before.
        let parent = district_in(&name);
        let is_parent = parent.is_some();
        if is_parent && layout.has_figures(row) {
            let cell = Cell::new(layout.number, &row.cells[layout.unit]);
            findings.push(Finding::left_out(&cell, first_words(row)));
        }
        self.current = parent;
        is_parent
    }

    /// The unit above the units of the present row.
    pub(super) fn current(&self) -> Option<&String> {
        self.current.as_ref()
    }

    /// The name of a unit, with its parent behind it if other units of the table bear the name.
    pub(super) fn told_apart(&self, unit: String) -> String {
        match self.current.as_ref().filter(|_| self.shared.contains(&unit_key(&unit))) {
            Some(parent) => name_with_parent(&unit, parent),
            None => unit,
        }
    }
}

/// The name in a row that only names the units below it, or also has their mean.
fn name_of_part(layout: &Layout, row: &RawRow) -> Option<String> {
    layout.part_named_by(row).or_else(|| district_with_mean(layout, row))
}

/// The district that a row names above its communes, with their mean and without a rank or a grade of its
/// own: `I | Huyện A | 87,5`.
fn district_with_mean(layout: &Layout, row: &RawRow) -> Option<String> {
    let name = clean(&row.cells.get(layout.unit)?.text);
    let is_blank =
        |index: usize| row.cells.get(index).is_none_or(|cell| clean(&cell.text).is_empty());
    let is_unranked = layout.rank.is_some_and(is_blank) && layout.grade.is_none_or(is_blank);
    let is_of_communes = || {
        let mut units = layout.rows.iter().filter_map(|row| row.cells.get(layout.unit));
        units.any(|unit| begins_as(BlockKind::Commune, &unit.text))
    };
    (is_unranked && begins_as(BlockKind::District, &name) && is_of_communes()).then_some(name)
}

/// The keys of names that several units of a table bear.
fn shared_keys(layout: &Layout) -> BTreeSet<String> {
    let cells = layout.rows.iter().filter_map(|row| row.cells.get(layout.unit));
    let (mut keys, mut shared) = (BTreeSet::new(), BTreeSet::new());
    for key in cells.map(|cell| unit_key(&cell.text)) {
        if !keys.insert(key.clone()) {
            shared.insert(key);
        }
    }
    shared
}
