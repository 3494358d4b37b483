//! The tidy layout: one row per unit and criterion. It is rearranged into the layout of decisions,
//! one row per unit. Every cell keeps the row and column from which it was read.
//!
//! Columns are recognised by their names in the first row, in any order: `unit`, `criterion`,
//! `parent` (for a part whose number does not show its parent), `max_appraised`, `max_survey`,
//! `self`, `appraised` and `survey`. Rows with an empty criterion hold what is printed for the unit
//! as a whole: its sums, and `total`, `rank` and `grade`.

use std::collections::{HashMap, HashSet};

use compact_str::CompactString;

use crate::model::{DecimalMark, Points, Rule, ScoreKind, Severity, clean, match_key, unit_key};
use crate::source::{RawCell, RawRow, RawTable, stop_if_abandoned};

use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse, ScoreColumn};
use super::super::criterion::{CriterionColumns, Tree};
use super::super::finding::{Finding, FindingValue};
use super::super::heading::Words;
use super::super::row::{self, sheet, wrong_length};
use super::{Layout, MOST_UNITS};

/// The columns of a tidy table, as indices from 0.
struct TidyColumns {
    unit: usize,
    criterion: usize,
    parent: Option<usize>,
    maxima: [Option<usize>; 2],
    scores: [Option<usize>; 3],
    total: Option<usize>,
    rank: Option<usize>,
    grade: Option<usize>,
}

impl TidyColumns {
    /// Finds the columns by the names in a row. None if the row does not head a tidy table.
    fn find(row: &RawRow) -> Option<Self> {
        let names: Vec<_> = row.cells.iter().map(|cell| match_key(&cell.text)).collect();
        let find = |name: &str| names.iter().position(|column| column == name);
        Some(Self {
            unit: find("unit")?,
            criterion: find("criterion")?,
            parent: find("parent"),
            maxima: [find("max_appraised"), find("max_survey")],
            scores: ScoreKind::ALL.map(|kind| find(kind.code())),
            total: find("total"),
            rank: find("rank"),
            grade: find("grade"),
        })
    }

    /// The columns that a tidy table may have.
    const NAMES: [ColumnMeaning; 11] = [
        ColumnMeaning::Unit,
        ColumnMeaning::Criterion,
        ColumnMeaning::Parent,
        ColumnMeaning::MaxAppraised,
        ColumnMeaning::MaxSurvey,
        ColumnMeaning::SelfScore,
        ColumnMeaning::Appraised,
        ColumnMeaning::Survey,
        ColumnMeaning::Total,
        ColumnMeaning::Rank,
        ColumnMeaning::Grade,
    ];

    fn meaning_of(key: &str) -> Option<ColumnMeaning> {
        Self::NAMES.into_iter().find(|means| means.code() == key)
    }
}

/// Whether a piece has the headings of a tidy table.
pub(in super::super) fn is_tidy(piece: &RawTable) -> bool {
    piece.rows.first().is_some_and(|row| TidyColumns::find(row).is_some())
}

/// Rearranges a tidy table into the layout of decisions.
///
/// # Errors
/// Returns the table if it is not tidy.
pub(super) fn read(
    table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    let Some(columns) = table.rows.first().and_then(TidyColumns::find) else { return Err(table) };
    let sheet = sheet(&table);
    let RawTable { number, caption, mut rows } = table;
    let header = rows.remove(0);

    let is_unknown = |cell: &&RawCell| {
        let name = match_key(&cell.text);
        !name.is_empty() && TidyColumns::meaning_of(&name).is_none()
    };
    for cell in header.cells.iter().filter(is_unknown) {
        let finding = Finding::new(Rule::UnknownHeading, Severity::Error, &Cell::new(number, cell));
        findings.push(finding.found(FindingValue::Text(clean(&cell.text))));
    }

    let mut reader = TidyReader {
        number,
        mark: words.mark,
        columns,
        header,
        tree: Tree::default(),
        indices: HashMap::new(),
        maxima: Vec::new(),
        overall_maxima: [None; 2],
        parents: Vec::new(),
        units: Vec::new(),
        index: HashMap::new(),
    };

    for row in rows {
        stop_if_abandoned();
        reader.read_row(row, findings);
        if reader.is_too_large() {
            // The table is rejected, and reading its rest would only take memory.
            break;
        }
    }
    let layout = reader.finish(findings);
    Ok(Layout { caption, sheet, ..layout })
}

