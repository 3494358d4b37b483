//! Queries that take several offices of one name for one.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cchc::model::match_key;
use cchc::store::{QueryLimits, SqlValue, Store};
use cchc::text::Lang;

use super::near::compared;
use super::token::{Token, tokens_of_code};
use crate::words::terminal;

/// A note where a query groups, partitions or joins by the name of units, and one name belongs to several offices
/// in what it asks for.
pub fn shared_names(lang: Lang, sql: &str, store: &mut Store) -> Option<String> {
    const LIMITS: QueryLimits = QueryLimits { timeout: Duration::from_secs(2), rows: 200_000 };
    let tokens = tokens_of_code(sql);
    if tokens.first().is_some_and(|token| token.is_word("explain")) {
        return None;
    }
    let grouping = Grouping::of(&tokens)?;
    let answer = store
        .query("SELECT DISTINCT unit, unit_id, authority, block, year FROM rankings_detail", LIMITS)
        .ok()
        .filter(|answer| !answer.cut)?;
    let compared = compared(sql);
    let asked = |column: &str| -> Vec<String> {
        let of_column = compared.iter().filter(|(name, _)| name.eq_ignore_ascii_case(column));
        of_column.map(|(_, literal)| match_key(&literal.replace("''", "'"))).collect()
    };
    let (blocks, units) = (asked("block"), asked("unit"));
    let years = years_asked(&tokens);

    // The offices of each name, and of what stands beside the name in the list.
    let mut offices: BTreeMap<[String; 4], BTreeSet<i64>> = BTreeMap::new();
    for row in answer.rows {
        let [
            SqlValue::Text(unit),
            SqlValue::Integer(id),
            SqlValue::Text(authority),
            SqlValue::Text(block),
            SqlValue::Integer(year),
        ] = row.as_slice()
        else {
            continue;
        };
        let is_of = |asked: &[String], value: &str| {
            asked.is_empty() || asked.iter().any(|one| *one == match_key(value))
        };
        if !is_of(&blocks, block) || !is_of(&units, unit) || !years.contains(*year) {
            continue;
        }
        // What stands beside the name tells offices apart.
        let beside =
            |name: &str, value: String| if grouping.has(name) { value } else { String::new() };
        let key = [
            unit.clone(),
            beside("authority", authority.clone()),
            beside("block", block.clone()),
            beside("year", year.to_string()),
        ];
        offices.entry(key).or_default().insert(*id);
    }
    let shared = offices.into_iter().filter(|(_, ids)| ids.len() > 1);
    let mut shared: Vec<String> = shared.map(|([name, ..], _)| name).collect();
    shared.dedup();
    (!shared.is_empty()).then(|| terminal::shared_names(lang, &shared))
}

/// The columns by which a query puts rows together, where the name of units is one of them.
struct Grouping {
    /// In lower case.
    columns: Vec<String>,
}

impl Grouping {
    /// None if no list names the units without identifying them.
    fn of(tokens: &[Token<'_>]) -> Option<Self> {
        let begins = |at: usize| {
            let word = |word: &str| tokens[at].is_word(word);
            (word("group") || word("partition"))
                && tokens.get(at + 1).is_some_and(|next| next.is_word("by"))
        };
        let lists = (0..tokens.len()).filter(|at| begins(*at)).map(|at| {
            let list = tokens[at + 2..].iter().take_while(|token| !ends_a_list(token));
            named_by(list.collect(), tokens)
        });
        let joined = joins_by_name(tokens).then(|| vec!["unit".to_owned()]);
        let by_name = |columns: &Vec<String>| {
            let has = |name: &str| columns.iter().any(|column| column == name);
            has("unit") && !has("unit_id") && !has("unit_label")
        };
        lists.chain(joined).find(by_name).map(|columns| Self { columns })
    }

    fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }
}

/// The columns that a list of GROUP BY names: by their names, by the names that SELECT gives them, or by their
/// numbers in it.
fn named_by(list: Vec<&Token<'_>>, tokens: &[Token<'_>]) -> Vec<String> {
    let selected = selected(tokens);
    let mut columns = Vec::new();
    for token in list {
        let text = token.text.to_lowercase();
        let of_number =
            text.parse::<usize>().ok().and_then(|number| selected.get(number.checked_sub(1)?));
        let of_alias = || selected.iter().find(|item| item.last() == Some(&text) && item.len() > 1);
        match of_number.or_else(of_alias) {
            Some(item) => columns.extend(item.iter().cloned()),
            None => columns.push(text),
        }
    }
    columns
}

/// The words of each expression of the first SELECT, in lower case.
fn selected(tokens: &[Token<'_>]) -> Vec<Vec<String>> {
    let Some(begin) = tokens.iter().position(|token| token.is_word("select")) else {
        return Vec::new();
    };
    let (mut items, mut depth) = (vec![Vec::new()], 0_usize);
    for token in &tokens[begin + 1..] {
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 0 => items.push(Vec::new()),
            _ if depth == 0 && token.is_word("from") => break,
            _ => {
                if let Some(item) = items.last_mut().filter(|_| token.is_name()) {
                    item.push(token.text.to_lowercase());
                }
            }
        }
    }
    items
}

/// Whether a query joins rows by the names of units: `a.unit = b.unit`, and not by the offices.
fn joins_by_name(tokens: &[Token<'_>]) -> bool {
    let is_unit = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_name() && token.text.eq_ignore_ascii_case("unit"))
    };
    let mut equals = (1..tokens.len()).filter(|at| tokens[*at].is_mark("="));
    let is_joined = equals.any(|at| {
        is_unit(at - 1) && tokens.get(at + 2).is_some_and(|dot| dot.is_mark(".")) && is_unit(at + 3)
    });
    let names_office = tokens.iter().any(|token| token.text.eq_ignore_ascii_case("unit_id"));
    is_joined && !names_office
}

/// The years that the conditions of a query admit: from the lowest to the highest number that `year` is compared
/// with.
fn years_asked(tokens: &[Token<'_>]) -> Years {
    let mut years = Years { from: i64::MIN, to: i64::MAX };
    let number = |at: usize| tokens.get(at).and_then(|token| token.text.parse::<i64>().ok());
    for at in 0..tokens.len() {
        if !(tokens[at].is_name() && tokens[at].text.eq_ignore_ascii_case("year")) {
            continue;
        }
        let mark = |offset: usize, mark: &str| {
            tokens.get(at + offset).is_some_and(|token| token.is_mark(mark))
        };
        let strict = i64::from(!mark(2, "="));
        let value = number(at + 2).or_else(|| number(at + 3));
        match value {
            Some(year) if mark(1, "=") => years.narrow(year, year),
            Some(year) if mark(1, ">") => years.narrow(year + strict, i64::MAX),
            Some(year) if mark(1, "<") && !mark(2, ">") => years.narrow(i64::MIN, year - strict),
            _ => {}
        }
        if tokens.get(at + 1).is_some_and(|token| token.is_word("between"))
            && let (Some(from), Some(to)) = (number(at + 2), number(at + 4))
        {
            years.narrow(from, to);
        }
    }
    years
}

/// A range of years, both ends included.
struct Years {
    from: i64,
    to: i64,
}

impl Years {
    fn narrow(&mut self, from: i64, to: i64) {
        self.from = self.from.max(from);
        self.to = self.to.min(to);
    }

    fn contains(&self, year: i64) -> bool {
        (self.from..=self.to).contains(&year)
    }
}

fn ends_a_list(token: &Token<'_>) -> bool {
    ["order", "having", "limit", "rows", "range", "groups", "union", "window", "where"]
        .iter()
        .any(|word| token.is_word(word))
}
