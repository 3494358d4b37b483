//! Declared units and frameworks: spellings, renamed and merged units, and series of criteria.

use crate::project::{Project, SMALL, bytes};

/// The restructuring of provincial departments in 2025, as in Lâm Đồng (resolutions 390 to
/// 395/NQ-HĐND of 18/02/2025).
const MERGERS: &str = r#"
[[unit]]
id = "noi-vu"
name = "Sở Nội vụ"
block = "department"
last_year = 2024

[[unit]]
id = "lao-dong"
name = "Sở Lao động - Thương binh và Xã hội"
block = "department"
last_year = 2024

[[unit]]
id = "noi-vu-2025"
name = "Sở Nội vụ"
block = "department"
first_year = 2025

[[unit]]
id = "nong-nghiep"
name = "Sở Nông nghiệp và Phát triển nông thôn"
block = "department"
aliases = ["Sở Nông nghiệp và PTNT"]
last_year = 2024

[[unit]]
id = "moi-truong"
name = "Sở Tài nguyên và Môi trường"
block = "department"
last_year = 2024

[[unit]]
id = "nong-nghiep-moi-truong"
name = "Sở Nông nghiệp và Môi trường"
block = "department"
first_year = 2025

[[lineage]]
kind = "merge"
date = 2025-03-01
from = ["noi-vu", "lao-dong"]
to = ["noi-vu-2025"]
source = "Nghị quyết 390–395/NQ-HĐND"

[[lineage]]
kind = "merge"
date = 2025-03-01
from = ["nong-nghiep", "moi-truong"]
to = ["nong-nghiep-moi-truong"]
source = "Nghị quyết 390–395/NQ-HĐND"
"#;

fn totals(year: i32, rows: &[(&str, &str)]) -> String {
    let mut text = format!(
        "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, NGÀNH NĂM {year}\n(Kèm theo Quyết định số: {year}/QĐ-UBND ngày 5 tháng 1 năm {} của Ủy ban nhân dân tỉnh Ví dụ)\n\tSTT\n\tTên đơn vị\n\tTổng điểm\n\tXếp hạng\n",
        year + 1
    );
    for ((unit, total), rank) in rows.iter().zip(1..) {
        text += &format!("\n\t{rank}\n\t{unit}\n\t{total}\n\t{rank}\n");
    }
    text
}

fn merged() -> Project {
    let project = Project::new();
    project.write("data/units.toml", MERGERS);
    let before = [
        ("Sở Nội vụ", "90,00"),
        ("Sở Nông nghiệp và PTNT", "84,00"),
        ("SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", "80,00"),
        ("Sở Tài nguyên và Môi trường", "78,00"),
    ];
    project.write("data/2023.txt", totals(2023, &before));
    project.write("data/2024.txt", totals(2024, &before));
    project.run(&["build"]).succeeded();
    project
}

/// `merged` with the year after the mergers.
fn with_2025() -> Project {
    let project = merged();
    let after = [("Sở Nông nghiệp và Môi trường", "88,00"), ("Sở Nội vụ", "86,00")];
    project.write("data/2025.txt", totals(2025, &after));
    project.run(&["build"]).succeeded();
    project
}

/// Offices are known by their abbreviations, with a note; one that may stand for two is asked about.
#[test]
fn abbreviated_offices_are_the_known_ones() {
    let project = Project::new();
    let list = |year: u16, units: [&str; 3]| {
        let [a, b, c] = units;
        format!(
            "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM {year}\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/{} của \
             UBND tỉnh Ví dụ)\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;{a};88;1\n2;{b};82;2\n3;{c};78;3\n",
            year + 1
        )
    };
    let first = ["Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài chính", "Sở Nội vụ"];
    let import = |name: &str, text: String| {
        let path = project.write(name, text);
        project.run(&["import", &path])
    };
    import("a.csv", list(2022, first)).succeeded();
    import("b.csv", list(2023, ["Sở NN&PTNT", "Sở TC", "Sở NV"])).succeeded();
    let units = project.query("SELECT DISTINCT unit FROM rankings");
    assert_eq!(units.len(), 3, "{units:?}");
    let notes = project.query("SELECT message FROM findings WHERE rule = 'unknown-unit'");
    assert_eq!(notes.len(), 3);
    assert!(notes.iter().any(|row| row["message"].to_string().contains("viết tắt “Sở NN&PTNT”")));
    // `Sở NV` could be either of two.
    let two = ["Sở Ngoại vụ", "Sở Nội vụ", "Sở Tài chính"];
    import("c.csv", list(2021, two)).succeeded();
    let other = ["Sở NV", "Sở Tài chính", "Sở Nông nghiệp và PTNT"];
    import("d.csv", list(2024, other)).failed(1).says(&["unknown-unit", "Sở NV"]);
}

