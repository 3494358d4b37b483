//! `cchc ask`: lists the saved questions, or asks one.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use unicode_normalization::UnicodeNormalization as _;

use cchc::model::plain_key;
use cchc::relation::{QuestionRow, Relation as _};
use cchc::render::table::Table;
use cchc::store::{Selection, SqlValue, Store};
use cchc::text::Lang;

use super::Context;
use crate::ask::{PARAMETERS, SavedQuestion, find, questions};
use crate::cli::Ask;
use crate::console;
use crate::failure::Reported;
use crate::prompt::Session;
use crate::query::near::values;
use crate::words::terminal;

pub fn run(context: &Context, options: &Ask) -> Result<ExitCode> {
    context.refuse_scope(terminal::ask_filters)?;
    let own = options.questions.as_deref();
    if let Some(folder) = own.filter(|folder| !folder.is_dir()) {
        return Err(Reported::usage(terminal::no_such_folder(context.lang, folder)));
    }
    let (questions, wrong) = questions(context.lang, own.unwrap_or(Path::new("questions")))?;
    for message in &wrong {
        context.warn(message);
    }
    let Some(asked) = &options.question else {
        list(context, &questions, options)?;
        return Ok(ExitCode::SUCCESS);
    };
    let question = find(&questions, asked).ok_or_else(|| {
        let names = questions.iter().map(|question| question.name.as_str());
        let near = crate::query::near::nearest(asked, names);
        Reported::usage(terminal::no_such_question(context.lang, asked, questions.len(), &near))
    })?;
    if options.sql {
        console::print(&format!("{};\n", question.sql))?;
        return Ok(ExitCode::SUCCESS);
    }
    let parameters = parameters(context, question, options)?;
    check_stored(context, options)?;
    let mut session = Session::open(context, &options.asking)?;
    session.translated = true;
    // A page has the question as its title, and its options as fields.
    if context.captured.is_none() {
        say(context, question, &parameters);
    }
    if session.store.load_indices()?.len() > 1 {
        context.warn(terminal::ask_mixes(context.lang));
    }
    if session.answer(&question.sql, &parameters)? == 0 {
        context.warn(terminal::nothing_for_options(context.lang));
    }
    Ok(ExitCode::SUCCESS)
}

/// An error for a year or a block of which nothing is stored, as other verbs give it.
fn check_stored(context: &Context, options: &Ask) -> Result<()> {
    let store = Store::open(&context.db)?;
    // Without an authority to look at, the answer is over all of them.
    let Ok(known) = store.load_assessments(Selection::default()) else { return Ok(()) };
    let known: Vec<_> = known.iter().map(|row| (row.year, row.block)).collect();
    let fails = |year, block| {
        Err(Reported::failed(terminal::nothing_stored(context.lang, year, block, &known)))
    };
    let mut years = [options.year, options.from, options.to].into_iter().flatten();
    if let Some(year) = years.find(|year| known.iter().all(|(known, _)| known != year)) {
        return fails(Some(year), None);
    }
    match options.block {
        Some(block) if known.iter().all(|(_, known)| known.kind != block.kind) => {
            fails(None, Some(block))
        }
        _ => Ok(()),
    }
}

/// Says what is asked, and what could be chosen.
fn say(context: &Context, question: &SavedQuestion, given: &[(String, SqlValue)]) {
    context.narrate(question.title(context.lang));
    let is_given = |name: &str| given.iter().any(|(given, _)| given == name);
    let left = question.parameters.iter().filter(|parameter| !is_given(parameter.name));
    let left: Vec<_> =
        left.map(|parameter| (parameter.name, parameter.meaning(context.lang))).collect();
    if !left.is_empty() {
        context.narrate(&terminal::left_to_defaults(context.lang, &left));
    }
}

