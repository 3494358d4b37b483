//! Writes the SQL of the views for people from the declarations.

use super::{ColumnInfo, Declaration, Kind};

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
        // The view for daily questions leaves out other indices than the main one.
        self.columns.iter().any(|column| column.kind == Kind::Year && self.is_assessed())
            || self
                .columns
                .iter()
                .any(|column| !self.daily.iter().any(|candidate| candidate.name == column.name))
    }

    /// Whether its rows are about blocks, and so about the units of an authority.
    fn is_assessed(&self) -> bool {
        self.columns.iter().any(|column| column.name == "block")
    }

    /// A view. The one for daily questions shows the main index; the one with every column shows all
    /// indices.
    fn view(&self, name: &str, columns: &[ColumnInfo], source: &str) -> String {
        let is_detail = name != self.name;
        let is_assessed = self.is_assessed();
        let is_of_index =
            is_assessed && self.columns.iter().any(|column| column.kind == Kind::Year);
        let column = |column: &ColumnInfo| match (column.name, column.kind) {
            (name, Kind::Points | Kind::SignedPoints) => format!("{name} / 1e4 AS {name}"),
            // A row carries the names of all grades of its set behind its own.
            (name, Kind::Grade) => format!("substr({name}, 1, instr({name}, '|') - 1) AS {name}"),
            ("block", _) => "block_code AS block".to_owned(),
            (name, _) => name.to_owned(),
        };

        let mut shown: Vec<_> = columns.iter().map(column).collect();
        shown.extend(is_of_index.then(|| "group_name".to_owned()));
        shown.extend(is_assessed.then(|| "authority".to_owned()));
        shown.extend((is_of_index && is_detail).then(|| "index_code".to_owned()));
        let has = |name: &str| columns.iter().any(|column| column.name == name);
        if is_detail && is_of_index && has("unit") && has("unit_id") {
            // The name that tells offices of one name apart. An office has a series per index, not
            // all of which may need the years behind the name; the longer label sorts last.
            shown.push(format!(
                "coalesce((SELECT max(trend.label) FROM trend WHERE trend.unit_id = {source}.unit_id), unit) \
                 AS unit_label"
            ));
        }
        let filter = if is_of_index && !is_detail {
            "\n WHERE authority_id || '/' || index_code IN (SELECT scope FROM main_index)"
        } else {
            ""
        };
        let order = self.order.split(", ").map(|column| match column {
            "block" if is_of_index => "authority_id, index_code, block_code, group_name",
            "block" if is_assessed => "authority_id, block_code",
            column => column,
        });
        format!(
            "CREATE VIEW {name} AS\nSELECT {}\n  FROM {source}{filter}\n ORDER BY {};",
            wrapped(&shown),
            order.collect::<Vec<_>>().join(", ")
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
