//! Names of units within a sentence.

use crate::analysis::TrendRow;

use super::Lang;
use super::chart::lower_first;

/// Kinds of administrative units whose common noun is written small within a sentence: `huyện Chợ Đồn`.
/// Source: decree 30/2020/NĐ-CP, appendix II.
const COMMON_NOUNS: [&str; 7] = ["Huyện ", "Thành phố ", "Thị xã ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu "];

/// The unit's name as it stands within a sentence; English sentences keep the printed name.
#[must_use]
pub fn unit_in_sentence(lang: Lang, unit: &str) -> String {
    let is_common = lang == Lang::Vi && COMMON_NOUNS.iter().any(|noun| unit.starts_with(noun));
    if is_common { lower_first(unit) } else { unit.to_owned() }
}

/// The names of units as a list of them shows them: where two bear one name, with their years.
#[must_use]
pub fn distinct_names(lang: Lang, rows: &[TrendRow]) -> Vec<String> {
    let is_shared = |row: &TrendRow| rows.iter().any(|other| other.unit == row.unit && other.unit_id != row.unit_id);
    let name = |row: &TrendRow| {
        if !is_shared(row) {
            return row.unit.clone();
        }
        let own = row.series.iter().filter(|point| !point.derived).map(|point| point.year);
        let (first, last) = (own.clone().min().unwrap_or(row.first_year), own.max().unwrap_or(row.last_year));
        let unit = &row.unit;
        let begins_later = rows.iter().any(|other| other.unit == row.unit && other.last_year < first);
        lang.pick(
            if begins_later { format!("{unit} (từ {first})") } else { format!("{unit} (đến {last})") },
            if begins_later { format!("{unit} (from {first})") } else { format!("{unit} (to {last})") },
        )
    };
    rows.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn districts_are_common_nouns_and_departments_are_names() {
        assert_eq!(unit_in_sentence(Lang::Vi, "Huyện Chợ Đồn"), "huyện Chợ Đồn");
        assert_eq!(unit_in_sentence(Lang::Vi, "Sở Y tế"), "Sở Y tế");
        assert_eq!(unit_in_sentence(Lang::En, "Huyện Chợ Đồn"), "Huyện Chợ Đồn");
    }
}
