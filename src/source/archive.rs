//! ZIP archives, which Word, Excel and OpenDocument files are. Nothing is ever unpacked to the
//! disk.

use std::io::{self, BufReader, Cursor};

use zip::result::ZipError;
use zip::{DateTime, ZipArchive};

use super::Unreadable;
use super::limit::Capped;

/// More parts than this no document has.
const MOST_PARTS: usize = 10_000;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::damaged(&error))?;
        if zip.len() > MOST_PARTS {
            return Err(Unreadable::TooExpanded);
        }
        Ok(Self { zip })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// One part, as a stream of at most so many bytes; none where there is no such part.
    pub(super) fn part(
        &mut self,
        name: &str,
        most: u64,
    ) -> Result<Option<impl io::BufRead + '_>, Unreadable> {
        match self.zip.by_name(name) {
            Ok(file) => Ok(Some(BufReader::new(Capped::new(file, most)))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(Unreadable::damaged(&error)),
        }
    }

    /// Whether every part has the first time that there is, as archives have that nobody saved by
    /// hand.
    pub(super) fn has_no_time(&mut self) -> bool {
        let first = DateTime::default();
        (0..self.zip.len()).all(|index| {
            self.zip.by_index(index).is_ok_and(|file| file.last_modified() == Some(first))
        })
    }

    /// Reads every part to its end, where its check sum stands: readers that have seen enough
    /// before never see that a part is damaged. What a part expands to is limited here as
    /// everywhere.
    pub(super) fn check_sums(&mut self, most: u64) -> Result<(), Unreadable> {
        for index in 0..self.zip.len() {
            let file = self.zip.by_index(index).map_err(|error| Unreadable::damaged(&error))?;
            io::copy(&mut Capped::new(file, most), &mut io::sink())
                .map_err(|error| Unreadable::damaged(&error))?;
        }
        Ok(())
    }
}
