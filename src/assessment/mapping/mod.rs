//! An index that the program does not know: a mapping file says which column of a CSV table is
//! what.

mod file;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::model::{Block, Points, ScoreKind, Year};

/// What a mapping file says.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The file.
    pub path: PathBuf,
    /// The file itself and that of the names.
    pub files: Vec<PathBuf>,
    /// What stands in them.
    pub texts: Vec<String>,
    pub(super) block: Block,
    /// Number, title, issuer and date of the publication, with `{year}` and `{next_year}` in them.
    number: String,
    title: String,
    pub(super) issuer: String,
    issued_on: String,
    /// The column of the units.
    pub(super) unit: String,
    /// Names of units by their code, where the table has codes.
    pub(super) names: Option<HashMap<String, String>>,
    /// Figures with more decimals are rounded to so many.
    pub(super) decimals: Option<u32>,
    pub(super) total: Option<String>,
    pub(super) rank: Option<String>,
    pub(super) grade: Option<String>,
    pub(super) criteria: Vec<MappedCriterion>,
}

/// A criterion of a mapping; a parent stands before its parts.
#[derive(Debug, Clone)]
pub(super) struct MappedCriterion {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
    /// The columns of the self, appraised and survey score.
    pub(super) columns: [Option<String>; 3],
    /// The maxima of the appraised and of the survey score, zero where they follow from the parts
    /// or from the whole.
    pub(super) maxima: [Points; 2],
}

impl MappedCriterion {
    pub(super) fn has_columns(&self) -> bool {
        self.columns.iter().any(Option::is_some)
    }

    /// Whether a column counts towards the maximum of the appraised or of the survey score.
    pub(super) fn is_scored_by(&self, kind: ScoreKind) -> bool {
        match kind {
            ScoreKind::SelfScore | ScoreKind::Appraised => {
                self.columns[..2].iter().any(Option::is_some)
            }
            ScoreKind::Survey => self.columns[2].is_some(),
        }
    }
}

/// A mapping file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {flaw:?}", path.display())]
pub struct MappingError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub flaw: MappingFlaw,
}

/// What is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingFlaw {
    /// The file cannot be read: the system's message.
    Unreadable(String),
    /// No TOML, or a field that is not known: the line and what the reader of TOML says.
    Syntax {
        /// The line, from 1.
        line: Option<usize>,
        /// Its message.
        message: String,
    },
    /// A block that there is not.
    NoBlock(String),
    /// No criterion at all.
    NoCriteria,
    /// Two criteria of one name.
    SameName(String),
    /// One column for two scores.
    SameColumn(String),
    /// A parent that does not stand above its part.
    UnknownParent {
        /// The part.
        name: String,
        /// The parent.
        parent: String,
    },
    /// A fourth level of criteria.
    TooDeep(String),
    /// A criterion that has a column and no maximum, its own or that of what it is a part of; or no
    /// column and no parts.
    Unscored(String),
    /// A maximum that is no number of points above zero.
    NoPoints {
        /// The criterion.
        name: String,
        /// What stands there.
        text: String,
    },
    /// More decimals than can be kept.
    Decimals(u32),
    /// The file of names lacks a column.
    NamesColumn {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
    },
}

impl Mapping {
    /// Reads a mapping file and the file of names that it refers to.
    pub fn read(path: &Path) -> Result<Self, MappingError> {
        file::read(path, file::text_of).map_err(|flaw| MappingError { path: path.to_owned(), flaw })
    }

    /// The same of the texts of files that were read before, by their paths; the first is that of
    /// the mapping itself.
    pub fn of_texts(texts: &[(PathBuf, String)]) -> Result<Self, MappingError> {
        let path = texts.first().map_or(Path::new(""), |(path, _)| path.as_path());
        let text = |wanted: &Path| {
            let found = texts.iter().find(|(path, _)| path == wanted).map(|(_, text)| text.clone());
            found.ok_or_else(|| MappingFlaw::Unreadable(wanted.display().to_string()))
        };
        file::read(path, text).map_err(|flaw| MappingError { path: path.to_owned(), flaw })
    }

    /// The number of the publication on a year.
    pub(super) fn number_of(&self, year: Year) -> String {
        filled(&self.number, year)
    }

    /// Its title.
    pub(super) fn title_of(&self, year: Year) -> String {
        filled(&self.title, year)
    }

    /// What its date comes to.
    pub(super) fn issued_on_of(&self, year: Year) -> String {
        filled(&self.issued_on, year)
    }
}

fn filled(text: &str, year: Year) -> String {
    text.replace("{year}", &year.to_string())
        .replace("{next_year}", &(year.number() + 1).to_string())
}
