//! The annexes of reports: the results of every unit, the items to explain, the findings of the
//! checks, the method and the sources.

use std::collections::HashMap;

use crate::analysis::{
    AreaChange, BlockReport, History, MARKED_CHANGE, MIN_YEARS, Subject, SurveyShare, TrendReport,
    area_changes, beyond_rounding, is_unlike, lowest_areas, surely_lenient, survey_shares,
    to_explain, years_above,
};
use crate::chart::Spark;
use crate::model::{Points, Year, file_name};
use crate::relation::{BlockTrendRow, Cell, CriterionChange, GapRow, LastingLeniency, WeaknessRow};
use crate::store::AssessmentRow;
use crate::text::report::{
    Annexes, Caption, Col, Heading, annex_number, blank_cell, block_title, caption,
    chosen_areas_note, explain_note, left_out, leniency_note, method as method_terms, multi_year,
    place_in_words, shades_note,
};
use crate::text::{Lang, date, event_label, percent, publication};

use super::body::{YearColumns, changed, shade, short, signed_mean, total_of};
use super::builder::Builder;
use super::{Align, Content, Element, Entry, Page, Row, RowKind, Shade, Size, Table};

/// The width of the text on a landscape page, in millimetres.
const LANDSCAPE: f64 = 252.0;
/// The width of the text on a portrait page, in millimetres.
const PORTRAIT: f64 = 165.0;

