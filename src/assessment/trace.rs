//! Finds a stored figure again in its document.

use crate::model::{DecimalMark, GradeSet, Traced, TracedFigure};
use crate::registry::Registry;
use crate::source::{Location, RawCell, RawDocument, RawTable};

use super::cell::{Cell, Position};
use super::grade::PrintedGrades;
use super::heading::Words;
use super::instructions::Instructions;
use super::join::join;
use super::layout::{one_table, rounded_text};
use super::result::{RowReader, read_count};

/// A document that was read again. Its tables are joined and numbered as they were when it was
/// checked.
#[derive(Debug)]
pub struct Reread {
    tables: Vec<RawTable>,
    decimals: Option<u32>,
    mark: Option<DecimalMark>,
}

impl Reread {
    /// Joins the tables of a document as its import did.
    #[must_use]
    pub fn new(raw: RawDocument, instructions: &Instructions, known: &Registry) -> Self {
        let Instructions { options, mapping, .. } = instructions;
        let words = Words::new(options, known, &raw.tables);
        let mark = words.mark;
        let tables = if mapping.is_some() {
            vec![one_table(&raw)]
        } else {
            join(raw.tables, raw.format, &words, &mut Vec::new())
        };
        Self { tables, decimals: mapping.as_ref().and_then(|mapping| mapping.decimals), mark }
    }

    /// The cell at a table, a row and a column, all numbered from 1. None if there is no such cell.
    #[must_use]
    pub fn cell(&self, [table, row, column]: [usize; 3]) -> Option<&RawCell> {
        let table = self.tables.iter().find(|candidate| candidate.number == table)?;
        // Rows are usually numbered in ascending order. Joined pieces may break the order.
        let at = table.rows.binary_search_by_key(&row, |row| row.number).ok();
        let at = at.or_else(|| table.rows.iter().position(|candidate| candidate.number == row))?;

        let row = &table.rows[at];
        row.cells.iter().find(|cell| cell.column as usize == column)
    }

    /// Whether a text in a cell gives the stored value of a figure. `stored` is none if the text should give
    /// no value.
    #[must_use]
    pub fn says(
        &self,
        (text, location): (&str, Location),
        figure: TracedFigure,
        stored: Option<Traced>,
    ) -> bool {
        let at = Position { table: 1, row: 1, column: 1, location };
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
                let rounded = self
                    .decimals
                    .and_then(|decimals| rounded_text(text, decimals))
                    .map(|printed| printed.points);
                let points =
                    || cell.read_percent(self.mark).ok().and_then(|figure| figure.points());
                let points = rounded.or_else(points);
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
