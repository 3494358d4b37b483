//! Tables with a row for each unit and criterion, as software exports them: `Đơn vị | Tiêu chí | Điểm tối
//! đa | Tự chấm | Thẩm định`. They are rearranged into the tidy layout.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::model::{Heading, Rule, ScoreKind, Severity, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable};

use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse};
use super::super::criteria_heading::heads_criteria;
use super::super::finding::{Finding, FindingValue};
use super::super::heading::Words;
use super::super::row::{is_figure, numbers_columns, reads_alike, unread};
use super::Layout;
use super::joint::read_with_joint_maxima;
use super::numbering::{NumberKind, is_bare_number};
use super::outline::is_whole_sum;
use super::self_titled::score_of_title;

/// The rows above the headings, at most.
const MOST_ROWS_ABOVE: usize = 3;

/// The columns, as indices from 0.
struct Columns {
    /// The row of headings.
    head: usize,
    unit: usize,
    criterion: usize,
    number: Option<usize>,
    maximum: Option<usize>,
    scores: [Option<usize>; 3],
    /// The total, the rank and the grade of the unit, which its rows repeat.
    overall: [Option<usize>; 3],
}

impl Columns {
    /// Finds the columns by the headings. None if a row does not name both a unit and a criterion, or if
    /// units and criteria do not repeat.
    fn find(table: &RawTable, words: &Words) -> Option<Self> {
        let is_head =
            |row: &RawRow| row.cells.iter().any(heads_criteria) && !row.cells.iter().any(is_figure);
        let head = table.rows.iter().take(MOST_ROWS_ABOVE).position(is_head)?;
        let row = &table.rows[head];
        let heading = |cell: &RawCell| words.heading(&words.title(&cell.text));
        let column =
            |wanted: Heading| row.cells.iter().position(|cell| heading(cell) == Some(wanted));
        let criterion = row.cells.iter().position(heads_criteria)?;
        // Groups are ranked apart, which such a table does not show.
        let group = column(Heading::Group);
        let groups: BTreeSet<String> = table.rows[head + 1..]
            .iter()
            .filter_map(|row| Some(match_key(&row.cells.get(group?)?.text)))
            .filter(|name| !name.is_empty())
            .collect();
        if groups.len() > 1 {
            return None;
        }
        let unit = column(Heading::Unit).filter(|index| *index != criterion)?;
        let mut scores = ScoreKind::ALL.map(|kind| column(Heading::Score(kind)));
        let mut overall = [Heading::Total, Heading::Rank, Heading::Grade].map(column);
        if scores.iter().all(Option::is_none) {
            scores[score_of_title(table) as usize] = Some(overall[0].take()?);
        }
        let columns = Self {
            head,
            unit,
            criterion,
            number: column(Heading::Sequence),
            maximum: column(Heading::Maximum),
            scores,
            overall,
        };
        let mut rows: BTreeMap<[String; 2], usize> = BTreeMap::new();
        for named in columns.rows(table).map(|(_, cells)| cells.map(|cell| match_key(&cell.text))) {
            *rows.entry(named).or_default() += 1;
        }
        let repeats = |which: usize| {
            let mut names: Vec<&String> = rows.keys().map(|named| &named[which]).collect();
            names.sort_unstable();
            names.windows(2).any(|pair| pair[0] == pair[1])
        };
        (repeats(0) && repeats(1) && rows.values().all(|count| *count == 1)).then_some(columns)
    }

    /// The number of the criterion in a row. None if it has none.
    fn number_of(&self, row: &RawRow) -> Option<String> {
        let number = clean(&row.cells.get(self.number?)?.text);
        let is_number = is_bare_number(&number);
        is_number.then(|| number.trim_end_matches(['.', ')']).to_owned())
    }

    /// The rows with figures, each with its unit and its criterion. A name is not repeated below the row
    /// where it begins.
    fn rows<'t>(
        &self,
        table: &'t RawTable,
    ) -> impl Iterator<Item = (&'t RawRow, [&'t RawCell; 2])> {
        let head = &table.rows[self.head];
        let (places, scores) = ([self.unit, self.criterion], self.scores);
        let mut named: [Option<&RawCell>; 2] = [None; 2];
        table.rows[self.head + 1..].iter().filter_map(move |row| {
            if numbers_columns(row) || reads_alike(row, head) {
                return None;
            }
            for (name, index) in named.iter_mut().zip(places) {
                let cell = row.cells.get(index).filter(|cell| !clean(&cell.text).is_empty());
                *name = cell.or(*name);
            }
            // A dash says that a score does not apply.
            let mut figures = scores.iter().flatten().filter_map(|index| row.cells.get(*index));
            figures.any(|cell| is_figure(cell) || is_dash(cell)).then_some(())?;
            Some((row, [named[0]?, named[1]?]))
        })
    }
}

