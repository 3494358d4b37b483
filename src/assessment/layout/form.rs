//! Forms: one unit per table, with the criteria down the rows and the unit's scores, its evidence
//! and remarks in columns. A form is rearranged into the tidy layout, as one row per criterion.

use std::collections::HashSet;

use crate::model::{
    FurtherKind, Heading, Points, Rule, ScoreKind, Severity, Stage, TextKind, Year, clean,
    match_key,
};
use crate::source::{Location, RawCell, RawRow, RawTable};

use super::super::caption::Caption;
use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse, FurtherColumn, ScoreColumn};
use super::super::criteria_heading::heads_criteria;
use super::super::finding::{Finding, FindingValue};
use super::super::form_unit::FormFacts;
use super::super::heading::Words;
use super::super::proposal::MissingFact;
use super::super::row::{is_data, is_figure, is_points, sheet};
use super::super::unit_words::names_a_unit;
use super::crossed::{self, Crossing, UnitColumns};
use super::joint::{overall_maximum, settle_maxima};
use super::outline::{RowKind, rows_of};
use super::rounds::round;
use super::{Layout, tidy};

/// The rows above the headings of a form, at most.
const MOST_ROWS_ABOVE: usize = 3;

/// What a form says beside its scores.
#[derive(Clone)]
pub(in super::super) struct FormNotes {
    /// The texts of the criteria, by their names.
    pub(in super::super) texts: Vec<(String, TextKind, Cell)>,
}

/// The columns of a form, as indices from 0.
struct Form {
    header: usize,
    numbers: Option<usize>,
    criterion: usize,
    maximum: Option<usize>,
    total: Option<usize>,
    scores: [Option<usize>; 3],
    texts: Vec<(TextKind, usize)>,
    /// Earlier rounds of the appraisal, first to last.
    earlier: Vec<usize>,
    /// Columns of other years, which their headings name.
    dated: Vec<(usize, Year)>,
    /// Whether nothing says which score its only column of scores holds.
    lacks_stage: bool,
}

impl Form {
    /// Finds the columns by the headings. None if the table is no form, or a blank one.
    fn find(table: &RawTable, words: &Words) -> Option<Self> {
        let mut rows = table.rows.iter().take(MOST_ROWS_ABOVE);
        let first = rows.position(|row| row.cells.iter().any(heads_criteria))?;
        let head = &table.rows[first];
        let criterion = head.cells.iter().position(heads_criteria)?;
        let of = |cell: &RawCell| words.heading(&words.title(&cell.text));

        // The scores may stand in a second row of headings.
        let is_of_scores = |row: &&RawRow| {
            row.cells.iter().any(|cell| matches!(of(cell), Some(Heading::Score(_))))
                && !row.cells.iter().any(is_figure)
        };
        let below = table.rows.get(first + 1).filter(is_of_scores);
        let header = first + 1 + usize::from(below.is_some());
        let mut form = Self::columns_of(table, (head, below), header, criterion, words)?;
        let names_units = |row: &RawRow| {
            row.cells.iter().skip(criterion + 1).any(|cell| names_a_unit(&clean(&cell.text)))
        };
        if table.rows.get(first + 1).is_some_and(|row| !is_data(row) && names_units(row)) {
            return None;
        }
        form.settle_stage(table, words);
        let is_filled = |row: &RawRow| {
            let mut filled = form.scores.iter().flatten();
            filled.any(|index| row.cells.get(*index).is_some_and(is_points))
        };
        let is_form = table.rows[header..].iter().any(is_filled);
        is_form.then_some(form)
    }

