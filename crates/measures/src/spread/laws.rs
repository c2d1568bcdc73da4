//! The laws that all measures of spread have, and those that only some have.

use proptest::prelude::*;

use super::*;
use crate::{
    Bounds, Confidence, Estimate, Measured, Multiplier, Polarity, Population, Simulation, Subgroup,
    Undefined, Weighting,
};

const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// Population, value and standard error of each group.
fn groups(parts: &[(f64, f64, f64)]) -> Vec<Subgroup> {
    parts
        .iter()
        .map(|&(population, value, error)| Subgroup {
            population: Population::new(population).unwrap(),
            measured: Measured::with_standard_error(value, error).unwrap(),
        })
        .collect()
}

fn parts() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    prop::collection::vec((1.0..1e4_f64, 20.0..80.0_f64, 0.0..2.0_f64), 3..12)
}

type Measure = fn(&[Subgroup], &[Confidence]) -> Result<Estimate, Undefined>;

/// What a measure is called, how it is asked, with which power of the outcome it grows, and whether
/// each person counts the same in it.
struct Listed {
    name: &'static str,
    ask: Measure,
    power: i32,
    by_person: bool,
}

fn simulation() -> Simulation {
    Simulation::new(5, 1_000).unwrap()
}

const LISTED: [Listed; 11] = [
    Listed {
        name: "variance",
        ask: between_group_variance,
        power: 2,
        by_person: true,
    },
    Listed {
        name: "deviation",
        ask: |groups, levels| between_group_deviation(groups, None, simulation(), levels),
        power: 1,
        by_person: true,
    },
    Listed {
        name: "variation",
        ask: |groups, levels| {
            coefficient_of_variation(groups, None, simulation(), Multiplier::PERCENT, levels)
        },
        power: 0,
        by_person: true,
    },
    Listed {
        name: "from the mean, by person",
        ask: |groups, levels| {
            mean_difference(
                groups,
                DistanceFrom::Mean,
                Weighting::Population,
                None,
                simulation(),
                levels,
            )
        },
        power: 1,
        by_person: true,
    },
    Listed {
        name: "from the mean, by group",
        ask: |groups, levels| {
            mean_difference(
                groups,
                DistanceFrom::Mean,
                Weighting::Equal,
                None,
                simulation(),
                levels,
            )
        },
        power: 1,
        by_person: false,
    },
    Listed {
        name: "from the best, by person",
        ask: |groups, levels| {
            let best = DistanceFrom::Best(Polarity::LowIsGood);
            mean_difference(
                groups,
                best,
                Weighting::Population,
                None,
                simulation(),
                levels,
            )
        },
        power: 1,
        by_person: true,
    },
    Listed {
        name: "disparity, by person",
        ask: |groups, levels| {
            index_of_disparity(
                groups,
                Weighting::Population,
                None,
                simulation(),
                Multiplier::PERCENT,
                levels,
            )
        },
        power: 0,
        by_person: true,
    },
    Listed {
        name: "disparity, by group",
        ask: |groups, levels| {
            index_of_disparity(
                groups,
                Weighting::Equal,
                None,
                simulation(),
                Multiplier::PERCENT,
                levels,
            )
        },
        power: 0,
        by_person: false,
    },
    Listed {
        name: "disproportion",
        ask: |groups, levels| {
            disproportion_index(groups, None, simulation(), Multiplier::PERCENT, levels)
        },
        power: 0,
        by_person: true,
    },
    Listed {
        name: "Theil",
        ask: |groups, levels| theil_index(groups, Multiplier::PER_1_000, levels),
        power: 0,
        by_person: true,
    },
    Listed {
        name: "log deviation",
        ask: |groups, levels| mean_log_deviation(groups, Multiplier::PER_1_000, levels),
        power: 0,
        by_person: true,
    },
];

