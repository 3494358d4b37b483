//! Where a finding stands, and what to do about it.

use std::collections::BTreeSet;

use rust_xlsxwriter::column_number_to_name;

use crate::assessment::{
    Cell, Finding, FindingValue, Outcome, Position, Proposal, declaration, nearest_heading,
};
use crate::model::{Heading, Points, Rule, ScoreKind};
use crate::source::Location;

use super::advice::proposal_lines;
use super::{Lang, plural, printable_line};

/// Where a cell is, for a person who has the document open.
#[must_use]
pub fn cell_location(lang: Lang, cell: &Cell) -> String {
    let Position { table, row, column, location } = &cell.at;
    let file = location.file().map(printable_line);
    let file = file.map_or(String::new(), |file| {
        lang.pick(format!(", tệp “{file}”"), format!(", file “{file}”"))
    });
    let within = match (location.inside(), lang) {
        (Location::Line(line), Lang::Vi) => format!(" (dòng {line} của tệp)"),
        (Location::Line(line), Lang::En) => format!(" (line {line} of the file)"),
        (Location::Page(page), Lang::Vi) => format!(" (trang {page})"),
        (Location::Page(page), Lang::En) => format!(" (page {page})"),
        (Location::Sheet(name), Lang::Vi) => {
            format!(" (ô {}{row}, trang tính “{name}”)", column_letters(*column))
        }
        (Location::Sheet(name), Lang::En) => {
            format!(" (cell {}{row}, sheet “{name}”)", column_letters(*column))
        }
        (Location::Table | Location::File(..), _) => String::new(),
    };
    lang.pick(
        format!("bảng {table}, hàng {row}, cột {column}{within}{file}"),
        format!("table {table}, row {row}, column {column}{within}{file}"),
    )
}

/// A column as spreadsheets name it: 1 is A, 28 is AB.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let index = u16::try_from(column.saturating_sub(1)).unwrap_or(u16::MAX);
    column_number_to_name(index)
}

/// How many findings there are.
#[must_use]
pub fn finding_counts(lang: Lang, errors: usize, warnings: usize, notes: usize) -> String {
    lang.pick(
        format!("Kiểm tra số liệu: {errors} lỗi, {warnings} cảnh báo, {notes} ghi chú."),
        format!(
            "Checks: {}, {}, {}.",
            plural(errors, "error", "errors"),
            plural(warnings, "warning", "warnings"),
            plural(notes, "note", "notes")
        ),
    )
}

/// What to do about the open errors of a document; empty where their own messages say it.
#[must_use]
pub fn rejected_advice(lang: Lang, open: &[&Finding], proposals: &[Proposal]) -> Vec<String> {
    let mut lines = proposal_lines(lang, proposals);
    if lines.is_empty() {
        lines = heading_advice(lang, open);
    }
    // What makes all errors go away leaves nothing to accept.
    if !proposals.iter().any(|proposal| matches!(proposal.outcome, Outcome::Passes(_))) {
        lines.extend(cell_advice(lang, open));
    }
    lines
}

