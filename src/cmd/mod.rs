//! The verbs, one file each, and what they share.

pub mod ask;
pub mod build;
pub mod chart;
pub mod check;
mod datasette;
pub mod delta;
pub mod documents;
pub mod explain;
pub mod export;
pub mod extract;
pub mod gap;
pub mod import;
pub mod leniency;
pub mod manual;
mod output_schema;
pub mod rank;
pub mod rebuild;
pub mod remove;
pub mod report;
pub mod review;
pub mod serve;
pub mod simulate;
pub mod sql;
pub mod template;
pub mod trace;
pub mod trend;
pub mod unit;
pub mod weakness;
pub mod worker;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::words::terminal::Named;
use cchc::analysis::History;
use cchc::import::Rereads;
use cchc::model::{Block, BlockKind, Date, Index, match_key, unit_key};
use cchc::relation::{Cell, CriterionRow, SelfScoreRow};
use cchc::render::table::{Format, Origin, Style, Table};
use cchc::source::{Isolated, sha256_of};
use cchc::store::{
    AssessmentRow, DocumentName, JOURNALS, SCHEMA_VERSION, Selection, Store, clear_left_over,
    file_beside, take_name,
};
use cchc::text::Lang;
use cchc::text::change;

use crate::cli::{ErrorFormat, Output, Select};
use crate::console;
use crate::failure::{self, Reported};
use crate::query::near::nearest;
use crate::words::terminal;

/// The settings that every verb gets.
#[derive(Clone)]
pub struct Context {
    pub db: PathBuf,
    pub lang: Lang,
    pub quiet: bool,
    /// Whether to say what is done.
    pub verbose: bool,
    /// How errors are printed.
    pub error_format: ErrorFormat,
    /// The authority to look at; none where the database holds one only.
    pub authority: Option<String>,
    /// The index to look at; none for the administration reform index.
    pub index: Option<Index>,
    /// The progress bar that messages must not overwrite; hidden where there is none.
    pub bar: ProgressBar,
    /// The reader of documents, which starts this program again as a worker.
    pub reader: Isolated,
    /// The documents that figures were traced to.
    pub rereads: Arc<Rereads>,
    /// Takes the tables and messages in place of the terminal, for the pages of the site.
    pub captured: Option<Arc<Mutex<Captured>>>,
}

/// What a verb would have written to the terminal.
#[derive(Debug, Default)]
pub struct Captured {
    pub tables: Vec<Table>,
    pub messages: Vec<String>,
}

/// The figures on which the rows of a table are based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Totals, ranks and grades, which every document has.
    Results,
    /// Scores by criterion, which a document may lack.
    Scores,
}

/// A unit that was asked for by name. Two units may have the same name in different years.
#[derive(Debug, Clone)]
pub struct NamedUnit {
    pub kind: BlockKind,
    pub name: String,
    ids: Vec<i64>,
}

impl NamedUnit {
    /// Whether a row belongs to this unit, whatever its name was in that year.
    pub fn is(&self, unit_id: i64) -> bool {
        self.ids.contains(&unit_id)
    }

    pub fn ids(&self) -> &[i64] {
        &self.ids
    }
}

impl Context {
    /// Does some work whose tables and messages are taken before they reach the terminal.
    pub fn captured<T>(&self, work: impl FnOnce(&Self) -> Result<T>) -> Result<(T, Captured)> {
        let captured = Arc::new(Mutex::new(Captured::default()));
        let done = work(&Self { captured: Some(Arc::clone(&captured)), ..self.clone() })?;
        let captured = std::mem::take(&mut *lock(&captured));
        Ok((done, captured))
    }

    /// Prints a message on the progress of the work to stderr, unless the user asked for quiet.
    pub fn narrate(&self, text: &str) {
        if !self.quiet {
            self.warn(text);
        }
    }

    /// Prints a message to stderr that the user has to see even with `--quiet`.
    pub fn warn(&self, text: &str) {
        if let Some(captured) = &self.captured {
            lock(captured).messages.push(text.to_owned());
            return;
        }
        self.bar.suspend(|| console::say(text));
    }

