//! Before the appraisal: which self scores to look at first. After the appraisal: how good such
//! lists would have been, and which cuts need a reason. The method is described in
//! `docs/methods/review.md`.
//!
//! A forecast is no appraisal. It says nothing about intent.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Points, Year, billionths};
use crate::relation::{
    BlockLeniency, Cell, GapRow, LeniencyRow, ResultFigures, ReviewRow, ReviewTrial, ScoreRow,
    SelfScoreRow,
};
use crate::stats::{median, systematic_sample};
use crate::store::{Selection, Store, StoreError};

use super::forecast::{Forecast, ForecastErrors, Gap, YearGaps, block_share};
use super::judgement::{CUT_OF, CUT_SHARE, LIST_SHARE, RANGE_TAIL};
use super::leniency::{LENIENCY_YEARS, lasting_leniency};

/// The data that a review list is based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewBasis {
    /// Earlier complete years with self and appraised scores, earliest first.
    Years(Vec<Year>),
    /// The self scores alone, because there are no earlier years.
    SelfScores,
}

/// The self scores of a block that is still to be appraised.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The year.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The data that the list is based on.
    pub basis: ReviewBasis,
    /// Every self score of level 1, the most points at stake first.
    pub rows: Vec<ReviewRow>,
    /// How good such lists would have been in past years, earliest first.
    pub trials: Vec<ReviewTrial>,
    /// The number of units with self scores, and the number of units in the block.
    pub known: (usize, usize),
    /// Cells that apply but have no self score, as (unit, criterion).
    pub missing: Vec<(String, String)>,
    /// Whether the self scores or any comparable year of the block are simulated.
    pub simulated: bool,
}

impl Review {
    /// The sum of the points at stake: of the cells on the list, and of all cells.
    #[must_use]
    pub fn at_stake(&self) -> [f64; 2] {
        let sum = |is_in: fn(&ReviewRow) -> bool| {
            self.rows.iter().filter(|row| is_in(row)).map(|row| row.at_stake).sum::<f64>()
        };
        [sum(|row| row.listed), sum(|_| true)]
    }
}

/// The years of a block that was scored twice, with the data for forecasts.
struct Past {
    /// The gaps of each complete year.
    years: BTreeMap<Year, YearGaps>,
    leniency: Vec<LeniencyRow>,
    models: BTreeMap<Year, BlockLeniency>,
    /// The result ids by year and unit.
    results: HashMap<(Year, i64), i64>,
    /// Whether any of the years is simulated.
    simulated: bool,
}

impl Past {
    /// Loads all comparable years of a block.
    fn load(store: &Store, block: Block) -> Result<Self, StoreError> {
        let compared = Selection { block: Some(block), ..Selection::default() };
        let assessments = store.load_assessments(compared)?;
        let is_complete = |year: Year| {
            assessments
                .iter()
                .any(|assessment| assessment.year == year && assessment.coverage.is_complete())
        };

        let gaps: Vec<GapRow> = store.load(compared, &[(GapRow::level, Cell::Level(1))])?;
        let scores: Vec<ScoreRow> = store.load(compared, &[(ScoreRow::level, Cell::Level(1))])?;
        let maxima: HashMap<(Year, i64, &str), Points> = scores
            .iter()
            .map(|row| ((row.year, row.unit_id, row.criterion.as_str()), row.max_appraised))
            .collect();

        let mut years: BTreeMap<Year, YearGaps> = BTreeMap::new();
        for row in gaps.iter().filter(|row| is_complete(row.year)) {
            let maximum = maxima.get(&(row.year, row.unit_id, row.criterion.as_str()));
            let maximum = maximum.map_or(0.0, |maximum| in_points(*maximum));
            let self_share = if maximum > 0.0 { in_points(row.self_score) / maximum } else { 0.0 };
            let gap = Gap { share: row.gap_share, maximum, self_score: self_share };
            years.entry(row.year).or_default().insert((row.unit_id, row.series.clone()), gap);
        }

        let mut models = BTreeMap::new();
        for assessment in &assessments {
            let of_assessment = [(BlockLeniency::assessment_id, Cell::Id(assessment.id))];
            let block_models: Vec<BlockLeniency> =
                store.load(Selection::default(), &of_assessment)?;
            models.extend(block_models.into_iter().map(|model| (assessment.year, model)));
        }

        let results: Vec<ResultFigures> =
            store.load(Selection { block: Some(block), ..Selection::default() }, &[])?;
        Ok(Self {
            years,
            leniency: store.load(compared, &[])?,
            models,
            simulated: assessments.iter().any(|assessment| assessment.simulated),
            results: results.iter().map(|row| ((row.year, row.unit_id), row.result_id)).collect(),
        })
    }

