//! Sentences on what changed since the previous year, and on what the figures explain of it.

use crate::analysis::{
    Amount, LARGE_CHANGE, LARGE_RANK_CHANGE, Subject, area_changes, change_beside, clearly_changed,
    driving_areas, large_changes, moved_grades,
};
use crate::model::{Block, RankConvention};
use crate::relation::DeltaRow;
use crate::text::upper_first;
use crate::text::{
    Lang, decimal, form, grade_label, points, signed_decimal, statistic, unit_in_sentence,
};

use super::phrase::{block_name, count, in_a_row, list_up_to, quoted, units, units_of};

/// The most units that a sentence names.
const MOST: usize = 5;

/// Which units rose and fell; says so where nothing can be compared.
#[must_use]
pub fn extent(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    let Some(comparison) = subject.comparison else { return Vec::new() };
    let movement = &comparison.movement;
    let block = subject.report.block();
    let [from, _] = comparison.span;
    if movement.compared == 0 {
        return vec![lang.pick(
            format!("không có đơn vị nào có kết quả năm {from} để so sánh."),
            format!("no unit has results for {from} to compare with."),
        )];
    }

    // The sentence follows the name of the block, which names its group.
    let counted = units_of(lang, Block::whole(block.kind), movement.compared);
    let measure = if comparison.in_points() {
        lang.pick("tổng điểm", "total points")
    } else {
        lang.pick("tỷ lệ đạt", "attainment")
    };

    let parts = [
        (movement.up, "tăng", "rose"),
        (movement.down, "giảm", "fell"),
        (movement.same, "không thay đổi", "did not change"),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, vi, en)| {
            lang.pick(
                format!("{} {vi}", units(lang, number)),
                format!("{} {en}", count(lang, number)),
            )
        })
        .collect();
    let parts = parts.join(", ");

    let mut sentences = vec![lang.pick(
        format!("Trong {counted} có kết quả của cả hai năm, xét theo {measure} có {parts}."),
        format!("Of {counted} with results for both years, measured by {measure}, {parts}."),
    )];
    if movement.is_whole() {
        sentences.extend(clear(lang, subject));
        sentences.extend(grades(lang, subject));
        sentences.extend(came_and_went(lang, subject));
    }
    sentences
}

/// The units that changed by a point or more.
fn clear(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let comparison = subject.comparison?;
    let [up, down] = clearly_changed(comparison);
    // Points of two frameworks are not compared.
    let in_points = comparison.in_points();
    let list = |rows: &[&DeltaRow]| {
        let name = |row: &&DeltaRow| {
            let size = match row.delta.filter(|_| in_points) {
                Some(delta) => points(lang, delta.abs()),
                None => statistic(lang, row.attainment_delta.unwrap_or(0.0).abs() * 100.0, 1),
            };
            format!("{} ({size})", unit_in_sentence(lang, &row.unit))
        };
        (!rows.is_empty()).then(|| list_up_to(lang, rows.iter().map(name), MOST))
    };

    let bound = if in_points {
        let bound = points(lang, subject.report.assessment.hundredth_of_scale());
        lang.pick(format!("{bound} điểm"), format!("{bound} points"))
    } else {
        let bound = statistic(lang, LARGE_CHANGE * 100.0, 1);
        lang.pick(format!("{bound} điểm phần trăm"), format!("{bound} percentage points"))
    };
    let parts: Vec<_> = [(list(&up), "Tăng", "Up"), (list(&down), "Giảm", "Down")]
        .into_iter()
        .filter_map(|(names, vi, en)| {
            names.map(|names| {
                lang.pick(
                    format!("{vi} từ {bound} trở lên: {names}"),
                    format!("{en} by {bound} or more: {names}"),
                )
            })
        })
        .collect();
    Some(if parts.is_empty() {
        lang.pick(
            format!("Không có đơn vị nào thay đổi từ {bound} trở lên."),
            format!("No unit changed by {bound} or more."),
        )
    } else {
        format!("{}.", parts.join(". "))
    })
}

