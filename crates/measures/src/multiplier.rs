//! For each how many: per cent, per 1,000, per 100,000.

/// The number that a fraction is multiplied by to be read.
///
/// Negative multipliers turn the sign of a gradient round (for outcomes where high is bad); limits
/// swap with them, so that the lower stays the lower.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Multiplier(f64);

impl Multiplier {
    /// As it is.
    pub const ONE: Self = Self(1.0);
    /// Of each 100.
    pub const PERCENT: Self = Self(100.0);
    /// Of each 1,000.
    pub const PER_1_000: Self = Self(1_000.0);
    /// Of each 100,000.
    pub const PER_100_000: Self = Self(100_000.0);

    /// Any other, of a size between 1e-12 and 1e12.
    pub fn new(multiplier: f64) -> Result<Self, MultiplierError> {
        if (1e-12..=1e12).contains(&multiplier.abs()) {
            Ok(Self(multiplier))
        } else {
            Err(MultiplierError::OutOfRange(multiplier))
        }
    }

    /// As a number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// Why a number is not a multiplier.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MultiplierError {
    /// Zero, not finite, or of a size outside 1e-12 to 1e12.
    #[error("a multiplier has a size between 1e-12 and 1e12, and {0} has not")]
    OutOfRange(f64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_and_nonsense_are_refused() {
        for multiplier in [0.0, f64::NAN, f64::INFINITY, 1e13, 1e-13] {
            assert!(Multiplier::new(multiplier).is_err(), "{multiplier}");
        }
        assert_eq!(
            Multiplier::new(-1.0).unwrap().get().to_bits(),
            (-1.0_f64).to_bits()
        );
    }
}
