//! The first section of a report: what is compared with what, before any figure.

use crate::analysis::{BlockCourse, FEW_UNITS, History, Subject, TrendReport};
use crate::model::{Block, EventKind, Points, Year};
use crate::relation::{CriterionRow, LineageRow, RankingRow};
use crate::text::change::{open_note, unpublished_note};
use crate::text::upper_first;
use crate::text::{Lang, date, form, grade_label, lower_first, points, unit_in_sentence};

use super::phrase::{
    block_name, cases, count, in_a_row, list_up_to, quoted, span, unit_noun, units, units_of,
};

/// A note on a year in which only some units of the block are known; `None` where all are known.
#[must_use]
pub fn partial(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    partial_of(
        lang,
        subject.report.block(),
        subject.report.assessment.year,
        subject.report.results.known,
        subject.report.results.units,
    )
}

/// A note on results that are appraised and not yet published, and on totals that are still open; `None`
/// for others.
#[must_use]
pub fn unpublished(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let assessment = &subject.report.assessment;
    let notes = [unpublished_note(lang, assessment), open_note(lang, assessment)];
    notes.into_iter().flatten().reduce(|all, note| format!("{all} {note}"))
}

fn partial_of(lang: Lang, block: Block, year: Year, known: usize, all: usize) -> Option<String> {
    if known >= all {
        return None;
    }
    let (known, all) = (count(lang, known), count(lang, all));
    let noun = unit_noun(lang, block);
    Some(lang.pick(
        format!(
            "Năm {year} mới có số liệu của {known}/{all} {noun} nên chỉ nêu số liệu của các đơn vị \
             này, không so sánh chung toàn khối."
        ),
        format!(
            "For {year}, results are known for only {known} of {all} {noun}; these are shown, and \
             the block as a whole is not compared."
        ),
    ))
}

/// The scope of a report on several years.
#[must_use]
pub fn scope_of_years(lang: Lang, report: &TrendReport) -> Vec<String> {
    let mut sentences = vec![documents(lang, report)];
    sentences.extend(grouped(
        report,
        |course| gap_of_years(lang, course).into_iter().collect(),
        |blocks, years| {
            let blocks = blocks_of(lang, blocks);
            lang.pick(
                format!("Không có số liệu của {blocks} {years}."),
                format!("There are no data on {blocks} for {years}."),
            )
        },
    ));
    sentences.extend(grouped(
        report,
        |course| frameworks(lang, &report.history, course),
        |blocks, framework| {
            let blocks = blocks_of(lang, blocks);
            framework.replace(BLOCKS, &blocks)
        },
    ));
    for course in &report.blocks {
        let bounds =
            bounds(lang, &Subject::of_years(course)).filter(|bounds| !sentences.contains(bounds));
        sentences.extend(bounds);
        for year in &course.by_year {
            sentences.extend(partial_of(lang, course.block, year.year, year.known, year.units));
        }
        sentences.extend(lineages(lang, &report.history, course));
        sentences.extend(reduced(lang, &report.history, course));
        sentences.extend(missing(lang, &report.history, course));
    }
    let in_report = |block: &Block| report.blocks.iter().any(|course| course.block == *block);
    for block in report.history.blocks().iter().filter(|block| !in_report(block)) {
        let block = upper_first(&block_name(lang, *block));
        sentences.push(lang.pick(
            format!("{block} mới có số liệu của một năm nên không đưa vào báo cáo này."),
            format!("{block} have results for only one year and are not part of this report."),
        ));
    }
    sentences.extend(restated(lang, report));
    let last = report.blocks.iter().flat_map(|course| &course.last.rankings);
    sentences.push(what_counts(lang, last));
    sentences
}

/// The placeholder for the blocks in a sentence that several of them share.
const BLOCKS: &str = "{blocks}";

fn blocks_of(lang: Lang, blocks: &[Block]) -> String {
    in_a_row(lang, &blocks.iter().map(|block| block_name(lang, *block)).collect::<Vec<_>>())
}

/// One sentence for each fact, naming all the blocks for which it holds.
fn grouped(
    report: &TrendReport,
    facts: impl Fn(&BlockCourse) -> Vec<String>,
    say: impl Fn(&[Block], &str) -> String,
) -> Vec<String> {
    let mut known: Vec<(String, Vec<Block>)> = Vec::new();
    for course in &report.blocks {
        for fact in facts(course) {
            match known.iter_mut().find(|(name, _)| *name == fact) {
                Some((_, blocks)) => blocks.push(course.block),
                None => known.push((fact, vec![course.block])),
            }
        }
    }
    known.iter().map(|(fact, blocks)| say(blocks, fact)).collect()
}

