//! `duplicate-series`: no two criteria of one table are declared as the same series.

use std::collections::HashSet;

use crate::language::{Lang, label};
use crate::model::{Rule, Severity, match_key};
use crate::registry::Registry;

use super::super::cell::Cell;
use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::Declaration;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label(
        "Hai lĩnh vực của một bảng không được khai báo vào cùng một chuỗi lĩnh vực.",
        "No two criteria of one table are declared as the same series.",
    ),
    why: label(
        "Mỗi chuỗi theo dõi một lĩnh vực qua các năm, không theo dõi được hai lĩnh vực.",
        "A series follows one criterion over the years, so it cannot hold two.",
    ),
    example: label(
        "frameworks.toml xếp “Tài chính công” và “Chính quyền số” vào một chuỗi: tách thành hai \
         chuỗi.",
        "frameworks.toml puts “Tài chính công” and “Chính quyền số” into one series: split the \
         series in two.",
    ),
    message,
};

/// Finds criteria of one level that the registry declares as the same series. They could not be
/// told apart over the years. `headings` are the heading cells of the criteria, in the order of the
/// framework.
pub(in super::super) fn check(assessment: &mut Assessment, headings: &[Cell], known: &Registry) {
    let Assessment { framework, findings, block, year, .. } = assessment;
    let mut seen = HashSet::new();
    for ((index, criterion), heading) in framework.criteria.iter().enumerate().zip(headings) {
        let declared = known.series(*block, &criterion.name, *year);
        let series = declared.map_or(criterion.name.as_str(), |series| series.name.as_str());
        if !seen.insert((framework.level(index), match_key(series))) {
            let finding = Finding::new(Rule::DuplicateSeries, Severity::Error, heading)
                .criterion(&criterion.name);
            findings.push(finding.found(FindingValue::Text(series.to_owned())));
        }
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "frameworks.toml xếp lĩnh vực này và một lĩnh vực khác của cùng bảng vào chuỗi \
             “{found}”; mỗi chuỗi chỉ có một lĩnh vực trong một bảng"
        ),
        format!(
            "frameworks.toml puts this criterion and another one of the table into the series \
             “{found}”; a series has only one criterion per table"
        ),
    )
}
