//! Tables that hold several groups or blocks, and tables whose ranks are dense.

use crate::project::Project;

const CAPTION: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023\n(Kèm theo Quyết định số \
                       1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n";

#[test]
fn groups_are_ranked_apart() {
    let project = Project::new();
    let table = "TT;Đơn vị;Điểm thẩm định;Điểm điều tra XHH;Tổng điểm;Hạng\nNhóm I. Các sở có TTHC;;;;;\n\
                 1;Sở Tư pháp;75;18;93;1\n2;Sở Nội vụ;74;18;92;2\nNhóm II. Các sở không có TTHC;;;;;\n\
                 1;Thanh tra tỉnh;76;18;94;1\n2;Ban Dân tộc;66;17;83;2\n";
    project.import(&project.write("a.csv", format!("{CAPTION}{table}")));
    let rows = project
        .query("SELECT group_name, unit, rank FROM rankings_detail ORDER BY group_name, rank");
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            format!("{} {} {}", row["group_name"], row["unit"], row["rank"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "Nhóm I Sở Tư pháp 1",
            "Nhóm I Sở Nội vụ 2",
            "Nhóm II Thanh tra tỉnh 1",
            "Nhóm II Ban Dân tộc 2"
        ]
    );
    let means = project
        .query("SELECT group_name, round(avg(total), 2) AS mean FROM rankings GROUP BY group_name");
    assert_eq!((&means[0]["mean"], &means[1]["mean"]), (&92.5.into(), &88.5.into()));
    assert!(project.query("SELECT * FROM findings").is_empty());
    let traced = project.json(&["trace", "--unit", "Ban Dân tộc"]);
    assert!(traced.iter().all(|row| row["agrees"] == true), "{traced:#?}");

    // A slip in the ranks of a group is still found.
    let slip = project.write("b.csv", format!("{CAPTION}{}", table.replace("83;2", "83;3")));
    project.run(&["import", &slip, "--replace"]).failed(1).says(&["rank-order", "Ban Dân tộc"]);
    // Where all units are ranked together, the rows are only headings.
    let project = Project::new();
    let together = table
        .replace("93;1", "93;2")
        .replace("92;2", "92;3")
        .replace("83;2", "83;4")
        .replace("\n1;Thanh", "\n3;Thanh")
        .replace("\n2;Ban", "\n4;Ban");
    project.import(&project.write("a.csv", format!("{CAPTION}{together}")));
    assert!(project.query("SELECT * FROM rankings WHERE group_name IS NOT NULL").is_empty());
}

#[test]
fn a_unit_is_shown_in_every_group_that_it_was_in() {
    let project = Project::new();
    let units = |first: [&str; 2], second: [&str; 2]| {
        let row = |(number, unit): (usize, &&str)| {
            let total = 95 - number;
            format!("{};{unit};{total};{}\n", number + 1, number + 1)
        };
        let part = |units: [&str; 2]| units.iter().enumerate().map(row).collect::<String>();
        let (first, second) = (part(first), part(second));
        let heads = ["Nhóm 1: Có thủ tục hành chính;;;", "Nhóm 2: Không có thủ tục hành chính;;;"];
        format!("{CAPTION}TT;Đơn vị;Tổng điểm;Hạng\n{}\n{first}{}\n{second}", heads[0], heads[1])
    };
    let named = ["Sở Tư pháp", "Sở Nội vụ"];
    let before = units(named, ["Thanh tra tỉnh", "Ban Dân tộc"]);
    let before = before.replace("2024", "2023").replace("NĂM 2023", "NĂM 2022");
    project.import(&project.write("a.csv", before.replace("số 1/", "số 2/")));
    project.import(&project.write("b.csv", units(named, ["Ban Dân tộc", "Thanh tra tỉnh"])));
    let groups = project.query("SELECT DISTINCT group_name FROM rankings ORDER BY group_name");
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[1]["group_name"], "Nhóm 2");
    let rows = project.json(&["unit", "Ban Dân tộc"]);
    let ranks: Vec<_> = rows.iter().map(|row| row["rank"].as_i64()).collect();
    assert_eq!(ranks, [Some(2), Some(1)]);
}

