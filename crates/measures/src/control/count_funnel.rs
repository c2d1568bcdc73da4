//! Limits around an average rate or ratio of counts, for many places at once.

use super::FunnelLabel;
use crate::interval::exact_poisson;
use crate::numeric::turns::at_most;
use crate::numeric::{Sum, gamma};
use crate::{Confidence, Count, Limits, Undefined};

/// A funnel of counts over what they are expected to grow with: observed over expected deaths, or
/// events over person-years.
///
/// # What it shows
/// Which of many places stand out, with small places judged gently.
///
/// # Interpretation
/// As for a [`ProportionFunnel`](super::ProportionFunnel).
///
/// # Type
/// Control limits of ratios and rates.
///
/// # Applies when
/// Events are rare and independent. Sizes are expected events for ratios, people or person-years for
/// crude rates, and events over rate ([`CountFunnel::size_of_standardised_rate`]) for directly
/// standardised rates.
///
/// # Warning
/// As there; hospitals and practices almost always differ by more than chance
/// ([`overdispersion`](super::overdispersion())).
///
/// # Formula
/// A count stands out when its own exact Poisson limits
/// ([`exact_poisson`](crate::interval::exact_poisson())) leave out the count that is expected at its
/// size. A limit drawn at a size is the count, fractions allowed, whose own limit just touches.
/// Labels use the exact limits for every count, so that what is drawn and what is said never differ;
/// the publisher's package has Byar's for counts of ten and more.
///
/// # Example
/// ```
/// use measures::control::{CountFunnel, FunnelLabel};
/// use measures::{Confidence, Count};
///
/// // Observed deaths where 20 were expected.
/// let funnel = CountFunnel::of_ratios();
/// let limits = funnel.limits(20.0, Confidence::NINETY_FIVE)?;
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower(), limits.upper()), "0.562 to 1.485");
/// assert_eq!(funnel.label(Count::from(32), 20.0)?, FunnelLabel::HighInner);
/// assert_eq!(funnel.label(Count::from(28), 20.0)?, FunnelLabel::NotSignificant);
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As for a [`ProportionFunnel`](super::ProportionFunnel). Dover D C, Schopflocher D P. Using funnel
/// plots in public health surveillance. Population Health Metrics 2011; 9: 58.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountFunnel {
    centre: f64,
}

/// A standardised rate of fewer events is not given.
const FEWEST_EVENTS: u32 = 10;
/// Enough to come down to the last bit.
const HALVINGS: u32 = 120;
/// Past these every double is infinite.
const DOUBLINGS: u32 = 1_100;

impl CountFunnel {
    /// Around one: sizes are expected events.
    #[must_use]
    pub fn of_ratios() -> Self {
        Self { centre: 1.0 }
    }

    /// Around the average of some places: events over size.
    pub fn of(places: &[(Count, f64)]) -> Result<Self, Undefined> {
        if let Some(reason) = places.iter().find_map(|(_, size)| check(*size).err()) {
            return Err(reason);
        }
        let size = places
            .iter()
            .map(|(_, size)| *size)
            .collect::<Sum>()
            .total();
        let events = places.iter().map(|(x, _)| x.get()).collect::<Sum>().total();
        let centre = events / size;
        if centre > 0.0 && centre.is_finite() {
            Ok(Self { centre })
        } else {
            Err(Undefined::NothingExpected)
        }
    }

    /// The size that a directly standardised rate stands for: its events over its rate. Fewer than
    /// ten events have none.
    pub fn size_of_standardised_rate(events: Count, rate: f64) -> Result<f64, Undefined> {
        if events.get() < f64::from(FEWEST_EVENTS) {
            return Err(Undefined::TooFewEvents {
                needed: FEWEST_EVENTS,
            });
        }
        let size = events.get() / rate;
        check(size).map(|()| size)
    }

    /// The average ratio or rate.
    #[must_use]
    pub fn centre(self) -> f64 {
        self.centre
    }

    /// The limits of the ratio or rate at a size.
    pub fn limits(self, size: f64, confidence: Confidence) -> Result<Limits, Undefined> {
        check(size)?;
        let expected = self.centre * size;
        let tail = confidence.tail();
        // The probability that so many events or more are needed for the expected count to lie in
        // the limits; both fall as the count rises.
        let lower = if gamma::upper(1.0, expected) >= tail {
            0.0
        } else {
            halved(0.0, expected, |count| {
                gamma::upper(count + 1.0, expected) < tail
            })
        };
        let mut far = expected + 1.0;
        for _ in at_most(DOUBLINGS) {
            if gamma::lower(far, expected) <= tail {
                break;
            }
            far *= 2.0;
        }
        if !far.is_finite() {
            return Err(Undefined::TooLarge);
        }
        let upper = halved(expected, far, |count| gamma::lower(count, expected) > tail);
        let limits = Limits::new(confidence, lower / size, upper / size);
        limits.map_err(|_| Undefined::TooLarge)
    }

