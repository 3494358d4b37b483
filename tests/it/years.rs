//! Several years: what changed, and why. The figures of the two small decisions are worked out by
//! hand.

use std::collections::HashMap;

use cchc::analysis::{Lineage, report_trend};
use cchc::store::{Selection, Store};
use cchc::text::{ChartKind, ChartScope};
use serde_json::Value;

use crate::project::{DATA, Project, SMALL, bytes};

/// The small decisions of 2021 and 2022: 60 points for rules become 50, ten go to a new criterion,
/// one commune is gone and another is new.
fn two_years() -> Project {
    let project = Project::with_small();
    let path = project.write("small_2022.txt", include_str!("../fixtures/small_2022.txt"));
    project.import(&path);
    project
}

fn close(value: &Value, expected: f64) {
    assert!(
        value.as_f64().is_some_and(|value| (value - expected).abs() < 1e-9),
        "{value} is not {expected}"
    );
}

#[test]
fn the_shipped_years_show_who_fell_and_who_rose() {
    let project = Project::new();
    project.run(&["build", DATA]).succeeded();
    let rows = project.json(&["delta", "--from", "2018", "--to", "2022"]);
    let changes: Vec<_> = rows
        .iter()
        .map(|row| (row["unit"].as_str().unwrap_or(""), row["rank_change"].as_i64()))
        .collect();

    // The ranks of 2018 minus those of 2022, as the decisions print them.
    for (unit, change) in [
        ("Sở Giao thông vận tải", 1 - 17),
        ("Sở Công thương", 2 - 5),
        ("Sở Kế hoạch và Đầu tư", 3 - 4),
        ("Ban Quản lý các khu công nghiệp", 19 - 15),
        ("Huyện Ngân Sơn", 1 - 8),
        ("Huyện Bạch Thông", 8 - 1),
    ] {
        assert!(changes.contains(&(unit, Some(change))), "{unit}: {changes:?}");
    }

    assert_eq!(rows.len(), 6);

    for row in &rows {
        assert_eq!(row["framework_changed"], true);
        let caveats = row["caveats"].to_string();
        for words in ["Bộ tiêu chí thay đổi", "1541/QĐ-UBND", "cách nhau 4 năm", "đơn vị"]
        {
            assert!(caveats.contains(words), "{words}: {caveats}");
        }
        for unknown in ["own_change", "set_change", "performance", "constant_delta"] {
            assert!(row[unknown].is_null(), "{unknown} cannot be known of a partial year: {row}");
        }
    }

    let run = project.run(&["delta", "--from", "2018", "--to", "2022"]).succeeded();
    assert!(
        !run.out.contains("Đơn vị mới") && !run.out.contains("không còn"),
        "who came and went is not known: {run:#?}"
    );

    let roads =
        rows.iter().find(|row| row["unit"] == "Sở Giao thông vận tải").expect("the department");
    assert_eq!(
        (roads["total_from"].to_string(), roads["delta"].to_string()),
        ("88.10".into(), "-7.98".into())
    );
}

