//! `cchc report`: the report of a year, or of every year.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{BlockReport, report_year};
use cchc::model::Year;
use cchc::render::report::draw_report;

use super::Context;
use crate::cli::{Report, Select};

pub fn run(context: &Context, options: &Report) -> Result<ExitCode> {
    let (store, selection) = context.open(&Select { year: options.year, block: None })?;
    let mut years: Vec<_> = store.load_assessments(selection)?.iter().map(|assessment| assessment.year).collect();
    years.dedup();
    for year in years {
        write(context, &options.reports, year, &report_year(&store, year)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes `YEAR/cchc-YEAR.LANG.html` and says where, and whether it is other than it was.
pub fn write(context: &Context, folder: &Path, year: Year, blocks: &[BlockReport]) -> Result<(PathBuf, bool)> {
    let path = folder.join(year.to_string()).join(format!("cchc-{year}.{}.html", context.lang.code()));
    let page = draw_report(context.lang, year, blocks)?;
    let is_changed = context.write_file(&path, page.as_bytes())?;
    Ok((path, is_changed))
}
