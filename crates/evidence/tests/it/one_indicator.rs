//! One indicator in one place, and the gap inside it.

use evidence::analysis::{
    AskError, Characteristic, GapAsk, IndicatorAsk, Over, Sight, Verdict, gap, indicator,
};

use evidence::memory::MemoryEngine;
use evidence::observation::Row;

use crate::place::{HIDDEN, HIGH, LOW, engine, now, rows, share, smoking};

fn ask(area: &str) -> IndicatorAsk {
    IndicatorAsk::new("900", area)
}

#[test]
fn a_place_stands_among_all_places_of_its_type() {
    let (engine, file) = engine();
    let answer = now(indicator(&engine, &ask(HIGH), &Over::published([file]))).unwrap();
    let view = &answer.result;
    let codes: Vec<_> = view
        .places
        .iter()
        .map(|place| &*place.value.area().code)
        .collect();
    assert_eq!(codes, [HIGH, LOW, HIDDEN], "highest first, hidden last");
    assert_eq!(view.rank, Some((1, 2)));
    assert_eq!(view.england.verdict, Verdict::Worse);
    assert_eq!(view.region.as_ref().unwrap().verdict, Verdict::Worse);
    assert_eq!(view.course.len(), 6);
    assert_eq!(
        view.course[0].benchmark.as_ref().unwrap().value(),
        Some(15.0)
    );
    assert_eq!(view.periods.len(), 6);
}

#[test]
fn an_earlier_period_can_be_shown() {
    let (engine, file) = engine();
    let mut ask = ask(HIGH);
    ask.period = Some("2016".to_owned());
    let answer = now(indicator(&engine, &ask, &Over::published([file]))).unwrap();
    assert_eq!(answer.result.value.value(), Some(24.0));
    assert_eq!(answer.result.course.len(), 2);
    ask.period = Some("1999".to_owned());
    let error = now(indicator(&engine, &ask, &Over::published([file]))).unwrap_err();
    assert_eq!(error.to_string(), "indicator 900 has no figures for 1999");
}

#[test]
fn an_unknown_indicator_is_named() {
    let (engine, file) = engine();
    let mut ask = ask(HIGH);
    ask.indicator = "1".to_owned();
    let error = now(indicator(&engine, &ask, &Over::published([file]))).unwrap_err();
    assert!(matches!(error, AskError::NoSuchIndicator(id) if id == "1"));
}

#[test]
fn whom_we_cannot_see_is_said_for_all_ten() {
    let (engine, file) = engine();
    let over = Over::published([file]);
    let here = now(indicator(&engine, &ask(HIGH), &over)).unwrap();
    let sight = |of| {
        let coverage = here.result.coverage.iter().find(|c| c.characteristic == of);
        coverage.unwrap().sight
    };
    assert_eq!(here.result.coverage.len(), 10);
    assert_eq!(sight(Characteristic::Deprivation), Sight::EnglandOnly);
    assert_eq!(sight(Characteristic::Race), Sight::Gap);
    assert_eq!(sight(Characteristic::Sex), Sight::Gap);
}

#[test]
fn a_gap_is_measured_where_the_file_has_the_parts() {
    let (engine, file) = engine();
    let mut ask = GapAsk::new("900", evidence::ENGLAND);
    let over = Over::published([file]);
    let england = now(gap(&engine, &ask, &over)).unwrap();
    let measured = england.result.measured.as_ref().unwrap();
    assert_eq!((measured.parts, measured.groups.len()), (10, 10));
    // 20.0 to 11.0 in equal steps over ten equal parts: the line falls by one point each tenth, ten in all.
    assert!((measured.difference.unwrap() - 9.0).abs() < 1e-12);
    let slope = measured.slope.unwrap();
    assert!((slope.index - 10.0).abs() < 1e-12);
    assert!((slope.at_most_deprived - 20.5).abs() < 1e-12);
    let (lower, upper) = slope.limits_95.unwrap();
    assert!(lower < 10.0 && 10.0 < upper);
    assert!(england.result.missing.is_empty());
    ask.area = HIGH.to_owned();
    let borough = now(gap(&engine, &ask, &over)).unwrap();
    assert_eq!(
        borough.result.missing,
        [
            "The data has no parts by deprivation for A borough.",
            "It has them for England, shown here in its place."
        ]
    );
    assert!(borough.result.measured.as_ref().unwrap().area.is_england());
}

#[test]
fn an_ordered_gap_has_every_measure_and_a_gap_of_groups_says_which_do_not_apply() {
    let engine = MemoryEngine::new();
    let mut rows = rows();
    for (group, per_thousand) in [
        ("Asian", 120.0),
        ("Black", 160.0),
        ("White", 200.0),
        ("Not stated", 90.0),
    ] {
        rows.push(Row {
            category_type: "Ethnic groups",
            category: group,
            ..share(HIGH, "2020", per_thousand)
        });
    }
    for (sex, per_thousand) in [("Male", 180.0), ("Female", 150.0)] {
        rows.push(Row {
            sex,
            ..share(HIGH, "2020", per_thousand)
        });
    }
    let file = engine.add([smoking()], &rows);
    let over = Over::published([file]);
    let asked = |area: &str, by: Option<&str>| {
        let mut ask = GapAsk::new("900", area);
        ask.by = by.map(str::to_owned);
        now(gap(&engine, &ask, &over)).unwrap().result.into_inner()
    };
    let tenths = asked(evidence::ENGLAND, None).measured.unwrap();
    assert!(tenths.ordered);
    for measure in &tenths.measures {
        assert_eq!(measure.refused, None, "{}", measure.name);
        let (lower, upper) = measure.limits_95.unwrap();
        let value = measure.value.unwrap();
        assert!(lower <= value && value <= upper, "{measure:?}");
    }
    let slope = tenths
        .measures
        .iter()
        .find(|measure| measure.name == "sii")
        .unwrap();
    assert!(
        (slope.value.unwrap() - 10.0).abs() < 1e-12,
        "the same as the slope that is drawn"
    );

    let groups = asked(HIGH, Some("Ethnic groups"));
    assert_eq!(
        groups.kinds.iter().map(|kind| &**kind).collect::<Vec<_>>(),
        ["Ethnic groups", "Sex"]
    );
    assert_eq!(
        groups.missing,
        ["People whose group is not known are left out of every figure here."]
    );
    let groups = groups.measured.unwrap();
    assert_eq!(
        (
            groups.ordered,
            groups.parts,
            groups.slope,
            groups.difference
        ),
        (false, 3, None, None)
    );
    let named = |name: &str| {
        groups
            .measures
            .iter()
            .find(|measure| measure.name == name)
            .unwrap()
    };
    assert_eq!(
        named("sii").refused.as_deref(),
        Some("“Ethnic groups” has no order from worst off to best off.")
    );
    assert!(
        (named("difference").value.unwrap() - 8.0).abs() < 1e-12,
        "20 less 12"
    );
    assert!(
        (named("population-attributable-risk").value.unwrap() - 4.0).abs() < 1e-12,
        "16 on average, 12 at best"
    );

    let sexes = asked(HIGH, Some("Sex")).measured.unwrap();
    let labels: Vec<_> = sexes.groups.iter().map(|group| &*group.label).collect();
    assert_eq!(labels, ["Female", "Male"]);
    assert!(asked(HIGH, Some("Hair")).missing[0].contains("“Hair”"));
}
