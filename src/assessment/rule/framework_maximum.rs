//! `framework-maximum`: the maxima of the criteria add up to the scale, and to the sums printed in
//! the headings.

use crate::language::{Lang, label};
use crate::model::{Framework, Points, Rule, ScoreKind, Severity, Stage};

use super::super::column::ScoreColumn;
use super::super::finding::Finding;
use super::super::layout::Layout;
use super::super::scale::Scale;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Điểm tối đa của các lĩnh vực cộng lại bằng thang điểm (1, 10, 100, 1.000 hoặc thang điểm \
         đã khai báo) và bằng các tổng ghi ở tiêu đề.",
        "The maxima of the criteria add up to the scale (1, 10, 100, 1,000 or a declared one), and \
         to the sums printed in the headings.",
    ),
    why: label(
        "Thang điểm là cơ sở của xếp hạng, phân loại và tỷ lệ đạt.",
        "Ranks, grades and attainment are based on the scale.",
    ),
    example: label(
        "Các lĩnh vực cộng được 99,50: một điểm tối đa ở tiêu đề bị chép sai; nếu thang điểm đúng \
         là 99,50, thêm --scale 99.5.",
        "The criteria add up to 99.50: the maximum in one of the headings was copied wrongly. If \
         the scale really is 99.50, add --scale 99.5.",
    ),
    message,
};

pub(super) fn check(
    layout: &Layout,
    framework: &Framework,
    scale: Scale,
    stage: Stage,
    findings: &mut Vec<Finding>,
) {
    if framework.criteria.is_empty() {
        return;
    }

    let all = framework.sum_of_maxima();
    let heading =
        layout.overall.as_ref().map_or(&layout.tree.criteria[0].heading, |(_, cell)| cell);
    // A table with self scores only may leave out the maxima of the survey.
    let is_part = stage == Stage::SelfScored
        && framework.roots().all(|criterion| criterion.max_survey == Points::ZERO);
    if all != scale.points && !is_part {
        findings.push(
            Finding::new(Rule::FrameworkMaximum, Severity::Error, heading)
                .points(scale.points, all),
        );
    }

    for kind in ScoreKind::ALL {
        let sum: Points = framework.roots().map(|criterion| criterion.maximum(kind)).sum();
        let column = layout.sums[kind as usize].as_ref();
        let finding = printed_otherwise(column, sum);
        findings.extend(finding.map(|finding| finding.score_kind(kind)));
    }

    findings.extend(printed_otherwise(layout.total.as_ref(), all));
    let overall = layout.overall.iter().filter(|(maximum, _)| *maximum != all);
    findings.extend(overall.map(|(maximum, cell)| {
        Finding::new(Rule::FrameworkMaximum, Severity::Error, cell).points(all, *maximum)
    }));
}

fn printed_otherwise(column: Option<&ScoreColumn>, expected: Points) -> Option<Finding> {
    let column = column?;
    let printed = column.maximum.filter(|printed| *printed != expected)?;
    Some(
        Finding::new(Rule::FrameworkMaximum, Severity::Error, &column.heading)
            .points(expected, printed),
    )
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("tổng điểm tối đa là {found}, phải là {expected}"),
        format!("the total maximum is {found}, but should be {expected}"),
    )
}
