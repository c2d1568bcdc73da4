//! Numbers that nobody thought of: whatever bits a double has, every search ends within its bound, and
//! nothing panics or gives what is not a number.
//!
//! The cases are the same in every run. `PROPTEST_CASES=100000` takes more of them.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::control::{self, Baseline, CountFunnel, ProportionFunnel, Screening};
use crate::gradient::{self, FirstPart, Fit, Quantile, QuantileGroup};
use crate::interval::{self, PoissonMethod};
use crate::numeric::turns::counted::turns_of;
use crate::numeric::{RandomStream, beta, chi_square, gamma, normal, student_t};
use crate::{
    Bounds, Confidence, Count, Estimate, Limits, Measured, Multiplier, Polarity, Population,
    Subgroup, Undefined, gap, rate, spread,
};

#[path = "../fuzz/drive/edges.rs"]
mod edges;

use edges::EDGES;

/// Terms of a series or a continued fraction of the gamma function.
const TERMS: u64 = 2_000;
/// Both integrals of a tail of the beta function, with the search for their scale.
const NODES: u64 = 2 * (8_000 + 2 * 200);
/// Newton's steps of a quantile.
const STEPS: u64 = 200;

fn cases() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Any bits, and often those at which something changes.
fn any_bits() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => any::<u64>().prop_map(f64::from_bits),
        3 => prop::sample::select(&EDGES[..]),
        2 => 0.0..=1.0_f64,
        2 => 0.0..1e3_f64,
        2 => (-80.0..80.0_f64).prop_map(crate::numeric::exp),
    ]
}

/// Within a bound of turns, and a share or not a number just where the domain ends.
fn check_share((found, turns): (f64, u64), inside: bool, bound: u64) -> Result<(), TestCaseError> {
    prop_assert!(turns <= bound, "{} turns", turns);
    prop_assert_eq!(found.is_nan(), !inside);
    prop_assert!(!inside || (0.0..=1.0).contains(&found), "{}", found);
    Ok(())
}

fn check_quantile(
    (found, turns): (f64, u64),
    inside: bool,
    bound: u64,
) -> Result<(), TestCaseError> {
    prop_assert!(turns <= bound, "{} turns", turns);
    prop_assert_eq!(found.is_nan(), !inside);
    Ok(())
}

fn is_share(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_normal_distribution(x in any_bits()) {
        check_share(turns_of(|| normal::lower_tail(x)), !x.is_nan(), 0)?;
        check_share(turns_of(|| normal::upper_tail(x)), !x.is_nan(), 0)?;
        check_quantile(turns_of(|| normal::quantile(x)), is_share(x), 0)?;
        check_quantile(turns_of(|| normal::upper_quantile(x)), is_share(x), 0)?;
    }

    #[test]
    fn the_gamma_distribution(shape in any_bits(), x in any_bits()) {
        let inside = shape > 0.0 && shape.is_finite() && x >= 0.0;
        check_share(turns_of(|| gamma::lower(shape, x)), inside, TERMS)?;
        check_share(turns_of(|| gamma::upper(shape, x)), inside, TERMS)?;
    }

    #[test]
    fn the_chi_square_distribution(p in any_bits(), degrees in any_bits()) {
        let inside = is_share(p) && degrees >= 0.0 && degrees.is_finite();
        let bound = STEPS * (1 + TERMS);
        for found in [
            turns_of(|| chi_square::quantile(p, degrees)),
            turns_of(|| chi_square::upper_quantile(p, degrees)),
        ] {
            check_quantile(found, inside, bound)?;
            prop_assert!(!inside || found.0 >= 0.0, "{}", found.0);
        }
    }

    #[test]
    fn the_beta_distribution(p in any_bits(), a in any_bits(), b in any_bits()) {
        let shapes = (1e-30..=1e30).contains(&a) && (1e-30..=1e30).contains(&b);
        let inside = is_share(p) && shapes;
        check_share(turns_of(|| beta::lower(a, b, p)), inside, NODES)?;
        check_share(turns_of(|| beta::upper(a, b, p)), inside, NODES)?;
        let bound = STEPS * (1 + NODES) + NODES;
        check_share(turns_of(|| beta::quantile(p, a, b)), inside, bound)?;
        check_share(turns_of(|| beta::upper_quantile(p, a, b)), inside, bound)?;
    }

    #[test]
    fn students_distribution(p in any_bits(), degrees in any_bits()) {
        let known = degrees >= 2e-30;
        check_share(turns_of(|| student_t::upper_tail(p, degrees)), known && !p.is_nan(), NODES)?;
        let bound = STEPS * (1 + NODES) + NODES;
        let inside = known && is_share(p);
        check_quantile(turns_of(|| student_t::quantile(p, degrees)), inside, bound)?;
        check_quantile(turns_of(|| student_t::upper_quantile(p, degrees)), inside, bound)?;
    }

    #[test]
    fn drawn_counts(seed in any::<u64>(), number in any::<u64>(), mean in any_bits()) {
        // Any other mean is outside what the stream says it draws from.
        let mean = if mean.is_finite() { mean.abs() } else { 1.0 };
        let (count, turns) = turns_of(|| RandomStream::new(seed, number).poisson(mean));
        prop_assert!(turns <= 1_000 && count >= 0.0 && count.is_finite(), "{}", count);
    }
}

