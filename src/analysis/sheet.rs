//! The sheet of one unit in one year: its result, its areas compared with the median of its block,
//! its course, the areas that the appraisal cut, and what to improve first.
//!
//! A sheet never names other units.

use std::cmp::Reverse;

use crate::frame::FrameError;
use crate::model::{Points, Year, billionths};
use crate::relation::{GapRow, RankIntervalRow, RankingRow, ScoreRow, WeaknessRow};
use crate::store::{AssessmentRow, Selection, Store};

use super::{
    Amount, BlockReport, BlockYear, GradeDistance, History, LARGE_CHANGE, block_years, report_block,
};

/// A block in which every unit gets a sheet.
#[derive(Debug, Clone)]
pub struct BlockSheets {
    /// The block in the year of the sheets.
    pub report: BlockReport,
    /// The block in this year and in the years before.
    pub by_year: Vec<BlockYear>,
    /// The rankings of this year and of the years before.
    pub rankings: Vec<RankingRow>,
    /// The assessments of the years before.
    pub assessments: Vec<AssessmentRow>,
}

/// Loads the sheets of all blocks of a year.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn load_sheets(store: &Store, year: Year) -> Result<Vec<BlockSheets>, FrameError> {
    let history = History::load(store, Selection::default())?;
    let assessments =
        store.load_assessments(Selection { year: Some(year), ..Selection::default() })?;

    let sheet = |assessment: AssessmentRow| {
        let block = assessment.block;
        let report = report_block(store, &history, assessment)?;

        let is_shown = |other: Year| other <= year;

        Ok(BlockSheets {
            by_year: block_years(&history, block)
                .into_iter()
                .filter(|block_year| is_shown(block_year.year))
                .collect(),
            assessments: history
                .assessments
                .iter()
                .filter(|assessment| {
                    assessment.block == block
                        && assessment.year != year
                        && is_shown(assessment.year)
                })
                .cloned()
                .collect(),
            rankings: history
                .rankings
                .iter()
                .filter(|row| row.block == block && is_shown(row.year))
                .cloned()
                .collect(),
            report,
        })
    };
    assessments.into_iter().map(sheet).collect()
}

/// The sheet of one unit.
#[derive(Debug, Clone, Copy)]
pub struct UnitSheet<'a> {
    /// The block of the unit.
    pub block: &'a BlockSheets,
    /// The ranking row of the unit.
    pub ranking: &'a RankingRow,
}

/// A unit's result in one area.
#[derive(Debug, Clone, Copy)]
pub struct AreaScore<'a> {
    /// The three scores of the unit.
    pub score: &'a ScoreRow,
    /// The median of the block's attainments, 0 to 1. None if not all units are known.
    pub middle: Option<f64>,
    /// The points not attained. None if they are not known.
    pub lost: Option<Points>,
}

/// A unit's result in one year.
#[derive(Debug, Clone, Copy)]
pub struct SheetYear<'a> {
    /// The year.
    pub year: Year,
    /// The ranking row of the unit in that year.
    pub ranking: &'a RankingRow,
    /// The block in that year.
    pub block: &'a BlockYear,
    /// The largest maximum that applied to a unit of the block in that year.
    largest_maximum: Points,
}

impl SheetYear<'_> {
    /// Whether fewer points applied to the unit than to others of its block.
    #[must_use]
    pub fn is_less(&self) -> bool {
        self.ranking.max_total < self.largest_maximum
    }
}

impl BlockSheets {
    /// The sheets of the units, by rank.
    pub fn units(&self) -> impl Iterator<Item = UnitSheet<'_>> {
        self.report.rankings.iter().map(|ranking| UnitSheet { block: self, ranking })
    }
}

impl<'a> UnitSheet<'a> {
    /// The mean of the block, and how far the unit's total lies above it: in points if one maximum
    /// applies to all units, otherwise as a share. None if either is not known.
    #[must_use]
    pub fn beside_the_mean(self) -> Option<(Amount, Amount)> {
        let mean = self.block.report.results.results.as_ref()?.mean;
        let amount = match mean {
            Amount::Points(_) => Amount::Points(self.ranking.total?.to_decimal()),
            Amount::Share(_) => Amount::Share(self.ranking.attainment?),
        };
        Some((mean, amount.since(mean)?))
    }

    /// The distance to the next better grade. None for the best grade, or if the unit's grade or
    /// total is not known.
    #[must_use]
    pub fn distance(self) -> Option<GradeDistance> {
        let report = &self.block.report;
        let index = report.rankings.iter().position(|row| row.unit_id == self.ranking.unit_id)?;
        report.distances.get(index).copied().flatten()
    }

    /// The ranks that the unit could have. None if the block has no rank intervals.
    #[must_use]
    pub fn interval(self) -> Option<&'a RankIntervalRow> {
        self.block.report.rank_intervals.iter().find(|row| row.unit_id == self.ranking.unit_id)
    }

    /// The unit's areas, in printed order.
    pub fn areas(self) -> impl Iterator<Item = AreaScore<'a>> {
        let report = &self.block.report;
        let scores = report.scores.iter().filter(move |row| row.unit_id == self.ranking.unit_id);
        scores.map(move |score| AreaScore {
            middle: report
                .criterion_summaries
                .iter()
                .find(|row| row.criterion == score.criterion)
                .map(|row| row.median),
            lost: self.weakness(&score.criterion).map(|row| row.lost),
            score,
        })
    }

    fn weakness(self, criterion: &str) -> Option<&'a WeaknessRow> {
        let mut rows = self.block.report.weaknesses.iter();
        rows.find(|row| row.unit_id == self.ranking.unit_id && row.criterion == criterion)
    }

    /// The unit's last years up to this one, earliest first; at most `most` of them.
    #[must_use]
    pub fn course(self, most: usize) -> Vec<SheetYear<'a>> {
        let block = self.block;
        let mut years: Vec<_> = block
            .by_year
            .iter()
            .filter_map(|block_year| {
                let mut rows = block.rankings.iter();
                let ranking = rows.find(|row| {
                    row.year == block_year.year && row.unit_id == self.ranking.unit_id
                })?;
                let of_year = block.rankings.iter().filter(|row| row.year == block_year.year);
                let largest_maximum =
                    of_year.map(|row| row.max_total).max().unwrap_or(ranking.max_total);
                Some(SheetYear {
                    year: block_year.year,
                    ranking,
                    block: block_year,
                    largest_maximum,
                })
            })
            .collect();

        years.drain(..years.len().saturating_sub(most));
        years
    }

    /// The areas that were appraised below the self score, the largest gap first.
    #[must_use]
    pub fn cut(self) -> Vec<&'a GapRow> {
        let rows = self.block.report.gaps.iter();
        let mut rows: Vec<_> = rows
            .filter(|row| row.unit_id == self.ranking.unit_id && row.gap > Points::ZERO)
            .collect();
        rows.sort_by_key(|row| Reverse(row.gap));
        rows
    }

    /// The areas to improve first: at most two that lie at least [`LARGE_CHANGE`] below the median
    /// of the block, the most lost points first.
    #[must_use]
    pub fn to_improve(self) -> Vec<&'a WeaknessRow> {
        const MOST: usize = 2;
        let is_behind = |row: &&WeaknessRow| {
            row.unit_id == self.ranking.unit_id
                && row.behind.is_some_and(|behind| billionths(behind) >= billionths(LARGE_CHANGE))
        };
        let mut rows: Vec<_> = self.block.report.weaknesses.iter().filter(is_behind).collect();
        rows.sort_by_key(|row| Reverse(row.lost));
        rows.truncate(MOST);
        rows
    }
}