    /// Sorts the columns by their headings, which stand in one row or in two. None if two columns are
    /// the same, or if one belongs to a table of several units.
    fn columns_of(
        table: &RawTable,
        (head, below): (&RawRow, Option<&RawRow>),
        header: usize,
        criterion: usize,
        words: &Words,
    ) -> Option<Self> {
        let of = |cell: &RawCell| words.heading(&words.title(&cell.text));
        let heading = |index: usize| {
            let cells = [below, Some(head)].into_iter().flatten();
            let mut cells = cells.filter_map(|row| row.cells.get(index));
            if cells.clone().any(|cell| is_remark(&cell.text)) {
                return Some(Heading::Remark);
            }
            cells.find_map(of)
        };

        let title = |index: usize| {
            let cells = [below, Some(head)].into_iter().flatten();
            let texts: Vec<String> =
                cells.filter_map(|row| Some(clean(&row.cells.get(index)?.text))).collect();
            texts.join(" ")
        };
        let of_form = Caption::new(&table.caption).year();
        let year_before = of_form.and_then(|year| Year::new(year.number() - 1));
        let scored =
            (0..head.cells.len()).filter(|index| *index != criterion).filter_map(|index| {
                let title = title(index);
                if names_year_before(&title) {
                    return Some((index, Heading::Total, year_before));
                }
                Some((index, heading(index)?, words.title(&title).dated().map(|(_, year)| year)))
            });
        let dated = other_years(of_form, scored);
        let (mut scores, mut texts) = ([None; 3], Vec::new());
        let (mut maximum, mut total, mut numbers) = (None, None, None);
        let mut appraisals = Vec::new();
        let is_of_year = |index: &usize| dated.iter().all(|(other, _)| other != index);
        for index in (0..head.cells.len()).filter(|index| *index != criterion).filter(is_of_year) {
            let is_second = match heading(index) {
                Some(Heading::Score(ScoreKind::Appraised)) => {
                    appraisals.push((round(&title(index)), index));
                    false
                }
                Some(Heading::Score(kind)) => scores[kind as usize].replace(index).is_some(),
                Some(Heading::Maximum) => maximum.replace(index).is_some(),
                Some(Heading::Total) => total.replace(index).is_some(),
                Some(Heading::Sequence) => numbers.replace(index).is_some(),
                Some(Heading::Evidence) => {
                    texts.push((TextKind::Evidence, index));
                    false
                }
                Some(Heading::Remark) => {
                    texts.push((TextKind::Remark, index));
                    false
                }
                // With units in a column, it is a table of several.
                Some(
                    Heading::Unit
                    | Heading::Group
                    | Heading::Rank
                    | Heading::Grade
                    | Heading::Respondents
                    | Heading::Further(_),
                ) => return None,
                // A column of text that nobody knows is kept as a remark.
                None => {
                    let is_blank =
                        head.cells.get(index).is_none_or(|cell| clean(&cell.text).is_empty());
                    let mut cells =
                        table.rows[header..].iter().filter_map(|row| row.cells.get(index));
                    if !is_blank && !cells.any(is_figure) {
                        texts.push((TextKind::Remark, index));
                    }
                    false
                }
            };
            if is_second {
                return None;
            }
        }
        // The last round of an appraisal counts.
        appraisals.sort_unstable();
        if appraisals.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return None;
        }
        scores[ScoreKind::Appraised as usize] = appraisals.pop().map(|(_, index)| index);
        let earlier: Vec<usize> = appraisals.into_iter().map(|(_, index)| index).collect();
        Some(Self {
            header,
            numbers,
            criterion,
            maximum,
            total,
            scores,
            texts,
            earlier,
            dated,
            lacks_stage: false,
        })
    }

    /// Decides which score a total is that no other column explains.
    fn settle_stage(&mut self, table: &RawTable, words: &Words) {
        let Self { scores, total, .. } = self;
        // Beside self scores, `Điểm đạt được` is what the appraisal gave.
        if scores[ScoreKind::SelfScore as usize].is_some()
            && scores[ScoreKind::Appraised as usize].is_none()
        {
            scores[ScoreKind::Appraised as usize] = total.take();
        }
        if scores.iter().any(Option::is_some) {
            return;
        }
        // `Điểm` alone is the score of the stage.
        let location = &table.rows[self.header - 1].cells[self.criterion].location;
        let kind = match words.form.stage(location) {
            Some(Stage::SelfScored) => Some(ScoreKind::SelfScore),
            Some(Stage::Appraised | Stage::Published) => Some(ScoreKind::Appraised),
            None => kind_of_title(&table.caption),
        };
        self.lacks_stage = kind.is_none() && total.is_some();
        scores[kind.unwrap_or(ScoreKind::Appraised) as usize] = total.take();
    }

    fn crossing(&self, table: &RawTable, unit: &str) -> Crossing {
        let name = &table.rows[self.header - 1].cells[self.criterion];
        let name = RawCell { text: unit.into(), copied: false, ..name.clone() };
        Crossing {
            header: self.header,
            numbers: self.numbers,
            criterion: self.criterion,
            maximum: self.maximum,
            total: self.total,
            units: vec![UnitColumns { name, scores: self.scores }],
        }
    }
}

