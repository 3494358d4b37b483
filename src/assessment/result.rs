//! Reads the rows of a table into one result per unit, each figure with its cell.

use std::collections::BTreeMap;

use crate::model::{
    DecimalMark, FurtherKind, Grade, Heading, ParsePointsError, Points, Printed, Rule, ScoreKind,
    Severity, TextKind, Year, clean, match_key,
};
use crate::source::{RawRow, stop_if_abandoned};

use super::cell::{Cell, Figure, Position, Value, does_not_apply, without_mark};
use super::column::{DatedColumn, FurtherColumn, ScoreColumn};
use super::finding::{Finding, FindingValue};
use super::grade::{PrintedGrades, quoted};
use super::layout::{Layout, MOST_UNITS, MappedRows};
use super::mapping::{Converted, Factor};
use super::parent::Parents;
use super::row::{first_words, names_summary, running_number, unread, wrong_length};
use super::title::without_number;
use super::unit_words::{is_province_of, names_a_unit, names_several_units};

/// A rank as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRank {
    /// The cell.
    pub cell: Cell,
    /// The rank, from 1.
    pub rank: u32,
}

/// A grade as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedGrade {
    /// The cell.
    pub cell: Cell,
    /// The grade.
    pub grade: Grade,
}

/// Points that a document prints beside the three scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FurtherFigure {
    /// What they are.
    pub kind: FurtherKind,
    /// The round of an appraisal, from 1. Always 1 for the other kinds.
    pub round: u32,
    /// The criterion of an appraisal, as an index into the framework. None for the unit as a whole.
    pub criterion: Option<usize>,
    /// The figure as printed. A penalty may be printed as a negative number.
    pub figure: Figure,
}

impl FurtherFigure {
    /// The points. Those of a penalty are positive, whatever is printed.
    #[must_use]
    pub fn points(&self) -> Option<Points> {
        let points = self.figure.points()?;
        Some(if self.kind == FurtherKind::Penalty { points.abs() } else { points })
    }
}

/// A count as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedCount {
    /// The cell.
    pub cell: Cell,
    /// The count, from 1.
    pub count: u32,
}

/// What a decision prints for one unit. Scores and sums are indexed by [`ScoreKind`]. A field is
/// none if the table has no such column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitResult {
    /// The name as printed, with white space and Unicode form normalised. Units of a table that
    /// share a name have their parent behind it: `Xã Quang Trung (Huyện A)`.
    pub unit: String,
    /// The unit above it, such as the district of a commune. None if the table does not name it.
    pub parent: Option<String>,
    /// The cell of the name.
    pub unit_cell: Cell,
    /// The running number and its cell.
    pub sequence: Option<(u32, Cell)>,
    /// The three scores of each criterion, in the order of the framework.
    pub scores: Vec<[Option<Figure>; 3]>,
    /// The printed sums of the three scores.
    pub sums: [Option<Figure>; 3],
    /// Points beside the three scores.
    pub further: Vec<FurtherFigure>,
    /// The texts that a form gives beside the scores: the index of the criterion, and the cell.
    pub texts: Vec<(usize, TextKind, Cell)>,
    /// How many people answered the survey.
    pub respondents: Option<PrintedCount>,
    /// The printed total.
    pub total: Option<Figure>,
    /// The maximum of the printed total, if the document says it for this unit or has scaled the
    /// total back to the full scale. None if it follows from the scores that apply.
    pub maximum: Option<Points>,
    /// Whether the total was scaled back from the maximum that applies.
    pub is_scaled_back: bool,
    /// The total in percent, where it is printed beside the points.
    pub percent: Option<Figure>,
    /// The printed rank.
    pub rank: Option<PrintedRank>,
    /// The printed grade.
    pub grade: Option<PrintedGrade>,
}

impl UnitResult {
    /// The name and the unit above.
    #[must_use]
    pub fn named(&self) -> (&str, Option<&str>) {
        (&self.unit, self.parent.as_deref())
    }

