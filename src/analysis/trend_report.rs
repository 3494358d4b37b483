//! Computes all the data of a report on several years.

use crate::frame::FrameError;
use crate::model::{Block, Grade, Points, Year};
use crate::relation::{
    BlockSpread, BlockTrendRow, Cell, CriterionChange, CriterionDiscrimination, CriterionSummary,
    DeltaRow, FindingRow, ImprovedSelfScoring, LastingLeniency, LeniencyRow, MergerRow,
    NextGradeRow, PersistentOverscoring, PersistentWeakness, RankingRow, RestatementRow,
    SurveyAgreement, TrendPoint, TrendRow, UnitGapRow, UnitYear, WeaknessRow,
};
use crate::store::{Selection, Store, StoreError};

use super::overcome::{OvercomeWeakness, overcome};
use super::survey::survey_by_year;
use super::{
    BlockReport, BlockYear, Comparison, FrameworkBreak, History, LevelPair, Lineage, Movers,
    block_years, grade_counts, level_pairs, load_trends, movers, report_block,
};

/// Several years of all blocks.
#[derive(Debug, Clone)]
pub struct TrendReport {
    /// The stored years of the blocks, with their sources.
    pub history: History,
    /// One entry per block that has at least two years.
    pub blocks: Vec<BlockCourse>,
    /// The figures of earlier years that later publications print again.
    pub restatements: Vec<RestatementRow>,
}

/// One block over the years.
#[derive(Debug, Clone)]
pub struct BlockCourse {
    /// The block.
    pub block: Block,
    /// The stored years of the block, earliest first.
    pub years: Vec<Year>,
    /// The last two years.
    pub span: [Year; 2],
    /// The comparison of the last two years.
    pub comparison: Comparison,
    /// The last year. Its own comparison has been moved to `comparison`.
    pub last: BlockReport,
    /// The rankings of each year.
    pub rankings: Vec<RankingRow>,
    /// The block in each of its years.
    pub by_year: Vec<BlockYear>,
    /// The criteria of level 1 over the block, for each year in which all units are known.
    pub areas: Vec<CriterionSummary>,
    /// The course of each unit over all years.
    pub trends: Vec<TrendRow>,
    /// The course of the block over the years in which all its units are known.
    pub course: Vec<BlockTrendRow>,
    /// The gap of each unit in each year.
    pub gaps: Vec<UnitGapRow>,
    /// The survey points of the block as a share of their maximum, 0 to 1, for each year with a survey.
    pub survey: Vec<(Year, f64)>,
    /// The reliability of one year's gaps, 0 to 1, for each year that has a model.
    pub reliability: Vec<(Year, f64)>,
    /// The findings of the checks in each year.
    pub findings: Vec<FindingRow>,
    /// The units that lastingly over-score themselves up to the last year.
    pub overscoring: Vec<PersistentOverscoring>,
    /// Where units could have gained the points that they lacked to the next grade in the last
    /// year, up to the level of the best other unit.
    pub next_grades: Vec<NextGradeRow>,
    /// The lasting part of the units' deviations from the block. Empty if there is no model.
    pub leniency: Vec<LastingLeniency>,
    /// The units whose self-scoring improved in the last year.
    pub improved: Vec<ImprovedSelfScoring>,
    /// The weaknesses that lasted up to the year before the last one and have been overcome.
    pub overcome: Vec<OvercomeWeakness>,
    /// The weaknesses that last up to the last year, the furthest behind first.
    pub persistent: Vec<PersistentWeakness>,
    /// How well each criterion distinguishes units, in each year.
    pub discrimination: Vec<CriterionDiscrimination>,
    /// The spread of the units in each year of `course`.
    pub spreads: Vec<BlockSpread>,
    /// The agreement of survey and appraisal in each year.
    pub agreement: Vec<SurveyAgreement>,
    /// The effects of mergers.
    pub mergers: Vec<MergerRow>,
    /// The neighbours that were level, or nearly level, in each year.
    pub level: Vec<LevelPair>,
    /// The changes of framework.
    pub breaks: Vec<FrameworkBreak>,
}

/// The course of a block over at least three complete years, summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LongCourse<'a> {
    /// The first year.
    pub first: &'a BlockTrendRow,
    /// The last year.
    pub last: &'a BlockTrendRow,
    /// The number of steps from one year to the next.
    pub steps: usize,
    /// How often the mean attainment rose.
    pub rises: usize,
    /// How often the framework changed.
    pub new_frameworks: usize,
    /// How often the set of units changed.
    pub new_sets: usize,
}

