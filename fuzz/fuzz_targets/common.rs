//! What the targets share: reading some bytes under the limits of the program, and checking what
//! was read.

use std::io::{Cursor, Write};
use std::panic;
use std::path::Path;
use std::sync::Once;

use cchc::assessment::Instructions;
use cchc::import::understand;
use cchc::registry::Registry;
use cchc::source::{InProcess, Limits, ReadOptions};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads a document and, where that succeeds, recognises its headings. Errors are what is expected
/// of most inputs; panics, floods of memory and long runs are what the fuzzer looks for.
pub fn read_and_check(bytes: &[u8]) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The program reads in a thread of its own, so that a library that breaks down is an error
        // like any other. What the fuzzer looks for is where this project breaks down.
        let abort = panic::take_hook();
        panic::set_hook(Box::new(move |found| {
            if !found.location().is_some_and(|location| location.file().contains("/registry/src/"))
            {
                abort(found);
            }
        }));
    });
    let limits = Limits { cells: 200_000, ..Limits::default() };
    let reading = ReadOptions { limits, ..ReadOptions::default() };
    let instructions = Instructions { reading, ..Instructions::default() };
    let _ = understand(
        Path::new("fuzz"),
        bytes.to_vec(),
        &instructions,
        &Registry::default(),
        &InProcess,
    );
}

/// An archive of parts, stored as they are.
#[allow(dead_code)]
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}
