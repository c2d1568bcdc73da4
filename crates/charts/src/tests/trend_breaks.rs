//! Changes of definition in a trend.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{self, any_heading, cell, text, unit, width};
use super::words::entries;
use crate::{Cell, DefinitionBreak, Drawn, Origin, Trend, TrendPoint, Width};

fn online_since(first: usize) -> DefinitionBreak {
    DefinitionBreak {
        first,
        words: "asked online since".to_owned(),
    }
}

/// Five years without a gap.
fn whole(origin: Origin) -> Trend {
    let mut trend = samples::trend(origin);
    for point in &mut trend.points {
        point.own = Cell::with_limits(16.0, 14.0, 18.5).unwrap();
    }
    trend
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let point = (text(), cell(), cell()).prop_map(|(period, own, comparator)| TrendPoint {
        period,
        own,
        comparator,
    });
    let one = (0..16_usize, text()).prop_map(|(first, words)| DefinitionBreak { first, words });
    (
        (any_heading(), unit(), text(), prop::option::of(text())),
        prop::collection::vec(point, 1..14),
        prop::collection::vec(one, 0..4),
        width(),
    )
        .prop_map(
            |((heading, unit, name, comparator), points, breaks, width)| {
                Trend {
                    heading,
                    unit,
                    name,
                    comparator,
                    points,
                }
                .draw_with_breaks(width, &breaks)
                .unwrap()
            },
        )
        .boxed()
}

#[test]
fn neither_line_nor_limits_cross_a_break() {
    let chart = whole(Origin::Recorded);
    let count =
        |drawn: &Drawn, class: &str| drawn.wide.matches(&format!("class=\"{class}\"")).count();
    let without = chart.draw(Width::Half).unwrap();
    let with = chart
        .draw_with_breaks(Width::Half, &[online_since(2)])
        .unwrap();
    for class in ["line", "line-comp", "band band-line"] {
        assert_eq!(
            (count(&without, class), count(&with, class)),
            (1, 2),
            "{class}"
        );
    }
}

#[test]
fn a_break_is_named_said_and_in_the_table() {
    let drawn = whole(Origin::Recorded)
        .draw_with_breaks(Width::Half, &[online_since(2)])
        .unwrap();
    assert!(drawn.wide.contains(">new definition<"));
    let words = "New definition from 2018: asked online since.";
    assert!(drawn.description.contains(words) && drawn.wide.contains(words));
    let rows = entries(&drawn);
    let definitions: Vec<&str> = rows.iter().filter_map(|row| row.last().copied()).collect();
    let new = "new: asked online since";
    assert_eq!(
        definitions,
        ["as before", "as before", new, "as before", "as before"]
    );
}

#[test]
fn a_break_before_the_first_point_or_after_the_last_changes_nothing() {
    let chart = whole(Origin::Recorded);
    let outside = [online_since(0), online_since(5)];
    assert_eq!(
        chart.draw_with_breaks(Width::Half, &outside),
        chart.draw(Width::Half)
    );
}

#[test]
fn the_whole_drawing() {
    let drawn = samples::trend(Origin::Illustrative)
        .draw_with_breaks(Width::Half, &[online_since(4)])
        .unwrap();
    insta::assert_snapshot!(
        "trend_breaks_narrow",
        lines(drawn.narrow.as_deref().unwrap())
    );
}
