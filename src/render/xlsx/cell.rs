//! Writes values into cells: numbers with the number format that people see, and texts.

use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::model::{Points, Traced};
use crate::relation::Cell;
use crate::report::{Align, RowKind, Shade};
use crate::text::{Lang, cell as words};

/// The font of sheets, the same as in reports.
pub(super) const FONT: &str = "Times New Roman";

/// The formats of texts and headings, shared by all sheets.
pub(super) struct Formats {
    pub(super) text: Format,
    pub(super) small: Format,
    pub(super) bold: Format,
    pub(super) title: Format,
    pub(super) warning: Format,
    pub(super) link: Format,
    pub(super) head: Format,
    pub(super) upright: Format,
    pub(super) number: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let text = Format::new().set_font_name(FONT).set_font_size(11);
        let wrapped = text.clone().set_text_wrap().set_align(FormatAlign::Top);
        let head = text
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00E6_E6E6));
        Self {
            small: wrapped.clone().set_italic().set_font_size(10),
            bold: wrapped.clone().set_bold(),
            title: wrapped.clone().set_bold().set_font_size(14).set_align(FormatAlign::Center),
            warning: wrapped
                .clone()
                .set_bold()
                .set_font_color(Color::RGB(0x00C0_0000))
                .set_align(FormatAlign::Center),
            link: text
                .clone()
                .set_font_color(Color::RGB(0x001F_4E79))
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            upright: head.clone().set_rotation(90),
            head,
            number: text.clone().set_num_format("0.00"),
            text: wrapped,
        }
    }
}

/// The look of a cell of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) align: Align,
    pub(super) kind: RowKind,
    pub(super) shade: Shade,
    /// The size of its type, in points.
    pub(super) size: u8,
    /// Whether a new framework begins at its left edge.
    pub(super) has_rule: bool,
    /// A mark after the value; empty for none.
    pub(super) mark: &'static str,
}

impl Look {
    fn format(self) -> Format {
        let mut format = Format::new()
            .set_font_name(FONT)
            .set_font_size(self.size)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        format = match self.align {
            Align::Start => format.set_align(FormatAlign::Left),
            Align::Middle => format.set_align(FormatAlign::Center),
            Align::End => format.set_align(FormatAlign::Right),
        };
        format = match self.kind {
            RowKind::Data => format,
            RowKind::Group => format.set_bold().set_italic(),
            RowKind::Former => format.set_italic(),
            RowKind::Total => format.set_bold(),
        };
        format = match self.shade {
            // Conditional formats of the sheet shade the cell by its figure.
            Shade::None | Shade::Light | Shade::Dark => format,
            Shade::Missing => format.set_background_color(Color::RGB(0x00FF_F200)).set_unlocked(),
        };
        if self.has_rule { format.set_border_left(FormatBorder::Medium) } else { format }
    }

    /// The format of a number, with the mark after the number. `code` is Excel's number format.
    fn number(self, code: &str) -> Format {
        let code = if self.mark.is_empty() {
            code.to_owned()
        } else {
            let sections: Vec<String> =
                code.split(';').map(|section| format!("{section}\"{}\"", self.mark)).collect();
            sections.join(";")
        };
        self.format().set_num_format(code)
    }

    /// The format of a text.
    pub(super) fn text(self) -> Format {
        self.format()
    }

    /// The format of a blank to fill in.
    pub(super) fn blank(self) -> Format {
        self.format().set_unlocked().set_background_color(Color::RGB(0x00FF_F9C4))
    }
}

/// Writes a value.
pub(super) fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    lang: Lang,
    cell: &Cell,
    look: Look,
) -> Result<(), XlsxError> {
    let number = |sheet: &mut Worksheet, value: f64, code: &str| {
        sheet.write_number_with_format(row, column, value, &look.number(code)).map(|_| ())
    };
    match cell {
        // The cell stays empty if the value is unknown or does not apply.
        Cell::Empty => sheet.write_blank(row, column, &look.format()).map(|_| ()),
        Cell::Points(points) | Cell::Traced(Traced::Points(points)) => {
            number(sheet, amount(*points), "0.00##")
        }
        Cell::SignedPoints(points) => number(sheet, amount(*points), "+0.00;\u{2212}0.00;0.00"),
        Cell::Share(share) => number(sheet, *share, "0.0%"),
        // A difference of shares is in percentage points, not in per cent.
        Cell::ShareChange(change) => number(sheet, change * 100.0, "+0.0;\u{2212}0.0;0.0"),
        Cell::PercentPoints(distance) => number(sheet, distance * 100.0, "0.0"),
        Cell::Statistic(value) => number(sheet, *value, "0.00"),
        Cell::Real(value) => number(sheet, *value, "General"),
        // A sheet holds whole numbers up to this one exactly.
        Cell::Id(value) | Cell::Integer(value) if value.unsigned_abs() > 1 << 53 => {
            text_cell(sheet, (row, column), &value.to_string(), &look.text())
        }
        Cell::Year(year) => number(sheet, f64::from(year.number()), "0"),
        Cell::Count(count) => number(sheet, *count as f64, "0"),
        Cell::Rank(rank) => number(sheet, f64::from(*rank), "0"),
        Cell::Level(level) => number(sheet, f64::from(*level), "0"),
        Cell::RankChange(change) => number(sheet, *change as f64, "+0;\u{2212}0;0"),
        Cell::Id(value) | Cell::Integer(value) => number(sheet, *value as f64, "0"),
        Cell::Block(_)
        | Cell::Name(_)
        | Cell::Text(_)
        | Cell::Grade(_)
        | Cell::Coverage(_)
        | Cell::Stage(_)
        | Cell::Severity(_)
        | Cell::Rule(_)
        | Cell::Event(_)
        | Cell::Figure(_)
        | Cell::Traced(Traced::Rank(_) | Traced::Count(_) | Traced::Grade(_))
        | Cell::UnitChange(_)
        | Cell::Day(_)
        | Cell::Flag(_)
        | Cell::Texts(_)
        | Cell::Nested(_) => {
            let text = words(lang, cell) + look.mark;
            text_cell(sheet, (row, column), &text, &look.text())
        }
    }
}

/// Points as a floating-point number, which is all that a sheet can hold.
fn amount(points: Points) -> f64 {
    points.to_decimal().to_f64().unwrap_or_default()
}

/// The longest text that a cell can hold, in characters.
pub const MOST: usize = 32_000;

/// Writes a text, cut to the longest that a cell can hold. It is never a formula.
pub(super) fn text_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = crate::text::printable(text);
    let cut: String = text.chars().take(MOST).collect();
    if cut.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else {
        sheet.write_string_with_format(row, column, cut, format)?;
    }
    Ok(())
}