/// The cells of one unit: its name, three scores per criterion, and what is printed for the unit as
/// a whole.
struct Unit {
    name: RawCell,
    /// Whether one of its rows is hidden.
    hidden: bool,
    /// The three scores of each criterion, by its index, in ascending order.
    scores: Vec<(usize, [Option<RawCell>; 3])>,
    overall: [Option<RawCell>; OVERALL],
}

impl Unit {
    fn score(&self, position: usize, part: usize) -> Option<&RawCell> {
        let at = self.scores.binary_search_by_key(&position, |(index, _)| *index).ok()?;
        self.scores[at].1[part].as_ref()
    }
}

/// The most criteria of a table. No framework has more.
const MOST_CRITERIA: usize = 600;
/// The most rows of a table: units times criteria.
const MOST_ROWS: usize = 2_000_000;

/// The number of cells printed for a unit as a whole: three sums, then total, rank and grade.
const OVERALL: usize = 6;
const TOTAL: usize = 3;
const RANK: usize = 4;
const GRADE: usize = 5;

/// Collects the rows of a tidy table.
struct TidyReader {
    number: usize,
    mark: Option<DecimalMark>,
    columns: TidyColumns,
    header: RawRow,
    tree: Tree,
    /// Indices into the tree, by the text of the criterion and by its key.
    indices: HashMap<String, usize>,
    /// The texts of the maxima in the first row of each criterion.
    maxima: Vec<[String; 2]>,
    /// The first maxima in rows without a criterion.
    overall_maxima: [Option<Points>; 2],
    /// The parents that rows name, with the index of the part.
    parents: Vec<(usize, RawCell)>,
    units: Vec<Unit>,
    /// Indices into `units`, by the text of the name and by its key.
    index: HashMap<String, usize>,
}

impl TidyReader {
    /// Sorts the cells of one row into its unit and criterion.
    fn read_row(&mut self, mut row: RawRow, findings: &mut Vec<Finding>) {
        if row.cells.len() != self.header.cells.len() {
            findings.push(wrong_length(self.number, &row, self.header.cells.len()));
            return;
        }

        let columns = &self.columns;
        let mut take = |index: usize| {
            let empty = RawCell { text: CompactString::default(), ..row.cells[index].clone() };
            std::mem::replace(&mut row.cells[index], empty)
        };
        let scores = columns.scores.map(|index| index.map(&mut take));
        let overall =
            [columns.total, columns.rank, columns.grade].map(|index| index.map(&mut take));

        if row.cells[columns.unit].text.trim().is_empty()
            && clean(&row.cells[columns.unit].text).is_empty()
        {
            findings.push(Finding::new(
                Rule::MissingUnit,
                Severity::Error,
                &Cell::new(self.number, &row.cells[columns.unit]),
            ));
            return;
        }

        let unit = self.unit(&row);
        self.units[unit].hidden |= row.hidden;
        let text = &row.cells[self.columns.criterion].text;
        let position = match self.indices.get(text.as_str()) {
            Some(index) => Some(*index),
            None if clean(text).is_empty() => None,
            None => Some(self.criterion(&row)),
        };
        self.check_maxima(position, &row, findings);

        let stored = match position {
            None => {
                let mut overall = scores.into_iter().chain(overall);
                let cells = &mut self.units[unit].overall;
                if cells.iter().any(Option::is_some) {
                    None
                } else {
                    *cells = std::array::from_fn(|_| overall.next().flatten());
                    Some(())
                }
            }
            Some(position) => {
                let cells = &mut self.units[unit].scores;
                // Rows usually come in the order of the criteria.
                let at = if cells.last().is_none_or(|(last, _)| *last < position) {
                    Err(cells.len())
                } else {
                    cells.binary_search_by_key(&position, |(index, _)| *index)
                };
                at.is_err_and(|at| {
                    if scores.iter().any(Option::is_some) {
                        cells.insert(at, (position, scores));
                    }
                    true
                })
                .then_some(())
            }
        };

        if stored.is_none() {
            let cell = Cell::new(self.number, &row.cells[self.columns.unit]);
            let finding =
                Finding::new(Rule::RepeatedRow, Severity::Error, &cell).unit(&clean(&cell.text));
            let criterion = clean(&row.cells[self.columns.criterion].text);
            findings.push(finding.found(FindingValue::Text(criterion)));
        }
    }

