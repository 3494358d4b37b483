//! Computes the statistics that are stored when a document is saved. Only what the document affects
//! is computed anew, and the result equals that of a full rebuild.
//!
//! The rows come from the store and go back to it. The caller runs everything within the
//! transaction that saves the document.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::frame::FrameError;
use crate::model::{Block, Points, RankConvention, Year};
use crate::relation::{
    BlockLeniency, BlockMean, Cell, CriterionSplit, Delta, LeniencyRow, OverscoringStreak,
    PreviousResult, ResultFigures, SelfScoringImprovement, Trend, UnitGapRow, YearPair,
};
use crate::store::{AssessmentRow, Scope, Selection, Store, Touched};

use super::agreement::agreement;
use super::block_course::block_course;
use super::change::{Change, changes};
use super::delta::{deltas, load_deltas};
use super::discrimination::discrimination;
use super::figures::Figures;
use super::gap::{criterion_scales, gaps};
use super::leniency::{lasting_leniency, leniency};
use super::level_one::LevelOne;
use super::like_for_like::LikeForLike;
use super::merger::mergers;
use super::next_grade::next_grade_steps;
use super::persistence::lasting_weaknesses;
use super::polish::gap_effects;
use super::rank_interval::rank_intervals;
use super::ranking::{level_sums, standings};
use super::scores::Scores;
use super::trend::{compare_like_with_like, trends};
use super::weakness::{criterion_statistics, level_losses};
use super::{History, Lineage, improved_self_scoring, persistent_overscoring};

/// Computes and stores the statistics that depend on the touched years of blocks: the statistics of
/// the years themselves, the pairs of years that contain them, and the courses of the blocks.
///
/// # Errors
/// Returns an error if the database cannot be read or written, or if polars rejects a computation.
pub fn keep(store: &Store, touched: &[Touched]) -> Result<(), FrameError> {
    let mut of_scopes: BTreeMap<Scope, Vec<Touched>> = BTreeMap::new();
    for place in touched {
        of_scopes.entry(place.scope).or_default().push(*place);
    }
    for (scope, touched) in of_scopes {
        store.look_at(Some(scope));
        keep_scope(store, scope, &touched)?;
    }
    store.look_at(None);
    Ok(())
}

/// Computes and stores the statistics of one index of one authority.
fn keep_scope(store: &Store, scope: Scope, touched: &[Touched]) -> Result<(), FrameError> {
    let mut assessments: Vec<AssessmentRow> = Vec::new();
    for place in touched {
        store.delete_year_statistics(place)?;
        let Touched { year, block, .. } = *place;
        let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
        assessments.extend(store.load_assessments(selection)?);
    }

    // Small assessments are computed together. Large ones are computed one by one, so that only one
    // of them is in memory.
    let mut remaining = &assessments[..];
    while !remaining.is_empty() {
        let mut units = 0;
        let fits = |assessment: &&AssessmentRow| {
            units += assessment.known;
            units <= BATCH_UNITS
        };
        let batch_size = remaining.iter().take_while(fits).count().max(1);
        let (batch, others) = remaining.split_at(batch_size);
        keep_years(store, batch)?;
        remaining = others;
    }

    let mut years: BTreeMap<Block, BTreeSet<Year>> = BTreeMap::new();
    for Touched { year, block, .. } in touched {
        years.entry(*block).or_default().insert(*year);
    }
    for (block, touched) in years {
        Courses::load(store, scope, block)?.keep(&touched)?;
    }
    Ok(())
}

/// The most units that are computed in one batch.
const BATCH_UNITS: usize = 1000;

