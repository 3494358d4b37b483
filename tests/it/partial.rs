//! Years published in part or as totals only, and figures that a later publication restates.

use crate::project::{DATA, Project, SMALL, bytes};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/2018/309-QD-UBND.txt");

fn shipped() -> String {
    std::fs::read_to_string(SHIPPED).expect("the extract")
}

#[test]
fn an_extract_keeps_what_it_says_and_recomputes_nothing() {
    let project = Project::new();
    project.run(&["build", DATA]).succeeded();
    let rows = project.json(&["rank", "--year", "2018"]);
    let printed: Vec<_> = rows
        .iter()
        .map(|row| {
            (row["unit"].as_str().unwrap_or(""), row["rank"].as_i64(), row["total"].to_string())
        })
        .collect();

    // As on the press page of 26/02/2019 about decision 309/QĐ-UBND.
    assert_eq!(
        printed,
        [
            ("Sở Giao thông vận tải", Some(1), "88.10".to_owned()),
            ("Sở Công thương", Some(2), "87.61".to_owned()),
            ("Sở Kế hoạch và Đầu tư", Some(3), "86.70".to_owned()),
            ("Ban Quản lý các khu công nghiệp", Some(19), "70.06".to_owned()),
            ("Huyện Ngân Sơn", Some(1), "81.99".to_owned()),
            ("Huyện Bạch Thông", Some(8), "68.01".to_owned()),
        ]
    );
    assert!(
        rows.iter().all(|row| row["coverage"] == "partial" && row["recomputed_rank"].is_null())
    );

    let run = project.run(&["rank", "--year", "2018"]).succeeded();
    for words in [
        "có kết quả của 4/19 đơn vị",
        "13 đơn vị Tốt, 6 đơn vị Khá",
        "có kết quả của 2/8 đơn vị",
        "8 đơn vị Khá",
    ] {
        assert!(run.out.contains(words), "{words}: {run:#?}");
    }

    project
        .run(&["chart", "ranking", "--year", "2018", "--block", "department", "-o", "rank.svg"])
        .succeeded();
    assert!(
        std::fs::read_to_string(project.path("rank.svg"))
            .expect("the chart")
            .contains("có kết quả của 4/19 đơn vị")
    );
    project.run(&["report", "--year", "2018"]).succeeded();

    let report = std::fs::read_to_string(project.path("reports/2018/cchc-2018.vi.html"))
        .expect("the report");
    assert!(
        report.contains("mới có số liệu của 04/19 sở, ban, ngành")
            && !report.contains("điểm bình quân của")
    );
    assert!(report.contains("chép từ Cổng thông tin điện tử"), "the source of the copy");
    assert!(
        project.query("SELECT * FROM block_trends WHERE year = 2018").is_empty(),
        "no mean of some units"
    );

    let counts = project.query("SELECT grade, units FROM grade_count ORDER BY units DESC");
    assert_eq!(
        counts.iter().map(|row| row["units"].as_i64()).collect::<Vec<_>>(),
        [Some(13), Some(8), Some(6)]
    );
}

#[test]
fn an_extract_that_contradicts_itself_is_refused() {
    for (from, to, words) in [
        ("\t70,06", "\t89,06", &["rank-order", "19"][..]),
        ("\t19\n", "\t20\n", &["rank-order", "20"]),
        ("13 Tốt", "12 Tốt", &["grade-count", "19"]),
        ("08 Khá", "08 Tốt", &["grade-count", "Khá"]),
        ("Trích 4/19", "Trích 4/3", &["4 đơn vị", "4/3", "--units"]),
        ("Trích 4/19", "Trích 5/19", &["4 đơn vị", "5/19", "--units"]),
        ("13 Tốt, 06 Khá", "13 Tốt, 06 Tốt", &["grade-count", ""]),
        ("13 Tốt, 06 Khá", "13 Giỏi, 06 Khá", &["13 Giỏi", ""]),
        ("\t87,61\n\t2\n", "\t87,61\n\t1\n", &["rank-order", ""]),
    ] {
        let text = shipped();
        assert!(text.contains(from), "{from}");
        let project = Project::new();
        let path = project.write("wrong.txt", text.replacen(from, to, 1));
        project.run(&["import", &path]).failed(1).says(&words[..words.len() - 1]);
        assert!(!project.db().exists(), "{words:?}");
    }

    // Without the line that calls it an extract, the ranks do not fit the rows.
    let project = Project::new();
    let bare: String = shipped()
        .lines()
        .filter(|line| !line.starts_with("(Trích"))
        .map(|line| format!("{line}\n"))
        .collect();
    let path = project.write("bare.txt", bare);
    project.run(&["import", &path]).failed(1).says(&["rank-order"]);
}

