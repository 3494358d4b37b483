//! File names made from the names of units.

use unicode_normalization::UnicodeNormalization as _;

/// The longest file name, in bytes.
const MAX_LENGTH: usize = 60;

/// A file name of lower-case Latin letters, digits and hyphens: `so-tu-phap` for `Sở Tư pháp`.
/// Every system accepts it, and it cannot lead to another folder. Different names may give the same
/// file name.
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
        if text.len() >= MAX_LENGTH {
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
    fn file_names_have_only_plain_letters_digits_and_hyphens() {
        assert_eq!(file_name("Sở Tư pháp"), "so-tu-phap");
        assert_eq!(file_name("Huyện Chợ Đồn"), "huyen-cho-don");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("部門"), "x");
        assert!(file_name(&"a".repeat(1_000)).len() <= MAX_LENGTH);
    }
}