#[test]
fn a_change_is_split_as_worked_out_by_hand() {
    let project = two_years();
    let rows = project.json(&["delta"]);
    let row = |unit: &str| {
        rows.iter().find(|row| row["unit"] == unit).unwrap_or_else(|| panic!("{unit}"))
    };

    assert_eq!(rows.len(), 2, "the one that left and the new one are not compared");

    // Một: 53 of 60 and 35.5 of 40, then 44 of 50, 37 of 40 and 7 of the new 10. Rules: 55 · (44/50
    // − 53/60) = −0.1833; procedures, with the same maximum: 37 − 35.5; the new criterion counts as
    // weight.
    let first = row("Xã Ví dụ Một");
    let texts = |row: &Value| {
        ["delta", "performance", "weight", "rounding"].map(|name| row[name].to_string())
    };

    assert_eq!(texts(first), ["-0.50", "1.32", "-1.82", "0.00"]);

    // Hai: 46.5 of 60 and 33 of 40, then 44, 36 and 9: 55 · (0.88 − 0.775) = 5.775, rounded half
    // up.
    let second = row("Xã Ví dụ Hai");
    assert_eq!(texts(second), ["9.50", "8.78", "0.72", "0.00"]);

    // Under the old weights, 60 · 0.88 + 40 · 0.925 is more than 60 · 0.88 + 40 · 0.9: Một would
    // still be first.
    let ranks = |row: &Value| {
        ["rank_change", "own_change", "framework_change", "set_change"]
            .map(|name| row[name].as_i64())
    };

    assert_eq!(ranks(first), [Some(-1), Some(0), Some(-1), Some(0)]);
    assert_eq!(ranks(second), [Some(1), Some(0), Some(1), Some(0)]);

    // Over the criteria of both years, with weights of 50 and 40.
    close(&first["constant_from"], (50.0 * 53.0 / 60.0 + 35.5) / 90.0);
    close(&first["constant_to"], 81.0 / 90.0);
    close(&second["constant_delta"], 80.0 / 90.0 - (50.0 * 0.775 + 33.0) / 90.0);

    let criteria = project.json(&["delta", "--by", "criterion", "--unit", "Xã Ví dụ Hai"]);
    let parts: Vec<_> = criteria
        .iter()
        .map(|row| (row["performance"].to_string(), row["weight"].to_string()))
        .collect();
    assert_eq!(
        parts,
        [("5.78", "-8.28"), ("3.00", "0.00"), ("0.00", "9.00")].map(|(a, b)| (a.into(), b.into()))
    );

    let run = project.run(&["delta"]).succeeded();
    for words in [
        "mới trong bảng xếp hạng: xã Ví dụ Bốn",
        "không còn trong bảng xếp hạng: xã Ví dụ Ba",
        "1 đơn vị tăng",
        "1 đơn vị giảm",
        "“Chuyển đổi số”",
    ] {
        assert!(run.out.contains(words), "{words} is not in {run:#?}");
    }

    let set = project.json(&["delta", "--by", "set"]);
    let set: Vec<_> =
        set.iter().map(|row| (row["unit"].as_str(), row["change"].as_str())).collect();
    assert_eq!(
        set,
        [(Some("Xã Ví dụ Bốn"), Some("entrant")), (Some("Xã Ví dụ Ba"), Some("leaver"))]
    );

    let moves = project.json(&["delta", "--by", "grade"]);
    assert_eq!(moves.len(), 2);
    assert_eq!((&moves[1]["grade_from"], &moves[1]["grade_to"]), (&"Khá".into(), &"Tốt".into()));
    assert_eq!(moves[1]["names"], serde_json::json!(["Xã Ví dụ Hai"]));
}

#[test]
fn every_split_adds_up_over_simulated_frameworks() {
    for seed in ["1", "2", "3"] {
        let project = Project::simulated("2018-2024", seed);
        let rows = project.query(
            "SELECT *, round((performance + weight + rounding - delta) * 10000) AS points_left,
                    own_change + framework_change + set_change - rank_change AS ranks_left FROM deltas_detail",
        );
        let split = rows.iter().filter(|row| !row["performance"].is_null());
        assert!(split.clone().count() > 400, "seed {seed}");

        for row in split {
            assert_eq!(row["points_left"].as_f64(), Some(0.0), "{row}");
            assert_eq!(row["ranks_left"].as_i64(), Some(0), "{row}");
        }

        let criteria = project.query(
            "SELECT block, unit_id, from_year, to_year, round(sum(performance), 4) AS performance,
                    round(sum(weight), 4) AS weight, round(sum(delta - performance - weight), 4) AS rest
               FROM delta_criteria WHERE level = 1 GROUP BY block, unit_id, from_year, to_year",
        );
        for row in criteria {
            let unit_row = rows.iter().find(|unit_row| {
                ["block", "unit_id", "from_year", "to_year"]
                    .iter()
                    .all(|name| unit_row[*name] == row[*name])
            });
            let unit_row = unit_row.expect("the unit's row");
            assert_eq!(row["rest"].as_f64(), Some(0.0), "{row}");
            for name in ["performance", "weight"] {
                let (sum, whole) =
                    (row[name].as_f64().unwrap_or(0.0), unit_row[name].as_f64().unwrap_or(0.0));
                assert!((sum - whole).abs() < 1e-6, "{name}: {row} {unit_row}");
            }
        }
    }
}

