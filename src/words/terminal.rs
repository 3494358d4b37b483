//! Messages that commands print while they run, and their usage errors.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use cchc::import::Contents;
use cchc::lake::Exported;
use cchc::model::{Block, Index, Stage, Year};
use cchc::relation::{Cell, TraceRow};
use cchc::render::table::Format;
use cchc::source::Remark;
use cchc::store::{AssessmentRow, DocumentName, Kept, Saved};
use cchc::text::{
    Lang, block_label, cell, file_reason, index_label, joined_with_or, lower_first, path_line,
    plural, printable_line, remark, upper_first,
};

/// What an import did with one document.
pub fn imported(lang: Lang, path: &Path, what: &[Contents], saved: Saved) -> String {
    let (path, what) = (path_line(path), contents(lang, what));
    match (lang, saved) {
        (Lang::Vi, Saved::New) => format!("Đã nhập {path}: {what}."),
        (Lang::Vi, Saved::Unchanged) => {
            format!("Không thay đổi, đã có trong cơ sở dữ liệu: {path}: {what}.")
        }
        (Lang::Vi, Saved::Replaced) => format!(
            "Bỏ qua {path}: {what} đã được thay bằng văn bản khác (dùng cchc import --replace để \
             nhập lại văn bản này)."
        ),
        (Lang::Vi, Saved::Beside) => format!(
            "Đã lưu {path}: {what}. Kết quả đã công bố giữ nguyên; tài liệu kiểm chứng và ghi chú \
             của các biểu xem bằng cchc trace."
        ),
        (Lang::En, Saved::New) => format!("Imported {path}: {what}."),
        (Lang::En, Saved::Unchanged) => {
            format!("Unchanged, already in the database: {path}: {what}.")
        }
        (Lang::En, Saved::Beside) => format!(
            "Stored {path}: {what}. The published results stay in force; cchc trace shows the \
             evidence and the remarks of the forms."
        ),
        (Lang::En, Saved::Replaced) => {
            format!(
                "Skipped {path}: {what} has been replaced by another document (cchc import \
                 --replace brings it back)."
            )
        }
    }
}

/// How many documents were processed, and how many of them failed.
pub fn imported_all(lang: Lang, documents: usize, failed: usize) -> String {
    let good = documents - failed;
    let all = plural(documents, "document", "documents");
    match (lang, failed) {
        (Lang::Vi, 0) => format!("Đã xử lý {documents} văn bản."),
        (Lang::Vi, _) => {
            format!(
                "Đã xử lý {documents} văn bản: {good} văn bản hợp lệ, {failed} văn bản không nhập \
                 được."
            )
        }
        (Lang::En, 0) => format!("{all} processed."),
        (Lang::En, _) => format!("{all} processed: {good} valid, {failed} could not be imported."),
    }
}

/// What the reader of a file noticed; `None` if it noticed nothing.
pub fn remarks(lang: Lang, remarks: &[Remark]) -> Option<String> {
    /// Of more files that were read alike, the number is said.
    const MOST_FILES: usize = 3;
    let mut texts: Vec<(String, Vec<String>)> = Vec::new();
    for about in remarks {
        let (text, file) = if let Remark::InFile(file, inner) = about {
            (remark(lang, inner), Some(printable_line(file)))
        } else {
            (remark(lang, about), None)
        };
        match texts
            .iter_mut()
            .find(|(known, files)| *known == text && file.is_some() != files.is_empty())
        {
            Some((_, files)) => files.extend(file),
            None => texts.push((text, file.into_iter().collect())),
        }
    }
    let of_files = |(text, files): &(String, Vec<String>)| match files.len() {
        0 => text.clone(),
        1..=MOST_FILES => format!("{}: {text}", files.join(", ")),
        count => lang.pick(format!("{count} tệp: {text}"), format!("{count} files: {text}")),
    };
    let texts: Vec<_> = texts.iter().map(of_files).collect();
    let head = lang.pick("Cách đọc tệp", "How the file was read");
    (!texts.is_empty()).then(|| format!("{head}: {}.", texts.join("; ")))
}

/// What a decision keeps of the forms before it. None if it keeps nothing.
pub fn kept_of_forms(lang: Lang, kept: Kept) -> Option<String> {
    let Kept { units, changes } = kept;
    let scores = (units > 0).then(|| {
        lang.pick(
            format!("giữ lại từ biểu điểm mà văn bản này không in, của {units} đơn vị"),
            format!(
                "scores that this document does not print are kept from the forms, of {}",
                plural(units, "unit", "units")
            ),
        )
    });
    let changed = (changes > 0).then(|| {
        lang.pick(
            format!("{changes} điểm số khác với trước đó: xem cchc check"),
            format!(
                "{} from those before: see cchc check",
                plural(changes, "figure differs", "figures differ")
            ),
        )
    });
    let parts: Vec<_> = [scores, changed].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| upper_first(&parts.join("; ")) + ".")
}

/// The known units that have no form yet. None if there are none.
pub fn missing_forms(lang: Lang, what: &[Contents]) -> Option<String> {
    let part = |Contents { block, missing, .. }: &Contents| {
        let (units, count) = (missing.join("; "), missing.len());
        (count > 0).then(|| {
            let block = block_label(lang, *block);
            lang.pick(
                format!("{block}: còn thiếu biểu của {count} đơn vị ({units})"),
                format!(
                    "{block}: the forms of {} are missing ({units})",
                    plural(count, "unit", "units")
                ),
            )
        })
    };
    let parts: Vec<_> = what.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(". ") + ".")
}