    /// Whether there are more units or criteria than any real table has.
    fn is_too_large(&self) -> bool {
        let (criteria, units) = (self.tree.criteria.len(), self.units.len());
        criteria > MOST_CRITERIA || units > MOST_UNITS || criteria.saturating_mul(units) > MOST_ROWS
    }

    /// The index of the unit of a row. The first row of a unit adds it.
    fn unit(&mut self, row: &RawRow) -> usize {
        let cell = &row.cells[self.columns.unit];
        if let Some(unit) = self.index.get(cell.text.as_str()) {
            return *unit;
        }
        let key = unit_key(&cell.text);
        let unit = self.index.get(&key).copied().unwrap_or_else(|| {
            self.units.push(Unit {
                name: cell.clone(),
                hidden: false,
                scores: Vec::new(),
                overall: [const { None }; OVERALL],
            });
            self.units.len() - 1
        });
        self.index.insert(key, unit);
        self.index.insert(cell.text.to_string(), unit);
        unit
    }

    /// The index of the criterion of a row whose text is new. The first row of a criterion adds it
    /// to the tree.
    fn criterion(&mut self, row: &RawRow) -> usize {
        let cell = &row.cells[self.columns.criterion];
        let name = clean(&cell.text);
        let key = match_key(&cell.text);
        if let Some(index) = self.indices.get(&key).copied() {
            self.indices.insert(cell.text.to_string(), index);
            return index;
        }

        if let Some(index) =
            self.columns.parent.filter(|index| !clean(&row.cells[*index].text).is_empty())
        {
            self.parents.push((self.tree.criteria.len(), row.cells[index].clone()));
        }

        let maximum = |which: usize| {
            let cell = &row.cells[self.columns.maxima[which]?];
            Points::parse_with(&clean(&cell.text), self.mark).ok().map(|printed| printed.points)
        };

        let heading = Cell::new(self.number, cell);
        let mut parts = [const { None }; 3];
        for kind in ScoreKind::ALL {
            let maximum = maximum(usize::from(kind == ScoreKind::Survey));
            // A score without a maximum and figures is dropped once all rows are read.
            let maximum =
                maximum.filter(|maximum| kind != ScoreKind::Survey || *maximum > Points::ZERO);
            if self.columns.scores[kind as usize].is_some() {
                // The column index is set once all criteria are known.
                parts[kind as usize] = Some(ScoreColumn {
                    index: 0,
                    heading: heading.clone(),
                    maximum,
                    is_percent: false,
                });
            }
        }

        let index = self.tree.criteria.len();
        self.tree.criteria.push(CriterionColumns {
            name,
            parent: None,
            heading,
            maximum: None,
            score_columns: parts,
            maxima: None,
        });
        self.maxima.push(self.maxima_of(row));
        self.indices.insert(key, index);
        self.indices.insert(cell.text.to_string(), index);
        index
    }

    fn maxima_of(&self, row: &RawRow) -> [String; 2] {
        self.columns
            .maxima
            .map(|index| index.map(|index| row.cells[index].text.to_string()).unwrap_or_default())
    }

