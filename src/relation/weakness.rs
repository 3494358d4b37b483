//! Where units lose points.

use crate::model::{Block, Points, Year};

use super::label::{
    ATTAINMENT, BLOCK, CRITERION, FIRST_YEAR, LAST_YEAR, LEVEL, LOST, LOST_SHARE, MAXIMUM, SERIES,
    UNIT, UNIT_ID, YEAR, YEARS, label,
};
use super::relation;

relation! {
    /// What each unit lost on each criterion whose points are known, and how far it is behind its
    /// block.
    pub struct WeaknessRow: "weaknesses" from "weakness_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, attainment, lost, lost_share,
        block_median, behind;
    order "year, block, position, criterion_position";
    shown unit, criterion, attainment, lost, lost_share, block_median, behind;

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
    /// The criterion's name as its document prints it, without its maximum points.
    criterion: String = Name, CRITERION;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    series: String = Name, SERIES;
    /// The criterion's level: 1 for criteria that add up to the total, 2 for their parts, 3 and 4 for the
    /// parts of those.
    level: u32 = Level, LEVEL;
    /// Points / the maximum points that apply to the unit, 0 to 1.
    attainment: f64 = Share, ATTAINMENT;
    /// `max_total` − points.
    lost: Points = Points, LOST;
    /// `lost` as a share of all points that the unit lost on criteria of this level, 0 to 1; NULL
    /// when it lost none.
    lost_share: Option<f64> = Share, LOST_SHARE;
    /// Median attainment of the block's units on the criterion, 0 to 1; NULL when not all units of
    /// the block are known.
    block_median: Option<f64> = Share, label("Trung vị khối", "Block median");
    /// `block_median` − `attainment`; positive when the unit is behind its block. NULL when
    /// `block_median` is NULL.
    behind: Option<f64> = Share, label("Thấp hơn trung vị", "Behind");
    /// The maximum points that apply to the unit.
    max_total: Points = Points, MAXIMUM;
}

relation! {
    /// Criteria on which a unit of the block's last year is lastingly behind. It was below the
    /// block's median in at least three of the last four years in which it was assessed on the
    /// criterion, the last year included; it was behind by at least 0.05 of the maximum both on
    /// average and in the last year; and in the last year it lost there at least 1/100 of all
    /// points that applied to it.
    pub struct PersistentWeakness: "persistent_weaknesses" from "persistent_weakness_row";
    key block, unit_id, criterion, level;
    daily block, unit, unit_id, criterion, level, years, years_behind, first_year, last_year,
        mean_behind, last_behind, last_lost;
    order "block, unit_order, unit_id, level, series";
    shown unit, criterion, years_behind, years, last_year, mean_behind, last_behind, last_lost;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in its last year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    criterion as "series": String = Name, CRITERION;
    /// The criterion's level: 1 for criteria that add up to the total, 2 for their parts, 3 and 4 for the
    /// parts of those.
    level: u32 = Level, LEVEL;
    /// Number of assessed years considered: the last four at most.
    years: usize = Count, YEARS;
    /// Number of these years in which the unit is behind the median.
    years_behind: usize = Count, label("Số năm thấp hơn trung vị", "Years behind");
    /// The first of the years considered.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of the years considered, which is the block's last year.
    last_year: Year = Year, LAST_YEAR;
    /// Mean distance below the median over these years, as a share of the maximum.
    mean_behind: f64 = PercentPoints, label("Thấp hơn trung vị, bình quân (điểm %)", "Mean behind \
        (pp)");
    /// Distance below the median in the last year, as a share of the maximum.
    last_behind: f64 = PercentPoints, label("Thấp hơn trung vị, năm cuối (điểm %)", "Behind in \
        last year (pp)");
    /// Points lost on the criterion in the last year.
    last_lost: Points = Points, label("Điểm mất năm cuối", "Lost in last year");
}
