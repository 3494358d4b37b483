//! An index of one's own, imported with a mapping file.

use crate::project::{Project, bytes};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/own-index");
const MAPPING: &str = include_str!("../fixtures/own-index/mapping.toml");

fn imported() -> Project {
    let project = Project::new();
    let mapping = format!("{FOLDER}/mapping.toml");
    project.run(&["import", FOLDER, "--mapping", &mapping]).succeeded().says(&["2022", "2023"]);
    project
}

#[test]
fn parts_add_up_to_their_criterion_and_shares_of_the_maximum_follow() {
    let project = imported();
    let criteria = project.query(
        "SELECT year, criterion, level, max_total FROM criteria ORDER BY year, level, criterion",
    );
    let maxima: Vec<_> = criteria
        .iter()
        .map(|row| {
            (
                row["year"].as_i64(),
                row["criterion"].as_str().unwrap_or(""),
                row["max_total"].as_f64(),
            )
        })
        .collect();

    // In 2022 planning was not scored, so the budget has all ten points.
    assert_eq!(
        maxima,
        [
            (Some(2022), "Công khai", Some(10.0)),
            (Some(2022), "Dịch vụ", Some(15.0)),
            (Some(2022), "Công khai ngân sách", Some(10.0)),
            (Some(2023), "Công khai", Some(10.0)),
            (Some(2023), "Dịch vụ", Some(15.0)),
            (Some(2023), "Công khai ngân sách", Some(5.0)),
            (Some(2023), "Công khai quy hoạch", Some(5.0)),
        ]
    );

    let rank = |year: &str| {
        let rows = project.json(&["rank", "--year", year]);
        rows.iter()
            .map(|row| (row["unit"].as_str().unwrap_or("").to_owned(), row["total"].to_string()))
            .collect::<Vec<_>>()
    };
    let owned = |rows: [(&str, &str); 2]| {
        rows.map(|(unit, total)| (unit.to_owned(), total.to_owned())).to_vec()
    };

    // 6.5 + 7.25 + 4; 4.123456 to four decimals + 8 + 3.5.
    assert_eq!(rank("2022"), owned([("Tỉnh Ví dụ B", "17.75"), ("Tỉnh Ví dụ A", "15.6235")]));

    // A has 4 + 3 + 9 + 4 of 25 points and B has 16. C was not assessed on planning: it has
    // 1 + 6 + 2 of 20 points.
    let rows = project.json(&["rank", "--year", "2023"]);
    let shares: Vec<_> = rows
        .iter()
        .map(|row| (row["unit"].as_str().unwrap_or(""), row["attainment"].as_f64()))
        .collect();
    assert_eq!(
        shares,
        [("Tỉnh Ví dụ A", Some(0.8)), ("Tỉnh Ví dụ B", Some(0.64)), ("Tỉnh Ví dụ C", Some(0.45))]
    );

    let findings = project.query("SELECT year, rule, unit FROM findings ORDER BY year, rule");
    let rules: Vec<_> = findings.iter().filter_map(|row| row["rule"].as_str()).collect();
    for rule in ["blank-column", "blank-unit", "rounded"] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }

    // Two units in 2022 and three in 2023 have a sum that no table prints.
    assert_eq!(project.query("SELECT count(*) AS n FROM score WHERE derived = 1")[0]["n"], 5);

    let traced = project.json(&["trace", "--unit", "Tỉnh Ví dụ A", "--year", "2022"]);
    let rounded = traced.iter().find(|row| row["value"] == "4.1235").expect("a rounded figure");
    assert_eq!(
        (&rounded["text"], &rounded["agrees"]),
        (&"4.123456".into(), &true.into()),
        "what is printed"
    );
}

#[test]
fn both_levels_can_be_asked_for() {
    let project = imported();
    for (level, expected) in [("1", 2), ("2", 2)] {
        let rows = project.json(&[
            "weakness",
            "--year",
            "2023",
            "--unit",
            "Tỉnh Ví dụ A",
            "--level",
            level,
        ]);
        assert_eq!(rows.len(), expected, "level {level}");
        assert!(rows.iter().all(|row| row["level"].as_u64() == level.parse().ok()));
    }

    // Budget: 4.1235 of 10, then 4 of 5: 7.5 · (0.8 − 0.41235) = 2.907375.
    let rows =
        project.json(&["delta", "--by", "criterion", "--level", "2", "--unit", "Tỉnh Ví dụ A"]);
    assert_eq!(rows[0]["performance"].to_string(), "2.91");
    assert_eq!(rows[0]["weight"].to_string(), "-3.0335");

    let whole = project.json(&["delta", "--by", "criterion", "--unit", "Tỉnh Ví dụ A"]);
    assert_eq!(
        whole[0]["performance"].to_string(),
        "2.8765",
        "with the same maximum all is performance"
    );
    project.run(&["report"]).succeeded();
    project.run(&["report", "trend", "--lang", "en"]).succeeded();
}

