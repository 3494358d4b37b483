//! The saved questions.

use super::label::label;
use super::{Column, ColumnInfo, Label, relation, views};

relation! {
    /// The saved questions: those that are shipped with the program, and those of an office.
    pub struct QuestionRow: "saved_questions";
    key number;
    shown number, title_vi, parameters;

    /// The number by which `cchc ask` finds it, from 1.
    number: usize = Count, label("Số", "No.");
    /// The name by which `cchc ask` finds it.
    name: String = Text, label("Tên", "Name");
    /// What it is about, such as `standing`.
    theme: String = Text, label("Chủ đề", "Theme");
    /// What it asks, in Vietnamese.
    title_vi as "title": String = Text, label("Câu hỏi", "Question");
    /// What it asks, in English.
    title_en: String = Text, label("Câu hỏi", "Question");
    /// The names of its parameters, each an option of `cchc ask`.
    parameters: Vec<String> = Texts, label("Tùy chọn", "Options");
    /// Whether it runs in any client of SQLite.
    portable: bool = Flag, label("Chạy ở mọi chương trình", "Portable");
    /// The query.
    sql: String = Text, label("Câu truy vấn", "Query");
}

impl QuestionRow {
    /// The columns that English-speaking readers see.
    pub const SHOWN_EN: &'static [Column<Self>] = &[Self::number, Self::title_en, Self::parameters];
}

