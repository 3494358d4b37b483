//! What became of each criterion of a unit between two years.

use std::collections::HashMap;

use polars::prelude::{Expr, JoinArgs, JoinCoalesce, JoinType, LazyFrame, PolarsResult, SortMultipleOptions, col, lit};

use crate::frame::{Reader, name};
use crate::model::{Block, Points, Year};
use crate::relation::CriterionChange;

use super::History;
use super::applicable::{MAX_TOTAL, applicable, cols};
use super::bennet::split;

const FROM: &str = "from_year";
const TO: &str = "to_year";
const POINTS_FROM: &str = "points_from";
const POINTS_TO: &str = "points_to";
const MAX_FROM: &str = "max_from";
const MAX_TO: &str = "max_to";
const KEY: [&str; 6] = [name::BLOCK, name::UNIT_ID, FROM, TO, name::SERIES, name::LEVEL];

/// Every criterion of every unit that has scores in both years, for two years or for every two years.
pub fn criterion_changes(history: &History, years: Option<[Year; 2]>) -> PolarsResult<Vec<CriterionChange>> {
    let scores = applicable(&history.frames.scores);
    let years_of_unit = |year: &str| {
        let keys = [col(name::BLOCK), col(name::UNIT_ID), col(name::YEAR).alias(year)];
        scores.clone().select(keys).group_by(cols([name::BLOCK, name::UNIT_ID, year])).agg([])
    };
    let office = [name::BLOCK, name::UNIT_ID];
    let chosen = |year: &str, wanted: Option<Year>| -> Expr {
        wanted.map_or(lit(true), |wanted| col(year).eq(lit(wanted.number())))
    };
    let [first, second] = years.map_or([None; 2], |years| years.map(Some));
    let pairs = years_of_unit(FROM)
        .join(years_of_unit(TO), cols(office), cols(office), JoinArgs::new(JoinType::Inner))
        .filter(col(FROM).lt(col(TO)).and(chosen(FROM, first)).and(chosen(TO, second)));
    let side = |year: &str, points: &str, maximum: &str, place: &str| {
        let own = scores.clone().select([
            col(name::BLOCK),
            col(name::UNIT_ID),
            col(name::YEAR).alias(year),
            col(name::SERIES),
            col(name::LEVEL),
            col(name::TOTAL).alias(points),
            col(MAX_TOTAL).alias(maximum),
            col(name::CRITERION_POSITION).alias(place),
        ]);
        let key = [name::BLOCK, name::UNIT_ID, year];
        pairs.clone().join(own, cols(key), cols(key), JoinArgs::new(JoinType::Inner))
    };
    let full = JoinArgs::new(JoinType::Full).with_coalesce(JoinCoalesce::CoalesceColumns);
    let (old, new) = (side(FROM, POINTS_FROM, MAX_FROM, "old_place"), side(TO, POINTS_TO, MAX_TO, "new_place"));
    read(history, old.join(new, cols(KEY), cols(KEY), full))
}

fn read(history: &History, frame: LazyFrame) -> PolarsResult<Vec<CriterionChange>> {
    // Criteria stand in the order of the later framework, and those that it dropped behind them.
    let order = [name::BLOCK, FROM, TO, name::UNIT_ID, name::LEVEL, "new_place", "old_place"];
    let frame = frame.sort_by_exprs(cols(order), SortMultipleOptions::default().with_nulls_last(true)).collect()?;
    let read = Reader(&frame);
    let names: HashMap<_, _> =
        history.rankings.iter().map(|row| ((row.block, row.year, row.unit_id), &row.unit)).collect();
    let (blocks, series) = (read.texts(name::BLOCK)?, read.texts(name::SERIES)?);
    let (ids, levels) = (read.integers(name::UNIT_ID)?, read.counts(name::LEVEL)?);
    let (from_years, to_years) = (read.years(FROM)?, read.years(TO)?);
    let (points_from, points_to) = (read.points(POINTS_FROM)?, read.points(POINTS_TO)?);
    let (max_from, max_to) = (read.points(MAX_FROM)?, read.points(MAX_TO)?);
    let change = |index: usize| {
        let (block, to_year): (Block, Year) = (blocks[index].parse().ok()?, to_years[index]?);
        let maximum = |maxima: &[Option<Points>]| maxima[index].unwrap_or_default();
        let (max_from, max_to) = (maximum(&max_from), maximum(&max_to));
        if max_from == Points::ZERO && max_to == Points::ZERO {
            return None;
        }
        let points =
            |points: Option<Points>, maximum| if maximum == Points::ZERO { Some(Points::ZERO) } else { points };
        let (points_from, points_to) = (points(points_from[index], max_from), points(points_to[index], max_to));
        let both = points_from.zip(points_to);
        let parts = both.map(|(from, to)| split((from, max_from), (to, max_to)));
        let attainment_from = points_from.and_then(|points| points.share_of(max_from));
        let attainment_to = points_to.and_then(|points| points.share_of(max_to));
        Some(CriterionChange {
            block,
            unit: (*names.get(&(block, to_year, ids[index]))?).clone(),
            from_year: from_years[index]?,
            to_year,
            criterion: series[index].clone(),
            level: levels[index]?,
            points_from,
            points_to,
            delta: both.map(|(from, to)| to - from),
            max_from,
            max_to,
            attainment_from,
            attainment_to,
            attainment_delta: attainment_from.zip(attainment_to).map(|(from, to)| to - from),
            performance: parts.map(|parts| parts.performance),
            weight: parts.map(|parts| parts.weight),
            unit_id: ids[index],
        })
    };
    Ok((0..frame.height()).filter_map(change).collect())
}
