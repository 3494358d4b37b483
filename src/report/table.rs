//! Tables: columns with widths, header cells that may span several columns or rows, and rows of
//! typed values.

use crate::chart::Spark;
use crate::relation::{Cell, Column, Kind};
use crate::text::{Lang, RichText, heading};

use super::Caption;

/// A table with more rows of values than this is shortened, unless every row of it counts, as in the
/// annex of a decision. All provinces and all districts of a province fit.
const MOST_ROWS: usize = 100;
/// Of a shortened table, this many rows stay at each end.
const ROWS_AT_ENDS: usize = 15;

/// A table with at most this many rows is kept on one page.
pub const MOST_ROWS_ON_ONE_PAGE: usize = 8;

/// A table of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The caption above it; `None` if the text before the table introduces it.
    pub caption: Option<Caption>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// The header rows, which repeat on every page.
    pub heads: Vec<Vec<HeaderCell>>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The size of its type.
    pub size: Size,
    /// The columns, as indices, with a heavy rule on their left: a new framework begins there.
    pub rules: Vec<usize>,
}

/// The size of the type in a table, by where the table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In the body of a report.
    Body,
    /// On the result sheet of a unit.
    Sheet,
    /// In an annex.
    Annex,
    /// In the annex of a decision.
    Decision,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableColumn {
    /// Its width in tenths of a millimetre. All columns together are as wide as the text.
    pub width: u32,
    /// How its values are aligned.
    pub align: Align,
}

/// The horizontal alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Left-aligned.
    Start,
    /// Centred.
    Middle,
    /// Right-aligned.
    End,
}

/// A header cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderCell {
    /// Its text.
    pub text: String,
    /// The number of columns it spans.
    pub across: usize,
    /// The number of header rows it spans.
    pub down: usize,
    /// Whether its text is rotated and reads from bottom to top.
    pub upright: bool,
}

impl HeaderCell {
    /// A header cell over one column and one row.
    #[must_use]
    pub fn one(text: impl Into<String>) -> Self {
        Self { text: text.into(), across: 1, down: 1, upright: false }
    }
}

/// A header cell with its position.
#[derive(Debug, Clone, Copy)]
pub struct PlacedHeaderCell<'a> {
    /// The cell.
    pub head: &'a HeaderCell,
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
}

/// Computes the position of each header cell, given the header rows.
#[must_use]
pub fn place_header_cells(heads: &[Vec<HeaderCell>]) -> Vec<PlacedHeaderCell<'_>> {
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

            cells.push(PlacedHeaderCell { head, row, column });
            column = end;
        }
    }
    cells
}

/// The kind of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A row of values.
    Data,
    /// One cell over all columns: a heading for the rows below.
    Group,
    /// A row for a unit or an area that no longer exists.
    Former,
    /// A sum or a mean.
    Total,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its kind.
    pub kind: RowKind,
    /// One entry per column; a single entry in a [`RowKind::Group`].
    pub entries: Vec<Entry>,
}

/// The shade of a cell. It never carries information that the figure in the cell does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shade {
    /// No shade.
    #[default]
    None,
    /// Light grey.
    Light,
    /// Darker grey, in bold.
    Dark,
    /// The colour of a blank to fill in.
    Missing,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A value.
    Value(Cell),
    /// A text, which may contain blanks to fill in.
    Words(RichText),
    /// A course over the years as a small line chart.
    Spark(Spark),
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its content.
    pub content: Content,
    /// Its shade.
    pub shade: Shade,
    /// A mark after the value, such as `(1)` or `↑`; empty for none.
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

    /// The same entry with a shade.
    #[must_use]
    pub fn shaded(self, shade: Shade) -> Self {
        Self { shade, ..self }
    }

    /// The text that readers see, with the mark; empty for a small line chart.
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

    /// A heading for the rows below it.
    #[must_use]
    pub fn group(text: impl Into<String>) -> Self {
        Self { kind: RowKind::Group, entries: vec![Entry::text(text)] }
    }
}

