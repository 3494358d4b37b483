//! The workbook to fill in: headings as decisions print them, checked cells for the scores, formulas for the rest.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};

use crate::analysis::Template;
use crate::model::{Framework, Grade, Part, Points};
use crate::text::{Lang, block_label, template as words};

/// Rows above the headings: title, decision, and a blank one.
const ABOVE: u32 = 3;
/// The columns of running number and name.
const NAMES: u16 = 2;

/// A column behind the units' names.
struct Column {
    /// Its headings from top to bottom, one a header row.
    headings: Vec<String>,
    holds: Holds,
}

/// What a column holds.
enum Holds {
    /// A score with its maximum, to be filled in.
    Score(Points),
    /// The sum of other columns.
    Sum(Vec<usize>),
    /// The rank by the total in a column.
    Rank(usize),
    /// The grade by the total in a column.
    Grade(usize),
}

/// Draws the workbook as an .xlsx file.
///
/// # Errors
/// What the writer of workbooks refuses, such as a heading too long for a cell.
pub fn draw_template(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let columns = Columns::plan(&template.framework);
    let mut workbook = Workbook::new();
    // The date of the file is that of the year it is for: the same template gives the same bytes.
    let year = u16::try_from(template.year.number()).unwrap_or(2000);
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(year, 12, 31)?);
    workbook.set_properties(&properties.set_title(words::title(template.block, template.year)));
    draw_scores(workbook.add_worksheet(), template, &columns)?;
    draw_guide(workbook.add_worksheet(), template)?;
    draw_lists(workbook.add_worksheet(), template)?;
    workbook.save_to_buffer()
}

/// The columns behind the units' names, and how many header rows they have.
struct Columns {
    columns: Vec<Column>,
    depth: usize,
}

impl Columns {
    fn plan(framework: &Framework) -> Self {
        let levels = (0..framework.criteria.len()).map(|index| framework.level(index));
        let depth = 1 + levels.max().unwrap_or(1) as usize;
        let mut own = Self { columns: Vec::new(), depth };
        let mut totals: [Vec<usize>; 3] = [const { Vec::new() }; 3];
        for (index, _) in framework.criteria.iter().enumerate().filter(|(_, own)| own.parent.is_none()) {
            let scores = own.criterion(framework, index, &[]);
            for part in Part::ALL {
                totals[part as usize].extend(scores[part as usize]);
            }
        }
        let maximum = |part| framework.roots().map(|criterion| criterion.maximum(part)).sum();
        let mut counted = Vec::new();
        for part in Part::ALL {
            if !totals[part as usize].is_empty() {
                let sum = own.add(&[words::SUMS.to_owned()], words::score(part, maximum(part)), {
                    Holds::Sum(std::mem::take(&mut totals[part as usize]))
                });
                counted.extend(Some(sum).filter(|_| part != Part::SelfScore));
            }
        }
        let total = own.add(&[words::SUMS.to_owned()], words::TOTAL.to_owned(), Holds::Sum(counted));
        own.add(&[words::PLACES.to_owned()], words::RANK.to_owned(), Holds::Rank(total));
        own.add(&[words::PLACES.to_owned()], words::GRADE.to_owned(), Holds::Grade(total));
        own
    }

    /// Adds a column; headings that are fewer than the header rows go down over the rest.
    fn add(&mut self, above: &[String], heading: String, holds: Holds) -> usize {
        let mut headings = above.to_vec();
        let last = headings.last().cloned().unwrap_or_default();
        headings.resize(self.depth - 1, last);
        headings.push(heading);
        self.columns.push(Column { headings, holds });
        self.columns.len() - 1
    }

    /// Adds the columns of a criterion and of its parts; gives those that its three scores stand in.
    fn criterion(&mut self, framework: &Framework, index: usize, above: &[String]) -> [Option<usize>; 3] {
        let criterion = &framework.criteria[index];
        let mut path = above.to_vec();
        path.push(words::criterion(&criterion.name, criterion.max_total));
        let parts: Vec<_> = framework.parts_of(index).map(|(part, _)| part).collect();
        let scores: Vec<_> = parts.iter().map(|part| self.criterion(framework, *part, &path)).collect();
        if !parts.is_empty() {
            path.push(words::OF_PARTS.to_owned());
        }
        Part::ALL.map(|part| {
            let maximum = criterion.maximum(part);
            let of_parts: Vec<_> = scores.iter().filter_map(|own| own[part as usize]).collect();
            let holds = if of_parts.is_empty() { Holds::Score(maximum) } else { Holds::Sum(of_parts) };
            (maximum > Points::ZERO).then(|| self.add(&path, words::score(part, maximum), holds))
        })
    }

