//! New files that take their name once they are whole.

use std::io;
use std::path::Path;

/// A new file in the folder of another, which is gone again unless it is given that name. The
/// folder has to be there.
///
/// # Errors
/// What the system says of the folder.
pub fn file_beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cchc-").suffix(".part");
    // As any new file: what the user's mask leaves of reading and writing for all.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