    /// One score of a criterion.
    #[must_use]
    pub fn score(&self, criterion: usize, kind: ScoreKind) -> Option<&Figure> {
        self.scores.get(criterion).and_then(|parts| parts[kind as usize].as_ref())
    }

    /// Every figure: scores, sums, totals and further points.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let further = self.further.iter().map(|further| &further.figure);
        let of_unit = self.sums.iter().flatten().chain(&self.total).chain(&self.percent);
        self.scores.iter().flatten().flatten().chain(of_unit).chain(further)
    }

    /// The bonus and penalty points.
    pub(super) fn adjusting(&self) -> impl Iterator<Item = &FurtherFigure> {
        self.further.iter().filter(|further| match further.kind {
            FurtherKind::Bonus | FurtherKind::Penalty => true,
            FurtherKind::EarlierAppraisal | FurtherKind::Satisfaction => false,
        })
    }

    /// The bonus points less the penalty points.
    #[must_use]
    pub fn adjustment(&self) -> Points {
        let counted = |further: &FurtherFigure| Some(further.kind.counted(further.points()?));
        self.adjusting().filter_map(counted).sum()
    }

    /// The printed total in points.
    #[must_use]
    pub fn total_points(&self) -> Option<Points> {
        self.total.as_ref().and_then(Figure::points)
    }
}

/// Figures of an earlier year that a document restates for one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// The name as printed, with white space and Unicode form normalised.
    pub unit: String,
    /// The earlier year.
    pub year: Year,
    /// The total of that year.
    pub total: Option<Figure>,
    /// The rank in that year.
    pub rank: Option<PrintedRank>,
}

/// The most errors of a table. After more, the rest is not read.
const MOST_ERRORS: usize = 1_000;

/// The most findings of a table. After more, the rest is not read.
const MOST_FINDINGS: usize = 100_000;

/// Reads all rows below the headings: the results, and the restated figures of earlier years.
/// Whatever cannot be read is added to `findings`.
pub(super) fn read_results(
    layout: &Layout,
    findings: &mut Vec<Finding>,
) -> (Vec<UnitResult>, Vec<Restatement>) {
    let (mut results, mut restated) = (Vec::new(), Vec::new());
    let mut errors = 0;
    let numbering = Numbering::of(layout);
    let mut rounded = BTreeMap::new();
    let mut parents = Parents::of(layout);

    for row in &layout.rows {
        stop_if_abandoned();
        // A table of something else has an error in almost every cell. A mapped table is always
        // read in full.
        if layout.explained.is_none()
            && (errors > MOST_ERRORS
                || findings.len() > MOST_FINDINGS
                || results.len() > MOST_UNITS)
        {
            findings.push(unread(layout.number, row));
            break;
        }

        if parents.next_row(layout, row, findings) {
            continue;
        }
        let before = findings.len();
        if let Some(result) = read_row(layout, row, &parents, numbering, &mut rounded, findings) {
            restated.extend(read_restated(layout, row, &result.unit, findings));
            // The rows of a mapped table are renumbered, so its hidden rows are reported as
            // remarks, with the row numbers of the sheet.
            if row.hidden && layout.explained.is_none() {
                findings.push(
                    Finding::new(Rule::HiddenRow, Severity::Warning, &result.unit_cell)
                        .unit(&result.unit),
                );
            }
            results.push(result);
        }
        errors +=
            findings[before..].iter().filter(|finding| finding.severity == Severity::Error).count();
    }

    if let Some(MappedRows { headings, .. }) = &layout.explained {
        for (column, decimals) in rounded {
            let finding = Finding::new(Rule::Rounded, Severity::Note, &headings[column]);
            findings.push(finding.expected(FindingValue::Count(decimals.into())));
        }
    }
    (results, restated)
}

