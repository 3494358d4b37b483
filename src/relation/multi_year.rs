//! What several years say of criteria, of whole blocks and of mergers.

use crate::model::{Block, Year};

use super::label::{
    ATTAINMENT_AFTER, ATTAINMENT_BEFORE, BLOCK, CONSTANT_UNITS, CRITERION, FROM_YEAR, SERIES,
    SIMULATED, TO_YEAR, UNIT, UNIT_ID, UNITS, YEAR, label,
};
use super::relation;

relation! {
    /// How well each criterion of level 1 tells the units of its block apart. No rows for fewer
    /// than six units, and where not all units are known.
    pub struct CriterionDiscrimination: "criterion_discrimination" from "criterion_discrimination_row";
    key year, block, criterion;
    daily year, block, criterion, series, units, at_maximum, spread, rest_correlation;
    order "year, block, criterion_position";
    shown criterion, units, at_maximum, spread, rest_correlation;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The criterion, as its document prints it.
    criterion: String = Name, CRITERION;
    /// What the criterion is called across frameworks.
    series: String = Name, SERIES;
    /// Units whose points are known.
    units: usize = Count, UNITS;
    /// The share of them that have all points, 0 to 1.
    at_maximum: f64 = Share, label("% đơn vị đạt điểm tối đa", "% at maximum");
    /// The standard deviation of their attainments.
    spread: f64 = PercentPoints, label("Độ lệch chuẩn (điểm %)", "Spread (pp)");
    /// The correlation (Pearson) of the attainment with that over the other criteria, −1 to 1; none
    /// where one of both is the same for all units.
    rest_correlation: Option<f64> = Statistic, label("Tương quan với các lĩnh vực khác", "Correlation with the rest");
}

relation! {
    /// How far the units of each block are apart over the years in which all of them are known.
    pub struct BlockSpread: "block_spreads" from "block_spread_row";
    key year, block;
    daily year, block, units, lowest, highest, spread, constant_units, constant_spread, spread_slope, simulated;
    order "block, year";
    shown block, year, units, lowest, highest, spread, constant_units, constant_spread, spread_slope;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// Units with a total.
    units: usize = Count, UNITS;
    /// The lowest of their attainments.
    lowest: f64 = Share, label("Tỷ lệ đạt thấp nhất", "Lowest attainment");
    /// The highest of them.
    highest: f64 = Share, label("Tỷ lệ đạt cao nhất", "Highest attainment");
    /// Their standard deviation; none for one unit.
    spread: Option<f64> = PercentPoints, label("Độ lệch chuẩn (điểm %)", "Spread (pp)");
    /// Units of the like-for-like twin, as in `block_trends`.
    constant_units: Option<usize> = Count, CONSTANT_UNITS;
    /// The standard deviation of its attainments.
    constant_spread: Option<f64> = PercentPoints, label("Độ lệch chuẩn trên cùng cơ sở (điểm %)", "Like-for-like spread (pp)");
    /// Theil–Sen slope of the twin’s standard deviation, or else of `spread`, a year; from four
    /// years on.
    spread_slope: Option<f64> = ShareChange, label(
        "Xu hướng độ lệch chuẩn (điểm %/năm)",
        "Slope of spread (pp a year)",
    );
    /// Whether the figures are generated and not real.
    simulated: bool = Flag, SIMULATED;
}

relation! {
    /// Whether the survey puts the units of a block in the order of the appraisal. No rows where
    /// fewer than six units have both scores, and where not all units are known.
    pub struct SurveyAgreement: "survey_agreement" from "survey_agreement_row";
    key year, block;
    daily year, block, units, concordant, discordant, tau;
    order "year, block";
    shown block, year, units, concordant, discordant, tau;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// Units that have both scores.
    units: usize = Count, UNITS;
    /// Pairs of units that both scores put in the same order.
    concordant: usize = Count, label("Số cặp cùng thứ tự", "Pairs in the same order");
    /// Pairs that they put in opposite orders.
    discordant: usize = Count, label("Số cặp ngược thứ tự", "Pairs in opposite orders");
    /// Kendall’s τ-b of both, as shares of their maxima, −1 to 1; none where all units have the
    /// same share.
    tau: Option<f64> = Statistic, label("Kendall τ-b", "Kendall τ-b");
}

relation! {
    /// What a merger did: the attainment of a unit in its first known year against the mean of the
    /// units that were merged into it by then, in the last year up to the merger in which all of
    /// them are known; on the criteria that both have, weighted by the later maximum points, where
    /// maximum points differ.
    pub struct MergerRow: "mergers" from "merger_row";
    key block, unit_id;
    daily block, unit, unit_id, predecessors, from_year, to_year, attainment_before, attainment_after, change, others,
        others_change, difference;
    order "block, unit_id";
    shown unit, predecessors, attainment_before, attainment_after, change, others, others_change, difference;

    /// The block.
    block: Block = Block, BLOCK;
    /// The unit that was made, by its name in that year.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// Units that it was made of.
    predecessors: usize = Count, label("Số đơn vị hợp thành", "Predecessors");
    /// The last year of these.
    from_year: Year = Year, FROM_YEAR;
    /// The first known year of the unit.
    to_year: Year = Year, TO_YEAR;
    /// The mean attainment of its predecessors.
    attainment_before: f64 = Share, ATTAINMENT_BEFORE;
    /// Its attainment.
    attainment_after: f64 = Share, ATTAINMENT_AFTER;
    /// The change.
    change: f64 = ShareChange, label("Tăng/giảm (điểm %)", "Change (pp)");
    /// Other units of the block that both years have and that can be compared like for like; none
    /// where not all units of both years are known.
    others: Option<usize> = Count, label("Số đơn vị khác", "Other units");
    /// Their mean change on the same criteria.
    others_change: Option<f64> = ShareChange, label("Các đơn vị khác (điểm %)", "Others (pp)");
    /// `change − others_change`: positive where the merged unit did better than the others.
    difference: Option<f64> = ShareChange, label("So với các đơn vị khác (điểm %)", "Against \
        others (pp)");
}
