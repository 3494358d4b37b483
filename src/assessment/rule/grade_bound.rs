//! `grade-bound`: grades agree with the bounds that the framework declares.

use crate::language::{Lang, label};
use crate::model::{Grade, Points, Rule, Severity};

use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::Declaration;
use super::maxima::total_on_scale;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Phân loại khớp với ngưỡng điểm khai báo của bộ tiêu chí.",
        "Grades agree with the bounds that the framework declares.",
    ),
    why: label(
        "Phân loại công bố vẫn là chính thức; cảnh báo cho biết cần xem lại phân loại hoặc ngưỡng \
         khai báo.",
        "The published grade remains official. The warning means that the grade or the declared \
         bound should be checked.",
    ),
    example: label(
        "90,50 điểm được phân loại Tốt trong khi frameworks.toml khai báo Xuất sắc từ 90 điểm.",
        "90.50 points are graded Good, but frameworks.toml declares Excellent from 90.",
    ),
    message,
};

/// `bounds` are the grades with their lowest totals, best grade first.
pub(in super::super) fn check(assessment: &mut Assessment, bounds: &[(Grade, Points)]) {
    for result in &assessment.results {
        let (Some(printed), Some(total)) =
            (&result.grade, total_on_scale(&assessment.framework, result))
        else {
            continue;
        };
        let declared = bounds.iter().find(|(_, from)| total >= *from).map(|(grade, _)| *grade);
        if let Some(expected) = declared.filter(|declared| *declared != printed.grade) {
            let finding =
                Finding::new(Rule::GradeBound, Severity::Warning, &printed.cell).unit(&result.unit);
            let finding = finding
                .expected(FindingValue::Grade(expected))
                .found(FindingValue::Grade(printed.grade));
            assessment.findings.push(finding);
        }
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("phân loại {found}, theo ngưỡng điểm khai báo của bộ tiêu chí là {expected}"),
        format!("graded {found}, but by the declared bounds the grade is {expected}"),
    )
}
