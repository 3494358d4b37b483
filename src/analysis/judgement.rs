//! Decides what stands out: the thresholds that reports print, and the units and criteria that are
//! named.
//!
//! Sentences, tables and charts all take their selections from here, so that they name the same
//! units. This module works on rows of relations; it loads nothing and writes no sentences.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::model::{Points, Rule, Severity, Year, billionths};
use crate::relation::{
    BlockSpread, CriterionChange, CriterionDiscrimination, CriterionStrictness, CriterionSummary,
    DeltaRow, FindingRow, GapRow, LastingLeniency, LeniencyRow, MergerRow, PersistentWeakness,
    RankIntervalRow, RankingRow, SurveyAgreement, UnitGapRow, WeaknessRow,
};

use super::GradeDistance;

/// Modified z-scores of at least this are outliers (Iglewicz and Hoaglin, How to Detect and Handle
/// Outliers, 1993).
pub const OUTLIER: f64 = 3.5;

/// The smallest residual of a gap that is worth a look, as a share of the maximum.
pub const WORTH_A_LOOK: f64 = 0.05;

/// If the reliability of a year is below this, no unit is named for scoring itself high.
pub const RELIABLE: f64 = 0.6;

/// A leniency is certain if it is at least this many times its spread.
pub const SURE: f64 = 2.0;

/// A criterion is read in two ways if the block's gap on it lies at least this far above the
/// block's overall gap, as a share of the maximum.
pub const STRICT: f64 = 0.05;

/// The signs of deviations are compared only from this size on, as a share of the maximum.
const MIN_SIGNED_DEVIATION: f64 = 0.005;

/// Neighbours are nearly level if moving less than this share of the weight swaps them.
pub const NEAR_TIE: f64 = 0.01;

/// A weakness lasts if a unit is behind in at least this many …
pub const OFTEN: usize = 3;
/// … of this many latest assessed years, …
pub const WINDOW: usize = 4;
/// … by at least this share of the maximum, both on average and in the last year, …
pub const FAR_BEHIND: f64 = 0.05;
/// … and if in the last year it lost there at least 1 / `LOST_OF` of all points that applied to it:
/// 1.00 of 100.
pub const LOST_OF: i64 = 100;

/// A unit with lasting weaknesses in at least this many criteria is named.
pub const MANY_WEAKNESSES: usize = 3;

/// Over-scoring lasts if a unit's gap share is above its block's in at least this many assessed
/// years in a row, …
pub const STREAK: usize = 3;
/// … and in the last one by at least this share of the maximum. Self-scoring improves if it comes
/// down by at least as much.
pub const EXCESS: f64 = 0.02;

/// A change of attainment of at least this is large, as a share of the maximum: 1.00 point of 100.
pub const LARGE_CHANGE: f64 = 0.01;

/// A criterion hardly distinguishes units if at least this share of them has all points, …
pub const ALL_AT_MAXIMUM: f64 = 0.9;
/// … or if the standard deviation of their attainments is below this.
pub const FLAT: f64 = 0.01;

/// A criterion runs against the others if its correlation with them is at most this in two years in
/// a row.
pub const AGAINST: f64 = -0.3;

/// A block converges or spreads if its standard deviation changed by at least this share of its
/// first value …
pub const CONVERGED: f64 = 0.25;
/// … and by at least this much.
pub const CONVERGED_LEAST: f64 = 0.005;

/// Survey and appraisal agree if τ-b is at least this in two years in a row, …
pub const AGREES: f64 = 0.5;
/// … and hardly agree if it is at most this.
pub const HARDLY_AGREES: f64 = 0.2;

/// The review list holds at least this share of the points at stake.
pub const LIST_SHARE: f64 = 0.8;

/// The tenths of past forecast errors that are cut off at either end of a range.
pub const RANGE_TAIL: usize = 1;

/// A cut needs a reason if it is at least this share of the maximum …
pub const CUT_SHARE: f64 = 0.2;
/// … and at least 1 / `CUT_OF` of all points that apply to the unit: 1.00 of 100.
pub const CUT_OF: i64 = 100;

/// In a block of fewer units, a single unit that moves changes the ranks of many others.
pub const FEW_UNITS: usize = 10;

/// A unit that lacks at most 1 / `NEAR_GRADE_OF` of its maximum to the next grade is close to it:
/// 1.00 of 100 points.
pub const NEAR_GRADE_OF: i64 = 100;

/// How many units are named in each direction.
const MOVERS: usize = 2;

/// The units whose attainment changed most between two years, the largest change first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Movers<'a> {
    /// The units that rose.
    pub risen: Vec<&'a DeltaRow>,
    /// The units that fell.
    pub fallen: Vec<&'a DeltaRow>,
}

impl Movers<'_> {
    /// The units that rose most and those that fell most, with all ties.
    #[must_use]
    pub fn extremes(&self) -> [Vec<&DeltaRow>; 2] {
        let size = |row: &DeltaRow| billionths(row.attainment_delta.unwrap_or(0.0).abs());
        [&self.risen, &self.fallen].map(|rows| ties(rows.iter().copied(), size))
    }

    /// The years between which the units moved. None if no unit moved.
    #[must_use]
    pub fn years(&self) -> Option<[Year; 2]> {
        let row = self.risen.first().or(self.fallen.first())?;
        Some([row.from_year, row.to_year])
    }
}