    /// Reports an error after which the work goes on.
    pub fn complain(&self, error: &anyhow::Error) {
        if let Some(captured) = &self.captured {
            lock(captured).messages.push(failure::describe(self.lang, error).0);
            return;
        }
        self.bar.suspend(|| failure::report(self.lang, self.error_format, error));
    }

    /// Says what is done, if the user asked for it. It never tells a figure.
    pub fn detail(&self, text: impl FnOnce() -> String) {
        if self.verbose {
            self.warn(&text());
        }
    }

    /// Returns an error for an option that chooses an authority or an index, where queries choose
    /// themselves.
    pub fn refuse_scope(&self, message: fn(Lang, &str) -> String) -> Result<()> {
        let given = [("--authority", self.authority.is_some()), ("--index", self.index.is_some())];
        match given.into_iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(Reported::usage(message(self.lang, option))),
            None => Ok(()),
        }
    }

    /// Opens the database and looks at the authority and the index of the options.
    pub fn store(&self) -> Result<Store> {
        let store = Store::open(&self.db)?;
        self.detail(|| terminal::opened(self.lang, &self.db, SCHEMA_VERSION));
        store.choose(self.authority.as_deref(), self.index)?;
        Ok(store)
    }

    /// The assessments that options ask for. A block without a group stands for all of its groups.
    pub fn selection(store: &Store, select: &Select) -> Result<Selection> {
        let mut selection = Selection { year: select.year, ..Selection::default() };
        let Some(asked) = select.block else { return Ok(selection) };
        let mut blocks = BTreeSet::new();
        for waiting in [true, false] {
            let known = store.load_assessments(Selection { waiting, ..Selection::default() })?;
            blocks.extend(known.into_iter().map(|assessment| assessment.block));
        }
        blocks.retain(|block| {
            block.kind == asked.kind && (asked.group.is_none() || block.group == asked.group)
        });
        match blocks.len() {
            // The block that is stored has its declared name.
            1 => selection.block = blocks.first().copied(),
            _ if asked.group.is_some() => selection.block = Some(asked),
            _ => selection.kind = Some(asked.kind),
        }
        Ok(selection)
    }

    /// Opens the database and makes sure that it holds results for the selection.
    pub fn open(&self, select: &Select) -> Result<(Store, Selection)> {
        let store = self.store()?;
        let selection = Self::selection(&store, select)?;
        if store.load_assessments(selection)?.is_empty() {
            let known = store.load_assessments(Selection::default())?;
            let known: Vec<_> = known.iter().map(|row| (row.year, row.block)).collect();
            let waiting = store.load_assessments(Selection { waiting: true, ..selection })?;
            if let Some(first) = waiting.first() {
                let first = (first.year, first.block);
                return Err(Reported::failed(terminal::only_self_scores(self.lang, first)));
            }
            return Err(Reported::named(
                "nothing-stored",
                terminal::nothing_stored(self.lang, select.year, select.block, &known),
            ));
        }
        Ok((store, selection))
    }

    /// Opens all years of a block, or of all blocks; an error if no block has two of them.
    pub fn open_years(&self, block: Option<Block>) -> Result<(Store, Selection)> {
        let (store, selection) = self.open(&Select { year: None, block })?;
        self.needs_two_years(&store, selection)?;
        Ok((store, selection))
    }

    /// Loads the history of one block or of all; an error if nothing is stored.
    pub fn history(&self, block: Option<Block>) -> Result<(Store, History, Selection)> {
        let (store, selection) = self.open(&Select { year: None, block })?;
        let history = History::load(&store, selection)?;
        Ok((store, history, selection))
    }

    /// Returns an error if no block has two years.
    pub fn needs_two_years(&self, store: &Store, selection: Selection) -> Result<()> {
        let assessments = store.load_assessments(selection)?;
        let mut blocks = BTreeSet::new();
        if assessments.iter().any(|assessment| !blocks.insert(assessment.block)) {
            return Ok(());
        }
        let known: Vec<_> =
            assessments.iter().map(|assessment| (assessment.year, assessment.block)).collect();
        Err(Reported::failed(terminal::needs_two_years(self.lang, &known)))
    }

    /// Writes a table of figures of the selected assessments, with notes on what a reader has to
    /// know about them.
    pub fn write_figures(
        &self,
        table: Table,
        basis: Basis,
        store: &Store,
        selection: Selection,
        output: &Output,
    ) -> Result<()> {
        let assessments = store.load_assessments(selection)?;
        self.say_if_empty(&table, basis, &assessments);

        let mut notes: Vec<String> = assessments
            .iter()
            .flat_map(|assessment| change::notes(self.lang, assessment))
            .collect();
        // Where a database holds several, or another index, a table says whose figures it has, and
        // on which index.
        let mut table = table;
        let has_several = store.load_indices()?.len() > 1;
        if let Some(first) = assessments.first()
            && (has_several || !first.index.is_cchc())
        {
            let (authority, index) = (first.authority.clone(), first.index);
            notes.insert(0, terminal::of_index(self.lang, &authority, index));
            let all = |text: String| std::iter::repeat(Cell::Text(text));
            table = table.with_column("authority", all(authority));
            table = table.with_column("index_code", all(index.code.to_owned()));
        }
        let is_simulated = assessments.iter().any(|assessment| assessment.simulated);
        self.write(&table.with_notes(notes, is_simulated), output)
    }

    /// Prints a message if a table has no rows: in a file or a pipe, nobody would see why.
    pub fn say_if_empty(&self, table: &Table, basis: Basis, assessments: &[AssessmentRow]) {
        let are_totals = basis == Basis::Scores
            && assessments.iter().all(|assessment| assessment.criteria_key.is_none());
        if table.rows.is_empty() {
            self.warn(terminal::no_rows(self.lang, are_totals));
        }
    }

    /// The characters per line of the output of a table; `None` where nothing wraps.
    pub fn width(output: &Output) -> Option<u16> {
        if output.file.is_none() { console::width() } else { None }
    }

    /// The format of the output of a table; an error if the options contradict it.
    pub fn format(&self, output: &Output) -> Result<Format> {
        let format = output.format();
        if format != Format::Csv && output.is_for_csv() {
            return Err(Reported::usage(terminal::only_for_csv(self.lang).to_owned()));
        }
        if let Some(ending) = output.foreign_ending() {
            return Err(Reported::usage(terminal::no_such_ending(self.lang, ending)));
        }
        if format == Format::Xlsx && output.file.is_none() && console::is_terminal() {
            return Err(Reported::usage(terminal::needs_file(self.lang).to_owned()));
        }
        Ok(format)
    }

    /// Writes a table to the output that the options name.
    pub fn write(&self, table: &Table, output: &Output) -> Result<()> {
        if let Some(captured) = &self.captured {
            lock(captured).tables.push(table.clone());
            return Ok(());
        }
        let format = self.format(output)?;
        let style = Style { lang: self.lang, width: Self::width(output), csv: output.csv() };
        let bytes = if format == Format::Xlsx {
            let documents = self.store()?.load(Selection::default(), &[])?;
            table.clone().from(Origin { query: None, documents }).write(format, style)
        } else {
            table.write(format, style)
        };
        let bytes = bytes.map_err(|error| Reported::failed(error.to_string()))?;
        let (rows, columns) = (table.rows.len(), table.columns.len());
        self.detail(|| terminal::table_written(self.lang, rows, columns, format));
        match &output.file {
            Some(path) => self.write_file(path, &bytes).map(drop),
            None => console::print_bytes(&bytes),
        }
    }

    /// Writes a file completely or not at all, and returns whether its content changed. Links are
    /// followed; a device, a pipe or a folder is no target. An imported document stays as it is.
    pub fn write_file(&self, path: &Path, bytes: &[u8]) -> Result<bool> {
        self.write_checked(path, bytes, true)
    }

    /// The same for a file of the program's own, which may have been imported since.
    pub fn write_again(&self, path: &Path, bytes: &[u8]) -> Result<bool> {
        self.write_checked(path, bytes, false)
    }

    fn write_checked(&self, path: &Path, bytes: &[u8], spares_documents: bool) -> Result<bool> {
        let target = self.target(path)?;
        let changed = std::fs::read(&target).ok().as_deref() != Some(bytes);
        if changed && spares_documents {
            self.check_document(path, &target)?;
        }

        if changed {
            replace_file(&target, bytes).map_err(|error| {
                Reported::failed(terminal::cannot_write(self.lang, path, &error))
            })?;
        } else {
            clear_left_over(&target);
        }

        self.narrate(&terminal::file_written(self.lang, path, changed));
        Ok(changed)
    }

    /// Writes a file that comes piece by piece, completely or not at all, however long it is.
    pub fn write_pieces<T>(
        &self,
        path: &Path,
        write: impl FnOnce(&mut dyn Write) -> Result<T>,
    ) -> Result<T> {
        let target = self.target(path)?;
        self.check_document(path, &target)?;

        let failed =
            |error: io::Error| Reported::failed(terminal::cannot_write(self.lang, path, &error));
        let write = |file: &mut dyn Write| {
            write(file).map_err(|error| error.downcast().map_or_else(|other| other, failed))
        };

        make_folder(&target).map_err(failed)?;
        let mut beside = io::BufWriter::new(file_beside(&target).map_err(failed)?);
        let done = write(&mut beside)?;
        let beside = beside.into_inner().map_err(|error| failed(error.into_error()))?;
        take_name(beside, &target).map_err(failed)?;

        self.narrate(&terminal::file_written(self.lang, path, true));
        Ok(done)
    }

    /// Makes sure that a path does not lead to a database, a stored document or something that is no file.
    pub fn check_target(&self, path: &Path) -> Result<()> {
        let target = self.target(path)?;
        self.check_document(path, &target)
    }

    /// An error if a file is a stored document: somebody's original.
    fn check_document(&self, path: &Path, target: &Path) -> Result<()> {
        const MOST_BYTES: u64 = 64 << 20;
        let is_file =
            std::fs::metadata(target).is_ok_and(|file| file.is_file() && file.len() <= MOST_BYTES);
        let (true, Ok(store)) = (is_file, Store::open(&self.db)) else { return Ok(()) };
        let (Ok(bytes), Ok(documents)) = (std::fs::read(target), store.load_document_names())
        else {
            return Ok(());
        };
        let sha256 = sha256_of(&bytes);
        if documents.iter().any(|document| document.sha256 == sha256) {
            return Err(Reported::usage(terminal::would_overwrite_document(self.lang, path)));
        }
        Ok(())
    }

    /// The file to which a path leads; an error if that is a database, or nothing that a file may be
    /// written to.
    fn target(&self, path: &Path) -> Result<PathBuf> {
        let failed = |kind: io::ErrorKind| {
            Reported::failed(terminal::cannot_write(self.lang, path, &kind.into()))
        };
        let target = match path.canonicalize() {
            Ok(target) => target,
            // A link that leads nowhere is somebody's.
            Err(_) if path.symlink_metadata().is_ok() => {
                return Err(failed(io::ErrorKind::NotFound));
            }
            Err(_) => path.to_owned(),
        };
        if std::fs::metadata(&target).is_ok_and(|file| !file.is_file()) {
            return Err(failed(io::ErrorKind::InvalidInput));
        }
        if self.db.canonicalize().is_ok_and(|db| db == target) {
            return Err(Reported::usage(terminal::would_overwrite(self.lang, path)));
        }
        if is_database(&target) || is_beside_database(&target) {
            return Err(Reported::usage(terminal::would_overwrite(self.lang, path)));
        }
        Ok(target)
    }

    /// Finds the unit that an option names, as [`Self::unit`] does. None without a name.
    pub fn optional_unit(
        &self,
        store: &Store,
        name: Option<&str>,
        block: Option<Block>,
    ) -> Result<Option<NamedUnit>> {
        name.map(|name| self.unit(store, name, block)).transpose()
    }

    /// Finds a unit by its name or by another spelling of it. The error for an unknown name lists
    /// the names that are close.
    pub fn unit(&self, store: &Store, name: &str, block: Option<Block>) -> Result<NamedUnit> {
        let units = store.load_units()?;
        let of_block =
            || units.iter().filter(|unit| block.is_none_or(|block| unit.block == block.kind));
        let key = unit_key(name);
        let Some(first) = of_block().find(|unit| unit.key == key) else {
            let mut names: Vec<_> = of_block().map(|unit| unit.name.clone()).collect();
            names.dedup();
            return Err(self.unknown(Named::Unit, name, names.into_iter()));
        };

        let matching = || of_block().filter(|unit| unit.key == key && unit.block == first.block);
        let mut names: Vec<_> = matching().filter(|unit| unit.parent.is_some()).collect();
        names.dedup_by_key(|unit| &unit.parent);
        if names.len() > 1 {
            let names: Vec<_> = names.iter().map(|unit| unit.name.as_str()).collect();
            return Err(Reported::failed(terminal::several_units(self.lang, name, &names)));
        }
        let mut ids: Vec<_> = matching().map(|unit| unit.unit_id).collect();
        ids.dedup();
        Ok(NamedUnit { kind: first.block, name: first.name.clone(), ids })
    }

    /// Finds a stored document by its number, its file name or the beginning of its SHA-256.
    pub fn document(&self, store: &Store, query: &str) -> Result<DocumentName> {
        let all = store.load_document_names()?;
        let is_hash = query.len() >= 8 && query.chars().all(|c| c.is_ascii_hexdigit());
        let same = |name: &str| match_key(name) == match_key(query);
        let is_match = |document: &&DocumentName| {
            same(&document.number)
                || same(&document.file_name)
                || is_hash && document.sha256.starts_with(&query.to_ascii_lowercase())
        };

        let mut found = all.iter().filter(is_match);
        let first = found.next();
        // A file with tables of several indices was imported once for each of them.
        let mut others = found.filter(|other| {
            first.is_none_or(|first| {
                (&other.sha256, &other.number) != (&first.sha256, &first.number)
            })
        });
        match (first, others.next()) {
            (Some(document), None) => Ok(document.clone()),
            (Some(_), Some(_)) => {
                let all: Vec<_> = all.iter().filter(is_match).collect();
                Err(Reported::failed(terminal::several_documents(self.lang, query, &all)))
            }
            (None, _) => {
                let names = all
                    .iter()
                    .flat_map(|document| [document.number.clone(), document.file_name.clone()]);
                Err(self.unknown(Named::Document, query, names))
            }
        }
    }

    /// Finds the canonical name of a criterion.
    pub fn criterion(&self, store: &Store, name: &str) -> Result<String> {
        let criteria: Vec<CriterionRow> = store.load(Selection::default(), &[])?;
        // Self scores that wait for their appraisal have criteria as well.
        let waiting: Vec<SelfScoreRow> = store.load(Selection::default(), &[])?;
        let mut names: Vec<String> = criteria.into_iter().map(|row| row.criterion).collect();
        names.extend(waiting.into_iter().map(|row| row.criterion));
        let key = match_key(name);
        let known = names.iter().find(|known| match_key(known) == key).cloned();
        known.ok_or_else(|| self.unknown(Named::Criterion, name, names.into_iter()))
    }

    fn unknown(
        &self,
        kind: Named,
        name: &str,
        known: impl Iterator<Item = String>,
    ) -> anyhow::Error {
        let known: Vec<String> = known.collect();
        let close = nearest(name, known.iter().map(String::as_str));
        Reported::named("unknown-name", terminal::unknown_name(self.lang, kind, name, &close))
    }
}

