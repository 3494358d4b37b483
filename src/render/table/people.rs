//! Formats for people: headings and numbers in their language, one table a block.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::model::{Block, Grade, Points};
use crate::text::report::{Word, word};
use crate::text::{
    Lang, block_label, column_label, figure_label, grade_label, percent, points, printable_line, set_change,
    severity_label, signed_count, signed_percent, signed_points, statistic,
};

use super::{Style, Table};

/// One rule below the headings and nothing else.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Blanks beside the text of a cell.
const PADDING: u16 = 2;

/// Columns whose values are shares of one.
const SHARES: [&str; 18] = [
    "attainment",
    "attainment_first",
    "attainment_last",
    "gap_share",
    "gap_share_from",
    "gap_share_to",
    "block_gap_share",
    "block_gap_share_from",
    "block_gap_share_to",
    "mean_gap_share",
    "last_gap_share",
    "residual",
    "lost_share",
    "block_median",
    "behind",
    "median",
    "lowest",
    "share",
];

/// Columns whose values are changes of shares, shown in percentage points with their sign.
const SHARE_CHANGES: [&str; 3] = ["attainment_delta", "constant_delta", "slope"];

/// Columns of changes of points, ranks and counts, shown with their sign.
const CHANGES: [&str; 8] =
    ["delta", "performance", "weight", "rounding", "rank_change", "own_change", "framework_change", "set_change"];

/// A heading and the rows below it, as texts.
struct Section {
    heading: Option<String>,
    columns: Vec<String>,
    numeric: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Section {
    /// The characters that the longest figure of a column and the longest word of its heading take.
    fn narrowest(&self, column: usize) -> u16 {
        let figures = self.rows.iter().map(|row| row[column].as_str());
        let longest = figures.chain(self.columns[column].split(' ')).map(UnicodeWidthStr::width).max();
        longest.and_then(|width| u16::try_from(width).ok()).unwrap_or(0)
    }
}

pub(super) fn write_table(table: &Table, style: Style) -> String {
    let (mut text, notes) = around(table, style.lang);
    let notes = style.width.map_or(notes.clone(), |width| wrap(&notes, usize::from(width)));
    for section in sections(table, style.lang) {
        if let Some(heading) = &section.heading {
            text += &format!("{heading}\n");
        }
        let figures: Vec<_> = (0..section.columns.len()).map(|column| section.narrowest(column)).collect();
        let mut drawn = comfy_table::Table::new();
        drawn.load_style(RULED).set_header(section.columns).add_rows(section.rows);
        let natural: u16 = drawn.column_max_content_widths().iter().map(|width| width + PADDING).sum();
        let narrow = style.width.filter(|width| *width < natural);
        if let Some(width) = narrow {
            drawn.set_width(width).set_content_arrangement(ContentArrangement::Dynamic);
        }
        for ((column, numeric), figure) in drawn.column_iter_mut().zip(section.numeric).zip(figures) {
            column.set_cell_alignment(if numeric { CellAlignment::Right } else { CellAlignment::Left });
            if numeric && narrow.is_some() {
                // A figure never breaks: its heading does, and names take what room is left.
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(figure + PADDING)));
            }
        }
        text += &drawn.trim_fmt();
        text.push('\n');
    }
    text + &notes
}

/// The text with its lines broken between words, so that none is wider than so many characters.
fn wrap(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let mut taken = 0;
        for word in line.split(' ') {
            let length = word.width();
            if taken > 0 && taken + 1 + length > width {
                wrapped.push('\n');
                taken = 0;
            } else if taken > 0 {
                wrapped.push(' ');
                taken += 1;
            }
            wrapped.push_str(word);
            taken += length;
        }
        wrapped.push('\n');
    }
    wrapped
}

