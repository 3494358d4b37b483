//! The documents behind the figures, with the fingerprints of their files.

use crate::analysis::{BlockReport, TrendReport};
use crate::store::AssessmentRow;
use crate::text::Lang;
use crate::text::report::{Word, source, word};

use super::{Part, Span, Text, unique};

/// Those of one year.
pub(super) fn of_year(lang: Lang, blocks: &[BlockReport]) -> Vec<Part> {
    let assessments: Vec<_> = blocks.iter().map(|block| &block.assessment).collect();
    let fingerprints = fingerprints(&assessments).into_iter().map(|sha256| {
        let head = format!("{}: ", word(lang, Word::Sha256));
        Text(vec![Span::Words(head), Span::Code(sha256)])
    });
    vec![Part::List(lines(lang, &assessments).into_iter().chain(fingerprints).collect())]
}

/// Those of several years.
pub(super) fn of_years(lang: Lang, report: &TrendReport) -> Vec<Part> {
    let assessments: Vec<_> = report.history.assessments.iter().collect();
    let mut spans = vec![Span::Words(format!("{}: ", word(lang, Word::Sha256)))];
    for sha256 in fingerprints(&assessments) {
        spans.extend([Span::Code(sha256), Span::Words(" ".to_owned())]);
    }
    vec![Part::List(lines(lang, &assessments)), Part::paragraph(Text(spans))]
}

fn lines(lang: Lang, assessments: &[&AssessmentRow]) -> Vec<Text> {
    unique(assessments.iter().map(|own| source(lang, own))).into_iter().map(Text::from).collect()
}

fn fingerprints(assessments: &[&AssessmentRow]) -> Vec<String> {
    unique(assessments.iter().map(|own| own.sha256.clone()))
}
