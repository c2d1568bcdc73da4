//! The recent trend from five yearly points.

use crate::numeric::Sum;
use crate::{Confidence, Limits, Polarity, Undefined};

/// How many points the rule looks at.
const POINTS: usize = 5;

/// The 99.8% point of chi-square with one degree of freedom, to the digits the rule is published
/// with.
const THRESHOLD: f64 = 9.549_535_706_083_24;

/// The width of a 95% interval in standard errors, as the rule has it: twice 1.96.
const STANDARD_ERRORS: f64 = 3.92;

/// A value of one year with its 95% limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendPoint {
    /// The year, or the year in which a financial year begins.
    pub year: i32,
    /// The value; must be finite.
    pub value: f64,
    /// Its 95% limits, in the unit of the value.
    pub limits: Limits,
}

/// What to do when the five latest points skip a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearGaps {
    /// Take the points as if they followed one another, as the publisher does at present.
    Bridged,
    /// Say that a year is missing, as the publisher did before.
    Refused,
}

/// Which way the points go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Up, by more than chance explains.
    Increasing,
    /// Down, by more than chance explains.
    Decreasing,
    /// Neither is shown.
    NoSignificantChange,
}

/// What a direction means, once it is known which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Course {
    /// In the good direction.
    GettingBetter,
    /// In the bad direction.
    GettingWorse,
    /// No change is shown.
    NoSignificantChange,
    /// There is a change and nobody says which way is good.
    NotJudged,
}

impl Direction {
    /// Judges a direction.
    #[must_use]
    pub fn course(self, polarity: Polarity) -> Course {
        match (self, polarity) {
            (Self::NoSignificantChange, _) => Course::NoSignificantChange,
            (_, Polarity::NoJudgement) => Course::NotJudged,
            (Self::Increasing, Polarity::HighIsGood) | (Self::Decreasing, Polarity::LowIsGood) => {
                Course::GettingBetter
            }
            (Self::Increasing, Polarity::LowIsGood) | (Self::Decreasing, Polarity::HighIsGood) => {
                Course::GettingWorse
            }
        }
    }

    /// The label in the publisher's words, such as `Increasing and getting better`.
    #[must_use]
    pub fn label(self, polarity: Polarity) -> &'static str {
        match (self, self.course(polarity)) {
            (Self::NoSignificantChange, _) => "No significant change",
            (Self::Increasing, Course::GettingBetter) => "Increasing and getting better",
            (Self::Increasing, Course::GettingWorse) => "Increasing and getting worse",
            (Self::Increasing, _) => "Increasing",
            (Self::Decreasing, Course::GettingBetter) => "Decreasing and getting better",
            (Self::Decreasing, Course::GettingWorse) => "Decreasing and getting worse",
            (Self::Decreasing, _) => "Decreasing",
        }
    }
}

/// What the five points show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Which way they go.
    pub direction: Direction,
    /// The fitted change from one point to the next, in the unit of the value. Say it beside the
    /// direction: in a large population a trifle is significant.
    pub change_per_year: f64,
    /// The squared ratio of that change to its standard error.
    pub chi_square: f64,
    /// Whether the change has the same sign when any one point is left out.
    pub steady: bool,
    /// The first of the five years.
    pub first_year: i32,
    /// The last of the five years.
    pub last_year: i32,
}

