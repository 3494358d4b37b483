//! The scores on criteria of level 1, which add up to the total, unit by unit.

use std::collections::HashMap;
use std::ops::Range;

use crate::frame::FrameError;
use crate::model::Points;
use crate::relation::ScoreFigures;

use super::figures::Figures;

/// The scores of a unit on a criterion of level 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The id of the criterion.
    pub(super) criterion: i64,
    pub(super) self_score: Option<Points>,
    pub(super) appraised: Option<Points>,
    pub(super) survey: Option<Points>,
    /// Appraised + survey. None if a score that applies is missing.
    pub(super) total: Option<Points>,
    pub(super) max_appraised: Points,
    pub(super) max_total: Points,
}

impl Entry {
    /// The gap as a share of the maximum. None if the criterion was not scored twice.
    pub(super) fn gap_share(&self) -> Option<f64> {
        (self.self_score? - self.appraised?).share_of(self.max_appraised)
    }
}

/// The scores of level 1 of all results, grouped by result.
pub(super) struct LevelOne {
    entries: Vec<Entry>,
    of_result: HashMap<i64, Range<usize>>,
}

impl LevelOne {
    /// Collects the scores of level 1 from the figures.
    ///
    /// # Errors
    /// Returns an error if a column is missing.
    pub(super) fn of(figures: &Figures) -> Result<Self, FrameError> {
        let keys = figures
            .integers(ScoreFigures::result_id)?
            .zip(figures.integers(ScoreFigures::criterion_id)?);
        let levels = figures.integers(ScoreFigures::level)?;
        let scores =
            figures.points(ScoreFigures::self_score)?.zip(figures.points(ScoreFigures::appraised)?);
        let others =
            figures.points(ScoreFigures::survey)?.zip(figures.points(ScoreFigures::total)?);
        let maxima = figures
            .points(ScoreFigures::max_appraised)?
            .zip(figures.points(ScoreFigures::max_total)?);

        let mut all: Vec<(i64, Entry)> = Vec::new();
        for ((((key, level), scores), others), maxima) in
            keys.zip(levels).zip(scores).zip(others).zip(maxima)
        {
            let ((Some(result), Some(criterion)), Some(1)) = (key, level) else { continue };
            let ((self_score, appraised), (survey, total)) = (scores, others);
            let (Some(max_appraised), Some(max_total)) = maxima else { continue };
            let entry =
                Entry { criterion, self_score, appraised, survey, total, max_appraised, max_total };
            all.push((result, entry));
        }

        // The table usually returns this order already, but does not guarantee it.
        all.sort_unstable_by_key(|(result, entry)| (*result, entry.criterion));
        let mut of_result: HashMap<i64, Range<usize>> = HashMap::new();
        let mut begin = 0;
        for entries in all.chunk_by(|a, b| a.0 == b.0) {
            of_result.insert(entries[0].0, begin..begin + entries.len());
            begin += entries.len();
        }
        Ok(Self { entries: all.into_iter().map(|(_, entry)| entry).collect(), of_result })
    }

    /// The scores of a result, by criterion. Empty if only totals are known.
    pub(super) fn of_result(&self, result: i64) -> &[Entry] {
        self.of_result
            .get(&result)
            .and_then(|range| self.entries.get(range.clone()))
            .unwrap_or_default()
    }
}
