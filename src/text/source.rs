//! Messages about a file as such: why it cannot be read as a document, and what its reader noticed.

use crate::source::{ReadError, Remark, Remedy, SourceError};

use super::error::at;
use super::file::file_reason;
use super::{Lang, column_letters, grouped, plural, printable_line};

/// The message for a file that cannot be read as a document.
#[must_use]
pub fn source_error(lang: Lang, error: &SourceError) -> String {
    at(&error.path, &unreadable(lang, &error.what))
}

#[allow(clippy::too_many_lines, reason = "a table of words")]
fn unreadable(lang: Lang, what: &ReadError) -> String {
    match what {
        ReadError::Io(io) => {
            let why = file_reason(lang, io);
            lang.pick(
                format!("không đọc được tệp: {why}."),
                format!("the file cannot be read: {why}."),
            )
        }
        ReadError::NoReader(io) => {
            let why = file_reason(lang, io);
            lang.pick(
                format!("không khởi động được tiến trình đọc tệp: {why}."),
                format!("the process that reads the file cannot be started: {why}."),
            )
        }
        ReadError::NoFile => lang
            .pick(
                "không phải là tệp thông thường (đường ống, thiết bị hoặc thư mục); hãy lưu nội \
                 dung thành tệp rồi nhập tệp đó.",
                "this is not an ordinary file but a pipe, a device or a folder; save its content \
                 to a file and import that file.",
            )
            .into(),
        ReadError::Empty => lang
            .pick(
                "tệp trống; cần quyết định kèm phụ lục có bảng kết quả.",
                "the file is empty; expected a decision with an appendix that contains the table \
                 of results.",
            )
            .into(),
        ReadError::TooLarge(bytes) => {
            let most = bytes >> 20;
            lang.pick(
                format!("tệp lớn hơn {most} MB; nếu đúng là tệp cần nhập, hãy tăng --max-size."),
                format!(
                    "the file is larger than {most} MB; if it is the right file, raise --max-size."
                ),
            )
        }
        ReadError::TooExpanded => lang
            .pick(
                "nội dung tệp sau khi giải nén vượt giới hạn; nếu tệp này đáng tin cậy, hãy tăng \
                 --max-memory.",
                "the unpacked content of the file exceeds the limit; if you trust the file, raise \
                 --max-memory.",
            )
            .into(),
        ReadError::TooManyCells(most) => {
            let most = grouped(lang, *most);
            lang.pick(
                format!(
                    "các bảng có quá {most} ô; hãy tăng --max-cells, hoặc (với bảng tính) chọn \
                     vùng cần đọc bằng --range."
                ),
                format!(
                    "the tables have more than {most} cells; raise --max-cells or, for a workbook, \
                     select the cells to read with --range."
                ),
            )
        }
        ReadError::LongCell(begins) => lang.pick(
            format!(
                "ô bắt đầu bằng “{begins}” có hơn 32.767 ký tự, nhiều hơn mức mà một ô của Excel chứa được; hãy \
                 rút gọn ô đó."
            ),
            format!(
                "the cell that begins with “{begins}” has more than 32,767 letters, more than a cell of Excel \
                 holds; shorten it."
            ),
        ),
        ReadError::TooManyColumns(column) => lang.pick(
            format!(
                "có ô ở cột {column}, quá giới hạn 2.000 cột; hãy xóa các ô thừa hoặc dùng --range \
                 để chọn vùng."
            ),
            format!(
                "there is a cell in column {column}, beyond the limit of 2,000 columns; delete the \
                 surplus cells or select the cells to read with --range."
            ),
        ),
        ReadError::TooSlow(seconds) => lang.pick(
            format!(
                "đọc và kiểm tra tệp mất quá {seconds} giây; nếu tệp này đáng tin cậy, hãy tăng \
                 --time-limit."
            ),
            format!(
                "reading and checking the file took longer than {seconds} s; if you trust the \
                 file, raise --time-limit."
            ),
        ),
        ReadError::TooMuchMemory(bytes) => {
            let most = bytes >> 20;
            lang.pick(
                format!(
                    "đọc tệp cần hơn {most} MB bộ nhớ: tệp quá lớn hoặc bị hỏng; hãy mở tệp, lưu \
                     lại (với PDF thì in ra tệp PDF mới) rồi nhập lại, hoặc tăng --max-memory nếu \
                     tệp này đáng tin cậy."
                ),
                format!(
                    "reading the file needs more than {most} MB of memory: it is too large or \
                     damaged; open it and save it again (print a PDF to a new PDF) and import the \
                     result, or raise --max-memory if you trust the file."
                ),
            )
        }
        ReadError::OtherKind(kind) => {
            let what_to_do = match kind.remedy() {
                Some(Remedy::SaveAsDocument) => lang.pick(
                    "hãy mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi nhập lại",
                    "open it in Word or LibreOffice, save it as .docx and import that file",
                ),
                Some(Remedy::SaveAsWorkbook) => lang.pick(
                    "hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi nhập lại",
                    "open it in Excel or LibreOffice, save it as .xlsx and import that file",
                ),
                Some(Remedy::GetDocument) => lang.pick(
                    "đây là ảnh; cần tệp văn bản gốc, hoặc chép lại số liệu vào bảng do cchc template \
                     tạo ra",
                    "it is a picture; ask for the document itself, or copy the figures into the \
                     table that cchc template makes",
                ),
                Some(Remedy::Unpack) => lang.pick(
                    "hãy giải nén rồi nhập các tệp bên trong",
                    "unpack it and import the files in it",
                ),
                None => lang.pick(
                    "cần tệp .docx, .xlsx, .xls, .ods, .html, .csv, .pdf, .txt hoặc .md",
                    "expected a .docx, .xlsx, .xls, .ods, .html, .csv, .pdf, .txt or .md file",
                ),
            };
            lang.pick(
                format!("tệp thuộc loại {kind}, chương trình không đọc được; {what_to_do}."),
                format!("the file is of type {kind}, which cannot be read; {what_to_do}."),
            )
        }
        ReadError::InFile(file, error) => {
            let file = printable_line(file);
            let why = unreadable(lang, error);
            lang.pick(
                format!("tệp “{file}” bên trong: {why}"),
                format!("file “{file}” in it: {why}"),
            )
        }
        ReadError::OldWord => lang
            .pick(
                "là tệp Word 97-2003 (.doc), chương trình không đọc được; hãy mở bằng Word hoặc \
                 LibreOffice, lưu lại thành .docx rồi nhập lại.",
                "this is a Word 97-2003 document (.doc), which cannot be read; open it in Word or \
                 LibreOffice, save it as .docx and import that file.",
            )
            .into(),
        ReadError::Locked => lang
            .pick(
                "tệp được bảo vệ (có mật khẩu hoặc được mã hóa); hãy mở tệp, gỡ mật khẩu rồi lưu \
                 lại (với PDF có thể in ra tệp PDF mới) và nhập lại.",
                "the file is protected (by a password or encryption); open it, remove the password \
                 and save it (a PDF can be printed to a new PDF), then import the result.",
            )
            .into(),
        ReadError::Damaged(detail) => {
            let detail = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
            lang.pick(
                format!(
                    "tệp bị hỏng hoặc không đầy đủ{detail}; hãy tải lại, hoặc mở tệp và lưu lại \
                     rồi nhập lại."
                ),
                format!(
                    "the file is damaged or incomplete{detail}; download it again, or open it, \
                     save it and import it again."
                ),
            )
        }
        ReadError::OldEncoding { name, sample } => lang.pick(
            format!(
                "văn bản dùng bảng mã cũ {name} (“{sample}”); hãy dùng công cụ chuyển mã (ví dụ \
                 UniKey Toolkit) để chuyển sang Unicode rồi nhập lại."
            ),
            format!(
                "the text is in the old encoding {name} (“{sample}”); convert it to Unicode, for \
                 example with UniKey Toolkit, and import it again."
            ),
        ),
        ReadError::NotInEncoding { name, line } => lang.pick(
            format!(
                "dòng {line} có ký tự không đúng bảng mã {name}; hãy sửa --encoding hoặc bỏ tùy \
                 chọn này để chương trình tự nhận bảng mã."
            ),
            format!(
                "line {line} has bytes that are not valid {name}; fix --encoding, or leave it out \
                 to have the encoding detected."
            ),
        ),
        ReadError::DecimalMark { line, text } => lang.pick(
            format!(
                "dòng {line}: “{text}” không dùng dấu thập phân đã nêu ở --decimal-mark; hãy sửa \
                 số hoặc tùy chọn này."
            ),
            format!(
                "line {line}: “{text}” does not use the decimal mark that --decimal-mark states; \
                 fix the figure or the option."
            ),
        ),
        ReadError::OpenQuote { line } => lang.pick(
            format!(
                "số dấu nháy kép (\") trong tệp là số lẻ, dấu cuối ở dòng {line}: có dấu chưa đóng \
                 nên các hàng sau bị gộp vào một ô; hãy đóng hoặc xóa dấu nháy đó."
            ),
            format!(
                "the file has an odd number of quotation marks, the last on line {line}: one of \
                 them is not closed, so the rows after it run into one cell; close or remove it."
            ),
        ),
        ReadError::NoSheet { name, sheets } => {
            let sheets = sheets.join(", ");
            lang.pick(
                format!(
                    "không có trang tính “{name}”; hãy sửa --sheet, tệp có các trang tính: \
                     {sheets}."
                ),
                format!(
                    "there is no sheet “{name}”; fix --sheet. The file has these sheets: {sheets}."
                ),
            )
        }
        ReadError::Sheetless => lang
            .pick(
                "--sheet và --range chỉ dùng cho bảng tính (.xlsx, .xls, .ods); hãy bỏ các tùy \
                 chọn này.",
                "--sheet and --range are for workbooks (.xlsx, .xls, .ods) only; leave them out.",
            )
            .into(),
        ReadError::Scanned => lang
            .pick(
                "PDF này là bản quét, các trang là ảnh nên không có chữ để đọc; hãy dùng tệp gốc \
                 (.docx, .xlsx) hoặc nhận dạng chữ (OCR), soát lại rồi nhập.",
                "this PDF is a scan: its pages are pictures without text. Use the original (.docx, \
                 .xlsx), or have its text recognised (OCR), check the result and import it.",
            )
            .into(),
        ReadError::UnknownLetters { unknown, letters } => lang.pick(
            format!(
                "phông chữ trong PDF không cho biết mã Unicode của {unknown}/{letters} ký tự nên \
                 không đọc đúng được; hãy dùng tệp gốc (.docx, .xlsx)."
            ),
            format!(
                "the fonts of this PDF give no Unicode for {unknown} of its {letters} letters, so \
                 it cannot be read correctly; use the original (.docx, .xlsx)."
            ),
        ),
        ReadError::UnclearStyle(name) => lang.pick(
            format!(
                "trang web có định dạng (CSS) có thể ẩn hoặc gạch bỏ nội dung của <{name}> trong \
                 bảng mà chương trình không xác định được; hãy mở trang, chép bảng sang Excel hoặc \
                 Word rồi nhập tệp đó."
            ),
            format!(
                "the page has a style (CSS) that may hide or strike out the content of a <{name}> \
                 in a table, and the program cannot decide whether it does; open the page, copy \
                 the table into Excel or Word and import that file."
            ),
        ),
        ReadError::LostSheets { found, counted } => lang.pick(
            format!(
                "tệp chứa {counted} trang tính nhưng chỉ liệt kê {found}, nên không đọc được hết; hãy \
                 mở bằng Excel, lưu lại rồi nhập lại."
            ),
            format!(
                "the file holds {counted} sheets but lists only {found}, so that not all of them can \
                 be read; open it in Excel, save it and import it again."
            ),
        ),
        ReadError::LostPages { found, counted } => lang.pick(
            format!(
                "PDF ghi có {counted} trang nhưng chỉ tìm được {found} trang: tệp bị hỏng nên sẽ \
                 thiếu đơn vị; hãy tải lại, hoặc mở tệp, in ra tệp PDF mới rồi nhập tệp đó."
            ),
            format!(
                "the PDF states a page count of {counted}, but only {found} can be found: it is \
                 damaged, and units would be missing; download it again, or open it, print it to a \
                 new PDF and import that file."
            ),
        ),
        ReadError::MissingPart { page, what } => lang.pick(
            format!(
                "trang {page} của PDF thiếu một phần nội dung ({what}): tệp bị hỏng; hãy tải lại, \
                 hoặc mở tệp, in ra tệp PDF mới rồi nhập tệp đó."
            ),
            format!(
                "page {page} of the PDF lacks part of its content ({what}): the file is damaged; \
                 download it again, or open it, print it to a new PDF and import that file."
            ),
        ),
        ReadError::FormField { page } => lang.pick(
            format!(
                "trang {page} của PDF có ô biểu mẫu mà nội dung không nằm trong trang; hãy mở tệp, \
                 in ra tệp PDF mới rồi nhập tệp đó."
            ),
            format!(
                "page {page} of the PDF has a form field whose content is not part of the page; \
                 open the file, print it to a new PDF and import that file."
            ),
        ),
        ReadError::PartlyDoubledWord { page } => lang.pick(
            format!(
                "trang {page} của PDF có chữ in chồng hai lần (chữ đậm giả) không đều nên có thể \
                 đọc sai số liệu; hãy dùng tệp gốc (.docx, .xlsx)."
            ),
            format!(
                "page {page} of the PDF prints some letters of a word twice (to look bold) and \
                 others once, so figures could be misread; use the original (.docx, .xlsx)."
            ),
        ),
        ReadError::NoTableInPdf => lang
            .pick(
                "PDF không có bảng nào đọc được; hãy kiểm tra xem tệp đã có phụ lục chưa, hoặc \
                 dùng tệp gốc (.docx, .xlsx).",
                "the PDF has no table that can be read; check that it includes the appendices, or \
                 use the original (.docx, .xlsx).",
            )
            .into(),
        ReadError::UnclearColumns { page } => lang.pick(
            format!(
                "trang {page} của PDF có bảng không kẻ khung và vị trí các chữ không đủ rõ để xác \
                 định hàng, cột; hãy dùng tệp gốc (.docx, .xlsx) hoặc chép bảng vào Excel."
            ),
            format!(
                "page {page} of the PDF has a table without ruled lines, and the positions of its \
                 words do not show clearly which rows and columns they belong to; use the original \
                 (.docx, .xlsx) or copy the table into Excel."
            ),
        ),
        ReadError::NoTable => lang
            .pick(
                "văn bản không có bảng nào; hãy kiểm tra xem tệp đã có phụ lục chưa. Trong tệp \
                 .txt chép từ trang web, mỗi ô của bảng phải là một dòng bắt đầu bằng dấu tab, \
                 giữa các hàng có một dòng trống.",
                "the document has no table; check that it includes the appendices. In a .txt file \
                 copied from a web page, each cell must be a line that starts with a tab, with a \
                 blank line between rows.",
            )
            .into(),
    }
}

