//! Relations of the stored tables: the figures from which statistics are computed, and one relation
//! per stored statistic. They refer to units, results and criteria by id; the views for people add
//! the names.

use crate::model::{Block, Grade, Points, Year};

use super::relation;

relation! {
    /// What a document prints of a unit. Only assessments in force have rows.
    pub struct ResultFigures: "result_figures" from "result_figure";
    key result_id;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The assessment of the result.
    assessment_id: i64 = Id;
    /// The assessed year.
    year: Year = Year;
    /// The block.
    block: Block = Block;
    /// Identifies the office: the same in every year, even after the office was renamed.
    unit_id: i64 = Id;
    /// The unit's row in the printed order, from 1.
    position: i64 = Integer;
    /// The printed sum of the self scores; NULL when none is printed.
    self_total: Option<Points> = Points;
    /// The printed sum of the appraised scores; NULL when none is printed.
    appraised_total: Option<Points> = Points;
    /// The printed sum of the survey scores; NULL when none is printed.
    survey_total: Option<Points> = Points;
    /// The printed total; NULL when none is printed.
    total: Option<Points> = Points;
    /// The maximum of the printed total; NULL when it follows from the scores that apply.
    max_total: Option<Points> = Points;
    /// The score of a survey of satisfaction beside the criteria; NULL when none is printed.
    satisfaction: Option<Points> = Points;
    /// Bonus less penalty points.
    adjustment: Points = SignedPoints;
    /// The printed rank; NULL when none is printed.
    rank: Option<u32> = Rank;
    /// The printed grade; NULL when none is printed.
    grade: Option<Grade> = Grade;
    /// Whether all units of the block are known.
    complete: bool = Flag;
    /// Whether the unit has scores by criterion.
    scored: bool = Flag;
}

relation! {
    /// The scores of a unit on a criterion with their sum, in all assessments.
    pub struct ScoreFigures: "score_figures" from "assessed_score";
    key result_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion's level: 1 for criteria that add up to the total.
    level: u32 = Level;
    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The self score; NULL when it is missing or does not apply.
    self_score as "self": Option<Points> = Points;
    /// The appraised score; NULL when it is missing or does not apply.
    appraised: Option<Points> = Points;
    /// The survey score; NULL when it is missing or does not apply.
    survey: Option<Points> = Points;
    /// The maximum of the self score and of the appraised score that applies to the unit; 0 when
    /// they do not apply.
    max_appraised: Points = Points;
    /// The maximum of the survey score that applies to the unit; 0 when it does not apply.
    max_survey: Points = Points;
    /// Appraised + survey; NULL when one that applies is missing.
    total: Option<Points> = Points;
    /// The sum of both maxima.
    max_total: Points = Points;
}

relation! {
    /// The points of a unit on a criterion: the columns of [`ScoreFigures`] by which years are
    /// compared.
    pub struct ScorePoints: "score_points" from "assessed_score";
    key result_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Appraised + survey; NULL when one that applies is missing.
    total: Option<Points> = Points;
    /// The maximum that applies to the unit.
    max_total: Points = Points;
}

relation! {
    /// What identifies a criterion: criteria with the same series and level are one criterion in
    /// several frameworks.
    pub struct CriterionKey: "criterion_keys" from "criterion_key";
    key criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The series.
    series: String = Name;
    /// The criterion's level: 1 for criteria that add up to the total.
    level: u32 = Level;
}

relation! {
    /// The scores of a unit, summed up by level.
    pub struct LevelSums: "level_sums";
    key result_id, level;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The level.
    level: u32 = Level;
    /// Sum of the self scores; NULL when one is missing.
    self_sum: Option<Points> = Points;
    /// Sum of the appraised scores; NULL when one is missing.
    appraised_sum: Option<Points> = Points;
    /// Sum of the survey scores; NULL when one is missing.
    survey_sum: Option<Points> = Points;
    /// Sum of the appraised and survey scores, the satisfaction and `adjustment`; NULL when one is
    /// missing.
    total_sum: Option<Points> = Points;
    /// The maximum points that apply to the unit.
    max_total: Points = Points;
    /// The maximum points of the appraised score that apply to the unit.
    max_appraised: Points = Points;
    /// Number of criteria with both a self score and an appraised score.
    scored_twice: usize = Count;
    /// Sum of the positive gaps.
    over: Points = Points;
    /// Sum of the negative gaps; 0 or less.
    under: Points = Points;
    /// Number of criteria whose points are known.
    known: usize = Count;
    /// Maximum − points, summed over these criteria.
    lost: Points = Points;
}