/// Reads the restated figures of a row. A new unit has none, so its empty cells are not reported.
fn read_restated(
    layout: &Layout,
    row: &RawRow,
    unit: &str,
    findings: &mut Vec<Finding>,
) -> Vec<Restatement> {
    let mut years: Vec<Restatement> = Vec::new();
    for DatedColumn { year, heading, column } in &layout.dated {
        let Some(raw) = row.cells.get(column.index) else { continue };
        let cell = Cell::new(layout.number, raw);
        if matches!(clean(&cell.text).as_str(), "" | "-" | "–") {
            continue;
        }

        let mut reader = RowReader { unit, grades: &layout.grades, mark: layout.mark, findings };
        let index = years.iter().position(|restated| restated.year == *year).unwrap_or_else(|| {
            years.push(Restatement { unit: unit.to_owned(), year: *year, total: None, rank: None });
            years.len() - 1
        });
        match heading {
            Heading::Rank => years[index].rank = reader.rank(cell),
            // An earlier grade is read only to report errors. Only totals and ranks are kept.
            Heading::Grade => drop(reader.grade(cell)),
            Heading::Total
            | Heading::Sequence
            | Heading::Unit
            | Heading::Group
            | Heading::Score(_)
            | Heading::Further(_)
            | Heading::Respondents
            | Heading::Maximum
            | Heading::Evidence
            | Heading::Remark => {
                years[index].total = Some(reader.figure(cell, None, None));
            }
        }
    }
    years
}

/// Reads the row of a unit. None if the row does not belong to a unit. Columns with rounded figures
/// are added to `rounded`, with the number of decimals that are kept.
fn read_row(
    layout: &Layout,
    row: &RawRow,
    parents: &Parents,
    numbering: Numbering,
    rounded: &mut BTreeMap<usize, u32>,
    findings: &mut Vec<Finding>,
) -> Option<UnitResult> {
    let NamedRow { unit, unit_cell, sequence } = match &layout.explained {
        Some(explained) => named_by_mapping(layout, explained, row, findings)?,
        None => named_by_number(layout, numbering, row, findings)?,
    };
    let unit = parents.told_apart(unit);
    let cell = |index: usize| Cell::new(layout.number, &row.cells[index]);

    let mut reader = RowReader { unit: &unit, grades: &layout.grades, mark: layout.mark, findings };
    let mut figure = |column: &Option<ScoreColumn>,
                      criterion: Option<&str>,
                      kind: Option<ScoreKind>| {
        let index = column.as_ref()?.index;
        let cell = cell(index);
        let conversion = layout.explained.as_ref().and_then(|mapped| mapped.conversions[index]);
        let Some(conversion) = conversion.filter(|_| cell.unread.is_none() && !cell.copied) else {
            return Some(reader.figure(cell, criterion, kind));
        };
        match conversion.read(&cell.text, reader.mark) {
            None => {
                let figure = reader.figure(cell, criterion, kind);
                // A percent sign names a scale of its own, which the factor contradicts.
                if conversion.factor != Factor::ONE && figure.points().is_some() {
                    let error = ParsePointsError::NotANumber;
                    let finding = reader.not_a_number(&figure.cell, error);
                    reader.findings.push(finding.about(criterion, kind));
                }
                Some(figure)
            }
            Some(Ok(Converted { printed, is_rounded })) => {
                if is_rounded {
                    rounded.insert(index, conversion.kept());
                }
                Some(Figure { cell, value: Value::Points(printed) })
            }
            Some(Err(error)) => {
                let finding = reader.not_a_number(&cell, error);
                reader.findings.push(finding.about(criterion, kind));
                Some(Figure { cell, value: Value::Missing })
            }
        }
    };

    let scores = layout.tree.criteria.iter().map(|criterion| {
        ScoreKind::ALL.map(|kind| {
            figure(&criterion.score_columns[kind as usize], Some(&criterion.name), Some(kind))
        })
    });
    let scores: Vec<[Option<Figure>; 3]> = scores.collect();
    let sums = ScoreKind::ALL.map(|kind| figure(&layout.sums[kind as usize], None, Some(kind)));
    let further = layout.further.iter().filter_map(|further| {
        let FurtherColumn { kind, round, criterion, column } = further;
        let position = |at: &Position| {
            layout.tree.criteria.iter().position(|columns| columns.heading.at == *at)
        };
        // Without bonus or penalty points, the cell is empty or has a dash.
        let text = clean(&row.cells[column.index].text);
        let is_none = !text.chars().any(char::is_alphanumeric);
        let column = Some(column.clone());
        let figure = match *kind {
            FurtherKind::Bonus | FurtherKind::Penalty if is_none => return None,
            FurtherKind::EarlierAppraisal => figure(&column, None, Some(ScoreKind::Appraised)),
            FurtherKind::Bonus | FurtherKind::Penalty | FurtherKind::Satisfaction => {
                figure(&column, None, None)
            }
        };
        let criterion = criterion.as_ref().map(position);
        let (kind, round, criterion) = (*kind, *round, criterion.flatten());
        Some(FurtherFigure { kind, round, criterion, figure: figure? })
    });
    let further = further.collect();
    let respondents = layout.respondents.map(cell).and_then(read_count);
    let total = figure(&layout.total, None, None);
    let percent = figure(&layout.percent, None, None);
    let maximum = layout.maximum.map(|index| reader.figure(cell(index), None, None));
    let maximum =
        maximum.and_then(|figure| figure.points()).filter(|points| *points > Points::ZERO);

    if layout.explained.is_none() && layout.has_figures(row) {
        let dashed =
            sums_of_applying(&scores, &sums).chain(&total).filter(|figure| !figure.applies());
        reader.findings.extend(dashed.map(|figure| {
            Finding::new(Rule::MissingFigure, Severity::Warning, &figure.cell).unit(&unit)
        }));
    }

    let rank = layout.rank.and_then(|index| reader.rank(cell(index)));
    let grade = layout.grade.and_then(|index| reader.grade(cell(index)));
    Some(UnitResult {
        unit,
        parent: parents.current().cloned(),
        unit_cell,
        sequence,
        scores,
        sums,
        further,
        texts: Vec::new(),
        respondents,
        maximum: total.as_ref().and_then(Figure::own_maximum).or(maximum),
        is_scaled_back: false,
        total,
        percent,
        rank,
        grade,
    })
}

