//! The ends of a scale that has ends.

/// The lowest and the highest value that anyone can have, such as 0 and 100 for a percentage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    lowest: f64,
    highest: f64,
}

impl Bounds {
    /// Of shares: 0 to 1.
    pub const SHARE: Self = Self {
        lowest: 0.0,
        highest: 1.0,
    };
    /// Of percentages: 0 to 100.
    pub const PERCENT: Self = Self {
        lowest: 0.0,
        highest: 100.0,
    };

    /// Any others.
    pub fn new(lowest: f64, highest: f64) -> Result<Self, BoundsError> {
        if lowest.is_finite() && highest.is_finite() && lowest < highest {
            Ok(Self { lowest, highest })
        } else {
            Err(BoundsError { lowest, highest })
        }
    }

    /// The lowest value.
    #[must_use]
    pub fn lowest(self) -> f64 {
        self.lowest
    }

    /// The highest value.
    #[must_use]
    pub fn highest(self) -> f64 {
        self.highest
    }

    /// Whether a value lies between the bounds or on one.
    #[must_use]
    pub fn contain(self, value: f64) -> bool {
        self.lowest <= value && value <= self.highest
    }

    /// Highest less lowest.
    pub(crate) fn width(self) -> f64 {
        self.highest - self.lowest
    }
}

/// Why two numbers are not the ends of a scale.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("a scale has a finite lowest value below a finite highest one, not {lowest} and {highest}")]
pub struct BoundsError {
    lowest: f64,
    highest: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_in_order_and_finite() {
        assert_eq!(Bounds::new(0.0, 100.0), Ok(Bounds::PERCENT));
        assert!(Bounds::new(1.0, 1.0).is_err());
        assert!(Bounds::new(0.0, f64::INFINITY).is_err());
        assert!(Bounds::new(f64::NAN, 1.0).is_err());
    }
}
