//! Habits of the house that no lint knows: size of files, names, tests that run, pages without inline code, and
//! nothing about the machine that a developer happened to use.

use std::path::Path;

use super::{Problem, Repository, TextFile, assert_none};

/// What is larger does not belong into a repository of words; the lock file is cargo's.
const LARGEST_FILE_BYTES: u64 = 400_000;

/// A file of more shipped lines holds more than one idea.
const MOST_LINES: usize = 700;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 5] = ["utils", "common", "helpers", "misc", "manager"];

fn empty_names(paths: &[&str]) -> Vec<String> {
    paths
        .iter()
        .filter(|path| {
            path.split('/').any(|part| {
                Path::new(part)
                    .file_stem()
                    .is_some_and(|stem| EMPTY_NAMES.iter().any(|name| stem == *name))
            })
        })
        .map(|path| (*path).to_owned())
        .collect()
}

/// Tests that are switched off and work left undone, in Rust and in the journeys.
fn left_undone(files: &[TextFile]) -> Vec<Problem> {
    // Written in halves, so that this file passes its own check.
    let banned = [
        concat!("#[", "ignore"),
        concat!("tod", "o!("),
        concat!("unimplemente", "d!("),
        concat!("test.", "skip("),
        concat!("test.", "only("),
        concat!("test.", "fixme("),
    ];
    find(
        files,
        |file| file.has_extension("rs") || file.has_extension("mjs") || file.has_extension("js"),
        &banned,
        "left undone",
    )
}

/// The content policy forbids inline code and styles, so a template with either is broken.
fn inline_code(files: &[TextFile]) -> Vec<Problem> {
    let mut problems = find(
        files,
        |file| file.has_extension("html"),
        &[
            " style=\"",
            " style='",
            "<style",
            "javascript:",
            " onclick=",
            " onsubmit=",
            " onchange=",
            " onload=",
        ],
        "inline style or code",
    );
    for file in files.iter().filter(|file| file.has_extension("html")) {
        for (number, line) in file.lines() {
            let opened = line.split("<script").skip(1);
            if opened
                .into_iter()
                .any(|rest| !rest.split('>').next().unwrap_or("").contains(" src="))
            {
                problems.push(Problem::new(
                    file,
                    number,
                    "a script without an address of its own",
                ));
            }
        }
    }
    problems
}

/// Paths and addresses that are true on one machine only. Tests may name the temporary folder.
fn machine_paths(files: &[TextFile]) -> Vec<Problem> {
    let mut problems = find(
        files,
        |_| true,
        &[
            concat!("\"/wor", "k/"),
            concat!(" /wor", "k/"),
            concat!("`/wor", "k/"),
            concat!("registry.npm", "js.org"),
            concat!("pythonhos", "ted.org"),
        ],
        "true on one machine only",
    );
    problems.extend(find(
        files,
        |file| !file.is_tests() && !file.path.ends_with(".gitignore"),
        &[
            concat!("\"/tm", "p/"),
            concat!(" /tm", "p/"),
            concat!("`/tm", "p/"),
            concat!("=/tm", "p/"),
        ],
        "true on one machine only",
    ));
    problems
}

/// The lines of `files` that hold one of `banned`; in Rust files with tests, only when `kind` lets the file through.
fn find(
    files: &[TextFile],
    kind: impl Fn(&TextFile) -> bool,
    banned: &[&str],
    why: &str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| kind(file)) {
        for (number, line) in file.lines() {
            if let Some(word) = banned.iter().find(|word| line.contains(**word)) {
                problems.push(Problem::new(
                    file,
                    number,
                    format!("{why}: {}", word.trim()),
                ));
            }
        }
    }
    problems
}

fn long_files(files: &[TextFile]) -> Vec<Problem> {
    files
        .iter()
        .filter(|file| file.has_extension("rs") && !file.is_tests())
        .filter(|file| file.shipped_lines().count() > MOST_LINES)
        .map(|file| {
            Problem::new(
                file,
                MOST_LINES,
                "goes on for too long: look for a second idea in it",
            )
        })
        .collect()
}

