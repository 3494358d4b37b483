//! Why documents are not imported.

use std::path::Path;

use crate::import::{ImportError, PassedOver};

use super::{Lang, cannot_read, check_error, printable_line, source_error, store_error};

/// Why a document was not imported.
#[must_use]
pub fn import_error(lang: Lang, error: &ImportError) -> String {
    match error {
        ImportError::Source(error) => source_error(lang, error),
        ImportError::Check(error) => check_error(lang, error),
        ImportError::Store(error) => store_error(lang, error),
        ImportError::Compute(error) => error.to_string(),
        ImportError::NoLongerPasses { number, file_name, why } => {
            no_longer_passes(lang, number, file_name, &import_error(lang, why))
        }
        ImportError::Folder { path, error } => cannot_read(lang, path, error),
        ImportError::NoDocuments(path) => no_documents(lang, path),
    }
}

/// A stored document that no longer passes, where that keeps everything as it was.
fn no_longer_passes(lang: Lang, number: &str, file_name: &Path, why: &str) -> String {
    let (number, file_name) =
        (printable_line(number), printable_line(&file_name.display().to_string()));
    lang.pick(
        format!(
            "Văn bản đã lưu {number} ({file_name}) không còn đạt yêu cầu khi đọc lại, nên chưa có \
             thay đổi nào: {why}\n  Trước hết, hãy đọc lại các văn bản bằng cchc rebuild \
             (--registry, --accept, --without)."
        ),
        format!(
            "The stored document {number} ({file_name}) no longer passes when it is read again, so \
            nothing was changed: {why}\n  Run cchc rebuild (--registry, --accept, --without) on \
            the stored documents first."
        ),
    )
}

/// A folder without documents.
fn no_documents(lang: Lang, path: &Path) -> String {
    let path = path.display();
    lang.pick(
        format!("{path}: không có tệp nào thuộc loại đọc được để nhập."),
        format!("{path}: no file of a kind that is read."),
    )
}

/// A file of a folder that was not imported, with the reason.
#[must_use]
pub fn passed_over(lang: Lang, path: &Path, reason: PassedOver) -> String {
    let path = path.display();
    let reason = match reason {
        PassedOver::NoYear => lang.pick("tên tệp không có năm", "there is no year in its name"),
        PassedOver::NoTable => lang.pick("không có bảng nào trong tệp", "there is no table in it"),
        PassedOver::Database => lang.pick("là cơ sở dữ liệu", "it is a database"),
        PassedOver::Hidden => lang.pick("là tệp ẩn hoặc tệp tạm", "a hidden or temporary file"),
        PassedOver::NoFile => lang.pick("không phải là tệp thông thường", "not an ordinary file"),
    };
    lang.pick(format!("Bỏ qua {path}: {reason}."), format!("Passed over {path}: {reason}."))
}
