//! How far a unit is from the next better grade.

use std::collections::BTreeMap;

use crate::model::{Grade, GradeBand, Points};
use crate::relation::RankingRow;
use crate::store::AssessmentRow;

/// The points that a unit lacks to the next better grade. A bound that is not declared is known
/// only as an interval, so the distance is more than `more_than` and at most `at_most`. For a
/// declared bound both are equal to the distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeDistance {
    /// The next better grade.
    pub grade: Grade,
    /// The unit lacks more than this. Zero if the bound may lie just above its total.
    pub more_than: Points,
    /// With this many more points the unit surely has the grade.
    pub at_most: Points,
}

/// Computes the distance of a total to the next better grade among the bands. `maxima` are the maximum
/// that applies to the unit and the scale of the bands: where a criterion does not apply to the unit,
/// it needs the same share of less. None for the best grade.
#[must_use]
pub fn distance_to_next(
    bands: &[GradeBand],
    grade: Grade,
    total: Points,
    [maximum, scale]: [Points; 2],
) -> Option<GradeDistance> {
    let next = bands.iter().filter(|band| band.grade < grade).max_by_key(|band| band.grade)?;
    let at_most = next.at_most.rescaled_up(scale, maximum) - total;
    let more_than = if next.declared {
        at_most
    } else {
        next.above.map_or(Points::ZERO, |above| above.rescaled_down(scale, maximum) - total)
    };
    Some(GradeDistance { grade: next.grade, more_than: more_than.max(Points::ZERO), at_most })
}

/// Counts the units with each grade that occurs, best first.
#[must_use]
pub fn grade_counts(rows: &[&RankingRow]) -> Vec<(Grade, usize)> {
    let mut counts: BTreeMap<Grade, usize> = BTreeMap::new();
    for grade in rows.iter().filter_map(|row| row.grade) {
        *counts.entry(grade).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// Adds the distance to the next better grade to ranked units, based on the total in each row.
#[must_use]
pub fn with_next_grades(rows: Vec<RankingRow>, assessments: &[AssessmentRow]) -> Vec<RankingRow> {
    let add = |ranking: RankingRow| {
        let assessment = assessments.iter().find(|assessment| {
            assessment.year == ranking.year && assessment.block == ranking.block
        });
        let graded = assessment.zip(ranking.grade.zip(ranking.total));
        let distance = graded.and_then(|(assessment, (grade, total))| {
            distance_to_next(&assessment.bands, grade, total, [ranking.max_total, assessment.scale])
        });

        RankingRow {
            next_grade: distance.map(|distance| distance.grade),
            next_grade_more_than: distance.map(|distance| distance.more_than),
            next_grade_at_most: distance.map(|distance| distance.at_most),
            ..ranking
        }
    };
    rows.into_iter().map(add).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_an_interval_unless_the_bound_is_declared() {
        let points = Points::from_ten_thousandths;
        let whole = [Points::HUNDRED; 2];
        let bands = [
            GradeBand {
                grade: Grade::EXCELLENT,
                above: Some(points(897_600)),
                at_most: points(912_400),
                declared: false,
                seen_in: [None; 2],
            },
            GradeBand {
                grade: Grade::GOOD,
                above: Some(points(795_600)),
                at_most: points(801_200),
                declared: false,
                seen_in: [None; 2],
            },
            GradeBand {
                grade: Grade::FAIR,
                above: None,
                at_most: points(769_700),
                declared: false,
                seen_in: [None; 2],
            },
        ];
        let distance = distance_to_next(&bands, Grade::FAIR, points(790_600), whole);
        let expected =
            GradeDistance { grade: Grade::GOOD, more_than: points(5_000), at_most: points(10_600) };
        assert_eq!(distance, Some(expected));
        assert_eq!(distance_to_next(&bands, Grade::EXCELLENT, points(942_800), whole), None);

        let declared = [GradeBand {
            grade: Grade::GOOD,
            above: None,
            at_most: points(800_000),
            declared: true,
            seen_in: [None; 2],
        }];
        let distance = distance_to_next(&declared, Grade::FAIR, points(790_600), whole);
        let exact =
            GradeDistance { grade: Grade::GOOD, more_than: points(9_400), at_most: points(9_400) };
        assert_eq!(distance, Some(exact));

        // 80 % of 66 points are 52.8.
        let less = [points(660_000), Points::HUNDRED];
        let distance = distance_to_next(&declared, Grade::FAIR, points(500_000), less);
        assert_eq!(distance.map(|distance| distance.at_most), Some(points(28_000)));
    }
}
