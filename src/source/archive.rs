//! ZIP archives, the containers of Word, Excel and OpenDocument files. Nothing is ever unpacked to
//! disk.

use std::io::{self, BufReader, Cursor, Read};

use zip::result::ZipError;
use zip::{DateTime, ZipArchive};

use super::ReadError;
use super::limit::Capped;
use super::xml::{Node, attribute, walk};

/// No document has more parts than this.
const MOST_PARTS: usize = 10_000;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::damaged(&error))?;
        if zip.len() > MOST_PARTS {
            return Err(ReadError::TooExpanded);
        }
        Ok(Self { zip })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// One part, as a stream of at most `most` bytes; `None` if there is no such part.
    pub(super) fn part(
        &mut self,
        name: &str,
        most: u64,
    ) -> Result<Option<impl io::BufRead + '_>, ReadError> {
        match self.zip.by_name(name) {
            Ok(file) => Ok(Some(BufReader::new(Capped::new(file, most)))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(ReadError::damaged(&error)),
        }
    }

    /// The names of its files, in the order of the archive.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let name = |index| self.zip.name_for_index(index)?.ok();
        (0..self.zip.len()).filter_map(name).map(std::borrow::Cow::into_owned)
    }

    /// Whether it holds files that may be documents.
    pub(super) fn holds_files(&self) -> bool {
        self.names().any(|name| may_be_document(&name))
    }

    /// The main part of an office document, as its relationships name it: `word/document.xml`,
    /// mostly. None if it has no relationships.
    ///
    /// # Errors
    /// Returns an error if the relationships are damaged.
    pub(super) fn main_part(&mut self) -> Result<Option<String>, ReadError> {
        const LONGEST: u64 = 1 << 20;
        let Some(part) = self.part("_rels/.rels", LONGEST)? else { return Ok(None) };
        let mut main = None;
        walk(part, |node| {
            if let Node::Open("Relationship", start) = node
                && attribute(start, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                let target = attribute(start, "Target");
                main = target.map(|target| target.trim_start_matches('/').to_owned());
            }
            Ok(())
        })?;
        Ok(main.filter(|main| self.has(main)))
    }

    /// Whether every part has the earliest possible time stamp, as in archives that this program
    /// writes and no other program has saved since.
    pub(super) fn has_no_time(&mut self) -> bool {
        let first = DateTime::default();
        (0..self.zip.len()).all(|index| {
            self.zip.by_index(index).is_ok_and(|file| file.last_modified() == Some(first))
        })
    }

    /// The first `most` bytes of each part, with the size of the part.
    pub(super) fn beginnings(&mut self, most: u64) -> Result<Vec<(Vec<u8>, u64)>, ReadError> {
        let mut beginnings = Vec::new();
        for index in 0..self.zip.len() {
            let file = self.zip.by_index(index).map_err(|error| ReadError::damaged(&error))?;
            let (size, mut begins) = (file.size(), Vec::new());
            file.take(most).read_to_end(&mut begins).map_err(|error| ReadError::damaged(&error))?;
            beginnings.push((begins, size));
        }
        Ok(beginnings)
    }

    /// Reads every part to its end, where its checksum is verified: a reader that stops earlier
    /// would not notice that a part is damaged. Each part may expand to at most `most` bytes.
    pub(super) fn check_sums(&mut self, most: u64) -> Result<(), ReadError> {
        for index in 0..self.zip.len() {
            let file = self.zip.by_index(index).map_err(|error| ReadError::damaged(&error))?;
            io::copy(&mut Capped::new(file, most), &mut io::sink())
                .map_err(|error| ReadError::damaged(&error))?;
        }
        Ok(())
    }
}

/// Whether a file of an archive may be a document: not a folder, and not one that a system left.
pub(super) fn may_be_document(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_of_system = ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str());
    let is_hidden = |part: &str| {
        (part.starts_with(['.', '~']) && part != "." && part != "..") || part == "__MACOSX"
    };
    let is_hidden = path.split('/').any(is_hidden);
    !name.is_empty() && !is_of_system && !is_hidden
}
