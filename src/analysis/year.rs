//! All that a report on one year says, computed in one go.

use crate::frame::{FrameError, Frames};
use crate::model::{Block, Points, Year};
use crate::relation::{
    AuditCell, CriterionRow, CriterionSummary, FindingRow, GapRow, RankingRow, UnitGapRow, WeaknessRow,
};
use crate::store::{AssessmentRow, Selection, Store};

use super::{
    BlockSummary, GradeDistance, audit_cells, criterion_summaries, distance_to_next, gaps, rankings, summarise,
    unit_gaps, weaknesses, with_next_grades,
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
    /// The block at a glance.
    pub summary: Option<BlockSummary>,
    /// By rank.
    pub rankings: Vec<RankingRow>,
    /// What each unit lacks to the next better grade, in the order of `rankings`.
    pub distances: Vec<Option<GradeDistance>>,
    /// In printed order.
    pub gaps: Vec<GapRow>,
    /// Largest gap first.
    pub unit_gaps: Vec<UnitGapRow>,
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

impl BlockReport {
    /// The block.
    #[must_use]
    pub fn block(&self) -> Block {
        self.assessment.block
    }

    /// Each unit's lost points, by rank.
    #[must_use]
    pub fn unit_losses(&self) -> Vec<UnitLoss<'_>> {
        let loss = |ranking: &'_ RankingRow| {
            let mut rows: Vec<_> = self.weaknesses.iter().filter(|row| row.unit == ranking.unit).collect();
            rows.sort_by_key(|row| -row.lost);
            let unit = &rows.first()?.unit;
            Some(UnitLoss { unit, lost: rows.iter().map(|row| row.lost).sum(), rows })
        };
        self.rankings.iter().filter_map(loss).collect()
    }
}

/// Computes the report of one year: one entry a block, empty where nothing is stored.
pub fn report_year(store: &Store, year: Year) -> Result<Vec<BlockReport>, FrameError> {
    let assessments = store.load_assessments(Selection { year: Some(year), ..Selection::default() })?;
    assessments.into_iter().map(|assessment| report_block(store, assessment)).collect()
}

/// Computes the report of one block in one year.
pub fn report_block(store: &Store, assessment: AssessmentRow) -> Result<BlockReport, FrameError> {
    let AssessmentRow { year, block, .. } = assessment;
    let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
    let frames = Frames::load(store, selection)?;
    let rankings = with_next_grades(rankings(&frames)?, std::slice::from_ref(&assessment));
    // A report is on the criteria that add up to the total; the verbs show their parts.
    let (mut gaps, mut weaknesses) = (gaps(&frames)?, weaknesses(&frames)?);
    let mut criteria = store.load_criteria(selection)?;
    gaps.retain(|row| row.level == 1);
    weaknesses.retain(|row| row.level == 1);
    criteria.retain(|row| row.level == 1);
    let distance = |row: &RankingRow| distance_to_next(&assessment.bands, row.grade?, row.total?);
    Ok(BlockReport {
        findings: store.load_findings(selection)?,
        criteria,
        summary: summarise(&rankings, year, block),
        distances: rankings.iter().map(distance).collect(),
        unit_gaps: unit_gaps(&frames)?,
        audit_cells: audit_cells(&gaps, year, block),
        criterion_summaries: criterion_summaries(&frames, &weaknesses, 1)?,
        rankings,
        gaps,
        weaknesses,
        assessment,
    })
}
