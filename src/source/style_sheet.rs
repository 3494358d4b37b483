//! The style sheets of a web page: which elements they hide, raise or strike out. Rules are matched
//! by element, class and id. A rule with further conditions is kept as unclear.

use html5gum::StartTag;

/// The properties that matter here, as indices of a [`Look`].
const DISPLAY: usize = 0;
const VISIBILITY: usize = 1;
const POSITION: usize = 2;
const STRIKE: usize = 3;

/// Whether a rule or an element's own style sets each property so that it hides, raises or strikes
/// out text; `None` if it does not set the property.
type Look = [Option<bool>; 4];

/// The effect of styles on an element's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Effect {
    pub(super) hidden: bool,
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl Effect {
    fn of(look: Look) -> Self {
        let is = |property: usize| look[property] == Some(true);
        Self { hidden: is(DISPLAY) || is(VISIBILITY), raised: is(POSITION), struck: is(STRIKE) }
    }
}

/// Reads declarations such as `display: none; vertical-align: super`. Returns those marked as
/// important first, then the others.
fn read_declarations(text: &str) -> [Look; 2] {
    let mut looks = [Look::default(); 2];
    for declaration in text.to_ascii_lowercase().split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (value, is_important) =
            value.split_once('!').map_or((value, false), |(value, _)| (value, true));
        let words: Vec<_> = value.split_whitespace().collect();
        let [first, ..] = words[..] else { continue };

        let (property, does) = match name.trim() {
            "display" => (DISPLAY, first == "none"),
            "visibility" => (VISIBILITY, ["hidden", "collapse"].contains(&first)),
            // Letters without size or opacity cannot be seen.
            "font-size" | "opacity" if is_zero(first) => (VISIBILITY, true),
            "vertical-align" => {
                (POSITION, ["super", "text-top", "top"].contains(&first) || is_raising(&words))
            }
            "font-variant-position" => (POSITION, first == "super"),
            "text-decoration" | "text-decoration-line" => (STRIKE, words.contains(&"line-through")),
            _ => continue,
        };

        looks[usize::from(!is_important)][property] = Some(does);
    }
    looks
}

/// Whether a word is a length or percentage of zero.
fn is_zero(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.parse() == Ok(0.0)
}

/// Whether the words are one length above zero, such as `4pt` or `30%`.
fn is_raising(words: &[&str]) -> bool {
    words.len() == 1
        && words[0].starts_with(|c: char| c.is_ascii_digit())
        && !words[0].starts_with('0')
}

/// A rule that sets at least one of the properties that matter.
#[derive(Debug)]
struct Rule {
    element: String,
    classes: Vec<String>,
    id: Option<String>,
    look: Look,
    is_important: bool,
    /// Whether it applies only under conditions that are not evaluated here.
    is_conditional: bool,
}

/// The rules of a page that matter, in their order.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    rules: Vec<Rule>,
}

impl StyleSheet {
    /// Adds the rules of one `<style>` element. Rules for print only are left out.
    pub(super) fn add(&mut self, text: &str) {
        for rule in without_frames(&without_comments(text)).split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            for (look, is_important) in
                read_declarations(declarations).into_iter().zip([true, false])
            {
                if look != Look::default() {
                    let rules = selectors
                        .split(',')
                        .filter_map(|selector| Rule::read(selector, look, is_important));
                    self.rules.extend(rules);
                }
            }
        }
    }

    /// The effect of the rules and of an element's own style on it; stronger rules override weaker
    /// ones. `None` if a rule that may or may not apply to the element would change the effect.
    pub(super) fn of(&self, tag: &StartTag<()>) -> Option<Effect> {
        let value = |needle: &[u8]| {
            let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == needle);
            found
                .map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
                .unwrap_or_default()
        };
        let name = String::from_utf8_lossy(&tag.name).to_ascii_lowercase();
        let (classes, id) = (value(b"class"), value(b"id"));
        let mut matching: Vec<&Rule> =
            self.rules.iter().filter(|rule| rule.matches(&name, &classes, &id)).collect();
        matching.sort_by_key(|rule| rule.weight());

        let [important, inline] = read_declarations(&value(b"style"));
        let (plain_rules, important_rules) =
            matching.split_at(matching.partition_point(|rule| !rule.is_important));
        let certain = |rules: &[&Rule]| {
            rules
                .iter()
                .filter(|rule| !rule.is_conditional)
                .map(|rule| rule.look)
                .collect::<Vec<_>>()
        };
        let layers =
            [certain(plain_rules), vec![inline], certain(important_rules), vec![important]]
                .concat();
        let look =
            std::array::from_fn(|property| layers.iter().rev().find_map(|look| look[property]));

        let is_unclear = |property: usize| {
            let mut uncertain = matching.iter().filter(|rule| rule.is_conditional);
            uncertain.any(|rule| {
                rule.look[property].is_some_and(|does| does != (look[property] == Some(true)))
            })
        };
        if (0..look.len()).any(is_unclear) { None } else { Some(Effect::of(look)) }
    }
}

