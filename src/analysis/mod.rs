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

pub use audit::audit_cells;
pub use change::criterion_changes;
pub use delta::deltas;
pub use gap::{gaps, unit_gaps};
pub use grade::{GradeDistance, distance_to_next, with_next_grades};
pub use history::{FrameworkBreak, History};
pub use movement::{Movement, grade_moves, movement};
pub use persistence::{improved_self_scoring, persistent_overscoring, persistent_weaknesses};
pub use ranking::{rank_by_recomputed, rankings};
pub use summary::{BlockSummary, criterion_summaries, summarise};
pub use template::{Template, TemplateFlaw, plan_template};
pub use trend::{Lineage, MIN_YEARS, block_trends, course_medians, trends};
pub use trend_report::{BlockCourse, TrendReport, UnitCourse, report_trend};
pub use weakness::weaknesses;
pub use year::{BlockReport, UnitLoss, report_block, report_year};
