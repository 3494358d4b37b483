//! Imports in the browser: what was sent, what an import of it would do, and what came of it. Files that
//! were sent lie in a folder of their own, which ends with the program.

use std::collections::BTreeSet;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, TryLockError};

use anyhow::Result;
use cchc::import::{DryRun, Job, dry_run};
use cchc::model::Year;
use cchc::registry::Registry;
use cchc::store::{DocumentName, Selection, Store};
use tempfile::TempDir;

use super::request::Request;
use super::verbs::Call;
use crate::cli::Verb;
use crate::cmd::{self, Context, lock};
use crate::failure::Reported;
use crate::words::web::Word;

/// The most bytes of one upload.
pub const MOST_BYTES: usize = 256 << 20;
/// The most files of one upload.
pub const MOST_FILES: usize = 2_000;
/// The most uploads that are kept. An earlier one makes room.
const MOST_UPLOADS: usize = 10;

/// The options of `cchc import` that a page may set, each with a value.
pub const OPTIONS: [&str; 10] =
    ["year", "block", "number", "date", "issuer", "unit", "stage", "scale", "heading", "accept"];
/// Those without a value.
pub const FLAGS: [&str; 3] = ["new-units", "replace", "mix"];

/// What was sent, and what came of it.
pub struct Imports {
    folder: TempDir,
    /// What every form of the site carries, and no other site can know.
    token: String,
    uploads: Mutex<Vec<Upload>>,
    /// One import at a time.
    working: Mutex<()>,
    /// The folder of the standard reports. They are written again if it exists.
    reports: PathBuf,
}

/// Some files that were sent together.
#[derive(Clone)]
pub struct Upload {
    pub id: String,
    /// The folder in which they lie. Its name is that of the forms in it, taken together.
    folder: PathBuf,
    /// What holds that folder, until nobody needs the files any more.
    _home: Arc<TempDir>,
    /// Their names, with the folders in which they lay.
    pub files: Vec<String>,
    pub outcome: Option<Outcome>,
}

/// What came of an import.
#[derive(Clone, Default)]
pub struct Outcome {
    pub messages: Vec<String>,
    /// The documents that are new in the database.
    pub added: Vec<DocumentName>,
    /// Whether they were taken out again.
    pub is_undone: bool,
}

impl Imports {
    /// # Errors
    /// Returns an error if no folder can be made for what is sent.
    pub fn new(reports: &Path) -> std::io::Result<Self> {
        Ok(Self {
            folder: tempfile::Builder::new().prefix("cchc-").tempdir()?,
            token: secret(),
            uploads: Mutex::default(),
            working: Mutex::default(),
            reports: reports.to_owned(),
        })
    }

    /// The folder of all that was sent.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// A folder for files to come. `name` is that of the folder that was sent, or of the day.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be made.
    pub fn begin(&self, name: &str) -> std::io::Result<Upload> {
        let home = TempDir::new_in(self.folder.path())?;
        let folder = home.path().join(name);
        std::fs::create_dir(&folder)?;
        let (id, files) = (secret(), Vec::new());
        Ok(Upload { id, folder, _home: Arc::new(home), files, outcome: None })
    }

    /// Keeps what has been sent.
    pub fn keep(&self, upload: Upload) {
        let mut uploads = lock(&self.uploads);
        if uploads.len() >= MOST_UPLOADS {
            uploads.remove(0);
        }
        uploads.push(upload);
    }

    pub fn upload(&self, id: &str) -> Option<Upload> {
        lock(&self.uploads).iter().find(|upload| upload.id == id).cloned()
    }

    fn finish(&self, id: &str, outcome: Outcome) {
        let mut uploads = lock(&self.uploads);
        if let Some(upload) = uploads.iter_mut().find(|upload| upload.id == id) {
            upload.outcome = Some(outcome);
        }
    }

    /// What an import of an upload would do, with the options of a request.
    ///
    /// # Errors
    /// Returns an error if an option cannot be understood or nothing can be read.
    pub fn plan(context: &Context, upload: &Upload, request: &Request) -> Result<Vec<DryRun>> {
        let plan = |context: &Context| {
            let (job, paths) = job(context, upload, request)?;
            let documents = cmd::import::documents(context, &paths, &job)?;
            Ok(dry_run(&context.db, &documents, &job, &context.reader)?.collect())
        };
        let (mut plans, _): (Vec<DryRun>, _) = context.captured(plan)?;
        for plan in &mut plans {
            plan.path = plan.path.strip_prefix(&upload.folder).unwrap_or(&plan.path).to_owned();
        }
        Ok(plans)
    }

