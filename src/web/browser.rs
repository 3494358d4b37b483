//! Opens an address in the browser of the user: what differs between systems.

use std::process::{Command, Stdio};

/// Opens an address. Without a browser, nothing happens: the address is printed as well.
pub fn open(address: &str) {
    let mut command = command(address);
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(command.spawn());
}

#[cfg(target_os = "windows")]
fn command(address: &str) -> Command {
    let mut command = Command::new("rundll32");
    command.args(["url.dll,FileProtocolHandler", address]);
    command
}

#[cfg(target_os = "macos")]
fn command(address: &str) -> Command {
    let mut command = Command::new("open");
    command.arg(address);
    command
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn command(address: &str) -> Command {
    let mut command = Command::new("xdg-open");
    command.arg(address);
    command
}
