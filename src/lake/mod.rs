//! A lake: the tables and relations of databases as Parquet files, for other engines.
//!
//! The files of an authority are its own, so the databases of many authorities can be exported into
//! one lake, one after another or at the same time. SQLite stays the authority; a lake is only read.
//!
//! This is the only module that names `parquet`.

mod column;
mod error;
mod export;
mod folder;
mod schema;
mod source;

pub use error::LakeError;
pub use export::{Exported, export};