/// Adds the annex of scorecards: one row per unit with all its key figures.
pub(super) fn scorecards(
    builder: &mut Builder,
    subjects: &[Subject<'_>],
    columns: &YearColumns<'_>,
) {
    const MOST_YEARS: usize = 6;
    let lang = builder.lang;
    builder.annex(Heading::Scorecards.say(lang), Page::Landscape);
    for subject in subjects {
        let Some(course) = subject.course else { continue };
        let years = &course.years[course.years.len().saturating_sub(MOST_YEARS)..];
        let is_new = !course.comparison.breaks.is_empty();

        let totals = 11.6 * years.len() as f64;
        let fixed = 10.0 + 12.0 + 22.0 + 12.0 + 10.0 + 11.0 + 13.0 + 10.0;
        let lowest = 46.0;
        let name = (LANDSCAPE - fixed - lowest - totals).clamp(34.0, 60.0);
        let lowest = LANDSCAPE - fixed - name - totals;

        let mut heads = vec![
            (Col::Rank.say(lang).to_owned(), 10.0, Align::Middle),
            (Col::Unit.say(lang).to_owned(), name, Align::Start),
            (Col::Interval.say(lang).to_owned(), 12.0, Align::Middle),
        ];
        heads.extend(years.iter().map(|year| (year.to_string(), 11.6, Align::End)));
        heads.extend([
            (Col::Course.say(lang).to_owned(), 22.0, Align::Middle),
            (
                if is_new { Col::ShareChange } else { Col::PointsChange }.say(lang).to_owned(),
                12.0,
                Align::End,
            ),
            (Col::RankChange.say(lang).to_owned(), 10.0, Align::End),
            (Col::SurveyShare.say(lang).to_owned(), 11.0, Align::End),
            (Col::SelfLess.say(lang).to_owned(), 13.0, Align::End),
            (Col::YearsAbove.say(lang).to_owned(), 10.0, Align::End),
            (Col::LowestAreas.say(lang).to_owned(), lowest, Align::Start),
        ]);
        let heads: Vec<_> =
            heads.iter().map(|(head, width, align)| (head.as_str(), *width, *align)).collect();

        let mut table = Table::simple(&heads).sized(Size::Annex);
        let year_columns = YearColumns {
            years: years.to_vec(),
            breaks: course.breaks.iter().map(|framework_break| framework_break.year).collect(),
            subjects: columns.subjects,
        };
        table.rules = year_columns.rules(3);

        let scale = spark_scale(course, years);
        let breaks: Vec<usize> = year_columns.rules(0);

        let shares = survey_shares(&subject.report.scores, &subject.report.rankings);
        let mut weaknesses: HashMap<i64, Vec<&WeaknessRow>> = HashMap::new();
        for row in &subject.report.weaknesses {
            weaknesses.entry(row.unit_id).or_default().push(row);
        }
        let rankings: HashMap<_, _> =
            course.rankings.iter().rev().map(|row| ((row.unit_id, row.year), row)).collect();

        for unit in course.units() {
            let id = unit.trend.unit_id;
            let last = subject.report.rankings.iter().find(|row| row.unit_id == id);
            let delta = unit.delta();
            let gap = subject.report.unit_gaps.iter().find(|row| row.unit_id == id);
            let survey = shares.iter().find(|row| row.unit_id == id).map(|row| row.survey);

            let areas = lowest_areas(weaknesses.remove(&id).unwrap_or_default(), 2);
            let areas: Vec<_> = areas
                .iter()
                .map(|row| {
                    format!(
                        "{} ({})",
                        short(subject, &row.criterion),
                        percent(lang, row.attainment)
                    )
                })
                .collect();

            let mut entries = vec![
                Entry::of(last.and_then(|row| row.rank), Cell::Rank),
                Entry::name(&unit.trend.label),
                Entry::of(rank_range(subject.report, id), Cell::Text),
            ];

            entries.extend(years.iter().map(|year| match rankings.get(&(id, *year)) {
                Some(row) => total_of(lang, subject, row.total, row.max_total),
                None => Cell::Empty.into(),
            }));

            let values = years.iter().map(|year| {
                let point =
                    unit.trend.points.iter().find(|point| point.year == *year && !point.derived)?;
                Some(point.attainment)
            });
            let spark = Spark { values: values.collect(), scale, breaks: breaks.clone() };
            entries.push(Entry { content: Content::Spark(spark), shade: Shade::None, mark: "" });

            let above = years_above(&course.gaps, id);
            entries.extend([
                changed(delta, is_new),
                Entry::of(delta.and_then(|row| row.rank_change), Cell::RankChange),
                Entry::of(survey, Cell::Share),
                Entry::of(gap.map(|row| row.gap), Cell::SignedPoints),
                if above > 0 { Cell::Count(above).into() } else { Cell::Empty.into() },
                if areas.is_empty() { Cell::Empty.into() } else { Entry::lines(&areas) },
            ]);

            let kind = if last.is_some() { RowKind::Data } else { RowKind::Former };
            table.rows.push(Row { kind, entries });
        }

        builder.paragraph_heading(&block_title(lang, course.block));
        builder.push(Element::Table(table));
        if let Some(note) = year_columns.note(lang) {
            builder.note(note);
        }
    }
}

/// The range of ranks that a unit could have if weights changed by up to 10%: `4 - 7`.
fn rank_range(report: &BlockReport, unit_id: i64) -> Option<String> {
    let row = report.rank_intervals.iter().find(|row| row.unit_id == unit_id)?;
    Some(format!("{} - {}", row.best_10?, row.worst_10?))
}

/// The scale shared by the line charts of a block: from 0.01 below the lowest attainment to 0.01
/// above the highest.
fn spark_scale(course: &crate::analysis::BlockCourse, years: &[Year]) -> [f64; 2] {
    let points = course
        .trends
        .iter()
        .flat_map(|trend| &trend.points)
        .filter(|point| years.contains(&point.year));
    let shares: Vec<f64> = points.map(|point| point.attainment).collect();
    let (low, high) =
        (shares.iter().copied().fold(1.0, f64::min), shares.iter().copied().fold(0.0, f64::max));
    [low - 0.01, (high + 0.01).max(low)]
}

/// Adds the annex with the share that each unit attained in each area in the last year.
pub(super) fn areas_by_unit(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    builder.annex(Heading::AreasByUnit.say(lang), Page::Landscape);

    let (mut is_marked, mut are_chosen) = (false, false);
    let mut tables = Vec::new();
    for subject in subjects {
        let report = subject.report;
        let areas = areas_shown(report);
        are_chosen |= areas.len() < report.criteria.len();
        if report.weaknesses.is_empty() || areas.is_empty() {
            continue;
        }

        let count = areas.len() as f64;
        let width = ((LANDSCAPE - 48.0 - 16.0) / count).min(24.0);
        let name = LANDSCAPE - 16.0 - width * count;

        let mut heads = vec![(Col::Unit.say(lang).to_owned(), name, Align::Start)];
        heads.extend(areas.iter().map(|area| (short(subject, area), width, Align::End)));
        heads.push((Col::Total.say(lang).to_owned(), 16.0, Align::End));
        let heads: Vec<_> =
            heads.iter().map(|(head, width, align)| (head.as_str(), *width, *align)).collect();

        let mut table = Table::simple(&heads).sized(Size::Annex);
        // The first of equal keys counts, which collecting keeps when it comes last.
        let cells = report.weaknesses.iter().rev();
        let cells: HashMap<(i64, &str), &WeaknessRow> =
            cells.map(|cell| ((cell.unit_id, cell.criterion.as_str()), cell)).collect();
        let changes = subject.comparison.iter().flat_map(|comparison| &comparison.changes);
        let changes = changes.rev();
        let changes: HashMap<(i64, &str), &CriterionChange> =
            changes.map(|change| ((change.unit_id, change.criterion.as_str()), change)).collect();

        for row in &report.rankings {
            let mut entries = vec![Entry::name(&row.unit)];
            for area in &areas {
                let Some(cell) = cells.get(&(row.unit_id, *area)) else {
                    entries.push(Cell::Empty.into());
                    continue;
                };

                let change = changes.get(&(row.unit_id, cell.series.as_str()));
                let change = change.and_then(|change| change.attainment_delta);

                let mut entry =
                    Entry::from(Cell::Share(cell.attainment)).shaded(shade(cell.attainment));
                if let Some(change) = change.filter(|change| change.abs() >= MARKED_CHANGE) {
                    is_marked = true;
                    entry.mark = if change > 0.0 { " ↑" } else { " ↓" };
                }
                entries.push(entry);
            }

            entries.push(Entry::of(row.attainment, Cell::Share));
            table.rows.push(Row::data(entries));
        }

        let median = |area: &str| {
            let row = report.criterion_summaries.iter().find(|row| row.criterion == area);
            Entry::of(row.map(|row| row.median), Cell::Share)
        };

        let mut entries = vec![Entry::text(Col::Middle.say(lang))];
        entries.extend(areas.iter().map(|area| median(area)));
        entries.push(Entry::of(
            report.results.results.as_ref().map(|results| results.middle),
            Cell::Share,
        ));
        if report.results.results.is_some() {
            table.rows.push(Row { kind: RowKind::Total, entries });
        }

        tables.push((block_title(lang, report.block()), table));
    }

    if tables.is_empty() {
        nothing_to_list(builder);
        return;
    }

    let mut note = shades_note(lang);
    if is_marked {
        note += lang.pick(
            " ↑, ↓: tăng, giảm từ 5,0 điểm phần trăm trở lên so với năm trước.",
            " ↑, ↓: up or down by 5.0 percentage points or more on the year before.",
        );
    }

    if are_chosen {
        note.push(' ');
        note += chosen_areas_note(lang);
    }

    // The note goes above the tables: below them, it could end up alone on a page.
    builder.note(note);

    for (block, table) in tables {
        builder.paragraph_heading(&block);
        builder.push(Element::Table(table));
    }
}

const _: () = assert!(MARKED_CHANGE == 0.05);

/// The areas of a table of units and areas, in printed order: all of them, or those on which the
/// block lost most if there are more than fit on a page.
fn areas_shown(report: &BlockReport) -> Vec<&str> {
    const MOST: usize = 16;
    let mut areas: Vec<&str> = report.criteria.iter().map(|row| row.criterion.as_str()).collect();
    if areas.len() > MOST {
        let mut costliest: Vec<_> = report.criterion_summaries.iter().collect();
        costliest.sort_by_key(|row| std::cmp::Reverse(row.lost));
        costliest.truncate(MOST);
        areas.retain(|area| costliest.iter().any(|row| row.criterion == *area));
    }
    areas
}

/// Adds a sentence that the annex has nothing to list.
fn nothing_to_list(builder: &mut Builder) {
    let lang = builder.lang;
    builder.push(Element::paragraph(lang.pick("Không có nội dung.", "Nothing to list.")));
}

/// The tag of a score of a unit: year, unit and position of the criterion. It is short, and the
/// same in every report on the score.
pub(super) fn row_tag(report: &BlockReport, row: &GapRow) -> String {
    let position = report
        .criteria
        .iter()
        .position(|criterion| criterion.criterion == row.criterion)
        .map_or(0, |index| index + 1);
    format!("{}:{}:{position}", row.year, unit_tag(&row.unit))
}

/// The tag of a unit: its shortened name, and a hash that separates names that begin alike. It
/// depends on the name alone, so it stays the same when the database is rebuilt.
pub(super) fn unit_tag(unit: &str) -> String {
    const MOST_LETTERS: usize = 28;
    // FNV-1a.
    let hash = unit
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let name: String = file_name(unit).chars().take(MOST_LETTERS).collect();
    format!("{name}-{:06x}", hash & 0x00ff_ffff)
}

/// Whether any unit is asked to explain anything. Otherwise, the annex of items is left out.
fn has_items(subjects: &[Subject<'_>]) -> bool {
    subjects.iter().any(|subject| !to_explain(subject).is_empty())
}

/// Whether the checks found anything beyond rounding. Otherwise, the annex of checks is left out.
fn has_checks(subjects: &[Subject<'_>]) -> bool {
    subjects.iter().any(|subject| !beyond_rounding(subject.findings()).0.is_empty())
}

/// The numbers of the annexes that sentences refer to; `others` annexes precede them.
pub(super) fn annex_names(lang: Lang, others: usize, subjects: &[Subject<'_>]) -> Annexes {
    let items = others + 1;
    let checks = items + usize::from(has_items(subjects));
    Annexes {
        items: annex_number(lang, items),
        checks: annex_number(lang, checks),
        weaknesses: None,
    }
}

/// Adds the annex of items that units are asked to explain; adds nothing if there are none.
pub(super) fn items(builder: &mut Builder, subjects: &[Subject<'_>]) {
    const MOST: usize = 40;
    let lang = builder.lang;
    let is_one_year = subjects.iter().all(|subject| subject.course.is_none());
    if !has_items(subjects) {
        return;
    }

    builder.annex(Heading::Items.say(lang), Page::Landscape);
    builder.push(Element::paragraph(explain_note(lang, is_one_year)));

    let columns = [
        (Col::Number.say(lang), 9.0, Align::End),
        (Col::Unit.say(lang), 45.0, Align::Start),
        (Col::Area.say(lang), 56.0, Align::Start),
        (Col::SelfScore.say(lang), 15.0, Align::End),
        (Col::Appraised.say(lang), 17.0, Align::End),
        (Col::GapShort.say(lang), 19.0, Align::End),
        (Col::Reason.say(lang), 45.0, Align::Start),
        (Col::Explanation.say(lang), 46.0, Align::Start),
    ];

    let items: Vec<_> = subjects
        .iter()
        .flat_map(|subject| to_explain(subject).into_iter().map(move |row| (subject, row)))
        .collect();

    // The largest gaps of all blocks, in their original order by unit.
    let mut largest: Vec<usize> = (0..items.len()).collect();
    largest.sort_by_key(|index| std::cmp::Reverse(items[*index].1.gap));
    largest.truncate(MOST);
    largest.sort_unstable();

    let rows = largest.iter().map(|index| &items[*index]).zip(1_usize..).map(
        |((subject, row), number)| {
            let tag = row_tag(subject.report, row);
            Row::data(vec![
                Cell::Count(number).into(),
                Entry::name(&row.unit),
                Entry::text(short(subject, &row.criterion)),
                Cell::Points(row.self_score).into(),
                Cell::Points(row.appraised).into(),
                Cell::SignedPoints(row.gap).into(),
                blank_cell(&format!("reason:{tag}")).into(),
                blank_cell(&format!("explanation:{tag}")).into(),
            ])
        },
    );

    let table = Table::simple(&columns).sized(Size::Annex).with(rows.collect());
    builder.push(Element::Table(table));

    if items.len() > MOST {
        let more = items.len() - MOST;
        builder.note(lang.pick(
            format!(
                "Phụ lục nêu {MOST} nội dung có chênh lệch lớn nhất; không nêu {more} nội dung có \
                 chênh lệch nhỏ hơn."
            ),
            format!(
                "The {MOST} largest gaps are listed; {more} items with smaller gaps are left out."
            ),
        ));
    }
}

/// Adds the annex of findings beyond rounding; adds nothing if there are none.
pub(super) fn checks(builder: &mut Builder, subjects: &[Subject<'_>]) {
    const MOST: usize = 40;
    let lang = builder.lang;
    if !has_checks(subjects) {
        return;
    }

    builder.annex(Heading::Checks.say(lang), Page::Portrait);
    let columns = [
        (Col::Block.say(lang), 36.0, Align::Start),
        (Col::Location.say(lang), 39.0, Align::Start),
        (Col::Finding.say(lang), 90.0, Align::Start),
    ];

    let (mut rows, mut rounding) = (Vec::new(), 0);
    for subject in subjects {
        let (findings, explained) = beyond_rounding(subject.findings());
        rounding += explained;
        rows.extend(findings.into_iter().map(|row| {
            let block = format!("{}, {}", block_title(lang, row.block), row.year);
            let message = lang.pick(&row.message_vi, &row.message_en);
            Row::data(vec![
                Entry::text(block),
                Entry::text(place_in_words(lang, row)),
                Entry::text(message),
            ])
        }));
    }

    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows)));

    if more > 0 {
        builder.note(lang.pick(
            format!("Còn {more} nội dung không nêu."),
            format!("{more} more findings are left out."),
        ));
    }
    if let Some(note) = left_out(lang, rounding) {
        builder.note(note);
    }
}

/// Adds the annex on the method: how figures are computed, with every threshold.
pub(super) fn method(builder: &mut Builder, subjects: &[Subject<'_>], is_several_years: bool) {
    let lang = builder.lang;
    builder.annex(Heading::Method.say(lang), Page::Portrait);
    let columns =
        [(Col::Term.say(lang), 40.0, Align::Start), (Col::Meaning.say(lang), 125.0, Align::Start)];
    let rows = method_terms(lang, subjects, is_several_years)
        .into_iter()
        .map(|(term, meaning)| Row::data(vec![Entry::text(term), Entry::text(meaning)]));
    builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows.collect())));
}

/// Adds the annex on units and sources: what became of units, the maxima of the frameworks, and the
/// files.
pub(super) fn files(
    builder: &mut Builder,
    history: &History,
    subjects: &[Subject<'_>],
    assessments: &[&AssessmentRow],
) {
    let lang = builder.lang;
    builder.annex(Heading::Files.say(lang), Page::Portrait);
    lineage(builder, history, subjects);
    for subject in subjects {
        maxima(builder, history, subject);
        bounds(builder, subject);
    }
    source_files(builder, assessments);
}

/// Adds the annex on sources of a report on one year: maxima, bounds of grades, and files.
pub(super) fn documents(
    builder: &mut Builder,
    subjects: &[Subject<'_>],
    assessments: &[&AssessmentRow],
) {
    let lang = builder.lang;
    builder.annex(Heading::Files.say(lang), Page::Portrait);

    for scored in subjects.iter().filter(|subject| !subject.report.criteria.is_empty()) {
        let columns = [
            (Col::Area.say(lang), 105.0, Align::Start),
            (Col::Appraised.say(lang), 20.0, Align::End),
            (Col::Survey.say(lang), 20.0, Align::End),
            (Col::Total.say(lang), 20.0, Align::End),
        ];

        let criteria = &scored.report.criteria;
        let mut rows: Vec<Row> = criteria
            .iter()
            .map(|row| {
                Row::data(vec![
                    Entry::text(&row.criterion),
                    Cell::Points(row.max_appraised).into(),
                    Cell::Points(row.max_survey).into(),
                    Cell::Points(row.max_total).into(),
                ])
            })
            .collect();

        let sum = |maximum: fn(&crate::relation::CriterionRow) -> Points| {
            Entry::from(Cell::Points(criteria.iter().map(maximum).sum::<Points>()))
        };
        rows.push(Row {
            kind: RowKind::Total,
            entries: vec![
                Entry::text(Col::Total.say(lang)),
                sum(|row| row.max_appraised),
                sum(|row| row.max_survey),
                sum(|row| row.max_total),
            ],
        });

        builder.paragraph_heading(&format!(
            "{} – {}",
            Heading::Maxima.say(lang),
            block_title(lang, scored.report.block())
        ));
        builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows)));
    }

    for subject in subjects {
        bounds(builder, subject);
    }
    source_files(builder, assessments);
}

