#![no_main]
//! Separated values with the headings of a tidy table.

mod common;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    common::read_and_check(
        &["unit,criterion,max_appraised,self,appraised\n".as_bytes(), bytes].concat(),
    );
});
