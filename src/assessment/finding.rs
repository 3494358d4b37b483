//! A finding: what a check reports about a cell.

use std::fmt;

use crate::model::{Block, Grade, Points, Rule, ScoreKind, Severity};
use crate::source::Location;

use super::cell::{Cell, Position};

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
    /// A rank by attainment, used if the maxima of the units differ.
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

/// What a check reports about a cell, such as a figure that contradicts another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The check.
    pub rule: Rule,
    /// Its severity.
    pub severity: Severity,
    /// Whether this error was accepted at import, because the decision really prints the figure.
    pub accepted: bool,
    /// The block, once it is known.
    pub block: Option<Block>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The criterion as printed.
    pub criterion: Option<String>,
    /// The kind of score, if the finding is about one of the three.
    pub score_kind: Option<ScoreKind>,
    /// What the rule expected.
    pub expected: Option<FindingValue>,
    /// What the document prints.
    pub found: Option<FindingValue>,
    /// Found − expected.
    pub difference: Option<Points>,
    /// Whether it is about the heading of a column with figures.
    pub over_figures: bool,
    /// The cell that it is about.
    pub cell: Cell,
}

impl Finding {
    /// The note on something that is not kept, with the words that name it.
    pub(super) fn left_out(cell: &Cell, words: String) -> Self {
        Self::new(Rule::LeftOut, Severity::Note, cell).found(FindingValue::Text(words))
    }

    /// The note on a figure of a unit that was another one before: the points before and now.
    pub(super) fn revised(
        cell: &Cell,
        unit: &str,
        (criterion, kind): (Option<&str>, Option<ScoreKind>),
        [before, now]: [Points; 2],
    ) -> Self {
        let finding = Self::new(Rule::Revised, Severity::Note, cell).unit(unit);
        finding.about(criterion, kind).points(before, now)
    }

    /// The note on a figure of a stored document that was another one in an earlier document. The
    /// place holds the numbers of its table, row and column.
    pub(crate) fn revised_at(
        [table, row, column]: [usize; 3],
        unit: &str,
        about: (Option<&str>, Option<ScoreKind>),
        points: [Points; 2],
    ) -> Self {
        let at = Position { table, row, column, location: Location::Table };
        let cell = Cell { at, text: "".into(), unformatted: false, copied: false, unread: None };
        Self::revised(&cell, unit, about, points)
    }

    /// A finding about a cell. The methods below fill in the other fields.
    pub(super) fn new(rule: Rule, severity: Severity, cell: &Cell) -> Self {
        Self {
            rule,
            severity,
            accepted: false,
            block: None,
            unit: None,
            criterion: None,
            score_kind: None,
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

    pub(super) fn score_kind(mut self, kind: ScoreKind) -> Self {
        self.score_kind = Some(kind);
        self
    }

    /// Sets the criterion and the kind of score that the finding is about.
    pub(super) fn about(mut self, criterion: Option<&str>, kind: Option<ScoreKind>) -> Self {
        self.criterion = criterion.map(ToOwned::to_owned);
        self.score_kind = kind;
        self
    }

    /// Sets whether the cell is the heading of a column with figures.
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

    /// Sets the expected and the found points, which should be equal, and their difference.
    pub(super) fn points(mut self, expected: Points, found: Points) -> Self {
        self.difference = Some(found - expected);
        self.expected(FindingValue::Points(expected)).found(FindingValue::Points(found))
    }

    /// Whether the finding keeps the document out of the database.
    #[must_use]
    pub fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && !self.accepted
    }
}
