//! Tables with the criteria down the rows and the units across: each unit has a column, or one for
//! each of its scores. It is rearranged into the tidy layout; every cell keeps the row and column
//! from which it was read.

use compact_str::CompactString;

use crate::model::{Heading, Points, Rule, ScoreKind, Severity, Year, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable, stop_if_abandoned};

use super::super::caption::Caption;
use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse};
use super::super::criteria_heading::heads_criteria;
use super::super::finding::{Finding, FindingValue};
use super::super::heading::{Title, Words};
use super::super::row::{
    is_figure, is_points, names_summary, numbers_columns, unread, wrong_length,
};
use super::super::unit_words::{is_province_of, names_a_unit};
use super::Layout;
use super::adjustments::Adjustments;
use super::crossing::{Crossing, UnitColumns};
use super::joint::read_with_joint_maxima;
use super::names::NameColumns;
use super::outline::rows_of;
use super::place::RowKind;
use super::self_titled::score_of_title;
use super::tidy;

/// The fewest units of such a table. With one, it is a form.
const FEWEST_UNITS: usize = 2;

impl Crossing {
    /// Finds the columns by the headings. None if units do not stand across.
    pub(super) fn find(table: &RawTable, words: &Words) -> Option<Self> {
        Self::with_units(table, words).filter(|crossing| crossing.units.len() >= FEWEST_UNITS)
    }

    /// Finds the columns of a table that has the units across, if it is only one.
    pub(super) fn with_units(table: &RawTable, words: &Words) -> Option<Self> {
        const MOST_ROWS_ABOVE: usize = 3;
        let mut rows = table.rows.iter().take(MOST_ROWS_ABOVE);
        let first = rows.position(|row| row.cells.iter().any(heads_criteria))?;
        let head = &table.rows[first];
        let criterion = head.cells.iter().position(heads_criteria)?;
        let of = |cell: &RawCell| words.heading(&words.title(&cell.text));
        let column = |heading| head.cells.iter().position(|cell| of(cell) == Some(heading));

        // Below the units may stand their scores, or above them.
        let is_of_scores = |row: &&RawRow| {
            row.cells.iter().any(|cell| matches!(of(cell), Some(Heading::Score(_))))
                && !row.cells.iter().any(is_figure)
        };
        let named = |row: &RawRow| -> Vec<(String, Option<ScoreKind>)> {
            row.cells.iter().map(|cell| words.unit_and_score(&cell.text)).collect()
        };
        // A row of headings has a cell for each column.
        let row_at =
            |at: usize| table.rows.get(at).filter(|row| row.cells.len() == head.cells.len());
        let next = row_at(first + 1);
        let is_turned = |row: &&RawRow| {
            let names = row.cells.iter().skip(criterion + 1);
            names.filter(|cell| !cell.copied && names_a_unit(&clean(&cell.text))).count() > 1
        };
        let turned = next.filter(|row| !is_turned(&head) && is_turned(row));
        let names = turned.unwrap_or(head);
        let below = row_at(first + 1 + usize::from(turned.is_some()));
        let below = below.filter(|row| is_of_scores(row) || divides(row, criterion));
        let header = first + 1 + usize::from(turned.is_some()) + usize::from(below.is_some());
        // Above the units may stand what is below them elsewhere.
        let kinds = below.or_else(|| turned.and(Some(head)).filter(is_of_scores));
        let is_above = below.is_none();
        // Beside the scores of a unit, a total is their sum.
        let is_sum = |cell: &RawCell| of(cell) == Some(Heading::Total) && !is_share(&cell.text);
        let has_sums = kinds.is_some_and(|row| is_of_scores(&row));

        let only = score_of_title(table);
        let of_other_years = of_other_years(table, kinds);
        let mut units: Vec<UnitColumns> = Vec::new();
        // Without marks of merged cells, a heading over several columns is blank over the later ones.
        let (mut last, mut last_kind) = (None, None);
        let columns = named(names).into_iter().enumerate().skip(criterion + 1);
        for (index, (text, own)) in columns.filter(|(index, _)| !of_other_years.contains(index)) {
            let cell = &names.cells[index];
            let heading = of(cell);
            let kind = match kinds.and_then(|row| row.cells.get(index)) {
                Some(cell) if clean(&cell.text).is_empty() => last_kind.filter(|_| is_above),
                Some(cell) => match of(cell) {
                    Some(Heading::Score(kind)) => Some(kind),
                    Some(Heading::Total) if !is_share(&cell.text) && !has_sums => Some(only),
                    _ => None,
                },
                None => own.or(Some(only)),
            };
            last_kind = kind.or(last_kind.filter(|_| is_above));
            // `Huyện A` contains a word that also heads the column of units.
            let is_heading = heading.is_some_and(|heading| heading != Heading::Unit);
            let is_declared = heading == Some(Heading::Unit) || words.form.knows(&text);
            // `Sở Tư pháp (tự chấm)` names a unit and its score.
            let is_unit = match own {
                _ if is_of_all(&text, (table, names), words) => false,
                Some(_) => names_a_unit(&text),
                None => !is_heading && (names_a_unit(&text) || is_declared),
            };
            let name = match (text.is_empty(), is_unit) {
                (false, true) => Some((text, cell.clone())),
                (true, _) if below.is_some() => last.clone(),
                _ => None,
            };
            last.clone_from(&name);
            if let Some((text, _)) = &name
                && has_sums
                && kinds.and_then(|row| row.cells.get(index)).is_some_and(is_sum)
            {
                let unit = units.iter_mut().find(|unit| clean(&unit.name.text) == *text);
                if let Some(unit) = unit {
                    unit.sum = unit.sum.or(Some(index));
                    continue;
                }
            }
            let (Some((text, cell)), Some(kind)) = (name, kind) else { continue };
            let known = units.iter().position(|unit| clean(&unit.name.text) == text);
            let at = known.unwrap_or(units.len());
            if known.is_none() {
                let name = RawCell { text: text.as_str().into(), ..cell };
                units.push(UnitColumns { name, scores: [None; 3], sum: None });
            }
            let scores = &mut units[at].scores;
            if scores[kind as usize].replace(index).is_some() {
                return None;
            }
        }
        let NameColumns { numbers, names } =
            NameColumns::find(&table.rows[first..header], &table.rows[header..], criterion);
        let numbers = numbers.or_else(|| column(Heading::Sequence));
        let [maximum, survey_maximum] = maxima(head, below, words);
        let crossing = Self {
            header,
            numbers,
            criterion: names[0],
            names,
            maximum,
            survey_maximum,
            total: None,
            units,
            of_other_years,
            year: Caption::new(&table.caption).year(),
        };
        (!crossing.units.is_empty()).then_some(crossing)
    }
}

