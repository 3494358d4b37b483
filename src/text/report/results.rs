//! Sentences on the results of a block: as a whole, by unit, by area and in the survey.

use crate::analysis::{
    Amount, BlockReport, LARGE_CHANGE, OFTEN, Subject, WEAK_AREA, criterion_extremes, near_grades,
    steady_quarters, survey_shares, survey_summary, ties, weak_areas,
};
use crate::model::Points;
use crate::relation::CriterionSummary;
use crate::text::change::open_note;
use crate::text::upper_first;
use crate::text::{
    Lang, block_noun_with_group, form, grade_label, percent, points, signed_percent,
    unit_in_sentence,
};

use super::phrase::{
    amount, block_name, count, distance, in_a_row, list_up_to, percentage_points, quoted,
    share_of_units, tied_areas, units, with_amount,
};

// The sentences below spell out these thresholds.
const _: () = assert!(OFTEN == 3);

/// The block in the year, and its course.
#[must_use]
pub fn block_results(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    let Some(results) = &subject.report.results.results else {
        let open = || open_note(lang, &subject.report.assessment);
        return super::scope::partial(lang, subject).or_else(open).into_iter().collect();
    };
    let block = subject.report.block();
    let mean = amount(lang, results.mean);
    let above = share_of_units(lang, block, results.above_mean, subject.report.results.units);
    let (first, last) = (
        with_amount(lang, &results.first, &amount(lang, results.highest)),
        with_amount(lang, &results.last, &amount(lang, results.lowest)),
    );
    let apart =
        subject.report.results.distance().map_or_else(String::new, |apart| distance(lang, apart));
    let what = match (results.maximum.is_some(), lang) {
        (true, Lang::Vi) => "điểm bình quân",
        (false, Lang::Vi) => "tỷ lệ đạt bình quân",
        (true, Lang::En) => "mean total",
        (false, Lang::En) => "mean attainment",
    };

    let name = upper_first(&block_name(lang, block));
    let mut sentences = vec![lang.pick(
        format!(
            "{name}: {what} {mean}; {above} cao hơn mức bình quân; cao nhất là {first}, thấp nhất \
             là {last}, cách nhau {apart}."
        ),
        format!(
            "{name}: {what} {mean}; {above} above the mean; highest {first} and lowest {last}, \
             {apart} apart."
        ),
    )];
    sentences.extend(slope(lang, subject));
    sentences.extend(spread(lang, subject));
    sentences
}

/// The trend of a block from four complete years on.
fn slope(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let course = subject.course?;
    let last = course.course.last()?;
    let slope = last.slope?;
    let long = course.long()?;
    let printed = Amount::Share(slope);
    // Rounded as the table of the blocks prints them.
    let whole: Vec<_> = course.by_year.iter().filter(|block_year| block_year.is_whole()).collect();
    let changes: Vec<_> = whole.windows(2).filter_map(|pair| pair[1].since(pair[0])).collect();
    let counted = |sign: i64| changes.iter().filter(|change| change.sign() == sign).count();
    let steps = changes.len();
    let change = long.last.attainment - long.first.attainment;

    if printed.sign() == 0 || change * slope < 0.0 {
        return Some(lang.pick(
            "Cả giai đoạn không có xu hướng tăng hoặc giảm rõ.".to_owned(),
            "There is no clear upward or downward trend over these years.".to_owned(),
        ));
    }
    let (size, steps_counted) = (percentage_points(lang, slope), count(lang, steps));
    let (times, verb) = if printed.sign() > 0 {
        (count(lang, counted(1)), lang.pick("tăng", "rose"))
    } else {
        (count(lang, counted(-1)), lang.pick("giảm", "fell"))
    };
    let mut text = lang.pick(
        format!(
            "Xu hướng mỗi năm: tỷ lệ đạt {verb} {size}; {verb} ở {times}/{steps_counted} lần so \
             với năm liền trước."
        ),
        format!(
            "Trend per year: attainment {verb} by {size}; it {verb} in {times} of {steps_counted} \
             comparisons with the year before."
        ),
    );

    if let Some(constant) = last.constant_slope
        && course.course.iter().any(crate::analysis::is_unlike)
    {
        let signed = signed_percent(lang, constant);
        text += &lang.pick(
            format!(
                " Trên cùng cơ sở (đơn vị và lĩnh vực có ở mọi năm): {signed} điểm phần trăm mỗi \
                 năm."
            ),
            format!(
                " Like for like (units and areas present in every year): {signed} percentage \
                 points per year."
            ),
        );
    }
    Some(text)
}

