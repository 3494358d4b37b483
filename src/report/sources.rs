//! The documents behind the figures, with the fingerprints of their files.

use crate::analysis::{BlockReport, TrendReport};
use crate::store::AssessmentRow;
use crate::text::Lang;
use crate::text::report::{Word, source, word};

use super::{Element, RichText, Span, unique};

/// Those of one year.
pub(super) fn of_year(lang: Lang, blocks: &[BlockReport]) -> Vec<Element> {
    let assessments: Vec<_> = blocks.iter().map(|block| &block.assessment).collect();
    let fingerprints = fingerprints(&assessments).into_iter().map(|sha256| {
        let head = format!("{}: ", word(lang, Word::Sha256));
        RichText(vec![Span::Words(head), Span::Code(sha256)])
    });
    vec![Element::List(lines(lang, &assessments).into_iter().chain(fingerprints).collect())]
}

/// Those of several years.
pub(super) fn of_years(lang: Lang, report: &TrendReport) -> Vec<Element> {
    let assessments: Vec<_> = report.history.assessments.iter().collect();
    let mut spans = vec![Span::Words(format!("{}: ", word(lang, Word::Sha256)))];
    for sha256 in fingerprints(&assessments) {
        spans.extend([Span::Code(sha256), Span::Words(" ".to_owned())]);
    }
    vec![Element::List(lines(lang, &assessments)), Element::paragraph(RichText(spans))]
}

fn lines(lang: Lang, assessments: &[&AssessmentRow]) -> Vec<RichText> {
    unique(assessments.iter().map(|own| source(lang, own))).into_iter().map(RichText::from).collect()
}

fn fingerprints(assessments: &[&AssessmentRow]) -> Vec<String> {
    unique(assessments.iter().map(|own| own.sha256.clone()))
}
