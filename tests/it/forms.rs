//! Forms: one unit per document, with its scores, evidence and remarks beside the criteria.

use crate::project::Project;
use crate::views::compare_with_oracle;

const UNITS: [&str; 3] = ["Sở Tư pháp", "Sở Nội vụ", "Sở Y tế"];

/// A form of one unit: two areas with parts, of which the last is scored by a survey.
fn form(unit: &str, [first, second]: [&str; 2], appraised: [&str; 2], survey: &str) -> String {
    let sum = |scores: [&str; 2]| {
        let numbers: Option<Vec<f64>> = scores.iter().map(|text| text.parse().ok()).collect();
        numbers.map_or(String::new(), |numbers| numbers.iter().sum::<f64>().to_string())
    };
    let [own, theirs] = [[first, second], appraised].map(sum);
    let [a, b] = appraised;
    format!(
        "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\nĐơn vị: {unit}\n\
         Ngày 05 tháng 11 năm 2025\n\
         STT;Tiêu chí;Điểm tối đa;Điểm tự đánh giá;Điểm thẩm định;Điểm điều tra XHH;Tài liệu kiểm chứng;Ý kiến\n\
         I;Cải cách thể chế;60;{own};{theirs};;;\n\
         1;Rà soát văn bản;40;{first};{a};;KH số 12/KH, trang 3;\n\
         2;Theo dõi thi hành;20;{second};{b};;;Thiếu báo cáo quý\n\
         II;Tác động;40;;;{survey};;\n\
         1;Mức độ hài lòng của người dân;40;;;{survey};;\n\
         ;Tổng cộng;100;{own};{theirs};{survey};;\n"
    )
}

fn write_forms(project: &Project, folder: &str, appraised: bool) -> String {
    let scores = [["38", "18"], ["36", "15"], ["40", "20"]];
    let given = [["35", "17"], ["36", "12"], ["38", "20"]];
    let mut last = String::new();
    for ((unit, own), (given, number)) in UNITS.iter().zip(scores).zip(given.into_iter().zip(1..)) {
        let (given, survey) = if appraised { (given, "30") } else { (["", ""], "") };
        last = project.write(&format!("{folder}/{number}.csv"), form(unit, own, given, survey));
    }
    std::path::Path::new(&last).parent().expect("a folder").display().to_string()
}

const AUTHORITY: [&str; 2] = ["--authority", "UBND tỉnh Ví dụ"];

#[test]
fn the_forms_of_a_folder_make_one_assessment_stage_by_stage() {
    let project = Project::new();
    let folder = write_forms(&project, "tự chấm", false);
    let plan =
        project.run(&[&["import", &folder, "--dry-run"][..], &AUTHORITY].concat()).succeeded();
    assert!(plan.out.contains("3 đơn vị") && plan.out.contains("Tài liệu kiểm chứng"), "{plan:#?}");
    let run = project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    run.says(&["3 đơn vị", "chỉ có điểm tự chấm"]);
    assert_eq!(
        project.query("SELECT * FROM self_scores WHERE level = 1 AND self IS NOT NULL").len(),
        3
    );
    compare_with_oracle(&project);

    // The appraised forms add to them.
    let folder = write_forms(&project, "thẩm định", true);
    project.run(&["import", &folder]).succeeded().says(&["3 đơn vị", "đã thẩm định, chưa công bố"]);
    compare_with_oracle(&project);
    let ranked = project.query(
        "SELECT unit, recomputed_rank AS rank, recomputed_total AS total, self_total FROM rankings_detail ORDER BY 2",
    );
    let told: Vec<_> = ranked
        .iter()
        .map(|row| {
            format!("{} {} {} {}", row["unit"], row["rank"], row["total"], row["self_total"])
        })
        .map(|text| text.replace('"', ""))
        .collect();
    assert_eq!(told, ["Sở Y tế 1 88.0 60.0", "Sở Tư pháp 2 82.0 56.0", "Sở Nội vụ 3 78.0 51.0"]);
    assert_eq!(project.json(&["gap"]).len(), 3);
    assert!(!project.json(&["weakness"]).is_empty());

    // What is not yet published is said everywhere.
    let unpublished = "kết quả đã thẩm định, chưa được công bố";
    assert!(project.run(&["rank"]).out.contains(unpublished));
    project.run(&["report", "--year", "2025", "--reports", "reports"]).succeeded();
    let report =
        std::fs::read_to_string(project.path("reports/2025/cchc-2025.vi.html")).expect("a report");
    assert!(report.contains(unpublished) && !report.contains("thứ hạng đã công bố"));

    // Evidence and remarks are kept with the scores.
    let traced = project.json(&["trace", "--unit", "Sở Nội vụ"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    let of = |criterion: &str, column: &str| {
        let row =
            traced.iter().find(|row| row["criterion"] == criterion && row["figure"] == "appraised");
        row.map(|row| row[column].clone())
    };
    assert_eq!(of("Rà soát văn bản", "evidence"), Some("KH số 12/KH, trang 3".into()));
    assert_eq!(of("Theo dõi thi hành", "remark"), Some("Thiếu báo cáo quý".into()));
    assert!(
        of("Rà soát văn bản", "file_name")
            .is_some_and(|name| name.to_string().contains("thẩm định/2.csv"))
    );
    assert_eq!(project.query("SELECT * FROM evidence WHERE evidence IS NOT NULL").len(), 3);
    assert!(project.query("SELECT * FROM findings WHERE severity <> 'note'").is_empty());
    let maxima = project.query("SELECT sum(max_total) AS points FROM criteria WHERE level = 1");
    assert_eq!(maxima[0]["points"], 100.0);

    // Nothing changes when the same forms come again, or when the database is rebuilt.
    project.run(&["import", &folder]).succeeded().says(&["Không thay đổi"]);
    project.run(&["rebuild"]).succeeded();
    let again = project.query(
        "SELECT unit, recomputed_rank AS rank, recomputed_total AS total, self_total FROM rankings_detail ORDER BY 2",
    );
    assert_eq!(again, ranked);
}

#[test]
fn a_form_that_comes_later_adds_to_the_others_and_its_changes_are_noted() {
    let project = Project::new();
    let path = |name: &str, text: String| project.write(name, text);
    let import = |path: &str| project.run(&[&["import", path][..], &AUTHORITY].concat());
    import(&path("a.csv", form(UNITS[0], ["38", "18"], ["", ""], ""))).succeeded();
    import(&path("b.csv", form(UNITS[1], ["36", "15"], ["", ""], ""))).succeeded();
    let units = "SELECT DISTINCT unit FROM self_scores ORDER BY 1";
    assert_eq!(project.query(units).len(), 2);

    // The first unit sends its form again, with another score.
    import(&path("c.csv", form(UNITS[0], ["38", "17"], ["", ""], ""))).succeeded();
    let own = "SELECT self FROM self_scores WHERE unit = 'Sở Tư pháp' AND criterion = 'Theo dõi thi hành'";
    assert_eq!(project.query(own)[0]["self"], 17.0);
    let changes =
        project.query("SELECT unit, criterion, message FROM findings WHERE rule = 'revised'");
    let changed =
        changes.iter().find(|row| row["criterion"] == "Theo dõi thi hành").expect("a change");
    assert_eq!(changed["unit"], "Sở Tư pháp");
    assert!(
        changed["message"].to_string().contains("18,00")
            && changed["message"].to_string().contains("17,00")
    );
    assert!(project.run(&["check"]).out.contains("trước đó là 18,00, nay là 17,00"));
}

#[test]
fn units_without_a_form_are_named() {
    let project = Project::new();
    let units: String = UNITS
        .iter()
        .map(|unit| {
            format!("[[unit]]\nid = \"{unit}\"\nname = \"{unit}\"\nblock = \"department\"\n")
        })
        .collect();
    project.write("units.toml", format!("[authority]\nname = \"UBND tỉnh Ví dụ\"\n{units}"));
    // The name of the file tells the unit where the form does not.
    let nameless = form(UNITS[1], ["36", "15"], ["", ""], "").replace("Đơn vị: Sở Nội vụ\n", "");
    let path = project.write("02-so-noi-vu.csv", nameless.clone());
    project.run(&["import", &path]).succeeded().says(&["thiếu", "Sở Tư pháp", "Sở Y tế"]);
    assert_eq!(project.query("SELECT DISTINCT unit FROM self_scores")[0]["unit"], "Sở Nội vụ");
    assert_eq!(project.query("SELECT * FROM findings WHERE rule = 'missing-form'").len(), 2);

    // Without any name, the unit is asked for.
    let path = project.write("x.csv", nameless.replace("36", "35").replace("51", "50"));
    project.run(&["import", &path]).failed(1).says(&["--unit", "đơn vị của biểu"]);
    project.run(&["import", &path, "--unit", "Sở Y tế"]).succeeded();
    assert_eq!(project.query("SELECT DISTINCT unit FROM self_scores").len(), 2);
}

#[test]
fn what_a_form_says_wrong_is_refused() {
    let project = Project::new();
    let import = |text: String| {
        let path = project.write("a.csv", text);
        project.run(&[&["import", &path][..], &AUTHORITY].concat())
    };
    let right = || form(UNITS[0], ["38", "18"], ["", ""], "");
    import(right().replace("I;Cải cách thể chế;60;56", "I;Cải cách thể chế;60;57"))
        .failed(1)
        .says(&["sum-parts", "57,00", "56,00"]);
    import(right().replace("1;Rà soát văn bản;40;38", "1;Rà soát văn bản;40;41"))
        .failed(1)
        .says(&["above-maximum"]);
    import(right()).succeeded();

    // Another set of criteria cannot join the others.
    let other =
        form(UNITS[1], ["36", "15"], ["", ""], "").replace("Theo dõi thi hành", "Việc khác");
    let path = project.write("b.csv", other);
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).failed(1).says(&[
        "form-criteria",
        "Việc khác",
        "Theo dõi thi hành",
        "tệp “b.csv”",
    ]);
    assert_eq!(project.query("SELECT DISTINCT unit FROM self_scores").len(), 1);

    // Without an authority, nothing says whose index it is.
    let fresh = Project::new();
    let path = fresh.write("a.csv", right());
    fresh.run(&["import", &path]).failed(1).says(&["--authority"]);
}

#[test]
fn one_maximum_for_two_scores_is_kept_with_a_warning() {
    let text = "SỞ TƯ PHÁP\nBẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\n\
                (Kèm theo Báo cáo số 15/BC-STP ngày 10/11/2025 của Sở Tư pháp)\n\
                STT;Lĩnh vực/Tiêu chí;Điểm tối đa;Điểm tự đánh giá;Điểm thẩm định;Điểm ĐT XHH\n\
                1;Chỉ đạo, điều hành;60;50;49;8\n1.1;Kế hoạch;20;18;17;\n\
                2;Thể chế;40;30;30;7\n;Tổng cộng;100;80;79;15\n";
    let project = Project::new();
    let path = project.write("a.csv", text);
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
    compare_with_oracle(&project);
    let rows = project.query("SELECT unit, recomputed_total, max_total FROM rankings_detail");
    assert_eq!(
        (&rows[0]["unit"], &rows[0]["recomputed_total"]),
        (&"Sở Tư pháp".into(), &94.0.into())
    );
    assert_eq!(rows[0]["max_total"], 100.0);
    let warned = project.query("SELECT DISTINCT rule FROM findings WHERE severity = 'warning'");
    let rules: Vec<_> = warned.iter().map(|row| row["rule"].to_string().replace('"', "")).collect();
    assert!(rules.contains(&"joint-maximum".to_owned()), "{rules:?}");
    let path = project.write("b.csv", text.replace("49;8", "49;12"));
    project.run(&["import", &path]).failed(1).says(&["above-maximum", "12,00"]);
}

#[test]
fn nothing_in_a_form_is_lost_in_silence() {
    let project = Project::new();
    let import = |name: &str, text: &str, options: &[&str]| {
        let path = project.write(name, text);
        project.run(&[&["import", &path][..], &AUTHORITY, options].concat())
    };
    let right = form(UNITS[0], ["38", "18"], ["35", "17"], "30");
    // A column of figures with an unknown heading.
    let odd = right.replace("Điểm thẩm định", "Điểm tổ công tác");
    import("a.csv", &odd, &[]).failed(1).says(&[
        "unknown-heading",
        "“Điểm tổ công tác”",
        "Điểm tổ công tác=appraised",
    ]);
    import("a.csv", &odd, &["--heading", "Điểm tổ công tác=appraised"]).succeeded();
    let appraised = "SELECT sum(appraised) AS points FROM scores WHERE level = 1";
    assert_eq!(project.query(appraised)[0]["points"], 52.0);

    // A unit that the program does not take for one, beside units across.
    let table =
        "STT;Tiêu chí;Điểm tối đa;Sở Y tế;Sở Tư pháp;Trường Cao đẳng\n1;Thể chế;100;90;80;70\n";
    let caption = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của \
                   UBND tỉnh Ví dụ)\n";
    import("b.csv", &format!("{caption}{table}"), &[])
        .failed(1)
        .says(&["unknown-heading", "“Trường Cao đẳng”"]);
}

