//! Self score − appraised score.

use crate::model::{Block, Points, Year};

use super::label::{
    APPRAISED, BLOCK, BLOCK_GAP_SHARE, CRITERION, FIRST_YEAR, FROM_YEAR, GAP, GAP_SHARE,
    LAST_GAP_SHARE, LAST_YEAR, LEVEL, RESIDUAL, ROBUST_Z, SELF, SERIES, TO_YEAR, UNIT, UNIT_ID,
    YEAR, YEARS, label,
};
use super::relation;

relation! {
    /// The gap of every unit on every criterion that has both scores: self score − appraised score.
    pub struct GapRow: "gaps" from "gap_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, self_score, appraised, gap,
        gap_share, robust_z;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, appraised, gap, gap_share, robust_z;

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
    /// The self score, in points.
    self_score as "self": Points = Points, SELF;
    /// The appraised score, in points.
    appraised: Points = Points, APPRAISED;
    /// `self` − `appraised`, in points; positive when the unit scored itself higher than the
    /// appraisal did.
    gap: Points = SignedPoints, GAP;
    /// `gap` / the appraised maximum that applies to the unit, −1 to 1.
    gap_share: f64 = Share, GAP_SHARE;
    /// How far `gap_share` stands out among the units of the block on this criterion: the modified
    /// z-score (Iglewicz and Hoaglin 1993). NULL for fewer than five units, and when not all units
    /// of the block are known.
    robust_z: Option<f64> = Statistic, ROBUST_Z;
    /// The part of `gap_share` that is the unit's habit: how far it lies above its block on the
    /// criteria of this level, by a median polish (Tukey 1977).
    unit_effect: f64 = ShareChange, label("Phần do đơn vị", "Unit effect");
    /// The part of `gap_share` that neither `unit_effect` nor the criterion explains, by the same
    /// median polish.
    residual: f64 = Share, RESIDUAL;
}

relation! {
    /// The gap of every unit that has both scores, over all criteria: sum of the self scores − sum
    /// of the appraised scores.
    pub struct UnitGapRow: "unit_gaps" from "unit_gap_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, self_total, appraised_total, gap, gap_share, over, under,
        robust_z, block_gap_share;
    order "year, block, gap DESC, position";
    shown unit, self_total, appraised_total, gap, gap_share, over, under, robust_z;

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
    /// Sum of the self scores, in points: the printed sum, or else the sum over the criteria of
    /// level 1.
    self_total: Points = Points, SELF;
    /// Sum of the appraised scores, in points: the printed sum, or else the sum over the criteria
    /// of level 1.
    appraised_total: Points = Points, APPRAISED;
    /// `self_total` − `appraised_total`, in points; positive when the unit scored itself higher
    /// than the appraisal did.
    gap: Points = SignedPoints, GAP;
    /// `gap` / the appraised maximum points that apply to the unit, −1 to 1.
    gap_share: f64 = Share, GAP_SHARE;
    /// Sum of the positive gaps over the criteria of level 1, in points.
    over: Points = SignedPoints, label("Phần tự chấm cao hơn", "Over");
    /// Sum of the negative gaps over the criteria of level 1, in points; 0 or less.
    under: Points = SignedPoints, label("Phần tự chấm thấp hơn", "Under");
    /// How far `gap_share` stands out among the units of the block: the modified z-score (Iglewicz
    /// and Hoaglin 1993). NULL for fewer than five units, and when not all units of the block are
    /// known.
    robust_z: Option<f64> = Statistic, ROBUST_Z;
    /// The gap of all units of the block / the appraised maximum points of all of them, −1 to 1.
    /// NULL when not all units of the block are known.
    block_gap_share: Option<f64> = Share, BLOCK_GAP_SHARE;
}

relation! {
    /// What the explanation of a unit gained between two rounds of an appraisal: one row per earlier
    /// round, beside the next one. Only for documents that print several rounds; the last one counts.
    pub struct AppraisalRound: "appraisal_rounds" from "appraisal_round_row";
    key year, block, unit_id, criterion, round;
    daily year, block, unit, unit_id, criterion, round, points_from, points_to, gained;
    order "year, block, position, criterion_position, round";
    shown unit, criterion, round, points_from, points_to, gained;

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
    /// The criterion's name as its document prints it; NULL for the sum over all criteria.
    criterion: Option<String> = Name, CRITERION;
    /// The earlier round, from 1.
    round: u32 = Level, label("Lần thẩm định", "Round");
    /// The appraised score of that round, in points.
    points_from: Points = Points, label("Điểm lần trước", "Points before");
    /// The appraised score of the next round, in points; of the round that counts after the last of
    /// the earlier ones.
    points_to: Points = Points, label("Điểm lần sau", "Points after");
    /// `points_to` − `points_from`, in points.
    gained: Points = SignedPoints, label("Tăng sau giải trình", "Gained");
}

