//! How sure a verdict is.

use super::{Verdict, compare};
use crate::{Confidence, Limits, Polarity, Undefined};

/// A verdict at 95%, and whether it stands at 99.8% too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grade {
    /// The verdict of the 95% limits.
    pub verdict: Verdict,
    /// Whether the 99.8% limits say the same: *best* and *worst* in the publisher's words.
    pub beyond_outer_limits: bool,
}

/// Compares a value with a benchmark by two sets of its own limits.
///
/// # What it shows
/// As [`compare`], and how sure it is.
///
/// # Interpretation
/// Beyond the outer limits: one place in 500 would lie there by chance; beyond the inner ones only:
/// one in 20.
///
/// # Type
/// Judgement of one value at 95% and 99.8%.
///
/// # Applies when
/// As [`compare`]; the first limits are at 95% and the second at 99.8%, which is checked.
///
/// # Warning
/// As [`compare`].
///
/// # Formula
/// [`compare`] with either.
///
/// # Example
/// ```
/// use measures::control::{Verdict, grade};
/// use measures::{Confidence, Limits, Polarity};
///
/// let inner = Limits::new(Confidence::NINETY_FIVE, 12.0, 14.0)?;
/// let outer = Limits::new(Confidence::NINETY_NINE_POINT_EIGHT, 11.4, 14.6)?;
/// let grade = grade(Some(inner), Some(outer), Some(11.7), Polarity::LowIsGood);
/// assert_eq!((grade.verdict, grade.beyond_outer_limits), (Verdict::Worse, false));
/// # Ok::<(), measures::LimitsError>(())
/// ```
///
/// # References
/// Public Health England. Fingertips: comparison by two confidence intervals.
#[must_use]
pub fn grade(
    inner: Option<Limits>,
    outer: Option<Limits>,
    benchmark: Option<f64>,
    polarity: Polarity,
) -> Grade {
    let at = |limits: Option<Limits>, confidence| {
        let limits = limits.filter(|limits| limits.confidence() == confidence);
        compare(limits, benchmark, polarity)
    };
    let verdict = at(inner, Confidence::NINETY_FIVE);
    let outer = at(outer, Confidence::NINETY_NINE_POINT_EIGHT);
    if outer == Verdict::NotCompared(Undefined::LimitsMissing) {
        return Grade {
            verdict: outer,
            beyond_outer_limits: false,
        };
    }
    let told_apart = !matches!(verdict, Verdict::Similar | Verdict::NotCompared(_));
    Grade {
        verdict,
        beyond_outer_limits: told_apart && verdict == outer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(confidence: Confidence, lower: f64, upper: f64) -> Limits {
        Limits::new(confidence, lower, upper).unwrap()
    }

    #[test]
    fn five_places_from_worst_to_best() {
        let inner = Some(limits(Confidence::NINETY_FIVE, 2.0, 4.0));
        let outer = Some(limits(Confidence::NINETY_NINE_POINT_EIGHT, 1.0, 5.0));
        let at = |benchmark| {
            let grade = grade(inner, outer, Some(benchmark), Polarity::HighIsGood);
            (grade.verdict, grade.beyond_outer_limits)
        };
        assert_eq!(at(6.0), (Verdict::Worse, true));
        assert_eq!(at(4.5), (Verdict::Worse, false));
        assert_eq!(at(3.0), (Verdict::Similar, false));
        assert_eq!(at(1.5), (Verdict::Better, false));
        assert_eq!(at(0.5), (Verdict::Better, true));
    }

    #[test]
    fn limits_in_the_wrong_place_are_missing() {
        let inner = Some(limits(Confidence::NINETY_FIVE, 2.0, 4.0));
        let missing = Verdict::NotCompared(Undefined::LimitsMissing);
        assert_eq!(
            grade(inner, inner, Some(9.0), Polarity::HighIsGood).verdict,
            missing
        );
        assert_eq!(
            grade(None, inner, Some(9.0), Polarity::HighIsGood).verdict,
            missing
        );
    }
}
