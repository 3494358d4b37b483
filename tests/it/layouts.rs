//! Tables of decisions in the layouts that offices give them: headings in several rows, parts side by
//! side, rows of maxima and of grades.

use crate::hostile::archive;
use crate::project::Project;
use crate::views::compare_with_oracle;

const CAPTION: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n(Kèm theo Quyết định số \
                       1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n";

/// Imports a table below the caption. Each figure must be found again in the file.
#[track_caller]
fn imported(table: &str) -> Project {
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{table}"));
    project.run(&["import", &path]).succeeded();
    compare_with_oracle(&project);
    let units = project.query("SELECT unit FROM rankings");
    for row in units {
        let unit = row["unit"].as_str().unwrap_or_default().to_owned();
        let traced = project.json(&["trace", "--unit", &unit]);
        assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    }
    project
}

/// The answer to a question, each row as one text.
fn told(project: &Project, question: &str) -> Vec<String> {
    let text = |row: &serde_json::Map<String, serde_json::Value>| {
        let texts = row.values().map(|value| value.to_string().replace('"', ""));
        texts.collect::<Vec<_>>().join(" ")
    };
    project.query(question).iter().map(|row| text(row.as_object().expect("a row"))).collect()
}

const RANKED: &str = "SELECT unit, total, rank FROM rankings ORDER BY block, rank";
const SCORED: &str = "SELECT unit, criterion, self, appraised FROM scores ORDER BY 1, 2";

/// Groups in tables of their own whose ranks go over all of them are one block.
#[test]
fn groups_that_are_ranked_together_are_one_block() {
    let text = "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2025\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2026 của UBND \
                tỉnh Ví dụ)\nNhóm I: các xã miền núi\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;Xã A;82;2\n\
                2;Xã B;78;4\n\nNhóm II: các xã đồng bằng\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;Xã C;88;1\n\
                2;Xã D;80;3\n\nNhóm III: các xã ven biển\nSTT;Đơn vị;Tổng điểm;Xếp hạng\n1;Xã E;70;5\n";
    let project = Project::new();
    let path = project.write("a.csv", text);
    project.run(&["import", &path]).succeeded();
    let ranked = project.query("SELECT unit, rank, total, group_name FROM rankings ORDER BY rank");
    let told: Vec<_> =
        ranked.iter().map(|row| format!("{} {}", row["unit"], row["total"])).collect();
    let wanted = ["Xã C 88.0", "Xã A 82.0", "Xã D 80.0", "Xã B 78.0", "Xã E 70.0"];
    assert_eq!(told.iter().map(|text| text.replace('"', "")).collect::<Vec<_>>(), wanted);
    assert!(ranked.iter().all(|row| row["group_name"].is_null()));
    // Groups that are ranked apart stay apart.
    let project = Project::new();
    let apart = text
        .replace("78;4", "78;2")
        .replace("82;2", "82;1")
        .replace("80;3", "80;2")
        .replace("70;5", "70;1");
    let path = project.write("a.csv", apart);
    project.run(&["import", &path]).succeeded();
    assert_eq!(project.query("SELECT DISTINCT group_name FROM rankings").len(), 3);
}

#[test]
fn parts_of_a_table_may_stand_side_by_side() {
    let halves = "TT;Đơn vị;Điểm;Xếp hạng;;TT;Đơn vị;Điểm;Xếp hạng\n\
                  1;Sở Tư pháp;93;1;;3;Sở Tài chính;86;3\n2;Sở Nội vụ;87;2;;;;;\n";
    let project = imported(halves);
    assert_eq!(
        told(&project, RANKED),
        ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2", "Sở Tài chính 86.0 3"]
    );
    // A title over each part names its block.
    let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH ", "");
    let blocks = "Các sở, ban, ngành;;;;Các huyện, thành phố;;;\n\
                  TT;Đơn vị;Điểm;Xếp hạng;TT;Đơn vị;Điểm;Xếp hạng\n\
                  1;Sở Tư pháp;93;1;1;Huyện Một;86;1\n2;Sở Nội vụ;87;2;2;Huyện Hai;85;2\n";
    let project = Project::new();
    let path = project.write("a.csv", format!("{caption}{blocks}"));
    project.run(&["import", &path]).succeeded();
    assert_eq!(
        told(&project, "SELECT block, unit, rank FROM rankings ORDER BY block, rank"),
        [
            "department Sở Tư pháp 1",
            "department Sở Nội vụ 2",
            "district Huyện Một 1",
            "district Huyện Hai 2"
        ]
    );
}

#[test]
fn a_row_of_maxima_stands_below_the_headings_or_among_them() {
    let head = "TT;Đơn vị;Thể chế;Thủ tục;Tổng điểm;Xếp hạng\n";
    let rows = "1;Sở Tư pháp;55;38;93;1\n2;Sở Nội vụ;52;35;87;2\n";
    for maxima in ["(60);(40);(100)", "60;40;100", "60 điểm;40 điểm;100 điểm", "(60đ);(40đ);(100đ)"]
    {
        let project = imported(&format!("{head};;{maxima};\n{rows}"));
        assert_eq!(
            told(&project, "SELECT criterion, max_total FROM criteria ORDER BY 1"),
            ["Thể chế 60.0", "Thủ tục 40.0"],
            "{maxima}"
        );
    }
    let project = imported(&format!("{head}TT;Đơn vị;(60);(40);(100);Xếp hạng\n{rows}"));
    assert_eq!(told(&project, "SELECT sum(max_total) AS all_areas FROM criteria"), ["100.0"]);
    // A row that any figure exceeds holds no maxima.
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{head};;54;36;90;\n{rows}"));
    project.run(&["import", &path]).failed(1).says(&["row-unread"]);
    // The cells may print the maxima.
    let rows = "1;Sở Tư pháp;55/60;38/40;93/100;1/2\n2;Sở Nội vụ;52/60;35/40;87/100;2/2\n";
    let project = imported(&format!("{head}{rows}"));
    assert_eq!(
        told(&project, "SELECT criterion, max_total FROM criteria ORDER BY 1"),
        ["Thể chế 60.0", "Thủ tục 40.0"]
    );
}

#[test]
fn a_score_may_stand_over_its_points_its_rank_and_its_areas() {
    let points = "TT;Đơn vị;Tự chấm;Tự chấm;Thẩm định;Thẩm định\n;;Điểm;Hạng;Điểm;Hạng\n\
                  1;Sở Tư pháp;95;1;93;1\n2;Sở Nội vụ;90;2;87;2\n";
    let project = imported(points);
    let sums = "SELECT unit, self_total, appraised_total, rank FROM rankings_detail ORDER BY rank";
    assert_eq!(told(&project, sums), ["Sở Tư pháp 95.0 93.0 1", "Sở Nội vụ 90.0 87.0 2"]);

    let areas = "TT;Đơn vị;Điểm tự chấm;Điểm tự chấm;Điểm tự chấm;Điểm thẩm định;Điểm thẩm định;Điểm thẩm \
                 định;Xếp hạng\n;;Thể chế (60);Thủ tục (40);Tổng;Thể chế (60);Thủ tục (40);Tổng;\n\
                 1;Sở Tư pháp;56;39;95;55;38;93;1\n2;Sở Nội vụ;54;36;90;52;35;87;2\n";
    let project = imported(areas);
    assert_eq!(
        told(&project, SCORED),
        [
            "Sở Nội vụ Thể chế 54.0 52.0",
            "Sở Nội vụ Thủ tục 36.0 35.0",
            "Sở Tư pháp Thể chế 56.0 55.0",
            "Sở Tư pháp Thủ tục 39.0 38.0"
        ]
    );
    // The sum of each score is checked.
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{}", areas.replace("39;95", "39;96")));
    project.run(&["import", &path]).failed(1).says(&["sum-self", "96,00"]);

    // Of a council, the mean of its members counts.
    let members = "TT;Đơn vị;Điểm tự chấm;Hội đồng thẩm định;Hội đồng thẩm định;Hội đồng thẩm định\n\
                   ;;;Thành viên 1;Thành viên 2;Trung bình\n1;Sở Tư pháp;95;92;94;93\n2;Sở Nội vụ;90;86;88;87\n";
    let sums = "SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY unit";
    assert_eq!(told(&imported(members), sums), ["Sở Nội vụ 90.0 87.0", "Sở Tư pháp 95.0 93.0"]);
    // What the council gives comes after what its team proposed, wherever it stands.
    for order in [
        "Tổ thẩm định;Hội đồng\n1;Sở Tư pháp;95;94;93\n2;Sở Nội vụ;90;88;87\n",
        "Hội đồng;Tổ thẩm định\n1;Sở Tư pháp;95;93;94\n2;Sở Nội vụ;90;87;88\n",
    ] {
        let project = imported(&format!("TT;Đơn vị;Điểm tự chấm;{order}"));
        assert_eq!(told(&project, sums), ["Sở Nội vụ 90.0 87.0", "Sở Tư pháp 95.0 93.0"]);
    }
}

#[test]
fn each_area_may_have_its_sum_its_rank_and_its_share() {
    let ranks = "TT;Đơn vị;Thể chế (60);Thể chế (60);Thủ tục (40);Thủ tục (40);Tổng;Tổng\n\
                 ;;Điểm;Hạng;Điểm;Hạng;Điểm;Hạng\n1;Sở Tư pháp;55;1;35;2;90;1\n2;Sở Nội vụ;51;2;38;1;89;2\n";
    assert_eq!(told(&imported(ranks), RANKED), ["Sở Tư pháp 90.0 1", "Sở Nội vụ 89.0 2"]);

    let shares = "TT;Đơn vị;Thể chế (60);Thể chế (60);Thủ tục (40);Thủ tục (40);Tổng;Tổng\n\
                  ;;Điểm;%;Điểm;%;Điểm;%\n1;Sở Tư pháp;54;90;35;87,5;89;89\n2;Sở Nội vụ;51;85;36;90;87;87\n";
    let project = imported(shares);
    assert_eq!(told(&project, "SELECT sum(total) AS total FROM rankings"), ["176.0"]);

    // One maximum is that of both scores, and their sum is checked.
    let sums = "TT;Đơn vị;Thể chế (60);Thể chế (60);Thể chế (60);Thủ tục (40);Thủ tục (40);Thủ tục (40);Tổng điểm\n\
                ;;Thẩm định;Điều tra XHH;Tổng;Thẩm định;Điều tra XHH;Tổng;\n\
                1;Sở Tư pháp;45;10;55;30;8;38;93\n2;Sở Nội vụ;43;9;52;28;7;35;87\n";
    let project = imported(sums);
    let scores =
        "SELECT unit, criterion, appraised, survey, max_total FROM scores_detail ORDER BY 1, 2";
    assert_eq!(
        told(&project, scores),
        [
            "Sở Nội vụ Thể chế 43.0 9.0 60.0",
            "Sở Nội vụ Thủ tục 28.0 7.0 40.0",
            "Sở Tư pháp Thể chế 45.0 10.0 60.0",
            "Sở Tư pháp Thủ tục 30.0 8.0 40.0"
        ]
    );
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{}", sums.replace("10;55", "10;56")));
    project.run(&["import", &path]).failed(1).says(&["56,00", "55,00"]);
}

#[test]
fn rows_may_name_the_grade_of_the_units_below_them() {
    for names in [
        ["Nhóm Xuất sắc (từ 90 điểm trở lên)", "Nhóm Tốt (từ 80 đến dưới 90 điểm)"],
        ["I. Xuất sắc", "II. Tốt"],
        ["Xếp loại xuất sắc", "Xếp loại tốt"],
    ] {
        let [first, second] = names;
        let project = imported(&format!(
            "TT;Đơn vị;Tổng điểm;Xếp hạng\n{first};;;\n1;Sở Tư pháp;93;1\n{second};;;\n1;Sở Nội vụ;87;2\n\
             2;Sở Tài chính;86;3\n"
        ));
        assert_eq!(
            told(&project, "SELECT unit, grade, rank FROM rankings ORDER BY rank"),
            ["Sở Tư pháp Xuất sắc 1", "Sở Nội vụ Tốt 2", "Sở Tài chính Tốt 3"]
        );
    }
    // Groups called by letters are ranked apart.
    let groups = "TT;Đơn vị;Tổng điểm;Xếp hạng\nNhóm A;;;\n1;Sở Tư pháp;93;1\n2;Sở Y tế;92;2\nNhóm B;;;\n\
                  1;Sở Nội vụ;87;1\n";
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{CAPTION}{groups}")));
    let groups = "SELECT unit, grade, group_name, rank FROM rankings_detail ORDER BY unit";
    assert_eq!(
        told(&project, groups),
        ["Sở Nội vụ null Nhóm B 1", "Sở Tư pháp null Nhóm A 1", "Sở Y tế null Nhóm A 2"]
    );
}

#[test]
fn parts_of_the_year_and_points_in_brackets_are_understood() {
    let year = "TT;Đơn vị;Quý I;6 tháng đầu năm;Cả năm;Xếp hạng\n\
                1;Sở Tư pháp;90;92;92,5;1\n2;Sở Nội vụ;88;86;87,5;2\n";
    assert_eq!(told(&imported(year), RANKED), ["Sở Tư pháp 92.5 1", "Sở Nội vụ 87.5 2"]);
    let taken = "TT;Đơn vị;Thể chế (60);Thủ tục (40);Điểm trừ;Tổng điểm;Xếp hạng\n\
                 1;Sở Tư pháp;55;38;(2);91;1\n2;Sở Nội vụ;52;35;(0,5);86,5;2\n3;Sở Y tế;51;35;;86;3\n";
    let project = imported(taken);
    assert_eq!(
        told(&project, "SELECT unit, penalty FROM rankings_detail ORDER BY rank"),
        ["Sở Tư pháp 2.0", "Sở Nội vụ 0.5", "Sở Y tế null"]
    );
    // A score is never negative.
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{}", taken.replace(";51;", ";(51);")));
    project.run(&["import", &path]).failed(1).says(&["below-zero", "Sở Y tế"]);
}

/// A workbook of sheets, each with its name and its rows, whose cells are parted by `;`.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let ids = || sheets.iter().zip(1..);
    let listed: String = ids()
        .map(|((name, _), id)| format!(r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#))
        .collect();
    let relations: String = ids()
        .map(|(_, id)| {
            format!(
                r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{id}.xml"/>"#
            )
        })
        .collect();
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(_) => format!("<c><v>{text}</v></c>"),
        Err(_) => format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#),
    };
    let row = |line: &str| format!("<row>{}</row>", line.split(';').map(cell).collect::<String>());
    let mut parts: Vec<(String, String)> = ids()
        .map(|((_, rows), id)| {
            let rows: String = rows.lines().map(row).collect();
            let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            (format!("xl/worksheets/sheet{id}.xml"), sheet)
        })
        .collect();
    let book = format!(
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#
    );
    let package = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    parts.push(("_rels/.rels".to_owned(), package.to_owned()));
    parts.push(("xl/workbook.xml".to_owned(), book));
    let relations = format!("<Relationships>{relations}</Relationships>");
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&parts)
}

