//! One place on all indicators, and where it stands out.

use evidence::analysis::{
    Against, AskError, CompareAsk, DataNote, Direction, Getting, OutliersAsk, Over, Verdict,
    WhyNot, compare, outliers,
};
use evidence::catalogue::{Correction, Polarity};
use evidence::cell::{Figure, LimitsBy, Origin};
use evidence::memory::MemoryEngine;
use evidence::observation::Row;

use crate::place::{HIDDEN, HIGH, LOW, REGION, engine, now, share, smoking};

fn ask(area: &str) -> CompareAsk {
    CompareAsk::new(area)
}

#[test]
fn the_latest_period_is_compared_and_categories_are_left_out() {
    let (engine, file) = engine();
    let answer = now(compare(&engine, &ask(HIGH), &Over::published([file]))).unwrap();
    let [row] = &answer.result.rows[..] else {
        unreachable!("one indicator, one sex, one age")
    };
    assert_eq!(&*row.value.period().label, "2020");
    assert_eq!(row.value.value(), Some(40.0));
    assert_eq!(row.judgement.verdict, Verdict::Worse);
    assert_eq!(row.trend.direction, Direction::Increasing);
    assert_eq!(row.trend.getting, Some(Getting::Worse));
    assert_eq!(row.trend.words(), "Increasing and getting worse");
    // No limits in the file, so they are ours: Wilson, 400 of 1,000, worked by hand.
    let limits = row.value.limits().unwrap();
    assert_eq!(limits.by, LimitsBy::Us);
    let (lower, upper) = limits.at_95.unwrap();
    assert!(
        (lower - 37.007_0).abs() < 1e-3 && (upper - 43.069_8).abs() < 1e-3,
        "{lower} {upper}"
    );
    assert_eq!(row.value.receipt(), Some(&answer.receipt.number));
}

#[test]
fn a_region_is_found_in_the_data() {
    let (engine, file) = engine();
    let mut ask = ask(LOW);
    ask.against = Against::Region;
    let answer = now(compare(&engine, &ask, &Over::published([file]))).unwrap();
    assert_eq!(&*answer.result.against.code, REGION);
    assert_eq!(answer.result.rows[0].judgement.verdict, Verdict::Better);
    ask.area = evidence::ENGLAND.to_owned();
    let error = now(compare(&engine, &ask, &Over::published([file]))).unwrap_err();
    assert!(matches!(error, AskError::RegionNotKnown(_)));
}

#[test]
fn what_is_not_compared_says_why() {
    let (engine, file) = engine();
    let over = Over::published([file]);
    let hidden = now(compare(&engine, &ask(HIDDEN), &over)).unwrap();
    let row = &hidden.result.rows[0];
    assert_eq!(row.value.figure(), Figure::Suppressed);
    assert_eq!(row.judgement.why_not, Some(WhyNot::Hidden));
    assert_eq!(row.value.limits(), None);
    let itself = now(compare(&engine, &ask(evidence::ENGLAND), &over)).unwrap();
    assert_eq!(
        itself.result.rows[0].judgement.why_not,
        Some(WhyNot::IsBenchmark)
    );
    let nowhere = now(compare(&engine, &ask("E99999999"), &over));
    assert!(matches!(nowhere, Err(AskError::NoSuchArea(_))));
    assert!(matches!(
        now(compare(&engine, &ask(HIGH), &Over::default())),
        Err(AskError::NoData)
    ));
}

#[test]
fn the_publishers_limits_decide_and_ours_stand_beside() {
    let engine = MemoryEngine::new();
    let odd = Row {
        limits_95: Some((10.0, 12.0)),
        printed_england: "Better",
        ..share(HIGH, "2020", 200.0)
    };
    let file = engine.add([smoking()], &[share(evidence::ENGLAND, "2020", 150.0), odd]);
    let answer = now(compare(&engine, &ask(HIGH), &Over::published([file]))).unwrap();
    let row = &answer.result.rows[0];
    assert_eq!(row.judgement.verdict, Verdict::Better);
    assert_eq!(row.judgement.own, Some(Verdict::Worse));
    assert_eq!(row.value.limits().unwrap().by, LimitsBy::Publisher);
    assert_eq!(
        row.notes,
        [
            DataNote::ValueOutsideItsLimits,
            DataNote::OwnLimitsDiffer,
            DataNote::OwnVerdictDiffers {
                own: Verdict::Worse
            },
        ]
    );
}

#[test]
fn a_person_may_say_which_way_is_good() {
    let (engine, file) = engine();
    let mut over = Over::published([file]);
    let correction = Correction {
        polarity: Some(Polarity::NoJudgement),
        value_type: None,
    };
    over.corrections.insert("900".to_owned(), correction);
    let answer = now(compare(&engine, &ask(HIGH), &over)).unwrap();
    assert_eq!(answer.result.rows[0].judgement.verdict, Verdict::Higher);
    assert!(answer.receipt.question.contains("no_judgement"));
}

#[test]
fn illustrative_figures_make_illustrative_answers() {
    let (engine, file) = engine();
    let mut over = Over::published([file]);
    over.data[0].origin = Origin::Illustrative;
    let answer = now(compare(&engine, &ask(HIGH), &over)).unwrap();
    assert_eq!(answer.receipt.origin, Origin::Illustrative);
    assert_eq!(answer.result.rows[0].value.origin(), Origin::Illustrative);
}

fn plain(area: &str) -> OutliersAsk {
    OutliersAsk {
        compare: ask(area),
        order: None,
    }
}

#[test]
fn outliers_stand_apart_from_the_rest() {
    let (engine, file) = engine();
    let over = Over::published([file]);
    let high = now(outliers(&engine, &plain(HIGH), &over)).unwrap();
    assert_eq!(
        (
            high.result.all,
            high.result.worse.len(),
            high.result.getting_worse
        ),
        (1, 1, 1)
    );
    assert!(high.result.worse[0].row.judgement.distance.unwrap() > 5.0);
    assert_eq!(
        high.result.worse[0].spread, None,
        "two places with figures are no spread"
    );
    let hidden = now(outliers(&engine, &plain(HIDDEN), &over)).unwrap();
    assert_eq!(hidden.result.not_compared[0].why, WhyNot::Hidden);
    assert!(hidden.result.worse.is_empty());
}

#[test]
fn the_earlier_file_counts_where_two_hold_the_same_figure() {
    let (engine, file) = engine();
    let other = engine.add(
        [smoking()],
        &[share(HIGH, "2020", 10.0), share(HIGH, "2021", 500.0)],
    );
    let answer = now(compare(
        &engine,
        &ask(HIGH),
        &Over::published([file, other]),
    ))
    .unwrap();
    assert_eq!(
        answer.result.rows[0].value.value(),
        Some(50.0),
        "2021 is only in the second"
    );
}