impl Table {
    /// Leaves only the first and the last rows of values of a very long table, and between them a
    /// row with the words for the number of those left out.
    pub(super) fn shorten(&mut self, words: impl FnOnce(usize) -> String) {
        let is_value = |row: &Row| match row.kind {
            RowKind::Data | RowKind::Former => true,
            RowKind::Group | RowKind::Total => false,
        };
        let values: Vec<usize> =
            (0..self.rows.len()).filter(|index| is_value(&self.rows[*index])).collect();
        if values.len() <= MOST_ROWS || self.size == Size::Decision {
            return;
        }
        let (first, last) = (values[ROWS_AT_ENDS], values[values.len() - ROWS_AT_ENDS]);
        // Sums stay, wherever they stand.
        let sums = self.rows[first..last].iter().filter(|row| row.kind == RowKind::Total);
        let sums: Vec<Row> = sums.cloned().collect();
        let words = Row::group(words(values.len() - 2 * ROWS_AT_ENDS));
        self.rows.splice(first..last, sums.into_iter().chain([words]));
    }

    /// An empty table with one header row. Each of `columns` is a heading, a width in millimetres
    /// and an alignment.
    #[must_use]
    pub fn simple(columns: &[(&str, f64, Align)]) -> Self {
        Self {
            caption: None,
            heads: vec![columns.iter().map(|(head, ..)| HeaderCell::one(*head)).collect()],
            columns: columns.iter().map(|(_, width, align)| column(*width, *align)).collect(),
            rows: Vec::new(),
            size: Size::Body,
            rules: Vec::new(),
        }
    }

    /// A table of the rows of a relation, with the given columns. The columns share `width`, in
    /// tenths of a millimetre, according to their kinds.
    pub(super) fn of<'a, R: 'a>(
        lang: Lang,
        columns: &[Column<R>],
        rows: impl IntoIterator<Item = &'a R>,
        width: u32,
    ) -> Self {
        let weights: Vec<u32> = columns.iter().map(|column| weight(column.info.kind)).collect();
        let total = weights.iter().sum::<u32>().max(1);
        let entries = |row: &R| columns.iter().map(|column| (column.cell)(row).into()).collect();

        Self {
            caption: None,
            heads: vec![
                columns
                    .iter()
                    .map(|column| HeaderCell::one(heading(lang, column.info.label)))
                    .collect(),
            ],
            columns: columns
                .iter()
                .zip(&weights)
                .map(|(column, weight)| TableColumn {
                    width: width * weight / total,
                    align: if column.info.kind.is_number() { Align::End } else { Align::Start },
                })
                .collect(),
            rows: rows.into_iter().map(|row| Row::data(entries(row))).collect(),
            size: Size::Body,
            rules: Vec::new(),
        }
    }

    /// The same table with a caption.
    #[must_use]
    pub(super) fn captioned(self, caption: Caption) -> Self {
        Self { caption: Some(caption), ..self }
    }

    /// The same table with other rows.
    #[must_use]
    pub(super) fn with(self, rows: Vec<Row>) -> Self {
        Self { rows, ..self }
    }

    /// The same table with another size of type.
    #[must_use]
    pub(super) fn sized(self, size: Size) -> Self {
        Self { size, ..self }
    }
}

/// A column with a width in millimetres.
pub(super) fn column(millimetres: f64, align: Align) -> TableColumn {
    let width = format!("{:.0}", millimetres * 10.0).parse().unwrap_or(1);
    TableColumn { width, align }
}

/// The relative width of a column, by the kind of its values.
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
        | Kind::Stage
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_very_long_table_both_ends_and_the_sums_stay() {
        let table = |rows: usize, size: Size| {
            let rows = (1..=rows).map(|number| Row::data(vec![Cell::Count(number).into()]));
            let mut table =
                Table::simple(&[("n", 10.0, Align::End)]).sized(size).with(rows.collect());
            table.rows.insert(50, Row { kind: RowKind::Total, entries: Vec::new() });
            table.shorten(|rows| rows.to_string());
            table.rows
        };
        assert_eq!(table(MOST_ROWS, Size::Annex).len(), MOST_ROWS + 1);
        assert_eq!(table(500, Size::Decision).len(), 501, "a decision names every unit");

        let rows = table(500, Size::Annex);
        let texts = rows.iter().map(|row| row.entries.first().map(|entry| entry.plain(Lang::En)));
        let texts: Vec<_> = texts.map(Option::unwrap_or_default).collect();
        assert_eq!(rows.len(), 2 * ROWS_AT_ENDS + 2);
        assert_eq!(texts[..15], (1..=15).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!(rows[15].kind, RowKind::Total);
        assert_eq!((rows[16].kind, texts[16].as_str()), (RowKind::Group, "470"));
        assert_eq!((texts[17].as_str(), texts[31].as_str()), ("486", "500"));
    }
}