/// The sums of scores of which some apply. A dash cannot be the sum of scores that are printed, so the
/// sum is missing.
fn sums_of_applying<'a>(
    scores: &'a [[Option<Figure>; 3]],
    sums: &'a [Option<Figure>; 3],
) -> impl Iterator<Item = &'a Figure> {
    let applies = |kind: ScoreKind| {
        let scores =
            || scores.iter().filter_map(|of_criterion| of_criterion[kind as usize].as_ref());
        scores().next().is_none() || scores().any(Figure::applies)
    };
    ScoreKind::ALL
        .into_iter()
        .filter_map(move |kind| sums[kind as usize].as_ref().filter(|_| applies(kind)))
}

/// Whether a text in a cell for a rank or a grade says that the unit has none: `Không xếp hạng`.
fn says_none(text: &str) -> bool {
    const WHOLE: [&str; 5] = ["không", "kxh", "không có", "x", "/"];
    let key = match_key(text);
    does_not_apply(text)
        || WHOLE.contains(&key.as_str())
        || ["không xếp", "chưa xếp", "không phân loại"].iter().any(|words| key.starts_with(words))
}

/// The rank in a text that says more than a number: `Hạng 2`, `Thứ II`, `Nhì`, `2/19`, or `2-3` of units that
/// share it. None for any other text.
fn rank_in(text: &str) -> Option<u32> {
    const ORDINALS: [&str; 10] =
        ["nhất", "nhì", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    const BEHIND: [&str; 3] = ["(đồng hạng)", "(đồng)", "đồng hạng"];
    const BEFORE: [&str; 4] = ["đồng hạng ", "xếp thứ ", "hạng ", "thứ "];
    // `2 (đồng hạng)`
    let key = match_key(text);
    let shared = BEHIND.iter().find_map(|words| key.strip_suffix(words));
    if let Some(number) = shared {
        return running_number(&number.to_uppercase()).filter(|rank| *rank > 0);
    }
    let number = BEFORE.iter().find_map(|words| key.strip_prefix(words));
    // `Thứ hai`, `Thứ bốn`
    let ordinal = match number.unwrap_or(&key) {
        "một" => "nhất",
        "hai" => "nhì",
        "bốn" => "tư",
        "bẩy" => "bảy",
        other => other,
    };
    if let Some(at) = ORDINALS.iter().position(|word| *word == ordinal) {
        return u32::try_from(at + 1).ok();
    }
    if let Some(number) = number {
        return running_number(&number.to_uppercase()).filter(|rank| *rank > 0);
    }
    let numbers = |mark| {
        let (first, second) = text.split_once(mark)?;
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0);
        number(first).zip(number(second))
    };
    let of_all = numbers('/').map(|(rank, _)| rank);
    let shared = || numbers('-').or_else(|| numbers('–')).filter(|(first, last)| first < last);
    of_all.or_else(|| shared().map(|(first, _)| first))
}

