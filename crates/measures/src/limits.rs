//! A lower and an upper limit at a stated confidence.

use crate::{Confidence, Multiplier};

/// An interval: `lower <= upper`, both finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    confidence: Confidence,
    lower: f64,
    upper: f64,
}

impl Limits {
    /// From limits as someone published them, in the unit of their value.
    pub fn new(confidence: Confidence, lower: f64, upper: f64) -> Result<Self, LimitsError> {
        if !(lower.is_finite() && upper.is_finite()) {
            return Err(LimitsError::NotFinite);
        }
        if lower > upper {
            return Err(LimitsError::Reversed { lower, upper });
        }
        Ok(Self {
            confidence,
            lower,
            upper,
        })
    }

    /// From limits that were computed around a value. The caller knows all three to be finite and
    /// in order; rounding may have put a limit on the wrong side by a unit in the last place.
    pub(crate) fn around(value: f64, confidence: Confidence, lower: f64, upper: f64) -> Self {
        debug_assert!(lower.is_finite() && value.is_finite() && upper.is_finite());
        Self {
            confidence,
            lower: lower.min(value),
            upper: upper.max(value),
        }
    }

    /// The confidence that the interval claims.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        self.confidence
    }

    /// The lower limit.
    #[must_use]
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// The upper limit.
    #[must_use]
    pub fn upper(self) -> f64 {
        self.upper
    }

    /// Upper less lower. Infinite where the difference is larger than a double holds.
    #[must_use]
    pub fn width(self) -> f64 {
        self.upper - self.lower
    }

    /// Whether a value lies between the limits or on one.
    #[must_use]
    pub fn contain(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Both limits times the same number, swapped when it is negative. `None` when one overflows.
    #[must_use]
    pub fn times(self, multiplier: Multiplier) -> Option<Self> {
        let (one, other) = (self.lower * multiplier.get(), self.upper * multiplier.get());
        Self::new(self.confidence, one.min(other), one.max(other)).ok()
    }
}

/// Why two numbers are not limits.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitsError {
    /// One is infinite or not a number.
    #[error("limits must be finite numbers")]
    NotFinite,
    /// The lower lies above the upper.
    #[error("the lower limit {lower} lies above the upper limit {upper}")]
    Reversed {
        /// The lower limit as given.
        lower: f64,
        /// The upper limit as given.
        upper: f64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_multiplier_swaps_the_limits() {
        let limits = Limits::new(Confidence::NINETY_FIVE, 1.0, 3.0).unwrap();
        let swapped = limits.times(Multiplier::new(-2.0).unwrap()).unwrap();
        assert_eq!((swapped.lower(), swapped.upper()), (-6.0, -2.0));
    }

    #[test]
    fn reversed_and_endless_limits_are_refused() {
        let level = Confidence::NINETY_FIVE;
        assert_eq!(
            Limits::new(level, 2.0, 1.0),
            Err(LimitsError::Reversed {
                lower: 2.0,
                upper: 1.0
            })
        );
        assert_eq!(
            Limits::new(level, f64::NAN, 1.0),
            Err(LimitsError::NotFinite)
        );
        assert_eq!(
            Limits::new(level, 0.0, f64::INFINITY),
            Err(LimitsError::NotFinite)
        );
    }
}
