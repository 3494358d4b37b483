//! The way between documents and the database: what is stored of a document leads back to it.

mod trace;

pub use trace::{Read, TraceError, trace};