/// Adds the table of the totals where grades begin; adds nothing if the bounds are not declared.
fn bounds(builder: &mut Builder, subject: &Subject<'_>) {
    let lang = builder.lang;
    let declared: Vec<_> =
        subject.report.assessment.bands.iter().filter(|band| band.declared).collect();
    if declared.is_empty() {
        return;
    }

    let columns =
        [(Col::Grade.say(lang), 105.0, Align::Start), (Col::From.say(lang), 60.0, Align::End)];
    let rows = declared.iter().map(|band| {
        Row::data(vec![Cell::Grade(band.grade).into(), Cell::Points(band.at_most).into()])
    });

    builder.paragraph_heading(&format!(
        "{} – {}",
        Heading::Bounds.say(lang),
        block_title(lang, subject.report.block())
    ));
    builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows.collect())));
}

/// Adds the table of what became of units; adds nothing if nothing happened in the years of the
/// report.
fn lineage(builder: &mut Builder, history: &History, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let years: Vec<Year> = subjects
        .iter()
        .filter_map(|subject| subject.course)
        .flat_map(|course| course.years.iter().copied())
        .collect();
    let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else { return };

    let rows: Vec<Row> = history
        .lineages
        .iter()
        .filter(|event| (first.number()..=last.number()).contains(&event.operates_on.year()))
        .filter(|event| subjects.iter().any(|subject| subject.report.block() == event.block))
        .map(|event| {
            Row::data(vec![
                Entry::text(date(lang, event.operates_on)),
                Entry::text(event_label(lang, event.kind)),
                Entry::name(&event.from_unit),
                Entry::of(event.to_unit.clone(), Cell::Name),
            ])
        })
        .collect();

    if rows.is_empty() {
        return;
    }

    let columns = [
        (Col::Day.say(lang), 38.0, Align::Start),
        (Col::Event.say(lang), 33.0, Align::Start),
        (Col::Before.say(lang), 47.0, Align::Start),
        (Col::After.say(lang), 47.0, Align::Start),
    ];
    builder.paragraph_heading(Heading::Lineage.say(lang));
    builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows)));
}

