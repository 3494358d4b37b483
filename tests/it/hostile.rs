//! Broken and hostile documents give one message and exit code 1, no panic and no database.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;

use cchc::assessment::Instructions;
use cchc::import::understand;
use cchc::registry::Registry;
use cchc::source::{InProcess, Limits, ReadOptions};
use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng as _;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::project::{DECISION, Project, SMALL};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}

fn word(body: &str) -> Vec<u8> {
    archive(&[(
        "word/document.xml",
        format!("<document><body>{body}</body></document>").as_bytes(),
    )])
}

pub fn excel(sheet: &str) -> Vec<u8> {
    workbook(sheet, None)
}

/// A workbook with one sheet and, optionally, shared strings.
pub fn workbook(sheet: &str, strings: Option<&str>) -> Vec<u8> {
    let book = br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let package = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let parts: [(&str, &[u8]); 4] = [
        ("_rels/.rels", package),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    let strings = strings.map(|strings| ("xl/sharedStrings.xml", strings.as_bytes()));
    archive(&parts.into_iter().chain(strings).collect::<Vec<_>>())
}

fn open_document(table: &str) -> Vec<u8> {
    let content = format!(
        "<document-content><body><spreadsheet>{table}</spreadsheet></body></document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// Expects a refusal with these words, no panic and no database.
#[track_caller]
fn refuses(content: &[u8], options: &[&str], words: &[&str]) {
    let project = Project::new();
    let path = project.write("hostile", content);
    // A debug build on a busy machine may exceed the usual time limit; `isolated.rs` tests that
    // limit.
    let run = project.run(&[&["import", path.as_str(), "--time-limit", "600"], options].concat());
    assert!(!run.err.contains("panicked"), "{run:#?}");
    run.failed(1).says(words);
    assert!(!project.db().exists(), "a database was left behind");
}

#[test]
fn content_that_expands_too_far_is_refused() {
    let few = ["--max-memory", "64"];
    let bomb = word(&"<p><r><t>0</t></r></p>".repeat(3_200_000));
    assert!(bomb.len() < 500_000, "{}", bomb.len());
    refuses(&bomb, &few, &["--max-memory"]);
    refuses(&excel(&" ".repeat(70 << 20)), &few, &["--max-memory"]);
    refuses(&open_document(&" ".repeat(70 << 20)), &few, &["--max-memory"]);
}

/// An Excel 97 workbook whose cells all share one string.
fn excel_97(letters: u16, cells: u16) -> Vec<u8> {
    let record = |kind: u16, content: &[u8]| {
        let length = u16::try_from(content.len()).expect("a short record");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
    };

    let begin = |kind: u8| record(0x0809, &[&[0, 6, kind, 0][..], &[0; 12]].concat());
    let shared =
        [&[1, 0, 0, 0, 1, 0, 0, 0][..], &letters.to_le_bytes(), &[0], &vec![b'9'; 8_000][..]]
            .concat();
    let mut strings = record(0x00FC, &shared);

    for _ in 1..letters / 8_000 {
        strings.extend(record(0x003C, &[&[0][..], &[b'9'; 8_000]].concat()));
    }

    let name = [&[0, 0, 1, 0][..], b"A"].concat();
    let sheet_at = begin(5).len() + 4 + 4 + name.len() + strings.len() + 4;
    let sheet = [&u32::try_from(sheet_at).expect("a small file").to_le_bytes()[..], &name].concat();
    let cell = |row: u16| record(0x00FD, &[&row.to_le_bytes()[..], &[0; 8]].concat());
    let cells: Vec<u8> = (0..cells).flat_map(cell).collect();
    let end = record(0x000A, &[]);
    let stream =
        [begin(5), record(0x0085, &sheet), strings, end.clone(), begin(16), cells, end].concat();
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .expect("a file");
    file.create_stream("/Workbook").expect("a stream").write_all(&stream).expect("its content");
    file.into_inner().into_inner()
}

#[test]
fn a_long_string_that_many_cells_share_is_refused() {
    // 20,000 cells of 32,000 letters are 640 MB, from a file of 312 kB.
    refuses(&excel_97(32_000, 20_000), &[], &["--max-memory"]);
    // A few such cells are read, but they are not a table of results.
    refuses(&excel_97(32_000, 20), &[], &["không có bảng kết quả"]);
}

#[test]
fn entities_are_not_expanded() {
    let mut entities = "<!DOCTYPE d [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        let _ = write!(entities, "<!ENTITY a{level} \"&a{};&a{};\">", level - 1, level - 1);
    }
    let document =
        format!("{entities}]><document><body><p><r><t>&a29;</t></r></p></body></document>");
    refuses(&archive(&[("word/document.xml", document.as_bytes())]), &[], &["không có bảng"]);
}

#[test]
fn content_that_nests_too_deep_is_refused() {
    refuses(&word(&"<a>".repeat(50_000)), &[], &["hỏng"]);
    refuses("<table><tr><td>".repeat(50_000).as_bytes(), &[], &["hỏng"]);
    refuses(&excel(&"<a>".repeat(50_000)), &[], &["hỏng"]);
}

#[test]
fn claims_of_many_cells_cost_nothing_and_many_cells_are_refused() {
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");

    // The sheet claims seventeen billion cells, of which two have content.
    let claim = "<dimension ref=\"A1:XFD1048576\"/>";
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "x"),
        cell("B1048576", "y")
    );
    refuses(&excel(&format!("{claim}<sheetData>{rows}</sheetData>")), &[], &["không có bảng"]);

    let far = format!("<sheetData><row r=\"1\">{}</row></sheetData>", cell("XFD1", "x"));
    refuses(&excel(&far), &[], &["cột 16384"]);

    let empty = "<row><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/></row>".repeat(30_000);
    refuses(&excel(&format!("<sheetData>{empty}</sheetData>")), &[], &["không có bảng"]);

    let merged = format!(
        "<sheetData><row r=\"1\">{}</row><row \
        r=\"100000\">{}</row></sheetData><mergeCells><mergeCell ref=\"A1:BZZ100000\"/></mergeCells>",
        cell("A1", "x"),
        cell("A100000", "x")
    );
    refuses(&excel(&merged), &[], &["--max-cells"]);

    let repeated = "<table name=\"A\"><table-row number-rows-repeated=\"1048576\"><table-cell \
        number-columns-repeated=\"16384\"/></table-row></table>";
    refuses(&open_document(repeated), &[], &["không có bảng"]);

    let filled = repeated.replace("<table-cell number-columns-repeated=\"16384\"/>", "<table-cell><p>x</p></table-cell><table-cell><p>y</p></table-cell><table-cell number-columns-repeated=\"9\"><p>z</p></table-cell>");
    refuses(&open_document(&filled), &[], &["--max-cells"]);

    let spanned = format!(
        "<table>{}</table>",
        "<tr><td rowspan=65534 colspan=1900>x</td></tr>".repeat(4_000)
    );
    refuses(spanned.as_bytes(), &[], &["cột 3800"]);
}

