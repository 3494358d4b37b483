//! Tables: columns with their widths, heads that may span, rows of typed values.

use crate::chart::Spark;
use crate::relation::{Cell, Column, Kind};
use crate::text::{Lang, RichText, heading};

use super::Caption;

/// A table of so many rows or less stands on one page.
pub const SHORT: usize = 8;

/// A table of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What stands above it; none where the text before it says so.
    pub caption: Option<Caption>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// The rows of its head: they repeat on every page.
    pub heads: Vec<Vec<Head>>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How large its letters are.
    pub size: Size,
    /// The column before which a heavy rule stands: a new framework.
    pub rules: Vec<usize>,
}

/// How large the letters of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In the text.
    Body,
    /// On the sheet of a unit.
    Sheet,
    /// In an annex.
    Annex,
    /// In the table of a decision.
    Decision,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableColumn {
    /// Its width in tenths of a millimetre: of all together, the width of the text.
    pub width: u32,
    /// How its values stand.
    pub align: Align,
}

/// How values stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Start,
    /// In the middle.
    Middle,
    /// At the right.
    End,
}

/// A cell of a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What stands in it.
    pub text: String,
    /// How many columns it takes.
    pub across: usize,
    /// How many rows it takes.
    pub down: usize,
    /// Whether it reads from below.
    pub upright: bool,
}

impl Head {
    /// Over one column.
    #[must_use]
    pub fn one(text: impl Into<String>) -> Self {
        Self { text: text.into(), across: 1, down: 1, upright: false }
    }
}

/// A cell of a head with its place.
#[derive(Debug, Clone, Copy)]
pub struct PlacedHead<'a> {
    /// The cell.
    pub head: &'a Head,
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
}

/// Where each cell of the rows of a head stands.
#[must_use]
pub fn place_heads(heads: &[Vec<Head>]) -> Vec<PlacedHead<'_>> {
    let width = heads.first().map_or(0, |row| row.iter().map(|head| head.across.max(1)).sum());
    let mut open: Vec<usize> = vec![0; width];
    let mut cells = Vec::new();
    for (row, heads) in heads.iter().enumerate() {
        let mut heads = heads.iter();
        let mut column = 0;
        while column < width {
            if open[column] > 0 {
                open[column] -= 1;
                column += 1;
                continue;
            }
            let Some(head) = heads.next() else { break };
            let end = (column + head.across.max(1)).min(width);
            open[column..end].fill(head.down.saturating_sub(1));
            cells.push(PlacedHead { head, row, column });
            column = end;
        }
    }
    cells
}

/// What kind of a row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A row of values.
    Data,
    /// One cell over all columns that heads the rows below.
    Group,
    /// A row of what is no more.
    Former,
    /// A sum or a mean.
    Total,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What kind it is.
    pub kind: RowKind,
    /// An entry a column; one alone in a [`RowKind::Group`].
    pub entries: Vec<Entry>,
}

/// How dark a cell is: it never says anything that its figure does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shade {
    /// Paper.
    #[default]
    None,
    /// Grey.
    Light,
    /// Darker, with bold letters.
    Dark,
    /// The colour of what is to be filled in.
    Missing,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A value.
    Value(Cell),
    /// Words with what is to be filled in.
    Words(RichText),
    /// A course in a small picture.
    Spark(Spark),
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What stands in it.
    pub content: Content,
    /// How dark it is.
    pub shade: Shade,
    /// A mark behind the value: `(1)`, `↑`.
    pub mark: &'static str,
}

impl From<Cell> for Entry {
    fn from(cell: Cell) -> Self {
        Self { content: Content::Value(cell), shade: Shade::None, mark: "" }
    }
}

impl From<RichText> for Entry {
    fn from(text: RichText) -> Self {
        Self { content: Content::Words(text), shade: Shade::None, mark: "" }
    }
}

