//! A process over time.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{
    any_heading, any_number, cell, heading, hidden, number, reference, text, unit, width,
};
use super::words::{entries, said_in_table};
use crate::{
    Assurance, Cause, Cell, ChartError, Drawn, Limits, Origin, Reference, Unit, Variation, Width,
    Xmr, XmrPhase, XmrPoint,
};

/// The published example of `NHSRplotthedots`: 1 and 2 in turn with one 10 among them; mean and
/// limits with outliers screened are theirs.
fn published() -> XmrPhase {
    XmrPhase {
        first: 0,
        mean: number(1.944_44),
        limits: Limits::new(-0.715_56, 4.604_44).unwrap(),
    }
}

pub(super) fn sample(origin: Origin) -> Xmr {
    let point = |month: usize, cell, cause| XmrPoint {
        period: format!("M{month}"),
        cell,
        cause,
    };
    let mut points: Vec<XmrPoint> = [1.0, 2.0, 1.0, 2.0, 10.0, 1.0, 2.0, 1.0]
        .into_iter()
        .enumerate()
        .map(|(place, value)| point(place + 1, Cell::value(value).unwrap(), Cause::Common))
        .collect();
    points[4].cause = Cause::Concern;
    points.push(point(9, hidden(), Cause::Concern));
    points.push(point(
        10,
        Cell::Missing("not sent".to_owned()),
        Cause::Common,
    ));
    points.push(point(11, Cell::value(1.0).unwrap(), Cause::Improvement));
    Xmr {
        heading: heading(origin),
        unit: Unit::counted(2, "days"),
        points,
        phases: vec![
            published(),
            XmrPhase {
                first: 7,
                mean: number(1.2),
                limits: Limits::new(0.4, 2.0).unwrap(),
            },
        ],
        target: Some(Reference {
            name: "Target".to_owned(),
            value: number(1.5),
        }),
        variation: Variation::ImprovingLow,
        assurance: Assurance::HitOrMiss,
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let cause = prop::sample::select(vec![
        Cause::Common,
        Cause::Improvement,
        Cause::Concern,
        Cause::High,
        Cause::Low,
    ]);
    let point = (text(), cell(), cause).prop_map(|(period, cell, cause)| XmrPoint {
        period,
        cell,
        cause,
    });
    let phase =
        (0..70_usize, any_number(), any_number(), any_number()).prop_map(|(first, mean, a, b)| {
            XmrPhase {
                first,
                mean: number(mean),
                limits: Limits::new(a.min(b), a.max(b)).unwrap(),
            }
        });
    let icons = prop::sample::select(vec![
        (Variation::Common, Assurance::NotJudged),
        (Variation::ImprovingHigh, Assurance::Pass),
        (Variation::ImprovingLow, Assurance::Fail),
        (Variation::ConcerningHigh, Assurance::HitOrMiss),
        (Variation::ConcerningLow, Assurance::Fail),
        (Variation::High, Assurance::Pass),
        (Variation::Low, Assurance::Pass),
    ]);
    (
        (any_heading(), unit(), prop::option::of(reference())),
        prop::collection::vec(point, 1..60),
        prop::collection::vec(phase, 0..4),
        icons,
        width(),
    )
        .prop_map(
            |((heading, unit, target), points, phases, (variation, assurance), width)| {
                Xmr {
                    heading,
                    unit,
                    points,
                    phases,
                    target,
                    variation,
                    assurance,
                }
                .draw(width)
                .unwrap()
            },
        )
        .boxed()
}

#[test]
fn icons_special_causes_and_phases_are_said() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    for words in [
        "Variation: improving, values are low.",
        "Assurance: hit or miss by chance.",
        "Latest: 1.00 days in M11.",
        "From M1: mean 1.94 days, process limits \u{2212}0.72 days to 4.60 days.",
        "Re-based from M8: mean 1.20 days, process limits 0.40 days to 2.00 days.",
        "M5: Special cause, concern.",
        "M9 hidden: too few people. M10 missing: not sent.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
    for words in [
        ">Variation: improving, values are low<",
        ">Assurance: hit or miss by chance<",
        ">re-based<",
    ] {
        assert!(drawn.wide.contains(words), "{}", drawn.wide);
    }
}

#[test]
fn a_special_cause_has_a_shape_and_a_hidden_point_has_none() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"m-worse\"").count(), 1);
    // The improvement among the points, and the mark of the variation.
    assert_eq!(drawn.wide.matches("class=\"m-better\"").count(), 2);
    assert_eq!(drawn.wide.matches("class=\"hatch-line\"").count(), 1);
    assert_eq!(drawn.wide.matches("class=\"axis gap\"").count(), 1);
}

#[test]
fn each_point_has_the_limits_of_its_phase_in_the_table() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    let rows = entries(&drawn);
    assert_eq!(rows[6][3], "1.94 days");
    assert_eq!(rows[7][3], "1.20 days");
    assert_eq!(rows[8][1], "hidden: too few people");
    assert_eq!(rows[8][2], "none");
}

#[test]
fn a_process_without_points_is_refused() {
    let mut chart = sample(Origin::Recorded);
    chart.points.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn what_the_drawing_says_stands_in_the_table() {
    let mut chart = sample(Origin::Recorded);
    chart.phases.clear();
    chart.target = None;
    said_in_table(&chart.draw(Width::Half).unwrap());
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("xmr_wide", lines(&drawn.wide));
}