#[test]
fn paths_in_archives_are_never_written() {
    let project = Project::new();
    let body = "<document><body><p><r><t>x</t></r></p></body></document>";
    let parts: [(&str, &[u8]); 3] = [
        ("../../evil.txt", b"evil"),
        ("/tmp/evil-cchc.txt", b"evil"),
        ("word/document.xml", body.as_bytes()),
    ];
    let path = project.write("folder/evil.docx", archive(&parts));
    project.run(&["import", &path]).failed(1);
    assert!(!project.path("evil.txt").exists() && !Path::new("/tmp/evil-cchc.txt").exists());
}

#[test]
fn circular_references_are_refused() {
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 2 0 R 3 0 R]>>endobj\n\
               3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>endobj\n\
               4 0 obj<</Length 5>>stream\n/A Do\nendstream endobj\n\
               5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>/Length 5>>stream\n/A Do\nendstream endobj\n\
               trailer<</Root 1 0 R>>\n";
    refuses(pdf.as_bytes(), &[], &["PDF"]);
}

#[test]
fn incomplete_and_unknown_operators_of_a_pdf_are_refused() {
    let page = |content: &str| {
        format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n\
             4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\ntrailer<</Root 1 0 R>>\n",
            content.len()
        )
    };

    let words = &["trang 1", "Contents"];
    for content in [
        "BT (13,50) Tj ET BT (12",
        "BT (13,50) Tk ET",
        "BT 7 Tj ET",
        "1 0 m <</A>> l S",
        "BT [(a) <2-]TJ ET",
    ] {
        refuses(page(content).as_bytes(), &[], words);
    }

    // Unknown operators in a compatibility section (BX … EX) are skipped.
    refuses(page("BT (13,50) Tj ET BX 1 xyz EX q").as_bytes(), &[], &["bảng"]);
}