/// What makes up a total. `rankings` are those of all units of the report.
fn what_counts<'a>(lang: Lang, rankings: impl Iterator<Item = &'a RankingRow>) -> String {
    let rankings: Vec<_> = rankings.collect();
    let has =
        |known: fn(&RankingRow) -> Option<Points>| rankings.iter().any(|row| known(row).is_some());
    let has_adjustments = has(|row| row.bonus.or(row.penalty));
    let adjusted = if has_adjustments {
        lang.pick(
            " Điểm thưởng được cộng, điểm trừ được trừ vào tổng điểm để xếp hạng và phân loại; \
             tỷ lệ đạt không tính hai loại điểm này.",
            " Bonus points are added to the total and penalty points taken from it, so that they \
             count for rank and grade; attainment leaves both out.",
        )
    } else {
        ""
    };
    let parts = match (has(|row| row.appraised_total), has(|row| row.survey_total)) {
        (_, true) => lang.pick(
            "Điểm đạt gồm điểm thẩm định và điểm điều tra xã hội học (sau đây viết tắt là ĐT XHH)",
            "The total is the sum of appraised and survey points",
        ),
        (true, false) => {
            lang.pick("Điểm đạt là điểm thẩm định", "The total is that of the appraised points")
        }
        (false, false) => {
            lang.pick("Điểm đạt là tổng điểm đã công bố", "The total is the one published")
        }
    };
    let self_scores = if has(|row| row.self_total) {
        lang.pick(
            "; điểm tự chấm không tính vào tổng điểm",
            "; self-scores do not count towards it",
        )
    } else {
        ""
    };
    let attainment = lang.pick(
        ". Tỷ lệ đạt là điểm đạt chia cho điểm tối đa áp dụng cho đơn vị.",
        ". Attainment is the points achieved divided by the maximum that applies to the unit.",
    );
    [parts, self_scores, attainment, adjusted].concat()
}

fn documents(lang: Lang, report: &TrendReport) -> String {
    let mut numbers: Vec<_> = report
        .history
        .assessments
        .iter()
        .filter(|assessment| report.blocks.iter().any(|course| course.block == assessment.block))
        .map(|assessment| (&assessment.number, assessment.issued_on))
        .collect();
    numbers.sort();
    numbers.dedup();
    let mut years: Vec<Year> =
        report.blocks.iter().flat_map(|course| course.years.iter().copied()).collect();
    years.sort_unstable();
    years.dedup();
    let blocks = report.blocks.iter().map(|course| {
        let units = course.by_year.iter().map(|block_year| block_year.units);
        let (least, most) = (units.clone().min().unwrap_or(0), units.max().unwrap_or(0));
        let block = block_name(lang, course.block);
        let counted = if least == most {
            units_only(lang, least)
        } else {
            lang.pick(
                format!("{} - {} đơn vị", count(lang, least), count(lang, most)),
                format!("{least} to {most} units"),
            )
        };
        lang.pick(format!("{block} {counted}"), format!("{block} ({counted})"))
    });
    let blocks = blocks.collect::<Vec<_>>().join("; ");

    let (first, last) = (years.first().copied(), years.last().copied());
    let runs = years.windows(2).all(|pair| pair[0].number() + 1 == pair[1].number());
    let span = match first.zip(last) {
        Some((first, last)) if runs => span(lang, first, last),
        _ => in_a_row(lang, &years.iter().map(Year::to_string).collect::<Vec<_>>()),
    };
    let (documents, counted) = (count(lang, numbers.len()), count(lang, years.len()));
    lang.pick(
        format!(
            "Báo cáo tổng hợp từ {documents} văn bản công bố kết quả của {counted} năm ({span}): \
             {blocks}."
        ),
        format!(
            "This report is based on {documents} {} with the results of {counted} {} ({span}): \
             {blocks}.",
            form(numbers.len(), "publication", "publications"),
            form(years.len(), "year", "years")
        ),
    )
}

fn units_only(lang: Lang, all: usize) -> String {
    units(lang, all)
}

