//! Charts to test with, fixed and generated.

use proptest::prelude::*;

use super::boundary_map;
use super::dumbbell;
use super::funnel;
use super::heat_grid;
use super::pyramid;
use super::ratios;
use super::small_multiples;
use super::tile_map;
use super::trend_breaks;
use super::xmr;
use crate::{
    Caterpillar, Cell, Drawn, Gap, GapEnd, Gradient, Group, Heading, Number, Origin, Part,
    PartState, Parts, Place, RangeStrip, Reference, Slope, Sparkline, Spread, Trend, TrendPoint,
    Unit, Verdict, Width,
};

pub(super) fn heading(origin: Origin) -> Heading {
    Heading {
        id: "c".to_owned(),
        title: "Adults who smoke".to_owned(),
        origin,
    }
}

pub(super) fn number(value: f64) -> Number {
    Number::new(value).unwrap()
}

pub(super) fn hidden() -> Cell {
    Cell::Suppressed("too few people".to_owned())
}

pub(super) fn place(name: &str, cell: Cell, verdict: Verdict, is_own: bool) -> Place {
    Place {
        name: name.to_owned(),
        cell,
        verdict,
        is_own,
    }
}

/// Four areas and London, one of them hidden.
pub(super) fn caterpillar(origin: Origin) -> Caterpillar {
    let cell = |value: f64| Cell::with_limits(value, value - 2.0, value + 2.5).unwrap();
    Caterpillar {
        heading: heading(origin),
        unit: Unit::percent(1),
        rows_are: "London areas".to_owned(),
        reference: Some(Reference {
            name: "London".to_owned(),
            value: number(11.1),
        }),
        places: vec![
            place("Richmond", cell(7.1), Verdict::Better, false),
            place("City of London", hidden(), Verdict::NotCompared, false),
            place("Hackney", cell(15.4), Verdict::Worse, true),
            place("Camden", cell(11.4), Verdict::Similar, false),
        ],
    }
}

/// Five years with one missing and one hidden.
pub(super) fn trend(origin: Origin) -> Trend {
    let point = |period: &str, own, comparator| TrendPoint {
        period: period.to_owned(),
        own,
        comparator: Cell::value(comparator).unwrap(),
    };
    let cell = |value: f64| Cell::with_limits(value, value - 2.0, value + 2.5).unwrap();
    Trend {
        heading: heading(origin),
        unit: Unit::percent(1),
        name: "Hackney".to_owned(),
        comparator: Some("London".to_owned()),
        points: vec![
            point("2016", cell(17.9), 13.5),
            point("2017", Cell::Missing("survey not run".to_owned()), 12.9),
            point("2018", hidden(), 12.3),
            point("2019", cell(16.0), 11.8),
            point("2020", cell(15.4), 11.1),
        ],
    }
}

pub(super) fn gradient(origin: Origin) -> Gradient {
    let cell = |value: f64| Cell::with_limits(value, value - 2.0, value + 2.5).unwrap();
    let group = |label: &str, cell| Group {
        label: label.to_owned(),
        cell,
    };
    Gradient {
        heading: heading(origin),
        unit: Unit::percent(1),
        group_is: "fifth".to_owned(),
        groups: vec![
            group("1", cell(22.6)),
            group("2", cell(18.9)),
            group("3", hidden()),
            group("4", cell(13.1)),
            group("5", cell(9.1)),
        ],
        slope: Some(Slope {
            at_most_deprived: number(22.7),
            at_least_deprived: number(8.3),
        }),
    }
}

pub(super) fn parts(origin: Origin) -> Parts {
    let part = |count, name: &str, state| Part {
        name: name.to_owned(),
        count: number(count),
        state,
    };
    Parts {
        heading: heading(origin),
        counted: "cells".to_owned(),
        parts: vec![
            part(3861.0, "unchanged", PartState::Rest),
            part(264.0, "changed", PartState::Changed),
            part(429.0, "new", PartState::Main),
            part(6.0, "faulty", PartState::Fault),
        ],
    }
}

pub(super) fn sparkline(origin: Origin) -> Sparkline {
    let cells = [
        Cell::value(17.9).unwrap(),
        hidden(),
        Cell::value(15.4).unwrap(),
    ];
    Sparkline {
        heading: heading(origin),
        unit: Unit::percent(1),
        points: ["2018", "2019", "2020"]
            .map(str::to_owned)
            .into_iter()
            .zip(cells)
            .collect(),
    }
}

pub(super) fn range_strip(origin: Origin) -> RangeStrip {
    RangeStrip {
        heading: heading(origin),
        unit: Unit::percent(1),
        name: "Tower Hamlets".to_owned(),
        cell: Cell::with_limits(17.6, 15.1, 20.4).unwrap(),
        verdict: Verdict::Worse,
        reference: Reference {
            name: "England".to_owned(),
            value: number(13.0),
        },
        spread: Some(Spread {
            places: "councils".to_owned(),
            lowest: number(7.4),
            lower_quartile: number(11.2),
            upper_quartile: number(14.9),
            highest: number(23.5),
        }),
    }
}

