//! Changes of units and criteria between two years.

use crate::model::{Block, Grade, Points, UnitChange, Year};

use super::label::{
    ATTAINMENT_DELTA, ATTAINMENT_FROM, ATTAINMENT_TO, BLOCK, CONSTANT_FROM, CONSTANT_TO, CRITERION,
    DELTA, FRAMEWORK_CHANGED, FROM_YEAR, GRADE_FROM, GRADE_TO, LEVEL, PERFORMANCE, SIMULATED,
    TO_YEAR, UNIT, UNIT_ID, UNITS, WEIGHT, label,
};
use super::{Column, relation};

relation! {
    /// The change of each unit between two years, for every pair of years in which the unit is
    /// known. Years that another authority issued are not compared.
    pub struct DeltaRow: "deltas" from "delta_row";
    key from_year, to_year, block, unit_id;
    daily from_year, to_year, block, unit, unit_id, rank_from, rank_to, rank_change, delta,
        attainment_delta, constant_delta, framework_changed;
    order "block, from_year, to_year, rank_to IS NULL, rank_to, position";
    shown unit, rank_from, rank_to, rank_change, total_from, total_to, attainment_delta,
        constant_delta;

    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in the later year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The rank in the earlier year; NULL when it is not known.
    rank_from: Option<u32> = Rank, label("Hạng năm đầu", "Rank before");
    /// The rank in the later year; NULL when it is not known.
    rank_to: Option<u32> = Rank, label("Hạng năm cuối", "Rank after");
    /// `rank_from` − `rank_to`; positive when the unit rose. NULL when either rank is not known.
    rank_change: Option<i64> = RankChange, label("Tăng/giảm hạng", "Rank change");
    /// The total in the earlier year, in points; NULL when it is not known.
    total_from: Option<Points> = Points, label("Tổng năm đầu", "Total before");
    /// The total in the later year, in points; NULL when it is not known.
    total_to: Option<Points> = Points, label("Tổng năm cuối", "Total after");
    /// `total_to` − `total_from`, in points; NULL when either total is not known.
    delta: Option<Points> = SignedPoints, DELTA;
    /// Attainment in the earlier year, 0 to 1; NULL when the total is not known.
    attainment_from: Option<f64> = Share, ATTAINMENT_FROM;
    /// Attainment in the later year, 0 to 1; NULL when the total is not known.
    attainment_to: Option<f64> = Share, ATTAINMENT_TO;
    /// `attainment_to` − `attainment_from`; NULL when either is NULL.
    attainment_delta: Option<f64> = ShareChange, ATTAINMENT_DELTA;
    /// The grade in the earlier year; NULL when the document prints none.
    grade_from: Option<Grade> = Grade, GRADE_FROM;
    /// The grade in the later year; NULL when the document prints none.
    grade_to: Option<Grade> = Grade, GRADE_TO;
    /// Attainment in the earlier year at constant framework, 0 to 1: over the criteria of level 1
    /// that apply in both years, weighted by the later maximum points. It equals `attainment_from`
    /// when the same maximum points applied to the unit in both years. NULL when a year has totals
    /// only, or when no criterion with known points applies in both years.
    constant_from: Option<f64> = Share, CONSTANT_FROM;
    /// Attainment in the later year at constant framework, 0 to 1; NULL when `constant_from` is
    /// NULL.
    constant_to: Option<f64> = Share, CONSTANT_TO;
    /// `constant_to` − `constant_from`: the change of attainment at constant framework.
    constant_delta: Option<f64> = ShareChange,
        label("Quy về cùng bộ tiêu chí (điểm %)", "At constant framework (pp)");
    /// The part of `delta` that the unit's own results made, in points (Bennet 1920). NULL when a
    /// year has totals only, or when the points of a criterion are not known.
    performance: Option<Points> = SignedPoints, PERFORMANCE;
    /// The part of `delta` that changed maximum points made, in points: those of a new framework,
    /// and those of scores that did not apply to the unit in one of the years. NULL when
    /// `performance` is NULL.
    weight: Option<Points> = SignedPoints, WEIGHT;
    /// The part of `delta` that points beside the criteria made: satisfaction and bonus points, less
    /// penalty points. NULL when `performance` is NULL.
    beside: Option<Points> = SignedPoints, label("Ngoài lĩnh vực", "Beside the criteria");
    /// `delta` − `performance` − `weight` − `beside`, in points: the part that comes from printed
    /// totals that differ from the sums of their scores. NULL when any of the four is NULL.
    rounding: Option<Points> = SignedPoints, label("Làm tròn", "Rounding");
    /// The part of `rank_change` that is the unit's own, under the earlier framework (Global
    /// Innovation Index 2012). NULL when not all units of both years are known and ranked, or when
    /// the criteria differ and the scores of a unit are not known.
    own_change: Option<i64> = RankChange, label("Hạng: do kết quả", "Rank: own");
    /// The part of `rank_change` that the new framework made; NULL when `own_change` is NULL.
    framework_change: Option<i64> = RankChange, label("Hạng: do bộ tiêu chí", "Rank: framework");
    /// The part of `rank_change` that is due to units that joined or left the ranking. The three
    /// parts add up to `rank_change`. NULL when not all units of both years are known and ranked.
    set_change: Option<i64> = RankChange, label("Hạng: do thêm, bớt đơn vị", "Rank: set of units");
    /// Whether the framework changed between the two years; NULL when that is not known.
    framework_changed: Option<bool> = Flag, FRAMEWORK_CHANGED;
    /// Whether the figures of either year are simulated, not real.
    simulated: bool = Flag, SIMULATED;
}

