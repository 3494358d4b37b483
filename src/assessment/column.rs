//! The meaning of the columns of a table.

use serde::Serialize;

use crate::model::{FurtherKind, Heading, Points, ScoreKind, Year, coded};

use super::cell::{Cell, Position};

coded! {
    /// What a column of a document holds.
    pub unparsed enum ColumnMeaning {
        /// The running number of the rows.
        Sequence = "sequence",
        /// The unit's name.
        Unit = "unit",
        /// The unit above the unit, such as the district of a commune.
        UnitParent = "unit_parent",
        /// The group or block in which the unit is ranked.
        Group = "group",
        /// The name of a criterion, in a table with one row per unit and criterion.
        Criterion = "criterion",
        /// The name of the criterion that contains it.
        Parent = "parent",
        /// The maximum of the self and of the appraised score.
        MaxAppraised = "max_appraised",
        /// The maximum of the survey score.
        MaxSurvey = "max_survey",
        /// A self score, or the sum of them.
        SelfScore = "self",
        /// An appraised score, or the sum of them.
        Appraised = "appraised",
        /// A survey score, or the sum of them.
        Survey = "survey",
        /// The appraised score of an earlier round.
        Earlier = "earlier",
        /// The score of a survey of satisfaction.
        Satisfaction = "satisfaction",
        /// Bonus points.
        Bonus = "bonus",
        /// Penalty points.
        Penalty = "penalty",
        /// How many people answered the survey.
        Respondents = "respondents",
        /// The total in percent, beside the points.
        Percent = "percent",
        /// The total.
        Total = "total",
        /// The maximum of the unit's total.
        Maximum = "maximum",
        /// The rank.
        Rank = "rank",
        /// The grade.
        Grade = "grade",
        /// The evidence for a score, in a form.
        Evidence = "evidence",
        /// A remark, which holds no figures.
        Remark = "remark",
    }
}

impl From<ScoreKind> for ColumnMeaning {
    fn from(kind: ScoreKind) -> Self {
        match kind {
            ScoreKind::SelfScore => Self::SelfScore,
            ScoreKind::Appraised => Self::Appraised,
            ScoreKind::Survey => Self::Survey,
        }
    }
}

impl From<Heading> for ColumnMeaning {
    fn from(heading: Heading) -> Self {
        match heading {
            Heading::Sequence => Self::Sequence,
            Heading::Unit => Self::Unit,
            Heading::Group => Self::Group,
            Heading::Score(kind) => kind.into(),
            Heading::Further(FurtherKind::EarlierAppraisal) => Self::Earlier,
            Heading::Further(FurtherKind::Satisfaction) => Self::Satisfaction,
            Heading::Further(FurtherKind::Bonus) => Self::Bonus,
            Heading::Further(FurtherKind::Penalty) => Self::Penalty,
            Heading::Respondents => Self::Respondents,
            Heading::Total => Self::Total,
            Heading::Maximum => Self::Maximum,
            Heading::Rank => Self::Rank,
            Heading::Grade => Self::Grade,
            Heading::Evidence => Self::Evidence,
            Heading::Remark => Self::Remark,
        }
    }
}

/// How a column of a document was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnUse {
    /// The column, from 1.
    pub column: usize,
    /// Its headings from top to bottom.
    pub heading: String,
    /// What it holds, such as `appraised`. None if that is unknown.
    pub means: Option<ColumnMeaning>,
    /// The criterion of its scores, if it holds scores of one.
    pub criterion: Option<String>,
    /// The earlier year of its figures, if its heading names one.
    pub year: Option<Year>,
}

/// A column of totals, ranks or grades whose heading names a year.
#[derive(Clone)]
pub(super) struct DatedColumn {
    pub(super) year: Year,
    pub(super) heading: Heading,
    pub(super) column: ScoreColumn,
}

/// A column of points of a unit as a whole, beside the three scores.
#[derive(Clone)]
pub(super) struct FurtherColumn {
    pub(super) kind: FurtherKind,
    /// The round of an appraisal, from 1. Always 1 for the other kinds.
    pub(super) round: u32,
    /// The heading of the criterion that was appraised. None for the sum.
    pub(super) criterion: Option<Position>,
    pub(super) column: ScoreColumn,
}

/// A column of scores, sums or totals: its index from 0, its lowest heading and the maximum in it.
#[derive(Clone)]
pub(super) struct ScoreColumn {
    pub(super) index: usize,
    pub(super) heading: Cell,
    pub(super) maximum: Option<Points>,
    /// Whether its heading says that its figures are percent.
    pub(super) is_percent: bool,
}
