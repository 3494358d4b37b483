//! What is computed from, and what is computed and kept: one relation per statistic, by the ids of
//! the tables. The views for people join them with names.

use crate::model::{Block, Grade, Points, Year};

use super::relation;

relation! {
    /// What a document prints of a unit, of the assessments in force.
    pub struct ResultFigures: "result_figures" from "result_figure";
    key result_id;

    /// The result.
    result_id: i64 = Id;
    /// Its assessment.
    assessment_id: i64 = Id;
    /// The year.
    year: Year = Year;
    /// The block.
    block: Block = Block;
    /// The same for one office over the years.
    unit_id: i64 = Id;
    /// The row among the units.
    position: i64 = Integer;
    /// The printed sum of the self scores.
    self_total: Option<Points> = Points;
    /// The printed sum of the appraised scores.
    appraised_total: Option<Points> = Points;
    /// The printed sum of the survey scores.
    survey_total: Option<Points> = Points;
    /// The printed total.
    total: Option<Points> = Points;
    /// The printed rank.
    rank: Option<u32> = Rank;
    /// The printed grade.
    grade: Option<Grade> = Grade;
    /// Whether all units of the block are known.
    complete: bool = Flag;
    /// Whether there are scores.
    scored: bool = Flag;
}

relation! {
    /// The scores of a unit on a criterion with their sum, of all assessments.
    pub struct ScoreFigures: "score_figures" from "assessed_score";
    key result_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// 1 for criteria that add up to the total.
    level: u32 = Level;
    /// The result.
    result_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The self score.
    self_score as "self": Option<Points> = Points;
    /// The appraised score.
    appraised: Option<Points> = Points;
    /// The survey score.
    survey: Option<Points> = Points;
    /// The maximum of the self and of the appraised score that applies to the unit.
    max_appraised: Points = Points;
    /// The maximum of the survey score that applies to the unit.
    max_survey: Points = Points;
    /// Appraised + survey; none where one that applies is missing.
    total: Option<Points> = Points;
    /// Both maxima together.
    max_total: Points = Points;
}

relation! {
    /// The points of a unit on a criterion: as much of [`ScoreFigures`] as years are compared by.
    pub struct ScorePoints: "score_points" from "assessed_score";
    key result_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The result.
    result_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Appraised + survey; none where one that applies is missing.
    total: Option<Points> = Points;
    /// The maximum that applies to the unit.
    max_total: Points = Points;
}

relation! {
    /// What tells criteria apart: those of one series and level are one criterion in several
    /// frameworks.
    pub struct CriterionKey: "criterion_keys" from "criterion_key";
    key criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The series.
    series: String = Name;
    /// 1 for criteria that add up to the total.
    level: u32 = Level;
}

relation! {
    /// The scores of a unit summed up by level.
    pub struct LevelSums: "level_sums";
    key result_id, level;

    /// The result.
    result_id: i64 = Id;
    /// The level.
    level: u32 = Level;
    /// Sum of the self scores; none where one is missing.
    self_sum: Option<Points> = Points;
    /// Sum of the appraised scores; none where one is missing.
    appraised_sum: Option<Points> = Points;
    /// Sum of the survey scores; none where one is missing.
    survey_sum: Option<Points> = Points;
    /// Sum of both; none where one is missing.
    total_sum: Option<Points> = Points;
    /// The maximum points that apply to the unit.
    max_total: Points = Points;
    /// Those of the appraised score.
    max_appraised: Points = Points;
    /// Criteria that were scored twice.
    scored_twice: usize = Count;
    /// Sum of the positive gaps.
    over: Points = Points;
    /// Sum of the negative gaps.
    under: Points = Points;
    /// Criteria whose points are known.
    known: usize = Count;
    /// Maximum − points of these.
    lost: Points = Points;
}

relation! {
    /// A result summed up and ranked.
    pub struct ResultStatistic: "result_statistic" from "result_statistic";
    key result_id;

    /// The result.
    result_id: i64 = Id;
    /// Sum of the self scores; none where one is missing.
    self_sum: Option<Points> = Points;
    /// Sum of the appraised scores; none where one is missing.
    appraised_sum: Option<Points> = Points;
    /// Sum of the survey scores; none where one is missing.
    survey_sum: Option<Points> = Points;
    /// Sum of both; none where one is missing.
    total_sum: Option<Points> = Points;
    /// The maximum points that apply to the unit.
    max_total: Points = Points;
    /// Those of the appraised score.
    max_appraised: Points = Points;
    /// The competition rank by attainment, of printed totals and recomputed ones where none is
    /// printed.
    counted_rank: Option<u32> = Rank;
    /// The same by recomputed totals.
    recomputed_rank: Option<u32> = Rank;
    /// The next better grade that occurs in the block.
    next_grade: Option<Grade> = Grade;
    /// The unit lacks more than this.
    next_grade_more_than: Option<Points> = Points;
    /// With this the unit surely has the grade.
    next_grade_at_most: Option<Points> = Points;
}

