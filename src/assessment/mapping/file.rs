//! Reads a mapping file and its file of names.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::model::{Index, Points, ScoreKind, clean};
use crate::registry::{line_of, read_text};

use super::{Factor, MOST_DECIMALS, MappedCriterion, Mapping, MappingFlaw};

/// The largest mapping file or file of names, in bytes.
const MAX_BYTES: u64 = 16 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMapping {
    block: String,
    index: Option<String>,
    number: String,
    title: String,
    issuer: String,
    issued_on: String,
    unit: String,
    year: Option<String>,
    names: Option<RawNames>,
    decimals: Option<u32>,
    times: Option<Number>,
    scale: Option<Number>,
    total: Option<String>,
    rank: Option<String>,
    grade: Option<String>,
    #[serde(default)]
    criterion: Vec<RawCriterion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNames {
    file: PathBuf,
    code: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCriterion {
    name: String,
    parent: Option<String>,
    #[serde(rename = "self")]
    self_score: Option<String>,
    appraised: Option<String>,
    survey: Option<String>,
    weight: Option<Number>,
    max_appraised: Option<Number>,
    max_survey: Option<Number>,
}

/// An exact number, written as text or as a number of the file.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a number such as 100 or \"1/3\"")]
enum Number {
    Text(String),
    Whole(i64),
    /// Its shortest decimal form is what the file has.
    Decimal(f64),
}

impl Number {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Whole(whole) => whole.to_string(),
            Self::Decimal(decimal) => decimal.to_string(),
        }
    }
}

/// Reads the text of a file.
///
/// # Errors
/// Returns an error if the file cannot be read or is larger than [`MAX_BYTES`].
pub(super) fn text_of(path: &Path) -> Result<String, MappingFlaw> {
    read_text(path, MAX_BYTES).map_err(|error| MappingFlaw::ReadError(error.to_string()))
}

/// Reads a mapping and its file of names. `text_of` gives the text of each file.
///
/// # Errors
/// Returns an error if a file cannot be read or does not follow the format.
pub(super) fn read(
    path: &Path,
    text_of: impl Fn(&Path) -> Result<String, MappingFlaw>,
) -> Result<Mapping, MappingFlaw> {
    let full_text = text_of(path)?;
    let text = full_text.trim_start_matches('\u{feff}');
    let raw: RawMapping = toml::from_str(text).map_err(|error| MappingFlaw::Syntax {
        line: line_of(text, &error),
        message: error.message().to_owned(),
    })?;

    if let Some(decimals) = raw.decimals.filter(|decimals| *decimals > MOST_DECIMALS) {
        return Err(MappingFlaw::Decimals(decimals));
    }

    let (mut files, mut texts) = (vec![path.to_owned()], vec![full_text.clone()]);
    let mut names = None;
    if let Some(raw) = &raw.names {
        let file = path.parent().unwrap_or(Path::new("")).join(&raw.file);
        let text = text_of(&file).map_err(|flaw| {
            let MappingFlaw::ReadError(error) = flaw else { return flaw };
            MappingFlaw::ReadError(format!("{}: {error}", file.display()))
        })?;
        names = Some(read_names(&file, &text, raw)?);
        files.push(file);
        texts.push(text);
    }

    let scale = raw
        .scale
        .map(Number::into_text)
        .map(|text| Points::parse_maximum(&text).ok_or(MappingFlaw::NoScale(text)))
        .transpose()?;
    let times = factor("times", raw.times)?.unwrap_or(Factor::ONE);
    let criteria = criteria(raw.criterion, scale)?;
    if criteria.is_empty() && (scale.is_none() || raw.total.is_none()) {
        return Err(MappingFlaw::NoTotal);
    }

    let mapping = Mapping {
        path: path.to_owned(),
        files,
        texts,
        block: raw.block.parse().map_err(|_| MappingFlaw::NoBlock(raw.block))?,
        index: match raw.index {
            Some(code) => Index::new(&code, &code).ok_or(MappingFlaw::NoIndex(code))?,
            None => Index::CCHC,
        },
        number: raw.number,
        title: raw.title,
        issuer: raw.issuer,
        issued_on: raw.issued_on,
        unit: raw.unit,
        year: raw.year,
        names,
        decimals: raw.decimals,
        times,
        scale,
        total: raw.total,
        rank: raw.rank,
        grade: raw.grade,
        criteria,
    };
    check_scale(&mapping)?;
    Ok(mapping)
}

/// Compares the scale with the maxima of all criteria.
fn check_scale(mapping: &Mapping) -> Result<(), MappingFlaw> {
    let maxima = mapping.maxima(&vec![true; mapping.criteria.len()]);
    let roots =
        mapping.criteria.iter().zip(maxima).filter(|(criterion, _)| criterion.parent.is_none());
    let sum = roots.flat_map(|(_, maxima)| maxima).map(|maximum| maximum.points).sum();
    match mapping.scale_in_points() {
        Some(scale) if !mapping.criteria.is_empty() && scale != sum => {
            Err(MappingFlaw::ScaleSum { scale, sum })
        }
        Some(_) | None => Ok(()),
    }
}

