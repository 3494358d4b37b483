//! The commands of the prompt, which begin with a dot.

use std::path::PathBuf;

use anyhow::Result;

use cchc::render::table::Format;
use cchc::text::Lang;

use crate::failure::Reported;
use crate::words::terminal;

/// A command.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Tables,
    Schema(String),
    Mode(Format),
    Output(Option<PathBuf>),
    Timer(bool),
    Read(PathBuf),
    Width(Option<u16>),
    Help,
    Quit,
}

/// The names of the commands, as completion offers them.
pub const NAMES: [&str; 9] =
    [".help", ".mode", ".output", ".quit", ".read", ".schema", ".tables", ".timer", ".width"];

impl Command {
    /// Parses a line that begins with a dot.
    pub fn parse(lang: Lang, line: &str) -> Result<Self> {
        let line = line.trim_end_matches(';').trim();
        let (verb, argument) = line
            .split_once(char::is_whitespace)
            .map_or((line, ""), |(verb, rest)| (verb, rest.trim()));
        let argument = argument.trim_matches(['\'', '"']);
        let path = || Some(PathBuf::from(argument)).filter(|path| !path.as_os_str().is_empty());
        let command = match verb {
            ".tables" => Some(Self::Tables),
            ".schema" => Some(Self::Schema(argument.to_owned())),
            ".mode" => argument.parse().ok().map(Self::Mode),
            ".output" => Some(Self::Output(path())),
            ".timer" => match argument {
                "" | "on" => Some(Self::Timer(true)),
                "off" => Some(Self::Timer(false)),
                _ => None,
            },
            ".read" => path().map(Self::Read),
            ".width" if argument.is_empty() => Some(Self::Width(None)),
            ".width" => argument
                .parse()
                .ok()
                .filter(|width| *width >= 20)
                .map(|width| Self::Width(Some(width))),
            ".help" => Some(Self::Help),
            ".quit" | ".exit" => Some(Self::Quit),
            _ => None,
        };
        command.ok_or_else(|| {
            Reported::failed(if NAMES.contains(&verb) {
                terminal::wrong_argument(lang, verb, argument)
            } else {
                terminal::unknown_command(lang, line)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_take_what_they_need() {
        let parse = |line| Command::parse(Lang::En, line).ok();
        assert_eq!(parse(".mode markdown"), Some(Command::Mode(Format::Markdown)));
        assert_eq!(parse(".mode  'csv' ;"), Some(Command::Mode(Format::Csv)));
        assert_eq!(parse(".output"), Some(Command::Output(None)));
        assert_eq!(parse(".output a b.csv"), Some(Command::Output(Some("a b.csv".into()))));
        assert_eq!(parse(".timer off"), Some(Command::Timer(false)));
        assert_eq!(parse(".width 100"), Some(Command::Width(Some(100))));
        for wrong in [".mode", ".mode excel", ".read", ".width x", ".width 1", ".timer maybe", ".x"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