/// Imports a document. Each figure must be found again in it.
#[track_caller]
fn traced(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Project {
    let project = Project::new();
    let path = project.write(name, content);
    project.run(&[&["import", path.as_str()], options].concat()).succeeded();
    for row in project.query("SELECT name AS unit FROM unit") {
        let unit = row["unit"].as_str().unwrap_or_default().to_owned();
        let traced = project.json(&["trace", "--unit", &unit]);
        assert!(!traced.is_empty(), "{unit}");
        assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    }
    project
}

#[test]
fn each_area_may_have_a_table_of_its_own() {
    let expected = [
        "Sở Nội vụ Thể chế 54.0 52.0",
        "Sở Nội vụ Thủ tục 36.0 35.0",
        "Sở Tư pháp Thể chế 56.0 55.0",
        "Sở Tư pháp Thủ tục 39.0 38.0",
    ];
    let total = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n";
    let head = "TT;Đơn vị;Tự chấm;Thẩm định;Xếp hạng\n";
    let first = "1;Sở Nội vụ;54;52;2\n2;Sở Tư pháp;56;55;1\n";
    let second = "1;Sở Tư pháp;39;38;1\n2;Sở Nội vụ;36;35;2\n";
    for [one, other] in [
        ["I. Thể chế (60 điểm)", "II. Thủ tục (40 điểm)"],
        [
            "1. Chỉ số thành phần Thể chế (tối đa 60 điểm)",
            "2. Chỉ số thành phần Thủ tục (tối đa 40 điểm)",
        ],
        ["Bảng 2. Chỉ số thể chế (60)", "Bảng 3. Chỉ số thủ tục (40)"],
    ] {
        let areas = format!("{one}\n{head}{first}\n{other}\n{head}{second}");
        for table in [format!("{total}\n{areas}"), areas] {
            let project = traced("a.csv", format!("{CAPTION}\n{table}"), &[]);
            assert_eq!(told(&project, SCORED), expected, "{table}");
        }
    }
    // On sheets, whose names name the areas.
    let sheet = |rows: &str| format!("{CAPTION}\n{rows}");
    let [one, two] = ["Thể chế (60)", "Thủ tục (40)"];
    let book = workbook(&[
        ("Tổng hợp", &sheet(total)),
        (one, &sheet(&format!("{head}{first}"))),
        (two, &sheet(&format!("{head}{second}"))),
    ]);
    let project = traced("a.xlsx", book, &[]);
    assert_eq!(told(&project, SCORED), expected);
    // The totals are held against the areas.
    let wrong = format!(
        "{CAPTION}\n{}\n{one}\n{head}{first}\n{two}\n{head}{second}",
        total.replace("93", "94")
    );
    let project = Project::new();
    let path = project
        .write("a.csv", wrong.replace(one, "I. Thể chế (60)").replace(two, "II. Thủ tục (40)"));
    project.run(&["import", &path]).failed(1).says(&["total", "94,00", "93,00"]);
    // Other units are no other area.
    let other = second.replace("Sở Nội vụ", "Sở Y tế");
    let text = format!(
        "{CAPTION}\n{total}\nI. Thể chế (60)\n{head}{first}\nII. Thủ tục (40)\n{head}{other}"
    );
    let path = project.write("b.csv", text);
    project.run(&["import", &path]).failed(1);
}

#[test]
fn a_form_may_have_a_table_for_each_area() {
    let title = "PHIẾU TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023\nĐơn vị: Sở Tư pháp\nNgày 15/01/2024\n";
    let head = "STT;Tiêu chí;Điểm tối đa;Điểm tự chấm\n";
    let first = format!("{head}1;Xây dựng;35;33\n2;Kiểm tra;25;22\n;Cộng;60;55\n");
    let second = format!("{head}1;Công khai;25;24\n2;Giải quyết;15;14\n;Cộng;40;38\n");
    let authority = ["--authority", "UBND tỉnh Ví dụ"];
    let question = "SELECT criterion, level, self FROM self_scores ORDER BY criterion";
    let expected = [
        "Công khai 2 24.0",
        "Giải quyết 2 14.0",
        "Kiểm tra 2 22.0",
        "Thể chế 1 55.0",
        "Thủ tục 1 38.0",
        "Xây dựng 2 33.0",
    ];
    let text = format!("{title}\nI. Thể chế\n{first}\nII. Thủ tục (40 điểm)\n{second}");
    assert_eq!(told(&traced("a.csv", &text, &authority), question), expected);
    let sheets = [
        ("1", format!("{title}I. Thể chế\n\n{first}")),
        ("2", format!("{title}II. Thủ tục\n\n{second}")),
    ];
    let book = workbook(&sheets.each_ref().map(|(name, rows)| (*name, rows.as_str())));
    assert_eq!(told(&traced("a.xlsx", book, &authority), question), expected);
    // Further sheets may have neither the title nor the unit, and their sums the letters of their parts.
    let sheets = [
        ("1", format!("{title}PHẦN A. Thể chế (60 điểm)\n\n{}", first.replace("Cộng", "Cộng A"))),
        ("2", format!("PHẦN B. Thủ tục (40 điểm)\n\n{}", second.replace("Cộng", "Cộng B"))),
    ];
    let book = workbook(&sheets.each_ref().map(|(name, rows)| (*name, rows.as_str())));
    assert_eq!(told(&traced("a.xlsx", book, &authority), question), expected);
    // The sum of an area is held against its criteria.
    let project = Project::new();
    let path = project.write("a.csv", text.replace("60;55", "60;56"));
    project.run(&[&["import", &path], &authority[..]].concat()).failed(1).says(&["56,00", "55,00"]);
}

#[test]
fn units_and_criteria_may_share_a_column_each() {
    let head = "Đơn vị;TT;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định;Ghi chú\n";
    let of_unit = |unit: &str, [own, appraised]: [[u32; 2]; 2]| {
        let [first, second] = own;
        let [third, fourth] = appraised;
        format!(
            "{unit};1;Thể chế;60;{};{};\n{unit};1.1;Văn bản;35;{first};{third};\n{unit};1.2;Kiểm \
             tra;25;20;20;\n{unit};2;Thủ tục;40;{second};{fourth};\n{unit};;Tổng cộng;100;{};{};\n",
            first + 20,
            third + 20,
            first + second + 20,
            third + fourth + 20
        )
    };
    let rows =
        of_unit("Sở Tư pháp", [[34, 39], [33, 38]]) + &of_unit("Sở Nội vụ", [[33, 36], [32, 35]]);
    let project = traced("a.csv", format!("{CAPTION}{head}{rows}"), &[]);
    assert_eq!(
        told(&project, SCORED)[..4],
        [
            "Sở Nội vụ Kiểm tra 20.0 20.0",
            "Sở Nội vụ Thể chế 53.0 52.0",
            "Sở Nội vụ Thủ tục 36.0 35.0",
            "Sở Nội vụ Văn bản 33.0 32.0"
        ]
    );
    let sums = "SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY unit";
    assert_eq!(told(&project, sums), ["Sở Nội vụ 89.0 87.0", "Sở Tư pháp 93.0 91.0"]);
    // A name that stands in the first of its rows only.
    let by_criterion = "TT;Tiêu chí;Đơn vị;Điểm tối đa;Điểm\n1;Thể chế;Sở Tư pháp;60;55\n;;Sở Nội vụ;60;52\n\
                        2;Thủ tục;Sở Tư pháp;40;38\n;;Sở Nội vụ;40;35\n";
    let project = traced("a.csv", format!("{CAPTION}{by_criterion}"), &[]);
    assert_eq!(told(&project, SCORED).len(), 4);
    // Cells that slipped to the left are no criteria.
    let slipped = rows.replace("Sở Nội vụ;2;Thủ tục;40", "Sở Nội vụ;2;40;40");
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{head}{slipped}"));
    project.run(&["import", &path]).failed(1);
}

#[test]
fn a_list_of_self_scores_is_no_appraisal() {
    let caption = CAPTION.replace("KẾT QUẢ", "TỔNG HỢP ĐIỂM TỰ CHẤM");
    for total in ["Tổng điểm tự chấm", "Tổng điểm", "Điểm"] {
        let table = format!(
            "STT;Đơn vị;Thể chế (60);Thủ tục (40);{total};Xếp hạng\n1;Sở Tư pháp;57;39;96;1\n2;Sở Nội vụ;53;36;89;2\n"
        );
        let project = traced("a.csv", format!("{caption}{table}"), &[]);
        assert!(told(&project, RANKED).is_empty());
        let own = "SELECT unit, criterion, self FROM self_scores ORDER BY 1, 2";
        assert_eq!(told(&project, own)[0], "Sở Nội vụ Thể chế 53.0", "{total}");
    }
}

#[test]
fn ranks_and_figures_may_have_words_and_marks() {
    let table = "TT;Đơn vị;Thể chế (60);Thủ tục (40);Tổng điểm;Xếp hạng\n1;Sở Tư pháp;55*;38 (*);93;Hạng I\n\
                 2;Sở Nội vụ (1);52;35;87;2-3\n3;Sở Y tế*;50;37;87;2-3\n4;Sở Công Thương;40;40;80;Thứ 4\n";
    assert_eq!(
        told(&imported(table), RANKED),
        ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2", "Sở Y tế 87.0 2", "Sở Công Thương 80.0 4"]
    );
    // The maxima of areas may stand beside their points.
    let maxima = "TT;Đơn vị;Thể chế;Thể chế;Thủ tục;Thủ tục;Tổng\n;;Điểm tối đa;Điểm đạt;Điểm tối đa;Điểm đạt;\n\
                  1;Sở Tư pháp;60;55;40;38;93\n2;Sở Nội vụ;60;52;40;35;87\n";
    let criteria = "SELECT criterion, max_total FROM criteria ORDER BY 1";
    assert_eq!(told(&imported(maxima), criteria), ["Thể chế 60.0", "Thủ tục 40.0"]);
    // The survey may stand beside the areas, and the sum of these be printed.
    let survey = "TT;Đơn vị;Điểm thẩm định;Điểm thẩm định;Điểm thẩm định;Điểm điều tra XHH (20);Tổng điểm\n\
                  ;;Thể chế (50);Thủ tục (30);Cộng (80);;\n1;Sở Tư pháp;45;28;73;18;91\n2;Sở Nội vụ;43;27;70;17;87\n";
    let sums =
        "SELECT unit, appraised_total, survey_total, total FROM rankings_detail ORDER BY rank";
    assert_eq!(
        told(&imported(survey), sums),
        ["Sở Tư pháp 73.0 18.0 91.0", "Sở Nội vụ 70.0 17.0 87.0"]
    );
}

/// Expects a refusal that says this.
#[track_caller]
fn refused(name: &str, content: impl AsRef<[u8]>, words: &[&str]) {
    let project = Project::new();
    let path = project.write(name, content);
    project.run(&["import", &path]).failed(1).says(words);
}

#[test]
fn only_the_title_says_that_units_score_themselves() {
    let table = "TT;Đơn vị;Thể chế (60);Thủ tục (40);Tổng điểm;Xếp hạng\n1;Sở Tư pháp;50;35;85;1\n\
                 2;Sở Nội vụ;54;30;84;2\n";
    let crossed = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n1;Thể chế;60;50;54\n2;Thủ tục;40;35;30\n\
                   ;Tổng điểm;100;85;84\n;Xếp hạng;;1;2\n";
    for lines in [
        "Đơn vị không gửi báo cáo tự chấm điểm: Sở Y tế\n",
        "(Trên cơ sở kết quả tự chấm của các đơn vị và kết quả thẩm định)\n",
        "Các đơn vị đã tự chấm điểm và gửi về Sở Nội vụ đúng thời hạn.\n",
    ] {
        for table in [table, crossed] {
            let project = imported(&format!("{lines}{table}"));
            assert_eq!(
                told(&project, RANKED),
                ["Sở Tư pháp 85.0 1", "Sở Nội vụ 84.0 2"],
                "{lines}"
            );
        }
    }
    for title in [
        "TỔNG HỢP ĐIỂM TỰ CHẤM (CHƯA THẨM ĐỊNH)",
        "BẢNG XẾP HẠNG ĐIỂM TỰ CHẤM\n(Trình Hội đồng thẩm định)",
    ] {
        let caption = CAPTION.replace("KẾT QUẢ", title);
        let project = traced("a.csv", format!("{caption}{table}"), &[]);
        assert!(told(&project, RANKED).is_empty(), "{title}");
    }
}

#[test]
fn a_row_without_a_name_is_a_unit_whose_name_is_missing() {
    let rows = |first: &str| {
        format!(
            "Đơn vị;Thẩm định;Điều tra XHH;Tổng điểm\n;{first}\nSở Nội vụ;54;30;84\nSở Y tế;45;35;80\n"
        )
    };
    for first in ["55;36;91", "149;100;249"] {
        refused("a.csv", format!("{CAPTION}{}", rows(first)), &[]);
    }
    let maxima = imported(&rows("60;40;100"));
    assert_eq!(told(&maxima, RANKED).len(), 2);
}

#[test]
fn years_periods_and_scores_are_kept_apart() {
    // The points of an area of the year before are no total.
    let before = "TT;Đơn vị;Thể chế (60);Thể chế (60);Thủ tục (40);Tổng điểm;Xếp hạng\n\
                  ;;Điểm năm 2022;Thẩm định;Thẩm định;;\n1;Sở Tư pháp;45;50;35;85;1\n2;Sở Nội vụ;48;54;30;84;2\n";
    let project = imported(before);
    assert!(told(&project, "SELECT * FROM restatements").is_empty());
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 85.0 1", "Sở Nội vụ 84.0 2"]);
    // Parts of a table for different years are not one ranking.
    let caption = CAPTION.replace(" NĂM 2023", "");
    let years = "Năm 2022;;;Năm 2023;;\nTT;Đơn vị;Điểm;TT;Đơn vị;Điểm\n1;Sở Tư pháp;90;3;Sở Y tế;80\n\
                 2;Sở Nội vụ;85;4;Sở Công Thương;75\n";
    refused("a.csv", format!("{caption}{years}"), &[]);
    let indices = years
        .replace("Năm 2022", "Chỉ số CCHC năm 2023")
        .replace("Năm 2023", "Chỉ số SIPAS năm 2023");
    refused("a.csv", format!("{caption}{indices}"), &[]);
    // Groups side by side are ranked apart.
    let groups = "Nhóm I;;;;Nhóm II;;;\nTT;Đơn vị;Điểm;Hạng;TT;Đơn vị;Điểm;Hạng\n\
                  1;Sở Tư pháp;90;1;1;Sở Y tế;80;1\n2;Sở Nội vụ;85;2;2;Sở Công Thương;75;2\n";
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{CAPTION}{groups}")));
    assert_eq!(
        told(&project, "SELECT DISTINCT group_name FROM rankings_detail ORDER BY 1"),
        ["Nhóm I", "Nhóm II"]
    );
    // Self scores of other units are no further appraisals, and half a year is no part of a year.
    let page = |title: &str, units: &str| {
        format!(
            "{title}\nSTT;Tiêu chí;Điểm tối đa;{units}\nI;Thể chế;60;50;51\nII;Thủ tục;40;35;34\n"
        )
    };
    let pages = page("1. Điểm thẩm định", "Sở Tư pháp;Sở Nội vụ")
        + "\n"
        + &page("2. Điểm tự chấm (chưa thẩm định)", "Sở Y tế;Sở Công Thương");
    refused("a.csv", format!("{CAPTION}{pages}"), &["bảng 1 và bảng 2"]);
    let half = format!(
        "{CAPTION}TT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;85\n2;Sở Nội vụ;84\n\nI. Kết quả 6 tháng (60 điểm)\n\
         TT;Đơn vị;Điểm\n1;Sở Tư pháp;50\n2;Sở Nội vụ;51\n"
    );
    refused("a.csv", half, &["bảng 1 và bảng 2"]);
}

#[test]
fn groups_are_no_grades() {
    for (first, second) in [
        ("Nhóm A (các sở có thủ tục hành chính)", "Nhóm B (các sở khác)"),
        ("Nhóm Tốt", "Nhóm Khá"),
    ] {
        let rows = format!(
            "TT;Đơn vị;Tổng điểm;Xếp hạng\n{first};;;\n1;Sở Tư pháp;95;1\n2;Sở Nội vụ;81;4\n{second};;;\n\
             3;Sở Y tế;91;2\n4;Sở Công Thương;85;3\n"
        );
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{CAPTION}{rows}")));
        assert_eq!(told(&project, "SELECT count(grade) AS n FROM rankings"), ["0"], "{first}");
    }
}

#[test]
fn what_belongs_to_an_area_is_not_that_of_the_unit() {
    // Ranks of areas, as columns of their tables and as rows below them.
    let head = "TT;Đơn vị;Điểm;Xếp hạng\n";
    let areas = format!(
        "I. Thể chế (60)\n{head}1;Sở Nội vụ;54;1\n2;Sở Tư pháp;50;2\n\nII. Thủ tục (40)\n{head}1;Sở Tư pháp;35;1\n\
         2;Sở Nội vụ;30;2\n"
    );
    let total = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;85;1\n2;Sở Nội vụ;84;2\n";
    for table in [format!("{areas}\nBảng tổng hợp\n{total}"), format!("{total}\n{areas}")] {
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 85.0 1", "Sở Nội vụ 84.0 2"], "{table}");
        assert_eq!(told(&project, SCORED).len(), 4);
    }
    let crossed = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;60;50;54\n;Xếp hạng;;2;1\n\
                   II;Thủ tục;40;35;30\n;Xếp hạng;;1;2\n;Tổng điểm;100;85;84\n";
    assert_eq!(told(&imported(crossed), RANKED), ["Sở Tư pháp 85.0 1", "Sở Nội vụ 84.0 2"]);
    // Shares may stand before the points.
    let shares = "TT;Đơn vị;Thể chế (60);Thể chế (60);Thủ tục (40);Thủ tục (40);Tổng điểm\n\
                  ;;Tỷ lệ (%);Điểm;Tỷ lệ (%);Điểm;\n1;Sở Tư pháp;90;54;75;30;84\n2;Sở Nội vụ;80;48;50;20;68\n";
    let appraised = "SELECT unit, appraised_total FROM rankings_detail ORDER BY rank";
    assert_eq!(told(&imported(shares), appraised), ["Sở Tư pháp 84.0", "Sở Nội vụ 68.0"]);
    // Each score has its own maximum in an area.
    let kinds = "TT;Đơn vị;Điểm thẩm định;Điểm thẩm định;Điểm thẩm định;Điều tra XHH;Điều tra XHH;Điều tra \
                 XHH;Tổng điểm\n;;Thể chế (40);Thủ tục (30);Tổng;Thể chế (20);Thủ tục (10);Tổng;\n\
                 1;Sở Tư pháp;35;28;63;15;8;23;86\n2;Sở Nội vụ;36;25;61;18;5;23;84\n";
    let maxima = "SELECT criterion, max_appraised, max_survey FROM criteria ORDER BY 1";
    assert_eq!(told(&imported(kinds), maxima), ["Thể chế 40.0 20.0", "Thủ tục 30.0 10.0"]);
}

#[test]
fn a_dash_in_a_row_of_a_unit_and_a_criterion_does_not_apply() {
    let rows = "Đơn vị;Tiêu chí;Điểm tối đa;Điểm\nSở Tư pháp;Thể chế;60;50\nSở Tư pháp;Thủ tục;40;35\n\
                Sở Nội vụ;Thể chế;60;54\nSở Nội vụ;Thủ tục;40;-\nCộng Sở Nội vụ;;;\n";
    let rows = rows.replace("Cộng Sở Nội vụ;;;\n", "Sở Nội vụ;Cộng Sở Nội vụ;;54\n");
    let project = traced("a.csv", format!("{CAPTION}{rows}"), &[]);
    let totals = "SELECT unit, recomputed_total, max_total FROM rankings_detail ORDER BY unit";
    assert_eq!(told(&project, totals), ["Sở Nội vụ 54.0 60.0", "Sở Tư pháp 85.0 100.0"]);
}

#[test]
fn units_across_may_have_sums_and_a_page_of_one() {
    let table = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;;;Sở Nội vụ;;\n;;;TĐ;XHH;Tổng;TĐ;XHH;Tổng\n\
                 I;Thể chế;60;35;15;50;36;18;54\nII;Thủ tục;40;28;7;35;22;8;30\n;Tổng điểm;100;63;22;85;58;26;84\n";
    let sums = "SELECT unit, appraised_total, survey_total FROM rankings_detail ORDER BY unit";
    assert_eq!(told(&imported(table), sums), ["Sở Nội vụ 58.0 26.0", "Sở Tư pháp 63.0 22.0"]);
    refused(
        "a.csv",
        format!("{CAPTION}{}", table.replace("35;15;50", "35;15;51")),
        &["51,00", "50,00"],
    );
    let page = |units: &str, rows: [&str; 3]| {
        let [first, second, sum] = rows;
        format!(
            "STT;Tiêu chí;Điểm tối đa;{units}\nI;Thể chế;60;{first}\nII;Thủ tục;40;{second}\n;Tổng điểm;100;{sum}\n"
        )
    };
    let pages = page("Sở Tư pháp;Sở Nội vụ", ["50;54", "35;30", "85;84"])
        + "\n"
        + &page("Sở Y tế", ["45", "35", "80"]);
    assert_eq!(told(&imported(&pages), RANKED).len(), 3);
}

#[test]
fn half_a_year_may_stand_over_its_scores() {
    let table = "TT;Đơn vị;6 tháng đầu năm;6 tháng đầu năm;Cả năm;Cả năm;Xếp hạng\n;;Tự chấm;Thẩm định;Tự chấm;Thẩm \
                 định;\n1;Sở Tư pháp;45;40;92;85;1\n2;Sở Nội vụ;44;41;91;84;2\n";
    let sums = "SELECT unit, self_total, appraised_total FROM rankings_detail ORDER BY rank";
    assert_eq!(told(&imported(table), sums), ["Sở Tư pháp 92.0 85.0", "Sở Nội vụ 91.0 84.0"]);
}

#[test]
fn the_criteria_of_an_area_stay_below_it() {
    let levels = "SELECT criterion, level, max_total FROM criteria ORDER BY 1";
    let expected = [
        "Ngân sách 2 40.0",
        "Thể chế 1 60.0",
        "Tài chính 1 40.0",
        "Văn bản 2 35.0",
        "Xử lý 2 25.0",
    ];
    // Areas without figures, with their sums at their end, or with the sum of all first.
    let head = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n";
    let first = "I;Thể chế;;;\n1;Văn bản;35;30;31\n2;Xử lý;25;20;23\n";
    let second = "II;Tài chính;;;\n1;Ngân sách;40;35;30\n";
    for table in [
        format!("{head}{first};Cộng;60;50;54\n{second};Cộng;40;35;30\n;Tổng cộng;100;85;84\n"),
        format!("{head};Tổng điểm;100;85;84\n{first}{second}"),
    ] {
        let project = imported(&table);
        let mut found = told(&project, levels);
        found.sort();
        assert_eq!(found, expected, "{table}");
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 85.0 1", "Sở Nội vụ 84.0 2"]);
    }
    // A table for each area, which the line above it names.
    let part = |rows: &str| format!("{head}{rows}\n");
    let [one, two] = [
        part("1;Văn bản;35;30;31\n2;Xử lý;25;20;23\n;Cộng;60;50;54\n"),
        part("1;Ngân sách;40;35;30\n;Cộng;40;35;30\n"),
    ];
    for [first, second] in [["I. Thể chế", "II. Tài chính"], ["1. Thể chế", "2. Tài chính"]]
    {
        let project = traced("a.csv", format!("{CAPTION}\n{first}\n{one}\n{second}\n{two}"), &[]);
        let mut found = told(&project, levels);
        found.sort();
        assert_eq!(found, expected, "{first}");
    }
    // Grades of areas are not those of the unit.
    let graded = format!(
        "{head}I;Thể chế;60;50;54\n;Xếp loại;;Khá;Xuất sắc\nII;Tài chính;40;35;30\n;Xếp loại;;Tốt;Khá\n\
                          ;Tổng điểm;100;85;84\n;Xếp loại;;Tốt;Tốt\n"
    );
    assert_eq!(told(&imported(&graded), "SELECT DISTINCT grade FROM rankings"), ["Tốt"]);
}

#[test]
fn a_long_table_may_repeat_what_is_of_the_unit() {
    let rows = "Đơn vị;Tiêu chí;Điểm tối đa;Điểm thẩm định;Tổng điểm;Xếp hạng;Xếp loại\nSở Tư pháp;Thể \
                chế;60;50;85;1;Tốt\nSở Tư pháp;Thủ tục;40;35;85;1;Tốt\nSở Nội vụ;Thể chế;60;54;84;2;Tốt\nSở Nội \
                vụ;Thủ tục;40;30;84;2;Tốt\n";
    let project = traced("a.csv", format!("{CAPTION}{rows}"), &[]);
    assert_eq!(
        told(&project, "SELECT unit, total, rank, grade FROM rankings ORDER BY rank"),
        ["Sở Tư pháp 85.0 1 Tốt", "Sở Nội vụ 84.0 2 Tốt"]
    );
    let groups = rows.replace("Xếp loại", "Nhóm");
    imported(&groups);
    refused("a.csv", format!("{CAPTION}{}", groups.replace("85;1;Tốt", "85;1;Khá")), &[]);
    let roman = "Đơn vị;STT;Tiêu chí;Điểm tối đa;Điểm\nSở Tư pháp;I;Thể chế;60;50\nSở Tư pháp;1;Văn bản;60;50\n\
                 Sở Tư pháp;II;Thủ tục;40;35\nSở Nội vụ;I;Thể chế;60;54\nSở Nội vụ;1;Văn bản;60;54\nSở Nội vụ;II;Thủ \
                 tục;40;30\n";
    let project = traced("a.csv", format!("{CAPTION}{roman}"), &[]);
    assert_eq!(
        told(&project, "SELECT criterion, level FROM criteria ORDER BY 1"),
        ["Thể chế 1", "Thủ tục 1", "Văn bản 2"]
    );
}

/// The figures of both scores of two units.
const BOTH_SCORES: [&str; 4] = [
    "Sở Nội vụ Thể chế 57.0 54.0",
    "Sở Nội vụ Tài chính 33.0 30.0",
    "Sở Tư pháp Thể chế 55.0 50.0",
    "Sở Tư pháp Tài chính 37.0 35.0",
];

#[test]
fn self_scores_and_their_appraisal_may_stand_on_two_pages() {
    let scored = "SELECT unit, criterion, self, appraised FROM scores ORDER BY 1, 2";
    let ranked = "SELECT unit, self_total, total, rank FROM rankings_detail ORDER BY rank";
    let across = |first: &str, second: &str, sum: &str| {
        format!(
            "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;60;{first}\nII;Tài chính;40;{second}\n\
             ;Tổng điểm;100;{sum}\n"
        )
    };
    let own = across("55;57", "37;33", "92;90");
    let appraised = across("50;54", "35;30", "85;84");
    let down = |title: &str, rows: &str| {
        format!("{title}TT;Đơn vị;Thể chế (60);Tài chính (40);Tổng điểm;Xếp hạng\n{rows}")
    };
    let own_units = down("", "1;Sở Tư pháp;55;37;92;1\n2;Sở Nội vụ;57;33;90;2\n");
    let units = down("", "1;Sở Nội vụ;54;30;84;2\n2;Sở Tư pháp;50;35;85;1\n");
    for (own, appraised) in [(&own, &appraised), (&own_units, &units)] {
        let own = format!("1. Điểm tự chấm\n{own}");
        let appraised = format!("2. Điểm thẩm định\n{appraised}");
        for [first, second] in [[&own, &appraised], [&appraised, &own]] {
            let project = traced("a.csv", format!("{CAPTION}\n{first}\n{second}"), &[]);
            let mut found = told(&project, scored);
            found.sort();
            assert_eq!(found, BOTH_SCORES, "{first}");
            assert_eq!(
                told(&project, ranked),
                ["Sở Tư pháp 92.0 85.0 1", "Sở Nội vụ 90.0 84.0 2"],
                "{first}"
            );
        }
    }
    // Sheets may be named by the scores.
    let results = format!("{CAPTION}{units}");
    let titled = "TỔNG HỢP CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n";
    let sheets = workbook(&[("Thẩm định", &results), ("Tự chấm", &format!("{titled}{own_units}"))]);
    let project = traced("a.xlsx", sheets, &[]);
    assert_eq!(told(&project, ranked), ["Sở Tư pháp 92.0 85.0 1", "Sở Nội vụ 90.0 84.0 2"]);
    // A page with other criteria is none of these.
    let other = own.replace("Thể chế", "Thủ tục");
    let pages = format!("{CAPTION}1. Điểm tự chấm\n{other}\n2. Điểm thẩm định\n{appraised}");
    refused("a.csv", pages, &["bảng 1 và bảng 2"]);

    let form = |title: &str, rows: &str| {
        format!("{title}\nSTT;Tiêu chí;Điểm tối đa;Điểm\n{rows};Tổng;100;")
    };
    let form = [
        "BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nĐơn vị: Sở Tư pháp\nNgày 15/1/2024\n".to_owned(),
        form("I. Tự chấm", "1;Thể chế;60;55\n2;Tài chính;40;37\n"),
        "92\n\n".to_owned(),
        form("II. Thẩm định", "1;Thể chế;60;50\n2;Tài chính;40;35\n"),
        "85\n".to_owned(),
    ];
    let project = traced("a.csv", form.concat(), &["--authority", "UBND tỉnh Ví dụ"]);
    let mut found = told(&project, scored);
    found.sort();
    assert_eq!(found, BOTH_SCORES[2..]);
}

#[test]
fn the_tables_of_areas_may_be_on_sheets_and_go_on_over_pages() {
    let criteria =
        "SELECT criterion, level, max_total, self, appraised FROM scores_detail ORDER BY 1";
    let expected = [
        "Ngân sách 2 15.0 15.0 15.0",
        "Theo dõi 2 20.0 17.0 15.0",
        "Thể chế 1 60.0 55.0 50.0",
        "Tài chính 1 40.0 37.0 35.0",
        "Tài sản 2 25.0 22.0 20.0",
        "Văn bản 2 40.0 38.0 35.0",
    ];
    let title = "BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nNgày 15/1/2024\nĐơn vị: Sở Tư pháp\n";
    let head = "STT;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định\n";
    let [law, watch] = ["1;Văn bản;40;38;35\n", "2;Theo dõi;20;17;15\n"];
    let money = "1;Tài sản;25;22;20\n2;Ngân sách;15;15;15\n";
    let (sum, other_sum) = (";Tổng;60;55;50\n", ";Tổng;40;37;35\n");
    let authority = ["--authority", "UBND tỉnh Ví dụ"];
    let check = |project: &Project, what: &str| {
        let mut found = told(project, criteria);
        found.sort();
        assert_eq!(found, expected, "{what}");
    };
    let sheets = workbook(&[
        ("Thể chế", &format!("{title}{head}{law}{watch}{sum}")),
        ("Tài chính", &format!("Đơn vị: Sở Tư pháp\n{head}{money}{other_sum}")),
    ]);
    check(&traced("a.xlsx", sheets, &authority), "sheets");
    // An area may go on on the next page, and the last table may have the sum of all.
    let whole = ";Tổng cộng;100;92;85\n";
    for (what, form) in [
        (
            "pages",
            format!(
                "{title}\nI. Thể chế\n{head}{law}\nI. Thể chế (tiếp theo)\n{head}{watch}{sum}\n\
                 II. Tài chính\n{head}{money}{other_sum}"
            ),
        ),
        (
            "the sum of all",
            format!("{title}\nI. Thể chế\n{head}{law}{watch}\nII. Tài chính\n{head}{money}{whole}"),
        ),
    ] {
        check(&traced("a.csv", form, &authority), what);
    }
    // Sheets of two blocks may stand in turn, and an area may have the mean of the units.
    let ranked = |title: &str, units: [&str; 2]| {
        let [first, second] = units;
        format!("{title}Đơn vị;Tổng điểm;Xếp hạng\n{first};85;1\n{second};84;2\n")
    };
    let area = |title: &str, units: [&str; 2], points: [&str; 2]| {
        let ([first, second], [one, other]) = (units, points);
        format!("{title}\nĐơn vị;Điểm\n{second};{other}\n{first};{one}\nTrung bình;40\n")
    };
    let (offices, districts) = (["Sở Tư pháp", "Sở Nội vụ"], ["Huyện Một", "Huyện Hai"]);
    let of_districts = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC HUYỆN, THÀNH PHỐ");
    let sheets = workbook(&[
        ("Sở", &ranked(CAPTION, offices)),
        ("Huyện", &ranked(&of_districts, districts)),
        ("Sở - 1", &area("I. Thể chế (60 điểm)", offices, ["50", "54"])),
        ("Sở - 2", &area("II. Tài chính (40 điểm)", offices, ["35", "30"])),
        ("Huyện - 1", &area("I. Thể chế (60 điểm)", districts, ["51", "56"])),
        ("Huyện - 2", &area("II. Tài chính (40 điểm)", districts, ["34", "28"])),
    ]);
    let project = traced("a.xlsx", sheets, &[]);
    let mut found = told(&project, "SELECT unit, criterion, appraised FROM scores");
    found.sort();
    assert_eq!(
        found,
        [
            "Huyện Hai Thể chế 56.0",
            "Huyện Hai Tài chính 28.0",
            "Huyện Một Thể chế 51.0",
            "Huyện Một Tài chính 34.0",
            "Sở Nội vụ Thể chế 54.0",
            "Sở Nội vụ Tài chính 30.0",
            "Sở Tư pháp Thể chế 50.0",
            "Sở Tư pháp Tài chính 35.0",
        ]
    );
}

#[test]
fn figures_of_other_years_are_left_to_their_years() {
    let across = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Tư pháp;Sở Nội vụ;Sở Nội vụ\n\
                  ;;;Năm 2022;Năm 2023;Năm 2022;Năm 2023\n1;Thể chế;60;45;50;44;54\n2;Tài chính;40;30;35;33;30\n\
                  ;Tổng điểm;100;75;85;77;84\n";
    let down = "TT;Đơn vị;Năm 2022;Năm 2022;Năm 2022;Năm 2023;Năm 2023;Năm 2023;Xếp hạng\n\
                ;;Thể chế (60);Tài chính (40);Tổng;Thể chế (60);Tài chính (40);Tổng;\n\
                1;Sở Tư pháp;45;30;75;50;35;85;1\n2;Sở Nội vụ;44;33;77;54;30;84;2\n";
    let below = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n1;Thể chế;60;50;54\n2;Tài chính;40;35;30\n\
                 ;Tổng điểm;100;85;84\n;Tổng điểm năm 2022;100;75;77\n;Tăng/giảm;;10;7\n;Xếp hạng;;1;2\n\
                 ;Xếp hạng năm 2022;;2;1\n";
    for table in [across, down, below] {
        let project = imported(table);
        let mut found = told(&project, "SELECT unit, criterion, appraised FROM scores");
        found.sort();
        assert_eq!(
            found,
            [
                "Sở Nội vụ Thể chế 54.0",
                "Sở Nội vụ Tài chính 30.0",
                "Sở Tư pháp Thể chế 50.0",
                "Sở Tư pháp Tài chính 35.0"
            ],
            "{table}"
        );
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 85.0 1", "Sở Nội vụ 84.0 2"]);
        let left = "SELECT count(*) > 1 AS are_named FROM findings WHERE rule = 'left-out'";
        assert_eq!(told(&project, left), ["1"], "{table}");
    }
    // A list may have its years in a column.
    let list = "Năm;TT;Đơn vị;Tổng điểm;Xếp hạng\n2022;1;Sở Tư pháp;85;1\n2022;2;Sở Nội vụ;84;2\n\
                2023;1;Sở Nội vụ;88;1\n2023;2;Sở Tư pháp;86;2\n";
    let project = imported(list);
    assert_eq!(
        told(&project, "SELECT year, unit, total, rank FROM rankings ORDER BY year, rank"),
        [
            "2022 Sở Tư pháp 85.0 1",
            "2022 Sở Nội vụ 84.0 2",
            "2023 Sở Nội vụ 88.0 1",
            "2023 Sở Tư pháp 86.0 2"
        ]
    );
}

#[test]
fn the_sum_of_an_area_is_held_against_it() {
    let table = |sum: &str| {
        format!(
            "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;60;50;54\n1;Văn bản;40;35;36\n\
             2;Theo dõi;20;15;18\n;Tổng điểm lĩnh vực I;60;50;54\nII;Tài chính;40;35;30\n\
             ;Tổng điểm lĩnh vực II;40;35;{sum}\n;Tổng điểm;100;85;84\n"
        )
    };
    imported(&table("30"));
    refused("a.csv", format!("{CAPTION}{}", table("31")), &["total", "31,00", "30,00"]);
}

#[test]
fn maxima_may_stand_between_the_names_of_areas_and_criteria() {
    let table = "Lĩnh vực;Điểm tối đa;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nThể chế;60;Văn bản;40;35;36\n\
                 Thể chế;60;Theo dõi;20;15;18\nTài chính;40;Ngân sách;40;35;30\nTổng điểm;100;;100;85;84\n";
    let project = imported(table);
    let mut found = told(&project, "SELECT criterion, level, max_total FROM criteria");
    found.sort();
    assert_eq!(
        found,
        [
            "Ngân sách 2 40.0",
            "Theo dõi 2 20.0",
            "Thể chế 1 60.0",
            "Tài chính 1 40.0",
            "Văn bản 2 40.0"
        ]
    );
}

#[test]
fn other_years_and_decisions_above_a_table_are_not_its_own() {
    let title = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n";
    let decision = "(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n";
    let rows = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n";
    let facts = "SELECT DISTINCT year, number, issued_on FROM documents";
    for line in [
        "(Áp dụng Bộ tiêu chí năm 2022)\n",
        "(So với kết quả năm 2022)\n",
        "Ghi chú: số trong ngoặc là kết quả năm 2022\n",
        "Các đơn vị xếp theo thứ tự kết quả năm 2022\n",
        "(Theo Bộ tiêu chí ban hành kèm theo Quyết định số 905/QĐ-UBND ngày 10/6/2022)\n",
        "(Thay thế Phụ lục kèm theo Quyết định số 5/QĐ-UBND ngày 1/2/2022)\n",
    ] {
        for [above, below] in [[decision, line], [line, decision]] {
            let project = traced("a.csv", format!("{title}{above}{below}{rows}"), &[]);
            assert_eq!(told(&project, facts), ["2023 1/QĐ-UBND 2024-01-05"], "{above}{below}");
        }
    }
    // Without a decision of its own, that of the criteria is not proposed.
    let criteria = "Thực hiện Quyết định số 905/QĐ-UBND ngày 10/6/2022 về ban hành Bộ tiêu chí:\n";
    let project = Project::new();
    let path = project.write("a.csv", format!("{title}{criteria}{rows}"));
    let run = project.run(&["import", &path]).failed(1);
    assert!(!run.err.contains("905"), "{run:?}");
    // The year may be compared with another one.
    let compared = title.replace("NĂM 2023", "NĂM 2023 VÀ SO SÁNH VỚI NĂM 2022");
    let project = traced("a.csv", format!("{compared}{decision}{rows}"), &[]);
    assert_eq!(told(&project, facts), ["2023 1/QĐ-UBND 2024-01-05"]);
}

#[test]
fn tables_of_statistics_beside_the_results_are_left_out_with_a_note() {
    let rows = "TT;Đơn vị;Tổng điểm;Xếp loại\n1;Sở Tư pháp;93;Xuất sắc\n2;Sở Nội vụ;87;Tốt\n";
    for table in [
        "TT;Mức xếp loại;Số đơn vị;Tỷ lệ\n1;Xuất sắc;1;50%\n2;Tốt;1;50%\n",
        "TT;Nhóm đơn vị;Điểm bình quân;Xếp loại\n1;Các sở có TTHC;90;Xuất sắc\n2;Các sở khác;87;Tốt\n",
        "TT;Lĩnh vực;Điểm trung bình;Thứ tự\n1;Cải cách thể chế;55;5\n2;Tài chính công;36;6\n",
        "TT;Khoảng điểm;Số đơn vị;Tỷ lệ\n1;Từ 90 trở lên;1;50%\n2;Từ 80 đến dưới 90;1;50%\n",
        "TT;Đơn vị;Số phiếu phát ra;Số phiếu thu về\n1;Sở Tư pháp;100;98\n2;Sở Nội vụ;100;97\n",
    ] {
        let project = traced("a.csv", format!("{CAPTION}{rows}\nTổng hợp\n{table}"), &[]);
        assert_eq!(
            told(&project, "SELECT unit, total FROM rankings ORDER BY rank"),
            ["Sở Tư pháp 93.0", "Sở Nội vụ 87.0"],
            "{table}"
        );
        let notes = "SELECT count(*) AS notes FROM findings WHERE rule = 'left-out'";
        assert_eq!(told(&project, notes), ["1"], "{table}");
    }
}

#[test]
fn areas_without_figures_stand_over_their_criteria() {
    let levels = "SELECT criterion, level, appraised FROM scores_detail WHERE unit = 'Sở Nội vụ'";
    let head = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n";
    let table = |[first, second]: [&str; 2], numbers: [&str; 4], sums: [&str; 2]| {
        let [one, two, three, four] = numbers;
        format!(
            "{head}{first};;;\n{one};Kế hoạch;15;14;13\n{two};Báo cáo;25;23;22\n{}{second};;;\n{three};Rà \
             soát;20;18;17\n{four};Theo dõi;40;37;36\n{};Tổng cộng;100;92;88\n",
            sums[0], sums[1]
        )
    };
    let printed = ["Cộng mục A;;40;37;35\n", "Cộng mục B;;60;55;53\n"].map(|sum| {
        let (name, figures) = sum.split_once(";;").expect("a sum");
        format!(";{name};{figures}")
    });
    for table in [
        table([";CHỈ ĐẠO", ";THỂ CHẾ"], ["1", "2", "3", "4"], ["", ""]),
        table([";CHỈ ĐẠO", ";THỂ CHẾ"], ["1", "2", "1", "2"], ["", ""]),
        table(["A;CHỈ ĐẠO", "B;THỂ CHẾ"], ["I", "II", "I", "II"], ["", ""]),
        table(["A;CHỈ ĐẠO", "B;THỂ CHẾ"], ["I", "II", "I", "II"], [&printed[0], &printed[1]]),
        table([";CHỈ ĐẠO", ";THỂ CHẾ"], [""; 4], [";Cộng;40;37;35\n", ";Cộng;60;55;53\n"]),
    ] {
        let project = imported(&table);
        let mut found = told(&project, levels);
        found.sort();
        assert_eq!(
            found,
            [
                "Báo cáo 2 22.0",
                "CHỈ ĐẠO 1 35.0",
                "Kế hoạch 2 13.0",
                "Rà soát 2 17.0",
                "THỂ CHẾ 1 53.0",
                "Theo dõi 2 36.0"
            ],
            "{table}"
        );
    }
    // A level may be left out in one area.
    let uneven = format!(
        "{head}A;Chỉ đạo;40;37;35\nI;Kế hoạch;40;37;35\n1;Ban hành;40;37;35\nB;Thể chế;60;54;53\n1;Rà \
         soát;30;27;26\n2;Theo dõi;30;27;27\n;Tổng cộng;100;91;88\n"
    );
    let mut found = told(&imported(&uneven), levels);
    found.sort();
    assert_eq!(
        found,
        [
            "Ban hành 3 35.0",
            "Chỉ đạo 1 35.0",
            "Kế hoạch 2 35.0",
            "Rà soát 2 26.0",
            "Theo dõi 2 27.0",
            "Thể chế 1 53.0"
        ]
    );
}

#[test]
fn the_survey_may_be_one_of_the_areas() {
    let table = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;70;65;60\n\
                 II;Điều tra xã hội học;30;28;27\n1;Người dân;20;19;18\n2;Lãnh đạo;10;9;9\n;Tổng điểm;100;93;87\n";
    let project = imported(table);
    assert_eq!(
        told(
            &project,
            "SELECT unit, appraised_total, survey_total, total FROM rankings_detail ORDER BY rank"
        ),
        ["Sở Tư pháp 65.0 28.0 93.0", "Sở Nội vụ 60.0 27.0 87.0"]
    );
    // Alone, it is no result.
    let title = CAPTION.replace("KẾT QUẢ CHỈ SỐ CCHC", "KẾT QUẢ ĐIỀU TRA XÃ HỘI HỌC CHỈ SỐ CCHC");
    let list = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;28;1\n2;Sở Nội vụ;27;2\n";
    refused("a.csv", format!("{title}{list}"), &["survey-alone"]);
    // On a page of its own, it joins them.
    let pages = "1. Kết quả thẩm định\nTT;Đơn vị;Điểm thẩm định;Tổng điểm\n1;Sở Tư pháp;65;93\n2;Sở Nội vụ;60;87\n\n\
                 2. Kết quả điều tra xã hội học\nTT;Đơn vị;Điểm\n1;Sở Tư pháp;28\n2;Sở Nội vụ;27\n";
    let project = traced("a.csv", format!("{CAPTION}\n{pages}"), &[]);
    assert_eq!(
        told(
            &project,
            "SELECT unit, appraised_total, survey_total, total FROM rankings_detail ORDER BY rank"
        ),
        ["Sở Tư pháp 65.0 28.0 93.0", "Sở Nội vụ 60.0 27.0 87.0"]
    );
}

#[test]
fn a_line_above_a_table_may_name_its_group() {
    let rows = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n";
    let others = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Thanh tra tỉnh;90;1\n2;Sở Y tế;80;2\n";
    let ranked = "SELECT group_name, unit, rank FROM rankings_detail ORDER BY 1, 3";
    let project = traced("a.csv", format!("{CAPTION}Nhóm I\n{rows}\nNhóm II\n{others}"), &[]);
    assert_eq!(
        told(&project, ranked),
        [
            "Nhóm I Sở Tư pháp 1",
            "Nhóm I Sở Nội vụ 2",
            "Nhóm II Thanh tra tỉnh 1",
            "Nhóm II Sở Y tế 2"
        ]
    );
}

#[test]
fn a_column_may_be_merged_over_two_of_the_grid() {
    let cells = |row: &str| {
        let cells = row.split(';').enumerate();
        let cell = |(at, text): (usize, &str)| {
            let span = if at == 2 { " colspan=2" } else { "" };
            format!("<td{span}>{text}")
        };
        cells.map(cell).collect::<String>()
    };
    let rows = [
        "TT;Đơn vị;Thể chế (60);Tài chính (40);Tổng điểm",
        "1;Sở Tư pháp;55;38;93",
        "2;Sở Nội vụ;50;37;87",
    ];
    let rows: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
    let caption: String = CAPTION.lines().map(|line| format!("<p>{line}</p>")).collect();
    let signed = "<tr><td><td>NGƯỜI LẬP<td><td><td colspan=2>GIÁM ĐỐC</tr>";
    let page = format!("<meta charset=utf-8>{caption}<table>{rows}{signed}</table>");
    let project = traced("a.html", page, &[]);
    let mut found = told(&project, "SELECT unit, criterion, appraised FROM scores");
    found.sort();
    assert_eq!(
        found,
        [
            "Sở Nội vụ Thể chế 50.0",
            "Sở Nội vụ Tài chính 37.0",
            "Sở Tư pháp Thể chế 55.0",
            "Sở Tư pháp Tài chính 38.0"
        ]
    );
}

#[test]
fn a_sheet_may_have_the_name_of_its_unit_in_short() {
    let form = |unit: &str| {
        format!(
            "{unit}\nBẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nNgày 15/1/2024\nSTT;Tiêu chí;Điểm tối đa;Điểm tự \
             chấm;Điểm thẩm định\n1;Thể chế;60;55;54\n2;Tài chính công;40;38;37\n;Tổng cộng;100;93;91\n"
        )
    };
    let sheets = workbook(&[
        ("Sở VH&amp;TT", &form("SỞ VĂN HÓA VÀ THỂ THAO")),
        ("Sở Nông nghiệp và Phát triển nô", &form("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN")),
        ("Sở TP", &form("SỞ TƯ PHÁP")),
    ]);
    let project = traced("a.xlsx", sheets, &["--authority", "UBND tỉnh Ví dụ"]);
    let mut found = told(&project, "SELECT unit FROM rankings");
    found.sort();
    assert_eq!(
        found,
        ["Sở Nông nghiệp và Phát triển nông thôn", "Sở Tư pháp", "Sở Văn hóa và Thể thao"]
    );
}

#[test]
fn a_numbered_area_may_be_merged_over_the_rows_of_headings() {
    let table = "STT;Đơn vị;1. Thể chế;2. Tài chính;Tổng điểm;Năm 2022;Năm 2022\n\
                 STT;Đơn vị;1. Thể chế;2. Tài chính;Tổng điểm;Tổng điểm;Xếp hạng\n;Điểm tối đa;60;40;100;;\n\
                 1;Sở Tư pháp;55;38;93;90;2\n2;Sở Nội vụ;50;37;87;91;1\n";
    let mut found = told(&imported(table), "SELECT criterion, level, max_total FROM criteria");
    found.sort();
    assert_eq!(found, ["Thể chế 1 60.0", "Tài chính 1 40.0"]);
}

#[test]
fn an_area_may_have_the_name_of_another_index() {
    let area = |title: &str, points: [&str; 2]| {
        format!(
            "{title}\nTT;Đơn vị;Điểm thẩm định\n1;Sở Tư pháp;{}\n2;Sở Nội vụ;{}\n",
            points[0], points[1]
        )
    };
    let law = area("I. Cải cách thể chế (tối đa 60 điểm)", ["55", "50"]);
    for title in [
        "II. Xây dựng chính quyền điện tử, chính quyền số (tối đa 40 điểm)",
        "II. Mức độ chuyển đổi số (40 điểm)",
        "II. Chỉ số hài lòng của người dân (SIPAS) (40 điểm)",
    ] {
        let digital = area(title, ["38", "37"]);
        let project = traced("a.csv", format!("{CAPTION}\n{law}\n{digital}"), &[]);
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2"], "{title}");
        assert_eq!(told(&project, "SELECT sum(max_total) AS whole FROM criteria"), ["100.0"]);
    }
}

#[test]
fn a_list_of_ranks_may_have_its_points_in_a_further_table() {
    let list = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n";
    let areas = "TT;Đơn vị;Thể chế (60);Tài chính (40);Tổng điểm\n1;Sở Nội vụ;50;37;87\n2;Sở Tư pháp;55;38;93\n";
    let scores = "TT;Đơn vị;Điểm tự chấm;Điểm thẩm định;Điểm XHH\n1;Sở Tư pháp;67;65;28\n2;Sở Nội vụ;66;60;27\n";
    let title = "Phụ lục 2. Điểm chi tiết";
    for [first, second] in [[list, areas], [areas, list]] {
        let project = traced("a.csv", format!("{CAPTION}{first}\n{title}\n{second}"), &[]);
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2"], "{first}");
        let mut found = told(&project, "SELECT unit, criterion, appraised FROM scores");
        found.sort();
        assert_eq!(
            found,
            [
                "Sở Nội vụ Thể chế 50.0",
                "Sở Nội vụ Tài chính 37.0",
                "Sở Tư pháp Thể chế 55.0",
                "Sở Tư pháp Tài chính 38.0"
            ],
            "{first}"
        );
    }
    let project = traced("a.csv", format!("{CAPTION}{list}\n{title}\n{scores}"), &[]);
    assert_eq!(
        told(
            &project,
            "SELECT unit, self_total, appraised_total, survey_total, rank FROM rankings_detail"
        ),
        ["Sở Tư pháp 67.0 65.0 28.0 1", "Sở Nội vụ 66.0 60.0 27.0 2"]
    );
    // Other totals are other results.
    let other = areas.replace("37;87", "36;86");
    refused("a.csv", format!("{CAPTION}{list}\n{title}\n{other}"), &["bảng 1 và bảng 2"]);
}

#[test]
fn the_sum_of_an_area_may_stand_behind_its_criteria() {
    let rows = "1;Sở Tư pháp;18;37;55;24;14;38;93;1\n2;Sở Nội vụ;17;33;50;23;14;37;87;2\n";
    let expected = [
        "Giải ngân 2 24.0",
        "Rà soát 2 18.0",
        "Theo dõi 2 37.0",
        "Thể chế 1 55.0",
        "Tài chính 1 38.0",
        "Tự chủ 2 14.0",
    ];
    let levels = "SELECT criterion, level, appraised FROM scores_detail WHERE unit = 'Sở Tư pháp'";
    let one = format!(
        "TT;Đơn vị;I. Thể chế (60);I. Thể chế (60);I. Thể chế (60);II. Tài chính (40);II. Tài chính (40);II. Tài \
         chính (40);Tổng điểm;Xếp hạng\n;;Rà soát (20);Theo dõi (40);Cộng;Giải ngân (25);Tự chủ (15);Cộng;;\n{rows}"
    );
    let part = |title: &str, head: &str, rows: [&str; 2]| {
        format!(
            "{title}\nTT;Đơn vị;{head};Cộng\n1;Sở Tư pháp;{}\n2;Sở Nội vụ;{}\n",
            rows[0], rows[1]
        )
    };
    let parts = format!(
        "\n{}\n{}",
        part("I. Thể chế (tối đa 60 điểm)", "Rà soát (20);Theo dõi (40)", ["18;37;55", "17;33;50"]),
        part(
            "II. Tài chính (tối đa 40 điểm)",
            "Giải ngân (25);Tự chủ (15)",
            ["24;14;38", "23;14;37"]
        )
    );
    for table in [one, parts] {
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        let mut found = told(&project, levels);
        found.sort();
        assert_eq!(found, expected, "{table}");
    }
}

#[test]
fn maxima_and_shares_are_found_where_offices_put_them() {
    let maxima = "SELECT criterion, max_total FROM criteria ORDER BY 1";
    let headed = "TT;Đơn vị;Thể chế - Điểm tối đa 60;Tài chính - Điểm tối đa 40;Tổng điểm\n\
                  1;Sở Tư pháp;55;38;93\n2;Sở Nội vụ;50;37;87\n";
    let below = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\n1;Thể chế;60;55;50\n2;Tài chính;40;38;37\n\
                 ;Tổng điểm;100;93;87\n;Chỉ số (%);;93,00;87,00\n;Xếp hạng;;1;2\n";
    for table in [headed, below] {
        let project = imported(table);
        let mut found = told(&project, maxima);
        found.sort();
        assert_eq!(found, ["Thể chế 60.0", "Tài chính 40.0"], "{table}");
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2"]);
    }
    let [law, money] = [("Thể chế", "60", "55", "50"), ("Tài chính", "40", "38", "37")].map(
        |(title, most, first, second)| {
            format!(
                "{title}\nTT;Đơn vị;Thẩm định\n;Điểm tối đa;{most}\n1;Sở Tư pháp;{first}\n2;Sở Nội vụ;{second}\n"
            )
        },
    );
    let list =
        format!("{CAPTION}TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n");
    let sheets = workbook(&[("Tổng hợp", &list), ("Thể chế", &law), ("Tài chính", &money)]);
    let mut found = told(&traced("a.xlsx", sheets, &[]), maxima);
    found.sort();
    assert_eq!(found, ["Thể chế 60.0", "Tài chính 40.0"]);
    let changes = "TT;Đơn vị;Tổng điểm;Xếp hạng;Xếp hạng năm 2022;Thay đổi thứ hạng\n\
                   1;Sở Tư pháp;93;1;2;Tăng 1 bậc\n2;Sở Nội vụ;87;2;1;Giảm 1 bậc\n";
    assert_eq!(told(&imported(changes), RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2"]);
}

#[test]
fn groups_and_grades_are_told_by_ranks_that_name_their_years() {
    let head = "TT;Đơn vị;Năm 2023;Năm 2023;Năm 2023;Năm 2022\n;;Điểm;Xếp hạng;Xếp loại;Điểm\n";
    let ranked = "SELECT unit, total, rank, grade FROM rankings ORDER BY rank";
    let expected = [
        "Sở Tư pháp 93.0 1 Xuất sắc",
        "Sở Nội vụ 91.0 2 Xuất sắc",
        "Sở Y tế 84.0 3 Tốt",
        "Sở Xây dựng 80.0 4 Tốt",
    ];
    // The ranks go on over the groups, so they are one list.
    let groups = format!(
        "{head}Nhóm I;;;;;\n1;Sở Tư pháp;93;1;Xuất sắc;90\n2;Sở Y tế;84;3;Tốt;85\nNhóm II;;;;;\n\
         1;Sở Nội vụ;91;2;Xuất sắc;86\n2;Sở Xây dựng;80;4;Tốt;81\n"
    );
    // The rows name the grades that a column has, too.
    let grades = format!(
        "{head}Nhóm Xuất sắc;;;;;\n1;Sở Tư pháp;93;1;Xuất sắc;90\n2;Sở Nội vụ;91;2;Xuất sắc;86\nNhóm Tốt;;;;;\n\
         3;Sở Y tế;84;3;Tốt;85\n4;Sở Xây dựng;80;4;Tốt;81\n"
    );
    for table in [groups, grades] {
        assert_eq!(told(&imported(&table), ranked), expected, "{table}");
    }
}

#[test]
fn a_share_may_include_bonus_points() {
    let table = |share: &str| {
        format!(
            "TT;Đơn vị;Thể chế (100);Điểm thưởng;Tổng điểm;Tỷ lệ (%)\n1;Sở Tư pháp;90;1;91;{share}\n\
             2;Sở Nội vụ;88;0;88;88,00\n"
        )
    };
    imported(&table("91,00"));
    imported(&table("90,00"));
    refused("a.csv", format!("{CAPTION}{}", table("92,00")), &["percent"]);
}

#[test]
fn a_table_of_areas_behind_the_results_is_no_form() {
    let rows = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n";
    let areas = "TT;Lĩnh vực;Điểm tối đa;Điểm đạt được\n1;Thể chế;60;52,5\n2;Tài chính;40;37,5\n";
    let project = traced("a.csv", format!("{CAPTION}{rows}\nKết quả bình quân\n{areas}"), &[]);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2"]);
    let notes = "SELECT count(*) AS notes FROM findings WHERE rule = 'left-out'";
    assert_eq!(told(&project, notes), ["1"]);
}

#[test]
fn rows_of_sums_and_means_are_no_criteria_and_no_units() {
    let sums = "STT;Nội dung;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;60;55;50\n1;Rà soát;60;55;50\n;Cộng I;60;55;50\n\
                II;Tài chính;40;38;37\n1;Giải ngân;40;38;37\n;Cộng II;40;38;37\n;Tổng điểm;100;93;87\n";
    let criteria = "SELECT count(*) AS criteria FROM criteria";
    assert_eq!(told(&imported(sums), criteria), ["4"]);
    let means = "TT;Đơn vị;Thể chế (60);Thể chế (60);Thể chế (60);Tổng điểm\n;;Tự chấm;Thẩm định;Cộng;\n\
                 1;Sở Tư pháp;56;55,01;55,01;55,01\n2;Sở Nội vụ;52;50,02;50,02;50,02\n;Trung bình;54;52,51;52,52;52,52\n";
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{means}"));
    let run = project.run(&["import", &path, "--scale", "60"]);
    assert!(!run.err.contains("52,52"), "{run:?}");
}

#[test]
fn the_sum_of_an_area_may_stand_before_its_criteria() {
    let rows = "1;Sở Tư pháp;55;18;37;38;24;14;93;1\n2;Sở Nội vụ;50;17;33;37;23;14;87;2\n";
    let expected = [
        "Giải ngân 2 25.0 24.0",
        "Rà soát 2 20.0 18.0",
        "Theo dõi 2 40.0 37.0",
        "Thể chế 1 60.0 55.0",
        "Tài chính 1 40.0 38.0",
        "Tự chủ 2 15.0 14.0",
    ];
    let levels = "SELECT criterion, level, max_total, appraised FROM scores_detail
                   WHERE unit = 'Sở Tư pháp'";
    // The area, its sum or both have the maximum.
    for (areas, sums) in [
        (["Thể chế (60)", "Tài chính (40)"], ["Cộng", "Cộng"]),
        (["Thể chế", "Tài chính"], ["Cộng (60)", "Cộng (40)"]),
        (["Thể chế (60)", "Tài chính (40)"], ["Điểm lĩnh vực (60)", "Điểm lĩnh vực (40)"]),
        (["Thể chế", "Tài chính"], ["Tổng điểm lĩnh vực", "Tổng điểm lĩnh vực"]),
    ] {
        let table = format!(
            "TT;Đơn vị;{};;;{};;;Tổng điểm;Xếp hạng\n;;{};Rà soát (20);Theo dõi (40);{};Giải ngân (25);Tự chủ \
             (15);;\n{rows}",
            areas[0], areas[1], sums[0], sums[1]
        );
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        let mut found = told(&project, levels);
        found.sort();
        assert_eq!(found, expected, "{table}");
    }
    // A sum that its criteria do not give is an error.
    let table = format!(
        "TT;Đơn vị;Thể chế (60);;;Tài chính (40);;;Tổng điểm;Xếp hạng\n;;Cộng;Rà soát (20);Theo dõi \
         (40);Cộng;Giải ngân (25);Tự chủ (15);;\n{}",
        rows.replace("55;18", "54;18").replace(";93;", ";92;")
    );
    refused("a.csv", format!("{CAPTION}{table}"), &["sum-parts"]);
}

#[test]
fn the_scores_of_an_area_may_stand_beside_their_sum() {
    let table = "TT;Đơn vị;Thể chế;;;Tài chính;;;Tổng điểm;Xếp hạng\n\
                 ;;Thẩm định (40);ĐTXHH (20);Cộng;Thẩm định (30);ĐTXHH (10);Cộng;;\n\
                 1;Sở Tư pháp;37;18;55;28;10;38;93;1\n2;Sở Nội vụ;33;17;50;28;9;37;87;2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    let scores = "SELECT criterion, max_total, appraised, survey FROM scores_detail
                   WHERE unit = 'Sở Nội vụ' ORDER BY criterion";
    assert_eq!(told(&project, scores), ["Thể chế 60.0 33.0 17.0", "Tài chính 40.0 28.0 9.0"]);
    let wrong = table.replace("55;28", "54;28");
    refused("a.csv", format!("{CAPTION}{wrong}"), &["54"]);
}

#[test]
fn maxima_of_both_scores_may_stand_beside_each_other() {
    let rows = "1;Thể chế;50;10;60;45;44;9;40;39;8\n2;Tài chính;40;0;40;38;37;0;39;38;0\n\
                ;Tổng điểm;90;10;100;83;81;9;79;77;8\n";
    let kinds = "Tự chấm;Thẩm định;ĐTXHH;Tự chấm;Thẩm định;ĐTXHH";
    let units = "Sở Tư pháp;;;Sở Nội vụ;;";
    for head in [
        format!("TT;Nội dung;Điểm tối đa;;;{units}\n;;Thẩm định;ĐTXHH;Tổng;{kinds}\n"),
        format!(
            "TT;Nội dung;Điểm tối đa thẩm định;Điểm tối đa ĐTXHH;Tổng điểm tối đa;{units}\n;;;;;{kinds}\n"
        ),
    ] {
        let project = traced("a.csv", format!("{CAPTION}{head}{rows}"), &[]);
        let scores = "SELECT criterion, max_appraised, max_survey, appraised, survey
                        FROM scores_detail WHERE unit = 'Sở Tư pháp' ORDER BY criterion";
        // The survey has nothing to say on the second area.
        assert_eq!(
            told(&project, scores),
            ["Thể chế 50.0 10.0 44.0 9.0", "Tài chính 40.0 0.0 37.0 null"],
            "{head}"
        );
        assert_eq!(
            told(&project, "SELECT unit, total FROM rankings ORDER BY rank"),
            ["Sở Tư pháp 90.0", "Sở Nội vụ 85.0"]
        );
    }
}

#[test]
fn a_summary_may_have_the_survey_that_the_tables_of_its_areas_lack() {
    let areas = "TT;Đơn vị;Thể chế (50 điểm);Tài chính (31 điểm);Tổng điểm\n";
    let own = format!("{areas}1;Sở Tư pháp;48;30;78\n2;Sở Nội vụ;47;28;75\n");
    let given = format!("{areas}1;Sở Tư pháp;45;29;74\n2;Sở Nội vụ;44;28;72\n");
    let summary = "TT;Đơn vị;Điểm thẩm định;Điểm điều tra XHH;Tổng điểm;Xếp hạng\n\
                   1;Sở Nội vụ;72;18,5;90,5;1\n2;Sở Tư pháp;74;16,25;90,25;2\n";
    let titled = |title: &str| CAPTION.replacen("KẾT QUẢ", title, 1);
    let text = format!(
        "{}{own}\n{}{given}\n{}{summary}",
        titled("TỔNG HỢP ĐIỂM TỰ CHẤM"),
        titled("TỔNG HỢP ĐIỂM THẨM ĐỊNH"),
        titled("TỔNG HỢP KẾT QUẢ XẾP HẠNG")
    );
    let project = traced("a.csv", text, &[]);
    assert_eq!(
        told(
            &project,
            "SELECT unit, self_total, appraised_total, survey_total, total, max_total, rank
               FROM rankings_detail"
        ),
        ["Sở Nội vụ 75.0 72.0 18.5 90.5 100.0 1", "Sở Tư pháp 78.0 74.0 16.25 90.25 100.0 2"]
    );
    let scores = "SELECT criterion, self, appraised FROM scores
                   WHERE unit = 'Sở Tư pháp' AND appraised IS NOT NULL ORDER BY criterion";
    assert_eq!(told(&project, scores), ["Thể chế 48.0 45.0", "Tài chính 30.0 29.0"]);
    // The survey has what the scale leaves, and a note says so.
    let notes = told(&project, "SELECT message FROM findings WHERE rule = 'missing-maximum'");
    assert!(notes.len() == 1 && notes[0].contains("19,00"), "{notes:?}");
}

#[test]
fn a_unit_that_the_decision_does_not_rank_has_no_rank() {
    let table = "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;Nhất\n2;Sở Nội vụ;91;KXH\n\
                 3;Sở Y tế;90;Thứ hai\n4;Sở Tài chính;80;Hạng 3\n";
    let project = imported(table);
    assert_eq!(
        told(&project, "SELECT unit, rank FROM rankings ORDER BY total DESC"),
        ["Sở Tư pháp 1", "Sở Nội vụ null", "Sở Y tế 2", "Sở Tài chính 3"]
    );
    // A rank that is left out by mistake takes its place.
    let left_out =
        "TT;Đơn vị;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;93;1\n2;Sở Nội vụ;91;\n3;Sở Y tế;90;3\n";
    let project = imported(left_out);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 91.0 2", "Sở Y tế 90.0 3"]);
}

#[test]
fn a_page_may_have_a_single_unit_across_and_grades_below_any_score() {
    let page = |units: &str, kinds: &str, rows: [&str; 5]| {
        format!(
            "<table><tr><td>STT</td><td>Nội dung</td><td>Điểm tối đa</td>{units}</tr><tr><td></td><td></td>\
             <td></td>{kinds}</tr><tr><td>1</td><td>Thể chế</td><td>60</td>{}</tr><tr><td>2</td>\
             <td>Tài chính</td><td>40</td>{}</tr><tr><td></td><td>Tổng điểm</td><td>100</td>{}</tr><tr><td></td>\
             <td>Xếp hạng</td><td></td>{}</tr><tr><td></td><td>Xếp loại</td><td></td>{}</tr></table>",
            rows[0], rows[1], rows[2], rows[3], rows[4]
        )
    };
    let cells =
        |texts: &[&str]| texts.iter().map(|text| format!("<td>{text}</td>")).collect::<String>();
    let unit = |name: &str| format!("<td colspan=2>{name}</td>");
    let kinds = cells(&["TC", "TĐ"]);
    let first = page(
        &(unit("Sở Tư pháp") + &unit("Sở Nội vụ")),
        &kinds.repeat(2),
        [
            &cells(&["55", "50", "58", "54"]),
            &cells(&["37", "35", "33", "30"]),
            &cells(&["92", "85", "91", "84"]),
            &cells(&["", "1", "", "2"]),
            &cells(&["", "Tốt", "", "Tốt"]),
        ],
    );
    let second = page(
        &unit("Sở Y tế"),
        &kinds,
        [
            &cells(&["50", "45"]),
            &cells(&["36", "34"]),
            &cells(&["86", "79"]),
            &cells(&["", "3"]),
            &cells(&["", "Khá"]),
        ],
    );
    let lines: String = CAPTION.lines().map(|line| format!("<p>{line}</p>")).collect();
    let project = traced("a.html", format!("{lines}{first}{second}"), &[]);
    assert_eq!(
        told(
            &project,
            "SELECT unit, self_total, total, rank, grade FROM rankings_detail ORDER BY rank"
        ),
        ["Sở Tư pháp 92.0 85.0 1 Tốt", "Sở Nội vụ 91.0 84.0 2 Tốt", "Sở Y tế 86.0 79.0 3 Khá"]
    );
}

#[test]
fn a_group_may_be_named_by_words() {
    let head = "TT;Đơn vị;Tổng điểm;Xếp hạng\n";
    let first = format!("{head}1;Sở Tư pháp;93;1\n2;Sở Nội vụ;87;2\n");
    let second = format!("{head}1;Thanh tra tỉnh;88;1\n2;Ban Dân tộc;80;2\n");
    for [one, other] in [
        ["I. Khối các đơn vị có TTHC", "II. Khối các đơn vị không có TTHC"],
        ["Nhóm I. Các sở có thủ tục hành chính", "Nhóm II. Các sở không có thủ tục hành chính"],
    ] {
        let caption = |group: &str| CAPTION.replacen('\n', &format!("\n{group}\n"), 1);
        let text = format!("{}{first}\n{}{second}", caption(one), caption(other));
        let project = traced("a.csv", text, &[]);
        assert_eq!(
            told(&project, "SELECT unit, rank FROM rankings ORDER BY total DESC"),
            ["Sở Tư pháp 1", "Thanh tra tỉnh 1", "Sở Nội vụ 2", "Ban Dân tộc 2"]
        );
    }
}

#[test]
fn the_rank_among_all_counts_beside_that_in_a_part() {
    let table = "TT;Đơn vị;Tổng điểm;Xếp hạng trong khối;Xếp hạng toàn tỉnh\n\
                 1;Sở Tư pháp;93;1;1\n2;Sở Nội vụ;91;2;2\n3;Sở Y tế;90;1;3\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 91.0 2", "Sở Y tế 90.0 3"]);
    let notes = told(&project, "SELECT message FROM findings WHERE rule = 'left-out'");
    assert!(notes.len() == 1 && notes[0].contains("trong khối"), "{notes:?}");
}

#[test]
fn a_district_over_its_communes_may_have_their_mean() {
    let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC XÃ, PHƯỜNG, THỊ TRẤN");
    let table = "TT;Đơn vị;Tổng điểm;Xếp hạng\nI;Huyện Một;87,5;\n1;Xã Quang Trung;90;1\n2;Xã Tân Lập;85;2\n\
                 II;Huyện Hai;77,5;\n1;Xã Quang Minh;80;3\n2;Xã Quang Trung;75;4\n";
    let project = traced("a.csv", format!("{caption}{table}"), &[]);
    assert_eq!(
        told(&project, "SELECT unit, unit_parent, rank FROM rankings ORDER BY rank"),
        [
            "Xã Quang Trung (Huyện Một) Huyện Một 1",
            "Xã Tân Lập Huyện Một 2",
            "Xã Quang Minh Huyện Hai 3",
            "Xã Quang Trung (Huyện Hai) Huyện Hai 4"
        ]
    );
    let notes = told(&project, "SELECT message FROM findings WHERE rule = 'left-out'");
    assert!(notes.len() == 2 && notes[0].contains("87,5"), "{notes:?}");
}

#[test]
fn the_sum_of_an_area_may_have_its_name_or_stand_between_its_criteria() {
    let table = "TT;Đơn vị;Thể chế;;;;;;Tài chính;;;;Tổng điểm;Xếp hạng\n\
                 ;;Rà soát (20 điểm);;Cộng thể chế (60 điểm);;Theo dõi (40 điểm);;Giải ngân (40 điểm);;Tổng điểm tài \
                 chính;;;\n;;TC;TĐ;TC;TĐ;TC;TĐ;TC;TĐ;TC;TĐ;;\n\
                 1;Sở Tư pháp;19;18;58;55;39;37;39;38;39;38;93;1\n2;Sở Nội vụ;18;17;55;50;37;33;38;37;38;37;87;2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    let mut found = told(
        &project,
        "SELECT criterion, level, max_total, self, appraised FROM scores_detail WHERE unit = 'Sở Nội vụ'",
    );
    found.sort();
    assert_eq!(
        found,
        [
            "Giải ngân 2 40.0 38.0 37.0",
            "Rà soát 2 20.0 18.0 17.0",
            "Theo dõi 2 40.0 37.0 33.0",
            "Thể chế 1 60.0 55.0 50.0",
            "Tài chính 1 40.0 38.0 37.0"
        ]
    );
    // Down the rows, such a sum is no criterion.
    let crossed = "STT;Tiêu chí;Điểm tối đa;Sở Tư pháp;Sở Nội vụ\nI;Thể chế;60;55;50\n;Điểm lĩnh vực;60;55;50\n\
                   1;Rà soát;20;18;17\n2;Theo dõi;40;37;33\nII;Tài chính;40;38;37\n;Tổng điểm;100;93;87\n";
    let project = traced("a.csv", format!("{CAPTION}{crossed}"), &[]);
    assert_eq!(told(&project, "SELECT count(DISTINCT criterion) FROM scores"), ["4"]);
}

