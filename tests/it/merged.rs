//! Cells that go over several rows or columns, and rows and columns of statistics beside the units.

use crate::project::{Project, Run};

pub const DEPARTMENTS: &str = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2023";
const COMMUNES: &str = "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC XÃ NĂM 2023";

/// A page with a table. `a|b` parts the cells of a row; `a>2` goes over two columns, `a^2` over two rows.
pub fn page(lines: &[&str], rows: &[&str]) -> String {
    let cell = |text: &str| {
        let span = |mark: char, name: &str| {
            let (text, count) = text.rsplit_once(mark)?;
            count.parse::<u32>().ok()?;
            Some(format!("<td {name}={count}>{text}</td>"))
        };
        span('>', "colspan").or_else(|| span('^', "rowspan")).unwrap_or(format!("<td>{text}</td>"))
    };
    let row = |row: &&str| format!("<tr>{}</tr>", row.split('|').map(cell).collect::<String>());
    let lines: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
    let rows: String = rows.iter().map(row).collect();
    format!("<meta charset=utf-8>{lines}<table>{rows}</table>")
}

pub fn decision(title: &str, rows: &[&str]) -> (Project, Run) {
    let by = "(Kèm theo Quyết định số 15/QĐ-UBND ngày 20/3/2024 của Ủy ban nhân dân tỉnh Ví dụ)";
    let project = Project::new();
    let run = project.run(&["import", &project.write("a.html", page(&[title, by], rows))]);
    (project, run)
}

pub fn form(rows: &[&str], options: &[&str]) -> (Project, Run) {
    let lines = ["Đơn vị: Sở Y tế", "BẢNG CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024"];
    let project = Project::new();
    let document = project.write("a.html", page(&lines, rows));
    let of = ["--authority", "UBND tỉnh Ví dụ", "--date", "2025-02-01"];
    let run = project.run(&[&["import", &document][..], &of, options].concat());
    (project, run)
}

#[track_caller]
pub fn told(project: &Project, question: &str) -> Vec<String> {
    let rows = project.query(question);
    let told = rows.iter().map(|row| {
        let fields = row.as_object().expect("a row").values();
        let fields: Vec<String> = fields.map(ToString::to_string).collect();
        fields.join(" ").replace('"', "")
    });
    told.collect()
}

pub const SCORES: &str = "SELECT criterion, self, appraised FROM scores";
const RANKED: &str = "SELECT unit, rank, group_name, unit_parent FROM rankings ORDER BY unit_id";

#[test]
fn a_figure_merged_over_the_parts_of_an_area_is_that_of_the_area() {
    let head = "TT|Tiêu chí|Điểm tối đa|Tự chấm|Thẩm định";
    let rows = [head, "I|Chỉ đạo|60|58|56", "1|Kế hoạch|30|28|56^2", "2|Báo cáo|30|30"];
    let rest = ["II|Thủ tục|40|40|38", "|Tổng|100|98|94"];
    let (project, run) = form(&[&rows[..], &rest].concat(), &[]);
    run.succeeded();
    let expected =
        ["Chỉ đạo 58.0 56.0", "Kế hoạch 28.0 null", "Báo cáo 30.0 null", "Thủ tục 40.0 38.0"];
    assert_eq!(told(&project, SCORES), expected);
    // The cell may begin beside the area.
    let rows = [head, "I|Chỉ đạo|60|58|56^3", "1|Kế hoạch|30|28", "2|Báo cáo|30|30"];
    let (project, run) = form(&[&rows[..], &rest].concat(), &[]);
    run.succeeded();
    assert_eq!(told(&project, SCORES), expected);
    // Parts without any figure of their own say how the area is scored.
    let rows = [head, "I|Chỉ đạo|60|58|56", "1|Kế hoạch|60^2|58^2|56^2", "2|Báo cáo"];
    let (project, run) = form(&[&rows[..], &rest].concat(), &[]);
    run.succeeded();
    assert_eq!(told(&project, SCORES), ["Chỉ đạo 58.0 56.0", "Thủ tục 40.0 38.0"]);
}

#[test]
fn a_figure_that_criteria_share_is_refused() {
    let head = "TT|Tiêu chí|Điểm tối đa|Tự chấm|Thẩm định";
    let rest = ["3|Thủ tục|40|40|38", "|Tổng|100|98|94"];
    let rows = [head, "1|Kế hoạch|60^2|58^2|56^2", "2|Báo cáo"];
    let (_, run) = form(&[&rows[..], &rest].concat(), &[]);
    run.failed(1).says(&["missing-maximum", "“60”", "merged-cell", "Báo cáo", "“58”"]);
    // A maximum that is shared is known of none of them.
    let rows = [head, "I|Chỉ đạo|60|58|56", "1|Kế hoạch|60^2|28|27", "2|Báo cáo|30|29"];
    let (_, run) = form(&[&rows[..], &["II|Thủ tục|40|40|38", "|Tổng|100|98|94"]].concat(), &[]);
    run.failed(1).says(&["“60” nằm trong ô gộp của nhiều tiêu chí"]);
    // What is accepted is held against everything else.
    let rows = [head, "1|Kế hoạch|20|18|38^2", "2|Báo cáo|40|40"];
    let (_, run) = form(&[&rows[..], &rest].concat(), &["--accept", "merged-cell"]);
    run.failed(1).says(&["above-maximum", "38"]);
}

