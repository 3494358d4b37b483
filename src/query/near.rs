//! What an analyst may have meant: names and values near those of a query that fails or finds
//! nothing, and offices that share a name.

use std::time::Duration;

use cchc::model::{Block, GradeSet, match_key, plain_key};
use cchc::relation::{Kind, answer_column, answer_heading};
use cchc::store::{QueryLimits, SqlValue, Store};
use cchc::text::{Lang, block_label, grade_label};

use super::schema::{Schema, Source, names_of_views};
use super::token::{TokenKind, tokens, tokens_of_code};
use crate::words::terminal;

/// Names nearer than this may be meant, 0 to 1.
const NEAR: f64 = 0.8;

/// The names that are nearest to one, the nearest first and equally near ones in the given order; at
/// most three.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let key = plain_key(name);
    let closeness = |other: &str| {
        let other = plain_key(other);
        let contains = !key.is_empty() && other.contains(&key);
        if contains { 1.0 } else { strsim::jaro_winkler(&key, &other) }
    };
    let mut near: Vec<_> =
        known.map(|other| (closeness(other), other)).filter(|(close, _)| *close > NEAR).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.dedup();
    // Beside a name that differs in its spelling alone, no other is meant.
    let exact: Vec<_> = near.iter().copied().filter(|(_, other)| plain_key(other) == key).collect();
    let near = if exact.is_empty() { near } else { exact };
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// What may be meant by the name that SQLite does not know, by its message.
pub fn meant(lang: Lang, sql: &str, message: &str, schema: &Schema) -> Option<String> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    if let Some(table) = message.strip_prefix("no such table: ") {
        let names = || schema.sources.iter().map(|source| source.name.as_str());
        let usual: Vec<_> = names().filter(|name| is_usual(&USUAL_SOURCES, table, name)).collect();
        let near = if usual.is_empty() { nearest(&last(table), names()) } else { usual };
        return asked(lang, &near);
    }
    let name = message.strip_prefix("no such column: ")?;
    let column = last(name);
    let named = schema.named_in(sql);
    if let Some((owner, _)) = name.rsplit_once('.')
        && !named.iter().any(|(_, alias)| alias.eq_ignore_ascii_case(owner))
    {
        let aliases: Vec<_> = named.iter().map(|(_, alias)| *alias).collect();
        return asked(lang, &aliases[..aliases.len().min(3)]);
    }
    // A view without the column may have a detailed one with it.
    let detailed = named.iter().find_map(|(source, _)| {
        let detail = schema.source(&format!("{}_detail", source.name))?;
        let known = detail.columns.iter().find(|known| known.eq_ignore_ascii_case(&column))?;
        Some(terminal::column_in_detail(lang, known, &detail.name))
    });
    detailed.or_else(|| {
        let mut columns: Vec<&str> = Vec::new();
        for known in named.iter().flat_map(|(source, _)| &source.columns) {
            if !columns.contains(&known.as_str()) {
                columns.push(known);
            }
        }
        let of = |is: &dyn Fn(&&str) -> bool| columns.iter().copied().filter(is).take(3).collect();
        let usual: Vec<_> = of(&|known| is_usual(&USUAL_COLUMNS, &column, known));
        let near = if usual.is_empty() { nearest(&column, columns.iter().copied()) } else { usual };
        let near = if near.is_empty() { of(&|known| is_headed(&column, known)) } else { near };
        asked(lang, &near).or_else(|| elsewhere(lang, &column, schema))
    })
}

/// The first views that have a column which those of a query lack.
fn elsewhere(lang: Lang, column: &str, schema: &Schema) -> Option<String> {
    const MOST: usize = 3;
    let has =
        |source: &&Source| source.columns.iter().any(|known| known.eq_ignore_ascii_case(column));
    let views = names_of_views();
    let views = views.iter().filter_map(|view| schema.source(view)).filter(has);
    let names: Vec<_> = views.map(|source| source.name.as_str()).take(MOST).collect();
    (!names.is_empty()).then(|| terminal::column_elsewhere(lang, column, &names.join(", ")))
}

