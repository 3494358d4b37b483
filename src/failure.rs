//! Turns an error into one message and its exit code.

use std::borrow::Cow;
use std::process::ExitCode;

use cchc::assessment::MappingError;
use cchc::frame::FrameError;
use cchc::import::ImportError;
use cchc::lake::LakeError;
use cchc::registry::RegistryError;
use cchc::render::table::escaped;
use cchc::store::StoreError;
use cchc::text::{Lang, import_error, lake_error, mapping_error, registry_error, store_error};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use serde_json::json;

use crate::cli::ErrorFormat;
use crate::console;
use crate::words::{terminal, usage};

/// Exit code: the data or the query failed.
pub const FAILED: u8 = 1;
/// Exit code: wrong usage or configuration.
pub const USAGE: u8 = 2;
/// Exit code: the database cannot be opened.
const NO_DATABASE: u8 = 3;
/// Exit code: the query took too long.
const TIMED_OUT: u8 = 4;

/// An error whose message is already in the reader's language, with its exit code.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Reported {
    pub message: String,
    pub code: u8,
    /// A name by which programs know the kind of error.
    pub name: Cow<'static, str>,
}

impl Reported {
    pub fn failed(message: impl Into<String>) -> anyhow::Error {
        Self::named("failed", message)
    }

    pub fn usage(message: impl Into<String>) -> anyhow::Error {
        Self { message: message.into(), code: USAGE, name: "usage".into() }.into()
    }

    /// A failure of a kind that programs know by its name.
    pub fn named(name: impl Into<Cow<'static, str>>, message: impl Into<String>) -> anyhow::Error {
        Self { message: message.into(), code: FAILED, name: name.into() }.into()
    }
}

/// The message and the exit code of an error.
pub fn describe(lang: Lang, error: &anyhow::Error) -> (String, u8) {
    if let Some(reported) = error.downcast_ref::<Reported>() {
        (reported.message.clone(), reported.code)
    } else if let Some(error) = error.downcast_ref::<ImportError>() {
        (import_error(lang, error), import_code(error))
    } else if let Some(error) = error.downcast_ref::<RegistryError>() {
        (registry_error(lang, error), USAGE)
    } else if let Some(error) = error.downcast_ref::<MappingError>() {
        (mapping_error(lang, error), USAGE)
    } else if let Some(error) = error.downcast_ref::<LakeError>() {
        (lake_error(lang, error), lake_code(error))
    } else if let Some(error) = error.downcast_ref::<StoreError>() {
        (store_error(lang, error), store_code(error))
    } else if let Some(FrameError::Store(error)) = error.downcast_ref::<FrameError>() {
        (store_error(lang, error), store_code(error))
    } else {
        (format!("{error:#}"), FAILED)
    }
}

/// The name by which programs know the kind of an error. Names stay the same from version to
/// version.
pub fn name(error: &anyhow::Error) -> Cow<'static, str> {
    if let Some(reported) = error.downcast_ref::<Reported>() {
        return reported.name.clone();
    }
    let name = if let Some(error) = error.downcast_ref::<ImportError>() {
        import_name(error)
    } else if error.downcast_ref::<RegistryError>().is_some() {
        "registry"
    } else if error.downcast_ref::<MappingError>().is_some() {
        "mapping"
    } else if let Some(error) = error.downcast_ref::<LakeError>() {
        lake_name(error)
    } else if let Some(error) = error.downcast_ref::<StoreError>() {
        store_name(error)
    } else if let Some(FrameError::Store(error)) = error.downcast_ref::<FrameError>() {
        store_name(error)
    } else {
        "failed"
    };
    name.into()
}

const fn import_name(error: &ImportError) -> &'static str {
    match error {
        ImportError::Store(error) => store_name(error),
        ImportError::Source(_) => "unreadable-document",
        ImportError::Check(_) => "rejected-document",
        ImportError::NoLongerPasses { .. } => "no-longer-passes",
        ImportError::Compute(_) => "failed",
        ImportError::Folder { .. } => "unreadable-folder",
        ImportError::DoubledForms { .. } => "doubled-forms",
        ImportError::NoDocuments(_) => "no-documents",
    }
}

const fn lake_name(error: &LakeError) -> &'static str {
    match error {
        LakeError::Store(error) => store_name(error),
        LakeError::NotALake(_) | LakeError::OtherVersion { .. } => "usage",
        LakeError::SamePrefix { .. }
        | LakeError::Io { .. }
        | LakeError::Value { .. }
        | LakeError::Format(_) => "failed",
    }
}

const fn store_name(error: &StoreError) -> &'static str {
    match error {
        StoreError::NotFound(_) => "no-database",
        StoreError::CannotOpen(_) => "cannot-open",
        StoreError::NotADatabase(_) | StoreError::NotOurs(_) => "not-a-database",
        StoreError::Damaged(_) => "damaged-database",
        StoreError::OtherVersion { .. } => "other-version",
        StoreError::NoLocks(_) => "no-locks",
        StoreError::ReadOnly(_) => "read-only",
        StoreError::TimedOut => "timed-out",
        StoreError::RegistryLacks { .. } => "registry-lacks",
        StoreError::SeveralAuthorities(_) => "several-authorities",
        StoreError::Exists(_) => "file-exists",
        StoreError::Altered { .. } => "altered-document",
        StoreError::RegistryUnread(_) => "registry-unread",
        StoreError::CannotWrite(_) => "cannot-write",
        StoreError::Full(_) => "disk-full",
        StoreError::Busy(_) => "busy",
        StoreError::AlreadyStored { .. } => "already-stored",
        StoreError::Published { .. } => "already-published",
        StoreError::StoredForOtherYear { .. } => "stored-for-other-year",
        StoreError::Mixed { .. } => "simulated-and-real",
        StoreError::OtherIssuer { .. } => "other-issuer",
        StoreError::NoChildren { .. } => "no-children",
        StoreError::NoSuchIndex { .. } => "no-such-index",
        StoreError::UnitsJoined => "units-joined",
        StoreError::Query { .. } => "query",
        StoreError::NotAuthorized => "only-reading",
        StoreError::SeveralStatements => "several-statements",
        StoreError::EmptyQuery => "empty-query",
        StoreError::AnswerTooLarge => "answer-too-large",
        StoreError::Sqlite { .. } => "sqlite",
    }
}

