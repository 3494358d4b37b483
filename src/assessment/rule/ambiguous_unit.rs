//! `ambiguous-unit`: every name belongs to one unit of the block.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;
use super::words::{expected, found_text};

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: true,
    checks: label(
        "Mỗi tên chỉ thuộc một đơn vị của khối.",
        "Every name belongs to one unit of the block.",
    ),
    why: label(
        "Hai xã trùng tên ở hai huyện là hai đơn vị; ghi nhầm kết quả của xã này cho xã kia thì \
         không ai thấy.",
        "Two communes of one name in two districts are two units; nobody would see the results of \
         one recorded for the other.",
    ),
    example: label(
        "“Xã Quang Trung” có ở hai huyện: thêm cột “Huyện” vào bảng.",
        "Two districts have a commune “Xã Quang Trung”: add a column “Huyện” to the table.",
    ),
    message,
};

fn message(lang: Lang, finding: &Finding) -> String {
    let found = found_text(lang, finding);
    let expected = expected(lang, finding);
    lang.pick(
        format!(
            "“{found}” là tên của nhiều đơn vị ({expected}); hãy thêm cột “Huyện” hoặc hàng ghi \
             tên huyện phía trên các xã của huyện đó; nếu năm đó chỉ có một đơn vị, ghi \
             first_year, last_year của các đơn vị trong units.toml"
        ),
        format!(
            "several units are called “{found}” ({expected}); add a column “Huyện”, or a row with \
             the name of the district above its communes; if only one of them existed in that year, \
             declare first_year and last_year of the units in units.toml"
        ),
    )
}