/// The columns under a heading of maxima. Without marks of merged cells, the heading is blank over the
/// later ones.
pub(super) fn maxima_columns(head: &RawRow, below: Option<&RawRow>, words: &Words) -> Vec<usize> {
    let mut columns = Vec::new();
    let mut is_under = false;
    for (index, cell) in head.cells.iter().enumerate() {
        let text = clean(&cell.text);
        let is_divided =
            || below.and_then(|row| row.cells.get(index)).is_some_and(|cell| !cell.text.is_empty());
        is_under = if text.is_empty() {
            is_under && is_divided()
        } else {
            words.heading(&words.title(&text)) == Some(Heading::Maximum)
                || (match_key(&text).contains("điểm tối đa")
                    && Title::read(&text).maximum.is_none())
        };
        columns.extend(is_under.then_some(index));
    }
    columns
}

/// The columns of the maxima: those of the appraisal or of all scores, and those of the survey.
pub(super) fn maxima(head: &RawRow, below: Option<&RawRow>, words: &Words) -> [Option<usize>; 2] {
    let of = |text: &str| words.heading(&words.title(text));
    let columns = maxima_columns(head, below, words);
    let mut of_kinds = [None; 2];
    for index in columns.iter().copied() {
        // `Điểm tối đa` over `Thẩm định` and `ĐT XHH`, or `Điểm tối đa ĐT XHH`
        let under = below.and_then(|row| row.cells.get(index)).map(|cell| clean(&cell.text));
        let own = match_key(&head.cells[index].text).replace("điểm tối đa", "");
        let own = own.trim_matches(['(', ')', ' ']);
        let is_sum = own.starts_with("tổng") || own.starts_with("cộng");
        let at = match under.and_then(|text| of(&text)).or_else(|| of(own)) {
            Some(Heading::Score(ScoreKind::Survey)) => 1,
            Some(Heading::Total) if columns.len() > 1 => continue,
            _ if is_sum && columns.len() > 1 => continue,
            _ => 0,
        };
        of_kinds[at] = of_kinds[at].or(Some(index));
    }
    of_kinds
}

