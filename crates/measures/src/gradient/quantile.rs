//! Ordered groups of people.

use crate::{Measured, Population};

/// One part of a population that is cut into equal parts by deprivation: 1 is the most deprived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quantile {
    number: u8,
    parts: u8,
}

impl Quantile {
    /// Part `number` of `parts`.
    pub fn new(number: u8, parts: u8) -> Result<Self, QuantileError> {
        if !(2..=100).contains(&parts) {
            return Err(QuantileError::Parts(parts));
        }
        if !(1..=parts).contains(&number) {
            return Err(QuantileError::Number { number, parts });
        }
        Ok(Self { number, parts })
    }

    /// A tenth: 1 is the most deprived.
    pub fn tenth(number: u8) -> Result<Self, QuantileError> {
        Self::new(number, 10)
    }

    /// Its place in the order, 1 for the most deprived.
    #[must_use]
    pub fn number(self) -> u8 {
        self.number
    }

    /// Into how many parts the population is cut.
    #[must_use]
    pub fn parts(self) -> u8 {
        self.parts
    }
}

/// Why numbers are not a part of a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantileError {
    /// Fewer than two parts, or more than a hundred.
    #[error("a population is cut into 2 to 100 parts, not {0}")]
    Parts(u8),
    /// No such part.
    #[error("there is no part {number} of {parts}")]
    Number {
        /// The part asked for.
        number: u8,
        /// How many there are.
        parts: u8,
    },
}

/// What was measured in one part of the population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileGroup {
    /// Which part.
    pub quantile: Quantile,
    /// How many people are in it.
    pub population: Population,
    /// Their value, with limits or a standard error where there are such.
    pub measured: Measured,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_parts_that_exist() {
        assert_eq!(
            Quantile::tenth(0),
            Err(QuantileError::Number {
                number: 0,
                parts: 10
            })
        );
        assert_eq!(
            Quantile::tenth(11),
            Err(QuantileError::Number {
                number: 11,
                parts: 10
            })
        );
        assert_eq!(Quantile::new(1, 1), Err(QuantileError::Parts(1)));
        assert_eq!(Quantile::new(1, 101), Err(QuantileError::Parts(101)));
    }

    #[test]
    fn the_second_comes_before_the_tenth() {
        assert!(Quantile::tenth(2).unwrap() < Quantile::tenth(10).unwrap());
    }
}
