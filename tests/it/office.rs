//! Documents of an office: the annex of a decision and its round trip, result sheets, blanks that
//! were filled in, and an office's letterhead.

use std::io::{Cursor, Write as _};

use cchc::analysis::{decide, load_sheets};
use cchc::model::Year;
use cchc::render::docx::docx_document;
use cchc::render::html::html_page;
use cchc::render::pdf::pdf_document;
use cchc::render::xlsx::workbook;
use cchc::report::{Report, decision_report, sheets_report};
use cchc::store::Store;
use cchc::text::Lang;

use crate::project::{DATA, DECISION, Project, SMALL, bytes};
use crate::word::{is_sound, parts, text};

const SCORES: &str =
    "SELECT unit, criterion, self, appraised, survey FROM scores ORDER BY unit, criterion";
const RESULTS: &str = "SELECT unit, published_rank, published_total, published_grade, self_total, \
    appraised_total, \
                       survey_total FROM rankings_detail ORDER BY unit";
const FINDINGS: &str =
    "SELECT block, unit, criterion, rule, found FROM findings ORDER BY 1, 2, 3, 4, 5";

fn annex(project: &Project, year: i32) -> Report {
    let store = Store::open(&project.db()).expect("the database");
    let year = Year::new(year).expect("a year");
    decision_report(year, &decide(&store, year).expect("results"))
}

