//! What a dry run of an import shows.

use crate::assessment::ColumnUse;

use super::{Lang, block_label, column_label};

/// Whether an import would take a document.
#[must_use]
pub fn would_import(lang: Lang, path: &str, importable: bool) -> String {
    if importable {
        lang.pick(
            format!("{path}: nhập được (chạy thử, chưa ghi)"),
            format!("{path}: can be imported (dry run, nothing written)"),
        )
    } else {
        lang.pick(
            format!("{path}: chưa nhập được (chạy thử, chưa ghi)"),
            format!("{path}: cannot be imported (dry run, nothing written)"),
        )
    }
}

/// The format of a file, and what its reader found out.
#[must_use]
pub fn read_as(lang: Lang, format: &str, remarks: &[String]) -> String {
    let head = lang.pick(format!("Định dạng {format}"), format!("Format {format}"));
    std::iter::once(head).chain(remarks.iter().cloned()).collect::<Vec<_>>().join("; ")
}

/// A table of results that was found.
#[must_use]
pub fn table_found(lang: Lang, index: usize, block: &str, year: i32, units: usize) -> String {
    let block = block.parse().map_or(block, |block| block_label(lang, block));
    lang.pick(
        format!("Bảng kết quả {index}: {block}, năm {year}: {units} đơn vị"),
        format!("Table of results {index}: {block}, {year}: {units} units"),
    )
}

/// How many units of a table are known, which are new, and which are known by another name.
#[must_use]
pub fn units_found(lang: Lang, known: usize, new: &[&str], renamed: &[String]) -> String {
    let mut parts = vec![lang.pick(format!("{known} đơn vị đã biết"), format!("{known} known units"))];
    if !new.is_empty() {
        let names = new.join(", ");
        parts.push(lang.pick(format!("{} đơn vị mới: {names}", new.len()), format!("{} new: {names}", new.len())));
    }
    if !renamed.is_empty() {
        let names = renamed.join(", ");
        parts.push(lang.pick(format!("khớp tên khác: {names}"), format!("known by another name: {names}")));
    }
    parts.join("; ")
}

/// What a column was understood to hold.
#[must_use]
pub fn column_means(lang: Lang, own: &ColumnUse) -> String {
    let Some(means) = own.means else { return lang.pick("không nhận ra", "not known").to_owned() };
    let label = match means {
        "sequence" => lang.pick("số thứ tự", "running number"),
        "parent" => lang.pick("tiêu chí cấp trên", "what it is a part of"),
        "remark" => lang.pick("ghi chú", "remark"),
        other => column_label(lang, other),
    };
    let year = own.year.map(|year| lang.pick(format!(" năm {year}"), format!(" of {year}"))).unwrap_or_default();
    let criterion = own.criterion.as_ref().map(|name| format!(" – {name}")).unwrap_or_default();
    format!("{label}{year}{criterion}")
}
