//! Makes one assessment of the forms of many units. A later form of a unit adds to the earlier one;
//! what it changes is noted.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use crate::model::{
    Criterion, Points, Rule, ScoreKind, Severity, Stage, TextKind, clean, match_key,
    name_with_parent, unit_key,
};
use crate::registry::Registry;

use super::cell::{Cell, Figure, Value};
use super::document::Assessment;
use super::finding::{Finding, FindingValue};
use super::result::UnitResult;
use super::rule;

/// Joins the assessments of forms to one per year and block. Others stay as they are, before them.
/// `stage` is the one that the options name. Where no text names a decision, a table of the same units
/// is a summary of their forms, which is held against them.
pub(super) fn gather(
    assessments: Vec<Assessment>,
    known: &Registry,
    stage: Option<Stage>,
    is_decided: bool,
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
        let keys: Vec<CriteriaKeys> = forms.iter().map(criteria_keys).collect();
        let Some((whole, usual)) = usual(&forms, &keys) else { continue };
        let mut gathering = Gathering { whole, units: HashMap::new() };
        for (mut form, own) in forms.into_iter().zip(&keys) {
            gathering.whole.findings.append(&mut form.findings);
            if own == usual {
                gathering.add(form);
            } else {
                let other = other_criteria(&gathering.whole, &form, first_difference(usual, own));
                gathering.whole.findings.extend(other);
            }
        }
        let mut whole = gathering.whole;
        whole.units = whole.results.len();
        whole.stage = stage.unwrap_or_else(|| whole.shown_stage());
        let is_summary = |other: &mut Assessment| !is_decided && is_of_same_units(&whole, other);
        for summary in gathered.extract_if(.., is_summary).collect::<Vec<_>>() {
            check_summary(&mut whole, summary);
        }
        tell_apart(&mut whole.results);
        drop_settled(&mut whole);
        find_unappraised(&mut whole);
        find_missing(&mut whole, known);
        rule::check_joined_ranks(&mut whole);
        whole.findings.sort_by(|a, b| a.cell.at.cmp(&b.cell.at));
        gathered.push(whole);
    }
    gathered
}

/// Adds the unit above to the names that several units bear.
fn tell_apart(results: &mut [UnitResult]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for result in results.iter() {
        *counts.entry(unit_key(&result.unit)).or_default() += 1;
    }
    for result in results {
        let is_shared = counts.get(&unit_key(&result.unit)).is_some_and(|count| *count > 1);
        if let Some(parent) = result.parent.as_ref().filter(|_| is_shared) {
            result.unit = name_with_parent(&result.unit, parent);
        }
    }
}

/// Whether a table is of the year and block of the forms, and of no other units.
fn is_of_same_units(whole: &Assessment, table: &Assessment) -> bool {
    let has_form = |result: &UnitResult| {
        whole.results.iter().any(|form| unit_key(&form.unit) == unit_key(&result.unit))
    };
    (table.year, table.block) == (whole.year, whole.block) && table.results.iter().all(has_form)
}

/// Compares the sums in a summary with those of the forms. It is not kept.
fn check_summary(whole: &mut Assessment, summary: Assessment) {
    let Some(first) = summary.results.first().map(|result| result.unit_cell.clone()) else {
        return;
    };
    // The forms have the scale.
    whole.findings.extend(summary.findings.into_iter().filter(|found| found.rule != Rule::Scale));
    let note = Finding::new(Rule::LeftOut, Severity::Note, &first);
    whole.findings.push(note.found(FindingValue::Text(summary.title)));
    let areas: Vec<usize> = (0..whole.framework.criteria.len())
        .filter(|index| whole.framework.criteria[*index].parent.is_none())
        .collect();
    for result in &summary.results {
        let is_same = |form: &&UnitResult| unit_key(&form.unit) == unit_key(&result.unit);
        let Some(form) = whole.results.iter().find(is_same) else { continue };
        for kind in ScoreKind::ALL {
            let Some(printed) = &result.sums[kind as usize] else { continue };
            let of_areas = || {
                let scores = areas.iter().filter_map(|index| form.score(*index, kind)?.points());
                scores.reduce(|sum, points| sum + points)
            };
            let own = form.sums[kind as usize].as_ref().and_then(Figure::points).or_else(of_areas);
            if let (Some(expected), Some(found)) = (own, printed.points())
                && expected != found
            {
                let finding = Finding::new(Rule::sum_of(kind), Severity::Error, &printed.cell);
                let finding = finding.unit(&result.unit).points(expected, found);
                whole.findings.push(Finding { block: Some(summary.block), ..finding });
            }
        }
    }
}