/// An archive with the text of one part edited.
fn edited(bytes: &[u8], part: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        archive.start_file(&name, zip::write::SimpleFileOptions::default()).expect("a part");
        let content = if name == part {
            edit(String::from_utf8(content).expect("text")).into_bytes()
        } else {
            content
        };
        archive.write_all(&content).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

#[test]
fn the_annex_of_a_decision_imports_with_the_same_figures() {
    let project = Project::new();
    project.run(&["import", DECISION, "--registry", DATA]).succeeded();
    for format in ["docx", "xlsx", "html"] {
        project.run(&["report", "annex", "--format", format]).succeeded();
        let path = project.path(&format!("reports/2022/cchc-annex-2022.vi.{format}"));
        let again = Project::new();
        let path = path.to_str().expect("a path");
        // Number and date are blanks to fill in.
        again.run(&["import", path, "--registry", DATA]).failed(1).says(&["--number"]);
        let known = ["--number", "501/QĐ-UBND", "--date", "2023-03-29"];
        again.run(&[&["import", path, "--registry", DATA], &known[..]].concat()).succeeded();
        for question in [SCORES, RESULTS, FINDINGS] {
            assert_eq!(project.query(question), again.query(question), "{format}: {question}");
        }
    }
}

#[test]
fn a_filled_in_template_becomes_the_annex_that_is_signed_and_imported() {
    let filled = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats/hard/template.xlsx");
    let office = Project::new();
    office.run(&["import", filled, "--year", "2022", "--registry", DATA]).succeeded();
    office.run(&["report", "annex", "--format", "docx"]).succeeded();

    let draft = bytes(&office.path("reports/2022/cchc-annex-2022.vi.docx")).expect("the draft");
    let signed = edited(&draft, "word/document.xml", |document| {
        document
            .replace("<w:showingPlcHdr></w:showingPlcHdr>", "")
            .replace("……/QĐ-UBND", "77/QĐ-UBND")
            .replace("ngày …… tháng …… năm 20……", "ngày 15 tháng 02 năm 2023")
    });
    let path = office.write("signed.docx", signed);
    let public = Project::new();
    public.run(&["import", &path, "--registry", DATA]).succeeded();

    for question in [SCORES, RESULTS, FINDINGS] {
        assert_eq!(office.query(question), public.query(question), "{question}");
    }

    let decisions = public.query("SELECT DISTINCT number, issued_on FROM documents");
    assert_eq!(decisions.len(), 1);
    assert!(
        decisions[0].to_string().contains("77/QĐ-UBND")
            && decisions[0].to_string().contains("2023-02-15")
    );

    // The next draft keeps what was signed.
    office
        .run(&["report", "annex", "--format", "docx", "--keep", "signed.docx", "--reports", "kept"])
        .succeeded();

    let stored = bytes(&office.path("kept/2022/cchc-annex-2022.vi.docx")).expect("the draft");
    assert!(text(&parts(&stored), "word/document.xml").contains("ngày 15 tháng 02 năm 2023"));
}

#[test]
fn an_annex_of_an_extract_imports_with_the_same_figures() {
    let project = Project::new();
    project.run(&["import", &format!("{DATA}/2018"), "--registry", DATA]).succeeded();
    project.run(&["report", "annex", "--format", "docx"]).succeeded();

    let path = project.path("reports/2018/cchc-annex-2018.vi.docx");
    let again = Project::new();
    let path = path.to_str().expect("a path");
    again
        .run(&[
            "import",
            path,
            "--registry",
            DATA,
            "--number",
            "309/QĐ-UBND",
            "--date",
            "2019-02-26",
        ])
        .succeeded();

    for question in
        [RESULTS, "SELECT year, block, coverage, units, unit FROM rankings_detail ORDER BY unit"]
    {
        assert_eq!(project.query(question), again.query(question), "{question}");
    }
}

#[test]
fn a_simulated_annex_is_imported_as_simulated() {
    let project = Project::simulated("2021-2022", "5");
    project.run(&["report", "annex", "--year", "2022", "--format", "docx"]).succeeded();
    let path = project.path("reports/2022/cchc-annex-2022-mo-phong.vi.docx");
    let again = Project::new();
    let known = [
        "--number",
        "1/QĐ-MP",
        "--date",
        "2023-03-29",
        "--issuer",
        "UBND tỉnh (mô phỏng)",
        "--new-units",
    ];
    again.run(&[&["import", path.to_str().expect("a path")], &known[..]].concat()).succeeded();

    let scores = "SELECT unit, criterion, self, appraised, survey FROM scores WHERE year = 2022 \
        ORDER BY unit, criterion";
    assert_eq!(project.query(scores), again.query(scores));
    assert_eq!(again.query("SELECT DISTINCT simulated FROM rankings_detail")[0]["simulated"], 1);
}

#[test]
fn the_annex_of_a_decision_has_its_columns_and_invents_nothing() {
    let report = annex(&Project::with_decision(), 2022);
    let columns: Vec<usize> = report
        .elements()
        .filter_map(|element| match element {
            cchc::report::Element::Table(table) => Some(table.columns.len()),
            _ => None,
        })
        .collect();
    assert_eq!(columns, [29, 29]);

    let document = docx_document(&report, None).expect("a document");
    is_sound(&document);

    let parts = parts(&document);
    let document = text(&parts, "word/document.xml");
    assert!(!document.contains("501/QĐ-UBND"), "the number is for those who sign");
    for tag in
        ["authority", "basis-1", "decision-number", "decision-date", "article-2", "signer-name"]
    {
        assert!(document.contains(&format!("blank:{tag}")), "{tag}");
    }

    let project = Project::new();
    project.run(&["report", "annex", "--year", "2022"]).failed(3);
    project.import(DATA);
    project.run(&["report", "annex", "--addressee", "UBND"]).failed(2).says(&["--addressee"]);
    project.run(&["report", "annex", "--letterhead", "x.docx"]).failed(2).says(&["--letterhead"]);
}

#[test]
fn every_unit_has_a_sheet_that_names_no_other_unit() {
    let project = Project::with_decision();
    let store = Store::open(&project.db()).expect("the database");
    let year = Year::new(2022).expect("a year");
    let report = sheets_report(Lang::Vi, year, &load_sheets(&store, year).expect("sheets"));
    assert_eq!(report.chapters.len(), 27);

    let names: Vec<&str> = report.chapters.iter().map(|chapter| chapter.name.as_str()).collect();
    for chapter in &report.chapters {
        let page = html_page(&Report { chapters: vec![chapter.clone()], ..report.clone() })
            .expect("a page");
        let body = page.split("<body").nth(1).expect("a body");
        // Every sheet names Sở Nội vụ, because replies go there.
        for other in names.iter().filter(|name| **name != chapter.name && **name != "Sở Nội vụ")
        {
            assert!(
                !body.contains(other) || chapter.name.contains(other),
                "{} names {other}",
                chapter.name
            );
        }
    }

    // Sở Tư pháp: 94.28 points, first of 19; the mean of the 19 totals is 87.46.
    let first = html_page(&Report { chapters: vec![report.chapters[0].clone()], ..report.clone() })
        .expect("a page");
    assert!(
        first.contains("Tổng điểm 94,28/100,00; xếp hạng 1/19 sở, ban, ngành; phân loại Xuất sắc."),
        "{first}"
    );
    assert!(first.contains("là 87,46; đơn vị cao hơn 6,82 điểm."));
    is_sound(&docx_document(&report, None).expect("a document"));
    project.run(&["report", "sheets", "--format", "docx"]).succeeded();
    assert!(project.path("reports/2022/cchc-sheets-2022/01-so-tu-phap.vi.docx").exists());
    assert!(project.path("reports/2022/cchc-sheets-2022.vi.docx").exists());
}

#[test]
fn simulated_figures_go_out_under_no_offices_name() {
    let project = Project::simulated("2021-2024", "5");
    project.write("office.docx", reference("Sở Nội vụ"));
    for kind in ["trend", "sheets", "annex"] {
        let options = ["report", kind, "--format", "docx", "--letterhead", "office.docx"];
        project.run(&options).failed(2).says(&["mô phỏng"]);
        project.run(&["report", kind, "--format", "docx"]).succeeded();
    }

    for name in
        ["cchc-trend-mo-phong", "2024/cchc-sheets-2024-mo-phong", "2024/cchc-annex-2024-mo-phong"]
    {
        let bytes = bytes(&project.path(&format!("reports/{name}.vi.docx"))).expect(name);
        let parts = parts(&bytes);
        assert!(
            text(&parts, "word/header1.xml").contains("MÔ PHỎNG")
                && text(&parts, "word/header2.xml").contains("MÔ PHỎNG")
        );
        let document = text(&parts, "word/document.xml");
        assert!(!document.contains("Kính gửi") && !document.contains("UBND TỈNH"), "{name}");
    }
}

/// A document of an office, with its letterhead in a table, its own font and its own margins.
fn reference(office: &str) -> Vec<u8> {
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let document = format!(
        "<w:document {word} \
        xmlns:x=\"urn:else\"><w:body><w:p><w:r><w:t>Mẫu</w:t></w:r></w:p><w:tbl><w:tblPr><w:tblW \
        w:w=\"9000\" \
         w:type=\"dxa\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid><w:tr \
        w:rsidR=\"00AA\"><w:tc><w:p \
         x:note=\"1\"><w:pPr><w:pStyle \
        w:val=\"Dau\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{office} &amp; số {{{{so}}}} \
         ngày</w:t></w:r><x:thing><w:t>ngoại \
        lai</w:t></x:thing></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>Nội dung \
         cũ</w:t></w:r></w:p><w:sectPr><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" \
         w:left=\"1985\"/></w:sectPr></w:body></w:document>"
    );
    let styles = format!(
        "<w:styles {word}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
        w:ascii=\"Tinos\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:styleId=\"Dau\"><w:name w:val=\"Đầu\"/></w:style><w:style \
        w:type=\"paragraph\" \
         w:styleId=\"cchcThan\"><w:name w:val=\"Thân riêng\"/></w:style></w:styles>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));

    for (name, content) in [("word/document.xml", document), ("word/styles.xml", styles)] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(content.as_bytes()).expect("its bytes");
    }

    archive.finish().expect("an archive").into_inner()
}

#[test]
fn a_letterhead_gives_its_look_and_nothing_else() {
    let project = Project::with_decision();
    project.write("office.docx", reference("SỞ NỘI VỤ TỈNH A"));
    let options =
        ["report", "year", "--year", "2022", "--format", "docx", "--letterhead", "office.docx"];
    project.run(&options).succeeded();

    let bytes = bytes(&project.path("reports/2022/cchc-2022.vi.docx")).expect("the report");
    is_sound(&bytes);

    let parts = parts(&bytes);
    let document = text(&parts, "word/document.xml");
    assert!(document.contains("SỞ NỘI VỤ TỈNH A &amp; số "));
    assert!(
        !document.contains("Nội dung cũ")
            && !document.contains("ngoại lai")
            && !document.contains("rsid")
    );
    assert!(!document.contains("{{so}}") && document.contains("blank:number"));
    assert!(document.contains("w:left=\"1985\"") && !document.contains("UBND TỈNH"));

    let styles = text(&parts, "word/styles.xml");
    assert!(
        styles.contains("Tinos")
            && styles.contains("Thân riêng")
            && !styles.contains("CCHC Thân bài")
    );
    assert!(styles.contains("CCHC Ghi chú"), "a style that the office lacks is missing");

    // The 210 − 35 − 20 mm of text are narrower than the tables are laid out for.
    let widths: Vec<u32> = document
        .split("<w:tblGrid>")
        .skip(2)
        .map(|grid| {
            let grid = grid.split("</w:tblGrid>").next().expect("a grid");
            grid.split("w:w=\"")
                .skip(1)
                .map(|width| width.split('"').next().expect("a width").parse::<u32>().expect("one"))
                .sum()
        })
        .collect();
    let room = 11_906 - 1_134 - 1_985;
    assert!(widths.iter().any(|width| *width > 5_000 && *width <= room), "{widths:?}");

    let forbidden = edited(&reference("A"), "word/document.xml", |document| {
        document.replace("<w:t>A ", "<w:instrText>INCLUDETEXT \"c:/x\"</w:instrText><w:t>A ")
    });
    project.write("office.docx", forbidden);
    project.run(&options).failed(1).says(&["office.docx", "instrText"]);

    project.write("office.docx", "no archive");
    project.run(&options).failed(1).says(&["office.docx", ".docx"]);
    let empty =
        edited(&reference("A"), "word/document.xml", |document| document.replace("w:tbl>", "w:x>"));
    project.write("office.docx", empty);
    project.run(&options).failed(1).says(&["{{co_quan}}"]);
}

#[test]
fn blanks_that_were_filled_in_are_carried_over() {
    let project = Project::with_decision();
    let options = ["report", "year", "--year", "2022", "--format", "docx"];
    project.run(&options).succeeded();

    let path = project.path("reports/2022/cchc-2022.vi.docx");
    let first = bytes(&path).expect("the report");
    let reason = "[Nguyên nhân khách quan, chủ quan theo báo cáo của đơn vị và Tổ thẩm định: ……]";
    let old = edited(&first, "word/document.xml", |document| {
        document
            .replace(reason, "Thiếu &lt;biên chế&gt;")
            .replace("[Ưu điểm: ……]", "Số hóa nhanh</w:t></w:r><w:r><w:br/><w:t>Một cửa tốt")
            .replace(
                "<w:body>",
                "<w:body><w:sdt><w:sdtPr><w:tag \
                w:val=\"blank:gone\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Việc \
                cũ</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            )
    });
    project.write("old.docx", old);
    let run = project.run(&[&options[..], &["--keep", "old.docx"]].concat()).succeeded();
    assert!(run.err.contains("gone") && run.err.contains("Việc cũ"), "{run:#?}");

    let files = parts(&bytes(&path).expect("the report"));
    let document = text(&files, "word/document.xml");

    // A blank that was filled in is no longer a placeholder.
    assert!(document.contains("Số hóa nhanh</w:t>") && document.contains(">Một cửa tốt<"));

    let open = |document: &str| document.matches("<w:showingPlcHdr>").count();
    assert_eq!(open(document), open(text(&parts(&first), "word/document.xml")) - 2);
    assert!(document.contains("Thiếu &lt;biên chế&gt;"));

    // Every format shows the text.
    project.run(&["report", "year", "--year", "2022", "--keep", "old.docx"]).succeeded();
    let page =
        std::fs::read_to_string(project.path("reports/2022/cchc-2022.vi.html")).expect("the page");
    assert!(page.contains("Một cửa tốt"));

    project.write("old.docx", "no archive");
    project.run(&[&options[..], &["--keep", "old.docx"]].concat()).failed(1).says(&["old.docx"]);
}

#[test]
fn hostile_names_are_written_as_text_in_every_format() {
    let project = Project::new();
    let name = "=1+1<w:t>#panic() \"a\" \\ 部 \u{202e}\u{1}' & Hai".to_owned() + &"x".repeat(300);
    let text = SMALL.replace("Xã Ví dụ Hai", &name).replace("Cải cách thể chế", "[*thể* chế](x)");
    project.import(&project.write("odd.txt", text));
    let store = Store::open(&project.db()).expect("the database");
    let year = Year::new(2021).expect("a year");
    let sheets = sheets_report(Lang::Vi, year, &load_sheets(&store, year).expect("sheets"));

    for report in [annex(&project, 2021), sheets] {
        is_sound(&docx_document(&report, None).expect("a document"));
        let book = workbook(&report).expect("a workbook");
        for (part, bytes) in parts(&book) {
            if part.starts_with("xl/worksheets/sheet") {
                let xml = String::from_utf8(bytes).expect("text");
                assert!(!xml.contains("<f>"), "a name became a formula");
            }
        }
        let pdf = pdf_document(&report).expect("pages");
        assert!(pdf.starts_with(b"%PDF-1.7"));
        html_page(&report).expect("a page");
    }

    project.run(&["report", "sheets", "--format", "pdf"]).succeeded();
}

#[test]
fn an_edited_draft_is_not_overwritten() {
    let project = Project::with_decision();
    let options = ["report", "year", "--year", "2022", "--format", "docx"];
    project.run(&options).succeeded();

    let path = project.path("reports/2022/cchc-2022.vi.docx");
    let draft = bytes(&path).expect("the draft");

    // A draft that nobody has edited is overwritten.
    project.run(&[&options[..], &["--addressee", "Ban A"]].concat()).succeeded();
    assert_ne!(bytes(&path).expect("the draft"), draft);

    let edited_draft = edited(&draft, "word/document.xml", |document| {
        document.replacen("<w:showingPlcHdr></w:showingPlcHdr>", "", 1)
    });
    std::fs::write(&path, &edited_draft).expect("to save");
    for _ in 0..2 {
        let run = project.run(&options).succeeded();
        assert!(
            run.err.contains("giữ nguyên") && run.err.contains("cchc-2022.vi.2.docx"),
            "{run:#?}"
        );
    }

    assert_eq!(bytes(&path).expect("the officer's"), edited_draft);
    assert_eq!(
        bytes(&project.path("reports/2022/cchc-2022.vi.2.docx")).expect("the new one"),
        draft
    );
    assert!(!project.path("reports/2022/cchc-2022.vi.3.docx").exists());
    project.run(&["report", "--format", "docx", "--keep", "x.docx"]).failed(2).says(&["--year"]);
    project
        .run(&["report", "trend", "--format", "xlsx", "--keep", "x.docx"])
        .failed(2)
        .says(&["--keep"]);
}

#[test]
fn a_draft_without_criteria_leads_back_to_the_same_figures() {
    for (headings, rows) in [
        (
            "TT;Tên đơn vị;Tự chấm;Thẩm định;Điểm thưởng;Tổng điểm;Xếp hạng",
            ["1;Sở Y tế;95;92,5;1;93,5;1", "2;Sở Tư pháp;94;90;;90;2"],
        ),
        (
            "TT;Tên đơn vị;Thẩm định;Khảo sát;Tổng điểm (1.000);Xếp hạng;Xếp loại",
            ["1;Sở Y tế;700;210;910;1;A", "2;Sở Tư pháp;690;200;890;2;B"],
        ),
        (
            "TT;Tên đơn vị;Điểm tối đa;Tổng điểm;Xếp hạng",
            ["1;Sở Y tế;95;90,5;1", "2;Sở Tư pháp;100;90;2"],
        ),
    ] {
        let project = Project::new();
        let table = crate::project::two_departments(headings, rows);
        project.import(&project.write("a.csv", table));
        let figures = "SELECT unit, rank, total, max_total, attainment, grade, self_total,
                              appraised_total, survey_total, bonus, recomputed_total
                         FROM rankings_detail ORDER BY unit";
        let before = project.query(figures);
        let draft = ["report", "annex", "--year", "2023", "--format", "docx", "--reports", "r"];
        project.run(&draft).succeeded();
        let draft = "r/2023/cchc-annex-2023.vi.docx";
        let decision = ["--number", "9/QĐ-UBND", "--date", "2024-02-01", "--issuer"];
        let import = [&["import", draft, "--replace"][..], &decision, &["UBND tỉnh Ví dụ"]];
        project.run(&import.concat()).succeeded();
        assert_eq!(project.query(figures), before, "{headings}");
        let kept = project.query("SELECT 1 FROM documents WHERE number = '9/QĐ-UBND'");
        assert_eq!(kept.len(), 1, "the draft was imported");
    }
}
