//! The page around a report: one file, no network, A4 in print.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::render::font;
use crate::text::{Lang, printable};

const STYLE: &str = "
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 20px;max-width:860px;font:15px/1.5 'Noto Sans',sans-serif;color:#212529;background:#fff;hyphens:manual}
h1{font-size:25px;line-height:1.25;margin:0 0 6px}
h2{font-size:19px;margin:34px 0 10px;padding-top:8px;border-top:2px solid #084594}
h3{font-size:16px;margin:22px 0 8px}
h4{font-size:15px;margin:18px 0 6px}
p{margin:8px 0}
.decision{color:#4a5056}
.simulated{border:2px solid #b30000;color:#b30000;padding:6px 10px;font-weight:bold;text-align:center}
.key{background:#f1f5f9;padding:12px 16px 12px 32px;border-left:4px solid #084594}
.key li{margin:4px 0}
table{border-collapse:collapse;width:100%;margin:10px 0 16px;font-size:13.5px;line-height:1.35}
caption{text-align:left;font-weight:bold;padding:4px 0}
th,td{border-bottom:1px solid #d5dade;padding:4px 6px;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #6c757d;vertical-align:bottom}
.number{text-align:right;font-variant-numeric:tabular-nums}
td.number,.short{white-space:nowrap}
figure{margin:14px 0;overflow-x:auto}
figure svg{display:block;width:100%;height:auto;min-width:560px}
dt{font-weight:bold;margin-top:8px}
dd{margin:0 0 0 18px}
code{font-size:12px;word-break:break-all}
@page{size:A4;margin:18mm 15mm}
@media print{
body{max-width:none;padding:0;font-size:10.5pt}
h2,h3,h4,caption,dt{break-after:avoid}
dd{break-inside:avoid}
tr,figure,dt,.key{break-inside:avoid}
.page{break-before:page}
thead{display:table-header-group}
table{font-size:9.5pt}
figure svg{min-width:0;max-height:235mm}
}
";

/// The page with its style and its font in it. Scripts, frames and anything from elsewhere are forbidden.
pub(super) fn wrap(lang: Lang, title: &str, body: &Markup) -> String {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";
    let page = html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { (title) }
                style { (PreEscaped(font::css())) (PreEscaped(STYLE)) }
            }
            body { (body) }
        }
    };
    printable(&page.into_string()).into_owned() + "\n"
}
