//! `rounded`: no figure of a column has more decimals than the mapping keeps, and no rank depends on
//! the digits that are lost.

use rust_decimal::Decimal;

use crate::language::{Lang, label, shortened};
use crate::model::{Points, Rule, ScoreKind, Severity, rounded};

use super::super::cell::{Cell, Figure};
use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::super::layout::{Layout, MappedRows};
use super::super::mapping::{Conversion, Factor, MOST_DECIMALS};
use super::super::result::UnitResult;
use super::Declaration;
use super::maxima::maximum_of_total;
use super::sums::scores_of;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Error],
    acceptable: true,
    names_score: false,
    advises: true,
    checks: label(
        "Số của cột không có nhiều chữ số thập phân hơn mức mà tệp mô tả giữ lại, và việc làm tròn \
         không làm đổi thứ hạng.",
        "No figure of a column has more decimals than the mapping keeps, and rounding changes no \
         rank.",
    ),
    why: label(
        "Số dài hơn được làm tròn theo decimals của tệp mô tả; số gốc vẫn còn nguyên trong văn \
         bản. Với chỉ số từ 0 đến 1, các đơn vị gần nhau có thể thành bằng điểm; nhân với times \
         thì không mất chữ số nào.",
        "Figures with more decimals are rounded to the number that the mapping gives as decimals. \
         The stored document keeps the printed figures. In an index from 0 to 1, units that are \
         close may become equal; multiplied by times, they keep their digits.",
    ),
    example: label(
        "0,123456 được làm tròn thành 0,1235 với decimals = 4. Nếu đơn vị khác có 0,123461 thì hai \
         đơn vị bằng điểm: thêm times = \"100\" vào tệp mô tả, hoặc --accept rounded nếu chấp nhận.",
        "0.123456 is rounded to 0.1235 with decimals = 4. If another unit has 0.123461, both become \
         equal: add times = \"100\" to the mapping, or --accept rounded if that does not matter.",
    ),
    message,
};

/// The exact total of a unit, made of the figures that are rounded one by one.
struct ExactTotal<'a> {
    result: &'a UnitResult,
    cell: &'a Cell,
    parts: Vec<Decimal>,
    /// The exact share of the maximum that applies to the unit, without binary noise.
    share: Decimal,
    maximum: Decimal,
}

impl ExactTotal<'_> {
    /// The share of the maximum after every figure is multiplied and rounded. None if the figures
    /// become too large.
    fn rounded_share(&self, times: Decimal, decimals: u32) -> Option<Decimal> {
        let part = |part: &Decimal| Points::nearest(part.checked_mul(times)?, decimals);
        let points: Option<Points> = self.parts.iter().map(part).sum();
        // The maximum is a number of points above zero.
        Some(points?.to_decimal() / (self.maximum * times))
    }
}

/// Compares the order of the units before and after rounding. If rounding changes it, the finding
/// names two of them and what keeps enough digits.
pub(super) fn check(layout: &Layout, assessment: &Assessment, findings: &mut Vec<Finding>) {
    let Some(mapped) = &layout.explained else { return };
    if !findings.iter().any(|finding| finding.rule == Rule::Rounded) {
        return;
    }
    let totals = assessment.results.iter();
    let mut totals: Vec<_> =
        totals.filter_map(|result| exact_total(layout, mapped, assessment, result)).collect();
    totals.sort_by_key(|total| total.share);

    let kept = mapped.conversions.iter().flatten().map(Conversion::kept).min();
    let kept = kept.unwrap_or(MOST_DECIMALS);
    let shares = rounded_shares(&totals, Decimal::ONE, kept);
    let Some((first, second)) = shares.and_then(|shares| changed(&totals, &shares)) else { return };
    let advice = advice(&totals, kept, mapped.times);
    let severity = if advice.is_some() { Severity::Error } else { Severity::Note };
    let mut finding = Finding::new(Rule::Rounded, severity, first.cell)
        .unit(&first.result.unit)
        .found(FindingValue::Text(second.result.unit.clone()));
    if let Some(advice) = advice {
        finding = finding.expected(FindingValue::Text(advice));
    }
    findings.push(finding);
}