/// The years between the first and the last for which there are no data.
fn gap_of_years(lang: Lang, course: &BlockCourse) -> Option<String> {
    let (first, last) = (course.years.first()?, course.years.last()?);
    let is_known = |year: i32| course.years.iter().any(|candidate| candidate.number() == year);
    let missing: Vec<_> = (first.number()..last.number())
        .filter(|year| !is_known(*year))
        .map(|year| year.to_string())
        .collect();
    if missing.is_empty() {
        return None;
    }
    let years = in_a_row(lang, &missing);
    Some(lang.pick(format!("năm {years}"), years))
}

/// What changed with each new framework.
fn frameworks(lang: Lang, history: &History, course: &BlockCourse) -> Vec<String> {
    let mut sentences = Vec::new();
    for framework_break in &course.breaks {
        let name = match &framework_break.name {
            Some(name) => lower_first(name),
            None => lang.pick("bộ tiêu chí mới", "a new criteria set").to_owned(),
        };
        let after = course.years.iter().copied().find(|year| *year >= framework_break.year);
        let before = course.years.iter().rev().copied().find(|year| *year < framework_break.year);
        let areas = |year: Option<Year>| -> Vec<&CriterionRow> {
            let rows =
                history.criteria.iter().filter(|row| row.block == course.block && row.level == 1);
            rows.filter(|row| Some(row.year) == year).collect()
        };
        let (old, new) = (areas(before), areas(after));
        let mut text = {
            let year = framework_break.year;
            lang.pick(
                format!("Từ năm {year}, {BLOCKS} áp dụng {name}"),
                format!("From {year}, {name} applies to {BLOCKS}"),
            )
        };
        if !old.is_empty() && !new.is_empty() {
            text += &differences(lang, &old, &new);
        }
        let year = framework_break.year;
        text += &lang.pick(
            format!(". Vì vậy các năm trước và sau năm {year} được so sánh bằng tỷ lệ đạt."),
            format!(". The years before and after {year} are therefore compared by attainment."),
        );
        sentences.push(text);
    }
    sentences
}

fn differences(lang: Lang, old: &[&CriterionRow], new: &[&CriterionRow]) -> String {
    const MOST: usize = 3;
    let only = |rows: &[&CriterionRow], others: &[&CriterionRow]| -> Vec<String> {
        let is_there = |row: &CriterionRow| others.iter().any(|other| other.series == row.series);
        rows.iter().filter(|row| !is_there(row)).map(|row| quoted(&row.series)).collect()
    };
    let (added, gone) = (only(new, old), only(old, new));
    let same = new
        .iter()
        .filter(|row| {
            old.iter().any(|other| other.series == row.series && other.criterion == row.criterion)
        })
        .count();
    let renamed = new.len() - added.len() - same;
    let reweighed = new
        .iter()
        .filter(|row| {
            old.iter().any(|other| other.series == row.series && other.max_total != row.max_total)
        })
        .count();

    let areas = |count: usize| form(count, "area", "areas");
    let mut parts = Vec::new();
    if same > 0 {
        let n = count(lang, same);
        parts.push(lang.pick(
            format!("{n} lĩnh vực giữ nguyên tên"),
            format!("{n} {} {}", areas(same), form(same, "keeps its name", "keep their names")),
        ));
    }
    if renamed > 0 {
        let n = count(lang, renamed);
        parts.push(lang.pick(
            format!("{n} lĩnh vực đổi tên"),
            format!("{n} {}", form(renamed, "area has a new name", "areas have new names")),
        ));
    }
    for (names, vi, en) in
        [(&added, "lĩnh vực mới", "new"), (&gone, "lĩnh vực không còn", "dropped")]
    {
        if !names.is_empty() {
            let (n, list) = (count(lang, names.len()), cases(lang, names.iter().cloned(), MOST));
            parts.push(lang.pick(
                format!("{n} {vi} ({list})"),
                format!("{n} {} {en} ({list})", form(names.len(), "is", "are")),
            ));
        }
    }
    if reweighed > 0 {
        let n = count(lang, reweighed);
        parts.push(lang.pick(
            format!("điểm tối đa của {n} lĩnh vực thay đổi"),
            format!("the maximum of {n} {} changed", areas(reweighed)),
        ));
    }
    format!(": {}", parts.join("; "))
}

