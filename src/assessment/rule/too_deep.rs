//! `too-deep`: no criterion is below the third level.

use crate::language::{Lang, label};
use crate::model::Severity;

use super::super::finding::Finding;
use super::Declaration;

pub(super) const DECLARATION: Declaration = Declaration {
    severities: &[Severity::Error],
    acceptable: false,
    names_score: false,
    advises: false,
    checks: label("Tiêu chí không nằm dưới cấp 4.", "No criterion is below the fourth level."),
    why: label(
        "Chương trình đọc lĩnh vực, tiêu chí, tiêu chí thành phần và một cấp dưới nữa; nếu bỏ qua cấp \
         thấp hơn, các tổng sẽ sai.",
        "The program reads areas, criteria, their parts and one level below. Leaving out a lower level \
         would make the sums wrong.",
    ),
    example: label(
        "Tiêu chí “1.1.1.1.1” nằm dưới “1.1.1.1”: bảng có cấp này chưa nhập được; có thể bỏ cấp này \
         khỏi bản chép và giữ điểm của “1.1.1.1”.",
        "The criterion “1.1.1.1.1” is a part of “1.1.1.1”. A table with this level cannot be imported \
         yet. You may delete the level from the copy and keep the score of “1.1.1.1”.",
    ),
    message,
};

fn message(lang: Lang, _: &Finding) -> String {
    lang.pick(
        "tiêu chí dưới cấp 4; chương trình đọc bốn cấp, từ lĩnh vực trở xuống".to_owned(),
        "the criterion is below the fourth level; only four levels are read".to_owned(),
    )
}
