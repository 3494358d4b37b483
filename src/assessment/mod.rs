//! Turns raw tables into checked assessments: reads the headings, the units and their figures, and
//! runs the rules.
//!
//! Bad data is reported as findings, all at once, and not as an error. Only [`check`] makes a
//! [`CheckedDocument`], and only of a document without open errors. Nothing here reads files or
//! writes to the database, except that a [`Mapping`] is read from its file.

mod advice;
mod assess;
mod bands;
mod block;
mod caption;
mod cell;
mod check;
mod column;
mod criteria_heading;
mod criterion;
mod decimal_mark;
mod district_tables;
mod document;
mod error;
mod finding;
mod form_unit;
mod forms;
mod grade;
mod grade_marks;
mod group_columns;
mod group_ranks;
mod heading;
mod instructions;
mod join;
mod kind_rows;
mod layout;
mod level_columns;
mod mapping;
mod merge;
mod options;
mod origin;
mod own_maximum;
mod parent;
mod part_of_year;
mod proposal;
mod result;
mod row;
mod rule;
mod scale;
mod side_by_side;
mod stacked;
mod summary;
mod title;
mod trace;
mod turned;
mod unit;
mod unit_words;
mod year_column;

pub use advice::check;
pub use cell::{Cell, Figure, Position, Value};
pub use check::{holds_forms, lists_units_undecided};
pub use column::{ColumnMeaning, ColumnUse};
pub use document::{Assessment, CheckedDocument, Origin, open_errors};
pub use error::{CheckError, Contradiction};
pub use finding::{Finding, FindingValue};
pub use form_unit::names_forms;
pub use heading::nearest_heading;
pub use instructions::{Instructions, InstructionsError};
pub use mapping::{Mapping, MappingError, MappingFlaw};
pub use options::{Options, scale};
pub use proposal::{Addition, MissingFact, Outcome, Proposal, Resemblance};
pub use result::{FurtherFigure, PrintedCount, PrintedGrade, PrintedRank, Restatement, UnitResult};
pub use rule::{Declaration, declaration, finding_message, nearest_rule};
pub use trace::Reread;
