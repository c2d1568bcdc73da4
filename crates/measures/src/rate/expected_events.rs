//! How many events there would be at someone else's rates.

use crate::age_band::{by_age, same_bands};
use crate::{AgeGroup, AgePopulation, Undefined, numeric};

/// The events that people would have at the rates of a reference population of the same ages.
///
/// # What it shows
/// What the ages of a place alone would bring about.
///
/// # Interpretation
/// 835.9 expected and 895 seen: more than its ages explain.
///
/// # Type
/// Simple measure of one group, standardised; a number, not a rate.
///
/// # Applies when
/// People of the place and events and people of the reference are known in the same bands. Bands are
/// matched by their ages and never by their order.
///
/// # Warning
/// The reference is taken as known without error: it should be much larger than the place.
///
/// # Formula
/// `Σ n d_ref / n_ref`.
///
/// # Example
/// ```
/// use measures::{AgeGroup, AgePopulation, Count, Population, rate};
///
/// let (young, old) = ("0-64".parse()?, "65+".parse()?);
/// let england = |age, deaths: u32, people: u32| AgeGroup {
///     age,
///     count: Count::from(deaths),
///     population: Population::from(people),
/// };
/// let people = |age, people: u32| AgePopulation { age, population: Population::from(people) };
/// let expected = rate::expected_events(
///     &[people(old, 2_000), people(young, 10_000)],
///     &[england(young, 2_000, 1_000_000), england(old, 9_000, 200_000)],
/// )?;
/// assert_eq!(expected, 110.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Breslow N E, Day N E. Statistical Methods in Cancer Research, volume II: The Design and Analysis
/// of Cohort Studies. IARC 1987; 65-69.
pub fn expected_events(people: &[AgePopulation], reference: &[AgeGroup]) -> Result<f64, Undefined> {
    let people = by_age(people, |people| people.age)?;
    let reference = by_age(reference, |group| group.age)?;
    same_bands(
        people.iter().map(|people| people.age),
        reference.iter().map(|group| group.age),
    )?;
    if let Some(empty) = reference.iter().find(|group| group.population.get() == 0.0) {
        return Err(Undefined::AgeBandIsEmpty { band: empty.age });
    }
    let expected = numeric::sum(people.iter().zip(&reference).map(|(people, group)| {
        people.population.get() * (group.count.get() / group.population.get())
    }));
    if expected.is_finite() {
        Ok(expected)
    } else {
        Err(Undefined::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AgeBand, Count, Population};
    use proptest::prelude::*;

    fn band(label: &str) -> AgeBand {
        label.parse().unwrap()
    }

    fn group(age: &str, count: u32, people: u32) -> AgeGroup {
        AgeGroup {
            age: band(age),
            count: Count::from(count),
            population: Population::from(people),
        }
    }

    fn people(age: &str, people: u32) -> AgePopulation {
        group(age, 0, people).into()
    }

    #[test]
    fn bands_are_matched_by_age_and_must_be_the_same() {
        let reference = [
            group("0-64", 2_000, 1_000_000),
            group("65+", 9_000, 200_000),
        ];
        let of = |people: &[AgePopulation]| expected_events(people, &reference);
        assert_eq!(
            of(&[people("65+", 2_000), people("0-64", 10_000)]),
            Ok(110.0)
        );
        assert_eq!(
            of(&[people("65+", 2_000)]),
            Err(Undefined::AgeBandMissing { band: band("0-64") })
        );
        assert_eq!(
            of(&[people("65+", 1), people("65+", 1), people("0-64", 1)]),
            Err(Undefined::AgeBandTwice { band: band("65+") })
        );
        assert_eq!(
            of(&[people("60+", 1), people("0-59", 1)]),
            Err(Undefined::AgeBandUnknown { band: band("0-59") })
        );
    }

    #[test]
    fn a_reference_without_people_has_no_rate_and_a_place_without_has_no_events() {
        assert_eq!(
            expected_events(&[people("0+", 5)], &[group("0+", 0, 0)]),
            Err(Undefined::AgeBandIsEmpty { band: band("0+") })
        );
        assert_eq!(
            expected_events(&[people("0+", 0)], &[group("0+", 5, 9)]),
            Ok(0.0)
        );
    }

    proptest! {
        #[test]
        fn the_reference_expects_what_it_saw(counts in proptest::collection::vec((0_u32..1_000, 1_u32..100_000), 3)) {
            let reference: Vec<AgeGroup> = ["0-14", "15-64", "65+"]
                .iter()
                .zip(&counts)
                .map(|(age, &(count, people))| group(age, count, people))
                .collect();
            let people: Vec<AgePopulation> = reference.iter().rev().map(|&group| group.into()).collect();
            let seen: u32 = counts.iter().map(|(count, _)| count).sum();
            let expected = expected_events(&people, &reference).unwrap();
            prop_assert!((expected - f64::from(seen)).abs() <= 1e-12 * f64::from(seen));
        }
    }
}
