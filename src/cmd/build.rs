//! `cchc build`: everything under the data folder into the database, and the standard reports out of it.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{BlockReport, RankingRow, report_year};
use cchc::assessment::Options;
use cchc::model::Points;
use cchc::store::{Conflict, Saved, Selection, Store};
use cchc::text::{Lang, points, signed_points, terminal};

use super::Context;
use crate::cli::Build;
use crate::failure::{FAILED, report};

pub fn run(context: &Context, options: &Build) -> Result<ExitCode> {
    let import = Options { accept: options.admit.accept.clone(), ..Options::default() };
    let conflict = if options.admit.replace { Conflict::Replace } else { Conflict::Refuse };
    let (mut changed, mut failed) = (false, false);
    for path in super::import::documents(context, std::slice::from_ref(&options.data))? {
        match super::import::import(context, &path, &import, conflict) {
            Ok(saved) => changed |= saved == Saved::New,
            // The others are tried, and the reports are on what is stored.
            Err(error) => {
                report(context.lang, &error);
                failed = true;
            }
        }
    }
    if failed && !context.db.exists() {
        return Ok(ExitCode::from(FAILED));
    }
    let store = Store::open(&context.db)?;
    let assessments = store.load_assessments(Selection::default())?;
    let mut years: Vec<_> = assessments.iter().map(|assessment| assessment.year).collect();
    years.dedup();
    let mut summary = String::new();
    for year in years {
        let blocks = report_year(&store, year)?;
        let (path, is_changed) = super::report::write(context, &options.reports, year, &blocks)?;
        changed |= is_changed;
        summary += &summarise(context.lang, &blocks);
        let _ = writeln!(summary, "{}", terminal::written(context.lang, &path, is_changed));
    }
    if !changed && !failed {
        let _ = writeln!(summary, "{}", terminal::nothing_changed(context.lang));
    }
    super::print(summary.as_bytes())?;
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// The first and last three of each block, the three largest gaps, and the number of findings.
fn summarise(lang: Lang, blocks: &[BlockReport]) -> String {
    let mut text = String::new();
    for block in blocks {
        let rows = &block.rankings;
        let (year, units) = (block.assessment.year, block.assessment.units);
        let _ = writeln!(text, "\n{}", terminal::block_of_year(lang, block.block(), year, units));
        let last = rows.len().saturating_sub(3).max(3);
        for (is_top, rows) in [(true, &rows[..rows.len().min(3)]), (false, rows.get(last..).unwrap_or_default())] {
            if !rows.is_empty() {
                let _ = writeln!(text, "  {}:", terminal::ends_of_ranking(lang, is_top));
            }
            for row in rows {
                text += &ranking_line(lang, row);
            }
        }
    }
    let mut gaps: Vec<_> =
        blocks.iter().flat_map(|block| &block.unit_gaps).filter(|row| row.gap > Points::ZERO).collect();
    gaps.sort_by_key(|row| -row.gap);
    if !gaps.is_empty() {
        let _ = writeln!(text, "\n{}:", terminal::largest_gaps(lang));
    }
    for row in gaps.iter().take(3) {
        let _ = writeln!(text, "  {:>8}  {}", signed_points(lang, row.gap), row.unit);
    }
    let count = |severity: &str| {
        blocks.iter().flat_map(|block| &block.findings).filter(|finding| finding.severity == severity).count()
    };
    let _ = writeln!(text, "\n{}", terminal::finding_counts(lang, count("error"), count("warning"), count("note")));
    text
}

fn ranking_line(lang: Lang, row: &RankingRow) -> String {
    let rank = row.rank.map_or_else(String::new, |rank| rank.to_string());
    let total = row.total.map_or_else(String::new, |total| points(lang, total));
    format!("  {rank:>4}  {total:>6}  {}\n", row.unit)
}