relation! {
    /// A result, summed up over the criteria of level 1 and ranked.
    pub struct ResultStatistic: "result_statistic" from "result_statistic";
    key result_id;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// Sum of the self scores; NULL when one is missing.
    self_sum: Option<Points> = Points;
    /// Sum of the appraised scores; NULL when one is missing.
    appraised_sum: Option<Points> = Points;
    /// Sum of the survey scores; NULL when one is missing.
    survey_sum: Option<Points> = Points;
    /// Sum of the appraised and survey scores; NULL when one is missing.
    total_sum: Option<Points> = Points;
    /// The maximum points that apply to the unit; the scale when only totals are published.
    max_total: Points = Points;
    /// The maximum points of the appraised score that apply to the unit; 0 when only totals are
    /// published, unless the appraised sum alone makes up the total.
    max_appraised: Points = Points;
    /// Bonus less penalty points, which stand outside attainment.
    adjustment: Points = SignedPoints;
    /// The rank by the share of `max_total`, from 1, with printed totals and, where none is printed,
    /// recomputed ones. NULL when the total or some unit of the block is not known.
    counted_rank: Option<u32> = Rank;
    /// The rank by the recomputed totals as shares of `max_total`, from 1. NULL when the total
    /// or some unit of the block is not known.
    recomputed_rank: Option<u32> = Rank;
    /// The next better grade that is declared or occurs in the block; NULL for the best grade.
    next_grade: Option<Grade> = Grade;
    /// The unit needs more points than this to reach the next grade; exactly this many when the
    /// bound is declared.
    next_grade_more_than: Option<Points> = Points;
    /// With this many more points the unit certainly reaches the next grade.
    next_grade_at_most: Option<Points> = Points;
}

relation! {
    /// The ranks that a unit can have.
    pub struct StoredRankInterval: "rank_interval" from "rank_interval";
    key result_id;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The best rank within the rounding of the printed figures.
    best_rounding: u32 = Rank;
    /// The worst rank within the rounding of the printed figures.
    worst_rounding: u32 = Rank;
    /// The best rank under weights that are up to a tenth higher or lower; NULL when it is not
    /// computed.
    best_10: Option<u32> = Rank;
    /// The worst rank under weights that are up to a tenth higher or lower; NULL when it is not
    /// computed.
    worst_10: Option<u32> = Rank;
    /// The best rank under weights that are up to a quarter higher or lower; NULL when it is not
    /// computed.
    best_25: Option<u32> = Rank;
    /// The worst rank under weights that are up to a quarter higher or lower; NULL when it is not
    /// computed.
    worst_25: Option<u32> = Rank;
    /// The share of the weight, 0 to 1, that has to move for the next unit to draw level; NULL when
    /// it is not computed.
    swap_share: Option<f64> = Share;
}

relation! {
    /// A criterion on which a unit could gain points that it needs for the next grade.
    pub struct NextGradeStep: "next_grade_step" from "next_grade_step";
    key result_id, criterion_id, realistic;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Whether the way ends at the upper quartile of the other units, and not at the best one.
    realistic: bool = Flag;
    /// The points to gain on this criterion.
    points: Points = Points;
    /// The points up to the level at which the way ends.
    room: Points = Points;
    /// Number of other units at or above the level that the points lead to.
    peers: usize = Count;
}

relation! {
    /// How far a unit's survey scores lie below those of others, for a unit that needs points for
    /// the next grade.
    pub struct NextGradeSurvey: "next_grade_survey" from "next_grade_survey";
    key result_id, realistic;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// Whether the way ends at the upper quartile of the other units, and not at the best one.
    realistic: bool = Flag;
    /// The points below the level at which the way ends, summed over all criteria.
    room: Points = Points;
}

relation! {
    /// A unit's gaps between self and appraised scores, over the criteria of level 1.
    pub struct UnitGap: "unit_gap" from "unit_gap";
    key result_id;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// Sum of the positive gaps.
    over: Points = Points;
    /// Sum of the negative gaps; 0 or less.
    under: Points = Points;
    /// How far the unit's gap share stands out in its block: the modified z-score. NULL for fewer
    /// than five units, and when not all units are known.
    robust_z: Option<f64> = Statistic;
}

relation! {
    /// How far a unit lies above its block in the gap shares of one level: the row effect of a median
    /// polish of units and criteria (Tukey 1977).
    pub struct UnitGapEffect: "unit_gap_effect" from "unit_gap_effect";
    key result_id, level;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The level of the criteria.
    level: u32 = Level;
    /// The effect, as a share of the maximum; the median over the units of a block is 0.
    effect: f64 = ShareChange;
}

