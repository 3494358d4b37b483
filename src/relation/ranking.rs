//! Who stands where.

use crate::model::{Block, Coverage, Grade, Points, Year};

use super::label::{
    APPRAISED, ATTAINMENT, BLOCK, BLOCK_GAP_SHARE, COVERAGE, CRITERION, GAP_SHARE, GRADE, MAXIMUM,
    RANK, SELF, SIMULATED, SURVEY, TOTAL, UNIT, UNIT_ID, UNITS, YEAR, label,
};
use super::relation;

relation! {
    /// Who stands where. Rank, total and grade are the published ones; a total that is not
    /// published is recomputed from its parts, and a rank that is not published follows from the
    /// totals, as a competition rank by attainment.
    pub struct RankingRow: "rankings" from "ranking_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, rank, total, max_total, attainment, grade, appraised_total, survey_total,
        coverage;
    order "year, block, rank IS NULL, rank, position";
    shown rank, unit, total, recomputed_total, grade, self_total, appraised_total, survey_total;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years, renamed or not.
    unit_id: i64 = Id, UNIT_ID;
    /// Competition rank within year and block, from 1; none where it is neither published nor to be
    /// worked out.
    rank: Option<u32> = Rank, RANK;
    /// Points of `max_total`.
    total: Option<Points> = Points, TOTAL;
    /// The maximum points that apply to the unit; 100 where only totals are published.
    max_total: Points = Points, MAXIMUM;
    /// `total` as a share of `max_total`, 0 to 1.
    attainment: Option<f64> = Share, ATTAINMENT;
    /// The grade that the document prints.
    grade: Option<Grade> = Grade, GRADE;
    /// Sum of the self scores, as published, or else of the scores; it never counts.
    self_total: Option<Points> = Points, SELF;
    /// Sum of the appraised scores, as published, or else of the scores.
    appraised_total: Option<Points> = Points, APPRAISED;
    /// Sum of the survey scores, as published, or else of the scores.
    survey_total: Option<Points> = Points, SURVEY;
    /// The rank that the document prints.
    published_rank: Option<u32> = Rank, label("Hạng công bố", "Published rank");
    /// The total that the document prints.
    published_total: Option<Points> = Points, label("Tổng công bố", "Published total");
    /// The grade that the document prints.
    published_grade: Option<Grade> = Grade, label("Phân loại công bố", "Published grade");
    /// The rank by the recomputed totals.
    recomputed_rank: Option<u32> = Rank, label("Hạng tính lại", "Recomputed rank");
    /// The sum of the printed appraised and survey scores; none where one is missing.
    recomputed_total: Option<Points> = Points, label("Tổng tính lại", "Recomputed total");
    /// The next better grade that is declared, or that the results show; none for the best one.
    next_grade: Option<Grade> = Grade, label("Mức phân loại kế tiếp", "Next grade");
    /// The unit lacks more points to the next grade than this, or exactly so many where its bound
    /// is declared.
    next_grade_more_than: Option<Points> = Points, label(
        "Điểm còn thiếu (trên)",
        "Points short, more than",
    );
    /// With so many more points the unit surely has the next grade.
    next_grade_at_most: Option<Points> = Points, label("Điểm còn thiếu (không quá)", "Points short");
    /// Units of the block, known or not.
    units: usize = Count, UNITS;
    /// How much of the assessment is published.
    coverage: Coverage = Coverage, COVERAGE;
    /// Whether the figures are generated and not real.
    simulated: bool = Flag, SIMULATED;
}

relation! {
    /// A unit in one year of its course.
    pub struct UnitYear: "unit_years";
    key block, unit, year;
    shown unit, year, mark, rank, units, total, grade, attainment, gap_share, block_gap_share;

    /// The block.
    block: Block = Block, BLOCK;
    /// The unit.
    unit: String = Name, UNIT;
    /// The year.
    year: Year = Year, YEAR;
    /// The rank, where it is the unit's own.
    rank: Option<u32> = Rank, RANK;
    /// Units that are ranked; of a partial year, units of the block.
    units: usize = Count, UNITS;
    /// The total, where it is the unit's own.
    total: Option<Points> = Points, TOTAL;
    /// The grade, where it is the unit's own.
    grade: Option<Grade> = Grade, GRADE;
    /// Attainment, 0 to 1.
    attainment: f64 = Share, ATTAINMENT;
    /// Self − appraised as a share of the appraised maximum.
    gap_share: Option<f64> = Share, GAP_SHARE;
    /// The same of all units of the block.
    block_gap_share: Option<f64> = Share, BLOCK_GAP_SHARE;
    /// Whether not all units of the block are known.
    partial: bool = Flag, label("Công bố một phần", "Partial");
    /// Whether it is the mean of the unit's predecessors and not its own.
    derived: bool = Flag, label("Tính từ đơn vị hợp thành", "From predecessors");
    /// A star where the year is not the unit's own, or not all units of the block are known.
    mark: String = Text, label("", "");
}

