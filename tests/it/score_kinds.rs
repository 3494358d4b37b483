//! Points beside the three scores: bonus, penalty, satisfaction, rounds of an appraisal, and the number
//! of answers to the survey.

use crate::project::{Project, two_departments as table};
use crate::views::compare_with_oracle;

fn imported(headings: &str, rows: [&str; 2]) -> Project {
    let project = Project::new();
    project.import(&project.write("a.csv", table(headings, rows)));
    let traced = project.json(&["trace", "--unit", "Sở Tư pháp"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    project.run(&["rebuild"]).succeeded();
    compare_with_oracle(&project);
    project
}

/// The values of columns for Sở Tư pháp.
fn values(project: &Project, columns: &[&str]) -> Vec<f64> {
    let list = columns.join(", ");
    let query = format!("SELECT {list} FROM rankings_detail WHERE unit = 'Sở Tư pháp'");
    let row = &project.query(&query)[0];
    columns.iter().map(|column| row[column].as_f64().expect("a number")).collect()
}

#[test]
fn bonus_and_penalty_points_stand_outside_attainment() {
    let headings =
        "TT;Tên đơn vị;Thể chế (60);Bộ máy (40);Điểm thưởng (5);Điểm trừ;Tổng điểm;Xếp hạng";
    let rows = ["1;Sở Tư pháp;58,5;40;4;0,5;102;1", "2;Sở Nội vụ;59;40;;;99;2"];
    let project = imported(headings, rows);
    // The bonus lifts the total above the scale and decides the rank, but not the attainment.
    assert_eq!(values(&project, &["total", "attainment"]), [102.0, 0.985]);
    assert_eq!(values(&project, &["bonus", "penalty"]), [4.0, 0.5]);
    assert_eq!(values(&project, &["recomputed_total", "recomputed_rank"]), [102.0, 1.0]);
    assert_eq!(project.query("SELECT * FROM rankings_detail WHERE attainment > 1").len(), 0);

    let refused = |first: &str, words: &[&str]| {
        let path = project.write("b.csv", table(headings, [first, rows[1]]));
        project.run(&["import", &path, "--replace"]).failed(1).says(words);
    };
    refused("1;Sở Tư pháp;58,5;40;4;0,5;103;1", &["Lỗi total", "103,00", "102,00"]);
    refused("1;Sở Tư pháp;60;40;6;0;106;1", &["above-maximum", "6,00", "5,00"]);
    refused("1;Sở Tư pháp;60;40;0;0;101;1", &["above-maximum", "101,00", "100,00"]);
}

#[test]
fn totals_before_and_after_bonus_are_held_against_each_other() {
    let headings = "TT;Tên đơn vị;Tổng điểm;Điểm thưởng;Điểm phạt;Tổng cộng;Xếp hạng";
    let rows = ["1;Sở Tư pháp;99;3;0;102;1", "2;Sở Nội vụ;90;0;1;89;2"];
    let project = imported(headings, rows);
    assert_eq!(values(&project, &["total", "attainment", "bonus"]), [102.0, 0.99, 3.0]);
    let slip = project.write("b.csv", table(headings, ["1;Sở Tư pháp;99;3;0;103;1", rows[1]]));
    project.run(&["import", &slip, "--replace"]).failed(1).says(&["Lỗi total", "103,00"]);
}

#[test]
fn a_total_before_bonus_is_not_the_total() {
    for (headings, rows, expected) in [
        (
            "TT;Tên đơn vị;Tổng điểm (chưa tính điểm thưởng);Điểm thưởng;Xếp hạng",
            ["1;Sở Tư pháp;90;3;1", "2;Sở Nội vụ;87;1;2"],
            [93.0, 0.9, 1.0],
        ),
        (
            "TT;Tên đơn vị;Tổng điểm trước khi trừ;Điểm trừ;Xếp hạng",
            ["1;Sở Tư pháp;80;5;2", "2;Sở Nội vụ;79;0;1"],
            [75.0, 0.8, 2.0],
        ),
    ] {
        let project = imported(headings, rows);
        assert_eq!(values(&project, &["total", "attainment", "rank"]), expected);
    }

    // The ranks show it, and the advice leads to a right import.
    let project = Project::new();
    let rows = ["1;Sở Tư pháp;80;5;2", "2;Sở Nội vụ;79;0;1"];
    let path = project.write("a.csv", table("TT;Tên đơn vị;Tổng điểm;Điểm trừ;Xếp hạng", rows));
    let advice = "Tổng điểm=appraised";
    let run = project.run(&["import", &path]).failed(1);
    let run = run.says(&["total-before-bonus", &format!("--heading \"{advice}\"")]);
    assert!(!run.err.contains("--accept"), "{run:#?}");
    project.run(&["import", &path, "--heading", advice]).succeeded();
    assert_eq!(values(&project, &["total", "attainment", "rank"]), [75.0, 0.8, 2.0]);
}

#[test]
fn satisfaction_in_percent_is_no_points() {
    let headings = "TT;Tên đơn vị;Điểm thẩm định (70);Mức độ hài lòng (%);Tổng điểm";
    let project = imported(headings, ["1;Sở Tư pháp;65;91,5;65", "2;Sở Nội vụ;60;88,2;60"]);
    assert_eq!(values(&project, &["total", "recomputed_total"]), [65.0, 65.0]);

    // It is the total of the index of satisfaction.
    let rows = ["1;Sở Tư pháp;91,5;1", "2;Sở Nội vụ;88,2;2"];
    let alone = table("TT;Tên đơn vị;Tỷ lệ hài lòng (%);Xếp hạng", rows);
    let path = project.write("b.csv", alone.replace("CHỈ SỐ CCHC", "CHỈ SỐ HÀI LÒNG"));
    project.run(&["import", &path]).failed(1).says(&["--index sipas"]);
    let project = Project::new();
    let path = project.write("b.csv", alone.replace("CHỈ SỐ CCHC", "CHỈ SỐ HÀI LÒNG"));
    project.run(&["import", &path, "--index", "sipas"]).succeeded();
    assert_eq!(values(&project, &["total", "attainment"]), [91.5, 0.915]);
}

#[test]
fn ranks_are_checked_against_totals_that_are_not_printed() {
    let headings = "TT;Tên đơn vị;Điểm thẩm định (70);Điểm điều tra XHH (30);Xếp hạng";
    let swapped = ["1;Sở Tư pháp;60,25;20,13;1", "2;Sở Nội vụ;65,5;25,31;2"];
    let project = Project::new();
    let path = project.write("a.csv", table(headings, swapped));
    project.run(&["import", &path]).failed(1).says(&["Lỗi rank-order", "Sở Tư pháp"]);

    // Within the rounding of the parts, the printed rank stands.
    let near = ["1;Sở Tư pháp;60,25;20,13;1", "2;Sở Nội vụ;60,26;20,13;2"];
    let project = Project::new();
    project.import(&project.write("a.csv", table(headings, near)));
    let findings = project.query("SELECT rule, severity FROM findings WHERE rule = 'rank-order'");
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|finding| finding["severity"] == "note"));
}

