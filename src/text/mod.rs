//! Every reader-facing word, Vietnamese and English side by side. A phrase that lacks a language does not compile.

mod cell;
pub mod change;
mod chart;
pub mod dry_run;
mod error;
mod file;
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

use crate::model::{Coded as _, coded};

pub use cell::{cell, heading};
pub use chart::{
    ChartKind, ChartScope, ChartWord, chart_title, framework_label, framework_note, publication, source_line,
    sources_line, unit_title, years_title,
};
pub use error::{check_error, rejected_briefly, store_error};
pub use finding::{column_letters, finding_message, place, rejected_advice};
pub use help::help;
pub use label::{
    all_grades, block_label, block_units, event_label, figure_label, grade_label, part_label, severity_label,
    unit_change_label,
};
pub use mapping::mapping_error;
pub use number::{
    date, decimal, form, percent, plural, points, signed_count, signed_decimal, signed_percent, signed_points,
    statistic,
};
pub use printable::{is_steering, printable, printable_line};
pub use registry::registry_error;
pub use source::{remark, source_error};
pub use unit::unit_in_sentence;

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

impl Lang {
    /// The one of the two that is in this language.
    #[must_use]
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// Declares an enum of phrases: each has its words in both languages.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $word:ident = $vi:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $word,)+ }

        impl $name {
            /// The words in a language.
            #[must_use]
            pub fn say(self, lang: $crate::text::Lang) -> &'static str {
                match self { $(Self::$word => lang.pick($vi, $en),)+ }
            }
        }
    };
}
use words;

impl FromStr for Lang {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::named(text).ok_or_else(|| format!("{text:?} is neither vi nor en"))
    }
}
