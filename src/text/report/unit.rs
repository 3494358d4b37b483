//! Sentences on one unit over the years.

use super::phrase::tied_areas;
use crate::analysis::{LargestChange, MIN_YEARS, change_extremes, is_crossing};
use crate::model::Points;
use crate::relation::{CriterionChange, DeltaRow};
use crate::text::change::{self, points_of_percent};
use crate::text::upper_first;
use crate::text::{
    Lang, percent, plural, points, signed_count, signed_points, statistic, unit_in_sentence,
};

// The sentences below spell out this threshold.
const _: () = assert!(MIN_YEARS == 4);

/// Why one unit's total and rank changed, as far as the figures show.
#[must_use]
pub fn explained(lang: Lang, row: &DeltaRow, changes: &[&CriterionChange]) -> String {
    let show = |amount: Option<Points>| {
        amount.map_or_else(|| "–".to_owned(), |amount| points(lang, amount))
    };
    let signed = |amount: Option<Points>| {
        amount.map_or_else(|| "–".to_owned(), |amount| signed_points(lang, amount))
    };
    let (unit, from, to) = (unit_in_sentence(lang, &row.unit), row.from_year, row.to_year);
    let (before, after, delta) = (show(row.total_from), show(row.total_to), signed(row.delta));
    let mut text = upper_first(&lang.pick(
        format!("{unit}: năm {from} đạt {before} điểm, năm {to} đạt {after} điểm ({delta})"),
        format!("{unit}: {before} points in {from}, {after} in {to} ({delta})"),
    ));
    if let Some(rank) = row.rank_to.filter(|rank| row.rank_from == Some(*rank)) {
        text += &lang.pick(format!(", giữ hạng {rank}"), format!(", still at rank {rank}"));
    } else if let (Some(before), Some(after)) = (row.rank_from, row.rank_to) {
        let direction = if after < before { "lên" } else { "xuống" };
        text += &lang.pick(
            format!(", từ hạng {before} {direction} hạng {after}"),
            format!(", from rank {before} to rank {after}"),
        );
    }
    text += ".";
    if row.performance.is_none() {
        return text
            + lang.pick(
                " Không có đủ điểm theo lĩnh vực của cả hai năm nên chưa phân tích được nguyên \
                 nhân.",
                " Scores by criterion are not available for both years, so the causes cannot be \
                 analysed.",
            );
    }

    let parts = [
        (row.performance, "kết quả thực hiện", "performance"),
        (row.weight, "thay đổi điểm tối đa áp dụng", "changed maximum points"),
        (
            row.beside,
            "điểm ngoài các lĩnh vực (như điểm thưởng, điểm trừ)",
            "points beside the criteria (such as bonus and penalty)",
        ),
        (row.rounding, "làm tròn", "rounding"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(part, ..)| part.is_some_and(|part| part != Points::ZERO))
        .collect();
    // A single part is the whole change, whose size is already stated.
    if let [(_, vi, en)] = parts[..] {
        text += &lang.pick(format!(" Toàn bộ do {vi}."), format!(" All of this is due to {en}."));
    } else if !parts.is_empty() {
        let all = parts.into_iter().map(|(part, vi, en)| {
            lang.pick(
                format!("do {vi} {} điểm", signed(part)),
                format!("{} is due to {en}", signed(part)),
            )
        });
        let all = all.collect::<Vec<_>>().join(", ");
        text += &lang.pick(format!(" Trong đó: {all}."), format!(" Of this, {all}."));
    }

    let [best, worst] = change_extremes(changes).map(|extreme| {
        extreme.map(|LargestChange { rows, amount }| {
            let areas: Vec<_> = rows.iter().map(|row| row.criterion.as_str()).collect();
            tied_areas(lang, &areas, &signed_points(lang, amount))
        })
    });
    let best = best.map(|part| {
        lang.pick(format!("tiến bộ nhiều nhất ở {part}"), format!("largest gain in {part}"))
    });
    let worst = worst.map(|part| {
        lang.pick(format!("giảm nhiều nhất ở {part}"), format!("largest loss in {part}"))
    });
    let both: Vec<_> = best.into_iter().chain(worst).collect();
    if !both.is_empty() {
        text += &format!(" {}.", upper_first(&both.join("; ")));
    }
    if let (Some(performance), Some(framework), Some(set)) =
        (row.own_change, row.framework_change, row.set_change)
        && (framework != 0 || set != 0)
    {
        let [from_results, framework, set] = [performance, framework, set].map(signed_count);
        text += &lang.pick(
            format!(
                " Thay đổi thứ hạng: do kết quả của các đơn vị {from_results}, do bộ tiêu chí \
                {framework}, \
                 do thêm, bớt đơn vị {set} (số dương là lên hạng)."
            ),
            format!(
                " Change in rank: {from_results} from the results of the units, {framework} from \
                 the framework, {set} from units added or removed (a positive number is a rise)."
            ),
        );
    }
    text
}

/// One unit over the years in sentences.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a list of sentences")]
pub fn unit_course(lang: Lang, unit: crate::analysis::UnitCourse<'_>) -> Vec<String> {
    let trend = unit.trend;
    let mut sentences = Vec::new();
    let (years, first, last) = (trend.years, trend.first_year, trend.last_year);
    let (low, high) = (percent(lang, trend.attainment_first), percent(lang, trend.attainment_last));
    if first == last {
        sentences.push(lang.pick(
            format!("Chỉ có số liệu năm {first}: tỷ lệ đạt {high}."),
            format!("There are data for {first} only: attainment {high}."),
        ));
        return sentences;
    }

    let (best, worst) = (trend.best_year, trend.worst_year);
    let extremes = if years > 2 && best != worst {
        lang.pick(
            format!("; cao nhất năm {best}, thấp nhất năm {worst}"),
            format!("; highest in {best}, lowest in {worst}"),
        )
    } else {
        String::new()
    };
    sentences.push(lang.pick(
        format!(
            "Có số liệu {years} năm: tỷ lệ đạt năm {first} là {low}, năm {last} là \
             {high}{extremes}."
        ),
        format!(
            "There are {years} years of data: attainment was {low} in {first} and {high} in \
             {last}{extremes}."
        ),
    ));

    if trend.derived_years > 0 {
        let derived = trend.derived_years;
        sentences.push(lang.pick(
            format!(
                "Trong đó {derived} năm dùng bình quân của các đơn vị hợp thành, không phải số \
                 công bố."
            ),
            format!(
                "Of these, {} the mean of its predecessors, not published.",
                plural(derived, "year is", "years are")
            ),
        ));
    }

    if let (Some(slope), Some(tau)) = (trend.slope, trend.tau) {
        let (slope, tau) = (points_of_percent(lang, slope), statistic(lang, tau, 2));
        sentences.push(lang.pick(
            format!("Xu hướng: {slope} mỗi năm (Theil–Sen; Kendall τ-b {tau})."),
            format!("The trend is {slope} per year (Theil–Sen; Kendall’s τ-b {tau})."),
        ));
    }
    if let (Some(from), Some(to), Some(criteria)) =
        (trend.constant_first, trend.constant_last, trend.constant_criteria)
        && is_crossing(trend)
    {
        let went = change::went(lang, from, to);
        let slope =
            trend.constant_slope.map_or_else(String::new, |slope| tending(lang, to - from, slope));
        sentences.push(lang.pick(
            format!(
                "So sánh trên cùng cơ sở ({criteria} lĩnh vực có ở mọi năm): tỷ lệ đạt \
                 {went}{slope}."
            ),
            format!(
                "Like for like (on the {} present in every year), attainment {went}{slope}.",
                plural(criteria, "criterion", "criteria")
            ),
        ));
    }

    if years < MIN_YEARS {
        sentences.push(lang.pick(
            "Chưa đủ bốn năm số liệu để tính xu hướng.".to_owned(),
            "There are fewer than the four years of data that a trend needs.".to_owned(),
        ));
    }
    for (count, vi, en) in
        [(trend.top_quarter, "đầu", "top"), (trend.bottom_quarter, "cuối", "bottom")]
    {
        if count > 1 {
            sentences.push(lang.pick(
                format!("{count} năm thuộc nhóm 1/4 {vi} bảng xếp hạng."),
                format!("In the {en} quarter of the ranking in {count} years."),
            ));
        }
    }
    for (count, vi, en) in [(trend.rising, "tăng", "risen"), (trend.falling, "giảm", "fallen")] {
        if count > 1 {
            sentences.push(lang.pick(
                format!("Tỷ lệ đạt {vi} liên tiếp trong {count} lần đánh giá gần nhất."),
                format!("Attainment has {en} {count} times in a row."),
            ));
        }
    }

    if let Some(row) = unit.overscoring() {
        let (years, share, block) =
            (row.years, percent(lang, row.last_gap_share), percent(lang, row.block_gap_share));
        sentences.push(lang.pick(
            format!(
                "Chênh lệch tự chấm – thẩm định cao hơn mức của khối trong {years} năm liên tiếp \
                 (năm gần nhất {share}, cả khối {block})."
            ),
            format!(
                "Its gap was above the block’s for {years} years in a row (in the latest year \
                 {share}, against {block} for the block)."
            ),
        ));
    }

    let lasting: Vec<_> =
        unit.persistent().iter().map(|row| format!("“{}”", row.criterion)).collect();
    if !lasting.is_empty() {
        let names = lasting.join(", ");
        sentences.push(lang.pick(
            format!("Hạn chế kéo dài ở lĩnh vực: {names}."),
            format!("Lasting weaknesses in: {names}."),
        ));
    }
    sentences
}

/// Whether the trend over all years contradicts the change from the first to the last year, or is
/// too small to be printed.
fn is_unclear(change: f64, slope: f64) -> bool {
    change * slope < 0.0 || slope.abs() < 0.000_5
}

/// The slope, as a clause after the change of a share.
fn tending(lang: Lang, change: f64, slope: f64) -> String {
    let text = points_of_percent(lang, slope);
    if is_unclear(change, slope) {
        return lang.pick(
            format!(", nhưng cả giai đoạn không có xu hướng rõ rệt ({text} mỗi năm)"),
            format!(", but with no clear trend over the years ({text} per year)"),
        );
    }
    lang.pick(format!(", xu hướng {text} mỗi năm"), format!(", a trend of {text} per year"))
}

/// What the star after a year means: not all units of the block are known.
#[must_use]
pub fn partial_mark(lang: Lang) -> &'static str {
    lang.pick(
        "* Năm chỉ công bố một phần số liệu: chưa có kết quả của đủ các đơn vị trong khối.",
        "* A year published in part: results are not known for all units of the block.",
    )
}

/// What the star after a year means: the mean of predecessors.
#[must_use]
pub fn derived_mark(lang: Lang) -> &'static str {
    lang.pick(
        "* Trước khi thành lập: bình quân tỷ lệ đạt của các đơn vị hợp thành, không phải số công \
         bố.",
        "* Before the unit was formed: the mean attainment of its predecessors, not a published \
         figure.",
    )
}
