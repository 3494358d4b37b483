//! Reports: their statements are true in both languages, every figure of a sentence is in a table,
//! and text of a document is escaped.

use std::collections::BTreeSet;

use cchc::analysis::{Lineage, report_trend, report_year};
use cchc::model::Year;
use cchc::report::{Content, Element, Level, Report, RowKind, trend_report, year_report};
use cchc::store::{Selection, Store};
use cchc::text::Lang;

use crate::decision::rows;
use crate::project::{Project, SMALL};

fn report(project: &Project, lang: &str, year: &str) -> String {
    project.run(&["report", "--lang", lang]).succeeded();
    let path = project.path(&format!("reports/{year}/cchc-{year}.{lang}.html"));
    std::fs::read_to_string(path).expect("the report")
}

/// The report on a year as data.
pub fn of_year(project: &Project, lang: Lang, year: i32) -> Report {
    let store = Store::open(&project.db()).expect("the database");
    let year = Year::new(year).expect("a year");
    year_report(lang, year, &report_year(&store, year).expect("a report"), None)
}

/// The report on all years as data.
pub fn of_years(project: &Project, lang: Lang) -> Report {
    let store = Store::open(&project.db()).expect("the database");
    trend_report(
        lang,
        &report_trend(&store, Selection::default(), Lineage::AsIs).expect("a report"),
        None,
    )
    .expect("two years")
}

/// The text that a reader sees, without tags, pictures and style.
fn text(html: &str) -> String {
    let without = |html: &str, name: &str| {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let parts = html.split(&open).enumerate();
        let outside = parts.map(|(index, part)| {
            if index == 0 { part } else { part.split_once(&close).map_or("", |(_, after)| after) }
        });
        outside.collect::<String>()
    };
    let visible = without(&without(html, "style"), "svg");
    let words =
        visible.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after));
    let words = words.collect::<Vec<_>>().join(" ");
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The sentences: paragraphs, items, proposals and the summary.
fn sentences(report: &Report) -> Vec<String> {
    let mut all = Vec::new();
    for element in report.elements() {
        match element {
            Element::Paragraph(words) | Element::Item(words) | Element::Proposal(words) => {
                all.push(words.plain());
            }
            Element::Summary(items) => all.extend(items.iter().map(cchc::text::RichText::plain)),
            _ => {}
        }
    }
    all
}

/// The texts of the cells of all tables.
fn cells(report: &Report) -> Vec<String> {
    let mut all = Vec::new();
    for element in report.elements() {
        if let Element::Table(table) = element {
            all.extend(
                table
                    .rows
                    .iter()
                    .flat_map(|row| &row.entries)
                    .map(|entry| entry.plain(report.lang)),
            );
        }
    }
    all
}

/// The numbers with decimals in a text, without their signs.
fn decimals(text: &str, mark: char) -> Vec<String> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == mark;
    let pieces = text.split(|letter: char| !is_part(letter));
    let pieces = pieces.map(|piece| piece.trim_matches(mark));
    pieces.filter(|piece| piece.matches(mark).count() == 1).map(str::to_owned).collect()
}

/// Thresholds that sentences print.
const THRESHOLDS: [&str; 9] = ["0.5", "1.0", "2.0", "5.0", "20.0", "1.00", "0.02", "100.00", "0.1"];

#[track_caller]
fn every_figure_stands_in_a_table(report: &Report) {
    let mark = report.lang.pick(',', '.');
    let known: BTreeSet<String> =
        cells(report).iter().flat_map(|cell| decimals(cell, mark)).collect();
    let thresholds: Vec<String> =
        THRESHOLDS.iter().map(|threshold| threshold.replace('.', &mark.to_string())).collect();
    let mut found = 0;

    // Only the body is checked: the last annex explains the statistics, and its figures are only in
    // its sentences.
    let body = Report { chapters: report.chapters[..1].to_vec(), ..report.clone() };
    for sentence in sentences(&body) {
        for figure in decimals(&sentence, mark) {
            found += 1;
            assert!(
                known.contains(&figure) || thresholds.contains(&figure),
                "{figure} is in no table: {sentence}"
            );
        }
    }

    assert!(found > 10, "nothing was checked");
}