#[test]
fn advice_never_accepts_what_was_misread_and_never_drops_shares() {
    let units = ["Sở Tư pháp", "Sở Nội vụ", "Sở Y tế"];
    let rows: String = (1..)
        .zip(units)
        .map(|(at, unit)| format!("{at};{unit};55;30;{};{at}\n", 95 - at))
        .collect();
    let table = format!("TT;Đơn vị;Thể chế (60);Tài chính (40);Tổng điểm;Xếp hạng\n{rows}");
    let project = Project::new();
    let path = project.write("a.csv", format!("{CAPTION}{table}"));
    let run = project.run(&["import", &path]).failed(1);
    assert!(run.err.contains("total") && !run.err.contains("--accept"), "{run:#?}");
    let shares = "TT;Đơn vị;Thể chế (60);Tài chính (40);Tổng điểm\n1;Sở Tư pháp;90%;80%;86\n2;Sở Nội vụ;80%;70%;76\n";
    let path = project.write("b.csv", format!("{CAPTION}{shares}"));
    let run = project.run(&["import", &path]).failed(1);
    assert!(!run.err.contains("=remark"), "{run:#?}");
}

#[test]
fn what_a_decision_corrects_stands_beside_what_counts() {
    let table = "TT;Đơn vị;Tổng điểm trước điều chỉnh;Tổng điểm sau điều chỉnh;Xếp hạng trước điều chỉnh;Xếp hạng \
                 sau điều chỉnh\n1;Sở Tư pháp;91,5;91,5;1;2\n2;Sở Nội vụ;88,2;92,2;2;1\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    assert_eq!(told(&project, RANKED), ["Sở Nội vụ 92.2 1", "Sở Tư pháp 91.5 2"]);
}

