//! Why the system cannot read or write a file, and what to do about it.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{Lang, path_line, words};

words! {
    /// A trouble with a file that a person can do something about.
    pub enum FileTrouble {
        /// Another program has the file open: on Windows, Word and Excel do not share an open
        /// document.
        Held = "tệp đang mở trong chương trình khác, như Word hoặc Excel; hãy đóng tệp rồi chạy lại",
            "the file is open in another program, such as Word or Excel; close it there and run \
             the command again";
        /// The path is longer than the system accepts.
        LongPath = "tên hoặc đường dẫn của tệp quá dài; hãy chép tệp vào thư mục có đường dẫn ngắn \
            hơn",
            "the file's name or path is too long; copy the file to a folder with a shorter path";
        /// The file is on a network share that does not respond.
        Network = "thư mục mạng chứa tệp không phản hồi; hãy kiểm tra kết nối, hoặc chép tệp về \
            máy",
            "the network share that holds the file does not respond; check the connection, or copy \
             the file to this computer";
        /// Access to the file or its folder is denied.
        Denied = "không có quyền truy cập tệp hoặc thư mục, hoặc chương trình khác đang mở tệp; \
            hãy kiểm tra quyền truy cập và đóng chương trình đó",
            "access to the file or its folder is denied, or another program has the file open; \
             check the permissions and close that program";
        /// The disk is full.
        Full = "ổ đĩa đầy, hoặc tệp không được phép lớn thêm; hãy giải phóng dung lượng",
            "the disk is full, or the file may not grow any further; free some space";
        /// It is a pipe, a device or a folder.
        Special = "không phải là tệp thông thường (đường ống, thiết bị hoặc thư mục); hãy chọn tệp khác",
            "this is not an ordinary file but a pipe, a device or a folder; choose another file";
        /// There is no such file or folder.
        Missing = "không có tệp hoặc thư mục này; hãy kiểm tra đường dẫn",
            "there is no such file or folder; check the path";
    }
}

/// What an error of the system means for a person; `None` where the system's own message says it
/// all.
#[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn trouble(error: &io::Error) -> Option<FileTrouble> {
    if let Some(trouble) = error.raw_os_error().and_then(of_windows) {
        return Some(trouble);
    }
    Some(match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => FileTrouble::Held,
        ErrorKind::InvalidFilename => FileTrouble::LongPath,
        ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::StaleNetworkFileHandle
        | ErrorKind::TimedOut => FileTrouble::Network,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FileTrouble::Denied,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            FileTrouble::Full
        }
        ErrorKind::NotFound => FileTrouble::Missing,
        ErrorKind::IsADirectory => FileTrouble::Special,
        // As the program itself says it, before it opens what may never end.
        ErrorKind::InvalidInput if error.raw_os_error().is_none() => FileTrouble::Special,
        _ => return None,
    })
}

/// The errors of Windows for which the standard library has no kind.
fn of_windows(code: i32) -> Option<FileTrouble> {
    cfg!(windows).then_some(code).and_then(windows_code)
}

/// The Windows error codes for sharing and lock violations, names that are too long and shares that
/// cannot be reached. Source: System Error Codes, Windows API.
fn windows_code(code: i32) -> Option<FileTrouble> {
    match code {
        32 | 33 => Some(FileTrouble::Held),
        111 | 206 => Some(FileTrouble::LongPath),
        51 | 53 | 55 | 59 | 64 | 67 | 121 | 1231 => Some(FileTrouble::Network),
        _ => None,
    }
}

/// Why a file cannot be read or written, and what to do about it where that is known.
#[must_use]
pub fn file_reason(lang: Lang, error: &io::Error) -> String {
    trouble(error)
        .map_or_else(|| error.to_string(), |trouble| format!("{} ({error})", trouble.say(lang)))
}

/// The message for a file or folder that could not be read.
#[must_use]
pub fn cannot_read(lang: Lang, path: &Path, error: &io::Error) -> String {
    let (path, why) = (path_line(path), file_reason(lang, error));
    lang.pick(
        format!("{path}: không đọc được tệp: {why}."),
        format!("{path}: the file cannot be read: {why}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_a_person_can_do() {
        for (kind, words) in [
            (ErrorKind::InvalidFilename, "quá dài"),
            (ErrorKind::PermissionDenied, "quyền"),
            (ErrorKind::StaleNetworkFileHandle, "mạng"),
            (ErrorKind::ResourceBusy, "đóng tệp"),
            (ErrorKind::StorageFull, "ổ đĩa đầy"),
        ] {
            let message = file_reason(Lang::Vi, &io::Error::from(kind));
            assert!(message.contains(words), "{message}");
        }
        assert_eq!(windows_code(32), Some(FileTrouble::Held));
        assert_eq!(windows_code(206), Some(FileTrouble::LongPath));
        assert_eq!(windows_code(53), Some(FileTrouble::Network));
        assert_eq!(windows_code(5), None);
        assert_eq!(file_reason(Lang::En, &io::Error::other("odd")), "odd");
    }
}
