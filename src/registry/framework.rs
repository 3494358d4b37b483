//! Reads `frameworks.toml`: the frameworks with their years, the series of criteria, and the
//! declared headings.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{
    Block, BlockKind, DeclaredHeading, Grade, GradeSet, Index, Points, RankConvention, TitledIndex,
    Year, clean, match_key,
};

use super::block::{BlockEntry, block, title_words};
use super::error::{Flaw, syntax};
use super::unit::{optional_year, year};

/// A declared framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkEntry {
    /// The name, such as `Bộ tiêu chí theo Quyết định 1541/QĐ-UBND`.
    pub name: String,
    /// The index whose framework it is.
    pub index: Index,
    /// The blocks to which it applies.
    pub blocks: Vec<BlockKind>,
    /// The grades that it gives, best first. None if they are not declared.
    pub grades: Option<GradeSet>,
    /// The first year of assessment. The framework is in force until the next one of the block
    /// begins.
    pub first_year: Year,
    /// The maximum total. None if it is not declared.
    pub scale: Option<Points>,
    /// How its units are ranked. None if it is not declared.
    pub ranks: Option<RankConvention>,
    /// The lowest total of each grade, best grade first. Empty if the bounds are unknown.
    pub bounds: Vec<(Grade, Points)>,
    /// The source of this declaration.
    pub source: String,
}

/// A declared series: the identity of a criterion across frameworks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesEntry {
    /// The name that is used in every year.
    pub name: String,
    /// The block to which it applies. None for all blocks.
    pub block: Option<BlockKind>,
    /// The names that frameworks print.
    pub printed: Vec<String>,
    /// The first year in which it was scored. None if no beginning is known.
    pub first_year: Option<Year>,
    /// The last year in which it was scored. None if it still is.
    pub last_year: Option<Year>,
    /// The series from which it was split.
    pub split_from: Option<String>,
    /// A short name for tables, charts and annexes.
    pub short: Option<String>,
}

impl FrameworkEntry {
    /// Whether the framework applies to a block.
    #[must_use]
    pub fn is_for(&self, block: Block) -> bool {
        self.blocks.contains(&block.kind)
    }
}

