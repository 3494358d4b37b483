//! `cchc template`: a workbook to fill in.

use std::collections::BTreeSet;
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{TemplateFlaw, plan_template};
use cchc::model::Block;
use cchc::render::template::draw_template;
use cchc::text::template as words;

use super::Context;
use crate::cli::{Select, Template};
use crate::failure::Reported;

pub fn run(context: &Context, options: &Template) -> Result<ExitCode> {
    if !options.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Reported::usage(words::ending_needed(context.lang, &options.output, ".xlsx")));
    }
    let store = context.store()?;
    let asked = Select { year: None, block: Some(options.block) };
    let selection = Context::selection(&store, &asked)?;
    let groups = store.load_assessments(selection)?.into_iter().map(|row| row.block);
    let groups: BTreeSet<Block> = groups.collect();
    if groups.len() > 1 {
        return Err(Reported::usage(words::choose_group(context.lang, &groups)));
    }
    let block = selection.block.unwrap_or(options.block);
    let template = plan_template(&store, options.year, block).map_err(|flaw| match flaw {
        TemplateFlaw::Store(error) => error.into(),
        TemplateFlaw::NoFramework(block) => {
            Reported::failed(words::no_framework(context.lang, block))
        }
        TemplateFlaw::NoUnits(block, year) => {
            Reported::failed(words::no_units(context.lang, block, year))
        }
    })?;
    let bytes = draw_template(&template)?;
    context.write_file(&options.output, &bytes)?;
    Ok(ExitCode::SUCCESS)
}
