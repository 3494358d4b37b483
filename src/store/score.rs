//! The scores of a unit with the maximum points that apply to it.

use crate::assessment::{Figure, UnitResult};
use crate::model::{Framework, Part, Points};

/// One row of the table `score`.
pub(super) struct ScoreRow<'a> {
    /// Self, appraised and survey score.
    pub(super) points: [Option<Points>; 3],
    /// The maxima of the appraised and of the survey score that apply to the unit.
    pub(super) maxima: [Points; 2],
    /// Whether the document prints none of them, so that they are the sums of the criterion's parts.
    pub(super) derived: bool,
    /// What the document prints.
    pub(super) figures: [Option<&'a Figure>; 3],
}

/// The rows of a result, in the order of the framework. A criterion that the document does not print has the sums of
/// its parts; a sum is missing where one of the parts is.
pub(super) fn score_rows<'a>(framework: &Framework, result: &'a UnitResult) -> Vec<ScoreRow<'a>> {
    let mut rows: Vec<ScoreRow<'a>> = Vec::new();
    for (index, criterion) in framework.criteria.iter().enumerate() {
        let figures = Part::ALL.map(|part| result.score(index, part));
        // A score without a column is one that no unit has.
        let applies = |part: Part| figures[part as usize].is_some_and(Figure::applies);
        let maximum = |part, maximum| if applies(part) { maximum } else { Points::ZERO };
        rows.push(ScoreRow {
            points: figures.map(|figure| figure.and_then(Figure::points)),
            maxima: [maximum(Part::Appraised, criterion.max_appraised), maximum(Part::Survey, criterion.max_survey)],
            derived: false,
            figures,
        });
    }
    // Parts stand behind what they are parts of, so the deepest are summed first.
    for index in (0..rows.len()).rev() {
        let parts: Vec<_> = (0..rows.len()).filter(|part| framework.criteria[*part].parent == Some(index)).collect();
        if parts.is_empty() || rows[index].figures.iter().any(Option::is_some) {
            continue;
        }
        let criterion = &framework.criteria[index];
        let whole = [criterion.max_appraised, criterion.max_survey];
        let maxima = [0, 1].map(|which| {
            // What does not apply to the unit is taken out of the whole.
            let most =
                |part: usize| [framework.criteria[part].max_appraised, framework.criteria[part].max_survey][which];
            let removed = parts.iter().map(|part| most(*part) - rows[*part].maxima[which]).sum::<Points>();
            let applies = parts.iter().any(|part| rows[*part].maxima[which] > Points::ZERO);
            if applies { whole[which] - removed } else { Points::ZERO }
        });
        let sum = |part: Part| {
            let which = usize::from(part == Part::Survey);
            let scored = parts.iter().map(|part| &rows[*part]).filter(|row| row.maxima[which] > Points::ZERO);
            let points: Option<Vec<_>> = scored.map(|row| row.points[part as usize]).collect();
            points.filter(|points| !points.is_empty()).map(|points| points.into_iter().sum())
        };
        let points = Part::ALL.map(sum);
        rows[index] = ScoreRow { points, maxima, derived: true, figures: [None; 3] };
    }
    rows
}
