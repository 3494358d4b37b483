//! A table and its mapping → a checked document.

use std::collections::HashSet;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{Coverage, Criterion, Framework, Part, Points, Printed, Rule, Severity, Year, clean, match_key};
use crate::registry::Registry;
use crate::source::{Format, RawDocument, RawRow, RawTable};

use super::super::check::{check_dates, conclude};
use super::super::layout::wrong_length;
use super::super::result::{PrintedGrade, PrintedRank, RowReader};
use super::super::table::{first_words, is_figure, numbers_columns};
use super::super::{
    Assessment, Cell, CheckError, CheckedDocument, ColumnMeaning, ColumnUse, Figure, Finding, Options, Origin, Shown,
    UnitResult, Value, bands, rule, series, unit,
};
use super::{MappedCriterion, Mapping};

/// Reads and checks a document by a mapping. The year is the given one, or else the four digits in the file's name.
pub fn check_mapped(
    raw: RawDocument,
    mapping: &Mapping,
    options: &Options,
    known: &Registry,
) -> Result<CheckedDocument, CheckError> {
    let path = raw.path.clone();
    let year = options.year.or_else(|| year_of_name(&raw)).ok_or_else(|| CheckError::NoYearInName(path.clone()))?;
    let origin = origin(mapping, options, year).ok_or_else(|| CheckError::MappedDate {
        path: path.clone(),
        mapping: mapping.path.clone(),
        date: filled(&mapping.issued_on, year),
    })?;
    let table = &under_one_heading(raw.format, &one_table(&raw).rows);
    let columns = Columns::find(&raw, table, mapping)?;
    let assessment = read(table, mapping, &columns, year, options, known);
    if assessment.results.is_empty() && !assessment.findings.iter().any(Finding::is_open_error) {
        let headings = vec![first_words(&table.rows[0])];
        return Err(CheckError::NoResults { path, headings });
    }
    let assessments = vec![(1, assessment)];
    check_dates(&path, &assessments, &origin, options)?;
    conclude(raw, origin, assessments.into_iter().map(|(_, own)| own).collect(), known, options, Some(mapping))
}

/// All rows of a document as one table: a blank line parts a table in the text, but its rows go on.
pub(in super::super) fn one_table(raw: &RawDocument) -> RawTable {
    let mut rows: Vec<RawRow> = raw.tables.iter().flat_map(|table| table.rows.clone()).collect();
    for (row, number) in rows.iter_mut().zip(1..) {
        row.set_number(number);
    }
    RawTable { number: 1, caption: Vec::new(), rows }
}

/// The table with one row of headings: of several rows, those of a workbook or a page, the lowest heading of each
/// column. Rows that only number the columns are left out.
fn under_one_heading(format: Format, rows: &[RawRow]) -> RawTable {
    let has_figures = |row: &RawRow| row.cells.iter().filter(|cell| is_figure(cell)).count() > 1;
    let count = if format == Format::Csv {
        1
    } else {
        // A row that numbers the columns ends the headings; the names of groups may follow it.
        rows.iter().position(|row| has_figures(row) || numbers_columns(row)).unwrap_or(1).max(1)
    };
    let (header, below) = rows.split_at(count.min(rows.len()));
    let mut rows: Vec<RawRow> = header.first().cloned().into_iter().collect();
    for (column, cell) in rows.iter_mut().flat_map(|row| row.cells.iter_mut()).enumerate() {
        let filled = |row: &&RawRow| row.cells.get(column).is_some_and(|cell| !clean(&cell.text).is_empty());
        let lowest = header.iter().rfind(filled).map(|row| row.cells[column].clone());
        *cell = lowest.unwrap_or_else(|| cell.clone());
    }
    rows.extend(below.iter().filter(|row| !numbers_columns(row)).cloned());
    RawTable { number: 1, caption: Vec::new(), rows }
}

/// The first four digits in a row in the file's name that are a year.
fn year_of_name(raw: &RawDocument) -> Option<Year> {
    let stem = raw.path.file_stem()?.to_str()?;
    stem.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4).find_map(|digits| digits.parse().ok())
}

