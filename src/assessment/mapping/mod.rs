//! The mapping of an index that the program does not know: it says what each column of a table
//! holds.

mod conversion;
mod file;
mod maxima;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::model::{Block, Index, Points, ScoreKind, Year};

pub(super) use conversion::{Conversion, Converted, Factor, MOST_DECIMALS};
pub(super) use maxima::Maximum;

/// The content of a mapping file.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The file.
    pub path: PathBuf,
    /// The mapping file, followed by the file of names if there is one.
    pub files: Vec<PathBuf>,
    /// The texts of these files.
    pub texts: Vec<String>,
    pub(super) block: Block,
    /// The index whose results the document publishes.
    pub(super) index: Index,
    /// The number of the publication. Number, title and date may contain `{year}` and
    /// `{next_year}`.
    number: String,
    title: String,
    pub(super) issuer: String,
    issued_on: String,
    /// The heading of the column of units.
    pub(super) unit: String,
    /// The heading of the column of years, if a table has several.
    pub(super) year: Option<String>,
    /// The names of units by their codes, if the table has codes.
    pub(super) names: Option<HashMap<String, String>>,
    /// The number of decimals to which longer figures are rounded.
    pub(super) decimals: Option<u32>,
    /// What every figure and maximum is multiplied by.
    pub(super) times: Factor,
    /// The maximum total, before the factor. None if it is the sum of the maxima.
    pub(super) scale: Option<Points>,
    pub(super) total: Option<String>,
    pub(super) rank: Option<String>,
    pub(super) grade: Option<String>,
    pub(super) criteria: Vec<MappedCriterion>,
}

/// A criterion of a mapping. A parent comes before its parts.
#[derive(Debug, Clone)]
pub(super) struct MappedCriterion {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
    /// The headings of the columns of the self, the appraised and the survey score.
    pub(super) columns: [Option<String>; 3],
    /// What its figures and maxima are multiplied by, beside the factor of the mapping: the weights
    /// of the criterion and of those above it.
    pub(super) weight: Factor,
    /// The maxima of the appraised and of the survey score, before the weights. Zero if they follow
    /// from the parts or from the parent.
    pub(super) maxima: [Points; 2],
}

impl MappedCriterion {
    pub(super) fn has_columns(&self) -> bool {
        self.columns.iter().any(Option::is_some)
    }

    /// Whether the criterion has a column that uses the maximum of the appraised or of the survey
    /// score.
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
    /// The file cannot be read. Holds the message of the system.
    ReadError(String),
    /// The file is not TOML, or has an unknown field.
    Syntax {
        /// The line, from 1.
        line: Option<usize>,
        /// The message of the TOML parser.
        message: String,
    },
    /// The block does not exist.
    NoBlock(String),
    /// The index has no code.
    NoIndex(String),
    /// Two criteria have the same name.
    SameName(String),
    /// One column is used for two scores.
    SameColumn(String),
    /// A parent does not come before its part.
    UnknownParent {
        /// The part.
        name: String,
        /// The parent.
        parent: String,
    },
    /// A criterion is on a fourth level.
    TooDeep(String),
    /// A criterion has a column, but neither it nor its parent has a maximum. Or it has neither
    /// columns nor parts.
    Unscored(String),
    /// A maximum is not a number of points above zero.
    NoPoints {
        /// The criterion.
        name: String,
        /// The text of the maximum.
        text: String,
    },
    /// The scale is not a number of points above zero.
    NoScale(String),
    /// A factor is not a number or a fraction above zero.
    NoFactor {
        /// The field: `times` or `weight`.
        field: &'static str,
        /// Its text.
        text: String,
    },
    /// The maxima of the criteria do not add up to the scale.
    ScaleSum {
        /// The scale.
        scale: Points,
        /// The sum.
        sum: Points,
    },
    /// Neither criteria nor a total on a scale are declared.
    NoTotal,
    /// The mapping keeps more decimals than are stored.
    Decimals(u32),
    /// The file of names lacks a column that the mapping names.
    NamesColumn {
        /// The file.
        file: PathBuf,
        /// The column.
        column: String,
    },
}

impl Mapping {
    /// Reads a mapping file and its file of names.
    ///
    /// # Errors
    /// Returns an error if one of the files cannot be read or does not follow the format.
    pub fn read(path: &Path) -> Result<Self, MappingError> {
        file::read(path, file::text_of).map_err(|flaw| MappingError { path: path.to_owned(), flaw })
    }

    /// Reads a mapping from the stored paths and texts of its files. The first one is the mapping
    /// file.
    ///
    /// # Errors
    /// Returns an error like [`Self::read`], or if the text of a file is missing.
    pub fn of_texts(texts: &[(PathBuf, String)]) -> Result<Self, MappingError> {
        let path = texts.first().map_or(Path::new(""), |(path, _)| path.as_path());
        let text = |requested: &Path| {
            let found =
                texts.iter().find(|(path, _)| path == requested).map(|(_, text)| text.clone());
            found.ok_or_else(|| MappingFlaw::ReadError(requested.display().to_string()))
        };
        file::read(path, text).map_err(|flaw| MappingError { path: path.to_owned(), flaw })
    }

    /// The number of the publication for a year.
    pub(super) fn number_of(&self, year: Year) -> String {
        filled(&self.number, year)
    }

    /// The title of the publication for a year.
    pub(super) fn title_of(&self, year: Year) -> String {
        filled(&self.title, year)
    }

    /// The date of the publication for a year, as text.
    pub(super) fn issued_on_of(&self, year: Year) -> String {
        filled(&self.issued_on, year)
    }
}

/// The text with `{year}` and `{next_year}` replaced.
fn filled(text: &str, year: Year) -> String {
    text.replace("{year}", &year.to_string())
        .replace("{next_year}", &(year.number() + 1).to_string())
}