/// The recent trend of an indicator.
///
/// # What it shows
/// Whether the five latest yearly values go up, go down, or do neither by more than chance explains.
///
/// # Interpretation
/// *No significant change* means that no change is shown, not that there was none.
///
/// # Type
/// Judgement of a short series, at 99.8%.
///
/// # Applies when
/// The values are proportions, crude rates or directly standardised rates of single years, each with
/// 95% limits of some width. The caller leaves out points whose count equals the denominator. Points
/// in any order; only the five latest are looked at.
///
/// # Warning
/// Three-year averages that overlap share their data and must not be given. Limits are taken as
/// symmetric. A change in how something is counted looks like a trend.
///
/// # Formula
/// Weighted least squares of the values on 1 to 5 with weights `1/SE²`, `SE = (upper - lower)/3.92`.
/// Significant when `(slope/SE(slope))² > 9.5495` and the slope, a zero counting as positive, keeps
/// its sign when any one point is left out.
///
/// # Example
/// ```
/// use measures::control::{Direction, TrendPoint, YearGaps, trend};
/// use measures::{Confidence, Limits};
///
/// let points: Vec<TrendPoint> = [(2018, 18.2), (2019, 17.1), (2020, 15.8), (2021, 14.9), (2022, 13.6)]
///     .into_iter()
///     .map(|(year, value)| {
///         let limits = Limits::new(Confidence::NINETY_FIVE, value - 0.9, value + 0.9)?;
///         Ok(TrendPoint { year, value, limits })
///     })
///     .collect::<Result<_, measures::LimitsError>>()?;
/// let trend = trend(&points, YearGaps::Refused)?;
/// assert_eq!(trend.direction, Direction::Decreasing);
/// assert_eq!(format!("{:.2}", trend.change_per_year), "-1.14");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
/// Office for Health Improvement and Disparities. Fingertips technical guidance: recent trends.
pub fn trend(points: &[TrendPoint], gaps: YearGaps) -> Result<Trend, Undefined> {
    let latest = five_latest(points)?;
    check(&latest, gaps)?;
    // Weights relative to the most precise point, so that nothing overflows; the scale comes back
    // in the standard error.
    let narrowest = latest
        .iter()
        .map(|p| p.limits.width())
        .fold(f64::INFINITY, f64::min);
    let mut weighted = [Weighted::default(); POINTS];
    for ((place, point), position) in weighted.iter_mut().zip(latest).zip(1_u8..) {
        let ratio = narrowest / point.limits.width();
        *place = Weighted {
            time: f64::from(position),
            value: point.value,
            weight: ratio * ratio,
        };
    }
    let fit = Fit::of(weighted);
    let standard_error = narrowest / STANDARD_ERRORS / fit.spread.sqrt();
    let statistic = fit.slope / standard_error;
    let chi_square = statistic * statistic;
    let mut steady = true;
    for index in 0..POINTS {
        let mut fewer = weighted;
        fewer[index].weight = 0.0;
        let slope = Fit::of(fewer).slope;
        if !slope.is_finite() {
            return Err(Undefined::TooLarge);
        }
        steady &= (slope < 0.0) == (fit.slope < 0.0);
    }
    if !(fit.slope.is_finite() && chi_square.is_finite()) {
        return Err(Undefined::TooLarge);
    }
    let direction = match (steady && chi_square > THRESHOLD, fit.slope > 0.0) {
        (false, _) => Direction::NoSignificantChange,
        (true, true) => Direction::Increasing,
        (true, false) => Direction::Decreasing,
    };
    let [first, .., last] = latest;
    Ok(Trend {
        direction,
        change_per_year: fit.slope + 0.0,
        chi_square,
        steady,
        first_year: first.year,
        last_year: last.year,
    })
}

/// The five points with the latest years, in time order.
fn five_latest(points: &[TrendPoint]) -> Result<[TrendPoint; POINTS], Undefined> {
    let mut sorted: Vec<TrendPoint> = points.to_vec();
    sorted.sort_by_key(|point| point.year);
    sorted
        .last_chunk::<POINTS>()
        .copied()
        .ok_or(Undefined::TooFewPoints {
            found: points.len(),
            needed: POINTS,
        })
}

fn check(points: &[TrendPoint; POINTS], gaps: YearGaps) -> Result<(), Undefined> {
    for point in points {
        let year = point.year;
        if !point.value.is_finite() {
            return Err(Undefined::ValueMissing);
        }
        if point.limits.confidence() != Confidence::NINETY_FIVE {
            return Err(Undefined::NotNinetyFivePercent { year });
        }
        let width = point.limits.width();
        if width == 0.0 {
            return Err(Undefined::LimitsHaveNoWidth { year });
        }
        if !width.is_finite() {
            return Err(Undefined::TooLarge);
        }
    }
    for (earlier, later) in points.iter().zip(&points[1..]) {
        let years = i64::from(later.year) - i64::from(earlier.year);
        if years == 0 {
            return Err(Undefined::YearTwice { year: later.year });
        }
        if years > 1 && gaps == YearGaps::Refused {
            return Err(Undefined::YearMissing {
                year: earlier.year + 1,
            });
        }
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, Default)]
struct Weighted {
    time: f64,
    value: f64,
    weight: f64,
}

