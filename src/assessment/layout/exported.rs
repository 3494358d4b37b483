//! Tables that this program wrote, such as `cchc rank --format csv` or `SELECT * FROM scores_detail`:
//! one row per unit, or per unit and criterion, of any years and blocks. Columns are recognised by
//! the names of the views, and in a workbook by the headings that people see.

use std::collections::HashMap;

use compact_str::CompactString;

use crate::language::{Lang, block_label, grade_label};
use crate::model::{Block, BlockKind, GradeSet, Points, Year, clean};
use crate::relation::{DocumentRow, RankingRow, Relation, ScoreRow};
use crate::source::{RawCell, RawRow, RawTable, stop_if_abandoned};

use super::super::column::{ColumnMeaning, ColumnUse};
use super::super::finding::Finding;
use super::super::heading::Words;
use super::joint::settle_maxima;
use super::{Given, Layout, tidy, wide};

/// The columns of the figures of a whole unit, with the headings under which they are read.
const OF_UNITS: [(&str, ColumnMeaning, &str); 13] = [
    ("unit", ColumnMeaning::Unit, "Tên đơn vị"),
    ("unit_parent", ColumnMeaning::UnitParent, "Huyện"),
    ("self_total", ColumnMeaning::SelfScore, "Tự chấm"),
    ("appraised_total", ColumnMeaning::Appraised, "Thẩm định"),
    ("survey_total", ColumnMeaning::Survey, "Điều tra XHH"),
    ("satisfaction", ColumnMeaning::Satisfaction, "Mức độ hài lòng"),
    ("bonus", ColumnMeaning::Bonus, "Điểm thưởng"),
    ("penalty", ColumnMeaning::Penalty, "Điểm trừ"),
    ("respondents", ColumnMeaning::Respondents, "Số phiếu"),
    ("total", ColumnMeaning::Total, "Tổng điểm"),
    ("max_total", ColumnMeaning::Maximum, "Điểm tối đa"),
    ("rank", ColumnMeaning::Rank, "Xếp hạng"),
    ("grade", ColumnMeaning::Grade, "Xếp loại"),
];

/// The columns of scores, with those of the tidy layout.
const OF_SCORES: [(&str, ColumnMeaning); 8] = [
    ("unit", ColumnMeaning::Unit),
    ("criterion", ColumnMeaning::Criterion),
    ("parent", ColumnMeaning::Parent),
    ("max_appraised", ColumnMeaning::MaxAppraised),
    ("max_survey", ColumnMeaning::MaxSurvey),
    ("self", ColumnMeaning::SelfScore),
    ("appraised", ColumnMeaning::Appraised),
    ("survey", ColumnMeaning::Survey),
];

/// The columns of maxima.
const MAXIMA: [&str; 3] = ["max_appraised", "max_survey", "max_total"];

fn column(head: &RawRow, name: &str) -> Option<usize> {
    head.cells.iter().position(|cell| clean(&cell.text) == name)
}

fn text(row: &RawRow, index: Option<usize>) -> String {
    index.and_then(|index| row.cells.get(index)).map(|cell| clean(&cell.text)).unwrap_or_default()
}

/// Whether a piece is a table that this program wrote.
pub(in super::super) fn is_exported(piece: &RawTable) -> bool {
    piece.rows.first().is_some_and(|head| names_results(head) || headed(head).is_some())
}

fn names_results(head: &RawRow) -> bool {
    let has = |name: &str| column(head, name).is_some();
    has("year") && has("block") && has("unit") && (has("criterion") || has("total"))
}

/// Whether a piece is the list of documents behind the figures of a workbook.
pub(in super::super) fn is_list_of_documents(piece: &RawTable) -> bool {
    let listed = DocumentRow::LISTED.map(|column| column.info.name);
    let names = piece.rows.first().and_then(named::<DocumentRow>);
    names.is_some_and(|(names, _)| names.iter().eq(&listed))
}

/// The heading row of a workbook of results with the names of the columns, and the language of its
/// headings.
fn headed(head: &RawRow) -> Option<(RawRow, Lang)> {
    let (names, lang) = named::<RankingRow>(head).or_else(|| named::<ScoreRow>(head))?;
    let mut head = head.clone();
    for (cell, name) in head.cells.iter_mut().zip(names) {
        cell.text = name.into();
    }
    names_results(&head).then_some((head, lang))
}

/// The columns of a relation of which these are the headings, all in one language.
fn named<R: Relation>(head: &RawRow) -> Option<(Vec<&'static str>, Lang)> {
    let name = |cell: &RawCell, lang: Lang| {
        let heading = clean(&cell.text);
        let mut columns = R::COLUMNS.iter().map(|column| column.info);
        columns
            .find(|info| lang.pick(info.label.vi, info.label.en) == heading)
            .map(|info| info.name)
    };
    let names = |lang| head.cells.iter().map(|cell| name(cell, lang)).collect::<Option<Vec<_>>>();
    Lang::ALL.into_iter().find_map(|lang| Some((names(lang)?, lang)))
}

