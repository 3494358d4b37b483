//! ZIP archives, which Word, Excel and OpenDocument files are. Nothing is ever unpacked to the disk.

use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;
use super::limit::Capped;

/// More parts than this no document has.
const MOST_PARTS: usize = 10_000;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::damaged(&error))?;
        if zip.len() > MOST_PARTS {
            return Err(Unreadable::TooExpanded);
        }
        Ok(Self { zip })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// One part, as a stream of at most so many bytes; none where there is no such part.
    pub(super) fn part(&mut self, name: &str, most: u64) -> Result<Option<impl io::BufRead + '_>, Unreadable> {
        match self.zip.by_name(name) {
            Ok(file) => Ok(Some(BufReader::new(Capped::new(file, most)))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(Unreadable::damaged(&error)),
        }
    }

    /// Expands every part once and counts, for readers that do not count themselves: what an archive says of its own
    /// sizes need not be true.
    pub(super) fn measure(&mut self, most: u64) -> Result<(), Unreadable> {
        let mut left = most;
        for index in 0..self.zip.len() {
            let file = self.zip.by_index(index).map_err(|error| Unreadable::damaged(&error))?;
            let mut file = Capped::new(file, left);
            let expanded = io::copy(&mut file.by_ref(), &mut io::sink());
            left -= expanded.map_err(|error| Unreadable::damaged(&error))?;
        }
        Ok(())
    }
}
