//! Whether a group uses a service as much as everybody else.

use super::Users;
use crate::numeric::{exp, ln};
use crate::{Confidence, Estimate, Method, Population, Undefined, interval};

/// Below so many users in the group, or in the rest, limits are exact.
const FEW: f64 = 10.0;

/// The rate at which a group uses a service over the rate of everybody else.
///
/// # What it shows
/// How many times as likely a person of the group is to be a user as a person outside it.
///
/// # Interpretation
/// One: as likely. Limits that leave out one: by more than chance explains. Unlike the
/// [`representation_index`](super::representation_index()) it is not bounded by the size of the
/// group.
///
/// # Type
/// Simple, relative, unweighted.
///
/// # Applies when
/// Users are people, each counted once, and somebody outside the group is a user.
///
/// # Warning
/// As the representation index: ages and needs differ.
///
/// # Formula
/// `RR = (x/n) / ((X-x)/(N-n))`, limits `exp(ln RR ± z √(1/x - 1/n + 1/(X-x) - 1/(N-n)))`. With
/// fewer than 10 users on either side: the exact limits `p` of the share `x/X` (Clopper and
/// Pearson) carried over by `p/(1-p) (N-n)/n`.
///
/// # Example
/// ```
/// use measures::gap::{Users, representation_ratio};
/// use measures::{Confidence, Count, Population};
///
/// let users = Users {
///     in_group: Count::from(30),
///     all: Count::from(400),
///     people_in_group: Population::from(5_000),
///     all_people: Population::from(100_000),
/// };
/// let level = Confidence::NINETY_FIVE;
/// let ratio = representation_ratio(users, &[level])?;
/// let limits = ratio.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.3}", ratio.value()), "1.541");
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "1.063 to 2.232");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Katz D, Baptista J, Azen S P, Pike M C. Obtaining confidence intervals for the risk ratio in cohort
/// studies. Biometrics 1978; 34: 469-474. Clopper C J, Pearson E S. The use of confidence or fiducial
/// limits illustrated in the case of the binomial. Biometrika 1934; 26: 404-413.
pub fn representation_ratio(
    users: Users,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    users.check()?;
    let (x, rest) = (users.in_group.get(), users.all.get() - users.in_group.get());
    let n = users.people_in_group.get();
    let others = users.all_people.get() - n;
    if others == 0.0 {
        return Err(Undefined::DenominatorIsZero);
    }
    if x > n || rest > others {
        return Err(Undefined::NumeratorAboveDenominator);
    }
    if rest == 0.0 {
        return Err(Undefined::ReferenceIsZero);
    }
    let ratio = (x / n) / (rest / others);
    if x < FEW || rest < FEW {
        return Estimate::assemble(ratio, Method::ExactBinomial, confidences, |confidence| {
            let all = Population::new(users.all.get()).map_err(|_| Undefined::TooLarge)?;
            let shares = interval::exact_binomial(users.in_group, all, confidence)?;
            let ratio = |share: f64| share / (1.0 - share) * others / n;
            Ok((ratio(shares.lower()), ratio(shares.upper())))
        });
    }
    Estimate::assemble(ratio, Method::LogNormal, confidences, |confidence| {
        let error = (1.0 / x - 1.0 / n + 1.0 / rest - 1.0 / others)
            .max(0.0)
            .sqrt();
        let (log, reach) = (ln(ratio), confidence.z() * error);
        Ok((exp(log - reach), exp(log + reach)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::representation_index;
    use super::*;
    use crate::{Count, Multiplier};
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn users(in_group: u32, all: u32, people_in_group: u32, all_people: u32) -> Users {
        Users {
            in_group: Count::from(in_group),
            all: Count::from(all),
            people_in_group: Population::from(people_in_group),
            all_people: Population::from(all_people),
        }
    }

    #[test]
    fn exact_limits_of_few_users() {
        // One of two: the share lies between the square roots of the tails, 1.2579% and 98.7421%.
        let ratio = representation_ratio(users(1, 2, 10, 20), &[LEVEL]).unwrap();
        let limits = ratio.limits_at(LEVEL).unwrap();
        let share = 1.0 - 0.975_f64.sqrt();
        assert!((limits.lower() / (share / (1.0 - share)) - 1.0).abs() < 1e-12);
        assert!((limits.lower() * limits.upper() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_is_a_ratio_of_zero_with_an_upper_limit() {
        let ratio = representation_ratio(users(0, 400, 5_000, 100_000), &[LEVEL]).unwrap();
        let limits = ratio.limits_at(LEVEL).unwrap();
        assert_eq!((ratio.value(), limits.lower()), (0.0, 0.0));
        assert!(limits.upper() > 0.1 && limits.upper() < 0.3);
        assert_eq!(ratio.method(), Method::ExactBinomial);
    }

    #[test]
    fn what_cannot_be_says_why() {
        let ratio = |a, b, c, d| representation_ratio(users(a, b, c, d), &[]).unwrap_err();
        assert_eq!(ratio(1, 0, 5, 10), Undefined::DenominatorIsZero);
        assert_eq!(ratio(1, 2, 0, 10), Undefined::DenominatorIsZero);
        assert_eq!(ratio(1, 2, 10, 10), Undefined::DenominatorIsZero);
        assert_eq!(ratio(3, 2, 5, 10), Undefined::NumeratorAboveDenominator);
        assert_eq!(ratio(1, 2, 11, 10), Undefined::NumeratorAboveDenominator);
        assert_eq!(ratio(1, 9, 5, 10), Undefined::NumeratorAboveDenominator);
        assert_eq!(ratio(2, 2, 5, 10), Undefined::ReferenceIsZero);
        assert_eq!(
            representation_index(users(3, 2, 5, 10), Multiplier::ONE, &[]),
            Err(Undefined::NumeratorAboveDenominator)
        );
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(
            in_group in 0_u32..200, rest in 1_u32..2_000, extra in 0_u32..10_000, more in 0_u32..100_000,
        ) {
            let people = in_group + extra + 1;
            let users = users(in_group, in_group + rest, people, people + rest + more);
            let ratio = representation_ratio(users, &Confidence::PUBLISHED).unwrap();
            for limits in ratio.limits().unwrap() {
                prop_assert!(limits.contain(ratio.value()));
                prop_assert!(limits.lower() >= 0.0);
            }
            let index = representation_index(users, Multiplier::PERCENT, &Confidence::PUBLISHED).unwrap();
            prop_assert!(index.limits().unwrap().iter().all(|limits| limits.contain(index.value())));
        }

        #[test]
        fn the_rest_has_the_ratio_upside_down(
            in_group in 1_u32..200, rest in 1_u32..200, extra in 0_u32..10_000, more in 0_u32..10_000,
        ) {
            let (people, others) = (in_group + extra, rest + more);
            let there = representation_ratio(users(in_group, in_group + rest, people, people + others), &[LEVEL]).unwrap();
            let back = representation_ratio(users(rest, in_group + rest, others, people + others), &[LEVEL]).unwrap();
            prop_assert!((there.value() * back.value() - 1.0).abs() < 1e-12);
            let (there, back) = (there.limits_at(LEVEL).unwrap(), back.limits_at(LEVEL).unwrap());
            prop_assert!((there.lower() * back.upper() - 1.0).abs() < 1e-9);
        }

        #[test]
        fn use_by_numbers_of_people_is_one(in_group in 10_u32..100, rest in 10_u32..100, times in 2_u32..50) {
            let users = users(in_group, in_group + rest, in_group * times, (in_group + rest) * times);
            let ratio = representation_ratio(users, &[LEVEL]).unwrap();
            prop_assert!((ratio.value() - 1.0).abs() < 1e-14);
            prop_assert!(ratio.limits_at(LEVEL).unwrap().contain(1.0));
            let index = representation_index(users, Multiplier::ONE, &[]).unwrap();
            prop_assert!((index.value() - 1.0).abs() < 1e-14);
        }
    }
}
