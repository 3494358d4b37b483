//! What findings say.

use crate::assessment::{Cell, Finding, Position, Shown, nearest_heading};
use crate::model::{Heading, Points, Rule, Severity};
use crate::source::{Place, Unread};

use super::{Lang, all_grades, block_label, grade_label, part_label, points, signed_points};

/// Where a cell stands, for a person who has the document open.
#[must_use]
pub fn place(lang: Lang, cell: &Cell) -> String {
    let Position { table, row, column, place } = &cell.at;
    let within = match (place, lang) {
        (Place::Line(line), Lang::Vi) => format!(" (dòng {line} của tệp)"),
        (Place::Line(line), Lang::En) => format!(" (line {line} of the file)"),
        (Place::Page(page), Lang::Vi) => format!(" (trang {page})"),
        (Place::Page(page), Lang::En) => format!(" (page {page})"),
        (Place::Sheet(name), Lang::Vi) => format!(" (ô {}{row}, trang tính “{name}”)", column_letters(*column)),
        (Place::Sheet(name), Lang::En) => format!(" (cell {}{row}, sheet “{name}”)", column_letters(*column)),
        (Place::Table, _) => String::new(),
    };
    lang.pick(
        format!("bảng {table}, hàng {row}, cột {column}{within}"),
        format!("table {table}, row {row}, column {column}{within}"),
    )
}

/// A column as spreadsheets name it: 1 is A, 28 is AB.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A finding in one sentence: whose figure, what stands there, what was expected.
#[must_use]
pub fn finding_message(lang: Lang, finding: &Finding) -> String {
    let subject = [
        finding.unit.clone(),
        finding.criterion.clone(),
        finding.part.filter(|_| !names_part(finding.rule)).map(|part| part_label(lang, part).to_owned()),
    ];
    let named = subject.into_iter().flatten().collect::<Vec<_>>().join(" – ");
    let whole = || finding.block.map_or(lang.pick("Bảng", "Table"), |block| block_label(lang, block)).to_owned();
    let subject = if named.is_empty() { whole() } else { named };
    let accepted =
        if finding.accepted { lang.pick(" (được chấp nhận khi nhập)", " (accepted at import)") } else { "" };
    format!("{subject}: {}{accepted}.", statement(lang, finding))
}

/// Whether the rule's own sentence says which of the three scores it is about.
fn names_part(rule: Rule) -> bool {
    matches!(rule, Rule::SumSelf | Rule::SumAppraised | Rule::SumSurvey | Rule::AppraisedAboveSelf)
}

