//! How each criterion of a unit changed between two years.

use std::collections::HashMap;

use crate::frame::FrameError;
use crate::model::{Block, Points, Year};
use crate::relation::{CriterionChange, CriterionKey, ResultFigures};
use crate::store::{Selection, Store};

use super::History;
use super::bennet::{Split, split};
use super::scores::{Score, Scores, index_of};

/// A criterion of a unit in two years. In a year in which it did not apply, it has 0 points of 0.
#[derive(Debug, Clone)]
pub(super) struct Change<'a> {
    /// The unit.
    pub(super) unit_id: i64,
    /// The result of the later year.
    pub(super) result_id: i64,
    /// The criterion of the later year. None if that year does not have it.
    pub(super) criterion_id: Option<i64>,
    /// The series and the level.
    pub(super) key: &'a CriterionKey,
    /// The points of both years. None if they are not known.
    pub(super) points: [Option<Points>; 2],
    /// The maxima of both years.
    pub(super) maxima: [Points; 2],
}

impl Change<'_> {
    /// Splits the change of points into performance and weight. None if points are missing.
    pub(super) fn split(&self) -> Option<Split> {
        let [from, to] = self.points;
        let [max_from, max_to] = self.maxima;
        Some(split((from?, max_from), (to?, max_to)))
    }

    /// The attainments of both years, 0 to 1. None if the criterion did not apply or its points are
    /// missing.
    pub(super) fn attainments(&self) -> [Option<f64>; 2] {
        [0, 1].map(|year| {
            self.points[year].and_then(|points: Points| points.share_of(self.maxima[year]))
        })
    }
}

/// Compares every criterion of every unit that has scores in both years. Units come in the order of
/// the later year. The criteria of a unit come by level and printed order; within a level, criteria
/// that the later year dropped come last.
pub(super) fn changes<'a>(
    [earlier, later]: [&[ResultFigures]; 2],
    [old, new]: [&'a Scores; 2],
) -> Vec<Change<'a>> {
    let earlier_ids: HashMap<i64, i64> = earlier
        .iter()
        .filter(|result| result.scored)
        .map(|result| (result.unit_id, result.result_id))
        .collect();
    let (same_old, same_new) = (old.same_as(new), new.same_as(old));

    let mut changes = Vec::new();
    for result in later.iter().filter(|result| result.scored) {
        let Some(earlier_id) = earlier_ids.get(&result.unit_id) else { continue };
        let first = changes.len();
        let old_scores = old.of_result(*earlier_id);

        for score in new.of_result(result.result_id) {
            let key = &new.criteria[score.criterion];
            let old_score = same_old[score.criterion]
                .and_then(|criterion| index_of(old_scores, criterion))
                .map(|index| old_scores[index]);
            changes.extend(change(result, key, Some(key.criterion_id), [old_score, Some(*score)]));
        }

        for score in old_scores {
            if same_new[score.criterion].is_none() {
                changes.extend(change(
                    result,
                    &old.criteria[score.criterion],
                    None,
                    [Some(*score), None],
                ));
            }
        }

        changes[first..].sort_by_key(|change| (change.key.level, change.criterion_id.is_none()));
    }
    changes
}

/// Compares one criterion. None if it applied in neither year.
fn change<'a>(
    result: &ResultFigures,
    key: &'a CriterionKey,
    criterion_id: Option<i64>,
    scores: [Option<Score>; 2],
) -> Option<Change<'a>> {
    let maxima = scores.map(|score| score.map_or(Points::ZERO, |score| score.max_total));
    if maxima == [Points::ZERO; 2] {
        return None;
    }

    let points = [0, 1].map(|year: usize| match scores[year] {
        Some(score) if score.max_total > Points::ZERO => score.total,
        Some(_) | None => Some(Points::ZERO),
    });
    Some(Change {
        unit_id: result.unit_id,
        result_id: result.result_id,
        criterion_id,
        key,
        points,
        maxima,
    })
}

/// Returns every criterion of every unit of a block that has scores in both years, by unit, level
/// and printed order.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn criterion_changes(
    store: &Store,
    history: &History,
    block: Block,
    [from_year, to_year]: [Year; 2],
) -> Result<Vec<CriterionChange>, FrameError> {
    let results = |year| {
        let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
        store.load::<ResultFigures>(selection, &[])
    };
    let (earlier, later) = (results(from_year)?, results(to_year)?);

    let scores = |year| {
        Scores::load(store, history.assessment(block, year).map_or(0, |assessment| assessment.id))
    };
    let (old, new) = (scores(from_year)?, scores(to_year)?);

    let names: HashMap<i64, &String> =
        history.ranked(block, to_year).map(|row| (row.unit_id, &row.unit)).collect();
    let row = |change: &Change<'_>| {
        let [points_from, points_to] = change.points;
        let [max_from, max_to] = change.maxima;
        let [attainment_from, attainment_to] = change.attainments();
        let parts = change.split();
        Some(CriterionChange {
            from_year,
            to_year,
            block,
            unit: (*names.get(&change.unit_id)?).clone(),
            unit_id: change.unit_id,
            criterion: change.key.series.clone(),
            level: change.key.level,
            points_from,
            points_to,
            delta: points_from.zip(points_to).map(|(from, to)| to - from),
            max_from,
            max_to,
            attainment_from,
            attainment_to,
            attainment_delta: attainment_from.zip(attainment_to).map(|(from, to)| to - from),
            performance: parts.map(|parts| parts.performance),
            weight: parts.map(|parts| parts.weight),
        })
    };

    let mut changes: Vec<_> =
        changes([&earlier, &later], [&old, &new]).iter().filter_map(row).collect();
    changes.sort_by_key(|change| change.unit_id);
    Ok(changes)
}
