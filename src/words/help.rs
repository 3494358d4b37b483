//! Help texts of commands and options, by their names in `cli.rs`.

use std::sync::LazyLock;

use cchc::text::{ChartKind, ChartScope, Lang};

/// The help of a command or option; empty where there is none, which a test forbids.
#[allow(clippy::too_many_lines, reason = "a table of words")]
pub fn help(lang: Lang, name: &str) -> &'static str {
    match name {
        "cchc" => lang.pick(
            "Phân tích Chỉ số cải cách hành chính (CCHC) của tỉnh qua các năm",
            "Analyse a province's Public Administration Reform (PAR) index over the years",
        ),
        "build" => lang.pick(
            "Nhập mọi văn bản trong thư mục dữ liệu và lập các báo cáo",
            "Import every document in the data folder and write the reports",
        ),
        "import" => {
            lang.pick("Nhập văn bản vào cơ sở dữ liệu", "Import documents into the database")
        }
        "serve" => lang.pick(
            "Mở các trang số liệu trong trình duyệt của máy này",
            "Show the figures as pages in the browser of this machine",
        ),
        "listen" => lang.pick(
            "Mở cho máy khác trong mạng ở địa chỉ này; cần mật khẩu",
            "Also answer other machines of the network at this address; needs a password",
        ),
        "password_file" => lang.pick(
            "Tệp chứa mật khẩu của --listen (ít nhất 10 ký tự); không nêu thì lấy biến CCHC_PASSWORD",
            "The file with the password of --listen (10 letters at least); else CCHC_PASSWORD has it",
        ),
        "serve_import" => lang.pick(
            "Cho nhập, gỡ văn bản trên trang",
            "Let documents be imported and removed on the pages",
        ),
        "serve_reports" => lang.pick(
            "Thư mục báo cáo được lập lại sau mỗi lần nhập, nếu đã có",
            "The folder whose reports are written again after an import, if it exists",
        ),
        "port" => lang.pick(
            "Cổng trên máy này; không nêu thì là 8022, hoặc một cổng còn trống",
            "The port on this machine; without it 8022, or a free one",
        ),
        "no_open" => lang.pick(
            "Không mở trình duyệt, chỉ in địa chỉ",
            "Do not open the browser, only print the address",
        ),
        "simulate" => lang.pick(
            "Tạo số liệu mô phỏng của một tỉnh qua nhiều năm, theo mẫu quyết định thật",
            "Write simulated decisions for a province over several years, in the layout of real \
             ones",
        ),
        "years" => lang
            .pick("Năm đầu và năm cuối, ví dụ 2019-2024", "First and last year, such as 2019-2024"),
        "seed" => lang.pick(
            "Số khởi tạo; cùng một số cho cùng một kết quả",
            "The seed; the same seed gives the same figures",
        ),
        "out" => lang.pick(
            "Thư mục để ghi kết quả, không được có tệp nào khác",
            "The folder to write to; it must not contain any other files",
        ),
        "manual" => lang
            .pick("Ghi tài liệu tra cứu của các lệnh", "Write the reference of the command line"),
        "manual_dir" => lang.pick("Thư mục để ghi", "The folder to write to"),
        "check" => lang.pick(
            "Hiển thị kết quả kiểm tra số liệu đã nhập",
            "Show what the checks found in the stored figures",
        ),
        "explain" => lang.pick(
            "Giải thích các phép kiểm tra: kiểm tra gì, vì sao, ví dụ",
            "Explain the checks: what each one checks and why, with an example",
        ),
        "rule" => lang.pick(
            "Tên phép kiểm tra; không nêu thì liệt kê tất cả",
            "The name of a check; without it, all checks are listed",
        ),
        "rank" => lang.pick("Xếp hạng các đơn vị", "Rank the units"),
        "gap" => lang.pick(
            "Tính chênh lệch giữa điểm tự chấm và điểm thẩm định",
            "Show the gaps between self and appraised scores",
        ),
        "leniency" => lang.pick(
            "Phân tích xu hướng tự chấm cao so với khối và mức độ chắc chắn của kết quả",
            "Show how far units score themselves above their block, and how certain that is",
        ),
        "leniency_by" => lang.pick(
            "Theo unit (đơn vị) hoặc criterion (lĩnh vực mà cả khối tự chấm cao)",
            "By unit, or by criterion (those on which the whole block scores itself high)",
        ),
        "review" => lang.pick(
            "Chọn nội dung tự chấm cần rà soát trước (khi chưa thẩm định) hoặc nội dung cần giải \
             trình (sau thẩm định)",
            "List the self scores to review first (before the appraisal), or the cuts to be \
             explained (after it)",
        ),
        "trials" => lang.pick(
            "Đánh giá danh sách của các năm trước so với các cách chọn đơn giản",
            "Test how good the lists of past years would have been, compared with simple ways of \
             choosing",
        ),
        "all" => lang.pick(
            "Hiển thị mọi nội dung, không chỉ các nội dung trong danh sách",
            "Show every cell, not only those on the list",
        ),
        "sample" => lang.pick(
            "Số nội dung chọn mẫu từ phần còn lại để đối chứng; mặc định là 10",
            "How many of the other cells are drawn as a check; 10 by default",
        ),
        "lasting" => {
            lang.pick("Hiển thị phần ổn định qua các năm", "Show what lasts over the years")
        }
        "weakness" => lang.pick(
            "Tính điểm mất và xác định lĩnh vực còn hạn chế",
            "Show lost points and weak criteria",
        ),
        "delta" => lang.pick(
            "So sánh hai năm: đơn vị tăng, đơn vị giảm và nguyên nhân",
            "Compare two years: who rose, who fell, and why",
        ),
        "trend" => lang.pick("Phân tích diễn biến qua các năm", "Show the trends over the years"),
        "from" => lang.pick("Năm đầu", "The earlier year"),
        "to" => lang.pick("Năm cuối", "The later year"),
        "level" => lang.pick(
            "Cấp tiêu chí: 1 là lĩnh vực, 2 là tiêu chí, 3 và 4 là tiêu chí thành phần",
            "The level of criteria: 1 for those that add up to the total, 2 to 4 for their parts",
        ),
        "lineage" => lang.pick(
            "as-is: mỗi đơn vị tính từ khi thành lập; merged: các năm trước đó lấy bình quân của \
             các đơn vị hợp thành",
            "as-is: each unit from its formation on; merged: extended backwards by the mean of its \
             predecessors",
        ),
        "persistent" => lang.pick(
            "Hiển thị chênh lệch hoặc hạn chế kéo dài qua nhiều năm",
            "Show the gaps or weaknesses that persist over several years",
        ),
        "improved" => lang.pick(
            "Hiển thị đơn vị tự chấm sát với thẩm định hơn trước",
            "Show the units whose self scores came closer to the appraisal",
        ),
        "chart" => lang
            .pick("Vẽ một biểu đồ ra tệp .svg hoặc .png", "Draw one chart as an .svg or .png file"),
        "report_format" => lang.pick(
            "html: trang để xem và in; docx: tệp Word để sửa; xlsx: bảng tính có số liệu và biểu \
             đồ (trừ sheets); pdf: để in và lưu",
            "html: a page to read and print; docx: a Word document to edit; xlsx: a workbook with \
             figures and charts (not for sheets); pdf: to print and to file",
        ),
        "letterhead" => lang.pick(
            "Tệp Word mẫu của cơ quan (chỉ với --format docx): lấy phần đầu văn bản (bảng đầu tiên \
             của tệp mẫu), kiểu chữ và lề trang; ở chỗ cần điền ghi {{co_quan_chu_quan}}, \
             {{co_quan}}, {{so}}, {{ngay}}",
            "A Word template of the office (only with --format docx) that gives the letterhead \
             (its first table), styles and margins; {{co_quan_chu_quan}}, {{co_quan}}, {{so}} and \
             {{ngay}} mark what is to be filled in",
        ),
        "keep" => lang.pick(
            "Giữ nội dung đã điền vào các ô cần điền của báo cáo Word cũ này; không giữ nội dung \
             sửa ngoài các ô đó",
            "Carry over what was filled into the blanks of this earlier Word report; text changed \
             elsewhere is not carried over",
        ),
        "addressee" => lang.pick(
            "Cơ quan được báo cáo (year, trend), ghi sau chữ “Kính gửi”",
            "The addressee of the report (year, trend)",
        ),
        "report" => lang.pick(
            "Lập báo cáo của một năm hoặc nhiều năm",
            "Write the report on one year or on several",
        ),
        "sql" => lang.pick(
            "Truy vấn cơ sở dữ liệu bằng SQL, chỉ đọc; không nêu câu truy vấn thì mở chế độ gõ \
             lệnh",
            "Query the database with SQL, read-only; without a query, a prompt opens",
        ),
        "trace" => lang.pick(
            "Truy nguồn số liệu: con số được đọc từ ô nào của văn bản",
            "Show the document cell from which a figure was read",
        ),
        "documents" => lang.pick(
            "Liệt kê các văn bản đã lưu; thêm --backup để sao lưu cơ sở dữ liệu",
            "List the stored documents, or with --backup copy the database",
        ),
        "backup" => {
            lang.pick("Tệp mới để sao lưu cơ sở dữ liệu", "A new file for a copy of the database")
        }
        "extract" => lang.pick(
            "Lấy lại văn bản gốc, đúng từng byte",
            "Write out a stored document, byte for byte",
        ),
        "export" => lang.pick(
            "Ghi mọi bảng thành tệp Parquet cho DuckDB, DataFusion và Spark; nhiều cơ sở dữ liệu có \
             thể ghi chung vào một thư mục",
            "Write all tables as Parquet files for DuckDB, DataFusion and Spark; many databases can \
             write into one folder",
        ),
        "lake" => lang.pick(
            "Thư mục để ghi: thư mục mới, thư mục trống hoặc thư mục của lần ghi trước",
            "The folder to write: a new one, an empty one, or that of an earlier export",
        ),
        "document" => lang.pick(
            "Số văn bản, tên tệp, hoặc ít nhất 8 ký tự đầu của mã SHA-256",
            "The number of the decision, the file name, or at least the first 8 digits of the \
             SHA-256",
        ),
        "remove" => lang.pick(
            "Xóa một văn bản khỏi cơ sở dữ liệu; văn bản đã được văn bản này thay thế có hiệu lực \
             trở lại",
            "Remove a document from the database; a document that it replaced takes effect again",
        ),
        "rebuild" => lang.pick(
            "Đọc lại mọi văn bản đã lưu theo phiên bản chương trình và khai báo hiện tại",
            "Read all stored documents again, with this version of the program and the current \
             registry",
        ),
        "original" => lang.pick(
            "Tệp để ghi; mặc định lấy tên của tệp gốc, trong thư mục hiện tại",
            "The file to write; by default the name of the original, in the current folder",
        ),
        "other_registry" => lang.pick(
            "Thư mục chứa units.toml và frameworks.toml; mặc định dùng khai báo đã lưu trong cơ sở \
             dữ liệu",
            "The folder with units.toml and frameworks.toml; by default, those stored in the \
             database are used",
        ),
        "without" => {
            lang.pick("Bỏ văn bản này khỏi cơ sở dữ liệu", "Drop this document from the database")
        }
        "template" => lang.pick(
            "Tạo tệp Excel có sẵn đơn vị và bộ tiêu chí mới nhất của một khối để nhập điểm",
            "Write an Excel workbook to fill in, with the units and the latest criteria of a block",
        ),
        "help" => lang.pick("Hiển thị trợ giúp", "Show help"),
        "version" => lang.pick("Hiển thị phiên bản", "Show the version"),
        "db" => lang.pick("Tệp cơ sở dữ liệu", "The database file"),
        "lang" => lang.pick("Ngôn ngữ: vi hoặc en", "Language: vi or en"),
        "quiet" => {
            lang.pick("Không hiển thị thông báo khi chạy", "Print no messages about progress")
        }
        "data" => lang.pick("Thư mục dữ liệu", "The data folder"),
        "reports" => lang.pick("Thư mục báo cáo", "The reports folder"),
        "paths" => lang.pick("Tệp hoặc thư mục cần nhập", "Files or folders to import"),
        "year" => lang.pick("Năm đánh giá", "The year of the results"),
        "block" => lang.pick(
            "Khối: department (sở, ban, ngành), district (huyện, thành phố), commune (xã, phường, \
             thị trấn), province (tỉnh, thành phố), ministry (bộ, ngành) hoặc mã khối đã khai báo; \
             KHỐI/NHÓM chỉ xem một nhóm, ví dụ \"department/Nhóm I\"",
            "The block: department, district, commune, province, ministry or a declared one; \
             BLOCK/GROUP for one of its groups, such as \"department/Nhóm I\"",
        ),
        "number" => lang.pick(
            "Số quyết định, khi văn bản không ghi",
            "The number of the decision, if the document does not state it",
        ),
        "date" => lang.pick(
            "Ngày ban hành (ví dụ 2023-03-29), khi văn bản không ghi",
            "The date of the decision (such as 2023-03-29), if the document does not state it",
        ),
        "issuer" => lang.pick(
            "Cơ quan ban hành, khi văn bản không ghi",
            "The issuer, if the document does not state it",
        ),
        "accept" => lang.pick(
            "Chấp nhận lỗi của phép kiểm tra này, khi bản gốc ghi đúng như vậy",
            "Accept errors of this check, where the original really prints them",
        ),
        "heading" => lang.pick(
            "Cho biết cột có tiêu đề này chứa gì, ví dụ \"Điểm hội đồng=appraised\"",
            "What the column under a heading holds, such as \"Điểm hội đồng=appraised\"",
        ),
        "sheet" => lang.pick(
            "Tên trang tính cần đọc, kể cả trang tính ẩn",
            "The sheet to read, even if it is hidden",
        ),
        "range" => lang.pick(
            "Vùng ô cần đọc trên trang tính, ví dụ A5:AC31",
            "The cells of each sheet to read, such as A5:AC31",
        ),
        "encoding" => lang.pick(
            "Bảng mã ký tự của tệp dạng chữ: UTF-8, UTF-16LE, UTF-16BE, windows-1258 (mặc định: tự \
             nhận biết)",
            "The encoding of a text file: UTF-8, UTF-16LE, UTF-16BE, windows-1258 (default: \
             detected)",
        ),
        "separator" => lang.pick(
            "Dấu phân cách của tệp CSV: , ; | hoặc tab (mặc định: tự nhận biết)",
            "The separator of a CSV file: , ; | or tab (default: detected)",
        ),
        "decimal_mark" => lang.pick(
            "Dấu thập phân của tệp CSV: comma (dấu phẩy) hoặc point (dấu chấm); tệp có số dùng dấu \
             khác thì không được nhập",
            "The decimal mark of a CSV file, comma or point; a file that uses the other one is \
             rejected",
        ),
        "max_size" => {
            lang.pick("Dung lượng tệp tối đa, tính bằng MB", "The largest file size, in MB")
        }
        "max_memory" => lang.pick(
            "Bộ nhớ tối đa để đọc một tệp, tính bằng MB",
            "The most memory for reading a file, in MB",
        ),
        "max_cells" => lang.pick(
            "Số ô tối đa trong các bảng của một tệp",
            "The most cells in the tables of a file",
        ),
        "time_limit" => lang.pick(
            "Thời gian đọc và kiểm tra tối đa cho một tệp, tính bằng giây",
            "The longest time for reading and checking a file, in seconds",
        ),
        "import_format" => lang.pick(
            "Dạng kết quả của --dry-run: table hoặc json",
            "How --dry-run shows its results: table or json",
        ),
        "scale" => lang.pick(
            "Thang điểm, tức tổng điểm tối đa, khi văn bản không nêu (ví dụ 1, 100, 1000)",
            "The scale, that is the maximum total, if the document does not say it (such as 1, 100, \
             1000)",
        ),
        "units" => lang.pick(
            "Số đơn vị của khối, khi văn bản chỉ nêu một phần",
            "How many units the block has, if the document shows only some of them",
        ),
        "form_unit" => lang.pick(
            "Đơn vị của biểu, khi biểu không ghi tên đơn vị",
            "The unit of a form that does not name it",
        ),
        "stage" => lang.pick(
            "Giai đoạn của điểm: self (tự chấm), appraised (đã thẩm định), published (đã công bố)",
            "The stage of the scores: self, appraised or published",
        ),
        "registry" => lang.pick(
            "Thư mục chứa units.toml và frameworks.toml; mặc định là thư mục gần nhất phía trên \
             văn bản",
            "The folder with units.toml and frameworks.toml; by default, the nearest one above the \
             document",
        ),
        "authority" => lang.pick(
            "Cơ quan có số liệu cần xem hoặc cần nhập; chỉ cần khi cơ sở dữ liệu có số liệu của \
             nhiều cơ quan",
            "The authority whose figures to look at or to import; only needed where the database \
             holds several",
        ),
        "index" => lang.pick(
            "Mã của chỉ số cần xem hoặc cần nhập (cchc, sipas, dti…); mặc định là Chỉ số CCHC",
            "The code of the index to look at or to import (cchc, sipas, dti …); by default the PAR \
             index",
        ),
        "replace_registry" => lang.pick(
            "Thay units.toml và frameworks.toml đã lưu, kể cả khi bản mới thiếu khai báo mà các \
             văn bản đã nhập cần đến",
            "Replace the stored units.toml and frameworks.toml, even if the new ones lack \
             declarations that stored documents need",
        ),
        "mapping" => lang.pick(
            "Tệp mô tả các cột của một bảng CSV thuộc chỉ số khác",
            "The file that describes the columns of a CSV table of another index",
        ),
        "new_units" => lang.pick(
            "Coi tên mới gần giống tên đã biết là tên của đơn vị mới",
            "Treat a new name that is close to a known one as the name of a new unit",
        ),
        "mix" => lang.pick(
            "Cho phép số liệu mô phỏng và số liệu thật trong cùng cơ sở dữ liệu",
            "Allow simulated and real figures in the same database",
        ),
        "dry_run" => lang.pick(
            "Chỉ kiểm tra, không ghi vào cơ sở dữ liệu",
            "Only check; write nothing to the database",
        ),
        "replace" => lang.pick(
            "Thay kết quả đã có của cùng năm và cùng khối; bản cũ vẫn được lưu trong lịch sử",
            "Replace the stored results of the same year and block; the old ones are kept in the \
             history",
        ),
        "format" => lang.pick(
            "Định dạng: table, csv, json, jsonl, markdown, xlsx; không có thì theo đuôi tệp của -o, \
             và table nếu không ghi ra tệp",
            "Output format: table, csv, json, jsonl, markdown, xlsx; by default the one that the \
             ending of -o names, and table without a file",
        ),
        "output" => {
            lang.pick("Ghi ra tệp này thay vì màn hình", "Write to this file instead of the screen")
        }
        "bom" => lang.pick(
            "Thêm dấu BOM vào CSV để Excel đọc đúng tiếng Việt",
            "Begin CSV with a byte order mark, so that Excel reads Vietnamese correctly",
        ),
        "csv_decimal_mark" => lang.pick(
            "Dấu thập phân trong CSV: comma (dấu phẩy) hoặc point (dấu chấm, mặc định)",
            "The decimal mark in CSV, comma or point (default: point)",
        ),
        "csv_separator" => lang.pick(
            "Dấu phân cách trong CSV: , ; | hoặc tab (mặc định: dấu phẩy, hoặc dấu chấm phẩy nếu dấu \
             thập phân là comma)",
            "The separator in CSV: , ; | or tab (default: the comma, or the semicolon where the \
             decimal mark is comma)",
        ),
        "recomputed" => lang.pick(
            "Xếp hạng theo tổng điểm tính lại thay vì tổng điểm công bố",
            "Rank by the recomputed totals instead of the published ones",
        ),
        "next_grade" => lang.pick(
            "Tính số điểm còn thiếu để đạt mức phân loại kế tiếp, kèm lĩnh vực mà đơn vị khác \
             trong khối đã đạt mức cao hơn",
            "Show the points lacking for the next grade, and the criteria on which other units \
             have reached more",
        ),
        "all_indices" => lang.pick(
            "Nêu thứ hạng của từng đơn vị ở mọi chỉ số của cơ quan, đặt cạnh nhau",
            "Show each unit's place in every index of the authority, side by side",
        ),
        "children" => lang.pick(
            "Xếp hạng của các cơ quan trực thuộc: mỗi cơ quan một bảng, không xếp chung",
            "Show the rankings of the authorities below, one table each, never ranked together",
        ),
        "extras" => lang.pick(
            "Mô phỏng thêm: authority (cơ quan riêng), index (chỉ số SIPAS), blocks (ba khối tự \
             khai báo), groups (huyện xếp theo nhóm), adjustments (điểm thưởng, điểm trừ), \
             dense-ranks (hạng liền nhau), letter-grades (loại A, B, C), thousand (thang 1.000 điểm)",
            "Simulate as well: authority (one of its own), index (SIPAS), blocks (three of one's \
             own), groups (of districts), adjustments (bonus and penalty), dense-ranks, \
             letter-grades (A, B, C), thousand (a scale of 1,000)",
        ),
        "all_extras" => lang.pick(
            "Mô phỏng mọi nội dung của --with",
            "Simulate everything that --with names",
        ),
        "realistic" => lang.pick(
            "Chỉ tính đến mức tứ phân vị trên của các đơn vị khác, không phải mức cao nhất",
            "Count only up to the upper quartile of the other units, not up to the best one",
        ),
        "intervals" => lang.pick(
            "Tính khoảng thứ hạng: do làm tròn, và nếu tỷ trọng điểm của các lĩnh vực tăng hoặc \
             giảm 10% hoặc 25%",
            "Show the possible ranks: because of rounding, and if the weights of criteria rose or \
             fell by 10% or 25%",
        ),
        "gap_by" => lang.pick(
            "Theo unit (đơn vị), criterion (lĩnh vực) hoặc cell (trường hợp cần rà soát trước)",
            "By unit, criterion or cell (the scores to review first)",
        ),
        "weakness_by" => lang.pick(
            "Theo unit (đơn vị), criterion (lĩnh vực) hoặc discrimination (mức độ phân biệt các \
             đơn vị của từng lĩnh vực)",
            "By unit, criterion or discrimination (how well each criterion distinguishes the \
             units)",
        ),
        "delta_by" => lang.pick(
            "Theo unit (đơn vị), cause (nguyên nhân), criterion (lĩnh vực), grade (phân loại) hoặc \
             set (đơn vị mới, đơn vị không còn)",
            "By unit, cause, criterion, grade or set (units that are new or gone)",
        ),
        "trend_by" => lang.pick(
            "Theo unit (đơn vị), block (cả khối), spread (khoảng cách giữa các đơn vị), agreement \
             (điều tra xã hội học so với thẩm định) hoặc merger (sau hợp nhất)",
            "By unit, block, spread (how far units are apart), agreement (of the survey with the \
             appraisal) or merger (after mergers)",
        ),
        "unit-page" => {
            lang.pick("Tổng hợp kết quả của một đơn vị qua các năm", "Show one unit over the years")
        }
        "unit" => lang.pick("Tên đơn vị", "The unit's name"),
        "criterion" => lang.pick("Tên lĩnh vực", "The criterion's name"),
        "kind" => chart_kinds(lang),
        "report_kind" => lang.pick(
            "Loại văn bản: year (báo cáo từng năm), trend (báo cáo nhiều năm), sheets (phiếu kết \
             quả của từng đơn vị), annex (dự thảo quyết định và phụ lục). Nếu không nêu năm: year \
             lập cho mọi năm, sheets và annex lập cho năm mới nhất",
            "The kind of document: year (report on one year), trend (report on all years), sheets \
             (a result sheet for each unit), annex (draft decision with its annexes, in \
             Vietnamese). If no year is given, year covers every year, sheets and annex the latest \
             one",
        ),
        "ask" => lang.pick(
            "Các câu hỏi có sẵn: liệt kê, hoặc trả lời một câu",
            "Saved questions: list them, or ask one",
        ),
        "verbose" => lang.pick(
            "Cho biết các bước đã làm và thời gian, không kèm số liệu",
            "Say what is done and how long it takes, without any figures",
        ),
        "error_format" => lang.pick(
            "Dạng của thông báo lỗi: text, hoặc json cho chương trình khác đọc",
            "How errors are printed: text, or json for programs",
        ),
        "question" => lang.pick(
            "Số hoặc tên của câu hỏi; không ghi thì liệt kê các câu hỏi",
            "The number or the name of a question; without it, the questions are listed",
        ),
        "question_sql" => lang.pick(
            "Chỉ in câu truy vấn của câu hỏi",
            "Only print the query of the question",
        ),
        "questions" => lang.pick(
            "Thư mục có thêm câu hỏi của cơ quan (*.sql); mặc định là questions, nếu có",
            "The folder with further questions of your own (*.sql); by default questions, if there \
             is one",
        ),
        "words" => lang.pick("Các từ cần tìm", "The words to look for"),
        "count" => lang.pick("Số hàng cần xem", "How many rows to show"),
        "share" => lang.pick("Một tỷ lệ, từ 0 đến 1", "A share, 0 to 1"),
        "query" => lang.pick("Câu truy vấn", "The query"),
        "file" => lang.pick("Đọc câu truy vấn từ tệp này", "Read the query from this file"),
        "timeout" => lang.pick(
            "Thời gian chạy tối đa, tính bằng giây; 0 là không giới hạn",
            "The longest the query may run, in seconds; 0 means no limit",
        ),
        "limit" => lang
            .pick("Số hàng tối đa; 0 là không giới hạn", "The most rows to show; 0 means no limit"),
        _ => "",
    }
}

/// The help of the kind of chart, with the kinds of each scope.
fn chart_kinds(lang: Lang) -> &'static str {
    static KINDS: LazyLock<[String; 2]> = LazyLock::new(|| {
        let [year, years, unit] =
            [ChartScope::Year, ChartScope::Years, ChartScope::Unit].map(ChartKind::names);
        [
            format!(
                "Loại biểu đồ. Một năm: {year}. Nhiều năm: {years}. Một đơn vị (--unit): {unit}"
            ),
            format!(
                "The kind of chart. One year: {year}. Several years: {years}. One unit (--unit): \
                 {unit}"
            ),
        ]
    });
    lang.pick(&KINDS[0], &KINDS[1])
}