#[test]
fn a_chart_without_anything_to_draw_is_refused() {
    let project = imported();
    let chart = ["chart", "leniency", "--year", "2023", "--block", "province", "-o", "x.svg"];
    project.run(&chart).failed(1).says(&["mô hình"]);
    assert!(!project.path("x.svg").exists());
}

#[test]
fn an_invalid_mapping_is_refused_and_changes_nothing() {
    let project = imported();
    let before = bytes(&project.db());
    for file in ["2022.csv", "2023.csv", "names.csv"] {
        project.write(
            &format!("own/{file}"),
            std::fs::read(format!("{FOLDER}/{file}")).expect("the table"),
        );
    }

    let swapped = |from: &str, to: &str| {
        assert!(MAPPING.contains(from), "{from}");
        MAPPING.replacen(from, to, 1)
    };

    for (mapping, code, words) in [
        (swapped("\"planning\"", "\"plannings\""), 1, &["plannings", "Có phải là “planning”"][..]),
        (swapped("unit = \"code\"", "unit = \"tỉnh\""), 1, &["tỉnh", "code"]),
        (swapped("block = \"province\"", "block = \"state\""), 1, &["state", "province"]),
        (swapped("max_appraised = \"10\"\nsurvey", "survey"), 2, &["Dịch vụ", "max_appraised"]),
        (swapped("max_survey = \"5\"", "max_survey = \"-5\""), 2, &["Dịch vụ", "-5"]),
        (swapped("decimals = 4", "decimals = 9"), 2, &["9", "4"]),
        (swapped("parent = \"Công khai\"", "parent = \"Minh bạch\""), 2, &["Minh bạch"]),
        (swapped("name = \"Dịch vụ\"", "name = \"Công khai\""), 2, &["Công khai"]),
        (swapped("names.csv", "nobody.csv"), 2, &["nobody.csv"]),
        (swapped("code = \"code\"", "code = \"key\""), 2, &["key", "names.csv"]),
        (swapped("issuer =", "isuer ="), 2, &["isuer", "dòng"]),
        (swapped("decimals = 4\n", ""), 1, &["4.123456", "bốn chữ số"]),
        (
            swapped(
                "max_appraised = \"10\"\n\n[[criterion]]\nname = \"Công khai ngân",
                "max_appraised = \"5\"\n\n[[criterion]]\nname = \"Công khai ngân",
            ),
            1,
            &["above-maximum", "6,50"],
        ),
    ] {
        let path = project.write("own/mapping.toml", mapping);
        let table = project.path("own/2022.csv");
        project
            .run(&["import", table.to_str().expect("UTF-8"), "--mapping", &path, "--replace"])
            .failed(code)
            .says(words);
        assert_eq!(bytes(&project.db()), before, "{words:?}");
    }

    let path = project.write("own/mapping.toml", MAPPING);
    let renamed = project
        .write("own/table.csv", std::fs::read(project.path("own/2022.csv")).expect("the table"));
    project.run(&["import", &renamed, "--mapping", &path]).failed(1).says(&[
        "table.csv",
        "2023.csv",
        "--year",
    ]);

    let later = project
        .write("own/2099.csv", std::fs::read(project.path("own/2022.csv")).expect("the table"));
    project.run(&["import", &later, "--mapping", &path]).failed(1).says(&["2099", "tương lai"]);

    let early = project
        .write("own/1980.csv", std::fs::read(project.path("own/2022.csv")).expect("the table"));
    project.run(&["import", &early, "--mapping", &path]).failed(1).says(&["1980.csv", "1990"]);

    let long = project.write("own/2021.csv", "code,a\n".to_owned() + &"P1,1\n".repeat(50));
    let limited = ["import", &long, "--mapping", &path, "--max-cells", "100"];
    project.run(&limited).failed(1).says(&["2021.csv", "quá 100 ô", "--max-cells"]);
    project.run(&["import", "own", "--mapping", "nowhere.toml"]).failed(2).says(&["nowhere.toml"]);
}

