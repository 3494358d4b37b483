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
use super::super::part_of_year::names_year_before;
use super::super::proposal::MissingFact;
use super::super::row::{
    heading_texts, is_data, is_figure, is_merged, is_points, numbers_columns, sheet,
};
use super::super::unit_words::names_a_unit;
use super::adjustments::Adjustments;
use super::crossed;
use super::crossing::{Crossing, UnitColumns};
use super::joint::{leave_own_overall, overall_maximum, settle_maxima};
use super::names::NameColumns;
use super::outline::rows_of;
use super::place::RowKind;
use super::rounds::round;
use super::self_titled::{names_another_score, score_named};
use super::{Layout, tidy};

/// The rows above the headings of a form, at most.
const MOST_ROWS_ABOVE: usize = 3;

/// What a form says beside its scores.
#[derive(Clone)]
pub(in super::super) struct FormNotes {
    /// The texts of the criteria, by their names.
    pub(in super::super) texts: Vec<(String, TextKind, Cell)>,
    /// Whether only another table of its file names its unit.
    pub(in super::super) is_of_file: bool,
}

/// The columns of a form, as indices from 0.
pub(super) struct Form {
    pub(super) header: usize,
    pub(super) numbers: Option<usize>,
    /// The columns of names, one per level.
    pub(super) names: Vec<usize>,
    pub(super) criterion: usize,
    pub(super) maximum: Option<usize>,
    /// The column of the maxima of the survey, where they stand beside those of the appraisal.
    survey_maximum: Option<usize>,
    total: Option<usize>,
    pub(super) scores: [Option<usize>; 3],
    texts: Vec<(TextKind, usize)>,
    /// Columns of differences and shares, which are left out.
    left_out: Vec<usize>,
    /// Earlier rounds of the appraisal, first to last.
    earlier: Vec<usize>,
    /// Earlier rounds of the self-assessment and scores of a part of the year, which are not kept.
    not_kept: Vec<usize>,
    /// Columns of other years, which their headings name.
    dated: Vec<(usize, Year)>,
    /// Whether nothing says which score its only column of scores holds.
    lacks_stage: bool,
}

impl Form {
    /// Finds the columns by the headings. None if the table is no form, or a blank one.
    pub(super) fn find(table: &RawTable, words: &Words) -> Option<Self> {
        let mut rows = table.rows.iter().take(MOST_ROWS_ABOVE);
        let first = rows.position(|row| row.cells.iter().any(heads_criteria))?;
        let criterion = table.rows[first].cells.iter().position(heads_criteria)?;
        let names_units = |row: &RawRow| {
            row.cells.iter().skip(criterion + 1).any(|cell| names_a_unit(&clean(&cell.text)))
        };
        if table.rows.get(first + 1).is_some_and(|row| !is_data(row) && names_units(row)) {
            return None;
        }
        let header = first + heading_rows(&table.rows[first..], criterion, words);
        if table.rows[header - 1].cells.len() <= criterion {
            return None;
        }
        let heads = Heads::of(&table.rows[first..header], words);
        let names = NameColumns::find(&table.rows[first..header], &table.rows[header..], criterion);
        let below = (header > first + 1).then(|| &table.rows[first + 1]);
        let maxima = match crossed::maxima(&table.rows[first], below, words) {
            of_kinds @ [_, Some(_)] => Some(of_kinds),
            [_, None] => None,
        };
        let of_maxima = maxima
            .map_or_else(Vec::new, |_| crossed::maxima_columns(&table.rows[first], below, words));
        let mut form = Self::columns_of(table, &heads, header, (names, &of_maxima), words)?;
        if let Some([of_appraisal, of_survey]) = maxima {
            (form.maximum, form.survey_maximum) = (of_appraisal, of_survey);
        }
        form.settle_stage(table, words);
        let is_filled = |row: &RawRow| {
            let mut filled = form.scores.iter().flatten();
            filled.any(|index| row.cells.get(*index).is_some_and(is_points))
        };
        let is_form = table.rows[header..].iter().any(is_filled);
        is_form.then_some(form)
    }