    fn first_row(&self) -> u32 {
        ABOVE + u32::try_from(self.depth).unwrap_or(2)
    }
}

fn column(index: usize) -> u16 {
    NAMES + u16::try_from(index).unwrap_or(u16::MAX - NAMES)
}

fn draw_scores(sheet: &mut Worksheet, template: &Template, plan: &Columns) -> Result<(), XlsxError> {
    let Columns { columns, depth } = plan;
    let boxed = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let heading = boxed.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let heading = heading.set_background_color(Color::RGB(0x00E3_ECF7));
    let computed = boxed.clone().set_num_format("0.00").set_background_color(Color::RGB(0x00F2_F2F2));
    let score = boxed.clone().set_num_format("0.00").set_unlocked();
    let name = boxed.clone().set_text_wrap().set_unlocked();
    let text = Format::new().set_bold().set_unlocked();

    sheet.set_name(block_label(Lang::Vi, template.block))?;
    // The stored value of a formula is empty until a program computes it: a workbook that nobody opened has no figures.
    sheet.set_formula_result_default("");
    sheet.write_with_format(0, 0, words::title(template.block, template.year), &text)?;
    sheet.write_with_format(1, 0, words::decision(template.year, &template.issuer), &text)?;
    if template.simulated {
        sheet.write_with_format(2, 0, words::SIMULATED, &text)?;
    }
    draw_headings(sheet, columns, *depth, &heading)?;
    for level in 0..*depth {
        // Three columns of nine letters hold the name of a criterion in four lines.
        let height = if level + 1 == *depth { 32 } else { 64 };
        sheet.set_row_height(ABOVE + u32::try_from(level).unwrap_or(0), height)?;
    }
    let (first, count) = (plan.first_row(), template.units.len());
    let rows = || (first..).take(count);
    let last = first + u32::try_from(count).unwrap_or(1).max(1) - 1;
    let whole = computed.clone().set_num_format("0");
    for ((row, unit), number) in rows().zip(&template.units).zip(1_u32..) {
        sheet.write_with_format(row, 0, number, &whole)?;
        sheet.write_with_format(row, 1, unit.as_str(), &name)?;
    }
    let units = format!("'{}'!$A$1:$A${count}", words::LISTS);
    let listed = DataValidation::new().allow_list_formula(Formula::new(units)).set_error_message(words::NOT_LISTED)?;
    sheet.add_data_validation(first, 1, last, 1, &listed)?;
    for (index, own) in columns.iter().enumerate() {
        let at = column(index);
        match &own.holds {
            Holds::Score(maximum) => {
                for row in rows() {
                    sheet.write_blank(row, at, &score)?;
                }
                let cell = row_col_to_cell(first, at);
                let rule = format!("OR({cell}=\"-\",AND(ISNUMBER({cell}),{cell}>=0,{cell}<={}))", maximum.to_decimal());
                let checked = DataValidation::new().allow_custom(Formula::new(rule));
                sheet.add_data_validation(
                    first,
                    at,
                    last,
                    at,
                    &checked.set_error_message(words::out_of_range(*maximum))?,
                )?;
            }
            Holds::Sum(of) => {
                for row in rows() {
                    let cells: Vec<_> = of.iter().map(|of| row_col_to_cell(row, column(*of))).collect();
                    let cells = cells.join(",");
                    let formula = Formula::new(format!("IF(COUNT({cells})=0,\"\",SUM({cells}))"));
                    sheet.write_formula_with_format(row, at, formula, &computed)?;
                }
            }
            Holds::Rank(total) => {
                let (top, bottom) = (row_col_to_cell(first, column(*total)), row_col_to_cell(last, column(*total)));
                let absolute = |cell: &str| cell.replace(|c: char| c.is_ascii_digit(), "");
                let range = format!("${}${}:${}${}", absolute(&top), first + 1, absolute(&bottom), last + 1);
                // Where a criterion does not apply to a unit, ranks follow from attainment and are left to the import.
                let scores = format!(
                    "${}${}:${}${}",
                    absolute(&row_col_to_cell(first, NAMES)),
                    first + 1,
                    absolute(&top),
                    last + 1
                );
                for row in rows() {
                    let cell = row_col_to_cell(row, column(*total));
                    let is_empty = format!("OR({cell}=\"\",COUNTIF({scores},\"-\")>0)");
                    let formula = Formula::new(format!("IF({is_empty},\"\",RANK({cell},{range}))"));
                    sheet.write_formula_with_format(row, at, formula, &whole)?;
                }
            }
            Holds::Grade(total) => {
                draw_grades(sheet, template, (first, last), [at, column(*total)], (&computed, &name))?;
            }
        }
    }
    sheet.set_column_width(0, 5)?.set_column_width(1, 28)?;
    sheet.set_column_range_width(NAMES, column(columns.len().saturating_sub(1)), 9)?;
    sheet.set_freeze_panes(first, NAMES)?;
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(ABOVE, first - 1)?;
    sheet.protect();
    Ok(())
}

