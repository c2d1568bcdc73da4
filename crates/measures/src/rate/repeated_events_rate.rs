//! The standardised rate of events that happen to some people several times.

use super::StandardPopulation;
use super::directly_standardised_rate::{FEWEST_EVENTS, WeightedEvents, weighted_rate};
use crate::{AgeBand, Confidence, Count, Estimate, Multiplier, Population, Undefined, numeric};

/// People of one age, by how many events each of them had.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatedEvents {
    /// How old they are.
    pub age: AgeBand,
    /// Everybody of that age, with and without events; or person-years.
    pub population: Population,
    /// How many people had so many events: 75 had one, 16 had two.
    pub people: Vec<PeopleWithEvents>,
}

/// How many people had so many events each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeopleWithEvents {
    /// The events of each of them.
    pub events: u32,
    /// How many people they are.
    pub people: Count,
}

/// A directly standardised rate of events that are not independent, with limits that know it.
///
/// # What it shows
/// As [`directly_standardised_rate`](super::directly_standardised_rate()): admissions, attendances
/// or falls for each so many people of a standard population.
///
/// # Interpretation
/// The rate is the same as if the events were independent; the limits are wider, because a person
/// with four admissions is one chance and not four.
///
/// # Type
/// Simple measure of one group, standardised.
///
/// # Applies when
/// It is known how many people of each age had one event, how many two, and so on. One band for all
/// ages makes it a crude rate.
///
/// # Warning
/// As for [`directly_standardised_rate`](super::directly_standardised_rate()). Events, not people,
/// must be ten or more.
///
/// # Formula
/// With `x` people who had `f` events each: `d = Σ f x`, variance of `d` is `Σ f² x`, and otherwise
/// as for independent events.
///
/// # Example
/// ```
/// use measures::rate::{self, PeopleWithEvents, RepeatedEvents, StandardPopulation};
/// use measures::{Confidence, Count, Multiplier, Population};
///
/// let age = "0+".parse()?;
/// let standard = StandardPopulation::new([(age, Population::from(1))])?;
/// let with = |events, people| PeopleWithEvents { events, people: Count::from(people) };
/// let falls = RepeatedEvents {
///     age,
///     population: Population::from(1_000),
///     people: vec![with(1, 40), with(2, 9), with(3, 2)],
/// };
/// // 64 falls of 51 people. Had they been independent, the limits were 49.3 to 81.7.
/// let levels = [Confidence::NINETY_FIVE];
/// let estimate = rate::repeated_events_rate(&[falls], &standard, Multiplier::PER_1_000, &levels)?;
/// let limits = estimate.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.1}", estimate.value()), "64.0");
/// assert_eq!(format!("{:.1} to {:.1}", limits.lower(), limits.upper()), "46.2 to 85.5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`interval::dobson`](crate::interval::dobson()). Glynn R J, Stukel T A, Sharp S M, Bubolz T A,
/// Freeman J L, Fisher E S. Estimating the variance of standardized rates of recurrent events, with
/// application to hospitalizations among the elderly in New England. American Journal of
/// Epidemiology 1993; 137: 776-786.
#[doc(alias = "non-independent events")]
pub fn repeated_events_rate(
    groups: &[RepeatedEvents],
    standard: &StandardPopulation,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let bands = standard
        .shared_out(groups, |group| group.age)?
        .into_iter()
        .map(|(group, share)| {
            let population = group.population.get();
            if population == 0.0 {
                return Err(Undefined::AgeBandIsEmpty { band: group.age });
            }
            let total = |power: fn(f64) -> f64| {
                numeric::sum(
                    group
                        .people
                        .iter()
                        .map(|with| power(f64::from(with.events)) * with.people.get()),
                )
            };
            Ok(WeightedEvents {
                weight: share / population,
                events: total(|events| events),
                variance: total(|events| events * events),
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    weighted_rate(&bands, FEWEST_EVENTS, multiplier, confidences)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AgeGroup;
    use crate::rate::directly_standardised_rate;
    use proptest::prelude::*;

    fn with(events: u32, people: u32) -> PeopleWithEvents {
        PeopleWithEvents {
            events,
            people: Count::from(people),
        }
    }

    fn two_bands() -> StandardPopulation {
        StandardPopulation::european_2013()
            .in_bands(&["0-64".parse().unwrap(), "65+".parse().unwrap()])
            .unwrap()
    }

    fn groups(people: [Vec<PeopleWithEvents>; 2]) -> Vec<RepeatedEvents> {
        two_bands()
            .bands()
            .zip(people)
            .map(|((age, _), people)| RepeatedEvents {
                age,
                population: Population::from(5_000),
                people,
            })
            .collect()
    }

    fn per_1_000(groups: &[RepeatedEvents]) -> Result<Estimate, Undefined> {
        repeated_events_rate(
            groups,
            &two_bands(),
            Multiplier::PER_1_000,
            &Confidence::PUBLISHED,
        )
    }

    #[test]
    fn events_and_not_people_must_be_ten() {
        assert!(per_1_000(&groups([vec![with(5, 1)], vec![with(5, 1)]])).is_ok());
        assert_eq!(
            per_1_000(&groups([vec![with(5, 1)], vec![with(4, 1)]])),
            Err(Undefined::TooFewEvents { needed: 10 })
        );
    }

    #[test]
    fn bands_are_checked_as_for_independent_events() {
        let mut without = groups([vec![with(1, 20)], vec![]]);
        without.pop();
        assert_eq!(
            per_1_000(&without),
            Err(Undefined::AgeBandMissing {
                band: "65+".parse().unwrap()
            })
        );
        let mut empty = groups([vec![with(1, 20)], vec![]]);
        empty[1].population = Population::from(0);
        assert_eq!(
            per_1_000(&empty),
            Err(Undefined::AgeBandIsEmpty {
                band: "65+".parse().unwrap()
            })
        );
    }

    proptest! {
        #[test]
        fn one_event_each_is_independence(young in 5_u32..5_000, old in 5_u32..5_000) {
            let repeated = per_1_000(&groups([vec![with(1, young)], vec![with(1, old)]])).unwrap();
            let independent: Vec<AgeGroup> = two_bands()
                .bands()
                .zip([young, old])
                .map(|((age, _), count)| AgeGroup {
                    age,
                    count: Count::from(count),
                    population: Population::from(5_000),
                })
                .collect();
            let independent = directly_standardised_rate(
                &independent,
                &two_bands(),
                Multiplier::PER_1_000,
                &Confidence::PUBLISHED,
            );
            prop_assert_eq!(Ok(repeated), independent);
        }

        #[test]
        fn fewer_people_with_the_same_events_have_wider_limits(people in 10_u32..1_000, events in 2_u32..9) {
            let single = per_1_000(&groups([vec![with(1, people * events)], vec![with(1, 10)]])).unwrap();
            let repeated = per_1_000(&groups([vec![with(events, people)], vec![with(1, 10)]])).unwrap();
            prop_assert_eq!(single.value(), repeated.value());
            let (single, repeated) = (single.limits().unwrap()[0], repeated.limits().unwrap()[0]);
            prop_assert!(repeated.lower() < single.lower() && single.upper() < repeated.upper());
        }

        #[test]
        fn rows_of_the_same_number_of_events_add_up(one in 1_u32..100, other in 1_u32..100, events in 1_u32..9) {
            let old = vec![with(1, 10)];
            let apart = per_1_000(&groups([vec![with(events, one), with(events, other)], old.clone()]));
            let together = per_1_000(&groups([vec![with(events, one + other)], old]));
            prop_assert_eq!(apart, together);
        }
    }
}
