//! The report on several years, in the order in which a steering committee reads.

use maud::{Markup, html};

use crate::analysis::{BlockCourse, FrameworkBreak, TrendReport, course_medians};
use crate::render::chart::{ChartSource, DrawError, draw_bump, draw_courses, draw_deltas, draw_gap_years};
use crate::text::change::{grade_pair, upper_first};
use crate::text::report::{self, TrendWord, Word};
use crate::text::{
    Lang, column_label, grade_label, percent, points, signed_count, signed_percent, signed_points, statistic,
};

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

fn or_dash<T>(value: Option<T>, show: impl Fn(T) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), show)
}

fn ranking(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Result<Markup, DrawError> {
    let delta = |id: i64| course.deltas.iter().find(|row| row.unit_id == id);
    let bump = draw_bump(lang, course.block, &course.years, &course.trends, &course.breaks, &source(report, course));
    let new: Vec<_> = course.breaks.iter().filter(|own| own.year > course.span[0]).cloned().collect();
    let bars = draw_deltas(lang, &course.deltas, &new, &last_source(report, course));
    Ok(html! {
        table {
            thead { tr {
                th.number { (column_label(lang, "rank")) }
                th { (column_label(lang, "unit")) }
                @for name in ["total", "delta", "rank_change", "attainment_delta", "constant_delta"] {
                    th.number { (column_label(lang, name)) }
                }
                th { (column_label(lang, "grade")) }
            } }
            tbody {
                @for row in &course.rankings {
                    @let delta = delta(row.unit_id);
                    tr {
                        td.number { (or_dash(row.rank, |rank| rank.to_string())) }
                        td { (row.unit) }
                        td.number { (or_dash(row.total, |total| points(lang, total))) }
                        td.number { (or_dash(delta.and_then(|row| row.delta), |change| signed_points(lang, change))) }
                        td.number { (or_dash(delta.and_then(|row| row.rank_change), signed_count)) }
                        td.number { (or_dash(delta.and_then(|row| row.attainment_delta), |change| signed_percent(lang, change))) }
                        td.number { (or_dash(delta.and_then(|row| row.constant_delta), |change| signed_percent(lang, change))) }
                        td.short { (row.grade.map_or("–", |grade| grade_label(lang, grade))) }
                    }
                }
            }
        }
        @if course.grade_moves.iter().any(|own| own.grade_from.is_some() && own.grade_to.is_some()) {
            h4 { (report::trend_word(lang, TrendWord::GradeMoves)) }
            table {
                thead { tr {
                    th { (column_label(lang, "grade")) }
                    th.number { (column_label(lang, "units")) }
                    th { (column_label(lang, "names")) }
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
    let signed = |amount| or_dash(amount, |amount| signed_points(lang, amount));
    html! {
        @if course.deltas.iter().any(|row| row.performance.is_some()) {
            table {
                thead { tr {
                    th { (column_label(lang, "unit")) }
                    @for name in ["delta", "performance", "weight", "rounding", "rank_change", "own_change", "framework_change", "set_change"] {
                        th.number { (column_label(lang, name)) }
                    }
                } }
                tbody {
                    @for row in &course.deltas {
                        tr {
                            td { (row.unit) }
                            @for amount in [row.delta, row.performance, row.weight, row.rounding] { td.number { (signed(amount)) } }
                            @for change in [row.rank_change, row.own_change, row.framework_change, row.set_change] {
                                td.number { (or_dash(change, signed_count)) }
                            }
                        }
                    }
                }
            }
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
    Ok(html! {
        @for sentence in report::overscoring(lang, course) { p { (sentence) } }
        @if !course.overscoring.is_empty() {
            table {
                thead { tr {
                    th { (column_label(lang, "unit")) }
                    @for name in ["years", "first_year", "mean_gap_share", "last_gap_share", "block_gap_share", "last_gap"] {
                        th.number { (column_label(lang, name)) }
                    }
                } }
                tbody {
                    @for row in &course.overscoring {
                        tr {
                            td { (row.unit) }
                            td.number { (row.years) }
                            td.number { (row.first_year) }
                            @for share in [row.mean_gap_share, row.last_gap_share, row.block_gap_share] {
                                td.number { (percent(lang, share)) }
                            }
                            td.number { (signed_points(lang, row.last_gap)) }
                        }
                    }
                }
            }
        }
        (figure(&chart)?)
    })
}

fn weaknesses(lang: Lang, course: &BlockCourse) -> Markup {
    html! {
        @if !course.persistent.is_empty() {
            table {
                thead { tr {
                    @for name in ["unit", "criterion"] { th { (column_label(lang, name)) } }
                    @for name in ["years_behind", "years", "mean_behind", "last_behind", "last_lost"] {
                        th.number { (column_label(lang, name)) }
                    }
                } }
                tbody {
                    @for row in &course.persistent {
                        tr {
                            td { (row.unit) }
                            td { (row.criterion) }
                            td.number { (row.years_behind) }
                            td.number { (row.years) }
                            td.number { (statistic(lang, row.mean_behind * 100.0, 1)) }
                            td.number { (statistic(lang, row.last_behind * 100.0, 1)) }
                            td.number { (points(lang, row.last_lost)) }
                        }
                    }
                }
            }
        }
    }
}

fn courses(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Result<Markup, DrawError> {
    let source = source(report, course);
    let medians = course_medians(&course.trends);
    figure(&draw_courses(lang, course.block, &course.years, &course.trends, &medians, &course.breaks, &source))
}
