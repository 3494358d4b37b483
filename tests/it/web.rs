//! The site over HTTP: its pages, the files beside them, and who is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::project::Project;

/// A running site.
struct Site {
    process: Child,
    port: u16,
}

/// An answer.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Site {
    fn of(project: &Project) -> Self {
        Self::with(project, &["serve", "--no-open", "--port", "0"])
    }

    fn with(project: &Project, arguments: &[&str]) -> Self {
        let mut process =
            project.command(arguments).stderr(Stdio::piped()).spawn().expect("the program");
        let mut line = String::new();
        let output = process.stderr.take().expect("its messages");
        BufReader::new(output).read_line(&mut line).expect("a message");
        let port = line.split("localhost:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("{line}"));
        Self { process, port }
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.port)
    }

    fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address} HTTP/1.1\r\nHost: {}\r\n", self.host()))
    }

    /// Sends a request without the line that ends its head.
    fn ask(&self, head: &str) -> Answer {
        self.ask_with(head, b"")
    }

    fn ask_with(&self, head: &str, body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).expect("a request");
        // The answer may come before all of a form that is too large is sent.
        drop(stream.write_all(body));
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers: BTreeMap<_, _> =
            headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        let mut body = bytes[end + 4..].to_vec();
        if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
            body = unchunked(&body);
        }
        Answer { status: status.expect("a status"), headers, body }
    }

    /// A page that has to be there.
    fn page(&self, address: &str) -> String {
        let answer = self.get(address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.text()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(&String::from_utf8_lossy(&bytes[..end]), 16);
        let length = length.expect("a length");
        if length == 0 {
            break;
        }
        whole.extend(&bytes[end + 2..end + 2 + length]);
        bytes = &bytes[end + 4 + length..];
    }
    whole
}

/// The addresses that a page links to.
fn links(page: &str) -> BTreeSet<String> {
    let parts = page.split("href=\"").skip(1);
    let links = parts.filter_map(|part| part.split('"').next());
    links.map(|link| link.replace("&amp;", "&")).filter(|link| link.starts_with('/')).collect()
}

const PLACES: [&str; 12] = [
    "",
    "ranking",
    "heatmap",
    "course",
    "compare",
    "over-scoring",
    "findings",
    "questions",
    "sql",
    "documents",
    "methods",
    "unit",
];

#[test]
fn every_page_answers_in_both_languages() {
    let project = Project::simulated("2021-2024", "11");
    let site = Site::of(&project);
    assert_eq!(site.get("/").headers["location"], "/vi/");
    for lang in ["vi", "en"] {
        for place in PLACES {
            let address = format!("/{lang}/{place}");
            let answer = site.get(&address);
            let page = answer.text();
            assert_eq!(answer.status, 200, "{address}: {page}");
            assert!(page.contains(&format!("<html lang=\"{lang}\">")), "{address}");
            assert_eq!(page.matches("<h1>").count(), 1, "{address}");
            let banner = if lang == "vi" { "SỐ LIỆU MÔ PHỎNG" } else { "SIMULATED DATA" };
            let has_figures = !["questions", "sql"].contains(&place);
            assert_eq!(page.contains(banner), has_figures, "{address}");
            assert!(page.len() < 300_000, "{address}: {} bytes", page.len());
            let policy = &answer.headers["content-security-policy"];
            assert!(policy.starts_with("default-src 'none'"), "{policy}");
            assert!(!page.contains("style=") && !page.contains("onclick"), "{address}");
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("cache-control", "no-store"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.headers[name], value, "{address}");
            }
        }
    }
    assert_eq!(site.get("/vi/nothing").status, 404);
    assert_eq!(site.get("/vi/unit?unit=Nobody").status, 404);
    assert_eq!(site.get("/vi/ranking?year=2001").status, 404);
    assert_eq!(site.get("/vi/ranking?year=abc").status, 400);
    assert_eq!(site.get("/vi/%2e%2e/%2e%2e/etc/passwd").status, 404);
}