impl DeltaRow {
    /// The columns that show people the causes of a change.
    pub const CAUSES: &'static [Column<Self>] = &[
        Self::unit,
        Self::delta,
        Self::performance,
        Self::weight,
        Self::beside,
        Self::rounding,
        Self::rank_change,
        Self::own_change,
        Self::framework_change,
        Self::set_change,
    ];
}

relation! {
    /// The change of each criterion of a unit since the unit's previous assessed year: points,
    /// attainment, and the split of the change into performance and weight (Bennet 1920). The
    /// splits of consecutive years do not add up to the split between the first and the last year;
    /// `cchc delta --by criterion --from --to` computes that one.
    pub struct CriterionChange: "delta_criteria" from "criterion_change_row";
    key from_year, to_year, block, unit_id, criterion, level;
    daily from_year, to_year, block, unit, unit_id, criterion, level, points_to, delta, performance,
        weight, attainment_delta;
    order "block, from_year, to_year, unit_order, unit_id, level, criterion_position";
    shown unit, criterion, points_from, points_to, delta, performance, weight, attainment_delta;

    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name in the later year.
    unit: String = Name, UNIT;
    /// Identifies the office within this database: the same in every year, even after the office
    /// was renamed.
    unit_id: i64 = Id, UNIT_ID;
    /// The name that identifies the criterion across years and frameworks, together with `level`.
    criterion as "series": String = Name, CRITERION;
    /// The criterion's level: 1 for criteria that add up to the total, 2 for their parts, 3 and 4 for the
    /// parts of those.
    level: u32 = Level, LEVEL;
    /// Points in the earlier year; 0 when the criterion did not apply, NULL when they are not
    /// known.
    points_from: Option<Points> = Points, label("Điểm năm đầu", "Points before");
    /// Points in the later year; 0 when the criterion did not apply, NULL when they are not known.
    points_to: Option<Points> = Points, label("Điểm năm cuối", "Points after");
    /// `points_to` − `points_from`; NULL when either is NULL.
    delta: Option<Points> = SignedPoints, DELTA;
    /// The maximum points that applied to the unit in the earlier year; 0 when the criterion did
    /// not apply.
    max_from: Points = Points, label("Tối đa năm đầu", "Maximum before");
    /// The maximum points that applied to the unit in the later year; 0 when the criterion did not
    /// apply.
    max_to: Points = Points, label("Tối đa năm cuối", "Maximum after");
    /// `points_from` / `max_from`, 0 to 1; NULL when the criterion did not apply or the points are
    /// not known.
    attainment_from: Option<f64> = Share, ATTAINMENT_FROM;
    /// `points_to` / `max_to`, 0 to 1; NULL when the criterion did not apply or the points are not
    /// known.
    attainment_to: Option<f64> = Share, ATTAINMENT_TO;
    /// `attainment_to` − `attainment_from`; NULL when either is NULL.
    attainment_delta: Option<f64> = ShareChange, ATTAINMENT_DELTA;
    /// The part of `delta` that the unit's own results made, in points.
    performance: Option<Points> = SignedPoints, PERFORMANCE;
    /// The part of `delta` that a changed maximum made, in points. `performance` and `weight` add
    /// up to `delta`.
    weight: Option<Points> = SignedPoints, WEIGHT;
}

relation! {
    /// Units by the grades that they had in two years, whether or not the grade changed.
    pub struct GradeMove: "grade_moves";
    key block, from_year, to_year, grade_from, grade_to;
    shown grade_from, grade_to, units, names;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The grade in the earlier year; NULL when it is not known.
    grade_from: Option<Grade> = Grade, GRADE_FROM;
    /// The grade in the later year; NULL when it is not known.
    grade_to: Option<Grade> = Grade, GRADE_TO;
    /// Number of units with this pair of grades.
    units: usize = Count, UNITS;
    /// Names of these units.
    names: Vec<String> = Texts, label("Đơn vị", "Units");
    beside
    /// Identifiers of these units.
    unit_ids: Vec<i64>;
}

relation! {
    /// A unit that joined or left the ranking between two years.
    pub struct UnitChangeRow: "unit_changes";
    key block, from_year, to_year, unit, change;
    shown unit, change;

    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The earlier year.
    from_year: Year = Year, FROM_YEAR;
    /// The later year.
    to_year: Year = Year, TO_YEAR;
    /// The unit's name.
    unit: String = Name, UNIT;
    /// Whether the unit joined or left the ranking.
    change: UnitChange = UnitChange, label("Biến động", "Change");
}
