//! The relative index of inequality of rates and shares.

use super::cumulants::{Cumulants, of_groups};
use super::line::Line;
use super::scale::Scale;
use super::{Fit, QuantileGroup, relative_index};
use crate::numeric::turns::at_most;
use crate::{Confidence, Estimate, Method, Multiplier, Undefined};

/// The relative index of inequality by any [`Fit`].
///
/// # What it shows
/// As [`relative_index`](super::relative_index()), for rates and shares, which err unevenly.
///
/// # Interpretation
/// As the relative index: one is no gradient; least over most deprived with a positive multiplier,
/// most over least with a negative one.
///
/// # Type
/// Complex, relative, weighted by population, for ordered groups.
///
/// # Applies when
/// As [`slope_index_by`](super::slope_index_by()), and both ends of the line lie above zero.
///
/// # Warning
/// Name the fit and the definition (ratio of fitted ends) beside the number. With
/// [`Fit::LogOdds`] it is a ratio of shares, not of odds.
///
/// # Formula
/// Ends `A` and `B` of the line. Straight: `RII = B/A`, and a limit is the ratio `t` for which
/// `B - t A`, a weighted sum of the groups' values, lies above zero with the probability of the
/// tail, by the quantiles of Cornish and Fisher. (For values that err evenly this is Fieller's
/// limit.) Bending: `g⁻¹(m + b/2) / g⁻¹(m - b/2)` at the slope `b` and its limits.
///
/// # Example
/// ```
/// use measures::gradient::{Fit, Quantile, QuantileGroup, relative_index_by};
/// use measures::{Confidence, Count, Measured, Multiplier, Population, interval};
///
/// // Children measured as obese, of those measured, in fifths of a place.
/// let counts = [(640, 2_510), (560, 2_495), (470, 2_480), (390, 2_520), (300, 2_505)];
/// let level = Confidence::NINETY_FIVE;
/// let groups: Vec<QuantileGroup> = counts
///     .into_iter()
///     .zip(1..)
///     .map(|((obese, measured), fifth)| {
///         let limits = interval::wilson(Count::from(obese), Population::from(measured), level)?;
///         Ok(QuantileGroup {
///             quantile: Quantile::new(fifth, 5)?,
///             population: Population::from(measured),
///             measured: Measured::with_limits(f64::from(obese) / f64::from(measured), limits)?,
///         })
///     })
///     .collect::<Result<_, Box<dyn std::error::Error>>>()?;
/// let most_over_least = Multiplier::new(-1.0)?;
/// let index = relative_index_by(&groups, Fit::Shares, most_over_least, &[level])?;
/// let limits = index.limits_at(level).expect("asked for");
/// assert_eq!(format!("{:.2}", index.value()), "2.64");
/// assert_eq!(format!("{:.2} to {:.2}", limits.lower(), limits.upper()), "2.27 to 3.10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// As [`slope_index_by`](super::slope_index_by()) and [`relative_index`](super::relative_index()).
#[doc(alias = "RII")]
pub fn relative_index_by(
    groups: &[QuantileGroup],
    fit: Fit,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    match fit {
        Fit::Plain => relative_index(groups, multiplier, confidences),
        Fit::Rates | Fit::Shares => straight(groups, fit.errors(), multiplier, confidences),
        Fit::LogRates | Fit::LogOdds => bending(groups, fit.line(), multiplier, confidences),
    }
}

/// A ratio of two weighted sums of the same values.
struct Ratio {
    value: f64,
    /// The weights of each group's value above and below.
    weights: Vec<(f64, f64)>,
}

impl Ratio {
    /// The value at `z` of the sum that is zero where the ratio is `t`.
    fn quantile(&self, of: &[Cumulants], t: f64, z: f64) -> Result<f64, Undefined> {
        let weights = self.weights.iter().map(|(above, below)| above - t * below);
        Cumulants::of_sum(weights, of).quantile(z)
    }

