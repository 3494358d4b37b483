//! Maxima that are those of all scores of a criterion together, as in forms.

use crate::model::{Points, Rule, ScoreKind, Severity};
use crate::source::RawTable;

use super::super::cell::{Cell, Value};
use super::super::criterion::CriterionColumns;
use super::super::finding::{Finding, FindingValue};
use super::super::heading::Words;
use super::super::row::is_figure;
use super::{Layout, tidy};

/// Lays out a tidy table in which one maximum of a criterion is that of all its scores.
///
/// # Errors
/// Returns the table if it is not tidy. Nothing is then added to the findings.
pub(super) fn read_with_joint_maxima(
    table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    let mut flaws = Vec::new();
    let mut layout = tidy::read(table, words, &mut flaws)?;
    layout.joint_maxima = settle_maxima(&mut layout, &mut flaws);
    if layout.joint_maxima {
        overall_maximum(&mut layout);
    }
    findings.append(&mut flaws);
    Ok(layout)
}

/// Splits the maximum of each criterion, which is that of all its scores, among them: by its parts if
/// they are all listed, or else by the scores that it has. Where both an appraised and a survey score
/// share a maximum that nothing splits, it stays with the appraised score.
/// Returns whether there are survey scores at all.
pub(super) fn settle_maxima(layout: &mut Layout, flaws: &mut Vec<Finding>) -> bool {
    const SURVEY: usize = ScoreKind::Survey as usize;
    let is_filled = |layout: &Layout, index: usize| {
        layout.rows.iter().any(|row| row.cells.get(index).is_some_and(is_figure))
    };
    let has_survey =
        layout.tree.criteria.iter().any(|criterion| criterion.score_columns[SURVEY].is_some());
    if !has_survey {
        return false;
    }
    for index in (0..layout.tree.criteria.len()).rev() {
        let parts: Option<Vec<[Points; 3]>> =
            layout.tree.parts_of(index).map(|part| part.maxima).collect();
        let columns = &layout.tree.criteria[index];
        let own = ScoreKind::ALL.map(|kind| {
            let column = columns.score_columns[kind as usize].as_ref();
            column.is_some_and(|column| is_filled(layout, column.index))
        });
        let printed = columns.maximum_of(ScoreKind::Appraised);
        let printed = printed.or(columns.maximum_of(ScoreKind::SelfScore)).or(columns.maximum);
        let of_parts = parts.filter(|parts| !parts.is_empty()).map(|parts| {
            [0, 1].map(|which| parts.iter().map(|maxima| maxima[which]).sum::<Points>())
        });
        let Some(all) = printed.or(of_parts.map(|parts| parts.into_iter().sum())) else { continue };
        let is_whole = of_parts.is_some_and(|[appraised, survey]| appraised + survey == all);
        let [appraised, survey] = match of_parts {
            Some(parts) if is_whole => parts,
            Some(_) | None if own[SURVEY] && !own[0] && !own[1] => [Points::ZERO, all],
            Some(_) | None => [all, Points::ZERO],
        };
        let columns = &mut layout.tree.criteria[index];
        let maxima = [appraised, appraised, survey];
        for (column, maximum) in columns.score_columns.iter_mut().zip(maxima) {
            if let Some(column) = column.as_mut().filter(|_| maximum > Points::ZERO) {
                column.maximum = Some(maximum);
            }
        }
        if appraised == Points::ZERO {
            columns.score_columns[..SURVEY].fill(None);
        }
        if survey == Points::ZERO && !own[SURVEY] {
            columns.score_columns[SURVEY] = None;
        }
        columns.maxima = Some([appraised, survey, all]);
        let heading = columns.heading.clone();
        flaws.retain(|flaw| flaw.rule != Rule::MissingMaximum || flaw.cell.at != heading.at);
        if own[SURVEY] && survey == Points::ZERO {
            let finding = Finding::new(Rule::JointMaximum, Severity::Warning, &heading);
            let found = FindingValue::Points(all);
            flaws.push(finding.criterion(&columns.name).found(found));
        }
    }
    true
}

impl Layout {
    /// Whether the areas print one maximum each for their appraised and their survey score, and no score
    /// prints one of its own.
    pub(super) fn shares_maxima(&self) -> bool {
        let criteria = &self.tree.criteria;
        let is_shared = |criterion: &CriterionColumns| {
            let [own, appraised, survey] = &criterion.score_columns;
            criterion.maximum.is_some()
                && (own.is_some() || appraised.is_some())
                && survey.is_some()
        };
        let mut columns =
            criteria.iter().flat_map(|criterion| criterion.score_columns.iter().flatten());
        criteria.iter().any(is_shared) && columns.all(|column| column.maximum.is_none())
    }
}

/// Leaves the maximum in the row of sums where it is that of the criteria which apply to the unit of a form, and not
/// of all: their scores are dashes or say so.
pub(super) fn leave_own_overall(layout: &mut Layout) {
    let Some((printed, _)) = layout.overall.as_ref() else { return };
    let Some(row) = layout.rows.first().filter(|_| layout.rows.len() == 1) else { return };
    let value = |index: usize| {
        let cell = Cell::new(layout.number, row.cells.get(index)?);
        Some(cell.read_figure(layout.mark).ok()?.value)
    };
    let criteria = &layout.tree.criteria;
    let is_left_out = |criterion: &CriterionColumns| {
        let columns = criterion.score_columns.iter().flatten();
        let values = columns.filter_map(|column| value(column.index));
        let mut values = values.filter(|value| *value != Value::Missing).peekable();
        values.peek().is_some() && values.all(|value| value == Value::NotApplicable)
    };
    let maximum = |criterion: &CriterionColumns| criterion.maxima.map_or(Points::ZERO, |of| of[2]);
    let roots = criteria.iter().filter(|criterion| criterion.parent.is_none());
    let all: Points = roots.map(maximum).sum();
    let has_parts = |index: usize| layout.tree.parts_of(index).next().is_some();
    let left_out = criteria
        .iter()
        .enumerate()
        .filter(|(index, criterion)| !has_parts(*index) && is_left_out(criterion));
    let removed: Points = left_out.map(|(_, criterion)| maximum(criterion)).sum();
    if removed > Points::ZERO && *printed == all - removed {
        layout.overall = None;
    }
}

/// The maximum in the row of sums is that of all scores.
pub(super) fn overall_maximum(layout: &mut Layout) {
    let printed = layout.sums.iter_mut().flatten();
    let overall = printed.filter_map(|sum| Some((sum.maximum.take()?, sum.heading.clone())));
    layout.overall = overall.reduce(|first, _| first).or(layout.overall.take());
}