/// Rearranges a table with a row for each unit and criterion.
///
/// # Errors
/// Returns the table if it is laid out otherwise.
pub(super) fn read(
    table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    let Some(columns) = Columns::find(&table, words) else { return Err(table) };
    let used = described(&table, &columns, words, findings);
    let is_unnamed = |(_, [_, criterion]): &(&RawRow, [&RawCell; 2])| {
        !criterion.text.contains(char::is_alphabetic)
    };
    let unnamed = columns.rows(&table).filter(is_unnamed);
    findings.extend(unnamed.map(|(row, _)| unread(table.number, row)));
    let rows = rearranged(&table, &columns);
    let RawTable { number, caption, .. } = table;
    let layout = read_with_joint_maxima(RawTable { number, caption, rows }, words, findings)?;
    Ok(Layout { columns: used, ..layout })
}

/// The rows of the tidy table.
fn rearranged(table: &RawTable, columns: &Columns) -> Vec<RawRow> {
    let head = &table.rows[columns.head];
    let origin = &head.cells[columns.criterion];
    let named = |name: &str| RawCell { text: name.into(), copied: false, ..origin.clone() };
    let kinds: Vec<ScoreKind> = ScoreKind::ALL
        .into_iter()
        .filter(|kind| columns.scores[*kind as usize].is_some())
        .collect();
    let names = ["unit", "criterion", "parent", "max_appraised"].into_iter();
    let of_unit = ["total", "rank", "grade"].into_iter().zip(columns.overall);
    let of_unit: Vec<(&str, usize)> =
        of_unit.filter_map(|(name, index)| Some((name, index?))).collect();
    let names = names.chain(kinds.iter().map(|kind| kind.code()));
    let cells = names.chain(of_unit.iter().map(|(name, _)| *name)).map(named).collect();
    let mut rows = vec![RawRow { number: head.number, hidden: false, cells }];
    let levels = Levels::of(table, columns);
    // The area that the present row is below, and the units whose total, rank and grade are known.
    let mut area = [String::new(), String::new()];
    let mut known: BTreeSet<String> = BTreeSet::new();
    let sums = columns
        .rows(table)
        .filter(|(_, [unit, criterion])| is_sum_of(&clean(&criterion.text), &clean(&unit.text)));
    let with_sums: BTreeSet<String> = sums.map(|(_, [unit, _])| match_key(&unit.text)).collect();
    for (row, [unit, criterion]) in columns.rows(table) {
        let blank =
            || RawCell { text: CompactString::default(), copied: false, ..criterion.clone() };
        let at = |index: Option<usize>| {
            index.and_then(|index| row.cells.get(index)).cloned().unwrap_or_else(blank)
        };
        let name = clean(&criterion.text);
        let [name, parent] = match columns.number_of(row) {
            _ if is_sum_of(&name, &clean(&unit.text)) => [String::new(), String::new()],
            Some(number) => levels.named(&number, name, &mut area, &clean(&unit.text)),
            None => [name, String::new()],
        };
        let of_name = |text: &str| RawCell { text: text.into(), ..blank() };
        let unit = RawCell { copied: false, ..unit.clone() };
        let scores = kinds.iter().map(|kind| at(columns.scores[*kind as usize]));
        let names = [unit.clone(), of_name(&name), of_name(&parent), at(columns.maximum)];
        let is_sum = name.is_empty();
        let own: Vec<RawCell> = of_unit.iter().map(|(_, index)| at(Some(*index))).collect();
        let key = match_key(&unit.text);
        let is_their_row = is_sum || !with_sums.contains(&key);
        let is_first = is_their_row
            && !known.contains(&key)
            && own.iter().any(|cell| !clean(&cell.text).is_empty());
        let blanks = || own.iter().map(|_| blank());
        let whole: Vec<RawCell> = if is_sum && is_first { own.clone() } else { blanks().collect() };
        let cells = names.into_iter().chain(scores).chain(whole).collect();
        rows.push(RawRow { number: row.number, hidden: row.hidden, cells });
        if is_first {
            known.insert(key);
            if !is_sum {
                let none = kinds.iter().map(|_| blank());
                let names = [unit, blank(), blank(), blank()];
                let cells = names.into_iter().chain(none).chain(own).collect();
                rows.push(RawRow { number: row.number, hidden: row.hidden, cells });
            }
        }
    }
    rows
}