/// What people call tables and views, without diacritics, and the views.
const USUAL_SOURCES: [(&str, &[&str]); 14] = [
    ("units", &["rankings", "unit"]),
    ("don vi", &["rankings", "unit"]),
    ("results", &["rankings", "scores"]),
    ("ket qua", &["rankings", "scores"]),
    ("ranks", &["rankings"]),
    ("xep hang", &["rankings"]),
    ("tong diem", &["rankings"]),
    ("diem", &["scores"]),
    ("cham diem", &["scores", "gaps"]),
    ("tieu chi", &["criteria", "criteria_detail"]),
    ("chenh lech", &["gaps"]),
    ("bien dong", &["deltas", "trends"]),
    ("xu huong", &["trends"]),
    ("van ban", &["documents"]),
];

/// What people call columns, without diacritics, and the columns.
const USUAL_COLUMNS: [(&str, &[&str]); 13] = [
    ("name", &["unit", "criterion", "name"]),
    ("ten", &["unit", "criterion", "name"]),
    ("ten don vi", &["unit"]),
    ("score", &["total", "appraised"]),
    ("points", &["total", "appraised"]),
    ("diem", &["total", "appraised", "self"]),
    ("tong diem", &["total"]),
    ("diem tu cham", &["self"]),
    ("tu cham", &["self"]),
    ("diem tham dinh", &["appraised", "appraised_total"]),
    ("hang", &["rank"]),
    ("xep loai", &["grade"]),
    ("department", &["unit", "block"]),
];

/// Whether people use a name for what the database calls otherwise.
fn is_usual(usual: &[(&str, &[&str])], name: &str, known: &str) -> bool {
    let key = plain_key(name.rsplit('.').next().unwrap_or(name));
    usual.iter().any(|(words, meant)| *words == key && meant.contains(&known))
}

/// Whether the heading of a column, in either language, holds these words.
fn is_headed(words: &str, column: &str) -> bool {
    let key = plain_key(words);
    let headings = answer_heading(column).map(|label| [label.vi, label.en]);
    !key.is_empty() && headings.into_iter().flatten().any(|text| plain_key(text).contains(&key))
}

fn asked(lang: Lang, near: &[&str]) -> Option<String> {
    (!near.is_empty()).then(|| terminal::did_you_mean(lang, near))
}

/// Whether the values of a column are names or codes, by its declaration.
fn has_names(column: &str) -> bool {
    answer_column(column).is_some_and(|column| match column.kind {
        Kind::Block
        | Kind::Name
        | Kind::Grade
        | Kind::Coverage
        | Kind::Stage
        | Kind::Severity
        | Kind::Rule
        | Kind::Event
        | Kind::UnitChange => true,
        Kind::Year
        | Kind::Text
        | Kind::Id
        | Kind::Level
        | Kind::Points
        | Kind::SignedPoints
        | Kind::Share
        | Kind::ShareChange
        | Kind::PercentPoints
        | Kind::Statistic
        | Kind::Count
        | Kind::Rank
        | Kind::RankChange
        | Kind::Figure
        | Kind::Traced
        | Kind::Day
        | Kind::Flag
        | Kind::Texts
        | Kind::Nested
        | Kind::Integer
        | Kind::Real => false,
    })
}

