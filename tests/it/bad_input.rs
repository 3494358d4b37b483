//! Bad input gives one clear message in the reader's language and the documented exit code, and
//! leaves the database unchanged, byte for byte.

use std::process::Command;

use crate::project::{DECISION, Project, Run, SMALL, bytes};

/// Imports a bad document beside the small decision: the message contains the words in either
/// language, and the database does not change.
#[track_caller]
fn refuses(content: &(impl AsRef<[u8]> + ?Sized), vi: &[&str], en: &[&str]) {
    let project = Project::with_small();
    let path = project.write("bad.txt", content);
    let before = bytes(&project.db());
    project.run(&["import", &path]).failed(1).says(vi).says(&["bad.txt"]);
    project.run(&["--lang", "en", "import", &path]).failed(1).says(en).says(&["bad.txt"]);
    assert_eq!(bytes(&project.db()), before, "the database changed");
}

/// Expects a refusal with and without a database: a failed import leaves no new one behind.
#[track_caller]
fn refuses_document(content: &(impl AsRef<[u8]> + ?Sized), vi: &[&str], en: &[&str]) {
    refuses(content, vi, en);
    let fresh = Project::new();
    let path = fresh.write("bad.txt", content);
    fresh.run(&["import", &path]).failed(1);
    assert!(!fresh.db().exists(), "a database was left behind");
}

/// The small decision for another year, so that it does not clash with the stored one.
fn other_year() -> String {
    SMALL.replace("NĂM 2021", "NĂM 2020")
}

#[test]
fn an_empty_file() {
    refuses_document("", &["tệp trống"], &["the file is empty"]);
    refuses_document("\u{feff} \r\n\n", &["tệp trống"], &["the file is empty"]);
}

#[test]
fn a_binary_file() {
    refuses_document(b"PK\x03\x04 and more", &["tệp bị hỏng"], &["damaged or incomplete"]);
    refuses_document(b"\x89PNG\r\n\x1a\n and more", &["PNG", "đây là ảnh"], &["PNG", "picture"]);
    refuses_document(b"{\\rtf1 and more", &["RTF", ".docx"], &["RTF", ".docx"]);
    refuses_document(b"%PDF-1.7 and more", &["PDF"], &["PDF"]);
    let old_word = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &utf16("WordDocument")].concat();
    refuses_document(&old_word, &["(.doc)", ".docx"], &["Word 97-2003", ".docx"]);
    let locked = [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &utf16("EncryptedPackage")].concat();
    refuses_document(&locked, &["mật khẩu"], &["password"]);
    refuses_document(
        b"text and \0 bytes",
        &["binary", "không đọc được"],
        &["binary", "cannot be read"],
    );
}

#[test]
fn a_text_without_a_table() {
    refuses_document(
        "Điều 1. Phê duyệt kết quả.\n",
        &["không có bảng", "tab"],
        &["no table", "tab"],
    );
}

#[test]
fn a_table_of_something_else() {
    refuses_document(
        "\tSTT\n\tHọ tên\n\n\t1\n\tA\n",
        &["STT | Họ tên", "Tên đơn vị"],
        &["STT | Họ tên", "no table of results"],
    );
}

#[test]
fn a_table_cut_in_the_middle_of_a_row() {
    let text = other_year();
    let cut = text.find("\t70,00").expect("the second row");
    refuses_document(
        &text[..cut],
        &["bảng 1, hàng 4, cột 8", "hàng có 8 ô, bảng có 14 cột"],
        &["table 1, row 4, column 8", "the row has 8 cells, but the table has 14 columns"],
    );
}

#[test]
fn a_row_with_one_cell_too_many() {
    let text = other_year().replace("\t40,00\n", "\t40,00\n\t40,00\n");
    refuses_document(&text, &["hàng 4", "15 ô", "14 cột"], &["row 4", "15 cells", "14 columns"]);
}

#[test]
fn a_letter_in_a_number() {
    let text = other_year().replace("38,50", "38,5O");
    refuses_document(
        &text,
        &["bảng 1, hàng 4, cột 4", "dòng 52", "Xã Ví dụ Hai", "“38,5O” không phải là số", "13,50"],
        &["table 1, row 4, column 4", "line 52", "“38,5O” is not a number"],
    );
}

