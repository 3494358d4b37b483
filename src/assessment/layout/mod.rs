//! The ways in which tables of results are laid out. Each way turns a table into a [`Layout`]: the
//! rows, and what each column holds. A new way needs a file here and an entry in [`WAYS`].

mod adjustments;
mod append;
mod area_columns;
mod area_rows;
mod choices;
mod crossed;
mod crossed_page;
mod crossing;
mod deduction;
mod details;
mod exported;
mod form;
mod grade_rows;
mod joint;
mod line;
mod long;
mod names;
mod mapped;
mod numbering;
mod outline;
mod parts;
mod percent;
mod place;
mod rounds;
mod score_page;
mod self_titled;
mod shared_cells;
mod tidy;
mod wide;

use std::ops::RangeInclusive;

use crate::model::{
    Block, DecimalMark, Heading, Points, Rule, ScoreKind, Severity, Stage, Year, clean,
};
use crate::source::{Location, RawCell, RawRow, RawTable};

use super::cell::Cell;
use super::column::{ColumnUse, DatedColumn, FurtherColumn, ScoreColumn};
use super::criterion::Tree;
use super::finding::{Finding, FindingValue};
use super::grade::PrintedGrades;
use super::heading::Words;
use super::row::{is_figure, is_points};

/// The best total of a whole block is in this range on a scale of 100: 60 to 100 points.
pub(super) const ON_HUNDRED: RangeInclusive<Points> =
    Points::from_ten_thousandths(600_000)..=Points::HUNDRED;

/// The scales that are usual, on which maxima add up.
const USUAL_SCALES: [Points; 4] = [
    Points::from_ten_thousandths(10_000),
    Points::from_ten_thousandths(100_000),
    Points::HUNDRED,
    Points::from_ten_thousandths(10_000_000),
];

/// The most units of a table. No country has more.
pub(super) const MOST_UNITS: usize = 20_000;

pub(super) use append::append_rows;
pub(super) use area_columns::add_areas;
pub(super) use area_rows::{add_form_rows, with_area_rows};
pub(super) use crossed::is_crossed;
pub(super) use crossed_page::{add_units, continues_crossed, is_page_of};
pub(super) use details::add_details;
pub(super) use exported::{is_exported, is_list_of_documents, split_export};
pub(super) use form::{FormNotes, continues_form, form_lacks, is_form};
pub(super) use mapped::{MappedRows, one_table, read_mapped};
pub(super) use parts::{Part, is_group, names_group};
pub(super) use score_page::add_scores;
pub(super) use self_titled::{names_score, score_of_title};
pub(super) use tidy::is_tidy;

/// Lays out a table in one way. Flaws of the table are added to the findings. A table in another
/// layout is returned as the error.
type Way = fn(RawTable, &Words, &mut Vec<Finding>) -> Result<Layout, RawTable>;

/// The ways that are recognised by headings, most specific first.
const WAYS: [Way; 6] =
    [exported::read, tidy::read, crossed::read, form::read, long::read, wide::read];

/// What the rows of a table that this program wrote name themselves.
#[derive(Clone, Copy)]
pub(super) struct Given {
    pub(super) year: Year,
    pub(super) block: Block,
    /// `None` where the rows do not name it.
    pub(super) stage: Option<Stage>,
}

