//! Which score a title says that a table holds: those that units give themselves, or their appraisal.

use crate::model::{ScoreKind, clean, match_key};

use super::numbering::numbered;

/// The words of titles that say so, and those of other titles.
const SELF: [&str; 2] = ["tự chấm", "tự đánh giá"];
const OTHERS: [&str; 5] = ["thẩm định", "thẩm tra", "phúc tra", "công bố", "phê duyệt"];

/// The score of a table whose columns do not say which: the self score if the title above it says that
/// the units score themselves, else the appraised score.
pub(in super::super) fn score_of_title(lines: &[String]) -> ScoreKind {
    // What stands above prose is the title of something else.
    let near = lines.iter().rev().take_while(|line| !is_prose(line));
    let near: Vec<&String> = near.collect();
    let says = |words: &[&str]| {
        let mut titles = near.iter().filter_map(|line| title(line));
        titles.any(|title| words.iter().any(|word| title.contains(word)))
    };
    if says(&SELF) && !says(&OTHERS) { ScoreKind::SelfScore } else { ScoreKind::Appraised }
}

/// Whether a line is a sentence.
fn is_prose(line: &str) -> bool {
    const FEWEST_WORDS: usize = 6;
    let line = line.trim();
    line.ends_with(['.', ';']) && line.split(' ').count() >= FEWEST_WORDS && !line.starts_with('(')
}

/// The key of a line that is a title, without what stands in brackets: in capitals, or with a word at its
/// beginning with which titles begin. None for prose, remarks and references.
fn title(line: &str) -> Option<String> {
    const BEGINNINGS: [&str; 12] = [
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
        "phụ lục",
        "xếp hạng",
    ];
    const MOST_WORDS: usize = 40;
    let line = clean(line);
    let mut bare = String::new();
    let mut depth = 0_usize;
    for letter in line.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    let (_, name) = numbered("", bare.trim());
    let key = match_key(&name);
    let is_shouted = !name.contains(char::is_lowercase);
    let is_sentence =
        name.ends_with(['.', ';']) || name.contains(": ") || name.split(' ').count() > MOST_WORDS;
    let begins = BEGINNINGS.iter().any(|word| key.starts_with(word));
    (!key.is_empty() && !is_sentence && (is_shouted || begins)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_says_whose_scores_a_table_holds() {
        for (lines, expected) in [
            (&["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023"][..], ScoreKind::SelfScore),
            (&["TỔNG HỢP ĐIỂM TỰ CHẤM NĂM 2023 (CHƯA THẨM ĐỊNH)"], ScoreKind::SelfScore),
            (&["BẢNG XẾP HẠNG ĐIỂM TỰ CHẤM", "(Trình Hội đồng thẩm định)"], ScoreKind::SelfScore),
            (&["2. Điểm tự chấm (chưa thẩm định)"], ScoreKind::SelfScore),
            (&["Kết quả tự đánh giá của các sở"], ScoreKind::SelfScore),
            (&["KẾT QUẢ THẨM ĐỊNH ĐIỂM TỰ CHẤM"], ScoreKind::Appraised),
            (
                &[
                    "KẾT QUẢ ĐÁNH GIÁ CHỈ SỐ CCHC NĂM 2023",
                    "Đơn vị không gửi báo cáo tự chấm điểm: Sở Y tế",
                ],
                ScoreKind::Appraised,
            ),
            (
                &["KẾT QUẢ CHỈ SỐ CCHC", "(Trên cơ sở kết quả tự chấm của các đơn vị)"],
                ScoreKind::Appraised,
            ),
            (
                &["Các đơn vị đã tự chấm điểm và gửi Sở Nội vụ", "KẾT QUẢ CHỈ SỐ CCHC"],
                ScoreKind::Appraised,
            ),
        ] {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            assert_eq!(score_of_title(&lines), expected, "{lines:?}");
        }
    }
}