/// The blocks and years of a document with the numbers of their units.
fn contents(lang: Lang, what: &[Contents]) -> String {
    let part = |Contents { year, block, index, stage, units, .. }: &Contents| {
        let mut block = block_label(lang, *block);
        if !index.is_cchc() {
            block = format!("{}, {block}", upper_first(index_label(lang, *index)));
        }
        let only = match stage {
            Stage::Published => "",
            Stage::SelfScored => lang.pick(
                ", chỉ có điểm tự chấm: cchc review nêu nội dung cần rà soát trước",
                ", self scores only: cchc review lists what to review first",
            ),
            Stage::Appraised => {
                lang.pick(", đã thẩm định, chưa công bố", ", appraised, not yet published")
            }
        };
        lang.pick(
            format!("{block} {year} ({units} đơn vị{only})"),
            format!("{block} {year} ({}{only})", plural(*units, "unit", "units")),
        )
    };
    what.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// Other years with self scores that wait for their appraisal.
pub fn also_waiting(lang: Lang, years: &BTreeSet<Year>) -> String {
    let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    lang.pick(
        format!("Còn điểm tự chấm chưa thẩm định của năm {years}; hãy thêm --year để xem."),
        format!(
            "Self scores for {years} are also waiting for their appraisal; add --year to see them."
        ),
    )
}

/// An option for years with only self scores was given for a year that has been appraised.
pub fn is_appraised(lang: Lang, year: Year, option: &str) -> String {
    lang.pick(
        format!("{option} chỉ dùng cho năm mới có điểm tự chấm; năm {year} đã có điểm thẩm định."),
        format!(
            "{option} is only for years with nothing but self scores; {year} has been appraised."
        ),
    )
}

/// A heading for one block in one year.
pub fn block_of_year(lang: Lang, assessment: &AssessmentRow) -> String {
    let AssessmentRow { block, year, known, units, .. } = *assessment;
    let block = block_label(lang, block);
    let (of_vi, of_en) = if known == units {
        (String::new(), String::new())
    } else {
        (format!("có số liệu {known}/"), format!("{known} of "))
    };
    lang.pick(
        format!("{block}, năm {year}: {of_vi}{units} đơn vị"),
        format!("{block}, {year}: {of_en}{}", plural(units, "unit", "units")),
    )
}

/// A heading for the first or last units of a block.
pub fn ends_of_ranking(lang: Lang, is_top: bool) -> &'static str {
    if is_top { lang.pick("đứng đầu", "top") } else { lang.pick("cuối bảng", "bottom") }
}

/// A heading for the largest gaps.
pub fn largest_gaps(lang: Lang) -> &'static str {
    lang.pick(
        "Tự chấm cao hơn thẩm định nhiều nhất",
        "Largest gaps between self and appraised scores",
    )
}

/// A file was written; `is_changed` is whether its content differs from before.
pub fn file_written(lang: Lang, path: &Path, is_changed: bool) -> String {
    let path = path_line(path);
    match (lang, is_changed) {
        (Lang::Vi, true) => format!("Đã ghi {path}"),
        (Lang::Vi, false) => format!("Không thay đổi: {path}"),
        (Lang::En, true) => format!("Wrote {path}"),
        (Lang::En, false) => format!("Unchanged: {path}"),
    }
}

/// Nothing changed since the last run.
pub fn nothing_changed(lang: Lang) -> &'static str {
    lang.pick("Không có gì thay đổi so với lần chạy trước.", "Nothing changed since the last run.")
}

/// A hint that some options apply to a single file, so `build` does not have them.
pub fn options_of_import(lang: Lang) -> &'static str {
    lang.pick(
        "Tùy chọn nêu trên mà cchc build không có thì dùng khi nhập riêng tệp đó (cchc import TỆP \
         …); nhập xong, hãy chạy lại cchc build.",
        "Options named above that cchc build does not have are for importing that file alone (cchc \
         import FILE …); after that, run cchc build again.",
    )
}

/// A name that several documents match.
pub fn several_documents(lang: Lang, name: &str, all: &[&DocumentName]) -> String {
    let label = |document: &&DocumentName| {
        let [number, file_name] =
            [&document.number, &document.file_name].map(|text| printable_line(text));
        format!(
            "{number} ({file_name}, SHA-256 {})",
            &document.sha256.get(..12).unwrap_or(&document.sha256)
        )
    };
    let (query, all) = (printable_line(name), all.iter().map(label).collect::<Vec<_>>().join("; "));
    lang.pick(
        format!(
            "Có nhiều văn bản ứng với “{query}”: {all}. Hãy ghi số văn bản, tên tệp hoặc các ký tự \
             đầu của mã SHA-256 chỉ ứng với một văn bản."
        ),
        format!(
            "Several documents match “{query}”: {all}. Give a number, a file name or the first \
             digits of a SHA-256 that matches only one of them."
        ),
    )
}

/// A name that several units bear.
pub fn several_units(lang: Lang, name: &str, units: &[&str]) -> String {
    let (name, units) = (printable_line(name), printable_line(&units.join("; ")));
    lang.pick(
        format!("Nhiều đơn vị mang tên “{name}”: {units}. Hãy ghi cả tên đơn vị cấp trên."),
        format!("Several units are called “{name}”: {units}. Name the unit above, too."),
    )
}

/// A document whose file name cannot be written where the command runs.
pub fn needs_output(lang: Lang, file_name: &Path) -> String {
    let file_name = path_line(file_name);
    lang.pick(
        format!("Tệp {file_name} đã có hoặc không ghi được với tên này; hãy chọn tên tệp bằng -o."),
        format!(
            "{file_name} already exists or cannot be used as a file name here; choose a file with \
             -o."
        ),
    )
}

