//! Sentences on what an appraisal should look at first. A forecast is not an appraisal and says
//! nothing about intent.

use crate::analysis::{Review, ReviewBasis, STRICT};
use std::collections::BTreeSet;

use crate::model::{Block, Year, billionths, rounded_quotient};
use crate::relation::{ReviewRow, ReviewTrial};

use super::list::listed as listed_names;
use super::{
    Lang, block_label, form, lower_first, percent, plural, signed_percent, statistic, upper_first,
};

/// The smallest part of an expected gap that is given as a reason, as a share of the maximum.
const WORTH_SAYING: f64 = 0.005;

/// The most cells without a self score that a note names.
const MOST_MISSING: usize = 5;

/// Why a self score is on the list or in the sample.
#[must_use]
pub fn reason(lang: Lang, row: &ReviewRow) -> String {
    let mut parts: Vec<String> = Vec::new();
    let far = |share: f64| {
        lang.pick(
            format!("{} điểm phần trăm", signed_percent(lang, share)),
            format!("{} pp", signed_percent(lang, share)),
        )
    };
    if let Some(strictness) = row.criterion_gap_share {
        let share = percent(lang, strictness);
        parts.push(if strictness >= STRICT {
            lang.pick(
                format!("các năm trước cả khối tự chấm cao hơn thẩm định {share} ở lĩnh vực này"),
                format!(
                    "in earlier years the whole block scored itself {share} above the appraisal on \
                     this criterion"
                ),
            )
        } else {
            lang.pick(
                format!("mức chung của khối ở lĩnh vực này là {share}"),
                format!("the block’s general gap on this criterion is {share}"),
            )
        });
    }
    if let Some(block) = row.block_gap_share {
        let share = percent(lang, block);
        parts.push(lang.pick(
            format!("lĩnh vực mới, lấy mức chung của khối là {share}"),
            format!("a new criterion, so the block’s general gap of {share} is used"),
        ));
    }
    if row.leniency.is_none() && row.expected.is_some() {
        parts.push(
            lang.pick(
                "đơn vị mới, chưa có số liệu các năm trước",
                "a new unit without data for earlier years",
            )
            .to_owned(),
        );
    }
    if let Some(leniency) = row.leniency.filter(|value| value.abs() >= WORTH_SAYING) {
        parts.push(lang.pick(
            format!("đơn vị so với khối {}", far(leniency)),
            format!("the unit relative to its block {}", far(leniency)),
        ));
    }
    if let Some(repeated) = row.repeated.filter(|value| value.abs() >= WORTH_SAYING) {
        parts.push(lang.pick(
            format!("lặp lại ở lĩnh vực này {}", far(repeated)),
            format!("repeated on this criterion {}", far(repeated)),
        ));
    }
    if let Some(median) = row.median {
        let median = percent(lang, median);
        parts.push(lang.pick(
            format!("trung vị tự chấm của khối là {median}"),
            format!("the block’s median self score is {median}"),
        ));
    }
    if row.sampled {
        parts.push(lang.pick("chọn mẫu để đối chứng", "drawn as a check").to_owned());
    }
    upper_first(&parts.join("; "))
}

