//! The scores of a block in one year, unit by unit, in the form in which years are compared.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::Points;
use crate::relation::{Cell, CriterionKey, ScorePoints, Values};
use crate::store::{Selection, Store, StoreError};

/// A unit's points on a criterion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    /// The criterion, as an index into [`Scores::criteria`].
    pub(super) criterion: usize,
    /// Appraised + survey. None if a score that applies is missing.
    pub(super) total: Option<Points>,
    /// The maximum that applies to the unit.
    pub(super) max_total: Points,
}

/// The scores of a block in one year.
pub(super) struct Scores {
    /// The scores unit by unit, in printed order.
    pub(super) all: Vec<Score>,
    of_result: HashMap<i64, Range<usize>>,
    /// The criteria of the year, in printed order.
    pub(super) criteria: Vec<CriterionKey>,
}

impl Scores {
    /// Loads the scores of an assessment.
    pub(super) fn load(store: &Store, assessment: i64) -> Result<Self, StoreError> {
        let of_assessment = [(ScorePoints::assessment_id, Cell::Id(assessment))];
        let columns = store.load_columns(Selection::default(), &of_assessment)?;
        let column = |column: crate::relation::Column<ScorePoints>| {
            let position = columns.names.iter().position(|name| *name == column.info.name);
            match position.map(|index| &columns.values[index]) {
                Some(Values::Integers(values)) => values.as_slice(),
                Some(Values::Reals(_) | Values::Texts(_)) | None => &[],
            }
        };
        let (results, criteria) =
            (column(ScorePoints::result_id), column(ScorePoints::criterion_id));
        let (totals, maxima) = (column(ScorePoints::total), column(ScorePoints::max_total));

        let of_assessment = [(CriterionKey::assessment_id, Cell::Id(assessment))];
        let mut keys: Vec<CriterionKey> = store.load(Selection::default(), &of_assessment)?;
        keys.sort_by_key(|key| key.criterion_id);
        let indices: HashMap<i64, usize> =
            keys.iter().enumerate().map(|(index, key)| (key.criterion_id, index)).collect();

        let mut scores = Vec::with_capacity(results.len());
        for (index, result) in results.iter().enumerate() {
            let criterion = criteria[index].and_then(|id| indices.get(&id));
            let (Some(result), Some(criterion), Some(maximum)) =
                (*result, criterion, maxima[index])
            else {
                continue;
            };
            let total = totals[index].map(Points::from_ten_thousandths);
            let max_total = Points::from_ten_thousandths(maximum);
            scores.push((result, Score { criterion: *criterion, total, max_total }));
        }

        // The table usually returns this order already, but does not guarantee it.
        scores.sort_unstable_by_key(|(result, score)| (*result, score.criterion));
        let mut of_result: HashMap<i64, Range<usize>> = HashMap::new();
        for (index, (result, _)) in scores.iter().enumerate() {
            of_result.entry(*result).or_insert(index..index).end = index + 1;
        }

        Ok(Self {
            all: scores.into_iter().map(|(_, score)| score).collect(),
            of_result,
            criteria: keys,
        })
    }

    /// The range of a result's scores within [`Scores::all`].
    pub(super) fn range(&self, result: i64) -> Range<usize> {
        self.of_result.get(&result).cloned().unwrap_or(0..0)
    }

    /// The scores of a result, in printed order.
    pub(super) fn of_result(&self, result: i64) -> &[Score] {
        &self.all[self.range(result)]
    }

    /// For each criterion of another year, the index of the criterion of this year with the same
    /// series and level. None if there is none.
    pub(super) fn same_as(&self, other: &Self) -> Vec<Option<usize>> {
        let by_key = self
            .criteria
            .iter()
            .enumerate()
            .map(|(index, key)| ((key.series.as_str(), key.level), index));
        let by_key: HashMap<_, _> = by_key.collect();
        other
            .criteria
            .iter()
            .map(|key| by_key.get(&(key.series.as_str(), key.level)).copied())
            .collect()
    }
}

/// The index of a criterion among a unit's scores. Most units have a score on every criterion, so
/// the index usually equals the criterion's own index.
pub(super) fn index_of(scores: &[Score], criterion: usize) -> Option<usize> {
    match scores.get(criterion) {
        Some(score) if score.criterion == criterion => Some(criterion),
        Some(_) | None => scores.binary_search_by_key(&criterion, |score| score.criterion).ok(),
    }
}
