//! Crates are walls: the table of ARCHITECTURE.md says which crate may use which, and which crate alone may know
//! a library. Manifests and sources must say the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Problem, Repository, TextFile, assert_none};

type Edges = BTreeMap<String, BTreeSet<String>>;

/// The rows of the first table in `document` whose heading row begins with these columns; cells trimmed.
fn table<'a>(document: &'a TextFile, headings: [&str; 2]) -> Vec<Vec<&'a str>> {
    let cells = |line: &'a str| {
        line.trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect::<Vec<_>>()
    };
    let mut lines = document
        .words
        .lines()
        .skip_while(|line| !cells(line).starts_with(&headings));
    let _heading_and_rule = (lines.next(), lines.next());
    lines
        .take_while(|line| line.trim_start().starts_with('|'))
        .map(cells)
        .collect()
}

/// Every name in backticks within a cell.
fn names(cell: &str) -> BTreeSet<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn single_name(cell: &str) -> String {
    names(cell).pop_first().unwrap_or_default()
}

/// What the architecture allows: crate to the crates it uses.
fn drawn_walls(architecture: &TextFile) -> Edges {
    table(architecture, ["Crate", "Uses"])
        .into_iter()
        .map(|row| (single_name(row[0]), names(row[1])))
        .collect()
}

/// The names under `[dependencies]` of a manifest. What only tests need builds no wall.
fn dependencies(manifest: &TextFile) -> BTreeSet<String> {
    let mut here = false;
    let mut found = BTreeSet::new();
    for (_, line) in manifest.lines() {
        if line.starts_with('[') {
            here = line.trim() == "[dependencies]";
        } else if here && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            found.insert(name.trim().to_owned());
        }
    }
    found
}

fn built_walls(repository: &Repository) -> Edges {
    let crates = repository.crates();
    crates
        .iter()
        .map(|name| {
            let used = dependencies(&repository.text_file(&format!("crates/{name}/Cargo.toml")));
            (name.clone(), used.intersection(&crates).cloned().collect())
        })
        .collect()
}

/// A library and the places that alone may name it.
struct Reserved {
    library: String,
    places: BTreeSet<String>,
}

fn reserved_libraries(architecture: &TextFile) -> Vec<Reserved> {
    table(architecture, ["Library", "Only in"])
        .into_iter()
        .map(|row| Reserved {
            library: single_name(row[0]),
            places: names(row[1]),
        })
        .collect()
}

impl Reserved {
    /// A place is a folder (`crates/web/`) or the name of a file or folder within any crate (`store.rs`, `store/`).
    fn allows(&self, path: &str) -> bool {
        self.places.iter().any(|place| {
            path.starts_with(place.as_str())
                || path.contains(&format!("/{place}")) && !place.starts_with("crates/")
        })
    }

    /// Whether a line of code names the library, as `sea_orm::...` or in a `use`.
    fn is_named_in(&self, line: &str) -> bool {
        let code = line.trim_start();
        let module = self.library.replace('-', "_");
        !code.starts_with("//")
            && code.match_indices(module.as_str()).any(|(at, _)| {
                let before = code.get(..at).unwrap_or("").chars().next_back();
                let after = code.get(at + module.len()..).unwrap_or("");
                !before.is_some_and(|c| c.is_alphanumeric() || "_\"/-".contains(c))
                    && (after.starts_with("::")
                        || after.starts_with(';')
                        || after.starts_with(" as "))
            })
    }
}

/// Shipped lines that name a library outside its places. A test may reach behind a wall, to tamper with what it guards.
fn trespasses(reserved: &[Reserved], files: &[TextFile]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| {
        file.has_extension("rs") && file.path.starts_with("crates/") && !file.is_tests()
    }) {
        for library in reserved
            .iter()
            .filter(|library| !library.allows(&file.path))
        {
            for (number, line) in file
                .shipped_lines()
                .filter(|(_, line)| library.is_named_in(line))
            {
                problems.push(Problem::new(
                    file,
                    number,
                    format!("names {}: {}", library.library, line.trim()),
                ));
            }
        }
    }
    problems
}

#[test]
fn crates_use_one_another_as_the_architecture_draws() {
    let repository = Repository::open();
    assert_eq!(
        built_walls(&repository),
        drawn_walls(&repository.text_file("ARCHITECTURE.md"))
    );
}

#[test]
fn libraries_are_named_only_where_the_architecture_says() {
    let repository = Repository::open();
    let reserved = reserved_libraries(&repository.text_file("ARCHITECTURE.md"));
    assert!(
        reserved.len() >= 4,
        "ARCHITECTURE.md has no table of libraries"
    );
    assert_none(&trespasses(&reserved, &repository.text_files()));
}

#[test]
fn a_heavy_library_is_a_dependency_only_where_the_architecture_says() {
    let repository = Repository::open();
    let reserved = reserved_libraries(&repository.text_file("ARCHITECTURE.md"));
    for name in repository.crates() {
        let folder = format!("crates/{name}/");
        let used = dependencies(&repository.text_file(&format!("{folder}Cargo.toml")));
        for library in reserved
            .iter()
            .filter(|library| used.contains(&library.library))
        {
            let allowed = library
                .places
                .iter()
                .any(|place| place.starts_with(&folder));
            assert!(allowed, "{name} depends on {}", library.library);
        }
    }
}

#[test]
fn a_trespass_is_caught_and_a_store_is_not() {
    let reserved = [Reserved {
        library: "sea-orm".to_owned(),
        places: ["store.rs", "crates/board/src/database/"]
            .map(str::to_owned)
            .into(),
    }];
    let files = [
        TextFile::planted(
            "crates/board/src/outcomes/outcome.rs",
            "//! Not sea_orm::this.\nuse sea_orm::Set;",
        ),
        TextFile::planted("crates/board/src/outcomes/store.rs", "use sea_orm::Set;"),
        TextFile::planted("crates/board/src/outcomes/tests.rs", "use sea_orm::Set;"),
        TextFile::planted(
            "crates/board/src/database/open.rs",
            "sea_orm::Database::connect(url)",
        ),
    ];
    let problems = trespasses(&reserved, &files);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0]
            .to_string()
            .starts_with("crates/board/src/outcomes/outcome.rs:2:")
    );
}

#[test]
fn a_table_of_walls_is_read() {
    let drawn = drawn_walls(&TextFile::planted(
        "a.md",
        "| Crate | Uses | Must not know |\n|---|---|---|\n| `web` | `board`, `charts` | `sql` |\n| `board` | | |\n\nEnd",
    ));
    let expected: Edges = [
        (
            "web".to_owned(),
            ["board", "charts"].map(str::to_owned).into(),
        ),
        ("board".to_owned(), BTreeSet::new()),
    ]
    .into();
    assert_eq!(drawn, expected);
}
