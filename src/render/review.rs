//! The workbook for an appraisal: the items to review first, with room for the appraiser's
//! decisions.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use crate::analysis::Review;
use crate::language::label;
use crate::model::{Block, Points, Year};
use crate::relation::{DocumentRow, GapRow, Label, ReviewRow};
use crate::text::answer::{made_by, sheet_names};
use crate::text::{Lang, block_label, cell, heading};

/// A cell of the workbook.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetCell {
    /// A text.
    Text(String),
    /// Points, with two decimals.
    Points(f64),
    /// A share, in percent.
    Share(f64),
    /// An empty cell for the appraiser to fill in.
    Blank,
}

/// A sheet: a title and notes above a table.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its year.
    pub year: Year,
    /// Its block.
    pub block: Block,
    /// The title above the table.
    pub title: Label,
    /// The notes below the title.
    pub notes: Vec<String>,
    /// The columns, with their widths in characters.
    pub columns: Vec<(Label, f64)>,
    /// The rows, with one cell per column.
    pub rows: Vec<Vec<SheetCell>>,
    /// Whether the figures are simulated.
    pub simulated: bool,
}

/// The decisions that an appraiser can choose from.
const DECISIONS: [Label; 4] = [
    label("Giữ điểm tự chấm", "Keep the self score"),
    label("Giảm điểm", "Lower the score"),
    label("Tăng điểm", "Raise the score"),
    label("Yêu cầu bổ sung tài liệu", "Ask for more evidence"),
];
/// The column of decisions.
const DECISION: Label = label("Kết luận của Tổ thẩm định", "Decision");

const APPRAISED: Label = label("Thẩm định", "Appraised");
const REASON: Label = label("Lý do của Tổ thẩm định", "Appraisal team’s reason");
const REPLY: Label = label("Giải trình của đơn vị", "Unit’s explanation");

impl Sheet {
    /// The items to review first in a block that is still to be appraised: those on the list, and
    /// those drawn at random.
    #[must_use]
    pub fn of_review(
        review: &Review,
        notes: Vec<String>,
        reason: impl Fn(&ReviewRow) -> String,
    ) -> Self {
        let columns = vec![
            (label("TT", "No."), 5.0),
            (ReviewRow::unit.info.label, 30.0),
            (ReviewRow::criterion.info.label, 34.0),
            (ReviewRow::max_appraised.info.label, 9.0),
            (ReviewRow::self_score.info.label, 9.0),
            (ReviewRow::expected.info.label, 9.0),
            (ReviewRow::lowest.info.label, 9.0),
            (ReviewRow::highest.info.label, 9.0),
            (ReviewRow::at_stake.info.label, 9.0),
            (ReviewRow::reason.info.label, 44.0),
            (DECISION, 16.0),
            (APPRAISED, 10.0),
            (REASON, 34.0),
        ];

        let number =
            |number: Option<f64>| number.map_or(SheetCell::Text(String::new()), SheetCell::Points);

        let row = |(index, row): (usize, &ReviewRow)| {
            vec![
                SheetCell::Text((index + 1).to_string()),
                SheetCell::Text(row.unit.clone()),
                SheetCell::Text(row.criterion.clone()),
                points(row.max_appraised),
                points(row.self_score),
                number(row.expected),
                number(row.lowest),
                number(row.highest),
                SheetCell::Points(row.at_stake),
                SheetCell::Text(reason(row)),
                SheetCell::Blank,
                SheetCell::Blank,
                SheetCell::Blank,
            ]
        };

        Self {
            year: review.year,
            block: review.block,
            title: label(
                "NỘI DUNG CẦN RÀ SOÁT TRƯỚC KHI THẨM ĐỊNH",
                "ITEMS TO REVIEW BEFORE THE APPRAISAL",
            ),
            notes,
            columns,
            rows: review
                .rows
                .iter()
                .filter(|row| row.listed || row.sampled)
                .enumerate()
                .map(row)
                .collect(),
            simulated: review.simulated,
        }
    }

    /// The items that need an explanation in a block that has been appraised.
    #[must_use]
    pub fn of_cuts(
        year: Year,
        block: Block,
        cuts: &[&GapRow],
        notes: Vec<String>,
        simulated: bool,
    ) -> Self {
        let columns = vec![
            (label("TT", "No."), 5.0),
            (GapRow::unit.info.label, 30.0),
            (GapRow::criterion.info.label, 38.0),
            (GapRow::self_score.info.label, 10.0),
            (GapRow::appraised.info.label, 10.0),
            (GapRow::gap.info.label, 10.0),
            (GapRow::gap_share.info.label, 10.0),
            (REASON, 40.0),
            (REPLY, 40.0),
        ];

        let row = |(index, row): (usize, &&GapRow)| {
            vec![
                SheetCell::Text((index + 1).to_string()),
                SheetCell::Text(row.unit.clone()),
                SheetCell::Text(row.criterion.clone()),
                points(row.self_score),
                points(row.appraised),
                points(row.gap),
                SheetCell::Share(row.gap_share),
                SheetCell::Blank,
                SheetCell::Blank,
            ]
        };

        Self {
            year,
            block,
            title: label("NỘI DUNG CẦN GIẢI TRÌNH", "ITEMS TO BE EXPLAINED"),
            notes,
            columns,
            rows: cuts.iter().enumerate().map(row).collect(),
            simulated,
        }
    }
}

