//! The result sheets: one page per unit, to be sent to the unit with a letter.

use crate::analysis::{BlockSheets, SheetYear, UnitSheet};
use crate::chart::Spark;
use crate::model::{Index, Points, Year};
use crate::relation::{Cell, RankingRow};
use crate::text::report::{
    Col, Heading as Words, Paper, Sender, attached_to_letter, blank_cell, cut_items, letterhead,
    mend_first, reply, sheet_sources, sheet_terms, sheet_title, sums_note, unit_result,
};
use crate::text::{Lang, heading, points};

use super::annex::{row_tag, unit_tag};
use super::table::column;
use super::{
    Align, Chapter, Content, Element, Entry, HeaderCell, Heading, Level, Page, Report, Row,
    RowKind, Shade, Size, Table,
};

/// The most years that fit on the page.
const MOST_YEARS: usize = 6;
/// The most areas with points taken away that have a row of their own.
const MOST_CUT: usize = 4;
/// The most areas that are named in the row for all others.
const MOST_NAMED: usize = 3;

/// The result sheets of all units of the blocks, by rank, one chapter per unit.
#[must_use]
pub fn sheets_report(lang: Lang, year: Year, blocks: &[BlockSheets]) -> Report {
    let simulated = blocks.iter().any(|block| block.report.assessment.simulated);
    let units = blocks.iter().flat_map(BlockSheets::units);
    let chapters = units.zip(1_usize..).map(|(unit, number)| chapter(lang, unit, number)).collect();
    let index = blocks.first().map_or(Index::CCHC, |block| block.report.assessment.index);
    let [title, _] = sheet_title(lang, "", index, year);
    Report { lang, title, simulated, chapters }
}

/// Splits the report into one report per sheet, each with the name of its unit.
pub fn single_sheets(report: &Report) -> impl Iterator<Item = (&str, Report)> {
    report.chapters.iter().map(|chapter| {
        let single = Report {
            title: format!("{}: {}", report.title, chapter.name),
            chapters: vec![chapter.clone()],
            ..Report { chapters: Vec::new(), ..report.clone() }
        };
        (chapter.name.as_str(), single)
    })
}

/// The chapter with the result sheet of one unit.
fn chapter(lang: Lang, unit: UnitSheet<'_>, number: usize) -> Chapter {
    let report = &unit.block.report;
    let assessment = &report.assessment;
    let name = unit.ranking.unit.clone();

    let mut sheet = Sheet { lang, number, headings: 0, elements: Vec::new() };
    let sender = Sender::of(Some(assessment));
    let shown = (!assessment.simulated).then_some(&sender);
    sheet.elements.push(Element::Letterhead(letterhead(lang, Paper::Sheet, shown)));
    sheet.elements.push(Element::Title(sheet_title(
        lang,
        &name,
        assessment.index,
        assessment.year,
    )));
    // Simulated figures are not sent with a letter. The renderer marks every page as simulated.
    if !assessment.simulated {
        sheet.elements.push(Element::Attached(attached_to_letter(lang)));
    }

    sheet.heading(Words::Result);
    sheet.elements.push(Element::paragraph(unit_result(lang, unit)));
    sheet.areas(unit);
    sheet.course(unit);

    sheet.heading(Words::Cut);
    sheet.elements.push(Element::paragraph(cut_items(lang, unit)));
    sheet.cut(unit);

    sheet.heading(Words::MendFirst);
    sheet
        .elements
        .extend(mend_first(lang, unit).into_iter().map(|line| Element::Item(line.into())));

    sheet.heading(Words::Reply);
    sheet.elements.push(Element::Paragraph(reply(lang, &sender, &unit_tag(&unit.ranking.unit))));

    let years: Vec<Year> =
        unit.course(MOST_YEARS).iter().map(|sheet_year| sheet_year.year).collect();
    let earlier =
        unit.block.assessments.iter().filter(|assessment| years.contains(&assessment.year));
    let source = sheet_sources(lang, &earlier.chain([assessment]).collect::<Vec<_>>());
    let sums = if sums_differ(unit) { sums_note(lang) } else { "" };
    let note = format!("{source} {}{sums}", sheet_terms(lang));
    sheet.elements.push(Element::note(note));

    Chapter { id: format!("unit-{number}"), name, page: Page::Sheet, elements: sheet.elements }
}

/// Whether the points of the areas do not add up to the published total.
fn sums_differ(unit: UnitSheet<'_>) -> bool {
    let sum: Points = unit.areas().filter_map(|area| area.score.total).sum();
    unit.areas().next().is_some() && unit.ranking.total.is_some_and(|total| total != sum)
}

/// A result sheet under construction.
struct Sheet {
    lang: Lang,
    number: usize,
    headings: usize,
    elements: Vec<Element>,
}