/// What to do about unknown headings: how to state what their columns hold. A column of text may be
/// proposed as a remark; a column of figures is never proposed to be left out.
fn heading_advice(lang: Lang, open: &[&Finding]) -> Vec<String> {
    let unknown = open.iter().filter(|finding| finding.rule == Rule::UnknownHeading);
    let mut headings: Vec<_> = unknown
        .filter_map(|finding| {
            let likely = finding.expected.as_ref().map(ToString::to_string);
            let likely = likely.and_then(|code| code.parse::<Heading>().ok());
            let text = finding.found.as_ref()?.to_string();
            Some((text, finding.over_figures, likely.map(Heading::code)))
        })
        .filter(|(text, ..)| !text.is_empty())
        .collect();
    headings.sort();
    headings.dedup();

    let mut lines = Vec::new();
    let (mut options, mut criteria) = (Vec::new(), Vec::new());
    for (text, over_figures, likely) in &headings {
        let nearest = likely.or_else(|| nearest_heading(text).map(|(_, heading)| heading.code()));
        match nearest.or(if *over_figures { None } else { Some(Heading::Remark.code()) }) {
            Some(code) => options.push((text, code)),
            None if has_maximum(text) => criteria.push(format!("“{text}”")),
            None => options.push((text, lang.pick("LOẠI", "KIND"))),
        }
    }

    if !criteria.is_empty() {
        let names = criteria.join(", ");
        lines.push(lang.pick(
            format!(
                "{names} là lĩnh vực có điểm tối đa: hãy đặt tên lĩnh vực ở một hàng tiêu đề, và ở \
                 hàng dưới ghi cột chứa điểm nào, như “Thẩm định (13,50)”, “ĐT XHH (2,00)”."
            ),
            format!(
                "Headings that name a criterion with its maximum points: {names}. Put the name of \
                 the criterion in one row of headings and, in the row below, state which score \
                 each column holds, such as “Thẩm định (13,50)”, “ĐT XHH (2,00)”."
            ),
        ));
    }

    if options.is_empty() {
        return lines;
    }
    let codes = Heading::ALL.map(Heading::code).join(", ");
    lines.push(lang.pick(
        format!("Hãy cho biết cột chứa gì ({codes}) bằng cách thêm vào lệnh nhập:"),
        format!("State what the columns hold ({codes}) by adding to the import command:"),
    ));
    lines.extend(options.iter().map(|(text, means)| format!("  --heading \"{text}={means}\"")));
    let asked: Vec<_> =
        options.iter().filter(|(_, means)| *means == lang.pick("LOẠI", "KIND")).collect();
    if !asked.is_empty() {
        lines.push(
            lang.pick(
                "LOẠI là một trong các từ trên, theo bản gốc; chỉ chọn remark nếu cột không phải là \
                 điểm, hạng hoặc mức phân loại.",
                "KIND is one of these words, according to the original; choose remark only if the \
                 column holds no scores, ranks or grades.",
            )
            .to_owned(),
        );
    }

    lines.push(
        lang.pick(
            "hoặc khai báo trong frameworks.toml (dùng được cho cả cchc build):",
            "or declare it in frameworks.toml (which also works for cchc build):",
        )
        .to_owned(),
    );
    let about_area = asked.first().map(|(text, _)| area_advice(lang, text));
    for (text, means) in &options {
        let printed = text.replace('\\', "\\\\").replace('"', "\\\"");
        lines.push(format!("  [[heading]]\n  printed = \"{printed}\"\n  means = \"{means}\""));
    }
    lines.extend(about_area);
    lines
}

/// What to do about a column of an area whose maximum the table does not print.
fn area_advice(lang: Lang, heading: &str) -> String {
    if let Some(name) = heading.strip_suffix("(%)") {
        let name = name.trim_end();
        return lang.pick(
            format!(
                "Nếu “{name}” là tỷ lệ đạt của một lĩnh vực, bảng phải cho biết điểm tối đa của lĩnh vực thì mới \
                 cộng được thành điểm chung: hãy nhập bằng tệp ánh xạ có weight cho từng lĩnh vực \
                 (docs/own-index.md)."
            ),
            format!(
                "If “{name}” is the share of an area, it adds up to the total only with the maximum of the area: \
                 import the table with a mapping that gives each area its weight (docs/own-index.md)."
            ),
        );
    }
    lang.pick(
        format!(
            "Nếu cột là điểm của một lĩnh vực, hãy ghi điểm tối đa sau tên lĩnh vực, như “{heading} (15,5)”, hoặc \
             trong một hàng “Điểm tối đa” ngay dưới tiêu đề."
        ),
        format!(
            "If the column holds the points of an area, add the maximum to its heading, such as “{heading} \
             (15,5)”, or in a row “Điểm tối đa” right below the headings."
        ),
    )
}

