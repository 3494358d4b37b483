//! Texts as literals of typst's code: whatever a document says, it is never markup.

use unicode_normalization::UnicodeNormalization as _;

use super::world::is_known;

/// Letters without a place to break at; more would run off the page.
const LONGEST: usize = 24;
/// What stands for a letter that the font does not have.
const UNKNOWN: char = '□';

/// A text as a literal. Letters that the font does not have and what steers a printer are replaced:
/// PDF/A has no other way.
pub(super) fn literal(text: &str) -> String {
    format!("\"{}\"", pieces(text).concat())
}

/// The same as content, in which long words can be broken.
pub(super) fn words(text: &str) -> String {
    let pieces = pieces(text);
    let quoted = format!("\"{}\"", pieces.join("\"; h(0pt); \""));
    if pieces.len() == 1 { quoted } else { format!("{{ {quoted} }}") }
}

/// The text as it stands in literals, cut where more letters follow each other than fit on a line.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut run = 0;
    for letter in text.nfc() {
        let shown = match letter {
            '\n' => '\n',
            '\t' => ' ',
            letter if is_steering(letter) => continue,
            letter if is_known(letter) => letter,
            _ => UNKNOWN,
        };
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

/// What no reader sees: controls, marks of direction, joiners, and what has no meaning.
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
    fn texts_are_no_markup() {
        assert_eq!(literal("a \"b\" \\ #panic()"), "\"a \\\"b\\\" \\\\ #panic()\"");
        assert_eq!(literal("Sở\u{202E} Y\u{0} tế 部"), "\"Sở Y tế □\"");
        assert_eq!(literal(&"a".repeat(30)), format!("\"{}\"", "a".repeat(30)));
        assert_eq!(words(&"a".repeat(30)).matches("h(0pt)").count(), 1);
        assert_eq!(literal("\"\""), "\"\\\"\\\"\"");
    }
}
