//! How documents are read.

use cchc::source::{CellRange, Charset, Limits};
use clap::{Args, ValueEnum};

/// How a dry run shows what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DryRunFormat {
    Table,
    Json,
}

/// What a person says of a file, where it is not found out right.
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

/// What reading a document may cost.
#[derive(Debug, Clone, Copy, Args)]
pub struct SourceLimits {
    #[arg(long, default_value_t = Limits::default().bytes >> 20, value_name = "MB")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=4095))]
    pub max_size: u64,
    // The limit of everything expanded that this was before is part of it.
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

fn separator(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" | "\t" => Ok('\t'),
        _ => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(one), None) if one.is_ascii_punctuation() && one != '"' => Ok(one),
                _ => Err(format!("{text:?} is no separator such as , ; | or tab")),
            }
        }
    }
}

fn decimal_mark(text: &str) -> Result<char, String> {
    match text {
        "comma" | "," => Ok(','),
        "point" | "." => Ok('.'),
        _ => Err(format!("{text:?} is neither comma nor point")),
    }
}
