//! Means, trends and charts of values in time.

use measures::control::{
    Baseline, ControlChart, Screening, TrendPoint, YearGaps, c_chart, p_chart, trend, u_chart,
    xmr_chart,
};
use measures::{Confidence, Undefined, rate};

use super::{Judge, LIMITS_OF_SHARE, Numbers, said};

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    match numbers.byte() % 5 {
        0 => {
            let levels = numbers.levels();
            let values = numbers.list(80, Numbers::number);
            judge.estimate(LIMITS_OF_SHARE, &levels, |levels| {
                rate::mean(&values, levels)
            });
        }
        1 => ask_for_trend(numbers),
        2 => {
            let steps = steps(numbers);
            let baseline = match numbers.byte() % 2 {
                0 => Baseline::Everything,
                _ => Baseline::First(usize::from(numbers.byte())),
            };
            let screening = if numbers.is_so() {
                Screening::Kept
            } else {
                Screening::LeftOut
            };
            let values = numbers.list(120, Numbers::number);
            drawn(
                numbers,
                &xmr_chart(&values, &steps, baseline, screening),
                values.len(),
            );
        }
        3 => {
            let steps = steps(numbers);
            let counts = numbers.list(120, Numbers::count);
            drawn(numbers, &c_chart(&counts, &steps), counts.len());
        }
        _ => {
            let steps = steps(numbers);
            let periods = numbers.list(120, |numbers| (numbers.count(), numbers.population()));
            drawn(numbers, &p_chart(&periods, &steps), periods.len());
            drawn(numbers, &u_chart(&periods, &steps), periods.len());
        }
    }
}

fn steps(numbers: &mut Numbers<'_>) -> Vec<usize> {
    numbers.list(3, |numbers| usize::from(numbers.byte()))
}

/// A point for each value, with its mean between its lines.
#[track_caller]
fn drawn(numbers: &mut Numbers<'_>, chart: &Result<ControlChart, Undefined>, length: usize) {
    let chart = match chart {
        Ok(chart) => chart,
        Err(reason) => return said(*reason),
    };
    assert_eq!(chart.points().len(), length);
    for point in chart.points() {
        let lines = [point.lower, point.mean, point.upper];
        assert!(lines.iter().all(|line| line.is_finite()), "{point:?}");
        assert!(lines.is_sorted(), "{point:?}");
    }
    let (polarity, target) = (numbers.polarity(), numbers.number());
    assert!(!chart.variation(polarity).code().is_empty());
    if let Some(assurance) = chart.assurance(target, polarity) {
        assert!(!assurance.code().is_empty());
    }
}

fn ask_for_trend(numbers: &mut Numbers<'_>) {
    let gaps = if numbers.is_so() {
        YearGaps::Bridged
    } else {
        YearGaps::Refused
    };
    let one_by_one = !numbers.once_in(4);
    let mut year = 2_000;
    let points = numbers.list(12, |numbers| {
        year = if one_by_one {
            year + 1
        } else {
            i32::from_le_bytes(std::array::from_fn(|_| numbers.byte()))
        };
        let level = if numbers.once_in(8) {
            numbers.confidence()
        } else {
            Confidence::NINETY_FIVE
        };
        Some(TrendPoint {
            year,
            value: numbers.number(),
            limits: numbers.limits(level)?,
        })
    });
    let points: Vec<TrendPoint> = points.into_iter().flatten().collect();
    match trend(&points, gaps) {
        Ok(found) => {
            assert!(found.change_per_year.is_finite(), "{found:?}");
            assert!(found.chi_square.is_finite() && found.chi_square >= 0.0);
            assert!(found.first_year < found.last_year, "{found:?}");
        }
        Err(reason) => said(reason),
    }
}