impl Sheet {
    fn heading(&mut self, words: Words) {
        self.headings += 1;
        let text = format!("{}. {}", self.headings, words.say(self.lang));
        let id = format!("unit-{}-{}", self.number, self.headings);
        self.elements.push(Element::Heading(Heading { level: Level::Subsection, id, text }));
    }

    fn table(&mut self, columns: &[(&str, f64, Align)], rows: Vec<Row>) {
        self.elements.push(Element::Table(Table::simple(columns).sized(Size::Sheet).with(rows)));
    }

    /// Adds the table of the areas; adds nothing if only totals are known.
    fn areas(&mut self, unit: UnitSheet<'_>) {
        /// The areas with the most points not attained that are shaded.
        const MARKED: usize = 2;
        let lang = self.lang;
        let areas: Vec<_> = unit.areas().collect();
        if areas.is_empty() {
            return;
        }
        self.heading(Words::ByArea);

        let mut lost: Vec<Points> = areas
            .iter()
            .filter_map(|area| area.lost)
            .filter(|points| *points > Points::ZERO)
            .collect();
        lost.sort_unstable_by(|a, b| b.cmp(a));
        let threshold = lost.get(MARKED.min(lost.len()).saturating_sub(1)).copied();

        let mut rows: Vec<Row> = areas
            .iter()
            .map(|area| {
                let score = area.score;
                let is_marked =
                    area.lost.zip(threshold).is_some_and(|(points, threshold)| points >= threshold);
                let shade = if is_marked { Shade::Light } else { Shade::None };
                Row::data(vec![
                    Entry::text(unit.block.report.short_names.of(&score.criterion)),
                    Cell::Points(score.max_total).into(),
                    Entry::of(score.self_score, Cell::Points),
                    Entry::of(score.appraised, Cell::Points),
                    Entry::of(score.survey, Cell::Points),
                    Entry::of(score.total, Cell::Points),
                    Entry::of(score.attainment, Cell::Share),
                    Entry::of(area.middle, Cell::Share),
                    Entry::of(area.lost, Cell::Points).shaded(shade),
                ])
            })
            .collect();

        let row = unit.ranking;
        for column in RankingRow::BESIDE {
            let cell = (column.cell)(row);
            if cell != Cell::Empty {
                let label = heading(lang, column.info.label);
                let mut entries = vec![Entry::text(label)];
                entries.extend((0..4).map(|_| Entry::text("")));
                entries.push(cell.into());
                entries.extend((0..3).map(|_| Entry::text("")));
                rows.push(Row::data(entries));
            }
        }
        let middle = unit.block.report.results.results.as_ref().map(|results| results.middle);
        let entries = vec![
            Entry::text(Col::Total.say(lang)),
            Cell::Points(row.max_total).into(),
            Entry::of(row.self_total, Cell::Points),
            Entry::of(row.appraised_total, Cell::Points),
            Entry::of(row.survey_total, Cell::Points),
            Entry::of(row.total, Cell::Points),
            Entry::of(row.attainment, Cell::Share),
            Entry::of(middle, Cell::Share),
            // Bonus and penalty points stand outside the points that can be attained.
            Entry::of(
                row.total.map(|total| row.max_total - (total - row.adjustment())),
                Cell::Points,
            ),
        ];
        rows.push(Row { kind: RowKind::Total, entries });

        let columns = [
            (Col::Area.say(lang), 53.0, Align::Start),
            (Col::Maximum.say(lang), 13.0, Align::End),
            (Col::SelfScore.say(lang), 13.0, Align::End),
            (Col::Appraised.say(lang), 14.0, Align::End),
            (Col::Survey.say(lang), 13.0, Align::End),
            (Col::Attained.say(lang), 14.0, Align::End),
            (Col::Attainment.say(lang), 14.0, Align::End),
            (Col::Middle.say(lang), 16.0, Align::End),
            (Col::Lost.say(lang), 15.0, Align::End),
        ];
        self.table(&columns, rows);
    }

    /// Adds the table of the years; adds nothing if there is only one.
    fn course(&mut self, unit: UnitSheet<'_>) {
        /// The width of the column of line charts, in millimetres.
        const SPARK: f64 = 24.0;
        let lang = self.lang;
        let years = unit.course(MOST_YEARS);
        if years.len() < 2 {
            return;
        }
        self.heading(Words::Course);

        let middle = |sheet_year: &SheetYear<'_>| {
            sheet_year.block.results.as_ref().map(|results| results.middle)
        };

        let shares: Vec<Option<f64>> =
            years.iter().map(|sheet_year| sheet_year.ranking.attainment).collect();
        let middles: Vec<Option<f64>> = years.iter().map(middle).collect();
        let known_shares = || shares.iter().chain(&middles).flatten().copied();
        let scale =
            [known_shares().fold(1.0, f64::min) - 0.01, known_shares().fold(0.0, f64::max) + 0.01];

