//! Scores, and the criteria that they are given on.

use crate::model::{Block, Grade, Points, Year};

use super::label::{
    APPRAISED, ATTAINMENT, BLOCK, CRITERION, GRADE, LEVEL, LOST, LOST_SHARE, MAX_APPRAISED,
    MAX_SURVEY, MAXIMUM, SELF, SERIES, SURVEY, TOTAL, UNIT, UNIT_ID, YEAR, label,
};
use super::relation;

relation! {
    /// Every score of every unit. The maximum points are those that apply to the unit: 0 where a
    /// score does not.
    pub struct ScoreRow: "scores" from "score_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, self_score, appraised, survey, total, max_total;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, appraised, survey, total, max_total, attainment;

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
    self_score as "self": Option<Points> = Points, SELF;
    /// The appraised score.
    appraised: Option<Points> = Points, APPRAISED;
    /// The survey score.
    survey: Option<Points> = Points, SURVEY;
    /// Appraised + survey; none where one that applies is missing.
    total: Option<Points> = Points, TOTAL;
    /// `total` as a share of `max_total`, 0 to 1.
    attainment: Option<f64> = Share, ATTAINMENT;
    /// The maximum of the self and of the appraised score.
    max_appraised: Points = Points, MAX_APPRAISED;
    /// The maximum of the survey score.
    max_survey: Points = Points, MAX_SURVEY;
    /// Both together.
    max_total: Points = Points, MAXIMUM;
}

relation! {
    /// Self scores that are still to be appraised: of documents without appraised scores, totals,
    /// ranks and grades. No other view counts them; once the results are imported, they stand in
    /// `scores`.
    pub struct SelfScoreRow: "self_scores" from "self_score_row";
    key year, block, unit_id, criterion;
    daily year, block, unit, unit_id, criterion, series, level, self_score, max_appraised;
    order "year, block, position, criterion_position";
    shown unit, criterion, self_score, max_appraised;

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
    self_score as "self": Option<Points> = Points, SELF;
    /// The maximum that applies to the unit.
    max_appraised: Points = Points, MAX_APPRAISED;
}

relation! {
    /// The criteria of each assessment with their maximum points.
    pub struct CriterionRow: "criteria" from "criterion_row";
    key year, block, criterion;
    daily year, block, criterion, series, level, parent, max_appraised, max_survey, max_total;
    order "year, block, position";
    shown criterion, max_appraised, max_survey, max_total;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The printed name without its maximum.
    criterion: String = Name, CRITERION;
    /// What it is called across frameworks.
    series: String = Name, SERIES;
    /// 1 for criteria that add up to the total, 2 for their parts, 3 for theirs.
    level: u32 = Level, LEVEL;
    /// The criterion that it is a part of; none at level 1.
    parent: Option<String> = Name, label("Thuộc lĩnh vực", "Part of");
    /// Maximum of the self and of the appraised score.
    max_appraised: Points = Points, MAX_APPRAISED;
    /// Maximum of the survey score.
    max_survey: Points = Points, MAX_SURVEY;
    /// Maximum of both.
    max_total: Points = Points, MAXIMUM;
}

relation! {
    /// Each criterion over its block, where all units of the block are known.
    pub struct CriterionSummary: "criterion_summaries" from "criterion_summary_row";
    key year, block, criterion;
    daily year, block, criterion, series, level, attainment, median, lowest, lowest_unit, lost, lost_share;
    order "year, block, criterion_position";
    shown criterion, attainment, median, lowest, lowest_unit, lost, lost_share;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The criterion.
    criterion: String = Name, CRITERION;
    /// What the criterion is called across frameworks.
    series: String = Name, SERIES;
    /// 1 for criteria that add up to the total, 2 for their parts, 3 for theirs.
    level: u32 = Level, LEVEL;
    /// Attainment of the block: its points as a share of what its units could have.
    attainment: f64 = Share, ATTAINMENT;
    /// Median attainment of the units.
    median: f64 = Share, label("Trung vị", "Median");
    /// The lowest attainment.
    lowest: f64 = Share, label("Thấp nhất", "Lowest");
    /// The unit that has it, the first in printed order where several have.
    lowest_unit: String = Name, label("Đơn vị thấp nhất", "Lowest unit");
    /// Points that the block lost.
    lost: Points = Points, LOST;
    /// Share of all points that the block lost at this level; none where it lost none.
    lost_share: Option<f64> = Share, LOST_SHARE;
}

relation! {
    /// Where grades begin. A declared grade begins at `at_most`. Of others only as much is known as
    /// the results of all blocks of the decision show: the grade begins above `above`, and at
    /// `at_most` or below it.
    pub struct GradeBandRow: "grade_bands" from "grade_band_row";
    key year, block, grade;
    daily year, block, grade, above, at_most, declared;
    order "year, block, at_most DESC";

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The grade.
    grade: Grade = Grade, GRADE;
    /// The highest total that has a lower grade; none where there is none, or where the bound is
    /// declared.
    above: Option<Points> = Points, label("Trên", "Above");
    /// The grade begins here or below: the lowest total that has it, or the declared bound. It is
    /// no upper end.
    at_most: Points = Points, label("Từ", "From");
    /// Whether the framework declares the bound.
    declared: bool = Flag, label("Theo quy định", "Declared");
}
