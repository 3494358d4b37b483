//! The only integration-test binary, because each further one would link polars again.

#![allow(clippy::wildcard_enum_match_arm, reason = "values of other crates")]

mod advice;
mod authorities;
mod bad_input;
mod crash;
mod crossed;
mod decision;
mod determinism;
mod docs;
mod documents;
mod exports;
mod figures;
mod folder;
mod formats;
mod forms;
mod frozen;
mod guards;
mod hard_tables;
mod hostile;
mod import;
mod interrupted;
mod isolated;
mod layering;
mod office;
mod own_index;
mod pages;
mod partial;
mod parts;
mod pictures;
mod project;
mod registry;
mod relations;
mod report;
mod review;
mod score_kinds;
mod silence;
mod scale;
mod source;
mod sql;
mod template;
mod trace;
mod views;
mod word;
mod workbook;
mod years;