#[test]
fn a_column_of_groups_or_blocks_ranks_their_units_apart() {
    let blocks = |table: &str| {
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{CAPTION}{table}")));
        assert!(project.query("SELECT * FROM findings").is_empty());
        let query = "SELECT block, group_name, rank FROM rankings_detail ORDER BY unit";
        let rows = project.query(query);
        let row = |row: &serde_json::Value| {
            let parts = ["block", "group_name", "rank"].map(|column| row[column].to_string());
            parts.join(" ").replace('"', "")
        };
        rows.iter().map(row).collect::<Vec<_>>()
    };
    // In the order of the names: Ban Dân tộc, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh.
    let apart = "TT;Đơn vị;Nhóm;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;I;90;1\n2;Thanh tra tỉnh;II;88;1\n\
                 3;Sở Nội vụ;I;80;2\n4;Ban Dân tộc;II;70;2\n";
    let groups = [
        "department Nhóm II 2",
        "department Nhóm I 2",
        "department Nhóm I 1",
        "department Nhóm II 1",
    ];
    assert_eq!(blocks(apart), groups);
    let together = apart.replace("88;1", "88;2").replace("80;2", "80;3").replace("70;2", "70;4");
    assert!(blocks(&together).iter().all(|row| row.starts_with("department null ")));
    let named = "TT;Đơn vị;Khối;Tổng điểm\n1;Sở Tư pháp;Sở, ban, ngành;90\n\
                 2;Huyện A;Huyện, thị xã;88\n3;Sở Nội vụ;;80\n4;Huyện B;Huyện, thị xã;70\n";
    let named = named.replace("Nội vụ;;", "Nội vụ;Sở, ban, ngành;");
    let mut found = blocks(&named);
    found.sort();
    assert_eq!(
        found,
        ["department null 1", "department null 2", "district null 1", "district null 2"]
    );
}

#[test]
fn a_row_that_names_another_block_starts_that_block() {
    let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG");
    let table = "STT;Cơ quan, đơn vị;Tổng điểm;Xếp loại\nI;Khối sở, ban, ngành;;\n1;Sở Tư pháp;95;Tốt\n\
                 2;Sở Nội vụ;88;Tốt\nII;Khối huyện, thị xã, thành phố;;\n1;Huyện A;90;Tốt\n2;Huyện B;85;Tốt\n";
    let project = Project::new();
    let path = project.write("a.csv", format!("{caption}{table}"));
    project.run(&["import", &path, "--block", "department"]).failed(1).says(&["Khối huyện"]);
    project.import(&path);
    let rows =
        project.query("SELECT block, unit, rank, group_name FROM rankings ORDER BY block, rank");
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            format!("{} {} {} {}", row["block"], row["unit"], row["rank"], row["group_name"])
                .replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "department Sở Tư pháp 1 null",
            "department Sở Nội vụ 2 null",
            "district Huyện A 1 null",
            "district Huyện B 2 null"
        ]
    );
}

