//! Gives texts that differ only in how they were typed the same spelling.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in composed Unicode (NFC), without control characters, soft hyphens and other invisible
/// characters. Each run of white space, no-break spaces included, becomes one space.
#[must_use]
pub fn clean(text: &str) -> String {
    if is_clean(text) { text.to_owned() } else { cleaned(text) }
}

fn cleaned(text: &str) -> String {
    let visible = text.nfc().filter(|c| c.is_whitespace() || !(c.is_control() || is_hidden(*c)));
    let text: String = visible.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text surely is as [`clean`] returns it, as nearly all are: composed letters that cannot
/// be composed further, and single spaces between words.
fn is_clean(text: &str) -> bool {
    if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") {
        return false;
    }
    // No letter below the combining marks changes in NFC, nor do those with two marks, such as `ế`.
    text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
        || text.chars().all(|c| {
            matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
        })
}

/// Whether a character is a soft hyphen, has no width, or changes the direction of writing.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The key that two names share when they differ only in case, spacing, hyphens and Unicode form.
#[must_use]
pub fn match_key(text: &str) -> String {
    let text = with_new_tones(clean(text).to_lowercase());
    let dashes_as_spaces =
        text.replace(['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}'], " ");
    dashes_as_spaces.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without tone and vowel marks, and with `d` for `đ`.
#[must_use]
pub fn unaccented(text: &str) -> String {
    let plain = text.nfd().filter(|letter| !is_combining_mark(*letter));
    plain
        .map(|letter| match letter {
            'đ' => 'd',
            'Đ' => 'D',
            letter => letter,
        })
        .nfc()
        .collect()
}

/// The words of a text in lower case, without diacritics and punctuation: `so tu phap`.
#[must_use]
pub fn plain_key(text: &str) -> String {
    let letters = unaccented(&text.to_lowercase());
    let letters = letters.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with each tone mark where the newer spelling puts it: `hoà` and `hòa` are one word.
fn with_new_tones(text: String) -> String {
    const PAIRS: [(&str, &str); 15] = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    // Most texts have none.
    if text.is_ascii() || !PAIRS.iter().any(|(old, _)| text.contains(old)) {
        return text;
    }
    let mut renewed = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(letter) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(old, _)| rest.starts_with(old));
        // A tone before further letters of the syllable stays: `hoàn`; so does that of `quý`.
        let pair = pair.filter(|(old, _)| {
            let follows = rest[old.len()..].chars().next();
            !follows.is_some_and(char::is_alphabetic) && !renewed.ends_with('q')
        });
        let (taken, written) = pair.map_or_else(
            || (letter.len_utf8(), &rest[..letter.len_utf8()]),
            |(old, new)| (old.len(), *new),
        );
        renewed.push_str(written);
        rest = &rest[taken..];
    }
    renewed
}

/// The key that two names of one unit share: as [`match_key`], without a trailing `tỉnh`. A place and
/// its committee are one, and the words for its kind may be short: `UBND thành phố A`, `TP. A`. The
/// unit above, in brackets, is without these words: `(UBND huyện A)` and `(Huyện A)` are one.
#[must_use]
pub fn unit_key(name: &str) -> String {
    let key = match_key(name).replace(COMMITTEE, "ubnd");
    let key = without_leading_zeros(key);
    let key = key.strip_suffix(" tỉnh").unwrap_or(&key);
    let key = without_province(key);
    let in_brackets = key.strip_suffix(')').and_then(|open| open.rsplit_once(" ("));
    in_brackets.map_or_else(
        || of_place(key),
        |(bare, parent)| format!("{} ({})", of_place(bare), without_kind(parent)),
    )
}

/// The key of an office without the province behind it: `sở tư pháp tỉnh bắc kạn` is `sở tư pháp`.
fn without_province(key: &str) -> &str {
    const OFFICES: [&str; 4] = ["sở ", "ban ", "thanh tra ", "văn phòng "];
    let is_office = OFFICES.iter().any(|office| key.starts_with(office));
    let province = key.find(" tỉnh ").or_else(|| {
        // Only a city under the central government has such offices.
        key.find(" thành phố ").filter(|_| key.starts_with("sở "))
    });
    match province {
        Some(at) if is_office && !key.contains('(') => &key[..at],
        _ => key,
    }
}

/// The text with each number as it is counted: `phường 01` is `phường 1`.
fn without_leading_zeros(key: String) -> String {
    // Most names have none.
    if !key.starts_with('0') && !key.contains(" 0") {
        return key;
    }
    let bare = |word: &str| -> String {
        let is_number = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit());
        let bare = word.trim_start_matches('0');
        if is_number && !bare.is_empty() { bare.to_owned() } else { word.to_owned() }
    };
    key.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}

/// The key of a place for that of its committee, with the word for its kind in full. Other keys are
/// as they were.
fn of_place(key: &str) -> String {
    let place = key.strip_prefix("ubnd ").unwrap_or(key);
    match kind_of_place(place) {
        Some((kind, name)) => format!("{kind} {name}"),
        None => key.to_owned(),
    }
}

