#![no_main]
//! Queries: any text is answered or refused, and the database stays as it was.

use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

use cchc::import::{Importer, Job};
use cchc::relation::RankingRow;
use cchc::store::{QueryLimits, Selection, Store};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static STORE: RefCell<Store> = RefCell::new({
        let folder = std::env::temp_dir().join(format!("cchc-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let db = folder.join("a.db");
        let document = include_bytes!("../../data/2022/501-QD-UBND.txt").to_vec();
        let mut importer = Importer::open(&db, Job::default()).expect("a database");
        importer.import_bytes(Path::new("501-QD-UBND.txt"), document).expect("an import");
        drop(importer);
        Store::open(&db).expect("the database")
    });
}

fuzz_target!(|sql: &str| {
    STORE.with_borrow_mut(|store| {
        let limits = QueryLimits { timeout: Duration::from_secs(2), rows: 1_000 };
        let _ = store.query(sql, limits);
        let rows: Vec<RankingRow> = store.load(Selection::default(), &[]).expect("rankings");
        assert_eq!(rows.len(), 27);
    });
});
