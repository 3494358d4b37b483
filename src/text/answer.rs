//! The words of a workbook with the rows of a table or of an answer.

use super::Lang;

/// The names of the sheet with the rows and of the sheet that tells where they come from.
#[must_use]
pub const fn sheet_names(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Vi => ["Số liệu", "Nguồn"],
        Lang::En => ["Data", "Sources"],
    }
}

/// The program that made the workbook.
#[must_use]
pub fn made_by(lang: Lang) -> String {
    let version = env!("CARGO_PKG_VERSION");
    lang.pick(format!("Lập bằng cchc {version}"), format!("Made by cchc {version}"))
}

/// The query that the rows answer, on one line.
#[must_use]
pub fn query(lang: Lang, query: &str) -> String {
    let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
    lang.pick(format!("Truy vấn: {query}"), format!("Query: {query}"))
}

/// The heading of the list of documents: those behind the figures, or behind a query all that it
/// could read.
#[must_use]
pub const fn documents(lang: Lang, is_query: bool) -> &'static str {
    match (lang, is_query) {
        (Lang::Vi, false) => "Các văn bản có số liệu:",
        (Lang::Vi, true) => "Các văn bản trong cơ sở dữ liệu:",
        (Lang::En, false) => "The documents that the figures come from:",
        (Lang::En, true) => "The documents in the database:",
    }
}

/// The error for a text that is too long for a cell.
#[must_use]
pub const fn cell_is_full(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "có ô chứa hơn 32.000 ký tự, Excel không chứa được; hãy chọn --format csv",
        Lang::En => {
            "a cell has more than 32,000 characters, which Excel does not hold; choose --format csv"
        }
    }
}

/// The error for a table that is too large for a sheet.
#[must_use]
pub const fn sheet_is_full(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => {
            "một trang tính Excel chỉ chứa được 1.048.576 dòng và 16.384 cột; hãy lọc bớt hoặc \
             chọn --format csv"
        }
        Lang::En => {
            "a sheet of Excel holds at most 1,048,576 rows and 16,384 columns; filter the rows or \
             choose --format csv"
        }
    }
}
