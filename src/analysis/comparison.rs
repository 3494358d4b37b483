//! One block in two years: the data with which a report compares a year with the year before.

use crate::frame::FrameError;
use crate::model::{Block, Year};
use crate::relation::{
    Cell, CriterionChange, CriterionSummary, DeltaRow, GradeMove, RankingRow, ScoreRow, UnitGapRow,
};
use crate::store::{AssessmentRow, Selection, Store};

use super::{
    BlockYear, FrameworkBreak, History, Movement, criterion_changes, grade_moves, load_deltas,
    movement,
};

/// One block in two years.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The earlier and the later year.
    pub span: [Year; 2],
    /// The assessment of the earlier year.
    pub assessment: AssessmentRow,
    /// The block in the earlier year.
    pub before: BlockYear,
    /// The units that rose, fell, entered or left, summed up.
    pub movement: Movement,
    /// The change of each unit, by its later rank.
    pub deltas: Vec<DeltaRow>,
    /// The change of each criterion of level 1 of each unit.
    pub changes: Vec<CriterionChange>,
    /// The moves between grades.
    pub grade_moves: Vec<GradeMove>,
    /// The criteria of level 1 over the block in the earlier year.
    pub areas: Vec<CriterionSummary>,
    /// The gaps of the units in the earlier year.
    pub unit_gaps: Vec<UnitGapRow>,
    /// The scores of level 1 in the earlier year.
    pub scores: Vec<ScoreRow>,
    /// The rankings of the earlier year.
    pub rankings: Vec<RankingRow>,
    /// The changes of framework between the years.
    pub breaks: Vec<FrameworkBreak>,
}

impl Comparison {
    /// Whether units are compared by their points: the same maxima apply in both years.
    #[must_use]
    pub fn in_points(&self) -> bool {
        self.movement.in_points && self.breaks.is_empty()
    }

    /// The changes of a unit's criteria.
    #[must_use]
    pub fn changes_of(&self, unit_id: i64) -> Vec<&CriterionChange> {
        self.changes.iter().filter(|row| row.unit_id == unit_id).collect()
    }
}

/// Compares two years of a block. None if one of them is not stored.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn compare(
    store: &Store,
    history: &History,
    block: Block,
    span: [Year; 2],
) -> Result<Option<Comparison>, FrameError> {
    let deltas = load_deltas(store, block, span)?;
    let Some(movement) = movement(history, &deltas, block, span) else { return Ok(None) };

    let [from, _] = span;
    let Some(assessment) = history.assessment(block, from) else { return Ok(None) };
    let before = BlockYear::of(assessment, &history.ranked(block, from).collect::<Vec<_>>());
    let mut changes = criterion_changes(store, history, block, span)?;
    changes.retain(|row| row.level == 1);

    let selection = Selection { year: Some(from), block: Some(block), ..Selection::default() };
    let level = Cell::Level(1);
    Ok(Some(Comparison {
        span,
        assessment: assessment.clone(),
        before,
        grade_moves: grade_moves(&deltas, block, span),
        movement,
        deltas,
        changes,
        areas: store.load(selection, &[(CriterionSummary::level, level.clone())])?,
        unit_gaps: store.load(selection, &[])?,
        scores: store.load(selection, &[(ScoreRow::level, level)])?,
        rankings: history.ranked(block, from).cloned().collect(),
        breaks: history.framework_breaks_between(block, span),
    }))
}

#[cfg(test)]
impl Comparison {
    /// Two empty years of a block, for tests.
    pub(crate) fn blank(block: Block, span: [Year; 2]) -> Self {
        Self {
            span,
            assessment: super::block_year::blank_assessment(block, span[0]),
            before: BlockYear::blank(block, span[0]),
            movement: Movement::blank(block, span),
            deltas: Vec::new(),
            changes: Vec::new(),
            grade_moves: Vec::new(),
            areas: Vec::new(),
            unit_gaps: Vec::new(),
            scores: Vec::new(),
            rankings: Vec::new(),
            breaks: Vec::new(),
        }
    }
}