/// Computes and stores the statistics of single assessments.
fn keep_years(store: &Store, assessments: &[AssessmentRow]) -> Result<(), FrameError> {
    let figures = Figures::load(store, assessments)?;
    let sums = level_sums(&figures)?;
    store.keep(&level_losses(&sums))?;
    let standings = standings(&figures, &sums, assessments)?;
    let statistics: Vec<_> = standings.iter().map(|standing| standing.statistic.clone()).collect();
    store.keep(&statistics)?;

    let complete = assessments
        .iter()
        .filter(|candidate| candidate.coverage.is_complete())
        .map(|assessment| assessment.id)
        .collect();
    store.keep(&criterion_statistics(&figures, &criterion_scales(&figures)?, &complete)?)?;

    let (units, criteria) = gap_effects(&figures)?;
    store.keep(&units)?;
    store.keep(&criteria)?;

    let scores = LevelOne::of(&figures)?;
    for assessment in assessments {
        let members: Vec<_> = standings
            .iter()
            .filter(|standing| standing.printed.assessment_id == assessment.id)
            .collect();
        let is_complete = assessment.coverage.is_complete();

        if is_complete {
            // The intervals are competition ranks, so they are not comparable with dense ones.
            if assessment.ranks == RankConvention::Competition {
                store.keep(&rank_intervals(&members, &scores))?;
            }
            let (steps, surveys) = next_grade_steps(&members, &scores);
            store.keep(&steps)?;
            store.keep(&surveys)?;
            store.keep(&discrimination(assessment.id, &members, &scores))?;
            store.keep(agreement(assessment.id, &members).as_slice())?;
        }

        let (units, block) = gaps(&members, is_complete);
        store.keep(&units)?;
        store.keep(block.as_slice())?;
        if is_complete && let Some(model) = leniency(assessment.id, &members, &scores) {
            store.keep(&[model.block])?;
            store.keep(&model.units)?;
            store.keep(&model.criteria)?;
        }

        let attainments: Vec<_> =
            members.iter().filter_map(|standing| standing.attainment()).collect();
        if is_complete && !attainments.is_empty() {
            let attainment = attainments.iter().sum::<f64>() / attainments.len() as f64;
            store.keep(&[BlockMean {
                assessment_id: assessment.id,
                units: attainments.len(),
                attainment,
            }])?;
        }
    }
    Ok(())
}

/// A block over its years, for the statistics that span years.
struct Courses<'a> {
    store: &'a Store,
    scope: Scope,
    block: Block,
    history: History,
    /// The results of each year.
    results: BTreeMap<Year, Vec<ResultFigures>>,
    /// The scores of each year. Empty if fewer than two years have scores.
    scores: BTreeMap<Year, Scores>,
}

impl<'a> Courses<'a> {
    /// Loads the results of all comparable years. The scores are loaded later.
    fn load(store: &'a Store, scope: Scope, block: Block) -> Result<Self, FrameError> {
        let history = History::of_block(store, block)?;
        let mut results: BTreeMap<Year, Vec<ResultFigures>> = BTreeMap::new();
        let all: Vec<ResultFigures> =
            store.load(Selection { block: Some(block), ..Selection::default() }, &[])?;
        for result in all {
            if history.assessment(block, result.year).is_some() {
                results.entry(result.year).or_default().push(result);
            }
        }
        Ok(Self { store, scope, block, history, results, scores: BTreeMap::new() })
    }

    /// Computes and stores everything that depends on the touched years.
    fn keep(&mut self, touched: &BTreeSet<Year>) -> Result<(), FrameError> {
        let Some(first) = touched.first().copied() else { return Ok(()) };
        self.store.delete_course_statistics(self.scope, self.block, first)?;
        if self.results.is_empty() {
            return Ok(());
        }

        self.load_scores()?;
        self.keep_pairs(touched, first)?;
        self.keep_trends()?;
        self.keep_self_scoring()?;
        self.keep_leniency()?;

        let scores = std::mem::take(&mut self.scores);
        let weaknesses =
            lasting_weaknesses(self.store, &self.history, self.block, scores, &self.results)?;
        Ok(self.store.keep(&weaknesses)?)
    }

    /// The result ids by year and unit.
    fn ids(&self) -> HashMap<(Year, i64), i64> {
        let results = self.results.values().flatten();
        results.map(|result| ((result.year, result.unit_id), result.result_id)).collect()
    }

