//! The heading of a column of criteria, by which forms and tables with units across are known.

use crate::model::match_key;
use crate::source::RawCell;

/// What such a heading consists of, such as `Lĩnh vực/tiêu chí/tiêu chí thành phần`.
const CRITERIA: [&str; 27] = [
    "nội dung",
    "tên nội dung",
    "nội dung đánh giá",
    "nội dung tự đánh giá",
    "nội dung chấm điểm",
    "nội dung tiêu chí",
    "nội dung tiêu chí đánh giá",
    "nội dung các tiêu chí",
    "chỉ tiêu đánh giá",
    "nội dung công việc",
    "nội dung thực hiện",
    "tiêu chí",
    "tên tiêu chí",
    "các tiêu chí",
    "nhóm tiêu chí",
    "danh mục tiêu chí",
    "tiêu chí đánh giá",
    "các tiêu chí đánh giá",
    "tiêu chí chấm điểm",
    "tiêu chí thành phần",
    "tên tiêu chí thành phần",
    "các tiêu chí thành phần",
    "lĩnh vực",
    "tên lĩnh vực",
    "lĩnh vực đánh giá",
    "chỉ tiêu",
    "nhiệm vụ",
];

/// Whether a cell heads the column of criteria.
pub(super) fn heads_criteria(cell: &RawCell) -> bool {
    const MOST_LETTERS: usize = 80;
    if cell.text.len() > 3 * MOST_LETTERS {
        return false;
    }
    let key = match_key(&cell.text);
    // `Tiêu chí (điểm tối đa)`: the names have the maxima.
    let key = key.split(" (").next().unwrap_or_default();
    let parts = key.split(['/', ',', '-', ';']).flat_map(|part| part.split(" và ")).map(str::trim);
    let mut parts = parts.filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| CRITERIA.contains(&part))
}