/// The values for the parameters of a question; an error for one that it does not have.
fn parameters(
    context: &Context,
    question: &SavedQuestion,
    options: &Ask,
) -> Result<Vec<(String, SqlValue)>> {
    let number = |number: Option<i64>| number.map(SqlValue::Integer);
    if let Some(group) = options.block.and_then(|block| block.group) {
        return Err(Reported::usage(terminal::ask_takes_no_group(context.lang, group)));
    }
    let has_unit = question.parameters.iter().any(|parameter| parameter.name == "unit");
    let unit = match &options.unit {
        Some(unit) if has_unit => {
            let store = Store::open(&context.db)?;
            // Without an authority to look at, the name has to be that of the views.
            let is_chosen = store.scope().is_ok();
            Some(if is_chosen {
                context.unit(&store, unit, options.block)?.name
            } else {
                unit.clone()
            })
        }
        unit => unit.clone(),
    };
    let criterion = match &options.criterion {
        Some(words) => Some(criterion_named(context, words)?),
        None => None,
    };
    let values = PARAMETERS.into_iter().zip([
        options.year.map(|year| SqlValue::Integer(year.number().into())),
        options.from.map(|year| SqlValue::Integer(year.number().into())),
        options.to.map(|year| SqlValue::Integer(year.number().into())),
        options.block.map(|block| SqlValue::Text(block.kind.code().to_owned())),
        unit.map(SqlValue::Text),
        options.words.clone().map(SqlValue::Text),
        criterion.map(SqlValue::Text),
        number(options.level),
        number(options.count),
        options.share.map(SqlValue::Real),
    ]);

    let mut given = Vec::new();
    for (name, value) in values {
        let Some(value) = value else { continue };
        if !question.parameters.iter().any(|parameter| parameter.name == name) {
            let known: Vec<_> = question.parameters.iter().map(|known| known.name).collect();
            return Err(Reported::usage(terminal::no_such_parameter(context.lang, name, &known)));
        }
        given.push((name.to_owned(), value));
    }
    Ok(given)
}

/// Words of names of criteria, given in any case and with or without diacritics, as the names spell them. Where
/// the names spell them differently, the shortest name.
///
/// # Errors
/// Returns an error if no criterion has the words in its name.
fn criterion_named(context: &Context, words: &str) -> Result<String> {
    let mut store = Store::open(&context.db)?;
    let names = values(&mut store, "criteria", "criterion");
    let words = words.nfc().collect::<String>();
    if names.iter().any(|name| name.contains(&words)) {
        return Ok(words);
    }
    let key = plain_key(&words);
    let mut found =
        names.into_iter().filter(|name| plain_key(name).contains(&key)).collect::<Vec<_>>();
    // The shortest one is what the others go on with.
    found.sort_by_key(String::len);
    let Some(first) = found.first().cloned() else {
        return Err(Reported::usage(terminal::no_such_criterion(context.lang, &words)));
    };
    // The spelling in which all of them have the words.
    Ok(spelled(&first, &words)
        .filter(|text| found.iter().all(|name| name.contains(text)))
        .unwrap_or(first))
}

/// The part of a name that reads as some words do without their diacritics.
fn spelled(name: &str, words: &str) -> Option<String> {
    let count = words.split_whitespace().count();
    let parts: Vec<&str> = name.split(' ').collect();
    let key = plain_key(words);
    parts.windows(count.max(1)).map(|part| part.join(" ")).find(|part| plain_key(part) == key)
}

/// Lists the questions.
fn list(context: &Context, questions: &[SavedQuestion], options: &Ask) -> Result<()> {
    let row = |(question, number): (&SavedQuestion, usize)| QuestionRow {
        number,
        name: question.name.clone(),
        theme: question.theme.clone(),
        title_vi: question.title(Lang::Vi).to_owned(),
        title_en: question.title(Lang::En).to_owned(),
        parameters: question.parameters.iter().map(|known| known.name.to_owned()).collect(),
        portable: question.is_portable,
        sql: question.sql.clone(),
    };
    let rows: Vec<_> = questions.iter().zip(1..).map(row).collect();
    let shown = match context.lang {
        Lang::Vi => QuestionRow::SHOWN,
        Lang::En => QuestionRow::SHOWN_EN,
    };
    context.write(&Table::showing(shown, &rows), &options.asking.output)
}
