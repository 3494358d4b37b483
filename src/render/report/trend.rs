//! The report on several years, in the order in which a steering committee reads.

use maud::{Markup, html};

use crate::analysis::{BlockCourse, FrameworkBreak, TrendReport, course_medians};
use crate::relation::{DeltaRow, GradeMove, PersistentOverscoring, PersistentWeakness, RankingRow};
use crate::render::chart::{ChartSource, DrawError, draw_bump, draw_courses, draw_deltas, draw_gap_years};
use crate::text::Lang;
use crate::text::change::{grade_pair, upper_first};
use crate::text::report::{self, TrendWord, Word};

use super::table::{head, table, value, value_or_dash};
use super::{figure, page, unique, unit};

/// Draws the report on several years; none where no block has two.
pub fn draw_trend_report(lang: Lang, report: &TrendReport) -> Result<Option<String>, DrawError> {
    let years = || report.blocks.iter().flat_map(|course| course.years.iter().copied());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return Ok(None) };
    let word = |word| report::trend_word(lang, word);
    let title = report::trend_title(lang, report, first, last);
    let is_simulated = report.history.assessments.iter().any(|own| own.simulated);
    let heading = |course: &BlockCourse| html! { h3 { (report::block_heading(lang, course.block)) } };
    let body = html! {
        header {
            @if is_simulated { p.simulated { (report::word(lang, Word::Simulated)) } }
            h1 { (title) }
        }
        section {
            h2 { "1. " (word(TrendWord::Summary)) }
            @for course in &report.blocks {
                (heading(course))
                ul.key { @for sentence in report::in_short(lang, course) { li { (sentence) } } }
            }
        }
        section {
            h2 { "2. " (word(TrendWord::Ranking)) }
            p { (word(TrendWord::RankingNote)) }
            @for course in &report.blocks { (heading(course)) (ranking(lang, report, course)?) }
        }
        section {
            h2 { "3. " (word(TrendWord::Movers)) }
            @for course in &report.blocks {
                (heading(course))
                @for sentence in report::movers(lang, course) { p { (sentence) } }
                (causes(lang, course))
            }
        }
        section {
            h2 { "4. " (word(TrendWord::Overscoring)) }
            p { (word(TrendWord::OverscoringNote)) }
            @for course in &report.blocks {
                (heading(course))
                @if course.gaps.is_empty() {
                    p { (report::word(lang, Word::NoSelfScores)) }
                } @else {
                    (overscoring(lang, report, course)?)
                }
            }
        }
        section {
            h2 { "5. " (word(TrendWord::Weaknesses)) }
            p { (word(TrendWord::WeaknessNote)) }
            @for course in &report.blocks {
                (heading(course))
                p { (report::weaknesses_that_last(lang, course)) }
                (weaknesses(lang, course))
            }
        }
        section {
            h2 { "6. " (word(TrendWord::Units)) }
            @for course in &report.blocks {
                (heading(course))
                (courses(lang, report, course)?)
                @for own in course.units() { (unit::draw(lang, &report.history, own)?) }
            }
        }
        section {
            h2 { "7. " (word(TrendWord::Caveats)) }
            @for course in &report.blocks {
                (heading(course))
                @let caveats = report::trend_caveats(lang, report, course);
                @if caveats.is_empty() { p { (word(TrendWord::NoCaveats)) } }
                ul { @for caveat in caveats { li { (caveat) } } }
            }
            @let restated = report::restated(lang, report);
            @if !restated.is_empty() { ul { @for sentence in restated { li { (sentence) } } } }
        }
        section {
            h2 { "8. " (word(TrendWord::Method)) }
            dl { @for (name, meaning) in report::trend_definitions(lang) { dt { (name) } dd { (upper_first(meaning)) } } }
        }
        section {
            h2 { "9. " (word(TrendWord::Sources)) }
            (sources(lang, report))
        }
    };
    Ok(Some(page::wrap(lang, &title, &body)))
}

/// The decisions behind the figures, with the fingerprints of their files.
pub(super) fn sources(lang: Lang, report: &TrendReport) -> Markup {
    let assessments = || report.history.assessments.iter();
    html! {
        ul {
            @for source in unique(assessments().map(|own| report::source(lang, own))) { li { (source) } }
        }
        p { (report::word(lang, Word::Sha256)) ": "
            @for sha256 in unique(assessments().map(|own| own.sha256.clone())) { code { (sha256) } " " }
        }
    }
}

fn source(report: &TrendReport, course: &BlockCourse) -> ChartSource {
    ChartSource::years(report.history.assessments.iter().filter(|own| own.block == course.block))
}

