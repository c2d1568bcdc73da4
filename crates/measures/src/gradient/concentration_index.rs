//! The absolute concentration index.

use super::QuantileGroup;
use super::ranked::Ranked;
use crate::numeric::Sum;
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The fewest groups that have a concentration.
pub(super) const FEWEST: usize = 3;

/// The absolute concentration index.
///
/// # What it shows
/// How far what is measured is concentrated on one side of the order, in its own unit.
///
/// # Interpretation
/// Zero: no concentration, or as much on either side. Above zero: on the least deprived; below:
/// on the most deprived. A negative multiplier turns it round, for outcomes where more is worse.
///
/// # Type
/// Complex, absolute, weighted by population, for ordered groups.
///
/// # Applies when
/// Three or more ordered groups with people in each. Where a value has neither limits nor a standard
/// error the index is given and its limits are [`Undefined::LimitsMissing`].
///
/// # Warning
/// Its size is hard to picture: show the [`slope_index`](super::slope_index()) beside it, which is
/// about six times as large for many equal groups. The limits come from the errors of the groups. The World
/// Health Organization's software gives those of a regression instead, which also count how far the
/// groups are from a line.
///
/// # Formula
/// With population shares `p` and middles `X` from most (0) to least deprived (1):
/// `ACI = Σ p (2X - 1) y`, limits `ACI ± z √(Σ (p (2X - 1) SE)²)`.
///
/// # Example
/// ```
/// use measures::gradient::{Quantile, QuantileGroup, concentration_index};
/// use measures::{Confidence, Measured, Multiplier, Population};
///
/// // Births attended by skilled staff in fifths of wealth, %: the World Health Organization's
/// // ordered sample, for which its software gives 4.30052.
/// let attended = [
///     (2072.436, 75.60530, 1.5996131),
///     (2112.204, 91.01997, 1.1351504),
///     (1983.059, 96.03959, 0.6461946),
///     (2052.124, 97.04223, 0.5676206),
///     (1884.510, 99.22405, 0.2237683),
/// ];
/// let groups: Vec<QuantileGroup> = attended
///     .into_iter()
///     .zip(1..)
///     .map(|((population, percent, error), fifth)| {
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::new(population)?,
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let index = concentration_index(&groups, Multiplier::ONE, &[Confidence::NINETY_FIVE])?;
/// let limits = index.limits_at(Confidence::NINETY_FIVE).expect("asked for");
/// assert_eq!(format!("{:.4}", index.value()), "4.3005");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "3.75 to 4.85");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Kakwani N, Wagstaff A, van Doorslaer E. Socioeconomic inequalities in health: measurement,
/// computation, and statistical inference. Journal of Econometrics 1997; 77: 87-103. World Health
/// Organization. Health inequality monitoring: harnessing data to advance health equity. 2024; annex
/// 11.
#[doc(alias = "ACI")]
pub fn concentration_index(
    groups: &[QuantileGroup],
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let concentration = Concentration::of(groups)?;
    let index = concentration.index() * multiplier.get();
    Estimate::assemble(index, Method::Normal, confidences, |confidence| {
        let reach = confidence.z() * concentration.error()? * multiplier.get().abs();
        Ok((index - reach, index + reach))
    })
}

/// What all concentration indexes are made of.
pub(super) struct Concentration {
    /// Sum of `weight * value` is the absolute index.
    pub(super) weights: Vec<f64>,
    pub(super) shares: Vec<f64>,
    values: Vec<f64>,
    errors: Result<Vec<f64>, Undefined>,
}

impl Concentration {
    pub(super) fn of(groups: &[QuantileGroup]) -> Result<Self, Undefined> {
        let Ranked {
            groups,
            shares,
            from_middle,
        } = Ranked::of(groups, FEWEST)?;
        let weights = shares.iter().zip(&from_middle).map(|(p, x)| 2.0 * p * x);
        Ok(Self {
            weights: weights.collect(),
            values: groups.iter().map(|group| group.measured.value()).collect(),
            errors: groups
                .iter()
                .map(|group| group.measured.standard_error())
                .collect(),
            shares,
        })
    }