/// The content of a lock, even if a thread that held it failed.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes the bytes to a new file beside the old one first, so that a full disk leaves the old file
/// as it was.
fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_folder(path)?;
    let mut beside = file_beside(path)?;
    beside.write_all(bytes)?;
    take_name(beside, path)
}

/// Whether a file is an SQLite database, which no output may replace.
fn is_database(path: &Path) -> bool {
    let mut begin = [0; 16];
    let is_file = std::fs::metadata(path).is_ok_and(|file| file.is_file());
    let read = |begin: &mut [u8]| io::Read::read_exact(&mut std::fs::File::open(path)?, begin);
    is_file && read(&mut begin).is_ok() && begin == *b"SQLite format 3\0"
}

/// Whether a file name is that of a journal beside a database, which SQLite reads back into it.
fn is_beside_database(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let database = JOURNALS.iter().find_map(|ending| name.strip_suffix(ending));
    database.is_some_and(|database| is_database(&path.with_file_name(database)))
}

/// Makes the folder of a file if it does not exist.
fn make_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder),
        None => Ok(()),
    }
}

/// Today by the clock of the machine, in universal time.
pub fn today() -> Option<Date> {
    let day = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    Date::new(day.year().into(), day.month().unsigned_abs().into(), day.day().unsigned_abs().into())
}
