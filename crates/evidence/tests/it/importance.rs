//! What stands out in the order of importance, with its reasons.

use evidence::analysis::{
    Answer, CompareAsk, Getting, NoGap, NoSize, Order, Outliers, OutliersAsk, Over, PeopleCounted,
    RULE, outliers,
};
use evidence::catalogue::{Indicator, LimitsMethod, ValueType};
use evidence::memory::MemoryEngine;
use evidence::observation::{Row, State};
use evidence::receipts::{Recomputed, recompute};

use crate::place::{HIGH, now, rows, share, smoking};

fn ask(order: Option<Order>) -> OutliersAsk {
    OutliersAsk {
        compare: CompareAsk::new(HIGH),
        order,
    }
}

fn other(id: &str, change: impl FnOnce(&mut Indicator)) -> Indicator {
    let mut indicator = Indicator {
        id: id.to_owned(),
        name: format!("Indicator {id}"),
        ..smoking()
    };
    change(&mut indicator);
    indicator
}

/// The invented country, in which three more indicators stand out in the high borough.
fn engine() -> (MemoryEngine, Over) {
    let mut all = rows();
    for (category, per_thousand) in [
        ("Group A", 600.0),
        ("Group B", 200.0),
        ("Not stated", 900.0),
    ] {
        all.push(Row {
            category_type: "Ethnic groups",
            category,
            ..share(HIGH, "2020", per_thousand)
        });
    }
    // Few, without an age, no groups, two years together, no trend.
    for (area, per_thousand) in [(evidence::ENGLAND, 100.0), (HIGH, 140.0)] {
        all.push(Row {
            indicator: "901",
            age: "Not applicable",
            period_months: 24,
            ..share(area, "2020", per_thousand)
        });
    }
    // A survey's counts are not of residents.
    for (area, per_thousand) in [(evidence::ENGLAND, 100.0), (HIGH, 500.0)] {
        all.push(Row {
            indicator: "902",
            ..share(area, "2020", per_thousand)
        });
    }
    // A life expectancy counts nobody.
    for (area, value) in [(evidence::ENGLAND, 70.0), (HIGH, 80.0)] {
        all.push(Row {
            indicator: "903",
            value: Some(value),
            limits_95: Some((value - 1.0, value + 1.0)),
            count: None,
            denominator: None,
            state: State::Value,
            ..share(area, "2020", 0.0)
        });
    }
    let engine = MemoryEngine::new();
    let file = engine.add(
        [
            smoking(),
            other("901", |_| {}),
            other("902", |it| {
                it.source = Some("A household Survey".to_owned());
            }),
            other("903", |it| {
                it.value_type = ValueType::LifeExpectancy;
                it.limits_method = LimitsMethod::None;
            }),
        ],
        &all,
    );
    (engine, Over::published([file]))
}

fn asked(order: Option<Order>) -> Answer<Outliers> {
    let (engine, over) = engine();
    now(outliers(&engine, &ask(order), &over)).unwrap()
}

#[test]
fn what_is_important_on_all_three_questions_comes_first() {
    let answer = asked(Some(Order::Importance));
    let worse = &answer.result.worse;
    let ids: Vec<_> = worse
        .iter()
        .map(|it| it.row.indicator.id.as_str())
        .collect();
    assert_eq!(ids.first(), Some(&"900"), "{ids:?}");
    assert_eq!(ids.len(), 4);
    let first = worse[0].importance.as_ref().unwrap();
    assert_eq!((first.place, first.of), (1, 4));

    // 40% less 15% of 1,000; at the lower Wilson limit, 37.007%.
    let size = first.size.answer.unwrap();
    assert!((size.people - 250.0).abs() < 1e-9, "{size:?}");
    assert!((size.at_least - 220.07).abs() < 1e-2, "{size:?}");
    assert!(size.more && !size.a_year && !size.about);
    assert_eq!(size.counted, PeopleCounted::People);
    let homes = worse.iter().find(|it| it.row.indicator.id == "901");
    let homes = homes.unwrap().importance.as_ref().unwrap();
    assert_eq!(homes.size.answer.unwrap().counted, PeopleCounted::Cases);

    let gap = first.gap.answer.as_ref().unwrap();
    assert_eq!((&*gap.highest, &*gap.lowest), ("Group A", "Group B"));
    assert!((gap.difference - 40.0).abs() < 1e-9 && (gap.share - 1.0).abs() < 1e-9);
    assert!(gap.limits_95.0 > 30.0, "{gap:?}");

    assert_eq!(first.trend.answer, Some(Some(Getting::Worse)));
    assert_eq!(answer.result.rule, Some(RULE));
    assert!(answer.receipt.question.contains("\"order\":\"importance\""));
}

