//! Charts: each makes a [`Scene`] from result rows, and a scene is drawn as SVG or PNG.

mod bump;
mod causes;
mod course;
mod delta;
mod draw;
mod frame;
mod gap;
mod gap_years;
mod heatmap;
mod history;
mod lost;
mod palette;
mod ranking;
mod scene;
mod year_grid;

use crate::store::AssessmentRow;
use crate::text::change;
use crate::text::{Lang, source_line, sources_line};

pub use bump::draw_bump;
pub use causes::draw_causes;
pub use course::draw_courses;
pub use delta::draw_deltas;
pub use draw::{DrawError, draw_png, draw_svg, inline_svg};
pub use gap::draw_gaps;
pub use gap_years::draw_gap_years;
pub use heatmap::draw_heatmap;
pub use history::draw_history;
pub use lost::draw_lost;
pub use ranking::draw_ranking;
pub use scene::{Anchor, Scene, Shape};

/// The assessments whose figures a chart shows.
#[derive(Debug, Clone)]
pub struct ChartSource(Vec<AssessmentRow>);

impl ChartSource {
    /// One assessment.
    #[must_use]
    pub fn of(assessment: &AssessmentRow) -> Self {
        Self(vec![assessment.clone()])
    }

    /// The assessments of a block over the years.
    #[must_use]
    pub fn years<'a>(assessments: impl Iterator<Item = &'a AssessmentRow>) -> Self {
        Self(assessments.cloned().collect())
    }

    /// Where the figures come from, and which units are known where not all are: one line each.
    fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines: Vec<String> = self.0.iter().flat_map(|own| change::notes(lang, own)).collect();
        lines.push(match self.0.as_slice() {
            [own] => source_line(lang, &own.number, own.issued_on, &own.issuer, own.simulated),
            several => sources_line(lang, several),
        });
        lines
    }
}