/// Reads a number of people such as `88`, `1.024` or `88 phiếu`. None if the cell has no number.
pub(super) fn read_count(cell: Cell) -> Option<PrintedCount> {
    let text = clean(&cell.text);
    let first = text.split(' ').next()?;
    let is_grouped = first.split(['.', ',']).skip(1).all(|group| group.len() == 3);
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    let count = digits.parse().ok().filter(|count| *count > 0 && is_grouped)?;
    Some(PrintedCount { cell, count })
}

/// The unit of a row, with its cell and its running number.
struct NamedRow {
    unit: String,
    unit_cell: Cell,
    sequence: Option<(u32, Cell)>,
}

/// The unit of a row in a decision. A running number distinguishes units from groups and averages.
/// Without running numbers, figures do. Any other row is a finding.
fn named_by_number(
    layout: &Layout,
    numbering: Numbering,
    row: &RawRow,
    findings: &mut Vec<Finding>,
) -> Option<NamedRow> {
    let cell = |index: usize| Cell::new(layout.number, &row.cells[index]);
    let sequence = layout
        .sequence
        .filter(|index| *index < row.cells.len() && numbering != Numbering::None)
        .map(cell);
    let number = sequence
        .as_ref()
        .and_then(|cell| numbering.read(&cell.text).filter(|_| numbering.counts(layout, row)));

    let is_numbered = layout.sequence.is_some() && numbering != Numbering::None;
    let is_unit = if is_numbered { number.is_some() } else { layout.has_digits(row) };
    let is_summary = is_summary(layout, row);
    if !is_unit || is_summary {
        let first = row.cells.iter().position(|cell| !clean(&cell.text).is_empty())?;
        let is_harmless = !layout.has_digits(row) || is_summary;
        let severity = if is_harmless { Severity::Warning } else { Severity::Error };
        let finding = Finding::new(Rule::RowUnread, severity, &cell(first));
        findings.push(finding.found(FindingValue::Text(first_words(row))));
        return None;
    }
    if row.cells.len() != layout.width {
        findings.push(wrong_length(layout.number, row, layout.width));
        return None;
    }

    let unit_cell = cell(layout.unit);
    let text = clean(&unit_cell.text);
    let unnoted = without_note(&text);
    // `1. Sở Tư pháp` where no column has the numbers.
    let bare = Some(without_number(unnoted)).filter(|bare| names_a_unit(bare));
    let unit = bare.unwrap_or(unnoted).to_owned();
    if unit.is_empty() || unit.contains('\u{fffd}') || Points::parse(&unit).is_ok() {
        findings.push(Finding::new(Rule::MissingUnit, Severity::Error, &unit_cell));
        return None;
    }
    if names_several_units(&unit) {
        let finding = Finding::new(Rule::MissingUnit, Severity::Error, &unit_cell);
        findings.push(finding.found(FindingValue::Text(unit)));
        return None;
    }
    Some(NamedRow { unit, unit_cell, sequence: number.zip(sequence) })
}