#[test]
fn dense_ranks_are_recognised_and_their_slips_found() {
    let table = |ranks: [u32; 5]| {
        let units = [
            "Sở Tư pháp;95;95",
            "Sở Nội vụ;95;95",
            "Sở Y tế;90;90",
            "Sở Tài chính;90;90",
            "Sở Xây dựng;85;85",
        ];
        let rows: String = (1..)
            .zip(units.iter().zip(ranks))
            .map(|(n, (unit, rank))| format!("{n};{unit};{rank}\n"))
            .collect();
        format!("{CAPTION}STT;Tên đơn vị;Điểm thẩm định;Tổng điểm;Hạng\n{rows}")
    };
    let project = Project::new();
    project.import(&project.write("a.csv", table([1, 1, 2, 2, 3])));
    let ranks = project.query("SELECT rank, recomputed_rank FROM rankings_detail ORDER BY rank");
    let told: Vec<_> =
        ranks.iter().map(|row| (row["rank"].as_u64(), row["recomputed_rank"].as_u64())).collect();
    assert_eq!(told, [1, 1, 2, 2, 3].map(|rank| (Some(rank), Some(rank))));
    let findings = project.query("SELECT rule, severity FROM findings");
    assert_eq!((findings.len(), &findings[0]["rule"]), (1, &"dense-ranks".into()));
    let slip = project.write("b.csv", table([1, 1, 2, 2, 4]));
    project.run(&["import", &slip, "--replace"]).failed(1).says(&[
        "rank-order",
        "Sở Xây dựng",
        "ghi 4",
        "là 3",
    ]);

    // A declared convention leaves nothing to find out.
    let project = Project::new();
    project.write(
        "data/frameworks.toml",
        "[[framework]]\nname = \"A\"\nblocks = [\"department\"]\nfirst_year = 2020\nranks = \"competition\"\n",
    );
    let path = project.write("data/a.csv", table([1, 1, 2, 2, 3]));
    project.run(&["import", &path]).failed(1).says(&["rank-order", "là 3"]);
    project.import(&project.write("data/b.csv", table([1, 1, 3, 3, 5])));
}

#[test]
fn a_title_without_a_known_block_gives_the_lines_that_declare_it() {
    let title = "KẾT QUẢ CHỈ SỐ CCHC CÁC CƠ QUAN TRUNG ƯƠNG ĐÓNG TRÊN ĐỊA BÀN NĂM 2023";
    let caption = CAPTION.replace("KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2023", title);
    let table = "TT;Tên đơn vị;Tổng điểm\n1;Cục Thuế tỉnh;96\n2;Kho bạc Nhà nước tỉnh;93\n";
    let project = Project::new();
    let path = project.write("data/a.csv", format!("{caption}{table}"));
    let run = project.run(&["import", &path, "--lang", "en"]).failed(1);
    let begin = run.err.find("  [[block]]").expect("lines to add");
    let lines: Vec<_> = run.err[begin..].lines().take(4).collect();

    // Following the advice leads to a right import.
    project.write("data/units.toml", lines.join("\n"));
    project.import(&path);
    let blocks = project.query("SELECT DISTINCT block FROM rankings");
    assert_eq!(blocks[0]["block"], "co-quan-trung-uong");
    let rank = project.run(&["rank", "--block", "co-quan-trung-uong"]).succeeded();
    assert!(rank.out.contains("Cơ quan trung ương đóng trên địa bàn"), "{rank:#?}");
}

#[test]
fn communes_of_one_name_are_known_by_their_districts() {
    let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", "CÁC XÃ, PHƯỜNG, THỊ TRẤN");
    let rows = [
        ("Xã Quang Trung", "Huyện A", "95;1"),
        ("Xã Tân Lập", "Huyện B", "94,5;2"),
        ("Xã Quang Trung", "Huyện C", "93;3"),
    ];
    for is_district_first in [false, true] {
        let pair = |unit: &str, district: &str| {
            if is_district_first {
                format!("{district};{unit}")
            } else {
                format!("{unit};{district}")
            }
        };
        let mut table =
            format!("STT;{};Thẩm định;Xếp hạng\n", pair("Xã, phường", "Huyện/Thị xã/Thành phố"));
        for (number, (unit, district, figures)) in (1..).zip(rows) {
            table += &format!("{number};{};{figures}\n", pair(unit, district));
        }
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{caption}{table}")));
        let names = project.query("SELECT unit, rank FROM rankings ORDER BY rank");
        let names: Vec<_> = names.iter().filter_map(|row| row["unit"].as_str()).collect();
        assert_eq!(names, ["Xã Quang Trung (Huyện A)", "Xã Tân Lập", "Xã Quang Trung (Huyện C)"]);
    }
}

