//! The messages of documents that do not pass, and their advice: what it says is carried out, and the
//! document is then imported right.

use crate::project::Project;

const CAPTION: &str = "KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày \
                       5/1/2024 của UBND tỉnh Ví dụ)\n";

/// What a person does about a message.
enum Remedy {
    /// Adds the options of the first proposal, or those that the sentence names.
    AddsOptions,
    /// Adds the first of these texts, as the message offers it, to `frameworks.toml` or `units.toml`.
    Declares(&'static str),
    /// Corrects the document where the message points.
    Corrects(&'static str, &'static str),
}

struct Case {
    lines: &'static str,
    table: &'static str,
    /// Words of the message in Vietnamese and in English.
    says: [&'static [&'static str]; 2],
    remedy: Remedy,
    /// The totals of both units once the document is imported.
    totals: [f64; 2],
}

/// The options that a message proposes: those of its first line of options, or of its sentence.
fn options(message: &str) -> Vec<String> {
    let line = message.lines().find(|line| line.starts_with("  --"));
    let from = line.unwrap_or(message);
    let begin = from.find("--").expect("an option");
    let (mut options, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in from[begin..].chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => options.push(std::mem::take(&mut word)),
            '(' | ';' if !quoted => break,
            _ => word.push(letter),
        }
    }
    options.push(word.trim_end_matches(['.', ',']).to_owned());
    options.retain(|option| !option.is_empty());
    // A sentence goes on behind the last value.
    let last = options.iter().rposition(|option| option.starts_with("--")).expect("an option");
    options.truncate(last + 2);
    options
}