#[test]
fn rows_of_another_length_and_unknown_codes_are_refused() {
    for (table, words) in [
        (
            "code,budget,planning,service,service_survey\nP1,4,3,9,4\nP2,3.5\n",
            &["row-length", "2 ô", "5 cột"][..],
        ),
        ("code,budget,planning,service,service_survey\nP1,4,3,9,4,5\n", &["row-length", "6 ô"]),
        ("code,budget,planning,service,service_survey\nP9,4,3,9,4\n", &["unknown-code", "P9"]),
        ("code,budget,planning,service,service_survey\n\"P1,4,3,9,4\n", &["dòng 2", "nháy"]),
        ("code,budget,planning,service,service_survey\nP1,,,,\n", &["không có bảng kết quả"]),
    ] {
        let project = Project::new();
        for file in ["mapping.toml", "names.csv"] {
            project.write(
                &format!("own/{file}"),
                std::fs::read(format!("{FOLDER}/{file}")).expect("a file"),
            );
        }
        let path = project.write("own/2022.csv", table);
        project.run(&["import", &path, "--mapping", "own/mapping.toml"]).failed(1).says(words);
        assert!(!project.db().exists(), "{words:?}");
    }
}

#[test]
fn only_criteria_known_in_both_years_are_compared_at_constant_framework() {
    let project = Project::new();
    for file in ["mapping.toml", "names.csv"] {
        project.write(
            &format!("own/{file}"),
            std::fs::read(format!("{FOLDER}/{file}")).expect("a file"),
        );
    }

    let head = "code,budget,planning,service,service_survey\n";
    project.write("own/2022.csv", format!("{head}P1,4,4,,4\nP2,3,3,5,2\n"));
    project.write("own/2023.csv", format!("{head}P1,3,3,9,4\nP2,4,4,6,3\n"));
    project.run(&["import", "own", "--mapping", "own/mapping.toml"]).succeeded();

    let rows = project.json(&["delta", "--unit", "Tỉnh Ví dụ A"]);

    // Its service score of 2022 is unknown: 8 of 10 points, then 6 of 10, remain to be compared.
    assert_eq!(
        (rows[0]["constant_from"].as_f64(), rows[0]["constant_to"].as_f64()),
        (Some(0.8), Some(0.6))
    );
    assert!(rows[0]["performance"].is_null() && rows[0]["total_from"].is_null());
    crate::views::compare_with_oracle(&project);

    let run = project.run(&["delta"]).succeeded();
    assert!(run.out.contains("Trong 1 tỉnh, thành phố so sánh được"), "{run:#?}");
}

#[test]
fn a_level_that_does_not_exist_is_refused() {
    let project = imported();
    project.run(&["weakness", "--level", "3"]).failed(1).says(&["cấp 3"]);
    project.run(&["delta", "--by", "criterion", "--level", "3"]).failed(1).says(&["cấp 3"]);
    project.run(&["delta", "--level", "2"]).failed(2).says(&["--level"]);
    project.run(&["gap", "--level", "2"]).failed(2).says(&["--level"]);
    project.run(&["chart", "gap-years", "-o", "x.svg"]).failed(1).says(&["tự chấm"]);
}

#[test]
fn text_with_blank_lines_and_groups_goes_through_a_mapping() {
    let project = Project::new();
    project.write(
        "map.toml",
        "block = \"commune\"\nnumber = \"Danh sách {year}\"\ntitle = \"Chuẩn năm {year}\"\nissuer = \"Sở Ví dụ\"\n\
        issued_on = \"{next_year}-03-31\"\nunit = \"Tên xã, thị trấn\"\ntotal = \"Tổng điểm\"\n\
        [[criterion]]\nname = \"Một\"\nappraised = \"Tiêu chí 1\"\nmax_appraised = \"50\"\n\
        [[criterion]]\nname = \"Hai\"\nappraised = \"Tiêu chí 2\"\nmax_appraised = \"50\"\n",
    );
    let cells = [
        "STT",
        "Tên xã,",
        "thị trấn",
        "Tổng điểm",
        "Điểm từng tiêu chí",
        "\u{a0}",
        "Tiêu chí 1",
        "Tiêu chí 2",
        "\u{a0}",
        "(1)",
        "(2)",
        "(3)",
        "(4)",
        "(5)",
        "\u{a0}",
        "I",
        "HUYỆN A",
        "\u{a0}",
        "1",
        "Xã B",
        "90",
        "45,5",
        "44",
        "\u{a0}",
        "2",
        "Xã C",
        "80",
        "40",
        "40",
    ];
    let path = project.write("2021.txt", cells.map(|cell| format!("{cell}\n\n")).concat());
    project.run(&["import", &path, "--mapping", "map.toml"]).succeeded();

    let rows = project.query("SELECT unit, total FROM rankings ORDER BY unit");
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row["unit"].as_str().unwrap_or(""), row["total"].as_f64()))
        .collect();
    assert_eq!(rows, [("Xã B", Some(90.0)), ("Xã C", Some(80.0))]);
}