#[test]
fn grades_and_ranks_of_something_else_are_remarks() {
    for other in ["Đề nghị xếp loại", "Xếp loại thi đua", "Xếp loại năm trước"]
    {
        let headings = format!("TT;Tên đơn vị;Tổng điểm;{other}");
        let project = imported(&headings, ["1;Sở Tư pháp;90;Xuất sắc", "2;Sở Nội vụ;80;Xuất sắc"]);
        let graded = project.query("SELECT * FROM rankings WHERE grade IS NOT NULL");
        assert!(graded.is_empty(), "{other}");
    }
    let project = Project::new();
    let table = table(
        "TT;Tên đơn vị;Tổng điểm;Xếp hạng năm trước",
        ["1;Sở Tư pháp;90;2", "2;Sở Nội vụ;80;1"],
    );
    project.import(&project.write("a.csv", table));
    assert_eq!(project.query("SELECT rank FROM rankings ORDER BY rank")[0]["rank"], 1);
}

#[test]
fn the_last_round_of_an_appraisal_counts_and_the_first_is_kept() {
    let headings =
        "TT;Tên đơn vị;Điểm tự đánh giá;Điểm thẩm định lần 1;Điểm thẩm định lần 2;Xếp hạng";
    let project = imported(headings, ["1;Sở Tư pháp;98;93;95;1", "2;Sở Nội vụ;97;92;92,5;2"]);
    assert_eq!(values(&project, &["appraised_total", "total"]), [95.0, 95.0]);
    let gained = project
        .query("SELECT unit, points_from, points_to, gained FROM appraisal_rounds ORDER BY gained");
    assert_eq!(gained.len(), 2);
    assert_eq!((&gained[0]["gained"], &gained[1]["gained"]), (&0.5.into(), &2.0.into()));
    assert_eq!(gained[1]["points_from"], 93.0);

    // The columns of a criterion may have rounds, too, in any order.
    let headings = "TT;Tên đơn vị;Thể chế (100);;Tổng điểm\n;;Thẩm định sau giải trình;Thẩm định;";
    let project = imported(headings, ["1;Sở Tư pháp;90;85;90", "2;Sở Nội vụ;80;80;80"]);
    let gained = project.query("SELECT criterion, gained FROM appraisal_rounds WHERE gained > 0");
    assert_eq!((&gained[0]["criterion"], &gained[0]["gained"]), (&"Thể chế".into(), &5.0.into()));

    let path = project.write(
        "b.csv",
        table(
            "TT;Tên đơn vị;Điểm thẩm định;Thẩm định;Tổng điểm",
            ["1;Sở Tư pháp;9;8;9", "2;Sở Nội vụ;8;8;8"],
        ),
    );
    project.run(&["import", &path]).failed(1).says(&["repeated-heading"]);
}

