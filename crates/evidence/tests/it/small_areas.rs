//! Places that are built of small areas: an invented authority of twelve, in two wards of six.

use evidence::analysis::{
    AskError, BuiltArea, DeprivationAsk, Over, ProfileAsk, RateAsk, RateMethod, WrongEntry,
    deprivation, examine_locality, profile, rate,
};
use evidence::catalogue::{Indicator, ValueType};
use evidence::disclosure::Policy;
use evidence::engine::FileHash;
use evidence::memory::MemoryEngine;
use evidence::observation::{Period, Row, State, Text};
use evidence::receipts::{Recomputed, recompute};
use evidence::small_areas::{CHANGES, POSTCODES, Vintage};

use crate::place::now;

const AUTHORITY: &str = "E09000099";
const NORTH: &str = "E05000001";
const SOUTH: &str = "E05000002";

fn codes() -> Vec<String> {
    (1..=12).map(|at| format!("E010000{at:02}")).collect()
}

fn row<'a>(indicator: &'a str, area: &'a str, value: f64) -> Row<'a> {
    let period = Period::read("2021").unwrap();
    Row {
        indicator,
        area_code: area,
        area_name: area,
        area_type: "LSOA 2021",
        period: "2021",
        period_start: period.start,
        period_months: period.months,
        state: State::Value,
        value: Some(value),
        ..Row::default()
    }
}

fn known(id: &str, value_type: ValueType) -> Indicator {
    Indicator {
        id: id.to_owned(),
        name: id.to_owned(),
        value_type,
        ..Indicator::default()
    }
}

/// Small area `n` of 12 has rank 2,000 n, 100 n residents, n of them disabled. `hidden` names one whose residents are hidden.
fn loaded(engine: &MemoryEngine, hidden: Option<usize>) -> FileHash {
    let v = Vintage::Lsoa2021;
    let (ward, authority, rank, residents, disability) = (
        v.lookup("ward24"),
        v.lookup("ltla24"),
        v.rank("imd"),
        v.residents(),
        v.residents_by("disability"),
    );
    let codes = codes();
    let mut rows = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        let n = f64::from(u32::try_from(at + 1).unwrap());
        let (whole, name) = if at < 6 {
            (NORTH, "North")
        } else {
            (SOUTH, "South")
        };
        rows.push(Row {
            parent_code: whole,
            parent_name: name,
            ..row(&ward, code, 1.0)
        });
        rows.push(Row {
            parent_code: AUTHORITY,
            parent_name: "Borough",
            ..row(&authority, code, 1.0)
        });
        rows.push(row(&rank, code, n * 2000.0));
        let state = if hidden == Some(at) {
            State::Suppressed
        } else {
            State::Value
        };
        for (age, part) in [("0 to 4", 0.25), ("5 to 9", 0.75)] {
            rows.push(Row {
                age,
                sex: "Persons",
                state,
                count: Some(n * 100.0 * part),
                value: (state == State::Value).then_some(n * 100.0 * part),
                ..row(&residents, code, 0.0)
            });
        }
        for (category, part) in [("Disabled", n), ("Not disabled", 99.0 * n)] {
            rows.push(Row {
                category_type: "Disability",
                category,
                count: Some(part),
                ..row(&disability, code, part)
            });
        }
    }
    engine.add(
        [
            known(&ward, ValueType::Other),
            known(&authority, ValueType::Other),
            known(&rank, ValueType::Other),
            known(&residents, ValueType::Count),
            known(&disability, ValueType::Count),
        ],
        &rows,
    )
}

fn made_of(name: &str, codes: &[String]) -> BuiltArea {
    BuiltArea::made_of("ours", name, codes.to_vec(), Vintage::Lsoa2021)
}

