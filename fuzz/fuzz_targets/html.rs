#![no_main]
//! Web pages.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_and_check(&[&b"<html>"[..], bytes].concat());
});