#[allow(clippy::too_many_lines, reason = "a table of words")]
fn statement(lang: Lang, finding: &Finding) -> String {
    let found = shown(lang, finding.found.as_ref());
    let expected = shown(lang, finding.expected.as_ref());
    let rounding = rounding(lang, finding);
    match (finding.rule, lang) {
        (Rule::UnknownHeading, Lang::Vi) if found.is_empty() => {
            "cột có nội dung nhưng không có tiêu đề; hãy ghi tiêu đề, hoặc xóa cột nếu thừa".into()
        }
        (Rule::UnknownHeading, Lang::En) if found.is_empty() => {
            "the column has cells but no heading; give it one, or remove the column if it is not needed".into()
        }
        (Rule::UnknownHeading, Lang::Vi) => {
            let near = nearest_heading(&found).map_or("Tự chấm, Thẩm định, ĐT XHH, Tổng cộng", |(near, _)| near);
            format!("không nhận ra tiêu đề cột “{found}”; cần ghi như {near}")
        }
        (Rule::UnknownHeading, Lang::En) => {
            let near = nearest_heading(&found).map_or("Tự chấm, Thẩm định, ĐT XHH, Tổng cộng", |(near, _)| near);
            format!("the heading “{found}” is not known; expected one such as {near}")
        }
        (Rule::RepeatedHeading, Lang::Vi) => {
            format!("tiêu đề cột “{found}” có hai lần trong cùng một nhóm, hoặc nêu năm sau năm của bảng")
        }
        (Rule::RepeatedHeading, Lang::En) => {
            format!("the heading “{found}” stands twice in one group, or names a later year than the table's")
        }
        (Rule::UnreadTable, Lang::Vi) => format!(
            "bảng bắt đầu bằng “{found}” có số liệu nhưng không đọc được; cần các cột Tên đơn vị, Tự chấm, Thẩm định, ĐT XHH, Tổng cộng"
        ),
        (Rule::UnreadTable, Lang::En) => format!(
            "the table that begins with “{found}” has figures but could not be read; expected columns Tên đơn vị, Tự chấm, Thẩm định, ĐT XHH, Tổng cộng"
        ),
        (Rule::MissingMaximum, Lang::Vi) => "tiêu đề không ghi điểm tối đa, cần ghi như “(Tối đa 15,50 điểm)”".into(),
        (Rule::BonusColumn, Lang::Vi) => format!(
            "cột “{found}” là điểm thưởng hoặc điểm trừ, chương trình chưa tính được loại điểm này nên tổng điểm sẽ sai"
        ),
        (Rule::BonusColumn, Lang::En) => {
            format!("the column “{found}” is bonus or penalty points, which are not known yet; totals would be wrong")
        }
        (Rule::UnreadCell, Lang::Vi) => {
            format!("ô không trống nhưng không đọc được nội dung: {}", unread_cell(lang, finding))
        }
        (Rule::UnreadCell, Lang::En) => {
            format!("the cell is not empty, but what is in it cannot be read: {}", unread_cell(lang, finding))
        }
        (Rule::Scale, _) if finding.expected.is_some() => lang.pick(
            format!("bảng theo thang điểm {found}, chưa nhập được; chỉ nhập được bảng theo thang điểm {expected}"),
            format!("the table is of {found} points; only tables of {expected} can be imported"),
        ),
        (Rule::Scale, Lang::Vi) => format!(
            "tổng điểm cao nhất là {found}, không giống thang điểm 100; nếu đúng là thang 100, hãy ghi ở tiêu đề cột như “Tổng điểm (Tối đa 100 điểm)”"
        ),
        (Rule::Scale, Lang::En) => format!(
            "the highest total is {found}, which does not look like a scale of 100; if it is one, say so in the heading, such as “Tổng điểm (Tối đa 100 điểm)”"
        ),
        (Rule::MissingMaximum, Lang::En) => {
            "the heading has no maximum, expected one such as “(Tối đa 15,50 điểm)”".into()
        }
        (Rule::RowLength, Lang::Vi) => format!("hàng có {found} ô, bảng có {expected} cột"),
        (Rule::RowLength, Lang::En) => format!("the row has {found} cells, the table {expected} columns"),
        (Rule::NotANumber, Lang::Vi) if finding.expected.is_some() => {
            format!("“{found}” có quá bốn chữ số thập phân; hãy làm tròn như bản gốc (trong Excel: =ROUND(…;2))")
        }
        (Rule::NotANumber, Lang::En) if finding.expected.is_some() => {
            format!("“{found}” has more than four decimals; round it as the original does (in Excel: =ROUND(…,2))")
        }
        (Rule::NotANumber, Lang::Vi) => format!("“{found}” không phải là số, cần một số như 13,50"),
        (Rule::NotANumber, Lang::En) => format!("“{found}” is not a number, expected one such as 13,50"),
        (Rule::UnknownGrade, Lang::Vi) => {
            format!("“{found}” không phải mức phân loại; cần {}", all_grades(lang))
        }
        (Rule::UnknownGrade, Lang::En) => {
            format!("“{found}” is no grade; expected {}", all_grades(lang))
        }
        (Rule::MissingUnit, Lang::Vi) => "ô tên đơn vị để trống hoặc ghi một con số".into(),
        (Rule::MissingUnit, Lang::En) => "the unit's name is empty or a number".into(),
        (Rule::RowUnread, Lang::Vi) => format!("hàng “{found}” không có số thứ tự của đơn vị nên không đọc"),
        (Rule::RowUnread, Lang::En) => format!("the row “{found}” has no running number and was not read"),
        (Rule::MissingFigure, Lang::Vi) => "ô trống hoặc ghi “-”, thiếu số liệu".into(),
        (Rule::MissingFigure, Lang::En) => "the cell is empty or a dash, a figure is missing".into(),
        (Rule::SumSelf, Lang::Vi) => {
            format!("tổng điểm tự chấm ghi {found}, cộng các lĩnh vực được {expected}{rounding}")
        }
        (Rule::SumAppraised, Lang::Vi) => {
            format!("tổng điểm thẩm định ghi {found}, cộng các lĩnh vực được {expected}{rounding}")
        }
        (Rule::SumSurvey, Lang::Vi) => {
            format!("tổng điểm ĐT XHH ghi {found}, cộng các lĩnh vực được {expected}{rounding}")
        }
        (Rule::SumSelf, Lang::En) => {
            format!("the sum of self scores is printed as {found}, the criteria add up to {expected}{rounding}")
        }
        (Rule::SumAppraised, Lang::En) => {
            format!("the sum of appraised scores is printed as {found}, the criteria add up to {expected}{rounding}")
        }
        (Rule::SumSurvey, Lang::En) => {
            format!("the sum of survey scores is printed as {found}, the criteria add up to {expected}{rounding}")
        }
        (Rule::SumParts, Lang::Vi) => {
            format!("điểm ghi {found}, cộng các tiêu chí cấp dưới được {expected}{rounding}")
        }
        (Rule::SumParts, Lang::En) => {
            format!("the score of the criterion is printed as {found}, its parts add up to {expected}{rounding}")
        }
        (Rule::RepeatedRow, Lang::Vi) => format!("có hai hàng cho cùng đơn vị và tiêu chí “{found}”"),
        (Rule::RepeatedRow, Lang::En) => format!("there are two rows for this unit and the criterion “{found}”"),
        (Rule::TooDeep, Lang::Vi) => "tiêu chí dưới cấp 3; chỉ đọc lĩnh vực, tiêu chí và tiêu chí thành phần".into(),
        (Rule::TooDeep, Lang::En) => "the criterion is below the third level; three levels are read".into(),
        (Rule::MergedCell, Lang::Vi) => {
            format!("“{found}” nằm trong ô gộp, dùng chung cho nhiều đơn vị hoặc nhiều điểm")
        }
        (Rule::MergedCell, Lang::En) => {
            format!("“{found}” stands in a merged cell, for several units or scores at once")
        }
        (Rule::HiddenRow, Lang::Vi) => {
            "hàng này bị ẩn trong trang tính nhưng vẫn được đọc; nếu không thuộc kết quả thì xóa hàng rồi nhập lại"
                .into()
        }
        (Rule::HiddenRow, Lang::En) => {
            "the sheet hides this row; it was read all the same. If it is no result, delete it and import again".into()
        }
        (Rule::Total, Lang::Vi) => {
            format!("tổng cộng ghi {found}, thẩm định cộng ĐT XHH được {expected}{rounding}")
        }
        (Rule::Total, Lang::En) => {
            format!("the total is printed as {found}, appraised and survey add up to {expected}{rounding}")
        }
        (Rule::AboveMaximum, Lang::Vi) => format!("{found} vượt điểm tối đa {expected}"),
        (Rule::AboveMaximum, Lang::En) => format!("{found} is above the maximum {expected}"),
        (Rule::BelowZero, Lang::Vi) => format!("{found} nhỏ hơn 0"),
        (Rule::BelowZero, Lang::En) => format!("{found} is below 0"),
        (Rule::CriterionMaximum, Lang::Vi) => format!("điểm tối đa ghi {found}, theo các phần là {expected}"),
        (Rule::CriterionMaximum, Lang::En) => format!("the maximum is printed as {found}, its parts say {expected}"),
        (Rule::FrameworkMaximum, Lang::Vi) => format!("tổng điểm tối đa là {found}, phải là {expected}"),
        (Rule::FrameworkMaximum, Lang::En) => format!("the maxima add up to {found}, they should be {expected}"),
        (Rule::RankOrder, Lang::Vi) if finding.severity == Severity::Note => {
            format!("xếp hạng {found} tuy tổng điểm công bố bằng đơn vị hạng {expected}; giữ hạng công bố")
        }
        (Rule::RankOrder, Lang::En) if finding.severity == Severity::Note => {
            format!(
                "ranked {found} though its published total equals that of rank {expected}; the published rank stands"
            )
        }
        (Rule::RankOrder, Lang::Vi) if finding.expected.is_none() => {
            format!("hạng {found} trái với thứ tự tổng điểm hoặc vượt số đơn vị của khối")
        }
        (Rule::RankOrder, Lang::En) if finding.expected.is_none() => {
            format!("the rank {found} contradicts the totals or is beyond the number of units")
        }
        (Rule::RankOrder, Lang::Vi) => format!("xếp hạng ghi {found}, theo tổng điểm là {expected}"),
        (Rule::RankOrder, Lang::En) => format!("the rank is printed as {found}, by the totals it is {expected}"),
        (Rule::GradeOrder, Lang::Vi) => {
            format!("được phân loại {found} trong khi đơn vị có tổng điểm thấp hơn được phân loại {expected}")
        }
        (Rule::GradeOrder, Lang::En) => format!("graded {found} while a unit with a lower total has {expected}"),
        (Rule::AppraisedAboveSelf, Lang::Vi) => format!("điểm thẩm định {found} cao hơn điểm tự chấm {expected}"),
        (Rule::AppraisedAboveSelf, Lang::En) => {
            format!("the appraised score {found} is above the self score {expected}")
        }
        (Rule::RowSequence, Lang::Vi) => format!("số thứ tự ghi {found}, phải là {expected}"),
        (Rule::RowSequence, Lang::En) => format!("the running number is {found}, it should be {expected}"),
        (Rule::DuplicateUnit, Lang::Vi) => format!("đơn vị đã có ở hàng {expected} của bảng"),
        (Rule::DuplicateUnit, Lang::En) => format!("the unit already stands in row {expected} of the table"),
        (Rule::GradeCount, Lang::Vi) => {
            format!("số đơn vị theo mức phân loại là {found}, theo văn bản là {expected}")
        }
        (Rule::GradeCount, Lang::En) => format!("{found} units have the grade, the document says {expected}"),
        (Rule::GradeBound, Lang::Vi) => {
            format!("phân loại {found}, theo ngưỡng điểm khai báo của bộ tiêu chí là {expected}")
        }
        (Rule::GradeBound, Lang::En) => format!("graded {found}, by the declared bounds it would be {expected}"),
        (Rule::DuplicateSeries, Lang::Vi) => {
            format!(
                "frameworks.toml xếp lĩnh vực này và một lĩnh vực khác của cùng bảng vào chuỗi “{found}”; mỗi chuỗi chỉ có một lĩnh vực trong một bảng"
            )
        }
        (Rule::DuplicateSeries, Lang::En) => {
            format!(
                "frameworks.toml puts this criterion and another one of the table into the series “{found}”; a series has one criterion a table"
            )
        }
        (Rule::UnknownUnit, _) if finding.severity == Severity::Note => lang.pick(
            format!("tên trong PDF bị ngắt thành “{found}”, được nhận là “{expected}”"),
            format!("the PDF breaks the name into “{found}”; it was taken for “{expected}”"),
        ),
        (Rule::UnknownUnit, Lang::Vi) => format!(
            "tên chưa có trong danh mục đơn vị, gần giống “{expected}”. Có phải là “{expected}”? Nếu là một đơn vị, thêm vào mục của đơn vị đó trong units.toml dòng: aliases = [\"{found}\"]; nếu là đơn vị mới, nhập với --new-units"
        ),
        (Rule::UnknownUnit, Lang::En) => format!(
            "the name is not known, but close to “{expected}”. Did you mean “{expected}”? If they are one unit, add to its entry in units.toml the line: aliases = [\"{found}\"]; if it is a new unit, import with --new-units"
        ),
        (Rule::UnitYears, Lang::Vi) => {
            format!("theo units.toml, đơn vị tồn tại trong các năm {expected}, không có năm {found}")
        }
        (Rule::UnitYears, Lang::En) => format!("units.toml has the unit in the years {expected}, not in {found}"),
        (Rule::UnknownCode, Lang::Vi) => format!("mã “{found}” không có trong tệp tên đơn vị mà tệp mô tả nêu ở names"),
        (Rule::UnknownCode, Lang::En) => format!("the code “{found}” is not in the file of names of the mapping"),
        (Rule::BlankColumn, Lang::Vi) => "không có số liệu nào, coi như năm này không chấm".into(),
        (Rule::BlankColumn, Lang::En) => "there are no figures, taken as not scored in this year".into(),
        (Rule::BlankUnit, Lang::Vi) => "không có số liệu nào, coi như năm này không được đánh giá".into(),
        (Rule::BlankUnit, Lang::En) => "there are no figures, taken as not assessed in this year".into(),
        (Rule::Rounded, Lang::Vi) => {
            format!("cột “{}” được làm tròn đến {expected} chữ số thập phân", shortened(&finding.cell.text))
        }
        (Rule::Rounded, Lang::En) => {
            format!("the column “{}” was rounded to {expected} decimals", shortened(&finding.cell.text))
        }
        (Rule::Precision, _) if finding.severity == Severity::Warning => lang.pick(
            format!("số “{}” có {found} chữ số thập phân, các số khác của cột không quá {expected}; hãy kiểm tra xem có dấu chú thích dính vào số không", shortened(&finding.cell.text)),
            format!("“{}” has {found} decimals, the others of its column no more than {expected}; check that no mark of a note was taken for a digit", shortened(&finding.cell.text)),
        ),
        (Rule::Precision, Lang::Vi) => format!("cột có số ghi {found} chữ số thập phân, các số khác ghi {expected}"),
        (Rule::Precision, Lang::En) => {
            format!("the column has a figure with fewer decimals ({found}) than others ({expected})")
        }
    }
}