    /// The limit on the side of `z`: below the ratio for a negative one.
    fn limit(&self, of: &[Cumulants], z: f64) -> Result<f64, Undefined> {
        // The sum at `z` has the sign of `z` at the ratio itself, and the other one far out.
        let inside = |t: f64| Ok::<bool, Undefined>(self.quantile(of, t, z)? * z.signum() > 0.0);
        if !inside(self.value)? {
            return Ok(self.value);
        }
        let (mut near, mut far) = (self.value, self.value);
        let mut step = self.value * z.signum();
        for _ in at_most(DOUBLINGS) {
            far += step;
            step *= 2.0;
            if !inside(far)? {
                for _ in at_most(HALVINGS) {
                    let middle = near + (far - near) / 2.0;
                    if inside(middle)? {
                        near = middle;
                    } else {
                        far = middle;
                    }
                }
                return Ok(far);
            }
            near = far;
        }
        Err(Undefined::LimitsUnbounded)
    }
}

/// A limit more than this many doublings away from the ratio is endless.
const DOUBLINGS: u32 = 40;
/// Enough to come down to the last bit of a double.
const HALVINGS: u32 = 100;

fn straight(
    groups: &[QuantileGroup],
    errors: Scale,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let line = Line::fit(groups, Scale::Natural)?;
    let (most, least) = (line.most_deprived_end(), line.least_deprived_end());
    let turned = multiplier.get() < 0.0;
    let value = ratio_of_ends(most, least, turned)?;
    let weights = line.end_weights().map(|(at_most, at_least)| {
        if turned {
            (at_most, at_least)
        } else {
            (at_least, at_most)
        }
    });
    let ratio = Ratio {
        value,
        weights: weights.collect(),
    };
    let of = of_groups(groups, errors);
    Estimate::assemble(value, Method::CornishFisher, confidences, |confidence| {
        let of = of.as_deref().map_err(|reason| *reason)?;
        let z = confidence.z();
        let below = ratio.weights.iter().map(|(_, below)| *below);
        if Cumulants::of_sum(below, of).quantile(-z)? <= 0.0 {
            return Err(Undefined::LimitsUnbounded);
        }
        Ok((ratio.limit(of, -z)?, ratio.limit(of, z)?))
    })
}

fn bending(
    groups: &[QuantileGroup],
    scale: Scale,
    multiplier: Multiplier,
    confidences: &[Confidence],
) -> Result<Estimate, Undefined> {
    let line = Line::fit(groups, scale)?;
    let turned = multiplier.get() < 0.0;
    let ends = |slope: f64| {
        let (least, most) = (line.mean() + slope / 2.0, line.mean() - slope / 2.0);
        ratio_of_ends(scale.back(most), scale.back(least), turned)
    };
    let slope = line.slope();
    let method = match scale {
        Scale::LogOdds => Method::LogOddsNormal,
        Scale::Natural | Scale::Log => Method::LogNormal,
    };
    Estimate::assemble(ends(slope)?, method, confidences, |confidence| {
        let reach = confidence.z() * line.slope_error()?;
        let (one, other) = (ends(slope - reach)?, ends(slope + reach)?);
        Ok((one.min(other), one.max(other)))
    })
}

/// Least over most deprived, or turned.
pub(super) fn ratio_of_ends(most: f64, least: f64, turned: bool) -> Result<f64, Undefined> {
    if !(most.is_finite() && least.is_finite()) {
        return Err(Undefined::TooLarge);
    }
    if most <= 0.0 || least <= 0.0 {
        return Err(Undefined::FittedValueNotPositive);
    }
    Ok(if turned { most / least } else { least / most })
}

#[cfg(test)]
mod tests {
    use super::super::sample::groups_by_relative_error as groups;
    use super::*;
    use proptest::prelude::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    fn turned() -> Multiplier {
        Multiplier::new(-1.0).unwrap()
    }

