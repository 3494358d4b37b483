//! The course of each unit and of each block over the years.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Year, billionths};
use crate::relation::{BlockTrendRow, RankingRow, TrendPoint, TrendRow};
use crate::stats::{kendall_tau_b, median, theil_sen};
use crate::store::{Selection, Store, StoreError};

use super::History;
use super::like_for_like::{Basis, LikeForLike};

/// The fewest years for which a slope is meaningful.
pub const MIN_YEARS: usize = 4;

/// How the course of a unit is extended to the years before its first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lineage {
    /// Not at all: the course begins with the unit.
    AsIs,
    /// By the mean of its predecessors.
    Merged,
}

/// Loads the stored courses with their years. With [`Lineage::Merged`] the courses are computed
/// anew and extended by predecessors.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn load_trends(
    store: &Store,
    history: &History,
    selection: Selection,
    lineage: Lineage,
) -> Result<Vec<TrendRow>, StoreError> {
    let mut computed = trends(history, lineage);

    if lineage == Lineage::Merged {
        // There is no mean of predecessors by criterion, so only courses without derived years have
        // like-for-like figures.
        let rows: Vec<TrendRow> = store.load(selection, &[])?;
        for row in computed.iter_mut().filter(|row| row.derived_years == 0) {
            if let Some(constant) =
                rows.iter().find(|trend| (trend.block, trend.unit_id) == (row.block, row.unit_id))
            {
                row.constant_criteria = constant.constant_criteria;
                (row.constant_first, row.constant_last) =
                    (constant.constant_first, constant.constant_last);
                row.constant_slope = constant.constant_slope;
            }
        }
        return Ok(computed);
    }

    let mut series: BTreeMap<(Block, i64), Vec<TrendPoint>> =
        computed.into_iter().map(|row| ((row.block, row.unit_id), row.points)).collect();
    let mut rows: Vec<TrendRow> = store.load(selection, &[])?;
    for row in &mut rows {
        row.points = series.remove(&(row.block, row.unit_id)).unwrap_or_default();
    }
    rows.sort_by_key(|row| (row.block, row.unit_id));
    Ok(rows)
}

/// Computes the course of every unit whose total is known in at least one year, by block and unit.
#[must_use]
pub(super) fn trends(history: &History, lineage: Lineage) -> Vec<TrendRow> {
    let mut units: BTreeMap<(Block, i64), Vec<&RankingRow>> = BTreeMap::new();
    for row in history.rankings.iter().filter(|row| row.attainment.is_some()) {
        units.entry((row.block, row.unit_id)).or_default().push(row);
    }

    // The quarters do not count units that are not ranked.
    let mut ranks: BTreeMap<(Block, Year), Vec<u32>> = BTreeMap::new();
    for row in units.values().flatten() {
        ranks.entry((row.block, row.year)).or_default().extend(row.rank);
    }
    for ranks in ranks.values_mut() {
        ranks.sort_unstable();
    }

    let mut changed: HashMap<(Block, [Year; 2]), bool> = HashMap::new();
    let course = |rows: &Vec<&RankingRow>| {
        let point = |row: &&RankingRow| point(row, ranks.get(&(row.block, row.year))?);
        rows.iter().filter_map(point).collect::<Vec<_>>()
    };
    let courses: BTreeMap<_, _> = units.iter().map(|(key, rows)| (*key, course(rows))).collect();
    let mut trend = |((block, id), rows): (&(Block, i64), &Vec<&RankingRow>)| {
        let mut series = courses.get(&(*block, *id)).cloned().unwrap_or_default();
        if lineage == Lineage::Merged {
            let mut earlier =
                predecessor_points(history, &courses, *block, *id, series.first()?.year);
            earlier.append(&mut series);
            series = earlier;
        }

        let last = rows.last()?;
        let simulated = rows.iter().any(|row| row.simulated);
        let label = history.label(*block, *id);
        let mut trend = summarise(*block, [&last.unit, label], *id, simulated, series)?;

        let mut is_changed = |pair: &&[TrendPoint]| {
            let years = [pair[0].year, pair[1].year];
            let changed = changed.entry((*block, years));
            *changed.or_insert_with(|| history.is_framework_changed(*block, years) == Some(true))
        };
        trend.framework_changes = trend.points.windows(2).filter(|pair| is_changed(pair)).count();
        Some(trend)
    };
    units.iter().filter_map(&mut trend).collect()
}

