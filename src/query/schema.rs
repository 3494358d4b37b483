//! The tables and views of a database with their columns, as completion and advice need them.

use std::time::Duration;

use cchc::relation::views;
use cchc::store::{QueryLimits, SqlValue, Store, StoreError};

use super::token::{Token, tokens};

/// A table or view.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub columns: Vec<String>,
    /// Whether it is a view meant for people.
    pub is_for_people: bool,
}

/// All tables and views but those that other views are made of.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    pub sources: Vec<Source>,
}

/// The names of the views meant for people. Not every view has one with all columns.
pub fn names_of_views() -> Vec<String> {
    let names = views()
        .into_iter()
        .flat_map(|view| [view.name.to_owned(), format!("{}_detail", view.name)]);
    names.collect()
}

const COLUMNS_SQL: &str = "SELECT source.name, source.type, part.name
      FROM sqlite_schema AS source JOIN pragma_table_info(source.name) AS part
     WHERE source.type IN ('table', 'view') AND source.name NOT LIKE 'sqlite%'
     ORDER BY source.name, part.cid";

impl Schema {
    /// Reads the schema of a database.
    pub fn load(store: &mut Store) -> Result<Self, StoreError> {
        let limits = QueryLimits { timeout: Duration::from_secs(5), rows: 100_000 };
        let people = names_of_views();

        let mut schema = Self::default();
        for row in store.query(COLUMNS_SQL, limits)?.rows {
            let [SqlValue::Text(name), SqlValue::Text(kind), SqlValue::Text(column)] = &row[..]
            else {
                continue;
            };
            let is_for_people = people.contains(name);
            if kind == "view" && !is_for_people {
                continue;
            }
            match schema.sources.last_mut().filter(|last| last.name == *name) {
                Some(last) => last.columns.push(column.clone()),
                None => schema.sources.push(Source {
                    name: name.clone(),
                    columns: vec![column.clone()],
                    is_for_people,
                }),
            }
        }
        // Views first, which are what most questions are about.
        schema.sources.sort_by_key(|source| !source.is_for_people);
        Ok(schema)
    }

    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name.eq_ignore_ascii_case(name))
    }

    /// The tables and views that a query names, each with the name that stands for it there.
    pub fn named_in<'a>(&'a self, sql: &'a str) -> Vec<(&'a Source, &'a str)> {
        let tokens = tokens(sql);
        let found = tokens.iter().enumerate().filter_map(|(index, token)| {
            let source = self.source(token.text).filter(|_| token.is_name())?;
            let after: Vec<&Token<'_>> = tokens[index + 1..].iter().take(2).collect();
            if after.first().is_some_and(|next| next.is_mark(".")) {
                return None;
            }
            let alias = match after[..] {
                [word, alias] if word.is_word("as") && alias.is_name() => alias.text,
                [alias, ..] if alias.is_name() && !is_keyword(alias.text) => alias.text,
                _ => token.text,
            };
            Some((source, alias))
        });
        found.collect()
    }
}

/// The words of SQL that people use in queries.
pub const KEYWORDS: [&str; 60] = [
    "ALL",
    "AND",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "CAST",
    "COLLATE",
    "COUNT",
    "CROSS",
    "CURRENT",
    "DESC",
    "DISTINCT",
    "ELSE",
    "END",
    "ESCAPE",
    "EXCEPT",
    "EXISTS",
    "EXPLAIN",
    "FILTER",
    "FIRST",
    "FOLLOWING",
    "FROM",
    "FULL",
    "GROUP",
    "HAVING",
    "IN",
    "INNER",
    "INTERSECT",
    "IS",
    "ISNULL",
    "JOIN",
    "LAST",
    "LEFT",
    "LIKE",
    "LIMIT",
    "NATURAL",
    "NOT",
    "NOTNULL",
    "NULL",
    "NULLS",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "OUTER",
    "OVER",
    "PARTITION",
    "PLAN",
    "PRECEDING",
    "RECURSIVE",
    "REGEXP",
    "ROWS",
    "SELECT",
    "THEN",
    "UNION",
    "USING",
    "WHERE",
    "WITH",
];

pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
        || ["window", "when", "values", "right"]
            .iter()
            .any(|keyword| keyword.eq_ignore_ascii_case(word))
}
