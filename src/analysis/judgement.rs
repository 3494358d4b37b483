//! What stands out, and from where on: the thresholds that reports print, and who is named. Sentences, tables and charts
//! take their names from here, so that all of them name the same units.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{Grade, Points, Rule, Severity, Year, billionths};
use crate::relation::{
    CriterionChange, CriterionStrictness, CriterionSummary, DeltaRow, FindingRow, GapRow, GradeMove, LastingLeniency,
    LeniencyRow, PersistentWeakness, RankIntervalRow, RankingRow, UnitGapRow, WeaknessRow,
};

use super::GradeDistance;
use super::polish::Polish;

/// Modified z-scores from this on are called outliers (Iglewicz and Hoaglin, How to detect and handle outliers, 1993).
pub const OUTLIER: f64 = 3.5;

/// The smallest residual of a gap that is worth a look, as a share of the maximum.
pub const WORTH_A_LOOK: f64 = 0.05;

/// Where one year keeps less than this of the units' deviations, it cannot name who scores itself high.
pub const RELIABLE: f64 = 0.6;

/// A leniency is sure where it is at least so many times its spread.
pub const SURE: f64 = 2.0;

/// A criterion on which a block lies so far above its own gap is understood in two ways, as a share of the maximum.
pub const STRICT: f64 = 0.05;

/// Deviations smaller than this have no sign worth comparing, as a share of the maximum.
const SIGNED: f64 = 0.005;

/// Neighbours are nearly level where less than this share of the weight elsewhere swaps them.
pub const NEAR_TIE: f64 = 0.01;

/// A weakness lasts where a unit is behind in so many …
pub const OFTEN: usize = 3;
/// … of its last so many assessed years.
pub const WINDOW: usize = 4;

/// In a block of fewer units, one that moves changes the ranks of many others.
pub const FEW_UNITS: usize = 10;

/// A unit that lacks no more than this to the next grade is close to it.
pub const NEAR_GRADE: Points = Points::from_ten_thousandths(20_000);

/// How many units are named each way where some of many stand out.
const MOVERS: usize = 2;

/// The units whose attainment changed most between two years, the largest change first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Movers<'a> {
    /// Those that rose.
    pub risen: Vec<&'a DeltaRow>,
    /// Those that fell.
    pub fallen: Vec<&'a DeltaRow>,
}

impl Movers<'_> {
    /// The years between which they moved; none where nobody did.
    #[must_use]
    pub fn years(&self) -> Option<[Year; 2]> {
        let row = self.risen.first().or(self.fallen.first())?;
        Some([row.from_year, row.to_year])
    }
}

/// The units that moved most, a few each way; of equal changes the first by the order of the rows.
#[must_use]
pub fn movers<'a>(deltas: impl IntoIterator<Item = &'a DeltaRow>) -> Movers<'a> {
    let deltas: Vec<_> = deltas.into_iter().collect();
    let change = |row: &DeltaRow| row.attainment_delta.filter(|_| row.delta.is_some());
    let moved = |is_wanted: fn(f64) -> bool| {
        let mut rows: Vec<_> = deltas.iter().copied().filter(|row| change(row).is_some_and(is_wanted)).collect();
        rows.sort_by_key(|row| Reverse(change(row).map_or(0, |change| billionths(change.abs()))));
        rows.truncate(MOVERS);
        rows
    };
    Movers { risen: moved(|change| change > 0.0), fallen: moved(|change| change < 0.0) }
}

/// The gaps of a block at a glance.
#[derive(Debug, Clone, PartialEq)]
pub struct GapSummary<'a> {
    /// Units with a gap.
    pub units: usize,
    /// Those that scored themselves above the appraisal.
    pub over: usize,
    /// The mean gap, exact to 28 digits.
    pub mean: Decimal,
    /// The largest gap above zero.
    pub largest: Option<&'a UnitGapRow>,
    /// The units whose gap stands out; none where blocks of few units have no outliers.
    pub outliers: Option<Vec<&'a UnitGapRow>>,
}