#[test]
fn tables_that_are_lost_to_the_reader_are_refused() {
    let project = Project::new();
    let read =
        |file: &str| std::fs::read(format!("{FIXTURES}/formats/{file}")).expect("a document");

    // Each of these documents loses the second of its two tables.
    let page = String::from_utf8(read("decision.html")).expect("a page");
    let at = page.rfind("<table").expect("a table");
    refuses(format!("{}<div{}", &page[..at], &page[at + 6..]).as_bytes(), &[], &["<table>"]);

    let lines = String::from_utf8(read("decision-blank.txt")).expect("a text");
    let at = lines.rfind("STT").expect("a heading");
    refuses(format!("{}So{}", &lines[..at], &lines[at + 3..]).as_bytes(), &[], &["unread-table"]);

    let cut = at + lines[at..].find("Huyện Bạch Thông").expect("a unit");
    refuses(&lines.as_bytes()[..cut], &[], &["unread-table"]);

    let run = project.run(&[
        "import",
        &project.write("joined.txt", format!("{}{}", &lines[..at + 4], &lines[at + 5..])),
    ]);
    run.succeeded().says(&["8 đơn vị"]);

    let mut workbook = read("decision.xls");
    let list = [0x85, 0, 0x28, 0, 0x4a, 0x30];
    let at = workbook.windows(6).position(|bytes| bytes == list).expect("the list of sheets");
    workbook[at] = 0x86;
    refuses(&workbook, &[], &["a sheet that the workbook does not list"]);
}

#[test]
fn letters_without_unicode_in_a_font_are_refused() {
    let pdf = std::fs::read(format!("{FIXTURES}/formats/decision.pdf")).expect("a PDF");
    let mut unnamed = pdf.clone();
    for at in 0..pdf.len() - 10 {
        if &pdf[at..at + 10] == b"/ToUnicode" {
            unnamed[at..at + 10].copy_from_slice(b"/ToUnicodx");
        }
    }
    assert_ne!(pdf, unnamed, "the fonts are named elsewhere");
    refuses(&unnamed, &[], &["Unicode", ".docx"]);
}

#[test]
fn truncated_files_are_refused() {
    for file in ["decision.docx", "decision.xlsx", "decision.xls", "decision.ods", "decision.pdf"] {
        let whole = std::fs::read(format!("{FIXTURES}/formats/{file}")).expect("a document");
        for share in [1, 5, 9] {
            refuses(&whole[..whole.len() * share / 10], &[], &["hostile"]);
        }
    }
}

#[test]
fn a_file_is_recognised_by_its_content_and_not_its_name() {
    let project = Project::new();
    let bytes = std::fs::read(format!("{FIXTURES}/formats/decision.xlsx")).expect("a workbook");
    let path = project.write("decision.csv", bytes);
    project.run(&["import", &path]).succeeded();
    assert_eq!(project.query("SELECT format FROM documents")[0]["format"], "xlsx");
}

/// Every fixture, including those that fuzzers found, and the shipped decision.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![std::path::PathBuf::from(FIXTURES)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push((
                    entry.path().display().to_string(),
                    std::fs::read(entry.path()).expect("a file"),
                ));
            }
        }
    }

    files.push((DECISION.to_owned(), std::fs::read(DECISION).expect("the decision")));
    files.sort();
    files
}

