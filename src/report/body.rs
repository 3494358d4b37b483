//! The sections shared by the reports on one year and on several years, topic by topic and block by
//! block.

use rust_decimal::prelude::ToPrimitive as _;

use crate::analysis::{
    Amount, BlockReport, BlockYear, GapArea, LargestChange, Subject, VERY_WEAK_AREA, WEAK_AREA,
    area_changes, block_score_shares, extreme_areas, far_below, gap_areas, gap_summary,
    large_changes, lasting_by_area, mean_lost, score_shares, survey_shares, survey_summary, ties,
};
use crate::chart::{Dataset, Form, Plot, plot};
use std::collections::BTreeSet;

use crate::model::{Block, GradeSet, Index, Points, Year, billionths};
use crate::relation::{Cell, Column, DeltaRow, GapRow, RankingRow, UnitGapRow, WeaknessRow};
use crate::store::AssessmentRow;
use crate::text::report::{
    Caption, Col, FAR_SHOWN, Heading, against_the_rank, appraised_above, areas, block_results,
    block_title, caption, causes, caution, certainty, changes_since, checked, close_to_a_grade,
    extent, extent_of_gaps, framework_note, grades_cell, large_changes_note, lasting_gaps,
    lasting_rule, lasting_weaknesses, left_to_the_office, made_by, named_units, no_reasons,
    one_year, purpose, reasons, remarks, rounding_note, shades_note, shortcomings, source_note,
    sources, survey, survey_forms, tied_in_cell, weak_for_years,
};
use crate::text::{Lang, RichText, grade_label, heading, lower_first, points, signed_points};

use super::builder::Builder;
use super::table::column;
use super::{Align, Element, Entry, HeaderCell, Row, RowKind, Shade, Size, Table};

/// A share as a table entry; a dash if it is unknown.
fn share(value: Option<f64>) -> Entry {
    Entry::of(value, Cell::Share)
}

/// An amount as a table entry; a dash if it is unknown.
fn amount(value: Option<Amount>) -> Entry {
    match value {
        None => Cell::Empty.into(),
        Some(Amount::Points(value)) => mean_points(value).into(),
        Some(Amount::Share(value)) => Cell::Share(value).into(),
    }
}

/// A difference of amounts as a table entry, with its sign; a dash if it is unknown.
fn signed(value: Option<Amount>) -> Entry {
    match value {
        None => Cell::Empty.into(),
        Some(Amount::Points(value)) => signed_mean(value).into(),
        Some(Amount::Share(value)) => Cell::ShareChange(value).into(),
    }
}

/// A mean of points, rounded to hundredths as it is printed.
fn mean_points(value: rust_decimal::Decimal) -> Cell {
    Cell::Points(hundredths(value))
}

/// A difference of means of points with its sign, rounded to hundredths.
pub(super) fn signed_mean(value: rust_decimal::Decimal) -> Cell {
    Cell::SignedPoints(hundredths(value))
}

fn hundredths(value: rust_decimal::Decimal) -> Points {
    let scaled = crate::model::rounded(value, 2) * rust_decimal::Decimal::from(10_000);
    Points::from_ten_thousandths(scaled.to_i64().unwrap_or(0))
}

/// The short name of an area, for tables and figures.
pub(super) fn short(subject: &Subject<'_>, area: &str) -> String {
    subject.report.short_names.of(area)
}

/// The shade of a share: light below [`WEAK_AREA`], dark below [`VERY_WEAK_AREA`]. The comparison
/// uses the printed value, so a share that prints as 80.0% has no shade.
pub(super) fn shade(share: f64) -> Shade {
    let prints_below = |bound: f64| Amount::Share(share - bound).sign() < 0;
    if share < VERY_WEAK_AREA && prints_below(VERY_WEAK_AREA) {
        Shade::Dark
    } else if share < WEAK_AREA && prints_below(WEAK_AREA) {
        Shade::Light
    } else {
        Shade::None
    }
}

/// The years that a table has as columns, and where new frameworks begin among them.
pub(super) struct YearColumns<'a> {
    pub(super) years: Vec<Year>,
    /// The years in which a new framework begins. A heavy rule stands on their left.
    pub(super) breaks: Vec<Year>,
    pub(super) subjects: &'a [Subject<'a>],
}

impl YearColumns<'_> {
    /// The columns with a heavy rule on their left, if the years begin at the column `first`.
    pub(super) fn rules(&self, first: usize) -> Vec<usize> {
        let starts = self
            .breaks
            .iter()
            .filter_map(|year| self.years.iter().position(|candidate| candidate >= year));
        let mut rules: Vec<usize> =
            starts.filter(|index| *index > 0).map(|index| first + index).collect();
        rules.dedup();
        rules
    }

    /// The note that explains the heavy rules; `None` if there are none.
    pub(super) fn note(&self, lang: Lang) -> Option<String> {
        let years =
            self.breaks.iter().filter(|year| self.years.first().is_some_and(|first| year > &first));
        framework_note(lang, &years.map(|year| year.number()).collect::<Vec<_>>())
    }
}

/// Adds the table of the figures of all blocks, with one column per year.
pub(super) fn blocks_table(builder: &mut Builder, columns: &YearColumns<'_>) {
    let lang = builder.lang;
    let count = columns.years.len().max(1) as f64;
    let label = (165.0 - 19.5 * count).clamp(47.0, 75.0);
    let width = ((165.0 - label) / count).min(24.0);
    let label = 165.0 - width * count;

    let mut table = Table {
        caption: None,
        columns: std::iter::once(column(label, Align::Start))
            .chain(columns.years.iter().map(|_| column(width, Align::End)))
            .collect(),
        heads: vec![
            std::iter::once(HeaderCell::one(Col::Figure.say(lang)))
                .chain(columns.years.iter().map(|year| HeaderCell::one(year.to_string())))
                .collect(),
        ],
        rows: Vec::new(),
        size: super::Size::Body,
        rules: columns.rules(1),
    };

    for subject in columns.subjects {
        table.rows.push(Row::group(block_title(lang, subject.report.block())));
        table.rows.extend(block_rows(lang, subject, &columns.years));
    }

    let title = if columns.years.len() > 1 { Caption::BlocksOverYears } else { Caption::Blocks };
    builder.table(caption(lang, title), table);

    builder.note(source_note(lang, &columns.sources_section()));
    if let Some(note) = columns.note(lang) {
        builder.note(note);
    }
}

impl YearColumns<'_> {
    /// The number of the section on notes and sources.
    fn sources_section(&self) -> String {
        if self
            .subjects
            .iter()
            .any(|subject| subject.course.is_some() || subject.comparison.is_some())
        {
            "VIII".to_owned()
        } else {
            "VII".to_owned()
        }
    }
}