/// The field of the mapping that keeps the order. None if none does.
fn advice(totals: &[ExactTotal], kept: u32, times: Factor) -> Option<String> {
    let keeps = |factor: Decimal, decimals| {
        let shares = rounded_shares(totals, factor, decimals);
        shares.is_some_and(|shares| changed(totals, &shares).is_none())
    };
    if kept < MOST_DECIMALS && keeps(Decimal::ONE, MOST_DECIMALS) {
        return Some(format!("decimals = {MOST_DECIMALS}"));
    }
    let factors = [10, 100, 1_000, 10_000].map(Decimal::from);
    let factor = factors.into_iter().find(|factor| keeps(*factor, kept))?;
    Some(format!("times = \"{}\"", times.scaled(factor)))
}

/// The shares after every figure is multiplied and rounded. None if the figures become too large.
fn rounded_shares(totals: &[ExactTotal], times: Decimal, decimals: u32) -> Option<Vec<Decimal>> {
    totals.iter().map(|total| total.rounded_share(times, decimals)).collect()
}

/// The first two units whose order is another one after rounding.
fn changed<'a, 'b>(
    totals: &'b [ExactTotal<'a>],
    rounded: &[Decimal],
) -> Option<(&'b ExactTotal<'a>, &'b ExactTotal<'a>)> {
    let pairs = totals.windows(2).zip(rounded.windows(2));
    let is_changed = |before: &[ExactTotal], after: &[Decimal]| {
        before[0].share != before[1].share && after[0] >= after[1]
    };
    let mut changed = pairs.filter(|(before, after)| is_changed(before, after));
    changed.next().map(|(before, _)| (&before[0], &before[1]))
}

/// The exact total of a unit: as printed, or else the sum of its scores. None if a figure is missing.
fn exact_total<'a>(
    layout: &Layout,
    mapped: &MappedRows,
    assessment: &Assessment,
    result: &'a UnitResult,
) -> Option<ExactTotal<'a>> {
    /// Shares that agree to this many decimals differ by binary noise.
    const DECIMALS: u32 = 12;
    let framework = &assessment.framework;
    let figures: Vec<&Figure> = match &result.total {
        Some(total) => vec![total],
        None => [ScoreKind::Appraised, ScoreKind::Survey]
            .map(|kind| scores_of(framework, result, None, kind))
            .concat(),
    };
    let figures: Vec<_> = figures.into_iter().filter(|figure| figure.applies()).collect();
    let exact = |figure: &&Figure| {
        let points = figure.points()?;
        let conversion = mapped.conversions[figure.cell.at.column - 1].as_ref()?;
        let exact = conversion.exact(&figure.cell.text, layout.mark);
        Some(exact.and_then(Result::ok).unwrap_or_else(|| points.to_decimal()))
    };
    let parts: Option<Vec<Decimal>> = figures.iter().map(exact).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let maximum = maximum_of_total(framework, result);
    if maximum <= Points::ZERO {
        return None;
    }
    let maximum = maximum.to_decimal();
    let share = rounded(parts.iter().sum::<Decimal>() / maximum, DECIMALS);
    let cell = result.total.as_ref().map_or(&result.unit_cell, |total| &total.cell);
    Some(ExactTotal { result, cell, parts, share, maximum })
}

fn message(lang: Lang, finding: &Finding) -> String {
    let expected = expected(lang, finding);
    let heading = shortened(&finding.cell.text);
    let Some(FindingValue::Text(_)) = finding.found else {
        return lang.pick(
            format!("cột “{heading}” được làm tròn đến {expected} chữ số thập phân"),
            format!("the column “{heading}” was rounded to {expected} decimals"),
        );
    };
    let other = found_text(lang, finding);
    let changes = lang.pick(
        format!("làm tròn làm đổi thứ tự giữa đơn vị này và {other}"),
        format!("rounding changes the order of this unit and {other}"),
    );
    if expected.is_empty() {
        return changes;
    }
    lang.pick(
        format!(
            "{changes}; hãy thêm {expected} vào tệp mô tả, hoặc --accept rounded nếu chấp nhận"
        ),
        format!(
            "{changes}; add {expected} to the mapping, or --accept rounded if that does not matter"
        ),
    )
}
