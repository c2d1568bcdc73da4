//! Files by their hash, and the engine beside the one in memory.

use evidence::analysis::{
    ChangesAsk, CompareAsk, GapAsk, IndicatorAsk, Order, OutliersAsk, Over, changes, compare, gap,
    indicator, outliers,
};
use evidence::catalogue::Indicator;
use evidence::engine::{Engine, EngineError, FileHash, Integrity};
use evidence::memory::MemoryEngine;
use evidence::observation::{Period, Row, State};
use evidence::receipts::{Recomputed, recompute};

use crate::export::{bench, export, export_with};

fn ask() -> CompareAsk {
    CompareAsk::new("E09000001")
}

#[tokio::test]
async fn a_file_is_staged_then_kept_then_removed() {
    let bench = bench();
    let engine = &bench.engine;
    let file = bench.stage("a.csv", export()).await.staged.unwrap();
    assert_eq!(engine.kept().await.unwrap(), []);
    engine.keep(file).await.unwrap();
    engine.keep(file).await.unwrap();
    assert_eq!(engine.kept().await.unwrap(), [file]);
    assert_eq!(engine.verify(file).await.unwrap(), Integrity::Same);
    bench.stage("a.csv", export()).await;
    engine.discard(file).await.unwrap();
    assert_eq!(
        engine.kept().await.unwrap(),
        [file],
        "only the staged copy went"
    );
    engine.remove(file).await.unwrap();
    assert_eq!(engine.verify(file).await.unwrap(), Integrity::Missing);
    assert!(matches!(
        engine.keep(file).await,
        Err(EngineError::NoSuchFile(_))
    ));
    assert_eq!(bench.files(), 0);
}

#[tokio::test]
async fn one_flipped_byte_is_found_and_its_version_named() {
    let bench = bench();
    let file = bench.stage("a.csv", export()).await.staged.unwrap();
    bench.engine.keep(file).await.unwrap();
    let answer = compare(&bench.engine, &ask(), &Over::published([file]))
        .await
        .unwrap();
    let receipt = answer.receipt.clone();
    drop(answer);
    assert_eq!(
        recompute(&bench.engine, &receipt).await.unwrap(),
        Recomputed::Same,
        "no stored result is needed"
    );
    let path = bench
        .folder
        .path()
        .join("kept")
        .join(format!("{file}.parquet"));
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let found = FileHash::of(&bytes);
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(
        recompute(&bench.engine, &receipt).await.unwrap(),
        Recomputed::FileChanged { file, found }
    );
}

#[tokio::test]
async fn a_damaged_file_is_an_error_and_no_answer() {
    let bench = bench();
    let file = bench.stage("a.csv", export()).await.staged.unwrap();
    let path = bench
        .folder
        .path()
        .join("staged")
        .join(format!("{file}.parquet"));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let error = bench.engine.describe(file).await.unwrap_err();
    assert!(matches!(error, EngineError::Damaged { .. }), "{error}");
    assert!(
        compare(&bench.engine, &ask(), &Over::published([file]))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_preview_asks_the_staged_file_and_leaves_nothing() {
    let bench = bench();
    let old = bench.stage("a.csv", export()).await.staged.unwrap();
    bench.engine.keep(old).await.unwrap();
    let new = bench
        .stage("a.csv", export_with("Value", "20.5"))
        .await
        .staged
        .unwrap();
    let answer = changes(&bench.engine, &ChangesAsk {}, &Over::published([new, old]))
        .await
        .unwrap();
    let result = &answer.result;
    assert_eq!(
        (result.new, result.changed, result.withdrawn, result.same),
        (0, 1, 0, 3)
    );
    assert!((result.largest[0].difference.unwrap() - 0.5).abs() < 1e-12);
    bench.engine.discard(new).await.unwrap();
    assert_eq!(bench.engine.kept().await.unwrap(), [old]);
}

/// The same rows in both engines: every question must have the same answer to the last bit.
#[tokio::test]
async fn both_engines_give_the_same_answers() {
    let mut lines = vec![crate::export::HEADING.to_owned()];
    let mut counts = Vec::new();
    for year in 2010..2022_u32 {
        for place in 0..30_u32 {
            let area = if place == 0 {
                "E92000001".to_owned()
            } else {
                format!("E0900{place:04}")
            };
            let count = (place * 37 + year * 11) % 600 + 200;
            lines.push(crate::export::row(&area, &year.to_string(), count));
            counts.push((area, year.to_string(), count));
        }
    }
    let bench = bench();
    let intake = bench.stage("a.csv", lines.join("\n")).await;
    let file = intake.staged.unwrap();

    let rows: Vec<Row<'_>> = counts
        .iter()
        .map(|(area, year, count)| {
            let is_england = area == evidence::ENGLAND;
            Row {
                indicator: "900",
                area_code: area,
                area_name: if is_england { "England" } else { "A borough" },
                area_type: if is_england { "England" } else { "Borough" },
                parent_code: if is_england { "" } else { "E12000007" },
                parent_name: if is_england { "" } else { "A region" },
                period: year,
                period_start: Period::read(year).unwrap().start,
                period_months: 12,
                sex: "Persons",
                age: "18+ yrs",
                state: State::Value,
                value: Some(f64::from(*count) / 10.0),
                count: Some(f64::from(*count)),
                denominator: Some(1000.0),
                ..Row::default()
            }
        })
        .collect();
    let memory = MemoryEngine::new();
    let indicators: Vec<Indicator> = intake.catalogue.indicators.values().cloned().collect();
    let same = memory.add(indicators, &rows);

    let (over, other) = (Over::published([file]), Over::published([same]));
    let one = IndicatorAsk::new("900", "E09000001");
    let by_gap = GapAsk::new("900", "E09000001");
    let far = OutliersAsk {
        compare: ask(),
        order: Some(Order::Importance),
    };
    let first = ChangesAsk::default();
    let counted = bench.engine.describe(file).await.unwrap();
    assert_eq!(counted.periods.len(), 12, "files count their rows");
    let hashes = [
        (
            changes(&bench.engine, &first, &over).await.unwrap().receipt,
            changes(&memory, &first, &other).await.unwrap().receipt,
        ),
        (
            compare(&bench.engine, &ask(), &over).await.unwrap().receipt,
            compare(&memory, &ask(), &other).await.unwrap().receipt,
        ),
        (
            outliers(&bench.engine, &far, &over).await.unwrap().receipt,
            outliers(&memory, &far, &other).await.unwrap().receipt,
        ),
        (
            indicator(&bench.engine, &one, &over).await.unwrap().receipt,
            indicator(&memory, &one, &other).await.unwrap().receipt,
        ),
        (
            gap(&bench.engine, &by_gap, &over).await.unwrap().receipt,
            gap(&memory, &by_gap, &other).await.unwrap().receipt,
        ),
    ];
    for (ours, theirs) in hashes {
        assert_eq!(ours.result_hash, theirs.result_hash, "{}", ours.question);
    }
}
