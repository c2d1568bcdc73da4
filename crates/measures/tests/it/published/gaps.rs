//! Measures of the World Health Organization's samples.

use measures::gradient::{
    Quantile, QuantileGroup, concentration_index, relative_concentration_index,
};
use measures::impact::{Reference, population_attributable_fraction, population_attributable_risk};
use measures::spread::{self, DistanceFrom};
use measures::{
    Bounds, Confidence, Estimate, Measured, Multiplier, Polarity, Population, Simulation, Subgroup,
    Weighting, gap,
};

use super::files::{Row, who_nonordered_sample, who_ordered_sample};

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

#[test]
fn spread_of_the_sample_without_an_order() {
    let Some(rows) = who_nonordered_sample() else {
        return;
    };
    let groups: Vec<Subgroup> = rows.iter().map(unordered).collect();
    assert_eq!(groups.len(), 34);
    let (simulation, percent) = (Simulation::with_seed(123_456), Multiplier::PERCENT);
    let bounds = Some(Bounds::PERCENT);
    let error = |found: &Estimate| (found.limits().unwrap()[0].upper() - found.value()) / LEVEL.z();
    // healthequal 1.0.1.
    let variance = spread::between_group_variance(&groups, &[LEVEL]).unwrap();
    assert_eq!(
        format!("{:.5} {:.6}", variance.value(), error(&variance)),
        "50.42023 9.560196"
    );
    let disparity = |weighting| {
        let index =
            spread::index_of_disparity(&groups, weighting, bounds, simulation, percent, &[]);
        format!("{:.6}", index.unwrap().value())
    };
    assert_eq!(disparity(Weighting::Equal), "7.222503");
    assert_eq!(disparity(Weighting::Population), "5.814742");
    let theil = spread::theil_index(&groups, Multiplier::PER_1_000, &[LEVEL]).unwrap();
    assert_eq!(format!("{:.6}", theil.value()), "3.143872");
    let log_deviation =
        spread::mean_log_deviation(&groups, Multiplier::PER_1_000, &[LEVEL]).unwrap();
    assert_eq!(format!("{:.6}", log_deviation.value()), "3.307901");
    // Its error of the log deviation is 0.0007, a thousand times too small: many draws of the groups
    // scatter by 0.77.
    assert_eq!(format!("{:.1}", error(&log_deviation)), "0.7");
    // Its limits of the deviation are those of 100 draws: 6.33 to 8.54, 6.43 to 8.62 and 6.03 to 8.63
    // by three seeds. Ours lie among them and stay.
    let deviation = spread::between_group_deviation(&groups, bounds, simulation, &[LEVEL]).unwrap();
    assert_eq!(format!("{:.5}", deviation.value()), "7.10072");
    let limits = deviation.limits_at(LEVEL).unwrap();
    assert!((6.0..6.5).contains(&limits.lower()), "{limits:?}");
    assert!((8.4..8.8).contains(&limits.upper()), "{limits:?}");
    let mean = spread::mean_difference(
        &groups,
        DistanceFrom::Mean,
        Weighting::Population,
        bounds,
        simulation,
        &[],
    );
    let relative = mean.unwrap().value() / 91.596_687_316_894_5 * 100.0;
    assert_eq!(format!("{relative:.5}"), "5.81474");
}

fn unordered(row: &Row) -> Subgroup {
    let (value, error) = (row.number("estimate").unwrap(), row.number("se").unwrap());
    Subgroup {
        population: Population::new(row.number("population").unwrap()).unwrap(),
        measured: Measured::with_standard_error(value, error).unwrap(),
    }
}

#[test]
fn impact_of_the_ordered_sample() {
    let Some(rows) = who_ordered_sample() else {
        return;
    };
    let groups: Vec<Subgroup> = rows.iter().map(unordered).collect();
    let richest = Reference::Group(4);
    let good = Polarity::HighIsGood;
    // healthequal 1.0.1: PAR = 7.627362, PAF = 8.327116. Its errors are those of a simple random
    // sample of the population in thousands, not those that came with the values.
    let risk = population_attributable_risk(&groups, richest, good, Multiplier::ONE, &[]).unwrap();
    let fraction =
        population_attributable_fraction(&groups, richest, good, Multiplier::PERCENT, &[]).unwrap();
    assert_eq!(format!("{:.6}", risk.value()), "7.627362");
    assert_eq!(format!("{:.6}", fraction.value()), "8.327116");
}
