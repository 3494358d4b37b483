//! Criteria against the series that the registry declares.

use std::collections::HashSet;

use crate::model::{Rule, Severity, match_key};
use crate::registry::Registry;

use super::cell::Cell;
use super::document::Assessment;
use super::finding::{Finding, Shown};

/// Two criteria of one level that are declared to be one series cannot be told apart over the years.
pub(super) fn check(assessment: &mut Assessment, headings: &[Cell], known: &Registry) {
    let Assessment { framework, findings, block, year, .. } = assessment;
    let mut seen = HashSet::new();
    for ((index, criterion), heading) in framework.criteria.iter().enumerate().zip(headings) {
        let declared = known.series(*block, &criterion.name, *year);
        let series = declared.map_or(criterion.name.as_str(), |series| series.name.as_str());
        if !seen.insert((framework.level(index), match_key(series))) {
            let finding = Finding::new(Rule::DuplicateSeries, Severity::Error, heading).criterion(&criterion.name);
            findings.push(finding.found(Shown::Text(series.to_owned())));
        }
    }
}
