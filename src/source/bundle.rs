//! A ZIP archive of documents, such as the forms of all units: every file in it is read by its own
//! kind, in the order of the archive. Files that are no documents are left out with a remark.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::archive::{Archive, may_be_document};
use super::kind::{self, Kind};
use super::limit::stop_if_abandoned;
use super::{Content, Format, Location, OtherKind, ReadError, ReadOptions, Remark, read_into};

/// A file of a bundle: its path in the archive, with `/` between folders, and its bytes.
pub type BundledFile = (String, Vec<u8>);

pub(super) fn read(bytes: &[u8], reading: &ReadOptions) -> Result<Content, ReadError> {
    let (mut pieces, mut remarks) = (Vec::new(), Vec::new());
    let mut left = reading.limits.cells;
    for (name, file) in files(bytes, reading)? {
        stop_if_abandoned();
        let at = |error| ReadError::InFile(name.clone(), Box::new(error));
        let mut found = Vec::new();
        let mut limited = reading.clone();
        limited.limits.cells = left;
        let about = match kind::of(&file) {
            // An archive within an archive could unpack to anything.
            Ok(Kind::Bundle) => Err(ReadError::OtherKind(OtherKind::Zip)),
            Ok(_) => read_into(&file, &limited, &mut found),
            Err(error) => Err(error),
        };
        match about {
            Ok(about) => {
                let of_file = |remark| Remark::InFile(name.clone(), Box::new(remark));
                remarks.extend(about.remarks.into_iter().map(of_file));
            }
            Err(ReadError::NoTable | ReadError::OtherKind(_) | ReadError::Empty) => {
                remarks.push(Remark::SkippedFile(name));
                continue;
            }
            Err(error) => return Err(at(error)),
        }
        if found.is_empty() {
            remarks.push(Remark::SkippedFile(name));
            continue;
        }
        let file: Arc<str> = name.as_str().into();
        for cell in
            found.iter_mut().flat_map(|piece| &mut piece.rows).flat_map(|row| &mut row.cells)
        {
            let inside = std::mem::replace(&mut cell.location, Location::Table);
            cell.location = Location::File(Arc::clone(&file), Box::new(inside));
            left = left.saturating_sub(1);
        }
        pieces.extend(found);
    }
    Ok(Content { format: Format::Bundle, pieces, remarks })
}

/// The files of an archive that may be documents, in its order.
///
/// # Errors
/// Returns an error if the archive is damaged or expands to more than the limits.
fn files(bytes: &[u8], reading: &ReadOptions) -> Result<Vec<BundledFile>, ReadError> {
    let mut archive = Archive::open(bytes)?;
    let names: Vec<String> = archive.names().filter(|name| may_be_document(name)).collect();
    let mut left = reading.limits.memory;
    let mut files = Vec::new();
    for name in names {
        let Some(mut part) = archive.part(&name, left)? else { continue };
        let mut file = Vec::new();
        part.read_to_end(&mut file).map_err(|error| ReadError::damaged(&error))?;
        left = left.saturating_sub(file.len() as u64);
        files.push((name, file));
    }
    Ok(files)
}

/// The files of a document: those of an archive, or the document itself under its name.
///
/// # Errors
/// Returns an error if the archive is damaged or expands to more than the limits.
pub fn unbundled(
    name: &str,
    bytes: &[u8],
    reading: &ReadOptions,
) -> Result<Vec<BundledFile>, ReadError> {
    match kind::of(bytes) {
        Ok(Kind::Bundle) => files(bytes, reading),
        Ok(_) | Err(_) => Ok(vec![(name.to_owned(), bytes.to_vec())]),
    }
}

/// A ZIP archive of files. The same files give the same bytes.
///
/// # Errors
/// Returns an error if the archive cannot be written.
pub fn bundled(files: &[BundledFile]) -> Result<Vec<u8>, ReadError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).map_err(|error| ReadError::damaged(&error))?;
        zip.write_all(bytes).map_err(ReadError::Io)?;
    }
    let archive = zip.finish().map_err(|error| ReadError::damaged(&error))?;
    Ok(archive.into_inner())
}