#[test]
fn a_total_ten_times_too_large() {
    let text = other_year().replace("\t88,50\n", "\t885,0\n");
    refuses_document(
        &text,
        &["above-maximum", "hàng 3, cột 12", "885,00 vượt điểm tối đa 100,00", "bản gốc"],
        &["above-maximum", "row 3, column 12", "885.00 is above the maximum of 100.00"],
    );
}

#[test]
fn sums_that_rounding_does_not_explain() {
    let text = other_year().replace("\t17,50\n", "\t17,60\n");
    refuses_document(
        &text,
        &["sum-survey", "ghi 17,60", "cộng các lĩnh vực được 17,50", "ngoài phạm vi làm tròn"],
        &["sum-survey", "17.60", "17.50", "beyond rounding"],
    );
}

#[test]
fn a_score_below_zero() {
    refuses_document(
        &other_year().replace("38,50", "-38,50"),
        &["below-zero", "nhỏ hơn 0"],
        &["below-zero"],
    );
}

#[test]
fn maxima_that_do_not_fit() {
    let part = other_year().replace("ĐT XHH (10,00)", "ĐT XHH (15,00)");
    refuses_document(&part, &["criterion-maximum", "60,00", "65,00"], &["criterion-maximum"]);
    let whole = other_year().replace("Tối đa 100 điểm", "Tối đa 90 điểm");
    refuses_document(&whole, &["framework-maximum", "90,00", "100,00"], &["framework-maximum"]);
    let none = other_year().replace(" (Tối đa 60,00 điểm)", "").replace(" (50,00)", "");
    refuses_document(&none, &["missing-maximum", "Cải cách thể chế"], &["missing-maximum"]);
}

#[test]
fn a_rank_that_the_totals_contradict() {
    let text = other_year()
        .replace("88,50\n\t1\n", "88,50\n\t2\n")
        .replace("79,50\n\t2\n", "79,50\n\t1\n");
    refuses_document(
        &text,
        &["rank-order", "xếp hạng ghi 2, theo tỷ lệ đạt là 1"],
        &["rank-order"],
    );
}

#[test]
fn an_unknown_grade_and_an_unknown_heading() {
    refuses_document(
        &other_year().replace("\tTốt\n", "\tTuyệt\n"),
        &["“Tuyệt”", "grades = ["],
        &["“Tuyệt” is not in a known set"],
    );
    refuses_document(
        &other_year().replace("\tPhân loại\n", "\tNhận xét\n"),
        &["unknown-heading", "“Nhận xét”"],
        &["“Nhận xét”"],
    );
}

#[test]
fn a_unit_twice() {
    let text = other_year().replace("Xã Ví dụ Hai", "Xã  Ví dụ MỘT");
    refuses_document(
        &text,
        &["duplicate-unit", "hàng 4, cột 2", "đã có ở hàng 3"],
        &["duplicate-unit", "row 4, column 2", "is already in row 3"],
    );
}

#[test]
fn two_documents_for_the_same_year_and_block() {
    refuses(
        &SMALL.replace("VÍ DỤ GIẢ ĐỊNH", "VÍ DỤ KHÁC"),
        &["2021", "small.txt", "--replace"],
        &["2021", "small.txt", "--replace"],
    );
}

