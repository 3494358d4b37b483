//! What an import stores, and that every spelling of the same document gives the same.

use crate::project::{DECISION, Project, SMALL, bytes};

/// The contents of a database, without the document itself and the line numbers of its cells.
fn contents(project: &Project) -> Vec<Vec<serde_json::Value>> {
    ["rankings", "scores", "gaps", "unit_gaps", "weaknesses", "criteria", "findings"]
        .map(|view| project.query(&format!("SELECT * FROM {view}")))
        .into_iter()
        .chain([
            project.query("SELECT number, issued_on, issuer FROM document"),
            project.query(
                "SELECT result_id, table_number, row_number, column_number, printed_name \
                FROM result_source",
            ),
            project.query(
                "SELECT criterion_id, figure, table_offset, row_offset, column_offset \
                FROM placement",
            ),
            project.query(
                "SELECT placement_id, result_id, table_number, row_number, column_number FROM \
                placement_exception",
            ),
            project.query("SELECT year, block, title, coverage FROM assessment"),
        ])
        .collect()
}

fn import(text: impl AsRef<[u8]>) -> Project {
    let project = Project::new();
    let path = project.write("document.txt", text);
    project.run(&["import", &path]).succeeded();
    project
}

#[test]
fn prose_before_the_appendices_changes_nothing() {
    let appendices = std::fs::read_to_string(DECISION).expect("the decision");
    let whole = format!("{}{appendices}", include_str!("../fixtures/prose.txt"));
    assert_eq!(contents(&import(whole)), contents(&Project::with_decision()));
}

#[test]
fn differences_of_typing_change_nothing() {
    use unicode_normalization::UnicodeNormalization as _;

    let plain = contents(&import(SMALL));
    let texts = |text: &str| contents(&import(text));
    assert_eq!(texts(&SMALL.replace('\n', "\r\n")), plain, "CRLF");
    assert_eq!(texts(&format!("\u{feff}{SMALL}")), plain, "byte order mark");
    assert_eq!(texts(&SMALL.nfd().collect::<String>()), plain, "decomposed letters");
    assert_eq!(
        texts(&SMALL.replace("Tự chấm", "Tự\u{a0}chấm").replace("45,00", "45,00\u{a0}")),
        plain,
        "no-break spaces"
    );
    assert_eq!(texts(&SMALL.replace("Thẩm định", "Thẩm \u{ad}định")), plain, "soft hyphens");
    assert_eq!(
        texts(&SMALL.replace(",00", ".00").replace(",5", ".5").replace(",25", ".25")),
        plain,
        "decimal points"
    );
    assert_eq!(texts(&SMALL.replace("\t-\n", "\t–\n")), plain, "dashes");
}

#[test]
fn columns_are_recognised_by_heading_and_not_by_position() {
    // Every row has its columns reversed: the unit comes before the running number, and rank and
    // grade before the total.
    let rows: Vec<&str> = SMALL.trim_end().split("\n\n").collect();
    let (caption, first) = rows[0].split_at(rows[0].find('\t').expect("a table"));
    let mirrored = |row: &str| {
        let mut cells: Vec<&str> = row.lines().collect();
        cells[1..].reverse();
        cells.join("\n")
    };

    let table: Vec<_> =
        [first].into_iter().chain(rows[1..].iter().copied()).map(mirrored).collect();
    let mirrored = import(format!("{caption}{}\n\n", table.join("\n\n")));
    let straight = import(SMALL);

    for sql in [
        "SELECT unit, rank, total, grade, self_total, survey_total, recomputed_total FROM \
        rankings_detail",
        "SELECT unit, criterion, self, appraised, survey FROM scores ORDER BY unit, criterion",
    ] {
        assert_eq!(mirrored.query(sql), straight.query(sql));
    }
}

#[test]
fn synonymous_headings_give_the_same_results() {
    let text = SMALL
        .replace("STT", "TT")
        .replace("TÊN ĐƠN VỊ", "Cơ quan, đơn vị")
        .replace("Tự chấm", "Điểm tự đánh giá")
        .replace("ĐT XHH", "Điều tra xã hội học")
        .replace("\tXếp hạng\n", "\tVị thứ\n")
        .replace("Phân loại", "Xếp loại");
    assert_eq!(contents(&import(text)), contents(&import(SMALL)));
}

