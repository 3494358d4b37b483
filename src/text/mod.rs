//! Every reader-facing word, Vietnamese and English side by side. A phrase that lacks a language does not compile.

pub mod change;
mod chart;
pub mod dry_run;
mod error;
mod finding;
mod help;
mod label;
mod mapping;
mod number;
mod printable;
mod registry;
pub mod report;
mod source;
pub mod template;
pub mod terminal;
mod unit;
pub mod usage;

use std::str::FromStr;

pub use chart::{
    chart_title, chart_word, framework_label, framework_note, publication, source_line, sources_line, unit_title,
    years_title,
};
pub use error::{check_error, rejected_briefly, store_error};
pub use finding::{column_letters, finding_message, place, rejected_advice};
pub use help::help;
pub use label::{
    block_label, block_units, column_label, figure_label, grade_label, part_label, set_change, severity_label,
};
pub use mapping::mapping_error;
pub use number::{
    date, decimal, percent, plural, points, signed_count, signed_decimal, signed_percent, signed_points, statistic,
};
pub use printable::{is_steering, printable, printable_line};
pub use registry::registry_error;
pub use source::{remark, source_error};
pub use unit::unit_in_sentence;

/// The reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The code of the language: `vi`, `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The one of the two that is in this language.
    #[must_use]
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

impl FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            _ => Err(format!("{text:?} is neither vi nor en")),
        }
    }
}
