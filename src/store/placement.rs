//! Stores where figures are in their document: for each kind of figure, the offset from the cell
//! that names the unit, with exceptions for single figures.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Transaction, params};

use crate::assessment::{Assessment, Cell, Figure, FurtherFigure, Position, UnitResult};
use crate::model::{FurtherKind, ScoreKind, TracedFigure};

use super::count;

/// The distance from the cell that names a unit to the cell of a figure: tables, rows and columns.
type Offset = [i64; 3];

/// Writes where the figures of an assessment are. The pair holds the ids of the document and of the
/// assessment; `criteria` and `results` hold the ids of its criteria and results, in their order.
pub(super) fn write_placements(
    transaction: &Transaction<'_>,
    [document, assessment_id]: [i64; 2],
    assessment: &Assessment,
    criteria: &[i64],
    results: &[i64],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO placement
               (assessment_id, document_id, criterion_id, figure, round, table_offset, row_offset, \
        column_offset)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    let mut insert = transaction.prepare_cached(sql)?;
    let sql = "INSERT INTO placement_exception
               (placement_id, result_id, table_number, row_number, column_number, blank) VALUES \
        (?, ?, ?, ?, ?, ?)";
    let mut insert_exception = transaction.prepare_cached(sql)?;

    for kind in kinds(&assessment.results) {
        let cells = || assessment.results.iter().map(|result| kind.cell(result));
        let Some(usual) = usual(assessment.results.iter().zip(cells())) else { continue };
        let [tables, rows, columns] = usual;
        let criterion = kind.criterion.and_then(|index| criteria.get(index));
        insert.execute(params![
            assessment_id,
            document,
            criterion,
            kind.figure.code(),
            kind.round,
            tables,
            rows,
            columns
        ])?;
        let placement = transaction.last_insert_rowid();

        for ((result, cell), id) in assessment.results.iter().zip(cells()).zip(results) {
            if let Some(cell) = cell {
                let is_blank = is_blank(result, cell);
                if is_blank || offset(result, cell) != usual {
                    let [table, row, column] = numbers(cell);
                    insert_exception
                        .execute(params![placement, id, table, row, column, is_blank])?;
                }
            } else {
                let nowhere: Option<i64> = None;
                insert_exception
                    .execute(params![placement, id, nowhere, nowhere, nowhere, false])?;
            }
        }
    }
    Ok(())
}

/// A kind of figure that each unit of an assessment may have.
#[derive(Clone, Copy)]
struct FigureKind {
    /// The index of the criterion in the framework; none for figures of the whole unit.
    criterion: Option<usize>,
    figure: TracedFigure,
    /// The round of an earlier appraisal; 1 for other figures.
    round: u32,
}

/// The kinds of figures of results: the scores of each criterion, what is printed of the whole unit,
/// and the earlier rounds of appraisals, and the bonus and penalty points of criteria, that occur.
fn kinds(results: &[UnitResult]) -> impl Iterator<Item = FigureKind> {
    let scores = [TracedFigure::SelfScore, TracedFigure::Appraised, TracedFigure::Survey];
    let of_criterion = move |criterion| {
        scores.map(|figure| FigureKind { criterion: Some(criterion), figure, round: 1 })
    };
    let of_unit = TracedFigure::ALL.into_iter().filter(|figure| *figure != TracedFigure::Earlier);
    let of_unit = of_unit.map(|figure| FigureKind { criterion: None, figure, round: 1 });
    let further = results.iter().flat_map(|result| &result.further);
    let figure = |further: &FurtherFigure| match further.kind {
        FurtherKind::EarlierAppraisal => Some(TracedFigure::Earlier),
        FurtherKind::Bonus if further.criterion.is_some() => Some(TracedFigure::Bonus),
        FurtherKind::Penalty if further.criterion.is_some() => Some(TracedFigure::Penalty),
        FurtherKind::Bonus | FurtherKind::Penalty | FurtherKind::Satisfaction => None,
    };
    let earlier: BTreeSet<_> = further
        .filter_map(|further| Some((further.criterion, further.round, figure(further)?)))
        .collect();
    let earlier = earlier.into_iter().map(|(criterion, round, figure)| FigureKind {
        criterion,
        figure,
        round,
    });
    let criteria = results.first().map_or(0, |result| result.scores.len());
    (0..criteria).flat_map(of_criterion).chain(of_unit).chain(earlier)
}

