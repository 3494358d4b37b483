//! Names of files that follow from names of units.

use unicode_normalization::UnicodeNormalization as _;

/// The longest name of a file.
const MOST: usize = 60;

/// A name in small Latin letters, digits and hyphens: `so-tu-phap` of `Sở Tư pháp`. Whatever the
/// name, it is one that every system takes, and it goes nowhere else; names that differ may become
/// the same.
#[must_use]
pub fn file_name(name: &str) -> String {
    let mut text = String::new();
    let letters = name
        .nfd()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'đ' { 'd' } else { letter });
    for letter in letters {
        if letter.is_ascii_alphanumeric() {
            text.push(letter);
        } else if !unicode_normalization::char::is_combining_mark(letter)
            && !text.is_empty()
            && !text.ends_with('-')
        {
            text.push('-');
        }
        if text.len() >= MOST {
            break;
        }
    }
    let text = text.trim_end_matches('-');
    if text.is_empty() { "x".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(file_name("Sở Tư pháp"), "so-tu-phap");
        assert_eq!(file_name("Huyện Chợ Đồn"), "huyen-cho-don");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("部門"), "x");
        assert!(file_name(&"a".repeat(1_000)).len() <= MOST);
    }
}