/// Whether a heading is of the year before: `Điểm năm trước`.
fn names_year_before(title: &str) -> bool {
    let key = match_key(title);
    ["năm trước", "năm ngoái", "kỳ trước"].iter().any(|words| key.contains(words))
}

/// The columns of scores and totals of other years than that of the form: those whose headings name an
/// earlier year than its title, or any year, while another column of the same score names none or a
/// later one.
fn other_years(
    of_form: Option<Year>,
    columns: impl Iterator<Item = (usize, Heading, Option<Year>)>,
) -> Vec<(usize, Year)> {
    let scored: Vec<_> = columns
        .filter(|(_, heading, _)| matches!(heading, Heading::Score(_) | Heading::Total))
        .collect();
    let is_other = |(index, heading, year): &(usize, Heading, Option<Year>)| {
        let is_same = |other: &Heading| other == heading || *heading == Heading::Total;
        if of_form.zip(*year).is_some_and(|(of_form, year)| year < of_form) {
            return true;
        }
        let mut others = scored.iter().filter(|(other, ..)| other != index);
        others.any(|(_, other, of)| is_same(other) && of.is_none_or(|of| Some(of) > *year))
    };
    let dated = scored.iter().filter(|column| is_other(column));
    dated.filter_map(|(index, _, year)| Some((*index, (*year)?))).collect()
}

/// Whether a text heads the remarks of a form. `Ý kiến thẩm định` is no score.
fn is_remark(text: &str) -> bool {
    let key = match_key(text);
    ["ý kiến", "nhận xét", "lý do"].iter().any(|words| key.starts_with(words))
}

/// Whether a piece is a form.
pub(in super::super) fn is_form(piece: &RawTable, words: &Words) -> bool {
    Form::find(piece, words).is_some()
}

/// Whether a piece is the next page or part of a form: it has the same headings, goes on with other
/// criteria, and no line above it names a unit. If so, the number of its rows of headings.
pub(in super::super) fn continues_form(
    table: &RawTable,
    piece: &RawTable,
    words: &Words,
) -> Option<usize> {
    let (first, next) = (Form::find(table, words)?, Form::find(piece, words)?);
    let texts = |table: &RawTable, header: usize| -> Vec<String> {
        let cells = table.rows[..header].iter().flat_map(|row| &row.cells);
        cells.map(|cell| clean(&cell.text)).collect()
    };
    let criterion = |row: &RawRow| {
        row.cells.get(first.criterion).map(|cell| match_key(&cell.text)).unwrap_or_default()
    };
    let begins = piece.rows[next.header..].iter().find(|row| is_data(row)).map(criterion)?;
    (texts(table, first.header) == texts(piece, next.header)
        && sheet(table) == sheet(piece)
        && !piece.caption.iter().any(|line| FormFacts::is_named_in(&clean(line)))
        && table.rows[first.header..].iter().all(|row| criterion(row) != begins))
    .then_some(next.header)
}