/// Sums up the gaps of a block, which come by their size; none where there are none.
#[must_use]
pub fn gap_summary(gaps: &[UnitGapRow]) -> Option<GapSummary<'_>> {
    let sum: Points = gaps.iter().map(|row| row.gap).sum();
    let is_outlier = |row: &&UnitGapRow| row.robust_z.is_some_and(|z| z >= OUTLIER);
    let has_outliers = gaps.iter().any(|row| row.robust_z.is_some());
    Some(GapSummary {
        units: gaps.len(),
        over: gaps.iter().filter(|row| row.gap > Points::ZERO).count(),
        mean: sum.to_decimal().checked_div(gaps.len().into())?,
        largest: gaps.first().filter(|row| row.gap > Points::ZERO),
        outliers: has_outliers.then(|| gaps.iter().filter(is_outlier).collect()),
    })
}

/// What a block's model of gaps says of its units in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct LeniencySummary<'a> {
    /// Any row: what is common to all.
    pub any: &'a LeniencyRow,
    /// The units that surely score themselves high, the most lenient first; none where one year cannot name them.
    pub lenient: Option<Vec<&'a LeniencyRow>>,
    /// The criteria that the whole block scores itself high on, the most first.
    pub strict: Vec<&'a CriterionStrictness>,
    /// Units whose deviation has the other sign once medians take the place of means: few large gaps make it.
    pub disputed: Vec<&'a LeniencyRow>,
}

/// Sums up the model of one block in one year; none where there is none. `gaps` are those of the same year and block.
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
    let medians = Polish::of(&gaps.iter().collect::<Vec<_>>());
    let is_disputed = |row: &&LeniencyRow| {
        medians.unit(&row.unit).is_some_and(|median| {
            median.abs().min(row.deviation.abs()) >= SIGNED && median.signum() * row.deviation.signum() < 0.0
        })
    };
    Some(LeniencySummary {
        any,
        lenient: (any.reliability >= RELIABLE).then_some(lenient),
        strict,
        disputed: rows.iter().filter(is_disputed).collect(),
    })
}

/// Whether a leniency is above zero for sure.
fn is_sure(leniency: f64, spread: f64) -> bool {
    leniency > 0.0 && leniency >= SURE * spread
}

/// The units whose leniency surely lasts, the most lenient first.
#[must_use]
pub fn surely_lenient(rows: &[LastingLeniency]) -> Vec<&LastingLeniency> {
    let mut sure: Vec<_> = rows.iter().filter(|row| is_sure(row.leniency, row.spread)).collect();
    sure.sort_by_key(|row| Reverse(billionths(row.leniency)));
    sure
}

/// Which ranks of a block are sure.
#[derive(Debug, Clone, PartialEq)]
pub struct RankSummary<'a> {
    /// Units with a rank.
    pub units: usize,
    /// Those whose rank does not depend on rounding.
    pub rounding: usize,
    /// Those that keep their rank under weights up to a tenth more or less, and how many ranks the widest interval has; none
    /// where scores by criterion are not all known.
    pub tenth: Option<(usize, usize)>,
    /// Neighbours that little weight elsewhere swaps, with its share, the least first.
    pub near_ties: Vec<(&'a RankIntervalRow, &'a RankIntervalRow, f64)>,
}

/// Sums up the rank intervals of one block in one year, which come by rank; none where there are none.
#[must_use]
pub fn rank_summary(rows: &[RankIntervalRow]) -> Option<RankSummary<'_>> {
    rows.first()?;
    let intervals: Option<Vec<_>> = rows.iter().map(|row| Some(row.worst_10?.saturating_sub(row.best_10?))).collect();
    let tenth = intervals.map(|all| {
        let widest = all.iter().max().map_or(0, |widest| usize::try_from(*widest).unwrap_or(usize::MAX));
        (all.iter().filter(|width| **width == 0).count(), widest + 1)
    });
    let pairs = rows.windows(2).filter_map(|pair| Some((&pair[0], &pair[1], pair[0].swap_share?)));
    let mut near_ties: Vec<_> = pairs.filter(|(_, _, share)| *share < NEAR_TIE).collect();
    near_ties.sort_by_key(|(_, _, share)| billionths(*share));
    Some(RankSummary {
        units: rows.len(),
        rounding: rows.iter().filter(|row| row.best_rounding == row.worst_rounding).count(),
        tenth,
        near_ties,
    })
}

/// The criterion on which a unit over-scored itself most; none where it did on none.
#[must_use]
pub fn largest_gap_of<'a>(gaps: &'a [GapRow], unit: &UnitGapRow) -> Option<&'a GapRow> {
    let of_unit = gaps.iter().filter(|row| row.unit_id == unit.unit_id);
    of_unit.max_by_key(|row| row.gap).filter(|row| row.gap > Points::ZERO)
}

