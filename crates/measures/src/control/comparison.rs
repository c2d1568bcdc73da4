//! Better, similar or worse: a value's limits against a benchmark.

use crate::{Limits, Polarity, Undefined};

/// What a comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Different from the benchmark, on the good side.
    Better,
    /// Not told apart from the benchmark.
    Similar,
    /// Different from the benchmark, on the bad side.
    Worse,
    /// Above the benchmark, where nobody says which way is good.
    Higher,
    /// Below the benchmark, where nobody says which way is good.
    Lower,
    /// No comparison, and why.
    NotCompared(Undefined),
}

impl Verdict {
    /// A short name that stays the same between versions, for files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Similar => "similar",
            Self::Worse => "worse",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::NotCompared(_) => "not_compared",
        }
    }

    fn above(polarity: Polarity) -> Self {
        match polarity {
            Polarity::HighIsGood => Self::Better,
            Polarity::LowIsGood => Self::Worse,
            Polarity::NoJudgement => Self::Higher,
        }
    }

    fn below(polarity: Polarity) -> Self {
        match polarity {
            Polarity::HighIsGood => Self::Worse,
            Polarity::LowIsGood => Self::Better,
            Polarity::NoJudgement => Self::Lower,
        }
    }
}

impl std::fmt::Display for Verdict {
    /// In the publisher's words: `Better`, `Not compared`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Better => "Better",
            Self::Similar => "Similar",
            Self::Worse => "Worse",
            Self::Higher => "Higher",
            Self::Lower => "Lower",
            Self::NotCompared(_) => "Not compared",
        })
    }
}

/// Compares a value with a benchmark by the value's own limits.
///
/// # What it shows
/// Whether a place differs from a benchmark, such as England, by more than chance explains.
///
/// # Interpretation
/// *Similar* means that the benchmark lies within the limits: not that they are equal, only that
/// they cannot be told apart. A small place is similar to almost anything.
///
/// # Type
/// Judgement of one value at the confidence of its limits.
///
/// # Applies when
/// The value has limits and the benchmark is of the same indicator, sex, age and period. Where one
/// is missing the verdict is *not compared*, with the reason. The caller knows whether a place is
/// its own benchmark and then says [`Undefined::OwnBenchmark`].
///
/// # Warning
/// The benchmark is taken as exact, and a place is part of its benchmark: fine for England, generous
/// for a region of few places. Of twenty places that are all alike, one will differ at 95%.
///
/// # Formula
/// Upper limit below the benchmark: lower. Lower limit above it: higher. Otherwise, and on a limit
/// exactly: similar. [`Polarity`] turns lower and higher into better and worse.
///
/// # Example
/// ```
/// use measures::control::{Verdict, compare};
/// use measures::{Confidence, Limits, Polarity};
///
/// let limits = Limits::new(Confidence::NINETY_FIVE, 641.9, 711.7)?;
/// let verdict = compare(Some(limits), Some(387.1), Polarity::LowIsGood);
/// assert_eq!(verdict, Verdict::Worse);
/// # Ok::<(), measures::LimitsError>(())
/// ```
///
/// # References
/// Office for Health Improvement and Disparities. Fingertips technical guidance: comparing values
/// with benchmarks by confidence intervals.
#[must_use]
pub fn compare(limits: Option<Limits>, benchmark: Option<f64>, polarity: Polarity) -> Verdict {
    let Some(limits) = limits else {
        return Verdict::NotCompared(Undefined::LimitsMissing);
    };
    let Some(benchmark) = benchmark.filter(|benchmark| !benchmark.is_nan()) else {
        return Verdict::NotCompared(Undefined::BenchmarkMissing);
    };
    if limits.lower() > benchmark {
        Verdict::above(polarity)
    } else if limits.upper() < benchmark {
        Verdict::below(polarity)
    } else {
        Verdict::Similar
    }
}

