//! The bridge to the `measures` crate: which of its measures is used for which kind of indicator.
//!
//! Nothing statistical is decided here beyond that choice.

use measures::control::{self, TrendPoint, YearGaps};
use measures::interval::PoissonMethod;
use measures::{
    Confidence, Count, Estimate, Measured, Multiplier, Population, Undefined, interval, rate,
};

use crate::catalogue::{LimitsMethod, Polarity};
use crate::cell::{Cell, Limits, LimitsBy};

use super::trend::{Direction, WhyNoTrend};
use super::verdict::Verdict;

/// Our limits for a count and a denominator. None where the figures do not allow any.
pub(crate) fn limits(
    method: LimitsMethod,
    count: f64,
    denominator: f64,
    multiplier: f64,
) -> Option<Limits> {
    let estimate = estimate(
        method,
        count,
        denominator,
        multiplier,
        &Confidence::PUBLISHED,
    )?;
    Some(Limits {
        at_95: pair(&estimate, Confidence::NINETY_FIVE),
        at_998: pair(&estimate, Confidence::NINETY_NINE_POINT_EIGHT),
        by: LimitsBy::Us,
    })
}

/// The same at 95% alone and without an estimate round it, where very many rows are looked at.
pub(crate) fn limits_at_95(
    method: LimitsMethod,
    count: f64,
    denominator: f64,
    multiplier: f64,
) -> Option<(f64, f64)> {
    let level = Confidence::NINETY_FIVE;
    let events = Count::new(count).ok()?;
    let people = Population::new(denominator).ok()?;
    let (limits, times) = match method {
        LimitsMethod::Wilson => {
            let limits = interval::wilson(events, people, level).ok()?;
            (limits, multiplier)
        }
        LimitsMethod::ExactThenByar => {
            let limits = interval::poisson(events, PoissonMethod::ExactBelowTen, level);
            (limits, multiplier / denominator)
        }
        LimitsMethod::ByarThroughout => {
            let limits = interval::poisson(events, PoissonMethod::ByarThroughout, level);
            (limits, multiplier / denominator)
        }
        LimitsMethod::None => return None,
    };
    Some((limits.lower() * times, limits.upper() * times))
}

fn pair(estimate: &Estimate, level: Confidence) -> Option<(f64, f64)> {
    let limits = estimate.limits_at(level)?;
    Some((limits.lower(), limits.upper()))
}

fn estimate(
    method: LimitsMethod,
    count: f64,
    denominator: f64,
    multiplier: f64,
    levels: &[Confidence],
) -> Option<Estimate> {
    let count = Count::new(count).ok()?;
    let population = Population::new(denominator).ok()?;
    let multiplier = Multiplier::new(multiplier).ok()?;
    match method {
        LimitsMethod::Wilson => rate::proportion(count, population, multiplier, levels),
        LimitsMethod::ExactThenByar => {
            let method = PoissonMethod::ExactBelowTen;
            rate::crude_rate(count, population, multiplier, method, levels)
        }
        LimitsMethod::ByarThroughout => {
            let method = PoissonMethod::ByarThroughout;
            rate::crude_rate(count, population, multiplier, method, levels)
        }
        LimitsMethod::None => return None,
    }
    .ok()
}

/// True when two pairs of limits are the same within the places that publishers print.
pub(crate) fn agree(printed: (f64, f64), ours: (f64, f64)) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 0.01_f64.max(b.abs() * 1e-4);
    near(printed.0, ours.0) && near(printed.1, ours.1)
}

/// The verdict of 95% limits against a level.
pub(crate) fn compare(limits: (f64, f64), level: f64, polarity: Polarity) -> Verdict {
    let polarity = match polarity {
        Polarity::LowIsGood => measures::Polarity::LowIsGood,
        Polarity::HighIsGood => measures::Polarity::HighIsGood,
        Polarity::NoJudgement | Polarity::NotStated => measures::Polarity::NoJudgement,
    };
    let limits = measures::Limits::new(Confidence::NINETY_FIVE, limits.0, limits.1).ok();
    match control::compare(limits, Some(level), polarity) {
        control::Verdict::Better => Verdict::Better,
        control::Verdict::Similar => Verdict::Similar,
        control::Verdict::Worse => Verdict::Worse,
        control::Verdict::Higher => Verdict::Higher,
        control::Verdict::Lower => Verdict::Lower,
        control::Verdict::NotCompared(_) => Verdict::NotCompared,
    }
}

