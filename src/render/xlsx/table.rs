//! A table on a sheet: frozen header rows with merged cells, typed cells, sparklines, and shades
//! that follow from the figures.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, ProtectionOptions, Sparkline,
    SparklineType, XlsxError,
};

use crate::analysis::{VERY_WEAK_AREA, WEAK_AREA};
use crate::relation::{Cell, Kind};
use crate::render::native_chart::{column, row};
use crate::report::{
    Content, Entry, PlacedHeaderCell, Row, RowKind, Shade, Size, Table, place_header_cells,
};
use crate::text::Span;

use super::cell::{Look, text_cell, write};
use super::cursor::{SheetCursor, lines};

/// The size of the type, in points.
const fn letters(size: Size) -> u8 {
    match size {
        Size::Body => 11,
        Size::Sheet | Size::Annex => 10,
        Size::Decision => 9,
    }
}

/// Freezes the header rows and the columns that name a row, and repeats the header rows in print.
/// Adds a filter to a plain table, and protects a sheet with blanks to fill in. `above` is the
/// number of rows above the table.
pub(super) fn hold_still(
    sheet: &mut SheetCursor<'_>,
    table: &Table,
    above: u32,
) -> Result<(), XlsxError> {
    let first = above + u32::from(table.caption.is_some());
    let below = first + row(table.heads.len());

    let named = table.rows.iter().find(|row| row.kind != RowKind::Group).and_then(|row| {
        row.entries.iter().position(|entry| {
            matches!(entry.content, Content::Value(Cell::Name(_) | Cell::Text(_)))
        })
    });
    sheet.sheet.set_freeze_panes(below, column(named.map_or(0, |index| index + 1).min(2)))?;
    sheet.sheet.set_repeat_rows(first, below - 1)?;

    // A filter needs one header row above plain rows.
    let is_plain = table.heads.len() == 1 && table.rows.iter().all(|row| row.kind == RowKind::Data);
    if is_plain && table.rows.len() > 1 {
        sheet.sheet.autofilter(
            first,
            0,
            first + row(table.rows.len()),
            column(table.columns.len() - 1),
        )?;
    }

    if table.rows.iter().flat_map(|row| &row.entries).any(is_blank) {
        let options = ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        };
        sheet.sheet.protect_with_options(&options);
    }
    Ok(())
}

/// Whether an entry is a number.
fn is_number(entry: &Entry) -> bool {
    match &entry.content {
        Content::Value(cell) => cell.kind().is_some_and(Kind::is_number),
        Content::Words(_) | Content::Spark(_) => false,
    }
}

/// Whether an entry is a blank to fill in.
fn is_blank(entry: &Entry) -> bool {
    match &entry.content {
        Content::Words(words) => matches!(&words.0[..], [Span::Blank(blank)] if !blank.is_filled),
        Content::Value(_) | Content::Spark(_) => false,
    }
}

pub(super) fn table(sheet: &mut SheetCursor<'_>, table: &Table) -> Result<(), XlsxError> {
    if let Some(caption) = &table.caption {
        let bold = sheet.formats.bold.clone();
        sheet.line(&caption.text, &bold)?;
    }
    heads(sheet, table)?;

    let first = sheet.next;
    for row in &table.rows {
        self::values(sheet, table, row)?;
        sheet.next += 1;
    }
    shades(sheet, table, first)?;
    sheet.next += 1;
    Ok(())
}

fn heads(sheet: &mut SheetCursor<'_>, table: &Table) -> Result<(), XlsxError> {
    let top = sheet.next;
    let size = letters(table.size);
    for PlacedHeaderCell { head, row: line, column: index } in place_header_cells(&table.heads) {
        let format = if head.upright { &sheet.formats.upright } else { &sheet.formats.head };
        let format = format.clone().set_font_size(size);
        let (at, from) = (top + row(line), column(index));
        if head.across * head.down > 1 {
            let (to, last) = (at + row(head.down - 1), column(index + head.across - 1));
            sheet.sheet.merge_range(at, from, to, last, "", &format)?;
        }
        text_cell(sheet.sheet, (at, from), &head.text, &format)?;
    }

    for (heads, line) in table.heads.iter().zip(0_usize..) {
        let height = if heads.iter().any(|head| head.upright) {
            // High enough for `Thẩm định (13,50)` when rotated.
            90.0
        } else {
            let row_heads = place_header_cells(&table.heads)
                .into_iter()
                .filter(|head| head.row == line && head.head.down == 1);
            let needed = row_heads.map(|head| {
                let columns = &table.columns[head.column..head.column + head.head.across];
                let width: u32 = columns.iter().map(|column| column.width).sum();
                lines(&head.head.text, f64::from(width) / 10.0, size + 1)
            });
            needed.fold(1.0, f64::max) * 14.0
        };
        sheet.sheet.set_row_height(top + row(line), height)?;
    }

    sheet.next += row(table.heads.len());
    Ok(())
}

