//! All that a report on one year says, computed in one go.

use crate::frame::FrameError;
use crate::model::{Block, Points, Year};
use crate::registry::ShortNames;
use crate::relation::{
    AuditCell, Cell, CriterionRow, CriterionStrictness, CriterionSummary, FindingRow, GapRow,
    LeniencyRow, RankIntervalRow, RankingRow, ScoreRow, UnitGapRow, WeaknessRow,
};
use crate::store::{AssessmentRow, Selection, Store};

use super::{
    BlockSummary, BlockYear, Comparison, GradeDistance, History, audit_cells, compare,
    distance_to_next, summarise,
};

/// One block of a report.
#[derive(Debug, Clone)]
pub struct BlockReport {
    /// The assessment and its document.
    pub assessment: AssessmentRow,
    /// What the checks said.
    pub findings: Vec<FindingRow>,
    /// The criteria with their maximum points.
    pub criteria: Vec<CriterionRow>,
    /// The short names of areas.
    pub short_names: ShortNames,
    /// The criteria set in force, where it is declared.
    pub framework: Option<String>,
    /// The block beside its other years.
    pub results: BlockYear,
    /// What changed since the year before that is stored; none of a first year, and of one that is
    /// compared with no other.
    pub comparison: Option<Comparison>,
    /// The block at a glance.
    pub summary: Option<BlockSummary>,
    /// By rank.
    pub rankings: Vec<RankingRow>,
    /// Which ranks are sure, by rank; empty where not all units are known.
    pub rank_intervals: Vec<RankIntervalRow>,
    /// What each unit lacks to the next better grade, in the order of `rankings`.
    pub distances: Vec<Option<GradeDistance>>,
    /// In printed order.
    pub gaps: Vec<GapRow>,
    /// The scores of level 1, in printed order.
    pub scores: Vec<ScoreRow>,
    /// Largest gap first.
    pub unit_gaps: Vec<UnitGapRow>,
    /// How far each unit lies above its block; empty where there is no model.
    pub leniency: Vec<LeniencyRow>,
    /// The criteria of that model, in printed order.
    pub strictness: Vec<CriterionStrictness>,
    /// Largest residual first.
    pub audit_cells: Vec<AuditCell>,
    /// In printed order.
    pub weaknesses: Vec<WeaknessRow>,
    /// In printed order.
    pub criterion_summaries: Vec<CriterionSummary>,
}

/// A unit's lost points and where they were lost.
#[derive(Debug, Clone)]
pub struct UnitLoss<'a> {
    /// The unit.
    pub unit: &'a str,
    /// All that it lost.
    pub lost: Points,
    /// Its criteria, the most lost points first.
    pub rows: Vec<&'a WeaknessRow>,
}

impl<'a> UnitLoss<'a> {
    /// The two criteria on which it lost most, as far as it lost anything.
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

/// Computes the report of one year: one entry a block, empty where nothing is stored.
pub fn report_year(store: &Store, year: Year) -> Result<Vec<BlockReport>, FrameError> {
    let assessments =
        store.load_assessments(Selection { year: Some(year), ..Selection::default() })?;
    let history = History::load(store, None)?;
    assessments.into_iter().map(|assessment| report_block(store, &history, assessment)).collect()
}

/// Computes the report of one block in one year, beside the year before it.
pub fn report_block(
    store: &Store,
    history: &History,
    assessment: AssessmentRow,
) -> Result<BlockReport, FrameError> {
    let AssessmentRow { year, block, .. } = assessment;
    let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
    let rankings: Vec<RankingRow> = store.load(selection, &[])?;
    // A report is on the criteria that add up to the total; the verbs show their parts.
    let level = Cell::Level(1);
    let gaps: Vec<GapRow> = store.load(selection, &[(GapRow::level, level.clone())])?;
    let distance = |row: &RankingRow| distance_to_next(&assessment.bands, row.grade?, row.total?);
    let before = history.years(block).into_iter().filter(|candidate| *candidate < year).max();
    let comparison = match before {
        Some(before) if assessment.is_compared => compare(store, history, block, [before, year])?,
        _ => None,
    };
    Ok(BlockReport {
        findings: store.load(selection, &[])?,
        criteria: store.load(selection, &[(CriterionRow::level, level.clone())])?,
        short_names: history.short_names.clone(),
        framework: history.framework_of(block, year),
        results: BlockYear::of(&assessment, &rankings.iter().collect::<Vec<_>>()),
        comparison,
        summary: summarise(&rankings, year, block),
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
    /// A year of a block with nothing in it: simulated totals that come from nowhere.
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
            summary: None,
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
