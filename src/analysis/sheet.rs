//! One unit in one year, with nobody else's name: its result, its areas beside the middle of its
//! block, its course, where the appraisal took points away, and what to mend first.

use std::cmp::Reverse;

use crate::frame::FrameError;
use crate::model::{Block, Points, Year, billionths};
use crate::relation::{GapRow, RankIntervalRow, RankingRow, ScoreRow, WeaknessRow};
use crate::store::{AssessmentRow, Selection, Store};

use super::{
    Amount, BlockReport, BlockYear, GradeDistance, History, LARGE_CHANGE, block_years, report_block,
};

/// A block whose units get a sheet each.
#[derive(Debug, Clone)]
pub struct BlockSheets {
    /// The year.
    pub report: BlockReport,
    /// The block in this year and in those before.
    pub by_year: Vec<BlockYear>,
    /// Who stood where, in each of these.
    pub rankings: Vec<RankingRow>,
    /// The assessments of these years.
    pub assessments: Vec<AssessmentRow>,
}

/// The blocks of a year, or one of them.
///
/// # Errors
/// The database does not give what is asked.
pub fn load_sheets(
    store: &Store,
    year: Year,
    block: Option<Block>,
) -> Result<Vec<BlockSheets>, FrameError> {
    let history = History::load(store, block)?;
    let assessments =
        store.load_assessments(Selection { year: Some(year), block, ..Selection::default() })?;
    let sheet = |assessment: AssessmentRow| {
        let block = assessment.block;
        let report = report_block(store, &history, assessment)?;
        // What another authority issued has no course here.
        let is_compared = report.assessment.is_compared;
        let is_shown = |other: Year| other == year || (is_compared && other < year);
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

/// A unit of a block.
#[derive(Debug, Clone, Copy)]
pub struct UnitSheet<'a> {
    /// Its block.
    pub block: &'a BlockSheets,
    /// Where it stands.
    pub ranking: &'a RankingRow,
}

/// An area of a unit.
#[derive(Debug, Clone, Copy)]
pub struct AreaScore<'a> {
    /// Its three scores.
    pub score: &'a ScoreRow,
    /// The median of the block's attainments, 0 to 1; none where not all units are known.
    pub middle: Option<f64>,
    /// Points not attained.
    pub lost: Option<Points>,
}

/// A year of a unit.
#[derive(Debug, Clone, Copy)]
pub struct SheetYear<'a> {
    /// The year.
    pub year: Year,
    /// Where it stood.
    pub ranking: &'a RankingRow,
    /// The block in that year.
    pub block: &'a BlockYear,
    /// The maximum points that apply to most units.
    usual: Points,
}

impl SheetYear<'_> {
    /// Whether fewer points than usual apply to the unit.
    #[must_use]
    pub fn is_less(&self) -> bool {
        self.ranking.max_total < self.usual
    }
}

impl BlockSheets {
    /// Its units, by rank.
    pub fn units(&self) -> impl Iterator<Item = UnitSheet<'_>> {
        self.report.rankings.iter().map(|ranking| UnitSheet { block: self, ranking })
    }
}

impl<'a> UnitSheet<'a> {
    /// How far its total lies above the mean of the block: points where one maximum applies to all,
    /// and else the share.
    #[must_use]
    pub fn beside_the_mean(self) -> Option<(Amount, Amount)> {
        let mean = self.block.report.results.results.as_ref()?.mean;
        let amount = match mean {
            Amount::Points(_) => Amount::Points(self.ranking.total?.to_decimal()),
            Amount::Share(_) => Amount::Share(self.ranking.attainment?),
        };
        Some((mean, amount.since(mean)?))
    }

    /// What it lacks to the next better grade; none for the best one.
    #[must_use]
    pub fn distance(self) -> Option<GradeDistance> {
        let report = &self.block.report;
        let index = report.rankings.iter().position(|row| row.unit_id == self.ranking.unit_id)?;
        report.distances.get(index).copied().flatten()
    }

    /// The ranks that it could have.
    #[must_use]
    pub fn interval(self) -> Option<&'a RankIntervalRow> {
        self.block.report.rank_intervals.iter().find(|row| row.unit_id == self.ranking.unit_id)
    }

    /// Its areas in printed order.
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

    /// Its years, the earliest first: this one and at most so many before.
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
                let usual = of_year.map(|row| row.max_total).max().unwrap_or(ranking.max_total);
                Some(SheetYear { year: block_year.year, ranking, block: block_year, usual })
            })
            .collect();
        years.drain(..years.len().saturating_sub(most));
        years
    }

    /// Areas that were appraised below the self score, the largest gap first.
    #[must_use]
    pub fn cut(self) -> Vec<&'a GapRow> {
        let rows = self.block.report.gaps.iter();
        let mut rows: Vec<_> = rows
            .filter(|row| row.unit_id == self.ranking.unit_id && row.gap > Points::ZERO)
            .collect();
        rows.sort_by_key(|row| Reverse(row.gap));
        rows
    }

    /// The areas that lie [`LARGE_CHANGE`] or more below the middle of the block and cost it the
    /// most points: two at most.
    #[must_use]
    pub fn to_mend(self) -> Vec<&'a WeaknessRow> {
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
