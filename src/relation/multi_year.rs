//! Criteria, whole blocks and mergers over several years.

use crate::model::{Block, Year};

use super::label::{
    ATTAINMENT_AFTER, ATTAINMENT_BEFORE, BLOCK, CONSTANT_UNITS, CRITERION, FROM_YEAR, SERIES,
    SIMULATED, TO_YEAR, UNIT, UNIT_ID, UNITS, YEAR, label,
};
use super::relation;

relation! {
    /// How well each criterion of level 1 separates the units of its block. No rows when the points
    /// of fewer than six units are known, or for blocks in which not all units are known.
    pub struct CriterionDiscrimination:
        "criterion_discrimination" from "criterion_discrimination_row";
    key year, block, criterion;
    daily year, block, criterion, series, units, at_maximum, spread, rest_correlation;
    order "year, block, criterion_position";
    shown criterion, units, at_maximum, spread, rest_correlation;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The criterion's name as its document prints it, without its maximum points.
    criterion: String = Name, CRITERION;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    series: String = Name, SERIES;
    /// Number of units whose points on the criterion are known.
    units: usize = Count, UNITS;
    /// Share of these units that reach the maximum, 0 to 1.
    at_maximum: f64 = Share, label("% đơn vị đạt điểm tối đa", "% at maximum");
    /// Standard deviation (n − 1) of their attainments on the criterion.
    spread: f64 = PercentPoints, label("Độ lệch chuẩn (điểm %)", "Spread (pp)");
    /// Pearson correlation between the attainment on this criterion and the attainment on the
    /// unit's other criteria, −1 to 1. NULL when either is the same for all units.
    rest_correlation: Option<f64> = Statistic,
        label("Tương quan với các lĩnh vực khác", "Correlation with the rest");
}

relation! {
    /// How far apart the units of each block are, for the years in which all of its units are
    /// known.
    pub struct BlockSpread: "block_spreads" from "block_spread_row";
    key year, block;
    daily year, block, units, lowest, highest, spread, constant_units, constant_spread,
        spread_slope, simulated;
    order "block, year";
    shown block, year, units, lowest, highest, spread, constant_units, constant_spread,
        spread_slope;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// Number of units with a known total.
    units: usize = Count, UNITS;
    /// Lowest attainment among the units, 0 to 1.
    lowest: f64 = Share, label("Tỷ lệ đạt thấp nhất", "Lowest attainment");
    /// Highest attainment among the units, 0 to 1.
    highest: f64 = Share, label("Tỷ lệ đạt cao nhất", "Highest attainment");
    /// Standard deviation (n − 1) of the attainments; NULL for a single unit.
    spread: Option<f64> = PercentPoints, label("Độ lệch chuẩn (điểm %)", "Spread (pp)");
    /// Number of units in the like-for-like twin, as in `block_trends`; NULL when there is no twin.
    constant_units: Option<usize> = Count, CONSTANT_UNITS;
    /// Standard deviation (n − 1) of the twin's attainments; NULL when there is no twin, or for a
    /// single unit.
    constant_spread: Option<f64> = PercentPoints,
        label("Độ lệch chuẩn trên cùng cơ sở (điểm %)", "Like-for-like spread (pp)");
    /// Theil–Sen slope, per year, of `constant_spread`, or of `spread` when there is no twin. NULL
    /// for fewer than four years; the same in all rows of the block.
    spread_slope: Option<f64> = ShareChange, label(
        "Xu hướng độ lệch chuẩn (điểm %/năm)",
        "Slope of spread (pp per year)",
    );
    /// Whether the figures are simulated, not real.
    simulated: bool = Flag, SIMULATED;
}

relation! {
    /// How far the survey puts the units of a block in the same order as the appraisal. No rows
    /// when fewer than six units have both scores, or for blocks in which not all units are known.
    pub struct SurveyAgreement: "survey_agreement" from "survey_agreement_row";
    key year, block;
    daily year, block, units, concordant, discordant, tau;
    order "year, block";
    shown block, year, units, concordant, discordant, tau;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// Number of units with both scores.
    units: usize = Count, UNITS;
    /// Number of pairs of units that both scores put in the same order.
    concordant: usize = Count, label("Số cặp cùng thứ tự", "Pairs in the same order");
    /// Number of pairs of units that the scores put in opposite orders.
    discordant: usize = Count, label("Số cặp ngược thứ tự", "Pairs in opposite orders");
    /// Kendall's τ-b between the two scores, each as a share of its maximum points, −1 to 1. NULL
    /// when either share is the same for all units.
    tau: Option<f64> = Statistic, label("Kendall τ-b", "Kendall τ-b");
}

relation! {
    /// What each merger did. The attainment of the merged unit in its first known year is compared
    /// with the mean of the units that were merged into it by then, in the last year up to the
    /// merger in which all of them are known. Where maximum points differ between the two years,
    /// attainments are computed on the criteria that both have, weighted by the later maximum
    /// points.
    pub struct MergerRow: "mergers" from "merger_row";
    key block, unit_id;
    daily block, unit, unit_id, predecessors, from_year, to_year, attainment_before,
        attainment_after, change, others, others_change, difference;
    order "block, unit_order, unit_id";
    shown unit, predecessors, attainment_before, attainment_after, change, others, others_change,
        difference;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The merged unit's name in its first known year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// Number of units that were merged into it.
    predecessors: usize = Count, label("Số đơn vị hợp thành", "Predecessors");
    /// The last year up to the merger in which all predecessors are known.
    from_year: Year = Year, FROM_YEAR;
    /// The first known year of the merged unit.
    to_year: Year = Year, TO_YEAR;
    /// Mean attainment of the predecessors in `from_year`, 0 to 1.
    attainment_before: f64 = Share, ATTAINMENT_BEFORE;
    /// Attainment of the merged unit in `to_year`, 0 to 1.
    attainment_after: f64 = Share, ATTAINMENT_AFTER;
    /// `attainment_after` − `attainment_before`.
    change: f64 = ShareChange, label("Tăng/giảm (điểm %)", "Change (pp)");
    /// Number of other units of the block that are in both years and can be compared like for like.
    /// NULL when there are none, or when not all units of both years are known.
    others: Option<usize> = Count, label("Số đơn vị khác", "Other units");
    /// Mean change of attainment of these units at constant framework; NULL when `others` is NULL.
    others_change: Option<f64> = ShareChange, label("Các đơn vị khác (điểm %)", "Others (pp)");
    /// `change` − `others_change`; positive when the merged unit did better than the others. NULL
    /// when `others` is NULL.
    difference: Option<f64> = ShareChange, label("So với các đơn vị khác (điểm %)", "Against \
        others (pp)");
}
