//! Compares printed sums with their parts, within the tolerance of rounding: `sum-self`,
//! `sum-appraised`, `sum-survey`, `sum-parts` and `total`.

use crate::model::{Framework, FurtherKind, Points, Rule, ScoreKind, Severity};
use crate::source::stop_if_abandoned;

use super::super::cell::Figure;
use super::super::finding::Finding;
use super::super::result::{FurtherFigure, UnitResult};
use super::tolerance::Precisions;

/// Compares the printed sums with their parts. `is_listed` says whether the parts of a criterion are
/// all listed.
pub(super) fn check(
    framework: &Framework,
    results: &[UnitResult],
    is_listed: impl Fn(usize) -> bool,
    findings: &mut Vec<Finding>,
) {
    let precisions = Precisions::new(results);
    let has_parts =
        |index: &usize| framework.criteria.iter().any(|criterion| criterion.parent == Some(*index));
    let parents = (0..framework.criteria.len()).filter(has_parts);
    let parents: Vec<usize> = parents.filter(|index| is_listed(*index)).collect();
    for result in results {
        stop_if_abandoned();
        for kind in ScoreKind::ALL {
            let sum = result.sums[kind as usize].as_ref();
            let parts = scores_of(framework, result, None, kind);
            let finding = sum.and_then(|sum| compare(Rule::sum_of(kind), sum, &parts, &precisions));
            findings.extend(finding.map(|finding| finding.unit(&result.unit).score_kind(kind)));

            for index in parents.iter().copied() {
                let criterion = &framework.criteria[index];
                let Some(score) = result.score(index, kind) else { continue };
                let parts = scores_of(framework, result, Some(index), kind);
                let finding = compare(Rule::SumParts, score, &parts, &precisions);
                let about = |finding: Finding| {
                    finding.unit(&result.unit).about(Some(&criterion.name), Some(kind))
                };
                findings.extend(finding.map(about));
            }
        }

        // A score without a printed sum counts with its criteria.
        let of_kind = |kind: ScoreKind| match &result.sums[kind as usize] {
            Some(sum) => vec![sum],
            None => scores_of(framework, result, None, kind),
        };
        let parts = [ScoreKind::Appraised, ScoreKind::Survey].map(of_kind).concat();

        let finding = result
            .total
            .as_ref()
            .filter(|_| !result.is_scaled_back)
            .and_then(|total| compare_total(total, &parts, &result.further, &precisions));
        findings.extend(finding.map(|finding| finding.unit(&result.unit)));
    }
}

/// The scores that add up to the score of `parent`, or to the sum of the unit if there is no
/// parent. A part without a column for this score is replaced by its own parts.
pub(super) fn scores_of<'a>(
    framework: &Framework,
    result: &'a UnitResult,
    parent: Option<usize>,
    kind: ScoreKind,
) -> Vec<&'a Figure> {
    let parts =
        framework.criteria.iter().enumerate().filter(|(_, criterion)| criterion.parent == parent);
    let scores = |(index, _)| match result.score(index, kind) {
        Some(score) => vec![score],
        None => scores_of(framework, result, Some(index), kind),
    };
    parts.flat_map(scores).collect()
}

/// Compares a printed total with its parts, plus the satisfaction and the bonus, less the penalty.
fn compare_total(
    total: &Figure,
    parts: &[&Figure],
    further: &[FurtherFigure],
    precisions: &Precisions,
) -> Option<Finding> {
    let counted = further.iter().filter(|further| further.kind != FurtherKind::EarlierAppraisal);
    let added: Option<Points> =
        counted.clone().map(|further| Some(further.kind.counted(further.points()?))).sum();
    let rounded: Vec<_> = counted.map(|further| &further.figure).collect();
    compare_with(Rule::Total, total, parts, (added?, &rounded), precisions)
}

/// Compares a printed sum with its parts. A difference within the tolerance is a note, a larger one
/// an error. None if they agree or a part is missing.
fn compare(
    rule: Rule,
    sum: &Figure,
    parts: &[&Figure],
    precisions: &Precisions,
) -> Option<Finding> {
    compare_with(rule, sum, parts, (Points::ZERO, &[]), precisions)
}

/// Compares a printed sum with its parts and with `added` points, which are printed in `rounded`.
fn compare_with(
    rule: Rule,
    sum: &Figure,
    parts: &[&Figure],
    (added, rounded): (Points, &[&Figure]),
    precisions: &Precisions,
) -> Option<Finding> {
    let found = sum.points()?;
    let parts: Vec<_> = parts.iter().copied().filter(|figure| figure.applies()).collect();
    let points: Option<Vec<_>> = parts.iter().map(|figure| figure.points()).collect();
    let of_parts: Points = points.filter(|points| !points.is_empty())?.into_iter().sum();
    let expected = of_parts + added;

    let tolerance = precisions.tolerance(sum, &[&parts, rounded].concat());
    let severity =
        if (found - expected).abs() <= tolerance { Severity::Note } else { Severity::Error };
    (found != expected).then(|| Finding::new(rule, severity, &sum.cell).points(expected, found))
}
