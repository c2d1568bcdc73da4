//! From values to places on the drawing, with axis labels at round numbers.
//!
//! Steps are 1, 2 or 5 times a power of ten, or 25 times one, kept as whole numbers so that labels carry no
//! rounding dust and every machine draws the same. No logarithm is needed.

use crate::lettering;
use crate::unit::Unit;

/// A round number on an axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    /// The value.
    pub(crate) value: f64,
    /// The value in words.
    pub(crate) label: String,
}

/// Which way the axis runs: labels side by side need more room than labels above one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Values grow to the right.
    Across,
    /// Values grow upwards.
    Up,
}

/// The straight line between values and drawing units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
    /// Round numbers within the axis, lowest first.
    pub(crate) ticks: Vec<Tick>,
}

/// A step between labels: `mantissa` times ten to the power `exponent`.
#[derive(Debug, Clone, Copy)]
struct Step {
    mantissa: u32,
    exponent: i32,
}

impl Step {
    /// `times` steps as a value. Dividing by a whole power of ten keeps 0.3 from being
    /// 0.30000000000000004.
    fn times(self, times: f64) -> f64 {
        let whole = times * f64::from(self.mantissa);
        if self.exponent < 0 {
            whole / power_of_ten(-self.exponent)
        } else {
            whole * power_of_ten(self.exponent)
        }
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    fn decimals(self) -> usize {
        usize::try_from(-self.exponent).unwrap_or(0)
    }

    /// The next larger round step. 25 and 250 are round; 2.5 would put a decimal on every label.
    fn larger(self) -> Self {
        match self.mantissa {
            1 => Self {
                mantissa: 2,
                ..self
            },
            2 if self.exponent > 0 => Self {
                mantissa: 25,
                exponent: self.exponent - 1,
            },
            2 => Self {
                mantissa: 5,
                ..self
            },
            25 => Self {
                mantissa: 5,
                exponent: self.exponent + 1,
            },
            _ => Self {
                mantissa: 1,
                exponent: self.exponent + 1,
            },
        }
    }
}

impl Scale {
    /// A scale that holds every value, over `start` to `end` in drawing units. Going up, `start`
    /// is the larger: drawings count downwards. No value at all gives an axis from 0 to 1 without
    /// labels.
    pub(crate) fn over(
        values: impl IntoIterator<Item = f64>,
        (start, end): (f64, f64),
        direction: Direction,
        unit: &Unit,
    ) -> Self {
        match ends(values) {
            Some((low, high)) => {
                Self::rounded_over(with_floor(low, high), (start, end), direction, unit)
            }
            None => Self::of_nothing((start, end)),
        }
    }

    /// The same without zero where the values are far from it: for charts that show how values lie
    /// to one another and draw no length from zero.
    pub(crate) fn close_over(
        values: impl IntoIterator<Item = f64>,
        (start, end): (f64, f64),
        direction: Direction,
        unit: &Unit,
    ) -> Self {
        match ends(values) {
            Some(ends) => Self::rounded_over(ends, (start, end), direction, unit),
            None => Self::of_nothing((start, end)),
        }
    }

    fn of_nothing((start, end): (f64, f64)) -> Self {
        Self {
            low: 0.0,
            high: 1.0,
            start,
            end,
            ticks: Vec::new(),
        }
    }

    fn rounded_over(
        (low, high): (f64, f64),
        (start, end): (f64, f64),
        direction: Direction,
        unit: &Unit,
    ) -> Self {
        let (low, high) = with_some_length(low, high);
        let length = (end - start).abs();

        let mut step = smallest_step(high - low);
        loop {
            let axis = rounded(low, high, step);
            let ticks = ticks(axis, step, unit);
            let needed = ticks
                .iter()
                .map(|tick| room_for(tick, direction))
                .fold(0.0, f64::max);
            let apart = step.size() / (axis.1 - axis.0) * length;
            if apart >= needed || ticks.len() <= 2 {
                return Self {
                    low: axis.0,
                    high: axis.1,
                    start,
                    end,
                    ticks,
                };
            }
            step = step.larger();
        }
    }

    /// A scale exactly from `low` to `high`, without labels. Values beyond it stop at its ends.
    pub(crate) fn between((low, high): (f64, f64), (start, end): (f64, f64)) -> Self {
        let (low, high) = with_some_length(low, high);
        Self {
            low,
            high,
            start,
            end,
            ticks: Vec::new(),
        }
    }

    /// Where a value lies, in drawing units, never beyond the ends of the axis.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.start + (self.end - self.start) * share
    }

    /// The widest label, in drawing units.
    pub(crate) fn widest_label(&self) -> f64 {
        self.ticks
            .iter()
            .map(|tick| lettering::width(&tick.label, false))
            .fold(0.0, f64::max)
    }

    /// A warning for the description when the axis does not start at zero.
    pub(crate) fn floor_words(&self) -> Option<String> {
        let leaves_out_zero = self.low > 0.0 || self.high < 0.0;
        leaves_out_zero.then(|| "The axis does not start at zero.".to_owned())
    }
}

/// Lowest and highest of the values.
fn ends(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().fold(None, |ends, value| match ends {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    })
}

/// Zero stays on the axis while the lowest value is at most two thirds of the highest: beyond that
/// the values would share the last third of the drawing. Places are compared, not lengths, so an
/// axis may start elsewhere; the description then says so.
fn with_floor(low: f64, high: f64) -> (f64, f64) {
    if low >= 0.0 && low * 3.0 <= high * 2.0 {
        (0.0, high)
    } else {
        (low, high)
    }
}

/// Values that are all alike still need an axis with some length.
fn with_some_length(low: f64, high: f64) -> (f64, f64) {
    let largest = low.abs().max(high.abs());
    if high - low > largest.max(1.0) * 1e-9 {
        return (low, high);
    }
    let room = (largest * 0.1).max(0.5);
    if low.abs() < 1e-9 {
        (0.0, 1.0)
    } else {
        (low - room, high + room)
    }
}

/// Starts where the axis would have far too many labels.
fn smallest_step(length: f64) -> Step {
    let wanted = length / 20.0;
    let mut step = Step {
        mantissa: 1,
        exponent: 0,
    };
    while step.size() > wanted {
        step.exponent -= 1;
    }
    while step.size() <= wanted {
        step = step.larger();
    }
    step
}

/// Moves the ends of the axis to round numbers where that costs little room; otherwise leaves a
/// little air.
fn rounded(low: f64, high: f64, step: Step) -> (f64, f64) {
    let size = step.size();
    let allowed = (high - low) * 0.3;
    let air = (high - low) * 0.04;
    let down = step.times((low / size + 1e-9).floor());
    let up = step.times((high / size - 1e-9).ceil());
    let low = if low == 0.0 || low - down <= allowed {
        down
    } else {
        low - air
    };
    let high = if up - high <= allowed { up } else { high + air };
    (low, high)
}

fn ticks((low, high): (f64, f64), step: Step, unit: &Unit) -> Vec<Tick> {
    let size = step.size();
    let largest = low.abs().max(high.abs());
    let mut ticks = Vec::new();
    let mut times = (low / size - 1e-9).ceil();
    while step.times(times) <= high + size * 1e-9 {
        let value = step.times(times) + 0.0;
        ticks.push(Tick {
            value,
            label: unit.tick(value, step.decimals(), largest),
        });
        times += 1.0;
    }
    ticks
}

fn room_for(tick: &Tick, direction: Direction) -> f64 {
    match direction {
        Direction::Across => (lettering::width(&tick.label, false) + 18.0).max(48.0),
        Direction::Up => 40.0,
    }
}

fn power_of_ten(exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}