/// What stands in a cell that was not read, and what to do.
fn unread_cell(lang: Lang, finding: &Finding) -> &'static str {
    match finding.cell.unread {
        Some(Unread::Table) => lang.pick(
            "trong ô có một bảng khác; hãy bỏ bảng đó, chỉ để lại con số",
            "there is a table in it; leave the figure only",
        ),
        Some(Unread::Formula) => lang.pick(
            "công thức chưa có giá trị; hãy mở tệp bằng Excel, lưu lại rồi nhập lại",
            "a formula without a value; open the file in Excel, save it and import it again",
        ),
        Some(Unread::Field) => lang.pick(
            "trong ô có một ô nhập của biểu mẫu; hãy thay bằng con số",
            "there is a field of a form in it; put the figure in its place",
        ),
        Some(Unread::Picture) | None => lang.pick(
            "trong ô có hình ảnh hoặc đối tượng; hãy thay bằng con số",
            "there is a picture or an object in it; put the figure in its place",
        ),
    }
}

/// How far apart the two figures are, and whether rounding explains it.
fn rounding(lang: Lang, finding: &Finding) -> String {
    let difference = signed_points(lang, finding.difference.unwrap_or(Points::ZERO));
    match (finding.severity, lang) {
        (Severity::Error, Lang::Vi) => format!(" (chênh {difference}, ngoài phạm vi làm tròn)"),
        (Severity::Error, Lang::En) => format!(" (difference {difference}, beyond rounding)"),
        (_, Lang::Vi) => format!(" (chênh {difference}, trong phạm vi làm tròn)"),
        (_, Lang::En) => format!(" (difference {difference}, within rounding)"),
    }
}

