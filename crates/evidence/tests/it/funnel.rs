//! Places by size, from the cells of one indicator.

use evidence::analysis::{
    Funnel, FunnelGrade, IndicatorAsk, Over, Verdict, WhyNoFunnel, funnel, indicator,
};
use evidence::catalogue::{Indicator, Polarity, ValueType};
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};

use crate::place::{now, share, smoking};

const CODES: [&str; 6] = [
    "E09000011",
    "E09000012",
    "E09000013",
    "E09000014",
    "E09000015",
    "E09000016",
];

/// Counts out of people, one place each.
fn places(of: &[(f64, f64)]) -> Vec<Row<'static>> {
    let row = |(code, (count, people)): (&'static str, &(f64, f64))| Row {
        count: Some(*count),
        denominator: Some(*people),
        value: Some(count / people * 100.0),
        ..share(code, "2020", 0.0)
    };
    let mut rows = vec![share(evidence::ENGLAND, "2020", 150.0)];
    rows.extend(CODES.into_iter().zip(of).map(row));
    rows
}

fn asked(described: Indicator, rows: &[Row<'static>]) -> Result<Funnel, WhyNoFunnel> {
    let engine = MemoryEngine::new();
    let file = engine.add([described], rows);
    let ask = IndicatorAsk::new("900", CODES[0]);
    let answer = now(indicator(&engine, &ask, &Over::published([file]))).unwrap();
    funnel(&answer.result)
}

/// The five places of the example of `measures::control::ProportionFunnel`: an average of 14.91%.
const FIVE: [(f64, f64); 5] = [
    (120.0, 800.0),
    (90.0, 1_000.0),
    (310.0, 2_000.0),
    (12.0, 60.0),
    (640.0, 4_000.0),
];

#[test]
fn the_place_outside_comes_first_and_says_what_that_means() {
    let found = asked(smoking(), &places(&FIVE)).unwrap();
    assert_eq!(format!("{:.2}", found.average), "14.91");
    let first = &found.places[0];
    assert_eq!((&*first.area.code, first.value), ("E09000012", 9.0));
    assert_eq!(
        (first.grade, first.verdict),
        (FunnelGrade::Outside998, Verdict::Better)
    );
    assert!(
        found.places[1..].iter().all(|place| {
            place.grade == FunnelGrade::Within && place.verdict == Verdict::Similar
        })
    );
    assert!(!found.is_scattered);
    let (smallest, largest) = (&found.limits[0], found.limits.last().unwrap());
    assert_eq!((smallest.size, largest.size), (60.0, 4_000.0));
    assert!(smallest.outer.0 < smallest.inner.0 && smallest.inner.1 < smallest.outer.1);
    assert!(largest.inner.1 - largest.inner.0 < smallest.inner.1 - smallest.inner.0);
}

#[test]
fn a_rate_has_limits_of_counts() {
    let rate = Indicator {
        value_type: ValueType::CrudeRate,
        polarity: Polarity::NotStated,
        ..smoking()
    };
    let found = asked(rate, &places(&FIVE)).unwrap();
    assert_eq!(format!("{:.2}", found.average), "14.91");
    assert_eq!(found.places[0].verdict, Verdict::Lower);
    assert_eq!(found.size_is, "Population (denominator)");
}

#[test]
fn a_hidden_place_is_named_and_counts_in_nothing() {
    let mut rows = places(&FIVE);
    rows.push(Row {
        state: State::Suppressed,
        value: None,
        count: None,
        ..share(CODES[5], "2020", 0.0)
    });
    let found = asked(smoking(), &rows).unwrap();
    assert_eq!(found.places.len(), 5);
    assert_eq!(found.left_out.len(), 1);
    assert_eq!(found.left_out[0].why, "hidden");
    let without = asked(smoking(), &places(&FIVE)).unwrap();
    assert!((found.average - without.average).abs() < 1e-12);
}

#[test]
fn what_has_no_funnel_says_why() {
    let too_few = asked(smoking(), &places(&FIVE[..4]));
    assert_eq!(too_few, Err(WhyNoFunnel::TooFewPlaces { found: 4 }));

    let years = Indicator {
        value_type: ValueType::LifeExpectancy,
        ..smoking()
    };
    assert_eq!(asked(years, &places(&FIVE)), Err(WhyNoFunnel::OtherKind));

    let mut rows = places(&FIVE);
    rows[3].value = Some(40.0);
    let other = WhyNoFunnel::NotTheShare("A borough".to_owned());
    assert_eq!(asked(smoking(), &rows), Err(other));
}

#[test]
fn places_that_differ_for_other_reasons_are_told() {
    let spread = [
        (120.0, 800.0),
        (90.0, 1_000.0),
        (610.0, 2_000.0),
        (12.0, 60.0),
        (340.0, 4_000.0),
    ];
    assert!(asked(smoking(), &places(&spread)).unwrap().is_scattered);
}
