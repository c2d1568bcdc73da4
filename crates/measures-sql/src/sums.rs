//! Sums of whole columns.

use measures::numeric::Sum;

/// What to say of a sum that no double holds exactly.
pub(crate) const TOO_LARGE: &str =
    "the sum of this column is above 9,007,199,254,740,991, where digits are lost";

/// The compensated sum.
pub(crate) fn of(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.collect::<Sum>().total()
}
