//! How far units score themselves above their block, and how much of that the data can tell from
//! noise.

use crate::model::{Block, Year};

use super::label::{
    BLOCK, BLOCK_GAP_SHARE, CRITERION, FIRST_YEAR, GAP_SHARE, LAST_YEAR, SERIES, UNIT, UNIT_ID,
    UNITS, YEAR, YEARS, label,
};
use super::{Label, relation};

const DEVIATION: Label = label("So với khối (điểm %)", "Above block (pp)");
const LENIENCY: Label = label("Xu hướng tự chấm cao (điểm %)", "Leniency (pp)");
const SPREAD: Label = label("Sai số (± điểm %)", "Spread (± pp)");

relation! {
    /// How far each unit's gap share lies above its block's, and how much of that one year can tell
    /// from noise: a two-way model unit × criterion, weighted by maximum points, with shrinkage. No
    /// rows where a block has fewer than six units or four criteria that all units were scored
    /// twice in, or where not all units are known.
    pub struct LeniencyRow: "leniency" from "leniency_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, gap_share, block_gap_share, deviation, reliability, leniency, spread, criteria,
        left_out;
    order "year, block, unit_id";
    shown unit, gap_share, deviation, reliability, leniency, spread;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The gap as a share of the maximum, over the criteria of the model.
    gap_share: f64 = Share, GAP_SHARE;
    /// The mean gap share of the units of the block over the same criteria.
    block_gap_share: f64 = Share, BLOCK_GAP_SHARE;
    /// Gap share − that of the block: positive where the unit scores itself higher above the
    /// appraisal than the block does.
    deviation: f64 = ShareChange, DEVIATION;
    /// The share of the deviations of the block that one year can tell from noise, 0 to 1.
    reliability: f64 = Share, label("Độ tin cậy", "Reliability");
    /// What remains of the deviation once it is shrunken by the reliability.
    leniency: f64 = ShareChange, LENIENCY;
    /// The standard deviation of the true deviation about the leniency; the same for all units of
    /// the block.
    spread: f64 = PercentPoints, SPREAD;
    /// The criteria of level 1 in the model.
    criteria: usize = Count, label("Số lĩnh vực", "Criteria");
    /// Criteria of level 1 that are left out: not all units were scored twice in them.
    left_out: usize = Count, label("Số lĩnh vực không tính", "Criteria left out");
}

relation! {
    /// How far a whole block scores itself above the appraisal on each criterion, beyond what it
    /// does on all: where that is much, the criterion is understood in two ways.
    pub struct CriterionStrictness: "criterion_strictness" from "criterion_strictness_row";
    key year, block, criterion;
    daily year, block, criterion, series, units, gap_share, block_gap_share, strictness;
    order "year, block, criterion_position";
    shown criterion, gap_share, block_gap_share, strictness;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The criterion, as its document prints it.
    criterion: String = Name, CRITERION;
    /// What the criterion is called across frameworks.
    series: String = Name, SERIES;
    /// The units of the model.
    units: usize = Count, UNITS;
    /// The mean gap share of the units on the criterion.
    gap_share: f64 = Share, GAP_SHARE;
    /// Their mean gap share over all criteria of the model, weighted by maximum points.
    block_gap_share: f64 = Share, BLOCK_GAP_SHARE;
    /// The one less the other: positive where the appraisal is stricter than on the other criteria.
    strictness: f64 = ShareChange, label("Mức chặt chẽ của thẩm định (điểm %)", "Strictness (pp)");
}

relation! {
    /// How far each unit of a block's last year scores itself above its block year after year, and
    /// how much of that lasts: over up to five years that have a model. No rows with fewer than two
    /// such years, or six units that are in all of them.
    pub struct LastingLeniency: "lasting_leniency" from "lasting_leniency_row";
    key block, unit_id;
    daily block, unit, unit_id, years, first_year, last_year, deviation, lasting_share, leniency, spread;
    order "block, unit_id";
    shown unit, years, first_year, last_year, deviation, lasting_share, leniency, spread;

    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// How many of the years the unit is in.
    years: usize = Count, YEARS;
    /// The first of them.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of them: that of the block.
    last_year: Year = Year, LAST_YEAR;
    /// Mean deviation from the block over these years.
    deviation: f64 = ShareChange, DEVIATION;
    /// The share of such a mean deviation that lasts, 0 to 1; it grows with the years.
    lasting_share: f64 = Share, label("Phần ổn định", "Lasting share");
    /// What remains of the mean deviation once it is shrunken by the lasting share: what to expect
    /// next year.
    leniency: f64 = ShareChange, LENIENCY;
    /// The standard deviation of what lasts about the leniency.
    spread: f64 = PercentPoints, SPREAD;
}
