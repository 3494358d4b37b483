//! Charts as Word and LibreOffice draw them, with the workbook of their figures in the document: an officer can edit both.
//! `rust_xlsxwriter` writes the workbook with the chart; its chart part goes into the document.

use std::io::{Cursor, Read as _};

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartSolidFill, ChartType, Color, DocProperties, ExcelDateTime, Workbook,
};
use zip::ZipArchive;

use crate::chart::{Form, Plot, SERIES};
use crate::text::Lang;

use super::DocxError;

/// A chart part and the workbook that its figures are edited in.
pub(super) struct ChartParts {
    pub(super) chart: String,
    pub(super) workbook: Vec<u8>,
}

/// The id by which a chart part names its workbook.
pub(super) const WORKBOOK_ID: &str = "rIdWorkbook";

/// The parts of a figure.
pub(super) fn parts(lang: Lang, plot: &Plot) -> Result<ChartParts, DocxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    let name = lang.pick("Số liệu", "Data");
    sheet.set_name(name)?;
    fill(sheet, plot)?;
    sheet.insert_chart(1, column(plot.series.len() + 2), &native(name, plot))?;
    let bytes = workbook.save_to_buffer()?;
    let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
    let mut text = String::new();
    archive.by_name("xl/charts/chart1.xml")?.read_to_string(&mut text)?;
    // ECMA-376 part 1, 21.2.2.63: after the properties of text, before those of print.
    let external = format!("<c:externalData r:id=\"{WORKBOOK_ID}\"><c:autoUpdate val=\"0\"/></c:externalData>");
    // What is not said stands for yes in one program and for no in another.
    let said = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
                <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";
    text = text.replace("<c:showVal val=\"1\"/>", said);
    let at = text.find("<c:printSettings>").or_else(|| text.find("</c:chartSpace>")).unwrap_or(text.len());
    text.insert_str(at, &external);
    Ok(ChartParts { chart: text, workbook: bytes })
}

fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn row(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The figures: categories down, series across.
pub(in crate::render) fn fill(
    sheet: &mut rust_xlsxwriter::Worksheet,
    plot: &Plot,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    for (series, index) in plot.series.iter().zip(1_usize..) {
        sheet.write_string(0, column(index), &series.name)?;
        for (value, place) in series.values.iter().zip(1_usize..) {
            if let Some(value) = value {
                sheet.write_number(row(place), column(index), *value)?;
            }
        }
    }
    for (category, place) in plot.categories.iter().zip(1_usize..) {
        sheet.write_string(row(place), 0, category)?;
    }
    sheet.set_column_width(0, 40)?;
    Ok(())
}

fn colour((red, green, blue): crate::chart::Colour) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

/// The chart of figures that stand on a sheet, as [`fill`] writes them.
pub(in crate::render) fn native(sheet: &str, plot: &Plot) -> Chart {
    let kind = match plot.form {
        Form::Lines => ChartType::Line,
        Form::Bars | Form::Pairs => ChartType::Bar,
    };
    let mut chart = Chart::new(kind);
    let last = row(plot.categories.len());
    let format = if plot.digits == 1 { "0.0" } else { "0.00" };
    for (series, index) in plot.series.iter().zip(0_usize..) {
        let at = column(index + 1);
        let own = chart
            .add_series()
            .set_name((sheet, 0, at))
            .set_categories((sheet, 1, 0, last, 0))
            .set_values((sheet, 1, at, last, at));
        let ink = colour(SERIES[index % SERIES.len()]);
        let mut look = ChartFormat::new();
        match plot.form {
            Form::Lines => {
                let mut line = ChartLine::new();
                line.set_color(ink).set_width(2.0);
                if index == 1 {
                    line.set_dash_type(ChartLineDashType::Dash);
                }
                let kind = [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle][index % 3];
                let mut fill = ChartFormat::new();
                fill.set_solid_fill(ChartSolidFill::new().set_color(ink));
                own.set_marker(ChartMarker::new().set_type(kind).set_size(6).set_format(&mut fill));
                look.set_line(&line);
            }
            Form::Bars => {
                look.set_solid_fill(ChartSolidFill::new().set_color(ink));
            }
            Form::Pairs => {
                // Hollow for what the unit gave itself, black for the appraisal.
                let fill = if index == 0 { Color::White } else { Color::Black };
                look.set_solid_fill(ChartSolidFill::new().set_color(fill));
                look.set_border(ChartLine::new().set_color(Color::Black).set_width(0.75));
            }
        }
        own.set_format(&mut look);
        if plot.form != Form::Lines {
            own.set_gap(60).set_overlap(0);
        }
        let mut label = rust_xlsxwriter::ChartDataLabel::new();
        label.show_value().set_num_format(format).set_font(&font());
        match plot.form {
            Form::Lines => {
                // The first and the last figure are enough.
                let count = series.values.len();
                let shown = |place: usize| place == 0 || place + 1 == count;
                let above = rust_xlsxwriter::ChartDataLabelPosition::Above;
                let below = rust_xlsxwriter::ChartDataLabelPosition::Below;
                label.set_position(if index == 1 { below } else { above });
                let hidden: Vec<_> = (0..count)
                    .map(|place| {
                        let mut own = rust_xlsxwriter::ChartDataLabel::new();
                        if !shown(place) {
                            own.set_hidden();
                        }
                        own
                    })
                    .collect();
                own.set_data_label(&label).set_custom_data_labels(&hidden);
            }
            Form::Bars | Form::Pairs => {
                own.set_data_label(&label);
            }
        }
    }
    let [low, high] = plot.scale;
    // Of bars, the scale is the horizontal axis.
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
        // The first category stands on top.
        Form::Bars | Form::Pairs => chart.y_axis().set_reverse(),
    };
    names.set_font(&font()).set_label_position(ChartAxisLabelPosition::Low);
    chart.legend().set_position(ChartLegendPosition::Top).set_font(&font());
    chart.title().set_hidden();
    chart
}

/// The letters of charts: 9 points.
fn font() -> rust_xlsxwriter::ChartFont {
    let mut font = rust_xlsxwriter::ChartFont::new();
    font.set_name("Times New Roman").set_size(9);
    font
}