/// Rust files that no module names: they are never compiled, and tests in them never run.
fn orphans(files: &[TextFile]) -> Vec<Problem> {
    let rust = |path: &str| {
        files
            .iter()
            .find(|file| file.path == path && file.has_extension("rs"))
    };
    let is_orphan = |file: &&TextFile| {
        let Some((folder, name)) = file.path.rsplit_once('/') else {
            return false;
        };
        let (folder, module) = match name {
            "lib.rs" | "main.rs" => return false,
            "mod.rs" => folder.rsplit_once('/').unwrap_or_default(),
            name => (folder, name.trim_end_matches(".rs")),
        };
        let mut parents = ["mod.rs", "lib.rs", "main.rs"]
            .into_iter()
            .filter_map(|parent| rust(&format!("{folder}/{parent}")))
            .peekable();
        // Where there is no parent, the file is a target of its own: an example, a bench, a case for a compiler test.
        parents.peek().is_some()
            && !parents.any(|parent| {
                parent
                    .lines()
                    .any(|(_, line)| line.trim_end().ends_with(&format!("mod {module};")))
            })
    };
    files
        .iter()
        .filter(|file| file.has_extension("rs"))
        .filter(is_orphan)
        .map(|file| {
            Problem::new(
                file,
                1,
                "no module names this file, so it is never compiled",
            )
        })
        .collect()
}

#[test]
fn no_file_is_too_large() {
    let repository = Repository::open();
    let large: Vec<&String> = repository
        .paths
        .iter()
        .filter(|path| *path != "Cargo.lock" && repository.size(path) > LARGEST_FILE_BYTES)
        .collect();
    assert!(
        large.is_empty(),
        "over {LARGEST_FILE_BYTES} bytes: {large:?}"
    );
}

#[test]
fn every_file_and_folder_says_what_is_inside() {
    let repository = Repository::open();
    let paths: Vec<&str> = repository.paths.iter().map(String::as_str).collect();
    assert_eq!(empty_names(&paths), Vec::<String>::new());
    assert_eq!(
        empty_names(&[
            "crates/board/src/utils/mod.rs",
            "web/helpers.rs",
            "a/uncommon.rs"
        ])
        .len(),
        2
    );
}

#[test]
fn every_rust_file_is_compiled() {
    let planted = [
        TextFile::planted("crates/web/tests/it/main.rs", "mod known;\n"),
        TextFile::planted("crates/web/tests/it/known.rs", ""),
        TextFile::planted("crates/web/tests/it/forgotten.rs", ""),
        TextFile::planted("crates/web/tests/it/folder/mod.rs", ""),
    ];
    assert_eq!(orphans(&planted).len(), 2);
    assert_none(&orphans(&Repository::open().text_files()));
}

#[test]
fn every_test_runs_and_nothing_is_left_undone() {
    assert_none(&left_undone(&Repository::open().text_files()));
    let planted = TextFile::planted(
        "a.rs",
        concat!("#[test]\n#[", "ignore]\nfn later() { tod", "o!() }"),
    );
    assert_eq!(left_undone(&[planted]).len(), 2);
}

#[test]
fn templates_hold_no_inline_code_or_style() {
    assert_none(&inline_code(&Repository::open().text_files()));
    let planted = "<script>run()</script>\n<p style=\"color: red\">\n<script type=\"module\" src=\"/a.js\"></script>";
    let lines: Vec<usize> = inline_code(&[TextFile::planted("a.html", planted)])
        .iter()
        .map(|it| it.line)
        .collect();
    assert_eq!(lines, [2, 1]);
}

#[test]
fn nothing_names_the_machine_it_was_made_on() {
    assert_none(&machine_paths(&Repository::open().text_files()));
    let planted = concat!(
        "let folder = \"/wor",
        "k/main\";\nlet other = \"/tm",
        "p/x\";"
    );
    assert_eq!(
        machine_paths(&[TextFile::planted("src/a.rs", planted)]).len(),
        2
    );
    assert_eq!(
        machine_paths(&[TextFile::planted("crates/a/tests/it/a.rs", planted)]).len(),
        1
    );
}

#[test]
fn no_source_file_goes_on_for_too_long() {
    assert_none(&long_files(&Repository::open().text_files()));
    let shipped = "//\n".repeat(MOST_LINES);
    assert!(
        long_files(&[TextFile::planted(
            "a.rs",
            &format!("{shipped}#[cfg(test)]\n{shipped}")
        )])
        .is_empty()
    );
    assert_eq!(
        long_files(&[TextFile::planted("a.rs", &format!("{shipped}//\n"))]).len(),
        1
    );
}