/// A document was removed.
pub fn removed(lang: Lang, name: &DocumentName) -> String {
    let [number, file_name] = [&name.number, &name.file_name].map(|text| printable_line(text));
    lang.pick(
        format!(
            "Đã xóa {number} ({file_name}) khỏi cơ sở dữ liệu. Hãy đưa tệp ra khỏi thư mục dữ liệu \
             (nếu không, tệp sẽ được nhập lại) rồi chạy cchc build để lập lại báo cáo."
        ),
        format!(
            "Removed {number} ({file_name}) from the database. Take the file out of the data folder, \
             or it will be imported again; then run cchc build to write the reports again."
        ),
    )
}

/// A stored document that could not be read again, with the reason.
pub fn not_rebuilt(lang: Lang, number: &str, file_name: &str, why: &str) -> String {
    let [number, file_name] = [number, file_name].map(printable_line);
    lang.pick(
        format!(
            "Không đọc lại được {number} ({file_name}): {why}\n  Văn bản vẫn được lưu nhưng chưa \
             có kết quả. Hãy nhập lại tệp gốc bằng cchc import với các tùy chọn cần thiết, hoặc \
             chạy lại cchc rebuild với --accept để chấp nhận lỗi, với --without để bỏ văn bản."
        ),
        format!(
            "Could not read {number} ({file_name}) again: {why}\n  The document is still stored, \
             but without results. Import the original again with the options that it needs, or run \
             cchc rebuild again, with --accept to accept its errors or with --without to drop it."
        ),
    )
}

/// How many stored documents were read again.
pub fn rebuilt(lang: Lang, done: usize, failed: usize) -> String {
    let done_en = plural(done, "document", "documents");
    match failed {
        0 => lang.pick(format!("Đã đọc lại {done} văn bản."), format!("Read {done_en} again.")),
        _ => lang.pick(
            format!("Đã đọc lại {done} văn bản, {failed} văn bản không đọc được."),
            format!("Read {done_en} again; {failed} could not be read."),
        ),
    }
}

/// A figure whose cell no longer agrees with the stored value.
pub fn trace_differs(lang: Lang, row: &TraceRow) -> String {
    let TraceRow { table, row: number, column, .. } = row;
    let [text, file_name] = [&row.text, &row.file_name].map(|text| printable_line(text));
    let stored = cell(lang, &row.value.map_or(Cell::Empty, Cell::Traced));
    lang.pick(
        format!(
            "{file_name}, ô {table}:{number}:{column}: văn bản ghi “{text}”, cơ sở dữ liệu lưu \
             “{stored}”; hãy đối chiếu với bản gốc (cchc extract); để đọc lại từ văn bản, hãy chạy \
             cchc rebuild."
        ),
        format!(
            "{file_name}, cell {table}:{number}:{column}: the document says “{text}”, but the \
             database holds “{stored}”; compare with the original (cchc extract). To read the \
             document again, run cchc rebuild."
        ),
    )
}

/// The registry changed.
pub fn registry_changed(lang: Lang) -> &'static str {
    lang.pick(
        "units.toml hoặc frameworks.toml đã thay đổi: các văn bản đã lưu được đọc và kiểm tra lại \
         theo khai báo mới.",
        "units.toml or frameworks.toml changed: the stored documents were read and checked again \
         with the new declarations.",
    )
}

/// A folder for simulated data that holds other files.
pub fn folder_in_use(lang: Lang, folder: &Path, file: &Path) -> String {
    let (folder, file) = (path_line(folder), path_line(file));
    lang.pick(
        format!("{folder}: thư mục đã có tệp khác ({file}); hãy chọn một thư mục mới cho --out."),
        format!(
            "{folder}: the folder contains another file ({file}); choose a new folder with --out."
        ),
    )
}

/// A file that could not be written.
pub fn cannot_write(lang: Lang, path: &Path, error: &std::io::Error) -> String {
    let (path, why) = (path_line(path), file_reason(lang, error));
    lang.pick(
        format!("{path}: không ghi được tệp: {why}."),
        format!("{path}: the file cannot be written: {why}."),
    )
}

/// A file that cannot be read.
pub fn cannot_read(lang: Lang, path: &Path, error: &std::io::Error) -> String {
    let (path, why) = (path_line(path), file_reason(lang, error));
    lang.pick(
        format!("{path}: không đọc được tệp: {why}."),
        format!("{path}: the file cannot be read: {why}."),
    )
}

/// A file that is not a readable Word document.
pub fn no_word_document(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!(
            "{path}: không phải là tệp Word (.docx) đọc được; hãy mở bằng Word và lưu lại dưới \
             dạng .docx."
        ),
        format!(
            "{path}: this is not a readable Word document (.docx); open it in Word and save it as \
             .docx."
        ),
    )
}

/// A document without a table for a letterhead.
pub fn no_letterhead(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!(
            "{path}: không có bảng nào. Phần đầu văn bản (tên cơ quan, quốc hiệu, số, ngày) phải \
             nằm trong bảng đầu tiên; hãy ghi {{{{co_quan_chu_quan}}}}, {{{{co_quan}}}}, \
             {{{{so}}}}, {{{{ngay}}}} ở chỗ cần điền."
        ),
        format!(
            "{path}: the document has no table. The letterhead (office, national name, number, \
             date) must be in the first table; write {{{{co_quan_chu_quan}}}}, {{{{co_quan}}}}, \
             {{{{so}}}}, {{{{ngay}}}} where something is to be filled in."
        ),
    )
}

/// A letterhead with content that cannot be taken over.
pub fn no_such_letterhead(lang: Lang, path: &Path, what: &str) -> String {
    let path = path_line(path);
    lang.pick(
        format!(
            "{path}: phần đầu văn bản hoặc kiểu chữ có hình ảnh, liên kết hoặc trường ({what}); \
             hãy bỏ đi, chỉ giữ chữ."
        ),
        format!(
            "{path}: the letterhead or the styles contain pictures, links or fields ({what}); \
             remove them and leave only text."
        ),
    )
}

