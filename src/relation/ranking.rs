//! Rankings: ranks, totals and grades, the ranks that are possible, and the way to the next grade.

use std::collections::BTreeSet;

use crate::model::{Block, Coverage, FurtherKind, Grade, Points, Stage, Year};

use super::label::{
    APPRAISED, ATTAINMENT, BLOCK, BLOCK_GAP_SHARE, COVERAGE, CRITERION, GAP_SHARE, GRADE, MAXIMUM,
    RANK, SELF, SIMULATED, SURVEY, TOTAL, UNIT, UNIT_ID, UNITS, YEAR, label,
};
use super::{Column, relation};

relation! {
    /// Rank, total and grade of each unit. Published figures come first: a total that is not
    /// published is recomputed from its scores, and a rank that is not published follows from the
    /// totals: a competition rank, or a dense one where the framework ranks densely.
    pub struct RankingRow: "rankings" from "ranking_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, rank, total, max_total, attainment, grade, appraised_total,
        survey_total, coverage, unit_parent;
    order "year, block, rank IS NULL, rank, position";
    shown rank, unit, total, recomputed_total, grade, self_total, appraised_total, survey_total;

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
    /// The rank within year, block and group, from 1: the published rank, or else the rank by `total`
    /// / `max_total`. Equal totals share it; the next one is skipped (1-2-2-4), or not where the
    /// framework ranks densely (1-2-2-3). NULL when no rank is published and none can be computed, because the
    /// total is unknown or not all units of the block are known.
    rank: Option<u32> = Rank, RANK;
    /// The published total, or else the recomputed one, in points out of `max_total`. NULL when
    /// neither is known.
    total: Option<Points> = Points, TOTAL;
    /// The maximum points that apply to the unit; the scale when only totals are published.
    max_total: Points = Points, MAXIMUM;
    /// (`total` − `bonus` + `penalty`) / `max_total`, 0 to 1; NULL when `total` is NULL.
    attainment: Option<f64> = Share, ATTAINMENT;
    /// The grade that the document prints; NULL when it prints none.
    grade: Option<Grade> = Grade, GRADE;
    /// Sum of the self scores: the printed sum, or else the sum over the criteria of level 1. It
    /// never counts towards the total. NULL when neither is known.
    self_total: Option<Points> = Points, SELF;
    /// Sum of the appraised scores: the printed sum, or else the sum over the criteria of level 1.
    /// NULL when neither is known.
    appraised_total: Option<Points> = Points, APPRAISED;
    /// Sum of the survey scores: the printed sum, or else the sum over the criteria of level 1.
    /// NULL when neither is known.
    survey_total: Option<Points> = Points, SURVEY;
    /// The rank that the document prints; NULL when it prints none.
    published_rank: Option<u32> = Rank, label("Hạng công bố", "Published rank");
    /// The total that the document prints, in points; NULL when it prints none.
    published_total: Option<Points> = Points, label("Tổng công bố", "Published total");
    /// The grade that the document prints; NULL when it prints none.
    published_grade: Option<Grade> = Grade, label("Phân loại công bố", "Published grade");
    /// The rank by the recomputed totals as shares of `max_total`, in the same way; NULL when
    /// `recomputed_total` is NULL or not all units of the block are known.
    recomputed_rank: Option<u32> = Rank, label("Hạng tính lại", "Recomputed rank");
    /// Sum of the appraised and survey scores over the criteria of level 1, with satisfaction, bonus
    /// and penalty points; where only sums are published, the sum of these. In points; NULL when a
    /// score is missing or only totals are published.
    recomputed_total: Option<Points> = Points, label("Tổng tính lại", "Recomputed total");
    /// The next better grade, as declared or as the results show it; NULL for the best grade, and
    /// when the unit's grade or total is unknown.
    next_grade: Option<Grade> = Grade, label("Mức phân loại kế tiếp", "Next grade");
    /// The unit needs more points than this to reach `next_grade`; exactly this many when the
    /// grade's bound is declared. NULL when `next_grade` is NULL.
    next_grade_more_than: Option<Points> = Points, label(
        "Điểm còn thiếu (trên)",
        "Points short, more than",
    );
    /// With this many more points the unit certainly reaches `next_grade`. NULL when `next_grade`
    /// is NULL.
    next_grade_at_most: Option<Points> = Points, label(
        "Điểm còn thiếu (không quá)",
        "Points short, at most",
    );
    /// The score of a survey of satisfaction beside the criteria, in points; NULL when none is
    /// printed. It counts towards the total.
    satisfaction: Option<Points> = Points, label("Mức độ hài lòng", "Satisfaction");
    /// Bonus points, which are added to the total and stand outside `attainment`; NULL when none
    /// are printed.
    bonus: Option<Points> = Points, label("Điểm thưởng", "Bonus");
    /// Penalty points, which are taken from the total and stand outside `attainment`, as a positive
    /// amount; NULL when none are printed.
    penalty: Option<Points> = Points, label("Điểm trừ", "Penalty");
    /// Number of people who answered the survey about the unit; NULL when it is not printed.
    respondents: Option<usize> = Count, label("Số phiếu", "Respondents");
    /// Number of units in the block, including units whose results are not known.
    units: usize = Count, UNITS;
    /// How much of the assessment is published.
    coverage: Coverage = Coverage, COVERAGE;
    /// Whether the figures are simulated, not real.
    simulated: bool = Flag, SIMULATED;
    /// The unit above it, such as the district of a commune; NULL when it is not known.
    unit_parent: Option<String> = Name, label("Đơn vị cấp trên", "Parent unit");
    /// Whether the results are `published`, or `appraised` and not yet published.
    stage: Stage = Stage, label("Giai đoạn", "Stage");
}

