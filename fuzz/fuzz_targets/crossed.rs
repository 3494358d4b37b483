#![no_main]
//! Tables with the criteria down the rows and the units across: the bytes are the rows below their
//! headings.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let head = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 \
        của UBND tỉnh Ví dụ)\nSTT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Tư pháp;Sở Nội vụ;Sở Nội vụ\n\
        ;;;Tự chấm;Thẩm định;Tự chấm;Thẩm định\n";
    common::read_and_check(&[head.as_bytes(), bytes].concat());
});
