//! Tables in Word: header rows that repeat and may have merged cells, rows that never split across
//! pages, and column widths from the report.

use maud::{Markup, html};

use crate::render::picture::draw_png;
use crate::report::{
    Align, Content, Entry, HeaderCell, MOST_ROWS_ON_ONE_PAGE, Row, RowKind, Shade, Size, Table,
};

use super::DocxError;
use super::style::{
    CELL, CELL_ANNEX, CELL_DECISION, CELL_SHEET, HEAD, HEAD_ANNEX, HEAD_DECISION, HEAD_SHEET, TABLE,
};
use super::writer::{Writer, caption, dxa, run};

/// The pixels in a small line chart for each pixel of its scene, for print.
const SPARK_SCALE: u32 = 3;
/// The width and height of a small line chart, in tenths of a millimetre.
const SPARK: [i64; 2] = [200, 38];

/// The style of cells, the style of header cells, and the margin at either side of a cell in
/// twentieths of a point.
const fn look(size: Size) -> (&'static str, &'static str, u32) {
    match size {
        Size::Body => (CELL, HEAD, 57),
        Size::Sheet => (CELL_SHEET, HEAD_SHEET, 45),
        Size::Annex => (CELL_ANNEX, HEAD_ANNEX, 40),
        Size::Decision => (CELL_DECISION, HEAD_DECISION, 23),
    }
}