/// Whether the highest and the lowest unit came closer, where the framework did not change.
fn spread(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let course = subject.course?;
    let known: Vec<_> =
        course.by_year.iter().filter_map(|year| Some((year.year, year.distance()?))).collect();
    let [(first, from), .., (last, to)] = known[..] else { return None };
    let is_new = course
        .breaks
        .iter()
        .any(|framework_break| framework_break.year > first && framework_break.year <= last);
    let change = to.since(from)?;
    let is_large = match change.abs() {
        Amount::Points(points) => points >= (Points::from_ten_thousandths(20_000)).to_decimal(),
        Amount::Share(share) => share >= 2.0 * LARGE_CHANGE,
    };
    if is_new || !is_large {
        return None;
    }
    let (from, to) = (distance(lang, from), distance(lang, to));
    Some(if change.sign() < 0 {
        lang.pick(
            format!(
                "Khoảng cách giữa đơn vị cao nhất và thấp nhất thu hẹp từ {from} (năm {first}) \
                 xuống {to}."
            ),
            format!(
                "The distance between the highest and the lowest unit narrowed from {from} \
                 ({first}) to {to}."
            ),
        )
    } else {
        lang.pick(
            format!(
                "Khoảng cách giữa đơn vị cao nhất và thấp nhất giãn ra từ {from} (năm {first}) lên \
                 {to}."
            ),
            format!(
                "The distance between the highest and the lowest unit widened from {from} \
                 ({first}) to {to}."
            ),
        )
    })
}

/// Which tables and which annex have the results of each unit.
#[must_use]
pub fn units_note(lang: Lang, tables: &[String], annex: &str) -> String {
    let tables = in_a_row(lang, tables);
    lang.pick(
        format!("Kết quả từng đơn vị nêu tại {tables}; chi tiết tại {annex}."),
        format!("The results of each unit are in {tables}; details are in {annex}."),
    )
}

/// The units that were in the top or the bottom quarter in every year.
#[must_use]
pub fn quarters(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 3;
    let (years, [top, bottom]) = steady_quarters(subject.course?)?;
    let list = |rows: &[&crate::relation::TrendRow]| {
        let names = rows.iter().map(|row| unit_in_sentence(lang, &row.label));
        (!rows.is_empty()).then(|| list_up_to(lang, names, MOST))
    };
    let (n, block) = (count(lang, years), block_name(lang, subject.report.block()));
    let parts: Vec<_> = [
        (list(&top), "luôn thuộc nhóm 1/4 đầu bảng", "in the top quarter"),
        (list(&bottom), "luôn thuộc nhóm 1/4 cuối bảng", "in the bottom quarter"),
    ]
    .into_iter()
    .filter_map(|(names, vi, en)| {
        names.map(|names| lang.pick(format!("{names} {vi}"), format!("{names} ranked {en}")))
    })
    .collect();
    if parts.is_empty() {
        return None;
    }
    let parts = parts.join("; ");
    Some(lang.pick(
        format!("Trong cả {n} năm có đủ số liệu của {block}: {parts}."),
        format!("In all {n} years with complete data for {block}: {parts}."),
    ))
}

