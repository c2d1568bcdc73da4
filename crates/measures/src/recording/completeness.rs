//! For how many it is known.

use crate::numeric::sum;
use crate::{Confidence, Count, Estimate, Multiplier, Population, Undefined, rate};

/// For how many people a characteristic, such as ethnicity, is known, and why not for the others.
///
/// Every person is in one of the four.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recorded {
    /// A group is known.
    pub known: Count,
    /// Asked, and did not want to say. A valid record, and no group.
    pub declined: Count,
    /// Not asked, not able to answer, or left blank.
    pub not_asked: Count,
    /// A code that stands for nothing.
    pub invalid: Count,
}

impl Recorded {
    /// Everybody.
    pub fn everybody(self) -> Result<Population, Undefined> {
        let parts = [self.known, self.declined, self.not_asked, self.invalid];
        Population::new(sum(parts.map(Count::get))).map_err(|_| Undefined::TooLarge)
    }

    /// Those whose group is not known, for whatever reason.
    pub fn unknown(self) -> Result<Count, Undefined> {
        let parts = [self.declined, self.not_asked, self.invalid];
        Count::new(sum(parts.map(Count::get))).map_err(|_| Undefined::TooLarge)
    }

    /// Whether so large a share is known, such as 0.8, that rates by group may be shown unmarked.
    pub fn is_known_for(self, share: f64) -> Result<bool, Undefined> {
        let everybody = self.everybody()?.get();
        if everybody == 0.0 {
            return Err(Undefined::DenominatorIsZero);
        }
        Ok(self.known.get() >= share * everybody)
    }
}

/// The share of people for whom a characteristic is known.
///
/// # What it shows
/// How far figures by group can be trusted.
///
/// # Interpretation
/// 62% means that 38 of 100 people are in no figure by group.
///
/// # Type
/// Simple measure of data, of everybody.
///
/// # Applies when
/// Every person is counted once, in one of the four parts of [`Recorded`]. One characteristic and
/// one service at a time.
///
/// # Warning
/// Complete is not right: codes of *any other* group are often wrong, and more often for small
/// groups. Declining is a valid answer: show it apart from never having been asked.
///
/// # Formula
/// `known / everybody`, limits of Wilson.
///
/// # Example
/// ```
/// use measures::recording::{Recorded, completeness};
/// use measures::{Confidence, Count, Multiplier};
///
/// let ethnicity = Recorded {
///     known: Count::from(4_120),
///     declined: Count::from(310),
///     not_asked: Count::from(905),
///     invalid: Count::from(12),
/// };
/// let level = Confidence::NINETY_FIVE;
/// let share = completeness(ethnicity, Multiplier::PERCENT, &[level])?;
/// assert_eq!(format!("{:.1}", share.value()), "77.1");
/// assert!(!ethnicity.is_known_for(0.8)?);
/// # Ok::<(), measures::Undefined>(())
/// ```
///
/// # References
/// Scobie S, Spencer J, Raleigh V. Ethnicity coding in English health service datasets. Nuffield
/// Trust and NHS Race and Health Observatory, 2021.
pub fn completeness(
    recorded: Recorded,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    rate::proportion(
        recorded.known,
        recorded.everybody()?,
        multiplier,
        confidences,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(known: u32, declined: u32, not_asked: u32, invalid: u32) -> Recorded {
        Recorded {
            known: Count::from(known),
            declined: Count::from(declined),
            not_asked: Count::from(not_asked),
            invalid: Count::from(invalid),
        }
    }

    #[test]
    fn declined_and_not_asked_are_not_known() {
        let some = recorded(60, 10, 20, 10);
        assert_eq!(some.unknown(), Ok(Count::from(40)));
        assert_eq!(
            completeness(some, Multiplier::PERCENT, &[])
                .unwrap()
                .value(),
            60.0
        );
    }

    #[test]
    fn exactly_the_share_is_enough() {
        assert_eq!(recorded(80, 10, 10, 0).is_known_for(0.8), Ok(true));
        assert_eq!(recorded(79, 10, 11, 0).is_known_for(0.8), Ok(false));
    }

    #[test]
    fn nobody_has_no_completeness() {
        let nobody = recorded(0, 0, 0, 0);
        assert_eq!(
            completeness(nobody, Multiplier::ONE, &[]),
            Err(Undefined::DenominatorIsZero)
        );
        assert_eq!(nobody.is_known_for(0.8), Err(Undefined::DenominatorIsZero));
    }
}
