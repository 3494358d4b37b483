//! Finds a stored figure again in its document.

use crate::model::{DecimalMark, GradeSet, Traced, TracedFigure};
use crate::registry::Registry;
use crate::source::{Location, RawCell, RawDocument, RawTable};

use super::cell::{Cell, Position};
use super::grade::PrintedGrades;
use super::heading::Words;
use super::instructions::Instructions;
use super::join::{join, leave_other_indices};
use super::layout::{one_table, read_mapped};
use super::mapping::Conversion;
use super::result::{RowReader, read_count};

/// A document that was read again. Its tables are joined and numbered as they were when it was
/// checked.
#[derive(Debug)]
pub struct Reread {
    tables: Vec<RawTable>,
    /// How the figures of each column of a mapped table become points.
    conversions: Vec<Option<Conversion>>,
    mark: Option<DecimalMark>,
}

impl Reread {
    /// Joins the tables of a document as its import did.
    #[must_use]
    pub fn new(mut raw: RawDocument, instructions: &Instructions, known: &Registry) -> Self {
        let Instructions { options, mapping, .. } = instructions;
        let words = Words::new(options, known, &raw);
        let mark = words.mark;
        let Some(mapping) = mapping else {
            if let Some(index) = options.index {
                leave_other_indices(&mut raw.tables, index, &words);
            }
            let tables = join(raw.tables, raw.format, &words, &mut Vec::new());
            return Self { tables, conversions: Vec::new(), mark };
        };
        let layout = read_mapped(&raw, mapping, options.year, &mut Vec::new());
        let explained = layout.ok().and_then(|(_, layout)| layout.explained);
        let conversions = explained.map_or(Vec::new(), |explained| explained.conversions);
        Self { tables: vec![one_table(&raw)], conversions, mark }
    }

    /// The cell at a table, a row and a column, all numbered from 1. None if there is no such cell.
    #[must_use]
    pub fn cell(&self, [table, row, column]: [usize; 3]) -> Option<&RawCell> {
        let table = self.table(table)?;
        let is_asked = |cell: &&RawCell| (cell.row as usize, cell.column as usize) == (row, column);
        // Rows are usually numbered in ascending order. Joined pieces may break the order.
        let at = table.rows.binary_search_by_key(&row, |row| row.number).ok();
        at.and_then(|at| table.rows[at].cells.iter().find(is_asked))
            .or_else(|| table.rows.iter().flat_map(|row| &row.cells).find(is_asked))
    }

    /// A table of the document, by its number from 1. None if there is no such table.
    #[must_use]
    pub fn table(&self, number: usize) -> Option<&RawTable> {
        self.tables.iter().find(|table| table.number == number)
    }

    /// Whether a text in a cell of a column, from 1, gives the stored value of a figure. `stored` is
    /// none if the text should give no value.
    #[must_use]
    pub fn says(
        &self,
        (text, location, column): (&str, Location, usize),
        figure: TracedFigure,
        stored: Option<Traced>,
    ) -> bool {
        let at = Position { table: 1, row: 1, column, location };
        let cell = Cell { at, text: text.into(), unformatted: false, copied: false, unread: None };
        let set = match stored {
            Some(Traced::Grade(grade)) => grade.set(),
            Some(Traced::Points(_) | Traced::Rank(_) | Traced::Count(_)) | None => GradeSet::USUAL,
        };
        let grades = PrintedGrades { set, names: Vec::new() };
        let mut reader =
            RowReader { unit: "", grades: &grades, mark: self.mark, findings: &mut Vec::new() };

        let value = match figure {
            TracedFigure::Rank => reader.rank(cell).map(|rank| Traced::Rank(rank.rank)),
            TracedFigure::Grade => reader.grade(cell).map(|grade| Traced::Grade(grade.grade)),
            TracedFigure::Respondents => read_count(cell).map(|count| Traced::Count(count.count)),
            TracedFigure::SelfScore
            | TracedFigure::Appraised
            | TracedFigure::Survey
            | TracedFigure::Earlier
            | TracedFigure::Satisfaction
            | TracedFigure::Bonus
            | TracedFigure::Penalty
            | TracedFigure::Total => {
                let conversion = self.conversions.get(column - 1).copied().flatten();
                let points = match conversion.and_then(|found| found.read(text, self.mark)) {
                    Some(converted) => converted.ok().map(|converted| converted.printed.points),
                    None => cell.read_percent(self.mark).ok().and_then(|figure| figure.points()),
                };
                // A penalty may be printed as a negative number.
                let is_penalty = figure == TracedFigure::Penalty;
                points
                    .map(|points| if is_penalty { points.abs() } else { points })
                    .map(Traced::Points)
            }
        };
        value == stored
    }
}
