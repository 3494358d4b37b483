//! The summary of a report: what a member of the committee reads in one minute.

use crate::analysis::{
    EXCESS, Subject, common_gaps, criterion_extremes, gap_areas, gap_summary, lasting_summary,
    mean_lost, most_lasting, moved_grades, rank_summary,
};
use crate::model::{Grade, Year};
use crate::text::change::{twin, went};
use crate::text::{Lang, decimal, form, grade_label, percent};

use super::heading::roman;
use super::phrase::{
    all_of, amount, block_name, change, count, in_a_row, percentage_points, quoted, units,
    units_of, with_amount,
};
use super::scope::{partial, unpublished};

/// The sections to which sentences of the summary refer.
#[derive(Debug, Clone, Default)]
pub struct Sections {
    /// The section on self scores.
    pub self_scores: String,
    /// The section on weaknesses.
    pub weaknesses: String,
    /// The section on how certain the ranks are.
    pub certainty: String,
    /// The section of proposals.
    pub proposals: String,
}

impl Sections {
    /// The sections of the report on several years.
    #[must_use]
    pub fn of_years() -> Self {
        Self {
            self_scores: roman(4),
            weaknesses: roman(5),
            certainty: roman(6),
            proposals: roman(7),
        }
    }

    /// The sections of the report on one year. The section on changes, where there is one, comes
    /// third.
    #[must_use]
    pub fn of_year(is_compared: bool) -> Self {
        let after = if is_compared { 4 } else { 3 };
        Self {
            self_scores: roman(after),
            weaknesses: roman(after + 1),
            certainty: roman(after + 2),
            proposals: roman(after + 3),
        }
    }
}

