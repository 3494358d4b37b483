//! Finds the weaknesses that lasted up to the year before and have been overcome.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::model::billionths;
use crate::relation::WeaknessRow;

use super::judgement::{FAR_BEHIND, LOST_OF, WINDOW, is_lasting};

/// A lasting weakness is overcome if the unit is at most this far behind, as a share of the
/// maximum.
pub const MENDED: f64 = 0.02;

/// A weakness that lasted up to the year before and has been overcome.
#[derive(Debug, Clone, PartialEq)]
pub struct OvercomeWeakness {
    /// The row of the last year.
    pub row: WeaknessRow,
    /// The attainment in the year before, 0 to 1.
    pub before: f64,
}

/// Finds them in the weaknesses of a block in its last two years, the largest rise of attainment first.
/// `of_unit` loads the weaknesses of a unit in all years; it is asked for units only that may have
/// overcome one.
///
/// # Errors
/// Returns the error of `of_unit`.
pub fn overcome<E>(
    last: &[WeaknessRow],
    before: &[WeaknessRow],
    mut of_unit: impl FnMut(i64) -> Result<Vec<WeaknessRow>, E>,
) -> Result<Vec<OvercomeWeakness>, E> {
    let mut max_totals: HashMap<i64, i64> = HashMap::new();
    for row in before {
        *max_totals.entry(row.unit_id).or_default() += row.max_total.ten_thousandths();
    }
    let is_costly = |row: &WeaknessRow| {
        let max_total = max_totals.get(&row.unit_id).copied().unwrap_or(0);
        i128::from(row.lost.ten_thousandths()) * i128::from(LOST_OF) >= i128::from(max_total)
    };
    let reaches = |row: &WeaknessRow, share: f64, at_least: bool| {
        let behind = row.behind.map(billionths);
        behind.is_some_and(|behind| {
            if at_least { behind >= billionths(share) } else { behind <= billionths(share) }
        })
    };
    let mended: HashMap<(i64, &str), &WeaknessRow> = last
        .iter()
        .filter(|row| reaches(row, MENDED, false))
        .map(|row| ((row.unit_id, row.series.as_str()), row))
        .collect();

    // By unit and series, so that equal rises have an order.
    let mut candidates: BTreeMap<i64, BTreeMap<&str, (&WeaknessRow, &WeaknessRow)>> =
        BTreeMap::new();
    for row in before.iter().filter(|row| reaches(row, FAR_BEHIND, true) && is_costly(row)) {
        if let Some(now) = mended.get(&(row.unit_id, row.series.as_str())) {
            candidates.entry(row.unit_id).or_default().insert(&row.series, (row, now));
        }
    }

    let mut found = Vec::new();
    for (unit, candidates) in candidates {
        let mut rows = of_unit(unit)?;
        rows.sort_by_key(|row| Reverse(row.year));
        for (series, (before, now)) in candidates {
            let earlier = rows.iter().filter(|row| row.series == series && row.year <= before.year);
            let behind: Vec<f64> = earlier.filter_map(|row| row.behind).take(WINDOW).collect();
            if is_lasting(&behind, true) {
                found.push(OvercomeWeakness { row: now.clone(), before: before.attainment });
            }
        }
    }
    found.sort_by_key(|mended| Reverse(billionths(mended.row.attainment - mended.before)));
    Ok(found)
}