/// Grades follow from the total where their bounds are declared, and are chosen from a list otherwise.
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
        let grades: Vec<_> = Grade::ALL.into_iter().map(Grade::code).collect();
        let listed = DataValidation::new().allow_list_strings(&grades)?.set_error_message(words::NOT_LISTED)?;
        sheet.add_data_validation(first, at, last, at, &listed)?;
        return Ok(());
    }
    for row in first..=last {
        let cell = row_col_to_cell(row, total);
        let graded = template.bounds.iter().rev().fold("\"\"".to_owned(), |below, (grade, from)| {
            format!("IF({cell}>={},\"{}\",{below})", from.to_decimal(), grade.code())
        });
        sheet.write_formula_with_format(row, at, Formula::new(format!("IF({cell}=\"\",\"\",{graded})")), computed)?;
    }
    Ok(())
}

/// Headings that go on over several columns or rows are one merged cell.
fn draw_headings(sheet: &mut Worksheet, columns: &[Column], depth: usize, format: &Format) -> Result<(), XlsxError> {
    let row = |level: usize| ABOVE + u32::try_from(level).unwrap_or(0);
    for (at, text) in [(0, words::SEQUENCE), (1, words::UNIT)] {
        sheet.merge_range(row(0), at, row(depth - 1), at, text, format)?;
    }
    let mut drawn = vec![vec![false; columns.len()]; depth];
    for level in 0..depth {
        for index in 0..columns.len() {
            if drawn[level][index] {
                continue;
            }
            let own = &columns[index].headings;
            let goes_on = |other: &Column| other.headings[..=level] == own[..=level] && level + 1 < depth;
            let width = columns[index + 1..].iter().take_while(|other| goes_on(other)).count();
            let span = &columns[index..=index + width];
            let repeats = |below: &usize| span.iter().all(|other| other.headings[*below] == own[level]);
            let height = (level + 1..depth).take_while(repeats).count();
            for line in &mut drawn[level..=level + height] {
                line[index..=index + width].fill(true);
            }
            let text = own[level].as_str();
            if width + height == 0 {
                sheet.write_with_format(row(level), column(index), text, format)?;
            } else {
                let to = (row(level + height), column(index + width));
                sheet.merge_range(row(level), column(index), to.0, to.1, text, format)?;
            }
        }
    }
    Ok(())
}

fn draw_guide(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    sheet.set_name(words::GUIDE)?.set_column_width(0, 110)?;
    let wrapped = Format::new().set_text_wrap();
    for (row, line) in (0..).zip(words::guide(template.framework_year)) {
        sheet.write_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}

fn draw_lists(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    sheet.set_name(words::LISTS)?.set_hidden(true);
    for (row, unit) in (0..).zip(&template.units) {
        sheet.write(row, 0, unit.as_str())?;
    }
    Ok(())
}
