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
}
