//! The facts that a person gives about a document.

use crate::model::{Block, Date, DeclaredHeading, Index, Points, Rule, Year};

/// The facts that the importing person gives about a document. They override what the document
/// says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the results.
    pub year: Option<Year>,
    /// The block, for a document with one table.
    pub block: Option<Block>,
    /// The index whose results they are.
    pub index: Option<Index>,
    /// The authority whose index it is.
    pub authority: Option<String>,
    /// The number of the decision, such as `501/QĐ-UBND`.
    pub number: Option<String>,
    /// The date of the decision.
    pub issued_on: Option<Date>,
    /// The issuer of the decision.
    pub issuer: Option<String>,
    /// The maximum total, where the document does not say it.
    pub scale: Option<Points>,
    /// The number of units in the block, for a document with one table that shows only some of
    /// them.
    pub units: Option<usize>,
    /// The day of the import. A later date or year is an error. None if the day is unknown.
    pub today: Option<Date>,
    /// Whether new names of units that are close to known ones are read as new units.
    pub new_units: bool,
    /// Headings that the program does not know, or knows with another meaning.
    pub headings: Vec<DeclaredHeading>,
    /// Rules whose errors are accepted.
    pub accept: Vec<Rule>,
}

/// Reads a scale: a number of points above zero.
///
/// # Errors
/// Returns a message if the text is anything else.
pub fn scale(text: &str) -> Result<Points, String> {
    Points::parse_maximum(text)
        .ok_or_else(|| format!("{text:?} is not a scale; expected a number such as 100 or 1000"))
}
