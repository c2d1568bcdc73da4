//! Receipts recompute what they promise.

use evidence::analysis::{
    Against, CompareAsk, IndicatorAsk, OutliersAsk, Over, compare, indicator, outliers,
};
use evidence::engine::{Engine, FileHash};
use evidence::receipts::{Receipt, Recomputed, recompute};

use crate::place::{HIGH, engine, now};

fn ask() -> CompareAsk {
    CompareAsk {
        against: Against::Region,
        ..CompareAsk::new(HIGH)
    }
}

#[test]
fn every_question_recomputes_from_its_receipt_alone() {
    let (engine, file) = engine();
    let over = Over::published([file]);
    let one = IndicatorAsk::new("900", HIGH);
    let far = OutliersAsk {
        compare: ask(),
        order: None,
    };
    let receipts = [
        now(compare(&engine, &ask(), &over)).unwrap().receipt,
        now(outliers(&engine, &far, &over)).unwrap().receipt,
        now(indicator(&engine, &one, &over)).unwrap().receipt,
    ];
    for receipt in receipts {
        let stored = serde_json::to_string(&receipt).unwrap();
        let receipt: Receipt = serde_json::from_str(&stored).unwrap();
        assert_eq!(now(recompute(&engine, &receipt)).unwrap(), Recomputed::Same);
    }
}

#[test]
fn the_same_question_has_the_same_receipt() {
    let (engine, file) = engine();
    let over = Over::published([file]);
    let one = now(compare(&engine, &ask(), &over)).unwrap();
    let two = now(compare(&engine, &ask(), &over)).unwrap();
    assert_eq!(one, two);
}

#[test]
fn an_altered_or_missing_file_is_named() {
    let (engine, file) = engine();
    let answer = now(compare(&engine, &ask(), &Over::published([file]))).unwrap();
    engine.alter(file);
    let outcome = now(recompute(&engine, &answer.receipt)).unwrap();
    assert!(matches!(outcome, Recomputed::FileChanged { file: named, .. } if named == file));
    now(engine.remove(file)).unwrap();
    let outcome = now(recompute(&engine, &answer.receipt)).unwrap();
    assert_eq!(outcome, Recomputed::FileMissing { file });
}

#[test]
fn another_answer_than_promised_is_found() {
    let (engine, file) = engine();
    let mut receipt = now(compare(&engine, &ask(), &Over::published([file])))
        .unwrap()
        .receipt;
    receipt.result_hash = FileHash::of(b"something else");
    let outcome = now(recompute(&engine, &receipt)).unwrap();
    assert!(matches!(outcome, Recomputed::Differs { .. }));
    receipt.question = "{}".to_owned();
    assert_eq!(
        now(recompute(&engine, &receipt)).unwrap(),
        Recomputed::Unreadable
    );
}

#[test]
fn quoted_numbers_are_not_recomputed() {
    let (engine, _) = engine();
    let quoted = Receipt::quoted("A report", "page 3", "15%", Some(FileHash::of(b"report")));
    assert_eq!(
        now(recompute(&engine, &quoted)).unwrap(),
        Recomputed::NotComputed
    );
}
