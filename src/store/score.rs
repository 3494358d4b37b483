//! Computes the scores of a unit with the maximum points that apply to it.

use crate::assessment::{Figure, UnitResult};
use crate::model::{Framework, Points, ScoreKind};

/// One row of the table `score`.
pub(super) struct ScoreRow<'a> {
    /// Self, appraised and survey score.
    pub(super) points: [Option<Points>; 3],
    /// The maxima of the appraised score and of the survey score that apply to the unit.
    pub(super) maxima: [Points; 2],
    /// Whether one of the scores is not printed, but computed as the sum of the criterion's parts.
    pub(super) derived: bool,
    /// The printed figures.
    pub(super) figures: [Option<&'a Figure>; 3],
}

/// The rows of a result, in the order of the framework. If the document does not print a score of a
/// criterion with parts, the score is the sum of the parts' scores; it is missing if one of those
/// is missing.
pub(super) fn score_rows<'a>(framework: &Framework, result: &'a UnitResult) -> Vec<ScoreRow<'a>> {
    let mut rows: Vec<ScoreRow<'a>> = Vec::new();
    for (index, criterion) in framework.criteria.iter().enumerate() {
        let figures = ScoreKind::ALL.map(|kind| result.score(index, kind));
        // A score without a column applies to no unit. The self score and the appraised score share
        // one maximum, so if there are only self scores, those decide whether it applies.
        let deciding = |kind: ScoreKind| match (kind, figures[kind as usize]) {
            (ScoreKind::Appraised, None) => figures[ScoreKind::SelfScore as usize],
            (_, figure) => figure,
        };
        let applies = |kind: ScoreKind| deciding(kind).is_some_and(Figure::applies);
        let own = |kind: ScoreKind| deciding(kind).and_then(Figure::own_maximum);
        let maximum = |kind| {
            let full = own(kind).unwrap_or(criterion.maximum(kind));
            if applies(kind) { full } else { Points::ZERO }
        };
        rows.push(ScoreRow {
            points: figures.map(|figure| figure.and_then(Figure::points)),
            maxima: [maximum(ScoreKind::Appraised), maximum(ScoreKind::Survey)],
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

    // Parts come after the criterion that they belong to, so going backwards sums the deepest parts
    // first.
    for index in (0..rows.len()).rev().filter(|index| !parts_of[*index].is_empty()) {
        for kind in ScoreKind::ALL {
            let maximum_index = usize::from(kind == ScoreKind::Survey);
            let maximum_of = |criterion: usize| framework.criteria[criterion].maximum(kind);

            // Parts that do not apply to the unit reduce the maximum of the criterion, whether its
            // score is printed or not.
            let removed: Points = parts_of[index]
                .iter()
                .map(|part| maximum_of(*part) - rows[*part].maxima[maximum_index])
                .sum();
            let parts_maximum: Points = parts_of[index].iter().map(|part| maximum_of(*part)).sum();
            if let Some(figure) = rows[index].figures[kind as usize] {
                let is_reduced = figure.applies() && figure.own_maximum().is_none();
                if kind != ScoreKind::SelfScore && parts_maximum > Points::ZERO && is_reduced {
                    rows[index].maxima[maximum_index] = rows[index].maxima[maximum_index] - removed;
                }
                continue;
            }

            let scored = parts_of[index]
                .iter()
                .map(|part| &rows[*part])
                .filter(|row| row.maxima[maximum_index] > Points::ZERO);
            let points: Option<Vec<_>> = scored.map(|row| row.points[kind as usize]).collect();
            let applies = points.as_ref().is_none_or(|points| !points.is_empty());
            let sum =
                points.filter(|points| !points.is_empty()).map(|points| points.into_iter().sum());

            let row = &mut rows[index];
            row.derived |= sum.is_some();
            row.points[kind as usize] = sum;
            if kind != ScoreKind::SelfScore {
                row.maxima[maximum_index] =
                    if applies { maximum_of(index) - removed } else { Points::ZERO };
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Cell, Position, Value};
    use crate::model::{Criterion, Printed, RankConvention};
    use crate::source::Location;

    fn points(whole: i64) -> Points {
        Points::from_ten_thousandths(whole * 10_000)
    }

    fn figure(value: Value) -> Figure {
        let at = Position { table: 1, row: 1, column: 1, location: Location::Table };
        Figure {
            cell: Cell { at, text: "".into(), unformatted: false, copied: false, unread: None },
            value,
        }
    }

    fn scored(whole: i64) -> Figure {
        figure(Value::Points(Printed { points: points(whole), decimals: 0 }))
    }

    /// The rows for one criterion of 10 points with two parts of 6 and 4 points, from their
    /// appraised scores.
    fn rows(
        whole: Option<Figure>,
        parts: [Option<Figure>; 2],
    ) -> Vec<([Option<Points>; 3], Points, bool)> {
        let criterion = |parent: Option<usize>, maximum: i64| Criterion {
            name: String::new(),
            parent,
            max_appraised: points(maximum),
            max_survey: Points::ZERO,
            max_total: points(maximum),
        };
        let criteria = vec![criterion(None, 10), criterion(Some(0), 6), criterion(Some(0), 4)];
        let framework = Framework {
            criteria,
            scale: Points::HUNDRED,
            ranks: RankConvention::default(),
            bands: Vec::new(),
        };

        let scores =
            std::iter::once(whole).chain(parts).map(|appraised| [None, appraised, None]).collect();
        let unit_cell = figure(Value::Missing).cell;
        let sums = [const { None }; 3];
        let result = UnitResult {
            unit: String::new(),
            parent: None,
            unit_cell,
            sequence: None,
            scores,
            sums,
            further: Vec::new(),
            texts: Vec::new(),
            respondents: None,
            total: None,
            maximum: None,
            is_scaled_back: false,
            percent: None,
            rank: None,
            grade: None,
        };

        score_rows(&framework, &result)
            .into_iter()
            .map(|row| (row.points, row.maxima[0], row.derived))
            .collect()
    }

    #[test]
    fn a_score_that_is_not_printed_is_the_sum_of_its_parts() {
        let rows = rows(None, [scored(5), scored(3)].map(Some));
        assert_eq!(rows[0], ([None, Some(points(8)), None], points(10), true));
    }

    #[test]
    fn a_missing_part_makes_the_sum_missing() {
        let rows = rows(None, [scored(5), figure(Value::Missing)].map(Some));
        assert_eq!(rows[0], ([None, None, None], points(10), false));
    }

    #[test]
    fn parts_that_do_not_apply_reduce_the_maximum_of_the_criterion() {
        let dash = || figure(Value::NotApplicable);
        assert_eq!(
            rows(None, [scored(5), dash()].map(Some))[0],
            ([None, Some(points(5)), None], points(6), true)
        );
        assert_eq!(
            rows(Some(scored(5)), [scored(5), dash()].map(Some))[0],
            ([None, Some(points(5)), None], points(6), false)
        );
        assert_eq!(
            rows(None, [dash(), dash()].map(Some))[0],
            ([None, None, None], Points::ZERO, false)
        );
    }
}
