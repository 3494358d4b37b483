//! `cchc template`: a workbook to fill in.

use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{TemplateFlaw, plan_template};
use cchc::render::template::draw_template;
use cchc::text::template as words;

use super::Context;
use crate::cli::Template;
use crate::failure::Reported;

pub fn run(context: &Context, options: &Template) -> Result<ExitCode> {
    if !options.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Reported::usage(words::ending_needed(context.lang, &options.output, ".xlsx")));
    }
    let store = context.store()?;
    let template =
        plan_template(&store, options.year, options.block).map_err(|flaw| match flaw {
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
