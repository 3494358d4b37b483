//! `grade-count`: the grades that an extract prints agree with its counts for the whole block.

use crate::language::{Lang, grade_label, label};
use crate::model::{Coverage, Rule, Severity};

use super::super::cell::Cell;
use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Số đơn vị theo từng mức phân loại khớp với số mà bản trích nêu cho cả khối.",
        "The grades that an extract prints agree with its counts for the whole block.",
    ),
    why: label(
        "Bản trích chỉ nêu một số đơn vị; số đếm của cả khối là căn cứ duy nhất để kiểm tra.",
        "An extract shows only some of the units. The counts for the block are the only figures to \
         check its grades against.",
    ),
    example: label(
        "Bản trích nêu cả khối có 2 đơn vị Xuất sắc nhưng liệt kê 3 đơn vị Xuất sắc.",
        "The extract says that 2 units of the block are graded Excellent, but lists 3 of them.",
    ),
    message,
};

/// Checks an extract: no grade is printed more often than it is counted, no grade is counted twice,
/// and the counts add up to the units of the block.
pub(super) fn check(assessment: &Assessment, findings: &mut Vec<Finding>) {
    let Assessment { results, grade_counts, units, .. } = assessment;
    if assessment.coverage != Coverage::Partial || grade_counts.is_empty() {
        return;
    }

    let Some(first) = results.first() else { return };
    let counted: usize = grade_counts.iter().map(|(_, units)| units).sum();
    let repeated = grade_counts
        .iter()
        .enumerate()
        .any(|(index, count)| grade_counts[..index].iter().any(|other| other.0 == count.0));

    let mut error = |cell: &Cell, expected: usize, found: FindingValue| {
        let finding = Finding::new(Rule::GradeCount, Severity::Error, cell);
        findings.push(finding.expected(FindingValue::Count(expected as u64)).found(found));
    };

    if counted != *units || repeated {
        error(&first.unit_cell, *units, FindingValue::Count(counted as u64));
    }

    let set = grade_counts[0].0.set();
    for grade in set.grades() {
        let printed = || {
            results
                .iter()
                .filter_map(|result| result.grade.as_ref())
                .filter(|candidate| candidate.grade == grade)
        };
        let count = grade_counts
            .iter()
            .find(|(candidate, _)| *candidate == grade)
            .map_or(0, |(_, units)| *units);
        if let Some(last) = printed().next_back().filter(|_| printed().count() > count) {
            error(&last.cell, count, FindingValue::Graded(grade, printed().count() as u64));
        }
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let expected = expected(lang, finding);
    if let Some(FindingValue::Graded(grade, units)) = finding.found {
        let grade = grade_label(lang, grade);
        return lang.pick(
            format!("có {units} đơn vị được phân loại {grade}, văn bản nêu {expected}"),
            format!("{units} graded {grade}, but the document counts {expected}"),
        );
    }
    if finding.found == finding.expected {
        return lang.pick(
            "một mức phân loại được nêu hai lần".to_owned(),
            "a grade is counted twice".to_owned(),
        );
    }
    let found = found_text(lang, finding);
    lang.pick(
        format!("số đơn vị theo các mức phân loại cộng lại là {found}, cả khối có {expected}"),
        format!("the counts of grades add up to {found}, but the block has {expected} units"),
    )
}
