//! The draft of the decision on a year, and its annexes with every figure as published or filled
//! in. The documents rendered from it can be imported again.

use std::collections::HashMap;

use crate::analysis::DecisionBlock;
use crate::model::{Block, BlockKind, Index, Points, ScoreKind, Year};
use crate::relation::{Cell, RankingRow, ScoreRow};
use crate::text::report::{
    DECIDES, Paper, Sender, annex_of_decision, articles, attached_to_decision, authority, bases,
    decision_title, draft, extract_of, letterhead, not_for_reporting, signature,
};
use crate::text::{Lang, RichText, template as words};

use super::columns::{DecisionColumn, DecisionColumns, Figure, LEADING_COLUMNS};
use super::table::column;
use super::{
    Align, Chapter, Element, Entry, Heading, Level, Page, Report, Row, Shade, Size, Table,
};

/// The language of decisions. They exist in Vietnamese only.
const LANG: Lang = Lang::Vi;
/// The text of a cell whose criterion does not apply to the unit.
const NOT_APPLICABLE: &str = "-";

/// The draft of the decision on a year with one annex per block, always in Vietnamese. The groups of
/// a block share an annex.
#[must_use]
pub fn decision_report(year: Year, blocks: &[DecisionBlock]) -> Report {
    let simulated = blocks.iter().any(|block| block.assessment.simulated);
    let index = blocks.first().map_or(Index::CCHC, |block| block.assessment.index);
    let kinds: Vec<Block> = blocks.iter().map(|block| block.assessment.block).collect();
    let title = decision_title(&kinds, index, year);

    let mut chapters = vec![body((index, year), blocks, &title, simulated)];
    let annexes = by_annex(blocks).zip(1_usize..);
    chapters.extend(annexes.map(|(blocks, number)| annex(year, blocks, number, simulated)));

    Report { lang: LANG, title: format!("{}: {}", title[0], title[1]), simulated, chapters }
}

/// The blocks of each annex: one block, or the groups of one that have the same criteria.
pub(super) fn by_annex(blocks: &[DecisionBlock]) -> impl Iterator<Item = &[DecisionBlock]> {
    blocks.chunk_by(|a, b| {
        a.assessment.block.kind == b.assessment.block.kind
            && a.framework.criteria == b.framework.criteria
    })
}

/// The authority that issues the decision.
fn sender_of(blocks: &[DecisionBlock]) -> Sender {
    Sender::of(blocks.first().map(|block| &block.assessment))
}

/// The text of the decision.
fn body(
    (index, year): (Index, Year),
    blocks: &[DecisionBlock],
    title: &[String; 2],
    simulated: bool,
) -> Chapter {
    let mut elements = Vec::new();
    if !simulated {
        elements.push(Element::Draft(draft(LANG)));
    }
    let sender = sender_of(blocks);
    let shown = (!simulated).then_some(&sender);
    elements.push(Element::Letterhead(letterhead(LANG, Paper::Decision, shown)));
    elements.push(Element::Title(title.clone()));
    if simulated {
        elements.push(Element::Warning(not_for_reporting(LANG).to_owned()));
    }

    elements.push(Element::Centred(authority(&sender)));
    let source = blocks.iter().find_map(|block| block.criteria_source.as_deref());
    elements.extend(bases(&sender, source).into_iter().map(Element::Basis));
    elements.push(Element::Centred(DECIDES.into()));

    let unit_counts = by_annex(blocks).map(|blocks| {
        let block = Block::whole(blocks[0].assessment.block.kind);
        let known = blocks.iter().map(|block| block.rankings.len()).sum();
        (block, known, blocks.iter().map(|block| block.assessment.units).sum())
    });
    let unit_counts: Vec<(Block, usize, usize)> = unit_counts.collect();

    elements.extend(articles(&unit_counts, index, year).into_iter().map(Element::Paragraph));
    elements.push(Element::Signature(signature(LANG, Paper::Decision)));
    Chapter { id: "body".to_owned(), name: title[0].clone(), page: Page::Portrait, elements }
}