fn values(sheet: &mut SheetCursor<'_>, table: &Table, row: &Row) -> Result<(), XlsxError> {
    let (at, lang, size) = (sheet.next, sheet.lang, letters(table.size));
    let look = |entry: &Entry, index: usize| Look {
        align: table.columns[index].align,
        kind: row.kind,
        shade: entry.shade,
        size,
        has_rule: table.rules.contains(&index),
        mark: entry.mark,
    };

    if row.kind == RowKind::Group {
        let Some(entry) = row.entries.first() else { return Ok(()) };
        let format = look(entry, 0).text();
        if table.columns.len() > 1 {
            sheet.sheet.merge_range(at, 0, at, column(table.columns.len() - 1), "", &format)?;
        }
        return text_cell(sheet.sheet, (at, 0), &entry.plain(lang), &format);
    }

    let mut tallest = 1.0_f64;
    for (entry, index) in row.entries.iter().zip(0..table.columns.len()) {
        let (look, position) = (look(entry, index), (at, column(index)));
        match &entry.content {
            Content::Value(cell) => write(sheet.sheet, position, lang, cell, look)?,
            Content::Words(_) if is_blank(entry) => {
                sheet.sheet.write_blank(position.0, position.1, &look.blank())?;
            }
            Content::Words(words) => {
                text_cell(sheet.sheet, position, &words.plain(), &look.text())?;
            }
            Content::Spark(spark) => {
                // The values are far to the right, in columns too narrow to see. They are not
                // hidden, because some programs draw no sparkline for hidden values.
                let from = sheet.count() + 2;
                for (value, year) in spark.values.iter().zip(0_usize..) {
                    if let Some(value) = value {
                        let faint = Format::new()
                            .set_num_format("0.0%")
                            .set_font_color(Color::RGB(0x0080_8080));
                        sheet.sheet.write_number_with_format(
                            at,
                            column(from + year),
                            *value,
                            &faint,
                        )?;
                    }
                }
                let last = from + spark.values.len().max(1) - 1;
                let [low, high] = spark.scale;
                let line = Sparkline::new()
                    .set_type(SparklineType::Line)
                    .set_range((sheet.name, at, column(from), at, column(last)))
                    .set_custom_min(low)
                    .set_custom_max(high)
                    .show_last_point(true)
                    .set_sparkline_color(Color::Black);
                sheet.sheet.write_blank(at, position.1, &look.text())?;
                sheet.sheet.add_sparkline(at, position.1, &line)?;
                for index in from..=last {
                    sheet.sheet.set_column_width_pixels(column(index), 1)?;
                }
            }
        }

        // Numbers never wrap, so only other entries count for the height of the row.
        if !matches!(&entry.content, Content::Spark(_)) && !is_number(entry) {
            let width = f64::from(table.columns[index].width) / 10.0;
            tallest = tallest.max(lines(&entry.plain(lang), width - 1.0, size));
        }
    }

    sheet.sheet.set_row_height(at, tallest * (f64::from(size) * 1.25 + 0.5) + 2.0)?;
    Ok(())
}

/// Adds conditional formats to the shares of a shaded table: light below [`WEAK_AREA`], dark and
/// bold below [`VERY_WEAK_AREA`], both by the printed value.
fn shades(sheet: &mut SheetCursor<'_>, table: &Table, first: u32) -> Result<(), XlsxError> {
    // A share that prints as 80.0% is not below 80%.
    const PRINTED: f64 = 0.000_5;
    let is_shaded = |entry: &Entry| matches!(entry.shade, Shade::Light | Shade::Dark);
    let is_share = |entry: &Entry| matches!(entry.content, Content::Value(Cell::Share(_)));
    let entries = || table.rows.iter().filter(|row| row.kind != RowKind::Group);
    if !entries().flat_map(|row| &row.entries).any(|entry| is_shaded(entry) && is_share(entry)) {
        return Ok(());
    }

    let last = first + row(table.rows.len()) - 1;
    let dark = Format::new().set_bold().set_background_color(Color::RGB(0x00BF_BFBF));
    let light = Format::new().set_background_color(Color::RGB(0x00E6_E6E6));
    for index in 0..table.columns.len() {
        let shares =
            entries().filter_map(|row| row.entries.get(index)).filter(|entry| is_share(entry));
        if !shares.clone().any(is_shaded) {
            continue;
        }

        let at = column(index);
        for (from, to, format) in [
            // An empty cell counts as zero, so the range begins above zero.
            (f64::EPSILON, VERY_WEAK_AREA - PRINTED - f64::EPSILON, &dark),
            (VERY_WEAK_AREA - PRINTED, WEAK_AREA - PRINTED - f64::EPSILON, &light),
        ] {
            let rule =
                ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::Between(from, to));
            sheet.sheet.add_conditional_format(first, at, last, at, &rule.set_format(format))?;
        }
    }
    Ok(())
}