relation! {
    /// The ranks that each unit can have within stated limits: the rounding of what is printed, and
    /// weights of the criteria that are 10 % or 25 % more or less than the maximum points make
    /// them. No rows where not all units are known. The weights are law: these columns say what
    /// ranks would be if the criteria had been weighed otherwise.
    pub struct RankIntervalRow: "rank_intervals" from "rank_interval_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, rank, best_rounding, worst_rounding, best_10, worst_10, best_25, worst_25, swap_share;
    order "year, block, rank, position";
    shown unit, rank, best_rounding, worst_rounding, best_10, worst_10, best_25, worst_25, swap_share;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The rank, as in `rankings`.
    rank: u32 = Rank, RANK;
    /// The best rank that fits what is printed, each figure up to half of its last digit away.
    best_rounding: u32 = Rank, label("Cao nhất do làm tròn", "Best, rounding");
    /// The worst such rank.
    worst_rounding: u32 = Rank, label("Thấp nhất do làm tròn", "Worst, rounding");
    /// The best rank if each criterion's weight were up to 10 % more or less; none where scores by
    /// criterion are not all known, or for blocks of more than 1,000 units.
    best_10: Option<u32> = Rank, label("Cao nhất (±10%)", "Best, ±10%");
    /// The worst such rank.
    worst_10: Option<u32> = Rank, label("Thấp nhất (±10%)", "Worst, ±10%");
    /// The best rank if each criterion's weight were up to 25 % more or less.
    best_25: Option<u32> = Rank, label("Cao nhất (±25%)", "Best, ±25%");
    /// The worst such rank.
    worst_25: Option<u32> = Rank, label("Thấp nhất (±25%)", "Worst, ±25%");
    /// The share of the weight that has to be moved to where the next unit is better for both to be
    /// level, 0 to 1; 1 where it is better nowhere. None for the last unit, and where the next one
    /// is level or ahead by what is printed of the criteria.
    swap_share: Option<f64> = Share, label("% tỷ trọng điểm để đổi hạng", "Weight to swap");
}

relation! {
    /// On which criteria a unit could gain the appraised points that it lacks to the next better
    /// grade, going by where other units of its block already are: what most of them have reached
    /// comes first. Survey scores stay as they are. Where the points do not add up to
    /// `needed_at_most`, the levels of the others do not suffice. No rows where not all units are
    /// known.
    pub struct NextGradeRow: "next_grade_steps" from "next_grade_row";
    key year, block, unit_id, criterion, realistic;
    daily year, block, unit, unit_id, next_grade, needed_more_than, needed_at_most, criterion, realistic, points, room, peers;
    order "year, block, unit_id, realistic, criterion_position";
    shown unit, next_grade, needed_more_than, needed_at_most, criterion, points, room, peers, survey_room;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit's canonical name.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The next better grade that occurs in the block.
    next_grade: Grade = Grade, label("Mức phân loại kế tiếp", "Next grade");
    /// The unit lacks more than this.
    needed_more_than: Points = Points, label("Điểm còn thiếu (trên)", "Lacks more than");
    /// With this it surely has the grade.
    needed_at_most: Points = Points, label("Điểm còn thiếu (không quá)", "Lacks at most");
    /// The criterion, as its document prints it.
    criterion: String = Name, CRITERION;
    /// Whether the way ends at the upper quartile of the other units, and not at the best one: two
    /// ways per unit.
    realistic: bool = Flag, label("Theo tứ phân vị trên", "Realistic");
    /// The points to gain there.
    points: Points = Points, label("Điểm có thể tăng", "Points to gain");
    /// The points to where the way ends.
    room: Points = Points, label("Cách mức của đơn vị khác", "Room");
    /// Other units that are at the level reached, or above it.
    peers: usize = Count, label("Số đơn vị đã đạt", "Peers there");
    /// What the unit's survey scores lie below where the way ends, over all criteria: no part of
    /// the way, and the same in all of its rows.
    survey_room: Points = Points, label("Cách mức của đơn vị khác, ĐT XHH", "Survey room");
}
