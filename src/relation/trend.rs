//! The course of units and blocks over the years.

use serde::Serialize;

use crate::model::{Block, Grade, Points, Year};

use super::label::{
    ATTAINMENT, ATTAINMENT_DELTA, ATTAINMENT_FROM, ATTAINMENT_TO, BLOCK, CONSTANT_FROM,
    CONSTANT_SLOPE, CONSTANT_TO, CONSTANT_UNITS, FIRST_YEAR, FRAMEWORK_CHANGED, LAST_YEAR,
    SIMULATED, SLOPE, TAU, UNIT, UNIT_ID, UNITS, YEAR, YEARS, label,
};
use super::relation;

/// One year in a unit's course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendPoint {
    /// The year.
    pub year: Year,
    /// Attainment, 0 to 1.
    pub attainment: f64,
    /// The total; none when it is not known or the year is derived.
    pub total: Option<Points>,
    /// The rank; none when it is not known or the year is derived.
    pub rank: Option<u32>,
    /// One more than the number of units with a better rank: the rank, unless ranks are dense. In a
    /// partial year, the rank.
    #[serde(skip)]
    pub place: Option<u32>,
    /// The grade; none when it is not known or the year is derived.
    pub grade: Option<Grade>,
    /// Number of units that are ranked; in a partial year, number of units in the block.
    pub units: usize,
    /// Whether the results of some units of the block are not known.
    pub partial: bool,
    /// Whether the year is the mean of the unit's predecessors and not the unit's own.
    pub derived: bool,
}

relation! {
    /// The course of each unit over the years in which its total is known.
    pub struct TrendRow: "trends" from "trend_row";
    key block, unit_id;
    daily block, unit, unit_id, years, first_year, last_year, attainment_first, attainment_last,
        slope, tau, framework_changes, constant_slope;
    order "block, unit_order, unit_id";
    shown label, years, slope, tau, framework_changes, constant_slope, best_year, worst_year,
        rising, falling, top_quarter, bottom_quarter;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in its last year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The unit's last name, followed by its years when another unit of the block has the same
    /// name: `Sở Nội vụ (2023–2024)`.
    label: String = Name, UNIT;
    /// Number of years in which the unit's total is known.
    years: usize = Count, YEARS;
    /// The first of these years.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of these years.
    last_year: Year = Year, LAST_YEAR;
    /// Attainment in the first year, 0 to 1.
    attainment_first: f64 = Share, ATTAINMENT_FROM;
    /// Attainment in the last year, 0 to 1.
    attainment_last: f64 = Share, ATTAINMENT_TO;
    /// Theil–Sen slope: change of attainment per year. NULL for fewer than four years.
    slope: Option<f64> = ShareChange, SLOPE;
    /// Kendall's τ-b of attainment over the years, from −1 (only falling) to 1 (only rising). NULL
    /// for fewer than four years, and when all attainments are equal.
    tau: Option<f64> = Statistic, TAU;
    /// Mean size of the change of attainment from one assessed year to the next; NULL for a single
    /// year.
    volatility: Option<f64> = PercentPoints, label("Dao động (điểm %)", "Volatility (pp)");
    /// The year of the highest attainment; the earliest when several share it.
    best_year: Year = Year, label("Năm cao nhất", "Best year");
    /// The year of the lowest attainment; the earliest when several share it.
    worst_year: Year = Year, label("Năm thấp nhất", "Worst year");
    /// Number of rises in a row up to the last year.
    rising: usize = Count, label("Số lần tăng liên tiếp", "Rises in a row");
    /// Number of falls in a row up to the last year.
    falling: usize = Count, label("Số lần giảm liên tiếp", "Falls in a row");
    /// Number of years in which the unit's rank was in the first quarter of the block.
    top_quarter: usize = Count, label("Số năm thuộc nhóm 1/4 đầu", "Years in top quarter");
    /// Number of years in which the unit's rank was in the last quarter of the block.
    bottom_quarter: usize = Count, label("Số năm thuộc nhóm 1/4 cuối", "Years in bottom quarter");
    /// How often the framework changed from one of these years to the next.
    framework_changes: usize = Count, label("Số lần đổi bộ tiêu chí", "Framework changes");
    /// Number of criteria of level 1 behind the like-for-like columns: those that applied to the
    /// unit, with known points, in all of its years. NULL when there are none, when a year has
    /// totals only, and for a single year.
    constant_criteria: Option<usize> = Count,
        label("Số lĩnh vực có ở mọi năm", "Constant criteria");
    /// Attainment in the first year over these criteria, weighted by the maximum points of the last
    /// year, 0 to 1. It equals `attainment_first` when the same maximum points applied to the unit
    /// in all years. NULL when `constant_criteria` is NULL.
    constant_first: Option<f64> = Share, CONSTANT_FROM;
    /// Attainment in the last year over these criteria, 0 to 1; NULL when `constant_criteria` is
    /// NULL.
    constant_last: Option<f64> = Share, CONSTANT_TO;
    /// Theil–Sen slope over these criteria: change of attainment per year. NULL for fewer than four
    /// years, and when `constant_criteria` is NULL.
    constant_slope: Option<f64> = ShareChange, CONSTANT_SLOPE;
    /// Whether the figures of any of the years are simulated, not real.
    simulated: bool = Flag, SIMULATED;
    beside
    /// Number of years before the unit's first one, taken as the mean of its predecessors.
    derived_years: usize;
    /// The years one by one.
    points: Vec<TrendPoint>;
}

