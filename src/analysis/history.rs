//! Everything that is stored of the chosen blocks, for questions that span years.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Block, Year};
use crate::registry::ShortNames;
use crate::relation::{CriterionRow, LineageRow, RankingRow};
use crate::store::{AssessmentRow, FrameworkRow, Selection, Store, StoreError};

/// All years of the chosen blocks that may be compared with each other.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// Who stood where, by year, block and rank.
    pub rankings: Vec<RankingRow>,
    /// The assessments in force with their documents, by year and block.
    pub assessments: Vec<AssessmentRow>,
    /// The assessments in force that are left out, since another authority issued them.
    pub apart: Vec<AssessmentRow>,
    /// The declared frameworks.
    pub frameworks: Vec<FrameworkRow>,
    /// What became of units.
    pub lineages: Vec<LineageRow>,
    /// The criteria of all years, in printed order.
    pub criteria: Vec<CriterionRow>,
    /// Declared series that were split off others: the part and the whole.
    pub splits: Vec<(String, String)>,
    /// The short names of areas.
    pub short_names: ShortNames,
    labels: HashMap<(Block, i64), String>,
}

/// A new framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkBreak {
    /// Its first year.
    pub year: Year,
    /// What it is called, where that is declared.
    pub name: Option<String>,
}

impl History {
    /// Loads all years of one block, or of all.
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

    /// All years of one block, without what only reports say: criteria and splits are empty.
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

    /// A unit's last name; where another unit of the block bears the same, with its years:
    /// `Sở Nội vụ (2023–2024)`.
    #[must_use]
    pub fn label(&self, block: Block, unit_id: i64) -> &str {
        self.labels.get(&(block, unit_id)).map_or("", String::as_str)
    }

    /// One block in one year.
    #[must_use]
    pub fn assessment(&self, block: Block, year: Year) -> Option<&AssessmentRow> {
        self.assessments
            .iter()
            .find(|assessment| assessment.block == block && assessment.year == year)
    }

    /// The years of a block, the earliest first.
    #[must_use]
    pub fn years(&self, block: Block) -> Vec<Year> {
        self.assessments
            .iter()
            .filter(|candidate| candidate.block == block)
            .map(|assessment| assessment.year)
            .collect()
    }

    /// The blocks that are stored.
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

    /// The units of a year to which not all points of their block applied, as where no survey was
    /// held.
    #[must_use]
    pub fn reduced(&self, block: Block, year: Year) -> Vec<&RankingRow> {
        let whole = self.ranked(block, year).map(|row| row.max_total).max();
        self.ranked(block, year).filter(|row| Some(row.max_total) < whole).collect()
    }

    /// Whether all units of both years are known.
    #[must_use]
    pub fn is_complete(&self, block: Block, years: [Year; 2]) -> bool {
        years.iter().all(|year| {
            self.assessment(block, *year)
                .is_some_and(|assessment| assessment.coverage.is_complete())
        })
    }

    /// Whether both years have the same criteria with the same maxima; none where the criteria are
    /// not known.
    #[must_use]
    pub fn has_same_criteria(&self, block: Block, [from, to]: [Year; 2]) -> Option<bool> {
        let key = |year| self.assessment(block, year)?.criteria_key.as_ref();
        Some(key(from)? == key(to)?)
    }

    /// The declared framework that is in force for a block in a year.
    #[must_use]
    pub fn framework_of(&self, block: Block, year: Year) -> Option<String> {
        let begun = self
            .frameworks
            .iter()
            .filter(|framework| framework.block == block && framework.first_year <= year);
        begun.max_by_key(|framework| framework.first_year).map(|framework| framework.name.clone())
    }

    /// The declared frameworks that began between two years.
    pub fn new_frameworks(
        &self,
        block: Block,
        [from, to]: [Year; 2],
    ) -> impl Iterator<Item = &FrameworkRow> {
        self.frameworks.iter().filter(move |framework| {
            framework.block == block && framework.first_year > from && framework.first_year <= to
        })
    }

    /// Where frameworks change between the stored years of a block: the first year of the new one,
    /// and its name where it is declared.
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

    /// Those that begin between two years.
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

    /// Whether the framework changed between two years; none where neither the registry nor the
    /// criteria tell.
    #[must_use]
    pub fn is_framework_changed(&self, block: Block, years: [Year; 2]) -> Option<bool> {
        if self.new_frameworks(block, years).next().is_some() {
            return Some(true);
        }
        let declared = || {
            self.frameworks
                .iter()
                .any(|framework| framework.block == block && framework.first_year <= years[0])
        };
        let same = self.has_same_criteria(block, years);
        same.map(|same| !same).or_else(|| declared().then_some(false))
    }
}

fn labels(rankings: &[RankingRow]) -> HashMap<(Block, i64), String> {
    // The rows come by year, so that the last name stays.
    let mut names: BTreeMap<(Block, i64), (&str, Year, Year)> = BTreeMap::new();
    for row in rankings {
        let span = names.entry((row.block, row.unit_id)).or_insert((&row.unit, row.year, row.year));
        *span = (&row.unit, span.1, row.year);
    }
    let mut bearers: HashMap<(Block, &str), usize> = HashMap::new();
    for ((block, _), (name, ..)) in &names {
        *bearers.entry((*block, name)).or_default() += 1;
    }
    let label = |(key, (name, first, last)): (&(Block, i64), &(&str, Year, Year))| {
        let shared = bearers[&(key.0, *name)] > 1;
        let span = if first == last { first.to_string() } else { format!("{first}–{last}") };
        (*key, if shared { format!("{name} ({span})") } else { (*name).to_owned() })
    };
    names.iter().map(label).collect()
}
