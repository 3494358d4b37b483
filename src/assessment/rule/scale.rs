//! `scale`: the totals of a table without criteria are on a scale of 100.

use crate::language::{Lang, label};
use crate::model::{Coverage, Points, Rule, Severity};

use super::super::caption::Caption;
use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::super::layout::Layout;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Tổng điểm của bảng không có lĩnh vực phải theo thang điểm 100.",
        "The totals of a table without criteria are on a scale of 100.",
    ),
    why: label(
        "Tỷ lệ đạt là tổng điểm chia cho thang điểm: nhầm thang điểm thì mọi so sánh đều sai.",
        "Attainment is the total divided by its scale. With the wrong scale, every comparison is \
         wrong.",
    ),
    example: label(
        "Tổng điểm cao nhất là 9,30 và tiêu đề không nêu thang điểm. Nếu đúng là thang 100, ghi ở \
         tiêu đề “Tổng điểm (Tối đa 100 điểm)”.",
        "The highest total is 9.30, and no heading names a scale. If the scale is 100, write “Tổng \
         điểm (Tối đa 100 điểm)” as the heading.",
    ),
    message,
};

/// Checks the totals of a table without criteria. Unless a heading or the caption names the scale,
/// only the size of the totals shows that the scale is 100.
pub(super) fn check(layout: &Layout, assessment: &Assessment, findings: &mut Vec<Finding>) {
    /// The best total of a whole block reaches at least this on a scale of 100: 60 points.
    const LOWEST: Points = Points::from_ten_thousandths(600_000);
    /// The best total of an extract reaches at least this on a scale of 100: 10 points.
    const LOWEST_OF_SOME: Points = Points::from_ten_thousandths(100_000);
    if !assessment.framework.criteria.is_empty() {
        return;
    }

    let overall = layout.overall.as_ref().map(|(maximum, _)| *maximum);
    let printed = layout.total.as_ref().and_then(|column| column.maximum).or(overall);
    let totals = assessment.results.iter().filter_map(|result| result.total.as_ref());
    let Some((highest, figure)) =
        totals.filter_map(|figure| Some((figure.points()?, figure))).max_by_key(|total| total.0)
    else {
        return;
    };

    let is_partial = assessment.coverage == Coverage::Partial;
    let finding = Finding::new(Rule::Scale, Severity::Error, &figure.cell);
    match printed {
        Some(Points::HUNDRED) => {}
        Some(maximum) => findings.push(finding.points(Points::HUNDRED, maximum)),
        None if Caption::new(&layout.caption).is_of_hundred() => {}
        None if highest >= if is_partial { LOWEST_OF_SOME } else { LOWEST } => {}
        None => findings.push(finding.found(FindingValue::Points(highest))),
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    if finding.expected.is_some() {
        return lang.pick(
            format!(
                "bảng theo thang điểm {found}, chưa nhập được; chỉ nhập được bảng theo thang \
                điểm {expected}"
            ),
            format!(
                "the scale of the table is {found} points; only tables with a scale of {expected} \
                 can be imported"
            ),
        );
    }
    lang.pick(
        format!(
            "tổng điểm cao nhất là {found}, không giống thang điểm 100; nếu đúng là thang 100, hãy \
             ghi ở tiêu đề cột như “Tổng điểm (Tối đa 100 điểm)”"
        ),
        format!(
            "the highest total is {found}, which does not look like a scale of 100; if the scale \
             is 100, write it in the heading, as in “Tổng điểm (Tối đa 100 điểm)”"
        ),
    )
}