/// A letterhead was given for simulated figures.
pub fn no_letterhead_for_simulated(lang: Lang) -> &'static str {
    lang.pick(
        "Số liệu mô phỏng không được trình bày dưới tên cơ quan nào; hãy bỏ --letterhead.",
        "Simulated data must not appear under the letterhead of any office; leave out \
         --letterhead.",
    )
}

/// A document without blanks to fill in.
pub fn nothing_to_keep(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!(
            "{path}: không có ô cần điền nào của báo cáo cchc (LibreOffice bỏ các ô này khi lưu); \
             hãy chép lại nội dung từ tệp cũ."
        ),
        format!(
            "{path}: the document has none of the blanks of a cchc report (LibreOffice drops them \
             when it saves); copy the text from the old file yourself."
        ),
    )
}

/// What is carried over from an earlier document, and what is not.
pub fn only_blanks_are_kept(lang: Lang) -> &'static str {
    lang.pick(
        "Đã chuyển nội dung của các ô cần điền; nội dung sửa hoặc thêm ngoài các ô đó không được \
         chuyển; hãy chép lại từ tệp cũ.",
        "The content of the blanks has been carried over. Text changed or added elsewhere has not: \
         copy it from the old file.",
    )
}

/// The option `--keep` was given without `--year`.
pub fn keep_needs_year(lang: Lang) -> &'static str {
    lang.pick(
        "--keep phải dùng cùng --year: mỗi tệp đã điền là báo cáo của một năm.",
        "--keep needs --year, because a filled-in document is the report on one year.",
    )
}

/// A document that was edited is kept, and the new one has another name.
pub fn worked_on(lang: Lang, old: &Path, new: &Path) -> String {
    let (old, new) = (path_line(old), path_line(new));
    lang.pick(
        format!(
            "{old} đã được sửa nên giữ nguyên; bản mới là {new}. Hãy thêm --keep {old} để chuyển \
             nội dung đã điền."
        ),
        format!(
            "{old} has been edited and stays as it is; the new report is {new}. Add --keep {old} \
             to carry over what was filled in."
        ),
    )
}

/// Filled-in text for which there is no longer a blank.
pub fn blank_is_gone(lang: Lang, tag: &str, text: &str) -> String {
    let text = printable_line(text);
    lang.pick(
        format!("Không còn chỗ cho nội dung đã điền ({tag}): {text}"),
        format!("There is no longer a blank for this filled-in text ({tag}): {text}"),
    )
}

/// Rows that a limit left out.
pub fn rows_cut(lang: Lang, limit: usize) -> String {
    lang.pick(
        format!(
            "Chỉ hiển thị {limit} hàng đầu; kết quả còn các hàng khác. Hãy tăng --limit (0 là \
             không giới hạn)."
        ),
        match limit {
            1 => "Only the first row is shown; there are more. Raise --limit (0 means no limit)."
                .to_owned(),
            _ => format!(
                "Only the first {limit} rows are shown; there are more. Raise --limit (0 means no \
                 limit)."
            ),
        },
    )
}

/// Which views have a column that those of a query lack.
pub fn column_elsewhere(lang: Lang, column: &str, views: &str) -> String {
    lang.pick(
        format!("Cột {column} có trong: {views}."),
        format!("The column {column} is in: {views}."),
    )
}

/// A column that is only in the view with every column.
pub fn column_in_detail(lang: Lang, column: &str, view: &str) -> String {
    lang.pick(format!("Cột {column} có trong {view}."), format!("{view} has the column {column}."))
}

/// The kind of thing that is asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A unit.
    Unit,
    /// A criterion.
    Criterion,
    /// A document.
    Document,
}

impl Named {
    fn say(self, lang: Lang) -> &'static str {
        match self {
            Self::Unit => lang.pick("đơn vị", "unit"),
            Self::Criterion => lang.pick("lĩnh vực", "criterion"),
            Self::Document => lang.pick("văn bản", "document"),
        }
    }
}

/// An unknown name, with the known names that are close to it.
pub fn unknown_name(lang: Lang, kind: Named, name: &str, close: &[&str]) -> String {
    let kind = kind.say(lang);
    let close: Vec<_> = close.iter().map(|name| format!("“{name}”")).collect();
    let close = close.join(", ");
    match (lang, close.is_empty()) {
        (Lang::Vi, true) => format!("Không có {kind} “{name}” trong cơ sở dữ liệu."),
        (Lang::Vi, false) => {
            format!("Không có {kind} “{name}” trong cơ sở dữ liệu. Có phải là {close}?")
        }
        (Lang::En, true) => format!("There is no {kind} “{name}” in the database."),
        (Lang::En, false) => {
            format!("There is no {kind} “{name}” in the database. Did you mean {close}?")
        }
    }
}

/// The year that was asked for has self scores only.
pub fn only_self_scores(lang: Lang, (year, block): (Year, Block)) -> String {
    let block = lower_first(&block_label(lang, block));
    lang.pick(
        format!(
            "Năm {year}, khối {block} mới có điểm tự chấm, chưa có điểm thẩm định nên chưa có tổng điểm, \
             thứ hạng và chênh lệch; hãy xem bằng cchc review --year {year}."
        ),
        format!(
            "For {year}, {block} have self scores only, and so no totals, ranks or gaps yet; see cchc \
             review --year {year}."
        ),
    )
}

