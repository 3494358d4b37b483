//! Which column of a table holds what, told by the headings and never by the column's number.

use serde::Serialize;

use crate::model::{Heading, Part, Points, Rule, Severity, Year, clean, coded};
use crate::source::{RawCell, RawRow, RawTable};

use super::criterion::{CriterionColumns, Tree};
use super::heading::{Title, Words};
use super::table::{is_figure, numbers_columns, reads_alike};
use super::{Cell, Finding, Shown};

/// A table of results with its columns understood. Column numbers are indices from 0.
pub(super) struct Layout<'a> {
    pub(super) table: &'a RawTable,
    pub(super) width: usize,
    pub(super) sequence: Option<usize>,
    pub(super) unit: usize,
    pub(super) tree: Tree,
    pub(super) sums: [Option<ScoreColumn>; 3],
    pub(super) total: Option<ScoreColumn>,
    /// The maximum in the heading that stands over all the sums, such as `Tổng điểm (Tối đa 100 điểm)`.
    pub(super) overall: Option<(Points, Cell)>,
    pub(super) rank: Option<usize>,
    pub(super) grade: Option<usize>,
    /// Totals, ranks and grades whose headings name a year.
    pub(super) dated: Vec<DatedColumn>,
    pub(super) rows: Vec<&'a RawRow>,
    /// How each column was understood.
    pub(super) columns: Vec<ColumnUse>,
}

coded! {
    /// What a column of a document holds.
    pub unparsed enum ColumnMeaning {
        /// The running number of the rows.
        Sequence = "sequence",
        /// The unit's name.
        Unit = "unit",
        /// A criterion's name, of a table with one row per unit and criterion.
        Criterion = "criterion",
        /// The name of the criterion that it is a part of.
        Parent = "parent",
        /// The maximum of the self and of the appraised score.
        MaxAppraised = "max_appraised",
        /// The maximum of the survey score.
        MaxSurvey = "max_survey",
        /// A self score, or the sum of them.
        SelfScore = "self",
        /// An appraised score, or the sum of them.
        Appraised = "appraised",
        /// A survey score, or the sum of them.
        Survey = "survey",
        /// The total.
        Total = "total",
        /// The rank.
        Rank = "rank",
        /// The grade.
        Grade = "grade",
        /// A remark, which holds no figures.
        Remark = "remark",
    }
}

impl From<Part> for ColumnMeaning {
    fn from(part: Part) -> Self {
        match part {
            Part::SelfScore => Self::SelfScore,
            Part::Appraised => Self::Appraised,
            Part::Survey => Self::Survey,
        }
    }
}

impl From<Heading> for ColumnMeaning {
    fn from(heading: Heading) -> Self {
        match heading {
            Heading::Sequence => Self::Sequence,
            Heading::Unit => Self::Unit,
            Heading::Part(part) => part.into(),
            Heading::Total => Self::Total,
            Heading::Rank => Self::Rank,
            Heading::Grade => Self::Grade,
            Heading::Remark => Self::Remark,
        }
    }
}

/// How a column of a document was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnUse {
    /// The column, from 1.
    pub column: usize,
    /// Its headings from top to bottom.
    pub heading: String,
    /// What it holds, such as `appraised`; none where that is not known.
    pub means: Option<ColumnMeaning>,
    /// The criterion that its scores are on.
    pub criterion: Option<String>,
    /// The earlier year that it is of.
    pub year: Option<Year>,
}

/// A column of one year's totals, ranks or grades.
pub(super) struct DatedColumn {
    pub(super) year: Year,
    pub(super) heading: Heading,
    pub(super) column: ScoreColumn,
}

/// A column of scores.
#[derive(Clone)]
pub(super) struct ScoreColumn {
    pub(super) index: usize,
    pub(super) heading: Cell,
    pub(super) maximum: Option<Points>,
}