/// Adds the table of the maximum points of each area over the latest years.
fn maxima(builder: &mut Builder, history: &History, subject: &Subject<'_>) {
    const MOST_YEARS: usize = 8;
    let lang = builder.lang;
    let Some(course) = subject.course else { return };

    let rows = || history.criteria.iter().filter(|row| row.block == course.block && row.level == 1);
    let mut years: Vec<Year> = rows().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let years = &years[years.len().saturating_sub(MOST_YEARS)..];

    let mut series: Vec<&str> = Vec::new();
    for year in years.iter().rev() {
        for row in rows().filter(|row| row.year == *year) {
            if !series.contains(&row.series.as_str()) {
                series.push(&row.series);
            }
        }
    }
    if series.is_empty() {
        return;
    }

    let width = (90.0 / years.len().max(1) as f64).min(16.0);
    let mut heads =
        vec![(Col::Area.say(lang).to_owned(), PORTRAIT - width * years.len() as f64, Align::Start)];
    heads.extend(years.iter().map(|year| (year.to_string(), width, Align::End)));
    let heads: Vec<_> =
        heads.iter().map(|(head, width, align)| (head.as_str(), *width, *align)).collect();

    let mut table = Table::simple(&heads).sized(Size::Annex);
    for area in series {
        let maximum = |year: &Year| {
            let row = rows().find(|row| row.year == *year && row.series == area);
            Entry::of(row.map(|row| row.max_total), Cell::Points)
        };
        table.rows.push(Row::data(
            std::iter::once(Entry::text(area)).chain(years.iter().map(maximum)).collect(),
        ));
    }

    let sum = |year: &Year| {
        Entry::from(Cell::Points(
            rows().filter(|row| row.year == *year).map(|row| row.max_total).sum::<Points>(),
        ))
    };
    table.rows.push(Row {
        kind: RowKind::Total,
        entries: std::iter::once(Entry::text(Col::Total.say(lang)))
            .chain(years.iter().map(sum))
            .collect(),
    });

    builder.paragraph_heading(&format!(
        "{} – {}",
        Heading::Maxima.say(lang),
        block_title(lang, course.block)
    ));
    builder.push(Element::Table(table));
}

