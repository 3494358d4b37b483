//! The meanings of columns in the tables of decisions.

use std::fmt;
use std::str::FromStr;

use super::{FurtherKind, ScoreKind};

/// What a column holds, by its lowest heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// The running number of the rows.
    Sequence,
    /// The unit's name.
    Unit,
    /// The group or block in which the unit is ranked.
    Group,
    /// One of the three scores.
    Score(ScoreKind),
    /// Points beside the three scores.
    Further(FurtherKind),
    /// How many people answered the survey.
    Respondents,
    /// The total.
    Total,
    /// The maximum of the unit's total.
    Maximum,
    /// The rank.
    Rank,
    /// The grade.
    Grade,
    /// The evidence for a score, in a form.
    Evidence,
    /// A remark, which holds no figures.
    Remark,
}

impl Heading {
    /// Every heading that can be declared.
    pub const ALL: [Self; 16] = [
        Self::Sequence,
        Self::Unit,
        Self::Group,
        Self::Score(ScoreKind::SelfScore),
        Self::Score(ScoreKind::Appraised),
        Self::Score(ScoreKind::Survey),
        Self::Further(FurtherKind::Satisfaction),
        Self::Further(FurtherKind::Bonus),
        Self::Further(FurtherKind::Penalty),
        Self::Respondents,
        Self::Total,
        Self::Maximum,
        Self::Rank,
        Self::Grade,
        Self::Evidence,
        Self::Remark,
    ];

    /// The name in `frameworks.toml` and in `--heading`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Unit => "unit",
            Self::Group => "group",
            Self::Score(kind) => kind.code(),
            // An earlier round is told by its heading, never declared.
            Self::Further(FurtherKind::EarlierAppraisal) => "earlier",
            Self::Further(kind) => kind.code(),
            Self::Respondents => "respondents",
            Self::Total => "total",
            Self::Maximum => "maximum",
            Self::Rank => "rank",
            Self::Grade => "grade",
            Self::Evidence => "evidence",
            Self::Remark => "remark",
        }
    }
}

impl FromStr for Heading {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|heading| heading.code() == text).ok_or_else(|| {
            let codes: Vec<_> = Self::ALL.iter().map(|heading| heading.code()).collect();
            format!("{text:?} is not a column; the known columns are {}", codes.join(", "))
        })
    }
}

/// A printed heading with its declared meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredHeading {
    /// The heading as printed, without its maximum.
    pub printed: String,
    /// What the column holds.
    pub means: Heading,
}

impl fmt::Display for DeclaredHeading {
    /// Writes `Điểm hội đồng=appraised`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.printed, self.means.code())
    }
}

impl FromStr for DeclaredHeading {
    type Err = String;

    /// Reads `Điểm hội đồng=appraised`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (printed, means) =
            text.rsplit_once('=').ok_or_else(|| format!("{text:?} is not HEADING=COLUMN"))?;
        if printed.trim().is_empty() {
            return Err(format!("{text:?} is not HEADING=COLUMN"));
        }
        Ok(Self { printed: printed.trim().to_owned(), means: means.trim().parse()? })
    }
}
