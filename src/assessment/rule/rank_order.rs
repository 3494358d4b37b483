//! `rank-order`: ranks follow the totals, printed or added up, or attainment where the maximum
//! differs between units. Equal units share a rank (1-2-2-4). In an extract, ranks must follow the
//! totals and lie within the block.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::language::{Lang, label};
use crate::model::{Coverage, Framework, Points, RankConvention, Rule, Severity};
use crate::stats::{competition_ranks, dense_ranks, unranked_stand_outside};

use super::super::document::Assessment;
use super::super::finding::{Finding, FindingValue};
use super::super::result::UnitResult;
use super::Declaration;
use super::maxima::{counted, maximum_of_total, total_of};
use super::tolerance::Precisions;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Note, Severity::Error],
    acceptable: true,
    names_score: false,
    advises: false,
    checks: label(
        "Xếp hạng theo thứ tự tổng điểm, hoặc theo tỷ lệ đạt khi điểm tối đa áp dụng cho \
         các đơn vị khác nhau; các đơn vị bằng nhau được xếp cùng hạng (1-2-2-4).",
        "Ranks follow the totals, or attainment where the maximum differs between units. \
         Equal units share a rank (1-2-2-4).",
    ),
    why: label(
        "Nếu hạng trái với tổng điểm thì thường tổng điểm hoặc hạng đã bị chép sai. Bằng điểm \
         nhưng khác hạng là ghi chú, vì điểm chưa làm tròn có thể khác nhau.",
        "If a rank contradicts the totals, the total or the rank was usually copied wrongly. Equal \
         totals with different ranks are a note, because the totals may differ before rounding.",
    ),
    example: label(
        "Đơn vị 90,10 điểm ghi hạng 5, theo tổng điểm là hạng 4: đối chiếu với bản gốc; nếu bản \
         gốc ghi đúng như vậy, thêm --accept rank-order.",
        "A unit with 90.10 points has the printed rank 5, but by the totals its rank is 4: compare \
         with the original. If the original really prints this, add --accept rank-order.",
    ),
    message,
};

pub(super) fn check(assessment: &Assessment, findings: &mut Vec<Finding>) {
    if assessment.coverage == Coverage::Partial {
        check_known(assessment, findings);
    } else {
        check_all(&assessment.framework, &assessment.results, findings);
        say_convention(assessment, findings);
    }
}

/// Checks the ranks of a whole block. A rank that contradicts the totals is an error. Totals that
/// are equal or, where they are not printed, within the rounding of their parts are a note, because
/// they may differ before rounding. Where a criterion does not apply to some units, all are ranked
/// by attainment.
fn check_all(framework: &Framework, results: &[UnitResult], findings: &mut Vec<Finding>) {
    let totalled =
        results.iter().filter_map(|result| Some((result, attainment(framework, result)?)));
    let mut totalled: Vec<_> = totalled.collect();
    let printed = |result: &UnitResult| result.rank.as_ref().map(|printed| printed.rank);
    if unranked_stand_outside(&results.iter().map(printed).collect::<Vec<_>>()) {
        totalled.retain(|(result, _)| result.rank.is_some());
    }
    // If a ranked unit has no total, the ranks of the others cannot be computed.
    if results.iter().any(|result| result.rank.is_some() && total_of(framework, result).is_none()) {
        return;
    }
    let precisions = Precisions::new(results);
    let slack = |result: &UnitResult| {
        if result.total.is_some() {
            return Points::ZERO;
        }
        let mut parts = counted(framework, result);
        parts.extend(result.adjusting().map(|further| &further.figure));
        precisions.of_parts(&parts)
    };

    let attainments: Vec<_> = totalled.iter().map(|(_, attainment)| *attainment).collect();
    let is_by_share =
        attainments.iter().any(|attainment| attainment.maximum != attainments[0].maximum);
    let is_dense = framework.ranks == RankConvention::Dense;
    let ranks = ranks_by(framework.ranks, &attainments);
    let mut units_of_rank: HashMap<u32, u32> = HashMap::new();
    for rank in &ranks {
        *units_of_rank.entry(*rank).or_default() += 1;
    }

    // Whether a unit may have a rank because a unit of that rank is within the rounding.
    let is_near = |(result, points): (&UnitResult, Points), rank: u32| {
        totalled.iter().zip(&ranks).filter(|(_, of_other)| **of_other == rank).any(
            |((other, attainment), _)| {
                (points - attainment.points).abs() <= slack(result) + slack(other)
            },
        )
    };

    for ((result, attainment), expected) in totalled.iter().zip(ranks.iter().copied()) {
        let Some(printed) = result.rank.as_ref().filter(|printed| printed.rank != expected) else {
            continue;
        };
        // Equal totals may differ before rounding. In dense ranks, nothing shows how far.
        let tied = expected..expected + if is_dense { 1 } else { units_of_rank[&expected] };
        let is_close = result.total.is_none() && is_near((result, attainment.points), printed.rank);
        let is_note = is_close || tied.contains(&printed.rank);
        let severity = if is_note { Severity::Note } else { Severity::Error };
        let finding = Finding::new(Rule::RankOrder, severity, &printed.cell).unit(&result.unit);
        let expected = if is_by_share {
            FindingValue::RankByShare(expected.into())
        } else {
            FindingValue::Count(expected.into())
        };
        findings.push(finding.expected(expected).found(FindingValue::Count(printed.rank.into())));
    }
}