/// The units that moved from one grade to another.
fn grades(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let comparison = subject.comparison?;
    let is_known =
        comparison.grade_moves.iter().any(|row| row.grade_from.is_some() && row.grade_to.is_some());
    if !is_known {
        return None;
    }
    let [up, down] = moved_grades(&comparison.grade_moves);
    let part = |row: &&crate::relation::GradeMove, is_up: bool| {
        let [from, to] = [row.grade_from, row.grade_to]
            .map(|grade| grade.map_or("–", |grade| grade_label(lang, grade)));
        let names =
            list_up_to(lang, row.names.iter().map(|name| unit_in_sentence(lang, name)), MOST);
        let (vi, en) = if is_up { ("lên", "up") } else { ("xuống", "down") };
        lang.pick(
            format!("chuyển từ {from} {vi} {to}: {names}"),
            format!("{en} from {from} to {to}: {names}"),
        )
    };
    let parts: Vec<_> = up
        .iter()
        .map(|row| part(row, true))
        .chain(down.iter().map(|row| part(row, false)))
        .collect();
    Some(if parts.is_empty() {
        lang.pick("Không có đơn vị nào thay đổi mức phân loại.", "No unit’s grade changed.")
            .to_owned()
    } else {
        format!("{}.", upper_first(&parts.join("; ")))
    })
}

/// The units that are in only one of the two years.
fn came_and_went(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    let Some(comparison) = subject.comparison else { return Vec::new() };
    let lists = [
        (&comparison.movement.entrants, "Đơn vị mới trong bảng xếp hạng", "New to the ranking"),
        (
            &comparison.movement.leavers,
            "Đơn vị không còn trong bảng xếp hạng",
            "No longer in the ranking",
        ),
    ];
    lists
        .into_iter()
        .filter_map(|(names, vi, en)| {
            let names = names.as_ref().filter(|names| !names.is_empty())?;
            let names =
                list_up_to(lang, names.iter().map(|name| unit_in_sentence(lang, name)), MOST);
            Some(format!("{}: {names}.", lang.pick(vi, en)))
        })
        .collect()
}

/// What the areas contributed to the change of the mean; `None` where that cannot be computed.
#[must_use]
pub fn causes(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let comparison = subject.comparison?;
    if !comparison.movement.is_whole() {
        return None;
    }
    let changes = area_changes(comparison);
    let sum: rust_decimal::Decimal = changes.iter().map(|area| area.delta).sum();
    let sign = Amount::Points(sum).sign();
    if changes.is_empty() {
        return None;
    }
    let block = block_name(lang, subject.report.block());
    let [from, _] = comparison.span;
    if sign == 0 {
        let block = upper_first(&block);
        return Some(lang.pick(
            format!(
                "{block}: tổng điểm các lĩnh vực, bình quân mỗi đơn vị, không thay đổi so với năm \
                 {from}."
            ),
            format!("{block}: the mean points per unit over all areas are unchanged from {from}."),
        ));
    }

    let [driving, against] = driving_areas(&changes, sign > 0);
    let name = |area: &&crate::analysis::AreaChange<'_>| {
        format!("{} ({})", quoted(area.area), signed_decimal(lang, area.delta, 2))
    };
    let driving = in_a_row(lang, &driving.iter().map(name).collect::<Vec<_>>());
    let verb = if sign > 0 { lang.pick("tăng", "rose") } else { lang.pick("giảm", "fell") };
    let size = decimal(lang, sum.abs(), 2);
    let mut text = upper_first(&lang.pick(
        format!(
            "{block}: tính chung các lĩnh vực, bình quân mỗi đơn vị {verb} {size} điểm, chủ yếu do \
             {driving}"
        ),
        format!(
            "{block}: over all areas, units {verb} by {size} points on average, mainly in {driving}"
        ),
    ));
    if !against.is_empty() {
        let against = in_a_row(lang, &against.iter().map(name).collect::<Vec<_>>());
        text += &lang.pick(
            format!("; thay đổi ngược chiều là {against}"),
            format!("; {against} moved in the opposite direction"),
        );
    }
    text += ".";
    let weight: rust_decimal::Decimal = changes.iter().map(|area| area.weight).sum();
    if Amount::Points(weight).sign() != 0 {
        let (weight, rest) =
            (signed_decimal(lang, weight, 2), signed_decimal(lang, sum - weight, 2));
        text += &lang.pick(
            format!(
                " Trong đó {weight} điểm do thay đổi điểm tối đa áp dụng đối với các đơn vị, {rest} \
                 điểm do kết quả thực hiện."
            ),
            format!(
                " Of this, {weight} points are due to changes of the maximum points that apply to the \
                 units and {rest} points to performance."
            ),
        );
    }
    if let Some(beside) = change_beside(comparison) {
        let beside = signed_decimal(lang, beside, 2);
        text += &lang.pick(
            format!(" Điểm ngoài các lĩnh vực (như điểm thưởng, điểm trừ) thay đổi {beside} điểm."),
            format!(" Points beside the criteria (such as bonus and penalty) changed by {beside}."),
        );
    }
    Some(text)
}

