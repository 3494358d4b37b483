//! Texts in which something stands out: what is copied letter by letter, and what an officer fills
//! in.

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
    /// What the program does not know and an officer fills in.
    Blank(Blank),
}

/// A place to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// The same in every report that has this place, so that what was filled in can be carried
    /// over.
    pub tag: String,
    /// What stands there until it is filled in, or what was filled in.
    pub words: String,
    /// Whether it was.
    pub is_filled: bool,
}

impl RichText {
    /// An empty text, to add to.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with words behind it.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Words(words.into()));
        self
    }

    /// The same with words in bold letters behind it.
    #[must_use]
    pub fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Strong(words.into()));
        self
    }

    /// The same with a place to fill in behind it.
    #[must_use]
    pub fn blank(mut self, tag: impl Into<String>, words: impl Into<String>) -> Self {
        self.0.push(Span::Blank(Blank { tag: tag.into(), words: words.into(), is_filled: false }));
        self
    }

    /// All that it says, without what stands out.
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
