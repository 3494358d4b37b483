//! What the styles of a web page hide, raise or strike out. Rules are told by element, class and id; one that needs more
//! is kept as unclear.

use html5gum::StartTag;

/// What a rule or an element's own style says of its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Effect {
    pub(super) hidden: bool,
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl Effect {
    /// Reads declarations such as `display: none; vertical-align: super`.
    pub(super) fn of_declarations(text: &str) -> Self {
        let mut effect = Self::default();
        for declaration in text.to_ascii_lowercase().split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.replace("!important", "");
            let words: Vec<_> = value.split_whitespace().collect();
            match name.trim() {
                "display" => effect.hidden |= words == ["none"],
                "visibility" => effect.hidden |= words == ["hidden"] || words == ["collapse"],
                "vertical-align" => effect.raised |= words == ["super"] || words == ["text-top"] || is_lift(&words),
                "text-decoration" | "text-decoration-line" => effect.struck |= words.contains(&"line-through"),
                _ => {}
            }
        }
        effect
    }

    fn or(self, other: Self) -> Self {
        Self {
            hidden: self.hidden || other.hidden,
            raised: self.raised || other.raised,
            struck: self.struck || other.struck,
        }
    }

    pub(super) fn is_any(self) -> bool {
        self.hidden || self.raised || self.struck
    }
}

/// A length above zero, such as `4pt` or `30%`.
fn is_lift(words: &[&str]) -> bool {
    words.len() == 1 && words[0].starts_with(|c: char| c.is_ascii_digit()) && !words[0].starts_with('0')
}

/// A rule that hides, raises or strikes out.
#[derive(Debug)]
struct Rule {
    element: String,
    classes: Vec<String>,
    id: Option<String>,
    effect: Effect,
    /// Whether it holds only under conditions that are not looked at.
    is_conditional: bool,
}

/// The rules of a page's styles that matter.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    rules: Vec<Rule>,
}

impl StyleSheet {
    /// Adds the rules of one `<style>`. Those for print only are left out.
    pub(super) fn add(&mut self, text: &str) {
        for rule in without_frames(&without_comments(text)).split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            let effect = Effect::of_declarations(declarations);
            if effect.is_any() {
                self.rules.extend(selectors.split(',').filter_map(|selector| Rule::read(selector, effect)));
            }
        }
    }

    /// What the rules say of an element; none where one may hold for it or not.
    pub(super) fn of(&self, tag: &StartTag<()>) -> Option<Effect> {
        if self.rules.is_empty() {
            return Some(Effect::default());
        }
        let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
        let value = |wanted: &[u8]| {
            let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == wanted);
            found.map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned()).unwrap_or_default()
        };
        let (classes, id) = (value(b"class"), value(b"id"));
        let mut effect = Effect::default();
        for rule in &self.rules {
            let is_meant = (rule.element.is_empty() || rule.element == name)
                && rule.classes.iter().all(|class| classes.split_whitespace().any(|own| own == class))
                && rule.id.as_ref().is_none_or(|wanted| *wanted == id);
            if is_meant && rule.is_conditional {
                return None;
            }
            if is_meant {
                effect = effect.or(rule.effect);
            }
        }
        Some(effect)
    }
}

impl Rule {
    /// Reads the last part of a selector such as `table td.small#a`.
    fn read(selector: &str, effect: Effect) -> Option<Self> {
        let selector = selector.trim();
        let last = selector.rsplit([' ', '>', '+', '~']).next()?;
        let plain = last.split([':', '[']).next()?;
        let is_conditional = plain.len() < selector.len();
        let mut rule = Self { element: String::new(), classes: Vec::new(), id: None, effect, is_conditional };
        let mut rest = plain;
        while !rest.is_empty() {
            let mut marks = rest.match_indices(['.', '#']).map(|(at, _)| at);
            let (part, after) = rest.split_at(marks.find(|at| *at > 0).unwrap_or(rest.len()));
            match part.chars().next() {
                Some('.') => rule.classes.push(part[1..].to_owned()),
                Some('#') => rule.id = Some(part[1..].to_owned()),
                _ if part == "*" => {}
                _ => rule.element = part.to_ascii_lowercase(),
            }
            rest = after;
        }
        Some(rule)
    }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    // Old pages hide their styles in a comment of the page.
    (plain + rest).replace("<!--", "").replace("-->", "")
}

/// A rule within another, such as one of `@media`, stands by itself once its frame is gone; one for print goes with it.
fn without_frames(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, from_frame)) = rest.split_once('@') {
        plain.push_str(before);
        let (frame, body) = from_frame.split_at(from_frame.find(['{', ';']).unwrap_or(from_frame.len()));
        let is_print = body.starts_with('{') && frame.contains("print");
        rest = if is_print { behind_block(body) } else { body.get(1..).unwrap_or_default() };
    }
    plain + rest
}

/// What stands behind the block that a text begins with.
fn behind_block(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return &text[at + 1..],
            '}' => depth -= 1,
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effects(css: &str, html: &str) -> Option<Effect> {
        let mut sheet = StyleSheet::default();
        sheet.add(css);
        let token = html5gum::Tokenizer::new(html).flatten().next();
        let Some(html5gum::Token::StartTag(tag)) = token else { panic!("no tag") };
        sheet.of(&tag)
    }

    #[test]
    fn rules_are_told_by_element_class_and_id() {
        let raised = Effect { raised: true, ..Effect::default() };
        let hidden = Effect { hidden: true, ..Effect::default() };
        assert_eq!(effects(".note { vertical-align: super }", "<span class='a note'>"), Some(raised));
        assert_eq!(effects("/* x */ span.note, b { vertical-align: 4pt; }", "<b>"), Some(raised));
        assert_eq!(effects("tr#x{display:none !important}", "<tr id=x>"), Some(hidden));
        assert_eq!(
            effects("@media print { .a { display: none } } .b { color: red }", "<tr class=a>"),
            Some(Effect::default())
        );
        assert_eq!(effects("điểm.a, .ẩn { display: none }", "<tr class='ẩn'>"), Some(hidden));
        assert_eq!(effects("@import 'x'; @media screen { .a { visibility: hidden } }", "<tr class=a>"), Some(hidden));
        assert_eq!(
            effects("td { vertical-align: middle; text-decoration: underline }", "<td>"),
            Some(Effect::default())
        );
        assert_eq!(effects(".x .a { display: none }", "<tr class=a>"), None, "whether it is within .x is not known");
        assert_eq!(effects(".x .a { display: none }", "<tr class=b>"), Some(Effect::default()));
    }
}
