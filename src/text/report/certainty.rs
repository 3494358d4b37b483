//! Sentences on how certain the ranks are.

use crate::analysis::{LEVEL_TOTALS, Subject, near_level, rank_summary};
use crate::model::{RankConvention, Stage};
use crate::relation::RankIntervalRow;
use crate::text::{Lang, form, lower_first, points, unit_in_sentence, upper_first};

use super::phrase::{block_name, count, list_up_to, share_of_units, units};
use super::rank_interval::no_rank_intervals;
use super::scope::few_units;

/// What this section is for.
#[must_use]
pub fn purpose(lang: Lang, subjects: &[Subject<'_>]) -> &'static str {
    let is_published = |subject: &Subject<'_>| subject.report.assessment.stage == Stage::Published;
    if !subjects.iter().all(is_published) {
        return lang.pick(
            "Thứ hạng trong báo cáo được tính từ điểm đã thẩm định, chưa được công bố. Phần này cho biết \
             thứ hạng nào ổn định, thứ hạng nào dễ thay đổi.",
            "The ranks in this report follow from appraised points that are not yet published. This \
             section shows which ranks are stable and which could easily change.",
        );
    }
    lang.pick(
        "Thứ hạng trong báo cáo là thứ hạng đã công bố. Phần này cho biết thứ hạng nào ổn định, \
         thứ hạng nào dễ thay đổi.",
        "The ranks in this report are those published. This section shows which ranks are stable \
         and which could easily change.",
    )
}

/// Which ranks of a block would stay under other weights, and which neighbours are nearly level.
#[must_use]
pub fn certainty(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let block = subject.report.block();
    if subject.report.assessment.ranks == RankConvention::Dense {
        let name = upper_first(&block_name(lang, block));
        sentences.push(format!("{name}: {}", lower_first(no_rank_intervals(lang))));
    }
    if let Some(summary) = rank_summary(&subject.report.rank_intervals)
        && let Some((sure, widest)) = summary.tenth
    {
        let name = upper_first(&block_name(lang, block));
        sentences.push(if sure == summary.units {
            let all = units(lang, sure);
            lang.pick(
                format!(
                    "{name}: nếu tỷ trọng điểm của các lĩnh vực tăng hoặc giảm đến 10%, cả {all} \
                     giữ nguyên thứ hạng."
                ),
                format!(
                    "{name}: if the weights of the areas rose or fell by up to 10%, all {all} \
                     would keep their {}.",
                    form(sure, "rank", "ranks")
                ),
            )
        } else {
            let share = share_of_units(lang, block, sure, summary.units);
            let who = named_ranks(lang, subject, sure);
            let widest = widest_rank(lang, subject, widest);
            lang.pick(
                format!(
                    "{name}: nếu tỷ trọng điểm của các lĩnh vực tăng hoặc giảm đến 10%, {share} \
                    giữ \
                     nguyên thứ hạng{who}; {widest}."
                ),
                format!(
                    "{name}: if the weights of the areas rose or fell by up to 10%, {share} would \
                     keep their rank{who}; {widest}."
                ),
            )
        });
    }
    sentences.extend(level(lang, subject));
    sentences.extend(few_units(lang, subject));
    sentences
}

/// The range of each rank if weights were up to 10% higher or lower.
fn ranges<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a RankIntervalRow, [u32; 2])> {
    subject
        .report
        .rank_intervals
        .iter()
        .filter_map(|row| Some((row, [row.best_10?, row.worst_10?])))
}

/// The units that keep their rank, where these are few.
fn named_ranks(lang: Lang, subject: &Subject<'_>, sure: usize) -> String {
    const MOST: usize = 6;
    if sure == 0 || sure > MOST {
        return String::new();
    }
    let rows = ranges(subject).filter(|(_, [best, worst])| best == worst);
    format!(" ({})", list_up_to(lang, rows.map(|(row, _)| unit_in_sentence(lang, &row.unit)), MOST))
}

/// The units with the widest range.
fn widest_rank(lang: Lang, subject: &Subject<'_>, ranks: usize) -> String {
    const MOST: usize = 3;
    let width = |[best, worst]: [u32; 2]| (worst - best) as usize + 1;
    let widest = ranges(subject).filter(|(_, range)| width(*range) >= ranks);
    let one = |(row, [best, worst]): (&RankIntervalRow, [u32; 2])| {
        let unit = unit_in_sentence(lang, &row.unit);
        lang.pick(
            format!("{unit} (từ hạng {best} đến hạng {worst})"),
            format!("{unit} (rank {best} to {worst})"),
        )
    };
    let widest = list_up_to(lang, widest.map(one), MOST);
    lang.pick(
        format!("dao động rộng nhất là {widest}"),
        format!("the widest range is that of {widest}"),
    )
}

/// Neighbours whose totals differ by no more than `LEVEL_TOTALS`.
fn level(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 3;
    let pairs = near_level(&subject.report.rankings);
    let texts: Vec<_> = pairs
        .iter()
        .take(MOST)
        .map(|(upper, lower, _)| {
            let show = |row: &&&crate::relation::RankingRow| {
                let total = row.total.map_or_else(String::new, |total| points(lang, total));
                format!("{} ({total})", unit_in_sentence(lang, &row.unit))
            };
            let (upper, lower) = (show(&upper), show(&lower));
            lang.pick(format!("{upper} và {lower}"), format!("{upper} and {lower}"))
        })
        .collect();
    if texts.is_empty() {
        return None;
    }
    let more = pairs.len().saturating_sub(MOST);
    let more = if more == 0 {
        String::new()
    } else {
        let n = count(lang, more);
        lang.pick(
            format!(" và {n} cặp khác"),
            format!(" and {n} other {}", form(more, "pair", "pairs")),
        )
    };
    let (text, bound) = (texts.join("; "), points(lang, LEVEL_TOTALS));
    Some(lang.pick(
        format!(
            "Các đơn vị liền kề có tổng điểm cách nhau không quá {bound} điểm (chênh lệch không \
             đáng kể): {text}{more}."
        ),
        format!(
            "Neighbours whose totals differ by no more than {bound} points, a negligible \
             difference: {text}{more}."
        ),
    ))
}

/// What a rank does not support.
#[must_use]
pub fn caution(lang: Lang, subjects: &[Subject<'_>]) -> Vec<&'static str> {
    let mut rankings = subjects.iter().flat_map(|subject| &subject.report.rankings);
    let knows_forms = rankings.any(|row| row.respondents.is_some());
    let mut sentences = vec![lang.pick(
        "Không nên chỉ căn cứ vào chênh lệch 01 - 02 bậc để khen thưởng hoặc phê bình.",
        "A difference of one or two places alone should not be the ground for praise or \
         criticism.",
    )];
    if !knows_forms {
        sentences.push(lang.pick(
            "Chưa có số phiếu điều tra của từng đơn vị nên chưa tính được sai số của điểm ĐT XHH.",
            "The number of survey forms per unit is not known, so the survey’s error is not \
             computed.",
        ));
    }
    sentences
}