/// The columns below whose units another year than that of the table stands.
fn of_other_years(table: &RawTable, kinds: Option<&RawRow>) -> Vec<usize> {
    let dated = |cell: &RawCell| Some(Title::read(&cell.text).dated()?.1);
    let years: Vec<Option<Year>> =
        kinds.map_or_else(Vec::new, |row| row.cells.iter().map(dated).collect());
    let of_table = Caption::new(&table.caption).year().or(years.iter().flatten().max().copied());
    (0..years.len()).filter(|at| years[*at].is_some() && years[*at] != of_table).collect()
}

/// The column in which a row has the rank or the grade of a unit: that of any of the scores. That of the appraisal
/// counts, and not the one that the unit gives itself.
fn column_of_place(row: &RawRow, unit: &UnitColumns) -> Option<usize> {
    let [own, appraised, survey] = unit.scores;
    let columns = || [appraised, survey, unit.sum, own].into_iter().flatten();
    let is_filled = |index: &usize| !clean(&row.cells[*index].text).is_empty();
    let is_own = |index: &usize| is_filled(index) && !row.cells[*index].copied;
    let first = columns().find(is_own).or_else(|| columns().find(is_filled));
    first.or_else(|| columns().next())
}

/// Whether a heading among those of units is of all of them together, and holds no maxima or sums: `Cao nhất`, `Tỉnh
/// Ví dụ`.
fn is_of_all(text: &str, (table, row): (&RawTable, &RawRow), words: &Words) -> bool {
    let names = row.cells.iter().filter(|cell| !cell.copied);
    let key = match_key(text);
    let is_of_points = ["tối đa", "tổng", "cộng"].iter().any(|word| key.contains(word));
    words.declared(&words.title(text)).is_none()
        && ((names_summary(text) && !is_of_points)
            || is_province_of(text, &table.caption, names.map(|cell| &cell.text)))
}

/// Whether a row below the units divides their columns: it has texts over them, and none beside the
/// criteria.
fn divides(row: &RawRow, criterion: usize) -> bool {
    let text = |cell: &RawCell| clean(&cell.text);
    let is_beside =
        row.cells.iter().take(criterion + 1).all(|cell| cell.copied || text(cell).is_empty());
    let over = || row.cells.iter().skip(criterion + 1).filter(|cell| !text(cell).is_empty());
    is_beside && over().count() > 1 && !over().any(is_figure) && !numbers_columns(row)
}

/// Whether a text heads a column of shares, such as `Tỷ lệ đạt (%)`.
pub(super) fn is_share(text: &str) -> bool {
    let key = match_key(text).replace("tỉ lệ", "tỷ lệ");
    key.starts_with("tỷ lệ") && !key.contains("hài lòng")
}

/// Whether a piece has its units across.
pub(in super::super) fn is_crossed(piece: &RawTable, words: &Words) -> bool {
    Crossing::find(piece, words).is_some()
}

/// Rearranges a table with units across into the layout of decisions.
///
/// # Errors
/// Returns the table if its units do not stand across.
pub(super) fn read(
    table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    let Some(crossing) = Crossing::find(&table, words) else { return Err(table) };
    let columns = described(&table, &crossing, words);
    let below = rows_of(&table, &crossing.place());
    let adjustments = Adjustments::find(&table, &crossing, &below, findings);
    let rows = rearranged(&table, &crossing, &below, &adjustments);
    report_unknown(&table, &columns, &crossing, &below, findings);
    check_sums(&table, &crossing, &below, words, findings);
    check_sums_of_areas(&table, &crossing, &below, words, findings);
    let only = score_of_title(&table);
    let RawTable { number, caption, .. } = table;
    let table = RawTable { number, caption, rows };
    let mut layout = match crossing.survey_maximum {
        Some(_) => tidy::read(table, words, findings)?,
        None => read_with_joint_maxima(table, words, findings)?,
    };
    adjustments.add_to(&mut layout);
    Ok(Layout { only, columns, ..layout })
}

