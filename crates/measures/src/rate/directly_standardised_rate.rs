//! The rate that a place would have with the ages of a standard population.

use super::StandardPopulation;
use crate::{
    AgeGroup, Confidence, Count, Estimate, Measured, Method, Multiplier, Undefined, interval,
    numeric,
};

/// The fewest events from which a directly standardised rate is given.
pub(super) const FEWEST_EVENTS: u32 = 10;

/// A directly standardised rate with Dobson's limits.
///
/// # What it shows
/// How many events there would be for each so many people, were people of each age as many as in the
/// standard population.
///
/// # Interpretation
/// 385 per 100,000 against 340 in England: with the same ages in both, so age is not the reason.
///
/// # Type
/// Simple measure of one group, standardised.
///
/// # Applies when
/// Events and people are known by age, in the bands of the standard, and events are independent of
/// one another; for people with several see
/// [`repeated_events_rate`](super::repeated_events_rate()). No events in a band are ordinary.
///
/// # Warning
/// It is a number to compare with, not one that happens anywhere. Below ten events in all it jumps
/// with each of them and is not given. A band that is missing, twice, not in the standard or without
/// people is refused: rates of other bands are not the same measure.
///
/// # Formula
/// `Σ w d/n / Σ w * multiplier`, variance `Σ d (w/n)² / (Σ w)²`, limits by
/// [`interval::dobson`](crate::interval::dobson()).
///
/// # Example
/// ```
/// use measures::rate::{self, StandardPopulation};
/// use measures::{AgeGroup, Confidence, Count, Multiplier, Population};
///
/// // Deaths from all causes of men in two wide bands of an invented town.
/// let standard = StandardPopulation::european_2013().in_bands(&["0-64".parse()?, "65+".parse()?])?;
/// let group = |age: &str, deaths: u32, people: u32| {
///     Ok::<_, measures::AgeBandError>(AgeGroup {
///         age: age.parse()?,
///         count: Count::from(deaths),
///         population: Population::from(people),
///     })
/// };
/// let groups = [group("65+", 420, 9_100)?, group("0-64", 96, 44_000)?];
/// let levels = [Confidence::NINETY_FIVE];
/// let estimate = rate::directly_standardised_rate(&groups, &standard, Multiplier::PER_100_000, &levels)?;
/// // 100,000 (0.805 * 96 / 44,000 + 0.195 * 420 / 9,100).
/// assert_eq!(format!("{:.1}", estimate.value()), "1075.6");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`interval::dobson`](crate::interval::dobson()). Morris J K, Tan J, Fryers P, Bestwick J.
/// Evaluation of stability of directly standardized rates for sparse data using simulation methods.
/// Population Health Metrics 2018; 16: 19.
#[doc(alias = "DSR")]
pub fn directly_standardised_rate(
    groups: &[AgeGroup],
    standard: &StandardPopulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let bands = standard
        .shared_out(groups, |group| group.age)?
        .into_iter()
        .map(|(group, share)| {
            let people = group.population.get();
            if people == 0.0 {
                return Err(Undefined::AgeBandIsEmpty { band: group.age });
            }
            let events = group.count.get();
            Ok(WeightedEvents {
                weight: share / people,
                events,
                variance: events,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    weighted_rate(&bands, FEWEST_EVENTS, multiplier, confidences)
}

/// The events of one band with what each adds to the result.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WeightedEvents {
    pub(crate) weight: f64,
    pub(crate) events: f64,
    /// The variance of their number; the number itself where they are independent.
    pub(crate) variance: f64,
}

/// A weighted sum of events with Dobson's limits, from so many events on.
pub(crate) fn weighted_rate(
    bands: &[WeightedEvents],
    fewest: u32,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let total = numeric::sum(bands.iter().map(|band| band.events));
    let count = Count::new(total).map_err(|_| Undefined::TooLarge)?;
    if count.get() < f64::from(fewest) {
        return Err(Undefined::TooFewEvents { needed: fewest });
    }
    let value = numeric::sum(bands.iter().map(|band| band.events * band.weight));
    let variance = numeric::sum(
        bands
            .iter()
            .map(|band| band.variance * band.weight * band.weight),
    );
    let weighted =
        Measured::with_standard_error(value, variance.sqrt()).map_err(|_| Undefined::TooLarge)?;
    Estimate::assemble(
        value * multiplier.get(),
        Method::Dobson,
        confidences,
        |confidence| {
            let limits = interval::dobson(weighted, count, confidence)?
                .times(multiplier)
                .ok_or(Undefined::TooLarge)?;
            Ok((limits.lower(), limits.upper()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::PoissonMethod;
    use crate::rate::crude_rate;
    use crate::{AgeBand, Population};
    use proptest::prelude::*;

    fn groups(counts: &[(u32, u32)]) -> Vec<AgeGroup> {
        StandardPopulation::european_2013()
            .bands()
            .zip(counts)
            .map(|((age, _), &(count, people))| AgeGroup {
                age,
                count: Count::from(count),
                population: Population::from(people),
            })
            .collect()
    }

    fn per_100_000(groups: &[AgeGroup]) -> Result<Estimate, Undefined> {
        directly_standardised_rate(
            groups,
            &StandardPopulation::european_2013(),
            Multiplier::PER_100_000,
            &Confidence::PUBLISHED,
        )
    }

    fn band(label: &str) -> AgeBand {
        label.parse().unwrap()
    }

    #[test]
    fn a_missing_band_is_refused_by_name() {
        let mut without = groups(&[(5, 1_000); 19]);
        without.remove(3);
        assert_eq!(
            per_100_000(&without),
            Err(Undefined::AgeBandMissing {
                band: band("15-19")
            })
        );
        assert_eq!(
            per_100_000(&without).unwrap_err().to_string(),
            "there are no figures for ages 15-19"
        );
    }

    #[test]
    fn a_band_that_is_there_twice_is_refused_by_name() {
        let mut twice = groups(&[(5, 1_000); 19]);
        twice.push(twice[7]);
        assert_eq!(
            per_100_000(&twice),
            Err(Undefined::AgeBandTwice {
                band: band("35-39")
            })
        );
    }

    #[test]
    fn bands_of_another_width_are_refused_by_name() {
        let mut other = groups(&[(5, 1_000); 19]);
        other[17].age = band("85+");
        other.pop();
        assert_eq!(
            per_100_000(&other),
            Err(Undefined::AgeBandUnknown { band: band("85+") })
        );
    }

    #[test]
    fn a_band_without_people_is_refused_by_name() {
        let mut empty = groups(&[(5, 1_000); 19]);
        empty[18].population = Population::from(0);
        assert_eq!(
            per_100_000(&empty),
            Err(Undefined::AgeBandIsEmpty { band: band("90+") })
        );
    }

    #[test]
    fn fewer_than_ten_events_have_no_rate() {
        let mut few = groups(&[(0, 1_000); 19]);
        few[4].count = Count::from(9);
        assert_eq!(
            per_100_000(&few),
            Err(Undefined::TooFewEvents { needed: 10 })
        );
        few[5].count = Count::from(1);
        assert_eq!(per_100_000(&few).unwrap().method(), Method::Dobson);
    }

    #[test]
    fn one_group_alone_is_one_result() {
        // Whether other places are computed beside it changes nothing: there is no grouping.
        let one = StandardPopulation::new([(band("0+"), Population::from(1))]).unwrap();
        let group = AgeGroup {
            age: band("0+"),
            count: Count::from(64),
            population: Population::from(100),
        };
        let level = [Confidence::NINETY_FIVE];
        let standardised =
            directly_standardised_rate(&[group], &one, Multiplier::PERCENT, &level).unwrap();
        let crude = crude_rate(
            group.count,
            group.population,
            Multiplier::PERCENT,
            PoissonMethod::ByarThroughout,
            &level,
        )
        .unwrap();
        assert_eq!(standardised.value(), crude.value());
        let (one, other) = (
            standardised.limits().unwrap()[0],
            crude.limits().unwrap()[0],
        );
        assert!((one.lower() / other.lower() - 1.0).abs() < 1e-14);
        assert!((one.upper() / other.upper() - 1.0).abs() < 1e-14);
    }

    fn any_counts() -> impl Strategy<Value = Vec<(u32, u32)>> {
        proptest::collection::vec((0_u32..500, 1_u32..100_000), 19)
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits_for_every_multiplier(
            counts in any_counts(),
            multiplier in prop_oneof![-1e12..-1e-12_f64, 1e-12..1.0_f64, 1e-12..1e12_f64],
            confidence in 1e-6..0.999_999_f64,
        ) {
            let estimate = directly_standardised_rate(
                &groups(&counts),
                &StandardPopulation::european_2013(),
                Multiplier::new(multiplier).unwrap(),
                &[Confidence::new(confidence).unwrap()],
            );
            if let Ok(estimate) = estimate {
                for limits in estimate.limits().unwrap() {
                    prop_assert!(limits.contain(estimate.value()));
                }
            }
        }

        #[test]
        fn the_order_of_bands_changes_no_bit(counts in any_counts(), turn in 0_usize..19) {
            let mut turned = groups(&counts);
            turned.rotate_left(turn);
            turned.reverse();
            prop_assert_eq!(per_100_000(&turned), per_100_000(&groups(&counts)));
        }

        #[test]
        fn more_confidence_is_wider(counts in any_counts()) {
            if let Ok(estimate) = per_100_000(&groups(&counts)) {
                let limits = estimate.limits().unwrap();
                prop_assert!(limits[1].lower() <= limits[0].lower());
                prop_assert!(limits[0].upper() <= limits[1].upper());
            }
        }

        #[test]
        fn a_standard_ten_times_as_large_is_the_same_standard(counts in any_counts()) {
            let standard = StandardPopulation::new(
                StandardPopulation::european_2013()
                    .bands()
                    .map(|(age, people)| (age, Population::new(people * 10.0).unwrap())),
            )
            .unwrap();
            let other = directly_standardised_rate(
                &groups(&counts),
                &standard,
                Multiplier::PER_100_000,
                &Confidence::PUBLISHED,
            );
            if let (Ok(one), Ok(other)) = (per_100_000(&groups(&counts)), other) {
                prop_assert!((one.value() / other.value() - 1.0).abs() < 1e-14);
            }
        }

        /// Bands with one rate and people in the proportion of the standard merge into one.
        #[test]
        fn the_same_rate_at_every_age_is_the_rate(count in 1_u32..1_000, people in 1_u32..1_000_000) {
            let estimate = per_100_000(&groups(&[(count, people); 19])).unwrap();
            let crude = f64::from(count) / f64::from(people) * 100_000.0;
            prop_assert!((estimate.value() / crude - 1.0).abs() < 1e-13);
        }

        #[test]
        fn twice_the_people_is_half_the_rate(counts in any_counts()) {
            let doubled: Vec<_> = counts.iter().map(|&(count, people)| (count, people * 2)).collect();
            if let (Ok(one), Ok(two)) = (per_100_000(&groups(&counts)), per_100_000(&groups(&doubled))) {
                prop_assert!((one.value() / two.value() - 2.0).abs() < 1e-13);
                let (one, two) = (one.limits().unwrap()[0], two.limits().unwrap()[0]);
                prop_assert!((one.upper() / two.upper() - 2.0).abs() < 1e-12);
            }
        }
    }
}
