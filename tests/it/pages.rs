//! PDF documents keep to their number of pages, are tagged and archivable, and have the same bytes
//! every time.

use cchc::render::pdf::pdf_document;
use cchc::report::Report;
use cchc::text::Lang;
use hayro_interpret::hayro_syntax::Pdf;

use crate::project::Project;
use crate::report::{of_year, of_years};

fn pages(bytes: &[u8]) -> usize {
    Pdf::new(bytes.to_vec()).expect("a PDF").pages().len()
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// The number of pages of the body alone.
fn body(report: &Report) -> usize {
    let body = Report { chapters: report.chapters[..1].to_vec(), ..report.clone() };
    pages(&pdf_document(&body).expect("pages"))
}

#[test]
fn reports_are_as_short_as_a_committee_reads() {
    let (real, simulated) = (Project::with_decision(), Project::simulated("2019-2024", "7"));
    for lang in [Lang::Vi, Lang::En] {
        let trend = of_years(&simulated, lang);
        let bytes = pdf_document(&trend).expect("pages");
        if lang == Lang::Vi {
            let again = pdf_document(&trend).expect("the same");
            assert!(again == bytes, "the same report has different bytes");
        }
        for words in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "/StructTreeRoot",
        ] {
            assert!(contains(&bytes, words), "{words}");
        }

        assert!(body(&trend) <= 10, "{} pages", body(&trend));
        let annex = Report { chapters: vec![trend.chapters[1].clone()], ..trend.clone() };
        assert_eq!(pages(&pdf_document(&annex).expect("pages")), 2, "annex I");

        let year = of_year(&real, lang, 2022);
        assert!(body(&year) <= 8, "{} pages", body(&year));
        assert!(contains(
            &pdf_document(&year).expect("pages"),
            "<pdfaid:conformance>A</pdfaid:conformance>"
        ));
    }
}

#[test]
fn a_sheet_has_one_page_and_an_annex_one_per_block() {
    // Each language once: setting the pages takes long.
    for (project, year, units, lang) in [
        (Project::with_decision(), 2022, 27, Lang::Vi),
        (Project::simulated("2019-2024", "7"), 2024, 26, Lang::En),
    ] {
        let store = cchc::store::Store::open(&project.db()).expect("the database");
        let year = cchc::model::Year::new(year).expect("a year");
        let sheets = cchc::analysis::load_sheets(&store, year).expect("sheets");
        let sheets = cchc::report::sheets_report(lang, year, &sheets);
        assert_eq!(pages(&pdf_document(&sheets).expect("pages")), units);
        let annex = cchc::report::decision_report(
            year,
            &cchc::analysis::decide(&store, year).expect("results"),
        );
        assert_eq!(pages(&pdf_document(&annex).expect("pages")), 3, "the decision and two annexes");
    }
}