#[test]
fn one_name_before_and_after_a_merger_is_two_units() {
    let project = with_2025();
    let trends = project.json(&["trend"]);
    let courses: Vec<_> = trends
        .iter()
        .filter(|row| row["unit"] == "Sở Nội vụ")
        .map(|row| (row["first_year"].as_i64(), row["last_year"].as_i64()))
        .collect();
    assert_eq!(courses, [(Some(2023), Some(2024)), (Some(2025), Some(2025))]);

    let run = project.run(&["delta", "--from", "2024", "--to", "2025"]).succeeded();
    assert!(
        run.out.contains("Đơn vị mới trong bảng xếp hạng: Sở Nông nghiệp và Môi trường; Sở Nội vụ"),
        "{run:#?}"
    );
    assert!(
        project.json(&["delta", "--from", "2024", "--to", "2025"]).is_empty(),
        "no unit is in both years"
    );

    let lineages = project
        .query("SELECT from_unit FROM lineages WHERE to_unit = 'Sở Nông nghiệp và Môi trường'");
    assert_eq!(lineages.len(), 2, "two predecessors");
}

#[test]
fn a_successor_is_continued_by_the_mean_of_its_predecessors() {
    let project = with_2025();

    // In 2022 one of the two was not assessed, so there is no mean of both.
    project.write(
        "data/2022.txt",
        totals(2022, &[("Sở Nông nghiệp và PTNT", "99,00"), ("Sở Nội vụ", "90,00")]),
    );
    project.run(&["build"]).succeeded();

    let merged = project.json(&["trend", "--lineage", "merged"]);
    let row = merged
        .iter()
        .find(|row| row["unit"] == "Sở Nông nghiệp và Môi trường")
        .expect("the successor");
    let points: Vec<_> = row["series"]
        .as_array()
        .expect("years")
        .iter()
        .map(|point| {
            (point["year"].as_i64(), point["attainment"].as_f64(), point["derived"].as_bool())
        })
        .collect();

    // (84 + 78) / 2 = 81.
    assert_eq!(
        points,
        [
            (Some(2023), Some(0.81), Some(true)),
            (Some(2024), Some(0.81), Some(true)),
            (Some(2025), Some(0.88), Some(false))
        ]
    );

    let as_is = project.json(&["trend"]);
    let row = as_is
        .iter()
        .find(|row| row["unit"] == "Sở Nông nghiệp và Môi trường")
        .expect("the successor");
    assert_eq!(row["years"], 1);

    let run =
        project.run(&["unit", "Sở Nông nghiệp và Môi trường", "--lineage", "merged"]).succeeded();
    assert!(run.out.contains("bình quân tỷ lệ đạt của các đơn vị hợp thành"), "{run:#?}");
}

#[test]
fn spellings_of_a_name_are_one_unit() {
    let project = merged();
    let names = project.query("SELECT DISTINCT unit FROM rankings ORDER BY unit");
    let names: Vec<_> = names.iter().filter_map(|row| row["unit"].as_str()).collect();
    assert_eq!(
        names,
        [
            "Sở Lao động - Thương binh và Xã hội",
            "Sở Nông nghiệp và Phát triển nông thôn",
            "Sở Nội vụ",
            "Sở Tài nguyên và Môi trường"
        ]
    );
}