/// The units that gained points but lost places, or lost points but gained places.
#[must_use]
pub fn against_the_rank(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    let Some(comparison) = subject.comparison.filter(|candidate| candidate.movement.is_whole())
    else {
        return Vec::new();
    };
    if subject.report.assessment.ranks == RankConvention::Dense {
        // Dense ranks also fall when units above no longer tie.
        return Vec::new();
    }
    let (rows, _) = large_changes(comparison);
    let sentence = |row: &&DeltaRow| {
        let (delta, ranks) =
            (row.delta.filter(|_| comparison.movement.in_points)?, row.rank_change?);
        let unit = unit_in_sentence(lang, &row.unit);
        let (size, moved) = (
            points(lang, delta.abs()),
            count(lang, usize::try_from(ranks.unsigned_abs()).unwrap_or(0)),
        );
        let zero = crate::model::Points::ZERO;
        let noun = form(usize::try_from(ranks.unsigned_abs()).unwrap_or(0), "place", "places");
        if delta > zero && ranks < 0 {
            Some(lang.pick(
                format!(
                    "{unit} tăng {size} điểm nhưng giảm {moved} bậc do các đơn vị liền kề tăng \
                     nhiều hơn."
                ),
                format!(
                    "{unit} gained {size} points but lost {moved} {noun}, because its neighbours \
                     gained more."
                ),
            ))
        } else if delta < zero && ranks > 0 {
            Some(lang.pick(
                format!(
                    "{unit} giảm {size} điểm nhưng tăng {moved} bậc do các đơn vị liền kề giảm \
                     nhiều hơn."
                ),
                format!(
                    "{unit} lost {size} points but gained {moved} {noun}, because its neighbours \
                     lost more."
                ),
            ))
        } else {
            None
        }
    };
    rows.iter().filter_map(sentence).map(|text| upper_first(&text)).collect()
}

// The amounts of points in sentences are hundredths of the scale.
const _: () = assert!(LARGE_CHANGE == 0.01);

/// Which units the table of large changes lists.
#[must_use]
pub fn large_changes_note(lang: Lang, left_out: usize) -> String {
    let bound = statistic(lang, LARGE_CHANGE * 100.0, 2);
    let ranks = count(lang, usize::try_from(LARGE_RANK_CHANGE).unwrap_or(0));
    let mut text = lang.pick(
        format!(
            "Bảng nêu các đơn vị thay đổi từ {bound} điểm (trên thang 100) hoặc từ {ranks} bậc \
             trở lên, mỗi khối không quá 04 đơn vị tăng và 04 đơn vị giảm."
        ),
        format!(
            "The table lists units that changed by at least {bound} points (of 100) or by at least \
             {ranks} places, with no more than 4 risen and 4 fallen units per block."
        ),
    );
    if left_out > 0 {
        let n = units(lang, left_out);
        let are = form(left_out, "is", "are");
        text += &lang.pick(
            format!(" Còn {n} không nêu trong bảng."),
            format!(" A further {n} {are} not listed."),
        );
    }
    text
}

const _: () = assert!(crate::analysis::MOST_CHANGES == 4);

/// A note that the parts of a change may not add up.
#[must_use]
pub fn rounding_note(lang: Lang) -> &'static str {
    lang.pick(
        "Các phần cộng lại có thể lệch 0,01 - 0,02 điểm do làm tròn.",
        "The parts may differ from their sum by 0.01 to 0.02 points because of rounding.",
    )
}
