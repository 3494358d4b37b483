//! What to add to an import that did not pass, with what came of trying it.

use crate::assessment::{Addition, MissingFact, Outcome, Proposal, Resemblance};
use crate::language::block_label;
use crate::model::Block;

use super::dry_run::meaning;
use super::{Lang, plural, printable_line};

/// An addition in words, for those who click and do not type.
#[must_use]
pub fn addition_in_words(lang: Lang, addition: &Addition) -> String {
    match addition {
        Addition::Fact(fact, value) => {
            let value = value.as_deref().unwrap_or("…");
            format!("{}: {}", fact_name(lang, *fact), printable_line(value))
        }
        Addition::Index(index) => format!("{}: {}", lang.pick("bộ chỉ số", "index"), index.name),
        Addition::Scale(scale) => {
            format!("{}: {}", lang.pick("thang điểm", "scale"), scale.shortest())
        }
        Addition::Heading(heading) => {
            let means = meaning(lang, heading.means.into()).to_lowercase();
            let printed = printable_line(&heading.printed);
            lang.pick(
                format!("cột “{printed}” là: {means}"),
                format!("the column “{printed}” is: {means}"),
            )
        }
    }
}

/// The name of a fact.
#[must_use]
pub fn fact_name(lang: Lang, fact: MissingFact) -> &'static str {
    let (vi, en, ..) = fact_words(lang, fact);
    lang.pick(vi, en)
}

/// What came of trying a proposal, in brackets behind it. Empty if it was not tried.
#[must_use]
pub fn tried(lang: Lang, outcome: Outcome) -> String {
    match outcome {
        Outcome::Untried => String::new(),
        Outcome::Passes(units) => lang.pick(
            format!(" (đã thử: nhập được {units} đơn vị)"),
            format!(" (tried: {} can be imported)", plural(units, "unit", "units")),
        ),
        Outcome::Errors(errors) => lang.pick(
            format!(" (đã thử: còn {errors} lỗi khác)"),
            format!(" (tried: {} left)", plural(errors, "other error is", "other errors are")),
        ),
        Outcome::Refused => lang.pick(
            " (đã thử: còn vướng mắc khác)".to_owned(),
            " (tried: something else is in the way)".to_owned(),
        ),
    }
}

/// The name of a fact in both languages, its option, and a placeholder for its value.
fn fact_words(
    lang: Lang,
    fact: MissingFact,
) -> (&'static str, &'static str, &'static str, &'static str) {
    match fact {
        MissingFact::Number => (
            "số quyết định",
            "the number of the decision",
            "--number",
            lang.pick("SỐ/KÝ-HIỆU", "NUMBER"),
        ),
        MissingFact::IssuedOn => (
            "ngày ban hành",
            "the date of the decision",
            "--date",
            lang.pick("NĂM-THÁNG-NGÀY", "YYYY-MM-DD"),
        ),
        MissingFact::Issuer => {
            ("cơ quan ban hành", "the issuer", "--issuer", lang.pick("TÊN CƠ QUAN", "NAME"))
        }
        MissingFact::Year => {
            ("năm đánh giá", "the year of the results", "--year", lang.pick("NĂM", "YEAR"))
        }
        MissingFact::Unit => {
            ("đơn vị của biểu", "the unit of the form", "--unit", lang.pick("TÊN ĐƠN VỊ", "NAME"))
        }
        MissingFact::Stage => (
            "cột “Điểm” là điểm tự chấm hay điểm thẩm định",
            "whether the column of scores holds self or appraised scores",
            "--stage",
            "self|appraised",
        ),
        MissingFact::Authority => (
            "địa phương hoặc cơ quan có bộ chỉ số",
            "the authority whose index it is",
            "--authority",
            lang.pick("UBND TỈNH …", "UBND tỉnh …"),
        ),
        MissingFact::Block => (
            "khối đơn vị",
            "the block of units",
            "--block",
            "department|district|commune|province|ministry|…",
        ),
    }
}