/// New frameworks between the years that have gaps.
fn gap_breaks(course: &BlockCourse) -> Vec<FrameworkBreak> {
    let years = || course.gaps.iter().map(|row| row.year);
    let (first, last) = (years().min(), years().max());
    course.breaks.iter().filter(|own| Some(own.year) > first && Some(own.year) <= last).cloned().collect()
}

/// The years that have gaps.
fn gap_source(report: &TrendReport, course: &BlockCourse) -> ChartSource {
    let has_gaps = |year| course.gaps.iter().any(|row| row.year == year);
    let own = report.history.assessments.iter().filter(|own| own.block == course.block && has_gaps(own.year));
    ChartSource::years(own)
}

fn last_source(report: &TrendReport, course: &BlockCourse) -> ChartSource {
    ChartSource::years(course.span.iter().filter_map(|year| report.history.assessment(course.block, *year)))
}

fn ranking(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Result<Markup, DrawError> {
    let delta = |id: i64| course.deltas.iter().find(|row| row.unit_id == id);
    let changes = [DeltaRow::delta, DeltaRow::rank_change, DeltaRow::attainment_delta, DeltaRow::constant_delta];
    let bump = draw_bump(lang, course.block, &course.years, &course.trends, &course.breaks, &source(report, course));
    let new: Vec<_> = course.breaks.iter().filter(|own| own.year > course.span[0]).cloned().collect();
    let bars = draw_deltas(lang, &course.deltas, &new, &last_source(report, course));
    Ok(html! {
        table {
            thead { tr {
                @for column in [RankingRow::rank, RankingRow::unit, RankingRow::total] { (head(lang, &column.info)) }
                @for column in &changes { (head(lang, &column.info)) }
                (head(lang, &RankingRow::grade.info))
            } }
            tbody {
                @for row in &course.rankings {
                    @let delta = delta(row.unit_id);
                    tr {
                        @for column in [RankingRow::rank, RankingRow::unit, RankingRow::total] { (value(lang, &column, row)) }
                        @for column in &changes { (value_or_dash(lang, column, delta)) }
                        (value(lang, &RankingRow::grade, row))
                    }
                }
            }
        }
        @if course.grade_moves.iter().any(|own| own.grade_from.is_some() && own.grade_to.is_some()) {
            h4 { (report::trend_word(lang, TrendWord::GradeMoves)) }
            table {
                thead { tr {
                    (head(lang, &RankingRow::grade.info))
                    (head(lang, &GradeMove::units.info))
                    (head(lang, &GradeMove::names.info))
                } }
                tbody {
                    @for own in &course.grade_moves {
                        tr {
                            td.short { (grade_pair(lang, own.grade_from, own.grade_to)) }
                            td.number { (own.units) }
                            td { (own.names.join("; ")) }
                        }
                    }
                }
            }
        }
        (figure(&bump)?)
        (figure(&bars)?)
    })
}

/// The split of every unit's change, where it is known.
fn causes(lang: Lang, course: &BlockCourse) -> Markup {
    html! {
        @if course.deltas.iter().any(|row| row.performance.is_some()) {
            (table(lang, DeltaRow::CAUSES, &course.deltas))
        }
    }
}

fn overscoring(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Result<Markup, DrawError> {
    let chart = draw_gap_years(
        lang,
        &report.history,
        course.block,
        &course.gaps,
        &gap_breaks(course),
        &gap_source(report, course),
    );
    let columns = [
        PersistentOverscoring::unit,
        PersistentOverscoring::years,
        PersistentOverscoring::first_year,
        PersistentOverscoring::mean_gap_share,
        PersistentOverscoring::last_gap_share,
        PersistentOverscoring::block_gap_share,
        PersistentOverscoring::last_gap,
    ];
    Ok(html! {
        @for sentence in report::overscoring(lang, course) { p { (sentence) } }
        @if !course.overscoring.is_empty() {
            (table(lang, &columns, &course.overscoring))
        }
        (figure(&chart)?)
    })
}

fn weaknesses(lang: Lang, course: &BlockCourse) -> Markup {
    let columns = [
        PersistentWeakness::unit,
        PersistentWeakness::criterion,
        PersistentWeakness::years_behind,
        PersistentWeakness::years,
        PersistentWeakness::mean_behind,
        PersistentWeakness::last_behind,
        PersistentWeakness::last_lost,
    ];
    html! { @if !course.persistent.is_empty() { (table(lang, &columns, &course.persistent)) } }
}

fn courses(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Result<Markup, DrawError> {
    let source = source(report, course);
    let medians = course_medians(&course.trends);
    figure(&draw_courses(lang, course.block, &course.years, &course.trends, &medians, &course.breaks, &source))
}