#[test]
fn too_few_groups_and_missing_errors_are_said() {
    for measure in &LISTED {
        let two = groups(&[(1.0, 1.0, 0.1); 2]);
        assert_eq!(
            (measure.ask)(&two, &[]),
            Err(Undefined::TooFewGroups {
                found: 2,
                needed: 3
            }),
            "{}",
            measure.name
        );
        let mut some = groups(&[(1.0, 1.0, 0.1), (1.0, 2.0, 0.1), (1.0, 3.0, 0.1)]);
        some[1].measured = Measured::new(2.5).unwrap();
        let found = (measure.ask)(&some, &[LEVEL]).unwrap();
        assert_eq!(
            found.limits(),
            Err(Undefined::LimitsMissing),
            "{}",
            measure.name
        );
    }
}

#[test]
fn zero_and_negative_values() {
    let zero = groups(&[(1.0, 0.0, 0.1), (1.0, 2.0, 0.1), (1.0, 4.0, 0.1)]);
    let theil = theil_index(&zero, Multiplier::ONE, &[LEVEL]).unwrap();
    // A third has nothing, a third the mean, a third twice the mean: 2 ln 2 / 3.
    assert!((theil.value() - 2.0 * std::f64::consts::LN_2 / 3.0).abs() < 1e-14);
    assert_eq!(theil.limits(), Err(Undefined::SubgroupIsZero { place: 1 }));
    assert_eq!(
        mean_log_deviation(&zero, Multiplier::ONE, &[]),
        Err(Undefined::SubgroupIsZero { place: 1 })
    );
    let negative = groups(&[(1.0, -1.0, 0.1), (1.0, 2.0, 0.1), (1.0, 4.0, 0.1)]);
    for measure in LISTED.iter().filter(|measure| measure.power == 0) {
        assert_eq!(
            (measure.ask)(&negative, &[]),
            Err(Undefined::NegativeValue),
            "{}",
            measure.name
        );
    }
    let nothing = groups(&[(1.0, 0.0, 0.1); 3]);
    for measure in LISTED.iter().filter(|measure| measure.power == 0) {
        assert_eq!(
            (measure.ask)(&nothing, &[]),
            Err(Undefined::MeanNotPositive),
            "{}",
            measure.name
        );
    }
}

#[test]
fn values_outside_the_bounds_are_named() {
    let outside = groups(&[(1.0, 50.0, 0.1), (1.0, 99.0, 0.1), (1.0, 104.0, 0.1)]);
    assert_eq!(
        between_group_deviation(&outside, Some(Bounds::PERCENT), simulation(), &[]),
        Err(Undefined::SubgroupOutOfBounds { place: 3 })
    );
}

#[test]
fn a_reference_that_is_not_there_or_not_judged() {
    let some = groups(&[(1.0, 1.0, 0.1), (1.0, 2.0, 0.1), (1.0, 3.0, 0.1)]);
    let from = |from| mean_difference(&some, from, Weighting::Equal, None, simulation(), &[]);
    assert_eq!(
        from(DistanceFrom::Group(3)),
        Err(Undefined::BenchmarkMissing)
    );
    assert_eq!(
        from(DistanceFrom::Best(Polarity::NoJudgement)),
        Err(Undefined::NoJudgement)
    );
    assert_eq!(from(DistanceFrom::Group(0)).unwrap().value(), 1.0);
    assert_eq!(
        from(DistanceFrom::Best(Polarity::HighIsGood))
            .unwrap()
            .value(),
        1.0
    );
}

#[test]
fn half_the_weighted_disparity_is_the_share_to_move() {
    // 30 of 90 contacts, 60 people of 90: 30 of 90 would have to move.
    let uneven = groups(&[(30.0, 2.0, 0.0), (30.0, 0.5, 0.0), (30.0, 0.5, 0.0)]);
    let moved = disproportion_index(&uneven, None, simulation(), Multiplier::ONE, &[]).unwrap();
    assert!((moved.value() - 1.0 / 3.0).abs() < 1e-15);
}

