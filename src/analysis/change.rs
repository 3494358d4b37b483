//! What became of each criterion of a unit between two years.

use std::collections::HashMap;

use polars::prelude::{
    DataFrame, Expr, IntoLazy as _, JoinArgs, JoinCoalesce, JoinType, LazyFrame, PolarsResult, col as by_name, df,
};

use crate::frame::{FrameError, col, rows};
use crate::model::{Block, Points, Year};
use crate::relation::{CriterionChange, CriterionKey, ResultFigures, ScoreFigures};
use crate::store::Store;

use super::History;
use super::bennet::split;
use super::figures::{Figures, integers};

const FROM: &str = "from_result";
const TO: &str = "to_result";
const POINTS_FROM: &str = "points_from";
const POINTS_TO: &str = "points_to";
const MAX_FROM: &str = "max_from";
const MAX_TO: &str = "max_to";
const CRITERION: &str = "later_criterion";
const OLD_PLACE: &str = "old_place";
const NEW_PLACE: &str = "new_place";

/// Every criterion of every unit of a block that has scores in both years, by unit, level and printed place.
pub fn criterion_changes(
    store: &Store,
    history: &History,
    block: Block,
    years: [Year; 2],
) -> Result<Vec<CriterionChange>, FrameError> {
    let [from, to] = years;
    changes(history, block, years, &Figures::load(store, from, block)?, &Figures::load(store, to, block)?)
}

/// The same of figures that are loaded already.
pub(super) fn changes(
    history: &History,
    block: Block,
    years: [Year; 2],
    from: &Figures,
    to: &Figures,
) -> Result<Vec<CriterionChange>, FrameError> {
    let pairs = pairs(&rows(&from.results)?, &rows(&to.results)?);
    let (old, new): (Vec<i64>, Vec<i64>) = pairs.iter().map(|pair| (pair.from.result_id, pair.to.result_id)).unzip();
    let frame = df!(FROM => old, TO => new)?;
    let same = [FROM, TO, CriterionKey::series_id.info.name, CriterionKey::level.info.name].map(by_name);
    let full = JoinArgs::new(JoinType::Full).with_coalesce(JoinCoalesce::CoalesceColumns);
    let old = side(&frame, from, FROM, [POINTS_FROM, MAX_FROM, OLD_PLACE, "earlier_criterion"]);
    let new = side(&frame, to, TO, [POINTS_TO, MAX_TO, NEW_PLACE, CRITERION]);
    let frame = old.join(new, same.clone(), same, full).collect()?;

    let series: HashMap<i64, String> = series_names(&[from, to])?;
    let units: HashMap<i64, &Pair> = pairs.iter().map(|pair| (pair.to.result_id, pair)).collect();
    let names: HashMap<i64, &String> = history.ranked(block, years[1]).map(|row| (row.unit_id, &row.unit)).collect();
    let read = Sides::read(&frame)?;
    let mut found = Vec::with_capacity(frame.height());
    for index in 0..frame.height() {
        let Some(result_id) = read.to[index] else { continue };
        let (Some(pair), Some(id)) = (units.get(&result_id), read.series[index]) else { continue };
        let (Some(unit), Some(criterion)) = (names.get(&pair.to.unit_id), series.get(&id)) else { continue };
        if let Some(change) = read.change(index, years, block, unit, pair.to.unit_id, criterion) {
            let place =
                (pair.to.unit_id, change.level, read.new_place[index].unwrap_or(i64::MAX), read.old_place[index]);
            found.push((place, change));
        }
    }
    // Criteria stand in the order of the later framework, and those that it dropped behind them.
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().map(|(_, change)| change).collect())
}

/// A unit's results in two years.
struct Pair {
    from: ResultFigures,
    to: ResultFigures,
}

