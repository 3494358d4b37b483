//! `criterion-maximum`: the maximum of a criterion equals its appraised plus its survey maximum,
//! and the sum of the maxima of its parts.

use crate::language::{Lang, label};
use crate::model::{Framework, Points, Rule, ScoreKind, Severity};

use super::super::finding::Finding;
use super::super::layout::Layout;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Warning, Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Điểm tối đa của lĩnh vực bằng điểm tối đa thẩm định cộng điểm tối đa điều tra xã hội học \
         (ĐT XHH), và bằng tổng điểm tối đa của các tiêu chí cấp dưới.",
        "The maximum of a criterion equals its appraised plus its survey maximum, and the sum of \
         the maxima of its parts.",
    ),
    why: label(
        "Điểm tối đa là mẫu số của tỷ lệ đạt.",
        "Attainment is the points divided by this maximum.",
    ),
    example: label(
        "Lĩnh vực ghi tối đa 15,50, thẩm định 11,50 và ĐT XHH 3,00 cộng được 14,50: đối chiếu tiêu \
         đề với bản gốc.",
        "A criterion has a printed maximum of 15.50, but 11.50 appraised and 3.00 survey points \
         add up to 14.50: compare the headings with the original.",
    ),
    message,
};

pub(super) fn check(layout: &Layout, framework: &Framework, findings: &mut Vec<Finding>) {
    for (index, (columns, criterion)) in
        layout.tree.criteria.iter().zip(&framework.criteria).enumerate()
    {
        let about = |finding: Finding| finding.criterion(&criterion.name);
        let maximum = columns.maximum_of(ScoreKind::SelfScore);
        if let Some(printed) = maximum.filter(|points| *points != criterion.max_appraised) {
            let finding = columns.score_columns[0].as_ref().map(|column| {
                Finding::new(Rule::CriterionMaximum, Severity::Error, &column.heading)
                    .points(criterion.max_appraised, printed)
            });
            findings.extend(finding.map(|finding| about(finding).score_kind(ScoreKind::SelfScore)));
        }

        let parts = criterion.max_appraised + criterion.max_survey;
        if parts != criterion.max_total {
            let finding = Finding::new(Rule::CriterionMaximum, Severity::Error, &columns.heading);
            findings.push(about(finding).points(parts, criterion.max_total));
        }

        let maxima = [criterion.max_appraised, criterion.max_survey];
        for (which, kind) in [ScoreKind::Appraised, ScoreKind::Survey].into_iter().enumerate() {
            // Parts may have appraised scores only, while the criterion has one survey score.
            let of_parts: Points =
                framework.parts_of(index).map(|(_, criterion)| criterion.maximum(kind)).sum();
            if of_parts > Points::ZERO && of_parts != maxima[which] {
                // A form may list some of the parts only.
                let all = framework.sum_of_maxima();
                let adds_up = layout.overall.as_ref().is_none_or(|(whole, _)| *whole == all);
                let is_partly_listed = layout.form.is_some() && adds_up && of_parts < maxima[which];
                let severity = if is_partly_listed { Severity::Warning } else { Severity::Error };
                let finding = Finding::new(Rule::CriterionMaximum, severity, &columns.heading);
                findings.push(about(finding).score_kind(kind).points(of_parts, maxima[which]));
            }
        }
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!("điểm tối đa ghi {found}, theo các thành phần là {expected}"),
        format!("the printed maximum is {found}, but its parts give {expected}"),
    )
}
