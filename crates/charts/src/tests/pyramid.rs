//! A population by age.

use proptest::prelude::*;

use super::golden::lines;
use super::samples::{self, any_heading, any_number, heading, hidden, text, unit, width};
use super::words::entries;
use crate::{AgeBand, Cell, ChartError, Drawn, Origin, Pyramid, Side, Unit, Width};

/// Four bands in thousands, one hidden side and one missing.
pub(super) fn sample(origin: Origin) -> Pyramid {
    let value = |value| Cell::value(value).unwrap();
    let side = |own, compared| Side {
        own,
        comparator: value(compared),
    };
    let band = |ages: &str, left, right| AgeBand {
        ages: ages.to_owned(),
        left,
        right,
    };
    let missing = Cell::Missing("not published".to_owned());
    Pyramid {
        heading: heading(origin),
        unit: Unit::counted(0, "people"),
        left: "Women".to_owned(),
        right: "Men".to_owned(),
        comparator: Some("London".to_owned()),
        bands: vec![
            band(
                "0 to 15",
                side(value(25_100.0), 24_000.0),
                side(value(26_300.0), 25_100.0),
            ),
            band(
                "16 to 34",
                side(value(51_900.0), 38_000.0),
                side(value(49_700.0), 37_500.0),
            ),
            band(
                "35 to 64",
                side(value(50_100.0), 54_000.0),
                side(missing, 53_200.0),
            ),
            band(
                "65 and over",
                side(value(11_200.0), 17_000.0),
                side(hidden(), 14_100.0),
            ),
        ],
    }
}

pub(super) fn any() -> BoxedStrategy<Drawn> {
    let cell = || {
        let figure = any_number().prop_map(|value| Cell::value(value.abs()).unwrap());
        let state =
            samples::cell().prop_filter("without a figure", |cell| cell.estimate().is_none());
        prop_oneof![3 => figure, 1 => state]
    };
    let side = move || (cell(), cell()).prop_map(|(own, comparator)| Side { own, comparator });
    let band =
        (text(), side(), side()).prop_map(|(ages, left, right)| AgeBand { ages, left, right });
    let bands = prop::collection::vec(band, 1..25);
    let names = (text(), text(), prop::option::of(text()));
    (any_heading(), unit(), names, bands, width())
        .prop_map(|(heading, unit, (left, right, comparator), bands, width)| {
            Pyramid {
                heading,
                unit,
                left,
                right,
                comparator,
                bands,
            }
            .draw(width)
            .unwrap()
        })
        .boxed()
}

#[test]
fn bars_of_both_sides_share_one_scale() {
    let mut chart = sample(Origin::Recorded);
    chart.comparator = None;
    chart.bands.truncate(1);
    chart.bands[0].right = chart.bands[0].left.clone();
    let drawn = chart.draw(Width::Half).unwrap();
    let width = |class: &str| {
        let end = drawn.wide.find(&format!("class=\"{class}\"")).unwrap();
        let start = drawn.wide[..end].rfind("width=\"").unwrap();
        drawn.wide[start..end].trim().to_owned()
    };
    assert!(width("bar").starts_with("width=\"") && width("bar").len() > 12);
    assert_eq!(width("bar"), width("bar-soft"));
}

#[test]
fn every_state_is_said_beside_the_middle_and_below() {
    let drawn = sample(Origin::Recorded).draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"bar\"").count(), 4);
    assert_eq!(drawn.wide.matches("class=\"bar-soft\"").count(), 2);
    assert!(drawn.wide.contains(">hidden<") && drawn.wide.contains(">missing<"));
    for words in [
        "Women: the largest band is 16 to 34, with 51,900 people.",
        "London, Men: the largest band is 35 to 64, with 53,200 people.",
        "Men: 35 to 64 missing: not published. 65 and over hidden: too few people.",
    ] {
        assert!(drawn.description.contains(words), "{}", drawn.description);
    }
    assert_eq!(entries(&drawn)[3][3], "hidden: too few people");
}

#[test]
fn the_outline_is_broken_where_the_comparator_has_no_figure() {
    let mut chart = sample(Origin::Recorded);
    chart.bands[1].left.comparator = Cell::NotAsked(String::new());
    let drawn = chart.draw(Width::Half).unwrap();
    assert_eq!(drawn.wide.matches("class=\"ref\"").count(), 3);
    assert!(
        drawn
            .description
            .contains("London, Women: 16 to 34 not asked.")
    );
    chart.comparator = None;
    let drawn = chart.draw(Width::Half).unwrap();
    assert!(!drawn.wide.contains("<polyline"));
}

#[test]
fn negative_numbers_of_people_and_no_bands_are_refused() {
    let mut chart = sample(Origin::Recorded);
    chart.bands[0].left.own = Cell::value(-1.0).unwrap();
    assert_eq!(
        chart.draw(Width::Half),
        Err(ChartError::NegativeCount(-1.0))
    );
    chart.bands.clear();
    assert_eq!(chart.draw(Width::Half), Err(ChartError::NothingToDraw));
}

#[test]
fn the_whole_drawing() {
    let drawn = sample(Origin::Illustrative).draw(Width::Half).unwrap();
    insta::assert_snapshot!("pyramid_narrow", lines(drawn.narrow.as_deref().unwrap()));
}
