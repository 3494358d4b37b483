//! The names of the checks, and how serious their findings are.

use super::{ScoreKind, coded};

coded! {
    /// A check. Its name is the one in the database and in `--accept`.
    pub unparsed enum Rule {
        /// A column has an unknown heading.
        UnknownHeading = "unknown-heading",
        /// A criterion lies below the third level.
        TooDeep = "too-deep",
        /// A column of bonus or penalty points that is not of the unit as a whole, or holds both.
        BonusColumn = "bonus-column",
        /// A cell has content that was not read.
        UnreadCell = "unread-cell",
        /// The scale of totals is not known.
        Scale = "scale",
        /// Two columns have the same heading.
        RepeatedHeading = "repeated-heading",
        /// A table has figures but could not be read as a table of results.
        UnreadTable = "unread-table",
        /// A criterion's heading names no maximum points.
        MissingMaximum = "missing-maximum",
        /// A row has more or fewer cells than the table.
        RowLength = "row-length",
        /// A cell that should hold a figure holds something else.
        NotANumber = "not-a-number",
        /// A grade is not one of the five.
        UnknownGrade = "unknown-grade",
        /// A row is hidden in its workbook.
        HiddenRow = "hidden-row",
        /// A row has no unit's name.
        MissingUnit = "missing-unit",
        /// A row does not belong to a unit, such as a row of averages; its figures are not read.
        RowUnread = "row-unread",
        /// A figure is in a merged cell, and so counts for several units or scores.
        MergedCell = "merged-cell",
        /// A cell that should hold a figure is empty.
        MissingFigure = "missing-figure",
        /// The sum of the self scores is compared with the printed sum.
        SumSelf = "sum-self",
        /// The sum of the appraised scores is compared with the printed sum.
        SumAppraised = "sum-appraised",
        /// The sum of the survey scores is compared with the printed sum.
        SumSurvey = "sum-survey",
        /// The sum of the scores of a criterion's parts is compared with the criterion's printed
        /// score.
        SumParts = "sum-parts",
        /// Appraised + survey is compared with the printed total.
        Total = "total",
        /// The total in percent is compared with the total in points.
        Percent = "percent",
        /// A cell with a maximum of the unit's own.
        OwnMaximum = "own-maximum",
        /// A total that was scaled back to the full scale.
        ScaledBack = "scaled-back",
        /// A maximum that the appraised and the survey score of a criterion share.
        JointMaximum = "joint-maximum",
        /// A form with other criteria than the other forms.
        FormCriteria = "form-criteria",
        /// A form whose file, sheet or folder names another unit than its text.
        FormUnit = "form-unit",
        /// A figure that a later form changes.
        Revised = "revised",
        /// A unit without a form.
        MissingForm = "missing-form",
        /// A unit that is not appraised yet, or a criterion without scores yet, beside others that are.
        NotAppraised = "not-appraised",
        /// A score is above its maximum.
        AboveMaximum = "above-maximum",
        /// A score is below zero.
        BelowZero = "below-zero",
        /// A criterion's maximum is compared with the maxima of its parts.
        CriterionMaximum = "criterion-maximum",
        /// The sum of all maximum points is compared with 100 and with the printed sums.
        FrameworkMaximum = "framework-maximum",
        /// The printed rank is compared with the order of the printed totals.
        RankOrder = "rank-order",
        /// The ranks follow the totals after bonus and penalty points, which are not printed.
        TotalBeforeBonus = "total-before-bonus",
        /// No rank is skipped after units with equal totals.
        DenseRanks = "dense-ranks",
        /// The printed grade is compared with the order of the printed totals.
        GradeOrder = "grade-order",
        /// An appraised score is above the self score.
        AppraisedAboveSelf = "appraised-above-self",
        /// The running number of the rows has a gap or a repetition.
        RowSequence = "row-sequence",
        /// A unit occurs twice in a block.
        DuplicateUnit = "duplicate-unit",
        /// A name belongs to several units of a block.
        AmbiguousUnit = "ambiguous-unit",
        /// A tidy table has a second row for the same unit and criterion.
        RepeatedRow = "repeated-row",
        /// The number of units that the document reports for a grade is compared with the grades
        /// that it prints.
        GradeCount = "grade-count",
        /// A grade is compared with the bound that the framework declares.
        GradeBound = "grade-bound",
        /// Two criteria of one table belong to one series, according to the registry.
        DuplicateSeries = "duplicate-series",
        /// A unit's name is new, but similar to a known one.
        UnknownUnit = "unknown-unit",
        /// A unit occurs in a year in which it did not exist.
        UnitYears = "unit-years",
        /// A unit's code is missing from the mapping's file of names.
        UnknownCode = "unknown-code",
        /// A criterion of the mapping has no figures: it was not scored in that year.
        BlankColumn = "blank-column",
        /// A unit has no figures: it was not assessed in that year.
        BlankUnit = "blank-unit",
        /// The figures of a column were rounded, as the mapping says.
        Rounded = "rounded",
        /// The figures of a column are printed with different numbers of decimals.
        Precision = "precision",
        /// The title names a quarter or another part of the year.
        PartOfYear = "part-of-year",
        /// The table holds nothing but the points of the survey.
        SurveyAlone = "survey-alone",
        /// Something that a form gives has no place in the database.
        LeftOut = "left-out",
    }
}

impl Rule {
    /// The rule that compares the sum of one kind of score with the printed sum.
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
    /// How serious a finding is, least serious first.
    pub enum Severity {
        /// Rounding within the tolerance, or something that a reader may want to know.
        Note = "note",
        /// Something is odd, but the figures stand.
        Warning = "warning",
        /// A figure is impossible, or contradicts another one beyond rounding. The document is
        /// rejected.
        Error = "error",
    }
}