#[test]
fn satisfaction_counts_beside_the_survey_and_answers_are_a_count() {
    let headings = "TT;Tên đơn vị;Số phiếu khảo sát;Điểm thẩm định (70);Điểm điều tra XHH (20);Mức độ \
                    hài lòng (10);Tổng điểm;Xếp hạng";
    let rows = ["1;Sở Tư pháp;1.024;63,5;17;8,5;89;1", "2;Sở Nội vụ;75;60;16;8;84;2"];
    let project = imported(headings, rows);
    assert_eq!(values(&project, &["satisfaction", "survey_total"]), [8.5, 17.0]);
    assert_eq!(values(&project, &["respondents", "recomputed_total"]), [1024.0, 89.0]);

    let slip = project.write("b.csv", table(headings, [rows[0], "2;Sở Nội vụ;75;60;16;8;85;2"]));
    project.run(&["import", &slip, "--replace"]).failed(1).says(&["Lỗi total", "85,00", "84,00"]);

    // Beside criteria, it is a criterion of its own.
    let headings = "TT;Tên đơn vị;Thể chế (60);Bộ máy (30);Mức độ hài lòng (10);Tổng điểm";
    let project = imported(headings, ["1;Sở Tư pháp;60;20;8;88", "2;Sở Nội vụ;50;20;9;79"]);
    let query = "SELECT attainment FROM weaknesses_detail WHERE unit = 'Sở Tư pháp' AND criterion = 'Mức độ hài lòng'";
    assert_eq!(project.query(query)[0]["attainment"], 0.8);
    assert_eq!(values(&project, &["recomputed_total"]), [88.0]);
}

