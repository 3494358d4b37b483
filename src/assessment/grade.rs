//! Finds the set of grades in which the column of grades of a table is written.

use crate::model::{GradeSet, Year, clean};
use crate::registry::Registry;
use crate::source::RawCell;

/// The grades that a table prints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PrintedGrades {
    /// The set in which they are read.
    pub(super) set: GradeSet,
    /// Their texts, each once, in printed order.
    pub(super) names: Vec<String>,
}

impl PrintedGrades {
    /// Finds the set in which most of the printed grades can be read: one that a framework of the
    /// year declares, or else a known one. `cells` are those of the column of grades.
    pub(super) fn of<'a>(
        cells: impl Iterator<Item = &'a RawCell>,
        known: &Registry,
        year: Year,
    ) -> Self {
        let mut names: Vec<String> = Vec::new();
        for name in cells.filter(|cell| !cell.copied).map(|cell| clean(&cell.text)) {
            if name.contains(char::is_alphabetic) && !names.contains(&name) {
                names.push(name);
            }
        }

        let declared = known.frameworks.iter().filter(|entry| entry.first_year <= year);
        let declared = declared.rev().filter_map(|entry| entry.grades);
        let candidates: Vec<_> = declared.chain(GradeSet::known().iter().copied()).collect();
        let read = |set: &GradeSet| names.iter().filter(|name| set.parse(name).is_some()).count();
        // The last of several equal maxima would be taken, so the order is reversed.
        let set = candidates.iter().rev().copied().max_by_key(read).unwrap_or(GradeSet::USUAL);
        Self { set, names }
    }
}

/// Grades as a list of a TOML file: `"Đạt", "Gần đạt"`.
pub(super) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace(['"', '\\'], ""));
    names.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}
