//! One question a file: frames → plain result structs. Points stay integers; shares and scores of outliers are
//! floats and never become points again.

mod applicable;
mod audit;
mod gap;
mod grade;
mod ranking;
mod summary;
mod weakness;
mod year;

pub use audit::{AuditCell, audit_cells};
pub use gap::{GapRow, UnitGapRow, gaps, unit_gaps};
pub use grade::{GradeDistance, GradedRow, distance_to_next, with_next_grades};
pub use ranking::{RankingRow, rank_by_recomputed, rankings};
pub use summary::{BlockSummary, CriterionSummary, criterion_summaries, summarise};
pub use weakness::{WeaknessRow, weaknesses};
pub use year::{BlockReport, UnitLoss, report_block, report_year};
