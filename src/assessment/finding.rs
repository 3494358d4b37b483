//! What a check says about a figure.

use std::fmt;

use crate::model::{Block, Grade, Points, Rule, ScoreKind, Severity};

use super::cell::Cell;

/// What a finding expected or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingValue {
    /// An amount of points.
    Points(Points),
    /// A count, a rank or a running number.
    Count(u64),
    /// A grade.
    Grade(Grade),
    /// A number of units that have a grade.
    Graded(Grade, u64),
    /// A rank by attainment, where the maxima of units differ.
    RankByShare(u64),
    /// A text of the document.
    Text(String),
}

impl fmt::Display for FindingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => points.fmt(f),
            Self::Count(count) | Self::Graded(_, count) | Self::RankByShare(count) => count.fmt(f),
            Self::Grade(grade) => grade.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// What a check says about a figure, with the cell in which the figure stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// An error that the importing person accepted: the decision really prints it.
    pub accepted: bool,
    /// The block, once it is known.
    pub block: Option<Block>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The criterion as printed.
    pub criterion: Option<String>,
    /// The score, where the finding is about one of the three.
    pub part: Option<ScoreKind>,
    /// What the rule expected.
    pub expected: Option<FindingValue>,
    /// What stands in the document.
    pub found: Option<FindingValue>,
    /// Found − expected.
    pub difference: Option<Points>,
    /// Whether it is about the heading of a column that holds figures.
    pub over_figures: bool,
    /// Where it stands.
    pub cell: Cell,
}

impl Finding {
    /// A finding about a cell; the rest is filled in with the methods below.
    pub(super) fn new(rule: Rule, severity: Severity, cell: &Cell) -> Self {
        Self {
            rule,
            severity,
            accepted: false,
            block: None,
            unit: None,
            criterion: None,
            part: None,
            expected: None,
            found: None,
            difference: None,
            over_figures: false,
            cell: cell.clone(),
        }
    }

    pub(super) fn unit(mut self, unit: &str) -> Self {
        self.unit = Some(unit.to_owned());
        self
    }

    pub(super) fn criterion(mut self, criterion: &str) -> Self {
        self.criterion = Some(criterion.to_owned());
        self
    }

    pub(super) fn part(mut self, kind: ScoreKind) -> Self {
        self.part = Some(kind);
        self
    }

    /// What it is about, as far as it is about a criterion or one of the scores.
    pub(super) fn about(mut self, criterion: Option<&str>, kind: Option<ScoreKind>) -> Self {
        self.criterion = criterion.map(ToOwned::to_owned);
        self.part = kind;
        self
    }

    /// A heading over figures.
    pub(super) fn over_figures(mut self, over_figures: bool) -> Self {
        self.over_figures = over_figures;
        self
    }

    pub(super) fn expected(mut self, expected: FindingValue) -> Self {
        self.expected = Some(expected);
        self
    }

    pub(super) fn found(mut self, found: FindingValue) -> Self {
        self.found = Some(found);
        self
    }

    /// Two amounts of points that should be one.
    pub(super) fn points(mut self, expected: Points, found: Points) -> Self {
        self.difference = Some(found - expected);
        self.expected(FindingValue::Points(expected)).found(FindingValue::Points(found))
    }

    /// Whether it keeps the document out.
    #[must_use]
    pub fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && !self.accepted
    }
}
