//! The recent trend of a figure, by the five-point rule that the field uses.

use serde::Serialize;

use crate::catalogue::{Indicator, Polarity, ValueType};
use crate::observation::{Observation, Period};

use super::methods;

/// Which way a figure has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Up.
    Increasing,
    /// Down.
    Decreasing,
    /// Neither, as far as chance lets us see.
    NoSignificantChange,
    /// The rule does not apply.
    CannotBeCalculated,
}

/// Whether that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Getting {
    /// In the good direction.
    Better,
    /// In the bad direction.
    Worse,
}

/// Why the rule does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNoTrend {
    /// Fewer than five yearly points with a count, a denominator and limits.
    FewerThanFivePoints,
    /// Periods of several years overlap, so their points are not independent.
    PeriodsOverlap,
    /// The rule is for proportions, crude rates and directly standardised rates.
    KindOfValue,
    /// The source does not say what kind of value it is.
    KindOfValueNotKnown,
    /// A point has no width, so that its weight would be without end.
    NoWidth,
    /// Everybody is counted in one of the points.
    EveryoneCounted,
}

impl WhyNoTrend {
    /// The reason as a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::FewerThanFivePoints => "Fewer than five yearly points.",
            Self::PeriodsOverlap => "The periods are not single years.",
            Self::KindOfValue => "The rule does not fit this kind of value.",
            Self::KindOfValueNotKnown => "The source does not say what kind of value this is.",
            Self::NoWidth => "A point has limits without width.",
            Self::EveryoneCounted => "Everybody is counted in one of the points.",
        }
    }
}

/// A recent trend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// Which way.
    pub direction: Direction,
    /// Whether that is good, where somebody says which way is.
    pub getting: Option<Getting>,
    /// Why there is none.
    pub why_not: Option<WhyNoTrend>,
    /// The first and the last of the five points.
    pub from: Option<Period>,
    /// The last of the five points.
    pub to: Option<Period>,
    /// The last value less the first, on the scale of the unit: trends of large places are significant when they are tiny.
    pub change: Option<f64>,
    /// The publisher's words.
    pub printed: Option<String>,
}

impl Trend {
    /// The trend in the field's words: `Increasing and getting better`.
    #[must_use]
    pub fn words(&self) -> String {
        let direction = match self.direction {
            Direction::Increasing => "Increasing",
            Direction::Decreasing => "Decreasing",
            Direction::NoSignificantChange => "No significant change",
            Direction::CannotBeCalculated => "Cannot be calculated",
        };
        match self.getting {
            Some(Getting::Better) => format!("{direction} and getting better"),
            Some(Getting::Worse) => format!("{direction} and getting worse"),
            None => direction.to_owned(),
        }
    }

    /// True when the publisher prints another direction than ours, both having one.
    pub(crate) fn contradicts_print(&self) -> bool {
        let Some(printed) = &self.printed else {
            return false;
        };
        let ours = match self.direction {
            Direction::Increasing => "Increasing",
            Direction::Decreasing => "Decreasing",
            Direction::NoSignificantChange => "No significant change",
            Direction::CannotBeCalculated => return false,
        };
        !printed.starts_with(ours) && !printed.starts_with("Cannot")
    }
}

const POINTS: usize = 5;

/// The trend of one series of one area; the observations must be of the same series and in any order.
pub(crate) fn trend(indicator: &Indicator, series: &[&Observation]) -> Trend {
    let mut series: Vec<_> = series.to_vec();
    series.sort_by(|a, b| a.period.cmp(&b.period));
    let printed = series
        .last()
        .map(|latest| latest.printed_trend.trim())
        .filter(|words| !words.is_empty())
        .map(str::to_owned);
    let none = |why| Trend {
        direction: Direction::CannotBeCalculated,
        getting: None,
        why_not: Some(why),
        from: None,
        to: None,
        change: None,
        printed: printed.clone(),
    };
    match indicator.value_type {
        ValueType::Proportion | ValueType::CrudeRate | ValueType::DirectlyStandardisedRate => {}
        ValueType::NotStated => return none(WhyNoTrend::KindOfValueNotKnown),
        _ => return none(WhyNoTrend::KindOfValue),
    }
    if series
        .last()
        .is_some_and(|latest| !latest.period.is_one_year())
    {
        return none(WhyNoTrend::PeriodsOverlap);
    }
    // The weights come from the limits, so one hand must have made them all: the publisher's, unless it prints none.
    let printed_limits = series.iter().any(|seen| seen.limits_95.is_some());
    let limits_of = |seen: &Observation| match seen.limits_95 {
        None if !printed_limits => seen.own_limits(indicator).and_then(|own| own.at_95),
        printed => printed,
    };
    let points: Vec<_> = series
        .iter()
        .filter(|seen| seen.period.is_one_year())
        .filter_map(|seen| {
            let counted = seen.count.is_some() && seen.denominator.is_some_and(|all| all > 0.0);
            let value = seen.value.filter(|_| seen.shows_value() && counted)?;
            Some((*seen, value, limits_of(seen)?))
        })
        .collect();
    let Some(five) = points
        .len()
        .checked_sub(POINTS)
        .and_then(|n| points.get(n..))
    else {
        return none(WhyNoTrend::FewerThanFivePoints);
    };
    if five.iter().any(|(seen, ..)| seen.count == seen.denominator) {
        return none(WhyNoTrend::EveryoneCounted);
    }
    let figures: Vec<_> = five
        .iter()
        .map(|(seen, value, limits)| (seen.period.first_year(), *value, *limits))
        .collect();
    let direction = match methods::recent_trend(&figures) {
        Ok(direction) => direction,
        Err(why) => return none(why),
    };
    let getting = match (direction, indicator.polarity) {
        (Direction::Increasing, Polarity::HighIsGood)
        | (Direction::Decreasing, Polarity::LowIsGood) => Some(Getting::Better),
        (Direction::Increasing, Polarity::LowIsGood)
        | (Direction::Decreasing, Polarity::HighIsGood) => Some(Getting::Worse),
        _ => None,
    };
    let (first, last) = (five.first(), five.last());
    Trend {
        direction,
        getting,
        why_not: None,
        from: first.map(|(seen, ..)| seen.period.clone()),
        to: last.map(|(seen, ..)| seen.period.clone()),
        change: first.zip(last).map(|(first, last)| last.1 - first.1),
        printed,
    }
}
