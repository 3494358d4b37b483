//! The cells that an appraiser should look at first: gaps that neither the habit of the unit nor
//! the criterion explains.

use std::cmp::Reverse;

use crate::model::{Block, Points, Year, billionths};
use crate::relation::{AuditCell, GapRow};

use super::judgement::WORTH_A_LOOK;

/// Returns the over-scored cells of one block whose gap share stands out after a median polish of
/// units × criteria, the largest residual first. Equal residuals stay in printed order.
///
/// Source: Tukey, Exploratory Data Analysis, 1977.
#[must_use]
pub fn audit_cells(gaps: &[GapRow], year: Year, block: Block) -> Vec<AuditCell> {
    let stands_out = |row: &&GapRow| {
        row.gap > Points::ZERO && billionths(row.residual) >= billionths(WORTH_A_LOOK)
    };
    let rows = gaps.iter().filter(|row| row.year == year && row.block == block);
    let cell = |row: &GapRow| {
        let GapRow { year, block, gap, gap_share, unit_id, residual, .. } = *row;
        let (unit, criterion) = (row.unit.clone(), row.criterion.clone());
        AuditCell { year, block, unit, unit_id, criterion, gap, gap_share, residual }
    };
    let mut cells: Vec<_> = rows.filter(stands_out).map(cell).collect();

    // Residuals that differ only by floating-point noise count as equal and stay in printed order.
    cells.sort_by_key(|cell| Reverse(billionths(cell.residual)));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::blank;

    #[test]
    fn over_scored_cells_that_stand_out_come_with_the_largest_residual_first() {
        let gap = |criterion: &str, hundredths: i64, residual: f64| GapRow {
            criterion: criterion.to_owned(),
            gap: Points::from_ten_thousandths(hundredths * 100),
            residual,
            ..blank()
        };
        // Noise neither lifts a residual above the bound nor below it.
        let gaps = [
            gap("bound", 50, 0.05 - 1e-15),
            gap("small", 50, 0.049),
            gap("large", 20, 0.2),
            gap("below", -20, 0.2),
        ];
        let cells = audit_cells(&gaps, gaps[0].year, gaps[0].block);
        let found: Vec<_> = cells.iter().map(|cell| cell.criterion.as_str()).collect();
        assert_eq!(found, ["large", "bound"]);
    }
}
