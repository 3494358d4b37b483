//! The grades of a table and their bounds: as declared, or as far as printed totals and grades show
//! them.

use crate::model::{Block, Framework, Grade, GradeBand, GradeSet, Index, Points, Rule, Severity};
use crate::registry::Registry;

use super::document::Assessment;
use super::finding::{Finding, FindingValue};
use super::grade::quoted;
use super::result::UnitResult;
use super::rule::grade_bound;
use super::rule::maxima::total_on_scale;

/// The bounds that the table of a block shows, for each grade that occurs, best first.
pub(super) fn of_results(
    block: Block,
    framework: &Framework,
    results: &[UnitResult],
) -> Vec<GradeBand> {
    let graded = || {
        results.iter().filter_map(|result| {
            Some((result.grade.as_ref()?.grade, total_on_scale(framework, result)?))
        })
    };

    let band = |grade: Grade| {
        let at_most =
            graded().filter(|(other, _)| *other == grade).map(|(_, total)| total).min()?;
        let above = graded().filter(|(other, _)| *other > grade).map(|(_, total)| total).max();
        let above = above.filter(|total| *total < at_most);
        let seen_in = [above.map(|_| block), Some(block)];
        Some(GradeBand { grade, above, at_most, declared: false, seen_in })
    };

    let set = results.iter().find_map(|result| Some(result.grade.as_ref()?.grade.set()));
    set.into_iter().flat_map(GradeSet::grades).filter_map(band).collect()
}

/// Joins the bounds of the blocks of one decision, which are graded alike if they have one scale.
/// Where the bounds agree, each block takes the narrower ones.
pub(super) fn join(assessments: &mut [Assessment]) {
    let bands = assessments.iter().flat_map(|assessment| {
        let scale = assessment.framework.scale;
        assessment.framework.bands.iter().map(move |band| (scale, *band))
    });
    let mut joint: Vec<(Points, GradeBand)> = Vec::new();
    for (scale, band) in bands {
        let is_same =
            |(of, other): &&mut (Points, GradeBand)| (*of, other.grade) == (scale, band.grade);
        let Some((_, other)) = joint.iter_mut().find(is_same) else {
            joint.push((scale, band));
            continue;
        };
        if band.above > other.above {
            (other.above, other.seen_in[0]) = (band.above, band.seen_in[0]);
        }
        if band.at_most < other.at_most {
            (other.at_most, other.seen_in[1]) = (band.at_most, band.seen_in[1]);
        }
    }

    let agree = |band: &GradeBand| band.above.is_none_or(|above: Points| above < band.at_most);

    for assessment in assessments {
        let scale = assessment.framework.scale;
        for band in &mut assessment.framework.bands {
            let is_its = |(of, joint): &&(Points, GradeBand)| {
                (*of, joint.grade) == (scale, band.grade) && agree(joint)
            };
            if let Some((_, joint)) = joint.iter().find(is_its) {
                *band = *joint;
            }
        }
    }
}

/// Replaces the bounds that results show with those that the registry declares, and checks the
/// grades against them.
pub(super) fn declare(assessment: &mut Assessment, known: &Registry, index: Index) {
    let Some(framework) = known.framework(index, assessment.block, assessment.year) else { return };
    let bounds = &framework.bounds;
    if bounds.is_empty() {
        return;
    }

    assessment.framework.bands = bounds
        .iter()
        .map(|(grade, from)| GradeBand {
            grade: *grade,
            above: None,
            at_most: *from,
            declared: true,
            seen_in: [None; 2],
        })
        .collect();

    grade_bound::check(assessment, bounds);
}

/// Reads the grades of a table in the set that the framework in force declares, now that the block
/// is known. A grade that is not in that set is a finding.
pub(super) fn use_declared_grades(assessment: &mut Assessment, known: &Registry, index: Index) {
    let framework = known.framework(index, assessment.block, assessment.year);
    let Some(set) = framework.and_then(|entry| entry.grades) else { return };
    for result in &mut assessment.results {
        let Some(printed) = &mut result.grade else { continue };
        if let Some(grade) = set.parse(printed.grade.name()) {
            printed.grade = grade;
            continue;
        }
        let finding = Finding::new(Rule::UnknownGrade, Severity::Error, &printed.cell);
        let found = FindingValue::Text(printed.grade.name().to_owned());
        let expected = FindingValue::Text(quoted(set.names().iter().copied()));
        assessment.findings.push(finding.unit(&result.unit).expected(expected).found(found));
    }
}