/// What a table of communes is called, for a year.
fn of_communes(year: i32) -> String {
    CAPTION
        .replace("CÁC SỞ, BAN, NGÀNH", "CÁC XÃ, PHƯỜNG, THỊ TRẤN")
        .replace("2023", &year.to_string())
        .replace("5/1/2024", &format!("5/1/{}", year + 1))
}

#[test]
fn rows_that_name_districts_are_the_parents_of_the_communes_below() {
    let table = "STT;Đơn vị;Thẩm định;Xếp hạng\nI;Huyện A;;\n1;Xã Quang Trung;95;1\n\
                 2;Xã Tân Lập;94;2\nII;Thành phố B;;\n1;Xã Quang Trung;93;3\n2;Phường 1;92;4\n";
    // Ranked together, and ranked within each district.
    let apart = table.replace("93;3", "93;1").replace("92;4", "92;2");
    for table in [table, &apart] {
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{}{table}", of_communes(2023))));
        let rows = project.query("SELECT unit, unit_parent FROM rankings ORDER BY total DESC");
        let rows: Vec<_> = rows
            .iter()
            .map(|row| format!("{} / {}", row["unit"], row["unit_parent"]).replace('"', ""))
            .collect();
        assert_eq!(
            rows,
            [
                "Xã Quang Trung (Huyện A) / Huyện A",
                "Xã Tân Lập / Huyện A",
                "Xã Quang Trung (Thành phố B) / Thành phố B",
                "Phường 1 / Thành phố B"
            ]
        );
        assert!(project.query("SELECT * FROM findings").is_empty());
        assert_eq!(project.query("SELECT DISTINCT unit_id FROM rankings").len(), 4);
        project.run(&["unit", "Xã Quang Trung"]).failed(1).says(&["(Huyện A)", "(Thành phố B)"]);
    }
}

#[test]
fn a_table_without_districts_continues_communes_whose_names_are_not_shared() {
    let project = Project::new();
    let with = |rows: &str| format!("STT;Xã;Huyện;Thẩm định;Xếp hạng\n{rows}");
    let import = |year: i32, table: &str| {
        let path = project.write(&format!("{year}.csv"), format!("{}{table}", of_communes(year)));
        project.run(&["import", &path])
    };
    import(2023, &with("1;Xã Quang Trung;Huyện A;95;1\n2;Xã Tân Lập;;94;2\n")).succeeded();
    import(2024, "STT;Xã;Thẩm định;Xếp hạng\n1;Xã Quang Trung;95;1\n2;Xã Tân Lập;94;2\n")
        .succeeded();
    // A new commune of the same name in another district.
    let shared = with("1;Xã Quang Trung;Huyện C;95;1\n2;Xã Quang Trung;Huyện A;94;2\n");
    import(2025, &shared).succeeded();
    let courses = project.query(
        "SELECT unit, count(*) AS years FROM rankings_detail GROUP BY unit_id ORDER BY unit",
    );
    let courses: Vec<_> = courses
        .iter()
        .map(|row| format!("{} {}", row["unit"], row["years"]).replace('"', ""))
        .collect();
    assert_eq!(
        courses,
        ["Xã Quang Trung (Huyện A) 3", "Xã Quang Trung (Huyện C) 1", "Xã Tân Lập 2"]
    );

    // The documents are read again in the order in which they came.
    project.run(&["rebuild"]).succeeded();

    // Now the name alone says too little.
    import(2022, "STT;Xã;Thẩm định;Xếp hạng\n1;Xã Quang Trung;95;1\n2;Xã Tân Lập;94;2\n")
        .failed(1)
        .says(&["ambiguous-unit", "Xã Quang Trung (Huyện A); Xã Quang Trung (Huyện C)"]);

    // A registry may declare both.
    let unit = |id: &str, district: &str| {
        format!(
            "[[unit]]\nid = \"{id}\"\nname = \"Xã Quang Trung\"\nparent = \"{district}\"\n\
             block = \"commune\"\n"
        )
    };
    let since = "first_year = 2025\n";
    project.write("units.toml", unit("a", "Huyện A") + &unit("c", "Huyện C") + since);
    import(2022, "STT;Xã;Thẩm định;Xếp hạng\n1;Xã Quang Trung;95;1\n2;Xã Tân Lập;94;2\n")
        .succeeded();
    let named = project.query("SELECT unit FROM rankings WHERE year = 2022 AND rank = 1");
    assert_eq!(named[0]["unit"], "Xã Quang Trung (Huyện A)");
    project.write("units.toml", unit("a", "Huyện A") + &unit("c", "Huyện A"));
    project.run(&["import", "2023.csv"]).failed(2).says(&["units.toml", "“a”", "“c”"]);
}

