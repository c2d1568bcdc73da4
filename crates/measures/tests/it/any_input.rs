//! Whatever numbers come, an answer is finite and lies between its limits, or there is a reason.

use measures::control::{
    Baseline, CountFunnel, Extremes, FunnelScale, ProportionFunnel, Screening, overdispersion,
    p_chart, u_chart, xmr_chart,
};
use measures::gap::{self, Users};
use measures::gradient::{self, Fit, Quantile, QuantileGroup};
use measures::impact::{self, Occurrence, Reference};
use measures::spread::{self, DistanceFrom};
use measures::{
    Bounds, Confidence, Count, Estimate, Limits, Measured, Multiplier, Polarity, Population,
    Simulation, Subgroup, Undefined, Weighting,
};
use proptest::prelude::*;

const LEVELS: [Confidence; 2] = Confidence::PUBLISHED;

/// Any finite number, and often one of a size that figures have.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..1.0_f64,
        4 => -1e3..1e3_f64,
        1 => Just(0.0),
        1 => Just(1.0),
        2 => any::<f64>().prop_filter("finite", |value| value.is_finite()),
    ]
}

fn population() -> impl Strategy<Value = Population> {
    let size = prop_oneof![
        40 => (1_u32..1_000_000).prop_map(f64::from),
        1 => Just(0.0),
        1 => 1e-300..1.0_f64,
        1 => 1e6..9e15_f64,
    ];
    size.prop_map(|size| Population::new(size).unwrap())
}

fn measured() -> impl Strategy<Value = Measured> {
    (value(), value(), value(), 0_u8..16).prop_map(|(value, one, other, kind)| match kind {
        0 => Measured::new(value).unwrap(),
        1..=4 => Measured::with_standard_error(value, one.abs()).unwrap(),
        5..=11 => Measured::with_standard_error(value, value.abs() / 20.0).unwrap(),
        _ => {
            let limits = Limits::new(Confidence::NINETY_FIVE, one.min(other), one.max(other));
            Measured::with_limits(value, limits.unwrap()).unwrap()
        }
    })
}

fn groups() -> impl Strategy<Value = Vec<QuantileGroup>> {
    prop::collection::vec((population(), measured()), 2..12).prop_map(|groups| {
        let parts = u8::try_from(groups.len()).unwrap();
        (1..)
            .zip(groups)
            .map(|(number, (population, measured))| QuantileGroup {
                quantile: Quantile::new(number, parts).unwrap(),
                population,
                measured,
            })
            .collect()
    })
}

fn multiplier() -> impl Strategy<Value = Multiplier> {
    let size = prop_oneof![-1e12..-1e-12_f64, 1e-12..1.0_f64, 1.0..1e12_f64];
    size.prop_map(|size| Multiplier::new(size).unwrap())
}

