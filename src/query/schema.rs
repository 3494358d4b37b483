//! The tables and views of a database with their columns, as completion and advice need them.

use std::time::Duration;

use cchc::relation::views;
use cchc::store::{QueryLimits, SqlValue, Store, StoreError};

use super::token::{Token, tokens, tokens_of_code};

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
        // Columns may have the names of tables, such as `unit`.
        let mut is_in_from = false;
        let found = tokens.iter().enumerate().filter_map(|(index, token)| {
            if BEGINS_SOURCES.iter().any(|word| token.is_word(word)) {
                is_in_from = true;
            } else if ENDS_SOURCES.iter().any(|word| token.is_word(word)) {
                is_in_from = false;
            }
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            let begins = before.is_some_and(|before| {
                BEGINS_SOURCES.iter().any(|word| before.is_word(word))
                    || (is_in_from && [",", "(", "."].iter().any(|mark| before.is_mark(mark)))
            });
            let source = self.source(token.text).filter(|_| begins && token.is_name())?;
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

impl Schema {
    /// The schema with the tables that a query defines itself: `WITH best AS (SELECT …)`.
    pub fn with_tables_of(&self, sql: &str) -> Self {
        let mut schema = self.clone();
        let tokens = tokens_of_code(sql);
        let Some(begin) = tokens.iter().position(|token| token.is_word("with")) else {
            return schema;
        };
        let mut rest = &tokens[begin + 1..];
        if rest.first().is_some_and(|token| token.is_word("recursive")) {
            rest = &rest[1..];
        }
        while let Some((name, behind)) = rest.split_first().filter(|(name, _)| name.is_name()) {
            let (listed, behind) = match behind.first() {
                Some(mark) if mark.is_mark("(") => inside(behind),
                _ => (&[][..], behind),
            };
            let body = behind.iter().position(|token| token.is_mark("(")).unwrap_or(behind.len());
            let (body, behind) = inside(&behind[body..]);
            let columns =
                if listed.is_empty() { schema.selected(body, sql) } else { names(listed) };
            let source = Source { name: name.text.to_owned(), columns, is_for_people: true };
            schema.sources.insert(0, source);
            match behind.split_first() {
                Some((comma, next)) if comma.is_mark(",") => rest = next,
                _ => break,
            }
        }
        schema
    }

    /// The names of the columns that a query selects.
    fn selected(&self, body: &[Token<'_>], sql: &str) -> Vec<String> {
        let (Some(first), Some(last)) = (body.first(), body.last()) else { return Vec::new() };
        let mut columns = Vec::new();
        let mut depth = 0_usize;
        let mut item: Vec<&Token<'_>> = Vec::new();
        let mut finish = |item: &mut Vec<&Token<'_>>| {
            match item.last() {
                Some(star) if star.is_mark("*") => {
                    let named = self.named_in(&sql[first.start..last.end]);
                    columns
                        .extend(named.into_iter().flat_map(|(source, _)| source.columns.clone()));
                }
                Some(name) if name.is_name() => columns.push(name.text.to_owned()),
                _ => {}
            }
            item.clear();
        };
        for token in body.iter().skip_while(|token| !token.is_word("select")).skip(1) {
            if token.is_mark("(") {
                depth += 1;
            } else if token.is_mark(")") {
                depth = depth.saturating_sub(1);
            }
            if depth == 0 && token.is_word("from") {
                break;
            }
            if depth == 0 && token.is_mark(",") {
                finish(&mut item);
            } else {
                item.push(token);
            }
        }
        finish(&mut item);
        columns
    }
}

/// The tokens between the bracket that these begin with and its partner, and those behind it.
fn inside<'t, 'a>(tokens: &'t [Token<'a>]) -> (&'t [Token<'a>], &'t [Token<'a>]) {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_mark("(") {
            depth += 1;
        } else if token.is_mark(")") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return (&tokens[1..at], &tokens[at + 1..]);
            }
        }
    }
    (tokens.get(1..).unwrap_or_default(), &[])
}

/// The names in a list.
fn names(listed: &[Token<'_>]) -> Vec<String> {
    listed.iter().filter(|token| token.is_name()).map(|token| token.text.to_owned()).collect()
}

/// The words before the tables of a query, and those that begin what follows them.
const BEGINS_SOURCES: [&str; 4] = ["from", "join", "into", "update"];
const ENDS_SOURCES: [&str; 9] =
    ["select", "where", "group", "having", "order", "limit", "on", "using", "window"];

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