#[test]
fn what_cannot_be_ranked_says_why() {
    let answer = asked(Some(Order::Importance));
    let of = |id: &str| {
        let found = answer
            .result
            .worse
            .iter()
            .find(|it| it.row.indicator.id == id);
        found.unwrap().importance.clone().unwrap()
    };
    assert_eq!(of("902").size.why_not, Some(NoSize::Survey));
    assert_eq!(of("903").size.why_not, Some(NoSize::KindOfValue));
    assert_eq!(of("901").gap.why_not, Some(NoGap::NoGroups));
    // 40 in 1,000 over two years.
    let size = of("901").size.answer.unwrap();
    assert!(size.a_year && (size.people - 20.0).abs() < 1e-9, "{size:?}");
    assert_eq!(of("903").size.place, None);
    assert_eq!(of("901").size.of, 2);
}

#[test]
fn groups_that_chance_explains_are_no_gap() {
    let mut all = rows();
    for (category, per_thousand) in [("Group A", 401.0), ("Group B", 399.0)] {
        all.push(Row {
            category_type: "Ethnic groups",
            category,
            ..share(HIGH, "2020", per_thousand)
        });
    }
    let engine = MemoryEngine::new();
    let file = engine.add([smoking()], &all);
    let answer = now(outliers(
        &engine,
        &ask(Some(Order::Distance)),
        &Over::published([file]),
    ))
    .unwrap();
    let found = answer.result.worse[0].importance.as_ref().unwrap();
    assert_eq!(found.gap.why_not, Some(NoGap::Chance));
}

#[test]
fn a_standardised_rate_is_counted_in_proportion() {
    let rate = other("904", |it| {
        it.value_type = ValueType::DirectlyStandardisedRate;
        it.limits_method = LimitsMethod::None;
    });
    let row = |area, value: f64| Row {
        indicator: "904",
        value: Some(value),
        limits_95: Some((value - 20.0, value + 20.0)),
        ..share(area, "2020", 50.0)
    };
    let engine = MemoryEngine::new();
    let file = engine.add([rate], &[row(evidence::ENGLAND, 150.0), row(HIGH, 200.0)]);
    let over = Over::published([file]);
    let answer = now(outliers(&engine, &ask(Some(Order::Importance)), &over)).unwrap();
    let size = answer.result.worse[0]
        .importance
        .as_ref()
        .unwrap()
        .size
        .answer;
    let size = size.unwrap();
    // 50 cases at 200: 50 × (200 − 150) / 200 = 12.5; at the lower limit 50 × (180 − 150) / 200 = 7.5.
    assert!(size.about && (size.people - 12.5).abs() < 1e-9, "{size:?}");
    assert!((size.at_least - 7.5).abs() < 1e-9, "{size:?}");
}

#[test]
fn other_orders_hold_the_same_figures() {
    let ids = |order| {
        let answer = asked(order);
        let worse = answer.result.worse.iter();
        worse
            .map(|it| it.row.indicator.id.clone())
            .collect::<Vec<_>>()
    };
    let distance = ids(Some(Order::Distance));
    assert_eq!(distance, ids(None));
    assert_eq!(ids(Some(Order::Trend)).first().unwrap(), "900");
    let (mut one, mut other) = (distance, ids(Some(Order::Importance)));
    one.sort();
    other.sort();
    assert_eq!(one, other);
}

#[test]
fn receipts_from_before_there_was_an_order_still_hold() {
    let (engine, over) = engine();
    let plain = now(outliers(&engine, &ask(None), &over)).unwrap();
    assert!(!plain.receipt.question.contains("order"));
    assert!(plain.result.worse.iter().all(|it| it.importance.is_none()));
    for order in [None, Some(Order::Importance)] {
        let receipt = now(outliers(&engine, &ask(order), &over)).unwrap().receipt;
        assert_eq!(now(recompute(&engine, &receipt)).unwrap(), Recomputed::Same);
    }
}
