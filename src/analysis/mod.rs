//! Computes statistics: frames become rows of relations, with one question per file.
//!
//! Points stay integers. Shares and outlier scores are floats and never become points again.
//! [`keep()`] computes the statistics that the database stores when a document is saved; reports,
//! verbs and SQL read the same rows. The other public functions compute rows on demand. This module
//! writes no sentences and renders nothing.

mod agreement;
mod audit;
mod bennet;
mod block_course;
mod block_year;
mod change;
mod comparison;
mod decision;
mod delta;
mod discrimination;
mod figures;
mod forecast;
mod gap;
mod grade;
mod history;
mod judgement;
mod keep;
mod leniency;
mod level_one;
mod like_for_like;
mod merger;
mod movement;
mod named;
mod next_grade;
mod overcome;
mod persistence;
mod place;
mod polish;
mod rank_interval;
mod ranking;
mod review;
mod scores;
mod sheet;
mod survey;
mod template;
mod trend;
mod trend_report;
mod weakness;
mod year;

pub use audit::audit_cells;
pub use block_year::{Amount, BlockResults, BlockYear, block_years};
pub use change::criterion_changes;
pub use comparison::{Comparison, compare};
pub use decision::{DecisionBlock, decide};
pub use delta::load_deltas;
pub use grade::{GradeDistance, distance_to_next, grade_counts, with_next_grades};
pub use history::{FrameworkBreak, History};
pub use judgement::{
    AGAINST, AGREES, ALL_AT_MAXIMUM, CONVERGED, CONVERGED_LEAST, CUT_SHARE, Convergence,
    CriterionExtremes, EXCESS, FAR_BEHIND, FEW_UNITS, FLAT, FindingSummary, GapSummary,
    HARDLY_AGREES, LARGE_CHANGE, LOST_OF, LargestChange, LastingWeaknesses, LeniencySummary,
    LevelPair, MANY_WEAKNESSES, Movers, NEAR_GRADE_OF, NEAR_TIE, OFTEN, OUTLIER, RELIABLE,
    RankSummary, Recomputed, STREAK, STRICT, SURE, WINDOW, WORTH_A_LOOK, against_the_rest,
    change_extremes, convergence, criterion_extremes, ends_of_ranking, finding_summary,
    gap_summary, largest_gaps, lasting_summary, leniency_summary, level_pairs, marked_mergers,
    movers, near_grades, rank_summary, recomputed, surely_lenient, survey_agreement, ties,
    undiscriminating, units_by_loss,
};
pub use keep::keep;
pub use leniency::{LENIENCY_YEARS, MIN_CRITERIA, MIN_UNITS};
pub use movement::{Mean, Movement, Twin, differs_at_constant_framework, grade_moves, movement};
pub use named::{
    AreaChange, COMMON_SHARE, COMMON_UNITS, FAR_BELOW, GapArea, LARGE_FALL, LARGE_RANK_CHANGE,
    LEVEL_TOTALS, MARKED_CHANGE, MOST_CHANGES, Subject, VERY_WEAK_AREA, WEAK_AREA, WeakArea,
    area_changes, beyond_rounding, block_score_shares, change_beside, clearly_changed, common_gaps,
    driving_areas, extreme_areas, far_below, gap_areas, has_streaks, large_changes,
    lasting_by_area, lowest_areas, mean_lost, most_lasting, moved_grades, near_level, score_shares,
    steady_quarters, to_explain, to_plan, weak_areas, years_above,
};
pub use overcome::{MENDED, OvercomeWeakness};
pub use persistence::{improved_self_scoring, persistent_overscoring};
pub use place::load_places;
pub use ranking::rank_by_recomputed;
pub use review::{Cut, Review, ReviewBasis, cuts, review, review_trials};
pub use sheet::{AreaScore, BlockSheets, SheetYear, UnitSheet, load_sheets};
pub use survey::{SurveyShare, SurveySummary, survey_shares, survey_summary};
pub use template::{Template, TemplateFlaw, plan_template};
pub use trend::{Lineage, MIN_YEARS, course_medians, is_crossing, is_unlike, load_trends};
pub use trend_report::{BlockCourse, LongCourse, TrendReport, UnitCourse, report_trend};
pub use year::{BlockReport, UnitLoss, report_block, report_year};
