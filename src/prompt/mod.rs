//! The prompt of `cchc sql`: reads statements and commands until the end of input.

mod command;
mod completion;
mod script;
mod session;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Editor};

pub use script::{MAX_QUERY_BYTES, text_of};
pub use session::Session;

use self::completion::Completion;
use crate::failure::describe;
use crate::query::token::{is_blank, is_complete};
use crate::words::terminal;

/// Reads statements and commands from a terminal. A statement may take several lines and ends with
/// a semicolon.
pub fn run(session: &mut Session<'_>) -> Result<()> {
    let mut editor: Editor<Completion, DefaultHistory> =
        Editor::with_config(Config::builder().completion_type(CompletionType::List).build())?;
    editor.set_helper(Some(Completion::load(session)?));
    let history = history_file();
    if let Some(history) = &history {
        // A missing history file is normal at the first start.
        let _ = editor.load_history(history);
    }

    // Ctrl-C ends the query, which runs in a process of its own, and not the prompt.
    let is_interrupted = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&is_interrupted))?;

    session.context.narrate(terminal::prompt_help(session.context.lang));
    let mut entered = String::new();
    loop {
        if let Some(completion) = editor.helper_mut() {
            completion.above.clone_from(&entered);
        }
        let line = match editor.readline(if entered.is_empty() { "cchc> " } else { "  ... " }) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => {
                entered.clear();
                continue;
            }
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error.into()),
        };

        let is_command = is_blank(&entered) && line.trim_start().starts_with('.');
        if is_command {
            entered.clear();
        }
        entered.push_str(&line);
        if !is_command && !is_complete(&entered) {
            if !entered.trim().is_empty() {
                entered.push('\n');
            }
            continue;
        }

        let text = std::mem::take(&mut entered);
        let _ = editor.add_history_entry(text.trim());
        if let Some(history) = &history {
            // Kept at once: a terminal that is closed leaves no time for it.
            let _ = editor.append_history(history);
        }

        is_interrupted.store(false, Ordering::Relaxed);
        let done = session.run(&text);
        if session.is_over {
            break;
        }
        if let Err(error) = done {
            let lang = session.context.lang;
            if is_interrupted.load(Ordering::Relaxed) {
                session.context.warn(terminal::query_interrupted(lang));
            } else {
                session.context.warn(&describe(lang, &error).0);
            }
        }
    }
    Ok(())
}

fn history_file() -> Option<PathBuf> {
    std::env::home_dir().map(|home| home.join(".cchc_history"))
}