/// The year of a unit. `ranks` are those of its block in the year, in order.
fn point(row: &RankingRow, ranks: &[u32]) -> Option<TrendPoint> {
    let partial = !row.coverage.is_complete();
    let better = |rank: u32| ranks.partition_point(|other| *other < rank);
    let place = |rank: u32| u32::try_from(better(rank) + 1).unwrap_or(rank);
    Some(TrendPoint {
        year: row.year,
        attainment: row.attainment?,
        total: row.total,
        rank: row.rank,
        place: row.rank.map(|rank| if partial { rank } else { place(rank) }),
        grade: row.grade,
        units: if partial { row.units } else { ranks.len() },
        partial,
        derived: false,
    })
}

/// Computes the years before a unit's first one as the mean of its predecessors. Years in which a
/// predecessor is not known are left out.
fn predecessor_points(
    history: &History,
    courses: &BTreeMap<(Block, i64), Vec<TrendPoint>>,
    block: Block,
    id: i64,
    first: Year,
) -> Vec<TrendPoint> {
    let events = history.lineages.iter().filter(|event| {
        event.to_unit_id == Some(id) && event.from_unit_id != id && event.block == block
    });
    let mut ids: Vec<_> = events.map(|event| event.from_unit_id).collect();
    ids.sort_unstable();
    ids.dedup();

    let predecessors: Vec<Vec<TrendPoint>> = ids
        .iter()
        .map(|id| {
            let points = courses.get(&(block, *id)).cloned().unwrap_or_default();
            let begin = points.first().map_or(first, |point| point.year);
            // The registry has no cycles, so the recursion ends.
            [predecessor_points(history, courses, block, *id, begin), points].concat()
        })
        .collect();

    let mut years: Vec<_> =
        predecessors.iter().flatten().map(|point| (point.year, point.units)).collect();
    years.sort_unstable();
    years.dedup();

    let mean = |(year, units): (Year, usize)| {
        let of_year =
            |course: &Vec<TrendPoint>| course.iter().find(|point| point.year == year).cloned();
        let points: Option<Vec<_>> = predecessors.iter().map(of_year).collect();
        let points = points.filter(|points| !points.is_empty())?;

        let attainment =
            points.iter().map(|point| point.attainment).sum::<f64>() / points.len() as f64;
        let partial = points.iter().any(|point| point.partial);
        Some(TrendPoint {
            year,
            attainment,
            total: None,
            rank: None,
            place: None,
            grade: None,
            units,
            partial,
            derived: true,
        })
    };
    years.into_iter().filter(|(year, _)| *year < first).filter_map(mean).collect()
}

/// Sums up the years of one unit. Framework changes and like-for-like figures are added later.
fn summarise(
    block: Block,
    [unit, label]: [&str; 2],
    unit_id: i64,
    simulated: bool,
    series: Vec<TrendPoint>,
) -> Option<TrendRow> {
    let (first, last) = (series.first()?.clone(), series.last()?.clone());
    let steps: Vec<_> =
        series.windows(2).map(|pair| pair[1].attainment - pair[0].attainment).collect();
    let points: Vec<_> =
        series.iter().map(|point| (f64::from(point.year.number()), point.attainment)).collect();
    let is_long_enough = series.len() >= MIN_YEARS;
    let best = series.iter().rev().max_by(|a, b| a.attainment.total_cmp(&b.attainment))?.year;
    let worst = series.iter().min_by(|a, b| a.attainment.total_cmp(&b.attainment))?.year;

    let quarter = |point: &&TrendPoint| (point.units / 4).max(1);
    let in_top =
        |point: &&TrendPoint| point.place.is_some_and(|place| place as usize <= quarter(point));
    let in_bottom = |point: &&TrendPoint| {
        point.place.is_some_and(|place| place as usize > point.units - quarter(point))
    };

    Some(TrendRow {
        block,
        unit: unit.to_owned(),
        label: label.to_owned(),
        years: series.len(),
        derived_years: series.iter().filter(|point| point.derived).count(),
        first_year: first.year,
        last_year: last.year,
        attainment_first: first.attainment,
        attainment_last: last.attainment,
        slope: theil_sen(&points).filter(|_| is_long_enough),
        tau: kendall_tau_b(&points).filter(|_| is_long_enough),
        volatility: (!steps.is_empty())
            .then(|| steps.iter().map(|step| step.abs()).sum::<f64>() / steps.len() as f64),
        best_year: best,
        worst_year: worst,
        rising: steps.iter().rev().take_while(|step| **step > 0.0).count(),
        falling: steps.iter().rev().take_while(|step| **step < 0.0).count(),
        top_quarter: series.iter().filter(in_top).count(),
        bottom_quarter: series.iter().filter(in_bottom).count(),
        framework_changes: 0,
        constant_criteria: None,
        constant_first: None,
        constant_last: None,
        constant_slope: None,
        simulated,
        unit_id,
        points: series,
    })
}

