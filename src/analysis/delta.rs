//! How each unit changed between two years.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::{Block, Points, RankConvention, Year, billionths};
use crate::relation::{Cell, DeltaRow, RankingRow};
use crate::stats::{competition_ranks, dense_ranks};
use crate::store::{Selection, Store, StoreError};

use super::History;
use super::change::Change;

/// Loads the stored changes of a block between two years, by the later rank.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn load_deltas(
    store: &Store,
    block: Block,
    [from, to]: [Year; 2],
) -> Result<Vec<DeltaRow>, StoreError> {
    let years = [(DeltaRow::from_year, Cell::Year(from)), (DeltaRow::to_year, Cell::Year(to))];
    store.load(Selection { block: Some(block), ..Selection::default() }, &years)
}

/// Computes the change of every unit of a block that is known in both years, by its later rank.
/// `changes` are the changes of criteria between the same years.
///
/// Source of the split of rank changes: Global Innovation Index 2012, annex 2 (own change,
/// framework, set of countries).
pub(super) fn deltas(
    history: &History,
    block: Block,
    years: [Year; 2],
    changes: &[Change<'_>],
) -> Vec<DeltaRow> {
    let earlier: HashMap<i64, &RankingRow> =
        history.ranked(block, years[0]).map(|row| (row.unit_id, row)).collect();
    let both = history
        .ranked(block, years[1])
        .filter_map(|later| Some((*earlier.get(&later.unit_id)?, later)));
    let both: Vec<_> = both.collect();

    let mut by_unit: HashMap<i64, Vec<&Change<'_>>> = HashMap::new();
    for change in changes.iter().filter(|change| change.key.level == 1) {
        by_unit.entry(change.unit_id).or_default().push(change);
    }
    let weighed: Vec<_> = both
        .iter()
        .map(|(_, later)| by_unit.get(&later.unit_id).map(|changes| Weighed::new(changes)))
        .collect();
    let splits = rank_splits(history, block, years, &both, &weighed);
    let framework_changed = history.is_framework_changed(block, years);

    let row = |((earlier, later), (weighed, rank_split)): (
        &(&RankingRow, &RankingRow),
        (&Option<Weighed>, RankSplit),
    )| {
        let signed = |rank: u32| i64::from(rank);
        let delta = earlier.total.zip(later.total).map(|(from, to)| to - from);
        let split = weighed.as_ref().and_then(|weighed| weighed.split);
        let beside = later.beside() - earlier.beside();
        let attainment_delta = earlier.attainment.zip(later.attainment).map(|(from, to)| to - from);

        // If the same maxima applied in both years, the published figures compare like with like.
        let published = earlier.attainment.zip(later.attainment);
        let (constant_from, constant_to) = match (weighed, published) {
            (Some(Weighed { is_same: true, .. }), Some((from, to))) => (Some(from), Some(to)),
            (Some(weighed), _) => (weighed.constant_from, weighed.constant_to),
            (None, _) => (None, None),
        };

        DeltaRow {
            block,
            unit: later.unit.clone(),
            from_year: years[0],
            to_year: years[1],
            rank_from: earlier.rank,
            rank_to: later.rank,
            rank_change: earlier.rank.zip(later.rank).map(|(from, to)| signed(from) - signed(to)),
            total_from: earlier.total,
            total_to: later.total,
            delta,
            attainment_from: earlier.attainment,
            attainment_to: later.attainment,
            attainment_delta,
            grade_from: earlier.grade,
            grade_to: later.grade,
            constant_from,
            constant_to,
            constant_delta: constant_from.zip(constant_to).map(|(from, to)| to - from),
            performance: split.map(|(performance, _)| performance),
            weight: split.map(|(_, weight)| weight),
            beside: split.map(|_| beside),
            rounding: delta
                .zip(split)
                .map(|(delta, (performance, weight))| delta - performance - weight - beside),
            own_change: rank_split.performance,
            framework_change: rank_split.framework,
            set_change: rank_split.set,
            framework_changed,
            simulated: earlier.simulated || later.simulated,
            unit_id: later.unit_id,
        }
    };
    both.iter().zip(weighed.iter().zip(splits)).map(row).collect()
}

/// The changes of one unit's criteria of level 1, summed up with weights.
struct Weighed {
    /// Performance and weight. None if the points of any criterion are missing.
    split: Option<(Points, Points)>,
    /// Whether the same maxima applied in both years.
    is_same: bool,
    /// The earlier year's attainment over the common criteria, weighted by the later framework.
    constant_from: Option<f64>,
    /// The later year's attainment over the common criteria, weighted by the later framework.
    constant_to: Option<f64>,
    /// The later year's attainment over the common criteria, weighted by the earlier framework.
    old_framework: Option<f64>,
}

impl Weighed {
    fn new(changes: &[&Change<'_>]) -> Self {
        let mut sums = Some((Points::ZERO, Points::ZERO));
        for change in changes {
            let parts = change.split();
            sums = sums.zip(parts).map(|((performance, weight), parts)| {
                (performance + parts.performance, weight + parts.weight)
            });
        }

        // Only criteria that apply and are known in both years are common.
        let common: Vec<_> = changes
            .iter()
            .filter_map(|change| match change.attainments() {
                [Some(from), Some(to)] => Some((
                    [from, to],
                    change.maxima.map(|maximum| maximum.ten_thousandths() as f64),
                )),
                [None, _] | [_, None] => None,
            })
            .collect();

        let mean = |year: usize, weights: usize| {
            let known = common.iter().map(|(shares, maxima)| (shares[year], maxima[weights]));
            let (points, weights) = known
                .fold((0.0, 0.0), |sum, (share, weight)| (sum.0 + share * weight, sum.1 + weight));
            if weights > 0.0 { Some(points / weights) } else { None }
        };

        let is_same = changes.iter().all(|change| change.maxima[0] == change.maxima[1]);
        Self {
            split: sums,
            is_same,
            constant_from: mean(0, 1),
            constant_to: mean(1, 1),
            old_framework: mean(1, 0),
        }
    }
}

/// The parts of a rank change. None if a part is not known.
#[derive(Clone, Copy, Default)]
struct RankSplit {
    /// The unit's own change, under the earlier framework.
    performance: Option<i64>,
    /// The effect of the new framework.
    framework: Option<i64>,
    /// The effect of units that entered or left.
    set: Option<i64>,
}

/// Splits the rank changes. All parts are None if not all units are known, if a unit lacks a rank in
/// either year, or if the units of one year are ranked densely and those of the other are not.
fn rank_splits(
    history: &History,
    block: Block,
    years: [Year; 2],
    both: &[(&RankingRow, &RankingRow)],
    weighed: &[Option<Weighed>],
) -> Vec<RankSplit> {
    let ranks: Option<Vec<_>> =
        both.iter().map(|(earlier, later)| earlier.rank.zip(later.rank)).collect();
    let [first, convention] =
        years.map(|year| history.assessment(block, year).map(|assessment| assessment.ranks));
    let is_comparable = history.is_complete(block, years) && first == convention;
    let Some(ranks) = ranks.filter(|_| is_comparable) else {
        return vec![RankSplit::default(); both.len()];
    };

    // Ranks are counted anew among the units of both years.
    let is_dense = convention == Some(RankConvention::Dense);
    let [before, after] = [0, 1].map(|year| {
        let printed = ranks.iter().map(|(from, to)| Reverse([*from, *to][year]));
        among_both(&printed.collect::<Vec<_>>(), is_dense)
    });
    let is_same_framework = history.has_same_criteria(block, years) == Some(true);

    // Nine decimals distinguish attainments and hide the noise of summing in another order.
    let old_framework: Option<Vec<_>> =
        weighed.iter().map(|criteria| criteria.as_ref()?.old_framework.map(billionths)).collect();
    let between = if is_same_framework {
        Some(after.clone())
    } else {
        old_framework.map(|attainments| among_both(&attainments, is_dense))
    };

    let split = |(index, (from, to)): (usize, &(u32, u32))| {
        let (first, last) = (i64::from(before[index]), i64::from(after[index]));
        let between = between.as_ref().map(|ranks| i64::from(ranks[index]));
        RankSplit {
            performance: between.map(|between| first - between),
            framework: between.map(|between| between - last),
            set: Some(i64::from(*from) - first + last - i64::from(*to)),
        }
    };
    ranks.iter().enumerate().map(split).collect()
}

fn among_both<T: PartialOrd>(values: &[T], is_dense: bool) -> Vec<u32> {
    if is_dense { dense_ranks(values) } else { competition_ranks(values) }
}
