//! Lays out a table that a mapping explains. Every row belongs to a unit, and the mapping says what
//! each column holds.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::model::{Rule, ScoreKind, Severity, Year, clean, match_key};
use crate::source::{Format, RawDocument, RawRow, RawTable};

use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse, ScoreColumn};
use super::super::criterion::{CriterionColumns, Tree};
use super::super::decimal_mark::decimal_mark;
use super::super::error::CheckError;
use super::super::finding::{Finding, FindingValue};
use super::super::mapping::{Conversion, Factor, MappedCriterion, Mapping, Maximum};
use super::super::row::{first_words, is_figure, numbers_columns};
use super::Layout;

/// What a mapping says about the rows and columns of a table.
#[derive(Clone)]
pub(in super::super) struct MappedRows {
    /// The names of units by their codes, if the table has codes.
    pub(in super::super) names: Option<HashMap<String, String>>,
    /// How the figures of each column become points. None if the column is not one of scores or
    /// totals.
    pub(in super::super) conversions: Vec<Option<Conversion>>,
    /// What every figure and maximum is multiplied by.
    pub(in super::super) times: Factor,
    /// The heading of each column.
    pub(in super::super) headings: Vec<Cell>,
}

/// Lays out a document by its mapping, and finds the year of its results: `requested`, or else that
/// of its rows or of the file's name. Rows of other years are left out.
///
/// # Errors
/// Returns an error if the table lacks a column that the mapping names, or if the year is unknown.
pub(in super::super) fn read_mapped(
    raw: &RawDocument,
    mapping: &Mapping,
    requested: Option<Year>,
    findings: &mut Vec<Finding>,
) -> Result<(Year, Layout), CheckError> {
    let mut table = under_one_heading(raw.format, &one_table(raw).rows);
    let columns = MappedColumns::find(raw, &table, mapping)?;
    let year = match columns.year {
        Some(column) => {
            let year = year_of_rows(&raw.path, &table, column, requested)?;
            keep_rows_of(year, &mut table, column, findings);
            year
        }
        None => requested
            .or_else(|| year_of_name(&raw.path))
            .ok_or_else(|| CheckError::NoYearInName(raw.path.clone()))?,
    };
    // A criterion without figures was not scored in that year.
    let in_force = criteria_in_force(&table, mapping, &columns, findings);

    let maxima = mapping.maxima(&in_force);
    let conversions = columns.conversions(&table, mapping, &maxima);
    let uses = columns.describe(&table, mapping);
    let rows = table.rows.split_off(1);
    let headings: Vec<_> =
        table.rows[0].cells.iter().map(|raw| Cell::new(table.number, raw)).collect();
    let column = |index: usize, maximum| ScoreColumn {
        index,
        heading: headings[index].clone(),
        maximum,
        is_percent: false,
    };

    let layout = Layout {
        width: headings.len(),
        unit: columns.unit,
        tree: tree(mapping, &columns, (&in_force, &maxima), &headings),
        total: columns.total.map(|index| column(index, None)),
        rank: columns.rank,
        grade: columns.grade,
        rows,
        columns: uses,
        explained: Some(MappedRows {
            names: mapping.names.clone(),
            conversions,
            times: mapping.times,
            headings,
        }),
        ..Layout::blank(table.number, decimal_mark(&raw.tables))
    };
    Ok((year, layout))
}

/// The first group of exactly four digits in a file's name that is a year.
fn year_of_name(path: &Path) -> Option<Year> {
    let stem = path.file_stem()?.to_str()?;
    stem.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|digits| digits.parse().ok())
}

fn year_of(row: &RawRow, column: usize) -> Option<Year> {
    clean(&row.cells.get(column)?.text).parse().ok()
}

/// The year whose rows are read: the requested one, or the only one of the table.
///
/// # Errors
/// Returns an error if the table does not have the requested year, or has several.
fn year_of_rows(
    path: &Path,
    table: &RawTable,
    column: usize,
    requested: Option<Year>,
) -> Result<Year, CheckError> {
    let rows = table.rows[1..].iter();
    let years: BTreeSet<Year> = rows.filter_map(|row| year_of(row, column)).collect();
    let only = years.first().filter(|_| years.len() == 1).copied();
    let year = requested.or(only).filter(|year| years.contains(year));
    year.ok_or_else(|| CheckError::MappedYears {
        path: path.into(),
        column: clean(&table.rows[0].cells[column].text),
        years: years.into_iter().collect(),
        requested,
    })
}