#[test]
fn two_tables_for_the_same_block() {
    let table = &other_year()[SMALL.find('\t').expect("a table")..];
    refuses_document(
        &format!("{}\n\n\n{table}", other_year()),
        &["bảng 1 và bảng 2"],
        &["tables 1 and 2"],
    );
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_legacy_encoding() {
    // "Sở Tư pháp, đơn vị, điểm, tỉnh" in TCVN3 (ABC), and in VNI as it looks after copying.
    let tcvn3 = b"\tS\xeb T\xad ph\xb8p\n\t\xae\xacn v\xde\n\t\xae\xd3m\n\tt\xd8nh\n";
    refuses_document(tcvn3, &["TCVN3", "UniKey", "Unicode"], &["TCVN3", "Unicode"]);
    let vni = "\tSôû Tö phaùp\n\tñôn vò\n\tñieåm\n\ttænh\n";
    refuses_document(vni, &["VNI", "Unicode"], &["VNI", "Unicode"]);
    refuses_document(b"\xff\xfeS\0\0\xd8", &["UTF-16LE", "dòng 1"], &["UTF-16LE", "line 1"]);
}

#[test]
fn a_file_that_is_not_there() {
    let project = Project::new();
    project.run(&["import", "nowhere.txt"]).failed(1).says(&["nowhere.txt"]);
    project.run(&["build", "."]).failed(1).says(&["không có tệp nào"]);
    assert!(!project.db().exists());
}

#[test]
fn a_file_that_is_not_a_database() {
    let project = Project::new();
    let path = project.write(
        "notes.db",
        "these are notes, and long enough to be taken for a page of a database ".repeat(20),
    );
    let before = bytes(path.as_ref());
    for arguments in [&["rank"][..], &["import", DECISION], &["sql", "SELECT 1"]] {
        let arguments = [&["--db", path.as_str()], arguments].concat();
        project.run(&arguments).failed(3).says(&["notes.db", "SQLite"]);
    }
    assert_eq!(bytes(path.as_ref()), before);
    project.run(&["rank"]).failed(3).says(&["cchc build"]);
}

#[test]
fn a_database_of_something_else_or_of_another_version() {
    let project = Project::with_small();
    let sqlite = |sql: &str| {
        let connection = rusqlite::Connection::open(project.db()).expect("the database");
        connection.execute_batch(sql).expect("to change it");
    };
    sqlite("PRAGMA user_version = 99");
    project.run(&["rank"]).failed(3).says(&["99", "cập nhật cchc"]);
    project.run(&["import", DECISION]).failed(3).says(&["99"]);
    sqlite("PRAGMA user_version = 1");
    project.run(&["rank", "--lang", "en"]).failed(3).says(&["version 1", "cchc rebuild"]);
    sqlite("PRAGMA application_id = 7");
    project.run(&["rank"]).failed(3).says(&["không phải của cchc"]);
}

#[test]
fn a_folder_that_cannot_be_written() {
    // Nobody can create a file in /proc, not even root.
    let project = Project::new();
    project
        .run(&["--db", "/proc/cchc.db", "import", DECISION])
        .failed(3)
        .says(&["/proc/cchc.db", "--db"]);
    project.run(&["import", DECISION]).succeeded();
    let chart = ["chart", "gap", "--block", "district", "-o", "/proc/gap.svg"];
    project.run(&chart).failed(1).says(&["/proc/gap.svg", "không ghi được"]);
}

#[test]
fn a_full_disk() {
    let project = Project::with_small();
    let before = bytes(&project.db());

    // A limit on the size of files fails a write as a full disk does.
    let limited = |arguments: &[&str]| {
        let mut command = Command::new("sh");
        let script = "ulimit -f 100; exec \"$0\" \"$@\"";
        command
            .args(["-c", script, env!("CARGO_BIN_EXE_cchc")])
            .args(arguments)
            .current_dir(project.folder.path());
        Run::of(command)
    };

    let document = std::fs::read_to_string(DECISION).expect("the decision");
    let document = document.replace("tỉnh Bắc Kạn", "huyện Ví dụ");
    let large = project.write("large.txt", format!("{}{document}", "Lời văn.\n".repeat(20_000)));
    limited(&["import", &large]).failed(1).says(&["ổ đĩa đầy", "giữ nguyên"]);
    assert_eq!(bytes(&project.db()), before, "the database changed");
    limited(&["--db", "fresh.db", "import", &large]).failed(1);
    assert!(!project.path("fresh.db").exists(), "a database was left behind");
    let whole = project.write("decision.txt", &document);
    project.run(&["import", &whole]).succeeded();
    limited(&["report"]).failed(1).says(&["cchc-2021.vi.html"]);

    let left = std::fs::read_dir(project.path("reports/2021")).expect("the folder").count();
    assert_eq!(left, 0, "half a report was left behind");
}

#[test]
fn misspelt_names_and_years_that_are_not_stored() {
    let project = Project::with_decision();
    let run = project.run(&["trace", "--unit", "Sở Tư phap"]).failed(1);
    run.says(&["Sở Tư phap", "Có phải là", "“Sở Tư pháp”"]);
    project.run(&["rank", "--year", "2019"]).failed(1).says(&["2019", "2022 sở, ban, ngành"]);
    project.run(&["rank", "--year", "1066"]).failed(2);
    project.run(&["chart", "gap", "-o", "gap.svg"]).failed(2).says(&["--block"]);
    project
        .run(&["chart", "gap", "--block", "district", "-o", "gap.jpg"])
        .failed(2)
        .says(&[".svg"]);
}
