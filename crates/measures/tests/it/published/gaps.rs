//! Measures of the World Health Organization's samples.

use measures::gradient::{
    Quantile, QuantileGroup, concentration_index, relative_concentration_index,
};
use measures::{Confidence, Measured, Multiplier, Population, gap};

use super::files::{Row, who_ordered_sample};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

#[test]
fn difference_and_ratio_of_the_ordered_sample() {
    let Some(rows) = who_ordered_sample() else {
        return;
    };
    let end = |order: f64| {
        let row = rows
            .iter()
            .find(|row| row.number("subgroup_order") == Some(order))
            .unwrap();
        Measured::with_standard_error(row.number("estimate").unwrap(), row.number("se").unwrap())
            .unwrap()
    };
    let (most_advantaged, least_advantaged) = (end(5.0), end(1.0));
    // healthequal 1.0.1: D = 23.61875 (SE 1.615189), R = 1.312395 (1.258791 to 1.368283).
    let difference = gap::absolute_difference(most_advantaged, least_advantaged, &[LEVEL]).unwrap();
    let error = difference.limits_at(LEVEL).unwrap().width() / (2.0 * LEVEL.z());
    assert_eq!(format!("{:.5}", difference.value()), "23.61875");
    assert_eq!(format!("{error:.6}"), "1.615189");
    let ratio = gap::relative_ratio(most_advantaged, least_advantaged, &[LEVEL]).unwrap();
    let limits = ratio.limits_at(LEVEL).unwrap();
    assert_eq!(format!("{:.6}", ratio.value()), "1.312395");
    assert_eq!(
        format!("{:.6} {:.6}", limits.lower(), limits.upper()),
        "1.258791 1.368283"
    );
}

#[test]
fn concentration_of_the_ordered_sample() {
    let Some(rows) = who_ordered_sample() else {
        return;
    };
    let groups: Vec<QuantileGroup> = rows.iter().map(ordered).collect();
    // healthequal 1.0.1: ACI = 4.30052, RCI = 0.0469506. Its errors are those of a regression.
    let absolute = concentration_index(&groups, Multiplier::ONE, &[]).unwrap();
    let relative = relative_concentration_index(&groups, Multiplier::ONE, &[]).unwrap();
    assert_eq!(format!("{:.5}", absolute.value()), "4.30052");
    assert_eq!(format!("{:.7}", relative.value()), "0.0469506");
}

fn ordered(row: &Row) -> QuantileGroup {
    let (value, error) = (row.number("estimate").unwrap(), row.number("se").unwrap());
    QuantileGroup {
        quantile: Quantile::new(row.text("subgroup_order").parse().unwrap(), 5).unwrap(),
        population: Population::new(row.number("population").unwrap()).unwrap(),
        measured: Measured::with_standard_error(value, error).unwrap(),
    }
}