/// Adds the table of publications and files, with the first digits of their SHA-256.
fn source_files(builder: &mut Builder, assessments: &[&AssessmentRow]) {
    /// The hexadecimal digits of a hash that are shown.
    const DIGITS: usize = 16;
    let lang = builder.lang;
    let columns = [
        (Col::Year.say(lang), 13.0, Align::Start),
        (Col::Block.say(lang), 34.0, Align::Start),
        (Col::Publication.say(lang), 48.0, Align::Start),
        (Col::File.say(lang), 36.0, Align::Start),
        (Col::Fingerprint.say(lang), 34.0, Align::Start),
    ];

    let rows = assessments.iter().map(|assessment| {
        Row::data(vec![
            Cell::Year(assessment.year).into(),
            Entry::text(block_title(lang, assessment.block)),
            Entry::text(publication(lang, &assessment.number)),
            Entry::text(&assessment.file_name),
            Entry::text(assessment.sha256.chars().take(DIGITS).collect::<String>()),
        ])
    });

    builder.paragraph_heading(Heading::SourceFiles.say(lang));
    builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows.collect())));
}

/// Adds the annex with rank range, survey and appraisal of each unit in one year.
pub(super) fn survey_by_unit(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;

    let tables: Vec<(String, Vec<Row>)> = subjects
        .iter()
        .filter_map(|subject| {
            let mut shares = survey_shares(&subject.report.scores, &subject.report.rankings);
            let position = |row: &SurveyShare| {
                subject.report.rankings.iter().position(|ranking| ranking.unit_id == row.unit_id)
            };
            shares.sort_by_key(position);

            let rows: Vec<Row> = shares
                .iter()
                .map(|row| {
                    let mut rankings = subject.report.rankings.iter();
                    let rank = rankings.find(|ranking| ranking.unit_id == row.unit_id);
                    let rank = rank.and_then(|ranking| ranking.rank);
                    Row::data(vec![
                        Entry::of(rank, Cell::Rank),
                        Entry::name(&row.unit),
                        Entry::of(rank_range(subject.report, row.unit_id), Cell::Text),
                        Cell::Share(row.survey).into(),
                        Entry::of(row.appraised, Cell::Share),
                    ])
                })
                .collect();
            (!rows.is_empty()).then(|| (block_title(lang, subject.report.block()), rows))
        })
        .collect();

    let Some(year) = subjects.first().map(|subject| subject.report.assessment.year) else { return };
    if tables.is_empty() {
        return;
    }

    let heading = caption(lang, Caption::SurveyOfYear(year)).to_uppercase();
    builder.annex(&heading, Page::Portrait);

    let columns = [
        (Col::Rank.say(lang), 14.0, Align::Middle),
        (Col::Unit.say(lang), 76.0, Align::Start),
        (Col::Interval.say(lang), 25.0, Align::Middle),
        (Col::SurveyShare.say(lang), 25.0, Align::End),
        (Col::Appraised.say(lang), 25.0, Align::End),
    ];

    for (block, rows) in tables {
        builder.paragraph_heading(&block);
        builder.push(Element::Table(Table::simple(&columns).sized(Size::Annex).with(rows)));
    }
}

