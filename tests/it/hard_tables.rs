//! Tables as offices really type them: nothing is lost silently.

use crate::project::{DECISION, Project, Run, SMALL};

fn import(text: &str) -> (Project, Run) {
    let project = Project::new();
    let path = project.write("document.txt", text);
    let run = project.run(&["import", &path]);
    (project, run)
}

/// The units that a document has, in the order of `cchc rank`.
#[track_caller]
fn units(text: &str) -> Vec<String> {
    let (project, run) = import(text);
    run.succeeded();
    project
        .json(&["rank"])
        .iter()
        .filter_map(|row| row["unit"].as_str().map(str::to_owned))
        .collect()
}

const NAMES: [&str; 3] = ["Xã Ví dụ Một", "Xã Ví dụ Hai", "Xã Ví dụ Ba"];

#[test]
fn a_blank_line_or_a_page_number_does_not_end_a_table() {
    let before_the_second = SMALL.find("\t2\n\tXã").expect("the second row");
    for between in ["\n", "\n\n\n", "5\n", "\u{a0}\n5\n\n"] {
        let text =
            format!("{}{between}{}", &SMALL[..before_the_second], &SMALL[before_the_second..]);
        assert_eq!(units(&text), NAMES, "{between:?}");
    }
    let before_the_first = SMALL.find("\t1\n\tXã").expect("the first row");
    assert_eq!(
        units(&format!("{}\n\n{}", &SMALL[..before_the_first], &SMALL[before_the_first..])),
        NAMES
    );
    let decision = std::fs::read_to_string(DECISION).expect("the decision");
    let tenth = decision.find("\t11\n\tSở Y tế").expect("the eleventh row");
    assert_eq!(units(&format!("{}\n\n{}", &decision[..tenth], &decision[tenth..])).len(), 27);
}

#[test]
fn a_table_with_figures_that_is_not_understood_is_an_error() {
    let decision = std::fs::read_to_string(DECISION).expect("the decision");
    let (first, second) = decision.split_once("PHỤ LỤC 2.").expect("two appendices");
    let text = format!(
        "{first}PHỤ LỤC 2.{}",
        second.replacen("TÊN ĐƠN VỊ", "NƠI", 1).replacen("\tSTT\n", "\tSTT\n\tA\n", 1)
    );
    let (_, run) = import(&text);
    run.failed(1).says(&["unread-table"]);
}

#[test]
fn group_rows_and_column_numbers_are_not_units() {
    let first = "\t1\n\tXã Ví dụ Một";
    let row = |cells: &[&str]| {
        let empty = std::iter::repeat_n("", 14 - cells.len());
        cells.iter().copied().chain(empty).map(|cell| format!("\t{cell}\n")).collect::<String>()
            + "\n"
    };

    let (project, run) =
        import(&SMALL.replace(first, &format!("{}{first}", row(&["I", "XÃ LOẠI I"]))));
    run.succeeded().says(&["1 cảnh báo"]);
    assert_eq!(project.json(&["rank"]).len(), 3);
    assert_eq!(project.query("SELECT * FROM findings WHERE rule = 'row-unread'").len(), 1);

    for numbers in [
        (1..=14).map(|n| n.to_string()).collect::<Vec<_>>(),
        (1..=14).map(|n| format!("({n})")).collect(),
    ] {
        let numbers = numbers.iter().map(|cell| format!("\t{cell}\n")).collect::<String>() + "\n";
        assert_eq!(units(&SMALL.replace(first, &format!("{numbers}{first}"))), NAMES);
    }

    let average = "\t\n\tTrung bình\n".to_owned() + &"\t50,00\n".repeat(12) + "\n";
    assert_eq!(units(&format!("{SMALL}{average}")), NAMES);
}

