//! Selects what a report to a committee names: the rows of its tables and the units in its
//! sentences.
//!
//! The report prints these thresholds in its section on methods. Thresholds on a single statistic
//! are defined in `judgement`. This module writes no sentences.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::model::{Grade, Points, Rule, Severity, Year, billionths};
use crate::relation::{
    CriterionChange, CriterionSummary, DeltaRow, FindingRow, GapRow, GradeMove, PersistentWeakness,
    RankingRow, TrendPoint, TrendRow, UnitGapRow, WeaknessRow,
};

use super::judgement::{
    CUT_OF, CUT_SHARE, LARGE_CHANGE, LargestChange, OFTEN, STREAK, largest_changes,
};
use super::leniency::MIN_CRITERIA;
use super::{BlockCourse, BlockReport, Comparison};

/// An area in which a block attains less than this share is weak …
pub const WEAK_AREA: f64 = 0.8;
/// … and below this share it is very weak.
pub const VERY_WEAK_AREA: f64 = 0.7;

/// A rank change of at least this many places is large.
pub const LARGE_RANK_CHANGE: u64 = 3;

/// The table of large changes shows at most this many risen units of a block, and as many fallen
/// ones.
pub const MOST_CHANGES: usize = 4;

/// Areas are named until they make up this fraction of the change, …
const MOST_OF_CHANGE: (i64, i64) = (2, 3);
/// … but at most this many. One more is named if it prints the same figure as the last one.
const MOST_AREAS: usize = 3;

/// Two areas are a trait of the block if they hold at least this share of all positive gaps …
pub const COMMON_SHARE: f64 = 0.5;
/// … and at least this fraction of the units over-scored themselves on each of them.
pub const COMMON_UNITS: (usize, usize) = (2, 3);

/// Neighbours whose totals differ by at most this are practically level.
pub const LEVEL_TOTALS: Points = Points::from_ten_thousandths(200);

/// A unit that is at least this far below the median of its block on an area in one year is named,
/// as a share of the maximum.
pub const FAR_BELOW: f64 = 0.2;

/// A unit whose attainment falls by at least this is asked for a plan.
pub const LARGE_FALL: f64 = 0.02;

/// A change of a block's area since the year before is marked if it is at least this large.
pub const MARKED_CHANGE: f64 = 0.05;

/// The subject of a report: a block in a year, the comparison with an earlier year, and the course
/// of the block if the report covers several years.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The block in the year.
    pub report: &'a BlockReport,
    /// The comparison with the year before. None if there is no earlier year.
    pub comparison: Option<&'a Comparison>,
    /// The block over all its years. None in a report on one year.
    pub course: Option<&'a BlockCourse>,
}

impl<'a> Subject<'a> {
    /// The subject of a report on one year.
    #[must_use]
    pub fn of_year(report: &'a BlockReport) -> Self {
        Self { report, comparison: report.comparison.as_ref(), course: None }
    }

    /// The findings of all years that the report covers.
    #[must_use]
    pub fn findings(&self) -> &'a [FindingRow] {
        self.course.map_or(&self.report.findings[..], |course| &course.findings[..])
    }

    /// The subject of a report on several years.
    #[must_use]
    pub fn of_years(course: &'a BlockCourse) -> Self {
        Self { report: &course.last, comparison: Some(&course.comparison), course: Some(course) }
    }
}

/// The contribution of an area to the change of a block's mean, over the units of both years.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaChange<'a> {
    /// The series of the area.
    pub area: &'a str,
    /// The mean change, in points.
    pub delta: Decimal,
    /// The part of the change that comes from changed maxima, in points.
    pub weight: Decimal,
}

/// Returns the mean change of a block's points by area, the largest rise first. Empty if any change
/// is not known.
#[must_use]
pub fn area_changes(comparison: &Comparison) -> Vec<AreaChange<'_>> {
    let mut areas: Vec<(&str, Points, Points)> = Vec::new();
    for row in &comparison.changes {
        let Some((delta, weight)) = row.delta.zip(row.weight) else { return Vec::new() };
        match areas.iter_mut().find(|(area, ..)| *area == row.criterion) {
            Some(area) => (area.1, area.2) = (area.1 + delta, area.2 + weight),
            None => areas.push((&row.criterion, delta, weight)),
        }
    }

    let units = Decimal::from(comparison.movement.compared.max(1));
    let mean = |points: Points| points.to_decimal() / units;
    let mut changes: Vec<_> = areas
        .into_iter()
        .map(|(area, delta, weight)| AreaChange { area, delta: mean(delta), weight: mean(weight) })
        .collect();
    changes.sort_by_key(|area| Reverse(area.delta));
    changes
}

/// The mean change of the points beside the criteria over the same units. None if no unit has any.
#[must_use]
pub fn change_beside(comparison: &Comparison) -> Option<Decimal> {
    let beside = || comparison.deltas.iter().filter_map(|row| row.beside);
    let has_any = beside().any(|points| points != Points::ZERO);
    let units = Decimal::from(comparison.movement.compared.max(1));
    has_any.then(|| beside().sum::<Points>().to_decimal() / units)
}

/// At most this many areas that worked against a change are named.
const MOST_AGAINST: usize = 2;