#[test]
fn deprivation_counts_small_areas_and_people_in_national_tenths() {
    let engine = MemoryEngine::new();
    let over = Over::published([loaded(&engine, None)]);
    let mut ask = DeprivationAsk::new(BuiltArea::known(AUTHORITY));
    let found = now(deprivation(&engine, &ask, &over)).unwrap();
    // Ranks up to 6,751 are in the first two tenths of 33,755: small areas 1, 2 and 3, with 600 of 7,800 people.
    assert_eq!(
        (
            found.result.core20.small_areas,
            found.result.core20.residents
        ),
        (3, Some(600.0))
    );
    assert_eq!(found.result.residents, Some(7_800.0));
    let tenths: usize = found
        .result
        .tenths
        .iter()
        .map(|tenth| tenth.small_areas)
        .sum();
    assert_eq!(tenths, 12);
    // Nobody is nought and not minus nought, which would be printed.
    assert!(
        found.result.tenths[2].small_areas > 0
            && found
                .result
                .tenths
                .iter()
                .all(|tenth| tenth.residents.is_some_and(f64::is_sign_positive))
    );
    let within: Vec<_> = found
        .result
        .small_areas
        .iter()
        .map(|one| one.within)
        .collect();
    assert_eq!((within[0], within[11]), (Some(1), Some(10)));
    let checked = now(recompute(&engine, &found.receipt)).unwrap();
    assert_eq!(checked, Recomputed::Same);

    ask.area = BuiltArea::known(NORTH);
    let ward = now(deprivation(&engine, &ask, &over)).unwrap();
    assert_eq!(ward.result.small_areas.len(), 6);
    assert!(
        ward.result.missing[0].contains("not cut into 10 parts"),
        "{:?}",
        ward.result.missing
    );
    ask.parts = 5;
    let fifths = now(deprivation(&engine, &ask, &over)).unwrap();
    assert!(
        fifths
            .result
            .small_areas
            .iter()
            .all(|one| one.within.is_some())
    );
}

#[test]
fn a_locality_is_never_made_of_figures_under_a_hiding_rule() {
    let engine = MemoryEngine::new();
    let mut over = Over::published([loaded(&engine, None)]);
    over.data[0].policy = Policy::NhsEngland;
    let codes = &codes()[..5];
    let area = || made_of("Five of six", codes);
    let found = now(profile(&engine, &ProfileAsk { area: area() }, &over));
    assert!(matches!(found, Err(AskError::NotLoaded(_))), "{found:?}");
    let found = now(deprivation(&engine, &DeprivationAsk::new(area()), &over));
    assert!(matches!(found, Err(AskError::NotLoaded(_))), "{found:?}");
    let found = now(examine_locality(&engine, &over, codes, &[]));
    assert!(found.is_err(), "{found:?}");
    // A ward is a place that everybody cuts alike.
    let ward = ProfileAsk {
        area: BuiltArea::known(NORTH),
    };
    assert!(now(profile(&engine, &ward, &over)).is_ok());
}

#[test]
fn a_locality_of_a_wards_small_areas_has_the_wards_figures() {
    let engine = MemoryEngine::new();
    let over = Over::published([loaded(&engine, None)]);
    let ward = now(profile(
        &engine,
        &ProfileAsk {
            area: BuiltArea::known(SOUTH),
        },
        &over,
    ))
    .unwrap();
    let area = made_of("Ours", &codes()[6..]);
    let ours = now(profile(&engine, &ProfileAsk { area }, &over)).unwrap();
    assert_eq!(ours.result.residents, ward.result.residents);
    assert_eq!(ours.result.ages, ward.result.ages);
    assert_eq!(ours.result.groups, ward.result.groups);
    assert_eq!(&*ours.result.area.name, "Ours");
    assert_eq!(ward.result.residents, Some(5_700.0));
    assert_eq!(ward.result.ages[0].share, Some(0.25));
    let disabled = ward.result.groups[0]
        .groups
        .iter()
        .find(|group| &*group.group == "Disabled")
        .unwrap();
    assert_eq!((disabled.people, disabled.share), (Some(57.0), Some(0.01)));
    assert_eq!(
        now(recompute(&engine, &ours.receipt)).unwrap(),
        Recomputed::Same
    );
}

