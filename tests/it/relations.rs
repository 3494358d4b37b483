//! The schema, the documentation and the enums agree with the declarations of relations.

use std::path::Path;

use cchc::model::{Coded, Coverage, EventKind, Severity};
use cchc::relation::{Declaration, Kind, Storage, statistics, views};
use cchc::store::SCHEMA;

use crate::project::{Project, holds};

/// The lines in `schema.sql` above the views that are generated from the declarations.
const WRITTEN: &str = "`..._detail` has every column when the view itself does not.
---------------------------------------------------------------------------------------------------------------
";

/// The comment above a view, wrapped.
fn comment(declaration: &Declaration) -> String {
    let options = textwrap::Options::new(115)
        .initial_indent("-- ")
        .subsequent_indent("-- ")
        .break_words(false);
    let words = declaration.meaning.split_whitespace().collect::<Vec<_>>().join(" ");
    textwrap::fill(&words, options.word_splitter(textwrap::WordSplitter::NoHyphenation)) + "\n"
}

#[test]
fn the_views_for_people_are_the_declared_ones() {
    let written: Vec<_> = views()
        .iter()
        .map(|declaration| {
            format!("{}{}", comment(declaration), declaration.view_statements().join("\n\n"))
        })
        .collect();
    let (above, _) = SCHEMA.split_once(WRITTEN).expect("the views for people");
    holds("schema.sql", SCHEMA, &format!("{above}{WRITTEN}\n{}\n", written.join("\n\n")));
}

#[test]
fn the_page_on_views_has_the_declared_columns() {
    let mut text = String::from(
        "<!-- Generated from src/relation; a test writes it again with UPDATE=1. -->\n\
         # The views and their columns\n\nA view has the columns for daily questions, marked with ✓. If that is not every column, the view \
         with `_detail` after its name has them all. Points are points, shares are 0 to 1, flags are 0 and 1; an unknown \
         value is NULL.\n\nIdentify a unit by its `unit_id`, which stays the same when it is renamed, and not by its name, \
         which two units may share; identify a criterion over the years by its `series`. Criteria of `level` 1 add up to the \
         total: sum over one level only. Compare units within one `year` and `block`, and within one \
         `group_name` where a block is ranked in groups.\n\nThese columns stand at the end of every view on results: `group_name`, the group of the block, NULL for a block \
         that is ranked as a whole; `authority`, whose index it is; and, in the views with `_detail`, `index_code`, which \
         index it is. Views with `_detail` on units end with `unit_label`, the name that no other \
         unit of the block has: `Sở Nội vụ (2019–2022)` where another office took the name later. The other views show the main index alone: \
         the administration reform index, or else the one that was \
         imported first.\n\n## Kinds\n\n| kind | its values |\n|---|---|\n",
    );
    let used = |kind: Kind| {
        views().iter().any(|view| view.columns.iter().any(|column| column.kind == kind))
    };

    for kind in Kind::ALL.iter().filter(|kind| used(**kind)) {
        let codes =
            kind.codes().map_or_else(String::new, |codes| format!(" `{}`", codes.join("`, `")));
        // The rules have a page of their own.
        let codes = if *kind == Kind::Rule { String::new() } else { codes };
        text += &format!("| {kind:?} | {}{codes} |\n", kind.meaning().trim());
    }

    for declaration in views() {
        let Declaration { name, meaning, columns, key, daily, .. } = &declaration;
        text += &format!("\n## `{name}`\n\n{}\n\nOne row per {}.", meaning.trim(), key.join(", "));
        if declaration.has_detail() {
            text += &format!(" Every column is in `{name}_detail`.");
        }

        text += "\n\n| column | daily | kind | heading | tiêu đề | meaning |\n|---|---|---|---|---|---|\n";
        for column in columns {
            let mark = if daily.iter().any(|candidate| candidate.name == column.name) {
                "✓"
            } else {
                ""
            };
            let kind = format!("{:?}", column.kind);
            let meaning = column.meaning.trim();
            text += &format!(
                "| `{}` | {mark} | {kind} | {} | {} | {meaning} |\n",
                column.name, column.label.en, column.label.vi
            );
        }
    }

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/relations.md");
    holds("docs/relations.md", &std::fs::read_to_string(path).unwrap_or_default(), &text);
}

#[test]
fn views_for_daily_questions_have_few_columns_and_identities_first() {
    for declaration in views() {
        let names: Vec<_> = declaration.daily.iter().map(|column| column.name).collect();
        assert!(names.len() <= 13, "{}: {names:?}", declaration.name);
        assert!(
            declaration.key.iter().all(|key| names.contains(key)),
            "{}: {names:?}",
            declaration.name
        );
        let all: Vec<_> = declaration.columns.iter().map(|column| column.name).collect();
        assert_eq!(
            all.iter().collect::<std::collections::BTreeSet<_>>().len(),
            all.len(),
            "{all:?}"
        );
    }
}

#[test]
fn every_column_has_headings_and_a_meaning() {
    for declaration in views() {
        for column in &declaration.columns {
            let name = format!("{}.{}", declaration.name, column.name);
            assert!(!column.label.vi.is_empty() && !column.label.en.is_empty(), "{name}");
            assert!(column.meaning.trim().ends_with('.'), "{name}: {}", column.meaning);
        }
    }
}

/// The values that each CHECK of the schema allows in a column.
fn checks(column: &str) -> Vec<Vec<&'static str>> {
    let begin = format!("CHECK ({column} IN (");
    let lists = SCHEMA.split(&begin[..]).skip(1).filter_map(|rest| rest.split("))").next());
    lists.map(|list| list.split(", ").map(|name| name.trim_matches('\'')).collect()).collect()
}

#[test]
fn the_schema_allows_exactly_the_values_of_the_enums() {
    fn names<T: Coded>() -> Vec<&'static str> {
        T::VALUES.iter().map(|value| value.name()).collect()
    }

    for (column, known) in [
        ("coverage", names::<Coverage>()),
        ("severity", names::<Severity>()),
        ("kind", names::<EventKind>()),
    ] {
        let lists = checks(column);
        assert!(!lists.is_empty(), "{column}");
        for list in lists {
            assert_eq!(list, known, "{column}");
        }
    }
}

#[test]
fn the_tables_of_statistics_have_the_declared_columns() {
    let project = Project::with_decision();
    let tables = project.query("SELECT name FROM sqlite_schema WHERE type = 'table'");
    let statistics = statistics();
    assert!(
        statistics
            .iter()
            .all(|statistic| tables.iter().any(|table| table["name"] == statistic.name))
    );

    for Declaration { name, columns, .. } in statistics {
        let query = format!("SELECT name, type FROM pragma_table_info('{name}') ORDER BY name");
        let mut declared: Vec<_> = columns
            .iter()
            .map(|column| {
                let kind = match column.kind.storage().expect("a column of a database") {
                    Storage::Integer => "INTEGER",
                    Storage::Real => "REAL",
                    Storage::Text => "TEXT",
                };
                serde_json::json!({ "name": column.name, "type": kind })
            })
            .collect();
        declared.sort_by_key(|column| column["name"].to_string());
        assert_eq!(project.query(&query), declared, "{name}");
    }
}
