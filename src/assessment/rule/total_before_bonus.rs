//! `total-before-bonus`: the column of totals has the totals after bonus and penalty points.

use crate::language::{Lang, label};
use crate::model::{Coverage, Points, Rule, Severity, clean};

use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::super::layout::Layout;
use super::super::result::UnitResult;
use super::Declaration;
use super::rank_order::ranks_by;
use super::words::found_text;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Cột tổng điểm là điểm sau khi cộng điểm thưởng, trừ điểm trừ.",
        "The totals are those after bonus and penalty points.",
    ),
    why: label(
        "Nếu thứ hạng theo tổng điểm cộng điểm thưởng, trừ điểm trừ, thì cột tổng điểm là điểm trước \
         đó, và tổng điểm chính thức chưa có trong bảng.",
        "If the ranks follow the totals plus bonus less penalty points, the totals are those \
         before, and the official ones are not in the table.",
    ),
    example: label(
        "Đơn vị 90 điểm, thưởng 3, xếp trên đơn vị 92 điểm: thêm --heading \"Tổng điểm=appraised\".",
        "A unit with 90 points and a bonus of 3 ranks above one with 92: add --heading \
         \"Tổng điểm=appraised\".",
    ),
    message,
};

/// Replaces the errors of ranks by one about the totals if these explain them: every rank follows
/// from the totals after bonus and penalty points.
pub(super) fn check(layout: &Layout, assessment: &Assessment, findings: &mut Vec<Finding>) {
    let is_wrong_rank =
        |finding: &Finding| finding.rule == Rule::RankOrder && finding.severity == Severity::Error;
    let Some(column) = layout.total.as_ref() else { return };
    let has_scores = |result: &UnitResult| result.sums.iter().skip(1).any(Option::is_some);
    if !assessment.framework.criteria.is_empty()
        || assessment.coverage == Coverage::Partial
        || assessment.results.iter().any(has_scores)
        || !findings.iter().any(is_wrong_rank)
    {
        return;
    }

    let after = |result: &UnitResult| {
        Some((result.rank.as_ref()?.rank, result.total_points()? + result.adjustment()))
    };
    let Some(after) = assessment.results.iter().map(after).collect::<Option<Vec<_>>>() else {
        return;
    };
    let totals: Vec<Points> = after.iter().map(|(_, total)| *total).collect();
    let ranks = ranks_by(assessment.framework.ranks, &totals);
    if ranks.iter().zip(&after).all(|(expected, (printed, _))| expected == printed) {
        findings.retain(|finding| !is_wrong_rank(finding));
        let heading = FindingValue::Text(clean(&column.heading.text));
        let finding = Finding::new(Rule::TotalBeforeBonus, Severity::Error, &column.heading);
        findings.push(finding.found(heading));
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    lang.pick(
        format!(
            "thứ hạng theo “{found}” cộng điểm thưởng, trừ điểm trừ, nên “{found}” là điểm trước khi \
             cộng, trừ; hãy thêm --heading \"{found}=appraised\""
        ),
        format!(
            "the ranks follow “{found}” plus bonus less penalty points, so “{found}” holds the \
             points before them; add --heading \"{found}=appraised\""
        ),
    )
}