/// Returns the rows with the largest value, with all ties.
#[must_use]
pub fn ties<'a, T>(rows: impl IntoIterator<Item = &'a T>, value: impl Fn(&T) -> i64) -> Vec<&'a T> {
    let mut top: Vec<&T> = Vec::new();
    for row in rows {
        let best = top.first().map(|best| value(best));
        if best.is_none_or(|best| value(row) > best) {
            top.clear();
        }
        if best.is_none_or(|best| value(row) >= best) {
            top.push(row);
        }
    }
    top
}

/// Returns the units that moved most in each direction, by at least [`LARGE_CHANGE`]. Units that
/// are equal to the last of them are named as well.
#[must_use]
pub fn movers<'a>(deltas: impl IntoIterator<Item = &'a DeltaRow>) -> Movers<'a> {
    let deltas: Vec<_> = deltas.into_iter().collect();
    let change = |row: &DeltaRow| row.attainment_delta.filter(|_| row.delta.is_some());

    let moved = |sign: f64| {
        let size = |row: &DeltaRow| change(row).map_or(0, |change| billionths(sign * change));
        let is_large = |row: &&DeltaRow| size(row) >= billionths(LARGE_CHANGE);
        let mut rows: Vec<_> = deltas.iter().copied().filter(is_large).collect();
        rows.sort_by_key(|row| Reverse(size(row)));
        if let Some(last) = rows.get(MOVERS - 1).map(|row| size(row)) {
            rows.retain(|row| size(row) >= last);
        }
        rows
    };

    Movers { risen: moved(1.0), fallen: moved(-1.0) }
}

/// A summary of the gaps of a block.
#[derive(Debug, Clone, PartialEq)]
pub struct GapSummary<'a> {
    /// Units with a known gap.
    pub units: usize,
    /// Units that scored themselves above the appraisal.
    pub over: usize,
    /// The mean gap in points, exact to 28 digits.
    pub mean: Decimal,
    /// The units with the largest gap above zero, with all ties.
    pub largest: Vec<&'a UnitGapRow>,
    /// The units whose gap is an outlier. None if the block has too few units for outliers.
    pub outliers: Option<Vec<&'a UnitGapRow>>,
}

/// Sums up the gaps of a block, given by size. None if there are none.
#[must_use]
pub fn gap_summary(gaps: &[UnitGapRow]) -> Option<GapSummary<'_>> {
    let sum: Points = gaps.iter().map(|row| row.gap).sum();
    let is_outlier = |row: &&UnitGapRow| row.robust_z.is_some_and(|z| z >= OUTLIER);
    let has_outliers = gaps.iter().any(|row| row.robust_z.is_some());
    Some(GapSummary {
        units: gaps.len(),
        over: gaps.iter().filter(|row| row.gap > Points::ZERO).count(),
        mean: sum.to_decimal().checked_div(gaps.len().into())?,
        largest: ties(gaps.iter().filter(|row| row.gap > Points::ZERO), |row| {
            row.gap.ten_thousandths()
        }),
        outliers: has_outliers.then(|| gaps.iter().filter(is_outlier).collect()),
    })
}

/// What the gap model of a block shows in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct LeniencySummary<'a> {
    /// Any row of the model, for the figures that all rows share.
    pub any: &'a LeniencyRow,
    /// The units that certainly score themselves high, the most lenient first. None if the year is
    /// not reliable enough to name them.
    pub lenient: Option<Vec<&'a LeniencyRow>>,
    /// The criteria on which the whole block scores itself high, the strictest first.
    pub strict: Vec<&'a CriterionStrictness>,
    /// The units whose deviation changes its sign if medians replace means. A few large gaps
    /// determine their deviation.
    pub disputed: Vec<&'a LeniencyRow>,
}

/// Sums up the model of one block in one year. `gaps` are the gaps of the same year and block. None
/// if there is no model.
#[must_use]
pub fn leniency_summary<'a>(
    rows: &'a [LeniencyRow],
    criteria: &'a [CriterionStrictness],
    gaps: &[GapRow],
) -> Option<LeniencySummary<'a>> {
    let any = rows.first()?;

    let mut lenient: Vec<_> = rows.iter().filter(|row| is_sure(row.leniency, row.spread)).collect();
    lenient.sort_by_key(|row| Reverse(billionths(row.leniency)));

    let mut strict: Vec<_> = criteria.iter().filter(|row| row.strictness >= STRICT).collect();
    strict.sort_by_key(|row| Reverse(billionths(row.strictness)));

    let medians: HashMap<i64, f64> = gaps
        .iter()
        .filter(|row| row.level == 1)
        .map(|row| (row.unit_id, row.unit_effect))
        .collect();
    let is_disputed = |row: &&LeniencyRow| {
        medians.get(&row.unit_id).is_some_and(|median| {
            median.abs().min(row.deviation.abs()) >= MIN_SIGNED_DEVIATION
                && median.signum() * row.deviation.signum() < 0.0
        })
    };

    Some(LeniencySummary {
        any,
        lenient: (any.reliability >= RELIABLE).then_some(lenient),
        strict,
        disputed: rows.iter().filter(is_disputed).collect(),
    })
}

/// Whether a leniency is certainly above zero.
fn is_sure(leniency: f64, spread: f64) -> bool {
    leniency > 0.0 && leniency >= SURE * spread
}

/// Returns the units whose leniency certainly lasts, the most lenient first.
#[must_use]
pub fn surely_lenient(rows: &[LastingLeniency]) -> Vec<&LastingLeniency> {
    let mut sure: Vec<_> = rows.iter().filter(|row| is_sure(row.leniency, row.spread)).collect();
    sure.sort_by_key(|row| Reverse(billionths(row.leniency)));
    sure
}

