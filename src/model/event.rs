//! What happens to units over the years.

use super::coded;

coded! {
    /// What happened to units.
    pub enum EventKind {
        /// A unit got another name. It is still the same office.
        Rename = "rename",
        /// Several units became one. The new unit may bear the name of one of them, but is a unit
        /// of its own.
        Merge = "merge",
        /// One unit became several.
        Split = "split",
        /// A unit was abolished, without a successor.
        Abolish = "abolish",
    }
}