    fn shares() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        prop::collection::vec((Just(100.0), 0.4..0.5_f64, 0.0..0.03_f64), 5..20)
    }

    #[test]
    fn values_that_err_evenly_have_fieller_limits() {
        let parts = [
            (120.0, 31.0, 0.07),
            (480.0, 28.0, 0.02),
            (95.0, 24.0, 0.05),
            (33.0, 20.0, 0.15),
            (710.0, 18.0, 0.02),
        ];
        let groups = groups(&parts);
        for multiplier in [Multiplier::ONE, turned()] {
            let fieller = relative_index(&groups, multiplier, &Confidence::PUBLISHED).unwrap();
            let found =
                straight(&groups, Scale::Natural, multiplier, &Confidence::PUBLISHED).unwrap();
            for (one, other) in found
                .limits()
                .unwrap()
                .iter()
                .zip(fieller.limits().unwrap())
            {
                assert!((one.lower() / other.lower() - 1.0).abs() < 1e-12);
                assert!((one.upper() / other.upper() - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn an_end_that_may_be_zero_has_a_ratio_without_limits() {
        let vague: Vec<_> = [9.0, 8.0, 6.0, 3.0, 1.0].map(|y| (1.0, y, 0.3)).to_vec();
        let index = relative_index_by(&groups(&vague), Fit::Rates, turned(), &[LEVEL]).unwrap();
        assert_eq!(index.limits(), Err(Undefined::LimitsUnbounded));
        // The other way up the same end is above, where it may be zero.
        let index =
            relative_index_by(&groups(&vague), Fit::Rates, Multiplier::ONE, &[LEVEL]).unwrap();
        assert!(index.limits_at(LEVEL).unwrap().lower() <= 0.0);
    }

    #[test]
    fn a_line_that_crosses_zero_has_no_ratio_unless_it_bends() {
        let falling: Vec<_> = [90.0, 20.0, 10.0, 5.0, 1.0].map(|y| (1.0, y, 0.1)).to_vec();
        assert_eq!(
            relative_index_by(&groups(&falling), Fit::Rates, turned(), &[LEVEL]),
            Err(Undefined::FittedValueNotPositive)
        );
        assert!(relative_index_by(&groups(&falling), Fit::LogRates, turned(), &[LEVEL]).is_ok());
    }

    proptest! {
        #[test]
        fn the_value_lies_between_its_limits(parts in shares(), turn in any::<bool>()) {
            let multiplier = if turn { turned() } else { Multiplier::PERCENT };
            for fit in Fit::ALL {
                let index = relative_index_by(&groups(&parts), fit, multiplier, &Confidence::PUBLISHED).unwrap();
                let limits = index.limits().unwrap();
                prop_assert!(limits.iter().all(|limits| limits.contain(index.value())));
                prop_assert!(limits[1].lower() <= limits[0].lower());
                prop_assert!(limits[1].upper() >= limits[0].upper());
            }
        }

        #[test]
        fn turning_the_multiplier_turns_ratio_and_limits_upside_down(parts in shares()) {
            for fit in Fit::ALL {
                let there = relative_index_by(&groups(&parts), fit, Multiplier::ONE, &[LEVEL]).unwrap();
                let back = relative_index_by(&groups(&parts), fit, turned(), &[LEVEL]).unwrap();
                prop_assert!((there.value() * back.value() - 1.0).abs() < 1e-12);
                let (there, back) = (there.limits_at(LEVEL).unwrap(), back.limits_at(LEVEL).unwrap());
                prop_assert!((there.lower() * back.upper() - 1.0).abs() < 1e-9);
                prop_assert!((there.upper() * back.lower() - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn scaling_rates_leaves_the_ratio(parts in shares(), scale in 0.01..100.0_f64) {
            let scaled: Vec<_> = parts.iter().map(|&(n, y, se)| (n, y * scale, se)).collect();
            for fit in [Fit::Plain, Fit::Rates, Fit::LogRates] {
                let one = relative_index_by(&groups(&parts), fit, turned(), &[LEVEL]).unwrap();
                let other = relative_index_by(&groups(&scaled), fit, turned(), &[LEVEL]).unwrap();
                prop_assert!((one.value() / other.value() - 1.0).abs() < 1e-12);
                let (one, other) = (one.limits_at(LEVEL).unwrap(), other.limits_at(LEVEL).unwrap());
                prop_assert!((one.lower() / other.lower() - 1.0).abs() < 1e-9);
            }
        }
    }
}