const CASES: &[Case] = &[
    Case {
        lines: "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ\nBẢNG TỔNG HỢP ĐIỂM CHỈ SỐ CCHC\nSố 12/BC-SNV ngày 10/2/2024\n",
        table: "STT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;90,5\n2;Sở Y tế;80,25\n",
        says: [
            &[
                "năm đánh giá, số quyết định, ngày ban hành và cơ quan ban hành",
                "đã thử: nhập được 2 đơn vị",
            ],
            &[
                "the year of the results, the number of the decision",
                "tried: 2 units can be imported",
            ],
        ],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: "BẢNG TỔNG HỢP ĐIỂM\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 10/2/2024 của UBND tỉnh Ví dụ)\n",
        table: "STT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;90,5\n2;Sở Y tế;80,25\n",
        says: [
            &["không ghi năm đánh giá", "--year 2023"],
            &["does not state the year", "--year 2023"],
        ],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: "KẾT QUẢ CHỈ SỐ CCHC NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n",
        table: "STT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;90,5\n2;Trường Cao đẳng;80,25\n",
        says: [
            &["khối đơn vị", "--block department"],
            &["the block of units", "--block department"],
        ],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Kết quả cuối;Xếp hạng\n1;Sở Tư pháp;90,5;1\n2;Sở Y tế;80,25;2\n",
        says: [
            &["không có bảng kết quả", "Kết quả cuối=total"],
            &["no table of results", "Kết quả cuối=total"],
        ],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Danh sách;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;90,5;1\n2;Sở Y tế;80,25;2\n",
        says: [&["Danh sách=unit"], &["Danh sách=unit"]],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Danh sách;Mức đạt\n1;Sở Tư pháp;90,5\n2;Sở Y tế;80,25\n",
        says: [&["Danh sách=unit", "Mức đạt=total"], &["Danh sách=unit", "Mức đạt=total"]],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Danh sách;Mức đạt\n1;Sở Tư pháp;90,5\n2;Sở Y tế;80,25\n",
        says: [&["[[heading]]"], &["[[heading]]"]],
        remedy: Remedy::Declares("frameworks.toml"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Điểm A;Điểm B;Tổng điểm;Xếp hạng\n1;Sở Tư pháp;60,5;30;90,5;1\n2;Sở Y tế;55,25;25;80,25;2\n",
        says: [&["chọn theo bản gốc", "Điểm A=appraised"], &["Choose one", "Điểm A=appraised"]],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Điểm thẩm định;Điểm XHH;Tổng cộng;Phân loai\n1;Sở Tư pháp;60;30,5;90,5;Tốt\n2;Sở Y tế;50;30,25;80,25;Khá\n",
        says: [&["“Phân loai”", "Phân loai=grade"], &["“Phân loai”", "Phân loai=grade"]],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng;Ký hiệu\n1;Sở Tư pháp;90,5;abc\n2;Sở Y tế;80,25;xyz\n",
        says: [&["Ký hiệu=remark"], &["Ký hiệu=remark"]],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;0,905\n2;Sở Y tế;0,8025\n",
        says: [&["thang điểm", "--scale 1 (đã thử"], &["scale", "--scale 1 (tried"]],
        remedy: Remedy::AddsOptions,
        totals: [0.905, 0.8025],
    },
    Case {
        lines: "KẾT QUẢ CHỈ SỐ SIPAS CÁC SỞ NĂM 2023\n(Kèm theo Quyết định số 1/QĐ-UBND ngày 5/1/2024 của UBND tỉnh Ví dụ)\n",
        table: "STT;Đơn vị;Tổng điểm\n1;Sở Tư pháp;90,5\n2;Sở Y tế;80,25\n",
        says: [&["SIPAS", "--index sipas (đã thử"], &["SIPAS", "--index sipas (tried"]],
        remedy: Remedy::AddsOptions,
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Mục;Sở Tư pháp;Sở Y tế\n1;Thể chế;50,5;40,25\n2;Bộ máy;40;40\n;Tổng điểm;90,5;80,25\n",
        says: [&["ghi “Tiêu chí” ở đầu cột"], &["head the column of criteria with “Tiêu chí”"]],
        remedy: Remedy::Corrects("STT;Mục;", "STT;Tiêu chí;Điểm tối đa;"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Điểm thẩm định;Điểm XHH;Tổng cộng\n1;Sở Tư pháp;60;30,5;91,5\n2;Sở Y tế;50;30,25;80,25\n",
        says: [&["ghi 91,50", "được 90,50"], &["91.50", "90.50"]],
        remedy: Remedy::Corrects("91,5", "90,5"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng\n1;Sở Tư pháp;9O,5\n2;Sở Y tế;80,25\n",
        says: [&["“9O,5” không phải là số"], &["“9O,5” is not a number"]],
        remedy: Remedy::Corrects("9O,5", "90,5"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng;Xếp hạng\n1;Sở Tư pháp;90,5;2\n2;Sở Y tế;80,25;1\n",
        says: [&["xếp hạng ghi 2", "là 1"], &["printed rank is 2", "it is 1"]],
        remedy: Remedy::Corrects("90,5;2\n2;Sở Y tế;80,25;1", "90,5;1\n2;Sở Y tế;80,25;2"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng\n1;Sở Tư pháp;90,5\n;Sở Y tế;80,25\n",
        says: [
            &["không có số thứ tự", "hãy điền số thứ tự"],
            &["running number", "fill in the number"],
        ],
        remedy: Remedy::Corrects("\n;Sở Y tế", "\n2;Sở Y tế"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng;Xếp loại\n1;Sở Tư pháp;90,5;Hạng A\n2;Sở Y tế;80,25;Hạng B\n",
        says: [&["grades = ["], &["grades = ["]],
        remedy: Remedy::Corrects("Hạng A", "Tốt"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng\n1;Sở Tư pháp;90,5\n2;Sở Tư pháp;80,25\n",
        says: [&["duplicate-unit"], &["duplicate-unit"]],
        remedy: Remedy::Corrects("2;Sở Tư pháp", "2;Sở Y tế"),
        totals: [90.5, 80.25],
    },
    Case {
        lines: CAPTION,
        table: "STT;Đơn vị;Tổng cộng (100)\n1;Sở Tư pháp;190,5\n2;Sở Y tế;80,25\n",
        says: [&["above-maximum", "190,50"], &["above-maximum", "190.50"]],
        remedy: Remedy::Corrects("190,5", "90,5"),
        totals: [90.5, 80.25],
    },
];

#[test]
fn the_advice_of_each_message_leads_to_a_right_import() {
    assert!(CASES.len() >= 20, "{}", CASES.len());
    for Case { lines, table, says: [vi, en], remedy, totals } in CASES {
        let project = Project::new();
        let path = project.write("a.csv", format!("{lines}{table}"));
        project.run(&["import", &path, "--lang", "en"]).failed(1).says(en);
        let refused = project.run(&["import", &path]).failed(1).says(vi);
        let mut index = "cchc".to_owned();
        let mut command = vec!["import".to_owned(), path.clone()];
        match remedy {
            Remedy::AddsOptions => {
                let options = options(&refused.err);
                if let Some(at) = options.iter().position(|option| option == "--index") {
                    index.clone_from(&options[at + 1]);
                }
                command.extend(options);
            }
            Remedy::Declares(file) => {
                let begin = refused.err.find("[[heading]]").expect("a declaration");
                project.write(file, &refused.err[begin..]);
            }
            Remedy::Corrects(wrong, right) => {
                let table = table.replace(wrong, right).replace(";Thể chế;", ";Thể chế;60;");
                let table = table
                    .replace(";Bộ máy;", ";Bộ máy;40;")
                    .replace(";Tổng điểm;9", ";Tổng điểm;100;9");
                let grade =
                    if *wrong == "Hạng A" { table.replace("Hạng B", "Khá") } else { table };
                project.write("a.csv", format!("{lines}{grade}"));
            }
        }
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        project.run(&command).succeeded();
        let rows = project.json(&["rank", "--index", &index]);
        let found: Vec<_> = rows.iter().map(|row| row["total"].as_f64()).collect();
        assert_eq!(found, totals.map(Some), "{table}");
    }
}

#[test]
fn what_nothing_can_complete_says_the_nearest_way_in() {
    let project = Project::new();
    let path = project
        .write("a.csv", format!("{CAPTION}Họ tên;Chức vụ\nAn;Trưởng phòng\nBình;Phó phòng\n"));
    project.run(&["import", &path]).failed(1).says(&[
        "“Họ tên | Chức vụ”",
        "cchc template",
        "--mapping",
    ]);
    let blank = "STT;Tiêu chí;Điểm tối đa;Tự chấm\n1;Thể chế;60;\n2;Bộ máy;40;\n";
    let path = project.write("b.csv", format!("{CAPTION}{blank}"));
    project
        .run(&["import", &path])
        .failed(1)
        .says(&["biểu chấm điểm hoặc bộ tiêu chí chưa có điểm"]);

    // A column of figures is never proposed to be left out, and a share is no score.
    let share =
        "STT;Đơn vị;Tổng cộng;Tỷ lệ % hồ sơ đúng hạn\n1;Sở Tư pháp;90,5;99,1\n2;Sở Y tế;80,25;98\n";
    let path = project.write("c.csv", format!("{CAPTION}{share}"));
    let refused = project.run(&["import", &path]).failed(1);
    assert!(!refused.err.contains("=remark") && !refused.err.contains("=self"), "{refused:#?}");
}

#[test]
fn a_dry_run_says_each_thing_once() {
    let project = Project::new();
    let table = "STT;Đơn vị;Điểm thẩm định;Điểm XHH;Tổng cộng\n1;Sở Tư pháp;60;30,5;91,5\n2;Sở Y tế;50;30,25;80,25\n";
    let path = project.write("a.csv", format!("{CAPTION}{table}"));
    let run = project.run(&["import", &path, "--dry-run"]).failed(1);
    let all = format!("{}{}", run.out, run.err);
    assert_eq!(all.matches("tổng cộng ghi 91,50").count(), 1, "{all}");
    assert_eq!(all.matches("--accept total").count(), 1, "{all}");
}

#[test]
fn a_table_of_some_areas_is_on_the_scale_of_their_sum() {
    let head = "STT;Đơn vị;Thể chế (20);Thủ tục (27);Tổng;Xếp hạng\n";
    let table = format!("{CAPTION}{head}1;Sở Tư pháp;18;25;43;1\n2;Sở Nội vụ;17;24;41;2\n");
    let project = Project::new();
    let path = project.write("a.csv", &table);
    let run = project.run(&["import", &path]).failed(1).says(&["--scale 47", "2 đơn vị"]);
    assert!(!run.err.contains("--accept"), "{run:#?}");
    project.run(&["import", &path, "--scale", "47"]).succeeded();
    let attainment = project.query("SELECT max_total FROM rankings ORDER BY rank");
    assert_eq!(attainment[0]["max_total"], 47.0);
    // A sum near the scale rather has a slip in one of the maxima.
    let slip = table.replace("(20)", "(71)");
    let path = project.write("b.csv", slip);
    let run = project.run(&["import", &path]).failed(1);
    assert!(!run.err.contains("--scale"), "{run:#?}");
}
