//! The fuzzer's target with bytes of our own: it is compiled with the crate, and leaves no measure out.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

#[path = "../../fuzz/drive/mod.rs"]
mod drive;

/// The crate is tested as it ships, without a count of turns.
fn nobody_counts() -> u64 {
    0
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_answer_is_sound(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drive::drive(&bytes, nobody_counts);
    }
}

fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), text));
        }
    }
    found
}

#[test]
fn every_public_function_of_a_measure_is_driven() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let driven: String = sources(&root.join("fuzz/drive"))
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let mut asked = 0;
    for (path, text) in sources(&root.join("src")) {
        // Elementary functions and tails are asked by name in `distributions`.
        if path.contains("/numeric/") {
            continue;
        }
        for line in text.lines() {
            let Some(rest) = line.strip_prefix("pub fn ") else {
                continue;
            };
            let name = rest.split(['(', '<']).next().unwrap();
            assert!(
                driven.contains(&format!("{name}(")),
                "{path}: the fuzzer does not ask {name}; add it in fuzz/drive"
            );
            asked += 1;
        }
    }
    assert!(asked > 60, "{asked}");
}
