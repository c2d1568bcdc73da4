//! An invented country: England, one region, three boroughs, figures that are easy to check.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use evidence::catalogue::{Indicator, LimitsMethod, Polarity, Unit, ValueType};
use evidence::engine::FileHash;
use evidence::memory::MemoryEngine;
use evidence::observation::{Period, Row, State};

pub(crate) const REGION: &str = "E12000007";
pub(crate) const HIGH: &str = "E09000001";
pub(crate) const LOW: &str = "E09000002";
pub(crate) const HIDDEN: &str = "E09000003";

/// Runs what never waits: the engine in memory answers at once.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("the engine in memory never waits"),
    }
}

pub(crate) fn smoking() -> Indicator {
    Indicator {
        id: "900".to_owned(),
        name: "Adults who smoke".to_owned(),
        value_type: ValueType::Proportion,
        unit: Unit {
            label: "%".to_owned(),
            multiplier: Some(100.0),
        },
        polarity: Polarity::LowIsGood,
        limits_method: LimitsMethod::Wilson,
        ..Indicator::default()
    }
}

/// A share of a thousand people in one place and year, without published limits.
pub(crate) fn share<'a>(area: &'a str, period: &'a str, per_thousand: f64) -> Row<'a> {
    let (name, kind, parent) = match area {
        evidence::ENGLAND => ("England", "Country", ""),
        REGION => ("A region", "Region", evidence::ENGLAND),
        _ => ("A borough", "Borough", REGION),
    };
    let read = Period::read(period).unwrap();
    Row {
        indicator: "900",
        area_code: area,
        area_name: name,
        area_type: kind,
        parent_code: parent,
        period,
        period_start: read.start,
        period_months: read.months,
        sex: "Persons",
        age: "All ages",
        state: State::Value,
        value: Some(per_thousand / 10.0),
        count: Some(per_thousand),
        denominator: Some(1000.0),
        ..Row::default()
    }
}

/// Six years for all places: one borough high and rising, one low, one hidden; tenths for England.
pub(crate) fn rows() -> Vec<Row<'static>> {
    let years = ["2015", "2016", "2017", "2018", "2019", "2020"];
    let mut rows = Vec::new();
    for (step, year) in (0_u8..).zip(years) {
        rows.push(share(evidence::ENGLAND, year, 150.0));
        rows.push(share(REGION, year, 160.0));
        rows.push(share(HIGH, year, 200.0 + 40.0 * f64::from(step)));
        rows.push(share(LOW, year, 100.0));
        rows.push(Row {
            state: State::Suppressed,
            value: None,
            count: None,
            ..share(HIDDEN, year, 0.0)
        });
    }
    let labels = [
        "Most deprived decile",
        "Second most deprived decile",
        "Third more deprived decile",
        "Fourth more deprived decile",
        "Fifth more deprived decile",
        "Fifth less deprived decile",
        "Fourth less deprived decile",
        "Third less deprived decile",
        "Second least deprived decile",
        "Least deprived decile",
    ];
    for (step, category) in (0_u8..).zip(labels) {
        rows.push(Row {
            category_type: "LSOA deprivation deciles in England",
            category,
            ..share(evidence::ENGLAND, "2020", 200.0 - 10.0 * f64::from(step))
        });
    }
    rows
}

pub(crate) fn engine() -> (MemoryEngine, FileHash) {
    let engine = MemoryEngine::new();
    let file = engine.add([smoking()], &rows());
    (engine, file)
}
