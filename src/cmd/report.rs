//! `cchc report`: the report of a year, of every year, or of the course over the years.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{BlockReport, Lineage, report_trend, report_year};
use cchc::model::Year;
use cchc::render::docx::docx_document;
use cchc::render::html::html_page;
use cchc::report::{trend_report, year_report};
use cchc::store::{Selection, Store};

use super::Context;
use crate::cli::{Report, ReportFormat, ReportKind, Select};
use crate::failure::Told;
use crate::words::terminal;

pub fn run(context: &Context, options: &Report) -> Result<ExitCode> {
    let (store, selection) = context.open(&Select { year: options.year, block: None })?;
    if options.kind == ReportKind::Year && options.lineage.is_some() {
        return Err(Told::usage(terminal::not_together(context.lang, "report year", "--lineage")));
    }
    if options.kind == ReportKind::Trend {
        let lineage = options.lineage.map_or(Lineage::AsIs, Into::into);
        if let Some(year) = options.year {
            return Err(Told::usage(terminal::not_together(context.lang, "trend", &format!("--year {year}"))));
        }
        if write_trend(context, options.format, &options.reports, &store, lineage)?.is_none() {
            let known = store.load_assessments(Selection::default())?;
            let known: Vec<_> = known.iter().map(|own| (own.year, own.block)).collect();
            return Err(Told::failed(terminal::needs_two_years(context.lang, &known)));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut years: Vec<_> = store.load_assessments(selection)?.iter().map(|assessment| assessment.year).collect();
    years.dedup();
    for year in years {
        write(context, options.format, &options.reports, year, &report_year(&store, year)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A report in a format.
fn bytes(format: ReportFormat, report: &cchc::report::Report) -> Result<Vec<u8>> {
    Ok(match format {
        ReportFormat::Html => html_page(report)?.into_bytes(),
        ReportFormat::Docx => docx_document(report)?,
    })
}

/// Writes `YEAR/cchc-YEAR.LANG.html` or `.docx` and says where, and whether it is other than it was.
pub fn write(
    context: &Context,
    format: ReportFormat,
    folder: &Path,
    year: Year,
    blocks: &[BlockReport],
) -> Result<(PathBuf, bool)> {
    let name = format!("cchc-{year}.{}.{}", context.lang.code(), format.ending());
    let path = folder.join(year.to_string()).join(name);
    let is_changed = context.write_file(&path, &bytes(format, &year_report(context.lang, year, blocks, None))?)?;
    Ok((path, is_changed))
}

/// Writes `cchc-trend.LANG.html` or `.docx`; none where no block has two years.
pub fn write_trend(
    context: &Context,
    format: ReportFormat,
    folder: &Path,
    store: &Store,
    lineage: Lineage,
) -> Result<Option<(PathBuf, bool)>> {
    let path = folder.join(format!("cchc-trend.{}.{}", context.lang.code(), format.ending()));
    let computed = report_trend(store, None, lineage)?;
    let Some(report) = trend_report(context.lang, &computed, None) else { return Ok(None) };
    let is_changed = context.write_file(&path, &bytes(format, &report)?)?;
    Ok(Some((path, is_changed)))
}