#[test]
fn every_draw_is_measured_from_its_own_mean() {
    // A published package measures the draws of the weighted index from the mean that was observed,
    // as if that were without error: limits too high.
    let parts = [(500.0, 70.0, 6.0), (300.0, 72.0, 6.0), (200.0, 74.0, 6.0)];
    let shares = [0.5, 0.3, 0.2];
    let simulation = Simulation::with_seed(4);
    let found = index_of_disparity(
        &groups(&parts),
        Weighting::Population,
        None,
        simulation,
        Multiplier::PERCENT,
        &[LEVEL],
    )
    .unwrap();
    let upper = |own_mean: bool| {
        let other = Simulation::with_seed(5);
        let drawn = other.sorted(|draw| {
            let values: Vec<f64> = (0_u32..)
                .zip(&parts)
                .map(|(group, part)| part.1 + part.2 * other.normal(draw, group))
                .collect();
            let observed: Vec<f64> = parts.iter().map(|part| part.1).collect();
            let mean =
                crate::subgroup::mean_of(&shares, if own_mean { &values } else { &observed });
            let apart = values.iter().zip(&shares);
            100.0
                * apart
                    .map(|(value, share)| share * (value - mean).abs())
                    .sum::<f64>()
                / mean
        });
        crate::simulation::share_of(&drawn, 1.0 - LEVEL.tail()).unwrap()
    };
    let limit = found.limits_at(LEVEL).unwrap().upper();
    assert!(
        (limit / upper(true) - 1.0).abs() < 0.03,
        "{limit} {}",
        upper(true)
    );
    assert!(upper(false) / limit > 1.05, "{limit} {}", upper(false));
}

