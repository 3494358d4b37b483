//! The places of units in several indices, or in the indices of several authorities.

use crate::relation::{PlaceRow, RankingRow};
use crate::store::{Selection, Store, StoreError, StoredIndex};

/// The places of the units of an index, as its rankings have them. The store looks at that index
/// from then on.
///
/// # Errors
/// Returns an error if the database fails.
pub fn load_places(
    store: &Store,
    stored: &StoredIndex,
    selection: Selection,
) -> Result<Vec<PlaceRow>, StoreError> {
    store.look_at(Some(stored.scope));
    let rows: Vec<RankingRow> = store.load(selection, &[])?;
    let index = stored.scope.index;
    let place = |row: RankingRow| PlaceRow {
        authority: stored.authority.clone(),
        year: row.year,
        block: row.block,
        unit: row.unit,
        unit_id: row.unit_id,
        index_code: index.code.to_owned(),
        index_name: index.name.to_owned(),
        rank: row.rank,
        units: row.units,
        total: row.total,
        max_total: row.max_total,
        attainment: row.attainment,
        grade: row.grade,
        simulated: row.simulated,
    };
    Ok(rows.into_iter().map(place).collect())
}