#[test]
fn every_link_leads_somewhere() {
    const MOST: usize = 120;
    let project = Project::simulated("2023-2024", "12");
    let site = Site::of(&project);
    let mut open = vec!["/vi/".to_owned()];
    let mut seen: BTreeSet<String> = BTreeSet::new();
    // Of each kind of page a few are visited.
    let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(address) = open.pop() {
        let kind = address.split('?').next().unwrap_or_default().to_owned();
        let count = of_kind.entry(kind).or_default();
        *count += 1;
        if *count > 6 || seen.len() >= MOST || !seen.insert(address.clone()) {
            continue;
        }
        let answer = site.get(&address);
        assert_eq!(answer.status, 200, "{address}");
        if answer.headers["content-type"].starts_with("text/html") {
            open.extend(links(&answer.text()));
        }
    }
    assert!(seen.len() > 60, "{seen:?}");
}

#[test]
fn files_have_the_rows_of_their_page() {
    let project = Project::with_decision();
    let site = Site::of(&project);
    let query = "year=2022&block=department";
    let json: Vec<serde_json::Value> =
        serde_json::from_slice(&site.get(&format!("/en/ranking.json?{query}")).body).expect("rows");
    let verb = project.json(&["rank", "--year", "2022", "--block", "department"]);
    assert_eq!(json.len(), verb.len());
    for (row, expected) in json.iter().zip(&verb) {
        for (name, value) in expected.as_object().expect("an object") {
            assert_eq!(&row[name], value, "{name}");
        }
    }
    // Sorted as the page is.
    let csv = site.get(&format!("/vi/ranking.csv?{query}&sort=-self_total")).text();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let column = reader.headers().expect("headings").iter().position(|name| name == "self_total");
    let scores: Vec<f64> = reader
        .records()
        .map(|row| row.expect("a row")[column.expect("a column")].replace(',', ".").parse())
        .collect::<Result<_, _>>()
        .expect("numbers");
    assert_eq!(scores.len(), verb.len());
    assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{scores:?}");
    let page = site.page(&format!("/vi/ranking?{query}&sort=unit"));
    let place = |name: &str| page.find(name).unwrap_or_else(|| panic!("no {name}"));
    assert!(place(">Sở Công thương<") < place(">Sở Y tế<"));

    for (ending, begin) in [("xlsx", &b"PK"[..]), ("docx", b"PK"), ("pdf", b"%PDF")] {
        for address in ["ranking", "over-scoring"] {
            let answer = site.get(&format!("/vi/{address}.{ending}?{query}"));
            assert_eq!(answer.status, 200, "{address}.{ending}");
            assert!(answer.body.starts_with(begin), "{address}.{ending}");
            let disposition = &answer.headers["content-disposition"];
            assert!(disposition.starts_with("attachment;"), "{disposition}");
        }
    }
}

#[test]
fn every_figure_leads_to_its_cell_and_its_document() {
    let project = Project::with_decision();
    let site = Site::of(&project);
    let ranking = site.page("/vi/ranking?year=2022&block=department");
    let unit = links(&ranking)
        .into_iter()
        .find(|link| link.starts_with("/vi/unit") && link.contains("T%C6%B0+ph%C3%A1p"));
    let page = site.page(&unit.expect("a unit"));
    let cell = links(&page).into_iter().find(|link| {
        link.starts_with("/vi/cell")
            && link.contains("th%E1%BB%A7+t%E1%BB%A5c")
            && link.contains("figure=appraised")
    });
    let page = site.page(&cell.expect("a figure"));
    // That figure and no other is marked; the rest of its row is there.
    assert!(page.contains("<mark>16,50</mark>") && page.contains(">2,46<"));
    assert_eq!(page.matches("<mark>").count(), 1);
    let original = links(&page).into_iter().find(|link| link.starts_with("/vi/original"));
    let answer = site.get(&original.expect("the document"));
    assert_eq!(answer.body, std::fs::read(crate::project::DECISION).expect("a file"));
    assert!(answer.headers["content-disposition"].starts_with("attachment;"));
}

