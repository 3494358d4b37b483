//! The plan of a simulated province: its units by year, and its frameworks.

use std::collections::BTreeSet;

use crate::model::{Block, BlockKind, Grade, Year};
use crate::registry::{Registry, UnitEntry};

use super::extra::{Extra, GROUPS, OWN_BLOCKS, OWN_UNITS, PARENT, letter_grades};

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
    bounds: [(Grade, i64); 4],
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

/// The criteria of the second index.
const SATISFACTION: [Maximum; 5] = [
    ("Tiếp cận dịch vụ", [2000, 0]),
    ("Thủ tục hành chính", [2000, 0]),
    ("Công chức trực tiếp giải quyết công việc", [2000, 0]),
    ("Kết quả giải quyết", [2000, 0]),
    ("Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị", [2000, 0]),
];

/// The part of a decision that ranks one block in one index.
#[derive(Clone, Copy)]
pub(super) struct Section {
    pub(super) block: Block,
    /// The units as the title names them.
    pub(super) title: &'static str,
    pub(super) is_satisfaction: bool,
}

/// How the units of a simulated decision are ranked and graded.
pub(super) struct Convention {
    pub(super) is_dense: bool,
    /// The lowest total of each grade, in hundredths of a scale of 100, best first.
    pub(super) bounds: Vec<(Grade, i64)>,
    /// The grade below all bounds.
    pub(super) lowest: Grade,
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
    extras: BTreeSet<Extra>,
    pub(super) units: Vec<Unit>,
}

const MERGED: [&str; 2] = ["so-noi-vu", "so-lao-dong-thuong-binh-va-xa-hoi"];
const MERGED_INTO: &str = "so-noi-vu-hop-nhat";
const RENAMED: &str = "ban-dan-toc";
const RENAMED_TO: &str = "ban-dan-toc-va-ton-giao";
const WITHOUT_SURVEY: &str = "thanh-tra-tinh";

impl Plan {
    pub(super) fn new(
        registry: &Registry,
        [first, last]: [Year; 2],
        extras: &BTreeSet<Extra>,
    ) -> Self {
        let (first, last, extras) = (first.number(), last.number(), extras.clone());
        let mut plan = Self { first, last, extras, units: Vec::new() };
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
        if plan.has(Extra::Blocks) {
            plan.units.extend(own_units());
        }
        plan
    }

    pub(super) fn has(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }

    /// The blocks of the decision of the administration reform index, and those of the second index.
    pub(super) fn sections(&self) -> [Vec<Section>; 2] {
        let section = |block, title| Section { block, title, is_satisfaction: false };
        let departments = section(Block::DEPARTMENT, "CÁC SỞ, BAN, NGÀNH");
        let mut sections = vec![departments, section(Block::DISTRICT, "CÁC HUYỆN, THÀNH PHỐ")];
        let own = OWN_BLOCKS.iter().filter(|_| self.has(Extra::Blocks));
        sections.extend(own.filter_map(|own| Some(section(Block::whole(own.kind()?), own.title))));
        let second =
            self.has(Extra::Index).then_some(Section { is_satisfaction: true, ..departments });
        [sections, second.into_iter().collect()]
    }

    /// What a maximum of 100 points is in this province.
    fn scale(&self) -> i64 {
        if self.has(Extra::Thousand) { 10 } else { 1 }
    }

    /// The criteria of a section.
    pub(super) fn criteria(&self, section: Section, year: Year) -> Vec<Maximum> {
        let scaled = |(name, maxima): Maximum| (name, maxima.map(|maximum| maximum * self.scale()));
        if section.is_satisfaction {
            return SATISFACTION.map(scaled).into();
        }
        let which = usize::from(section.block.kind == BlockKind::District);
        let areas = self.framework(year).areas.iter();
        areas.map(|area| scaled((area.name, area.maxima[which]))).collect()
    }

