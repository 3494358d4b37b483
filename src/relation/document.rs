//! Documents, findings of the checks, cells behind figures, and what happened to units.

use crate::model::{Block, Date, EventKind, Points, Rule, Severity, Traced, TracedFigure, Year};

use super::label::{
    BLOCK, CRITERION, FILE_NAME, NUMBER, SHA256, SIMULATED, UNIT, UNIT_ID, YEAR, label,
};
use super::{Column, relation};

relation! {
    /// What the checks found in the figures of the documents.
    pub struct FindingRow: "findings" from "finding_row";
    key year, block, cell, rule;
    daily year, block, unit, criterion, rule, severity, accepted, expected, found, difference, cell,
        message_vi;
    order "finding_id";
    shown severity, rule, cell, message_vi;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit that the finding is about; NULL when it is not about one unit.
    unit: Option<String> = Name, UNIT;
    /// The criterion that the finding is about; NULL when it is not about one criterion.
    criterion: Option<String> = Name, CRITERION;
    /// The check that made the finding; `cchc explain` describes it.
    rule: Rule = Rule, label("Phép kiểm tra", "Rule");
    /// How serious the finding is.
    severity: Severity = Severity, label("Mức độ", "Severity");
    /// Whether it is an error that was accepted at import, because the document really prints the
    /// figure.
    accepted: bool = Flag, label("Đã chấp nhận", "Accepted");
    /// The value that the check expected, as text; NULL when it expected no particular value.
    expected: Option<String> = Text, label("Số đối chiếu", "Expected");
    /// The value in the document, as text; NULL when there is none.
    found: Option<String> = Text, label("Trong văn bản", "Found");
    /// `found` − `expected`, in points; NULL when they are not points.
    difference: Option<Points> = SignedPoints, label("Mức lệch", "Difference");
    /// The cell in the document, as table:row:column, each counted from 1.
    cell: String = Text, label("Ô", "Cell");
    /// The finding in a sentence, in Vietnamese.
    message_vi as "message": String = Text, label("Nội dung", "Message");
    /// The finding in a sentence, in English.
    message_en: String = Text, label("Nội dung", "Message");
    /// Number of the decision that prints the figures.
    number: String = Text, NUMBER;
    /// The id of the unit's last name, as in the other views; NULL when it is not about one unit.
    unit_id: Option<i64> = Id, UNIT_ID;
}

impl FindingRow {
    /// The columns that English-speaking readers see.
    pub const SHOWN_EN: &'static [Column<Self>] =
        &[Self::severity, Self::rule, Self::cell, Self::message_en];
}

relation! {
    /// A figure with the cell of the document that it was read from.
    pub struct TraceRow: "traces";
    key year, block, unit, criterion, figure;
    shown criterion, figure, value, table, row, column, line, text;

    /// The year that was assessed, not the year in which the decision was issued.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name.
    unit: String = Name, UNIT;
    /// The criterion; NULL for the sums, the total, the rank and the grade.
    criterion: Option<String> = Name, CRITERION;
    /// Which figure of the unit it is.
    figure: TracedFigure = Figure, label("Số liệu", "Figure");
    /// The value in the database; NULL when the cell holds none.
    value: Option<Traced> = Traced, label("Giá trị", "Value");
    /// Number of the decision.
    number: String = Text, NUMBER;
    /// The file's name, without folders.
    file_name: String = Text, FILE_NAME;
    /// SHA-256 of the file, 64 hexadecimal digits.
    sha256: String = Text, SHA256;
    /// The table of the document, from 1.
    table: usize = Count, label("Bảng", "Table");
    /// The row of the table, from 1; header rows are counted.
    row: usize = Count, label("Hàng", "Row");
    /// The column of the table, from 1.
    column: usize = Count, label("Cột", "Column");
    /// The line of the file, from 1; NULL when the document is not a text.
    line: Option<usize> = Count, label("Dòng", "Line");
    /// The page, from 1; NULL when the document is not a PDF.
    page: Option<usize> = Count, label("Trang", "Page");
    /// The sheet; NULL when the document is not a workbook.
    sheet: Option<String> = Text, label("Trang tính", "Sheet");
    /// The exact text of the cell, as it is read from the document now.
    text: String = Text, label("Nguyên văn", "Text");
    /// Whether the text still matches the value in the database.
    agrees: bool = Flag, label("Khớp", "Agrees");
    /// The evidence that the unit's form names for its score on the criterion; NULL without a form.
    evidence: Option<String> = Text, label("Tài liệu kiểm chứng", "Evidence");
    /// The remarks of the form on the criterion; NULL without any.
    remark: Option<String> = Text, label("Ghi chú", "Remark");
}

impl TraceRow {
    /// The columns that readers see of figures with evidence or remarks.
    pub const SHOWN_WITH_TEXTS: &'static [Column<Self>] = &[
        Self::criterion,
        Self::figure,
        Self::value,
        Self::table,
        Self::row,
        Self::column,
        Self::text,
        Self::evidence,
        Self::remark,
    ];
}

