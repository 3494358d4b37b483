//! What could be silently lost, moved or misread, each in the smallest table that shows it.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::project::{Project, Run, SMALL};

const CAPTION: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2021\n\
                       (Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2022 của Ủy ban nhân dân huyện Ví dụ)\n";

fn import(name: &str, content: impl AsRef<[u8]>) -> (Project, Run) {
    let project = Project::new();
    let path = project.write(name, content);
    let run = project.run(&["import", &path]);
    (project, run)
}

fn totals(project: &Project) -> Vec<(String, String)> {
    let rows = project.json(&["rank"]);
    rows.iter()
        .map(|row| (row["unit"].as_str().unwrap_or("").to_owned(), row["total"].to_string()))
        .collect()
}

fn word(body: &str) -> Vec<u8> {
    let paragraphs: String =
        CAPTION.lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let document = format!("<w:document><w:body>{paragraphs}{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    zip.write_all(document.as_bytes()).expect("its content");
    zip.finish().expect("an archive").into_inner()
}

fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row =
        |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

const HEADINGS: &[&str] = &["TT", "Tên xã", "Tổng điểm", "Xếp loại", "Ghi chú"];

#[test]
fn percentages_are_the_same_in_every_workbook_format() {
    for file in ["percent.xlsx", "percent.xls", "percent.ods"] {
        let project = Project::new();
        let path = format!("{}/tests/fixtures/formats/hard/{file}", env!("CARGO_MANIFEST_DIR"));
        project.import(&path);
        let texts: Vec<_> = totals(&project).into_iter().map(|(_, total)| total).collect();
        assert_eq!(texts, ["90.05", "79.50", "43.25"], "{file}");
    }
}

#[test]
fn note_marks_and_struck_out_letters_are_left_out_of_figures() {
    for file in ["marked.xlsx", "marked.xls", "marked.ods"] {
        let project = Project::new();
        let path = format!("{}/tests/fixtures/formats/hard/{file}", env!("CARGO_MANIFEST_DIR"));
        project.run(&["import", &path]).succeeded().says(&["cột ẩn (C)", "gạch ngang"]);
        let expected = [("Xã Một", "97.50"), ("Xã Hai", "86.25"), ("Xã Ba", "80.50")];
        assert_eq!(
            totals(&project),
            expected.map(|(unit, total)| (unit.to_owned(), total.to_owned())),
            "{file}"
        );
    }
}

#[test]
fn note_marks_in_inline_strings_are_left_out() {
    let text = |text: &str| {
        format!(
            "<c t=\"inlineStr\"><is><r><t>{text}</t></r><r><rPr><vertAlign \
            val=\"superscript\"/></rPr><t>1</t></r></is></c>"
        )
    };
    let row = |cells: &[&str]| {
        format!("<row>{}</row>", cells.iter().map(|cell| text(cell)).collect::<String>())
    };

    let rows = [
        row(&[
            "Quyết định số 9/QĐ-UBND ngày 05/01/2022 của Ủy ban nhân dân huyện Ví dụ, các xã năm \
            2021",
        ]),
        row(&["TT", "Tên xã", "Tổng điểm"]),
        row(&["1", "Xã A", "97,5"]),
        row(&["2", "Xã B", "86,25"]),
    ]
    .concat();
    let (project, run) =
        import("a.xlsx", crate::hostile::excel(&format!("<sheetData>{rows}</sheetData>")));
    run.succeeded();
    assert_eq!(
        totals(&project),
        [("Xã A", "97.50"), ("Xã B", "86.25")]
            .map(|(unit, total)| (unit.to_owned(), total.to_owned()))
    );
}

#[test]
fn a_raised_paragraph_mark_and_old_properties_change_nothing() {
    let figure = "<w:tc><w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan \
        w:val=\"3\"/></w:tcPr></w:tcPrChange></w:tcPr>\
                  <w:p><w:pPr><w:rPr><w:vertAlign \
        w:val=\"superscript\"/></w:rPr></w:pPr><w:r><w:t>70,5</w:t></w:r></w:p></w:tc>";
    let body = table(&[HEADINGS, &["1", "Xã A", "FIGURE", "Khá", ""]]);
    let plain = "<w:tc><w:p><w:r><w:t>FIGURE</w:t></w:r></w:p></w:tc>";
    let (project, run) = import("a.docx", word(&body.replace(plain, figure)));
    run.succeeded();
    assert_eq!(totals(&project), [("Xã A".to_owned(), "70.50".to_owned())]);
}

#[test]
fn a_last_row_on_a_page_of_its_own_is_kept() {
    let first = table(&[HEADINGS, &["1", "Xã A", "80", "Tốt", "x"]]);
    let (project, run) = import(
        "a.docx",
        word(&format!("{first}<w:p/>{}", table(&[&["2", "Xã B", "70,5", "Khá", ""]]))),
    );
    run.succeeded();
    assert_eq!(totals(&project).len(), 2);
}

#[test]
fn a_table_of_another_block_is_not_added_to_the_one_above() {
    let first = table(&[HEADINGS, &["1", "Xã A", "80", "Tốt", "x"]]);
    let second =
        table(&[&["2", "Huyện B", "70,5", "Khá", ""], &["3", "Huyện C", "60,5", "Khá", ""]]);
    let title = "<w:p><w:r><w:t>II. CÁC HUYỆN, THÀNH PHỐ</w:t></w:r></w:p>";
    import("a.docx", word(&format!("{first}{title}{second}"))).1.failed(1).says(&["unread-table"]);
}

#[test]
fn a_figure_in_a_merged_cell_is_not_taken_for_two_units() {
    let page = format!(
        "{}<table><tr><td>TT<td>Tên xã<td>Tổng điểm<tr><td>1<td>Xã A<td \
        rowspan=2>85,5<tr><td>2<td>Xã B</table>",
        CAPTION.replace('\n', "<p>")
    );
    let (_, run) = import("a.html", &page);
    run.failed(1).says(&["merged-cell", "85,5", "--accept merged-cell"]);
}

#[test]
fn raised_marks_on_a_page_are_left_out() {
    let page = format!(
        "{}<table><tr><td>TT<td>Tên xã<td>Tổng điểm<tr><td>1<td>Xã \
        A<sup>(1)</sup><td>95,5<sup>1</sup></table>",
        CAPTION.replace('\n', "<p>")
    );
    let (project, run) = import("a.html", &page);
    run.succeeded();
    assert_eq!(totals(&project), [("Xã A".to_owned(), "95.50".to_owned())]);
}

#[test]
fn rows_with_unreadable_figures_are_not_remarks() {
    for wrong in ["#REF!", "94,28333", "9 8 7"] {
        let text = format!(
            "{CAPTION}| Tên xã | Tổng điểm |\n|---|---|\n| Xã A | 80 |\n| Xã B | {wrong} |\n"
        );
        import("a.md", text).1.failed(1).says(&["not-a-number", "Xã B"]);
    }
}

#[test]
fn an_open_quotation_mark_is_refused() {
    let text =
        format!("{CAPTION}TT;Tên xã;Tổng điểm;Ghi chú\n1;Xã A;80;\n2;Xã B;70;\"chậm\n3;Xã C;60;\n");
    import("a.csv", text).1.failed(1).says(&["dòng 5", "nháy"]);
}

#[test]
fn a_row_that_lost_an_empty_cell_does_not_borrow_from_the_next() {
    let cells = [
        "TT",
        "Tên xã",
        "Tổng điểm",
        "1",
        "Xã A",
        "80",
        "2",
        "Xã B",
        "3",
        "Xã C",
        "60",
        "4",
        "Xã D",
        "50",
    ];
    let text = format!(
        "{}\n{}",
        CAPTION.replace('\n', "\n\n"),
        cells.map(|cell| format!("{cell}\n\n")).concat()
    );
    import("a.txt", text).1.failed(1).says(&["row-length"]);
}

#[test]
fn group_rows_and_column_numbers_are_not_units() {
    for numbers in [
        "| A | B | 1 | 2 |",
        "| 1 | 2 | 3 | 4=2+3 |",
        "| (1) | (2) | (3) | (4) |",
        "| I | KHỐI CÁC XÃ, PHƯỜNG | | |",
    ] {
        let text = format!(
            "{CAPTION}| TT | Tên xã | Tổng điểm | Hạng |\n|---|---|---|---|\n{numbers}\n| 1 | Xã A | 80 | 1 |\n"
        );
        let (project, run) = import("a.md", text);
        run.succeeded();
        assert_eq!(totals(&project).len(), 1, "{numbers}");
    }
}

#[test]
fn roman_numbers_short_grades_and_ranks_in_words_are_read() {
    let head = format!(
        "{CAPTION}| TT | Tên xã | Tổng điểm | Xếp hạng | Xếp loại |\n|---|---|---|---|---|\n"
    );
    let (project, run) = import(
        "a.md",
        format!("{head}| I | Xã A | 90 | Hạng 1 | XS |\n| II. | Xã B | 60 | hạng 2 | TB |\n"),
    );
    run.succeeded();

    let rows = project
        .query("SELECT unit, published_rank, published_grade FROM rankings_detail ORDER BY 2");
    let rows: Vec<_> = rows
        .iter()
        .map(|row| format!("{} {} {}", row["unit"], row["published_rank"], row["published_grade"]))
        .collect();
    assert_eq!(rows, ["\"Xã A\" 1 \"Xuất sắc\"", "\"Xã B\" 2 \"Trung bình\""]);

    // Where the units have Arabic numbers, a Roman number marks a group, and its figures belong to
    // no unit.
    let (_, run) = import(
        "a.md",
        format!(
            "{head}| I | Khối xã | 75 | | |\n| 1 | Xã A | 90 | 1 | XS |\n| 2 | Xã B | 60 | 2 | TB |\n"
        ),
    );
    run.failed(1).says(&["row-unread", "Khối xã"]);
}

#[test]
fn a_continuation_with_other_columns_is_refused_however_its_rows_are_numbered() {
    for [first, second] in [["1.", "2."], ["1)", "2)"], ["I", "II"], ["1", "2"]] {
        let text = format!(
            "{CAPTION}| TT | Tên xã | Tổng điểm | Hạng |\n|---|---|---|---|\n| {first} | Xã A | 80 | 1 |\n\n| {second} | Xã B | 70,5 |\n|---|---|---|\n| 3 | Xã C | 60 |\n"
        );
        let text = text.replace("| 3 | Xã C | 60 |\n", "");
        import("a.md", text).1.failed(1).says(&["unread-table", "Xã B"]);
    }
}

#[test]
fn a_remark_above_a_table_may_span_several_lines() {
    for caption in [
        "(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2022 của Ủy\n\nban nhân dân huyện Ví dụ)",
        "(Kèm theo Quyết định số 1/QĐ-UBND ngày 05 tháng 01\n\nnăm 2022 của Ủy ban nhân dân\n\nhuyện Ví dụ)",
    ] {
        let text = format!(
            "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2021\n\n{caption}\n\n| TT | Tên xã | Tổng điểm |\n|---|---|---|\n| 1 | Xã A | 80 |\n"
        );
        let (project, run) = import("a.md", text);
        run.succeeded();
        let document = &project.query("SELECT issuer, issued_on FROM documents")[0];
        assert_eq!(
            (&document["issuer"], &document["issued_on"]),
            (&"Ủy ban nhân dân huyện Ví dụ".into(), &"2022-01-05".into())
        );
    }
}

#[test]
fn a_dash_in_a_sub_criterion_lowers_the_maximum_of_a_printed_criterion() {
    let rows = "unit,criterion,max_appraised,appraised,total\n\
                Xã A,1. Thể chế,100,50,\nXã A,1.1 Ban hành,60,50,\nXã A,1.2 Rà soát,40,-,\nXã A,,,,50\n";
    let (project, run) = import("a.csv", format!("{CAPTION}{rows}"));
    run.succeeded();
    let row = &project.json(&["rank"])[0];
    let expected = 50.0 / 60.0;
    assert!(
        row["attainment"].as_f64().is_some_and(|attainment| (attainment - expected).abs() < 1e-9),
        "{row}"
    );
}

#[test]
fn a_missing_tidy_row_does_not_take_the_cell_of_another() {
    let rows = "unit,criterion,max_appraised,appraised\nXã A,Thể chế,90,80\nXã A,Bộ máy,10,9\nXã B,Bộ máy,10,9.5\n";
    let (project, run) = import("a.csv", format!("{CAPTION}{rows}"));
    run.succeeded();
    let cells = project.json(&["trace", "--unit", "Xã B", "--criterion", "Bộ máy"]);
    assert!(cells.iter().any(|cell| cell["text"] == "9.5"), "{cells:?}");
}

#[test]
fn tidy_rows_that_contradict_each_other_are_refused() {
    let head = format!("{CAPTION}unit,criterion,parent,max_appraised,appraised,survey\n");
    let refused = |rows: &str, words: &[&str]| {
        drop(import("a.csv", format!("{head}{rows}")).1.failed(1).says(words));
    };
    refused("Xã A,Thể chế,,100,90,\nXã A,Thể chế,,100,80,\n", &["repeated-row", "Thể chế"]);
    refused("Xã A,Thể chế,,100,90,\nXã B,Thể chế,,90,80,\n", &["criterion-maximum"]);
    refused("Xã A,Ban hành,Thể chế,100,90,\n", &["unknown-heading", "Thể chế"]);
    refused("Xã A,Thể chế,,100,90,5\n", &["missing-maximum"]);
    refused(
        "Xã A,1. A,,100,90,\nXã A,1.1 B,,100,90,\nXã A,1.1.1 C,,100,90,\nXã A,1.1.1.1 D,,100,90,\n\
         Xã A,1.1.1.1.1 E,,100,90,\n",
        &["too-deep"],
    );
}

#[test]
fn one_unit_under_two_names_is_a_duplicate() {
    let text = format!(
        "{CAPTION}| TT | Tên xã | Tổng điểm |\n|---|---|---|\n| 1 | Xã A | 80 |\n| 2 | XÃ A tỉnh | 70 |\n"
    );
    import("a.md", text).1.failed(1).says(&["duplicate-unit"]);
}

#[test]
fn a_dry_run_reports_what_the_import_would() {
    let project = Project::with_small();
    let path = project.write("again.txt", SMALL.replace("Ví dụ Ba", "Ví dụ Bốn"));
    let run = project.run(&["import", &path, "--dry-run"]).failed(1);
    assert!(run.out.contains("chưa nhập được") && run.out.contains("--replace"), "{run:#?}");
    let run = project.run(&["import", &path, "--dry-run", "--replace"]).succeeded();
    assert!(run.out.contains("nhập được"), "{run:#?}");
}

#[test]
fn hidden_content_of_pages_and_documents_is_not_read() {
    let page = |cell: &str, row: &str| {
        let caption = CAPTION.replace('\n', "<p>");
        format!(
            "{caption}<table><tr><td>TT<td>Tên xã<td>Tổng điểm<tr><td>1<td>Xã \
            A<td>{cell}{row}</table>"
        )
    };

    for hidden in [
        "<span style=\"display: none\"><b>1</b></span>",
        "<i hidden>1</i>",
        "<del>1,1</del>",
        "<s>2</s>",
    ] {
        let (project, run) = import("a.html", page(&format!("95,5{hidden}"), ""));
        run.succeeded();
        assert_eq!(totals(&project), [("Xã A".to_owned(), "95.50".to_owned())], "{hidden}");
    }

    let (project, run) =
        import("a.html", page("95,5", "<tr style=\"display:none\"><td>2<td>Xã B<td>8"));
    run.succeeded().says(&["1 hàng"]);
    assert_eq!(totals(&project), [("Xã A".to_owned(), "95.50".to_owned())]);

    let run = "<w:r><w:rPr><w:PROPERTY/></w:rPr><w:t>9</w:t></w:r>";
    for property in ["vanish", "strike"] {
        let body = table(&[HEADINGS, &["1", "Xã A", "70,5", "Khá", ""]]);
        let run = run.replace("PROPERTY", property);
        let body = body.replace("<w:t>70,5</w:t></w:r>", &format!("<w:t>70,5</w:t></w:r>{run}"));
        let (project, run) = import("a.docx", word(&body));
        run.succeeded();
        assert_eq!(totals(&project), [("Xã A".to_owned(), "70.50".to_owned())], "{property}");
    }
}

#[test]
fn truncated_pages_are_reported() {
    let page = format!(
        "<html>{}<table><tr><td>TT<td>Tên xã<td>Tổng điểm<tr><td>1<td>Xã A<td>95,5",
        CAPTION.replace('\n', "<p>")
    );
    import("a.html", &page).1.failed(1).says(&["hỏng", "<table>"]);
    import("a.html", format!("{page}</table>")).1.succeeded().says(&["</html>", "bị cắt"]);
    let pdf = std::fs::read(format!(
        "{}/tests/fixtures/formats/decision.pdf",
        env!("CARGO_MANIFEST_DIR")
    ))
    .expect("a PDF");
    let at = pdf.windows(6).position(|window| window == b"stream").expect("a stream") + 200;
    let mut damaged = pdf.clone();
    damaged[at..at + 40].fill(0xff);
    import("a.pdf", damaged).1.failed(1).says(&["hỏng"]);
}

#[test]
fn a_numbered_average_is_not_a_unit() {
    let text = format!("{CAPTION}STT;Tên xã;Tổng điểm\n1;Xã A;90\n2;Xã B;80\n3;Bình quân;85\n");
    let (project, run) = import("a.csv", text);
    run.succeeded();
    assert_eq!(totals(&project).len(), 2);
    assert_eq!(project.query("SELECT * FROM findings WHERE rule = 'row-unread'").len(), 1);
}

#[test]
fn a_workbook_with_one_sheet_per_year_gives_every_year() {
    let sheet = |year: &str, total: &str| {
        format!(
            "<h2>{year}</h2><table><tr><td>TT<td>Tên xã<td>Tổng điểm<tr><td>1<td>Xã \
            A<td>{total}</table>"
        )
    };

    // A page with titles of two years is refused; the sheets of a workbook follow below.
    let page = format!(
        "{}{}{}",
        CAPTION.replace('\n', "<p>"),
        sheet("Kết quả năm 2020", "80"),
        sheet("Kết quả năm 2021", "81")
    );
    import("a.html", page).1.failed(1).says(&["2020", "2021"]);
    let table = |year: &str, total: &str| {
        format!(
            "<table name=\"{year}\"><table-row><table-cell><p>TT</p></table-cell><table-cell><p>Tên xã</p></table-cell>\
             <table-cell><p>Tổng \
            điểm</p></table-cell></table-row><table-row><table-cell><p>1</p></table-cell>\
             <table-cell><p>Xã \
            A</p></table-cell><table-cell><p>{total}</p></table-cell></table-row></table>"
        )
    };

    let content = format!(
        "<document-content><spreadsheet>{}{}</spreadsheet></document-content>",
        table("2020", "80"),
        table("2021", "81")
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)]
    {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("its content");
    }

    let bytes = zip.finish().expect("an archive").into_inner();
    let project = Project::new();
    let path = project.write("years.ods", &bytes);
    let facts =
        ["--date", "2022-02-01", "--issuer", "Ủy ban nhân dân huyện Ví dụ", "--block", "commune"];
    let import =
        |more: &[&str]| project.run(&[&["import", path.as_str()], more, &facts[..]].concat());
    let without_block = [
        "import",
        path.as_str(),
        "--number",
        "1/BC-UBND",
        "--date",
        "2022-02-01",
        "--issuer",
        "UBND huyện",
    ];
    project.run(&without_block).succeeded();
    assert_eq!(project.query("SELECT DISTINCT year FROM rankings ORDER BY year").len(), 2);

    // Each sheet can also be imported as a decision of its own.
    std::fs::remove_file(project.db()).expect("to start anew");
    import(&["--sheet", "2020", "--number", "1/QĐ-UBND"]).succeeded();
    import(&["--sheet", "2021", "--number", "2/QĐ-UBND"]).succeeded();
    assert_eq!(project.query("SELECT number FROM documents").len(), 2);
}
