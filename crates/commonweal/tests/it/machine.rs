use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A data folder of one test, and the program that works on it.
pub(crate) struct Machine {
    folder: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The result, which must be JSON whatever the exit code.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The result of a command that did what it was asked.
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A place for files beside the data folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.to_string_lossy().into_owned()
    }

    pub(crate) fn run(&self, words: &[&str]) -> Said {
        run_on(&self.data(), words, b"")
    }

    pub(crate) fn run_with_input(&self, words: &[&str], input: &[u8]) -> Said {
        run_on(&self.data(), words, input)
    }
}

/// Runs the program on a data folder, with nothing of the environment that would tell it about another.
pub(crate) fn run_on(data: &Path, words: &[&str], input: &[u8]) -> Said {
    run_with(data, words, input, &[])
}

/// The same with something in the environment.
pub(crate) fn run_with(
    data: &Path,
    words: &[&str],
    input: &[u8],
    environment: &[(&str, &str)],
) -> Said {
    let mut child = commonweal(data)
        .args(words)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes it, which is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program on a data folder, knowing nothing of the environment that the tests run in.
pub(crate) fn commonweal(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commonweal"));
    command.arg("--data").arg(data);
    for setting in [
        "DATABASE_URL",
        "COMMONWEAL_ADDRESS",
        "COMMONWEAL_CLUSTER_AUTHORITY",
        "COMMONWEAL_CLUSTER_CERTIFICATE",
        "COMMONWEAL_CLUSTER_KEY",
        "COMMONWEAL_CONTACT",
        "COMMONWEAL_DATA",
        "COMMONWEAL_FINGERTIPS",
        "COMMONWEAL_LOG",
        "COMMONWEAL_MAIL_FROM",
        "COMMONWEAL_MAIL_SERVER",
        "COMMONWEAL_PROXIES",
    ] {
        command.env_remove(setting);
    }
    command
}

/// Exit code, standard output and standard error of a program that ended.
pub(crate) fn output(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}