/// A text of the document, cut where it would drown the message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(MOST).collect::<String>())
}

fn shown(lang: Lang, shown: Option<&Shown>) -> String {
    match shown {
        None => String::new(),
        Some(Shown::Points(amount)) => points(lang, *amount),
        Some(Shown::Count(count)) => count.to_string(),
        Some(Shown::Grade(grade)) => grade_label(lang, *grade).to_owned(),
        Some(Shown::Text(text)) => shortened(text),
    }
}

/// What to do about the open errors of a document; none where their messages say it.
#[must_use]
pub fn rejected_advice(lang: Lang, open: &[&Finding]) -> Vec<String> {
    let mut lines = heading_advice(lang, open);
    lines.extend(cell_advice(lang, open));
    lines
}

/// For headings that are not known: how to say what their columns hold. A column of text may be a remark; one of figures
/// is never proposed to be left out.
fn heading_advice(lang: Lang, open: &[&Finding]) -> Vec<String> {
    let unknown = open.iter().filter(|finding| finding.rule == Rule::UnknownHeading);
    let mut headings: Vec<_> = unknown
        .filter_map(|finding| Some((finding.found.as_ref()?.to_string(), finding.over_figures)))
        .filter(|(text, _)| !text.is_empty())
        .collect();
    headings.sort();
    headings.dedup();
    let mut lines = Vec::new();
    let (mut options, mut criteria) = (Vec::new(), Vec::new());
    for (text, over_figures) in &headings {
        let nearest = nearest_heading(text).map(|(_, heading)| heading);
        match nearest.or(if *over_figures { None } else { Some(Heading::Remark) }) {
            Some(heading) => options.push((text, heading.code())),
            None if has_maximum(text) => criteria.push(format!("“{text}”")),
            None => options.push((text, lang.pick("LOẠI", "KIND"))),
        }
    }
    if !criteria.is_empty() {
        let names = criteria.join(", ");
        lines.push(lang.pick(
            format!("{names} là lĩnh vực có điểm tối đa: hãy đặt tên lĩnh vực ở một hàng tiêu đề, và ở hàng dưới ghi cột chứa điểm nào, như “Thẩm định (13,50)”, “ĐT XHH (2,00)”."),
            format!("{names}: criteria with maximum points. Put their names into one row of headings, and below each say which score its column holds, such as “Thẩm định (13,50)”, “ĐT XHH (2,00)”."),
        ));
    }
    let Some((first, means)) = options.first() else { return lines };
    let codes = Heading::ALL.map(Heading::code).join(", ");
    lines.push(lang.pick(
        format!("Hãy cho biết cột chứa gì ({codes}) bằng cách thêm vào lệnh nhập:"),
        format!("Say what the columns hold ({codes}) by adding to the import command:"),
    ));
    lines.extend(options.iter().map(|(text, means)| format!("  --heading \"{text}={means}\"")));
    if options.iter().any(|(_, means)| *means == lang.pick("LOẠI", "KIND")) {
        lines.push(
            lang.pick(
                "LOẠI là một trong các từ trên, theo bản gốc; cột có số liệu thì không nên bỏ qua (remark).",
                "KIND is one of these words, after the original; a column of figures is not to be left out (remark).",
            )
            .to_owned(),
        );
    }
    let printed = first.replace('\\', "\\\\").replace('"', "\\\"");
    lines.push(lang.pick(
        format!(
            "hoặc khai báo trong frameworks.toml (dùng được cho cả cchc build):\n  [[heading]]\n  printed = \"{printed}\"\n  means = \"{means}\""
        ),
        format!("or declare it in frameworks.toml (cchc build takes that too):\n  [[heading]]\n  printed = \"{printed}\"\n  means = \"{means}\""),
    ));
    lines
}

