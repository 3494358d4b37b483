//! Finds the scale of a table: its maximum total.
//!
//! It comes from the options, the declared framework, the headings, the caption or the maxima of the
//! criteria, in this order. If all are silent, the totals may still show a scale of 100.

use crate::model::{Index, Points};
use crate::registry::Registry;

use super::caption::Caption;
use super::cell::Figure;
use super::document::Assessment;
use super::layout::Layout;
use super::options::Options;
use super::result::UnitResult;

/// The scales of indices that need no declaration.
const USUAL: [Points; 4] = [
    Points::from_ten_thousandths(10_000),
    Points::from_ten_thousandths(100_000),
    Points::HUNDRED,
    Points::from_ten_thousandths(10_000_000),
];

/// The scale of a table, and whether anything names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    /// The maximum total.
    pub(super) points: Points,
    /// Whether the options, the registry, a heading or the caption name it.
    pub(super) is_named: bool,
}

/// Finds the scale of a table from everything but the sizes of its totals.
pub(super) fn scale_of(
    layout: &Layout,
    assessment: &Assessment,
    options: &Options,
    (known, index): (&Registry, Index),
) -> Scale {
    let of_cells = || {
        let totals = assessment.results.iter().filter_map(|result| result.total.as_ref());
        totals.filter_map(Figure::own_maximum).max()
    };
    let named = given(assessment, options, (known, index)).or_else(|| printed(layout));
    let named = named.or_else(of_cells);
    if let Some(points) = named {
        return Scale { points, is_named: true };
    }
    let all = assessment.framework.sum_of_maxima();
    let points = Some(all).filter(|all| USUAL.contains(all)).unwrap_or(Points::HUNDRED);
    Scale { points, is_named: false }
}

/// The scale from the options or from the declared framework.
pub(super) fn given(
    assessment: &Assessment,
    options: &Options,
    (known, index): (&Registry, Index),
) -> Option<Points> {
    let declared = || known.framework(index, assessment.block, assessment.year)?.scale;
    options.scale.or_else(declared)
}

/// The scale that the heading of the totals or the caption prints. Totals in percent are of 100.
pub(super) fn printed(layout: &Layout) -> Option<Points> {
    let total = layout.total.as_ref();
    let overall = || layout.overall.as_ref().map(|(maximum, _)| *maximum);
    let is_percent = || layout.has_percent_totals().then_some(Points::HUNDRED);
    let of_totals = total.and_then(|column| column.maximum).or_else(overall).or_else(is_percent);
    of_totals.or_else(|| Caption::new(&layout.caption).scale(layout.mark))
}

/// The smallest usual scale on which a total is possible. None if there is no such scale.
pub(super) fn likely(highest: Points) -> Option<Points> {
    USUAL.into_iter().find(|scale| *scale >= highest)
}

/// The highest printed total without bonus and penalty, with its result.
pub(super) fn highest(results: &[UnitResult]) -> Option<(Points, &UnitResult)> {
    let totals = results
        .iter()
        .filter_map(|result| Some((result.total_points()? - result.adjustment(), result)));
    totals.max_by_key(|(total, _)| *total)
}
