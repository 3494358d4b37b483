//! The number before the name of a criterion, which shows its level: `I`, `1`, `1.1`, `a)`,
//! `Lĩnh vực 1`, `-`.

use crate::model::{clean, match_key};

use super::super::row::running_number;

/// The kind of the number of a criterion, which shows its level.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// A capital such as `A.`, over the rest.
    Capital,
    Roman,
    /// The number of its parts: 1 for `1`, 2 for `1.1`.
    Arabic(usize),
    /// A letter such as `a)`.
    Letter,
    /// A word and a number of so many parts, such as `Lĩnh vực 1`.
    Worded(&'static str, usize),
    /// The title of an area where no criterion has a number.
    Title,
    /// The column in which its name stands, where each level has one.
    Column(usize),
    /// A dash or another mark before the name.
    Bullet(char),
    None,
}

/// The words before numbers, longer ones first.
const WORDS: [&str; 8] =
    ["tiêu chí thành phần", "tiêu chí", "lĩnh vực", "nội dung", "chương", "phần", "nhóm", "mục"];

/// The word before the number of a part over all areas: `PHẦN I`.
const PART: &str = "phần";

impl NumberKind {
    /// The kind of a number in a column of its own.
    pub(super) fn of(number: &str) -> Self {
        let number = clean(number);
        let Some(first) = number.chars().next() else { return Self::None };
        if !number.contains(char::is_alphanumeric) {
            return Self::Bullet(first);
        }
        if let Some((kind, _)) = worded(&number).filter(|(_, rest)| rest.is_empty()) {
            return kind;
        }
        Self::of_bare(number.trim_end_matches(MARKS)).unwrap_or(Self::Letter)
    }

    /// The kind of a number without the mark behind it. None if the text is no number.
    fn of_bare(number: &str) -> Option<Self> {
        let mut parts: Vec<&str> = number.split('.').filter(|part| !part.is_empty()).collect();
        // `1.0` stands over `1.1`.
        if parts.len() > 1 && parts.last() == Some(&"0") {
            parts.pop();
        }
        let is_arabic = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (first, rest) = parts.split_first()?;
        let is_roman = running_number(first).is_some();
        if is_arabic(first) && rest.iter().all(is_arabic) {
            return Some(Self::Arabic(parts.len()));
        }
        // `I.1` stands below `I`.
        if !rest.is_empty() {
            let is_mixed = is_roman || is_capital(first);
            return (is_mixed && rest.iter().all(is_arabic)).then_some(Self::Arabic(parts.len()));
        }
        if is_roman {
            Some(Self::Roman)
        } else if is_capital(first) {
            Some(Self::Capital)
        } else {
            (first.chars().count() == 1).then_some(Self::Letter)
        }
    }

    /// Whether it numbers criteria, as a dash does not.
    pub(super) fn is_number(self) -> bool {
        match self {
            Self::Capital
            | Self::Roman
            | Self::Arabic(_)
            | Self::Letter
            | Self::Worded(..)
            | Self::Title
            | Self::Column(_) => true,
            Self::Bullet(_) | Self::None => false,
        }
    }

    /// Whether it numbers parts over the areas: `A.`, `PHẦN I`.
    pub(super) fn is_of_part(self) -> bool {
        matches!(self, Self::Capital | Self::Worded(PART, _))
    }

    /// Whether it numbers areas wherever it is used.
    pub(super) fn is_of_area(self) -> bool {
        matches!(self, Self::Roman | Self::Worded(..)) && !self.is_of_part()
    }
}

/// The marks behind a number.
const MARKS: [char; 7] = ['.', ')', ' ', '/', ':', '-', '–'];

/// Whether a text is a number of a criterion and nothing else: `1.1`, `II`, `a)`.
pub(super) fn is_bare_number(text: &str) -> bool {
    NumberKind::of_bare(clean(text).trim_end_matches(MARKS)).is_some()
}

