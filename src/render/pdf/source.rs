//! Writes texts as literals of typst code, so that no text from a document is ever taken for
//! markup.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::world::is_known;

/// The most letters in a row without a break opportunity. More of them could run off the page.
const LONGEST: usize = 24;
/// The most marks over one letter, as in the stream-safe form of Unicode (UAX #15). Readers of PDF take no text of
/// any length for one letter.
const MOST_MARKS: usize = 30;
/// The replacement for a letter that the font does not have.
const UNKNOWN: char = '□';

/// A text as a literal. Letters that the font does not have are replaced, and control characters
/// are removed, as PDF/A requires.
pub(super) fn literal(text: &str) -> String {
    format!("\"{}\"", pieces(text).concat())
}

/// A text as content in which long words can break.
pub(super) fn words(text: &str) -> String {
    let pieces = pieces(text);
    let quoted = format!("\"{}\"", pieces.join("\"; h(0pt); \""));
    if pieces.len() == 1 { quoted } else { format!("{{ {quoted} }}") }
}

/// The text escaped for literals, and split after every [`LONGEST`] letters without a break
/// opportunity.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut run, mut marks) = (0, 0);

    for letter in text.nfc() {
        let shown = match letter {
            '\n' => '\n',
            '\t' => ' ',
            letter if is_steering(letter) => continue,
            letter if is_known(letter) => letter,
            _ => UNKNOWN,
        };
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        if marks > MOST_MARKS {
            continue;
        }

        run = if shown.is_whitespace() || shown == '-' { 0 } else { run + 1 };
        if run > LONGEST {
            pieces.push(String::new());
            run = 1;
        }

        let Some(last) = pieces.last_mut() else { break };
        match shown {
            '\\' => last.push_str("\\\\"),
            '"' => last.push_str("\\\""),
            '\n' => last.push_str("\\n"),
            letter => last.push(letter),
        }
    }
    pieces
}

/// Whether a character is invisible: a control, a direction mark, a joiner or a noncharacter.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_never_markup() {
        assert_eq!(literal("a \"b\" \\ #panic()"), "\"a \\\"b\\\" \\\\ #panic()\"");
        assert_eq!(literal("Sở\u{202E} Y\u{0} tế 部"), "\"Sở Y tế □\"");
        assert_eq!(literal(&"a".repeat(30)), format!("\"{}\"", "a".repeat(30)));
        assert_eq!(words(&"a".repeat(30)).matches("h(0pt)").count(), 1);
        let marked = |marks: usize| format!("Sở{}", "\u{301}".repeat(marks));
        assert_eq!(literal(&marked(2_000)), literal(&marked(30)));
        assert_eq!(literal("\"\""), "\"\\\"\\\"\"");
    }
}
