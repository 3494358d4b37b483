//! A checked document and its assessments.

use crate::model::{
    Block, Coverage, Date, Framework, Grade, GradeSet, Index, ScoreKind, Stage, Year,
};
use crate::registry::Registry;
use crate::source::RawDocument;

use super::column::ColumnUse;
use super::finding::Finding;
use super::instructions::Instructions;
use super::result::{Restatement, UnitResult};

/// The origin of a document: the decision that publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The number of the decision, such as `501/QĐ-UBND`.
    pub number: String,
    /// The date of the decision.
    pub issued_on: Date,
    /// The issuer, such as `Ủy ban nhân dân tỉnh Bắc Kạn`.
    pub issuer: String,
    /// The index whose results it publishes.
    pub index: Index,
    /// The source of the copy, if the document names one.
    pub copied_from: Option<String>,
    /// Whether the document says that its figures are simulated.
    pub simulated: bool,
}

/// One block in one year: its framework, its results and the findings of the checks.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The title above the table.
    pub title: String,
    /// How much of the results the document publishes.
    pub coverage: Coverage,
    /// The number of units in the block. It exceeds the number of results if the coverage is
    /// partial.
    pub units: usize,
    /// The number of units in the block with each grade, if an extract gives it.
    pub grade_counts: Vec<(Grade, usize)>,
    /// The criteria, their maxima and the bounds of grades.
    pub framework: Framework,
    /// One result per unit, in printed order.
    pub results: Vec<UnitResult>,
    /// How the columns of the table were read.
    pub columns: Vec<ColumnUse>,
    /// Figures of earlier years that the document prints again.
    pub restated: Vec<Restatement>,
    /// The findings of the checks, sorted by cell.
    pub findings: Vec<Finding>,
    /// The stage of the results.
    pub stage: Stage,
    /// Whether they come from forms of single units.
    pub from_forms: bool,
    /// The known units of the block that have no form. Empty for other documents.
    pub missing: Vec<String>,
    /// The first unit of which two forms of the same stage have different figures, and both files.
    pub doubled: Option<(String, [String; 2])>,
}

/// A document without open errors. The store accepts nothing else.
#[derive(Debug, Clone)]
pub struct CheckedDocument {
    pub(super) raw: RawDocument,
    pub(super) instructions: Instructions,
    pub(super) origin: Origin,
    pub(super) assessments: Vec<Assessment>,
}

impl Assessment {
    /// The grades that its units may have. None if it has no grades.
    #[must_use]
    pub fn grades(&self) -> Option<GradeSet> {
        let bands = self.framework.bands.iter().map(|band| band.grade);
        let printed = self.results.iter().filter_map(|result| Some(result.grade.as_ref()?.grade));
        let counted = self.grade_counts.iter().map(|(grade, _)| *grade);
        printed.chain(bands).chain(counted).next().map(Grade::set)
    }

    /// Whether these are the results of forms, which stored results of a stage do not wait for: once
    /// they are published, forms only add evidence and remarks.
    pub(crate) fn comes_after(&self, stored: Stage) -> bool {
        self.from_forms && stored == Stage::Published
    }

    /// The stage that the results show. They are only self-scored if units have self scores, and no
    /// unit has an appraised score, a total, a rank or a grade. Forms publish nothing.
    pub(super) fn shown_stage(&self) -> Stage {
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
        } else if self.from_forms {
            Stage::Appraised
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

    /// The instructions with which it was read and understood.
    #[must_use]
    pub fn instructions(&self) -> &Instructions {
        &self.instructions
    }

    /// Whether it holds forms of single units, and not a table of many.
    #[must_use]
    pub fn is_of_forms(&self) -> bool {
        self.assessments.iter().any(|assessment| assessment.from_forms)
    }

    /// A copy of the document with a registry of its own.
    #[must_use]
    pub fn checked_with(&self, registry: Registry) -> Self {
        let mut document = self.clone();
        document.instructions.registry = Some(registry);
        document
    }

    /// The origin of the document.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The origin and the assessments, without the raw document.
    #[must_use]
    pub fn into_understood(self) -> (Origin, Vec<Assessment>) {
        (self.origin, self.assessments)
    }

    /// The assessments, one per table of results.
    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }
}

/// The open errors, which keep a document out of the database.
pub fn open_errors(assessments: &[Assessment]) -> impl Iterator<Item = &Finding> {
    assessments
        .iter()
        .flat_map(|assessment| &assessment.findings)
        .filter(|finding| finding.is_open_error())
}