#[test]
fn strangers_are_refused() {
    let project = Project::with_small();
    let site = Site::of(&project);
    let host = site.host();
    let own = format!("Host: {host}\r\n");
    let status = |head: &str| site.ask(head).status;
    let get = "GET /vi/ HTTP/1.1\r\n";
    assert_eq!(status(&format!("{get}{own}")), 200);
    assert_eq!(status(&format!("{get}Host: 127.0.0.1:{}\r\n", site.port)), 200);
    let refused = [
        format!("{get}Host: evil.example\r\n"),
        format!("{get}Host: localhost\r\n"),
        format!("{get}Host: localhost:1\r\n"),
        format!("{get}Host: {host}.evil.example\r\n"),
        format!("{get}{own}Host: evil.example\r\n"),
        format!("GET http://evil.example/vi/ HTTP/1.1\r\n{own}"),
        format!("{get}{own}Origin: http://evil.example\r\n"),
        format!("{get}{own}Origin: null\r\n"),
        format!("{get}{own}Origin: http://{host}\r\nOrigin: http://evil.example\r\n"),
        format!("{get}{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"),
        format!("{get}{own}Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n"),
        format!(
            "{get}{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"
        ),
    ];
    for head in refused {
        let answer = site.ask(&head);
        assert_eq!(answer.status, 403, "{head}");
        assert!(answer.body.len() < 100 && answer.headers.contains_key("content-security-policy"));
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
    // A link on another site may lead here.
    let link =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(status(&format!("{get}{own}{link}")), 200);
    let query = format!("GET /vi/sql?q=select+1 HTTP/1.1\r\n{own}");
    assert_eq!((status(&query), status(&format!("{query}{link}"))), (200, 403));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(status(&format!("{method} /vi/ HTTP/1.1\r\n{own}")), 405, "{method}");
    }
    let long = "a".repeat(20_000);
    assert_eq!(status(&format!("GET /vi/sql?q={long} HTTP/1.1\r\n{own}")), 414);
    let huge = "a".repeat(60_000);
    assert_eq!(status(&format!("{get}{own}X-Huge: {huge}\r\n")), 431);

    // Those who send slowly keep nobody waiting.
    let slow: Vec<_> = (0..20)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", site.port)).expect("a connection");
            stream.write_all(b"GET /vi/ HTTP/1.1\r\nHost:").expect("half a request");
            stream
        })
        .collect();
    assert_eq!(status(&format!("{get}{own}")), 200);
    drop(slow);
}

#[test]
fn queries_on_the_page_only_read() {
    let project = Project::with_small();
    let before = std::fs::read(project.db()).expect("the database");
    let site = Site::of(&project);
    let ask = |sql: &str| {
        let query: String = form_urlencoded::byte_serialize(sql.as_bytes()).collect();
        site.get(&format!("/vi/sql?q={query}"))
    };
    let answer = ask("SELECT unit, total FROM rankings ORDER BY rank LIMIT 1");
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("<th scope=\"col\""));
    assert_eq!(ask("SELECT unit FROM rankings WHERE unit LIKE '%SỞ%'").status, 200);
    for sql in [
        "DELETE FROM unit",
        "UPDATE score SET self = 0",
        "DROP TABLE unit",
        "CREATE TABLE t (x)",
        "ATTACH 'other.db' AS other",
        "PRAGMA writable_schema = ON",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
        "SELECT writefile('x', 'y')",
        ".output x.csv",
        ".read x.sql",
        "SELECT 1; DELETE FROM unit",
        "SELEC 1",
        "SELECT * FROM nothing",
    ] {
        let answer = ask(sql);
        assert!([400, 422].contains(&answer.status), "{sql}: {}", answer.status);
        assert!(answer.text().contains("role=\"alert\""), "{sql}");
        // The query stays on the page.
        assert!(answer.text().contains("<textarea"), "{sql}");
    }
    assert_eq!(std::fs::read(project.db()).expect("the database"), before);
    assert!(!project.path("x.csv").exists() && !project.path("copy.db").exists());
}