#[test]
fn the_number_of_units_can_be_given() {
    let project = Project::new();
    let text = shipped();
    let first = text.split("\n\nKẾT QUẢ").next().expect("the departments");
    let bare: String = first
        .lines()
        .filter(|line| !line.starts_with("(Trích"))
        .map(|line| format!("{line}\n"))
        .collect();
    let path = project.write("bare.txt", bare);
    project.run(&["import", &path, "--units", "19"]).succeeded();
    assert_eq!(project.json(&["rank"])[3]["units"], 19);
    project.run(&["import", SHIPPED, "--units", "19", "--replace"]).failed(1).says(&["--block"]);
}

/// A decision with three decimals, `Vị thứ`, `Xếp loại`, and equal totals that are ranked apart.
const TOTALS: &str = "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CÁC SỞ, BAN, NGÀNH NĂM 2021\n(Kèm theo Quyết định số: 24/QĐ-UBND ngày 05 tháng 01 năm 2022 của Ủy ban nhân dân tỉnh Ví dụ)\n\tTT\n\tTên đơn vị\n\tĐiểm đánh giá\n\tVị thứ\n\tXếp loại\n\n\t1\n\tSở A\n\t97,685\n\t1\n\tXuất sắc\n\n\t2\n\tSở B\n\t87,187\n\t2\n\tTốt\n\n\t3\n\tSở C\n\t87,187\n\t3\n\tTốt\n\n\t4\n\tSở D\n\t73,5\n\t4\n\tKhá\n";

#[test]
fn totals_keep_their_decimals_and_their_published_ranks() {
    let project = Project::new();
    let path = project.write("totals.txt", TOTALS);
    project.import(&path);
    let rows = project.json(&["rank"]);
    let printed_rows: Vec<_> = rows
        .iter()
        .map(|row| (row["rank"].as_i64(), row["total"].to_string(), row["coverage"].as_str()))
        .collect();
    assert_eq!(printed_rows[0], (Some(1), "97.685".to_owned(), Some("totals")));
    assert_eq!((printed_rows[1].0, printed_rows[2].0), (Some(2), Some(3)));
    let finding = project
        .query("SELECT severity, unit, expected, found FROM findings WHERE rule = 'rank-order'");
    assert_eq!((&finding[0]["severity"], &finding[0]["unit"]), (&"note".into(), &"Sở C".into()));
    assert_eq!((&finding[0]["expected"], &finding[0]["found"]), (&"2".into(), &"3".into()));
}

