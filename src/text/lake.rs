//! The messages of an export.

use crate::lake::LakeError;
use crate::store::SCHEMA_VERSION;

use super::{Lang, file_reason, path_line, printable_line, store_error};

/// The message for an export that was not done.
#[must_use]
pub fn lake_error(lang: Lang, error: &LakeError) -> String {
    match error {
        LakeError::Store(error) => store_error(lang, error),
        LakeError::NotALake(folder) => {
            let folder = path_line(folder);
            lang.pick(
                format!(
                    "{folder}: thư mục đã có tệp khác; hãy chọn một thư mục mới, một thư mục trống \
                     hoặc thư mục đã ghi bằng cchc export."
                ),
                format!(
                    "{folder}: the folder holds other files; choose a new folder, an empty one, or \
                     one that cchc export wrote."
                ),
            )
        }
        LakeError::OtherVersion { folder, found } => {
            let folder = path_line(folder);
            lang.pick(
                format!(
                    "{folder}: các tệp ở đây theo cấu trúc số {found}, chương trình này ghi cấu trúc \
                     số {SCHEMA_VERSION}; hãy ghi vào một thư mục mới."
                ),
                format!(
                    "{folder}: its files have version {found} of the schema, and this program writes \
                     version {SCHEMA_VERSION}; export into a new folder."
                ),
            )
        }
        LakeError::SamePrefix { authority, other } => {
            let [authority, other] = [authority, other].map(|name| printable_line(name));
            lang.pick(
                format!(
                    "Mã số của {authority} trùng phần đầu với mã số của {other} đã có trong thư mục; \
                     hãy ghi {authority} vào một thư mục khác."
                ),
                format!(
                    "The identifiers of {authority} begin like those of {other}, which is in the \
                     folder already; export {authority} into another folder."
                ),
            )
        }
        LakeError::Io { path, error } => {
            let path = path_line(path);
            let reason = file_reason(lang, error);
            lang.pick(
                format!("{path}: {reason}. Các tệp đã ghi xong vẫn dùng được."),
                format!("{path}: {reason}. Files that are complete stay as they are."),
            )
        }
        LakeError::Value { table, column } => {
            let [table, column] = [table, column].map(|name| printable_line(name));
            lang.pick(
                format!(
                    "Cột {table}.{column} có giá trị ngoài phạm vi, có thể cơ sở dữ liệu đã bị sửa; hãy \
                     chạy cchc rebuild để tính lại từ các văn bản đã lưu."
                ),
                format!(
                    "Column {table}.{column} has a value out of range, so the database may have been \
                     changed; run cchc rebuild to compute it again from the stored documents."
                ),
            )
        }
        LakeError::Format(error) => {
            let error = printable_line(error);
            lang.pick(
                format!("Không ghi được tệp Parquet: {error}."),
                format!("The Parquet file cannot be written: {error}."),
            )
        }
    }
}
