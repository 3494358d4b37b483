//! `cchc`: the Public Administration Reform (PAR) index (Chỉ số cải cách hành chính, CCHC) of a
//! Vietnamese province, from published decisions to rankings, gaps, weaknesses, charts and reports.
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
//! // Open: the first document that passes creates the database.
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
//! Data flows one way, and a module uses only the modules declared above it in this file:
//!
//! - [`import`] takes a document through [`source`] (raw tables), [`assessment`] (checked figures,
//!   with the declarations of the [`registry`]) and [`store`] (SQLite).
//! - [`analysis`] loads stored figures as columns of a [`frame`] (polars) and computes the
//!   statistics, which [`store`] keeps.
//! - The rows of each [`relation`] become sentences ([`text`]), scenes ([`chart`]) and reports as
//!   data ([`report`]); [`render`] turns these into the files that people read.
//!
//! A folder is first gathered ([`import::gather`]), and its documents are then imported in order
//! ([`import::Importer::import_all`]). [`import::dry_run`] shows what an import would read,
//! [`import::trace`] finds the cell behind a figure, and [`text::import_error`] explains why a
//! document was not imported.
//!
//! Documents are read within the calling process ([`source::InProcess`]) unless the importer is
//! opened with another reader. [`source::Isolated`] reads each document in a [`worker`] process
//! with limits of its own, so a document that breaks its reader does not break the caller.
//!
//! # The words
//!
//! | word | Vietnamese | meaning |
//! |---|---|---|
//! | block | khối | units ranked against each other |
//! | unit | đơn vị | one office |
//! | framework | bộ tiêu chí | criteria, maximum points and grade bands of one block |
//! | criterion | lĩnh vực, tiêu chí | a subject that is scored, with its maximum points |
//! | self, appraised, survey | tự chấm, thẩm định, điều tra xã hội học | the three kinds of score |
//! | total | tổng cộng | appraised + survey; the self score never counts |
//! | attainment | tỷ lệ đạt | points / the maximum that applies to the unit, 0 to 1 |
//! | gap | chênh lệch tự chấm – thẩm định | self − appraised; positive if the unit scored itself too high |
//! | lost points | điểm mất | maximum − points |
//! | rank | xếp hạng | competition ranking (1-2-2-4) within year and block |
//! | grade | phân loại | Xuất sắc, Tốt, Khá, Trung bình, Yếu |
//! | assessment | kỳ đánh giá | one block in one year |
//! | finding | phát hiện | what a check found about a figure, with the figure's cell |

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
pub mod lake;
pub mod frame;
pub mod analysis;
pub mod import;
pub mod text;
pub mod chart;
pub mod report;
pub mod render;
