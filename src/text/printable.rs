//! Makes the texts of documents, file names and registries safe to show: replaces the characters
//! that would control a terminal or a page, and breaks long lines.

use std::borrow::Cow;
use std::path::Path;

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr as _;

/// Replaces a character that must not be shown.
const UNSHOWN: char = '\u{fffd}';

/// Whether a character would control what displays it: a control character, one that changes the
/// direction of the text, or one that XML forbids.
#[must_use]
pub fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{fffe}' | '\u{ffff}'
        )
}

/// The text with control characters replaced; its line breaks and tabs stay.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    let is_unshown = |c: char| is_steering(c) && !matches!(c, '\n' | '\t');
    if text.contains(is_unshown) {
        Cow::Owned(text.replace(is_unshown, UNSHOWN.encode_utf8(&mut [0; 4])))
    } else {
        Cow::Borrowed(text)
    }
}

/// The same on one line: line breaks and tabs become spaces.
#[must_use]
pub fn printable_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => ' ',
        c if is_steering(c) => UNSHOWN,
        c => c,
    };
    text.chars().map(shown).collect()
}

/// A path on one line, to be named in a message.
#[must_use]
pub fn path_line(path: impl AsRef<Path>) -> String {
    printable_line(&path.as_ref().display().to_string())
}

/// The text with its lines broken between words, so that none is wider than `width` characters. A
/// longer word stays whole.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> String {
    textwrap::fill(text, between_words(width))
}

/// Terms with their explanations, one entry per line. The rest of an entry wider than `width`
/// characters stands below the beginning of its explanation.
#[must_use]
pub fn hanging(entries: &[(String, &str)], width: Option<usize>) -> String {
    /// The fewest characters per line in which an explanation can be read.
    const LEAST: usize = 20;

    let longest = entries.iter().map(|(term, _)| term.width()).max().unwrap_or(0);
    let indent = width
        .filter(|width| *width >= longest + 2 + LEAST)
        .map_or(String::new(), |_| " ".repeat(longest + 2));

    let mut text = String::new();
    for (term, words) in entries {
        let line = format!("{term}{}{words}", " ".repeat(longest + 2 - term.width()));
        match width {
            Some(width) => {
                text += &textwrap::fill(&line, between_words(width).subsequent_indent(&indent));
            }
            None => text += &line,
        }
        text.push('\n');
    }
    text
}

fn between_words<'a>(width: usize) -> Options<'a> {
    Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_not_printed() {
        assert_eq!(printable("a\u{1b}[31mb\tc\n"), "a\u{fffd}[31mb\tc\n");
        assert_eq!(
            printable("c1 \u{9b}2J, right to left \u{202e}xcod."),
            "c1 \u{fffd}2J, right to left \u{fffd}xcod."
        );
        assert_eq!(printable("a\u{61c}b\u{200f}c\u{2028}d"), "a\u{fffd}b\u{fffd}c\u{fffd}d");
        assert!(matches!(printable("Sở Nội vụ"), Cow::Borrowed(_)));
        assert_eq!(printable_line("a\nb\u{7}"), "a b\u{fffd}");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("\nđơn vị có điểm\ncao", 8), "\nđơn vị\ncó điểm\ncao");
        assert_eq!(wrapped("https://a-long-address b", 8), "https://a-long-address\nb");
        let entries =
            [("total".to_owned(), "the printed total of a unit"), ("sum".to_owned(), "a sum")];
        let hung = "total  the printed total of\n       a unit\nsum    a sum\n";
        assert_eq!(hanging(&entries, Some(28)), hung);
        assert!(hanging(&entries, Some(18)).lines().all(|line| !line.starts_with(' ')));
        assert_eq!(hanging(&entries, None), "total  the printed total of a unit\nsum    a sum\n");
    }
}
