//! Results → bytes. Nothing is computed here but where ink goes.

pub mod chart;
pub mod report;
pub mod table;
pub mod template;

mod font;
