//! Joins pieces of tables to whole tables of results. An extra blank line, a page number or a page
//! break splits a table in the file, but not in the decision.

use std::collections::BTreeSet;

use crate::model::{Heading, Index, clean, match_key};
use crate::source::{Format, Location, RawCell, RawRow, RawTable, stop_if_abandoned};

use super::caption::Caption;
use super::cell::Cell;
use super::criteria_heading::heads_criteria;
use super::finding::Finding;
use super::heading::Words;
use super::layout::{
    continues_crossed, continues_form, form_lacks, is_crossed, is_exported, is_form, is_group,
    is_list_of_documents, is_page_of, is_tidy, split_export, with_area_rows,
};
use super::proposal::MissingFact;
use super::row::{
    first_words, is_data, is_figure, is_merged, reads_alike, running_number, sheet, unread,
};
use super::title::without_number;
use super::{
    district_tables, grade_marks, group_columns, group_ranks, kind_rows, level_columns,
    side_by_side, stacked, turned, year_column,
};

/// The index that the caption of each piece names.
pub(super) fn named_indices(pieces: &[RawTable], words: &Words) -> Vec<Option<Index>> {
    let named = |piece: &RawTable| Some(Caption::new(&piece.caption).index(&words.indices)?.0);
    pieces.iter().map(named).collect()
}

/// Takes the pieces out that are of another index than the one asked for, if their captions name
/// several, and returns the captions of those. A piece without a title continues the one above it.
pub(super) fn leave_other_indices(
    pieces: &mut Vec<RawTable>,
    requested: Index,
    words: &Words,
) -> Vec<(usize, Caption)> {
    let named = named_indices(pieces, words);
    let mut current = named.iter().flatten().copied().next().unwrap_or(requested);
    if named.iter().flatten().all(|index| *index == current) {
        return Vec::new();
    }
    let mut left_out = Vec::new();
    let mut named = named.into_iter();
    pieces.retain(|piece| {
        current = named.next().flatten().unwrap_or(current);
        if current != requested {
            left_out.push((piece.number, Caption::new(&piece.caption)));
        }
        current == requested
    });
    left_out
}

/// The tables of results, numbered from 1. A piece with figures that belongs to no table is a
/// finding. Signatures and other pieces without figures are skipped.
pub(super) fn join(
    pieces: Vec<RawTable>,
    format: Format,
    words: &Words,
    findings: &mut Vec<Finding>,
) -> Vec<RawTable> {
    // The tables, each with the number of its header rows.
    let mut tables: Vec<(RawTable, usize)> = Vec::new();
    // The lines above tables that are left out, until the next form.
    let mut lines: Vec<String> = Vec::new();
    let pieces = each_below_the_other(pieces, words);
    let ranked_on = group_ranks::ranked_on(&pieces, words);
    for (mut piece, is_ranked_on) in pieces.into_iter().zip(ranked_on) {
        stop_if_abandoned();
        let next = tables.len() + 1;
        if is_exported(&piece) {
            let parts = split_export(RawTable { number: next, ..piece });
            tables.extend(parts.into_iter().map(|part| (part, 1)));
            continue;
        }
        if is_list_of_documents(&piece) {
            continue;
        }
        if let Some((table, _)) = tables.last_mut()
            && let Some(header) = continues_form(table, &piece, words)
        {
            extend(table, piece.rows.split_off(header));
            continue;
        }
        if let Some((table, _)) =
            tables.last_mut().filter(|(table, _)| !names_another(table, &piece, words))
            && let Some(header) = continues_crossed(table, &piece, words)
        {
            extend(table, piece.rows.split_off(header));
            continue;
        }
        // A table of the areas behind the results of units is no form.
        let is_behind_units = tables.last().is_some_and(|(table, _)| !is_form(table, words));
        let is_page = tables.last().is_some_and(|(table, _)| is_page_of(table, &piece, words));
        if is_behind_units
            && !is_page
            && has_own_headings(&piece)
            && is_form(&piece, words)
            && form_lacks(&piece, words) == Some(MissingFact::Unit)
        {
            findings.push(left_out(next, &piece));
            continue;
        }
        if is_form(&piece, words) {
            piece.caption.splice(0..0, std::mem::take(&mut lines));
        }
        if is_tidy(&piece) || is_crossed(&piece, words) || is_form(&piece, words) || is_page {
            tables.push((RawTable { number: next, ..piece }, 1));
            continue;
        }
        if tables.last().is_some_and(|(table, _)| is_form(table, words)) && is_list(&piece, words) {
            continue;
        }

        // In text copied from a page, spanning headings are already repeated and empty headings are
        // missing.
        if format != Format::CellLines {
            spread_headings(&mut piece.rows, words);
        }

        let header = words.header_rows(&piece.rows);
        let is_behind = !tables.is_empty();
        let last = tables
            .last_mut()
            .filter(|(table, _)| is_ranked_on || !names_another(table, &piece, words));

        if words.has_headings(&piece.rows[..header]) {
            let goes_on = |(table, above): &&mut (RawTable, usize)| {
                is_ranked_on || repeats_headings(table, *above, &piece, header)
            };
            match last.filter(goes_on) {
                Some((table, _)) => {
                    if is_ranked_on {
                        table.caption.retain(|line| !is_group(without_number(line)));
                    }
                    let mut rows = piece.rows.split_off(header);
                    finish_row(table, &mut rows);
                    extend(table, rows);
                }
                None => tables.push((RawTable { number: next, ..piece }, header)),
            }
            continue;
        }

        // A piece with headings of scores continues a table only if its figures have not begun.
        let is_headed = piece.rows.iter().any(|row| words.heads_scores(row));
        let has_own_head = has_own_headings(&piece);
        let fits = |table: &RawTable, above: usize| {
            let same_width = |row: &RawRow| row.cells.len() == table.rows[0].cells.len();
            piece.rows.iter().any(same_width)
                && !((is_headed || has_own_head) && table.rows[above..].iter().any(is_data))
        };

        match last.filter(|(table, above)| fits(table, *above)) {
            Some((table, above)) => {
                finish_row(table, &mut piece.rows);
                extend(table, piece.rows);
                *above = words.header_rows(&table.rows).max(*above);
            }
            None if is_behind && has_own_head && is_of_statistics(&piece, words) => {
                findings.push(left_out(next, &piece));
            }
            None if words.looks_like_results(&piece.rows, is_behind) => {
                findings.push(unread(next, &piece.rows[0]));
            }
            None => lines.append(&mut piece.caption),
        }
    }
    tables.into_iter().map(|(table, _)| table).collect()
}