#[test]
fn sums_alone_rank_the_units_and_show_the_gap() {
    let headings = "TT;Tên đơn vị;Điểm tự chấm;Tự xếp loại;Điểm thẩm định;Xếp loại";
    let project = imported(
        headings,
        ["1;Sở Tư pháp;98;Xuất sắc;92;Xuất sắc", "2;Sở Nội vụ;95;Xuất sắc;88;Tốt"],
    );
    assert_eq!(values(&project, &["rank", "total"]), [1.0, 92.0]);
    let gaps = project.query("SELECT gap, gap_share FROM unit_gaps ORDER BY gap");
    assert_eq!((&gaps[0]["gap"], &gaps[1]["gap"]), (&6.0.into(), &7.0.into()));
    assert_eq!(gaps[1]["gap_share"], 0.07);
}

#[test]
fn counts_shares_and_ranks_of_a_part_are_no_scores() {
    let project = Project::new();
    for heading in [
        "Số DN khảo sát",
        "Tổng số TTHC",
        "Tổng biên chế",
        "Cộng tác viên",
        "Tỷ lệ tự chấm đúng (%)",
        "Số hài lòng",
        "Điểm thưởng tối đa",
        "Điểm khảo sát tối đa",
        "Số tiêu chí bị trừ điểm",
        "Số điểm cộng đề nghị",
    ] {
        let headings = format!("TT;Tên đơn vị;Tổng điểm;{heading}");
        let path = project.write("a.csv", table(&headings, ["1;A;90;30", "2;B;80;20"]));
        let option = format!("--heading \"{heading}=");
        project.run(&["import", &path]).failed(1).says(&["unknown-heading", &option]);
        project
            .run(&["import", &path, "--dry-run", "--heading", &format!("{heading}=remark")])
            .succeeded();
    }
    let headings = "TT;Tên đơn vị;Thẩm định;Hạng tự chấm;Hạng năm trước;Xếp hạng theo điểm thẩm định;\
                    Mức tự đánh giá;Số phiếu phát ra;Số mẫu khảo sát;Xếp hạng";
    let rows = ["1;Sở Tư pháp;90;2;2;1;Tốt;40;38;1", "2;Sở Nội vụ;80;1;1;2;Khá;30;28;2"];
    let project = imported(headings, rows);
    assert_eq!(values(&project, &["appraised_total", "rank", "respondents"]), [90.0, 1.0, 38.0]);
    let others = "SELECT self_total, survey_total, grade FROM rankings_detail";
    for row in project.query(others) {
        assert!(row.as_object().expect("a row").values().all(serde_json::Value::is_null), "{row}");
    }
}

#[test]
fn columns_of_grades_are_proposed_as_grades() {
    let project = Project::new();
    let rows = ["1;A;92;Rất tốt;x", "2;B;80;Khá;y"];
    let path = project.write("a.csv", table("TT;Tên đơn vị;Tổng điểm;Đánh giá;Kết luận", rows));
    let advice = ["Đánh giá=grade", "Kết luận=remark"];
    let run = project.run(&["import", &path]).failed(1);
    let run = run.says(&advice).says(&["printed = \"Đánh giá\"", "printed = \"Kết luận\""]);
    assert!(!run.err.contains("Đánh giá=remark"), "{run:#?}");
    project.run(&["import", &path, "--heading", advice[0], "--heading", advice[1]]).succeeded();
    let grades = project.query("SELECT grade FROM rankings ORDER BY rank");
    assert_eq!((&grades[0]["grade"], &grades[1]["grade"]), (&"Rất tốt".into(), &"Khá".into()));
}

#[test]
fn a_survey_over_all_criteria_is_a_criterion_of_its_own() {
    let headings = "TT;Tên đơn vị;Thể chế (10 điểm);TTHC (60 điểm);Khảo sát XHH (30 điểm);\
                    Điểm khuyến khích;Điểm giảm trừ;Tổng (100)";
    let rows = ["1;Sở Tư pháp;9;55;27;2;1;92", "2;Sở Nội vụ;8;54;26;;;88"];
    let project = imported(headings, rows);
    let columns = ["appraised_total", "survey_total", "bonus", "penalty", "total", "attainment"];
    assert_eq!(values(&project, &columns), [64.0, 27.0, 2.0, 1.0, 92.0, 0.91]);
    let survey = "SELECT max_total, total FROM scores_detail
                   WHERE unit = 'Sở Tư pháp' AND criterion = 'Khảo sát XHH'";
    assert_eq!(project.query(survey)[0]["total"], 27.0);
}

