//! The results of a year as a decision publishes them. Every figure is the printed one, or the
//! recomputed one if none is printed.

use crate::model::{Criterion, Framework, RankConvention, Year};
use crate::relation::{CriterionRow, RankingRow, ScoreRow};
use crate::store::{AssessmentRow, Selection, Store, StoreError};

/// A block of a decision.
#[derive(Debug, Clone)]
pub struct DecisionBlock {
    /// The assessment and its document.
    pub assessment: AssessmentRow,
    /// The criteria with their maximum points. Empty if only totals are known.
    pub framework: Framework,
    /// The declared source of the criteria set. None if none is declared.
    pub criteria_source: Option<String>,
    /// Totals, ranks and grades, by rank.
    pub rankings: Vec<RankingRow>,
    /// The scores of all levels, in printed order.
    pub scores: Vec<ScoreRow>,
}

/// Returns the blocks whose results of a year are published, in the order of blocks. Blocks of
/// which only self scores are known are left out.
///
/// # Errors
/// Returns an error if the database cannot be read.
pub fn decide(store: &Store, year: Year) -> Result<Vec<DecisionBlock>, StoreError> {
    let selection = Selection { year: Some(year), ..Selection::default() };
    let rankings: Vec<RankingRow> = store.load(selection, &[])?;
    let scores: Vec<ScoreRow> = store.load(selection, &[])?;
    let criteria: Vec<CriterionRow> = store.load(selection, &[])?;
    let known = store.load_known()?;
    let assessments = store.load_assessments(selection)?;

    let published = assessments.into_iter().filter(|assessment| assessment.stage.has_results());
    let block = |assessment: AssessmentRow| {
        let block = assessment.block;
        let criteria: Vec<_> = criteria.iter().filter(|row| row.block == block).cloned().collect();
        DecisionBlock {
            framework: framework_of(&criteria),
            criteria_source: known
                .framework(assessment.index, block, year)
                .map(|entry| entry.source.clone())
                .filter(|name| !name.is_empty()),
            rankings: rankings.iter().filter(|row| row.block == block).cloned().collect(),
            scores: scores.iter().filter(|row| row.block == block).cloned().collect(),
            assessment,
        }
    };
    Ok(published.map(block).collect())
}

/// Builds the framework from the criteria of one assessment, without grade bands.
pub(super) fn framework_of(rows: &[CriterionRow]) -> Framework {
    // A part stands behind what it is part of; anything else would be a circle.
    let parent = |(at, row): (usize, &CriterionRow)| {
        let name = row.parent.as_ref()?;
        rows[..at].iter().position(|criterion| criterion.criterion == *name)
    };
    let criterion = |(at, row): (usize, &CriterionRow)| Criterion {
        name: row.criterion.clone(),
        parent: parent((at, row)),
        max_appraised: row.max_appraised,
        max_survey: row.max_survey,
        max_total: row.max_total,
    };
    let criteria: Vec<_> = rows.iter().enumerate().map(criterion).collect();
    let roots = criteria.iter().filter(|criterion| criterion.parent.is_none());
    let scale = roots.map(|criterion| criterion.max_total).sum();
    Framework { criteria, scale, ranks: RankConvention::default(), bands: Vec::new() }
}