/// Returns the median attainment of the units for each year in which all units of the block are
/// known.
#[must_use]
pub fn course_medians(rows: &[TrendRow]) -> Vec<(Year, f64)> {
    let mut years: BTreeMap<Year, Vec<&TrendPoint>> = BTreeMap::new();
    for point in rows.iter().flat_map(|row| &row.points).filter(|point| !point.derived) {
        years.entry(point.year).or_default().push(point);
    }
    let complete =
        years.into_iter().filter(|(_, points)| points.iter().all(|point| !point.partial));
    let median = |points: Vec<&TrendPoint>| {
        median(&points.iter().map(|point| point.attainment).collect::<Vec<_>>())
    };
    complete.filter_map(|(year, points)| Some((year, median(points)?))).collect()
}

/// Adds the like-for-like figures to each course. `results` are the result ids by year and unit.
pub(super) fn compare_like_with_like(
    trends: &mut [TrendRow],
    like: &LikeForLike<'_>,
    results: &HashMap<(Year, i64), i64>,
) {
    // A single year has nothing to be compared with.
    for trend in trends.iter_mut().filter(|trend| trend.points.len() > 1) {
        let id =
            |point: &TrendPoint| Some((point.year, *results.get(&(point.year, trend.unit_id))?));
        let course: Option<Vec<_>> = trend.points.iter().map(id).collect();
        let (criteria, attainments) = match course.map(|course| like.basis(&course)) {
            Some(Basis::Same(criteria)) => {
                (criteria, trend.points.iter().map(|point| point.attainment).collect())
            }
            Some(Basis::Constant(criteria, attainments)) => (criteria, attainments),
            Some(Basis::Nothing | Basis::Totals) | None => continue,
        };

        trend.constant_criteria = Some(criteria);
        (trend.constant_first, trend.constant_last) =
            (attainments.first().copied(), attainments.last().copied());
        let points =
            trend.points.iter().map(|point| f64::from(point.year.number())).zip(attainments);
        trend.constant_slope = slope(&points.collect::<Vec<_>>());
    }
}

/// Whether the like-for-like course of a unit differs from the published one: it crosses a change
/// of framework, or different points applied to the unit.
#[must_use]
pub fn is_crossing(row: &TrendRow) -> bool {
    let differs = |constant: Option<f64>, published: f64| {
        constant.is_some_and(|constant| billionths(constant) != billionths(published))
    };
    row.framework_changes > 0
        || differs(row.constant_first, row.attainment_first)
        || differs(row.constant_last, row.attainment_last)
}

/// Whether a year of a block's course does not compare like with like: the framework or the set of
/// units changed since the year before, or the like-for-like attainment differs from the published
/// one.
#[must_use]
pub fn is_unlike(row: &BlockTrendRow) -> bool {
    let differs = row
        .constant_attainment
        .is_some_and(|constant| billionths(constant) != billionths(row.attainment));
    row.framework_changed == Some(true) || row.set_changed == Some(true) || differs
}

/// The Theil–Sen slope. None for fewer than [`MIN_YEARS`] years.
pub(super) fn slope(points: &[(f64, f64)]) -> Option<f64> {
    theil_sen(points).filter(|_| points.len() >= MIN_YEARS)
}
