//! How much better everybody would be.

use crate::numeric::Sum;
use crate::subgroup::Subgroups;
use crate::{Confidence, Estimate, Method, Multiplier, Polarity, Subgroup, Undefined};

/// The group that everybody else could be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reference {
    /// The best of them.
    Best,
    /// The one at a place in the list, from 0: for ordered groups the least deprived.
    Group(usize),
}

impl Reference {
    pub(super) fn place(self, groups: &Subgroups, polarity: Polarity) -> Result<usize, Undefined> {
        match self {
            Self::Best => groups.best(polarity),
            Self::Group(place) if place < groups.values.len() => Ok(place),
            Self::Group(_) => Err(Undefined::BenchmarkMissing),
        }
    }
}

/// 1 where higher is better and -1 where lower is.
pub(super) fn sign(polarity: Polarity) -> Result<f64, Undefined> {
    match polarity {
        Polarity::HighIsGood => Ok(1.0),
        Polarity::LowIsGood => Ok(-1.0),
        Polarity::NoJudgement => Err(Undefined::NoJudgement),
    }
}

/// The population attributable risk.
///
/// # What it shows
/// How much better the value of everybody would be if every group had the value of one.
///
/// # Interpretation
/// Above zero: that much better, in the unit of the values, whichever way is good. Zero: nothing to
/// gain. Below zero: the chosen group is worse than everybody together.
///
/// # Type
/// Complex, absolute, weighted by population.
///
/// # Applies when
/// Two or more groups with people in each, and somebody says which way is good. Ordered groups
/// forget their order ([`Subgroup::from`]) and name the least deprived as the reference.
///
/// # Warning
/// It does not say that the difference can be removed. The best of many groups is best partly by
/// chance, so its promise is too large; a group named beforehand is safer. The World Health
/// Organization's software shows a loss as zero.
///
/// # Formula
/// `PAR = ±(y_ref - μ)`, plus where high is good, limits `PAR ± z √((1 - p_ref)² SE_ref² + Σ p² SE²)`
/// over the other groups: the reference is part of the mean, and is counted once.
///
/// # Example
/// ```
/// use measures::impact::{Reference, population_attributable_risk};
/// use measures::{Confidence, Measured, Multiplier, Polarity, Population, Subgroup};
///
/// // Births attended by skilled staff in fifths of wealth, %: the World Health Organization's
/// // ordered sample, for which its software gives 7.627362.
/// let attended = [
///     (2072.436, 75.60530, 1.5996131),
///     (2112.204, 91.01997, 1.1351504),
///     (1983.059, 96.03959, 0.6461946),
///     (2052.124, 97.04223, 0.5676206),
///     (1884.510, 99.22405, 0.2237683),
/// ];
/// let groups: Vec<Subgroup> = attended
///     .into_iter()
///     .map(|(population, percent, error)| {
///         Ok(Subgroup {
///             population: Population::new(population)?,
///             measured: Measured::with_standard_error(percent, error)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let (level, richest) = (Confidence::NINETY_FIVE, Reference::Group(4));
/// let gain = population_attributable_risk(
///     &groups,
///     richest,
///     Polarity::HighIsGood,
///     Multiplier::ONE,
///     &[level],
/// )?;
/// let limits = gain.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.4}", gain.value()), "7.6274");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "6.69 to 8.56");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Walter S D. Calculation of attributable risks from epidemiological data. International Journal of
/// Epidemiology 1978; 7: 175-182. World Health Organization. Health inequality monitoring: harnessing
/// data to advance health equity. 2024; annex 11.
#[doc(alias = "PAR")]
pub fn population_attributable_risk(
    groups: &[Subgroup],
    reference: Reference,
    polarity: Polarity,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let groups = Subgroups::of(groups, 2)?;
    let size = sign(polarity)? * multiplier.get().abs();
    let place = reference.place(&groups, polarity)?;
    // By its own terms: the reference less itself is nothing, to the last bit.
    let apart = groups
        .values
        .iter()
        .map(|value| groups.values[place] - value);
    let terms = groups.shares.iter().zip(apart);
    let gain = size
        * terms
            .map(|(share, apart)| share * apart)
            .collect::<Sum>()
            .total();
    Estimate::assemble(gain, Method::Normal, confidences, |confidence| {
        let weights =
            groups.shares.iter().enumerate().map(
                |(other, share)| {
                    if other == place { 1.0 - share } else { *share }
                },
            );
        let squares = weights.zip(groups.errors()?).map(|(weight, error)| {
            let part = weight * error;
            part * part
        });
        let reach = confidence.z() * squares.collect::<Sum>().total().sqrt() * size.abs();
        Ok((gain - reach, gain + reach))
    })
}