#[test]
fn the_folder_or_the_person_says_which_score_a_form_holds() {
    let text = |score: &str| {
        format!(
            "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\nĐơn vị: Sở Tư pháp\nNgày 5/11/2025\n\
             STT;Tiêu chí;Điểm tối đa;Điểm\n1;Thể chế;60;{score}\n2;Bộ máy;40;30\n"
        )
    };
    let imported = |name: &str, options: &[&str]| {
        let project = Project::new();
        let path = project.write(name, text("50"));
        let run = project.run(&[&["import", &path][..], &AUTHORITY, options].concat());
        (project, run)
    };
    let kinds = |project: &Project| {
        let scores = project.query("SELECT self, appraised FROM evidence");
        assert!(scores.is_empty());
        let waiting = project.query("SELECT self FROM self_scores").len();
        (waiting, project.query("SELECT appraised FROM scores").len())
    };
    let (project, run) = imported("a.csv", &[]);
    run.failed(1).says(&["--stage", "điểm tự chấm hay điểm thẩm định"]);
    drop(project);
    for (name, options, expected) in [
        ("a.csv", &["--stage", "self"][..], (2, 0)),
        ("a.csv", &["--stage", "appraised"], (0, 2)),
        ("Tự chấm/a.csv", &[], (2, 0)),
        ("tham-dinh/2025/a.csv", &[], (0, 2)),
    ] {
        let (project, run) = imported(name, options);
        run.succeeded();
        assert_eq!(kinds(&project), expected, "{name} {options:?}");
        project.run(&["rebuild"]).succeeded();
        assert_eq!(kinds(&project), expected, "{name} {options:?}");
    }
}

#[test]
fn odd_forms_of_a_set_are_named_and_not_the_others() {
    let project = Project::new();
    let write = |number: usize, text: String| project.write(&format!("forms/{number}.csv"), text);
    let scores = [["38", "18"], ["36", "15"], ["40", "20"]];
    for (number, (unit, own)) in UNITS.iter().zip(scores).enumerate() {
        write(number, form(unit, own, ["", ""], ""));
    }
    // The first form has another maximum, which its sums follow.
    let odd = form(UNITS[0], ["38", "18"], ["", ""], "");
    let odd = odd.replace("văn bản;40;", "văn bản;42;").replace("thể chế;60;", "thể chế;62;");
    write(0, odd.replace("Tổng cộng;100;", "Tổng cộng;102;"));
    let folder = project.path("forms").display().to_string();
    let import = || project.run(&[&["import", &folder][..], &AUTHORITY].concat());
    import().succeeded();
    let warned = project.query("SELECT unit, message FROM findings WHERE rule = 'own-maximum'");
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert_eq!(warned[0]["unit"], UNITS[0]);
    let message = warned[0]["message"].to_string();
    assert!(message.contains("42,00") && message.contains("40,00"), "{message}");

    // The first form lacks a criterion: it is the one that is wrong.
    let lacking = form(UNITS[0], ["38", "18"], ["", ""], "");
    write(
        0,
        lacking
            .replace("2;Theo dõi thi hành;20;18;;;;Thiếu báo cáo quý\n", "")
            .replace("60;56", "40;38"),
    );
    let refused = import().failed(1);
    assert!(
        refused.err.contains("Sở Tư pháp: biểu thiếu tiêu chí Theo dõi thi hành"),
        "{refused:#?}"
    );
    assert!(!refused.err.contains("Sở Nội vụ"), "{refused:#?}");
}

#[test]
fn a_decision_replaces_the_forms_and_keeps_their_evidence() {
    let project = Project::new();
    let folder = write_forms(&project, "forms", true);
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    let decision = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2025\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2026 \
                    của UBND tỉnh Ví dụ)\nSTT;Đơn vị;Thẩm định (60);ĐT XHH (40);Tổng cộng (100)\n\
                    1;Sở Tư pháp;52;30;82\n2;Sở Nội vụ;48;30;78\n3;Sở Y tế;58;30;88\n";
    let path = project.write("decision.csv", decision);
    project.run(&["import", &path]).succeeded();
    assert_eq!(project.query("SELECT * FROM evidence WHERE evidence IS NOT NULL").len(), 3);
    assert_eq!(
        project.query("SELECT published_total FROM rankings_detail WHERE rank = 1")[0]["published_total"],
        88.0
    );
    compare_with_oracle(&project);
    // A form that comes later changes nothing but the evidence.
    let late = form(UNITS[1], ["36", "15"], ["34", "14"], "30").replace("12/KH", "99/KH");
    let late = project.write("late.csv", late);
    let figures = "SELECT unit, rank, total, self_total FROM rankings_detail ORDER BY rank";
    let before = project.query(figures);
    project.run(&["import", &late]).succeeded().says(&["Kết quả đã công bố giữ nguyên"]);
    project.run(&["import", &late]).succeeded().says(&["Không thay đổi"]);
    for _ in 0..2 {
        assert_eq!(project.query(figures), before);
        let evidence = "SELECT unit, evidence FROM evidence WHERE evidence IS NOT NULL ORDER BY 1";
        let evidence = project.query(evidence);
        assert_eq!(evidence.len(), 3, "{evidence:?}");
        // What the earlier form gave is not lost.
        let both = "KH số 12/KH, trang 3; KH số 99/KH, trang 3";
        assert_eq!(evidence[0]["evidence"], both);
        project.run(&["rebuild"]).succeeded();
    }
    project.run(&["remove", "1/QĐ-UBND"]).succeeded();
    assert_eq!(project.query(figures).len(), 3);
}