    /// Imports an upload, and writes the standard reports again if there are any.
    ///
    /// # Errors
    /// Returns an error if another import runs, or if nothing could be done.
    pub fn import(&self, context: &Context, upload: &Upload, request: &Request) -> Result<()> {
        let _working = self.working(context)?;
        let import = |context: &Context| {
            let before = documents_of(context)?;
            let (job, paths) = job(context, upload, request)?;
            let documents = cmd::import::documents(context, &paths, &job)?;
            cmd::import::import_all(context, &documents, job)?;
            let now = documents_of(context)?.into_iter();
            let added: Vec<_> = now.filter(|name| !before.contains(name)).collect();
            self.refresh(context, !added.is_empty());
            Ok(added)
        };
        let (added, captured) = context.captured(import)?;
        let messages = captured.messages.iter().map(|message| upload.in_words(message)).collect();
        // Pressed twice: what was imported at first can still be taken back.
        let earlier = self.upload(&upload.id).and_then(|upload| upload.outcome);
        let earlier = earlier.filter(|outcome| added.is_empty() && !outcome.is_undone);
        let added = earlier.map_or(added, |outcome| outcome.added);
        self.finish(&upload.id, Outcome { messages, added, is_undone: false });
        Ok(())
    }

    /// Imports invented decisions of some years into a new database.
    ///
    /// # Errors
    /// Returns an error if there is a database, or if they cannot be written.
    pub fn simulate(&self, context: &Context) -> Result<String> {
        if context.db.exists() {
            return Err(Reported::usage(Word::Exists.say(context.lang)));
        }
        let upload = self.begin("mo-phong").map_err(anyhow::Error::from)?;
        let folder = upload.folder.display().to_string();
        let quiet = Context { quiet: true, ..context.clone() };
        let call = Call::new(context.lang, "simulate").with("out", Some(&folder));
        let Verb::Simulate(options) = call.parsed()? else {
            return Err(Reported::usage(""));
        };
        cmd::simulate::run(&quiet, &options)?;
        let id = upload.id.clone();
        self.keep(upload.clone());
        let lang = context.lang.code();
        let request = Request::of(&format!("/{lang}/import"), "");
        if let Some(request) = request {
            self.import(context, &upload, &request)?;
        }
        Ok(id)
    }

    /// Takes the documents of an import out again, the last one first. What they replaced takes effect
    /// again.
    ///
    /// # Errors
    /// Returns an error if one of them cannot be removed.
    pub fn undo(&self, context: &Context, upload: &Upload) -> Result<()> {
        let _working = self.working(context)?;
        let upload = self.upload(&upload.id);
        let (Some(upload), Some(mut outcome)) =
            (upload.clone(), upload.and_then(|upload| upload.outcome))
        else {
            return Ok(());
        };
        if outcome.is_undone {
            return Ok(());
        }
        let numbers: Vec<String> =
            outcome.added.iter().rev().map(|name| name.sha256.clone()).collect();
        let names =
            outcome.added.iter().map(|name| format!("{} ({})", name.number, name.file_name));
        let mut messages: Vec<String> = names.collect();
        messages.extend(self.taken_out(context, &numbers)?);
        outcome.messages = messages;
        outcome.is_undone = true;
        self.finish(&upload.id, outcome);
        Ok(())
    }

    /// Removes documents, by the sums of their bytes, and returns what was said.
    ///
    /// # Errors
    /// Returns an error if one of them cannot be removed.
    pub fn remove(&self, context: &Context, sums: &[String]) -> Result<Vec<String>> {
        let _working = self.working(context)?;
        self.taken_out(context, sums)
    }

    fn taken_out(&self, context: &Context, sums: &[String]) -> Result<Vec<String>> {
        let remove = |context: &Context| {
            // What the verb says is for those with a folder of data and a terminal.
            let quiet = Context { quiet: true, ..context.clone() };
            for sum in sums {
                let call = Call::new(context.lang, "remove").subject(sum);
                if let Verb::Remove(options) = call.parsed()? {
                    cmd::remove::run(&quiet, &options)?;
                }
            }
            self.refresh(context, !sums.is_empty());
            Ok(())
        };
        Ok(context.captured(remove)?.1.messages)
    }

    fn working(&self, context: &Context) -> Result<std::sync::MutexGuard<'_, ()>> {
        match self.working.try_lock() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(guard)) => Ok(guard.into_inner()),
            Err(TryLockError::WouldBlock) => {
                Err(Reported::named("timed-out", Word::Importing.say(context.lang)))
            }
        }
    }

    /// Writes the standard reports again, if there are any.
    fn refresh(&self, context: &Context, is_changed: bool) {
        let has_reports = self.reports.is_dir();
        if !is_changed || !has_reports || !context.db.exists() {
            return;
        }
        // All years: a later one shows the year before it.
        let years = || -> Result<BTreeSet<Year>> {
            let rows = context.store()?.load_assessments(Selection::default())?;
            Ok(rows.into_iter().map(|row| row.year).collect())
        };
        let quiet = Context { quiet: true, ..context.clone() };
        match years().and_then(|years| cmd::build::refresh(&quiet, &years, &self.reports)) {
            Ok(()) => context.warn(Word::Refreshed.say(context.lang)),
            // The import stands; only the files are those of before.
            Err(error) => context.complain(&error),
        }
    }
}

