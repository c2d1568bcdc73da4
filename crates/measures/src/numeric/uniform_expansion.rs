//! Temme's uniform expansion of the incomplete gamma functions, for large shapes.
//!
//! With `mu = (x - a) / a` and `eta^2 / 2 = mu - ln(1 + mu)` (sign of `mu`),
//! `Q(a, x) = erfc(eta sqrt(a/2)) / 2 + exp(-a eta^2 / 2) / sqrt(2 pi a) * sum_k C_k(eta) a^-k`.
//!
//! References: Temme N M. The asymptotic expansion of the incomplete gamma functions. SIAM Journal
//! on Mathematical Analysis 1979; 10: 757-766. The Taylor coefficients of `C_k` below were computed
//! from his recurrence with 120 digits and cut where a term at the edge of the region falls under
//! 2e-18.

use super::gamma::less_its_logarithm;
use super::{erfc, exp, ln, ln_1p};

/// Where seven terms in `a` and up to nineteen in `eta` reach the precision of a double.
pub(super) fn applies(shape: f64, x: f64) -> bool {
    shape >= 100.0 && (x - shape).abs() <= 0.4 * shape
}

/// The logarithms of the lower and the upper tail.
pub(super) fn ln_tails(shape: f64, x: f64) -> (f64, f64) {
    let from_shape = (x - shape) / shape;
    let half_square = less_its_logarithm(from_shape);
    let eta = (2.0 * half_square).sqrt().copysign(from_shape);
    let exponent = shape * half_square;
    let correction = coefficients(eta, shape) / (std::f64::consts::TAU * shape).sqrt();
    let normal = 0.5 * scaled_erfc(exponent.sqrt());
    // Both tails carry exp(-exponent); it is taken out so that neither underflows.
    if from_shape >= 0.0 {
        let upper = -exponent + ln(normal + correction);
        (ln_1p(-exp(upper)), upper)
    } else {
        let lower = -exponent + ln(normal - correction);
        (lower, ln_1p(-exp(lower)))
    }
}

fn coefficients(eta: f64, shape: f64) -> f64 {
    COEFFICIENTS.iter().rev().fold(0.0, |sum, powers| {
        let value = powers
            .iter()
            .rev()
            .fold(0.0, |value, term| value * eta + term);
        sum / shape + value
    })
}

/// `exp(y^2) erfc(y)` for `y >= 0`.
fn scaled_erfc(y: f64) -> f64 {
    if y < 5.0 {
        return exp(y * y) * erfc(y);
    }
    // Laplace's continued fraction from the bottom: sqrt(pi) times the value is
    // 1/(y + (1/2)/(y + (2/2)/(y + (3/2)/...))). At y = 5, 40 levels reach 1e-17.
    let tail = (1..=40_u8)
        .rev()
        .fold(y, |below, level| y + f64::from(level) * 0.5 / below);
    1.0 / (tail * std::f64::consts::PI.sqrt())
}

#[rustfmt::skip]
const COEFFICIENTS: [&[f64]; 7] = [
    &[
        -0.333_333_333_333_333_3,
        0.083_333_333_333_333_33,
        -0.014_814_814_814_814_815,
        0.001_157_407_407_407_407_3,
        0.000_352_733_686_067_019_4,
        -0.000_178_755_144_032_921_8,
        3.919_263_178_522_438e-5,
        -2.185_448_510_679_992_4e-6,
        -1.854_062_210_715_16e-6,
        8.296_711_340_953_087e-7,
        -1.766_595_273_682_607_8e-7,
        6.707_853_543_401_498e-9,
        1.026_180_978_424_030_9e-8,
        -4.382_036_018_453_353e-9,
        9.147_699_582_236_79e-10,
        -2.551_419_399_494_625e-11,
        -5.830_772_132_550_426e-11,
        2.436_194_802_066_741_5e-11,
        -5.027_669_280_114_175_5e-12,
    ],
    &[
        -0.001_851_851_851_851_852,
        -0.003_472_222_222_222_222,
        0.002_645_502_645_502_645_4,
        -0.000_990_226_337_448_559_6,
        0.000_205_761_316_872_427_98,
        -4.018_775_720_164_609e-7,
        -1.809_855_033_448_997_7e-5,
        7.649_160_916_081_11e-6,
        -1.612_090_089_456_344_6e-6,
        4.647_127_802_807_434e-9,
        1.378_633_446_915_721e-7,
        -5.752_545_603_517_705e-8,
        1.195_162_859_977_814_8e-8,
        -1.754_324_171_974_764_7e-11,
        -1.009_154_371_060_041_3e-9,
        4.162_792_991_842_583e-10,
        -8.563_907_026_492_98e-11,
    ],
    &[
        0.004_133_597_883_597_883,
        -0.002_681_327_160_493_827_3,
        0.000_771_604_938_271_604_9,
        2.009_387_860_082_304_7e-6,
        -0.000_107_366_532_263_651_61,
        5.292_344_882_912_012_5e-5,
        -1.276_063_518_861_872_8e-5,
        3.423_578_734_096_138e-8,
        1.372_195_730_906_293_2e-6,
        -6.298_992_138_380_055e-7,
        1.428_061_420_606_424_2e-7,
        -2.047_709_842_199_086_6e-10,
        -1.409_252_991_086_752e-8,
        6.228_974_084_922_022e-9,
        -1.367_048_839_661_711_2e-9,
    ],
    &[
        0.000_649_434_156_378_600_8,
        0.000_229_472_093_621_399_17,
        -0.000_469_189_494_395_255_7,
        0.000_267_720_632_062_838_85,
        -7.561_801_671_883_977e-5,
        -2.396_505_113_867_297e-7,
        1.108_265_411_534_730_2e-5,
        -5.674_952_826_991_596_5e-6,
        1.423_090_073_243_588_3e-6,
        -2.786_108_029_152_814_3e-11,
        -1.695_840_409_193_027_8e-7,
        8.099_464_905_388_083e-8,
        -1.911_116_848_597_365_5e-8,
    ],
    &[
        -0.000_861_888_290_916_711_7,
        0.000_784_039_221_720_066_6,
        -0.000_299_072_480_303_190_2,
        -1.463_845_257_884_341_8e-6,
        6.641_498_215_465_122e-5,
        -3.968_365_047_179_435e-5,
        1.137_572_697_067_841_9e-5,
        2.507_497_226_237_533e-10,
        -1.695_414_953_655_830_5e-6,
        8.907_507_532_205_309e-7,
    ],
    &[
        -0.000_336_798_553_366_358_13,
        -6.972_813_758_365_858e-5,
        0.000_277_275_324_495_939_2,
        -0.000_199_325_705_161_888_47,
        6.797_780_477_937_208e-5,
        1.419_062_920_643_967e-7,
        -1.359_404_818_976_869_3e-5,
        8.018_470_256_334_202e-6,
    ],
    &[
        0.000_531_307_936_463_992_2,
        -0.000_592_166_437_353_693_9,
        0.000_270_878_209_671_804_5,
        7.902_353_232_660_328e-7,
        -8.153_969_367_561_969e-5,
    ],
];
