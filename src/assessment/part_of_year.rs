//! Parts of a year, of which an index is no result, and the year before.

use crate::model::match_key;

use super::row::running_number;

/// The part of a year that a title or a heading names: `quý I`, `6 tháng`.
pub(super) fn part_of_year(text: &str) -> Option<String> {
    const MONTHS: [&str; 6] = ["6", "sáu", "9", "chín", "3", "ba"];
    let words: Vec<&str> = text.split(' ').collect();
    let key = |at: usize| words.get(at).map(|word| match_key(word)).unwrap_or_default();
    (0..words.len()).find_map(|at| {
        let is_quarter = key(at) == "quý" && running_number(&key(at + 1).to_uppercase()).is_some();
        let is_months = MONTHS.contains(&key(at).as_str()) && key(at + 1) == "tháng";
        let is_month = key(at) == "tháng"
            && key(at + 1).parse::<u32>().is_ok_and(|month| (1..=12).contains(&month))
            && key(at.wrapping_sub(2)) != "ngày";
        let is_part = is_quarter || is_months || is_month;
        is_part.then(|| words[at..words.len().min(at + 2)].join(" "))
    })
}

/// Whether a heading or a row is of the year before: `Điểm năm trước`.
pub(super) fn names_year_before(text: &str) -> bool {
    let key = match_key(text);
    ["năm trước", "năm ngoái", "kỳ trước"].iter().any(|words| key.contains(words))
}