/// Nothing is stored for the year or block that was asked for.
pub fn nothing_stored(
    lang: Lang,
    year: Option<Year>,
    block: Option<Block>,
    known: &[(Year, Block)],
) -> String {
    let mut query = String::new();
    if let Some(year) = year {
        query += &lang.pick(format!(" năm {year}"), format!(" for {year}"));
    }
    if let Some(block) = block {
        query += &lang.pick(format!(" khối {block}"), format!(" for {block}"));
    }
    let known = if known.is_empty() { "–".to_owned() } else { stored(lang, known) };
    lang.pick(
        format!("Không có số liệu{query}. Cơ sở dữ liệu có: {known}."),
        format!("There are no data{query}. The database holds: {known}."),
    )
}

/// The years and blocks that are stored.
fn stored(lang: Lang, known: &[(Year, Block)]) -> String {
    let named = |(year, block): &(Year, Block)| {
        format!("{year} {}", lower_first(&block_label(lang, *block)))
    };
    known.iter().map(named).collect::<Vec<_>>().join("; ")
}

/// A year whose results cannot have been published yet.
pub fn year_to_come(lang: Lang, year: Year, this_year: i32) -> String {
    lang.pick(
        format!(
            "Năm cuối {year} phải trước năm hiện tại ({this_year}): kết quả của một năm được công \
             bố trong năm sau."
        ),
        format!(
            "The last year, {year}, must be before the current year ({this_year}): the results of \
             a year are published in the following year."
        ),
    )
}

/// Two years are needed and only one is stored.
pub fn needs_two_years(lang: Lang, known: &[(Year, Block)]) -> String {
    let known = stored(lang, known);
    lang.pick(
        format!("Cần hai năm của cùng một khối để so sánh. Cơ sở dữ liệu có: {known}."),
        format!("A comparison needs two years of the same block. The database holds: {known}."),
    )
}

/// The earlier year is not before the later one.
pub fn years_reversed(lang: Lang, from: Year, to: Year) -> String {
    lang.pick(
        format!("--from {from} phải sớm hơn --to {to}."),
        format!("--from {from} must be earlier than --to {to}."),
    )
}

/// Several years are stored and one has to be named.
pub fn needs_block(lang: Lang, found: &BTreeSet<Block>) -> String {
    let choices = block_choices(lang, found);
    lang.pick(
        format!(
            "Biểu đồ này chỉ vẽ cho một khối trong một năm; hãy chọn bằng --year và {choices}."
        ),
        format!("This chart shows one block in one year; choose them with --year and {choices}."),
    )
}

/// The options that choose one of several blocks or groups.
fn block_choices(lang: Lang, found: &BTreeSet<Block>) -> String {
    let choices: Vec<_> = found.iter().map(|block| format!("--block \"{block}\"")).collect();
    if choices.len() < 2 { "--block".to_owned() } else { joined_with_or(lang, &choices) }
}

/// A chart of several years of one block.
pub fn needs_one_block(lang: Lang, found: &BTreeSet<Block>) -> String {
    let choices = block_choices(lang, found);
    lang.pick(
        format!(
            "Biểu đồ nhiều năm chỉ vẽ cho một khối; hãy chọn bằng {choices} (và --from, --to nếu \
             cần), không dùng --year."
        ),
        format!(
            "A chart of several years shows one block; choose it with {choices} (and with --from \
             and --to if needed), not with --year."
        ),
    )
}

/// A chart of one unit.
pub fn needs_unit(lang: Lang) -> &'static str {
    lang.pick(
        "Biểu đồ này chỉ vẽ cho một đơn vị; hãy nêu tên bằng --unit.",
        "This chart shows one unit; name it with --unit.",
    )
}

/// A picture's file name that is neither .svg nor .png.
pub fn unknown_picture(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: tên tệp phải kết thúc bằng .svg hoặc .png."),
        format!("{path}: the file name must end in .svg or .png."),
    )
}

/// Help of the interactive prompt.
pub const fn prompt_help(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => {
            "Hãy gõ câu SELECT, kết thúc bằng dấu chấm phẩy (;), hoặc một lệnh; phím Tab gợi ý tên:
  .tables          các khung nhìn và bảng
  .schema [TÊN]    định nghĩa và chú thích
  .mode ĐỊNH_DẠNG  table, line, csv, json, jsonl, markdown
  .output [TỆP]    ghi các kết quả sau đó vào tệp; không có tên: ra màn hình
  .read TỆP        chạy các câu hỏi trong tệp
  .timer on|off    hiển thị thời gian trả lời
  .width [SỐ]      số ký tự mỗi dòng; không có số: theo màn hình
  .help            trợ giúp này
  .quit            thoát (hoặc Ctrl-D); Ctrl-C dừng câu hỏi đang chạy"
        }
        Lang::En => {
            "Type a SELECT statement that ends with a semicolon (;), or a command; Tab completes:
  .tables          views and tables
  .schema [NAME]   definitions and comments
  .mode FORMAT     table, line, csv, json, jsonl, markdown
  .output [FILE]   write further answers to a file; without a name: to the screen
  .read FILE       run the queries of a file
  .timer on|off    show how long an answer took
  .width [NUMBER]  characters per line; without a number: those of the screen
  .help            this help
  .quit            quit (or Ctrl-D); Ctrl-C ends a query that is running"
        }
    }
}

/// A query that was ended with Ctrl-C.
pub const fn query_interrupted(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Đã dừng câu hỏi.",
        Lang::En => "The query was ended.",
    }
}

/// A database that was opened.
pub fn opened(lang: Lang, path: &Path, version: i32) -> String {
    let path = path_line(path);
    lang.pick(
        format!("Mở cơ sở dữ liệu {path}, phiên bản cấu trúc {version}."),
        format!("Opened the database {path}, version {version} of the schema."),
    )
}

