//! SQL as words and marks: enough to tell statements apart, to know the place of the cursor, and to
//! find the names and literals of a query.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword, a bare name or a number.
    Word,
    /// A name in double quotes, backquotes or brackets.
    Name,
    /// A text in single quotes.
    Literal,
    /// A comment.
    Comment,
    /// Any other character.
    Mark,
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: TokenKind,
    /// The text, without its quotes.
    pub text: &'a str,
    /// The offset of its first byte, which is the opening quote where it has one.
    pub start: usize,
    /// The offset behind its last byte.
    pub end: usize,
    /// Whether the text ends before its closing quote.
    pub is_open: bool,
}

impl Token<'_> {
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.text == mark
    }

    /// Whether it may name a table or a column.
    pub fn is_name(&self) -> bool {
        match self.kind {
            TokenKind::Word | TokenKind::Name => true,
            TokenKind::Literal | TokenKind::Comment | TokenKind::Mark => false,
        }
    }
}

/// The tokens of a text, white space left out.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = sql[start..].chars().next() {
        if first.is_whitespace() {
            start += first.len_utf8();
            continue;
        }
        let token = token(sql, start, first);
        start = token.end;
        tokens.push(token);
    }
    tokens
}

/// The tokens of a text, white space and comments left out.
pub fn tokens_of_code(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = tokens(sql);
    tokens.retain(|token| token.kind != TokenKind::Comment);
    tokens
}

fn token(sql: &str, start: usize, first: char) -> Token<'_> {
    let rest = &sql[start..];
    let whole = |kind, length: usize| {
        let end = start + length;
        Token { kind, text: &sql[start..end], start, end, is_open: false }
    };
    match first {
        '\'' => quoted(sql, start, TokenKind::Literal, '\''),
        '"' | '`' => quoted(sql, start, TokenKind::Name, first),
        '[' => quoted(sql, start, TokenKind::Name, ']'),
        '-' if rest.starts_with("--") => {
            whole(TokenKind::Comment, rest.find('\n').unwrap_or(rest.len()))
        }
        '/' if rest.starts_with("/*") => {
            let length = rest[2..].find("*/").map(|at| at + 4);
            Token {
                is_open: length.is_none(),
                ..whole(TokenKind::Comment, length.unwrap_or(rest.len()))
            }
        }
        letter if is_letter(letter) => {
            let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
            whole(TokenKind::Word, length)
        }
        mark => whole(TokenKind::Mark, mark.len_utf8()),
    }
}

/// A token in quotes, in which the closing quote is doubled.
fn quoted(sql: &str, start: usize, kind: TokenKind, close: char) -> Token<'_> {
    let inside = &sql[start + 1..];
    let mut letters = inside.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != close {
            continue;
        }
        if close != ']' && letters.next_if(|(_, next)| *next == close).is_some() {
            continue;
        }
        let end = start + 1 + at + 1;
        return Token { kind, text: &inside[..at], start, end, is_open: false };
    }
    Token { kind, text: inside, start, end: sql.len(), is_open: true }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

/// The statements of a text, each without its semicolon. Parts without any statement, such as
/// comments alone, are left out.
pub fn statements(sql: &str) -> Vec<&str> {
    let tokens = tokens(sql);
    let mut statements = Vec::new();
    let mut start = 0;
    for part in tokens.split_inclusive(|token| token.is_mark(";")) {
        let (last, is_ended) = match part.last() {
            Some(last) => (last, last.is_mark(";")),
            None => continue,
        };
        let end = if is_ended { last.start } else { last.end };
        let holds_more =
            part.iter().any(|token| token.kind != TokenKind::Comment && !token.is_mark(";"));
        if holds_more {
            statements.push(sql[start..end].trim());
        }
        start = last.end;
    }
    statements
}

/// Whether a text ends with a semicolon, so that all of its statements are complete.
pub fn is_complete(sql: &str) -> bool {
    let tokens = tokens(sql);
    let last = tokens.iter().rev().find(|token| token.kind != TokenKind::Comment);
    last.is_some_and(|token| token.is_mark(";")) && !tokens.iter().any(|token| token.is_open)
}

/// Whether a text holds comments and white space alone.
pub fn is_blank(sql: &str) -> bool {
    tokens(sql).iter().all(|token| token.kind == TokenKind::Comment && !token.is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_at_semicolons_outside_of_texts_and_comments() {
        let sql = "-- một; câu\nSELECT ';', \"a;b\", [c;d], 'it''s;' /* ; */; ;\n-- hết\nSELECT 2";
        assert_eq!(
            statements(sql),
            ["-- một; câu\nSELECT ';', \"a;b\", [c;d], 'it''s;' /* ; */", "-- hết\nSELECT 2",]
        );
        assert!(statements("-- nothing\n ; /* at all */").is_empty());
    }

    #[test]
    fn a_text_is_complete_with_its_last_semicolon() {
        for complete in ["SELECT 1;", "SELECT 1; -- done", "-- a\nSELECT ';' ; /* b */"] {
            assert!(is_complete(complete), "{complete}");
        }
        for open in ["SELECT 1", "SELECT ';", "SELECT 1; /* ", "-- only; a comment", "SELECT \"a;"]
        {
            assert!(!is_complete(open), "{open}");
        }
        assert!(is_blank(" -- a\n/* b */") && !is_blank("/* a") && !is_blank("x"));
    }
}
