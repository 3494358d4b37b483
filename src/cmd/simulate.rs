//! `cchc simulate`: writes simulated decisions, for trying the program on several years.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use cchc::model::{Date, match_key};
use cchc::registry::read_text;
use cchc::simulate::{Extra, simulate};

use super::Context;
use crate::cli::Simulate;
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Simulate) -> Result<ExitCode> {
    // A decision on a year is issued in the following year, and no decision is dated in the future.
    let this_year = super::today().map_or(i32::MAX, Date::year);
    if options.years.last.number() >= this_year {
        return Err(Reported::usage(terminal::year_to_come(
            context.lang,
            options.years.last,
            this_year,
        )));
    }

    let extras = if options.all_extras { &Extra::ALL[..] } else { &options.extras };
    let extras = extras.iter().copied().collect();
    let files = simulate(options.years.first, options.years.last, options.seed, &extras)?;
    let paths: Vec<_> = files.iter().map(|file| options.out.join(&file.path)).collect();
    // Simulated files are never written beside other files, over real ones, or through links.
    let is_foreign = |path: &PathBuf| {
        let is_link = path.symlink_metadata().is_ok_and(|file| file.is_symlink());
        is_link || !paths.contains(path) || !is_simulated(path)
    };
    if let Some(foreign) = all_files(&options.out).into_iter().find(is_foreign) {
        return Err(Reported::usage(terminal::folder_in_use(context.lang, &options.out, &foreign)));
    }

    for (file, path) in files.iter().zip(&paths) {
        context.write_again(path, file.text.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a file says that it is simulated, as all simulated files do.
fn is_simulated(path: &Path) -> bool {
    const MOST_BYTES: u64 = 16 << 20;
    read_text(path, MOST_BYTES).is_ok_and(|text| match_key(&text).contains("số liệu mô phỏng"))
}

/// All files in a folder and its folders. Links are not followed.
fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let path = entry.path();
        if is_folder { files.extend(all_files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}