#[test]
fn a_trend_needs_four_years_and_says_so() {
    let project = two_years();
    let run = project.run(&["trend"]).succeeded();
    assert!(run.out.contains("4/4 hàng có ít hơn 4 năm"), "{run:#?}");
    assert!(
        project.json(&["trend"]).iter().all(|row| row["slope"].is_null() && row["tau"].is_null())
    );

    // A commune with 80, 82, 90 and 84 points: the slopes are 2, 8, −6, 5, 1 and 4/3, and their
    // median is 5/3.
    let project = Project::new();
    for (year, total) in [(2018, "80,00"), (2019, "82,00"), (2020, "90,00"), (2021, "84,00")] {
        let rows =
            format!("\t1\n\tXã Ví dụ Một\n\t{total}\n\t1\n\n\t2\n\tXã Ví dụ Hai\n\t50,00\n\t2\n");
        let text = format!(
            "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM {year}\n(Kèm theo Quyết định số: 1/QĐ-UBND ngày 5 tháng 1 năm {} của Ủy ban nhân dân huyện Ví dụ)\n\tSTT\n\tTên đơn vị\n\tTổng điểm\n\tXếp hạng\n\n{rows}",
            year + 1
        );
        let path = project.write(&format!("{year}.txt"), text);
        project.import(&path);
    }

    let rows = project.json(&["trend", "--unit", "Xã Ví dụ Một"]);
    let row = &rows[0];
    close(&row["slope"], 0.05 / 3.0);
    close(&row["tau"], 4.0 / 6.0);
    close(&row["volatility"], (0.02 + 0.08 + 0.06) / 3.0);
    assert_eq!((&row["best_year"], &row["worst_year"]), (&2020.into(), &2018.into()));
    assert_eq!(
        (&row["rising"], &row["falling"], &row["top_quarter"]),
        (&0.into(), &1.into(), &4.into())
    );

    // The means of the block are 65, 66, 70 and 67: the slopes are 1, 4, −3, 2.5, 0.5 and 2/3, and
    // their median is 5/6.
    let block = &project.json(&["trend", "--by", "block"])[0];
    close(&block["slope"], 0.05 / 6.0);
    close(&block["tau"], 4.0 / 6.0);

    let flat = &project.json(&["trend", "--unit", "Xã Ví dụ Hai"])[0];
    assert_eq!(
        (flat["slope"].as_f64(), &flat["tau"], &flat["bottom_quarter"]),
        (Some(0.0), &Value::Null, &4.into())
    );
    assert_eq!(project.json(&["rank", "--year", "2020"])[0]["coverage"], "totals");
}

