//! The straight line through the groups, weighted by population.

use super::ranked::Ranked;
use super::scale::Scale;
use super::{Fit, QuantileGroup};
use crate::Undefined;
use crate::numeric::Sum;

/// The fewest groups that a line is drawn through.
pub(super) const FEWEST: usize = 5;

/// The two ends of the fitted line, for drawing it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FittedLine {
    /// The fitted value of the most deprived person.
    pub most_deprived_end: f64,
    /// The fitted value of the least deprived person.
    pub least_deprived_end: f64,
}

/// Fits the line behind [`slope_index`](super::slope_index()) and
/// [`relative_index`](super::relative_index()): the groups' values on the middle of their place in
/// the population, ordered from most (0) to least deprived (1), by least squares weighted by
/// population.
pub fn fitted_line(groups: &[QuantileGroup]) -> Result<FittedLine, Undefined> {
    fitted_line_by(groups, Fit::Plain)
}

/// The line of any [`Fit`], its ends in the unit of the values. Where the line is straight on
/// another scale it bends between them.
pub fn fitted_line_by(groups: &[QuantileGroup], fit: Fit) -> Result<FittedLine, Undefined> {
    let scale = fit.line();
    let line = Line::fit(groups, scale)?;
    let ends = (
        scale.back(line.most_deprived_end()),
        scale.back(line.least_deprived_end()),
    );
    if !(ends.0.is_finite() && ends.1.is_finite()) {
        return Err(Undefined::TooLarge);
    }
    Ok(FittedLine {
        most_deprived_end: ends.0,
        least_deprived_end: ends.1,
    })
}

/// The line, kept as the weights that each group's value has in it, which also carry the errors.
/// Values and errors are on the scale on which the line is straight.
pub(super) struct Line {
    /// Sum of `slope_weight * value` is the slope.
    slope_weights: Vec<f64>,
    /// Sum of `share * value` is the mean.
    shares: Vec<f64>,
    values: Vec<f64>,
    errors: Result<Vec<f64>, Undefined>,
}

impl Line {
    pub(super) fn fit(groups: &[QuantileGroup], scale: Scale) -> Result<Self, Undefined> {
        let Ranked {
            groups,
            shares,
            from_middle,
        } = Ranked::of(groups, FEWEST)?;
        let spread: f64 = shares
            .iter()
            .zip(&from_middle)
            .map(|(a, b)| a * b * b)
            .collect::<Sum>()
            .total();
        let slope_weights = shares
            .iter()
            .zip(&from_middle)
            .map(|(a, b)| a * b / spread)
            .collect();
        Ok(Self {
            slope_weights,
            shares,
            values: groups
                .iter()
                .map(|group| scale.value_of(group))
                .collect::<Result<_, _>>()?,
            errors: groups.iter().map(|group| scale.error_of(group)).collect(),
        })
    }

    /// The weights of the groups' values in the slope.
    pub(super) fn slope_weights(&self) -> &[f64] {
        &self.slope_weights
    }

    /// The weights of the groups' values in the most and in the least deprived end.
    pub(super) fn end_weights(&self) -> impl Iterator<Item = (f64, f64)> {
        self.shares
            .iter()
            .zip(&self.slope_weights)
            .map(|(share, weight)| (share - weight / 2.0, share + weight / 2.0))
    }

    pub(super) fn mean(&self) -> f64 {
        product(&self.shares, &self.values)
    }

    pub(super) fn slope(&self) -> f64 {
        product(&self.slope_weights, &self.values)
    }

    pub(super) fn most_deprived_end(&self) -> f64 {
        self.mean() - self.slope() / 2.0
    }

    pub(super) fn least_deprived_end(&self) -> f64 {
        self.mean() + self.slope() / 2.0
    }

    pub(super) fn slope_error(&self) -> Result<f64, Undefined> {
        let terms = self.slope_weights.iter().zip(self.errors()?);
        Ok(terms
            .map(|(weight, error)| square(weight * error))
            .collect::<Sum>()
            .total()
            .sqrt())
    }

    pub(super) fn errors(&self) -> Result<&[f64], Undefined> {
        self.errors.as_deref().map_err(|reason| *reason)
    }
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter()
        .zip(other)
        .map(|(a, b)| a * b)
        .collect::<Sum>()
        .total()
}

fn square(x: f64) -> f64 {
    x * x
}

#[cfg(test)]
mod tests {
    use super::super::Quantile;
    use super::*;
    use crate::{Measured, Population};

    fn fifths(numbers: &[u8]) -> Vec<QuantileGroup> {
        numbers
            .iter()
            .map(|&number| QuantileGroup {
                quantile: Quantile::new(number, 5).unwrap(),
                population: Population::from(100),
                measured: Measured::new(f64::from(number)).unwrap(),
            })
            .collect()
    }

    #[test]
    fn each_part_once() {
        assert_eq!(
            fitted_line(&fifths(&[1, 2, 4, 5])),
            Err(Undefined::GroupMissing { number: 3 })
        );
        assert_eq!(
            fitted_line(&fifths(&[1, 2, 2, 3, 4, 5])),
            Err(Undefined::GroupTwice { number: 2 })
        );
        assert_eq!(
            fitted_line(&fifths(&[1, 2, 3, 4, 5, 5])),
            Err(Undefined::GroupTwice { number: 5 })
        );
        assert_eq!(
            fitted_line(&[]),
            Err(Undefined::NumberOfGroups {
                found: 0,
                fewest: 5,
                most: 100
            })
        );
    }

    #[test]
    fn tenths_and_fifths_do_not_mix() {
        let mut groups = fifths(&[1, 2, 3, 4, 5]);
        groups[4].quantile = Quantile::tenth(5).unwrap();
        assert_eq!(fitted_line(&groups), Err(Undefined::PartsDiffer));
    }

    #[test]
    fn nobody_in_a_part_is_named() {
        let mut groups = fifths(&[1, 2, 3, 4, 5]);
        groups[2].population = Population::from(0);
        assert_eq!(
            fitted_line(&groups),
            Err(Undefined::GroupIsEmpty { number: 3 })
        );
    }

    #[test]
    fn values_on_a_line_give_that_line() {
        // Fifths of equal size have their middles at 0.1, 0.3, ... 0.9; values 1 to 5 there are the
        // line 0.5 + 5 x.
        let line = fitted_line(&fifths(&[5, 3, 1, 2, 4])).unwrap();
        assert!((line.most_deprived_end - 0.5).abs() < 1e-14);
        assert!((line.least_deprived_end - 5.5).abs() < 1e-14);
    }
}