fn import_code(error: &ImportError) -> u8 {
    match error {
        ImportError::Store(error) => store_code(error),
        ImportError::NoLongerPasses { why, .. } => import_code(why),
        ImportError::Source(_)
        | ImportError::Check(_)
        | ImportError::Compute(_)
        | ImportError::Folder { .. }
        | ImportError::DoubledForms { .. }
        | ImportError::NoDocuments(_) => FAILED,
    }
}

fn lake_code(error: &LakeError) -> u8 {
    match error {
        LakeError::Store(error) => store_code(error),
        LakeError::NotALake(_) | LakeError::OtherVersion { .. } => USAGE,
        LakeError::SamePrefix { .. }
        | LakeError::Io { .. }
        | LakeError::Value { .. }
        | LakeError::Format(_) => FAILED,
    }
}

fn store_code(error: &StoreError) -> u8 {
    match error {
        StoreError::NotFound(_)
        | StoreError::CannotOpen(_)
        | StoreError::NotADatabase(_)
        | StoreError::Damaged(_)
        | StoreError::NotOurs(_)
        | StoreError::OtherVersion { .. }
        | StoreError::NoLocks(_)
        | StoreError::ReadOnly(_) => NO_DATABASE,
        StoreError::TimedOut => TIMED_OUT,
        StoreError::RegistryLacks { .. } | StoreError::SeveralAuthorities(_) => USAGE,
        StoreError::Exists(_)
        | StoreError::Altered { .. }
        | StoreError::RegistryUnread(_)
        | StoreError::CannotWrite(_)
        | StoreError::Full(_)
        | StoreError::Busy(_)
        | StoreError::AlreadyStored { .. }
        | StoreError::Published { .. }
        | StoreError::StoredForOtherYear { .. }
        | StoreError::Mixed { .. }
        | StoreError::OtherIssuer { .. }
        | StoreError::NoChildren { .. }
        | StoreError::NoSuchIndex { .. }
        | StoreError::UnitsJoined
        | StoreError::Query { .. }
        | StoreError::NotAuthorized
        | StoreError::SeveralStatements
        | StoreError::EmptyQuery
        | StoreError::AnswerTooLarge
        | StoreError::Sqlite { .. } => FAILED,
    }
}

/// Prints the message of an error and returns its exit code.
pub fn report(lang: Lang, format: ErrorFormat, error: &anyhow::Error) -> ExitCode {
    let (message, code) = describe(lang, error);
    match format {
        ErrorFormat::Text => console::say(&format!("{}: {message}", lang.pick("lỗi", "error"))),
        ErrorFormat::Json => say_as_json(&name(error), code, &message),
    }
    ExitCode::from(code)
}

/// Prints an error for programs, on one line.
fn say_as_json(name: &str, code: u8, message: &str) {
    let error = json!({ "error": { "name": name, "exit_code": code, "message": message } });
    console::say(&escaped(&error.to_string()));
}

/// Prints help, or what is wrong with the command line, and returns the exit code.
pub fn command_line(lang: Lang, format: ErrorFormat, error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Help and version. If they cannot be printed, there is nowhere to say so.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }

    if format == ErrorFormat::Json {
        let message = error.render().to_string();
        say_as_json("usage", USAGE, message.trim_end().trim_start_matches("error: "));
        return ExitCode::from(USAGE);
    }
    let message = usage_message(lang, error);
    match lang {
        Lang::En => console::say(&format!("error: {message}")),
        Lang::Vi => console::say(&format!("lỗi: {message}\n{}", usage::advice())),
    }
    ExitCode::from(USAGE)
}

/// The message for arguments that cannot be parsed.
pub fn usage_message(lang: Lang, error: &clap::Error) -> String {
    if lang == Lang::En {
        let message = error.render().to_string();
        return message.trim_end().trim_start_matches("error: ").to_owned();
    }

    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let option = text(ContextKind::InvalidArg).unwrap_or_default();
    let close = text(ContextKind::SuggestedArg).or_else(|| text(ContextKind::SuggestedSubcommand));

    #[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            usage::invalid_value(&option, &text(ContextKind::InvalidValue).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => usage::missing(&option),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            usage::missing_verb().to_owned()
        }
        ErrorKind::ArgumentConflict => {
            terminal::not_together(lang, &option, &text(ContextKind::PriorArg).unwrap_or_default())
        }
        ErrorKind::UnknownArgument => usage::unknown(&option, close.as_deref()),
        ErrorKind::InvalidSubcommand => usage::unknown(
            &text(ContextKind::InvalidSubcommand).unwrap_or_default(),
            close.as_deref(),
        ),
        _ => usage::other().to_owned(),
    }
}
