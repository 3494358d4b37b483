//! Documents of another issuer, index or scale and cells that are not understood are refused, and
//! the advice leads to a correct import.

use crate::hostile::{archive, excel};
use crate::project::{DATA, Project, Run, SMALL};

const CAPTION: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n\
                       (Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh Ví dụ)\n";

/// Imports a document with this name, content and options.
fn import(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> (Project, Run) {
    let project = Project::new();
    let path = project.write(name, content);
    let run = project.run(&[&["import", path.as_str()], options].concat());
    (project, run)
}

/// Expects a refusal and no database, with and without `--accept` and `--new-units`.
#[track_caller]
fn refuses(name: &str, content: impl AsRef<[u8]>, words: &[&str]) {
    let accept = [
        "--accept",
        "total",
        "--accept",
        "row-unread",
        "--accept",
        "framework-maximum",
        "--new-units",
    ];
    for options in [&[][..], &accept] {
        let (project, run) = import(name, &content, options);
        run.failed(1).says(words);
        assert!(!project.db().exists(), "a database was left behind");
    }
}

/// The units and their totals, as imported.
fn totals(project: &Project) -> Vec<(String, String)> {
    let rows = project.json(&["rank"]);
    rows.iter()
        .map(|row| (row["unit"].as_str().unwrap_or("").to_owned(), row["total"].to_string()))
        .collect()
}

fn owned(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(unit, total)| ((*unit).to_owned(), (*total).to_owned())).collect()
}

#[test]
fn another_issuer_is_refused_or_kept_apart() {
    let project = Project::new();
    let next = "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của ISSUER)\n\
                TT;Tên xã;Tổng điểm\n1;Xã Ví dụ Một;95\n2;Xã Ví dụ Hai;94\n";
    for (year, text) in [(2021, SMALL), (2022, include_str!("../fixtures/small_2022.txt"))] {
        let path = project.write(&format!("{year}.txt"), text);
        project.import(&path);
    }

    let trends = project.json(&["trend"]);
    let path = project.write("2023.csv", next.replace("ISSUER", "UBND huyện Khác"));
    for options in [&[][..], &["--dry-run"], &["--replace"]] {
        let run = project.run(&[&["import", path.as_str()], options].concat()).failed(1);
        let message = format!("{}{}", run.out, run.err);
        for words in [
            "UBND huyện Khác",
            "Ủy ban nhân dân huyện Ví dụ",
            "--authority",
            "[authority]",
            "aliases",
        ] {
            assert!(message.contains(words), "{words}: {message}");
        }
    }

    project.run(&["import", &path, "--authority", "UBND huyện Khác"]).succeeded();
    project.run(&["rank"]).failed(2).says(&["--authority", "UBND huyện Khác (cchc)"]);
    project.run(&["rank", "--authority", "huyện Thứ ba"]).failed(1).says(&["UBND huyện Khác"]);
    let of = |name: &str, verb: &str| project.json(&[verb, "--authority", name]);
    assert_eq!(of("huyện Khác", "rank").len(), 2);
    // Beside another authority, the rows say whose they are.
    let mut now = of("Huyện Ví dụ", "trend");
    for row in now.iter_mut().filter_map(serde_json::Value::as_object_mut) {
        assert!(row.remove("authority").is_some() && row.remove("index_code").is_some());
    }
    assert_eq!(now, trends, "it was compared with another authority");
    project.run(&["trend", "--authority", "huyện Khác"]).failed(1).says(&["2023"]);
    assert!(project.query("SELECT * FROM deltas WHERE to_year = 2023").is_empty());
    let names = project.query("SELECT DISTINCT authority FROM rankings ORDER BY authority");
    assert_eq!(names.len(), 2);

    // Units of one name are units of each authority.
    let units = project
        .query("SELECT count(DISTINCT unit_id) AS ids FROM rankings WHERE unit = 'Xã Ví dụ Một'");
    assert_eq!(units[0]["ids"], 2);

    // A rebuild keeps them apart, and another document of a known authority needs no option.
    let rankings = || project.query("SELECT year, unit, rank, authority FROM rankings");
    let before = rankings();
    project.run(&["rebuild"]).succeeded();
    assert_eq!(rankings(), before);
    let path = project.write(
        "2022.csv",
        next.replace("2023", "2022").replace("ISSUER", "Ủy ban nhân dân  HUYỆN KHÁC"),
    );
    project.import(&path);
    assert!(!of("huyện Khác", "delta").is_empty());
}

