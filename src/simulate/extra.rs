//! What a simulated province has beside its six plain years: off by default, for trying the program
//! on everything that real authorities do differently.

use crate::model::{BlockKind, Grade, GradeSet, coded};

coded! {
    /// A feature of simulated decisions that is off by default.
    pub enum Extra {
        /// `[authority]` in `units.toml`, below another authority: simulated provinces of other
        /// seeds can share a database.
        Authority = "authority",
        /// A second index, SIPAS, beside the administration reform index.
        Index = "index",
        /// Three blocks of one's own, declared in `units.toml`.
        Blocks = "blocks",
        /// The districts are ranked in two groups.
        Groups = "groups",
        /// Bonus and penalty points.
        Adjustments = "adjustments",
        /// Dense ranks (1-2-2-3), and scores in half points, so that totals are equal.
        DenseRanks = "dense-ranks",
        /// The grades A, B and C.
        LetterGrades = "letter-grades",
        /// A scale of 1,000 points.
        Thousand = "thousand",
    }
}

/// The name of the authority above the simulated provinces.
pub(super) const PARENT: &str = "chương trình mô phỏng";

/// The groups of the districts.
pub(super) const GROUPS: [&str; 2] = ["Nhóm I", "Nhóm II"];

/// A block of one's own: its code, its name, the words of titles, and the names of its units without
/// their numbers.
pub(super) struct OwnBlock {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) unit: &'static str,
}

pub(super) const OWN_BLOCKS: [OwnBlock; 3] = [
    OwnBlock {
        code: "benh-vien",
        name: "bệnh viện công lập",
        title: "CÁC BỆNH VIỆN CÔNG LẬP",
        unit: "Bệnh viện Mô phỏng",
    },
    OwnBlock {
        code: "truong-hoc",
        name: "trường trung học phổ thông",
        title: "CÁC TRƯỜNG TRUNG HỌC PHỔ THÔNG",
        unit: "Trường Trung học phổ thông Mô phỏng",
    },
    OwnBlock {
        code: "trung-tam",
        name: "trung tâm trực thuộc",
        title: "CÁC TRUNG TÂM TRỰC THUỘC",
        unit: "Trung tâm Mô phỏng",
    },
];

/// How many units each block of one's own has.
pub(super) const OWN_UNITS: usize = 7;

impl OwnBlock {
    pub(super) fn kind(&self) -> Option<BlockKind> {
        BlockKind::declared(self.code, self.name)
    }
}

/// The bounds of A and B, in hundredths of a scale of 100. All below have C.
const LETTER_BOUNDS: [i64; 2] = [8_500, 7_500];

/// The grades A and B with their bounds, and C.
pub(super) fn letter_grades() -> (Vec<(Grade, i64)>, Option<Grade>) {
    let names = ["A", "B", "C"].map(str::to_owned);
    let grades: Vec<_> = GradeSet::new(&names).into_iter().flat_map(GradeSet::grades).collect();
    let lowest = grades.get(LETTER_BOUNDS.len()).copied();
    (grades.into_iter().zip(LETTER_BOUNDS).collect(), lowest)
}
