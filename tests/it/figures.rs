//! Golden figures: those that the decision prints, and those that follow from them by independent
//! arithmetic.

use serde_json::Value;

use crate::decision::{Row, rows};
use crate::project::Project;

/// Converts a JSON number to hundredths by its digits, without floats.
fn hundredths(value: &Value) -> i64 {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    assert!(fraction.len() <= 2, "{text} has more than two decimals");
    format!("{whole}{fraction:0<2}").parse().expect("a number")
}

fn of_block<'a>(rows: &'a [Row], block: &str) -> Vec<&'a Row> {
    rows.iter().filter(|row| row.block == block).collect()
}

#[test]
fn rankings_are_those_of_the_decision() {
    let project = Project::with_decision();
    let decision = rows();
    for block in ["department", "district"] {
        let ranked = project.json(&["rank", "--year", "2022", "--block", block]);
        let expected = of_block(&decision, block);
        assert_eq!(ranked.len(), expected.len());
        for (row, expected) in ranked.iter().zip(expected) {
            assert_eq!(row["unit"], expected.unit.as_str());
            assert_eq!(row["rank"], expected.rank, "{row}");
            assert_eq!(row["published_rank"], expected.rank, "{row}");
            assert_eq!(row["grade"], expected.grade.as_str());
            assert_eq!(hundredths(&row["total"]), expected.total);
            assert_eq!(hundredths(&row["published_total"]), expected.total);
            assert_eq!(hundredths(&row["recomputed_total"]), expected.recomputed());
            assert_eq!(hundredths(&row["self_total"]), expected.sums[0]);
            assert_eq!(hundredths(&row["appraised_total"]), expected.sums[1]);
            assert_eq!(hundredths(&row["survey_total"]), expected.sums[2]);
            assert_eq!(row["coverage"], "full");
            assert_eq!(row["simulated"], false);
        }
    }
}

#[test]
fn the_first_and_last_departments() {
    let ranked =
        Project::with_decision().json(&["rank", "--year", "2022", "--block", "department"]);
    assert_eq!(ranked.len(), 19);
    assert_eq!((&ranked[0]["unit"], &ranked[0]["rank"]), (&"Sở Tư pháp".into(), &1.into()));
    assert_eq!(ranked[0]["total"].to_string(), "94.28");
    assert_eq!(ranked[0]["recomputed_total"].to_string(), "94.29");

    // Ban Dân tộc has 79.06 points and Khá. Tốt begins above 79.56 and at 80.12 at the latest.
    assert_eq!(
        (&ranked[17]["unit"], &ranked[17]["next_grade"]),
        (&"Ban Dân tộc".into(), &"Tốt".into())
    );
    assert_eq!(ranked[17]["next_grade_more_than"].to_string(), "0.50");
    assert_eq!(ranked[17]["next_grade_at_most"].to_string(), "1.06");
    assert!(ranked[0]["next_grade"].is_null());
    assert_eq!(ranked[18]["unit"], "Sở Giáo dục và Đào tạo");
    assert_eq!(ranked[18]["total"].to_string(), "76.97");
}

#[test]
fn recomputed_ranks_follow_the_recomputed_totals() {
    let project = Project::with_decision();
    let ranked = project.json(&["rank", "--block", "department", "--recomputed"]);
    let decision = rows();
    let departments = of_block(&decision, "department");
    for row in &ranked {
        let printed = departments
            .iter()
            .find(|candidate| row["unit"] == candidate.unit.as_str())
            .expect("a department");
        let better =
            departments.iter().filter(|other| other.recomputed() > printed.recomputed()).count();
        assert_eq!(row["rank"], better + 1, "{row}");
        assert_eq!(hundredths(&row["total"]), printed.recomputed());
    }
}