/// What a form leaves out: its unit, or the stage of its only column of scores. None if the piece is no
/// form, or a complete one.
pub(in super::super) fn form_lacks(piece: &RawTable, words: &Words) -> Option<MissingFact> {
    let form = Form::find(piece, words)?;
    if words.form.unit(piece, location_of(piece, &form)).is_none() {
        return Some(MissingFact::Unit);
    }
    form.lacks_stage.then_some(MissingFact::Stage)
}

/// The score that the title above a form names. None if it names neither.
fn kind_of_title(lines: &[String]) -> Option<ScoreKind> {
    if crossed::score_of_title(lines) == ScoreKind::SelfScore {
        return Some(ScoreKind::SelfScore);
    }
    let is_appraised = |line: &String| match_key(line).contains("thẩm định");
    lines.iter().any(is_appraised).then_some(ScoreKind::Appraised)
}

fn location_of<'a>(table: &'a RawTable, form: &Form) -> &'a Location {
    &table.rows[form.header - 1].cells[form.criterion].location
}

/// Rearranges a form into the layout of decisions.
///
/// # Errors
/// Returns the table if it is no form, or if nothing names its unit.
pub(super) fn read(
    table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    let Some(form) = Form::find(&table, words) else { return Err(table) };
    let location = location_of(&table, &form);
    let Some(unit) = words.form.unit(&table, location).filter(|_| !form.lacks_stage) else {
        return Err(table);
    };
    let sheet = sheet(&table);

    let crossing = form.crossing(&table, &unit);
    let columns = described(&table, &crossing, &form, words);
    let texts = texts(&table, &crossing, &form);
    let earlier = earlier_rounds(&table, &crossing, &form);
    crossed::report_unknown(&table, &columns, &crossing, findings);
    check_totals(&table, &form, words, findings);
    check_unit(&table, location, words, &unit, findings);
    let rows = crossed::rearranged(&table, &crossing);
    let RawTable { number, caption, .. } = table;
    let mut flaws = Vec::new();
    let tidy = RawTable { number, caption: caption.clone(), rows };
    let mut layout = tidy::read(tidy, words, &mut flaws)?;
    settle_maxima(&mut layout, &mut flaws);
    overall_maximum(&mut layout);
    add_rounds(&mut layout, earlier);
    findings.append(&mut flaws);
    Ok(Layout {
        columns,
        caption,
        sheet,
        form: Some(FormNotes { texts }),
        joint_maxima: true,
        ..layout
    })
}

/// Compares the column of totals, if the appraised and the survey scores stand beside it.
fn check_totals(table: &RawTable, form: &Form, words: &Words, findings: &mut Vec<Finding>) {
    let Some(total) = form.total else { return };
    let points = |row: &RawRow, index: Option<usize>| {
        let cell = Cell::new(table.number, row.cells.get(index?)?);
        cell.read_figure(words.mark).ok()?.points()
    };
    for row in &table.rows[form.header..] {
        let counted = [ScoreKind::Appraised, ScoreKind::Survey]
            .map(|kind| points(row, form.scores[kind as usize]));
        let (Some(found), true) = (points(row, Some(total)), counted.iter().any(Option::is_some))
        else {
            continue;
        };
        let expected: Points = counted.into_iter().flatten().sum();
        if found != expected {
            let cell = Cell::new(table.number, &row.cells[total]);
            let finding = Finding::new(Rule::Total, Severity::Error, &cell);
            findings.push(finding.points(expected, found));
        }
    }
}

/// An error if the form's file, sheet or folder names another unit than its text.
fn check_unit(
    table: &RawTable,
    location: &Location,
    words: &Words,
    unit: &str,
    findings: &mut Vec<Finding>,
) {
    if let Some((other, place)) = words.form.contradiction(table, location, unit) {
        let cell = &table.rows[0].cells[0];
        let finding = Finding::new(Rule::FormUnit, Severity::Error, &Cell::new(table.number, cell));
        let finding = finding.unit(unit).expected(FindingValue::Text(other));
        findings.push(finding.found(FindingValue::Text(place)));
    }
}