/// A summary of how certain the ranks of a block are.
#[derive(Debug, Clone, PartialEq)]
pub struct RankSummary<'a> {
    /// Units with a rank.
    pub units: usize,
    /// Units whose rank does not depend on rounding.
    pub rounding: usize,
    /// The number of units that keep their rank under weights up to a tenth more or less, and the
    /// number of ranks in the widest interval. None if not all scores by criterion are known.
    pub tenth: Option<(usize, usize)>,
    /// The nearly level neighbours, with the share of the weight that swaps them, the smallest
    /// share first.
    pub near_ties: Vec<(&'a RankIntervalRow, &'a RankIntervalRow, f64)>,
}

/// Returns the neighbours that swap if less than [`NEAR_TIE`] of the weight moves. `rows` are those
/// of one block in one year, by rank.
fn near_ties(rows: &[RankIntervalRow]) -> Vec<(&RankIntervalRow, &RankIntervalRow, f64)> {
    let pairs = rows.windows(2).filter_map(|pair| Some((&pair[0], &pair[1], pair[0].swap_share?)));
    pairs.filter(|(_, _, share)| *share < NEAR_TIE).collect()
}

/// Two neighbours that are level in a year, or nearly level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LevelPair {
    /// The year.
    pub year: Year,
    /// The id of the unit that is listed first.
    pub upper: i64,
    /// The id of the unit that is listed second.
    pub lower: i64,
}

/// Returns the neighbours that share a rank and those that are nearly level. `rows` are those of
/// one block, by year and rank.
#[must_use]
pub fn level_pairs(rows: &[RankIntervalRow]) -> Vec<LevelPair> {
    let mut pairs = Vec::new();
    for year_rows in rows.chunk_by(|a, b| a.year == b.year) {
        let near_tie_ids: Vec<i64> =
            near_ties(year_rows).iter().map(|(upper, ..)| upper.unit_id).collect();
        let is_level = |pair: &&[RankIntervalRow]| {
            pair[0].rank == pair[1].rank || near_tie_ids.contains(&pair[0].unit_id)
        };
        let level = year_rows.windows(2).filter(is_level);
        pairs.extend(level.map(|pair| LevelPair {
            year: pair[0].year,
            upper: pair[0].unit_id,
            lower: pair[1].unit_id,
        }));
    }
    pairs
}

/// Sums up the rank intervals of one block in one year, given by rank. None if there are none.
#[must_use]
pub fn rank_summary(rows: &[RankIntervalRow]) -> Option<RankSummary<'_>> {
    rows.first()?;

    let widths: Option<Vec<_>> =
        rows.iter().map(|row| Some(row.worst_10?.saturating_sub(row.best_10?))).collect();
    let tenth = widths.map(|widths| {
        let widest =
            widths.iter().max().map_or(0, |widest| usize::try_from(*widest).unwrap_or(usize::MAX));
        (widths.iter().filter(|width| **width == 0).count(), widest + 1)
    });

    let mut near_ties = near_ties(rows);
    near_ties.sort_by_key(|(_, _, share)| billionths(*share));

    Some(RankSummary {
        units: rows.len(),
        rounding: rows.iter().filter(|row| row.best_rounding == row.worst_rounding).count(),
        tenth,
        near_ties,
    })
}

/// Returns the criteria that hardly distinguish units in a year.
#[must_use]
pub fn undiscriminating(
    rows: &[CriterionDiscrimination],
    year: Year,
) -> Vec<&CriterionDiscrimination> {
    let is_flat = |row: &&CriterionDiscrimination| {
        row.year == year
            && (billionths(row.at_maximum) >= billionths(ALL_AT_MAXIMUM) || row.spread < FLAT)
    };
    rows.iter().filter(is_flat).collect()
}

/// Returns the criteria that ran against the others in both years, as rows of the later year.
#[must_use]
pub fn against_the_rest(
    rows: &[CriterionDiscrimination],
    [earlier, later]: [Year; 2],
) -> Vec<&CriterionDiscrimination> {
    let is_against = |row: &CriterionDiscrimination| {
        row.rest_correlation.is_some_and(|correlation| correlation <= AGAINST)
    };
    let was_against = |series: &str| {
        rows.iter().any(|row| row.year == earlier && row.series == series && is_against(row))
    };
    rows.iter()
        .filter(|row| row.year == later && is_against(row) && was_against(&row.series))
        .collect()
}

/// How the spread of the units of a block changed over its course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convergence {
    /// The first year and its standard deviation.
    pub first: (Year, f64),
    /// The last year and its standard deviation.
    pub last: (Year, f64),
    /// The number of units, if the figures cover only the units that are in all years.
    pub units: Option<usize>,
}

/// Checks whether a block converged or spread over its course; `rows` are given by year. None if
/// the change is smaller than [`CONVERGED`] or [`CONVERGED_LEAST`], or if the slope does not have
/// the same sign.
#[must_use]
pub fn convergence(rows: &[BlockSpread]) -> Option<Convergence> {
    let [first, .., last] = rows else { return None };
    let slope = last.spread_slope?;
    let spread = |row: &BlockSpread| row.constant_spread.or(row.spread);
    let (from, to) = (spread(first)?, spread(last)?);

    let is_large = (to - from).abs() >= (CONVERGED * from).max(CONVERGED_LEAST);
    let convergence = Convergence {
        first: (first.year, from),
        last: (last.year, to),
        units: last.constant_units,
    };
    (is_large && slope * (to - from) > 0.0).then_some(convergence)
}

