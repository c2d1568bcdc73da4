//! One indicator in one place, and the gap inside it.

use evidence::analysis::{
    AskError, Characteristic, GapAsk, IndicatorAsk, Over, Sight, Verdict, gap, indicator,
};

use crate::place::{HIDDEN, HIGH, LOW, engine, now};

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