#[test]
fn every_figure_of_a_sentence_is_in_a_table_of_the_report() {
    let (real, simulated) = (Project::with_decision(), Project::simulated("2019-2024", "7"));
    for lang in [Lang::Vi, Lang::En] {
        every_figure_stands_in_a_table(&of_year(&real, lang, 2022));
        every_figure_stands_in_a_table(&of_year(&simulated, lang, 2024));
        every_figure_stands_in_a_table(&of_years(&simulated, lang));
    }
}

/// What the body must not contain: terms of statistics and of the program, blame, and figures that
/// mean nothing.
const FORBIDDEN: [&str; 22] = [
    "z hiệu chỉnh",
    "phần dư",
    "Theil",
    "Kendall",
    "median",
    "MAD",
    "SHA",
    "cchc ",
    "Ô 1:",
    "bất thường",
    "đáng chú ý nhất",
    "khống",
    "không trung thực",
    "gian lận",
    "điểm %",
    " 0 đơn vị",
    " 00 đơn vị",
    "−0,00",
    "+0,00 ",
    "xử lý",
    "vi phạm",
    "kỷ luật",
];

#[test]
fn no_body_contains_forbidden_words() {
    let (real, simulated) = (Project::with_decision(), Project::simulated("2019-2024", "7"));
    for lang in [Lang::Vi, Lang::En] {
        for report in [
            of_year(&real, lang, 2022),
            of_year(&simulated, lang, 2019),
            of_years(&simulated, lang),
        ] {
            let body = Report { chapters: report.chapters[..1].to_vec(), ..report.clone() };
            for text in sentences(&body).into_iter().chain(cells(&body)) {
                for word in FORBIDDEN {
                    assert!(!text.contains(word), "{word:?} in {text}");
                }
            }
        }
    }
}

#[test]
fn headings_are_numbered_and_ids_are_unique() {
    let report = of_years(&Project::simulated("2019-2024", "7"), Lang::Vi);
    let headings: Vec<_> = report
        .elements()
        .filter_map(
            |element| if let Element::Heading(heading) = element { Some(heading) } else { None },
        )
        .collect();
    let ids: BTreeSet<_> = headings.iter().map(|heading| &heading.id).collect();
    assert_eq!(ids.len(), headings.len(), "an id occurs twice");

    let sections: Vec<_> =
        headings.iter().filter(|heading| heading.level == Level::Section).collect();
    let numbers: Vec<_> = sections
        .iter()
        .filter_map(|heading| heading.text.split_once(". "))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]);

    let annexes = headings.iter().filter(|heading| heading.level == Level::Annex).count();
    assert_eq!(annexes + 1, report.chapters.len(), "an annex has pages of its own");

    // Sentences refer to these sections by their numbers.
    for (words, number) in
        [("CHÊNH LỆCH", "IV"), ("HẠN CHẾ KÉO DÀI", "V"), ("ĐỘ ỔN ĐỊNH", "VI"), ("KIẾN NGHỊ", "VII")]
    {
        let section = sections.iter().find(|heading| heading.text.contains(words)).expect(words);
        assert!(section.text.starts_with(&format!("{number}. ")), "{}", section.text);
    }
}

#[test]
fn tables_are_as_wide_as_the_text_and_have_one_entry_per_column() {
    let report = of_years(&Project::simulated("2019-2024", "7"), Lang::Vi);
    for chapter in &report.chapters {
        let text = chapter.page.text_width() * 10.0;
        for element in &chapter.elements {
            let Element::Table(table) = element else { continue };
            let width: u32 = table.columns.iter().map(|column| column.width).sum();
            assert!(
                (f64::from(width) - text).abs() <= 20.0,
                "{}: {width} of {text}: {:?}",
                chapter.id,
                table.caption
            );
            for row in table.rows.iter().filter(|row| row.kind != RowKind::Group) {
                assert_eq!(row.entries.len(), table.columns.len(), "{:?}", table.caption);
            }
            for heads in &table.heads {
                assert!(heads.iter().map(|head| head.across).sum::<usize>() <= table.columns.len());
            }
        }
    }
}

