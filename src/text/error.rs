//! Error messages. Each says where the error is, what stands there, what was expected and what to
//! do.

use std::path::Path;

use crate::assessment::{
    Assessment, CheckError, Contradiction, Finding, Proposal, finding_message, open_errors,
};
use crate::model::{Block, BlockKind, Index, Severity, Year};
use crate::store::{Lost, SCHEMA_VERSION, StoreError, StoredIndex};

use super::advice::{missing_facts, no_results, tried};
use super::{
    Lang, block_label, cell_location, date, form, path_line, plural, printable_line,
    rejected_advice, severity_label, shortened,
};

/// The message for a document that did not pass its checks.
#[must_use]
#[allow(clippy::too_many_lines, reason = "one arm per message")]
pub fn check_error(lang: Lang, error: &CheckError) -> String {
    match error {
        CheckError::NoResults { path, headings, proposals, resembles } => {
            at(path, &no_results(lang, headings, proposals, *resembles))
        }
        CheckError::NoFigures { path, table } => {
            let what = lang.pick(
                format!(
                    "bảng {table} chưa có số liệu nào; hãy mở tệp bằng Excel hoặc LibreOffice, \
                     điền điểm để công thức tự tính, lưu lại rồi nhập lại."
                ),
                format!(
                    "table {table} has no figures; open the file in Excel or LibreOffice, fill it \
                     in so that the formulas are computed, save it and import it again."
                ),
            );
            at(path, &what)
        }
        CheckError::Missing { path, table, facts, outcome } => {
            at(path, &missing_facts(lang, *table, facts, *outcome))
        }
        CheckError::OtherIndex { path, table, index, title, outcome } => {
            let tried = tried(lang, *outcome);
            let (title, Index { code, name }) = (shortened(title), index);
            let what = lang.pick(
                format!(
                    "bảng {table} có tiêu đề “{title}”: đây là {name}, không phải Chỉ số CCHC. Để \
                     nhập và giữ riêng với Chỉ số CCHC, hãy thêm --index {code}{tried}, hoặc khai báo \
                     trong frameworks.toml: [[index]] code = \"{code}\". Nếu đúng là Chỉ số CCHC, \
                     hãy sửa tiêu đề cho đúng tên chỉ số."
                ),
                format!(
                    "table {table} is titled “{title}”: this is {name}, not the PAR index. To \
                     import it and keep it apart from the PAR index, add --index {code}{tried}, or declare \
                     it in frameworks.toml: [[index]] code = \"{code}\". If it really is the PAR \
                     index, correct the title."
                ),
            );
            at(path, &what)
        }
        CheckError::UntitledBlock { path, table, titled, code } => {
            at(path, &untitled_block(lang, *table, &shortened(titled), code))
        }
        CheckError::UnknownIndex { path, table, titled, code } => {
            at(path, &unknown_index(lang, *table, &shortened(titled), code))
        }
        CheckError::UnknownBlock { path, block, known } => {
            let known = known.join(", ");
            let what = lang.pick(
                format!(
                    "không có khối “{block}”; các khối đã biết: {known}. Khối khác được khai báo ở \
                     mục [[block]] của units.toml."
                ),
                format!(
                    "there is no block “{block}”; the known blocks are {known}. Declare any other \
                     block as [[block]] in units.toml."
                ),
            );
            at(path, &what)
        }
        CheckError::SeveralBlocks { path, table, blocks, row } => {
            let [first, second] = blocks.map(|block| block_label(lang, Block::whole(block)));
            let what = lang.pick(
                format!(
                    "bảng {table} có cả khối “{first}” và khối “{second}” (“{row}”), trong khi mỗi \
                     khối được xếp hạng riêng; hãy tách mỗi khối thành một bảng có tiêu đề riêng \
                     rồi nhập lại."
                ),
                format!(
                    "table {table} has units of both “{first}” and “{second}” (“{row}”), but each \
                     block is ranked separately; split it into one table per block, each with its \
                     own title, and import again."
                ),
            );
            at(path, &what)
        }
        CheckError::Contradiction { path, table, what } => {
            at(path, &contradiction(lang, *table, *what))
        }
        CheckError::NoYearInName(path) => at(
            path,
            lang.pick(
                "tên tệp không có năm từ 1990 đến 2100; hãy đặt tên như 2023.csv hoặc thêm --year.",
                "the file name contains no year from 1990 to 2100; give it a name such as 2023.csv \
                 or add --year.",
            ),
        ),
        CheckError::MappedYears { path, column, years, requested } => {
            at(path, &mapped_years(lang, column, years, *requested))
        }
        CheckError::MappedDate { path, mapping, date } => {
            let mapping = path_line(mapping);
            let what = lang.pick(
                format!(
                    "issued_on trong {mapping} cho ngày “{date}”, không phải là ngày hợp lệ (ví dụ \
                     2024-04-30); hãy sửa hoặc thêm --date."
                ),
                format!(
                    "issued_on in {mapping} gives “{date}”, which is not a valid date (such as \
                     2024-04-30); fix it or add --date."
                ),
            );
            at(path, &what)
        }
        CheckError::MissingColumn { path, mapping, column, headings } => {
            let close =
                headings.iter().map(|heading| (strsim::jaro_winkler(column, heading), heading));
            let close = close
                .filter(|(like, _)| *like > 0.75)
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, heading)| heading);
            let hint = close.map_or_else(String::new, |heading| {
                lang.pick(
                    format!(" Có phải là “{heading}”?"),
                    format!(" Did you mean “{heading}”?"),
                )
            });
            let (mapping, seen) = (path_line(mapping), headings.join(", "));
            let what = lang.pick(
                format!("không có cột “{column}” mà {mapping} nêu; bảng có các cột: {seen}.{hint}"),
                format!(
                    "there is no column “{column}”, which {mapping} refers to; the columns are: \
                     {seen}.{hint}"
                ),
            );
            at(path, &what)
        }
        CheckError::GradeCounts { path, table, text } => {
            let what = lang.pick(
                format!(
                    "bảng {table}: không đọc được số đơn vị theo phân loại “{text}”; cần ghi như \
                     “13 Tốt, 06 Khá”."
                ),
                format!(
                    "table {table}: the number of units per grade cannot be read from “{text}”; \
                     expected a text such as “13 Tốt, 06 Khá”."
                ),
            );
            at(path, &what)
        }
        CheckError::TooFewUnits { path, table, rows, units, known } => {
            let what = lang.pick(
                format!(
                    "bảng {table} có {rows} đơn vị, nhưng văn bản hoặc --units nêu {known}/{units} \
                     đơn vị; hãy sửa dòng “Trích” hoặc --units."
                ),
                format!(
                    "table {table} has {}, but the document or --units says {known} of {units}; \
                     fix the “Trích” line or --units.",
                    plural(*rows, "unit", "units")
                ),
            );
            at(path, &what)
        }
        CheckError::SameBlock { path, block, first, second } => {
            let block = block_label(lang, *block);
            let what = match lang {
                Lang::Vi => {
                    format!(
                        "bảng {first} và bảng {second} cùng thuộc khối “{block}”; mỗi khối chỉ có \
                         một bảng. Nếu mỗi bảng là một lĩnh vực của cùng kết quả, hãy ghi tên lĩnh vực và điểm \
                         tối đa ngay trên bảng, như “II. Cải cách thủ tục hành chính (40 điểm)”; nếu là kết quả \
                         khác (năm, kỳ, nhóm đơn vị khác), hãy để mỗi kết quả trong một tệp riêng."
                    )
                }
                Lang::En => format!(
                    "tables {first} and {second} are both for “{block}”; each block may have only \
                     one table. If each is an area of the same results, name the area with its maximum right above \
                     its table, such as “II. Cải cách thủ tục hành chính (40 điểm)”; if they are other results (of \
                     another year, period or group of units), keep each in a file of its own."
                ),
            };
            at(path, &what)
        }
        CheckError::UnnamedForm { path, table, forms } => at(
            path,
            &lang.pick(
                format!(
                    "bảng {table}: biểu không ghi đơn vị, mà có {forms} biểu nên không dùng được --unit; hãy ghi “Đơn \
                     vị: …” phía trên bảng, đặt tên đơn vị (có dấu) cho trang tính hoặc cho tệp, hoặc đặt tệp trong một \
                     thư mục mang tên đơn vị."
                ),
                format!(
                    "table {table}: the form does not name its unit, and with {forms} forms --unit is of no use; write \
                     “Đơn vị: …” above the table, give the sheet or the file the name of the unit with its \
                     diacritics, or put the file into a folder with that name."
                ),
            ),
        ),
        CheckError::OneUnitForSeveral { path, forms } => {
            let forms = *forms;
            at(
                path,
                &lang.pick(
                    format!(
                        "--unit chỉ dùng khi nhập một biểu, tệp này có {forms} biểu; hãy đặt mỗi biểu \
                         trong một thư mục mang tên đơn vị, hoặc ghi “Đơn vị: …” phía trên bảng."
                    ),
                    format!(
                        "--unit is for a single form, and there are {forms}; put each form into a \
                         folder with the name of its unit, or write “Đơn vị: …” above its table."
                    ),
                ),
            )
        }
        CheckError::OneBlockForSeveral { path, tables } => {
            let what = match lang {
                Lang::Vi => {
                    format!("tệp có {tables} bảng kết quả nên không dùng được --block và --units.")
                }
                Lang::En => format!(
                    "the file has {tables} tables of results, so --block and --units cannot be \
                     used."
                ),
            };
            at(path, &what)
        }
        CheckError::Rejected { raw, assessments, proposals, .. } => {
            rejected(lang, &raw.path, assessments, proposals, true)
        }
    }
}

