#![no_main]
//! Registries: any text is a registry or has a flaw. The bytes before the first NUL are `units.toml`, the
//! others `frameworks.toml`.

use std::path::Path;

use cchc::registry::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (units, frameworks) = text.split_once('\0').unwrap_or((text, ""));
    let _ = Registry::parse(Path::new("fuzz"), units, frameworks);
});