#[test]
fn options_supply_what_the_document_leaves_out() {
    let text = SMALL
        .replace("(Kèm theo Quyết định số: 12/QĐ-UBND ngày 5 tháng 1 năm 2022 của Ủy ban nhân dân huyện Ví dụ)\n", "");
    let text = text.replace(" NĂM 2021", "");
    let project = Project::new();
    let path = project.write("bare.txt", text);
    project.run(&["import", &path]).failed(1).says(&["bảng 1", "năm đánh giá", "--year"]);
    project
        .run(&["import", &path, "--year", "2021"])
        .failed(1)
        .says(&["số quyết định", "--number"]);

    let options = [
        "--year",
        "2021",
        "--number",
        "12/QĐ-UBND",
        "--date",
        "2022-01-05",
        "--issuer",
        "Ủy ban nhân dân huyện Ví dụ",
    ];
    project.run(&[&["import", path.as_str()], &options[..]].concat()).succeeded();

    let document = project.query("SELECT number, issued_on, issuer FROM documents");
    assert_eq!(document, import(SMALL).query("SELECT number, issued_on, issuer FROM documents"));
}

#[test]
fn the_same_document_again_changes_nothing() {
    let project = Project::new();
    project.run(&["import", DECISION]).succeeded();
    let before = bytes(&project.db());
    project.run(&["import", DECISION]).succeeded().says(&["Không thay đổi"]);
    assert_eq!(bytes(&project.db()), before);
}

#[test]
fn a_dry_run_writes_nothing_and_shows_the_findings() {
    let project = Project::new();
    let run = project.run(&["import", DECISION, "--dry-run"]).succeeded();
    assert!(
        run.out.contains("sum-survey") && run.out.contains("0 lỗi, 9 cảnh báo, 13 ghi chú"),
        "{run:#?}"
    );
    assert!(!project.db().exists());
}

#[test]
fn a_replaced_assessment_stays_in_the_history() {
    let project = Project::with_small();
    let corrected =
        project.write("corrected.txt", SMALL.replace("NĂM 2021 (VÍ", "NĂM 2021 (SỬA, VÍ"));
    let before = bytes(&project.db());
    project.run(&["import", &corrected]).failed(1).says(&[
        "2021",
        "small.txt",
        "12/QĐ-UBND",
        "--replace",
    ]);
    assert_eq!(bytes(&project.db()), before);
    project.run(&["import", &corrected, "--replace"]).succeeded();
    assert_eq!(project.query("SELECT count(*) AS n FROM rankings")[0]["n"], 3);
    assert_eq!(
        project.query("SELECT count(*) AS n FROM assessment WHERE replaced_by IS NOT NULL")[0]["n"],
        1
    );
    assert_eq!(
        project.query("SELECT count(*) AS n FROM unit")[0]["n"],
        3,
        "the units are the same"
    );
}

#[test]
fn a_folder_keeps_its_good_documents() {
    let project = Project::new();
    project.write("in/bad.txt", SMALL.replace("45,00", "45,0O"));
    project.write("in/small.txt", SMALL);
    project.write("in/notes.md", "not a document");
    let folder = project.path("in");
    project.run(&["import", folder.to_str().expect("UTF-8")]).failed(1).says(&[
        "bad.txt",
        "45,0O",
        "Đã nhập",
    ]);
    assert_eq!(project.json(&["rank"]).len(), 3);
}

#[test]
fn an_accepted_error_is_recorded() {
    let project = Project::new();
    let path = project.write("odd.txt", SMALL.replace("\t88,50\n", "\t89,50\n"));
    project.run(&["import", &path]).failed(1).says(&["total", "89,50", "88,50", "--accept total"]);
    assert!(!project.db().exists());
    project.run(&["import", &path, "--accept", "total"]).succeeded();

    let findings = project.query(
        "SELECT severity, accepted, expected, found, difference FROM findings WHERE rule = 'total'",
    );
    assert_eq!(findings.len(), 1);
    assert_eq!((&findings[0]["severity"], &findings[0]["accepted"]), (&"error".into(), &1.into()));
    assert_eq!(
        (&findings[0]["expected"], &findings[0]["found"]),
        (&"88.50".into(), &"89.50".into())
    );
    project.run(&["check"]).failed(1);

    // A figure that cannot be read cannot be accepted.
    let path = project.write("bad.txt", SMALL.replace("45,00", "45,0O"));
    project.run(&["import", &path, "--accept", "not-a-number"]).failed(1);
    project.run(&["import", &path, "--accept", "nonsense"]).failed(2);
}

/// A decision on three districts under these names.
fn districts(year: i32, names: [&str; 3]) -> String {
    let [a, b, c] = names;
    format!(
        "XẾP HẠNG CHỈ SỐ CCHC NĂM {year} CỦA CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ\n(Kèm theo Quyết định số {year}/QĐ-UBND \
         ngày 05/02/{} của UBND tỉnh Ví dụ)\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;{a};91,5;1\n2;{b};85,25;2\n\
         3;{c};80;3\n",
        year + 1
    )
}

