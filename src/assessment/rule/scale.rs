//! `scale`: the scale of a table with totals only is known, and no total is above it.

use crate::language::{Lang, label, points};
use crate::model::{Coverage, Points, Rule, Severity};

use super::super::caption::Caption;
use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::super::layout::{Layout, ON_HUNDRED};
use super::super::mapping::Factor;
use super::super::scale::{Scale, highest, likely, printed};
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Thang điểm của bảng chỉ có tổng điểm đã được nêu rõ: ở tiêu đề, ở phần chữ phía trên, bằng \
         dấu %, trong frameworks.toml hoặc bằng --scale.",
        "The scale of a table with totals only is known: from a heading, the text above the table, \
         a percent sign, frameworks.toml or --scale.",
    ),
    why: label(
        "Tỷ lệ đạt là tổng điểm chia cho thang điểm: nhầm thang điểm thì mọi so sánh đều sai.",
        "Attainment is the total divided by its scale. With the wrong scale, every comparison is \
         wrong.",
    ),
    example: label(
        "Tổng điểm cao nhất là 985,50 và văn bản không nêu thang điểm: nếu thang điểm là 1.000, \
         thêm --scale 1000.",
        "The highest total is 985.50, and the document does not say the scale: if the scale is \
         1,000, add --scale 1000.",
    ),
    message,
};

/// Checks the scale of a table without criteria. If nothing names it, only the size of the totals
/// shows a scale of 100.
pub(super) fn check(
    layout: &Layout,
    assessment: &Assessment,
    scale: Scale,
    findings: &mut Vec<Finding>,
) {
    /// The best total of an extract reaches at least this on a scale of 100: 10 points.
    const LOWEST_OF_SOME: Points = Points::from_ten_thousandths(100_000);
    const ONE: Points = Points::from_ten_thousandths(10_000);
    if !assessment.framework.criteria.is_empty() {
        return;
    }
    let Some((highest, cell)) = highest(&assessment.framework, &assessment.results) else { return };
    let finding = Finding::new(Rule::Scale, Severity::Error, cell);
    let is_partial = assessment.coverage == Coverage::Partial;
    let lowest = if is_partial { LOWEST_OF_SOME } else { *ON_HUNDRED.start() };
    // Without totals, the maximum of a part may be that of the total.
    let is_unclear = layout.total.is_none() && Caption::new(&layout.caption).names_a_part_maximum();
    match printed(layout) {
        Some(printed) if printed != scale.points => {
            findings.push(finding.points(scale.points, printed));
        }
        // `0,9148` below `Chỉ số (%)` is a share, and no percent.
        Some(_) if layout.has_percent_totals() && highest <= ONE => {
            let percent = FindingValue::Text("%".to_owned());
            findings.push(finding.expected(percent).found(FindingValue::Points(highest)));
        }
        _ if scale.is_named => {}
        _ if (lowest..=Points::HUNDRED).contains(&highest) && !is_unclear => {}
        _ => findings.push(finding.found(FindingValue::Points(highest))),
    }
}

/// Checks the scale of a mapped table whose figures are multiplied: a scale that was declared after
/// the factor leaves every total far below it.
pub(super) fn check_mapped(layout: &Layout, assessment: &Assessment, findings: &mut Vec<Finding>) {
    let Some(mapped) = &layout.explained else { return };
    let Some((highest, cell)) = highest(&assessment.framework, &assessment.results) else { return };
    let scale = assessment.framework.scale;
    let raw = mapped.times.of(highest.to_decimal());
    if mapped.times != Factor::ONE && raw.is_some_and(|raw| raw <= scale.to_decimal()) {
        let finding = Finding::new(Rule::Scale, Severity::Error, cell);
        let scale = FindingValue::Text(scale.shortest());
        findings.push(finding.expected(scale).found(FindingValue::Points(highest)));
    }
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    if finding.expected == Some(FindingValue::Text("%".to_owned())) {
        return lang.pick(
            format!(
                "tiêu đề ghi %, nhưng tổng cao nhất chỉ là {found}; hãy ghi thành phần trăm như 91,48 (trong \
                 Excel: định dạng Percentage)"
            ),
            format!(
                "the heading says %, but the highest total is only {found}; write percent such as 91.48 (in \
                 Excel: the format Percentage)"
            ),
        );
    }
    if let Some(FindingValue::Text(scale)) = &finding.expected {
        return lang.pick(
            format!(
                "tổng điểm cao nhất chỉ là {found} trên thang điểm {scale}; scale trong tệp mô tả là \
                 thang điểm của bảng, trước khi nhân times: chỉ số từ 0 đến 1 có scale = \"1\""
            ),
            format!(
                "the highest total is only {found} on a scale of {scale}; scale in the mapping is \
                 that of the table, before times: an index from 0 to 1 has scale = \"1\""
            ),
        );
    }
    if finding.expected.is_some() {
        let expected = expected(lang, finding);
        return lang.pick(
            format!(
                "văn bản ghi thang điểm {found}, trái với thang điểm đã khai báo {expected}; hãy sửa \
                 --scale hoặc scale trong frameworks.toml"
            ),
            format!(
                "the document prints a scale of {found}, but the declared scale is {expected}; \
                 correct --scale or scale in frameworks.toml"
            ),
        );
    }
    let highest = match finding.found {
        Some(FindingValue::Points(highest)) => highest,
        _ => Points::ZERO,
    };
    let Some(scale) = likely(highest) else {
        return lang.pick(
            format!(
                "văn bản không nêu thang điểm, điểm cao nhất là {found}; hãy thêm --scale với thang \
                 điểm đúng, hoặc ghi điểm tối đa ở tiêu đề các cột, như “Thẩm định (70)”, “ĐT XHH \
                 (30)”"
            ),
            format!(
                "the document does not say its scale, and the highest total is {found}; add --scale \
                 with the right one, or put the maxima into the headings, such as “Thẩm định (70)”, \
                 “ĐT XHH (30)”"
            ),
        );
    };
    let option = scale.to_decimal().normalize();
    let scale = points(lang, scale);
    lang.pick(
        format!(
            "văn bản không nêu thang điểm, tổng điểm cao nhất là {found}; nếu thang điểm là \
             {scale}, hãy thêm --scale {option}, nếu không thì thêm --scale với thang điểm đúng"
        ),
        format!(
            "the document does not say its scale, and the highest total is {found}; if the scale \
             is {scale}, add --scale {option}, or else --scale with the right one"
        ),
    )
}