#[test]
fn names_are_never_markup() {
    let project = Project::new();
    let hostile = "Xã <script>alert(1)</script> & \"A\" ' >";
    let text = crate::project::SMALL.replace("Xã Ví dụ Một", hostile);
    assert!(text.contains(hostile));
    let path = project.write("hostile.txt", text);
    project.run(&["import", &path]).succeeded();
    let site = Site::of(&project);
    let encoded: String = form_urlencoded::byte_serialize(hostile.as_bytes()).collect();
    for address in [
        "/vi/".to_owned(),
        "/vi/ranking".to_owned(),
        "/vi/heatmap".to_owned(),
        "/vi/over-scoring".to_owned(),
        "/vi/documents".to_owned(),
        format!("/vi/unit?unit={encoded}"),
        format!("/vi/cell?unit={encoded}"),
        format!("/vi/search?q={encoded}"),
        format!("/vi/sql?q={encoded}"),
        format!("/vi/nothing?q={encoded}"),
        format!("/vi/unit?unit={encoded}x"),
    ] {
        let answer = site.get(&address);
        let page = answer.text();
        assert!(!page.contains("<script>alert"), "{address}");
        assert!(!page.contains("\"A\" '"), "{address}: a quote ends an attribute");
        // The page is whole: its last element is there.
        assert!(page.trim_end().ends_with("</html>"), "{address}");
    }
    assert!(site.page("/vi/ranking").contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "));
}

#[cfg(unix)]
#[test]
fn the_site_takes_a_free_port_and_ends_with_ctrl_c() {
    let project = Project::with_small();
    let mut site = Site::of(&project);
    // The port is taken: asked for by name, it is an error.
    let taken = site.port.to_string();
    project.run(&["serve", "--no-open", "--port", &taken]).failed(1).says(&["--port"]);
    let pid = site.process.id().to_string();
    std::process::Command::new("kill").args(["-INT", &pid]).status().expect("a signal");
    assert!(site.process.wait().expect("an end").success());
    // Without a database, there is nothing to show.
    Project::new().run(&["serve", "--no-open"]).failed(3);
}

/// A part of a form with files: its name, the name of the file if it is one, and its bytes.
type FormPart<'a> = (&'a str, Option<&'a str>, &'a [u8]);

impl Site {
    fn importing(project: &Project) -> Self {
        Self::with(project, &["serve", "--import", "--no-open", "--port", "0"])
    }

    /// Sends a form as a page of the site would.
    fn post(&self, address: &str, kind: &str, body: &[u8]) -> Answer {
        self.post_from(&format!("http://{}", self.host()), address, kind, body)
    }

    fn post_from(&self, origin: &str, address: &str, kind: &str, body: &[u8]) -> Answer {
        let head = format!(
            "POST {address} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n",
            self.host(),
            body.len()
        );
        self.ask_with(&head, body)
    }

    fn token(&self) -> String {
        let page = self.page("/vi/import");
        let rest = page.split("name=\"token\" value=\"").nth(1).expect("a token");
        rest.split('"').next().expect("its end").to_owned()
    }

    fn send(&self, parts: &[FormPart]) -> Answer {
        let (kind, body) = multipart(parts);
        self.post("/vi/import/upload", &kind, &body)
    }

    /// Sends files and returns the address of the page that says what an import would do.
    fn upload(&self, files: &[(&str, &str)]) -> String {
        let token = self.token();
        let mut parts: Vec<FormPart> = vec![("token", None, token.as_bytes())];
        parts.extend(files.iter().map(|(name, text)| ("files", Some(*name), text.as_bytes())));
        let answer = self.send(&parts);
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.headers["location"].clone()
    }

    /// Does what a button does, with the values of an address.
    fn press(&self, action: &str, address: &str) -> Answer {
        let values = address.split_once('?').map_or("", |(_, values)| values);
        let body = format!("token={}&{values}", self.token());
        self.post(
            &format!("/vi/import/{action}"),
            "application/x-www-form-urlencoded",
            body.as_bytes(),
        )
    }

    /// Imports what an address plans, and returns the page that says what came of it.
    fn confirm(&self, address: &str) -> (String, String) {
        let answer = self.press("confirm", address);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let done = answer.headers["location"].clone();
        let page = self.page(&done);
        (done, page)
    }
}

fn multipart(parts: &[FormPart]) -> (String, Vec<u8>) {
    const BETWEEN: &str = "cchc-between";
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head =
            format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BETWEEN}--\r\n").into_bytes());
    (format!("multipart/form-data; boundary={BETWEEN}"), body)
}