/// Sound, or a reason.
fn check(found: Result<Estimate, Undefined>, name: &str) -> Result<(), TestCaseError> {
    let Ok(found) = found else {
        return Ok(());
    };
    prop_assert!(found.value().is_finite(), "{}", name);
    for limits in found.limits().unwrap_or_default() {
        let (lower, upper) = (limits.lower(), limits.upper());
        prop_assert!(lower.is_finite() && upper.is_finite(), "{}", name);
        prop_assert!(
            lower <= found.value() && found.value() <= upper,
            "{}: {} {} {}",
            name,
            lower,
            found.value(),
            upper
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn gradients(groups in groups(), multiplier in multiplier()) {
        for fit in Fit::ALL {
            check(gradient::slope_index_by(&groups, fit, multiplier, &LEVELS), fit.code())?;
            check(gradient::relative_index_by(&groups, fit, multiplier, &LEVELS), fit.code())?;
            if let Ok(line) = gradient::fitted_line_by(&groups, fit) {
                prop_assert!(line.most_deprived_end.is_finite() && line.least_deprived_end.is_finite());
            }
        }
        check(gradient::logistic_slope_index(&groups, multiplier, &LEVELS), "logistic slope")?;
        check(gradient::logistic_relative_index(&groups, multiplier, &LEVELS), "logistic ratio")?;
        check(gradient::concentration_index(&groups, multiplier, &LEVELS), "concentration")?;
        check(gradient::relative_concentration_index(&groups, multiplier, &LEVELS), "relative concentration")?;
        for bounds in [Bounds::SHARE, Bounds::new(-1e300, 1e300).unwrap()] {
            check(gradient::wagstaff_index(&groups, bounds, multiplier, &LEVELS), "Wagstaff")?;
            check(gradient::erreygers_index(&groups, bounds, multiplier, &LEVELS), "Erreygers")?;
        }
    }

    #[test]
    fn gaps_and_impact(groups in groups(), multiplier in multiplier()) {
        let unordered: Vec<Subgroup> = groups.iter().copied().map(Subgroup::from).collect();
        let (one, other) = (groups[0].measured, groups[1].measured);
        check(gap::absolute_difference(one, other, &LEVELS), "difference")?;
        check(gap::relative_ratio(one, other, &LEVELS), "ratio")?;
        check(gap::widest_difference(&unordered, &LEVELS), "widest difference")?;
        check(gap::widest_ratio(&unordered, &LEVELS), "widest ratio")?;
        for reference in [Reference::Best, Reference::Group(1), Reference::Group(20)] {
            for polarity in [Polarity::HighIsGood, Polarity::LowIsGood] {
                check(
                    impact::population_attributable_risk(&unordered, reference, polarity, multiplier, &LEVELS),
                    "risk",
                )?;
                check(
                    impact::population_attributable_fraction(&unordered, reference, polarity, multiplier, &LEVELS),
                    "fraction",
                )?;
            }
        }
    }

    #[test]
    fn spreads(groups in groups(), multiplier in multiplier()) {
        let groups: Vec<Subgroup> = groups.into_iter().map(Subgroup::from).collect();
        let simulation = Simulation::new(1, 1_000).unwrap();
        check(spread::between_group_variance(&groups, &LEVELS), "variance")?;
        check(spread::theil_index(&groups, multiplier, &LEVELS), "Theil")?;
        check(spread::mean_log_deviation(&groups, multiplier, &LEVELS), "log deviation")?;
        if let Ok(found) = spread::heterogeneity(&groups) {
            prop_assert!((0.0..=1.0).contains(&found.probability) && found.chi_square >= 0.0);
            prop_assert!((0.0..=1.0).contains(&found.not_by_chance));
        }
        for bounds in [None, Some(Bounds::SHARE)] {
            check(spread::between_group_deviation(&groups, bounds, simulation, &LEVELS), "deviation")?;
            check(
                spread::coefficient_of_variation(&groups, bounds, simulation, multiplier, &LEVELS),
                "variation",
            )?;
            check(spread::disproportion_index(&groups, bounds, simulation, multiplier, &LEVELS), "disproportion")?;
            for weighting in [Weighting::Equal, Weighting::Population] {
                check(
                    spread::index_of_disparity(&groups, weighting, bounds, simulation, multiplier, &LEVELS),
                    "disparity",
                )?;
                check(
                    spread::mean_difference(&groups, DistanceFrom::Group(1), weighting, bounds, simulation, &LEVELS),
                    "mean difference",
                )?;
            }
        }
    }

    #[test]
    fn counts(
        places in prop::collection::vec((0_u32..10_000, population()), 12..30), steps in prop::collection::vec(0_usize..40, 0..3),
    ) {
        let places: Vec<(Count, Population)> = places.into_iter().map(|(x, n)| (Count::from(x), n)).collect();
        let occurrences: Vec<Occurrence> = places
            .iter()
            .map(|&(events, population)| Occurrence { events, population })
            .collect();
        check(impact::excess_events(&occurrences, 1, &LEVELS), "excess")?;
        let users = Users {
            in_group: places[0].0,
            all: places[1].0,
            people_in_group: places[0].1,
            all_people: places[1].1,
        };
        check(gap::representation_ratio(users, &LEVELS), "representation")?;
        check(gap::representation_index(users, Multiplier::ONE, &LEVELS), "representation index")?;
        for (place, level) in places.iter().zip(LEVELS) {
            if let Ok(funnel) = ProportionFunnel::of(&places) {
                let _ = funnel.label(place.0, place.1);
                if let Ok(limits) = funnel.limits(place.1, level) {
                    prop_assert!(limits.contain(funnel.average()));
                }
            }
            let sizes: Vec<_> = places.iter().map(|(x, n)| (*x, n.get())).collect();
            if let Ok(funnel) = CountFunnel::of(&sizes) {
                let _ = funnel.label(place.0, place.1.get());
                if let Ok(limits) = funnel.limits(place.1.get(), level) {
                    prop_assert!(limits.lower() <= funnel.centre() * (1.0 + 1e-9));
                    prop_assert!(limits.upper() >= funnel.centre() * (1.0 - 1e-9));
                }
            }
            for scale in [FunnelScale::LogRatio, FunnelScale::RootRatio, FunnelScale::ArcSine, FunnelScale::LogCounts] {
                if let Ok(found) = overdispersion(&places, scale, Extremes::DrawnIn)
                    && let Ok(limits) = found.limits(place.1, level)
                {
                    prop_assert!(limits.contain(found.target()));
                }
            }
        }
        for chart in [p_chart(&places, &steps), u_chart(&places, &steps)].into_iter().flatten() {
            for point in chart.points() {
                prop_assert!(point.lower <= point.mean && point.mean <= point.upper);
            }
        }
    }

    #[test]
    fn series(values in prop::collection::vec(value(), 0..40), steps in prop::collection::vec(0_usize..40, 0..3)) {
        for (baseline, screening) in [(Baseline::Everything, Screening::LeftOut), (Baseline::First(12), Screening::Kept)] {
            if let Ok(chart) = xmr_chart(&values, &steps, baseline, screening) {
                prop_assert_eq!(chart.points().len(), values.len());
                for point in chart.points() {
                    prop_assert!(point.lower <= point.mean && point.mean <= point.upper);
                }
            }
        }
    }
}
