//! All that a report on one year says, computed in one go.

use crate::model::{Block, Points, Year};
use crate::relation::{
    AuditCell, Cell, CriterionRow, CriterionStrictness, CriterionSummary, FindingRow, GapRow, LeniencyRow,
    RankIntervalRow, RankingRow, UnitGapRow, WeaknessRow,
};
use crate::store::{AssessmentRow, Selection, Store, StoreError};

use super::{BlockSummary, GradeDistance, audit_cells, distance_to_next, summarise};

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
    /// Which ranks are sure, by rank; empty where not all units are known.
    pub rank_intervals: Vec<RankIntervalRow>,
    /// What each unit lacks to the next better grade, in the order of `rankings`.
    pub distances: Vec<Option<GradeDistance>>,
    /// In printed order.
    pub gaps: Vec<GapRow>,
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

    /// The criterion on which it is furthest behind the median of its block, and how far, as a share of the maximum: zero
    /// or less where it is behind on none. None where no median is known.
    #[must_use]
    pub fn furthest_behind(&self) -> Option<(&'a WeaknessRow, f64)> {
        let known = self.rows.iter().copied().filter_map(|row| Some((row, row.behind?)));
        known.max_by(|a, b| a.1.total_cmp(&b.1))
    }
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
pub fn report_year(store: &Store, year: Year) -> Result<Vec<BlockReport>, StoreError> {
    let assessments = store.load_assessments(Selection { year: Some(year), ..Selection::default() })?;
    assessments.into_iter().map(|assessment| report_block(store, assessment)).collect()
}

/// Computes the report of one block in one year.
pub fn report_block(store: &Store, assessment: AssessmentRow) -> Result<BlockReport, StoreError> {
    let AssessmentRow { year, block, .. } = assessment;
    let selection = Selection { year: Some(year), block: Some(block), ..Selection::default() };
    let rankings: Vec<RankingRow> = store.load(selection, &[])?;
    // A report is on the criteria that add up to the total; the verbs show their parts.
    let level = Cell::Level(1);
    let gaps: Vec<GapRow> = store.load(selection, &[(GapRow::level, level.clone())])?;
    let distance = |row: &RankingRow| distance_to_next(&assessment.bands, row.grade?, row.total?);
    Ok(BlockReport {
        findings: store.load(selection, &[])?,
        criteria: store.load(selection, &[(CriterionRow::level, level.clone())])?,
        summary: summarise(&rankings, year, block),
        distances: rankings.iter().map(distance).collect(),
        rank_intervals: store.load(selection, &[])?,
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