/// Says that a document was rejected and what to do, without listing its errors, for places that
/// show them already.
#[must_use]
pub fn rejected_briefly(
    lang: Lang,
    path: &Path,
    assessments: &[Assessment],
    proposals: &[Proposal],
) -> String {
    rejected(lang, path, assessments, proposals, false)
}

/// The message for a database of another schema version: an older one has to be rebuilt, a newer
/// one needs a newer program.
fn other_version(lang: Lang, path: &Path, found: i32) -> String {
    let (db, path) = (path_line(path), path_line(path));
    if found < SCHEMA_VERSION {
        lang.pick(
            format!(
                "{path}: cơ sở dữ liệu có phiên bản {found}, chương trình cần phiên bản \
                 {SCHEMA_VERSION}; hãy chạy cchc rebuild --db {db} để đọc lại các văn bản đã lưu."
            ),
            format!(
                "{path}: the database has version {found}, but this program needs version \
                 {SCHEMA_VERSION}; run cchc rebuild --db {db} to read the stored documents again."
            ),
        )
    } else {
        lang.pick(
            format!(
                "{path}: cơ sở dữ liệu có phiên bản {found}, mới hơn chương trình này (phiên bản \
                 {SCHEMA_VERSION}); hãy cập nhật cchc."
            ),
            format!(
                "{path}: the database has version {found}, which is newer than the version of this \
                 program ({SCHEMA_VERSION}); update cchc."
            ),
        )
    }
}