#[test]
fn a_column_of_groups_that_holds_grades_is_one_of_grades() {
    let table = "STT;Đơn vị;Tổng điểm;Hạng;Nhóm\n1;Sở Y tế;92;1;A\n2;Sở Tư pháp;80;2;A\n\
                 3;Sở Nội vụ;75;3;B\n";
    let read = |table: &str| {
        let project = Project::new();
        project.import(&project.write("a.csv", format!("{CAPTION}{table}")));
        let rows = project.query("SELECT grade, group_name FROM rankings ORDER BY total DESC");
        let rows = rows.iter().map(|row| format!("{} {}", row["grade"], row["group_name"]));
        rows.map(|row| row.replace('"', "")).collect::<Vec<_>>()
    };
    assert_eq!(read(table), ["A null", "A null", "B null"]);
    // Ranks that begin anew make them groups.
    let apart = table.replace("75;3", "75;1");
    assert_eq!(read(&apart), ["null Nhóm A", "null Nhóm A", "null Nhóm B"]);
}

#[test]
fn the_units_of_a_title_are_not_those_above_them() {
    for (units, names) in [
        ("CÁC ĐƠN VỊ SỰ NGHIỆP THUỘC CÁC SỞ", ["Trung tâm A", "Trung tâm B"]),
        ("CÁC PHÒNG, BAN CẤP HUYỆN", ["Phòng Nội vụ", "Phòng Y tế"]),
    ] {
        let caption = CAPTION.replace("CÁC SỞ, BAN, NGÀNH", units);
        let table = format!("STT;Đơn vị;Tổng điểm\n1;{};90\n2;{};80\n", names[0], names[1]);
        let project = Project::new();
        let path = project.write("a.csv", format!("{caption}{table}"));
        project.run(&["import", &path]).failed(1).says(&["[[block]]", "--block"]);
    }
}

#[test]
fn a_district_is_the_same_however_it_is_called() {
    let project = Project::new();
    let districts = ["Phú Vang", "Huyện Phú Vang", "UBND huyện Phú Vang", "Thị xã Phú Vang"];
    for (year, district) in (2020..).zip(districts) {
        let table = format!(
            "STT;Xã;Thuộc huyện;Tổng điểm;Xếp hạng\n1;Xã Phú Mỹ;{district};95;1\n\
             2;Xã Phú An;{district};91;2\n3;Xã Phú An;Huyện Khác;90;3\n"
        );
        project.import(&project.write("a.csv", format!("{}{table}", of_communes(year))));
    }
    let units = project.query("SELECT unit_id, count(*) AS n FROM rankings GROUP BY unit_id");
    assert_eq!(units.len(), 3);
    assert!(units.iter().all(|row| row["n"] == 4), "{units:#?}");
}

#[test]
fn a_row_with_another_name_ends_the_units_of_a_district() {
    let table = "STT;Đơn vị;Tổng điểm;Xếp hạng\nI;Thành phố Ví dụ;;\n1;Phòng Y tế;92;1\n\
                 II;Các sở;;\n2;Sở Y tế;84;2\n3;Sở Nội vụ;80;3\n";
    let project = Project::new();
    project.import(&project.write("a.csv", format!("{CAPTION}{table}")));
    let below = project.query("SELECT unit FROM rankings WHERE unit_parent IS NOT NULL");
    assert_eq!(below.len(), 1);
    assert_eq!(below[0]["unit"], "Phòng Y tế");
}
