//! Results → bytes. Nothing is computed here but where ink goes.

pub mod chart;
pub mod dry_run;
pub mod report;
pub mod table;
pub mod template;

mod font;