/// Forms with self scores, the same forms once they are appraised, and the decision, which prints no
/// self scores and another score of one unit.
#[test]
fn a_decision_keeps_the_self_scores_of_the_forms_and_notes_what_it_changes() {
    let decision = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2025\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2026 \
                    của UBND tỉnh Ví dụ)\nSTT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ;Sở Y tế\n\
                    I;Cải cách thể chế;60;51;48;58\n1;Rà soát văn bản;40;34;36;38\n\
                    2;Theo dõi thi hành;20;17;12;20\nII;Tác động;40;30;30;30\n\
                    1;Mức độ hài lòng của người dân;40;30;30;30\n;Tổng cộng;100;81;78;88\n";
    for stages in [&["tự chấm"][..], &["thẩm định"], &["tự chấm", "thẩm định"]] {
        let project = Project::new();
        for stage in stages {
            let folder = write_forms(&project, stage, *stage == "thẩm định");
            project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
        }
        let path = project.write("decision.csv", decision);
        let told = "Giữ lại từ biểu điểm mà văn bản này không in, của 3 đơn vị";
        project.run(&["import", &path]).succeeded().says(&[told]);
        for _ in 0..2 {
            let gaps = project.query("SELECT gap FROM gaps WHERE level = 1 ORDER BY gap");
            let gaps: Vec<_> = gaps.iter().map(|row| row["gap"].clone()).collect();
            assert_eq!(gaps, [2.0, 3.0, 5.0], "{stages:?}");
            let changes =
                "SELECT unit, criterion, message FROM findings WHERE rule = 'revised' ORDER BY 2";
            let changes = project.query(changes);
            let is_appraised = stages.contains(&"thẩm định");
            assert_eq!(changes.len(), if is_appraised { 2 } else { 0 }, "{changes:?}");
            if is_appraised {
                let of_part = changes.iter().find(|row| row["criterion"] == "Rà soát văn bản");
                let message = of_part.expect("a change")["message"].to_string();
                assert!(message.contains("35,00") && message.contains("34,00"), "{message}");
            }
            // Every figure is found: the self scores in the forms, the others in the decision.
            for unit in UNITS {
                let traced = project.json(&["trace", "--unit", unit]);
                assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
                let own =
                    traced.iter().filter(|row| row["figure"] == "self" && !row["value"].is_null());
                let files: Vec<_> = own.map(|row| row["file_name"].to_string()).collect();
                assert!(
                    files.len() >= 3 && files.iter().all(|file| file.contains('/')),
                    "{files:?}"
                );
            }
            compare_with_oracle(&project);
            project.run(&["rebuild"]).succeeded();
        }
    }
}

/// A decision with totals only keeps the scores by criterion of units whose total it confirms.
#[test]
fn a_decision_with_totals_only_keeps_the_scores_by_criterion() {
    for forms_first in [true, false] {
        let project = Project::new();
        let decision = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2025\n(Kèm theo Quyết định số 1/QĐ-UBND ngày \
                        5/1/2026 của UBND tỉnh Ví dụ)\nSTT;Đơn vị;Tổng cộng (100)\n1;Sở Tư pháp;82\n\
                        2;Sở Nội vụ;78,5\n3;Sở Y tế;88\n";
        let decision = project.write("decision.csv", decision);
        let folder = write_forms(&project, "forms", true);
        let order = if forms_first { [&folder, &decision] } else { [&decision, &folder] };
        for path in order {
            project.run(&[&["import", path][..], &AUTHORITY].concat()).succeeded();
        }
        let ranked = "SELECT unit, total FROM rankings ORDER BY rank";
        let totals: Vec<_> = project.query(ranked).iter().map(|row| row["total"].clone()).collect();
        assert_eq!(totals, [88.0, 82.0, 78.5]);
        let scored =
            "SELECT unit, count(*) AS scores FROM scores WHERE level = 2 AND appraised IS NOT NULL
                      GROUP BY unit ORDER BY unit";
        let scored = project.query(scored);
        let units: Vec<_> = scored.iter().map(|row| row["unit"].clone()).collect();
        assert_eq!(units, ["Sở Tư pháp", "Sở Y tế"]);
        let changed = project.query("SELECT unit, message FROM findings WHERE rule = 'revised'");
        assert_eq!(changed.len(), 1, "{changed:?}");
        let message = changed[0]["message"].to_string();
        assert!(message.contains("78,00") && message.contains("78,50"), "{message}");
        for unit in UNITS {
            let traced = project.json(&["trace", "--unit", unit]);
            assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
        }
        assert!(!project.json(&["weakness"]).is_empty());
        compare_with_oracle(&project);
        project.run(&["remove", "1/QĐ-UBND"]).succeeded();
        assert_eq!(project.query(ranked).len(), 3);
    }
}

#[test]
fn a_decision_and_the_forms_behind_it_come_from_one_folder() {
    let project = Project::new();
    let folder = write_forms(&project, "2025/forms", true);
    let decision = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2025\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2026 \
                    của UBND tỉnh Ví dụ)\nSTT;Đơn vị;Thẩm định (60);ĐT XHH (40);Tổng cộng (100)\n\
                    1;Sở Tư pháp;52;30;82\n2;Sở Nội vụ;48;30;78\n3;Sở Y tế;58;30;88\n";
    project.write("2025/decision.csv", decision);
    let folder = folder.replace("/forms", "");
    project.run(&[&["import", &folder, "--dry-run"][..], &AUTHORITY].concat()).succeeded();
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    assert_eq!(project.query("SELECT * FROM evidence WHERE evidence IS NOT NULL").len(), 3);
    let ranked = "SELECT stage, published_total FROM rankings_detail ORDER BY rank";
    let ranked = project.query(ranked);
    assert_eq!((ranked.len(), &ranked[0]["published_total"]), (3, &88.0.into()));
    assert_eq!(ranked[0]["stage"], "published");
}

#[test]
fn what_is_not_appraised_yet_is_named() {
    let project = Project::new();
    let folder = write_forms(&project, "forms", true);
    project.write("forms/3.csv", form(UNITS[2], ["40", "20"], ["", ""], ""));
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    let warned =
        project.query("SELECT unit, criterion, message FROM findings WHERE rule = 'not-appraised'");
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert_eq!(warned[0]["unit"], UNITS[2]);

    // Before the survey, nobody has a total, and the reason is said.
    let project = Project::new();
    for (number, unit) in UNITS.iter().enumerate() {
        project.write(&format!("forms/{number}.csv"), form(unit, ["38", "18"], ["35", "17"], ""));
    }
    let folder = project.path("forms").display().to_string();
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    let warned = project.query("SELECT criterion FROM findings WHERE rule = 'not-appraised'");
    assert_eq!(warned.len(), 1, "{warned:?}");
    assert_eq!(warned[0]["criterion"], "Mức độ hài lòng của người dân");
}

#[test]
fn a_form_of_another_unit_is_noticed() {
    let project = Project::new();
    let units: String = UNITS
        .iter()
        .map(|unit| {
            format!("[[unit]]\nid = \"{unit}\"\nname = \"{unit}\"\nblock = \"department\"\n")
        })
        .collect();
    project.write("units.toml", format!("[authority]\nname = \"UBND tỉnh Ví dụ\"\n{units}"));
    let right = form(UNITS[0], ["38", "18"], ["", ""], "");
    // The name in a copied form was not changed.
    let path = project.write("so-y-te.csv", &right);
    project.run(&["import", &path]).failed(1).says(&[
        "form-unit",
        "so-y-te",
        "Sở Y tế",
        "Sở Tư pháp",
    ]);
    // The letter that asked for the forms is not that of their unit.
    let letter = "(Kèm theo Công văn số 77/SNV-CCHC ngày 20/10/2025 của Sở Nội vụ)";
    let nameless = right.replace("Đơn vị: Sở Tư pháp", letter);
    let path = project.write("So Tu phap.csv", nameless);
    project.run(&["import", &path]).succeeded();
    assert_eq!(project.query("SELECT DISTINCT unit FROM self_scores")[0]["unit"], "Sở Tư pháp");

    // Nor is the report of those who appraise it, under their letterhead.
    let appraised = right
        .replace("BẢNG TỰ CHẤM", "UBND TỈNH VÍ DỤ\nSỞ NỘI VỤ\nBẢNG THẨM ĐỊNH")
        .replace(" NĂM 2025\n", " CỦA SỞ TƯ PHÁP NĂM 2025\n")
        .replace(
            "Đơn vị: Sở Tư pháp",
            "(Kèm theo Báo cáo số 12/BC-SNV ngày 10/12/2025 của Sở Nội vụ)",
        );
    let own = Project::new();
    let path = own.write("bieu.csv", appraised);
    own.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
    assert_eq!(own.query("SELECT DISTINCT unit FROM self_scores")[0]["unit"], "Sở Tư pháp");

    // Two forms of one unit in one import: only a person knows which of them counts.
    let project = Project::new();
    project.write("forms/a.csv", &right);
    project.write("forms/b.csv", right.replace("38", "37").replace("56", "55"));
    let folder = project.path("forms").display().to_string();
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).failed(1).says(&[
        "hai biểu của Sở Tư pháp",
        "a.csv",
        "b.csv",
    ]);

    // Simulated and real forms do not make one assessment.
    project.write(
        "forms/b.csv",
        format!("(Số liệu mô phỏng)\n{}", form(UNITS[1], ["36", "15"], ["", ""], "")),
    );
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).failed(1).says(&["mô phỏng"]);
}

#[test]
fn rows_are_read_for_what_they_are() {
    let text = |rows: &str| {
        format!(
            "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025\nĐơn vị: Sở Tư pháp\nNgày 5/11/2025\n\
             STT;Nội dung;Điểm tối đa;Tự chấm;Thẩm định\n{rows}"
        )
    };
    let import = |rows: &str| {
        let project = Project::new();
        let path = project.write("a.csv", text(rows));
        let run = project.run(&[&["import", &path][..], &AUTHORITY].concat());
        (project, run)
    };
    let rows = "1;Chỉ đạo;30;28;25\n1.1;Tổng hợp báo cáo;10;8;5\n1.2;Cộng tác viên;10;10;10\n\
                1.3;Xếp hạng chuyển đổi số;10;10;10\n2;Tổng kết;70;60;59\n;Tổng cộng;100;88;84\n";
    let (project, run) = import(rows);
    run.succeeded();
    assert_eq!(project.query("SELECT * FROM scores").len(), 5);
    let (_, run) = import(&format!("{rows};Điểm thưởng;5;0;0\n;Người lập biểu;;;\n"));
    run.succeeded();
}

