//! Limits around an average share, for many places at once.

use super::FunnelLabel;
use crate::numeric::Sum;
use crate::{Confidence, Count, Limits, Population, Undefined};

/// A funnel of shares: how far a place may lie from the average by chance, given its size.
///
/// # What it shows
/// Which of many places stand out from the average of all of them, with small places judged
/// gently.
///
/// # Interpretation
/// Outside the inner (95%) limits: perhaps. Outside the outer (99.8%) limits: one place in 500 would
/// lie there by chance. A place outside is worth asking about, not blaming.
///
/// # Type
/// Control limits of shares.
///
/// # Applies when
/// The places measure the same thing and each person counts once.
///
/// # Warning
/// Where more than a few in a hundred lie outside the outer limits, the places differ for reasons
/// other than chance and the limits are too narrow:
/// [`overdispersion`](super::overdispersion()). Of a hundred equal places five lie outside the inner
/// limits.
///
/// # Formula
/// `p̄ ± z √(p̄ (1 - p̄) / n)`, `p̄ = Σ x / Σ n`, kept between 0 and 1 before any multiplier.
///
/// # Example
/// ```
/// use measures::control::{FunnelLabel, ProportionFunnel};
/// use measures::{Confidence, Count, Multiplier, Population};
///
/// let places = [(120, 800), (90, 1_000), (310, 2_000), (12, 60), (640, 4_000)]
///     .map(|(x, n)| (Count::from(x), Population::from(n)));
/// let funnel = ProportionFunnel::of(&places)?;
/// assert_eq!(format!("{:.2}", funnel.average() * 100.0), "14.91");
/// let limits = funnel.limits(Population::from(1_000), Confidence::NINETY_NINE_POINT_EIGHT)?;
/// let percent = limits.times(Multiplier::PERCENT).expect("small");
/// assert_eq!(format!("{:.2} to {:.2}", percent.lower(), percent.upper()), "11.43 to 18.39");
/// assert_eq!(funnel.label(places[1].0, places[1].1)?, FunnelLabel::LowOuter);
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Spiegelhalter D J. Funnel plots for comparing institutional performance. Statistics in Medicine
/// 2005; 24: 1185-1202.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProportionFunnel {
    average: f64,
}

impl ProportionFunnel {
    /// Around the average of some places.
    pub fn of(places: &[(Count, Population)]) -> Result<Self, Undefined> {
        if places.iter().any(|(x, n)| x.get() > n.get()) {
            return Err(Undefined::NumeratorAboveDenominator);
        }
        let all = places.iter().map(|(_, n)| n.get()).collect::<Sum>().total();
        if all == 0.0 {
            return Err(Undefined::DenominatorIsZero);
        }
        let with = places.iter().map(|(x, _)| x.get()).collect::<Sum>().total();
        Ok(Self {
            average: (with / all).min(1.0),
        })
    }

    /// The average share, between 0 and 1.
    #[must_use]
    pub fn average(self) -> f64 {
        self.average
    }

    /// The limits at a size, as shares.
    pub fn limits(self, size: Population, confidence: Confidence) -> Result<Limits, Undefined> {
        if size.get() == 0.0 {
            return Err(Undefined::DenominatorIsZero);
        }
        let average = self.average;
        let reach = confidence.z() * (average * (1.0 - average) / size.get()).sqrt();
        let (lower, upper) = ((average - reach).max(0.0), (average + reach).min(1.0));
        Ok(Limits::around(average, confidence, lower, upper))
    }

    /// Where a place lies.
    pub fn label(self, count: Count, size: Population) -> Result<FunnelLabel, Undefined> {
        if count.get() > size.get() {
            return Err(Undefined::NumeratorAboveDenominator);
        }
        let inner = self.limits(size, Confidence::NINETY_FIVE)?;
        let outer = self.limits(size, Confidence::NINETY_NINE_POINT_EIGHT)?;
        let share = count.get() / size.get();
        Ok(FunnelLabel::of(share, inner, outer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_says_why() {
        let place = |x, n| (Count::from(x), Population::from(n));
        assert_eq!(ProportionFunnel::of(&[]), Err(Undefined::DenominatorIsZero));
        assert_eq!(
            ProportionFunnel::of(&[place(3, 2)]),
            Err(Undefined::NumeratorAboveDenominator)
        );
        let funnel = ProportionFunnel::of(&[place(1, 2)]).unwrap();
        assert_eq!(
            funnel.label(Count::ZERO, Population::from(0)),
            Err(Undefined::DenominatorIsZero)
        );
        assert_eq!(
            funnel.label(Count::from(2), Population::from(1)),
            Err(Undefined::NumeratorAboveDenominator)
        );
    }

    #[test]
    fn a_place_on_a_limit_does_not_stand_out() {
        // Average a half: at n = 1 every limit is 0 or 1.
        let funnel = ProportionFunnel::of(&[(Count::from(1), Population::from(2))]).unwrap();
        for count in [0, 1] {
            let label = funnel.label(Count::from(count), Population::from(1));
            assert_eq!(label, Ok(FunnelLabel::NotSignificant));
        }
    }

    proptest! {
        #[test]
        fn limits_hold_the_average_stay_shares_and_narrow_with_size(
            part in 0.0..=1.0_f64, size in 1_u32..1_000_000, times in 2_u32..100,
        ) {
            let (all, with) = (Population::from(1_000_000), Count::new((part * 1e6).floor()).unwrap());
            let funnel = ProportionFunnel::of(&[(with, all)]).unwrap();
            let size = f64::from(size);
            for confidence in Confidence::PUBLISHED {
                let small = funnel.limits(Population::new(size).unwrap(), confidence).unwrap();
                let large = funnel.limits(Population::new(size * f64::from(times)).unwrap(), confidence).unwrap();
                prop_assert!(small.contain(funnel.average()) && large.contain(funnel.average()));
                prop_assert!(small.lower() >= 0.0 && small.upper() <= 1.0);
                prop_assert!(small.lower() <= large.lower() && large.upper() <= small.upper());
            }
        }

        #[test]
        fn the_average_of_all_is_that_of_merged_places(
            places in prop::collection::vec((0_u32..1_000, 1_000_u32..10_000), 2..20),
        ) {
            let of = |places: &[(u32, u32)]| {
                let places: Vec<_> = places.iter().map(|&(x, n)| (Count::from(x), Population::from(n))).collect();
                ProportionFunnel::of(&places).unwrap()
            };
            let merged = places.iter().fold((0, 0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
            prop_assert_eq!(of(&places), of(&[merged]));
        }
    }
}
