//! What became of units and criteria between two years.

use crate::model::{Block, Grade, Points, UnitChange, Year};

use super::label::{
    ATTAINMENT_DELTA, ATTAINMENT_FROM, ATTAINMENT_TO, BLOCK, CONSTANT_FROM, CONSTANT_TO, CRITERION,
    DELTA, FRAMEWORK_CHANGED, FROM_YEAR, GRADE_FROM, GRADE_TO, LEVEL, PERFORMANCE, SIMULATED,
    TO_YEAR, UNIT, UNIT_ID, UNITS, WEIGHT, label,
};
use super::{Column, relation};

relation! {
    /// What became of each unit between two years, for every two years in which it is known. Years
    /// that another authority issued are compared with no other.
    pub struct DeltaRow: "deltas" from "delta_row";
    key from_year, to_year, block, unit_id;
    daily from_year, to_year, block, unit, unit_id, rank_from, rank_to, rank_change, delta, attainment_delta,
        constant_delta, framework_changed;
    order "block, from_year, to_year, rank_to IS NULL, rank_to, position";
    shown unit, rank_from, rank_to, rank_change, total_from, total_to, attainment_delta, constant_delta;

    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit, by its name in the later year.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// The rank in the earlier year.
    rank_from: Option<u32> = Rank, label("Hạng năm đầu", "Rank before");
    /// The rank in the later year.
    rank_to: Option<u32> = Rank, label("Hạng năm cuối", "Rank after");
    /// `rank_from − rank_to`: positive is a rise.
    rank_change: Option<i64> = RankChange, label("Tăng/giảm hạng", "Rank change");
    /// The total in the earlier year.
    total_from: Option<Points> = Points, label("Tổng năm đầu", "Total before");
    /// The total in the later year.
    total_to: Option<Points> = Points, label("Tổng năm cuối", "Total after");
    /// The change of the total.
    delta: Option<Points> = SignedPoints, DELTA;
    /// Attainment in the earlier year, 0 to 1.
    attainment_from: Option<f64> = Share, ATTAINMENT_FROM;
    /// Attainment in the later year.
    attainment_to: Option<f64> = Share, ATTAINMENT_TO;
    /// The change of attainment.
    attainment_delta: Option<f64> = ShareChange, ATTAINMENT_DELTA;
    /// The grade in the earlier year.
    grade_from: Option<Grade> = Grade, GRADE_FROM;
    /// The grade in the later year.
    grade_to: Option<Grade> = Grade, GRADE_TO;
    /// Attainment of the earlier year over the criteria of both years, weighted by the later
    /// framework: that which is published where the same maximum points applied to the unit in both
    /// years. None where a year has totals only.
    constant_from: Option<f64> = Share, CONSTANT_FROM;
    /// The same of the later year.
    constant_to: Option<f64> = Share, CONSTANT_TO;
    /// The change at constant framework.
    constant_delta: Option<f64> = ShareChange, label("Quy về cùng bộ tiêu chí (điểm %)", "At constant framework (pp)");
    /// The part of the change that the unit made (Bennet 1920).
    performance: Option<Points> = SignedPoints, PERFORMANCE;
    /// The part that changed maxima made: those of a new framework, and those of scores that did
    /// not apply to the unit.
    weight: Option<Points> = SignedPoints, WEIGHT;
    /// The part that comes from printed totals that are not the sums of their parts; the three add
    /// up to `delta`.
    rounding: Option<Points> = SignedPoints, label("Làm tròn", "Rounding");
    /// The part of the rank change that is the unit's own, under the old framework (Global
    /// Innovation Index 2012).
    own_change: Option<i64> = RankChange, label("Hạng: do kết quả", "Rank: own");
    /// The part that the new framework made.
    framework_change: Option<i64> = RankChange, label("Hạng: do bộ tiêu chí", "Rank: framework");
    /// The part that units made which came or went; the three add up to `rank_change`.
    set_change: Option<i64> = RankChange, label("Hạng: do thêm, bớt đơn vị", "Rank: set of units");
    /// Whether the framework changed; none where that is not known.
    framework_changed: Option<bool> = Flag, FRAMEWORK_CHANGED;
    /// Whether figures of one of the years are generated and not real.
    simulated: bool = Flag, SIMULATED;
}