fn read_and_check(bytes: Vec<u8>) {
    let limits = Limits { cells: 200_000, seconds: 60, ..Limits::default() };
    let reading = ReadOptions { limits, ..ReadOptions::default() };
    let instructions = Instructions { reading, ..Instructions::default() };
    let _ = understand(Path::new("corpus"), bytes, &instructions, &Registry::default(), &InProcess);
}

#[test]
fn fixtures_and_damaged_copies_are_read_or_refused() {
    let mut random = Pcg32::new(7, 1);
    let mut number = move |below: usize| random.next_u32() as usize % below.max(1);
    for (_, bytes) in corpus() {
        read_and_check(bytes.clone());
        for _ in 0..4 {
            let mut damaged = bytes.clone();
            for _ in 0..=number(8) {
                let at = number(damaged.len());
                match number(3) {
                    0 => damaged[at] = u8::try_from(number(256)).unwrap_or(0),
                    1 => {
                        drop(damaged.drain(
                            at..(at + number(64)).min(bytes.len()).min(damaged.len()).max(at),
                        ));
                    }
                    _ => damaged.extend_from_within(at..(at + 16).min(damaged.len())),
                }
                if damaged.is_empty() {
                    break;
                }
            }

            read_and_check(damaged);
        }
    }
}

#[test]
fn any_text_is_read_or_refused() {
    let words = [
        "\t",
        "\n",
        "\n\n",
        "|",
        ",",
        ";",
        "1",
        "2",
        "13,50",
        "-",
        "STT",
        "Tên đơn vị",
        "Tự chấm (9)",
        "Thẩm định (9)",
        "ĐT XHH (1)",
        "Tổng (100)",
        "Xếp hạng",
        "Thể chế (Tối đa 10 điểm)",
        "1.1 Ban hành (5)",
        "Xã A",
        "Năm 2021",
        "unit",
        "criterion",
        "self",
        "<table>",
        "<td rowspan=9>",
        "</tr>",
        "\u{a0}",
        "\"",
        "Trung bình",
        "%",
        "(1)",
        "I",
    ];
    let mut random = Pcg32::new(11, 1);
    for _ in 0..600 {
        let length = random.next_u32() % 120;
        let text: String =
            (0..length).map(|_| words[random.next_u32() as usize % words.len()]).collect();
        read_and_check(text.clone().into_bytes());
        read_and_check(
            format!("{}{text}", SMALL.split('\t').next().unwrap_or_default()).into_bytes(),
        );
    }
}

#[test]
fn the_main_part_is_the_one_that_the_relationships_name() {
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/\
                     officeDocument/2006/relationships/officeDocument\" Target=\"/word/document2.xml\"/>\
                     </Relationships>";
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: [&str; 3]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let lines = [
        "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023",
        "(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)",
    ];
    let rows =
        [row(["STT", "Đơn vị", "Tổng điểm"]), row(["1", "Sở A", "90"]), row(["2", "Sở B", "80"])];
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}<w:tbl>{}</w:tbl></w:body></w:document>",
        lines.map(line).concat(),
        rows.concat()
    );
    let project = Project::new();
    let bytes = archive(&[
        ("_rels/.rels", relations.as_bytes()),
        ("word/document2.xml", document.as_bytes()),
    ]);
    let path = project.write("a.docx", bytes);
    project.run(&["import", &path]).succeeded();
    assert_eq!(project.json(&["rank"]).len(), 2);

    // A workbook elsewhere cannot be read, and is no archive to unpack.
    let relations = relations.replace("/word/document2.xml", "xl/book2.xml");
    let bytes = archive(&[("_rels/.rels", relations.as_bytes()), ("xl/book2.xml", b"<workbook/>")]);
    refuses(&bytes, &[], &["Excel", ".xlsx"]);
}

#[test]
fn a_workbook_that_lists_fewer_sheets_than_it_holds_is_refused() {
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                <sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/\
                     officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                     </Relationships>";
    let sheet = "<worksheet><sheetData/></worksheet>";
    let package = relations
        .replace("/worksheet", "/officeDocument")
        .replace("worksheets/sheet1", "xl/workbook");
    let bytes = archive(&[
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/worksheets/sheet2.xml", sheet.as_bytes()),
    ]);
    refuses(&bytes, &[], &["2 trang tính", "chỉ liệt kê 1"]);
}