#[test]
fn bonus_and_penalty_rows_of_a_form_change_its_total_and_are_no_criteria() {
    let rows = |more: &str| {
        format!(
            "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025\nĐơn vị: Sở Tư pháp\nNgày 5/11/2025\n\
             STT;Nội dung;Điểm tối đa;Tự chấm;Thẩm định;Tài liệu kiểm chứng\n\
             I;Chỉ đạo;40;28;27;KH 1\nII;Thể chế;60;50;50;KH 2\n{more}"
        )
    };
    // By hand: 77 appraised points, 1 of a bonus, 2 of a penalty.
    for (more, total, bonus, penalty) in [
        (
            ";Tổng cộng;100;78;77;\n;Điểm thưởng;5;2;1;QĐ 3\n;Tổng điểm;;80;78;\n",
            78.0,
            "1.0",
            "null",
        ),
        (
            "III;Điểm thưởng;2;2;1;QĐ 3\nIV;Điểm trừ;;-1;-2;\n;Tổng cộng;102;79;76;\n",
            76.0,
            "1.0",
            "2.0",
        ),
        (
            "III;Điểm thưởng, điểm trừ;;;;\n1;Điểm thưởng;3;2;1;\n2;Điểm trừ;;0;0;\n;Tổng cộng;;80;78;\n",
            78.0,
            "1.0",
            "null",
        ),
        (
            "III;Điểm trừ;5;0;2;\n1;Chậm báo cáo;5;0;2;\n;Tổng cộng;100;78;75;\n",
            75.0,
            "null",
            "2.0",
        ),
    ] {
        let project = Project::new();
        let path = project.write("a.csv", rows(more));
        project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
        let row = &project.query("SELECT total, max_total, bonus, penalty FROM rankings_detail")[0];
        assert_eq!(row["total"], total, "{more}");
        assert_eq!(row["max_total"], 100.0, "{more}");
        assert_eq!(row["bonus"].to_string(), bonus, "{more}");
        assert_eq!(row["penalty"].to_string(), penalty, "{more}");
        assert_eq!(project.query("SELECT * FROM criteria").len(), 2, "{more}");
        let traced = project.json(&["trace", "--unit", "Sở Tư pháp"]);
        assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
        compare_with_oracle(&project);
    }
    // A total that is not that of its parts, and both kinds in one row, are refused.
    for (more, said) in [
        (";Điểm thưởng;5;2;1;\n;Tổng điểm;;80;79;\n", "79,00"),
        (";Điểm thưởng, điểm trừ;5;2;1;\n;Tổng điểm;;80;78;\n", "bonus-column"),
    ] {
        let project = Project::new();
        let path = project.write("a.csv", rows(more));
        project.run(&[&["import", &path][..], &AUTHORITY].concat()).failed(1).says(&[said]);
    }
}

#[test]
fn the_letterhead_of_a_word_form_says_whose_it_is() {
    let cell = |text: &str| {
        let lines = text.lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));
        format!("<w:tc>{}</w:tc>", lines.collect::<String>())
    };
    let table = |rows: &[&[&str]]| {
        let row = |cells: &&[&str]| {
            format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
        };
        format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
    };
    let head = table(&[&[
        "UBND TỈNH VÍ DỤ\nSỞ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVí dụ, ngày 12 tháng 12 năm 2025",
    ]]);
    let title =
        "<w:p><w:r><w:t>BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025</w:t></w:r></w:p>";
    let body = table(&[
        &["STT", "Tiêu chí", "Điểm tối đa", "Tự chấm"],
        &["1", "Thể chế", "60", "58"],
        &["2", "Bộ máy", "40", "39"],
        &["", "Tổng cộng", "100", "97"],
    ]);
    let document =
        format!("<w:document xmlns:w=\"w\"><w:body>{head}{title}{body}</w:body></w:document>");
    let project = Project::new();
    let bytes = crate::hostile::archive(&[("word/document.xml", document.as_bytes())]);
    let path = project.write("bieu.docx", bytes);
    project.run(&["import", &path]).succeeded();
    let scores = project.query("SELECT unit, year FROM self_scores");
    assert_eq!((&scores[0]["unit"], &scores[0]["year"]), (&"Sở Tư pháp".into(), &2025.into()));
    let authority = project.query("SELECT issuer, issued_on FROM documents");
    assert_eq!(authority[0]["issued_on"], "2025-12-12");
}

#[test]
fn a_folder_of_stored_forms_is_recognised_by_a_build() {
    let project = Project::new();
    let undated = |unit: &str| {
        form(unit, ["38", "18"], ["", ""], "").replace("Ngày 05 tháng 11 năm 2025\n", "")
    };
    for (number, unit) in UNITS.iter().enumerate() {
        project.write(&format!("data/2025/{number}.csv"), undated(unit));
    }
    let folder = project.path("data/2025").display().to_string();
    let facts = ["--date", "2025-12-31", "--authority", "UBND tỉnh Ví dụ"];
    project.run(&[&["import", &folder][..], &facts].concat()).succeeded();
    project.run(&["build", "-q"]).succeeded();
}

#[test]
fn what_stands_between_the_criteria_of_a_form_is_no_criterion() {
    let right = form(UNITS[0], ["38", "18"], ["35", "17"], "30");
    let first = "1;Rà soát văn bản;40;38;35;;KH số 12/KH, trang 3;\n";
    assert!(right.contains(first));
    let with = |rows: &str| right.replace(first, &format!("{first}{rows}"));
    let head = "STT;Tiêu chí;Điểm tối đa;Điểm tự đánh giá;Điểm thẩm định;Điểm điều tra XHH;Tài liệu kiểm chứng;Ý kiến\n";
    for (text, evidence) in [
        (right.clone(), "KH số 12/KH, trang 3"),
        // How the points are given, with the points in the name or in the column of maxima.
        (with(";Ban hành kịp thời: 40;;;;;;\n;Không ban hành: 0;;;;;;\n"), "KH số 12/KH, trang 3"),
        (with("-;Ban hành kịp thời;40;;;;;\n-;Không ban hành;0;;;;;\n"), "KH số 12/KH, trang 3"),
        (
            with(";a) Ban hành kịp thời: 40 điểm;;;;;Trang 5;\n;b) Không ban hành;;;;;;\n"),
            "KH số 12/KH, trang 3; Trang 5",
        ),
        // Choices with numbers and maxima of their own, below a criterion that has the points.
        (with("a;Ban hành kịp thời;40;;;;;\nb;Không ban hành;0;;;;;\n"), "KH số 12/KH, trang 3"),
        // The sum stands first; evidence is on the criterion above it.
        (
            right
                .replace(";Tổng cộng;100;56;52;30;;\n", "")
                .replace("I;Cải cách", ";Tổng cộng;100;56;52;30;;\nI;Cải cách")
                .replace(first, &format!("{first};Ban hành kịp thời: 40 điểm;;;;;Trang 5;\n")),
            "KH số 12/KH, trang 3; Trang 5",
        ),
        // The sum of one area, again.
        (
            right.replace("II;Tác động", ";Cộng mục I;60;56;52;;;\nII;Tác động"),
            "KH số 12/KH, trang 3",
        ),
        // The choices stand in the cell of the criterion.
        (
            with("").replace(
                "1;Rà soát văn bản;",
                "1;\"Rà soát văn bản\n- Ban hành kịp thời: 40 điểm\n- Không ban hành: 0 điểm\";",
            ),
            "KH số 12/KH, trang 3",
        ),
        // Blank rows, a second page, and a second part under a line of its own.
        (with(";;;;;;;\n"), "KH số 12/KH, trang 3"),
        (right.replace("II;Tác động", &format!("\n{head}II;Tác động")), "KH số 12/KH, trang 3"),
        (
            right.replace("II;Tác động", &format!("\nPhần II. Tác động\n{head}II;Tác động")),
            "KH số 12/KH, trang 3",
        ),
    ] {
        let project = Project::new();
        let path = project.write("a.csv", &text);
        project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
        let criteria = project.query("SELECT criterion, max_total FROM criteria ORDER BY 1");
        let criteria: Vec<_> = criteria
            .iter()
            .map(|row| format!("{} {}", row["criterion"], row["max_total"]).replace('"', ""))
            .collect();
        let expected = [
            "Cải cách thể chế 60.0",
            "Mức độ hài lòng của người dân 40.0",
            "Rà soát văn bản 40.0",
            "Theo dõi thi hành 20.0",
            "Tác động 40.0",
        ];
        assert_eq!(criteria, expected, "{text}");
        let kept = project.query("SELECT evidence FROM evidence WHERE evidence IS NOT NULL");
        assert_eq!(kept[0]["evidence"], evidence, "{text}");
        assert_eq!(project.query("SELECT total FROM rankings")[0]["total"], 82.0, "{text}");
        let traced = project.json(&["trace", "--unit", UNITS[0]]);
        assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    }
    // A second form without a unit of its own is asked for.
    let project = Project::new();
    let rows = right.split_once(head).expect("the headings").1;
    let path = project.write("a.csv", format!("{right}\nBiểu 2\n{head}{rows}"));
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).failed(1).says(&["--unit"]);
}

