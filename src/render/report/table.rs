//! Tables of relations in a page: headings and cells as their declarations have them.

use maud::{Markup, html};

use crate::relation::{Cell, Column, ColumnInfo, Kind, Label};
use crate::text::{Lang, cell, heading};

/// The rows of a relation with some of its columns.
pub(super) fn table<'a, R: 'a>(lang: Lang, columns: &[Column<R>], rows: impl IntoIterator<Item = &'a R>) -> Markup {
    html! {
        table {
            thead { tr { @for column in columns { (head(lang, &column.info)) } } }
            tbody { @for row in rows { tr { @for column in columns { (value(lang, column, row)) } } } }
        }
    }
}

/// The heading of a column.
pub(super) fn head(lang: Lang, column: &ColumnInfo) -> Markup {
    head_as(lang, column, column.label)
}

/// The heading of a column that is called otherwise here.
pub(super) fn head_as(lang: Lang, column: &ColumnInfo, label: Label) -> Markup {
    html! { @if column.kind.is_number() { th.number { (heading(lang, label)) } } @else { th { (heading(lang, label)) } } }
}

/// The value of a row in a column.
pub(super) fn value<R>(lang: Lang, column: &Column<R>, row: &R) -> Markup {
    show(lang, column.info.kind, &(column.cell)(row))
}

/// The value of a row in a column, or a dash where there is no row.
pub(super) fn value_or_dash<R>(lang: Lang, column: &Column<R>, row: Option<&R>) -> Markup {
    show(lang, column.info.kind, &row.map_or(Cell::Empty, column.cell))
}

fn show(lang: Lang, kind: Kind, value: &Cell) -> Markup {
    let text = cell(lang, value);
    html! {
        @if kind.is_number() { td.number { (text) } }
        // What is one of few words never breaks.
        @else if matches!(kind, Kind::Grade | Kind::Severity) { td.short { (text) } }
        @else { td { (text) } }
    }
}
