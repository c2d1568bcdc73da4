//! Figures that nobody has published yet.

use evidence::analysis::{CompareAsk, IndicatorAsk, Over, WhyNot, compare, indicator};
use evidence::cell::Figure;
use evidence::disclosure::{Choice, Entry, Policy, Relation, Rule, Table, publish, publish_beside};
use evidence::memory::MemoryEngine;

use crate::place::{HIGH, LOW, now, share, smoking};

#[test]
fn a_small_count_is_hidden_in_every_part_of_an_answer() {
    let engine = MemoryEngine::new();
    let years = ["2016", "2017", "2018", "2019", "2020"];
    let mut rows: Vec<_> = years
        .map(|year| share(evidence::ENGLAND, year, 150.0))
        .to_vec();
    rows.extend(years.map(|year| share(HIGH, year, 203.0)));
    rows.extend(years.map(|year| share(LOW, year, 6.0)));
    let file = engine.add([smoking()], &rows);
    let mut over = Over::published([file]);
    over.data[0].policy = Policy::NhsEngland;

    let ask = CompareAsk::new(LOW);
    let answer = now(compare(&engine, &ask, &over)).unwrap();
    let row = &answer.result.rows[0];
    assert_eq!(row.value.figure(), Figure::Suppressed);
    assert_eq!((row.value.count(), row.value.denominator()), (None, None));
    assert_eq!((row.value.limits(), row.value.own_limits()), (None, None));
    assert_eq!(row.judgement.why_not, Some(WhyNot::Hidden));
    assert_eq!(row.trend.change, None);

    let ask = IndicatorAsk::new("900", HIGH);
    let view = now(indicator(&engine, &ask, &over)).unwrap();
    let json = serde_json::to_string(&view.result).unwrap();
    assert_eq!(
        view.result.value.value(),
        Some(20.5),
        "205 of 1,000, to the nearest 5"
    );
    for trace in ["203", "20.3", "0.6,", "\"count\":6"] {
        assert!(!json.contains(trace), "{trace} gives a count away");
    }
}

#[test]
fn a_table_and_a_filter_of_it_are_published_side_by_side() {
    let table = |counts: [u32; 4]| {
        let labels = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
        let entries = counts.map(Entry::Count).to_vec();
        Table::two_way(labels("Women", "Men"), labels("Asked", "Helped"), entries).unwrap()
    };
    let rule = *Rule::named("uk_health_security_agency").unwrap();
    let choice = Choice::new("Advice", rule, "Readers need true totals.").unwrap();
    let all = publish(&table([120, 64, 95, 51]), "Everyone", &choice).into_inner();
    assert_eq!(all.figure(2, 2), Some(Figure::Value(330.0)));

    let filtered = table([118, 30, 60, 20]);
    let alone = publish(&filtered, "Under 75", &choice).into_inner();
    assert_eq!(alone.figure(0, 0), Some(Figure::Value(118.0)));
    let earlier = [(Relation::PartOf, &all)];
    let beside = publish_beside(&filtered, "Under 75", &choice, &earlier).unwrap();
    assert_eq!(
        beside.figure(0, 0),
        Some(Figure::Suppressed),
        "two women are in one of the tables only"
    );
    assert!(beside.words().contains("worked out"));
}
