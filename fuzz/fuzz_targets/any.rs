#![no_main]
//! Any bytes as they are: the reader recognises archives, compound files, PDF and text by their
//! content.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_and_check(bytes);
});
