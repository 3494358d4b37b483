//! One sheet: texts across its whole width, tables one below the other, and charts below their
//! numbers.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use crate::render::native_chart::{column, fill, native, row};
use crate::report::{Chapter, Element, Figure, MARGINS, Page, Report, Table};
use crate::text::RichText;
use crate::text::report::not_for_reporting;

use super::cell::Formats;
use super::cursor::SheetCursor;
use super::table;

/// The pixels per millimetre.
const PIXELS: f64 = 3.78;

/// A sheet under construction.
pub(super) struct Sheet<'a> {
    cursor: SheetCursor<'a>,
    report: &'a Report,
    chapter: &'a Chapter,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        report: &'a Report,
        chapter: &'a Chapter,
        name: &'a str,
        formats: &'a Formats,
        sheet: &'a mut Worksheet,
    ) -> Self {
        let mut widths: Vec<f64> = Vec::new();
        for table in tables(chapter) {
            for (column, index) in table.columns.iter().zip(0_usize..) {
                let width = f64::from(column.width) / 10.0;
                match widths.get_mut(index) {
                    Some(widest) => *widest = widest.max(width),
                    None => widths.push(width),
                }
            }
        }

        if widths.is_empty() {
            // A single column as wide as the page would not be fitted to the page.
            widths.extend([chapter.page.text_width() / 6.0; 6]);
        }

        Self {
            cursor: SheetCursor { lang: report.lang, formats, sheet, name, next: 0, widths },
            report,
            chapter,
        }
    }

    pub(super) fn write(mut self, names: &[String]) -> Result<(), XlsxError> {
        for (width, index) in self.cursor.widths.clone().iter().zip(0_usize..) {
            let pixels = format!("{:.0}", width * PIXELS).parse().unwrap_or(64);
            self.cursor.sheet.set_column_width_pixels(column(index), pixels)?;
        }

        self.set_up()?;
        let chapter = self.chapter;
        for element in &chapter.elements {
            self.element(element)?;
        }

        // The first sheet lists the others.
        if names.first().is_some_and(|first| first == self.cursor.name) && names.len() > 1 {
            self.contents(&names[1..])?;
        }

        // The values of sparklines lie to the right of the print area.
        if self.cursor.next > 0 {
            self.cursor.sheet.set_print_area(
                0,
                0,
                self.cursor.next,
                column(self.cursor.count() - 1),
            )?;
        }
        Ok(())
    }

    fn set_up(&mut self) -> Result<(), XlsxError> {
        let page = self.chapter.page;
        if matches!(page, Page::Landscape | Page::LargeLandscape) {
            self.cursor.sheet.set_landscape();
        } else {
            self.cursor.sheet.set_portrait();
        }

        let [top, right, bottom, left] = MARGINS.map(|tenths| f64::from(tenths) / 254.0);
        self.cursor
            .sheet
            .set_paper_size(if page == Page::LargeLandscape { 8 } else { 9 })
            .set_margins(left, right, top, bottom, 0.4, 0.4)
            .set_print_center_horizontally(true)
            .set_print_fit_to_pages(1, 0);

        let warning = if self.report.simulated {
            format!("{}\n", not_for_reporting(self.cursor.lang))
        } else {
            String::new()
        };
        self.cursor.sheet.set_header(format!("&C{warning}&P/&N"));
        if self.report.simulated {
            self.cursor.sheet.set_footer(format!("&C{}", not_for_reporting(self.cursor.lang)));
        }

        let mut tables = tables(self.chapter);
        if let (Some(only), None) = (tables.next(), tables.next()) {
            let first = self.rows_above();
            table::hold_still(&mut self.cursor, only, first)?;
        }
        Ok(())
    }

    /// The number of rows above the first table.
    fn rows_above(&self) -> u32 {
        let is_table = |element: &Element| matches!(element, Element::Table(_));
        self.chapter
            .elements
            .iter()
            .take_while(|element| !is_table(element))
            .map(|element| self.height(element))
            .sum()
    }

    /// The number of rows that an element takes, other than a table or a figure.
    fn height(&self, element: &Element) -> u32 {
        row(self.texts(element).len())
    }

    /// The texts of an element, one per row, each with its format; none for a table, a figure or a
    /// signature.
    fn texts(&self, element: &Element) -> Vec<(String, &'a Format)> {
        let formats = self.cursor.formats;
        let plain = |text: &RichText| text.plain();
        match element {
            Element::Letterhead(letterhead) => {
                let lines = letterhead.parent.iter().chain([&letterhead.office]);
                lines.map(|line| (plain(line), &formats.bold)).collect()
            }
            Element::Draft(words) => vec![(plain(words), &formats.bold)],
            Element::Warning(words) => vec![(words.clone(), &formats.warning)],
            Element::Title(lines) => lines
                .iter()
                .filter(|line| !line.is_empty())
                .map(|line| (line.clone(), &formats.title))
                .collect(),
            Element::Heading(heading) => vec![(heading.text.replace('\n', ". "), &formats.bold)],
            Element::Centred(words) => vec![(plain(words), &formats.title)],
            Element::Addressee(words)
            | Element::Attached(words)
            | Element::Basis(words)
            | Element::Paragraph(words) => {
                vec![(plain(words), &formats.text)]
            }
            Element::Item(words) | Element::Proposal(words) => {
                vec![(format!("- {}", plain(words)), &formats.text)]
            }
            Element::Summary(items) => {
                items.iter().map(|item| (format!("- {}", plain(item)), &formats.text)).collect()
            }
            Element::Note(words) => vec![(plain(words), &formats.small)],
            Element::Signature(_) | Element::Table(_) | Element::Figure(_) => Vec::new(),
        }
    }

    fn element(&mut self, element: &Element) -> Result<(), XlsxError> {
        match element {
            Element::Table(table) => table::table(&mut self.cursor, table),
            Element::Figure(figure) => self.figure(figure),
            Element::Letterhead(_)
            | Element::Draft(_)
            | Element::Warning(_)
            | Element::Title(_)
            | Element::Addressee(_)
            | Element::Heading(_)
            | Element::Centred(_)
            | Element::Attached(_)
            | Element::Basis(_)
            | Element::Paragraph(_)
            | Element::Item(_)
            | Element::Summary(_)
            | Element::Proposal(_)
            | Element::Note(_)
            | Element::Signature(_) => {
                for (text, format) in self.texts(element) {
                    self.cursor.line(&text, format)?;
                }
                Ok(())
            }
        }
    }

    /// Writes the numbers of a figure, and its chart below them.
    fn figure(&mut self, figure: &Figure) -> Result<(), XlsxError> {
        let Some(plot) = &figure.plot else { return Ok(()) };
        if let Some(caption) = &figure.caption {
            self.cursor.line(&caption.text, &self.cursor.formats.bold)?;
        }

        let top = self.cursor.next;
        fill(
            self.cursor.sheet,
            plot,
            top,
            Some([&self.cursor.formats.head, &self.cursor.formats.number]),
        )?;

        let mut chart = native(self.cursor.name, plot, top);
        let [width, height] = plot
            .size
            .map(|length| format!("{:.0}", f64::from(length) * PIXELS).parse().unwrap_or(400));
        chart
            .set_width(width)
            .set_height(height)
            .set_alt_text(figure.description.chars().take(255).collect::<String>());

        let below = top + row(plot.categories.len() + 2);
        self.cursor.sheet.insert_chart(below, 0, &chart)?;
        // A row is 20 pixels high.
        self.cursor.next = below + height / 20 + 2;
        Ok(())
    }

    /// Lists the sheets with these names, each with a link.
    fn contents(&mut self, names: &[String]) -> Result<(), XlsxError> {
        self.cursor.next += 1;
        self.cursor.line(
            self.cursor.lang.pick("Các trang tính trong tệp này", "Sheets in this file"),
            &self.cursor.formats.bold,
        )?;
        for name in names {
            let target =
                Url::new(format!("internal:'{}'!A1", name.replace('\'', "''"))).set_text(name);
            self.cursor.sheet.write_url_with_format(
                self.cursor.next,
                0,
                target,
                &self.cursor.formats.link,
            )?;
            self.cursor.next += 1;
        }
        Ok(())
    }
}

fn tables(chapter: &Chapter) -> impl Iterator<Item = &Table> {
    chapter
        .elements
        .iter()
        .filter_map(|element| if let Element::Table(table) = element { Some(table) } else { None })
}
