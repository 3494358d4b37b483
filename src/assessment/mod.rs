//! Raw tables → checked assessments: read the headings, the units and their figures, and run the
//! rules.
//!
//! Bad data is not an error but findings, all of them at once; only [`check`] makes a
//! [`CheckedDocument`], and a document with an open error does not become one.

mod assess;
mod bands;
mod block;
mod caption;
mod cell;
mod check;
mod column;
mod criterion;
mod document;
mod error;
mod finding;
mod heading;
mod instructions;
mod join;
mod layout;
mod mapping;
mod options;
mod origin;
mod result;
mod row;
mod rule;
mod trace;
mod unit;

pub use cell::{Cell, Figure, Position, Value};
pub use check::check;
pub use column::{ColumnMeaning, ColumnUse};
pub use document::{Assessment, CheckedDocument, Origin, open_errors};
pub use error::{CheckError, Contradiction, MissingFact};
pub use finding::{Finding, FindingValue};
pub use heading::nearest_heading;
pub use instructions::{Instructions, InstructionsError};
pub use mapping::{Mapping, MappingError, MappingFlaw};
pub use options::Options;
pub use result::{PrintedGrade, PrintedRank, Restated, UnitResult};
pub use rule::{Declaration, declaration, finding_message, nearest_rule};
pub use trace::Reread;