/// Checks whether survey and appraisal agreed in the last two years with a τ-b, and returns the
/// rows of both years: `true` if they agreed, `false` if they hardly agreed, None if neither holds.
#[must_use]
pub fn survey_agreement(
    rows: &[SurveyAgreement],
) -> Option<(bool, &SurveyAgreement, &SurveyAgreement)> {
    let known: Vec<_> = rows.iter().filter_map(|row| Some((row, row.tau?))).collect();
    let [.., (earlier, before), (row, now)] = known[..] else { return None };
    if before.min(now) >= AGREES {
        Some((true, earlier, row))
    } else if before.max(now) <= HARDLY_AGREES {
        Some((false, earlier, row))
    } else {
        None
    }
}

/// Returns the mergers after which a unit changed differently from the others, by at least
/// [`LARGE_CHANGE`], with the difference.
#[must_use]
pub fn marked_mergers(rows: &[MergerRow]) -> Vec<(&MergerRow, f64)> {
    let is_large = |difference: f64| billionths(difference.abs()) >= billionths(LARGE_CHANGE);
    rows.iter()
        .filter_map(|row| Some((row, row.difference.filter(|difference| is_large(*difference))?)))
        .collect()
}

/// The criteria of a block that stand out.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionExtremes<'a> {
    /// The criteria with the lowest attainment, with all ties.
    pub weakest: Vec<&'a CriterionSummary>,
    /// The criteria with the highest attainment, with all ties.
    pub strongest: Vec<&'a CriterionSummary>,
    /// The criteria on which the most points were lost, with all ties.
    pub costliest: Vec<&'a CriterionSummary>,
}

/// Returns the weakest, the strongest and the costliest criteria. None if scores by criterion are
/// not known.
#[must_use]
pub fn criterion_extremes(criteria: &[CriterionSummary]) -> Option<CriterionExtremes<'_>> {
    criteria.first()?;
    Some(CriterionExtremes {
        weakest: ties(criteria, |row| -billionths(row.attainment)),
        strongest: ties(criteria, |row| billionths(row.attainment)),
        costliest: ties(criteria, |row| row.lost.ten_thousandths()),
    })
}

/// The criteria that share the largest change of one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct LargestChange<'a> {
    /// The criteria, with all ties.
    pub rows: Vec<&'a CriterionChange>,
    /// The change, in points.
    pub amount: Points,
}

/// The largest rise and the largest fall of an amount. None if nothing rose, or nothing fell.
pub(super) fn largest_changes<'a>(
    changes: &[&'a CriterionChange],
    amount: impl Fn(&CriterionChange) -> Option<Points>,
) -> [Option<LargestChange<'a>>; 2] {
    [1, -1].map(|sign| {
        let size =
            |row: &CriterionChange| amount(row).map_or(0, |amount| sign * amount.ten_thousandths());
        let moved = changes.iter().copied().filter(|row| size(row) > 0);
        let rows = ties(moved, size);
        let amount = amount(rows.first()?)?;
        Some(LargestChange { rows, amount })
    })
}

/// Returns the criteria on which a unit gained most and lost most by its own performance, in
/// points. None if it gained nowhere, or lost nowhere.
#[must_use]
pub fn change_extremes<'a>(changes: &[&'a CriterionChange]) -> [Option<LargestChange<'a>>; 2] {
    largest_changes(changes, |change| change.performance)
}

/// Sums up the points that each unit lost on the given criteria, the most first. Units with equal
/// sums stay in printed order.
#[must_use]
pub fn units_by_loss(rows: &[WeaknessRow]) -> Vec<(&str, Points)> {
    let mut units: Vec<(&str, Points)> = Vec::new();
    for row in rows {
        match units.iter_mut().find(|(unit, _)| *unit == row.unit) {
            Some((_, lost)) => *lost = *lost + row.lost,
            None => units.push((&row.unit, row.lost)),
        }
    }
    units.sort_by_key(|(_, lost)| -*lost);
    units
}

/// Returns the units that are close to the next better grade ([`NEAR_GRADE_OF`]), with the distance.
#[must_use]
pub fn near_grades<'a>(
    rankings: &'a [RankingRow],
    distances: &'a [Option<GradeDistance>],
) -> Vec<(&'a RankingRow, GradeDistance)> {
    let known =
        rankings.iter().zip(distances).filter_map(|(row, distance)| Some((row, (*distance)?)));
    let is_near = |(row, distance): &(&RankingRow, GradeDistance)| {
        distance.at_most.ten_thousandths() * NEAR_GRADE_OF <= row.max_total.ten_thousandths()
    };
    known.filter(is_near).collect()
}

/// A summary of the lasting weaknesses of a block.
#[derive(Debug, Clone, PartialEq)]
pub struct LastingWeaknesses<'a> {
    /// Units with at least one lasting weakness.
    pub units: usize,
    /// The criteria in which the most units have one, with all ties.
    pub criteria: Vec<&'a str>,
    /// The number of units that have one in each of these criteria.
    pub most: usize,
    /// The units that have at least [`MANY_WEAKNESSES`], the most first.
    pub with_many: Vec<&'a str>,
}