const DECISION: &str = "UBND TỈNH VÍ DỤ\nQuyết định số 12/QĐ-UBND ngày 20/01/2026 của UBND tỉnh Ví dụ\n\
    KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH NĂM 2025\n\
    STT;Tên đơn vị;Tự chấm;Thẩm định;Tổng cộng;Xếp hạng\n1;Sở A;90;88,5;88,5;1\n2;Sở B;89;87;87;2\n";

#[test]
fn documents_are_imported_looked_at_and_taken_back_in_the_browser() {
    let project = Project::new();
    let site = Site::importing(&project);
    // The first start leads to the import.
    let start = site.get("/vi/ranking");
    assert_eq!((start.status, &*start.headers["location"]), (307, "/vi/import"));
    assert!(site.page("/vi/import").contains("Chưa có số liệu nào"));

    // A dry run writes nothing.
    let plan = site.upload(&[("a.csv", DECISION)]);
    let page = site.page(&plan);
    for said in
        ["a.csv: nhập được", "12/QĐ-UBND", "2 đơn vị", "Thẩm định", "Nhập vào cơ sở dữ liệu"]
    {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert!(!project.db().exists());
    let (done, page) = site.confirm(&plan);
    assert!(page.contains("Đã nhập") && page.contains("Hoàn tác lần nhập này"), "{page}");
    assert!(site.page("/vi/ranking").contains("Sở B"));

    // The same year from another document needs a decision; the replaced one comes back.
    let other = DECISION.replace("12/QĐ-UBND", "13/QĐ-UBND").replace("88,5", "89,5");
    let plan = site.upload(&[("b.csv", &other)]);
    let page = site.page(&plan);
    assert!(page.contains("replace=on") && !page.contains("/import/confirm"), "{page}");
    let plan = format!("{plan}&replace=on");
    let (replaced, _) = site.confirm(&plan);
    assert!(site.page("/vi/ranking").contains("89,5"));
    assert_eq!(site.press("undo", &replaced.replace("done=", "upload=")).status, 303);
    assert!(site.page(&replaced).contains("Đã hoàn tác"));
    assert!(site.page("/vi/ranking").contains("88,5"));

    // Taking the first one out leaves nothing.
    assert_eq!(site.press("undo", &done.replace("done=", "upload=")).status, 303);
    assert_eq!(site.get("/vi/").headers["location"], "/vi/import");
    assert!(project.query("SELECT * FROM rankings").is_empty());
}

#[test]
fn a_page_offers_what_would_let_a_document_in() {
    let project = Project::new();
    let site = Site::importing(&project);
    // What is missing has a field, filled in with what the document suggests.
    let form =
        "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC\nSTT;Tiêu chí;Điểm tối đa;Tự chấm\n1;A;60;50\n2;B;40;30\n";
    let plan = site.upload(&[("x.csv", form)]);
    let page = site.page(&plan);
    assert!(page.contains("class=\"missing\"") && page.contains("name=\"unit\""), "{page}");
    let more = "&unit=S%E1%BB%9F+A&year=2025&block=department&date=2025-11-05&number=5%2FBC&authority=UBND+t%E1%BB%89nh+V";
    let page = site.page(&format!("{plan}{more}"));
    assert!(page.contains("x.csv: nhập được"), "{page}");
    assert_eq!(site.press("confirm", &format!("{plan}{more}")).status, 303);

    // A heading that nobody knows: what was tried is a button, and every column can be chosen.
    let unknown = DECISION.replace("Thẩm định", "Điểm chốt hạ");
    let plan = site.upload(&[("c.csv", &unknown.replace("2025", "2024"))]);
    let page = site.page(&plan);
    assert!(page.contains("value=\"Điểm chốt hạ=appraised\""), "{page}");
    let button = links(&page).into_iter().find(|link| link.contains("heading=")).expect("a button");
    assert!(button.contains("appraised"), "{button}");
    let page = site.page(&button);
    // Another authority is asked about, and so is a name near a known one.
    assert!(!page.contains("/tmp/"), "{page}");
    let button = links(&page).into_iter().find(|link| link.contains("authority=UBND"));
    let page = site.page(&button.unwrap_or_else(|| panic!("{page}")));
    assert!(page.contains("c.csv: nhập được"), "{page}");

    // Forms of a folder make one assessment.
    let of = |unit: &str| {
        format!(
            "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nNgày 5/11/2023\nĐơn vị: {unit}\n\
                 STT;Tiêu chí;Điểm tối đa;Tự chấm\n1;A;60;50\n2;B;40;30\n"
        )
    };
    let plan = site.upload(&[("biểu/1.csv", &of("Sở A")), ("biểu/2.csv", &of("Sở B"))]);
    let page = site.page(&format!("{plan}&authority=UBND+t%E1%BB%89nh+V"));
    assert!(page.contains("2 đơn vị"), "{page}");
}

#[test]
fn simulated_figures_are_made_for_a_first_start_only() {
    let project = Project::new();
    let site = Site::importing(&project);
    let answer = site.press("simulate", "?");
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(site.page(&answer.headers["location"]).contains("Đã nhập"));
    assert!(site.page("/vi/").contains("class=\"simulated\""));
    assert_eq!(site.press("simulate", "?").status, 400);
    // A document can be removed from the list of all.
    let page = site.page("/vi/documents");
    let link = links(&page).into_iter().find(|link| link.contains("remove=")).expect("a link");
    assert!(site.page(&link).contains("/vi/import/remove"));
    let before = project.query("SELECT * FROM documents").len();
    assert_eq!(site.press("remove", &link.replace("remove=", "sha256=")).status, 303);
    assert_eq!(project.query("SELECT * FROM documents").len(), before - 1);
}

#[test]
fn nothing_is_written_for_strangers_or_without_leave() {
    let project = Project::new();
    let path = project.write("a.csv", DECISION);
    project.run(&["import", &path]).succeeded();
    // Without `--import`, nothing takes a form, and no page speaks of it.
    let site = Site::of(&project);
    let form = "application/x-www-form-urlencoded";
    assert_eq!(site.post("/vi/import/confirm", form, b"token=x").status, 405);
    assert_eq!(site.get("/vi/import").status, 404);
    assert!(
        !site.page("/vi/").contains("/vi/import")
            && !site.page("/vi/documents").contains("remove=")
    );
    drop(site);

    let site = Site::importing(&project);
    let token = site.token();
    let body = format!("token={token}&upload=x");
    for origin in ["http://evil.example", "null", "http://localhost:1"] {
        assert_eq!(site.post_from(origin, "/vi/import/undo", form, body.as_bytes()).status, 403);
    }
    let head =
        format!("POST /vi/import/undo HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\n", site.host());
    assert_eq!(site.ask(&head).status, 403, "a form names its origin");
    let cross = format!("{}Origin: http://{}\r\nSec-Fetch-Site: cross-site\r\n", head, site.host());
    assert_eq!(site.ask(&cross).status, 403);
    assert_eq!(site.post("/vi/import/undo", form, b"token=0&upload=x").status, 400);
    assert_eq!(site.post("/vi/import/undo", form, body.as_bytes()).status, 404);
    assert_eq!(site.get("/vi/import/undo").status, 405);
    // Files without the token are not kept, and too large a form is refused.
    let (kind, sent) =
        multipart(&[("files", Some("a.csv"), b"x"), ("token", None, token.as_bytes())]);
    assert_eq!(site.post("/vi/import/upload", &kind, &sent).status, 400);
    assert_eq!(site.post("/vi/import/undo", form, &vec![b'x'; 100_000]).status, 413);
    // Names lead to no other folder, whatever they are.
    let plan =
        site.upload(&[("../../../../tmp/cchc-escaped.csv", DECISION), ("C:\\x\\b.csv", "x")]);
    assert!(site.page(&plan).contains("cchc-escaped.csv"));
    assert!(!std::path::Path::new("/tmp/cchc-escaped.csv").exists());
    // Markup in names and texts stays text.
    let hostile =
        DECISION.replace("Sở A", "Sở <script>alert(1)</script>").replace("12/QĐ", "99/QĐ");
    let plan = site.upload(&[("<img src=x>.csv", &hostile.replace("2025", "2021"))]);
    assert!(!site.page(&plan).contains("<script>alert"));
    // What runs out of the folder of the site, ends with it.
    assert!(project.query("SELECT DISTINCT year FROM rankings").len() == 1);
}

#[test]
fn others_in_the_network_need_the_password() {
    let project = Project::new();
    let path = project.write("a.csv", DECISION);
    project.run(&["import", &path]).succeeded();
    let listen = ["serve", "--no-open", "--port", "0", "--listen", "127.0.0.2"];
    project.run(&listen).failed(2).says(&["--password-file"]);
    project.write("short", "ngắn");
    project.run(&[&listen[..], &["--password-file", "short"]].concat()).failed(2);
    project.write("password", "mật khẩu dài\n");

    let process = project
        .command(&[&listen[..], &["--password-file", "password"]].concat())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // It ends with the test.
    let mut site = Site { process, port: 0 };
    let mut lines = BufReader::new(site.process.stderr.take().expect("its messages")).lines();
    let warning = lines.next().expect("a line").expect("a warning");
    assert!(warning.contains("không mã hóa"), "{warning}");
    let line = lines.next().expect("a line").expect("an address");
    let port = line.split("127.0.0.2:").nth(1).and_then(|rest| rest.split('/').next());
    let port: u16 = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("{line}"));
    let ask = |host: &str, password: Option<&str>| {
        let mut stream = TcpStream::connect(("127.0.0.2", port)).expect("a connection");
        // As browsers send it, in base 64.
        let password =
            password.map(|text| format!("Authorization: Basic {text}\r\n")).unwrap_or_default();
        let head =
            format!("GET /vi/ HTTP/1.1\r\nHost: {host}\r\n{password}Connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    };
    let host = format!("127.0.0.2:{port}");
    let marks_apart = "eDptYcyjzIJ0IGtoYcyCzIl1IGRhzIBp";
    let typed = "eDpt4bqtdCBraOG6qXUgZMOgaQ==";
    let without = ask(&host, None);
    assert!(without.starts_with("HTTP/1.1 401") && without.contains("Basic realm"), "{without}");
    assert!(!without.contains("Sở A"));
    assert!(ask(&host, Some("eDp3cm9uZyBwYXNzd29yZA==")).starts_with("HTTP/1.1 401"));
    for same in [typed, marks_apart] {
        assert!(ask(&host, Some(same)).starts_with("HTTP/1.1 200"));
    }
    // A name that leads here is no address of this machine.
    assert!(ask(&format!("evil.example:{port}"), Some(typed)).starts_with("HTTP/1.1 403"));
}

#[test]
fn a_site_of_several_authorities_lets_one_choose() {
    let project = Project::new();
    let path = project.write("a.csv", DECISION);
    project.run(&["import", &path]).succeeded();
    let other =
        DECISION.replace("tỉnh Ví dụ", "tỉnh Khác").replace("Sở A", "Sở C").replace("88,5", "86,5");
    let path = project.write("b.csv", other.replace(";1\n", ";2\n").replace("87;87;2", "87;87;1"));
    project.run(&["import", &path, "--authority", "UBND tỉnh Khác"]).succeeded();

    let site = Site::of(&project);
    let start = site.get("/vi/");
    assert_eq!(start.status, 422);
    let choice = links(&start.text()).into_iter().find(|link| link.contains("Kh%C3%A1c"));
    let page = site.page(&choice.expect("a choice"));
    assert!(page.contains("Sở C") && !page.contains("Sở A"), "{page}");
    // The choice stays on the links, in searches too.
    let ranking = links(&page).into_iter().find(|link| link.starts_with("/vi/ranking?"));
    assert!(site.page(&ranking.expect("a link")).contains("Sở C"));
    assert!(
        page.contains("<input type=\"hidden\" name=\"authority\" value=\"UBND tỉnh Khác\">"),
        "{page}"
    );
    // Queries and saved questions see all of them.
    let sql =
        "/vi/sql?authority=UBND+t%E1%BB%89nh+Kh%C3%A1c&sql=SELECT+count(*)+AS+n+FROM+rankings";
    assert_eq!(site.get(sql).status, 200);
    assert_eq!(site.get("/vi/questions?authority=UBND+t%E1%BB%89nh+Kh%C3%A1c").status, 200);
}
