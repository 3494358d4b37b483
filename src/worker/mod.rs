//! Worker processes for risky work: reading documents from strangers and answering arbitrary
//! queries. A worker limits itself, communicates over pipes, and is killed when it is late.
//!
//! A [`Worker`] either answers in time or fails in one of four ways ([`Failure`]); the process that
//! started it carries on in both cases. Data from the pipe is trusted no more than a document: its
//! length is limited ([`read_frame`]), and the receiver checks its contents.

mod confine;
mod frame;
mod process;
mod watched;

pub use confine::{Files, confine};
pub use frame::{read_frame, write_frame};
pub use process::{Failure, Pipes, Worker};
pub use watched::exit_with_pipe;