/// Sums up the lasting weaknesses of one block on one level. None if there are none.
#[must_use]
pub fn lasting_summary(weaknesses: &[PersistentWeakness]) -> Option<LastingWeaknesses<'_>> {
    let mut by_criterion: Vec<(&str, usize)> = Vec::new();
    let mut by_unit: Vec<(i64, &str, usize)> = Vec::new();
    for PersistentWeakness { criterion, unit_id, unit, .. } in weaknesses {
        match by_criterion.iter_mut().find(|(name, _)| name == criterion) {
            Some((_, units)) => *units += 1,
            None => by_criterion.push((criterion, 1)),
        }
        match by_unit.iter_mut().find(|(id, ..)| id == unit_id) {
            Some((.., criteria)) => *criteria += 1,
            None => by_unit.push((*unit_id, unit, 1)),
        }
    }

    let most = by_criterion.iter().map(|(_, units)| *units).max()?;
    let units = by_unit.len();
    by_unit.retain(|(.., criteria)| *criteria >= MANY_WEAKNESSES);
    by_unit.sort_by_key(|(.., criteria)| Reverse(*criteria));

    Some(LastingWeaknesses {
        units,
        criteria: by_criterion
            .iter()
            .filter(|(_, units)| *units == most)
            .map(|(name, _)| *name)
            .collect(),
        most,
        with_many: by_unit.into_iter().map(|(_, unit, _)| unit).collect(),
    })
}

/// Whether a weakness lasts. `behind` tells how far the unit was behind the median in each year,
/// the last year first, and `is_costly` whether it lost enough points in the last year. See
/// [`OFTEN`], [`WINDOW`], [`FAR_BEHIND`] and [`LOST_OF`].
#[must_use]
pub fn is_lasting(behind: &[f64], is_costly: bool) -> bool {
    let Some(last) = behind.first() else { return false };
    let years_behind = behind.iter().filter(|behind| **behind > 0.0).count();
    let mean = behind.iter().rev().sum::<f64>() / behind.len() as f64;
    let reaches = |share: f64| billionths(share) >= billionths(FAR_BEHIND);
    years_behind >= OFTEN && is_costly && reaches(mean) && reaches(*last)
}

/// A comparison of the recomputed figures of a block with the published ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Recomputed<'a> {
    /// Whether any total could be recomputed.
    pub is_known: bool,
    /// Units whose recomputed total differs.
    pub totals: usize,
    /// Units whose recomputed rank differs from the published one.
    pub reranked: Vec<&'a RankingRow>,
}

/// Compares the recomputed totals and ranks with the published ones.
#[must_use]
pub fn recomputed(rows: &[RankingRow]) -> Recomputed<'_> {
    let is_reranked = |row: &&RankingRow| {
        row.published_rank.is_some() && row.published_rank != row.recomputed_rank
    };
    let differs = |row: &&RankingRow| {
        row.published_total.is_some()
            && row.recomputed_total.is_some()
            && row.published_total != row.recomputed_total
    };

    Recomputed {
        is_known: rows.iter().any(|row| row.recomputed_total.is_some()),
        totals: rows.iter().filter(differs).count(),
        reranked: rows.iter().filter(is_reranked).collect(),
    }
}

/// The number of findings of a block, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingSummary {
    /// Errors that were accepted at import.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Notes on differences of printed sums that rounding explains.
    pub rounding: usize,
    /// Appraised scores above the self score.
    pub above_self: usize,
    /// Units that have such scores.
    pub units_above_self: usize,
}

/// Counts the findings of a block.
#[must_use]
pub fn finding_summary<'a>(findings: impl IntoIterator<Item = &'a FindingRow>) -> FindingSummary {
    let findings: Vec<_> = findings.into_iter().collect();
    let count = |severity: Severity| findings.iter().filter(|row| row.severity == severity).count();

    let above_self: Vec<_> =
        findings.iter().filter(|row| row.rule == Rule::AppraisedAboveSelf).collect();
    let units: BTreeSet<_> = above_self.iter().filter_map(|row| row.unit.as_deref()).collect();
    let is_rounding =
        |row: &&&FindingRow| row.severity == Severity::Note && row.difference.is_some();

    FindingSummary {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        rounding: findings.iter().filter(is_rounding).count(),
        above_self: above_self.len(),
        units_above_self: units.len(),
    }
}

/// Returns the first three and the last three of a ranking, by rank. `units` is the number of units
/// of the whole block: if only some units are known, those among the first and the last of the
/// whole block are returned. No unit is in both lists.
#[must_use]
pub fn ends_of_ranking(rankings: &[RankingRow], units: usize) -> [Vec<&RankingRow>; 2] {
    const ENDS: usize = 3;
    let within = |from: usize, to: usize| {
        let is_within = move |row: &&RankingRow| {
            row.rank.is_some_and(|rank| (from..=to).contains(&usize::try_from(rank).unwrap_or(0)))
        };
        rankings.iter().filter(is_within).collect()
    };
    [within(1, ENDS), within((units + 1).saturating_sub(ENDS).max(ENDS + 1), units)]
}

