//! A module uses only modules listed above it in `src/lib.rs`, each crate stays in its layer, and
//! no files use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
    {
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

/// The layer of a file of the library; `None` for a file of the binary.
fn layer_of(path: &Path) -> Option<String> {
    let first =
        path.strip_prefix(src()).ok()?.components().next()?.as_os_str().to_str()?.to_owned();
    let name = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    layers().contains(&name).then_some(name)
}

#[test]
fn data_flows_one_way() {
    let layers = layers();
    assert!(layers.len() > 1, "{layers:?}");
    for path in sources(&src()) {
        let Some(own_layer) = layer_of(&path) else { continue };
        let own_layer = layers.iter().position(|layer| *layer == own_layer).expect("a layer");
        let text = std::fs::read_to_string(&path).expect("a source");
        for (index, layer) in layers.iter().enumerate().skip(own_layer + 1) {
            let uses = text.contains(&format!("crate::{layer}::"))
                || text.contains(&format!("crate::{layer};"));
            assert!(
                !uses,
                "{} uses {layer}, which is listed below it ({index} > {own_layer})",
                path.display()
            );
        }
    }
}

#[test]
fn each_crate_stays_in_its_layer() {
    let homes: [(&str, &[&str]); 23] = [
        ("rusqlite", &["store"]),
        ("parquet", &["lake"]),
        ("polars", &["frame", "analysis"]),
        ("ab_glyph", &["chart"]),
        ("plotters", &["render"]),
        ("maud", &["render", "web"]),
        ("axum", &["web"]),
        ("hyper", &["web"]),
        ("hyper_util", &["web"]),
        ("tokio", &["web"]),
        ("tower_http", &["web"]),
        ("rust_xlsxwriter", &["text", "render"]),
        ("calamine", &["source"]),
        ("icu_collator", &["store"]),
        ("regex", &["store"]),
        ("cfb", &["source"]),
        ("encoding_rs", &["source"]),
        ("hayro_interpret", &["source"]),
        ("html5gum", &["source"]),
        ("quick_xml", &["source"]),
        ("typst", &["render"]),
        ("typst_layout", &["render"]),
        ("typst_pdf", &["render"]),
    ];
    for path in sources(&src()) {
        let layer = layer_of(&path);
        let text = std::fs::read_to_string(&path).expect("a source");
        // The pages of the site are a folder of the binary.
        let is_web = path.starts_with(src().join("web"));
        let home = layer.as_deref().or_else(|| is_web.then_some("web"));
        for (name, homes) in homes {
            let at_home = home.is_some_and(|home| homes.contains(&home));
            let is_named = text.contains(&format!("{name}::"));
            assert!(at_home || !is_named, "{} names {name}", path.display());
        }
        assert!(layer.is_none() || !text.contains("clap::"), "{} names clap", path.display());
    }
}

/// The module path of a file, and whether the file stands for its folder (`mod.rs`, `lib.rs` or
/// `main.rs`).
fn module_of(path: &Path) -> (Vec<String>, bool) {
    let below = path.strip_prefix(src()).expect("a source").with_extension("");
    let mut names: Vec<String> =
        below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let is_folder = matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main"));
    if is_folder {
        names.pop();
    }
    (names, is_folder)
}

/// Expands the braces of a `use`: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).trim().to_owned()];
    };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let (mut parts, mut depth) = (vec![String::new()], 0);

    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match (c, parts.last_mut()) {
            (',', _) if depth == 0 => parts.push(String::new()),
            (c, Some(part)) => part.push(c),
            _ => {}
        }
    }

    parts.retain(|part| !part.trim().is_empty());
    parts.iter().flat_map(|part| expand(part)).map(|part| format!("{head}{part}")).collect()
}

/// The code of a file without its tests and comments.
fn code_of(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source");
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The paths that the code names: those of its `use`s, and those in expressions that begin with
/// `crate` or `super`.
fn paths_in(code: &str) -> Vec<String> {
    let statements = code.split('\n').collect::<Vec<_>>().join(" ");
    let uses =
        statements.split("use ").skip(1).filter_map(|rest| rest.split(';').next()).flat_map(expand);
    let mut paths: Vec<_> = uses.collect();
    for (at, _) in code.match_indices("super::").chain(code.match_indices("crate::")) {
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        paths.push(code[at..].chars().take_while(|c| is_path(*c)).collect());
    }
    paths
}

/// The file of each module that is not a folder, and what the folders re-export: for a module and a
/// name, the path that the name stands for.
struct Plan {
    files: BTreeMap<Vec<String>, PathBuf>,
    re_exports: BTreeMap<(Vec<String>, String), Vec<String>>,
}

impl Plan {
    fn of_sources() -> Self {
        let mut plan = Self { files: BTreeMap::new(), re_exports: BTreeMap::new() };
        for path in sources(&src()) {
            let (module, is_folder) = module_of(&path);
            if !is_folder {
                plan.files.insert(module, path);
                continue;
            }
            let text = code_of(&path).replace('\n', " ");
            for tree in text.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next()) {
                for name in expand(tree) {
                    let mut names: Vec<String> = name.split("::").map(str::to_owned).collect();
                    let Some(name) = names.pop() else { continue };
                    let target = absolute(&module, &names, true);
                    plan.re_exports.insert((module.clone(), name), target);
                }
            }
        }

        plan
    }

    /// The file that a path in a module leads to; `None` if that is a folder or another crate.
    fn target(&self, module: &[String], path: &str) -> Option<&PathBuf> {
        let names: Vec<String> =
            path.split("::").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let path = absolute(module, &names, false);
        // The longest module path that the path begins with.
        let longest = (1..=path.len()).rev().find_map(|length| self.files.get(&path[..length]));
        longest.or_else(|| {
            let re_exported = (1..path.len()).rev().find_map(|length| {
                self.re_exports.get(&(path[..length].to_vec(), path[length].clone()))
            })?;
            self.files.get(re_exported)
        })
    }
}

/// A path as it reads from the root.
fn absolute(module: &[String], path: &[String], is_folder: bool) -> Vec<String> {
    let mut names = path.iter();
    let mut base = match path.first().map(String::as_str) {
        Some("crate" | "cchc") => {
            names.next();
            Vec::new()
        }
        Some("super") => {
            let up = path.iter().take_while(|name| *name == "super").count();
            names = path[up..].iter();
            module[..module.len().saturating_sub(up)].to_vec()
        }
        _ if is_folder => module.to_vec(),
        _ => return path.to_vec(),
    };
    base.extend(names.cloned());
    base
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let plan = Plan::of_sources();
    let mut uses: BTreeMap<&PathBuf, BTreeSet<&PathBuf>> = BTreeMap::new();
    for (module, path) in &plan.files {
        let paths = paths_in(&code_of(path));
        let targets = paths
            .iter()
            .filter_map(|name| plan.target(module, name))
            .filter(|target| *target != path);
        uses.insert(path, targets.collect());
    }

    assert!(uses.values().map(BTreeSet::len).sum::<usize>() > uses.len(), "no uses were found");

    // A file that uses no remaining file, or that no remaining file uses, is in no circle.
    while let Some(free) = uses.iter().find_map(|(path, used)| {
        let is_used = uses.values().any(|others| others.contains(path));
        (used.is_empty() || !is_used).then_some(*path)
    }) {
        uses.remove(free);
        for used in uses.values_mut() {
            used.remove(free);
        }
    }

    let left: Vec<_> =
        uses.iter().map(|(path, used)| format!("{} uses {used:?}", path.display())).collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
}
