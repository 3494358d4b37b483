//! The folders and files of a lake.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::store::{StoredAuthority, file_beside, take_name};

use super::error::LakeError;

/// Names the version of the schema. A folder with this file is a lake.
const MARK: &str = "lake.json";
/// The name of every Parquet file. Its folders say what it holds.
pub(super) const FILE: &str = "part-0.parquet";
/// The folder with a file per authority, called by the prefix of its identifiers.
const AUTHORITIES: &str = "authorities";

/// A lake, and what was done to it.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The files of this export.
    pub(super) current: BTreeSet<PathBuf>,
    /// The number of files that were written, because they are new or differ.
    pub(super) written: usize,
    /// The number of files that were deleted, because nothing is left of what they held.
    pub(super) deleted: usize,
}

/// How an authority is called in a lake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called {
    /// Its name, as the first export wrote it.
    pub(super) name: String,
    /// What its identifiers begin with.
    pub(super) prefix: i64,
}

impl Folder {
    /// Opens a lake, or makes one of an empty or a new folder.
    pub(super) fn open(path: &Path, version: i32) -> Result<Self, LakeError> {
        fs::create_dir_all(path).map_err(|error| failed(path, error))?;
        let mark = path.join(MARK);
        let text = format!("{{\"schema_version\": {version}}}\n");
        match plain_file(&mark).and_then(|()| fs::read_to_string(&mark)) {
            Ok(found) if found == text => {}
            Ok(found) => {
                return Err(LakeError::OtherVersion {
                    folder: path.to_owned(),
                    found: found.chars().filter(char::is_ascii_digit).take(9).collect(),
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // Another export may be making the same lake; its files begin with a dot so far.
                let entries = fs::read_dir(path).map_err(|error| failed(path, error))?;
                let is_hidden =
                    |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
                if !entries.filter_map(Result::ok).all(is_hidden) && !mark.exists() {
                    return Err(LakeError::NotALake(path.to_owned()));
                }
                write_file(&mark, text.as_bytes())?;
            }
            Err(error) => return Err(failed(&mark, error)),
        }
        Ok(Self { path: path.to_owned(), current: BTreeSet::new(), written: 0, deleted: 0 })
    }

    /// How an authority is called. Its identifiers begin with a number that follows from its name
    /// alone, so that no export needs to know the others.
    pub(super) fn called(&self, authority: &StoredAuthority) -> Result<Called, LakeError> {
        let digest = Sha256::digest(authority.match_key.as_bytes());
        let number = digest[..4].iter().fold(0, |number, byte| number << 8 | i64::from(*byte));
        // Above zero, so that no identifier of a lake equals one of a database.
        let prefix = (number >> 2).max(1);

        let folder = self.path.join(AUTHORITIES);
        fs::create_dir_all(&folder).map_err(|error| failed(&folder, error))?;
        let path = folder.join(format!("{prefix:08x}.txt"));
        let text = format!("{}\n{}\n", authority.name, authority.match_key);
        let first = |error| failed(&path, error);
        let mut file = file_beside(&path).map_err(first)?;
        file.write_all(text.as_bytes()).map_err(first)?;
        // Whoever comes first decides how the name is spelled.
        drop(file.persist_noclobber(&path));
        let found = plain_file(&path).and_then(|()| fs::read_to_string(&path)).map_err(first)?;
        match found.lines().collect::<Vec<_>>()[..] {
            [name, key] if key == authority.match_key => {
                Ok(Called { name: name.to_owned(), prefix })
            }
            [other, ..] => Err(LakeError::SamePrefix {
                authority: authority.name.clone(),
                other: other.to_owned(),
            }),
            [] => Err(LakeError::NotALake(self.path.clone())),
        }
    }

    /// Whether the lake has a file.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.path.join(path).exists()
    }

    /// Writes a file of the lake unless it has these bytes already.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), LakeError> {
        let whole = self.path.join(path);
        self.current.insert(path.to_owned());
        let length = fs::metadata(&whole).map(|file| file.len()).ok();
        let is_same = || fs::read(&whole).is_ok_and(|present| present == bytes);
        if length == Some(bytes.len() as u64) && plain_file(&whole).is_ok() && is_same() {
            return Ok(());
        }
        if let Some(folder) = whole.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        write_file(&whole, bytes)?;
        self.written += 1;
        Ok(())
    }

    /// Deletes the files below a folder that are not of this export, and folders that are then
    /// empty. Links and other files stay.
    pub(super) fn clear(&mut self, folder: &Path) -> Result<(), LakeError> {
        let whole = self.path.join(folder);
        let entries = match fs::read_dir(&whole) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(&whole, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| failed(&whole, error))?;
            let path = folder.join(entry.file_name());
            let kind = entry.file_type().map_err(|error| failed(&whole, error))?;
            if kind.is_dir() {
                self.clear(&path)?;
            } else if kind.is_file() && entry.file_name() == FILE && !self.current.contains(&path) {
                fs::remove_file(entry.path()).map_err(|error| failed(&entry.path(), error))?;
                self.deleted += 1;
            }
        }
        // Only an empty folder can be removed.
        drop(fs::remove_dir(&whole));
        Ok(())
    }
}

/// Nobody waits for what a pipe or a device in the place of a file would give.
fn plain_file(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_file() { Ok(()) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), LakeError> {
    let written = file_beside(path).and_then(|mut file| {
        file.write_all(bytes)?;
        take_name(file, path)
    });
    written.map_err(|error| failed(path, error))
}

fn failed(path: &Path, error: io::Error) -> LakeError {
    LakeError::Io { path: path.to_owned(), error }
}

/// The name of a folder that holds one value of a column: `year=2022`. What no file system or engine
/// takes is written as `%` with two hexadecimal digits, as Hive does.
pub(super) fn part(column: &str, value: &str) -> String {
    const SPECIAL: &str = "\"#%'*/:=?\\{}[]^<>|";
    let mut name = format!("{column}=");
    for (at, letter) in value.char_indices() {
        // Windows drops these at the end of a name.
        let is_last = at + letter.len_utf8() == value.len() && matches!(letter, '.' | ' ');
        if letter.is_control() || SPECIAL.contains(letter) || is_last {
            for byte in letter.to_string().bytes() {
                name += &format!("%{byte:02X}");
            }
        } else {
            name.push(letter);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_folder_suits_every_system() {
        assert_eq!(part("authority", "UBND tỉnh Bắc Kạn"), "authority=UBND tỉnh Bắc Kạn");
        assert_eq!(
            part("authority", "../a\\b:c%2F|\u{1}x."),
            "authority=..%2Fa%5Cb%3Ac%252F%7C%01x%2E"
        );
        assert_eq!(part("block", "department"), "block=department");
    }
}
