//! How many events would not have happened.

use crate::numeric::Sum;
use crate::{Confidence, Count, Estimate, Method, Population, Undefined};

/// How many events, among how many people, in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occurrence {
    /// Deaths, admissions or whatever is counted.
    pub events: Count,
    /// The people, or person-years, they are counted over.
    pub population: Population,
}

/// The events that would not have happened had every group had the rate of one.
///
/// # What it shows
/// A gap as a number of people, which is what services plan with.
///
/// # Interpretation
/// 120 with limits 60 to 180: so many of the events counted, in the period counted. Below zero: the
/// others have lower rates.
///
/// # Type
/// Complex, absolute, weighted by population, of counts.
///
/// # Applies when
/// Counts of independent events. The reference is named beforehand, by custom the least deprived
/// group.
///
/// # Warning
/// Groups with older people have more events at the same risk: sum over ages, each with the rate of
/// the reference at that age, or use standardised rates. Repeated events of the same people need
/// wider limits.
///
/// # Formula
/// `E = Σ (x - n x_ref / n_ref)` over the other groups. The counts err as Poisson counts:
/// `SE² = Σ x + (Σ n / n_ref)² x_ref`, sums over the other groups, limits `E ± z SE`.
///
/// # Example
/// ```
/// use measures::impact::{Occurrence, excess_events};
/// use measures::{Confidence, Count, Population};
///
/// // Deaths under 75 in fifths of deprivation, the least deprived last.
/// let fifths = [(310, 41_000), (265, 40_500), (220, 40_800), (190, 41_200), (160, 40_900)]
///     .map(|(deaths, people)| Occurrence {
///         events: Count::from(deaths),
///         population: Population::from(people),
///     });
/// let level = Confidence::NINETY_FIVE;
/// let excess = excess_events(&fifths, 4, &[level])?;
/// let limits = excess.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.0}", excess.value()), "345");
/// assert_eq!(format!("{:.0} to {:.0}", limits.lower(), limits.upper()), "229 to 462");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Lewer D, Jayatunga W, Aldridge R W, and others. Premature mortality attributable to socioeconomic
/// inequality in England between 2003 and 2018. Lancet Public Health 2020; 5: e33-41.
#[doc(alias = "MASI")]
pub fn excess_events(
    groups: &[Occurrence],
    reference: usize,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::TooFewGroups {
            found: groups.len(),
            needed: 2,
        });
    }
    if let Some(empty) = groups
        .iter()
        .position(|group| group.population.get() == 0.0)
    {
        return Err(Undefined::SubgroupIsEmpty { place: empty + 1 });
    }
    let own = groups.get(reference).ok_or(Undefined::BenchmarkMissing)?;
    let others = || {
        let others = groups.iter().enumerate();
        others
            .filter(move |(place, _)| *place != reference)
            .map(|(_, group)| group)
    };
    let events = others()
        .map(|group| group.events.get())
        .collect::<Sum>()
        .total();
    let people = others()
        .map(|group| group.population.get())
        .collect::<Sum>()
        .total();
    let times = people / own.population.get();
    let excess = events - times * own.events.get();
    Estimate::assemble(excess, Method::Normal, confidences, |confidence| {
        let error = (events + times * times * own.events.get()).sqrt();
        let reach = confidence.z() * error;
        Ok((excess - reach, excess + reach))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn groups(parts: &[(u32, u32)]) -> Vec<Occurrence> {
        parts
            .iter()
            .map(|&(events, population)| Occurrence {
                events: Count::from(events),
                population: Population::from(population),
            })
            .collect()
    }

    #[test]
    fn what_it_needs() {
        assert_eq!(
            excess_events(&groups(&[(1, 2)]), 0, &[]),
            Err(Undefined::TooFewGroups {
                found: 1,
                needed: 2
            })
        );
        assert_eq!(
            excess_events(&groups(&[(1, 2), (0, 0)]), 0, &[]),
            Err(Undefined::SubgroupIsEmpty { place: 2 })
        );
        assert_eq!(
            excess_events(&groups(&[(1, 2), (1, 2)]), 2, &[]),
            Err(Undefined::BenchmarkMissing)
        );
    }

    #[test]
    fn two_equal_groups_differ_by_the_difference_of_their_counts() {
        let excess = excess_events(&groups(&[(130, 1_000), (70, 1_000)]), 1, &[LEVEL]).unwrap();
        assert_eq!(excess.value(), 60.0);
        let half = excess.limits_at(LEVEL).unwrap().width() / 2.0;
        assert!((half / LEVEL.z() - 200.0_f64.sqrt()).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn equal_rates_have_no_excess(rate in 0_u32..50, people in prop::collection::vec(1_u32..1_000, 2..9)) {
            let parts: Vec<_> = people.iter().map(|&n| (n * rate, n * 100)).collect();
            let excess = excess_events(&groups(&parts), 0, &[LEVEL]).unwrap();
            prop_assert!(excess.value().abs() < 1e-6);
            prop_assert!(excess.limits_at(LEVEL).unwrap().contain(0.0) || rate == 0);
        }

        #[test]
        fn merging_two_of_the_others_changes_nothing(
            parts in prop::collection::vec((0_u32..1_000, 1_u32..100_000), 3..9),
        ) {
            let mut merged = parts.clone();
            let (events, people) = merged.remove(2);
            merged[1] = (merged[1].0 + events, merged[1].1 + people);
            let one = excess_events(&groups(&parts), 0, &[LEVEL]).unwrap();
            let other = excess_events(&groups(&merged), 0, &[LEVEL]).unwrap();
            prop_assert_eq!(one, other);
        }
    }
}
