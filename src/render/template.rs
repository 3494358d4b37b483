//! The workbook to fill in: headings as decisions print them, validated cells for the scores, and
//! formulas for everything else.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};

use crate::analysis::Template;
use crate::model::{FurtherKind, RankConvention};
use crate::report::{
    DecisionColumns, DecisionFigure as Figure, LEADING_COLUMNS, PlacedHeaderCell,
    place_header_cells,
};
use crate::text::{Lang, block_label, template as words};

/// The rows above the headings: the title, the decision, and one for the mark of simulated data.
const ABOVE: u32 = 3;

/// Writes the workbook as an .xlsx file. The same template gives the same bytes.
///
/// # Errors
/// Returns an error if the workbook cannot be written, for example because a heading is too long
/// for a cell.
pub fn draw_template(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let columns = DecisionColumns::plan(&template.framework, &template.beside);
    let mut workbook = Workbook::new();

    // The file is dated by the year it is for, not by the clock.
    let year = u16::try_from(template.year.number()).unwrap_or(2000);
    let properties =
        DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(year, 12, 31)?);
    workbook.set_properties(&properties.set_title(words::title(
        template.block,
        template.index,
        template.year,
        true,
    )));

    draw_scores(workbook.add_worksheet(), template, &columns)?;
    draw_guide(workbook.add_worksheet(), template)?;
    draw_lists(workbook.add_worksheet(), template)?;
    workbook.save_to_buffer()
}

fn column(index: usize) -> u16 {
    u16::try_from(LEADING_COLUMNS + index).unwrap_or(u16::MAX)
}

/// Draws the sheet with one row per unit.
fn draw_scores(
    sheet: &mut Worksheet,
    template: &Template,
    plan: &DecisionColumns,
) -> Result<(), XlsxError> {
    let DecisionColumns { columns, depth } = plan;
    let boxed = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let heading = boxed.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let heading = heading.set_background_color(Color::RGB(0x00E3_ECF7));
    let computed =
        boxed.clone().set_num_format("0.00").set_background_color(Color::RGB(0x00F2_F2F2));
    let score = boxed.clone().set_num_format("0.00").set_unlocked();
    let name = boxed.clone().set_text_wrap().set_unlocked();
    let text = Format::new().set_bold().set_unlocked();

    sheet.set_name(block_label(Lang::Vi, template.block))?;
    // The stored value of a formula is empty until a program computes it, so a workbook that nobody
    // has opened contains no figures.
    sheet.set_formula_result_default("");
    sheet.write_with_format(
        0,
        0,
        words::title(template.block, template.index, template.year, true),
        &text,
    )?;
    sheet.write_with_format(1, 0, words::decision(template.year, &template.issuer), &text)?;
    if template.simulated {
        sheet.write_with_format(2, 0, words::SIMULATED, &text)?;
    }

    draw_headings(sheet, plan, &heading)?;
    let (first, count) = (ABOVE + u32::try_from(*depth).unwrap_or(2), template.units.len());
    let rows = || (first..).take(count);
    let last = first + u32::try_from(count).unwrap_or(1).max(1) - 1;
    let integer = computed.clone().set_num_format("0");
    for ((row, unit), number) in rows().zip(&template.units).zip(1_u32..) {
        sheet.write_with_format(row, 0, number, &integer)?;
        sheet.write_with_format(row, 1, unit.as_str(), &name)?;
    }

    let units = format!("'{}'!$A$1:$A${count}", words::LISTS);
    let listed = DataValidation::new()
        .allow_list_formula(Formula::new(units))
        .set_error_message(words::NOT_LISTED)?;
    sheet.add_data_validation(first, 1, last, 1, &listed)?;

    for (index, planned) in columns.iter().enumerate() {
        let at = column(index);
        match planned.figure {
            Figure::Score { .. } if planned.of.is_empty() => {
                for row in rows() {
                    sheet.write_blank(row, at, &score)?;
                }
                let cell = row_col_to_cell(first, at);
                let rule = format!(
                    "OR({cell}=\"-\",AND(ISNUMBER({cell}),{cell}>=0,{cell}<={}))",
                    planned.maximum.to_decimal()
                );
                let checked = DataValidation::new().allow_custom(Formula::new(rule));
                sheet.add_data_validation(
                    first,
                    at,
                    last,
                    at,
                    &checked.set_error_message(words::out_of_range(planned.maximum))?,
                )?;
            }
            Figure::Beside(_) => {
                for row in rows() {
                    sheet.write_blank(row, at, &score)?;
                }
            }
            Figure::Score { .. } | Figure::Sum(_) | Figure::Maximum | Figure::Total => {
                for row in rows() {
                    let formula = sum_formula(plan, &planned.of, row);
                    sheet.write_formula_with_format(row, at, formula, &computed)?;
                }
            }
            Figure::Rank => {
                let total = column(planned.of.first().copied().unwrap_or_default());
                let ranks = template.framework.ranks;
                for row in rows() {
                    let formula = rank_formula(ranks, (first, last), total, row);
                    sheet.write_formula_with_format(row, at, formula, &integer)?;
                }
            }
            Figure::Grade => {
                let total = planned.of.first().copied().unwrap_or_default();
                draw_grades(
                    sheet,
                    template,
                    (first, last),
                    [at, column(total)],
                    (&computed, &name),
                )?;
            }
        }
    }

    sheet.set_column_width(0, 5)?.set_column_width(1, 28)?;
    sheet.set_column_range_width(column(0), column(columns.len().saturating_sub(1)), 9)?;
    sheet.set_freeze_panes(first, column(0))?;
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(ABOVE, first - 1)?;
    sheet.protect();
    Ok(())
}