/// Notes on the literals of a query that stand beside a column which has no such value.
pub fn unknown_values(lang: Lang, sql: &str, schema: &Schema, store: &mut Store) -> Vec<String> {
    // Elsewhere a value that does not exist may be meant so, or may be one of a derived column.
    let tokens = tokens(sql);
    let is_plain = tokens.iter().all(|token| {
        !["not", "case", "iif", "exists", "union", "except", "with", "collate", "explain"]
            .iter()
            .any(|word| token.is_word(word))
            && !["!", "|", "<", ">"].iter().any(|mark| token.is_mark(mark))
    });
    let is_single = tokens.iter().filter(|token| token.is_word("select")).count() == 1;
    if !is_plain || !is_single {
        return Vec::new();
    }
    let named = schema.named_in(sql);
    let mut notes = Vec::new();
    for (column, literal) in compared(sql) {
        let has = |source: &&Source| {
            source.columns.iter().any(|known| known.eq_ignore_ascii_case(column))
        };
        let source = named.iter().map(|(source, _)| *source).find(has);
        let Some(source) = source.filter(|_| has_names(column)) else { continue };
        let known = values(store, &source.name, column);
        let literal = literal.replace("''", "'");
        if known.is_empty() || known.contains(&literal) {
            continue;
        }
        let near = labelled(&literal, &known)
            .or_else(|| graded(&literal, &known))
            .map_or_else(|| nearest(&literal, known.iter().map(String::as_str)), |one| vec![one]);
        notes.push(terminal::no_such_value(lang, column, &literal, &near));
    }
    notes
}

/// The grade that people call by its name in the other language.
fn graded<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let key = match_key(name);
    let is_called = |name: &&String| {
        let grades = GradeSet::known().iter().filter_map(|set| set.parse(name));
        grades
            .into_iter()
            .any(|grade| Lang::ALL.iter().any(|lang| match_key(grade_label(*lang, grade)) == key))
    };
    known.iter().find(is_called).map(String::as_str)
}

/// The code of the block that people call by a name: all of its label, or a part of it, such as `huyện`.
fn labelled<'a>(name: &str, codes: &'a [String]) -> Option<&'a str> {
    let key = match_key(name);
    let is_label = |code: &&String, is: &dyn Fn(&str) -> bool| {
        let block = code.parse::<Block>();
        block.is_ok_and(|block| {
            Lang::ALL.iter().any(|lang| is(&match_key(&block_label(*lang, block))))
        })
    };
    let is_part = |label: &str| label.split(", ").any(|part| part == key);
    codes
        .iter()
        .find(|code| is_label(code, &|label| label == key))
        .or_else(|| codes.iter().find(|code| is_label(code, &is_part)))
        .map(String::as_str)
}

/// The columns of a query with the literals that they are compared with: `block = 'x'`,
/// `block IN ('x', 'y')`.
pub fn compared(sql: &str) -> Vec<(&str, &str)> {
    let tokens = tokens_of_code(sql);
    let mut found = Vec::new();
    let mut column = None;
    for (index, token) in tokens.iter().enumerate() {
        let goes_on = ["=", "<", ">", "!", "(", ","].iter().any(|mark| token.is_mark(mark))
            || ["is", "in", "not"].iter().any(|word| token.is_word(word));
        match token.kind {
            TokenKind::Literal => found.extend(column.map(|column| (column, token.text))),
            TokenKind::Word | TokenKind::Name if !goes_on => {
                let is_followed = tokens.get(index + 1).is_some_and(|next| {
                    ["=", "<", "!"].iter().any(|mark| next.is_mark(mark))
                        || ["is", "in", "not"].iter().any(|word| next.is_word(word))
                });
                column = is_followed.then_some(token.text);
            }
            TokenKind::Mark if !goes_on => column = None,
            TokenKind::Word | TokenKind::Name | TokenKind::Mark | TokenKind::Comment => {}
        }
    }
    found
}

