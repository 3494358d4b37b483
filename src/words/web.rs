//! What only the pages of the site say.

use cchc::text::Lang;

macro_rules! words {
    ($($word:ident = $vi:literal, $en:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word { $($word,)+ }

        impl Word {
            pub fn say(self, lang: Lang) -> &'static str {
                match self { $(Self::$word => lang.pick($vi, $en)),+ }
            }
        }
    };
}

words! {
    Skip = "Đến nội dung chính", "Skip to the content";
    Menu = "Trình đơn", "Menu";
    Trail = "Vị trí", "Where you are";
    Search = "Tìm đơn vị, tiêu chí, văn bản", "Search units, criteria and documents";
    Find = "Tìm", "Search";
    Show = "Xem", "Show";
    Run = "Chạy", "Run";
    Files = "Tải về", "Download";
    Copy = "Chép liên kết", "Copy the link";
    Copied = "Đã chép liên kết", "The link is copied";
    Offline = "Trang chạy trên máy này, không gửi dữ liệu đi đâu.", "This site runs on this machine and sends nothing anywhere.";
    NoRows = "Không có dòng nào phù hợp.", "There are no rows for this.";
    Year = "Năm", "Year";
    Block = "Khối", "Block";
    From = "Từ năm", "From";
    To = "Đến năm", "To";
    All = "Tất cả", "All";
    Whole = "Xem cả bảng", "The whole table";
    Course = "Kết quả qua các năm", "Over the years";
    Gaps = "Điểm tự chấm so với điểm thẩm định", "Self scores beside the appraisal";
    Lost = "Điểm bị mất theo tiêu chí", "Points lost by criterion";
    NextGrade = "Để đạt mức xếp loại cao hơn", "To the next grade";
    Sheet = "Phiếu kết quả (một trang)", "Result sheet (one page)";
    Cells = "Ô của văn bản", "Cells of the document";
    Around = "Bảng trong văn bản", "The table in the document";
    Original = "Tải văn bản gốc", "Download the original";
    Units = "Các đơn vị", "Units";
    Criteria = "Tiêu chí", "Criteria";
    Documents = "Văn bản", "Documents";
    Lasting = "Tự chấm cao nhiều năm liền", "Over-scoring year after year";
    Leniency = "Xu hướng tự chấm cao", "Tendency to over-score";
    Review = "Danh sách đề nghị rà soát", "Review list";
    LookFirst = "Những ô nên xem trước", "Cells to look at first";
    Query = "Câu truy vấn", "Query";
    Views = "Các khung nhìn", "The views";
    Rules = "Các phép kiểm tra", "The checks";
    Busy = "Đang có nhiều câu truy vấn khác chạy; hãy thử lại sau ít giây.", "Other queries are running; try again in a few seconds.";
    NotFound = "Không có trang này.", "There is no such page.";
    Failed = "Không lập được trang này.", "This page could not be made.";
    ToStart = "Về trang đầu", "To the start page";
    ByCriterion = "Theo tiêu chí", "By criterion";
    Scopes = "Cơ quan và bộ chỉ số", "Authority and index";
    First = "Chưa có số liệu nào. Hãy gửi quyết định công bố kết quả, các biểu tự chấm, hoặc cả thư mục; chương trình đọc thử và cho xem trước, chưa ghi gì.", "There are no figures yet. Send a decision with results, self-scoring forms or a whole folder; the program reads them and shows what it found before it writes anything.";
    Formats = "Đọc được tệp Word, Excel, PDF, HTML, CSV, OpenDocument, văn bản và tệp nén .zip.", "Word, Excel, PDF, HTML, CSV, OpenDocument, text and .zip files can be read.";
    ChooseFiles = "Chọn tệp", "Choose files";
    ChooseFolder = "Hoặc chọn một thư mục", "Or choose a folder";
    Send = "Gửi và xem trước", "Send and preview";
    Drop = "Có thể kéo tệp hoặc thư mục thả vào đây.", "Files and folders can be dropped here.";
    Try = "Dùng thử", "Try it";
    TryWhy = "Tạo số liệu mô phỏng nhiều năm để dùng thử. Số liệu mô phỏng luôn được ghi rõ và không để chung với số liệu thật.", "Make invented figures of several years to try the program. They are always marked as simulated and are not kept with real ones.";
    TryNow = "Tạo số liệu mô phỏng", "Make simulated figures";
    Plan = "Xem trước khi nhập", "Before the import";
    PlanWhy = "Chưa ghi gì vào cơ sở dữ liệu. Hãy đối chiếu cách hiểu từng cột và từng đơn vị với bản gốc.", "Nothing has been written yet. Compare how each column and each unit was understood with the original.";
    Columns = "Cách hiểu từng cột", "How each column was understood";
    Column = "Cột", "Column";
    Printed = "Tên cột trong văn bản", "Heading in the document";
    ReadAs = "Được hiểu là", "Understood as";
    Advice = "Cách xử lý (đối chiếu bản gốc trước khi chọn):", "What can be done (compare with the original before you choose):";
    Options = "Bổ sung những gì văn bản không ghi", "Add what the document does not say";
    NotSaid = "(theo văn bản)", "(as in the document)";
    Again = "Xem lại", "Preview again";
    Confirm = "Nhập vào cơ sở dữ liệu", "Import into the database";
    Other = "Gửi văn bản khác", "Send other documents";
    Replace = "Thay văn bản đã nhập (bản cũ được giữ trong lịch sử)", "Replace the stored document (it stays in the history)";
    Mix = "Vẫn để chung số liệu thật và số liệu mô phỏng", "Keep real and simulated figures together";
    NewUnits = "Đây là đơn vị mới, không phải tên khác của đơn vị đã có", "These are new units, not other names of known ones";
    Done = "Đã nhập", "Imported";
    NothingNew = "Không có gì mới", "Nothing new";
    Undone = "Đã hoàn tác", "Taken back";
    Undo = "Hoàn tác lần nhập này", "Take this import back";
    UndoWhy = "Nếu hoàn tác, văn bản vừa nhập sẽ được gỡ ra; văn bản bị thay thế (nếu có) có hiệu lực trở lại.", "If you do, the documents are taken out again, and what they replaced, if anything, takes effect again.";
    Remove = "Gỡ văn bản", "Remove the document";
    RemoveWhy = "Kết quả của văn bản này được gỡ khỏi cơ sở dữ liệu; văn bản mà nó thay thế có hiệu lực trở lại. Tệp gốc không bị xóa; có thể nhập lại.", "Its results are taken out of the database; a document that it replaced takes effect again. The original file is not deleted and can be imported again.";
    Importing = "Đang nhập văn bản khác; hãy thử lại sau ít giây.", "Another import is running; try again in a few seconds.";
    Refreshed = "Đã lập lại các báo cáo trong thư mục báo cáo.", "The reports in their folder were written again.";
    Exists = "Đã có cơ sở dữ liệu; số liệu mô phỏng chỉ dùng khi chưa có số liệu nào.", "There is a database already; simulated figures are only for a first start.";
    SelfScored = "điểm tự chấm", "self scores";
    Appraised = "đã thẩm định, chưa công bố", "appraised, not yet published";
    Published = "đã công bố", "published";
    Gone = "Các tệp đã gửi không còn; hãy gửi lại.", "The files that were sent are gone; send them again.";
    Foreign = "Biểu mẫu không phải của trang này, hoặc chương trình đã chạy lại; hãy mở lại trang và gửi lại.", "The form is not one of this site, or the program was started again; open the page again and send it again.";
    Broken = "Tệp gửi lên bị ngắt giữa chừng; hãy gửi lại.", "What was sent broke off; send it again.";
    TooMany = "Quá nhiều tệp, hoặc hai tệp trùng tên; hãy gửi từng thư mục.", "Too many files, or two of the same name; send one folder at a time.";
    TooLarge = "Các tệp gửi lên vượt quá 256 MB; hãy gửi từng phần.", "The files are more than 256 MB; send them in parts.";
    TooSlow = "Gửi tệp quá lâu; hãy thử lại với ít tệp hơn.", "Sending took too long; try again with fewer files.";
    NoFiles = "Chưa chọn tệp nào.", "No file was chosen.";
}
