//! Sentences on weaknesses that last, and on those that were overcome.

use crate::analysis::{
    FAR_BEHIND, FAR_BELOW, LOST_OF, MANY_WEAKNESSES, OFTEN, Subject, WEAK_AREA, WINDOW,
    criterion_extremes, far_below, lasting_summary, weak_areas,
};
use crate::text::upper_first;
use crate::text::{Lang, form, percent, statistic, unit_in_sentence};

use super::phrase::{
    block_name, cases, count, in_a_row, list_up_to, percentage_points, quoted, share_of_units,
    units,
};

// The sentences below spell out these thresholds.
const _: () = assert!(OFTEN == 3 && WINDOW == 4 && MANY_WEAKNESSES == 3 && LOST_OF == 100);

/// What counts as a lasting weakness.
#[must_use]
pub fn lasting_rule(lang: Lang) -> String {
    let far = percentage_points(lang, FAR_BEHIND);
    lang.pick(
        format!(
            "Một lĩnh vực được coi là hạn chế kéo dài của đơn vị khi có đủ ba điều kiện: tỷ lệ đạt \
             thấp hơn mức giữa của khối trong ít nhất 03 của 04 năm gần nhất, kể cả năm cuối; \
             khoảng cách so với mức giữa từ {far} trở lên, cả khi tính bình quân và khi tính riêng \
             năm cuối; điểm chưa đạt của năm cuối từ 1% tổng điểm tối đa trở lên (1,00 điểm trên \
             thang 100)."
        ),
        format!(
            "An area is a lasting weakness of a unit when three conditions hold: attainment was \
             below the middle of the block in at least three of the last four years, including the \
             last; it was {far} or more below, both on average and in the last year alone; and at \
             least 1% of all points (1.00 of 100) was not attained in the last year."
        ),
    )
}

/// Lasting weaknesses of a block at a glance.
#[must_use]
pub fn lasting_weaknesses(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    const MOST: usize = 3;
    let Some(course) = subject.course else { return Vec::new() };
    let name = upper_first(&block_name(lang, course.block));
    if course.scored_years() < OFTEN {
        let noun = form(course.scored_years(), "year", "years");
        let years = count(lang, course.scored_years());
        let known = match course.scored_years() {
            0 => "chưa có năm nào".to_owned(),
            _ => format!("mới có {years} năm"),
        };
        return vec![lang.pick(
            format!(
                "{name}: chưa đủ số liệu để đánh giá nội dung này ({known} có điểm theo lĩnh vực \
                 của cả khối, cần ít nhất 03 năm)."
            ),
            format!(
                "{name}: not enough data to assess this ({years} {noun} with scores by area for \
                 the whole block; at least three are needed)."
            ),
        )];
    }
    let Some(summary) = lasting_summary(&course.persistent) else {
        return vec![lang.pick(
            format!("{name}: không có đơn vị nào có lĩnh vực hạn chế kéo dài."),
            format!("{name}: no unit has a lasting weakness."),
        )];
    };

    let who = share_of_units(lang, course.block, summary.units, course.last.rankings.len());
    let areas: Vec<_> = summary.criteria.iter().take(MOST).map(|area| quoted(area)).collect();
    let (areas, most) = (in_a_row(lang, &areas), units(lang, summary.most));
    let has = form(summary.units, "has", "have");
    // For the last year, perhaps only totals are known.
    let last = course
        .persistent
        .iter()
        .map(|row| row.last_year)
        .max()
        .filter(|year| *year < course.span[1]);
    let who = match last {
        Some(year) => {
            lang.pick(format!("Tính đến năm {year}, {who}"), format!("As of {year}, {who}"))
        }
        None => who,
    };
    let mut sentences = vec![lang.pick(
        format!(
            "{who} có ít nhất một lĩnh vực hạn chế kéo dài; số đơn vị nhiều nhất ở {areas} \
             ({most})."
        ),
        format!("{who} {has} at least one lasting weakness, most often in {areas} ({most})."),
    )];

    if !summary.with_many.is_empty() {
        let names = list_up_to(
            lang,
            summary.with_many.iter().map(|unit| unit_in_sentence(lang, unit)),
            MOST,
        );
        let has = form(summary.with_many.len(), "has", "have");
        sentences.push(upper_first(&lang.pick(
            format!("{names} có từ 03 lĩnh vực hạn chế kéo dài trở lên."),
            format!("{names} {has} three or more lasting weaknesses."),
        )));
    }

    sentences.extend(common(lang, subject));
    sentences.extend(mended_areas(lang, subject));
    sentences
}

