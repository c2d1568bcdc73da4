//! The groups of a gradient, drawn again and again.

use super::line::FEWEST;
use super::ranked::in_order;
use super::{Fit, QuantileGroup};
use crate::numeric::Sum;
use crate::{Simulation, Undefined};

/// Values of ordered groups on the scale on which they err evenly.
pub(super) struct DrawnGroups {
    fit: Fit,
    middles: Vec<f64>,
    errors: Vec<f64>,
}

impl DrawnGroups {
    pub(super) fn of(groups: &[QuantileGroup], fit: Fit) -> Result<Self, Undefined> {
        let groups = in_order(groups, FEWEST)?;
        let scale = fit.errors();
        Ok(Self {
            fit,
            middles: groups
                .iter()
                .map(|group| scale.value_of(group))
                .collect::<Result<_, _>>()?,
            errors: groups
                .iter()
                .map(|group| scale.error_of(group))
                .collect::<Result<_, _>>()?,
        })
    }

    /// A weighted sum of the values of one draw, on the scale on which the line is straight.
    pub(super) fn weighted(&self, weights: &[f64], simulation: Simulation, draw: u32) -> f64 {
        let (errors, line) = (self.fit.errors(), self.fit.line());
        weights
            .iter()
            .zip(self.middles.iter().zip(&self.errors))
            .zip(0_u32..)
            .map(|((weight, (middle, error)), group)| {
                let drawn = middle + error * simulation.normal(draw, group);
                weight
                    * if errors == line {
                        drawn
                    } else {
                        errors.back(drawn)
                    }
            })
            .collect::<Sum>()
            .total()
    }
}