/// The years of a subject: all years of its course, or its year and the year before if they are
/// compared.
fn years_of<'a>(subject: &Subject<'a>) -> Vec<&'a BlockYear> {
    match subject.course {
        Some(course) => course.by_year.iter().collect(),
        None => subject
            .comparison
            .iter()
            .map(|comparison| &comparison.before)
            .chain([&subject.report.results])
            .collect(),
    }
}

/// The rows of one block in the table of blocks, without rows in which no year has a figure.
fn block_rows(lang: Lang, subject: &Subject<'_>, years: &[Year]) -> Vec<Row> {
    let block_years = years_of(subject);
    let find =
        |year: &Year| block_years.iter().copied().find(|block_year| block_year.year == *year);

    let row = |head: Col, cell: &dyn Fn(&BlockYear) -> Entry| {
        let entries = years.iter().map(|year| find(year).map_or_else(|| Cell::Empty.into(), cell));
        Row::data(std::iter::once(Entry::text(head.say(lang))).chain(entries).collect())
    };

    let before = |year: Year| {
        let index = block_years.iter().position(|block_year| block_year.year == year)?;
        index.checked_sub(1).map(|index| block_years[index])
    };

    let breaks = match subject.course {
        Some(course) => &course.breaks[..],
        None => subject.comparison.map_or(&[][..], |comparison| &comparison.breaks),
    };

    // Points of two frameworks are not compared.
    let points_change = |block_year: &BlockYear| {
        let earlier = before(block_year.year)?;
        let is_new =
            breaks.iter().any(|start| earlier.year < start.year && start.year <= block_year.year);
        block_year.since(earlier).filter(|change| !is_new && matches!(change, Amount::Points(_)))
    };

    let mut rows = vec![
        row(Col::Units, &|block_year| {
            if block_year.is_whole() {
                Cell::Count(block_year.units).into()
            } else {
                Entry::text(format!("{}/{}", block_year.known, block_year.units))
            }
        }),
        row(Col::MeanRow, &|block_year| {
            amount(
                block_year
                    .results
                    .as_ref()
                    .map(|results| results.mean)
                    .filter(|mean| matches!(mean, Amount::Points(_))),
            )
        }),
        row(Col::MeanShareRow, &|block_year| {
            share(block_year.results.as_ref().map(|results| results.attainment))
        }),
        row(Col::MeanChangeRow, &|block_year| signed(points_change(block_year))),
        // A change in points and the same change in shares would differ only by rounding, so the
        // second is shown only where the first is not.
        row(Col::ShareChangeRow, &|current| {
            let share = |block_year: &BlockYear| {
                block_year.results.as_ref().map(|results| Amount::Share(results.attainment))
            };
            let earlier = before(current.year).and_then(share);
            signed(
                share(current)
                    .zip(earlier)
                    .and_then(|(amount, earlier)| amount.since(earlier))
                    .filter(|_| points_change(current).is_none()),
            )
        }),
    ];

    if let Some(course) = subject.course
        && course.course.iter().any(crate::analysis::is_unlike)
    {
        rows.push(row(Col::TwinRow, &|block_year| {
            share(
                course
                    .course
                    .iter()
                    .find(|row| row.year == block_year.year)
                    .and_then(|row| row.constant_attainment),
            )
        }));
    }

    rows.extend([
        row(Col::HighestRow, &|block_year| {
            amount(block_year.results.as_ref().map(|results| results.highest))
        }),
        row(Col::LowestRow, &|block_year| {
            amount(block_year.results.as_ref().map(|results| results.lowest))
        }),
        row(Col::DistanceRow, &|block_year| amount(block_year.distance())),
    ]);
    let grades = |block_year: &BlockYear| Entry::text(grades_cell(&block_year.grades));
    let mut graded = row(Col::GradesRow, &grades);
    let all = years_of(subject);
    let grades = all.iter().flat_map(|block_year| &block_year.grades);
    let sets: BTreeSet<GradeSet> = grades.map(|(grade, _)| grade.set()).collect();
    if let Some(set) = sets.first() {
        // Years with different grades are named by the word alone.
        let names = set.grades().map(|grade| grade_label(lang, grade)).collect::<Vec<_>>();
        let name =
            if sets.len() > 1 { Col::GradesRow.say(lang).to_owned() } else { names.join("/") };
        graded.entries[0] = Entry::text(name);
        rows.push(graded);
    }

    rows.extend(gap_rows(lang, subject, years));

    // A row of dashes carries no information.
    rows.retain(|row| {
        row.entries[1..]
            .iter()
            .any(|entry| !matches!(entry.content, super::Content::Value(Cell::Empty)))
    });
    rows
}

/// The rows on survey and gaps of one block, for the years in which all units are known.
fn gap_rows(lang: Lang, subject: &Subject<'_>, years: &[Year]) -> Vec<Row> {
    let last = subject.report.assessment.year;

    let gaps = |year: Year| -> Vec<crate::relation::UnitGapRow> {
        match subject.course {
            Some(course) => course.gaps.iter().filter(|row| row.year == year).cloned().collect(),
            None if year == last => subject.report.unit_gaps.clone(),
            None => subject
                .comparison
                .map(|comparison| comparison.unit_gaps.clone())
                .unwrap_or_default(),
        }
    };

    let is_whole = |year: Year| {
        years_of(subject).iter().any(|block_year| block_year.year == year && block_year.is_whole())
    };

    let survey = |year: Year| {
        let shares = match subject.course {
            Some(course) => {
                let known = course.survey.iter().find(|(known, _)| *known == year);
                return known.map(|(_, share)| *share);
            }
            None if year == last => survey_shares(&subject.report.scores, &subject.report.rankings),
            None => subject
                .comparison
                .map(|comparison| survey_shares(&comparison.scores, &comparison.rankings))
                .unwrap_or_default(),
        };
        survey_summary(&shares).map(|survey_summary| survey_summary.share)
    };

    let reliability = |year: Year| match subject.course {
        Some(course) => course
            .reliability
            .iter()
            .find(|(candidate, _)| *candidate == year)
            .map(|(_, share)| *share),
        None => subject.report.leniency.first().filter(|_| year == last).map(|row| row.reliability),
    };

    let row = |head: Col, cell: &dyn Fn(Year) -> Entry| {
        let entries =
            years.iter().map(|year| if is_whole(*year) { cell(*year) } else { Cell::Empty.into() });
        Row::data(std::iter::once(Entry::text(head.say(lang))).chain(entries).collect())
    };

    vec![
        row(Col::SurveyRow, &|year| share(survey(year))),
        row(Col::GapRow, &|year| {
            gap_summary(&gaps(year)).map_or_else(
                || Cell::Empty.into(),
                |gap_summary| mean_points(gap_summary.mean).into(),
            )
        }),
        row(Col::GapShareRow, &|year| share(gaps(year).iter().find_map(|row| row.block_gap_share))),
        row(Col::ReliabilityRow, &|year| share(reliability(year))),
    ]
}

