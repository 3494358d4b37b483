//! What happened to a block between two years: who rose, who fell, who came and went, and how
//! grades moved.

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
    /// Whether the same points applied to each of them in both years: they rise and fall in points
    /// then, and else in attainment as it is printed.
    pub in_points: bool,
    /// Of these, those that rose.
    pub up: usize,
    /// Those that fell.
    pub down: usize,
    /// Those that did neither.
    pub same: usize,
    /// Units that rose, that fell and that did neither at constant framework, in attainment as it
    /// is printed.
    pub constant: [usize; 3],
    /// Mean of all units in the earlier year; none where not all are known.
    pub mean_from: Option<Mean>,
    /// Mean of all units in the later year.
    pub mean_to: Option<Mean>,
    /// The like-for-like twin of both means; none where they compare like with like themselves.
    pub twin: Option<Twin>,
    /// Units of the later year that the earlier one does not have; none where not all units are
    /// known.
    pub entrants: Option<Vec<String>>,
    /// Units of the earlier year that the later one does not have.
    pub leavers: Option<Vec<String>>,
    /// Whether the framework changed; none where that is not known.
    pub framework_changed: Option<bool>,
    /// The declared frameworks that began between the years.
    pub frameworks: Vec<String>,
    /// Criteria of one of the years only, by series.
    pub unmatched: Vec<String>,
    /// Units that are known and units of the block, in both years.
    pub known: [(usize, usize); 2],
}

/// The mean of a block in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Of the totals, with the maximum that is the same for all units; none where units have
    /// several.
    pub points: Option<(Decimal, Points)>,
    /// Of the attainments.
    pub attainment: f64,
}

/// What the means of both years are for the units that both have, at constant framework.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twin {
    /// How many units.
    pub units: usize,
    /// Mean attainment in the earlier year.
    pub from: f64,
    /// Mean attainment in the later year.
    pub to: f64,
}

impl Movement {
    /// Whether all units of both years are known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.known.iter().all(|(known, units)| known >= units)
    }
}

/// Sums up the rows of one block between two years; none where one of the years is not stored.
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
    // Points are exact; of attainment what is printed counts, tenths of a percent.
    let change = |row: &DeltaRow| match row.delta {
        Some(delta) if in_points => delta.ten_thousandths(),
        _ => printed(row.attainment_delta.unwrap_or(0.0)),
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
    let is_other_set = [&entrants, &leavers].into_iter().flatten().any(|units| !units.is_empty());
    let is_other = is_other_set || rows.iter().any(|row| is_weighed_anew(row));
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
                .filter(|row| row.constant_delta.is_some_and(|change| printed(change) == sign))
                .count()
        }),
        mean_from: mean(years[0]),
        mean_to: mean(years[1]),
        twin: if complete && is_other { twin(&rows) } else { None },
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

/// The sign of a change of a share once it is printed, in tenths of a percent.
fn printed(change: f64) -> i64 {
    (billionths(change).saturating_mul(2) / 1_000_000).signum()
}

/// Whether a change is another one at constant framework: only then it says something new.
#[must_use]
pub fn is_weighed_anew(row: &DeltaRow) -> bool {
    row.constant_delta.map(billionths) != row.attainment_delta.map(billionths)
        && row.constant_delta.is_some()
}

/// The mean of the units of a year; none where a total is not known.
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

/// The twin of both means; none where a unit cannot be compared like for like.
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

/// How grades moved, best first; the units in the order of the rows.
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

/// Criteria of level 1 that only one of the years has, where the criteria of both are known.
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
    /// Two years of a block in which all units are known and nothing happened.
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
