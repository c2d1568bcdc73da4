//! The highest of many groups less the lowest.

use crate::numeric::hypot;
use crate::subgroup::Subgroups;
use crate::{Confidence, Estimate, Method, Subgroup, Undefined};

/// The highest of many groups less the lowest.
///
/// # What it shows
/// How far apart the two ends of many groups are, when nothing says beforehand which they are.
///
/// # Interpretation
/// Zero is equality. Limits that leave out zero: some two groups differ by more than chance explains,
/// however many there are to choose from.
///
/// # Type
/// Simple, absolute, unweighted, for groups without an order.
///
/// # Applies when
/// Two or more groups of different people.
///
/// # Warning
/// The highest is high and the lowest low partly by chance, so the difference is too large on
/// average; the more groups and the fewer people, the more. Where the groups have an order compare
/// its ends ([`absolute_difference`](super::absolute_difference())).
///
/// # Formula
/// `D = max y - min y`, limits `D ± z √(SE² + SE²)` with the tail divided by the number of pairs of
/// groups (Bonferroni), because any pair could have been the widest. Software that keeps the tail
/// whole gives limits for a pair chosen beforehand.
///
/// # Example
/// ```
/// use measures::gap::widest_difference;
/// use measures::{Confidence, Measured, Population, Subgroup};
///
/// let groups: Vec<Subgroup> = [(61_000, 88.1, 0.4), (14_000, 79.5, 0.9), (9_500, 72.0, 1.2)]
///     .into_iter()
///     .map(|(people, percent, error)| {
///         Ok(Subgroup {
///             population: Population::from(people),
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let level = Confidence::NINETY_FIVE;
/// let gap = widest_difference(&groups, &[level])?;
/// let limits = gap.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.1}", gap.value()), "16.1");
/// assert_eq!(format!("{:.1} to {:.1}", limits.lower(), limits.upper()), "13.1 to 19.1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// World Health Organization. Health inequality monitoring: harnessing data to advance health
/// equity. 2024; annex 11 (difference). Dunn O J. Multiple comparisons among means. Journal of the
/// American Statistical Association 1961; 56: 52-64.
pub fn widest_difference(
    groups: &[Subgroup],
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let ends = Ends::of(groups)?;
    let (highest, lowest) = ends.values;
    let difference = highest - lowest;
    Estimate::assemble(difference, Method::Normal, confidences, |confidence| {
        let (of_highest, of_lowest) = ends.errors()?;
        let reach = ends.z(confidence) * hypot(of_highest, of_lowest);
        Ok(((difference - reach).max(0.0), difference + reach))
    })
}

/// The highest and the lowest of some groups.
pub(super) struct Ends {
    groups: Subgroups,
    places: (usize, usize),
    /// Highest and lowest.
    pub(super) values: (f64, f64),
}

impl Ends {
    pub(super) fn of(groups: &[Subgroup]) -> Result<Self, Undefined> {
        let groups = Subgroups::of(groups, 2)?;
        let (highest, lowest) = (
            groups.best(crate::Polarity::HighIsGood)?,
            groups.best(crate::Polarity::LowIsGood)?,
        );
        Ok(Self {
            places: (highest, lowest),
            values: (groups.values[highest], groups.values[lowest]),
            groups,
        })
    }

    /// The errors of the highest and the lowest.
    pub(super) fn errors(&self) -> Result<(f64, f64), Undefined> {
        let errors = self.groups.errors()?;
        Ok((errors[self.places.0], errors[self.places.1]))
    }

    /// How many standard errors hold for every pair of groups at once.
    pub(super) fn z(&self, confidence: Confidence) -> f64 {
        let number = self.groups.values.len();
        #[expect(clippy::cast_precision_loss, reason = "groups are few")]
        let pairs = (number * (number - 1) / 2) as f64;
        crate::numeric::normal::upper_quantile(confidence.tail() / pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{absolute_difference, relative_ratio, widest_ratio};
    use super::*;
    use crate::{Measured, Population};
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn groups(parts: &[(f64, f64)]) -> Vec<Subgroup> {
        parts
            .iter()
            .map(|&(value, error)| Subgroup {
                population: Population::from(10),
                measured: Measured::with_standard_error(value, error).unwrap(),
            })
            .collect()
    }

    #[test]
    fn two_groups_have_the_difference_and_the_ratio_of_two_groups() {
        let two = groups(&[(3.0, 0.2), (8.0, 0.5)]);
        let gap = absolute_difference(two[1].measured, two[0].measured, &[LEVEL]).unwrap();
        assert_eq!(widest_difference(&two, &[LEVEL]).unwrap(), gap);
        let ratio = relative_ratio(two[1].measured, two[0].measured, &[LEVEL]).unwrap();
        assert_eq!(widest_ratio(&two, &[LEVEL]).unwrap(), ratio);
    }

    #[test]
    fn ten_groups_that_are_alike_are_found_apart_once_in_twenty_at_most() {
        let draws = crate::Simulation::with_seed(3);
        let apart = (0..2_000).filter(|&draw| {
            let parts: Vec<_> = (0..10)
                .map(|group| (50.0 + draws.normal(draw, group), 1.0))
                .collect();
            widest_difference(&groups(&parts), &[LEVEL])
                .unwrap()
                .limits_at(LEVEL)
                .unwrap()
                .lower()
                > 0.0
        });
        let apart = apart.count();
        // A pair chosen beforehand would be found apart so often in most of the draws.
        assert!(apart <= 100, "{apart}");
    }

    #[test]
    fn a_ratio_to_zero_has_a_reason() {
        assert_eq!(
            widest_ratio(&groups(&[(0.0, 0.1), (2.0, 0.1)]), &[]),
            Err(Undefined::ReferenceIsZero)
        );
        assert_eq!(
            widest_ratio(&groups(&[(-1.0, 0.1), (2.0, 0.1)]), &[]),
            Err(Undefined::NegativeValue)
        );
        assert_eq!(
            widest_difference(&groups(&[(1.0, 0.1)]), &[]),
            Err(Undefined::TooFewGroups {
                found: 1,
                needed: 2
            })
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits_in_any_order(
            (rows, shuffled) in prop::collection::vec((1.0..1e3_f64, 0.0..1.0_f64), 2..12)
                .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        ) {
            for measure in [widest_difference, widest_ratio] {
                let found = measure(&groups(&rows), &[LEVEL]).unwrap();
                prop_assert!(found.limits_at(LEVEL).unwrap().contain(found.value()));
                prop_assert_eq!(found, measure(&groups(&shuffled), &[LEVEL]).unwrap());
            }
        }
    }
}
