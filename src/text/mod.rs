//! Every reader-facing word, Vietnamese and English side by side. A phrase that lacks a language
//! does not compile.

mod advice;
pub mod answer;
mod cell;
pub mod change;
mod chart;
pub mod dry_run;
mod error;
mod file;
mod finding;
mod import;
mod lake;
pub(crate) mod list;
mod mapping;
mod printable;
mod registry;
mod rich;
pub mod review;
mod rule;
pub mod report;
mod source;
pub mod template;
mod unit;

pub use crate::language::{
    Lang, block_label, block_noun, block_noun_with_group, block_units, date, decimal, event_label,
    figure_label, form, grade_label, grouped, index_label, index_title, joined_with_or,
    lower_first, percent, plural, points, score_kind_label, severity_label, shortened,
    signed_count, signed_decimal, signed_percent, signed_points, statistic, unit_change_label,
    upper_first,
};
pub use advice::{addition_in_words, fact_name, tried};
pub use cell::{cell, heading};
pub use chart::{
    ChartKind, ChartScope, ChartWord, chart_title, framework_label, framework_note, publication,
    source_line, sources_line, unit_title, years_title,
};
pub use error::{MOST_FINDINGS_SHOWN, check_error, rejected_briefly, store_error};
pub use file::{cannot_read, file_reason};
pub use finding::{cell_location, column_letters, finding_counts, rejected_advice};
pub use import::{import_error, passed_over, reread_error};
pub use lake::lake_error;
pub use mapping::mapping_error;
pub use printable::{hanging, is_steering, path_line, printable, printable_line, wrapped};
pub use registry::registry_error;
pub use rich::{Blank, RichText, Span};
pub use rule::{rule, rules, rules_page};
pub use source::{remark, source_error};
pub use unit::unit_in_sentence;

/// Declares an enum of phrases: each has its words in both languages.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $word:ident = $vi:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $word,)+ }

        impl $name {
            /// The words in a language.
            #[must_use]
            pub fn say(self, lang: $crate::language::Lang) -> &'static str {
                match self { $(Self::$word => lang.pick($vi, $en),)+ }
            }
        }
    };
}
use words;
