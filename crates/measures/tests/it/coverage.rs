//! `docs/measures/coverage.md` is what `cargo run --example coverage` writes, and leaves no interval
//! out.

#[path = "../../examples/coverage/study/mod.rs"]
mod study;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use study::page;
use study::trial::Section;

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn committed() -> String {
    fs::read_to_string(crate_folder().join(page::PATH)).unwrap()
}

#[test]
fn lines_that_are_drawn_again_are_the_same() {
    let quick = [
        "rate::proportion",
        "interval::exact_binomial",
        "interval::byar",
        "interval::exact_poisson",
        "rate::indirectly_standardised_ratio",
        "gap::absolute_difference",
        "gap::widest_ratio",
        "gap::representation_index",
        "gradient::slope_index",
        "impact::excess_events",
        "control::trend",
    ];
    let sections: Vec<Section> = study::sections()
        .into_iter()
        .filter(|section| quick.contains(&section.measures[0]))
        .collect();
    assert_eq!(sections.len(), quick.len());
    let committed = committed();
    let written = page::write(&sections);
    let (_, body) = written.split_once("\n## ").unwrap();
    for section in body.split("\n## ") {
        assert!(
            committed.contains(section.trim_end()),
            "`cargo run --example coverage` no longer writes what docs/measures/coverage.md says: \
             \n{section}"
        );
    }
}

/// The lines of the page by section and setting.
fn lines(page: &str) -> BTreeMap<(String, String), Vec<Option<f64>>> {
    let mut found = BTreeMap::new();
    let mut section = String::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            title.clone_into(&mut section);
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [setting, numbers @ ..] = cells.as_slice()
            && numbers.len() == 5
            && numbers[4].parse::<f64>().is_ok()
        {
            let number = |cell: &&str| cell.trim_end_matches(" †").parse().ok();
            found.insert(
                (section.clone(), (*setting).to_owned()),
                numbers.iter().map(number).collect(),
            );
        }
    }
    found
}

#[test]
fn no_setting_has_strayed_from_its_line() {
    const REPLICATES: u32 = 100;
    let mut committed = lines(&committed());
    for section in study::sections() {
        let title = page::title(&section);
        for cell in &section.cells {
            let setting = page::setting(cell);
            let line = committed.remove(&(title.clone(), setting.clone()));
            assert!(line.is_some(), "{title} has no line “{setting}”");
            let line = line.unwrap();
            let result = cell.run(&section, REPLICATES.min(cell.replicates / 100));
            for (held, column) in result.held.iter().zip(line.chunks(2)) {
                assert_eq!(held.is_some(), column[0].is_some(), "{title}: {setting}");
                if let (Some(held), Some(share)) = (held, column[0]) {
                    let share = share / 100.0;
                    // One draw more or less, and five errors.
                    let number = f64::from(REPLICATES.min(cell.replicates / 100));
                    let reach = 5.0 * (share * (1.0 - share) / number).sqrt() + 1.5 / number;
                    assert!(
                        (held.share - share).abs() <= reach,
                        "{title}: {setting}: {} is far from {share}",
                        held.share
                    );
                }
            }
        }
    }
    assert!(
        committed.is_empty(),
        "lines without a setting: {committed:?}"
    );
}

#[test]
fn every_interval_of_the_library_is_on_the_page() {
    let committed = committed();
    let mut found = 0;
    for file in sources(&crate_folder().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let shipped = text.split("#[cfg(test)]").next().unwrap();
        let family = file
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap();
        for signature in shipped.split("\npub fn ").skip(1) {
            let (name, rest) = signature.split_once(['(', '<']).unwrap();
            let (arguments, _) = rest.split_once("{\n").unwrap();
            let makes_limits = arguments.contains("confidences: &[Confidence]")
                || arguments.contains("confidence: Confidence")
                || arguments.contains("Result<ControlChart, Undefined>");
            if makes_limits {
                found += 1;
                assert!(
                    committed.contains(&format!("`{family}::{name}`")),
                    "docs/measures/coverage.md says nothing of {family}::{name}"
                );
            }
        }
        // Funnels give limits by a method, not by a function.
        for method in shipped.split("\nimpl ").skip(1) {
            let Some((of, body)) = method.split_once(" {\n") else {
                continue;
            };
            if family == "control" && body.contains("pub fn limits(self, ") {
                found += 1;
                let name = if of == "Overdispersion" {
                    "overdispersion"
                } else {
                    of
                };
                assert!(
                    committed.contains(&format!("`control::{name}`")),
                    "docs/measures/coverage.md says nothing of control::{name}"
                );
            }
        }
    }
    assert_eq!(found, 58, "intervals found in the source");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_page_says_how_it_is_made() {
    let committed = committed();
    assert!(committed.contains("`cargo run --example coverage` writes this page"));
    assert!(committed.contains(&format!("with the seed {}", study::trial::SEED)));
}
