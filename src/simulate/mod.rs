//! Simulated decisions: complete but not real, to try the program on several years, for tests and
//! for benchmarks.
//!
//! They have the units and the layout of real decisions, and everything that makes real years hard:
//! a new framework, a merger, a renamed unit, a unit without a survey, units that over-score
//! themselves by habit, and sums rounded from more decimals. Every document says that it is
//! simulated. The same years and the same seed give the same bytes everywhere, because the
//! arithmetic uses integers and the random number generator is a documented one.

mod document;
mod extra;
mod plan;
mod score;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

use crate::model::Year;
use crate::registry::{FRAMEWORKS_FILE, Registry, RegistryError, UNITS_FILE};

use document::Appendix;
use plan::{Plan, Section};

pub use extra::Extra;

/// A file of a simulated province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedFile {
    /// Its path, relative to the folder of the province.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
}

/// The real units. A simulated province has their names.
const UNITS: &str = include_str!("../../data/units.toml");

/// Simulates a province in the years from `first` to `last`. The files are one decision per year on
/// departments and districts, the units with their lineage, and the frameworks; `extras` adds what
/// other authorities do differently.
///
/// # Errors
/// Returns an error if the registry of the real units cannot be parsed.
pub fn simulate(
    first: Year,
    last: Year,
    seed: u64,
    extras: &BTreeSet<Extra>,
) -> Result<Vec<SimulatedFile>, RegistryError> {
    let registry = Registry::parse(std::path::Path::new("data"), UNITS, "")?;
    let plan = Plan::new(&registry, [first, last], extras);

    let mut random = Random(Pcg64Mcg::seed_from_u64(seed));
    let mut habits = score::Habits::new(&plan, &mut random);

    let mut files = vec![
        SimulatedFile { path: UNITS_FILE.into(), text: plan.units_file(seed) },
        SimulatedFile { path: FRAMEWORKS_FILE.into(), text: plan.frameworks_file() },
    ];

    for year in plan.years() {
        for (sections, suffix) in plan.sections().into_iter().zip(["", "-SIPAS"]) {
            if sections.is_empty() {
                continue;
            }
            let mut text = String::new();
            for (section, number) in sections.into_iter().zip(1..) {
                let groups = results(&plan, &mut habits, section, year, &mut random);
                let appendix = Appendix { number, section, year, seed, suffix };
                text += &document::table(&plan, &appendix, &groups);
            }
            let path = format!("{year}/{year}-QD-MP{suffix}.txt").into();
            files.push(SimulatedFile { path, text });
        }
    }

    Ok(files)
}

/// The results of a section, by the name of the group if its block is ranked in groups.
fn results(
    plan: &Plan,
    habits: &mut score::Habits,
    section: Section,
    year: Year,
    random: &mut Random,
) -> Vec<(Option<&'static str>, Vec<score::Row>)> {
    let groups = plan.groups(section.block);
    if groups.is_empty() {
        return vec![(None, score::results(plan, habits, section, year, random))];
    }
    let mut results = Vec::new();
    for group in groups {
        let section = Section { block: section.block.group(group), ..section };
        results.push((Some(*group), score::results(plan, habits, section, year, random)));
    }
    results
}

/// A generator of random integers.
struct Random(Pcg64Mcg);

impl Random {
    /// A random integer from `low` to `high`, both included. The probabilities differ by less than
    /// one in a billion.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        use rand_pcg::rand_core::Rng as _;
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.0.next_u64() % span).unwrap_or(0)
    }
}
