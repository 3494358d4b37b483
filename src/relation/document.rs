//! Documents, what the checks say of them, and what became of units.

use crate::model::{Block, Date, EventKind, Points, Rule, Severity, Traced, TracedFigure, Year};

use super::label::{BLOCK, CRITERION, FILE_NAME, NUMBER, SHA256, SIMULATED, UNIT, YEAR, label};
use super::{Column, relation};

relation! {
    /// What the checks say.
    pub struct FindingRow: "findings" from "finding_row";
    key year, block, cell, rule;
    daily year, block, unit, criterion, rule, severity, accepted, expected, found, difference, cell, message_vi;
    order "finding_id";
    shown severity, rule, cell, message_vi;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit, where it is about one.
    unit: Option<String> = Name, UNIT;
    /// The criterion, where it is about one.
    criterion: Option<String> = Name, CRITERION;
    /// The name of the rule.
    rule: Rule = Rule, label("Phép kiểm tra", "Rule");
    /// How much it weighs.
    severity: Severity = Severity, label("Mức độ", "Severity");
    /// Whether it was accepted at the import.
    accepted: bool = Flag, label("Đã chấp nhận", "Accepted");
    /// What the rule expected.
    expected: Option<String> = Text, label("Số đối chiếu", "Expected");
    /// What stands in the document.
    found: Option<String> = Text, label("Trong văn bản", "Found");
    /// Found − expected.
    difference: Option<Points> = SignedPoints, label("Mức lệch", "Difference");
    /// Where it stands: table:row:column.
    cell: String = Text, label("Ô", "Cell");
    /// What it says, in Vietnamese.
    message_vi as "message": String = Text, label("Nội dung", "Message");
    /// What it says, in English.
    message_en: String = Text, label("Nội dung", "Message");
}

impl FindingRow {
    /// The columns that an English reader sees.
    pub const SHOWN_EN: &'static [Column<Self>] =
        &[Self::severity, Self::rule, Self::cell, Self::message_en];
}

relation! {
    /// A figure with the cell of the document that it was read from.
    pub struct TraceRow: "traces";
    key year, block, unit, criterion, figure;
    shown criterion, figure, value, table, row, column, line, text;

    /// The year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit.
    unit: String = Name, UNIT;
    /// The criterion; none for the sums and the total.
    criterion: Option<String> = Name, CRITERION;
    /// What the figure is.
    figure: TracedFigure = Figure, label("Số liệu", "Figure");
    /// The value as the database holds it; none where the cell holds none.
    value: Option<Traced> = Traced, label("Giá trị", "Value");
    /// Number of the decision.
    number: String = Text, NUMBER;
    /// The file's name.
    file_name: String = Text, FILE_NAME;
    /// SHA-256 of the file.
    sha256: String = Text, SHA256;
    /// The table of the document, from 1.
    table: usize = Count, label("Bảng", "Table");
    /// The row of the table, header rows counted.
    row: usize = Count, label("Hàng", "Row");
    /// The column of the table.
    column: usize = Count, label("Cột", "Column");
    /// The line of the file, of a text.
    line: Option<usize> = Count, label("Dòng", "Line");
    /// The page, of a PDF.
    page: Option<usize> = Count, label("Trang", "Page");
    /// The sheet, of a workbook.
    sheet: Option<String> = Text, label("Trang tính", "Sheet");
    /// The text to the letter, as it is read from the document now.
    text: String = Text, label("Nguyên văn", "Text");
    /// Whether the text says what the database holds.
    agrees: bool = Flag, label("Khớp", "Agrees");
}