/// A table that was written.
pub fn table_written(lang: Lang, rows: usize, columns: usize, format: Format) -> String {
    lang.pick(
        format!("Ghi bảng {rows} hàng, {columns} cột, định dạng {format}."),
        format!("Wrote a table of {rows} rows and {columns} columns as {format}."),
    )
}

/// A query that was answered.
pub fn answered(lang: Lang, rows: u64, format: Format) -> String {
    lang.pick(
        format!("Trả lời {rows} hàng, định dạng {format}."),
        format!("Answered with {rows} rows as {format}."),
    )
}

/// How long an answer took.
pub fn time_taken(lang: Lang, time: Duration) -> String {
    let seconds = format!("{:.3}", time.as_secs_f64());
    lang.pick(
        format!("Thời gian: {} giây", seconds.replace('.', ",")),
        format!("Time: {seconds} s"),
    )
}

/// Files of queries that read one another without end.
pub fn reads_itself(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: các tệp .read lồng nhau quá sâu."),
        format!("{path}: files read one another too deeply with .read."),
    )
}

/// Refuses a second answer for a file that can hold only one.
pub const fn one_answer_per_file(lang: Lang, is_workbook: bool) -> &'static str {
    match (lang, is_workbook) {
        (Lang::Vi, true) => "Một tệp xlsx chỉ chứa một kết quả; hãy ghi kết quả sau vào tệp khác.",
        (Lang::En, true) => "An xlsx file holds one answer; write the next one to another file.",
        (Lang::Vi, false) => {
            "Một tệp json chỉ chứa một kết quả; hãy ghi kết quả sau vào tệp khác, hoặc dùng --format jsonl."
        }
        (Lang::En, false) => {
            "A json file holds one answer; write the next one to another file, or use --format jsonl."
        }
    }
}

/// A question that is not in the list.
pub fn no_such_question(lang: Lang, asked: &str, count: usize, near: &[&str]) -> String {
    let asked = printable_line(asked);
    let none = lang.pick(
        format!("Không có câu hỏi “{asked}”; cchc ask liệt kê các câu hỏi từ 1 đến {count}."),
        format!("There is no question “{asked}”; cchc ask lists those from 1 to {count}."),
    );
    if near.is_empty() { none } else { format!("{none} {}", did_you_mean(lang, near)) }
}

/// A parameter that a question does not have.
pub fn no_such_parameter(lang: Lang, name: &str, known: &[&str]) -> String {
    let known: Vec<_> = known.iter().map(|name| format!("--{name}")).collect();
    match (lang, known.is_empty()) {
        (Lang::Vi, true) => format!("Câu hỏi này không có tùy chọn nào, kể cả --{name}."),
        (Lang::En, true) => format!("This question takes no options, and so not --{name}."),
        (Lang::Vi, false) => {
            format!("Câu hỏi này không có --{name}, chỉ có {}.", known.join(", "))
        }
        (Lang::En, false) => {
            format!("This question does not take --{name}, but {}.", known.join(", "))
        }
    }
}

/// A file that is not a saved question.
pub fn not_a_question(lang: Lang, file: &str, line: usize, expected: &str) -> String {
    let file = printable_line(file);
    lang.pick(
        format!("{file}, dòng {line}: chưa đúng mẫu của một câu hỏi; cần “{expected}”."),
        format!("{file}, line {line}: not a saved question; “{expected}” was expected."),
    )
}

/// Names that may be meant.
pub fn did_you_mean(lang: Lang, near: &[&str]) -> String {
    let near: Vec<_> = near.iter().map(|name| format!("“{name}”")).collect();
    let near = joined_with_or(lang, &near);
    lang.pick(format!("Có phải là {near}?"), format!("Did you mean {near}?"))
}

/// A value that a column does not have, with those that may be meant.
pub fn no_such_value(lang: Lang, column: &str, value: &str, near: &[&str]) -> String {
    let value = printable_line(value);
    let none = lang.pick(
        format!("Cột {column} không có giá trị “{value}”."),
        format!("The column {column} has no value “{value}”."),
    );
    if near.is_empty() { none } else { format!("{none} {}", did_you_mean(lang, near)) }
}

/// Words that no criterion has in its name.
pub fn no_such_criterion(lang: Lang, words: &str) -> String {
    let words = printable_line(words);
    lang.pick(
        format!("không có tiêu chí nào có “{words}” trong tên; cchc sql \"SELECT * FROM criteria\" liệt kê các tiêu chí."),
        format!("no criterion has “{words}” in its name; cchc sql \"SELECT * FROM criteria\" lists them."),
    )
}

/// A query that takes several offices of one name for one.
pub fn shared_names(lang: Lang, names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("“{}”", printable_line(name))).collect();
    let listed = names.join(", ");
    lang.pick(
        format!(
            "Lưu ý: {listed} là tên chung của nhiều cơ quan khác nhau; hãy nhóm theo unit_id thay vì \
             unit."
        ),
        format!(
            "Note: {listed} {} of several offices; group by unit_id instead of unit.",
            if names.len() == 1 { "is the name" } else { "are names" }
        ),
    )
}

/// An unknown command of the prompt.
pub fn unknown_command(lang: Lang, command: &str) -> String {
    lang.pick(
        format!("Không có lệnh {command}; hãy gõ .help."),
        format!("There is no command {command}; type .help."),
    )
}

/// A command of the prompt with an argument that it does not take.
pub fn wrong_argument(lang: Lang, command: &str, argument: &str) -> String {
    let argument = printable_line(argument);
    lang.pick(
        format!("{command} không dùng được với “{argument}”; hãy gõ .help."),
        format!("{command} does not take “{argument}”; type .help."),
    )
}

