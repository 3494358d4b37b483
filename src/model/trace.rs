//! Figures that can be followed to a cell of a document.

use std::fmt;

use super::{Grade, Points, coded};

coded! {
    /// Which figure of a unit a cell of a document holds.
    pub enum TracedFigure {
        /// A self score, or the sum of them.
        SelfScore = "self",
        /// An appraised score, or the sum of them.
        Appraised = "appraised",
        /// A survey score, or the sum of them.
        Survey = "survey",
        /// The total.
        Total = "total",
        /// The rank.
        Rank = "rank",
        /// The grade.
        Grade = "grade",
    }
}

/// A figure as the database holds it, with what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traced {
    /// An amount of points.
    Points(Points),
    /// A rank.
    Rank(u32),
    /// A grade.
    Grade(Grade),
}

impl fmt::Display for Traced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => points.fmt(f),
            Self::Rank(rank) => rank.fmt(f),
            Self::Grade(grade) => grade.fmt(f),
        }
    }
}

coded! {
    /// Whether a unit came or went between two years.
    pub enum UnitChange {
        /// It is new in the ranking.
        Entrant = "entrant",
        /// It is no longer in the ranking.
        Leaver = "leaver",
    }
}