#[test]
fn six_simulated_years_go_from_documents_to_the_report_in_one_build() {
    let project = Project::new();
    project.run(&["simulate", "--years", "2019-2024", "--seed", "7", "--out", "sim"]).succeeded();
    let first = bytes(&project.path("sim/2021/2021-QD-MP.txt")).expect("a decision");
    let run = project.run(&["build", "sim"]).succeeded();
    assert!(
        run.err.contains("cchc-trend-mo-phong.vi.html") && run.out.contains("SỐ LIỆU MÔ PHỎNG"),
        "{run:#?}"
    );

    let report = std::fs::read_to_string(project.path("reports/cchc-trend-mo-phong.vi.html"))
        .expect("the report");
    for words in [
        "SỐ LIỆU MÔ PHỎNG",
        "2019 - 2024",
        "Sở Nội vụ (2019–2022)",
        "Sở Nội vụ (2023–2024)",
        "Ban Dân tộc và Tôn giáo",
    ] {
        assert!(report.contains(words), "{words} is not in the report");
    }

    let other = Project::new();
    other.run(&["simulate", "--seed", "7", "--out", "sim"]).succeeded();
    other.run(&["build", "sim"]).succeeded();
    assert_eq!(
        bytes(&other.path("sim/2021/2021-QD-MP.txt")).as_ref(),
        Some(&first),
        "one seed, one province"
    );

    for file in
        ["cchc.db", "reports/cchc-trend-mo-phong.vi.html", "reports/cchc-trend-mo-phong.vi.pdf"]
    {
        assert!(bytes(&other.path(file)) == bytes(&project.path(file)), "{file} differs");
    }

    other.run(&["simulate", "--seed", "8", "--out", "sim"]).succeeded();
    assert_ne!(
        bytes(&other.path("sim/2021/2021-QD-MP.txt")),
        Some(first),
        "two seeds, two provinces"
    );
}

#[test]
fn all_output_of_simulated_figures_says_so() {
    let project = Project::simulated("2021-2024", "5");
    for verb in [
        &["rank"][..],
        &["gap"],
        &["gap", "--by", "cell"],
        &["gap", "--persistent"],
        &["weakness"],
        &["weakness", "--persistent"],
        &["delta"],
        &["delta", "--by", "criterion"],
        &["delta", "--by", "grade"],
        &["trend"],
        &["trend", "--by", "block"],
        &["unit", "Sở Y tế"],
        &["check"],
    ] {
        let run = project.run(verb).succeeded();
        assert!(
            run.out.starts_with("SỐ LIỆU MÔ PHỎNG"),
            "{verb:?}: {}",
            run.out.lines().next().unwrap_or("")
        );
        let rows = project.json(verb);
        assert!(rows.iter().all(|row| row["simulated"] == true), "{verb:?}: {:?}", rows.first());
    }

    assert!(project.run(&["sql", "SELECT 1"]).succeeded().err.contains("SỐ LIỆU MÔ PHỎNG"));

    for kind in ChartKind::ALL {
        let options = match kind.scope() {
            ChartScope::Year => ["--year", "2024", "--block", "district"].as_slice(),
            ChartScope::Years => &["--block", "district"],
            ChartScope::Unit => &["--unit", "Huyện Ba Bể"],
        };
        let output = format!("{kind}.svg");
        project.run(&[&["chart", kind.code(), "-o", &output], options].concat()).succeeded();
        let svg = std::fs::read_to_string(project.path(&output)).expect("the chart");
        assert!(svg.contains("SỐ LIỆU MÔ PHỎNG"), "{kind}");
    }

    project.run(&["unit", "Sở Y tế", "-o", "unit.html"]).succeeded();
    assert!(
        std::fs::read_to_string(project.path("unit.html"))
            .expect("the page")
            .contains("SỐ LIỆU MÔ PHỎNG")
    );
}

#[test]
fn simulated_and_real_figures_mix_only_with_the_option() {
    let project = Project::with_small();
    project.run(&["simulate", "--years", "2020-2021", "--out", "sim"]).succeeded();
    let before = bytes(&project.db());
    project.run(&["import", "sim/2020/2020-QD-MP.txt"]).failed(1).says(&[
        "mô phỏng",
        "--mix",
        "--db",
    ]);
    assert_eq!(bytes(&project.db()), before);
    project.run(&["import", "sim/2020/2020-QD-MP.txt", "--mix"]).succeeded();
    project.run(&["import", &project.write("other.txt", "x")]).failed(1);
    project.write("data/mine.txt", "x");
    project.run(&["simulate", "--out", "data"]).failed(2).says(&["data", "mine.txt", "--out"]);
}