/// Reports what would be lost: columns of figures under a heading that is not known, and rows of figures
/// without a name.
pub(super) fn report_unknown(
    table: &RawTable,
    columns: &[ColumnUse],
    crossing: &Crossing,
    below: &[(&RawRow, RowKind)],
    findings: &mut Vec<Finding>,
) {
    let header = crossing.header;
    let is_filled = |index: usize| {
        table.rows[header..]
            .iter()
            .filter(|row| !numbers_columns(row))
            .any(|row| row.cells.get(index).is_some_and(is_figure))
    };
    let is_of_other_year = |(_, kind): &&(_, RowKind)| matches!(kind, RowKind::OfOtherYear);
    let rows = below.iter().filter(is_of_other_year);
    let rows = rows.filter_map(|(row, _)| row.cells.get(crossing.criterion));
    let head = &table.rows[header - 1];
    let columns_left = crossing.of_other_years.iter().filter_map(|index| head.cells.get(*index));
    findings.extend(rows.chain(columns_left).map(|cell| {
        let cell = Cell::new(table.number, cell);
        Finding::left_out(&cell, clean(&cell.text))
    }));
    let nameless = below.iter().filter(|(_, kind)| matches!(kind, RowKind::Nameless));
    findings.extend(nameless.map(|(row, _)| unread(table.number, row)));
    let maximum = crossing.maximum;
    findings.extend(below.iter().filter_map(|(row, kind)| {
        let placed = kind.criterion().filter(|placed| placed.is_shared)?;
        let cell = row.cells.get(maximum?).filter(|cell| cell.copied && is_points(cell))?;
        let cell = Cell::new(table.number, cell);
        let finding = Finding::new(Rule::MissingMaximum, Severity::Error, &cell);
        Some(finding.criterion(&placed.name).found(FindingValue::Text(clean(&cell.text))))
    }));
    let width = table.rows[header - 1].cells.len();
    let is_cut = |row: &&RawRow| row.cells.len() != width && row.cells.iter().any(is_figure);
    let cut = table.rows[header..].iter().filter(is_cut);
    findings.extend(cut.map(|row| wrong_length(table.number, row, width)));
    let is_known = |index: &usize| {
        columns.iter().any(|column| column.column == index + 1 && column.means.is_some())
    };
    for index in (0..width).filter(|index| !is_known(index)) {
        let headings = table.rows[..header].iter().rev().filter_map(|row| row.cells.get(index));
        let heading = headings.clone().find(|cell| !clean(&cell.text).is_empty());
        let heading = heading.or_else(|| headings.into_iter().next());
        if let Some(heading) = heading.filter(|_| is_filled(index)) {
            let heading = Cell::new(table.number, heading);
            let finding = Finding::new(Rule::UnknownHeading, Severity::Error, &heading);
            let found = FindingValue::Text(clean(&heading.text));
            findings.push(finding.over_figures(true).found(found));
        }
    }
}

/// Holds the sum of an area, or of several, against what the table has for them.
pub(super) fn check_sums_of_areas(
    table: &RawTable,
    crossing: &Crossing,
    below: &[(&RawRow, RowKind)],
    words: &Words,
    findings: &mut Vec<Finding>,
) {
    let points = |row: &RawRow, index: usize| {
        let cell = Cell::new(table.number, row.cells.get(index)?);
        cell.read_figure(words.mark).ok()?.points()
    };
    let scores: Vec<(usize, &RawCell)> = crossing
        .units
        .iter()
        .flat_map(|unit| unit.scores.into_iter().flatten().map(|index| (index, &unit.name)))
        .collect();
    for (row, kind) in below {
        let RowKind::SumOfAreas(areas) = kind else { continue };
        for (index, unit) in &scores {
            let printed: Option<Vec<Points>> =
                areas.iter().map(|area| points(area, *index)).collect();
            let (Some(found), Some(printed)) = (points(row, *index), printed) else { continue };
            // The sum is that of the last area, or of all since the one before.
            let own = printed.first().copied().unwrap_or_default();
            let all: Points = printed.into_iter().sum();
            if found != own && found != all {
                let cell = Cell::new(table.number, &row.cells[*index]);
                let finding = Finding::new(Rule::Total, Severity::Error, &cell);
                findings.push(finding.unit(&clean(&unit.text)).points(own, found));
            }
        }
    }
}