/// The key that two spellings of a unit above share: `UBND huyện A`, `Huyện A`, `A`, and `Thị xã A`
/// after it became a city.
#[must_use]
pub fn parent_key(name: &str) -> String {
    without_kind(&match_key(name).replace(COMMITTEE, "ubnd")).to_owned()
}

/// Whether the name of a place says its kind: `Huyện A`, not `A`.
#[must_use]
pub fn says_kind(name: &str) -> bool {
    kind_of_place(&unit_key(name)).is_some()
}

/// Whether one name shortens words of the other to their initials, and is the same otherwise: `Sở
/// NN&PTNT`, `Sở Nông nghiệp và Phát triển nông thôn`. A word of one letter is no abbreviation, and in a
/// name in capitals only a word without vowels is one.
#[must_use]
pub fn abbreviates(name: &str, other: &str) -> bool {
    is_short_for(name, other) || is_short_for(other, name)
}

fn is_short_for(short: &str, long: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| match_key(word) != "và").map(str::to_owned).collect()
    };
    let (short_words, long_words) = (words(short), words(long));
    let in_capitals = !short.chars().any(char::is_lowercase);
    let is_initials = |word: &String| {
        let is_vowel = |letter: char| "aeiouy".contains(letter);
        let is_capital = |letter: char| !letter.is_lowercase() && !letter.is_ascii_digit();
        let has_vowel = plain_key(word).chars().any(is_vowel);
        word.chars().all(is_capital) && (!in_capitals || !has_vowel)
    };
    let tokens: Vec<(String, bool)> =
        short_words.iter().map(|word| (plain_key(word), is_initials(word))).collect();
    let long_words: Vec<String> = long_words.iter().map(|word| plain_key(word)).collect();
    shortens(&tokens, &long_words, 0)
}

/// Whether tokens are the words or their initials; `shortened` counts the initials before them.
fn shortens(tokens: &[(String, bool)], words: &[String], shortened: usize) -> bool {
    let Some(((token, is_initials), rest)) = tokens.split_first() else {
        return words.is_empty() && shortened > 1;
    };
    if words.first() == Some(token) && shortens(rest, &words[1..], shortened) {
        return true;
    }
    let letters = token.chars().count();
    *is_initials
        && letters > 0
        && letters <= words.len()
        && token.chars().zip(words).all(|(letter, word)| word.starts_with(letter))
        && shortens(rest, &words[letters..], shortened + letters)
}

/// A place or its committee in capitals with the usual ones: `UBND huyện Chợ Mới`, `Thị xã Buôn Hồ`.
/// None for other names.
#[must_use]
pub fn place_with_usual_capitals(name: &str) -> Option<String> {
    let key = match_key(name).replace(COMMITTEE, "ubnd");
    let place = key.strip_prefix("ubnd ");
    let (kind, bare) = kind_of_place(place.unwrap_or(&key))?;
    let bare: Vec<_> = bare.split(' ').map(capitalised).collect();
    let kind = if place.is_some() { format!("UBND {kind}") } else { capitalised(kind) };
    Some(format!("{kind} {}", bare.join(" ")))
}

/// A word with a capital in front.
#[must_use]
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// Whether two names may stand below the same unit: unless both units above are known and differ.
#[must_use]
pub fn may_share_parent(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_none_or(|(one, other)| parent_key(one) == parent_key(other))
}

/// The committee of a place in full.
const COMMITTEE: &str = "ủy ban nhân dân";

/// The kind of a place, and its name, by the words in front of the name.
fn kind_of_place(key: &str) -> Option<(&'static str, &str)> {
    // A letter is short for a kind only before a full stop: `P. 12`, not `P 12`.
    const KINDS: [(&str, &[&str]); 9] = [
        ("huyện", &["huyện ", "h."]),
        ("quận", &["quận ", "q."]),
        ("thị xã", &["thị xã ", "tx.", "tx "]),
        ("thành phố", &["thành phố ", "tp.", "tp "]),
        ("xã", &["xã ", "x."]),
        ("phường", &["phường ", "p."]),
        ("thị trấn", &["thị trấn ", "tt."]),
        ("đặc khu", &["đặc khu "]),
        ("tỉnh", &["tỉnh "]),
    ];
    KINDS.iter().find_map(|(kind, written)| {
        let name = written.iter().find_map(|written| key.strip_prefix(written))?.trim_start();
        (!name.is_empty()).then_some((*kind, name))
    })
}

/// The key of a place without its committee and the words for its kind.
fn without_kind(key: &str) -> &str {
    let place = key.strip_prefix("ubnd ").unwrap_or(key);
    kind_of_place(place).map_or(place, |(_, name)| name)
}

/// The name of a unit with the unit above it behind it: `Xã Quang Trung (Huyện A)`.
#[must_use]
pub fn name_with_parent(name: &str, parent: &str) -> String {
    format!("{name} ({parent})")
}