/// The highest and the lowest area, and the largest changes.
#[must_use]
pub fn areas(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let extremes = criterion_extremes(&subject.report.criterion_summaries)?;
    let name = |rows: &[&CriterionSummary]| {
        let share = rows.first().map_or_else(String::new, |row| percent(lang, row.attainment));
        let names: Vec<_> = rows.iter().map(|row| quoted(&row.series)).collect();
        format!("{} ({share})", in_a_row(lang, &names))
    };
    let (best, lowest) = (name(&extremes.strongest), name(&extremes.weakest));
    let block = upper_first(&block_name(lang, subject.report.block()));
    let mut text = lang.pick(
        format!("{block}: lĩnh vực đạt cao nhất là {best}, thấp nhất là {lowest}."),
        format!("{block}: the highest area is {best}, the lowest is {lowest}."),
    );
    // A report on one year has no table of the areas in the year before.
    if let Some(comparison) = subject.comparison.filter(|_| subject.course.is_some()) {
        text += &area_changes(
            lang,
            &subject.report.criterion_summaries,
            &comparison.areas,
            comparison.span[0],
        );
    }
    Some(text)
}

fn area_changes(
    lang: Lang,
    now: &[CriterionSummary],
    before: &[CriterionSummary],
    year: crate::model::Year,
) -> String {
    let changes: Vec<(&str, Amount)> = now
        .iter()
        .filter_map(|row| {
            let earlier = before.iter().find(|other| other.series == row.series)?;
            let change = Amount::Share(row.attainment).since(Amount::Share(earlier.attainment))?;
            Some((row.series.as_str(), change))
        })
        .collect();
    if changes.is_empty() {
        return String::new();
    }
    let size = |change: &(&str, Amount)| match change.1 {
        Amount::Share(share) => crate::model::billionths(share),
        Amount::Points(_) => 0,
    };
    let part = |sign: i64| {
        let moved = ties(&changes, |change: &(&str, Amount)| sign * size(change));
        let areas: Vec<&str> = moved.iter().map(|(area, _)| *area).collect();
        let change = moved.first().filter(|change| change.1.sign() == sign)?.1;
        Some(tied_areas(lang, &areas, &distance(lang, change)))
    };
    let (risen, fallen) = (part(1), part(-1));
    let risen = match risen {
        Some(risen) => {
            lang.pick(format!("tăng nhiều nhất là {risen}"), format!("{risen} rose most"))
        }
        None => lang.pick("không có lĩnh vực nào tăng", "no area rose").to_owned(),
    };
    let fallen = match fallen {
        Some(fallen) => {
            lang.pick(format!("giảm nhiều nhất là {fallen}"), format!("{fallen} fell most"))
        }
        None => lang.pick("không có lĩnh vực nào giảm", "no area fell").to_owned(),
    };
    lang.pick(
        format!(" So với năm {year}, {risen}, {fallen}."),
        format!(" Compared with {year}, {risen} and {fallen}."),
    )
}

/// The areas in which the block has been weak for years.
#[must_use]
pub fn weak_for_years(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 3;
    let weak = weak_areas(&subject.course?.areas);
    if weak.is_empty() {
        return None;
    }
    let names: Vec<_> = weak.iter().take(MOST).map(|row| quoted(&row.series)).collect();
    let (names, bound) =
        (in_a_row(lang, &names), crate::text::statistic(lang, WEAK_AREA * 100.0, 0));
    Some(lang.pick(
        format!("Tỷ lệ đạt của {names} dưới {bound}% trong cả 03 năm gần nhất."),
        format!("Attainment in {names} was below {bound}% in each of the last three years."),
    ))
}