/// The annex with the table of one block or of its groups.
pub(super) fn annex(
    year: Year,
    blocks: &[DecisionBlock],
    number: usize,
    simulated: bool,
) -> Chapter {
    let assessment = &blocks[0].assessment;
    let id = format!("annex-{number}");
    let name = annex_of_decision(number);
    let heading = Heading { level: Level::Annex, id: id.clone(), text: name.clone() };

    let is_graded = blocks.iter().flat_map(|block| &block.rankings).any(|row| row.grade.is_some());
    let title = match assessment.block.kind {
        BlockKind::Province | BlockKind::Ministry => assessment.title.clone(),
        BlockKind::Department
        | BlockKind::District
        | BlockKind::Commune
        | BlockKind::Declared(_) => {
            words::title(assessment.block, assessment.index, year, is_graded)
        }
    };

    let mut elements = vec![
        Element::Heading(heading),
        Element::Centred(title.into()),
        Element::Attached(attached_to_decision(&sender_of(blocks), &assessment.issuer)),
    ];
    let extract = extract_of(assessment);
    elements.extend(extract.map(|line| Element::Attached(line.into())));
    if simulated {
        elements.push(Element::Attached(words::SIMULATED.into()));
    }

    let (table, page) = table(blocks);
    elements.push(Element::Table(table));
    Chapter { id, name, page, elements }
}

/// The table of a block or of its groups, and the page size it needs.
fn table(blocks: &[DecisionBlock]) -> (Table, Page) {
    let framework = &blocks[0].framework;
    let rankings = || blocks.iter().flat_map(|block| &block.rankings);
    let is_scored =
        !framework.criteria.is_empty() && blocks.iter().any(|block| !block.scores.is_empty());
    let beside = RankingRow::kinds_beside(rankings());
    let mut plan = if is_scored {
        DecisionColumns::plan(framework, &beside)
    } else {
        DecisionColumns::without_criteria(blocks[0].assessment.scale, &beside)
    };

    // A figure that no unit has was not published, so its column is left out.
    let is_published = |column: &DecisionColumn| match column.figure {
        Figure::Rank => rankings().any(|row| row.rank.is_some()),
        Figure::Grade => is_scored || rankings().any(|row| row.grade.is_some()),
        Figure::Sum(kind) => rankings().any(|row| sum(row, kind).is_some()),
        Figure::Maximum => rankings().any(|row| row.max_total != blocks[0].assessment.scale),
        Figure::Score { .. } | Figure::Beside(_) | Figure::Total => true,
    };
    plan.columns.retain(is_published);

    let page = page(&plan, is_scored);

    let mut rows = Vec::new();
    for block in blocks {
        rows.extend(block.assessment.block.group.map(Row::group));
        let scores: HashMap<(i64, &str), &ScoreRow> =
            block.scores.iter().map(|row| ((row.unit_id, row.criterion.as_str()), row)).collect();
        rows.extend(block.rankings.iter().zip(1_usize..).map(|(ranking, number)| {
            let mut entries = vec![Entry::from(Cell::Count(number)), Entry::name(&ranking.unit)];
            entries
                .extend(plan.columns.iter().map(|column| entry(block, column, ranking, &scores)));
            Row::data(entries)
        }));
    }

    let table = Table {
        caption: None,
        heads: plan.heads(),
        columns: widths(&plan, page, is_scored),
        rows,
        size: if is_scored { Size::Decision } else { Size::Body },
        rules: Vec::new(),
    };
    (table, page)
}

const fn sum(ranking: &RankingRow, kind: ScoreKind) -> Option<Points> {
    match kind {
        ScoreKind::SelfScore => ranking.self_total,
        ScoreKind::Appraised => ranking.appraised_total,
        ScoreKind::Survey => ranking.survey_total,
    }
}