#[test]
fn indices_are_kept_apart() {
    let project = Project::new();
    let table = |title: &str, year: i32, totals: [&str; 2]| {
        format!(
            "{title} CÁC SỞ NĂM {year}\n(Kèm theo Quyết định số {year}/QĐ-UBND ngày 5/1/{} của UBND tỉnh \
             Ví dụ)\nTT;Tên đơn vị;Tổng điểm\n1;Sở Tư pháp;{}\n2;Sở Nội vụ;{}\n",
            year + 1,
            totals[0],
            totals[1]
        )
    };
    let dti = project.write("dti.csv", table("CHỈ SỐ DTI", 2021, ["70", "90"]));
    let sipas = project.write("sipas.csv", table("CHỈ SỐ SIPAS", 2022, ["80", "95"]));
    project.run(&["import", &dti]).failed(1).says(&["DTI", "--index dti"]);
    project.run(&["import", &dti, "--index", "sipas"]).failed(1).says(&["DTI", "SIPAS"]);
    project.run(&["import", &dti, "--index", "dti"]).succeeded();
    project.run(&["import", &sipas, "--index", "sipas"]).succeeded();

    // Without the administration reform index, verbs and views show the first index.
    let totals = "SELECT total FROM rankings ORDER BY total";
    assert_eq!(project.json(&["rank"])[0]["total"].to_string(), "90.00");
    assert_eq!(project.query(totals)[0]["total"], 70.0);

    let cchc = project.write("cchc.csv", table("CHỈ SỐ CCHC", 2023, ["85", "75"]));
    project.import(&cchc);
    assert_eq!(project.json(&["rank"])[0]["total"].to_string(), "85.00");
    assert_eq!(project.query(totals)[0]["total"], 75.0);
    let sipas_totals = project.json(&["rank", "--index", "sipas"]);
    assert_eq!(sipas_totals[0]["total"].to_string(), "95.00");
    project.run(&["delta"]).failed(1);
    assert!(project.query("SELECT * FROM deltas_detail").is_empty());

    // A declared index is told by its titles.
    project.write("data/frameworks.toml", "[[index]]\ncode = \"dti\"\n");
    project.write("data/dti.csv", table("CHỈ SỐ DTI", 2022, ["75", "85"]));
    let folder = project.path("data");
    project.run(&["import", folder.to_str().expect("UTF-8")]).succeeded();
    assert_eq!(project.json(&["delta", "--index", "dti"]).len(), 2);

    // A document of two indices is not stored as one of them.
    let districts = table("CHỈ SỐ DTI", 2020, ["60", "50"])
        .replace("CÁC SỞ", "CÁC HUYỆN")
        .replace("Sở Tư pháp", "Huyện A")
        .replace("Sở Nội vụ", "Huyện B");
    let both = format!("{}\n{districts}", table("CHỈ SỐ CCHC", 2020, ["85", "75"]));
    let path = project.write("data/both.csv", both);
    project.run(&["import", &path]).failed(1).says(&["DTI", "CCHC", "--index cchc", "--index dti"]);
}

#[test]
fn spellings_of_one_authority_are_one_authority() {
    let next = "KẾT QUẢ CHỈ SỐ CCHC CÁC XÃ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của ISSUER)\n\
                TT;Tên xã;Tổng điểm\n1;Xã Ví dụ Một;95\n2;Xã Ví dụ Hai;94\n";
    for same in [
        "UBND huyện Ví dụ",
        "Uỷ ban nhân dân  huyện Ví dụ",
        "UBND HUYỆN VÍ DỤ",
        "ỦY BAN NHÂN DÂN\nHUYỆN VÍ DỤ",
        "UBND huyện",
    ] {
        let project = Project::with_small();
        let path = project.write("2023.csv", next.replace("ISSUER", same));
        project.import(&path);
        assert!(!project.json(&["delta"]).is_empty(), "{same}");
    }

    // Following the advice joins the results of one authority with two names.
    let project = Project::with_small();
    let path = project.write("2023.csv", next.replace("ISSUER", "UBND huyện Khác"));
    project.run(&["import", &path, "--issuer", "Ủy ban nhân dân huyện Ví dụ"]).succeeded();
    assert!(!project.json(&["delta"]).is_empty());
}

#[test]
fn a_province_continues_another_one_as_declared() {
    let project = Project::new();
    let table = |year: i32, issuer: &str| {
        format!(
            "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM {year}\n(Kèm theo Quyết định số {year}/QĐ-UBND ngày \
             5/1/{} của {issuer})\nTT;Tên đơn vị;Tổng điểm\n1;Sở Tư pháp;95\n2;Sở Nội vụ;94\n",
            year + 1
        )
    };
    let authority = "[authority]\nname = \"UBND tỉnh Hai\"\n";
    let lineage = "\n[[authority.lineage]]\nfrom = \"UBND tỉnh Một\"\ndate = 2025-07-01\n\
                   source = \"ví dụ\"\n";
    project.write("data/2024.csv", table(2024, "UBND tỉnh Một"));
    project.write("data/2025.csv", table(2025, "Ủy ban nhân dân tỉnh Hai"));
    project.write("data/units.toml", authority);
    project.run(&["build"]).failed(1).says(&["UBND tỉnh Một", "lineage"]);
    project.write("data/units.toml", format!("{authority}{lineage}"));
    project.run(&["build"]).succeeded();
    assert_eq!(project.json(&["delta"]).len(), 2);

    // After that day, the first province no longer issues results.
    project.write("data/2025b.csv", table(2025, "UBND tỉnh Một").replace("2025/QĐ", "9/QĐ"));
    project.run(&["build", "--replace"]).failed(1).says(&["UBND tỉnh Một"]);
}

