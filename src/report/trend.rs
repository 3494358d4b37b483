//! The report on several years, in the order in which a steering committee reads.

use crate::analysis::{BlockCourse, TrendReport, course_medians, is_unlike, is_weighed_anew, regraded, surely_lenient};
use crate::chart::{self, ChartSource};
use crate::relation::{
    BlockTrendRow, Cell, Column, DeltaRow, GradeMove, LastingLeniency, PersistentOverscoring, PersistentWeakness,
    RankingRow,
};
use crate::text::Lang;
use crate::text::change::{grade_pair, upper_first};
use crate::text::report::{
    TrendWord, Word, block_heading, in_short, lasting_leniency, movers, multi_year, nothing_stands_out, overscoring,
    restated, trend_caveats, trend_definitions, trend_title, trend_word, weaknesses_that_last, word,
};

use super::{Element, Report, RichText, Section, Table, sources, unit};

/// The report on several years; none where no block has two.
#[must_use]
pub fn trend_report(lang: Lang, report: &TrendReport) -> Option<Report> {
    let years = || report.blocks.iter().flat_map(|course| course.years.iter().copied());
    let (first, last) = (years().min()?, years().max()?);
    let of_blocks = |note: Option<TrendWord>, parts: &dyn Fn(&BlockCourse) -> Vec<Element>| {
        let mut all: Vec<_> = note.map(|note| Element::paragraph(trend_word(lang, note))).into_iter().collect();
        for course in &report.blocks {
            all.push(Element::BlockHeading(block_heading(lang, course.block)));
            all.extend(parts(course));
        }
        all
    };
    let section = |word, parts| Section::new(trend_word(lang, word), parts);
    let mut caveats = of_blocks(None, &|course| block_caveats(lang, report, course));
    let restated = restated(lang, report);
    if !restated.is_empty() {
        caveats.push(Element::List(restated.into_iter().map(RichText::from).collect()));
    }
    let terms = trend_definitions(lang).into_iter().map(|(name, meaning)| (name.to_owned(), upper_first(meaning)));
    Some(Report {
        lang,
        title: trend_title(lang, report, first, last),
        simulated: report.history.assessments.iter().any(|own| own.simulated),
        head: Vec::new(),
        numbered: true,
        sections: vec![
            section(TrendWord::Summary, of_blocks(None, &|course| vec![Element::Key(in_short(lang, course))])),
            section(
                TrendWord::Ranking,
                of_blocks(Some(TrendWord::RankingNote), &|course| ranking(lang, report, course)),
            ),
            section(TrendWord::Movers, of_blocks(Some(TrendWord::MoversNote), &|course| causes(lang, course))),
            section(
                TrendWord::Overscoring,
                of_blocks(Some(TrendWord::OverscoringNote), &|course| self_scoring(lang, report, course)),
            ),
            section(
                TrendWord::Weaknesses,
                of_blocks(Some(TrendWord::WeaknessNote), &|course| weaknesses(lang, course)),
            ),
            section(TrendWord::MultiYear, of_blocks(None, &|course| what_the_years_show(lang, report, course))),
            section(TrendWord::Units, of_blocks(None, &|course| units(lang, report, course))),
            section(TrendWord::Caveats, caveats),
            section(TrendWord::Method, vec![Element::Terms(terms.collect())]),
            section(TrendWord::Sources, sources::of_years(lang, report)),
        ],
    })
}

/// The assessments of a block over the years.
fn source(report: &TrendReport, course: &BlockCourse) -> ChartSource {
    ChartSource::years(report.history.assessments.iter().filter(|own| own.block == course.block))
}

/// The block over the years, with its like-for-like twin where it is another course.
fn block_course(lang: Lang, course: &BlockCourse) -> Table {
    let mut columns =
        vec![BlockTrendRow::year, BlockTrendRow::units, BlockTrendRow::attainment, BlockTrendRow::attainment_delta];
    if course.course.iter().any(is_unlike) {
        columns.extend([
            BlockTrendRow::framework_changed,
            BlockTrendRow::set_changed,
            BlockTrendRow::constant_units,
            BlockTrendRow::constant_attainment,
        ]);
    }
    Table::of(&columns, &course.course).captioned(trend_word(lang, TrendWord::BlockCourse).to_owned())
}

