//! The movement of a block between two years: the units that rose, fell, entered or left, and the
//! moves between grades.

use rust_decimal::Decimal;

use std::collections::HashMap;

use crate::model::{Block, Points, Year, billionths};
use crate::relation::{DeltaRow, GradeMove};

use super::History;

/// One block between two years.
#[derive(Debug, Clone, PartialEq)]
pub struct Movement {
    /// The block.
    pub block: Block,
    /// The earlier year.
    pub from_year: Year,
    /// The later year.
    pub to_year: Year,
    /// Units whose attainment is known in both years.
    pub compared: usize,
    /// Whether the same maximum points applied to each of them in both years. Rises and falls are
    /// then counted in points, otherwise in attainment at its printed precision.
    pub in_points: bool,
    /// Compared units that rose.
    pub up: usize,
    /// Compared units that fell.
    pub down: usize,
    /// Compared units that did not change.
    pub same: usize,
    /// Units that rose, that fell and that did not change at constant framework, in attainment at
    /// its printed precision.
    pub constant: [usize; 3],
    /// The mean of all units in the earlier year. None if not all of them are known.
    pub mean_from: Option<Mean>,
    /// The mean of all units in the later year. None if not all of them are known.
    pub mean_to: Option<Mean>,
    /// The like-for-like twin of both means. None if the means are comparable themselves, or if a
    /// unit cannot be compared.
    pub twin: Option<Twin>,
    /// Units of the later year that are not in the earlier one. None if not all units of both years
    /// are known.
    pub entrants: Option<Vec<String>>,
    /// Units of the earlier year that are not in the later one. None if not all units of both years
    /// are known.
    pub leavers: Option<Vec<String>>,
    /// Whether the framework changed. None if that is not known.
    pub framework_changed: Option<bool>,
    /// The names of the declared frameworks that began between the years.
    pub frameworks: Vec<String>,
    /// The series of the criteria that only one of the years has.
    pub unmatched: Vec<String>,
    /// The number of known units and of all units of the block, in both years.
    pub known: [(usize, usize); 2],
}

/// The mean of a block in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean of the totals, with the maximum that applies to all units. None if the maxima of
    /// the units differ.
    pub points: Option<(Decimal, Points)>,
    /// The mean of the attainments, 0 to 1.
    pub attainment: f64,
}

/// The means of both years at constant framework, over the units that are in both years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twin {
    /// The number of units.
    pub units: usize,
    /// The mean attainment in the earlier year, 0 to 1.
    pub from: f64,
    /// The mean attainment in the later year, 0 to 1.
    pub to: f64,
}

impl Movement {
    /// Whether all units of both years are known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.known.iter().all(|(known, units)| known >= units)
    }
}

/// Sums up the rows of one block between two years. None if one of the years is not stored.
#[must_use]
pub fn movement(
    history: &History,
    rows: &[DeltaRow],
    block: Block,
    years: [Year; 2],
) -> Option<Movement> {
    let [from, to] = [history.assessment(block, years[0])?, history.assessment(block, years[1])?];
    let rows: Vec<_> = rows_between(rows, block, years).collect();
    let compared: Vec<_> = rows.iter().filter(|row| row.attainment_delta.is_some()).collect();

    let maxima = |year: Year| -> HashMap<i64, Points> {
        history.ranked(block, year).map(|row| (row.unit_id, row.max_total)).collect()
    };
    let [before, after] = years.map(maxima);
    let in_points = compared.iter().all(|row| before.get(&row.unit_id) == after.get(&row.unit_id));

    // Points are exact. A change of attainment counts at its printed precision, a tenth of a
    // percent.
    let change = |row: &DeltaRow| match row.delta {
        Some(delta) if in_points => delta.ten_thousandths(),
        _ => printed_sign(row.attainment_delta.unwrap_or(0.0)),
    };
    let changes: Vec<i64> = compared.iter().map(|row| change(row).signum()).collect();

    let complete = history.is_complete(block, years);
    let missing = |in_year: Year, of_year: Year| {
        let known = |id| history.ranked(block, in_year).any(|row| row.unit_id == id);
        let names = history.ranked(block, of_year).filter(|row| !known(row.unit_id));
        let names = names.map(|row| history.label(block, row.unit_id).to_owned());
        complete.then(|| names.collect::<Vec<_>>())
    };
    let mean = |year: Year| {
        if history.is_complete(block, [year, year]) { mean(history, block, year) } else { None }
    };

    let (entrants, leavers) = (missing(years[0], years[1]), missing(years[1], years[0]));
    let framework_changed = history.is_framework_changed(block, years);
    let set_changed = [&entrants, &leavers].into_iter().flatten().any(|units| !units.is_empty());
    let needs_twin = set_changed || rows.iter().any(|row| differs_at_constant_framework(row));

    Some(Movement {
        block,
        from_year: years[0],
        to_year: years[1],
        compared: changes.len(),
        in_points,
        up: changes.iter().filter(|change| **change > 0).count(),
        down: changes.iter().filter(|change| **change < 0).count(),
        same: changes.iter().filter(|change| **change == 0).count(),
        constant: [1, -1, 0].map(|sign| {
            rows.iter()
                .filter(|row| row.constant_delta.is_some_and(|change| printed_sign(change) == sign))
                .count()
        }),
        mean_from: mean(years[0]),
        mean_to: mean(years[1]),
        twin: if complete && needs_twin { twin(&rows) } else { None },
        entrants,
        leavers,
        framework_changed,
        frameworks: history
            .new_frameworks(block, years)
            .map(|framework| framework.name.clone())
            .collect(),
        unmatched: unmatched(history, block, years),
        known: [(from.known, from.units), (to.known, to.units)],
    })
}

