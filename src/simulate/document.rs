//! Writes a simulated decision in the layout of a real one, as copied from a legal portal.

use crate::model::{Block, Year};

use super::plan::Maximum;
use super::score::{Row, hundredths};

/// The appendix with the results of one block.
pub(super) fn table(
    number: usize,
    block: Block,
    year: Year,
    seed: u64,
    criteria: &[Maximum],
    rows: &[Row],
) -> String {
    let units = if block == Block::DISTRICT {
        "CÁC HUYỆN, THÀNH PHỐ"
    } else {
        "CÁC SỞ, BAN, NGÀNH"
    };

    let next = year.number() + 1;
    let mut text = format!(
        "PHỤ LỤC {number}.\nKẾT QUẢ XẾP HẠNG VÀ PHÂN LOẠI CHỈ SỐ CCHC {units} NĂM {year}\n\
         (SỐ LIỆU MÔ PHỎNG, không phải kết quả thật)\n\
         (Kèm theo Quyết định số: {year}/QĐ-MP ngày 29 tháng 3 năm {next} của chương trình mô \
        phỏng số {seed})\n"
    );

    let mut above = vec!["STT".to_owned(), "TÊN ĐƠN VỊ".to_owned()];
    let mut below = vec![String::new(); 2];

    let mut heads = |name: &str, [appraised, survey]: [i64; 2], total: &str| {
        let kinds = [("Tự chấm", appraised), ("Thẩm định", appraised), ("ĐT XHH", survey)];
        for (kind, maximum) in kinds.into_iter().filter(|(_, maximum)| *maximum > 0) {
            above.push(format!("{name} ({total})"));
            below.push(format!("{kind} ({})", figure(maximum)));
        }
    };

    for (name, maxima) in criteria {
        heads(name, *maxima, &format!("Tối đa {} điểm", figure(maxima.iter().sum())));
    }
    let sums = [0, 1].map(|which| criteria.iter().map(|(_, maxima)| maxima[which]).sum());
    heads("Tổng điểm", sums, "Tối đa 100 điểm");

    above.extend(vec!["Xếp hạng, phân loại".to_owned(); 3]);
    below.extend(["Tổng cộng (100)", "Xếp hạng", "Phân loại"].map(str::to_owned));

    for cells in [above, below] {
        text += &row(cells);
    }

    for (result, sequence) in rows.iter().zip(1..) {
        text += &row(cells_of(result, sequence, criteria));
    }
    text + "\n"
}

/// The cells of one row of results.
fn cells_of(result: &Row, sequence: usize, criteria: &[Maximum]) -> Vec<String> {
    let mut cells = vec![sequence.to_string(), result.unit.clone()];
    for ((self_score, appraised, survey), (_, [_, most_survey])) in
        result.scores.iter().zip(criteria)
    {
        cells.extend([self_score, appraised].map(|amount| figure(hundredths(*amount))));
        if *most_survey > 0 {
            cells.push(survey.map_or_else(|| "-".to_owned(), |survey| figure(hundredths(survey))));
        }
    }

    cells.push(figure(hundredths(result.sum(|(self_score, ..)| *self_score))));
    cells.push(figure(hundredths(result.sum(|(_, appraised, _)| *appraised))));
    let survey = hundredths(result.sum(|(.., survey)| survey.unwrap_or(0)));
    cells.push(if result.has_survey() { figure(survey) } else { "-".to_owned() });
    cells.extend([
        figure(hundredths(result.total())),
        result.rank.to_string(),
        result.grade.to_string(),
    ]);
    cells
}

/// A row of a table as the portal copies it: one cell per line, and a blank line at the end.
fn row(cells: Vec<String>) -> String {
    cells.into_iter().map(|cell| format!("\t{cell}\n")).collect::<String>() + "\n"
}

/// Points with two decimals and a decimal comma.
fn figure(hundredths: i64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}
