//! The errors of registry files.

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
    /// The named folder does not exist or has neither file.
    NotThere,
    /// The file is larger than a registry can be.
    TooLarge,
    /// The file cannot be read. Holds the message of the system.
    ReadError(String),
    /// It is a pipe, a device or a folder.
    NotAFile,
    /// The file is not TOML, or has an unknown field.
    Syntax {
        /// The line, from 1. None if the TOML parser does not give it.
        line: Option<usize>,
        /// The message of the TOML parser.
        message: String,
    },
    /// An entry has no name, or a unit no id.
    Nameless,
    /// Two units have the same id.
    SameId(String),
    /// Two units of a block bear the same name in the same years.
    SameName {
        /// The name.
        name: String,
        /// The ids of both.
        ids: [String; 2],
    },
    /// A last year is before the first.
    YearsReversed(String),
    /// A year is outside the range of years.
    NoYear(i32),
    /// A date cannot be read.
    NoDate(String),
    /// A code has other letters than it may have.
    NoCode(String),
    /// The block does not exist.
    NoBlock(String),
    /// A heading has a meaning that does not exist.
    NoHeading(String),
    /// The grade does not exist.
    NoGrade(String),
    /// The bound of a grade is not a number of points.
    NoPoints(String),
    /// The convention of ranks is neither `competition` nor `dense`.
    NoRanks(String),
    /// An event has a unit that is not declared.
    UnknownUnit {
        /// The id.
        id: String,
        /// Declared ids that are close, nearest first.
        close: Vec<String>,
    },
    /// An event has too few or too many units for its kind.
    Arity(EventKind),
    /// Two frameworks of a block begin in the same year.
    SameFramework {
        /// The year.
        year: i32,
        /// The names of both.
        names: [String; 2],
    },
    /// The bounds of a framework do not fall from the best grade to the weakest.
    BoundsOrder(String),
    /// Two series have the same printed name in the same years.
    SameSeries {
        /// The printed name.
        printed: String,
        /// The names of both series.
        series: [String; 2],
    },
    /// A series was split from one that is not declared, or from itself.
    UnknownSeries {
        /// The series.
        name: String,
        /// The series from which it was split.
        split_from: String,
    },
    /// An event has units of several blocks.
    SeveralBlocks(EventKind),
    /// Units become each other in a circle. Holds their ids, with the first one repeated at the
    /// end.
    Circle(Vec<String>),
}

/// The flaw that the TOML parser found, with its line.
pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Flaw {
    Flaw::Syntax { line: line_of(text, error), message: error.message().to_owned() }
}

/// The line of a text at which the TOML parser stopped, from 1. None if the parser does not give
/// it.
#[must_use]
pub fn line_of(text: &str, error: &toml::de::Error) -> Option<usize> {
    error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1)
}
