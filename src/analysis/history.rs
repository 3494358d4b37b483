//! All stored years of the selected blocks, for questions that span years.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    /// Loads all years of the selected blocks.
    ///
    /// # Errors
    /// Returns an error if the database cannot be read.
    pub fn load(store: &Store, selection: Selection) -> Result<Self, StoreError> {
        let selection = Selection { year: None, ..selection };
        let rankings: Vec<RankingRow> = store.load(selection, &[])?;
        let assessments = store.load_assessments(selection)?;
        let series = store.load_known()?.series;

        Ok(Self {
            labels: labels(&rankings),
            rankings,
            assessments,
            criteria: store.load(selection, &[])?,
            frameworks: store.load_frameworks()?,
            lineages: store.load(Selection::default(), &[])?,
            short_names: ShortNames::of_series(&series),
            splits: series
                .into_iter()
                .filter_map(|entry| Some((entry.name, entry.split_from?)))
                .collect(),
        })
    }

    /// Loads all years of one block without the data that only reports need: criteria,
    /// splits and short names are empty.
    pub(super) fn of_block(store: &Store, block: Block) -> Result<Self, StoreError> {
        let selection = Selection { block: Some(block), ..Selection::default() };
        let rankings: Vec<RankingRow> = store.load(selection, &[])?;

        Ok(Self {
            labels: labels(&rankings),
            rankings,
            assessments: store.load_assessments(selection)?,
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
        let blocks: BTreeSet<Block> =
            self.assessments.iter().map(|assessment| assessment.block).collect();
        blocks.into_iter().collect()
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
        self.assessment(block, from)?.has_same_criteria(self.assessment(block, to)?)
    }

    /// The name of the declared framework that is in force for a block in a year.
    #[must_use]
    pub fn framework_of(&self, block: Block, year: Year) -> Option<String> {
        let started = self
            .frameworks
            .iter()
            .filter(|framework| framework.block == block.kind && framework.first_year <= year);
        started.max_by_key(|framework| framework.first_year).map(|framework| framework.name.clone())
    }

    /// The declared frameworks whose first year lies after `from` and not after `to`.
    pub fn new_frameworks(
        &self,
        block: Block,
        [from, to]: [Year; 2],
    ) -> impl Iterator<Item = &FrameworkRow> {
        self.frameworks.iter().filter(move |framework| {
            framework.block == block.kind
                && framework.first_year > from
                && framework.first_year <= to
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
                .any(|framework| framework.block == block.kind && framework.first_year <= years[0])
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

#[cfg(test)]
impl History {
    /// These results without a registry, for tests.
    pub(super) fn of_rows(rankings: Vec<RankingRow>, assessments: Vec<AssessmentRow>) -> Self {
        Self { rankings, assessments, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::block_year::blank_assessment;
    use crate::model::Coverage;

    const BLOCKS: [Block; 2] = [Block::DEPARTMENT, Block::DISTRICT];

    fn year(number: i32) -> Year {
        Year::new(number).expect("a year")
    }

    fn years(from: i32, to: i32) -> [Year; 2] {
        [year(from), year(to)]
    }

    /// The years 2018, 2020 and 2022 of both blocks. Departments have the frameworks A from 2018
    /// and B from 2021, districts have C from 2022.
    fn history() -> History {
        let framework = |block, first_year, name: &str| FrameworkRow {
            block,
            first_year: year(first_year),
            name: name.to_owned(),
        };
        let assessments = BLOCKS.into_iter().flat_map(|block| {
            [2018, 2020, 2022].map(|number| blank_assessment(block, year(number)))
        });
        History {
            assessments: assessments.collect(),
            frameworks: vec![
                framework(BLOCKS[0].kind, 2018, "A"),
                framework(BLOCKS[0].kind, 2021, "B"),
                framework(BLOCKS[1].kind, 2022, "C"),
            ],
            ..History::default()
        }
    }

    #[test]
    fn the_framework_in_force_is_the_latest_that_began() {
        let history = history();
        let name = |block, number| history.framework_of(block, year(number));
        assert_eq!(name(BLOCKS[0], 2017), None);
        assert_eq!(name(BLOCKS[0], 2018).as_deref(), Some("A"));
        assert_eq!(name(BLOCKS[0], 2020).as_deref(), Some("A"));
        assert_eq!(name(BLOCKS[0], 2022).as_deref(), Some("B"));
        assert_eq!(name(BLOCKS[1], 2021), None);
        assert_eq!(name(BLOCKS[1], 2022).as_deref(), Some("C"));
    }

    #[test]
    fn frameworks_break_where_one_is_declared_or_criteria_change() {
        let mut history = history();
        let broken = |history: &History, block| {
            let breaks = history.framework_breaks(block).into_iter();
            breaks.map(|found| (found.year.number(), found.name)).collect::<Vec<_>>()
        };
        let [b, c] = ["B", "C"].map(|name| Some(name.to_owned()));
        assert_eq!(broken(&history, BLOCKS[0]), [(2021, b.clone())]);
        assert_eq!(broken(&history, BLOCKS[1]), [(2022, c.clone())]);

        // Criteria that change between two years are a break as well, unless one is declared there.
        for (at, key) in ["x", "y", "z", "x", "x", "y"].into_iter().enumerate() {
            history.assessments[at].criteria_key = Some(key.to_owned());
        }
        assert_eq!(broken(&history, BLOCKS[0]), [(2020, None), (2021, b)]);
        assert_eq!(broken(&history, BLOCKS[1]), [(2022, c)]);

        let between = |from, to| {
            let breaks = history.framework_breaks_between(BLOCKS[0], years(from, to)).into_iter();
            breaks.map(|found| found.year.number()).collect::<Vec<_>>()
        };
        assert_eq!(between(2018, 2022), [2020, 2021]);
        assert_eq!(between(2020, 2022), [2021]);
        assert_eq!(between(2018, 2020), [2020]);
        assert!(between(2021, 2022).is_empty());
    }

    #[test]
    fn without_criteria_only_the_registry_shows_whether_a_framework_changed() {
        let mut history = history();
        let changed = |history: &History, block, span| history.is_framework_changed(block, span);
        assert_eq!(history.has_same_criteria(BLOCKS[0], years(2018, 2020)), None);
        assert_eq!(changed(&history, BLOCKS[0], years(2018, 2020)), Some(false));
        assert_eq!(changed(&history, BLOCKS[0], years(2020, 2022)), Some(true));
        assert_eq!(changed(&history, BLOCKS[1], years(2018, 2020)), None);
        assert_eq!(changed(&history, BLOCKS[1], years(2020, 2022)), Some(true));

        for (at, key) in ["x", "y", "y", "x", "x", "x"].into_iter().enumerate() {
            history.assessments[at].criteria_key = Some(key.to_owned());
        }
        assert_eq!(history.has_same_criteria(BLOCKS[0], years(2018, 2020)), Some(false));
        assert_eq!(history.has_same_criteria(BLOCKS[0], years(2020, 2022)), Some(true));
        assert_eq!(changed(&history, BLOCKS[0], years(2018, 2020)), Some(true));
        assert_eq!(changed(&history, BLOCKS[1], years(2018, 2020)), Some(false));
    }

    #[test]
    fn years_are_complete_if_all_units_of_both_are_known() {
        let mut history = history();
        history.assessments[1].coverage = Coverage::Partial;
        assert!(history.is_complete(BLOCKS[0], years(2018, 2022)));
        assert!(!history.is_complete(BLOCKS[0], years(2018, 2020)));
        assert!(!history.is_complete(BLOCKS[0], years(2018, 2019)), "2019 is not stored");
        assert!(history.is_complete(BLOCKS[1], years(2018, 2020)));
    }
}
