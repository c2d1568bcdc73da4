//! Whether a target is met.

use crate::{Limits, Polarity, Undefined};

/// What a value says of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetVerdict {
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Chance could explain either.
    CannotTell,
    /// No comparison, and why.
    NotCompared(Undefined),
}

/// Compares a value with a target as it stands, without limits.
///
/// # What it shows
/// Whether the number that was counted meets the target.
///
/// # Interpretation
/// For targets about what was done, such as people seen in time, where the count is the whole truth.
///
/// # Type
/// Judgement of one value.
///
/// # Applies when
/// Somebody says which way is good. A value on the target meets it.
///
/// # Warning
/// For a target about the risk that people have, chance matters:
/// [`meets_target_beyond_chance`].
///
/// # Formula
/// High is good: met when `value >= target`. Low is good: met when `value <= target`.
///
/// # Example
/// ```
/// use measures::Polarity;
/// use measures::control::{TargetVerdict, meets_target};
///
/// assert_eq!(meets_target(95.0, 95.0, Polarity::HighIsGood), TargetVerdict::Met);
/// assert_eq!(meets_target(94.9, 95.0, Polarity::HighIsGood), TargetVerdict::NotMet);
/// ```
///
/// # References
/// Public Health England. Fingertips: comparison with targets.
#[must_use]
pub fn meets_target(value: f64, target: f64, polarity: Polarity) -> TargetVerdict {
    if value.is_nan() {
        return TargetVerdict::NotCompared(Undefined::ValueMissing);
    }
    judged(value, value, target, polarity)
}

/// Compares a value's limits with a target.
///
/// # What it shows
/// Whether a target about people's risk is met, or missed, by more than chance explains.
///
/// # Interpretation
/// *Cannot tell* where the target lies between the limits.
///
/// # Type
/// Judgement of one value at the confidence of its limits.
///
/// # Applies when
/// Somebody says which way is good and the value has limits.
///
/// # Warning
/// A small place can tell almost nothing.
///
/// # Formula
/// High is good: met when `lower >= target`, not met when `upper < target`. Low is good: met when
/// `upper <= target`, not met when `lower > target`.
///
/// # Example
/// ```
/// use measures::control::{TargetVerdict, meets_target_beyond_chance};
/// use measures::{Confidence, Limits, Polarity};
///
/// let limits = Limits::new(Confidence::NINETY_FIVE, 93.1, 95.6)?;
/// let verdict = meets_target_beyond_chance(Some(limits), 95.0, Polarity::HighIsGood);
/// assert_eq!(verdict, TargetVerdict::CannotTell);
/// # Ok::<(), measures::LimitsError>(())
/// ```
///
/// # References
/// As [`meets_target`].
#[must_use]
pub fn meets_target_beyond_chance(
    limits: Option<Limits>,
    target: f64,
    polarity: Polarity,
) -> TargetVerdict {
    match limits {
        Some(limits) => judged(limits.lower(), limits.upper(), target, polarity),
        None => TargetVerdict::NotCompared(Undefined::LimitsMissing),
    }
}

fn judged(lower: f64, upper: f64, target: f64, polarity: Polarity) -> TargetVerdict {
    if target.is_nan() {
        return TargetVerdict::NotCompared(Undefined::BenchmarkMissing);
    }
    let (met, missed) = match polarity {
        Polarity::HighIsGood => (lower >= target, upper < target),
        Polarity::LowIsGood => (upper <= target, lower > target),
        Polarity::NoJudgement => return TargetVerdict::NotCompared(Undefined::NoJudgement),
    };
    match (met, missed) {
        (true, _) => TargetVerdict::Met,
        (false, true) => TargetVerdict::NotMet,
        (false, false) => TargetVerdict::CannotTell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;
    use proptest::prelude::*;

    #[test]
    fn what_is_missing_is_said() {
        let not = TargetVerdict::NotCompared;
        assert_eq!(
            meets_target(f64::NAN, 1.0, Polarity::HighIsGood),
            not(Undefined::ValueMissing)
        );
        assert_eq!(
            meets_target(1.0, f64::NAN, Polarity::HighIsGood),
            not(Undefined::BenchmarkMissing)
        );
        assert_eq!(
            meets_target(1.0, 1.0, Polarity::NoJudgement),
            not(Undefined::NoJudgement)
        );
        assert_eq!(
            meets_target_beyond_chance(None, 1.0, Polarity::HighIsGood),
            not(Undefined::LimitsMissing)
        );
    }

    proptest! {
        #[test]
        fn turning_everything_upside_down_changes_nothing(
            lower in -1e3..1e3_f64, width in 0.0..1e3_f64, target in -2e3..2e3_f64,
        ) {
            let limits = |lower, upper| Some(Limits::new(Confidence::NINETY_FIVE, lower, upper).unwrap());
            let upper = lower + width;
            prop_assert_eq!(
                meets_target_beyond_chance(limits(lower, upper), target, Polarity::HighIsGood),
                meets_target_beyond_chance(limits(-upper, -lower), -target, Polarity::LowIsGood)
            );
        }

        #[test]
        fn beyond_chance_never_says_the_opposite(
            value in -1e3..1e3_f64, reach in 0.0..1e3_f64, target in -2e3..2e3_f64,
        ) {
            let limits = Limits::new(Confidence::NINETY_FIVE, value - reach, value + reach).unwrap();
            for polarity in [Polarity::HighIsGood, Polarity::LowIsGood] {
                let sure = meets_target_beyond_chance(Some(limits), target, polarity);
                prop_assert!(sure == TargetVerdict::CannotTell || sure == meets_target(value, target, polarity));
            }
        }
    }
}
