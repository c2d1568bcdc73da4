//! Judging a place by what chance could make of the benchmark at the place's size.

use super::{Verdict, compare};
use crate::interval::{exact_poisson, wilson};
use crate::{Confidence, Count, Limits, Polarity, Population, Undefined};

/// Compares a share with a benchmark by what chance would make of the benchmark among so many people.
///
/// # What it shows
/// Whether a place of this size could have this share if it were like the benchmark.
///
/// # Interpretation
/// *Similar*: chance alone could do it. The limits belong to the benchmark and the size of the place,
/// so that every place of one size is judged by the same limits.
///
/// # Type
/// Judgement of one share by control limits.
///
/// # Applies when
/// The benchmark is a share between 0 and 1 of the same indicator, sex, age and period.
///
/// # Warning
/// It is not [`compare`]: limits around the benchmark and limits around the value mostly agree, and
/// differ for small places and for shares near 0 and 1. Say which was used. Where fewer than about
/// four are expected, none seen lies beyond the limits far more often than their name says.
///
/// # Formula
/// Wilson's limits of `E = N p₀` expected of `N` people:
/// `(2E + z² ± z √(z² + 4E(1 - E/N))) / (2(N + z²))`.
///
/// # Example
/// ```
/// use measures::control::{Verdict, share_beyond_chance};
/// use measures::{Confidence, Count, Polarity, Population};
///
/// // 65 of 100 where the benchmark is 50%: chance makes 40.4% to 59.6% of it.
/// let verdict = share_beyond_chance(
///     Count::from(65),
///     Population::from(100),
///     Some(0.5),
///     Confidence::NINETY_FIVE,
///     Polarity::HighIsGood,
/// );
/// assert_eq!(verdict, Verdict::Better);
/// ```
///
/// # References
/// Public Health England. Fingertips: statistical process control for proportions. Wilson E B. Probable
/// inference, the law of succession, and statistical inference. JASA 1927; 22: 209-212.
#[must_use]
pub fn share_beyond_chance(
    numerator: Count,
    denominator: Population,
    benchmark: Option<f64>,
    confidence: Confidence,
    polarity: Polarity,
) -> Verdict {
    let size = denominator.get();
    if size == 0.0 {
        return Verdict::NotCompared(Undefined::DenominatorIsZero);
    }
    if numerator.get() > size {
        return Verdict::NotCompared(Undefined::NumeratorAboveDenominator);
    }
    let around = benchmark
        .filter(|benchmark| (0.0..=1.0).contains(benchmark))
        .and_then(|benchmark| Count::new((size * benchmark).min(size)).ok());
    let Some(expected) = around else {
        return Verdict::NotCompared(Undefined::BenchmarkMissing);
    };
    match wilson(expected, denominator, confidence) {
        Ok(limits) => judged(numerator.get() / size, limits, polarity),
        Err(why) => Verdict::NotCompared(why),
    }
}

/// Compares a count of events with what a benchmark leads one to expect, by what chance makes of it.
///
/// # What it shows
/// Whether a place could have so many events if it were like the benchmark. For a directly
/// standardised rate the count and the expected count are those of the place's own events, scaled
/// to its rate.
///
/// # Interpretation
/// As [`share_beyond_chance`].
///
/// # Type
/// Judgement of one count by control limits.
///
/// # Applies when
/// Events are independent of one another, and enough is known to expect a number: benchmark rate times
/// population.
///
/// # Warning
/// As [`share_beyond_chance`]. Where fewer than about four are expected, none seen lies beyond the limits
/// far more often than their name says: do not judge so few. Events that come in clusters, such as admissions of the same people,
/// stray further than these limits allow.
///
/// # Formula
/// The exact Poisson limits of the expected count.
///
/// # Example
/// ```
/// use measures::control::{Verdict, count_beyond_chance};
/// use measures::{Confidence, Count, Polarity};
///
/// // 20 deaths where 10 are expected, which chance makes into 4.8 to 18.4.
/// let verdict = count_beyond_chance(
///     Count::from(20),
///     Count::from(10),
///     Confidence::NINETY_FIVE,
///     Polarity::LowIsGood,
/// );
/// assert_eq!(verdict, Verdict::Worse);
/// ```
///
/// # References
/// Public Health England. Fingertips: statistical process control for directly standardised rates.
/// Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936; 28: 437-442.
#[must_use]
pub fn count_beyond_chance(
    count: Count,
    expected: Count,
    confidence: Confidence,
    polarity: Polarity,
) -> Verdict {
    judged(count.get(), exact_poisson(expected, confidence), polarity)
}

