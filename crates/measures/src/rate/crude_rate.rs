//! Events over people or time, as counted.

use crate::interval::{PoissonMethod, poisson};
use crate::{Confidence, Count, Estimate, Multiplier, Population, Undefined};

/// A crude rate with Poisson limits.
///
/// # What it shows
/// How many events there were for each so many people, or person-years.
///
/// # Interpretation
/// 94.7 per 100,000 with 95% limits 93.9 to 95.5: rates in that range are compatible with the count.
///
/// # Type
/// Simple measure of one group.
///
/// # Applies when
/// Events are counted and are independent of one another. Events may outnumber people. No events are
/// ordinary: rate 0, lower limit 0, upper limit above it.
///
/// # Warning
/// Crude means that age and sex are not allowed for: an older place has more deaths for that alone.
/// For several years together, the denominator is person-years.
///
/// # Formula
/// `x / n * multiplier`, limits of the count by [`interval::poisson`](crate::interval::poisson())
/// over `n` times the multiplier.
///
/// # Example
/// ```
/// use measures::interval::PoissonMethod;
/// use measures::{Confidence, Count, Multiplier, Population, rate};
///
/// // Campylobacter infections in England, 2015.
/// let estimate = rate::crude_rate(
///     Count::from(51_897),
///     Population::from(54_786_327),
///     Multiplier::PER_100_000,
///     PoissonMethod::ByarThroughout,
///     &[Confidence::NINETY_FIVE],
/// )?;
/// let limits = estimate.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.4}", estimate.value()), "94.7262");
/// assert_eq!(format!("{:.4} {:.4}", limits.lower(), limits.upper()), "93.9129 95.5447");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`interval::exact_poisson`](crate::interval::exact_poisson()) and
/// [`interval::byar`](crate::interval::byar()). Association of Public Health Observatories.
/// Technical Briefing 3: Commonly used public health statistics and their confidence intervals. 2008.
pub fn crude_rate(
    count: Count,
    population: Population,
    multiplier: Multiplier,
    method: PoissonMethod,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let n = population.get();
    if n == 0.0 {
        return Err(Undefined::DenominatorIsZero);
    }
    let each = |count: f64| count / n * multiplier.get();
    Estimate::assemble(
        each(count.get()),
        method.for_count(count),
        confidences,
        |confidence| {
            let limits = poisson(count, method, confidence);
            let (one, other) = (each(limits.lower()), each(limits.upper()));
            Ok((one.min(other), one.max(other)))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;
    use proptest::prelude::*;

    #[test]
    fn no_events_have_a_rate_of_zero_with_an_upper_limit() {
        let estimate = crude_rate(
            Count::ZERO,
            Population::from(1_000),
            Multiplier::PER_1_000,
            PoissonMethod::ExactBelowTen,
            &[Confidence::NINETY_FIVE],
        )
        .unwrap();
        let limits = estimate.limits_at(Confidence::NINETY_FIVE).unwrap();
        assert_eq!((estimate.value(), limits.lower()), (0.0, 0.0));
        // -ln 0.025.
        assert!((limits.upper() - 3.688_879_454_113_936).abs() < 1e-14);
    }

    #[test]
    fn the_method_is_named_beside_the_limits() {
        let method = |count: u32| {
            crude_rate(
                Count::from(count),
                Population::from(9),
                Multiplier::ONE,
                PoissonMethod::ExactBelowTen,
                &[],
            )
            .unwrap()
            .method()
        };
        assert_eq!(
            (method(9), method(10)),
            (Method::ExactPoisson, Method::Byar)
        );
    }

    #[test]
    fn nobody_has_no_rate() {
        assert_eq!(
            crude_rate(
                Count::from(3),
                Population::from(0),
                Multiplier::ONE,
                PoissonMethod::ExactBelowTen,
                &[]
            ),
            Err(Undefined::DenominatorIsZero)
        );
    }

    #[test]
    fn a_vanishing_population_gives_a_reason_and_not_infinity() {
        let population = Population::new(1e-300).unwrap();
        let count = Count::from(1_000_000_000);
        assert_eq!(
            crude_rate(
                count,
                population,
                Multiplier::PER_100_000,
                PoissonMethod::ExactBelowTen,
                &[]
            ),
            Err(Undefined::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            count in prop_oneof![0.0..12.0_f64, 0.0..9e15_f64],
            population in 1e-3..9e15_f64,
            multiplier in prop_oneof![-1e12..-1e-12_f64, 1e-12..1e12_f64],
            exact in any::<bool>(),
        ) {
            let method =
                if exact { PoissonMethod::ExactBelowTen } else { PoissonMethod::ByarThroughout };
            let estimate = crude_rate(
                Count::new(count).unwrap(),
                Population::new(population).unwrap(),
                Multiplier::new(multiplier).unwrap(),
                method,
                &Confidence::PUBLISHED,
            )
            .unwrap();
            for limits in estimate.limits().unwrap() {
                prop_assert!(limits.contain(estimate.value()));
            }
        }

        #[test]
        fn twice_the_people_is_half_the_rate(count in 0_u32..100_000, population in 1_u32..1_000_000) {
            let rate = |people: f64| {
                crude_rate(
                    Count::from(count),
                    Population::new(people).unwrap(),
                    Multiplier::PER_100_000,
                    PoissonMethod::ExactBelowTen,
                    &[Confidence::NINETY_FIVE],
                )
                .unwrap()
            };
            let (one, two) = (rate(f64::from(population)), rate(2.0 * f64::from(population)));
            let (one_limits, two_limits) = (one.limits().unwrap(), two.limits().unwrap());
            // Halving is exact in binary.
            prop_assert_eq!((one.value() / 2.0).to_bits(), two.value().to_bits());
            prop_assert_eq!((one_limits[0].upper() / 2.0).to_bits(), two_limits[0].upper().to_bits());
        }
    }
}
