//! What is said of the checks: one of them in full, all of them in a list, and the page about them.

use crate::assessment::{Declaration, declaration};
use crate::model::{Rule, Severity};

use super::{Lang, hanging, joined, severity_label, wrapped};

/// A rule in full: what it checks, how much it weighs, why it is checked, and an example.
#[must_use]
pub fn rule(lang: Lang, rule: Rule) -> String {
    let Declaration { checks, why, example, .. } = declaration(rule);
    let [checked, weight, reason, case] =
        lang.pick(["Kiểm tra", "Mức", "Vì sao", "Ví dụ"], ["Checks", "Findings", "Why", "Example"]);
    [
        format!("{rule}\n"),
        format!("{checked}: {}", checks.say(lang)),
        format!("{weight}: {}", weight_of(lang, rule)),
        format!("{reason}: {}", why.say(lang)),
        format!("{case}: {}", example.say(lang)),
    ]
    .join("\n")
        + "\n"
}

/// How much the findings of a rule weigh, and what lets a document pass all the same.
fn weight_of(lang: Lang, rule: Rule) -> String {
    let Declaration { severities, acceptable, .. } = declaration(rule);
    let names: Vec<_> =
        severities.iter().map(|severity| severity_label(lang, *severity).to_lowercase()).collect();
    let names = joined(lang, &names);
    if !severities.contains(&Severity::Error) {
        return lang.pick(
            format!("{names}; văn bản vẫn được nhập."),
            format!("{names}; the document is imported all the same."),
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
            format!("{names}; {if_en} is not imported, unless you accept it with --accept {rule}."),
        );
    }
    lang.pick(
        format!("{names}; {if_vi} không được nhập và không thể chấp nhận bằng --accept."),
        format!("{names}; {if_en} is not imported, and --accept cannot change that."),
    )
}

/// Every rule with what it checks, a line each; a star marks those whose errors can be accepted.
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
        "\n* Errors can be accepted with --accept. One of them in full: cchc explain NAME.\n",
    );
    hanging(&entries, width) + &width.map_or(note.to_owned(), |width| wrapped(note, width))
}

/// The page on the checks, in Markdown.
#[must_use]
pub fn rules_page() -> String {
    let lang = Lang::En;
    let mut text = String::from(
        "# The checks\n\nWritten by the declarations in `src/assessment/rule`; run the tests with \
        `UPDATE=1` to write it \
         anew. `cchc explain RULE` says the same in a terminal, in Vietnamese too.\n\nEach check \
        runs at import. What it \
         finds in a document that is imported is stored with the figures: a `note`, a `warning` \
        (odd, but the figures stand) \
         or an `error`, which keeps the document out unless it is accepted. `scale`, \
        `criterion-maximum` and \
         `framework-maximum` do not run on tables that a mapping explains.\n\nA printed sum may \
        differ from its parts by half of the last printed digit of each figure involved: \
         n figures of d decimals and their sum by (n + 1) · 0.5 · 10^−d. Figures of a column that \
        are all \
         multiples of 1, 0.5 or 0.25 are given and not rounded; where the sum has no larger steps \
        than its parts, it has to be \
         exact.\n\n| rule | findings | checks | accepted |\n|---|---|---|---|\n",
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
