//! The words of the page on the verbs.

use cchc::text::Lang;

/// What stands above the verbs.
pub fn head(lang: Lang) -> String {
    let text = lang.pick(
        "# Các lệnh

Trang này do `cchc manual` lập từ khai báo của các lệnh; khi lệnh thay đổi, chạy kiểm thử với
`UPDATE=1` để lập lại. `cchc LỆNH --help` hiển thị cùng nội dung.

Số liệu ra stdout, lời nhắn ra stderr. Mã thoát: 0 thành công; 1 số liệu hoặc câu hỏi có lỗi; 2 lệnh
hoặc cấu hình sai; 3 không mở được cơ sở dữ liệu; 4 hết thời gian; 130 bị ngắt.

Các ví dụ dùng số liệu đi kèm, và sáu năm mô phỏng trong `sim.db`:

```sh
cchc build
cchc simulate --years 2019-2024 --seed 7 --out sim
cchc build sim --db sim.db --reports sim-reports
```
",
        "# The verbs

`cchc manual` writes this page from the declarations of the command line; when they change, run the
tests with `UPDATE=1` to write it again. `cchc VERB --help` shows the same.

Data goes to stdout, messages to stderr. Exit codes: 0 success; 1 the data or the query failed;
2 usage or configuration; 3 the database cannot be opened; 4 timed out; 130 interrupted.

The examples use the shipped data, and six simulated years in `sim.db`:

```sh
cchc build
cchc simulate --years 2019-2024 --seed 7 --out sim
cchc build sim --db sim.db --reports sim-reports
```
",
    );
    text.to_owned()
}

pub fn global_options(lang: Lang) -> &'static str {
    lang.pick("Tùy chọn chung", "Options of every verb")
}

/// The headings of a table of options: the option, and its meaning.
pub fn columns(lang: Lang) -> [&'static str; 2] {
    [lang.pick("tùy chọn", "option"), lang.pick("ý nghĩa", "meaning")]
}

pub fn no_options(lang: Lang) -> &'static str {
    lang.pick("Không có tùy chọn riêng.", "No options of its own.")
}

pub fn one_of(lang: Lang, values: &str) -> String {
    lang.pick(format!("; một trong: {values}"), format!("; one of {values}"))
}

pub fn default(lang: Lang, value: &str) -> String {
    lang.pick(format!(" (mặc định `{value}`)"), format!(" (default `{value}`)"))
}

pub fn variable(lang: Lang, name: &str) -> String {
    lang.pick(format!(" (biến môi trường `{name}`)"), format!(" (environment variable `{name}`)"))
}

/// What stands above the examples in the help of a verb.
pub fn examples(lang: Lang) -> &'static str {
    lang.pick("Ví dụ", "Examples")
}