#[test]
fn a_document_of_another_province_does_not_continue_the_shipped_ones() {
    let project = Project::new();
    project.run(&["build", DATA]).succeeded();
    let text = CAPTION.replace("Ví dụ", "Thái Nguyên")
        + "TT;Tên đơn vị;Tổng điểm\n1;Sở Nội vụ;94,5\n2;Sở Tài chính;91\n";
    let path = project.write("2023.csv", text);
    project.run(&["import", &path, "--registry", DATA]).failed(1).says(&["Thái Nguyên", "Bắc Kạn"]);
}

#[test]
fn titles_and_headings_of_other_indices_are_refused() {
    let table = "TT;Tên đơn vị;HEADING;Xếp hạng\n1;Sở Tư pháp;95,2;1\n2;Sở Nội vụ;90,1;2\n";
    for (title, heading, name) in [
        ("KẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS) ĐỐI VỚI CÁC SỞ NĂM 2023", "Chỉ số hài lòng (%)", "SIPAS"),
        ("KẾT QUẢ ĐO LƯỜNG SỰ HÀI LÒNG TẠI CÁC SỞ NĂM 2023", "Tổng điểm", "SIPAS"),
        ("XẾP HẠNG CHỈ SỐ CHUYỂN ĐỔI SỐ CÁC SỞ NĂM 2023", "Chỉ số DTI", "DTI"),
        ("CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP SỞ (DDCI) NĂM 2023", "Tổng điểm", "DDCI"),
        ("KẾT QUẢ CHỈ SỐ SẴN SÀNG ICT CÁC SỞ NĂM 2023", "Tổng điểm", "ICT"),
        ("KẾT QUẢ CHẤM ĐIỂM THI ĐUA CÁC SỞ NĂM 2023", "Tổng điểm", "thi đua"),
        ("CHỈ SỐ HÀI LÒNG (SIPAS) TRONG CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2023", "Tổng điểm", "SIPAS"),
        ("KẾT QUẢ XẾP HẠNG CHUYỂN ĐỔI\nSỐ CÁC SỞ, BAN, NGÀNH NĂM 2023", "Tổng điểm", "DTI"),
    ] {
        let decision =
            "(Kèm theo Quyết định số 9/QĐ-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh Ví dụ)";
        let text = format!("{title}\n{decision}\n{}", table.replace("HEADING", heading));
        refuses("a.csv", text, &[name, "--index"]);
    }

    // Prose may mention other indices, and a title that names both belongs to this index.
    for caption in [
        format!("Điều 2. Kết quả được dùng khi xét thi đua.\n{CAPTION}"),
        CAPTION.replace("CHỈ SỐ CCHC", "CHỈ SỐ CCHC (PHỤC VỤ XÉT THI ĐUA)"),
    ] {
        let (project, run) = import("a.csv", caption + &table.replace("HEADING", "Tổng điểm"), &[]);
        run.succeeded();
        assert_eq!(totals(&project), owned(&[("Sở Tư pháp", "95.20"), ("Sở Nội vụ", "90.10")]));
    }
}

#[test]
fn a_table_of_two_blocks_is_refused() {
    let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC CƠ QUAN, ĐƠN VỊ");
    let rows = "1;Sở Tư pháp;95\n2;Sở Nội vụ;88\nGROUP1;Huyện A;90\n2;Huyện B;85\n";
    for group in ["II;Khối huyện, thị xã, thành phố;\n", ""] {
        let text =
            format!("{caption}STT;Cơ quan, đơn vị;Tổng điểm\n{}", rows.replace("GROUP", group));
        refuses("a.csv", &text, &["Huyện, thành phố", "Sở, ban, ngành"]);
        let (project, run) = import("a.csv", &text, &["--block", "department"]);
        run.failed(1).says(&["Huyện, thành phố", "tách"]);
        assert!(!project.db().exists());
    }
    // Groups within one block are accepted.
    let text = format!(
        "{CAPTION}STT;Tên đơn vị;Tổng điểm\nI;Các sở, ngành có TTHC;\n1;Sở Tư pháp;95\n2;Sở Nội vụ;88\n"
    );
    import("a.csv", text, &[]).1.succeeded();
}

