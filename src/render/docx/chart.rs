//! Charts that Word and LibreOffice draw themselves. The workbook with their figures is embedded in
//! the document, so that an officer can edit both. `rust_xlsxwriter` writes a workbook with the
//! chart, and the chart part of that workbook goes into the document.

use std::io::{Cursor, Read as _};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use zip::ZipArchive;

use crate::chart::Plot;
use crate::render::native_chart::{column, fill, native};
use crate::text::Lang;

use super::DocxError;

/// A chart part, as XML, and the workbook in which its figures are edited.
pub(super) struct ChartParts {
    pub(super) chart: String,
    pub(super) workbook: Vec<u8>,
}

/// The id by which a chart part refers to its workbook.
pub(super) const WORKBOOK_ID: &str = "rIdWorkbook";

/// Writes the chart part and the workbook of a figure.
pub(super) fn parts(lang: Lang, plot: &Plot) -> Result<ChartParts, DocxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));

    let sheet = workbook.add_worksheet();
    let name = lang.pick("Số liệu", "Data");
    sheet.set_name(name)?;
    fill(sheet, plot, 0, None)?;
    sheet.set_column_width(0, 40)?;
    sheet.insert_chart(1, column(plot.datasets.len() + 2), &native(name, plot, 0))?;

    let bytes = workbook.save_to_buffer()?;
    let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
    let mut text = String::new();
    archive.by_name("xl/charts/chart1.xml")?.read_to_string(&mut text)?;

    // ECMA-376 part 1, 21.2.2.63: this element follows the text properties and precedes the print
    // settings.
    let external = format!(
        "<c:externalData r:id=\"{WORKBOOK_ID}\"><c:autoUpdate val=\"0\"/></c:externalData>"
    );

    // Programs disagree on the defaults of these elements, so all of them are written.
    let labels = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName \
        val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize \
        val=\"0\"/>";
    text = text.replace("<c:showVal val=\"1\"/>", labels);

    let at = text
        .find("<c:printSettings>")
        .or_else(|| text.find("</c:chartSpace>"))
        .unwrap_or(text.len());
    text.insert_str(at, &external);

    Ok(ChartParts { chart: text, workbook: bytes })
}
