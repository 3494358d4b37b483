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
        Block::Province => lang.pick("Tỉnh, thành phố", "Provinces"),
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
        (Block::Province, 1) => lang.pick("tỉnh, thành phố", "province"),
        (Block::Province, _) => lang.pick("tỉnh, thành phố", "provinces"),
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

/// Whether a unit came or went.
#[must_use]
pub fn set_change(lang: Lang, change: &str) -> &'static str {
    match change {
        "entrant" => lang.pick("mới trong bảng xếp hạng", "new in the ranking"),
        _ => lang.pick("không còn trong bảng xếp hạng", "no longer in the ranking"),
    }
}

/// How much a finding weighs.
#[must_use]
pub fn severity_label(lang: Lang, severity: &str) -> &'static str {
    match severity {
        "note" => lang.pick("Ghi chú", "Note"),
        "warning" => lang.pick("Cảnh báo", "Warning"),
        _ => lang.pick("Lỗi", "Error"),
    }
}

/// The heading of a column, by its name in views and machine formats; a name that is unknown stays as it is.
#[allow(clippy::too_many_lines, reason = "a table of words")]
#[must_use]
pub fn column_label(lang: Lang, name: &str) -> &str {
    match name {
        "year" => lang.pick("Năm", "Year"),
        "block" => lang.pick("Khối", "Block"),
        "unit" | "label" => lang.pick("Đơn vị", "Unit"),
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
        "gap_share" => lang.pick("% chênh lệch", "Gap, % of maximum"),
        "over" => lang.pick("Tự chấm cao", "Over"),
        "under" => lang.pick("Tự chấm thấp", "Under"),
        "robust_z" => lang.pick("z hiệu chỉnh", "Robust z"),
        "residual" => lang.pick("Phần dư", "Residual"),
        "lost" => lang.pick("Điểm mất", "Lost"),
        "lost_share" => lang.pick("% tổng điểm mất", "% of lost points"),
        "block_median" => lang.pick("Trung vị khối", "Block median"),
        "behind" => lang.pick("Thấp hơn trung vị", "Behind"),
        "median" => lang.pick("Trung vị", "Median"),
        "lowest" => lang.pick("Thấp nhất", "Lowest"),
        "lowest_unit" => lang.pick("Đơn vị thấp nhất", "Lowest unit"),
        "next_grade" => lang.pick("Mức phân loại kế tiếp", "Next grade"),
        "next_grade_at_most" => lang.pick("Điểm còn thiếu", "Points short"),
        "from_year" => lang.pick("Từ năm", "From"),
        "to_year" => lang.pick("Đến năm", "To"),
        "rank_from" => lang.pick("Hạng trước", "Rank before"),
        "rank_to" => lang.pick("Hạng sau", "Rank after"),
        "rank_change" => lang.pick("Tăng/giảm hạng", "Rank change"),
        "total_from" => lang.pick("Tổng trước", "Total before"),
        "total_to" => lang.pick("Tổng sau", "Total after"),
        "delta" => lang.pick("Tăng/giảm điểm", "Change"),
        "points_from" => lang.pick("Điểm trước", "Points before"),
        "points_to" => lang.pick("Điểm sau", "Points after"),
        "attainment_from" | "attainment_first" => lang.pick("Tỷ lệ đạt năm đầu", "First attainment"),
        "attainment_to" | "attainment_last" => lang.pick("Tỷ lệ đạt năm cuối", "Last attainment"),
        "attainment_delta" => lang.pick("Tăng/giảm tỷ lệ đạt (điểm %)", "Attainment change (pp)"),
        "constant_delta" => lang.pick("Quy về cùng bộ tiêu chí (điểm %)", "At constant framework (pp)"),
        "performance" => lang.pick("Do kết quả", "Performance"),
        "weight" => lang.pick("Do điểm tối đa", "Weight"),
        "rounding" => lang.pick("Làm tròn", "Rounding"),
        "own_change" => lang.pick("Hạng: do kết quả", "Rank: own"),
        "framework_change" => lang.pick("Hạng: do bộ tiêu chí", "Rank: framework"),
        "set_change" => lang.pick("Hạng: do thêm, bớt đơn vị", "Rank: set of units"),
        "grade_from" => lang.pick("Phân loại trước", "Grade before"),
        "grade_to" => lang.pick("Phân loại sau", "Grade after"),
        "names" => lang.pick("Đơn vị", "Units"),
        "units" => lang.pick("Số đơn vị", "Number"),
        "change" => lang.pick("Biến động", "Change"),
        "years" => lang.pick("Số năm", "Years"),
        "first_year" => lang.pick("Năm đầu", "First year"),
        "last_year" => lang.pick("Năm cuối", "Last year"),
        "slope" => lang.pick("Xu hướng (điểm %/năm)", "Slope (pp a year)"),
        "tau" => lang.pick("Kendall τ-b", "Kendall τ-b"),
        "volatility" => lang.pick("Dao động (điểm %)", "Volatility (pp)"),
        "rising" => lang.pick("Tăng liên tiếp", "Rises in a row"),
        "falling" => lang.pick("Giảm liên tiếp", "Falls in a row"),
        "top_quarter" => lang.pick("Số năm ở 1/4 đầu", "Years in top quarter"),
        "bottom_quarter" => lang.pick("Số năm ở 1/4 cuối", "Years in bottom quarter"),
        "best_year" => lang.pick("Năm cao nhất", "Best year"),
        "worst_year" => lang.pick("Năm thấp nhất", "Worst year"),
        "years_behind" => lang.pick("Số năm thấp hơn", "Years behind"),
        "mean_behind" => lang.pick("Mức thấp hơn, bình quân (điểm %)", "Mean behind (pp)"),
        "last_behind" => lang.pick("Mức thấp hơn, năm cuối (điểm %)", "Behind in last year (pp)"),
        "last_lost" => lang.pick("Điểm mất năm cuối", "Lost in last year"),
        "mean_gap_share" => lang.pick("% chênh lệch bình quân", "Mean % of maximum"),
        "last_gap_share" | "gap_share_to" => lang.pick("% chênh lệch năm cuối", "Last % of maximum"),
        "gap_share_from" => lang.pick("% chênh lệch năm trước", "% before"),
        "block_gap_share" | "block_gap_share_to" => lang.pick("% chênh lệch của khối", "% of block"),
        "block_gap_share_from" => lang.pick("% chênh lệch của khối năm trước", "% of block before"),
        "last_gap" => lang.pick("Chênh lệch năm cuối", "Gap in last year"),
        "mark" => "",
        "derived" => lang.pick("Tính từ đơn vị hợp thành", "From predecessors"),
        "rule" => lang.pick("Quy tắc", "Rule"),
        "severity" => lang.pick("Mức độ", "Severity"),
        "expected" => lang.pick("Số đối chiếu", "Expected"),
        "found" => lang.pick("Trong văn bản", "Found"),
        "difference" => lang.pick("Mức lệch", "Difference"),
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
