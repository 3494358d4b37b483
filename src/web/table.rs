//! Tables on pages: real tables with captions, headings that sort, and figures that lead to their cells.

use std::cmp::Ordering;

use cchc::relation::{Cell, RankingRow, ScoreRow, Stored};
use cchc::render::table::Table;
use cchc::store::sort_by_vietnamese;
use cchc::text::Lang;
use maud::{Markup, html};

use super::request::{Place, Request};
use crate::words::web::Word;

/// With more rows than this, a page shows the first ones and leads to the file with all of them.
const MOST_ROWS: usize = 1_000;

/// Sorts a table as the address asks: `sort=total` or, downwards, `sort=-total`. Rows without a value
/// come last. Sections of blocks and years stay together.
pub fn sorted(request: &Request, mut table: Table) -> Table {
    let Some(asked) = request.value("sort") else { return table };
    let (name, is_down) = asked.strip_prefix('-').map_or((asked, false), |name| (name, true));
    let Some(column) = table.place_of(name) else { return table };
    let mut rows: Vec<Option<Vec<Cell>>> = Vec::new();
    let sections = table.sections(request.lang);
    rows.extend(std::mem::take(&mut table.rows).into_iter().map(Some));
    for section in sections {
        let mut part: Vec<Vec<Cell>> =
            section.places.iter().filter_map(|place| rows[*place].take()).collect();
        let text = |row: &Vec<Cell>| match row[column].stored() {
            Stored::Text(text) => text.into_owned(),
            Stored::Null | Stored::Integer(_) | Stored::Real(_) => String::new(),
        };
        if part.iter().any(|row| !text(row).is_empty()) {
            sort_by_vietnamese(&mut part, text);
        } else {
            part.sort_by(|a, b| compared(&a[column], &b[column]));
        }
        if is_down {
            part.reverse();
        }
        // Rows without a value come last in both directions.
        let (known, unknown): (Vec<_>, Vec<_>) =
            part.into_iter().partition(|row| row[column] != Cell::Empty);
        table.rows.extend(known.into_iter().chain(unknown));
    }
    table
}

fn compared(a: &Cell, b: &Cell) -> Ordering {
    let number = |cell: &Cell| match cell.stored() {
        Stored::Integer(integer) => integer as f64,
        Stored::Real(real) => real,
        Stored::Null | Stored::Text(_) => f64::INFINITY,
    };
    number(a).total_cmp(&number(b))
}

/// A table as markup. `caption` says what it shows.
pub fn markup(request: &Request, table: &Table, caption: &str) -> Markup {
    let lang = request.lang;
    let names: Vec<&str> = table.shown().map(|header| header.name.as_str()).collect();
    let sections = table.sections(lang);
    let is_cut = table.rows.len() > MOST_ROWS;
    let mut left = MOST_ROWS;
    html! {
        @for section in &sections {
            @let shown = section.rows.len().min(left);
            @if shown > 0 || table.rows.is_empty() {
                div.scroll tabindex="0" {
                    table {
                        caption { (section.heading.as_deref().unwrap_or(caption)) }
                        thead { tr {
                            @for ((heading, name), numeric) in section.columns.iter().zip(&names).zip(&section.numeric) {
                                (head(request, heading, name, *numeric))
                            }
                        } }
                        tbody {
                            @for (row, place) in section.rows.iter().zip(&section.places).take(shown) {
                                tr {
                                    @for ((text, name), numeric) in row.iter().zip(&names).zip(&section.numeric) {
                                        td class=[numeric.then_some("number")] {
                                            @match link(request, table, *place, name).filter(|_| !text.is_empty()) {
                                                Some(address) => { a href=(address) { (text) } }
                                                None => { (text) }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @let () = left -= shown;
        }
        @if table.rows.is_empty() { p.note { (Word::NoRows.say(lang)) } }
        @if is_cut { p.note { (cut(lang, table.rows.len())) } }
    }
}

/// A heading that sorts: upwards, downwards at the second time.
fn head(request: &Request, heading: &str, name: &str, numeric: bool) -> Markup {
    let sort = request.value("sort").unwrap_or_default();
    let (is_up, is_down) = (sort == name, sort.strip_prefix('-') == Some(name));
    let next = if is_up { format!("-{name}") } else { name.to_owned() };
    let order = if is_up { Some("ascending") } else { is_down.then_some("descending") };
    html! {
        th scope="col" class=[numeric.then_some("number")] aria-sort=[order] {
            @if !heading.is_empty() {
                a href=(request.again(request.lang, "", &[("sort", &next)])) { (heading) }
            }
            @if is_up { " ▲" } @else if is_down { " ▼" }
        }
    }
}

fn cut(lang: Lang, rows: usize) -> String {
    lang.pick(
        format!("Trang hiển thị {MOST_ROWS} hàng đầu trong {rows} hàng; tệp CSV, Excel có đủ."),
        format!(
            "The page shows the first {MOST_ROWS} of {rows} rows; the CSV and Excel files have all."
        ),
    )
}

/// Where a value leads: names to their pages, figures to their cells.
fn link(request: &Request, table: &Table, place: usize, name: &str) -> Option<String> {
    let row = &table.rows[place];
    let of = |name: &str| {
        let cell = &row[table.place_of(name)?];
        if let Cell::Block(block) = cell {
            return Some(block.to_string());
        }
        match cell.stored() {
            Stored::Text(text) => Some(text.into_owned()),
            Stored::Integer(integer) => Some(integer.to_string()),
            Stored::Null | Stored::Real(_) => None,
        }
    };
    let (unit, criterion) = (of(RankingRow::unit.info.name), of(ScoreRow::criterion.info.name));
    let year = of(RankingRow::year.info.name).or_else(|| of("to_year"));
    let block = of(RankingRow::block.info.name);
    let given = |values: [(&'static str, &Option<String>); 4]| -> Vec<(&'static str, String)> {
        values.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    };
    let to = |place: Place, values: Vec<(&'static str, String)>| {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(request.to(place, &values))
    };
    let none = None;
    if name == RankingRow::unit.info.name {
        unit.as_ref()?;
        return to(
            Place::Unit,
            given([("unit", &unit), ("block", &block), ("year", &year), ("", &none)]),
        );
    }
    if name == ScoreRow::criterion.info.name {
        criterion.as_ref()?;
        return to(
            Place::Criterion,
            given([("criterion", &criterion), ("block", &block), ("year", &year), ("", &none)]),
        );
    }
    if name == "rule" {
        return to(Place::Rule, vec![("rule", of("rule")?)]);
    }
    if name == "number" || name == "file_name" {
        return to(Place::Original, vec![("sha256", of("sha256")?)]);
    }
    let is_printed = [
        RankingRow::rank.info.name,
        RankingRow::total.info.name,
        RankingRow::grade.info.name,
        RankingRow::self_total.info.name,
        RankingRow::appraised_total.info.name,
        RankingRow::survey_total.info.name,
        ScoreRow::self_score.info.name,
        ScoreRow::appraised.info.name,
        ScoreRow::survey.info.name,
    ];
    if is_printed.contains(&name) && unit.is_some() && of(RankingRow::year.info.name).is_some() {
        let mut values =
            given([("unit", &unit), ("block", &block), ("year", &year), ("criterion", &criterion)]);
        // `self_total` is the figure `self` of the unit as a whole.
        let figure = if name == "total" { name } else { name.trim_end_matches("_total") };
        values.push(("figure", figure.to_owned()));
        return to(Place::Cell, values);
    }
    None
}