/// The formula of a sum in a row: of the figures in these columns, less penalty points.
fn sum_formula(plan: &DecisionColumns, of: &[usize], row: u32) -> Formula {
    let is_penalty = |of: &usize| plan.columns[*of].figure == Figure::Beside(FurtherKind::Penalty);
    let (less, more): (Vec<usize>, Vec<usize>) = of.iter().copied().partition(is_penalty);
    let list = |of: &[usize]| {
        let cells = of.iter().map(|of| row_col_to_cell(row, column(*of)));
        cells.collect::<Vec<_>>().join(",")
    };
    let cells = list(&more);
    let less = if less.is_empty() { String::new() } else { format!("-SUM({})", list(&less)) };
    Formula::new(format!("IF(COUNT({cells})=0,\"\",SUM({cells}){less})"))
}

/// The formula of the rank in a row, by the totals from the first to the last row.
fn rank_formula(ranks: RankConvention, (first, last): (u32, u32), total: u16, row: u32) -> Formula {
    let letters =
        |column: u16| row_col_to_cell(first, column).replace(|c: char| c.is_ascii_digit(), "");
    let range =
        |from: u16| format!("${}${}:${}${}", letters(from), first + 1, letters(total), last + 1);
    let (totals, cell) = (range(total), row_col_to_cell(row, total));
    // If a criterion does not apply to a unit, ranks follow from attainment. They are then left to
    // the import.
    let is_empty = format!("OR({cell}=\"\",COUNTIF({},\"-\")>0)", range(column(0)));
    let rank = match ranks {
        RankConvention::Competition => format!("RANK({cell},{totals})"),
        // One more than the number of different totals above it.
        RankConvention::Dense => format!(
            "SUMPRODUCT(ISNUMBER({totals})*({totals}>{cell})/COUNTIF({totals},{totals}&\"\"))+1"
        ),
    };
    Formula::new(format!("IF({is_empty},\"\",{rank})"))
}

/// Draws the column of grades. Grades are formulas of the total if their bounds are declared;
/// otherwise, they are chosen from a list.
fn draw_grades(
    sheet: &mut Worksheet,
    template: &Template,
    (first, last): (u32, u32),
    [at, total]: [u16; 2],
    (computed, chosen): (&Format, &Format),
) -> Result<(), XlsxError> {
    if template.bounds.is_empty() {
        for row in first..=last {
            sheet.write_blank(row, at, chosen)?;
        }
        let grades = template.grades.names();
        let listed = DataValidation::new()
            .allow_list_strings(grades)?
            .set_error_message(words::NOT_LISTED)?;
        sheet.add_data_validation(first, at, last, at, &listed)?;
        return Ok(());
    }
    for row in first..=last {
        let cell = row_col_to_cell(row, total);
        let graded =
            template.bounds.iter().rev().fold("\"\"".to_owned(), |below, (grade, from)| {
                format!("IF({cell}>={},\"{}\",{below})", from.to_decimal(), grade.name())
            });
        sheet.write_formula_with_format(
            row,
            at,
            Formula::new(format!("IF({cell}=\"\",\"\",{graded})")),
            computed,
        )?;
    }
    Ok(())
}

/// Draws the header rows. A heading over several columns or rows is one merged cell.
fn draw_headings(
    sheet: &mut Worksheet,
    plan: &DecisionColumns,
    format: &Format,
) -> Result<(), XlsxError> {
    let heads = plan.heads();

    for PlacedHeaderCell { head, row, column } in place_header_cells(&heads) {
        let (row, column) =
            (ABOVE + u32::try_from(row).unwrap_or(0), u16::try_from(column).unwrap_or(u16::MAX));

        if head.across * head.down == 1 {
            sheet.write_with_format(row, column, &head.text, format)?;
        } else {
            let last = (
                row + u32::try_from(head.down - 1).unwrap_or(0),
                column + u16::try_from(head.across - 1).unwrap_or(0),
            );
            sheet.merge_range(row, column, last.0, last.1, &head.text, format)?;
        }
    }
    for level in 0..plan.depth {
        // Three columns of nine characters hold the name of a criterion in four lines.
        let height = if level + 1 == plan.depth { 32 } else { 64 };
        sheet.set_row_height(ABOVE + u32::try_from(level).unwrap_or(0), height)?;
    }
    Ok(())
}

/// Draws the sheet with instructions.
fn draw_guide(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    sheet.set_name(words::GUIDE)?.set_column_width(0, 110)?;
    let wrapped = Format::new().set_text_wrap();
    for (row, line) in (0..).zip(words::guide(template.framework_year)) {
        sheet.write_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}

/// Draws the hidden sheet with the names of units, for the list in the cells of names.
fn draw_lists(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    sheet.set_name(words::LISTS)?.set_hidden(true);
    for (row, unit) in (0..).zip(&template.units) {
        sheet.write(row, 0, unit.as_str())?;
    }
    Ok(())
}