/// The pieces with what stands side by side in them, or in columns of its own, below each other.
fn each_below_the_other(pieces: Vec<RawTable>, words: &Words) -> Vec<RawTable> {
    let pieces = pieces.into_iter().map(without_doubled_columns).map(without_spilled_names);
    let pieces = pieces.map(|piece| turned::units_down(piece, words));
    let pieces = pieces
        .map(grade_marks::named)
        .map(year_column::with_named_years)
        .map(year_column::with_counted_years);
    let pieces = pieces.flat_map(|piece| group_columns::split(piece, words));
    let pieces = pieces.flat_map(|piece| stacked::pieces(piece, words));
    let pieces = pieces.flat_map(|piece| {
        let is_own = is_exported(&piece) || is_list_of_documents(&piece);
        if is_own { vec![piece] } else { year_column::split(piece) }
    });
    let pieces = pieces.map(|piece| side_by_side::below_each_other(piece, words));
    let pieces = pieces.map(|piece| kind_rows::beside_each_other(piece, words));
    let pieces = pieces.map(|piece| level_columns::joined(piece, words)).collect();
    let pieces = district_tables::with_district_rows(with_continuations(pieces), words);
    with_area_rows(pieces, words)
}

/// The note on a table that is not kept.
fn left_out(number: usize, piece: &RawTable) -> Finding {
    let cell = Cell::new(number, &piece.rows[0].cells[0]);
    Finding::left_out(&cell, first_words(&piece.rows[0]))
}

/// Takes the columns away that are part of the one to their left in every row: editors merge the cells of a column
/// that goes over two columns of their grid.
fn without_doubled_columns(mut piece: RawTable) -> RawTable {
    let width = piece.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    // A title may go over all columns, and signatures stand below the figures.
    let last = piece.rows.iter().rposition(is_data).map_or(0, |last| last + 1);
    let is_title = |row: &&RawRow| is_merged(row);
    let is_doubled = |index: &usize| {
        let mut rows = piece.rows[..last].iter().filter(|row| !is_title(row)).peekable();
        rows.peek().is_some()
            && rows.all(|row| match (row.cells.get(index - 1), row.cells.get(*index)) {
                (Some(left), Some(cell)) => cell.copied && cell.text == left.text,
                _ => row.cells.len() < width && row.cells.len() <= *index,
            })
    };
    let doubled: Vec<usize> = (1..width).filter(is_doubled).collect();
    if !doubled.is_empty() {
        for row in &mut piece.rows {
            let mut at = 0;
            row.cells.retain(|_| {
                at += 1;
                !doubled.contains(&(at - 1))
            });
        }
    }
    piece
}