/// The message for facts that the document does not state, with the options that supply them. An
/// option is followed by the value that the document suggests elsewhere, or else by a placeholder.
pub(super) fn missing_facts(
    lang: Lang,
    table: usize,
    facts: &[(MissingFact, Option<String>)],
    outcome: Outcome,
) -> String {
    let names: Vec<&str> = facts
        .iter()
        .map(|(fact, _)| {
            let (vi, en, ..) = fact_words(lang, *fact);
            lang.pick(vi, en)
        })
        .collect();
    let options: Vec<String> = facts
        .iter()
        .map(|(fact, hint)| {
            let (.., option, blank) = fact_words(lang, *fact);
            let value = hint.as_deref().unwrap_or(blank);
            format!("{option} {}", quoted(value))
        })
        .collect();
    let (names, options) = (listed(lang, &names), options.join(" "));
    let tried = tried(lang, outcome);
    // A block has a name that people know better than its code.
    let in_words = |(fact, hint): &(MissingFact, Option<String>)| {
        let code = hint.as_deref()?;
        let block = code.parse::<Block>().ok().filter(|_| *fact == MissingFact::Block);
        Some(block.map_or_else(|| code.to_owned(), |block| block_label(lang, block)))
    };
    let hinted: Vec<String> = facts.iter().filter_map(in_words).collect();
    let (all, some) = (hinted.len() == facts.len(), !hinted.is_empty());
    let hinted = hinted.join(", ");
    match lang {
        Lang::Vi if all && facts.len() > 1 => format!(
            "bảng {table}: tiêu đề của bảng không ghi {names}; nếu đúng như văn bản gợi ý, hãy \
             thêm {options}{tried}."
        ),
        Lang::En if all && facts.len() > 1 => format!(
            "table {table}: the title of the table does not state {names}; if they are as the \
             document suggests, add {options}{tried}."
        ),
        Lang::Vi if all => format!(
            "bảng {table}: tiêu đề của bảng không ghi {names}; nếu là {hinted} như văn bản gợi \
             ý, hãy thêm {options}{tried}."
        ),
        Lang::Vi if some => format!(
            "bảng {table}: tiêu đề của bảng không ghi {names}; hãy thêm {options}, trong đó \
             {hinted} là theo văn bản gợi ý, phần còn lại ghi theo bản gốc."
        ),
        Lang::Vi => format!(
            "bảng {table}: tiêu đề của bảng không ghi {names}; hãy thêm {options} theo bản gốc."
        ),
        Lang::En if all => format!(
            "table {table}: the title of the table does not state {names}; if it is {hinted}, as \
             the document suggests, add {options}{tried}."
        ),
        Lang::En if some => format!(
            "table {table}: the title of the table does not state {names}; add {options}, where \
             {hinted} is what the document suggests, and look the rest up in the original."
        ),
        Lang::En => format!(
            "table {table}: the title of the table does not state {names}; look it up in the \
             original and add {options}."
        ),
    }
}

/// Names with commas and a last `và`.
fn listed(lang: Lang, names: &[&str]) -> String {
    match names {
        [rest @ .., last] if !rest.is_empty() => {
            format!("{} {} {last}", rest.join(", "), lang.pick("và", "and"))
        }
        _ => names.join(", "),
    }
}

