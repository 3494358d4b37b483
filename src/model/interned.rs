//! Names that live as long as the program, so that small values with a name can be copied, and the
//! letters that their codes may have.

use std::collections::HashSet;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A copy of a text that lives as long as the program; the same one for equal texts. Only for names
/// of which a database holds few, such as those of blocks, groups and grades.
pub(super) fn interned(text: &str) -> &'static str {
    static TEXTS: OnceLock<Mutex<HashSet<&'static str>>> = OnceLock::new();
    let texts = TEXTS.get_or_init(Mutex::default);
    let mut texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text) {
        return known;
    }
    let text: &'static str = Box::leak(text.into());
    texts.insert(text);
    text
}

/// Whether a text can be the code of a declared block or index: a lower-case letter, then lower-case
/// letters, digits and hyphens, at most 40 in all.
pub(super) fn is_code(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