/// The different values of a column; none if there are too many or they take too long.
pub fn values(store: &mut Store, source: &str, column: &str) -> Vec<String> {
    const MOST: usize = 5_000;
    let limits = QueryLimits { timeout: Duration::from_secs(2), rows: MOST };
    let sql = format!(
        "SELECT DISTINCT \"{column}\" FROM \"{source}\" WHERE \"{column}\" IS NOT NULL ORDER BY 1 COLLATE vi"
    );
    let Ok(answer) = store.query(&sql, limits) else { return Vec::new() };
    if answer.cut {
        return Vec::new();
    }
    let text = |row: Vec<SqlValue>| match row.into_iter().next() {
        Some(SqlValue::Text(text)) => Some(text),
        Some(SqlValue::Null | SqlValue::Integer(_) | SqlValue::Real(_) | SqlValue::Blob(_))
        | None => None,
    };
    answer.rows.into_iter().filter_map(text).collect()
}

/// Whether a query asks for one row of sums, counts or means over all rows.
pub fn is_aggregate(sql: &str) -> bool {
    const FUNCTIONS: [&str; 8] =
        ["count", "avg", "sum", "total", "min", "max", "median", "quantile"];
    let tokens = tokens_of_code(sql);
    let has = |word: &str| tokens.iter().any(|token| token.is_word(word));
    FUNCTIONS.iter().any(|function| has(function)) && !has("group") && !has("over")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use cchc::import::{Importer, Job};
    use cchc::source::InProcess;

    use super::*;

    #[test]
    fn columns_are_found_with_what_they_are_compared_with() {
        let sql = "SELECT 'a' FROM rankings AS r WHERE r.block = 'sở' AND unit IN ('b', 'c') \
                   AND grade <> 'd' AND total > 5 OR year = 2022 AND lower('e') = unit";
        let expected = [("block", "sở"), ("unit", "b"), ("unit", "c"), ("grade", "d")];
        assert_eq!(compared(sql), expected);
    }

    /// The schema of a database.
    fn schema() -> Schema {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.db");
        let text = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND \
                    tỉnh Ví dụ)\nSTT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;90\n2;Sở Y tế;80\n";
        let mut importer =
            Importer::open_with(&path, Job::default(), &InProcess).expect("an importer");
        importer.import_bytes(Path::new("a.csv"), text.into()).expect("a document");
        Schema::load(&mut Store::open(&path).expect("a database")).expect("its schema")
    }

    #[test]
    fn what_people_say_means_tables_and_columns_of_the_database() {
        let schema = schema();
        for (words, sources) in USUAL_SOURCES {
            for name in sources {
                assert!(schema.source(name).is_some(), "{words}: {name}");
            }
        }
        for (words, columns) in USUAL_COLUMNS {
            for name in columns {
                let has = |source: &Source| source.columns.iter().any(|column| column == name);
                assert!(schema.sources.iter().any(has), "{words}: {name}");
            }
        }
    }

    #[test]
    fn only_what_stands_in_the_from_clause_is_a_table() {
        let schema = schema();
        let named = |sql| -> Vec<String> {
            let named = schema.named_in(sql).into_iter();
            named.map(|(source, alias)| format!("{} {alias}", source.name)).collect()
        };
        assert_eq!(
            named("SELECT unit, document FROM scores_detail WHERE unit = 'a'"),
            ["scores_detail scores_detail"]
        );
        assert_eq!(
            named(
                "SELECT * FROM rankings r, main.scores AS s JOIN (SELECT unit FROM gaps) ON 1 WHERE unit = 1"
            ),
            ["rankings r", "scores s", "gaps gaps"]
        );
        let meant =
            meant(Lang::Vi, "SELECT unit, parent FROM scores", "no such column: parent", &schema);
        assert!(meant.is_some_and(|text| text.starts_with("Cột parent có trong")));
        let meant =
            super::meant(Lang::Vi, "SELECT self FROM rankings", "no such column: self", &schema);
        assert!(meant.is_some_and(|text| text.contains("scores")));
    }

    #[test]
    fn the_nearest_names_come_first() {
        let names = ["rankings", "rankings_detail", "gaps"];
        assert_eq!(nearest("ranking", names.into_iter()), ["rankings", "rankings_detail"]);
        assert!(nearest("zzz", names.into_iter()).is_empty());
    }
}
