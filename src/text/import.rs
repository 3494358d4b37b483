//! Why documents are not imported.

use std::path::Path;

use crate::assessment::CheckError;
use crate::import::{ImportError, PassedOver};

use super::error::{at, rejected_again};
use super::{Lang, cannot_read, check_error, path_line, printable_line, source_error, store_error};

/// Why a document was not imported.
#[must_use]
pub fn import_error(lang: Lang, error: &ImportError) -> String {
    match error {
        ImportError::Source(error) => source_error(lang, error),
        ImportError::Check(error) => check_error(lang, error),
        ImportError::Store(error) => store_error(lang, error),
        ImportError::Compute(error) => error.to_string(),
        ImportError::NoLongerPasses { number, file_name, why } => {
            no_longer_passes(lang, number, file_name, &reread_error(lang, why))
        }
        ImportError::DoubledForms { path, unit, files } => doubled(lang, path, unit, files),
        ImportError::Folder { path, error } => cannot_read(lang, path, error),
        ImportError::NoDocuments(path) => no_documents(lang, path),
    }
}

/// Why a stored document could not be read again. What became of the database is for the caller to
/// say: a rebuild goes on without the document, a change of another document is undone.
#[must_use]
pub fn reread_error(lang: Lang, error: &ImportError) -> String {
    if let ImportError::Check(CheckError::Rejected { raw, assessments, proposals, .. }) = error {
        return rejected_again(lang, &raw.path, assessments, proposals);
    }
    import_error(lang, error)
}

/// The message for two forms of one unit in one import.
fn doubled(lang: Lang, path: &Path, unit: &str, [first, second]: &[String; 2]) -> String {
    let (first, second) = (printable_line(first), printable_line(second));
    let what = lang.pick(
        format!(
            "có hai biểu của {unit} với điểm khác nhau: “{first}” và “{second}”; hãy bỏ biểu không dùng, \
             hoặc nhập biểu cũ trước, biểu mới sau."
        ),
        format!(
            "there are two forms of {unit} with different figures, “{first}” and “{second}”; take out the \
             one that does not count, or import the older one first and the newer one after it."
        ),
    );
    at(path, &what)
}

/// The message for a stored document that no longer passes its checks, so that nothing was changed.
fn no_longer_passes(lang: Lang, number: &str, file_name: &Path, why: &str) -> String {
    let (number, file_name) = (printable_line(number), path_line(file_name));
    lang.pick(
        format!(
            "Văn bản đã lưu {number} ({file_name}) không còn đạt yêu cầu khi đọc lại, nên chưa có \
             thay đổi nào: {why}\n  Trước hết, hãy đọc lại các văn bản bằng cchc rebuild \
             (--registry, --accept, --without)."
        ),
        format!(
            "The stored document {number} ({file_name}) no longer passes its checks when it is \
             read again, so nothing was changed: {why}\n  First read the stored documents again \
             with cchc rebuild (--registry, --accept, --without)."
        ),
    )
}

/// The message for a folder without documents.
fn no_documents(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: không có tệp nào thuộc loại đọc được để nhập."),
        format!("{path}: there is no file of a kind that can be imported."),
    )
}

/// The message for a file of a folder that was skipped, with the reason.
#[must_use]
pub fn passed_over(lang: Lang, path: &Path, reason: PassedOver) -> String {
    let path = path_line(path);
    let reason = match reason {
        PassedOver::NoYear => lang.pick("tên tệp không có năm", "its name contains no year"),
        PassedOver::NoTable => lang.pick("không có bảng nào trong tệp", "it contains no table"),
        PassedOver::Database => lang.pick("là cơ sở dữ liệu", "it is a database"),
        PassedOver::Hidden => {
            lang.pick("là tệp ẩn hoặc tệp tạm", "it is a hidden or temporary file")
        }
        PassedOver::NotAFile => {
            lang.pick("không phải là tệp thông thường", "it is not an ordinary file")
        }
    };
    lang.pick(format!("Bỏ qua {path}: {reason}."), format!("Skipped {path}: {reason}."))
}
