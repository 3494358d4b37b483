//! The table of places in several indices, with one column per index.

use crate::relation::{Cell, PlaceRow};

use super::{Header, Origin, Sections, Table};

impl Table {
    /// A table for people: one row per unit and one column per index, with the unit's place among
    /// the ranked units (`3/19`). Rows of one unit, year and block follow each other.
    #[must_use]
    pub fn of_places(rows: &[PlaceRow]) -> Self {
        let mut indices: Vec<(&str, &str)> = Vec::new();
        for row in rows {
            let index = (row.index_code.as_str(), row.index_name.as_str());
            if !indices.contains(&index) {
                indices.push(index);
            }
        }

        let column = |info: &crate::relation::ColumnInfo| Header {
            name: info.name.to_owned(),
            label: Some(info.label),
            kind: Some(info.kind),
        };
        let of_index =
            |(_, name): &(&str, &str)| Header { name: (*name).to_owned(), label: None, kind: None };
        let first = [&PlaceRow::year.info, &PlaceRow::block.info, &PlaceRow::unit.info];
        let columns = first.into_iter().map(column).chain(indices.iter().map(of_index));

        let place = |row: &PlaceRow| match row.rank {
            Some(rank) => Cell::Text(format!("{rank}/{}", row.units)),
            None => Cell::Empty,
        };
        let of_unit = |of_unit: &[PlaceRow]| {
            let first = &of_unit[0];
            let keys = [PlaceRow::year, PlaceRow::block, PlaceRow::unit];
            let places = indices.iter().map(|(code, _)| {
                of_unit.iter().find(|row| row.index_code == *code).map_or(Cell::Empty, place)
            });
            keys.into_iter().map(|column| (column.cell)(first)).chain(places).collect()
        };
        let is_same = |a: &PlaceRow, b: &PlaceRow| {
            (a.year, a.block, a.unit_id) == (b.year, b.block, b.unit_id)
        };
        Self {
            columns: columns.collect(),
            column_indices: (2..3 + indices.len()).collect(),
            sections: Some(Sections { block: Some(1), year: Some(0), ..Sections::default() }),
            rows: rows.chunk_by(is_same).map(of_unit).collect(),
            notes: Vec::new(),
            simulated: false,
            origin: Origin::default(),
        }
    }
}