/// Holds the sum of a unit's scores against them, row by row.
fn check_sums(
    table: &RawTable,
    crossing: &Crossing,
    below: &[(&RawRow, RowKind)],
    words: &Words,
    findings: &mut Vec<Finding>,
) {
    let points = |row: &RawRow, index: Option<usize>| {
        let cell = Cell::new(table.number, row.cells.get(index?)?);
        cell.read_figure(words.mark).ok()?.points()
    };
    for (row, kind) in below {
        let RowKind::Criterion(placed) = kind else { continue };
        for unit in &crossing.units {
            let (Some(found), Some(cell)) =
                (points(row, unit.sum), unit.sum.and_then(|index| row.cells.get(index)))
            else {
                continue;
            };
            let [_, appraised, survey] = unit.scores;
            let counted = [appraised, survey].map(|index| points(row, index));
            let expected: Points = counted.into_iter().flatten().sum();
            if expected != found && counted.iter().any(Option::is_some) {
                let finding =
                    Finding::new(Rule::Total, Severity::Error, &Cell::new(table.number, cell));
                let finding = finding.unit(&clean(&unit.name.text)).criterion(&placed.name);
                findings.push(finding.points(expected, found));
            }
        }
    }
}

/// How each column was read.
pub(super) fn described(table: &RawTable, crossing: &Crossing, words: &Words) -> Vec<ColumnUse> {
    let head = &table.rows[crossing.header - 1];
    let named = &table.rows[..crossing.header];
    // The maxima of both scores together follow from theirs.
    let of_maxima = match (crossing.survey_maximum, named.split_first()) {
        (Some(_), Some((first, rest))) => maxima_columns(first, rest.first(), words),
        _ => Vec::new(),
    };
    let means = |index: usize| {
        let of_unit = crossing.units.iter().flat_map(|unit| {
            ScoreKind::ALL.into_iter().filter(|kind| unit.scores[*kind as usize] == Some(index))
        });
        let mut of_unit = of_unit.map(ColumnMeaning::from);
        let is = |column: Option<usize>| column == Some(index);
        if crossing.units.iter().any(|unit| is(unit.sum)) {
            Some(ColumnMeaning::Total)
        } else if crossing.names.contains(&index) {
            Some(ColumnMeaning::Criterion)
        } else if is(crossing.numbers) {
            Some(ColumnMeaning::Sequence)
        } else if is(crossing.maximum) {
            Some(ColumnMeaning::MaxAppraised)
        } else if is(crossing.survey_maximum) {
            Some(ColumnMeaning::MaxSurvey)
        } else if of_maxima.contains(&index) {
            Some(ColumnMeaning::Remark)
        } else {
            let text = &head.cells[index].text;
            let is_mean =
                ["bình quân", "trung bình"].iter().any(|word| match_key(text).contains(word));
            let is_remark = || {
                let heading = words.heading(&words.title(text));
                is_mean
                    || is_of_all(text, (table, head), words)
                    || is_share(text)
                    || matches!(heading, Some(Heading::Remark | Heading::Evidence))
            };
            let is_left = || crossing.of_other_years.contains(&index);
            of_unit.next().or_else(|| (is_left() || is_remark()).then_some(ColumnMeaning::Remark))
        }
    };
    let used = |index: usize| {
        let mut texts: Vec<String> =
            named.iter().filter_map(|row| Some(clean(&row.cells.get(index)?.text))).collect();
        texts.dedup();
        texts.retain(|text| !text.is_empty());
        let (column, heading, means) = (index + 1, texts.join(" / "), means(index));
        ColumnUse { column, heading, means, criterion: None, year: None }
    };
    (0..head.cells.len()).map(used).filter(|used| !used.heading.is_empty()).collect()
}

