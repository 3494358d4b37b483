//! The scale of a table: where it comes from, and that nothing is ever above it.

use crate::project::{Project, two_departments as table};
use crate::views::compare_with_oracle;

/// The attainments of all units, best first.
fn attainments(project: &Project) -> Vec<f64> {
    let rows = project.query("SELECT attainment FROM rankings_detail ORDER BY attainment DESC");
    rows.iter().map(|row| row["attainment"].as_f64().expect("a share")).collect()
}

#[test]
fn a_heading_prints_a_scale_of_a_thousand() {
    let project = Project::new();
    let headings = "TT;Tên đơn vị;Nhận thức số (Tối đa 100 điểm);Thể chế số (Tối đa 900 điểm);\
                    Tổng điểm (1.000);Xếp hạng";
    let rows = ["1;Sở Tư pháp;95;790,5;885,5;2", "2;Sở Nội vụ;100;900;1.000;1"];
    let path = project.write("a.csv", table(headings, rows));
    project.import(&path);
    compare_with_oracle(&project);
    assert_eq!(attainments(&project), [1.0, 0.8855]);
    let weakness = "SELECT attainment FROM weaknesses_detail
                     WHERE unit = 'Sở Tư pháp' AND criterion = 'Nhận thức số'";
    assert_eq!(project.query(weakness)[0]["attainment"], 0.95);
    let traced = project.json(&["trace", "--unit", "Sở Nội vụ"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:?}");

    // The same table with decimal points prints its thousand with a comma.
    let points = |text: &str| text.replace(',', "#").replace('.', ",").replace('#', ".");
    let project = Project::new();
    let path = project
        .write("a.csv", table(&points(headings), rows.map(points).each_ref().map(String::as_str)));
    project.import(&path);
    assert_eq!(attainments(&project), [1.0, 0.8855]);
}

#[test]
fn an_unclear_scale_is_asked_for_and_the_advice_is_right() {
    for (totals, scale, attained) in
        [(["985,5", "965"], "1000", [0.9855, 0.965]), (["0,8855", "0,865"], "1", [0.8855, 0.865])]
    {
        let project = Project::new();
        let rows = ["1;Sở Tư pháp;{}", "2;Sở Nội vụ;{}"];
        let rows: Vec<_> =
            rows.iter().zip(totals).map(|(row, total)| row.replace("{}", total)).collect();
        let path = project.write("a.csv", table("TT;Tên đơn vị;Tổng điểm", [&rows[0], &rows[1]]));
        let option = format!("--scale {scale}");
        project.run(&["import", &path]).failed(1).says(&["scale", &option]);
        project.run(&["import", &path, "--scale", scale]).succeeded();
        assert_eq!(attainments(&project), attained);
        project.run(&["rebuild"]).succeeded();
        assert_eq!(attainments(&project), attained);

        // A declared framework says it for every year.
        let project = Project::new();
        project.write(
            "data/frameworks.toml",
            format!("[[framework]]\nname = \"A\"\nblocks = [\"department\"]\nfirst_year = 2020\nscale = \"{scale}\"\n"),
        );
        let path =
            project.write("data/a.csv", table("TT;Tên đơn vị;Tổng điểm", [&rows[0], &rows[1]]));
        project.import(&path);
        assert_eq!(attainments(&project), attained);
        project.run(&["import", &path, "--scale", "0.5"]).failed(1);
    }
    let project = Project::new();
    let path = project.write(
        "a.csv",
        table("TT;Tên đơn vị;Tổng điểm (100)", ["1;Sở Tư pháp;90", "2;Sở Nội vụ;80"]),
    );
    project.run(&["import", &path, "--scale", "1000"]).failed(1).says(&["100,00", "1.000,00"]);
    project.run(&["import", &path, "--scale", "0"]).failed(2);
}

#[test]
fn totals_in_percent_are_of_a_hundred() {
    let project = Project::new();
    // Each unit has a maximum of its own that is not printed.
    let rows = ["1;Sở Tư pháp;62,62;94,49%;1", "2;Ban Dân tộc;68,32;81,33%;2"];
    let path =
        project.write("a.csv", table("TT;Tên đơn vị;Điểm đạt được;Chỉ số CCHC (%);Xếp hạng", rows));
    project.import(&path);
    assert_eq!(attainments(&project), [0.9449, 0.8133]);
    assert!(project.query("SELECT * FROM findings").is_empty());
}

#[test]
fn percent_beside_points_are_checked() {
    let headings =
        "TT;Tên đơn vị;Điểm thẩm định;Điểm điều tra XHH;Tổng điểm;Chỉ số CCHC (%);Xếp hạng";
    let second = "2;Sở Nội vụ;63;27;90;90;2";
    let project = Project::new();
    let path =
        project.write("a.csv", table(headings, ["1;Sở Tư pháp;63,5;27,1;90,6;90,6;1", second]));
    project.import(&path);
    assert_eq!(attainments(&project), [0.906, 0.9]);

    let slip =
        project.write("b.csv", table(headings, ["1;Sở Tư pháp;63,5;27,1;90,6;96,6;1", second]));
    project.run(&["import", &slip]).failed(1).says(&["percent", "96,60%", "90,60%"]);
}

#[test]
fn the_criteria_add_up_to_a_usual_or_a_declared_scale() {
    let headings = "TT;Tên đơn vị;Thể chế (20);Bộ máy (42);Tổng điểm;Xếp hạng";
    let rows = ["1;Sở Tư pháp;20;40;60;1", "2;Sở Nội vụ;15;40;55;2"];
    let project = Project::new();
    let path = project.write("a.csv", table(headings, rows));
    project.run(&["import", &path]).failed(1).says(&["framework-maximum", "62,00", "100,00"]);
    project.run(&["import", &path, "--scale", "62"]).succeeded();
    assert!((attainments(&project)[0] - 60.0 / 62.0).abs() < 1e-12);

    // The heading of the totals names it, too; a score above its maximum is never imported.
    let named = headings.replace("Tổng điểm", "Tổng điểm (62)");
    let project = Project::new();
    project.import(&project.write("a.csv", table(&named, rows)));
    let path = project.write("b.csv", table(&named, ["1;Sở Tư pháp;21;40;61;1", rows[1]]));
    project.run(&["import", &path, "--replace"]).failed(1).says(&[
        "above-maximum",
        "21,00",
        "20,00",
    ]);
}

const DECISION: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n\
    (Kèm theo Quyết định số 9/QĐ-UBND ngày 5 tháng 2 năm 2024 của Ủy ban nhân dân tỉnh Ví dụ)\n";

/// The units with their totals, maxima and attainments by rank.
fn by_rank(project: &Project) -> Vec<(String, f64, f64, f64)> {
    let rows = project
        .query("SELECT unit, total, max_total, attainment FROM rankings_detail ORDER BY rank");
    let number = |row: &serde_json::Value, name: &str| row[name].as_f64().expect("a number");
    let row = |row: &serde_json::Value| {
        let unit = row["unit"].as_str().expect("a name").to_owned();
        let attainment = (number(row, "attainment") * 1e4).round() / 1e4;
        (unit, number(row, "total"), number(row, "max_total"), attainment)
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_cell_may_give_the_maximum_of_its_unit() {
    let import = |table: &str| {
        let project = Project::new();
        let path = project.write("a.csv", format!("{DECISION}{table}"));
        let run = project.run(&["import", &path]);
        (project, run)
    };
    let row =
        |unit: &str, total, maximum, attainment| (unit.to_owned(), total, maximum, attainment);

    // 57.5 of 60 and 25 of 30 are 82.5 of the 90 points that apply, which is more than 90 of 100.
    let sums = "STT;Đơn vị;Điểm thẩm định;Điểm điều tra XHH;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;63/70;27;90;2\n\
                2;Ban Dân tộc;57,5/60;25;82,5;1\n3;Sở Y tế;50/70;25;75;3\n";
    let totals = "STT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;90/100;2\n2;Ban Dân tộc;82,5/90;1\n3;Sở Y tế;75/100;3\n";
    for table in [sums, totals] {
        let (project, run) = import(table);
        run.succeeded();
        let expected = [
            row("Ban Dân tộc", 82.5, 90.0, 0.9167),
            row("Sở Tư pháp", 90.0, 100.0, 0.9),
            row("Sở Y tế", 75.0, 100.0, 0.75),
        ];
        assert_eq!(by_rank(&project), expected, "{table}");
        let notes = project.query("SELECT unit, found FROM findings WHERE rule = 'own-maximum'");
        assert_eq!(notes.len(), 1, "{notes:?}");
        crate::views::compare_with_oracle(&project);
    }

    // Of a criterion: its maximum for the unit is 50.
    let (project, run) = import(
        "STT;Đơn vị;Thể chế (Tối đa 60 điểm);Bộ máy (Tối đa 40 điểm);Tổng điểm (100);Xếp hạng\n\
         1;Sở Tư pháp;54;36;90;2\n2;Ban Dân tộc;46/50;37;83;1\n3;Sở Y tế;45;30;75;3\n",
    );
    run.succeeded();
    assert_eq!(by_rank(&project)[0], row("Ban Dân tộc", 83.0, 90.0, 0.9222));
    let scores =
        project.query("SELECT max_appraised FROM scores_detail WHERE unit = 'Ban Dân tộc'");
    assert_eq!(scores[0]["max_appraised"].as_f64(), Some(50.0));
    crate::views::compare_with_oracle(&project);

    // Neither a score above its own maximum nor a maximum above that of all is possible.
    import(&sums.replace("57,5/60", "61/60")).1.failed(1).says(&[
        "above-maximum",
        "61,00",
        "60,00",
    ]);
    let above = sums.replace("Điểm thẩm định;", "Điểm thẩm định (Tối đa 70 điểm);");
    import(&above.replace("57,5/60", "57,5/80")).1.failed(1).says(&[
        "above-maximum",
        "80,00",
        "70,00",
    ]);

    // The points before they were scaled back stand beside those that count.
    let (project, run) = import(
        "STT;Đơn vị;Điểm thẩm định thực tế;Điểm thẩm định (Tối đa 70);Điểm điều tra XHH;Tổng điểm\n\
         1;Sở Tư pháp;63/70;63;27;90\n2;Ban Dân tộc;57,5/60;67,08;25;92,08\n",
    );
    run.succeeded();
    assert_eq!(by_rank(&project)[0], row("Ban Dân tộc", 92.08, 100.0, 0.9208));
}

#[test]
fn a_total_that_was_scaled_back_is_known_as_such() {
    let head =
        "STT;Đơn vị;Thể chế (Tối đa 60 điểm);Bộ máy (Tối đa 40 điểm);Tổng điểm (100);Xếp hạng\n";
    let import = |rows: &str| {
        let project = Project::new();
        let path = project.write("a.csv", format!("{DECISION}{head}{rows}"));
        let run = project.run(&["import", &path]);
        (project, run)
    };
    // 55 of 60 points are 91.67 of 100.
    let rows = "1;Sở Tư pháp;54;36;90;2\n2;Ban Dân tộc;55;-;91,67;1\n3;Sở Y tế;45;30;75;3\n";
    let (project, run) = import(rows);
    run.succeeded();
    assert_eq!(by_rank(&project)[0], ("Ban Dân tộc".to_owned(), 91.67, 100.0, 0.9167));
    let recomputed = project.query(
        "SELECT recomputed_total, recomputed_rank FROM rankings_detail WHERE unit = 'Ban Dân tộc'",
    );
    assert_eq!(recomputed[0]["recomputed_total"].as_f64(), Some(91.6667));
    assert_eq!(recomputed[0]["recomputed_rank"], 1);
    let notes = project.query("SELECT message FROM findings WHERE rule = 'scaled-back'");
    assert!(notes[0]["message"].as_str().is_some_and(|text| text.contains("60,00")), "{notes:?}");
    crate::views::compare_with_oracle(&project);

    // Points of the maximum that applies stay so, and another total is an error.
    let (project, run) = import(&rows.replace("91,67;1", "55;1"));
    run.succeeded();
    assert_eq!(by_rank(&project)[0], ("Ban Dân tộc".to_owned(), 55.0, 60.0, 0.9167));
    import(&rows.replace("91,67;1", "93,67;1")).1.failed(1).says(&["93,67"]);
}

#[test]
fn tables_without_totals_have_a_scale_and_nothing_above_it() {
    let all = |headings: &str, rows: [&str; 2]| {
        let project = Project::new();
        let path = project.write("a.csv", table(headings, rows));
        (project.run(&["import", &path]), project)
    };
    // The headings of the scores print it.
    for (headings, rows, attained) in [
        ("TT;Tên đơn vị;Tự chấm (10);Thẩm định (10)", ["1;A;9,4;9", "2;B;9,2;8"], [0.9, 0.8]),
        ("TT;Tên đơn vị;Thẩm định (120)", ["1;A;96;", "2;B;90"], [0.8, 0.75]),
        ("TT;Tên đơn vị;Thẩm định (150);Khảo sát (50)", ["1;A;140;40", "2;B;100;50"], [0.9, 0.75]),
    ] {
        let (run, project) = all(headings, rows.map(|row| row.trim_end_matches(';')));
        run.succeeded();
        assert_eq!(attainments(&project), attained, "{headings}");
        compare_with_oracle(&project);
    }
    // Nothing prints it.
    for (headings, rows, highest) in [
        ("TT;Tên đơn vị;Tự chấm;Thẩm định", ["1;A;0,95;0,92", "2;B;0,93;0,9"], "0,92"),
        ("TT;Tên đơn vị;Thẩm định;Khảo sát", ["1;A;90;80", "2;B;80;70"], "170,00"),
        ("TT;Tên đơn vị;Thẩm định;Mức độ hài lòng", ["1;A;90;95", "2;B;80;70"], "185,00"),
    ] {
        let (run, _) = all(headings, rows);
        let run = run.failed(1).says(&["scale", highest, "--scale"]);
        assert!(!run.err.contains("above-maximum"), "{run:#?}");
    }
    let project = Project::new();
    let rows = ["1;A;90;80", "2;B;80;20"];
    let path = project.write("a.csv", table("TT;Tên đơn vị;Thẩm định;Khảo sát", rows));
    let run = project.run(&["import", &path, "--scale", "100"]).failed(1);
    run.says(&["above-maximum", "170,00", "100,00"]);
}

#[test]
fn the_maximum_of_a_part_or_of_one_unit_is_not_the_scale() {
    for remark in [
        "(Điểm thẩm định tối đa 70 điểm, điểm điều tra xã hội học tối đa 30 điểm)",
        "(Điểm thưởng tối đa 5 điểm)",
        "(Mỗi lĩnh vực tối đa 15 điểm)",
    ] {
        let project = Project::new();
        let text = table("TT;Tên đơn vị;Tổng điểm", ["1;A;68,5", "2;B;66"]);
        let (title, rest) = text.split_once('\n').expect("a title");
        project.import(&project.write("a.csv", format!("{title}\n{remark}\n{rest}")));
        assert_eq!(attainments(&project), [0.685, 0.66], "{remark}");
    }
    let project = Project::new();
    let rows = ["1;A;88;2", "2;B;81/90;1"];
    project.import(&project.write("a.csv", table("TT;Tên đơn vị;Tổng điểm;Xếp hạng", rows)));
    assert_eq!(attainments(&project), [0.9, 0.88]);
    assert_eq!(project.query("SELECT unit FROM findings WHERE rule = 'own-maximum'").len(), 1);
}

#[test]
fn a_row_below_the_headings_may_print_the_maxima() {
    let headings = "TT;Tên đơn vị;Thẩm định;Khảo sát;Tổng điểm\n;Điểm tối đa;90;30;120";
    let numbered = headings.replace('\n', "\n(1);(2);(3);(4);(5)\n");
    for headings in [headings, &numbered] {
        let project = Project::new();
        let rows = ["1;A;80;28;108", "2;B;70;20;90"];
        project.import(&project.write("a.csv", table(headings, rows)));
        assert_eq!(attainments(&project), [0.9, 0.75]);
        assert!(project.query("SELECT * FROM findings").is_empty());
        let path = project.write("b.csv", table(headings, ["1;A;80;28;108", "2;B;91;20;111"]));
        let run = project.run(&["import", &path, "--replace"]).failed(1);
        run.says(&["above-maximum", "91,00", "90,00"]);
    }
}

#[test]
fn a_column_may_give_the_maximum_of_each_unit() {
    for (headings, rows) in [
        (
            "TT;Tên đơn vị;Điểm tối đa;Điểm đạt được;Tỷ lệ %;Xếp hạng",
            ["1;A;95;76;80;1", "2;B;100;75;75;2"],
        ),
        (
            "TT;Tên đơn vị;Tổng điểm (đạt/tối đa);Chỉ số (%);Xếp hạng",
            ["1;A;76/95;80;1", "2;B;75/100;75;2"],
        ),
    ] {
        let project = Project::new();
        project.import(&project.write("a.csv", table(headings, rows)));
        let expected = [("A", 76.0, 95.0, 0.8), ("B", 75.0, 100.0, 0.75)];
        let expected =
            expected.map(|(unit, total, most, share)| (unit.to_owned(), total, most, share));
        assert_eq!(by_rank(&project), expected);
        compare_with_oracle(&project);
        // The percent are a check.
        let path =
            project.write("b.csv", table(headings, [&rows[0].replace(";80;", ";83;"), rows[1]]));
        project.run(&["import", &path, "--replace"]).failed(1).says(&["percent"]);
    }
}

#[test]
fn a_column_of_maxima_needs_no_totals_and_percent_replace_no_totals() {
    for (headings, rows, attained) in [
        (
            "TT;Tên đơn vị;Điểm tối đa;Tự chấm;Thẩm định;Xếp loại",
            ["1;A;100;95;90;Tốt", "2;B;100;90;85;Tốt"],
            [0.9, 0.85],
        ),
        ("TT;Tên đơn vị;Điểm tối đa;Thẩm định", ["1;A;100;95", "2;B;80;60"], [0.95, 0.75]),
        (
            "TT;Tên đơn vị;Điểm tối đa;Thẩm định;Chỉ số CCHC (%)",
            ["1;A;80;76;95", "2;B;100;90;90"],
            [0.95, 0.9],
        ),
    ] {
        let project = Project::new();
        project.import(&project.write("a.csv", table(headings, rows)));
        assert_eq!(attainments(&project), attained, "{headings}");
        compare_with_oracle(&project);
    }
    // A share that does not follow from totals on a scale of 100 is a contradiction.
    let project = Project::new();
    let rows = ["1;A;95;1;99,5", "2;B;90;2;98"];
    let path = project.write("a.csv", table("TT;Tên đơn vị;Tổng điểm;Hạng;Tỷ lệ", rows));
    project.run(&["import", &path]).failed(1).says(&["percent", "99,50", "95,00"]);
    // Nobody knows what a total a little above 100 is out of.
    let path = project.write("b.csv", table("TT;Tên đơn vị;Tổng điểm", ["1;A;102", "2;B;90"]));
    let run = project.run(&["import", &path]).failed(1).says(&["--scale", "“Thẩm định (70)”"]);
    assert!(!run.err.contains("1000"), "{run:#?}");
}