/// The name of a unit without the unit above it behind it.
#[must_use]
pub fn name_without_parent<'a>(name: &'a str, parent: Option<&str>) -> &'a str {
    let bare = |parent| name.strip_suffix(&format!(" ({parent})"));
    parent.and_then(bare).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_that_counts_as_clean_is_not_changed(text in r"[ -~\u{80}-\u{400}\u{1e00}-\u{2070}]{0,9}") {
            prop_assert!(!is_clean(&text) || cleaned(&text) == text, "{text:?}");
        }
    }

    #[test]
    fn every_letter_that_counts_as_clean_is_composed() {
        let letters = ('\u{a1}'..='\u{2ff}').chain('\u{1e00}'..='\u{1eff}');
        for text in letters.map(String::from).filter(|text| is_clean(text)) {
            assert_eq!(cleaned(&text), text);
        }
        assert!(is_clean("Sở Nội vụ, Ủy ban Đà Nẵng"));
    }

    #[test]
    fn a_unit_above_is_known_whatever_it_is_called() {
        let named = |parent: &str| unit_key(&name_with_parent("Xã Phú An", parent));
        for parent in ["Huyện Phú Vang", "UBND huyện Phú Vang", "Phú Vang", "Thị xã Phú Vang"]
        {
            assert_eq!(parent_key(parent), "phú vang");
            assert_eq!(named(parent), "xã phú an (phú vang)");
        }
        assert_ne!(named("Huyện Phú Lộc"), named("Huyện Phú Vang"));
    }

    #[test]
    fn a_place_and_its_committee_are_one_unit() {
        for name in ["UBND thành phố Hòa An", "Ủy ban nhân dân TP Hòa An", "TP.Hoà An", "T.phố"]
        {
            let is_same = unit_key(name) == unit_key("Thành phố Hòa An");
            assert_eq!(is_same, name != "T.phố", "{name}");
        }
        assert_eq!(unit_key("UBND P. 12"), unit_key("Phường 12"));
        assert_eq!(unit_key("Quận 01"), unit_key("Quận 1"));
        assert_ne!(unit_key("Quận 10"), unit_key("Quận 1"));
        assert_eq!(unit_key("Văn phòng Ủy ban nhân dân tỉnh"), unit_key("Văn phòng UBND tỉnh"));
        assert_ne!(unit_key("Huyện Cao Lãnh"), unit_key("Thành phố Cao Lãnh"));
        assert_ne!(unit_key("UBND tỉnh"), unit_key("Tỉnh"));
        assert_eq!(unit_key("P 12"), "p 12");
        assert!(says_kind("UBND huyện A") && says_kind("TX. A") && !says_kind("A"));
    }

    #[test]
    fn texts_typed_differently_have_one_spelling() {
        assert_eq!(clean("  Sở\u{a0}Tư \u{ad}pháp\t"), "Sở Tư pháp");
        assert_eq!(clean("Sở \u{1b}[31mY\u{202e} tế\0"), "Sở [31mY tế");
        assert_eq!(clean("So\u{31b}\u{309}"), "Sở");
        assert_eq!(match_key("Sở Công Thương"), match_key("SỞ  CÔNG THƯƠNG"));
        assert_eq!(match_key("Sở Lao động -Thương binh"), match_key("Sở Lao động – Thương binh"));
        assert_eq!(match_key("Uỷ ban xã Hoà Tiến"), match_key("Ủy ban xã Hòa Tiến"));
        assert_eq!(match_key("Hoàn, quý, hoá"), "hoàn, quý, hóa");
        assert_ne!(match_key("Sở Y tế"), match_key("Sở Tư pháp"));
        let park = "Ban Quản lý các khu công nghiệp";
        assert_eq!(unit_key(&format!("{park} tỉnh")), unit_key("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"));
    }

    #[test]
    fn offices_are_abbreviated_by_their_initials() {
        let agriculture = "Sở Nông nghiệp và Phát triển nông thôn";
        for (short, long) in [
            ("Sở NN&PTNT", agriculture),
            ("Sở NN và PTNT", agriculture),
            ("SỞ NNPTNT", agriculture),
            ("Sở Nông nghiệp & PTNT", agriculture),
            ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
            ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
            ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
            ("BQL các KCN", "Ban Quản lý các khu công nghiệp"),
            ("VP UBND tỉnh", "Văn phòng UBND tỉnh"),
            ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ] {
            assert!(abbreviates(short, long) && abbreviates(long, short), "{short}");
        }
        for (short, long) in [
            ("Sở NN&MT", agriculture),
            ("Sở Nội vụ", "Sở Nội vụ"),
            ("SỞ Y TẾ", "Sở Y Tài Ếch"),
            ("Xã An Bình", "Xã A Bình"),
            ("Sở TC", "Sở Tư pháp"),
            ("Phường 1", "Phường 2"),
        ] {
            assert!(!abbreviates(short, long), "{short}");
        }
    }
}