#[test]
fn simulated_reports_say_so_in_every_caption_and_have_no_letterhead() {
    for (project, simulated) in
        [(Project::simulated("2019-2024", "7"), true), (Project::with_decision(), false)]
    {
        let report = if simulated {
            of_years(&project, Lang::Vi)
        } else {
            of_year(&project, Lang::Vi, 2022)
        };
        assert_eq!(report.simulated, simulated);

        let mut captions = 0;
        for element in report.elements() {
            let caption = match element {
                Element::Table(table) => table.caption.as_ref(),
                Element::Figure(figure) => figure.caption.as_ref(),
                Element::Letterhead(letterhead) => {
                    assert_eq!(
                        letterhead.number.is_none() && letterhead.parent.is_none(),
                        simulated
                    );
                    None
                }
                Element::Addressee(_) | Element::Draft(_) => {
                    assert!(!simulated);
                    None
                }
                _ => None,
            };
            if let Some(caption) = caption {
                captions += 1;
                assert_eq!(caption.text.ends_with("(mô phỏng)"), simulated, "{}", caption.text);
            }
        }

        assert!(captions > 5);
    }
}

#[test]
fn facts_that_only_an_officer_knows_are_left_blank() {
    let report = of_year(&Project::with_decision(), Lang::Vi, 2022);
    let mut blanks = Vec::new();
    let mut add = |words: &cchc::text::RichText| {
        for span in &words.0 {
            if let cchc::text::Span::Blank(blank) = span {
                blanks.push(blank.tag.clone());
            }
        }
    };

    for element in report.elements() {
        match element {
            Element::Letterhead(letterhead) => {
                letterhead
                    .parent
                    .iter()
                    .chain([&letterhead.office])
                    .chain(&letterhead.number)
                    .chain(&letterhead.place)
                    .for_each(&mut add);
            }
            Element::Signature(signature) => [&signature.signer, &signature.name]
                .into_iter()
                .chain(&signature.list)
                .for_each(&mut add),
            Element::Paragraph(words) | Element::Item(words) | Element::Proposal(words) => {
                add(words);
            }
            Element::Table(table) => {
                for entry in table.rows.iter().flat_map(|row| &row.entries) {
                    if let Content::Words(words) = &entry.content {
                        add(words);
                    }
                }
            }
            _ => {}
        }
    }

    for tag in [
        "number",
        "place-date",
        "signer",
        "signer-name",
        "mandate",
        "reasons-weakness",
        "explain-date",
        "target",
    ] {
        assert!(blanks.iter().any(|blank| blank == tag), "{tag} is not a blank");
    }

    let distinct: BTreeSet<_> = blanks.iter().filter(|tag| tag.contains(':')).collect();
    let tagged = blanks.iter().filter(|tag| tag.contains(':')).count();
    assert_eq!(distinct.len(), tagged, "two cells to fill in share a tag");
}