/// Gives the codes of blocks and grades back to a row of a workbook.
fn with_codes(row: &mut RawRow, head: &RawRow, lang: Lang) {
    let block = |label: &str| {
        BlockKind::BUILT_IN.into_iter().find_map(|kind| {
            let rest = label.strip_prefix(&block_label(lang, Block { kind, group: None }))?;
            let group = rest.strip_prefix(" – ").map(|group| format!("/{group}"));
            (rest.is_empty() || group.is_some())
                .then(|| kind.code().to_owned() + &group.unwrap_or_default())
        })
    };
    let grade = |label: &str| {
        let mut grades = GradeSet::USUAL.grades();
        grades.find(|grade| grade_label(lang, *grade) == label).map(|grade| grade.name().to_owned())
    };
    let mut give = |name: &str, code: &dyn Fn(&str) -> Option<String>| {
        let cell = column(head, name).and_then(|index| row.cells.get_mut(index));
        if let Some(cell) = cell
            && let Some(code) = code(&clean(&cell.text))
        {
            cell.text = code.into();
        }
    };
    give("block", &block);
    give("grade", &grade);
}

/// One table per year and block, in the order of the rows. The lines above each name its authority,
/// and say whether its figures are simulated.
pub(in super::super) fn split_export(piece: RawTable) -> Vec<RawTable> {
    let RawTable { number, caption, rows } = piece;
    let mut rows = rows.into_iter();
    let Some(head) = rows.next() else { return Vec::new() };
    let (head, lang) =
        headed(&head).map_or_else(|| (head.clone(), None), |(head, lang)| (head, Some(lang)));
    let [year, block, authority, simulated] =
        ["year", "block", "authority", "simulated"].map(|name| column(&head, name));
    let mut tables: Vec<((String, String), RawTable)> = Vec::new();
    for mut row in rows {
        stop_if_abandoned();
        if let Some(lang) = lang {
            with_codes(&mut row, &head, lang);
        }
        let key = (text(&row, year), text(&row, block));
        if let Some((_, table)) = tables.iter_mut().find(|(other, _)| *other == key) {
            table.rows.push(row);
            continue;
        }
        let mut caption = caption.clone();
        caption.extend(Some(text(&row, authority)).filter(|name| !name.is_empty()));
        if ["1", "true"].contains(&text(&row, simulated).as_str()) {
            caption.push("(Số liệu mô phỏng)".to_owned());
        }
        let number = number + tables.len();
        tables.push((key, RawTable { number, caption, rows: vec![head.clone(), row] }));
    }
    let [units, coverage, rank] = ["units", "coverage", "rank"].map(|name| column(&head, name));
    tables.into_iter().map(|(_, table)| with_extract(table, [units, coverage, rank])).collect()
}

/// Notes above a table of some units of a block that it is an extract.
fn with_extract(mut table: RawTable, [units, coverage, rank]: [Option<usize>; 3]) -> RawTable {
    let known = table.rows.len() - 1;
    let stated: Option<usize> = text(&table.rows[1], units).parse().ok();
    // Without their number, there are at least as many as the last rank.
    let ranks = table.rows[1..].iter().filter_map(|row| text(row, rank).parse().ok());
    let last: usize = ranks.max().unwrap_or(known);
    let is_partial = text(&table.rows[1], coverage) == "partial" || last > known;
    let units = stated.or(Some(last.max(known + 1)).filter(|_| is_partial));
    if let Some(units) = units.filter(|units| known < *units) {
        table.caption.push(format!("(Trích {known}/{units} đơn vị)"));
    }
    table
}