#[test]
fn a_place_is_one_unit_under_its_committee_in_short_and_without_its_kind() {
    let project = Project::new();
    let years = [
        ["Huyện An Bình", "Thành phố Ví Dụ", "Thị xã Mỹ Lộc"],
        ["UBND huyện An Bình", "UBND TP. Ví Dụ", "Ủy ban nhân dân thị xã Mỹ Lộc"],
        ["An Bình", "TP Ví Dụ", "TX Mỹ Lộc"],
    ];
    for (names, year) in years.into_iter().zip(2022..) {
        let path = project.write(&format!("{year}.csv"), districts(year, names));
        project.run(&["import", &path]).succeeded();
    }
    let units = project.query("SELECT unit, count(*) AS years FROM rankings GROUP BY unit_id");
    let units: Vec<_> =
        units.iter().map(|row| (row["unit"].as_str(), row["years"].as_i64())).collect();
    let three = |name| (Some(name), Some(3));
    assert_eq!(units.len(), 3, "{units:?}");
    assert!(years[0].into_iter().all(|name| units.contains(&three(name))), "{units:?}");
    let notes = project.query("SELECT message FROM findings WHERE rule = 'unknown-unit'");
    assert!(notes.len() == 1 && notes[0]["message"].to_string().contains("“An Bình”"), "{notes:?}");
    // What was printed stays to be seen.
    let traced = project.json(&["trace", "--unit", "Huyện An Bình", "--year", "2024"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");

    // A name that two units have is not taken for one of them.
    let project = Project::new();
    let both = ["Huyện An Bình", "Thành phố An Bình", "Huyện Mỹ Lộc"];
    let path = project.write("2022.csv", districts(2022, both));
    project.run(&["import", &path]).succeeded();
    let path = project.write("2023.csv", districts(2023, ["An Bình", "Huyện Tân An", "Mỹ Lộc"]));
    project.run(&["import", &path]).failed(1).says(&["unknown-unit", "An Bình"]);
}

#[test]
fn a_decision_that_corrects_another_is_told_from_it() {
    let project = Project::new();
    let names = ["Huyện An Bình", "Huyện Tân An", "Huyện Mỹ Lộc"];
    let path = project.write("a.csv", districts(2024, names));
    project.run(&["import", &path]).succeeded();
    let text = "Số: 360/QĐ-UBND\nVí Dụ, ngày 05 tháng 3 năm 2025\nQUYẾT ĐỊNH\nVề việc điều chỉnh kết quả Chỉ số \
                CCHC năm 2024 của UBND huyện Tân An tại Quyết định số 2024/QĐ-UBND ngày 05/02/2025 của UBND tỉnh \
                Ví dụ\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;UBND huyện Tân An;86,25;1\n";
    let path = project.write("b.csv", text);
    project.run(&["import", &path]).failed(1).says(&["--date 2025-03-05"]);
    let options = ["--date", "2025-03-05", "--issuer", "UBND tỉnh Ví dụ"];
    let run = project.run(&[&["import", &path][..], &options].concat()).failed(1);
    run.says(&["3 đơn vị", "chỉ có 1 đơn vị"]);
    let stored = project.query("SELECT number FROM documents");
    assert!(stored.len() == 1 && stored[0]["number"] == "2024/QĐ-UBND", "{stored:?}");
}

#[test]
fn a_letterhead_in_a_table_proposes_what_the_title_leaves_out() {
    let project = Project::new();
    let text = "<table><tr><td><p>ỦY BAN NHÂN DÂN</p><p>TỈNH VÍ DỤ</p></td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT \
                NAM</td></tr><tr><td>Số: 361/QĐ-UBND</td><td>Ví Dụ, ngày 05 tháng 3 năm 2025</td></tr></table>\
                <p>KẾT QUẢ CHỈ SỐ CCHC NĂM 2024 CỦA CÁC SỞ, BAN, NGÀNH</p><table><tr><td>STT</td><td>Đơn vị</td>\
                <td>Tổng điểm</td><td>Xếp hạng</td></tr><tr><td>1</td><td>Sở Tư pháp</td><td>91</td><td>1</td></tr>\
                <tr><td>2</td><td>Sở Nội vụ</td><td>88</td><td>2</td></tr></table>";
    let path = project.write("a.html", text);
    let run = project.run(&["import", &path]).failed(1);
    run.says(&[
        "--number 361/QĐ-UBND --date 2025-03-05 --issuer \"ỦY BAN NHÂN DÂN TỈNH VÍ DỤ\"",
        "nhập được 2 đơn vị",
    ]);
}