/// Whether a heading ends in an amount of points, such as `Cải cách thể chế (11)`.
fn has_maximum(text: &str) -> bool {
    let inside =
        text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inside)| inside);
    inside.is_some_and(|inside| {
        inside.contains(|c: char| c.is_ascii_digit()) && !inside.contains('%')
    })
}

/// With wrong sums for more units than these, a document is misread, and not misprinted.
const MOST_WRONG_UNITS: usize = 2;

/// What to do about the other errors: those that can be accepted, and those that cannot.
fn cell_advice(lang: Lang, open: &[&Finding]) -> Vec<String> {
    // The messages of some rules already say what to do.
    let has_own_advice = |rule: Rule| declaration(rule).advises;
    let mut rules: Vec<_> =
        open.iter().map(|finding| finding.rule).filter(|rule| !has_own_advice(*rule)).collect();
    rules.sort_unstable();
    rules.dedup();

    // Maxima and sums that contradict each other together belong to something that was read as something
    // else; to accept them would keep it.
    let is_of_sums = |rule: Rule| {
        let of_scores = ScoreKind::ALL.iter().any(|kind| rule == Rule::sum_of(*kind));
        of_scores || matches!(rule, Rule::Total | Rule::SumParts)
    };
    let is_of_maxima =
        |rule: &Rule| matches!(rule, Rule::FrameworkMaximum | Rule::CriterionMaximum);
    // So do sums that hold for hardly any unit.
    let of_units = open.iter().filter(|finding| is_of_sums(finding.rule));
    let units: BTreeSet<_> = of_units.filter_map(|finding| finding.unit.as_ref()).collect();
    // A sum of nothing was not read.
    let nothing = FindingValue::Points(Points::ZERO);
    let is_of_nothing =
        |finding: &&Finding| is_of_sums(finding.rule) && finding.expected == Some(nothing.clone());
    let is_misread = units.len() > MOST_WRONG_UNITS
        || open.iter().any(is_of_nothing)
        || (rules.iter().any(is_of_maxima) && rules.iter().any(|rule| is_of_sums(*rule)));
    let (accept, others): (Vec<_>, Vec<_>) =
        rules.into_iter().partition(|rule| declaration(*rule).acceptable && !is_misread);
    if !others.is_empty() {
        let advice = lang.pick(
            "Hãy đối chiếu các ô nêu trên với bản gốc: nếu chép sai, hãy sửa theo bản gốc rồi nhập \
             lại; nếu bản gốc ghi đúng như vậy thì chương trình chưa nhập được văn bản này.",
            "Compare the cells named above with the original: where the copy differs, fix the copy \
             and import again; if the original really prints this, the document cannot be imported \
             yet.",
        );
        return vec![advice.to_owned()];
    }
    // Once the errors are mended that nothing accepts, the others may be gone.
    if open.iter().any(|finding| !declaration(finding.rule).acceptable) {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if accept.contains(&Rule::RowUnread) {
        lines.push(
            lang.pick(
                "Hàng không có số thứ tự: nếu là một đơn vị, hãy điền số thứ tự rồi nhập lại; chỉ \
                 khi không phải là đơn vị (như hàng trung bình) mới thêm --accept row-unread.",
                "A row without a running number: if it is a unit, fill in the number and import \
                 again; add --accept row-unread only if it is not a unit (an average, for \
                 example).",
            )
            .to_owned(),
        );
    }

    let options: Vec<_> = accept.iter().filter(|rule| **rule != Rule::RowUnread).collect();
    let options: Vec<_> =
        options.into_iter().map(|rule| format!("--accept {}", rule.code())).collect();
    if !options.is_empty() {
        let options = options.join(" ");
        lines.push(lang.pick(
            format!(
                "Nếu tệp chép sai, hãy sửa rồi nhập lại; nếu bản gốc ghi đúng như vậy, hãy thêm \
                 {options}."
            ),
            format!(
                "If the file differs from the original, fix it and import again; if the original \
                 really prints this, add {options}."
            ),
        ));
    }
    lines
}