/// Adds the annex of further analysis over the years: slopes, like-for-like means, contributions
/// and weaknesses that were mended.
pub(super) fn further(builder: &mut Builder, report: &TrendReport, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    builder.annex(Heading::Further.say(lang), Page::Portrait);
    slopes(builder, subjects);

    for subject in subjects {
        let Some(course) = subject.course else { continue };
        builder.paragraph_heading(&block_title(lang, course.block));
        builder.items(multi_year(lang, &report.history, course));
        if course.course.iter().any(is_unlike) {
            let columns = [
                BlockTrendRow::year,
                BlockTrendRow::units,
                BlockTrendRow::attainment,
                BlockTrendRow::framework_changed,
                BlockTrendRow::set_changed,
                BlockTrendRow::constant_units,
                BlockTrendRow::constant_attainment,
            ];
            annex_table(
                builder,
                Caption::BlockCourse(course.block),
                Table::of(lang, &columns, &course.course, 1_650),
            );
        }

        contributions(builder, subject);
        changed_shares(builder, subject);

        let lenient = surely_lenient(&course.leniency);
        if !lenient.is_empty() {
            let columns = [
                LastingLeniency::unit,
                LastingLeniency::years,
                LastingLeniency::deviation,
                LastingLeniency::lasting_share,
                LastingLeniency::leniency,
                LastingLeniency::spread,
            ];
            annex_table(
                builder,
                Caption::LastingLeniency,
                Table::of(lang, &columns, lenient, 1_650),
            );
            builder.note(leniency_note(lang));
        }
        builder.settle();
    }

    builder.paragraph_heading(Heading::SelfScores.say(lang));
    super::body::gaps_by_area(builder, subjects);
}