/// Compares two values, each with limits: different when the intervals do not touch.
///
/// # What it shows
/// Whether two places differ, neither of which is exact.
///
/// # Interpretation
/// Intervals that do not touch: different. Intervals that overlap: nothing is shown either way.
///
/// # Type
/// Judgement of two values; conservative.
///
/// # Applies when
/// Both values have limits at the same confidence and neither place contains the other.
///
/// # Warning
/// Two 95% intervals that just part are a difference at about p = 0.005, not 0.05: real differences
/// are missed. For the size of a difference use [`gap`](crate::gap).
///
/// # Formula
/// Lower limit above the other's upper limit: higher. Upper limit below the other's lower limit:
/// lower. Otherwise similar.
///
/// # Example
/// ```
/// use measures::control::{Verdict, compare_intervals};
/// use measures::{Confidence, Limits, Polarity};
///
/// let here = Limits::new(Confidence::NINETY_FIVE, 12.0, 14.0)?;
/// let there = Limits::new(Confidence::NINETY_FIVE, 13.9, 18.0)?;
/// let verdict = compare_intervals(Some(here), Some(there), Polarity::HighIsGood);
/// assert_eq!(verdict, Verdict::Similar);
/// # Ok::<(), measures::LimitsError>(())
/// ```
///
/// # References
/// Schenker N, Gentleman J F. On judging the significance of differences by examining the overlap
/// between confidence intervals. The American Statistician 2001; 55: 182-186.
#[must_use]
pub fn compare_intervals(
    limits: Option<Limits>,
    other: Option<Limits>,
    polarity: Polarity,
) -> Verdict {
    let Some(limits) = limits else {
        return Verdict::NotCompared(Undefined::LimitsMissing);
    };
    let Some(other) = other else {
        return Verdict::NotCompared(Undefined::BenchmarkMissing);
    };
    if limits.lower() > other.upper() {
        Verdict::above(polarity)
    } else if limits.upper() < other.lower() {
        Verdict::below(polarity)
    } else {
        Verdict::Similar
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;
    use proptest::prelude::*;

    const POLARITIES: [Polarity; 3] = [
        Polarity::HighIsGood,
        Polarity::LowIsGood,
        Polarity::NoJudgement,
    ];

    fn limits(lower: f64, upper: f64) -> Limits {
        Limits::new(Confidence::NINETY_FIVE, lower, upper).unwrap()
    }

    #[test]
    fn every_polarity_names_above_and_below() {
        let above = POLARITIES.map(|polarity| compare(Some(limits(2.0, 3.0)), Some(1.0), polarity));
        let below = POLARITIES.map(|polarity| compare(Some(limits(2.0, 3.0)), Some(4.0), polarity));
        assert_eq!(above, [Verdict::Better, Verdict::Worse, Verdict::Higher]);
        assert_eq!(below, [Verdict::Worse, Verdict::Better, Verdict::Lower]);
    }

    #[test]
    fn a_benchmark_on_a_limit_is_similar() {
        for benchmark in [2.0, 2.5, 3.0] {
            let verdict = compare(
                Some(limits(2.0, 3.0)),
                Some(benchmark),
                Polarity::HighIsGood,
            );
            assert_eq!(verdict, Verdict::Similar);
        }
        let touching = compare_intervals(
            Some(limits(2.0, 3.0)),
            Some(limits(3.0, 4.0)),
            Polarity::HighIsGood,
        );
        assert_eq!(touching, Verdict::Similar);
    }

    #[test]
    fn what_is_missing_is_said() {
        let missing = Verdict::NotCompared(Undefined::LimitsMissing);
        assert_eq!(compare(None, Some(1.0), Polarity::HighIsGood), missing);
        let missing = Verdict::NotCompared(Undefined::BenchmarkMissing);
        assert_eq!(
            compare(Some(limits(1.0, 2.0)), None, Polarity::HighIsGood),
            missing
        );
        assert_eq!(
            compare(Some(limits(1.0, 2.0)), Some(f64::NAN), Polarity::HighIsGood),
            missing
        );
        assert_eq!(
            compare_intervals(Some(limits(1.0, 2.0)), None, Polarity::HighIsGood),
            missing
        );
    }

    fn mirrored(verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::Better => Verdict::Worse,
            Verdict::Worse => Verdict::Better,
            Verdict::Higher => Verdict::Lower,
            Verdict::Lower => Verdict::Higher,
            same => same,
        }
    }

    proptest! {
        #[test]
        fn turning_the_polarity_round_turns_the_verdict_round(
            lower in -1e3..1e3_f64, width in 0.0..1e3_f64, benchmark in -2e3..2e3_f64,
        ) {
            let limits = Some(limits(lower, lower + width));
            prop_assert_eq!(
                compare(limits, Some(benchmark), Polarity::HighIsGood),
                mirrored(compare(limits, Some(benchmark), Polarity::LowIsGood))
            );
        }

        #[test]
        fn two_intervals_judge_each_other_the_opposite_way(
            lower in -1e3..1e3_f64, width in 0.0..1e3_f64,
            other in -1e3..1e3_f64, other_width in 0.0..1e3_f64,
        ) {
            let (one, two) = (Some(limits(lower, lower + width)), Some(limits(other, other + other_width)));
            for polarity in POLARITIES {
                prop_assert_eq!(
                    compare_intervals(one, two, polarity),
                    mirrored(compare_intervals(two, one, polarity))
                );
            }
        }

        #[test]
        fn an_exact_other_is_a_benchmark(
            lower in -1e3..1e3_f64, width in 0.0..1e3_f64, benchmark in -2e3..2e3_f64,
        ) {
            let own = Some(limits(lower, lower + width));
            for polarity in POLARITIES {
                prop_assert_eq!(
                    compare_intervals(own, Some(limits(benchmark, benchmark)), polarity),
                    compare(own, Some(benchmark), polarity)
                );
            }
        }
    }
}
