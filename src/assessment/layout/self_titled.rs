//! Which score a title says that a table holds: those that units give themselves, or their appraisal.

use crate::model::{ScoreKind, clean, match_key};
use crate::source::RawTable;

use super::super::row::sheet_name;
use super::super::title::title_in;

/// The words of titles that say so, and those of other titles.
const SELF: [&str; 2] = ["tự chấm", "tự đánh giá"];
const OTHERS: [&str; 5] = ["thẩm định", "thẩm tra", "phúc tra", "công bố", "phê duyệt"];

/// What titles of the survey begin with.
const SURVEY: [&str; 6] = [
    "kết quả điều tra xã hội học",
    "kết quả khảo sát xã hội học",
    "điểm điều tra xã hội học",
    "tổng hợp kết quả điều tra xã hội học",
    "tổng hợp điểm điều tra xã hội học",
    "kết quả điểm điều tra xã hội học",
];

/// Words that name who appraises, or say that nobody has yet.
const NO_APPRAISAL: [&str; 6] = [
    "hội đồng thẩm định",
    "tổ thẩm định",
    "đoàn thẩm định",
    "chưa thẩm định",
    "trước khi thẩm định",
    "đề nghị thẩm định",
];

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

/// Whether the title above a table, or else its sheet, says which score it holds.
pub(in super::super) fn names_score(table: &RawTable) -> bool {
    score_named(table).is_some()
}

/// Whether the title above a piece names another score than that of a table.
pub(super) fn names_another_score(table: &RawTable, piece: &RawTable) -> bool {
    score_named(piece).is_some_and(|score| score != score_of_title(table))
}

fn score_named_in(lines: &[String]) -> Option<ScoreKind> {
    // What stands above the title, before prose, is the title of something else.
    let near = lines.iter().rev().skip_while(|line| title_of(line).is_none());
    let near: Vec<String> =
        near.take_while(|line| !is_prose(line)).filter_map(|line| title_of(line)).collect();
    let is_of_survey = near.iter().any(|line| SURVEY.iter().any(|words| line.starts_with(words)));
    // A title may go on in the next line.
    let mut whole = near.into_iter().rev().collect::<Vec<_>>().join(" ");
    for words in NO_APPRAISAL {
        whole = whole.replace(words, "");
    }
    let says = |words: &[&str]| words.iter().any(|word| whole.contains(word));
    if is_of_survey && !says(&OTHERS) && !says(&SELF) {
        return Some(ScoreKind::Survey);
    }
    match (says(&SELF), says(&OTHERS)) {
        (_, true) => Some(ScoreKind::Appraised),
        (true, false) => Some(ScoreKind::SelfScore),
        (false, false) => None,
    }
}

/// The key of a line that is a title, without what the results were made of. A line in brackets counts if it says
/// whose scores these are.
fn title_of(line: &str) -> Option<String> {
    /// What a line in brackets begins with that says so.
    const IN_BRACKETS: [&str; 5] =
        ["điểm tự", "tự chấm", "tự đánh giá", "số liệu tự", "kết quả tự"];
    /// Words behind which a title says what the results were made of.
    const SOURCES: [&str; 4] = ["trên cơ sở", "căn cứ", "so với", "từ điểm"];
    let line = clean(line);
    if let Some(inside) = line.strip_prefix('(') {
        let key = match_key(inside);
        return IN_BRACKETS.iter().any(|word| key.starts_with(word)).then_some(key);
    }
    let mut key = title_in(&line)?;
    for words in SOURCES {
        if let Some(at) = key.find(words) {
            key.truncate(at);
        }
    }
    Some(key).filter(|key| !key.is_empty())
}

/// Whether a line is a sentence, and no title.
fn is_prose(line: &str) -> bool {
    const FEWEST_WORDS: usize = 6;
    let line = line.trim();
    line.ends_with(['.', ';'])
        && line.split(' ').count() >= FEWEST_WORDS
        && !line.starts_with('(')
        && title_of(line).is_none()
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
