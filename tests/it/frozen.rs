//! The program's output for the shipped data equals the frozen record, apart from intended
//! differences. The full comparison is `python3 tests/freeze/freeze.py compare`.

use std::process::Command;

#[test]
fn the_output_for_the_shipped_data_is_as_recorded() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/freeze/freeze.py");
    let mut command = Command::new("python3");
    command.args([script, "compare", "--small", "--binary", env!("CARGO_BIN_EXE_cchc")]);
    let output = command.output().expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
