//! `cchc`: the administration reform index (Chỉ số cải cách hành chính, CCHC) of a Vietnamese
//! province, from published decisions to rankings, gaps, weaknesses, charts and reports.
//!
//! # From a decision to a ranking
//!
//! ```
//! use cchc::import::{Importer, Job};
//! use cchc::relation::RankingRow;
//! use cchc::store::{Selection, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let db = folder.path().join("cchc.db");
//! // Open: the first document that passes makes the database.
//! let mut importer = Importer::open(&db, Job::default())?;
//!
//! // Import: read, check, save and compute, all or nothing.
//! let imported = importer.import("data/2022/501-QD-UBND.txt".as_ref())?;
//! assert_eq!(imported.contents.len(), 2);
//!
//! // Rank: rows of a relation, with official and recomputed figures.
//! let store = Store::open(&db)?;
//! let rankings: Vec<RankingRow> = store.load(Selection::default(), &[])?;
//! assert_eq!(rankings[0].unit, "Sở Tư pháp");
//! assert_eq!(rankings[0].total.map(|total| total.to_string()).as_deref(), Some("94.28"));
//! # Ok(())
//! # }
//! ```
//!
//! # The map
//!
//! Data flows one way, and a module uses only those that stand above it in this list:
//!
//! [`import`] leads document → [`source`] → [`assessment`] (with what the [`registry`] declares) → [`store`] (SQLite) →
//! [`frame`] (polars) → [`analysis`], which computes statistics that [`store`] keeps; the rows of every [`relation`] →
//! [`text`] and [`chart`] (scenes) → [`report`] (data) → [`render`] → what people read.
//!
//! A folder is gathered first ([`import::gather`]) and its documents imported in their order
//! ([`import::Importer::import_all`]); [`import::dry_run`] says what would be read,
//! [`import::trace`] leads from a figure to its cell, and [`text::import_error`] words what went
//! wrong.
//!
//! Documents are read within this process ([`source::InProcess`]) unless the importer is opened
//! with another reader:
//! [`source::Isolated`] reads each in a [`worker`] that limits itself, so that none takes the caller with it.
//!
//! # The words
//!
//! | word | Vietnamese | meaning |
//! |---|---|---|
//! | block | khối | units ranked against each other |
//! | unit | đơn vị | one office |
//! | framework | bộ tiêu chí | criteria, maximum points and grade bands of one block |
//! | criterion | lĩnh vực, tiêu chí | what is scored |
//! | self, appraised, survey | tự chấm, thẩm định, điều tra xã hội học | the three scores |
//! | total | tổng cộng | appraised + survey; the self score never counts |
//! | attainment | tỷ lệ đạt | points / the maximum that applies to the unit, 0 to 1 |
//! | gap | chênh lệch tự chấm – thẩm định | self − appraised; positive where a unit over-scored itself |
//! | lost points | điểm mất | maximum − points |
//! | rank | xếp hạng | competition ranking (1-2-2-4) within year and block |
//! | grade | phân loại | Xuất sắc, Tốt, Khá, Trung bình, Yếu |
//! | assessment | kỳ đánh giá | one block in one year |
//! | finding | phát hiện | what a check says about a figure, with its cell |

pub mod model;
pub mod language;
pub mod stats;
pub mod relation;
pub mod registry;
pub mod simulate;
pub mod worker;
pub mod source;
pub mod assessment;
pub mod store;
pub mod frame;
pub mod analysis;
pub mod import;
pub mod text;
pub mod chart;
pub mod report;
pub mod render;
