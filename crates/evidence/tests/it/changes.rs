//! What a new version changes.

use evidence::analysis::{ChangesAsk, Move, Over, Verdict, changes};
use evidence::memory::MemoryEngine;

use crate::place::{HIGH, LOW, now, share, smoking};

#[test]
fn cells_are_new_changed_withdrawn_or_the_same() {
    let engine = MemoryEngine::new();
    let england = share(evidence::ENGLAND, "2019", 150.0);
    let old = engine.add(
        [smoking()],
        &[
            england,
            share(HIGH, "2019", 155.0),
            share(LOW, "2019", 100.0),
        ],
    );
    let new = engine.add(
        [smoking()],
        &[
            england,
            share(HIGH, "2019", 156.0),
            share(evidence::ENGLAND, "2020", 150.0),
            share(HIGH, "2020", 250.0),
        ],
    );
    let answer = now(changes(
        &engine,
        &ChangesAsk {},
        &Over::published([new, old]),
    ))
    .unwrap();
    let result = &answer.result;
    assert_eq!(
        (result.new, result.changed, result.withdrawn, result.same),
        (2, 1, 1, 1)
    );
    assert_eq!(result.by_period.len(), 2);
    assert_eq!(
        (result.by_period[1].new, result.by_period[0].withdrawn),
        (2, 1)
    );
    assert_eq!(result.largest[0].kind, Move::Changed);
    assert!((result.largest[0].difference.unwrap() - 0.1).abs() < 1e-12);
    assert_eq!(&*result.gone[0].before.as_ref().unwrap().area().code, LOW);
    let [turn] = &result.turns[..] else {
        unreachable!("one place turns")
    };
    assert_eq!(turn.verdict, (Verdict::Similar, Verdict::Worse));
    assert_eq!(&*turn.area().code, HIGH);
    assert_eq!(&*turn.before.period().label, "2019");
}

#[test]
fn a_first_version_is_all_new_and_turns_nothing() {
    let engine = MemoryEngine::new();
    let file = engine.add([smoking()], &[share(HIGH, "2019", 155.0)]);
    let answer = now(changes(&engine, &ChangesAsk {}, &Over::published([file]))).unwrap();
    assert_eq!((answer.result.new, answer.result.same), (1, 0));
    assert!(answer.result.turns.is_empty());
}

#[test]
fn the_same_version_twice_changes_nothing() {
    let (engine, file) = crate::place::engine();
    let answer = now(changes(
        &engine,
        &ChangesAsk {},
        &Over::published([file, file]),
    ))
    .unwrap();
    let result = &answer.result;
    assert_eq!((result.new, result.changed, result.withdrawn), (0, 0, 0));
    assert_eq!(result.same, 40);
}
