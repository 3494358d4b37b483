//! The styles of the document, each declared once. Word shows them in its list of styles and uses
//! the headings for navigation.

use maud::{Markup, PreEscaped, html};

use crate::source::Reference;

/// A paragraph style.
pub(super) struct Style {
    /// The id that the document uses: ASCII, and the same in every language of Word.
    id: &'static str,
    /// The name that people see.
    name: &'static str,
    /// The size of its type, in half points.
    size: u32,
    /// Its look as letters: `b` bold, `i` italic, `c` capitals, `k` kept with the next paragraph,
    /// `x` in a box, `l` with a bar on the left.
    look: &'static str,
    /// `both`, `center` or `left`.
    align: &'static str,
    /// The indent of the first line, in twentieths of a point; negative for a hanging indent.
    first: i32,
    /// The space above and below, in twentieths of a point.
    space: [u32; 2],
    /// The line spacing; 240 is single spacing.
    line: u32,
    /// The level in the outline, from 0; `None` for text.
    outline: Option<u32>,
}

impl Style {
    fn is(&self, letter: char) -> bool {
        self.look.contains(letter)
    }
}

macro_rules! styles {
    ($($constant:ident = $id:literal, $name:literal, $size:literal, $look:literal, $align:literal, $first:literal,
       [$above:literal, $below:literal], $line:literal, $outline:expr;)+) => {
        $(pub(super) const $constant: &str = $id;)+
        const STYLES: &[Style] = &[$(Style {
            id: $id, name: $name, size: $size, look: $look, align: $align, first: $first, space: [$above, $below],
            line: $line, outline: $outline,
        },)+];
    };
}

