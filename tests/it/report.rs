//! The report: one file, both languages, figures of the decision, nothing unescaped.

use crate::decision::rows;
use crate::project::{Project, SMALL};

fn report(project: &Project, lang: &str, year: &str) -> String {
    project.run(&["report", "--lang", lang]).succeeded();
    let path = project.path(&format!("reports/{year}/cchc-{year}.{lang}.html"));
    std::fs::read_to_string(path).expect("the report")
}

/// The text that a reader sees, without tags, pictures and style.
fn text(html: &str) -> String {
    let without = |html: &str, name: &str| {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let parts = html.split(&open).enumerate();
        let kept = parts.map(
            |(index, part)| if index == 0 { part } else { part.split_once(&close).map_or("", |(_, after)| after) },
        );
        kept.collect::<String>()
    };
    let visible = without(&without(html, "style"), "svg");
    let words = visible.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after));
    let words = words.collect::<Vec<_>>().join(" ");
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn one_file_without_scripts_and_network() {
    let project = Project::with_decision();
    for lang in ["vi", "en"] {
        let html = report(&project, lang, "2022");
        assert!(html.contains(&format!("<html lang=\"{lang}\">")));
        assert!(!html.contains("<script") && !html.contains("<link") && !html.contains("<img"));
        let addresses: Vec<_> = html.match_indices("http").map(|(at, _)| &html[at..at + 26]).collect();
        assert!(
            addresses
                .iter()
                .all(|address| address.starts_with("http://www.w3.org/2000/svg") || address.starts_with("http-equiv")),
            "{addresses:?}"
        );
        assert_eq!(html.matches("<svg ").count(), 10, "five charts a block");
    }
}

#[test]
fn sentences_carry_the_figures() {
    let text = text(&report(&Project::with_decision(), "vi", "2022"));
    for sentence in [
        "19 sở, ban, ngành được đánh giá trên 7 lĩnh vực",
        "Sở Tư pháp với 94,28 điểm",
        "Sở Giáo dục và Đào tạo với 76,97 điểm",
        "tự chấm 84,00 điểm, thẩm định 67,09 điểm",
        "chênh lệch 16,91 điểm",
        "thấp nhất là huyện Ngân Sơn với 79,56 điểm",
        "mức Tốt cao hơn 79,56 điểm và không quá 80,12 điểm",
        "501/QĐ-UBND ngày 29 tháng 3 năm 2023 của Ủy ban nhân dân tỉnh Bắc Kạn",
    ] {
        assert!(text.contains(sentence), "{sentence:?} is not in the report");
    }
}

#[test]
fn means_and_lost_points_are_those_of_the_arithmetic() {
    let project = Project::with_decision();
    let (vi, en) = (text(&report(&project, "vi", "2022")), text(&report(&project, "en", "2022")));
    let decision = rows();
    let mut figures = Vec::new();
    for block in ["department", "district"] {
        let totals: Vec<_> = decision.iter().filter(|row| row.block == block).map(|row| row.total).collect();
        let (sum, units) = (totals.iter().sum::<i64>(), i64::try_from(totals.len()).expect("few"));
        figures.push((2 * sum + units) / (2 * units));
    }
    figures.extend(decision.iter().map(|row| 10_000 - row.recomputed()));
    for figure in figures {
        let point = format!("{}.{:02}", figure / 100, figure % 100);
        assert!(en.contains(&point), "{point} is not in the English report");
        assert!(vi.contains(&point.replace('.', ",")), "{point} is not in the Vietnamese report");
    }
}

#[test]
fn every_unit_has_its_sentence() {
    let html = report(&Project::with_decision(), "vi", "2022");
    for row in rows() {
        assert!(html.contains(&format!("<dt>{}</dt>", row.unit)), "{} has no part of its own", row.unit);
    }
}

#[test]
fn what_a_document_says_is_escaped() {
    let project = Project::new();
    let text = SMALL
        .replace("Xã Ví dụ Hai", "<img src=x onerror=alert(1)>")
        .replace("(VÍ DỤ GIẢ ĐỊNH)", "<script>alert(2)</script>");
    let path = project.write("odd.txt", text);
    project.import(&path);
    let html = report(&project, "vi", "2021");
    assert!(!html.contains("<img") && !html.contains("<script"), "markup of the document came through");
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn a_small_block_reads_well() {
    let project = Project::with_small();
    let vi = text(&report(&project, "vi", "2021"));
    insta::assert_snapshot!(
        "report_small_vi",
        vi.split_whitespace().collect::<Vec<_>>().join(" ").replace(". ", ".\n")
    );
    let en = text(&report(&project, "en", "2021"));
    insta::assert_snapshot!(
        "report_small_en",
        en.split_whitespace().collect::<Vec<_>>().join(" ").replace(". ", ".\n")
    );
}

#[test]
fn one_thing_is_no_plural_in_english() {
    let project = Project::new();
    let rows: Vec<&str> = SMALL.split("\n\n").collect();
    // The appraisal gives one point more than the unit asked for: one warning.
    let one = rows[..3].join("\n\n").replace("\t45,00\n", "\t43,00\n").replace("\t73,00\n", "\t71,00\n");
    let path = project.write("data/2021.txt", &one);
    let mut texts = vec![
        project.run(&["--lang", "en", "import", &path, "--dry-run"]).out,
        project.run(&["--lang", "en", "build"]).succeeded().out,
    ];
    let import = project.run(&["--lang", "en", "--db", "other.db", "import", &path]).succeeded();
    texts.push(import.err);
    let report = std::fs::read_to_string(project.path("reports/2021/cchc-2021.en.html")).expect("the report");
    texts.push(text(&report));
    for text in texts {
        let words: Vec<_> =
            text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '.', ';', ':'])).collect();
        for pair in words.windows(3).filter(|pair| pair[0] == "1") {
            let plurals = [
                "units",
                "communes",
                "criteria",
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