/// Clears the cells behind the name of an area over which it is merged, so that they hold no figures: `I | Thể chế
/// | Thể chế | Thể chế`.
fn without_spilled_names(mut piece: RawTable) -> RawTable {
    const MOST_ROWS_ABOVE: usize = 3;
    let mut heads = piece.rows.iter().take(MOST_ROWS_ABOVE);
    let Some(column) = heads.find_map(|row| row.cells.iter().position(heads_criteria)) else {
        return piece;
    };
    for row in piece.rows.iter_mut().filter(|row| !is_merged(row)) {
        let Some((name, behind)) =
            row.cells.get_mut(column..).and_then(|cells| cells.split_first_mut())
        else {
            continue;
        };
        if name.copied || is_figure(name) || heads_criteria(name) {
            continue;
        }
        for cell in behind.iter_mut().take_while(|cell| cell.copied && cell.text == name.text) {
            cell.text = "".into();
        }
    }
    piece
}

/// Joins each table to the rest of it on the next page, which repeats the line above it and the headings:
/// `I. Thể chế (tiếp theo)`.
fn with_continuations(pieces: Vec<RawTable>) -> Vec<RawTable> {
    const CONTINUED: [&str; 3] = ["(tiếp theo)", "(tiếp)", "tiếp theo"];
    let title = |piece: &RawTable| piece.caption.last().map(|line| match_key(line));
    let mut whole: Vec<RawTable> = Vec::new();
    for mut piece in pieces {
        let begun = title(&piece).and_then(|line| {
            CONTINUED.iter().find_map(|words| Some(line.strip_suffix(words)?.trim().to_owned()))
        });
        let header = piece.rows.iter().position(is_data).unwrap_or_default();
        let goes_on = |table: &&mut RawTable| {
            let heads = table.rows.iter().zip(&piece.rows[..header]);
            let begins = |line: String| line.trim_end_matches(|c| ":.".contains(c)).to_owned();
            header > 0
                && begun.is_some()
                && title(table).map(begins) == begun
                && table.rows.iter().position(is_data) == Some(header)
                && heads.into_iter().all(|(above, head)| reads_alike(above, head))
        };
        match whole.last_mut().filter(goes_on) {
            Some(table) => extend(table, piece.rows.split_off(header)),
            None => whole.push(piece),
        }
    }
    whole
}

/// Whether a piece behind a form is a list, such as that of the evidence: it has running numbers, and no
/// headings of scores or units.
fn is_list(piece: &RawTable, words: &Words) -> bool {
    let Some(head) = piece.rows.first().filter(|row| !is_data(row)) else { return false };
    let known: Vec<Heading> =
        head.cells.iter().filter_map(|cell| words.heading(&words.title(&cell.text))).collect();
    let is_of_list = |heading: &Heading| {
        matches!(heading, Heading::Sequence | Heading::Evidence | Heading::Remark)
    };
    known.contains(&Heading::Sequence) && known.iter().all(is_of_list)
}

/// Whether a piece begins with headings of its own: a row of texts over rows of figures that are numbered anew.
fn has_own_headings(piece: &RawTable) -> bool {
    const FEWEST_HEADINGS: usize = 3;
    let Some(begins) = piece.rows.iter().position(is_data).filter(|at| *at > 0) else {
        return false;
    };
    let texts = |row: &RawRow| -> BTreeSet<String> {
        let texts = row.cells.iter().map(|cell| clean(&cell.text));
        texts.filter(|text| text.contains(char::is_alphabetic)).collect()
    };
    let is_head = piece.rows[..begins].iter().any(|row| texts(row).len() >= FEWEST_HEADINGS);
    let first = piece.rows[begins].cells.first().and_then(|cell| running_number(&cell.text));
    is_head && first.is_none_or(|number| number == 1)
}