#[test]
fn a_grade_over_its_units_may_have_a_number() {
    for [first, second] in
        [["I;Xuất sắc", "II;Tốt"], ["I;Xuất sắc (1 đơn vị)", "II;Tốt (1 đơn vị)"]]
    {
        let table = format!(
            "TT;Đơn vị;Tổng điểm;Xếp hạng\n{first};;\n1;Sở Tư pháp;93;1\n{second};;\n2;Sở Nội vụ;87;2\n"
        );
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        assert_eq!(
            told(&project, "SELECT unit, grade FROM rankings ORDER BY rank"),
            ["Sở Tư pháp Xuất sắc", "Sở Nội vụ Tốt"]
        );
    }
    // Numbers alone name no grades.
    let table = "TT;Đơn vị;Tổng điểm;Xếp hạng\nI;;;\n1;Sở Tư pháp;93;1\nII;;;\n2;Sở Nội vụ;87;2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 93.0 1", "Sở Nội vụ 87.0 2"]);
}

#[test]
fn a_share_below_a_percent_sign_is_refused() {
    let table = "TT;Đơn vị;Chỉ số (%);Xếp hạng\n1;Sở Tư pháp;0,9148;1\n2;Sở Nội vụ;0,88;2\n";
    refused("a.csv", format!("{CAPTION}{table}"), &["0,9148", "91,48"]);
}

