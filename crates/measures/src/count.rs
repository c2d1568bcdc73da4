//! What is counted, and what it is counted over.

/// The largest count, 2^53 - 1. The next double may stand for 2^53 or, rounded when it was read, for
/// 2^53 + 1: it no longer says how many there are.
const LARGEST: f64 = 9_007_199_254_740_991.0;

/// How near to a whole number a count must be to be one. Sums of decimals miss by 1e-15 or so.
const WHOLE: f64 = 1e-9;

/// How many events or people: finite, not negative, below 2^53.
///
/// Mostly a whole number. Published counts are now and then fractional (disease registers of
/// part-year patients),
/// so a fraction is kept; a sum that missed a whole number by less than a billionth is that whole
/// number, so that 9.999999999999998 cannot choose another interval than 10.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Count(f64);

impl Count {
    /// None.
    pub const ZERO: Self = Self(0.0);

    /// From a number.
    pub fn new(count: f64) -> Result<Self, CountError> {
        if !count.is_finite() {
            return Err(CountError::NotFinite);
        }
        if count < 0.0 {
            return Err(CountError::Negative(count));
        }
        if count > LARGEST {
            return Err(CountError::TooLarge(count));
        }
        let whole = (count + 0.5).floor();
        // The addition turns a negative zero into zero.
        Ok(Self(if (count - whole).abs() <= WHOLE {
            whole + 0.0
        } else {
            count
        }))
    }

    /// As a number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Self {
        Self(f64::from(count))
    }
}

/// Why a number is not a count.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// Missing, infinite or not a number.
    #[error("a count must be a finite number")]
    NotFinite,
    /// Below zero.
    #[error("a count cannot be negative, and {0} is")]
    Negative(f64),
    /// From 2^53, where a double no longer holds every whole number.
    #[error("{0} is too large to be a count: above 9,007,199,254,740,991 digits are lost")]
    TooLarge(f64),
}

/// The people, person-years or occasions that events are counted over: finite, not negative.
///
/// Zero is allowed, because published tables hold it; a rate over nobody is
/// [`Undefined::DenominatorIsZero`](crate::Undefined::DenominatorIsZero).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Population(f64);

impl Population {
    /// From a number.
    pub fn new(population: f64) -> Result<Self, PopulationError> {
        if !population.is_finite() {
            return Err(PopulationError::NotFinite);
        }
        if population < 0.0 {
            return Err(PopulationError::Negative(population));
        }
        if population > LARGEST {
            return Err(PopulationError::TooLarge(population));
        }
        Ok(Self(population + 0.0))
    }

    /// As a number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl From<u32> for Population {
    fn from(population: u32) -> Self {
        Self(f64::from(population))
    }
}

/// Why a number is not a population.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PopulationError {
    /// Missing, infinite or not a number.
    #[error("a population must be a finite number")]
    NotFinite,
    /// Below zero.
    #[error("a population cannot be negative, and {0} is")]
    Negative(f64),
    /// From 2^53.
    #[error("{0} is too large to be a population: above 9,007,199,254,740,991 digits are lost")]
    TooLarge(f64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_missed_a_whole_number_is_that_number() {
        let sum: f64 = [3.3, 3.3, 3.4 - 1e-15].iter().sum();
        assert!(sum < 10.0);
        assert_eq!(Count::new(sum).unwrap().get().to_bits(), 10.0_f64.to_bits());
        assert_eq!(Count::new(-0.0).unwrap().get().to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn fractions_and_large_whole_numbers_are_kept() {
        for count in [0.25, 1.0 / 3.0, 9.99, 4_503_599_627_370_497.0, LARGEST] {
            assert_eq!(Count::new(count).unwrap().get().to_bits(), count.to_bits());
        }
    }

    #[test]
    fn a_double_that_may_stand_for_one_more_is_refused() {
        // 2^53 and 2^53 + 1 are read as the same double: it does not say how many there are.
        for text in ["9007199254740992", "9007199254740993", "9007199254740994"] {
            let number: f64 = text.parse().unwrap();
            assert_eq!(Count::new(number), Err(CountError::TooLarge(number)));
            assert_eq!(
                Population::new(number),
                Err(PopulationError::TooLarge(number))
            );
        }
        let largest: f64 = "9007199254740991".parse().unwrap();
        assert_eq!(Count::new(largest).unwrap().get(), largest);
        assert_eq!(Population::new(largest).unwrap().get(), largest);
    }

    #[test]
    fn what_is_not_a_count_is_refused() {
        assert_eq!(Count::new(f64::NAN), Err(CountError::NotFinite));
        assert_eq!(Count::new(f64::INFINITY), Err(CountError::NotFinite));
        assert_eq!(Count::new(-1.0), Err(CountError::Negative(-1.0)));
        assert_eq!(Count::new(1e16), Err(CountError::TooLarge(1e16)));
        assert_eq!(Population::new(-1.0), Err(PopulationError::Negative(-1.0)));
        assert_eq!(Population::new(f64::NAN), Err(PopulationError::NotFinite));
        assert_eq!(Population::new(1e16), Err(PopulationError::TooLarge(1e16)));
    }
}