/// Whether a piece with headings of its own counts or sums up the results: by grade, by group, by area, or without
/// points.
fn is_of_statistics(piece: &RawTable, words: &Words) -> bool {
    let header = piece.rows.iter().position(is_data).unwrap_or_default();
    let heads = || piece.rows[..header].iter().flat_map(|row| &row.cells);
    let known: Vec<Heading> =
        heads().filter_map(|cell| words.heading(&words.title(&cell.text))).collect();
    let is_of_units = known.contains(&Heading::Unit);
    let has_points = known.iter().any(|heading| {
        matches!(heading, Heading::Score(_) | Heading::Total | Heading::Rank | Heading::Grade)
    });
    // The names stand in the first column that has no numbers.
    let names = heads().find(|cell| {
        words.heading(&words.title(&cell.text)) != Some(Heading::Sequence)
            && !clean(&cell.text).is_empty()
    });
    let counts_others = names.is_some_and(|cell| {
        let heading = words.heading(&words.title(&cell.text));
        let key = match_key(&cell.text);
        matches!(heading, Some(Heading::Grade | Heading::Group))
            || heads_criteria(cell)
            || ["khoảng điểm", "mức điểm", "mức xếp"].iter().any(|words| key.starts_with(words))
    });
    let names_points = heads().any(|cell| match_key(&cell.text).contains("điểm"));
    counts_others || (is_of_units && !has_points && !names_points)
}

/// Whether a piece belongs to another table: it is on another sheet, or its caption names a block,
/// a year or a decision.
fn names_another(table: &RawTable, piece: &RawTable, words: &Words) -> bool {
    let caption = Caption::new(&piece.caption);
    let is_named = caption.block(&words.blocks).is_some()
        || caption.year().is_some()
        || caption.decision().is_some();
    is_named || sheet(table) != sheet(piece)
}

/// Whether a piece with headings is the next page of a table: it has the same headings, and its
/// running numbers do not restart at 1. `above` and `header` are the numbers of header rows of the
/// table and of the piece.
fn repeats_headings(table: &RawTable, above: usize, piece: &RawTable, header: usize) -> bool {
    let first =
        piece.rows[header..].iter().find(|row| is_data(row)).and_then(|row| row.cells.first());
    let number = first.map(|cell| clean(&cell.text).trim_end_matches(['.', ')']).parse::<u32>());
    // Without running numbers, only a caption shows that a piece is another table and not the next
    // page.
    let restarts = match number {
        Some(Ok(number)) => number == 1,
        _ => !piece.caption.is_empty(),
    };

    header == above
        && piece.rows[..header].iter().zip(&table.rows[..above]).all(|(a, b)| reads_alike(a, b))
        && !restarts
}

/// Completes a row that a page break splits. Below the break, the row continues without its number
/// and figures; its words are added to the last row of the table.
fn finish_row(table: &mut RawTable, rows: &mut Vec<RawRow>) {
    let Some(row) = rows.first() else { return };
    let is_page = row.cells.first().is_some_and(|cell| {
        matches!(cell.location.inside(), Location::Page(_)) && cell.text.is_empty()
    });
    let is_rest = is_page && !row.cells.iter().any(|cell| cell.copied || is_figure(cell));

    let Some(last) =
        table.rows.last_mut().filter(|last| is_rest && last.cells.len() == row.cells.len())
    else {
        return;
    };

    for (cell, rest) in
        last.cells.iter_mut().zip(&row.cells).filter(|(_, rest)| !rest.text.is_empty())
    {
        cell.text.push_str(if cell.text.is_empty() { "" } else { "\n" });
        cell.text.push_str(&rest.text);
    }
    rows.remove(0);
}

/// Adds rows to a table. Rows of a sheet keep their numbers.
fn extend(table: &mut RawTable, rows: Vec<RawRow>) {
    let keeps_numbers = sheet(table).is_some();
    // The row of an area stands above its criteria, whatever its number.
    let mut last = table.rows.iter().map(|row| row.number).max().unwrap_or(0);
    for mut row in rows {
        if !keeps_numbers {
            row.set_number(last + 1);
        }
        last = row.number;
        table.rows.push(row);
    }
}

/// Repeats a heading that spans several columns but is printed only over the first one. It is
/// repeated over the next columns that have no heading in that row but one below it.
fn spread_headings(rows: &mut [RawRow], words: &Words) {
    let count = words.header_rows(rows);
    for upper in 0..count.saturating_sub(1) {
        let (above, below) = rows[..count].split_at_mut(upper + 1);
        let row = &mut above[upper];
        let is_below = |column: usize| {
            below
                .iter()
                .any(|row| row.cells.get(column).is_some_and(|cell| !clean(&cell.text).is_empty()))
        };

        let mut group: Option<RawCell> = None;
        for column in 0..row.cells.len() {
            let is_empty = clean(&row.cells[column].text).is_empty();
            if !is_empty {
                group = Some(row.cells[column].clone()).filter(|_| is_below(column));
            } else if let Some(group) = group.as_ref().filter(|_| is_below(column)) {
                row.cells[column] = group.clone();
            }
        }
    }
}