#[test]
fn gaps_are_self_minus_appraised() {
    let project = Project::with_decision();
    let gaps = project.json(&["gap", "--by", "criterion"]);
    let decision = rows();
    let expected =
        decision.iter().flat_map(|row| row.scores.iter().map(move |scores| (row, scores)));
    assert_eq!(gaps.len(), 27 * 7);

    for (gap, (row, scores)) in gaps.iter().zip(expected) {
        assert_eq!(gap["unit"], row.unit.as_str());
        assert_eq!(hundredths(&gap["gap"]), scores[0] - scores[1], "{gap}");
    }

    let find = |unit: &str, criterion: &str| {
        let gap = gaps.iter().find(|gap| gap["unit"] == unit && gap["criterion"] == criterion);
        gap.expect("the gap")["gap"].to_string()
    };

    assert_eq!(find("Huyện Ba Bể", "Cải cách tài chính công"), "-2.34");
    assert_eq!(find("Sở Giao thông vận tải", "Cải cách thủ tục hành chính (TTHC)"), "8.00");
}

#[test]
fn unit_gaps_list_the_largest_first() {
    let project = Project::with_decision();
    for (block, unit, gap) in
        [("department", "Sở Giao thông vận tải", "16.91"), ("district", "Huyện Chợ Đồn", "13.43")]
    {
        let gaps = project.json(&["gap", "--block", block]);
        assert_eq!((&gaps[0]["unit"], gaps[0]["gap"].to_string().as_str()), (&unit.into(), gap));
    }

    let decision = rows();
    let gaps = project.json(&["gap"]);
    for row in &decision {
        let gap = gaps.iter().find(|gap| gap["unit"] == row.unit.as_str()).expect("the unit");
        let apart = |sign: i64| {
            row.scores.iter().map(|s| s[0] - s[1]).filter(|gap| gap * sign > 0).sum::<i64>()
        };
        assert_eq!(hundredths(&gap["over"]), apart(1), "{gap}");
        assert_eq!(hundredths(&gap["under"]), apart(-1), "{gap}");
        assert_eq!(hundredths(&gap["gap"]), row.sums[0] - row.sums[1], "{gap}");
    }
}

#[test]
fn lost_points_and_medians_follow_from_the_decision() {
    let project = Project::with_decision();
    let maxima = [
        ("department", [1550, 1100, 2050, 900, 1100, 1100, 2200]),
        ("district", [1650, 1050, 1950, 800, 1450, 1150, 1950]),
    ];
    let decision = rows();

    for (block, maxima) in maxima {
        let weaknesses = project.json(&["weakness", "--block", block]);
        let units = of_block(&decision, block);
        let points =
            |row: &Row, criterion: usize| row.scores[criterion][1] + row.scores[criterion][2];

        for (index, weakness) in weaknesses.iter().enumerate() {
            let (row, criterion) = (units[index / 7], index % 7);
            assert_eq!(weakness["unit"], row.unit.as_str());
            assert_eq!(
                hundredths(&weakness["lost"]),
                maxima[criterion] - points(row, criterion),
                "{weakness}"
            );

            let mut column: Vec<_> = units.iter().map(|row| points(row, criterion)).collect();
            column.sort_unstable();
            let middle = column.len() / 2;
            let twice = if column.len() % 2 == 1 {
                2 * column[middle]
            } else {
                column[middle - 1] + column[middle]
            };
            let median = twice as f64 / 2.0 / maxima[criterion] as f64;
            let found = weakness["block_median"].as_f64().expect("a share");
            assert!((found - median).abs() < 1e-12, "{weakness} does not have {median}");
        }
    }
}

