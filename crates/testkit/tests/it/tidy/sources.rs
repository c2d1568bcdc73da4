//! Nothing is copied from the documents that the product was designed from: no run of twelve of their words stands
//! in the repository. The documents lie beside the real data, outside the repository.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::{Problem, Repository, TextFile, assert_none};

/// As many words in the same order as are taken for a copy rather than for a name or a figure.
const RUN: usize = 12;

/// Lower-case words without punctuation, with the number of the line each stands on.
fn normalised(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.replace(['\'', '\u{2019}'], "").to_lowercase();
        words.extend(
            line.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(|word| (index + 1, word.to_owned())),
        );
    }
    words
}

fn runs(text: &str) -> impl Iterator<Item = (usize, String)> {
    let words = normalised(text);
    let starts = (words.len() + 1).saturating_sub(RUN);
    (0..starts).map(move |start| {
        let run = words[start..start + RUN]
            .iter()
            .map(|(_, word)| word.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        (words[start].0, run)
    })
}

fn copied<'a>(sources: impl IntoIterator<Item = &'a str>, files: &[TextFile]) -> Vec<Problem> {
    let known: HashSet<String> = sources
        .into_iter()
        .flat_map(runs)
        .map(|(_, run)| run)
        .collect();
    let mut problems = Vec::new();
    for file in files {
        // The first run is enough to find the place.
        if let Some((line, run)) = runs(&file.words).find(|(_, run)| known.contains(run)) {
            problems.push(Problem::new(
                file,
                line,
                format!("copied from a source document: \"{run}\""),
            ));
        }
    }
    problems
}

fn sources_folder(repository: &Repository) -> Option<PathBuf> {
    let beside_the_data =
        testkit::real_data().and_then(|data| Some(data.parent()?.join("sources")));
    let beside_the_repository = repository
        .root
        .parent()
        .map(|parent| parent.join("shared/sources"));
    [beside_the_data, beside_the_repository]
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())
}

#[test]
fn no_run_of_twelve_words_is_copied_from_a_source_document() {
    let repository = Repository::open();
    let Some(folder) = sources_folder(&repository) else {
        eprintln!("skipped: the source documents are not beside the repository");
        return;
    };
    let sources: Vec<String> = fs::read_dir(&folder)
        .expect("the folder of sources can be listed")
        .map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a source is text"))
        .collect();
    assert!(!sources.is_empty(), "{} is empty", folder.display());
    assert_none(&copied(
        sources.iter().map(String::as_str),
        &repository.text_files(),
    ));
}

#[test]
fn a_planted_run_is_caught_through_punctuation_case_and_line_breaks() {
    let source =
        "The board's officer reads, aloud, the names of all who came and of all who sent word.";
    let copy = "//! A line of its own.\n//! THE boards officer reads aloud the names\n//! of all who came and left.";
    let problems = copied([source], &[TextFile::planted("planted.rs", copy)]);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].line, 2);
}

#[test]
fn eleven_words_in_a_row_are_not_a_copy() {
    let source = "one two three four five six seven eight nine ten eleven twelve";
    let file = TextFile::planted(
        "planted.md",
        "one two three four five six seven eight nine ten eleven, not more",
    );
    assert_none(&copied([source], &[file]));
}