/// Areas in which the whole block is weak.
fn common(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 3;
    let weak = weak_areas(&subject.course?.areas);
    if weak.is_empty() {
        return None;
    }
    let names: Vec<_> = weak.iter().take(MOST).map(|row| quoted(&row.series)).collect();
    let (names, bound) = (in_a_row(lang, &names), statistic(lang, WEAK_AREA * 100.0, 0));
    Some(lang.pick(
        format!(
            "Riêng {names}, tỷ lệ đạt của cả khối dưới {bound}% trong 03 năm liên tiếp nên cần \
             giải pháp chung, không chỉ giải pháp của từng đơn vị."
        ),
        format!(
            "In {names}, the attainment of the whole block has been below {bound}% for three years \
             in a row, so common measures are needed, not only measures by each unit."
        ),
    ))
}

fn mended_areas(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 4;
    let mended = &subject.course?.overcome;
    if mended.is_empty() {
        return None;
    }
    let names = mended.iter().map(|improved| {
        let (unit, area) =
            (unit_in_sentence(lang, &improved.row.unit), quoted(&improved.row.series));
        let [from, to] =
            [improved.before, improved.row.attainment].map(|share| percent(lang, share));
        lang.pick(
            format!("{unit} – {area} (từ {from} lên {to})"),
            format!("{unit} – {area} (from {from} to {to})"),
        )
    });
    let names = cases(lang, names, MOST);
    Some(lang.pick(
        format!("Không còn thuộc diện hạn chế kéo dài: {names}."),
        format!("No longer a lasting weakness: {names}."),
    ))
}

/// The most cases of a block in the table of those far below its middle.
pub const FAR_SHOWN: usize = 8;

/// Where a block lost most points in one year, and which units lie far below its middle.
#[must_use]
pub fn shortcomings(lang: Lang, subject: &Subject<'_>, table: Option<&str>) -> Vec<String> {
    const MOST: usize = 8;
    let report = subject.report;
    let name = upper_first(&block_name(lang, report.block()));
    if report.weaknesses.is_empty() {
        return vec![lang.pick(
            format!("{name}: chưa đủ số liệu để đánh giá nội dung này (mới có tổng điểm)."),
            format!("{name}: not enough data to assess this (only totals are known)."),
        )];
    }
    let mut sentences = Vec::new();
    let extremes = criterion_extremes(&report.criterion_summaries);
    let costliest = extremes.map_or(Vec::new(), |extremes| extremes.costliest);
    if let Some(share) = costliest.first().and_then(|row| row.lost_share) {
        let areas: Vec<_> = costliest.iter().map(|row| quoted(&row.series)).collect();
        let (area, share) = (in_a_row(lang, &areas), percent(lang, share));
        let share = match (areas.len(), lang) {
            (0 | 1, _) => share,
            (_, Lang::Vi) => format!("mỗi lĩnh vực {share}"),
            (_, Lang::En) => format!("{share} each"),
        };
        sentences.push(lang.pick(
            format!(
                "{name}: lĩnh vực có tổng điểm chưa đạt lớn nhất là {area} ({share} tổng điểm chưa \
                 đạt của khối)."
            ),
            format!(
                "{name}: the largest part of the points not attained is in {area} ({share} of all \
                 points that the block did not attain)."
            ),
        ));
    }

    let (far, bound) = (far_below(&report.weaknesses), percentage_points(lang, FAR_BELOW));
    if far.is_empty() {
        if report.results.is_whole() {
            sentences.push(lang.pick(
                format!(
                    "Không có đơn vị nào thấp hơn mức giữa của khối từ {bound} trở lên ở bất kỳ \
                     lĩnh vực nào."
                ),
                format!("No unit is {bound} or more below the middle of the block in any area."),
            ));
        }
    } else {
        let n = count(lang, far.len());
        let list = if let Some(table) = table {
            let text = count(lang, FAR_SHOWN);
            if far.len() > FAR_SHOWN {
                lang.pick(
                    format!(" ({table} nêu {text} trường hợp thấp hơn nhiều nhất)"),
                    format!(" ({table} lists the {text} furthest below)"),
                )
            } else {
                format!(" ({table})")
            }
        } else {
            let names = far.iter().map(|row| {
                let unit = unit_in_sentence(lang, &row.unit);
                format!("{unit} – {} ({})", quoted(&row.criterion), percent(lang, row.attainment))
            });
            format!(": {}", list_up_to(lang, names, MOST))
        };
        let noun = form(far.len(), "case is", "cases are");
        sentences.push(lang.pick(
            format!("Có {n} trường hợp thấp hơn mức giữa của khối từ {bound} trở lên{list}."),
            format!("{n} {noun} {bound} or more below the middle of the block{list}."),
        ));
    }
    sentences
}
