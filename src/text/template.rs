//! The texts of the workbook to fill in. It is a Vietnamese document, and its headings are those
//! that an import recognises.

use std::collections::BTreeSet;
use std::path::Path;

use crate::model::{Block, FurtherKind, Index, Points, ScoreKind, Year};

use super::{Lang, block_label, block_noun, index_label, joined_with_or, path_line, points};

fn vietnamese(amount: Points) -> String {
    points(Lang::Vi, amount)
}

/// The title above the table.
#[must_use]
pub fn title(block: Block, index: Index, year: Year, is_graded: bool) -> String {
    let units = block_noun(Lang::Vi, block.kind, 2).to_uppercase();
    let index = index_label(Lang::Vi, index).to_uppercase();
    let graded = if is_graded { " VÀ PHÂN LOẠI" } else { "" };
    format!("KẾT QUẢ XẾP HẠNG{graded} {index} CÁC {units} NĂM {year}")
}

/// The error for a block whose groups are ranked apart.
#[must_use]
pub fn choose_group(lang: Lang, groups: &BTreeSet<Block>) -> String {
    let groups: Vec<_> = groups.iter().map(|group| format!("--block \"{group}\"")).collect();
    let groups = joined_with_or(lang, &groups);
    lang.pick(
        format!("khối này được xếp hạng theo nhóm; hãy chọn một nhóm: {groups}."),
        format!("this block is ranked in groups; choose one: {groups}."),
    )
}

/// The line that names the decision, with blanks for its number and date.
#[must_use]
pub fn decision(year: Year, issuer: &str) -> String {
    let next = year.number() + 1;
    format!(
        "(Kèm theo Quyết định số:        /QĐ-UBND ngày      tháng      năm {next} của {issuer})"
    )
}

/// The mark of simulated figures.
pub const SIMULATED: &str = "(SỐ LIỆU MÔ PHỎNG)";

/// The heading of points beside the criteria.
#[must_use]
pub const fn beside(kind: FurtherKind) -> &'static str {
    match kind {
        FurtherKind::EarlierAppraisal => "Điểm thẩm định lần trước",
        FurtherKind::Satisfaction => "Mức độ hài lòng",
        FurtherKind::Bonus => "Điểm thưởng",
        FurtherKind::Penalty => "Điểm trừ",
    }
}

/// The headings of running number, unit, total, rank and grade.
pub const SEQUENCE: &str = "STT";
/// See [`SEQUENCE`].
pub const UNIT: &str = "TÊN ĐƠN VỊ";
/// The heading over rank and grade.
pub const PLACES: &str = "Xếp hạng, phân loại";
/// The heading of the maximum of each unit's total.
pub const MAXIMUM: &str = "Điểm tối đa";
/// See [`SEQUENCE`].
pub const RANK: &str = "Xếp hạng";
/// See [`SEQUENCE`].
pub const GRADE: &str = "Phân loại";
/// The heading over those scores of a criterion that are the sums of its parts.
pub const OF_PARTS: &str = "Cộng";

/// `15,50`; whole points without decimals, as decisions print sums.
fn sum(amount: Points) -> String {
    let text = vietnamese(amount);
    text.strip_suffix(",00").map_or(text.clone(), str::to_owned)
}

/// The heading over the sums of all criteria: `Tổng điểm (Tối đa 100 điểm)`.
#[must_use]
pub fn sums(maximum: Points) -> String {
    format!("Tổng điểm (Tối đa {} điểm)", sum(maximum))
}

/// The heading of the total: `Tổng cộng (100)`.
#[must_use]
pub fn total(maximum: Points) -> String {
    format!("Tổng cộng ({})", sum(maximum))
}

/// The heading of the total in a decision without criteria: `Tổng điểm`, on a scale other than 100
/// `Tổng điểm (1.000)`.
#[must_use]
pub fn total_alone(scale: Points) -> String {
    if scale == Points::HUNDRED {
        "Tổng điểm".to_owned()
    } else {
        format!("Tổng điểm ({})", sum(scale))
    }
}

