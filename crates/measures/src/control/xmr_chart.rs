//! The chart of single values and their moving ranges.

use super::control_chart::{ControlChart, FEWEST};
use super::special_cause::Placed;
use crate::Undefined;
use crate::numeric::Sum;

/// Process limits lie so many mean moving ranges from the mean.
const LIMITS: f64 = 2.66;
/// A moving range of so many mean moving ranges is an outlier.
const OUTLIER: f64 = 3.267;

/// What is done with moving ranges that are far too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screening {
    /// They count as any other, as in the spreadsheet of NHS England.
    Kept,
    /// They are left out, once, before the mean moving range is taken again, as in the R package of
    /// the same rules: one jump does not widen the limits for ever.
    LeftOut,
}

/// Which values of a phase its lines are drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Baseline {
    /// All.
    Everything,
    /// So many from the start of each phase, twelve or more, so that what came after is held against
    /// what was before.
    First(usize),
}

/// The chart of single values and their moving ranges.
///
/// # What it shows
/// Whether a process changes, or only varies as it always did, and whether it can be relied on to
/// meet a target.
///
/// # Interpretation
/// Read the icons of the latest point: [`ControlChart::variation`] and [`ControlChart::assurance`].
/// Where nothing stands out, asking why last month was higher than the month before is a waste of
/// time; only a change of the process itself will change it.
///
/// # Type
/// Judgement of a long series.
///
/// # Applies when
/// Values in time order at even intervals, monthly or weekly, and independent: twelve or more in each
/// phase. A phase begins where somebody knows that the process changed, and names the place of its
/// first value in `steps`; a place that is not in the series is refused, not passed over.
///
/// # Warning
/// Three-year averages that overlap are not independent and must not be given. Five to eleven yearly
/// values are too few: see [`trend`](super::trend()). Do not begin a phase only because the chart
/// would look better. Limits are not cut at zero or at 100%.
///
/// # Formula
/// `mean ± 2.66 mR̄`, `mR̄` the mean of the distances between neighbours. The rules and their order
/// are those of [`Rule`](super::Rule), each within one phase. All values equal: the limits are the
/// mean.
///
/// # Example
/// ```
/// use measures::Polarity;
/// use measures::control::{Baseline, Screening, Variation, xmr_chart};
///
/// // The R package of the same rules gives -0.71556, 1.94444 and 4.60444.
/// let values = [1., 2., 1., 2., 10., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1., 2., 1.];
/// let chart = xmr_chart(&values, &[], Baseline::Everything, Screening::LeftOut)?;
/// let point = chart.points()[0];
/// assert_eq!(
///     format!("{:.5} {:.5} {:.5}", point.lower, point.mean, point.upper),
///     "-0.71556 1.94444 4.60444"
/// );
/// assert_eq!(chart.variation(Polarity::LowIsGood), Variation::CommonCause);
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// NHS England. Making data count: strengthening your decisions. 2019. Wheeler D J. Understanding
/// variation: the key to managing chaos. SPC Press, 2000.
#[doc(alias = "SPC")]
#[doc(alias = "XmR")]
pub fn xmr_chart(
    values: &[f64],
    steps: &[usize],
    baseline: Baseline,
    screening: Screening,
) -> Result<ControlChart, Undefined> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::ValueMissing);
    }
    let phases = phases(values, steps)?
        .into_iter()
        .map(|phase| placed(phase, baseline, screening))
        .collect::<Result<Vec<_>, _>>()?;
    ControlChart::of(&phases)
}

/// The values cut at the steps, each part long enough.
pub(super) fn phases<'a, T>(values: &'a [T], steps: &[usize]) -> Result<Vec<&'a [T]>, Undefined> {
    let mut starts = steps.to_vec();
    starts.sort_unstable();
    starts.dedup();
    let mut phases = Vec::with_capacity(starts.len() + 1);
    let (mut rest, mut begun) = (values, 0);
    for start in starts.into_iter().filter(|start| *start > 0) {
        let (phase, after) = rest
            .split_at_checked(start - begun)
            .filter(|(_, after)| !after.is_empty())
            .ok_or(Undefined::StepOutsideSeries { place: start + 1 })?;
        phases.push(phase);
        (rest, begun) = (after, start);
    }
    phases.push(rest);
    match phases.iter().find(|phase| phase.len() < FEWEST) {
        Some(short) => Err(Undefined::TooFewPoints {
            found: short.len(),
            needed: FEWEST,
        }),
        None => Ok(phases),
    }
}

