//! The rate of a reference, times events seen over events expected.

use super::expected_events;
use super::indirectly_standardised_ratio::times_expected;
use crate::interval::PoissonMethod;
use crate::{AgeGroup, AgePopulation, Confidence, Count, Estimate, Multiplier, Undefined, numeric};

/// An indirectly standardised rate.
///
/// # What it shows
/// The rate of the reference, raised or lowered by how far a place departs from what its ages would
/// bring about.
///
/// # Interpretation
/// As [`indirectly_standardised_ratio`](super::indirectly_standardised_ratio()), in the unit of a
/// rate.
///
/// # Type
/// Simple measure of one group, standardised.
///
/// # Applies when
/// As for the ratio.
///
/// # Warning
/// As for the ratio: compare it with the crude rate of the reference and with nothing else.
///
/// # Formula
/// `O / E * Σ d_ref / Σ n_ref * multiplier`, limits of `O` carried along.
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
/// // 132 of 110 expected; the reference has 11,000 of 1,200,000.
/// let estimate = rate::indirectly_standardised_rate(
///     Count::from(132),
///     &[people(young, 10_000), people(old, 2_000)],
///     &[england(young, 2_000, 1_000_000), england(old, 9_000, 200_000)],
///     Multiplier::PER_100_000,
///     PoissonMethod::ExactBelowTen,
///     &[Confidence::NINETY_FIVE],
/// )?;
/// assert_eq!(format!("{:.1}", estimate.value()), "1100.0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`expected_events`](super::expected_events()).
#[doc(alias = "ISR")]
pub fn indirectly_standardised_rate(
    observed: Count,
    people: &[AgePopulation],
    reference: &[AgeGroup],
    multiplier: Multiplier,
    method: PoissonMethod,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let expected = expected_events(people, reference)?;
    let events = numeric::sum(reference.iter().map(|group| group.count.get()));
    let everybody = numeric::sum(reference.iter().map(|group| group.population.get()));
    times_expected(
        observed,
        expected,
        events / everybody,
        multiplier,
        method,
        confidences,
    )
}

#[cfg(test)]
mod tests {
    use super::super::indirectly_standardised_ratio;
    use super::*;
    use crate::Population;
    use proptest::prelude::*;

    #[test]
    fn nothing_expected_has_no_rate() {
        let group = AgeGroup {
            age: "0+".parse().unwrap(),
            count: Count::ZERO,
            population: Population::from(9),
        };
        assert_eq!(
            indirectly_standardised_rate(
                Count::from(3),
                &[group.into()],
                &[group],
                Multiplier::ONE,
                PoissonMethod::ExactBelowTen,
                &[]
            ),
            Err(Undefined::NothingExpected)
        );
    }

    proptest! {
        #[test]
        fn it_is_the_ratio_times_the_crude_rate_of_the_reference(
            observed in 0_u32..5_000,
            people in proptest::collection::vec(1_u32..100_000, 3),
            counts in proptest::collection::vec((1_u32..1_000, 1_u32..100_000), 3),
        ) {
            let ages = ["0-14", "15-64", "65+"].map(|age| age.parse().unwrap());
            let people: Vec<AgePopulation> = ages
                .iter()
                .zip(&people)
                .map(|(&age, &people)| AgePopulation { age, population: Population::from(people) })
                .collect();
            let reference: Vec<AgeGroup> = ages
                .iter()
                .zip(&counts)
                .map(|(&age, &(count, people))| AgeGroup {
                    age,
                    count: Count::from(count),
                    population: Population::from(people),
                })
                .collect();
            let observed = Count::from(observed);
            let method = PoissonMethod::ExactBelowTen;
            let levels = &Confidence::PUBLISHED;
            let rate =
                indirectly_standardised_rate(observed, &people, &reference, Multiplier::ONE, method, levels).unwrap();
            let ratio =
                indirectly_standardised_ratio(observed, &people, &reference, Multiplier::ONE, method, levels).unwrap();
            let events: f64 = reference.iter().map(|group| group.count.get()).sum();
            let everybody: f64 = reference.iter().map(|group| group.population.get()).sum();
            let expected = ratio.value() * (events / everybody);
            prop_assert!((rate.value() - expected).abs() <= 1e-14 * expected);
            for limits in rate.limits().unwrap() {
                prop_assert!(limits.contain(rate.value()));
            }
        }
    }
}