    /// The last [`LENIENCY_YEARS`] years before a year, earliest first.
    fn before(&self, year: Year) -> Vec<(Year, &YearGaps)> {
        let years =
            self.years.range(..year).rev().take(LENIENCY_YEARS).map(|(year, gaps)| (*year, gaps));
        let mut years: Vec<_> = years.collect();
        years.reverse();
        years
    }

    /// The forecast for a year from the years before it. None without earlier years.
    fn forecast(&self, year: Year) -> Option<Forecast> {
        Forecast::of(&self.before(year), self.leniency(year))
    }

    /// How far each unit scores itself above its block, from the years before a year: the lasting
    /// part, or the leniency of the last year if no lasting part can be estimated.
    fn leniency(&self, year: Year) -> HashMap<i64, f64> {
        let rows: Vec<LeniencyRow> =
            self.leniency.iter().filter(|row| row.year < year).cloned().collect();
        let models =
            self.models.range(..year).map(|(year, model)| (*year, model.clone())).collect();
        let units: HashMap<i64, i64> = self
            .results
            .iter()
            .filter(|((candidate, _), _)| *candidate < year)
            .map(|((_, unit), id)| (*id, *unit))
            .collect();

        let lasting = lasting_leniency(&rows, &models, &self.results);
        let lasting: HashMap<i64, f64> = lasting
            .iter()
            .filter_map(|row| Some((*units.get(&row.last_result)?, row.leniency)))
            .collect();
        if !lasting.is_empty() {
            return lasting;
        }

        let last = rows.iter().map(|row| row.year).max();
        rows.iter()
            .filter(|row| Some(row.year) == last)
            .map(|row| (row.unit_id, row.leniency))
            .collect()
    }

    /// The errors of the forecasts of the years before a year. If only one earlier year exists, the
    /// deviations within that year from its own forecast are used instead.
    fn misses(&self, year: Year) -> ForecastErrors {
        let years = self.before(year);
        let forecasts =
            years.iter().filter_map(|(year, gaps)| Some((self.forecast(*year)?, *gaps)));
        let errors: Vec<f64> = forecasts
            .flat_map(|(forecast, gaps)| forecast.misses(gaps).collect::<Vec<_>>())
            .collect();
        if !errors.is_empty() {
            return ForecastErrors::of(errors.into_iter());
        }

        let deviations = self.forecast(year).map(|forecast| {
            years
                .iter()
                .flat_map(|(_, gaps)| forecast.misses(gaps).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        });
        ForecastErrors::of(deviations.unwrap_or_default().into_iter())
    }
}

fn in_points(points: Points) -> f64 {
    points.ten_thousandths() as f64 / 1e4
}

/// Reviews the self scores that are still to be appraised, block by block. Empty if there are none.
/// A sample of `sample` cells is drawn from those that are not on the list; the seed determines
/// which.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn review(
    store: &Store,
    selection: Selection,
    sample: usize,
    seed: u64,
) -> Result<Vec<Review>, StoreError> {
    let assessments = store.load_assessments(Selection { waiting: true, ..selection })?;

    let mut reviews = Vec::new();
    for assessment in assessments {
        let (year, block) = (assessment.year, assessment.block);
        let of_year = Selection { year: Some(year), block: Some(block), ..Selection::default() };
        let scores: Vec<SelfScoreRow> =
            store.load(of_year, &[(SelfScoreRow::level, Cell::Level(1))])?;
        let past = Past::load(store, block)?;
        let years: Vec<Year> = past.before(year).into_iter().map(|(year, _)| year).collect();

        let mut rows = match past.forecast(year) {
            Some(forecast) => {
                let misses = past.misses(year);
                scores.iter().filter_map(|row| expected(row, &forecast, &misses)).collect()
            }
            None => against_medians(&scores),
        };
        choose(&mut rows, sample, seed);

        reviews.push(Review {
            year,
            block,
            basis: if years.is_empty() {
                ReviewBasis::SelfScores
            } else {
                ReviewBasis::Years(years)
            },
            rows,
            trials: trials(&past, block).into_iter().filter(|row| row.year < year).collect(),
            known: (assessment.known, assessment.units),
            missing: scores
                .iter()
                .filter(|row| row.self_score.is_none() && row.max_appraised > Points::ZERO)
                .map(|row| (row.unit.clone(), row.criterion.clone()))
                .collect(),
            simulated: assessment.simulated || past.simulated,
        });
    }
    Ok(reviews)
}