/// The criteria of a block that are named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CriterionExtremes<'a> {
    /// The one with the lowest attainment.
    pub weakest: &'a CriterionSummary,
    /// The one with the highest.
    pub strongest: &'a CriterionSummary,
    /// The one on which most points were lost.
    pub costliest: &'a CriterionSummary,
}

/// The weakest, the strongest and the costliest criterion; none where scores by criterion are not known.
#[must_use]
pub fn criterion_extremes(criteria: &[CriterionSummary]) -> Option<CriterionExtremes<'_>> {
    Some(CriterionExtremes {
        weakest: criteria.iter().min_by(|a, b| a.attainment.total_cmp(&b.attainment))?,
        strongest: criteria.iter().max_by(|a, b| a.attainment.total_cmp(&b.attainment))?,
        costliest: criteria.iter().max_by_key(|row| row.lost)?,
    })
}

/// The criteria on which a unit gained and lost most by its own performance; none where it did not.
#[must_use]
pub fn change_extremes<'a>(changes: &[&'a CriterionChange]) -> [Option<(&'a CriterionChange, Points)>; 2] {
    let known = || changes.iter().filter_map(|change| Some((*change, change.performance?)));
    let best = known().max_by_key(|(_, amount)| *amount).filter(|(_, amount)| *amount > Points::ZERO);
    let worst = known().min_by_key(|(_, amount)| *amount).filter(|(_, amount)| *amount < Points::ZERO);
    [best, worst]
}

/// The units with all that they lost on the given criteria, the most first, equals in printed order.
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

/// The units that are close below a better grade, with what they lack.
#[must_use]
pub fn near_grades<'a>(
    rankings: &'a [RankingRow],
    distances: &'a [Option<GradeDistance>],
) -> Vec<(&'a RankingRow, GradeDistance)> {
    let known = rankings.iter().zip(distances).filter_map(|(row, distance)| Some((row, (*distance)?)));
    known.filter(|(_, distance)| distance.at_most <= NEAR_GRADE).collect()
}

/// How many units got a better and how many a worse grade; none where no pair of grades is known.
#[must_use]
pub fn regraded(moves: &[GradeMove]) -> Option<[usize; 2]> {
    let known: Vec<_> = moves.iter().filter_map(|own| Some((own.grade_from?, own.grade_to?, own.units))).collect();
    // Better grades come first.
    let count = |is_counted: fn(Grade, Grade) -> bool| {
        known.iter().filter(|(from, to, _)| is_counted(*from, *to)).map(|(.., units)| units).sum()
    };
    if known.is_empty() { None } else { Some([count(|from, to| to < from), count(|from, to| to > from)]) }
}

/// The criterion in which most units lag lastingly, with their number; the first of equals.
#[must_use]
pub fn lasting_criterion(weaknesses: &[PersistentWeakness]) -> Option<(&str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for PersistentWeakness { criterion, .. } in weaknesses {
        match counts.iter_mut().find(|(name, _)| name == criterion) {
            Some((_, units)) => *units += 1,
            None => counts.push((criterion, 1)),
        }
    }
    counts.sort_by_key(|(_, units)| std::cmp::Reverse(*units));
    counts.first().copied()
}

/// What the recomputed figures of a block say beside the published ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Recomputed<'a> {
    /// Whether any total could be recomputed.
    pub is_known: bool,
    /// Units whose recomputed total differs.
    pub totals: usize,
    /// Units whose rank would be another.
    pub reranked: Vec<&'a RankingRow>,
}

/// Holds the recomputed totals and ranks against the published ones.
#[must_use]
pub fn recomputed(rows: &[RankingRow]) -> Recomputed<'_> {
    let is_reranked = |row: &&RankingRow| row.published_rank.is_some() && row.published_rank != row.recomputed_rank;
    let differs = |row: &&RankingRow| {
        row.published_total.is_some() && row.recomputed_total.is_some() && row.published_total != row.recomputed_total
    };
    Recomputed {
        is_known: rows.iter().any(|row| row.recomputed_total.is_some()),
        totals: rows.iter().filter(differs).count(),
        reranked: rows.iter().filter(is_reranked).collect(),
    }
}

/// What the checks of a block came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingSummary {
    /// Errors that were accepted at import.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Notes on printed sums that rounding explains.
    pub rounding: usize,
    /// Scores that the appraisal set above the self score.
    pub above_self: usize,
    /// The units that have such scores.
    pub units_above_self: usize,
}

