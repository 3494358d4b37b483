//! Short names of areas, for tables, charts and annexes. A name is never truncated.

use std::collections::HashMap;

use crate::model::match_key;

use super::SeriesEntry;

/// Words with which many areas begin, and which a short name leaves out.
const COMMON: [&str; 2] = ["Cải cách ", "Công tác "];

/// The declared short names of areas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShortNames(HashMap<String, String>);

impl ShortNames {
    /// Collects the short names that series declare, under every name of the series.
    #[must_use]
    pub fn of_series(series: &[SeriesEntry]) -> Self {
        let mut names = HashMap::new();
        for entry in series {
            let Some(short) = &entry.short else { continue };
            for name in std::iter::once(&entry.name).chain(&entry.printed) {
                names.insert(match_key(name), short.clone());
            }
        }
        Self(names)
    }

    /// The short name of an area: the declared one, or else its name without brackets and common
    /// words.
    #[must_use]
    pub fn of(&self, area: &str) -> String {
        match self.0.get(&match_key(area)) {
            Some(short) => short.clone(),
            None => shortened(area),
        }
    }
}

/// The name of an area without brackets and common words.
fn shortened(area: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in area.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }

    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = COMMON.iter().find_map(|common| plain.strip_prefix(common)).unwrap_or(&plain);
    let mut letters = rest.chars();
    let short: String = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default();
    // A name that is entirely in brackets stays as it is.
    if short.is_empty() { area.to_owned() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_declared_or_made_from_the_name() {
        let entry = SeriesEntry {
            name: "Xây dựng và phát triển chính quyền điện tử".to_owned(),
            block: None,
            printed: vec!["Chính quyền điện tử, chính quyền số".to_owned()],
            first_year: None,
            last_year: None,
            split_from: None,
            short: Some("Chính quyền số".to_owned()),
        };
        let names = ShortNames::of_series(&[entry]);
        assert_eq!(names.of("Chính quyền  điện tử, CHÍNH QUYỀN SỐ"), "Chính quyền số");
        assert_eq!(names.of("Cải cách thủ tục hành chính (TTHC)"), "Thủ tục hành chính");
        assert_eq!(names.of("Công tác chỉ đạo, điều hành"), "Chỉ đạo, điều hành");
        assert_eq!(names.of("(TTHC)"), "(TTHC)");
    }
}