    /// Stores the pairs of years that contain a touched year, and the changes of criteria since the
    /// previous assessed year of each unit.
    fn keep_pairs(&self, touched: &BTreeSet<Year>, first: Year) -> Result<(), FrameError> {
        let previous = previous_results(&self.results);
        let is_new: BTreeSet<i64> = self
            .results
            .range(first..)
            .flat_map(|(_, units)| units)
            .map(|figures| figures.result_id)
            .collect();
        let rows = previous.iter().filter(|row| is_new.contains(&row.result_id)).cloned();
        self.store.keep(&rows.collect::<Vec<_>>())?;

        let previous: HashMap<i64, i64> =
            previous.iter().map(|row| (row.result_id, row.previous_id)).collect();

        let years = self.history.years(self.block);
        for to in years.iter().copied().filter(|to| *to >= first) {
            for from in years.iter().copied().filter(|from| *from < to) {
                let is_touched = touched.contains(&from) || touched.contains(&to);
                let earlier: BTreeSet<i64> =
                    self.results[&from].iter().map(|result| result.result_id).collect();
                let follows = |result: &ResultFigures| {
                    previous
                        .get(&result.result_id)
                        .is_some_and(|previous| earlier.contains(previous))
                };
                if is_touched || self.results[&to].iter().any(follows) {
                    self.keep_pair([from, to], is_touched, &earlier, &previous)?;
                }
            }
        }
        Ok(())
    }

    /// Stores one pair of years. `earlier` are the result ids of the earlier year, and `previous`
    /// maps each result to the unit's previous one.
    fn keep_pair(
        &self,
        years: [Year; 2],
        is_touched: bool,
        earlier: &BTreeSet<i64>,
        previous: &HashMap<i64, i64>,
    ) -> Result<(), FrameError> {
        let [from, to] = years;
        let is_scored = |year: Year| self.results[&year].iter().any(|result| result.scored);
        let changes = if is_scored(from) && is_scored(to) {
            changes(
                [&self.results[&from], &self.results[&to]],
                [&self.scores[&from], &self.scores[&to]],
            )
        } else {
            Vec::new()
        };

        let splits = changes.iter().filter(|change| {
            let previous = previous.get(&change.result_id);
            previous.is_some_and(|previous| earlier.contains(previous))
        });
        self.store.keep(&splits.filter_map(split).collect::<Vec<_>>())?;
        if is_touched {
            self.keep_deltas(years, &changes)?;
        }
        Ok(())
    }

