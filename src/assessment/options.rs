//! The facts that a person gives about a document.

use crate::model::{Block, Date, DeclaredHeading, Index, Points, Rule, Stage, Year};

/// The facts that the importing person gives about a document. They override what the document
/// says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The year of the results.
    pub year: Option<Year>,
    /// The block, for a document with one table.
    pub block: Option<Block>,
    /// The unit of a form that does not name it.
    pub unit: Option<String>,
    /// The stage of the results. None if it follows from them.
    pub stage: Option<Stage>,
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

impl Options {
    /// These facts, completed by those of an earlier import of the same assessment. Its unit and its
    /// stage were those of its form alone.
    #[must_use]
    pub fn after(mut self, earlier: &Self) -> Self {
        self.year = self.year.or(earlier.year);
        self.block = self.block.or(earlier.block);
        self.index = self.index.or(earlier.index);
        self.authority = self.authority.or_else(|| earlier.authority.clone());
        self.number = self.number.or_else(|| earlier.number.clone());
        self.issued_on = self.issued_on.or(earlier.issued_on);
        self.issuer = self.issuer.or_else(|| earlier.issuer.clone());
        self.scale = self.scale.or(earlier.scale);
        self.units = self.units.or(earlier.units);
        self.new_units |= earlier.new_units;
        let new = |heading: &&DeclaredHeading| {
            self.headings.iter().all(|known| known.printed != heading.printed)
        };
        let further: Vec<_> = earlier.headings.iter().filter(new).cloned().collect();
        self.headings.extend(further);
        self.accept.extend(earlier.accept.iter().copied());
        self.accept.sort_unstable();
        self.accept.dedup();
        self
    }
}

/// Reads a scale: a number of points above zero.
///
/// # Errors
/// Returns a message if the text is anything else.
pub fn scale(text: &str) -> Result<Points, String> {
    Points::parse_maximum(text)
        .ok_or_else(|| format!("{text:?} is not a scale; expected a number such as 100 or 1000"))
}
