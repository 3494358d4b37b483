#![no_main]
//! Tables of decisions and forms in any layout: each byte is a word of headings, names and figures. What is
//! imported has to be found again, cell by cell, where its figures say they stand.

use std::path::Path;

use cchc::import::{Importer, Job, Rereads, trace};
use cchc::source::InProcess;
use libfuzzer_sys::fuzz_target;

const HEAD: &str =
    "CHỈ SỐ CCHC NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 05/01/2024 của UBND tỉnh X)\n";

/// What documents are made of. Separators come first, as they are what shapes a table.
const WORDS: [&str; 64] = [
    "\n",
    ";",
    ";",
    "\n;",
    ";;",
    "\n\n",
    ";\n",
    ";;;",
    "STT",
    "TT",
    "Đơn vị",
    "Tiêu chí",
    "Điểm tối đa",
    "Tự chấm",
    "Thẩm định",
    "ĐT XHH",
    "Tổng điểm",
    "Tổng",
    "Điểm",
    "Xếp hạng",
    "Hạng",
    "Xếp loại",
    "Ghi chú",
    "Điểm trừ",
    "Điểm thưởng",
    "%",
    "Nhóm I",
    "Nhóm II",
    "Nhóm Tốt",
    "Nhóm Khá",
    "Sở Tư pháp",
    "Sở Nội vụ",
    "Sở Y tế",
    "Huyện A",
    "Huyện B",
    "Sở Tư pháp (TC)",
    "Sở Nội vụ (TĐ)",
    "Thể chế (60)",
    "Thủ tục (40)",
    "Thể chế",
    "Thủ tục",
    "I. Thể chế (60 điểm)",
    "II. Thủ tục (40 điểm)",
    "I",
    "II",
    "1",
    "2",
    "3",
    "1.1",
    "(60)",
    "(40)",
    "60",
    "40",
    "100",
    "55",
    "38",
    "93",
    "52,5",
    "35",
    "87,5",
    "-",
    "(2)",
    "55/60",
    "Đơn vị: Sở Tư pháp",
];

fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.iter().map(|byte| WORDS[usize::from(*byte) % WORDS.len()]).collect();
    let document = format!("{HEAD}{text}");
    let mut importer = Importer::in_memory(Job::default()).expect("a database");
    if importer.import_bytes(Path::new("fuzz.csv"), document.into_bytes()).is_err() {
        return;
    }
    let store = importer.store();
    let rereads = Rereads::default();
    for unit in store.load_units().expect("units") {
        let rows = trace(store, unit.unit_id, None, None, &InProcess, &rereads).expect("cells");
        for row in rows {
            assert!(row.agrees, "{row:?} in {text}");
        }
    }
});