#[test]
fn of_several_years_in_a_title_that_before_the_decision_is_proposed() {
    let table = "TT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;93\n2;Sở Nội vụ;87\n";
    for years in [
        "NĂM 2022 - 2023",
        "NĂM 2022, 2023",
        "NĂM 2023 (CÔNG BỐ NĂM 2024)",
        "NĂM 2024 VỀ KẾT QUẢ NĂM 2023",
    ] {
        let caption = CAPTION.replace("NĂM 2023", years);
        refused("a.csv", format!("{caption}{table}"), &["--year 2023"]);
    }
}

#[test]
fn what_a_decision_does_is_no_part_of_its_issuer() {
    let table = "TT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;93\n2;Sở Nội vụ;87\n";
    for deed in [" điều chỉnh Quyết định số 9/QĐ-UBND", " phê duyệt kết quả", " (đã được sửa đổi)"]
    {
        let caption = CAPTION.replace("UBND tỉnh Ví dụ", &format!("UBND tỉnh Ví dụ{deed}"));
        let project = Project::new();
        project.run(&["import", &project.write("a.csv", format!("{caption}{table}"))]).succeeded();
        assert_eq!(told(&project, "SELECT issuer FROM documents"), ["UBND tỉnh Ví dụ"], "{deed}");
    }
}