/// The units that have scores in both years.
fn pairs(from: &[ResultFigures], to: &[ResultFigures]) -> Vec<Pair> {
    let earlier: HashMap<i64, &ResultFigures> =
        from.iter().filter(|result| result.scored).map(|result| (result.unit_id, result)).collect();
    let scored = to.iter().filter(|result| result.scored);
    let pair = |to: &ResultFigures| Some(Pair { from: (*earlier.get(&to.unit_id)?).clone(), to: to.clone() });
    scored.filter_map(pair).collect()
}

/// The scores of one of the two years, for each pair of results.
fn side(
    pairs: &DataFrame,
    figures: &Figures,
    result: &str,
    [points, maximum, place, criterion]: [&str; 4],
) -> LazyFrame {
    let scores = figures.keyed_scores().select([
        col(ScoreFigures::result_id).alias(result),
        col(CriterionKey::series_id),
        col(CriterionKey::level),
        col(ScoreFigures::total).alias(points),
        col(ScoreFigures::max_total).alias(maximum),
        col(CriterionKey::criterion_position).alias(place),
        col(CriterionKey::criterion_id).alias(criterion),
    ]);
    let key: [Expr; 1] = [by_name(result)];
    pairs.clone().lazy().join(scores, key.clone(), key, JoinArgs::new(JoinType::Inner))
}

/// What series are called, by their ids.
fn series_names(figures: &[&Figures]) -> PolarsResult<HashMap<i64, String>> {
    let mut names = HashMap::new();
    for figures in figures {
        let keys: Vec<CriterionKey> = rows(&figures.criteria)?;
        names.extend(keys.into_iter().map(|key| (key.series_id, key.series)));
    }
    Ok(names)
}

/// The columns of both years, joined.
struct Sides {
    to: Vec<Option<i64>>,
    series: Vec<Option<i64>>,
    level: Vec<Option<i64>>,
    points: [Vec<Option<i64>>; 2],
    maxima: [Vec<Option<i64>>; 2],
    criterion: Vec<Option<i64>>,
    old_place: Vec<Option<i64>>,
    new_place: Vec<Option<i64>>,
}

impl Sides {
    fn read(frame: &DataFrame) -> PolarsResult<Self> {
        Ok(Self {
            to: integers(frame, TO)?,
            series: integers(frame, CriterionKey::series_id.info.name)?,
            level: integers(frame, CriterionKey::level.info.name)?,
            points: [integers(frame, POINTS_FROM)?, integers(frame, POINTS_TO)?],
            maxima: [integers(frame, MAX_FROM)?, integers(frame, MAX_TO)?],
            criterion: integers(frame, CRITERION)?,
            old_place: integers(frame, OLD_PLACE)?,
            new_place: integers(frame, NEW_PLACE)?,
        })
    }

    /// A criterion of a unit; none where it applied in neither year. Where it did not apply it has 0 points of 0.
    fn change(
        &self,
        index: usize,
        [from_year, to_year]: [Year; 2],
        block: Block,
        unit: &str,
        unit_id: i64,
        criterion: &str,
    ) -> Option<CriterionChange> {
        let amount = |values: &Vec<Option<i64>>| values[index].map(Points::from_ten_thousandths);
        let [max_from, max_to] = [0, 1].map(|side: usize| amount(&self.maxima[side]).unwrap_or_default());
        if max_from == Points::ZERO && max_to == Points::ZERO {
            return None;
        }
        let points = |side: usize, maximum: Points| {
            if maximum == Points::ZERO { Some(Points::ZERO) } else { amount(&self.points[side]) }
        };
        let (points_from, points_to) = (points(0, max_from), points(1, max_to));
        let both = points_from.zip(points_to);
        let parts = both.map(|(from, to)| split((from, max_from), (to, max_to)));
        let attainment_from = points_from.and_then(|points| points.share_of(max_from));
        let attainment_to = points_to.and_then(|points| points.share_of(max_to));
        Some(CriterionChange {
            from_year,
            to_year,
            block,
            unit: unit.to_owned(),
            unit_id,
            criterion: criterion.to_owned(),
            level: self.level[index]?.try_into().ok()?,
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
            result_id: self.to[index]?,
            criterion_id: self.criterion[index],
        })
    }
}
