//! What becomes of units.

use super::coded;

coded! {
    /// What happened to units.
    pub enum EventKind {
        /// One unit has another name since; it is the same office.
        Rename = "rename",
        /// Several units became one, which may bear the name of one of them and is none of them.
        Merge = "merge",
        /// One unit became several.
        Split = "split",
        /// A unit is no more.
        Abolish = "abolish",
    }
}