fn placed(
    phase: &[f64],
    baseline: Baseline,
    screening: Screening,
) -> Result<Vec<Placed>, Undefined> {
    let base = match baseline {
        Baseline::Everything => phase,
        Baseline::First(number) if number < FEWEST => {
            return Err(Undefined::TooFewPoints {
                found: number,
                needed: FEWEST,
            });
        }
        Baseline::First(number) => &phase[..number.min(phase.len())],
    };
    let mean = mean_of(base.iter().copied());
    let ranges: Vec<f64> = base
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .collect();
    let mut range = mean_of(ranges.iter().copied());
    // Nothing moves: nothing is an outlier.
    if screening == Screening::LeftOut && range > 0.0 {
        let bar = OUTLIER * range;
        range = mean_of(ranges.into_iter().filter(|range| *range < bar));
    }
    let reach = LIMITS * range;
    let third = reach * 2.0 / 3.0;
    Ok(phase
        .iter()
        .map(|&value| Placed {
            value,
            mean,
            lower: mean - reach,
            upper: mean + reach,
            near: (mean - third, mean + third),
        })
        .collect())
}

fn mean_of(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut number) = (Sum::default(), 0.0);
    for value in values {
        sum.add(value);
        number += 1.0;
    }
    sum.total() / number
}

#[cfg(test)]
mod tests {
    use super::super::{Assurance, Rule, Side, SpecialCause, Variation};
    use super::*;
    use crate::Polarity;
    use proptest::prelude::*;

    fn chart(values: &[f64]) -> ControlChart {
        xmr_chart(values, &[], Baseline::Everything, Screening::LeftOut).unwrap()
    }

    #[test]
    fn the_jump_widens_the_limits_when_it_is_kept() {
        let mut values = [1.0, 2.0].repeat(9);
        values[4] = 10.0;
        values[5] = 1.0;
        values[6] = 2.0;
        for (place, value) in values.iter_mut().enumerate().skip(5) {
            *value = if place % 2 == 1 { 1.0 } else { 2.0 };
        }
        values[17] = 1.0;
        let kept = xmr_chart(&values, &[], Baseline::Everything, Screening::Kept).unwrap();
        let point = kept.points()[0];
        assert_eq!(
            format!("{:.5} {:.5} {:.5}", point.lower, point.mean, point.upper),
            "-3.06261 1.94444 6.95150"
        );
        let outside = Some(SpecialCause {
            rule: Rule::OutsideLimits,
            side: Side::High,
        });
        assert_eq!(kept.points()[4].cause, outside);
    }

    #[test]
    fn a_constant_series_has_its_mean_for_limits() {
        for screening in [Screening::Kept, Screening::LeftOut] {
            let chart = xmr_chart(&[3.5; 15], &[], Baseline::Everything, screening).unwrap();
            for point in chart.points() {
                assert_eq!((point.lower, point.mean, point.upper), (3.5, 3.5, 3.5));
                assert_eq!(point.cause, None);
            }
        }
    }

    #[test]
    fn twelve_points_a_phase() {
        let too_few = Err(Undefined::TooFewPoints {
            found: 11,
            needed: 12,
        });
        let ask = |values: &[f64], steps: &[usize], baseline| {
            xmr_chart(values, steps, baseline, Screening::Kept).map(|_| ())
        };
        assert_eq!(ask(&[1.0; 11], &[], Baseline::Everything), too_few);
        assert_eq!(ask(&[1.0; 23], &[12], Baseline::Everything), too_few);
        assert_eq!(ask(&[1.0; 23], &[11], Baseline::Everything), too_few);
        assert_eq!(ask(&[1.0; 24], &[], Baseline::First(11)), too_few);
        assert_eq!(ask(&[1.0; 24], &[12], Baseline::First(15)), Ok(()));
        assert_eq!(
            ask(&[], &[], Baseline::Everything),
            Err(Undefined::TooFewPoints {
                found: 0,
                needed: 12
            })
        );
    }

    #[test]
    fn a_step_that_is_not_in_the_series_is_refused() {
        for step in [24, 90] {
            let found = xmr_chart(&[1.0; 24], &[step], Baseline::Everything, Screening::Kept);
            assert_eq!(found, Err(Undefined::StepOutsideSeries { place: step + 1 }));
        }
        // The start is a step already, and one step named twice is one.
        assert!(
            xmr_chart(
                &[1.0; 24],
                &[0, 12, 12],
                Baseline::Everything,
                Screening::Kept
            )
            .is_ok()
        );
    }

    #[test]
    fn what_is_not_a_number_is_missing() {
        let mut values = [1.0; 15];
        values[3] = f64::NAN;
        let found = xmr_chart(&values, &[], Baseline::Everything, Screening::Kept);
        assert_eq!(found, Err(Undefined::ValueMissing));
    }