/// The criteria by their numbers, if these show levels: `1.1` is a part of `1`.
struct Levels(BTreeMap<String, String>);

impl Levels {
    fn of(table: &RawTable, columns: &Columns) -> Self {
        let mut names = BTreeMap::new();
        for (row, [_, criterion]) in columns.rows(table) {
            if let Some(number) = columns.number_of(row) {
                names.entry(number).or_insert_with(|| clean(&criterion.text));
            }
        }
        // Plain numbers may just count the rows.
        let is_area = |number: &String| NumberKind::of(number).is_of_area();
        if !names.keys().any(|number| number.contains('.') || is_area(number)) {
            names.clear();
        }
        Self(names)
    }

    /// The unique name of a criterion, and that of the one that contains it, which is empty at level 1. `area`
    /// holds the unit and the name of the area above, whose number is a Roman one.
    fn named(&self, number: &str, name: String, area: &mut [String; 2], unit: &str) -> [String; 2] {
        if self.0.is_empty() {
            return [name, String::new()];
        }
        if NumberKind::of(number).is_of_area() {
            *area = [unit.to_owned(), name.clone()];
            return [name, String::new()];
        }
        let above = number.rsplit_once('.').and_then(|(above, _)| self.0.get(above));
        let below_area = Some(&area[1]).filter(|_| area[0] == unit && !number.contains('.'));
        let Some(parent) = above.or(below_area).filter(|parent| !parent.is_empty()) else {
            return [name, String::new()];
        };
        let key = match_key(&name);
        let is_repeated = self.0.values().filter(|other| match_key(other) == key).count() > 1;
        let name = if is_repeated { format!("{name} ({parent})") } else { name };
        [name, parent.clone()]
    }
}

/// How each column was read. A column of figures under a heading that is not known is a finding.
fn described(
    table: &RawTable,
    columns: &Columns,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Vec<ColumnUse> {
    let head = &table.rows[columns.head];
    let mut used = Vec::new();
    for (index, cell) in head.cells.iter().enumerate() {
        let heading = words.heading(&words.title(&cell.text));
        let is = |column: Option<usize>| column == Some(index);
        let kind = ScoreKind::ALL.into_iter().find(|kind| is(columns.scores[*kind as usize]));
        let means = if is(Some(columns.unit)) {
            Some(ColumnMeaning::Unit)
        } else if is(Some(columns.criterion)) {
            Some(ColumnMeaning::Criterion)
        } else if is(columns.number) {
            Some(ColumnMeaning::Sequence)
        } else if is(columns.maximum) {
            Some(ColumnMeaning::MaxAppraised)
        } else if let Some(at) = columns.overall.iter().position(|column| is(*column)) {
            Some([ColumnMeaning::Total, ColumnMeaning::Rank, ColumnMeaning::Grade][at])
        } else if heading == Some(Heading::Group) {
            Some(ColumnMeaning::Group)
        } else if matches!(heading, Some(Heading::Remark | Heading::Evidence)) {
            Some(ColumnMeaning::Remark)
        } else {
            kind.map(ColumnMeaning::from)
        };
        let below = || columns.rows(table).filter_map(|(row, _)| row.cells.get(index));
        if means.is_none() && below().any(|cell| !clean(&cell.text).is_empty()) {
            let cell = Cell::new(table.number, cell);
            let finding = Finding::new(Rule::UnknownHeading, Severity::Error, &cell);
            let found = FindingValue::Text(clean(&cell.text));
            // What is known, such as a group, is not to be left out.
            let counts =
                words.heading(&words.title(&cell.text)).is_some() || below().any(is_figure);
            findings.push(finding.over_figures(counts).found(found));
        }
        let heading = clean(&cell.text);
        if !heading.is_empty() {
            used.push(ColumnUse { column: index + 1, heading, means, criterion: None, year: None });
        }
    }
    used
}

/// Whether a cell has a dash and nothing else.
fn is_dash(cell: &RawCell) -> bool {
    let text = clean(&cell.text);
    !text.is_empty() && !text.contains(char::is_alphanumeric)
}

/// Whether a name is that of the sum of a unit: `Tổng cộng`, `Cộng Sở Tư pháp`.
fn is_sum_of(name: &str, unit: &str) -> bool {
    let Some(bare) = name.strip_suffix(unit) else { return is_whole_sum(name) };
    let key = match_key(bare);
    ["tổng", "cộng"].iter().any(|word| key.starts_with(word))
}