/// The changes of units between the first and the last year, one sentence for each new unit and
/// day.
fn lineages(lang: Lang, history: &History, course: &BlockCourse) -> Vec<String> {
    let [first, .., last] = course.years[..] else { return Vec::new() };
    let rows =
        history.lineages.iter().filter(|lineage| lineage.block == course.block).filter(|event| {
            let year = event.operates_on.year();
            first.number() <= year && year <= last.number()
        });

    let mut sentences = Vec::new();
    let mut merged: Vec<(&LineageRow, Vec<String>)> = Vec::new();
    for event in rows {
        let from = unit_in_sentence(lang, &event.from_unit);
        let to = event.to_unit.as_deref().map(|to| unit_in_sentence(lang, to)).unwrap_or_default();
        let day = date(lang, event.operates_on);
        match event.kind {
            EventKind::Merge => {
                let same = |(row, _): &&mut (&LineageRow, Vec<String>)| {
                    row.to_unit_id == event.to_unit_id && row.operates_on == event.operates_on
                };
                match merged.iter_mut().find(same) {
                    Some((_, names)) => names.push(from),
                    None => merged.push((event, vec![from])),
                }
            }
            EventKind::Rename => sentences.push(upper_first(&lang.pick(
                format!("số liệu của {to} (trước ngày {day} là {from}) được nối tiếp qua các năm."),
                format!("{to} (before {day}: {from}) has one continuous series of results."),
            ))),
            EventKind::Split => sentences.push(upper_first(&lang.pick(
                format!("{to} được tách từ {from} từ ngày {day} và được so sánh từ khi thành lập."),
                format!("{to} was split off from {from} on {day} and is compared from then on."),
            ))),
            EventKind::Abolish => sentences.push(upper_first(&lang.pick(
                format!(
                    "{from} kết thúc hoạt động từ ngày {day}; kết quả các năm trước được lưu để \
                     tham khảo."
                ),
                format!(
                    "{from} ceased to exist on {day}; its earlier results are kept for reference."
                ),
            ))),
        }
    }

    for (event, names) in merged {
        let to = event.to_unit.as_deref().map(|to| unit_in_sentence(lang, to)).unwrap_or_default();
        let (day, names) = (date(lang, event.operates_on), in_a_row(lang, &names));
        sentences.push(upper_first(&lang.pick(
            format!(
                "{to} (thành lập trên cơ sở hợp nhất {names} từ ngày {day}) được so sánh từ khi \
                 thành lập; kết quả các năm trước không cộng gộp."
            ),
            format!(
                "{to} (formed by merging {names} on {day}) is compared from then on; the results \
                 of earlier years are not added together."
            ),
        )));
    }
    sentences
}

/// The units to which not all points of their block applied.
fn reduced(lang: Lang, history: &History, course: &BlockCourse) -> Option<String> {
    const MOST: usize = 4;
    let mut names = Vec::new();
    for year in &course.years {
        for row in history.reduced(course.block, *year) {
            let (unit, most) = (unit_in_sentence(lang, &row.unit), points(lang, row.max_total));
            names.push(lang.pick(
                format!("{unit} năm {year} ({most} điểm)"),
                format!("{unit} in {year} ({most} points)"),
            ));
        }
    }
    if names.is_empty() {
        return None;
    }
    let these = form(names.len(), "it is", "they are");
    let list = cases(lang, names, MOST);
    Some(lang.pick(
        format!(
            "Trường hợp có điểm tối đa áp dụng thấp hơn các đơn vị khác trong khối, được so sánh \
             bằng tỷ lệ đạt: {list}."
        ),
        format!(
            "Cases in which fewer points applied than to the other units of the block: {list}; \
             {these} compared by attainment."
        ),
    ))
}

/// The years in which some units have no total because scores are missing.
fn missing(lang: Lang, history: &History, course: &BlockCourse) -> Vec<String> {
    const MOST: usize = 4;
    let missing = |year: &Year| {
        let rows = history.ranked(course.block, *year).filter(|row| row.total.is_none());
        let names: Vec<_> = rows.map(|row| unit_in_sentence(lang, &row.unit)).collect();
        if names.is_empty() {
            return None;
        }
        let list = list_up_to(lang, names, MOST);
        Some(lang.pick(
            format!("Năm {year} thiếu điểm thành phần nên chưa có tổng điểm của {list}."),
            format!("In {year}, scores are missing, so there are no totals for {list}."),
        ))
    };
    course.years.iter().filter_map(missing).collect()
}

