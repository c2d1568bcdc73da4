//! The program as a person runs it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

mod serving;
mod signing_in;

use std::path::Path;
use std::process::{Command, Output};

/// The program, with nothing of the machine's own configuration.
fn commonweal(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commonweal"));
    for name in [
        "DATABASE_URL",
        "COMMONWEAL_ADDRESS",
        "COMMONWEAL_LOG",
        "COMMONWEAL_DATA",
        "COMMONWEAL_PROXIES",
    ] {
        command.env_remove(name);
    }
    command.arg("--data").arg(data);
    command
}

fn output(command: &mut Command) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    (
        status.code(),
        String::from_utf8(stdout).unwrap(),
        String::from_utf8(stderr).unwrap(),
    )
}