relation! {
    /// The gap share of a criterion for the typical unit of its block: the overall level and the column
    /// effect of the same median polish.
    pub struct CriterionGapEffect: "criterion_gap_effect" from "criterion_gap_effect";
    key assessment_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// The overall level + the effect, as a share of the maximum.
    effect: f64 = ShareChange;
}

relation! {
    /// A block's gap between self and appraised scores, when all of its units are known.
    pub struct BlockGap: "block_gap" from "block_gap";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Sum of the gaps of the units.
    gap: Points = Points;
    /// Sum of the appraised maxima of the units.
    max_appraised: Points = Points;
}

relation! {
    /// The model of a block's gaps in one year: the values that all of its units share.
    pub struct BlockLeniency: "block_leniency" from "block_leniency";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Number of units in the model.
    units: usize = Count;
    /// Number of criteria in the model.
    criteria: usize = Count;
    /// Number of criteria left out because not every unit has both scores on them.
    left_out: usize = Count;
    /// Mean gap share of the units.
    gap_share: f64 = Share;
    /// The variance that noise adds to a unit's deviation.
    noise: f64 = Statistic;
    /// The share of the variance of the deviations that is not noise, 0 to 1.
    reliability: f64 = Share;
    /// Standard deviation of a true deviation around the leniency.
    spread: f64 = PercentPoints;
}

relation! {
    /// A unit in the model of its block's gaps.
    pub struct UnitLeniency: "unit_leniency" from "unit_leniency";
    key result_id;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The unit's gap share over the criteria of the model.
    gap_share: f64 = Share;
    /// The unit's gap share − the block's.
    deviation: f64 = ShareChange;
    /// The deviation, shrunken by the reliability.
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
    /// Mean gap share of the units on the criterion.
    gap_share: f64 = Share;
}

relation! {
    /// The part of a unit's deviations from its block that lasts.
    pub struct UnitLastingLeniency: "unit_lasting_leniency" from "unit_lasting_leniency";
    key last_result;

    /// The unit's result in the last year.
    last_result: i64 = Id;
    /// Number of years with a model that the unit is in.
    years: usize = Count;
    /// The first of these years.
    first_year: Year = Year;
    /// Mean deviation over these years.
    deviation: f64 = ShareChange;
    /// The share of the mean deviation that lasts, 0 to 1.
    lasting_share: f64 = Share;
    /// The mean deviation, shrunken by the lasting share.
    leniency: f64 = ShareChange;
    /// Standard deviation of the lasting deviation around the leniency.
    spread: f64 = PercentPoints;
}

relation! {
    /// A criterion over its block, when all units of the block are known.
    pub struct CriterionStatistic: "criterion_statistic" from "criterion_statistic";
    key assessment_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Sum of the points of the units whose points are known; NULL when none are known.
    total: Option<Points> = Points;
    /// Sum of the maximum points that apply to these units; NULL when no points are known.
    max_total: Option<Points> = Points;
    /// Their median attainment, 0 to 1; NULL when no points are known.
    median: Option<f64> = Share;
    /// Their lowest attainment, 0 to 1; NULL when no points are known.
    lowest: Option<f64> = Share;
    /// The first result, in printed order, with the lowest attainment; NULL when no points are
    /// known.
    lowest_result: Option<i64> = Id;
    /// The median of the gap shares; NULL for fewer than five units.
    gap_centre: Option<f64> = Share;
    /// The gap share that counts as one in the modified z-score; 0 when all gap shares are equal,
    /// NULL for fewer than five units.
    gap_scale: Option<f64> = Share;
}

relation! {
    /// The points that a unit lost at one level.
    pub struct LevelLoss: "level_loss" from "level_loss";
    key result_id, level;

    /// The unit's result in the assessment.
    result_id: i64 = Id;
    /// The level.
    level: u32 = Level;
    /// Maximum − points, summed over the criteria whose points are known.
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
    /// Whether the framework changed between them; NULL when that is not known.
    framework_changed: Option<bool> = Flag;
}