fn described(table: &RawTable, crossing: &Crossing, form: &Form, words: &Words) -> Vec<ColumnUse> {
    let mut columns = crossed::described(table, crossing, words);
    for column in &mut columns {
        let kind = form.texts.iter().find(|(_, index)| index + 1 == column.column);
        match kind {
            Some((TextKind::Evidence, _)) => column.means = Some(ColumnMeaning::Evidence),
            Some((TextKind::Remark, _)) => column.means = Some(ColumnMeaning::Remark),
            None if form.total == Some(column.column - 1) => {
                column.means = Some(ColumnMeaning::Total);
            }
            None if form.earlier.contains(&(column.column - 1)) => {
                column.means = Some(ColumnMeaning::Earlier);
            }
            None => {
                let dated = form.dated.iter().find(|(index, _)| index + 1 == column.column);
                if let Some((_, year)) = dated {
                    (column.means, column.year) = (Some(ColumnMeaning::Total), Some(*year));
                }
            }
        }
    }
    columns
}

/// The texts beside the scores, with the criteria that they are about.
fn texts(table: &RawTable, crossing: &Crossing, form: &Form) -> Vec<(String, TextKind, Cell)> {
    let mut texts: Vec<(String, TextKind, Cell)> = Vec::new();
    for (row, kind) in rows_of(table, &crossing.place()) {
        let criterion = match kind {
            RowKind::Criterion(placed) => placed.name,
            RowKind::Guidance(criterion) => criterion,
            RowKind::Sum
            | RowKind::Prose
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Adjustment => continue,
        };
        for (kind, index) in &form.texts {
            let Some(cell) = row.cells.get(*index) else { continue };
            let is_same = |(name, other, text): &(String, TextKind, Cell)| {
                (name, other) == (&criterion, kind) && text.text == cell.text
            };
            // A text that is merged over several rows belongs to each of them.
            if !clean(&cell.text).is_empty() && !texts.iter().rev().take(2).any(is_same) {
                texts.push((criterion.clone(), *kind, Cell::new(table.number, cell)));
            }
        }
    }
    texts
}

/// The cells of earlier rounds of the appraisal, with their criteria and their rounds from 1. Without a
/// criterion, it is the sum.
fn earlier_rounds(
    table: &RawTable,
    crossing: &Crossing,
    form: &Form,
) -> Vec<(Option<String>, u32, RawCell)> {
    let mut cells = Vec::new();
    for (row, kind) in rows_of(table, &crossing.place()) {
        let criterion = match kind {
            RowKind::Criterion(placed) => Some(placed.name),
            RowKind::Sum => None,
            RowKind::Guidance(_)
            | RowKind::Prose
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Adjustment => continue,
        };
        for (index, round) in form.earlier.iter().zip(1..) {
            if let Some(cell) = row.cells.get(*index).filter(|cell| is_points(cell)) {
                cells.push((criterion.clone(), round, cell.clone()));
            }
        }
    }
    cells
}

/// Adds earlier rounds to the row of the form's unit, each in a column of its own.
fn add_rounds(layout: &mut Layout, rounds: Vec<(Option<String>, u32, RawCell)>) {
    let mut known = HashSet::new();
    for (criterion, round, cell) in rounds {
        // Sums may be printed twice.
        if !known.insert((criterion.clone(), round)) {
            continue;
        }
        let criteria = &layout.tree.criteria;
        let named = |name: String| criteria.iter().find(|known| known.name == name);
        let criterion = match criterion.map(named) {
            Some(Some(known)) => Some(known.heading.at.clone()),
            Some(None) => continue,
            None => None,
        };
        let column = ScoreColumn {
            index: layout.width,
            heading: Cell::new(layout.number, &cell),
            maximum: None,
            is_percent: false,
        };
        let kind = FurtherKind::EarlierAppraisal;
        layout.further.push(FurtherColumn { kind, round, criterion, column });
        layout.width += 1;
        for row in &mut layout.rows {
            row.cells.push(cell.clone());
        }
    }
}
