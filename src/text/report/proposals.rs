//! The proposals of a report: those that follow from the figures by a stated rule, and those that
//! only an officer can write.

use crate::analysis::{
    LARGE_FALL, Subject, WEAK_AREA, beyond_rounding, common_gaps, gap_areas, to_explain, to_plan,
    weak_areas,
};
use crate::model::Index;
use crate::text::{Lang, RichText, form, index_label, percent, unit_in_sentence};

use super::phrase::{block_name, count, in_a_row, list_up_to, percentage_points, quoted};

/// The most proposals that are generated.
pub const MOST_PROPOSALS: usize = 5;

/// The annexes and tables to which proposals refer.
#[derive(Debug, Clone, Default)]
pub struct Annexes {
    /// Items to explain.
    pub items: String,
    /// What the checks found.
    pub checks: String,
    /// The table of lasting weaknesses; none in a report on one year.
    pub weaknesses: Option<String>,
}

/// The proposals whose rule holds, [`MOST_PROPOSALS`] at most.
#[must_use]
pub fn proposals(lang: Lang, subjects: &[Subject<'_>], annexes: &Annexes) -> Vec<RichText> {
    let mut all: Vec<RichText> = Vec::new();
    all.extend(explain(lang, subjects, &annexes.items));
    all.extend(common_guidance(lang, subjects));
    all.extend(common_remedy(lang, subjects));
    all.extend(plans(lang, subjects, annexes.weaknesses.as_deref()));
    all.extend(corrections(lang, subjects, &annexes.checks));
    all.truncate(MOST_PROPOSALS);
    all
}

fn office(lang: Lang) -> &'static str {
    lang.pick("[cơ quan thường trực: ……]", "[standing office: ……]")
}

fn dots(lang: Lang) -> &'static str {
    lang.pick("[……]", "[……]")
}

