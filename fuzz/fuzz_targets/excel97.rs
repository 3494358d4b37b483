#![no_main]
//! Excel 97 files.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_and_check(
        &[&b"\xd0\xcf\x11\xe0"[..], bytes.get(4..).unwrap_or_default()].concat(),
    );
});