/// Lays out a table that this program wrote.
///
/// # Errors
/// Returns the table if it is another one.
pub(super) fn read(
    table: RawTable,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Result<Layout, RawTable> {
    if !is_exported(&table) || table.rows.len() < 2 {
        return Err(table);
    }
    let head = &table.rows[0];
    let first = &table.rows[1];
    let of = |name: &str| text(first, column(head, name));
    let (Ok(year), Ok(block)) = (of("year").parse::<Year>(), of("block").parse::<Block>()) else {
        return Err(table);
    };
    let (columns, layout) = if column(head, "criterion").is_some() {
        let columns = used(head, |name| {
            OF_SCORES.iter().find(|(own, _)| *own == name).map(|(_, means)| *means)
        });
        let joint_maxima = column(head, "max_appraised").is_none();
        let mut flaws = Vec::new();
        let mut layout = tidy::read(scores(&table), words, &mut flaws)?;
        if joint_maxima {
            settle_maxima(&mut layout, &mut flaws);
        }
        findings.append(&mut flaws);
        (columns, Layout { joint_maxima, ..layout })
    } else {
        let table = units(&table);
        let columns = used(head, |name| {
            OF_UNITS.iter().find(|(own, ..)| *own == name).map(|(_, means, _)| *means)
        });
        (columns, wide::read(table, words, findings)?)
    };
    let stage = of("stage").parse().ok();
    Ok(Layout { columns, given: Some(Given { year, block, stage }), ..layout })
}

fn used(head: &RawRow, means: impl Fn(&str) -> Option<ColumnMeaning>) -> Vec<ColumnUse> {
    let of = |cell: &RawCell| {
        let heading = clean(&cell.text);
        let means = means(&heading).or(Some(ColumnMeaning::Remark));
        ColumnUse { column: cell.column as usize, heading, means, criterion: None, year: None }
    };
    head.cells.iter().map(of).collect()
}

/// The table with the headings of decisions. A column without any value is a remark.
fn units(table: &RawTable) -> RawTable {
    let mut table = table.clone();
    let (head, rows) = table.rows.split_at_mut(1);
    for (index, cell) in head[0].cells.iter_mut().enumerate() {
        let name = clean(&cell.text);
        let is_filled = rows.iter().any(|row| !text(row, Some(index)).is_empty());
        let known = OF_UNITS.iter().find(|(own, ..)| *own == name).filter(|_| is_filled);
        cell.text = known.map_or("Ghi chú", |(_, _, heading)| heading).into();
    }
    table
}

/// The table in the tidy layout. The level of a criterion shows the one that contains it. Where the
/// maximum of each score is left out, that of the criterion stands in for it.
fn scores(table: &RawTable) -> RawTable {
    let head = &table.rows[0];
    let at = |name: &str| column(head, name);
    let (unit, criterion, level) = (at("unit"), at("criterion"), at("level"));
    // The maxima that apply to a unit may be smaller than those of the criterion.
    let points = |row: &RawRow, name: &str| {
        Points::parse(&text(row, at(name))).ok().map(|found| found.points)
    };
    let mut most: HashMap<(String, &str), Points> = HashMap::new();
    for row in &table.rows[1..] {
        for name in MAXIMA {
            if let Some(found) = points(row, name) {
                let largest = most.entry((text(row, criterion), name)).or_insert(found);
                *largest = (*largest).max(found);
            }
        }
    }
    let mut rows = vec![RawRow {
        number: head.number,
        hidden: false,
        cells: OF_SCORES
            .iter()
            .map(|(name, _)| RawCell { text: (*name).into(), ..head.cells[0].clone() })
            .collect(),
    }];
    let mut open: Vec<String> = Vec::new();
    let mut last = String::new();
    for row in &table.rows[1..] {
        stop_if_abandoned();
        let name = text(row, criterion);
        if text(row, unit) != last {
            open.clear();
            last = text(row, unit);
        }
        let depth: usize = text(row, level).parse().unwrap_or(1);
        open.truncate(depth.saturating_sub(1));
        let parent = open.last().cloned().unwrap_or_default();
        open.push(name.clone());
        let cell = |name: &str| match at(name).and_then(|index| row.cells.get(index)) {
            Some(cell) => cell.clone(),
            None => RawCell { text: CompactString::default(), ..row.cells[0].clone() },
        };
        let joint = at("max_appraised").is_none();
        let maximum = |of: &'static str| if joint { "max_total" } else { of };
        // The score with the maximum of its own, or a dash where it does not apply.
        let own_score = |score: &str, of: &'static str| {
            let found = cell(score);
            let of_row = points(row, maximum(of));
            let largest = most.get(&(name.clone(), maximum(of))).copied();
            match (of_row, largest) {
                (Some(own), Some(largest)) if own < largest && own == Points::ZERO => {
                    RawCell { text: "-".into(), ..found }
                }
                (Some(own), Some(largest)) if own < largest && !found.text.is_empty() => {
                    let text = format!("{}/{}", found.text, own.to_decimal().normalize());
                    RawCell { text: text.into(), ..found }
                }
                _ => found,
            }
        };
        let largest = |of: &'static str| {
            let points = most.get(&(name.clone(), of));
            let text = points.map_or(String::new(), |points| points.shortest());
            RawCell { text: text.into(), ..cell(of) }
        };
        let cells = OF_SCORES.iter().map(|(own, _)| match *own {
            "parent" => RawCell { text: parent.as_str().into(), ..cell("criterion") },
            "max_appraised" => largest(maximum("max_appraised")),
            "max_survey" if joint => cell("max_survey"),
            "max_survey" => largest("max_survey"),
            "self" | "appraised" => own_score(own, "max_appraised"),
            "survey" if !joint => own_score("survey", "max_survey"),
            name => cell(name),
        });
        rows.push(RawRow { number: row.number, hidden: row.hidden, cells: cells.collect() });
    }
    RawTable { number: table.number, caption: table.caption.clone(), rows }
}
