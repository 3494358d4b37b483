//! Results → bytes. Nothing is computed here but where ink goes.

pub mod chart;
pub mod report;
pub mod table;

mod font;