/// Returns the areas that drove a change of the mean, and those that worked against it, each with
/// the largest contribution first. `rises` is the direction of the change.
#[must_use]
pub fn driving_areas<'a, 'b>(
    changes: &'b [AreaChange<'a>],
    rises: bool,
) -> [Vec<&'b AreaChange<'a>>; 2] {
    let size = |area: &AreaChange<'_>| crate::model::rounded(area.delta, 2);
    let moved = |up: bool| {
        let mut rows: Vec<_> = changes
            .iter()
            .filter(|area| !size(area).is_zero() && size(area).is_sign_positive() == up)
            .collect();
        rows.sort_by_key(|area| Reverse(area.delta.abs()));
        rows
    };
    let (mut driving, mut against) = (moved(rises), moved(!rises));

    let gross: Decimal = driving.iter().map(|area| area.delta.abs()).sum();
    let mut covered = Decimal::ZERO;
    let mut count = 0;
    for area in &driving {
        count += 1;
        covered += area.delta.abs();
        if count == MOST_AREAS
            || covered * Decimal::from(MOST_OF_CHANGE.1) >= gross * Decimal::from(MOST_OF_CHANGE.0)
        {
            break;
        }
    }

    // Areas that print the same figure as the last one are named as well.
    let least =
        count.checked_sub(1).and_then(|last| driving.get(last)).map(|area| size(area).abs());
    driving.truncate(
        driving
            .iter()
            .take_while(|area| Some(size(area).abs()) >= least)
            .count()
            .min(MOST_AREAS + 1),
    );

    against.truncate(MOST_AGAINST);
    [driving, against]
}

/// The size of a change in the measure by which units are compared, as a multiple of
/// [`LARGE_CHANGE`] in billionths: of the scale for points, of attainment for shares. None if it is
/// not known.
fn size_of_change(comparison: &Comparison, row: &DeltaRow) -> Option<i64> {
    if comparison.in_points() {
        let scale = comparison.assessment.scale;
        Some(billionths(row.delta?.share_of(scale)?))
    } else {
        row.attainment_delta.map(billionths)
    }
}

/// Returns the units whose result changed by at least [`LARGE_CHANGE`] or whose rank changed by at
/// least [`LARGE_RANK_CHANGE`], and how many of them are left out. Risen units come first, then
/// fallen units, each with the largest change first and at most [`MOST_CHANGES`].
#[must_use]
pub fn large_changes(comparison: &Comparison) -> (Vec<&DeltaRow>, usize) {
    let change = |row: &DeltaRow| size_of_change(comparison, row).unwrap_or(0);
    let is_large = |row: &&DeltaRow| {
        size_of_change(comparison, row).is_some()
            && (change(row).abs() >= billionths(LARGE_CHANGE)
                || row.rank_change.is_some_and(|ranks| ranks.unsigned_abs() >= LARGE_RANK_CHANGE))
    };
    let moved = |is_up: fn(i64) -> bool| {
        let mut rows: Vec<_> = comparison
            .deltas
            .iter()
            .filter(is_large)
            .filter(|row| is_up(change(row)))
            .collect::<Vec<_>>();
        rows.sort_by_key(|row| Reverse(change(row).abs()));
        rows
    };
    let (mut up, mut down) = (moved(|points| points > 0), moved(|points| points <= 0));

    let left_out = up.len().saturating_sub(MOST_CHANGES) + down.len().saturating_sub(MOST_CHANGES);
    up.truncate(MOST_CHANGES);
    down.truncate(MOST_CHANGES);
    up.append(&mut down);
    (up, left_out)
}

/// Returns the units whose result changed by at least [`LARGE_CHANGE`]: those that rose and those
/// that fell, each with the largest change first.
#[must_use]
pub fn clearly_changed(comparison: &Comparison) -> [Vec<&DeltaRow>; 2] {
    let change = |row: &DeltaRow| size_of_change(comparison, row).unwrap_or(0);
    [1, -1].map(|sign| {
        let mut rows: Vec<_> = comparison
            .deltas
            .iter()
            .filter(|row| sign * change(row) >= billionths(LARGE_CHANGE))
            .collect();
        rows.sort_by_key(|row| Reverse(sign * change(row)));
        rows
    })
}

/// Returns the moves to a better grade and the moves to a worse one.
#[must_use]
pub fn moved_grades(moves: &[GradeMove]) -> [Vec<&GradeMove>; 2] {
    let moved = |is_move: fn(Grade, Grade) -> bool| {
        moves
            .iter()
            .filter(|grade_move| {
                grade_move
                    .grade_from
                    .zip(grade_move.grade_to)
                    .is_some_and(|(from, to)| is_move(from, to))
            })
            .collect()
    };
    [moved(|from, to| to < from), moved(|from, to| to > from)]
}

/// The gaps of a block in one area.
#[derive(Debug, Clone, PartialEq)]
pub struct GapArea<'a> {
    /// The area.
    pub area: &'a str,
    /// Units whose gap is known.
    pub units: usize,
    /// Units that over-scored themselves.
    pub over: usize,
    /// The sum of the positive gaps.
    pub sum: Points,
    /// The sum as a share of all positive gaps of the block, 0 to 1. None if there are none.
    pub share: Option<f64>,
    /// The largest gaps, with all ties. Empty if no unit over-scored itself.
    pub largest: Vec<&'a GapRow>,
}

