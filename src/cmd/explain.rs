//! `cchc explain`: what a check checks, and why.

use std::process::ExitCode;

use anyhow::Result;

use cchc::text::{rule, rules, wrapped};

use super::Context;
use crate::cli::Explain;
use crate::console;

pub fn run(context: &Context, options: &Explain) -> Result<ExitCode> {
    let width = console::width().map(usize::from);
    let text = match options.rule {
        Some(requested) => {
            let text = rule(context.lang, requested);
            width.map_or(text.clone(), |width| wrapped(&text, width))
        }
        None => rules(context.lang, width),
    };
    console::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
