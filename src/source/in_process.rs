//! A reader that reads documents within this process.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::limit::within;
use super::{
    About, Content, DocumentReader, RawDocument, ReadError, ReadOptions, SourceError, check_size,
    file_bytes, read_into, sha256_of,
};

/// Reads documents within this process, each in a thread of its own.
///
/// A document that takes too long is given up, but its thread may run on for a while. A document
/// that exhausts the memory or the stack takes the process down with it, since
/// [`Limits::memory`](super::Limits::memory) applies only to expanded parts. For documents from
/// strangers use an [`Isolated`](super::Isolated) reader, which is safe from both.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcess;

impl DocumentReader for InProcess {
    fn read(&self, path: &Path, reading: &ReadOptions) -> Result<RawDocument, SourceError> {
        let since = Instant::now();
        read(path, file_bytes(path, reading)?, reading, since)
    }

    fn read_bytes(
        &self,
        path: &Path,
        bytes: Vec<u8>,
        reading: &ReadOptions,
    ) -> Result<RawDocument, SourceError> {
        read(path, bytes, reading, Instant::now())
    }
}

fn read(
    path: &Path,
    bytes: Vec<u8>,
    reading: &ReadOptions,
    since: Instant,
) -> Result<RawDocument, SourceError> {
    let at = |what| SourceError::new(path, what);

    check_size(&bytes, reading).map_err(at)?;
    let (bytes, content) = content_of(bytes, reading, since);
    let content = content.map_err(at)?;
    let sha256 = sha256_of(&bytes);
    RawDocument::of(path, Arc::unwrap_or_clone(bytes), sha256, reading, content, since.elapsed())
        .map_err(at)
}

/// Reads bytes within the time that is left since reading began, and returns the bytes with the
/// content.
fn content_of(
    bytes: Vec<u8>,
    reading: &ReadOptions,
    since: Instant,
) -> (Arc<Vec<u8>>, Result<Content, ReadError>) {
    let bytes = Arc::new(bytes);
    let (document, options) = (Arc::clone(&bytes), reading.clone());
    let content = within(&reading.limits, since.elapsed(), move || {
        let mut pieces = Vec::new();
        let about = read_into(&document, &options, &mut pieces);
        drop(document);
        about.map(|About { format, remarks }| Content { format, pieces, remarks })
    });
    (bytes, content.and_then(|content| content))
}