/// Adds the annex of further analysis of one year against the year before.
pub(super) fn further_of_year(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    if subjects
        .iter()
        .all(|subject| subject.comparison.is_none_or(|comparison| !comparison.movement.is_whole()))
    {
        return;
    }

    builder.annex(Heading::FurtherOfYear.say(lang), Page::Portrait);
    for subject in subjects {
        builder.paragraph_heading(&block_title(lang, subject.report.block()));
        contributions(builder, subject);
        builder.settle();
    }
}

/// Adds a numbered table in the small type of annexes.
fn annex_table(builder: &mut Builder, title: Caption, table: Table) {
    let text = caption(builder.lang, title);
    builder.table(text, table.sized(Size::Annex));
}

/// Adds the table of the slopes of blocks with enough years; adds nothing if there is none.
fn slopes(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;

    let rows: Vec<Row> = subjects
        .iter()
        .filter_map(|subject| subject.course)
        .filter_map(|course| {
            let last = course.course.last().filter(|_| course.course.len() >= MIN_YEARS)?;
            Some(Row::data(vec![
                Entry::text(block_title(lang, course.block)),
                Entry::of(last.slope, Cell::ShareChange),
                Entry::of(last.tau, Cell::Statistic),
                Entry::of(last.constant_slope, Cell::ShareChange),
            ]))
        })
        .collect();

    if rows.is_empty() {
        return;
    }

    let columns = [
        (Col::Block.say(lang), 60.0, Align::Start),
        (Col::Slope.say(lang), 35.0, Align::End),
        ("Kendall τ-b", 25.0, Align::End),
        (Col::TwinSlope.say(lang), 45.0, Align::End),
    ];
    annex_table(builder, Caption::Slopes, Table::simple(&columns).with(rows));
}