/// The documents that are stored. None without a database.
fn documents_of(context: &Context) -> Result<Vec<DocumentName>> {
    if !context.db.exists() {
        return Ok(Vec::new());
    }
    Ok(Store::open(&context.db)?.load_document_names()?)
}

/// The import that a request asks for, and its paths.
fn job(context: &Context, upload: &Upload, request: &Request) -> Result<(Job, Vec<PathBuf>)> {
    let mut call = Call::new(context.lang, "import").subject(&upload.folder.display().to_string());
    for option in OPTIONS {
        for value in request.all(option) {
            call = call.with(option, Some(value));
        }
    }
    for flag in FLAGS {
        call = call.flag(flag, request.value(flag).is_some());
    }
    let Verb::Import(options) = call.parsed()? else {
        return Err(Reported::usage(""));
    };
    // Of the folder that was sent, and not of one above it, which anybody could have filled.
    let is_declared = Registry::is_in(&upload.folder);
    let registry = if is_declared { Some(Registry::in_folder(&upload.folder)?) } else { None };
    // A single file is one that was chosen, and not one that a folder happens to hold.
    let paths = match &upload.files[..] {
        [only] => vec![upload.folder.join(only)],
        _ => vec![upload.folder.clone()],
    };
    Ok((cmd::import::job_of(context, *options, registry)?, paths))
}

impl Upload {
    /// A message without the folder in which the files lie, which nobody knows.
    pub fn in_words(&self, message: &str) -> String {
        let place = format!("{}{}", self.folder.display(), std::path::MAIN_SEPARATOR);
        message.replace(&place, "").replace(&*self.folder.to_string_lossy(), &self.name())
    }

    /// The name of the folder in which the files lie.
    fn name(&self) -> String {
        self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Where a file of a name goes. None if nothing of the name can be kept.
    pub fn place(&self, name: &str) -> Option<(String, PathBuf)> {
        let name = kept_name(name)?;
        let path = self.folder.join(&name);
        Some((name, path))
    }
}

/// A text that nobody can guess.
pub fn secret() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}

/// The name of a file with the folders in which it lay, as any system can keep it, and without a way out
/// of its folder. None if nothing is left.
fn kept_name(name: &str) -> Option<String> {
    const MOST: usize = 8;
    let parts: Vec<String> = name.split(['/', '\\']).filter_map(kept_part).collect();
    let first = parts.len().saturating_sub(MOST);
    (!parts.is_empty()).then(|| parts[first..].join("/"))
}

/// A part of a name as any system can keep it.
fn kept_part(part: &str) -> Option<String> {
    const LONGEST: usize = 120;
    const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    let kept = |c: char| !c.is_control() && !"<>:\"|?*".contains(c);
    let part: String = part.chars().filter(|c| kept(*c)).collect();
    let part = part.trim().trim_matches('.').trim();
    let mut end = part.len().min(LONGEST);
    while !part.is_char_boundary(end) {
        end -= 1;
    }
    // The ending says how a file is read.
    let ending = part.rsplit_once('.').map(|(_, ending)| ending).filter(|_| end < part.len());
    let mut part = part[..end].to_owned();
    if let Some(ending) = ending.filter(|ending| ending.len() < 8) {
        part.push('.');
        part.push_str(ending);
    }
    let stem = part.split('.').next().unwrap_or_default().to_lowercase();
    if RESERVED.contains(&stem.as_str()) {
        part.insert(0, '_');
    }
    (!part.is_empty()).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_no_other_folder() {
        let kept = |name: &str| kept_name(name).unwrap_or_default();
        assert_eq!(kept("../../etc/passwd"), "etc/passwd");
        assert_eq!(kept("C:\\Users\\a\\Sở Tư pháp.docx"), "C/Users/a/Sở Tư pháp.docx");
        assert_eq!(kept("biểu/2025/Sở Y tế.xlsx"), "biểu/2025/Sở Y tế.xlsx");
        assert_eq!(kept(".hidden"), "hidden");
        assert_eq!(kept("con.txt"), "_con.txt");
        assert_eq!(kept("a\u{0}b<>.csv"), "ab.csv");
        assert_eq!(kept_name("..//.."), None);
        let long = kept(&format!("{}.docx", "x".repeat(400)));
        assert_eq!(
            long.split_once('.').map(|(stem, ending)| (stem.len(), ending)),
            Some((120, "docx"))
        );
    }
}