/// Whether a cell for a score says that the survey gives it: `ĐTXHH`.
fn names_the_survey(cell: &RawCell) -> bool {
    const WORDS: [&str; 7] =
        ["xhh", "đtxhh", "đt xhh", "điều tra xhh", "điều tra xã hội học", "khảo sát", "điểm xhh"];
    WORDS.contains(&match_key(&cell.text).as_str())
}

/// The maximum in a score such as `1,5/2`.
fn maximum_of(cell: &RawCell) -> Option<String> {
    let (_, maximum) = cell.text.split_once('/').filter(|_| is_points(cell))?;
    Some(clean(maximum))
}

/// The scores of a table with units across.
struct Kinds {
    all: Vec<ScoreKind>,
    /// Whether the area of the survey stands among the others, in their column.
    has_survey: bool,
}

impl Kinds {
    fn of(crossing: &Crossing, below: &[(&RawRow, RowKind)]) -> Self {
        let has_column = |kind: ScoreKind| {
            crossing.units.iter().any(|unit| unit.scores[kind as usize].is_some())
        };
        let is_of_survey =
            |kind: &RowKind| kind.criterion().is_some_and(|placed| placed.is_of_survey);
        let has_survey = !has_column(ScoreKind::Survey)
            && has_column(ScoreKind::Appraised)
            && below.iter().any(|(_, kind)| is_of_survey(kind));
        let is_held =
            |kind: &ScoreKind| has_column(*kind) || (has_survey && *kind == ScoreKind::Survey);
        Self { all: ScoreKind::ALL.into_iter().filter(is_held).collect(), has_survey }
    }

    /// The column of a score of a unit in a row.
    fn column(&self, unit: &UnitColumns, score: ScoreKind, row: &RowKind) -> Option<usize> {
        let is_of_survey =
            self.has_survey && row.criterion().is_some_and(|placed| placed.is_of_survey);
        match score {
            ScoreKind::Appraised if is_of_survey => None,
            ScoreKind::Survey if is_of_survey => unit.scores[ScoreKind::Appraised as usize],
            ScoreKind::SelfScore | ScoreKind::Appraised | ScoreKind::Survey => {
                unit.scores[score as usize]
            }
        }
    }
}

/// Whether one cell is merged over the appraised score and the survey score of a unit.
fn is_shared(row: &RawRow, unit: &UnitColumns) -> bool {
    let [own, appraised, survey] =
        unit.scores.map(|index| index.and_then(|index| row.cells.get(index)));
    let is_merged =
        |first: &RawCell, next: &RawCell| next.copied && !first.copied && first.text == next.text;
    appraised.zip(survey).is_some_and(|(first, next)| is_merged(first, next))
        && !own.zip(appraised).is_some_and(|(own, first)| is_merged(own, first))
}