/// One unit over the years within the course of its block.
#[derive(Debug, Clone, Copy)]
pub struct UnitCourse<'a> {
    /// The block of the unit.
    pub block: &'a BlockCourse,
    /// The course of the unit.
    pub trend: &'a TrendRow,
}

impl TrendReport {
    /// The figures of earlier years that a later publication prints with a different value.
    pub fn restated(&self) -> impl Iterator<Item = &RestatementRow> {
        let differs = |row: &&RestatementRow| {
            row.difference.is_some_and(|difference| difference != Points::ZERO)
        };
        self.restatements.iter().filter(differs)
    }
}

impl BlockCourse {
    /// The units of the last year by rank, followed by the units that no longer exist.
    #[must_use]
    pub fn units(&self) -> Vec<UnitCourse<'_>> {
        let rank = |trend: &TrendRow| {
            self.last.rankings.iter().position(|row| row.unit_id == trend.unit_id)
        };
        let mut trends: Vec<_> = self.trends.iter().collect();
        trends.sort_by_key(|trend| rank(trend).unwrap_or(usize::MAX));
        trends.into_iter().map(|trend| UnitCourse { block: self, trend }).collect()
    }
}

impl BlockCourse {
    /// The units that moved most between the last two years.
    #[must_use]
    pub fn movers(&self) -> Movers<'_> {
        movers(&self.comparison.deltas)
    }

    /// How many units have each grade in the last year, best first.
    #[must_use]
    pub fn grades(&self) -> Vec<(Grade, usize)> {
        grade_counts(&self.last.rankings.iter().collect::<Vec<_>>())
    }

    /// Sums up the course of the block over the years in which all units are known. None for fewer
    /// than three such years.
    #[must_use]
    pub fn long(&self) -> Option<LongCourse<'_>> {
        let [first, _, .., last] = &self.course[..] else { return None };

        let rises = self
            .course
            .iter()
            .filter_map(|row| row.attainment_delta)
            .filter(|change| *change > 0.0)
            .count();
        let count = |is_changed: fn(&BlockTrendRow) -> Option<bool>| {
            self.course.iter().filter(|row| is_changed(row) == Some(true)).count()
        };
        let (new_frameworks, new_sets) =
            (count(|row| row.framework_changed), count(|row| row.set_changed));

        Some(LongCourse {
            first,
            last,
            steps: self.course.len() - 1,
            rises,
            new_frameworks,
            new_sets,
        })
    }

    /// The changes of framework whose year lies after `from` and not after `to`.
    #[must_use]
    pub fn breaks_between(&self, [from, to]: [Year; 2]) -> Vec<FrameworkBreak> {
        self.breaks
            .iter()
            .filter(|framework_break| framework_break.year > from && framework_break.year <= to)
            .cloned()
            .collect()
    }

    /// The ranking row of a unit in a year.
    #[must_use]
    pub fn history_row(&self, unit_id: i64, year: Year) -> Option<&RankingRow> {
        self.rankings.iter().find(|row| row.unit_id == unit_id && row.year == year)
    }

    /// The years that have gaps, earliest first.
    #[must_use]
    pub fn gap_years(&self) -> Vec<Year> {
        let has_gaps = |year: &Year| self.gaps.iter().any(|row| row.year == *year);
        self.years.iter().copied().filter(has_gaps).collect()
    }

    /// The years in which the gap of the whole block is known, earliest first.
    #[must_use]
    pub fn block_gap_years(&self) -> Vec<Year> {
        let is_known = |year: &Year| {
            self.gaps.iter().any(|row| row.year == *year && row.block_gap_share.is_some())
        };
        self.years.iter().copied().filter(is_known).collect()
    }

    /// The number of years in which the scores by criterion are known for the whole block.
    #[must_use]
    pub fn scored_years(&self) -> usize {
        let is_scored = |year: &&Year| self.areas.iter().any(|row| row.year == **year);
        self.years.iter().filter(is_scored).count()
    }
}