#[test]
fn attainment_is_never_above_one() {
    // With a mapping, the total is checked against its parts and against the maximum.
    let mapping = "block = \"province\"\nnumber = \"A {year}\"\ntitle = \"A {year}\"\nissuer = \"B\"\nissued_on = \"{next_year}-04-01\"\n\
                   unit = \"code\"\ntotal = \"total\"\n\n[[criterion]]\nname = \"X\"\nappraised = \"x\"\nmax_appraised = \"60\"\n\n\
                   [[criterion]]\nname = \"Y\"\nappraised = \"y\"\nmax_appraised = \"40\"\n";
    let project = Project::new();
    let mapping = project.write("mapping.toml", mapping);
    let mapped = |rows: &str, options: &[&str]| {
        let path = project.write("2023.csv", format!("code,x,y,total\n{rows}"));
        project.run(&[&["import", path.as_str(), "--mapping", mapping.as_str()], options].concat())
    };

    mapped("A,50,40,195\n", &[]).failed(1).says(&["above-maximum", "total", "195,00", "100,00"]);
    mapped("A,50,40,195\n", &["--accept", "total"]).failed(1).says(&["above-maximum"]);
    mapped("A,50,40,91\n", &[]).failed(1).says(&["total", "91,00", "90,00"]);
    mapped("A,50,40,90\nB,-,35,36\n", &[]).failed(1).says(&["total"]);

    // Only Y, of 40 points, applies to B, so 50 points are impossible.
    mapped("A,50,40,90\nB,-,35,50\n", &["--accept", "total"])
        .failed(1)
        .says(&["above-maximum", "40,00"]);
    assert!(!project.db().exists());

    // `--accept` does not let such a total through.
    let (project, run) =
        import("a.txt", SMALL.replace("\t88,50\n", "\t885,0\n"), &["--accept", "above-maximum"]);
    run.failed(1).says(&["above-maximum"]);
    assert!(!project.db().exists());

    // No score for procedures applies to the third unit, so its maximum is 60 of the 100 points.
    // Its total looks as if it had been scaled up to 100.
    let rows: Vec<&str> = SMALL.split("\n\n").collect();
    let third = rows.iter().position(|row| row.contains("Xã Ví dụ Ba")).expect("the third unit");
    assert!(rows[third].contains("\t-\n") || rows[third].contains("\t-"), "{}", rows[third]);

    let total = rows[third].lines().nth(11).expect("its total").trim().to_owned();
    let scaled =
        SMALL.replace(rows[third], &rows[third].replace(&format!("\t{total}\n"), "\t97,00\n"));
    let (_, run) = import(
        "a.txt",
        scaled,
        &["--accept", "total", "--accept", "rank-order", "--accept", "grade-order"],
    );
    run.failed(1).says(&["above-maximum", "97,00"]);
}

#[test]
fn totals_on_an_unclear_scale_are_refused() {
    let table = |heading: &str, totals: [&str; 2]| {
        let [first, second] = totals;
        format!("{CAPTION}TT;Tên đơn vị;{heading}\n1;Sở Tư pháp;{first}\n2;Sở Nội vụ;{second}\n")
    };

    for totals in [["0,8855", "0,8650"], ["9,5", "9,1"], ["57,5", "52,25"]] {
        refuses("a.csv", table("Tổng điểm", totals), &["scale", "--scale"]);
    }

    for (most, shown, totals) in
        [("1000", "1.000,00", ["1000,5", "965"]), ("80", "80,00", ["80,2", "62,1"])]
    {
        let heading = format!("Tổng điểm (Tối đa {most} điểm)");
        refuses("a.csv", table(&heading, totals), &["above-maximum", shown]);
    }

    let (_, run) = import(
        "a.csv",
        format!("(Thang điểm 100)\n{}", table("Tổng điểm", ["57,5", "52,25"])),
        &[],
    );
    run.succeeded();

    // Following the advice works: the heading says that the maximum is 100.
    let (project, run) =
        import("a.csv", table("Tổng điểm (Tối đa 100 điểm)", ["57,5", "52,25"]), &[]);
    run.succeeded();
    assert_eq!(totals(&project), owned(&[("Sở Tư pháp", "57.50"), ("Sở Nội vụ", "52.25")]));
}