/// The units that are asked to explain their items.
fn explain(lang: Lang, subjects: &[Subject<'_>], annex: &str) -> Option<RichText> {
    const MOST: usize = 8;
    let mut names: Vec<String> = Vec::new();
    for row in subjects.iter().flat_map(to_explain) {
        let name = unit_in_sentence(lang, &row.unit);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return None;
    }
    let ask = form(names.len(), "is", "are");
    // A list that ends with “and others” addresses nobody.
    let names = if names.len() > MOST {
        let n = names.len();
        lang.pick(
            format!("{n} đơn vị có tên tại {annex}"),
            format!("The {n} units listed in {annex}"),
        )
    } else {
        in_a_row(lang, &names)
    };
    Some(match lang {
        Lang::Vi => RichText::new()
            .words(format!(
                "Đề nghị {names} rà soát tài liệu kiểm chứng, giải trình các nội dung có điểm thẩm \
                 định thấp hơn điểm tự chấm nêu tại {annex}, gửi "
            ))
            .blank("explain-office", office(lang))
            .words(" trước ngày ")
            .blank("explain-date", dots(lang))
            .words("."),
        Lang::En => RichText::new()
            .words(format!(
                "{names} {ask} asked to review their evidence, to explain the items in {annex} \
                 whose appraised score is below the self-score, and to reply to "
            ))
            .blank("explain-office", office(lang))
            .words(" by ")
            .blank("explain-date", dots(lang))
            .words("."),
    })
}

/// Areas that whole blocks read differently from the appraisal.
fn common_guidance(lang: Lang, subjects: &[Subject<'_>]) -> Option<RichText> {
    let mut areas: Vec<String> = Vec::new();
    for subject in subjects {
        let gaps = gap_areas(&subject.report.gaps);
        if let Some((pair, true)) = common_gaps(&gaps) {
            for area in pair {
                let area = quoted(area.area);
                if !areas.contains(&area) {
                    areas.push(area);
                }
            }
        }
    }
    if areas.is_empty() {
        return None;
    }
    let areas = in_a_row(lang, &areas);
    Some(match lang {
        Lang::Vi => RichText::new()
            .words("Đề nghị ")
            .blank("guidance-office", "[cơ quan chủ trì lĩnh vực: ……]")
            .words(format!(
                " hướng dẫn thống nhất cách chấm và tài liệu kiểm chứng đối với {areas}."
            )),
        Lang::En => RichText::new().blank("guidance-office", "[Lead agency: ……]").words(format!(
            " is asked to issue common guidance on scoring and evidence for {areas}."
        )),
    })
}

/// Areas in which whole blocks are weak.
fn common_remedy(lang: Lang, subjects: &[Subject<'_>]) -> Option<RichText> {
    const MOST: usize = 3;
    let mut areas: Vec<String> = Vec::new();
    for subject in subjects {
        let rows = if let Some(course) = subject.course {
            weak_areas(&course.areas)
        } else {
            let weak =
                subject.report.criterion_summaries.iter().filter(|row| row.attainment < WEAK_AREA);
            let mut rows: Vec<_> = weak.collect();
            rows.sort_by(|a, b| a.attainment.total_cmp(&b.attainment));
            rows
        };
        for row in rows.into_iter().take(MOST) {
            let (area, share) = (quoted(&row.series), percent(lang, row.attainment));
            let (block, year) = (block_name(lang, subject.report.block()), row.year);
            areas.push(lang.pick(
                format!("{area} ({block}, năm {year}: {share})"),
                format!("{area} ({block}, {year}: {share})"),
            ));
        }
    }
    if areas.is_empty() {
        return None;
    }
    areas.truncate(2 * MOST);
    let areas = in_a_row(lang, &areas);
    Some(match lang {
        Lang::Vi => RichText::new()
            .words("Đề nghị ")
            .blank("remedy-office", "[cơ quan chủ trì: ……]")
            .words(format!(" tham mưu giải pháp chung nâng tỷ lệ đạt ở {areas}.")),
        Lang::En => RichText::new()
            .blank("remedy-office", "[Lead agency: ……]")
            .words(format!(" is asked to propose common measures to raise attainment in {areas}.")),
    })
}

/// The units that are asked for a plan.
fn plans(lang: Lang, subjects: &[Subject<'_>], table: Option<&str>) -> Option<RichText> {
    const MOST: usize = 6;
    let courses = || subjects.iter().filter_map(|subject| subject.course);
    let names: Vec<_> = courses()
        .flat_map(|course| {
            let deltas = &course.comparison.deltas;
            to_plan(course).into_iter().map(|name| {
                // A unit that fell by much is named with the size of its fall.
                let fell =
                    deltas.iter().find(|row| row.unit == name).and_then(|row| row.attainment_delta);
                let fell = fell.filter(|change| -change >= LARGE_FALL);
                let unit = unit_in_sentence(lang, &name);
                match fell {
                    Some(change) => {
                        let (size, year) =
                            (percentage_points(lang, change), course.comparison.span[0]);
                        lang.pick(
                            format!("{unit} (tỷ lệ đạt giảm {size} so với năm {year})"),
                            format!("{unit} (down by {size} on {year})"),
                        )
                    }
                    None => unit,
                }
            })
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let are = form(names.len(), "is", "are");
    let table = table.filter(|_| courses().any(|course| !course.persistent.is_empty()));
    let names = list_up_to(lang, names, MOST);
    let of_table = table.map_or_else(String::new, |table| {
        lang.pick(
            format!(", nhất là các lĩnh vực hạn chế kéo dài nêu tại {table}"),
            format!(", above all the lasting weaknesses listed in {table}"),
        )
    });
    Some(match lang {
        Lang::Vi => RichText::new()
            .words(format!(
                "Đề nghị {names} xây dựng kế hoạch khắc phục các nội dung còn hạn chế{of_table}; \
                 thời hạn: "
            ))
            .blank("plan-date", dots(lang))
            .words("."),
        Lang::En => RichText::new()
            .words(format!(
                "{names} {are} asked to draw up a plan to overcome their shortcomings{of_table}; \
                 deadline: "
            ))
            .blank("plan-date", dots(lang))
            .words("."),
    })
}

/// Figures of decisions that do not add up.
fn corrections(lang: Lang, subjects: &[Subject<'_>], annex: &str) -> Option<RichText> {
    let figures: usize =
        subjects.iter().map(|subject| beyond_rounding(subject.findings()).0.len()).sum();
    if figures == 0 {
        return None;
    }
    let rows = subjects.iter().flat_map(|subject| beyond_rounding(subject.findings()).0);
    let mut years: Vec<_> = rows.map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let years: Vec<_> = years.iter().map(ToString::to_string).collect();
    let (n, years) = (count(lang, figures), in_a_row(lang, &years));
    let noun = form(figures, "figure", "figures");
    Some(RichText::from(lang.pick(
        format!(
            "Đề nghị cơ quan ban hành rà soát {n} số liệu đã công bố của năm {years} ({annex})."
        ),
        format!("The issuer is asked to check {n} {noun} published for {years} ({annex})."),
    )))
}

/// What is left to the officer: targets, praise, resources.
#[must_use]
pub fn left_to_the_office(lang: Lang, index: Index, next_year: i32) -> Vec<RichText> {
    let index = index_label(lang, index);
    let blank = |tag: &str, words: String| RichText::new().blank(tag, words);
    vec![
        blank(
            "target",
            lang.pick(
                format!("[Chỉ tiêu {index} năm {next_year}: ……]"),
                format!("[Target for {index} of {next_year}: ……]"),
            ),
        ),
        blank(
            "other-proposals",
            lang.pick(
                "[Khen thưởng, phê bình, trách nhiệm người đứng đầu, nguồn lực, sửa đổi bộ tiêu \
                 chí: ……]"
                    .to_owned(),
                "[Praise, criticism, responsibility of heads, means, changes of the criteria set: \
                 ……]"
                .to_owned(),
            ),
        ),
    ]
}
