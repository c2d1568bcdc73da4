//! Limits of a ratio of two estimates that share their data.

use crate::Undefined;
use crate::numeric::Sum;

/// Two weighted sums of the same independent values, one over the other.
pub(crate) struct RatioOfSums {
    above: f64,
    below: f64,
    of_above: f64,
    of_below: f64,
    of_both: f64,
}

impl RatioOfSums {
    /// From each value's weight above and below and its standard error.
    pub(crate) fn new(
        above: f64,
        below: f64,
        terms: impl IntoIterator<Item = (f64, f64, f64)>,
    ) -> Self {
        let mut sums = [Sum::default(); 3];
        for (at_above, at_below, error) in terms {
            let (at_above, at_below) = (at_above * error, at_below * error);
            sums[0].add(at_above * at_above);
            sums[1].add(at_below * at_below);
            sums[2].add(at_above * at_below);
        }
        let [of_above, of_below, of_both] = sums.map(Sum::total);
        Self {
            above,
            below,
            of_above,
            of_below,
            of_both,
        }
    }

    /// Fieller's limits at so many standard errors; endless where the sum below may be zero.
    pub(crate) fn limits(&self, z: f64) -> Result<(f64, f64), Undefined> {
        let square = z * z;
        let p = self.above * self.below - square * self.of_both;
        let q = self.below * self.below - square * self.of_below;
        let r = self.above * self.above - square * self.of_above;
        if q <= 0.0 {
            return Err(Undefined::LimitsUnbounded);
        }
        // With q above zero the ratio itself satisfies q t² - 2 p t + r <= 0, so the root is real;
        // rounding may leave a hair below zero.
        let root = (p * p - q * r).max(0.0).sqrt();
        Ok(((p - root) / q, (p + root) / q))
    }
}
