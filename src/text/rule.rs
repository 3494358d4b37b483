//! What is said of the checks: one of them in full, all of them in a list, and the page about them.

use crate::assessment::{Declaration, declaration};
use crate::model::{Rule, Severity};

use super::{Lang, joined, severity_label};

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
    let names: Vec<_> = severities.iter().map(|severity| severity_label(lang, *severity).to_lowercase()).collect();
    let names = joined(lang, &names);
    if !severities.contains(&Severity::Error) {
        return lang.pick(
            format!("{names}; văn bản vẫn được nhập."),
            format!("{names}; the document is imported all the same."),
        );
    }
    if *acceptable {
        return lang.pick(
            format!("{names}; lỗi giữ văn bản lại, trừ khi được chấp nhận với --accept {rule}."),
            format!("{names}; an error keeps the document out, unless it is accepted with --accept {rule}."),
        );
    }
    lang.pick(
        format!("{names}; lỗi giữ văn bản lại và không chấp nhận được."),
        format!("{names}; an error keeps the document out and cannot be accepted."),
    )
}

/// Every rule with what it checks, a line each, as wide as the longest name.
#[must_use]
pub fn rules(lang: Lang) -> Vec<(&'static str, &'static str)> {
    Rule::ALL.into_iter().map(|rule| (rule.code(), declaration(rule).checks.say(lang))).collect()
}

/// The page on the checks, in Markdown.
#[must_use]
pub fn rules_page() -> String {
    let lang = Lang::En;
    let mut text = String::from(
        "# The checks\n\nWritten by the declarations in `src/assessment/rule`; run the tests with `UPDATE=1` to write it \
         anew. `cchc explain RULE` says the same in a terminal, in Vietnamese too.\n\nEach check runs at import, and what it \
         finds is stored with the figures: a `note`, a `warning` (odd, but the figures stand) or an `error`, which keeps the \
         document out.\n\nA printed sum may differ from its parts by half of the last printed digit of each figure involved: \
         n figures of d decimals and their sum by (n + 1) · 0.5 · 10^−d. Figures that are all multiples of 0.25 or 0.5 are \
         given and not rounded, and their sum has to be exact.\n\n| rule | findings | checks | accepted |\n|---|---|---|---|\n",
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
        text += &format!("| {anchor} | {} | {} | {accepted} |\n", severities.join(", "), checks.say(lang));
    }
    for rule in Rule::ALL {
        let Declaration { checks, why, example, .. } = declaration(rule);
        let [checks, why, example] = [checks, why, example].map(|words| words.say(lang));
        text += &format!("\n## {rule}\n\n{checks} {why}\n\nExample: {example}\n");
    }
    text
}
