//! The report on one year: a body of eight pages, and annexes.

use crate::analysis::{BlockReport, Subject};
use crate::model::Year;
use crate::text::Lang;
use crate::text::report::{
    About, Heading, Period, Sections, framework, organisation, proposals, results_of_year,
    scope_note, scope_of_year, summary, title_of_year,
};

use super::body::{self, YearColumns};
use super::builder::Builder;
use super::years::{head, tail};
use super::{Element, Report, annex};

/// The report on the blocks of one year. `to` is the recipient, if the caller names one.
#[must_use]
pub fn year_report(lang: Lang, year: Year, reports: &[BlockReport], to: Option<&str>) -> Report {
    let subjects: Vec<Subject<'_>> = reports.iter().map(Subject::of_year).collect();
    let simulated = reports.iter().any(|report| report.assessment.simulated);
    let about = About::of(lang, &subjects);
    let title = title_of_year(lang, &about, year);
    let period = Period::Year(year);

    let mut builder = Builder::new(lang, simulated);
    head(&mut builder, &title, to, (&about, &period));

    let annexes = annex::annex_names(lang, 0, &subjects);
    let generated = proposals(lang, &subjects, &annexes);
    let is_compared = subjects.iter().any(|subject| subject.comparison.is_some());

    builder.unnumbered("summary", Heading::Summary.say(lang));
    let sentences = summary(lang, &subjects, &Sections::of_year(is_compared), generated.len());
    builder.push(Element::Summary(sentences.into_iter().map(Into::into).collect()));

    builder.section(Heading::Organisation.say(lang));
    builder.items(subjects.iter().flat_map(|subject| scope_of_year(lang, subject)));

    let mut frameworks: Vec<Option<&str>> =
        subjects.iter().map(|subject| subject.report.framework.as_deref()).collect();
    frameworks.dedup();
    builder.extend(frameworks.into_iter().map(|name| Element::Item(framework(lang, name))));
    builder.items([scope_note(lang, &subjects)]);
    builder.extend(organisation(lang).into_iter().map(Element::Paragraph));

    builder.section(&results_of_year(lang, year));
    builder.subsection(Heading::Blocks.say(lang));
    body::block_sentences(&mut builder, &subjects);

    let mut years: Vec<Year> = subjects
        .iter()
        .filter_map(|subject| subject.comparison)
        .map(|comparison| comparison.span[0])
        .chain([year])
        .collect();
    years.sort_unstable();
    years.dedup();

    let breaks = subjects.iter().filter_map(|subject| subject.comparison).flat_map(|comparison| {
        comparison.breaks.iter().map(|framework_break| framework_break.year)
    });
    let mut breaks: Vec<Year> = breaks.collect();
    breaks.sort_unstable();
    breaks.dedup();

    let columns = YearColumns { years, breaks, subjects: &subjects };
    builder.subsection(Heading::Units.say(lang));
    body::near_grades(&mut builder, &subjects);
    body::units_of_year(&mut builder, &subjects);

    builder.subsection(Heading::Areas.say(lang));
    body::area_sentences(&mut builder, &subjects);
    body::areas_of_year(&mut builder, &subjects);
    body::survey_section(&mut builder, &subjects);
    if is_compared {
        body::changes_section(&mut builder, &subjects);
    }
    body::self_scores_section(&mut builder, &subjects);
    body::shortcomings_section(&mut builder, &subjects);
    body::certainty_section(&mut builder, &subjects);
    body::proposals_section(&mut builder, &generated, (about.index, year.number() + 1));

    let assessments = body::assessments_of_year(reports);

    body::notes_section(&mut builder, &subjects, &assessments, &annexes.checks);
    tail(&mut builder, (&about, &period), to);

    annex::items(&mut builder, &subjects);
    annex::checks(&mut builder, &subjects);
    annex::method(&mut builder, &subjects, false);
    annex::areas_by_unit(&mut builder, &subjects);
    annex::survey_by_unit(&mut builder, &subjects);
    if is_compared {
        annex::further_of_year(&mut builder, &subjects);
    }
    annex::documents(&mut builder, &subjects, &assessments);
    // The body has room for the sentences on the blocks, but not for the table of their figures.
    body::blocks_table(&mut builder, &columns);

    let title = format!("{}: {}", title[0], title[1]);
    Report { lang, title, simulated, chapters: builder.finish() }
}