    /// Checks that all rows of a criterion give the same maxima or none.
    fn check_maxima(&mut self, position: Option<usize>, row: &RawRow, findings: &mut Vec<Finding>) {
        for which in [0, 1] {
            let Some(cell) = self.columns.maxima[which].map(|index| &row.cells[index]) else {
                continue;
            };
            if position.is_some_and(|index| self.maxima[index][which] == cell.text) {
                continue;
            }

            let text = clean(&cell.text);
            let points = match Points::parse_with(&text, self.mark) {
                Ok(printed) => printed.points,
                Err(_) if text.is_empty() || text == "-" => continue,
                Err(_) => {
                    let finding = Finding::new(
                        Rule::NotANumber,
                        Severity::Error,
                        &Cell::new(self.number, cell),
                    );
                    findings.push(finding.found(FindingValue::Text(text)));
                    continue;
                }
            };

            let first = match position {
                None => *self.overall_maxima[which].get_or_insert(points),
                Some(index) => Points::parse_with(&clean(&self.maxima[index][which]), self.mark)
                    .map_or(Points::ZERO, |printed| printed.points),
            };

            if first != points {
                let finding = Finding::new(
                    Rule::CriterionMaximum,
                    Severity::Error,
                    &Cell::new(self.number, cell),
                );
                let name = position.map(|index| self.tree.criteria[index].name.clone());
                findings.push(finding.about(name.as_deref(), None).points(first, points));
            }
        }
    }

    /// Sets the parents that rows name. A parent that is not a criterion of the table is an error.
    fn join_parents(&mut self, findings: &mut Vec<Finding>) {
        for (part, cell) in std::mem::take(&mut self.parents) {
            let parent =
                self.indices.get(&match_key(&cell.text)).copied().filter(|index| *index != part);
            self.tree.criteria[part].parent = parent;
            if parent.is_none() {
                let finding = Finding::new(
                    Rule::UnknownHeading,
                    Severity::Error,
                    &Cell::new(self.number, &cell),
                );
                findings.push(finding.found(FindingValue::Text(clean(&cell.text))));
            }
        }
    }

    /// A criterion without scores of its own is the sum of its parts, so its columns are dropped. Its
    /// maximum is kept.
    fn drop_blank_columns(&mut self) {
        let of_criteria = self.tree.criteria.iter().map(|criterion| criterion.parent);
        let parents: HashSet<usize> = of_criteria.flatten().collect();
        let is_zero = |text: &str| {
            Points::parse_with(&clean(text), self.mark)
                .is_ok_and(|printed| printed.points == Points::ZERO)
        };
        for (index, criterion) in self.tree.criteria.iter_mut().enumerate() {
            let columns = &criterion.score_columns;
            let is_filled = |at: usize| {
                let scores = self.units.iter().filter_map(|unit| unit.score(index, at));
                scores.into_iter().any(|cell| !clean(&cell.text).is_empty())
            };
            if parents.contains(&index) && (0..columns.len()).all(|at| !is_filled(at)) {
                let maximum = |kind: ScoreKind| {
                    columns[kind as usize].as_ref().and_then(|column| column.maximum)
                };
                let appraised = maximum(ScoreKind::Appraised).or(maximum(ScoreKind::SelfScore));
                let maxima = [appraised, maximum(ScoreKind::Survey)];
                let printed = maxima.into_iter().flatten();
                criterion.maximum = printed.reduce(|appraised, survey| appraised + survey);
                criterion.score_columns = [const { None }; 3];
                continue;
            }
            for (at, column) in criterion.score_columns.iter_mut().enumerate() {
                let scores = self.units.iter().filter_map(|unit| unit.score(index, at));
                // `0` or a dash out of `0` in the survey is no score.
                let is_survey = at == ScoreKind::Survey as usize;
                let does_not_apply = is_survey && is_zero(&self.maxima[index][1]);
                let is_blank = scores.into_iter().all(|cell| {
                    clean(&cell.text).is_empty() || (does_not_apply && row::is_zero(cell))
                });
                *column = column.take().filter(|column| column.maximum.is_some() || !is_blank);
            }
        }
    }