relation! {
    /// What the form of a unit gives beside its scores on a criterion: the evidence that the unit
    /// names, and remarks. Only for units whose results come from forms.
    pub struct EvidenceRow: "evidence" from "evidence_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, level, self_score, appraised, evidence, remark;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, appraised, evidence, remark;

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
    /// The criterion's name as its document prints it.
    criterion: String = Name, CRITERION;
    /// 1 for a criterion of level 1, 2 to 4 for parts of criteria.
    level: u32 = Level, LEVEL;
    /// The self score, in points; NULL when it is missing or does not apply.
    self_score as "self": Option<Points> = Points, SELF;
    /// The appraised score, in points; NULL when it is missing, not yet given or does not apply.
    appraised: Option<Points> = Points, APPRAISED;
    /// The documents that the unit names as evidence, as its form has them; NULL without any.
    evidence: Option<String> = Text, label("Tài liệu kiểm chứng", "Evidence");
    /// The remarks of the unit or of those who appraise it; NULL without any.
    remark: Option<String> = Text, label("Ghi chú", "Remark");
}

relation! {
    /// A gap together with the part of it that neither the unit's habit nor the criterion's
    /// difficulty explains.
    pub struct AuditCell: "audit_cells";
    key year, block, unit_id, criterion;
    shown unit, criterion, gap, gap_share, residual;

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
    /// Self score − appraised score, in points.
    gap: Points = SignedPoints, GAP;
    /// `gap` / the appraised maximum that applies to the unit, −1 to 1.
    gap_share: f64 = Share, GAP_SHARE;
    /// The part of `gap_share` that a median polish of units and criteria leaves unexplained (Tukey
    /// 1977).
    residual: f64 = Share, RESIDUAL;
}

relation! {
    /// Units that lastingly score themselves higher than the appraisal does: `gap_share` is above
    /// the block's in at least three assessed years in a row up to the block's last year, and by at
    /// least 0.02 of the maximum in that last year.
    pub struct PersistentOverscoring: "persistent_overscoring" from "persistent_overscoring_row";
    key block, unit_id;
    daily block, unit, unit_id, years, first_year, last_year, mean_gap_share, last_gap_share,
        block_gap_share, last_gap;
    order "block, years DESC, last_gap_share DESC, unit_order, unit_id";
    shown unit, years, first_year, last_year, mean_gap_share, last_gap_share, block_gap_share,
        last_gap;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in its last year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// Number of assessed years in a row.
    years: usize = Count, YEARS;
    /// The first of these years.
    first_year: Year = Year, FIRST_YEAR;
    /// The last of these years, which is the block's last year.
    last_year: Year = Year, LAST_YEAR;
    /// Mean of the unit's gap shares over these years.
    mean_gap_share: f64 = Share, label("% chênh lệch bình quân", "Mean gap, % of maximum");
    /// The unit's gap share in the last year.
    last_gap_share: f64 = Share, LAST_GAP_SHARE;
    /// The block's gap share in the last year.
    block_gap_share: f64 = Share, BLOCK_GAP_SHARE;
    /// The unit's gap in the last year, in points.
    last_gap: Points = SignedPoints, label("Chênh lệch năm cuối", "Gap in last year");
}

relation! {
    /// Units whose self-scoring improved between their last two assessed years, the later of which
    /// is the block's last year. The gap share was above the block's in the earlier year and no
    /// longer is in the later one; compared with the block it fell by at least 0.02 of the maximum;
    /// and it came closer to 0.
    pub struct ImprovedSelfScoring: "improved_self_scoring" from "improved_self_scoring_row";
    key block, unit_id;
    daily from_year, to_year, block, unit, unit_id, gap_share_from, block_gap_share_from,
        gap_share_to, block_gap_share_to;
    order "block, unit_order, unit_id";
    shown unit, gap_share_from, block_gap_share_from, gap_share_to, block_gap_share_to;

    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in the later year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The unit's gap share in the earlier year.
    gap_share_from: f64 = Share, label("% chênh lệch năm trước", "Gap before, % of maximum");
    /// The block's gap share in the earlier year.
    block_gap_share_from: f64 = Share, label(
        "% chênh lệch của khối năm trước",
        "Block gap before, % of maximum",
    );
    /// The unit's gap share in the later year.
    gap_share_to: f64 = Share, LAST_GAP_SHARE;
    /// The block's gap share in the later year.
    block_gap_share_to: f64 = Share, BLOCK_GAP_SHARE;
}