/// Sums up the positive gaps of a block by area, in printed order.
#[must_use]
pub fn gap_areas(gaps: &[GapRow]) -> Vec<GapArea<'_>> {
    let mut areas: Vec<GapArea<'_>> = Vec::new();
    for row in gaps {
        let index = areas.iter().position(|area| area.area == row.criterion).unwrap_or_else(|| {
            areas.push(GapArea {
                area: &row.criterion,
                units: 0,
                over: 0,
                sum: Points::ZERO,
                share: None,
                largest: Vec::new(),
            });
            areas.len() - 1
        });

        let area = &mut areas[index];
        area.units += 1;
        if row.gap > Points::ZERO {
            area.over += 1;
            area.sum = area.sum + row.gap;
            match area.largest.first().map(|largest| row.gap.cmp(&largest.gap)) {
                None | Some(Ordering::Greater) => area.largest = vec![row],
                Some(Ordering::Equal) => area.largest.push(row),
                Some(Ordering::Less) => {}
            }
        }
    }

    let all: Points = areas.iter().map(|area| area.sum).sum();
    for area in &mut areas {
        area.share = area.sum.share_of(all);
    }
    areas
}

/// Returns the two areas with the largest sums of positive gaps, and whether they are a trait of
/// the block ([`COMMON_SHARE`], [`COMMON_UNITS`]). A block with fewer than [`MIN_CRITERIA`] areas
/// has no such trait: of a few areas, two always hold most of the gaps.
#[must_use]
pub fn common_gaps<'a, 'b>(areas: &'b [GapArea<'a>]) -> Option<([&'b GapArea<'a>; 2], bool)> {
    let mut largest: Vec<_> = areas.iter().filter(|area| area.sum > Points::ZERO).collect();
    largest.sort_by_key(|area| Reverse(area.sum));
    let [first, second, ..] = largest[..] else { return None };

    let share = first.share.unwrap_or(0.0) + second.share.unwrap_or(0.0);
    let is_common = |area: &GapArea<'_>| area.over * COMMON_UNITS.1 >= area.units * COMMON_UNITS.0;
    let is_most = areas.len() >= MIN_CRITERIA && billionths(share) >= billionths(COMMON_SHARE);
    Some(([first, second], is_most && is_common(first) && is_common(second)))
}

/// Counts the assessed years in a row, up to the block's last year with gaps, in which a unit's gap
/// share lay above the block's. Zero if the unit was not assessed in that year.
#[must_use]
pub fn years_above(gaps: &[UnitGapRow], unit_id: i64) -> usize {
    let Some(last) =
        gaps.iter().filter(|row| row.block_gap_share.is_some()).map(|row| row.year).max()
    else {
        return 0;
    };

    let mut unit_gaps: Vec<_> =
        gaps.iter().filter(|row| row.unit_id == unit_id && row.block_gap_share.is_some()).collect();
    unit_gaps.sort_by_key(|row| Reverse(row.year));
    if unit_gaps.first().map(|row| row.year) != Some(last) {
        return 0;
    }

    unit_gaps
        .iter()
        .take_while(|row| row.block_gap_share.is_some_and(|share| row.gap_share > share))
        .count()
}

/// Returns the areas of a block that were below [`WEAK_AREA`] in each of its last [`OFTEN`] years,
/// as rows of the last year, the lowest attainment first. Empty if there are fewer years.
#[must_use]
pub fn weak_areas(areas: &[CriterionSummary]) -> Vec<&CriterionSummary> {
    let mut years: Vec<Year> = areas.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let Some(recent) = years.len().checked_sub(OFTEN).map(|from| &years[from..]) else {
        return Vec::new();
    };

    let is_weak = |year: &Year, series: &str| {
        areas
            .iter()
            .any(|row| row.year == *year && row.series == series && row.attainment < WEAK_AREA)
    };

    let last = recent.last();
    let mut weak: Vec<_> = areas
        .iter()
        .filter(|row| {
            Some(&row.year) == last && recent.iter().all(|year| is_weak(year, &row.series))
        })
        .collect();
    weak.sort_by_key(|row| billionths(row.attainment));
    weak
}

/// Returns the units that ranked in the first quarter and those that ranked in the last quarter in
/// every complete year of the block, with the number of these years. None if there are fewer than
/// [`OFTEN`] complete years.
#[must_use]
pub fn steady_quarters(course: &BlockCourse) -> Option<(usize, [Vec<&TrendRow>; 2])> {
    let complete_years =
        course.by_year.iter().filter(|block_year| block_year.results.is_some()).count();
    if complete_years < OFTEN {
        return None;
    }

    let is_gone =
        |row: &TrendRow| course.last.rankings.iter().all(|ranking| ranking.unit_id != row.unit_id);
    let steady_units = |is_in: fn(u32, usize) -> bool| {
        let is_steady = |row: &&TrendRow| {
            let assessed: Vec<&TrendPoint> =
                row.points.iter().filter(|point| !point.partial && !point.derived).collect();
            assessed.len() == complete_years
                && assessed
                    .iter()
                    .all(|point| point.rank.is_some_and(|rank| is_in(rank, point.units)))
        };
        let mut rows: Vec<_> =
            course.trends.iter().filter(|row| !is_gone(row)).filter(is_steady).collect();
        rows.sort_by_key(|row| row.points.last().and_then(|point| point.rank));
        rows
    };

    Some((
        complete_years,
        [
            steady_units(|rank, units| rank as usize <= (units / 4).max(1)),
            steady_units(|rank, units| rank as usize > units - (units / 4).max(1)),
        ],
    ))
}