#[test]
fn bonus_and_penalty_columns_are_neither_dropped_nor_taken_for_rounding() {
    let table = |heading: &str, points: [&str; 2]| {
        format!(
            "{CAPTION}TT;Tên đơn vị;Điểm thẩm định;Điểm ĐT XHH;{heading};Tổng điểm\n1;Sở Tư pháp;70;20;{};90\n2;Sở Nội vụ;69;20;{};88\n",
            points[0], points[1]
        )
    };

    for heading in ["Điểm trừ", "Bị trừ", "Điểm phạt", "Tổng điểm trừ"] {
        for points in [["0", "1"], ["", "-1"], ["-", "1"]] {
            let (project, run) = import("a.csv", table(heading, points), &[]);
            run.succeeded();
            assert_eq!(totals(&project), owned(&[("Sở Tư pháp", "90.00"), ("Sở Nội vụ", "88.00")]));
        }
        // It cannot be left out.
        let remark = format!("{heading}=remark");
        let (project, run) = import("a.csv", table(heading, ["0", "1"]), &["--heading", &remark]);
        run.succeeded();
        assert_eq!(project.query("SELECT * FROM rankings_detail WHERE penalty = 1").len(), 1);
    }
    for heading in ["Điểm thưởng", "Điểm cộng", "Tổng điểm thưởng"] {
        let (_, run) = import("a.csv", table(heading, ["0", "1"]), &[]);
        run.failed(1).says(&["Lỗi total"]);
        let (_, run) = import("a.csv", table(heading, ["0", "1"]).replace(";88", ";90"), &[]);
        run.succeeded();
    }
    let both = "Điểm cộng, điểm trừ";
    refuses("a.csv", table(both, ["0", "-1"]), &["bonus-column", both]);

    // The name of a criterion may say when points are deducted.
    let (_, run) = import(
        "a.csv",
        format!(
            "{CAPTION}TT;Tên đơn vị;Xử lý hồ sơ (trừ điểm khi trễ) (Tối đa 100 điểm);;Tổng điểm\n;;Tự chấm;Thẩm định;\n1;Sở Tư pháp;91;90;90\n2;Sở Nội vụ;89;88;88\n"
        ),
        &[],
    );
    run.succeeded();

    // A deduction column without points is ignored: then 69 + 20 = 89 contradicts the printed 88.
    let (_, run) = import("a.csv", table("Điểm trừ", ["0", ""]), &[]);
    run.failed(1).says(&["Lỗi total"]);

    let (project, run) = import("a.csv", table("Điểm trừ", ["0", "-"]).replace(";88", ";89"), &[]);
    run.succeeded();
    assert_eq!(totals(&project), owned(&[("Sở Tư pháp", "90.00"), ("Sở Nội vụ", "89.00")]));
}

#[test]
fn a_units_own_ranking_is_neither_a_rank_nor_a_score() {
    for heading in [
        "Xếp hạng tự chấm;;",
        "Mức đơn vị đề nghị xếp loại;;",
        "Số người được khảo sát XHH;;",
        "Tự chấm;Xếp hạng;",
    ] {
        let [above, below, _] = heading.split(';').collect::<Vec<_>>()[..] else {
            panic!("two headings")
        };
        let text = format!(
            "{CAPTION}TT;Tên đơn vị;{above};Tổng điểm\n;;{below};\n1;Sở Tư pháp;2;92,5\n2;Sở Nội vụ;1;78\n"
        );
        let (project, run) = import("a.csv", text, &[]);
        run.succeeded();
        let rows = project.json(&["rank"]);
        for column in ["grade", "survey_total", "self_total", "published_rank"] {
            assert!(rows.iter().all(|row| row[column].is_null()), "{heading}: {column}: {rows:?}");
        }
    }
}

#[test]
fn a_units_own_grade_and_numbers_of_survey_forms_are_not_results() {
    let text = format!(
        "{CAPTION}TT;Tên đơn vị;Tự xếp loại;Số phiếu khảo sát;Tổng điểm\n1;Sở Tư pháp;Xuất sắc;88;92,5\n2;Sở Nội vụ;Tốt;75;78\n"
    );
    let (project, run) = import("a.csv", text, &[]);
    run.succeeded();
    let rows = project.json(&["rank"]);
    assert!(
        rows.iter().all(|row| row["grade"].is_null() && row["survey_total"].is_null()),
        "{rows:?}"
    );
    assert_eq!(totals(&project), owned(&[("Sở Tư pháp", "92.50"), ("Sở Nội vụ", "78.00")]));
}

