//! What a dry run of an import shows.

use crate::assessment::{ColumnMeaning, ColumnUse};
use crate::model::{Block, Date};
use crate::relation::{RankingRow, ScoreRow};
use crate::source::Format;

use super::{Lang, block_label, date, heading, plural};

/// Whether an import would take a document.
#[must_use]
pub fn would_import(lang: Lang, path: &str, importable: bool) -> String {
    if importable {
        lang.pick(
            format!("{path}: nhập được (chạy thử, chưa ghi)"),
            format!("{path}: can be imported (dry run, nothing written)"),
        )
    } else {
        lang.pick(
            format!("{path}: chưa nhập được (chạy thử, chưa ghi)"),
            format!("{path}: cannot be imported (dry run, nothing written)"),
        )
    }
}

/// The format of a file, and what its reader noticed.
#[must_use]
pub fn read_as(lang: Lang, format: Format, remarks: &[String]) -> String {
    let name = match format {
        Format::CellLines => lang.pick("tệp chữ, mỗi ô một dòng", "text with one cell per line"),
        Format::BlankLines => {
            lang.pick("tệp chữ, giữa các ô có dòng trống", "text with a blank line between cells")
        }
        Format::Bundle => lang.pick("tệp nén .zip gồm nhiều tệp", "ZIP archive of documents"),
        Format::Pipe
        | Format::Csv
        | Format::Word
        | Format::Excel
        | Format::Excel97
        | Format::OpenDocument
        | Format::Html
        | Format::Pdf => format.code(),
    };
    let head = lang.pick(format!("Định dạng: {name}"), format!("Format: {name}"));
    std::iter::once(head).chain(remarks.iter().cloned()).collect::<Vec<_>>().join("; ")
}

/// The decision that a document names.
#[must_use]
pub fn decision(lang: Lang, number: &str, issued_on: Date, issuer: &str) -> String {
    let day = date(lang, issued_on);
    if !number.contains('/') {
        return lang.pick(
            format!("Văn bản “{number}” ngày {day}, {issuer}"),
            format!("Document “{number}” of {day}, {issuer}"),
        );
    }
    lang.pick(
        format!("Quyết định số {number} ngày {day} của {issuer}"),
        format!("Decision {number} of {day}, {issuer}"),
    )
}

/// The heading of a table of results that was found.
#[must_use]
pub fn table_found(lang: Lang, index: usize, block: Block, year: i32, units: usize) -> String {
    let block = block_label(lang, block);
    lang.pick(
        format!("Bảng kết quả {index}: {block}, năm {year}: {units} đơn vị"),
        format!("Table of results {index}: {block}, {year}: {}", plural(units, "unit", "units")),
    )
}

/// How many findings are not shown.
#[must_use]
pub fn and_more(lang: Lang, count: usize) -> String {
    lang.pick(
        format!("… và {count} phát hiện khác (xem đủ bằng --format json)"),
        format!("… and {count} more (use --format json to see all)"),
    )
}

/// How many units of a table are known, which are new, and which are known by another name.
#[must_use]
pub fn units_found(lang: Lang, known: usize, new: &[&str], renamed: &[String]) -> String {
    let mut parts = vec![lang.pick(
        format!("{known} đơn vị đã có trong danh mục"),
        plural(known, "known unit", "known units"),
    )];
    if !new.is_empty() {
        let names = new.join(", ");
        parts.push(lang.pick(
            format!("{} đơn vị mới: {names}", new.len()),
            format!("{} new: {names}", new.len()),
        ));
    }
    if !renamed.is_empty() {
        let names = renamed.join(", ");
        parts.push(lang.pick(
            format!("tên ghi khác, được nhận là: {names}"),
            format!("recognised under another name: {names}"),
        ));
    }
    parts.join("; ")
}

/// What a column was recognised as.
#[must_use]
pub fn column_means(lang: Lang, column: &ColumnUse) -> String {
    let Some(means) = column.means else {
        return lang.pick("Không nhận ra", "Not recognised").to_owned();
    };
    let label = meaning(lang, means);
    let year = column
        .year
        .map(|year| lang.pick(format!(" năm {year}"), format!(" of {year}")))
        .unwrap_or_default();
    let criterion = column.criterion.as_ref().map(|name| format!(" – {name}")).unwrap_or_default();
    format!("{label}{year}{criterion}")
}

/// What a column may hold.
#[must_use]
pub fn meaning(lang: Lang, means: ColumnMeaning) -> &'static str {
    match means {
        ColumnMeaning::Sequence => lang.pick("Số thứ tự", "Running number"),
        ColumnMeaning::Unit => heading(lang, ScoreRow::unit.info.label),
        ColumnMeaning::Criterion => heading(lang, ScoreRow::criterion.info.label),
        ColumnMeaning::Parent => lang.pick("Tiêu chí cấp trên", "Parent criterion"),
        ColumnMeaning::MaxAppraised => heading(lang, ScoreRow::max_appraised.info.label),
        ColumnMeaning::MaxSurvey => heading(lang, ScoreRow::max_survey.info.label),
        ColumnMeaning::SelfScore => heading(lang, ScoreRow::self_score.info.label),
        ColumnMeaning::Appraised => heading(lang, ScoreRow::appraised.info.label),
        ColumnMeaning::Survey => heading(lang, ScoreRow::survey.info.label),
        ColumnMeaning::Total => heading(lang, RankingRow::total.info.label),
        ColumnMeaning::Maximum => heading(lang, RankingRow::max_total.info.label),
        ColumnMeaning::Rank => heading(lang, RankingRow::rank.info.label),
        ColumnMeaning::Grade => heading(lang, RankingRow::grade.info.label),
        ColumnMeaning::Earlier => lang.pick("Thẩm định lần trước", "Earlier appraisal"),
        ColumnMeaning::Satisfaction => lang.pick("Mức độ hài lòng", "Satisfaction"),
        ColumnMeaning::Bonus => lang.pick("Điểm thưởng", "Bonus"),
        ColumnMeaning::Penalty => lang.pick("Điểm trừ", "Penalty"),
        ColumnMeaning::UnitParent => heading(lang, RankingRow::unit_parent.info.label),
        ColumnMeaning::Group => lang.pick("Nhóm", "Group"),
        ColumnMeaning::Respondents => lang.pick("Số phiếu", "Respondents"),
        ColumnMeaning::Percent => lang.pick("Tổng điểm (%)", "Total (%)"),
        ColumnMeaning::Evidence => lang.pick("Tài liệu kiểm chứng", "Evidence"),
        ColumnMeaning::Remark => lang.pick("Ghi chú", "Remark"),
    }
}