/// The block over the years; who stands where, what changed, how grades moved.
fn ranking(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<Element> {
    let mut parts = vec![Element::Table(standings(course))];
    if course.deltas.iter().any(is_weighed_anew) {
        parts.insert(0, Element::paragraph(trend_word(lang, TrendWord::ConstantNote)));
    }
    if course.course.len() > 1 {
        parts.insert(0, Element::Table(block_course(lang, course)));
    }
    if regraded(&course.grade_moves).is_some() {
        parts.push(Element::Heading(trend_word(lang, TrendWord::GradeMoves).to_owned()));
        parts.push(Element::Table(grade_moves(lang, course)));
    }
    let last = course.span.iter().filter_map(|year| report.history.assessment(course.block, *year));
    let (new, last) = (course.breaks_between(course.span), ChartSource::years(last));
    parts.push(Element::Figure(chart::bump(
        lang,
        course.block,
        &course.years,
        &course.trends,
        chart::Marked { movers: &course.movers(), level: &course.level },
        &course.breaks,
        &source(report, course),
    )));
    parts.push(Element::Figure(chart::delta(lang, &course.deltas, &new, &last)));
    parts
}

/// The ranks of the last year beside the changes since the one before.
fn standings(course: &BlockCourse) -> Table {
    let standing = [RankingRow::rank, RankingRow::unit, RankingRow::total];
    let mut changes = vec![DeltaRow::delta, DeltaRow::rank_change, DeltaRow::attainment_delta];
    if course.deltas.iter().any(is_weighed_anew) {
        changes.push(DeltaRow::constant_delta);
    }
    let infos = standing.iter().map(|column| &column.info).chain(changes.iter().map(|column| &column.info));
    let row = |row: &RankingRow| {
        let delta = course.deltas.iter().find(|delta| delta.unit_id == row.unit_id);
        let change = |column: &Column<DeltaRow>| delta.map_or(Cell::Empty, column.cell);
        let cells = standing.iter().map(|column| (column.cell)(row)).chain(changes.iter().map(change));
        cells.chain([(RankingRow::grade.cell)(row)]).collect()
    };
    Table {
        caption: None,
        columns: infos.chain([&RankingRow::grade.info]).map(Into::into).collect(),
        rows: course.rankings.iter().map(row).collect(),
    }
}

fn grade_moves(lang: Lang, course: &BlockCourse) -> Table {
    let infos = [&RankingRow::grade.info, &GradeMove::units.info, &GradeMove::names.info];
    let row = |own: &GradeMove| {
        let pair = grade_pair(lang, own.grade_from, own.grade_to);
        vec![Cell::Text(pair), (GradeMove::units.cell)(own), Cell::Text(own.names.join("; "))]
    };
    Table {
        caption: None,
        columns: infos.into_iter().map(Into::into).collect(),
        rows: course.grade_moves.iter().map(row).collect(),
    }
}

/// What explains the largest changes, and the split of every unit's change, where it is known.
fn causes(lang: Lang, course: &BlockCourse) -> Vec<Element> {
    let mut parts: Vec<_> = Element::paragraphs(movers(lang, course)).collect();
    if course.deltas.iter().any(|row| row.performance.is_some()) {
        parts.push(Element::Table(Table::of(DeltaRow::CAUSES, &course.deltas)));
    }
    parts
}

/// Who over-scores itself year after year.
fn self_scoring(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<Element> {
    if course.gaps.is_empty() {
        return vec![Element::paragraph(word(lang, Word::NoSelfScores))];
    }
    let columns = [
        PersistentOverscoring::unit,
        PersistentOverscoring::years,
        PersistentOverscoring::first_year,
        PersistentOverscoring::mean_gap_share,
        PersistentOverscoring::last_gap_share,
        PersistentOverscoring::block_gap_share,
        PersistentOverscoring::last_gap,
    ];
    let sentences = overscoring(lang, course).into_iter().chain(lasting_leniency(lang, &course.leniency));
    let mut parts: Vec<_> = Element::paragraphs(sentences).collect();
    if !course.overscoring.is_empty() {
        parts.push(Element::Table(Table::of(&columns, &course.overscoring)));
    }
    let sure = surely_lenient(&course.leniency);
    if !sure.is_empty() {
        let columns = [
            LastingLeniency::unit,
            LastingLeniency::years,
            LastingLeniency::deviation,
            LastingLeniency::lasting_share,
            LastingLeniency::leniency,
            LastingLeniency::spread,
        ];
        let caption = trend_word(lang, TrendWord::Leniency).to_owned();
        parts.push(Element::Table(Table::of(&columns, sure).captioned(caption)));
    }
    let years = course.gap_years();
    let assessments = years.iter().filter_map(|year| report.history.assessment(course.block, *year));
    let source = ChartSource::years(assessments);
    let breaks = course.gap_breaks();
    parts.push(Element::Figure(chart::gap_years(lang, &report.history, course.block, &course.gaps, &breaks, &source)));
    parts
}

fn weaknesses(lang: Lang, course: &BlockCourse) -> Vec<Element> {
    let columns = [
        PersistentWeakness::unit,
        PersistentWeakness::criterion,
        PersistentWeakness::years_behind,
        PersistentWeakness::years,
        PersistentWeakness::mean_behind,
        PersistentWeakness::last_behind,
        PersistentWeakness::last_lost,
    ];
    let mut parts = vec![Element::paragraph(weaknesses_that_last(lang, course))];
    if !course.persistent.is_empty() {
        parts.push(Element::Table(Table::of(&columns, &course.persistent)));
    }
    parts
}

/// What stands out in criteria, in the distance between units, in survey and appraisal, and after mergers.
fn what_the_years_show(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<Element> {
    let sentences = multi_year(lang, &report.history, course);
    if sentences.is_empty() {
        return vec![Element::paragraph(nothing_stands_out(lang))];
    }
    vec![Element::List(sentences.into_iter().map(RichText::from).collect())]
}

/// Each unit over the years, below all of them in one picture.
fn units(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<Element> {
    let medians = course_medians(&course.trends);
    let source = source(report, course);
    let (block, years, trends) = (course.block, &course.years, &course.trends);
    let figure = chart::course(lang, block, years, trends, &medians, &course.breaks, &source);
    let units = course.units().into_iter().map(|own| Element::Section(unit::section(lang, &report.history, own)));
    std::iter::once(Element::Figure(figure)).chain(units).collect()
}

fn block_caveats(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<Element> {
    let caveats = trend_caveats(lang, report, course);
    if caveats.is_empty() {
        return vec![Element::paragraph(trend_word(lang, TrendWord::NoCaveats))];
    }
    vec![Element::List(caveats.into_iter().map(RichText::from).collect())]
}
