//! Where points are lost.

use crate::model::{Block, Points, Year};

use super::label::{
    ATTAINMENT, BLOCK, CRITERION, FIRST_YEAR, LAST_YEAR, LEVEL, LOST, LOST_SHARE, MAXIMUM, SERIES,
    UNIT, UNIT_ID, YEAR, YEARS, label,
};
use super::relation;

relation! {
    /// Every unit in every criterion whose points are known: what it lost, and how far it is behind
    /// its block.
    pub struct WeaknessRow: "weaknesses" from "weakness_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, attainment, lost, lost_share, block_median, behind;
    order "year, block, position, criterion_position";
    shown unit, criterion, attainment, lost, lost_share, block_median, behind;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The criterion, as its document prints it.
    criterion: String = Name, CRITERION;
    /// What the criterion is called across frameworks.
    series: String = Name, SERIES;
    /// 1 for criteria that add up to the total, 2 for their parts, 3 for theirs.
    level: u32 = Level, LEVEL;
    /// Points as a share of the maximum that applies, 0 to 1.
    attainment: f64 = Share, ATTAINMENT;
    /// Maximum − points.
    lost: Points = Points, LOST;
    /// Share of the unit's lost points at that level; none where it lost none.
    lost_share: Option<f64> = Share, LOST_SHARE;
    /// Median attainment of the block in this criterion; none where not all units are known.
    block_median: Option<f64> = Share, label("Trung vị khối", "Block median");
    /// `block_median − attainment`; positive where the unit is behind.
    behind: Option<f64> = Share, label("Thấp hơn trung vị", "Behind");
    /// The maximum that applies to the unit.
    max_total: Points = Points, MAXIMUM;
}

relation! {
    /// Criteria in which a unit of the block's last year lags lastingly: it is behind its block's
    /// median in at least three of the last four years in which it was assessed on them, the last
    /// one among these; in the mean and in the last year by 0.05 of the maximum at least; and in
    /// the last year it lost at least a hundredth of all points that applied to it.
    pub struct PersistentWeakness: "persistent_weaknesses" from "persistent_weakness_row";
    key block, unit_id, criterion, level;
    daily block, unit, unit_id, criterion, level, years, years_behind, first_year, last_year, mean_behind, last_behind,
        last_lost;
    order "block, unit_id, level, series";
    shown unit, criterion, years_behind, years, last_year, mean_behind, last_behind, last_lost;

    /// The block.
    block: Block = Block, BLOCK;
    /// The unit, by its last name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// What the criterion is called across frameworks.
    criterion as "series": String = Name, CRITERION;
    /// 1 for criteria that add up to the total, 2 for their parts, 3 for theirs.
    level: u32 = Level, LEVEL;
    /// Assessed years that were looked at, four at most.
    years: usize = Count, YEARS;
    /// Those in which the unit is behind.
    years_behind: usize = Count, label("Số năm thấp hơn trung vị", "Years behind");
    /// The first of the years that were looked at.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of them.
    last_year: Year = Year, LAST_YEAR;
    /// Mean distance behind the median, as a share of the maximum.
    mean_behind: f64 = PercentPoints, label("Thấp hơn trung vị, bình quân (điểm %)", "Mean behind \
        (pp)");
    /// The distance in the last year.
    last_behind: f64 = PercentPoints, label("Thấp hơn trung vị, năm cuối (điểm %)", "Behind in \
        last year (pp)");
    /// The points lost in the last year.
    last_lost: Points = Points, label("Điểm mất năm cuối", "Lost in last year");
}
