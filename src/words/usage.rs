//! Vietnamese messages for a command line that cannot be parsed. English readers get clap's own
//! messages.

use std::sync::LazyLock;

use cchc::assessment::nearest_rule;
use cchc::model::{BlockKind, Heading};
use cchc::text::ChartKind;

/// The message for a value that an option or argument does not accept.
pub fn invalid_value(option: &str, value: &str) -> String {
    let expected = expected(option);
    if let Some(nearest) = nearest_rule(value).filter(|_| is_rule(option)) {
        return format!(
            "“{value}” không dùng được cho {option}. Có phải là {nearest}? Cần {expected}."
        );
    }
    let expected = if expected.is_empty() { String::new() } else { format!("; cần {expected}") };
    format!("“{value}” không dùng được cho {option}{expected}.")
}

/// The message for a missing option or argument.
pub fn missing(option: &str) -> String {
    format!("Còn thiếu {}.", option.trim_end_matches('.'))
}

/// The message for a missing verb.
pub fn missing_verb() -> &'static str {
    "Còn thiếu tên lệnh, ví dụ build hoặc rank."
}

/// The message for an unknown verb, option or argument.
pub fn unknown(word: &str, close: Option<&str>) -> String {
    let close = close.map_or_else(String::new, |close| format!(" Có phải là {close}?"));
    format!("Không có lệnh hoặc tùy chọn “{word}”.{close}")
}

/// The message for any other error.
pub fn other() -> &'static str {
    "Dòng lệnh không đúng."
}

/// Where to find how a command is used.
pub fn advice() -> &'static str {
    "Xem cách dùng: cchc --help hoặc cchc LỆNH --help."
}

/// Whether an option or argument takes the name of a check.
fn is_rule(option: &str) -> bool {
    matches!(name(option), "accept" | "RULE")
}

/// The name of an option or argument.
fn name(option: &str) -> &str {
    let name = option.split([' ', '=']).next().unwrap_or_default();
    name.trim_start_matches('-').trim_matches(['<', '>', '[', ']', '.'])
}

/// What an option accepts, by its name on the command line; empty where nothing is known.
fn expected(option: &str) -> &'static str {
    match name(option) {
        "years" => "năm đầu và năm cuối, ví dụ 2019-2024, không quá 30 năm",
        "units" => "một số nguyên, là số đơn vị của khối",
        "year" | "from" | "to" => "một năm từ 1990 đến 2100",
        "block" => &BLOCKS,
        "format" if option.contains("table|json>") => "table hoặc json",
        "heading" => &HEADINGS,
        "range" => "một vùng ô, ví dụ A5:AC31",
        "encoding" => "UTF-8, UTF-16LE, UTF-16BE hoặc windows-1258",
        "separator" => "một dấu phân cách, ví dụ , ; | hoặc tab",
        "decimal-mark" => "comma hoặc point",
        "max-size" | "max-memory" | "max-cells" | "time-limit" => {
            "một số nguyên dương trong phạm vi cho phép"
        }
        "format" => "table, csv, json, jsonl hoặc markdown",
        "lang" => "vi hoặc en",
        "date" => "một ngày, ví dụ 2023-03-29",
        "accept" | "RULE" => {
            "tên một phép kiểm tra, ví dụ sum-survey (xem tất cả bằng cchc \
            explain)"
        }
        "by" => {
            "unit, criterion; với gap: cell; với delta: cause, grade, set; với weakness: \
             discrimination; với trend: block, spread, agreement, merger"
        }
        "level" => "1, 2 hoặc 3",
        "lineage" => "as-is hoặc merged",
        "KIND" => &KINDS,
        "timeout" | "limit" | "seed" => "một số nguyên không âm",
        _ => "",
    }
}

/// The kinds of charts and of reports, both of which are called KIND.
static KINDS: LazyLock<String> = LazyLock::new(|| {
    let kinds = ChartKind::ALL.map(ChartKind::code).join(", ");
    format!("{kinds} (với report: year, trend, sheets hoặc annex)")
});

/// The blocks that need no declaration, and those that do.
static BLOCKS: LazyLock<String> = LazyLock::new(|| {
    let codes = BlockKind::BUILT_IN.map(BlockKind::code).join(", ");
    format!("{codes} hoặc mã khối đã khai báo")
});

/// What a heading is declared with.
static HEADINGS: LazyLock<String> = LazyLock::new(|| {
    let codes = Heading::ALL.map(Heading::code).join(", ");
    format!("TIÊU ĐỀ=LOẠI CỘT, ví dụ \"Điểm hội đồng=appraised\"; loại cột: {codes}")
});
