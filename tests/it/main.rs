//! The only integration-test binary: every further one would link polars again.

mod bad_input;
mod decision;
mod determinism;
mod docs;
mod figures;
mod formats;
mod hard_tables;
mod import;
mod interrupted;
mod layering;
mod pictures;
mod project;
mod report;
mod sql;
mod trace;
mod views;