impl FigureKind {
    fn further(self, result: &UnitResult, kind: FurtherKind) -> Option<&Cell> {
        let is_same = |further: &&FurtherFigure| {
            (further.kind, further.criterion, further.round) == (kind, self.criterion, self.round)
        };
        result.further.iter().find(is_same).map(|further| &further.figure.cell)
    }

    fn cell(self, result: &UnitResult) -> Option<&Cell> {
        let score = |kind: ScoreKind| match self.criterion {
            Some(criterion) => result.score(criterion, kind),
            None => result.sums[kind as usize].as_ref(),
        };
        match self.figure {
            TracedFigure::SelfScore => score(ScoreKind::SelfScore).map(cell),
            TracedFigure::Appraised => score(ScoreKind::Appraised).map(cell),
            TracedFigure::Survey => score(ScoreKind::Survey).map(cell),
            TracedFigure::Earlier => self.further(result, FurtherKind::EarlierAppraisal),
            TracedFigure::Satisfaction => self.further(result, FurtherKind::Satisfaction),
            TracedFigure::Bonus => self.further(result, FurtherKind::Bonus),
            TracedFigure::Penalty => self.further(result, FurtherKind::Penalty),
            TracedFigure::Respondents => result.respondents.as_ref().map(|count| &count.cell),
            TracedFigure::Total => result.total.as_ref().map(cell),
            TracedFigure::Rank => result.rank.as_ref().map(|rank| &rank.cell),
            TracedFigure::Grade => result.grade.as_ref().map(|grade| &grade.cell),
        }
    }
}

fn cell(figure: &Figure) -> &Cell {
    &figure.cell
}

/// The numbers of a cell's table, row and column, as the database stores them.
pub(super) fn numbers(cell: &Cell) -> [i64; 3] {
    let Position { table, row, column, .. } = cell.at;
    [table, row, column].map(count)
}

fn offset(result: &UnitResult, cell: &Cell) -> Offset {
    let (name, figure) = (numbers(&result.unit_cell), numbers(cell));
    std::array::from_fn(|axis| figure[axis] - name[axis])
}

/// The most frequent offset, the smallest one if several are equally frequent; none when there are
/// no cells.
fn usual<'a>(
    cells: impl Iterator<Item = (&'a UnitResult, Option<&'a Cell>)> + Clone,
) -> Option<Offset> {
    let mut offsets = cells.filter_map(|(result, cell)| Some(offset(result, cell?)));
    let first = offsets.clone().next()?;
    if offsets.clone().all(|offset| offset == first) {
        return Some(first);
    }

    let mut counts: HashMap<Offset, usize> = HashMap::new();
    offsets.by_ref().for_each(|offset| *counts.entry(offset).or_default() += 1);
    counts
        .into_iter()
        .max_by_key(|(offset, count)| (*count, std::cmp::Reverse(*offset)))
        .map(|(offset, _)| offset)
}

/// Whether an empty cell stands in for one that the document does not have: another figure of the
/// unit, or its name, is in the same place.
fn is_blank(result: &UnitResult, cell: &Cell) -> bool {
    cell.text.is_empty() && {
        if numbers(cell) == numbers(&result.unit_cell) {
            return true;
        }
        let all = kinds(std::slice::from_ref(result)).filter_map(|kind| kind.cell(result));
        all.filter(|other| !other.text.is_empty()).any(|other| numbers(other) == numbers(cell))
    }
}