impl<'a> Layout<'a> {
    /// Understands the headings of a table of results; what is wrong with them goes to `findings`. None where no
    /// column is headed as that of the units, or where no row follows.
    pub(super) fn read(table: &'a RawTable, words: &Words, findings: &mut Vec<Finding>) -> Option<Self> {
        let (header, rows) = table.rows.split_at(words.header_rows(&table.rows));
        let width = header.iter().map(|row| row.cells.len()).max()?;
        let stacks: Vec<_> = (0..width).map(|column| stack(table, header, column)).collect();
        let lowest = |stack: &Vec<Cell>| stack.last().and_then(|cell| words.heading(&Title::read(&cell.text)));
        let unit = stacks.iter().position(|stack| lowest(stack) == Some(Heading::Unit))?;
        if rows.is_empty() {
            return None;
        }
        for row in header.iter().filter(|row| row.cells.len() != width) {
            findings.push(wrong_length(table.number, row, width));
        }
        let mut layout = Layout {
            table,
            width,
            sequence: None,
            unit,
            tree: Tree::default(),
            sums: [const { None }; 3],
            total: None,
            overall: None,
            rank: None,
            grade: None,
            dated: Vec::new(),
            // Headings may be printed again on each page.
            rows: rows
                .iter()
                .filter(|row| !numbers_columns(row) && !header.iter().any(|above| reads_alike(above, row)))
                .collect(),
            columns: Vec::new(),
        };
        let over_all = over_all(&stacks, words);
        for (index, stack) in stacks.iter().enumerate() {
            let before = findings.len();
            layout.place(index, &stack[over_all.min(stack.len().saturating_sub(1))..], words, findings);
            layout.describe(stack, words, findings.len() == before);
        }
        layout.check_unheaded(&stacks, header, findings);
        layout.tree.settle(findings);
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
                // Only totals, ranks and grades have years in their headings.
                Heading::Total | Heading::Sequence | Heading::Unit | Heading::Part(_) | Heading::Remark => {
                    self.total.replace(column).is_none()
                }
            };
            if !is_first {
                let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &cell);
                findings.push(finding.found(Shown::Text(clean(&cell.text))));
            }
        }
    }

    /// Whether a row has a figure in a column of scores.
    pub(super) fn has_figures(&self, row: &RawRow) -> bool {
        self.score_cells(row).any(is_figure)
    }

    /// The cells of a row that stand in columns of scores, sums and totals.
    fn score_cells<'r>(&self, row: &'r RawRow) -> impl Iterator<Item = &'r RawCell> {
        let parts = self.tree.criteria.iter().flat_map(|criterion| criterion.parts.iter().flatten());
        let dated = self.dated.iter().map(|dated| &dated.column);
        let columns = parts.chain(self.sums.iter().flatten()).chain(&self.total).chain(dated);
        columns.filter_map(|column| row.cells.get(column.index))
    }

    /// Whether a row has a digit, or what a workbook shows for an error, in a column of scores: something that was meant
    /// as a figure. A group's name that goes over all columns is none.
    pub(super) fn has_digits(&self, row: &RawRow) -> bool {
        let is_meant = |cell: &RawCell| {
            let is_number = cell.text.contains(|c: char| c.is_ascii_digit() || c == '#');
            is_number && (!cell.copied || is_figure(cell))
        };
        self.score_cells(row).any(is_meant)
    }

    /// Whether a column has a figure.
    fn holds_figures(&self, index: usize) -> bool {
        self.rows.iter().filter_map(|row| row.cells.get(index)).any(is_figure)
    }

    /// Whether a column has a figure other than zero.
    fn has_points(&self, index: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.cells.get(index));
        let is_nothing = |text: &str| {
            let is_zero = Points::parse(text).is_ok_and(|printed| printed.points == Points::ZERO);
            is_zero || !text.chars().any(char::is_alphanumeric)
        };
        cells.any(|cell| !is_nothing(&clean(&cell.text)))
    }

    /// A column without any heading may hold nothing.
    fn check_unheaded(&self, stacks: &[Vec<Cell>], header: &[RawRow], findings: &mut Vec<Finding>) {
        for index in (0..self.width).filter(|index| stacks[*index].is_empty()) {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(index));
            let is_filled = cells.any(|cell| !clean(&cell.text).is_empty());
            let heading = header.iter().rev().find_map(|row| row.cells.get(index));
            if let Some(heading) = heading.filter(|_| is_filled) {
                let heading = Cell::new(self.table.number, heading);
                findings.push(Finding::new(Rule::UnknownHeading, Severity::Error, &heading));
            }
        }
    }

    /// Keeps how a column was understood, which was just put in its place.
    fn describe(&mut self, stack: &[Cell], words: &Words, is_understood: bool) {
        let Some(lowest) = stack.last() else { return };
        let title = Title::read(&lowest.text);
        let heading = words.heading(&title).filter(|_| is_understood);
        let of_column = |own: &&CriterionColumns| own.parts.iter().flatten().any(|part| part.heading == *lowest);
        self.columns.push(ColumnUse {
            column: lowest.at.column,
            heading: stack.iter().map(|cell| clean(&cell.text)).collect::<Vec<_>>().join(" / "),
            means: heading.map(Into::into),
            criterion: self.tree.criteria.iter().find(of_column).map(|own| own.name.clone()),
            year: self.dated.iter().find(|own| own.column.heading == *lowest).map(|own| own.year),
        });
    }

    /// Puts one column where its headings say, or says that they are unknown.
    fn place(&mut self, index: usize, stack: &[Cell], words: &Words, findings: &mut Vec<Finding>) {
        let Some((lowest, above)) = stack.split_last() else { return };
        let title = Title::read(&lowest.text);
        // A criterion with a maximum may say in its name when its points are not given in full.
        let is_criterion = |title: &Title| {
            title.maximum.is_some() && matches!(words.heading(&Title::read(&lowest.text)), Some(Heading::Part(_)))
        };
        let is_bonus = |cell: &&Cell| {
            let title = Title::read(&cell.text);
            title.is_bonus_or_penalty() && !is_criterion(&title)
        };
        if let Some(cell) = stack.iter().find(is_bonus) {
            // Points of nobody change no total.
            if self.has_points(index) {
                let finding = Finding::new(Rule::BonusColumn, Severity::Error, cell);
                findings.push(finding.found(Shown::Text(clean(&cell.text))));
            }
            return;
        }
        let heading = words.heading(&title);
        let column = ScoreColumn { index, heading: lowest.clone(), maximum: title.maximum };
        let mut groups: Vec<_> = above.iter().map(|cell| (Title::read(&cell.text), cell)).collect();
        let year = |title: &Title| title.dated().map(|(_, year)| year);
        let dated = year(&title).or_else(|| groups.first().and_then(|(group, _)| year(group)));
        if let (Some(year), Some(heading @ (Heading::Total | Heading::Rank | Heading::Grade))) = (dated, heading) {
            self.dated.push(DatedColumn { year, heading, column });
            return;
        }
        if groups.first().is_some_and(|(title, _)| words.heading(title) == Some(Heading::Total)) {
            let (over_all, cell) = groups.remove(0);
            match (&self.overall, over_all.maximum) {
                (Some((first, _)), Some(other)) if *first != other => {
                    findings.push(Finding::new(Rule::FrameworkMaximum, Severity::Error, cell).points(*first, other));
                }
                (None, Some(maximum)) => self.overall = Some((maximum, cell.clone())),
                _ => {}
            }
        }
        // A total below a criterion's heading is over the criterion's own scores.
        groups.retain(|(title, _)| words.heading(title) != Some(Heading::Total));
        let is_of_unit = groups.iter().any(|(title, _)| words.heading(title) == Some(Heading::Part(Part::SelfScore)));
        let placed = match heading {
            // How a unit ranks and grades itself.
            Some(Heading::Rank | Heading::Grade) if is_of_unit => true,
            Some(Heading::Sequence) => self.sequence.replace(index).is_none(),
            Some(Heading::Unit) => index == self.unit,
            Some(Heading::Rank) => self.rank.replace(index).is_none(),
            Some(Heading::Grade) => self.grade.replace(index).is_none(),
            Some(Heading::Total) => {
                groups.iter().all(|(title, _)| title.maximum.is_none()) && self.total.replace(column).is_none()
            }
            Some(Heading::Part(part)) if groups.is_empty() => self.sums[part as usize].replace(column).is_none(),
            Some(Heading::Part(part)) => {
                let criterion = self.tree.criterion(&groups, findings);
                criterion.is_some_and(|criterion| criterion.parts[part as usize].replace(column).is_none())
            }
            Some(Heading::Remark) => true,
            None => false,
        };
        if !placed {
            let rule = if heading.is_some() { Rule::RepeatedHeading } else { Rule::UnknownHeading };
            let finding = Finding::new(rule, Severity::Error, lowest).over_figures(self.holds_figures(index));
            findings.push(finding.found(Shown::Text(clean(&lowest.text))));
        }
    }
}