#[test]
fn a_workbook_that_claims_more_strings_than_it_holds_is_refused() {
    let claim = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                 uniqueCount=\"4294967295\"><si><t>Đơn vị</t></si></sst>";
    let bytes = workbook("<sheetData/>", Some(claim));
    refuses(&bytes, &[], &["--max-memory"]);
    // The library reads in its own process, which must not end.
    read_and_check(bytes);
}

#[test]
fn a_sheet_that_declares_its_end_before_its_beginning_is_refused() {
    let path = format!("{FIXTURES}/formats/decision.xls");
    let mut workbook = std::fs::read(path).expect("a workbook");
    // The record of the dimensions: its kind, its length, the first and the last row.
    let head = [0x00, 0x02, 0x0e, 0x00];
    let at = workbook.windows(4).position(|bytes| bytes == head).expect("a record");
    let first_row = [0x00, 0x01, 0x00, 0x00];
    workbook.splice(at + 4..at + 8, first_row).for_each(drop);
    refuses(&workbook, &[], &["rows 256 to"]);
    // The library reads in its own process, which must not end.
    read_and_check(workbook);
}

#[test]
fn an_archive_within_an_archive_is_not_unpacked() {
    let form = "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nĐơn vị: Sở Tư pháp\nNgày 5/11/2023\n\
                STT;Tiêu chí;Điểm tối đa;Tự chấm\n1;Thể chế;100;90\n";
    let inner = archive(&[("b.csv", form.as_bytes())]);
    let bytes =
        archive(&[("a.csv", form.as_bytes()), ("inner.zip", &inner), ("ảnh.png", b"\x89PNG")]);
    let project = Project::new();
    let path = project.write("forms.zip", bytes);
    let run = project.run(&["import", &path, "--authority", "UBND tỉnh Ví dụ"]).succeeded();
    run.says(&["1 đơn vị", "bỏ qua tệp “inner.zip”", "bỏ qua tệp “ảnh.png”"]);

    // Names in an archive lead nowhere, and are printed harmlessly.
    let bytes =
        archive(&[("../../\u{1b}[31mx.csv", form.as_bytes()), ("/etc/y.csv", b"STT;\xff\xfe")]);
    let path = project.write("evil.zip", bytes);
    let run = project.run(&["import", &path, "--authority", "UBND tỉnh Ví dụ", "--dry-run"]);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:#?}");
}

#[test]
fn figures_that_no_document_could_hold_are_refused() {
    let project = Project::new();
    project.import(&project.write("a.txt", SMALL));
    let db = rusqlite::Connection::open(project.db()).expect("the database");
    db.execute_batch(
        "UPDATE score SET appraised = 9223372036854775807; UPDATE result SET total = 9223372036854775807;",
    )
    .expect("to tamper with it");
    drop(db);
    for verb in ["rank", "gap", "weakness", "trace"] {
        let run = project.run(&[verb]);
        assert!(!run.err.contains("panicked"), "{verb}: {run:#?}");
        assert!(run.code != 0 || !run.out.contains("922337203685477"), "{verb}: {run:#?}");
    }
    project.run(&["rank"]).failed(3);
}

#[test]
fn a_row_of_headings_that_is_too_short_heads_nothing() {
    let project = Project::new();
    let text = "CHỈ SỐ CCHC NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 05/01/2024 của UBND tỉnh X)\n\
                STT;Tiêu chí;Điểm tối đa;Sở Y tế;Sở Nội vụ\nTự chấm\nII. Thủ tục;55;52,5\nII;Thủ tục;40;38;35\n";
    let path = project.write("a.csv", text);
    let run = project.run(&["import", &path]).failed(1);
    assert!(!run.err.contains("bị hỏng"), "{run:#?}");
}

