//! Rows turned into columns, on their way from a database to a frame.

use super::{Cell, Column, Relation, Storage, Stored};

/// The values of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Whole numbers.
    Integers(Vec<Option<i64>>),
    /// Floating point.
    Reals(Vec<Option<f64>>),
    /// Text.
    Texts(Vec<Option<String>>),
}

/// The columns of a relation with their values. All columns have the same length.
#[derive(Debug, Clone)]
pub struct ColumnVectors {
    /// The names of the columns.
    pub names: Vec<&'static str>,
    /// The values of each column.
    pub values: Vec<Values>,
}

impl ColumnVectors {
    /// The stored columns of a relation, without any rows.
    #[must_use]
    pub fn of<R: Relation>() -> Self {
        let stored = R::COLUMNS
            .iter()
            .filter_map(|Column { info, .. }| Some((info.name, info.kind.storage()?)));
        let empty = |storage| match storage {
            Storage::Integer => Values::Integers(Vec::new()),
            Storage::Real => Values::Reals(Vec::new()),
            Storage::Text => Values::Texts(Vec::new()),
        };
        let (names, values) = stored.map(|(name, storage)| (name, empty(storage))).unzip();
        Self { names, values }
    }

    /// Appends the rows of other column vectors of the same relation.
    pub fn extend(&mut self, others: Self) {
        for (values, other) in self.values.iter_mut().zip(others.values) {
            match (values, other) {
                (Values::Integers(values), Values::Integers(other)) => values.extend(other),
                (Values::Reals(values), Values::Reals(other)) => values.extend(other),
                (Values::Texts(values), Values::Texts(other)) => values.extend(other),
                (Values::Integers(_) | Values::Reals(_) | Values::Texts(_), _) => {}
            }
        }
    }

    /// Appends a value to a column. A value of another storage class is appended as missing.
    pub fn push(&mut self, column: usize, value: Stored<'_>) {
        match (&mut self.values[column], value) {
            (Values::Integers(values), Stored::Integer(value)) => values.push(Some(value)),
            (Values::Reals(values), Stored::Real(value)) => values.push(Some(value)),
            (Values::Texts(values), Stored::Text(text)) => values.push(Some(text.into_owned())),
            (Values::Integers(values), Stored::Null | Stored::Real(_) | Stored::Text(_)) => {
                values.push(None);
            }
            (Values::Reals(values), Stored::Null | Stored::Integer(_) | Stored::Text(_)) => {
                values.push(None);
            }
            (Values::Texts(values), Stored::Null | Stored::Integer(_) | Stored::Real(_)) => {
                values.push(None);
            }
        }
    }

    /// One row of a relation whose columns are all among these; none when a column is missing or a
    /// value does not fit.
    #[must_use]
    pub fn row<R: Relation>(&self, index: usize) -> Option<R> {
        let cells: Option<Vec<Cell>> = R::COLUMNS
            .iter()
            .map(|Column { info, .. }| {
                let column = self.names.iter().position(|name| *name == info.name)?;
                let stored = match &self.values[column] {
                    Values::Integers(values) => values[index].map_or(Stored::Null, Stored::Integer),
                    Values::Reals(values) => values[index].map_or(Stored::Null, Stored::Real),
                    Values::Texts(values) => values[index]
                        .as_deref()
                        .map_or(Stored::Null, |text| Stored::Text(text.into())),
                };
                info.kind.cell(stored)
            })
            .collect();
        R::of(&mut cells?.into_iter())
    }
}
