//! What is said of a file as a file: why it is no document, and what its reader found out.

use crate::source::{Remark, SourceError, Unreadable};

use super::error::at;
use super::file::file_reason;
use super::{Lang, column_letters, grouped};

/// A file that is no document.
#[must_use]
pub fn source_error(lang: Lang, error: &SourceError) -> String {
    at(&error.path, &unreadable(lang, &error.what))
}

#[allow(clippy::too_many_lines, reason = "a table of words")]
fn unreadable(lang: Lang, what: &Unreadable) -> String {
    match what {
        Unreadable::Io(io) => {
            let why = file_reason(lang, io);
            lang.pick(
                format!("không đọc được tệp: {why}."),
                format!("the file cannot be read: {why}."),
            )
        }
        Unreadable::NoReader(io) => {
            let why = file_reason(lang, io);
            lang.pick(
                format!("không khởi động được tiến trình đọc tệp: {why}."),
                format!("the process that reads the file cannot be started: {why}."),
            )
        }
        Unreadable::NoFile => lang
            .pick(
                "không phải là tệp thông thường (đường ống, thiết bị hoặc thư mục); hãy lưu nội \
                 dung thành tệp rồi nhập tệp đó.",
                "not an ordinary file (a pipe, a device or a folder); save what it gives as a file \
                 and import that.",
            )
            .into(),
        Unreadable::Empty => lang
            .pick(
                "tệp trống; cần quyết định kèm phụ lục có bảng kết quả.",
                "the file is empty; expected a decision with its appendices.",
            )
            .into(),
        Unreadable::TooLarge(bytes) => {
            let most = bytes >> 20;
            lang.pick(
                format!("tệp lớn hơn {most} MB; nếu đúng là tệp cần nhập, hãy tăng --max-size."),
                format!(
                    "the file is larger than {most} MB; if it is the right one, raise --max-size."
                ),
            )
        }
        Unreadable::TooExpanded => lang
            .pick(
                "nội dung tệp sau khi giải nén vượt giới hạn; nếu tệp này đáng tin cậy, hãy tăng \
                 --max-memory.",
                "the file expands to more than is allowed; if you trust it, raise --max-memory.",
            )
            .into(),
        Unreadable::TooManyCells(most) => {
            let most = grouped(lang, *most);
            lang.pick(
                format!(
                    "các bảng có quá {most} ô; hãy tăng --max-cells, hoặc (với bảng tính) chọn \
                     vùng cần đọc bằng --range."
                ),
                format!(
                    "the tables have more than {most} cells; raise --max-cells, or choose a part \
                     of a workbook with --range."
                ),
            )
        }
        Unreadable::TooManyColumns(column) => lang.pick(
            format!(
                "có ô ở cột {column}, quá giới hạn 2.000 cột; hãy xóa các ô thừa hoặc dùng --range \
                 để chọn vùng."
            ),
            format!(
                "there is a cell in column {column}, beyond the limit of 2,000; remove it or \
                 choose a part with --range."
            ),
        ),
        Unreadable::TooSlow(seconds) => lang.pick(
            format!(
                "đọc và kiểm tra tệp mất quá {seconds} giây; nếu tệp này đáng tin cậy, hãy tăng \
                 --time-limit."
            ),
            format!(
                "reading and checking the file takes longer than {seconds} s; if you trust it, \
                 raise --time-limit."
            ),
        ),
        Unreadable::TooMuchMemory(bytes) => {
            let most = bytes >> 20;
            lang.pick(
                format!(
                    "đọc tệp cần hơn {most} MB bộ nhớ: tệp quá lớn hoặc bị hỏng; hãy mở tệp, lưu \
                     lại (với PDF thì in ra tệp PDF mới) rồi nhập lại, hoặc tăng --max-memory nếu \
                     tệp này đáng tin cậy."
                ),
                format!(
                    "reading the file takes more than {most} MB of memory: it is too large, or \
                     damaged; open it, save it (print a PDF to a new one) and import that, or \
                     raise --max-memory if you trust it."
                ),
            )
        }
        Unreadable::OtherKind(kind) => lang.pick(
            format!(
                "tệp thuộc loại {kind}, chương trình không đọc được; cần tệp .docx, .xlsx, .xls, \
                 .ods, .html, .csv, .pdf, .txt hoặc .md."
            ),
            format!(
                "the file is of the kind {kind}, which cannot be read; expected .docx, .xlsx, \
                 .xls, .ods, .html, .csv, .pdf, .txt or .md."
            ),
        ),
        Unreadable::OldWord => lang
            .pick(
                "là tệp Word 97-2003 (.doc), chương trình không đọc được; hãy mở bằng Word hoặc \
                 LibreOffice, lưu lại thành .docx rồi nhập lại.",
                "a Word 97-2003 document (.doc), which cannot be read; open it in Word or \
                 LibreOffice, save it as .docx and import that.",
            )
            .into(),
        Unreadable::Locked => lang
            .pick(
                "tệp được bảo vệ (có mật khẩu hoặc được mã hóa); hãy mở tệp, gỡ mật khẩu rồi lưu \
                 lại (với PDF có thể in ra tệp PDF mới) và nhập lại.",
                "the file is protected (locked with a password, or encrypted); open it, take the \
                 password off and save it (a PDF can be printed to a new one), and import that.",
            )
            .into(),
        Unreadable::Damaged(detail) => {
            let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
            lang.pick(
                format!(
                    "tệp bị hỏng hoặc không đầy đủ{detail}; hãy tải lại, hoặc mở tệp và lưu lại \
                     rồi nhập lại."
                ),
                format!(
                    "the file is damaged or cut off{detail}; fetch it again, or open it, save it \
                     and import it again."
                ),
            )
        }
        Unreadable::OldEncoding { name, sample } => lang.pick(
            format!(
                "văn bản dùng bảng mã cũ {name} (“{sample}”); hãy dùng công cụ chuyển mã (ví dụ \
                 UniKey Toolkit) để chuyển sang Unicode rồi nhập lại."
            ),
            format!(
                "the text is in the old encoding {name} (“{sample}”); convert it to Unicode \
                 (UniKey Toolkit does) and import it again."
            ),
        ),
        Unreadable::NotInEncoding { name, line } => lang.pick(
            format!(
                "dòng {line} có ký tự không đúng bảng mã {name}; hãy sửa --encoding hoặc bỏ tùy \
                 chọn này để chương trình tự nhận bảng mã."
            ),
            format!(
                "line {line} has bytes that are not {name}; mend --encoding, or leave it out to \
                 have the encoding detected."
            ),
        ),
        Unreadable::DecimalMark { line, text } => lang.pick(
            format!(
                "dòng {line}: “{text}” không dùng dấu thập phân đã nêu ở --decimal-mark; hãy sửa \
                 số hoặc tùy chọn này."
            ),
            format!(
                "line {line}: “{text}” has another decimal mark than --decimal-mark says; mend one \
                 of them."
            ),
        ),
        Unreadable::OpenQuote { line } => lang.pick(
            format!(
                "số dấu nháy kép (\") trong tệp là số lẻ, dấu cuối ở dòng {line}: có dấu chưa đóng \
                 nên các hàng sau bị gộp vào một ô; hãy đóng hoặc xóa dấu nháy đó."
            ),
            format!(
                "the file has an odd number of quotation marks, the last in line {line}: one is \
                 not closed, and the rows behind it run into one cell; close or remove it."
            ),
        ),
        Unreadable::NoSheet { name, sheets } => {
            let sheets = sheets.join(", ");
            lang.pick(
                format!(
                    "không có trang tính “{name}”; hãy sửa --sheet, tệp có các trang tính: \
                     {sheets}."
                ),
                format!("there is no sheet “{name}”; mend --sheet, the file has: {sheets}."),
            )
        }
        Unreadable::Sheetless => lang
            .pick(
                "--sheet và --range chỉ dùng cho bảng tính (.xlsx, .xls, .ods); hãy bỏ các tùy \
                 chọn này.",
                "--sheet and --range are for workbooks (.xlsx, .xls, .ods) only; leave them out.",
            )
            .into(),
        Unreadable::Scanned => lang
            .pick(
                "PDF này là bản quét, các trang là ảnh nên không có chữ để đọc; hãy dùng tệp gốc \
                 (.docx, .xlsx) hoặc nhận dạng chữ (OCR), soát lại rồi nhập.",
                "this PDF is a scan: its pages are pictures without text. Ask for the original \
                 (.docx, .xlsx), or recognise its text (OCR), check that, and import it.",
            )
            .into(),
        Unreadable::UnknownLetters { unknown, letters } => lang.pick(
            format!(
                "phông chữ trong PDF không cho biết mã Unicode của {unknown}/{letters} ký tự nên \
                 không đọc đúng được; hãy dùng tệp gốc (.docx, .xlsx)."
            ),
            format!(
                "the fonts of this PDF do not say what {unknown} of its {letters} letters are; ask \
                 for the original (.docx, .xlsx)."
            ),
        ),
        Unreadable::UnclearStyle(name) => lang.pick(
            format!(
                "trang web có định dạng (CSS) có thể ẩn hoặc gạch bỏ nội dung của <{name}> trong \
                 bảng mà chương trình không xác định được; hãy mở trang, chép bảng sang Excel hoặc \
                 Word rồi nhập tệp đó."
            ),
            format!(
                "the page has a style (CSS) that may hide or strike out a <{name}> of a table, \
                 which cannot be told; open the page, copy the table into Excel or Word and import \
                 that."
            ),
        ),
        Unreadable::LostPages { found, counted } => lang.pick(
            format!(
                "PDF ghi có {counted} trang nhưng chỉ tìm được {found} trang: tệp bị hỏng nên sẽ \
                 thiếu đơn vị; hãy tải lại, hoặc mở tệp, in ra tệp PDF mới rồi nhập tệp đó."
            ),
            format!(
                "the PDF counts {counted} pages, but only {found} can be found: it is damaged, and \
                 units would be missing; fetch it again, or open it, print it to a new PDF and \
                 import that."
            ),
        ),
        Unreadable::LostPart { page, what } => lang.pick(
            format!(
                "trang {page} của PDF thiếu một phần nội dung ({what}): tệp bị hỏng; hãy tải lại, \
                 hoặc mở tệp, in ra tệp PDF mới rồi nhập tệp đó."
            ),
            format!(
                "page {page} of the PDF lacks a part of what it draws ({what}): the file is \
                 damaged; fetch it again, or open it, print it to a new PDF and import that."
            ),
        ),
        Unreadable::FormField { page } => lang.pick(
            format!(
                "trang {page} của PDF có ô biểu mẫu mà nội dung không nằm trong trang; hãy mở tệp, \
                 in ra tệp PDF mới rồi nhập tệp đó."
            ),
            format!(
                "page {page} of the PDF has a form field whose content is not part of the page; \
                 open the file, print it to a new PDF and import that."
            ),
        ),
        Unreadable::HalfDoubled { page } => lang.pick(
            format!(
                "trang {page} của PDF có chữ in chồng hai lần (chữ đậm giả) không đều nên có thể \
                 đọc sai số liệu; hãy dùng tệp gốc (.docx, .xlsx)."
            ),
            format!(
                "page {page} of the PDF prints some letters of a word twice (to look bold) and \
                 others once, so a figure could be misread; ask for the original (.docx, .xlsx)."
            ),
        ),
        Unreadable::NoTableInPdf => lang
            .pick(
                "PDF không có bảng nào đọc được; hãy kiểm tra xem tệp đã có phụ lục chưa, hoặc \
                 dùng tệp gốc (.docx, .xlsx).",
                "the PDF has no table that can be read; check that it has the appendices, or ask \
                 for the original (.docx, .xlsx).",
            )
            .into(),
        Unreadable::Unaligned { page } => lang.pick(
            format!(
                "trang {page} của PDF có bảng không kẻ khung và vị trí các chữ không đủ rõ để xác \
                 định hàng, cột; hãy dùng tệp gốc (.docx, .xlsx) hoặc chép bảng vào Excel."
            ),
            format!(
                "page {page} of the PDF has a table without ruled lines, and where its words stand \
                 does not tell clearly which cells they are of; ask for the original (.docx, \
                 .xlsx) or copy the table into Excel."
            ),
        ),
        Unreadable::NoTable => lang
            .pick(
                "văn bản không có bảng nào; hãy kiểm tra xem tệp đã có phụ lục chưa. Trong tệp \
                 .txt chép từ trang web, mỗi ô của bảng phải là một dòng bắt đầu bằng dấu tab, \
                 giữa các hàng có một dòng trống.",
                "the document has no table; check that it has the appendices. In text (.txt) \
                 copied from a web page each cell has to be a line that starts with a tab, with a \
                 blank line between rows.",
            )
            .into(),
    }
}

