//! Figures that nobody has published yet.

use evidence::analysis::{CompareAsk, IndicatorAsk, Over, WhyNot, compare, indicator};
use evidence::cell::Figure;
use evidence::disclosure::Policy;
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
    over.data[0].policy = Policy::CountsOverPeople;

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
