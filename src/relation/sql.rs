//! Writes the SQL of the views for people from the declarations.

use super::{ColumnInfo, Declaration};

impl Declaration {
    /// The statements that create the view for daily questions and, when that view lacks some
    /// columns, the view with every column. Empty for a relation without views.
    #[must_use]
    pub fn view_statements(&self) -> Vec<String> {
        let Some(source) = self.source else { return Vec::new() };
        if self.daily.is_empty() {
            return Vec::new();
        }
        let mut statements = vec![self.view(self.name, &self.daily, source)];
        if self.has_detail() {
            statements.push(self.view(&format!("{}_detail", self.name), &self.columns, source));
        }
        statements
    }

    /// Whether there is also a view with every column, because the one for daily questions lacks
    /// some.
    #[must_use]
    pub fn has_detail(&self) -> bool {
        self.columns
            .iter()
            .any(|column| !self.daily.iter().any(|candidate| candidate.name == column.name))
    }

    fn view(&self, name: &str, columns: &[ColumnInfo], source: &str) -> String {
        let column = |column: &ColumnInfo| match (column.name, column.kind.is_points()) {
            (name, true) => format!("{name} / 1e4 AS {name}"),
            (name, false) => name.to_owned(),
        };
        let columns: Vec<_> = columns.iter().map(column).collect();
        format!(
            "CREATE VIEW {name} AS\nSELECT {}\n  FROM {source}\n ORDER BY {};",
            wrapped(&columns),
            self.order
        )
    }
}

/// Joins the items of a column list into lines of at most 110 characters.
fn wrapped(items: &[String]) -> String {
    let (mut text, mut length) = (String::new(), 7);
    for (index, item) in items.iter().enumerate() {
        let comma = if index + 1 < items.len() { "," } else { "" };
        if index > 0 && length + item.len() + 2 > 110 {
            text += "\n       ";
            length = 7;
        } else if index > 0 {
            text.push(' ');
            length += 1;
        }

        text += item;
        text += comma;
        length += item.len() + comma.len();
    }
    text
}