#[test]
fn a_report_is_one_file_without_scripts_or_network() {
    let project = Project::with_decision();
    for lang in ["vi", "en"] {
        let html = report(&project, lang, "2022");
        assert!(html.contains(&format!("<html lang=\"{lang}\">")));
        assert!(!html.contains("<script") && !html.contains("<link") && !html.contains("<img"));

        let mut ids: Vec<_> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "an id occurs twice: {ids:?}");

        let addresses: Vec<_> =
            html.match_indices("http").map(|(at, _)| &html[at..at + 26]).collect();
        assert!(
            addresses.iter().all(|address| address.starts_with("http://www.w3.org/2000/svg")
                || address.starts_with("http-equiv")),
            "{addresses:?}"
        );

        // Every link leads to an id of the page.
        for link in html.split("href=\"#").skip(1) {
            let id = link.split('"').next().expect("an id");
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn sentences_carry_the_figures() {
    let text = text(&report(&Project::with_decision(), "vi", "2022"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        "19 sở, ban, ngành được đánh giá trên 07 lĩnh vực, tối đa 100,00 điểm, trong đó thẩm định \
        86,50 điểm và điều tra xã hội học 13,50 điểm",
        "Cao nhất: Sở Tư pháp (94,28) và huyện Bạch Thông (88,21); thấp nhất: Sở Giáo dục và Đào \
        tạo (76,97) và huyện Ngân Sơn (79,56)",
        "Phân loại: 05 Xuất sắc, 19 Tốt, 03 Khá",
        "Văn phòng UBND tỉnh (93,36) và Sở Tài chính (93,35)",
        "cả 19 sở, ban, ngành tự chấm cao hơn điểm thẩm định",
        "Quyết định số 501/QĐ-UBND ngày 29/3/2023 của Ủy ban nhân dân tỉnh Bắc Kạn (kết quả năm \
        2022)",
    ] {
        assert!(text.contains(sentence), "{sentence:?} is not in the report");
    }
}

#[test]
fn means_follow_from_the_decision_and_every_unit_is_in_a_table() {
    let project = Project::with_decision();
    let (vi, en) = (text(&report(&project, "vi", "2022")), text(&report(&project, "en", "2022")));
    let decision = rows();

    for block in ["department", "district"] {
        let totals: Vec<_> =
            decision.iter().filter(|row| row.block == block).map(|row| row.total).collect();
        let (sum, units) = (totals.iter().sum::<i64>(), i64::try_from(totals.len()).expect("few"));
        let figure = (2 * sum + units) / (2 * units);
        let point = format!("{}.{:02}", figure / 100, figure % 100);
        assert!(en.contains(&point), "{point} is not in the English report");
        assert!(vi.contains(&point.replace('.', ",")), "{point} is not in the Vietnamese report");
    }

    let cells = cells(&of_year(&project, Lang::Vi, 2022));
    for row in decision {
        let total = format!("{},{:02}", row.total / 100, row.total % 100);
        assert!(cells.contains(&row.unit) && cells.contains(&total), "{}: {total}", row.unit);
    }
}

#[test]
fn text_of_a_document_is_escaped() {
    let project = Project::new();
    let text = SMALL
        .replace("Xã Ví dụ Hai", "<img src=x onerror=alert(1)>")
        .replace("(VÍ DỤ GIẢ ĐỊNH)", "<script>alert(2)</script>");
    let path = project.write("odd.txt", text);
    project.import(&path);
    let html = report(&project, "vi", "2021");
    assert!(
        !html.contains("<img") && !html.contains("<script"),
        "markup of the document came through"
    );
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn a_small_block_reads_well() {
    let project = Project::with_small();
    for lang in ["vi", "en"] {
        let words = text(&report(&project, lang, "2021"));
        insta::assert_snapshot!(
            format!("report_small_{lang}"),
            words.split_whitespace().collect::<Vec<_>>().join(" ").replace(". ", ".\n")
        );
    }
}

#[test]
fn one_thing_is_not_plural_in_english() {
    let project = Project::new();
    let rows: Vec<&str> = SMALL.split("\n\n").collect();

    // The appraised score is one point above the self score, which is one warning.
    let one =
        rows[..3].join("\n\n").replace("\t45,00\n", "\t43,00\n").replace("\t73,00\n", "\t71,00\n");
    let path = project.write("data/2021.txt", &one);
    let mut texts = vec![
        project.run(&["--lang", "en", "import", &path, "--dry-run"]).out,
        project.run(&["--lang", "en", "build"]).succeeded().out,
    ];
    let import = project.run(&["--lang", "en", "--db", "other.db", "import", &path]).succeeded();
    texts.push(import.err);
    let report = std::fs::read_to_string(project.path("reports/2021/cchc-2021.en.html"))
        .expect("the report");
    texts.push(text(&report));
    for text in texts {
        let words: Vec<_> = text
            .split_whitespace()
            .map(|word| word.trim_matches(['(', ')', ',', '.', ';', ':']))
            .collect();
        for pair in words.windows(3).filter(|pair| pair[0] == "1") {
            let plurals = [
                "units",
                "communes",
                "criteria",
                "areas",
                "warnings",
                "notes",
                "errors",
                "documents",
                "points",
                "scores",
                "years",
            ];
            assert!(!plurals.contains(&pair[1]), "{pair:?}");
            assert!(!["were", "are", "have", "differ"].contains(&pair[2]), "{pair:?}");
        }

        assert!(words.contains(&"1"), "{text}");
    }
}