/// The lasting weaknesses in one area.
#[derive(Debug, Clone, PartialEq)]
pub struct WeakArea<'a> {
    /// The series of the area.
    pub area: &'a str,
    /// The attainment of the block in the last year, 0 to 1. None if it is not known.
    pub attainment: Option<f64>,
    /// The units with the weakness, the most points lost in the last year first.
    pub units: Vec<&'a PersistentWeakness>,
}

/// Groups the lasting weaknesses by area, the area with the most units first.
#[must_use]
pub fn lasting_by_area(course: &BlockCourse) -> Vec<WeakArea<'_>> {
    let mut areas: Vec<WeakArea<'_>> = Vec::new();
    for row in &course.persistent {
        if let Some(found) = areas.iter_mut().find(|area| area.area == row.criterion) {
            found.units.push(row);
            continue;
        }
        let last =
            course.last.criterion_summaries.iter().find(|summary| summary.series == row.criterion);
        areas.push(WeakArea {
            area: &row.criterion,
            attainment: last.map(|summary| summary.attainment),
            units: vec![row],
        });
    }

    for area in &mut areas {
        area.units.sort_by_key(|row| Reverse(row.last_lost));
    }
    areas.sort_by_key(|area| Reverse(area.units.len()));
    areas
}

/// The areas in which the most units have lasting weaknesses, with all ties.
#[must_use]
pub fn most_lasting(course: &BlockCourse) -> Vec<&str> {
    let areas = lasting_by_area(course);
    let most = areas.first().map_or(0, |area| area.units.len());
    areas.into_iter().filter(|area| area.units.len() == most).map(|area| area.area).collect()
}

/// Returns the neighbours whose totals differ, but by at most [`LEVEL_TOTALS`], as (better, next,
/// difference). Neighbours with different maxima are left out.
#[must_use]
pub fn near_level(rankings: &[RankingRow]) -> Vec<(&RankingRow, &RankingRow, Points)> {
    let pairs = rankings.windows(2).filter_map(|pair| {
        let difference = pair[0].total? - pair[1].total?;
        let is_near = difference > Points::ZERO
            && difference <= LEVEL_TOTALS
            && pair[0].max_total == pair[1].max_total;
        is_near.then_some((&pair[0], &pair[1], difference))
    });
    pairs.collect()
}

/// Returns the gaps that units are asked to explain, unit by unit, the unit with the largest sum
/// first. In a report on several years these are all positive gaps of the units that over-score
/// themselves lastingly, otherwise the large gaps of the year.
#[must_use]
pub fn to_explain<'a>(subject: &Subject<'a>) -> Vec<&'a GapRow> {
    let gaps = &subject.report.gaps;
    let mut rows: Vec<&GapRow> = if let Some(course) = subject.course {
        let is_named =
            |row: &&GapRow| course.overscoring.iter().any(|lasting| lasting.unit_id == row.unit_id);
        gaps.iter().filter(|row| row.gap > Points::ZERO).filter(is_named).collect()
    } else {
        let rankings = subject.report.rankings.iter();
        let maxima = rankings.map(|row| (row.unit_id, row.max_total)).collect();
        gaps.iter().filter(|row| is_large_gap(&maxima, row)).collect()
    };
    rows.sort_by_key(|row| Reverse(row.gap));

    // Group the rows by unit, the unit with the largest sum first.
    // Units with equal sums come in the order of their largest gaps.
    let mut units: HashMap<i64, (Points, usize)> = HashMap::new();
    for row in &rows {
        let place = units.len();
        let (sum, _) = units.entry(row.unit_id).or_insert((Points::ZERO, place));
        *sum = *sum + row.gap;
    }
    rows.sort_by_key(|row| units.get(&row.unit_id).map(|(sum, place)| (Reverse(*sum), *place)));
    rows
}

/// Whether a gap of one year is so large that a reason is asked for ([`CUT_SHARE`], [`CUT_OF`]).
fn is_large_gap(maxima: &HashMap<i64, Points>, row: &GapRow) -> bool {
    let max_total = maxima.get(&row.unit_id).copied().unwrap_or(Points::HUNDRED);
    billionths(row.gap_share) >= billionths(CUT_SHARE)
        && i128::from(row.gap.ten_thousandths()) * i128::from(CUT_OF)
            >= i128::from(max_total.ten_thousandths())
}

/// Returns the rows of one year that lie at least [`FAR_BELOW`] below the median of the block, the
/// furthest first.
#[must_use]
pub fn far_below(weaknesses: &[WeaknessRow]) -> Vec<&WeaknessRow> {
    let is_far = |row: &&WeaknessRow| {
        row.behind.is_some_and(|behind| billionths(behind) >= billionths(FAR_BELOW))
    };
    let mut rows: Vec<_> = weaknesses.iter().filter(is_far).collect();
    rows.sort_by_key(|row| Reverse(billionths(row.behind.unwrap_or(0.0))));
    rows
}

