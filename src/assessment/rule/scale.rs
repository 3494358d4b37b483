//! `scale`: the totals of a table without criteria are on a scale of 100.

use crate::language::{Lang, label};
use crate::model::{Coverage, Points, Rule, Severity};

use super::super::finding::{Finding, FindingValue};
use super::super::caption::Caption;
use super::super::document::Assessment;
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
        "Attainment is the total divided by its scale: with the wrong scale every comparison is \
         wrong.",
    ),
    example: label(
        "Tổng điểm cao nhất là 9,30 và tiêu đề không nêu thang điểm. Nếu đúng là thang 100, ghi ở \
         tiêu đề “Tổng điểm (Tối đa 100 điểm)”.",
        "The highest total is 9.30 and no heading names a scale. If it is a scale of 100, write \
         “Tổng điểm (Tối đa 100 điểm)” into the heading.",
    ),
    message,
};

/// The totals of a table without criteria: nothing but their size tells that they are of 100
/// points, unless the heading says so.
pub(super) fn check(layout: &Layout, assessment: &Assessment, findings: &mut Vec<Finding>) {
    /// The best unit of a block has more than this; where only some units are known, each of them
    /// has more than this.
    const LOWEST: Points = Points::from_ten_thousandths(600_000);
    const LOWEST_OF_SOME: Points = Points::from_ten_thousandths(100_000);
    if !assessment.framework.criteria.is_empty() {
        return;
    }
    let overall = layout.overall.as_ref().map(|(maximum, _)| *maximum);
    let printed = layout.total.as_ref().and_then(|column| column.maximum).or(overall);
    let totals = assessment.results.iter().filter_map(|result| result.total.as_ref());
    let Some((highest, figure)) = totals.filter_map(|figure| Some((figure.points()?, figure))).max_by_key(|total| total.0)
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
            format!("bảng theo thang điểm {found}, chưa nhập được; chỉ nhập được bảng theo thang \
                điểm {expected}"),
            format!("the table is of {found} points; only tables of {expected} can be imported"),
        );
    }
    lang.pick(
        format!(
            "tổng điểm cao nhất là {found}, không giống thang điểm 100; nếu đúng là thang 100, hãy \
             ghi ở tiêu đề cột như “Tổng điểm (Tối đa 100 điểm)”"
        ),
        format!(
            "the highest total is {found}, which does not look like a scale of 100; if it is one, \
             say so in the heading, such as “Tổng điểm (Tối đa 100 điểm)”"
        ),
    )
}