/// A table of results with one row per unit, and the meaning of its columns. Columns are indices
/// from 0.
#[derive(Clone)]
pub(super) struct Layout {
    /// The number of the table in the document, from 1.
    pub(super) number: usize,
    /// The lines of prose above the table, nearest last.
    pub(super) caption: Vec<String>,
    /// The sheet of the table, if it is in a workbook.
    pub(super) sheet: Option<Location>,
    pub(super) width: usize,
    pub(super) sequence: Option<usize>,
    pub(super) unit: usize,
    /// The column of the units above, such as the districts of communes.
    pub(super) parent: Option<usize>,
    /// The column of the groups or blocks in which the units are ranked, and its heading.
    pub(super) group: Option<(usize, String)>,
    pub(super) tree: Tree,
    pub(super) sums: [Option<ScoreColumn>; 3],
    pub(super) total: Option<ScoreColumn>,
    /// Columns of points beside the three scores.
    pub(super) further: Vec<FurtherColumn>,
    /// The column that counts the answers to the survey.
    pub(super) respondents: Option<usize>,
    /// The column of the maximum of each unit's total.
    pub(super) maximum: Option<usize>,
    /// The column that prints the totals in percent again, beside the points.
    pub(super) percent: Option<ScoreColumn>,
    /// The maximum in a heading over all the sums, such as `Tổng điểm (Tối đa 100 điểm)`, and its
    /// cell.
    pub(super) overall: Option<(Points, Cell)>,
    pub(super) rank: Option<usize>,
    pub(super) grade: Option<usize>,
    /// The grades that the column prints.
    pub(super) grades: PrintedGrades,
    /// The mark before decimals. None if the document does not show it.
    pub(super) mark: Option<DecimalMark>,
    /// Columns of totals, ranks and grades whose headings name a year.
    pub(super) dated: Vec<DatedColumn>,
    /// The name of the group or block, if a row of the table names it and it is ranked apart.
    pub(super) part: Option<Part>,
    /// What the rows name themselves.
    pub(super) given: Option<Given>,
    /// Whether one maximum of a criterion is that of its appraised and its survey score together.
    pub(super) joint_maxima: bool,
    /// The score in columns whose headings name none.
    only: ScoreKind,
    /// The year that the title names.
    titled_year: Option<Year>,
    /// Columns of earlier years that are not kept, as indices.
    left: Vec<usize>,
    /// What a form says beside its scores. None for a table of several units.
    pub(super) form: Option<FormNotes>,
    /// The rows below the headings.
    pub(super) rows: Vec<RawRow>,
    /// How each column was read.
    pub(super) columns: Vec<ColumnUse>,
    /// What the mapping says, if there is one. Every row then belongs to a unit.
    pub(super) explained: Option<MappedRows>,
}

impl Layout {
    /// A layout without columns and rows.
    fn blank(number: usize, mark: Option<DecimalMark>) -> Self {
        Self {
            number,
            caption: Vec::new(),
            sheet: None,
            width: 0,
            sequence: None,
            unit: 0,
            parent: None,
            group: None,
            tree: Tree::default(),
            sums: [const { None }; 3],
            total: None,
            further: Vec::new(),
            respondents: None,
            maximum: None,
            percent: None,
            overall: None,
            rank: None,
            grade: None,
            grades: PrintedGrades::default(),
            mark,
            dated: Vec::new(),
            part: None,
            given: None,
            joint_maxima: false,
            only: ScoreKind::Appraised,
            titled_year: None,
            left: Vec::new(),
            form: None,
            rows: Vec::new(),
            columns: Vec::new(),
            explained: None,
        }
    }

    /// Lays out a table in the first way that recognises its headings.
    ///
    /// # Errors
    /// Returns the table if no way recognises it.
    pub(super) fn read(
        mut table: RawTable,
        words: &Words,
        findings: &mut Vec<Finding>,
    ) -> Result<Self, RawTable> {
        for way in WAYS {
            match way(table, words, findings) {
                Ok(layout) => return Ok(layout),
                Err(other) => table = other,
            }
        }
        Err(table)
    }

    /// Uses the dated columns of the year of the results as its total, rank and grade. The other
    /// dated columns hold figures of earlier years; a later year or a second column is a finding.
    pub(super) fn settle_year(&mut self, year: Year, findings: &mut Vec<Finding>) {
        let (current, others) =
            std::mem::take(&mut self.dated).into_iter().partition(|dated| dated.year == year);
        self.dated = others;
        let current: Vec<DatedColumn> = current;

        for (index, dated) in self.dated.iter().enumerate() {
            let same =
                |other: &DatedColumn| other.year == dated.year && other.heading == dated.heading;
            if dated.year > year || self.dated[..index].iter().any(same) {
                let finding =
                    Finding::new(Rule::RepeatedHeading, Severity::Error, &dated.column.heading);
                findings.push(finding.found(FindingValue::Text(clean(&dated.column.heading.text))));
            }
        }

        for DatedColumn { heading, column, .. } in current {
            let cell = column.heading.clone();
            let is_first = match heading {
                Heading::Rank => self.rank.replace(column.index).is_none(),
                Heading::Grade => self.grade.replace(column.index).is_none(),
                // Only headings of totals, ranks and grades are dated.
                Heading::Total
                | Heading::Sequence
                | Heading::Unit
                | Heading::Group
                | Heading::Score(_)
                | Heading::Further(_)
                | Heading::Respondents
                | Heading::Maximum
                | Heading::Evidence
                | Heading::Remark => self.total.replace(column).is_none(),
            };
            if !is_first {
                let finding = Finding::new(Rule::RepeatedHeading, Severity::Error, &cell);
                findings.push(finding.found(FindingValue::Text(clean(&cell.text))));
            }
        }
    }

