//! The report on one year: one self-contained HTML page that prints on A4. `maud` escapes whatever comes from a
//! document.

mod gap;
mod page;
mod ranking;
mod table;
mod trend;
mod unit;
mod weakness;

use maud::{Markup, PreEscaped, html};

use crate::analysis::BlockReport;
use crate::model::Year;
use crate::relation::{CriterionRow, FindingRow, ScoreRow};
use crate::render::chart::{ChartSource, DrawError, Scene, inline_svg};
use crate::text::change::{self, upper_first};
use crate::text::{Lang, report};
use report::Word;
use table::{head_as, table, value};

pub use trend::draw_trend_report;
pub use unit::draw_unit_page;

/// Draws the report of a year, one part a block.
pub fn draw_report(lang: Lang, year: Year, blocks: &[BlockReport]) -> Result<String, DrawError> {
    let word = |word| report::word(lang, word);
    let simulated = blocks.iter().any(|block| block.assessment.simulated);
    let body = html! {
        header {
            @if simulated { p.simulated { (word(Word::Simulated)) } }
            h1 { (report::title(lang, year, blocks)) }
            @for decision in unique(blocks.iter().map(|block| report::decision(lang, &block.assessment))) {
                p.decision { (decision) }
            }
            ul.key { @for sentence in blocks.iter().filter_map(|block| report::key_sentence(lang, block)) { li { (sentence) } } }
        }
        section {
            h2 { "1. " (word(Word::Assessed)) }
            @for block in blocks {
                p { (report::assessed(lang, block)) }
                @for note in change::notes(lang, &block.assessment) { p { (note) } }
            }
            (criteria(lang, blocks))
        }
        section {
            h2 { "2. " (word(Word::Findings)) }
            @for block in blocks { (findings(lang, block)) }
        }
        section {
            h2 { "3. " (word(Word::Ranking)) }
            @for block in blocks { (ranking::draw(lang, block)?) }
        }
        section {
            h2 { "4. " (word(Word::Gaps)) }
            @for block in blocks { (gap::draw(lang, block)?) }
        }
        section {
            h2 { "5. " (word(Word::Weaknesses)) }
            @for block in blocks { (weakness::draw(lang, block)?) }
        }
        section {
            h2 { "6. " (word(Word::Method)) }
            dl { @for (name, meaning) in report::definitions(lang) { dt { (name) } dd { (upper_first(meaning)) } } }
        }
        section {
            h2 { "7. " (word(Word::Source)) }
            ul {
                @for source in unique(blocks.iter().map(|block| report::source(lang, &block.assessment))) { li { (source) } }
                @for sha256 in unique(blocks.iter().map(|block| block.assessment.sha256.clone())) {
                    li { (word(Word::Sha256)) ": " code { (sha256) } }
                }
            }
        }
    };
    Ok(page::wrap(lang, &report::title(lang, year, blocks), &body))
}

/// The criteria of all blocks with their maximum points.
fn criteria(lang: Lang, blocks: &[BlockReport]) -> Markup {
    // The caption says that they are maxima.
    let columns = [
        (CriterionRow::criterion, CriterionRow::criterion.info.label),
        (CriterionRow::max_appraised, ScoreRow::appraised.info.label),
        (CriterionRow::max_survey, ScoreRow::survey.info.label),
        (CriterionRow::max_total, ScoreRow::total.info.label),
    ];
    html! {
        @for block in blocks.iter().filter(|block| !block.criteria.is_empty()) {
            table {
                caption { (report::block_heading(lang, block.block())) " – " (report::word(lang, Word::Maximum)) }
                thead { tr {
                    @for (column, label) in &columns { (head_as(lang, &column.info, *label)) }
                } }
                tbody {
                    @for row in &block.criteria { tr { @for (column, _) in &columns { (value(lang, column, row)) } } }
                }
            }
        }
    }
}

/// What the checks said about one block, in full.
fn findings(lang: Lang, block: &BlockReport) -> Markup {
    let message = lang.pick(FindingRow::message_vi, FindingRow::message_en);
    html! {
        h3 { (report::block_heading(lang, block.block())) }
        @if block.findings.is_empty() {
            p { (report::word(lang, Word::NoFindings)) }
        } @else {
            p { (report::findings(lang, block)) }
            (table(lang, &[FindingRow::severity, message, FindingRow::cell], &block.findings))
        }
    }
}

/// A chart at its place in the page.
fn figure(scene: &Scene) -> Result<Markup, DrawError> {
    // The drawing is plotters' own output; every text in it is escaped there.
    let svg = PreEscaped(inline_svg(scene)?);
    Ok(html! { figure { (svg) } })
}

fn chart_source(block: &BlockReport) -> ChartSource {
    ChartSource::of(&block.assessment)
}

/// The texts in order, each once.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for text in texts {
        if !unique.contains(&text) {
            unique.push(text);
        }
    }
    unique
}