        let line = |label: &str, entries: Vec<Entry>, values: Option<&[Option<f64>]>| {
            let mut cells = vec![Entry::text(label)];
            cells.extend(entries);
            cells.push(match values {
                Some(values) => Entry {
                    content: Content::Spark(Spark {
                        values: values.to_vec(),
                        scale,
                        breaks: Vec::new(),
                    }),
                    shade: Shade::None,
                    mark: "",
                },
                None => Entry::text(""),
            });
            Row::data(cells)
        };

        let total = |sheet_year: &SheetYear<'_>| match sheet_year.ranking.total {
            // If not all criteria apply, the maximum is shown as well.
            Some(total) if sheet_year.is_less() => Entry::text(format!(
                "{}/{}",
                points(lang, total),
                points(lang, sheet_year.ranking.max_total)
            )),
            Some(total) => Cell::Points(total).into(),
            None => Cell::Empty.into(),
        };

        let rank = |sheet_year: &SheetYear<'_>| match sheet_year.ranking.rank {
            Some(rank) => Entry::text(format!("{rank}/{}", sheet_year.block.units)),
            None => Cell::Empty.into(),
        };

        let share = |share: &Option<f64>| match share {
            Some(share) => Cell::Share(*share).into(),
            None => Cell::Empty.into(),
        };

        let rows = vec![
            line(Col::Total.say(lang), years.iter().map(total).collect(), None),
            line(Col::RankOf.say(lang), years.iter().map(rank).collect(), None),
            line(
                Col::Grade.say(lang),
                years
                    .iter()
                    .map(|sheet_year| Entry::of(sheet_year.ranking.grade, Cell::Grade))
                    .collect(),
                None,
            ),
            line(Col::Attainment.say(lang), shares.iter().map(share).collect(), Some(&shares)),
            line(Col::Middle.say(lang), middles.iter().map(share).collect(), Some(&middles)),
        ];

        let count = years.len();
        let width = (96.0 / count as f64).min(24.0);
        let mut table = Table::simple(&[]).sized(Size::Sheet).with(rows);
        let mut heads = vec![HeaderCell::one("")];
        heads.extend(years.iter().map(|sheet_year| HeaderCell::one(sheet_year.year.to_string())));
        heads.push(HeaderCell::one(Col::Course.say(lang)));
        table.heads = vec![heads];
        table.columns = vec![column(165.0 - SPARK - width * count as f64, Align::Start)];
        table.columns.extend((0..count).map(|_| column(width, Align::Middle)));
        table.columns.push(column(SPARK, Align::Middle));
        self.elements.push(Element::Table(table));
    }

    /// Adds the table of the areas where the appraisal took points away; adds nothing if there are
    /// none.
    fn cut(&mut self, unit: UnitSheet<'_>) {
        let lang = self.lang;
        let cut = unit.cut();
        if cut.is_empty() {
            return;
        }

        // A single further area gets a row itself: the row for all others would take the same room.
        let count = if cut.len() == MOST_CUT + 1 { cut.len() } else { MOST_CUT };

        let mut rows: Vec<Row> = cut
            .iter()
            .take(count)
            .map(|row| {
                let tag = format!("reason:{}", row_tag(&unit.block.report, row));
                Row::data(vec![
                    Entry::text(unit.block.report.short_names.of(&row.criterion)),
                    Cell::Points(row.self_score).into(),
                    Cell::Points(row.appraised).into(),
                    Cell::SignedPoints(row.gap).into(),
                    blank_cell(&tag).into(),
                ])
            })
            .collect();

        if cut.len() > count {
            let others = &cut[count..];
            let names: Vec<_> =
                others.iter().map(|row| unit.block.report.short_names.of(&row.criterion)).collect();
            let sum: Points = others.iter().map(|row| row.gap).sum();
            rows.push(Row::data(vec![
                Entry::text(if names.len() > MOST_NAMED {
                    let more = names.len();
                    lang.pick(format!("{more:02} lĩnh vực khác"), format!("{more} other areas"))
                } else {
                    names.join("; ")
                }),
                Cell::Empty.into(),
                Cell::Empty.into(),
                Cell::SignedPoints(sum).into(),
                Entry::text(""),
            ]));
        }

        let columns = [
            (Col::Area.say(lang), 60.0, Align::Start),
            (Col::SelfScore.say(lang), 16.0, Align::End),
            (Col::Appraised.say(lang), 16.0, Align::End),
            (Col::GapShort.say(lang), 18.0, Align::End),
            (Col::ReasonEvidence.say(lang), 55.0, Align::Start),
        ];
        self.table(&columns, rows);
    }
}
