//! The course of units and blocks over the years.

use serde::Serialize;

use crate::model::{Block, Grade, Points, Year};

use super::label::{
    ATTAINMENT, ATTAINMENT_DELTA, ATTAINMENT_FROM, ATTAINMENT_TO, BLOCK, CONSTANT_FROM,
    CONSTANT_SLOPE, CONSTANT_TO, CONSTANT_UNITS, FIRST_YEAR, FRAMEWORK_CHANGED, LAST_YEAR,
    SIMULATED, SLOPE, TAU, UNIT, UNIT_ID, UNITS, YEAR, YEARS, label,
};
use super::relation;

/// A unit in one year of its course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// The year.
    pub year: Year,
    /// Attainment, 0 to 1.
    pub attainment: f64,
    /// The total, where it is the unit's own.
    pub total: Option<Points>,
    /// The rank, where it is the unit's own.
    pub rank: Option<u32>,
    /// The grade, where it is the unit's own.
    pub grade: Option<Grade>,
    /// Units that are ranked; of a partial year, units of the block.
    pub units: usize,
    /// Whether not all units of the block are known.
    pub partial: bool,
    /// Whether it is the mean of the unit's predecessors and not its own.
    pub derived: bool,
}

relation! {
    /// The course of each unit over the years in which its total is known.
    pub struct TrendRow: "trends" from "trend_row";
    key block, unit_id;
    daily block, unit, unit_id, years, first_year, last_year, attainment_first, attainment_last, slope, tau,
        framework_changes, constant_slope;
    order "block, unit_id";
    shown label, years, slope, tau, framework_changes, constant_slope, best_year, worst_year, rising, falling, top_quarter, bottom_quarter;

    /// The block.
    block: Block = Block, BLOCK;
    /// The unit, by its last name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The name as a list of units shows it: with its years where two units bear it.
    label: String = Name, UNIT;
    /// Years in which its total is known.
    years: usize = Count, YEARS;
    /// The first of them.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of them.
    last_year: Year = Year, LAST_YEAR;
    /// Attainment in the first year.
    attainment_first: f64 = Share, ATTAINMENT_FROM;
    /// Attainment in the last year.
    attainment_last: f64 = Share, ATTAINMENT_TO;
    /// Theil–Sen slope, attainment a year; from four years on.
    slope: Option<f64> = ShareChange, SLOPE;
    /// Kendall's τ-b; from four years on.
    tau: Option<f64> = Statistic, TAU;
    /// Mean size of the change from one assessed year to the next.
    volatility: Option<f64> = PercentPoints, label("Dao động (điểm %)", "Volatility (pp)");
    /// The year of the highest attainment, the first of equals.
    best_year: Year = Year, label("Năm cao nhất", "Best year");
    /// The year of the lowest attainment, the first of equals.
    worst_year: Year = Year, label("Năm thấp nhất", "Worst year");
    /// Rises in a row up to the last year.
    rising: usize = Count, label("Số lần tăng liên tiếp", "Rises in a row");
    /// Falls in a row up to the last year.
    falling: usize = Count, label("Số lần giảm liên tiếp", "Falls in a row");
    /// Years in the first quarter of the ranks.
    top_quarter: usize = Count, label("Số năm thuộc nhóm 1/4 đầu", "Years in top quarter");
    /// Years in the last quarter of the ranks.
    bottom_quarter: usize = Count, label("Số năm thuộc nhóm 1/4 cuối", "Years in bottom quarter");
    /// How often the framework changed from one of the years to the next.
    framework_changes: usize = Count, label("Số lần đổi bộ tiêu chí", "Framework changes");
    /// Criteria of level 1 that applied to the unit, and whose points are known, in all of its
    /// years; none where a year has totals only, and with a single year.
    constant_criteria: Option<usize> = Count, label("Số lĩnh vực có ở mọi năm", "Constant criteria");
    /// Attainment in the first year over these criteria, weighted by the maxima of the last year:
    /// that which is published where the same maximum points applied to the unit in all years.
    constant_first: Option<f64> = Share, CONSTANT_FROM;
    /// The same in the last year.
    constant_last: Option<f64> = Share, CONSTANT_TO;
    /// Theil–Sen slope over these criteria; from four years on.
    constant_slope: Option<f64> = ShareChange, CONSTANT_SLOPE;
    /// Whether figures among them are generated and not real.
    simulated: bool = Flag, SIMULATED;
    beside
    /// Of the years, those before its first one, as the mean of its predecessors.
    derived_years: usize;
    /// The years one by one.
    series: Vec<TrendPoint>;
}

relation! {
    /// The course of each block over the years in which all its units are known, with its
    /// like-for-like twin: the units that are in all of the years, on the criteria that they have
    /// in all of them.
    pub struct BlockTrendRow: "block_trends" from "block_trend_row";
    key year, block;
    daily year, block, units, attainment, attainment_delta, slope, framework_changed, set_changed, constant_units,
        constant_attainment, constant_slope, simulated;
    order "block, year";
    shown block, year, units, attainment, attainment_delta, slope, framework_changed, set_changed, constant_units,
        constant_attainment, constant_slope;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// Units with a total.
    units: usize = Count, UNITS;
    /// Mean of their attainments.
    attainment: f64 = Share, ATTAINMENT;
    /// The change from the known year before.
    attainment_delta: Option<f64> = ShareChange, ATTAINMENT_DELTA;
    /// Theil–Sen slope of the block's whole course, attainment a year; from four years on.
    slope: Option<f64> = ShareChange, SLOPE;
    /// Kendall's τ-b of the block's whole course; from four years on.
    tau: Option<f64> = Statistic, TAU;
    /// Whether the framework changed from the known year before; none where that is not known.
    framework_changed: Option<bool> = Flag, FRAMEWORK_CHANGED;
    /// Whether the block has other units with a total than in the known year before.
    set_changed: Option<bool> = Flag, label("Đổi danh sách đơn vị", "Units changed");
    /// Units of the like-for-like twin: those with a total in all of the years, and with points on
    /// criteria that they all share. None where there are none, and with a single year.
    constant_units: Option<usize> = Count, CONSTANT_UNITS;
    /// Mean of their attainments on these criteria, weighted by the maxima of the last year: the
    /// published one of units whose maximum points never changed.
    constant_attainment: Option<f64> = Share, label("Tỷ lệ đạt trên cùng cơ sở", "Like-for-like \
        attainment");
    /// Theil–Sen slope of the twin's whole course; from four years on.
    constant_slope: Option<f64> = ShareChange, CONSTANT_SLOPE;
    /// Whether the figures are generated and not real.
    simulated: bool = Flag, SIMULATED;
}