    pub(super) fn index(&self) -> f64 {
        self.sum(&self.weights)
    }

    pub(super) fn mean(&self) -> f64 {
        self.sum(&self.shares)
    }

    fn sum(&self, weights: &[f64]) -> f64 {
        let terms = weights.iter().zip(&self.values);
        terms.map(|(a, b)| a * b).collect::<Sum>().total()
    }

    pub(super) fn errors(&self) -> Result<&[f64], Undefined> {
        self.errors.as_deref().map_err(|reason| *reason)
    }

    /// The standard error of the absolute index.
    pub(super) fn error(&self) -> Result<f64, Undefined> {
        let terms = self.weights.iter().zip(self.errors()?);
        let squares = terms.map(|(weight, error)| (weight * error) * (weight * error));
        Ok(squares.collect::<Sum>().total().sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::groups;
    use super::super::{erreygers_index, relative_concentration_index, wagstaff_index};
    use super::*;
    use crate::Bounds;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn parts() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        prop::collection::vec((1.0..1e4_f64, 20.0..80.0_f64, 0.0..1.0_f64), 3..12)
    }

    /// All four indexes of percentages.
    fn all(groups: &[QuantileGroup]) -> [Estimate; 4] {
        [
            concentration_index(groups, Multiplier::ONE, &[LEVEL]).unwrap(),
            relative_concentration_index(groups, Multiplier::ONE, &[LEVEL]).unwrap(),
            wagstaff_index(groups, Bounds::PERCENT, Multiplier::ONE, &[LEVEL]).unwrap(),
            erreygers_index(groups, Bounds::PERCENT, Multiplier::ONE, &[LEVEL]).unwrap(),
        ]
    }

    #[test]
    fn two_groups_are_too_few() {
        assert_eq!(
            concentration_index(&groups(&[(1.0, 1.0, 0.1); 2]), Multiplier::ONE, &[]),
            Err(Undefined::NumberOfGroups {
                found: 2,
                fewest: 3,
                most: 100
            })
        );
    }

    #[test]
    fn everything_with_the_least_deprived_third() {
        let all_at_one_end = groups(&[(1.0, 0.0, 0.1), (1.0, 0.0, 0.1), (1.0, 9.0, 0.1)]);
        let index = concentration_index(&all_at_one_end, Multiplier::ONE, &[]).unwrap();
        // The last third has its middle at 5/6: 2 * 5/6 - 1 = 2/3 of its third of 9.
        assert!((index.value() - 2.0).abs() < 1e-14);
        let relative = relative_concentration_index(&all_at_one_end, Multiplier::ONE, &[]).unwrap();
        assert!((relative.value() - 2.0 / 3.0).abs() < 1e-14);
    }

    #[test]
    fn what_a_relative_index_needs() {
        let zero = groups(&[(1.0, 0.0, 0.1); 3]);
        assert_eq!(
            relative_concentration_index(&zero, Multiplier::ONE, &[]),
            Err(Undefined::MeanNotPositive)
        );
        assert_eq!(
            wagstaff_index(&zero, Bounds::PERCENT, Multiplier::ONE, &[]),
            Err(Undefined::MeanOnBound)
        );
        assert!(erreygers_index(&zero, Bounds::PERCENT, Multiplier::ONE, &[]).is_ok());
        let above = groups(&[(1.0, 50.0, 0.1), (1.0, 120.0, 0.1), (1.0, 50.0, 0.1)]);
        for index in [wagstaff_index, erreygers_index] {
            assert_eq!(
                index(&above, Bounds::PERCENT, Multiplier::ONE, &[]),
                Err(Undefined::GroupOutOfBounds { number: 2 })
            );
        }
    }

    #[test]
    fn a_mean_that_may_be_zero_has_an_index_without_limits() {
        let vague = groups(&[(1.0, 1.0, 3.0), (1.0, 1.5, 3.0), (1.0, 2.0, 3.0)]);
        let index = relative_concentration_index(&vague, Multiplier::ONE, &[LEVEL]).unwrap();
        assert_eq!(index.limits(), Err(Undefined::LimitsUnbounded));
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            parts in parts(), multiplier in prop_oneof![-1e3..-1e-3_f64, 1e-3..1.0_f64],
        ) {
            let (groups, multiplier) = (groups(&parts), Multiplier::new(multiplier).unwrap());
            for index in [
                concentration_index(&groups, multiplier, &[LEVEL]),
                relative_concentration_index(&groups, multiplier, &[LEVEL]),
                wagstaff_index(&groups, Bounds::PERCENT, multiplier, &[LEVEL]),
                erreygers_index(&groups, Bounds::PERCENT, multiplier, &[LEVEL]),
            ] {
                let index = index.unwrap();
                prop_assert!(index.limits_at(LEVEL).unwrap().contain(index.value()));
            }
        }

        #[test]
        fn equality_gives_zero(populations in prop::collection::vec(1.0..1e4_f64, 3..12), value in 1.0..99.0_f64) {
            let flat: Vec<_> = populations.iter().map(|&n| (n, value, 1.0)).collect();
            for index in all(&groups(&flat)) {
                prop_assert!(index.value().abs() < 1e-12);
            }
        }

        #[test]
        fn reversing_the_ranking_flips_the_sign(parts in parts()) {
            let reversed: Vec<_> = parts.iter().rev().copied().collect();
            for (there, back) in all(&groups(&parts)).iter().zip(&all(&groups(&reversed))) {
                prop_assert!((there.value() + back.value()).abs() < 1e-10);
                let (there, back) = (there.limits_at(LEVEL).unwrap(), back.limits_at(LEVEL).unwrap());
                prop_assert!((there.lower() + back.upper()).abs() < 1e-10);
            }
        }

        #[test]
        fn splitting_a_group_in_two_alike_changes_nothing(parts in parts(), place in 0_usize..12) {
            let mut split = parts.clone();
            let place = place % parts.len();
            split[place].0 /= 2.0;
            split.insert(place, split[place]);
            for (one, other) in all(&groups(&parts)).iter().zip(&all(&groups(&split))) {
                prop_assert!((one.value() - other.value()).abs() < 1e-10);
            }
        }

        #[test]
        fn scaling_the_outcome_scales_the_absolute_index_and_leaves_the_relative(parts in parts(), power in -8_i8..8) {
            let scale = libm::ldexp(1.0, i32::from(power));
            let scaled: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y * scale, se * scale)).collect();
            let (one, other) = (groups(&parts), groups(&scaled));
            let absolute = [&one, &other].map(|groups| concentration_index(groups, Multiplier::ONE, &[LEVEL]).unwrap());
            prop_assert_eq!(absolute[0].value() * scale, absolute[1].value());
            let relative = [&one, &other].map(|groups| relative_concentration_index(groups, Multiplier::ONE, &[LEVEL]).unwrap());
            prop_assert_eq!(&relative[0], &relative[1]);
        }

        #[test]
        fn people_with_and_without_have_mirrored_bounded_indexes(parts in parts()) {
            let without: Vec<_> = parts.iter().map(|&(n, y, se)| (n, 100.0 - y, se)).collect();
            for (with, without) in all(&groups(&parts)).iter().zip(&all(&groups(&without))).skip(2) {
                prop_assert!((with.value() + without.value()).abs() < 1e-12);
                let (with, without) = (with.limits_at(LEVEL).unwrap(), without.limits_at(LEVEL).unwrap());
                prop_assert!((with.lower() + without.upper()).abs() < 1e-10);
            }
        }

        #[test]
        fn a_shift_changes_neither_the_absolute_nor_the_erreygers_index(parts in parts(), shift in -20.0..20.0_f64) {
            let shifted: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y + shift, se)).collect();
            let (one, other) = (all(&groups(&parts)), all(&groups(&shifted)));
            for place in [0, 3] {
                prop_assert!((one[place].value() - other[place].value()).abs() < 1e-10);
            }
        }
    }
}
