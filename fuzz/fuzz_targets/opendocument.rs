#![no_main]
//! The XML of an OpenDocument spreadsheet.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    common::read_and_check(&common::archive(&[("mimetype", kind), ("content.xml", bytes)]));
});