#[test]
fn the_council_has_the_last_word_and_grades_may_be_short() {
    let headings = "TT;Tên đơn vị;Điểm thẩm định của Tổ giúp việc;Điểm thẩm định của Hội đồng;\
                    Xếp loại";
    let rows = ["1;Sở Tư pháp;90;91;Hoàn thành xuất sắc", "2;Sở Nội vụ;88;87;Hoàn thành tốt"];
    let project = imported(headings, rows);
    assert_eq!(values(&project, &["appraised_total", "rank"]), [91.0, 1.0]);
    let grades = project.query("SELECT grade FROM rankings ORDER BY rank");
    assert_eq!(grades[0]["grade"], "Hoàn thành xuất sắc nhiệm vụ");
}

#[test]
fn numbers_of_the_columns_may_stand_between_the_headings() {
    let headings = "TT;Tên đơn vị;Thể chế (40 điểm);Thể chế (40 điểm);TTHC (60 điểm);TTHC (60 điểm)\n\
                    A;B;1;2;3;4\nTT;Tên đơn vị;TC;TĐ;TC;TĐ";
    let rows = ["1;Sở Tư pháp;38;36;58;55", "2;Sở Nội vụ;37;35;57;54"];
    let project = imported(headings, rows);
    let columns = ["self_total", "appraised_total", "rank", "attainment"];
    assert_eq!(values(&project, &columns), [96.0, 91.0, 1.0, 0.91]);
}

#[test]
fn points_taken_from_single_areas_are_kept_with_the_area() {
    // The last group is headed in part, as in exports of software.
    let table = "STT;Đơn vị;Thể chế (60 điểm);Thể chế (60 điểm);Thể chế (60 điểm);Thể chế (60 điểm);\
                 Bộ máy (40 điểm);Bộ máy (40 điểm);Bộ máy (40 điểm);Bộ máy (40 điểm);\
                 Tổng điểm;Tổng điểm;Tổng điểm;Tổng điểm\n\
                 ;;1;1;1;1;2;2;2;2;3;3;3;3\n\
                 ;;TC;TĐ;Bị trừ;Tổng;TC;TĐ;Bị trừ;Tổng;TC;TĐ;;\n\
                 1;Sở Tư pháp;58;57;0,5;56,5;39;38;1;37;97;95;1,5;93,5\n\
                 2;Sở Nội vụ;55;54;0;54;38;37;0;37;93;91;0;91\n";
    let caption = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n\
                   (Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n";
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{caption}{table}")));
    compare_with_oracle(&project);
    let rows = project
        .query("SELECT unit, total, appraised_total, penalty FROM rankings_detail ORDER BY rank");
    assert_eq!((&rows[0]["unit"], &rows[0]["total"]), (&"Sở Tư pháp".into(), &93.5.into()));
    assert_eq!((&rows[0]["appraised_total"], &rows[0]["penalty"]), (&95.0.into(), &1.5.into()));
    let traced = project.json(&["trace", "--unit", "Sở Tư pháp"]);
    let taken: Vec<_> = traced
        .iter()
        .filter(|row| row["figure"] == "penalty")
        .map(|row| format!("{} {}", row["criterion"], row["text"]).replace('"', ""))
        .collect();
    assert_eq!(taken, ["Thể chế 0,5", "Bộ máy 1"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");

    // The totals of the areas and the sum of what was taken are checked.
    for (right, wrong, found) in [("0,5;56,5", "0,5;56", "56,00"), ("95;1,5", "95;1", "1,00")] {
        let path = project.write("b.csv", format!("{caption}{}", table.replace(right, wrong)));
        project.run(&["import", &path, "--replace"]).failed(1).says(&["Sở Tư pháp", found]);
    }
}
