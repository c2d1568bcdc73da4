//! A place against places like it, and against its own past.

use evidence::analysis::{
    Against, AskError, Beside, CompareAsk, Comparison, IndicatorAsk, Neighbours, NotPooled, Over,
    Verdict, WhyNot, compare, indicator,
};
use evidence::catalogue::{Indicator, LimitsMethod, ValueType};
use evidence::cell::Cell;
use evidence::memory::MemoryEngine;
use evidence::observation::Row;
use evidence::receipts::{Recomputed, recompute};

use crate::place::{HIDDEN, HIGH, LOW, engine, now, rows, share, smoking};

/// A fourth borough, three times as large as the others.
const LARGE: &str = "E09000004";

fn group(areas: &[&str]) -> Against {
    Against::Neighbours(Neighbours {
        name: "Places like it".to_owned(),
        areas: areas.iter().map(|&area| area.to_owned()).collect(),
    })
}

fn ask(against: Against) -> CompareAsk {
    CompareAsk {
        against,
        ..CompareAsk::new(HIGH)
    }
}

fn large(period: &str, per_thousand: f64) -> Row<'_> {
    Row {
        count: Some(3.0 * per_thousand),
        denominator: Some(3000.0),
        ..share(LARGE, period, per_thousand)
    }
}

fn compared(against: Against, more: &[Row<'_>]) -> Comparison {
    let engine = MemoryEngine::new();
    let mut all = rows();
    all.extend_from_slice(more);
    let file = engine.add([smoking()], &all);
    let over = Over::published([file]);
    let answer = now(compare(&engine, &ask(against), &over)).unwrap();
    assert_eq!(
        now(recompute(&engine, &answer.receipt)).unwrap(),
        Recomputed::Same
    );
    (*answer.result).clone()
}

#[test]
fn neighbours_are_taken_together_from_their_counts() {
    let found = compared(group(&[LOW, HIDDEN, LARGE, HIGH]), &[large("2020", 200.0)]);
    assert_eq!(&*found.against.name, "Places like it");
    let row = &found.rows[0];
    // (100 + 600) of (1,000 + 3,000): the large one counts three times.
    let level = row.judgement.benchmark.as_ref().unwrap();
    assert_eq!(level.value(), Some(17.5));
    assert!(level.limits().unwrap().at_95.is_some());
    assert_eq!(row.judgement.verdict, Verdict::Worse);
    let Some(Beside::Neighbours(among)) = row.beside else {
        unreachable!("it is compared with neighbours")
    };
    assert_eq!((among.with_figure, among.of), (2, 3), "one is hidden");
    assert_eq!(among.rank, Some((1, 3)));
    assert_eq!(
        (among.lowest, among.median, among.highest),
        (10.0, 15.0, 20.0)
    );
    assert_eq!(among.not_pooled, None);
}

#[test]
fn what_cannot_be_taken_together_has_the_median() {
    let weighted = Row {
        value: Some(33.0),
        ..large("2020", 200.0)
    };
    let found = compared(group(&[LOW, LARGE]), &[weighted]);
    let row = &found.rows[0];
    let Some(Beside::Neighbours(among)) = row.beside else {
        unreachable!("it is compared with neighbours")
    };
    assert_eq!(among.not_pooled, Some(NotPooled::ValuesAreNotCounts));
    assert_eq!(
        row.judgement.benchmark.as_ref().unwrap().value(),
        Some(21.5)
    );

    let years = Indicator {
        value_type: ValueType::LifeExpectancy,
        limits_method: LimitsMethod::None,
        ..smoking()
    };
    let engine = MemoryEngine::new();
    let file = engine.add([years], &rows());
    let answer = now(compare(
        &engine,
        &ask(group(&[LOW])),
        &Over::published([file]),
    ));
    let row = answer.unwrap().result.rows[0].clone();
    let Some(Beside::Neighbours(among)) = row.beside else {
        unreachable!("it is compared with neighbours")
    };
    assert_eq!(among.not_pooled, Some(NotPooled::KindOfValue));
}

#[test]
fn a_group_without_another_place_is_refused() {
    let (engine, file) = engine();
    let over = Over::published([file]);
    let error = now(compare(&engine, &ask(group(&[HIGH])), &over)).unwrap_err();
    assert!(matches!(error, AskError::NoNeighbours(name) if name == "Places like it"));
}

#[test]
fn a_hidden_neighbour_is_in_no_sum() {
    let found = compared(group(&[HIDDEN]), &[]);
    let row = &found.rows[0];
    assert_eq!(row.judgement.why_not, Some(WhyNot::NoBenchmark));
    assert_eq!(row.beside, None);
}

#[test]
fn a_place_is_compared_with_itself_five_years_before() {
    let found = compared(Against::Earlier(5), &[]);
    assert_eq!(&*found.against.name, "A borough 5 years before");
    let row = &found.rows[0];
    assert_eq!(row.judgement.verdict, Verdict::Worse);
    let before = row.judgement.benchmark.as_ref().unwrap();
    assert_eq!(
        (&*before.period().label, before.value()),
        ("2015", Some(20.0))
    );
    let Some(Beside::Earlier(moved)) = row.beside else {
        unreachable!("it is compared with its past")
    };
    assert_eq!((moved.years, moved.difference), (5, 20.0));
    // Wilson limits of 400 and of 200 in 1,000 give errors 1.547 and 1.264: 20 ± 1.96 × 1.997, worked by hand.
    let (lower, upper) = moved.limits_95.unwrap();
    assert!(
        (lower - 16.085).abs() < 0.01 && (upper - 23.915).abs() < 0.01,
        "{lower} {upper}"
    );
}

#[test]
fn a_series_that_does_not_reach_back_says_so() {
    let why = |years, more: &[Row<'_>]| {
        let found = compared(Against::Earlier(years), more);
        found.rows[0].judgement.why_not
    };
    assert_eq!(why(6, &[]), Some(WhyNot::NothingEarlier));
    let three_years = share(HIGH, "2012 - 14", 300.0);
    assert_eq!(why(7, &[three_years]), Some(WhyNot::SeriesBreaks));
    let latest = share(HIGH, "2019 - 21", 300.0);
    assert_eq!(why(2, &[latest]), Some(WhyNot::PeriodsOverlap));
}

#[test]
fn one_indicator_is_compared_in_the_same_ways() {
    let engine = MemoryEngine::new();
    let mut all = rows();
    all.push(large("2020", 200.0));
    let file = engine.add([smoking()], &all);
    let over = Over::published([file]);
    let level = |against: Against| {
        let ask = IndicatorAsk {
            against,
            ..IndicatorAsk::new("900", HIGH)
        };
        let answer = now(indicator(&engine, &ask, &over)).unwrap();
        let view = answer.result;
        let here = view
            .places
            .iter()
            .find(|place| &*place.value.area().code == HIGH);
        assert_eq!(here.unwrap().judgement, view.judgement);
        view.judgement.benchmark.as_ref().and_then(Cell::value)
    };
    assert_eq!(level(group(&[LOW, LARGE])), Some(17.5));
    assert_eq!(level(Against::Earlier(2)), Some(32.0));
}