/// A Word document with these styles and a table in which the cell of one figure has this content.
fn word(cell: &str, styles: &str) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
        format!("<w:tr>{cells}</w:tr>")
    };

    let head =
        ["TT", "Tên đơn vị", "Thẩm định (80)", "ĐT XHH (20)", "Tổng cộng (100)"].map(paragraph);
    let first = [
        paragraph("1"),
        paragraph("Sở A"),
        cell.to_owned(),
        paragraph("18,10"),
        paragraph("65,35"),
    ];
    let second = ["2", "Sở B", "45,50", "17,20", "62,70"].map(paragraph);
    let caption: String = CAPTION.lines().map(paragraph).collect();
    let table = format!("<w:tbl>{}{}{}</w:tbl>", row(&head), row(&first), row(&second));
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{caption}{table}</w:body></w:document>");
    let styles = format!("<w:styles xmlns:w=\"w\">{styles}</w:styles>");
    archive(&[("word/document.xml", body.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

fn appraised(project: &Project) -> String {
    project.json(&["rank"])[0]["appraised_total"].to_string()
}

#[test]
fn letters_that_word_styles_raise_hide_or_strike_out_are_left_out() {
    let style = |kind: &str, id: &str, property: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:rPr>{property}</w:rPr></w:style>")
    };
    let run = |properties: &str| {
        format!(
            "<w:p><w:r><w:t>47,25</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>1</w:t></w:r></w:p>"
        )
    };

    let based = "<w:style w:type=\"character\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>";
    let raised = "<w:vertAlign w:val=\"superscript\"/>";
    for (styles, properties) in [
        (style("character", "A", raised), "<w:rStyle w:val=\"A\"/>"),
        (style("character", "A", "<w:vanish/>"), "<w:rStyle w:val=\"A\"/>"),
        (style("character", "A", "<w:strike/>"), "<w:rStyle w:val=\"A\"/>"),
        (style("character", "A", raised) + based, "<w:rStyle w:val=\"B\"/>"),
        (String::new(), "<w:position w:val=\"8\"/>"),
    ] {
        let (project, imported) = import("a.docx", word(&run(properties), &styles), &[]);
        imported.succeeded();
        assert_eq!(appraised(&project), "47.25", "{styles} {properties}");
    }

    // A property of a run overrides its style, and the style of a paragraph counts as well.
    let formatted = "<w:rStyle w:val=\"A\"/><w:vanish w:val=\"0\"/>";
    let text = word(
        &run(formatted).replace("47,25", "47,2").replace(">1<", ">5<"),
        &style("character", "A", "<w:vanish/>"),
    );
    let (project, imported) = import("a.docx", text, &[]);
    imported.succeeded();
    assert_eq!(appraised(&project), "47.25");

    let hidden = "<w:p><w:pPr><w:pStyle \
        w:val=\"P\"/></w:pPr><w:r><w:t>9</w:t></w:r></w:p><w:p><w:r><w:t>47,25</w:t></w:r></w:p>";
    let (project, imported) =
        import("a.docx", word(hidden, &style("paragraph", "P", "<w:vanish/>")), &[]);
    imported.succeeded();
    assert_eq!(appraised(&project), "47.25");
}

#[test]
fn letters_that_css_classes_raise_hide_or_strike_out_are_left_out() {
    let page = |style: &str, cell: &str, row: &str| {
        let caption = CAPTION.replace('\n', "<p>");
        format!(
            "<html><head><style>{style}</style></head><body>{caption}<table><tr><td>TT<td>Tên đơn \
            vị<td>Tổng điểm\
             <tr><td>1<td>Sở A<td>{cell}{row}<tr><td>2<td>Sở B<td>62,7</table></body></html>"
        )
    };

    let expected_rows = owned(&[("Sở A", "67.25"), ("Sở B", "62.70")]);
    for (style, cell, row) in [
        (".n { vertical-align: super }", "67,25<span class='n'>1</span>", ""),
        (".n{vertical-align:super}", "67,2<i class=n style='vertical-align:baseline'>5</i>", ""),
        (".n{display:none} .n.on{display:inline}", "<b class='n on'>67,25</b>", ""),
        (".n:hover{text-decoration:line-through}", "<b class=n>67,25</b>", ""),
        ("", "67,25<span style='font-size:9px; VERTICAL-ALIGN: super'>1</span>", ""),
        ("span.n{vertical-align:40%}", "67,25<span class='x n'>1</span>", ""),
        (".h{display:none}", "67,25<span class=h>1</span>", "<tr class=h><td>3<td>Sở C<td>61"),
        (".h{text-decoration:line-through}", "<b class=h>45</b> 67,25", ""),
        ("@media print { .h { display: none } }", "<b class=h>67,25</b>", ""),
    ] {
        let (project, run) = import("a.html", page(style, cell, row), &[]);
        run.succeeded();
        assert_eq!(totals(&project), expected_rows, "{style} {cell}");
    }

    // The reader cannot know whether this rule applies.
    refuses(
        "a.html",
        page(".closed .h { display: none }", "67,25<span class=h>1</span>", ""),
        &["CSS", "<span>"],
    );
}

#[test]
fn a_cell_that_cannot_be_read_is_not_taken_for_empty() {
    let figure = "<w:p><w:r><w:t>47,25</w:t></w:r></w:p>";
    let nested = |cells: &str| format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>");

    // A nested table of one cell is read as that cell.
    let (project, run) =
        import("a.docx", word(&nested(&format!("<w:tc>{figure}</w:tc>")), ""), &[]);
    run.succeeded();
    assert_eq!(appraised(&project), "47.25");

    let two = nested(&format!("<w:tc>{figure}</w:tc><w:tc>{figure}</w:tc>"));
    for (cell, words) in [
        (two.as_str(), "bảng khác"),
        ("<w:p><w:r><w:drawing><a/></w:drawing></w:r></w:p>", "hình ảnh"),
        (
            "<w:p><w:r><w:fldChar><w:ffData><w:ddList/></w:ffData></w:fldChar></w:r></w:p>",
            "biểu mẫu",
        ),
    ] {
        refuses("a.docx", word(cell, ""), &["unread-cell", "Sở A", words]);
    }

    for field in [
        "<w:r><w:fldChar \
        w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        "<w:fldSimple w:instr=\"=1+1\"/>",
        "<w:sdt><w:sdtPr><w:comboBox/></w:sdtPr></w:sdt>",
        "<w:pPr><w:numPr/></w:pPr>",
    ] {
        refuses("a.docx", word(&format!("<w:p>{field}</w:p>"), ""), &["unread-cell", "biểu mẫu"]);
    }

    // A symbol inside a figure and a table before it are not digits.
    let sign = "<w:p><w:r><w:t>4</w:t><w:sym w:char=\"F02C\"/><w:t>7</w:t></w:r></w:p>";
    refuses("a.docx", word(sign, ""), &["Sở A"]);

    let before = nested("<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>").replace("<w:p/>", "");
    refuses(
        "a.docx",
        word(&format!("{before}<w:p><w:r><w:t>7,25</w:t></w:r></w:p>"), ""),
        &["Sở A"],
    );

    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = |figure: &str| {
        let caption: Vec<&str> = CAPTION.lines().collect();
        let rows = [
            cell("A1", caption[0]),
            cell("A2", caption[1]),
            cell("A3", "TT") + &cell("B3", "Tên đơn vị") + &cell("C3", "Tổng điểm"),
            format!("<c r=\"A4\"><v>1</v></c>{}{figure}", cell("B4", "Sở A")),
            format!("<c r=\"A5\"><v>2</v></c>{}<c r=\"C5\"><v>62.7</v></c>", cell("B5", "Sở B")),
        ];
        let rows: String =
            (1..).zip(rows).map(|(row, cells)| format!("<row r=\"{row}\">{cells}</row>")).collect();
        excel(&format!("<sheetData>{rows}</sheetData>"))
    };

    for valueless in ["<c r=\"C4\"><f>60+7.25</f></c>", "<c r=\"C4\"><f>60+7.25</f><v></v></c>"] {
        refuses("a.xlsx", sheet(valueless), &["unread-cell", "ô C4", "Excel"]);
    }

    let (project, run) = import("a.xlsx", sheet("<c r=\"C4\"><f>60+7.25</f><v>67.25</v></c>"), &[]);
    run.succeeded();
    assert_eq!(totals(&project)[0].1, "67.25");
    let page = |cell: &str| {
        let caption = CAPTION.replace('\n', "<p>");
        format!(
            "{caption}<table><tr><td>TT<td>Tên đơn vị<td>Tổng điểm<tr><td>1<td>Sở \
            A<td>{cell}<tr><td>2<td>Sở B<td>62,7</table>"
        )
    };

    for field in ["<input value='67,25'>", "<select><option>6<option>7</select>", "<img src=a.png>"]
    {
        refuses("a.html", page(field), &["unread-cell", "Sở A"]);
    }
}

#[test]
fn a_figure_with_more_decimals_than_its_column_gets_a_warning() {
    let text = format!(
        "{CAPTION}TT;Tên đơn vị;Tổng điểm\n1;Sở A;87,251\n2;Sở B;85,50\n3;Sở C;84,25\n4;Sở D;80,00\n"
    );
    let (project, run) = import("a.csv", text, &[]);
    run.succeeded().says(&["1 cảnh báo"]);

    let found = project
        .query("SELECT severity, cell, found, expected FROM findings WHERE rule = 'precision'");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["severity"], &found[0]["cell"], &found[0]["found"], &found[0]["expected"]),
        (&"warning".into(), &"1:2:3".into(), &"3".into(), &"2".into())
    );

    // Several figures may bear a mark, whole points too; halves and quarters are points.
    for (totals, warnings) in [
        (["90,501", "88,522", "85,50", "84,25", "80,75", "79,25", "78,75"], 2),
        (["90,51", "88", "85", "84", "80", "79", "78"], 1),
        (["90,5", "88,25", "85", "84", "80", "79", "78"], 0),
    ] {
        let rows = (1..)
            .zip(totals)
            .map(|(at, total)| format!("{at};Sở {at}X;{total}\n"))
            .collect::<String>();
        let (project, run) =
            import("a.csv", format!("{CAPTION}TT;Tên đơn vị;Tổng điểm\n{rows}"), &[]);
        run.succeeded();
        let found = project.query(
            "SELECT severity FROM findings WHERE rule = 'precision' AND severity = 'warning'",
        );
        assert_eq!(found.len(), warnings, "{totals:?}");
    }
}

