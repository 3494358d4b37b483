//! Self score − appraised score.

use crate::model::{Block, Points, Year};

use super::label::{
    APPRAISED, BLOCK, BLOCK_GAP_SHARE, CRITERION, FIRST_YEAR, FROM_YEAR, GAP, GAP_SHARE,
    LAST_GAP_SHARE, LAST_YEAR, LEVEL, ROBUST_Z, SELF, SERIES, TO_YEAR, UNIT, UNIT_ID, YEAR, YEARS,
    label,
};
use super::relation;

relation! {
    /// Self score − appraised score of every unit in every criterion that was scored twice.
    pub struct GapRow: "gaps" from "gap_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, self_score, appraised, gap, gap_share, robust_z;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, appraised, gap, gap_share, robust_z;

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
    /// The self score.
    self_score as "self": Points = Points, SELF;
    /// The appraised score.
    appraised: Points = Points, APPRAISED;
    /// Self − appraised; positive where the unit over-scored itself.
    gap: Points = SignedPoints, GAP;
    /// The gap as a share of the maximum, −1 to 1.
    gap_share: f64 = Share, GAP_SHARE;
    /// How far the gap share stands out among those of the block in this criterion (modified
    /// z-score, Iglewicz and Hoaglin 1993); none for fewer than five units and where not all units
    /// are known.
    robust_z: Option<f64> = Statistic, ROBUST_Z;
}

relation! {
    /// Self score − appraised score of every unit.
    pub struct UnitGapRow: "unit_gaps" from "unit_gap_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, self_total, appraised_total, gap, gap_share, over, under, robust_z, block_gap_share;
    order "year, block, gap DESC, position";
    shown unit, self_total, appraised_total, gap, gap_share, over, under, robust_z;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// Sum of the self scores, as published.
    self_total: Points = Points, SELF;
    /// Sum of the appraised scores, as published.
    appraised_total: Points = Points, APPRAISED;
    /// Self − appraised.
    gap: Points = SignedPoints, GAP;
    /// The gap as a share of the appraised maximum that applies to the unit.
    gap_share: f64 = Share, GAP_SHARE;
    /// Sum of the positive gaps over the criteria of level 1.
    over: Points = SignedPoints, label("Phần tự chấm cao hơn", "Over");
    /// Sum of the negative gaps; zero or less.
    under: Points = SignedPoints, label("Phần tự chấm thấp hơn", "Under");
    /// How far the gap share stands out in the block (modified z-score, Iglewicz and Hoaglin 1993);
    /// none for fewer than five units and where not all units are known.
    robust_z: Option<f64> = Statistic, ROBUST_Z;
    /// The gap of all units of the block as a share of all their maximum points; none where not all
    /// units are known.
    block_gap_share: Option<f64> = Share, BLOCK_GAP_SHARE;
}

relation! {
    /// A gap with what is left of it once the unit's habit and the criterion's difficulty are taken
    /// out.
    pub struct AuditCell: "audit_cells";
    key year, block, unit_id, criterion;
    shown unit, criterion, gap, gap_share, residual;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The criterion.
    criterion: String = Name, CRITERION;
    /// Self − appraised.
    gap: Points = SignedPoints, GAP;
    /// The gap as a share of the maximum.
    gap_share: f64 = Share, GAP_SHARE;
    /// What the median polish (Tukey 1977) leaves of the share.
    residual: f64 = Share, label("Phần dư", "Residual");
}

relation! {
    /// Units whose gap share is above that of their block in each of their last years, three at
    /// least, up to the block's last year, and in that one by 0.02 of the maximum at least.
    pub struct PersistentOverscoring: "persistent_overscoring" from "persistent_overscoring_row";
    key block, unit_id;
    daily block, unit, unit_id, years, first_year, last_year, mean_gap_share, last_gap_share, block_gap_share, last_gap;
    order "block, years DESC, last_gap_share DESC, unit_id";
    shown unit, years, first_year, last_year, mean_gap_share, last_gap_share, block_gap_share, last_gap;

    /// The block.
    block: Block = Block, BLOCK;
    /// The unit, by its last name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// How many assessed years in a row.
    years: usize = Count, YEARS;
    /// The first of them.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of them.
    last_year: Year = Year, LAST_YEAR;
    /// Mean gap share over these years.
    mean_gap_share: f64 = Share, label("% chênh lệch bình quân", "Mean % of maximum");
    /// The gap share of the last year.
    last_gap_share: f64 = Share, LAST_GAP_SHARE;
    /// That of the block in the last year.
    block_gap_share: f64 = Share, BLOCK_GAP_SHARE;
    /// The gap of the last year.
    last_gap: Points = SignedPoints, label("Chênh lệch năm cuối", "Gap in last year");
}

relation! {
    /// Units that scored themselves above their block one year and not the next time, by 0.02 of
    /// the maximum less against their block at least, and came closer to the appraisal: their last
    /// two assessed years.
    pub struct ImprovedSelfScoring: "improved_self_scoring" from "improved_self_scoring_row";
    key block, unit_id;
    daily from_year, to_year, block, unit, unit_id, gap_share_from, block_gap_share_from, gap_share_to, block_gap_share_to;
    order "block, unit_id";
    shown unit, gap_share_from, block_gap_share_from, gap_share_to, block_gap_share_to;

    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The gap share of the earlier year.
    gap_share_from: f64 = Share, label("% chênh lệch năm trước", "% before");
    /// That of the block in the earlier year.
    block_gap_share_from: f64 = Share, label("% chênh lệch của khối năm trước", "% of block before");
    /// The gap share of the later year.
    gap_share_to: f64 = Share, LAST_GAP_SHARE;
    /// That of the block in the later year.
    block_gap_share_to: f64 = Share, BLOCK_GAP_SHARE;
}