#[test]
fn a_name_close_to_a_known_one_stops_the_import() {
    let project = merged();
    let text = totals(2022, &[("Sở Nội vũ", "90,00"), ("Sở Y tế", "80,00")]);
    let path = project.write("other/2022.txt", text);
    let before = bytes(&project.db());
    project.run(&["import", &path]).failed(1).says(&[
        "unknown-unit",
        "Sở Nội vũ",
        "Có phải là “Sở Nội vụ”",
        "aliases = [\"Sở Nội vũ\"]",
        "--new-units",
    ]);
    assert_eq!(bytes(&project.db()), before);
    project.run(&["import", &path, "--accept", "unknown-unit"]).failed(1);
    project.run(&["import", &path, "--new-units"]).succeeded();
    assert_eq!(
        project.query("SELECT count(*) AS n FROM rankings WHERE unit = 'Sở Nội vũ'")[0]["n"],
        1
    );

    // Once the name is declared, the stored documents are matched again.
    let declared = MERGERS.replacen(
        "name = \"Sở Nội vụ\"\n",
        "name = \"Sở Nội vụ\"\naliases = [\"Sở Nội vũ\"]\n",
        1,
    );
    project.write("data/units.toml", declared);
    project.run(&["build"]).succeeded();
    assert_eq!(
        project.query("SELECT count(*) AS n FROM rankings WHERE unit = 'Sở Nội vũ'")[0]["n"],
        0
    );

    let trends = project.json(&["trend", "--unit", "Sở Nội vụ"]);
    assert_eq!((&trends[0]["first_year"], &trends[0]["years"]), (&2022.into(), &3.into()));
}

#[test]
fn a_renamed_unit_goes_on() {
    let project = Project::new();
    let units = "[[unit]]\nid = \"a\"\nname = \"Ban Dân tộc\"\nblock = \"department\"\nlast_year = 2022\n\n[[unit]]\nid = \"b\"\nname = \"Sở Dân tộc và Tôn giáo\"\nblock = \"department\"\nfirst_year = 2023\n\n[[lineage]]\nkind = \"rename\"\ndate = 2023-03-01\nfrom = [\"a\"]\nto = [\"b\"]\nsource = \"ví dụ\"\n";
    project.write("data/units.toml", units);
    project.write(
        "data/2022.txt",
        totals(2022, &[("Sở Y tế", "90,00"), ("Ban Dân tộc tỉnh", "80,00")]),
    );
    project.write(
        "data/2023.txt",
        totals(2023, &[("Sở Dân tộc và Tôn giáo", "91,00"), ("Sở Y tế", "85,00")]),
    );
    project.run(&["build"]).succeeded();

    let rows = project.json(&["delta", "--unit", "Sở Dân tộc và Tôn giáo"]);
    assert_eq!((rows.len(), &rows[0]["rank_change"]), (1, &1.into()));
    assert_eq!(
        project.json(&["rank", "--year", "2022"])[1]["unit"],
        "Ban Dân tộc",
        "each year shows its own name"
    );

    // A unit in a year before it existed is reported and kept.
    project.write(
        "data/2021.txt",
        totals(2021, &[("Sở Y tế", "90,00"), ("Sở Dân tộc và Tôn giáo", "80,00")]),
    );
    project.run(&["build"]).succeeded();

    let findings =
        project.query("SELECT rule, expected, found FROM findings WHERE rule = 'unit-years'");
    assert_eq!(
        (&findings[0]["expected"], &findings[0]["found"]),
        (&"2023–…".into(), &"2021".into())
    );
}

#[test]
fn a_unit_cannot_be_renamed_to_another_unit_of_its_table() {
    let project = Project::new();
    let units = "[[unit]]\nid = \"a\"\nname = \"Sở Tư pháp\"\nblock = \"department\"\n\n[[unit]]\nid = \"b\"\nname = \"Sở Công thương\"\nblock = \"department\"\n\n[[lineage]]\nkind = \"rename\"\ndate = 2025-03-01\nfrom = [\"a\"]\nto = [\"b\"]\nsource = \"ví dụ\"\n";
    project.write(
        "data/2022.txt",
        totals(2022, &[("Sở Tư pháp", "90,00"), ("Sở Công thương", "80,00")]),
    );
    project.write("data/units.toml", units);
    project.run(&["build"]).failed(1).says(&["rename"]);
    assert!(!project.db().exists(), "nothing was imported");
    project.write("data/units.toml", units.split("[[lineage]]").next().expect("the units"));
    project.run(&["build"]).succeeded();
}

