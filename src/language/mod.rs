//! The reader's language: how it writes numbers and dates, and what it calls the things of the
//! vocabulary. Whole sentences are in `text`.

mod block;
mod label;
mod number;

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::model::{Coded as _, coded};

pub use block::{block_label, block_noun, block_noun_with_group, block_units};
pub use label::{
    event_label, figure_label, grade_label, index_label, index_title, joined_with_or,
    score_kind_label, severity_label, unit_change_label,
};
pub use number::{
    date, decimal, form, grouped, percent, plural, points, signed_count, signed_decimal,
    signed_percent, signed_points, statistic,
};

coded! {
    /// The reader's language.
    #[derive(Default)]
    pub unparsed enum Lang {
        /// Vietnamese.
        #[default]
        Vi = "vi",
        /// English.
        En = "en",
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Lang {
    /// Picks the value for this language.
    #[must_use]
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// The text with its first letter in upper case.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The text with its first letter in lower case.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A text from a document, cut after 80 characters so that it does not bury the message around it.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MAX_CHARS: usize = 80;
    if text.chars().count() <= MAX_CHARS {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(MAX_CHARS).collect::<String>())
}

/// A label in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Label {
    /// The label in one language.
    #[must_use]
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

/// A label from its Vietnamese and its English words.
#[must_use]
pub const fn label(vi: &'static str, en: &'static str) -> Label {
    Label { vi, en }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_name(text).ok_or_else(|| format!("{text:?} is neither vi nor en"))
    }
}
