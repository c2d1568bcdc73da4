//! A value that someone else measured, with what is known of its precision.

use crate::{Limits, Undefined};

/// A published value, with limits, with a standard error, or with neither.
///
/// The value need not lie between its limits: publishers err, and
/// [`Measured::lies_within_its_limits`] finds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    value: f64,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Precision {
    Unknown,
    Limits(Limits),
    StandardError(f64),
}

impl Measured {
    /// A value alone.
    pub fn new(value: f64) -> Result<Self, MeasuredError> {
        if value.is_finite() {
            Ok(Self {
                value: value + 0.0,
                precision: Precision::Unknown,
            })
        } else {
            Err(MeasuredError::ValueNotFinite)
        }
    }

    /// A value with limits, both in the same unit.
    pub fn with_limits(value: f64, limits: Limits) -> Result<Self, MeasuredError> {
        Ok(Self {
            precision: Precision::Limits(limits),
            ..Self::new(value)?
        })
    }

    /// A value with its standard error, both in the same unit.
    pub fn with_standard_error(value: f64, standard_error: f64) -> Result<Self, MeasuredError> {
        if standard_error.is_finite() && standard_error >= 0.0 {
            Ok(Self {
                precision: Precision::StandardError(standard_error),
                ..Self::new(value)?
            })
        } else {
            Err(MeasuredError::StandardError(standard_error))
        }
    }

    /// The value.
    #[must_use]
    pub fn value(self) -> f64 {
        self.value
    }

    /// The limits, where it came with them.
    #[must_use]
    pub fn limits(self) -> Option<Limits> {
        match self.precision {
            Precision::Limits(limits) => Some(limits),
            Precision::StandardError(_) | Precision::Unknown => None,
        }
    }

    /// The standard error: as given, or half the width of the limits over the number of standard
    /// errors that their confidence stands for.
    pub fn standard_error(self) -> Result<f64, Undefined> {
        match self.precision {
            Precision::StandardError(standard_error) => Ok(standard_error),
            Precision::Limits(limits) => Ok(limits.width() / (2.0 * limits.confidence().z())),
            Precision::Unknown => Err(Undefined::LimitsMissing),
        }
    }

    /// False when it came with limits that do not contain it, which is a publisher's mistake.
    #[must_use]
    pub fn lies_within_its_limits(self) -> bool {
        self.limits()
            .is_none_or(|limits| limits.contain(self.value))
    }
}

/// Why numbers are not a measured value.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MeasuredError {
    /// The value is infinite or not a number.
    #[error("a value must be a finite number")]
    ValueNotFinite,
    /// The standard error is negative, infinite or not a number.
    #[error("a standard error must be a finite number of zero or more, and {0} is not")]
    StandardError(f64),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;

    #[test]
    fn limits_at_any_confidence_give_the_same_standard_error() {
        for confidence in [0.5, 0.95, 0.998] {
            let confidence = Confidence::new(confidence).unwrap();
            let z = confidence.z();
            let limits = Limits::new(confidence, 10.0 - 2.0 * z, 10.0 + 2.0 * z).unwrap();
            let error = Measured::with_limits(10.0, limits)
                .unwrap()
                .standard_error()
                .unwrap();
            assert!((error - 2.0).abs() < 1e-14);
        }
    }

    #[test]
    fn a_value_outside_its_limits_is_found() {
        let limits = Limits::new(Confidence::NINETY_FIVE, 0.2, 7.2).unwrap();
        assert!(
            !Measured::with_limits(9.4, limits)
                .unwrap()
                .lies_within_its_limits()
        );
        assert!(
            Measured::with_limits(7.2, limits)
                .unwrap()
                .lies_within_its_limits()
        );
        assert!(Measured::new(9.4).unwrap().lies_within_its_limits());
    }

    #[test]
    fn what_is_not_a_measurement_is_refused() {
        assert_eq!(Measured::new(f64::NAN), Err(MeasuredError::ValueNotFinite));
        assert_eq!(
            Measured::with_standard_error(1.0, -1.0),
            Err(MeasuredError::StandardError(-1.0))
        );
        assert_eq!(
            Measured::new(1.0).unwrap().standard_error(),
            Err(Undefined::LimitsMissing)
        );
    }
}