/// A mapping for an index of 25 points: criteria of 15 and 10 points, a total and a rank.
const RANKED: &str = "block = \"province\"\nnumber = \"R {year}\"\ntitle = \"R {year}\"\nissuer = \"Viện Ví dụ\"\n\
    issued_on = \"{next_year}-03-31\"\nunit = \"unit\"\ntotal = \"total\"\nrank = \"rank\"\n\
    [[criterion]]\nname = \"A\"\nappraised = \"a\"\nmax_appraised = \"15\"\n\
    [[criterion]]\nname = \"B\"\nappraised = \"b\"\nmax_appraised = \"10\"\n";

#[test]
fn ranks_are_checked_by_attainment_of_the_maximum() {
    let project = Project::new();
    let mapping = project.write("ranked.toml", RANKED);

    // Một has 18 of 25 points, 72 %. B does not apply to Hai: 11.5 of 15 are 77 %. Ba has 36 %.
    let rows = "unit,a,b,total,rank\nMột,10,8,18,2\nHai,11.5,-,11.5,1\nBa,5,4,9,3\n";
    let table = project.write("2022.csv", rows);
    project.run(&["import", &table, "--mapping", &mapping]).succeeded();

    let ranks = project.query("SELECT unit, rank FROM rankings ORDER BY rank");
    let ranks: Vec<_> = ranks.iter().map(|row| row["unit"].as_str().unwrap_or("")).collect();
    assert_eq!(ranks, ["Hai", "Một", "Ba"]);

    let wrong = Project::new();
    let mapping = wrong.write("ranked.toml", RANKED);
    let table =
        wrong.write("2022.csv", rows.replace("18,2", "18,1").replace("11.5,1\n", "11.5,2\n"));
    wrong
        .run(&["import", &table, "--mapping", &mapping])
        .failed(1)
        .says(&["rank-order", "theo tỷ lệ đạt là 1"]);
}

#[test]
fn a_mapped_table_is_read_to_its_end() {
    let project = Project::new();
    let mapping = project.write("ranked.toml", RANKED);
    let rows: String =
        (1..=1_200).map(|number| format!("Đơn vị {number},x,1,1,{number}\n")).collect();
    let table = project.write("2022.csv", format!("unit,a,b,total,rank\n{rows}"));
    let run = project.run(&["import", &table, "--mapping", &mapping]).failed(1);
    assert!(run.err.contains("1200 lỗi") && !run.err.contains("unread-table"), "{}", run.err);
}

/// An index from 0 to 1: the mean of three parts, of which one is the mean of two. All years stand
/// in one table.
const SHARES: &str = "block = \"province\"\nnumber = \"S {year}\"\ntitle = \"S {year}\"\nissuer = \"Viện Ví dụ\"\n\
    issued_on = \"{next_year}-03-31\"\nunit = \"unit\"\nyear = \"year\"\ntotal = \"index\"\nrank = \"rank\"\n\
    scale = \"1\"\ntimes = \"100\"\n\
    [[criterion]]\nname = \"A\"\nappraised = \"a\"\nweight = \"1/3\"\n\
    [[criterion]]\nname = \"B\"\nappraised = \"b\"\nweight = \"1/3\"\n\
    [[criterion]]\nname = \"C\"\nweight = \"1/3\"\n\
    [[criterion]]\nname = \"C1\"\nparent = \"C\"\nappraised = \"c1\"\nweight = \"1/2\"\n\
    [[criterion]]\nname = \"C2\"\nparent = \"C\"\nappraised = \"c2\"\nweight = \"1/2\"\n";