impl RankingRow {
    /// The points beside the criteria that count towards the total.
    #[must_use]
    pub fn beside(&self) -> Points {
        let counted = |kind: FurtherKind| Some(kind.counted(self.further(kind)?));
        FurtherKind::ALL.into_iter().filter_map(counted).sum()
    }

    /// The bonus points less the penalty points, which stand outside attainment.
    #[must_use]
    pub fn adjustment(&self) -> Points {
        self.beside() - self.satisfaction.unwrap_or(Points::ZERO)
    }

    /// Points of a kind beside the criteria.
    #[must_use]
    pub const fn further(&self, kind: FurtherKind) -> Option<Points> {
        match kind {
            FurtherKind::EarlierAppraisal => None,
            FurtherKind::Satisfaction => self.satisfaction,
            FurtherKind::Bonus => self.bonus,
            FurtherKind::Penalty => self.penalty,
        }
    }

    /// The kinds of points beside the criteria that some unit has.
    #[must_use]
    pub fn kinds_beside<'a>(rows: impl Iterator<Item = &'a Self>) -> Vec<FurtherKind> {
        let kinds: BTreeSet<FurtherKind> = rows
            .flat_map(|row| FurtherKind::ALL.map(|kind| row.further(kind).map(|_| kind)))
            .flatten()
            .collect();
        kinds.into_iter().collect()
    }

    /// The columns of these points.
    pub const BESIDE: [Column<Self>; 3] = [Self::satisfaction, Self::bonus, Self::penalty];
}

relation! {
    /// The place of a unit in each index of its authority, or in the index of each authority: the
    /// only rows that stand beside rows of another index or authority. Nothing is computed across
    /// them.
    pub struct PlaceRow: "places";
    key authority, year, block, unit_id, index_code;
    shown rank, unit, total, grade, attainment;

    /// The authority whose index it is.
    authority: String = Name, label("Cơ quan", "Authority");
    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in that year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database, in every index.
    unit_id: i64 = Id, UNIT_ID;
    /// The code of the index.
    index_code: String = Text, label("Mã chỉ số", "Index code");
    /// The name of the index.
    index_name: String = Name, label("Chỉ số", "Index");
    /// The rank within year, block and group, as in `rankings`; NULL when it is not known.
    rank: Option<u32> = Rank, RANK;
    /// Number of units that are ranked against each other.
    units: usize = Count, UNITS;
    /// The total as in `rankings`, in points out of `max_total`; NULL when it is not known.
    total: Option<Points> = Points, TOTAL;
    /// The maximum points that apply to the unit.
    max_total: Points = Points, MAXIMUM;
    /// Attainment as in `rankings`, 0 to 1; NULL when `total` is NULL.
    attainment: Option<f64> = Share, ATTAINMENT;
    /// The grade that the document prints; NULL when it prints none.
    grade: Option<Grade> = Grade, GRADE;
    /// Whether the figures are simulated, not real.
    simulated: bool = Flag, SIMULATED;
}

relation! {
    /// One year of a unit's course.
    pub struct UnitYear: "unit_years";
    key block, unit, year;
    shown unit, year, mark, rank, units, total, grade, attainment, gap_share, block_gap_share;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name.
    unit: String = Name, UNIT;
    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The rank; NULL when it is not known, or when the year is the mean of the unit's
    /// predecessors.
    rank: Option<u32> = Rank, RANK;
    /// Number of units that are ranked; in a partial year, number of units in the block.
    units: usize = Count, UNITS;
    /// The total, in points; NULL when it is not known, or when the year is the mean of the unit's
    /// predecessors.
    total: Option<Points> = Points, TOTAL;
    /// The grade; NULL when it is not known, or when the year is the mean of the unit's
    /// predecessors.
    grade: Option<Grade> = Grade, GRADE;
    /// Attainment, 0 to 1.
    attainment: f64 = Share, ATTAINMENT;
    /// The unit's gap / the appraised maximum points that apply to it, −1 to 1.
    gap_share: Option<f64> = Share, GAP_SHARE;
    /// The gap of all units of the block / the appraised maximum points of all of them.
    block_gap_share: Option<f64> = Share, BLOCK_GAP_SHARE;
    /// Whether the results of some units of the block are not known.
    partial: bool = Flag, label("Công bố một phần", "Partial");
    /// Whether the year is the mean of the unit's predecessors and not the unit's own.
    derived: bool = Flag, label("Tính từ đơn vị hợp thành", "From predecessors");
    /// A star when the year is not the unit's own, or when not all units of the block are known.
    mark: String = Text, label("", "");
}