#[test]
fn the_delta_errors_are_those_of_many_draws() {
    // The error of the reported unit, not that of the index before it is multiplied by 1,000.
    let parts = [
        (300.0, 70.0, 3.0),
        (500.0, 85.0, 2.0),
        (200.0, 60.0, 4.0),
        (900.0, 92.0, 1.0),
    ];
    let groups = groups(&parts);
    let simulation = Simulation::with_seed(11);
    let shares: Vec<f64> = parts.iter().map(|part| part.0 / 1_900.0).collect();
    let spread_of = |of: &dyn Fn(&[f64]) -> f64| {
        let values: Vec<f64> = (0..10_000)
            .map(|draw| {
                let drawn: Vec<f64> = parts
                    .iter()
                    .zip(0..)
                    .map(|(part, group)| part.1 + part.2 * simulation.normal(draw, group))
                    .collect();
                of(&drawn)
            })
            .collect();
        let mean = values.iter().sum::<f64>() / 1e4;
        (values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
            / 1e4)
            .sqrt()
    };
    let mean = |values: &[f64]| crate::subgroup::mean_of(&shares, values);
    let log_deviation = spread_of(&|values| {
        let logs: f64 = values
            .iter()
            .zip(&shares)
            .map(|(value, share)| share * crate::numeric::ln(*value))
            .sum();
        1_000.0 * (crate::numeric::ln(mean(values)) - logs)
    });
    let theil = spread_of(&|values| {
        let mean = mean(values);
        let terms = values
            .iter()
            .zip(&shares)
            .map(|(value, share)| share * value / mean * crate::numeric::ln(value / mean));
        1_000.0 * terms.sum::<f64>()
    });
    let variance = spread_of(&|values| {
        let mean = mean(values);
        values
            .iter()
            .zip(&shares)
            .map(|(value, share)| share * (value - mean) * (value - mean))
            .sum()
    });
    let near = |estimate: Estimate, drawn: f64| {
        let error = (estimate.limits_at(LEVEL).unwrap().upper() - estimate.value()) / LEVEL.z();
        assert!((error / drawn - 1.0).abs() < 0.05, "{error} {drawn}");
    };
    near(
        mean_log_deviation(&groups, Multiplier::PER_1_000, &[LEVEL]).unwrap(),
        log_deviation,
    );
    near(
        theil_index(&groups, Multiplier::PER_1_000, &[LEVEL]).unwrap(),
        theil,
    );
    near(between_group_variance(&groups, &[LEVEL]).unwrap(), variance);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_spread_lies_between_its_limits_and_not_below_zero(parts in parts()) {
        for measure in &LISTED {
            let found = (measure.ask)(&groups(&parts), &Confidence::PUBLISHED).unwrap();
            prop_assert!(found.value() >= 0.0);
            for limits in found.limits().unwrap() {
                prop_assert!(limits.contain(found.value()), "{}", measure.name);
                prop_assert!(limits.lower() >= 0.0, "{}", measure.name);
            }
        }
    }

    #[test]
    fn equality_has_no_spread(populations in prop::collection::vec(1.0..1e4_f64, 3..12), value in 1.0..99.0_f64) {
        let flat: Vec<_> = populations.iter().map(|&n| (n, value, 1.0)).collect();
        for measure in &LISTED {
            let found = (measure.ask)(&groups(&flat), &[]).unwrap();
            prop_assert!(found.value() < 1e-9, "{} {}", measure.name, found.value());
        }
    }

    #[test]
    fn the_order_of_groups_does_not_matter(
        (rows, shuffled) in parts().prop_flat_map(|parts| (Just(parts.clone()), Just(parts).prop_shuffle())),
    ) {
        for measure in &LISTED {
            let one = (measure.ask)(&groups(&rows), &[]).unwrap();
            let other = (measure.ask)(&groups(&shuffled), &[]).unwrap();
            prop_assert!((one.value() - other.value()).abs() <= 1e-12 * one.value() + 1e-11, "{}", measure.name);
        }
    }

    #[test]
    fn scaling_the_outcome_scales_the_spread_by_a_known_power(parts in parts(), exponent in -6_i32..6) {
        let scale = libm::ldexp(1.0, exponent);
        let scaled: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y * scale, se * scale)).collect();
        for measure in &LISTED {
            let one = (measure.ask)(&groups(&parts), &[LEVEL]).unwrap();
            let other = (measure.ask)(&groups(&scaled), &[LEVEL]).unwrap();
            let factor = libm::ldexp(1.0, exponent * measure.power);
            prop_assert_eq!(one.value() * factor, other.value(), "{}", measure.name);
            let (one, other) = (one.limits_at(LEVEL).unwrap(), other.limits_at(LEVEL).unwrap());
            prop_assert!((one.upper() * factor - other.upper()).abs() <= 1e-12 * other.upper());
        }
    }

    #[test]
    fn splitting_a_group_in_two_alike_changes_nothing_by_person(parts in parts(), place in 0_usize..12) {
        let mut split = parts.clone();
        let place = place % parts.len();
        split[place].0 /= 2.0;
        split.insert(place, split[place]);
        for measure in LISTED.iter().filter(|measure| measure.by_person) {
            let one = (measure.ask)(&groups(&parts), &[]).unwrap();
            let other = (measure.ask)(&groups(&split), &[]).unwrap();
            prop_assert!((one.value() - other.value()).abs() <= 1e-11 * one.value() + 1e-11, "{}", measure.name);
        }
    }

    #[test]
    fn a_shift_leaves_the_absolute_measures(parts in parts(), shift in -20.0..20.0_f64) {
        let shifted: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y + shift, se)).collect();
        for measure in LISTED.iter().filter(|measure| measure.power > 0) {
            let one = (measure.ask)(&groups(&parts), &[]).unwrap();
            let other = (measure.ask)(&groups(&shifted), &[]).unwrap();
            prop_assert!((one.value() - other.value()).abs() < 1e-8, "{}", measure.name);
        }
    }
}