impl Entry {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into()).into()
    }

    /// Several texts, one below the other.
    #[must_use]
    pub fn lines(lines: &[String]) -> Self {
        RichText::from(lines.join("\n")).into()
    }

    /// A name.
    #[must_use]
    pub fn name(text: impl Into<String>) -> Self {
        Cell::Name(text.into()).into()
    }

    /// A value, or a dash.
    #[must_use]
    pub fn of<T>(value: Option<T>, cell: fn(T) -> Cell) -> Self {
        value.map_or(Cell::Empty, cell).into()
    }

    /// The same, darker.
    #[must_use]
    pub fn shaded(self, shade: Shade) -> Self {
        Self { shade, ..self }
    }

    /// What it says, as people read it.
    #[must_use]
    pub fn plain(&self, lang: Lang) -> String {
        let text = match &self.content {
            Content::Value(cell) => crate::text::cell(lang, cell),
            Content::Words(words) => words.plain(),
            Content::Spark(_) => String::new(),
        };
        format!("{text}{}", self.mark)
    }
}

impl Row {
    /// A row of values.
    #[must_use]
    pub fn data(entries: Vec<Entry>) -> Self {
        Self { kind: RowKind::Data, entries }
    }

    /// A row that heads those below it.
    #[must_use]
    pub fn group(text: impl Into<String>) -> Self {
        Self { kind: RowKind::Group, entries: vec![Entry::text(text)] }
    }
}

impl Table {
    /// A table with heads in one row; `columns` are a head, a width in millimetres and how values
    /// stand.
    #[must_use]
    pub fn simple(columns: &[(&str, f64, Align)]) -> Self {
        Self {
            caption: None,
            heads: vec![columns.iter().map(|(head, ..)| Head::one(*head)).collect()],
            columns: columns.iter().map(|(_, width, align)| column(*width, *align)).collect(),
            rows: Vec::new(),
            size: Size::Body,
            rules: Vec::new(),
        }
    }

    /// The rows of a relation with some of its columns, which share a width by their kinds.
    pub(super) fn of<'a, R: 'a>(
        lang: Lang,
        columns: &[Column<R>],
        rows: impl IntoIterator<Item = &'a R>,
        width: u32,
    ) -> Self {
        let weights: Vec<u32> = columns.iter().map(|column| weight(column.info.kind)).collect();
        let all = weights.iter().sum::<u32>().max(1);
        let entries = |row: &R| columns.iter().map(|column| (column.cell)(row).into()).collect();
        Self {
            caption: None,
            heads: vec![
                columns.iter().map(|column| Head::one(heading(lang, column.info.label))).collect(),
            ],
            columns: columns
                .iter()
                .zip(&weights)
                .map(|(column, weight)| TableColumn {
                    width: width * weight / all,
                    align: if column.info.kind.is_number() { Align::End } else { Align::Start },
                })
                .collect(),
            rows: rows.into_iter().map(|row| Row::data(entries(row))).collect(),
            size: Size::Body,
            rules: Vec::new(),
        }
    }

    /// The same with a caption.
    #[must_use]
    pub(super) fn captioned(self, caption: Caption) -> Self {
        Self { caption: Some(caption), ..self }
    }

    /// The same with other rows.
    #[must_use]
    pub(super) fn with(self, rows: Vec<Row>) -> Self {
        Self { rows, ..self }
    }

    /// The same with letters of another size.
    #[must_use]
    pub(super) fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }
}

/// A column of so many millimetres.
pub(super) fn column(millimetres: f64, align: Align) -> TableColumn {
    let width = format!("{:.0}", millimetres * 10.0).parse().unwrap_or(1);
    TableColumn { width, align }
}

/// How much of the width a kind of values asks for.
const fn weight(kind: Kind) -> u32 {
    match kind {
        Kind::Name | Kind::Text | Kind::Texts | Kind::Nested => 4,
        Kind::Block | Kind::Event | Kind::Figure | Kind::UnitChange => 3,
        Kind::Points
        | Kind::SignedPoints
        | Kind::Share
        | Kind::ShareChange
        | Kind::PercentPoints
        | Kind::Statistic
        | Kind::Grade
        | Kind::Coverage
        | Kind::Severity
        | Kind::Rule
        | Kind::Traced
        | Kind::Day
        | Kind::Real => 2,
        Kind::Year
        | Kind::Id
        | Kind::Level
        | Kind::Count
        | Kind::Rank
        | Kind::RankChange
        | Kind::Flag
        | Kind::Integer => 1,
    }
}
