//! Charts: each makes a [`Scene`] from result rows, and a scene is drawn as SVG or PNG.

mod draw;
mod frame;
mod gap;
mod heatmap;
mod lost;
mod palette;
mod ranking;
mod scene;

use serde::Serialize;

use crate::model::Date;
use crate::store::AssessmentRow;

pub use draw::{DrawError, draw_png, draw_svg, inline_svg};
pub use gap::draw_gaps;
pub use heatmap::draw_heatmap;
pub use lost::draw_lost;
pub use ranking::draw_ranking;
pub use scene::{Anchor, Scene, Shape};

/// The document whose figures a chart shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartSource {
    /// Number of the decision.
    pub number: String,
    /// Its date.
    pub issued_on: Date,
    /// Who issued it.
    pub issuer: String,
    /// Whether the figures are generated and not real.
    pub simulated: bool,
}

impl ChartSource {
    /// The document of an assessment.
    #[must_use]
    pub fn of(assessment: &AssessmentRow) -> Self {
        Self {
            number: assessment.number.clone(),
            issued_on: assessment.issued_on,
            issuer: assessment.issuer.clone(),
            simulated: assessment.simulated,
        }
    }
}
