//! The plan of a workbook to fill in: its units and its criteria.

use crate::model::{
    Block, Framework, FurtherKind, Grade, GradeSet, Index, Points, RankConvention, Year,
};
use crate::relation::{CriterionRow, RankingRow};
use crate::store::{Selection, Store, StoreError};

use super::decision::framework_of;

/// The contents of a workbook to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The year to be scored.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The index.
    pub index: Index,
    /// The issuer of the latest decision. Empty if there is no decision.
    pub issuer: String,
    /// The criteria of the latest known year, without grade bands.
    pub framework: Framework,
    /// The grades of the framework in force, or else those of the latest results.
    pub grades: GradeSet,
    /// The declared lower bounds of the grades, best first. Empty if none are declared.
    pub bounds: Vec<(Grade, Points)>,
    /// The year from which the criteria come.
    pub framework_year: Year,
    /// The kinds of points beside the criteria in the latest year.
    pub beside: Vec<FurtherKind>,
    /// The names of the units that exist in the year.
    pub units: Vec<String>,
    /// Whether the criteria come from simulated figures.
    pub simulated: bool,
}

/// Why no template could be planned.
#[derive(Debug, thiserror::Error)]
pub enum TemplateFlaw {
    /// The database could not be read.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// No criteria of the block are known.
    #[error("no criteria of {0}")]
    NoFramework(Block),
    /// No unit of the block exists in the year.
    #[error("no units of {0} in {1}")]
    NoUnits(Block, Year),
}

/// Plans a template from the latest criteria of a block and its units.
///
/// # Errors
/// Returns an error if no criteria of the block are known, if none of its units exists in the year,
/// or if the database cannot be read.
pub fn plan_template(store: &Store, year: Year, block: Block) -> Result<Template, TemplateFlaw> {
    let selection = Selection { block: Some(block), ..Selection::default() };
    let criteria: Vec<CriterionRow> = store.load(selection, &[])?;
    let framework_year =
        criteria.iter().map(|row| row.year).max().ok_or(TemplateFlaw::NoFramework(block))?;
    let latest: Vec<_> = criteria.into_iter().filter(|row| row.year == framework_year).collect();
    let mut framework = framework_of(&latest);

    let known = store.load_known()?;
    let assessments = store.load_assessments(selection)?;
    let latest = assessments.iter().max_by_key(|assessment| assessment.year);
    let entry = latest.and_then(|row| known.framework(row.index, block, year));
    framework.ranks = latest.map_or_else(RankConvention::default, |assessment| assessment.ranks);
    let of_latest = latest.map(|assessment| assessment.year);
    let of_latest = Selection { year: of_latest, ..selection };
    let rankings: Vec<RankingRow> = store.load(of_latest, &[])?;
    let exists = |unit: &&crate::registry::UnitEntry| {
        unit.block.kind == block.kind && unit.distance(year) == 0
    };
    let of_block = known.units().iter().filter(exists).map(|unit| unit.name.clone());
    let mut units: Vec<_> = of_block.collect();
    if block.group.is_some() {
        // The registry does not say which group a unit belongs to; its latest results do.
        units.retain(|unit| rankings.iter().any(|row| row.unit == *unit));
    }
    if units.is_empty() {
        return Err(TemplateFlaw::NoUnits(block, year));
    }

    Ok(Template {
        year,
        block,
        index: latest.map_or(Index::CCHC, |assessment| assessment.index),
        issuer: latest.map(|assessment| assessment.issuer.clone()).unwrap_or_default(),
        framework,
        grades: entry
            .and_then(|entry| entry.grades)
            .or_else(|| latest.and_then(|row| Some(row.bands.first()?.grade.set())))
            .unwrap_or_default(),
        bounds: entry.map(|entry| entry.bounds.clone()).unwrap_or_default(),
        framework_year,
        beside: RankingRow::kinds_beside(rankings.iter()),
        units,
        simulated: assessments
            .iter()
            .any(|assessment| assessment.simulated && assessment.year == framework_year),
    })
}