#[test]
fn a_form_may_hold_earlier_rounds_and_last_years_scores() {
    let caption = "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\nĐơn vị: Sở Tư pháp\n\
                   Ngày 05 tháng 11 năm 2025\n";
    let imported = |name: &str, table: &str| {
        let project = Project::new();
        let path = project.write(name, format!("{caption}{table}"));
        project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
        compare_with_oracle(&project);
        project
    };
    let points = "SELECT criterion, self, appraised FROM scores ORDER BY level, 1";
    let rounds = imported(
        "rounds.csv",
        "STT;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định lần 1;Điểm thẩm định lần 2\n\
         1;Thể chế;60;56;50;52\n2;Bộ máy;40;40;37;38\n;Tổng cộng;100;96;87;90\n",
    );
    let gained = "SELECT points_from, points_to FROM appraisal_rounds WHERE criterion = 'Thể chế'";
    let gained = rounds.query(gained);
    assert_eq!((&gained[0]["points_from"], &gained[0]["points_to"]), (&50.0.into(), &52.0.into()));
    let dated = imported(
        "dated.csv",
        "STT;Tiêu chí;Điểm tối đa;Điểm năm 2024;Điểm tự chấm;Điểm thẩm định\n\
         1;Thể chế;60;41;56;52\n2;Bộ máy;40;31;40;38\n;Tổng cộng;100;72;96;90\n",
    );
    // Only last year was appraised, which its heading says in figures or in words.
    for heading in ["Điểm thẩm định năm 2024", "Điểm năm trước"] {
        let table = format!(
            "STT;Tiêu chí;Điểm tối đa;{heading};Điểm tự chấm\n1;Thể chế;60;41;56\n2;Bộ máy;40;31;40\n"
        );
        let before = imported("before.csv", &table);
        assert!(before.query("SELECT unit FROM scores").is_empty());
        let own = before.query("SELECT sum(self) AS points FROM self_scores");
        assert_eq!(own[0]["points"], 96.0);
    }
    // The scores stand as parts of their maxima.
    let parts = imported(
        "parts.csv",
        "STT;Tiêu chí;Điểm tự chấm;Điểm thẩm định\n1;Thể chế;56/60;52/60\n2;Bộ máy;40/40;38/40\n\
         ;Tổng cộng;96/100;90/100\n",
    );
    for project in [&dated, &parts] {
        assert_eq!(project.query(points), rounds.query(points));
        assert!(project.query("SELECT rule FROM findings").is_empty());
        assert_eq!(project.query("SELECT max_total FROM rankings_detail")[0]["max_total"], 100.0);
    }
}