/// A value between its limits, or a reason.
fn check(
    (found, turns): (Result<Estimate, Undefined>, u64),
    bound: u64,
) -> Result<(), TestCaseError> {
    prop_assert!(turns <= bound, "{} turns", turns);
    let Ok(found) = found else {
        return Ok(());
    };
    prop_assert!(found.value().is_finite());
    for limits in found.limits().unwrap_or_default() {
        prop_assert!(limits.contain(found.value()), "{:?}", found);
        prop_assert!(limits.lower().is_finite() && limits.upper().is_finite());
    }
    Ok(())
}

/// Ordered groups of whatever can be made of some numbers.
fn groups_of(numbers: &[f64]) -> Vec<QuantileGroup> {
    let parts: Vec<(Population, Measured)> = numbers
        .chunks_exact(4)
        .filter_map(|four| {
            let population = Population::new(four[0]).ok()?;
            let measured = if four[3] > 0.5 {
                Measured::with_standard_error(four[1], four[2])
            } else {
                let (lower, upper) = (four[2].min(four[3]), four[2].max(four[3]));
                let limits = Limits::new(Confidence::NINETY_FIVE, lower, upper).ok()?;
                Measured::with_limits(four[1], limits)
            };
            Some((population, measured.ok()?))
        })
        .collect();
    let number = u8::try_from(parts.len()).unwrap();
    (1..)
        .zip(parts)
        .filter_map(|(place, (population, measured))| {
            Some(QuantileGroup {
                quantile: Quantile::new(place, number).ok()?,
                population,
                measured,
            })
        })
        .collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn limits_of_one_count(x in any_bits(), n in any_bits(), confidence in any_bits(), error in any_bits(), size in any_bits()) {
        let confidence = Confidence::new(confidence).unwrap_or(Confidence::NINETY_NINE_POINT_EIGHT);
        let gamma = 2 * STEPS * (1 + TERMS);
        let beta = 2 * (STEPS * (1 + NODES) + NODES);
        if let Ok(count) = Count::new(x) {
            let (limits, turns) = turns_of(|| interval::exact_poisson(count, confidence));
            prop_assert!(turns <= gamma && limits.contain(count.get()));
            prop_assert!(interval::byar(count, confidence).contain(count.get()));
            if let Ok(population) = Population::new(n) {
                let each = Multiplier::new(size).unwrap_or(Multiplier::PER_100_000);
                let both = [confidence, Confidence::NINETY_FIVE];
                let method = PoissonMethod::ExactBelowTen;
                check(turns_of(|| rate::crude_rate(count, population, each, method, &both)), 2 * gamma)?;
                check(turns_of(|| rate::proportion(count, population, each, &both)), 0)?;
                let (found, turns) = turns_of(|| interval::exact_binomial(count, population, confidence));
                prop_assert!(turns <= beta);
                if let Ok(limits) = found {
                    prop_assert!(limits.contain(count.get() / population.get()));
                }
                if let Ok(funnel) = ProportionFunnel::of(&[(count, population)]) {
                    let _ = funnel.label(count, population);
                    let limits = funnel.limits(population, confidence);
                    prop_assert!(limits.is_ok_and(|limits| limits.contain(funnel.average())));
                }
            }
            if let Ok(measured) = Measured::with_standard_error(n, error)
                && let Ok(limits) = interval::dobson(measured, count, confidence)
            {
                prop_assert!(limits.contain(n));
            }
            if let Ok(funnel) = CountFunnel::of(&[(count, n)]) {
                let _ = funnel.label(count, size);
                let (limits, turns) = turns_of(|| funnel.limits(size, confidence));
                prop_assert!(turns <= (1_100 + 2 * 120) * (1 + TERMS));
                if let Ok(limits) = limits {
                    prop_assert!(limits.lower() >= 0.0);
                }
            }
        }
        if let Ok(measured) = Measured::with_standard_error(x, error)
            && let Ok(limits) = interval::student_t(measured, 7, confidence)
        {
            prop_assert!(limits.contain(x));
        }
    }

    #[test]
    fn gaps_between_values(numbers in prop::collection::vec(any_bits(), 8), confidence in any_bits()) {
        let level = Confidence::new(confidence).unwrap_or(Confidence::NINETY_FIVE);
        let groups = groups_of(&numbers);
        if let [one, other] = groups.as_slice() {
            check(turns_of(|| gap::absolute_difference(one.measured, other.measured, &[level])), 0)?;
            check(turns_of(|| gap::relative_ratio(one.measured, other.measured, &[level])), 0)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases().cases / 4, ..cases() })]

    #[test]
    fn slopes_over_groups(numbers in prop::collection::vec(any_bits(), 24..48), confidence in any_bits()) {
        let level = Confidence::new(confidence).unwrap_or(Confidence::NINETY_FIVE);
        let groups = groups_of(&numbers);
        // Places of an integral for each of four cumulants of each group, and a search at both sides.
        let bound = 12 * 4 * 46_000 + 12 * 8 + 2 * (40 + 100);
        for fit in Fit::ALL {
            check(turns_of(|| gradient::slope_index_by(&groups, fit, Multiplier::ONE, &[level])), bound)?;
            check(turns_of(|| gradient::relative_index_by(&groups, fit, Multiplier::ONE, &[level])), bound)?;
        }
        let steps = 60 + 60 * 60;
        check(turns_of(|| gradient::logistic_slope_index(&groups, Multiplier::ONE, &[level])), steps)?;
        check(turns_of(|| gradient::logistic_relative_index(&groups, Multiplier::ONE, &[level])), steps)?;
        check(turns_of(|| gradient::wagstaff_index(&groups, Bounds::SHARE, Multiplier::ONE, &[level])), 0)?;
        let subgroups: Vec<Subgroup> = groups.into_iter().map(Subgroup::from).collect();
        let (found, turns) = turns_of(|| spread::heterogeneity(&subgroups));
        prop_assert!(turns <= TERMS);
        prop_assert!(found.is_ok_and(|found| is_share(found.probability)) || found.is_err());
    }

    #[test]
    fn series_and_lists(numbers in prop::collection::vec(any_bits(), 0..30), one in any_bits()) {
        let levels = Confidence::PUBLISHED;
        check(turns_of(|| rate::mean(&numbers, &levels)), 2 * (STEPS * (1 + NODES) + NODES))?;
        if let Ok(chart) = control::xmr_chart(&numbers, &[], Baseline::Everything, Screening::LeftOut) {
            let _ = chart.assurance(one, Polarity::HighIsGood);
            for point in chart.points() {
                prop_assert!(point.lower <= point.mean && point.mean <= point.upper);
            }
        }
        let values: Vec<Option<f64>> = numbers.iter().copied().map(Some).collect();
        if let Ok(parts) = gradient::quantiles_by_rank(&values, 5, FirstPart::Lowest) {
            prop_assert_eq!(parts.len(), values.len());
        }
        prop_assert_eq!(control::stands_among_many(&numbers, one).len(), numbers.len());
    }
}