#[test]
fn lasting_weaknesses_and_over_scoring_are_listed() {
    let project = Project::simulated("2019-2024", "7");
    let weak = project.json(&["weakness", "--persistent"]);
    assert!(!weak.is_empty());
    for row in &weak {
        assert!(
            row["years_behind"].as_i64() >= Some(3) && row["years"].as_i64() <= Some(4),
            "{row}"
        );
        let unit = row["unit_id"].to_string();
        let criterion = row["series"].as_str().unwrap_or("");
        let years = project.query(&format!(
            "SELECT sum(behind > 0) AS n FROM (SELECT behind FROM weaknesses WHERE unit_id = \
            {unit} AND series = '{criterion}' ORDER BY year DESC LIMIT 4)"
        ));
        assert_eq!(years[0]["n"], row["years_behind"], "{row}");
    }

    let over = project.json(&["gap", "--persistent"]);
    assert!(
        over.iter().all(|row| row["last_gap_share"].as_f64() > row["block_gap_share"].as_f64())
    );
    assert!(
        !project.json(&["gap", "--improved"]).is_empty(),
        "the simulated province has a unit that learns"
    );
    project
        .run(&["gap", "--persistent", "--year", "2021"])
        .failed(2)
        .says(&["--persistent", "--year"]);
}

#[test]
fn two_years_are_needed_and_have_to_be_in_order() {
    let project = Project::with_small();
    let before = bytes(&project.db());
    project.run(&["delta"]).failed(1).says(&["Cần hai năm", "2021 xã, phường, thị trấn"]);

    for verb in [
        &["report", "trend"][..],
        &["trend"],
        &["gap", "--persistent"],
        &["gap", "--improved"],
        &["weakness", "--persistent"],
    ] {
        project.run(verb).failed(1).says(&["Cần hai năm"]);
    }

    project.run(&["unit", "Xã Ví dụ Một"]).failed(1).says(&["Cần hai năm"]);
    project
        .run(&["delta", "--from", "2021", "--to", "2021"])
        .failed(2)
        .says(&["--from 2021", "--to 2021"]);
    project.run(&["delta", "--from", "1989", "--to", "2021"]).failed(2).says(&["1989"]);
    project.run(&["delta", "--from", "2020", "--to", "2021"]).failed(1).says(&["2020"]);
    project
        .run(&["gap", "--unit", "Xã Ví dụ Mốt"])
        .failed(1)
        .says(&["Xã Ví dụ Mốt", "Xã Ví dụ Một"]);
    project.run(&["chart", "causes", "-o", "x.png"]).failed(2).says(&["--unit"]);
    project.run(&["simulate", "--years", "2024-2019", "--out", "x"]).failed(2).says(&["2024-2019"]);
    project.run(&["simulate", "--years", "2060-2070", "--out", "x"]).failed(2).says(&["2070"]);
    assert_eq!(bytes(&project.db()), before);

    let path = project
        .write("later.txt", crate::project::SMALL.replace("tháng 1 năm 2022", "tháng 1 năm 2095"));
    project.run(&["import", &path, "--replace"]).failed(1).says(&["tương lai", "2095"]);
    assert_eq!(bytes(&project.db()), before);
}

#[test]
fn options_without_effect_are_refused() {
    let project = Project::simulated("2021-2024", "5");
    for arguments in [
        &["chart", "bump", "--block", "district", "--unit", "Huyện Ba Bể"][..],
        &["chart", "bump", "--block", "district", "--lineage", "merged"],
        &["chart", "course", "--block", "district", "--year", "2021"],
        &["chart", "ranking", "--block", "district", "--year", "2021", "--from", "2021"],
        &["chart", "bump", "--block", "district", "--from", "2023", "--to", "2021"],
    ] {
        project.run(&[arguments, &["-o", "x.svg"]].concat()).failed(2).says(&["--"]);
    }

    project.run(&["trend", "--by", "block", "--unit", "Huyện Ba Bể"]).failed(2).says(&["--unit"]);
    project.run(&["report", "year", "--lineage", "merged"]).failed(2).says(&["--lineage"]);

    // A span leaves out the other years.
    project
        .run(&[
            "chart", "bump", "--block", "district", "--from", "2022", "--to", "2023", "-o", "x.svg",
        ])
        .succeeded();

    let svg = std::fs::read_to_string(project.path("x.svg")).expect("the chart");
    assert!(
        svg.contains("2022–2023") && !svg.contains("2024"),
        "years outside of the span are drawn"
    );
}