    /// Sorts the columns by their headings, without the given columns of maxima. None if two columns are the same,
    /// or if one belongs to a table of several units.
    fn columns_of(
        table: &RawTable,
        heads: &Heads,
        header: usize,
        (NameColumns { numbers: below_names, names }, of_maxima): (NameColumns, &[usize]),
        words: &Words,
    ) -> Option<Self> {
        let heading = |index: usize| heads.meaning(index);
        let title = |index: usize| heads.title(index);
        let is_of_names = |index: &usize| names.contains(index) || below_names == Some(*index);
        let columns = || {
            let others = |index: &usize| !is_of_names(index) && !of_maxima.contains(index);
            (0..heads.texts.len()).filter(others)
        };
        let of_form = Caption::new(&table.caption).year();
        let year_before = of_form.and_then(|year| Year::new(year.number() - 1));
        let scored = columns().filter_map(|index| {
            let title = title(index);
            if names_year_before(&title) {
                return Some((index, Heading::Total, year_before));
            }
            Some((index, heading(index)?, words.title(&title).dated().map(|(_, year)| year)))
        });
        let dated = other_years(of_form, scored);
        let mut sorted = Sorted::default();
        let is_of_year = |index: &usize| dated.iter().all(|(other, _)| other != index);
        for index in columns().filter(is_of_year) {
            let column = (index, title(index), heading(index));
            if !sorted.take(column, &table.rows[header..])? {
                return None;
            }
        }
        sorted.settle_last_round(&title);
        let Sorted {
            mut scores,
            texts,
            mut maximum,
            mut total,
            numbers,
            left_out,
            mut selves,
            mut appraisals,
        } = sorted;
        // `Điểm` before the scores is what can be reached.
        let first =
            scores.iter().flatten().chain(selves.iter().chain(&appraisals).map(|(_, at)| at)).min();
        let first = first.copied();
        if maximum.is_none() && total < first {
            maximum = total.take_if(|index| heads.says_points_only(*index));
        }
        let mut not_kept = leave_parts_of_year(&mut selves, &title);
        not_kept.extend(leave_parts_of_year(&mut appraisals, &title));
        let (last_self, earlier_selves) = last_round(selves)?;
        let (last, earlier) = last_round(appraisals)?;
        not_kept.extend(earlier_selves);
        scores[ScoreKind::SelfScore as usize] = last_self;
        scores[ScoreKind::Appraised as usize] = last;
        Some(Self {
            header,
            numbers: below_names.or(numbers),
            criterion: names[0],
            names,
            maximum,
            survey_maximum: None,
            total,
            scores,
            texts,
            left_out,
            earlier,
            not_kept,
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
            None => kind_of_title(table),
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
            names: self.names.clone(),
            survey_maximum: self.survey_maximum,
            maximum: self.maximum,
            total: self.total,
            units: vec![UnitColumns { name, scores: self.scores, sum: None }],
            of_other_years: Vec::new(),
            year: Caption::new(&table.caption).year(),
        }
    }
}

/// The columns of a form while they are sorted by their headings, as indices from 0.
#[derive(Default)]
struct Sorted {
    scores: [Option<usize>; 3],
    texts: Vec<(TextKind, usize)>,
    maximum: Option<usize>,
    total: Option<usize>,
    numbers: Option<usize>,
    left_out: Vec<usize>,
    /// The columns of self scores, with their rounds.
    selves: Vec<(u32, usize)>,
    /// The columns of appraised scores, with their rounds.
    appraisals: Vec<(u32, usize)>,
}

impl Sorted {
    /// Takes a column by what its heading means. False if another column is the same; none if it belongs to a
    /// table of several units.
    fn take(
        &mut self,
        (index, title, heading): (usize, String, Option<Heading>),
        below: &[RawRow],
    ) -> Option<bool> {
        let is_first = match heading {
            Some(Heading::Score(ScoreKind::Appraised)) => {
                self.appraisals.push((round(&title), index));
                true
            }
            Some(Heading::Score(ScoreKind::SelfScore)) => {
                self.selves.push((round(&title), index));
                true
            }
            Some(Heading::Score(kind)) => self.scores[kind as usize].replace(index).is_none(),
            Some(Heading::Maximum) => self.take_maximum(index, below),
            Some(Heading::Total) => self.total.replace(index).is_none(),
            Some(Heading::Sequence) => self.numbers.replace(index).is_none(),
            Some(Heading::Evidence) => {
                self.texts.push((TextKind::Evidence, index));
                true
            }
            // Differences and shares are no remarks.
            Some(Heading::Remark) => {
                if holds_figures_only(below, index) {
                    self.left_out.push(index);
                } else {
                    self.texts.push((TextKind::Remark, index));
                }
                true
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
                let mut cells = below.iter().filter_map(|row| row.cells.get(index));
                if !title.is_empty() && !cells.any(is_figure) {
                    self.texts.push((TextKind::Remark, index));
                }
                true
            }
        };
        Some(is_first)
    }

