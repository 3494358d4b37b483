//! Grades that are told by a cross in one of several columns: `Xuất sắc | Tốt | Khá` with `x`.

use crate::model::{GradeSet, clean, match_key};
use crate::source::{RawCell, RawRow, RawTable};

use super::row::is_data;

/// What marks the column of a grade.
const MARKS: [&str; 6] = ["x", "+", "v", "✓", "✔", "√"];

/// The table with the name of the grade in the first of such columns, and the others blank. Any other table is
/// returned as it is.
pub(super) fn named(mut table: RawTable) -> RawTable {
    let Some(columns) = columns_of(&table) else { return table };
    let header = table.rows.iter().position(is_data).unwrap_or_default();
    let head = table.rows[header - 1].clone();
    let over = table.rows[..header].iter().find_map(|row| {
        let cell = row.cells.get(columns[0])?;
        (!names_grade(&cell.text) && !clean(&cell.text).is_empty()).then(|| cell.text.clone())
    });
    for (at, row) in table.rows.iter_mut().enumerate() {
        let marked = columns.iter().copied().find(|index| at >= header && is_mark(row, *index));
        let first = marked.and_then(|index| row.cells.get(index)).cloned();
        for index in &columns {
            if let Some(cell) = row.cells.get_mut(*index) {
                *cell = RawCell { text: "".into(), copied: false, ..cell.clone() };
            }
        }
        let text = match marked {
            Some(index) => Some(head.cells[index].text.clone()),
            None if at + 1 == header => Some(over.clone().unwrap_or_else(|| "Xếp loại".into())),
            None => None,
        };
        if let (Some(text), Some(cell)) = (text, row.cells.get_mut(columns[0])) {
            *cell = RawCell { text, ..first.unwrap_or_else(|| cell.clone()) };
        }
    }
    table
}

/// The columns whose headings are grades and whose cells hold nothing but marks, at most one in each row.
fn columns_of(table: &RawTable) -> Option<Vec<usize>> {
    const FEWEST: usize = 2;
    let header = table.rows.iter().position(is_data).filter(|at| *at > 0)?;
    let (head, below) = (&table.rows[header - 1], &table.rows[header..]);
    let graded = (0..head.cells.len()).filter(|index| names_grade(&head.cells[*index].text));
    let columns: Vec<usize> = graded.collect();
    let is_blank = |row: &RawRow, index: usize| {
        row.cells.get(index).is_none_or(|cell| clean(&cell.text).is_empty())
    };
    let marks = |row: &RawRow| columns.iter().filter(|index| is_mark(row, **index)).count();
    let is_of_marks = |row: &RawRow| {
        let mut columns = columns.iter();
        columns.all(|index| is_blank(row, *index) || is_mark(row, *index)) && marks(row) <= 1
    };
    let is_found = columns.len() >= FEWEST
        && columns.windows(2).all(|pair| pair[1] == pair[0] + 1)
        && below.iter().filter(|row| is_data(row)).all(is_of_marks)
        && below.iter().any(|row| marks(row) == 1);
    is_found.then_some(columns)
}

fn names_grade(text: &str) -> bool {
    GradeSet::known().iter().any(|set| set.parse(text).is_some())
}

fn is_mark(row: &RawRow, index: usize) -> bool {
    row.cells.get(index).is_some_and(|cell| MARKS.contains(&match_key(&cell.text).as_str()))
}
