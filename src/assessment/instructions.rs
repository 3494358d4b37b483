//! The instructions of an import. They are stored with the document, so that its bytes are read and
//! understood in the same way again.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::{Coded as _, Points, Rule, Year};
use crate::registry::Registry;
use crate::source::{Limits, ReadOptions};

use super::mapping::Mapping;
use super::options::{Options, scale};

/// How to read and understand a document.
#[derive(Debug, Clone, Default)]
pub struct Instructions {
    /// How to read its file.
    pub reading: ReadOptions,
    /// The facts that the importing person gives.
    pub options: Options,
    /// The meaning of its columns, for an index that the program does not know.
    pub mapping: Option<Mapping>,
    /// The registry with which it was checked, if that is not the registry of the database.
    /// Simulated and real figures in one database each have their own.
    pub registry: Option<Registry>,
}

/// Stored instructions that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InstructionsError(String);

impl Instructions {
    /// The instructions as JSON. Default values are left out. The day of the import is never
    /// included, because it is not a fact about the document.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { reading, options, mapping, registry } = self;
        // Paths are stored relative to the folder of the mapping, because that folder may move.
        let file = |mapping: &Mapping, path: &Path| {
            let folder = mapping.path.parent().unwrap_or(Path::new(""));
            path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned()
        };
        let files = mapping.iter().flat_map(|mapping| {
            mapping
                .files
                .iter()
                .zip(&mapping.texts)
                .map(move |(path, text)| (file(mapping, path), text.clone()))
        });

        let written = Written {
            limits: Some(reading.limits).filter(|limits| *limits != Limits::default()),
            encoding: reading.encoding.map(|charset| charset.name().to_owned()),
            values: reading.values,
            separator: reading.separator,
            decimal_mark: reading.decimal_mark,
            sheet: reading.sheet.clone(),
            range: reading.range.map(|range| range.to_string()),
            year: options.year.map(Year::number),
            block: options.block.map(|block| block.to_string()),
            unit: options.unit.clone(),
            stage: options.stage.map(|stage| stage.code().to_owned()),
            index: options.index.map(|index| index.code.to_owned()),
            authority: options.authority.clone(),
            number: options.number.clone(),
            issued_on: options.issued_on.map(|date| date.to_string()),
            issuer: options.issuer.clone(),
            scale: options.scale.map(Points::shortest),
            units: options.units,
            new_units: options.new_units,
            headings: options.headings.iter().map(ToString::to_string).collect(),
            accept: options.accept.iter().map(|rule| rule.code().to_owned()).collect(),
            mapping: files.collect(),
            registry: registry.as_ref().map(|registry| registry.texts.clone()),
        };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    /// Returns an error if the text is not such JSON, or if one of its values cannot be read.
    pub fn from_json(json: &str) -> Result<Self, InstructionsError> {
        let written: Written =
            serde_json::from_str(json).map_err(|error| InstructionsError(error.to_string()))?;

        let parsed = |text: Option<String>| {
            text.map(|text| text.parse().map_err(InstructionsError)).transpose()
        };
        let texts: Vec<_> =
            written.mapping.into_iter().map(|(path, text)| (PathBuf::from(path), text)).collect();

        let mapping = if texts.is_empty() { None } else { Some(Mapping::of_texts(&texts)) };
        let registry = written
            .registry
            .map(|[units, frameworks]| Registry::parse(Path::new(""), &units, &frameworks));

        let rule =
            |code: &String| Rule::from_name(code).ok_or_else(|| InstructionsError(code.clone()));
        let headings =
            written.headings.iter().map(|heading| heading.parse().map_err(InstructionsError));

        Ok(Self {
            reading: ReadOptions {
                encoding: written
                    .encoding
                    .map(|name| name.parse().map_err(InstructionsError))
                    .transpose()?,
                values: written.values,
                separator: written.separator,
                decimal_mark: written.decimal_mark,
                sheet: written.sheet,
                range: written
                    .range
                    .map(|range| range.parse().map_err(InstructionsError))
                    .transpose()?,
                limits: written.limits.unwrap_or_default(),
            },
            options: Options {
                year: written.year.and_then(Year::new),
                block: written
                    .block
                    .map(|block| block.parse().map_err(InstructionsError))
                    .transpose()?,
                unit: written.unit,
                stage: written
                    .stage
                    .map(|stage| stage.parse().map_err(InstructionsError))
                    .transpose()?,
                index: written
                    .index
                    .map(|index| index.parse().map_err(InstructionsError))
                    .transpose()?,
                authority: written.authority,
                number: written.number,
                issued_on: parsed(written.issued_on)?,
                issuer: written.issuer,
                scale: written
                    .scale
                    .as_deref()
                    .map(scale)
                    .transpose()
                    .map_err(InstructionsError)?,
                units: written.units,
                today: None,
                new_units: written.new_units,
                headings: headings.collect::<Result<_, _>>()?,
                accept: written.accept.iter().map(rule).collect::<Result<_, _>>()?,
            },
            mapping: mapping.transpose().map_err(|error| InstructionsError(error.to_string()))?,
            registry: registry.transpose().map_err(|error| InstructionsError(error.to_string()))?,
        })
    }
}

/// The JSON form of [`Instructions`].
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    limits: Option<Limits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    values: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal_mark: Option<char>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<usize>,
    #[serde(skip_serializing_if = "is_default")]
    new_units: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headings: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accept: Vec<String>,
    /// The paths and texts of the mapping and of its file of names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mapping: Vec<(String, String)>,
    /// The texts of `units.toml` and `frameworks.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    registry: Option<[String; 2]>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_default(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Date};

    #[test]
    fn instructions_survive_a_round_trip_through_json() {
        let instructions = Instructions {
            reading: ReadOptions {
                encoding: "windows-1258".parse().ok(),
                values: true,
                separator: Some(';'),
                decimal_mark: Some(','),
                sheet: Some("Biểu 1".to_owned()),
                range: "B3:AC31".parse().ok(),
                limits: Limits { cells: 10, ..Limits::default() },
            },
            options: Options {
                year: Year::new(2022),
                block: Some(Block::COMMUNE),
                unit: Some("Sở Tư pháp".to_owned()),
                stage: Some(crate::model::Stage::Appraised),
                index: "sipas".parse().ok(),
                authority: Some("UBND tỉnh".to_owned()),
                number: Some("501/QĐ-UBND".to_owned()),
                issued_on: Date::new(2023, 3, 31),
                issuer: Some("UBND tỉnh".to_owned()),
                scale: scale("1000").ok(),
                units: Some(12),
                today: None,
                new_units: true,
                headings: "Điểm hội đồng=appraised".parse().into_iter().collect(),
                accept: vec![Rule::RankOrder],
            },
            mapping: None,
            registry: Registry::parse(
                Path::new(""),
                "",
                "[[series]]\nname = \"A\"\nprinted = [\"a\"]\n",
            )
            .ok(),
        };
        let json = instructions.to_json();
        let again = Instructions::from_json(&json).expect("what was written");
        assert_eq!(again.reading, instructions.reading);
        assert_eq!(
            again.registry.as_ref().map(|registry| registry.texts.clone()),
            instructions.registry.as_ref().map(|registry| registry.texts.clone())
        );
        assert_eq!(format!("{:?}", again.options), format!("{:?}", instructions.options));
        assert_eq!(again.to_json(), json);
        assert_eq!(Instructions::default().to_json(), "{}");
        assert!(Instructions::from_json("{\"sheets\": 1}").is_err());
    }
}
