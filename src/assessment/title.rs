//! Tells the titles of tables from prose.

use crate::model::{clean, match_key};

/// The key of a line that is a title, without its number and what stands in brackets: a line in capitals, or one that
/// begins as titles do. None for prose, remarks and references.
pub(super) fn title_in(line: &str) -> Option<String> {
    const BEGINNINGS: [&str; 16] = [
        "bảng",
        "biểu",
        "kết quả",
        "tổng hợp",
        "phiếu",
        "điểm",
        "danh sách",
        "chỉ số",
        "tự chấm",
        "tự đánh giá",
        "thẩm định",
        "phụ lục",
        "xếp hạng",
        "thống kê",
        "số liệu",
        "báo cáo",
    ];
    const MOST_WORDS: usize = 40;
    let mut bare = String::new();
    let mut depth = 0_usize;
    for letter in clean(line).chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    let name = without_number(bare.trim());
    let key = match_key(name);
    let is_shouted = !name.contains(char::is_lowercase);
    let is_sentence = !is_shouted && name.ends_with(['.', ';']);
    let is_long = name.split(' ').count() > MOST_WORDS;
    let begins = BEGINNINGS.iter().any(|word| key.starts_with(word));
    (!key.is_empty() && !is_sentence && !is_long && (is_shouted || begins)).then_some(key)
}

/// A line without the number before it: `2. Kết quả`, `II. Kết quả`.
pub(super) fn without_number(line: &str) -> &str {
    let Some((number, rest)) = line.split_once(' ') else { return line };
    let bare = number.trim_end_matches(['.', ')', ':']);
    let is_number = bare.len() < number.len()
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_uppercase());
    if is_number { rest.trim_start() } else { line }
}