#[test]
fn restated_figures_are_kept_beside_the_published_ones() {
    let project = Project::new();
    let path = project.write("totals.txt", TOTALS);
    project.import(&path);
    let text = TOTALS
        .replace("NĂM 2021", "NĂM 2022")
        .replace("24/QĐ-UBND ngày 05 tháng 01 năm 2022", "31/QĐ-UBND ngày 05 tháng 01 năm 2023")
        .replace(
            "\tĐiểm đánh giá\n\tVị thứ\n",
            "\tĐiểm năm 2021\n\tHạng năm 2021\n\tĐiểm năm 2022\n\tVị thứ\n",
        )
        .replace("\t97,685\n", "\t97,685\n\t1\n\t98,1\n")
        .replace("\tSở B\n\t87,187\n", "\tSở B\n\t87,19\n\t2\n\t90\n")
        .replace("\tSở C\n\t87,187\n", "\tSở C\n\t-\n\t-\n\t89\n")
        .replace("\t73,5\n", "\t73,5\n\t4\n\t75\n");
    let path = project.write("later.txt", text);
    project.import(&path);
    assert_eq!(project.json(&["rank", "--year", "2022"])[0]["total"].to_string(), "98.10");
    assert_eq!(
        project.json(&["rank", "--year", "2021"])[1]["total"].to_string(),
        "87.187",
        "the published figure stands"
    );

    let again = project.query(
        "SELECT unit, restated_total, published_total, difference, restated_rank, restated_in FROM \
        restatements",
    );
    assert_eq!(again.len(), 3, "{again:?}");

    let second = again.iter().find(|row| row["unit"] == "Sở B").expect("the unit");
    assert_eq!(
        (second["difference"].as_f64(), second["restated_in"].as_str()),
        (Some(0.003), Some("31/QĐ-UBND"))
    );
    project.run(&["report", "trend"]).succeeded();

    let report =
        std::fs::read_to_string(project.path("reports/cchc-trend.vi.html")).expect("the report");
    assert!(report.contains("31/QĐ-UBND in lại 87,19 điểm"), "the report tells of it");
}

#[test]
fn a_correction_keeps_what_it_replaces() {
    let project = Project::new();
    let path = project.write("totals.txt", TOTALS);
    project.import(&path);
    let path = project.write("corrected.txt", TOTALS.replace("73,5", "74,5"));
    let before = bytes(&project.db());
    project.run(&["import", &path]).failed(1).says(&["2021", "totals.txt", "--replace"]);
    assert_eq!(bytes(&project.db()), before);
    project.run(&["import", &path, "--replace"]).succeeded();
    assert_eq!(project.json(&["rank"])[3]["total"].to_string(), "74.50");
    let history = project.query(
        "SELECT total FROM result JOIN assessment ON assessment.id = assessment_id JOIN unit ON unit.id = unit_id
          WHERE unit.name = 'Sở D' AND replaced_by IS NOT NULL",
    );
    assert_eq!(history[0]["total"], 735_000, "what the replaced document said");
}

#[test]
fn restated_columns_are_checked_as_well() {
    let headed = |earlier: &str, figure: &str| {
        TOTALS
            .replace("\tĐiểm đánh giá\n", &format!("{earlier}\tĐiểm đánh giá\n"))
            .replace("\t97,685\n", &format!("{figure}\t97,685\n"))
            .replace("\t87,187\n", &format!("{figure}\t87,187\n"))
            .replace("\t73,5\n", &format!("{figure}\t73,5\n"))
    };

    for (earlier, figure, words) in [
        ("\tĐiểm năm 2022\n", "\t80\n", &["repeated-heading", "năm 2022"][..]),
        ("\tĐiểm năm 2020\n", "\t108,10\n", &["above-maximum", "108,10"]),
        (
            "\tĐiểm năm 2020\n\tTổng điểm năm 2020\n",
            "\t80\n\t80\n",
            &["repeated-heading", "năm 2020"],
        ),
        ("\tĐiểm năm 2020\n", "\t8O\n", &["not-a-number", "8O"]),
    ] {
        let project = Project::new();
        let path = project.write("wrong.txt", headed(earlier, figure));
        project.run(&["import", &path]).failed(1).says(words);
        assert!(!project.db().exists(), "{words:?}");
    }
}

#[test]
fn counts_of_grades_are_checked_only_in_an_extract() {
    let project = Project::new();
    // All three units are shown, so the counts say nothing about other units.
    let counts = |text: &str, counted: &str| {
        SMALL.replace(
            "\tSTT",
            &format!("(Trích {text} đơn vị; phân loại cả khối: {counted})\n\tSTT"),
        )
    };
    let whole = project.write("whole.txt", counts("3/3", "01 Xuất sắc, 05 Tốt"));
    project.run(&["import", &whole, "--dry-run"]).succeeded();
    let part = project.write("part.txt", counts("3/9", "01 Xuất sắc, 05 Tốt"));
    let run = project.run(&["import", &part, "--dry-run"]).failed(1);
    assert!(run.out.contains("cộng lại là 6, cả khối có 9"), "{}", run.out);
}
