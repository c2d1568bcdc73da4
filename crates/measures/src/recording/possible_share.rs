//! How far a share may lie from the truth.

use super::Recorded;
use crate::{Count, Multiplier, Undefined};

/// A figure by group among those whose group is known, and how far it may be from the truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Possible {
    /// If none of those not known were in the group.
    pub lowest: f64,
    /// Among those known, as if the others were like them.
    pub among_known: f64,
    /// If all of those not known were in the group.
    pub highest: f64,
}

/// A group's share of everybody, whatever the group of those who are not known is.
///
/// # What it shows
/// What not knowing can do to a share, which limits by chance do not show.
///
/// # Interpretation
/// The truth lies between the lowest and the highest for certain. Where that is too wide to act on,
/// recording comes first.
///
/// # Type
/// Bounds, of one group.
///
/// # Applies when
/// Every person is counted once.
///
/// # Warning
/// These are no confidence limits: chance comes on top. Not all groups can be at their highest at
/// once.
///
/// # Formula
/// Among known `x / known`; lowest `x / everybody`; highest `(x + unknown) / everybody`.
///
/// # Example
/// ```
/// use measures::recording::{Recorded, possible_share};
/// use measures::{Count, Multiplier};
///
/// let ethnicity = Recorded {
///     known: Count::from(900),
///     declined: Count::from(40),
///     not_asked: Count::from(60),
///     invalid: Count::ZERO,
/// };
/// let share = possible_share(Count::from(180), ethnicity, Multiplier::PERCENT)?;
/// assert_eq!((share.lowest, share.among_known), (18.0, 20.0));
/// assert_eq!(format!("{:.1}", share.highest), "28.0");
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Manski C F. Partial identification of probability distributions. Springer, 2003.
pub fn possible_share(
    in_group: Count,
    recorded: Recorded,
    multiplier: Multiplier,
) -> Result<Possible, Undefined> {
    let (known, everybody) = (recorded.known.get(), recorded.everybody()?.get());
    if known == 0.0 {
        return Err(Undefined::DenominatorIsZero);
    }
    let x = in_group.get();
    if x > known {
        return Err(Undefined::NumeratorAboveDenominator);
    }
    let size = multiplier.get().abs();
    let among_known = x / known * size;
    Ok(Possible {
        lowest: (x / everybody * size).min(among_known),
        among_known,
        highest: ((x + recorded.unknown()?.get()) / everybody * size).max(among_known),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_says_why() {
        let nobody = Recorded {
            known: Count::ZERO,
            declined: Count::from(5),
            not_asked: Count::ZERO,
            invalid: Count::ZERO,
        };
        assert_eq!(
            possible_share(Count::ZERO, nobody, Multiplier::ONE),
            Err(Undefined::DenominatorIsZero)
        );
        let one = Recorded {
            known: Count::from(1),
            ..nobody
        };
        assert_eq!(
            possible_share(Count::from(2), one, Multiplier::ONE),
            Err(Undefined::NumeratorAboveDenominator)
        );
    }

    proptest! {
        #[test]
        fn the_truth_lies_between_whoever_the_others_are(
            x in 0_u32..500, others in 1_u32..500, declined in 0_u32..500, not_asked in 0_u32..500, part in 0.0..=1.0_f64,
        ) {
            let recorded = Recorded {
                known: Count::from(x + others),
                declined: Count::from(declined),
                not_asked: Count::from(not_asked),
                invalid: Count::ZERO,
            };
            let found = possible_share(Count::from(x), recorded, Multiplier::ONE).unwrap();
            prop_assert!(found.lowest <= found.among_known && found.among_known <= found.highest);
            let unknown = f64::from(declined + not_asked);
            let truth = (f64::from(x) + (part * unknown).floor()) / (f64::from(x + others) + unknown);
            prop_assert!(found.lowest <= truth + 1e-15 && truth <= found.highest + 1e-15);
            if declined + not_asked == 0 {
                prop_assert_eq!(found.lowest, found.highest);
            }
        }
    }
}