impl<'a> UnitCourse<'a> {
    /// The gaps of the unit by year.
    pub fn gaps(self) -> impl Iterator<Item = &'a UnitGapRow> {
        self.block.gaps.iter().filter(move |row| row.unit_id == self.trend.unit_id)
    }

    /// The weaknesses of the unit on the criteria of level 1, by year and criterion.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn weaknesses(self, store: &Store) -> Result<Vec<WeaknessRow>, StoreError> {
        weaknesses_of(store, self.block.block, self.trend.unit_id)
    }

    /// The years of the unit with its gaps, earliest first.
    #[must_use]
    pub fn years(self) -> Vec<UnitYear> {
        let year = |point: &TrendPoint| {
            let gap =
                if point.derived { None } else { self.gaps().find(|row| row.year == point.year) };
            UnitYear {
                block: self.block.block,
                unit: self.trend.label.clone(),
                year: point.year,
                rank: point.rank,
                units: point.units,
                total: point.total,
                grade: point.grade,
                attainment: point.attainment,
                gap_share: gap.map(|row| row.gap_share),
                block_gap_share: gap.and_then(|row| row.block_gap_share),
                partial: point.partial,
                derived: point.derived,
                mark: if point.derived || point.partial { "*".to_owned() } else { String::new() },
            }
        };
        self.trend.points.iter().map(year).collect()
    }

    /// The change of the unit between the last two years.
    #[must_use]
    pub fn delta(self) -> Option<&'a DeltaRow> {
        self.block.comparison.deltas.iter().find(|row| row.unit_id == self.trend.unit_id)
    }

    /// The changes of the unit's criteria between the last two years.
    #[must_use]
    pub fn changes(self) -> Vec<&'a CriterionChange> {
        self.block
            .comparison
            .changes
            .iter()
            .filter(|row| row.unit_id == self.trend.unit_id)
            .collect()
    }

    /// The lasting weaknesses of the unit.
    #[must_use]
    pub fn persistent(self) -> Vec<&'a PersistentWeakness> {
        self.block.persistent.iter().filter(|row| row.unit_id == self.trend.unit_id).collect()
    }

    /// The lasting over-scoring of the unit. None if it does not over-score itself lastingly.
    #[must_use]
    pub fn overscoring(self) -> Option<&'a PersistentOverscoring> {
        self.block.overscoring.iter().find(|row| row.unit_id == self.trend.unit_id)
    }
}

impl TrendReport {
    /// The years of all blocks, earliest first.
    #[must_use]
    pub fn years(&self) -> Vec<Year> {
        in_order(self.blocks.iter().flat_map(|course| course.years.iter().copied()))
    }

    /// The years in which the framework of any block changed, earliest first.
    #[must_use]
    pub fn break_years(&self) -> Vec<Year> {
        in_order(
            self.blocks.iter().flat_map(|course| {
                course.breaks.iter().map(|framework_break| framework_break.year)
            }),
        )
    }
}

