//! The share of people who have something.

use crate::{Confidence, Count, Estimate, Method, Multiplier, Population, Undefined, interval};

/// A proportion with Wilson's limits.
///
/// # What it shows
/// How many of a group have something, usually of each 100.
///
/// # Interpretation
/// 15.1% with 95% limits 14.7 to 15.5: shares in that range are compatible with the count.
///
/// # Type
/// Simple measure of one group.
///
/// # Applies when
/// Everyone in the numerator is also in the denominator. None and all are ordinary.
///
/// # Warning
/// People whose answer is not known belong in neither number; say how many they are beside it.
/// Proportions of groups with different ages are not like for like.
///
/// # Formula
/// `x / n * multiplier`, limits by [`interval::wilson`] times the multiplier.
///
/// # Example
/// ```
/// use measures::{Confidence, Count, Multiplier, Population, rate};
///
/// let estimate = rate::proportion(
///     Count::from(65),
///     Population::from(100),
///     Multiplier::PERCENT,
///     &Confidence::PUBLISHED,
/// )?;
/// assert_eq!(estimate.value(), 65.0);
/// let limits = estimate.limits_at(Confidence::NINETY_NINE_POINT_EIGHT).expect("asked for");
/// assert_eq!(format!("{:.2} {:.2}", limits.lower(), limits.upper()), "49.55 77.84");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// As [`interval::wilson`]. Association of Public Health Observatories. Technical Briefing 3:
/// Commonly used public health statistics and their confidence intervals. 2008.
pub fn proportion(
    numerator: Count,
    denominator: Population,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let (x, n) = (numerator.get(), denominator.get());
    if n == 0.0 {
        return Err(Undefined::DenominatorIsZero);
    }
    if x > n {
        return Err(Undefined::NumeratorAboveDenominator);
    }
    Estimate::assemble(
        x / n * multiplier.get(),
        Method::Wilson,
        confidences,
        |confidence| {
            let limits = interval::wilson(numerator, denominator, confidence)?
                .times(multiplier)
                .ok_or(Undefined::TooLarge)?;
            Ok((limits.lower(), limits.upper()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_has_no_proportion() {
        let none = Population::from(0);
        assert_eq!(
            proportion(Count::ZERO, none, Multiplier::PERCENT, &[]),
            Err(Undefined::DenominatorIsZero)
        );
        assert_eq!(
            proportion(
                Count::from(2),
                Population::from(1),
                Multiplier::PERCENT,
                &[]
            ),
            Err(Undefined::NumeratorAboveDenominator)
        );
    }

    #[test]
    fn limits_come_in_the_order_asked_for_and_only_those() {
        let asked = [Confidence::NINETY_NINE_POINT_EIGHT, Confidence::NINETY_FIVE];
        let estimate = proportion(
            Count::from(1),
            Population::from(2),
            Multiplier::PERCENT,
            &asked,
        )
        .unwrap();
        let levels: Vec<_> = estimate
            .limits()
            .unwrap()
            .iter()
            .map(|l| l.confidence())
            .collect();
        assert_eq!(levels, asked);
        assert_eq!(estimate.limits_at(Confidence::new(0.9).unwrap()), None);
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits_for_every_multiplier(
            denominator in 1_u32..,
            part in 0.0..=1.0_f64,
            multiplier in prop_oneof![-1e12..-1e-12_f64, 1e-12..1.0_f64, 1e-12..1e12_f64],
        ) {
            let numerator = Count::new((f64::from(denominator) * part).floor()).unwrap();
            let multiplier = Multiplier::new(multiplier).unwrap();
            let estimate =
                proportion(numerator, Population::from(denominator), multiplier, &Confidence::PUBLISHED)
                    .unwrap();
            for limits in estimate.limits().unwrap() {
                prop_assert!(limits.contain(estimate.value()));
            }
        }

        #[test]
        fn a_multiplier_scales_value_and_limits_alike(denominator in 1_u32.., part in 0.0..=1.0_f64) {
            let numerator = Count::new((f64::from(denominator) * part).floor()).unwrap();
            let denominator = Population::from(denominator);
            let level = Confidence::NINETY_FIVE;
            let one = proportion(numerator, denominator, Multiplier::ONE, &[level]).unwrap();
            let hundred = proportion(numerator, denominator, Multiplier::PERCENT, &[level]).unwrap();
            let (small, large) = (one.limits_at(level).unwrap(), hundred.limits_at(level).unwrap());
            prop_assert!((one.value() * 100.0 - hundred.value()).abs() < 1e-12);
            prop_assert!((small.lower() * 100.0 - large.lower()).abs() < 1e-12);
            prop_assert!((small.upper() * 100.0 - large.upper()).abs() < 1e-12);
        }
    }
}
