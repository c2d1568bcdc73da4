//! Repeated draws that come out the same every time.

use crate::numeric::{RandomStream, normal};

/// How many draws, and the seed that makes them the same on every run and every platform.
///
/// Each draw is a function of the seed, its number and the group it is for: nothing depends on the
/// order in which draws are made, and a seed printed beside a result lets anyone make it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Simulation {
    seed: u64,
    draws: u32,
}

impl Simulation {
    /// 10,000 draws: at 95% the limits then move by about a hundredth of their width with the seed.
    #[must_use]
    pub fn with_seed(seed: u64) -> Self {
        Self {
            seed,
            draws: 10_000,
        }
    }

    /// A number of draws between 1,000 and 1,000,000.
    pub fn new(seed: u64, draws: u32) -> Result<Self, SimulationError> {
        if (1_000..=1_000_000).contains(&draws) {
            Ok(Self { seed, draws })
        } else {
            Err(SimulationError::Draws(draws))
        }
    }

    /// The seed.
    #[must_use]
    pub fn seed(self) -> u64 {
        self.seed
    }

    /// How many draws.
    #[must_use]
    pub fn draws(self) -> u32 {
        self.draws
    }

    /// A number strictly between 0 and 1, for one draw of one group.
    pub(crate) fn uniform(self, draw: u32, group: u32) -> f64 {
        let number = (u64::from(draw) << 32) | u64::from(group);
        RandomStream::new(self.seed, number).uniform()
    }

    /// A standard normal number for one draw of one group.
    pub(crate) fn normal(self, draw: u32, group: u32) -> f64 {
        normal::quantile(self.uniform(draw, group))
    }

    /// The values of all draws in rising order, infinities at the ends.
    pub(crate) fn sorted(self, value: impl Fn(u32) -> f64) -> Vec<f64> {
        let mut values: Vec<f64> = (0..self.draws).map(value).collect();
        values.sort_by(f64::total_cmp);
        values
    }
}

/// The value below which a share of sorted values lies, straight between neighbours (the seventh
/// kind of Hyndman and Fan, which spreadsheets and R use).
pub(crate) fn share_of(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are at most a million draws"
    )]
    let place = last as f64 * share.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place lies between 0 and the last"
    )]
    let below = place.floor() as usize;
    let (low, high) = (*sorted.get(below)?, *sorted.get((below + 1).min(last))?);
    let part = place - place.floor();
    let apart = high - low;
    // Between two infinities there is nothing to go along.
    Some(if part == 0.0 || apart.is_nan() {
        low
    } else {
        low + apart * part
    })
}

/// Why a number is not a number of draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SimulationError {
    /// Too few to find a limit, or more than anyone waits for.
    #[error("a simulation has between 1,000 and 1,000,000 draws, not {0}")]
    Draws(u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_is_the_first_number_of_its_own_stream() {
        let first = |number| RandomStream::new(7, number).uniform();
        let simulation = Simulation::with_seed(7);
        assert_eq!(simulation.uniform(0, 3), first(3));
        assert_eq!(simulation.uniform(2, 3), first((2 << 32) + 3));
    }

    #[test]
    fn draws_have_the_mean_and_spread_of_a_normal_value() {
        let simulation = Simulation::with_seed(20);
        for group in 0..5 {
            let values: Vec<f64> = (0..10_000)
                .map(|draw| simulation.normal(draw, group))
                .collect();
            let mean = values.iter().sum::<f64>() / 1e4;
            let square = values.iter().map(|z| z * z).sum::<f64>() / 1e4;
            assert!(mean.abs() < 0.04, "{mean}");
            assert!((square - 1.0).abs() < 0.06, "{square}");
        }
    }

    #[test]
    fn neighbouring_draws_groups_and_seeds_go_their_own_way() {
        let together = |other: &dyn Fn(u32) -> f64| {
            let simulation = Simulation::with_seed(1);
            let products = (0..10_000).map(|draw| simulation.normal(draw, 0) * other(draw));
            products.sum::<f64>() / 1e4
        };
        assert!(together(&|draw| Simulation::with_seed(1).normal(draw + 1, 0)).abs() < 0.04);
        assert!(together(&|draw| Simulation::with_seed(1).normal(draw, 1)).abs() < 0.04);
        assert!(together(&|draw| Simulation::with_seed(2).normal(draw, 0)).abs() < 0.04);
    }

    #[test]
    fn shares_lie_between_neighbours() {
        let sorted = [1.0, 2.0, 4.0, f64::INFINITY];
        assert_eq!(share_of(&sorted, 0.0), Some(1.0));
        assert_eq!(share_of(&sorted, 0.5), Some(3.0));
        assert_eq!(share_of(&sorted, 2.0 / 3.0), Some(4.0));
        assert_eq!(share_of(&sorted, 0.9), Some(f64::INFINITY));
        assert_eq!(share_of(&[], 0.5), None);
    }

    #[test]
    fn too_few_draws_are_refused() {
        assert_eq!(Simulation::new(1, 100), Err(SimulationError::Draws(100)));
        assert_eq!(Simulation::new(1, 10_000), Ok(Simulation::with_seed(1)));
    }
}