#[test]
fn a_unit_without_its_running_number_is_not_silently_dropped() {
    let (_, run) = import(&SMALL.replace("\t3\n\tXã", "\t\n\tXã"));
    run.failed(1).says(&["row-unread", "hàng 5", "Xã Ví dụ Ba"]);
    assert_eq!(
        units(&SMALL.replace("\t1\n\tXã", "\t1.\n\tXã").replace("\t2\n\tXã", "\t2)\n\tXã")),
        NAMES
    );
}

#[test]
fn a_table_may_have_no_running_numbers() {
    let rows = SMALL.trim_end().split("\n\n").map(|row| {
        let (caption, cells) = row.split_at(row.find('\t').expect("cells"));
        format!("{caption}{}\n\n", cells.split_once('\n').expect("two cells").1)
    });
    assert_eq!(units(&rows.collect::<String>()), NAMES);
}

#[test]
fn the_legal_basis_is_not_the_decision() {
    let basis = "Căn cứ Quyết định số 1541/QĐ-UBND ngày 16 tháng 8 năm 2022 của Ủy ban nhân dân tỉnh về bộ tiêu chí;\n";
    let blank = SMALL.replace(
        "số: 12/QĐ-UBND ngày 5 tháng 1 năm 2022",
        "số:      /QĐ-UBND ngày     tháng   năm 2022",
    );
    let (_, run) = import(&format!("{basis}{blank}"));
    run.failed(1).says(&["--number"]);

    let project = Project::new();
    let path = project.write("document.txt", format!("{basis}{blank}"));
    project.run(&["import", &path, "--number", "12/QĐ-UBND"]).failed(1).says(&["--date"]);

    let tight = SMALL.replace("số: 12/QĐ-UBND", "số:12 /QĐ-UBND");
    let (project, run) = import(&format!("{basis}{tight}"));
    run.succeeded();

    let document = &project.query("SELECT number, issued_on FROM documents")[0];
    assert_eq!(
        (&document["number"], &document["issued_on"]),
        (&"12/QĐ-UBND".into(), &"2022-01-05".into())
    );
}

#[test]
fn maxima_that_are_not_printed_are_derived_or_asked_for() {
    let maxima = |text: &str| {
        let (project, run) = import(text);
        run.succeeded();
        project.query("SELECT max_appraised, max_survey, max_total FROM criteria")
    };
    let printed = maxima(SMALL);
    assert_eq!(maxima(&SMALL.replace("ĐT XHH (10,00)", "ĐT XHH")), printed);
    assert_eq!(maxima(&SMALL.replace(" (Tối đa 60,00 điểm)", "")), printed);
    let bare = SMALL.replace(" (50,00)", "").replace("ĐT XHH (10,00)", "ĐT XHH");
    let (_, run) = import(&bare);
    run.failed(1).says(&["missing-maximum", "Cải cách thể chế"]);
}

/// A decision that prints only totals, ranks and grades.
fn totals(rows: &[&str]) -> String {
    let caption = SMALL.split('\t').next().expect("a caption");
    let heading = "\tTT\n\tTên đơn vị\n\tĐiểm\nđánh giá\n\tVị thứ\n\tXếp loại\n\n";
    let rows: String =
        rows.iter().map(|row| format!("\t{}\n\n", row.replace('|', "\n\t"))).collect();
    format!("{caption}{heading}{rows}")
}

#[test]
fn totals_alone_are_ranked_and_the_rest_is_reported_as_unknown() {
    let (project, run) =
        import(&totals(&["1|Xã Một|97,685|1/2|Xuất sắc", "2|Xã Hai|73,475|2/2|Loại Khá"]));
    run.succeeded();

    let ranked = project.json(&["rank"]);
    assert_eq!(
        (ranked[0]["total"].to_string().as_str(), &ranked[0]["rank"]),
        ("97.685", &1.into())
    );
    assert_eq!((&ranked[1]["grade"], &ranked[1]["coverage"]), (&"Khá".into(), &"totals".into()));
    assert!(ranked[0]["recomputed_rank"].is_null() && ranked[0]["recomputed_total"].is_null());
    project.run(&["chart", "ranking", "-o", "ranking.svg"]).succeeded();
    project.run(&["chart", "gap", "-o", "gap.svg"]).failed(1).says(&["tổng điểm"]);
    project.run(&["report"]).succeeded();

    let report = std::fs::read_to_string(project.path("reports/2021/cchc-2021.vi.html"))
        .expect("the report");
    assert!(report.contains("văn bản công bố tổng điểm, không công bố điểm theo lĩnh vực"));
}