fn origin(mapping: &Mapping, options: &Options, year: Year) -> Option<Origin> {
    let number = options.number.clone().unwrap_or_else(|| filled(&mapping.number, year));
    let issued_on = options.issued_on.or_else(|| filled(&mapping.issued_on, year).parse().ok())?;
    let issuer = options.issuer.clone().unwrap_or_else(|| mapping.issuer.clone());
    Some(Origin { number, issued_on, issuer, copied_from: None, simulated: false })
}

fn filled(text: &str, year: Year) -> String {
    text.replace("{year}", &year.to_string()).replace("{next_year}", &(year.number() + 1).to_string())
}

/// The columns of the table by what they hold.
struct Columns {
    unit: usize,
    criteria: Vec<[Option<usize>; 3]>,
    total: Option<usize>,
    rank: Option<usize>,
    grade: Option<usize>,
}

impl Columns {
    fn find(raw: &RawDocument, table: &RawTable, mapping: &Mapping) -> Result<Self, CheckError> {
        let headings: Vec<_> = table.rows[0].cells.iter().map(|cell| clean(&cell.text)).collect();
        let find = |wanted: &str| {
            let key = match_key(wanted);
            headings.iter().position(|heading| match_key(heading) == key).ok_or_else(|| CheckError::MissingColumn {
                path: raw.path.clone(),
                mapping: mapping.path.clone(),
                column: wanted.to_owned(),
                headings: headings.clone(),
            })
        };
        let optional = |wanted: &Option<String>| wanted.as_ref().map(|wanted| find(wanted)).transpose();
        let of_criterion = |criterion: &MappedCriterion| {
            let [own, appraised, survey] = &criterion.columns;
            Ok([optional(own)?, optional(appraised)?, optional(survey)?])
        };
        Ok(Self {
            unit: find(&mapping.unit)?,
            criteria: mapping.criteria.iter().map(of_criterion).collect::<Result<_, _>>()?,
            total: optional(&mapping.total)?,
            rank: optional(&mapping.rank)?,
            grade: optional(&mapping.grade)?,
        })
    }

    /// How each column of the table is used.
    fn describe(&self, table: &RawTable, mapping: &Mapping) -> Vec<ColumnUse> {
        let uses = table.rows[0].cells.iter().enumerate().map(|(index, cell)| {
            let score = self.criteria.iter().zip(&mapping.criteria).find_map(|(columns, criterion)| {
                let part = Part::ALL.into_iter().find(|part| columns[*part as usize] == Some(index))?;
                Some((ColumnMeaning::from(part), criterion.name.clone()))
            });
            let others = [
                (Some(self.unit), ColumnMeaning::Unit),
                (self.total, ColumnMeaning::Total),
                (self.rank, ColumnMeaning::Rank),
                (self.grade, ColumnMeaning::Grade),
            ];
            let other = others.into_iter().find(|(column, _)| *column == Some(index)).map(|(_, means)| means);
            let (means, criterion) = score.map_or((other, None), |(means, name)| (Some(means), Some(name)));
            ColumnUse { column: index + 1, heading: clean(&cell.text), means, criterion, year: None }
        });
        uses.filter(|own| own.means.is_some()).collect()
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        self.criteria.iter().flatten().flatten().copied().chain(self.total).chain(self.rank).chain(self.grade)
    }
}

fn is_blank(row: &RawRow, column: usize) -> bool {
    row.cells.get(column).is_none_or(|cell| clean(&cell.text).is_empty())
}

