//! Scripts: statements, each of which ends with a semicolon, and commands, each on a line of its own.

use std::io;
use std::path::Path;

use anyhow::Result;

use cchc::registry::read_text;
use cchc::render::table::Format;
use cchc::store::schema_of;
use cchc::text::{Lang, cannot_read};

use super::Session;
use super::command::Command;
use crate::console;
use crate::failure::Reported;
use crate::query::schema::names_of_views;
use crate::query::token::{is_blank, is_complete, statements};
use crate::words::terminal;

/// The longest script that is read, in bytes.
pub const MAX_QUERY_BYTES: u64 = 16 << 20;

/// The text of a file of queries.
#[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub fn text_of(lang: Lang, path: &Path) -> Result<String> {
    read_text(path, MAX_QUERY_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Reported::failed(terminal::not_utf8(lang, path)),
        io::ErrorKind::FileTooLarge => Reported::failed(terminal::query_too_long(lang, path)),
        _ => Reported::failed(cannot_read(lang, path, &error)),
    })
}

impl Session<'_> {
    /// Runs a script. Stops at the first error.
    pub fn run(&mut self, text: &str) -> Result<()> {
        // A byte order mark written by an editor is not part of a query.
        let text = text.trim_start_matches('\u{feff}');
        let mut pending = String::new();
        let mut is_empty = true;
        for line in text.lines() {
            if line.trim_start().starts_with('.') && is_blank(&pending) {
                pending.clear();
                is_empty = false;
                self.carry_out(Command::parse(self.context.lang, line.trim())?)?;
                if self.is_over {
                    return Ok(());
                }
                continue;
            }
            pending.push_str(line);
            pending.push('\n');
            // A long statement is not read again at each of its lines.
            let may_end = line.contains(';') || line.contains("*/");
            if may_end && is_complete(&pending) {
                is_empty &= self.answer_all(&pending)?;
                pending.clear();
            }
        }
        is_empty &= self.answer_all(&pending)?;
        if is_empty {
            // Gives the error for a text without any statement.
            self.answer(text, &[])?;
        }
        Ok(())
    }

    /// Answers the statements of a text; true if there are none.
    fn answer_all(&mut self, text: &str) -> Result<bool> {
        let statements = statements(text);
        for statement in &statements {
            self.answer(statement, &[])?;
        }
        Ok(statements.is_empty())
    }

    fn carry_out(&mut self, command: Command) -> Result<()> {
        let lang = self.context.lang;
        match command {
            Command::Tables => return self.answer(&tables_sql(), &[]).map(drop),
            Command::Schema(name) => {
                let statements: Vec<_> = schema_of(&name).collect();
                if statements.is_empty() {
                    return Err(Reported::failed(terminal::unknown_table(lang, &name)));
                }
                return console::print(&format!("{}\n", statements.join("\n\n")));
            }
            // A workbook has to go to a file, whose ending asks for it.
            Command::Mode(Format::Xlsx) => {
                return Err(Reported::failed(terminal::xlsx_needs_output(lang)));
            }
            Command::Mode(format) => self.format = format,
            Command::Output(file) => return self.send_to(file),
            Command::Timer(is_on) => self.has_timer = is_on,
            Command::Read(path) => return self.read(&path),
            Command::Width(width) => self.width = width,
            Command::Help => return console::print(&format!("{}\n", terminal::prompt_help(lang))),
            Command::Quit => self.is_over = true,
        }
        Ok(())
    }

    /// Runs a script from a file.
    fn read(&mut self, path: &Path) -> Result<()> {
        /// The most files that may read one another.
        const MOST: usize = 10;
        if self.depth == MOST {
            return Err(Reported::failed(terminal::reads_itself(self.context.lang, path)));
        }
        let text = text_of(self.context.lang, path)?;
        self.depth += 1;
        let done = self.run(&text);
        self.depth -= 1;
        done
    }
}

/// A query for the views meant for people and the tables, without the views that other views are
/// built on.
fn tables_sql() -> String {
    let names: Vec<_> = names_of_views().iter().map(|name| format!("'{name}'")).collect();
    format!(
        "SELECT type, name FROM sqlite_schema
          WHERE name IN ({}) OR (type = 'table' AND name NOT LIKE 'sqlite%')
          ORDER BY type DESC, name",
        names.join(", ")
    )
}
