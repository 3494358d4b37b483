//! Names of things: blocks, grades, columns, rules.

use crate::model::{Block, Grade, Part};

use super::Lang;

/// A block as a heading: `Sở, ban, ngành`.
#[must_use]
pub fn block_label(lang: Lang, block: Block) -> &'static str {
    match block {
        Block::Department => lang.pick("Sở, ban, ngành", "Departments"),
        Block::District => lang.pick("Huyện, thành phố", "Districts"),
        Block::Commune => lang.pick("Xã, phường, thị trấn", "Communes"),
    }
}

/// A number of units of a block, within a sentence: `19 sở, ban, ngành`.
#[must_use]
pub fn block_units(lang: Lang, block: Block, units: usize) -> String {
    let name = match (block, units) {
        (Block::Department, 1) => lang.pick("sở, ban, ngành", "department"),
        (Block::Department, _) => lang.pick("sở, ban, ngành", "departments"),
        (Block::District, 1) => lang.pick("huyện, thành phố", "district"),
        (Block::District, _) => lang.pick("huyện, thành phố", "districts"),
        (Block::Commune, 1) => lang.pick("xã, phường, thị trấn", "commune"),
        (Block::Commune, _) => lang.pick("xã, phường, thị trấn", "communes"),
    };
    format!("{units} {name}")
}

/// A grade; in Vietnamese as decisions print it.
#[must_use]
pub fn grade_label(lang: Lang, grade: Grade) -> &'static str {
    let en = match grade {
        Grade::Excellent => "Excellent",
        Grade::Good => "Good",
        Grade::Fair => "Fair",
        Grade::Average => "Average",
        Grade::Weak => "Weak",
    };
    lang.pick(grade.printed(), en)
}

/// One of the three scores.
#[must_use]
pub fn part_label(lang: Lang, part: Part) -> &'static str {
    match part {
        Part::SelfScore => lang.pick("tự chấm", "self"),
        Part::Appraised => lang.pick("thẩm định", "appraised"),
        Part::Survey => lang.pick("ĐT XHH", "survey"),
    }
}

/// What a traced figure is.
#[must_use]
pub fn figure_label(lang: Lang, figure: &str) -> &str {
    match figure {
        "self" => lang.pick("tự chấm", "self"),
        "appraised" => lang.pick("thẩm định", "appraised"),
        "survey" => lang.pick("ĐT XHH", "survey"),
        "total" => lang.pick("tổng cộng", "total"),
        "rank" => lang.pick("xếp hạng", "rank"),
        "grade" => lang.pick("phân loại", "grade"),
        other => other,
    }
}

/// How much a finding weighs.
#[must_use]
pub fn severity_label(lang: Lang, severity: &str) -> &'static str {
    match severity {
        "note" => lang.pick("Ghi chú", "Note"),
        "warning" => lang.pick("Lưu ý", "Warning"),
        _ => lang.pick("Lỗi", "Error"),
    }
}

/// The heading of a column, by its name in views and machine formats; a name that is unknown stays as it is.
#[must_use]
pub fn column_label(lang: Lang, name: &str) -> &str {
    match name {
        "year" => lang.pick("Năm", "Year"),
        "block" => lang.pick("Khối", "Block"),
        "unit" => lang.pick("Đơn vị", "Unit"),
        "criterion" => lang.pick("Lĩnh vực", "Criterion"),
        "rank" => lang.pick("Hạng", "Rank"),
        "total" => lang.pick("Tổng cộng", "Total"),
        "grade" => lang.pick("Phân loại", "Grade"),
        "attainment" => lang.pick("Tỷ lệ đạt", "Attainment"),
        "self" | "self_total" => lang.pick("Tự chấm", "Self"),
        "appraised" | "appraised_total" => lang.pick("Thẩm định", "Appraised"),
        "survey" | "survey_total" => lang.pick("ĐT XHH", "Survey"),
        "published_rank" => lang.pick("Hạng công bố", "Published rank"),
        "published_total" => lang.pick("Tổng công bố", "Published total"),
        "published_grade" => lang.pick("Phân loại công bố", "Published grade"),
        "recomputed_rank" => lang.pick("Hạng tính lại", "Recomputed rank"),
        "recomputed_total" => lang.pick("Tổng tính lại", "Recomputed total"),
        "coverage" => lang.pick("Mức đầy đủ", "Coverage"),
        "simulated" => lang.pick("Mô phỏng", "Simulated"),
        "max_total" => lang.pick("Tối đa", "Maximum"),
        "gap" => lang.pick("Chênh lệch", "Gap"),
        "gap_share" => lang.pick("% tối đa", "% of maximum"),
        "over" => lang.pick("Chấm cao", "Over"),
        "under" => lang.pick("Chấm thấp", "Under"),
        "robust_z" => lang.pick("z hiệu chỉnh", "Robust z"),
        "residual" => lang.pick("Phần dư", "Residual"),
        "lost" => lang.pick("Điểm mất", "Lost"),
        "lost_share" => lang.pick("% điểm mất", "% of lost"),
        "block_median" => lang.pick("Trung vị khối", "Block median"),
        "behind" => lang.pick("Thấp hơn trung vị", "Behind"),
        "median" => lang.pick("Trung vị", "Median"),
        "lowest" => lang.pick("Thấp nhất", "Lowest"),
        "lowest_unit" => lang.pick("Đơn vị thấp nhất", "Lowest unit"),
        "next_grade" => lang.pick("Mức kế tiếp", "Next grade"),
        "next_grade_at_most" => lang.pick("Còn thiếu", "Lacking"),
        "rule" => lang.pick("Quy tắc", "Rule"),
        "severity" => lang.pick("Mức độ", "Severity"),
        "expected" => lang.pick("Số đối chiếu", "Expected"),
        "found" => lang.pick("Trong văn bản", "Found"),
        "difference" => lang.pick("Chênh", "Difference"),
        "cell" => lang.pick("Ô", "Cell"),
        "message" | "message_en" => lang.pick("Nội dung", "Message"),
        "accepted" => lang.pick("Chấp nhận", "Accepted"),
        "figure" => lang.pick("Số liệu", "Figure"),
        "value" => lang.pick("Giá trị", "Value"),
        "table" => lang.pick("Bảng", "Table"),
        "row" => lang.pick("Hàng", "Row"),
        "column" => lang.pick("Cột", "Column"),
        "line" => lang.pick("Dòng", "Line"),
        "text" => lang.pick("Nguyên văn", "Text"),
        "number" => lang.pick("Số quyết định", "Decision"),
        "file_name" => lang.pick("Tệp", "File"),
        other => other,
    }
}