#[test]
fn rows_and_columns_of_statistics_are_no_units() {
    for name in [
        "Trung vị",
        "Toàn tỉnh",
        "Tỉnh Ví dụ",
        "Chung",
        "TB",
        "Mức bình quân",
        "Giá trị lớn nhất",
        "Min",
        "Độ lệch chuẩn",
        "Khoảng cách",
        "Khối sở",
        "Năm 2022",
    ] {
        let row = format!("{name}|92,5");
        let units = ["Sở Nội vụ|95", "Sở Y tế|90", "Sở Tư pháp|85"];
        let rows = [&["Đơn vị|Điểm"][..], &units, &[&row]].concat();
        let (project, run) = decision(DEPARTMENTS, &rows);
        run.succeeded();
        assert!(project.run(&["check"]).succeeded().out.contains(name), "{name} is not noted");
        let ranked = told(&project, "SELECT unit, rank FROM rankings ORDER BY rank");
        assert_eq!(ranked, ["Sở Nội vụ 1", "Sở Y tế 2", "Sở Tư pháp 3"], "{name}");
    }
    for name in ["Tỉnh Ví dụ", "Toàn tỉnh", "Khối sở", "TB các sở", "Cao nhất", "Trung bình"]
    {
        let head = format!("TT|Tiêu chí|Điểm tối đa|Sở Nội vụ|Sở Y tế|{name}");
        let rows = [&head, "1|Thể chế|40|38|36|37", "2|Thủ tục|60|57|51|54", "|Tổng|100|95|87|91"];
        let (project, run) = decision(DEPARTMENTS, &rows);
        run.succeeded();
        let ranked = told(&project, "SELECT unit, rank FROM rankings ORDER BY rank");
        assert_eq!(ranked, ["Sở Nội vụ 1", "Sở Y tế 2"], "{name}");
    }
}

#[test]
fn a_group_may_be_merged_behind_its_number() {
    for [first, second] in [
        ["Khối cơ quan chuyên môn", "Khối cơ quan khác"],
        ["Các sở có thủ tục hành chính", "Các đơn vị khác"],
    ] {
        let head = "STT|Đơn vị|Điểm|Xếp hạng";
        let names = [first, second].map(|name| format!("{name}>3"));
        let rows = [
            head,
            &format!("I|{}", names[0]),
            "1|Sở Nội vụ|95|1",
            "2|Sở Y tế|90|2",
            &format!("II|{}", names[1]),
            "1|Thanh tra tỉnh|85|1",
            "2|Ban Dân tộc|80|2",
        ];
        let (project, run) = decision(DEPARTMENTS, &rows);
        run.succeeded();
        assert_eq!(
            told(&project, RANKED),
            [
                format!("Sở Nội vụ 1 {first} null"),
                format!("Sở Y tế 2 {first} null"),
                format!("Thanh tra tỉnh 1 {second} null"),
                format!("Ban Dân tộc 2 {second} null")
            ]
        );
    }
}

#[test]
fn a_district_may_be_numbered_and_merged() {
    for [first, second] in [
        ["I. Huyện An Bình>4", "II. Huyện Cao Lộc>4"],
        ["I|Huyện An Bình>3", "II|Huyện Cao Lộc>3"],
        ["A. Các xã thuộc huyện An Bình>4", "B. Các xã thuộc huyện Cao Lộc>4"],
    ] {
        let head = "STT|Đơn vị|Tổng điểm|Xếp hạng";
        let rows = ["1|Xã Quang Trung|95|1", "2|Xã B|90|2", "1|Xã Quang Trung|85|3", "2|Xã D|80|4"];
        let rows = [head, first, rows[0], rows[1], second, rows[2], rows[3]];
        let (project, run) = decision(COMMUNES, &rows);
        run.succeeded();
        assert_eq!(
            told(&project, RANKED),
            [
                "Xã Quang Trung (Huyện An Bình) 1 null Huyện An Bình",
                "Xã B 2 null Huyện An Bình",
                "Xã Quang Trung (Huyện Cao Lộc) 3 null Huyện Cao Lộc",
                "Xã D 4 null Huyện Cao Lộc"
            ],
            "{first}"
        );
    }
}

#[test]
fn a_group_may_stand_over_units_across_and_their_ranks() {
    let head = ["TT^2|Tiêu chí^2|Điểm tối đa^2|Khối tổng hợp>2|Khối nội chính>2"];
    let rows = [
        "Sở Nội vụ|Sở Tài chính|Sở Tư pháp|Thanh tra tỉnh",
        "1|Thể chế|40|38|37|36|35",
        "2|Thủ tục|60|57|50|55|51",
        "|Tổng|100|95|87|91|86",
    ];
    for ranks in [None, Some("|Xếp hạng||1|2|1|2")] {
        let rows = [&head[..], &rows, ranks.as_slice()].concat();
        let (project, run) = decision(DEPARTMENTS, &rows);
        run.succeeded();
        assert_eq!(
            told(&project, RANKED),
            [
                "Sở Nội vụ 1 Khối tổng hợp null",
                "Sở Tài chính 2 Khối tổng hợp null",
                "Sở Tư pháp 1 Khối nội chính null",
                "Thanh tra tỉnh 2 Khối nội chính null"
            ]
        );
    }
}