    pub(super) fn convention(&self, year: Year) -> Convention {
        let usual = || (self.framework(year).bounds.to_vec(), Some(Grade::WEAK));
        let (bounds, lowest) =
            if self.has(Extra::LetterGrades) { letter_grades() } else { usual() };
        let (is_dense, lowest) = (self.has(Extra::DenseRanks), lowest.unwrap_or(Grade::WEAK));
        Convention { is_dense, bounds, lowest }
    }

    /// The groups in which a block is ranked; none if it is ranked as a whole.
    pub(super) fn groups(&self, block: Block) -> &'static [&'static str] {
        if self.has(Extra::Groups) && block.kind == BlockKind::District { &GROUPS } else { &[] }
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

    fn framework(&self, year: Year) -> &'static Framework {
        if year.number() < self.change_of_framework() { &OLD } else { &NEW }
    }

    /// The units that exist in a year, of a block or of one of its groups.
    pub(super) fn units_of(&self, block: Block, year: Year) -> Vec<&Unit> {
        let groups = self.groups(block);
        let exists = |unit: &&Unit| {
            unit.entry.block == Block::whole(block.kind) && unit.entry.distance(year) == 0
        };
        let units = self.units.iter().filter(exists).enumerate();
        // Units take turns, so that a unit stays in its group.
        let is_of_group = |index: &usize| {
            block.group.is_none_or(|group| groups.get(index % groups.len().max(1)) == Some(&group))
        };
        units.filter(|(index, _)| is_of_group(index)).map(|(_, unit)| unit).collect()
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
    pub(super) fn units_file(&self, seed: u64) -> String {
        let mut text =
            "# SỐ LIỆU MÔ PHỎNG (simulated): tên đơn vị có thật, thay đổi tổ chức là giả định.\n"
                .to_owned();

        if self.has(Extra::Authority) {
            text += &format!("\n[authority]\nname = \"{}\"\nparent = \"{PARENT}\"\n", issuer(seed));
        }
        for own in OWN_BLOCKS.iter().filter(|_| self.has(Extra::Blocks)) {
            text += &format!(
                "\n[[block]]\ncode = \"{}\"\nname = \"{}\"\ntitles = [\"{}\"]\n",
                own.code,
                own.name,
                own.title.to_lowercase()
            );
        }

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
        if self.has(Extra::Index) {
            text += "\n[[index]]\ncode = \"sipas\"\n";
        }
        let mut blocks = "\"department\", \"district\"".to_owned();
        for own in OWN_BLOCKS.iter().filter(|_| self.has(Extra::Blocks)) {
            blocks += &format!(", \"{}\"", own.code);
        }
        let scale = if self.has(Extra::Thousand) { "scale = \"1000\"\n" } else { "" };
        let ranks = if self.has(Extra::DenseRanks) { "ranks = \"dense\"\n" } else { "" };

        for (framework, year) in [(&OLD, self.first), (&NEW, self.change_of_framework())] {
            let declared = Year::new(year).map(|year| self.convention(year).bounds);
            let bounds = declared
                .iter()
                .flatten()
                .map(|(grade, from)| format!("\"{grade}\" = \"{}\"", from * self.scale() / 100));
            text += &format!(
                "\n[[framework]]\nname = \"{}\"\nblocks = [{blocks}]\nfirst_year = {year}\n{scale}{ranks}\
                bounds = {{ {} }}\nsource = \"mô phỏng\"\n",
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

/// The name of the authority that issues the simulated decisions.
pub(super) fn issuer(seed: u64) -> String {
    format!("{PARENT} số {seed}")
}

/// The units of the blocks of one's own.
fn own_units() -> impl Iterator<Item = Unit> {
    let blocks = OWN_BLOCKS.iter().filter_map(|own| Some((own, Block::whole(own.kind()?))));
    blocks.flat_map(|(own, block)| {
        (1..=OWN_UNITS).map(move |number| {
            let (id, name) = (format!("{}-{number}", own.code), format!("{} {number}", own.unit));
            let entry = UnitEntry::new(id, name, block, Vec::new(), [None, None]);
            Unit { entry, heir_of: None }
        })
    })
}