pub(super) fn gap(origin: Origin) -> Gap {
    let end = |name: &str, value: f64, verdict| GapEnd {
        name: name.to_owned(),
        cell: Cell::value(value).unwrap(),
        verdict,
    };
    Gap {
        heading: heading(origin),
        unit: Unit::percent(1),
        one: end("Homerton", 19.8, Verdict::Worse),
        other: end("Best-off ward", 8.9, Verdict::Better),
        up_to: 30.0,
    }
}

/// One of each chart, all of one origin.
pub(super) fn one_of_each(origin: Origin) -> Vec<Drawn> {
    vec![
        caterpillar(origin).draw(Width::Half).unwrap(),
        trend(origin).draw(Width::Half).unwrap(),
        gradient(origin).draw(Width::Wide).unwrap(),
        parts(origin).draw(Width::Full).unwrap(),
        sparkline(origin).draw().unwrap(),
        range_strip(origin).draw().unwrap(),
        gap(origin).draw().unwrap(),
        ratios::sample(origin).draw(Width::Half).unwrap(),
        heat_grid::sample(origin).draw(Width::Half).unwrap(),
        dumbbell::sample(origin).draw(Width::Half).unwrap(),
        funnel::sample(origin).draw(Width::Half).unwrap(),
        tile_map::sample(origin).draw(Width::Half).unwrap(),
        xmr::sample(origin).draw(Width::Half).unwrap(),
        small_multiples::sample(origin).draw(Width::Half).unwrap(),
        pyramid::sample(origin).draw(Width::Half).unwrap(),
        boundary_map::sample(origin).draw(Width::Half).unwrap(),
    ]
}

/// Every drawing of a chart.
pub(super) fn drawings(drawn: &Drawn) -> impl Iterator<Item = &str> {
    std::iter::once(drawn.wide.as_str()).chain(drawn.narrow.as_deref())
}

/// Any text at all, with the characters that break drawings more often than chance would.
pub(super) fn text() -> BoxedStrategy<String> {
    prop_oneof![
        ".{0,40}",
        "[ -~]{0,24}",
        Just("]]></svg><script>alert(1)</script>&amp;\"'".to_owned()),
        Just("a\u{0}b\u{8}c\u{1b}d\u{7f}e\u{85}f\u{fffe}g\u{ffff}h\ti\nj".to_owned()),
        Just("\u{202e}بيت \u{0}লন্ডন 東京".to_owned()),
    ]
    .boxed()
}

pub(super) fn any_number() -> BoxedStrategy<f64> {
    prop_oneof![
        4 => 0.0..100.0_f64,
        2 => -50.0..50.0_f64,
        1 => -1e12..1e12_f64,
        1 => -1e-9..1e-9_f64,
        1 => prop::sample::select(vec![0.0, -0.0, 1e12, -1e12, 100.0, f64::MIN_POSITIVE]),
    ]
    .boxed()
}

pub(super) fn cell() -> BoxedStrategy<Cell> {
    let state = (text(), 0..4_u8).prop_map(|(why, state)| match state {
        0 => Cell::Suppressed(why),
        1 => Cell::Missing(why),
        2 => Cell::NotAsked(why),
        _ => Cell::NotApplicable(why),
    });
    let limited = (any_number(), any_number(), any_number())
        .prop_map(|(value, a, b)| Cell::with_limits(value, a.min(b), a.max(b)).unwrap());
    prop_oneof![
        4 => limited,
        2 => any_number().prop_map(|value| Cell::value(value).unwrap()),
        2 => state,
    ]
    .boxed()
}

pub(super) fn verdict() -> BoxedStrategy<Verdict> {
    prop::sample::select(vec![
        Verdict::Better,
        Verdict::Worse,
        Verdict::Similar,
        Verdict::Higher,
        Verdict::Lower,
        Verdict::NotCompared,
    ])
    .boxed()
}

fn origin() -> BoxedStrategy<Origin> {
    prop::sample::select(vec![Origin::Recorded, Origin::Quoted, Origin::Illustrative]).boxed()
}

pub(super) fn any_heading() -> BoxedStrategy<Heading> {
    (text(), text(), origin())
        .prop_map(|(id, title, origin)| Heading { id, title, origin })
        .boxed()
}

pub(super) fn unit() -> BoxedStrategy<Unit> {
    prop_oneof![
        (0..4_usize).prop_map(Unit::percent),
        (0..3_usize).prop_map(Unit::pounds),
        (0..9_usize, text()).prop_map(|(decimals, words)| Unit::counted(decimals, &words)),
    ]
    .boxed()
}