#[test]
fn an_invalid_registry_is_refused_and_changes_nothing() {
    let project = merged();
    let before = bytes(&project.db());
    let swapped = |from: &str, to: &str| MERGERS.replacen(from, to, 1);
    let circle = format!(
        "{MERGERS}\n[[lineage]]\nkind = \"rename\"\ndate = 2026-01-01\nfrom = [\"noi-vu-2025\"]\nto = [\"noi-vu\"]\nsource = \"x\"\n"
    );

    for (text, words) in [
        (circle, &["lặp vòng", "noi-vu → noi-vu-2025 → noi-vu"][..]),
        (
            swapped("from = [\"noi-vu\", \"lao-dong\"]", "from = [\"noi-vu\", \"lao-dongg\"]"),
            &["lao-dongg", "“lao-dong”"],
        ),
        (swapped("from = [\"noi-vu\", \"lao-dong\"]", "from = [\"noi-vu\"]"), &["merge", "from"]),
        (
            swapped("first_year = 2025", "first_year = 2024"),
            &["Sở Nội vụ", "noi-vu-2025", "first_year"],
        ),
        (swapped("id = \"lao-dong\"", "id = \"noi-vu\""), &["noi-vu", "id"]),
        (swapped("block = \"department\"", "block = \"office\""), &["office", "department"]),
        (swapped("last_year = 2024", "last_year = 24"), &["24", "1990"]),
        (swapped("last_year = 2024", "lastyear = 2024"), &["dòng 6", "lastyear"]),
        (
            swapped(
                "id = \"moi-truong\"\nname = \"Sở Tài nguyên và Môi trường\"\nblock = \"department\"",
                "id = \"moi-truong\"\nname = \"Sở Tài nguyên và Môi trường\"\nblock = \"district\"",
            ),
            &["merge", "nhiều khối"],
        ),
        ("[[unit]".to_owned(), &["dòng 1"]),
    ] {
        project.write("data/units.toml", &text);
        project.run(&["build"]).failed(2).says(words).says(&["units.toml"]);
        project.run(&["import", "data/2023.txt"]).failed(2).says(words);
        assert_eq!(bytes(&project.db()), before, "{words:?}");
    }
}

