//! Rows that name the grade of the units below them: `Nhóm Xuất sắc (từ 90 điểm)`.

use crate::model::{Grade, GradeSet, Heading, clean};
use crate::source::{RawCell, RawRow};

use super::super::cell::Cell;
use super::super::column::{ColumnMeaning, ColumnUse};
use super::super::row::running_number;
use super::Layout;
use super::parts::begins_anew;

impl Layout {
    /// Whether the rows above the units name their grades, from the best one on. `parts` are the rows with
    /// the names, each with the end of its units.
    pub(super) fn rows_are_graded(&self, parts: &[(usize, usize)]) -> bool {
        let names: Option<Vec<String>> = parts
            .iter()
            .map(|(begin, _)| Some(clean(&first_cell(&self.rows[*begin])?.text)))
            .collect();
        let Some(names) = names else { return false };
        let read = |set: &GradeSet| -> Option<Vec<Grade>> {
            names.iter().map(|name| set.parse(name)).collect()
        };
        let Some(grades) = GradeSet::known().iter().find_map(read) else { return false };
        let is_ranked_apart = self.rank_column().is_some_and(|rank| {
            parts.iter().all(|(begin, end)| begins_anew(&self.rows[begin + 1..*end], rank))
        });
        // Letters may be the names of groups, unless the ranks go on from one to the next and nothing
        // else is said of them.
        let are_letters = grades.iter().all(|grade| grade.name().chars().count() == 1);
        let is_described = |name: &String| {
            let inside = name.split_once('(').map(|(_, inside)| inside);
            inside.is_some_and(|inside| !inside.contains("điểm") && !inside.contains('%'))
        };
        let are_groups =
            are_letters && (self.rank_column().is_none() || names.iter().any(is_described));
        let has_column =
            self.grade.is_some() || self.dated.iter().any(|dated| dated.heading == Heading::Grade);
        !has_column
            && parts.len() > 1
            && !is_ranked_apart
            && !are_groups
            && grades.windows(2).all(|pair| pair[0] < pair[1])
            && self.falls_from_part_to_part(parts)
    }

    /// Whether the units of each part have lower totals than those of the part above, or else later ranks.
    fn falls_from_part_to_part(&self, parts: &[(usize, usize)]) -> bool {
        let place = |row: &RawRow| -> Option<i64> {
            let total = self.total.as_ref().and_then(|total| row.cells.get(total.index));
            let total =
                total.and_then(|cell| Cell::new(self.number, cell).read_percent(self.mark).ok());
            if let Some(points) = total.and_then(|figure| figure.points()) {
                return Some(-points.ten_thousandths());
            }
            let rank = running_number(&row.cells.get(self.rank?)?.text)?;
            Some(i64::from(rank))
        };
        let mut last = i64::MIN;
        parts.iter().all(|(begin, end)| {
            let places = || self.rows[begin + 1..*end].iter().filter_map(place);
            let (first, lowest) = (places().min().unwrap_or(last), places().max().unwrap_or(last));
            let falls = first >= last;
            last = lowest;
            falls
        })
    }

    /// The table with a column of grades instead of the rows that name them.
    pub(super) fn with_grades_of_rows(mut self, parts: &[(usize, usize)]) -> Self {
        let rows = std::mem::take(&mut self.rows);
        for (begin, end) in parts {
            let Some(grade) = first_cell(&rows[*begin]) else { continue };
            let grade = RawCell { copied: false, ..grade.clone() };
            for row in &rows[begin + 1..*end] {
                let cells = row.cells.iter().chain([&grade]).cloned().collect();
                self.rows.push(RawRow { cells, ..*row });
            }
        }
        self.grade = Some(self.width);
        self.width += 1;
        let heading = parts.first().and_then(|(begin, _)| first_cell(&rows[*begin]));
        self.columns.push(ColumnUse {
            column: self.width,
            heading: heading.map(|cell| clean(&cell.text)).unwrap_or_default(),
            means: Some(ColumnMeaning::Grade),
            criterion: None,
            year: None,
        });
        self
    }
}

/// The first cell of a row that is not empty.
fn first_cell(row: &RawRow) -> Option<&RawCell> {
    // A number may stand before it: `I | Xuất sắc`.
    let is_name = |cell: &&RawCell| {
        cell.text.contains(char::is_alphabetic) && running_number(&cell.text).is_none()
    };
    row.cells.iter().find(is_name)
}
