//! Which column of a table holds what, told by the headings and never by the column's number.

use crate::model::{Part, Points, Year, clean};
use crate::source::{RawRow, RawTable};

use super::heading::{Heading, Title};
use super::table::{header_rows, is_figure, numbers_columns};
use super::{Cell, Finding, Rule, Severity, Shown};

/// A table of results with its columns understood. Column numbers are indices from 0.
pub(super) struct Layout<'a> {
    pub(super) table: &'a RawTable,
    pub(super) width: usize,
    pub(super) sequence: Option<usize>,
    pub(super) unit: usize,
    pub(super) criteria: Vec<CriterionColumns>,
    pub(super) sums: [Option<ScoreColumn>; 3],
    pub(super) total: Option<ScoreColumn>,
    /// The maximum in the heading that stands over all the sums, such as `Tổng điểm (Tối đa 100 điểm)`.
    pub(super) overall: Option<(Points, Cell)>,
    pub(super) rank: Option<usize>,
    pub(super) grade: Option<usize>,
    /// Totals, ranks and grades whose headings name a year.
    pub(super) dated: Vec<DatedColumn>,
    pub(super) rows: Vec<&'a RawRow>,
}

/// A column of one year's totals, ranks or grades.
pub(super) struct DatedColumn {
    pub(super) year: Year,
    pub(super) heading: Heading,
    pub(super) column: ScoreColumn,
}

/// The columns of one criterion.
pub(super) struct CriterionColumns {
    pub(super) name: String,
    pub(super) heading: Cell,
    pub(super) maximum: Option<Points>,
    pub(super) parts: [Option<ScoreColumn>; 3],
}

/// A column of scores.
#[derive(Clone)]
pub(super) struct ScoreColumn {
    pub(super) index: usize,
    pub(super) heading: Cell,
    pub(super) maximum: Option<Points>,
}

impl CriterionColumns {
    pub(super) fn maximum_of(&self, part: Part) -> Option<Points> {
        self.parts[part as usize].as_ref().and_then(|column| column.maximum)
    }

    /// The maximum points of appraisal, survey and both. One that is not printed follows from the two others; none
    /// where that is not enough.
    pub(super) fn maxima(&self) -> Option<[Points; 3]> {
        let printed = |part| self.maximum_of(part);
        let has_survey = self.parts[Part::Survey as usize].is_some();
        let has_appraised = self.parts[..2].iter().any(Option::is_some);
        let appraised =
            if has_appraised { printed(Part::Appraised).or(printed(Part::SelfScore)) } else { Some(Points::ZERO) };
        let survey = if has_survey { printed(Part::Survey) } else { Some(Points::ZERO) };
        let maxima = match (appraised, survey, self.maximum) {
            (Some(appraised), Some(survey), total) => [appraised, survey, total.unwrap_or(appraised + survey)],
            (Some(appraised), None, Some(total)) => [appraised, total - appraised, total],
            (None, Some(survey), Some(total)) => [total - survey, survey, total],
            _ => return None,
        };
        maxima.iter().all(|maximum| *maximum >= Points::ZERO).then_some(maxima)
    }
}

impl<'a> Layout<'a> {
    /// Understands the headings of a table of results; what is wrong with them goes to `findings`. None where no
    /// column is headed as that of the units, or where no row follows.
    pub(super) fn read(table: &'a RawTable, findings: &mut Vec<Finding>) -> Option<Self> {
        let (header, rows) = table.rows.split_at(header_rows(&table.rows));
        let width = header.iter().map(|row| row.cells.len()).max()?;
        let stacks: Vec<_> = (0..width).map(|column| stack(table, header, column)).collect();
        let lowest = |stack: &Vec<Cell>| stack.last().and_then(|cell| Title::read(&cell.text).heading());
        let unit = stacks.iter().position(|stack| lowest(stack) == Some(Heading::Unit))?;
        if rows.is_empty() {
            return None;
        }
        for row in header.iter().filter(|row| row.cells.len() != width) {
            findings.push(wrong_length(table, row, width));
        }
        let mut layout = Layout {
            table,
            width,
            sequence: None,
            unit,
            criteria: Vec::new(),
            sums: [const { None }; 3],
            total: None,
            overall: None,
            rank: None,
            grade: None,
            dated: Vec::new(),
            rows: rows.iter().filter(|row| !numbers_columns(row)).collect(),
        };
        for (index, stack) in stacks.iter().enumerate() {
            layout.place(index, stack, findings);
        }
        layout.check_unheaded(&stacks, header, findings);
        for criterion in layout.criteria.iter().filter(|criterion| criterion.maxima().is_none()) {
            let finding = Finding::new(Rule::MissingMaximum, Severity::Error, &criterion.heading);
            findings.push(finding.criterion(&criterion.name));
        }
        Some(layout)
    }

