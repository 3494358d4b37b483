//! Ranks: sure or not. Two causes are kept apart: the rounding of what is printed, and the weights of the criteria. The weights
//! are law; an interval says what ranks would be if the criteria had been weighed otherwise, not that a rank is wrong.

use std::collections::{BTreeMap, HashMap};

use crate::frame::FrameError;
use crate::model::Points;
use crate::relation::{KeptRankInterval, ScoreFigures};
use crate::stats::{Attainments, Fraction, Leeway, RankInterval, ranks_within};

use super::figures::Figures;
use super::ranking::Standing;

/// Weights that are a tenth more or less …
const TENTH: Leeway = Leeway { part: 1, whole: 10 };
/// … and a quarter.
const QUARTER: Leeway = Leeway { part: 1, whole: 4 };

/// In larger blocks no ranks under other weights are computed: every unit is compared with every other one.
const MOST_UNITS: usize = 1000;

/// Figures are printed with two decimals at least: in ten-thousandths, the steps in which they may be printed.
const STEPS: [i64; 3] = [100, 10, 1];

/// What a unit has on a criterion of level 1 that applies to it.
#[derive(Debug, Clone, Copy)]
struct Score {
    criterion: i64,
    /// None where it is missing.
    total: Option<Points>,
    maximum: Points,
    /// How many printed scores the total is the sum of.
    parts: i64,
}

/// The scores of level 1 of the units of all assessments among the figures, by result.
pub(super) struct Scored(HashMap<i64, Vec<Score>>);

impl Scored {
    /// Gathers them.
    pub(super) fn of(figures: &Figures) -> Result<Self, FrameError> {
        let keys = figures.integers(ScoreFigures::result_id)?.zip(figures.integers(ScoreFigures::criterion_id)?);
        let totals = figures.points(ScoreFigures::total)?.zip(figures.points(ScoreFigures::max_total)?);
        let parts = figures.integers(ScoreFigures::appraised)?.zip(figures.integers(ScoreFigures::survey)?);
        let levels = figures.integers(ScoreFigures::level)?;

        let mut scores: HashMap<i64, Vec<Score>> = HashMap::new();
        for (((key, total), part), level) in keys.zip(totals).zip(parts).zip(levels) {
            let ((Some(result), Some(criterion)), (total, Some(maximum)), Some(1)) = (key, total, level) else {
                continue;
            };
            if maximum > Points::ZERO {
                let parts = i64::from(part.0.is_some()) + i64::from(part.1.is_some());
                scores.entry(result).or_default().push(Score { criterion, total, maximum, parts });
            }
        }
        Ok(Self(scores))
    }

    fn of_result(&self, result: i64) -> &[Score] {
        self.0.get(&result).map_or(&[], Vec::as_slice)
    }
}

/// The rank intervals of the units of one assessment all of whose units are known.
pub(super) fn rank_intervals(standings: &[&Standing], scored: &Scored) -> Vec<KeptRankInterval> {
    let ranked = |own: &&Standing| own.printed.rank.or(own.statistic.counted_rank);
    let mut units: Vec<&Standing> = standings.iter().copied().filter(|own| ranked(own).is_some()).collect();
    units.sort_by_key(|own| (ranked(own), own.printed.position));
    let Some(rounding) = by_rounding(&units, scored) else { return Vec::new() };

    let table = attainments(&units, scored).filter(|_| units.len() <= MOST_UNITS);
    let [tenth, quarter] = [TENTH, QUARTER].map(|leeway| table.as_ref().map(|table| table.ranks(leeway)));
    let best = |all: &Option<Vec<RankInterval>>, place: usize| all.as_ref().map(|all| all[place].best);
    let worst = |all: &Option<Vec<RankInterval>>, place: usize| all.as_ref().map(|all| all[place].worst);
    let interval = |(place, unit): (usize, &&Standing)| KeptRankInterval {
        result_id: unit.printed.result_id,
        best_rounding: rounding[place].best,
        worst_rounding: rounding[place].worst,
        best_10: best(&tenth, place),
        worst_10: worst(&tenth, place),
        best_25: best(&quarter, place),
        worst_25: worst(&quarter, place),
        swap_share: table
            .as_ref()
            .filter(|_| place + 1 < units.len())
            .and_then(|table| table.swap_share(place, place + 1)),
    };
    units.iter().enumerate().map(interval).collect()
}

/// What ranks the units can have, whatever was rounded off what is printed: half of the last digit of a printed total, and of
/// every printed score that a total was added up from where none is printed. None where a total is not known.
fn by_rounding(units: &[&Standing], scored: &Scored) -> Option<Vec<RankInterval>> {
    let step = |figures: &mut dyn Iterator<Item = Points>| {
        let figures: Vec<i64> = figures.map(Points::ten_thousandths).collect();
        STEPS.into_iter().find(|step| figures.iter().all(|own| own % step == 0)).unwrap_or(1)
    };
    let of_totals = step(&mut units.iter().filter_map(|own| own.printed.total));
    let scores = units.iter().flat_map(|own| scored.of_result(own.printed.result_id));
    let of_scores = step(&mut scores.filter_map(|own| own.total));
    let bounds = units.iter().map(|own| {
        let parts: i64 = scored.of_result(own.printed.result_id).iter().map(|score| score.parts).sum();
        // In halves of a ten-thousandth, so that half a digit is a whole number.
        let (total, reach) = match own.printed.total {
            Some(total) => (total, of_totals),
            None => (own.statistic.total_sum?, of_scores * parts),
        };
        let doubled = total.ten_thousandths() * 2;
        let denominator = own.statistic.max_total.ten_thousandths() * 2;
        let at = |numerator: i64| Fraction { numerator, denominator };
        (denominator > 0).then(|| [at(doubled - reach), at(doubled + reach)])
    });
    Some(ranks_within(&bounds.collect::<Option<Vec<_>>>()?))
}

/// What the units attain by criterion; none where there are no criteria, or a score is missing.
fn attainments(units: &[&Standing], scored: &Scored) -> Option<Attainments> {
    let mut weights: BTreeMap<i64, i64> = BTreeMap::new();
    for score in units.iter().flat_map(|own| scored.of_result(own.printed.result_id)) {
        let weight = weights.entry(score.criterion).or_default();
        *weight = (*weight).max(score.maximum.ten_thousandths());
    }
    let places: BTreeMap<i64, usize> = weights.keys().copied().zip(0..).collect();
    let row = |own: &&Standing| {
        let scores = scored.of_result(own.printed.result_id);
        let mut row = vec![None; places.len()];
        for score in scores {
            let (numerator, denominator) = (score.total?.ten_thousandths(), score.maximum.ten_thousandths());
            row[places[&score.criterion]] = Some(Fraction { numerator, denominator });
        }
        (!scores.is_empty()).then_some(row)
    };
    let rows = units.iter().map(row).collect::<Option<Vec<_>>>()?;
    Some(Attainments { rows, weights: weights.into_values().collect() }).filter(|own| !own.weights.is_empty())
}
