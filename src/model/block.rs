//! Blocks: the units that are ranked against each other.

use super::coded;

coded! {
    /// Units that are ranked against each other, in the order of the administration.
    pub enum Block {
        /// Sở, ban, ngành: the departments of the province.
        Department = "department",
        /// Huyện, thị xã, thành phố: the districts.
        District = "district",
        /// Xã, phường, thị trấn: the communes.
        Commune = "commune",
        /// Tỉnh, thành phố trực thuộc Trung ương: the provinces, which national indices rank.
        Province = "province",
    }
}
