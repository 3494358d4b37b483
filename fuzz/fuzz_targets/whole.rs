#![no_main]
//! The whole way: a decision whose rows are the bytes, its database, relations and report. What is imported
//! has to be ranked by its totals, and to be the same when it is imported again.

use std::path::Path;

use cchc::analysis::load_sheets;
use cchc::import::{Importer, Job};
use cchc::relation::{RankingRow, ScoreRow, WeaknessRow};
use cchc::render::html::html_page;
use cchc::report::sheets_report;
use cchc::store::{Selection, Store};
use cchc::text::Lang;
use libfuzzer_sys::fuzz_target;

const HEAD: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n\
    (Kèm theo Quyết định số 1/QĐ-UBND ngày 05/01/2024 của UBND tỉnh X)\n\
    STT;Đơn vị;Tự chấm (90);Thẩm định (90);ĐT XHH (10);Tổng cộng (100);Xếp hạng\n";

fn rankings(store: &Store) -> Vec<RankingRow> {
    store.load(Selection::default(), &[]).expect("rankings")
}

fuzz_target!(|bytes: &[u8]| {
    let document = [HEAD.as_bytes(), bytes].concat();
    let import = || {
        let mut importer = Importer::in_memory(Job::default()).expect("a database");
        let imported = importer.import_bytes(Path::new("fuzz.csv"), document.clone());
        imported.ok().map(|imported| (importer, imported))
    };
    let Some((first, imported)) = import() else { return };
    let store = first.store();
    let rows = rankings(store);
    for row in &rows {
        let (Some(rank), Some(total)) = (row.recomputed_rank, row.recomputed_total) else {
            continue;
        };
        let above = rows.iter().filter(|other| {
            (other.year, &other.block) == (row.year, &row.block)
                && other.recomputed_total.is_some_and(|other| other > total)
        });
        assert_eq!(usize::try_from(rank).ok(), Some(1 + above.count()), "{row:?}");
    }
    let _: Vec<ScoreRow> = store.load(Selection::default(), &[]).expect("scores");
    let _: Vec<WeaknessRow> = store.load(Selection::default(), &[]).expect("weaknesses");
    for content in &imported.contents {
        let sheets = load_sheets(store, content.year).expect("sheets");
        html_page(&sheets_report(Lang::Vi, content.year, &sheets)).expect("a page");
    }
    let (second, _) = import().expect("the same outcome");
    assert_eq!(format!("{rows:?}"), format!("{:?}", rankings(second.store())));
});
