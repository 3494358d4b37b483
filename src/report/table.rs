//! Tables of relations: headings and cells as their declarations have them.

use crate::relation::{Cell, Column, ColumnInfo, Kind, Label};

/// A table of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What stands above it; none where the text before it says so.
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// Its rows: a value a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableColumn {
    /// Its heading.
    pub label: Label,
    /// What its values are: how they stand and are shown.
    pub kind: Kind,
}

impl From<&ColumnInfo> for TableColumn {
    fn from(column: &ColumnInfo) -> Self {
        Self { label: column.label, kind: column.kind }
    }
}

impl Table {
    /// The rows of a relation with some of its columns.
    pub(super) fn of<'a, R: 'a>(columns: &[Column<R>], rows: impl IntoIterator<Item = &'a R>) -> Self {
        let values = |row: &R| columns.iter().map(|column| (column.cell)(row)).collect();
        Self {
            caption: None,
            columns: columns.iter().map(|column| (&column.info).into()).collect(),
            rows: rows.into_iter().map(values).collect(),
        }
    }

    /// The same with other headings for some columns.
    pub(super) fn headed(mut self, labels: impl IntoIterator<Item = Label>) -> Self {
        for (column, label) in self.columns.iter_mut().zip(labels) {
            column.label = label;
        }
        self
    }

    /// The same with a caption.
    pub(super) fn captioned(self, caption: String) -> Self {
        Self { caption: Some(caption), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::label;
    use crate::model::Points;
    use crate::relation::{RestatementRow, blank};

    #[test]
    fn a_table_has_the_values_of_the_chosen_columns() {
        let row = RestatementRow {
            unit: "Sở Tư pháp".to_owned(),
            restated_total: Some(Points::from_ten_thousandths(942_800)),
            ..blank()
        };
        let columns = [RestatementRow::unit, RestatementRow::restated_total];
        let table = Table::of(&columns, [&row]).headed([label("Tên", "Name")]);
        assert_eq!(table.columns[0].label.vi, "Tên");
        assert_eq!(table.columns[1].kind, Kind::Points);
        let total = Cell::Points(Points::from_ten_thousandths(942_800));
        assert_eq!(table.rows, [vec![Cell::Name("Sở Tư pháp".into()), total]]);
    }
}
