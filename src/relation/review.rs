//! Before the appraisal: what to look at first, and how good such lists were.

use crate::model::{Block, Points, Year};

use super::label::{BLOCK, CRITERION, MAX_APPRAISED, SELF, SERIES, UNIT, UNIT_ID, YEAR, label};
use super::relation;

relation! {
    /// A self score with what the appraisal can be expected to make of it. Estimates: points that
    /// were never given.
    pub struct ReviewRow: "review";
    key year, block, unit_id, criterion;
    shown unit, criterion, self_score, expected, lowest, highest, at_stake, reason;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The criterion of level 1, as its document prints it.
    criterion: String = Name, CRITERION;
    /// What the criterion is called across frameworks.
    series: String = Name, SERIES;
    /// The self score.
    self_score as "self": Points = Points, SELF;
    /// The maximum that applies to the unit.
    max_appraised: Points = Points, MAX_APPRAISED;
    /// The appraised score to be expected; none without earlier years.
    expected: Option<f64> = Statistic, label("Dự kiến", "Expected");
    /// Nine of ten appraised scores were not below this.
    lowest: Option<f64> = Statistic, label("Thấp nhất", "Lowest");
    /// Nine of ten appraised scores were not above this.
    highest: Option<f64> = Statistic, label("Cao nhất", "Highest");
    /// Points that the self score lies above the appraisal in the mean over all that can be
    /// expected, and not for the middle of it alone, so that it is more than `self − expected`
    /// where much is open; without earlier years, points above the block's median of self scores.
    at_stake: f64 = Statistic, label("Mức giảm bình quân dự kiến", "At stake");
    /// What the whole block was above the appraisal on the criterion in earlier years, as a share
    /// of the maximum.
    criterion_gap_share: Option<f64> = ShareChange, label("Mức của lĩnh vực (điểm %)", "Criterion \
        (pp)");
    /// The same over all criteria, of a criterion that earlier years do not have.
    block_gap_share: Option<f64> = ShareChange, label("Mức chung của khối (điểm %)", "Block (pp)");
    /// What the unit was above its block in earlier years, shrunken; none of a unit that these do
    /// not have.
    leniency: Option<f64> = ShareChange, label("Xu hướng của đơn vị (điểm %)", "Unit (pp)");
    /// What the unit was above both on this criterion in earlier years, shrunken.
    repeated: Option<f64> = ShareChange, label("Lặp lại ở lĩnh vực này (điểm %)", "Unit on \
        criterion (pp)");
    /// The block's median self score as a share of the maximum, where there are no earlier years.
    median: Option<f64> = Share, label("Trung vị tự chấm của khối", "Median self score");
    /// Whether it is among the fewest that hold four fifths of all points at stake.
    listed: bool = Flag, label("Trong danh sách", "Listed");
    /// Whether it was drawn from the rest, to see what the list misses.
    sampled: bool = Flag, label("Chọn mẫu", "Sampled");
    /// Why, in words.
    reason: String = Text, label("Lý do", "Reason");
}

relation! {
    /// How good the list of a past year would have been, made of the years before it alone.
    pub struct ReviewTrial: "review_trials";
    key year, block;
    shown block, year, cells, error, error_last_year, error_block, listed, captured, captured_last_year;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// Cells of level 1 that were scored twice.
    cells: usize = Count, label("Số nội dung", "Cells");
    /// Mean absolute error of the expected appraised scores, in points.
    error: f64 = Statistic, label("Sai số (điểm)", "Error");
    /// The same where each unit is expected to have the gap of the year before.
    error_last_year: f64 = Statistic, label("Sai số nếu lấy năm trước", "As last year");
    /// The same where each is expected to have the gap share that the block had the year before.
    error_block: f64 = Statistic, label("Sai số nếu lấy mức khối", "As the block");
    /// Cells on the list.
    listed: usize = Count, label("Trong danh sách", "Listed");
    /// The share of all over-scored points that they held.
    captured: f64 = Share, label("% điểm giảm trong danh sách", "Captured");
    /// What as many cells with the largest gaps of the year before held.
    captured_last_year: f64 = Share, label(
        "% điểm giảm nếu chọn theo năm trước",
        "Captured as last year",
    );
}