/// The name of a unit without the mark of a footnote behind it: `Sở Nội vụ (1)`, `Sở Nội vụ*`.
fn without_note(name: &str) -> &str {
    const MOST_DIGITS: usize = 2;
    let name = without_mark(name);
    let bracketed = name.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    let is_mark = |inside: &str| {
        (1..=MOST_DIGITS).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit())
    };
    match bracketed {
        Some((before, inside)) if is_mark(inside) && !before.trim().is_empty() => before.trim_end(),
        _ => name,
    }
}

/// The unit of a row in a mapped table, where every row belongs to a unit.
fn named_by_mapping(
    layout: &Layout,
    explained: &MappedRows,
    row: &RawRow,
    findings: &mut Vec<Finding>,
) -> Option<NamedRow> {
    if row.cells.len() != layout.width {
        findings.push(wrong_length(layout.number, row, layout.width));
        return None;
    }

    let unit_cell = Cell::new(layout.number, &row.cells[layout.unit]);
    let code = clean(&unit_cell.text);
    let is_blank = layout.figure_columns().all(|column| clean(&row.cells[column].text).is_empty());
    if code.is_empty() {
        if !is_blank {
            findings.push(Finding::new(Rule::MissingUnit, Severity::Error, &unit_cell));
        }
        return None;
    }

    let unit = match &explained.names {
        None => code,
        Some(names) => {
            let Some(name) = names.get(&code) else {
                let finding = Finding::new(Rule::UnknownCode, Severity::Error, &unit_cell);
                findings.push(finding.found(FindingValue::Text(code)));
                return None;
            };
            name.clone()
        }
    };
    if is_blank {
        findings.push(Finding::new(Rule::BlankUnit, Severity::Warning, &unit_cell).unit(&unit));
        return None;
    }
    Some(NamedRow { unit, unit_cell, sequence: None })
}

/// The numbering of the units of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    /// `5`, `5.` or `5)`.
    Arabic,
    /// `V`, used if no row has an Arabic number. Groups may be numbered like this as well, but have
    /// no figures.
    Roman,
    /// The column of numbers is blank: a word processor numbers the rows automatically and stores
    /// no text.
    None,
}

impl Numbering {
    fn of(layout: &Layout) -> Self {
        let mut numbers = layout.rows.iter().filter_map(|row| row.cells.get(layout.sequence?));
        if numbers.clone().all(|cell| clean(&cell.text).is_empty()) {
            return Self::None;
        }
        if numbers.any(|cell| is_arabic(&cell.text)) { Self::Arabic } else { Self::Roman }
    }

    fn read(self, text: &str) -> Option<u32> {
        running_number(text).filter(|_| self == Self::Roman || is_arabic(text))
    }

    /// Whether a row with a number belongs to a unit.
    fn counts(self, layout: &Layout, row: &RawRow) -> bool {
        match self {
            Self::Arabic => true,
            Self::Roman => layout.has_figures(row),
            Self::None => false,
        }
    }
}

