//! Lays out a table that a mapping explains. Every row belongs to a unit, and the mapping says what
//! each column holds.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::model::{Points, Printed, Rule, ScoreKind, Severity, clean, match_key, rounded};
use crate::source::{Format, RawDocument, RawRow, RawTable};

use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse, ScoreColumn};
use super::super::criterion::{CriterionColumns, Tree};
use super::super::decimal_mark::decimal_mark;
use super::super::error::CheckError;
use super::super::finding::Finding;
use super::super::grade::PrintedGrades;
use super::super::mapping::{MappedCriterion, Mapping};
use super::super::row::{is_figure, numbers_columns};
use super::Layout;

/// What a mapping says about the rows and columns of a table.
#[derive(Clone)]
pub(in super::super) struct MappedRows {
    /// The names of units by their codes, if the table has codes.
    pub(in super::super) names: Option<HashMap<String, String>>,
    /// The number of decimals to which longer figures are rounded.
    pub(in super::super) decimals: Option<u32>,
    /// The heading of each column.
    pub(in super::super) headings: Vec<Cell>,
}

/// Lays out a document by its mapping.
///
/// # Errors
/// Returns an error if the table lacks a column that the mapping names.
pub(in super::super) fn read_mapped(
    raw: &RawDocument,
    mapping: &Mapping,
    findings: &mut Vec<Finding>,
) -> Result<Layout, CheckError> {
    let mut table = under_one_heading(raw.format, &one_table(raw).rows);
    let columns = MappedColumns::find(raw, &table, mapping)?;
    // A criterion without figures was not scored in that year.
    let in_force = criteria_in_force(&table, mapping, &columns, findings);

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

    Ok(Layout {
        number: table.number,
        caption: Vec::new(),
        sheet: None,
        width: headings.len(),
        sequence: None,
        unit: columns.unit,
        tree: tree(mapping, &columns, &in_force, &headings),
        sums: [const { None }; 3],
        total: columns.total.map(|index| column(index, None)),
        further: Vec::new(),
        respondents: None,
        parent: None,
        part: None,
        percent: None,
        overall: None,
        rank: columns.rank,
        grade: columns.grade,
        grades: PrintedGrades::default(),
        mark: decimal_mark(&raw.tables),
        dated: Vec::new(),
        rows,
        columns: uses,
        explained: Some(MappedRows {
            names: mapping.names.clone(),
            decimals: mapping.decimals,
            headings,
        }),
    })
}

/// The tree of the criteria in force, with their columns and maxima.
fn tree(mapping: &Mapping, columns: &MappedColumns, in_force: &[bool], headings: &[Cell]) -> Tree {
    let maxima = maxima(mapping, in_force);
    let position_of = |index: usize| in_force[..index].iter().filter(|in_force| **in_force).count();

    let mut criteria = Vec::new();
    for (index, criterion) in
        mapping.criteria.iter().enumerate().filter(|(index, _)| in_force[*index])
    {
        let [appraised, survey] = maxima[index];
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
            criteria: mapping.criteria.iter().map(of_criterion).collect::<Result<_, _>>()?,
            total: optional(&mapping.total)?,
            rank: optional(&mapping.rank)?,
            grade: optional(&mapping.grade)?,
        })
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

/// The maxima of the appraised and of the survey score of each criterion. Parts in force without a
/// maximum share the maximum of their criterion equally, rounded up to a ten-thousandth of a point.
/// A criterion without a maximum has the sum of the maxima of its parts.
fn maxima(mapping: &Mapping, in_force: &[bool]) -> Vec<[Points; 2]> {
    let mut maxima: Vec<[Points; 2]> =
        mapping.criteria.iter().map(|criterion| criterion.maxima).collect();

    let parts_of = |index: usize| {
        let parts = mapping
            .criteria
            .iter()
            .enumerate()
            .filter(move |(_, criterion)| criterion.parent == Some(index));
        parts.map(|(part, _)| part).filter(|part| in_force[*part]).collect::<Vec<_>>()
    };

    for index in 0..maxima.len() {
        for (which, kind) in [(0, ScoreKind::Appraised), (1, ScoreKind::Survey)] {
            let needs_maximum = |criterion: &usize| {
                mapping.criteria[*criterion].is_scored_by(kind)
                    && maxima[*criterion][which] == Points::ZERO
            };
            let sharing: Vec<_> = parts_of(index).into_iter().filter(needs_maximum).collect();
            let count = i64::try_from(sharing.len()).unwrap_or(1).max(1);
            let share = (maxima[index][which].ten_thousandths() + count - 1) / count;
            for criterion in sharing {
                maxima[criterion][which] = Points::from_ten_thousandths(share);
            }
        }
    }

    for index in (0..maxima.len()).rev() {
        for which in [0, 1] {
            if maxima[index][which] == Points::ZERO {
                maxima[index][which] =
                    parts_of(index).into_iter().map(|part| maxima[part][which]).sum();
            }
        }
    }
    maxima
}

/// Rounds a figure that has more decimals than the mapping keeps, half away from zero. The text of
/// the cell stays as it is. None if the text needs no rounding or is not a number.
pub(in super::super) fn rounded_text(text: &str, decimals: u32) -> Option<Printed> {
    let text = clean(text).replace(',', ".");
    let (_, fraction) = text.split_once('.')?;
    if fraction.len() <= decimals as usize {
        return None;
    }
    let value = Decimal::from_str_exact(&text).ok()?;
    Points::parse(&rounded(value, decimals).to_string()).ok()
}
