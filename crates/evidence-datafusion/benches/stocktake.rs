//! How long a stocktake by six characteristics takes over records in Parquet, and how much memory it holds.
//!
//! Run with `cargo bench -p evidence-datafusion --bench stocktake -- RECORDS`; ten million without a number.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails loudly and prints its figure"
)]

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use datafusion::arrow::array::{ArrayRef, StringArray, UInt8Array};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use evidence::cell::Origin;
use evidence::disclosure::{Choice, rules};
use evidence::stocktake::{Asked, CodeList, Counted, Counts, Reach, Residents, take};
use evidence_datafusion::records::{Codes, Layout, count};

const RECORDS: u64 = 10_000_000;
const BATCH: u64 = 100_000;

const ETHNICITIES: [&str; 20] = [
    "A", "A", "A", "A", "A", "B", "C", "C", "D", "G", "H", "J", "K", "L", "M", "N", "R", "S", "Z",
    "99",
];
const ORIENTATIONS: [&str; 7] = ["1", "1", "1", "2", "3", "Z", "9"];
const DISABILITIES: [&str; 5] = ["NN", "NN", "01", "ZZ", ""];
const LISTS: [&str; 6] = [
    "ethnic-category",
    "sex",
    "age-band",
    "sexual-orientation",
    "disability",
    "deprivation",
];

/// A number that looks drawn and is the same everywhere.
fn drawn(record: u64, salt: u64) -> usize {
    let mixed =
        (record ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    usize::try_from(mixed >> 33).unwrap()
}

fn records(from: u64, to: u64) -> RecordBatch {
    let text = |salt, codes: &'static [&'static str]| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(
            (from..to).map(|record| codes[drawn(record, salt) % codes.len()]),
        ))
    };
    let number = |salt, below: usize| -> ArrayRef {
        Arc::new(UInt8Array::from_iter_values((from..to).map(|record| {
            u8::try_from(1 + drawn(record, salt) % below).unwrap()
        })))
    };
    RecordBatch::try_from_iter([
        ("ethnic-category", text(1, &ETHNICITIES)),
        ("sex", text(2, &["1", "2", "2", "9"])),
        ("age-band", number(3, 99)),
        ("sexual-orientation", text(4, &ORIENTATIONS)),
        ("disability", text(5, &DISABILITIES)),
        ("deprivation", number(6, 10)),
    ])
    .unwrap()
}

fn write(path: &Path, all: u64) {
    let file = File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, records(0, 1).schema(), None).unwrap();
    for from in (0..all).step_by(usize::try_from(BATCH).unwrap()) {
        writer.write(&records(from, all.min(from + BATCH))).unwrap();
    }
    writer.close().unwrap();
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn main() {
    let asked = std::env::args().nth(1).and_then(|word| word.parse().ok());
    let all = asked.unwrap_or(RECORDS);
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("records.parquet");
    write(&path, all);
    let size = std::fs::metadata(&path).unwrap().len() / 1_000_000;
    let lists = LISTS.map(|name| CodeList::named(name).unwrap());
    let layout = Layout {
        codes: Codes::Columns(
            lists
                .iter()
                .map(|list| (*list, list.name.to_owned()))
                .collect(),
        ),
        service: None,
        service_name: "Service".to_owned(),
        stage: None,
        person: None,
        people: None,
        only: Vec::new(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    let start = Instant::now();
    let mut counts = Counts::new(lists.to_vec(), Vec::new(), Reach::Furthest);
    runtime
        .block_on(count(&path, &layout, &mut counts))
        .unwrap();
    let asked = Asked {
        source: "Drawn records".to_owned(),
        counted: Counted::Records,
        origin: Origin::Illustrative,
        choice: Choice::new("Bench", rules::NHS_ENGLAND, rules::NHS_ENGLAND.when).unwrap(),
        threshold: 80.0,
    };
    let stocktake = take(&counts, &Residents::default(), &asked).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(stocktake.services[0].characteristics.len(), LISTS.len());
    println!(
        "stocktake: {all} records by {} characteristics, {size} MB, in {seconds:.2} s with hashing the file",
        LISTS.len()
    );
}