    /// Takes a column of maxima. Of two, one may say how the points are given: `Thang điểm` beside `Điểm tối đa`.
    fn take_maximum(&mut self, index: usize, below: &[RawRow]) -> bool {
        let Some(other) = self.maximum.replace(index) else { return true };
        let holds = |index| holds_figures_only(below, index);
        let (kept, text) = if holds(index) { (index, other) } else { (other, index) };
        self.maximum = Some(kept);
        self.texts.push((TextKind::Remark, text));
        holds(kept) && !holds(text)
    }

    /// Takes `Điểm cuối cùng` behind an appraisal as its last round.
    fn settle_last_round(&mut self, title: &dyn Fn(usize) -> String) {
        if self.scores[ScoreKind::Survey as usize].is_none()
            && !self.appraisals.is_empty()
            && let Some(index) = self.total.take_if(|index| round(&title(*index)) > 1)
        {
            self.appraisals.push((round(&title(index)), index));
        }
    }
}

/// The number of rows of headings, of which the first one heads the criteria. The others only have
/// headings beside those of the first row or below them.
fn heading_rows(rows: &[RawRow], criterion: usize, words: &Words) -> usize {
    const MOST: usize = 3;
    let is_further = |row: &RawRow| {
        let head = &rows[0];
        let text = |row: &RawRow, index: usize| {
            row.cells.get(index).map(|cell| clean(&cell.text)).unwrap_or_default()
        };
        let is_score = |cell: &RawCell| {
            matches!(words.heading(&words.title(&cell.text)), Some(Heading::Score(_)))
        };
        let heads_scores = row.cells.iter().skip(criterion + 1).any(is_score)
            && !row.cells.iter().any(is_figure)
            && !is_merged(row);
        let name = text(row, criterion);
        let is_beside = (name.is_empty() || name == text(head, criterion))
            && (0..criterion).all(|at| text(row, at).is_empty() || text(row, at) == text(head, at));
        let has_own = (criterion + 1..row.cells.len())
            .any(|at| !text(row, at).is_empty() && text(row, at) != text(head, at));
        let is_heading = is_beside && has_own && !is_data(row) && !is_merged(row);
        row.cells.len() == head.cells.len() && (heads_scores || is_heading)
    };
    let further = rows[1..].iter().take(MOST - 1);
    1 + further.take_while(|row| is_further(row) && !numbers_columns(row)).count()
}

/// The headings of the columns of a form.
struct Heads<'w> {
    /// The headings of each column from top to bottom, without blanks and repetitions.
    texts: Vec<Vec<String>>,
    words: &'w Words,
}

impl<'w> Heads<'w> {
    fn of(rows: &[RawRow], words: &'w Words) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let text = |row: usize, index: usize| {
            rows[row].cells.get(index).map(|cell| clean(&cell.text)).unwrap_or_default()
        };
        // Without marks of merged cells, a heading over several columns is blank over the later ones.
        let filled = |row: usize, index: usize| {
            let is_named_below =
                |at: usize| (row + 1..rows.len()).any(|row| !text(row, at).is_empty());
            let mut at = index;
            while at > 0 && text(row, at).is_empty() && is_named_below(at) && is_named_below(at - 1)
            {
                at -= 1;
            }
            text(row, at)
        };
        let of_column = |index: usize| {
            let mut texts: Vec<String> = (0..rows.len()).map(|row| filled(row, index)).collect();
            texts.dedup();
            texts.retain(|text| !text.is_empty());
            texts
        };
        Self { texts: (0..width).map(of_column).collect(), words }
    }

    /// All headings of a column as one text.
    fn title(&self, index: usize) -> String {
        self.texts[index].join(" ")
    }

    /// Whether a column is headed `Điểm` and nothing else.
    fn says_points_only(&self, index: usize) -> bool {
        ["điểm", "số điểm"].contains(&match_key(&self.title(index)).as_str())
    }

    /// What a column holds, by its lowest heading that says it. `Điểm` below `Thẩm định` is the
    /// appraised score.
    fn meaning(&self, index: usize) -> Option<Heading> {
        let texts = &self.texts[index];
        if texts.iter().any(|text| is_remark(text)) {
            return Some(Heading::Remark);
        }
        if texts.iter().any(|text| is_evidence(text)) {
            return Some(Heading::Evidence);
        }
        // Shares are no scores.
        if texts.iter().any(|text| crossed::is_share(text)) {
            return Some(Heading::Remark);
        }
        // Who is in charge of a criterion is no column of units.
        if texts.iter().any(|text| names_who_does(text)) {
            return None;
        }
        let of = |text: &String| self.words.heading(&self.words.title(text));
        let mut found = texts.iter().rev().filter_map(of);
        let lowest = found.next()?;
        let score = found.find(|heading| matches!(heading, Heading::Score(_)));
        Some(score.filter(|_| lowest == Heading::Total).unwrap_or(lowest))
    }
}