relation! {
    /// The ranks that a unit can have.
    pub struct KeptRankInterval: "rank_interval" from "rank_interval";
    key result_id;

    /// The result.
    result_id: i64 = Id;
    /// The best rank within the rounding of what is printed.
    best_rounding: u32 = Rank;
    /// The worst.
    worst_rounding: u32 = Rank;
    /// The best under weights that are a tenth more or less.
    best_10: Option<u32> = Rank;
    /// The worst.
    worst_10: Option<u32> = Rank;
    /// The best under weights that are a quarter more or less.
    best_25: Option<u32> = Rank;
    /// The worst.
    worst_25: Option<u32> = Rank;
    /// The share of the weight that has to go elsewhere for the next unit to draw level.
    swap_share: Option<f64> = Share;
}

relation! {
    /// Where a unit could gain points that it lacks to the next grade.
    pub struct NextGradeStep: "next_grade_step" from "next_grade_step";
    key result_id, criterion_id, realistic;

    /// The result.
    result_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Whether the way ends at the upper quartile of the other units, and not at the best one.
    realistic: bool = Flag;
    /// The points to gain there.
    points: Points = Points;
    /// The points to where the way ends.
    room: Points = Points;
    /// Other units that are at the level reached, or above it.
    peers: usize = Count;
}

relation! {
    /// What a unit's survey scores lie below those of others, where it lacks points to the next
    /// grade.
    pub struct NextGradeSurvey: "next_grade_survey" from "next_grade_survey";
    key result_id, realistic;

    /// The result.
    result_id: i64 = Id;
    /// Whether the way ends at the upper quartile of the other units, and not at the best one.
    realistic: bool = Flag;
    /// The points, over all criteria.
    room: Points = Points;
}

relation! {
    /// A unit's gaps between self and appraised scores, over the criteria of level 1.
    pub struct UnitGap: "unit_gap" from "unit_gap";
    key result_id;

    /// The result.
    result_id: i64 = Id;
    /// Sum of the positive gaps.
    over: Points = Points;
    /// Sum of the negative gaps.
    under: Points = Points;
    /// How far the unit's gap share stands out in its block.
    robust_z: Option<f64> = Statistic;
}

relation! {
    /// A block's gap between self and appraised scores, where all units are known.
    pub struct BlockGap: "block_gap" from "block_gap";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The sum of the gaps of the units.
    gap: Points = Points;
    /// The sum of their appraised maxima.
    max_appraised: Points = Points;
}

relation! {
    /// The model of a block's gaps in one year: what is common to its units.
    pub struct BlockLeniency: "block_leniency" from "block_leniency";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The units of the model.
    units: usize = Count;
    /// Its criteria.
    criteria: usize = Count;
    /// Criteria that not all units were scored twice in.
    left_out: usize = Count;
    /// The mean gap share of the units.
    gap_share: f64 = Share;
    /// The variance that noise gives to a unit's deviation.
    noise: f64 = Statistic;
    /// The share of the deviations that is not noise.
    reliability: f64 = Share;
    /// The standard deviation of a true deviation about the shrunken one.
    spread: f64 = PercentPoints;
}

relation! {
    /// A unit in the model of its block's gaps.
    pub struct UnitLeniency: "unit_leniency" from "unit_leniency";
    key result_id;

    /// The result.
    result_id: i64 = Id;
    /// The gap share over the criteria of the model.
    gap_share: f64 = Share;
    /// The gap share less that of the block.
    deviation: f64 = ShareChange;
    /// What remains of the deviation once it is shrunken.
    leniency: f64 = ShareChange;
}

relation! {
    /// A criterion in the model of its block's gaps.
    pub struct CriterionLeniency: "criterion_leniency" from "criterion_leniency";
    key assessment_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The mean gap share of the units.
    gap_share: f64 = Share;
}

relation! {
    /// What lasts of a unit's deviations from its block.
    pub struct UnitLastingLeniency: "unit_lasting_leniency" from "unit_lasting_leniency";
    key last_result;

    /// The result of the last year.
    last_result: i64 = Id;
    /// Years with a model that the unit is in.
    years: usize = Count;
    /// The first of them.
    first_year: Year = Year;
    /// The mean deviation over these years.
    deviation: f64 = ShareChange;
    /// The share of it that lasts.
    lasting_share: f64 = Share;
    /// What remains of it once it is shrunken.
    leniency: f64 = ShareChange;
    /// The standard deviation of what lasts about the leniency.
    spread: f64 = PercentPoints;
}