/// The survey results, and the units that are high in the appraisal but low in the survey.
#[must_use]
pub fn survey(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    const MOST: usize = 3;
    let report: &BlockReport = subject.report;
    if !report.results.is_whole() {
        return Vec::new();
    }
    let shares = survey_shares(&report.scores, &report.rankings);
    let Some(summary) = survey_summary(&shares) else { return Vec::new() };
    let share = percent(lang, summary.share);
    let before = subject.comparison.filter(|comparison| comparison.before.is_whole()).and_then(
        |comparison| {
            let earlier = survey_shares(&comparison.scores, &comparison.rankings);
            Some((comparison.span[0], survey_summary(&earlier)?.share))
        },
    );
    let before = before.map_or_else(String::new, |(year, share)| {
        let share = percent(lang, share);
        lang.pick(format!(" (năm {year}: {share})"), format!(" ({year}: {share})"))
    });
    let ends = |rows: &[&crate::analysis::SurveyShare]| {
        let names: Vec<_> = rows.iter().map(|row| row.unit.clone()).collect();
        with_amount(
            lang,
            &names,
            &rows.first().map_or_else(String::new, |row| percent(lang, row.survey)),
        )
    };

    let (highest, lowest) = (ends(&summary.highest), ends(&summary.lowest));
    let block = upper_first(&block_name(lang, report.block()));
    let mut sentences = vec![lang.pick(
        format!(
            "{block}: điểm ĐT XHH đạt {share} điểm tối đa{before}; cao nhất là {highest}, thấp \
             nhất là {lowest}."
        ),
        format!(
            "{block}: survey scores came to {share} of the maximum{before}; highest {highest}, \
             lowest {lowest}."
        ),
    )];

    if !summary.contrary.is_empty() {
        let names = summary.contrary.iter().map(|row| {
            format!("{} ({})", unit_in_sentence(lang, &row.unit), percent(lang, row.survey))
        });
        let (n, names) = (units(lang, summary.contrary.len()), list_up_to(lang, names, MOST));
        let is = form(summary.contrary.len(), "is", "are");
        sentences.push(lang.pick(
            format!(
                "{n} có điểm thẩm định trên mức bình quân của khối nhưng điểm ĐT XHH thuộc nhóm \
                 1/4 thấp nhất: {names}."
            ),
            format!(
                "{n} {is} above the block’s mean in the appraisal but in the lowest quarter in the \
                 survey: {names}."
            ),
        ));
    }
    sentences
}

/// Units that need at most a hundredth of the scale for a higher grade whose bound is declared.
#[must_use]
pub fn close_to_a_grade(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    const MOST: usize = 4;
    let report = subject.report;
    if !report.assessment.bands.iter().any(|band| band.declared) {
        return None;
    }
    let near = near_grades(&report.rankings, &report.distances);
    if near.is_empty() {
        return None;
    }
    let names = near.iter().map(|(row, distance)| {
        let (unit, grade) = (unit_in_sentence(lang, &row.unit), grade_label(lang, distance.grade));
        lang.pick(format!("{unit} (mức {grade})"), format!("{unit} ({grade})"))
    });
    let noun = block_noun_with_group(lang, report.block(), near.len());
    let n = format!("{} {noun}", count(lang, near.len()));
    let names = list_up_to(lang, names, MOST);
    let need = form(near.len(), "needs", "need");
    let most = points(lang, report.assessment.hundredth_of_scale());
    let noun = form(usize::from(most != "1.00") + 1, "point", "points");
    Some(lang.pick(
        format!("{n} thiếu không quá {most} điểm để đạt mức phân loại cao hơn: {names}."),
        format!("{n} {need} at most {most} more {noun} for a higher grade: {names}."),
    ))
}

/// How many units of a block have each grade, in one cell: `7/5/6/–/–`.
#[must_use]
pub fn grades_cell(counts: &[(crate::model::Grade, usize)]) -> String {
    if counts.is_empty() {
        return "–".to_owned();
    }
    let cell = |grade: crate::model::Grade| {
        counts
            .iter()
            .find(|(other, _)| *other == grade)
            .map_or_else(|| "–".to_owned(), |(_, units)| units.to_string())
    };
    let set = counts[0].0.set();
    set.grades().map(cell).collect::<Vec<_>>().join("/")
}

/// The name of a block in the heading of a table.
#[must_use]
pub fn block_title(lang: Lang, block: crate::model::Block) -> String {
    upper_first(&block_name(lang, block))
}
