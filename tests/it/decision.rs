//! The shipped decision, read by a few lines that share nothing with the importer: 29 cells per
//! row, in hundredths of a point. Other tests compare the program's figures with these.

use std::fs;

use crate::project::DECISION;

/// A row of the decision. `scores` has the self, appraised and survey score of each of the seven
/// criteria; all points are in hundredths.
pub struct Row {
    pub block: &'static str,
    pub unit: String,
    pub scores: Vec<[i64; 3]>,
    pub sums: [i64; 3],
    pub total: i64,
    pub rank: i64,
    pub grade: String,
}

pub fn rows() -> Vec<Row> {
    let text = fs::read_to_string(DECISION).expect("the decision");
    let (departments, districts) = text.split_once("PHỤ LỤC 2.").expect("two appendices");
    let read = |block, text: &str| {
        text.split("\n\n").filter_map(move |row| read_row(block, row)).collect::<Vec<_>>()
    };
    let mut rows = read("department", departments);
    rows.extend(read("district", districts));
    rows
}

fn read_row(block: &'static str, text: &str) -> Option<Row> {
    let cells: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix('\t')).collect();
    cells.first()?.parse::<u32>().ok()?;
    assert_eq!(cells.len(), 29, "{text}");

    let number = |cell: &str| cell.replace(',', "").parse::<i64>().expect("two decimals");
    let scores = cells[2..23]
        .chunks(3)
        .map(|three| [number(three[0]), number(three[1]), number(three[2])])
        .collect();
    Some(Row {
        block,
        unit: cells[1].to_owned(),
        scores,
        sums: [number(cells[23]), number(cells[24]), number(cells[25])],
        total: number(cells[26]),
        rank: cells[27].parse().expect("a rank"),
        grade: cells[28].to_owned(),
    })
}

impl Row {
    /// The sum of one kind of score over the criteria: 0 is self, 1 appraised and 2 survey.
    pub fn sum(&self, kind: usize) -> i64 {
        self.scores.iter().map(|scores| scores[kind]).sum()
    }

    pub fn recomputed(&self) -> i64 {
        self.sum(1) + self.sum(2)
    }
}

#[test]
fn the_shipped_file_is_the_two_appendices() {
    let rows = rows();
    assert_eq!(rows.iter().filter(|row| row.block == "department").count(), 19);
    assert_eq!(rows.iter().filter(|row| row.block == "district").count(), 8);
    let text = fs::read_to_string(DECISION).expect("the decision");
    assert!(
        !text.contains("Điều 1") && !text.contains("Căn cứ"),
        "the prose of the decision is not shipped"
    );
}
