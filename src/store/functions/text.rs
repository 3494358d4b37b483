//! Vietnamese text: comparisons that ignore case in every script, search without tone marks, regular
//! expressions, and Vietnamese order.
//!
//! Texts that look alike are equal here, however they were typed: they are compared in composed
//! Unicode (NFC).

use std::borrow::Cow;
use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use regex::{Regex, RegexBuilder};
use rusqlite::functions::Context;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::{FLAGS, failed};
use crate::model::unaccented;

/// The most memory that a compiled pattern may take, in bytes: enough for the longest pattern of
/// LIKE that is of use.
const MAX_PATTERN_BYTES: usize = 16 << 20;

type OfText = fn(&str) -> String;

pub(super) fn register(connection: &Connection) -> Result<()> {
    let of_one: [(&str, OfText); 3] = [
        ("lower", |text| text.to_lowercase()),
        ("upper", |text| text.to_uppercase()),
        ("unaccent", unaccented),
    ];
    for (name, function) in of_one {
        connection.create_scalar_function(name, 1, FLAGS, move |context| {
            Ok(text(context, 0).map(|text| function(&text)))
        })?;
    }

    // SQLite calls these for `text LIKE pattern` and `text LIKE pattern ESCAPE escape`.
    for arguments in [2, 3] {
        connection.create_scalar_function("like", arguments, FLAGS, like)?;
    }
    // SQLite calls this for `text REGEXP pattern`.
    connection.create_scalar_function("regexp", 2, FLAGS, |context| {
        let Some((pattern, text)) = text(context, 0).zip(text(context, 1)) else { return Ok(None) };
        let pattern = compiled(context, || Ok(pattern.into_owned()))?;
        Ok(Some(pattern.is_match(&text)))
    })?;
    connection.create_scalar_function("search", 2, FLAGS, |context| {
        let pair = text(context, 0).zip(text(context, 1));
        Ok(pair.map(|(text, words)| has_words(&text, &words)))
    })?;

    connection.create_collation("nocase", |a: &str, b: &str| {
        composed(a).to_lowercase().cmp(&composed(b).to_lowercase())
    })?;
    let collator = collator().map_err(failed)?;
    connection.create_collation("vi", move |a: &str, b: &str| collator.compare(a, b))
}

fn collator() -> std::result::Result<CollatorBorrowed<'static>, String> {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default())
        .map_err(|error| error.to_string())
}

/// Sorts by texts as a Vietnamese dictionary does: đ after d, then by the tones.
pub fn sort_by_vietnamese<T>(values: &mut [T], text: impl Fn(&T) -> String) {
    match collator() {
        Ok(collator) => values.sort_by(|a, b| collator.compare(&text(a), &text(b))),
        Err(_) => values.sort_by_key(text),
    }
}

/// Whether a text has every one of some words, in any order, whatever their marks and case.
#[must_use]
pub fn has_vietnamese_words(text: &str, words: &str) -> bool {
    has_words(text, words)
}

/// An argument as text in composed Unicode, as SQLite would cast it; `None` for NULL.
fn text<'a>(context: &'a Context<'_>, index: usize) -> Option<Cow<'a, str>> {
    match context.get_raw(index) {
        ValueRef::Null => None,
        ValueRef::Integer(integer) => Some(integer.to_string().into()),
        ValueRef::Real(real) => Some(format!("{real:?}").into()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            Some(match String::from_utf8_lossy(bytes) {
                Cow::Borrowed(text) => composed(text),
                Cow::Owned(text) => composed(&text).into_owned().into(),
            })
        }
    }
}

/// The text in composed Unicode.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect::<String>().into(),
    }
}

/// Whether a text has every one of some words, in any order, whatever their marks and case.
fn has_words(text: &str, words: &str) -> bool {
    let [text, words] = [text, words].map(|text| unaccented(text).to_lowercase());
    words.split_whitespace().all(|word| text.contains(word))
}

/// `text LIKE pattern`: `%` stands for any text and `_` for any letter. Case is ignored.
fn like(context: &mut Context<'_>) -> Result<Option<bool>> {
    let escape = match (context.len() == 3).then(|| text(context, 2)) {
        None => None,
        Some(None) => return Ok(None),
        Some(Some(escape)) => {
            let mut letters = escape.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => Some(letter),
                _ => return Err(failed("ESCAPE expression must be a single character".to_owned())),
            }
        }
    };
    let Some((pattern, text)) = text(context, 0).zip(text(context, 1)) else { return Ok(None) };
    let pattern = compiled(context, || Ok(like_pattern(&pattern, escape)))?;
    Ok(Some(pattern.is_match(&text)))
}

/// The regular expression for a pattern of LIKE.
fn like_pattern(pattern: &str, escape: Option<char>) -> String {
    let mut expression = "(?is)^".to_owned();
    let mut letters = pattern.chars();
    let mut buffer = [0; 4];
    while let Some(letter) = letters.next() {
        match letter {
            letter if Some(letter) == escape => {
                if let Some(letter) = letters.next() {
                    expression += &regex::escape(letter.encode_utf8(&mut buffer));
                }
            }
            '%' => expression += ".*",
            '_' => expression += ".",
            letter => expression += &regex::escape(letter.encode_utf8(&mut buffer)),
        }
    }
    expression + "$"
}