/// Adds the table of what each area contributed to the change of the mean.
fn contributions(builder: &mut Builder, subject: &Subject<'_>) {
    let lang = builder.lang;
    let Some(comparison) = subject.comparison.filter(|candidate| candidate.movement.is_whole())
    else {
        return;
    };
    let changes = area_changes(comparison);
    if changes.is_empty() {
        return;
    }

    let points = |value| Entry::from(signed_mean(value));
    let mut rows: Vec<Row> = changes
        .iter()
        .map(|area| {
            Row::data(vec![
                Entry::text(area.area),
                points(area.delta),
                points(area.delta - area.weight),
                points(area.weight),
            ])
        })
        .collect();

    let sum = |value: fn(&AreaChange<'_>) -> rust_decimal::Decimal| {
        points(changes.iter().map(value).sum::<rust_decimal::Decimal>())
    };
    rows.push(Row {
        kind: RowKind::Total,
        entries: vec![
            Entry::text(Col::Total.say(lang)),
            sum(|area| area.delta),
            sum(|area| area.delta - area.weight),
            sum(|area| area.weight),
        ],
    });

    let columns = [
        (Col::Area.say(lang), 90.0, Align::Start),
        (Col::Contribution.say(lang), 25.0, Align::End),
        (Col::Performance.say(lang), 25.0, Align::End),
        (Col::Weight.say(lang), 25.0, Align::End),
    ];
    annex_table(builder, Caption::Contributions, Table::simple(&columns).with(rows));
}

/// Adds the tables of weaknesses that were mended and of units that now score themselves more
/// closely.
fn changed_shares(builder: &mut Builder, subject: &Subject<'_>) {
    let lang = builder.lang;
    let Some(course) = subject.course else { return };

    let mended = &course.overcome;
    if !mended.is_empty() {
        let rows = mended.iter().map(|weakness| {
            Row::data(vec![
                Entry::name(&weakness.row.unit),
                Entry::text(short(subject, &weakness.row.series)),
                Cell::Share(weakness.before).into(),
                Cell::Share(weakness.row.attainment).into(),
            ])
        });

        let columns = [
            (Col::Unit.say(lang), 65.0, Align::Start),
            (Col::Area.say(lang), 56.0, Align::Start),
            (Col::ShareBefore.say(lang), 22.0, Align::End),
            (Col::ShareNow.say(lang), 22.0, Align::End),
        ];
        annex_table(
            builder,
            Caption::OvercomeWeakness,
            Table::simple(&columns).with(rows.collect()),
        );
    }

    if !course.improved.is_empty() {
        let rows = course.improved.iter().map(|row| {
            Row::data(vec![
                Entry::name(&row.unit),
                Cell::Share(row.gap_share_from).into(),
                Cell::Share(row.block_gap_share_from).into(),
                Cell::Share(row.gap_share_to).into(),
                Cell::Share(row.block_gap_share_to).into(),
            ])
        });

        let columns = [
            (Col::Unit.say(lang), 69.0, Align::Start),
            (Col::ShareBefore.say(lang), 24.0, Align::End),
            (Col::BlockGapShare.say(lang), 24.0, Align::End),
            (Col::ShareNow.say(lang), 24.0, Align::End),
            (Col::BlockGapShare.say(lang), 24.0, Align::End),
        ];
        annex_table(builder, Caption::Closer, Table::simple(&columns).with(rows.collect()));
    }
}
