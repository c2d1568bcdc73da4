//! Events seen over events expected.

use super::expected_events;
use crate::interval::{PoissonMethod, poisson};
use crate::{AgeGroup, AgePopulation, Confidence, Count, Estimate, Multiplier, Undefined};

/// An indirectly standardised ratio, such as the standardised mortality ratio (SMR).
///
/// # What it shows
/// How many times as many events there were as the ages of a place would bring about at the rates of
/// a reference.
///
/// # Interpretation
/// 107 with 95% limits 100 to 114, of 100 as the reference: more than its ages explain.
///
/// # Type
/// Relative measure of one group against a reference, standardised.
///
/// # Applies when
/// The events of the place are known in all, by age or not, its people by age, and the reference by
/// age. It is the one to take when events are few. No events are ordinary: ratio 0, lower limit 0.
///
/// # Warning
/// Each place is weighted by its own ages, so two ratios compare with the reference and not with one
/// another; for that take
/// [`directly_standardised_rate`](super::directly_standardised_rate()).
///
/// # Formula
/// `O / E * multiplier`, `E` by [`expected_events`](super::expected_events()), limits of `O` by
/// [`interval::poisson`](crate::interval::poisson()) over `E`.
///
/// # Example
/// ```
/// use measures::interval::PoissonMethod;
/// use measures::{AgeGroup, AgePopulation, Confidence, Count, Multiplier, Population, rate};
///
/// let (young, old) = ("0-64".parse()?, "65+".parse()?);
/// let england = |age, deaths: u32, people: u32| AgeGroup {
///     age,
///     count: Count::from(deaths),
///     population: Population::from(people),
/// };
/// let people = |age, people: u32| AgePopulation { age, population: Population::from(people) };
/// // 110 deaths are expected and 132 were registered.
/// let estimate = rate::indirectly_standardised_ratio(
///     Count::from(132),
///     &[people(young, 10_000), people(old, 2_000)],
///     &[england(young, 2_000, 1_000_000), england(old, 9_000, 200_000)],
///     Multiplier::PERCENT,
///     PoissonMethod::ExactBelowTen,
///     &[Confidence::NINETY_FIVE],
/// )?;
/// let limits = estimate.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.1}", estimate.value()), "120.0");
/// assert_eq!(format!("{:.1} to {:.1}", limits.lower(), limits.upper()), "100.4 to 142.3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`expected_events`](super::expected_events()).
#[doc(alias = "SMR")]
#[doc(alias = "ISR")]
pub fn indirectly_standardised_ratio(
    observed: Count,
    people: &[AgePopulation],
    reference: &[AgeGroup],
    multiplier: Multiplier,
    method: PoissonMethod,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    times_expected(
        observed,
        expected_events(people, reference)?,
        1.0,
        multiplier,
        method,
        confidences,
    )
}

/// `observed / expected * reference * multiplier`, with limits of the count carried along.
pub(super) fn times_expected(
    observed: Count,
    expected: f64,
    reference: f64,
    multiplier: Multiplier,
    method: PoissonMethod,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    if expected == 0.0 {
        return Err(Undefined::NothingExpected);
    }
    let scaled = |count: f64| count / expected * reference * multiplier.get();
    Estimate::assemble(
        scaled(observed.get()),
        method.for_count(observed),
        confidences,
        |confidence| {
            let limits = poisson(observed, method, confidence);
            let (one, other) = (scaled(limits.lower()), scaled(limits.upper()));
            Ok((one.min(other), one.max(other)))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Method, Population};
    use proptest::prelude::*;

    fn group(count: u32, people: u32) -> AgeGroup {
        AgeGroup {
            age: "0+".parse().unwrap(),
            count: Count::from(count),
            population: Population::from(people),
        }
    }

    fn ratio(observed: u32, people: u32, method: PoissonMethod) -> Result<Estimate, Undefined> {
        indirectly_standardised_ratio(
            Count::from(observed),
            &[group(0, people).into()],
            &[group(50, 10_000)],
            Multiplier::PERCENT,
            method,
            &Confidence::PUBLISHED,
        )
    }

    #[test]
    fn no_events_are_ordinary() {
        let estimate = ratio(0, 2_000, PoissonMethod::ExactBelowTen).unwrap();
        let limits = estimate.limits_at(Confidence::NINETY_FIVE).unwrap();
        assert_eq!((estimate.value(), limits.lower()), (0.0, 0.0));
        // -ln 0.025 over 10 expected, of 100.
        assert!((limits.upper() - 36.888_794_541_139_36).abs() < 1e-12);
    }

    #[test]
    fn the_method_goes_by_the_count_or_by_name() {
        let method = |observed, method| ratio(observed, 2_000, method).unwrap().method();
        assert_eq!(
            method(9, PoissonMethod::ExactBelowTen),
            Method::ExactPoisson
        );
        assert_eq!(method(10, PoissonMethod::ExactBelowTen), Method::Byar);
        assert_eq!(method(9, PoissonMethod::ByarThroughout), Method::Byar);
    }

    #[test]
    fn nothing_expected_has_no_ratio() {
        assert_eq!(
            ratio(3, 0, PoissonMethod::ExactBelowTen),
            Err(Undefined::NothingExpected)
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            observed in 0.0..9e15_f64,
            people in 1e-3..9e15_f64,
            multiplier in prop_oneof![-1e12..-1e-12_f64, 1e-12..1e12_f64],
            exact in any::<bool>(),
        ) {
            let method = if exact { PoissonMethod::ExactBelowTen } else { PoissonMethod::ByarThroughout };
            let people = AgePopulation { age: "0+".parse().unwrap(), population: Population::new(people).unwrap() };
            let estimate = indirectly_standardised_ratio(
                Count::new(observed).unwrap(),
                &[people],
                &[group(50, 10_000)],
                Multiplier::new(multiplier).unwrap(),
                method,
                &Confidence::PUBLISHED,
            )
            .unwrap();
            let limits = estimate.limits().unwrap();
            for limits in limits {
                prop_assert!(limits.contain(estimate.value()));
            }
            // The higher confidence is the wider.
            prop_assert!(limits[1].lower() <= limits[0].lower() && limits[0].upper() <= limits[1].upper());
        }
    }
}