/// A workbook without a file.
pub const fn xlsx_needs_output(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Định dạng xlsx phải ghi ra tệp: .output TỆP.xlsx",
        Lang::En => "The format xlsx needs a file: .output FILE.xlsx",
    }
}

/// A text of queries that is too long.
pub fn query_too_long(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: dài quá 16 MB, không phải là câu truy vấn."),
        format!("{path}: longer than 16 MB, which no query is."),
    )
}

/// An ending of a file that no table has.
pub fn no_such_ending(lang: Lang, ending: &str) -> String {
    lang.pick(
        format!(
            "Bảng không ghi được thành tệp .{ending}; hãy dùng .xlsx, .csv, .json, .jsonl, .md, hoặc nêu \
             --format."
        ),
        format!(
            "A table is not written as .{ending}; use .xlsx, .csv, .json, .jsonl or .md, or name a \
             --format."
        ),
    )
}

/// An option that saved questions do not take.
pub fn ask_filters(lang: Lang, option: &str) -> String {
    lang.pick(
        format!("{option} không dùng với cchc ask; hãy in câu truy vấn bằng --sql và thêm điều kiện vào."),
        format!("{option} has no meaning for cchc ask; print the query with --sql and add a condition."),
    )
}

/// An option that chooses an authority or an index, for an export.
pub fn export_filters(lang: Lang, option: &str) -> String {
    lang.pick(
        format!("{option} không dùng với cchc export; lệnh này luôn ghi toàn bộ cơ sở dữ liệu."),
        format!("{option} has no meaning for cchc export, which always writes the whole database."),
    )
}

/// What an export did.
pub fn exported(lang: Lang, lake: &Path, exported: &Exported) -> String {
    let lake = path_line(lake);
    let Exported { authorities, files, written, deleted } = *exported;
    lang.pick(
        format!(
            "Đã ghi số liệu của {authorities} cơ quan vào {lake}: {files} tệp, trong đó {written} tệp \
             mới hoặc thay đổi; đã xóa {deleted} tệp không còn số liệu."
        ),
        format!(
            "Exported {} into {lake}: {}, {written} of them new or changed; {deleted} deleted because \
             nothing is left of what they held.",
            plural(authorities, "authority", "authorities"),
            plural(files, "file", "files"),
        ),
    )
}

/// Saved questions in a database of several authorities or indices.
pub const fn ask_mixes(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => {
            "Lưu ý: cơ sở dữ liệu có nhiều cơ quan hoặc nhiều chỉ số; câu hỏi này tính chung chỉ số chính \
             của mọi cơ quan. Hãy in câu truy vấn bằng --sql và thêm điều kiện authority."
        }
        Lang::En => {
            "Note: the database holds several authorities or indices; this question takes the main index of \
             all authorities together. Print the query with --sql and add a condition on authority."
        }
    }
}

/// A group of a block, which saved questions do not take.
pub fn ask_takes_no_group(lang: Lang, group: &str) -> String {
    lang.pick(
        format!("Các câu hỏi có sẵn không lọc theo nhóm “{group}”; hãy in câu truy vấn bằng --sql và thêm điều kiện group_name."),
        format!("Saved questions do not filter by the group “{group}”; print the query with --sql and add a condition on group_name."),
    )
}

/// An answer without rows.
pub const fn nothing_for_options(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Không có dòng nào với các tùy chọn này.",
        Lang::En => "There are no rows for these options.",
    }
}

/// A folder that is not there.
pub fn no_such_folder(lang: Lang, folder: &Path) -> String {
    let folder = path_line(folder);
    lang.pick(
        format!("{folder}: không có thư mục này."),
        format!("{folder}: there is no such folder."),
    )
}

/// An unknown table or view.
pub fn unknown_table(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("Không có bảng {name}; hãy gõ .tables."),
        format!("There is no table {name}; type .tables."),
    )
}

/// Output that would overwrite the database.
pub fn would_overwrite(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: là tệp cơ sở dữ liệu; hãy chọn tệp khác cho -o."),
        format!("{path}: this file is a database; choose another file for -o."),
    )
}

/// Output that would overwrite a document that was imported.
pub fn would_overwrite_document(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: là văn bản đã nhập; hãy chọn tệp khác cho -o để không mất bản gốc."),
        format!(
            "{path}: this is an imported document; choose another file for -o to keep the original."
        ),
    )
}

/// A text that is not UTF-8.
pub fn not_utf8(lang: Lang, path: &Path) -> String {
    let path = path_line(path);
    lang.pick(
        format!("{path}: tệp chứa câu truy vấn phải dùng bảng mã UTF-8."),
        format!("{path}: the text of the query must be in UTF-8."),
    )
}

/// A table without rows, and why where it is known: the documents give totals only.
pub fn no_rows(lang: Lang, are_totals: bool) -> &'static str {
    if are_totals {
        return lang.pick(
            "Không có hàng nào: các văn bản này chỉ công bố tổng điểm, không có điểm theo lĩnh vực.",
            "There are no rows: these documents give only totals and no scores by criterion.",
        );
    }
    lang.pick("Không có hàng nào.", "There are no rows.")
}

/// A chart of scores of an assessment that has none.
pub fn no_scores(lang: Lang) -> &'static str {
    lang.pick(
        "Văn bản chỉ công bố tổng điểm, không có điểm theo lĩnh vực để vẽ biểu đồ này.",
        "The document gives only totals; there are no scores by criterion from which to draw this \
         chart.",
    )
}