/// A row of the review without a forecast.
fn blank_row(row: &SelfScoreRow, self_score: Points) -> ReviewRow {
    ReviewRow {
        year: row.year,
        block: row.block,
        unit: row.unit.clone(),
        unit_id: row.unit_id,
        criterion: row.criterion.clone(),
        series: row.series.clone(),
        self_score,
        max_appraised: row.max_appraised,
        expected: None,
        lowest: None,
        highest: None,
        at_stake: 0.0,
        criterion_gap_share: None,
        block_gap_share: None,
        leniency: None,
        repeated: None,
        median: None,
        listed: false,
        sampled: false,
        reason: String::new(),
    }
}

/// Forecasts the appraisal of one self score. None if the self score is missing.
fn expected(row: &SelfScoreRow, forecast: &Forecast, misses: &ForecastErrors) -> Option<ReviewRow> {
    let self_score = row.self_score?;
    let self_share = self_score.share_of(row.max_appraised)?;

    let parts = forecast.parts(&(row.unit_id, row.series.clone()));
    let gap = parts.sum();
    let maximum = in_points(row.max_appraised);
    let appraised = |gap: f64| ((self_share - gap).clamp(0.0, 1.0) * maximum).max(0.0);

    Some(ReviewRow {
        expected: Some(appraised(gap)),
        lowest: Some(appraised(gap + misses.decile(10 - RANGE_TAIL))),
        highest: Some(appraised(gap + misses.decile(RANGE_TAIL))),
        at_stake: misses.at_stake(gap, self_share) * maximum,
        criterion_gap_share: parts.criterion,
        block_gap_share: if parts.criterion.is_none() { Some(parts.block) } else { None },
        leniency: parts.leniency,
        repeated: Some(parts.repeated),
        ..blank_row(row, self_score)
    })
}

/// Compares self scores with the medians of the block. Without earlier years no more is possible.
fn against_medians(scores: &[SelfScoreRow]) -> Vec<ReviewRow> {
    let mut shares: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in scores {
        let share = row.self_score.and_then(|points| points.share_of(row.max_appraised));
        shares.entry(&row.criterion).or_default().extend(share);
    }
    let medians: BTreeMap<&str, f64> = shares
        .iter()
        .filter_map(|(criterion, shares)| Some((*criterion, median(shares)?)))
        .collect();

    let against = |row: &SelfScoreRow| {
        let self_score = row.self_score?;
        let (self_share, median) =
            (self_score.share_of(row.max_appraised)?, *medians.get(row.criterion.as_str())?);
        let at_stake = (self_share - median).max(0.0) * in_points(row.max_appraised);
        Some(ReviewRow { at_stake, median: Some(median), ..blank_row(row, self_score) })
    };
    scores.iter().filter_map(against).collect()
}

/// Sorts the rows by points at stake, the most first. Lists the fewest rows that hold
/// [`LIST_SHARE`] of all points at stake, and draws a sample of the others.
fn choose(rows: &mut [ReviewRow], sample: usize, seed: u64) {
    // The sample is drawn in printed order, so take the cells before sorting.
    let cells: Vec<(i64, String)> =
        rows.iter().map(|row| (row.unit_id, row.criterion.clone())).collect();

    // The sort is stable: rows with equal points at stake stay in printed order.
    rows.sort_by_key(|row| Reverse(billionths(row.at_stake)));
    let all: f64 = rows.iter().map(|row| row.at_stake).sum();
    let mut captured = 0.0;
    for row in rows.iter_mut() {
        row.listed = row.at_stake > 0.0 && billionths(captured) < billionths(LIST_SHARE * all);
        captured += row.at_stake;
    }

    let is_listed: HashMap<(i64, &str), bool> =
        rows.iter().map(|row| ((row.unit_id, row.criterion.as_str()), row.listed)).collect();
    let unlisted: Vec<_> = cells
        .into_iter()
        .filter(|(unit, criterion)| !is_listed[&(*unit, criterion.as_str())])
        .collect();
    let drawn: Vec<_> = systematic_sample(unlisted.len(), sample, seed)
        .into_iter()
        .map(|index| unlisted[index].clone())
        .collect();
    for row in rows.iter_mut() {
        row.sampled = drawn
            .iter()
            .any(|(unit, criterion)| (*unit, criterion) == (row.unit_id, &row.criterion));
    }
}

/// Returns how good the lists of past years would have been, for the selected blocks and years.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn review_trials(store: &Store, selection: Selection) -> Result<Vec<ReviewTrial>, StoreError> {
    let assessments = store.load_assessments(selection)?;
    let mut blocks: Vec<Block> = assessments.iter().map(|assessment| assessment.block).collect();
    blocks.sort_unstable();
    blocks.dedup();

    let mut rows = Vec::new();
    for block in blocks {
        let block_trials = trials(&Past::load(store, block)?, block);
        rows.extend(
            block_trials
                .into_iter()
                .filter(|row| selection.year.is_none_or(|year| year == row.year)),
        );
    }
    Ok(rows)
}