styles! {
    DRAFT = "cchcDuThao", "CCHC Dự thảo", 24, "b", "left", 0, [0, 60], 240, None;
    LETTERHEAD = "cchcCoQuanChuQuan", "CCHC Cơ quan chủ quản", 24, "c", "center", 0, [0, 0], 240, None;
    OFFICE = "cchcCoQuan", "CCHC Cơ quan", 24, "bc", "center", 0, [0, 0], 240, None;
    MOTTO = "cchcTieuNgu", "CCHC Tiêu ngữ", 26, "b", "center", 0, [0, 0], 240, None;
    RULE = "cchcDuongKe", "CCHC Đường kẻ", 12, "", "center", 0, [0, 40], 200, None;
    NUMBER = "cchcSoKyHieu", "CCHC Số và ký hiệu", 26, "", "center", 0, [60, 0], 240, None;
    PLACE = "cchcNgay", "CCHC Địa danh và ngày", 26, "i", "center", 0, [60, 0], 240, None;
    KIND = "cchcTenLoai", "CCHC Tên loại", 28, "bck", "center", 0, [240, 0], 240, None;
    SUBJECT = "cchcTrichYeu", "CCHC Trích yếu", 28, "bk", "center", 0, [0, 0], 240, None;
    ADDRESSEE = "cchcKinhGui", "CCHC Kính gửi", 28, "", "center", 0, [60, 120], 240, None;
    WARNING = "cchcMoPhong", "CCHC Mô phỏng", 24, "bkx", "center", 0, [60, 120], 240, None;
    WARNING_HEADER = "cchcMoPhongDauTrang", "CCHC Mô phỏng đầu trang", 20, "b", "center", 0, [0, 0], 240, None;
    ANNEX = "cchcPhuLuc", "CCHC Phụ lục", 28, "bk", "center", 0, [0, 120], 240, Some(0);
    SECTION = "Heading1", "heading 1", 26, "bk", "left", 567, [200, 100], 240, Some(0);
    SUBSECTION = "Heading2", "heading 2", 26, "bk", "left", 567, [100, 60], 240, Some(1);
    HEADING = "Heading3", "heading 3", 26, "bik", "left", 0, [100, 60], 240, Some(2);
    CENTRED = "cchcGiua", "CCHC Dòng giữa", 26, "bk", "center", 0, [60, 60], 240, None;
    ATTACHED = "cchcKemTheo", "CCHC Kèm theo", 26, "ik", "center", 0, [0, 120], 240, None;
    BASIS = "cchcCanCu", "CCHC Căn cứ", 26, "i", "both", 567, [0, 60], 259, None;
    BODY = "cchcThan", "CCHC Thân bài", 26, "", "both", 567, [0, 100], 259, None;
    CLOSING = "cchcKetThuc", "CCHC Kết thúc", 26, "k", "both", 567, [0, 120], 259, None;
    ITEM = "cchcGach", "CCHC Gạch đầu dòng", 26, "", "both", -284, [0, 60], 252, None;
    SUMMARY = "cchcTomTat", "CCHC Tóm tắt", 26, "x", "both", -284, [0, 40], 245, None;
    PROPOSAL = "cchcDeXuat", "CCHC đề xuất tự động", 26, "l", "both", 0, [0, 100], 252, None;
    CAPTION = "Caption", "caption", 24, "bk", "center", 0, [80, 60], 240, None;
    CELL = "cchcO", "CCHC Ô bảng", 22, "", "left", 0, [10, 10], 235, None;
    HEAD = "cchcDauBang", "CCHC Đầu bảng", 22, "bk", "center", 0, [10, 10], 235, None;
    CELL_SHEET = "cchcOPhieu", "CCHC Ô bảng phiếu", 20, "", "left", 0, [0, 0], 235, None;
    HEAD_SHEET = "cchcDauBangPhieu", "CCHC Đầu bảng phiếu", 20, "bk", "center", 0, [0, 0], 235, None;
    BODY_SHEET = "cchcThanPhieu", "CCHC Thân phiếu", 24, "", "both", 0, [0, 20], 245, None;
    ITEM_SHEET = "cchcGachPhieu", "CCHC Gạch đầu dòng phiếu", 24, "", "both", -284, [0, 20], 245, None;
    HEADING_SHEET = "cchcMucPhieu", "CCHC Mục phiếu", 24, "bk", "left", 0, [60, 20], 240, Some(1);
    NOTE_SHEET = "cchcGhiChuPhieu", "CCHC Ghi chú phiếu", 19, "i", "both", 0, [60, 0], 240, None;
    CELL_ANNEX = "cchcOPhuLuc", "CCHC Ô bảng phụ lục", 18, "", "left", 0, [0, 0], 240, None;
    HEAD_ANNEX = "cchcDauBangPhuLuc", "CCHC Đầu bảng phụ lục", 18, "bk", "center", 0, [0, 0], 240, None;
    CELL_DECISION = "cchcOQuyetDinh", "CCHC Ô bảng quyết định", 16, "", "center", 0, [10, 10], 240, None;
    HEAD_DECISION = "cchcDauBangQuyetDinh", "CCHC Đầu bảng quyết định", 15, "bk", "center", 0, [10, 10], 240, None;
    FIGURE = "cchcHinh", "CCHC Hình", 20, "k", "center", 0, [80, 0], 240, None;
    NOTE = "cchcGhiChu", "CCHC Ghi chú", 20, "i", "both", 0, [0, 80], 240, None;
    COPIES = "cchcNoiNhan", "CCHC Nơi nhận", 22, "", "left", 0, [0, 0], 240, None;
    SIGNER = "cchcNguoiKy", "CCHC Người ký", 28, "b", "center", 0, [0, 0], 240, None;
    PAGE = "cchcSoTrang", "CCHC Số trang", 26, "", "center", 0, [0, 0], 240, None;
}

/// The id of the style of blanks to fill in.
pub(super) const BLANK: &str = "cchcChoTrong";

/// The id of the table style.
pub(super) const TABLE: &str = "cchcBang";

/// The content of `word/styles.xml`. The styles of an office's reference document stay as they are,
/// and only the missing ones are added.
pub(super) fn styles(language: &str, reference: Option<&Reference>) -> Markup {
    if let Some((theirs, ids)) = reference.and_then(|reference| reference.styles.as_ref()) {
        let is_new = |id: &str| !ids.iter().any(|known| known == id);
        return html! {
            w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {
                (PreEscaped(theirs))
                @if is_new("Normal") { (normal()) }
                @if is_new("TableNormal") { (plain_table()) }
                @if is_new(BLANK) { (blank()) }
                @for entry in STYLES.iter().filter(|entry| is_new(entry.id)) { (style(entry)) }
                @if is_new(TABLE) { (table()) }
            }
        };
    }
    html! {
        w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {
            w:docDefaults {
                w:rPrDefault { w:rPr {
                    w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"
                        w:cs="Times New Roman" {}
                    w:sz w:val="26" {}
                    w:szCs w:val="26" {}
                    w:lang w:val=(language) w:eastAsia=(language) w:bidi="ar-SA" {}
                } }
                w:pPrDefault { w:pPr { w:spacing w:after="0" w:line="240" w:lineRule="auto" {} } }
            }
            (normal())
            (plain_table())
            (blank())
            @for entry in STYLES { (style(entry)) }
            (table())
        }
    }
}