/// Sorts years and removes duplicates.
fn in_order(years: impl Iterator<Item = Year>) -> Vec<Year> {
    let mut years: Vec<Year> = years.collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The reliability of each year of a block. All rows of a year carry the same value.
fn reliability(rows: &[LeniencyRow], block: Block) -> Vec<(Year, f64)> {
    let mut years: Vec<(Year, f64)> = rows
        .iter()
        .filter(|row| row.block == block)
        .map(|row| (row.year, row.reliability))
        .collect();
    years.dedup_by_key(|(year, _)| *year);
    years
}

/// The weaknesses of a unit of a block on the criteria of level 1, by year and criterion.
fn weaknesses_of(store: &Store, block: Block, unit: i64) -> Result<Vec<WeaknessRow>, StoreError> {
    let of_unit = [(WeaknessRow::unit_id, Cell::Id(unit)), (WeaknessRow::level, Cell::Level(1))];
    store.load(Selection { block: Some(block), ..Selection::default() }, &of_unit)
}

/// Computes the report on all years of one block, or of all blocks if `block` is `None`. Blocks
/// with a single year are left out.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn report_trend(
    store: &Store,
    selection: Selection,
    lineage: Lineage,
) -> Result<TrendReport, FrameError> {
    let history = History::load(store, selection)?;
    let level = Cell::Level(1);
    let gaps: Vec<UnitGapRow> = store.load(selection, &[])?;
    let areas: Vec<CriterionSummary> =
        store.load(selection, &[(CriterionSummary::level, level.clone())])?;
    let courses: Vec<BlockTrendRow> = store.load(selection, &[])?;
    let leniencies: Vec<LeniencyRow> = store.load(selection, &[])?;
    let findings: Vec<FindingRow> = store.load(selection, &[])?;
    let trends = load_trends(store, &history, selection, lineage)?;
    let overscoring: Vec<PersistentOverscoring> = store.load(selection, &[])?;
    let leniency: Vec<LastingLeniency> = store.load(selection, &[])?;
    let improved: Vec<ImprovedSelfScoring> = store.load(selection, &[])?;
    let persistent: Vec<PersistentWeakness> =
        store.load(selection, &[(PersistentWeakness::level, level)])?;

    let mut blocks = Vec::new();
    for block in history.blocks() {
        let years = history.years(block);
        let [.., from, to] = years[..] else { continue };
        let span = [from, to];
        let assessment = history.assessment(block, to);
        let Some(mut last) =
            assessment.map(|row| report_block(store, &history, row.clone())).transpose()?
        else {
            continue;
        };
        let Some(comparison) = last.comparison.take() else { continue };
        let of_year = Selection { year: Some(from), block: Some(block), ..selection };
        let before: Vec<WeaknessRow> =
            store.load(of_year, &[(WeaknessRow::level, Cell::Level(1))])?;

        let mut lasting: Vec<_> =
            persistent.iter().filter(|row| row.block == block).cloned().collect();
        lasting.sort_by(|a, b| b.mean_behind.total_cmp(&a.mean_behind));

        blocks.push(BlockCourse {
            block,
            span,
            comparison,
            rankings: history.rankings.iter().filter(|row| row.block == block).cloned().collect(),
            by_year: block_years(&history, block),
            areas: areas
                .iter()
                .filter(|row| row.block == block && years.contains(&row.year))
                .cloned()
                .collect(),
            trends: trends.iter().filter(|row| row.block == block).cloned().collect(),
            course: courses.iter().filter(|row| row.block == block).cloned().collect(),
            gaps: gaps.iter().filter(|row| row.block == block).cloned().collect(),
            survey: survey_by_year(store, &history, block)?,
            reliability: reliability(&leniencies, block),
            findings: findings
                .iter()
                .filter(|row| row.block == block && years.contains(&row.year))
                .cloned()
                .collect(),
            next_grades: store.load(
                Selection { year: Some(to), block: Some(block), ..Selection::default() },
                &[(NextGradeRow::realistic, Cell::Flag(false))],
            )?,
            leniency: leniency.iter().filter(|row| row.block == block).cloned().collect(),
            overscoring: overscoring.iter().filter(|row| row.block == block).cloned().collect(),
            improved: improved.iter().filter(|row| row.block == block).cloned().collect(),
            overcome: overcome(&last.weaknesses, &before, |unit| {
                weaknesses_of(store, block, unit)
            })?,
            last,
            persistent: lasting,
            discrimination: store.load(Selection { block: Some(block), ..selection }, &[])?,
            spreads: store.load(Selection { block: Some(block), ..Selection::default() }, &[])?,
            agreement: store.load(Selection { block: Some(block), ..selection }, &[])?,
            mergers: store.load(Selection { block: Some(block), ..Selection::default() }, &[])?,
            level: level_pairs(&store.load(Selection { block: Some(block), ..selection }, &[])?),
            breaks: history.framework_breaks(block),
            years,
        });
    }
    Ok(TrendReport { restatements: store.load(Selection::default(), &[])?, history, blocks })
}

#[cfg(test)]
impl BlockCourse {
    /// Two empty years of a block, for tests.
    pub(crate) fn blank(block: Block, span: [Year; 2]) -> Self {
        Self {
            block,
            years: span.to_vec(),
            span,
            comparison: Comparison::blank(block, span),
            last: BlockReport::blank(block, span[1]),
            rankings: Vec::new(),
            by_year: Vec::new(),
            areas: Vec::new(),
            trends: Vec::new(),
            course: Vec::new(),
            survey: Vec::new(),
            reliability: Vec::new(),
            findings: Vec::new(),
            gaps: Vec::new(),
            overscoring: Vec::new(),
            next_grades: Vec::new(),
            leniency: Vec::new(),
            improved: Vec::new(),
            overcome: Vec::new(),
            persistent: Vec::new(),
            discrimination: Vec::new(),
            spreads: Vec::new(),
            agreement: Vec::new(),
            mergers: Vec::new(),
            level: Vec::new(),
            breaks: Vec::new(),
        }
    }
}
