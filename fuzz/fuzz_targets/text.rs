#![no_main]
//! Text in every layout (one cell per line, blank lines, Markdown, separated values), and the
//! recogniser of headings.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if !bytes.starts_with(b"PK") && !bytes.starts_with(b"%PDF") && !bytes.starts_with(b"\xd0\xcf") {
        common::read_and_check(bytes);
    }
});