/// Takes the columns of a part of the year out of the rounds, where other columns are of the whole year.
fn leave_parts_of_year(
    rounds: &mut Vec<(u32, usize)>,
    title: &dyn Fn(usize) -> String,
) -> Vec<usize> {
    const PARTS: [&str; 6] = ["6 tháng", "sáu tháng", "9 tháng", "chín tháng", "quý ", "tháng "];
    let is_part = |(_, index): &(u32, usize)| {
        let key = match_key(&title(*index));
        PARTS.iter().any(|part| key.contains(part))
    };
    let (parts, whole): (Vec<_>, Vec<_>) = rounds.iter().copied().partition(is_part);
    if whole.is_empty() {
        return Vec::new();
    }
    *rounds = whole;
    parts.into_iter().map(|(_, index)| index).collect()
}

/// The last of several rounds, which counts, and the earlier ones, first to last. None if two of them
/// are the same round.
fn last_round(mut rounds: Vec<(u32, usize)>) -> Option<(Option<usize>, Vec<usize>)> {
    rounds.sort_unstable();
    if rounds.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return None;
    }
    let last = rounds.pop().map(|(_, index)| index);
    Some((last, rounds.into_iter().map(|(_, index)| index).collect()))
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
        || key.contains("bằng chữ")
}

/// Whether a text heads the evidence of a form. `Giải trình của đơn vị` is no unit.
fn is_evidence(text: &str) -> bool {
    let key = match_key(text);
    let first =
        ["giải trình", "nội dung giải trình", "căn cứ", "số, ký hiệu", "tài liệu", "văn bản"];
    let any = ["link", "bằng chứng", "dẫn chứng", "hồ sơ"];
    (first.iter().any(|words| key.starts_with(words)) || any.iter().any(|word| key.contains(word)))
        && !key.contains("điểm")
}

/// Whether a text heads a column of those who do the work: `Đơn vị thực hiện`.
fn names_who_does(text: &str) -> bool {
    let key = match_key(text);
    ["thực hiện", "phụ trách", "phối hợp", "tham mưu", "chủ trì", "theo dõi", "đơn vị tính"]
        .iter()
        .any(|words| key.contains(words))
        && !key.contains("điểm")
}

/// Whether a column has figures and shares, and nothing else.
fn holds_figures_only(rows: &[RawRow], index: usize) -> bool {
    let cells = || {
        let cells = rows.iter().filter(|row| !numbers_columns(row));
        cells.filter_map(|row| row.cells.get(index)).filter(|cell| !clean(&cell.text).is_empty())
    };
    let is_share = |cell: &RawCell| {
        let text = clean(&cell.text);
        let bare = text.trim_start_matches(['+', '-', '−']).trim_end_matches('%');
        is_figure(&RawCell::new(Location::Table, bare.trim()))
    };
    cells().next().is_some() && cells().all(|cell| is_figure(cell) || is_share(cell))
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
    let criterion = |row: &RawRow| {
        row.cells.get(first.criterion).map(|cell| match_key(&cell.text)).unwrap_or_default()
    };
    let begins = piece.rows[next.header..].iter().find(|row| is_data(row)).map(criterion)?;
    (heading_texts(&table.rows[..first.header]) == heading_texts(&piece.rows[..next.header])
        && sheet(table) == sheet(piece)
        && !names_another_score(table, piece)
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
fn kind_of_title(table: &RawTable) -> Option<ScoreKind> {
    let is_appraised = |line: &String| match_key(line).contains("thẩm định");
    let of_line = || table.caption.iter().any(is_appraised).then_some(ScoreKind::Appraised);
    score_named(table).or_else(of_line)
}

pub(super) fn location_of<'a>(table: &'a RawTable, form: &Form) -> &'a Location {
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
    let is_of_file = words.form.is_named_elsewhere(&table, location);
    let district = FormFacts::district_above(location, &unit);
    let sheet = sheet(&table);

    let crossing = form.crossing(&table, &unit);
    let columns = described(&table, &crossing, &form, words);
    let below = rows_of(&table, &crossing.place());
    let texts = texts(table.number, &below, &form);
    let earlier = earlier_rounds(&below, &form);
    let adjustments = Adjustments::find(&table, &crossing, &below, findings);
    crossed::report_unknown(&table, &columns, &crossing, &below, findings);
    crossed::check_sums_of_areas(&table, &crossing, &below, words, findings);
    check_totals(&table, &form, words, findings);
    check_unit(&table, location, words, &unit, findings);
    report_left_out(&table, &columns, &below, &form, findings);
    let rows = crossed::rearranged(&table, &crossing, &below, &adjustments);
    let RawTable { number, caption, .. } = table;
    let mut flaws = Vec::new();
    let tidy = RawTable { number, caption: caption.clone(), rows };
    let mut layout = tidy::read(tidy, words, &mut flaws)?;
    let joint_maxima = form.survey_maximum.is_none();
    if joint_maxima {
        settle_maxima(&mut layout, &mut flaws);
        overall_maximum(&mut layout);
        leave_own_overall(&mut layout);
    }
    add_rounds(&mut layout, earlier);
    adjustments.add_to(&mut layout);
    if let Some(district) = district {
        add_parent(&mut layout, &district);
    }
    findings.append(&mut flaws);
    Ok(Layout {
        columns,
        caption,
        sheet,
        form: Some(FormNotes { texts, is_of_file }),
        joint_maxima,
        ..layout
    })
}