pub(super) fn table(writer: &mut Writer, table: &Table) -> Result<Markup, DocxError> {
    let widths: Vec<u32> = table.columns.iter().map(|column| writer.dxa(column.width)).collect();
    let (cell, head, margin) = look(table.size);

    let mut rows = Vec::new();
    for row in &table.rows {
        // A short table is kept on one page.
        let keeps = table.rows.len() <= MOST_ROWS_ON_ONE_PAGE && rows.len() + 1 < table.rows.len();
        rows.push(self::row(writer, table, row, &widths, (cell, keeps))?);
    }

    let description = table
        .caption
        .as_ref()
        .map(|caption| format!("{} {}. {}", caption.label, caption.number, caption.text));

    Ok(html! {
        @if let Some(text) = &table.caption { (caption(text, true)) }
        w:tbl {
            w:tblPr {
                w:tblStyle w:val=(TABLE) {}
                w:tblW w:w=(widths.iter().sum::<u32>()) w:type="dxa" {}
                w:tblLayout w:type="fixed" {}
                w:tblCellMar { w:left w:w=(margin) w:type="dxa" {} w:right w:w=(margin) w:type="dxa" {} }
                w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1" {}
                @if let Some(description) = &description { w:tblCaption w:val=(description) {} }
            }
            w:tblGrid { @for width in &widths { w:gridCol w:w=(width) {} } }
            (heads(&table.heads, &widths, head, table.size))
            @for row in rows { (row) }
        }
        // A low empty paragraph separates the table from the next element.
        w:p { w:pPr { w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact" {} } }
    })
}

/// The header rows. A cell that spans several rows occurs in each of them, empty below the first.
fn heads(rows: &[Vec<HeaderCell>], widths: &[u32], style: &str, size: Size) -> Markup {
    let mut open: Vec<usize> = vec![0; widths.len()];
    let mut markup = Vec::new();
    for row in rows {
        let mut cells = Vec::new();
        let mut heads = row.iter();
        let mut column = 0;
        while column < widths.len() {
            if open[column] > 0 {
                open[column] -= 1;
                cells.push(head_cell(None, &widths[column..=column], Merge::Below, style));
                column += 1;
                continue;
            }

            let Some(head) = heads.next() else { break };
            let end = (column + head.across.max(1)).min(widths.len());
            let merge = if head.down > 1 { Merge::Begins } else { Merge::None };
            for rows_left in &mut open[column..end] {
                *rows_left = head.down.saturating_sub(1);
            }

            cells.push(head_cell(Some(head), &widths[column..end], merge, style));
            column = end;
        }

        let height = match size {
            Size::Decision if row.iter().any(|head| head.upright) => Some((dxa(260), "exact")),
            Size::Decision => Some((dxa(170), "atLeast")),
            Size::Body | Size::Sheet | Size::Annex => None,
        };

        markup.push(html! {
            w:tr {
                w:trPr {
                    w:cantSplit {}
                    @if let Some((height, kind)) = height { w:trHeight w:val=(height) w:hRule=(kind) {} }
                    w:tblHeader {}
                }
                @for cell in cells { (cell) }
            }
        });
    }

    html! { @for row in markup { (row) } }
}

/// How a header cell is merged with the cells above and below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    /// It is not merged.
    None,
    /// It is the first of several merged cells.
    Begins,
    /// It continues the cell above.
    Below,
}

fn head_cell(head: Option<&HeaderCell>, widths: &[u32], merge: Merge, style: &str) -> Markup {
    let upright = head.is_some_and(|head| head.upright);
    html! {
        w:tc {
            w:tcPr {
                w:tcW w:w=(widths.iter().sum::<u32>()) w:type="dxa" {}
                @if widths.len() > 1 { w:gridSpan w:val=(widths.len()) {} }
                @match merge {
                    Merge::None => {}
                    Merge::Begins => { w:vMerge w:val="restart" {} }
                    Merge::Below => { w:vMerge {} }
                }
                w:shd w:val="clear" w:color="auto" w:fill="E6E6E6" {}
                @if upright { w:textDirection w:val="btLr" {} }
                w:vAlign w:val="center" {}
            }
            w:p {
                w:pPr { w:pStyle w:val=(style) {} }
                @if let Some(head) = head { (run(&head.text)) }
            }
        }
    }
}

fn row(
    writer: &mut Writer,
    table: &Table,
    row: &Row,
    widths: &[u32],
    (style, keeps): (&str, bool),
) -> Result<Markup, DocxError> {
    if row.kind == RowKind::Group {
        let text = row.entries.first().map(|entry| entry.plain(writer.lang)).unwrap_or_default();
        return Ok(html! {
            w:tr {
                w:trPr { w:cantSplit {} }
                w:tc {
                    w:tcPr {
                        w:tcW w:w=(widths.iter().sum::<u32>()) w:type="dxa" {}
                        w:gridSpan w:val=(widths.len()) {}
                    }
                    // A group heading stays on the page of the row below it.
                    w:p {
                        w:pPr { w:pStyle w:val=(style) {} w:keepNext {} }
                        w:r { w:rPr { w:b {} w:i {} } w:t xml:space="preserve" { (text) } }
                    }
                }
            }
        });
    }

    let mut cells = Vec::new();
    for ((entry, column), index) in row.entries.iter().zip(&table.columns).zip(0_usize..) {
        let has_rule = table.rules.contains(&index);
        cells.push(self::cell(
            writer,
            entry,
            row.kind,
            (column.align, widths[index], has_rule),
            (style, keeps),
        )?);
    }

    Ok(html! { w:tr { w:trPr { w:cantSplit {} } @for cell in cells { (cell) } } })
}

fn cell(
    writer: &mut Writer,
    entry: &Entry,
    kind: RowKind,
    (align, width, has_rule): (Align, u32, bool),
    (style, keeps): (&str, bool),
) -> Result<Markup, DocxError> {
    let fill = match entry.shade {
        Shade::None => None,
        Shade::Light => Some("E6E6E6"),
        Shade::Dark => Some("BFBFBF"),
        Shade::Missing => Some("FFF200"),
    };

    let align = match align {
        Align::Start => "left",
        Align::Middle => "center",
        Align::End => "right",
    };

    let (bold, italic) =
        (kind == RowKind::Total || entry.shade == Shade::Dark, kind == RowKind::Former);

    let content = match &entry.content {
        Content::Value(_) => {
            let text = entry.plain(writer.lang);
            html! {
                @for (line, number) in text.split('\n').zip(0_usize..) {
                    w:r {
                        @if bold || italic { w:rPr { @if bold { w:b {} } @if italic { w:i {} } } }
                        @if number > 0 { w:br {} }
                        w:t xml:space="preserve" { (line) }
                    }
                }
            }
        }
        Content::Words(words) => writer.spans(words),
        Content::Spark(spark) => {
            let drawing = writer.picture(draw_png(&spark.draw(), SPARK_SCALE)?, SPARK, "");
            html! { w:r { (drawing) } }
        }
    };

    Ok(html! {
        w:tc {
            w:tcPr {
                w:tcW w:w=(width) w:type="dxa" {}
                @if has_rule { w:tcBorders { w:left w:val="single" w:sz="18" w:space="0" w:color="000000" {} } }
                @if let Some(fill) = fill { w:shd w:val="clear" w:color="auto" w:fill=(fill) {} }
                w:vAlign w:val="center" {}
            }
            w:p { w:pPr { w:pStyle w:val=(style) {} @if keeps { w:keepNext {} } w:jc w:val=(align) {} } (content) }
        }
    })
}
