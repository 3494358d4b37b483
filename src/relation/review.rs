//! Before the appraisal: which self scores to look at first, and how good such lists were in past
//! years.

use crate::model::{Block, Points, Year};

use super::label::{BLOCK, CRITERION, MAX_APPRAISED, SELF, SERIES, UNIT, UNIT_ID, YEAR, label};
use super::relation;

relation! {
    /// A self score with the appraisal that it can be expected to get. The expected values are
    /// estimates, not points that were given.
    pub struct ReviewRow: "review";
    key year, block, unit_id, criterion;
    shown unit, criterion, self_score, expected, lowest, highest, at_stake, reason;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in that year: the declared name, or else the name that its first document
    /// prints.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The criterion of level 1, as its document prints it.
    criterion: String = Name, CRITERION;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    series: String = Name, SERIES;
    /// The self score, in points.
    self_score as "self": Points = Points, SELF;
    /// The maximum that applies to the unit, in points.
    max_appraised: Points = Points, MAX_APPRAISED;
    /// The appraised score to be expected, in points; NULL without earlier years.
    expected: Option<f64> = Statistic, label("Dự kiến", "Expected");
    /// The lower end of the expected range, in points: in nine of ten past cases the appraised
    /// score was not below it. NULL without earlier years.
    lowest: Option<f64> = Statistic, label("Thấp nhất", "Lowest");
    /// The upper end of the expected range, in points: in nine of ten past cases the appraised
    /// score was not above it. NULL without earlier years.
    highest: Option<f64> = Statistic, label("Cao nhất", "Highest");
    /// Points that the appraisal can be expected to cut: the mean over all past forecast errors,
    /// not the middle one alone. It is therefore more than `self` − `expected` when much is
    /// uncertain. Without earlier years, the points above the block's median self score.
    at_stake: f64 = Statistic, label("Mức giảm bình quân dự kiến", "At stake");
    /// How far the whole block scored itself above the appraisal on the criterion in earlier years,
    /// as a share of the maximum. NULL when earlier years do not have the criterion.
    criterion_gap_share: Option<f64> = ShareChange, label("Mức của lĩnh vực (điểm %)", "Criterion \
        (pp)");
    /// The same over all criteria, for a criterion that earlier years do not have; otherwise NULL.
    block_gap_share: Option<f64> = ShareChange, label("Mức chung của khối (điểm %)", "Block (pp)");
    /// How far the unit lay above its block in earlier years, shrunken. NULL when earlier years do
    /// not have the unit.
    leniency: Option<f64> = ShareChange, label("Xu hướng của đơn vị (điểm %)", "Unit (pp)");
    /// How far the unit lay above both on this criterion in earlier years, shrunken.
    repeated: Option<f64> = ShareChange, label("Lặp lại ở lĩnh vực này (điểm %)", "Unit on \
        criterion (pp)");
    /// The block's median self score as a share of the maximum, 0 to 1, when there are no earlier
    /// years; otherwise NULL.
    median: Option<f64> = Share, label("Trung vị tự chấm của khối", "Median self score");
    /// Whether the cell is among the fewest that hold four fifths of all points at stake.
    listed: bool = Flag, label("Trong danh sách", "Listed");
    /// Whether the cell was drawn from the rest, to see what the list misses.
    sampled: bool = Flag, label("Chọn mẫu", "Sampled");
    /// Why the cell deserves a look, in words.
    reason: String = Text, label("Lý do", "Reason");
}

relation! {
    /// How good the list of a past year would have been, had it been made from the years before
    /// that year alone.
    pub struct ReviewTrial: "review_trials";
    key year, block;
    shown block, year, cells, error, error_last_year, error_block, listed, captured,
        captured_last_year;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// Number of cells of level 1 that have both scores.
    cells: usize = Count, label("Số nội dung", "Cells");
    /// Mean absolute error of the expected appraised scores, in points per cell.
    error: f64 = Statistic, label("Sai số (điểm)", "Error");
    /// The same error if each unit is expected to repeat its gap of the year before.
    error_last_year: f64 = Statistic, label("Sai số nếu lấy năm trước", "Error, as last year");
    /// The same error if each unit is expected to have the block's gap share of the year before.
    error_block: f64 = Statistic, label("Sai số nếu lấy mức khối", "Error, as the block");
    /// Number of cells on the list.
    listed: usize = Count, label("Trong danh sách", "Listed");
    /// Share of all over-scored points that these cells held, 0 to 1.
    captured: f64 = Share, label("% điểm giảm trong danh sách", "Captured");
    /// Share that the same number of cells would have held, taken by the largest gaps of the year
    /// before.
    captured_last_year: f64 = Share, label(
        "% điểm giảm nếu chọn theo năm trước",
        "Captured, as last year",
    );
}