relation! {
    /// A criterion over its block, where all units are known.
    pub struct CriterionStatistic: "criterion_statistic" from "criterion_statistic";
    key assessment_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The points of all units; none where no unit's are known.
    total: Option<Points> = Points;
    /// What they could have.
    max_total: Option<Points> = Points;
    /// The median attainment.
    median: Option<f64> = Share;
    /// The lowest attainment.
    lowest: Option<f64> = Share;
    /// The first result that has it.
    lowest_result: Option<i64> = Id;
    /// The median of the gap shares; none for fewer than five units.
    gap_centre: Option<f64> = Share;
    /// What one unit of their modified z-score is.
    gap_scale: Option<f64> = Share;
}

relation! {
    /// The points that a unit lost at a level.
    pub struct LevelLoss: "level_loss" from "level_loss";
    key result_id, level;

    /// The result.
    result_id: i64 = Id;
    /// The level.
    level: u32 = Level;
    /// Maximum − points, over the criteria whose points are known.
    lost: Points = Points;
}

relation! {
    /// Two years of a block that may be compared.
    pub struct YearPair: "year_pair" from "year_pair";
    key from_assessment, to_assessment;

    /// The earlier assessment.
    from_assessment: i64 = Id;
    /// The later assessment.
    to_assessment: i64 = Id;
    /// Whether the framework changed; none where that is not known.
    framework_changed: Option<bool> = Flag;
}

relation! {
    /// The change of a unit between two years, split.
    pub struct Delta: "delta" from "delta";
    key from_result, to_result;

    /// The result of the earlier year.
    from_result: i64 = Id;
    /// The result of the later year.
    to_result: i64 = Id;
    /// The part of the change of the total that the unit made.
    performance: Option<Points> = Points;
    /// The part that the framework made.
    weight: Option<Points> = Points;
    /// Attainment of the earlier year over the criteria of both, weighted by the later framework.
    constant_from: Option<f64> = Share;
    /// The same of the later year.
    constant_to: Option<f64> = Share;
    /// The part of the rank change that is the unit's own.
    own_change: Option<i64> = RankChange;
    /// The part that the new framework made.
    framework_change: Option<i64> = RankChange;
    /// The part that units made which came or went.
    set_change: Option<i64> = RankChange;
}

relation! {
    /// The result of a unit in the assessed year before.
    pub struct PreviousResult: "previous_result" from "previous_result";
    key result_id;

    /// The result.
    result_id: i64 = Id;
    /// The one before.
    previous_id: i64 = Id;
}

relation! {
    /// The change of a criterion's points since the assessed year before, where its maximum
    /// changed.
    pub struct CriterionSplit: "criterion_split" from "criterion_split";
    key result_id, criterion_id;

    /// The later result.
    result_id: i64 = Id;
    /// The criterion of the later year.
    criterion_id: i64 = Id;
    /// The part of the change that the unit made; the rest is the framework's.
    performance: Points = Points;
}

relation! {
    /// The course of a unit.
    pub struct Trend: "trend" from "trend";
    key unit_id;

    /// The same for one office over the years.
    unit_id: i64 = Id;
    /// The result of its first year.
    first_result: i64 = Id;
    /// The result of its last year.
    last_result: i64 = Id;
    /// The name as a list of units shows it.
    label: String = Name;
    /// Years in which its total is known.
    years: usize = Count;
    /// Theil–Sen slope.
    slope: Option<f64> = ShareChange;
    /// Kendall's τ-b.
    tau: Option<f64> = Statistic;
    /// Mean size of the change from one assessed year to the next.
    volatility: Option<f64> = PercentPoints;
    /// The year of the highest attainment.
    best_year: Year = Year;
    /// The year of the lowest attainment.
    worst_year: Year = Year;
    /// Rises in a row up to the last year.
    rising: usize = Count;
    /// Falls in a row up to the last year.
    falling: usize = Count;
    /// Years in the first quarter of the ranks.
    top_quarter: usize = Count;
    /// Years in the last quarter of the ranks.
    bottom_quarter: usize = Count;
    /// How often the framework changed from one of the years to the next.
    framework_changes: usize = Count;
    /// Criteria of level 1 that it has in all of its years; none where a year has totals only.
    constant_criteria: Option<usize> = Count;
    /// Attainment in the first year over these.
    constant_first: Option<f64> = Share;
    /// Attainment in the last year over these.
    constant_last: Option<f64> = Share;
    /// Theil–Sen slope over these.
    constant_slope: Option<f64> = ShareChange;
    /// Whether figures among them are generated and not real.
    simulated: bool = Flag;
}

