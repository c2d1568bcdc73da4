//! Whether an outcome is on course: the annual change since the baseline against the annual change that the target needs.
//!
//! # The rule
//!
//! In this order:
//!
//! 1. No figure newer than the baseline, or the newest is less than one cadence younger: **too early to say**.
//! 2. The newest figure's 95% limits contain the baseline: **no clear change**, because chance alone could explain it.
//! 3. The target is reached: **on course**.
//! 4. The target's day has passed: **off course**.
//! 5. Otherwise the annual change so far as a share of the annual change needed from baseline to target: at least 95% is
//!    **on course**, at least 60% is **behind**, less, or a move the wrong way, is **off course**.
//!
//! # Sources
//!
//! Annual change against the change needed between base year and target year is how Open SDG sites work out progress; 95%
//! and 60% are the bounds between significant, moderate and insufficient progress that Eurostat uses for indicators
//! with a target (*Sustainable development in the European Union*, monitoring reports from 2018, annex on the method).
//! Both take compound growth rates. We take differences a year, because a rate of people may be nought and its target
//! too, where growth has no meaning. The second step is ours: neither source asks whether chance could explain a change.

use jiff::civil::Date;

use super::{Cadence, Point};
use crate::vocabulary::words;

words! {
    /// How an outcome is going, by the figures.
    pub enum Verdict {
        /// Fast enough to reach the target in time, or there already.
        OnCourse = "on course",
        /// The right way, and too slowly.
        Behind = "behind",
        /// Far too slowly, the wrong way, or too late.
        OffCourse = "off course",
        /// Chance alone could explain the change.
        NoClearChange = "no clear change",
        /// No figure, or none new enough.
        TooEarly = "too early to say",
    }
}

/// What is to be reached, from where and by when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    /// Where it began.
    pub baseline: f64,
    /// The last day of the baseline's period.
    pub baseline_on: Date,
    /// What is to be reached.
    pub target: f64,
    /// By when.
    pub target_on: Date,
    /// How often a new figure can be expected.
    pub cadence: Cadence,
}

/// Why the verdict is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No figure since the baseline.
    NothingSince,
    /// The newest figure is too close to the baseline.
    TooSoon,
    /// The limits of the newest figure contain the baseline.
    WithinChance,
    /// The target is reached.
    Reached,
    /// The target's day has passed.
    TooLate,
    /// The change goes the wrong way.
    WrongWay,
    /// The pace so far against the pace needed.
    Pace,
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// How it is going.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
    /// The newest figure since the baseline.
    pub newest: Option<Point>,
    /// Change a year since the baseline, on the scale of the unit.
    pub change_a_year: Option<f64>,
    /// Change a year that the target needs from the baseline on.
    pub needed_a_year: f64,
}

/// At least this share of the pace needed is on course (Eurostat: significant progress).
const ON_COURSE: f64 = 0.95;
/// At least this share is behind, less is off course (Eurostat: moderate and insufficient progress).
const BEHIND: f64 = 0.60;

/// Judges a series, oldest first, against what is to be reached. The target must differ from the baseline and lie after
/// it, which [`super::NewMeasure`] checks.
#[must_use]
pub fn judge(task: &Task, series: &[Point]) -> Judgement {
    let needed = task.target - task.baseline;
    let needed_a_year = needed / years(task.baseline_on, task.target_on);
    let newest = series
        .iter()
        .filter(|point| point.ends > task.baseline_on)
        .max_by_key(|point| point.ends)
        .cloned();
    let judgement = |verdict, why, newest, change_a_year| Judgement {
        verdict,
        why,
        newest,
        change_a_year,
        needed_a_year,
    };
    let Some(point) = newest else {
        return judgement(Verdict::TooEarly, Why::NothingSince, None, None);
    };
    let elapsed = years(task.baseline_on, point.ends);
    if elapsed < task.cadence.least_years() {
        return judgement(Verdict::TooEarly, Why::TooSoon, Some(point), None);
    }
    let change = point.value - task.baseline;
    let change_a_year = change / elapsed;
    let within_chance = match point.limits {
        Some((lower, upper)) => lower <= task.baseline && task.baseline <= upper,
        None => change.abs() <= f64::EPSILON * task.baseline.abs(),
    };
    // Towards the target counts as positive, whichever way that is.
    let share = change_a_year / needed_a_year;
    let reached = change * needed.signum() >= needed.abs();
    let (verdict, why) = if within_chance {
        (Verdict::NoClearChange, Why::WithinChance)
    } else if reached {
        (Verdict::OnCourse, Why::Reached)
    } else if point.ends >= task.target_on {
        (Verdict::OffCourse, Why::TooLate)
    } else if share < 0.0 {
        (Verdict::OffCourse, Why::WrongWay)
    } else if share >= ON_COURSE {
        (Verdict::OnCourse, Why::Pace)
    } else if share >= BEHIND {
        (Verdict::Behind, Why::Pace)
    } else {
        (Verdict::OffCourse, Why::Pace)
    };
    judgement(verdict, why, Some(point), Some(change_a_year))
}

