//! Grades of a unit's result.

use super::{coded, match_key};

coded! {
    /// A grade. Better grades are smaller, as with ranks: `Excellent < Weak`. Its name in the
    /// database is the one that decisions print.
    ///
    /// The framework says where a grade begins; the grade itself does not.
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
    /// Reads a printed grade, whatever its case, spacing and Unicode form. It may follow the word
    /// `loại`, and `XS` and `TB` stand for `Xuất sắc` and `Trung bình`. None when the text is not a
    /// grade.
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