#[test]
fn groups_blocks_and_years_follow_each_other_without_a_blank_row() {
    let heads = "TT;Đơn vị;Tổng điểm\n";
    let units = ["1;Sở Tư pháp;90\n2;Sở Nội vụ;80\n", "1;Sở Y tế;95\n2;Sở Xây dựng;85\n"];
    let both = |first: &str, second: &str| {
        format!("{CAPTION}{first}\n{heads}{}{second}\n{heads}{}", units[0], units[1])
    };
    let ranks = "SELECT group_name, unit, rank FROM rankings ORDER BY group_name, rank";
    let groups = both("1. Nhóm I: Các sở có TTHC", "2. Nhóm II: Các sở không có TTHC");
    assert_eq!(
        told(&traced("a.csv", groups, &[]), ranks),
        ["Nhóm I Sở Tư pháp 1", "Nhóm I Sở Nội vụ 2", "Nhóm II Sở Y tế 1", "Nhóm II Sở Xây dựng 2"]
    );
    let blocks = both("I. KHỐI SỞ, BAN, NGÀNH", "II. KHỐI HUYỆN, THÀNH PHỐ")
        .replace("Sở Y tế", "Huyện A")
        .replace("Sở Xây dựng", "Huyện B");
    assert_eq!(
        told(&traced("a.csv", blocks, &[]), "SELECT block, unit, rank FROM rankings ORDER BY 1, 3"),
        [
            "department Sở Tư pháp 1",
            "department Sở Nội vụ 2",
            "district Huyện A 1",
            "district Huyện B 2"
        ]
    );
    let years = both("Năm 2022", "Năm 2023").replace(" NĂM 2023", "");
    assert_eq!(
        told(&traced("a.csv", years, &[]), "SELECT year, unit FROM rankings ORDER BY 1, rank"),
        ["2022 Sở Tư pháp", "2022 Sở Nội vụ", "2023 Sở Y tế", "2023 Sở Xây dựng"]
    );
}