fn read(
    table: &RawTable,
    mapping: &Mapping,
    columns: &Columns,
    year: Year,
    options: &Options,
    known: &Registry,
) -> Assessment {
    let mut findings = Vec::new();
    let rows = &table.rows[1..];
    // A criterion without any figure was not scored in that year.
    let in_force = criteria_in_force(table, mapping, columns, &mut findings);
    let framework = framework(mapping, &in_force);
    let mut reader = MappedReader { table, mapping, columns, in_force: &in_force, rounded: HashSet::new() };
    let results: Vec<_> = rows.iter().filter_map(|row| reader.read_row(row, &mut findings)).collect();
    for (column, decimals) in reader.rounded_columns() {
        let cell = Cell::new(1, &table.rows[0].cells[column]);
        findings.push(Finding::new(Rule::Rounded, Severity::Note, &cell).expected(Shown::Count(decimals.into())));
    }
    let units = options.units.unwrap_or(results.len()).max(results.len());
    let coverage = if units > results.len() { Coverage::Partial } else { Coverage::Full };
    let bands = bands::of_results(&results);
    let mut assessment = Assessment {
        year,
        block: options.block.unwrap_or(mapping.block),
        title: filled(&mapping.title, year),
        coverage,
        units,
        grade_counts: Vec::new(),
        framework: Framework { bands, ..framework },
        results,
        columns: columns.describe(table, mapping),
        restated: Vec::new(),
        findings,
    };
    rule::run_mapped(&mut assessment);
    unit::check(&mut assessment, known, options.new_units);
    let heading = |own: &[Option<usize>; 3]| {
        let column = own.iter().flatten().next().copied().unwrap_or(columns.unit);
        Cell::new(1, &table.rows[0].cells[column])
    };
    let kept = columns.criteria.iter().zip(&in_force).filter(|(_, in_force)| **in_force);
    let headings: Vec<_> = kept.map(|(own, _)| heading(own)).collect();
    series::check(&mut assessment, &headings, known);
    for finding in &mut assessment.findings {
        finding.block = Some(assessment.block);
    }
    assessment
}

/// Which criteria of the mapping have figures, or parts that have.
fn criteria_in_force(table: &RawTable, mapping: &Mapping, columns: &Columns, findings: &mut Vec<Finding>) -> Vec<bool> {
    let rows = &table.rows[1..];
    let has_figures =
        |own: &[Option<usize>; 3]| own.iter().flatten().any(|column| rows.iter().any(|row| !is_blank(row, *column)));
    let mut in_force: Vec<bool> = columns.criteria.iter().map(has_figures).collect();
    for (index, criterion) in mapping.criteria.iter().enumerate() {
        if let Some(column) = columns.criteria[index].iter().flatten().next().filter(|_| !in_force[index]) {
            let cell = Cell::new(1, &table.rows[0].cells[*column]);
            findings.push(Finding::new(Rule::BlankColumn, Severity::Note, &cell).criterion(&criterion.name));
        }
    }
    for (index, criterion) in mapping.criteria.iter().enumerate().rev() {
        if let Some(parent) = criterion.parent.filter(|_| in_force[index]) {
            in_force[parent] = true;
        }
    }
    in_force
}

/// The criteria in force. Parts without maxima share that of their criterion equally among those in force, rounded up
/// to a ten-thousandth; a criterion without maxima has the sums of its parts'.
fn framework(mapping: &Mapping, in_force: &[bool]) -> Framework {
    let mut maxima: Vec<[Points; 2]> = mapping.criteria.iter().map(|criterion| criterion.maxima).collect();
    let parts_of = |index: usize| {
        let parts = mapping.criteria.iter().enumerate().filter(move |(_, own)| own.parent == Some(index));
        parts.map(|(part, _)| part).filter(|part| in_force[*part]).collect::<Vec<_>>()
    };
    for index in 0..maxima.len() {
        for (which, part) in [(0, Part::Appraised), (1, Part::Survey)] {
            let scored = |own: &usize| mapping.criteria[*own].is_scored_by(part) && maxima[*own][which] == Points::ZERO;
            let sharing: Vec<_> = parts_of(index).into_iter().filter(scored).collect();
            let count = i64::try_from(sharing.len()).unwrap_or(1).max(1);
            let share = (maxima[index][which].ten_thousandths() + count - 1) / count;
            for own in sharing {
                maxima[own][which] = Points::from_ten_thousandths(share);
            }
        }
    }
    for index in (0..maxima.len()).rev() {
        for which in [0, 1] {
            if maxima[index][which] == Points::ZERO {
                maxima[index][which] = parts_of(index).into_iter().map(|part| maxima[part][which]).sum();
            }
        }
    }
    let place = |index: usize| in_force[..index].iter().filter(|in_force| **in_force).count();
    let kept = mapping.criteria.iter().enumerate().filter(|(index, _)| in_force[*index]);
    let criterion = |(index, own): (usize, &MappedCriterion)| Criterion {
        name: own.name.clone(),
        parent: own.parent.map(place),
        max_appraised: maxima[index][0],
        max_survey: maxima[index][1],
        max_total: maxima[index][0] + maxima[index][1],
    };
    Framework { criteria: kept.map(criterion).collect(), bands: Vec::new() }
}