/// The regular expression, compiled once per query where its pattern stays the same.
fn compiled(
    context: &Context<'_>,
    expression: impl FnOnce() -> Result<String>,
) -> Result<Arc<Regex>> {
    context.get_or_create_aux(0, |_| {
        RegexBuilder::new(&expression()?)
            .size_limit(MAX_PATTERN_BYTES)
            .dfa_size_limit(MAX_PATTERN_BYTES)
            .build()
            .map_err(|error| failed(error.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::super::column;
    use crate::store::SqlValue;

    fn value(sql: &str) -> SqlValue {
        column(&format!("SELECT {sql}")).expect(sql).swap_remove(0)
    }

    fn is_true(sql: &str) -> bool {
        value(sql) == SqlValue::Integer(1)
    }

    #[test]
    fn case_is_ignored_in_vietnamese_too() {
        let text = |text: &str| SqlValue::Text(text.to_owned());
        assert_eq!(value("upper('Sở Văn hóa')"), text("SỞ VĂN HÓA"));
        assert_eq!(value("lower('ĐIỆN BIÊN')"), text("điện biên"));
        assert_eq!(value("lower(NULL)"), SqlValue::Null);
        assert_eq!(value("upper(1.5)"), text("1.5"));
        for (sql, expected) in [
            ("'Sở Tư pháp' LIKE '%SỞ TƯ PHÁP%'", true),
            ("'Huyện Chợ Đồn' LIKE '%chợ đồn'", true),
            ("'Huyện Chợ Đồn' LIKE 'chợ đồn'", false),
            ("'Sở' LIKE 'S_'", true),
            ("'100%' LIKE '100!%' ESCAPE '!'", true),
            ("'1000' LIKE '100!%' ESCAPE '!'", false),
            ("'a.b\nc' LIKE 'A.B%'", true),
            ("'axb' LIKE 'a.b'", false),
            ("'Sở Y tế' = 'SỞ Y TẾ' COLLATE NOCASE", true),
            ("'Sở Y tế' = 'SO Y TE' COLLATE NOCASE", false),
        ] {
            assert_eq!(is_true(sql), expected, "{sql}");
            let decomposed: String = sql.nfd().collect();
            assert_eq!(is_true(&decomposed), expected, "decomposed: {sql}");
        }
        assert_eq!(value("NULL LIKE 'a'"), SqlValue::Null);
        assert!(column("SELECT 'a' LIKE 'a' ESCAPE 'xy'").is_err());
    }

    #[test]
    fn marks_are_ignored_where_asked() {
        assert_eq!(value("unaccent('Đường Thủy')"), SqlValue::Text("Duong Thuy".to_owned()));
        assert!(is_true("search('Sở Tư pháp', 'so tu phap')"));
        assert!(is_true("search('Sở Tư pháp', 'PHÁP sở')"));
        assert!(!is_true("search('Sở Tư pháp', 'so y te')"));
    }

    #[test]
    fn regular_expressions_are_bounded() {
        assert!(is_true("'Quyết định 501/QĐ-UBND' REGEXP '\\d+/QĐ'"));
        assert!(!is_true("'501' REGEXP '^\\D'"));
        assert_eq!(value("NULL REGEXP 'a'"), SqlValue::Null);
        for pattern in ["(", "(a{1000}){1000}"] {
            assert!(column(&format!("SELECT 'a' REGEXP '{pattern}'")).is_err(), "{pattern}");
        }
        // Without a bound on backtracking this would take for ever.
        assert!(!is_true("printf('%.*c', 30000, 'a') REGEXP '^(a+)+$b'"));
        let many = "%a".repeat(500);
        assert!(!is_true(&format!("printf('%.*c', 3000, 'b') LIKE '{many}'")));
    }

    #[test]
    fn names_sort_as_in_a_vietnamese_dictionary() {
        let sorted = |names: &str| {
            let sql = format!("SELECT column1 FROM (VALUES {names}) ORDER BY column1 COLLATE vi");
            let texts = column(&sql).expect("an order").into_iter().filter_map(|value| {
                if let SqlValue::Text(text) = value { Some(text) } else { None }
            });
            texts.collect::<Vec<_>>().join(" < ")
        };
        assert_eq!(
            sorted("('Huyện Chợ Mới'), ('Huyện Chợ Đồn'), ('Huyện Ba Bể'), ('Huyện Bạch Thông')"),
            "Huyện Ba Bể < Huyện Bạch Thông < Huyện Chợ Đồn < Huyện Chợ Mới"
        );
        // Letters: a ă â, d đ, e ê, o ô ơ, u ư.
        assert_eq!(
            sorted("('ơ'), ('ô'), ('o'), ('đ'), ('d'), ('e'), ('â'), ('ă'), ('a')"),
            "a < ă < â < d < đ < e < o < ô < ơ"
        );
        // Tones: level, huyền, hỏi, ngã, sắc, nặng.
        assert_eq!(
            sorted("('mạ'), ('má'), ('mã'), ('mả'), ('mà'), ('ma')"),
            "ma < mà < mả < mã < má < mạ"
        );
    }
}
