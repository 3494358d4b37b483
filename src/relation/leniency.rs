//! How far units score themselves above their block, and how much of it the data can tell from
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
    /// How far each unit's gap share lies above its block's, and how much of that difference one
    /// year can tell from noise. The estimate comes from a two-way model, unit × criterion,
    /// weighted by maximum points, with shrinkage. No rows for blocks with fewer than six units,
    /// with fewer than four criteria on which every unit has both scores, with more than a third of
    /// the criteria left out, or with units that are not known.
    pub struct LeniencyRow: "leniency" from "leniency_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, gap_share, block_gap_share, deviation, reliability, leniency,
        spread, criteria, left_out;
    order "year, block, unit_order, unit_id";
    shown unit, gap_share, deviation, reliability, leniency, spread;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in that year: the declared name, or else the name that its first document
    /// prints.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The unit's mean gap share over the criteria of the model, weighted by maximum points, −1 to
    /// 1.
    gap_share: f64 = Share, GAP_SHARE;
    /// Mean of `gap_share` over the units of the block.
    block_gap_share: f64 = Share, BLOCK_GAP_SHARE;
    /// `gap_share` − `block_gap_share`; positive when the unit scores itself further above the
    /// appraisal than the block does.
    deviation: f64 = ShareChange, DEVIATION;
    /// The share of the variance of the block's deviations that one year can tell from noise, 0 to
    /// 1; the same for all units of the block.
    reliability: f64 = Share, label("Độ tin cậy", "Reliability");
    /// `deviation` × `reliability`: the part of the deviation that the data support.
    leniency: f64 = ShareChange, LENIENCY;
    /// Standard deviation of the true deviation around `leniency`; the same for all units of the
    /// block.
    spread: f64 = PercentPoints, SPREAD;
    /// Number of criteria of level 1 in the model.
    criteria: usize = Count, label("Số lĩnh vực", "Criteria");
    /// Number of criteria of level 1 left out of the model because not every unit has both scores
    /// on them.
    left_out: usize = Count, label("Số lĩnh vực không tính", "Criteria left out");
}

relation! {
    /// How far a whole block scores itself above the appraisal on each criterion, beyond what it
    /// does over all criteria. A large value suggests that units and appraisers read the criterion
    /// differently. Blocks without rows in `leniency` have none here.
    pub struct CriterionStrictness: "criterion_strictness" from "criterion_strictness_row";
    key year, block, criterion;
    daily year, block, criterion, series, units, gap_share, block_gap_share, strictness;
    order "year, block, criterion_position";
    shown criterion, gap_share, block_gap_share, strictness;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The criterion's name as its document prints it, without its maximum points.
    criterion: String = Name, CRITERION;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    series: String = Name, SERIES;
    /// Number of units in the model.
    units: usize = Count, UNITS;
    /// Mean gap share of the units on the criterion, −1 to 1.
    gap_share: f64 = Share, GAP_SHARE;
    /// Mean gap share of the units over all criteria of the model, weighted by maximum points.
    block_gap_share: f64 = Share, BLOCK_GAP_SHARE;
    /// `gap_share` − `block_gap_share`; positive when the appraisal is stricter on this criterion
    /// than on the criteria overall.
    strictness: f64 = ShareChange, label("Mức chặt chẽ của thẩm định (điểm %)", "Strictness (pp)");
}

relation! {
    /// How far each unit of a block's last year scores itself above its block year after year, and
    /// how much of that lasts, over up to five years that have a leniency model. No rows for blocks
    /// with fewer than two such years, or with fewer than six units that are in all of them.
    pub struct LastingLeniency: "lasting_leniency" from "lasting_leniency_row";
    key block, unit_id;
    daily block, unit, unit_id, years, first_year, last_year, deviation, lasting_share, leniency,
        spread;
    order "block, unit_order, unit_id";
    shown unit, years, first_year, last_year, deviation, lasting_share, leniency, spread;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in the last year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// Number of these years that the unit is in.
    years: usize = Count, YEARS;
    /// The first of these years that the unit is in.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of these years; the same for all units of the block.
    last_year: Year = Year, LAST_YEAR;
    /// Mean of the unit's yearly deviations from its block over these years.
    deviation: f64 = ShareChange, DEVIATION;
    /// The share of a mean deviation over this many years that lasts, 0 to 1; it grows with the
    /// number of years.
    lasting_share: f64 = Share, label("Phần ổn định", "Lasting share");
    /// `deviation` × `lasting_share`: the deviation to expect next year.
    leniency: f64 = ShareChange, LENIENCY;
    /// Standard deviation of the lasting deviation around `leniency`.
    spread: f64 = PercentPoints, SPREAD;
}