impl SeriesEntry {
    fn all_names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.printed)
    }

    /// Whether both series apply to a common block and year.
    fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| {
            a.last_year.zip(b.first_year).is_some_and(|(last, first)| last < first)
        };
        let same_block = self.block.is_none() || other.block.is_none() || self.block == other.block;
        same_block && !ends_before(self, other) && !ends_before(other, self)
    }

    /// Whether a criterion with this printed name belongs to the series in a block and year.
    #[must_use]
    pub fn names(&self, block: Block, criterion: &str, year: Year) -> bool {
        let key = match_key(criterion);
        let in_years = self.first_year.is_none_or(|first| first <= year)
            && self.last_year.is_none_or(|last| year <= last);
        let is_named = self.all_names().any(|name| match_key(name) == key);
        is_named && in_years && self.block.is_none_or(|other| other == block.kind)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    framework: Vec<RawFramework>,
    #[serde(default)]
    series: Vec<RawSeries>,
    #[serde(default)]
    heading: Vec<RawHeading>,
    #[serde(default)]
    index: Vec<RawIndex>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIndex {
    code: String,
    name: Option<String>,
    #[serde(default)]
    titles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeading {
    printed: String,
    means: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFramework {
    name: String,
    blocks: Vec<String>,
    first_year: i32,
    index: Option<String>,
    scale: Option<String>,
    ranks: Option<String>,
    #[serde(default)]
    grades: Vec<String>,
    #[serde(default)]
    bounds: BTreeMap<String, String>,
    #[serde(default)]
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeries {
    name: String,
    block: Option<String>,
    #[serde(default)]
    printed: Vec<String>,
    first_year: Option<i32>,
    last_year: Option<i32>,
    split_from: Option<String>,
    short: Option<String>,
}

/// What the file declares.
pub(super) struct Declared {
    pub(super) frameworks: Vec<FrameworkEntry>,
    pub(super) series: Vec<SeriesEntry>,
    pub(super) headings: Vec<DeclaredHeading>,
    pub(super) indices: Vec<TitledIndex>,
}

/// Reads and checks the text of the file. `blocks` are those that `units.toml` declares.
pub(super) fn parse(text: &str, blocks: &[BlockEntry]) -> Result<Declared, Flaw> {
    let text = text.trim_start_matches('\u{feff}');
    let raw: RawFile = toml::from_str(text).map_err(|error| syntax(text, &error))?;

    let mut frameworks = raw
        .framework
        .into_iter()
        .map(|raw| framework(raw, blocks))
        .collect::<Result<Vec<_>, _>>()?;
    frameworks.sort_by_key(|entry| entry.first_year);
    let series =
        raw.series.into_iter().map(|raw| series(raw, blocks)).collect::<Result<Vec<_>, _>>()?;

    check_frameworks(&frameworks)?;
    check_series(&series)?;

    let headings = raw.heading.into_iter().map(heading).collect::<Result<Vec<_>, _>>()?;
    let indices = raw.index.into_iter().map(index).collect::<Result<Vec<_>, _>>()?;
    Ok(Declared { frameworks, series, headings, indices })
}

/// Checks that no two frameworks of a block begin in the same year, and that bounds fall.
fn check_frameworks(frameworks: &[FrameworkEntry]) -> Result<(), Flaw> {
    for (index, entry) in frameworks.iter().enumerate() {
        if entry.bounds.windows(2).any(|pair| pair[0].1 <= pair[1].1) {
            return Err(Flaw::BoundsOrder(entry.name.clone()));
        }

        let same = |other: &&FrameworkEntry| {
            other.index == entry.index
                && other.first_year == entry.first_year
                && other.blocks.iter().any(|block| entry.blocks.contains(block))
        };
        if let Some(other) = frameworks[..index].iter().find(same) {
            let names = [other.name.clone(), entry.name.clone()];
            return Err(Flaw::SameFramework { year: entry.first_year.number(), names });
        }
    }
    Ok(())
}

/// Checks that each printed name has only one series in each year, and that series are split from
/// declared ones.
fn check_series(series: &[SeriesEntry]) -> Result<(), Flaw> {
    for (index, entry) in series.iter().enumerate() {
        if let Some(split_from) = &entry.split_from {
            let is_known =
                |other: &SeriesEntry| other.name == *split_from && other.name != entry.name;
            if !series.iter().any(is_known) {
                return Err(Flaw::UnknownSeries {
                    name: entry.name.clone(),
                    split_from: split_from.clone(),
                });
            }
        }

        for other in series[..index].iter().filter(|other| other.overlaps(entry)) {
            if let Some(printed) = entry
                .all_names()
                .find(|name| other.all_names().any(|other| match_key(other) == match_key(name)))
            {
                let names = [other.name.clone(), entry.name.clone()];
                return Err(Flaw::SameSeries { printed: printed.clone(), series: names });
            }
        }
    }
    Ok(())
}

fn heading(raw: RawHeading) -> Result<DeclaredHeading, Flaw> {
    let printed = clean(&raw.printed);
    if printed.is_empty() {
        return Err(Flaw::Nameless);
    }
    let means = raw.means.parse().map_err(|_| Flaw::NoHeading(raw.means))?;
    Ok(DeclaredHeading { printed, means })
}

fn index(raw: RawIndex) -> Result<TitledIndex, Flaw> {
    let name = clean(raw.name.as_deref().unwrap_or(&raw.code));
    let index = Index::new(&raw.code, &name).ok_or(Flaw::NoCode(raw.code))?;
    Ok(TitledIndex { index, titles: title_words(&name, &raw.titles) })
}

/// The grades of a framework: the declared ones, or else the first known set that has all grades
/// with bounds.
fn grades(raw: &RawFramework) -> Result<Option<GradeSet>, Flaw> {
    if !raw.grades.is_empty() {
        let set = GradeSet::new(&raw.grades);
        return set.map(Some).ok_or_else(|| Flaw::NoGrade(raw.grades.join(", ")));
    }
    let Some(first) = raw.bounds.keys().next() else { return Ok(None) };
    let has_all = |set: &GradeSet| raw.bounds.keys().all(|grade| set.parse(grade).is_some());
    let set = GradeSet::known().iter().copied().find(has_all);
    let is_unknown =
        |grade: &&String| GradeSet::known().iter().all(|set| set.parse(grade).is_none());
    let unknown = raw.bounds.keys().find(is_unknown).unwrap_or(first);
    set.map(Some).ok_or_else(|| Flaw::NoGrade(unknown.clone()))
}

fn framework(raw: RawFramework, declared: &[BlockEntry]) -> Result<FrameworkEntry, Flaw> {
    let name = clean(&raw.name);
    if name.is_empty() {
        return Err(Flaw::Nameless);
    }

    let set = grades(&raw)?;
    let index = match &raw.index {
        Some(code) => Index::new(code, code).ok_or_else(|| Flaw::NoCode(code.clone()))?,
        None => Index::CCHC,
    };
    let scale = raw.scale.map(|text| Points::parse_maximum(&text).ok_or(Flaw::NoPoints(text)));
    let ranks = raw.ranks.map(|text| text.parse().map_err(|_| Flaw::NoRanks(text)));
    let bound = |(grade, points): (String, String)| {
        let parsed = set.unwrap_or_default().parse(&grade).ok_or(Flaw::NoGrade(grade))?;
        let points = Points::parse(&points).map_err(|_| Flaw::NoPoints(points))?.points;
        Ok((parsed, points))
    };

    let mut bounds = raw.bounds.into_iter().map(bound).collect::<Result<Vec<_>, _>>()?;
    bounds.sort_by_key(|(grade, _)| *grade);

    Ok(FrameworkEntry {
        name,
        index,
        grades: set,
        blocks: raw.blocks.iter().map(|code| block(code, declared)).collect::<Result<_, _>>()?,
        first_year: year(raw.first_year)?,
        scale: scale.transpose()?,
        ranks: ranks.transpose()?,
        bounds,
        source: raw.source,
    })
}

fn series(raw: RawSeries, declared: &[BlockEntry]) -> Result<SeriesEntry, Flaw> {
    let name = clean(&raw.name);
    if name.is_empty() {
        return Err(Flaw::Nameless);
    }
    let (first_year, last_year) = (optional_year(raw.first_year)?, optional_year(raw.last_year)?);
    if first_year.zip(last_year).is_some_and(|(first, last)| first > last) {
        return Err(Flaw::YearsReversed(name));
    }

    let block = raw.block.map(|code| block(&code, declared)).transpose()?;
    let short = raw.short.map(|short| clean(&short));
    if short.as_ref().is_some_and(String::is_empty) {
        return Err(Flaw::Nameless);
    }

    Ok(SeriesEntry {
        name,
        block,
        printed: raw.printed,
        first_year,
        last_year,
        split_from: raw.split_from,
        short,
    })
}
