//! A document that was checked, and its assessments.

use crate::model::{Block, Coverage, Date, Framework, Grade, ScoreKind, Stage, Year};
use crate::registry::Registry;
use crate::source::RawDocument;

use super::column::ColumnUse;
use super::finding::Finding;
use super::instructions::Instructions;
use super::result::{Restated, UnitResult};

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The number of the decision, such as `501/QĐ-UBND`.
    pub number: String,
    /// The date of the decision.
    pub issued_on: Date,
    /// Who issued it, such as `Ủy ban nhân dân tỉnh Bắc Kạn`.
    pub issuer: String,
    /// Where the copy was taken from, where it says so.
    pub copied_from: Option<String>,
    /// Whether the document says that its figures are generated and not real.
    pub simulated: bool,
}

/// One block in one year: its framework, its results, and what the checks say.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The title above the table.
    pub title: String,
    /// How much of it the document publishes.
    pub coverage: Coverage,
    /// Units of the block; more than there are results where the coverage is partial.
    pub units: usize,
    /// How many units of the block have each grade, where the document says so of a partial table.
    pub grade_counts: Vec<(Grade, usize)>,
    /// Criteria, maximum points and grades.
    pub framework: Framework,
    /// One result a unit, in printed order.
    pub results: Vec<UnitResult>,
    /// How the columns of the table were understood.
    pub columns: Vec<ColumnUse>,
    /// Figures of earlier years that the document prints again.
    pub restated: Vec<Restated>,
    /// What the checks say, in the order of the rows.
    pub findings: Vec<Finding>,
}

/// A document that passed: the only thing that the store takes.
#[derive(Debug, Clone)]
pub struct CheckedDocument {
    pub(super) raw: RawDocument,
    pub(super) instructions: Instructions,
    pub(super) origin: Origin,
    pub(super) assessments: Vec<Assessment>,
}

impl Assessment {
    /// How far it is: only self-scored where no unit has an appraised score, a total, a rank or a
    /// grade.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let known = |kind: ScoreKind| {
            let is_known = |result: &UnitResult| {
                let scores = result.scores.iter().map(|parts| &parts[kind as usize]);
                scores
                    .chain([&result.sums[kind as usize]])
                    .flatten()
                    .any(|figure| figure.points().is_some())
            };
            self.results.iter().any(is_known)
        };
        let is_ranked = |result: &UnitResult| {
            result.total_points().is_some() || result.rank.is_some() || result.grade.is_some()
        };
        if known(ScoreKind::SelfScore)
            && !known(ScoreKind::Appraised)
            && !self.results.iter().any(is_ranked)
        {
            Stage::SelfScored
        } else {
            Stage::Published
        }
    }
}

impl CheckedDocument {
    /// The document as it was read.
    #[must_use]
    pub fn raw(&self) -> &RawDocument {
        &self.raw
    }

    /// How it was read and understood.
    #[must_use]
    pub fn instructions(&self) -> &Instructions {
        &self.instructions
    }

    /// The same, with a registry of its own.
    #[must_use]
    pub fn checked_with(&self, registry: Registry) -> Self {
        let mut document = self.clone();
        document.instructions.registry = Some(registry);
        document
    }

    /// Where it comes from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where it comes from and its assessments, without the document.
    #[must_use]
    pub fn into_understood(self) -> (Origin, Vec<Assessment>) {
        (self.origin, self.assessments)
    }

    /// Its assessments, one a table.
    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }
}

/// The findings that keep a document out.
pub fn open_errors(assessments: &[Assessment]) -> impl Iterator<Item = &Finding> {
    assessments
        .iter()
        .flat_map(|assessment| &assessment.findings)
        .filter(|finding| finding.is_open_error())
}