/// Leaves out the rows of other years. A row with figures but without a year is an error.
fn keep_rows_of(year: Year, table: &mut RawTable, column: usize, findings: &mut Vec<Finding>) {
    let headings = table.rows.remove(0);
    table.rows.retain(|row| {
        let of_row = year_of(row, column);
        if of_row.is_none() && row.cells.iter().any(is_figure) {
            let cell = Cell::new(1, row.cells.get(column).unwrap_or(&row.cells[0]));
            let finding = Finding::new(Rule::RowUnread, Severity::Error, &cell);
            findings.push(finding.found(FindingValue::Text(first_words(row))));
        }
        of_row == Some(year)
    });
    table.rows.insert(0, headings);
}

/// The tree of the criteria in force, with their columns and maxima.
fn tree(
    mapping: &Mapping,
    columns: &MappedColumns,
    (in_force, maxima): (&[bool], &[[Maximum; 2]]),
    headings: &[Cell],
) -> Tree {
    let position_of = |index: usize| in_force[..index].iter().filter(|in_force| **in_force).count();

    let mut criteria = Vec::new();
    for (index, criterion) in
        mapping.criteria.iter().enumerate().filter(|(index, _)| in_force[*index])
    {
        let [appraised, survey] = maxima[index].map(|maximum| maximum.points);
        let first =
            columns.criteria[index].iter().flatten().next().copied().unwrap_or(columns.unit);
        let column = |index: usize| ScoreColumn {
            index,
            heading: headings[index].clone(),
            maximum: None,
            is_percent: false,
        };
        criteria.push(CriterionColumns {
            name: criterion.name.clone(),
            parent: criterion.parent.map(position_of),
            heading: headings[first].clone(),
            maximum: None,
            score_columns: columns.criteria[index].map(|index| index.map(column)),
            maxima: Some([appraised, survey, appraised + survey]),
        });
    }
    Tree { criteria }
}

/// All rows of a document as one table with rows numbered from 1. A blank line in a text does not
/// end the table.
pub(in super::super) fn one_table(raw: &RawDocument) -> RawTable {
    let mut rows: Vec<RawRow> = raw.tables.iter().flat_map(|table| table.rows.clone()).collect();
    for (row, number) in rows.iter_mut().zip(1..) {
        row.set_number(number);
    }
    RawTable { number: 1, caption: Vec::new(), rows }
}

/// The table with one row of headings. If a workbook or a page has several rows of headings, the
/// lowest heading of each column is taken. Rows that only number the columns are left out.
fn under_one_heading(format: Format, rows: &[RawRow]) -> RawTable {
    let has_figures = |row: &RawRow| row.cells.iter().filter(|cell| is_figure(cell)).count() > 1;
    let count = if format == Format::Csv {
        1
    } else {
        // A row that numbers the columns ends the headings. Names of groups may follow it.
        rows.iter().position(|row| has_figures(row) || numbers_columns(row)).unwrap_or(1).max(1)
    };

    let (header, below) = rows.split_at(count.min(rows.len()));
    let mut rows: Vec<RawRow> = header.first().cloned().into_iter().collect();
    for (column, cell) in rows.iter_mut().flat_map(|row| row.cells.iter_mut()).enumerate() {
        let filled =
            |row: &&RawRow| row.cells.get(column).is_some_and(|cell| !clean(&cell.text).is_empty());
        let lowest = header.iter().rfind(filled).map(|row| row.cells[column].clone());
        *cell = lowest.unwrap_or_else(|| cell.clone());
    }

    rows.extend(below.iter().filter(|row| !numbers_columns(row)).cloned());
    RawTable { number: 1, caption: Vec::new(), rows }
}

/// The columns of the table by their meaning, as indices from 0.
struct MappedColumns {
    unit: usize,
    year: Option<usize>,
    criteria: Vec<[Option<usize>; 3]>,
    total: Option<usize>,
    rank: Option<usize>,
    grade: Option<usize>,
}

