//! Texts of documents, file names and registries without characters that would steer a terminal or a page.

use std::borrow::Cow;

/// Stands where a character cannot be shown.
const UNSHOWN: char = '\u{fffd}';

/// Whether a character steers what shows it: control characters, and those that turn the direction of a text.
#[must_use]
pub fn is_steering(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text without characters that would steer a terminal or a page; its lines and tabs stay.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_unshown = |c: char| is_steering(c) && !matches!(c, '\n' | '\t');
    if text.contains(is_unshown) {
        Cow::Owned(text.replace(is_unshown, UNSHOWN.encode_utf8(&mut [0; 4])))
    } else {
        Cow::Borrowed(text)
    }
}

/// The same in one line.
#[must_use]
pub fn printable_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => ' ',
        c if is_steering(c) => UNSHOWN,
        c => c,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_not_printed() {
        assert_eq!(printable("a\u{1b}[31mb\tc\n"), "a\u{fffd}[31mb\tc\n");
        assert_eq!(printable("c1 \u{9b}2J, right to left \u{202e}xcod."), "c1 \u{fffd}2J, right to left \u{fffd}xcod.");
        assert!(matches!(printable("Sở Nội vụ"), Cow::Borrowed(_)));
        assert_eq!(printable_line("a\nb\u{7}"), "a b\u{fffd}");
    }
}