/// An assessment without units that has the criteria and the maxima of most forms, and the keys of
/// these criteria. `keys` are those of each form.
fn usual<'a>(
    forms: &[Assessment],
    keys: &'a [CriteriaKeys],
) -> Option<(Assessment, &'a CriteriaKeys)> {
    let alike = counted(keys);
    // The first of several that are equally frequent.
    let first = (0..forms.len()).rev().max_by_key(|form| alike[&keys[*form]])?;
    let mut whole = forms[first].clone();
    let is_alike = |(_, own): &(&Assessment, &CriteriaKeys)| **own == keys[first];
    let same: Vec<_> = forms.iter().zip(keys).filter(is_alike).map(|(form, _)| form).collect();
    for (index, criterion) in whole.framework.criteria.iter_mut().enumerate() {
        let maximum = |form: &&Assessment| form.framework.criteria[index].max_total;
        let maxima = counted(same.iter().map(maximum));
        // Before the survey, a form does not show which part of a maximum is the survey's.
        let survey = |form: &&Assessment| form.framework.criteria[index].max_survey;
        let usual = same.iter().rev().max_by_key(|form| (maxima[&maximum(form)], survey(form)));
        if let Some(usual) = usual {
            criterion.clone_from(&usual.framework.criteria[index]);
        }
    }
    let scales = counted(forms.iter().map(|form| form.framework.scale));
    let scale = same.iter().rev().max_by_key(|form| scales[&form.framework.scale]);
    whole.framework.scale = scale.map_or(whole.framework.scale, |form| form.framework.scale);
    whole.results.clear();
    whole.findings.clear();
    Some((whole, &keys[first]))
}

/// How often each value stands there.
fn counted<T: Eq + Hash>(values: impl IntoIterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for value in values {
        *counts.entry(value).or_insert(0) += 1;
    }
    counts
}

/// The forms of a year and block while they are joined.
struct Gathering {
    whole: Assessment,
    /// The place in `whole` and the stage of the last form of each unit, by the keys of the unit and
    /// of its parent.
    units: HashMap<(String, Option<String>), (usize, Stage)>,
}

impl Gathering {
    /// Adds the form of one unit that has the criteria of most forms.
    fn add(&mut self, mut form: Assessment) {
        let whole = &mut self.whole;
        keep_own_maxima(whole, &mut form);
        for result in form.results {
            let key = (unit_key(&result.unit), result.parent.clone());
            let (place, before) = match self.units.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert((whole.results.len(), form.stage));
                    whole.results.push(result);
                    continue;
                }
                Entry::Occupied(mut entry) => entry.insert((entry.get().0, form.stage)),
            };
            let earlier = &mut whole.results[place];
            let (unit, noted) = (result.unit.clone(), whole.findings.len());
            let files = [file_of(earlier), file_of(&result)];
            revise(earlier, result, &whole.framework.criteria, &mut whole.findings);
            let is_changed = whole.findings.len() > noted;
            if is_changed && before == form.stage && whole.doubled.is_none() {
                whole.doubled = Some((unit, files));
            }
        }
    }
}

/// The file of a form, or else the number of its table.
fn file_of(result: &UnitResult) -> String {
    let at = &result.unit_cell.at;
    at.location.file().map_or_else(|| at.table.to_string(), str::to_owned)
}

/// What tells whether forms have the same criteria: the key of the name and the parent of each.
type CriteriaKeys = Vec<(String, Option<usize>)>;

fn criteria_keys(form: &Assessment) -> CriteriaKeys {
    let key = |criterion: &Criterion| (name_key(&criterion.name), criterion.parent);
    form.framework.criteria.iter().map(key).collect()
}

