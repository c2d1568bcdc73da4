//! How sure an interval claims to be.

use std::sync::LazyLock;

use crate::numeric::normal;

/// Standard errors at the levels that the field publishes, worked out once: they are asked for with every figure.
static PUBLISHED_Z: LazyLock<[f64; 2]> =
    LazyLock::new(|| Confidence::PUBLISHED.map(|level| normal::upper_quantile(level.tail())));

/// The confidence of an interval, strictly between 0 and 1.
///
/// The field uses two: [`Confidence::NINETY_FIVE`] for reading a value and
/// [`Confidence::NINETY_NINE_POINT_EIGHT`] for control limits (one false alarm in 500).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f64);

// A confidence is never NaN, so equality is an equivalence.
impl Eq for Confidence {}

impl Confidence {
    /// 95%.
    pub const NINETY_FIVE: Self = Self(0.95);
    /// 99.8%, three and a bit standard errors.
    pub const NINETY_NINE_POINT_EIGHT: Self = Self(0.998);
    /// Both levels that the field publishes.
    pub const PUBLISHED: [Self; 2] = [Self::NINETY_FIVE, Self::NINETY_NINE_POINT_EIGHT];

    /// From a fraction, such as 0.95.
    pub fn new(fraction: f64) -> Result<Self, ConfidenceError> {
        if fraction > 0.0 && fraction < 1.0 {
            Ok(Self(fraction))
        } else {
            Err(ConfidenceError::OutOfRange(fraction))
        }
    }

    /// From a percentage, such as 99.8.
    pub fn from_percent(percent: f64) -> Result<Self, ConfidenceError> {
        Self::new(percent / 100.0).map_err(|_| ConfidenceError::PercentOutOfRange(percent))
    }

    /// As a fraction: 0.95.
    #[must_use]
    pub fn as_fraction(self) -> f64 {
        self.0
    }

    /// As a percentage: 95.
    #[must_use]
    pub fn as_percent(self) -> f64 {
        self.0 * 100.0
    }

    /// The probability left over in each tail: 0.025 at 95%.
    #[must_use]
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// How many standard errors each side: 1.959964 at 95%.
    #[must_use]
    pub fn z(self) -> f64 {
        let [at_95, at_998] = *PUBLISHED_Z;
        if self == Self::NINETY_FIVE {
            at_95
        } else if self == Self::NINETY_NINE_POINT_EIGHT {
            at_998
        } else {
            normal::upper_quantile(self.tail())
        }
    }
}

impl std::fmt::Display for Confidence {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Nine decimals are enough to name a level and hide that 0.998 * 100 is 99.8 less a hair.
        let text = format!("{:.9}", self.as_percent());
        write!(
            formatter,
            "{}%",
            text.trim_end_matches('0').trim_end_matches('.')
        )
    }
}

/// Why a number is not a confidence.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfidenceError {
    /// Not strictly between 0 and 1.
    #[error("a confidence lies between 0 and 1, and {0} does not")]
    OutOfRange(f64),
    /// Not strictly between 0 and 100.
    #[error("a confidence lies between 0% and 100%, and {0}% does not")]
    PercentOutOfRange(f64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_and_fraction_name_the_same_level() {
        assert_eq!(Confidence::from_percent(95.0), Ok(Confidence::NINETY_FIVE));
        assert_eq!(
            Confidence::from_percent(99.8),
            Ok(Confidence::NINETY_NINE_POINT_EIGHT)
        );
    }

    #[test]
    fn levels_are_written_as_people_say_them() {
        assert_eq!(Confidence::NINETY_FIVE.to_string(), "95%");
        assert_eq!(Confidence::NINETY_NINE_POINT_EIGHT.to_string(), "99.8%");
        assert_eq!(Confidence::new(0.9).unwrap().to_string(), "90%");
    }

    #[test]
    fn certainty_and_nonsense_are_refused() {
        for fraction in [0.0, 1.0, -0.1, 95.0, f64::NAN, f64::INFINITY] {
            assert!(Confidence::new(fraction).is_err(), "{fraction}");
        }
        assert!(Confidence::from_percent(0.0).is_err());
    }

    #[test]
    fn standard_errors_at_the_published_levels() {
        // R 4.2.2: qnorm(0.975), qnorm(0.999).
        assert!((Confidence::NINETY_FIVE.z() - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((Confidence::NINETY_NINE_POINT_EIGHT.z() - 3.090_232_306_167_813).abs() < 1e-13);
    }
}
