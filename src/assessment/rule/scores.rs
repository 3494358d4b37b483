//! Runs `below-zero` and `above-maximum` on every figure, with the maximum that applies to it.

use crate::model::{Criterion, Framework, Points, Rule, ScoreKind, Severity};

use super::super::cell::Figure;
use super::super::finding::Finding;
use super::super::layout::Layout;
use super::super::result::{FurtherFigure, Restatement, UnitResult};
use super::maxima::{counted, counted_sum, maximum_of_total, removed, removed_of_total};
use super::{above_maximum, below_zero};

/// Checks every score, sum and total against zero and against its maximum.
pub(super) fn check_scores(
    layout: &Layout,
    framework: &Framework,
    results: &[UnitResult],
    findings: &mut Vec<Finding>,
) {
    // A form may have one maximum for the appraised and the survey score of a criterion.
    let is_joint =
        |criterion: &Criterion| layout.joint_maxima && criterion.max_survey == Points::ZERO;
    let maximum_of = |criterion: &Criterion, kind: ScoreKind| {
        let is_of_both = kind == ScoreKind::Survey && is_joint(criterion);
        if is_of_both { criterion.max_total } else { criterion.maximum(kind) }
    };
    let full_maximum = |kind| framework.roots().map(|criterion| maximum_of(criterion, kind)).sum();
    check_criteria(framework, results, is_joint, findings);

    for result in results {
        let mut check = |figure: Option<&Figure>, maximum: Points, kind: Option<ScoreKind>| {
            let found = figure.and_then(|figure| check_score(figure, maximum));
            findings.extend(found.map(|finding| finding.about(None, kind).unit(&result.unit)));
        };

        for kind in ScoreKind::ALL {
            let printed = layout.sums[kind as usize].as_ref().and_then(|column| column.maximum);
            let maximum = if framework.criteria.is_empty() {
                printed.unwrap_or(framework.scale)
            } else {
                full_maximum(kind)
            };
            check(
                result.sums[kind as usize].as_ref(),
                maximum - removed(framework, result, kind),
                Some(kind),
            );
        }

        // A total that was scaled up to the full maximum is above the maximum that applies to the
        // unit.
        let total =
            layout.total.as_ref().and_then(|column| column.maximum).unwrap_or(framework.scale);
        // Only bonus points lift a total above the maximum.
        let applies = total - removed_of_total(framework, result);
        let most = result.maximum.unwrap_or(applies) + result.adjustment();
        check(result.total.as_ref(), most, None);
        let counted = counted(framework, result);
        if let (None, Some(first), Some(sum)) =
            (&result.total, counted.first(), counted_sum(framework, result))
        {
            let maximum = result.maximum.unwrap_or(applies);
            let finding = Finding::new(Rule::AboveMaximum, Severity::Error, &first.cell);
            let finding = finding.points(maximum, sum).unit(&result.unit);
            findings.extend((sum > maximum).then_some(finding));
        }
        for further in &layout.further {
            let same = |figure: &&FurtherFigure| {
                (figure.kind, figure.round) == (further.kind, further.round)
            };
            let Some(figure) = result.further.iter().find(same) else { continue };
            let Some(points) = figure.points() else { continue };
            let is_above = further.column.maximum.is_some_and(|maximum| points > maximum);
            let found = if is_above {
                further
                    .column
                    .maximum
                    .and_then(|maximum| above_maximum::check(&figure.figure, maximum))
            } else if points < Points::ZERO {
                below_zero::check(&figure.figure)
            } else {
                None
            };
            findings.extend(found.map(|finding| finding.unit(&result.unit)));
        }
    }
}

/// Checks the totals of a mapped table against zero and against the maximum that applies to the
/// unit.
pub(super) fn check_mapped_totals(
    framework: &Framework,
    results: &[UnitResult],
    findings: &mut Vec<Finding>,
) {
    for result in results {
        let maximum = maximum_of_total(framework, result);
        let found = result.total.as_ref().and_then(|figure| check_score(figure, maximum));
        findings.extend(found.map(|finding| finding.unit(&result.unit)));
    }
}

/// Checks every score against zero and against the maximum of its criterion. `is_joint` says whether
/// that is one for the appraised and the survey score together.
pub(super) fn check_criteria(
    framework: &Framework,
    results: &[UnitResult],
    is_joint: impl Fn(&Criterion) -> bool,
    findings: &mut Vec<Finding>,
) {
    for result in results {
        for (criterion, scores) in framework.criteria.iter().zip(&result.scores) {
            for kind in ScoreKind::ALL {
                let found = scores[kind as usize].as_ref();
                let mut maximum = criterion.maximum(kind);
                if kind == ScoreKind::Survey && is_joint(criterion) {
                    // What the appraised score leaves of the maximum.
                    let appraised = scores[ScoreKind::Appraised as usize].as_ref();
                    let appraised = appraised.and_then(Figure::points);
                    maximum = criterion.max_total - appraised.unwrap_or(Points::ZERO);
                }
                let found = found.and_then(|figure| check_score(figure, maximum));
                let about = |finding: Finding| {
                    finding.about(Some(&criterion.name), Some(kind)).unit(&result.unit)
                };
                findings.extend(found.map(about));
            }
        }
    }
}

/// Checks the restated totals of earlier years against zero and the scale.
pub(super) fn check_restated(restated: &[Restatement], scale: Points, findings: &mut Vec<Finding>) {
    for entry in restated {
        let found = entry.total.as_ref().and_then(|figure| check_score(figure, scale));
        findings.extend(found.map(|finding| finding.unit(&entry.unit)));
    }
}

fn check_score(figure: &Figure, maximum: Points) -> Option<Finding> {
    let of_unit = figure.own_maximum();
    // A maximum of the unit above that of all units is wrong as well.
    let too_large = of_unit.filter(|of_unit| *of_unit > maximum).map(|of_unit| {
        Finding::new(Rule::AboveMaximum, Severity::Error, &figure.cell).points(maximum, of_unit)
    });
    let maximum = of_unit.map_or(maximum, |of_unit| of_unit.min(maximum));
    let below = below_zero::check(figure);
    below.or(too_large).or_else(|| above_maximum::check(figure, maximum))
}