/// A declared factor.
fn factor(field: &'static str, number: Option<Number>) -> Result<Option<Factor>, MappingFlaw> {
    let Some(text) = number.map(Number::into_text) else { return Ok(None) };
    Factor::parse(&text).map(Some).ok_or(MappingFlaw::NoFactor { field, text })
}

/// Checks the criteria of a mapping and resolves their parents. A weighted criterion without a
/// maximum has that of its parent, or the scale: its figures are on the same scale.
fn criteria(
    raw: Vec<RawCriterion>,
    scale: Option<Points>,
) -> Result<Vec<MappedCriterion>, MappingFlaw> {
    let mut criteria: Vec<MappedCriterion> = Vec::new();
    for raw in raw {
        let name = clean(&raw.name);
        if criteria.iter().any(|other| other.name == name) {
            return Err(MappingFlaw::SameName(name));
        }

        let parent = raw.parent.map(|parent| clean(&parent));
        let parent = match parent {
            None => None,
            Some(parent) => match criteria.iter().position(|other| other.name == parent) {
                Some(index) => Some(index),
                None => return Err(MappingFlaw::UnknownParent { name, parent }),
            },
        };

        let level = std::iter::successors(parent, |index| criteria[*index].parent).count() + 1;
        if level > 4 {
            return Err(MappingFlaw::TooDeep(name));
        }

        let maximum = |number: Option<Number>| match number.map(Number::into_text) {
            None => Ok(Points::ZERO),
            Some(text) => Points::parse_maximum(&text)
                .ok_or_else(|| MappingFlaw::NoPoints { name: name.clone(), text }),
        };
        let mut maxima = [maximum(raw.max_appraised)?, maximum(raw.max_survey)?];
        let columns = [raw.self_score, raw.appraised, raw.survey];

        let parent_maxima = parent.map_or([Points::ZERO; 2], |parent| criteria[parent].maxima);
        let weight = factor("weight", raw.weight)?;
        if weight.is_some() && maxima == [Points::ZERO; 2] {
            let is_survey = columns[ScoreKind::Survey as usize].is_some();
            let scale = scale.filter(|_| parent.is_none()).unwrap_or(Points::ZERO);
            maxima = if parent.is_some() { parent_maxima } else { [scale; 2] };
            // Of two kinds of scores, the mapping has to say how they share the scale.
            maxima[usize::from(!is_survey)] = Points::ZERO;
        }
        let above = parent.map_or(Factor::ONE, |parent| criteria[parent].weight);
        let weight = above.times(weight.unwrap_or(Factor::ONE));
        let criterion = MappedCriterion { name, parent, columns, weight, maxima };
        let lacks = |kind, which: usize| {
            criterion.is_scored_by(kind)
                && maxima[which] == Points::ZERO
                && parent_maxima[which] == Points::ZERO
        };
        if lacks(ScoreKind::Appraised, 0) || lacks(ScoreKind::Survey, 1) {
            return Err(MappingFlaw::Unscored(criterion.name));
        }

        criteria.push(criterion);
    }

    let columns = || criteria.iter().flat_map(|criterion| criterion.columns.iter().flatten());
    if let Some(column) =
        columns().find(|column| columns().filter(|other| other == column).count() > 1)
    {
        return Err(MappingFlaw::SameColumn(column.clone()));
    }

    let has_parts = |index: usize| criteria.iter().any(|other| other.parent == Some(index));
    if let Some(index) =
        (0..criteria.len()).find(|index| !criteria[*index].has_columns() && !has_parts(*index))
    {
        return Err(MappingFlaw::Unscored(criteria[index].name.clone()));
    }

    Ok(criteria)
}

/// The names of units by their codes, from the text of the CSV file of names.
fn read_names(
    file: &Path,
    text: &str,
    names: &RawNames,
) -> Result<HashMap<String, String>, MappingFlaw> {
    let unreadable = |error: &dyn std::fmt::Display| {
        MappingFlaw::ReadError(format!("{}: {error}", file.display()))
    };

    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let column = |name: &str| {
        let found = headings.iter().position(|heading| clean(heading) == clean(name));
        found.ok_or_else(|| MappingFlaw::NamesColumn {
            file: file.to_owned(),
            column: name.to_owned(),
        })
    };

    let (code, name) = (column(&names.code)?, column(&names.name)?);

    let mut pairs = HashMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let cell = |index: usize| clean(record.get(index).unwrap_or_default());
        // If a code has several names, the first one counts.
        pairs.entry(cell(code)).or_insert_with(|| cell(name));
    }
    Ok(pairs)
}