/// Returns the three largest positive gaps of several blocks, the largest first.
#[must_use]
pub fn largest_gaps<'a>(gaps: impl Iterator<Item = &'a UnitGapRow>) -> Vec<&'a UnitGapRow> {
    const MOST: usize = 3;
    let mut gaps: Vec<_> = gaps.filter(|row| row.gap > Points::ZERO).collect();
    gaps.sort_by_key(|row| -row.gap);
    gaps.truncate(MOST);
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    fn points(hundredths: i64) -> Points {
        Points::from_ten_thousandths(hundredths * 100)
    }

    fn delta(unit: &str, change: f64) -> DeltaRow {
        DeltaRow {
            unit: unit.to_owned(),
            delta: Some(points(1)),
            attainment_delta: Some(change),
            ..blank()
        }
    }

    #[test]
    fn two_units_and_their_ties_are_named_in_each_direction() {
        let rows = [
            delta("a", 0.01),
            delta("b", -0.02),
            delta("c", 0.03),
            delta("d", 0.02),
            delta("e", -0.0099),
        ];
        let names =
            |rows: &[&DeltaRow]| rows.iter().map(|row| row.unit.clone()).collect::<Vec<_>>();
        let movers = movers(&rows);
        assert_eq!(names(&movers.risen), ["c", "d"]);
        assert_eq!(names(&movers.fallen), ["b"], "a small change is not named");

        // 0.82 − 0.80 and 0.62 − 0.60 are equal up to floating-point noise: all ties are named.
        let equal =
            [delta("f", 0.82 - 0.80), delta("g", 0.62 - 0.60), delta("h", 0.02), delta("i", 0.01)];
        assert_eq!(names(&super::movers(&equal).risen), ["f", "g", "h"]);
        assert_eq!(names(&super::movers(&equal).extremes()[0]), ["f", "g", "h"]);
        assert_eq!(names(&movers.extremes()[0]), ["c"]);
    }

    #[test]
    fn a_block_without_z_scores_has_no_outliers() {
        let gap =
            |gap: i64, z: Option<f64>| UnitGapRow { gap: points(gap), robust_z: z, ..blank() };
        let rows = [gap(500, Some(3.5)), gap(150, Some(3.4)), gap(-50, None)];
        let summary = gap_summary(&rows).expect("gaps");
        assert_eq!((summary.units, summary.over), (3, 2));
        assert_eq!(summary.mean, Decimal::from(2));
        assert_eq!(summary.outliers.map(|rows| rows.len()), Some(1));
        assert_eq!(summary.largest, [&rows[0]]);
        assert_eq!(
            gap_summary(&rows[2..]).map(|summary| (summary.largest, summary.outliers)),
            Some((vec![], None))
        );
        let level = [gap(500, None), gap(500, None), gap(100, None)];
        assert_eq!(gap_summary(&level).map(|summary| summary.largest.len()), Some(2));
        assert_eq!(gap_summary(&[]), None);
    }

    #[test]
    fn a_unit_with_several_findings_is_counted_once() {
        let above = |unit: &str| FindingRow {
            rule: Rule::AppraisedAboveSelf,
            severity: Severity::Warning,
            unit: Some(unit.to_owned()),
            ..blank()
        };
        let summary = finding_summary(&[above("a"), above("b"), above("a"), above("b")]);
        assert_eq!((summary.above_self, summary.units_above_self, summary.warnings), (4, 2, 4));
    }

    #[test]
    fn criteria_and_blocks_are_judged_by_their_thresholds() {
        let [before, last] = [2023, 2024].map(|year| Year::new(year).expect("a year"));
        let criterion = |year, series: &str, at_maximum, spread, rest| CriterionDiscrimination {
            year,
            series: series.to_owned(),
            at_maximum,
            spread,
            rest_correlation: Some(rest),
            ..blank()
        };
        let rows = [
            criterion(before, "a", 0.0, 0.1, -0.3),
            criterion(last, "a", 0.9, 0.1, -0.3),
            criterion(last, "b", 0.89, 0.0099, -0.9),
            criterion(last, "c", 0.89, 0.01, 0.5),
        ];
        let series = |rows: Vec<&CriterionDiscrimination>| {
            rows.iter().map(|row| row.series.clone()).collect::<Vec<_>>()
        };
        assert_eq!(series(undiscriminating(&rows, last)), ["a", "b"]);
        assert_eq!(series(against_the_rest(&rows, [before, last])), ["a"]);

        let spread = |year, spread, slope| BlockSpread {
            year,
            spread: Some(spread),
            spread_slope: Some(slope),
            ..blank()
        };
        let course = |to: f64, slope: f64| [spread(before, 0.04, slope), spread(last, to, slope)];
        assert!(
            convergence(&course(0.03, -0.01)).is_some()
                && convergence(&course(0.05, 0.01)).is_some()
        );
        assert_eq!(convergence(&course(0.031, -0.01)), None);
        assert_eq!(convergence(&course(0.03, 0.01)), None, "the trend goes the other way");
        let tiny = [spread(before, 0.0, 0.01), spread(last, 0.004, 0.01)];
        assert_eq!(convergence(&tiny), None, "the change is too small");

        let agreement = |tau| SurveyAgreement { tau: Some(tau), ..blank() };
        let judged = |taus: &[f64]| {
            let rows: Vec<_> = taus.iter().map(|tau| agreement(*tau)).collect();
            survey_agreement(&rows).map(|(agrees, ..)| agrees)
        };
        assert_eq!(
            [judged(&[0.5, 0.6]), judged(&[0.1, 0.2]), judged(&[0.1, 0.6])],
            [Some(true), Some(false), None]
        );
        assert_eq!([judged(&[0.9]), judged(&[])], [None, None]);

        let merger = |difference| MergerRow { difference, ..blank() };
        assert_eq!(
            marked_mergers(&[merger(Some(-0.01)), merger(Some(0.009)), merger(None)]).len(),
            1
        );
    }

    #[test]
    fn ties_and_near_ties_are_level() {
        let row = |unit_id: i64, rank: u32, swap_share: Option<f64>| RankIntervalRow {
            unit_id,
            rank,
            swap_share,
            ..blank()
        };
        let rows = [
            row(1, 1, Some(0.0099)),
            row(2, 2, Some(0.01)),
            row(3, 3, None),
            row(4, 3, Some(0.5)),
            row(5, 5, None),
        ];

        let pairs: Vec<_> =
            level_pairs(&rows).into_iter().map(|pair| (pair.upper, pair.lower)).collect();
        assert_eq!(pairs, [(1, 2), (3, 4)]);
        assert!(level_pairs(&[]).is_empty());
    }

    #[test]
    fn losses_add_up_by_unit() {
        let row = |unit: &str, lost: i64| WeaknessRow {
            unit: unit.to_owned(),
            lost: points(lost),
            ..blank()
        };
        let rows = [row("a", 100), row("b", 150), row("a", 75)];
        assert_eq!(units_by_loss(&rows), [("a", points(175)), ("b", points(150))]);
    }

    #[test]
    fn the_last_units_are_not_among_the_first_three() {
        let row = |rank: u32| RankingRow { rank: Some(rank), ..blank() };
        let ranks =
            |rows: &[&RankingRow]| rows.iter().filter_map(|row| row.rank).collect::<Vec<_>>();
        let rows: Vec<_> = (1..=5).map(row).collect();
        let [first, last] = ends_of_ranking(&rows, 5);
        assert_eq!((ranks(&first), ranks(&last)), (vec![1, 2, 3], vec![4, 5]));
        let extract = [row(1), row(19)];
        let [_, last] = ends_of_ranking(&extract, 19);
        assert_eq!(ranks(&last), [19]);
    }

    #[test]
    fn the_largest_gain_and_the_largest_loss_are_named() {
        let change = |criterion: &str, hundredths: Option<i64>| CriterionChange {
            criterion: criterion.to_owned(),
            performance: hundredths.map(points),
            ..blank()
        };
        let found = |rows: &[CriterionChange]| {
            change_extremes(&rows.iter().collect::<Vec<_>>())
                .map(|end| end.map(|end| (end.rows[0].criterion.clone(), end.amount)))
        };
        let rows = [
            change("a", Some(75)),
            change("b", Some(150)),
            change("c", None),
            change("d", Some(-200)),
            change("e", Some(-25)),
        ];
        let [best, worst] = [("b", 150), ("d", -200)]
            .map(|(criterion, hundredths)| Some((criterion.to_owned(), points(hundredths))));
        assert_eq!(found(&rows), [best.clone(), worst.clone()]);
        assert_eq!(found(&rows[..3]), [best, None]);
        assert_eq!(found(&rows[3..]), [None, worst]);
        assert_eq!(found(&[change("f", Some(0))]), [None, None], "nothing changed");
    }

    #[test]
    fn a_unit_that_lacks_at_most_a_hundredth_is_close_to_the_next_grade() {
        let grade = crate::model::Grade::EXCELLENT;
        let distance = |hundredths: i64| {
            let at_most = points(hundredths);
            Some(GradeDistance { grade, more_than: Points::ZERO, at_most })
        };
        let max_total = Points::HUNDRED;
        let rows = [1, 2, 3].map(|unit_id| RankingRow { unit_id, max_total, ..blank() });
        let distances = [distance(100), None, distance(101)];
        let near = near_grades(&rows, &distances);
        assert_eq!(near.iter().map(|(row, _)| row.unit_id).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn lasting_weaknesses_are_counted_by_criterion_and_by_unit() {
        let weakness = |unit_id: i64, criterion: &str| PersistentWeakness {
            unit_id,
            unit: format!("unit {unit_id}"),
            criterion: criterion.to_owned(),
            ..blank()
        };
        // Unit 2 has three, unit 1 two and unit 3 one; criteria a and b have two units each, c and
        // d one.
        let rows = [
            weakness(1, "a"),
            weakness(1, "b"),
            weakness(2, "a"),
            weakness(2, "b"),
            weakness(2, "c"),
            weakness(3, "d"),
        ];
        let summary = lasting_summary(&rows).expect("weaknesses");
        assert_eq!((summary.units, summary.most), (3, 2));
        assert_eq!(summary.criteria, ["a", "b"]);
        assert_eq!(summary.with_many, ["unit 2"]);
        assert_eq!(lasting_summary(&[]), None);
    }

    #[test]
    fn recomputed_figures_are_compared_only_where_both_are_known() {
        let row = |unit_id: i64, ranks: [Option<u32>; 2], totals: [Option<i64>; 2]| RankingRow {
            unit_id,
            published_rank: ranks[0],
            recomputed_rank: ranks[1],
            published_total: totals[0].map(points),
            recomputed_total: totals[1].map(points),
            ..blank()
        };
        let rows = [
            row(1, [Some(1), Some(1)], [Some(9_000), Some(9_000)]),
            row(2, [Some(2), Some(3)], [Some(8_000), Some(8_001)]),
            row(3, [None, Some(2)], [None, Some(8_050)]),
            row(4, [Some(4), Some(4)], [Some(7_000), None]),
            row(5, [Some(5), Some(5)], [Some(6_000), Some(6_000)]),
        ];
        let found = recomputed(&rows);
        assert!(found.is_known);
        assert_eq!(found.totals, 1);
        assert_eq!(found.reranked.iter().map(|row| row.unit_id).collect::<Vec<_>>(), [2]);
        assert!(!recomputed(&rows[3..4]).is_known);
    }

    #[test]
    fn a_deviation_is_disputed_if_medians_give_it_the_other_sign() {
        let gap =
            |unit_id: i64, unit_effect: f64| GapRow { unit_id, level: 1, unit_effect, ..blank() };
        let gaps = [gap(1, -0.05), gap(2, 0.05), gap(3, 0.0)];
        let row = |unit_id: i64, deviation: f64| LeniencyRow { unit_id, deviation, ..blank() };
        let rows = [row(1, 0.2), row(2, 0.05), row(3, -0.1), row(4, 0.1)];
        let summary = leniency_summary(&rows, &[], &gaps).expect("a model");
        assert_eq!(summary.disputed, [&rows[0]]);
        let small = [row(1, 0.001)];
        let summary = leniency_summary(&small, &[], &gaps).expect("a model");
        assert!(summary.disputed.is_empty(), "the deviation is too small to have a sign");
    }

    #[test]
    fn a_leniency_of_nothing_is_not_sure() {
        let row = |leniency: f64, spread: f64| LastingLeniency { leniency, spread, ..blank() };
        let rows = [row(0.0, 0.0), row(0.01, 0.0), row(-0.01, 0.0)];
        assert_eq!(surely_lenient(&rows), [&rows[1]]);
    }

    #[test]
    fn gaps_of_nothing_are_neither_over_nor_largest() {
        let gap = |unit_id: i64, hundredths: i64, robust_z: Option<f64>| UnitGapRow {
            unit_id,
            gap: points(hundredths),
            robust_z,
            ..blank()
        };
        let level = [gap(1, 0, None), gap(2, 0, None)];
        let summary = gap_summary(&level).expect("gaps");
        assert_eq!((summary.over, summary.largest.len()), (0, 0));

        let rows = [gap(1, 500, Some(3.5)), gap(2, 150, Some(3.4)), gap(3, 150, Some(-3.5))];
        assert_eq!(gap_summary(&rows).and_then(|summary| summary.outliers), Some(vec![&rows[0]]));
    }

    #[test]
    fn notes_with_a_difference_are_roundings() {
        let finding = |severity: Severity, difference: Option<i64>| FindingRow {
            rule: Rule::Rounded,
            severity,
            difference: difference.map(points),
            ..blank()
        };
        let rows = [
            finding(Severity::Note, Some(1)),
            finding(Severity::Note, Some(-1)),
            finding(Severity::Note, None),
            finding(Severity::Warning, Some(100)),
            finding(Severity::Warning, None),
        ];
        let summary = finding_summary(&rows);
        assert_eq!((summary.rounding, summary.notes, summary.warnings), (2, 3, 2));
    }

    #[test]
    fn the_first_and_the_last_three_do_not_overlap() {
        let rows: Vec<_> = (1..=8).map(|rank| RankingRow { rank: Some(rank), ..blank() }).collect();
        let ends = |units: usize| {
            ends_of_ranking(&rows[..units], units)
                .map(|rows| rows.iter().filter_map(|row| row.rank).collect::<Vec<_>>())
        };
        assert_eq!(ends(8), [vec![1, 2, 3], vec![6, 7, 8]]);
        assert_eq!(ends(5), [vec![1, 2, 3], vec![4, 5]]);
        assert_eq!(ends(2), [vec![1, 2], vec![]]);
    }

    #[test]
    fn the_three_largest_gaps_above_zero_are_named() {
        let rows = [100, 0, 500, -50, 300, 200]
            .map(|hundredths| UnitGapRow { gap: points(hundredths), ..blank() });
        assert_eq!(largest_gaps(rows.iter()), [&rows[2], &rows[4], &rows[5]]);
        assert_eq!(largest_gaps(rows[..2].iter()), [&rows[0]]);
    }

    #[test]
    fn a_year_level_with_the_median_is_not_a_year_behind_it() {
        let behind = vec![0.4; OFTEN];
        assert!(is_lasting(&behind, true));
        let mut level = behind;
        level[OFTEN - 1] = 0.0;
        assert!(!is_lasting(&level, true));
    }

    #[test]
    fn a_block_without_a_trend_does_not_converge() {
        let rows = [0.04, 0.03].map(|spread| BlockSpread {
            spread: Some(spread),
            spread_slope: Some(0.0),
            ..blank()
        });
        assert_eq!(convergence(&rows), None);
    }

    #[test]
    fn movers_moved_between_the_years_of_their_rows() {
        let [from_year, to_year] = [2022, 2023].map(|year| Year::new(year).expect("a year"));
        let fallen = [DeltaRow { from_year, to_year, ..delta("a", -0.02) }];
        assert_eq!(movers(&fallen).years(), Some([from_year, to_year]));
        assert_eq!(movers(&[]).years(), None);
    }

    #[test]
    fn mergers_are_marked_from_a_difference_of_a_hundredth() {
        let merger = |difference: Option<f64>| MergerRow { difference, ..blank() };
        let rows = [merger(Some(-0.01)), merger(Some(0.0099)), merger(None), merger(Some(0.03))];
        assert_eq!(marked_mergers(&rows), [(&rows[0], -0.01), (&rows[3], 0.03)]);
    }

    #[test]
    fn a_criterion_that_runs_against_the_others_is_shown_in_the_last_year() {
        let rows = [2023, 2024].map(|year| CriterionDiscrimination {
            year: Year::new(year).expect("a year"),
            rest_correlation: Some(-0.3),
            ..blank()
        });
        assert_eq!(against_the_rest(&rows, [rows[0].year, rows[1].year]), [&rows[1]]);
    }
}
