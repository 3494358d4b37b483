#![no_main]
//! PDF files.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_and_check(&[&b"%PDF-1.7\n"[..], bytes].concat());
});