#[test]
fn the_findings_are_the_thirteen_roundings_and_the_eight_rows() {
    let project = Project::with_decision();
    let findings = project.json(&["check"]);
    let of_rule =
        |rule: &str| findings.iter().filter(|row| row["rule"] == rule).collect::<Vec<_>>();
    assert_eq!(findings.iter().filter(|row| row["severity"] == "error").count(), 0);
    assert_eq!(findings.iter().filter(|row| row["severity"] == "note").count(), 13);

    let decision = rows();
    let survey: Vec<_> = decision.iter().filter(|row| row.sums[2] != row.sum(2)).collect();
    assert_eq!((survey.len(), of_rule("sum-survey").len()), (12, 12));
    for (finding, row) in of_rule("sum-survey").iter().zip(&survey) {
        assert_eq!(finding["unit"], row.unit.as_str());
        assert_eq!(hundredths(&finding["difference"]), row.sums[2] - row.sum(2));
    }

    assert_eq!(of_rule("total").len(), 1);
    assert_eq!(of_rule("total")[0]["unit"], "Huyện Na Rì");

    let mut above: Vec<_> =
        of_rule("appraised-above-self").iter().map(|row| row["unit"].to_string()).collect();
    let cells =
        decision.iter().flat_map(|row| &row.scores).filter(|scores| scores[1] > scores[0]).count();
    assert_eq!(above.len(), cells);

    above.dedup();
    assert_eq!(above.len(), 8);
}

#[test]
fn a_grade_begins_between_the_totals_that_show_it() {
    let project = Project::with_decision();
    let bands =
        project.query("SELECT DISTINCT above, at_most FROM grade_bands WHERE grade = 'Tốt'");
    assert_eq!(bands.len(), 1, "both blocks are graded alike");
    assert_eq!((&bands[0]["above"], &bands[0]["at_most"]), (&79.56.into(), &80.12.into()));
}

#[test]
fn a_criterion_that_does_not_apply_lowers_the_maximum() {
    let project = Project::with_small();
    let ranked = project.json(&["rank"]);
    // 43.25 of the 60 points that apply.
    assert_eq!(ranked[2]["unit"], "Xã Ví dụ Ba");
    let attainment = ranked[2]["attainment"].as_f64().expect("a share");
    assert!((attainment - 43.25 / 60.0).abs() < 1e-12);
    let scores = project.query("SELECT * FROM scores WHERE unit = 'Xã Ví dụ Ba' AND max_total = 0");
    assert_eq!(scores.len(), 1, "the criterion that does not apply");
    assert!(scores[0]["total"].is_null() && scores[0]["attainment"].is_null());
    assert_eq!(project.json(&["weakness", "--unit", "Xã Ví dụ Ba"]).len(), 1);
}

#[test]
fn a_missing_figure_is_not_the_same_as_one_that_does_not_apply() {
    let project = Project::new();
    let text = crate::project::SMALL.replacen("\t9,00\n", "\t\n", 1);
    let path = project.write("missing.txt", text);
    project.import(&path);
    let findings = project.json(&["check"]);
    assert!(
        findings.iter().any(|row| row["rule"] == "missing-figure" && row["unit"] == "Xã Ví dụ Một"),
        "{findings:?}"
    );

    let ranked = project.json(&["rank"]);
    assert!(ranked[0]["recomputed_total"].is_null(), "a sum with a missing part is not known");
    assert_eq!(ranked[0]["total"].to_string(), "88.50", "the published total stands");

    let scores = project.query(
        "SELECT max_survey, total FROM scores_detail WHERE unit = 'Xã Ví dụ Một' AND \
            survey IS NULL",
    );
    assert_eq!(scores.len(), 1);
    assert!(scores[0]["total"].is_null() && scores[0]["max_survey"] == 10.0, "{scores:?}");
}