#[test]
fn declared_series_and_bounds_are_used() {
    let project = Project::new();
    let frameworks = "[[framework]]\nname = \"Bộ tiêu chí A\"\nblocks = [\"commune\"]\nfirst_year = 2020\nbounds = { \"Xuất sắc\" = \"90\", \"Tốt\" = \"88,75\" }\nsource = \"ví dụ\"\n\n[[series]]\nname = \"Thể chế\"\nprinted = [\"Cải cách thể chế\"]\n";
    project.write("data/units.toml", "");
    project.write("data/frameworks.toml", frameworks);
    project.write("data/small.txt", SMALL);
    project.run(&["build"]).succeeded();

    let criteria = project.query("SELECT criterion, series FROM criteria");
    assert_eq!(
        (&criteria[0]["criterion"], &criteria[0]["series"]),
        (&"Cải cách thể chế".into(), &"Thể chế".into())
    );
    assert_eq!(criteria[1]["criterion"], criteria[1]["series"]);

    let bands = project.query("SELECT grade, above, at_most FROM grade_bands");
    assert_eq!((bands[1]["above"].as_f64(), bands[1]["at_most"].as_f64()), (None, Some(88.75)));
    project.run(&["report", "--lang", "vi"]).succeeded();

    let report = std::fs::read_to_string(project.path("reports/2021/cchc-2021.vi.html"))
        .expect("the report");
    assert!(
        report.contains("Ngưỡng phân loại năm 2021: Xuất sắc từ 90,00 điểm; Tốt từ 88,75 điểm.")
    );
    assert!(
        !report.contains("88,7499") && !report.contains("Suy từ kết quả"),
        "a declared bound was inferred"
    );

    let ranked = project.json(&["rank"]);

    // Xã Ví dụ Một has 88.50 points and Tốt: 90.00 − 88.50 = 1.50.
    assert_eq!(
        (
            ranked[0]["next_grade_more_than"].to_string(),
            ranked[0]["next_grade_at_most"].to_string()
        ),
        ("1.50".into(), "1.50".into())
    );

    // 88.50 is printed as Tốt, and the declared bound is 88.75. No declared grade begins below, so
    // there is no warning.
    assert_eq!(
        project.query("SELECT count(*) AS n FROM findings WHERE rule = 'grade-bound'")[0]["n"],
        0
    );

    project.write("data/frameworks.toml", frameworks.replace("\"88,75\"", "\"79\""));
    std::fs::remove_file(project.db()).expect("to start anew");
    project.run(&["build"]).succeeded();

    let found =
        project.query("SELECT unit, expected, found FROM findings WHERE rule = 'grade-bound'");
    assert_eq!(
        (&found[0]["unit"], &found[0]["expected"], &found[0]["found"]),
        (&"Xã Ví dụ Hai".into(), &"Tốt".into(), &"Khá".into())
    );

    for (text, words) in [
        (frameworks.replace("\"90\"", "\"chín mươi\""), &["chín mươi"][..]),
        (frameworks.replace("Xuất sắc", "Tuyệt"), &["Tuyệt", "grades"]),
        (frameworks.replace("printed", "names"), &["dòng", "names"]),
        (frameworks.replace("\"88,75\"", "\"95\""), &["Bộ tiêu chí A", "giảm dần"]),
        (
            format!(
                "{frameworks}\n[[framework]]\nname = \"B\"\nblocks = [\"commune\"]\nfirst_year = 2020\n"
            ),
            &["“Bộ tiêu chí A”", "“B”", "2020"],
        ),
        (
            format!(
                "{frameworks}\n[[series]]\nname = \"Khác\"\nprinted = [\"cải cách THỂ CHẾ\"]\n"
            ),
            &["Thể chế", "Khác"],
        ),
        (
            format!("{frameworks}\n[[series]]\nname = \"Con\"\nsplit_from = \"Mẹ\"\n"),
            &["Con", "Mẹ"],
        ),
    ] {
        project.write("data/frameworks.toml", &text);
        project.run(&["build"]).failed(2).says(words).says(&["frameworks.toml"]);
    }
}

#[test]
fn two_criteria_of_one_table_are_not_one_series() {
    let project = Project::new();
    project.write("data/units.toml", "");
    let both = "[[series]]\nname = \"Gộp\"\nprinted = [\"Cải cách thể chế\", \"Cải cách thủ tục hành chính (TTHC)\"]\n";
    project.write("data/frameworks.toml", both);
    project.write("data/small.txt", SMALL);
    project.run(&["build"]).failed(1).says(&["duplicate-series", "Gộp", "frameworks.toml"]);
    assert!(!project.db().exists());
}