fn entry(
    block: &DecisionBlock,
    column: &DecisionColumn,
    ranking: &RankingRow,
    scores: &HashMap<(i64, &str), &ScoreRow>,
) -> Entry {
    let points =
        |value: Option<Points>| value.map_or_else(missing, |value| Cell::Points(value).into());

    match column.figure {
        Figure::Score { criterion, score_kind } => {
            let name = block.framework.criteria[criterion].name.as_str();
            let Some(row) = scores.get(&(ranking.unit_id, name)) else { return missing() };
            let (value, maximum) = match score_kind {
                ScoreKind::SelfScore => (row.self_score, row.max_appraised),
                ScoreKind::Appraised => (row.appraised, row.max_appraised),
                ScoreKind::Survey => (row.survey, row.max_survey),
            };
            if maximum == Points::ZERO && value.is_none() {
                Entry::text(NOT_APPLICABLE)
            } else {
                points(value)
            }
        }
        Figure::Sum(kind) => points(sum(ranking, kind)),
        // Most units have none.
        Figure::Beside(kind) => ranking
            .further(kind)
            .map_or_else(|| Entry::text(""), |value| Cell::Points(value).into()),
        Figure::Maximum => points(Some(ranking.max_total)),
        Figure::Total => points(ranking.total),
        Figure::Rank => ranking.rank.map_or_else(missing, |rank| Cell::Rank(rank).into()),
        // Without declared bounds, the authority decides the grade, so the cell stays empty.
        Figure::Grade => ranking.grade.map_or_else(missing, |grade| Cell::Grade(grade).into()),
    }
}

/// The cell of a missing figure: empty, and shaded so that it is noticed.
fn missing() -> Entry {
    Entry::from(RichText::new()).shaded(Shade::Missing)
}

// The widths of columns, in millimetres.
const NUMBER: f64 = 6.5;
const NAME: f64 = 36.0;
const SUM: f64 = 8.2;
const TOTAL: f64 = 9.0;
const RANK: f64 = 7.0;
const GRADE: f64 = 13.5;
/// The narrowest column that a score fits into, in millimetres.
const NARROWEST: f64 = 6.3;

/// The width of all columns but those of scores, in millimetres.
fn fixed_width(plan: &DecisionColumns) -> f64 {
    let width = |column: &DecisionColumn| match column.figure {
        Figure::Score { .. } => 0.0,
        Figure::Sum(_) | Figure::Beside(_) => SUM,
        Figure::Maximum | Figure::Total => TOTAL,
        Figure::Rank => RANK,
        Figure::Grade => GRADE,
    };
    NUMBER + NAME + plan.columns.iter().map(width).sum::<f64>()
}

/// The number of score columns.
fn score_count(plan: &DecisionColumns) -> f64 {
    plan.columns.iter().filter(|column| matches!(column.figure, Figure::Score { .. })).count()
        as f64
}

/// The page for a table. Totals alone go on a portrait page. Scores go on A4 landscape if all
/// columns fit (24 scores do, with all sums), and on A3 landscape otherwise.
fn page(plan: &DecisionColumns, is_scored: bool) -> Page {
    if !is_scored {
        return Page::Portrait;
    }
    let needed = fixed_width(plan) + score_count(plan) * NARROWEST;
    if needed <= Page::Landscape.text_width() { Page::Landscape } else { Page::LargeLandscape }
}

fn widths(plan: &DecisionColumns, page: Page, is_scored: bool) -> Vec<super::TableColumn> {
    let mut columns = Vec::with_capacity(LEADING_COLUMNS + plan.columns.len());
    if !is_scored {
        /// The widths of the table without the running number, of the name at least, and of a
        /// figure at most.
        const WIDTHS: [f64; 3] = [153.0, 50.0, 30.0];
        let count = plan.columns.len().max(1) as f64;
        let [all, name, most] = WIDTHS;
        let width = ((all - name) / count).min(most);
        columns.extend([column(12.0, Align::Middle), column(all - width * count, Align::Start)]);
        columns.extend(plan.columns.iter().map(|_| column(width, Align::Middle)));
        return columns;
    }

    let score_width = (page.text_width() - fixed_width(plan)) / score_count(plan).max(1.0);
    columns.extend([column(NUMBER, Align::Middle), column(NAME, Align::Start)]);
    columns.extend(plan.columns.iter().map(|planned| {
        let width = match planned.figure {
            // A table with few scores does not stretch to the width of the page.
            Figure::Score { .. } => score_width.min(16.0),
            Figure::Sum(_) | Figure::Beside(_) => SUM,
            Figure::Maximum | Figure::Total => TOTAL,
            Figure::Rank => RANK,
            Figure::Grade => GRADE,
        };
        column(width, Align::Middle)
    }));
    columns
}
