//! `cchc export`: the same figures as Parquet files. `tests/engines/` reads them with other engines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;

use crate::project::Project;

/// The files below a folder with their bytes, by their paths.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                all.insert(path.strip_prefix(folder).expect("below").to_owned(), bytes);
            }
        }
    }
    all
}

/// The rows of a file, each with its values by column.
fn rows(path: &Path) -> Vec<BTreeMap<String, Field>> {
    let file = fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row"));
    rows.map(|row| row.into_columns().into_iter().collect()).collect()
}

/// The file of the departments of the shipped decision.
const DEPARTMENTS: &str = "authority=Ủy ban nhân dân tỉnh Bắc Kạn/index_code=cchc/year=2022/block=department/part-0.parquet";

#[test]
fn points_are_exact_decimals_and_whole_ten_thousandths() {
    let project = Project::with_decision();
    project.run(&["export", "lake", "--lang", "en"]).succeeded().says(&["1 authority", "lake"]);

    // The totals that the decision prints for the first and the last department.
    let rankings = rows(&project.path("lake/relations/rankings").join(DEPARTMENTS));
    let total = |unit: &str| {
        let row = rankings.iter().find(|row| row["unit"] == Field::Str(unit.to_owned()));
        row.unwrap_or_else(|| panic!("{unit}"))["total"].to_string()
    };
    assert_eq!(rankings.len(), 19);
    assert_eq!(total("Sở Tư pháp"), "94.2800");
    // What the folders say is not said again.
    for column in ["authority", "index_code", "year", "block"] {
        assert!(!rankings[0].contains_key(column), "{column}");
    }

    let results = rows(&project.path("lake/tables/result").join(DEPARTMENTS));
    let first = &results[0];
    assert_eq!(first["total"], Field::Long(942_800));
    assert_eq!(first["total_decimal"].to_string(), "94.2800");
    // Identifiers are those of the database behind a prefix, which the lake lists.
    let Field::Long(id) = first["id"] else { panic!("an identifier") };
    let names = files(&project.path("lake/authorities"));
    let prefix = names.keys().next().expect("an authority").with_extension("");
    assert_eq!(format!("{:08x}", id >> 32), prefix.to_string_lossy());
    assert_eq!(id & 0xffff_ffff, 1);
    let ranked = rankings.iter().map(|row| row["unit_id"].clone()).collect::<Vec<_>>();
    assert!(results.iter().all(|row| ranked.contains(&row["unit_id"])));
}

#[test]
fn every_table_and_relation_has_a_file_and_the_same_data_the_same_bytes() {
    let project = Project::with_decision();
    project.run(&["export", "one"]).succeeded();
    project.run(&["export", "two"]).succeeded();
    let one = files(&project.path("one"));
    assert_eq!(one, files(&project.path("two")));

    let folders: Vec<_> = ["tables", "relations"]
        .into_iter()
        .flat_map(|kind| fs::read_dir(project.path(&format!("one/{kind}"))).expect("a folder"))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    let tables = project
        .query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'");
    assert!(tables.len() > 40);
    for table in tables {
        let name = table["name"].as_str().expect("a name").to_owned();
        assert!(folders.contains(&name), "{name}: its rows need a home in src/lake/source.rs");
    }
    for relation in cchc::relation::views() {
        assert!(folders.contains(&relation.name.to_owned()), "{}", relation.name);
    }

    project.run(&["export", "one", "--lang", "en"]).succeeded().says(&["0 of them new or changed"]);
    assert_eq!(one, files(&project.path("one")));
}

#[test]
fn only_the_files_of_a_year_that_changed_are_written_again() {
    let project = Project::new();
    project.run(&["simulate", "--years", "2021-2023", "--seed", "7", "--out", "sim"]).succeeded();
    project.run(&["import", "sim"]).succeeded();
    project.run(&["export", "lake"]).succeeded();
    let before = files(&project.path("lake"));

    let number = "SELECT max(file_name) AS name FROM documents WHERE year = 2023";
    let name = project.query(number)[0]["name"].as_str().expect("a name").to_owned();
    project.run(&["remove", &name]).succeeded();
    project.run(&["export", "lake"]).succeeded();
    let after = files(&project.path("lake"));

    let of_year = |path: &Path, year: &str| path.iter().any(|part| part == year);
    assert!(before.keys().any(|path| of_year(path, "year=2023")));
    assert!(!after.keys().any(|path| of_year(path, "year=2023")));
    // The scores of other years are as they were; statistics that span years need not be.
    let scores = |all: &BTreeMap<PathBuf, Vec<u8>>| {
        let of_scores = all.iter().filter(|(path, _)| path.starts_with("tables/score"));
        let others = of_scores.filter(|(path, _)| !of_year(path, "year=2023"));
        others.map(|(path, bytes)| (path.clone(), bytes.clone())).collect::<Vec<_>>()
    };
    assert_eq!(scores(&before), scores(&after));
    assert_eq!(scores(&after).len(), 4);

    project.run(&["import", "sim"]).succeeded();
    project.run(&["export", "lake"]).succeeded();
    let again = files(&project.path("lake"));
    assert!(again.keys().eq(before.keys()));
}

