//! `percent`: a total in percent equals the total in points as a share of the maximum.

use crate::language::{Lang, label};
use crate::model::{Framework, Points, Printed, Rule, Severity};

use super::super::cell::Figure;
use super::super::finding::Finding;
use super::super::result::UnitResult;
use super::Declaration;
use super::maxima::{counted, maximum_of_total, total_of};
use super::tolerance::half_a_digit;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Chỉ số (%) ghi bên cạnh tổng điểm bằng tổng điểm chia cho điểm tối đa của đơn vị hoặc cho \
         thang điểm.",
        "A total in percent beside the points equals the points divided by the maximum of the unit \
         or by the scale.",
    ),
    why: label(
        "Hai số nói cùng một kết quả; nếu khác nhau thì một trong hai đã bị chép sai.",
        "Both figures state the same result. If they differ, one of them was copied wrongly.",
    ),
    example: label(
        "Tổng điểm ghi 90,60 trên thang điểm 100 nhưng chỉ số ghi 96,60%: đối chiếu với bản gốc.",
        "The total is 90.60 on a scale of 100, but the percent printed is 96.60: compare both with \
         the original.",
    ),
    message,
};

/// Compares the percent of every unit with its points.
pub(super) fn check(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    for result in results {
        let Some((figure, percent)) = printed(result.percent.as_ref()) else { continue };
        let total = match &result.total {
            Some(total) => total.printed(),
            None => counted(framework, result)
                .first()
                .and_then(|figure| figure.printed())
                .and_then(|first| Some(Printed { points: total_of(framework, result)?, ..first })),
        };
        let Some(total) = total else { continue };
        let of_criteria = Printed { points: total.points - result.adjustment(), ..total };
        let maximum = maximum_of_total(framework, result);
        // Bonus points may be part of the share, or not.
        let shares = [
            share(of_criteria, maximum),
            share(of_criteria, framework.scale),
            share(total, maximum),
            share(total, framework.scale),
        ];
        let agrees = shares.iter().flatten().any(|(expected, tolerance)| {
            (percent.points - *expected).abs() <= *tolerance + half_a_digit(percent.decimals)
        });
        let Some((expected, _)) = shares[0].filter(|_| !agrees) else { continue };
        let finding = Finding::new(Rule::Percent, Severity::Error, &figure.cell);
        findings.push(finding.unit(&result.unit).points(expected, percent.points));
    }
}

fn printed(figure: Option<&Figure>) -> Option<(&Figure, Printed)> {
    let figure = figure?;
    Some((figure, figure.printed()?))
}

/// The total in percent of a maximum, and how far it may be off because the total is rounded.
fn share(total: Printed, maximum: Points) -> Option<(Points, Points)> {
    let percent = |points: Points| points.rescaled_down(maximum, Points::HUNDRED);
    // Division cuts off less than a ten-thousandth.
    let cut = Points::from_ten_thousandths(1);
    let tolerance = percent(half_a_digit(total.decimals)) + cut;
    (maximum > Points::ZERO).then(|| (percent(total.points), tolerance))
}

fn message(lang: Lang, finding: &Finding) -> String {
    let (found, expected) = (found_text(lang, finding), expected(lang, finding));
    lang.pick(
        format!("chỉ số ghi {found}%, tính từ tổng điểm được {expected}%"),
        format!("the total in percent is {found}%, but by the points it is {expected}%"),
    )
}
