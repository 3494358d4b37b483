//! Tables that a person reads at once: shares, crosses, corrections, other indices, and forms with what does not
//! apply.

use crate::merged::{DEPARTMENTS, SCORES, decision, form, page, told};
use crate::project::Project;

const RANKED: &str = "SELECT unit, rank, total FROM rankings ORDER BY rank";
const TWO: [&str; 2] = ["Sở Nội vụ 1 95.0", "Sở Y tế 2 90.0"];

#[track_caller]
fn ranks(rows: &[&str], expected: &[&str]) -> Project {
    let (project, run) = decision(DEPARTMENTS, rows);
    run.succeeded();
    assert_eq!(told(&project, RANKED), expected);
    // Every figure is found again in the file.
    let traced = project.json(&["trace", "--unit", "Sở Nội vụ"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");
    project
}

/// A form with one criterion, whose unit only its file names.
fn form_without_unit(points: u32) -> String {
    let (row, sum) = (format!("1|Thể chế|100|100|{points}"), format!("|Tổng|100|100|{points}"));
    let rows = ["TT|Tiêu chí|Điểm tối đa|Tự chấm|Thẩm định", &row, &sum];
    page(&["BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"], &rows)
}

/// Imports the folder `forms`.
#[track_caller]
fn import_forms(project: &Project) {
    let folder = project.path("forms").display().to_string();
    let of = ["--authority", "UBND tỉnh Ví dụ", "--date", "2025-02-01"];
    project.run(&[&["import", &folder][..], &of].concat()).succeeded();
}

#[test]
fn grades_may_be_crosses_or_have_their_counts() {
    for mark in ["x", "X", "+", "✓"] {
        let head = ["Đơn vị^2|Điểm^2|Xếp loại>3", "Xuất sắc|Tốt|Khá"];
        let rows = [format!("Sở Nội vụ|95|{mark}||"), format!("Sở Y tế|90||{mark}|")];
        let project = ranks(&[head[0], head[1], &rows[0], &rows[1]], &TWO);
        let grades = told(&project, "SELECT grade FROM rankings ORDER BY rank");
        assert_eq!(grades, ["Xuất sắc", "Tốt"]);
    }
    let rows = [
        "STT|Đơn vị|Điểm|Hạng",
        "I|Xếp loại Xuất sắc (từ 95 điểm): 01 đơn vị||",
        "1|Sở Nội vụ|95|1",
        "II|Xếp loại Tốt: 01 đơn vị||",
        "2|Sở Y tế|90|2",
    ];
    let project = ranks(&rows, &TWO);
    let grades = told(&project, "SELECT grade FROM rankings ORDER BY rank");
    assert_eq!(grades, ["Xuất sắc", "Tốt"]);
}

#[test]
fn what_was_corrected_since_does_not_count() {
    for [before, after] in [
        ["Trước phúc tra", "Sau phúc tra"],
        ["Kết quả đã công bố", "Kết quả điều chỉnh"],
        ["Trước giải trình", "Sau giải trình"],
    ] {
        let head = format!("Đơn vị^2|{before}>2|{after}>2");
        ranks(&[&head, "Điểm|Hạng|Điểm|Hạng", "Sở Nội vụ|88|2|95|1", "Sở Y tế|91|1|90|2"], &TWO);
    }
}

#[test]
fn other_indices_beside_that_of_the_table_are_left_out() {
    let head = "Đơn vị^2|Chỉ số CCHC>2|Chỉ số SIPAS>2|Chỉ số DDCI>2";
    let rows = [
        head,
        "Điểm|Hạng|Điểm|Hạng|Điểm|Hạng",
        "Sở Nội vụ|95|1|88|2|70|2",
        "Sở Y tế|90|2|89|1|75|1",
    ];
    let project = ranks(&rows, &TWO);
    let notes = told(&project, "SELECT count(*) FROM findings WHERE rule = 'left-out'");
    assert_eq!(notes, ["4"]);
}

#[test]
fn shares_stand_below_areas_and_scores_and_behind_points() {
    let rows = [
        "Đơn vị^2|Cải cách thể chế>2|Cải cách thủ tục>2|Tổng điểm^2",
        "Điểm (40)|Chỉ số (%)|Điểm (60)|Chỉ số (%)",
        "Sở Nội vụ|38|95|57|95|95",
        "Sở Y tế|39|97,5|51|85|90",
    ];
    ranks(&rows, &TWO);
    for share in ["%", "Tỷ lệ %"] {
        let below = format!("Điểm|{share}|Điểm|{share}|Điểm|{share}");
        let rows = [
            "Đơn vị^2|Điểm thẩm định (70 điểm)>2|Điểm điều tra XHH (30 điểm)>2|Tổng điểm>2",
            &below,
            "Sở Nội vụ|68|97,14|27|90|95|95",
            "Sở Y tế|63|90|27|90|90|90",
        ];
        let project = ranks(&rows, &TWO);
        let sums = told(
            &project,
            "SELECT appraised_total, survey_total FROM rankings_detail ORDER BY rank",
        );
        assert_eq!(sums, ["68.0 27.0", "63.0 27.0"]);
    }
    let rows = [
        "Đơn vị|Thể chế (40 điểm)|Thủ tục (60 điểm)|Tổng điểm",
        "Sở Nội vụ|38 (95%)|57 (95%)|95 (95%)",
        "Sở Y tế|36(90%)|54(90%)|90(90%)",
    ];
    ranks(&rows, &TWO);
}

#[test]
fn years_may_stand_alone_among_the_headings() {
    for head in ["STT|Đơn vị|2022|2023|Xếp hạng", "STT|Đơn vị|2022|Điểm 2023|Xếp hạng"]
    {
        ranks(&[head, "1|Sở Nội vụ|80|95|1", "2|Sở Y tế|88|90|2"], &TWO);
    }
}

#[test]
fn units_may_stand_across_without_criteria_and_over_rows_of_scores() {
    let rows = ["Đơn vị|Sở Nội vụ|Sở Y tế", "Điểm|95|90", "Hạng|1|2", "Xếp loại|Tốt|Khá"];
    let project = ranks(&rows, &TWO);
    assert_eq!(told(&project, "SELECT grade FROM rankings ORDER BY rank"), ["Tốt", "Khá"]);

    let rows = [
        "STT|Tiêu chí|Điểm|Sở Nội vụ|Sở Y tế",
        "1^2|Thể chế (40 điểm)^2|Tự chấm|39|38",
        "Thẩm định|38|36",
        "2^2|Thủ tục (60 điểm)^2|Tự chấm|60|55",
        "Thẩm định|57|54",
        "|Tổng^2|Tự chấm|99|93",
        "|Thẩm định|95|90",
    ];
    let project = ranks(&rows, &TWO);
    assert_eq!(
        told(&project, "SELECT self_total, appraised_total FROM rankings_detail ORDER BY rank"),
        ["99.0 95.0", "93.0 90.0"]
    );
}

#[test]
fn sums_of_areas_and_own_maxima_are_no_criteria() {
    let rows = [
        "TT|Tiêu chí|Điểm tối đa|Sở Nội vụ|Sở Y tế",
        "I|Thể chế|40|38|36",
        "II|Thủ tục|60|57|53",
        "|Cộng (I+II)|100|95|89",
        "III|Điểm thưởng||0|2",
        "IV|Điểm trừ||0|1",
        "|Tổng điểm||95|90",
        "|Xếp hạng||1|2",
    ];
    ranks(&rows, &TWO);
    let rows = [
        "TT|Tiêu chí|Điểm tối đa|Sở Nội vụ|Thanh tra tỉnh",
        "I|Thể chế|40|38|36",
        "II|Thủ tục|60|57|Không áp dụng",
        "|Tổng điểm đạt|100|95|36",
        "|Tổng điểm tối đa của đơn vị||100|40",
        "|Tỷ lệ (%)||95|90",
        "|Xếp hạng||1|2",
    ];
    ranks(&rows, &["Sở Nội vụ 1 95.0", "Thanh tra tỉnh 2 36.0"]);
}

#[test]
fn half_a_year_is_told_at_once_and_codes_and_heads_of_offices_are_no_units() {
    let title = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ 6 THÁNG ĐẦU NĂM 2024";
    let (_, run) = decision(title, &["Đơn vị|Điểm", "Sở Nội vụ|95", "Sở Y tế|90"]);
    run.failed(1).says(&["part-of-year", "6 THÁNG"]);
    let head = "Mã đơn vị|Tên đơn vị|Thủ trưởng đơn vị|Điểm thẩm định|Hạng";
    ranks(&[head, "01|Sở Nội vụ|A|95|1", "02|Sở Y tế|B|90|2"], &TWO);
}

#[test]
fn schools_and_wards_are_units_of_a_block_to_be_declared() {
    for head in ["TT|Tên trường|Điểm|Hạng", "TT|Khoa, phòng|Điểm|Hạng"] {
        let title = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC TRƯỜNG, KHOA, PHÒNG NĂM 2023";
        let (_, run) = decision(title, &[head, "1|THPT A|95|1", "2|Khoa Nội|90|2"]);
        run.failed(1).says(&["[[block]]"]);
    }
}

#[test]
fn a_form_may_say_what_does_not_apply() {
    let head = "TT|Tiêu chí|Điểm tối đa|Tự chấm|Thẩm định";
    for [most, score, sum] in [
        ["40", "-", "60"],
        ["40", "Không phát sinh", "60"],
        ["-", "-", "60"],
        ["40", "Không áp dụng", "100"],
    ] {
        let row = format!("2|Thủ tục|{most}|{score}|{score}");
        let total = format!("|Tổng|{sum}|58|56");
        let (project, run) = form(&[head, "1|Chỉ đạo|60|58|56", &row, &total], &[]);
        run.succeeded();
        assert_eq!(told(&project, SCORES)[0], "Chỉ đạo 58.0 56.0");
        let total = told(&project, "SELECT total, round(attainment, 3) FROM rankings_detail");
        assert_eq!(total, ["56.0 0.933"], "{most} {score}");
    }
}

#[test]
fn forms_may_print_their_rank_among_all_and_their_own_maxima() {
    let project = Project::new();
    let forms = [("Sở Nội vụ", 40, 40, 1), ("Sở Y tế", 40, 30, 3), ("Thanh tra tỉnh", 0, 0, 2)];
    for (unit, most, points, rank) in forms {
        let rows = [
            "TT|Tiêu chí|Điểm tối đa|Tự chấm|Thẩm định".to_owned(),
            "1|Chỉ đạo|60|60|57".to_owned(),
            format!("2|Thủ tục|{most}|{points}|{points}"),
            format!("|Tổng|{}|{}|{}", 60 + most, 60 + points, 57 + points),
            format!("|Xếp hạng|||{rank}"),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let lines = [format!("Đơn vị: {unit}"), "BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024".to_owned()];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        project.write(&format!("forms/{unit}.html"), page(&lines, &rows));
    }
    import_forms(&project);
    assert_eq!(
        told(
            &project,
            "SELECT unit, rank, round(attainment, 3) FROM rankings_detail ORDER BY rank"
        ),
        ["Sở Nội vụ 1 0.97", "Thanh tra tỉnh 2 0.95", "Sở Y tế 3 0.87"]
    );
}

#[test]
fn the_last_round_of_a_form_and_points_in_words_are_understood() {
    let rows = [
        "TT|Tiêu chí|Điểm tối đa|Điểm tự chấm|Điểm thẩm định|Điểm cuối cùng",
        "1|Thể chế|40|40|36|38",
        "2|Thủ tục|60|60|55|56",
        "|Tổng|100|100|91|94",
    ];
    let (project, run) = form(&rows, &[]);
    run.succeeded();
    assert_eq!(told(&project, SCORES), ["Thể chế 40.0 38.0", "Thủ tục 60.0 56.0"]);
    let rows = [
        "TT^2|Tiêu chí^2|Thang điểm^2|Điểm tối đa^2|Điểm tự chấm>2",
        "Bằng số|Bằng chữ",
        "1|Thể chế|Đủ: 40; thiếu: 20|40|20|Hai mươi",
        "2|Thủ tục|Đúng hạn: 60; chậm: 30|60|60|Sáu mươi",
        "|Tổng||100|80|Tám mươi",
    ];
    let (project, run) = form(&rows, &[]);
    run.succeeded();
    let selves = "SELECT criterion, self FROM self_scores";
    assert_eq!(told(&project, selves), ["Thể chế 20.0", "Thủ tục 60.0"]);
}

#[test]
fn what_was_measured_is_not_proposed_as_points() {
    for name in ["Kết quả", "Mức độ hoàn thành", "Số liệu thực tế"] {
        let head = format!("TT|Tiêu chí|Điểm tối đa|{name}|Tự chấm");
        let rows = [&head, "1|Thể chế|40|0,95|38", "2|Thủ tục|60|0,9|54", "|Tổng|100||92"];
        let (_, run) = form(&rows, &[]);
        let run = run.failed(1).says(&[name, "remark"]);
        assert!(!run.err.contains("=appraised"), "{run:#?}");
    }
}

#[test]
fn several_forms_without_units_are_told_how_to_name_them() {
    let project = Project::new();
    let rows = ["TT|Tiêu chí|Điểm tối đa|Tự chấm", "1|Thể chế|100|95", "|Tổng|100|95"];
    let form = page(&["BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"], &rows);
    for name in ["forms/a.html", "forms/b.html"] {
        project.write(name, &form);
    }
    let folder = project.path("forms").display().to_string();
    let run = project.run(&["import", &folder, "--authority", "UBND tỉnh Ví dụ"]).failed(1);
    run.says(&["Đơn vị: …", "2 biểu nên không dùng được --unit"]);
}

#[test]
fn the_forms_of_communes_lie_in_the_folders_of_their_districts() {
    let project = Project::new();
    let communes =
        [("Huyện A", "Xã Tân Lập", 95), ("Huyện B", "Xã Tân Lập", 90), ("Huyện B", "Xã C", 85)];
    for (district, commune, points) in communes {
        project.write(&format!("forms/{district}/{commune}.html"), form_without_unit(points));
    }
    import_forms(&project);
    assert_eq!(
        told(&project, "SELECT unit, rank, unit_parent FROM rankings ORDER BY rank"),
        ["Xã Tân Lập (Huyện A) 1 Huyện A", "Xã Tân Lập (Huyện B) 2 Huyện B", "Xã C 3 Huyện B"]
    );
}

#[test]
fn a_group_may_have_its_mean_and_the_survey_a_table_of_its_own() {
    let rows = [
        "STT|Đơn vị|Tự chấm|Thẩm định",
        "I|Khối kinh tế|95|90",
        "1|Sở Tài chính|96|91",
        "2|Sở Công Thương|94|89",
        "II|Khối văn xã|93|88",
        "1|Sở Y tế|93|88",
    ];
    let (project, run) = decision(DEPARTMENTS, &rows);
    run.succeeded();
    assert_eq!(
        told(&project, "SELECT unit, rank, group_name FROM rankings ORDER BY unit_id"),
        ["Sở Tài chính 1 Khối kinh tế", "Sở Công Thương 2 Khối kinh tế", "Sở Y tế 1 Khối văn xã"]
    );
    let notes = told(&project, "SELECT count(*) FROM findings WHERE rule = 'left-out'");
    assert_eq!(notes, ["2"]);

    let by = "(Kèm theo Quyết định số 15/QĐ-UBND ngày 20/3/2024 của Ủy ban nhân dân tỉnh Ví dụ)";
    let head = "Đơn vị|Điểm thẩm định|Điểm điều tra XHH|Tổng điểm|Xếp hạng";
    let whole = page(&[DEPARTMENTS, by], &[head, "Sở Y tế|68|27|95|1", "Sở Nội vụ|60|26|86|2"]);
    let survey = |points: &str| {
        let lines = ["PHỤ LỤC 2", "KẾT QUẢ ĐIỀU TRA XÃ HỘI HỌC"];
        let row = format!("Sở Nội vụ|100|{points}");
        page(&lines, &["Đơn vị|Số phiếu|Điểm điều tra XHH", &row, "Sở Y tế|120|27"])
    };
    let project = Project::new();
    project.import(&project.write("a.html", format!("{whole}{}", survey("26"))));
    assert_eq!(
        told(&project, "SELECT unit, total, respondents FROM rankings_detail ORDER BY rank"),
        ["Sở Y tế 95.0 120", "Sở Nội vụ 86.0 100"]
    );
    // Two tables that contradict each other are not joined.
    let path = project.write("b.html", format!("{whole}{}", survey("25")));
    project.run(&["import", &path, "--replace"]).failed(1);
}

#[test]
fn a_unit_may_be_called_after_its_province() {
    let units = ["Sở Nội vụ|95", "Tỉnh đoàn|93", "Sở Y tế|90", "Sở Tư pháp|85"];
    let (project, run) = decision(DEPARTMENTS, &[&["Đơn vị|Điểm"][..], &units].concat());
    run.succeeded();
    let expected = ["Sở Nội vụ 1", "Tỉnh đoàn 2", "Sở Y tế 3", "Sở Tư pháp 4"];
    let ranked = "SELECT unit, rank FROM rankings ORDER BY rank";
    assert_eq!(told(&project, ranked), expected);
    let rows = [
        "TT|Tiêu chí|Điểm tối đa|Sở Nội vụ|Sở Y tế|Sở Tư pháp|Tỉnh đoàn",
        "1|Thể chế|100|95|90|85|93",
        "|Tổng|100|95|90|85|93",
    ];
    let (project, run) = decision(DEPARTMENTS, &rows);
    run.succeeded();
    assert_eq!(told(&project, ranked), expected);
}

#[test]
fn differences_from_another_year_are_not_its_results() {
    for over in [
        "So với năm 2022",
        "Tăng/giảm so với năm 2022",
        "So sánh với năm 2022",
        "Biến động so với năm 2022",
    ] {
        let head = format!("Đơn vị^2|Tổng điểm^2|Xếp hạng^2|{over}>2");
        let rows = [&head, "Điểm|Hạng", "Sở Nội vụ|95|1|2|1", "Sở Y tế|90|2|-1|0"];
        let project = ranks(&rows, &TWO);
        assert!(project.query("SELECT * FROM restatements").is_empty(), "{over}");
    }
}

#[test]
fn the_rank_and_the_grade_of_the_appraisal_count() {
    let rows = [
        "TT^2|Tiêu chí^2|Điểm tối đa^2|Sở Nội vụ>2|Sở Y tế>2",
        "Tự chấm|Thẩm định|Tự chấm|Thẩm định",
        "1|Thể chế|100|98|95|99|90",
        "|Tổng|100|98|95|99|90",
        "|Xếp hạng||2|1|1|2",
        "|Xếp loại||Xuất sắc|Xuất sắc|Xuất sắc|Tốt",
    ];
    let project = ranks(&rows, &TWO);
    let grades = told(&project, "SELECT grade FROM rankings ORDER BY rank");
    assert_eq!(grades, ["Xuất sắc", "Tốt"]);
    let rows = [
        "TT|Tiêu chí|Điểm tối đa|Tự chấm|Thẩm định",
        "1|Thể chế|100|98|76",
        "|Tổng|100|98|76",
        "|Xếp loại||Xuất sắc|Khá",
    ];
    let (project, run) = form(&rows, &[]);
    run.succeeded();
    assert_eq!(told(&project, "SELECT grade FROM rankings"), ["Khá"]);
}

#[test]
fn a_cell_with_two_units_is_refused_and_chapters_over_areas_are_none() {
    for names in ["Sở Y tế; Sở Tư pháp", "Sở Y tế, Sở Tư pháp"] {
        let row = format!("{names}|90");
        let (_, run) = decision(DEPARTMENTS, &["Đơn vị|Điểm", "Sở Nội vụ|95", &row]);
        run.failed(1).says(&["missing-unit", names, "tách"]);
    }
    let rows = [
        "Đơn vị^2|Chỉ số thành phần>2|Tổng điểm^2",
        "Thể chế (40)|Thủ tục (60)",
        "Sở Nội vụ|38|57|95",
        "Sở Y tế|36|54|90",
    ];
    let project = ranks(&rows, &TWO);
    let levels = told(&project, "SELECT criterion, level FROM criteria");
    assert_eq!(levels, ["Thể chế 1", "Thủ tục 1"]);
}

#[test]
fn a_file_may_say_more_than_the_unit_of_its_form() {
    let project = Project::new();
    for (name, points) in [
        ("01. Sở Nội vụ - tự chấm", 95),
        ("Sở Y tế (bản cuối)", 90),
        ("Sở Tư pháp_v2", 85),
        ("Sở Tài chính 2024 đã ký", 80),
        ("Sở Lao động - Thương binh và Xã hội", 75),
    ] {
        project.write(&format!("forms/{name}.html"), form_without_unit(points));
    }
    import_forms(&project);
    assert_eq!(
        told(&project, "SELECT unit FROM rankings ORDER BY rank"),
        [
            "Sở Nội vụ",
            "Sở Y tế",
            "Sở Tư pháp",
            "Sở Tài chính",
            "Sở Lao động - Thương binh và Xã hội"
        ]
    );
}
