//! `grade-order`: no unit has a lower grade than a unit with a lower total.

use crate::language::{Lang, label};
use crate::model::{Framework, Grade, Rule, Severity};

use super::super::finding::{Finding, FindingValue};
use super::super::result::UnitResult;
use super::Declaration;
use super::maxima::total_on_scale;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Đơn vị có tổng điểm cao hơn thì mức phân loại không thấp hơn.",
        "No unit has a lower grade than a unit with a lower total.",
    ),
    why: label(
        "Phân loại có thể có điều kiện phụ, nên đây là cảnh báo để kiểm tra.",
        "Grades may depend on further conditions, so this is only a warning.",
    ),
    example: label(
        "Đơn vị 85,00 điểm được phân loại Khá trong khi đơn vị 84,00 điểm được phân loại Tốt.",
        "A unit with 85.00 points is graded Fair, but a unit with 84.00 points is graded Good.",
    ),
    message,
};

/// Finds units whose grade is lower than that of a unit with a lower total, or with a lower
/// attainment where a criterion does not apply to all. This is a warning,
/// because grades may depend on further conditions.
pub(super) fn check(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let graded = results.iter().filter_map(|result| {
        Some((result, result.grade.as_ref()?, total_on_scale(framework, result)?))
    });
    let mut graded: Vec<_> = graded.collect();
    graded.sort_by_key(|(_, _, total)| *total);

    let mut best_below: Option<Grade> = None;
    for equals in graded.chunk_by(|(_, _, a), (_, _, b)| a == b) {
        for (result, printed, _) in equals {
            if let Some(best) = best_below.filter(|best| *best < printed.grade) {
                let finding = Finding::new(Rule::GradeOrder, Severity::Warning, &printed.cell)
                    .unit(&result.unit);
                findings.push(
                    finding
                        .expected(FindingValue::Grade(best))
                        .found(FindingValue::Grade(printed.grade)),
                );
            }
        }
        best_below =
            best_below.into_iter().chain(equals.iter().map(|(_, printed, _)| printed.grade)).min();
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!(
            "được phân loại {found} trong khi đơn vị có kết quả thấp hơn được phân loại \
            {expected}"
        ),
        format!("graded {found}, but a unit with a lower result is graded {expected}"),
    )
}