/// The trials of all years that have an earlier one.
fn trials(past: &Past, block: Block) -> Vec<ReviewTrial> {
    past.years.keys().filter_map(|year| trial(past, block, *year)).collect()
}

/// Tests how good the list of a year would have been if it were made from the years before it. None
/// if there are no earlier years.
fn trial(past: &Past, block: Block, year: Year) -> Option<ReviewTrial> {
    let gaps = past.years.get(&year)?;
    let forecast = past.forecast(year)?;
    let misses = past.misses(year);
    let (_, before) = past.years.range(..year).next_back()?;
    let block_gap_share = block_share(before);
    let cells = gaps.len();

    let error = |expected: &dyn Fn(&(i64, String)) -> f64| {
        gaps.iter().map(|(key, gap)| (gap.share - expected(key)).abs() * gap.maximum).sum::<f64>()
            / cells as f64
    };
    let last_year = |key: &(i64, String)| before.get(key).map_or(block_gap_share, |gap| gap.share);

    // The over-scored points of a cell, and the cells ordered by a forecast of these points.
    let over = |gap: &Gap| gap.share.max(0.0) * gap.maximum;
    let all: f64 = gaps.values().map(over).sum();
    let ordered = |points: &dyn Fn(&(i64, String), &Gap) -> f64| {
        let mut listed_gaps: Vec<_> =
            gaps.iter().map(|(key, gap)| (billionths(points(key, gap)), gap)).collect();
        listed_gaps.sort_by_key(|(points, _)| Reverse(*points));
        listed_gaps
    };

    // The length of the list: the fewest cells that hold the required share of the stakes.
    let stake = |key: &(i64, String), gap: &Gap| {
        misses.at_stake(forecast.parts(key).sum(), gap.self_score) * gap.maximum
    };
    let best_first = ordered(&stake);
    let total_stake: i64 = best_first.iter().map(|(points, _)| points).sum();
    let mut listed_stake = 0;
    let is_needed = |(points, _): &&(i64, &Gap)| {
        let is_needed = (listed_stake as f64) < LIST_SHARE * total_stake as f64;
        listed_stake += points;
        is_needed
    };
    let listed = best_first.iter().take_while(is_needed).count();

    // The share of the over-scored points on a list. If equal cells straddle its end, each counts
    // with the same fraction, because their order is arbitrary.
    let captured = |gaps: &[(i64, &Gap)]| {
        let (mut rest, mut captured) = (listed, 0.0);
        for equals in gaps.chunk_by(|a, b| a.0 == b.0) {
            let count = rest.min(equals.len());
            captured += equals.iter().map(|(_, gap)| over(gap)).sum::<f64>() * count as f64
                / equals.len() as f64;
            rest -= count;
        }

        if all > 0.0 { captured / all } else { 1.0 }
    };
    let by_last_year = ordered(&|key, gap| last_year(key).max(0.0) * gap.maximum);

    Some(ReviewTrial {
        year,
        block,
        cells,
        error: error(&|key| forecast.parts(key).sum()),
        error_last_year: error(&last_year),
        error_block: error(&|_| block_gap_share),
        listed,
        captured: captured(&best_first),
        captured_last_year: captured(&by_last_year),
    })
}

/// A self score that the appraisal cut so much that a reason is asked for.
pub type Cut = GapRow;

/// Returns the cuts of the selected assessments that need a reason, the largest first within a year
/// and block.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn cuts(store: &Store, selection: Selection) -> Result<Vec<Cut>, StoreError> {
    let gaps: Vec<GapRow> = store.load(selection, &[(GapRow::level, Cell::Level(1))])?;
    let scores: Vec<ScoreRow> = store.load(selection, &[(ScoreRow::level, Cell::Level(1))])?;

    let mut max_totals: HashMap<(Year, i64), Points> = HashMap::new();
    for row in &scores {
        let points = max_totals.entry((row.year, row.unit_id)).or_insert(Points::ZERO);
        *points = *points + row.max_total;
    }

    let is_cut = |row: &GapRow| {
        let max_total =
            max_totals.get(&(row.year, row.unit_id)).map_or(0, |points| points.ten_thousandths());
        let is_large =
            i128::from(row.gap.ten_thousandths()) * i128::from(CUT_OF) >= i128::from(max_total);
        row.gap > Points::ZERO && is_large && billionths(row.gap_share) >= billionths(CUT_SHARE)
    };

    let mut cuts: Vec<_> = gaps.into_iter().filter(is_cut).collect();
    cuts.sort_by_key(|row| (row.year, row.block, Reverse(row.gap)));
    Ok(cuts)
}
