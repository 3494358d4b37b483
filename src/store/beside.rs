//! New files that take their final name only once they are complete.

use std::io;
use std::path::Path;

/// Creates a new file in the same folder as `path`. It is deleted again unless it is renamed to its
/// final name. The folder must exist.
///
/// # Errors
/// Returns an error if the system cannot create a file in the folder.
pub fn file_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));

    let mut builder = tempfile::Builder::new();
    builder.prefix(".cchc-").suffix(".part");
    // The same permissions as any new file: read and write for all, less the user's mask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
