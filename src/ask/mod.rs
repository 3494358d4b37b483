//! Saved questions: queries with a title in both languages and with parameters, shipped with the
//! program or kept by an office.

mod saved;
mod shipped;

use std::path::Path;

use anyhow::Result;

use cchc::text::Lang;

pub use saved::{PARAMETERS, SavedQuestion};

use crate::failure::Reported;
use crate::prompt::text_of;
use crate::words::terminal;

/// All questions, the shipped ones first. Those of a folder follow in the order of their names.
pub fn questions(lang: Lang, own: &Path) -> Result<Vec<SavedQuestion>> {
    let parse = |name: &str, text: &str| {
        SavedQuestion::parse(name, text).map_err(|wrong| {
            Reported::usage(terminal::not_a_question(lang, name, wrong.line, wrong.expected))
        })
    };
    let mut questions =
        shipped::FILES.iter().map(|(name, text)| parse(name, text)).collect::<Result<Vec<_>>>()?;

    let mut files: Vec<_> = match std::fs::read_dir(own) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => Vec::new(),
    };
    files.retain(|file| file.extension().is_some_and(|ending| ending == "sql"));
    files.sort();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        questions.push(parse(&name, &text_of(lang, &file)?)?);
    }
    Ok(questions)
}

/// The question that a number or a name stands for. Numbers count from 1 in the order of the list.
pub fn find<'a>(questions: &'a [SavedQuestion], asked: &str) -> Option<&'a SavedQuestion> {
    let number = asked.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match number {
        Some(index) => questions.get(index),
        None => questions.iter().find(|question| question.name == asked),
    }
}
