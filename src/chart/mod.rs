//! Charts as data. Each function turns rows of results into a [`Scene`], with one file per kind of
//! chart. The module `render` draws the scenes.

mod bump;
mod causes;
mod course;
mod delta;
pub mod font;
mod frame;
mod gap;
mod gap_years;
mod heatmap;
mod history;
mod leniency;
mod lost;
mod palette;
mod plot;
mod ranking;
mod scene;
mod year_grid;

use crate::model::Index;
use crate::store::AssessmentRow;
use crate::text::change;
use crate::text::{Lang, source_line, sources_line};

pub use bump::{Marked, bump};
pub use causes::causes;
pub use course::course;
pub use delta::delta;
pub use gap::gap;
pub use gap_years::gap_years;
pub use heatmap::heatmap;
pub use history::history;
pub use leniency::leniency;
pub use lost::lost;
pub use plot::{DATA_COLOURS, Dataset, Form, Plot, Spark, draw as plot};
pub use ranking::ranking;
pub use scene::{Anchor, Colour, Scene, Shape};

/// The assessments whose figures a chart shows.
#[derive(Debug, Clone)]
pub struct ChartSource(Vec<AssessmentRow>);

impl ChartSource {
    /// One assessment.
    #[must_use]
    pub fn of(assessment: &AssessmentRow) -> Self {
        Self(vec![assessment.clone()])
    }

    /// The assessments of a block in several years.
    #[must_use]
    pub fn years<'a>(assessments: impl Iterator<Item = &'a AssessmentRow>) -> Self {
        Self(assessments.cloned().collect())
    }

    /// The index whose figures they are.
    fn index(&self) -> Index {
        self.0.first().map_or(Index::CCHC, |assessment| assessment.index)
    }

    /// The lines below a chart: notes on assessments with missing units, and the source of the
    /// figures.
    fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines: Vec<String> =
            self.0.iter().flat_map(|assessment| change::notes(lang, assessment)).collect();
        lines.push(match self.0.as_slice() {
            [only] => source_line(lang, &only.number, only.issued_on, &only.issuer, only.simulated),
            several => sources_line(lang, several),
        });
        lines
    }
}
