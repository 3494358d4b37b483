//! Scores, the criteria that they are given on, and where grades begin.

use crate::model::{Block, Grade, Points, Year};

use super::label::{
    APPRAISED, ATTAINMENT, BLOCK, CRITERION, GRADE, LEVEL, LOST, LOST_SHARE, MAX_APPRAISED,
    MAX_SURVEY, MAXIMUM, SELF, SERIES, SURVEY, TOTAL, UNIT, UNIT_ID, YEAR, label,
};
use super::relation;

relation! {
    /// Every score of every unit on every criterion, including the parts of criteria. Maximum
    /// points are those that apply to the unit: 0 when a score does not apply to it.
    pub struct ScoreRow: "scores" from "score_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, self_score, appraised, survey,
        total, max_total;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, appraised, survey, total, max_total, attainment;

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
    /// The self score, in points; it never counts towards `total`. NULL when it is missing or does
    /// not apply.
    self_score as "self": Option<Points> = Points, SELF;
    /// The appraised score, in points. NULL when it is missing (`max_appraised` is above 0) or does
    /// not apply (`max_appraised` is 0).
    appraised: Option<Points> = Points, APPRAISED;
    /// The survey score, in points. NULL when it is missing (`max_survey` is above 0) or does not
    /// apply (`max_survey` is 0).
    survey: Option<Points> = Points, SURVEY;
    /// `appraised` + `survey`, in points; NULL when a score that applies is missing, or when
    /// neither applies.
    total: Option<Points> = Points, TOTAL;
    /// `total` / `max_total`, 0 to 1; NULL when `total` is NULL.
    attainment: Option<f64> = Share, ATTAINMENT;
    /// The maximum of the self score and of the appraised score that applies to the unit; 0 when
    /// they do not apply.
    max_appraised: Points = Points, MAX_APPRAISED;
    /// The maximum of the survey score that applies to the unit; 0 when it does not apply.
    max_survey: Points = Points, MAX_SURVEY;
    /// `max_appraised` + `max_survey`.
    max_total: Points = Points, MAXIMUM;
}

relation! {
    /// Self scores that have not been appraised yet. They come from documents without appraised
    /// scores, totals, ranks and grades. No other view counts them; once the results are imported,
    /// the scores appear in `scores` instead.
    pub struct SelfScoreRow: "self_scores" from "self_score_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, self_score, max_appraised;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, max_appraised;

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
    /// The self score, in points; NULL when it is missing or does not apply.
    self_score as "self": Option<Points> = Points, SELF;
    /// The maximum that applies to the unit, in points; 0 when the criterion does not apply.
    max_appraised: Points = Points, MAX_APPRAISED;
}

relation! {
    /// The criteria of each assessment, with their maximum points.
    pub struct CriterionRow: "criteria" from "criterion_row";
    key year, block, criterion;
    daily year, block, criterion, series, level, parent, max_appraised, max_survey, max_total;
    order "year, block, position";
    shown criterion, max_appraised, max_survey, max_total;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The criterion's name as its document prints it, without its maximum points.
    criterion: String = Name, CRITERION;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    series: String = Name, SERIES;
    /// The criterion's level: 1 for criteria that add up to the total, 2 for their parts, 3 and 4 for the
    /// parts of those.
    level: u32 = Level, LEVEL;
    /// The name of the criterion that this one is part of; NULL at level 1.
    parent: Option<String> = Name, label("Thuộc lĩnh vực", "Part of");
    /// Maximum of the self score and of the appraised score, in points.
    max_appraised: Points = Points, MAX_APPRAISED;
    /// Maximum of the survey score, in points; 0 when the criterion has no survey.
    max_survey: Points = Points, MAX_SURVEY;
    /// Maximum of both together, in points, as printed.
    max_total: Points = Points, MAXIMUM;
}

relation! {
    /// Each criterion over its block, for blocks in which all units are known.
    pub struct CriterionSummary: "criterion_summaries" from "criterion_summary_row";
    key year, block, criterion;
    daily year, block, criterion, series, level, attainment, median, lowest, lowest_unit, lost,
        lost_share;
    order "year, block, criterion_position";
    shown criterion, attainment, median, lowest, lowest_unit, lost, lost_share;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The criterion's name as its document prints it, without its maximum points.
    criterion: String = Name, CRITERION;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    series: String = Name, SERIES;
    /// The criterion's level: 1 for criteria that add up to the total, 2 for their parts, 3 and 4 for the
    /// parts of those.
    level: u32 = Level, LEVEL;
    /// Attainment of the block on the criterion: points of its units / maximum points that apply to
    /// them, 0 to 1. Units whose points are not known are left out.
    attainment: f64 = Share, ATTAINMENT;
    /// Median attainment of the units, 0 to 1.
    median: f64 = Share, label("Trung vị", "Median");
    /// Lowest attainment among the units, 0 to 1.
    lowest: f64 = Share, label("Thấp nhất", "Lowest");
    /// The unit with the lowest attainment; the first in printed order when several share it.
    lowest_unit: String = Name, label("Đơn vị thấp nhất", "Lowest unit");
    /// Points that the block lost on the criterion: maximum points − points, summed over its units.
    lost: Points = Points, LOST;
    /// `lost` as a share of all points that the block lost on criteria of this level, 0 to 1; NULL
    /// when it lost none.
    lost_share: Option<f64> = Share, LOST_SHARE;
}

relation! {
    /// Where each grade begins. A declared grade begins at `at_most`. The bound of any other grade
    /// is known only as far as the results of all blocks of the decision show it: the grade begins
    /// above `above`, and at `at_most` or lower. The total of a unit to which a criterion does not
    /// apply counts as the same share of the scale.
    pub struct GradeBandRow: "grade_bands" from "grade_band_row";
    key year, block, grade;
    daily year, block, grade, above, at_most, declared;
    order "year, block, at_most DESC";

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The grade.
    grade: Grade = Grade, GRADE;
    /// The highest total with a lower grade, in points: the grade begins above it. NULL when the
    /// results show no such total, or when the bound is declared.
    above: Option<Points> = Points, label("Trên", "Above");
    /// The lowest total with the grade, or the declared bound, in points: the grade begins here or
    /// lower. It is not the upper end of the grade.
    at_most: Points = Points, label("Từ", "From");
    /// Whether the framework declares the bound.
    declared: bool = Flag, label("Theo quy định", "Declared");
    /// The block whose results show `above`, with its group after a slash: the blocks of one decision
    /// that have one scale are graded alike. NULL when `above` is NULL.
    above_seen_in: Option<String> = Text, label("Trên: thấy ở khối", "Above, seen in");
    /// The block whose results show `at_most`, in the same way. NULL when the bound is declared.
    at_most_seen_in: Option<String> = Text, label("Từ: thấy ở khối", "From, seen in");
}
