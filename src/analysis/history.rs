//! All stored years of the selected blocks, for questions that span years.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Year};
use crate::registry::ShortNames;
use crate::relation::{CriterionRow, LineageRow, RankingRow};
use crate::store::{AssessmentRow, FrameworkRow, Selection, Store, StoreError};

/// All years of the selected blocks that may be compared with each other.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The rankings, by year, block and rank.
    pub rankings: Vec<RankingRow>,
    /// The assessments in force with their documents, by year and block.
    pub assessments: Vec<AssessmentRow>,
    /// The assessments in force that are not compared, because another authority issued them.
    pub apart: Vec<AssessmentRow>,
    /// The declared frameworks.
    pub frameworks: Vec<FrameworkRow>,
    /// The renamings, mergers, splits and abolitions of units.
    pub lineages: Vec<LineageRow>,
    /// The criteria of all years, in printed order.
    pub criteria: Vec<CriterionRow>,
    /// The declared series that were split off other series: (split-off series, original series).
    pub splits: Vec<(String, String)>,
    /// The short names of areas.
    pub short_names: ShortNames,
    labels: HashMap<(Block, i64), String>,
}

/// The introduction of a new framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkBreak {
    /// The first year of the new framework.
    pub year: Year,
    /// The declared name of the new framework. None if it is not declared.
    pub name: Option<String>,
}

impl History {
    /// Loads all years of one block, or of all blocks if `block` is `None`.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn load(store: &Store, block: Option<Block>) -> Result<Self, StoreError> {
        let selection = Selection { block, compared: true, ..Selection::default() };
        let rankings: Vec<RankingRow> = store.load(selection, &[])?;
        let all = store.load_assessments(Selection { block, ..Selection::default() })?;
        let series = store.load_known(None)?.series;
        let (assessments, apart) = all.into_iter().partition(|assessment| assessment.is_compared);

