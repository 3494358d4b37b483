//! What a person says of a document.

use crate::model::{Block, Date, DeclaredHeading, Rule, Year};

/// What the importing person says of a document: it goes before what the document says of itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the results.
    pub year: Option<Year>,
    /// The block, for a document with one table.
    pub block: Option<Block>,
    /// The number of the decision, such as `501/QĐ-UBND`.
    pub number: Option<String>,
    /// The date of the decision.
    pub issued_on: Option<Date>,
    /// Who issued the decision.
    pub issuer: Option<String>,
    /// How many units the block has, for a document with one table that shows only some of them.
    pub units: Option<usize>,
    /// The day of the import: no decision is of a later one. None where nobody knows it.
    pub today: Option<Date>,
    /// Whether names of units that are new, but close to known ones, are taken for new units.
    pub new_units: bool,
    /// Headings that stand over other columns than the program knows.
    pub headings: Vec<DeclaredHeading>,
    /// Rules whose errors are accepted.
    pub accept: Vec<Rule>,
}