/// Returns at most `most` of the areas of a unit with the lowest attainment, the lowest first.
#[must_use]
pub fn lowest_areas(mut rows: Vec<&WeaknessRow>, most: usize) -> Vec<&WeaknessRow> {
    rows.sort_by_key(|row| billionths(row.attainment));
    rows.truncate(most);
    rows
}

/// Returns the units that are asked for a plan: those with many lasting weaknesses, and those whose
/// attainment fell by at least [`LARGE_FALL`] within one framework.
#[must_use]
pub fn to_plan(course: &BlockCourse) -> Vec<String> {
    let mut units: Vec<String> = super::lasting_summary(&course.persistent)
        .map(|summary| summary.with_many.iter().map(|unit| (*unit).to_owned()).collect())
        .unwrap_or_default();
    let fell = |row: &&DeltaRow| {
        row.attainment_delta.is_some_and(|change| billionths(-change) >= billionths(LARGE_FALL))
    };

    // A fall across a change of framework may come from the framework.
    let fallen = course
        .comparison
        .deltas
        .iter()
        .filter(fell)
        .filter(|_| course.comparison.breaks.is_empty());

    for row in fallen {
        if !units.contains(&row.unit) {
            units.push(row.unit.clone());
        }
    }
    units
}

/// Returns the findings that the issuer of a decision has to know: accepted errors, and all
/// warnings except appraised scores above the self score. Also returns the number of notes on
/// differences that rounding explains.
#[must_use]
pub fn beyond_rounding(findings: &[FindingRow]) -> (Vec<&FindingRow>, usize) {
    let is_relevant = |row: &&FindingRow| match row.severity {
        Severity::Error => true,
        Severity::Warning => row.rule != Rule::AppraisedAboveSelf,
        Severity::Note => false,
    };
    let rows: Vec<_> = findings.iter().filter(is_relevant).collect();
    let rounding = findings
        .iter()
        .filter(|row| row.severity == Severity::Note && row.difference.is_some())
        .filter(|row| row.rule != Rule::Revised)
        .count();
    (rows, rounding)
}

/// Returns the largest rise and the largest fall among a unit's areas between two years, in points.
/// None if no area rose, or no area fell.
#[must_use]
pub fn extreme_areas<'a>(changes: &[&'a CriterionChange]) -> [Option<LargestChange<'a>>; 2] {
    largest_changes(changes, |change| change.delta)
}

/// The mean number of points that the units of a block lost in an area.
#[must_use]
pub fn mean_lost(area: &CriterionSummary, units: usize) -> Decimal {
    area.lost.to_decimal() / Decimal::from(units.max(1))
}

/// A unit's self and appraised points as shares of the appraised maximum. The maximum follows from
/// the gap and the gap share, so the result is None if the gap is zero.
#[must_use]
pub fn score_shares(row: &UnitGapRow) -> Option<[f64; 2]> {
    let maximum = row.gap.ten_thousandths() as f64 / row.gap_share;
    let share = |points: Points| points.ten_thousandths() as f64 / maximum;
    (row.gap_share != 0.0).then(|| [share(row.self_total), share(row.appraised_total)])
}

/// The self and appraised points of a whole block as shares of the sum of its maxima. None if the
/// block's gap share is zero or not known.
#[must_use]
pub fn block_score_shares(rows: &[UnitGapRow]) -> Option<[f64; 2]> {
    let gap_share =
        rows.iter().find_map(|row| row.block_gap_share).filter(|share| *share != 0.0)?;
    let sum = |part: fn(&UnitGapRow) -> Points| {
        rows.iter().map(part).sum::<Points>().ten_thousandths() as f64
    };
    let maximum = sum(|row| row.gap) / gap_share;
    Some([sum(|row| row.self_total) / maximum, sum(|row| row.appraised_total) / maximum])
}

