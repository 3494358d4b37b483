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
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).expect("a request");
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
                ("referrer-policy", "no-referrer"),
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