fn points(points: Points) -> SheetCell {
    SheetCell::Points(points.ten_thousandths() as f64 / 1e4)
}

/// Writes the workbook as an .xlsx file, with the documents behind the figures on the last sheet. The
/// same sheets give the same bytes.
///
/// # Errors
/// Returns an error if the workbook cannot be written.
pub fn draw_review(
    lang: Lang,
    sheets: &[Sheet],
    documents: &[DocumentRow],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let year = sheets
        .iter()
        .map(|sheet| sheet.year.number())
        .max()
        .and_then(|year| u16::try_from(year).ok());

    // The file is dated by the latest year it is for, not by the clock.
    let day = ExcelDateTime::from_ymd(year.unwrap_or(2000), 12, 31)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for sheet in sheets {
        draw(lang, workbook.add_worksheet(), sheet)?;
    }
    draw_documents(lang, workbook.add_worksheet(), documents)?;
    workbook.save_to_buffer()
}

fn draw_documents(
    lang: Lang,
    page: &mut Worksheet,
    documents: &[DocumentRow],
) -> Result<(), XlsxError> {
    const WIDTH: f64 = 24.0;
    let [_, name] = sheet_names(lang);
    page.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_text_wrap();
    page.write(0, 0, made_by(lang))?;
    page.set_freeze_panes(2, 0)?;
    for (column, described) in (0_u16..).zip(DocumentRow::LISTED) {
        page.set_column_width(column, WIDTH)?;
        page.write_with_format(1, column, heading(lang, described.info.label), &head)?;
        for (row, document) in (2_u32..).zip(documents) {
            let text = cell(lang, &(described.cell)(document));
            page.write_string_with_format(row, column, text, &wrapped)?;
        }
    }
    Ok(())
}

fn draw(lang: Lang, page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let name: String =
        format!("{} {}", block_label(lang, sheet.block), sheet.year).chars().take(31).collect();
    page.set_name(name)?;

    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);

    let title = Format::new().set_bold().set_font_size(13);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00E6_E6E6));
    let cell =
        Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let (points, share) =
        (cell.clone().set_num_format("0.00"), cell.clone().set_num_format("0.0%"));
    let blank = cell.clone().set_unlocked().set_background_color(Color::RGB(0x00FF_F8E1));

    let last = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    page.write_with_format(0, 0, sheet.title.say(lang), &title)?;

    let mut row = 1;
    let simulated = lang.pick("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA").to_owned();
    for note in sheet.simulated.then_some(simulated).iter().chain(&sheet.notes) {
        page.merge_range(row, 0, row, last, note, &wrapped)?;
        let width: f64 = sheet.columns.iter().map(|(_, width)| width).sum();
        let lines = (note.chars().count() as f64 / width).ceil().max(1.0);
        page.set_row_height(row, lines * 15.0)?;
        row += 1;
    }

    let header = row;
    page.set_repeat_rows(header, header)?;
    page.set_freeze_panes(header + 1, 0)?;
    for (column, (label, width)) in (0_u16..).zip(&sheet.columns) {
        page.set_column_width(column, *width)?;
        page.write_with_format(header, column, label.say(lang), &head)?;
    }

    for (row, cells) in (header + 1..).zip(&sheet.rows) {
        for (column, value) in (0_u16..).zip(cells) {
            match value {
                SheetCell::Text(text) => page.write_string_with_format(row, column, text, &cell)?,
                SheetCell::Points(number) => {
                    page.write_number_with_format(row, column, *number, &points)?
                }
                SheetCell::Share(number) => {
                    page.write_number_with_format(row, column, *number, &share)?
                }
                SheetCell::Blank => page.write_blank(row, column, &blank)?,
            };
        }
    }

    let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if rows > 0 {
        page.autofilter(header, 0, header + rows, last)?;
        if let Some((column, _)) =
            (0_u16..).zip(&sheet.columns).find(|(_, (label, _))| *label == DECISION)
        {
            let decisions: Vec<&str> = DECISIONS.iter().map(|label| label.say(lang)).collect();
            let choice = DataValidation::new().allow_list_strings(&decisions)?;
            page.add_data_validation(header + 1, column, header + rows, column, &choice)?;
        }
    }
    Ok(())
}