pub(super) fn write_markdown(table: &Table, lang: Lang) -> String {
    let (mut text, notes) = around(table, lang);
    if !text.is_empty() {
        text = format!("**{}**\n\n", text.trim_end());
    }
    for section in sections(table, lang) {
        if let Some(heading) = section.heading {
            text += &format!("### {heading}\n\n");
        }
        let line = |cells: &[String]| {
            let cells: Vec<_> = cells.iter().map(|cell| cell.replace('\\', "\\\\").replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        text += &line(&section.columns);
        let rule = section.numeric.iter().map(|numeric| if *numeric { "---:" } else { "---" }.to_owned());
        text += &line(&rule.collect::<Vec<_>>());
        text.extend(section.rows.iter().map(|row| line(row)));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    if notes.is_empty() { text } else { format!("{text}\n{}", notes.replace('\n', "\n\n").trim_end()) + "\n" }
}

/// One section a year and block where the table has them and people need not see them in every row.
fn sections(table: &Table, lang: Lang) -> Vec<Section> {
    let names: Vec<&str> =
        table.shown.map_or_else(|| table.columns.iter().map(String::as_str).collect(), <[_]>::to_vec);
    let indices: Vec<_> = names.iter().filter_map(|name| table.column(name)).collect();
    let place = |name: &str| table.column(name).filter(|_| table.shown.is_some() && !names.contains(&name));
    let numeric = |index: &usize| table.rows.iter().all(|row| row[*index].is_number() || row[*index].is_null());
    let mut sections: Vec<Section> = Vec::new();
    for row in &table.rows {
        let value = |name: &str| place(name).map(|index| &row[index]);
        let heading =
            value("block").map(|block| heading(lang, block, value("year"), value("from_year").zip(value("to_year"))));
        if sections.last().is_none_or(|section| section.heading != heading) {
            let columns = names.iter().map(|name| shown_name(table, lang, name)).collect();
            let numeric = indices.iter().map(numeric).collect();
            sections.push(Section { heading, columns, numeric, rows: Vec::new() });
        }
        let cells = indices.iter().map(|index| shown(table, lang, *index, &row[*index])).collect();
        if let Some(section) = sections.last_mut() {
            section.rows.push(cells);
        }
    }
    if sections.is_empty() {
        let columns = names.iter().map(|name| shown_name(table, lang, name)).collect();
        sections.push(Section { heading: None, columns, numeric: vec![false; names.len()], rows: Vec::new() });
    }
    sections
}

fn heading(lang: Lang, block: &Value, year: Option<&Value>, years: Option<(&Value, &Value)>) -> String {
    let block = block.as_str().and_then(|block| block.parse::<Block>().ok());
    let block = block.map_or("", |block| block_label(lang, block));
    match (year, years) {
        (Some(year), _) => lang.pick(format!("{block}, năm {year}"), format!("{block}, {year}")),
        (None, Some((from, to))) => lang.pick(format!("{block}, năm {from} – {to}"), format!("{block}, {from}–{to}")),
        (None, None) => block.to_owned(),
    }
}

/// The line above a table of figures that are not real, and those below it.
fn around(table: &Table, lang: Lang) -> (String, String) {
    let above = if table.simulated { format!("{}\n", word(lang, Word::Simulated)) } else { String::new() };
    let below: String = table.notes.iter().map(|note| format!("{note}\n")).collect();
    (above, if below.is_empty() { below } else { format!("\n{below}") })
}

/// A query's columns keep their names: they are what the analyst wrote.
fn shown_name(table: &Table, lang: Lang, name: &str) -> String {
    if table.shown.is_some() { column_label(lang, name).to_owned() } else { printable_line(name) }
}

fn shown(table: &Table, lang: Lang, index: usize, value: &Value) -> String {
    let name = table.columns[index].as_str();
    let styled = table.shown.is_some();
    match value {
        Value::Null => if styled { "–" } else { "" }.to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::String(text) => match name {
            "grade" | "grade_from" | "grade_to" if styled => {
                Grade::parse(text).map_or(text.clone(), |grade| grade_label(lang, grade).to_owned())
            }
            "figure" if styled => figure_label(lang, text).to_owned(),
            "value" if styled && text.contains('.') => {
                Points::parse(text).map_or(text.clone(), |printed| points(lang, printed.points))
            }
            "block" if styled => text.parse().map_or(text.clone(), |block| block_label(lang, block).to_owned()),
            "change" if styled => set_change(lang, text).to_owned(),
            "severity" if styled => severity_label(lang, text).to_owned(),
            _ => printable_line(text),
        },
        Value::Number(number) => {
            let float = number.as_f64().unwrap_or(f64::NAN);
            match number.as_str() {
                _ if styled && SHARES.contains(&name) => percent(lang, float),
                _ if styled && SHARE_CHANGES.contains(&name) => signed_percent(lang, float),
                _ if styled && matches!(name, "volatility" | "mean_behind" | "last_behind") => {
                    statistic(lang, float * 100.0, 1)
                }
                _ if styled && matches!(name, "robust_z" | "tau") => statistic(lang, float, 2),
                digits if styled && CHANGES.contains(&name) => match Points::parse(digits) {
                    Ok(printed) if digits.contains('.') => signed_points(lang, printed.points),
                    _ => number.as_i64().map_or_else(|| digits.replace('-', "\u{2212}"), signed_count),
                },
                digits if styled && digits.contains('.') => {
                    Points::parse(digits).map_or(digits.to_owned(), |printed| points(lang, printed.points))
                }
                digits if digits.contains(['.', 'e']) => real(lang, float),
                digits => digits.to_owned(),
            }
        }
        Value::Array(texts) => printable_line(&texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")),
        Value::Object(_) => printable_line(&value.to_string()),
    }
}

/// A float to ten decimals, which drops binary noise; very large and very small ones with their power of ten.
fn real(lang: Lang, value: f64) -> String {
    let plain = value == 0.0 || (1e-4..1e15).contains(&value.abs());
    let text = if plain { format!("{value:.10}") } else { format!("{value:e}") };
    let cut = if plain { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    lang.pick(cut.replace('.', ","), cut.to_owned()).replace('-', "\u{2212}")
}
