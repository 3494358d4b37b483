//! Makes one assessment of the forms of many units. A later form of a unit adds to the earlier one;
//! what it changes is noted.

use std::collections::BTreeMap;

use crate::model::{Criterion, Points, Rule, ScoreKind, Severity, Stage, match_key, unit_key};
use crate::registry::Registry;

use super::cell::{Cell, Figure, Value};
use super::document::Assessment;
use super::finding::{Finding, FindingValue};
use super::result::UnitResult;

/// Joins the assessments of forms to one per year and block. Others stay as they are, before them.
/// `stage` is the one that the options name.
pub(super) fn gather(
    assessments: Vec<Assessment>,
    known: &Registry,
    stage: Option<Stage>,
) -> Vec<Assessment> {
    let (mut forms, mut gathered): (Vec<_>, Vec<_>) =
        assessments.into_iter().partition(|assessment| assessment.from_forms);
    // The order of the forms is that of their arrival. Self scores come before their appraisal.
    forms.sort_by_key(|form| form.stage);
    let mut sets: BTreeMap<(_, _), Vec<Assessment>> = BTreeMap::new();
    for form in forms {
        sets.entry((form.year, form.block)).or_default().push(form);
    }
    for forms in sets.into_values() {
        let mut forms = forms.into_iter();
        let Some(mut whole) = forms.next() else { continue };
        for form in forms {
            add(&mut whole, form);
        }
        whole.stage = stage.unwrap_or_else(|| whole.shown_stage());
        drop_settled(&mut whole);
        find_missing(&mut whole, known);
        whole.findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
        gathered.push(whole);
    }
    gathered
}

/// Adds the form of one unit.
fn add(whole: &mut Assessment, mut form: Assessment) {
    whole.findings.append(&mut form.findings);
    if let Some(finding) = other_criteria(whole, &form) {
        whole.findings.push(finding);
        return;
    }
    keep_own_maxima(whole, &mut form);
    whole.framework.scale = whole.framework.scale.max(form.framework.scale);
    for result in form.results {
        let is_same = |other: &&mut UnitResult| {
            unit_key(&other.unit) == unit_key(&result.unit) && other.parent == result.parent
        };
        match whole.results.iter_mut().find(is_same) {
            Some(earlier) => {
                revise(earlier, result, &whole.framework.criteria, &mut whole.findings)
            }
            None => whole.results.push(result),
        }
    }
    whole.units = whole.results.len();
}

/// The first criterion of a form that is another than that of the forms before it.
fn other_criteria(whole: &Assessment, form: &Assessment) -> Option<Finding> {
    let (ours, theirs) = (&whole.framework.criteria, &form.framework.criteria);
    let is_same = |(one, other): (&Criterion, &Criterion)| {
        match_key(&one.name) == match_key(&other.name) && one.parent == other.parent
    };
    let same = ours.iter().zip(theirs).take_while(|pair| is_same(*pair)).count();
    if same == ours.len() && same == theirs.len() {
        return None;
    }
    let name = |criteria: &[Criterion]| {
        FindingValue::Text(criteria.get(same).map_or("–".to_owned(), |found| found.name.clone()))
    };
    let result = form.results.first()?;
    let cell = result.scores.get(same).and_then(|scores| scores.iter().flatten().next());
    let cell = cell.map_or(&result.unit_cell, |figure| &figure.cell);
    let finding = Finding::new(Rule::FormCriteria, Severity::Error, cell).unit(&result.unit);
    let mut finding = finding.expected(name(ours)).found(name(theirs));
    finding.block = Some(form.block);
    Some(finding)
}

/// Keeps the maxima of a form that are not those of the others with its figures: the largest maximum
/// is that of the criterion.
fn keep_own_maxima(whole: &mut Assessment, form: &mut Assessment) {
    let pairs = whole.framework.criteria.iter_mut().zip(&mut form.framework.criteria);
    for (index, (ours, theirs)) in pairs.enumerate() {
        // Before the survey, a form does not show which part of a maximum is the survey's.
        if ours.max_total == theirs.max_total {
            let settled = if ours.max_survey < theirs.max_survey { &*theirs } else { &*ours };
            let [appraised, survey] = [settled.max_appraised, settled.max_survey];
            (ours.max_appraised, ours.max_survey) = (appraised, survey);
            continue;
        }
        for kind in ScoreKind::ALL {
            let (most, own) = (ours.maximum(kind), theirs.maximum(kind));
            if most < own {
                set_own_maximum(&mut whole.results, (index, kind), most);
            } else if own < most {
                set_own_maximum(&mut form.results, (index, kind), own);
            }
        }
        ours.max_appraised = ours.max_appraised.max(theirs.max_appraised);
        ours.max_survey = ours.max_survey.max(theirs.max_survey);
        ours.max_total = ours.max_appraised + ours.max_survey;
    }
}

