#![no_main]
//! The XML of a Word document.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_and_check(&common::archive(&[("word/document.xml", bytes)]));
});
