#![no_main]
//! Forms of single units, two in one archive: the bytes are the rows below their headings.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let form = |unit: &str, rows: &[u8]| {
        let head = format!(
            "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nĐơn vị: {unit}\nNgày 5/11/2023\n\
             STT;Tiêu chí;Điểm tối đa;Tự chấm;Thẩm định;ĐT XHH;Tài liệu kiểm chứng;Ý kiến\n"
        );
        [head.as_bytes(), rows].concat()
    };
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let forms = [form("Sở Tư pháp", first), form("Sở Nội vụ", second)];
    common::read_and_check(&common::archive(&[("a.csv", &forms[0]), ("tự chấm/b.csv", &forms[1])]));
});