#[test]
fn a_rank_that_is_not_printed_follows_from_the_printed_totals() {
    let without_ranks: String = SMALL
        .split("\n\n")
        .filter(|row| !row.trim().is_empty())
        .map(|row| {
            let lines: Vec<_> = row.lines().collect();
            lines[..lines.len() - 2].join("\n") + "\n\n"
        })
        .collect();
    let (project, run) = import(&without_ranks);
    run.succeeded();

    let ranks: Vec<_> = project.json(&["rank"]).iter().map(|row| row["rank"].as_u64()).collect();
    assert_eq!(ranks, [Some(1), Some(2), Some(3)]);
    assert!(project.json(&["rank"])[0]["published_rank"].is_null());
    crate::views::compare_with_oracle(&project);
    project.run(&["report"]).succeeded();

    let report = std::fs::read_to_string(project.path("reports/2021/cchc-2021.vi.html"))
        .expect("the report");
    assert!(!report.contains("Phân loại: "), "grades that are not known are not counted");
}

#[test]
fn headings_that_are_missing_or_contradict_each_other_are_errors() {
    let (_, run) = import(&SMALL.replacen("(Tối đa 60,00 điểm)", "(Tối đa 61,00 điểm)", 1));
    run.failed(1).says(&["criterion-maximum", "61,00", "60,00"]);
    let (_, run) = import(&SMALL.replacen("\tTự chấm (50,00)\n", "\t\n", 1));
    run.failed(1).says(&["unknown-heading"]);
    let bare =
        SMALL.replacen("\tXếp hạng, phân loại\n", "\t\n", 3).replacen("\tXếp hạng\n", "\t\n", 1);
    let (_, run) = import(&bare);
    run.failed(1).says(&["unknown-heading", "cột 13", "không có tiêu đề"]);
}

#[test]
fn a_row_that_lost_its_tabs_is_still_a_row() {
    let decision = std::fs::read_to_string(DECISION).expect("the decision");
    for begin in ["\t19\n", "\t8\n\tHuyện", "\t5\n\tHuyện"] {
        let row = decision.find(begin).expect("the row");
        let end = row + decision[row..].find("\n\n").expect("its end");
        for tab in ["", "    "] {
            let text = format!(
                "{}{}{}",
                &decision[..row],
                decision[row..end].replace('\t', tab),
                &decision[end..]
            );
            assert_eq!(units(&text).len(), 27, "{begin:?} {tab:?}");
        }
    }
}

#[test]
fn a_second_table_with_rows_or_headings_missing_is_not_dropped() {
    let decision = std::fs::read_to_string(DECISION).expect("the decision");
    let (first, second) = decision.split_once("PHỤ LỤC 2.").expect("two appendices");
    let heading = second.find("\tSTT\n").expect("headings") + "\tSTT\n".len();
    let (_, run) = import(&format!("{first}PHỤ LỤC 2.{}", &second[..heading]));
    run.failed(1).says(&["unread-table", "STT"]);
    let narrow = "\n\tSTT\n\tTên đơn vị\n\tĐiểm khác\n\n\t1\n\tHuyện Một\n\t88,21\n\n\t2\n\tHuyện Hai\n\t85,57\n\n";
    let (_, run) = import(&format!("{first}PHỤ LỤC 2. NĂM 2022\n{narrow}"));
    run.failed(1).says(&["unread-table"]);
}

