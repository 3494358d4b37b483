//! Computes all the data of a report on one year.

use crate::frame::FrameError;
use crate::model::{Block, Points, Year};
use crate::registry::ShortNames;
use crate::relation::{
    AuditCell, Cell, CriterionRow, CriterionStrictness, CriterionSummary, FindingRow, GapRow,
    LeniencyRow, RankIntervalRow, RankingRow, ScoreRow, UnitGapRow, WeaknessRow,
};
use crate::store::{AssessmentRow, Selection, Store};

use super::{
    BlockYear, Comparison, GradeDistance, History, audit_cells, compare, distance_to_next,
};

/// One block of a report on one year.
#[derive(Debug, Clone)]
pub struct BlockReport {
    /// The assessment and its document.
    pub assessment: AssessmentRow,
    /// The findings of the checks.
    pub findings: Vec<FindingRow>,
    /// The criteria of level 1 with their maximum points.
    pub criteria: Vec<CriterionRow>,
    /// The short names of areas.
    pub short_names: ShortNames,
    /// The name of the criteria set in force. None if it is not declared.
    pub framework: Option<String>,
    /// The results of the block in the year.
    pub results: BlockYear,
    /// The comparison with the previous stored year. None for the first year, and for a year that
    /// is not compared with others.
    pub comparison: Option<Comparison>,
    /// The rankings, by rank.
    pub rankings: Vec<RankingRow>,
    /// The ranks that each unit can have, by rank. Empty if not all units are known.
    pub rank_intervals: Vec<RankIntervalRow>,
    /// The distance of each unit to the next better grade, in the order of `rankings`.
    pub distances: Vec<Option<GradeDistance>>,
    /// The gaps on criteria of level 1, in printed order.
    pub gaps: Vec<GapRow>,
    /// The scores of level 1, in printed order.
    pub scores: Vec<ScoreRow>,
    /// The gaps of the units, the largest first.
    pub unit_gaps: Vec<UnitGapRow>,
    /// How far each unit scores itself above its block. Empty if there is no model.
    pub leniency: Vec<LeniencyRow>,
    /// The criteria of the leniency model, in printed order.
    pub strictness: Vec<CriterionStrictness>,
    /// The cells worth a look, the largest residual first.
    pub audit_cells: Vec<AuditCell>,
    /// The weaknesses on criteria of level 1, in printed order.
    pub weaknesses: Vec<WeaknessRow>,
    /// The criteria of level 1 over the block, in printed order.
    pub criterion_summaries: Vec<CriterionSummary>,
}

/// The points that a unit lost, and where it lost them.
#[derive(Debug, Clone)]
pub struct UnitLoss<'a> {
    /// The unit.
    pub unit: &'a str,
    /// All points that the unit lost.
    pub lost: Points,
    /// The criteria of the unit, the most lost points first.
    pub rows: Vec<&'a WeaknessRow>,
}

impl<'a> UnitLoss<'a> {
    /// The two criteria on which the unit lost most. None where it lost nothing.
    #[must_use]
    pub fn costliest(&self) -> [Option<&'a WeaknessRow>; 2] {
        let mut lost = self.rows.iter().copied().filter(|row| row.lost > Points::ZERO);
        [lost.next(), lost.next()]
    }
}

impl BlockReport {
    /// The block.
    #[must_use]
    pub fn block(&self) -> Block {
        self.assessment.block
    }
}

/// Computes the report of one year, with one entry per block. Empty if nothing is stored.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn report_year(store: &Store, year: Year) -> Result<Vec<BlockReport>, FrameError> {
    let assessments =
        store.load_assessments(Selection { year: Some(year), ..Selection::default() })?;
    let history = History::load(store, Selection::default())?;
    assessments.into_iter().map(|assessment| report_block(store, &history, assessment)).collect()
}

/// Computes the report of one block in one year, compared with the previous stored year.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn report_block(
    store: &Store,
    history: &History,
    assessment: AssessmentRow,
) -> Result<BlockReport, FrameError> {
    let AssessmentRow { year, block, .. } = assessment;
    let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
    let rankings: Vec<RankingRow> = store.load(selection, &[])?;

    // A report covers the criteria that add up to the total. The verbs also show their parts.
    let level = Cell::Level(1);
    let gaps: Vec<GapRow> = store.load(selection, &[(GapRow::level, level.clone())])?;
    let distance = |row: &RankingRow| {
        let maxima = [row.max_total, assessment.scale];
        distance_to_next(&assessment.bands, row.grade?, row.total?, maxima)
    };

    let before = history.years(block).into_iter().filter(|candidate| *candidate < year).max();
    let comparison = match before {
        Some(before) => compare(store, history, block, [before, year])?,
        _ => None,
    };

    Ok(BlockReport {
        findings: store.load(selection, &[])?,
        criteria: store.load(selection, &[(CriterionRow::level, level.clone())])?,
        short_names: history.short_names.clone(),
        framework: history.framework_of(block, year),
        results: BlockYear::of(&assessment, &rankings.iter().collect::<Vec<_>>()),
        comparison,
        distances: rankings.iter().map(distance).collect(),
        rank_intervals: store.load(selection, &[])?,
        scores: store.load(selection, &[(ScoreRow::level, level.clone())])?,
        unit_gaps: store.load(selection, &[])?,
        leniency: store.load(selection, &[])?,
        strictness: store.load(selection, &[])?,
        audit_cells: audit_cells(&gaps, year, block),
        criterion_summaries: store.load(selection, &[(CriterionSummary::level, level.clone())])?,
        weaknesses: store.load(selection, &[(WeaknessRow::level, level)])?,
        rankings,
        gaps,
        assessment,
    })
}

#[cfg(test)]
use super::block_year::blank_assessment;

#[cfg(test)]
impl BlockReport {
    /// An empty simulated year of a block, for tests.
    pub(crate) fn blank(block: Block, year: Year) -> Self {
        let assessment = blank_assessment(block, year);
        Self {
            assessment,
            findings: Vec::new(),
            criteria: Vec::new(),
            short_names: ShortNames::default(),
            framework: None,
            results: BlockYear::blank(block, year),
            comparison: None,
            rankings: Vec::new(),
            rank_intervals: Vec::new(),
            distances: Vec::new(),
            gaps: Vec::new(),
            scores: Vec::new(),
            unit_gaps: Vec::new(),
            leniency: Vec::new(),
            strictness: Vec::new(),
            audit_cells: Vec::new(),
            weaknesses: Vec::new(),
            criterion_summaries: Vec::new(),
        }
    }
}
