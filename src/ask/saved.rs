//! The file of a saved question: lines of comments that say what it asks, and one statement.

use cchc::text::Lang;

use crate::query::token::{statements, tokens};

/// The names that parameters may have; each is an option of `cchc ask`.
pub const PARAMETERS: [&str; 10] =
    ["year", "from", "to", "block", "unit", "words", "criterion", "level", "count", "share"];

/// A saved question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedQuestion {
    /// The name of its file without the number in front and without the ending.
    pub name: String,
    /// What it asks, in Vietnamese and in English.
    titles: [String; 2],
    pub theme: String,
    /// Whether it runs in any client of SQLite.
    pub is_portable: bool,
    pub parameters: Vec<Parameter>,
    pub sql: String,
}

/// A parameter of a question. One that is not given is NULL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: &'static str,
    /// What it means, in Vietnamese and in English.
    meaning: [String; 2],
}

/// What is wrong with the file of a question.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What it should be.
    pub expected: String,
}

impl Parameter {
    pub fn meaning(&self, lang: Lang) -> &str {
        let [vi, en] = &self.meaning;
        lang.pick(vi, en)
    }
}

impl SavedQuestion {
    pub fn title(&self, lang: Lang) -> &str {
        let [vi, en] = &self.titles;
        lang.pick(vi, en)
    }

    /// Reads the file of a question.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Wrong> {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = text
            .lines()
            .zip(1_usize..)
            .map_while(|(line, number)| Some((line.strip_prefix("--")?.trim(), number)));
        let mut field = |name: &str, expected: &str| {
            let (line, number) = lines.next().unwrap_or(("", 1));
            let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
            let value = value.map(str::trim).filter(|value| !value.is_empty());
            value
                .map(ToOwned::to_owned)
                .ok_or(Wrong { line: number, expected: expected.to_owned() })
        };
        let titles = [field("vi", "-- vi: …?")?, field("en", "-- en: …?")?];
        let theme = field("theme", "-- theme: …")?;

        let (mut is_portable, mut parameters) = (false, Vec::new());
        for (line, number) in lines {
            if line == "portable" {
                is_portable = true;
                continue;
            }
            let expected = "-- year: the meaning | ý nghĩa".to_owned();
            let wrong = Wrong { line: number, expected };
            let parameter = line.split_once(':').and_then(|(name, meaning)| {
                let name = PARAMETERS.into_iter().find(|known| *known == name.trim())?;
                let (en, vi) = meaning.split_once('|')?;
                Some(Parameter { name, meaning: [vi, en].map(|text| text.trim().to_owned()) })
            });
            parameters.push(parameter.ok_or(wrong)?);
        }

        let statements = statements(text);
        let [sql] = statements[..] else {
            return Err(Wrong { line: text.lines().count(), expected: "SELECT … ;".to_owned() });
        };
        // A parameter that no line explains would be NULL without anyone knowing.
        for pair in tokens(text).windows(2) {
            let is_parameter = pair[0].is_mark(":") && pair[0].end == pair[1].start;
            let name = pair[1].text;
            if is_parameter && !parameters.iter().any(|known: &Parameter| known.name == name) {
                let line = text[..pair[0].start].lines().count();
                let expected = format!("-- {name}: the meaning | ý nghĩa");
                return Err(Wrong { line, expected });
            }
        }
        let is_comment = |line: &&str| line.starts_with("--");
        let sql = sql.lines().skip_while(is_comment).collect::<Vec<_>>().join("\n");
        let stem = file_name.strip_suffix(".sql").unwrap_or(file_name);
        let name = stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
        Ok(Self { name: name.to_owned(), titles, theme, is_portable, parameters, sql })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "-- vi: Ai đứng đầu?\n-- en: Who leads?\n-- theme: standing\n-- portable\n\
                        -- year: the year | năm\nSELECT 1; -- done\n";

    #[test]
    fn a_file_says_what_it_asks() {
        let question = SavedQuestion::parse("07-who-leads.sql", FILE).expect("a question");
        assert_eq!(
            (question.title(Lang::Vi), question.title(Lang::En)),
            ("Ai đứng đầu?", "Who leads?")
        );
        assert_eq!((question.name.as_str(), question.sql.as_str()), ("who-leads", "SELECT 1"));
        assert!(question.is_portable);
        assert_eq!(question.parameters[0].meaning(Lang::Vi), "năm");
    }

    #[test]
    fn a_file_that_does_not_is_refused_by_line() {
        let line = |from: &str, to: &str| {
            SavedQuestion::parse("a.sql", &FILE.replace(from, to)).map_err(|wrong| wrong.line)
        };
        assert_eq!(line("-- en: Who leads?", "-- en:"), Err(2));
        assert_eq!(line("-- vi: Ai đứng đầu?\n", ""), Err(1));
        assert_eq!(line("-- year:", "-- years:"), Err(5));
        assert_eq!(line("the year | năm", "the year"), Err(5));
        assert_eq!(line("SELECT 1;", "SELECT 1; SELECT 2;"), Err(6));
        assert_eq!(line("SELECT 1;", ""), Err(6));
        assert_eq!(line("SELECT 1;", "SELECT :year, :unit;"), Err(6));
    }
}