pub(super) fn reference() -> BoxedStrategy<Reference> {
    (text(), any_number())
        .prop_map(|(name, value)| Reference {
            name,
            value: number(value),
        })
        .boxed()
}

pub(super) fn width() -> BoxedStrategy<Width> {
    prop::sample::select(vec![Width::Full, Width::Wide, Width::Half]).boxed()
}

fn any_caterpillar() -> BoxedStrategy<Drawn> {
    let row =
        (text(), cell(), verdict(), any::<bool>()).prop_map(|(name, cell, verdict, is_own)| {
            Place {
                name,
                cell,
                verdict,
                is_own,
            }
        });
    let rows = prop::collection::vec(row, 1..30);
    (
        any_heading(),
        unit(),
        text(),
        prop::option::of(reference()),
        rows,
        width(),
    )
        .prop_map(|(heading, unit, rows_are, reference, places, width)| {
            Caterpillar {
                heading,
                unit,
                rows_are,
                reference,
                places,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

fn any_trend() -> BoxedStrategy<Drawn> {
    let point = (text(), cell(), cell()).prop_map(|(period, own, comparator)| TrendPoint {
        period,
        own,
        comparator,
    });
    let points = prop::collection::vec(point, 1..14);
    (
        any_heading(),
        unit(),
        text(),
        prop::option::of(text()),
        points,
        width(),
    )
        .prop_map(|(heading, unit, name, comparator, points, width)| {
            Trend {
                heading,
                unit,
                name,
                comparator,
                points,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

fn any_gradient() -> BoxedStrategy<Drawn> {
    let group = (text(), cell()).prop_map(|(label, cell)| Group { label, cell });
    let slope = (any_number(), any_number()).prop_map(|(most, least)| Slope {
        at_most_deprived: number(most),
        at_least_deprived: number(least),
    });
    let groups = prop::collection::vec(group, 1..12);
    (
        any_heading(),
        unit(),
        "[a-z]{1,9}",
        groups,
        prop::option::of(slope),
        width(),
    )
        .prop_map(|(heading, unit, group_is, groups, slope, width)| {
            Gradient {
                heading,
                unit,
                group_is,
                groups,
                slope,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

fn any_parts() -> BoxedStrategy<Drawn> {
    let state = prop::sample::select(vec![
        PartState::Main,
        PartState::Rest,
        PartState::Changed,
        PartState::Open,
        PartState::Fault,
    ]);
    let count = prop_oneof![Just(0.0), 0.0..20.0_f64, 0.0..1e12_f64];
    let part = (text(), count, state).prop_map(|(name, count, state)| Part {
        name,
        count: number(count),
        state,
    });
    let parts = prop::collection::vec(part, 1..=4);
    (any_heading(), text(), parts, width())
        .prop_map(|(heading, counted, parts, width)| {
            Parts {
                heading,
                counted,
                parts,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

fn any_small() -> BoxedStrategy<Drawn> {
    let points = prop::collection::vec((text(), cell()), 1..9);
    let spark = (any_heading(), unit(), points).prop_map(|(heading, unit, points)| {
        Sparkline {
            heading,
            unit,
            points,
        }
        .draw()
        .unwrap()
    });
    let spread = (text(), prop::array::uniform4(any_number())).prop_map(|(places, mut values)| {
        values.sort_by(f64::total_cmp);
        let [lowest, lower_quartile, upper_quartile, highest] = values.map(number);
        Spread {
            places,
            lowest,
            lower_quartile,
            upper_quartile,
            highest,
        }
    });
    let of = (any_heading(), unit(), text());
    let strip = (of, cell(), verdict(), reference(), prop::option::of(spread)).prop_map(
        |((heading, unit, name), cell, verdict, reference, spread)| {
            RangeStrip {
                heading,
                unit,
                name,
                cell,
                verdict,
                reference,
                spread,
            }
            .draw()
            .unwrap()
        },
    );
    let end = || {
        (text(), cell(), verdict()).prop_map(|(name, cell, verdict)| GapEnd {
            name,
            cell,
            verdict,
        })
    };
    let gap = (any_heading(), unit(), end(), end(), any_number()).prop_map(
        |(heading, unit, one, other, up_to)| {
            Gap {
                heading,
                unit,
                one,
                other,
                up_to,
            }
            .draw()
            .unwrap()
        },
    );
    prop_oneof![spark, strip, gap].boxed()
}

/// Any chart at all.
pub(super) fn any_chart() -> BoxedStrategy<Drawn> {
    prop_oneof![
        any_caterpillar(),
        any_trend(),
        any_gradient(),
        any_parts(),
        any_small(),
        ratios::any(),
        heat_grid::any(),
        dumbbell::any(),
        pyramid::any(),
        trend_breaks::any(),
        small_multiples::any(),
        xmr::any(),
        tile_map::any(),
        funnel::any(),
        boundary_map::any(),
    ]
    .boxed()
}