/// Whether there are enough years to assess lasting over-scoring.
#[must_use]
pub fn has_streaks(course: &BlockCourse) -> bool {
    course.block_gap_years().len() >= STREAK
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    fn points(hundredths: i64) -> Points {
        Points::from_ten_thousandths(hundredths * 100)
    }

    #[test]
    fn areas_are_named_until_they_cover_most_of_a_change() {
        let area_change = |area: &'static str, hundredths: i64| AreaChange {
            area,
            delta: Decimal::new(hundredths, 2),
            weight: Decimal::ZERO,
        };
        let changes = [
            area_change("a", 60),
            area_change("b", 30),
            area_change("c", 10),
            area_change("d", 0),
            area_change("e", -20),
            area_change("f", -40),
        ];

        let [driving, against] = driving_areas(&changes, true);
        let names = |rows: &[&AreaChange<'_>]| {
            rows.iter().map(|area| area.area.to_owned()).collect::<Vec<_>>()
        };
        // 0.60 of 1.00 is less than two thirds; 0.90 is more.
        assert_eq!(
            (names(&driving), names(&against)),
            (vec!["a".to_owned(), "b".to_owned()], vec!["f".to_owned(), "e".to_owned()])
        );
    }

    #[test]
    fn gaps_add_up_by_area_and_two_areas_can_be_a_trait_of_the_block() {
        let row = |unit_id: i64, area: &str, gap: i64| GapRow {
            unit_id,
            unit: format!("unit {unit_id}"),
            criterion: area.to_owned(),
            gap: points(gap),
            ..blank()
        };
        let rows = [
            row(1, "a", 100),
            row(1, "b", 50),
            row(1, "c", -30),
            row(2, "a", 200),
            row(2, "b", 0),
            row(2, "c", 10),
        ];

        let areas = gap_areas(&rows);
        assert_eq!(
            areas.iter().map(|area| (area.over, area.sum)).collect::<Vec<_>>(),
            [(2, points(300)), (1, points(50)), (1, points(10))]
        );
        let ([first, second], is_common) = common_gaps(&areas).expect("two areas");
        assert_eq!(
            (first.area, second.area, is_common),
            ("a", "b", false),
            "only one of two units is above on b"
        );
        assert_eq!(first.largest[0].unit_id, 2);
    }

    #[test]
    fn neighbours_are_level_if_their_totals_differ_by_at_most_two_hundredths() {
        let row = |total: i64| RankingRow {
            total: Some(points(total)),
            max_total: points(10_000),
            ..blank()
        };
        let rows = [row(9_336), row(9_335), row(9_335), row(9_332), row(9_330)];
        let pairs: Vec<_> = near_level(&rows).iter().map(|(.., difference)| *difference).collect();
        assert_eq!(pairs, [points(1), points(2)]);
    }

    #[test]
    fn a_streak_ends_with_a_year_below_the_block() {
        let year = |year: i32| Year::new(year).expect("a year");
        let row = |number: i32, unit_id: i64, share: f64| UnitGapRow {
            year: year(number),
            unit_id,
            gap_share: share,
            block_gap_share: Some(0.05),
            ..blank()
        };
        let rows = [
            row(2021, 1, 0.09),
            row(2022, 1, 0.01),
            row(2023, 1, 0.06),
            row(2024, 1, 0.06),
            row(2023, 2, 0.09),
        ];

        assert_eq!(years_above(&rows, 1), 2);
        assert_eq!(years_above(&rows, 2), 0, "the unit was not assessed in the last year");
    }

    const BLOCK: crate::model::Block = crate::model::Block::DEPARTMENT;

    fn year(number: i32) -> Year {
        Year::new(number).expect("a year")
    }

    fn changed(unit_id: i64, change: Option<f64>, ranks: i64) -> DeltaRow {
        DeltaRow { unit_id, attainment_delta: change, rank_change: Some(ranks), ..blank() }
    }

    fn ids(rows: &[&DeltaRow]) -> Vec<i64> {
        rows.iter().map(|row| row.unit_id).collect()
    }

    #[test]
    fn changes_are_large_by_result_or_by_rank_and_at_most_four_are_named_each_way() {
        let mut comparison = Comparison::blank(BLOCK, [year(2022), year(2023)]);
        comparison.movement.in_points = false;
        comparison.deltas = vec![
            changed(1, Some(0.01), 0),
            changed(2, Some(0.0099), 2),
            changed(3, Some(0.0001), 3),
            changed(4, Some(-0.0001), -3),
            changed(5, Some(-0.02), -1),
            changed(6, None, 9),
            changed(7, Some(0.0), -3),
        ];
        // 0.01 and three ranks are large, 0.0099 and two are not; without a result nothing is.
        let (rows, left_out) = large_changes(&comparison);
        assert_eq!((ids(&rows), left_out), (vec![1, 3, 5, 4, 7], 0));
        let [up, down] = clearly_changed(&comparison);
        assert_eq!((ids(&up), ids(&down)), (vec![1], vec![5]));

        // Five rose and six fell: one and two are left out.
        comparison.deltas = (1..=5)
            .map(|id| changed(id, Some(0.01 * id as f64), 0))
            .chain((6..=11).map(|id| changed(id, Some(-0.01 * id as f64), 0)))
            .collect();
        let (rows, left_out) = large_changes(&comparison);
        assert_eq!((ids(&rows), left_out), (vec![5, 4, 3, 2, 11, 10, 9, 8], 3));
        let [up, down] = clearly_changed(&comparison);
        assert_eq!((ids(&up), ids(&down)), (vec![5, 4, 3, 2, 1], vec![11, 10, 9, 8, 7, 6]));
    }

    #[test]
    fn moves_to_a_better_grade_and_to_a_worse_one_are_told_apart() {
        let moved = |from: Option<Grade>, to: Option<Grade>| GradeMove {
            grade_from: from,
            grade_to: to,
            ..blank()
        };
        let [good, fair] = [Some(Grade::GOOD), Some(Grade::FAIR)];
        let moves = [moved(fair, good), moved(good, good), moved(good, fair), moved(None, good)];
        assert_eq!(moved_grades(&moves), [vec![&moves[0]], vec![&moves[2]]]);
    }

    #[test]
    fn changes_by_area_are_means_over_the_units_of_both_years() {
        let change = |criterion: &str, delta: i64, weight: i64| CriterionChange {
            criterion: criterion.to_owned(),
            delta: Some(points(delta)),
            weight: Some(points(weight)),
            ..blank()
        };
        let mut comparison = Comparison::blank(BLOCK, [year(2022), year(2023)]);
        comparison.movement.compared = 2;
        comparison.changes = vec![
            change("a", 30, 10),
            change("b", 100, 0),
            change("a", 50, 20),
            change("b", -40, -10),
        ];
        // (0.30 + 0.50) / 2 and (0.10 + 0.20) / 2; (1.00 − 0.40) / 2 and (0 − 0.10) / 2.
        let found: Vec<_> = area_changes(&comparison)
            .iter()
            .map(|area| (area.area.to_owned(), area.delta, area.weight))
            .collect();
        let row = |area: &str, delta: i64, weight: i64| {
            (area.to_owned(), Decimal::new(delta, 2), Decimal::new(weight, 2))
        };
        assert_eq!(found, [row("a", 40, 15), row("b", 30, -5)]);

        comparison.changes[1].weight = None;
        assert!(area_changes(&comparison).is_empty(), "one change is not known");
    }

    #[test]
    fn areas_are_weak_if_they_are_below_four_fifths_in_each_of_the_last_three_years() {
        let summary = |number: i32, series: &str, attainment: f64| CriterionSummary {
            year: year(number),
            series: series.to_owned(),
            attainment,
            ..blank()
        };
        let rows: Vec<_> = [
            (2021, [0.9, 0.5, 0.5, 0.5]),
            (2022, [0.7, 0.8, 0.7, 0.5]),
            (2023, [0.7, 0.7, 0.7, 0.5]),
            (2024, [0.7, 0.7, 0.6, 0.8]),
        ]
        .into_iter()
        .flat_map(|(number, shares)| {
            let cells = ["a", "b", "c", "d"].into_iter().zip(shares);
            cells.map(move |(series, share)| summary(number, series, share))
        })
        .collect();
        let weak: Vec<_> =
            weak_areas(&rows).iter().map(|row| (row.year.number(), row.series.clone())).collect();
        assert_eq!(weak, [(2024, "c".to_owned()), (2024, "a".to_owned())]);
        assert!(weak_areas(&rows[8..]).is_empty(), "two years are too few");
    }

    #[test]
    fn two_areas_with_half_of_the_gaps_of_most_units_are_a_trait_of_the_block() {
        let rows = |gaps: [[i64; 4]; 5]| -> Vec<GapRow> {
            let cells = ["a", "b", "c", "d", "e"].into_iter().zip(gaps);
            cells
                .flat_map(|(area, gaps)| (1..).zip(gaps).map(move |(unit, gap)| (area, unit, gap)))
                .map(|(area, unit_id, gap)| GapRow {
                    unit_id,
                    criterion: area.to_owned(),
                    gap: points(gap),
                    ..blank()
                })
                .collect()
        };
        let judged = |a: [i64; 4], b: [i64; 4], e: [i64; 4]| {
            let rows = rows([a, b, [10, 5, 5, 0], [10, 5, 5, 0], e]);
            let areas = gap_areas(&rows);
            let ([first, second], is_common) = common_gaps(&areas).expect("two areas");
            assert_eq!((first.area, second.area), ("a", "b"));
            is_common
        };
        // Of 100 hundredths a has 30 and b 20, each with three of four units.
        assert!(judged([10, 10, 10, 0], [10, 5, 5, 0], [5, 5, 0, 0]));
        assert!(!judged([10, 10, 10, 0], [10, 5, 5, 0], [6, 5, 0, 0]), "50 of 101");
        assert!(!judged([20, 10, 0, 0], [10, 5, 5, 0], [5, 5, 0, 0]), "two of four units on a");
        assert!(!judged([10, 10, 10, 0], [10, 10, 0, 0], [5, 5, 0, 0]), "two of four units on b");

        // An area without positive gaps is not named, and the first of equal gaps is the largest.
        let one = rows([[40, 0, 40, 0], [0, -10, 0, 0], [0; 4], [0; 4], [0; 4]]);
        let areas = gap_areas(&one);
        assert!(common_gaps(&areas).is_none());
        assert_eq!(areas[0].largest[0].unit_id, 1);
    }

    #[test]
    fn a_year_level_with_the_block_ends_a_streak() {
        let row = |number: i32, share: f64| UnitGapRow {
            year: year(number),
            unit_id: 1,
            gap_share: share,
            block_gap_share: Some(0.05),
            ..blank()
        };
        assert_eq!(years_above(&[row(2023, 0.05), row(2024, 0.06)], 1), 1);
    }

    #[test]
    fn the_largest_rise_and_the_largest_fall_of_an_area_are_named() {
        let change =
            |hundredths: i64| CriterionChange { delta: Some(points(hundredths)), ..blank() };
        let rows = [change(50), change(-20), change(120), change(-90), change(-90)];
        let found = extreme_areas(&rows.iter().collect::<Vec<_>>());
        let found = found.map(|end| end.map(|end| (end.rows.len(), end.amount)));
        assert_eq!(found, [Some((1, points(120))), Some((2, points(-90)))], "two fell equally");
        let level = change(0);
        assert_eq!(extreme_areas(&[&level]), [None, None]);
    }

    #[test]
    fn scores_are_shares_of_the_maximum_that_the_gap_tells() {
        let row = |gap: i64, gap_share: f64, own: i64, appraised: i64| UnitGapRow {
            gap: points(gap),
            gap_share,
            self_total: points(own),
            appraised_total: points(appraised),
            block_gap_share: Some(0.05),
            ..blank()
        };
        let close = |found: Option<[f64; 2]>, expected: [f64; 2]| {
            let found = found.expect("shares");
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12)
        };
        // 4.00 points are 0.05 of 80.00, so 72.00 and 68.00 are 0.9 and 0.85.
        let rows = [row(400, 0.05, 7_200, 6_800), row(200, 0.05, 3_000, 2_800)];
        assert!(close(score_shares(&rows[0]), [0.9, 0.85]));
        assert_eq!(score_shares(&row(0, 0.0, 7_200, 7_200)), None);
        // 6.00 points are 0.05 of 120.00: 102.00 and 96.00 of them.
        assert!(close(block_score_shares(&rows), [0.85, 0.8]));
        let level = UnitGapRow { block_gap_share: Some(0.0), ..row(0, 0.0, 7_200, 7_200) };
        assert_eq!(block_score_shares(&[level]), None);
    }

    #[test]
    fn areas_far_below_the_median_and_the_lowest_areas_of_a_unit_are_named() {
        let row = |unit_id: i64, behind: Option<f64>, attainment: f64| WeaknessRow {
            unit_id,
            attainment,
            behind,
            ..blank()
        };
        let rows = [
            row(1, Some(0.2), 0.6),
            row(1, Some(0.199), 0.5),
            row(2, Some(0.3), 0.4),
            row(1, None, 0.55),
        ];
        assert_eq!(far_below(&rows), [&rows[2], &rows[0]]);
        let of_unit = rows.iter().filter(|row| row.unit_id == 1).collect();
        assert_eq!(lowest_areas(of_unit, 2), [&rows[1], &rows[3]]);
    }

    #[test]
    fn errors_and_warnings_are_relevant_and_notes_are_counted() {
        let finding = |severity: Severity, rule: Rule, difference: Option<i64>| FindingRow {
            severity,
            rule,
            difference: difference.map(points),
            ..blank()
        };
        let rows = [
            finding(Severity::Note, Rule::Rounded, Some(1)),
            finding(Severity::Note, Rule::Rounded, None),
            finding(Severity::Error, Rule::AppraisedAboveSelf, Some(50)),
            finding(Severity::Warning, Rule::AppraisedAboveSelf, Some(50)),
            finding(Severity::Warning, Rule::RankOrder, None),
            finding(Severity::Note, Rule::Total, Some(-1)),
        ];
        assert_eq!(beyond_rounding(&rows), (vec![&rows[2], &rows[4]], 2));
    }

    #[test]
    fn units_that_fell_within_one_framework_are_asked_for_a_plan() {
        let span = [year(2022), year(2023)];
        let mut course = BlockCourse::blank(BLOCK, span);
        let row = |unit: &str, change: Option<f64>| DeltaRow {
            unit: unit.to_owned(),
            attainment_delta: change,
            ..blank()
        };
        let changes = [("a", Some(-0.02)), ("b", Some(-0.0199)), ("c", Some(0.05)), ("d", None)];
        course.comparison.deltas = changes.map(|(unit, change)| row(unit, change)).to_vec();
        let weakness = |unit_id: i64, unit: &str, criterion: &str| PersistentWeakness {
            unit_id,
            unit: unit.to_owned(),
            criterion: criterion.to_owned(),
            ..blank()
        };
        course.persistent = ["x", "y", "z"].map(|criterion| weakness(5, "e", criterion)).to_vec();
        assert_eq!(to_plan(&course), ["e", "a"]);

        // Unit a has three lasting weaknesses as well: it is named once.
        course.persistent = ["x", "y", "z"].map(|criterion| weakness(1, "a", criterion)).to_vec();
        assert_eq!(to_plan(&course), ["a"]);

        course.comparison.breaks =
            vec![crate::analysis::FrameworkBreak { year: span[1], name: None }];
        course.persistent.clear();
        assert!(to_plan(&course).is_empty(), "the framework changed");
    }

    #[test]
    fn lasting_weaknesses_are_grouped_by_area() {
        let mut course = BlockCourse::blank(BLOCK, [year(2022), year(2023)]);
        let weakness = |unit_id: i64, criterion: &str, lost: i64| PersistentWeakness {
            unit_id,
            criterion: criterion.to_owned(),
            last_lost: points(lost),
            ..blank()
        };
        course.persistent = vec![weakness(1, "x", 50), weakness(2, "y", 30), weakness(3, "y", 70)];
        let summary = |series: &str, attainment: f64| CriterionSummary {
            series: series.to_owned(),
            attainment,
            ..blank()
        };
        course.last.criterion_summaries = vec![summary("z", 0.9), summary("y", 0.6)];
        let found: Vec<_> = lasting_by_area(&course)
            .iter()
            .map(|area| {
                let units: Vec<_> = area.units.iter().map(|row| row.unit_id).collect();
                (area.area.to_owned(), area.attainment, units)
            })
            .collect();
        let [x, y] = ["x", "y"].map(str::to_owned);
        assert_eq!(found, [(y, Some(0.6), vec![3, 2]), (x, None, vec![1])]);
    }
}
