//! What a person could add to an import, and what came of trying it.

use crate::model::{DeclaredHeading, Index, Points};

/// A fact that neither the document nor the options give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingFact {
    /// The number of the decision.
    Number,
    /// The date of the decision.
    IssuedOn,
    /// The issuer of the decision.
    Issuer,
    /// The year of the results.
    Year,
    /// The block of a table.
    Block,
    /// The unit of a form.
    Unit,
    /// The stage of a form whose only column of scores does not say it.
    Stage,
    /// The authority whose index a form is of.
    Authority,
}

/// Something to add to an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addition {
    /// A fact that the document leaves out. None if the document suggests no value.
    Fact(MissingFact, Option<String>),
    /// The index whose results they are.
    Index(Index),
    /// The maximum total.
    Scale(Points),
    /// What a column holds.
    Heading(DeclaredHeading),
}

/// What came of trying a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not tried, because a value is not known or the document is too large.
    Untried,
    /// The document passes, with this many units.
    Passes(usize),
    /// This many errors remain.
    Errors(usize),
    /// The document is refused for another reason.
    Refused,
}

/// What a person could add to an import, all of it at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What to add.
    pub additions: Vec<Addition>,
    /// What came of trying it.
    pub outcome: Outcome,
}

/// What a table without results looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resemblance {
    /// A form or a set of criteria without figures.
    BlankForm,
    /// A table with the units across, whose column of criteria has an unknown heading.
    UnitsAcross,
    /// Nothing known.
    Nothing,
}