/// A chart of self scores where there are none.
pub fn no_self_scores(lang: Lang) -> &'static str {
    lang.pick(
        "Không có điểm tự chấm và điểm thẩm định theo lĩnh vực để vẽ biểu đồ này.",
        "There are no self and appraised scores by criterion from which to draw this chart.",
    )
}

/// The causes of a change that cannot be analysed.
pub fn no_causes(lang: Lang, unit: &str, years: [Year; 2]) -> String {
    let [from, to] = years;
    lang.pick(
        format!(
            "Không phân tích được nguyên nhân đối với “{unit}” giữa năm {from} và năm {to}: cần \
             cùng một đơn vị có đủ điểm theo lĩnh vực trong cả hai năm."
        ),
        format!(
            "The causes of the change for “{unit}” between {from} and {to} cannot be analysed: \
             this needs the same unit with all scores by criterion in both years."
        ),
    )
}

/// A unit that is not the same one in both years.
pub fn not_in_both(lang: Lang, unit: &str) -> String {
    lang.pick(
        format!(
            "“{unit}” không phải là cùng một đơn vị có số liệu trong cả hai năm (xem cchc sql \
            \"SELECT * FROM lineages\")."
        ),
        format!(
            "“{unit}” is not the same unit with figures in both years (see cchc sql \"SELECT * \
             FROM lineages\")."
        ),
    )
}

/// A level at which there are no criteria.
pub fn no_level(lang: Lang, level: u32) -> String {
    lang.pick(
        format!("Không có tiêu chí cấp {level} trong số liệu này."),
        format!("There are no criteria at level {level} in these data."),
    )
}

/// A year without appraised results.
pub fn no_results(lang: Lang, year: Year) -> String {
    lang.pick(
        format!("Năm {year} chưa có kết quả thẩm định nên chưa lập được phụ lục của quyết định."),
        format!(
            "There are no appraised results for {year} yet, so the annexes of a decision cannot be \
             written."
        ),
    )
}

/// Two options that cannot be used together.
pub fn not_together(lang: Lang, first: &str, second: &str) -> String {
    lang.pick(
        format!("{first} và {second} không dùng được cùng nhau."),
        format!("{first} and {second} cannot be used together."),
    )
}

/// Options of CSV with another format.
pub const fn only_for_csv(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "--bom, --decimal-mark và --separator chỉ dùng với --format csv.",
        Lang::En => "--bom, --decimal-mark and --separator are for --format csv only.",
    }
}

/// A workbook that nobody could read on a terminal.
pub const fn needs_file(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Định dạng xlsx phải ghi ra tệp: thêm -o TỆP.xlsx.",
        Lang::En => "The format xlsx needs a file: add -o FILE.xlsx.",
    }
}

/// An option that a query expresses itself.
pub fn sql_filters(lang: Lang, option: &str) -> String {
    lang.pick(
        format!(
            "{option} không dùng với cchc sql: câu truy vấn tự lọc bằng cột authority và index_code \
             (các view có đuôi _detail)."
        ),
        format!(
            "{option} has no meaning for cchc sql: filter by the columns authority and index_code \
             (of the views with _detail) in the query."
        ),
    )
}

/// Whose figures a table holds, and of which index.
pub fn of_index(lang: Lang, authority: &str, index: Index) -> String {
    let index = index_label(lang, index);
    lang.pick(format!("{index} – {authority}."), format!("{} – {authority}.", upper_first(index)))
}

/// What `--listen` needs.
pub fn needs_password(lang: Lang, shortest: usize) -> String {
    lang.pick(
        format!(
            "--listen cần mật khẩu có ít nhất {shortest} ký tự; hãy ghi vào một tệp và thêm --password-file \
             TỆP, hoặc đặt biến CCHC_PASSWORD."
        ),
        format!(
            "--listen needs a password of {shortest} letters or more; write it into a file and add \
             --password-file FILE, or set CCHC_PASSWORD."
        ),
    )
}

/// That others may ask, and who can listen in.
pub fn open_to_others(lang: Lang, address: IpAddr) -> String {
    lang.pick(
        format!(
            "Máy khác trong mạng mở được các trang ở {address} nếu có mật khẩu. Đường truyền không mã hóa: \
             chỉ dùng trong mạng nội bộ tin cậy."
        ),
        format!(
            "Other machines of the network can open the pages at {address} with the password. Nothing \
             is encrypted on the way: use it in a network that you trust."
        ),
    )
}

/// Where the site is, and how to end it.
pub fn serving(lang: Lang, address: &str, is_usual: bool) -> String {
    let (address, other) = match (is_usual, lang) {
        (true, _) => (address, ""),
        (false, Lang::Vi) => (address, " Cổng 8022 đang bận nên dùng cổng khác."),
        (false, Lang::En) => (address, " Port 8022 is taken, so this is another one."),
    };
    lang.pick(
        format!("Các trang ở địa chỉ {address}.{other} Nhấn Ctrl-C để dừng."),
        format!("The pages are at {address}.{other} Ctrl-C ends them."),
    )
}

/// Why the site cannot be shown.
pub fn cannot_serve(lang: Lang, error: &std::io::Error) -> String {
    let reason = file_reason(lang, error);
    lang.pick(
        format!("Không mở được các trang trên máy này: {reason}. Hãy chọn cổng khác bằng --port."),
        format!(
            "The pages cannot be opened on this machine: {reason}. Choose another port with --port."
        ),
    )
}

/// The parameters of a question that were not given: their options and what they mean.
pub fn left_to_defaults(lang: Lang, parameters: &[(&str, &str)]) -> String {
    let options: Vec<_> =
        parameters.iter().map(|(name, meaning)| format!("  --{name}: {meaning}")).collect();
    let head = lang.pick("Có thể thêm", "Further options");
    format!("{head}:\n{}", options.join("\n"))
}
