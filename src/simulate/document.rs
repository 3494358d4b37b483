//! Writes a simulated decision in the layout of a real one, as copied from a legal portal.

use crate::model::Year;

use super::extra::Extra;
use super::plan::{Maximum, Plan, Section, issuer};
use super::score::{Row, hundredths};

/// The appendix of a decision on one block.
pub(super) struct Appendix {
    pub(super) number: usize,
    pub(super) section: Section,
    pub(super) year: Year,
    pub(super) seed: u64,
    /// What follows the number of the decision: nothing, or the index if it is the second one.
    pub(super) suffix: &'static str,
}

/// The columns of an appendix.
struct Columns<'a> {
    criteria: &'a [Maximum],
    has_adjustments: bool,
}

/// The appendix with the results of one block, by group.
pub(super) fn table(
    plan: &Plan,
    appendix: &Appendix,
    groups: &[(Option<&'static str>, Vec<Row>)],
) -> String {
    let Appendix { number, section, year, seed, suffix } = appendix;
    let (units, next) = (section.title, year.number() + 1);
    let index = if section.is_satisfaction { "SIPAS" } else { "CCHC" };
    let mut text = format!(
        "PHỤ LỤC {number}.\nKẾT QUẢ XẾP HẠNG VÀ PHÂN LOẠI CHỈ SỐ {index} {units} NĂM {year}\n\
         (SỐ LIỆU MÔ PHỎNG, không phải kết quả thật)\n\
         (Kèm theo Quyết định số: {year}/QĐ-MP{suffix} ngày 29 tháng 3 năm {next} của {})\n",
        issuer(*seed)
    );

    let criteria = plan.criteria(*section, *year);
    let has_adjustments = plan.has(Extra::Adjustments) && !section.is_satisfaction;
    let columns = Columns { criteria: &criteria, has_adjustments };
    for cells in columns.headings() {
        text += &row(cells);
    }
    for (group, rows) in groups {
        text += &group.map(|group| columns.row_of_group(group)).unwrap_or_default();
        for (result, sequence) in rows.iter().zip(1..) {
            text += &row(columns.cells_of(result, sequence));
        }
    }
    text + "\n"
}

impl Columns<'_> {
    /// The two rows of headings.
    fn headings(&self) -> [Vec<String>; 2] {
        let mut above = vec!["STT".to_owned(), "TÊN ĐƠN VỊ".to_owned()];
        let mut below = vec![String::new(); 2];

        let mut heads = |name: &str, [appraised, survey]: [i64; 2], total: &str| {
            let kinds = [("Tự chấm", appraised), ("Thẩm định", appraised), ("ĐT XHH", survey)];
            for (kind, maximum) in kinds.into_iter().filter(|(_, maximum)| *maximum > 0) {
                above.push(format!("{name} ({total})"));
                below.push(format!("{kind} ({})", figure(maximum)));
            }
        };

        for (name, maxima) in self.criteria {
            heads(name, *maxima, &format!("Tối đa {} điểm", figure(maxima.iter().sum())));
        }
        let sums = [0, 1].map(|which| self.criteria.iter().map(|(_, maxima)| maxima[which]).sum());
        let all = whole(sums.iter().sum());
        heads("Tổng điểm", sums, &format!("Tối đa {all} điểm"));

        if self.has_adjustments {
            above.extend(["Điểm thưởng", "Điểm trừ"].map(str::to_owned));
            below.extend([String::new(), String::new()]);
        }
        above.extend(vec!["Xếp hạng, phân loại".to_owned(); 3]);
        below.extend([format!("Tổng cộng ({all})"), "Xếp hạng".to_owned(), "Phân loại".to_owned()]);
        [above, below]
    }

    /// The cells of one row of results.
    fn cells_of(&self, result: &Row, sequence: usize) -> Vec<String> {
        let mut cells = vec![sequence.to_string(), result.unit.clone()];
        for ((self_score, appraised, survey), (_, [_, most_survey])) in
            result.scores.iter().zip(self.criteria)
        {
            cells.extend([self_score, appraised].map(|amount| figure(hundredths(*amount))));
            if *most_survey > 0 {
                cells.push(
                    survey.map_or_else(|| "-".to_owned(), |survey| figure(hundredths(survey))),
                );
            }
        }

        cells.push(figure(hundredths(result.sum(|(self_score, ..)| *self_score))));
        cells.push(figure(hundredths(result.sum(|(_, appraised, _)| *appraised))));
        if self.criteria.iter().any(|(_, [_, survey])| *survey > 0) {
            let survey = hundredths(result.sum(|(.., survey)| survey.unwrap_or(0)));
            cells.push(if result.has_survey() { figure(survey) } else { "-".to_owned() });
        }
        if self.has_adjustments {
            let amount =
                |amount: i64| if amount > 0 { figure(hundredths(amount)) } else { String::new() };
            cells.extend([result.bonus, result.penalty].map(amount));
        }
        cells.extend([
            figure(hundredths(result.total())),
            result.rank.to_string(),
            result.grade.to_string(),
        ]);
        cells
    }

    /// The row with the name of a group, as wide as the table.
    fn row_of_group(&self, group: &str) -> String {
        let width = self.headings()[0].len();
        let mut cells = vec![String::new(); width];
        group.clone_into(&mut cells[0]);
        row(cells)
    }
}

/// A row of a table as the portal copies it: one cell per line, and a blank line at the end.
fn row(cells: Vec<String>) -> String {
    cells.into_iter().map(|cell| format!("\t{cell}\n")).collect::<String>() + "\n"
}

/// Points with two decimals and a decimal comma.
fn figure(hundredths: i64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}

/// Whole points, with a point between thousands.
fn whole(hundredths: i64) -> String {
    let points = hundredths / 100;
    if points < 1_000 {
        points.to_string()
    } else {
        format!("{}.{:03}", points / 1_000, points % 1_000)
    }
}