/// How many standard errors a value lies above a level.
pub(crate) fn distance(value: f64, limits: (f64, f64), level: f64) -> Option<f64> {
    let limits = measures::Limits::new(Confidence::NINETY_FIVE, limits.0, limits.1).ok()?;
    let error = measures::Measured::with_limits(value, limits)
        .and_then(|measured| {
            measured
                .standard_error()
                .map_err(|_| measures::MeasuredError::ValueNotFinite)
        })
        .ok()?;
    let distance = (value - level) / error;
    distance.is_finite().then_some(distance)
}

/// A later cell less an earlier one, with 95% limits where both have limits. None where one has no value.
pub(crate) fn difference(later: &Cell, earlier: &Cell) -> Option<(f64, Option<(f64, f64)>)> {
    let (later, earlier) = (measured(later)?, measured(earlier)?);
    let level = Confidence::NINETY_FIVE;
    let estimate = measures::gap::absolute_difference(later, earlier, &[level]).ok()?;
    let limits = estimate.limits_at(level);
    Some((
        estimate.value(),
        limits.map(|limits| (limits.lower(), limits.upper())),
    ))
}

/// A figure with its limits, ours where the publisher has none.
pub(crate) fn measured(figure: &Cell) -> Option<Measured> {
    let value = figure.value()?;
    let limits = figure
        .limits()
        .and_then(|limits| limits.at_95)
        .and_then(|(lower, upper)| {
            measures::Limits::new(Confidence::NINETY_FIVE, lower, upper).ok()
        });
    match limits {
        Some(limits) => Measured::with_limits(value, limits).ok(),
        None => Measured::new(value).ok(),
    }
}

/// The five-point rule over (first year, value, 95% limits); years without a point are bridged.
pub(crate) fn recent_trend(points: &[(u32, f64, (f64, f64))]) -> Result<Direction, WhyNoTrend> {
    let points: Option<Vec<_>> = points
        .iter()
        .map(|&(year, value, (lower, upper))| {
            Some(TrendPoint {
                year: i32::try_from(year).ok()?,
                value,
                limits: measures::Limits::new(Confidence::NINETY_FIVE, lower, upper).ok()?,
            })
        })
        .collect();
    let trend = control::trend(&points.ok_or(WhyNoTrend::NoWidth)?, YearGaps::Bridged);
    match trend {
        Ok(trend) => Ok(match trend.direction {
            control::Direction::Increasing => Direction::Increasing,
            control::Direction::Decreasing => Direction::Decreasing,
            control::Direction::NoSignificantChange => Direction::NoSignificantChange,
        }),
        Err(Undefined::TooFewPoints { .. } | Undefined::YearTwice { .. }) => {
            Err(WhyNoTrend::FewerThanFivePoints)
        }
        Err(_) => Err(WhyNoTrend::NoWidth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_a_published_row_come_back() {
        // Fingertips 93356, Hackney with City 2016: 145 cases in 282,927 people per 100,000.
        let ours = limits(LimitsMethod::ByarThroughout, 145.0, 282_927.0, 100_000.0).unwrap();
        assert!(agree(
            (43.247_852_276_290_6, 60.303_473_443_434_2),
            ours.at_95.unwrap()
        ));
        assert_eq!(ours.by, LimitsBy::Us);
    }

    #[test]
    fn figures_that_cannot_be_have_no_limits() {
        assert_eq!(limits(LimitsMethod::Wilson, 5.0, 0.0, 100.0), None);
        assert_eq!(limits(LimitsMethod::Wilson, 5.0, 4.0, 100.0), None);
        assert_eq!(limits(LimitsMethod::Wilson, -1.0, 4.0, 100.0), None);
        assert_eq!(limits(LimitsMethod::None, 1.0, 4.0, 100.0), None);
    }

    #[test]
    fn distance_is_counted_in_standard_errors() {
        let far = distance(10.0, (8.04, 11.96), 8.0).unwrap();
        assert!((far - 2.0).abs() < 1e-4, "{far}");
        assert_eq!(distance(10.0, (10.0, 10.0), 8.0), None);
    }
}