    /// Stores the changes of the units between two years.
    fn keep_deltas(&self, years: [Year; 2], changes: &[Change<'_>]) -> Result<(), FrameError> {
        let [from, to] = years
            .map(|year| self.history.assessment(self.block, year).map(|assessment| assessment.id));
        if let (Some(from_assessment), Some(to_assessment)) = (from, to) {
            let framework_changed = self.history.is_framework_changed(self.block, years);
            self.store.keep(&[YearPair { from_assessment, to_assessment, framework_changed }])?;
        }

        let ids = self.ids();
        let rows =
            deltas(&self.history, self.block, years, changes).into_iter().filter_map(|row| {
                Some(Delta {
                    from_result: *ids.get(&(row.from_year, row.unit_id))?,
                    to_result: *ids.get(&(row.to_year, row.unit_id))?,
                    performance: row.performance,
                    weight: row.weight,
                    constant_from: row.constant_from,
                    constant_to: row.constant_to,
                    own_change: row.own_change,
                    framework_change: row.framework_change,
                    set_change: row.set_change,
                })
            });
        Ok(self.store.keep(&rows.collect::<Vec<_>>())?)
    }

    /// Loads the scores of all years that have some, if there are at least two such years.
    fn load_scores(&mut self) -> Result<(), FrameError> {
        let scored =
            self.results.iter().filter(|(_, figures)| figures.iter().any(|result| result.scored));
        let years: Vec<Year> = scored.map(|(year, _)| *year).collect();
        for year in years.iter().filter(|_| years.len() > 1) {
            if let Entry::Vacant(entry) = self.scores.entry(*year) {
                let assessment = self
                    .history
                    .assessment(self.block, *year)
                    .map_or(0, |assessment| assessment.id);
                entry.insert(Scores::load(self.store, assessment)?);
            }
        }
        Ok(())
    }

    /// Stores the courses of the units and of the block, and the mergers.
    fn keep_trends(&self) -> Result<(), FrameError> {
        let ids = self.ids();
        let like = LikeForLike::of(&self.scores);
        let mut trends = trends(&self.history, Lineage::AsIs);
        compare_like_with_like(&mut trends, &like, &ids);

        let rows = trends.into_iter().filter_map(|row| {
            Some(Trend {
                unit_id: row.unit_id,
                first_result: *ids.get(&(row.first_year, row.unit_id))?,
                last_result: *ids.get(&(row.last_year, row.unit_id))?,
                label: row.label,
                years: row.years,
                slope: row.slope,
                tau: row.tau,
                volatility: row.volatility,
                best_year: row.best_year,
                worst_year: row.worst_year,
                rising: row.rising,
                falling: row.falling,
                top_quarter: row.top_quarter,
                bottom_quarter: row.bottom_quarter,
                framework_changes: row.framework_changes,
                constant_criteria: row.constant_criteria,
                constant_first: row.constant_first,
                constant_last: row.constant_last,
                constant_slope: row.constant_slope,
                simulated: row.simulated,
            })
        });
        self.store.keep(&rows.collect::<Vec<_>>())?;

        let (trend, steps) = block_course(&self.history, (self.scope, self.block), &like, &ids);
        self.store.keep(&steps)?;
        self.store.keep(&[trend])?;

        let changes = |years| load_deltas(self.store, self.block, years);
        Ok(self.store.keep(&mergers(&self.history, self.block, &like, &ids, changes)?)?)
    }

    /// Stores the lasting leniency of the units.
    fn keep_leniency(&self) -> Result<(), FrameError> {
        let selection = Selection { block: Some(self.block), ..Selection::default() };
        let rows: Vec<LeniencyRow> = self.store.load(selection, &[])?;

        let mut models: BTreeMap<Year, BlockLeniency> = BTreeMap::new();
        for year in rows.iter().map(|row| row.year).collect::<BTreeSet<_>>() {
            let assessment = self.history.assessment(self.block, year).map_or(0, |row| row.id);
            let of_assessment = [(BlockLeniency::assessment_id, Cell::Id(assessment))];
            let block_models: Vec<BlockLeniency> =
                self.store.load(Selection::default(), &of_assessment)?;
            models.extend(block_models.into_iter().map(|model| (year, model)));
        }
        Ok(self.store.keep(&lasting_leniency(&rows, &models, &self.ids()))?)
    }

    /// Stores lasting over-scoring and improved self-scoring.
    fn keep_self_scoring(&self) -> Result<(), FrameError> {
        let ids = self.ids();
        let selection = Selection { block: Some(self.block), ..Selection::default() };
        let gaps: Vec<UnitGapRow> = self.store.load(selection, &[])?;

        let streaks = persistent_overscoring(&gaps).into_iter().filter_map(|row| {
            let last_result = *ids.get(&(row.last_year, row.unit_id))?;
            let (years, first_year, mean_gap_share) =
                (row.years, row.first_year, row.mean_gap_share);
            Some(OverscoringStreak { last_result, years, first_year, mean_gap_share })
        });
        self.store.keep(&streaks.collect::<Vec<_>>())?;

        let improvements = improved_self_scoring(&gaps).into_iter().filter_map(|row| {
            let from_result = *ids.get(&(row.from_year, row.unit_id))?;
            Some(SelfScoringImprovement {
                from_result,
                to_result: *ids.get(&(row.to_year, row.unit_id))?,
            })
        });
        Ok(self.store.keep(&improvements.collect::<Vec<_>>())?)
    }
}

/// Links every result with scores to the unit's previous result with scores.
fn previous_results(results: &BTreeMap<Year, Vec<ResultFigures>>) -> Vec<PreviousResult> {
    let mut last: HashMap<i64, i64> = HashMap::new();
    let mut rows = Vec::new();
    for result in results.values().flatten().filter(|result| result.scored) {
        if let Some(previous_id) = last.insert(result.unit_id, result.result_id) {
            rows.push(PreviousResult { result_id: result.result_id, previous_id });
        }
    }
    rows
}

/// The stored split of a change: the part that the unit made. None if the maximum did not change or
/// is zero in either year.
fn split(change: &Change<'_>) -> Option<CriterionSplit> {
    let [max_from, max_to] = change.maxima;
    if max_from == max_to || max_from == Points::ZERO || max_to == Points::ZERO {
        return None;
    }
    let performance = change.split()?.performance;
    Some(CriterionSplit {
        result_id: change.result_id,
        criterion_id: change.criterion_id?,
        performance,
    })
}
