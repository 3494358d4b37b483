//! The answer to a saved question as people read it: headings, codes and units in their language.

use crate::model::GradeSet;
use crate::relation::{Cell, Kind, Stored, answer_column, answer_heading, answer_word};
use crate::text::Lang;

use super::Table;

impl Table {
    /// The same answer with the headings and values of a language. Machine formats keep the names.
    #[must_use]
    pub fn translated(mut self, lang: Lang) -> Self {
        for (index, header) in self.columns.iter_mut().enumerate() {
            header.label = answer_heading(&header.name);
            let kind = answer_column(&header.name).map(|column| column.kind);
            for row in &mut self.rows {
                let cell = std::mem::replace(&mut row[index], Cell::Empty);
                row[index] = match kind {
                    Some(kind) => of_kind(kind, cell),
                    None => in_words(lang, cell),
                };
            }
        }
        self
    }
}

/// A value of a query as one of a kind; the value itself where it is none.
fn of_kind(kind: Kind, cell: Cell) -> Cell {
    let found = match (kind, &cell) {
        (Kind::Block, Cell::Text(code)) => code.parse().ok().map(Cell::Block),
        (Kind::Grade, Cell::Text(name)) => GradeSet::USUAL.parse(name).map(Cell::Grade),
        // Views give points as floats, which never become points again.
        (Kind::Points | Kind::SignedPoints, Cell::Real(points)) => Some(Cell::Statistic(*points)),
        (Kind::Share, Cell::Real(share)) => Some(Cell::Share(*share)),
        (Kind::ShareChange, Cell::Real(change)) => Some(Cell::ShareChange(*change)),
        (Kind::PercentPoints, Cell::Real(distance)) => Some(Cell::PercentPoints(*distance)),
        (_, Cell::Text(text)) => kind.cell(Stored::Text(text.as_str().into())),
        (_, Cell::Integer(integer)) if !kind.is_points() => kind.cell(Stored::Integer(*integer)),
        (_, _) => None,
    };
    found.unwrap_or(cell)
}

fn in_words(lang: Lang, cell: Cell) -> Cell {
    if let Cell::Text(text) = &cell
        && let Some(word) = answer_word(text)
    {
        return Cell::Text(crate::text::heading(lang, word).to_owned());
    }
    cell
}