relation! {
    /// The course of each block over the years in which all of its units are known, with its
    /// like-for-like twin: the units that are in all of these years, on the criteria that they have
    /// in all of them.
    pub struct BlockTrendRow: "block_trends" from "block_trend_row";
    key year, block;
    daily year, block, units, attainment, attainment_delta, slope, framework_changed, set_changed,
        constant_units, constant_attainment, constant_slope, simulated;
    order "block, year";
    shown block, year, units, attainment, attainment_delta, slope, framework_changed, set_changed,
        constant_units, constant_attainment, constant_slope;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// Number of units with a known total.
    units: usize = Count, UNITS;
    /// Mean attainment of these units, 0 to 1.
    attainment: f64 = Share, ATTAINMENT;
    /// Change of `attainment` since the previous year of the course; NULL in the first year.
    attainment_delta: Option<f64> = ShareChange, ATTAINMENT_DELTA;
    /// Theil–Sen slope of the block's whole course: change of attainment per year. NULL for fewer
    /// than four years.
    slope: Option<f64> = ShareChange, SLOPE;
    /// Kendall's τ-b of the block's whole course, from −1 (only falling) to 1 (only rising). NULL
    /// for fewer than four years, and when all attainments are equal.
    tau: Option<f64> = Statistic, TAU;
    /// Whether the framework changed since the previous year of the course; NULL when that is not
    /// known, and in the first year.
    framework_changed: Option<bool> = Flag, FRAMEWORK_CHANGED;
    /// Whether other units have a known total than in the previous year of the course; NULL in the
    /// first year.
    set_changed: Option<bool> = Flag, label("Đổi danh sách đơn vị", "Units changed");
    /// Number of units in the like-for-like twin: those with a known total in all years, and with
    /// points on criteria that they have in all of them; while the framework stays the same, totals
    /// are enough. NULL when there are none, and for a single year.
    constant_units: Option<usize> = Count, CONSTANT_UNITS;
    /// Mean attainment of the twin's units on these criteria, weighted by the maximum points of the
    /// last year, 0 to 1. Units whose maximum points never changed enter with their published
    /// attainment. NULL when `constant_units` is NULL.
    constant_attainment: Option<f64> = Share, label("Tỷ lệ đạt trên cùng cơ sở", "Like-for-like \
        attainment");
    /// Theil–Sen slope of the twin's whole course: change of attainment per year. NULL for fewer
    /// than four years, and when `constant_units` is NULL.
    constant_slope: Option<f64> = ShareChange, CONSTANT_SLOPE;
    /// Whether the figures are simulated, not real.
    simulated: bool = Flag, SIMULATED;
}