relation! {
    /// The documents, without their bytes.
    pub struct DocumentRow: "documents" from "document_row";
    key sha256, number;
    daily year, in_force, number, issued_on, issuer, title, file_name, sha256, format, bytes, simulated, copied_from;
    order "issued_on, document_id";
    shown year, in_force, number, issued_on, file_name;

    /// The year of its results, the last of several; none where it could not be read again.
    year: Option<Year> = Year, YEAR;
    /// Whether its results count, and no later document replaced them all.
    in_force: bool = Flag, label("Còn hiệu lực", "In force");

    /// Number of the decision.
    number: String = Text, NUMBER;
    /// Date of the decision.
    issued_on: Date = Day, label("Ngày ban hành", "Issued on");
    /// Who issued it.
    issuer: String = Text, label("Cơ quan ban hành", "Issuer");
    /// The title above its first table.
    title: String = Text, label("Tiêu đề", "Title");
    /// The file's name, without folders.
    file_name: String = Text, FILE_NAME;
    /// SHA-256 of the file.
    sha256: String = Text, SHA256;
    /// How it is laid out.
    format: String = Text, label("Định dạng", "Format");
    /// The size of the file, in bytes.
    bytes: usize = Count, label("Dung lượng (byte)", "Bytes");
    /// Whether the figures are generated and not real.
    simulated: bool = Flag, SIMULATED;
    /// Where the copy was taken from, where it says so.
    copied_from: Option<String> = Text, label("Nguồn sao chép", "Copied from");
    /// The number of the document in the database.
    document_id: i64 = Id, label("Mã văn bản", "Document id");
}

relation! {
    /// What became of units: one row for each pair of a unit before and a unit after. Abolished
    /// units have none after.
    pub struct LineageRow: "lineages" from "lineage_row";
    key kind, operates_on, from_unit, to_unit;
    daily kind, operates_on, block, from_unit, to_unit, source, from_code, to_code, from_unit_id, to_unit_id;
    order "operates_on, lineage_id";
    shown kind, operates_on, from_unit, to_unit;

    /// What happened.
    kind: EventKind = Event, label("Biến động", "Event");
    /// The day from which it operates.
    operates_on: Date = Day, label("Có hiệu lực từ", "Operates on");
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit before.
    from_unit: String = Name, label("Đơn vị trước", "Unit before");
    /// The unit after; none where it was abolished.
    to_unit: Option<String> = Name, label("Đơn vị sau", "Unit after");
    /// Where this is known from.
    source: String = Text, label("Căn cứ", "Source");
    /// The id of the unit before, in units.toml.
    from_code: Option<String> = Text, label("Mã khai báo trước", "Code before");
    /// The id of the unit after, in units.toml.
    to_code: Option<String> = Text, label("Mã khai báo sau", "Code after");
    /// The unit before: the same for one office over the years.
    from_unit_id: i64 = Id, label("Mã đơn vị trước", "Unit id before");
    /// The unit after: the same for one office over the years.
    to_unit_id: Option<i64> = Id, label("Mã đơn vị sau", "Unit id after");
}

relation! {
    /// Figures of earlier years that later publications print again: what was published first, and
    /// the difference.
    pub struct RestatementRow: "restatements" from "restatement_row";
    key year, block, unit, restated_with;
    daily year, block, unit, restated_total, published_total, difference, restated_rank, published_rank, restated_in,
        restated_with;
    order "year, block, restated_id";
    shown unit, restated_total, published_total, difference, restated_in;

    /// The earlier year.
    year: Year = Year, YEAR;
    /// The block.
    block: Block = Block, BLOCK;
    /// The unit.
    unit: String = Name, UNIT;
    /// The total as the later publication prints it.
    restated_total: Option<Points> = Points, label("Tổng nêu lại", "Restated total");
    /// The total as it was published first.
    published_total: Option<Points> = Points, label("Tổng công bố", "Published total");
    /// Restated − published.
    difference: Option<Points> = SignedPoints, label("Mức lệch", "Difference");
    /// The rank as the later publication prints it.
    restated_rank: Option<u32> = Rank, label("Hạng nêu lại", "Restated rank");
    /// The rank as it was published first.
    published_rank: Option<u32> = Rank, label("Hạng công bố", "Published rank");
    /// The decision that prints it again.
    restated_in: String = Text, label("Văn bản nêu lại", "Restated in");
    /// The year of the results of that decision.
    restated_with: Year = Year, label("Nêu lại cùng kết quả năm", "Restated with");
}