#[cfg(test)]
mod tests {
    use super::super::population_attributable_fraction;
    use super::*;
    use crate::{Measured, Population};
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;
    const POLARITIES: [Polarity; 2] = [Polarity::HighIsGood, Polarity::LowIsGood];

    fn groups(parts: &[(f64, f64, f64)]) -> Vec<Subgroup> {
        parts
            .iter()
            .map(|&(population, value, error)| Subgroup {
                population: Population::new(population).unwrap(),
                measured: Measured::with_standard_error(value, error).unwrap(),
            })
            .collect()
    }

    fn parts() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        prop::collection::vec((1.0..1e4_f64, 20.0..80.0_f64, 0.0..1.0_f64), 2..12)
    }

    #[test]
    fn what_they_need_to_know() {
        let some = groups(&[(1.0, 1.0, 0.1), (1.0, 3.0, 0.1)]);
        for measure in [
            population_attributable_risk,
            population_attributable_fraction,
        ] {
            let ask =
                |reference, polarity| measure(&some, reference, polarity, Multiplier::ONE, &[]);
            assert_eq!(
                ask(Reference::Best, Polarity::NoJudgement),
                Err(Undefined::NoJudgement)
            );
            assert_eq!(
                ask(Reference::Group(0), Polarity::NoJudgement),
                Err(Undefined::NoJudgement)
            );
            assert_eq!(
                ask(Reference::Group(2), Polarity::LowIsGood),
                Err(Undefined::BenchmarkMissing)
            );
        }
        let zero = groups(&[(1.0, 0.0, 0.1); 2]);
        assert_eq!(
            population_attributable_fraction(
                &zero,
                Reference::Best,
                Polarity::LowIsGood,
                Multiplier::ONE,
                &[]
            ),
            Err(Undefined::MeanNotPositive)
        );
    }

    #[test]
    fn risk_and_fraction_by_hand() {
        // A quarter has 8, the rest 4: the mean is 5, and 1 of 5 would go if all had 4.
        let smoking = groups(&[(1.0, 8.0, 0.1), (3.0, 4.0, 0.1)]);
        let ask = |polarity| {
            let risk = population_attributable_risk(
                &smoking,
                Reference::Best,
                polarity,
                Multiplier::ONE,
                &[],
            );
            let fraction = population_attributable_fraction(
                &smoking,
                Reference::Best,
                polarity,
                Multiplier::PERCENT,
                &[],
            );
            (risk.unwrap().value(), fraction.unwrap().value())
        };
        assert_eq!(ask(Polarity::LowIsGood), (1.0, 20.0));
        assert_eq!(ask(Polarity::HighIsGood), (3.0, 60.0));
    }

    #[test]
    fn the_fraction_is_that_of_relative_risks() {
        // sum p (RR - 1) / (1 + sum p (RR - 1)) over the least deprived.
        let parts = [
            (100.0, 9.0, 0.1),
            (300.0, 7.0, 0.1),
            (150.0, 6.0, 0.1),
            (200.0, 4.0, 0.1),
        ];
        let excess: f64 = parts
            .iter()
            .map(|(n, y, _)| n / 750.0 * (y / 4.0 - 1.0))
            .sum();
        let found = population_attributable_fraction(
            &groups(&parts),
            Reference::Group(3),
            Polarity::LowIsGood,
            Multiplier::ONE,
            &[],
        );
        assert!((found.unwrap().value() - excess / (1.0 + excess)).abs() < 1e-14);
    }

    #[test]
    fn a_fraction_in_per_cent_has_limits_in_per_cent() {
        // Published packages multiply the fraction by a hundred and its error not.
        let groups = groups(&[(10.0, 12.0, 0.4), (20.0, 15.0, 0.5), (30.0, 20.0, 0.6)]);
        let at = |multiplier| {
            let (best, low) = (Reference::Best, Polarity::LowIsGood);
            let levels = Confidence::PUBLISHED;
            population_attributable_fraction(&groups, best, low, multiplier, &levels).unwrap()
        };
        let (share, percent) = (at(Multiplier::ONE), at(Multiplier::PERCENT));
        assert!((share.value() * 100.0 / percent.value() - 1.0).abs() < 1e-14);
        for (share, percent) in share
            .limits()
            .unwrap()
            .iter()
            .zip(percent.limits().unwrap())
        {
            assert!((share.width() * 100.0 / percent.width() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_mean_that_may_be_zero_has_a_fraction_without_limits() {
        let vague = groups(&[(1.0, 1.0, 3.0), (1.0, 2.0, 3.0)]);
        let found = population_attributable_fraction(
            &vague,
            Reference::Best,
            Polarity::LowIsGood,
            Multiplier::ONE,
            &[LEVEL],
        );
        assert_eq!(found.unwrap().limits(), Err(Undefined::LimitsUnbounded));
    }

    proptest! {
        #[test]
        fn a_gain_lies_between_its_limits_and_the_best_never_loses(parts in parts()) {
            for polarity in POLARITIES {
                for measure in [population_attributable_risk, population_attributable_fraction] {
                    let found = measure(&groups(&parts), Reference::Best, polarity, Multiplier::PERCENT, &[LEVEL]).unwrap();
                    prop_assert!(found.value() >= 0.0);
                    prop_assert!(found.limits_at(LEVEL).unwrap().contain(found.value()));
                }
            }
        }

        #[test]
        fn turning_the_polarity_turns_the_gain_into_a_loss(parts in parts()) {
            for measure in [population_attributable_risk, population_attributable_fraction] {
                let ask = |polarity| measure(&groups(&parts), Reference::Group(1), polarity, Multiplier::ONE, &[LEVEL]).unwrap();
                let (gain, loss) = (ask(Polarity::HighIsGood), ask(Polarity::LowIsGood));
                prop_assert_eq!(gain.value(), -loss.value());
                let (gain, loss) = (gain.limits_at(LEVEL).unwrap(), loss.limits_at(LEVEL).unwrap());
                prop_assert!((gain.lower() + loss.upper()).abs() < 1e-12);
            }
        }

        #[test]
        fn equality_leaves_nothing_to_gain(populations in prop::collection::vec(1.0..1e4_f64, 2..12), value in 1.0..99.0_f64) {
            let flat: Vec<_> = populations.iter().map(|&n| (n, value, 1.0)).collect();
            for measure in [population_attributable_risk, population_attributable_fraction] {
                let found = measure(&groups(&flat), Reference::Best, Polarity::LowIsGood, Multiplier::ONE, &[]).unwrap();
                prop_assert_eq!(found.value(), 0.0);
            }
        }

        #[test]
        fn scaling_the_outcome_scales_the_risk_and_leaves_the_fraction(parts in parts(), exponent in -6_i32..6) {
            let scale = libm::ldexp(1.0, exponent);
            let scaled: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y * scale, se * scale)).collect();
            let (before, after) = (groups(&parts), groups(&scaled));
            let ask = |groups: &[Subgroup]| {
                let (best, polarity) = (Reference::Best, Polarity::LowIsGood);
                let risk = population_attributable_risk(groups, best, polarity, Multiplier::ONE, &[LEVEL]);
                let fraction = population_attributable_fraction(groups, best, polarity, Multiplier::ONE, &[LEVEL]);
                (risk.unwrap(), fraction.unwrap())
            };
            let (one, other) = (ask(&before), ask(&after));
            prop_assert_eq!(one.0.value() * scale, other.0.value());
            let lower = |found: &Estimate| found.limits_at(LEVEL).unwrap().lower();
            prop_assert_eq!(lower(&one.0) * scale, lower(&other.0));
            prop_assert_eq!(one.1, other.1);
        }

        #[test]
        fn splitting_a_group_in_two_alike_changes_nothing(parts in parts()) {
            let mut split = parts.clone();
            split[0].0 /= 2.0;
            split.push(split[0]);
            for measure in [population_attributable_risk, population_attributable_fraction] {
                let one = measure(&groups(&parts), Reference::Best, Polarity::LowIsGood, Multiplier::ONE, &[]).unwrap();
                let other = measure(&groups(&split), Reference::Best, Polarity::LowIsGood, Multiplier::ONE, &[]).unwrap();
                prop_assert!((one.value() - other.value()).abs() < 1e-11);
            }
        }
    }
}