    /// Where a place lies.
    pub fn label(self, count: Count, size: f64) -> Result<FunnelLabel, Undefined> {
        check(size)?;
        let expected = self.centre * size;
        let inner = exact_poisson(count, Confidence::NINETY_FIVE);
        let outer = exact_poisson(count, Confidence::NINETY_NINE_POINT_EIGHT);
        Ok(if expected > outer.upper() {
            FunnelLabel::LowOuter
        } else if expected > inner.upper() {
            FunnelLabel::LowInner
        } else if expected < outer.lower() {
            FunnelLabel::HighOuter
        } else if expected < inner.lower() {
            FunnelLabel::HighInner
        } else {
            FunnelLabel::NotSignificant
        })
    }
}

fn check(size: f64) -> Result<(), Undefined> {
    if size == 0.0 {
        Err(Undefined::DenominatorIsZero)
    } else if size > 0.0 && size < 1e15 {
        Ok(())
    } else if size < 0.0 {
        Err(Undefined::NegativeValue)
    } else {
        Err(Undefined::TooLarge)
    }
}

/// The count at which a condition that holds at the low end stops to hold.
fn halved(low: f64, high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in at_most(HALVINGS) {
        let middle = low + (high - low) / 2.0;
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_says_why() {
        assert_eq!(CountFunnel::of(&[]), Err(Undefined::NothingExpected));
        assert_eq!(
            CountFunnel::of(&[(Count::ZERO, 5.0)]),
            Err(Undefined::NothingExpected)
        );
        assert_eq!(
            CountFunnel::of(&[(Count::ZERO, 0.0)]),
            Err(Undefined::DenominatorIsZero)
        );
        let funnel = CountFunnel::of_ratios();
        assert_eq!(
            funnel.label(Count::ZERO, 0.0),
            Err(Undefined::DenominatorIsZero)
        );
        assert_eq!(
            funnel.label(Count::ZERO, -1.0),
            Err(Undefined::NegativeValue)
        );
        assert_eq!(
            funnel.label(Count::ZERO, f64::NAN),
            Err(Undefined::TooLarge)
        );
        assert_eq!(
            CountFunnel::size_of_standardised_rate(Count::from(9), 0.01),
            Err(Undefined::TooFewEvents { needed: 10 })
        );
        assert_eq!(
            CountFunnel::size_of_standardised_rate(Count::from(20), 0.01),
            Ok(2_000.0)
        );
        assert_eq!(
            CountFunnel::size_of_standardised_rate(Count::from(20), 0.0),
            Err(Undefined::TooLarge)
        );
    }

    #[test]
    fn none_stands_out_only_where_enough_was_expected() {
        // The upper limits of none are -ln 0.025 = 3.689 and -ln 0.001 = 6.908.
        let label = |expected| {
            CountFunnel::of_ratios()
                .label(Count::ZERO, expected)
                .unwrap()
        };
        assert_eq!(label(3.68), FunnelLabel::NotSignificant);
        assert_eq!(label(3.69), FunnelLabel::LowInner);
        assert_eq!(label(6.91), FunnelLabel::LowOuter);
        let lower = |expected| {
            CountFunnel::of_ratios()
                .limits(expected, Confidence::NINETY_FIVE)
                .unwrap()
                .lower()
        };
        assert_eq!(lower(3.68), 0.0);
        assert!(lower(3.7) > 0.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_own_limit_of_a_drawn_limit_touches_the_expected_count(expected in 0.01..1e5_f64) {
            for confidence in Confidence::PUBLISHED {
                let limits = CountFunnel::of_ratios().limits(expected, confidence).unwrap();
                prop_assert!(limits.contain(1.0));
                let upper = exact_poisson(Count::new(limits.upper() * expected).unwrap(), confidence).lower();
                prop_assert!((upper / expected - 1.0).abs() < 1e-8, "{} {}", upper, expected);
                if limits.lower() > 0.0 {
                    let lower = exact_poisson(Count::new(limits.lower() * expected).unwrap(), confidence).upper();
                    prop_assert!((lower / expected - 1.0).abs() < 1e-8);
                }
            }
        }

        #[test]
        fn what_is_drawn_and_what_is_said_agree(count in 0_u32..500, expected in 0.1..400.0_f64) {
            let funnel = CountFunnel::of_ratios();
            let drawn = FunnelLabel::of(
                f64::from(count) / expected,
                funnel.limits(expected, Confidence::NINETY_FIVE).unwrap(),
                funnel.limits(expected, Confidence::NINETY_NINE_POINT_EIGHT).unwrap(),
            );
            prop_assert_eq!(drawn, funnel.label(Count::from(count), expected).unwrap());
        }

        #[test]
        fn the_unit_of_the_size_does_not_change_the_label(count in 0_u32..500, size in 1.0..1e4_f64) {
            let places = [(Count::from(300), 2_000.0), (Count::from(count), size)];
            let funnel = CountFunnel::of(&places).unwrap();
            let scaled = CountFunnel::of(&places.map(|(x, size)| (x, size * 1_024.0))).unwrap();
            prop_assert_eq!(
                funnel.label(Count::from(count), size),
                scaled.label(Count::from(count), size * 1_024.0)
            );
        }
    }
}
