#![no_main]
//! The recogniser of headings: a table whose cells have any text.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text: String = String::from_utf8_lossy(bytes)
        .split('\n')
        .map(|cell| if cell.is_empty() { "\n".to_owned() } else { format!("\t{cell}\n") })
        .collect();
    let caption = "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2021\n(Kèm theo Quyết định số 1/QĐ-UBND ngày \
        5/1/2022 của Ủy ban nhân dân huyện Ví dụ)\n";
    common::read_and_check(format!("{caption}{text}").as_bytes());
});
