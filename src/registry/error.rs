//! What is wrong with a registry.

use crate::model::EventKind;
use std::path::PathBuf;

/// A registry file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {flaw:?}", path.display())]
pub struct RegistryError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What is wrong with a registry file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A folder that was named as that of a registry, and that is not there or has neither file.
    NotThere,
    /// The file is larger than a registry can be.
    TooLarge,
    /// The file cannot be read: the system's message.
    Unreadable(String),
    /// No TOML, or a field that is not known: the line and what the reader of TOML says.
    Syntax {
        /// The line, from 1; none where the reader does not say.
        line: Option<usize>,
        /// Its message.
        message: String,
    },
    /// An entry without a name.
    Nameless,
    /// Two units with one id.
    SameId(String),
    /// Two units of a block that bear one name in the same years.
    SameName {
        /// The name.
        name: String,
        /// The ids of both.
        ids: [String; 2],
    },
    /// A last year before the first.
    YearsReversed(String),
    /// A year that no index can be of.
    NoYear(i32),
    /// A date that is none.
    NoDate(String),
    /// A block that there is not.
    NoBlock(String),
    /// A column that there is not.
    NoHeading(String),
    /// A grade that there is not.
    NoGrade(String),
    /// A bound of a grade that is no number of points.
    NoPoints(String),
    /// An event of a unit that is not declared, with the ids that are close.
    UnknownUnit {
        /// The id.
        id: String,
        /// Those that are close.
        close: Vec<String>,
    },
    /// Too few or too many units for its kind.
    Arity(EventKind),
    /// Two frameworks of one block that begin in one year.
    SameFramework {
        /// The year.
        year: i32,
        /// The names of both.
        names: [String; 2],
    },
    /// Bounds of a framework that do not fall from the best grade to the weakest.
    BoundsOrder(String),
    /// A printed name that two series have in the same years.
    SameSeries {
        /// The printed name.
        printed: String,
        /// The names of both series.
        series: [String; 2],
    },
    /// A series that was split off one that is not declared, or off itself.
    UnknownSeries {
        /// The series.
        name: String,
        /// What it was split off.
        split_from: String,
    },
    /// An event of units of several blocks.
    SeveralBlocks(EventKind),
    /// Units that become each other in a circle: their ids, the first one again at the end.
    Circle(Vec<String>),
}

/// The flaw that a reader of TOML found, with its line.
pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Flaw {
    Flaw::Syntax { line: line_of(text, error), message: error.message().to_owned() }
}

/// The line of a text at which a reader of TOML stopped, from 1.
#[must_use]
pub fn line_of(text: &str, error: &toml::de::Error) -> Option<usize> {
    error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1)
}