impl MappedColumns {
    fn find(raw: &RawDocument, table: &RawTable, mapping: &Mapping) -> Result<Self, CheckError> {
        let headings: Vec<_> = table.rows[0].cells.iter().map(|cell| clean(&cell.text)).collect();
        let find = |name: &str| {
            let key = match_key(name);
            headings.iter().position(|heading| match_key(heading) == key).ok_or_else(|| {
                CheckError::MissingColumn {
                    path: raw.path.clone(),
                    mapping: mapping.path.clone(),
                    column: name.to_owned(),
                    headings: headings.clone(),
                }
            })
        };

        let optional = |key: &Option<String>| key.as_ref().map(|name| find(name)).transpose();
        let of_criterion = |criterion: &MappedCriterion| {
            let [self_score, appraised, survey] = &criterion.columns;
            Ok([optional(self_score)?, optional(appraised)?, optional(survey)?])
        };

        Ok(Self {
            unit: find(&mapping.unit)?,
            year: optional(&mapping.year)?,
            criteria: mapping.criteria.iter().map(of_criterion).collect::<Result<_, _>>()?,
            total: optional(&mapping.total)?,
            rank: optional(&mapping.rank)?,
            grade: optional(&mapping.grade)?,
        })
    }

    /// How the figures of each column become points.
    fn conversions(
        &self,
        table: &RawTable,
        mapping: &Mapping,
        maxima: &[[Maximum; 2]],
    ) -> Vec<Option<Conversion>> {
        let mut conversions = vec![None; table.rows[0].cells.len()];
        let decimals = mapping.decimals;
        let mut convert = |column: Option<usize>, factor, maximum: Maximum| {
            if let Some(column) = column {
                let maximum = Some((maximum.exact, maximum.points));
                conversions[column] = Some(Conversion { factor, decimals, maximum });
            }
        };

        let mut all = Maximum::default();
        for ((criterion, columns), maxima) in
            mapping.criteria.iter().zip(&self.criteria).zip(maxima)
        {
            for kind in ScoreKind::ALL {
                let maximum = maxima[usize::from(kind == ScoreKind::Survey)];
                convert(columns[kind as usize], mapping.factor(Some(criterion)), maximum);
            }
            for maximum in maxima.iter().filter(|_| criterion.parent.is_none()) {
                all.exact += maximum.exact;
                all.points = all.points + maximum.points;
            }
        }
        convert(self.total, mapping.factor(None), all);
        conversions
    }

    /// How each mapped column of the table is used.
    fn describe(&self, table: &RawTable, mapping: &Mapping) -> Vec<ColumnUse> {
        let uses = table.rows[0].cells.iter().enumerate().map(|(index, cell)| {
            let score =
                self.criteria.iter().zip(&mapping.criteria).find_map(|(columns, criterion)| {
                    let score_kind = ScoreKind::ALL
                        .into_iter()
                        .find(|kind| columns[*kind as usize] == Some(index))?;
                    Some((ColumnMeaning::from(score_kind), criterion.name.clone()))
                });
            let others = [
                (Some(self.unit), ColumnMeaning::Unit),
                (self.total, ColumnMeaning::Total),
                (self.rank, ColumnMeaning::Rank),
                (self.grade, ColumnMeaning::Grade),
            ];
            let other = others
                .into_iter()
                .find(|(column, _)| *column == Some(index))
                .map(|(_, means)| means);

            let (means, criterion) =
                score.map_or((other, None), |(means, name)| (Some(means), Some(name)));

            ColumnUse {
                column: index + 1,
                heading: clean(&cell.text),
                means,
                criterion,
                year: None,
            }
        });
        uses.filter(|column| column.means.is_some()).collect()
    }
}

fn is_blank(row: &RawRow, column: usize) -> bool {
    row.cells.get(column).is_none_or(|cell| clean(&cell.text).is_empty())
}

/// Which criteria of the mapping have figures, themselves or in their parts. Criteria with columns
/// but without figures are noted.
fn criteria_in_force(
    table: &RawTable,
    mapping: &Mapping,
    columns: &MappedColumns,
    findings: &mut Vec<Finding>,
) -> Vec<bool> {
    let rows = &table.rows[1..];
    let has_figures = |columns: &[Option<usize>; 3]| {
        columns.iter().flatten().any(|column| rows.iter().any(|row| !is_blank(row, *column)))
    };

    let mut in_force: Vec<bool> = columns.criteria.iter().map(has_figures).collect();
    for (index, criterion) in mapping.criteria.iter().enumerate() {
        if let Some(column) =
            columns.criteria[index].iter().flatten().next().filter(|_| !in_force[index])
        {
            let cell = Cell::new(1, &table.rows[0].cells[*column]);
            findings.push(
                Finding::new(Rule::BlankColumn, Severity::Note, &cell).criterion(&criterion.name),
            );
        }
    }

    for (index, criterion) in mapping.criteria.iter().enumerate().rev() {
        if let Some(parent) = criterion.parent.filter(|_| in_force[index]) {
            in_force[parent] = true;
        }
    }
    in_force
}
