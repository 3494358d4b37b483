//! Figures that can be traced to a cell of a document.

use std::fmt;

use super::{FurtherKind, Grade, Points, coded};

coded! {
    /// The figure of a unit that a cell of a document holds.
    pub enum TracedFigure {
        /// A self score, or the sum of the self scores.
        SelfScore = "self",
        /// An appraised score, or the sum of the appraised scores.
        Appraised = "appraised",
        /// A survey score, or the sum of the survey scores.
        Survey = "survey",
        /// The appraised score of an earlier round.
        Earlier = "earlier",
        /// The score of a survey of satisfaction.
        Satisfaction = "satisfaction",
        /// Bonus points.
        Bonus = "bonus",
        /// Penalty points.
        Penalty = "penalty",
        /// The number of people who answered the survey.
        Respondents = "respondents",
        /// The total.
        Total = "total",
        /// The rank.
        Rank = "rank",
        /// The grade.
        Grade = "grade",
    }
}

impl From<FurtherKind> for TracedFigure {
    fn from(kind: FurtherKind) -> Self {
        match kind {
            FurtherKind::EarlierAppraisal => Self::Earlier,
            FurtherKind::Satisfaction => Self::Satisfaction,
            FurtherKind::Bonus => Self::Bonus,
            FurtherKind::Penalty => Self::Penalty,
        }
    }
}

/// The value of a figure in the database, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traced {
    /// An amount of points.
    Points(Points),
    /// A rank.
    Rank(u32),
    /// A number of people.
    Count(u32),
    /// A grade.
    Grade(Grade),
}

impl fmt::Display for Traced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => points.fmt(f),
            Self::Rank(rank) | Self::Count(rank) => rank.fmt(f),
            Self::Grade(grade) => grade.fmt(f),
        }
    }
}

coded! {
    /// How a unit joined or left the ranking between two years.
    pub enum UnitChange {
        /// The unit is new in the ranking.
        Entrant = "entrant",
        /// The unit is no longer in the ranking.
        Leaver = "leaver",
    }
}