/// The same in a few words, for narrow tables.
#[must_use]
pub fn short_reason(lang: Lang, row: &ReviewRow) -> String {
    let part = |share: Option<f64>, vi: &str, en: &str| {
        let share = signed_percent(lang, share.filter(|value| value.abs() >= WORTH_SAYING)?);
        Some(lang.pick(format!("{vi} {share}"), format!("{en} {share}")))
    };
    let median = row.median.map(|median| {
        let median = percent(lang, median);
        lang.pick(format!("trung vị {median}"), format!("median {median}"))
    });
    let parts = [
        part(row.criterion_gap_share, "lĩnh vực", "criterion"),
        part(row.block_gap_share, "lĩnh vực mới", "new criterion"),
        part(row.leniency, "đơn vị", "unit"),
        part(row.repeated, "lặp lại", "repeated"),
        median,
        row.sampled.then(|| lang.pick("đối chứng", "drawn").to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// What a list is based on, how many points it covers, and how good such lists were in past years.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a list of sentences")]
pub fn review_notes(lang: Lang, review: &Review, seed: u64) -> Vec<String> {
    let (year, block) = (review.year, lower_first(&block_label(lang, review.block)));
    let mut notes = vec![match &review.basis {
        ReviewBasis::Years(years) => {
            let span = span(years);
            lang.pick(
                format!(
                    "Năm {year}, khối {block}: điểm dự kiến dựa trên chênh lệch tự chấm – thẩm \
                     định {span}: mức của từng lĩnh vực trong khối, xu hướng của từng đơn vị và \
                     phần lặp lại của đơn vị ở từng lĩnh vực. Trong các năm trước, tám phần mười \
                     số điểm thẩm định nằm trong khoảng từ “Thấp nhất” đến “Cao nhất”. Điểm dự \
                     kiến không thay cho thẩm định và không phản ánh chủ ý của đơn vị."
                ),
                format!(
                    "{year}, {block}: the expected scores are based on the gaps of {span}: the \
                     level of each criterion in the block, the tendency of each unit, and what \
                     each unit repeated on each criterion. In earlier years, eight in ten \
                     appraised scores lay between “Lowest” and “Highest”. A forecast is not an \
                     appraisal and says nothing about intent."
                ),
            )
        }
        ReviewBasis::SelfScores => lang.pick(
            format!(
                "Năm {year}, khối {block}: chưa có năm nào đã thẩm định để so sánh nên chỉ xếp thứ \
                 tự theo mức tự chấm cao hơn trung vị của khối ở từng lĩnh vực; chưa dự kiến được \
                 điểm thẩm định."
            ),
            format!(
                "{year}, {block}: no earlier year has been appraised, so self scores are only \
                 ordered by how far they exceed the block’s median on each criterion; appraised \
                 scores cannot be forecast."
            ),
        ),
    }];
    if let ReviewBasis::Years(years) = &review.basis
        && years.len() == 1
    {
        notes.push(lang.pick(
            "Mới có một năm: chưa xác định được phần nào lặp lại; khoảng dự kiến chỉ dựa trên \
             chính năm đó nên có thể hẹp hơn thực tế.".to_owned(),
            "With only one year, it is not known which part repeats; the ranges are based on that \
             year alone and may be too narrow.".to_owned(),
        ));
    }

    let listed = review.rows.iter().filter(|row| row.listed).count();
    let sampled = review.rows.iter().filter(|row| row.sampled).count();
    let [held, all] = review.at_stake().map(|points| statistic(lang, points, 2));
    let cells = review.rows.len();
    notes.push(if listed == 0 && review.basis == ReviewBasis::SelfScores {
        lang.pick(
            "Không có điểm tự chấm nào cao hơn trung vị của khối.".to_owned(),
            "No self score is above the block’s median.".to_owned(),
        )
    } else if listed == 0 {
        lang.pick(
            "Không có nội dung nào dự kiến giảm điểm khi thẩm định.".to_owned(),
            "No score is expected to be cut in the appraisal.".to_owned(),
        )
    } else {
        lang.pick(
            format!(
                "Danh sách gồm {listed}/{cells} nội dung, là số nội dung ít nhất chiếm đủ 80% số \
                 điểm có thể giảm ({held}/{all} điểm)."
            ),
            format!(
                "The list has {listed} of {}: the fewest that cover 80% of the points at stake \
                 ({held} of {all}).",
                plural(cells, "cell", "cells")
            ),
        )
    });
    if sampled > 0 {
        notes.push(lang.pick(
            format!(
                "Thêm {sampled} nội dung chọn mẫu cách đều từ phần còn lại (số khởi tạo {seed}) để \
                 kiểm tra danh sách có bỏ sót hay không."
            ),
            format!(
                "{sampled} more {} drawn from the rest at even intervals (seed {seed}) to check \
                 what the list misses.",
                form(sampled, "was", "were")
            ),
        ));
    }

    let (known, units) = review.known;
    if known < units {
        notes.push(lang.pick(
            format!("Mới có điểm tự chấm của {known}/{units} đơn vị."),
            format!("Self scores are known for {known} of {}.", plural(units, "unit", "units")),
        ));
    }
    if !review.missing.is_empty() {
        let (count, names) = (
            review.missing.len(),
            review.missing.iter().map(|(unit, criterion)| format!("{unit} – {criterion}")),
        );
        let names = listed_names(lang, names, MOST_MISSING);
        notes.push(lang.pick(
            format!("Còn {count} nội dung chưa có điểm tự chấm nên không có trong bảng: {names}."),
            format!(
                "{} no self score and {} not in the table: {names}.",
                plural(count, "cell has", "cells have"),
                form(count, "is", "are")
            ),
        ));
    }
    if review.basis != ReviewBasis::SelfScores {
        notes.extend(trials(lang, &review.trials));
    }
    notes
}

fn span(years: &[Year]) -> String {
    match years {
        [] => String::new(),
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
    }
}

/// How good the lists of past years would have been, compared with ways that need no method.
#[must_use]
pub fn trials(lang: Lang, trials: &[ReviewTrial]) -> Option<String> {
    let count = trials.len();
    if count == 0 {
        return None;
    }

    let cells: usize = trials.iter().map(|row| row.cells).sum();
    let years: BTreeSet<Year> = trials.iter().map(|row| row.year).collect();
    let blocks: BTreeSet<Block> = trials.iter().map(|row| row.block).collect();
    let (years, blocks) = (years.len(), blocks.len());
    let tried = if blocks > 1 {
        lang.pick(
            format!("{count} lượt thẩm định ({years} năm, {blocks} khối)"),
            format!(
                "{} ({}, {blocks} blocks)",
                plural(count, "appraisal", "appraisals"),
                plural(years, "year", "years")
            ),
        )
    } else {
        lang.pick(
            format!("{years} năm đã thẩm định"),
            plural(years, "appraised year", "appraised years"),
        )
    };

    let mean = |of: fn(&ReviewTrial) -> f64| {
        trials.iter().map(|row| of(row) * row.cells as f64).sum::<f64>() / cells.max(1) as f64
    };
    let errors =
        [mean(|row| row.error), mean(|row| row.error_last_year), mean(|row| row.error_block)];
    let [mean_error, last, block] = errors.map(|error| statistic(lang, error, 2));
    let share = |of: fn(&ReviewTrial) -> f64| trials.iter().map(of).sum::<f64>() / count as f64;
    let [held, held_last] = [share(|row| row.captured), share(|row| row.captured_last_year)];
    let (captured, captured_last) = (percent(lang, held), percent(lang, held_last));

    let mut text = lang.pick(
        format!(
            "Thử lại trên {tried}, mỗi lượt chỉ dùng số liệu các năm trước đó: sai số bình quân \
             mỗi nội dung là {mean_error} điểm, so với {last} điểm nếu lấy chênh lệch của năm \
             trước và {block} điểm nếu lấy mức chung của khối. Các nội dung trong danh sách chiếm \
             {captured} số điểm đã giảm, so với {captured_last} nếu chọn cùng số nội dung theo năm \
             trước."
        ),
        format!(
            "Tested on {tried}, each with only the data of the years before it: the mean error per \
             cell is {mean_error} points, against {last} with the gap of the year before and \
             {block} with the general gap of the block. The list covered {captured} of the points \
             that were cut, against {captured_last} for the same number of cells chosen by the \
             year before."
        ),
    );
    // Compared as printed: in hundredths of a point.
    let printed = errors.map(|error| rounded_quotient(billionths(error).into(), 10_000_000));
    let simplest = printed[1].min(printed[2]);
    if printed[0] == simplest {
        text += lang.pick(
            " Sai số ngang bằng cách đơn giản nhất, nên chỉ coi danh sách là gợi ý.",
            " The error equals that of the simplest way, so take the list only as a hint.",
        );
    } else if printed[0] > simplest {
        text += lang.pick(
            " Sai số lớn hơn cách đơn giản nhất, nên chỉ coi danh sách là gợi ý.",
            " The error is larger than that of the simplest way, so take the list only as a hint.",
        );
    }
    Some(text)
}

/// What the list of cuts contains.
#[must_use]
pub fn cuts_note(lang: Lang, year: Year, cuts: usize) -> String {
    if cuts == 0 {
        return lang.pick(
            format!(
                "Năm {year}, không có nội dung nào có điểm thẩm định thấp hơn điểm tự chấm từ 20% \
                 điểm tối đa của lĩnh vực và từ 1% tổng điểm tối đa trở lên."
            ),
            format!(
                "In {year}, no score was cut by at least 20% of its maximum and at least 1% of all \
                 points."
            ),
        );
    }
    lang.pick(
        format!(
            "Năm {year} có {cuts} nội dung cần giải trình: điểm thẩm định thấp hơn điểm tự chấm từ \
             20% điểm tối đa của lĩnh vực và từ 1% tổng điểm tối đa (1,00 điểm trên thang 100) trở \
             lên. Số liệu không có lý do của Tổ thẩm định và ý kiến của đơn vị."
        ),
        format!(
            "{year}: {} to be explained. The appraised score is below the self score by at least \
             20% of the criterion’s maximum and at least 1% of all points (1.00 of 100). The data \
             contain neither the appraisal team’s reason nor the unit’s reply.",
            plural(cuts, "cell", "cells")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(number: i32) -> Year {
        Year::new(number).expect("a year")
    }

    fn row(at_stake: f64, listed: bool, sampled: bool) -> ReviewRow {
        ReviewRow { at_stake, listed, sampled, ..crate::relation::blank() }
    }

    fn review(years: &[i32], rows: Vec<ReviewRow>) -> Review {
        let basis = if years.is_empty() {
            ReviewBasis::SelfScores
        } else {
            ReviewBasis::Years(years.iter().map(|number| year(*number)).collect())
        };
        let (year, block) = (year(2025), Block::DISTRICT);
        Review {
            year,
            block,
            basis,
            rows,
            trials: Vec::new(),
            known: (8, 8),
            missing: Vec::new(),
            simulated: false,
        }
    }

    #[test]
    fn notes_say_what_a_list_is_based_on_and_what_it_lacks() {
        let notes = |years: &[i32]| {
            review_notes(
                Lang::Vi,
                &review(years, vec![row(2.0, true, false), row(0.5, false, true)]),
                1,
            )
        };
        assert!(notes(&[])[0].contains("chưa có năm nào đã thẩm định"));
        assert!(
            notes(&[2024])[0].contains("thẩm định 2024:")
                && notes(&[2024])[1].starts_with("Mới có một năm")
        );
        let several = notes(&[2022, 2023, 2024]);
        assert!(
            several[0].contains("2022–2024")
                && several[1].contains("1/2 nội dung")
                && several[1].contains("(2,00/2,50 điểm)"),
            "{several:?}"
        );
        assert!(several[2].starts_with("Thêm 1 nội dung"), "{several:?}");
        let missing = Review {
            known: (7, 8),
            missing: vec![("Huyện Ba Bể".to_owned(), "a".to_owned())],
            ..review(&[2023, 2024], vec![row(1.0, true, false)])
        };
        let notes = review_notes(Lang::En, &missing, 1);
        assert!(
            notes.iter().any(|note| note == "Self scores are known for 7 of 8 units."),
            "{notes:?}"
        );
        assert!(
            notes.iter().any(|note| note.starts_with("1 cell has no self score and is not in")),
            "{notes:?}"
        );
        let english = review_notes(Lang::En, &review(&[2024], vec![row(0.0, false, false)]), 1);
        assert!(
            english.iter().any(|note| note == "No score is expected to be cut in the appraisal."),
            "{english:?}"
        );
        assert!(!english.iter().any(|note| note.contains("drawn")), "{english:?}");
    }

    #[test]
    fn a_method_that_is_no_better_says_so() {
        let trial = |number: i32, error: f64| ReviewTrial {
            year: year(number),
            cells: 10,
            error,
            error_last_year: 0.2,
            error_block: 0.3,
            ..crate::relation::blank()
        };
        assert_eq!(trials(Lang::Vi, &[]), None);
        let better = trials(Lang::En, &[trial(2024, 0.1)]).expect("a trial");
        assert!(
            better.contains("Tested on 1 appraised year,") && !better.contains("hint"),
            "{better}"
        );
        let worse = trials(Lang::En, &[trial(2023, 0.2), trial(2024, 0.3)]).expect("trials");
        assert!(
            worse.contains("Tested on 2 appraised years,") && worse.contains("larger than"),
            "{worse}"
        );
        // 0.2001 prints as 0.20.
        let same = trials(Lang::Vi, &[trial(2024, 0.2001)]).expect("a trial");
        assert!(
            same.ends_with("ngang bằng cách đơn giản nhất, nên chỉ coi danh sách là gợi ý."),
            "{same}"
        );
        let other = ReviewTrial { block: Block::COMMUNE, ..trial(2024, 0.1) };
        let both = trials(Lang::Vi, &[trial(2024, 0.1), other]).expect("trials");
        assert!(both.starts_with("Thử lại trên 2 lượt thẩm định (1 năm, 2 khối)"), "{both}");
    }

    #[test]
    fn reasons_leave_out_small_parts() {
        let selected = ReviewRow {
            criterion_gap_share: Some(0.06),
            leniency: Some(0.03),
            repeated: Some(0.004),
            ..row(1.0, true, false)
        };
        let text = reason(Lang::Vi, &selected);
        assert_eq!(
            text,
            "Các năm trước cả khối tự chấm cao hơn thẩm định 6,0% ở lĩnh vực này; đơn vị so với \
             khối +3,0 điểm phần trăm"
        );
        assert_eq!(short_reason(Lang::Vi, &selected), "lĩnh vực +6,0; đơn vị +3,0");
        let row = ReviewRow { median: Some(0.9), ..row(0.0, false, true) };
        assert_eq!(
            reason(Lang::En, &row),
            "The block’s median self score is 90.0%; drawn as a check"
        );
        assert!(
            cuts_note(Lang::Vi, year(2022), 0).starts_with("Năm 2022, không có")
                && cuts_note(Lang::En, year(2022), 1).contains("1 cell to be explained")
        );
    }
}