relation! {
    /// The ranks that each unit can have within stated limits: within the rounding of the printed
    /// figures, and under criteria weights that are up to 10 % or 25 % higher or lower than the
    /// maximum points set them. The weights are law: these columns show what the ranks would be if
    /// the criteria had been weighted differently, not that a rank is wrong. No rows for blocks in
    /// which not all units are known.
    pub struct RankIntervalRow: "rank_intervals" from "rank_interval_row";
    key year, block, unit_id;
    daily year, block, unit, unit_id, rank, best_rounding, worst_rounding, best_10, worst_10,
        best_25, worst_25, swap_share;
    order "year, block, rank, position";
    shown unit, rank, best_rounding, worst_rounding, best_10, worst_10, best_25, worst_25,
        swap_share;

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
    /// The rank, as in `rankings`.
    rank: u32 = Rank, RANK;
    /// The best rank that the printed figures allow when each figure may be off by half of its last
    /// digit.
    best_rounding: u32 = Rank, label("Cao nhất do làm tròn", "Best, rounding");
    /// The worst rank that the printed figures allow in the same way.
    worst_rounding: u32 = Rank, label("Thấp nhất do làm tròn", "Worst, rounding");
    /// The best rank when each criterion's weight may be up to 10 % higher or lower. NULL when a
    /// score of any unit in the block is missing, when only totals are published, when units have
    /// bonus or penalty points, and for blocks of more than 1,000 units.
    best_10: Option<u32> = Rank, label("Cao nhất (±10%)", "Best, ±10%");
    /// The worst rank under the same weights; NULL when `best_10` is NULL.
    worst_10: Option<u32> = Rank, label("Thấp nhất (±10%)", "Worst, ±10%");
    /// The best rank when each criterion's weight may be up to 25 % higher or lower; NULL when
    /// `best_10` is NULL.
    best_25: Option<u32> = Rank, label("Cao nhất (±25%)", "Best, ±25%");
    /// The worst rank under the same weights; NULL when `best_10` is NULL.
    worst_25: Option<u32> = Rank, label("Thấp nhất (±25%)", "Worst, ±25%");
    /// The share of the weight, 0 to 1, that would have to move to where the next unit is better
    /// until both units are level; 1 when the next unit is better nowhere. NULL for the last unit,
    /// when `best_10` is NULL, and when the printed scores put the next unit level or ahead.
    swap_share: Option<f64> = Share, label("% tỷ trọng điểm để đổi hạng", "Weight to swap");
}

relation! {
    /// The criteria on which a unit could gain the appraised points that it needs for the next
    /// better grade, judged by the levels that other units of its block have already reached.
    /// Levels that most of them have reached come first. Each unit has two ways, which `realistic`
    /// tells apart: filter by it before adding up. Survey scores stay as they are. When the points
    /// of a way add up to less than `needed_at_most`, the levels of the other units are not enough.
    /// No rows for blocks in which not all units are known.
    pub struct NextGradeRow: "next_grade_steps" from "next_grade_row";
    key year, block, unit_id, criterion, realistic;
    daily year, block, unit, unit_id, next_grade, needed_more_than, needed_at_most, criterion,
        realistic, points, room, peers;
    order "year, block, unit_order, unit_id, realistic, criterion_position";
    shown unit, next_grade, needed_more_than, needed_at_most, criterion, points, room, peers,
        survey_room;

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
    /// The next better grade, as declared or as the results show it.
    next_grade: Grade = Grade, label("Mức phân loại kế tiếp", "Next grade");
    /// The unit needs more points than this to reach `next_grade`; exactly this many when the
    /// grade's bound is declared.
    needed_more_than: Points = Points, label("Điểm còn thiếu (trên)", "Points short, more than");
    /// With this many more points the unit certainly reaches `next_grade`.
    needed_at_most: Points = Points, label("Điểm còn thiếu (không quá)", "Points short, at most");
    /// The criterion's name as its document prints it, without its maximum points.
    criterion: String = Name, CRITERION;
    /// Which way the row belongs to: 1 ends at the upper quartile of the other units, 0 at the best
    /// other unit.
    realistic: bool = Flag, label("Theo tứ phân vị trên", "Realistic");
    /// Points to gain on this criterion.
    points: Points = Points, label("Điểm có thể tăng", "Points to gain");
    /// Points from the unit's appraised score up to the level at which the way ends on this
    /// criterion.
    room: Points = Points, label("Cách mức của đơn vị khác", "Room");
    /// Number of other units at or above the level that the points lead to.
    peers: usize = Count, label("Số đơn vị đã đạt", "Peers at this level");
    /// Points by which the unit's survey scores lie below the level at which the way ends, summed
    /// over all criteria. They are not part of the way, and are the same in all of its rows.
    survey_room: Points = Points, label("Cách mức của đơn vị khác, ĐT XHH", "Survey room");
}
