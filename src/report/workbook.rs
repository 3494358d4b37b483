//! Reports as workbooks: every unit and every year, on sheets of numbers to sort, filter and
//! calculate with.

use crate::analysis::{BlockReport, DecisionBlock, Subject, TrendReport};
use crate::model::Year;
use crate::relation::{DeltaRow, FindingRow, ScoreRow, UnitGapRow};
use crate::text::Lang;
use crate::text::report::{
    About, Annexes, Sections, SheetName, annex_of_decision, block_title, not_for_reporting,
    proposals, summary, title_of_year, title_of_years,
};

use super::body::{self, YearColumns};
use super::builder::Builder;
use super::{Chapter, Element, Page, Report, Size, Table, annex, decision};

/// The width of the tables on a landscape sheet, in tenths of a millimetre.
const WIDTH: u32 = 2_520;

/// The workbook on several years; `None` if no block has two years. `scores` are the scores on the
/// criteria of level 1 in all years; `decisions` are the blocks of the decision on the last year.
#[must_use]
pub fn trend_workbook(
    lang: Lang,
    report: &TrendReport,
    scores: &[ScoreRow],
    decisions: &[DecisionBlock],
) -> Option<Report> {
    let years = report.years();
    let (first, last) = (*years.first()?, *years.last()?);
    let subjects: Vec<Subject<'_>> = report.blocks.iter().map(Subject::of_years).collect();
    let title = title_of_years(lang, &About::of(lang, &subjects), first, last);

    let columns =
        YearColumns { years: years.clone(), breaks: report.break_years(), subjects: &subjects };
    let simulated = report.history.assessments.iter().any(|assessment| assessment.simulated);

    let mut builder = Builder::workbook(lang, simulated);
    first_sheet(&mut builder, &title, &subjects, &Sections::of_years());
    body::blocks_table(&mut builder, &columns);
    body::mean_figure(&mut builder, &subjects, &years);
    results(&mut builder, &subjects, last);

    for subject in &subjects {
        let block = block_title(lang, subject.report.block());
        builder.sheet(format!("{} - {block}", SheetName::Years.say(lang)));
        annex::scorecards(&mut builder, std::slice::from_ref(subject), &columns);
    }

    builder.sheet(SheetName::Areas.say(lang));
    annex::areas_by_unit(&mut builder, &subjects);
    body::areas_over_years(&mut builder, &columns);
    rest(&mut builder, &subjects, scores, decisions);

    let assessments: Vec<_> = report.history.assessments.iter().collect();
    builder.sheet(SheetName::Sources.say(lang));
    annex::files(&mut builder, &report.history, &subjects, &assessments);

    Some(finish(builder, &title, simulated))
}

/// The workbook on one year. `decisions` are the blocks of the decision on that year.
#[must_use]
pub fn year_workbook(
    lang: Lang,
    year: Year,
    reports: &[BlockReport],
    decisions: &[DecisionBlock],
) -> Report {
    let subjects: Vec<Subject<'_>> = reports.iter().map(Subject::of_year).collect();
    let title = title_of_year(lang, &About::of(lang, &subjects), year);
    let simulated = reports.iter().any(|report| report.assessment.simulated);

    let mut builder = Builder::workbook(lang, simulated);
    let is_compared = subjects.iter().any(|subject| subject.comparison.is_some());
    first_sheet(&mut builder, &title, &subjects, &Sections::of_year(is_compared));
    results(&mut builder, &subjects, year);

    builder.sheet(SheetName::Areas.say(lang));
    annex::areas_by_unit(&mut builder, &subjects);
    body::areas_of_year(&mut builder, &subjects);

    let scores: Vec<ScoreRow> =
        reports.iter().flat_map(|report| report.scores.iter().cloned()).collect();
    rest(&mut builder, &subjects, &scores, decisions);

    let assessments = body::assessments_of_year(reports);

    builder.sheet(SheetName::Sources.say(lang));
    annex::documents(&mut builder, &subjects, &assessments);

    finish(builder, &title, simulated)
}

fn finish(builder: Builder, title: &[String; 2], simulated: bool) -> Report {
    let lang = builder.lang;
    let chapters = builder.finish().into_iter().filter(has_more_than_a_heading).collect();
    Report { lang, title: format!("{}: {}", title[0], title[1]), simulated, chapters }
}

fn has_more_than_a_heading(chapter: &Chapter) -> bool {
    chapter.elements.iter().any(|element| !matches!(element, Element::Heading(_)))
}

