//! Letters that are shown but are no part of what a cell says: the raised marks of notes, and
//! struck-out text.

/// Whether raised letters are the mark of a note, such as `1`, `(2)` or `*`: no part of a figure or
/// a name.
pub(super) fn is_note_mark(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "()[]*,".contains(c))
}

/// How the letters of a run look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl Look {
    /// Whether a run that looks so says something.
    pub(super) fn says(self, run: &str) -> bool {
        !(self.struck || self.raised && is_note_mark(run))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_say_nothing() {
        let (raised, struck) =
            (Look { raised: true, struck: false }, Look { raised: false, struck: true });
        for mark in ["1", "(2)", "*", "1, 2", "[3]"] {
            assert!(!raised.says(mark), "{mark}");
            assert!(Look::default().says(mark), "{mark}");
        }
        assert!(raised.says("th"));
        assert!(!struck.says("13,5"));
    }
}