#[test]
fn an_empty_table_says_why() {
    let text =
        format!("{CAPTION}TT;Tên đơn vị;Điểm thẩm định;Tổng điểm\n1;Sở A;92;92\n2;Sở B;78;78\n");
    let (project, run) = import("a.csv", text, &[]);
    run.succeeded();

    for verb in [
        &["gap"][..],
        &["gap", "--by", "criterion"],
        &["weakness"],
        &["weakness", "--by", "criterion"],
    ] {
        project.run(verb).succeeded().says(&["chỉ công bố tổng điểm"]);
        project
            .run(&[verb, &["--format", "csv"]].concat())
            .succeeded()
            .says(&["chỉ công bố tổng điểm"]);
    }
}

#[test]
fn advice_fits_the_document_and_leads_to_a_correct_import() {
    let table = "TT;Tên đơn vị;Tổng điểm\n1;Sở Tư pháp;95,5\n2;Sở Nội vụ;93\n";
    let expected_rows = owned(&[("Sở Tư pháp", "95.50"), ("Sở Nội vụ", "93.00")]);
    let decision =
        "(Kèm theo Quyết định số 88/QĐ-UBND ngày 15/01/2024 của Ủy ban nhân dân tỉnh Ví dụ)\n";
    let title = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n";

    for (caption, options) in [
        // A decision of January 2024 has the results of 2023.
        (format!("KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH\n{decision}"), &["--year", "2023"][..]),
        (
            format!(
                "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ\nSố: 12/BC-SNV, ngày 15 tháng 01 năm 2024\n{title}"
            ),
            &["--number", "12/BC-SNV"],
        ),
    ] {
        let (_, run) = import("a.csv", format!("{caption}{table}"), &[]);
        run.failed(1).says(&[&options.join(" ")]);
    }

    let (project, run) = import(
        "a.csv",
        format!("KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH\n{decision}{table}"),
        &["--year", "2023"],
    );
    run.succeeded();
    assert_eq!(totals(&project), expected_rows);

    // Where this document is silent, nothing from another document is proposed.
    let (_, run) = import("a.csv", format!("{title}{table}"), &[]);
    let run = run.failed(1);
    for constant in ["501/QĐ-UBND", "2022", "2023-03-29", "--block department"] {
        assert!(!run.err.contains(constant), "{constant}: {run:#?}");
    }

    // A column of words is proposed as a remark, a column of figures is not.
    let text = format!(
        "{title}{decision}TT;Tên đơn vị;Điểm nội bộ;Lời bình;Tổng điểm\n1;Sở Tư pháp;95,5;Tốt hơn;95,5\n2;Sở Nội vụ;93;;93\n"
    );
    let (_, run) = import("a.csv", &text, &[]);
    let run = run.failed(1).says(&["--heading \"Lời bình=remark\""]);
    assert!(!run.err.contains("Điểm nội bộ=remark"), "{run:#?}");

    let text = format!(
        "{title}{decision}TT;Tên đơn vị;Cải cách thể chế (11);Cải cách TTHC (89);Tổng điểm\n1;Sở Tư pháp;10;85,5;95,5\n"
    );
    // A column that names its area and the maximum holds the appraised scores.
    let (project, run) = import("a.csv", text, &[]);
    run.succeeded();
    let scores = project.query("SELECT criterion, appraised FROM scores");
    assert_eq!(scores.len(), 2, "{scores:?}");

    // The advice for a unit is to add its number; leaving the row out is for other rows.
    let text =
        format!("{title}{decision}TT;Tên đơn vị;Tổng điểm\n1;Sở Tư pháp;95,5\n;Sở Nội vụ;93\n");
    let (_, run) = import("a.csv", text, &[]);
    let run = run.failed(1).says(&["row-unread", "điền số thứ tự"]);
    assert!(run.err.contains("chỉ khi không phải là đơn vị"), "{run:#?}");
}