#[test]
fn years_may_stand_below_what_they_are_of() {
    for years in [["Năm 2022", "Năm 2023"], ["2022", "2023"]].map(|years| years.join(";")) {
        let table = format!(
            "TT;Đơn vị;Tổng điểm;;Xếp hạng;\n;;{years};{years}\n1;Sở Tư pháp;93;91,5;1;2\n\
             2;Sở Nội vụ;87;92,2;2;1\n"
        );
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        assert_eq!(told(&project, RANKED), ["Sở Nội vụ 92.2 1", "Sở Tư pháp 91.5 2"], "{years}");
    }
}

#[test]
fn columns_below_differences_hold_no_results() {
    for difference in ["Tăng (+), giảm (-)", "So với năm trước", "Chênh lệch"] {
        let table = format!(
            "TT;Đơn vị;Năm 2023;;{difference};\n;;Điểm;Xếp hạng;Điểm;Hạng\n1;Sở Tư pháp;90;1;2;0\n\
             2;Sở Nội vụ;85;2;5;0\n"
        );
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 90.0 1", "Sở Nội vụ 85.0 2"]);
    }
    let table = "TT;Đơn vị;Điểm tự chấm;Điểm thẩm định;Chênh lệch giữa điểm tự chấm và điểm thẩm \
                 định;Điểm XHH;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;75;70;5;18;88;1\n\
                 2;Sở Nội vụ;72;69;3;17;86;2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &["--scale", "100"]);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 88.0 1", "Sở Nội vụ 86.0 2"]);
}

