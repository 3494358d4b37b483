//! The scores of a unit with the maximum points that apply to it.

use crate::assessment::{Figure, UnitResult};
use crate::model::{Framework, Part, Points};

/// One row of the table `score`.
pub(super) struct ScoreRow<'a> {
    /// Self, appraised and survey score.
    pub(super) points: [Option<Points>; 3],
    /// The maxima of the appraised and of the survey score that apply to the unit.
    pub(super) maxima: [Points; 2],
    /// Whether one of them is not printed, but the sum of the criterion's parts.
    pub(super) derived: bool,
    /// What the document prints.
    pub(super) figures: [Option<&'a Figure>; 3],
}

/// The rows of a result, in the order of the framework. A score that the document does not print of a criterion with
/// parts is the sum of theirs; it is missing where one of them is.
pub(super) fn score_rows<'a>(framework: &Framework, result: &'a UnitResult) -> Vec<ScoreRow<'a>> {
    let mut rows: Vec<ScoreRow<'a>> = Vec::new();
    for (index, criterion) in framework.criteria.iter().enumerate() {
        let figures = Part::ALL.map(|part| result.score(index, part));
        // A score without a column is one that no unit has.
        let applies = |part: Part| figures[part as usize].is_some_and(Figure::applies);
        let maximum = |part| if applies(part) { criterion.maximum(part) } else { Points::ZERO };
        rows.push(ScoreRow {
            points: figures.map(|figure| figure.and_then(Figure::points)),
            maxima: [maximum(Part::Appraised), maximum(Part::Survey)],
            derived: false,
            figures,
        });
    }
    let mut parts_of: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (index, criterion) in framework.criteria.iter().enumerate() {
        if let Some(parent) = criterion.parent {
            parts_of[parent].push(index);
        }
    }
    // Parts stand behind what they are parts of, so the deepest are summed first.
    for index in (0..rows.len()).rev().filter(|index| !parts_of[*index].is_empty()) {
        for part in Part::ALL {
            let which = usize::from(part == Part::Survey);
            let most = |own: usize| framework.criteria[own].maximum(part);
            // What does not apply to the unit is taken out of the whole, whether the whole is printed or not.
            let removed: Points = parts_of[index].iter().map(|own| most(*own) - rows[*own].maxima[which]).sum();
            let of_parts: Points = parts_of[index].iter().map(|own| most(*own)).sum();
            if let Some(figure) = rows[index].figures[part as usize] {
                if part != Part::SelfScore && of_parts > Points::ZERO && figure.applies() {
                    rows[index].maxima[which] = rows[index].maxima[which] - removed;
                }
                continue;
            }
            let scored = parts_of[index].iter().map(|part| &rows[*part]).filter(|row| row.maxima[which] > Points::ZERO);
            let points: Option<Vec<_>> = scored.map(|row| row.points[part as usize]).collect();
            let applies = points.as_ref().is_none_or(|points| !points.is_empty());
            let sum = points.filter(|points| !points.is_empty()).map(|points| points.into_iter().sum());
            let row = &mut rows[index];
            row.derived |= sum.is_some();
            row.points[part as usize] = sum;
            if part != Part::SelfScore {
                row.maxima[which] = if applies { most(index) - removed } else { Points::ZERO };
            }
        }
    }
    rows
}