fn set_own_maximum(
    results: &mut [UnitResult],
    (criterion, kind): (usize, ScoreKind),
    maximum: Points,
) {
    for result in results {
        let Some(Some(figure)) =
            result.scores.get_mut(criterion).map(|scores| &mut scores[kind as usize])
        else {
            continue;
        };
        if let Value::Points(printed) = figure.value {
            figure.value = Value::OutOf(printed, maximum);
        }
    }
}

/// Adds a later form of a unit to an earlier one.
fn revise(
    earlier: &mut UnitResult,
    later: UnitResult,
    criteria: &[Criterion],
    findings: &mut Vec<Finding>,
) {
    let unit = later.unit.clone();
    let mut note = |cell: &Cell, about: (Option<&str>, Option<ScoreKind>), points: [Points; 2]| {
        let finding = Finding::new(Rule::Revised, Severity::Note, cell).unit(&unit);
        findings.push(finding.about(about.0, about.1).points(points[0], points[1]));
    };
    let mut take = |old: &mut Option<Figure>,
                    new: Option<Figure>,
                    about: (Option<&str>, Option<ScoreKind>)| {
        let Some(new) = new.filter(|new| new.points().is_some() || old.is_none()) else { return };
        if let Some([before, now]) =
            old.as_ref().and_then(Figure::points).zip(new.points()).map(|(a, b)| [a, b])
            && before != now
        {
            note(&new.cell, about, [before, now]);
        }
        *old = Some(new);
    };
    for ((old, new), criterion) in earlier.scores.iter_mut().zip(later.scores).zip(criteria) {
        for (kind, (old, new)) in ScoreKind::ALL.into_iter().zip(old.iter_mut().zip(new)) {
            take(old, new, (Some(&criterion.name), Some(kind)));
        }
    }
    for (kind, (old, new)) in
        ScoreKind::ALL.into_iter().zip(earlier.sums.iter_mut().zip(later.sums))
    {
        take(old, new, (None, Some(kind)));
    }
    take(&mut earlier.total, later.total, (None, None));
    earlier.unit_cell = later.unit_cell;
    // A later text replaces the earlier one of its kind.
    let is_replaced =
        |old: &(usize, _, Cell)| later.texts.iter().any(|new| (new.0, new.1) == (old.0, old.1));
    earlier.texts.retain(|old| !is_replaced(old));
    earlier.texts.extend(later.texts);
}

/// Drops the findings on figures that are missing from one form, but that another form of the unit
/// gives, or that no form gives because the score does not apply.
fn drop_settled(whole: &mut Assessment) {
    let (results, criteria) = (&whole.results, &whole.framework.criteria);
    let is_given = |result: &UnitResult, index: usize, kind: ScoreKind| {
        result.score(index, kind).and_then(Figure::points).is_some()
    };
    let is_settled = |finding: &Finding| {
        let (Some(unit), Some(criterion), Some(kind)) =
            (&finding.unit, &finding.criterion, finding.score_kind)
        else {
            return false;
        };
        let Some(index) = criteria.iter().position(|known| known.name == *criterion) else {
            return false;
        };
        let own = results.iter().find(|result| unit_key(&result.unit) == unit_key(unit));
        own.is_some_and(|result| is_given(result, index, kind))
            || results.iter().all(|result| !is_given(result, index, kind))
    };
    let is_of_rule = |finding: &Finding| finding.rule == Rule::MissingFigure;
    let settled: Vec<bool> =
        whole.findings.iter().map(|found| is_of_rule(found) && is_settled(found)).collect();
    let mut settled = settled.into_iter();
    whole.findings.retain(|_| !settled.next().unwrap_or_default());
}

/// Notes the known units of the block that have no form.
fn find_missing(whole: &mut Assessment, known: &Registry) {
    let (block, year) = (whole.block, whole.year);
    let has_form = |name: &str, parent: Option<&str>| {
        whole.results.iter().any(|result| {
            known
                .unit(block, result.named(), year)
                .is_some_and(|unit| unit.name == name && unit.parent.as_deref() == parent)
        })
    };
    let missing = known
        .units()
        .iter()
        .filter(|unit| unit.block == block && unit.distance(year) == 0)
        .filter(|unit| !has_form(&unit.name, unit.parent.as_deref()));
    let mut missing: Vec<String> = missing.map(|unit| unit.name.clone()).collect();
    missing.dedup();
    let Some(first) = whole.results.first().filter(|_| !missing.is_empty()) else { return };
    for name in &missing {
        let finding = Finding::new(Rule::MissingForm, Severity::Warning, &first.unit_cell);
        let mut finding = finding.found(FindingValue::Text(name.clone()));
        finding.block = Some(block);
        whole.findings.push(finding);
    }
    whole.units = whole.results.len() + missing.len();
    whole.coverage = crate::model::Coverage::Partial;
    whole.missing = missing;
}