relation! {
    /// The stored documents, without their bytes.
    pub struct DocumentRow: "documents" from "document_row";
    key sha256, number;
    daily year, in_force, number, issued_on, issuer, title, file_name, sha256, format, bytes,
        simulated, copied_from, authority;
    order "issued_on, document_id";
    shown year, in_force, number, issued_on, file_name;

    /// The assessed year of the document's results, the latest when there are several; NULL when
    /// the document could not be read again and has no results.
    year: Option<Year> = Year, YEAR;
    /// Whether any of its results still count, because no later document replaced them.
    in_force: bool = Flag, label("Còn hiệu lực", "In force");
    /// Number of the decision, such as `501/QĐ-UBND`.
    number: String = Text, NUMBER;
    /// The day on which the decision was issued.
    issued_on: Date = Day, label("Ngày ban hành", "Issued on");
    /// The authority that issued the decision.
    issuer: String = Text, label("Cơ quan ban hành", "Issuer");
    /// The title above the document's first table.
    title: String = Text, label("Tiêu đề", "Title");
    /// The file's name, without folders.
    file_name: String = Text, FILE_NAME;
    /// SHA-256 of the file, 64 hexadecimal digits.
    sha256: String = Text, SHA256;
    /// How the document is laid out: `cell-lines`, `blank-lines`, `markdown`, `csv`, `docx`,
    /// `xlsx`, `xls`, `ods`, `html` or `pdf`.
    format: String = Text, label("Định dạng", "Format");
    /// Size of the file, in bytes.
    bytes: usize = Count, label("Dung lượng (byte)", "Bytes");
    /// Whether the figures are simulated, not real.
    simulated: bool = Flag, SIMULATED;
    /// Where the copy was taken from; NULL when the document does not say so.
    copied_from: Option<String> = Text, label("Nguồn sao chép", "Copied from");
    /// The authority whose index it is; NULL when the document could not be read again.
    authority: Option<String> = Name, label("Cơ quan", "Authority");
    /// The index whose results it publishes; NULL when the document could not be read again.
    index_code: Option<String> = Text, label("Chỉ số", "Index");
    /// Identifies the document within this database until the next rebuild.
    document_id: i64 = Id, label("Mã văn bản", "Document id");
}

impl DocumentRow {
    /// The columns of the list of documents that a workbook of figures has on a sheet of its own.
    pub const LISTED: [Column<Self>; 6] =
        [Self::year, Self::number, Self::issued_on, Self::issuer, Self::file_name, Self::sha256];
}

relation! {
    /// What happened to units: one row for each pair of a unit before and a unit after. An
    /// abolished unit has no unit after.
    pub struct LineageRow: "lineages" from "lineage_row";
    key kind, operates_on, from_unit, to_unit;
    daily kind, operates_on, block, from_unit, to_unit, source, from_code, to_code, from_unit_id,
        to_unit_id;
    order "operates_on, lineage_id";
    shown kind, operates_on, from_unit, to_unit;

    /// What happened to the unit.
    kind: EventKind = Event, label("Biến động", "Event");
    /// The day on which the change took effect.
    operates_on: Date = Day, label("Có hiệu lực từ", "Effective from");
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// Name of the unit before the change.
    from_unit: String = Name, label("Đơn vị trước", "Unit before");
    /// Name of the unit after the change; NULL when the unit was abolished.
    to_unit: Option<String> = Name, label("Đơn vị sau", "Unit after");
    /// The source that `units.toml` gives for the change.
    source: String = Text, label("Căn cứ", "Source");
    /// Declared id of the unit before the change, in `units.toml`.
    from_code: Option<String> = Text, label("Mã khai báo trước", "Code before");
    /// Declared id of the unit after the change, in `units.toml`; NULL when the unit was abolished.
    to_code: Option<String> = Text, label("Mã khai báo sau", "Code after");
    /// `unit_id` of the unit before the change, as in the other views.
    from_unit_id: i64 = Id, label("Mã đơn vị trước", "Unit id before");
    /// `unit_id` of the unit after the change, as in the other views; NULL when the unit was
    /// abolished.
    to_unit_id: Option<i64> = Id, label("Mã đơn vị sau", "Unit id after");
}

relation! {
    /// Figures of earlier years that a later decision prints again, beside the figures that were
    /// published first.
    pub struct RestatementRow: "restatements" from "restatement_row";
    key year, block, unit, restated_with;
    daily year, block, unit, unit_id, restated_total, published_total, difference, restated_rank,
        published_rank, restated_in, restated_with;
    order "year, block, restated_id";
    shown unit, restated_total, published_total, difference, restated_in;

    /// The earlier year, which the figures are about.
    year: Year = Year, YEAR;
    /// The block: the units that are ranked against each other.
    block: Block = Block, BLOCK;
    /// The unit's name.
    unit: String = Name, UNIT;
    /// The id of the unit's last name, as in the other views.
    unit_id: i64 = Id, UNIT_ID;
    /// The total that the later decision prints, in points; NULL when it prints none.
    restated_total: Option<Points> = Points, label("Tổng nêu lại", "Restatement total");
    /// The total that was published first, in points; NULL when it is not known.
    published_total: Option<Points> = Points, label("Tổng công bố", "Published total");
    /// `restated_total` − `published_total`, in points; NULL when either is NULL.
    difference: Option<Points> = SignedPoints, label("Mức lệch", "Difference");
    /// The rank that the later decision prints; NULL when it prints none.
    restated_rank: Option<u32> = Rank, label("Hạng nêu lại", "Restatement rank");
    /// The rank that was published first; NULL when it is not known.
    published_rank: Option<u32> = Rank, label("Hạng công bố", "Published rank");
    /// Number of the decision that prints the figures again.
    restated_in: String = Text, label("Văn bản nêu lại", "Restatement in");
    /// The year whose results that decision publishes.
    restated_with: Year = Year, label("Nêu lại cùng kết quả năm", "Restatement with");
}
