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

/// All questions, the shipped ones first, and what is wrong with files that are none. Those of a
/// folder follow in the order of their names.
pub fn questions(lang: Lang, own: &Path) -> Result<(Vec<SavedQuestion>, Vec<String>)> {
    let parse = |name: &str, text: &str| {
        SavedQuestion::parse(name, text)
            .map_err(|wrong| terminal::not_a_question(lang, name, wrong.line, &wrong.expected))
    };
    let shipped = shipped::FILES.iter().map(|(name, text)| parse(name, text));
    let mut questions = shipped.collect::<Result<Vec<_>, _>>().map_err(Reported::failed)?;

    let mut files: Vec<_> = match std::fs::read_dir(own) {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => Vec::new(),
    };
    let is_hidden =
        |file: &Path| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    files.retain(|file| {
        file.is_file() && file.extension().is_some_and(|ending| ending == "sql") && !is_hidden(file)
    });
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let read = text_of(lang, &file).map_err(|error| error.to_string());
        match read.and_then(|text| parse(&name, &text)) {
            Ok(question) => questions.push(question),
            Err(message) => wrong.push(message),
        }
    }
    Ok((questions, wrong))
}

/// The question that a number or a name stands for. Numbers count from 1 in the order of the list.
pub fn find<'a>(questions: &'a [SavedQuestion], asked: &str) -> Option<&'a SavedQuestion> {
    let number = asked.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match number {
        Some(index) => questions.get(index),
        None => questions.iter().find(|question| question.name == asked),
    }
}