/// The sign of a change of a share at its printed precision, a tenth of a percent.
fn printed_sign(change: f64) -> i64 {
    (billionths(change).saturating_mul(2) / 1_000_000).signum()
}

/// Whether the change at constant framework differs from the published one. Only then is it worth
/// showing.
#[must_use]
pub fn differs_at_constant_framework(row: &DeltaRow) -> bool {
    row.constant_delta.map(billionths) != row.attainment_delta.map(billionths)
        && row.constant_delta.is_some()
}

/// The mean of the units of a year. None if a total is missing.
fn mean(history: &History, block: Block, year: Year) -> Option<Mean> {
    let known: Option<Vec<_>> = history
        .ranked(block, year)
        .map(|row| Some((row.total?, row.max_total, row.attainment?)))
        .collect();
    let known = known?;

    let sum: Points = known.iter().map(|(total, ..)| *total).sum();
    let (_, maximum, _) = known.first()?;
    let is_one = known.iter().all(|(_, points, _)| points == maximum);
    let points = sum.to_decimal().checked_div(Decimal::from(known.len()));
    let attainment =
        known.iter().map(|(.., attainment)| attainment).sum::<f64>() / known.len() as f64;
    Some(Mean { points: points.filter(|_| is_one).map(|points| (points, *maximum)), attainment })
}

/// The like-for-like twin of both means. None if a unit cannot be compared like for like.
fn twin(rows: &[&DeltaRow]) -> Option<Twin> {
    let pair = |row: &&DeltaRow| {
        let published = row
            .attainment_from
            .zip(row.attainment_to)
            .filter(|_| row.framework_changed == Some(false));
        row.constant_from.zip(row.constant_to).or(published)
    };
    let compared = rows.iter().filter(|row| row.attainment_delta.is_some());
    let pairs = compared.map(pair).collect::<Option<Vec<_>>>()?;
    let mean = |values: &dyn Fn(&(f64, f64)) -> f64| {
        pairs.iter().map(values).sum::<f64>() / pairs.len() as f64
    };
    let (from, to) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    if pairs.is_empty() { None } else { Some(Twin { units: pairs.len(), from, to }) }
}

/// Groups the units by their move between grades, the best grades first. Within a group the units
/// keep the order of the rows.
#[must_use]
pub fn grade_moves(rows: &[DeltaRow], block: Block, years: [Year; 2]) -> Vec<GradeMove> {
    let mut moves: Vec<GradeMove> = Vec::new();
    for row in rows_between(rows, block, years) {
        let (grade_from, grade_to) = (row.grade_from, row.grade_to);
        match moves.iter_mut().find(|grade_move| {
            grade_move.grade_from == grade_from && grade_move.grade_to == grade_to
        }) {
            Some(grade_move) => {
                grade_move.units += 1;
                grade_move.names.push(row.unit.clone());
                grade_move.unit_ids.push(row.unit_id);
            }
            None => moves.push(GradeMove {
                block,
                from_year: years[0],
                to_year: years[1],
                grade_from,
                grade_to,
                units: 1,
                names: vec![row.unit.clone()],
                unit_ids: vec![row.unit_id],
            }),
        }
    }

    moves.sort_by_key(|grade_move| {
        (
            grade_move.grade_from.is_none(),
            grade_move.grade_from,
            grade_move.grade_to.is_none(),
            grade_move.grade_to,
        )
    });
    moves
}

