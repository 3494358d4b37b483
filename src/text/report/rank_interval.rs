//! Sentences on which ranks are certain. The weights are set by law, so what would follow from
//! other weights is always worded as hypothetical.

use crate::analysis::{NEAR_TIE, RankSummary, rank_summary};
use crate::relation::RankIntervalRow;
use crate::text::{Lang, form, percent, plural, statistic, unit_in_sentence};

/// The most pairs that a sentence names.
const MOST_NAMED: usize = 3;

/// How many ranks of one block in one year are certain, and which neighbours are nearly level;
/// `None` where there are no rows.
#[must_use]
pub fn rank_intervals(lang: Lang, rows: &[RankIntervalRow]) -> Option<String> {
    let RankSummary { units, rounding, tenth, near_ties } = rank_summary(rows)?;
    let mut text = if rounding == units {
        lang.pick(
            "Việc làm tròn số liệu không ảnh hưởng đến thứ hạng nào.".to_owned(),
            "Rounding does not affect any rank.".to_owned(),
        )
    } else {
        lang.pick(
            format!("{rounding}/{units} thứ hạng không phụ thuộc vào việc làm tròn số liệu."),
            format!(
                "{rounding} of {} {} not depend on rounding.",
                plural(units, "rank", "ranks"),
                form(rounding, "does", "do")
            ),
        )
    };

    if let Some((sure, widest)) = tenth {
        text += &lang.pick(
            format!(
                " Nếu tỷ trọng điểm của các lĩnh vực tăng hoặc giảm đến 10%, {sure}/{units} thứ \
                 hạng vẫn giữ nguyên{}",
                if widest > 1 {
                    format!("; khoảng thứ hạng rộng nhất của các đơn vị còn lại là {widest} bậc.")
                } else {
                    ".".to_owned()
                }
            ),
            format!(
                " If the weights of the criteria rose or fell by up to 10%, {sure} of {units} \
                 ranks would stay the same{}",
                if widest > 1 {
                    format!("; the widest rank interval among the others spans {widest} ranks.")
                } else {
                    ".".to_owned()
                }
            ),
        );
    }

    if !near_ties.is_empty() {
        let names = near_ties.iter().take(MOST_NAMED).map(|(upper, lower, share)| {
            let [upper, lower] = [upper, lower].map(|row| unit_in_sentence(lang, &row.unit));
            let share = percent(lang, *share);
            lang.pick(
                format!("{upper} và {lower} ({share})"),
                format!("{upper} and {lower} ({share})"),
            )
        });
        let names = names.collect::<Vec<_>>().join("; ");
        let more = near_ties.len().saturating_sub(MOST_NAMED);
        let more = if more == 0 {
            String::new()
        } else {
            lang.pick(
                format!(" và {more} cặp khác"),
                format!(" and {more} more {}", form(more, "pair", "pairs")),
            )
        };
        let bound = statistic(lang, NEAR_TIE * 100.0, 0);
        text += &lang.pick(
            format!(
                " Các cặp liền kề gần như ngang nhau (chuyển dưới {bound}% tỷ trọng điểm là đổi \
                 thứ hạng): {names}{more}."
            ),
            format!(
                " Neighbours that are nearly level (shifting less than {bound}% of the weight \
                 swaps them): {names}{more}."
            ),
        );
    }
    Some(text)
}

/// Says why ranks that leave no gap after units of the same rank have no intervals.
#[must_use]
pub fn no_rank_intervals(lang: Lang) -> &'static str {
    lang.pick(
        "Không tính khoảng thứ hạng, vì văn bản xếp hạng liền nhau sau các đơn vị đồng hạng \
         (1-2-2-3).",
        "No intervals of ranks, because the document leaves no gap after units of the same rank \
         (1-2-2-3).",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    fn row(
        unit: &str,
        rank: u32,
        tenth: Option<(u32, u32)>,
        swap_share: Option<f64>,
    ) -> RankIntervalRow {
        RankIntervalRow {
            unit: unit.to_owned(),
            rank,
            best_rounding: rank,
            worst_rounding: rank,
            best_10: tenth.map(|ranks| ranks.0),
            worst_10: tenth.map(|ranks| ranks.1),
            swap_share,
            ..blank()
        }
    }

    #[test]
    fn ranks_are_reported_as_certain_or_not() {
        assert_eq!(rank_intervals(Lang::Vi, &[]), None);
        let sure =
            [row("Sở Y tế", 1, Some((1, 1)), Some(0.2)), row("Sở Nội vụ", 2, Some((2, 2)), None)];
        let text = rank_intervals(Lang::Vi, &sure).expect("rows");
        assert!(
            text.contains("không ảnh hưởng") && text.ends_with("2/2 thứ hạng vẫn giữ nguyên."),
            "{text}"
        );
        let close =
            [row("Sở Y tế", 1, Some((1, 2)), Some(0.004)), row("Sở Nội vụ", 2, Some((1, 2)), None)];
        let text = rank_intervals(Lang::En, &close).expect("rows");
        assert!(
            text.contains(
                "0 of 2 ranks would stay the same; the widest rank interval among the others spans \
                 2 ranks"
            ),
            "{text}"
        );
        assert!(text.contains("Sở Y tế and Sở Nội vụ (0.4%)"), "{text}");
        // Only totals are known.
        let totals = [row("Sở Y tế", 1, None, None)];
        assert_eq!(
            rank_intervals(Lang::En, &totals).as_deref(),
            Some("Rounding does not affect any rank.")
        );
    }
}
