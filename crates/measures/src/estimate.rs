//! A value with its limits.

use crate::{Confidence, Limits, Method, Undefined};

/// What a measure found: a finite value, and limits around it or the reason why there are none.
///
/// `lower <= value <= upper` holds for every set of limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    value: f64,
    limits: Result<Vec<Limits>, Undefined>,
    method: Method,
}

impl Estimate {
    /// Puts a value and its limits together.
    ///
    /// `interval` gives the lower and upper limit at one confidence. Rounding may leave a limit on
    /// the wrong side of the value by a unit in the last place; it is moved to the value.
    pub(crate) fn assemble(
        value: f64,
        method: Method,
        confidences: &[Confidence],
        interval: impl Fn(Confidence) -> Result<(f64, f64), Undefined>,
    ) -> Result<Self, Undefined> {
        if !value.is_finite() {
            return Err(Undefined::TooLarge);
        }
        let limits = confidences
            .iter()
            .map(|&confidence| {
                let (lower, upper) = interval(confidence)?;
                Limits::new(confidence, lower.min(value), upper.max(value))
                    .map_err(|_| Undefined::TooLarge)
            })
            .collect();
        // Negative zero is zero to a reader.
        Ok(Self {
            value: value + 0.0,
            limits,
            method,
        })
    }

    /// The value, in the unit that was asked for.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The limits in the order in which confidences were asked for, or the reason why there are
    /// none.
    pub fn limits(&self) -> Result<&[Limits], Undefined> {
        self.limits.as_deref().map_err(|reason| *reason)
    }

    /// The limits at one confidence, where they were asked for and exist.
    #[must_use]
    pub fn limits_at(&self, confidence: Confidence) -> Option<Limits> {
        let limits = self.limits.as_ref().ok()?;
        limits
            .iter()
            .copied()
            .find(|limits| limits.confidence() == confidence)
    }

    /// How the limits were made.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }
}