#[test]
fn rows_without_typed_numbers_are_units() {
    let text = format!(
        "{CAPTION}TT;Tên đơn vị;Tổng điểm\n;Sở Tư pháp;95,5\n;Sở Nội vụ;93\n;Trung bình;94,25\n"
    );
    let (project, run) = import("a.csv", text, &[]);
    run.succeeded();
    assert_eq!(totals(&project), owned(&[("Sở Tư pháp", "95.50"), ("Sở Nội vụ", "93.00")]));
}

#[test]
fn a_dry_run_reports_each_error_once() {
    let (_, run) = import("a.txt", SMALL.replace("38,50", "38,5O"), &["--dry-run"]);
    assert_eq!(run.failed(1).out.matches("“38,5O” không phải là số").count(), 1);
    let (_, run) =
        import("a.txt", SMALL.replace("38,50", "38,5O"), &["--dry-run", "--format", "json"]);
    let run = run.failed(1);
    assert_eq!(run.out.matches("“38,5O” không phải là số").count(), 1, "{}", run.out);
}

#[test]
fn results_of_a_part_of_the_year_are_not_taken_for_those_of_the_year() {
    let import = |period: &str, options: &[&str]| {
        let project = Project::new();
        let text = format!(
            "UBND TỈNH VÍ DỤ\nQuyết định số 12/QĐ-UBND ngày 20/01/2026 của UBND tỉnh Ví dụ\n\
             KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH {period}2025\n\
             STT;Tên đơn vị;Tự chấm;Thẩm định;Tổng cộng;Xếp hạng\n1;Sở A;90;88,5;88,5;1\n2;Sở B;89;87;87;2\n"
        );
        let path = project.write("a.csv", text);
        project.run(&[&["import", &path][..], options].concat())
    };
    for (period, named) in
        [("QUÝ I NĂM ", "QUÝ I"), ("6 THÁNG ĐẦU NĂM ", "6 THÁNG"), ("THÁNG 5 NĂM ", "THÁNG 5")]
    {
        import(period, &["--year", "2025"]).failed(1).says(&["part-of-year", named]);
        import(period, &["--year", "2025", "--accept", "part-of-year"]).succeeded();
    }
    import("NĂM ", &[]).succeeded();
}