#[test]
fn the_tolerance_is_half_a_digit_for_each_figure() {
    // Two parts and their sum have two decimals: 3 · 0.005 explains a difference of 0.01, but not
    // one of 0.02.
    let project = Project::new();
    let document = |sum: &str, total: &str| {
        let rounded = crate::project::SMALL
            .replacen("\t9,00\n", "\t9,01\n", 1)
            .replacen("\t8,50\n", "\t8,49\n", 1);
        let text = rounded.replacen("\t17,50\n", &format!("\t{sum}\n"), 1);
        project.write("sum.txt", text.replacen("\t88,50\n", &format!("\t{total}\n"), 1))
    };
    let path = document("17,51", "88,51");
    let run = project.run(&["import", &path, "--dry-run"]).succeeded();
    assert!(run.out.contains("Ghi chú sum-survey") && run.out.contains("0 lỗi"), "{run:#?}");
    let path = document("17,52", "88,52");
    project.run(&["import", &path]).failed(1).says(&["Lỗi sum-survey", "+0,02"]);
}

#[test]
fn points_in_quarters_are_not_taken_for_rounded() {
    let project = Project::new();

    // Every score is a multiple of 0.25, so a sum that is off by a quarter or by a whole point is
    // wrong.
    for (sum, total) in [("17,75", "88,75"), ("18,50", "89,50")] {
        let text = crate::project::SMALL.replacen("\t17,50\n", &format!("\t{sum}\n"), 1);
        let path = project.write("sum.txt", text.replacen("\t88,50\n", &format!("\t{total}\n"), 1));
        project.run(&["import", &path]).failed(1).says(&["Lỗi sum-survey"]);
    }

    let whole = |total: &str| {
        let caption = "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2021\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2022 của UBND huyện Ví dụ)\n";
        let head = "TT;Tên xã;Thẩm định;ĐT XHH;Tổng cộng\n";
        project
            .write("whole.csv", format!("{caption}{head}1;Xã A;69;20;{total}\n2;Xã B;68;18;86\n"))
    };

    project.run(&["import", &whole("88")]).failed(1).says(&["Lỗi total", "−1,00"]);

    // A total in whole points with parts that are not is a rounded one: 69.5 + 20 = 89.5 is printed
    // as 90.
    let caption = std::fs::read_to_string(whole("89")).expect("the table");
    let rounded = caption.replace("Xã A;69;20;89", "Xã A;69,5;20;90");
    let path = project.write("rounded.csv", rounded);
    let run = project.run(&["import", &path, "--dry-run"]).succeeded();
    assert!(run.out.contains("Ghi chú total"), "{run:#?}");
}

/// The small decision in which the second unit has the first one's figures and this rank.
fn tied(rank: u32) -> Project {
    let printed_rank =
        "40,00 38,50 8,00 30,00 25,00 8,00 70,00 63,50 16,00 79,50 2 Khá".replace(' ', "\n\t");
    let like = format!("45,00 44,00 9,00 28,00 27,00 8,50 73,00 71,00 17,50 88,50 {rank} Tốt")
        .replace(' ', "\n\t");
    let project = Project::new();
    let text = crate::project::SMALL.replace(&printed_rank, &like);
    assert_ne!(text, crate::project::SMALL);
    let path = project.write("tied.txt", text);
    project.import(&path);
    project
}

#[test]
fn equal_totals_share_a_rank_and_the_next_is_skipped() {
    let project = tied(1);
    let ranks = |name: &str| {
        project.json(&["rank"]).iter().map(|row| row[name].as_u64()).collect::<Vec<_>>()
    };
    assert_eq!(ranks("recomputed_rank"), [Some(1), Some(1), Some(3)]);
    assert_eq!(ranks("rank"), [Some(1), Some(1), Some(3)]);
    assert!(project.query("SELECT * FROM findings WHERE rule = 'rank-order'").is_empty());
    crate::views::compare_with_oracle(&project);
}

#[test]
fn equal_totals_ranked_apart_keep_the_published_rank_and_a_note() {
    let project = tied(2);
    let rows = project.json(&["rank"]);
    assert_eq!((&rows[1]["rank"], &rows[1]["recomputed_rank"]), (&2.into(), &1.into()));
    let notes =
        project.query("SELECT severity, expected, found FROM findings WHERE rule = 'rank-order'");
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0]["severity"], "note");
}
