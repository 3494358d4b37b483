//! Blocks: the units that are ranked against each other.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// Units that are ranked against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Sở, ban, ngành: the departments of the province.
    Department,
    /// Huyện, thị xã, thành phố: the districts.
    District,
    /// Xã, phường, thị trấn: the communes.
    Commune,
    /// Tỉnh, thành phố trực thuộc Trung ương: the provinces, which national indices rank.
    Province,
}

impl Block {
    /// Every block, in the order of the administration.
    pub const ALL: [Self; 4] = [Self::Department, Self::District, Self::Commune, Self::Province];

    /// The name in the database, in options and in machine formats.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Province => "province",
        }
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Block {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|block| block.code() == text)
            .ok_or_else(|| format!("{text:?} is none of department, district, commune, province"))
    }
}
