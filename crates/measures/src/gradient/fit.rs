//! Which line is fitted, and how the values scatter around it.

use super::scale::Scale;

/// What the groups' values are, which decides how they scatter and on which scale the line through
/// them is straight.
///
/// The publisher of the indicator decides which is used; the first three draw a straight line
/// through the values as they are and differ in their limits only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// A straight line through values that err evenly to both sides, such as life expectancy.
    Plain,
    /// A straight line through rates: each errs evenly on the log scale.
    Rates,
    /// A straight line through shares between 0 and 1: each errs evenly on the scale of log odds.
    Shares,
    /// A line that is straight on the log scale, through rates.
    LogRates,
    /// A line that is straight on the scale of log odds, through shares between 0 and 1.
    LogOdds,
}

impl Fit {
    /// Every fit.
    pub const ALL: [Self; 5] = [
        Self::Plain,
        Self::Rates,
        Self::Shares,
        Self::LogRates,
        Self::LogOdds,
    ];

    /// A short name that stays the same between versions, for files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Rates => "rates",
            Self::Shares => "shares",
            Self::LogRates => "log_rates",
            Self::LogOdds => "log_odds",
        }
    }

    /// The scale on which the line is straight.
    pub(super) fn line(self) -> Scale {
        match self {
            Self::Plain | Self::Rates | Self::Shares => Scale::Natural,
            Self::LogRates => Scale::Log,
            Self::LogOdds => Scale::LogOdds,
        }
    }

    /// The scale on which the values err evenly.
    pub(super) fn errors(self) -> Scale {
        match self {
            Self::Plain => Scale::Natural,
            Self::Rates | Self::LogRates => Scale::Log,
            Self::Shares | Self::LogOdds => Scale::LogOdds,
        }
    }
}