#[test]
fn a_ward_stands_beside_the_best_off_ward_of_its_authority() {
    let engine = MemoryEngine::new();
    let over = Over::published([loaded(&engine, None)]);
    let north = now(profile(
        &engine,
        &ProfileAsk {
            area: BuiltArea::known(NORTH),
        },
        &over,
    ))
    .unwrap();
    let core = &north.result.unequal[0];
    assert_eq!(
        (core.own, core.best_share, core.of),
        (600.0 / 2_100.0, 0.0, 2)
    );
    assert_eq!((&*core.here.code, &*core.best.name), (NORTH, "South"));
    assert_eq!(&*north.result.authority.as_ref().unwrap().code, AUTHORITY);
    // The authority itself shows its worst-off ward.
    let whole = now(profile(
        &engine,
        &ProfileAsk {
            area: BuiltArea::known(AUTHORITY),
        },
        &over,
    ))
    .unwrap();
    assert_eq!(&*whole.result.unequal[0].here.code, NORTH);
}

#[test]
fn what_is_hidden_is_never_summed_nor_left_out_of_a_sum() {
    let engine = MemoryEngine::new();
    let over = Over::published([loaded(&engine, Some(2))]);
    let north = now(profile(
        &engine,
        &ProfileAsk {
            area: BuiltArea::known(NORTH),
        },
        &over,
    ))
    .unwrap();
    assert_eq!(north.result.residents, None);
    assert!(
        north
            .result
            .ages
            .iter()
            .all(|age| age.people.is_none() && age.share.is_none())
    );
    assert!(
        north.result.missing[0].contains("hidden or missing"),
        "{:?}",
        north.result.missing
    );
    let tenths = north.result.deprivation.as_ref().unwrap();
    assert_eq!(
        (tenths.residents, tenths.core20.share_of_residents),
        (None, None)
    );
    assert_eq!(tenths.core20.small_areas, 3);
    let south = now(profile(
        &engine,
        &ProfileAsk {
            area: BuiltArea::known(SOUTH),
        },
        &over,
    ))
    .unwrap();
    assert_eq!(south.result.residents, Some(5_700.0));
}

#[test]
fn what_is_not_loaded_is_said() {
    let engine = MemoryEngine::new();
    let over = Over::published([loaded(&engine, None)]);
    let nowhere = ProfileAsk {
        area: BuiltArea::known("E05009999"),
    };
    let error = now(profile(&engine, &nowhere, &over)).unwrap_err();
    assert!(matches!(error, AskError::NoLookup(_)), "{error}");
    let mut crime = DeprivationAsk::new(BuiltArea::known(NORTH));
    crime.domain = "crime".to_owned();
    let error = now(deprivation(&engine, &crime, &over)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no data file holds ranks of deprivation (crime) for the small areas of E05000001"
    );
    let mut old = DeprivationAsk::new(BuiltArea::known(NORTH));
    old.area.vintage = Some(Vintage::Lsoa2011);
    assert!(matches!(
        now(deprivation(&engine, &old, &over)),
        Err(AskError::NoLookup(_))
    ));
}

#[test]
fn a_list_is_examined_before_it_becomes_a_locality() {
    let engine = MemoryEngine::new();
    let change = Row {
        category_type: "LSOA 2021",
        category: "E01000001",
        parent_code: "E01000001",
        ..row(CHANGES, "E01009999", 1.0)
    };
    let postcode = Row {
        parent_code: "E01000007",
        ..row(POSTCODES, "E81EA", 1.0)
    };
    let more = engine.add(
        [
            known(CHANGES, ValueType::Other),
            known(POSTCODES, ValueType::Other),
        ],
        &[change, postcode],
    );
    let over = Over::published([loaded(&engine, None), more]);
    let mut list = codes()[..5].to_vec();
    list.push("e8 1ea".to_owned());
    let others = [("Elsewhere".to_owned(), [Text::from("E01000001")].into())];
    let found = now(examine_locality(&engine, &over, &list, &others)).unwrap();
    assert_eq!(found.wrong, []);
    assert_eq!(
        (found.small_areas.len(), found.postcodes, found.vintage),
        (6, 1, Vintage::Lsoa2021)
    );
    assert_eq!(found.residents, Some(1_500.0 + 700.0));
    let wards: Vec<_> = found
        .wards
        .iter()
        .map(|ward| (&*ward.name, ward.inside, ward.of))
        .collect();
    assert_eq!(wards, [("North", 5, 6), ("South", 1, 6)]);
    assert_eq!(found.shared, [("Elsewhere".to_owned(), 1)]);
    // It lacks one small area of North and has one of South: two between, where 600 and 700 people live.
    let near: Vec<_> = found
        .near
        .iter()
        .map(|near| (near.name.as_str(), near.between.len(), near.residents))
        .collect();
    assert_eq!(near, [("North", 2, Some(1_300.0))]);

    let wrong = ["E01009999", "E01000098", "Homerton 3", "N1 1AA"].map(str::to_owned);
    let found = now(examine_locality(&engine, &over, &wrong, &[])).unwrap();
    assert_eq!(
        found.wrong,
        [
            WrongEntry::NotOne("Homerton 3".to_owned()),
            WrongEntry::Ended("E01009999".to_owned(), vec!["E01000001".to_owned()]),
            WrongEntry::UnknownCode("E01000098".to_owned()),
            WrongEntry::UnknownPostcode("N1 1AA".to_owned()),
        ]
    );
    assert!(
        found.wrong[1]
            .to_string()
            .contains("write E01000001 in its place")
    );
}

