//! Results → bytes: tables, reports, pictures. Nothing is computed here but where ink goes.

pub mod docx;
pub mod dry_run;
pub mod html;
pub mod picture;
pub mod review;
pub mod table;
pub mod template;
