//! The plan of a simulated province: its units by year, and its frameworks.

use crate::model::{Block, Grade, Year};
use crate::registry::{Registry, UnitEntry};

/// A criterion: its name, and the maximum points of appraisal and survey, in hundredths, for
/// departments and for districts.
pub(super) struct Area {
    pub(super) name: &'static str,
    maxima: [[i64; 2]; 2],
}

/// A criterion of one block: its name, and the maximum points of appraisal and survey, in
/// hundredths.
pub(super) type Maximum = (&'static str, [i64; 2]);

/// A simulated framework.
pub(super) struct Framework {
    pub(super) name: &'static str,
    areas: &'static [Area],
    /// The lowest total of each grade, in hundredths.
    pub(super) bounds: [(Grade, i64); 4],
}

const fn area(name: &'static str, department: [i64; 2], district: [i64; 2]) -> Area {
    Area { name, maxima: [department, district] }
}

const LEADERSHIP: &str = "Công tác chỉ đạo, điều hành CCHC";
const RULES: &str = "Cải cách thể chế";
const PROCEDURES: &str = "Cải cách thủ tục hành chính (TTHC)";
const STRUCTURE: &str = "Cải cách tổ chức bộ máy hành chính";
const CIVIL_SERVICE: &str = "Cải cách chế độ công vụ";
const FINANCE: &str = "Cải cách tài chính công";
const MODERNISATION: &str = "Hiện đại hóa hành chính";
const DIGITAL: &str = "Xây dựng và phát triển chính quyền điện tử, chính quyền số";
const IMPACT: &str = "Tác động của cải cách hành chính";

const OLD: Framework = Framework {
    name: "Bộ tiêu chí mô phỏng A",
    areas: &[
        area(LEADERSHIP, [1500, 200], [1500, 200]),
        area(RULES, [1100, 200], [1000, 200]),
        area(PROCEDURES, [1700, 300], [1800, 300]),
        area(STRUCTURE, [900, 100], [900, 100]),
        area(CIVIL_SERVICE, [1100, 200], [1100, 200]),
        area(FINANCE, [1000, 150], [1000, 150]),
        area(MODERNISATION, [1400, 150], [1400, 150]),
    ],
    bounds: [
        (Grade::EXCELLENT, 9000),
        (Grade::GOOD, 8000),
        (Grade::FAIR, 6500),
        (Grade::AVERAGE, 5000),
    ],
};

const NEW: Framework = Framework {
    name: "Bộ tiêu chí mô phỏng B",
    areas: &[
        area(LEADERSHIP, [1250, 200], [1150, 200]),
        area(RULES, [800, 200], [800, 200]),
        area(PROCEDURES, [1700, 250], [1800, 250]),
        area(STRUCTURE, [750, 100], [750, 100]),
        area(CIVIL_SERVICE, [850, 250], [850, 250]),
        area(FINANCE, [950, 150], [950, 150]),
        area(DIGITAL, [1900, 200], [1900, 200]),
        area(IMPACT, [450, 0], [450, 0]),
    ],
    bounds: [
        (Grade::EXCELLENT, 9000),
        (Grade::GOOD, 8000),
        (Grade::FAIR, 7000),
        (Grade::AVERAGE, 5000),
    ],
};

impl Framework {
    pub(super) fn criteria_of(&self, block: Block) -> Vec<Maximum> {
        self.areas
            .iter()
            .map(|area| (area.name, area.maxima[usize::from(block == Block::DISTRICT)]))
            .collect()
    }
}

/// A unit of the simulated province.
pub(super) struct Unit {
    pub(super) entry: UnitEntry,
    /// The id of the unit whose strengths and habits it inherits.
    pub(super) heir_of: Option<String>,
}

/// The plan of a province: its years, and its units with their first and last years.
pub(super) struct Plan {
    first: i32,
    last: i32,
    pub(super) units: Vec<Unit>,
}

const MERGED: [&str; 2] = ["so-noi-vu", "so-lao-dong-thuong-binh-va-xa-hoi"];
const MERGED_INTO: &str = "so-noi-vu-hop-nhat";
const RENAMED: &str = "ban-dan-toc";
const RENAMED_TO: &str = "ban-dan-toc-va-ton-giao";
const WITHOUT_SURVEY: &str = "thanh-tra-tinh";

impl Plan {
    pub(super) fn new(registry: &Registry, first: Year, last: Year) -> Self {
        let mut plan = Self { first: first.number(), last: last.number(), units: Vec::new() };
        let (merger, renaming) = (Year::new(plan.merger()), Year::new(plan.renaming()));
        let before = |year: Option<Year>| year.and_then(|year| Year::new(year.number() - 1));

        for entry in registry.units() {
            let mut entry = entry.clone();
            (entry.first_year, entry.last_year) = (None, None);

            let successor = match entry.id.as_str() {
                id if plan.has_merger() && MERGED.contains(&id) => {
                    entry.last_year = before(merger);
                    // The merged office has the name of the first, but is a new unit.
                    (id == MERGED[0]).then_some((MERGED_INTO, "Sở Nội vụ", merger))
                }
                RENAMED if plan.has_merger() => {
                    entry.last_year = before(renaming);
                    Some((RENAMED_TO, "Ban Dân tộc và Tôn giáo", renaming))
                }
                _ => None,
            };

            let heir = successor.map(|(id, name, first_year)| Unit {
                heir_of: Some(entry.id.clone()),
                entry: UnitEntry::new(
                    id.into(),
                    name.into(),
                    entry.block,
                    Vec::new(),
                    [first_year, None],
                ),
            });

            plan.units.push(Unit { entry, heir_of: None });
            plan.units.extend(heir);
        }
        plan
    }

    pub(super) fn years(&self) -> impl Iterator<Item = Year> + use<> {
        (self.first..=self.last).filter_map(Year::new)
    }

    fn length(&self) -> i32 {
        self.last - self.first + 1
    }

    /// Whether there are enough years for a merger and a renaming. Two years have room only for a
    /// new framework.
    fn has_merger(&self) -> bool {
        self.length() > 2
    }

    /// The first year of the new framework.
    fn change_of_framework(&self) -> i32 {
        self.first + (self.length() + 1) / 2
    }

    /// The first year of the merged unit.
    fn merger(&self) -> i32 {
        self.last - (self.length() / 4).min(2)
    }

    /// The first year of the renamed unit.
    fn renaming(&self) -> i32 {
        self.first + (self.length() / 2).max(1)
    }

    pub(super) fn framework(&self, year: Year) -> &'static Framework {
        if year.number() < self.change_of_framework() { &OLD } else { &NEW }
    }

    pub(super) fn units_of(&self, block: Block, year: Year) -> Vec<&Unit> {
        let exists = |unit: &&Unit| unit.entry.block == block && unit.entry.distance(year) == 0;
        self.units.iter().filter(exists).collect()
    }

    /// Whether a unit had no survey in a year.
    pub(super) fn lacks_survey(&self, unit: &Unit, year: Year) -> bool {
        unit.entry.id == WITHOUT_SURVEY && year.number() == self.first + 1
    }

    /// Whether units that over-score themselves have stopped doing so in a year.
    pub(super) fn is_reformed(&self, year: Year) -> bool {
        year.number() >= self.last
    }

    /// The content of `units.toml`.
    pub(super) fn units_file(&self) -> String {
        let mut text =
            "# SỐ LIỆU MÔ PHỎNG (simulated): tên đơn vị có thật, thay đổi tổ chức là giả định.\n"
                .to_owned();

        for Unit { entry, .. } in &self.units {
            text += &format!(
                "\n[[unit]]\nid = \"{}\"\nname = \"{}\"\nblock = \"{}\"\n",
                entry.id, entry.name, entry.block
            );
            for (name, year) in [("first_year", entry.first_year), ("last_year", entry.last_year)] {
                text += &year.map(|year| format!("{name} = {year}\n")).unwrap_or_default();
            }
        }

        if self.has_merger() {
            let event = |kind, year: i32, from: &[&str], to| {
                let from = from.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
                format!(
                    "\n[[lineage]]\nkind = \"{kind}\"\ndate = {year}-03-01\nfrom = [{from}]\nto = \
                    [\"{to}\"]\nsource = \"mô phỏng\"\n"
                )
            };
            text += &event("merge", self.merger(), &MERGED, MERGED_INTO);
            text += &event("rename", self.renaming(), &[RENAMED], RENAMED_TO);
        }
        text
    }

    /// The content of `frameworks.toml`.
    pub(super) fn frameworks_file(&self) -> String {
        let mut text = "# SỐ LIỆU MÔ PHỎNG (simulated).\n".to_owned();

        for (framework, year) in [(&OLD, self.first), (&NEW, self.change_of_framework())] {
            let bounds = framework
                .bounds
                .iter()
                .map(|(grade, from)| format!("\"{grade}\" = \"{}\"", from / 100));
            text += &format!(
                "\n[[framework]]\nname = \"{}\"\nblocks = [\"department\", \
                \"district\"]\nfirst_year = {year}\nbounds = {{ {} }}\nsource = \"mô phỏng\"\n",
                framework.name,
                bounds.collect::<Vec<_>>().join(", ")
            );
        }
        text += &format!(
            "\n[[series]]\nname = \"{DIGITAL}\"\nprinted = [\"{MODERNISATION}\"]\nshort = \"Chính \
            quyền số\"\n"
        );
        text += &format!(
            "\n[[series]]\nname = \"{IMPACT}\"\nfirst_year = {}\nshort = \"Tác động CCHC\"\n",
            self.change_of_framework()
        );
        for (name, short) in [(LEADERSHIP, "Chỉ đạo, điều hành"), (STRUCTURE, "Tổ chức bộ máy")]
        {
            text += &format!("\n[[series]]\nname = \"{name}\"\nshort = \"{short}\"\n");
        }
        text
    }
}
