//! Turns results, reports and charts into bytes: tables, HTML, Word, PDF, workbooks and pictures.
//! It computes layout, never results.

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