fn falls(engine: &MemoryEngine, per_area: f64, ages: &[&str], left_out: usize) -> FileHash {
    let codes = codes();
    let mut rows = Vec::new();
    for code in &codes[..12 - left_out] {
        for age in ages {
            rows.push(Row {
                age,
                sex: "Persons",
                count: Some(per_area),
                ..row("falls", code, per_area)
            });
        }
    }
    engine.add([known("falls", ValueType::Count)], &rows)
}

fn rate_of(code: &str, method: RateMethod) -> RateAsk {
    RateAsk {
        area: BuiltArea::known(code),
        counts: "falls".to_owned(),
        population: None,
        method,
        per: 1000.0,
        sex: None,
        period: None,
    }
}

#[test]
fn a_rate_is_made_of_summed_counts_and_summed_people() {
    let engine = MemoryEngine::new();
    let falls = falls(&engine, 3.0, &["0 to 4", "5 to 9"], 0);
    let over = Over::published([falls, loaded(&engine, None)]);
    let north = now(rate(&engine, &rate_of(NORTH, RateMethod::Crude), &over)).unwrap();
    // Six small areas with six falls each, among 2,100 people.
    assert_eq!(
        (
            north.result.count,
            north.result.population,
            north.result.small_areas
        ),
        (Some(36.0), Some(2_100.0), Some(6))
    );
    let value = north.result.value.unwrap();
    assert!((value - 36.0 / 2.1).abs() < 1e-9, "{value}");
    // Byar's limits of 36, worked out by hand from the formula: 25.21 and 49.84.
    let (lower, upper) = north.result.limits_95.unwrap();
    assert!(
        (lower * 2.1 - 25.21).abs() < 0.01 && (upper * 2.1 - 49.84).abs() < 0.01,
        "{lower} {upper}"
    );
    assert_eq!(
        now(recompute(&engine, &north.receipt)).unwrap(),
        Recomputed::Same
    );

    let standardised = now(rate(
        &engine,
        &rate_of(NORTH, RateMethod::DirectlyStandardised),
        &over,
    ))
    .unwrap();
    // 5,000 under five and 5,500 from five to nine in the standard: 18 of 525 and 18 of 1,575 people.
    let expected = 1000.0 * (5_000.0 * 18.0 / 525.0 + 5_500.0 * 18.0 / 1_575.0) / 10_500.0;
    assert!(
        (standardised.result.value.unwrap() - expected).abs() < 1e-9,
        "{:?}",
        standardised.result
    );
}