/// Adds the unit above that of a form to its rows.
fn add_parent(layout: &mut Layout, parent: &str) {
    for row in &mut layout.rows {
        let Some(unit) = row.cells.get(layout.unit) else { continue };
        let cell = RawCell { text: parent.into(), ..unit.clone() };
        row.cells.resize(layout.width, RawCell { text: "".into(), ..cell.clone() });
        row.cells.push(cell);
    }
    layout.parent = Some(layout.width);
    layout.width += 1;
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

/// Notes what the database has no place for: earlier self scores, and the unit's own points and texts
/// beside bonus and penalty points. Warns of texts that could not be read.
fn report_left_out(
    table: &RawTable,
    columns: &[ColumnUse],
    below: &[(&RawRow, RowKind)],
    form: &Form,
    findings: &mut Vec<Finding>,
) {
    let head = &table.rows[form.header - 1];
    for cell in form.not_kept.iter().filter_map(|index| head.cells.get(*index)) {
        let cell = Cell::new(table.number, cell);
        let index = cell.at.column - 1;
        let text = columns.iter().find(|column| column.column == index + 1);
        let text = text.map_or_else(|| clean(&cell.text), |column| column.heading.clone());
        findings.push(Finding::left_out(&cell, text));
    }
    let own = form.scores[ScoreKind::SelfScore as usize];
    let own = own.filter(|_| form.scores[ScoreKind::Appraised as usize].is_some());
    for (row, kind) in below {
        let texts = || form.texts.iter().map(|(_, index)| *index);
        let filled = |index: usize| {
            let cell = row.cells.get(index).filter(|cell| !cell.copied)?;
            (!clean(&cell.text).is_empty()).then(|| Cell::new(table.number, cell))
        };
        let lost: Vec<usize> = match kind {
            RowKind::Adjustment(_) => own.into_iter().chain(texts()).collect(),
            RowKind::Criterion(_)
            | RowKind::Guidance(_)
            | RowKind::Sum
            | RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Prose
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Nameless => Vec::new(),
        };
        for cell in lost.into_iter().filter_map(filled).filter(|cell| !names_nothing(&cell.text)) {
            findings.push(Finding::left_out(&cell, clean(&cell.text)));
        }
        for index in texts() {
            let unread = row.cells.get(index).filter(|cell| cell.unread.is_some() && !cell.copied);
            if let Some(cell) = unread {
                let cell = Cell::new(table.number, cell);
                findings.push(Finding::new(Rule::UnreadCell, Severity::Warning, &cell));
            }
        }
    }
}

/// Whether a text is a dash or a zero.
fn names_nothing(text: &str) -> bool {
    !text.contains(|c: char| c.is_alphabetic() || ('1'..='9').contains(&c))
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
            None if form.left_out.contains(&(column.column - 1)) => {
                column.means = Some(ColumnMeaning::Remark);
            }
            None if form.earlier.contains(&(column.column - 1)) => {
                column.means = Some(ColumnMeaning::Earlier);
            }
            None if form.not_kept.contains(&(column.column - 1)) => {
                column.means = Some(ColumnMeaning::Remark);
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
fn texts(table: usize, below: &[(&RawRow, RowKind)], form: &Form) -> Vec<(String, TextKind, Cell)> {
    let mut texts: Vec<(String, TextKind, Cell)> = Vec::new();
    for (row, kind) in below {
        let criterion = match kind {
            RowKind::Criterion(placed) if placed.is_merged => continue,
            RowKind::Criterion(placed) => &placed.name,
            RowKind::Guidance(criterion) => criterion,
            RowKind::Sum
            | RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Prose
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Nameless
            | RowKind::Adjustment(_) => continue,
        };
        // `Minh chứng: KH số 12` in a row of its own.
        if let (RowKind::Guidance(_), Some(cell)) = (kind, row.cells.get(form.criterion))
            && let Some(kind) = labelled_text(&cell.text)
            && !criterion.is_empty()
        {
            texts.push((criterion.clone(), kind, Cell::new(table, cell)));
        }
        for (kind, index) in &form.texts {
            let Some(cell) = row.cells.get(*index) else { continue };
            let is_same = |(name, other, text): &(String, TextKind, Cell)| {
                (name, other) == (criterion, kind) && text.text == cell.text
            };
            // A text that is merged over several rows belongs to each of them. A dash is none.
            if cell.text.contains(char::is_alphanumeric) && !texts.iter().rev().take(2).any(is_same)
            {
                texts.push((criterion.clone(), *kind, Cell::new(table, cell)));
            }
        }
    }
    texts
}

/// What a text below a criterion is: a document, or what the label before it says. None if it says how
/// points are given.
fn labelled_text(text: &str) -> Option<TextKind> {
    if names_a_document(text) {
        return Some(TextKind::Evidence);
    }
    let (label, rest) = text.split_once(':')?;
    let key = match_key(label.trim_start_matches(['-', '+', '*', '–', '•', ' ']));
    let is = |labels: &[&str]| labels.contains(&key.as_str()) && !clean(rest).is_empty();
    if is(&["minh chứng", "tài liệu kiểm chứng", "tài liệu minh chứng", "link", "đường link"])
    {
        Some(TextKind::Evidence)
    } else {
        is(&["giải trình", "ghi chú", "lý do"]).then_some(TextKind::Remark)
    }
}

/// Whether a text begins with the kind and the number of a document: `KH số 12/KH-STP`, `Văn bản 11`.
fn names_a_document(text: &str) -> bool {
    const KINDS: [&str; 20] = [
        "kế hoạch",
        "quyết định",
        "báo cáo",
        "công văn",
        "văn bản",
        "tờ trình",
        "thông báo",
        "nghị quyết",
        "hướng dẫn",
        "chương trình",
        "biên bản",
        "giấy mời",
        "kh",
        "qđ",
        "bc",
        "cv",
        "tb",
        "nq",
        "ttr",
        "hd",
    ];
    let key = match_key(text.trim_start_matches(['-', '+', '*', '–', '•', ' ']));
    KINDS.iter().filter_map(|kind| key.strip_prefix(kind)).any(|rest| {
        let rest = rest.strip_prefix(" số").unwrap_or(rest).trim_start_matches([':', ' ']);
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        !number.is_empty() && !rest[number.len()..].trim_start().starts_with(['%', 'đ'])
    })
}

/// The cells of earlier rounds of the appraisal, with their criteria and their rounds from 1. Without a
/// criterion, it is the sum.
fn earlier_rounds(
    below: &[(&RawRow, RowKind)],
    form: &Form,
) -> Vec<(Option<String>, u32, RawCell)> {
    let mut cells = Vec::new();
    for (row, kind) in below {
        let (criterion, row) = match kind {
            RowKind::Criterion(placed) if placed.is_merged => continue,
            RowKind::Criterion(placed) => {
                (Some(placed.name.clone()), placed.scored_in.unwrap_or(row))
            }
            RowKind::Sum => (None, *row),
            RowKind::SumOfAreas(_)
            | RowKind::OfOtherYear
            | RowKind::Guidance(_)
            | RowKind::Prose
            | RowKind::Rank
            | RowKind::Grade
            | RowKind::Nameless
            | RowKind::Adjustment(_) => continue,
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