    /// Builds the rows per unit: the name, three columns per criterion, the three sums, total, rank
    /// and grade.
    fn finish(mut self, findings: &mut Vec<Finding>) -> Layout {
        self.join_parents(findings);
        let mut criteria = self.tree.criteria.len();
        if let Some(unit) = self.units.first().filter(|_| self.is_too_large()) {
            let finding = Finding::new(
                Rule::UnreadTable,
                Severity::Error,
                &Cell::new(self.number, &unit.name),
            );
            findings.push(
                finding.found(FindingValue::Text(format!("{criteria} × {}", self.units.len()))),
            );
            self.tree = Tree::default();
            self.units.clear();
            criteria = 0;
        }

        number_score_columns(&mut self.tree);
        self.drop_blank_columns();
        self.tree.settle(findings);

        let TidyColumns { scores, total, rank, grade, .. } = self.columns;
        let file_columns: Vec<Option<usize>> =
            scores.into_iter().chain([total, rank, grade]).collect();

        let header = &self.header;
        let unit_rows = self.units.into_iter().map(|unit| {
            // A table that was rearranged has no such column.
            let is_own = |column: &u32| {
                header.cells.get(*column as usize - 1).is_some_and(|cell| cell.column == *column)
            };
            let blank = |column: Option<usize>| RawCell {
                text: CompactString::default(),
                column: column
                    .and_then(|column| u32::try_from(column + 1).ok())
                    .filter(is_own)
                    .unwrap_or(unit.name.column),
                unformatted: false,
                unread: None,
                ..unit.name.clone()
            };

            let mut remaining = unit.scores.into_iter().peekable();
            let scores = (0..criteria).flat_map(|index| {
                let cells = remaining
                    .next_if(|(criterion, _)| *criterion == index)
                    .map_or([const { None }; 3], |(_, cells)| cells);
                let [self_score, appraised, survey] = cells;
                let cell = |cell: Option<RawCell>, part: usize| {
                    cell.unwrap_or_else(|| blank(scores[part]))
                };
                [cell(self_score, 0), cell(appraised, 1), cell(survey, 2)]
            });
            let scores: Vec<_> = scores.collect();

            let overall = unit.overall.into_iter().zip(&file_columns);
            let overall = overall.map(|(cell, column)| cell.unwrap_or_else(|| blank(*column)));

            let number = unit.name.row as usize;
            let cells = std::iter::once(unit.name.clone()).chain(scores).chain(overall).collect();
            RawRow { number, hidden: unit.hidden, cells }
        });

        let rows: Vec<RawRow> = unit_rows.collect();
        let first = 1 + criteria * 3;
        let column = |at: usize, maximum: Option<Points>| {
            let heading = Cell::new(self.number, &header.cells[file_columns[at]?]);
            Some(ScoreColumn { index: first + at, heading, maximum, is_percent: false })
        };

        let [most_appraised, most_survey] = self.overall_maxima;
        let is_filled = |at: usize| {
            let mut cells = rows.iter().map(|row| &row.cells[first + at]);
            cells.any(|cell| !cell.text.is_empty() || cell.unread.is_some())
        };
        let sums = [(0, most_appraised), (1, most_appraised), (2, most_survey)];
        let sums = sums.map(|(at, maximum)| column(at, maximum).filter(|_| is_filled(at)));
        let total = column(TOTAL, None).filter(|_| is_filled(TOTAL));
        let rank = rank.filter(|_| is_filled(RANK)).map(|_| first + RANK);
        let grade = grade.filter(|_| is_filled(GRADE)).map(|_| first + GRADE);

        let uses = self.header.cells.iter().map(|cell| {
            let key = match_key(&cell.text);
            let means = TidyColumns::meaning_of(&key);
            let column = cell.column as usize;
            ColumnUse { column, heading: clean(&cell.text), means, criterion: None, year: None }
        });

        Layout {
            width: rows.first().map_or(0, |row| row.cells.len()),
            tree: self.tree,
            sums,
            total,
            rank,
            grade,
            rows,
            columns: uses.filter(|column| !column.heading.is_empty()).collect(),
            ..Layout::blank(self.number, self.mark)
        }
    }
}

/// Numbers the columns of scores: three per criterion, behind the column of units.
fn number_score_columns(tree: &mut Tree) {
    for (index, criterion) in tree.criteria.iter_mut().enumerate() {
        for (part, column) in criterion.score_columns.iter_mut().enumerate() {
            if let Some(column) = column {
                column.index = 1 + index * 3 + part;
            }
        }
    }
}
