//! The framework (bộ tiêu chí): criteria, their maximum points, and where grades begin; and how
//! complete an assessment by it is.

use serde::Serialize;

use super::{Block, Grade, Points, coded};

coded! {
    /// The three scores of a unit on a criterion, in the order in which decisions print them.
    pub enum ScoreKind {
        /// Tự chấm: the score that the unit gives itself. It never counts towards the total.
        SelfScore = "self",
        /// Thẩm định: the score that the appraisal team gives, going by the evidence.
        Appraised = "appraised",
        /// Điều tra xã hội học: the score that comes from the survey.
        Survey = "survey",
    }
}

coded! {
    /// Points of a unit as a whole that few documents give, beside the three scores.
    pub enum FurtherKind {
        /// Thẩm định lần trước: an earlier round of the appraisal. Only the last round counts.
        EarlierAppraisal = "appraised",
        /// Mức độ hài lòng: the score of a survey of satisfaction, beside the other survey.
        Satisfaction = "satisfaction",
        /// Điểm thưởng: points that are added to the total and may lift it above the scale.
        Bonus = "bonus",
        /// Điểm trừ: points that are taken from the total, as a positive amount.
        Penalty = "penalty",
    }
}

impl FurtherKind {
    /// What an amount of these points adds to the total.
    #[must_use]
    pub fn counted(self, points: Points) -> Points {
        match self {
            Self::EarlierAppraisal => Points::ZERO,
            Self::Satisfaction | Self::Bonus => points,
            Self::Penalty => -points,
        }
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
    /// The stage that an assessment has reached.
    #[derive(Default)]
    pub enum Stage {
        /// Only the self scores are known; they are still to be appraised.
        SelfScored = "self",
        /// The self scores have been appraised; the results are not yet published.
        Appraised = "appraised",
        /// The results are published.
        #[default]
        Published = "published",
    }
}

impl Stage {
    /// Whether the units have results, and not only self scores.
    #[must_use]
    pub const fn has_results(self) -> bool {
        match self {
            Self::SelfScored => false,
            Self::Appraised | Self::Published => true,
        }
    }
}

coded! {
    /// A text that a form gives beside the scores of a criterion.
    pub enum TextKind {
        /// Tài liệu kiểm chứng: the evidence that the unit names for its score.
        Evidence = "evidence",
        /// Ý kiến, ghi chú: a remark of the unit or of those who appraise it.
        Remark = "remark",
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
    /// The criterion that this one is part of, as an index into the framework; none at level 1. A
    /// parent comes before its parts.
    pub parent: Option<usize>,
    /// Maximum of the self score and of the appraised score.
    pub max_appraised: Points,
    /// Maximum of the survey score; zero when the criterion has no survey.
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

/// Where a grade begins: as the framework declares it, or as far as the results show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GradeBand {
    /// The grade.
    pub grade: Grade,
    /// The highest total with a lower grade: the grade begins above it. None when there is no such
    /// total.
    pub above: Option<Points>,
    /// The lowest total with the grade: the grade begins here or lower. A declared grade begins
    /// exactly here.
    pub at_most: Points,
    /// Whether the framework declares the bound. `above` is then none.
    pub declared: bool,
    /// The blocks in which `above` and `at_most` were seen: blocks of one decision are graded alike.
    /// None if the bound is declared.
    pub seen_in: [Option<Block>; 2],
}

impl Framework {
    /// The level of a criterion: 1 for a criterion without a parent, 2 for its parts, 3 for the
    /// parts of those.
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

    /// The maximum points of all criteria together. Zero if there are no criteria.
    #[must_use]
    pub fn sum_of_maxima(&self) -> Points {
        self.roots().map(|criterion| criterion.max_total).sum()
    }

    /// The maximum total: of the criteria, or the scale if only totals are published.
    #[must_use]
    pub fn max_total(&self) -> Points {
        if self.criteria.is_empty() { self.scale } else { self.sum_of_maxima() }
    }

    /// The criteria of level 1, whose points add up to the total.
    pub fn roots(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|criterion| criterion.parent.is_none())
    }
}

coded! {
    /// How units with equal totals are ranked.
    #[derive(Default)]
    pub enum RankConvention {
        /// The ranks after a tie are skipped: 1-2-2-4.
        #[default]
        Competition = "competition",
        /// No rank is skipped: 1-2-2-3.
        Dense = "dense",
    }
}

/// The criteria of one block in one year, with the bounds of its grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Framework {
    /// The criteria in printed order.
    pub criteria: Vec<Criterion>,
    /// The maximum total.
    pub scale: Points,
    /// How its units are ranked.
    pub ranks: RankConvention,
    /// The grades that are declared or that occur, best first.
    pub bands: Vec<GradeBand>,
}