#[test]
fn the_share_of_an_area_counts_its_survey() {
    let table = "TT;Đơn vị;Thể chế (tối đa 40 điểm);;;;Tài chính (tối đa 60 điểm);;;Tổng điểm;Xếp \
                 hạng\n;;Tự chấm (30);Thẩm định (30);XHH (10);Tỷ lệ (%);Tự chấm (60);Thẩm định (60);\
                 Tỷ lệ (%);;\n1;Sở Tư pháp;29;28;8;90;55;54;90;90;1\n\
                 2;Sở Nội vụ;28;27;9;90;50;48;80;84;2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    assert_eq!(
        told(&project, "SELECT unit, criterion, appraised, survey FROM scores ORDER BY 1 DESC, 2"),
        [
            "Sở Tư pháp Thể chế 28.0 8.0",
            "Sở Tư pháp Tài chính 54.0 null",
            "Sở Nội vụ Thể chế 27.0 9.0",
            "Sở Nội vụ Tài chính 48.0 null"
        ]
    );
}

#[test]
fn a_rank_may_say_that_it_is_shared_and_a_row_that_its_units_are_graded() {
    let table = "TT;Đơn vị;Tổng điểm;Xếp hạng\nXếp loại Xuất sắc:;;;\n1;Sở Tư pháp;93;1\n\
                 Xếp loại Tốt:;;;\n2;Sở Nội vụ;87;2 (đồng hạng)\n3;Sở Y tế;87;Đồng hạng 2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    assert_eq!(
        told(&project, "SELECT unit, rank, grade FROM rankings ORDER BY rank, unit_id"),
        ["Sở Tư pháp 1 Xuất sắc", "Sở Nội vụ 2 Tốt", "Sở Y tế 2 Tốt"]
    );
}

#[test]
fn communes_stand_below_their_districts_wherever_these_are_named() {
    let title = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC XÃ");
    let [first, second] =
        ["Xã Quảng Bạch;89\n2;Xã Đồng Thắng;88", "Xã Quang Phong;88,5\n{};Xã Văn Minh;87"];
    let head = "STT;Đơn vị;Tổng điểm\n";
    let parents = "SELECT unit, rank, group_name, unit_parent FROM rankings ORDER BY unit_id";
    // The districts stand above headings of their own, or between the communes.
    for (head_below, next) in [(head, ["1", "2"]), ("", ["1", "2"])] {
        let second = second.replace("{}", next[1]);
        let table = format!(
            "I. Huyện Chợ Đồn\n{head}1;{first}\nII. Huyện Na Rì\n{head_below}{};{second}\n",
            next[0]
        );
        let project = traced("a.csv", format!("{title}{table}"), &[]);
        assert_eq!(
            told(&project, parents),
            [
                "Xã Quảng Bạch 1 Huyện Chợ Đồn Huyện Chợ Đồn",
                "Xã Đồng Thắng 2 Huyện Chợ Đồn Huyện Chợ Đồn",
                "Xã Quang Phong 1 Huyện Na Rì Huyện Na Rì",
                "Xã Văn Minh 2 Huyện Na Rì Huyện Na Rì"
            ],
            "{table}"
        );
    }
    // Ranked over all districts, they are in no group.
    let head = "STT;Đơn vị;Tổng điểm;Xếp hạng\n";
    let table = format!(
        "I. Huyện Chợ Đồn\n{head}1;Xã Quảng Bạch;89;1\n2;Xã Đồng Thắng;88;3\nII. Huyện Na Rì\n{head}\
         1;Xã Quang Phong;88,5;2\n2;Xã Văn Minh;87;4\n"
    );
    let project = traced("a.csv", format!("{title}{table}"), &[]);
    assert_eq!(
        told(&project, parents),
        [
            "Xã Quảng Bạch 1 null Huyện Chợ Đồn",
            "Xã Đồng Thắng 3 null Huyện Chợ Đồn",
            "Xã Quang Phong 2 null Huyện Na Rì",
            "Xã Văn Minh 4 null Huyện Na Rì"
        ]
    );
}

#[test]
fn the_scores_of_a_unit_may_stand_below_each_other() {
    let table = "STT;Đơn vị;Nội dung;Thể chế (60 điểm);Thủ tục (40 điểm);Tổng điểm;Xếp hạng\n\
                 1;Sở Tư pháp;Điểm tự chấm;58;38;96;\n;;Điểm thẩm định;56,5;35,25;91,75;1\n\
                 2;Sở Nội vụ;Điểm tự chấm;57;39;96;\n;;Điểm thẩm định;56,5;34,25;90,75;2\n";
    let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 91.75 1", "Sở Nội vụ 90.75 2"]);
    assert_eq!(
        told(&project, "SELECT unit, criterion, self, appraised FROM scores ORDER BY 1 DESC, 2"),
        [
            "Sở Tư pháp Thể chế 58.0 56.5",
            "Sở Tư pháp Thủ tục 38.0 35.25",
            "Sở Nội vụ Thể chế 57.0 56.5",
            "Sở Nội vụ Thủ tục 39.0 34.25"
        ]
    );
    // One total for all scores is merged over their rows.
    let cells = |unit: &str, total: &str, rank: u8, rows: [[&str; 3]; 2]| {
        let [first, second] =
            rows.map(|cells| cells.map(|cell| format!("<td>{cell}</td>")).concat());
        format!(
            "<tr><td rowspan=2>{unit}</td>{first}<td rowspan=2>{total}</td><td rowspan=2>{rank}</td></tr>\
             <tr>{second}</tr>"
        )
    };
    let rows = [
        cells("Sở Tư pháp", "95,5", 1, [["Thẩm định", "50", "30"], ["ĐT XHH", "9,5", "6"]]),
        cells("Sở Nội vụ", "90,5", 2, [["Thẩm định", "48", "29"], ["ĐT XHH", "8,5", "5"]]),
    ];
    let caption: String = CAPTION.lines().map(|line| format!("<p>{line}</p>")).collect();
    let page = format!(
        "<meta charset=utf-8>{caption}<table><tr><td>Đơn vị</td><td>Loại điểm</td>\
         <td>Thể chế (tối đa 60 điểm)</td><td>Thủ tục (tối đa 40 điểm)</td><td>Tổng điểm</td>\
         <td>Xếp hạng</td></tr>{}</table>",
        rows.concat()
    );
    let project = traced("a.html", page, &[]);
    assert_eq!(told(&project, RANKED), ["Sở Tư pháp 95.5 1", "Sở Nội vụ 90.5 2"]);
}

#[test]
fn headings_may_count_the_years_from_that_of_the_title() {
    let tables = [
        "TT;Đơn vị;Điểm năm trước;Điểm năm nay\n1;Sở Tư pháp;88;90\n2;Sở Nội vụ;87;89\n",
        "TT;Đơn vị;Năm trước;;Năm nay;;Tăng, giảm\n;;Điểm;Hạng;Điểm;Hạng;\n1;Sở Tư pháp;88;1;90;1;0\n\
         2;Sở Nội vụ;87;2;89;2;0\n",
    ];
    for table in tables {
        let project = traced("a.csv", format!("{CAPTION}{table}"), &[]);
        assert_eq!(told(&project, RANKED), ["Sở Tư pháp 90.0 1", "Sở Nội vụ 89.0 2"], "{table}");
        assert_eq!(
            told(&project, "SELECT unit, year, restated_total FROM restatements ORDER BY unit_id"),
            ["Sở Tư pháp 2022 88.0", "Sở Nội vụ 2022 87.0"]
        );
    }
}