/// The sentences of the summary; `proposals` is the number of proposals in the report.
#[must_use]
pub fn summary(
    lang: Lang,
    subjects: &[Subject<'_>],
    sections: &Sections,
    proposals: usize,
) -> Vec<String> {
    let mut sentences = results(lang, subjects);
    if subjects.iter().any(|subject| subject.course.is_some()) {
        sentences.extend(lasting_gaps(lang, subjects, &sections.self_scores));
        sentences.extend(lasting_weaknesses(lang, subjects, &sections.weaknesses));
    } else {
        sentences.extend(gaps(lang, subjects));
    }
    sentences.push(certainty(lang, subjects, sections, proposals));
    sentences
}

/// What a page says of one year before its tables: the summary without references to a report.
#[must_use]
pub fn year_at_a_glance(lang: Lang, subjects: &[Subject<'_>]) -> Vec<String> {
    let mut sentences = results(lang, subjects);
    sentences.extend(gaps(lang, subjects));
    sentences.extend(movable_ranks(lang, subjects, ""));
    sentences
}

/// How the blocks did, with what a reader has to know first. One year has no course.
fn results(lang: Lang, subjects: &[Subject<'_>]) -> Vec<String> {
    let mut sentences: Vec<String> =
        subjects.iter().filter_map(|subject| unpublished(lang, subject)).collect();
    sentences.extend(subjects.iter().filter_map(|subject| partial(lang, subject)));
    sentences.extend(means(lang, subjects));
    sentences.extend(like_for_like(lang, subjects));
    sentences.extend(ends(lang, subjects));
    sentences.extend(grades(lang, subjects));
    sentences.extend(course(lang, subjects));
    sentences.extend(lowest_areas(lang, subjects));
    sentences.extend(costliest_areas(lang, subjects));
    sentences
}

fn year_of(subject: &Subject<'_>) -> Year {
    subject.report.assessment.year
}

/// The subjects grouped by year and by the year of comparison, the latest first: blocks may be
/// published in different years.
fn by_year<'a, 'b>(subjects: &'b [Subject<'a>]) -> Vec<Vec<&'b Subject<'a>>> {
    let mut years: Vec<Vec<&Subject<'_>>> = Vec::new();
    for subject in subjects {
        let before = subject.comparison.map(|comparison| comparison.span[0]);
        let same = |group: &&mut Vec<&Subject<'_>>| {
            let before_group = group[0].comparison.map(|comparison| comparison.span[0]);
            year_of(group[0]) == year_of(subject) && before_group == before
        };
        match years.iter_mut().find(same) {
            Some(group) => group.push(subject),
            None => years.push(vec![subject]),
        }
    }
    years.sort_by_key(|group| std::cmp::Reverse(year_of(group[0])));
    years
}

/// The mean of each block, and how it changed.
fn means(lang: Lang, subjects: &[Subject<'_>]) -> Vec<String> {
    let mut sentences = Vec::new();
    for group in by_year(subjects) {
        let year = year_of(group[0]);
        let clause = |subject: &&&Subject<'_>| {
            let results = subject.report.results.results.as_ref()?;
            let units = units_of(lang, subject.report.block(), subject.report.results.units);
            let before = subject.comparison.map(|comparison| &comparison.before);
            let changed = before.and_then(|before| {
                subject.report.results.since(before).map(|changed| (before, changed))
            });
            let mean = amount(lang, results.mean);
            let in_points = results.maximum.is_some();
            let what = match (in_points, lang) {
                (true, Lang::Vi) => "điểm bình quân",
                (false, Lang::Vi) => "tỷ lệ đạt bình quân",
                (true, Lang::En) => "points on average",
                (false, Lang::En) => "of the maximum on average",
            };
            let changed = changed.map(|(before, changed)| {
                if changed.sign() == 0 {
                    lang.pick(
                        format!(", bằng năm {}", before.year),
                        format!(", the same as in {}", before.year),
                    )
                } else {
                    let (words, before) = (change(lang, changed), before.year);
                    lang.pick(
                        format!(", {words} so với năm {before}"),
                        format!(", {words} on {before}"),
                    )
                }
            });
            let changed = changed.unwrap_or_default();
            Some(lang.pick(
                format!("{what} của {units} là {mean}{changed}"),
                format!("{units} attained {mean} {what}{changed}"),
            ))
        };
        let clauses: Vec<String> = group.iter().filter_map(|subject| clause(&subject)).collect();
        if !clauses.is_empty() {
            sentences.push(lang.pick(
                format!("Năm {year}, {}.", clauses.join("; ")),
                format!("In {year}, {}.", clauses.join("; ")),
            ));
        }
    }
    sentences
}

/// The change of the mean over the units present in both years, where the units or the framework
/// changed.
fn like_for_like(lang: Lang, subjects: &[Subject<'_>]) -> Vec<String> {
    let sentences = subjects
        .iter()
        .filter_map(|subject| subject.comparison)
        .map(|comparison| twin(lang, &comparison.movement));
    sentences
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// The highest and the lowest units.
fn ends(lang: Lang, subjects: &[Subject<'_>]) -> Option<String> {
    let known: Vec<_> =
        subjects.iter().filter_map(|subject| subject.report.results.results.as_ref()).collect();
    if known.is_empty() {
        return None;
    }

    let list = |clauses: Vec<String>| in_a_row(lang, &clauses);
    let first = list(
        known
            .iter()
            .map(|results| with_amount(lang, &results.first, &amount(lang, results.highest)))
            .collect(),
    );
    let last = list(
        known
            .iter()
            .map(|results| with_amount(lang, &results.last, &amount(lang, results.lowest)))
            .collect(),
    );
    Some(lang.pick(
        format!("Cao nhất: {first}; thấp nhất: {last}."),
        format!("Highest: {first}; lowest: {last}."),
    ))
}

/// How many units of all blocks have each grade, and how many moved.
fn grades(lang: Lang, subjects: &[Subject<'_>]) -> Option<String> {
    let mut counts: Vec<(Grade, usize)> = Vec::new();
    for (grade, units) in subjects.iter().flat_map(|subject| &subject.report.results.grades) {
        match counts.iter_mut().find(|(candidate, _)| candidate == grade) {
            Some((_, sum)) => *sum += units,
            None => counts.push((*grade, *units)),
        }
    }
    counts.sort_by_key(|(grade, _)| *grade);
    let counts: Vec<_> = counts
        .iter()
        .map(|(grade, units)| format!("{} {}", count(lang, *units), grade_label(lang, *grade)))
        .collect();
    if counts.is_empty() {
        return None;
    }
    let counts = counts.join(", ");

    let compared: Vec<_> = subjects.iter().filter_map(|subject| subject.comparison).collect();
    let is_known = |comparison: &&&crate::analysis::Comparison| {
        comparison.movement.is_whole()
            && comparison
                .grade_moves
                .iter()
                .any(|row| row.grade_from.is_some() && row.grade_to.is_some())
    };
    let mut years: Vec<Year> =
        compared.iter().filter(is_known).map(|comparison| comparison.span[0]).collect();
    years.dedup();
    let moved = match years[..] {
        [before] => {
            let sum = |which: usize| -> usize {
                let rows = compared
                    .iter()
                    .filter(is_known)
                    .flat_map(|comparison| moved_grades(&comparison.grade_moves)[which].clone());
                rows.map(|row| row.units).sum()
            };
            let (vi, en) = match (sum(0), sum(1)) {
                (0, 0) => (
                    "không có đơn vị nào thay đổi mức phân loại".to_owned(),
                    "no unit’s grade changed".to_owned(),
                ),
                (up, 0) => (
                    format!("{} tăng mức phân loại", units(lang, up)),
                    format!("{} rose in grade", units(lang, up)),
                ),
                (0, down) => (
                    format!("{} giảm mức phân loại", units(lang, down)),
                    format!("{} fell in grade", units(lang, down)),
                ),
                (up, down) => (
                    format!(
                        "{} tăng mức phân loại, {} giảm mức phân loại",
                        units(lang, up),
                        units(lang, down)
                    ),
                    format!("{} rose in grade and {} fell", units(lang, up), count(lang, down)),
                ),
            };
            lang.pick(
                format!("; so với năm {before}, {vi}"),
                format!("; compared with {before}, {en}"),
            )
        }
        _ => String::new(),
    };
    Some(lang.pick(format!("Phân loại: {counts}{moved}."), format!("Grades: {counts}{moved}.")))
}

/// The course of the blocks over the years in which all units are known; blocks with the same years
/// share a sentence.
fn course(lang: Lang, subjects: &[Subject<'_>]) -> Vec<String> {
    let mut sentences: Vec<([Year; 2], Vec<String>, Vec<String>)> = Vec::new();
    for subject in subjects {
        let Some(course) = subject.course else { continue };
        let known: Vec<_> =
            course.by_year.iter().filter_map(|year| Some((year, year.results.as_ref()?))).collect();
        let [(first, from), _, .., (last, to)] = known[..] else { continue };
        let (block, went) =
            (block_name(lang, course.block), went(lang, from.attainment, to.attainment));
        let span = [first.year, last.year];
        let new = course.breaks.iter().filter(|framework_break| {
            framework_break.year > first.year && framework_break.year <= last.year
        });
        let new: Vec<_> = new.map(|framework_break| framework_break.year.to_string()).collect();
        let ends = course.course.first().zip(course.course.last());
        let twin =
            ends.filter(|_| !new.is_empty()).and_then(|(first, last)| {
                let went = self::went(lang, first.constant_attainment?, last.constant_attainment?);
                Some(lang.pick(
                    format!(" (trên cùng cơ sở: {went})"),
                    format!(" (like for like: {went})"),
                ))
            });
        let clause = format!("{block} {went}{}", twin.unwrap_or_default());
        match sentences.iter_mut().find(|(known, years, _)| *known == span && *years == new) {
            Some((.., clauses)) => clauses.push(clause),
            None => sentences.push((span, new, vec![clause])),
        }
    }
    let sentence = |([begin, end], new, clauses): ([Year; 2], Vec<String>, Vec<String>)| {
        let clauses = clauses.join("; ");
        let changed = if new.is_empty() {
            String::new()
        } else {
            let years = in_a_row(lang, &new);
            lang.pick(
                format!("; bộ tiêu chí thay đổi từ năm {years}"),
                format!("; new criteria set from {years}"),
            )
        };
        lang.pick(
            format!("Từ năm {begin} đến năm {end}, tỷ lệ đạt bình quân của {clauses}{changed}."),
            format!("From {begin} to {end}, the mean attainment of {clauses}{changed}."),
        )
    };
    sentences.into_iter().map(sentence).collect()
}

/// The lowest area of each block.
fn lowest_areas(lang: Lang, subjects: &[Subject<'_>]) -> Option<String> {
    let lowest: Vec<_> = subjects
        .iter()
        .filter_map(|subject| {
            let weakest = criterion_extremes(&subject.report.criterion_summaries)?.weakest;
            let share = percent(lang, weakest.first()?.attainment);
            let areas: Vec<String> = weakest.iter().map(|row| quoted(&row.series)).collect();
            Some((in_a_row(lang, &areas), share, subject.report.block()))
        })
        .collect();
    let [(first, ..), rest @ ..] = &lowest[..] else { return None };
    if !rest.is_empty() && rest.iter().all(|(area, ..)| area == first) {
        let shares: Vec<_> = lowest
            .iter()
            .map(|(_, share, block)| format!("{} {share}", block_name(lang, *block)))
            .collect();
        let (area, shares) = (first, shares.join("; "));
        return Some(lang.pick(
            format!("Lĩnh vực đạt thấp nhất ở các khối là {area} ({shares})."),
            format!("The lowest area in every block is {area} ({shares})."),
        ));
    }
    let all: Vec<_> = lowest
        .iter()
        .map(|(area, share, block)| match subjects.len() {
            1 => format!("{area} ({share})"),
            _ => format!("{area} ({share}, {})", block_name(lang, *block)),
        })
        .collect();
    let all = in_a_row(lang, &all);
    Some(lang.pick(format!("Lĩnh vực đạt thấp nhất: {all}."), format!("Lowest area: {all}.")))
}

/// The area in which each block lost the most points, where it is not the lowest one.
fn costliest_areas(lang: Lang, subjects: &[Subject<'_>]) -> Option<String> {
    let all: Vec<_> = subjects
        .iter()
        .filter_map(|subject| {
            let extremes = criterion_extremes(&subject.report.criterion_summaries)?;
            if extremes.costliest == extremes.weakest {
                return None;
            }
            let row = *extremes.costliest.first()?;
            let areas: Vec<_> = extremes.costliest.iter().map(|row| quoted(&row.series)).collect();
            let mean = decimal(lang, mean_lost(row, subject.report.results.known), 2);
            let (area, block) = (in_a_row(lang, &areas), block_name(lang, subject.report.block()));
            Some(lang.pick(
                format!("{block} ở {area} (bình quân {mean} điểm)"),
                format!("{block} in {area} ({mean} points on average)"),
            ))
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    let all = in_a_row(lang, &all);
    Some(lang.pick(
        format!("Điểm chưa đạt nhiều nhất: {all}."),
        format!("Most points were lost by {all}."),
    ))
}

/// How many units over-score themselves year after year. The summary names none of them.
fn lasting_gaps(lang: Lang, subjects: &[Subject<'_>], section: &str) -> Option<String> {
    let count: usize = subjects
        .iter()
        .filter_map(|subject| subject.course)
        .map(|course| course.overscoring.len())
        .sum();
    if count == 0 {
        return None;
    }
    let (excess, units) = (percentage_points(lang, EXCESS), units(lang, count));
    let has = form(count, "has", "have");
    Some(lang.pick(
        format!(
            "{units} có chênh lệch tự chấm – thẩm định cao hơn mức của khối trong ít nhất 03 năm \
             liên tiếp, nay vượt từ {excess} trở lên (mục {section})."
        ),
        format!(
            "{units} {has} had a gap between self-score and appraisal above that of the block for \
             at least three years running, now by {excess} or more (section {section})."
        ),
    ))
}

/// How many units have lasting weaknesses, and in which areas most of these are.
fn lasting_weaknesses(lang: Lang, subjects: &[Subject<'_>], section: &str) -> Option<String> {
    let courses: Vec<_> = subjects.iter().filter_map(|subject| subject.course).collect();
    let count: usize = courses
        .iter()
        .filter_map(|course| lasting_summary(&course.persistent))
        .map(|lasting_weaknesses| lasting_weaknesses.units)
        .sum();
    if count == 0 {
        return None;
    }
    let most = courses.iter().filter_map(|course| {
        let areas: Vec<_> = most_lasting(course).into_iter().map(quoted).collect();
        let area = Some(in_a_row(lang, &areas)).filter(|area| !area.is_empty())?;
        Some(if courses.len() == 1 {
            area
        } else {
            format!("{area} ({})", block_name(lang, course.block))
        })
    });
    let areas: Vec<_> = most.collect();
    let (units, areas, has) =
        (units(lang, count), in_a_row(lang, &areas), form(count, "has", "have"));
    Some(lang.pick(
        format!("{units} có lĩnh vực hạn chế kéo dài, nhiều nhất ở {areas} (mục {section})."),
        format!("{units} {has} lasting weaknesses, mostly in {areas} (section {section})."),
    ))
}

/// The gaps of one year, block by block. No unit is named.
fn gaps(lang: Lang, subjects: &[Subject<'_>]) -> Option<String> {
    let clauses: Vec<_> =
        subjects
            .iter()
            .filter_map(|subject| {
                let summary = gap_summary(&subject.report.unit_gaps)?;
                let areas = gap_areas(&subject.report.gaps);
                let most = common_gaps(&areas).map(|([first, _], _)| quoted(first.area));
                let (mean, block) =
                    (decimal(lang, summary.mean, 2), block_name(lang, subject.report.block()));
                let most = most.map(|area| {
                    lang.pick(format!(", nhiều nhất ở {area}"), format!(", mostly in {area}"))
                });
                let most = most.unwrap_or_default();
                Some(lang.pick(
                    format!("{block} {mean} điểm{most}"),
                    format!("{block} {mean} points{most}"),
                ))
            })
            .collect();
    if clauses.is_empty() {
        return None;
    }
    let all = clauses.join("; ");
    Some(lang.pick(
        format!("Chênh lệch tự chấm – thẩm định, bình quân mỗi đơn vị: {all}."),
        format!("Self-score minus appraised score, mean per unit: {all}."),
    ))
}

/// How many ranks could change, and what the committee is asked to consider.
fn certainty(
    lang: Lang,
    subjects: &[Subject<'_>],
    sections: &Sections,
    proposals: usize,
) -> String {
    let (section, query) = (&sections.certainty, &sections.proposals);
    let section = lang.pick(format!(" (mục {section})"), format!(" (section {section})"));
    let mut text =
        movable_ranks(lang, subjects, &section).map_or_else(String::new, |text| text + " ");
    text += &if proposals == 0 {
        lang.pick(
            format!("Đề nghị xem xét các nội dung tại mục {query}."),
            format!("Section {query} is submitted for consideration."),
        )
    } else {
        let noun = form(proposals, "recommendation is", "recommendations are");
        let proposals = count(lang, proposals);
        lang.pick(
            format!("Đề nghị xem xét {proposals} kiến nghị tại mục {query}."),
            format!("{proposals} {noun} submitted for consideration in section {query}."),
        )
    };
    text
}

/// How many ranks could change under other weights. `at` says where a report shows them. None if no rank
/// could.
fn movable_ranks(lang: Lang, subjects: &[Subject<'_>], at: &str) -> Option<String> {
    let tenths: Vec<_> = subjects
        .iter()
        .filter_map(|subject| rank_summary(&subject.report.rank_intervals))
        .filter_map(|rank_summary| Some((rank_summary.units, rank_summary.tenth?.0)))
        .collect();
    let all: usize = tenths.iter().map(|(units, _)| units).sum();
    let sure: usize = tenths.iter().map(|(_, sure)| sure).sum();

    let moving = all - sure;
    if moving == 0 {
        return None;
    }
    let (moving, all) = (count(lang, moving), count(lang, all));
    Some(lang.pick(
        format!(
            "Thứ hạng của {moving}/{all} đơn vị có thể thay đổi nếu tỷ trọng điểm của các lĩnh vực \
             tăng hoặc giảm đến 10%{at}."
        ),
        format!(
            "The ranks of {moving} of {all} units could change if the weights of the areas rose or \
             fell by up to 10%{at}."
        ),
    ))
}

/// The blocks that a report covers: `các sở, ban, ngành và các huyện, thành phố`.
#[must_use]
pub fn blocks(lang: Lang, subjects: &[Subject<'_>]) -> String {
    let blocks = all_of(lang, subjects.iter().map(|subject| subject.report.block()));
    // In English, the names of blocks contain an “and” of their own.
    lang.pick(in_a_row(lang, &blocks), blocks.join(", "))
}