    /// Whether the title says that the scores are those of the survey, and no column holds others.
    pub(super) fn holds_only_the_survey(&self) -> bool {
        let has = |kind: ScoreKind| {
            let criteria = &self.tree.criteria;
            self.sums[kind as usize].is_some()
                || criteria.iter().any(|columns| columns.score_columns[kind as usize].is_some())
        };
        self.only == ScoreKind::Survey
            && self.total.is_none()
            && !has(ScoreKind::SelfScore)
            && !has(ScoreKind::Appraised)
    }

    /// Whether a row has a figure in a column of scores, sums or totals.
    pub(super) fn has_figures(&self, row: &RawRow) -> bool {
        self.score_cells(row).any(is_figure)
    }

    /// The cells of a row in the columns of scores, sums and totals.
    fn score_cells<'r>(&self, row: &'r RawRow) -> impl Iterator<Item = &'r RawCell> {
        let parts = self
            .tree
            .criteria
            .iter()
            .flat_map(|criterion| criterion.score_columns.iter().flatten());
        let dated = self.dated.iter().map(|dated| &dated.column);
        let columns =
            parts.chain(self.sums.iter().flatten()).chain(&self.total).chain(&self.percent);
        let columns = columns.chain(self.further.iter().map(|further| &further.column));
        let columns = columns.chain(dated);
        columns.filter_map(|column| row.cells.get(column.index))
    }

    /// Whether a row has something that was meant as a figure in a column of scores: a digit, or a
    /// `#`, with which workbooks show errors. A name of a group that is merged over all columns
    /// does not count.
    pub(super) fn has_digits(&self, row: &RawRow) -> bool {
        let is_meant_as_figure = |cell: &RawCell| {
            let is_number = cell.text.contains(|c: char| c.is_ascii_digit() || c == '#');
            is_number && (!cell.copied || is_figure(cell))
        };
        self.score_cells(row).any(is_meant_as_figure)
    }

    /// The indices of the columns of scores, sums, totals, ranks and grades.
    pub(super) fn figure_columns(&self) -> impl Iterator<Item = usize> {
        let parts = self
            .tree
            .criteria
            .iter()
            .flat_map(|criterion| criterion.score_columns.iter().flatten());
        let scores =
            parts.chain(self.sums.iter().flatten()).chain(&self.total).map(|column| column.index);
        scores.chain(self.rank).chain(self.grade)
    }

    /// Whether the totals are printed in percent: their heading says so, or each has the sign.
    pub(super) fn has_percent_totals(&self) -> bool {
        let Some(total) = &self.total else { return false };
        total.is_percent || self.all_have_percent_sign(total)
    }

    /// Whether a column has figures, and each has a percent sign.
    fn all_have_percent_sign(&self, column: &ScoreColumn) -> bool {
        let cells = || self.rows.iter().filter_map(|row| row.cells.get(column.index));
        let figures = || cells().map(|cell| clean(&cell.text)).filter(|text| is_number(text));
        figures().next().is_some() && figures().all(|text| text.ends_with('%'))
    }

    /// The cells of the column of grades, those of the highest totals first.
    pub(super) fn grade_cells(&self) -> impl Iterator<Item = &RawCell> {
        let total = |row: &&RawRow| {
            let cell = row.cells.get(self.total.as_ref()?.index)?;
            Cell::new(self.number, cell).read_percent(self.mark).ok()?.points()
        };
        let mut rows = Vec::new();
        if self.grade.is_some() {
            rows.extend(&self.rows);
            rows.sort_by_cached_key(|row| std::cmp::Reverse(total(row)));
        }
        rows.into_iter().filter_map(|row| row.cells.get(self.grade?))
    }

    /// Whether a column has a figure.
    fn holds_figures(&self, index: usize) -> bool {
        self.rows.iter().filter_map(|row| row.cells.get(index)).any(is_points)
    }

    /// The greatest maximum in the cells of a column that all print one, as in `55/60`.
    fn maximum_of_cells(&self, index: usize) -> Option<Points> {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(index));
        let filled = cells.filter(|cell| clean(&cell.text).contains(char::is_alphanumeric));
        let maxima: Option<Vec<Points>> = filled
            .map(|cell| Cell::new(self.number, cell).read_figure(self.mark).ok()?.own_maximum())
            .collect();
        maxima?.into_iter().max()
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
}

/// Whether a text is a number, perhaps in percent.
fn is_number(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        && text.contains(|c: char| c.is_ascii_digit())
}
