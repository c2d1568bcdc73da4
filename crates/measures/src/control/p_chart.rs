//! The chart of shares.

use super::control_chart::ControlChart;
use super::special_cause::Placed;
use super::xmr_chart::phases;
use crate::numeric::Sum;
use crate::{Count, Population, Undefined};

/// The chart of shares over time, with limits that follow the size of each period.
///
/// # What it shows
/// As [`xmr_chart`](super::xmr_chart()), for shares of known numbers: a small month may lie further
/// out.
///
/// # Interpretation
/// As there; the icons come from the latest point.
///
/// # Type
/// Judgement of a long series of counts.
///
/// # Applies when
/// Each period counts people, or occasions, with something out of all; twelve or more periods in each
/// phase.
///
/// # Warning
/// With thousands in each period the limits become so narrow that everything stands out: use
/// [`xmr_chart`](super::xmr_chart()) on the shares. Give counts and not percentages: nothing is
/// guessed from their size.
///
/// # Formula
/// `p̄ ± 3 √(p̄ (1 - p̄) / n)`, `p̄ = Σ x / Σ n` of the phase, kept between 0 and 1; rules as there.
///
/// # Example
/// ```
/// use measures::control::p_chart;
/// use measures::{Count, Population};
///
/// let months = [38, 41, 35, 44, 40, 37, 42, 39, 43, 36, 40, 61]
///     .map(|seen| (Count::from(seen), Population::from(100)));
/// let chart = p_chart(&months, &[])?;
/// let last = chart.points()[11];
/// assert_eq!(format!("{:.3} {:.3} {:.3}", last.lower, last.mean, last.upper), "0.266 0.413 0.561");
/// assert!(last.cause.is_some());
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Montgomery D C. Introduction to statistical quality control. Wiley; chapter 7.
#[doc(alias = "SPC")]
pub fn p_chart(
    periods: &[(Count, Population)],
    steps: &[usize],
) -> Result<ControlChart, Undefined> {
    if periods.iter().any(|(_, size)| size.get() == 0.0) {
        return Err(Undefined::DenominatorIsZero);
    }
    if periods.iter().any(|(count, size)| count.get() > size.get()) {
        return Err(Undefined::NumeratorAboveDenominator);
    }
    attribute_chart(periods, steps, 1.0, |mean, size| mean * (1.0 - mean) / size)
}

/// A chart of counts over sizes, with the variance of a value of a size and a highest value.
pub(super) fn attribute_chart(
    periods: &[(Count, Population)],
    steps: &[usize],
    highest: f64,
    variance: impl Fn(f64, f64) -> f64,
) -> Result<ControlChart, Undefined> {
    let phases: Vec<Vec<Placed>> = phases(periods, steps)?
        .into_iter()
        .map(|phase| {
            let counts = phase.iter().map(|(count, _)| count.get());
            let sizes = phase.iter().map(|(_, size)| size.get());
            let mean = counts.collect::<Sum>().total() / sizes.collect::<Sum>().total();
            let mean = mean.min(highest);
            phase
                .iter()
                .map(|(count, size)| {
                    let error = variance(mean, size.get()).max(0.0).sqrt();
                    Placed {
                        value: count.get() / size.get(),
                        mean,
                        lower: (mean - 3.0 * error).max(0.0),
                        upper: (mean + 3.0 * error).min(highest),
                        near: (mean - 2.0 * error, mean + 2.0 * error),
                    }
                })
                .collect()
        })
        .collect();
    ControlChart::of(&phases)
}

#[cfg(test)]
mod tests {
    use super::super::{c_chart, u_chart};
    use super::*;
    use proptest::prelude::*;

    fn periods(parts: &[(u32, u32)]) -> Vec<(Count, Population)> {
        parts
            .iter()
            .map(|&(x, n)| (Count::from(x), Population::from(n)))
            .collect()
    }

    #[test]
    fn what_cannot_be_says_why() {
        let few = periods(&[(1, 2); 11]);
        let too_few = Undefined::TooFewPoints {
            found: 11,
            needed: 12,
        };
        assert_eq!(p_chart(&few, &[]).unwrap_err(), too_few);
        assert_eq!(u_chart(&few, &[]).unwrap_err(), too_few);
        assert_eq!(c_chart(&[Count::from(1); 11], &[]).unwrap_err(), too_few);
        let mut some = periods(&[(1, 2); 12]);
        some[4].0 = Count::from(3);
        assert_eq!(
            p_chart(&some, &[]).unwrap_err(),
            Undefined::NumeratorAboveDenominator
        );
        assert!(u_chart(&some, &[]).is_ok());
        some[4].1 = Population::from(0);
        assert_eq!(
            p_chart(&some, &[]).unwrap_err(),
            Undefined::DenominatorIsZero
        );
        assert_eq!(
            u_chart(&some, &[]).unwrap_err(),
            Undefined::DenominatorIsZero
        );
    }

    #[test]
    fn none_and_all_have_no_width() {
        for share in [0, 7] {
            let chart = p_chart(&periods(&[(share, 7); 12]), &[]).unwrap();
            assert!(
                chart
                    .points()
                    .iter()
                    .all(|point| point.lower == point.upper && point.cause.is_none())
            );
        }
        assert!(
            c_chart(&[Count::ZERO; 12], &[])
                .unwrap()
                .points()
                .iter()
                .all(|point| point.upper == 0.0)
        );
    }

    #[test]
    fn counts_in_equal_periods_are_rates_in_equal_periods() {
        let counts = [4, 9, 2, 5, 6, 7, 3, 5, 4, 6, 5, 22];
        let by_count = c_chart(&counts.map(Count::from), &[]).unwrap();
        let by_rate = u_chart(&counts.map(|x| (Count::from(x), Population::from(1))), &[]).unwrap();
        assert_eq!(by_count, by_rate);
        assert!((by_count.points()[0].mean - 6.5).abs() < 1e-12);
        assert!((by_count.points()[0].upper - (6.5 + 3.0 * 6.5_f64.sqrt())).abs() < 1e-12);
        assert_eq!(by_count.points()[0].lower, 0.0);
        assert!(by_count.points()[11].cause.is_some());
    }

    proptest! {
        #[test]
        fn limits_hold_the_mean_and_stay_on_the_scale(
            parts in prop::collection::vec((0_u32..50, 50_u32..500), 12..40),
        ) {
            let periods = periods(&parts);
            for chart in [p_chart(&periods, &[]).unwrap(), u_chart(&periods, &[]).unwrap()] {
                for point in chart.points() {
                    prop_assert!(0.0 <= point.lower && point.lower <= point.mean && point.mean <= point.upper);
                }
            }
            prop_assert!(p_chart(&periods, &[]).unwrap().points().iter().all(|point| point.upper <= 1.0));
        }

        #[test]
        fn those_with_and_those_without_stand_out_together(
            parts in prop::collection::vec((0_u32..60, 60_u32..80), 12..40),
        ) {
            let without: Vec<_> = parts.iter().map(|&(x, n)| (n - x, n)).collect();
            let (one, other) = (p_chart(&periods(&parts), &[]).unwrap(), p_chart(&periods(&without), &[]).unwrap());
            for (one, other) in one.points().iter().zip(other.points()) {
                prop_assert!((one.upper + other.lower - 1.0).abs() < 1e-12);
            }
        }
    }
}
