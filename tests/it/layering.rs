//! Modules use only those that stand above them in `src/lib.rs`, and each crate stays in its layer.

use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(sources(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn layers() -> Vec<String> {
    let lib = std::fs::read_to_string(src().join("lib.rs")).expect("lib.rs");
    let names = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// The layer of a file of the library; none for those of the binary.
fn layer_of(path: &Path) -> Option<String> {
    let first = path.strip_prefix(src()).ok()?.components().next()?.as_os_str().to_str()?.to_owned();
    let name = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    layers().contains(&name).then_some(name)
}

#[test]
fn data_flows_one_way() {
    let layers = layers();
    assert!(layers.len() > 1, "{layers:?}");
    for path in sources(&src()) {
        let Some(own) = layer_of(&path) else { continue };
        let own = layers.iter().position(|layer| *layer == own).expect("a layer");
        let text = std::fs::read_to_string(&path).expect("a source");
        for (index, layer) in layers.iter().enumerate().skip(own + 1) {
            let uses = text.contains(&format!("crate::{layer}::")) || text.contains(&format!("crate::{layer};"));
            assert!(!uses, "{} uses {layer}, which stands below it ({index} > {own})", path.display());
        }
    }
}

#[test]
fn each_crate_stays_in_its_layer() {
    let homes: [(&str, &[&str]); 12] = [
        ("rusqlite", &["store"]),
        ("polars", &["frame", "analysis"]),
        ("ab_glyph", &["chart"]),
        ("plotters", &["render"]),
        ("maud", &["render"]),
        ("rust_xlsxwriter", &["text", "render"]),
        ("calamine", &["source"]),
        ("cfb", &["source"]),
        ("encoding_rs", &["source"]),
        ("hayro_interpret", &["source"]),
        ("html5gum", &["source"]),
        ("quick_xml", &["source"]),
    ];
    for path in sources(&src()) {
        let layer = layer_of(&path);
        let text = std::fs::read_to_string(&path).expect("a source");
        for (name, homes) in homes {
            let at_home = layer.as_deref().is_some_and(|layer| homes.contains(&layer));
            let named = text.contains(&format!("{name}::"));
            assert!(at_home || !named, "{} names {name}", path.display());
        }
        assert!(layer.is_none() || !text.contains("clap::"), "{} names clap", path.display());
    }
}