/// The ranks by a convention, the highest value first.
pub(super) fn ranks_by<T: PartialOrd>(convention: RankConvention, values: &[T]) -> Vec<u32> {
    match convention {
        RankConvention::Competition => competition_ranks(values),
        RankConvention::Dense => dense_ranks(values),
    }
}

/// How the units of a table are ranked, as far as the table shows it: densely if that explains more
/// of the printed ranks.
pub(in super::super) fn convention(assessment: &Assessment) -> RankConvention {
    let results = &assessment.results;
    let ranked: Option<Vec<_>> = results
        .iter()
        .map(|result| {
            let rank = result.rank.as_ref()?.rank;
            Some((rank, attainment(&assessment.framework, result)?))
        })
        .collect();
    let Some(ranked) = ranked.filter(|_| assessment.coverage != Coverage::Partial) else {
        return RankConvention::Competition;
    };
    let attainments: Vec<_> = ranked.iter().map(|(_, attainment)| *attainment).collect();
    let explained = |ranks: Vec<u32>| {
        ranks.iter().zip(&ranked).filter(|(expected, (printed, _))| *expected == printed).count()
    };
    let dense = explained(dense_ranks(&attainments));
    if dense > explained(competition_ranks(&attainments)) {
        RankConvention::Dense
    } else {
        RankConvention::Competition
    }
}

/// Says that the ranks of a table are dense.
fn say_convention(assessment: &Assessment, findings: &mut Vec<Finding>) {
    if assessment.framework.ranks == RankConvention::Competition {
        return;
    }
    let ranks = assessment.results.iter().filter_map(|result| result.rank.as_ref());
    if let Some(last) = ranks.max_by_key(|printed| printed.rank) {
        let finding = Finding::new(Rule::DenseRanks, Severity::Note, &last.cell);
        findings.push(finding.found(FindingValue::Count(last.rank.into())));
    }
}

/// Checks the ranks of an extract: they follow the totals and lie within the block.
pub(super) fn check_known(assessment: &Assessment, findings: &mut Vec<Finding>) {
    let ranked =
        assessment.results.iter().filter_map(|result| Some((result, result.rank.as_ref()?)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(_, printed)| printed.rank);

    let (mut lowest, mut rank): (Option<Attainment>, u32) = (None, 0);
    for (result, printed) in ranked {
        let total = attainment(&assessment.framework, result);
        let rises = total.zip(lowest).is_some_and(|(total, above)| total > above);
        let shares =
            printed.rank == rank && total.zip(lowest).is_some_and(|(total, above)| total != above);
        rank = printed.rank;
        // How many units have forms is not known.
        let is_below_all = !assessment.from_forms && printed.rank as usize > assessment.units;
        if rises || shares || is_below_all {
            let finding =
                Finding::new(Rule::RankOrder, Severity::Error, &printed.cell).unit(&result.unit);
            findings.push(finding.found(FindingValue::Count(printed.rank.into())));
        }
        lowest = total.or(lowest);
    }
}

/// Points as a share of a maximum. Shares are compared exactly, as products of integers.
#[derive(Clone, Copy)]
struct Attainment {
    points: Points,
    maximum: Points,
}

impl PartialEq for Attainment {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Attainment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let product = |a: Points, b: Points| {
            i128::from(a.ten_thousandths()) * i128::from(b.ten_thousandths())
        };
        Some(product(self.points, other.maximum).cmp(&product(other.points, self.maximum)))
    }
}

/// The total and the maximum that applies to the unit. None if the unit has no total or no maximum
/// above zero.
fn attainment(framework: &Framework, result: &UnitResult) -> Option<Attainment> {
    let points = total_of(framework, result)?;
    let maximum = maximum_of_total(framework, result);
    (maximum > Points::ZERO).then_some(Attainment { points, maximum })
}

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    let is_by_share = matches!(finding.expected, Some(FindingValue::RankByShare(_)));
    match (lang, finding.severity, finding.expected.is_some()) {
        (Lang::Vi, Severity::Note, _) => {
            format!(
                "xếp hạng {found} tuy tổng điểm, tính cả làm tròn, bằng đơn vị hạng {expected}; \
                 giữ nguyên hạng công bố"
            )
        }
        (Lang::En, Severity::Note, _) => format!(
            "ranked {found} although the total equals that of rank {expected} within rounding; the \
             published rank stands"
        ),
        (Lang::Vi, _, false) => format!(
            "hạng {found} trái với thứ tự tổng điểm hoặc vượt số đơn \
            vị của khối"
        ),
        (Lang::En, _, false) => {
            format!("the rank {found} contradicts the totals or exceeds the number of units")
        }
        (Lang::Vi, _, true) if is_by_share => format!(
            "xếp hạng ghi {found}, theo tỷ lệ đạt là \
            {expected}"
        ),
        (Lang::En, _, true) if is_by_share => {
            format!("the printed rank is {found}, but by attainment it is {expected}")
        }
        (Lang::Vi, _, true) => format!("xếp hạng ghi {found}, theo tổng điểm là {expected}"),
        (Lang::En, _, true) => {
            format!("the printed rank is {found}, but by the totals it is {expected}")
        }
    }
}
