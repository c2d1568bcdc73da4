//! Documents name what exists: paths in backticks, crates, decision records.

use std::collections::BTreeMap;

use super::{Problem, Repository, TextFile, assert_none};

/// Extensions by which a single name in backticks is taken for a file.
const FILE_EXTENSIONS: [&str; 7] = ["rs", "html", "md", "toml", "lock", "mjs", "scss"];

/// Words between backticks on each line, with line numbers; fenced blocks are left out.
fn quoted_words(document: &TextFile) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut found = Vec::new();
    for (number, line) in document.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            found.extend(
                line.split('`')
                    .skip(1)
                    .step_by(2)
                    .map(|words| (number, words)),
            );
        }
    }
    found
}

/// Whether words look like a path of this repository: they begin with a folder of the root or a crate's name, or
/// are one file name. Patterns such as `crates/*` and placeholders such as `{board}` are no paths.
fn looks_like_a_path(words: &str, repository: &Repository) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if words.is_empty() || !words.chars().all(plain) {
        return false;
    }
    match words.split_once('/') {
        Some((first, _)) => {
            !first.is_empty()
                && (repository.has(&format!("{first}/"))
                    || repository.has(&format!("crates/{first}/")))
        }
        None => words.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && FILE_EXTENSIONS.contains(&extension)
        }),
    }
}

/// Whether a path is there: from the root, from `crates/`, beside the document, as the name of some file, or made by
/// a command and ignored by git.
fn is_there(path: &str, document: &TextFile, ignored: &[String], repository: &Repository) -> bool {
    let folder = document
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let bare = path.trim_end_matches('/');
    repository.has(bare)
        || repository.has(&format!("crates/{bare}"))
        || repository.has(&format!("{folder}/{bare}"))
        || ignored
            .iter()
            .any(|entry| bare == entry || bare.starts_with(&format!("{entry}/")))
        || (!bare.contains('/')
            && repository
                .paths
                .iter()
                .any(|known| known.ends_with(&format!("/{bare}"))))
}

fn wrong_paths(documents: &[TextFile], repository: &Repository) -> Vec<Problem> {
    let ignored: Vec<String> = repository
        .text_file(".gitignore")
        .lines()
        .map(|(_, line)| line.trim_matches('/').to_owned())
        .collect();
    let mut problems = Vec::new();
    for document in documents.iter().filter(|file| file.has_extension("md")) {
        for (number, words) in quoted_words(document) {
            if looks_like_a_path(words, repository)
                && !is_there(words, document, &ignored, repository)
            {
                problems.push(Problem::new(
                    document,
                    number,
                    format!("`{words}` is not there"),
                ));
            }
        }
    }
    problems
}

/// Decision records are `docs/adr/0001-title.md`; two with one number cannot be told apart in a sentence.
fn shared_record_numbers(paths: &[&str]) -> Vec<String> {
    let mut by_number: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths {
        if let Some(name) = path.strip_prefix("docs/adr/") {
            by_number
                .entry(name.get(..4).unwrap_or(name))
                .or_default()
                .push(path);
        }
    }
    by_number
        .into_iter()
        .filter(|(number, paths)| {
            paths.len() > 1 || !number.bytes().all(|byte| byte.is_ascii_digit())
        })
        .map(|(number, paths)| format!("{number}: {}", paths.join(", ")))
        .collect()
}

#[test]
fn every_path_in_a_document_exists() {
    let repository = Repository::open();
    assert_none(&wrong_paths(&repository.text_files(), &repository));
}

#[test]
fn a_wrong_path_is_caught_wherever_it_is_planted() {
    let repository = Repository::open();
    for wrong in [
        "crates/nowhere/src/lib.rs",
        "testkit/src/nowhere.rs",
        "nowhere.md",
        "docs/nowhere",
    ] {
        let planted = TextFile::planted(
            "docs/planted.md",
            &format!("First line.\nSee `{wrong}` for more."),
        );
        let problems = wrong_paths(&[planted], &repository);
        assert_eq!(problems.len(), 1, "{wrong}");
        assert_eq!(problems[0].line, 2);
        assert!(problems[0].what.contains(wrong));
    }
}

#[test]
fn right_paths_commands_and_patterns_pass() {
    let repository = Repository::open();
    let words = "`crates/testkit/`, `testkit/src/lib.rs`, `Cargo.toml`, `make test`, `crates/*`, `/{b}/evidence`, `a/b`";
    assert_none(&wrong_paths(
        &[TextFile::planted("planted.md", words)],
        &repository,
    ));
}

#[test]
fn the_architecture_names_every_crate() {
    let repository = Repository::open();
    let architecture = repository.text_file("ARCHITECTURE.md");
    let unnamed: Vec<String> = repository
        .crates()
        .into_iter()
        .filter(|name| !architecture.words.contains(&format!("`{name}`")))
        .collect();
    assert!(
        unnamed.is_empty(),
        "ARCHITECTURE.md does not name {unnamed:?}"
    );
}

#[test]
fn every_decision_record_has_a_number_of_its_own() {
    let repository = Repository::open();
    let paths: Vec<&str> = repository.paths.iter().map(String::as_str).collect();
    assert_eq!(shared_record_numbers(&paths), Vec::<String>::new());
}

#[test]
fn two_decision_records_with_one_number_are_caught() {
    let paths = [
        "docs/adr/0001-one.md",
        "docs/adr/0002-two.md",
        "docs/adr/0002-three.md",
        "docs/adr/no-number.md",
    ];
    let shared = shared_record_numbers(&paths);
    assert_eq!(shared.len(), 2);
    assert!(shared[0].starts_with("0002: docs/adr/0002-two.md"));
}
