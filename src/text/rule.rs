//! Descriptions of the checks: one check in full, all checks in a list, and the reference page.

use crate::assessment::{Declaration, declaration};
use crate::model::{Rule, Severity};

use super::{Lang, hanging, joined_with_or, severity_label, wrapped};

/// A rule in full: what it checks, how severe its findings are, why it exists, and an example.
#[must_use]
pub fn rule(lang: Lang, rule: Rule) -> String {
    let Declaration { checks, why, example, .. } = declaration(rule);
    let [checked, weight, reason, case] =
        lang.pick(["Kiểm tra", "Mức", "Vì sao", "Ví dụ"], ["Checks", "Findings", "Why", "Example"]);
    [
        format!("{rule}\n"),
        format!("{checked}: {}", checks.say(lang)),
        format!("{weight}: {}", severities_of(lang, rule)),
        format!("{reason}: {}", why.say(lang)),
        format!("{case}: {}", example.say(lang)),
    ]
    .join("\n")
        + "\n"
}

/// How severe the findings of a rule are, and whether a document with such an error can be
/// imported.
fn severities_of(lang: Lang, rule: Rule) -> String {
    let Declaration { severities, acceptable, .. } = declaration(rule);
    let names: Vec<_> =
        severities.iter().map(|severity| severity_label(lang, *severity).to_lowercase()).collect();
    let names = joined_with_or(lang, &names);
    if !severities.contains(&Severity::Error) {
        return lang.pick(
            format!("{names}; văn bản vẫn được nhập."),
            format!("{names}; the document is imported anyway."),
        );
    }
    let (if_vi, if_en) = if severities.len() > 1 {
        ("nếu là lỗi thì văn bản", "on an error the document")
    } else {
        ("văn bản", "the document")
    };
    if *acceptable {
        return lang.pick(
            format!("{names}; {if_vi} không được nhập, trừ khi chấp nhận bằng --accept {rule}."),
            format!("{names}; {if_en} is not imported unless you accept it with --accept {rule}."),
        );
    }
    lang.pick(
        format!("{names}; {if_vi} không được nhập và không thể chấp nhận bằng --accept."),
        format!("{names}; {if_en} is not imported, and --accept does not change that."),
    )
}

/// Every rule with what it checks, one per line; a star marks the rules whose errors can be
/// accepted.
#[must_use]
pub fn rules(lang: Lang, width: Option<usize>) -> String {
    let entry = |rule: Rule| {
        let Declaration { checks, severities, acceptable, .. } = declaration(rule);
        let mark = if *acceptable && severities.contains(&Severity::Error) { " *" } else { "" };
        (format!("{rule}{mark}"), checks.say(lang))
    };
    let entries: Vec<_> = Rule::ALL.into_iter().map(entry).collect();
    let note = lang.pick(
        "\n* Lỗi có thể chấp nhận bằng --accept. Xem từng phép kiểm tra: cchc explain TÊN.\n",
        "\n* Errors can be accepted with --accept. For one check in full: cchc explain NAME.\n",
    );
    hanging(&entries, width) + &width.map_or(note.to_owned(), |width| wrapped(note, width))
}

/// The page on the checks, in Markdown.
#[must_use]
pub fn rules_page() -> String {
    let lang = Lang::En;
    let mut text = String::from(
        "<!-- Generated from src/assessment/rule; a test writes it again with UPDATE=1. -->\n\
         # The checks\n\n`cchc explain RULE` prints the same in a terminal, also in Vietnamese.\n\nEvery check runs at import. Its findings in an imported \
         document are stored with the figures: a `note`, a `warning` (unusual, but the figures \
         stand) or an `error`, which keeps the document out unless it is accepted. `scale`, \
         `criterion-maximum` and `framework-maximum` do not run on tables that are read through a \
         mapping.\n\nA printed sum may differ from its parts by half a unit in the last printed \
         digit of each figure involved: for n figures with d decimals and their sum, by (n + 1) · \
         0.5 · 10^−d. Where all figures of a column are multiples of 1, 0.5 or 0.25, they count as \
         exact rather than rounded; if the steps of the sum are no larger than those of its parts, \
         the sum must then be exact.\n\n| rule | findings | checks | accepted \
         |\n|---|---|---|---|\n",
    );
    for rule in Rule::ALL {
        let Declaration { severities, acceptable, checks, .. } = declaration(rule);
        let severities: Vec<_> = severities.iter().map(|severity| severity.code()).collect();
        let is_error = severities.contains(&"error");
        let accepted = match (is_error, acceptable) {
            (false, _) => "–",
            (true, true) => "`--accept`",
            (true, false) => "no",
        };
        let anchor = format!("[`{rule}`](#{rule})");
        text += &format!(
            "| {anchor} | {} | {} | {accepted} |\n",
            severities.join(", "),
            checks.say(lang)
        );
    }
    for rule in Rule::ALL {
        let Declaration { checks, why, example, .. } = declaration(rule);
        let [checks, why, example] = [checks, why, example].map(|words| words.say(lang));
        text += &format!("\n## {rule}\n\n{checks} {why}\n\nExample: {example}\n");
    }
    text
}
