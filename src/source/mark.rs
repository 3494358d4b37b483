//! Letters that are shown but do not count as the text of a cell: raised note marks and struck-out
//! text.

/// Whether raised letters are the mark of a note, such as `1`, `(2)` or `*`, and so not part of a
/// figure or name.
pub(super) fn is_note_mark(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "()[]*,".contains(c))
}

/// The look of a run of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl Look {
    /// Whether a run with this look counts as text.
    pub(super) fn says(self, run: &str) -> bool {
        !(self.struck || self.raised && is_note_mark(run))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_marks_and_struck_out_text_do_not_count() {
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
