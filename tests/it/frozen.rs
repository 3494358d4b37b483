//! What the program says of the shipped data is what it said before, but for the differences that
//! are meant. The whole comparison is `python3 tests/freeze/freeze.py compare`.

use std::process::Command;

#[test]
fn what_is_said_of_the_shipped_data_is_as_recorded() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/freeze/freeze.py");
    let mut command = Command::new("python3");
    command.args([script, "compare", "--small", "--binary", env!("CARGO_BIN_EXE_cchc")]);
    let output = command.output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
