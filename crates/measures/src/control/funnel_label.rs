//! Where a place lies in a funnel.

use crate::Limits;

/// Where a place lies against the inner (95%) and outer (99.8%) limits of a funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FunnelLabel {
    /// Below the outer limits.
    LowOuter,
    /// Below the inner limits only.
    LowInner,
    /// Within the inner limits, or on one.
    NotSignificant,
    /// Above the inner limits only.
    HighInner,
    /// Above the outer limits.
    HighOuter,
}

impl FunnelLabel {
    /// Of a value against both limits.
    pub(super) fn of(value: f64, inner: Limits, outer: Limits) -> Self {
        if value < outer.lower() {
            Self::LowOuter
        } else if value < inner.lower() {
            Self::LowInner
        } else if value > outer.upper() {
            Self::HighOuter
        } else if value > inner.upper() {
            Self::HighInner
        } else {
            Self::NotSignificant
        }
    }
}

impl std::fmt::Display for FunnelLabel {
    /// In the publisher's words, with the probability of one tail.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::LowOuter => "Low (0.001)",
            Self::LowInner => "Low (0.025)",
            Self::NotSignificant => "Not significant",
            Self::HighInner => "High (0.025)",
            Self::HighOuter => "High (0.001)",
        })
    }
}
