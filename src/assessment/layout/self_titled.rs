//! Which score a title says that a table holds: those that units give themselves, or their appraisal.

use crate::model::{ScoreKind, clean, match_key};
use crate::source::RawTable;

use super::super::row::sheet_name;
use super::numbering::numbered;

/// The words of titles that say so, and those of other titles.
const SELF: [&str; 2] = ["tự chấm", "tự đánh giá"];
const OTHERS: [&str; 5] = ["thẩm định", "thẩm tra", "phúc tra", "công bố", "phê duyệt"];

/// Words that name who appraises, or say that nobody has yet.
const NO_APPRAISAL: [&str; 6] = [
    "hội đồng thẩm định",
    "tổ thẩm định",
    "đoàn thẩm định",
    "chưa thẩm định",
    "trước khi thẩm định",
    "đề nghị thẩm định",
];

/// Words behind which a title says what the results were made of.
const SOURCES: [&str; 4] = ["trên cơ sở", "căn cứ", "so với", "từ điểm"];

/// The score of a table whose columns do not say which: the self score if the title above it, or else its
/// sheet, says that the units score themselves. Any other table holds the appraised score.
pub(in super::super) fn score_of_title(table: &RawTable) -> ScoreKind {
    score_named(table).unwrap_or(ScoreKind::Appraised)
}

/// The score that the title above a table names, or else its sheet. None if they name neither.
pub(super) fn score_named(table: &RawTable) -> Option<ScoreKind> {
    let of_sheet = || score_named_in(&[sheet_name(table)?.to_owned()]);
    score_named_in(&table.caption).or_else(of_sheet)
}

/// Whether the title above a piece names another score than that of a table.
pub(super) fn names_another_score(table: &RawTable, piece: &RawTable) -> bool {
    score_named(piece).is_some_and(|score| score != score_of_title(table))
}

fn score_named_in(lines: &[String]) -> Option<ScoreKind> {
    // What stands above the title, before prose, is the title of something else.
    let near = lines.iter().rev().skip_while(|line| title(line).is_none());
    let near: Vec<String> =
        near.take_while(|line| !is_prose(line)).filter_map(|line| title(line)).collect();
    // A title may go on in the next line.
    let mut whole = near.into_iter().rev().collect::<Vec<_>>().join(" ");
    for words in NO_APPRAISAL {
        whole = whole.replace(words, "");
    }
    let says = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    match (says(&SELF), says(&OTHERS)) {
        (_, true) => Some(ScoreKind::Appraised),
        (true, false) => Some(ScoreKind::SelfScore),
        (false, false) => None,
    }
}

/// Whether a line is a sentence, and no title.
fn is_prose(line: &str) -> bool {
    const FEWEST_WORDS: usize = 6;
    let line = line.trim();
    line.ends_with(['.', ';'])
        && line.split(' ').count() >= FEWEST_WORDS
        && !line.starts_with('(')
        && title(line).is_none()
}

/// The key of a line that is a title, without what stands in brackets and behind: in capitals, or with a word
/// at its beginning with which titles begin. None for prose, remarks and references.
fn title(line: &str) -> Option<String> {
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
    /// What a line in brackets begins with that says whose scores these are.
    const IN_BRACKETS: [&str; 5] =
        ["điểm tự", "tự chấm", "tự đánh giá", "số liệu tự", "kết quả tự"];
    const MOST_WORDS: usize = 40;
    let line = clean(line);
    if let Some(inside) = line.strip_prefix('(') {
        let key = match_key(inside);
        return IN_BRACKETS.iter().any(|word| key.starts_with(word)).then_some(key);
    }
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
    let mut key = match_key(&name);
    let is_shouted = !name.contains(char::is_lowercase);
    let is_sentence = !is_shouted && name.ends_with(['.', ';']);
    let is_long = name.split(' ').count() > MOST_WORDS;
    let begins = BEGINNINGS.iter().any(|word| key.starts_with(word));
    for words in SOURCES {
        if let Some(at) = key.find(words) {
            key.truncate(at);
        }
    }
    (!key.is_empty() && !is_sentence && !is_long && (is_shouted || begins)).then_some(key)
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
            (&["TỔNG HỢP ĐIỂM TỰ CHẤM NĂM 2023 TRÌNH HỘI ĐỒNG THẨM ĐỊNH"], ScoreKind::SelfScore),
            (&["HỘI ĐỒNG THẨM ĐỊNH TỈNH A", "BẢNG TỔNG HỢP: ĐIỂM TỰ CHẤM"], ScoreKind::SelfScore),
            (&["Phụ lục 1: Tổng hợp điểm tự chấm năm 2023"], ScoreKind::SelfScore),
            (&["KẾT QUẢ CHỈ SỐ CCHC", "(Điểm tự chấm, chưa thẩm định)"], ScoreKind::SelfScore),
            (&["TỔNG HỢP KẾT QUẢ TỰ", "CHẤM ĐIỂM NĂM 2023."], ScoreKind::SelfScore),
            (
                &[
                    "Thống kê điểm tự chấm năm 2023",
                    "Số liệu dưới đây do các đơn vị tự báo cáo về tỉnh.",
                ],
                ScoreKind::SelfScore,
            ),
            (
                &["KẾT QUẢ ĐÁNH GIÁ, XẾP HẠNG NĂM 2023", "TRÊN CƠ SỞ ĐIỂM TỰ CHẤM CỦA CÁC ĐƠN VỊ"],
                ScoreKind::Appraised,
            ),
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
            let found = score_named_in(&lines).unwrap_or(ScoreKind::Appraised);
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