#[test]
fn databases_of_several_authorities_share_a_lake() {
    let [one, two] = ["7", "8"].map(|seed| {
        let project = Project::new();
        let simulate = ["simulate", "--years", "2022-2023", "--seed", seed, "--all-extras"];
        project.run(&[&simulate[..], &["--out", "sim"]].concat()).succeeded();
        project.run(&["import", "sim"]).succeeded();
        project
    });
    let lake = one.path("lake");
    let lake = lake.to_str().expect("a path");
    // At the same time, as many offices would.
    let mut first = one.command(&["-q", "export", lake]).spawn().expect("a process");
    two.run(&["export", lake]).succeeded();
    assert!(first.wait().expect("an end").success());

    one.run(&["export", "alone"]).succeeded();
    let (both, alone) = (files(Path::new(lake)), files(&one.path("alone")));
    assert!(alone.iter().all(|(path, bytes)| both.get(path) == Some(bytes)));
    // Both, and the one above them.
    assert_eq!(both.keys().filter(|path| path.starts_with("authorities")).count(), 3);
    let authorities = both.keys().filter(|path| path.starts_with("tables/authority"));
    let authorities: Vec<_> =
        authorities.flat_map(|path| rows(&Path::new(lake).join(path))).collect();
    let ids: Vec<_> = authorities.iter().map(|row| row["id"].clone()).collect();
    let above = authorities.iter().map(|row| &row["parent_id"]).filter(|id| **id != Field::Null);
    assert_eq!(above.filter(|id| ids.contains(id)).count(), 2);

    // No identifier is used twice.
    let mut ids = Vec::new();
    for path in both.keys().filter(|path| path.starts_with("tables/result/")) {
        ids.extend(rows(&Path::new(lake).join(path)).into_iter().map(|row| row["id"].to_string()));
    }
    let results = [&one, &two].map(|project| {
        let count = project.query("SELECT count(*) AS n FROM result");
        count[0]["n"].as_u64().expect("a number")
    });
    assert_eq!(ids.len() as u64, results.iter().sum::<u64>());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len() as u64, results.iter().sum::<u64>());
}

#[test]
fn a_folder_that_is_no_lake_stays_as_it_is() {
    let project = Project::with_small();
    project.write("other/notes.txt", "notes");
    project
        .run(&["export", "other", "--lang", "en"])
        .failed(2)
        .says(&["other files", "new folder"]);
    assert_eq!(files(&project.path("other")).len(), 1);

    project.run(&["export", "lake"]).succeeded();
    // A file of someone else and a link stay, whatever else is deleted.
    let inside = project.path("lake/tables/score");
    fs::write(inside.join("notes.txt"), "notes").expect("a file");
    project.run(&["export", "lake"]).succeeded();
    assert!(inside.join("notes.txt").exists());

    std::fs::remove_file(project.path("lake/lake.json")).expect("a file");
    std::fs::create_dir(project.path("lake/lake.json")).expect("a folder");
    project.run(&["export", "lake", "--lang", "en"]).failed(1).says(&["lake.json"]);
    std::fs::remove_dir(project.path("lake/lake.json")).expect("a folder");
    project.write("lake/lake.json", "{\"schema_version\": 3}\n");
    project.run(&["export", "lake", "--lang", "en"]).failed(2).says(&["version 3", "new folder"]);
    project
        .run(&["export", "lake", "--index", "sipas", "--lang", "en"])
        .failed(2)
        .says(&["--index"]);
    project.run(&["export", "cchc.db/lake", "--lang", "en"]).failed(1).says(&["cchc.db/lake"]);
    let missing = Project::new();
    missing.run(&["export", "lake"]).failed(3);
    assert!(!missing.path("lake").exists());
}

#[test]
fn a_document_without_results_is_left_out() {
    let project = Project::with_small();
    let db = rusqlite::Connection::open(project.db()).expect("a database");
    // As a rebuild leaves a document that no longer passes.
    db.execute_batch(
        "INSERT INTO document SELECT 99, '9/QĐ-UBND', issued_on, issuer, title, 'odd.txt', sha256, format, content,
                bytes, instructions, simulated, copied_from, 'dti' FROM document",
    )
    .expect("a document");
    drop(db);
    project.run(&["export", "lake"]).succeeded();
    let all = files(&project.path("lake"));
    let documents: Vec<_> = all
        .keys()
        .filter(|path| {
            path.starts_with("tables/document") || path.starts_with("relations/documents")
        })
        .map(|path| rows(&project.path("lake").join(path)).len())
        .collect();
    assert_eq!(documents, [1, 1]);
}

#[test]
fn authorities_whose_identifiers_would_begin_alike_are_refused() {
    let project = Project::with_small();
    project.run(&["export", "lake"]).succeeded();
    let names = files(&project.path("lake/authorities"));
    let file = project.path("lake/authorities").join(names.keys().next().expect("an authority"));
    fs::write(file, "Bộ Ví dụ\nbộ ví dụ\n").expect("a file");
    project
        .run(&["export", "lake", "--lang", "en"])
        .failed(1)
        .says(&["Bộ Ví dụ", "another folder"]);
}