/// The key of a criterion's name without a full stop and an abbreviation behind it: `Cải cách thể chế (TC).`
fn name_key(name: &str) -> String {
    let name = name.trim_end_matches(['.', ',', ';', ':', ' ']);
    let is_short = |inside: &str| {
        !inside.is_empty() && inside.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let open = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let name = open.filter(|(_, inside)| is_short(inside)).map_or(name, |(before, _)| before);
    match_key(name)
}

/// The index of the first criterion in which two forms differ.
fn first_difference(one: &CriteriaKeys, other: &CriteriaKeys) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// The error for a form with other criteria than most forms, the first of which is at `at`.
fn other_criteria(whole: &Assessment, form: &Assessment, at: usize) -> Option<Finding> {
    let (ours, theirs) = (&whole.framework.criteria, &form.framework.criteria);
    let lacks = |criteria: &[Criterion], wanted: &Criterion| {
        criteria.iter().all(|known| name_key(&known.name) != name_key(&wanted.name))
    };
    let value = |criterion: &Criterion| FindingValue::Text(criterion.name.clone());
    let result = form.results.first()?;
    let cell = result.scores.get(at).and_then(|scores| scores.iter().flatten().next());
    let cell = cell.map_or(&result.unit_cell, |figure| &figure.cell);
    let mut finding = Finding::new(Rule::FormCriteria, Severity::Error, cell).unit(&result.unit);
    let (missing, further) = (ours.get(at), theirs.get(at));
    let missing = missing.filter(|missing| lacks(theirs, missing) || further.is_none());
    let further = further.filter(|further| lacks(ours, further) || missing.is_none());
    finding.expected = missing.map(value);
    finding.found = further.map(value);
    finding.block = Some(form.block);
    Some(finding)
}

/// Keeps the maxima of a form that are not the usual ones with its figures, and warns of those of its
/// smallest parts.
fn keep_own_maxima(whole: &mut Assessment, form: &mut Assessment) {
    let Some(unit) = form.results.first().map(|result| result.unit.clone()) else { return };
    let criteria = &form.framework.criteria;
    let has_parts: Vec<bool> = (0..criteria.len())
        .map(|index| criteria.iter().any(|criterion| criterion.parent == Some(index)))
        .collect();
    for (index, ours) in whole.framework.criteria.iter().enumerate() {
        let theirs = &form.framework.criteria[index];
        if ours.max_total == theirs.max_total {
            continue;
        }
        if theirs.max_total == Points::ZERO {
            leave_out(&mut form.results, index);
            continue;
        }
        for kind in ScoreKind::ALL {
            let own = theirs.maximum(kind);
            if own != ours.maximum(kind) && own > Points::ZERO {
                set_own_maximum(&mut form.results, (index, kind), own);
            }
        }
        let cells = form.results[0].scores[index].iter().flatten().map(|figure| &figure.cell);
        if let Some(cell) = cells.into_iter().next().filter(|_| !has_parts[index]) {
            let finding = Finding::new(Rule::OwnMaximum, Severity::Warning, cell).unit(&unit);
            let mut finding =
                finding.criterion(&ours.name).points(ours.max_total, theirs.max_total);
            finding.difference = None;
            finding.block = Some(form.block);
            whole.findings.push(finding);
        }
    }
}

/// Marks a criterion as one that does not apply, because its form gives it no points to reach.
fn leave_out(results: &mut [UnitResult], criterion: usize) {
    for scores in results.iter_mut().filter_map(|result| result.scores.get_mut(criterion)) {
        for figure in scores.iter_mut().flatten() {
            if figure.points().is_none_or(|points| points == Points::ZERO) {
                figure.value = Value::NotApplicable;
            }
        }
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
        findings.push(Finding::revised(cell, &unit, about, points));
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
    let later_further = later.further;
    earlier.further.retain(|old| {
        later_further
            .iter()
            .all(|new| (new.kind, new.criterion, new.round) != (old.kind, old.criterion, old.round))
    });
    earlier.further.extend(later_further);
    earlier.unit_cell = later.unit_cell;
    add_texts(earlier, later.texts);
}

/// Adds texts to those of a unit that are not among them.
fn add_texts(result: &mut UnitResult, texts: Vec<(usize, TextKind, Cell)>) {
    for (criterion, kind, cell) in texts {
        let text = clean(&cell.text);
        let is_of_kind = |known: &(usize, TextKind, Cell)| (known.0, known.1) == (criterion, kind);
        // A later text may hold the earlier one.
        result.texts.retain(|known| !is_of_kind(known) || !text.contains(&clean(&known.2.text)));
        let is_held = |known: &(usize, TextKind, Cell)| {
            is_of_kind(known) && clean(&known.2.text).contains(&text)
        };
        if !result.texts.iter().any(is_held) {
            result.texts.push((criterion, kind, cell));
        }
    }
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
            || (results.len() > 1 && results.iter().all(|result| !is_given(result, index, kind)))
    };
    let is_of_rule = |finding: &Finding| finding.rule == Rule::MissingFigure;
    let settled: Vec<bool> =
        whole.findings.iter().map(|found| is_of_rule(found) && is_settled(found)).collect();
    let mut settled = settled.into_iter();
    whole.findings.retain(|_| !settled.next().unwrap_or_default());
}

/// Warns of units without appraised scores beside others, and of criteria without any scores.
fn find_unappraised(whole: &mut Assessment) {
    const COUNTED: [ScoreKind; 2] = [ScoreKind::Appraised, ScoreKind::Survey];
    if whole.stage != Stage::Appraised {
        return;
    }
    let has_points = |result: &UnitResult, index: usize| {
        COUNTED.iter().any(|kind| {
            result
                .score(index, *kind)
                .is_some_and(|figure| figure.points().is_some() || !figure.applies())
        })
    };
    let criteria = &whole.framework.criteria;
    let mut findings = Vec::new();
    let is_appraised = |result: &UnitResult| {
        (0..criteria.len()).any(|index| has_points(result, index))
            || result.sums[ScoreKind::Appraised as usize]
                .as_ref()
                .and_then(Figure::points)
                .is_some()
    };
    for result in whole.results.iter().filter(|result| !is_appraised(result)) {
        let cell = &result.unit_cell;
        findings.push(Finding::new(Rule::NotAppraised, Severity::Warning, cell).unit(&result.unit));
    }
    for (index, criterion) in criteria.iter().enumerate() {
        let has_parts = criteria.iter().any(|other| other.parent == Some(index));
        let mut appraised = whole.results.iter().filter(|result| is_appraised(result)).peekable();
        let Some(first) = appraised.peek().map(|result| result.unit_cell.clone()) else { continue };
        if !has_parts
            && criterion.max_total > Points::ZERO
            && appraised.all(|result| !has_points(result, index))
        {
            let finding = Finding::new(Rule::NotAppraised, Severity::Warning, &first);
            findings.push(finding.criterion(&criterion.name));
        }
    }
    for finding in &mut findings {
        finding.block = Some(whole.block);
    }
    whole.findings.append(&mut findings);
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
