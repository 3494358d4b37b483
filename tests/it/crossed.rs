//! Tables with the criteria down the rows and the units across.

use crate::project::Project;
use crate::views::compare_with_oracle;

const CAPTION: &str = "KẾT QUẢ THẨM ĐỊNH CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n(Kèm theo Quyết định số \
                       1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n";

#[test]
fn criteria_down_the_rows_and_units_across_are_read_with_three_levels() {
    let table = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n\
                 I;Chỉ đạo, điều hành;60;55;50\n1;Kế hoạch;30;28;25\n1.1;Ban hành;10;10;8\n\
                 1.2;Hoàn thành;20;18;17\n2;Báo cáo;30;27;25\nII;Thể chế;40;38;37\n\
                 1;Rà soát;40;38;37\n;Tổng điểm;100;93;87\n;Xếp hạng;;1;2\n";
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{table}"));
    let plan = project.run(&["import", &path, "--dry-run"]).succeeded();
    assert!(plan.out.contains("Sở Tư pháp") && plan.out.contains("2 đơn vị"), "{plan:#?}");
    project.import(&path);
    compare_with_oracle(&project);
    let totals = project.query("SELECT unit, rank, total, attainment FROM rankings ORDER BY rank");
    assert_eq!((&totals[0]["unit"], &totals[0]["total"]), (&"Sở Tư pháp".into(), &93.0.into()));
    assert_eq!((&totals[1]["unit"], &totals[1]["attainment"]), (&"Sở Nội vụ".into(), &0.87.into()));
    let criteria = project.query("SELECT criterion, level, max_total FROM criteria ORDER BY 1");
    let criteria: Vec<_> = criteria
        .iter()
        .map(|row| format!("{} {} {}", row["criterion"], row["level"], row["max_total"]))
        .map(|text| text.replace('"', ""))
        .collect();
    assert_eq!(
        criteria,
        [
            "Ban hành 3 10.0",
            "Báo cáo 2 30.0",
            "Chỉ đạo, điều hành 1 60.0",
            "Hoàn thành 3 20.0",
            "Kế hoạch 2 30.0",
            "Rà soát 2 40.0",
            "Thể chế 1 40.0"
        ]
    );
    let traced = project.json(&["trace", "--unit", "Sở Nội vụ"]);
    assert!(traced.len() > 8 && traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    project.run(&["rebuild"]).succeeded();
    assert_eq!(
        project.query("SELECT unit, rank, total, attainment FROM rankings ORDER BY rank"),
        totals
    );

    // The sums are checked.
    let wrong = project.write("b.csv", format!("{CAPTION}{}", table.replace("100;93", "100;94")));
    project.run(&["import", &wrong, "--replace"]).failed(1).says(&["94,00", "93,00", "Sở Tư pháp"]);
    let above =
        project.write("c.csv", format!("{CAPTION}{}", table.replace("30;28;25", "30;31;25")));
    project.run(&["import", &above, "--replace"]).failed(1).says(&["above-maximum", "31,00"]);
}

#[test]
fn a_unit_may_have_a_column_for_each_of_its_scores() {
    let table = "TT;Tiêu chí;Điểm chuẩn;Huyện A;Huyện A;Huyện B;Huyện B\n\
                 ;;;Tự chấm;Thẩm định;Tự chấm;Thẩm định\n\
                 1;Thể chế;60;58;55;57;50\n2;Bộ máy;40;39;38;40;37\n;Tổng cộng;100;97;93;97;87\n";
    let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC HUYỆN");
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{caption}{table}")));
    compare_with_oracle(&project);
    let gaps = project
        .query("SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY unit");
    let told: Vec<_> = gaps
        .iter()
        .map(|row| format!("{} {} {}", row["unit"], row["self_total"], row["appraised_total"]))
        .map(|text| text.replace('"', ""))
        .collect();
    assert_eq!(told, ["Huyện A 97.0 93.0", "Huyện B 97.0 87.0"]);
    assert_eq!(project.json(&["gap"]).len(), 2);
}

#[test]
fn self_scores_across_wait_for_their_appraisal() {
    let table = "TT;Nội dung đánh giá;Điểm tối đa;Sở Y tế;Sở Tư pháp\n1;Thể chế;60;58;55\n\
                 2;Bộ máy;40;39;38\n";
    let caption = CAPTION.replace("KẾT QUẢ THẨM ĐỊNH", "KẾT QUẢ TỰ CHẤM");
    let project = Project::new();
    let path = project.write("a.csv", format!("{caption}{table}"));
    let run = project.run(&["import", &path]).succeeded();
    assert!(run.err.contains("chỉ có điểm tự chấm"), "{run:#?}");
    assert!(project.query("SELECT * FROM rankings").is_empty());
}

#[test]
fn headings_over_several_columns_need_no_marks() {
    let caption = CAPTION.replace("KẾT QUẢ THẨM ĐỊNH", "KẾT QUẢ");
    let rows = "I;Chỉ đạo;60;50;49;48;47\nII;Thể chế;40;38;37;39;39\n;Tổng điểm;100;88;86;87;86\n";
    for head in [
        "STT;Nội dung;Điểm tối đa;Sở Tư pháp;;Sở Nội vụ;\n;;;Tự chấm;Thẩm định;Tự chấm;Thẩm định\n",
        "STT;Nội dung;Điểm tối đa;Sở Tư pháp (TC);Sở Tư pháp (TĐ);Sở Nội vụ (TC);Sở Nội vụ (TĐ)\n",
    ] {
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{caption}{head}{rows}")));
        let gaps = "SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY unit";
        let found: Vec<_> = project
            .query(gaps)
            .iter()
            .map(|row| format!("{} {} {}", row["unit"], row["self_total"], row["appraised_total"]))
            .map(|text| text.replace('"', ""))
            .collect();
        assert_eq!(found, ["Sở Nội vụ 87.0 86.0", "Sở Tư pháp 88.0 86.0"], "{head}");
    }
    // The scores may stand above the units.
    let head = "STT;Nội dung;Điểm tối đa;Tự chấm;;Thẩm định;\n;;;Sở Tư pháp;Sở Nội vụ;Sở Tư pháp;Sở Nội vụ\n";
    let rows = "I;Chỉ đạo;60;50;48;49;47\nII;Thể chế;40;38;39;37;39\n;Tổng điểm;100;88;87;86;86\n";
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{caption}{head}{rows}")));
    let totals =
        project.query("SELECT self_total, appraised_total FROM rankings_detail ORDER BY unit");
    assert_eq!(totals[1], serde_json::json!({"self_total": 88.0, "appraised_total": 86.0}));
}

#[test]
fn a_unit_with_an_unusual_name_is_asked_for_or_known() {
    let table =
        "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Y tế;VP UBND tỉnh\n1;Thể chế;100;90;80;70\n";
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{table}"));
    project
        .run(&["import", &path])
        .failed(1)
        .says(&["“VP UBND tỉnh”", "--heading \"VP UBND tỉnh=unit\" (đã thử: nhập được 3 đơn vị)"]);
    project.run(&["import", &path, "--heading", "VP UBND tỉnh=unit"]).succeeded();
    assert_eq!(project.json(&["rank"]).len(), 3);

    let project = Project::new();
    project.write(
        "units.toml",
        "[[unit]]\nid = \"vp\"\nname = \"Văn phòng UBND tỉnh\"\nblock = \"department\"\naliases = [\"VP UBND tỉnh\"]\n",
    );
    let path = project.write("a.csv", format!("{CAPTION}{table}"));
    project.run(&["import", &path]).succeeded();
    assert_eq!(
        project.query("SELECT unit FROM rankings WHERE rank = 3")[0]["unit"],
        "Văn phòng UBND tỉnh"
    );
}

#[test]
fn a_year_that_only_lists_its_areas_has_the_criteria_of_one_that_lists_their_parts() {
    let head = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n";
    let areas = "I;Chỉ đạo, điều hành;60;55;50\nII;Thể chế;40;38;37\n";
    let parts = "I;Chỉ đạo, điều hành;60;56;52\n1;Kế hoạch;35;32;30\n2;Báo cáo;25;24;22\nII;Thể chế;40;38;37\n";
    let project = Project::new();
    let import = |year: i32, rows: &str| {
        let caption = CAPTION.replace("2024", &(year + 1).to_string());
        let caption = caption.replace("2023", &year.to_string());
        project.import(&project.write(&format!("{year}.csv"), format!("{caption}{head}{rows}")));
    };
    import(2020, areas);
    import(2021, parts);
    import(
        2022,
        &parts.replace("II;Thể chế;40;38;37\n", "II;Thể chế;40;38;37\n1;Rà soát;40;38;37\n"),
    );
    // The parts of the first area have other maxima.
    import(2023, &parts.replace("Kế hoạch;35", "Kế hoạch;34").replace("Báo cáo;25", "Báo cáo;26"));
    compare_with_oracle(&project);
    let pairs = "SELECT DISTINCT from_year || '-' || to_year AS pair FROM deltas_detail
                  WHERE framework_changed ORDER BY 1";
    let pairs: Vec<_> = project.query(pairs).iter().map(|row| row["pair"].to_string()).collect();
    assert_eq!(pairs, ["\"2021-2023\"", "\"2022-2023\""]);
    assert!(!project.run(&["delta", "2020", "2021"]).out.contains("Bộ tiêu chí thay đổi"));
}

#[test]
fn headings_in_three_rows_name_the_units_and_their_scores() {
    let caption = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025\n\
                   (Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2026 của UBND tỉnh Ví dụ)\n";
    let rows =
        "1;Thể chế;60;55;50;58;52\n2;Tài chính công;40;38;37;39;36\n;Tổng cộng;100;93;87;97;88\n";
    let blank = format!(
        "{caption}STT;Tiêu chí;Điểm tối đa;Điểm của các đơn vị;;;\n;;;Sở Tư pháp;;Sở Nội vụ;\n;;;TC;TĐ;TC;TĐ\n{rows}"
    );
    let lines = caption.lines().map(|line| format!("<p>{line}</p>")).collect::<String>();
    let cells = |row: &str| row.split(';').map(|cell| format!("<td>{cell}")).collect::<String>();
    let below = rows.lines().map(|row| format!("<tr>{}</tr>", cells(row))).collect::<String>();
    let merged = format!(
        "<meta charset=utf-8>{lines}<table><tr><td rowspan=3>STT<td rowspan=3>Tiêu chí<td rowspan=3>Điểm tối đa\
         <td colspan=4>Điểm của các đơn vị</tr><tr><td colspan=2>Sở Tư pháp<td colspan=2>Sở Nội vụ</tr>\
         <tr><td>TC<td>TĐ<td>TC<td>TĐ</tr>{below}</table>"
    );
    for (name, text) in [("a.csv", &blank), ("a.html", &merged)] {
        let project = Project::new();
        let path = project.write(name, text);
        project.run(&["import", &path]).succeeded().says(&["2 đơn vị"]);
        let rows = project
            .query("SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY rank");
        let told: Vec<_> = rows
            .iter()
            .map(|row| format!("{} {} {}", row["unit"], row["self_total"], row["appraised_total"]))
            .collect();
        assert_eq!(told, ["\"Sở Nội vụ\" 97.0 88.0", "\"Sở Tư pháp\" 93.0 87.0"]);
    }
    // Figures below a blank heading are not left out in silence.
    let project = Project::new();
    let head = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;;Sở Nội vụ;";
    let path = project.write("a.csv", format!("{caption}{head}\n{rows}"));
    project.run(&["import", &path]).failed(1);
}

#[test]
fn a_table_may_go_on_with_other_units_or_further_criteria() {
    let units = |first: &str, second: &str, rows: [&str; 3]| {
        format!(
            "STT;Tiêu chí;Điểm tối đa;{first};{second}\nI;Thể chế;60;{}\n1;Rà soát;60;{}\n\
             II;Thủ tục;40;{}\n",
            rows[0], rows[0], rows[1]
        ) + &format!(";Tổng điểm;100;{}\n", rows[2])
    };
    let one = units("Sở Tư pháp", "Sở Nội vụ", ["55;52", "38;35", "93;87"]);
    let two = units("Sở Tài chính", "Sở Y tế", ["50;49", "37;36", "87;85"]);
    let head = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n";
    let question = "SELECT unit, total FROM rankings ORDER BY unit";
    let told = |project: &Project| -> Vec<String> {
        let text = |row: &serde_json::Value| format!("{} {}", row["unit"], row["total"]);
        project.query(question).iter().map(|row| text(row).replace('"', "")).collect()
    };
    let all = ["Sở Nội vụ 87.0", "Sở Tài chính 87.0", "Sở Tư pháp 93.0", "Sở Y tế 85.0"];
    for between in ["\n", "\n(Tiếp theo)\n", ""] {
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{CAPTION}{one}{between}{two}")));
        compare_with_oracle(&project);
        assert_eq!(told(&project), all, "{between:?}");
        let traced = project.json(&["trace", "--unit", "Sở Y tế"]);
        assert!(traced.len() > 3 && traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    }
    for heading in ["", head] {
        let text = one.replace("II;Thủ tục", &format!("\n{heading}II;Thủ tục"));
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{CAPTION}{text}")));
        assert_eq!(told(&project), ["Sở Nội vụ 87.0", "Sở Tư pháp 93.0"], "{heading}");
    }
    // Other criteria are no other page.
    let project = Project::new();
    let other = two.replace("Thủ tục", "Bộ máy");
    let path = project.write("a.csv", format!("{CAPTION}{one}\n{other}"));
    project.run(&["import", &path]).failed(1);
}

#[test]
fn each_level_may_have_its_own_column_of_numbers_and_of_maxima() {
    let numbers = "STT;STT;STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;;;Thể chế;60;55;52\n\
                   ;1;;Văn bản;60;55;52\n;;1.1;Ban hành;40;37;36\n;;1.2;Rà soát;20;18;16\nII;;;Thủ tục;40;38;35\n\
                   ;;;Tổng điểm;100;93;87\n";
    let maxima = "STT;Nội dung;Điểm tối đa lĩnh vực;Điểm tối đa tiêu chí;Điểm tối đa tiêu chí thành \
                  phần;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;60;;;55;52\n1;Văn bản;;60;;55;52\n\
                  1.1;Ban hành;;;40;37;36\n1.2;Rà soát;;;20;18;16\nII;Thủ tục;40;;;38;35\n;Tổng điểm;100;;;93;87\n";
    // The column may be all that shows the level.
    let plain = numbers.replace(";;1.1;", ";;1;").replace(";;1.2;", ";;2;");
    for table in [numbers, maxima, &plain] {
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{CAPTION}{table}")));
        compare_with_oracle(&project);
        let criteria = project.query("SELECT criterion, level, max_total FROM criteria ORDER BY 1");
        let told: Vec<_> = criteria
            .iter()
            .map(|row| format!("{} {} {}", row["criterion"], row["level"], row["max_total"]))
            .map(|text| text.replace('"', ""))
            .collect();
        assert_eq!(
            told,
            [
                "Ban hành 3 40.0",
                "Rà soát 3 20.0",
                "Thể chế 1 60.0",
                "Thủ tục 1 40.0",
                "Văn bản 2 60.0"
            ]
        );
        let traced = project.json(&["trace", "--unit", "Sở Nội vụ"]);
        assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    }
}

#[test]
fn the_heading_of_a_unit_may_name_its_score() {
    let rows = "I;Thể chế;60;57;55;53;52\nII;Thủ tục;40;39;38;36;35\n;Tổng điểm;100;96;93;89;87\n";
    for [own, appraised] in
        [[" (Tự chấm)", " (Thẩm định)"], [" - Tự chấm", " - Thẩm định"], [": TC", ": TĐ"]]
    {
        let units =
            format!("Sở Tư pháp{own};Sở Tư pháp{appraised};Sở Nội vụ{own};Sở Nội vụ{appraised}");
        let project = Project::new();
        let text = format!("{CAPTION}STT;Tiêu chí;Điểm tối đa;{units}\n{rows}");
        project.import(&project.write("a.csv", text));
        let sums = "SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY unit";
        let told: Vec<_> = project
            .query(sums)
            .iter()
            .map(|row| format!("{} {} {}", row["unit"], row["self_total"], row["appraised_total"]))
            .collect();
        assert_eq!(told, ["\"Sở Nội vụ\" 89.0 87.0", "\"Sở Tư pháp\" 96.0 93.0"], "{own}");
    }
}

#[test]
fn groups_stand_over_the_units_across() {
    let table = |ranks: &str| {
        format!(
            "{CAPTION}TT;Tiêu chí;Điểm tối đa;Nhóm I;;Nhóm II;\n;;;Sở Tư pháp;Sở Nội vụ;Sở Y tế;Sở Xây dựng\n\
             1;Thể chế;60;55;50;57;52\n2;Tài chính;40;38;36;39;30\n;Tổng điểm;100;93;86;96;82\n{ranks}"
        )
    };
    let ranks = |table: String| -> Vec<String> {
        let project = Project::new();
        project.import(&project.write("a.csv", table));
        let rows = project.query("SELECT group_name, unit, rank FROM rankings ORDER BY 1, 3");
        let text = |row: &serde_json::Value| {
            format!("{} {} {}", row["group_name"], row["unit"], row["rank"]).replace('"', "")
        };
        rows.iter().map(text).collect()
    };
    let apart =
        ["Nhóm I Sở Tư pháp 1", "Nhóm I Sở Nội vụ 2", "Nhóm II Sở Y tế 1", "Nhóm II Sở Xây dựng 2"];
    assert_eq!(ranks(table("")), apart);
    assert_eq!(ranks(table(";Xếp hạng;;1;2;1;2\n")), apart);
    // Ranks that go over both groups are those of one list.
    assert_eq!(
        ranks(table(";Xếp hạng;;2;3;1;4\n")),
        ["null Sở Y tế 1", "null Sở Tư pháp 2", "null Sở Nội vụ 3", "null Sở Xây dựng 4"]
    );
}

#[test]
fn the_index_is_the_sum_and_a_dash_out_of_nothing_no_score() {
    let table = "TT;Tiêu chí;Điểm tối đa;;Sở Tư pháp;;Sở Nội vụ;\n;;Thẩm định;ĐT XHH;Thẩm định;ĐT XHH;\
                 Thẩm định;ĐT XHH\n1;Chỉ đạo;40;0;35;-;30;-\n2;Thể chế;50;10;45;8;40;7\n\
                 ;Cộng;90;10;80;8;70;7\n;Chỉ số CCHC;100;;88;;77;\n";
    let project = Project::new();
    let path = project
        .write("a.csv", format!("{CAPTION}{table}").replace(";Chỉ số CCHC;100;;88;;77;\n", ""));
    project.import(&path);
    let rows = project.query("SELECT unit, total FROM rankings ORDER BY rank");
    assert_eq!((&rows[0]["total"], &rows[1]["total"]), (&88.0.into(), &77.0.into()));
    let survey = project.query("SELECT count(survey) AS n FROM scores WHERE criterion = 'Chỉ đạo'");
    assert_eq!(survey[0]["n"], 0);

    let cell = |text: &str| format!("<td colspan=2>{text}</td>");
    let rows = table.lines().map(|line| match line.strip_prefix(";Chỉ số CCHC;100;;88;;77;") {
        Some(_) => {
            format!("<td></td><td>Chỉ số CCHC</td>{}{}{}", cell("100"), cell("88"), cell("77"))
        }
        None => line.split(';').map(|text| format!("<td>{text}</td>")).collect(),
    });
    let rows: String = rows.map(|row| format!("<tr>{row}</tr>")).collect();
    let caption: String = CAPTION.lines().map(|line| format!("<p>{line}</p>")).collect();
    let project = Project::new();
    project
        .import(&project.write("a.html", format!("<body>{caption}<table>{rows}</table></body>")));
    let rows = project.query("SELECT unit, total FROM rankings ORDER BY rank");
    assert_eq!((&rows[0]["total"], &rows[1]["total"]), (&88.0.into(), &77.0.into()));
}