relation! {
    /// The mean attainment of a block in a year in which all its units are known.
    pub struct BlockMean: "block_mean" from "block_mean";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Units with a total.
    units: usize = Count;
    /// Mean of their attainments.
    attainment: f64 = Share;
}

relation! {
    /// The course of a block, from four years on.
    pub struct BlockTrend: "block_trend" from "block_trend";
    key block;

    /// The block.
    block: Block = Block;
    /// Theil–Sen slope.
    slope: Option<f64> = ShareChange;
    /// Kendall's τ-b.
    tau: Option<f64> = Statistic;
    /// Theil–Sen slope of the like-for-like twin.
    constant_slope: Option<f64> = ShareChange;
    /// Theil–Sen slope of the spread of the twin, or else of the block.
    spread_slope: Option<f64> = ShareChange;
}

relation! {
    /// A year of a block's course: the step to it, and the like-for-like twin of the block.
    pub struct BlockStep: "block_step" from "block_step";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Whether the framework changed from the year before; none where that is not known.
    framework_changed: Option<bool> = Flag;
    /// Whether the block has other units than in the year before; none in its first year.
    set_changed: Option<bool> = Flag;
    /// Units of the twin; none where there are none.
    constant_units: Option<usize> = Count;
    /// Mean of their attainments.
    constant_attainment: Option<f64> = Share;
    /// The lowest attainment of the block.
    lowest: f64 = Share;
    /// The highest.
    highest: f64 = Share;
    /// Standard deviation of the block's attainments; none for one unit.
    spread: Option<f64> = PercentPoints;
    /// Standard deviation of the twin's attainments.
    constant_spread: Option<f64> = PercentPoints;
}

relation! {
    /// How well a criterion tells the units of its block apart.
    pub struct CriterionDiscriminationStatistic: "criterion_discrimination_statistic" from "criterion_discrimination_statistic";
    key assessment_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Units whose points are known.
    units: usize = Count;
    /// The share of them that have all points.
    at_maximum: f64 = Share;
    /// Standard deviation of their attainments.
    spread: f64 = PercentPoints;
    /// The correlation with the attainment over the other criteria.
    rest_correlation: Option<f64> = Statistic;
}

relation! {
    /// How far the survey and the appraisal of a block agree.
    pub struct BlockAgreement: "block_agreement" from "block_agreement";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Units that have both scores.
    units: usize = Count;
    /// Pairs that both put in the same order.
    concordant: usize = Count;
    /// Pairs that they put in opposite orders.
    discordant: usize = Count;
    /// Kendall's τ-b.
    tau: Option<f64> = Statistic;
}

relation! {
    /// What a merger did.
    pub struct Merger: "merger" from "merger";
    key to_result;

    /// The first result of the unit that was made.
    to_result: i64 = Id;
    /// The last year of its predecessors.
    from_year: Year = Year;
    /// How many they are.
    predecessors: usize = Count;
    /// Their mean attainment.
    attainment_before: f64 = Share;
    /// The unit's attainment.
    attainment_after: f64 = Share;
    /// Other units that can be compared.
    others: Option<usize> = Count;
    /// Their mean change.
    others_change: Option<f64> = ShareChange;
}

relation! {
    /// A weakness that lasts up to the block's last year.
    pub struct Weakness: "persistent_weakness" from "persistent_weakness";
    key last_result, criterion_id;

    /// The result of the last year.
    last_result: i64 = Id;
    /// The criterion of the last year.
    criterion_id: i64 = Id;
    /// Assessed years that were looked at.
    years: usize = Count;
    /// Those in which the unit is behind.
    years_behind: usize = Count;
    /// The first of the years.
    first_year: Year = Year;
    /// Mean distance behind the median.
    mean_behind: f64 = PercentPoints;
}

relation! {
    /// Over-scoring that lasts up to the block's last year.
    pub struct Overscoring: "overscoring_streak" from "overscoring_streak";
    key last_result;

    /// The result of the last year.
    last_result: i64 = Id;
    /// How many assessed years in a row.
    years: usize = Count;
    /// The first of them.
    first_year: Year = Year;
    /// Mean gap share over these years.
    mean_gap_share: f64 = Share;
}

relation! {
    /// Over-scoring that ended in the block's last year.
    pub struct Improvement: "self_scoring_improvement" from "self_scoring_improvement";
    key to_result;

    /// The result of the earlier year.
    from_result: i64 = Id;
    /// The result of the last year.
    to_result: i64 = Id;
}
