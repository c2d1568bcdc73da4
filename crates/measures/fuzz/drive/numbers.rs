//! Bytes as what measures are asked with.

use measures::gradient::Fit;
use measures::{
    AgeBand, AgeGroup, Bounds, Confidence, Count, Limits, Measured, Multiplier, Polarity,
    Population, Simulation, Weighting,
};

use super::edges::EDGES;

/// Bytes that are taken from the front. When none are left the rest is nought.
pub(crate) struct Numbers<'a> {
    rest: &'a [u8],
    are_ordinary: bool,
}

impl<'a> Numbers<'a> {
    pub(crate) fn of(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            are_ordinary: false,
        }
    }

    /// From here on numbers are such as figures have: a measure that needs many sound ones at once is asked for more
    /// than its first reason.
    pub(crate) fn ordinary_from_here(&mut self) {
        self.are_ordinary = true;
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else {
            return 0;
        };
        self.rest = rest;
        *first
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.byte())
    }

    pub(crate) fn is_so(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: u8) -> bool {
        self.byte().is_multiple_of(times)
    }

    pub(crate) fn whole(&mut self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// Any bits that a double can have, and often a number such as figures have.
    pub(crate) fn number(&mut self) -> f64 {
        let kinds = if self.are_ordinary { 4 } else { 8 };
        match self.byte() % kinds {
            0 => f64::from(self.byte()),
            1 => f64::from(u16::from_le_bytes(self.bytes())),
            2 => f64::from(self.byte()) / 255.0,
            3 => f64::from(u16::from_le_bytes(self.bytes())) / 65_536.0,
            4 => f64::from(u32::from_le_bytes(self.bytes())),
            5 => f64::from(i16::from_le_bytes(self.bytes())) / 16.0,
            6 => f64::from_bits(self.whole()),
            _ => EDGES[usize::from(self.byte()) % EDGES.len()],
        }
    }

    /// A number that is finite.
    pub(crate) fn finite(&mut self) -> f64 {
        Some(self.number())
            .filter(|number| number.is_finite())
            .unwrap_or_default()
    }

    /// A list of up to `most` things.
    pub(crate) fn list<T>(&mut self, most: u8, mut thing: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let length = self.byte() % (most + 1);
        (0..length).map(|_| thing(self)).collect()
    }

    /// A thing, or none.
    pub(crate) fn perhaps<T>(&mut self, thing: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.is_so().then(|| thing(self))
    }

    pub(crate) fn count(&mut self) -> Count {
        let number = self.number();
        Count::new(number)
            .or_else(|_| Count::new(number.abs()))
            .unwrap_or(Count::ZERO)
    }

    pub(crate) fn population(&mut self) -> Population {
        let number = self.number();
        Population::new(number)
            .or_else(|_| Population::new(number.abs()))
            .unwrap_or(Population::from(1_000))
    }

    /// One of the usual levels, and at times any other.
    pub(crate) fn confidence(&mut self) -> Confidence {
        match self.byte() % 4 {
            0 => Confidence::NINETY_FIVE,
            1 => Confidence::NINETY_NINE_POINT_EIGHT,
            _ => Confidence::new(self.number()).unwrap_or(Confidence::NINETY_FIVE),
        }
    }

    pub(crate) fn levels(&mut self) -> Vec<Confidence> {
        self.list(2, Self::confidence)
    }

    pub(crate) fn multiplier(&mut self) -> Multiplier {
        Multiplier::new(self.number()).unwrap_or(Multiplier::PER_100_000)
    }

    pub(crate) fn bounds(&mut self) -> Option<Bounds> {
        match self.byte() % 4 {
            0 => None,
            1 => Some(Bounds::SHARE),
            2 => Some(Bounds::PERCENT),
            _ => {
                let (one, other) = (self.number(), self.number());
                Bounds::new(one.min(other), one.max(other)).ok()
            }
        }
    }

    pub(crate) fn polarity(&mut self) -> Polarity {
        match self.byte() % 3 {
            0 => Polarity::HighIsGood,
            1 => Polarity::LowIsGood,
            _ => Polarity::NoJudgement,
        }
    }

    pub(crate) fn weighting(&mut self) -> Weighting {
        if self.is_so() {
            Weighting::Equal
        } else {
            Weighting::Population
        }
    }

    pub(crate) fn fit(&mut self) -> Fit {
        Fit::ALL[usize::from(self.byte()) % Fit::ALL.len()]
    }

    /// As few draws as a simulation may have: limits of many more are found in the same way.
    pub(crate) fn simulation(&mut self) -> Simulation {
        Simulation::new(self.whole(), 1_000).unwrap_or_else(|_| Simulation::with_seed(1))
    }

    pub(crate) fn limits(&mut self, level: Confidence) -> Option<Limits> {
        let (one, other) = (self.number(), self.number());
        Limits::new(level, one.min(other), one.max(other)).ok()
    }

    pub(crate) fn measured(&mut self) -> Measured {
        let value = self.finite();
        let found = match self.byte() % 4 {
            0 => Measured::new(value),
            1 => match self.limits(Confidence::NINETY_FIVE) {
                Some(limits) => Measured::with_limits(value, limits),
                None => Measured::new(value),
            },
            2 => Measured::with_standard_error(value, value.abs() / 20.0),
            _ => Measured::with_standard_error(value, self.finite().abs()),
        };
        found
            .or_else(|_| Measured::new(0.0))
            .expect("zero is finite")
    }

    /// Bands of ages: mostly one after another with the last one open, and at times any bands in any order.
    pub(crate) fn ages(&mut self) -> Vec<AgeBand> {
        if self.once_in(4) {
            let bands = self.list(24, |numbers| {
                let (start, end) = (numbers.byte(), numbers.byte());
                AgeBand::between(start, end).or_else(|_| AgeBand::and_over(start))
            });
            return bands.into_iter().flatten().collect();
        }
        let widths = self.list(24, |numbers| 1 + numbers.byte() % 12);
        let mut start = 0_u8;
        let mut bands = Vec::with_capacity(widths.len() + 1);
        for width in widths {
            let Ok(band) = AgeBand::between(start, start.saturating_add(width)) else {
                break;
            };
            bands.push(band);
            start = start.saturating_add(width);
        }
        bands.extend(AgeBand::and_over(start));
        bands
    }

    /// Events and people of bands of ages.
    pub(crate) fn age_groups(&mut self, ages: &[AgeBand]) -> Vec<AgeGroup> {
        ages.iter()
            .map(|&age| AgeGroup {
                age,
                count: self.count(),
                population: self.population(),
            })
            .collect()
    }
}
