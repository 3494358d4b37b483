//! Workbooks: numbers are stored as numbers, every sheet is there under its name, and the annex has
//! what the decision prints.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use cchc::analysis::{Lineage, decide, report_trend, report_year};
use cchc::model::Year;
use cchc::relation::{Cell, ScoreRow};
use cchc::render::xlsx::workbook;
use cchc::report::{trend_workbook, year_workbook};
use cchc::store::{Selection, Store};
use cchc::text::Lang;

use crate::project::Project;
use crate::word::{parts, text};

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook")
}

fn of_year(project: &Project, lang: Lang, year: i32) -> Vec<u8> {
    let store = Store::open(&project.db()).expect("the database");
    let year = Year::new(year).expect("a year");
    let blocks = report_year(&store, year).expect("a report");
    let report = year_workbook(lang, year, &blocks, &decide(&store, year).expect("results"));
    let bytes = workbook(&report).expect("a workbook");
    assert!(workbook(&report).expect("the same") == bytes, "the same report has different bytes");
    bytes
}

fn of_years(project: &Project, lang: Lang) -> Vec<u8> {
    let store = Store::open(&project.db()).expect("the database");
    let computed = report_trend(&store, Selection::default(), Lineage::AsIs).expect("a report");
    let selection = Selection::default();
    let scores: Vec<ScoreRow> =
        store.load(selection, &[(ScoreRow::level, Cell::Level(1))]).expect("scores");
    let last = *computed.years().last().expect("a year");
    let decisions = decide(&store, last).expect("results");
    workbook(&trend_workbook(lang, &computed, &scores, &decisions).expect("two years"))
        .expect("a workbook")
}

#[test]
fn the_annex_in_a_workbook_has_the_printed_figures() {
    let mut book = open(&of_year(&Project::with_decision(), Lang::Vi, 2022));
    let names = book.sheet_names();
    for name in [
        "Tóm tắt",
        "Kết quả 2022",
        "Lĩnh vực",
        "Tự chấm - thẩm định",
        "Cần giải trình",
        "QĐ - Phụ lục I",
        "QĐ - Phụ lục II",
    ] {
        assert!(names.iter().any(|found| found == name), "{name} is not among {names:?}");
    }

    let sheet = book.worksheet_range("QĐ - Phụ lục I").expect("the annex");
    let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    let first = rows
        .iter()
        .position(|row| row.get(1) == Some(&Data::String("Sở Tư pháp".to_owned())))
        .expect("a unit");

    // The row of Sở Tư pháp as decision 501/QĐ-UBND prints it.
    let printed = [
        13.5, 13.0, 1.95, 9.0, 9.0, 1.89, 18.0, 16.5, 2.46, 8.0, 8.0, 0.96, 8.5, 8.5, 2.34, 9.5,
        8.99, 1.47, 17.39, 17.33, 1.90, 83.89, 81.32, 12.96, 94.28, 1.0,
    ];
    let numbers: Vec<f64> = rows[first][2..28]
        .iter()
        .map(|cell| if let Data::Float(value) = cell { *value } else { f64::NAN })
        .collect();
    assert_eq!(numbers, printed);
    assert_eq!(rows[first][28], Data::String("Xuất sắc".to_owned()));
}

#[test]
fn shares_and_points_are_numbers_with_formats() {
    for lang in [Lang::Vi, Lang::En] {
        let project = Project::simulated("2019-2024", "7");
        let bytes = of_years(&project, lang);
        let mut book = open(&bytes);

        for name in book.sheet_names() {
            assert!(name.chars().count() <= 31);
            let range = book.worksheet_range(&name).expect("a sheet");
            for cell in range.used_cells() {
                if let Data::String(text) = cell.2 {
                    let plain = text.replace(',', ".");
                    // Years are headings of columns.
                    let is_year = plain.len() == 4 && plain.starts_with("20");
                    assert!(
                        is_year || plain.parse::<f64>().is_err(),
                        "{name}: “{text}” is a number as text"
                    );
                    assert!(!plain.ends_with('%') || plain.len() > 7, "{name}: “{text}”");
                }
            }
        }

        let parts = parts(&bytes);
        let sheets: Vec<&str> = parts
            .keys()
            .filter(|name| name.starts_with("xl/worksheets/sheet"))
            .map(|name| text(&parts, name))
            .collect();
        assert!(sheets.iter().any(|sheet| sheet.contains("sparklineGroup")), "no course in a cell");
        assert!(
            sheets.iter().all(|sheet| sheet.contains("fitToWidth") || sheet.contains("fitToPage"))
        );
        assert!(
            sheets.iter().all(|sheet| sheet.contains(lang.pick("MÔ PHỎNG", "SIMULATED"))),
            "a sheet does not say so"
        );
        assert!(
            sheets.iter().any(|sheet| sheet.contains("<sheetProtection ")),
            "the questions can be overwritten"
        );
        assert!(sheets.iter().any(|sheet| sheet.contains("<conditionalFormatting ")));
        assert!(parts.keys().filter(|name| name.starts_with("xl/charts/chart")).count() >= 2);
        assert!(!parts.keys().any(|name| name.contains("externalLink")));
    }
}
