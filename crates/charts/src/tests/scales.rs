//! Axes: labels at round numbers, and values at their places.

use proptest::prelude::*;

use crate::Unit;
use crate::scale::{Direction, Scale};

fn labels(values: &[f64], length: f64, direction: Direction) -> Vec<String> {
    let ends = match direction {
        Direction::Across => (0.0, length),
        Direction::Up => (length, 0.0),
    };
    let scale = Scale::over(values.iter().copied(), ends, direction, &Unit::percent(1));
    scale.ticks.into_iter().map(|tick| tick.label).collect()
}

#[test]
fn labels_stand_at_round_numbers() {
    let up = |values: &[f64]| labels(values, 226.0, Direction::Up);
    assert_eq!(up(&[20.7, 8.8]), ["0%", "5%", "10%", "15%", "20%", "25%"]);
    assert_eq!(up(&[80.2, 82.9]), ["80%", "81%", "82%", "83%"]);
    assert_eq!(up(&[0.1, 0.37]), ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%"]);
    assert_eq!(
        up(&[-4.0, 3.0]),
        ["\u{2212}4%", "\u{2212}2%", "0%", "2%", "4%"]
    );
}

#[test]
fn a_phone_has_fewer_labels() {
    assert_eq!(
        labels(&[7.0, 17.6], 320.0, Direction::Across),
        ["0%", "5%", "10%", "15%", "20%"]
    );
    assert_eq!(
        labels(&[7.0, 17.6], 120.0, Direction::Across),
        ["0%", "10%", "20%"]
    );
}

#[test]
fn millions_are_shortened_alike_on_one_axis() {
    let scale = Scale::over(
        [0.0, 1_400_000.0],
        (226.0, 0.0),
        Direction::Up,
        &Unit::pounds(0),
    );
    let labels: Vec<&str> = scale.ticks.iter().map(|tick| tick.label.as_str()).collect();
    assert_eq!(labels, ["£0", "£0.5m", "£1m", "£1.5m"]);
}

#[test]
fn zero_is_kept_until_it_presses_the_values_together() {
    assert_eq!(labels(&[10.0, 15.0], 226.0, Direction::Up)[0], "0%");
    assert_eq!(labels(&[11.0, 15.0], 226.0, Direction::Up)[0], "11%");
}

#[test]
fn one_value_alone_has_an_axis_around_it() {
    assert!(labels(&[82.0], 226.0, Direction::Up).len() >= 2);
    assert_eq!(labels(&[0.0], 226.0, Direction::Up)[0], "0.0%");
    assert!(labels(&[], 226.0, Direction::Up).is_empty());
}

proptest! {
    #[test]
    fn every_value_lies_on_the_axis_in_order(
        values in prop::collection::vec(-1e6..1e6_f64, 1..20),
        length in 60.0..1000.0_f64,
    ) {
        let across = (10.0, 10.0 + length);
        let unit = Unit::percent(1);
        let scale = Scale::over(values.iter().copied(), across, Direction::Across, &unit);
        for one in &values {
            prop_assert!((across.0..=across.1).contains(&scale.at(*one)));
            for other in &values {
                prop_assert!(one > other || scale.at(*one) <= scale.at(*other));
            }
        }
        for (before, after) in scale.ticks.iter().zip(scale.ticks.iter().skip(1)) {
            prop_assert!(before.value < after.value);
        }
    }
}