        Ok(Self {
            labels: labels(&rankings),
            rankings,
            assessments,
            apart,
            criteria: store.load(Selection { block, ..Selection::default() }, &[])?,
            frameworks: store.load_frameworks()?,
            lineages: store.load(Selection::default(), &[])?,
            short_names: ShortNames::of_series(&series),
            splits: series
                .into_iter()
                .filter_map(|entry| Some((entry.name, entry.split_from?)))
                .collect(),
        })
    }

    /// Loads all years of one block without the data that only reports need: `apart`, criteria,
    /// splits and short names are empty.
    pub(super) fn of_block(store: &Store, block: Block) -> Result<Self, StoreError> {
        let selection = Selection { block: Some(block), compared: true, ..Selection::default() };
        let rankings: Vec<RankingRow> = store.load(selection, &[])?;

        Ok(Self {
            labels: labels(&rankings),
            rankings,
            assessments: store.load_assessments(selection)?,
            apart: Vec::new(),
            criteria: Vec::new(),
            frameworks: store.load_frameworks()?,
            lineages: store.load(Selection { block: Some(block), ..Selection::default() }, &[])?,
            splits: Vec::new(),
            short_names: ShortNames::default(),
        })
    }

    /// A unit's latest name. If another unit of the block has the same name, the years are added:
    /// `Sở Nội vụ (2023–2024)`.
    #[must_use]
    pub fn label(&self, block: Block, unit_id: i64) -> &str {
        self.labels.get(&(block, unit_id)).map_or("", String::as_str)
    }

    /// The assessment of one block in one year.
    #[must_use]
    pub fn assessment(&self, block: Block, year: Year) -> Option<&AssessmentRow> {
        self.assessments
            .iter()
            .find(|assessment| assessment.block == block && assessment.year == year)
    }

    /// The years of a block, earliest first.
    #[must_use]
    pub fn years(&self, block: Block) -> Vec<Year> {
        self.assessments
            .iter()
            .filter(|candidate| candidate.block == block)
            .map(|assessment| assessment.year)
            .collect()
    }

    /// The blocks that have assessments.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        Block::ALL
            .into_iter()
            .filter(|block| self.assessments.iter().any(|assessment| assessment.block == *block))
            .collect()
    }

    /// The ranked units of one block in one year.
    pub fn ranked(&self, block: Block, year: Year) -> impl Iterator<Item = &RankingRow> {
        self.rankings.iter().filter(move |row| row.block == block && row.year == year)
    }

    /// The units of a year to which fewer points applied than to others of their block, for example
    /// because no survey was held there.
    #[must_use]
    pub fn reduced(&self, block: Block, year: Year) -> Vec<&RankingRow> {
        let largest = self.ranked(block, year).map(|row| row.max_total).max();
        self.ranked(block, year).filter(|row| Some(row.max_total) < largest).collect()
    }

    /// Whether all units of both years are known.
    #[must_use]
    pub fn is_complete(&self, block: Block, years: [Year; 2]) -> bool {
        years.iter().all(|year| {
            self.assessment(block, *year)
                .is_some_and(|assessment| assessment.coverage.is_complete())
        })
    }

    /// Whether both years have the same criteria with the same maxima. None if the criteria of
    /// either year are not known.
    #[must_use]
    pub fn has_same_criteria(&self, block: Block, [from, to]: [Year; 2]) -> Option<bool> {
        let key = |year| self.assessment(block, year)?.criteria_key.as_ref();
        Some(key(from)? == key(to)?)
    }

    /// The name of the declared framework that is in force for a block in a year.
    #[must_use]
    pub fn framework_of(&self, block: Block, year: Year) -> Option<String> {
        let started = self
            .frameworks
            .iter()
            .filter(|framework| framework.block == block && framework.first_year <= year);
        started.max_by_key(|framework| framework.first_year).map(|framework| framework.name.clone())
    }

    /// The declared frameworks whose first year lies after `from` and not after `to`.
    pub fn new_frameworks(
        &self,
        block: Block,
        [from, to]: [Year; 2],
    ) -> impl Iterator<Item = &FrameworkRow> {
        self.frameworks.iter().filter(move |framework| {
            framework.block == block && framework.first_year > from && framework.first_year <= to
        })
    }

    /// The changes of framework between the stored years of a block, declared or evident from the
    /// criteria.
    #[must_use]
    pub fn framework_breaks(&self, block: Block) -> Vec<FrameworkBreak> {
        let mut breaks = Vec::new();
        for pair in self.years(block).windows(2) {
            let years = [pair[0], pair[1]];
            let declared = self.new_frameworks(block, years);
            let before = breaks.len();
            breaks.extend(declared.map(|framework| FrameworkBreak {
                year: framework.first_year,
                name: Some(framework.name.clone()),
            }));
            if breaks.len() == before && self.is_framework_changed(block, years) == Some(true) {
                breaks.push(FrameworkBreak { year: pair[1], name: None });
            }
        }
        breaks
    }

    /// The changes of framework whose year lies after `from` and not after `to`.
    #[must_use]
    pub fn framework_breaks_between(
        &self,
        block: Block,
        [from, to]: [Year; 2],
    ) -> Vec<FrameworkBreak> {
        self.framework_breaks(block)
            .into_iter()
            .filter(|framework_break| framework_break.year > from && framework_break.year <= to)
            .collect()
    }

    /// Whether the framework changed between two years. None if neither the registry nor the
    /// criteria show it.
    #[must_use]
    pub fn is_framework_changed(&self, block: Block, years: [Year; 2]) -> Option<bool> {
        if self.new_frameworks(block, years).next().is_some() {
            return Some(true);
        }

        let is_declared = || {
            self.frameworks
                .iter()
                .any(|framework| framework.block == block && framework.first_year <= years[0])
        };
        let same = self.has_same_criteria(block, years);
        same.map(|same| !same).or_else(|| is_declared().then_some(false))
    }
}

/// The label of each unit: its latest name, with its years if other units of the block share it.
fn labels(rankings: &[RankingRow]) -> HashMap<(Block, i64), String> {
    // The rows come by year, so the latest name is kept.
    let mut names: BTreeMap<(Block, i64), (&str, Year, Year)> = BTreeMap::new();
    for row in rankings {
        let span = names.entry((row.block, row.unit_id)).or_insert((&row.unit, row.year, row.year));
        *span = (&row.unit, span.1, row.year);
    }

    let mut name_counts: HashMap<(Block, &str), usize> = HashMap::new();
    for ((block, _), (name, ..)) in &names {
        *name_counts.entry((*block, name)).or_default() += 1;
    }

    let label = |(key, (name, first, last)): (&(Block, i64), &(&str, Year, Year))| {
        let is_shared = name_counts[&(key.0, *name)] > 1;
        let span = if first == last { first.to_string() } else { format!("{first}–{last}") };
        (*key, if is_shared { format!("{name} ({span})") } else { (*name).to_owned() })
    };
    names.iter().map(label).collect()
}