/// What the reader of a file found out, in one line.
#[must_use]
pub fn remark(lang: Lang, remark: &Remark) -> String {
    match remark {
        Remark::Encoding(charset) => {
            let name = charset.name();
            lang.pick(format!("bảng mã {name}"), format!("encoding {name}"))
        }
        Remark::Separator(separator) => {
            let name = match separator {
                '\t' => lang.pick("tab", "tab").to_owned(),
                other => format!("“{other}”"),
            };
            lang.pick(format!("dấu phân cách {name}"), format!("separator {name}"))
        }
        Remark::DecimalMarks { commas, points } => match (commas, points) {
            (_, 0) => lang.pick("dấu thập phân là dấu phẩy", "decimal commas").to_owned(),
            (0, _) => lang.pick("dấu thập phân là dấu chấm", "decimal points").to_owned(),
            _ => lang.pick(
                format!("{commas} số dùng dấu phẩy và {points} số dùng dấu chấm làm dấu thập phân"),
                format!("{commas} figures have a decimal comma and {points} a decimal point"),
            ),
        },
        Remark::HiddenSheet(name) => lang.pick(
            format!("không đọc trang tính ẩn “{name}” (để đọc, hãy dùng --sheet)"),
            format!("the hidden sheet “{name}” was not read (--sheet reads it)"),
        ),
        Remark::OtherSheet(name) => lang.pick(
            format!("không đọc trang tính “{name}” (không được chọn hoặc không có bảng)"),
            format!("the sheet “{name}” was not read (not chosen, or without a table)"),
        ),
        Remark::HiddenRows { sheet, rows } => {
            let texts: Vec<_> = rows.iter().take(10).map(ToString::to_string).collect();
            let more = if rows.len() > 10 { ", …" } else { "" };
            let text = texts.join(", ");
            lang.pick(
                format!("trang tính “{sheet}” có hàng ẩn ({text}{more}), vẫn được đọc"),
                format!("the sheet “{sheet}” has hidden rows ({text}{more}), which were read"),
            )
        }
        Remark::HiddenColumns { sheet, columns } => {
            let texts: Vec<_> =
                columns.iter().take(10).map(|column| column_letters(*column)).collect();
            let (more, text) = (if columns.len() > 10 { ", …" } else { "" }, texts.join(", "));
            lang.pick(
                format!("trang tính “{sheet}” có cột ẩn ({text}{more}), vẫn được đọc"),
                format!("the sheet “{sheet}” has hidden columns ({text}{more}), which were read"),
            )
        }
        Remark::UnseenRows(count) => lang.pick(
            format!("bỏ qua {count} hàng mà trang web không hiển thị"),
            format!("left out: rows that the page does not show ({count})"),
        ),
        Remark::OpenPage => lang
            .pick(
                "trang không có thẻ đóng </html>, có thể bị cắt: hãy đối chiếu số đơn vị với bản \
                 gốc",
                "the page has no </html>: it may be cut off, so count its units",
            )
            .to_owned(),
        Remark::EmptyPage(page) => lang.pick(
            format!(
                "trang {page} của PDF không có nội dung, có thể bị hỏng: hãy đối chiếu số đơn vị \
                 với bản gốc"
            ),
            format!("page {page} of the PDF shows nothing: it may be damaged, so count its units"),
        ),
        Remark::TurnedLetters { page, letters } => lang.pick(
            format!("trang {page} của PDF có {letters} chữ viết dọc, không được đọc"),
            format!(
                "page {page} of the PDF has {letters} letters that stand upright, which were not \
                 read"
            ),
        ),
        Remark::TrackedDeletions(count) => lang.pick(
            format!("bỏ qua {count} chỗ đã xóa (Track Changes), bị ẩn hoặc gạch ngang"),
            format!("left out: tracked deletions, hidden or struck-out text ({count})"),
        ),
    }
}