/// The message for a registry that lacks declarations which stored documents need, with the first
/// few of each kind.
fn registry_loses(lang: Lang, folder: &Path, lost: &[Lost]) -> String {
    const MOST: usize = 3;

    let mut kinds: Vec<([&str; 2], Vec<String>)> = Vec::new();
    for declaration in lost {
        let (kind, name) = match declaration {
            Lost::Unit(name) => (lang.pick(["đơn vị"; 2], ["unit", "units"]), format!("“{name}”")),
            Lost::Event(kind, from) => (
                lang.pick(["lineage"; 2], ["lineage entry", "lineage entries"]),
                format!("{} {}", kind.code(), from.join(", ")),
            ),
            Lost::Framework(name) => {
                (lang.pick(["bộ tiêu chí"; 2], ["framework", "frameworks"]), format!("“{name}”"))
            }
            Lost::Series(name) => {
                (lang.pick(["chuỗi lĩnh vực"; 2], ["series"; 2]), format!("“{name}”"))
            }
        };
        match kinds.last_mut().filter(|(last, _)| *last == kind) {
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }

    let entries = kinds.iter().map(|([one, many], names)| {
        let kind = form(names.len(), one, many);
        let more = if names.len() > MOST { ", …" } else { "" };
        format!("{} {kind} ({}{more})", names.len(), names[..names.len().min(MOST)].join(", "))
    });
    let names = entries.collect::<Vec<_>>().join("; ");

    let what = lang.pick(
        format!(
            "units.toml và frameworks.toml tại đây không có những khai báo mà các văn bản đã nhập \
             cần đến: {names}. Cơ sở dữ liệu giữ nguyên. Hãy chọn đúng thư mục bằng --registry, \
             hoặc thêm --replace-registry nếu chắc chắn bỏ các khai báo đó."
        ),
        format!(
            "units.toml and frameworks.toml in this folder lack declarations that stored documents \
             need: {names}. The database is unchanged. Name the right folder with --registry, or \
             add --replace-registry if you are sure that these declarations can go."
        ),
    );
    at(folder, &what)
}

/// Why a stored document no longer passes when it is read again. Unlike [`check_error`], this says
/// nothing about the database: the caller says what became of the document.
pub(super) fn rejected_again(
    lang: Lang,
    path: &Path,
    assessments: &[Assessment],
    proposals: &[Proposal],
) -> String {
    let open: Vec<_> = open_errors(assessments).collect();
    let errors = open.len();
    let head =
        lang.pick(format!("có {errors} lỗi."), format!("{}.", plural(errors, "error", "errors")));
    with_findings(lang, at(path, &head), (&open, proposals), true)
}

fn rejected(
    lang: Lang,
    path: &Path,
    assessments: &[Assessment],
    proposals: &[Proposal],
    lists_findings: bool,
) -> String {
    let open: Vec<_> = open_errors(assessments).collect();
    let errors = open.len();
    let head = match (lang, errors) {
        (Lang::Vi, _) => format!("không nhập vì có {errors} lỗi; cơ sở dữ liệu giữ nguyên."),
        (Lang::En, 1) => "not imported because of 1 error; the database is unchanged.".to_owned(),
        (Lang::En, _) => {
            format!("not imported because of {errors} errors; the database is unchanged.")
        }
    };
    with_findings(lang, at(path, &head), (&open, proposals), lists_findings)
}

/// A message with the open errors below it, if they are to be listed, and with the advice on them.
fn with_findings(
    lang: Lang,
    head: String,
    (open, proposals): (&[&Finding], &[Proposal]),
    lists_findings: bool,
) -> String {
    let mut lines = vec![head];
    let count = if lists_findings { open.len().min(MOST_FINDINGS_SHOWN) } else { 0 };
    lines.extend(open.iter().take(count).map(|finding| {
        let severity = severity_label(lang, Severity::Error);
        let (rule, where_found) = (finding.rule.code(), cell_location(lang, &finding.cell));
        format!("  {severity} {rule}, {where_found}: {}", finding_message(lang, finding))
    }));

    if lists_findings && open.len() > MOST_FINDINGS_SHOWN {
        let more = open.len() - MOST_FINDINGS_SHOWN;
        lines.push(lang.pick(format!("  … và {more} lỗi khác"), format!("  … and {more} more")));
    }

    lines.extend(rejected_advice(lang, open, proposals));
    lines.join("\n")
}

/// The most findings that a message lists. More than these usually have one cause, which a longer
/// list would hide.
pub const MOST_FINDINGS_SHOWN: usize = 20;

#[allow(clippy::too_many_lines, reason = "one arm per message")]
fn contradiction(lang: Lang, table: usize, what: Contradiction) -> String {
    match (what, lang) {
        (Contradiction::Block { titled, block: named }, _) => {
            let [titled, name] =
                [titled, named].map(|block| block_label(lang, Block::whole(block)));
            lang.pick(
                format!(
                    "bảng {table}: tiêu đề ghi khối “{titled}” nhưng các đơn vị thuộc khối \
                     “{name}”; hãy sửa tiêu đề hoặc thêm --block."
                ),
                format!(
                    "table {table}: the title names “{titled}”, but the units belong to “{name}”; \
                     fix the title or add --block."
                ),
            )
        }
        (Contradiction::GivenYear { given, requested }, _) => lang.pick(
            format!(
                "bảng {table}: các hàng ghi năm {given}, không phải {requested}; hãy bỏ --year."
            ),
            format!(
                "table {table}: the rows are of {given}, not of {requested}; leave out --year."
            ),
        ),
        (Contradiction::Simulated, Lang::Vi) => format!(
            "bảng {table} không ghi “Số liệu mô phỏng”, còn các biểu khác của kỳ đánh giá này ghi là mô \
             phỏng; hãy nhập số liệu thật vào cơ sở dữ liệu khác."
        ),
        (Contradiction::Simulated, Lang::En) => format!(
            "table {table} is not marked as simulated, but other forms of this assessment are; import \
             real figures into a database of their own."
        ),
        (Contradiction::Indices { first, second }, Lang::Vi) => format!(
            "bảng {table} là {}, còn bảng trước là {}; mỗi lần nhập đọc một chỉ số: hãy nhập với \
             --index {}, rồi nhập lại với --index {}.",
            second.name, first.name, first.code, second.code
        ),
        (Contradiction::Indices { first, second }, Lang::En) => format!(
            "table {table} is of {}, but the previous table is of {}; an import reads one index: \
             import with --index {}, then again with --index {}.",
            second.name, first.name, first.code, second.code
        ),
        (Contradiction::Index { titled, requested }, Lang::Vi) => format!(
            "bảng {table}: tiêu đề ghi {}, không phải {}; hãy sửa tiêu đề, hoặc bỏ --index hay ghi \
             --index {}.",
            titled.name, requested.name, titled.code
        ),
        (Contradiction::Index { titled, requested }, Lang::En) => format!(
            "table {table}: the title names {}, not {}; fix the title, or leave out --index or pass \
             --index {}.",
            titled.name, requested.name, titled.code
        ),
        (Contradiction::Years { first, second }, Lang::Vi) => {
            format!(
                "bảng {table}: tiêu đề ghi năm {second}, bảng trước ghi năm {first}; nếu bảng này chỉ để so \
                 sánh, hãy bỏ bảng đó khỏi tệp; nếu tiêu đề sai, hãy sửa hoặc thêm --year."
            )
        }
        (Contradiction::Years { first, second }, Lang::En) => {
            format!(
                "table {table}: the title says {second}, but the previous table says {first}; if the table is \
                 only there for comparison, take it out of the file; if the title is wrong, fix it or add --year."
            )
        }
        (Contradiction::Decisions, Lang::Vi) => {
            format!(
                "bảng {table}: số hoặc ngày của quyết định khác với bảng trước; hãy sửa hoặc thêm \
                 --number, --date; với bảng tính, có thể nhập từng trang tính bằng --sheet."
            )
        }
        (Contradiction::Decisions, Lang::En) => {
            format!(
                "table {table}: the number or date of the decision differs from that of the \
                 previous table; fix it or add --number and --date. The sheets of a workbook can \
                 also be imported one by one with --sheet."
            )
        }
        (Contradiction::FutureYear { year, today }, _) => {
            let today = date(lang, today);
            lang.pick(
                format!(
                    "kết quả ghi năm {year} là năm trong tương lai (hôm nay là {today}); hãy sửa \
                     năm hoặc --year."
                ),
                format!(
                    "the results are for {year}, which is in the future (today is {today}); fix \
                     the year or --year."
                ),
            )
        }
        (Contradiction::Future { issued_on, today }, _) => {
            let (issued_on, today) = (date(lang, issued_on), date(lang, today));
            lang.pick(
                format!(
                    "ngày quyết định {issued_on} là ngày trong tương lai (hôm nay là {today}); hãy \
                     sửa văn bản hoặc --date."
                ),
                format!(
                    "the date of the decision, {issued_on}, is in the future (today is {today}); \
                     fix the document or --date."
                ),
            )
        }
        (Contradiction::Early { year, issued_on }, Lang::Vi) => format!(
            "bảng {table}: kết quả là của năm {year} nhưng quyết định ban hành ngày {}; hãy sửa \
             hoặc thêm --year, --date.",
            date(lang, issued_on)
        ),
        (Contradiction::Early { year, issued_on }, Lang::En) => format!(
            "table {table}: the results are for {year}, but the decision is dated {}; fix it or \
             add --year or --date.",
            date(lang, issued_on)
        ),
    }
}

/// The message for an error of the database.
#[must_use]
#[allow(clippy::too_many_lines, reason = "one arm per message and language")]
pub fn store_error(lang: Lang, error: &StoreError) -> String {
    match (error, lang) {
        (StoreError::NotFound(path), Lang::Vi) => {
            at(path, "chưa có cơ sở dữ liệu; hãy chạy cchc build.")
        }
        (StoreError::NotFound(path), Lang::En) => {
            at(path, "there is no database yet; run cchc build.")
        }
        (StoreError::CannotOpen(path), Lang::Vi) => at(
            path,
            "không mở hoặc tạo được tệp; hãy kiểm tra thư mục, quyền ghi và chương trình đang giữ \
             tệp, hoặc chọn tệp khác bằng --db.",
        ),
        (StoreError::CannotOpen(path), Lang::En) => at(
            path,
            "the file cannot be opened or created; check the folder, its permissions and whether \
             another program holds the file, or name another file with --db.",
        ),
        (StoreError::NotADatabase(path), Lang::Vi) => {
            at(path, "không phải cơ sở dữ liệu SQLite; hãy chọn tệp khác bằng --db.")
        }
        (StoreError::NotADatabase(path), Lang::En) => {
            at(path, "this is not an SQLite database; name another file with --db.")
        }
        (StoreError::Damaged(path), Lang::Vi) => at(
            path,
            "cơ sở dữ liệu bị hỏng; hãy đổi tên tệp này rồi chạy cchc build để dựng lại từ các văn \
             bản.",
        ),
        (StoreError::Damaged(path), Lang::En) => at(
            path,
            "the database is damaged; rename the file, then run cchc build to rebuild the database \
             from the documents.",
        ),
        (StoreError::EmptyQuery, Lang::Vi) => "Câu truy vấn trống.".into(),
        (StoreError::EmptyQuery, Lang::En) => "The query is empty.".into(),
        (StoreError::AnswerTooLarge, Lang::Vi) => {
            "Câu truy vấn cần quá nhiều bộ nhớ (trên 512 MB); hãy thêm điều kiện, chọn ít cột hơn \
             hoặc rút ngắn các giá trị; nếu kết quả có nhiều hàng, hãy dùng --format csv hoặc \
             jsonl."
                .into()
        }
        (StoreError::AnswerTooLarge, Lang::En) => {
            "The query needs too much memory (over 512 MB); add conditions, or select fewer \
             columns or shorter values. If it has many rows, use --format csv or jsonl."
                .into()
        }
        (StoreError::NotOurs(path), Lang::Vi) => at(
            path,
            "là cơ sở dữ liệu SQLite nhưng không phải của cchc; hãy chọn tệp khác bằng --db.",
        ),
        (StoreError::NotOurs(path), Lang::En) => at(
            path,
            "this is an SQLite database, but not one of cchc; name another file with --db.",
        ),
        (StoreError::OtherVersion { path, found }, _) => other_version(lang, path, *found),
        (StoreError::Altered { path, file_name }, Lang::Vi) => at(
            path,
            &format!(
                "bản lưu của {} không còn đúng như lúc nhập; hãy nhập lại tệp gốc, hoặc bỏ văn bản \
                 này bằng cchc rebuild --without.",
                printable_line(file_name)
            ),
        ),
        (StoreError::Altered { path, file_name }, Lang::En) => at(
            path,
            &format!(
                "the stored copy of {} is no longer what was imported; import the original again, \
                 or drop this document with cchc rebuild --without.",
                printable_line(file_name)
            ),
        ),
        (StoreError::RegistryUnread(path), Lang::Vi) => at(
            path,
            "khai báo đơn vị và bộ tiêu chí đã lưu không đọc được; hãy chạy cchc rebuild \
             --registry THƯ_MỤC.",
        ),
        (StoreError::RegistryUnread(path), Lang::En) => at(
            path,
            "the stored units.toml or frameworks.toml cannot be read; run cchc rebuild --registry \
             DIR.",
        ),
        (StoreError::CannotWrite(path), Lang::Vi) => {
            at(path, "không ghi được bản sao; hãy kiểm tra thư mục, quyền ghi và dung lượng ổ đĩa.")
        }
        (StoreError::CannotWrite(path), Lang::En) => at(
            path,
            "the copy cannot be written; check the folder, its permissions and the free space on \
             the disk.",
        ),
        (StoreError::Exists(path), Lang::Vi) => at(path, "tệp đã có; hãy chọn tên khác."),
        (StoreError::Exists(path), Lang::En) => {
            at(path, "the file already exists; choose another name.")
        }
        (StoreError::ReadOnly(path), Lang::Vi) => {
            at(path, "không ghi được; hãy kiểm tra quyền ghi của tệp và thư mục.")
        }
        (StoreError::ReadOnly(path), Lang::En) => at(
            path,
            "the file cannot be written; check the permissions of the file and its folder.",
        ),
        (StoreError::Full(path), Lang::Vi) => at(
            path,
            "không ghi được vì ổ đĩa đầy hoặc tệp không được phép lớn thêm; cơ sở dữ liệu giữ \
             nguyên.",
        ),
        (StoreError::Full(path), Lang::En) => at(
            path,
            "the file cannot be written, because the disk is full or the file may not grow any \
             further; the database is unchanged.",
        ),
        (StoreError::NoLocks(path), Lang::Vi) => at(
            path,
            "nơi lưu tệp, như một thư mục mạng, không khóa được tệp; hãy chép cơ sở dữ liệu về ổ \
             đĩa của máy.",
        ),
        (StoreError::NoLocks(path), Lang::En) => at(
            path,
            "the file cannot be locked where it is stored, such as on a network share; copy the \
             database to a disk of this computer.",
        ),
        (StoreError::Busy(path), Lang::Vi) => at(
            path,
            "đang được chương trình khác sử dụng; hãy đóng chương trình đó hoặc thử lại sau.",
        ),
        (StoreError::Busy(path), Lang::En) => at(
            path,
            "the file is in use by another program; close that program, or try again later.",
        ),
        (StoreError::AlreadyStored { path, year, block, number, file_name, lacking }, _) => {
            let block = block_label(lang, *block);
            let what = match (lang, lacking.as_deref()) {
                (Lang::Vi, None) => format!(
                    "kết quả năm {year} của khối “{block}” đã có từ {file_name} (Quyết định \
                     {number}); hãy thêm --replace để thay bằng văn bản này."
                ),
                (Lang::En, None) => format!(
                    "the {year} results for “{block}” are already stored from {file_name} \
                     (decision {number}); add --replace to replace them with this document."
                ),
                (Lang::Vi, Some([units, kept])) => format!(
                    "kết quả năm {year} của khối “{block}” đã có từ {file_name} (Quyết định {number}) \
                     với {units} đơn vị, còn văn bản này chỉ có {kept} đơn vị trong số đó; nếu văn bản \
                     điều chỉnh một số đơn vị, hãy lập bảng kết quả đủ {units} đơn vị rồi nhập với \
                     --replace; nhập văn bản này với --replace sẽ bỏ các đơn vị còn lại."
                ),
                (Lang::En, Some([units, kept])) => format!(
                    "the {year} results for “{block}” are already stored from {file_name} (decision \
                     {number}) with {units} units, and this document has only {kept} of them; if it \
                     changes the results of some units, make a table of all {units} and import it with \
                     --replace; this document with --replace would drop the other units."
                ),
            };
            at(path, &what)
        }
        (StoreError::Published { path, year, block, number, file_name }, _) => {
            let block = block_label(lang, *block);
            let what = match lang {
                Lang::Vi => format!(
                    "đây chưa phải là kết quả đã công bố, trong khi kết quả năm {year} của khối \
                     “{block}” đã công bố ({file_name}, {number}); nếu kết quả đó không đúng, trước hết hãy \
                     xóa bằng cchc remove {number}."
                ),
                Lang::En => format!(
                    "the document does not publish results, but the {year} results for “{block}” are \
                     already published ({file_name}, {number}); if those are wrong, first remove \
                     them with cchc remove {number}."
                ),
            };
            at(path, &what)
        }
        (StoreError::OtherIssuer { path, issuer, stored, folder }, _) => {
            let units = folder.as_ref().map_or_else(
                || "units.toml".to_owned(),
                |folder| path_line(folder.join("units.toml")),
            );
            let what = lang.pick(
                format!(
                    "văn bản do {issuer} ban hành, không phải {stored}, nên không nhập chung với \
                     số liệu của {stored}. Nếu là số liệu của cơ quan khác, hãy để văn bản trong \
                     thư mục riêng có units.toml của cơ quan đó, hoặc thêm --authority \
                     \"{issuer}\" để giữ riêng. Nếu cùng một cơ quan, hãy thêm tên này vào aliases \
                     ở mục [authority] của {units}; nếu cơ quan này kế thừa cơ quan kia, hãy khai \
                     báo [[authority.lineage]]."
                ),
                format!(
                    "the document was issued by {issuer}, not by {stored}, so it cannot join the \
                     figures of {stored}. If it is another authority, put the document into a \
                     folder of its own with that authority's units.toml, or keep it apart with \
                     --authority \"{issuer}\". If both are the same authority, add the name to \
                     aliases under [authority] in {units}; if one continues the other, declare \
                     [[authority.lineage]]."
                ),
            );
            at(path, &what)
        }
        (StoreError::NoSuchIndex { authority, index, known }, _) => {
            let asked = [authority.clone(), index.map(|index| index.code.to_owned())];
            let asked = asked.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let known = stored_indices(known);
            lang.pick(
                format!("cơ sở dữ liệu không có số liệu của “{asked}”; đang có: {known}."),
                format!("the database has nothing of “{asked}”; it holds: {known}."),
            )
        }
        (StoreError::NoChildren { authority, parents }, _) => {
            no_children(lang, authority.as_deref(), parents)
        }
        (StoreError::SeveralAuthorities(known), _) => {
            let known = stored_indices(known);
            lang.pick(
                format!(
                    "cơ sở dữ liệu có số liệu của nhiều cơ quan; hãy chọn một cơ quan bằng \
                     --authority: {known}."
                ),
                format!(
                    "the database holds several authorities; choose one with --authority: {known}."
                ),
            )
        }
        (StoreError::RegistryLacks { folder, lost }, _) => registry_loses(lang, folder, lost),
        (StoreError::StoredForOtherYear { path, number, file_name }, Lang::Vi) => at(
            path,
            &format!(
                "chính tệp này đã được nhập với năm hoặc khối khác, hoặc đã được thay thế: \
                 {file_name} (Quyết định {number})."
            ),
        ),
        (StoreError::StoredForOtherYear { path, number, file_name }, Lang::En) => at(
            path,
            &format!(
                "this very file has already been imported for another year or block, or has been \
                 replaced: {file_name} (decision {number})."
            ),
        ),
        (StoreError::Mixed { path, is_simulated: true }, Lang::Vi) => at(
            path,
            "là số liệu mô phỏng, trong khi cơ sở dữ liệu đang chứa số liệu thật; hãy chọn tệp \
             khác bằng --db, hoặc thêm --mix nếu chắc chắn để chung.",
        ),
        (StoreError::Mixed { path, is_simulated: true }, Lang::En) => at(
            path,
            "the figures are simulated, but the database holds real ones; name another file with \
             --db, or add --mix if you really want both.",
        ),
        (StoreError::Mixed { path, is_simulated: false }, Lang::Vi) => at(
            path,
            "là số liệu thật, trong khi cơ sở dữ liệu đang chứa số liệu mô phỏng; hãy chọn tệp \
             khác bằng --db, hoặc thêm --mix nếu chắc chắn để chung.",
        ),
        (StoreError::Mixed { path, is_simulated: false }, Lang::En) => at(
            path,
            "the figures are real, but the database holds simulated ones; name another file with \
             --db, or add --mix if you really want both.",
        ),
        (StoreError::UnitsJoined, Lang::Vi) => {
            "units.toml coi hai đơn vị của cùng một bảng là một đơn vị; hãy sửa aliases, hoặc dùng \
             merge thay cho rename. Cơ sở dữ liệu giữ nguyên."
                .into()
        }
        (StoreError::UnitsJoined, Lang::En) => {
            "units.toml treats two units of the same table as one; fix the aliases, or use merge \
             instead of rename. The database is unchanged."
                .into()
        }
        (StoreError::Query { message, .. }, Lang::Vi) => format!("Câu truy vấn sai: {message}"),
        (StoreError::Query { message, .. }, Lang::En) => {
            format!("The query has an error: {message}")
        }
        (StoreError::NotAuthorized, Lang::Vi) => {
            "Chỉ được đọc dữ liệu; chương trình không thực hiện câu lệnh ghi, thay đổi thiết lập \
             hoặc mở tệp khác."
                .into()
        }
        (StoreError::NotAuthorized, Lang::En) => {
            "Only reading is allowed; statements that write, change settings or open other files \
             are not run."
                .into()
        }
        (StoreError::SeveralStatements, Lang::Vi) => "Mỗi lần chỉ chạy một câu lệnh.".into(),
        (StoreError::SeveralStatements, Lang::En) => {
            "Only one statement can be run at a time.".into()
        }
        (StoreError::TimedOut, Lang::Vi) => {
            "Câu truy vấn chạy quá thời gian cho phép; hãy thêm điều kiện hoặc tăng --timeout."
                .into()
        }
        (StoreError::TimedOut, Lang::En) => {
            "The query took longer than allowed; add conditions or raise --timeout.".into()
        }
        (StoreError::Sqlite { path, message }, Lang::Vi) => {
            at(path, &format!("SQLite báo lỗi: {message}"))
        }
        (StoreError::Sqlite { path, message }, Lang::En) => {
            at(path, &format!("SQLite reports an error: {message}"))
        }
    }
}

pub(super) fn at(path: &Path, what: &str) -> String {
    format!("{}: {what}", path_line(path))
}

/// What a database holds: `UBND tỉnh A (cchc, sipas); UBND tỉnh B (cchc)`.
fn stored_indices(known: &[StoredIndex]) -> String {
    let of_authorities = known.chunk_by(|a, b| a.scope.authority == b.scope.authority);
    let listed = of_authorities.map(|indices| {
        let codes: Vec<_> = indices.iter().map(|stored| stored.scope.index.code).collect();
        format!("{} ({})", printable_line(&indices[0].authority), codes.join(", "))
    });
    listed.collect::<Vec<_>>().join("; ")
}

/// How to declare the block of units that a title names.
fn untitled_block(lang: Lang, table: usize, titled: &str, code: &str) -> String {
    let known = BlockKind::BUILT_IN.map(BlockKind::code).join("|");
    let (titled, lines) = declaration("block", titled, code);
    lang.pick(
        format!(
            "bảng {table}: tiêu đề nêu “{titled}”, không thuộc khối nào đã biết. Nếu là một khối \
             riêng, hãy khai báo trong units.toml rồi nhập lại:\n{lines}\nNếu thuộc khối đã biết, \
             hãy thêm --block {known}."
        ),
        format!(
            "table {table}: the title names “{titled}”, which is no known block. If it is a block of \
             its own, declare it in units.toml and import again:\n{lines}\nIf it is a known block, \
             add --block {known}."
        ),
    )
}

fn unknown_index(lang: Lang, table: usize, titled: &str, code: &str) -> String {
    let (titled, lines) = declaration("index", titled, code);
    lang.pick(
        format!(
            "bảng {table}: tiêu đề nêu “{titled}”, không phải chỉ số nào đã biết. Nếu là một chỉ số \
             khác, hãy khai báo trong frameworks.toml rồi nhập lại:\n{lines}\nNếu đúng là Chỉ số \
             CCHC, hãy thêm --index cchc."
        ),
        format!(
            "table {table}: the title names “{titled}”, which is no known index. If it is another \
             index, declare it in frameworks.toml and import again:\n{lines}\nIf it really is the \
             PAR index, add --index cchc."
        ),
    )
}

/// What a title names, fit for a message, and the lines that declare it in a registry.
fn declaration(table: &str, titled: &str, code: &str) -> (String, String) {
    // A mark of TOML would end the text.
    let titled = printable_line(titled).replace(['"', '\\'], "");
    let code = printable_line(code);
    let mut letters = titled.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    let name = first.unwrap_or_default() + letters.as_str();
    let lines = format!(
        "  [[{table}]]\n  code = \"{code}\"\n  name = \"{name}\"\n  titles = [\"{titled}\"]"
    );
    (titled, lines)
}

fn mapped_years(lang: Lang, column: &str, years: &[Year], requested: Option<Year>) -> String {
    let list = years.iter().map(Year::to_string).collect::<Vec<_>>().join(", ");
    if years.is_empty() {
        return lang.pick(
            format!("cột “{column}” không có năm nào từ 1990 đến 2100."),
            format!("the column “{column}” has no year from 1990 to 2100."),
        );
    }
    match requested {
        Some(year) => lang.pick(
            format!("cột “{column}” không có dòng nào của năm {year}; các năm có trong cột: {list}."),
            format!("the column “{column}” has no row of {year}; its years are: {list}."),
        ),
        None => lang.pick(
            format!(
                "cột “{column}” có nhiều năm ({list}); mỗi lần nhập một năm, hãy thêm --year, ví dụ \
                 --year {}.",
                years[years.len() - 1]
            ),
            format!(
                "the column “{column}” has several years ({list}); import one at a time with \
                 --year, such as --year {}.",
                years[years.len() - 1]
            ),
        ),
    }
}

fn no_children(lang: Lang, authority: Option<&str>, parents: &[String]) -> String {
    let known = parents.join("; ");
    match (parents, authority) {
        ([], _) => lang.pick(
            "cơ sở dữ liệu không có cơ quan nào khai báo cơ quan cấp trên; hãy khai báo parent dưới \
             [authority] trong units.toml rồi nhập lại."
                .to_owned(),
            "no authority of the database has one above it; declare parent under [authority] in \
             units.toml and import again."
                .to_owned(),
        ),
        (_, None) => lang.pick(
            format!("có nhiều cơ quan cấp trên; hãy chọn một cơ quan bằng --authority: {known}."),
            format!("several authorities have others below them; choose one with --authority: {known}."),
        ),
        (_, Some(asked)) => lang.pick(
            format!("không có cơ quan nào trực thuộc “{asked}”; các cơ quan cấp trên đang có: {known}."),
            format!("no authority is below “{asked}”; the authorities above others are: {known}."),
        ),
    }
}