#[test]
fn the_report_states_the_limits_of_the_comparison() {
    let project = Project::simulated("2019-2024", "7");
    project.run(&["report", "trend"]).succeeded();
    let html = std::fs::read_to_string(project.path("reports/cchc-trend-mo-phong.vi.html"))
        .expect("the report");
    let scope = html.split("PHẠM VI VÀ CĂN CỨ SO SÁNH</h2>").nth(1).expect("the first section");
    let caveats = scope.split("<h2").next().expect("its text");
    for words in [
        "Từ năm 2022, khối sở, ban, ngành và khối huyện, thành phố áp dụng bộ tiêu chí mô phỏng B",
        "Sở Nội vụ (thành lập trên cơ sở hợp nhất Sở Nội vụ và Sở Lao động - Thương binh và Xã hội \
        từ ngày",
        "Ban Dân tộc và Tôn giáo (trước ngày 01 tháng 3 năm 2022 là Ban Dân tộc)",
        "Thanh tra tỉnh năm 2020 (87,00 điểm)",
    ] {
        assert!(caveats.contains(words), "{words}");
    }
}

#[test]
fn a_criterion_of_one_year_only_is_named_whatever_its_name_is() {
    let project = Project::new();
    let first = project.write("2021.txt", SMALL.replace("Cải cách thể chế", "Thể chế | pháp luật"));
    let second = project.write("2022.txt", include_str!("../fixtures/small_2022.txt"));
    project.run(&["import", &first, &second]).succeeded();
    let run = project.run(&["delta"]).succeeded();
    assert!(
        run.out.contains("“Thể chế | pháp luật”") && run.out.contains("“Cải cách thể chế”"),
        "{run:#?}"
    );
}

#[test]
fn the_report_has_as_many_lasting_weaknesses_as_the_view() {
    let project = Project::simulated("2019-2024", "7");
    let store = Store::open(&project.db()).expect("the database");
    let report = report_trend(&store, Selection::default(), Lineage::AsIs).expect("the report");
    for course in &report.blocks {
        let sql = format!(
            "SELECT count(*) AS n FROM persistent_weaknesses WHERE level = 1 AND block = '{}'",
            course.block.code()
        );
        assert_eq!(project.query(&sql)[0]["n"], course.persistent.len(), "{}", course.block);
    }
}

#[test]
fn equal_residuals_stand_in_printed_order() {
    let project = Project::with_decision();
    let printed = project.query("SELECT year, block, unit, criterion FROM gaps WHERE level = 1");
    let key =
        |row: &Value| ["year", "block", "unit", "criterion"].map(|name| row[name].to_string());
    let indices: HashMap<_, _> =
        printed.iter().zip(0..).map(|(row, index)| (key(row), index)).collect();
    let cells = project.json(&["gap", "--by", "cell"]);
    let mut ties = 0;

    for pair in cells.windows(2).filter(|pair| {
        (&pair[0]["year"], &pair[0]["block"]) == (&pair[1]["year"], &pair[1]["block"])
    }) {
        let [first, second] =
            [&pair[0], &pair[1]].map(|row| row["residual"].as_f64().expect("a share"));
        assert!(first > second - 1e-9, "{pair:?}");
        if (first - second).abs() < 1e-9 {
            ties += 1;
            assert!(indices[&key(&pair[0])] < indices[&key(&pair[1])], "{pair:?}");
        }
    }

    assert!(ties > 0, "nothing was checked");
}
