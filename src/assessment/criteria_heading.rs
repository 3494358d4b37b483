//! The heading of a column of criteria, by which forms and tables with units across are known.

use crate::model::match_key;
use crate::source::RawCell;

/// Headings of the column of criteria.
const CRITERIA: [&str; 17] = [
    "nội dung",
    "nội dung đánh giá",
    "tiêu chí",
    "tên tiêu chí",
    "tiêu chí đánh giá",
    "tiêu chí thành phần",
    "lĩnh vực",
    "lĩnh vực/tiêu chí",
    "lĩnh vực, tiêu chí",
    "lĩnh vực/tiêu chí/tiêu chí thành phần",
    "lĩnh vực, tiêu chí, tiêu chí thành phần",
    "tiêu chí/tiêu chí thành phần",
    "chỉ tiêu",
    "nội dung tiêu chí",
    "nội dung chấm điểm",
    "tên tiêu chí, tiêu chí thành phần",
    "tên lĩnh vực/tiêu chí",
];

/// Whether a cell heads the column of criteria.
pub(super) fn heads_criteria(cell: &RawCell) -> bool {
    let key = match_key(&cell.text).replace(" / ", "/").replace("/ ", "/");
    CRITERIA.contains(&key.as_str())
}