fn rows_between(
    rows: &[DeltaRow],
    block: Block,
    years: [Year; 2],
) -> impl Iterator<Item = &DeltaRow> {
    rows.iter().filter(move |row| row.block == block && [row.from_year, row.to_year] == years)
}

/// The criteria of level 1 that only one of the years has. Empty if the criteria of either year are
/// not known.
fn unmatched(history: &History, block: Block, years: [Year; 2]) -> Vec<String> {
    let series = |year| {
        let year_criteria = history
            .criteria
            .iter()
            .filter(|row| row.block == block && row.year == year && row.level == 1);
        let mut names: Vec<_> = year_criteria.map(|row| row.series.clone()).collect();
        names.sort();
        names
    };
    let [from, to] = years.map(series);
    if from.is_empty() || to.is_empty() {
        return Vec::new();
    }

    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    [only(&from, &to), only(&to, &from)].concat()
}

#[cfg(test)]
impl Movement {
    /// Two years of a block in which all units are known and nothing changed, for tests.
    pub(crate) fn blank(block: Block, [from_year, to_year]: [Year; 2]) -> Self {
        Self {
            block,
            from_year,
            to_year,
            compared: 0,
            in_points: true,
            up: 0,
            down: 0,
            same: 0,
            constant: [0; 3],
            mean_from: None,
            mean_to: None,
            twin: None,
            entrants: None,
            leavers: None,
            framework_changed: Some(false),
            frameworks: Vec::new(),
            unmatched: Vec::new(),
            known: [(0, 0); 2],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::block_year::blank_assessment;
    use crate::model::Grade;
    use crate::relation::{RankingRow, blank};

    const BLOCK: Block = Block::DEPARTMENT;

    fn years() -> [Year; 2] {
        [2022, 2023].map(|number| Year::new(number).expect("a year"))
    }

    fn points(whole: i32) -> Points {
        Points::from_ten_thousandths(i64::from(whole) * 10_000)
    }

    /// The units of two years: id, total and maximum in points.
    fn history(units: [&[(i64, i32, i32)]; 2]) -> History {
        let rankings = years().into_iter().zip(units).flat_map(|(year, units)| {
            units.iter().map(move |(unit_id, total, maximum)| RankingRow {
                year,
                block: BLOCK,
                unit_id: *unit_id,
                total: Some(points(*total)),
                max_total: points(*maximum),
                attainment: Some(f64::from(*total) / f64::from(*maximum)),
                ..blank()
            })
        });
        let assessments = years().map(|year| blank_assessment(BLOCK, year)).to_vec();
        History::of_rows(rankings.collect(), assessments)
    }

    fn delta(unit_id: i64, change: i32, shares: [f64; 2]) -> DeltaRow {
        let [from_year, to_year] = years();
        DeltaRow {
            block: BLOCK,
            from_year,
            to_year,
            unit_id,
            delta: Some(points(change)),
            attainment_from: Some(shares[0]),
            attainment_to: Some(shares[1]),
            attainment_delta: Some(shares[1] - shares[0]),
            constant_delta: Some(shares[1] - shares[0]),
            framework_changed: Some(false),
            ..blank()
        }
    }

    #[test]
    fn units_of_the_same_maxima_rise_and_fall_in_points() {
        let before = [(1, 80, 100), (2, 70, 100), (3, 60, 100), (4, 50, 100)];
        let after = [(1, 85, 100), (2, 70, 100), (3, 58, 100), (4, 49, 100)];
        let mut rows = vec![
            delta(1, 5, [0.8, 0.85]),
            delta(2, 0, [0.7, 0.7]),
            delta(3, -2, [0.6, 0.58]),
            delta(4, -1, [0.5, 0.49]),
        ];
        let history = history([&before, &after]);
        let found = movement(&history, &rows, BLOCK, years()).expect("two years");
        assert!(found.in_points);
        assert_eq!((found.compared, found.up, found.down, found.same), (4, 1, 2, 1));
        assert_eq!(found.constant, [1, 2, 1]);
        assert_eq!((found.entrants, found.leavers), (Some(vec![]), Some(vec![])));
        assert_eq!(found.twin, None, "both means compare like with like");
        // (80 + 70 + 60 + 50) / 4 and (85 + 70 + 58 + 49) / 4.
        let means = [found.mean_from, found.mean_to].map(|mean| mean.expect("all are known"));
        let hundredths = [6_500, 6_550].map(|mean| Some((Decimal::new(mean, 2), points(100))));
        assert_eq!(means.map(|mean| mean.points), hundredths);
        assert!((means[0].attainment - 0.65).abs() < 1e-12);
        assert!((means[1].attainment - 0.655).abs() < 1e-12);

        // A hundredth of a point is a rise, though the attainment is printed as before.
        rows[1].delta = Some(Points::from_ten_thousandths(100));
        rows[1].attainment_delta = Some(0.0001);
        let found = movement(&history, &rows, BLOCK, years()).expect("two years");
        assert_eq!((found.up, found.down, found.same), (2, 2, 0));

        // At constant framework unit 2 rises by 0.04 %, which is printed as 0.0 %.
        rows[1].constant_from = Some(0.7);
        rows[1].constant_to = Some(0.7004);
        rows[1].constant_delta = Some(0.0004);
        assert!(
            differs_at_constant_framework(&rows[1]) && !differs_at_constant_framework(&rows[0])
        );
        let found = movement(&history, &rows, BLOCK, years()).expect("two years");
        assert_eq!(found.constant, [1, 2, 1]);
        // (0.8 + 0.7 + 0.6 + 0.5) / 4 and (0.85 + 0.7004 + 0.58 + 0.49) / 4.
        let twin = found.twin.expect("one unit is weighed anew");
        assert_eq!(twin.units, 4);
        assert!((twin.from - 0.65).abs() < 1e-12 && (twin.to - 0.6551).abs() < 1e-12, "{twin:?}");

        rows[1].constant_delta = None;
        assert!(!differs_at_constant_framework(&rows[1]), "without a framework nothing is weighed");
    }

    #[test]
    fn units_of_other_maxima_rise_and_fall_in_attainment_as_printed() {
        // Unit 1 gains a point and loses attainment; unit 2 loses a point and gains 0.04 %.
        let before = [(1, 80, 80), (2, 70, 100), (3, 60, 100)];
        let after = [(1, 81, 90), (2, 69, 98), (4, 50, 100)];
        let rows = [delta(1, 1, [1.0, 0.9]), delta(2, -1, [0.7, 0.7004])];
        let history = history([&before, &after]);
        let found = movement(&history, &rows, BLOCK, years()).expect("two years");
        assert!(!found.in_points);
        assert_eq!((found.compared, found.up, found.down, found.same), (2, 0, 1, 1));
        assert_eq!(found.mean_from.and_then(|mean| mean.points), None);
        assert_eq!(found.entrants.map(|units| units.len()), Some(1));
        assert_eq!(found.leavers.map(|units| units.len()), Some(1));
        // Other units: (1.0 + 0.7) / 2 and (0.9 + 0.7004) / 2 of those in both years.
        let twin = found.twin.expect("another set of units");
        assert_eq!(twin.units, 2);
        assert!((twin.from - 0.85).abs() < 1e-12 && (twin.to - 0.8002).abs() < 1e-12, "{twin:?}");
    }

    #[test]
    fn units_that_moved_between_the_same_grades_are_counted_together() {
        let moved = |unit_id, from, to| DeltaRow {
            grade_from: Some(from),
            grade_to: Some(to),
            ..delta(unit_id, 0, [0.9, 0.9])
        };
        let rows = [
            moved(1, Grade::GOOD, Grade::EXCELLENT),
            moved(2, Grade::GOOD, Grade::GOOD),
            moved(3, Grade::GOOD, Grade::EXCELLENT),
            moved(4, Grade::EXCELLENT, Grade::EXCELLENT),
        ];
        let mut found: Vec<_> = grade_moves(&rows, BLOCK, years())
            .into_iter()
            .map(|found| (found.units, found.unit_ids))
            .collect();
        found.sort();
        assert_eq!(found, [(1, vec![2]), (1, vec![4]), (2, vec![1, 3])]);
    }
}