impl Rule {
    fn matches(&self, name: &str, classes: &str, id: &str) -> bool {
        (self.element.is_empty() || self.element == name)
            && self.classes.iter().all(|class| classes.split_whitespace().any(|name| name == class))
            && self.id.as_ref().is_none_or(|name| name == id)
    }

    /// The precedence of the rule. Of two matching rules the heavier one wins, and of equally heavy
    /// ones the later.
    fn weight(&self) -> (bool, usize, usize, usize) {
        let (ids, elements) =
            (usize::from(self.id.is_some()), usize::from(!self.element.is_empty()));
        (self.is_important, ids, self.classes.len(), elements)
    }

    /// Reads the last part of a selector such as `table td.small#a`. `None` if the selector is for
    /// generated text or for a state such as `:hover`.
    fn read(selector: &str, look: Look, is_important: bool) -> Option<Self> {
        const STATES: [&str; 8] = [
            ":hover",
            ":focus",
            ":active",
            ":visited",
            ":target",
            ":before",
            ":after",
            ":focus-within",
        ];
        let selector = selector.trim();
        if STATES.iter().any(|state| selector.contains(state)) {
            return None;
        }

        let last = selector.rsplit([' ', '>', '+', '~']).next()?;
        let plain = last.split([':', '[']).next()?;
        let is_conditional = plain.len() < selector.len();
        let mut rule = Self {
            element: String::new(),
            classes: Vec::new(),
            id: None,
            look,
            is_important,
            is_conditional,
        };

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
    // Old pages put their styles into an HTML comment.
    (plain + rest).replace("<!--", "").replace("-->", "")
}

/// Removes the frame of nested rules, such as `@media screen { … }`, and keeps the rules within. A
/// frame for print is removed with its rules.
fn without_frames(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, from_frame)) = rest.split_once('@') {
        plain.push_str(before);
        let (frame, body) =
            from_frame.split_at(from_frame.find(['{', ';']).unwrap_or(from_frame.len()));
        let is_print = body.starts_with('{') && frame.contains("print");
        rest = if is_print { after_block(body) } else { body.get(1..).unwrap_or_default() };
    }
    plain + rest
}

/// The text after the block that a text begins with.
fn after_block(text: &str) -> &str {
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
    fn rules_are_matched_by_element_class_and_id() {
        let raised = Effect { raised: true, ..Effect::default() };
        let hidden = Effect { hidden: true, ..Effect::default() };
        assert_eq!(
            effects(".note { vertical-align: super }", "<span class='a note'>"),
            Some(raised)
        );
        assert_eq!(effects("/* x */ span.note, b { vertical-align: 4pt; }", "<b>"), Some(raised));
        assert_eq!(effects("tr#x{display:none !important}", "<tr id=x>"), Some(hidden));
        assert_eq!(
            effects("@media print { .a { display: none } } .b { color: red }", "<tr class=a>"),
            Some(Effect::default())
        );
        assert_eq!(effects("điểm.a, .ẩn { display: none }", "<tr class='ẩn'>"), Some(hidden));
        assert_eq!(
            effects("@import 'x'; @media screen { .a { visibility: hidden } }", "<tr class=a>"),
            Some(hidden)
        );
        assert_eq!(
            effects("td { vertical-align: middle; text-decoration: underline }", "<td>"),
            Some(Effect::default())
        );
        assert_eq!(
            effects(".x .a { display: none }", "<tr class=a>"),
            None,
            "whether it is within .x is not known"
        );
        assert_eq!(effects(".x .a { display: none }", "<tr class=b>"), Some(Effect::default()));
        assert_eq!(
            effects("tr:hover, .a::after { display: none }", "<tr class=a>"),
            Some(Effect::default())
        );
    }

    #[test]
    fn stronger_rules_override_weaker_ones() {
        let raised = Some(Effect { raised: true, ..Effect::default() });
        let plain = Some(Effect::default());
        assert_eq!(
            effects(".a{vertical-align:super}", "<b class=a style='vertical-align:baseline'>"),
            plain
        );
        assert_eq!(
            effects(
                ".a{vertical-align:super!important}",
                "<b class=a style='vertical-align:baseline'>"
            ),
            raised
        );
        assert_eq!(
            effects(".a{vertical-align:super} .a{vertical-align:baseline}", "<b class=a>"),
            plain
        );
        assert_eq!(
            effects("b.a{vertical-align:super} .a{vertical-align:baseline}", "<b class=a>"),
            raised
        );
        assert_eq!(effects(".a{display:none} .a.on{display:inline}", "<b class='a on'>"), plain);
        assert_eq!(
            effects(".a{display:none} p .a{display:inline}", "<b class=a>"),
            None,
            "whether it is within p"
        );
        assert_eq!(
            effects("", "<b style='font-size:0px'>"),
            Some(Effect { hidden: true, ..Effect::default() })
        );
        assert_eq!(effects("td{font-size:0.9em;opacity:.8}", "<td>"), plain);
    }
}