/// Counts the findings of a block.
#[must_use]
pub fn finding_summary<'a>(findings: impl IntoIterator<Item = &'a FindingRow>) -> FindingSummary {
    let findings: Vec<_> = findings.into_iter().collect();
    let count = |severity: Severity| findings.iter().filter(|row| row.severity == severity).count();
    let above: Vec<_> = findings.iter().filter(|row| row.rule == Rule::AppraisedAboveSelf).collect();
    let units: BTreeSet<_> = above.iter().filter_map(|row| row.unit.as_deref()).collect();
    let is_rounding = |row: &&&FindingRow| row.severity == Severity::Note && row.difference.is_some();
    FindingSummary {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        rounding: findings.iter().filter(is_rounding).count(),
        above_self: above.len(),
        units_above_self: units.len(),
    }
}

/// The first and the last of a ranking, by their ranks; where only some units are known, those of them that are among the
/// first and the last of the whole block.
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

/// The largest gaps of several blocks, where units scored themselves above the appraisal.
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
        DeltaRow { unit: unit.to_owned(), delta: Some(points(1)), attainment_delta: Some(change), ..blank() }
    }

    #[test]
    fn two_units_move_most_each_way() {
        let rows = [delta("a", 0.01), delta("b", -0.02), delta("c", 0.03), delta("d", 0.02), delta("e", 0.0)];
        let names = |rows: &[&DeltaRow]| rows.iter().map(|row| row.unit.clone()).collect::<Vec<_>>();
        let movers = movers(&rows);
        assert_eq!(names(&movers.risen), ["c", "d"]);
        // 0.82 − 0.80 and 0.62 − 0.60 are one change, whatever binary makes of them: the first by the rows comes first.
        let equal = [delta("f", 0.82 - 0.80), delta("g", 0.62 - 0.60)];
        assert_eq!(names(&super::movers(&equal).risen), ["f", "g"]);
        assert_eq!(names(&movers.fallen), ["b"]);
    }

    #[test]
    fn an_outlier_needs_a_block_that_has_them() {
        let gap = |gap: i64, z: Option<f64>| UnitGapRow { gap: points(gap), robust_z: z, ..blank() };
        let rows = [gap(500, Some(3.5)), gap(150, Some(3.4)), gap(-50, None)];
        let summary = gap_summary(&rows).expect("gaps");
        assert_eq!((summary.units, summary.over), (3, 2));
        assert_eq!(summary.mean, Decimal::from(2));
        assert_eq!(summary.outliers.map(|rows| rows.len()), Some(1));
        assert_eq!(gap_summary(&rows[2..]).map(|summary| (summary.largest, summary.outliers)), Some((None, None)));
        assert_eq!(gap_summary(&[]), None);
    }

    #[test]
    fn a_unit_is_counted_once_however_its_findings_are_scattered() {
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
    fn losses_add_up_by_unit() {
        let row = |unit: &str, lost: i64| WeaknessRow { unit: unit.to_owned(), lost: points(lost), ..blank() };
        let rows = [row("a", 100), row("b", 150), row("a", 75)];
        assert_eq!(units_by_loss(&rows), [("a", points(175)), ("b", points(150))]);
    }

    #[test]
    fn the_last_three_are_not_among_the_first() {
        let row = |rank: u32| RankingRow { rank: Some(rank), ..blank() };
        let ranks = |rows: &[&RankingRow]| rows.iter().filter_map(|row| row.rank).collect::<Vec<_>>();
        let rows: Vec<_> = (1..=5).map(row).collect();
        let [first, last] = ends_of_ranking(&rows, 5);
        assert_eq!((ranks(&first), ranks(&last)), (vec![1, 2, 3], vec![4, 5]));
        let extract = [row(1), row(19)];
        let [_, last] = ends_of_ranking(&extract, 19);
        assert_eq!(ranks(&last), [19]);
    }

    #[test]
    fn a_better_grade_comes_first() {
        let move_of = |from, to, units| GradeMove { grade_from: from, grade_to: to, units, ..blank() };
        let moves = [
            move_of(Some(Grade::Good), Some(Grade::Excellent), 2),
            move_of(Some(Grade::Good), Some(Grade::Fair), 1),
            move_of(None, Some(Grade::Fair), 4),
        ];
        assert_eq!(regraded(&moves), Some([2, 1]));
        assert_eq!(regraded(&moves[2..]), None);
    }
}