/// The headings of columns that the shipped questions compute and no view has.
const COMPUTED: [(&str, Label); 72] = [
    ("accepted_findings", label("Số trường hợp đã chấp nhận", "Accepted findings")),
    ("appraisal_rank", label("Hạng theo thẩm định", "Rank by appraisal")),
    ("appraised_percent", label("Thẩm định (%)", "Appraised, %")),
    ("best_rank", label("Hạng cao nhất", "Best rank")),
    ("block_percent", label("Tỷ lệ đạt của khối (%)", "Attainment of the block, %")),
    ("correlation", label("Hệ số tương quan", "Correlation")),
    ("correlation_with_total", label("Tương quan với tổng điểm", "Correlation with the total")),
    ("direction", label("Xu hướng", "Direction")),
    ("findings", label("Số trường hợp", "Findings")),
    ("furthest_pp", label("Thấp nhất so với trung vị (điểm %)", "Furthest behind, pp")),
    ("highest_percent", label("Cao nhất (%)", "Highest, %")),
    ("in_a_row", label("Số lần liên tiếp", "In a row")),
    ("largest_difference", label("Mức lệch lớn nhất", "Largest difference")),
    ("last_percent", label("Tỷ lệ đạt năm cuối (%)", "Last attainment, %")),
    ("last_pp_behind", label("Thấp hơn trung vị năm cuối (điểm %)", "Behind in the last year, pp")),
    ("last_rank", label("Hạng năm cuối", "Last rank")),
    ("last_time", label("Lần gần nhất", "Last time")),
    ("last_year_before", label("Năm cuối trước thay đổi", "Last year before")),
    ("like_for_like_percent", label("Tỷ lệ đạt trên cùng cơ sở (%)", "Like for like, %")),
    ("like_for_like_pp", label("Thay đổi trên cùng cơ sở (điểm %)", "Like for like, pp")),
    ("like_for_like_units", label("Số đơn vị cùng cơ sở", "Like-for-like units")),
    ("lower_quartile", label("Tứ phân vị dưới (%)", "Lower quartile, %")),
    ("lowest_percent", label("Thấp nhất (%)", "Lowest, %")),
    ("mean_percent", label("Bình quân (%)", "Mean, %")),
    ("mean_pp", label("Thay đổi bình quân (điểm %)", "Mean change, pp")),
    ("mean_pp_above", label("Cao hơn khối bình quân (điểm %)", "Above the block on average, pp")),
    ("mean_pp_behind", label("Thấp hơn trung vị bình quân (điểm %)", "Behind on average, pp")),
    (
        "mean_ranks_25",
        label("Số hạng bình quân khi tỷ trọng đổi 25%", "Mean number of ranks, weights ± 25 %"),
    ),
    ("median_gap", label("Trung vị chênh lệch", "Median gap")),
    ("median_percent", label("Trung vị (%)", "Median, %")),
    ("others_pp", label("Thay đổi của các đơn vị khác (điểm %)", "Change of the others, pp")),
    ("percent", label("Tỷ lệ (%)", "%")),
    ("percent_after", label("Sau (%)", "After, %")),
    ("percent_before", label("Trước (%)", "Before, %")),
    ("percent_of_all", label("% tổng điểm", "% of all points")),
    ("percent_of_lost", label("% tổng điểm mất", "% of lost points")),
    ("place", label("Vị trí", "Place")),
    ("points_after", label("Điểm tối đa sau", "Points after")),
    ("points_before", label("Điểm tối đa trước", "Points before")),
    ("points_change", label("Thay đổi điểm tối đa", "Change of the maximum")),
    ("pp", label("Chênh lệch (điểm %)", "pp")),
    ("pp_above_block", label("Cao hơn khối (điểm %)", "Above the block, pp")),
    ("pp_against_others", label("So với các đơn vị khác (điểm %)", "Against the others, pp")),
    ("pp_behind_above", label("Kém đơn vị xếp trên (điểm %)", "Behind the one above, pp")),
    ("pp_behind_first", label("Kém đơn vị đứng đầu (điểm %)", "Behind the first, pp")),
    ("pp_behind_median", label("Thấp hơn trung vị (điểm %)", "Behind the median, pp")),
    ("pp_closer", label("Sát hơn (điểm %)", "Closer, pp")),
    ("quartiles_apart_pp", label("Khoảng tứ phân vị (điểm %)", "Between the quartiles, pp")),
    ("rank_1_year_before", label("Hạng 1 năm trước", "Rank 1 year before")),
    ("rank_2_years_before", label("Hạng 2 năm trước", "Rank 2 years before")),
    ("rank_3_years_before", label("Hạng 3 năm trước", "Rank 3 years before")),
    ("rank_4_years_before", label("Hạng 4 năm trước", "Rank 4 years before")),
    ("rank_5_years_before", label("Hạng 5 năm trước", "Rank 5 years before")),
    ("ranks_gained", label("Số bậc tăng", "Ranks gained")),
    ("ranks_possible", label("Số hạng có thể", "Possible ranks")),
    ("stddev_gap", label("Độ lệch chuẩn của chênh lệch", "Standard deviation of the gap")),
    ("stddev_pp", label("Độ lệch chuẩn (điểm %)", "Standard deviation, pp")),
    ("sure_10", label("Hạng chắc chắn khi tỷ trọng đổi 10%", "Certain, weights ± 10 %")),
    ("sure_25", label("Hạng chắc chắn khi tỷ trọng đổi 25%", "Certain, weights ± 25 %")),
    ("sure_rounding", label("Hạng chắc chắn khi làm tròn", "Certain within rounding")),
    ("survey_percent", label("Điều tra XHH (%)", "Survey, %")),
    ("survey_rank", label("Hạng theo điều tra XHH", "Rank by survey")),
    ("units_above", label("Số đơn vị tự chấm cao hơn", "Units above")),
    ("units_down", label("Số đơn vị giảm", "Units down")),
    ("units_level", label("Số đơn vị cùng mức", "Units level")),
    ("units_up", label("Số đơn vị tăng", "Units up")),
    ("upper_quartile", label("Tứ phân vị trên (%)", "Upper quartile, %")),
    ("worst_rank", label("Hạng thấp nhất", "Worst rank")),
    ("years_above", label("Số năm cao hơn", "Years above")),
    ("years_at_top", label("Số năm dẫn đầu", "Years at the top")),
    ("years_first", label("Số năm đứng đầu", "Years first")),
    ("years_known", label("Số năm có số liệu", "Years known")),
];

/// The words for values that the shipped questions compute.
const WORDS: [(&str, Label); 6] = [
    ("first", label("đầu bảng", "first")),
    ("last", label("cuối bảng", "last")),
    ("better", label("tăng", "better")),
    ("worse", label("giảm", "worse")),
    ("rising", label("tăng", "rising")),
    ("falling", label("giảm", "falling")),
];

/// The heading of a column in the answer to a saved question: that of the column of a view with
/// this name, or else of what the shipped questions compute.
#[must_use]
pub fn answer_heading(name: &str) -> Option<Label> {
    let computed = COMPUTED.iter().find(|(known, _)| *known == name).map(|(_, label)| *label);
    answer_column(name).map(|column| column.label).or(computed)
}

/// The column of a view that a column in the answer to a saved question shows, by its name.
#[must_use]
pub fn answer_column(name: &str) -> Option<ColumnInfo> {
    views().into_iter().flat_map(|view| view.columns).find(|column| column.name == name)
}

/// The words for a value that the shipped questions compute.
#[must_use]
pub fn answer_word(value: &str) -> Option<Label> {
    WORDS.iter().find(|(known, _)| *known == value).map(|(_, label)| *label)
}