relation! {
    /// The change of a unit between two years, split into its causes.
    pub struct Delta: "delta" from "delta";
    key from_result, to_result;

    /// The result of the earlier year.
    from_result: i64 = Id;
    /// The result of the later year.
    to_result: i64 = Id;
    /// The part of the change of the total that the unit's own results made.
    performance: Option<Points> = Points;
    /// The part of the change of the total that changed maximum points made.
    weight: Option<Points> = Points;
    /// Attainment in the earlier year over the criteria of both years, weighted by the later
    /// framework.
    constant_from: Option<f64> = Share;
    /// Attainment in the later year over the criteria of both years, weighted by the later
    /// framework.
    constant_to: Option<f64> = Share;
    /// The part of the rank change that is the unit's own.
    own_change: Option<i64> = RankChange;
    /// The part of the rank change that the new framework made.
    framework_change: Option<i64> = RankChange;
    /// The part of the rank change that is due to units that joined or left the ranking.
    set_change: Option<i64> = RankChange;
}

relation! {
    /// The result of a unit in its previous assessed year.
    pub struct PreviousResult: "previous_result" from "previous_result";
    key result_id;

    /// The later result.
    result_id: i64 = Id;
    /// The result of the previous assessed year.
    previous_id: i64 = Id;
}

relation! {
    /// The split of a criterion's change since the unit's previous assessed year, for criteria
    /// whose maximum changed.
    pub struct CriterionSplit: "criterion_split" from "criterion_split";
    key result_id, criterion_id;

    /// The later result.
    result_id: i64 = Id;
    /// The criterion of the later year.
    criterion_id: i64 = Id;
    /// The part of the change that the unit's own results made; the rest is the framework's.
    performance: Points = Points;
}

relation! {
    /// The course of a unit over the years.
    pub struct Trend: "trend" from "trend";
    key unit_id;

    /// Identifies the office: the same in every year, even after the office was renamed.
    unit_id: i64 = Id;
    /// The unit's result in its first year.
    first_result: i64 = Id;
    /// The unit's result in its last year.
    last_result: i64 = Id;
    /// The unit's last name, followed by its years when another unit of the block has the same
    /// name.
    label: String = Name;
    /// Number of years in which the unit's total is known.
    years: usize = Count;
    /// Theil–Sen slope: change of attainment per year. NULL for fewer than four years.
    slope: Option<f64> = ShareChange;
    /// Kendall's τ-b, −1 to 1. NULL for fewer than four years, and when all attainments are equal.
    tau: Option<f64> = Statistic;
    /// Mean size of the change of attainment from one assessed year to the next; NULL for a single
    /// year.
    volatility: Option<f64> = PercentPoints;
    /// The year of the highest attainment; the earliest when several share it.
    best_year: Year = Year;
    /// The year of the lowest attainment; the earliest when several share it.
    worst_year: Year = Year;
    /// Number of rises in a row up to the last year.
    rising: usize = Count;
    /// Number of falls in a row up to the last year.
    falling: usize = Count;
    /// Number of years in the first quarter of the ranks.
    top_quarter: usize = Count;
    /// Number of years in the last quarter of the ranks.
    bottom_quarter: usize = Count;
    /// How often the framework changed from one of the years to the next.
    framework_changes: usize = Count;
    /// Number of criteria of level 1 that the unit has in all of its years. NULL when there are
    /// none, when a year has totals only, and for a single year.
    constant_criteria: Option<usize> = Count;
    /// Attainment in the first year over these criteria; NULL when there are none.
    constant_first: Option<f64> = Share;
    /// Attainment in the last year over these criteria; NULL when there are none.
    constant_last: Option<f64> = Share;
    /// Theil–Sen slope over these criteria; NULL for fewer than four years, and when there are
    /// none.
    constant_slope: Option<f64> = ShareChange;
    /// Whether the figures of any of the years are simulated, not real.
    simulated: bool = Flag;
}

relation! {
    /// The mean attainment of a block in a year in which all of its units are known.
    pub struct BlockMean: "block_mean" from "block_mean";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Number of units with a known total.
    units: usize = Count;
    /// Mean of their attainments, 0 to 1.
    attainment: f64 = Share;
}

relation! {
    /// The course of a block over the years. Slopes and τ-b are NULL for fewer than four years.
    pub struct BlockTrend: "block_trend" from "block_trend";
    key authority_id, index_code, block;

    /// The authority.
    authority_id: i64 = Id;
    /// The index.
    index_code: String = Text;
    /// The block.
    block: Block = Block;
    /// Theil–Sen slope: change of attainment per year.
    slope: Option<f64> = ShareChange;
    /// Kendall's τ-b, −1 to 1; NULL also when all attainments are equal.
    tau: Option<f64> = Statistic;
    /// Theil–Sen slope of the like-for-like twin; NULL also when there is no twin.
    constant_slope: Option<f64> = ShareChange;
    /// Theil–Sen slope of the twin's standard deviation, or of the block's when there is no twin.
    spread_slope: Option<f64> = ShareChange;
}