#[test]
fn contradictions_are_refused() {
    let says = |text: &str, words: &[&str]| import(text).1.failed(1).says(words);
    says(&SMALL.replace("NĂM 2021", "NĂM 2021 VÀ NĂM 2020"), &["--year"]);
    says(&SMALL.replace("NĂM 2021", "NĂM 2032"), &["2032", "05 tháng 01 năm 2022"]);
    says(
        &SMALL.replace("CÁC XÃ", "CÁC HUYỆN"),
        &["Huyện, thành phố", "Xã, phường, thị trấn", "--block"],
    );
    let decision = std::fs::read_to_string(DECISION).expect("the decision");
    let (first, second) = decision.split_once("PHỤ LỤC 2.").expect("two appendices");
    let with = |from: &str, to: &str| format!("{first}PHỤ LỤC 2.{}", second.replace(from, to));
    says(&with("NĂM 2022", "NĂM 2021"), &["bảng 2", "2021", "2022"]);
    says(&with("501/QĐ", "502/QĐ"), &["bảng 2", "--number"]);
    says(&with("ngày 29", "ngày 28"), &["bảng 2", "--date"]);
    let (project, blank) = (
        Project::new(),
        SMALL.replace("12/QĐ-UBND ngày 5 tháng 1 năm", "   /QĐ-UBND ngày     tháng     năm"),
    );
    let path = project.write("blank.txt", blank);
    let options = [
        "--number",
        "12/QĐ-UBND",
        "--date",
        "2022-01-05",
        "--issuer",
        "Ủy ban nhân dân huyện Ví dụ",
    ];
    project.run(&[&["import", path.as_str()], &options[..]].concat()).succeeded();
    assert_eq!(project.json(&["rank"])[0]["year"], 2021);
}

#[test]
fn summaries_are_not_units_and_units_are_not_summaries() {
    let first = "\t1\n\tXã Ví dụ Một";
    let maxima = "\t\n\tĐiểm tối đa\n".to_owned() + &"\t100\n".repeat(10) + "\t\n\t\n\n";
    assert_eq!(units(&SMALL.replace(first, &format!("{maxima}{first}"))), NAMES);
    let republic = SMALL.replace("Xã Ví dụ Hai", "Cộng Hòa").replace("Xã Ví dụ Ba", "Tổng Cọt");
    assert_eq!(units(&republic), ["Xã Ví dụ Một", "Cộng Hòa", "Tổng Cọt"]);
    let (_, run) = import(&SMALL.replace("Xã Ví dụ Hai", "13,50"));
    run.failed(1).says(&["missing-unit", "hàng 4"]);
}

#[test]
fn empty_ranks_grades_and_totals_are_reported() {
    let missing = |text: &str| {
        let (project, run) = import(text);
        run.succeeded();
        project.query("SELECT unit, cell FROM findings WHERE rule = 'missing-figure'")
    };

    let cases = [
        ("\t2\n\tKhá", "\t\n\tKhá", "1:4:13"),
        ("\t2\n\tKhá", "\t2\n\t-", "1:4:14"),
        ("\t79,50\n", "\t-\n", "1:4:12"),
    ];
    for (from, to, cell) in cases {
        let found = missing(&SMALL.replace(from, to));
        assert!(
            found.iter().any(|row| row["unit"] == "Xã Ví dụ Hai" && row["cell"] == cell),
            "{to:?}: {found:?}"
        );
    }
}

#[test]
fn totals_alone_are_checked_against_their_bounds() {
    let (_, run) = import(&totals(&["1|Xã Một|176,85|1|Tốt"]));
    run.failed(1).says(&["scale", "176,85", "--scale"]);
    let sums =
        "\tTT\n\tTên đơn vị\n\tTự chấm (80,00)\n\tTổng điểm\n\n\t1\n\tXã Một\n\t771,2\n\t77,12\n\n";
    let (_, run) = import(&format!("{}{sums}", SMALL.split('\t').next().expect("a caption")));
    run.failed(1).says(&["above-maximum", "771,20", "80,00"]);
}