/// How many headings stand over all scores and sort nothing, such as `Kết quả đánh giá`.
fn over_all(stacks: &[Vec<Cell>], words: &Words) -> usize {
    let is_score = |stack: &&Vec<Cell>| {
        let lowest = stack.last().map(|cell| words.heading(&Title::read(&cell.text)));
        stack.len() > 1 && matches!(lowest, Some(Some(Heading::Part(_))))
    };
    let scores: Vec<_> = stacks.iter().filter(is_score).collect();
    let same = |level: usize| {
        let text = |stack: &Vec<Cell>| stack.get(level).map(|cell| clean(&cell.text));
        let Some(first) = scores.first().filter(|stack| stack.len() > level + 2) else { return false };
        let title = text(first).map(|text| Title::read(&text));
        title.is_some_and(|title| title.maximum.is_none()) && scores.iter().all(|stack| text(stack) == text(first))
    };
    (0..2).take_while(|level| same(*level)).count()
}

/// The headings over a column from top to bottom, without empty cells and without repetitions.
fn stack(table: &RawTable, header: &[RawRow], column: usize) -> Vec<Cell> {
    let mut stack: Vec<Cell> = Vec::new();
    for row in header {
        let Some(raw) = row.cells.get(column) else { continue };
        let text = clean(&raw.text);
        let repeated = stack.last().is_some_and(|above| clean(&above.text) == text);
        if !text.is_empty() && !repeated {
            stack.push(Cell::new(table.number, raw));
        }
    }
    stack
}

/// A row with more or fewer cells than its table has columns; the cell is the row's last one.
pub(super) fn wrong_length(table: usize, row: &RawRow, width: usize) -> Finding {
    let cell = Cell::new(table, &row.cells[row.cells.len() - 1]);
    Finding::new(Rule::RowLength, Severity::Error, &cell)
        .expected(Shown::Count(width as u64))
        .found(Shown::Count(row.cells.len() as u64))
}
