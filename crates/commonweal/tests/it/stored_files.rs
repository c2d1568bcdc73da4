//! `stocktake` of files in object storage: plain HTTP, and a store that speaks like S3 and asks for a key.

use serde_json::Value;

use crate::cluster::parquet_of_records;
use crate::file_server::FileServer;
use crate::machine::{Machine, Said, run_with};

const CSV: &str = "Ethnic,Sex\nM,1\nM,2\nA,1\nA,1\nA,2\nZ,9\n";
const POPULATION: &str = "characteristic,group,people\nethnic-category,M,5000\n";

fn taken(machine: &Machine, file: &str, more: &[&str], environment: &[(&str, &str)]) -> Said {
    let mut words = vec![
        "stocktake",
        file,
        "--by",
        "ethnic-category,sex",
        "--map",
        "ethnic-category=Ethnic",
        "--map",
        "sex=Sex",
        "--json",
    ];
    words.extend(more);
    run_with(&machine.data(), &words, b"", environment)
}

/// The same file, beside this test.
fn beside(machine: &Machine, name: &str, bytes: &[u8]) -> Value {
    let file = machine.write(name, bytes);
    taken(machine, &file, &[], &[]).done().json()
}

#[test]
fn a_file_of_a_web_server_is_counted_as_one_of_this_machine() {
    let machine = Machine::new();
    let parquet = parquet_of_records(2_000, 500);
    let server = FileServer::of(
        &[
            ("/2026/extract.parquet", parquet.clone()),
            ("/extract.csv", CSV.into()),
            ("/people.csv", POPULATION.into()),
            ("/empty.csv", Vec::new()),
        ],
        None,
    );
    let at = |path: &str| format!("{}{path}", server.url());
    let found = taken(&machine, &at("/2026/extract.parquet"), &[], &[]).done();
    assert_eq!(found.json(), beside(&machine, "extract.parquet", &parquet));
    // It is read in parts, and once as a whole for its hash.
    let asked = server.asked();
    assert!(
        asked.iter().any(|asked| asked.contains("bytes=")),
        "{asked:?}"
    );

    let empty = taken(&machine, &at("/empty.csv"), &[], &[]);
    assert_eq!(empty.code, 3);
    assert!(empty.err.contains("an empty file"), "{empty:?}");

    let people = at("/people.csv");
    let found = taken(
        &machine,
        &at("/extract.csv"),
        &["--population", &people],
        &[],
    )
    .done();
    let file = machine.write("extract.csv", CSV);
    let people = machine.write("people.csv", POPULATION);
    let expected = taken(&machine, &file, &["--population", &people], &[]).done();
    assert_eq!(found.json(), expected.json());
}

#[test]
fn a_file_in_a_bucket_is_read_with_the_keys_of_the_environment() {
    let machine = Machine::new();
    let parquet = parquet_of_records(2_000, 500);
    let store = FileServer::of(
        &[("/services/extract.parquet", parquet.clone())],
        Some("OURS"),
    );
    let endpoint = store.url();
    let keys = |key: &'static str| {
        [
            ("AWS_ENDPOINT", endpoint.clone()),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "eu-west-2".to_owned()),
            ("AWS_ACCESS_KEY_ID", key.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
        ]
    };
    let with = |key: &'static str, address: &str| {
        let keys = keys(key);
        let keys: Vec<(&str, &str)> = keys
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        taken(&machine, address, &[], &keys)
    };
    let found = with("OURS", "s3://services/extract.parquet").done().json();
    assert_eq!(found, beside(&machine, "extract.parquet", &parquet));

    let refused = with("THEIRS", "s3://services/extract.parquet");
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .err
            .contains("does not let us; look at AWS_ACCESS_KEY_ID"),
        "{refused:?}"
    );
    let missing = with("OURS", "s3://services/other.parquet");
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("the store has no other.parquet"),
        "{missing:?}"
    );
}

#[test]
fn an_address_that_cannot_be_read_says_what_can() {
    let machine = Machine::new();
    for (address, words) in [
        ("ftp://host/extract.csv", "s3://"),
        ("s3://bucket/", "names no file"),
        ("https://host/extract.csv?signature=1", "has a ? in it"),
    ] {
        let refused = taken(&machine, address, &[], &[]);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains(words), "{refused:?}");
    }
}
