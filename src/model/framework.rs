//! The framework (bộ tiêu chí): criteria, their maximum points, and where grades begin.

use serde::Serialize;

use super::{Grade, Points, coded};

coded! {
    /// The three scores of a unit on a criterion, in the order in which decisions print them.
    pub enum ScoreKind {
        /// Tự chấm: what the unit gives itself; it never counts.
        SelfScore = "self",
        /// Thẩm định: what the appraisal team gives from the evidence.
        Appraised = "appraised",
        /// Điều tra xã hội học: what the survey gives.
        Survey = "survey",
    }
}

coded! {
    /// How much of an assessment a document publishes.
    pub enum Coverage {
        /// Scores per criterion of every unit.
        Full = "full",
        /// Only the total, rank or grade of every unit.
        Totals = "totals",
        /// Some units only.
        Partial = "partial",
    }
}

coded! {
    /// How far an assessment is.
    #[derive(Default)]
    pub enum Stage {
        /// Only what units give themselves is known: it is to be appraised.
        SelfScored = "self",
        /// The results are published.
        #[default]
        Published = "published",
    }
}

impl Coverage {
    /// Whether all units of the block are known.
    #[must_use]
    pub const fn is_complete(self) -> bool {
        match self {
            Self::Full | Self::Totals => true,
            Self::Partial => false,
        }
    }
}

/// A criterion of a framework with its maximum points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// The printed name without its maximum, such as `Cải cách thể chế`.
    pub name: String,
    /// The criterion that it is a part of, as an index into the framework; none at level 1. A
    /// parent stands before its parts.
    pub parent: Option<usize>,
    /// Maximum of the self and of the appraised score.
    pub max_appraised: Points,
    /// Maximum of the survey score; zero where the criterion has no survey.
    pub max_survey: Points,
    /// Maximum of both together, as printed.
    pub max_total: Points,
}

impl Criterion {
    /// The maximum of one of the three scores.
    #[must_use]
    pub const fn maximum(&self, kind: ScoreKind) -> Points {
        match kind {
            ScoreKind::SelfScore | ScoreKind::Appraised => self.max_appraised,
            ScoreKind::Survey => self.max_survey,
        }
    }
}

/// Where a grade begins: declared by the framework, or as far as the results show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GradeBand {
    /// The grade.
    pub grade: Grade,
    /// The highest total that has a lower grade: the grade begins above it. None where there is no
    /// such total.
    pub above: Option<Points>,
    /// The lowest total that has the grade: the grade begins here or below. Where it is declared,
    /// it begins here.
    pub at_most: Points,
    /// Whether the framework declares it. Nothing is known of `above` then, nor needed.
    pub declared: bool,
}

impl Framework {
    /// The level of a criterion: 1 for one without a parent, 2 for its parts, 3 for theirs.
    #[must_use]
    pub fn level(&self, index: usize) -> u32 {
        let parent = self.criteria.get(index).and_then(|criterion| criterion.parent);
        parent.map_or(1, |parent| 1 + self.level(parent))
    }

    /// The parts of a criterion with their indices.
    pub fn parts_of(&self, index: usize) -> impl Iterator<Item = (usize, &Criterion)> {
        self.criteria
            .iter()
            .enumerate()
            .filter(move |(_, criterion)| criterion.parent == Some(index))
    }

    /// The criteria of level 1, whose points add up to the total.
    pub fn roots(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|criterion| criterion.parent.is_none())
    }
}

/// The criteria of one block in one year, and what its results show of the grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Framework {
    /// The criteria in printed order.
    pub criteria: Vec<Criterion>,
    /// The grades that occur, best first.
    pub bands: Vec<GradeBand>,
}