/// The figures of earlier years that later publications print differently.
fn restated(lang: Lang, report: &TrendReport) -> Option<String> {
    const MOST: usize = 3;
    let show = |amount: Option<Points>| {
        amount.map_or_else(|| "–".to_owned(), |amount| points(lang, amount))
    };
    let rows: Vec<_> = report
        .restated()
        .map(|row| {
            let unit = unit_in_sentence(lang, &row.unit);
            let (year, first, later, number) =
                (row.year, show(row.published_total), show(row.restated_total), &row.restated_in);
            lang.pick(
                format!("{unit} năm {year}: {first} điểm, {number} in lại {later} điểm"),
                format!("{unit} in {year}: {first} points, reprinted as {later} in {number}"),
            )
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let list = cases(lang, rows, MOST);
    Some(lang.pick(
        format!(
            "Văn bản công bố sau in lại số liệu khác với lần công bố đầu; báo cáo dùng số công bố \
             lần đầu: {list}."
        ),
        format!(
            "Later publications reprint some figures differently; this report uses those published \
             first: {list}."
        ),
    ))
}

/// How a block was assessed in one year.
#[must_use]
pub fn scope_of_year(lang: Lang, subject: &Subject<'_>) -> Vec<String> {
    let report = subject.report;
    let year = report.assessment.year;
    let counted = units_of(lang, report.block(), report.assessment.units);
    let were = form(report.assessment.units, "was", "were");
    let mut sentences = Vec::new();
    if report.criteria.is_empty() {
        sentences.push(lang.pick(
            format!(
                "Năm {year} có {counted} được đánh giá; văn bản công bố tổng điểm, không công bố \
                 điểm theo lĩnh vực."
            ),
            format!(
                "In {year}, {counted} {were} assessed; the document gives totals but no scores by \
                 area."
            ),
        ));
    } else {
        let sum = |part: fn(&CriterionRow) -> Points| {
            points(lang, report.criteria.iter().map(part).sum())
        };
        let all = sum(|row| row.max_total);
        let (appraised, survey) = (sum(|row| row.max_appraised), sum(|row| row.max_survey));
        let has_survey = report.criteria.iter().any(|row| row.max_survey > Points::ZERO);
        let areas = report.criteria.len();
        let n = count(lang, areas);
        let parts = match (has_survey, lang) {
            (false, _) => String::new(),
            (true, Lang::Vi) => format!(
                ", trong đó thẩm định {appraised} điểm và điều tra xã hội học {survey} điểm"
            ),
            (true, Lang::En) => {
                format!(": {appraised} from the appraisal and {survey} from the survey")
            }
        };
        sentences.push(lang.pick(
            format!(
                "Năm {year} có {counted} được đánh giá trên {n} lĩnh vực, tối đa {all} điểm{parts}."
            ),
            format!(
                "In {year}, {counted} {were} assessed on {n} {} with a maximum of {all} points\
                 {parts}.",
                form(areas, "area", "areas")
            ),
        ));
    }
    sentences.extend(bounds(lang, subject));
    sentences.extend(unpublished(lang, subject));
    sentences.extend(partial(lang, subject));
    sentences
}

/// The thresholds of grades, where they are declared.
fn bounds(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let declared = subject.report.assessment.bands.iter().filter(|band| band.declared);
    let bounds: Vec<_> = declared
        .map(|band| {
            let (grade, from) = (grade_label(lang, band.grade), points(lang, band.at_most));
            lang.pick(format!("{grade} từ {from} điểm"), format!("{grade} from {from} points"))
        })
        .collect();
    if bounds.is_empty() {
        return None;
    }
    let (bounds, year) = (bounds.join("; "), subject.report.assessment.year);
    Some(lang.pick(
        format!("Ngưỡng phân loại năm {year}: {bounds}."),
        format!("Grade thresholds for {year}: {bounds}."),
    ))
}

/// The end of the scope of a report on one year.
#[must_use]
pub fn scope_note(lang: Lang, subjects: &[Subject<'_>]) -> String {
    what_counts(lang, subjects.iter().flat_map(|subject| &subject.report.rankings))
}

/// A note that in a block of few units one change can move many ranks.
#[must_use]
pub fn few_units(lang: Lang, subject: &Subject<'_>) -> Option<String> {
    let all = subject.report.assessment.units;
    if all >= FEW_UNITS || all == 0 {
        return None;
    }
    let (block, n) = (upper_first(&block_name(lang, subject.report.block())), units(lang, all));
    Some(lang.pick(
        format!(
            "{block} có {n} nên khi một đơn vị thay đổi điểm, thứ hạng của nhiều đơn vị có thể \
             thay đổi theo."
        ),
        format!(
            "{block} comprise {n}, so a change in the score of one unit can shift the ranks of \
             many."
        ),
    ))
}
