//! Which of many findings to believe.

/// Which of many tests stand when no more than a stated share of those that stand should be false.
///
/// # What it shows
/// Which findings to believe after looking in many places at once, such as every ethnic group of
/// every service.
///
/// # Interpretation
/// At 0.05: about one in twenty of the findings that stand is false. Without it, of a hundred tests
/// of nothing five stand out.
///
/// # Type
/// Judgement of many tests together.
///
/// # Applies when
/// All tests that were made are given, not only those that stood out. A probability that is not
/// between 0 and 1 never stands.
///
/// # Warning
/// A test that does not stand is not shown to be nothing.
///
/// # Formula
/// Sorted probabilities `p₁ <= p₂ <= ...` of `m` tests: all up to the last `i` with
/// `pᵢ <= share · i / m`.
///
/// # Example
/// ```
/// use measures::control::stands_among_many;
///
/// // Benjamini and Hochberg 1995: the first four of their fifteen stand at 0.05.
/// let probabilities = [
///     0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
///     0.5719, 0.6528, 0.7590, 1.0,
/// ];
/// let stands = stands_among_many(&probabilities, 0.05);
/// assert_eq!(stands.iter().filter(|stands| **stands).count(), 4);
/// ```
///
/// # References
/// Benjamini Y, Hochberg Y. Controlling the false discovery rate: a practical and powerful approach
/// to multiple testing. Journal of the Royal Statistical Society B 1995; 57: 289-300.
#[doc(alias = "Benjamini-Hochberg")]
#[must_use]
pub fn stands_among_many(probabilities: &[f64], share: f64) -> Vec<bool> {
    let mut sorted: Vec<f64> = probabilities
        .iter()
        .copied()
        .filter(|p| (0.0..=1.0).contains(p))
        .collect();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "tests are few")]
    let number = probabilities.len() as f64;
    let last = sorted
        .iter()
        .zip(1_u32..)
        .filter(|(p, place)| **p * number <= share * f64::from(*place))
        .last();
    let bar = last.map(|(p, _)| *p);
    probabilities
        .iter()
        .map(|p| bar.is_some_and(|bar| (0.0..=bar).contains(p)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_test_stands_at_the_share() {
        assert_eq!(stands_among_many(&[0.05], 0.05), [true]);
        assert_eq!(stands_among_many(&[0.051], 0.05), [false]);
        assert_eq!(stands_among_many(&[], 0.05), Vec::<bool>::new());
    }

    #[test]
    fn nonsense_never_stands_and_counts_as_a_test() {
        assert_eq!(
            stands_among_many(&[f64::NAN, -1.0, 2.0, 0.012], 0.05),
            [false, false, false, true]
        );
        assert_eq!(
            stands_among_many(&[f64::NAN, -1.0, 2.0, 0.013], 0.05),
            [false; 4]
        );
    }

    proptest! {
        #[test]
        fn a_larger_share_lets_more_stand_and_smaller_probabilities_first(
            probabilities in prop::collection::vec(0.0..=1.0_f64, 1..60), share in 0.001..0.2_f64,
        ) {
            let few = stands_among_many(&probabilities, share);
            let more = stands_among_many(&probabilities, share * 2.0);
            prop_assert!(few.iter().zip(&more).all(|(few, more)| !few || *more));
            for (p, stands) in probabilities.iter().zip(&few) {
                for (other, other_stands) in probabilities.iter().zip(&few) {
                    prop_assert!(!stands || other > p || *other_stands);
                }
                // None that would not stand alone, and all that would by the strictest rule.
                prop_assert!(!stands || *p <= share);
                prop_assert!(*stands || *p * f64::from(u32::try_from(probabilities.len()).unwrap()) > share);
            }
        }
    }
}