/// Writes the title and the summary. The renderer adds the list of the other sheets below.
fn first_sheet(
    builder: &mut Builder,
    title: &[String; 2],
    subjects: &[Subject<'_>],
    sections: &Sections,
) {
    let lang = builder.lang;
    builder.push(Element::Title(title.clone()));
    if builder.simulated {
        builder.push(Element::Warning(not_for_reporting(lang).to_owned()));
    }

    let annexes = Annexes { items: String::new(), checks: String::new(), weaknesses: None };
    let proposals = proposals(lang, subjects, &annexes).len();

    // The summary refers to sections of the report, which the workbook does not have.
    let in_report =
        |section: &String| section.clone() + lang.pick(" của báo cáo", " of the report");
    let sections = Sections {
        self_scores: in_report(&sections.self_scores),
        weaknesses: in_report(&sections.weaknesses),
        certainty: in_report(&sections.certainty),
        proposals: in_report(&sections.proposals),
    };

    let sentences = summary(lang, subjects, &sections, proposals);
    builder.push(Element::Summary(sentences.into_iter().map(Into::into).collect()));
}

/// Writes the sheet with the results of every unit in one year.
fn results(builder: &mut Builder, subjects: &[Subject<'_>], year: Year) {
    let lang = builder.lang;
    builder.sheet(format!("{} {year}", SheetName::Results.say(lang)));
    builder.annex("", Page::Portrait);
    body::units_of_year(builder, subjects);
}

/// Writes the sheets that both workbooks share.
fn rest(
    builder: &mut Builder,
    subjects: &[Subject<'_>],
    scores: &[ScoreRow],
    decisions: &[DecisionBlock],
) {
    changes(builder, subjects);
    gaps(builder, subjects);
    builder.sheet(SheetName::Items.say(builder.lang));
    annex::items(builder, subjects);

    for (blocks, number) in decision::by_annex(decisions).zip(1_usize..) {
        let year = blocks[0].assessment.year;
        let annex = decision::annex(year, blocks, number, builder.simulated);
        // The annexes of the report have the same numbers, so the name says that this one belongs
        // to the decision.
        let name =
            builder.lang.pick("QĐ - ", "Decision - ").to_owned() + &annex_of_decision(number);
        builder.push_chapter(Chapter { name, ..annex });
    }

    self::scores(builder, scores);
    findings(builder, subjects);
}

/// Adds a sheet with one relation; adds nothing if the table has no rows.
fn relation(builder: &mut Builder, name: SheetName, table: Table) {
    if table.rows.is_empty() {
        return;
    }
    builder.sheet(name.say(builder.lang));
    builder.annex("", Page::Landscape);
    builder.push(Element::Table(table.sized(Size::Annex)));
}

/// Starts a separate sheet for the chart that belongs to a table. On the sheet of the table, the
/// numbers of the chart would print below the repeated header.
fn figure_sheet(builder: &mut Builder, name: SheetName) {
    let lang = builder.lang;
    builder.sheet(format!("{} - {}", name.say(lang), lang.pick("biểu đồ", "chart")));
    builder.annex("", Page::Landscape);
}

/// Writes the changes of all units between the two years, and what explains them.
fn changes(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let rows: Vec<&DeltaRow> = subjects
        .iter()
        .filter_map(|subject| subject.comparison)
        .flat_map(|comparison| &comparison.deltas)
        .collect();

    let columns = [
        DeltaRow::unit,
        DeltaRow::block,
        DeltaRow::from_year,
        DeltaRow::to_year,
        DeltaRow::total_from,
        DeltaRow::total_to,
        DeltaRow::delta,
        DeltaRow::attainment_delta,
        DeltaRow::rank_from,
        DeltaRow::rank_to,
        DeltaRow::rank_change,
        DeltaRow::performance,
        DeltaRow::weight,
        DeltaRow::rounding,
    ];

    let table = Table::of(lang, &columns, rows, WIDTH);
    relation(builder, SheetName::Changes, table);

    if subjects.iter().any(|subject| subject.comparison.is_some()) {
        figure_sheet(builder, SheetName::Changes);
        body::contributions(builder, &subjects.iter().collect::<Vec<_>>());
    }
}

/// Writes the self scores beside the appraisal, in all years for which both are known.
fn gaps(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let rows = subjects.iter().flat_map(|subject| match subject.course {
        Some(course) => course.gaps.iter(),
        None => subject.report.unit_gaps.iter(),
    });

    let columns = [
        UnitGapRow::unit,
        UnitGapRow::block,
        UnitGapRow::year,
        UnitGapRow::self_total,
        UnitGapRow::appraised_total,
        UnitGapRow::gap,
        UnitGapRow::gap_share,
        UnitGapRow::block_gap_share,
    ];

    let table = Table::of(lang, &columns, rows, WIDTH);
    let is_empty = table.rows.is_empty();
    relation(builder, SheetName::Gaps, table);

    if !is_empty {
        figure_sheet(builder, SheetName::Gaps);
        body::gap_figure(builder, subjects, false);
    }
}

/// Writes the scores from which all other figures are computed.
fn scores(builder: &mut Builder, rows: &[ScoreRow]) {
    let lang = builder.lang;
    let columns = [
        ScoreRow::year,
        ScoreRow::block,
        ScoreRow::unit,
        ScoreRow::criterion,
        ScoreRow::max_total,
        ScoreRow::self_score,
        ScoreRow::appraised,
        ScoreRow::survey,
        ScoreRow::total,
        ScoreRow::attainment,
    ];
    let table = Table::of(lang, &columns, rows, WIDTH);
    relation(builder, SheetName::Scores, table);
}

/// Writes all findings of the checks.
fn findings(builder: &mut Builder, subjects: &[Subject<'_>]) {
    let lang = builder.lang;
    let message = match lang {
        Lang::Vi => FindingRow::message_vi,
        Lang::En => FindingRow::message_en,
    };
    let columns = [
        FindingRow::year,
        FindingRow::block,
        FindingRow::severity,
        FindingRow::unit,
        FindingRow::cell,
        message,
    ];
    let table = Table::of(lang, &columns, subjects.iter().flat_map(Subject::findings), WIDTH);
    relation(builder, SheetName::Checks, table);
}
