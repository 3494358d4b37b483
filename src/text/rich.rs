//! Texts with special spans: bold words, fingerprints to copy letter by letter, and blanks that an
//! officer fills in.

/// A text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText(pub Vec<Span>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Words(String),
    /// Words in bold letters.
    Strong(String),
    /// A fingerprint: to be read letter by letter.
    Code(String),
    /// A blank for what the program does not know and an officer fills in.
    Blank(Blank),
}

/// A blank: a place in a text that an officer fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// The name of the blank, the same in every report that has it, so that its content can be
    /// carried over.
    pub tag: String,
    /// The placeholder, or the content once the blank is filled in.
    pub words: String,
    /// Whether the blank is filled in.
    pub is_filled: bool,
}

impl RichText {
    /// An empty text, to add to.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text with words appended.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Words(words.into()));
        self
    }

    /// The text with bold words appended.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Strong(words.into()));
        self
    }

    /// The text with a blank appended.
    #[must_use]
    pub fn blank(mut self, tag: impl Into<String>, words: impl Into<String>) -> Self {
        self.0.push(Span::Blank(Blank { tag: tag.into(), words: words.into(), is_filled: false }));
        self
    }

    /// The plain words of all spans.
    #[must_use]
    pub fn plain(&self) -> String {
        let text = |span: &Span| match span {
            Span::Words(text)
            | Span::Strong(text)
            | Span::Code(text)
            | Span::Blank(Blank { words: text, .. }) => text.clone(),
        };
        self.0.iter().map(text).collect()
    }
}

impl From<String> for RichText {
    fn from(words: String) -> Self {
        Self(vec![Span::Words(words)])
    }
}

impl From<&str> for RichText {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}
