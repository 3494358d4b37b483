//! Rows that are loaded apart from relations.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Block, BlockKind, Coverage, Date, Grade, GradeBand, Index, Points, RankConvention, Stage, Year,
};

/// Which assessments to load. None means all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection {
    /// Only this year.
    pub year: Option<Year>,
    /// Only this block, and only this group of it or the whole.
    pub block: Option<Block>,
    /// Only this block, with all its groups.
    pub kind: Option<BlockKind>,
    /// Those with self scores only, which wait for their appraisal, instead of those with results.
    pub waiting: bool,
}

/// An assessment with the document that it comes from.
#[derive(Debug, Clone)]
pub struct AssessmentRow {
    /// Identifies the assessment in the stored statistics.
    pub id: i64,
    /// The year of the results.
    pub year: Year,
    /// The block.
    pub block: Block,
    /// The stage that it has reached.
    pub stage: Stage,
    /// The title above its table.
    pub title: String,
    /// How much of it is published.
    pub coverage: Coverage,
    /// Number of units whose results are known.
    pub known: usize,
    /// Number of units in the block; more than `known` when the coverage is partial.
    pub units: usize,
    /// Number of units that have some appraised scores and no total.
    pub open: usize,
    /// How many units of the block have each grade, best first; empty when the document does not
    /// say.
    pub grade_counts: Vec<(Grade, usize)>,
    /// Number of the decision.
    pub number: String,
    /// Date of the decision.
    pub issued_on: Date,
    /// Who issued it.
    pub issuer: String,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Whether the figures are simulated, not real.
    pub simulated: bool,
    /// Where the copy was taken from; none when the document does not say.
    pub copied_from: Option<String>,
    /// The maximum total.
    pub scale: Points,
    /// How its units are ranked.
    pub ranks: RankConvention,
    /// Where grades begin, best first.
    pub bands: Vec<GradeBand>,
    /// The index.
    pub index: Index,
    /// The authority whose index it is.
    pub authority: String,
    /// Identifies that authority.
    pub authority_id: i64,
    /// A line per criterion: the series of its parent, its own series, its level and its maximum
    /// points, between tabs. None when only totals are known.
    pub criteria_key: Option<String>,
}

impl AssessmentRow {
    /// A hundredth of the maximum total: one point on a scale of 100.
    #[must_use]
    pub fn hundredth_of_scale(&self) -> Points {
        Points::from_ten_thousandths(self.scale.ten_thousandths() / 100)
    }

    /// Whether two assessments have the same criteria with the same maxima. The parts of a criterion
    /// count where both list them: a year that only lists its areas has the criteria of one that
    /// lists their parts as well. None if only totals are known of either.
    #[must_use]
    pub fn has_same_criteria(&self, other: &Self) -> Option<bool> {
        if self.scale != other.scale {
            return Some(false);
        }
        let [ours, theirs] = [self.criteria_by_parent()?, other.criteria_by_parent()?];
        let mut listed =
            ours.iter().filter_map(|(parent, parts)| Some((parts, theirs.get(parent)?)));
        Some(listed.all(|(ours, theirs)| ours == theirs))
    }

    /// The lines of the criteria below each parent. The parent of areas is empty.
    fn criteria_by_parent(&self) -> Option<BTreeMap<&str, BTreeSet<&str>>> {
        let mut by_parent: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for line in self.criteria_key.as_ref()?.lines() {
            let (parent, criterion) = line.split_once('\t').unwrap_or(("", line));
            by_parent.entry(parent).or_default().insert(criterion);
        }
        Some(by_parent)
    }
}

/// A framework that the registry declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkRow {
    /// The block that it applies to.
    pub block: BlockKind,
    /// The first year to which it applies. It is in force until the next framework of the block
    /// begins.
    pub first_year: Year,
    /// Its name.
    pub name: String,
}

/// A unit with one spelling of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitName {
    /// The block.
    pub block: BlockKind,
    /// The canonical name.
    pub name: String,
    /// The unit above it. None if it is not known.
    pub parent: Option<String>,
    /// The match key of one spelling of the name. A unit has one row per spelling.
    pub key: String,
    /// Identifies the office: the same in every year, even after the office was renamed.
    pub unit_id: i64,
}

/// One index of one authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scope {
    /// Identifies the authority in the database.
    pub authority: i64,
    /// The index.
    pub index: Index,
}

/// An index of an authority, of which the database holds results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredIndex {
    /// Authority and index.
    pub scope: Scope,
    /// The name of the authority.
    pub authority: String,
}