    #[test]
    fn a_phase_has_its_own_lines_and_rules_do_not_cross() {
        let values: Vec<f64> = [5.0, 6.0]
            .repeat(6)
            .into_iter()
            .chain([9.0, 8.0].repeat(6))
            .collect();
        let whole = chart(&values);
        assert!(whole.points().iter().all(|point| point.cause.is_some()));
        let stepped = xmr_chart(&values, &[12], Baseline::Everything, Screening::LeftOut).unwrap();
        assert!(stepped.points().iter().all(|point| point.cause.is_none()));
        assert_eq!(
            (stepped.points()[11].mean, stepped.points()[12].mean),
            (5.5, 8.5)
        );
    }

    #[test]
    fn a_baseline_holds_what_came_after_against_what_was_before() {
        let values: Vec<f64> = [6.0, 5.0]
            .repeat(6)
            .into_iter()
            .chain([9.0, 8.0].repeat(6))
            .collect();
        let held = xmr_chart(&values, &[], Baseline::First(12), Screening::LeftOut).unwrap();
        assert!(
            held.points()[..12]
                .iter()
                .all(|point| point.cause.is_none())
        );
        assert!(
            held.points()[12..]
                .iter()
                .all(|point| point.cause.is_some())
        );
    }

    #[test]
    fn icons_follow_the_latest_point_and_the_polarity() {
        let mut values = [5.0, 6.0].repeat(8);
        values.extend([5.0, 6.0, 30.0]);
        let high = chart(&values);
        assert_eq!(
            high.variation(Polarity::HighIsGood),
            Variation::Improvement(Side::High)
        );
        assert_eq!(
            high.variation(Polarity::LowIsGood),
            Variation::Concern(Side::High)
        );
        assert_eq!(
            high.variation(Polarity::NoJudgement),
            Variation::Change(Side::High)
        );
        // A special cause of long ago is no icon of today.
        values.extend([5.0, 6.0]);
        assert_eq!(
            chart(&values).variation(Polarity::HighIsGood),
            Variation::CommonCause
        );
        let usual = chart(&[5.0, 6.0].repeat(8));
        let (lower, upper) = (usual.points()[0].lower, usual.points()[0].upper);
        let assured = |target, polarity| usual.assurance(target, polarity);
        assert_eq!(
            assured(upper + 0.1, Polarity::HighIsGood),
            Some(Assurance::ConsistentlyFails)
        );
        assert_eq!(
            assured(upper + 0.1, Polarity::LowIsGood),
            Some(Assurance::ConsistentlyPasses)
        );
        assert_eq!(
            assured(lower - 0.1, Polarity::HighIsGood),
            Some(Assurance::ConsistentlyPasses)
        );
        assert_eq!(
            assured(lower - 0.1, Polarity::LowIsGood),
            Some(Assurance::ConsistentlyFails)
        );
        for target in [lower, 5.5, upper] {
            assert_eq!(
                assured(target, Polarity::HighIsGood),
                Some(Assurance::HitAndMiss)
            );
        }
        assert_eq!(assured(5.5, Polarity::NoJudgement), None);
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_the_limits_and_a_shift_moves_all_lines(
            values in prop::collection::vec(-100_i32..100, 12..60), shift in -1_000_i32..1_000,
        ) {
            let of = |shift: i32| chart(&values.iter().map(|value| f64::from(value + shift)).collect::<Vec<_>>());
            for (one, other) in of(0).points().iter().zip(of(shift).points()) {
                prop_assert!(one.lower <= one.mean && one.mean <= one.upper);
                prop_assert!((one.mean + f64::from(shift) - other.mean).abs() < 1e-9);
                prop_assert!((one.upper + f64::from(shift) - other.upper).abs() < 1e-9);
            }
        }

        #[test]
        fn scaling_scales_the_lines_and_keeps_what_stands_out(
            values in prop::collection::vec(-100_i32..100, 12..60), exponent in -4_i32..4,
        ) {
            let scale = libm::ldexp(1.0, exponent);
            let plain: Vec<f64> = values.iter().copied().map(f64::from).collect();
            let scaled: Vec<f64> = plain.iter().map(|value| value * scale).collect();
            for (one, other) in chart(&plain).points().iter().zip(chart(&scaled).points()) {
                prop_assert_eq!(one.lower * scale, other.lower);
                prop_assert_eq!(one.cause, other.cause);
            }
        }

        #[test]
        fn leaving_out_jumps_never_widens(values in prop::collection::vec(-100_i32..100, 12..60)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let kept = xmr_chart(&values, &[], Baseline::Everything, Screening::Kept).unwrap();
            prop_assert!(chart(&values).points()[0].upper <= kept.points()[0].upper);
        }
    }
}
