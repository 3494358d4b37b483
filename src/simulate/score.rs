//! The scores of simulated units: strengths that drift, habits of self-scoring, and chance.

use std::collections::HashMap;

use crate::model::{Grade, Year, rounded_quotient};

use super::Random;
use super::extra::Extra;
use super::plan::{Maximum, Plan, Section, Unit};

/// Points in ten-thousandths.
type Amount = i64;

/// The character of a unit, in ten-thousandths of the maximum.
#[derive(Clone)]
struct Habit {
    /// The share that it attains.
    strength: i64,
    /// The change of its strength per year.
    drift: i64,
    /// How far it scores itself above the appraisal.
    generosity: i64,
    /// How far it is stronger or weaker in each area.
    areas: HashMap<&'static str, i64>,
}

/// The habits of all units, by the id of the unit.
pub(super) struct Habits(HashMap<String, Habit>);

impl Habits {
    pub(super) fn new(plan: &Plan, random: &mut Random) -> Self {
        let mut habits: HashMap<String, Habit> = HashMap::new();
        for Unit { entry, heir_of } in &plan.units {
            let inherited = heir_of.as_ref().and_then(|id| habits.get(id)).cloned();

            let habit = inherited.unwrap_or_else(|| Habit {
                strength: random.between(7_600, 9_300),
                drift: random.between(-120, 220),
                // One unit in five scores itself far too high, year after year.
                generosity: if random.between(1, 5) == 1 {
                    random.between(1_600, 2_400)
                } else {
                    random.between(300, 1_100)
                },
                areas: HashMap::new(),
            });
            habits.insert(entry.id.clone(), habit);
        }
        Self(habits)
    }
}

/// The results of one unit in a simulated decision. Survey scores have four decimals, which the
/// decision rounds.
pub(super) struct Row {
    pub(super) unit: String,
    /// The self, appraised and survey score on each criterion; `None` without a survey.
    pub(super) scores: Vec<(Amount, Amount, Option<Amount>)>,
    /// Bonus and penalty points.
    pub(super) bonus: Amount,
    pub(super) penalty: Amount,
    pub(super) rank: usize,
    pub(super) grade: Grade,
}

impl Row {
    pub(super) fn sum(
        &self,
        score: impl Fn(&(Amount, Amount, Option<Amount>)) -> Amount,
    ) -> Amount {
        self.scores.iter().map(score).sum()
    }

    pub(super) fn has_survey(&self) -> bool {
        self.scores.iter().any(|(_, _, survey)| survey.is_some())
    }

    pub(super) fn total(&self) -> Amount {
        let scores = self.sum(|(_, appraised, survey)| appraised + survey.unwrap_or(0));
        scores + self.bonus - self.penalty
    }
}

/// The results of one block or group in one year, best first.
pub(super) fn results(
    plan: &Plan,
    habits: &mut Habits,
    section: Section,
    year: Year,
    random: &mut Random,
) -> Vec<Row> {
    let criteria = plan.criteria(section, year);
    let convention = plan.convention(year);
    let has_adjustments = plan.has(Extra::Adjustments) && !section.is_satisfaction;
    let all: i64 = criteria.iter().map(|(_, maxima)| maxima.iter().sum::<i64>()).sum();

    let mut rows: Vec<(i64, Row)> = Vec::new();
    for unit in plan.units_of(section.block, year) {
        let Some(habit) = habits.0.get_mut(&unit.entry.id) else { continue };

        let has_survey = !plan.lacks_survey(unit, year);
        let is_reformed = habit.generosity > 1_900 && plan.is_reformed(year);
        let mut scores: Vec<_> = criteria
            .iter()
            .map(|criterion| scores_of(habit, criterion, has_survey, is_reformed, random))
            .collect();
        if convention.is_dense {
            for (self_score, appraised, survey) in &mut scores {
                let survey = survey.as_mut().into_iter();
                for score in [self_score, appraised].into_iter().chain(survey) {
                    *score = *score / HALF * HALF;
                }
            }
        }

        habit.strength = (habit.strength + habit.drift).clamp(6_000, 9_600);
        let maximum: i64 = criteria
            .iter()
            .map(|(_, [appraised, survey])| appraised + if has_survey { *survey } else { 0 })
            .sum();

        let [bonus, penalty] =
            if has_adjustments { [3, 2].map(|most| adjustment(most, all, random)) } else { [0; 2] };
        let (unit, grade) = (unit.entry.name.clone(), convention.lowest);
        let row = Row { unit, scores, bonus, penalty, rank: 0, grade };
        // The rank follows from the printed total as a share of the maximum that applies. The
        // unrounded total decides between equals.
        let share = hundredths(row.total()) * 1_000_000 / maximum;
        rows.push((share, row));
    }

    rows.sort_by_key(|(share, row)| (-share, -row.total()));

    let mut ranked: Vec<Row> = Vec::new();
    let mut above: Option<i64> = None;
    for (share, row) in rows {
        let is_tied = convention.is_dense && above == Some(share);
        let rank = ranked.last().map_or(1, |last| if is_tied { last.rank } else { last.rank + 1 });
        let grade = convention.bounds.iter().find(|(_, from)| share >= from * 100);
        let grade = grade.map_or(convention.lowest, |(grade, _)| *grade);
        ranked.push(Row { rank, grade, ..row });
        above = Some(share);
    }
    ranked
}

/// Half a point.
const HALF: Amount = 5_000;

/// Bonus or penalty points of a unit: of one unit in four, up to `most` half hundredths of the
/// scale.
fn adjustment(most: i64, scale: i64, random: &mut Random) -> Amount {
    let steps = random.between(1, most);
    if random.between(1, 4) == 1 { steps * scale / 2 } else { 0 }
}

/// The scores of a unit on one criterion in one year.
fn scores_of(
    habit: &mut Habit,
    (name, [most, most_survey]): &Maximum,
    has_survey: bool,
    is_reformed: bool,
    random: &mut Random,
) -> (Amount, Amount, Option<Amount>) {
    let bias = *habit.areas.entry(name).or_insert_with(|| random.between(-1_400, 900));
    let share = |chance: i64, from: i64| (habit.strength + bias + chance).clamp(from, 10_000);

    // Appraised scores have hundredths of a point, self scores quarters of a point.
    let appraised = most * share(random.between(-400, 400), 3_500) / 10_000 * 100;
    let generosity = if is_reformed { 0 } else { habit.generosity };
    let requested = appraised + most * (generosity + random.between(-200, 300)) / 100;
    let self_score = (requested / 2_500 * 2_500).clamp(0, most * 100);

    let survey = (has_survey && *most_survey > 0)
        .then(|| most_survey * share(random.between(-500, 600), 5_000) / 100);
    (self_score, appraised, survey)
}

/// Rounds ten-thousandths of a point to hundredths, as decisions print them.
pub(super) fn hundredths(amount: Amount) -> i64 {
    i64::try_from(rounded_quotient(amount.into(), 100)).unwrap_or(i64::MAX)
}
