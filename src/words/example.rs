//! Examples of each verb: in its help, in the manual pages and in `docs/verbs.md`. A test runs them
//! all, in this order.

use cchc::text::Lang;

/// A command and what it is for.
pub struct Example {
    pub command: &'static str,
    vi: &'static str,
    en: &'static str,
}

impl Example {
    /// What the command is for.
    pub fn purpose(&self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }

    /// The verb of the command.
    fn verb(&self) -> &str {
        self.command.split_whitespace().nth(1).unwrap_or_default()
    }
}

/// The examples of a verb.
pub fn examples(verb: &str) -> impl Iterator<Item = &'static Example> {
    EXAMPLES.iter().filter(move |example| example.verb() == verb)
}

const fn example(command: &'static str, vi: &'static str, en: &'static str) -> Example {
    Example { command, vi, en }
}

const EXAMPLES: &[Example] = &[
    example(
        "cchc build",
        "Nhập mọi văn bản trong data/ và lập báo cáo trong reports/",
        "Import everything under data/ and write the reports under reports/",
    ),
    example(
        "cchc build data --reports reports",
        "Như trên, ghi rõ hai thư mục",
        "The same with the folders given",
    ),
    example(
        "cchc import data/2022 --dry-run",
        "Xem trước: văn bản sẽ được đọc thế nào, kết quả kiểm tra ra sao",
        "Look before you import: how the document is read, and what the checks find",
    ),
    example(
        "cchc simulate --years 2019-2024 --seed 7 --out sim",
        "Tạo sáu năm số liệu mô phỏng để thử chương trình",
        "Write six simulated years to try the program on",
    ),
    example(
        "cchc build sim --db sim.db --reports sim-reports",
        "Nhập số liệu mô phỏng vào cơ sở dữ liệu riêng",
        "Import the simulated years into a database of their own",
    ),
    example(
        "cchc check --block district",
        "Kết quả kiểm tra số liệu đã nhập của khối huyện, thành phố",
        "Show what the checks found in the stored figures of the districts",
    ),
    example("cchc explain rank-order", "Giải thích một phép kiểm tra", "Explain one of the checks"),
    example(
        "cchc rank --year 2022 --block department",
        "Xếp hạng các sở, ban, ngành năm 2022",
        "Rank the departments in 2022",
    ),
    example(
        "cchc rank --year 2022 --recomputed --format csv --bom -o rank.csv",
        "Xếp hạng theo tổng các điểm thành phần, ghi tệp CSV cho Excel",
        "Rank by the sums of the printed scores, into a CSV file for Excel",
    ),
    example(
        "cchc rank --intervals --year 2022",
        "Khoảng thứ hạng khi làm tròn hoặc khi tỷ trọng các lĩnh vực thay đổi 10%, 25%",
        "Which ranks are certain, within rounding and with weights changed by up to 10 % or 25 %",
    ),
    example(
        "cchc rank --next-grade --realistic --block district",
        "Mỗi đơn vị còn thiếu bao nhiêu điểm để lên mức phân loại cao hơn, ở lĩnh vực nào",
        "What each district lacks to reach the next grade, and where others already have it",
    ),
    example(
        "cchc gap --block department",
        "Chênh lệch tự chấm – thẩm định của từng đơn vị",
        "Self minus appraised scores, by unit",
    ),
    example(
        "cchc gap --by criterion --unit \"Sở Giao thông vận tải\"",
        "Chênh lệch của một đơn vị theo lĩnh vực",
        "The gaps of one unit, by criterion",
    ),
    example(
        "cchc gap --by cell --format markdown",
        "Các nội dung cần xem trước",
        "The cells to look at first",
    ),
    example(
        "cchc gap --persistent --db sim.db",
        "Đơn vị có chênh lệch cao hơn khối nhiều năm liên tiếp",
        "Units whose gap has been above their block's for years",
    ),
    example(
        "cchc gap --improved --db sim.db",
        "Đơn vị đã tự chấm sát hơn",
        "Units that have come to score themselves more closely",
    ),
    example(
        "cchc leniency --block department",
        "Xu hướng tự chấm cao của từng đơn vị, đã trừ phần có thể là ngẫu nhiên",
        "How far units score themselves above their block, with the part that may be chance removed",
    ),
    example(
        "cchc leniency --by criterion --year 2022",
        "Lĩnh vực mà cả khối tự chấm cao",
        "The criteria on which the whole block scores itself high",
    ),
    example(
        "cchc leniency --lasting --db sim.db",
        "Phần ổn định qua nhiều năm",
        "The part that lasts over several years",
    ),
    example(
        "cchc review --year 2022",
        "Sau thẩm định: nội dung bị giảm điểm cần giải trình",
        "After the appraisal: which reductions need a reason",
    ),
    example(
        "cchc review --year 2022 -o cuts.xlsx",
        "Như trên, thành bảng tính có ô để ghi giải trình",
        "The same as a workbook with room for the reasons",
    ),
    example(
        "cchc review --trials --db sim.db",
        "Danh sách như vậy sẽ đúng đến đâu ở các năm trước",
        "How well such lists would have done in past years",
    ),
    example(
        "cchc weakness --unit \"Huyện Ba Bể\"",
        "Một đơn vị mất điểm ở đâu",
        "Where one unit lost its points",
    ),
    example(
        "cchc weakness --by criterion --block district",
        "Lĩnh vực còn hạn chế của cả khối",
        "The weakest criteria of a block",
    ),
    example(
        "cchc weakness --by discrimination --block department",
        "Lĩnh vực ít phân biệt các đơn vị",
        "The criteria that hardly tell units apart",
    ),
    example(
        "cchc weakness --persistent --level 1 --db sim.db",
        "Hạn chế kéo dài qua nhiều năm",
        "Weaknesses that last for years",
    ),
    example(
        "cchc delta --from 2018 --to 2022",
        "So sánh hai năm theo đơn vị",
        "Compare two years, by unit",
    ),
    example(
        "cchc delta --by cause --block department --format json",
        "Thay đổi do kết quả, do bộ tiêu chí hay do thêm, bớt đơn vị",
        "How much of a change comes from performance, from the framework, from units that came or went",
    ),
    example(
        "cchc trend --block district --db sim.db",
        "Diễn biến của từng đơn vị qua các năm",
        "The course of each unit over the years",
    ),
    example(
        "cchc trend --by block --db sim.db",
        "Diễn biến của cả khối",
        "The course of each block",
    ),
    example(
        "cchc trend --by spread --db sim.db",
        "Khoảng cách giữa các đơn vị thu hẹp hay mở rộng",
        "Whether units move closer together or further apart",
    ),
    example(
        "cchc trend --by agreement --db sim.db",
        "Điều tra xã hội học và thẩm định có cùng thứ tự không",
        "Whether the survey and the appraisal put units in the same order",
    ),
    example(
        "cchc trend --by merger --db sim.db",
        "Kết quả sau sáp nhập",
        "What became of merged units",
    ),
    example(
        "cchc unit \"Sở Giao thông vận tải\" --lineage merged",
        "Một đơn vị qua các năm",
        "One unit over the years",
    ),
    example(
        "cchc unit \"Huyện Bạch Thông\" -o bach-thong.html",
        "Như trên, thành một trang HTML",
        "The same as an HTML page",
    ),
    example(
        "cchc chart ranking --year 2022 --block department -o ranking.png",
        "Biểu đồ xếp hạng",
        "A chart of the ranking",
    ),
    example(
        "cchc chart bump --block district --db sim.db -o ranks.svg",
        "Biểu đồ thứ hạng qua các năm",
        "A chart of the ranks over the years",
    ),
    example(
        "cchc chart causes --unit \"Sở Y tế\" --from 2021 --to 2022 --db sim.db -o causes.svg",
        "Biểu đồ nguyên nhân thay đổi điểm của một đơn vị",
        "A chart of what changed one unit's points",
    ),
    example("cchc report --year 2022", "Báo cáo của một năm", "The report on one year"),
    example(
        "cchc report trend --format docx --addressee \"Ban Chỉ đạo cải cách hành chính tỉnh\"",
        "Báo cáo nhiều năm, tệp Word để chỉnh sửa",
        "The report on all years, as a Word document to edit",
    ),
    example(
        "cchc report trend --format docx --keep reports/cchc-trend.vi.docx",
        "Bản mới, giữ những gì đã điền ở bản cũ",
        "A new draft that keeps what was filled in in the old one",
    ),
    example(
        "cchc report sheets --year 2022 --format pdf",
        "Phiếu kết quả của từng đơn vị",
        "A result sheet for each unit",
    ),
    example(
        "cchc report annex --year 2022 --format docx",
        "Dự thảo quyết định và phụ lục, có thể nhập lại",
        "The draft decision with its annexes, which can be imported again",
    ),
    example(
        "cchc sql \"SELECT unit, gap FROM unit_gaps ORDER BY gap DESC\" --limit 3 --timeout 5",
        "Hỏi bằng SQL, chỉ đọc",
        "Ask in SQL, read-only",
    ),
    example(
        "cchc serve",
        "Xem số liệu trong trình duyệt của máy này",
        "Look at the figures in the browser of this machine",
    ),
    example("cchc ask", "Các câu hỏi có sẵn", "The saved questions"),
    example(
        "cchc ask points-behind --block district",
        "Trả lời một câu hỏi có sẵn",
        "Ask one of them",
    ),
    example(
        "cchc trace --unit \"Sở Tư pháp\" --year 2022 --criterion \"Cải cách thể chế\"",
        "Ô trong văn bản gốc của một số liệu",
        "The cell of the document behind a figure",
    ),
    example("cchc documents", "Các văn bản đã nhập", "The stored documents"),
    example(
        "cchc documents --backup copy.db",
        "Sao lưu toàn bộ cơ sở dữ liệu",
        "A copy of the whole database",
    ),
    example(
        "cchc extract 501/QĐ-UBND -o original.txt",
        "Lấy lại văn bản gốc, đúng từng byte",
        "Get a document back as it was imported, byte for byte",
    ),
    example(
        "cchc export lake",
        "Ghi toàn bộ số liệu thành tệp Parquet",
        "All figures as Parquet files, for other engines",
    ),
    example(
        "cchc template --year 2023 --block district -o template.xlsx",
        "Bảng tính để điền kết quả năm sau",
        "A workbook to fill in next year's results",
    ),
    example(
        "cchc rebuild --registry data",
        "Đọc lại các văn bản đã lưu theo danh mục hiện nay",
        "Read the stored documents again with the current registry",
    ),
    example(
        "cchc remove 309-QD-UBND.txt",
        "Bỏ một văn bản; văn bản mà nó đã thay thế có hiệu lực trở lại",
        "Take a document out; the one it replaced is in force again",
    ),
    example("cchc import data/2018", "Nhập một thư mục", "Import a folder"),
];