#[test]
fn a_pdf_that_lost_a_part_is_refused() {
    let whole = include_bytes!("../fixtures/formats/decision.pdf");
    let text = String::from_utf8_lossy(whole);
    assert_eq!(text.len(), text.chars().map(char::len_utf8).sum::<usize>());
    let find = |from: usize, what: &[u8]| {
        whole[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };

    // The offset of the header of each object that is a page or that a page draws.
    let mut headers = Vec::new();
    let mut at = 0;
    while let Some(end) = find(at, b" 0 obj\n<<") {
        let dictionary = &whole[end..whole.len().min(end + 40)];
        let is_page = dictionary.windows(11).any(|window| window == b"/Type/Page/");
        let is_content = dictionary.windows(8).any(|window| window == b"/Length ");
        if is_page || (is_content && end < 30_000) {
            headers.push(end - 1);
        }
        at = end + 1;
    }

    assert!(headers.len() > 3, "{headers:?}");
    let mut lost = 0;
    for header in headers {
        let project = Project::new();
        let mut damaged = whole.to_vec();
        damaged[header] = b'X';
        let path = project.write("damaged.pdf", damaged);
        let run = project.run(&["import", &path, "--new-units"]);
        if run.code == 0 {
            // The object was a font file or the like, so the table is still complete.
            assert_eq!(
                project.json(&["rank"]).len(),
                27,
                "units were lost without a word: {run:#?}"
            );
        } else {
            lost += 1;
            assert_eq!(run.code, 1, "{run:#?}");
        }
    }

    assert!(lost > 2, "nothing was lost");
}

#[test]
fn points_and_percent_of_areas_are_one_score() {
    let caption = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của \
                   UBND tỉnh Ví dụ)\n";
    let table = "STT;Tên đơn vị;Thể chế (tối đa 60điểm);Thể chế (tối đa 60điểm);Bộ máy (tối đa 40điểm);\
                 Bộ máy (tối đa 40điểm)\n;;Điểm;Chỉ số %;Điểm;Chỉ số %\n\
                 1;Sở Tư pháp;57;95;38,2;95,5\n2;Sở Nội vụ;50;83,33;30;75\n";
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{caption}{table}")));
    let scores = project.query("SELECT unit, total, max_total FROM rankings ORDER BY rank");
    assert_eq!((&scores[0]["total"], &scores[0]["max_total"]), (&95.2.into(), &100.0.into()));
    assert_eq!(scores[1]["total"], 80.0);
    // Percent that do not follow from the points are no repetition.
    let wrong = project.write("b.csv", format!("{caption}{}", table.replace("83,33", "85")));
    project.run(&["import", &wrong, "--replace"]).failed(1).says(&["Chỉ số %"]);
}

#[test]
fn a_heading_that_only_stands_over_the_criteria_is_none() {
    for over in ["Kết quả theo từng lĩnh vực", "Điểm đạt được theo các lĩnh vực"]
    {
        let project = Project::new();
        let html = format!(
            "<meta charset=utf-8><p>KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2025</p>\
             <p>(Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2026 của UBND tỉnh Ví dụ)</p>\
             <table><tr><td rowspan=2>STT<td rowspan=2>Đơn vị<td colspan=2>{over}<td rowspan=2>Tổng điểm</tr>\
             <tr><td>Thể chế (60 điểm)<td>Tài chính công (40 điểm)</tr>\
             <tr><td>1<td>Sở Tư pháp<td>50<td>37<td>87</tr><tr><td>2<td>Sở Nội vụ<td>52<td>36<td>88</tr></table>"
        );
        project.import(&project.write("a.html", html));
        let criteria =
            project.query("SELECT DISTINCT criterion, level FROM scores ORDER BY criterion");
        let told: Vec<_> =
            criteria.iter().map(|row| format!("{} {}", row["criterion"], row["level"])).collect();
        assert_eq!(told, ["\"Thể chế\" 1", "\"Tài chính công\" 1"], "{over}");
    }
}