impl DeltaRow {
    /// The columns that people see of the causes of a change.
    pub const CAUSES: &'static [Column<Self>] = &[
        Self::unit,
        Self::delta,
        Self::performance,
        Self::weight,
        Self::rounding,
        Self::rank_change,
        Self::own_change,
        Self::framework_change,
        Self::set_change,
    ];
}

relation! {
    /// What became of each criterion of a unit since the assessed year before: points, attainment,
    /// and the change of points split into performance and weight (Bennet 1920). The parts of
    /// several years do not add up to those between the first and the last:
    /// `cchc delta --by criterion --from --to` computes these.
    pub struct CriterionChange: "delta_criteria" from "criterion_change_row";
    key from_year, to_year, block, unit_id, criterion, level;
    daily from_year, to_year, block, unit, unit_id, criterion, level, points_to, delta, performance, weight,
        attainment_delta;
    order "block, from_year, to_year, unit_id, level, criterion_position";
    shown unit, criterion, points_from, points_to, delta, performance, weight, attainment_delta;

    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit, by its name in the later year.
    unit: String = Name, UNIT;
    /// The same for one office over the years.
    unit_id: i64 = Id, UNIT_ID;
    /// What the criterion is called across frameworks.
    criterion as "series": String = Name, CRITERION;
    /// 1 for criteria that add up to the total, 2 for their parts, 3 for theirs.
    level: u32 = Level, LEVEL;
    /// Points in the earlier year; zero where the criterion did not apply, none where they are not
    /// known.
    points_from: Option<Points> = Points, label("Điểm năm đầu", "Points before");
    /// Points in the later year.
    points_to: Option<Points> = Points, label("Điểm năm cuối", "Points after");
    /// The change of points.
    delta: Option<Points> = SignedPoints, DELTA;
    /// The maximum that applied to the unit in the earlier year.
    max_from: Points = Points, label("Tối đa năm đầu", "Maximum before");
    /// The maximum that applied to the unit in the later year.
    max_to: Points = Points, label("Tối đa năm cuối", "Maximum after");
    /// Attainment in the earlier year, 0 to 1.
    attainment_from: Option<f64> = Share, ATTAINMENT_FROM;
    /// Attainment in the later year.
    attainment_to: Option<f64> = Share, ATTAINMENT_TO;
    /// The change of attainment; none where the criterion applied in one of the years only.
    attainment_delta: Option<f64> = ShareChange, ATTAINMENT_DELTA;
    /// The part of the change that the unit made.
    performance: Option<Points> = SignedPoints, PERFORMANCE;
    /// The part that a changed maximum made; both add up to `delta`.
    weight: Option<Points> = SignedPoints, WEIGHT;
}

relation! {
    /// Units that moved from one grade to another, or kept it.
    pub struct GradeMove: "grade_moves";
    key block, from_year, to_year, grade_from, grade_to;
    shown grade_from, grade_to, units, names;

    /// The block.
    block: Block = Block, BLOCK;
    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The grade in the earlier year; none where it is not known.
    grade_from: Option<Grade> = Grade, GRADE_FROM;
    /// The grade in the later year.
    grade_to: Option<Grade> = Grade, GRADE_TO;
    /// How many units.
    units: usize = Count, UNITS;
    /// Their names.
    names: Vec<String> = Texts, label("Đơn vị", "Units");
    beside
    /// The same for one office over the years.
    unit_ids: Vec<i64>;
}

relation! {
    /// A unit that came or went between two years.
    pub struct UnitChangeRow: "unit_changes";
    key block, from_year, to_year, unit, change;
    shown unit, change;

    /// The block.
    block: Block = Block, BLOCK;
    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The unit.
    unit: String = Name, UNIT;
    /// Whether it came or went.
    change: UnitChange = UnitChange, label("Biến động", "Change");
}
