//! The site in a real browser (tests/browser/run.mjs). Where there is none, this test is left out and says
//! so; with `CCHC_BROWSER=required`, as in `.ci/run`, that is a failure.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

#[test]
fn the_site_works_in_a_real_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let has_browser = std::env::var_os("CHROMIUM").is_some()
        || browsers.iter().any(|browser| Path::new(browser).exists());
    let has_packages = root.join("tests/browser/node_modules").is_dir();
    if !(has_browser && has_packages) {
        let said = "left out: the site in a real browser; it needs Chromium, Node.js and \
                    `npm ci --prefix tests/browser`";
        let is_required = std::env::var_os("CCHC_BROWSER").is_some_and(|value| value == "required");
        assert!(!is_required, "{said}");
        // Tests that pass keep their messages to themselves, but not this way.
        writeln!(std::io::stderr(), "{said}").expect("a message");
        return;
    }
    let done = Command::new("node")
        .arg(root.join("tests/browser/run.mjs"))
        .arg(env!("CARGO_BIN_EXE_cchc"))
        .output()
        .expect("node");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}