/// Whether a heading ends in an amount of points, such as `Cải cách thể chế (11)`.
fn has_maximum(text: &str) -> bool {
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inside)| inside);
    inside.is_some_and(|inside| inside.contains(|c: char| c.is_ascii_digit()) && !inside.contains('%'))
}

/// What to do about the other errors: those that can be accepted, and those that cannot.
fn cell_advice(lang: Lang, open: &[&Finding]) -> Vec<String> {
    // The messages of these say what to do.
    let says_itself = |rule| {
        matches!(rule, Rule::UnknownUnit | Rule::UnknownHeading | Rule::UnreadCell | Rule::Scale | Rule::BonusColumn)
    };
    let mut rules: Vec<_> = open.iter().map(|finding| finding.rule).filter(|rule| !says_itself(*rule)).collect();
    rules.sort_unstable();
    rules.dedup();
    let (accept, others): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.is_acceptable());
    if !others.is_empty() {
        let advice = lang.pick(
            "Hãy so các ô nêu trên với bản gốc: chép sai thì sửa theo bản gốc rồi nhập lại; nếu bản gốc in đúng như vậy thì chương trình chưa nhập được văn bản này.",
            "Compare the cells named above with the original: where the copy differs, correct it and import again; if the original really prints this, the document cannot be imported yet.",
        );
        return vec![advice.to_owned()];
    }
    let mut lines = Vec::new();
    if accept.contains(&Rule::RowUnread) {
        lines.push(
            lang.pick(
                "Hàng không có số thứ tự: nếu là một đơn vị thì điền số thứ tự rồi nhập lại; chỉ khi không phải là đơn vị (như hàng trung bình) mới thêm --accept row-unread.",
                "A row without a running number: if it is a unit, fill in the number and import again; only if it is none (such as an average) add --accept row-unread.",
            )
            .to_owned(),
        );
    }
    let options: Vec<_> = accept.iter().filter(|rule| **rule != Rule::RowUnread).collect();
    let options: Vec<_> = options.into_iter().map(|rule| format!("--accept {}", rule.code())).collect();
    if !options.is_empty() {
        let options = options.join(" ");
        lines.push(lang.pick(
            format!("Nếu tệp chép sai, hãy sửa rồi nhập lại; nếu bản gốc in đúng như vậy, hãy thêm {options}."),
            format!("If the file is a wrong copy, correct it and import again; if the original really prints this, add {options}."),
        ));
    }
    lines
}