/// The default paragraph style.
fn normal() -> Markup {
    html! {
            w:style w:type="paragraph" w:default="1" w:styleId="Normal" { w:name w:val="Normal" {} w:qFormat {} }
    }
}

/// The default table style.
fn plain_table() -> Markup {
    html! {
            w:style w:type="table" w:default="1" w:styleId="TableNormal" {
                w:name w:val="Normal Table" {}
                w:uiPriority w:val="99" {}
                w:semiHidden {}
                w:unhideWhenUsed {}
                w:tblPr {
                    w:tblInd w:w="0" w:type="dxa" {}
                    w:tblCellMar {
                        w:top w:w="0" w:type="dxa" {}
                        w:left w:w="108" w:type="dxa" {}
                        w:bottom w:w="0" w:type="dxa" {}
                        w:right w:w="108" w:type="dxa" {}
                    }
                }
            }
    }
}

/// The style of blanks to fill in.
fn blank() -> Markup {
    html! {
            w:style w:type="character" w:customStyle="1" w:styleId=(BLANK) {
                w:name w:val="CCHC Chỗ trống" {}
                w:qFormat {}
                w:rPr { w:shd w:val="clear" w:color="auto" w:fill="FFF200" {} }
            }
    }
}

/// The style of tables with borders.
fn table() -> Markup {
    html! {
            w:style w:type="table" w:customStyle="1" w:styleId=(TABLE) {
                w:name w:val="CCHC Bảng" {}
                w:basedOn w:val="TableNormal" {}
                w:tblPr {
                    w:tblBorders {
                        @for side in ["top", "left", "bottom", "right", "insideH", "insideV"] { (border(side)) }
                    }
                    w:tblCellMar {
                        w:left w:w="57" w:type="dxa" {}
                        w:right w:w="57" w:type="dxa" {}
                    }
                }
            }
    }
}

fn border(side: &str) -> Markup {
    let attributes = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"";
    PreEscaped(format!("<w:{side} {attributes}/>"))
}

fn style(style: &Style) -> Markup {
    let is_own = style.id.starts_with("cchc");
    let hanging = if style.first < 0 { Some(-style.first) } else { None };

    html! {
        w:style w:type="paragraph" w:customStyle=[is_own.then_some("1")] w:styleId=(style.id) {
            w:name w:val=(style.name) {}
            w:basedOn w:val="Normal" {}
            @if style.outline.is_some() { w:next w:val=(BODY) {} }
            w:qFormat {}
            w:pPr {
                @if style.is('k') { w:keepNext {} }
                w:widowControl {}
                @if style.is('x') {
                    w:pBdr { @for side in ["top", "left", "bottom", "right"] { (edge(side, 4)) } }
                } @else if style.is('l') {
                    w:pBdr {
                        w:left w:val="single" w:sz="12" w:space="6" w:color="808080" {}
                    }
                }
                w:spacing w:before=(style.space[0]) w:after=(style.space[1]) w:line=(style.line) w:lineRule="auto" {}
                @match hanging {
                    Some(hanging) => { w:ind w:left=(hanging) w:hanging=(hanging) {} }
                    None => { w:ind w:firstLine=(style.first) {} }
                }
                w:jc w:val=(style.align) {}
                @if let Some(level) = style.outline { w:outlineLvl w:val=(level) {} }
            }
            w:rPr {
                @if style.is('b') { w:b {} }
                @if style.is('i') { w:i {} }
                @if style.is('c') { w:caps {} }
                w:sz w:val=(style.size) {}
                w:szCs w:val=(style.size) {}
            }
        }
    }
}

/// One edge of the box around paragraphs.
fn edge(side: &str, space: u32) -> Markup {
    PreEscaped(format!(
        "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"{space}\" w:color=\"000000\"/>"
    ))
}
