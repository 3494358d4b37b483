//! Self score − appraised score: who over-scored himself, by how much, and where.

use std::collections::BTreeMap;

use polars::prelude::{LazyFrame, PolarsResult, SortMultipleOptions, col, lit, when};

use crate::frame::{Frames, Reader, name};
use crate::model::{Block, Coverage, Points, Year};
use crate::relation::{GapRow, UnitGapRow};
use crate::stats::robust_z;

use super::applicable::{RESULT, applicable, cols, is_root, share};
use super::ranking::rankings;

const GAP: &str = "gap";

fn scored_twice(frames: &Frames) -> LazyFrame {
    let both = col(name::SELF).is_not_null().and(col(name::APPRAISED).is_not_null());
    applicable(&frames.scores)
        .filter(both.and(col(name::MAX_APPRAISED).gt(lit(0))))
        .with_columns([(col(name::SELF) - col(name::APPRAISED)).alias(GAP)])
}

/// The gap of every unit in every criterion that was scored twice, in printed order.
pub fn gaps(frames: &Frames) -> PolarsResult<Vec<GapRow>> {
    let frame = scored_twice(frames)
        .with_columns([share(col(GAP), col(name::MAX_APPRAISED)).alias("gap_share")])
        .sort_by_exprs(
            cols([name::YEAR, name::BLOCK, name::POSITION, name::CRITERION_POSITION]),
            SortMultipleOptions::default(),
        )
        .collect()?;
    let read = Reader(&frame);
    let assessments = read.assessments()?;
    let criteria = read.texts(name::CRITERION)?;
    let shares = read.floats("gap_share")?;
    let keys: Vec<_> = assessments.iter().zip(&criteria).collect();
    let complete = read.texts(name::COVERAGE)?.into_iter().map(|coverage| coverage != Coverage::Partial.code());
    let comparable: Vec<_> = shares.iter().zip(complete).map(|(share, known)| share.filter(|_| known)).collect();
    let z = robust_z_by(&keys, &comparable);
    let identities = read.integers(name::UNIT_ID)?;
    let places: Vec<_> = read.texts(name::SERIES)?.into_iter().zip(read.counts(name::LEVEL)?).zip(identities).collect();
    let columns = assessments.iter().zip(read.texts(name::UNIT)?).zip(&criteria);
    let points = read.points(name::SELF)?.into_iter().zip(read.points(name::APPRAISED)?).zip(read.points(GAP)?);
    let rows = columns.zip(points).zip(shares.iter().zip(z)).zip(places);
    Ok(rows
        .filter_map(|(((names, ((own, appraised), gap)), (gap_share, robust_z)), ((series, level), unit_id))| {
            let ((assessment, unit), criterion) = names;
            Some(GapRow {
                year: assessment.0,
                block: assessment.1,
                unit,
                criterion: criterion.clone(),
                self_score: own?,
                appraised: appraised?,
                gap: gap?,
                gap_share: (*gap_share)?,
                robust_z,
                series,
                level: level?,
                unit_id,
            })
        })
        .collect())
}

/// The gap of every unit, largest first within year and block.
pub fn unit_gaps(frames: &Frames) -> PolarsResult<Vec<UnitGapRow>> {
    let positive = when(col(GAP).gt(lit(0))).then(col(GAP)).otherwise(lit(0_i64));
    let negative = when(col(GAP).lt(lit(0))).then(col(GAP)).otherwise(lit(0_i64));
    let sums = scored_twice(frames)
        .filter(is_root())
        .group_by(cols(RESULT))
        .agg([positive.sum().alias("over"), negative.sum().alias("under")]);
    let maxima =
        applicable(&frames.scores).filter(is_root()).group_by(cols(RESULT)).agg([col(name::MAX_APPRAISED).sum()]);
    let join = polars::prelude::JoinArgs::new(polars::prelude::JoinType::Inner);
    let frame = sums.join(maxima, cols(RESULT), cols(RESULT), join).collect()?;
    let read = Reader(&frame);
    let keys = read.assessments()?.into_iter().zip(read.texts(name::UNIT)?);
    let values = read.points("over")?.into_iter().zip(read.points("under")?).zip(read.points(name::MAX_APPRAISED)?);
    let sums: BTreeMap<_, _> = keys.zip(values).collect();
    let mut rows = Vec::new();
    for ranking in rankings(frames)? {
        let key = ((ranking.year, ranking.block), ranking.unit);
        let Some(((Some(over), Some(under)), Some(maximum))) = sums.get(&key).copied() else { continue };
        let (Some(self_total), Some(appraised_total)) = (ranking.self_total, ranking.appraised_total) else { continue };
        let gap = self_total - appraised_total;
        let Some(gap_share) = gap.share_of(maximum) else { continue };
        let ((year, block), unit) = key;
        let unit_id = ranking.unit_id;
        let row = UnitGapRow {
            year,
            block,
            unit,
            self_total,
            appraised_total,
            gap,
            gap_share,
            over,
            under,
            robust_z: None,
            block_gap_share: None,
            unit_id,
        };
        rows.push((row, maximum, ranking.coverage.is_complete()));
    }
    let keys: Vec<_> = rows.iter().map(|(row, ..)| (row.year, row.block)).collect();
    let shares: Vec<_> = rows.iter().map(|(row, _, complete)| Some(row.gap_share).filter(|_| *complete)).collect();
    let scores = robust_z_by(&keys, &shares);
    let mut blocks: BTreeMap<(Year, Block), (Points, Points)> = BTreeMap::new();
    for (row, maximum, _) in rows.iter().filter(|(.., complete)| *complete) {
        let block = blocks.entry((row.year, row.block)).or_default();
        *block = (block.0 + row.gap, block.1 + *maximum);
    }
    for (row, ..) in &mut rows {
        let block = blocks.get(&(row.year, row.block));
        row.block_gap_share = block.and_then(|(gap, maximum)| gap.share_of(*maximum));
    }
    let mut rows: Vec<_> =
        rows.into_iter().zip(scores).map(|((row, ..), robust_z)| UnitGapRow { robust_z, ..row }).collect();
    rows.sort_by_key(|row| (row.year, row.block.code(), -row.gap));
    Ok(rows)
}

/// The outlier score of each value within its group.
fn robust_z_by<K: Ord>(keys: &[K], values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut groups: BTreeMap<&K, Vec<usize>> = BTreeMap::new();
    for (index, key) in keys.iter().enumerate().filter(|(index, _)| values[*index].is_some()) {
        groups.entry(key).or_default().push(index);
    }
    let mut scores = vec![None; values.len()];
    for indices in groups.values() {
        let group: Vec<_> = indices.iter().filter_map(|index| values[*index]).collect();
        for (index, z) in indices.iter().zip(robust_z(&group).unwrap_or_default()) {
            scores[*index] = Some(z);
        }
    }
    scores
}
