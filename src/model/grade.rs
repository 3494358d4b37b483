//! Grades of a unit's result.

use super::{coded, match_key};

coded! {
    /// A grade, best first: `Excellent < Weak`, as ranks count. Its name in the database is the one
    /// that decisions print.
    ///
    /// Where a grade begins belongs to the framework, not to the grade.
    pub enum Grade {
        /// Xuất sắc.
        Excellent = "Xuất sắc",
        /// Tốt.
        Good = "Tốt",
        /// Khá.
        Fair = "Khá",
        /// Trung bình.
        Average = "Trung bình",
        /// Yếu.
        Weak = "Yếu",
    }
}

impl Grade {
    /// Reads a printed grade, whatever its case, spacing and Unicode form; `XS` and `TB` are short
    /// for two of them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = match_key(text);
        match key.strip_prefix("loại ").unwrap_or(&key) {
            "xs" => Some(Self::Excellent),
            "tb" => Some(Self::Average),
            key => Self::ALL.into_iter().find(|grade| match_key(grade.code()) == key),
        }
    }
}