impl Judgement {
    /// Change so far as a share of what was needed, 1 being exactly the pace needed.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        self.change_a_year.map(|change| change / self.needed_a_year)
    }

    /// Why, in a sentence without figures but the share.
    #[must_use]
    pub fn reason(&self) -> String {
        match self.why {
            Why::NothingSince => "There is no figure since the baseline.".to_owned(),
            Why::TooSoon => "The newest figure is too close to the baseline to compare.".to_owned(),
            Why::WithinChance => {
                "The change since the baseline is within what chance alone could bring.".to_owned()
            }
            Why::Reached => "The target is reached.".to_owned(),
            Why::TooLate => "The target’s day has passed and it is not reached.".to_owned(),
            Why::WrongWay => "It has moved away from the target.".to_owned(),
            Why::Pace => {
                let share = self.share().unwrap_or(0.0) * 100.0;
                format!("It has moved at {share:.0}% of the pace that the target needs.")
            }
        }
    }
}

/// Years between two days, the later one second.
fn years(from: Date, to: Date) -> f64 {
    /// Days in a year of the calendar, on average over four.
    const DAYS: f64 = 365.25;
    let days = from.until(to).map_or(0, |span| span.get_days());
    f64::from(days) / DAYS
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::vocabulary::Origin;

    /// Smoking: from 20% at the end of 2016 to 12% at the end of 2024, one point a year.
    fn smoking() -> Task {
        Task {
            baseline: 20.0,
            baseline_on: date(2016, 12, 31),
            target: 12.0,
            target_on: date(2024, 12, 31),
            cadence: Cadence::Yearly,
        }
    }

    fn point(year: i16, value: f64, limits: Option<(f64, f64)>) -> Point {
        Point {
            period: year.to_string(),
            ends: date(year, 12, 31),
            value,
            limits,
            origin: Origin::Illustrative,
            receipt: None,
        }
    }

    fn verdict(value: f64) -> (Verdict, Why) {
        let judged = judge(
            &smoking(),
            &[point(2020, value, Some((value - 0.5, value + 0.5)))],
        );
        (judged.verdict, judged.why)
    }

    #[test]
    fn the_bounds_are_95_and_60_per_cent_of_the_pace_needed() {
        // Four of eight years: 4 points are needed, 3.8 are 95%, 2.4 are 60%.
        assert_eq!(verdict(16.0), (Verdict::OnCourse, Why::Pace));
        assert_eq!(verdict(16.19), (Verdict::OnCourse, Why::Pace));
        assert_eq!(verdict(16.21), (Verdict::Behind, Why::Pace));
        assert_eq!(verdict(17.59), (Verdict::Behind, Why::Pace));
        assert_eq!(verdict(17.61), (Verdict::OffCourse, Why::Pace));
        assert_eq!(verdict(21.0), (Verdict::OffCourse, Why::WrongWay));
        assert_eq!(verdict(11.9), (Verdict::OnCourse, Why::Reached));
        assert_eq!(verdict(19.6), (Verdict::NoClearChange, Why::WithinChance));
    }

    #[test]
    fn chance_comes_before_everything_but_time() {
        let wide = [point(2020, 11.0, Some((5.0, 20.5)))];
        assert_eq!(judge(&smoking(), &wide).verdict, Verdict::NoClearChange);
        let early = [point(2016, 11.0, None)];
        assert_eq!(judge(&smoking(), &early).why, Why::NothingSince);
        assert_eq!(judge(&smoking(), &[]).verdict, Verdict::TooEarly);
        let monthly = Point {
            ends: date(2017, 1, 31),
            ..point(2017, 11.0, None)
        };
        assert_eq!(judge(&smoking(), &[monthly]).why, Why::TooSoon);
    }

    #[test]
    fn a_target_that_was_missed_is_off_course_however_close() {
        let close = [point(2024, 12.1, Some((12.0, 12.2)))];
        assert_eq!(judge(&smoking(), &close).why, Why::TooLate);
    }

    #[test]
    fn the_newest_figure_counts_whatever_the_order() {
        let series = [point(2020, 16.0, None), point(2018, 19.9, None)];
        let judged = judge(&smoking(), &series);
        let change = judged.change_a_year.expect("a pace");
        assert_eq!(judged.newest.expect("a figure").period, "2020");
        assert!((change + 1.0).abs() < 0.001, "{change}");
        assert!((judged.needed_a_year + 1.0).abs() < 0.001);
    }

    proptest! {
        /// Looked at in a mirror, with up and down exchanged, the verdict is the same.
        #[test]
        fn which_way_is_good_makes_no_difference(
            target in -50.0..50.0_f64, value in -80.0..80.0_f64, width in 0.0..20.0_f64, year in 2016_i16..2030,
        ) {
            prop_assume!(target.abs() > 0.01);
            let task = Task { baseline: 0.0, target, ..smoking() };
            let mirrored = Task { baseline: 0.0, target: -target, ..smoking() };
            let there = judge(&task, &[point(year, value, Some((value - width, value + width)))]);
            let here = judge(&mirrored, &[point(year, -value, Some((-value - width, -value + width)))]);
            prop_assert_eq!((there.verdict, there.why), (here.verdict, here.why));
        }

        /// More progress never makes the verdict worse.
        #[test]
        fn more_progress_is_never_worse(less in 0.0..10.0_f64, more in 0.0..10.0_f64) {
            let order = |verdict| match verdict {
                Verdict::OffCourse => 0,
                Verdict::Behind => 1,
                _ => 2,
            };
            let (less, more) = if less < more { (less, more) } else { (more, less) };
            let at = |progress: f64| order(judge(&smoking(), &[point(2020, 19.0 - progress, None)]).verdict);
            prop_assert!(at(less) <= at(more));
        }
    }
}