/// The third unit has all points. Một and Hai differ in the fifth decimal. The mean of 0.9, 0.6 and
/// (0.4 + 0.80007) / 2 is 0.70001; a figure may be written with an exponent or with binary noise.
const SHARES_TABLE: &str = "unit,year,a,b,c1,c2,index,rank\n\
    Một,2021,9E-1,0.6000000000000001,0.4,0.80007,0.70001,2\n\
    Hai,2021,0.9,0.6,0.4,0.80011,0.70002,1.0\n\
    Ba,2022,1,1,1,1,1,1\nMột,2022,0.5,0.5,0.5,0.5,0.5,2\n";

#[test]
fn an_index_of_shares_keeps_its_digits_with_a_factor_and_weights() {
    let project = Project::new();
    let mapping = project.write("shares.toml", SHARES);
    let table = project.write("shares.csv", SHARES_TABLE);
    let import = |options: &[&str]| {
        project.run(&[&["import", table.as_str(), "--mapping", mapping.as_str()], options].concat())
    };
    import(&[]).failed(1).says(&["“year”", "2021, 2022", "--year 2022"]);
    import(&["--year", "2019"]).failed(1).says(&["2019", "2021, 2022"]);
    assert!(!project.db().exists());
    import(&["--year", "2021"]).succeeded();
    import(&["--year", "2022"]).succeeded();

    let rows = project.query(
        "SELECT year, unit, total, recomputed_total, max_total, rank FROM rankings_detail \
         ORDER BY year, rank",
    );
    let number = |row: &serde_json::Value, column: &str| row[column].as_f64().expect("a number");
    let totals: Vec<_> = rows.iter().map(|row| number(row, "total")).collect();
    // 100 times the index; every maximum is a third of 100 points, and together they are 100.
    assert_eq!(totals, [70.002, 70.001, 100.0, 50.0]);
    assert!(rows.iter().all(|row| number(row, "max_total").to_bits() == 100f64.to_bits()));
    assert!(
        rows.iter()
            .all(|row| (number(row, "recomputed_total") - number(row, "total")).abs() < 0.0011)
    );

    let parts = project.query(
        "SELECT criterion, appraised, max_appraised FROM scores_detail WHERE year = 2022 \
         AND unit = 'Ba' AND level = 1",
    );
    let parts: Vec<_> =
        parts.iter().map(|row| (number(row, "appraised"), number(row, "max_appraised"))).collect();
    assert!(
        parts
            .iter()
            .all(|(points, maximum)| (33.333..=33.334).contains(points) && points <= maximum)
    );
    assert!((parts.iter().map(|(_, maximum)| maximum).sum::<f64>() - 100.0).abs() < 1e-9);

    // 0.9 · 100 / 3, found again in the cell that prints 9E-1.
    let traced = project.json(&["trace", "--unit", "Một", "--year", "2021"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    assert!(traced.iter().any(|row| row["text"] == "9E-1" && row["value"] == "30.00"));
    crate::views::compare_with_oracle(&project);
}

#[test]
fn rounding_that_changes_a_rank_is_refused_with_the_factor_that_does_not() {
    let project = Project::new();
    let unscaled = SHARES.replace("times = \"100\"", "decimals = 4");
    let mapping = project.write("shares.toml", &unscaled);
    let table = project.write("shares.csv", SHARES_TABLE);
    let import = |options: &[&str]| {
        let given = ["import", table.as_str(), "--mapping", mapping.as_str(), "--year", "2021"];
        project.run(&[&given, options].concat())
    };
    import(&[]).failed(1).says(&["rounded", "Một", "Hai", "times = \"10\""]);
    assert!(!project.db().exists());
    project.write("shares.toml", unscaled.replace("decimals = 4", "decimals = 4\ntimes = \"10\""));
    import(&[]).succeeded();

    // Three decimals are too few, four are enough.
    let project = Project::new();
    let mapping = project.write(
        "ranked.toml",
        RANKED.replace("[[criterion]]", "decimals = 3\n[[criterion]]").replacen(
            "decimals = 3\n[[criterion]]\nname = \"B\"",
            "[[criterion]]\nname = \"B\"",
            1,
        ),
    );
    let rows = "unit,a,b,total,rank\nMột,10,8.0004,18.0004,1\nHai,10,8.0001,18.0001,2\n";
    let table = project.write("2022.csv", rows);
    project.run(&["import", &table, "--mapping", &mapping]).failed(1).says(&["decimals = 4"]);
    project.run(&["import", &table, "--mapping", &mapping, "--accept", "rounded"]).succeeded();
}

#[test]
fn weights_and_factors_that_cannot_be_right_are_refused() {
    let project = Project::new();
    let table = project.write("shares.csv", SHARES_TABLE);
    let import = |mapping: &str, rows: Option<&str>| {
        let mapping = project.write("shares.toml", mapping);
        let table = rows.map_or(table.clone(), |rows| project.write("rows.csv", rows));
        project.run(&["import", &table, "--mapping", &mapping, "--year", "2021"])
    };
    let swapped = |from: &str, to: &str| {
        assert!(SHARES.contains(from), "{from}");
        SHARES.replacen(from, to, 1)
    };
    // A third and a third and a half of 100 points.
    import(
        &swapped("\"1/3\"\n[[criterion]]\nname = \"B\"", "\"1/2\"\n[[criterion]]\nname = \"B\""),
        None,
    )
    .failed(2)
    .says(&["116,6667", "100,00", "weight"]);
    import(&swapped("\"1/3\"", "\"a third\""), None)
        .failed(2)
        .says(&["a third", "weight = \"1/3\""]);
    import(&swapped("times = \"100\"", "times = \"0\""), None).failed(2).says(&["“0”", "times"]);
    import(&swapped("times = \"100\"", "times = \"1,000\""), None).failed(2).says(&["“1,000”"]);
    import(&swapped("scale = \"1\"\n", ""), None).failed(2).says(&["“A”", "scale"]);
    import(&swapped("year = \"year\"", "year = \"a\""), None).failed(1).says(&["“a”", "1990"]);

    // A percent sign contradicts the factor, and a share above 1 the scale.
    let percent = SHARES_TABLE.replace("0.70001", "70.001%");
    import(SHARES, Some(&percent)).failed(1).says(&["not-a-number", "70.001%"]);
    let above = SHARES_TABLE.replace("9E-1", "1.2");
    import(SHARES, Some(&above)).failed(1).says(&["above-maximum", "40,00", "33,33"]);
    let huge = SHARES_TABLE.replace("9E-1", "9E9");
    import(SHARES, Some(&huge)).failed(1).says(&["not-a-number", "9E9"]);
    // A row without a year is named.
    let no_year = format!("{SHARES_TABLE}0.75,,A,80,0.4,,,\n");
    import(SHARES, Some(&no_year)).failed(1).says(&["row-unread", "0.75"]);
    assert!(!project.db().exists());
}

#[test]
fn a_mapping_titled_as_another_index_is_refused() {
    let project = Project::new();
    let titled = SHARES.replacen("title = \"", "title = \"Chỉ số PAPI: ", 1);
    let mapping = project.write("shares.toml", titled);
    let table = project.write("shares.csv", SHARES_TABLE);
    let arguments: [&str; 6] = ["import", &table, "--mapping", &mapping, "--year", "2021"];
    project.run(&arguments).failed(1).says(&["PAPI", "--index papi"]);
    project.run(&[&arguments[..], &["--index", "papi"]].concat()).succeeded();
}

#[test]
fn a_weight_counts_only_where_its_part_has_figures() {
    let project = Project::new();
    let mapping = |blank: &str| {
        format!(
            "block = \"department\"\nindex = \"chi-so-a\"\nnumber = \"1\"\ntitle = \"A\"\nissuer = \
             \"UBND tỉnh Ví dụ\"\nissued_on = \"2024-01-05\"\nunit = \"unit\"\nscale = 100\n\
             [[criterion]]\nname = \"X\"\nmax_appraised = 100\n\
             [[criterion]]\nname = \"X1\"\nparent = \"X\"\nweight = 0.6\nappraised = \"a\"\n\
             [[criterion]]\nname = \"X2\"\nparent = \"X\"\nweight = \"0.4\"\nappraised = \"{blank}\"\n"
        )
    };
    let map = project.write("m.toml", mapping("b"));
    let table = project.write("a.csv", "unit,a,b\nSở Tư pháp,90,\nSở Nội vụ,80,\n");
    project.run(&["import", &table, "--mapping", &map, "--year", "2023"]).succeeded();
    let query = "SELECT attainment FROM rankings_detail WHERE unit = 'Sở Tư pháp'";
    let rows = project.query(query);
    assert_eq!(rows[0]["attainment"], 0.9);
}

#[test]
fn a_table_of_totals_goes_through_a_mapping_with_a_scale() {
    let project = Project::new();
    let head = "block = \"province\"\nnumber = \"T {year}\"\ntitle = \"T {year}\"\nissuer = \"Viện Ví dụ\"\n\
        issued_on = \"{next_year}-03-31\"\nunit = \"unit\"\ntotal = \"total\"\n";
    let table = project.write("2022.csv", "unit,total\nMột,812.5\nHai,790\n");
    let mapping = project.write("totals.toml", head);
    let import = || project.run(&["import", &table, "--mapping", &mapping]);
    import().failed(2).says(&["total", "scale"]);
    project.write("totals.toml", format!("{head}scale = \"800\"\n"));
    import().failed(1).says(&["above-maximum", "812,50", "800,00"]);
    project.write("totals.toml", format!("{head}scale = \"1000\"\n"));
    import().succeeded();
    let rows = project
        .query("SELECT unit, rank, recomputed_rank, attainment FROM rankings_detail ORDER BY 3");
    assert_eq!(rows[0]["unit"], "Một");
    assert_eq!(rows[0]["attainment"].as_f64(), Some(0.8125));
    crate::views::compare_with_oracle(&project);
}

#[test]
fn a_scale_after_the_factor_is_asked_about() {
    let project = Project::new();
    // The figures are those of an index from 0 to 1, so that 100 is not its scale.
    let mapping = project.write("shares.toml", SHARES.replace("scale = \"1\"", "scale = \"100\""));
    let table = project.write("shares.csv", SHARES_TABLE);
    let run = project.run(&["import", &table, "--mapping", &mapping, "--year", "2021"]);
    run.failed(1).says(&["scale", "70,002", "10000", "scale = \"1\""]);
    assert!(!project.db().exists());
}

#[test]
fn a_title_of_an_unknown_index_is_refused_with_the_lines_that_declare_it() {
    let project = Project::new();
    let text = crate::project::two_departments("TT;Đơn vị;Tổng điểm", ["1;A;90", "2;B;80"]);
    let text = text.replace("CHỈ SỐ CCHC", "CHỈ SỐ MINH BẠCH");
    let path = project.write("data/a.csv", &text);
    let run = project.run(&["import", &path]).failed(1).says(&["chỉ số minh bạch", "--index cchc"]);
    let begin = run.err.find("  [[index]]").expect("lines to add");
    let lines: Vec<_> = run.err[begin..].lines().take(4).collect();
    // Following the advice leads to a right import.
    project.write("data/frameworks.toml", lines.join("\n"));
    project.import(&path);
    let index = project.query("SELECT DISTINCT index_code FROM rankings_detail");
    assert_eq!(index[0]["index_code"], "chi-so-minh-bach");

    let other = Project::new();
    other.run(&["import", &other.write("a.csv", &text), "--index", "cchc"]).succeeded();
}

#[test]
fn a_document_that_cannot_be_read_says_why_among_several_authorities() {
    let project = Project::new();
    let text = crate::project::two_departments("TT;Đơn vị;Tổng điểm", ["1;A;90", "2;B;80"]);
    project.import(&project.write("a.csv", &text));
    project.run(&["import", &project.write("b.csv", text.replace("Ví dụ", "Khác"))]).failed(1);
    let other = project.write("khac/b.csv", text.replace("Ví dụ", "Khác"));
    project.write("khac/units.toml", "[authority]\nname = \"UBND tỉnh Khác\"\n");
    project.import(&other);

    let text = text.replace("Ví dụ", "Khác");
    for (bad, words) in [
        (text.replace("90", "9x"), ["9x", "not-a-number"]),
        (text.replace("Quyết định số 1/QĐ-UBND ", ""), ["--number", "số quyết định"]),
        (text.replace("CÁC SỞ", "CÁC CỤC, VỤ"), ["cục, vụ", "[[block]]"]),
    ] {
        let bad = project.write("khac/c.csv", bad);
        project.run(&["import", &bad]).failed(1).says(&["c.csv"]).says(&words);
    }
}

#[test]
fn authorities_of_one_name_below_others_are_told_apart() {
    let project = Project::new();
    let text = |issuer: &str, year: i32| {
        crate::project::two_departments("TT;Đơn vị;Tổng điểm", ["1;A;90", "2;B;80"])
            .replace("NĂM 2023", &format!("NĂM {year}"))
            .replace("1/2024", &format!("1/{}", year + 1))
            .replace("UBND tỉnh Ví dụ", issuer)
    };
    let import = |issuer: &str, year: i32| {
        project.run(&["import", &project.write("a.csv", text(issuer, year))])
    };
    import("UBND huyện Châu Thành, tỉnh Long An", 2021).succeeded();
    import("Ủy ban nhân dân huyện Châu Thành tỉnh Bến Tre", 2022).failed(1).says(&["--authority"]);
    import("UBND HUYỆN CHÂU THÀNH", 2023).succeeded();
    assert_eq!(project.query("SELECT DISTINCT authority FROM rankings").len(), 1);

    // A city, and either place of a tone mark.
    let other = Project::new();
    for (year, issuer) in
        [(2021, "UBND TP. Hoà Bình"), (2022, "Ủy ban nhân dân Thành phố Hòa Bình")]
    {
        other.import(&other.write("a.csv", text(issuer, year)));
    }
}

#[test]
fn a_document_with_tables_of_two_indices_is_imported_once_for_each() {
    let rows = |figures: [&str; 5]| -> String {
        let units = ["Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Sở Tài chính", "Sở Công Thương"];
        let row = |(n, (unit, figures)): (usize, (&str, &str))| format!("{n};{unit};{figures}\n");
        (1..).zip(units.into_iter().zip(figures)).map(row).collect()
    };
    let reform = rows(["95;90;1", "94;89;2", "93;88;3", "92;87;4", "91;86;5"]);
    let satisfaction = rows(["85,5;2", "87;1", "82;3", "81;4", "80;5"]);
    let text = format!(
        "(Kèm theo Quyết định số 900/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\nPHỤ LỤC 1\n\
         KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\nSTT;Đơn vị;Tự chấm;Thẩm định;Xếp hạng\n{reform}\n\
         PHỤ LỤC 2\nKẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS) CÁC SỞ NĂM 2023\n\
         STT;Đơn vị;Chỉ số hài lòng (%);Xếp hạng\n{satisfaction}"
    );
    let project = Project::new();
    let path = project.write("a.csv", text);
    let advice = ["--index cchc", "--index sipas"];
    project.run(&["import", &path]).failed(1).says(&advice);
    for (code, total) in [("cchc", 90.0), ("sipas", 85.5)] {
        let run = project.run(&["import", &path, "--index", code]).succeeded();
        assert!(run.err.contains("Đã nhập"), "{run:#?}");
        let again = project.run(&["import", &path, "--index", code]).succeeded();
        assert!(again.err.contains("Không thay đổi"), "{again:#?}");
        let sql = format!(
            "SELECT total FROM rankings_detail WHERE unit = 'Sở Nội vụ' AND index_code = '{code}'"
        );
        assert_eq!(project.query(&sql)[0]["total"], total);
        let traced = project.json(&["trace", "--unit", "Sở Nội vụ", "--index", code]);
        assert!(
            !traced.is_empty() && traced.iter().all(|row| row["agrees"] == true),
            "{traced:#?}"
        );
    }
    let figures = "SELECT unit, index_code, rank, total FROM rankings_detail ORDER BY 1, 2";
    let before = project.query(figures);
    project.run(&["rebuild"]).succeeded();
    assert_eq!(project.query(figures), before);
    let documents = project.query("SELECT index_code FROM documents_detail ORDER BY 1");
    assert_eq!(documents.len(), 2);
    assert_eq!(project.json(&["documents", "--index", "sipas"]).len(), 1);
    project.run(&["remove", "900/QĐ-UBND"]).succeeded();
    assert!(project.query(figures).is_empty());
}

#[test]
fn a_blank_unit_of_a_mapped_table_is_no_district_of_the_units_below() {
    let project = Project::new();
    let mapping = project.write(
        "mapping.toml",
        "block = \"province\"\nnumber = \"X {year}\"\ntitle = \"Chỉ số ví dụ {year}\"\n\
         issuer = \"Viện Ví dụ\"\nissued_on = \"{year}-11-01\"\nunit = \"code\"\n\
         [[criterion]]\nname = \"P\"\nappraised = \"p\"\nmax_appraised = \"10\"\n",
    );
    let table = project.write("2022.csv", "code,p\nTên A,5\nThành phố Ví dụ,\nTên B,4\n");
    project.run(&["import", &table, "--mapping", &mapping]).succeeded();
    assert_eq!(project.query("SELECT * FROM findings WHERE rule = 'blank-unit'").len(), 1);
    let below = project.query("SELECT * FROM rankings WHERE unit_parent IS NOT NULL");
    assert!(below.is_empty(), "{below:#?}");
}
