//! Self score − appraised score: who over-scored himself, by how much, and where.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{LazyFrame, lit, when};

use crate::frame::{FrameError, col, rows};
use crate::model::Points;
use crate::relation::{BlockGap, ResultFigures, ResultStatistic, ScoreFigures, UnitGap};
use crate::stats::RobustScale;

use super::figures::{Figures, integers, is_root, share};
use super::ranking::Standings;

const GAP: &str = "gap";
const GAP_SHARE: &str = "gap_share";

/// What is kept of the gaps of a block in one year.
pub(super) struct Gaps {
    /// Of each unit that was scored twice and whose sums are known.
    pub(super) units: Vec<UnitGap>,
    /// Of the block; none where not all units are known, or none was scored twice.
    pub(super) block: Option<BlockGap>,
    /// Of each criterion that was scored twice: the scale of its gap shares; empty where not all units are known.
    pub(super) criteria: BTreeMap<i64, RobustScale>,
}

/// The scores that were given twice, with the gap and its share of the maximum.
fn scored_twice(figures: &Figures) -> LazyFrame {
    let both = col(ScoreFigures::self_score).is_not_null().and(col(ScoreFigures::appraised).is_not_null());
    figures
        .keyed_scores()
        .filter(both.and(col(ScoreFigures::max_appraised).gt(lit(0))))
        .with_columns([(col(ScoreFigures::self_score) - col(ScoreFigures::appraised)).alias(GAP)])
        .with_columns([share(polars::prelude::col(GAP), col(ScoreFigures::max_appraised)).alias(GAP_SHARE)])
}

/// The gaps of a block in one year.
pub(super) fn gaps(figures: &Figures, standings: &Standings) -> Result<Gaps, FrameError> {
    let results: Vec<ResultFigures> = rows(&standings.frame)?;
    let is_complete = results.iter().all(|result| result.complete);
    let mut units = unit_gaps(figures, &results, &standings.statistics)?;

    let shares: Vec<_> = units.iter().map(|unit| unit.share).collect();
    let scale = if is_complete { RobustScale::of(&shares) } else { None };
    for unit in &mut units {
        unit.row.robust_z = scale.map(|scale| scale.z(unit.share));
    }
    let block = if is_complete { block_gap(&results, &units) } else { None };
    let criteria = if is_complete { criterion_scales(figures)? } else { BTreeMap::new() };
    Ok(Gaps { units: units.into_iter().map(|unit| unit.row).collect(), block, criteria })
}

/// A unit's gap with what it is a share of.
struct OwnGap {
    row: UnitGap,
    gap: Points,
    maximum: Points,
    share: f64,
}

/// The gap of every unit that was scored twice, in printed order.
fn unit_gaps(
    figures: &Figures,
    results: &[ResultFigures],
    statistics: &[ResultStatistic],
) -> Result<Vec<OwnGap>, FrameError> {
    let gap = || polars::prelude::col(GAP);
    let nothing = || lit(0_i64);
    let sums = scored_twice(figures)
        .filter(is_root())
        .group_by([col(ScoreFigures::result_id)])
        .agg([
            when(gap().gt(nothing())).then(gap()).otherwise(nothing()).sum().alias("over"),
            when(gap().lt(nothing())).then(gap()).otherwise(nothing()).sum().alias("under"),
        ])
        .collect()?;
    let ids = integers(&sums, ScoreFigures::result_id.info.name)?;
    let parts = integers(&sums, "over")?.into_iter().zip(integers(&sums, "under")?);
    let parts: HashMap<_, _> = ids.into_iter().zip(parts).collect();

    let mut gaps = Vec::new();
    for (result, statistic) in results.iter().zip(statistics) {
        let Some((Some(over), Some(under))) = parts.get(&Some(result.result_id)) else { continue };
        let self_total = result.self_total.or(statistic.self_sum);
        let appraised_total = result.appraised_total.or(statistic.appraised_sum);
        let Some((self_total, appraised_total)) = self_total.zip(appraised_total) else { continue };
        let (gap, maximum) = (self_total - appraised_total, statistic.max_appraised);
        let Some(share) = gap.share_of(maximum) else { continue };
        let [over, under] = [over, under].map(|points| Points::from_ten_thousandths(*points));
        let row = UnitGap { result_id: result.result_id, over, under, robust_z: None };
        gaps.push(OwnGap { row, gap, maximum, share });
    }
    Ok(gaps)
}

fn block_gap(results: &[ResultFigures], units: &[OwnGap]) -> Option<BlockGap> {
    let assessment_id = results.first()?.assessment_id;
    let gap = units.iter().map(|unit| unit.gap).sum();
    let max_appraised: Points = units.iter().map(|unit| unit.maximum).sum();
    if max_appraised > Points::ZERO { Some(BlockGap { assessment_id, gap, max_appraised }) } else { None }
}

/// The scale of the gap shares of each criterion, by its id.
fn criterion_scales(figures: &Figures) -> Result<BTreeMap<i64, RobustScale>, FrameError> {
    let frame = scored_twice(figures).collect()?;
    let ids = integers(&frame, ScoreFigures::criterion_id.info.name)?;
    let mut shares: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
    for (id, share) in ids.into_iter().zip(frame.column(GAP_SHARE)?.f64()?.iter()) {
        if let (Some(id), Some(share)) = (id, share) {
            shares.entry(id).or_default().push(share);
        }
    }
    Ok(shares.into_iter().filter_map(|(id, shares)| Some((id, RobustScale::of(&shares)?))).collect())
}