/// What is read of one form: each criterion with its level, its maximum, its scores and its evidence.
fn read_form(name: &str, text: &str) -> Vec<String> {
    let project = Project::new();
    let path = project.write(name, text);
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
    let traced = project.json(&["trace", "--unit", "Sở Tư pháp"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{text}\n{traced:#?}");
    let rows = project.query(
        "SELECT s.*, e.evidence AS proof FROM (\
         SELECT level, criterion, max_appraised AS most, self, appraised FROM scores_detail \
         UNION ALL SELECT level, criterion, max_appraised, self, NULL FROM self_scores_detail\
         ) AS s LEFT JOIN evidence AS e USING (criterion) ORDER BY 1, 2",
    );
    let number = |value: &serde_json::Value| value.as_f64().map(|points| points.to_string());
    rows.iter()
        .map(|row| {
            let level = number(&row["level"]).unwrap_or_default();
            let name = row["criterion"].as_str().unwrap_or_default();
            let most = number(&row["most"]).unwrap_or_default();
            let scores = [&row["self"], &row["appraised"]].map(number);
            let scores: Vec<String> = scores.into_iter().flatten().collect();
            let proof = row["proof"].as_str().map(|text| format!(" [{text}]")).unwrap_or_default();
            format!("{level} {name} {most}: {}{proof}", scores.join(", "))
        })
        .collect()
}

const CAPTION: &str =
    "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025\nĐơn vị: Sở Tư pháp\nNgày 5/11/2025\n";

#[test]
fn the_numbers_titles_and_choices_of_a_form_are_read_as_a_person_reads_them() {
    let head = "STT;Tiêu chí;Điểm tối đa;Tự chấm;Tài liệu kiểm chứng\n";
    let expected = [
        "1 Chỉ đạo 40: 34",
        "1 Thể chế 60: 50 [KH 4]",
        "2 Báo cáo 20: 16 [BC 2]",
        "2 Kế hoạch 20: 18 [KH 1]",
    ];
    for rows in [
        // Numbers of many kinds, in a column of their own or before the names.
        "I/;Chỉ đạo;40;34;\n1/;Kế hoạch;20;18;KH 1\n2/;Báo cáo;20;16;BC 2\nII/;Thể chế;60;50;KH 4\n",
        "1.0;Chỉ đạo;40;34;\n1.1;Kế hoạch;20;18;KH 1\n1.2;Báo cáo;20;16;BC 2\n2.0;Thể chế;60;50;KH 4\n",
        "I;Chỉ đạo;40;34;\nI.1;Kế hoạch;20;18;KH 1\nI.2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        "Lĩnh vực 1;Chỉ đạo;40;34;\nTiêu chí 1.1;Kế hoạch;20;18;KH 1\nTiêu chí 1.2;Báo cáo;20;16;BC 2\n\
         Lĩnh vực 2;Thể chế;60;50;KH 4\n",
        ";Lĩnh vực 1: Chỉ đạo;40;34;\n;1.1 Kế hoạch;20;18;KH 1\n;1.2 Báo cáo;20;16;BC 2\n\
         ;Lĩnh vực 2: Thể chế;60;50;KH 4\n",
        ";I - Chỉ đạo;40;34;\n;1.Kế hoạch;20;18;KH 1\n;2.Báo cáo;20;16;BC 2\n;II - Thể chế;60;50;KH 4\n",
        "I;Chỉ đạo;40;34;\n-;Kế hoạch;20;18;KH 1\n-;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        // Without numbers, the maxima show the levels.
        ";Chỉ đạo;40;34;\n;Kế hoạch;20;18;KH 1\n;Báo cáo;20;16;BC 2\n;Thể chế;60;50;KH 4\n",
        ";Chỉ đạo;40;34;\n;Kế hoạch;20;18;KH 1\n;Báo cáo;20;16;BC 2\n;Thể chế;60;50;KH 4\n;Tổng cộng;100;84;\n",
        // Titles over the areas, headings once more, numbers of the columns.
        "PHẦN I;;;;\nI;Chỉ đạo;40;34;\n1;Kế hoạch;20;18;KH 1\n2;Báo cáo;20;16;BC 2\n\
         B. KẾT QUẢ;;;;\nII;Thể chế;60;50;KH 4\n",
        ";CÁC NỘI DUNG;;;;\nI;Chỉ đạo;40;34;\n1;Kế hoạch;20;18;KH 1\n\
         STT;Tiêu chí;Điểm tối đa;Tự chấm;Tài liệu kiểm chứng\n2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        "A;NỘI DUNG CHẤM ĐIỂM;100;84;\nI;Chỉ đạo;40;34;\n1;Kế hoạch;20;18;KH 1\n\
         ;Cộng mang sang;20;18;\n2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        // Evidence below the criterion, in the column of names.
        "I;Chỉ đạo;40;34;\n1;Kế hoạch;20;18;\n;Minh chứng: KH 1;;;\n2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        // Maxima in the names.
        "I;Chỉ đạo (tối đa 40 điểm);;34;\n1;Kế hoạch;20;18;KH 1\n2;Báo cáo;20;16;BC 2\n\
         II;Thể chế (tối đa 60 điểm);;50;KH 4\n",
        // One series of numbers over all levels, a name that goes on in the next row, unlabelled evidence.
        "1;Chỉ đạo;40;34;\n2;Kế hoạch;20;18;KH 1\n3;Báo cáo;20;16;BC 2\n4;Thể chế;60;50;KH 4\n",
        "I;Chỉ;40;34;-\n;đạo;;;\n1;Kế hoạch;20;18;KH 1\n2;Báo cáo;20;16;–\n;BC 2;;;\nII;Thể chế;60;50;KH 4\n",
        // Choices: with and without points of their own, beside the score or in its place.
        "I;Chỉ đạo;40;34;\n1;Kế hoạch;20;18;KH 1\n;Kịp thời;20;;\n;Chậm;10;;\n2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        "I;Chỉ đạo;40;34;\n1;Kế hoạch;20;;KH 1\n-;Kịp thời;20;;\n-;Gần đủ;18;18;\n-;Không;0;;\n\
         2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
        "I;Chỉ đạo;40;34;\n1;Kế hoạch;20;;KH 1\n;Gần đủ: 18 điểm;;18;\n;Không: 0 điểm;;;\n\
         2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n",
    ] {
        let read = read_form("a.csv", &format!("{CAPTION}{head}{rows}"));
        let read: Vec<_> = read.iter().map(|line| line.replace("Minh chứng: ", "")).collect();
        assert_eq!(read, expected, "{rows}");
    }

    // Parts that begin with a dash: one of them has no score yet.
    let rows = "I;Chỉ đạo;100;30;\n1;Kế hoạch;100;30;\n-;Ban hành;60;30;KH 1\n-;Báo cáo;40;;\n";
    assert_eq!(
        read_form("a.csv", &format!("{CAPTION}{head}{rows}")),
        ["1 Chỉ đạo 100: 30", "2 Kế hoạch 100: 30", "3 Ban hành 60: 30 [KH 1]", "3 Báo cáo 40: "]
    );
    // Evidence in rows of its own, and scores that the survey gives or that do not apply.
    let rows = "I;Chỉ đạo;100;60;KH 1\n;;;;KH 2\n1;Kế hoạch;60;60;BC 3\n2;Hài lòng;40;ĐTXHH;\n";
    assert_eq!(
        read_form("a.csv", &format!("{CAPTION}{head}{rows}")),
        ["1 Chỉ đạo 100: 60 [KH 1; KH 2]", "2 Hài lòng 40: ", "2 Kế hoạch 60: 60 [BC 3]"]
    );
}

#[test]
fn headings_in_several_rows_are_joined_with_and_without_merged_cells() {
    let rows =
        "I;Chỉ đạo;40;28;25;27;KH 1\nII;Thể chế;60;50;45;48;KH 2\n;Tổng cộng;100;78;70;75;\n";
    let expected = ["1 Chỉ đạo 40: 28, 27 [KH 1]", "1 Thể chế 60: 50, 48 [KH 2]"];
    let rounds =
        "STT;Tiêu chí;Điểm tối đa;Tự chấm;Điểm thẩm định;;Tài liệu kiểm chứng\n;;;;Lần 1;Lần 2;\n";
    assert_eq!(read_form("a.csv", &format!("{CAPTION}{rounds}{rows}")), expected);
    let rows = "I;Chỉ đạo;40;28;KH 1;27;\nII;Thể chế;60;50;KH 2;48;đủ\n;Tổng cộng;100;78;;75;\n";
    let offices =
        "STT;Tiêu chí;Điểm tối đa;Đơn vị tự đánh giá;;Thẩm định;\n;;;Điểm;Tài liệu;Điểm;Ghi chú\n";
    assert_eq!(read_form("a.csv", &format!("{CAPTION}{offices}{rows}")), expected);

    // `Điểm` before the scores is what can be reached; last year's scores and differences are neither.
    let rows =
        "I;Chỉ đạo;40;20;28;27;1;KH 1\nII;Thể chế;60;40;50;48;2;KH 2\n;Tổng cộng;100;60;78;75;3;\n";
    let head = "STT;Nội dung và tiêu chí;Điểm;Điểm thẩm định 2024;Điểm tự chấm;Điểm thống nhất;Chênh lệch;Minh chứng\n";
    assert_eq!(read_form("a.csv", &format!("{CAPTION}{head}{rows}")), expected);
}

#[test]
fn shares_and_differences_beside_the_scores_are_none() {
    let rows = "I;Chỉ đạo;40;0,7;28;KH 1\nII;Thể chế;60;0,83;50;KH 2\n;Tổng cộng;100;;78;\n";
    let head = "STT;Tiêu chí;Điểm tối đa;Tỷ lệ đạt;Tự chấm;Minh chứng\n";
    let expected = ["1 Chỉ đạo 40: 28 [KH 1]", "1 Thể chế 60: 50 [KH 2]"];
    assert_eq!(read_form("a.csv", &format!("{CAPTION}{head}{rows}")), expected);

    // What is lost is never proposed as a score.
    let project = Project::new();
    let head = "STT;Tiêu chí;Điểm tối đa;Tự chấm;Điểm bị mất;Minh chứng\n";
    let rows = "I;Chỉ đạo;40;28;12;KH 1\nII;Thể chế;60;50;10;KH 2\n;Tổng cộng;100;78;22;\n";
    let path =
        project.write("a.csv", format!("{CAPTION}{}{rows}", head.replace("bị mất", "bị trừ")));
    let run = project.run(&[&["import", &path][..], &AUTHORITY].concat());
    assert!(!run.err.contains("=appraised") && !run.err.contains("=total"), "{run:#?}");
}

#[test]
fn the_lowest_body_of_a_letterhead_has_written_the_form() {
    let project = Project::new();
    let table = "STT;Tiêu chí;Điểm tối đa;Tự chấm\nI;Chỉ đạo;40;34\nII;Thể chế;60;50\n";
    let lines = "UBND HUYỆN BA BỂ\nUBND XÃ KHANG NINH\nBẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025\nNgày 5/11/2025\n";
    let path = project.write("a.csv", format!("{lines}{table}"));
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
    assert_eq!(
        project.query("SELECT unit FROM self_scores_detail")[0]["unit"],
        "UBND xã Khang Ninh"
    );
}

#[test]
fn merged_cells_of_choices_belong_to_their_criterion() {
    let table = "<table><tr><th>STT<th>Tiêu chí<th>Điểm tối đa<th>Tự chấm<th>Tài liệu kiểm chứng\
        <tr><td colspan=5>A. CÁC NỘI DUNG\
        <tr><td>I<td>Chỉ đạo<td>40<td>34<td>\
        <tr><td rowspan=3>1<td>Kế hoạch<td rowspan=3>20<td rowspan=3>18<td rowspan=3>KH 1\
        <tr><td>Kịp thời: 20 điểm<tr><td>Chậm: 10 điểm\
        <tr><td>2<td>Báo cáo<td>20<td>16<td>BC 2\
        <tr><td>II<td>Thể chế<td>60<td>50<td>KH 4</table>";
    let lines: String = CAPTION.lines().map(|line| format!("<p>{line}</p>")).collect();
    assert_eq!(
        read_form("a.html", &format!("<html><body>{lines}{table}</body></html>")),
        [
            "1 Chỉ đạo 40: 34",
            "1 Thể chế 60: 50 [KH 4]",
            "2 Báo cáo 20: 16 [BC 2]",
            "2 Kế hoạch 20: 18 [KH 1]",
        ]
    );
}

#[test]
fn a_summary_and_other_tables_beside_a_form_are_told_from_it() {
    let summary =
        "STT;Lĩnh vực;Điểm tối đa;Tự chấm\n1;Chỉ đạo;40;34\n2;Thể chế;60;50\n;Tổng cộng;100;84\n";
    let detail = "STT;Tiêu chí;Điểm tối đa;Tự chấm;Tài liệu kiểm chứng\nI;Chỉ đạo;40;34;\n\
                  1;Kế hoạch;20;18;KH 1\n2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n;Tổng cộng;100;84;\n";
    let list = "STT;Tên tài liệu;Số trang\n1;KH số 1;3\n2;BC số 2;12\n";
    let expected = [
        "1 Chỉ đạo 40: 34",
        "1 Thể chế 60: 50 [KH 4]",
        "2 Báo cáo 20: 16 [BC 2]",
        "2 Kế hoạch 20: 18 [KH 1]",
    ];
    for text in [
        format!("{CAPTION}TỔNG HỢP\n{summary}CHI TIẾT\n{detail}"),
        format!("{CAPTION}{detail}TỔNG HỢP\n{summary}"),
        format!("{CAPTION}{detail}DANH MỤC TÀI LIỆU\n{list}"),
    ] {
        assert_eq!(read_form("a.csv", &text), expected, "{text}");
    }
    // Two forms in one file, each with its unit.
    let project = Project::new();
    let other = CAPTION.replace("Sở Tư pháp", "Sở Nội vụ");
    let path = project.write("a.csv", format!("{CAPTION}{detail}{other}{detail}"));
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded().says(&["2 đơn vị"]);
    // A summary with other figures is no summary.
    let project = Project::new();
    let wrong = summary.replace("40;34", "40;33").replace("100;84", "100;83");
    let path = project.write("a.csv", format!("{CAPTION}{detail}TỔNG HỢP\n{wrong}"));
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).failed(1);
}

#[test]
fn the_title_of_a_form_names_its_unit_in_many_ways() {
    let table = "STT;Tiêu chí;Điểm tối đa;Thẩm định\nI;Chỉ đạo;40;34\nII;Thể chế;60;50\n";
    let sent = "(Kèm theo Báo cáo số 12/BC-SNV ngày 10/12/2025 của Sở Nội vụ)";
    let unit_of = |lines: &str| {
        let project = Project::new();
        let path = project.write("a.csv", format!("{lines}\n{sent}\n{table}"));
        let run = project.run(&[&["import", &path][..], &AUTHORITY].concat());
        (run.code == 0).then(|| project.query("SELECT unit FROM rankings")[0]["unit"].to_string())
    };
    let office = Some("\"Sở Tư pháp\"".to_owned());
    for lines in [
        "BẢNG THẨM ĐỊNH CHỈ SỐ CCHC SỞ TƯ PHÁP NĂM 2025",
        "KẾT QUẢ THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025 - SỞ TƯ PHÁP",
        "BẢNG THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025\nSỞ TƯ PHÁP",
        "BẢNG THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025\nĐơn vị: Sở Tư pháp    Số điện thoại: 0123",
    ] {
        assert_eq!(unit_of(lines), office, "{lines}");
    }
    for lines in [
        "SỞ NỘI VỤ\nBIÊN BẢN THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025\nĐối với: Sở Tư pháp",
        "SỞ NỘI VỤ\nPHIẾU THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025\nTên đơn vị được thẩm định: Sở Tư pháp",
        "BẢNG THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025 GỬI SỞ NỘI VỤ\nSỞ TƯ PHÁP",
    ] {
        assert_eq!(unit_of(lines), office, "{lines}");
    }
    assert_eq!(
        unit_of("PHÒNG NỘI VỤ\nBẢNG THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025\nCỦA SỞ TƯ PHÁP"),
        office
    );
    // No unit is read out of other words, and two offices are asked about.
    let other = Some("\"Sở Nội vụ\"".to_owned());
    assert_eq!(unit_of("BẢNG THẨM ĐỊNH BỘ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2025"), other);
    assert_eq!(unit_of("SỞ TƯ PHÁP\nBẢNG THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025"), None);
    // A file that is named after another office than the one that sends it, in plain letters.
    for (name, code) in
        [("02_so_tu_phap_2025.csv", 1), ("so-noi-vu.csv", 0), ("so-lieu-2025.csv", 0)]
    {
        let project = Project::new();
        let title = "BẢNG THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2025";
        let path = project.write(name, format!("{title}\n{sent}\n{table}"));
        let run = project.run(&[&["import", &path][..], &AUTHORITY].concat());
        assert_eq!(run.code, code, "{name} {run:#?}");
    }
}

#[test]
fn each_level_may_have_a_column_of_names() {
    let expected = [
        "1 Chỉ đạo 40: 34",
        "1 Thể chế 60: 50 [KH 4]",
        "2 Báo cáo 20: 16 [BC 2]",
        "2 Kế hoạch 20: 18 [KH 1]",
    ];
    let rest = ";Điểm tối đa;Tự chấm;Tài liệu kiểm chứng\n";
    for text in [
        // Numbers and names below one heading.
        format!(
            "Nội dung;{rest}I;Chỉ đạo;40;34;\n1;Kế hoạch;20;18;KH 1\n2;Báo cáo;20;16;BC 2\nII;Thể chế;60;50;KH 4\n"
        ),
        // Levels below one heading, or each below its own.
        format!(
            "Nội dung;{rest}Chỉ đạo;;40;34;\n;Kế hoạch;20;18;KH 1\n;Báo cáo;20;16;BC 2\nThể chế;;60;50;KH 4\n\
             Tổng cộng;;100;84;\n"
        ),
        format!(
            "STT;Lĩnh vực;Tiêu chí{rest}1;Chỉ đạo;;40;34;\n2;;Kế hoạch;20;18;KH 1\n3;;Báo cáo;20;16;BC 2\n\
             4;Thể chế;;60;50;KH 4\n"
        ),
    ] {
        assert_eq!(read_form("a.csv", &format!("{CAPTION}{text}")), expected, "{text}");
    }

    // An area begins in the row of its first part, and so has the sums of its parts.
    let by_parts = [
        "1 Chỉ đạo 40: 34",
        "1 Thể chế 60: 50",
        "2 Báo cáo 20: 16 [BC 2]",
        "2 Kế hoạch 20: 18 [KH 1]",
        "2 Rà soát 60: 50 [KH 4]",
    ];
    let repeated = format!(
        "STT;Lĩnh vực;Tiêu chí{rest}1;Chỉ đạo;Kế hoạch;20;18;KH 1\n2;Chỉ đạo;Báo cáo;20;16;BC 2\n\
         3;Thể chế;Rà soát;60;50;KH 4\n;Tổng cộng;;100;84;\n"
    );
    assert_eq!(read_form("a.csv", &format!("{CAPTION}{repeated}")), by_parts);
    let merged = "<p>BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025</p><p>Đơn vị: Sở Tư pháp</p><p>Ngày 5/11/2025</p>\
        <table><tr><td>STT<td>Lĩnh vực<td>Tiêu chí<td>Điểm tối đa<td>Tự chấm<td>Tài liệu kiểm chứng</tr>\
        <tr><td>1<td rowspan=2>Chỉ đạo<td>Kế hoạch<td>20<td>18<td>KH 1</tr>\
        <tr><td>2<td>Báo cáo<td>20<td>16<td>BC 2</tr>\
        <tr><td>3<td>Thể chế<td>Rà soát<td>60<td>50<td>KH 4</tr>\
        <tr><td colspan=3>Tổng cộng<td>100<td>84<td></tr></table>";
    assert_eq!(read_form("a.html", merged), by_parts);

    // Numbers of several kinds show the levels where one column is only set in, and an area in the row of
    // its first part may have its maximum in its name.
    let set_in = "STT;Lĩnh vực;;Điểm tối đa;Tự chấm\n1;Thể chế;;60;50\n1.1;;Văn bản;60;50\n1.1.1;;Rà soát;40;35\n\
                  1.1.2;;Ban hành;20;15\n2;Chỉ đạo;;40;34\n;Tổng cộng;;100;84\n";
    assert_eq!(
        read_form("a.csv", &format!("{CAPTION}{set_in}")),
        [
            "1 Chỉ đạo 40: 34",
            "1 Thể chế 60: 50",
            "2 Văn bản 60: 50",
            "3 Ban hành 20: 15",
            "3 Rà soát 40: 35"
        ]
    );
    let in_names = repeated
        .replace("Chỉ đạo;", "Chỉ đạo (40 điểm);")
        .replace("Thể chế;", "Thể chế (60 điểm);");
    assert_eq!(read_form("a.csv", &format!("{CAPTION}{in_names}")), by_parts);

    // What explains each name beside it is no level.
    let explained = format!(
        "STT;Tiêu chí;Nội dung đánh giá{rest}I;Chỉ đạo;Mức độ hoàn thành;40;34;\n1;Kế hoạch;Ban hành kịp thời;20;18;KH 1\n\
         2;Báo cáo;Đúng hạn;20;16;BC 2\nII;Thể chế;Rà soát đủ;60;50;KH 4\n"
    );
    let read = read_form("a.csv", &format!("{CAPTION}{explained}"));
    let names: Vec<_> = read.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(names, ["1 Chỉ đạo 40", "1 Thể chế 60", "2 Báo cáo 20", "2 Kế hoạch 20"]);
}

#[test]
fn units_across_may_stand_beside_several_columns_of_names() {
    let project = Project::new();
    let path = project.write(
        "a.csv",
        "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\n\
         (Kèm theo Quyết định số 1/QĐ-UBND ngày 05/11/2025 của UBND tỉnh Ví dụ)\n\
         Lĩnh vực;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nChỉ đạo;;40;34;30\n;Kế hoạch;20;18;16\n\
         ;Báo cáo;20;16;14\nThể chế;;60;50;55\nTổng cộng;;100;84;85\n",
    );
    project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded().says(&["2 đơn vị"]);
    let parts = "SELECT unit, criterion, appraised FROM scores WHERE level = 2 ORDER BY 1, 2";
    let parts: Vec<_> = project
        .query(parts)
        .iter()
        .map(|row| format!("{} {} {}", row["unit"], row["criterion"], row["appraised"]))
        .map(|text| text.replace('"', ""))
        .collect();
    assert_eq!(
        parts,
        [
            "Sở Nội vụ Báo cáo 14.0",
            "Sở Nội vụ Kế hoạch 16.0",
            "Sở Tư pháp Báo cáo 16.0",
            "Sở Tư pháp Kế hoạch 18.0",
        ]
    );
    compare_with_oracle(&project);
}

#[test]
fn what_a_form_gives_beside_the_figures_that_count_is_named() {
    let left_out = |name: &str, text: &str| {
        let project = Project::new();
        let path = project.write(name, text);
        project.run(&[&["import", &path][..], &AUTHORITY].concat()).succeeded();
        let found = "SELECT rule, found FROM findings WHERE rule IN ('left-out', 'unread-cell')";
        let named: Vec<String> = project
            .query(found)
            .iter()
            .map(|row| format!("{} {}", row["rule"], row["found"]).replace('"', ""))
            .collect();
        (named, project)
    };
    // The last self-assessment counts; it is no appraisal.
    let again =
        "STT;Tiêu chí;Điểm tối đa;Tự chấm;Tự chấm lại\nI;Chỉ đạo;40;35;34\nII;Thể chế;60;50;48\n";
    let (named, project) = left_out("a.csv", &format!("{CAPTION}{again}"));
    assert_eq!(named, ["left-out Tự chấm"]);
    let own = project.query("SELECT self FROM self_scores ORDER BY self");
    assert_eq!([&own[0]["self"], &own[1]["self"]], [34.0, 48.0]);
    // Bonus points that the unit gives itself, and its evidence for them.
    let bonus = "STT;Tiêu chí;Điểm tối đa;Tự chấm;Thẩm định;Tài liệu kiểm chứng\nI;Chỉ đạo;40;35;34;KH 1\n\
                 II;Thể chế;60;50;48;\nIII;Điểm thưởng;;2;1;QĐ 12\n;Tổng cộng;100;87;83;\n";
    let (named, project) = left_out("a.csv", &format!("{CAPTION}{bonus}"));
    assert_eq!(named, ["left-out 2", "left-out QĐ 12"]);
    let total = project.query("SELECT recomputed_total AS total, self_total FROM rankings_detail");
    assert_eq!([&total[0]["total"], &total[0]["self_total"]], [83.0, 85.0]);
    // Half a year beside the whole one.
    let half = "STT;Tiêu chí;Điểm tối đa;Điểm tự chấm 6 tháng;Điểm tự chấm năm\nI;Chỉ đạo;40;15;34\n\
                II;Thể chế;60;20;48\n";
    let (named, project) = left_out("a.csv", &format!("{CAPTION}{half}"));
    assert_eq!(named, ["left-out Điểm tự chấm 6 tháng"]);
    let own = project.query("SELECT self FROM self_scores ORDER BY self");
    assert_eq!([&own[0]["self"], &own[1]["self"]], [34.0, 48.0]);
    // A table in a cell for evidence cannot be read.
    let nested = "<p>BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025</p><p>Đơn vị: Sở Tư pháp</p><p>Ngày 5/11/2025</p>\
        <table><tr><td>STT<td>Tiêu chí<td>Điểm tối đa<td>Tự chấm<td>Tài liệu kiểm chứng</tr>\
        <tr><td>1<td>Chỉ đạo<td>40<td>34<td>KH 1</tr><tr><td>2<td>Thể chế<td>60<td>50<td>\
        <table><tr><td>KH<td>12</tr><tr><td>BC<td>14</tr></table></td></tr></table>";
    assert_eq!(left_out("a.html", nested).0, ["unread-cell null"]);
}

#[test]
fn a_summary_of_the_units_is_held_against_their_forms() {
    let scores = [["38", "18"], ["36", "15"], ["40", "20"]];
    let import = |third: &str| {
        let project = Project::new();
        let forms: String = UNITS
            .iter()
            .zip(scores)
            .map(|(unit, own)| form(unit, own, ["30", "12"], "30"))
            .collect();
        let summary = format!(
            "TỔNG HỢP KẾT QUẢ THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2025\n\
             STT;Đơn vị;Điểm tự chấm;Điểm thẩm định\n1;Sở Tư pháp;56;42\n2;Sở Nội vụ;51;42\n3;Sở Y tế;{third};42\n"
        );
        let path = project.write("a.csv", format!("{summary}{forms}"));
        let run = project.run(&[&["import", &path][..], &AUTHORITY].concat());
        (project, run)
    };
    let (project, run) = import("60");
    run.succeeded().says(&["3 đơn vị", "chưa công bố"]);
    assert_eq!(project.query("SELECT * FROM scores WHERE level = 1").len(), 6);
    assert_eq!(project.query("SELECT * FROM findings WHERE rule = 'left-out'").len(), 1);
    let (_, run) = import("61");
    run.failed(1).says(&["sum-self", "61,00", "60,00"]);
}

#[test]
fn a_summary_in_a_file_of_its_own_is_held_against_the_forms_of_its_folder() {
    let import = |name: &str, third: &str| {
        let project = Project::new();
        for (unit, own) in UNITS.iter().zip([["38", "18"], ["36", "15"], ["40", "20"]]) {
            project.write(&format!("forms/{unit}.csv"), form(unit, own, ["30", "12"], "30"));
        }
        project.write(
            &format!("forms/{name}.csv"),
            format!(
                "TỔNG HỢP KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2025\nSTT;Đơn vị;Điểm tự chấm\n\
                 1;Sở Tư pháp;56\n2;Sở Nội vụ;51\n3;Sở Y tế;{third}\n"
            ),
        );
        let folder = project.path("forms").display().to_string();
        let run = project.run(&[&["import", &folder][..], &AUTHORITY].concat());
        (project, run)
    };
    for name in ["00-tong-hop", "zz-tong-hop"] {
        let (project, run) = import(name, "60");
        run.succeeded().says(&["3 đơn vị"]);
        assert_eq!(project.query("SELECT * FROM findings WHERE rule = 'left-out'").len(), 1);
        let (_, run) = import(name, "61");
        run.failed(1).says(&["sum-self", "61,00", "60,00", "tong-hop"]);
    }
    // Without forms, it is a document that says too little.
    let project = Project::new();
    project.write("lists/a.csv", "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2025\nSTT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;56\n2;Sở Y tế;51\n");
    let folder = project.path("lists").display().to_string();
    project.run(&["import", &folder]).failed(1).says(&["--number"]);
    let plan = project.run(&["import", &folder, "--dry-run"]);
    assert!(plan.out.contains("--number"), "{plan:#?}");
}

#[test]
fn files_that_are_read_alike_are_named_once() {
    let project = Project::new();
    for (number, name) in ["Một", "Hai", "Ba", "Bốn"].into_iter().enumerate() {
        let text = form(&format!("Xã {name}"), ["38", "18"], ["37", "17"], "");
        project.write(&format!("forms/{number}.csv"), text);
    }
    let folder = project.path("forms").display().to_string();
    let run = project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    assert_eq!(run.err.matches("dấu phân cách").count(), 1, "{run:?}");
    run.says(&["4 tệp: dấu phân cách"]);
}

#[test]
fn a_missing_score_is_no_gap_and_leaves_the_ranks_open() {
    let project = Project::new();
    let scores = [["38", "18"], ["36", "15"], ["40", "20"]];
    let given = [["35", ""], ["34", "12"], ["38", "20"]];
    let mut last = String::new();
    for ((unit, own), (given, number)) in UNITS.iter().zip(scores).zip(given.into_iter().zip(1..)) {
        last = project.write(&format!("biểu/{number}.csv"), form(unit, own, given, "30"));
    }
    let folder = std::path::Path::new(&last).parent().expect("a folder").display().to_string();
    project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    // The form of the first unit has 20 self-scored points that were not appraised.
    let gaps = project.query("SELECT unit, gap FROM unit_gaps ORDER BY unit");
    let gaps: Vec<_> = gaps.iter().map(|row| (row["unit"].as_str(), row["gap"].as_f64())).collect();
    assert_eq!(gaps, [(Some("Sở Nội vụ"), Some(5.0)), (Some("Sở Y tế"), Some(2.0))]);
    let ranks = project.query("SELECT rank FROM rankings");
    assert!(ranks.len() == 3 && ranks.iter().all(|row| row["rank"].is_null()), "{ranks:?}");
    let run = project.run(&["rank"]).succeeded();
    assert!(run.out.contains("1 đơn vị còn thiếu điểm thẩm định"), "{run:#?}");
    compare_with_oracle(&project);
}

#[test]
fn a_full_stop_or_an_abbreviation_makes_no_other_criterion() {
    let project = Project::new();
    write_forms(&project, "biểu", true);
    let usual = form("Sở Tài chính", ["30", "10"], ["28", "9"], "25");
    let odd = usual
        .replace("Cải cách thể chế", "Cải cách thể chế (CCTC).")
        .replace("Rà soát văn bản", "Rà soát văn bản;".trim_end_matches(';'));
    let path = project.write("biểu/4.csv", odd);
    let folder = std::path::Path::new(&path).parent().expect("a folder").display().to_string();
    let run = project.run(&[&["import", &folder][..], &AUTHORITY].concat()).succeeded();
    run.says(&["4 đơn vị"]);
    let names = project.query("SELECT DISTINCT criterion FROM criteria WHERE level = 1");
    assert_eq!(names.len(), 2, "{names:?}");
    // Advice on what follows from another criterion would lead nowhere.
    let more = usual.replace(";Tổng cộng", "III;Sáng kiến;5;5;5;;;\n;Tổng cộng");
    project.write("biểu/4.csv", more.replace("100;40;37;25", "100;45;42;25"));
    let run = project.run(&[&["import", &folder, "--replace"][..], &AUTHORITY].concat()).failed(1);
    assert!(run.err.contains("form-criteria") && !run.err.contains("--accept"), "{run:#?}");
}

#[test]
fn the_index_of_a_province_is_not_the_form_of_the_office_that_publishes_it() {
    let project = Project::new();
    let text = "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH (PAR INDEX) NĂM 2024 CỦA TỈNH VÍ DỤ\n\
                (Kèm theo Báo cáo số 45/BC-SNV ngày 20/4/2025 của Sở Nội vụ tỉnh Ví dụ)\n\
                STT;Lĩnh vực;Điểm tối đa;Điểm thẩm định\n1;Cải cách thể chế;60;52,5\n\
                2;Cải cách thủ tục hành chính;40;35\n;Tổng cộng;100;87,5\n";
    let path = project.write("a.csv", text);
    let run = project.run(&[&["import", &path][..], &AUTHORITY].concat()).failed(1);
    assert!(run.err.contains("--unit \"Tỉnh Ví Dụ\""), "{run:#?}");
    let options = ["--unit", "Tỉnh Ví Dụ", "--block", "province"];
    project.run(&[&["import", &path][..], &AUTHORITY, &options].concat()).succeeded();
    let rows = project.query("SELECT unit, block, total FROM rankings");
    assert_eq!(rows[0]["unit"], "Tỉnh Ví Dụ");
    assert_eq!(rows[0]["block"], "province");
}

#[test]
fn a_form_may_print_the_maxima_of_the_survey_beside_those_of_the_appraisal() {
    let heads = [
        "STT;Tiêu chí;Điểm tối đa;;Điểm tự chấm;Điểm thẩm định;Điểm XHH\n;;Thẩm định;XHH;;;\n",
        "STT;Tiêu chí;Điểm tối đa thẩm định;Điểm tối đa XHH;Điểm tự chấm;Điểm thẩm định;Điểm XHH\n",
    ];
    let form = |head: &str, sum: &str| {
        format!(
            "BẢNG ĐIỂM THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\nĐơn vị: Sở Tư pháp\n\
             Ngày 05 tháng 11 năm 2025\n{head}I;Cải cách thể chế;30;10;28;26;8,5\n\
             1;Ban hành văn bản;20;;19;18;\n2;Rà soát văn bản;10;10;9;8;8,5\n\
             II;Cải cách thủ tục;40;20;38;37;18,25\n;Tổng cộng;{sum};30;66;63;26,75\n"
        )
    };
    for head in heads {
        let project = Project::new();
        let document = project.write("a.csv", form(head, "70"));
        project.run(&[&["import", &document][..], &AUTHORITY].concat()).succeeded();
        let rows = project.query(
            "SELECT criterion, appraised, survey, max_appraised, max_survey FROM scores_detail",
        );
        let told = rows.iter().map(|row| {
            let fields = ["appraised", "survey", "max_appraised", "max_survey"];
            let figures: Vec<_> = fields.iter().map(|field| row[*field].to_string()).collect();
            format!("{} {}", row["criterion"].as_str().unwrap_or_default(), figures.join(" "))
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "Cải cách thể chế 26.0 8.5 30.0 10.0",
                "Ban hành văn bản 18.0 null 20.0 0.0",
                "Rà soát văn bản 8.0 8.5 10.0 10.0",
                "Cải cách thủ tục 37.0 18.25 40.0 20.0"
            ]
        );
        // A wrong sum of maxima is told.
        let wrong = project.write("b.csv", form(head, "75"));
        project.run(&[&["import", &wrong, "--replace"][..], &AUTHORITY].concat()).failed(1);
    }
}
