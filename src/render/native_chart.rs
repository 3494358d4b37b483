//! Figures as charts that office programs draw themselves, from numbers in the cells of a sheet.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType,
    ChartSolidFill, ChartType, Color, Format, Worksheet, XlsxError,
};

use crate::chart::{DATA_COLOURS, Form, Plot};
use crate::text::printable_line;

/// Converts an index into a column of a sheet, from 0.
pub(super) fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Converts an index into a row of a sheet, from 0.
pub(super) fn row(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Writes the numbers of a figure into the first columns, from the row `top` on: categories down,
/// series across. `look` holds the formats of headings and of numbers.
pub(super) fn fill(
    sheet: &mut Worksheet,
    plot: &Plot,
    top: u32,
    look: Option<[&Format; 2]>,
) -> Result<(), XlsxError> {
    let plain = Format::new();
    let [head, cell] = look.unwrap_or([&plain, &plain]);

    for (series, index) in plot.datasets.iter().zip(1_usize..) {
        let name = printable_line(&series.name);
        sheet.write_string_with_format(top, column(index), name, head)?;
        for (value, position) in series.values.iter().zip(1_usize..) {
            if let Some(value) = value {
                sheet.write_number_with_format(top + row(position), column(index), *value, cell)?;
            }
        }
    }

    for (category, index) in plot.categories.iter().zip(1_usize..) {
        sheet.write_string(top + row(index), 0, printable_line(category))?;
    }
    Ok(())
}

fn colour((red, green, blue): crate::chart::Colour) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

/// The chart of a figure whose numbers [`fill`] has written on a sheet from the row `top` on.
pub(super) fn native(sheet: &str, plot: &Plot, top: u32) -> Chart {
    let kind = match plot.form {
        Form::Lines => ChartType::Line,
        Form::Bars | Form::Pairs => ChartType::Bar,
    };
    let mut chart = Chart::new(kind);

    let (first, last) = (top + 1, top + row(plot.categories.len()));
    let format = if plot.digits == 1 { "0.0" } else { "0.00" };

    for (series, index) in plot.datasets.iter().zip(0_usize..) {
        let at = column(index + 1);
        let chart_series = chart
            .add_series()
            .set_name((sheet, top, at))
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, at, last, at));

        let ink = colour(DATA_COLOURS[index % DATA_COLOURS.len()]);
        let mut look = ChartFormat::new();
        match plot.form {
            Form::Lines => {
                let mut line = ChartLine::new();
                line.set_color(ink).set_width(2.0);
                if index == 1 {
                    line.set_dash_type(ChartLineDashType::Dash);
                }
                let kind =
                    [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle]
                        [index % 3];
                let mut fill = ChartFormat::new();
                fill.set_solid_fill(ChartSolidFill::new().set_color(ink));
                chart_series.set_marker(
                    ChartMarker::new().set_type(kind).set_size(6).set_format(&mut fill),
                );
                look.set_line(&line);
            }
            Form::Bars => {
                look.set_solid_fill(ChartSolidFill::new().set_color(ink));
            }
            Form::Pairs => {
                // Self scores are white, appraised scores black.
                let fill = if index == 0 { Color::White } else { Color::Black };
                look.set_solid_fill(ChartSolidFill::new().set_color(fill));
                look.set_border(ChartLine::new().set_color(Color::Black).set_width(0.75));
            }
        }

        chart_series.set_format(&mut look);
        if plot.form != Form::Lines {
            chart_series.set_gap(60).set_overlap(0);
        }

        let mut label = ChartDataLabel::new();
        label.show_value().set_num_format(format).set_font(&font());
        match plot.form {
            Form::Lines => {
                // Only the first and the last value have a label.
                let count = series.values.len();
                let is_shown = |index: usize| index == 0 || index + 1 == count;
                let above = ChartDataLabelPosition::Above;
                let below = ChartDataLabelPosition::Below;
                label.set_position(if index == 1 { below } else { above });
                let labels: Vec<_> = (0..count)
                    .map(|index| {
                        let mut value_label = ChartDataLabel::new();
                        if !is_shown(index) {
                            value_label.set_hidden();
                        }
                        value_label
                    })
                    .collect();
                chart_series.set_data_label(&label).set_custom_data_labels(&labels);
            }
            Form::Bars | Form::Pairs => {
                chart_series.set_data_label(&label);
            }
        }
    }
    let [low, high] = plot.scale;

    // In a bar chart, the scale is the horizontal axis.
    let scale = match plot.form {
        Form::Lines => chart.y_axis(),
        Form::Bars | Form::Pairs => chart.x_axis(),
    };
    scale
        .set_font(&font())
        .set_num_format(if plot.form == Form::Bars { "0.0" } else { "0" })
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xDD_E1_E5)));
    if plot.form != Form::Bars {
        scale.set_min(low).set_max(high);
    }

    let names = match plot.form {
        Form::Lines => chart.x_axis(),
        // The first category is at the top.
        Form::Bars | Form::Pairs => chart.y_axis().set_reverse(),
    };
    names.set_font(&font()).set_label_position(ChartAxisLabelPosition::Low);

    chart.legend().set_position(ChartLegendPosition::Top).set_font(&font());
    chart.title().set_hidden();
    chart
}

/// The font of charts, at 9 points.
fn font() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("Times New Roman").set_size(9);
    font
}
