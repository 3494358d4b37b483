//! What a check says about a figure.

use std::fmt;
use std::str::FromStr;

use crate::model::{Block, Grade, Part, Points};

use super::Cell;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A check, by its name in the database and in `--accept`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name in the database and in `--accept`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

rules! {
    /// The heading of a column is not one that is known.
    UnknownHeading = "unknown-heading",
    /// A criterion of a level below the third.
    TooDeep = "too-deep",
    /// A column of points that are added to or taken from the total.
    BonusColumn = "bonus-column",
    /// A cell with something in it that was not read.
    UnreadCell = "unread-cell",
    /// Totals that are not on a scale of 100.
    Scale = "scale",
    /// Two columns with the same heading.
    RepeatedHeading = "repeated-heading",
    /// A table with figures that could not be read as one of results.
    UnreadTable = "unread-table",
    /// A criterion's heading names no maximum points.
    MissingMaximum = "missing-maximum",
    /// A row has more or fewer cells than the table.
    RowLength = "row-length",
    /// A cell that should hold a figure holds something else.
    NotANumber = "not-a-number",
    /// A grade that is none of the five.
    UnknownGrade = "unknown-grade",
    /// A row that a workbook hides.
    HiddenRow = "hidden-row",
    /// A row without a unit's name.
    MissingUnit = "missing-unit",
    /// A row that is no unit's, such as an average; its figures are not read.
    RowUnread = "row-unread",
    /// A figure that stands in a merged cell, and so for several units or scores.
    MergedCell = "merged-cell",
    /// An empty cell where a figure belongs.
    MissingFigure = "missing-figure",
    /// Sum of the self scores against the printed sum.
    SumSelf = "sum-self",
    /// Sum of the appraised scores against the printed sum.
    SumAppraised = "sum-appraised",
    /// Sum of the survey scores against the printed sum.
    SumSurvey = "sum-survey",
    /// Sum of the scores of a criterion's parts against the criterion's printed score.
    SumParts = "sum-parts",
    /// Appraised + survey against the printed total.
    Total = "total",
    /// A score above its maximum.
    AboveMaximum = "above-maximum",
    /// A score below zero.
    BelowZero = "below-zero",
    /// A criterion's maximum against those of its parts.
    CriterionMaximum = "criterion-maximum",
    /// All maximum points against 100 and against their printed sums.
    FrameworkMaximum = "framework-maximum",
    /// The printed rank against the order of the printed totals.
    RankOrder = "rank-order",
    /// The printed grade against the order of the printed totals.
    GradeOrder = "grade-order",
    /// An appraised score above the self score.
    AppraisedAboveSelf = "appraised-above-self",
    /// The running number of the rows has a gap or a repetition.
    RowSequence = "row-sequence",
    /// The same unit twice in a block.
    DuplicateUnit = "duplicate-unit",
    /// A second row of a tidy table for one unit and criterion.
    RepeatedRow = "repeated-row",
    /// The number of units that a document says have a grade against the grades that it prints.
    GradeCount = "grade-count",
    /// A grade against the declared bound of the framework.
    GradeBound = "grade-bound",
    /// Two criteria of one table that the registry declares to be one series.
    DuplicateSeries = "duplicate-series",
    /// A unit's name that is new, but close to a known one.
    UnknownUnit = "unknown-unit",
    /// A unit in a year in which it did not exist.
    UnitYears = "unit-years",
    /// A unit's code that the mapping's file of names does not have.
    UnknownCode = "unknown-code",
    /// A criterion of the mapping without any figure: it was not scored in that year.
    BlankColumn = "blank-column",
    /// A unit without any figure: it was not assessed in that year.
    BlankUnit = "blank-unit",
    /// Figures of one column rounded as the mapping says.
    Rounded = "rounded",
    /// Figures of one column printed with different numbers of decimals.
    Precision = "precision",
}

impl Rule {
    /// Whether `--accept` can let a document pass that breaks the rule. What cannot be read cannot be accepted.
    #[must_use]
    pub const fn is_acceptable(self) -> bool {
        !matches!(
            self,
            Self::UnknownHeading
                | Self::RepeatedHeading
                | Self::BonusColumn
                | Self::UnreadCell
                | Self::Scale
                | Self::AboveMaximum
                | Self::UnreadTable
                | Self::MissingMaximum
                | Self::RowLength
                | Self::NotANumber
                | Self::UnknownGrade
                | Self::MissingUnit
                | Self::DuplicateUnit
                | Self::RepeatedRow
                | Self::TooDeep
                | Self::UnknownUnit
                | Self::UnknownCode
                | Self::DuplicateSeries
        )
    }

    /// The rule that holds the sum of a part's scores against the printed sum.
    #[must_use]
    pub const fn sum_of(part: Part) -> Self {
        match part {
            Part::SelfScore => Self::SumSelf,
            Part::Appraised => Self::SumAppraised,
            Part::Survey => Self::SumSurvey,
        }
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().copied();
        known.clone().find(|rule| rule.code() == text).ok_or_else(|| {
            let names: Vec<_> = known.filter(|rule| rule.is_acceptable()).map(Self::code).collect();
            format!("{text:?} is no rule; the rules are {}", names.join(", "))
        })
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Rounding within the tolerance, and what a reader may like to know.
    Note,
    /// Odd, but the figures stand.
    Warning,
    /// A figure contradicts another beyond rounding, or cannot be: it keeps the document out.
    Error,
}

impl Severity {
    /// Every severity, lightest first.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a finding expected or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// An amount of points.
    Points(Points),
    /// A count, a rank or a running number.
    Count(u64),
    /// A grade.
    Grade(Grade),
    /// A text of the document.
    Text(String),
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => points.fmt(f),
            Self::Count(count) => count.fmt(f),
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
    pub part: Option<Part>,
    /// What the rule expected.
    pub expected: Option<Shown>,
    /// What stands in the document.
    pub found: Option<Shown>,
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

    pub(super) fn part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// What it is about, as far as it is about a criterion or one of the scores.
    pub(super) fn about(mut self, criterion: Option<&str>, part: Option<Part>) -> Self {
        self.criterion = criterion.map(ToOwned::to_owned);
        self.part = part;
        self
    }

    /// A heading over figures.
    pub(super) fn over_figures(mut self, over_figures: bool) -> Self {
        self.over_figures = over_figures;
        self
    }

    pub(super) fn expected(mut self, expected: Shown) -> Self {
        self.expected = Some(expected);
        self
    }

    pub(super) fn found(mut self, found: Shown) -> Self {
        self.found = Some(found);
        self
    }

    /// Two amounts of points that should be one.
    pub(super) fn points(mut self, expected: Points, found: Points) -> Self {
        self.difference = Some(found - expected);
        self.expected(Shown::Points(expected)).found(Shown::Points(found))
    }

    /// Whether it keeps the document out.
    #[must_use]
    pub fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && !self.accepted
    }
}