struct MappedReader<'a> {
    table: &'a RawTable,
    mapping: &'a Mapping,
    columns: &'a Columns,
    in_force: &'a [bool],
    rounded: HashSet<usize>,
}

impl MappedReader<'_> {
    fn rounded_columns(&self) -> Vec<(usize, u32)> {
        let mut columns: Vec<_> = self.rounded.iter().copied().collect();
        columns.sort_unstable();
        columns.into_iter().map(|column| (column, self.mapping.decimals.unwrap_or(4))).collect()
    }

    fn cell(&self, row: &RawRow, column: usize) -> Option<Cell> {
        row.cells.get(column).map(|raw| Cell::new(self.table.number, raw))
    }

    fn read_row(&mut self, row: &RawRow, findings: &mut Vec<Finding>) -> Option<UnitResult> {
        let width = self.table.rows[0].cells.len();
        if row.cells.len() != width {
            findings.push(wrong_length(self.table.number, row, width));
            return None;
        }
        let unit_cell = self.cell(row, self.columns.unit)?;
        let code = clean(&unit_cell.text);
        if code.is_empty() && self.columns.all().all(|column| is_blank(row, column)) {
            return None;
        }
        if code.is_empty() {
            findings.push(Finding::new(Rule::MissingUnit, Severity::Error, &unit_cell));
            return None;
        }
        let unit = match &self.mapping.names {
            None => code,
            Some(names) => {
                let Some(name) = names.get(&code) else {
                    let finding = Finding::new(Rule::UnknownCode, Severity::Error, &unit_cell);
                    findings.push(finding.found(Shown::Text(code)));
                    return None;
                };
                name.clone()
            }
        };
        if self.columns.all().all(|column| is_blank(row, column)) {
            findings.push(Finding::new(Rule::BlankUnit, Severity::Warning, &unit_cell).unit(&unit));
            return None;
        }
        let mut scores = Vec::new();
        for (index, criterion) in self.mapping.criteria.iter().enumerate().filter(|(index, _)| self.in_force[*index]) {
            let figures = Part::ALL.map(|part| {
                let column = self.columns.criteria[index][part as usize]?;
                self.figure(row, column, &unit, Some((&criterion.name, part)), findings)
            });
            scores.push(figures);
        }
        let total = self.columns.total.and_then(|column| self.figure(row, column, &unit, None, findings));
        let (rank, grade) = self.place(row, &unit, findings);
        let sums = [const { None }; 3];
        Some(UnitResult { unit, unit_cell, sequence: None, scores, sums, total, rank, grade })
    }

    fn place(
        &self,
        row: &RawRow,
        unit: &str,
        findings: &mut Vec<Finding>,
    ) -> (Option<PrintedRank>, Option<PrintedGrade>) {
        let mut reader = RowReader { unit, findings };
        let cell = |column: Option<usize>| column.and_then(|column| self.cell(row, column));
        let rank = cell(self.columns.rank).and_then(|cell| reader.rank(cell));
        let grade = cell(self.columns.grade).and_then(|cell| reader.grade(cell));
        (rank, grade)
    }

    fn figure(
        &mut self,
        row: &RawRow,
        column: usize,
        unit: &str,
        about: Option<(&str, Part)>,
        findings: &mut Vec<Finding>,
    ) -> Option<Figure> {
        let cell = self.cell(row, column)?;
        if let Some(points) = self.mapping.decimals.and_then(|decimals| rounded(&cell.text, decimals)) {
            self.rounded.insert(column);
            return Some(Figure { cell, value: Value::Points(points) });
        }
        let mut reader = RowReader { unit, findings };
        Some(reader.figure(cell, about.map(|(criterion, _)| criterion), about.map(|(_, part)| part)))
    }
}

/// A figure with more decimals than a mapping keeps, rounded half away from zero; the cell keeps its text.
pub(in super::super) fn rounded(text: &str, decimals: u32) -> Option<Printed> {
    let text = clean(text).replace(',', ".");
    let (_, fraction) = text.split_once('.')?;
    if fraction.len() <= decimals as usize {
        return None;
    }
    let value = Decimal::from_str_exact(&text).ok()?;
    let value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    Points::parse(&value.to_string()).ok()
}
