//! `appraised-above-self`: no appraised score is above the self score.

use crate::language::{Lang, label};
use crate::model::{Rule, ScoreKind, Severity};

use super::super::cell::Figure;
use super::super::document::Assessment;
use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning],
    acceptable: true,
    names_score: true,
    advises: false,
    checks: label(
        "Điểm thẩm định không cao hơn điểm tự chấm.",
        "No appraised score is above the self score.",
    ),
    why: label(
        "Thẩm định cao hơn tự chấm có thể là đúng, cũng có thể là hai cột bị đổi chỗ.",
        "A higher appraised score may be correct, or two columns may have been swapped.",
    ),
    example: label(
        "Tự chấm 10,00, thẩm định 10,50: số vẫn được nhập, kèm cảnh báo.",
        "Self score 10.00, appraised score 10.50: the figures are imported, with a warning.",
    ),
    message,
};

pub(super) fn check(assessment: &Assessment, findings: &mut Vec<Finding>) {
    for result in &assessment.results {
        for (criterion, scores) in assessment.framework.criteria.iter().zip(&result.scores) {
            let points = |kind: ScoreKind| scores[kind as usize].as_ref().and_then(Figure::points);
            let (Some(self_score), Some(appraised)) =
                (points(ScoreKind::SelfScore), points(ScoreKind::Appraised))
            else {
                continue;
            };

            if let Some(figure) =
                scores[ScoreKind::Appraised as usize].as_ref().filter(|_| appraised > self_score)
            {
                let finding =
                    Finding::new(Rule::AppraisedAboveSelf, Severity::Warning, &figure.cell);
                let finding = finding
                    .unit(&result.unit)
                    .criterion(&criterion.name)
                    .score_kind(ScoreKind::Appraised);
                findings.push(finding.points(self_score, appraised));
            }
        }
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("điểm thẩm định {found} cao hơn điểm tự chấm {expected}"),
        format!("the appraised score {found} is above the self score {expected}"),
    )
}