    /// Takes the columns of the year of the results for those of the table; the others are of other years.
    pub(super) fn settle_year(&mut self, year: Year, findings: &mut Vec<Finding>) {
        let (own, others) = std::mem::take(&mut self.dated).into_iter().partition(|dated| dated.year == year);
        self.dated = others;
        let own: Vec<DatedColumn> = own;
        for (index, dated) in self.dated.iter().enumerate() {
            let same = |other: &DatedColumn| other.year == dated.year && other.heading == dated.heading;
            if dated.year > year || self.dated[..index].iter().any(same) {
                let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &dated.column.heading);
                findings.push(finding.found(Shown::Text(clean(&dated.column.heading.text))));
            }
        }
        for DatedColumn { heading, column, .. } in own {
            let cell = column.heading.clone();
            let is_first = match heading {
                Heading::Rank => self.rank.replace(column.index).is_none(),
                Heading::Grade => self.grade.replace(column.index).is_none(),
                _ => self.total.replace(column).is_none(),
            };
            if !is_first {
                let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &cell);
                findings.push(finding.found(Shown::Text(clean(&cell.text))));
            }
        }
    }

    /// Whether a row has a figure in a column of scores.
    pub(super) fn has_figures(&self, row: &RawRow) -> bool {
        let parts = self.criteria.iter().flat_map(|criterion| criterion.parts.iter().flatten());
        let dated = self.dated.iter().map(|dated| &dated.column);
        let mut columns = parts.chain(self.sums.iter().flatten()).chain(&self.total).chain(dated);
        columns.any(|column| row.cells.get(column.index).is_some_and(is_figure))
    }

    /// A column without any heading may hold nothing.
    fn check_unheaded(&self, stacks: &[Vec<Cell>], header: &[RawRow], findings: &mut Vec<Finding>) {
        for index in (0..self.width).filter(|index| stacks[*index].is_empty()) {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(index));
            let is_filled = cells.any(|cell| !clean(&cell.text).is_empty());
            let heading = header.iter().rev().find_map(|row| Some((row.number, row.cells.get(index)?)));
            if let Some((row, heading)) = heading.filter(|_| is_filled) {
                let heading = Cell::new(self.table.number, row, index + 1, heading);
                findings.push(Finding::new(Rule::UnknownHeading, Severity::Error, &heading));
            }
        }
    }

    /// Puts one column where its headings say, or says that they are unknown.
    fn place(&mut self, index: usize, stack: &[Cell], findings: &mut Vec<Finding>) {
        let Some((lowest, above)) = stack.split_last() else { return };
        let title = Title::read(&lowest.text);
        let column = ScoreColumn { index, heading: lowest.clone(), maximum: title.maximum };
        let mut group = above.first().map(|cell| (Title::read(&cell.text), cell));
        let year = |title: &Title| title.dated().map(|(_, year)| year);
        let dated = year(&title).or_else(|| group.as_ref().and_then(|(group, _)| year(group)));
        if let (Some(year), Some(heading @ (Heading::Total | Heading::Rank | Heading::Grade))) =
            (dated, title.heading())
        {
            self.dated.push(DatedColumn { year, heading, column });
            return;
        }
        if let Some((over_all, cell)) = group.take_if(|(title, _)| title.heading() == Some(Heading::Total)) {
            match (&self.overall, over_all.maximum) {
                (Some((first, _)), Some(other)) if *first != other => {
                    findings.push(Finding::new(Rule::FrameworkMaximum, Severity::Error, cell).points(*first, other));
                }
                (None, Some(maximum)) => self.overall = Some((maximum, cell.clone())),
                _ => {}
            }
        }
        let placed = match title.heading() {
            Some(Heading::Sequence) => self.sequence.replace(index).is_none(),
            Some(Heading::Unit) => index == self.unit,
            Some(Heading::Rank) => self.rank.replace(index).is_none(),
            Some(Heading::Grade) => self.grade.replace(index).is_none(),
            // A total below a criterion's heading is that criterion's, not the unit's.
            Some(Heading::Total) => {
                group.is_none_or(|(title, _)| title.maximum.is_none()) && self.total.replace(column).is_none()
            }
            Some(Heading::Part(part)) => match group {
                None => self.sums[part as usize].replace(column).is_none(),
                Some((group, cell)) => {
                    let criterion = self.criterion(&group, cell);
                    // The heading is printed once a column, and may say something else each time.
                    if let (Some(first), Some(other)) =
                        (criterion.maximum, group.maximum.filter(|_| criterion.maximum != group.maximum))
                    {
                        let finding = Finding::new(Rule::CriterionMaximum, Severity::Error, cell);
                        findings.push(finding.criterion(&group.name).points(first, other));
                    }
                    criterion.parts[part as usize].replace(column).is_none()
                }
            },
            Some(Heading::Remark) => true,
            None => false,
        };
        if !placed {
            let rule = if title.heading().is_some() { Rule::RepeatedHeading } else { Rule::UnknownHeading };
            let finding = Finding::new(rule, Severity::Error, lowest);
            findings.push(finding.found(Shown::Text(clean(&lowest.text))));
        }
    }

    /// The criterion of that name, a new one at the end where there is none yet.
    fn criterion(&mut self, title: &Title, heading: &Cell) -> &mut CriterionColumns {
        let known = self.criteria.iter().position(|criterion| criterion.name == title.name);
        let index = known.unwrap_or_else(|| {
            self.criteria.push(CriterionColumns {
                name: title.name.clone(),
                heading: heading.clone(),
                maximum: title.maximum,
                parts: [const { None }; 3],
            });
            self.criteria.len() - 1
        });
        &mut self.criteria[index]
    }
}

/// The headings over a column from top to bottom, without empty cells and without repetitions.
fn stack(table: &RawTable, header: &[RawRow], column: usize) -> Vec<Cell> {
    let mut stack: Vec<Cell> = Vec::new();
    for row in header {
        let Some(raw) = row.cells.get(column) else { continue };
        let text = clean(&raw.text);
        let repeated = stack.last().is_some_and(|above| clean(&above.text) == text);
        if !text.is_empty() && !repeated {
            stack.push(Cell::new(table.number, row.number, column + 1, raw));
        }
    }
    stack
}

/// A row with more or fewer cells than the table; the cell is the row's last one.
pub(super) fn wrong_length(table: &RawTable, row: &RawRow, width: usize) -> Finding {
    let last = &row.cells[row.cells.len() - 1];
    let cell = Cell::new(table.number, row.number, row.cells.len(), last);
    Finding::new(Rule::RowLength, Severity::Error, &cell)
        .expected(Shown::Count(width as u64))
        .found(Shown::Count(row.cells.len() as u64))
}
