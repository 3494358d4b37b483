//! The options for reading documents.

use cchc::model::{Block, BlockKind, match_key};
use cchc::source::{CellRange, Charset, Limits};
use cchc::text::{Lang, block_noun};
use clap::{Args, ValueEnum};

/// The output format of a dry run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DryRunFormat {
    Table,
    Json,
}

/// The layout of a file as the user states it, where the program would detect it wrongly.
#[derive(Debug, Args)]
pub struct SourceLayout {
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[arg(long, value_name = "A5:AC31")]
    pub range: Option<CellRange>,
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<Charset>,
    #[arg(long, value_name = "CHARACTER", value_parser = separator)]
    pub separator: Option<char>,
    #[arg(long, value_name = "comma|point", value_parser = decimal_mark)]
    pub decimal_mark: Option<char>,
}

/// The limits of reading a document.
#[derive(Debug, Clone, Copy, Args)]
pub struct SourceLimits {
    #[arg(long, default_value_t = Limits::default().bytes >> 20, value_name = "MB")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=4095))]
    pub max_size: u64,
    // The former option `--max-expanded`, a limit of unpacked content, is now part of this limit.
    #[arg(long, alias = "max-expanded", default_value_t = Limits::default().memory >> 20, value_name = "MB")]
    #[arg(value_parser = clap::value_parser!(u64).range(64..=65_536))]
    pub max_memory: u64,
    #[arg(long, default_value_t = Limits::default().cells, value_name = "CELLS")]
    pub max_cells: usize,
    #[arg(long, default_value_t = Limits::default().seconds, value_name = "SECONDS")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub time_limit: u64,
}

impl SourceLimits {
    pub fn limits(self) -> Limits {
        let Self { max_size, max_memory, max_cells, time_limit } = self;
        Limits {
            bytes: max_size << 20,
            memory: max_memory << 20,
            cells: max_cells,
            seconds: time_limit,
        }
    }
}

pub(super) fn separator(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" | "\t" => Ok('\t'),
        _ => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(one), None) if one.is_ascii_punctuation() && one != '"' => Ok(one),
                _ => Err(format!("{text:?} is not a separator; expected , ; | or tab")),
            }
        }
    }
}

pub(super) fn decimal_mark(text: &str) -> Result<char, String> {
    match text {
        "comma" | "," => Ok(','),
        "point" | "." => Ok('.'),
        _ => Err(format!("{text:?} is not a decimal mark; expected comma or point")),
    }
}

/// A block by its code, or by its name in either language: `department`, `sở, ban, ngành`, `sở`.
pub fn block(text: &str) -> Result<Block, String> {
    let code = text.parse::<Block>();
    let key = match_key(text);
    let is_called = |kind: &BlockKind| {
        [Lang::Vi, Lang::En].into_iter().any(|lang| {
            let name = match_key(&block_noun(lang, *kind, 2));
            name == key || name.split(',').next() == Some(key.as_str())
        })
    };
    let named = BlockKind::BUILT_IN.into_iter().find(is_called);
    named.map_or(code, |kind| Ok(Block { kind, group: None }))
}
