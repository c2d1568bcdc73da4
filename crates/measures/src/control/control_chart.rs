//! A series with its lines, and what it says.

use super::special_cause::{Placed, Side, SpecialCause, special_causes};
use crate::{Polarity, Undefined};

/// The fewest points that lines are drawn from.
pub(super) const FEWEST: usize = 12;

/// A point in time order, with the lines of its phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// The value.
    pub value: f64,
    /// The mean of the phase.
    pub mean: f64,
    /// The lower process limit.
    pub lower: f64,
    /// The upper process limit.
    pub upper: f64,
    /// Why it stands out, where it does.
    pub cause: Option<SpecialCause>,
}

/// A series with its lines: at least one point.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlChart {
    points: Vec<ChartPoint>,
    last: ChartPoint,
}

/// What the latest point says of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variation {
    /// Nothing stands out: the process is as it was.
    CommonCause,
    /// A change for the better.
    Improvement(Side),
    /// A change for the worse.
    Concern(Side),
    /// A change, where nobody says which way is good.
    Change(Side),
}

impl Variation {
    /// A short name that stays the same between versions, for files and icons.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CommonCause => "common_cause",
            Self::Improvement(Side::High) => "improvement_high",
            Self::Improvement(Side::Low) => "improvement_low",
            Self::Concern(Side::High) => "concern_high",
            Self::Concern(Side::Low) => "concern_low",
            Self::Change(Side::High) => "neutral_high",
            Self::Change(Side::Low) => "neutral_low",
        }
    }
}

/// What the process can be relied on to do about a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// It will meet the target unless something changes.
    ConsistentlyPasses,
    /// It will miss the target unless something changes.
    ConsistentlyFails,
    /// Sometimes the one and sometimes the other.
    HitAndMiss,
}

impl Assurance {
    /// A short name that stays the same between versions, for files and icons.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ConsistentlyPasses => "consistent_pass",
            Self::ConsistentlyFails => "consistent_fail",
            Self::HitAndMiss => "inconsistent",
        }
    }
}

impl ControlChart {
    /// From the points of each phase. The rules look at one phase at a time.
    pub(super) fn of(phases: &[Vec<Placed>]) -> Result<Self, Undefined> {
        let points: Vec<ChartPoint> = phases
            .iter()
            .flat_map(|phase| phase.iter().zip(special_causes(phase)))
            .map(|(point, cause)| ChartPoint {
                value: point.value,
                mean: point.mean,
                lower: point.lower,
                upper: point.upper,
                cause,
            })
            .collect();
        let last = *points.last().ok_or(Undefined::ValueMissing)?;
        let finite = |point: &ChartPoint| {
            [point.value, point.mean, point.lower, point.upper]
                .iter()
                .all(|number| number.is_finite())
        };
        if !points.iter().all(finite) {
            return Err(Undefined::TooLarge);
        }
        Ok(Self { points, last })
    }

    /// The points in time order.
    #[must_use]
    pub fn points(&self) -> &[ChartPoint] {
        &self.points
    }

    /// What the latest point says.
    #[must_use]
    pub fn variation(&self, polarity: Polarity) -> Variation {
        let Some(SpecialCause { side, .. }) = self.last.cause else {
            return Variation::CommonCause;
        };
        match (polarity, side) {
            (Polarity::NoJudgement, side) => Variation::Change(side),
            (Polarity::HighIsGood, Side::High) | (Polarity::LowIsGood, Side::Low) => {
                Variation::Improvement(side)
            }
            _ => Variation::Concern(side),
        }
    }

    /// What the latest limits say about a target. None where nobody says which way is good. A target
    /// on a limit may be hit or missed.
    #[must_use]
    pub fn assurance(&self, target: f64, polarity: Polarity) -> Option<Assurance> {
        let below = self.last.upper < target;
        let above = self.last.lower > target;
        Some(match polarity {
            Polarity::NoJudgement => return None,
            Polarity::HighIsGood if below => Assurance::ConsistentlyFails,
            Polarity::HighIsGood if above => Assurance::ConsistentlyPasses,
            Polarity::LowIsGood if below => Assurance::ConsistentlyPasses,
            Polarity::LowIsGood if above => Assurance::ConsistentlyFails,
            _ => Assurance::HitAndMiss,
        })
    }
}