/// What the reader of a file noticed, in one line.
#[must_use]
pub fn remark(lang: Lang, noticed: &Remark) -> String {
    match noticed {
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
                format!(
                    "{} a decimal comma and {points} a decimal point",
                    plural(*commas, "figure has", "figures have")
                ),
            ),
        },
        Remark::HiddenSheet(name) => lang.pick(
            format!("không đọc trang tính ẩn “{name}” (để đọc, hãy dùng --sheet)"),
            format!("the hidden sheet “{name}” was not read (use --sheet to read it)"),
        ),
        Remark::SkippedSheet(name) => lang.pick(
            format!("không đọc trang tính “{name}” (không được chọn hoặc không có bảng)"),
            format!("the sheet “{name}” was not read (not selected, or without a table)"),
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
        Remark::SkippedHiddenRows(count) => lang.pick(
            format!("bỏ qua {count} hàng mà trang web không hiển thị"),
            format!("rows that the page does not show were left out ({count})"),
        ),
        Remark::UnclosedPage => lang
            .pick(
                "trang không có thẻ đóng </html>, có thể bị cắt: hãy đối chiếu số đơn vị với bản \
                 gốc",
                "the page has no closing </html> tag and may be cut off: check the number of units \
                 against the original",
            )
            .to_owned(),
        Remark::EmptyPage(page) => lang.pick(
            format!(
                "trang {page} của PDF không có nội dung, có thể bị hỏng: hãy đối chiếu số đơn vị \
                 với bản gốc"
            ),
            format!(
                "page {page} of the PDF is empty and may be damaged: check the number of units \
                 against the original"
            ),
        ),
        Remark::TurnedLetters { page, letters } => lang.pick(
            format!("trang {page} của PDF có {letters} chữ viết dọc, không được đọc"),
            format!(
                "page {page} of the PDF has text that is not horizontal (letters: {letters}), \
                 which was not read"
            ),
        ),
        Remark::SkippedFile(file) => lang.pick(
            format!("bỏ qua tệp “{}” (không có bảng)", printable_line(file)),
            format!("the file “{}” was left out (it has no table)", printable_line(file)),
        ),
        Remark::InFile(file, about) => {
            format!("{}: {}", printable_line(file), remark(lang, about))
        }
        Remark::LeftOutText(count) => lang.pick(
            format!("bỏ qua {count} chỗ đã xóa (Track Changes), bị ẩn hoặc gạch ngang"),
            format!("tracked deletions and hidden or struck-out text were left out ({count})"),
        ),
        Remark::HiddenDecimals(count) => lang.pick(
            format!("{count} số có nhiều chữ số thập phân hơn bảng tính hiển thị, được đọc đủ các chữ số"),
            format!("numbers have more decimals than the workbook shows, and were read in full ({count})"),
        ),
        Remark::ReadAsShown(count) => lang.pick(
            format!("{count} số có quá bốn chữ số thập phân được đọc như bảng tính hiển thị"),
            format!("numbers with more than four decimals were read as the workbook shows them ({count})"),
        ),
    }
}
