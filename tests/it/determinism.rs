//! The same input gives the same bytes.

use crate::project::{DATA, Project, bytes};

#[test]
fn building_twice_changes_nothing_and_says_so() {
    let project = Project::new();
    let report = project.path("reports/2022/cchc-2022.vi.html");
    let run = project.run(&["build", DATA]).succeeded();
    let (first, database) = (bytes(&report), bytes(&project.db()));
    assert!(first.is_some() && !run.out.contains("Không có gì thay đổi"));
    let run = project.run(&["build", DATA]).succeeded();
    assert!(run.out.contains("Không có gì thay đổi"), "{run:#?}");
    assert_eq!((bytes(&report), bytes(&project.db())), (first.clone(), database.clone()));
    let other = Project::new();
    other.run(&["build", DATA]).succeeded();
    assert_eq!(bytes(&other.path("reports/2022/cchc-2022.vi.html")), first);
    assert_eq!(bytes(&other.db()), database, "two databases of the same data differ");
}

#[test]
fn the_summary_says_what_matters() {
    let project = Project::new();
    insta::assert_snapshot!("build_summary_vi", project.run(&["build", DATA]).succeeded().out);
    std::fs::remove_file(project.db()).expect("to start anew");
    insta::assert_snapshot!(
        "build_summary_en",
        project.run(&["build", DATA, "--lang", "en"]).succeeded().out
    );
}

#[test]
fn the_committed_reports_are_those_of_the_shipped_data() {
    let project = Project::new();
    for lang in ["vi", "en"] {
        project.run(&["build", DATA, "--lang", lang]).succeeded();
        for (name, ending) in ["2022/cchc-2022", "cchc-trend"]
            .iter()
            .flat_map(|name| ["html", "docx", "xlsx"].map(|ending| (name, ending)))
        {
            let name = format!("reports/{name}.{lang}.{ending}");
            let committed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
            assert!(
                bytes(&committed) == bytes(&project.path(&name)),
                "{name} is stale: run cchc build --lang {lang}"
            );
        }
    }
}
