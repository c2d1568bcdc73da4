//! Rates of every place at once: three invented boroughs and England, falls by age in two years, people of one.

use evidence::ENGLAND;
use evidence::analysis::{
    AskError, BuiltArea, Over, RateAsk, RateMethod, RatesAsk, RatesOfPlaces, rate, rates,
};
use evidence::catalogue::{Indicator, ValueType};
use evidence::memory::MemoryEngine;
use evidence::observation::{Period, Row, State};

use crate::place::now;

const METHODS: [RateMethod; 3] = [
    RateMethod::Crude,
    RateMethod::DirectlyStandardised,
    RateMethod::IndirectlyStandardised,
];
const AGES: [&str; 2] = ["0 to 64", "65 and over"];
/// No file has people for it.
const WITHOUT_PEOPLE: &str = "E09000003";

/// Falls and people by age, in 2020.
const PLACES: [(&str, [f64; 2], [f64; 2]); 3] = [
    (ENGLAND, [1_000.0, 4_000.0], [900_000.0, 200_000.0]),
    ("E09000001", [20.0, 90.0], [15_000.0, 4_000.0]),
    ("E09000002", [2.0, 3.0], [9_000.0, 1_000.0]),
];

fn row<'a>(indicator: &'a str, area: &'a str, year: &'a str, age: &'a str, number: f64) -> Row<'a> {
    let period = Period::read(year).unwrap();
    Row {
        indicator,
        area_code: area,
        area_name: area,
        period: year,
        period_start: period.start,
        period_months: period.months,
        sex: "Persons",
        age,
        state: State::Value,
        value: Some(number),
        count: Some(number),
        ..Row::default()
    }
}

fn counted(id: &str) -> Indicator {
    Indicator {
        id: id.to_owned(),
        name: id.to_owned(),
        value_type: ValueType::Count,
        ..Indicator::default()
    }
}

fn files(engine: &MemoryEngine) -> Over {
    let mut falls = Vec::new();
    let mut people = Vec::new();
    for (code, counts, residents) in PLACES {
        for ((age, count), number) in AGES.into_iter().zip(counts).zip(residents) {
            falls.push(row("falls", code, "2020", age, count));
            falls.push(row("falls", code, "2021", age, count + 1.0));
            people.push(row("people", code, "2020", age, number));
        }
    }
    falls.push(row("falls", WITHOUT_PEOPLE, "2020", AGES[0], 7.0));
    let falls = engine.add([counted("falls")], &falls);
    Over::published([falls, engine.add([counted("people")], &people)])
}

fn all(engine: &MemoryEngine, over: &Over, method: RateMethod) -> RatesOfPlaces {
    let ask = RatesAsk {
        counts: "falls".to_owned(),
        population: "people".to_owned(),
        method,
        per: 1_000.0,
    };
    now(rates(engine, &ask, over)).unwrap().into_inner()
}

#[test]
fn every_place_has_the_rate_that_it_has_alone() {
    let engine = MemoryEngine::new();
    let over = files(&engine);
    for method in METHODS {
        let found = all(&engine, &over, method);
        let mut compared = 0;
        for place in &found.places {
            for made in &place.rates {
                if *made.area.code == *ENGLAND && method == RateMethod::IndirectlyStandardised {
                    continue;
                }
                let alone = RateAsk {
                    area: BuiltArea::known(&*made.area.code),
                    counts: "falls".to_owned(),
                    population: Some("people".to_owned()),
                    method,
                    per: 1_000.0,
                    sex: None,
                    period: Some(made.period.label.to_string()),
                };
                let alone = now(rate(&engine, &alone, &over)).unwrap();
                assert_eq!(made, &*alone.result);
                compared += 1;
            }
        }
        assert!(compared >= 4, "{method:?}: {compared}");
    }
}

#[test]
fn england_s_own_rate_is_crude_where_places_are_held_against_it() {
    let engine = MemoryEngine::new();
    let found = all(&engine, &files(&engine), RateMethod::IndirectlyStandardised);
    let england = found
        .places
        .iter()
        .find(|place| *place.rates[0].area.code == *ENGLAND)
        .unwrap();
    let value = england.rates[0].value.unwrap();
    assert!((value - 5_000.0 / 1_100.0).abs() < 1e-9, "{value}");
    assert_eq!(england.rates[0].method, RateMethod::IndirectlyStandardised);
}

#[test]
fn few_events_and_missing_people_are_told() {
    let engine = MemoryEngine::new();
    let found = all(&engine, &files(&engine), RateMethod::DirectlyStandardised);
    let codes: Vec<&str> = found
        .places
        .iter()
        .map(|place| &*place.rates[0].area.code)
        .collect();
    // Five and seven falls are too few to standardise, in both years.
    assert_eq!(codes, ["E09000001", ENGLAND]);
    let told: Vec<(&str, Vec<&str>)> = found
        .without
        .iter()
        .map(|(why, places)| {
            (
                why.as_str(),
                places.iter().map(|area| &*area.code).collect(),
            )
        })
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(
        told[0],
        ("There are no people for this place.", vec![WITHOUT_PEOPLE])
    );
    assert!(told[1].0.contains("fewer than 10 events"), "{told:?}");
    assert_eq!(told[1].1, ["E09000002"]);
    let periods: Vec<&str> = found.places[0]
        .rates
        .iter()
        .map(|rate| &*rate.period.label)
        .collect();
    assert_eq!(periods, ["2020", "2021"]);
}

#[test]
fn a_number_that_no_file_holds_is_named() {
    let engine = MemoryEngine::new();
    let over = files(&engine);
    let ask = RatesAsk {
        counts: "falls".to_owned(),
        population: "nobody".to_owned(),
        method: RateMethod::Crude,
        per: 1_000.0,
    };
    assert!(matches!(
        now(rates(&engine, &ask, &over)),
        Err(AskError::NoSuchIndicator(id)) if id == "nobody"
    ));
}