#[test]
fn a_registry_that_declares_less_keeps_the_stored_results() {
    let project = with_2025();
    let before = project.query("SELECT year, unit, rank, total FROM rankings");
    let renamed = MERGERS.replacen(
        "name = \"Sở Tài nguyên và Môi trường\"",
        "name = \"Sở Môi trường\"\naliases = [\"Sở Tài nguyên và Môi trường\"]",
        1,
    );
    project.write("data/units.toml", &renamed);
    project.run(&["build"]).succeeded();
    assert_eq!(
        project.query("SELECT count(*) AS n FROM rankings WHERE unit = 'Sở Môi trường'")[0]["n"],
        2
    );

    // Without the alias, the printed name is a unit of its own again.
    project.write(
        "data/units.toml",
        renamed.replace("aliases = [\"Sở Tài nguyên và Môi trường\"]", ""),
    );
    let stored = bytes(&project.db());
    project.run(&["build"]).failed(2).says(&["Sở Tài nguyên và Môi trường", "--replace-registry"]);
    assert_eq!(bytes(&project.db()), stored, "what documents need was dropped");
    project.run(&["build", "--replace-registry"]).succeeded();
    assert_eq!(
        project
            .query("SELECT count(*) AS n FROM rankings WHERE unit = 'Sở Tài nguyên và Môi trường'")
            [0]["n"],
        2
    );

    std::fs::remove_file(project.path("data/units.toml")).expect("to declare nothing");
    project.run(&["build", "--replace-registry"]).succeeded();
    assert_eq!(project.query("SELECT count(*) AS n FROM lineages")[0]["n"], 0);

    // Nothing tells the two units of one name apart any more, and the short spelling is a unit of
    // its own.
    let after = project.query("SELECT year, unit, rank, total FROM rankings");
    assert_eq!(after.len(), before.len());

    let fresh = Project::new();
    for year in [2023, 2024, 2025] {
        let name = format!("data/{year}.txt");
        fresh.write(&name, std::fs::read(project.path(&name)).expect("a document"));
    }

    fresh.run(&["build"]).succeeded();
    assert_eq!(
        fresh.query("SELECT year, unit, rank, total FROM rankings"),
        after,
        "as if it had never been declared"
    );
}

#[test]
fn a_unit_is_found_by_every_name_it_has_had() {
    let project = Project::simulated("2019-2024", "7");
    let by = |name: &str| project.json(&["trend", "--unit", name]);
    assert_eq!(by("Ban Dân tộc"), by("Ban Dân tộc và Tôn giáo"));
    assert_eq!(by("Ban Dân tộc")[0]["years"], 6);

    for verb in [
        &["delta", "--from", "2019", "--to", "2024"][..],
        &["gap", "--year", "2019"],
        &["weakness", "--year", "2019"],
        &["trace", "--year", "2019"],
        &["unit"],
    ] {
        let ask = |name: &'static str| {
            let unit: &[&str] = if verb == ["unit"] { &[name] } else { &["--unit", name] };
            project.json(&[verb, unit].concat())
        };
        let rows = ask("Ban Dân tộc và Tôn giáo");
        assert!(!rows.is_empty() && rows == ask("Ban Dân tộc"), "{verb:?}");
    }

    // Two units have this name, and neither is in both years.
    let run = project
        .run(&["delta", "--from", "2021", "--to", "2023", "--unit", "Sở Nội vụ"])
        .succeeded();
    assert!(run.out.contains("“Sở Nội vụ” không phải là cùng một đơn vị"), "{run:#?}");
    project
        .run(&[
            "chart",
            "causes",
            "--unit",
            "Sở Nội vụ",
            "--from",
            "2021",
            "--to",
            "2023",
            "-o",
            "x.svg",
        ])
        .failed(1)
        .says(&["Sở Nội vụ", "2021", "2023"]);
}

#[test]
fn a_criterion_that_was_split_off_names_its_origin() {
    let project = Project::new();
    project.write("data/units.toml", "");
    let split = "[[series]]\nname = \"Chuyển đổi số\"\nfirst_year = 2022\nsplit_from = \"Cải cách thể chế\"\n\n[[series]]\nname = \"Cải cách thể chế\"\n";
    project.write("data/frameworks.toml", split);
    project.write("data/2021.txt", SMALL);
    project.write("data/2022.txt", include_str!("../fixtures/small_2022.txt"));
    project.run(&["build"]).succeeded();
    let run = project.run(&["delta"]).succeeded();
    assert!(run.out.contains("“Chuyển đổi số” (tách từ “Cải cách thể chế”)"), "{run:#?}");
}

#[test]
fn a_folder_may_declare_frameworks_alone() {
    let project = Project::new();
    project.write(
        "in/frameworks.toml",
        "[[heading]]\nprinted = \"Điểm Hội đồng\"\nmeans = \"appraised\"\n",
    );
    let path = project.write("in/small.txt", SMALL.replace("Thẩm định", "Điểm Hội đồng"));
    project.run(&["import", &path]).succeeded();
    assert_eq!(project.query("SELECT unit FROM rankings").len(), 3);
}