/// The rows of the tidy table: one per unit and criterion, and one per unit for its sums, its rank
/// and its grade.
pub(super) fn rearranged(
    table: &RawTable,
    crossing: &Crossing,
    below: &[(&RawRow, RowKind)],
    adjustments: &Adjustments,
) -> Vec<RawRow> {
    let head = &table.rows[crossing.header - 1];
    let origin = &head.cells[crossing.criterion];
    let blank = || RawCell { text: CompactString::default(), copied: false, ..origin.clone() };
    let named = |name: &str| RawCell { text: name.into(), ..blank() };
    let kinds = Kinds::of(crossing, below);
    let scores = kinds.all.iter().map(|kind| kind.code());
    let survey_maximum = crossing.survey_maximum.map(|_| "max_survey");
    let maxima = 1 + usize::from(survey_maximum.is_some());
    let names = ["unit", "criterion", "parent", "max_appraised"].into_iter().chain(survey_maximum);
    let names = names.chain(scores);
    let cells = names.chain(["total", "rank", "grade"]).map(named).collect();
    let mut rows = vec![RawRow { number: head.number, hidden: false, cells }];

    // The maximum, the sums, the total, the rank and the grade of each unit.
    let mut overall: Vec<Option<Vec<RawCell>>> = vec![None; crossing.units.len()];
    for (at_row, (row, kind)) in below.iter().enumerate() {
        stop_if_abandoned();
        if row.cells.len() != head.cells.len() {
            continue;
        }
        let of_parent = kind.criterion().map_or(&[][..], |placed| &placed.of_parent);
        let own = |index: Option<usize>| index.filter(|index| !of_parent.contains(index));
        let at = |index| own(index).map_or_else(blank, |index| row.cells[index].clone());
        let scored = kind.criterion().and_then(|placed| placed.scored_in).unwrap_or(row);
        let score = |index: Option<usize>| {
            let cell = own(index).and_then(|index| scored.cells.get(index));
            cell.filter(|cell| !names_the_survey(cell)).map_or_else(blank, Clone::clone)
        };
        let maximum = match (kind, crossing.maximum) {
            // Without a column of maxima, the name has it: `Kế hoạch (2 điểm)`, or else the score:
            // `1,5/2`.
            (RowKind::Criterion(placed), column)
                if column.is_none() || placed.maximum.is_some() =>
            {
                let of_name = placed.maximum;
                let of_name = of_name.map(Points::shortest);
                let of_score = || {
                    let mut scores = crossing.units.iter().flat_map(|unit| unit.scores);
                    scores.find_map(|index| maximum_of(&row.cells[index?]))
                };
                let text = of_name.or_else(of_score).unwrap_or_default();
                RawCell { text: text.into(), ..blank() }
            }
            (_, index) => at(index),
        };
        for (unit, overall) in crossing.units.iter().zip(&mut overall) {
            let scores = kinds.all.iter().map(|of| score(kinds.column(unit, *of, kind)));
            let of_survey = crossing.survey_maximum.map(|index| at(Some(index)));
            let figures = std::iter::once(maximum.clone()).chain(of_survey).chain(scores);
            if let RowKind::Criterion(placed) = kind {
                let of_name = placed.maximum.is_some();
                let figures = figures.enumerate().map(|(at, cell)| {
                    let is_own = !placed.is_merged || (at < maxima && of_name);
                    if is_own { cell } else { blank() }
                });
                let of_row = |text: &str| RawCell {
                    text: text.into(),
                    copied: false,
                    ..row.cells[placed.column].clone()
                };
                let head = [unit.name.clone(), of_row(&placed.name), of_row(&placed.parent)];
                let cells =
                    head.into_iter().chain(figures).chain([blank(), blank(), blank()]).collect();
                rows.push(RawRow { number: row.number, hidden: row.hidden, cells });
                continue;
            }
            let first = column_of_place(row, unit);
            let width = maxima + kinds.all.len() + 3;
            let whole = |cells: &mut Option<Vec<RawCell>>, from: usize, new: Vec<RawCell>| {
                let cells = cells.get_or_insert_with(|| vec![blank(); width]);
                cells.splice(from..from + new.len(), new).for_each(drop);
            };
            match kind {
                RowKind::Criterion(_)
                | RowKind::Guidance(_)
                | RowKind::SumOfAreas(_)
                | RowKind::OfOtherYear
                | RowKind::Prose
                | RowKind::Nameless
                | RowKind::Adjustment(_) => {}
                // It is that of both scores.
                RowKind::Sum if adjustments.are_in(at_row) || kinds.has_survey => {
                    let own = unit.scores[ScoreKind::Appraised as usize];
                    whole(overall, width - 3, vec![at(crossing.total.or(own))]);
                }
                // One cell over both scores holds the total.
                RowKind::Sum if is_shared(row, unit) => {
                    let own = unit.scores[ScoreKind::Appraised as usize];
                    whole(overall, width - 3, vec![at(own)]);
                }
                RowKind::Sum => {
                    whole(overall, 0, figures.chain([at(crossing.total)]).collect());
                }
                RowKind::Rank => whole(overall, width - 2, vec![at(first)]),
                RowKind::Grade => whole(overall, width - 1, vec![at(first)]),
            }
        }
    }
    for (unit, cells) in crossing.units.iter().zip(overall) {
        let Some(cells) = cells else { continue };
        let cells = [unit.name.clone(), blank(), blank()].into_iter().chain(cells).collect();
        rows.push(RawRow { number: head.number, hidden: false, cells });
    }
    rows
}
