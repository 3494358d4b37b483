//! The effects of mergers: a merged unit in its first year, compared with its predecessors.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Block, Date, EventKind, Year};
use crate::relation::{DeltaRow, Merger};

use super::History;
use super::like_for_like::{Basis, LikeForLike};

/// Computes the mergers of a block. `results` are the result ids by year and unit, and `changes`
/// loads the changes of the units between two years. Mergers that cannot be compared like for like
/// are left out.
///
/// # Errors
/// Returns an error if `changes` fails.
pub(super) fn mergers<E>(
    history: &History,
    block: Block,
    like: &LikeForLike<'_>,
    results: &HashMap<(Year, i64), i64>,
    mut changes: impl FnMut([Year; 2]) -> Result<Vec<DeltaRow>, E>,
) -> Result<Vec<Merger>, E> {
    let mut courses: BTreeMap<i64, BTreeMap<Year, f64>> = BTreeMap::new();
    for row in history.rankings.iter().filter(|row| row.block == block) {
        if let Some(attainment) = row.attainment {
            courses.entry(row.unit_id).or_default().insert(row.year, attainment);
        }
    }

    let mut mergers = Vec::new();
    for (unit, events) in merges(history, block) {
        let Some((to, after)) = courses.get(&unit).and_then(|course| course.first_key_value())
        else {
            continue;
        };

        // A later merger into a unit that has already been assessed creates no new unit.
        let events: Vec<_> =
            events.into_iter().filter(|(date, _)| date.year() <= to.number()).collect();
        let predecessors: BTreeSet<i64> = events.iter().map(|(_, unit)| *unit).collect();
        let Some(first_merger) = events.iter().map(|(date, _)| date.year()).min() else { continue };

        // Compare with the last year, up to the first merger, in which all predecessors are known.
        let is_before = |year: &&Year| {
            let is_known =
                |id: &i64| courses.get(id).is_some_and(|course| course.contains_key(*year));
            *year < to && year.number() <= first_merger && predecessors.iter().all(is_known)
        };
        let mut years = predecessors
            .first()
            .and_then(|id| courses.get(id))
            .into_iter()
            .flat_map(|course| course.keys());
        let Some(from) = years.rfind(is_before) else { continue };
        let span = [*from, *to];

        let is_same_framework = history.is_framework_changed(block, span) == Some(false);
        let pair = |id: &i64| {
            let published = (*courses.get(id)?.get(from)?, *after);
            let course =
                [(*from, *results.get(&(*from, *id))?), (*to, *results.get(&(*to, unit))?)];
            match like.basis(&course) {
                Basis::Same(_) => Some(published),
                Basis::Constant(_, attainments) => {
                    Some((*attainments.first()?, *attainments.last()?))
                }
                Basis::Totals if is_same_framework => Some(published),
                Basis::Totals | Basis::Nothing => None,
            }
        };
        let Some(pairs) = predecessors.iter().map(pair).collect::<Option<Vec<_>>>() else {
            continue;
        };
        let Some(to_result) = results.get(&(*to, unit)).copied() else { continue };
        let mean = |value: fn(&(f64, f64)) -> f64| {
            pairs.iter().map(value).sum::<f64>() / pairs.len() as f64
        };

        let others: Vec<f64> = if history.is_complete(block, span) {
            let is_other =
                |row: &&DeltaRow| row.unit_id != unit && !predecessors.contains(&row.unit_id);
            changes(span)?.iter().filter(is_other).filter_map(|row| row.constant_delta).collect()
        } else {
            Vec::new()
        };
        let count = others.len();

        mergers.push(Merger {
            to_result,
            from_year: *from,
            predecessors: predecessors.len(),
            attainment_before: mean(|pair| pair.0),
            attainment_after: mean(|pair| pair.1),
            others: (count > 0).then_some(count),
            others_change: (count > 0).then(|| others.iter().sum::<f64>() / count as f64),
        });
    }
    Ok(mergers)
}

/// The units that were merged into each unit, with the dates of the mergers.
fn merges(history: &History, block: Block) -> BTreeMap<i64, Vec<(Date, i64)>> {
    let mut units: BTreeMap<i64, Vec<(Date, i64)>> = BTreeMap::new();
    for event in history
        .lineages
        .iter()
        .filter(|event| event.block == block && event.kind == EventKind::Merge)
    {
        if let Some(unit) = event.to_unit_id.filter(|unit| *unit != event.from_unit_id) {
            units.entry(unit).or_default().push((event.operates_on, event.from_unit_id));
        }
    }
    units
}