/// A value above the limits of chance is what [`compare`] calls a benchmark under them, the other way round.
fn judged(value: f64, limits: Limits, polarity: Polarity) -> Verdict {
    let seen_from_the_benchmark = match polarity {
        Polarity::HighIsGood => Polarity::LowIsGood,
        Polarity::LowIsGood => Polarity::HighIsGood,
        Polarity::NoJudgement => Polarity::NoJudgement,
    };
    match compare(Some(limits), Some(value), seen_from_the_benchmark) {
        Verdict::Higher => Verdict::Lower,
        Verdict::Lower => Verdict::Higher,
        verdict => verdict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(x: u32, n: u32, benchmark: f64, polarity: Polarity) -> Verdict {
        let (x, n) = (Count::from(x), Population::from(n));
        share_beyond_chance(x, n, Some(benchmark), Confidence::NINETY_FIVE, polarity)
    }

    #[test]
    fn either_side_is_judged_by_which_way_is_good() {
        use Polarity::{HighIsGood, LowIsGood, NoJudgement};
        assert_eq!(share(65, 100, 0.5, NoJudgement), Verdict::Higher);
        assert_eq!(share(35, 100, 0.5, NoJudgement), Verdict::Lower);
        assert_eq!(share(35, 100, 0.5, HighIsGood), Verdict::Worse);
        assert_eq!(share(35, 100, 0.5, LowIsGood), Verdict::Better);
        assert_eq!(share(59, 100, 0.5, HighIsGood), Verdict::Similar);
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        use Polarity::LowIsGood;
        let not = |why| Verdict::NotCompared(why);
        assert_eq!(
            share(0, 0, 0.5, LowIsGood),
            not(Undefined::DenominatorIsZero)
        );
        assert_eq!(
            share(2, 1, 0.5, LowIsGood),
            not(Undefined::NumeratorAboveDenominator)
        );
        for benchmark in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(
                share(1, 2, benchmark, LowIsGood),
                not(Undefined::BenchmarkMissing)
            );
        }
    }

    #[test]
    fn none_expected_and_none_seen_are_alike() {
        let limits = Confidence::NINETY_NINE_POINT_EIGHT;
        let verdict = count_beyond_chance(Count::ZERO, Count::ZERO, limits, Polarity::NoJudgement);
        assert_eq!(verdict, Verdict::Similar);
    }

    proptest! {
        #[test]
        fn a_place_like_its_benchmark_never_stands_out(x in 0_u32..5_000, more in 1_u32..5_000) {
            let n = x + more;
            let benchmark = f64::from(x) / f64::from(n);
            prop_assert_eq!(share(x, n, benchmark, Polarity::NoJudgement), Verdict::Similar);
            let count = count_beyond_chance(
                Count::from(x),
                Count::from(x),
                Confidence::NINETY_FIVE,
                Polarity::NoJudgement,
            );
            prop_assert_eq!(count, Verdict::Similar);
        }

        #[test]
        fn whoever_stands_out_at_99_8_stands_out_at_95(x in 0_u32..400, expected in 0_u32..400) {
            let at = |confidence| count_beyond_chance(
                Count::from(x),
                Count::from(expected),
                confidence,
                Polarity::NoJudgement,
            );
            let outer = at(Confidence::NINETY_NINE_POINT_EIGHT);
            prop_assert!(outer == Verdict::Similar || outer == at(Confidence::NINETY_FIVE));
        }
    }
}
