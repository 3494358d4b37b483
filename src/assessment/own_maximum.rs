//! Finds units whose total has a maximum of its own: because a cell prints it, as in `57,5/60`, or
//! because the document has scaled the total back to the full scale where criteria do not apply.

use std::collections::BTreeMap;

use crate::model::{Points, Printed, Rule, ScoreKind, Severity};

use super::cell::Figure;
use super::document::Assessment;
use super::finding::{Finding, FindingValue};
use super::layout::Layout;
use super::result::UnitResult;
use super::rule::maxima::{counted_sum, removed_of_total};
use super::rule::tolerance::half_a_digit;

/// Sets the maximum of the totals that have their own, and notes them.
pub(super) fn find(layout: &Layout, assessment: &mut Assessment) {
    let all = assessment.framework.max_total();
    let of_sums = largest_of_sums(layout, &assessment.results);
    let framework = assessment.framework.clone();
    for result in &mut assessment.results {
        // A maximum equal to the scale says nothing about the unit.
        result.maximum = result.maximum.filter(|maximum| *maximum != all);
        let removed = if framework.criteria.is_empty() {
            removed_of_sums(result, of_sums)
        } else {
            removed_of_total(&framework, result)
        };
        let applies = all - removed;
        let Some(total) = result.total.as_ref() else {
            if framework.criteria.is_empty() && removed > Points::ZERO {
                result.maximum = Some(applies);
            }
            continue;
        };
        let (Some(printed), true) = (total.printed(), removed > Points::ZERO) else { continue };
        if result.maximum.is_some() || applies <= Points::ZERO {
            continue;
        }
        let sum = counted_sum(&framework, result);
        if is_scaled_back(printed, result.adjustment(), sum, (applies, all)) {
            (result.maximum, result.is_scaled_back) = (Some(all), true);
            let finding = Finding::new(Rule::ScaledBack, Severity::Note, &total.cell);
            let finding = finding.unit(&result.unit).points(applies, all);
            assessment.findings.push(finding);
        } else if framework.criteria.is_empty() {
            result.maximum = Some(applies);
        }
    }

    // The largest maximum of a column is that of most units, if all of its cells print one. In a form,
    // each row has its own.
    let is_form = layout.form.is_some();
    let place = |figure: &Figure| {
        let at = &figure.cell.at;
        (at.table, at.column, is_form.then_some(at.row))
    };
    let mut largest: BTreeMap<(usize, usize, Option<usize>), Option<Points>> = BTreeMap::new();
    let applying = |figure: &&Figure| figure.points().is_some();
    for figure in assessment.results.iter().flat_map(UnitResult::figures).filter(applying) {
        let own = figure.own_maximum();
        let most = largest.entry(place(figure)).or_insert(own);
        *most = most.zip(own).map(|(most, own)| most.max(own));
    }
    for result in &assessment.results {
        for figure in result.figures() {
            let Some(own) = figure.own_maximum() else { continue };
            if largest.get(&place(figure)) == Some(&Some(own)) {
                continue;
            }
            let finding = Finding::new(Rule::OwnMaximum, Severity::Note, &figure.cell);
            let found = FindingValue::Points(own);
            assessment.findings.push(finding.unit(&result.unit).found(found));
        }
    }
}

/// Whether a total is the sum of its scores scaled back to the full scale, as far as it is printed.
fn is_scaled_back(
    total: Printed,
    adjustment: Points,
    sum: Option<Points>,
    (applies, all): (Points, Points),
) -> bool {
    let Some(sum) = sum.filter(|sum| *sum > Points::ZERO) else { return false };
    let found = total.points - adjustment;
    // The scores may be rounded as the total is.
    let tolerance = half_a_digit(total.decimals).rescaled_up(applies, all);
    let tolerance = tolerance + half_a_digit(total.decimals);
    let is_near = |expected: Points| (found - expected).abs() <= tolerance;
    is_near(sum.rescaled_up(applies, all)) && !is_near(sum)
}

/// The maximum of the appraised and of the survey sum: as the heading prints it, or else the largest
/// of the units.
fn largest_of_sums(layout: &Layout, results: &[UnitResult]) -> [Points; 2] {
    [ScoreKind::Appraised, ScoreKind::Survey].map(|kind| {
        let of_units = results
            .iter()
            .filter_map(|result| result.sums[kind as usize].as_ref().and_then(Figure::own_maximum));
        let printed = layout.sums[kind as usize].as_ref().and_then(|column| column.maximum);
        printed.or_else(|| of_units.max()).unwrap_or(Points::ZERO)
    })
}

/// What the maxima in the cells of the sums leave out.
fn removed_of_sums(result: &UnitResult, largest: [Points; 2]) -> Points {
    let kinds = [ScoreKind::Appraised, ScoreKind::Survey].into_iter().zip(largest);
    let removed = kinds.filter_map(|(kind, largest)| {
        Some(largest - result.sums[kind as usize].as_ref()?.own_maximum()?)
    });
    removed.sum()
}
