//! The standard normal distribution.

use super::{erfc, ln};

/// The probability of a value below `x`.
#[must_use]
pub fn lower_tail(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The probability of a value above `x`, without loss in the far tail.
#[must_use]
pub fn upper_tail(x: f64) -> f64 {
    lower_tail(-x)
}

/// The value below which a share `p` lies. Infinite at 0 and 1, NaN outside.
///
/// Accurate to about 1e-15, relative, from the smallest double to 0.5.
///
/// ```
/// use measures::numeric::normal;
///
/// assert!((normal::quantile(0.975) - 1.959963984540054).abs() < 1e-14);
/// ```
///
/// References: Wichura M J. Algorithm AS 241: The percentage points of the normal distribution.
/// Applied Statistics 1988; 37: 477-484.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        let r = 0.180_625 - from_middle * from_middle;
        return from_middle * ratio(r, &MIDDLE_ABOVE, &MIDDLE_BELOW);
    }
    if from_middle < 0.0 {
        -far(p)
    } else {
        far(1.0 - p)
    }
}

/// The value above which a share `tail` lies: no digits are lost for small tails.
#[must_use]
pub fn upper_quantile(tail: f64) -> f64 {
    -quantile(tail)
}

/// The quantile of a tail below 0.075, counted upwards.
fn far(tail: f64) -> f64 {
    if tail <= 0.0 {
        return f64::INFINITY;
    }
    let r = (-ln(tail)).sqrt();
    if r <= 5.0 {
        ratio(r - 1.6, &TAIL_ABOVE, &TAIL_BELOW)
    } else {
        ratio(r - 5.0, &FAR_ABOVE, &FAR_BELOW)
    }
}

/// One polynomial over another, coefficients from the constant upwards.
fn ratio(x: f64, above: &[f64], below: &[f64]) -> f64 {
    polynomial(x, above) / polynomial(x, below)
}

fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |value, coefficient| value * x + coefficient)
}

const MIDDLE_ABOVE: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];
const TAIL_ABOVE: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    0.000_774_545_014_278_341_4,
];
const TAIL_BELOW: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    0.000_547_593_808_499_534_5,
    1.050_750_071_644_416_9e-9,
];
const FAR_ABOVE: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BELOW: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    0.000_786_869_131_145_613_3,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_7e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_and_nonsense() {
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert_eq!(quantile(0.5).to_bits(), 0.0_f64.to_bits());
        assert!(quantile(-0.1).is_nan());
        assert!(quantile(f64::NAN).is_nan());
    }

    proptest! {
        #[test]
        fn the_tail_of_a_quantile_is_the_share_it_came_from(exponent in -300.0..-0.31_f64) {
            let tail = libm::pow(10.0, exponent);
            let again = upper_tail(upper_quantile(tail));
            prop_assert!((again / tail - 1.0).abs() < 1e-11, "{tail} came back as {again}");
        }

        #[test]
        fn quantiles_rise_with_the_share(one in 0.0..1.0_f64, other in 0.0..1.0_f64) {
            prop_assert!(quantile(one.min(other)) <= quantile(one.max(other)));
        }
    }
}
