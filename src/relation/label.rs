//! Column headings in both languages that several relations share.

use crate::language::Label;
pub(super) use crate::language::label;

pub(super) const YEAR: Label = label("Năm", "Year");
pub(super) const BLOCK: Label = label("Khối", "Block");
pub(super) const UNIT: Label = label("Đơn vị", "Unit");
pub(super) const UNIT_ID: Label = label("Mã đơn vị", "Unit id");
pub(super) const CRITERION: Label = label("Lĩnh vực", "Criterion");
pub(super) const SERIES: Label = label("Chuỗi lĩnh vực", "Series");
pub(super) const LEVEL: Label = label("Cấp", "Level");
pub(super) const RANK: Label = label("Hạng", "Rank");
pub(super) const TOTAL: Label = label("Tổng cộng", "Total");
pub(super) const GRADE: Label = label("Phân loại", "Grade");
pub(super) const ATTAINMENT: Label = label("Tỷ lệ đạt", "Attainment");
pub(super) const SELF: Label = label("Tự chấm", "Self");
pub(super) const APPRAISED: Label = label("Thẩm định", "Appraised");
pub(super) const SURVEY: Label = label("ĐT XHH", "Survey");
pub(super) const MAXIMUM: Label = label("Tối đa", "Maximum");
pub(super) const MAX_APPRAISED: Label = label("Tối đa thẩm định", "Appraised maximum");
pub(super) const MAX_SURVEY: Label = label("Tối đa ĐT XHH", "Survey maximum");
pub(super) const COVERAGE: Label = label("Mức đầy đủ", "Coverage");
pub(super) const SIMULATED: Label = label("Mô phỏng", "Simulated");
pub(super) const UNITS: Label = label("Số đơn vị", "Number");
pub(super) const GAP: Label = label("Chênh lệch", "Gap");
pub(super) const GAP_SHARE: Label = label("% chênh lệch", "Gap, % of maximum");
pub(super) const BLOCK_GAP_SHARE: Label = label("% chênh lệch của khối", "Block gap, % of maximum");
pub(super) const RESIDUAL: Label = label("Phần dư", "Residual");
pub(super) const ROBUST_Z: Label = label("z hiệu chỉnh", "Robust z");
pub(super) const LOST: Label = label("Điểm mất", "Lost");
pub(super) const LOST_SHARE: Label = label("% tổng điểm mất", "% of lost points");
pub(super) const FROM_YEAR: Label = label("Từ năm", "From");
pub(super) const TO_YEAR: Label = label("Đến năm", "To");
pub(super) const DELTA: Label = label("Tăng/giảm điểm", "Change");
pub(super) const ATTAINMENT_FROM: Label = label("Tỷ lệ đạt năm đầu", "First attainment");
pub(super) const ATTAINMENT_TO: Label = label("Tỷ lệ đạt năm cuối", "Last attainment");
pub(super) const ATTAINMENT_DELTA: Label =
    label("Tăng/giảm tỷ lệ đạt (điểm %)", "Attainment change (pp)");
pub(super) const PERFORMANCE: Label = label("Do kết quả", "Performance");
pub(super) const WEIGHT: Label = label("Do điểm tối đa", "Weight");
pub(super) const GRADE_FROM: Label = label("Phân loại năm đầu", "Grade before");
pub(super) const GRADE_TO: Label = label("Phân loại năm cuối", "Grade after");
pub(super) const YEARS: Label = label("Số năm", "Years");
pub(super) const FIRST_YEAR: Label = label("Năm đầu", "First year");
pub(super) const LAST_YEAR: Label = label("Năm cuối", "Last year");
pub(super) const SLOPE: Label = label("Xu hướng (điểm %/năm)", "Slope (pp per year)");
pub(super) const TAU: Label = label("Kendall τ-b", "Kendall τ-b");
pub(super) const LAST_GAP_SHARE: Label = label("% chênh lệch năm cuối", "Last gap, % of maximum");
pub(super) const NUMBER: Label = label("Số quyết định", "Decision");
pub(super) const FILE_NAME: Label = label("Tệp", "File");
pub(super) const SHA256: Label = label("SHA-256", "SHA-256");
pub(super) const CONSTANT_FROM: Label =
    label("Tỷ lệ đạt năm đầu, cùng bộ tiêu chí", "First attainment at constant framework");
pub(super) const CONSTANT_TO: Label =
    label("Tỷ lệ đạt năm cuối, cùng bộ tiêu chí", "Last attainment at constant framework");
pub(super) const CONSTANT_SLOPE: Label =
    label("Xu hướng trên cùng cơ sở (điểm %/năm)", "Like-for-like slope (pp per year)");
pub(super) const FRAMEWORK_CHANGED: Label = label("Đổi bộ tiêu chí", "Framework changed");
pub(super) const CONSTANT_UNITS: Label = label("Số đơn vị có ở mọi năm", "Constant units");
pub(super) const ATTAINMENT_BEFORE: Label = label("Tỷ lệ đạt trước hợp nhất", "Attainment before");
pub(super) const ATTAINMENT_AFTER: Label = label("Tỷ lệ đạt sau hợp nhất", "Attainment after");
