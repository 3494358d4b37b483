//! The names of the checks, and how much what they say weighs.

use super::{ScoreKind, coded};

coded! {
    /// A check, by its name in the database and in `--accept`.
    pub unparsed enum Rule {
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
}

impl Rule {
    /// The rule that holds the sum of a part's scores against the printed sum.
    #[must_use]
    pub const fn sum_of(kind: ScoreKind) -> Self {
        match kind {
            ScoreKind::SelfScore => Self::SumSelf,
            ScoreKind::Appraised => Self::SumAppraised,
            ScoreKind::Survey => Self::SumSurvey,
        }
    }
}

coded! {
    /// How much a finding weighs, lightest first.
    pub enum Severity {
        /// Rounding within the tolerance, and what a reader may like to know.
        Note = "note",
        /// Odd, but the figures stand.
        Warning = "warning",
        /// A figure contradicts another beyond rounding, or cannot be: it keeps the document out.
        Error = "error",
    }
}
