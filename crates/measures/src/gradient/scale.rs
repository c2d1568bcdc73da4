//! The scales on which values scatter and lines are straight.

use super::QuantileGroup;
use crate::numeric::{exp, ln, ln_1p};
use crate::{Measured, Undefined};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// As measured.
    Natural,
    /// The logarithm, for rates.
    Log,
    /// The logarithm of the odds, for shares between 0 and 1.
    LogOdds,
}

impl Scale {
    /// A value on this scale, where it has a place there.
    fn value(self, value: f64) -> Option<f64> {
        let there = match self {
            Self::Natural => value,
            Self::Log => ln(value),
            Self::LogOdds => ln(value) - ln_1p(-value),
        };
        there.is_finite().then_some(there)
    }

    /// From this scale to the one that the values were measured on.
    pub(super) fn back(self, value: f64) -> f64 {
        match self {
            Self::Natural => value,
            Self::Log => exp(value),
            Self::LogOdds => 1.0 / (1.0 + exp(-value)),
        }
    }

    /// The value of a group on this scale.
    pub(super) fn value_of(self, group: &QuantileGroup) -> Result<f64, Undefined> {
        self.value(group.measured.value())
            .ok_or_else(|| off_scale(group))
    }

    /// The standard error of a group on this scale: from the distance of its limits there, or by the
    /// slope of the scale at the value.
    pub(super) fn error_of(self, group: &QuantileGroup) -> Result<f64, Undefined> {
        if self == Self::Natural {
            return group.measured.standard_error();
        }
        if let Some(limits) = group.measured.limits() {
            let ends = self.value(limits.lower()).zip(self.value(limits.upper()));
            let (lower, upper) = ends.ok_or_else(|| off_scale(group))?;
            return Ok((upper - lower) / (2.0 * limits.confidence().z()));
        }
        let error = group.measured.standard_error()? / self.slope(group.measured);
        if error.is_finite() {
            Ok(error)
        } else {
            Err(off_scale(group))
        }
    }

    /// How much the measured value moves for a unit on this scale.
    fn slope(self, measured: Measured) -> f64 {
        let value = measured.value();
        match self {
            Self::Natural => 1.0,
            Self::Log => value,
            Self::LogOdds => value * (1.0 - value),
        }
    }
}

fn off_scale(group: &QuantileGroup) -> Undefined {
    Undefined::GroupOffScale {
        number: group.quantile.number(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Quantile;
    use super::*;
    use crate::{Confidence, Limits, Population};

    fn group(measured: Measured) -> QuantileGroup {
        QuantileGroup {
            quantile: Quantile::tenth(3).unwrap(),
            population: Population::from(100),
            measured,
        }
    }

    #[test]
    fn there_and_back() {
        for scale in [Scale::Natural, Scale::Log, Scale::LogOdds] {
            for value in [1e-9, 0.2, 0.5, 0.999_999] {
                let there = scale.value(value).unwrap();
                assert!((scale.back(there) / value - 1.0).abs() < 1e-14, "{scale:?}");
            }
        }
    }

    #[test]
    fn what_has_no_place_on_a_scale_is_named() {
        let off = Err(Undefined::GroupOffScale { number: 3 });
        let at = |value| group(Measured::with_standard_error(value, 0.1).unwrap());
        assert_eq!(Scale::Log.value_of(&at(0.0)), off);
        assert_eq!(Scale::Log.error_of(&at(0.0)), off);
        assert_eq!(Scale::LogOdds.value_of(&at(1.0)), off);
        assert_eq!(Scale::LogOdds.error_of(&at(1.0)), off);
        // A percentage is not taken for a share.
        assert_eq!(Scale::LogOdds.value_of(&at(21.2)), off);
        let limits = Limits::new(Confidence::NINETY_FIVE, 0.0, 0.3).unwrap();
        let measured = Measured::with_limits(0.1, limits).unwrap();
        assert_eq!(Scale::Log.error_of(&group(measured)), off);
    }

    #[test]
    fn narrow_limits_and_a_standard_error_say_the_same() {
        let level = Confidence::NINETY_FIVE;
        for scale in [Scale::Log, Scale::LogOdds] {
            let reach = 1e-6 * level.z();
            let limits = Limits::new(level, 0.3 - reach, 0.3 + reach).unwrap();
            let by_limits = group(Measured::with_limits(0.3, limits).unwrap());
            let by_error = group(Measured::with_standard_error(0.3, 1e-6).unwrap());
            let ratio = scale.error_of(&by_limits).unwrap() / scale.error_of(&by_error).unwrap();
            assert!((ratio - 1.0).abs() < 1e-9, "{scale:?}");
        }
    }
}