fn is_arabic(text: &str) -> bool {
    clean(text).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a row holds averages, sums or extremes, and so belongs to no unit.
fn is_summary(layout: &Layout, row: &RawRow) -> bool {
    let names = [Some(layout.unit), layout.sequence].into_iter().flatten();
    let unit = |row: &'_ RawRow| row.cells.get(layout.unit).map(|cell| clean(&cell.text));
    let is_province = || {
        unit(row).is_some_and(|own| {
            is_province_of(&own, &layout.caption, layout.rows.iter().filter_map(unit))
        })
    };
    names.filter_map(|index| row.cells.get(index)).any(|cell| names_summary(&cell.text))
        || is_province()
}

/// Reads the cells of one row. Errors are added to the findings.
pub(super) struct RowReader<'a> {
    pub(super) unit: &'a str,
    pub(super) grades: &'a PrintedGrades,
    /// The mark before decimals.
    pub(super) mark: Option<DecimalMark>,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl RowReader<'_> {
    pub(super) fn figure(
        &mut self,
        cell: Cell,
        criterion: Option<&str>,
        kind: Option<ScoreKind>,
    ) -> Figure {
        if self.is_unread(&cell, criterion, kind) {
            return Figure { cell, value: Value::Missing };
        }

        // A total may be printed in percent, because its scale is 100.
        let is_percent = criterion.is_none() && kind.is_none();
        let merged = Some(clean(&cell.text))
            .filter(|text| cell.copied && text.contains(|c: char| c.is_ascii_digit()));
        if let Some(text) = merged {
            let finding = self
                .finding(Rule::MergedCell, Severity::Error, &cell)
                .found(FindingValue::Text(text));
            self.findings.push(finding.about(criterion, kind));
        }

        match if is_percent { cell.read_percent(self.mark) } else { cell.read_figure(self.mark) } {
            Ok(figure) => {
                if figure.value == Value::Missing {
                    let finding =
                        self.finding(Rule::MissingFigure, Severity::Warning, &figure.cell);
                    self.findings.push(finding.about(criterion, kind));
                }
                figure
            }
            Err((cell, error)) => {
                let finding = self.not_a_number(&cell, error);
                self.findings.push(finding.about(criterion, kind));
                Figure { cell, value: Value::Missing }
            }
        }
    }

    /// Reads `1`, `1/19` and `Hạng 1`, and `1.0` as programs write it.
    pub(super) fn rank(&mut self, cell: Cell) -> Option<PrintedRank> {
        if self.is_unread(&cell, None, None) {
            return None;
        }
        let text = clean(&cell.text);
        if says_none(&text) {
            return None;
        }

        if let Some(rank) = rank_in(&text) {
            return Some(PrintedRank { cell, rank });
        }
        match cell.read_figure(None) {
            Ok(Figure { cell, value: Value::Points(Printed { points, decimals: 0 | 1 }) })
                if points > Points::ZERO && points.ten_thousandths() % 10_000 == 0 =>
            {
                let rank = u32::try_from(points.ten_thousandths() / 10_000).ok()?;
                Some(PrintedRank { cell, rank })
            }
            Ok(Figure { cell, value: Value::Points(_) }) | Err((cell, _)) => {
                let finding = self.not_a_number(&cell, ParsePointsError::NotANumber);
                self.findings.push(finding);
                None
            }
            Ok(Figure { cell, .. }) => {
                let finding = self.finding(Rule::MissingFigure, Severity::Warning, &cell);
                self.findings.push(finding);
                None
            }
        }
    }

    pub(super) fn grade(&mut self, cell: Cell) -> Option<PrintedGrade> {
        if self.is_unread(&cell, None, None) {
            return None;
        }
        let text = clean(&cell.text);
        if text.is_empty() || text == "-" {
            let finding = self.finding(Rule::MissingFigure, Severity::Warning, &cell);
            self.findings.push(finding);
            return None;
        }

        if says_none(&text) {
            return None;
        }
        if let Some(grade) = self.grades.set.parse(&text) {
            return Some(PrintedGrade { cell, grade });
        }
        let finding = self
            .finding(Rule::UnknownGrade, Severity::Error, &cell)
            .expected(FindingValue::Text(quoted(self.grades.names.iter().map(String::as_str))))
            .found(FindingValue::Text(text));
        self.findings.push(finding);
        None
    }

    /// Whether a cell has content that could not be read. If so, a finding is added.
    fn is_unread(&mut self, cell: &Cell, criterion: Option<&str>, kind: Option<ScoreKind>) -> bool {
        if cell.unread.is_some() {
            let finding = self.finding(Rule::UnreadCell, Severity::Error, cell);
            self.findings.push(finding.about(criterion, kind));
        }
        cell.unread.is_some()
    }

    fn finding(&self, rule: Rule, severity: Severity, cell: &Cell) -> Finding {
        Finding::new(rule, severity, cell).unit(self.unit)
    }

    fn not_a_number(&self, cell: &Cell, error: ParsePointsError) -> Finding {
        let finding = self
            .finding(Rule::NotANumber, Severity::Error, cell)
            .found(FindingValue::Text(clean(&cell.text)));
        match error {
            ParsePointsError::TooPrecise => {
                finding.expected(FindingValue::Text("0,0000".to_owned()))
            }
            ParsePointsError::NotANumber | ParsePointsError::TooLarge => finding,
        }
    }
}
