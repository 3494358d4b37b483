//! The help of commands and options, by the names that the command line gives them.

use super::Lang;

/// The help of a command or option; empty where there is none, which a test forbids.
#[must_use]
pub fn help(lang: Lang, name: &str) -> &'static str {
    match name {
        "cchc" => lang.pick(
            "Phân tích Chỉ số cải cách hành chính (CCHC) của tỉnh qua các năm",
            "Analysis of a province's administration reform index (CCHC) over the years",
        ),
        "build" => lang.pick(
            "Nhập mọi văn bản trong thư mục dữ liệu và lập các báo cáo",
            "Import every document of the data folder and write the reports",
        ),
        "import" => lang.pick("Nhập văn bản vào cơ sở dữ liệu", "Import documents into the database"),
        "check" => lang.pick("Kết quả kiểm tra số liệu đã nhập", "What the checks found in the stored figures"),
        "rank" => lang.pick("Xếp hạng", "Ranking"),
        "gap" => lang.pick("Chênh lệch giữa điểm tự chấm và điểm thẩm định", "Gaps between self and appraised scores"),
        "weakness" => lang.pick("Điểm mất và lĩnh vực còn hạn chế", "Lost points and weak criteria"),
        "chart" => lang.pick("Vẽ một biểu đồ ra tệp .svg hoặc .png", "Draw one chart to an .svg or .png file"),
        "report" => lang.pick("Lập báo cáo của một năm", "Write the report of a year"),
        "sql" => lang.pick(
            "Truy vấn SQL chỉ đọc; không có câu truy vấn thì mở chế độ gõ lệnh",
            "Read-only SQL; without a query on a terminal, a prompt",
        ),
        "trace" => {
            lang.pick("Truy nguồn số liệu: ô của văn bản chứa con số", "The document cell that a figure was read from")
        }
        "help" => lang.pick("Trợ giúp", "Help"),
        "version" => lang.pick("Phiên bản", "Version"),
        "db" => lang.pick("Tệp cơ sở dữ liệu", "The database file"),
        "lang" => lang.pick("Ngôn ngữ: vi hoặc en", "Language: vi or en"),
        "quiet" => lang.pick("Không hiển thị thông báo khi chạy", "Say nothing about the work"),
        "data" => lang.pick("Thư mục dữ liệu", "The data folder"),
        "reports" => lang.pick("Thư mục báo cáo", "The folder of the reports"),
        "paths" => lang.pick("Tệp hoặc thư mục cần nhập", "Files or folders to import"),
        "year" => lang.pick("Năm đánh giá", "The year of the results"),
        "block" => lang.pick(
            "Khối: department (sở, ban, ngành), district (huyện, thành phố), commune (xã, phường, thị trấn)",
            "The block: department, district or commune",
        ),
        "number" => {
            lang.pick("Số quyết định, khi văn bản không ghi", "The decision's number, where the document does not say")
        }
        "date" => lang.pick(
            "Ngày ban hành (2023-03-29), khi văn bản không ghi",
            "The decision's date (2023-03-29), where the document does not say",
        ),
        "issuer" => lang.pick("Cơ quan ban hành, khi văn bản không ghi", "The issuer, where the document does not say"),
        "accept" => lang.pick(
            "Chấp nhận lỗi của quy tắc này: văn bản gốc in đúng như vậy",
            "Accept errors of this rule: the original really prints them",
        ),
        "dry_run" => lang.pick("Chỉ kiểm tra, không ghi", "Check only, write nothing"),
        "replace" => lang.pick(
            "Thay kết quả đã có của cùng năm và khối; bản cũ giữ trong lịch sử",
            "Replace stored results of the same year and block; the old ones stay in the history",
        ),
        "format" => {
            lang.pick("Định dạng: table, csv, json, jsonl, markdown", "Format: table, csv, json, jsonl, markdown")
        }
        "output" => lang.pick("Ghi ra tệp này thay vì màn hình", "Write to this file instead of the screen"),
        "bom" => lang
            .pick("Thêm dấu BOM vào CSV để Excel đọc đúng tiếng Việt", "Begin CSV with a byte order mark, for Excel"),
        "recomputed" => lang.pick(
            "Xếp theo tổng điểm tính lại thay vì số công bố",
            "Rank by the recomputed totals instead of the published ones",
        ),
        "by" => lang.pick(
            "Theo unit (đơn vị), criterion (lĩnh vực) hay cell (trường hợp cần ưu tiên rà soát)",
            "By unit, criterion, or (gap) cell: the scores to look at first",
        ),
        "unit" => lang.pick("Tên đơn vị", "The unit's name"),
        "criterion" => lang.pick("Tên lĩnh vực", "The criterion's name"),
        "kind" => {
            lang.pick("Loại biểu đồ: ranking, gap, heatmap, lost", "The kind of chart: ranking, gap, heatmap, lost")
        }
        "query" => lang.pick("Câu truy vấn", "The query"),
        "file" => lang.pick("Đọc câu truy vấn từ tệp này", "Read the query from this file"),
        "timeout" => lang.pick("Thời gian chạy tối đa, tính bằng giây", "The longest the query may run, in seconds"),
        "limit" => lang.pick("Số hàng tối đa; 0 là không giới hạn", "The most rows; 0 means no limit"),
        _ => "",
    }
}
