//! New files that take their final name only once they are complete.

use std::fs::File;
use std::io;
use std::path::Path;

/// The beginning and the end of their names until then.
const NAME: (&str, &str) = (".cchc-", ".part");

/// Creates a new file in the same folder as `path`. It is deleted again unless it is renamed to its
/// final name. The folder must exist. Files that killed processes left there are deleted.
///
/// # Errors
/// Returns an error if the system cannot create a file in the folder.
pub fn file_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = folder_of(path);
    clear_left_over(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(NAME.0).suffix(NAME.1);
    // The same permissions as any new file: read and write for all, less the user's mask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    claim(file.as_file());
    Ok(file)
}

/// Gives a complete file its name. Its bytes are handed to the disk first, and its name after, so that
/// after a loss of power there is the old file or the new one.
///
/// # Errors
/// Returns an error if the system cannot write the bytes or rename the file.
pub fn take_name(file: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(path)
}

/// Hands the names in the folder of a file to the disk. Systems that cannot do so do it by themselves.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Deletes what killed processes left in the folder of a file. What a process that goes on writes is claimed by it,
/// or was created just now.
pub fn clear_left_over(path: &Path) {
    const JUST_NOW: std::time::Duration = std::time::Duration::from_secs(1);
    let Ok(entries) = std::fs::read_dir(folder_of(path)) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_ours = name.starts_with(NAME.0) && name.ends_with(NAME.1);
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if is_ours && age().is_some_and(|age| age > JUST_NOW && is_left(&entry.path(), age)) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

/// Claims a file for as long as it is open.
#[cfg(unix)]
fn claim(file: &File) {
    drop(file.lock());
}

#[cfg(unix)]
fn is_left(path: &Path, _: std::time::Duration) -> bool {
    // Opening a pipe of that name would wait for its writer.
    let is_plain = path.symlink_metadata().is_ok_and(|file| file.is_file());
    is_plain && File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

/// On Windows, a claimed file could not be opened by SQLite.
#[cfg(not(unix))]
fn claim(_: &File) {}

#[cfg(not(unix))]
fn is_left(_: &Path, age: std::time::Duration) -> bool {
    age > std::time::Duration::from_secs(24 * 60 * 60)
}
