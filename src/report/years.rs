//! The report on several years, in the order in which a steering committee reads it: a body of ten
//! pages, and annexes.

use crate::analysis::{Subject, TrendReport};
use crate::text::Lang;
use crate::text::report::{
    About, Annexes, Heading, Paper, Period, Sections, addressee, annex_number, closing, draft,
    letterhead, not_for_reporting, opening, proposals, quarters, results_of_years, scope_of_years,
    signature, summary, title_of_years, units_note,
};

use super::body::{self, YearColumns};
use super::builder::Builder;
use super::{Element, Report, annex};

/// The number of the annex of scorecards.
const SCORECARDS: usize = 1;
/// The number of the annex of areas, which precedes the annexes that sentences name.
const AREAS: usize = 2;

/// The report on several years; `None` if no block has two years. `to` is the recipient, if the
/// caller names one.
#[must_use]
pub fn trend_report(lang: Lang, report: &TrendReport, to: Option<&str>) -> Option<Report> {
    let years = report.years();
    let (first, last) = (*years.first()?, *years.last()?);
    let subjects: Vec<Subject<'_>> = report.blocks.iter().map(Subject::of_years).collect();
    let simulated = report.history.assessments.iter().any(|assessment| assessment.simulated);
    let about = About::of(lang, &subjects);
    let title = title_of_years(lang, &about, first, last);
    let period = Period::Years(first, last);

    let mut builder = Builder::new(lang, simulated);
    head(&mut builder, &title, to, (&about, &period));

    let columns =
        YearColumns { years: years.clone(), breaks: report.break_years(), subjects: &subjects };

    // Section V is the one on lasting weaknesses.
    let weaknesses = Some(lang.pick("mục V", "section V").to_owned());
    let annexes = Annexes { weaknesses, ..annex::annex_names(lang, AREAS, &subjects) };
    let generated = proposals(lang, &subjects, &annexes);

    builder.unnumbered("summary", Heading::Summary.say(lang));
    let sentences = summary(lang, &subjects, &Sections::of_years(), generated.len());
    builder.push(Element::Summary(sentences.into_iter().map(Into::into).collect()));

    builder.section(Heading::Scope.say(lang));
    builder.items(scope_of_years(lang, report));

    builder.section(&results_of_years(lang, first, last));
    builder.subsection(Heading::Blocks.say(lang));
    body::block_sentences(&mut builder, &subjects);
    body::blocks_table(&mut builder, &columns);
    body::mean_figure(&mut builder, &subjects, &years);

    builder.subsection(Heading::Units.say(lang));
    let tables: Vec<String> = (0..subjects.len()).map(|index| builder.table_after(index)).collect();
    builder.paragraph(
        std::iter::once(units_note(lang, &tables, &annex_number(lang, SCORECARDS)))
            .chain(subjects.iter().filter_map(|subject| quarters(lang, subject))),
    );
    for subject in &subjects {
        body::totals_table(&mut builder, subject);
    }

    builder.subsection(Heading::Areas.say(lang));
    body::area_sentences(&mut builder, &subjects);
    body::areas_over_years(&mut builder, &columns);
    body::survey_section(&mut builder, &subjects);
    body::changes_section(&mut builder, &subjects);
    body::self_scores_section(&mut builder, &subjects);
    body::lasting_section(&mut builder, &subjects);
    body::certainty_section(&mut builder, &subjects);

    body::proposals_section(&mut builder, &generated, (about.index, last.number() + 1));

    let assessments: Vec<_> = report.history.assessments.iter().collect();
    body::notes_section(&mut builder, &subjects, &assessments, &annexes.checks);
    tail(&mut builder, (&about, &period), to);

    annex::scorecards(&mut builder, &subjects, &columns);
    annex::areas_by_unit(&mut builder, &subjects);
    annex::items(&mut builder, &subjects);
    annex::checks(&mut builder, &subjects);
    annex::method(&mut builder, &subjects, true);
    annex::files(&mut builder, &report.history, &subjects, &assessments);
    annex::further(&mut builder, report, &subjects);

    let title = format!("{}: {}", title[0], title[1]);
    Some(Report { lang, title, simulated, chapters: builder.finish() })
}

/// Adds the elements above the summary.
pub(super) fn head(
    builder: &mut Builder,
    title: &[String; 2],
    to: Option<&str>,
    (about, period): (&About<'_>, &Period),
) {
    let (lang, simulated) = (builder.lang, builder.simulated);
    if !simulated {
        builder.push(Element::Draft(draft(lang)));
    }
    let sender = (!simulated).then_some(&about.sender);
    builder.push(Element::Letterhead(letterhead(lang, Paper::Report, sender)));
    builder.push(Element::Title(title.clone()));
    if simulated {
        builder.push(Element::Warning(not_for_reporting(lang).to_owned()));
    } else {
        builder.push(Element::Addressee(addressee(lang, &about.sender, to)));
    }
    // A simulated report has no sender and no recipient.
    if !simulated {
        builder.push(Element::Paragraph(opening(lang, about, period)));
    }
}

/// Adds the closing sentence and the signature. A simulated report has neither.
pub(super) fn tail(
    builder: &mut Builder,
    (about, period): (&About<'_>, &Period),
    to: Option<&str>,
) {
    let lang = builder.lang;
    if builder.simulated {
        return;
    }
    builder.push(Element::Paragraph(closing(lang, about, period, to)));
    builder.push(Element::Signature(signature(lang, Paper::Report)));
}
