//! Grades of a unit's result.

use std::fmt;

use serde::{Serialize, Serializer};

use super::match_key;

/// A grade, best first: `Excellent < Weak`, as ranks count.
///
/// Where a grade begins belongs to the framework, not to the grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Xuất sắc.
    Excellent,
    /// Tốt.
    Good,
    /// Khá.
    Fair,
    /// Trung bình.
    Average,
    /// Yếu.
    Weak,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Self; 5] = [Self::Excellent, Self::Good, Self::Fair, Self::Average, Self::Weak];

    /// The grade as decisions print it, which is also how the database holds it.
    #[must_use]
    pub const fn printed(self) -> &'static str {
        match self {
            Self::Excellent => "Xuất sắc",
            Self::Good => "Tốt",
            Self::Fair => "Khá",
            Self::Average => "Trung bình",
            Self::Weak => "Yếu",
        }
    }

    /// Reads a printed grade, whatever its case, spacing and Unicode form; `XS` and `TB` are short for two of them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = match_key(text);
        match key.strip_prefix("loại ").unwrap_or(&key) {
            "xs" => Some(Self::Excellent),
            "tb" => Some(Self::Average),
            key => Self::ALL.into_iter().find(|grade| match_key(grade.printed()) == key),
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.printed())
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.printed())
    }
}
