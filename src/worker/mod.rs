//! A process of the program's own that does for it what may go wrong: reading what strangers wrote,
//! answering what anybody asks. It limits itself, speaks over pipes, and is killed when it is late.
//!
//! Who starts a [`Worker`] sees it answer in time or fail in one of four ways ([`Failure`]), and
//! goes on either way. What comes over the pipe is believed no more than a document is: its length
//! is limited ([`read_frame`]), and whoever reads it checks what it says.

mod confine;
mod frame;
mod process;
mod watched;

pub use confine::{Files, confine};
pub use frame::{read_frame, write_frame};
pub use process::{Failure, Pipes, Worker};
pub use watched::watched;
