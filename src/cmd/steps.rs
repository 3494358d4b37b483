//! What the store asks of the modules above it while it saves.

use std::time::Instant;

use anyhow::Result;

use cchc::analysis::keep;
use cchc::assessment::{CheckedDocument, Finding, finding_message};
use cchc::frame::FrameError;
use cchc::model::Rule;
use cchc::registry::Registry;
use cchc::store::{Message, Steps, Store, StoredDocument, Touched};
use cchc::text::{Lang, terminal};

use super::Context;
use super::import::understand;
use super::trace::read_stored;
use crate::failure::{Told, describe};

/// The steps of an import.
pub struct Work<'a> {
    context: &'a Context,
    /// Rules whose errors are accepted of stored documents that do not pass without it.
    accept: &'a [Rule],
    /// Whether a stored document that does not pass is why nothing is done.
    is_strict: bool,
}

impl<'a> Work<'a> {
    /// The steps of what leaves everything as it was where a stored document does not pass.
    pub fn strict(context: &'a Context) -> Self {
        Self { context, accept: &[], is_strict: true }
    }

    /// The steps of a rebuild, which goes on without a document that does not pass.
    pub fn lenient(context: &'a Context, accept: &'a [Rule]) -> Self {
        Self { context, accept, is_strict: false }
    }
}

impl Steps for Work<'_> {
    type Error = anyhow::Error;

    fn describe(&self, finding: &Finding) -> Message {
        Message { vi: finding_message(Lang::Vi, finding), en: finding_message(Lang::En, finding) }
    }

    fn check(&self, mut document: StoredDocument, known: &Registry) -> Result<CheckedDocument> {
        let checked = check(&document, known);
        let Err(error) = checked else { return checked };
        if self.is_strict {
            let lang = self.context.lang;
            let (why, code) = describe(lang, &error);
            let message = terminal::no_longer_passes(lang, &document.number, &document.file_name, &why);
            return Err(Told { message, code }.into());
        }
        if self.accept.is_empty() {
            return Err(error);
        }
        document.instructions.options.accept.extend(self.accept);
        check(&document, known)
    }

    fn compute(&self, store: &Store, touched: &[Touched]) -> Result<()> {
        keep(store, touched).map_err(|error| match error {
            FrameError::Store(error) => error.into(),
            FrameError::Polars(error) => error.into(),
        })
    }
}

/// Reads a stored document and checks it, within the limits that it was imported with.
fn check(stored: &StoredDocument, known: &Registry) -> Result<CheckedDocument> {
    let since = Instant::now();
    understand(read_stored(stored)?, &stored.instructions, known, since)
}