/// A value as the command line takes it.
fn quoted(value: &str) -> String {
    let value = printable_line(value);
    let is_plain = |c: char| c.is_alphanumeric() || "-_./%|…".contains(c);
    if value.chars().all(is_plain) {
        value
    } else {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// An addition as the command line takes it.
fn option(lang: Lang, addition: &Addition) -> String {
    match addition {
        Addition::Fact(fact, value) => {
            let (.., option, blank) = fact_words(lang, *fact);
            format!("{option} {}", quoted(value.as_deref().unwrap_or(blank)))
        }
        Addition::Index(index) => format!("--index {}", index.code),
        Addition::Scale(scale) => format!("--scale {}", scale.shortest()),
        Addition::Heading(heading) => format!("--heading {}", quoted(&heading.to_string())),
    }
}

/// The lines that offer proposals. Empty if there are none.
pub(super) fn proposal_lines(lang: Lang, proposals: &[Proposal]) -> Vec<String> {
    let line = |proposal: &Proposal| {
        let options: Vec<_> =
            proposal.additions.iter().map(|addition| option(lang, addition)).collect();
        format!("  {}{}", options.join(" "), tried(lang, proposal.outcome))
    };
    let head = match proposals.len() {
        0 => return Vec::new(),
        1 => lang.pick(
            "Nếu đúng với bản gốc, hãy thêm vào lệnh nhập:",
            "If this is what the original means, add to the import command:",
        ),
        _ => lang.pick(
            "Hãy chọn theo bản gốc một trong các cách hiểu sau và thêm vào lệnh nhập:",
            "Choose one of these according to the original, and add it to the import command:",
        ),
    };
    let mut lines = vec![head.to_owned()];
    lines.extend(proposals.iter().map(line));
    let mut headings = proposals[0].additions.iter().filter_map(|addition| match addition {
        Addition::Heading(heading) => Some(heading),
        Addition::Fact(..) | Addition::Index(_) | Addition::Scale(_) => None,
    });
    if proposals.len() == 1 && headings.clone().next().is_some() {
        lines.push(
            lang.pick(
                "hoặc khai báo trong frameworks.toml (dùng được cho cả cchc build):",
                "or declare it in frameworks.toml (which also works for cchc build):",
            )
            .to_owned(),
        );
        for heading in headings.by_ref() {
            let printed = heading.printed.replace('\\', "\\\\").replace('"', "\\\"");
            let means = heading.means.code();
            lines.push(format!("  [[heading]]\n  printed = \"{printed}\"\n  means = \"{means}\""));
        }
    }
    lines
}

/// The message for a document without a table of results: what was seen, what it looks like, and the
/// nearest way in.
pub(super) fn no_results(
    lang: Lang,
    headings: &[String],
    proposals: &[Proposal],
    resembles: Resemblance,
) -> String {
    const MOST: usize = 5;
    let seen: Vec<_> = headings.iter().take(MOST).map(|cells| format!("“{cells}”")).collect();
    let seen = seen.join("; ");
    let mut text = lang.pick(
        format!("không có bảng kết quả nào. Tiêu đề đọc được: {seen}."),
        format!("no table of results was found. Headings found: {seen}."),
    );
    let offered = proposal_lines(lang, proposals);
    if !offered.is_empty() {
        return format!("{text}\n{}", offered.join("\n"));
    }
    text += match resembles {
        Resemblance::BlankForm => lang.pick(
            " Bảng giống biểu chấm điểm hoặc bộ tiêu chí chưa có điểm: biểu cần ít nhất một cột điểm \
             (Tự chấm, Thẩm định, ĐT XHH) đã điền số.",
            " It looks like a form or a set of criteria without figures: a form needs at least one \
             column of scores (Tự chấm, Thẩm định, ĐT XHH) that is filled in.",
        ),
        Resemblance::UnitsAcross => lang.pick(
            " Bảng có các đơn vị ở hàng tiêu đề: hãy ghi “Tiêu chí” ở đầu cột nêu tiêu chí.",
            " The units stand across: head the column of criteria with “Tiêu chí”.",
        ),
        Resemblance::Nothing => lang.pick(
            " Bảng kết quả cần cột Tên đơn vị, ít nhất một cột điểm (Tự chấm, Thẩm định, ĐT XHH, Tổng \
             cộng) và hàng có số thứ tự.",
            " A table of results needs a column of units (Tên đơn vị), at least one of scores (Tự \
             chấm, Thẩm định, ĐT XHH, Tổng cộng), and rows with running numbers.",
        ),
    };
    text + lang.pick(
        " Cách khác: chép số liệu vào bảng do cchc template tạo ra, hoặc mô tả các cột bằng --mapping.",
        " Other ways in: copy the figures into the table that cchc template makes, or describe the \
         columns with --mapping.",
    )
}
