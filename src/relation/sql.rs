//! The views for people, written by the declarations.

use super::{ColumnInfo, Declaration};

impl Declaration {
    /// The view for daily questions, and the one with every column where the first has not all.
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

    /// Whether a view with every column stands beside the one for daily questions.
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

/// The items of a list of columns, in lines of at most 110 characters.
fn wrapped(items: &[String]) -> String {
    let (mut text, mut length) = (String::new(), 7);
    for (index, item) in items.iter().enumerate() {
        let end = if index + 1 < items.len() { "," } else { "" };
        if index > 0 && length + item.len() + 2 > 110 {
            text += "\n       ";
            length = 7;
        } else if index > 0 {
            text.push(' ');
            length += 1;
        }
        text += item;
        text += end;
        length += item.len() + end.len();
    }
    text
}
