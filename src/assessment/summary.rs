//! Takes the summary of a form out of a document that holds the form as well: a table with some of its
//! criteria and the same figures.

use crate::model::{Points, ScoreKind, clean, match_key};

use super::criterion::CriterionColumns;
use super::layout::Layout;

/// The layouts without the summaries of forms in the same file. The texts in a summary and the lines above
/// it are kept with the form.
pub(super) fn without_summaries(mut layouts: Vec<Layout>) -> Vec<Layout> {
    let mut at = 0;
    while at < layouts.len() {
        let summarises = |other: &usize| *other != at && is_summary(&layouts[at], &layouts[*other]);
        let Some(whole) = (0..layouts.len()).find(summarises) else {
            at += 1;
            continue;
        };
        if at < whole {
            let lines = std::mem::take(&mut layouts[at].caption);
            layouts[whole].caption.splice(0..0, lines);
        }
        let texts = layouts[at].form.as_mut().map(|form| std::mem::take(&mut form.texts));
        if let Some(form) = layouts[whole].form.as_mut() {
            form.texts.extend(texts.unwrap_or_default());
        }
        layouts.remove(at);
    }
    layouts
}

/// The number of the first form without a unit of its own beside others of its file. None if there is
/// none.
pub(super) fn unnamed(layouts: &[Layout]) -> Option<usize> {
    let beside = |layout: &Layout| {
        layouts.iter().filter(|other| other.form.is_some() && file(other) == file(layout)).count()
            > 1
    };
    let is_unnamed = |layout: &&Layout| {
        layout.form.as_ref().is_some_and(|form| form.is_of_file) && beside(layout)
    };
    layouts.iter().find(is_unnamed).map(|layout| layout.number)
}

fn file(layout: &Layout) -> Option<&str> {
    layout.rows.first()?.cells.get(layout.unit)?.location.file()
}

/// Whether a form is a summary of another one of the same file and unit.
fn is_summary(summary: &Layout, whole: &Layout) -> bool {
    let (own, all) = (&summary.tree.criteria, &whole.tree.criteria);
    let unit = |layout: &Layout| {
        layout
            .rows
            .first()
            .and_then(|row| row.cells.get(layout.unit))
            .map(|cell| match_key(&cell.text))
    };
    if summary.form.is_none()
        || whole.form.is_none()
        || own.len() >= all.len()
        || own.is_empty()
        || file(summary) != file(whole)
        || unit(summary) != unit(whole)
    {
        return false;
    }
    let parent = |criteria: &[CriterionColumns], criterion: &CriterionColumns| {
        criterion.parent.map(|parent| match_key(&criteria[parent].name))
    };
    own.iter().all(|criterion| {
        let is_same = |other: &&CriterionColumns| {
            match_key(&other.name) == match_key(&criterion.name)
                && parent(all, other) == parent(own, criterion)
        };
        all.iter().find(is_same).is_some_and(|other| {
            ScoreKind::ALL.into_iter().all(|kind| {
                let points =
                    |layout: &Layout, criterion: &CriterionColumns| points(layout, criterion, kind);
                points(summary, criterion).is_none_or(|own| points(whole, other) == Some(own))
            })
        })
    })
}

/// The points of a form for a criterion.
fn points(layout: &Layout, criterion: &CriterionColumns, kind: ScoreKind) -> Option<Points> {
    let column = criterion.score_columns[kind as usize].as_ref()?;
    let cell = layout.rows.first()?.cells.get(column.index)?;
    Points::parse_with(&clean(&cell.text), layout.mark).ok().map(|printed| printed.points)
}
