//! What the repository promises about itself, checked: documents name what exists, crates keep to their walls,
//! nothing is copied from the source documents, and files keep to the house's habits.
//!
//! Each check is a plain function from files to problems, and has a test that plants a fault and sees it caught.
//! It must not know what the product does. Start with [`Repository`].

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

mod documents;
mod habits;
mod sources;
mod walls;

/// One file of the repository that holds text.
struct TextFile {
    /// Path from the root, with forward slashes.
    path: String,
    words: String,
}

impl TextFile {
    fn planted(path: &str, words: &str) -> Self {
        Self {
            path: path.to_owned(),
            words: words.to_owned(),
        }
    }

    /// Lines with their numbers, from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.words
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == extension)
    }

    /// Whether the whole file is tests: a test folder, a test module, or a fixture.
    fn is_tests(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.starts_with("tests/")
    }

    /// The lines of a Rust file that are shipped: those before its tests.
    fn shipped_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines()
            .take_while(|(_, line)| line.trim_start() != "#[cfg(test)]")
    }
}

/// Something to mend, and where.
struct Problem {
    path: String,
    line: usize,
    what: String,
}

impl Problem {
    fn new(file: &TextFile, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: file.path.clone(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Fails with every problem on a line of its own.
#[track_caller]
fn assert_none(problems: &[Problem]) {
    let list = problems
        .iter()
        .map(Problem::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(problems.is_empty(), "{} to mend:\n{list}", problems.len());
}

/// The files that git tracks or would add, as they stand in the work tree.
struct Repository {
    root: PathBuf,
    paths: BTreeSet<String>,
}

impl Repository {
    fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .expect("testkit lies two folders below the root")
            .to_owned();
        let listed = Command::new("git")
            .args([
                "ls-files",
                "--cached",
                "--others",
                "--exclude-standard",
                "-z",
            ])
            .current_dir(&root)
            .output()
            .expect("git lists the files of the repository");
        assert!(
            listed.status.success(),
            "{}",
            String::from_utf8_lossy(&listed.stderr)
        );
        let paths = String::from_utf8(listed.stdout)
            .expect("paths are UTF-8")
            .split_terminator('\0')
            .filter(|path| root.join(path).is_file())
            .map(str::to_owned)
            .collect();
        Self { root, paths }
    }

    /// Whether a file, or a folder with files in it, has this path.
    fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.paths.contains(path) || self.paths.iter().any(|known| known.starts_with(&folder))
    }

    fn size(&self, path: &str) -> u64 {
        fs::metadata(self.root.join(path))
            .expect("a listed file has a size")
            .len()
    }

    /// Every file that holds text.
    fn text_files(&self) -> Vec<TextFile> {
        self.paths
            .iter()
            .filter_map(|path| {
                let words = fs::read_to_string(self.root.join(path)).ok()?;
                Some(TextFile {
                    path: path.clone(),
                    words,
                })
            })
            .collect()
    }

    fn text_file(&self, path: &str) -> TextFile {
        let words = fs::read_to_string(self.root.join(path)).expect(path);
        TextFile {
            path: path.to_owned(),
            words,
        }
    }

    /// The names of our crates.
    fn crates(&self) -> BTreeSet<String> {
        self.paths
            .iter()
            .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
            .filter(|name| !name.contains('/'))
            .map(str::to_owned)
            .collect()
    }
}