#[test]
fn few_events_are_held_against_what_england_leads_to_expect() {
    fn england<'a>(id: &'a str, age: &'a str, number: f64) -> Row<'a> {
        Row {
            area_code: evidence::ENGLAND,
            area_name: "England",
            age,
            sex: "Persons",
            count: Some(number),
            ..row(id, evidence::ENGLAND, number)
        }
    }
    let engine = MemoryEngine::new();
    let residents = Vintage::Lsoa2021.residents();
    // One fall in each small area, of somebody under ten, nobody knows how old.
    let local = falls(&engine, 1.0, &["0 to 9"], 0);
    let over = |ages: &[(&'static str, f64, f64)]| {
        let events: Vec<Row<'_>> = ages
            .iter()
            .map(|(age, events, _)| england("falls", age, *events))
            .collect();
        let people: Vec<Row<'_>> = ages
            .iter()
            .map(|(age, _, people)| england(&residents, age, *people))
            .collect();
        let events = engine.add([known("falls", ValueType::Count)], &events);
        let people = engine.add([known(&residents, ValueType::Count)], &people);
        Over::published([local, loaded(&engine, None), events, people])
    };
    let ask = rate_of(NORTH, RateMethod::IndirectlyStandardised);
    let both = over(&[("0 to 4", 20.0, 10_000.0), ("5 to 9", 10.0, 20_000.0)]);
    let found = now(rate(&engine, &ask, &both)).unwrap();
    // 525 under five and 1,575 from five to nine: 1.05 and 0.7875 falls expected, 6 seen; England has 1 in 1,000.
    let expected = 6.0 / (525.0 * 0.002 + 1_575.0 * 0.000_5);
    assert!(
        (found.result.value.unwrap() - expected).abs() < 1e-9,
        "{:?}",
        found.result
    );
    // Exact limits of 6 are 2.202 and 13.059.
    let (lower, upper) = found.result.limits_95.unwrap();
    assert!(
        (lower / expected * 6.0 - 2.202).abs() < 1e-3
            && (upper / expected * 6.0 - 13.059).abs() < 1e-3,
        "{lower} {upper}"
    );
    assert_eq!(
        found.result.notes,
        ["At England’s rates by age 1.8 events were to be expected; 6 happened."]
    );
    assert_eq!(
        now(recompute(&engine, &found.receipt)).unwrap(),
        Recomputed::Same
    );
    let nobody = Over::published([local, loaded(&engine, None)]);
    let found = now(rate(&engine, &ask, &nobody)).unwrap();
    assert_eq!(
        found.result.refused.as_deref(),
        Some("This needs England’s figures by age. There are no counts for England.")
    );
}

#[test]
fn a_rate_that_cannot_be_made_says_why() {
    let refused = |per_area, ages: &[&str], left_out, hidden, method| {
        let engine = MemoryEngine::new();
        let over = Over::published([
            falls(&engine, per_area, ages, left_out),
            loaded(&engine, hidden),
        ]);
        let found = now(rate(&engine, &rate_of(SOUTH, method), &over)).unwrap();
        assert_eq!((found.result.value, found.result.limits_95), (None, None));
        found.result.refused.clone().unwrap()
    };
    let (crude, standardised) = (RateMethod::Crude, RateMethod::DirectlyStandardised);
    for (said, expected) in [
        (
            refused(1.0, &["0 to 4"], 0, None, standardised),
            "fewer than 10 events",
        ),
        (
            refused(3.0, &["All ages"], 0, None, standardised),
            "not given by age",
        ),
        (
            refused(3.0, &["0 to 6"], 0, None, standardised),
            "ages that make up 0 to 6",
        ),
        (
            refused(3.0, &["0 to 4"], 2, None, crude),
            "2 of 6 small areas have no counts",
        ),
        (
            refused(3.0, &["0 to 4"], 0, Some(8), crude),
            "hidden or missing",
        ),
    ] {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn rates_without_counts_are_never_averaged() {
    let engine = MemoryEngine::new();
    let codes = codes();
    let rows: Vec<Row<'_>> = codes.iter().map(|code| row("falls", code, 4.5)).collect();
    let falls = engine.add([known("falls", ValueType::CrudeRate)], &rows);
    let over = Over::published([falls, loaded(&engine, None)]);
    let found = now(rate(&engine, &rate_of(NORTH, RateMethod::Crude), &over)).unwrap();
    assert_eq!(
        found.result.refused.as_deref(),
        Some("“falls” has rates and no counts, and rates are never averaged.")
    );
    let unknown = RateAsk {
        counts: "stairs".to_owned(),
        ..rate_of(NORTH, RateMethod::Crude)
    };
    assert!(matches!(
        now(rate(&engine, &unknown, &over)),
        Err(AskError::NoSuchIndicator(_))
    ));
}

#[test]
fn counts_of_some_ages_are_held_against_people_of_those_ages() {
    let engine = MemoryEngine::new();
    let by_age = |id: &'static str, ages: &[(&'static str, f64)]| {
        let rows: Vec<Row<'_>> = ages
            .iter()
            .map(|&(age, number)| Row {
                age,
                sex: "Persons",
                count: Some(number),
                ..row(id, AUTHORITY, number)
            })
            .collect();
        engine.add([known(id, ValueType::Count)], &rows)
    };
    let falls = by_age("falls", &[("65 to 74", 30.0), ("75 and over", 70.0)]);
    let made = |people: &[(&'static str, f64)]| {
        let over = Over::published([falls, by_age("people", people)]);
        let ask = RateAsk {
            population: Some("people".to_owned()),
            ..rate_of(AUTHORITY, RateMethod::Crude)
        };
        now(rate(&engine, &ask, &over)).unwrap().result.clone()
    };
    let all = ("All ages", 50_000.0);
    let found = made(&[all, ("0 to 64", 45_000.0), ("65 and over", 5_000.0)]);
    assert_eq!(found.ages.as_deref(), Some("65 and over"));
    assert_eq!(found.population, Some(5_000.0));
    assert!((found.value.unwrap() - 20.0).abs() < 1e-9, "{found:?}");
    let found = made(&[all, ("0 to 69", 46_000.0), ("70 and over", 4_000.0)]);
    let why = found.refused.as_deref().unwrap();
    assert!(why.contains("ages that make up 65 and over"), "{why}");
    // A subtotal stands for its parts; ages that are missing or told twice are no denominator.
    let halves = ("65 to 74", 2_000.0);
    let found = made(&[halves, ("75 and over", 3_000.0), ("65 and over", 5_000.0)]);
    assert_eq!(found.population, Some(5_000.0));
    for (people, why) in [
        (&[all, ("75 and over", 3_000.0)][..], "make up 65 and over"),
        (
            &[halves, ("70 to 79", 1.0), ("75 and over", 1.0)],
            "overlap",
        ),
    ] {
        let refused = made(people).refused.clone().unwrap();
        assert!(refused.contains(why), "{why}: {refused}");
    }
}

#[test]
fn events_of_several_years_are_held_against_the_people_of_each() {
    let engine = MemoryEngine::new();
    let of = |id: &'static str, figures: &[(&'static str, f64)]| {
        let rows: Vec<Row<'_>> = figures
            .iter()
            .map(|&(period, figure)| {
                let read = Period::read(period).unwrap();
                Row {
                    age: "All ages",
                    sex: "Persons",
                    period,
                    period_start: read.start,
                    period_months: read.months,
                    count: Some(figure),
                    ..row(id, AUTHORITY, figure)
                }
            })
            .collect();
        engine.add([known(id, ValueType::Count)], &rows)
    };
    let made = |events: &[(&'static str, f64)], people: &[(&'static str, f64)]| {
        let over = Over::published([of("falls", events), of("people", people)]);
        let ask = RateAsk {
            population: Some("people".to_owned()),
            ..rate_of(AUTHORITY, RateMethod::Crude)
        };
        now(rate(&engine, &ask, &over)).unwrap().result.clone()
    };
    let years = [
        ("2016", 9.0),
        ("2017", 1_000.0),
        ("2018", 2_000.0),
        ("2019", 3_000.0),
    ];
    let found = made(&[("2017 - 19", 90.0)], &years);
    assert_eq!(found.population, Some(6_000.0));
    assert!((found.value.unwrap() - 15.0).abs() < 1e-9, "{found:?}");
    assert_eq!(
        found.notes,
        ["The people are those of every year from 2017 to 2019 together: person-years."]
    );
    for (events, people, why) in [
        ("2017 - 19", &years[..3], "there are no people of 2019"),
        ("2017 Q1", &years[..], "no whole number of years"),
    ] {
        let refused = made(&[(events, 90.0)], people).refused.clone().unwrap();
        assert!(refused.contains(why), "{why}: {refused}");
    }
    // The middle of a year is nearer to it than that of another, however dates are written.
    let middles = [("2001-06-30", 1.0), ("2020-06-30", 2_000.0)];
    let found = made(&[("2020", 30.0)], &middles);
    assert_eq!(found.population, Some(2_000.0));
}
