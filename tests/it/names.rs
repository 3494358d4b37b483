//! Names that are markup, formulas or commands elsewhere are text in everything that is written, and what
//! is written can be read by a parser that is not the one that wrote it.

use calamine::{Reader as _, open_workbook_auto};
use cchc::text::ChartKind;

use crate::project::Project;
use crate::word::parts;

/// Names of units, each hostile to some format.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "Sở <script>alert(1)</script> & con",
        "Sở a>b </style><g onload=x>",
        "Sở \"A\" 'B' `C` \\ D",
        "Sở ]]> --> %> <!--",
        "Sở phải\u{202e}sang trái\u{2066}",
        "Sở không\u{200b}rộng\u{feff}",
        "Sở 👩‍👩‍👧‍👦 \u{1f1fb}\u{1f1f3}",
        "So\u{302}\u{309} Tu\u{31b} pha\u{301}p",
        "=HYPERLINK(\"http://a\";\"b\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "Sở |a|b| **c** [d](javascript:e) # f",
        "Sở #import \"a\": * $x$ #panic()",
        "Sở \u{1b}[31mđỏ\u{7}",
        "Sở ${a} {{b}} %s %n {0}",
    ]
    .map(str::to_owned)
    .into();
    names.push(format!("Sở {}", "dài".repeat(3_300)));
    names
}

fn imported() -> Project {
    let project = Project::new();
    let mut text = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2021\n\
         \"(Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2022 của UBND tỉnh <b>Ví dụ</b>)\"\n\
         STT;Đơn vị;Tự chấm;\"Thể chế <i> \"\"x\"\" (60)\";=Bộ máy & (40);Tổng cộng (100)\n"
        .to_owned();
    for (name, number) in names().iter().zip(1..) {
        let quoted = name.replace('"', "\"\"");
        let (first, second) = (60 - number, 40 - number);
        text += &format!("{number};\"{quoted}\";99;{first};{second};{}\n", first + second);
    }
    let path = project.write("a<b>&'c'.csv", text);
    project.run(&["import", &path, "--heading", "Tự chấm=self"]).succeeded();
    assert_eq!(project.query("SELECT * FROM rankings").len(), names().len());
    project
}

/// Reads a text as XML, and returns the names of its elements.
fn elements(xml: &[u8]) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    let (mut found, mut buffer) = (Vec::new(), Vec::new());
    loop {
        use quick_xml::events::Event;
        match reader.read_event_into(&mut buffer).expect("sound XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let key =
                        attribute.expect("a sound attribute").key.as_ref().to_ascii_lowercase();
                    assert!(!key.starts_with("on"), "a handler");
                }
                found.push(tag.name().as_ref().to_owned());
            }
            Event::Eof => return found,
            _ => {}
        }
        buffer.clear();
    }
}

/// No control characters and no marks of direction are left in a text.
#[track_caller]
fn is_plain(text: &str) {
    let hostile = |c: char| {
        (c.is_control() && !"\n\r\t".contains(c)) || ('\u{202a}'..='\u{202e}').contains(&c)
    };
    assert!(!text.contains(hostile), "{:?}", text.chars().find(|c| hostile(*c)));
}

#[test]
fn charts_are_sound_and_hold_names_as_text() {
    let project = imported();
    for kind in ChartKind::ALL {
        let mut options = vec!["chart", kind.code(), "-o", "a.svg", "--block", "department"];
        // Some show one year, some one unit.
        options.extend(["--year", "2021"]);
        let run = project.run(&options);
        if run.code != 0 {
            continue;
        }
        let svg = std::fs::read(project.path("a.svg")).expect("a chart");
        let found = elements(&svg);
        assert!(
            !found.iter().any(|name| name == "script" || name == "i" || name == "b"),
            "{kind:?}"
        );
        is_plain(std::str::from_utf8(&svg).expect("text"));
        std::fs::remove_file(project.path("a.svg")).expect("to remove it");
    }
}

#[test]
fn tables_are_sound_in_every_format() {
    let project = imported();
    for verb in [&["rank"][..], &["gap"], &["weakness"], &["check"], &["documents"]] {
        let json = project.run(&[verb, &["--format", "json"]].concat()).succeeded();
        let _: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
        for line in project.run(&[verb, &["--format", "jsonl"]].concat()).succeeded().out.lines() {
            let _: serde_json::Value = serde_json::from_str(line).expect("JSON");
        }
        for format in ["table", "line", "markdown"] {
            is_plain(&project.run(&[verb, &["--format", format]].concat()).succeeded().out);
        }
        let table = project.run(&[verb, &["--format", "markdown"]].concat()).out;
        let shown: String =
            pulldown_cmark::Parser::new_ext(&table, pulldown_cmark::Options::ENABLE_TABLES)
                .map(|event| match event {
                    pulldown_cmark::Event::Text(text) => text.into_string(),
                    pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => {
                        panic!("{html}")
                    }
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. }) => {
                        panic!("a link")
                    }
                    _ => String::new(),
                })
                .collect();
        assert!(verb[0] != "rank" || shown.contains("<script>alert(1)</script> & con"), "{table}");

        let text = project.run(&[verb, &["--format", "csv"]].concat()).succeeded().out;
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let width = rows.headers().expect("a head").len();
        for row in rows.records() {
            let row = row.expect("a row");
            assert_eq!(row.len(), width);
            // A spreadsheet takes none of them for a formula.
            let is_formula = |cell: &str| {
                cell.starts_with(['=', '@']) || cell.starts_with('+') && cell.len() > 9
            };
            assert!(!row.iter().any(is_formula), "{row:?}");
        }

        project.run(&[verb, &["-o", "a.xlsx"]].concat()).succeeded();
        let mut book = open_workbook_auto(project.path("a.xlsx")).expect("a workbook");
        let sheets = book.sheet_names();
        for sheet in sheets {
            book.worksheet_range(&sheet).expect("a sheet");
            let formulas = book.worksheet_formula(&sheet).expect("its formulas");
            assert!(formulas.cells().all(|(.., formula)| formula.is_empty()));
        }
    }
}

#[test]
fn reports_are_sound_in_every_format() {
    let project = imported();
    for kind in ["year", "annex", "sheets"] {
        for format in ["html", "docx", "xlsx", "pdf"] {
            // Sheets are no workbook.
            if (kind, format) != ("sheets", "xlsx") {
                project.run(&["report", kind, "--year", "2021", "--format", format]).succeeded();
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(project.path("reports/2021")).expect("reports") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            continue;
        }
        let ending = path.extension().expect("an ending").to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("a report");
        match ending.as_str() {
            "html" => {
                let page = String::from_utf8(bytes).expect("text");
                is_plain(&page);
                for token in html5gum::Tokenizer::new(&page) {
                    let Ok(html5gum::Token::StartTag(tag)) = token else { continue };
                    let is_foreign = tag.name.as_slice() == b"script"
                        || tag.attributes.keys().any(|key| key.starts_with(b"on"));
                    assert!(!is_foreign, "{path:?}");
                }
            }
            "docx" | "xlsx" => {
                for (name, part) in parts(&bytes) {
                    if name.ends_with("xml") || name.ends_with("rels") {
                        assert!(!elements(&part).iter().any(|tag| tag == "script" || tag == "f"));
                    }
                }
            }
            "pdf" => {
                let pages =
                    hayro_interpret::hayro_syntax::Pdf::new(bytes).expect("a PDF").pages().len();
                assert!(pages > 0);
            }
            other => panic!("{other}"),
        }
        seen.insert(ending);
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}