/// A weighted straight line.
struct Fit {
    slope: f64,
    /// The weighted sum of squared distances from the mean time: the inverse of the slope's
    /// variance, up to the scale of the weights.
    spread: f64,
}

impl Fit {
    fn of(points: [Weighted; POINTS]) -> Self {
        let sum = |term: fn(&Weighted) -> f64| points.iter().map(term).collect::<Sum>().total();
        let weight = sum(|p| p.weight);
        let mean_time = sum(|p| p.weight * p.time) / weight;
        let mean_value = sum(|p| p.weight * p.value) / weight;
        let mut along = Sum::default();
        let mut spread = Sum::default();
        for point in &points {
            let time = point.time - mean_time;
            along.add(point.weight * time * (point.value - mean_value));
            spread.add(point.weight * time * time);
        }
        Self {
            slope: along.total() / spread.total(),
            spread: spread.total(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(year: i32, value: f64, half_width: f64) -> TrendPoint {
        let limits = Limits::new(
            Confidence::NINETY_FIVE,
            value - half_width,
            value + half_width,
        )
        .unwrap();
        TrendPoint {
            year,
            value,
            limits,
        }
    }

    fn series(values: &[f64], half_width: f64) -> Vec<TrendPoint> {
        values
            .iter()
            .zip(2015..)
            .map(|(&value, year)| point(year, value, half_width))
            .collect()
    }

    fn direction(values: &[f64]) -> Direction {
        trend(&series(values, 0.1), YearGaps::Refused)
            .unwrap()
            .direction
    }

    #[test]
    fn up_down_and_level() {
        assert_eq!(direction(&[1.0, 2.0, 3.0, 4.0, 5.0]), Direction::Increasing);
        assert_eq!(direction(&[5.0, 4.0, 3.0, 2.0, 1.0]), Direction::Decreasing);
        assert_eq!(
            direction(&[3.0, 3.0, 3.0, 3.0, 3.0]),
            Direction::NoSignificantChange
        );
    }

    #[test]
    fn only_the_five_latest_count() {
        assert_eq!(
            direction(&[90.0, 80.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
            Direction::Increasing
        );
        let trend = trend(&series(&[9.0; 8], 0.1), YearGaps::Refused).unwrap();
        assert_eq!((trend.first_year, trend.last_year), (2018, 2022));
    }

    #[test]
    fn one_outlier_does_not_make_a_trend() {
        // Without the last point the other four fall.
        let trend = trend(&series(&[5.0, 4.9, 4.8, 4.7, 9.0], 0.1), YearGaps::Refused).unwrap();
        assert!(trend.chi_square > THRESHOLD && !trend.steady);
        assert_eq!(trend.direction, Direction::NoSignificantChange);
    }

    #[test]
    fn the_statistic_is_the_slope_over_its_error_squared() {
        // Equal weights: slope 1, error SE / sqrt(10) with SE = 2 * 1.96 / 3.92 = 1.
        let trend = trend(&series(&[1.0, 2.0, 3.0, 4.0, 5.0], 1.96), YearGaps::Refused).unwrap();
        assert!((trend.change_per_year - 1.0).abs() < 1e-14);
        assert!((trend.chi_square - 10.0).abs() < 1e-12);
        assert_eq!(trend.direction, Direction::Increasing);
    }

    #[test]
    fn what_cannot_be_calculated_says_why() {
        let refused = |points: &[TrendPoint]| trend(points, YearGaps::Refused).unwrap_err();
        let five = series(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.1);
        assert_eq!(
            refused(&five[1..]),
            Undefined::TooFewPoints {
                found: 4,
                needed: 5
            }
        );
        let mut twice = five.clone();
        twice[1].year = 2015;
        assert_eq!(refused(&twice), Undefined::YearTwice { year: 2015 });
        let mut gap = five.clone();
        gap[4].year = 2021;
        assert_eq!(refused(&gap), Undefined::YearMissing { year: 2019 });
        assert!(trend(&gap, YearGaps::Bridged).is_ok());
        let mut flat = five.clone();
        flat[2] = point(2017, 3.0, 0.0);
        assert_eq!(refused(&flat), Undefined::LimitsHaveNoWidth { year: 2017 });
        let mut wide = five.clone();
        wide[2].limits = Limits::new(Confidence::NINETY_NINE_POINT_EIGHT, 2.0, 4.0).unwrap();
        assert_eq!(
            refused(&wide),
            Undefined::NotNinetyFivePercent { year: 2017 }
        );
        let mut missing = five;
        missing[2].value = f64::NAN;
        assert_eq!(refused(&missing), Undefined::ValueMissing);
    }

    #[test]
    fn labels_are_the_publishers() {
        assert_eq!(
            Direction::Increasing.label(Polarity::LowIsGood),
            "Increasing and getting worse"
        );
        assert_eq!(
            Direction::Decreasing.label(Polarity::LowIsGood),
            "Decreasing and getting better"
        );
        assert_eq!(
            Direction::Decreasing.label(Polarity::NoJudgement),
            "Decreasing"
        );
        assert_eq!(
            Direction::NoSignificantChange.label(Polarity::HighIsGood),
            "No significant change"
        );
    }

    fn points() -> impl Strategy<Value = Vec<TrendPoint>> {
        prop::collection::vec((-100.0..100.0_f64, 0.01..10.0_f64), 5..9).prop_map(|values| {
            values
                .into_iter()
                .zip(2010..)
                .map(|((v, half), year)| point(year, v, half))
                .collect()
        })
    }

    /// Each value and its limits, times a number that may be negative.
    fn scaled(points: &[TrendPoint], scale: f64) -> Vec<TrendPoint> {
        let times = |p: &TrendPoint| {
            let (one, other) = (p.limits.lower() * scale, p.limits.upper() * scale);
            let limits =
                Limits::new(Confidence::NINETY_FIVE, one.min(other), one.max(other)).unwrap();
            TrendPoint {
                year: p.year,
                value: p.value * scale,
                limits,
            }
        };
        points.iter().map(times).collect()
    }

    proptest! {
        #[test]
        fn the_order_of_points_does_not_matter(
            (points, shuffled) in points().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle()))
        ) {
            prop_assert_eq!(trend(&points, YearGaps::Refused), trend(&shuffled, YearGaps::Refused));
        }

        #[test]
        fn the_unit_does_not_change_the_direction(points in points(), power in -8_i8..8) {
            // By powers of two, which are exact.
            let scale = libm::ldexp(1.0, i32::from(power));
            let one = trend(&points, YearGaps::Refused).unwrap();
            let other = trend(&scaled(&points, scale), YearGaps::Refused).unwrap();
            prop_assert_eq!(one.direction, other.direction);
            prop_assert_eq!(one.chi_square, other.chi_square);
            prop_assert_eq!(one.change_per_year * scale, other.change_per_year);
        }

        #[test]
        fn upside_down_goes_the_other_way(points in points()) {
            let there = trend(&points, YearGaps::Refused).unwrap();
            let back = trend(&scaled(&points, -1.0), YearGaps::Refused).unwrap();
            prop_assert_eq!(there.change_per_year, -back.change_per_year);
            prop_assert_eq!(there.chi_square, back.chi_square);
            let turned = match there.direction {
                Direction::Increasing => Direction::Decreasing,
                Direction::Decreasing => Direction::Increasing,
                Direction::NoSignificantChange => Direction::NoSignificantChange,
            };
            prop_assert_eq!(turned, back.direction);
        }

        #[test]
        fn any_numbers_give_a_trend_or_a_reason(
            values in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 5)
        ) {
            let points: Vec<_> = values
                .into_iter()
                .zip(2010..)
                .filter_map(|((value, lower, upper), year)| {
                    let limits = Limits::new(Confidence::NINETY_FIVE, lower, upper).ok()?;
                    Some(TrendPoint { year, value, limits })
                })
                .collect();
            if let Ok(trend) = trend(&points, YearGaps::Bridged) {
                prop_assert!(trend.change_per_year.is_finite() && trend.chi_square.is_finite());
            }
        }
    }
}