relation! {
    /// A year of a block's course: the step from the previous year, and the like-for-like twin of
    /// the block.
    pub struct BlockStep: "block_step" from "block_step";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Whether the framework changed since the previous year; NULL when that is not known, and in
    /// the first year.
    framework_changed: Option<bool> = Flag;
    /// Whether the block has other units than in the previous year; NULL in the first year.
    set_changed: Option<bool> = Flag;
    /// Number of units in the twin; NULL when there are none.
    constant_units: Option<usize> = Count;
    /// Mean attainment of the twin's units; NULL when there are none.
    constant_attainment: Option<f64> = Share;
    /// The lowest attainment in the block.
    lowest: f64 = Share;
    /// The highest attainment in the block.
    highest: f64 = Share;
    /// Standard deviation of the block's attainments; NULL for a single unit.
    spread: Option<f64> = PercentPoints;
    /// Standard deviation of the twin's attainments; NULL when there is no twin, or for a single
    /// unit.
    constant_spread: Option<f64> = PercentPoints;
}

relation! {
    /// How well a criterion separates the units of its block.
    pub struct CriterionDiscriminationStatistic:
        "criterion_discrimination_statistic" from "criterion_discrimination_statistic";
    key assessment_id, criterion_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// The criterion.
    criterion_id: i64 = Id;
    /// Number of units whose points are known.
    units: usize = Count;
    /// Share of these units that reach the maximum, 0 to 1.
    at_maximum: f64 = Share;
    /// Standard deviation of their attainments.
    spread: f64 = PercentPoints;
    /// Pearson correlation with the attainment on the unit's other criteria, −1 to 1; NULL when
    /// either is the same for all units.
    rest_correlation: Option<f64> = Statistic;
}

relation! {
    /// How far the survey and the appraisal of a block agree.
    pub struct BlockAgreement: "block_agreement" from "block_agreement";
    key assessment_id;

    /// The assessment.
    assessment_id: i64 = Id;
    /// Number of units with both scores.
    units: usize = Count;
    /// Number of pairs of units that both scores put in the same order.
    concordant: usize = Count;
    /// Number of pairs of units that the scores put in opposite orders.
    discordant: usize = Count;
    /// Kendall's τ-b, −1 to 1; NULL when either score is the same share for all units.
    tau: Option<f64> = Statistic;
}

relation! {
    /// What a merger did.
    pub struct Merger: "merger" from "merger";
    key to_result;

    /// The first result of the merged unit.
    to_result: i64 = Id;
    /// The last year up to the merger in which all predecessors are known.
    from_year: Year = Year;
    /// Number of predecessors.
    predecessors: usize = Count;
    /// Mean attainment of the predecessors in that year, 0 to 1.
    attainment_before: f64 = Share;
    /// Attainment of the merged unit, 0 to 1.
    attainment_after: f64 = Share;
    /// Number of other units that can be compared; NULL when there are none.
    others: Option<usize> = Count;
    /// Mean change of the attainment of these units; NULL when there are none.
    others_change: Option<f64> = ShareChange;
}

relation! {
    /// A weakness that lasts up to the block's last year.
    pub struct LastingWeakness: "persistent_weakness" from "persistent_weakness";
    key last_result, criterion_id;

    /// The unit's result in the last year.
    last_result: i64 = Id;
    /// The criterion of the last year.
    criterion_id: i64 = Id;
    /// Number of assessed years considered, four at most.
    years: usize = Count;
    /// Number of these years in which the unit is behind the median.
    years_behind: usize = Count;
    /// The first of the years considered.
    first_year: Year = Year;
    /// Mean distance below the median, as a share of the maximum.
    mean_behind: f64 = PercentPoints;
}

relation! {
    /// Over-scoring that lasts up to the block's last year.
    pub struct OverscoringStreak: "overscoring_streak" from "overscoring_streak";
    key last_result;

    /// The unit's result in the last year.
    last_result: i64 = Id;
    /// Number of assessed years in a row.
    years: usize = Count;
    /// The first of these years.
    first_year: Year = Year;
    /// Mean gap share over these years.
    mean_gap_share: f64 = Share;
}

relation! {
    /// Over-scoring that ended in the block's last year.
    pub struct SelfScoringImprovement: "self_scoring_improvement" from "self_scoring_improvement";
    key to_result;

    /// The unit's result in the earlier year.
    from_result: i64 = Id;
    /// The unit's result in the last year.
    to_result: i64 = Id;
}
