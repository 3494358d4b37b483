//! One question a file: frames → plain result structs. Points stay integers; shares and scores of outliers are
//! floats and never become points again.

mod applicable;
mod audit;
mod bennet;
mod change;
mod delta;
mod gap;
mod grade;
mod history;
mod movement;
mod persistence;
mod ranking;
mod summary;
mod template;
mod trend;
mod trend_report;
mod weakness;
mod year;

pub use audit::{AuditCell, audit_cells};
pub use change::{CriterionChange, criterion_changes};
pub use delta::{DeltaRow, deltas};
pub use gap::{GapRow, UnitGapRow, gaps, unit_gaps};
pub use grade::{GradeDistance, GradedRow, distance_to_next, with_next_grades};
pub use history::{FrameworkBreak, History};
pub use movement::{GradeMove, Movement, grade_moves, movement};
pub use persistence::{
    ImprovedSelfScoring, PersistentOverscoring, PersistentWeakness, improved_self_scoring, persistent_overscoring,
    persistent_weaknesses,
};
pub use ranking::{RankingRow, rank_by_recomputed, rankings};
pub use summary::{BlockSummary, CriterionSummary, criterion_summaries, summarise};
pub use template::{Template, TemplateFlaw, plan_template};
pub use trend::{BlockTrendRow, Lineage, MIN_YEARS, TrendPoint, TrendRow, block_trends, course_medians, trends};
pub use trend_report::{BlockCourse, TrendReport, UnitCourse, report_trend};
pub use weakness::{WeaknessRow, weaknesses};
pub use year::{BlockReport, UnitLoss, report_block, report_year};