/// Adds the sentences on the results of each block.
pub(super) fn block_sentences(builder: &mut Builder, subjects: &[Subject<'_>]) {
    for subject in subjects {
        builder.paragraph(block_results(builder.lang, subject));
    }
}

/// Adds the subsection on the survey, with a blank for the number of forms.
pub(super) fn survey_section(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    // Other indices than the administration reform index need not have a survey part.
    let is_of_cchc = subjects.iter().any(|subject| subject.report.assessment.index.is_cchc());
    if !is_of_cchc && subjects.iter().all(|subject| survey(lang, subject).is_empty()) {
        return;
    }
    builder.subsection(Heading::Survey.say(lang));

    let mut is_known = false;
    for subject in subjects {
        let sentences = survey(lang, subject);
        is_known |= !sentences.is_empty();
        builder.paragraph(sentences);
    }

    if !is_known {
        let reason = lang.pick(
            "Chưa đủ số liệu để đánh giá nội dung này (không có điểm điều tra xã hội học của đủ các \
             đơn vị).",
            "Not enough data (survey scores are not available for all units).",
        );
        builder.push(Element::paragraph(reason));
    }

    builder.push(Element::Paragraph(survey_forms(lang, "survey-forms")));
}

/// Adds the sentences on the areas of each block.
pub(super) fn area_sentences(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    for subject in subjects {
        let sentences: Vec<_> =
            areas(lang, subject).into_iter().chain(weak_for_years(lang, subject)).collect();
        if sentences.is_empty() {
            let block = block_title(lang, subject.report.block());
            let words = lang.pick(
                format!(
                    "{block}: chưa đủ số liệu để đánh giá nội dung này (mới có tổng điểm, hoặc mới \
                     có số liệu của một số đơn vị)."
                ),
                format!("{block}: not enough data (only totals, or only some of the units)."),
            );
            builder.push(Element::paragraph(words));
        } else {
            builder.paragraph(sentences);
        }
    }
}

/// Adds the section on what changed since the year before, and what explains it.
pub(super) fn changes_section(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let mut years: Vec<Year> = subjects
        .iter()
        .filter_map(|subject| subject.comparison)
        .map(|comparison| comparison.span[0])
        .collect();
    years.dedup();

    let before = if let [year] = years[..] { Some(year) } else { None };
    builder.section(&changes_since(lang, before));

    builder.subsection(Heading::Extent.say(lang));
    for subject in subjects {
        let sentences = extent(lang, subject);
        if let Some((first, rest)) = sentences.split_first() {
            let head =
                format!("{}: {}", block_title(lang, subject.report.block()), lower_first(first));
            builder.paragraph(std::iter::once(head).chain(rest.iter().cloned()));
        }
    }

    builder.subsection(Heading::Causes.say(lang));
    let complete: Vec<_> = subjects
        .iter()
        .filter(|subject| {
            subject.comparison.is_some_and(|comparison| comparison.movement.is_whole())
        })
        .collect();
    if complete.is_empty() {
        let words = lang.pick(
            "Chưa đủ số liệu để đánh giá nội dung này (một trong hai năm chưa có kết quả của đủ \
             các đơn vị).",
            "Not enough data (one of the two years has results for only some of the units).",
        );
        builder.push(Element::paragraph(words));
    } else {
        for subject in &complete {
            builder.paragraph(
                causes(lang, subject).into_iter().chain(against_the_rank(lang, subject)),
            );
        }
        changes_table(builder, &complete);
        // The eight pages of a report on one year have no room for this figure.
        if complete.iter().any(|subject| subject.course.is_some()) {
            contributions(builder, &complete);
        }
    }

    builder.subsection(Heading::Reasons.say(lang));
    builder.push(Element::Paragraph(reasons(lang, "reasons-change")));
}

/// Adds the table of the units whose result changed most; adds nothing if there are none.
fn changes_table(builder: &mut Builder, subjects: &[&Subject<'_>]) {
    let lang = builder.lang;
    let is_reweighed = subjects.iter().any(|subject| {
        subject.comparison.is_some_and(|comparison| {
            comparison
                .deltas
                .iter()
                .any(|row| row.weight.is_some_and(|weight| weight != Points::ZERO))
        })
    });

    let area = if is_reweighed { 26.0 } else { 32.0 };
    let mut columns = vec![
        (Col::Unit.say(lang), if is_reweighed { 37.0 } else { 42.0 }, Align::Start),
        (Col::PointsBoth.say(lang), if is_reweighed { 25.0 } else { 28.0 }, Align::Middle),
        (Col::Change.say(lang), 13.0, Align::End),
        (Col::RanksBoth.say(lang), if is_reweighed { 14.0 } else { 18.0 }, Align::Middle),
    ];

    if is_reweighed {
        columns.extend([
            (Col::Performance.say(lang), 12.0, Align::End),
            (Col::Weight.say(lang), 12.0, Align::End),
        ]);
    }
    columns.extend([
        (Col::RoseMost.say(lang), area, Align::Start),
        (Col::FellMost.say(lang), area, Align::Start),
    ]);

    let (mut rows, mut left_out) = (Vec::new(), 0);
    for subject in subjects {
        let Some(comparison) = subject.comparison else { continue };
        let (changes, more) = large_changes(comparison);
        left_out += more;
        if changes.is_empty() {
            continue;
        }
        rows.push(Row::group(block_title(lang, subject.report.block())));
        rows.extend(changes.into_iter().map(|row| change_row(lang, subject, row, is_reweighed)));
    }

    if rows.is_empty() {
        return;
    }

    builder.table(caption(lang, Caption::LargeChanges), Table::simple(&columns).with(rows));

    let mut note = large_changes_note(lang, left_out);
    if is_reweighed {
        note = format!("{note} {}", rounding_note(lang));
    }
    builder.note(note);
}

fn change_row(lang: Lang, subject: &Subject<'_>, row: &DeltaRow, is_reweighed: bool) -> Row {
    let show = |amount: Option<Points>| {
        amount.map_or_else(|| "–".to_owned(), |amount| points(lang, amount))
    };
    let rank = |rank: Option<u32>| rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string());

    let [best, worst] = subject.comparison.map_or([None, None], |comparison| {
        extreme_areas(&comparison.changes_of(row.unit_id)).map(|extreme| {
            extreme.map(|LargestChange { rows, amount }| {
                let areas = rows.iter().map(|row| short(subject, &row.criterion).clone());
                let areas: Vec<String> = areas.collect();
                tied_in_cell(lang, &areas, false, &signed_points(lang, amount))
            })
        })
    });

    let mut entries: Vec<Entry> = vec![
        Entry::name(&row.unit),
        Entry::text(format!("{} → {}", show(row.total_from), show(row.total_to))),
        Entry::of(row.delta, Cell::SignedPoints),
        Entry::text(format!("{} → {}", rank(row.rank_from), rank(row.rank_to))),
    ];
    if is_reweighed {
        entries.extend([
            Entry::of(row.performance, Cell::SignedPoints),
            Entry::of(row.weight, Cell::SignedPoints),
        ]);
    }
    entries.extend([Entry::of(best, Cell::Text), Entry::of(worst, Cell::Text)]);
    Row::data(entries)
}

/// The most blocks in one figure.
const MOST_DATASETS: usize = 3;

/// The caption of a figure that shows some blocks of several: it names them.
fn caption_of_part(lang: Lang, words: Caption, part: &[Block], all: usize) -> String {
    let text = caption(lang, words);
    if part.len() == all {
        return text;
    }
    let names: Vec<_> = part.iter().map(|block| lower_first(&block_title(lang, *block))).collect();
    format!("{text}: {}", names.join(", "))
}

/// Adds the figures of what each area contributed to the change of the mean; adds none for blocks
/// that did not change enough.
pub(super) fn contributions(builder: &mut Builder, subjects: &[&Subject<'_>]) {
    for part in subjects.chunks(MOST_DATASETS) {
        contributions_of(builder, part, subjects.len());
    }
}

fn contributions_of(builder: &mut Builder, subjects: &[&Subject<'_>], all: usize) {
    /// The smallest change of a mean worth a figure, in points.
    const LEAST: f64 = 0.3;
    let lang = builder.lang;

    let mut areas: Vec<String> = Vec::new();
    let mut series: Vec<(Block, Vec<(String, f64)>)> = Vec::new();
    for subject in subjects {
        let Some(comparison) = subject.comparison else { continue };

        let changes: Vec<_> = area_changes(comparison)
            .iter()
            .map(|change| {
                let value = crate::model::rounded(change.delta, 2).to_f64().unwrap_or(0.0);
                (short(subject, change.area), value)
            })
            .collect();

        for (area, _) in &changes {
            if !areas.contains(area) {
                areas.push(area.clone());
            }
        }

        series.push((subject.report.block(), changes));
    }

    let values = || series.iter().flat_map(|(_, changes)| changes.iter().map(|(_, value)| *value));

    let is_large = series
        .iter()
        .any(|(_, changes)| changes.iter().map(|(_, value)| value).sum::<f64>().abs() >= LEAST);
    if !is_large {
        return;
    }

    let scale = [values().fold(0.0, f64::min), values().fold(0.0, f64::max)];
    let rows = u32::try_from(areas.len() * (3 * series.len() + 2)).unwrap_or(60);

    let plotted = Plot {
        form: Form::Bars,
        datasets: series
            .iter()
            .map(|(block, changes)| Dataset {
                name: block_title(lang, *block),
                values: areas
                    .iter()
                    .map(|area| {
                        changes.iter().find(|(name, _)| name == area).map(|(_, value)| *value)
                    })
                    .collect(),
            })
            .collect(),
        categories: areas,
        scale,
        digits: 2,
        breaks: Vec::new(),
        size: [160, (12 + rows).min(80)],
    };

    let blocks: Vec<_> = subjects.iter().map(|subject| subject.report.block()).collect();
    let text = caption_of_part(lang, Caption::Contributions, &blocks, all);
    let scene = plot(lang, &plotted, &text);
    builder.figure(text.clone(), text, scene, plotted);
}

/// Adds the section on self scores and appraisal.
pub(super) fn self_scores_section(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    builder.section(Heading::SelfScores.say(lang));
    builder.push(Element::paragraph(no_reasons(lang)));

    let table = builder.next_table();
    for subject in subjects {
        let mut sentences = extent_of_gaps(lang, subject);
        if subject.course.is_some() {
            if !subject.report.unit_gaps.is_empty() {
                sentences.extend(lasting_gaps(lang, subject, Some(&table)));
            }
        } else {
            sentences.extend(appraised_above(lang, subject));
        }
        builder.paragraph(sentences);
    }

    builder.paragraph(subjects.iter().filter_map(|subject| one_year(lang, subject)));

    if subjects.iter().any(|subject| subject.course.is_some()) {
        lasting_gaps_table(builder, subjects);
        gap_figure(builder, subjects, true);
    } else {
        gaps_by_area(builder, subjects);
        gap_figure(builder, subjects, false);
    }
}

/// Adds the table of units that over-score themselves year after year; adds nothing if there are
/// none.
fn lasting_gaps_table(builder: &mut Builder, subjects: &[Subject<'_>]) {
    const MOST: usize = 8;
    let lang = builder.lang;
    let columns = [
        (Col::Unit.say(lang), 46.0, Align::Start),
        (Col::Streak.say(lang), 18.0, Align::End),
        (Col::Gap.say(lang), 21.0, Align::End),
        (Col::GapShare.say(lang), 20.0, Align::End),
        (Col::BlockGapShare.say(lang), 20.0, Align::End),
        (Col::GapMost.say(lang), 40.0, Align::Start),
    ];

    let mut rows = Vec::new();
    for subject in subjects {
        let Some(course) = subject.course.filter(|course| !course.overscoring.is_empty()) else {
            continue;
        };
        rows.push(Row::group(block_title(lang, course.block)));
        for row in course.overscoring.iter().take(MOST) {
            let gaps = subject.report.gaps.iter().filter(|gap| gap.unit_id == row.unit_id);
            let most: Vec<&GapRow> = ties(gaps, |gap| gap.gap.ten_thousandths());
            let areas = most.iter().map(|gap| short(subject, &gap.criterion).clone());
            let areas: Vec<String> = areas.collect();
            let most = most.first();
            let most = most.map(|gap| tied_in_cell(lang, &areas, false, &points(lang, gap.gap)));
            rows.push(Row::data(vec![
                Entry::name(&row.unit),
                Cell::Count(row.years).into(),
                Cell::Points(row.last_gap).into(),
                Cell::Share(row.last_gap_share).into(),
                Cell::Share(row.block_gap_share).into(),
                Entry::of(most, Cell::Text),
            ]));
        }
    }

    if !rows.is_empty() {
        builder.table(caption(lang, Caption::LastingGaps), Table::simple(&columns).with(rows));
    }
}

/// Adds the table of the gaps of one year by area; adds nothing if no block has gaps.
pub(super) fn gaps_by_area(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let columns = [
        (Col::Area.say(lang), 48.0, Align::Start),
        (Col::Over.say(lang), 22.0, Align::End),
        (Col::GapSum.say(lang), 23.0, Align::End),
        (Col::GapSumShare.say(lang), 19.0, Align::End),
        (Col::GapUnit.say(lang), 53.0, Align::Start),
    ];

    let row = |subject: &Subject<'_>, area: &GapArea<'_>| {
        let names: Vec<String> = area.largest.iter().map(|gap| gap.unit.clone()).collect();
        let most = area.largest.first();
        let most = most.map(|gap| tied_in_cell(lang, &names, true, &points(lang, gap.gap)));
        Row::data(vec![
            Entry::text(short(subject, area.area)),
            Entry::text(format!("{}/{}", area.over, area.units)),
            Cell::Points(area.sum).into(),
            share(area.share),
            Entry::of(most, Cell::Text),
        ])
    };

    let mut rows = Vec::new();
    let mut year = None;
    for subject in subjects.iter().filter(|subject| !subject.report.gaps.is_empty()) {
        year = Some(subject.report.assessment.year);
        rows.push(Row::group(block_title(lang, subject.report.block())));
        rows.extend(gap_areas(&subject.report.gaps).iter().map(|area| row(subject, area)));
    }

    if let Some(year) = year {
        let size = if builder.is_body() { Size::Body } else { Size::Annex };
        builder.table(
            caption(lang, Caption::GapsByArea(year)),
            Table::simple(&columns).sized(size).with(rows),
        );
    }
}

/// Adds the figure of self scores and appraisal as rings and dots. It shows the units that
/// over-score themselves year after year if `is_lasting`, and the units with the largest gaps
/// otherwise.
pub(super) fn gap_figure(builder: &mut Builder, subjects: &[Subject<'_>], is_lasting: bool) {
    /// The most rows of a figure.
    const MOST_ROWS: usize = 18;
    let blocks: Vec<_> = subjects
        .iter()
        .map(|subject| (subject.report.block(), gap_shares(builder.lang, subject, is_lasting)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let mut rest = &blocks[..];
    while !rest.is_empty() {
        let mut rows = 0;
        let fits = |(_, of_block): &&(Block, Vec<_>)| {
            rows += of_block.len();
            rows <= MOST_ROWS
        };
        let (part, others) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        gap_figure_of(builder, part, blocks.len());
        rest = others;
    }
}

/// A unit or a block with its self score and its appraised score, as shares of their maximum.
type GapShares = (String, f64, f64);

/// The units of a block that the figure of self scores shows, and the block itself.
fn gap_shares(lang: Lang, subject: &Subject<'_>, is_lasting: bool) -> Vec<GapShares> {
    /// The most units shown per block.
    const MOST: usize = 6;
    let gaps = &subject.report.unit_gaps;

    let chosen: Vec<_> = match subject.course {
        Some(course) if is_lasting => {
            let rows = course.overscoring.iter().take(MOST);
            rows.filter_map(|row| gaps.iter().find(|gap| gap.unit_id == row.unit_id)).collect()
        }
        _ => {
            let most = if gaps.len() <= 8 { gaps.len() } else { MOST };
            gaps.iter().take(most).collect()
        }
    };
    let shares = |row: &UnitGapRow| {
        let pair = score_shares(row)?;
        Some((row.unit.clone(), pair[0], pair[1]))
    };
    let mut rows: Vec<GapShares> = chosen.into_iter().filter_map(shares).collect();
    if !rows.is_empty() {
        let block = block_score_shares(gaps).filter(|_| subject.report.results.is_whole());
        let title = block_title(lang, subject.report.block());
        rows.extend(block.map(|pair| (title, pair[0], pair[1])));
    }
    rows
}

fn gap_figure_of(builder: &mut Builder, blocks: &[(Block, Vec<GapShares>)], all: usize) {
    let lang = builder.lang;
    let rows: Vec<_> = blocks.iter().flat_map(|(_, rows)| rows).collect();
    let values = || {
        rows.iter().flat_map(|(_, self_score, appraised)| [*self_score * 100.0, *appraised * 100.0])
    };
    let lowest = values().fold(100.0, f64::min);

    let plotted = Plot {
        form: Form::Pairs,
        categories: rows.iter().map(|(name, ..)| name.clone()).collect(),
        datasets: vec![
            Dataset {
                name: Col::SelfScore.say(lang).to_owned(),
                values: rows.iter().map(|(_, self_score, _)| Some(*self_score * 100.0)).collect(),
            },
            Dataset {
                name: Col::Appraised.say(lang).to_owned(),
                values: rows.iter().map(|(.., appraised)| Some(*appraised * 100.0)).collect(),
            },
        ],
        scale: [((lowest - 5.0) / 5.0).floor().max(0.0) * 5.0, values().fold(100.0, f64::max)],
        digits: 1,
        breaks: Vec::new(),
        size: [160, 15 + 5 * u32::try_from(rows.len()).unwrap_or(10)],
    };

    let blocks: Vec<_> = blocks.iter().map(|(block, _)| *block).collect();
    let text = caption_of_part(lang, Caption::GapFigure, &blocks, all);
    let scene = plot(lang, &plotted, &text);
    builder.figure(text.clone(), text, scene, plotted);
}

/// Adds the section on lasting weaknesses.
pub(super) fn lasting_section(builder: &mut Builder, subjects: &[Subject<'_>]) {
    /// The most names in a cell.
    const MOST_NAMES: usize = 5;
    /// The most rows per block.
    const MOST_ROWS: usize = 8;
    let lang = builder.lang;
    builder.section(Heading::Lasting.say(lang));
    builder.push(Element::paragraph(lasting_rule(lang)));

    for subject in subjects {
        builder.paragraph(lasting_weaknesses(lang, subject));
    }

    let columns = [
        (Col::Area.say(lang), 45.0, Align::Start),
        (Col::Attainment.say(lang), 19.0, Align::End),
        (Col::Units.say(lang), 14.0, Align::End),
        (Col::UnitsLost.say(lang), 87.0, Align::Start),
    ];

    let mut rows = Vec::new();
    for subject in subjects {
        let Some(course) = subject.course.filter(|course| !course.persistent.is_empty()) else {
            continue;
        };
        rows.push(Row::group(block_title(lang, course.block)));
        for area in lasting_by_area(course).iter().take(MOST_ROWS) {
            let names = area
                .units
                .iter()
                .map(|row| format!("{} ({})", row.unit, points(lang, row.last_lost)));
            rows.push(Row::data(vec![
                Entry::text(short(subject, area.area)),
                share(area.attainment),
                Cell::Count(area.units.len()).into(),
                Entry::text(named_units(lang, names, MOST_NAMES)),
            ]));
        }
    }

    if !rows.is_empty() {
        builder
            .table(caption(lang, Caption::LastingWeaknesses), Table::simple(&columns).with(rows));
    }
}

/// Adds the section on the shortcomings of one year.
pub(super) fn shortcomings_section(builder: &mut Builder, subjects: &[Subject<'_>]) {
    /// The most cases that a sentence lists. More of them go into a table.
    const IN_WORDS: usize = 4;
    let lang = builder.lang;
    builder.section(Heading::Shortcomings.say(lang));

    let far = |subject: &Subject<'_>| far_below(&subject.report.weaknesses).len();
    let has_table = subjects.iter().any(|subject| far(subject) > IN_WORDS);
    let table = builder.next_table();

    for subject in subjects {
        builder.paragraph(shortcomings(
            lang,
            subject,
            (far(subject) > IN_WORDS).then_some(table.as_str()),
        ));
    }

    if has_table {
        let columns = [
            (Col::Unit.say(lang), 58.0, Align::Start),
            (Col::Area.say(lang), 47.0, Align::Start),
            (Col::Attainment.say(lang), 20.0, Align::End),
            (Col::Middle.say(lang), 20.0, Align::End),
            (Col::Lost.say(lang), 20.0, Align::End),
        ];

        let mut rows = Vec::new();
        let mut year = None;
        for subject in subjects.iter().filter(|subject| far(subject) > IN_WORDS) {
            year = Some(subject.report.assessment.year);
            rows.push(Row::group(block_title(lang, subject.report.block())));
            rows.extend(far_below(&subject.report.weaknesses).into_iter().take(FAR_SHOWN).map(
                |row| {
                    Row::data(vec![
                        Entry::name(&row.unit),
                        Entry::text(short(subject, &row.criterion)),
                        Cell::Share(row.attainment).into(),
                        share(row.block_median),
                        Cell::Points(row.lost).into(),
                    ])
                },
            ));
        }

        if let Some(year) = year {
            builder
                .table(caption(lang, Caption::FarBelow(year)), Table::simple(&columns).with(rows));
        }
    }

    builder.push(Element::Paragraph(reasons(lang, "reasons-weakness")));
}

/// Adds the section on how certain the ranks are.
pub(super) fn certainty_section(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    builder.section(Heading::Certainty.say(lang));
    builder.push(Element::paragraph(purpose(lang, subjects)));
    for subject in subjects {
        builder.paragraph(certainty(lang, subject));
    }
    builder.paragraph(caution(lang, subjects).into_iter().map(str::to_owned));
}

/// Adds the section on remarks and proposals; `generated` are the proposals derived from the
/// figures.
pub(super) fn proposals_section(
    builder: &mut Builder,
    generated: &[RichText],
    (index, next_year): (Index, i32),
) {
    let lang = builder.lang;
    builder.section(Heading::Proposals.say(lang));

    builder.subsection(Heading::Remarks.say(lang));
    builder.extend(remarks(lang).into_iter().map(Element::Paragraph));

    builder.subsection(Heading::Asked.say(lang));
    let letters = ('a'..='z').map(|letter| RichText::new().words(format!("{letter}) ")));
    builder.extend(generated.iter().zip(letters).map(|(rich_text, letter)| {
        Element::Proposal(RichText(
            letter.0.into_iter().chain(rich_text.0.iter().cloned()).collect(),
        ))
    }));

    builder.extend(left_to_the_office(lang, index, next_year).into_iter().map(Element::Paragraph));
}

/// Adds the section on notes and sources. `checks` is the number of the annex of checks.
pub(super) fn notes_section(
    builder: &mut Builder,
    subjects: &[Subject<'_>],
    assessments: &[&AssessmentRow],
    checks: &str,
) {
    let lang = builder.lang;
    builder.section(Heading::Notes.say(lang));
    builder.items([
        made_by(lang, builder.simulated, subjects).to_owned(),
        checked(lang, subjects, checks),
    ]);
    builder.items(sources(lang, assessments));
}

/// The assessments that a report on one year rests on: those of the year, then those of the years
/// that they are compared with.
pub(super) fn assessments_of_year(reports: &[BlockReport]) -> Vec<&AssessmentRow> {
    let compared = reports
        .iter()
        .filter_map(|report| report.comparison.as_ref())
        .map(|comparison| &comparison.assessment);
    reports.iter().map(|report| &report.assessment).chain(compared).collect()
}

/// Adds the table of the areas in one year.
pub(super) fn areas_of_year(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let columns = [
        (Col::Area.say(lang), 42.0, Align::Start),
        (Col::Maximum.say(lang), 15.0, Align::End),
        (Col::Attainment.say(lang), 18.0, Align::End),
        (Col::Middle.say(lang), 18.0, Align::End),
        (Col::Lowest.say(lang), 40.0, Align::Start),
        (Col::MeanLost.say(lang), 17.0, Align::End),
        (Col::LostShare.say(lang), 15.0, Align::End),
    ];

    let mut rows = Vec::new();
    let mut year = None;
    for subject in subjects.iter().filter(|subject| !subject.report.criterion_summaries.is_empty())
    {
        year = Some(subject.report.assessment.year);
        rows.push(Row::group(block_title(lang, subject.report.block())));
        for row in &subject.report.criterion_summaries {
            let maximum = subject
                .report
                .criteria
                .iter()
                .find(|criterion| criterion.criterion == row.criterion);
            let mean = mean_lost(row, subject.report.rankings.len());
            let scored = subject.report.weaknesses.iter();
            let scored = scored.filter(|score| score.criterion == row.criterion);
            let lowest: Vec<String> =
                ties(scored, |score: &WeaknessRow| -billionths(score.attainment))
                    .iter()
                    .map(|score| score.unit.clone())
                    .collect();
            let lowest = tied_in_cell(lang, &lowest, true, &crate::text::percent(lang, row.lowest));

            rows.push(Row::data(vec![
                Entry::text(short(subject, &row.series)),
                Entry::of(maximum.map(|criterion| criterion.max_total), Cell::Points),
                Entry::from(Cell::Share(row.attainment)).shaded(shade(row.attainment)),
                Cell::Share(row.median).into(),
                Entry::text(lowest),
                mean_points(mean).into(),
                share(row.lost_share),
            ]));
        }
    }

    if let Some(year) = year {
        builder
            .table(caption(lang, Caption::AreasOfYear(year)), Table::simple(&columns).with(rows));
        builder.note(shades_note(lang));
    }
}

/// The width of a column of points beside the criteria, in millimetres.
const BESIDE: f64 = 13.0;

/// The points beside the criteria that some unit has.
fn columns_beside(subjects: &[Subject<'_>]) -> Vec<Column<RankingRow>> {
    let rankings = || subjects.iter().flat_map(|subject| &subject.report.rankings);
    let has_any =
        |column: &Column<RankingRow>| rankings().any(|row| (column.cell)(row) != Cell::Empty);
    RankingRow::BESIDE.into_iter().filter(has_any).collect()
}

/// Adds the table of the results of the units in one year.
pub(super) fn units_of_year(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let has_change = subjects.iter().any(|subject| subject.comparison.is_some());

    let beside = columns_beside(subjects);
    let name = if has_change { 54.0 } else { 72.0 };
    let mut columns = vec![
        (Col::Rank.say(lang), 13.0, Align::Middle),
        (Col::Unit.say(lang), name - 3.0 - BESIDE * beside.len() as f64, Align::Start),
        (Col::SelfScore.say(lang), 16.0, Align::End),
        (Col::Appraised.say(lang), 17.0, Align::End),
        (Col::Survey.say(lang), 15.0, Align::End),
    ];
    columns
        .extend(beside.iter().map(|column| (heading(lang, column.info.label), BESIDE, Align::End)));
    columns.extend([
        (Col::Total.say(lang), 17.0, Align::End),
        (Col::Grade.say(lang), 18.0, Align::Start),
    ]);

    let is_new = subjects
        .iter()
        .filter_map(|subject| subject.comparison)
        .any(|comparison| !comparison.breaks.is_empty());
    if has_change {
        columns.push((
            if is_new { Col::ShareChange } else { Col::Change }.say(lang),
            18.0,
            Align::End,
        ));
    }

    let mut rows = Vec::new();
    let mut year = None;
    for subject in subjects {
        year = Some(subject.report.assessment.year);
        rows.push(Row::group(block_title(lang, subject.report.block())));
        for row in shown_units(subject, builder.is_workbook) {
            let delta = subject.comparison.and_then(|comparison| {
                comparison.deltas.iter().find(|delta| delta.unit_id == row.unit_id)
            });

            let mut entries: Vec<Entry> = vec![
                Entry::of(row.rank, Cell::Rank),
                Entry::name(&row.unit),
                Entry::of(row.self_total, Cell::Points),
                Entry::of(row.appraised_total, Cell::Points),
                Entry::of(row.survey_total, Cell::Points),
            ];
            entries.extend(beside.iter().map(|column| Entry::from((column.cell)(row))));
            entries.extend([
                total_of(lang, subject, row.total, row.max_total),
                Entry::of(row.grade, Cell::Grade),
            ]);

            if has_change {
                entries.push(changed(delta, is_new));
            }

            rows.push(Row::data(entries));
        }
    }

    if let Some(year) = year {
        builder
            .table(caption(lang, Caption::YearResults(year)), Table::simple(&columns).with(rows));
    }
}

/// The change of a unit's result as a table entry: in points, or in shares if a new framework lies
/// between the two years.
pub(super) fn changed(delta: Option<&DeltaRow>, is_new: bool) -> Entry {
    if is_new {
        Entry::of(delta.and_then(|row| row.attainment_delta), Cell::ShareChange)
    } else {
        Entry::of(delta.and_then(|row| row.delta), Cell::SignedPoints)
    }
}

/// The units of a block that the body shows: all of them, or the first ten and the last ten of a
/// block of more than 30. A workbook shows all.
fn shown_units<'a>(subject: &Subject<'a>, is_workbook: bool) -> Vec<&'a RankingRow> {
    const MOST: usize = 30;
    const ENDS: usize = 10;
    let rankings = &subject.report.rankings;
    if is_workbook || rankings.len() <= MOST {
        rankings.iter().collect()
    } else {
        rankings[..ENDS].iter().chain(&rankings[rankings.len() - ENDS..]).collect()
    }
}

/// A total as a table entry, with its maximum if that is lower than the usual one of the block.
pub(super) fn total_of(
    lang: Lang,
    subject: &Subject<'_>,
    total: Option<Points>,
    maximum: Points,
) -> Entry {
    let usual = subject.report.rankings.iter().map(|row| row.max_total).max().unwrap_or(maximum);
    match total {
        Some(total) if maximum < usual => {
            Entry::lines(&[format!("{}/", points(lang, total)), points(lang, maximum)])
        }
        total => Entry::of(total, Cell::Points),
    }
}

/// Adds the table of totals and ranks of a block over its latest six years.
pub(super) fn totals_table(builder: &mut Builder, subject: &Subject<'_>) {
    const MOST_YEARS: usize = 6;
    let lang = builder.lang;
    let Some(course) = subject.course else { return };
    let years = &course.years[course.years.len().saturating_sub(MOST_YEARS)..];

    let year_columns = YearColumns {
        years: years.to_vec(),
        breaks: course.breaks.iter().map(|framework_break| framework_break.year).collect(),
        subjects: std::slice::from_ref(subject),
    };

    let is_new = !course.comparison.breaks.is_empty();
    let width = 78.0 / years.len().max(1) as f64;
    let width = width.min(16.0);
    let name = 165.0 - 13.0 - width * years.len() as f64 - 14.0 - 18.0;

    let mut columns = vec![
        (Col::Rank.say(lang).to_owned(), 13.0, Align::Middle),
        (Col::Unit.say(lang).to_owned(), name, Align::Start),
    ];
    columns.extend(years.iter().map(|year| (year.to_string(), width, Align::End)));
    columns.extend([
        (
            if is_new { Col::ShareChange } else { Col::Change }.say(lang).to_owned(),
            14.0,
            Align::End,
        ),
        (Col::Grade.say(lang).to_owned(), 18.0, Align::Start),
    ]);

    let heads: Vec<_> =
        columns.iter().map(|(head, width, align)| (head.as_str(), *width, *align)).collect();

    let mut table = Table::simple(&heads);
    table.rules = year_columns.rules(2);

    for unit in course.units() {
        let last = subject.report.rankings.iter().find(|row| row.unit_id == unit.trend.unit_id);
        let rankings = shown_units(subject, false);
        if last.is_some_and(|last| !rankings.iter().any(|row| row.unit_id == last.unit_id)) {
            continue;
        }

        let total = |year: &Year| {
            let row = course.history_row(unit.trend.unit_id, *year);
            row.map_or_else(
                || Cell::Empty.into(),
                |row| total_of(lang, subject, row.total, row.max_total),
            )
        };

        let mut entries = vec![
            Entry::of(last.and_then(|row| row.rank), Cell::Rank),
            Entry::name(&unit.trend.label),
        ];
        entries.extend(years.iter().map(total));
        entries.extend([
            changed(unit.delta(), is_new),
            Entry::of(last.and_then(|row| row.grade), Cell::Grade),
        ]);

        let kind = if last.is_some() { RowKind::Data } else { RowKind::Former };
        table.rows.push(Row { kind, entries });
    }

    builder.table(caption(lang, Caption::Totals(course.block)), table);
    if let Some(note) = year_columns.note(lang) {
        builder.note(note);
    }
}

/// Adds the figures of the mean attainment of the blocks over the years; adds none for blocks
/// without three complete years.
pub(super) fn mean_figure(builder: &mut Builder, subjects: &[Subject<'_>], years: &[Year]) {
    for part in subjects.chunks(MOST_DATASETS) {
        mean_figure_of(builder, part, years, subjects.len());
    }
}

fn mean_figure_of(builder: &mut Builder, subjects: &[Subject<'_>], years: &[Year], all: usize) {
    const LEAST_YEARS: usize = 3;
    let lang = builder.lang;

    let series: Vec<Dataset> = subjects
        .iter()
        .map(|subject| Dataset {
            name: block_title(lang, subject.report.block()),
            values: years
                .iter()
                .map(|year| {
                    let block_year =
                        years_of(subject).into_iter().find(|block_year| block_year.year == *year);
                    block_year
                        .and_then(|block_year| block_year.results.as_ref())
                        .map(|results| results.attainment * 100.0)
                })
                .collect(),
        })
        .collect();

    let known_years = |plotted: &Dataset| plotted.values.iter().flatten().count();
    if !series.iter().any(|plotted| known_years(plotted) >= LEAST_YEARS) {
        return;
    }

    let lowest = series
        .iter()
        .flat_map(|plotted| plotted.values.iter().flatten().copied())
        .fold(100.0, f64::min);

    let mut breaks: Vec<(usize, String)> = Vec::new();
    for framework_break in
        subjects.iter().filter_map(|subject| subject.course).flat_map(|course| &course.breaks)
    {
        if let Some(index) =
            years.iter().position(|year| *year >= framework_break.year).filter(|index| *index > 0)
            && !breaks.iter().any(|(other, _)| *other == index)
        {
            breaks.push((index, lang.pick("bộ tiêu chí mới", "new criteria set").to_owned()));
        }
    }

    let plotted = Plot {
        form: Form::Lines,
        categories: years.iter().map(Year::to_string).collect(),
        datasets: series,
        scale: [((lowest - 5.0) / 5.0).floor().max(0.0) * 5.0, 100.0],
        digits: 1,
        breaks,
        size: [160, 55],
    };

    let blocks: Vec<_> = subjects.iter().map(|subject| subject.report.block()).collect();
    let text = caption_of_part(lang, Caption::MeanAttainment, &blocks, all);
    let scene = plot(lang, &plotted, &text);
    builder.figure(text.clone(), text, scene, plotted);
}

/// Adds the table of the areas of the blocks over their latest six years; adds nothing if no block
/// has any.
pub(super) fn areas_over_years(builder: &mut Builder, columns: &YearColumns<'_>) {
    const MOST_YEARS: usize = 6;
    let lang = builder.lang;
    let years = &columns.years[columns.years.len().saturating_sub(MOST_YEARS)..];
    let width = (78.0 / years.len().max(1) as f64).min(16.0);

    let mut heads = vec![(
        Col::Area.say(lang).to_owned(),
        165.0 - width * years.len() as f64 - 13.0 - 17.0,
        Align::Start,
    )];
    heads.extend(years.iter().map(|year| (year.to_string(), width, Align::End)));
    heads.extend([
        (Col::Change.say(lang).to_owned(), 13.0, Align::End),
        (Col::MeanLost.say(lang).to_owned(), 17.0, Align::End),
    ]);
    let heads: Vec<_> =
        heads.iter().map(|(head, width, align)| (head.as_str(), *width, *align)).collect();

    let mut table = Table::simple(&heads);
    let year_columns = YearColumns {
        years: years.to_vec(),
        breaks: columns.breaks.clone(),
        subjects: columns.subjects,
    };
    table.rules = year_columns.rules(1);

    for subject in columns.subjects {
        let Some(course) = subject.course.filter(|course| !course.areas.is_empty()) else {
            continue;
        };
        table.rows.push(Row::group(block_title(lang, course.block)));

        // The areas of the last framework in its order, then those of earlier frameworks only.
        let mut series: Vec<&str> = Vec::new();
        for year in course.years.iter().rev() {
            for row in course.areas.iter().filter(|row| row.year == *year) {
                if !series.contains(&row.series.as_str()) {
                    series.push(&row.series);
                }
            }
        }
        for area in series {
            let in_year =
                |year: Year| course.areas.iter().find(|row| row.year == year && row.series == area);
            let [from, to] = course.span;
            let change = in_year(to).zip(in_year(from)).and_then(|(to, from)| {
                Amount::Share(to.attainment).since(Amount::Share(from.attainment))
            });
            let lost = in_year(to).map(|row| mean_lost(row, course.last.rankings.len()));

            let mut entries = vec![Entry::text(short(subject, area))];
            entries.extend(years.iter().map(|year| match in_year(*year) {
                Some(row) => Entry::from(Cell::Share(row.attainment)).shaded(shade(row.attainment)),
                None => Cell::Empty.into(),
            }));
            entries.extend([
                signed(change),
                lost.map_or_else(|| Cell::Empty.into(), |lost| mean_points(lost).into()),
            ]);

            let kind = if in_year(to).is_some() { RowKind::Data } else { RowKind::Former };
            table.rows.push(Row { kind, entries });
        }
    }

    if table.rows.is_empty() {
        return;
    }

    builder.table(caption(lang, Caption::AreasOverYears), table);
    builder.note(shades_note(lang));
    if let Some(note) = year_columns.note(lang) {
        builder.note(note);
    }
}

/// Adds the sentences on units close to a better grade.
pub(super) fn near_grades(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    builder.paragraph(subjects.iter().filter_map(|subject| close_to_a_grade(lang, subject)));
}
