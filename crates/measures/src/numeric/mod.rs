//! Arithmetic that gives the same bits on every platform.
//!
//! The processor promises `+ - * /` and square roots to the last bit, and nothing more: `f64::ln`,
//! `exp`, `powf`, `powi` and their kin differ between platforms and between versions of the standard
//! library. Everything of that sort goes through here, over `libm`, and `clippy.toml` can ban the
//! rest.
//!
//! Quantiles are our own, because published crates were found wrong by orders of magnitude, or
//! endless, in the tails that small counts need. Start with [`chi_square`], which stands on
//! [`gamma`], and with [`student_t`], which stands on [`beta`]. Every loop has a bound.

pub mod beta;
pub mod chi_square;
pub mod gamma;
mod logit_beta;
pub mod normal;
mod random;
pub mod student_t;
mod sum;
pub(crate) mod turns;
mod uniform_expansion;

pub use random::RandomStream;
pub use sum::{Sum, sum};

/// How many turns loops of this thread have taken up to now.
#[cfg(feature = "counted-turns")]
#[must_use]
pub fn turns_taken() -> u64 {
    turns::counted::taken()
}

/// The natural logarithm.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `ln(1 + x)` without loss near zero.
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// The exponential.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// `exp(x) - 1` without loss near zero.
#[must_use]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// The complementary error function.
#[must_use]
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// The logarithm of the gamma function, for `x > 0`.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The square root of the sum of two squares, such as the standard error of a difference.
#[must_use]
pub fn hypot(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}
