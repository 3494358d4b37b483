//! Results → bytes: tables, reports, pictures. Nothing is computed here but where ink goes.

pub mod docx;
pub mod dry_run;
pub mod html;
mod native_chart;
pub mod pdf;
pub mod picture;
pub mod review;
pub mod table;
pub mod template;
pub mod xlsx;