/// The heading of a criterion: `Cải cách thể chế (Tối đa 11,00 điểm)`.
#[must_use]
pub fn criterion(name: &str, maximum: Points) -> String {
    format!("{name} (Tối đa {} điểm)", vietnamese(maximum))
}

/// The heading of a score: `Tự chấm (9,00)`.
#[must_use]
pub fn score(kind: ScoreKind, maximum: Points) -> String {
    format!("{} ({})", score_name(kind), vietnamese(maximum))
}

/// The heading of a score whose maximum is not known.
#[must_use]
pub const fn score_name(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::SelfScore => "Tự chấm",
        ScoreKind::Appraised => "Thẩm định",
        ScoreKind::Survey => "ĐT XHH",
    }
}

/// The message of the workbook for a score out of range.
#[must_use]
pub fn out_of_range(maximum: Points) -> String {
    format!(
        "Điểm phải từ 0 đến {}; ghi dấu - nếu tiêu chí không áp dụng cho đơn vị.",
        vietnamese(maximum)
    )
}

/// The message of the workbook for a name or a grade that is not in its list.
pub const NOT_LISTED: &str = "Hãy chọn một mục trong danh sách.";

/// The names of the other sheets: how to fill in, and the lists of units and grades.
pub const GUIDE: &str = "Hướng dẫn";
/// See [`GUIDE`].
pub const LISTS: &str = "Danh mục";

/// How to fill in the workbook.
#[must_use]
pub fn guide(framework_year: Year) -> Vec<String> {
    vec![
        "HƯỚNG DẪN NHẬP ĐIỂM".to_owned(),
        format!(
            "Lĩnh vực, tiêu chí và điểm tối đa lấy theo năm {framework_year}, là năm gần nhất đã \
             có số liệu."
        ),
        "Nhập điểm vào các ô nền trắng. Tổng điểm và xếp hạng được tính tự động; nếu cột Phân loại \
         không được tính tự động thì chọn trong danh sách. Tiêu đề và công thức đã khóa (không có \
         mật khẩu)."
            .to_owned(),
        "Tiêu chí không áp dụng cho đơn vị thì ghi dấu -. Ô để trống được hiểu là thiếu số liệu."
            .to_owned(),
        "Ghi số và ngày của quyết định vào dòng trong ngoặc phía trên bảng; nếu để trống thì phải \
         thêm --number và --date vào lệnh nhập."
            .to_owned(),
        "Lưu tệp, chạy cchc import TÊN-TỆP.xlsx --dry-run để kiểm tra; nếu không có lỗi, chạy lại \
         lệnh này, bỏ --dry-run, để nhập."
            .to_owned(),
    ]
}

/// The message for a file name with another ending than the one needed.
#[must_use]
pub fn ending_needed(lang: Lang, path: &Path, ending: &str) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: tên tệp phải kết thúc bằng {ending}."),
        format!("{path}: the file name must end in {ending}."),
    )
}

/// The message for a block without criteria from which to make a template.
#[must_use]
pub fn no_framework(lang: Lang, block: Block) -> String {
    let block = block_label(lang, block);
    lang.pick(
        format!(
            "chưa có bộ tiêu chí nào của khối “{block}”; trước hết, hãy nhập một quyết định có \
             điểm theo lĩnh vực của khối này."
        ),
        format!(
            "no criteria are known for “{block}” yet; first import a decision with scores by \
             criterion for this block."
        ),
    )
}

/// The message for a block without units for which to make a template.
#[must_use]
pub fn no_units(lang: Lang, block: Block, year: Year) -> String {
    let block = block_label(lang, block);
    lang.pick(
        format!(
            "theo units.toml, năm {year} không có đơn vị nào của khối “{block}”; hãy sửa --year \
             hoặc khai báo đơn vị trong tệp này."
        ),
        format!(
            "according to units.toml, “{block}” has no units in {year}; fix --year or declare the \
             units in that file."
        ),
    )
}