fn is_capital(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// The kind of the number of a criterion and its name, by the texts of the columns of numbers and of
/// names. Without a number in its column, it may stand before the name: `1. Kế hoạch`.
pub(super) fn numbered(number: &str, name: &str) -> (NumberKind, String) {
    let number = clean(number);
    if name.is_empty() {
        let alone = || worded(&number).map(|(kind, _)| (kind, number.clone()));
        return before_name(&number).or_else(alone).unwrap_or((NumberKind::None, number));
    }
    if !number.is_empty() {
        return (NumberKind::of(&number), name.to_owned());
    }
    before_name(name).unwrap_or((NumberKind::None, name.to_owned()))
}

/// Splits the number from the name behind it.
fn before_name(text: &str) -> Option<(NumberKind, String)> {
    let first = text.chars().next()?;
    if ['-', '–', '+', '•', '*'].contains(&first) {
        let name = text[first.len_utf8()..].trim_start();
        return (!name.is_empty()).then(|| (NumberKind::Bullet(first), name.to_owned()));
    }
    if let Some((kind, name)) = worded(text).filter(|(_, name)| !name.is_empty()) {
        return Some((kind, name));
    }
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    // `1.Kế hoạch`, `a)Ban hành`
    let word = text.split(' ').next().unwrap_or_default();
    let joined = word.find(')').map_or_else(
        || word.find(|c| !is_of_number(c)).unwrap_or(word.len()),
        |bracket| bracket + 1,
    );
    let end = if (1..word.len()).contains(&joined) { joined } else { word.len() };
    let (printed, rest) = text.split_at(end);
    let bare = printed.trim_end_matches(MARKS);
    let kind = NumberKind::of_bare(bare)?;
    let rest = rest.trim_start();
    let is_marked = bare.len() < printed.len() || bare.contains('.');
    // `I - Chỉ đạo`, `1 - Kế hoạch`
    let is_dashed = rest.starts_with(['-', '–', ':'])
        && matches!(kind, NumberKind::Roman | NumberKind::Arabic(_));
    // `1 Cải cách thể chế`, but not `5 TTHC` or `5 báo cáo`
    let mut letters = rest.chars();
    let is_name = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && kind == NumberKind::Arabic(1)
        && !bare.starts_with('0');
    let name = if is_dashed { rest.trim_start_matches(MARKS) } else { rest };
    ((is_marked || is_dashed || is_name) && name.contains(char::is_alphabetic))
        .then(|| (kind, name.to_owned()))
}

/// Splits `Lĩnh vực 1: Chỉ đạo` into the kind of its number and the name, which is empty if there is
/// none.
fn worded(text: &str) -> Option<(NumberKind, String)> {
    let tokens: Vec<&str> = text.split(' ').collect();
    for word in WORDS {
        let length = word.split(' ').count();
        if tokens.len() <= length || match_key(&tokens[..length].join(" ")) != word {
            continue;
        }
        let printed = tokens[length];
        let bare = printed.trim_end_matches(MARKS);
        let parts = match NumberKind::of_bare(bare)? {
            NumberKind::Arabic(parts) => parts,
            NumberKind::Roman | NumberKind::Capital => 1,
            NumberKind::Letter
            | NumberKind::Worded(..)
            | NumberKind::Title
            | NumberKind::Column(_)
            | NumberKind::Bullet(_)
            | NumberKind::None => return None,
        };
        let rest = tokens[length + 1..].join(" ");
        let name = rest.trim_start_matches(MARKS);
        let is_marked = bare.len() < printed.len() || name.len() < rest.len();
        let begins = name.chars().next().is_none_or(char::is_uppercase);
        return (is_marked || begins).then(|| (NumberKind::Worded(word, parts), name.to_owned()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_criterion_stands_in_its_column_or_before_the_name() {
        use NumberKind::{Arabic, Bullet, Capital, Letter, None, Roman, Worded};
        for (number, name, kind, bare) in [
            ("I/", "Chỉ đạo", Roman, "Chỉ đạo"),
            ("1/", "Kế hoạch", Arabic(1), "Kế hoạch"),
            ("1.0", "Kế hoạch", Arabic(1), "Kế hoạch"),
            ("1.10", "Kế hoạch", Arabic(2), "Kế hoạch"),
            ("I.1", "Kế hoạch", Arabic(2), "Kế hoạch"),
            ("a)", "Kịp thời", Letter, "Kịp thời"),
            ("B", "Kết quả", Capital, "Kết quả"),
            ("Lĩnh vực 1", "Chỉ đạo", Worded("lĩnh vực", 1), "Chỉ đạo"),
            ("-", "Kịp thời", Bullet('-'), "Kịp thời"),
            ("", "Lĩnh vực 2: Thể chế", Worded("lĩnh vực", 1), "Thể chế"),
            ("", "PHẦN I. KẾT QUẢ", Worded("phần", 1), "KẾT QUẢ"),
            ("PHẦN II - KẾT QUẢ", "", Worded("phần", 1), "KẾT QUẢ"),
            ("B. KẾT QUẢ", "", Capital, "KẾT QUẢ"),
            ("PHẦN I", "", Worded("phần", 1), "PHẦN I"),
            ("", "Tiêu chí 1.2 Kế hoạch", Worded("tiêu chí", 2), "Kế hoạch"),
            ("", "I - Chỉ đạo", Roman, "Chỉ đạo"),
            ("", "2 - Kế hoạch", Arabic(1), "Kế hoạch"),
            ("", "1.Kế hoạch", Arabic(1), "Kế hoạch"),
            ("", "1.2 Kế hoạch", Arabic(2), "Kế hoạch"),
            ("", "3 Cải cách thể chế", Arabic(1), "Cải cách thể chế"),
            ("", "5 TTHC rút gọn", None, "5 TTHC rút gọn"),
            ("", "a)Kịp thời", Letter, "Kịp thời"),
            ("", "+ Kịp thời", Bullet('+'), "Kịp thời"),
            ("", "5 báo cáo đúng hạn", None, "5 báo cáo đúng hạn"),
            ("", "Nội dung công khai", None, "Nội dung công khai"),
            ("", "TTHC (một cửa)", None, "TTHC (một cửa)"),
        ] {
            assert!(numbered(number, name) == (kind, bare.to_owned()), "{number} | {name}");
        }
    }
}
