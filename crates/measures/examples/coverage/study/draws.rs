//! Draws from known distributions.

use measures::numeric::{RandomStream, exp, ln, ln_1p, ln_gamma, normal};

/// The chances of counts, added up, so that one uniform number draws one of them.
pub(crate) struct Chances {
    first: u32,
    added_up: Vec<f64>,
}

impl Chances {
    /// Of a Poisson count.
    pub(crate) fn poisson(mean: f64) -> Self {
        Self::of(mean, mean, u32::MAX, |x| {
            x * ln(mean) - mean - ln_gamma(x + 1.0)
        })
    }

    /// Of how many of `n` have what each has with a probability.
    pub(crate) fn binomial(n: u32, probability: f64) -> Self {
        let all = f64::from(n);
        let mean = all * probability;
        Self::of(mean, mean * (1.0 - probability), n, |x| {
            ln_gamma(all + 1.0) - ln_gamma(x + 1.0) - ln_gamma(all - x + 1.0)
                + x * ln(probability)
                + (all - x) * ln_1p(-probability)
        })
    }

    /// Counts within twelve standard deviations; what lies beyond is never drawn.
    fn of(mean: f64, variance: f64, most: u32, ln_chance: impl Fn(f64) -> f64) -> Self {
        let reach = 12.0 * variance.sqrt() + 30.0;
        let first = whole((mean - reach).max(0.0));
        let last = whole(mean + reach).min(most);
        let mut sum = 0.0;
        let mut added_up: Vec<f64> = (first..=last)
            .map(|count| {
                sum += exp(ln_chance(f64::from(count)));
                sum
            })
            .collect();
        for chance in &mut added_up {
            *chance /= sum;
        }
        Self { first, added_up }
    }

    /// The counts that can be drawn.
    pub(crate) fn counts(&self) -> impl Iterator<Item = f64> {
        (self.first..)
            .zip(&self.added_up)
            .map(|(count, _)| f64::from(count))
    }

    /// The place of a drawn count among them.
    pub(crate) fn place(&self, stream: &mut RandomStream) -> usize {
        let uniform = stream.uniform();
        let place = self.added_up.partition_point(|chance| *chance < uniform);
        place.min(self.added_up.len() - 1)
    }

    /// A drawn count.
    pub(crate) fn draw(&self, stream: &mut RandomStream) -> f64 {
        f64::from(self.first + u32::try_from(self.place(stream)).unwrap())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of the study lies between 0 and a million"
)]
pub(crate) fn whole(number: f64) -> u32 {
    number.floor() as u32
}

/// A draw from the standard normal distribution.
pub(crate) fn normal(stream: &mut RandomStream) -> f64 {
    normal::quantile(stream.uniform())
}

/// A draw from the exponential distribution with mean one.
pub(crate) fn exponential(stream: &mut RandomStream) -> f64 {
    -ln(stream.uniform())
}