#[test]
fn a_cell_longer_than_one_of_excel_is_refused() {
    let headings = "STT;Tên đơn vị;Thể chế (tối đa 100 điểm);Tổng cộng";
    let table = |letters: usize| {
        let name = format!("Sở {}", "a".repeat(letters - 3));
        format!(
            "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND \
             tỉnh Ví dụ)\n{headings}\n1;{name};93;93\n2;Sở Nội vụ;87;87\n"
        )
    };
    let project = Project::new();
    let path = project.write("a.csv", table(32_767));
    project.run(&["import", &path, "--dry-run"]).succeeded();
    let path = project.write("b.csv", table(32_768));
    project.run(&["import", &path]).failed(1).says(&["32.767", "Sở aaa"]);
}

#[test]
fn criteria_in_a_circle_end_in_an_answer() {
    let project = Project::with_decision();
    let connection = rusqlite::Connection::open(project.path("cchc.db")).expect("the database");
    let circle = "PRAGMA ignore_check_constraints = 1; UPDATE criterion SET parent_id = id";
    connection.execute_batch(circle).expect("to change it");
    drop(connection);
    for verb in [
        &["template", "--year", "2023", "--block", "department", "-o", "t.xlsx"][..],
        &["report", "annex", "--format", "xlsx", "--reports", "r"],
    ] {
        let ended = project.run(verb);
        assert!(!ended.err.contains("overflow") && !ended.err.contains("panic"), "{ended:?}");
        assert!((0..=3).contains(&ended.code), "{ended:?}");
    }
}

#[test]
fn a_file_name_forges_no_line() {
    let project = Project::new();
    let path = project.write("a\nlỗi: giả.txt", crate::project::SMALL);
    let run = project.run(&["import", &path]).succeeded();
    let missing = project.run(&["import", "b\nlỗi: giả.txt"]).failed(1);
    let written = project.run(&["rank", "-o", "c\nlỗi: giả.csv"]).succeeded();
    for text in [&run.out, &run.err, &missing.err, &written.out, &written.err] {
        assert!(!text.contains("\nlỗi: giả"), "{text}");
    }
}

#[test]
fn marks_of_direction_in_a_tampered_database_reach_no_document() {
    let project = Project::simulated("2021-2023", "3");
    let db = rusqlite::Connection::open(project.db()).expect("the database");
    db.execute_batch(
        "UPDATE unit SET name = name || char(8238, 8294); UPDATE criterion SET name = name || char(8238, 8294);",
    )
    .expect("to tamper with it");
    drop(db);
    for format in ["docx", "xlsx", "html"] {
        for kind in ["trend", "year", "annex"] {
            project.run(&["report", kind, "--format", format, "--reports", "r"]).succeeded();
        }
    }
    let mut read = 0;
    for (path, bytes) in files_below(&project.path("r")) {
        let parts = if path.extension().is_some_and(|end| end == "docx" || end == "xlsx") {
            crate::word::parts(&bytes)
        } else {
            [(path.display().to_string(), bytes)].into()
        };
        for (name, bytes) in parts {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains(['\u{202e}', '\u{2066}']), "{}: {name}", path.display());
            read += 1;
        }
    }
    assert!(read > 20, "{read} parts");
}

/// The files of a folder and those below it, with their bytes.
fn files_below(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            found.push((path, bytes));
        }
    }
    found
}

#[test]
fn a_document_that_no_import_stores_is_called_altered() {
    let project = Project::new();
    project.import(&project.write("a.txt", SMALL));
    for change in ["sha256 = 'x'", "bytes = 1", "content = zeroblob(100000)"] {
        let copy = project.path("copy.db");
        std::fs::copy(project.db(), &copy).expect("to copy");
        let db = rusqlite::Connection::open(&copy).expect("the database");
        db.execute_batch(&format!(
            "PRAGMA ignore_check_constraints = 1; UPDATE document SET {change}"
        ))
        .expect("to tamper with it");
        drop(db);
        let run = project.run(&["--db", "copy.db", "rebuild"]);
        assert_ne!(run.code, 0, "{change}: {run:#?}");
        assert!(run.err.contains("a.txt") && !run.err.contains("CHECK"), "{change}: {run:#?}");
    }
}
