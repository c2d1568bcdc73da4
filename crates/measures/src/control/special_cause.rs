//! The rules by which a point of a chart stands out.

/// The rule by which a point stands out; the first of these that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Outside the process limits.
    OutsideLimits,
    /// One of seven points in a row that all rise, or all fall.
    Trend,
    /// One of two in three points in a row, all on one side, in the outer third towards a limit.
    TwoInThree,
    /// One of seven points in a row on one side of the mean.
    Shift,
}

/// High, or low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Above, or rising.
    High,
    /// Below, or falling.
    Low,
}

/// Why a point stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SpecialCause {
    /// By which rule.
    pub rule: Rule,
    /// To which side.
    pub side: Side,
}

/// A point of one phase with its lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) value: f64,
    pub(super) mean: f64,
    pub(super) lower: f64,
    pub(super) upper: f64,
    /// Where the outer third begins, below and above.
    pub(super) near: (f64, f64),
}

/// How many points in a row make a trend or a shift.
const RUN: usize = 7;

impl Placed {
    fn side(&self) -> Option<Side> {
        if self.value > self.mean {
            Some(Side::High)
        } else if self.value < self.mean {
            Some(Side::Low)
        } else {
            None
        }
    }

    fn outside(&self) -> Option<Side> {
        if self.value > self.upper {
            Some(Side::High)
        } else if self.value < self.lower {
            Some(Side::Low)
        } else {
            None
        }
    }

    /// In the outer third, and not outside.
    fn is_close(&self) -> bool {
        self.outside().is_none() && (self.value > self.near.1 || self.value < self.near.0)
    }
}

/// Which points of one phase stand out.
pub(super) fn special_causes(points: &[Placed]) -> Vec<Option<SpecialCause>> {
    let trends = trends(points);
    let pairs = two_in_three(points);
    let shifts = shifts(points);
    points
        .iter()
        .zip(trends.iter().zip(pairs.iter().zip(&shifts)))
        .map(|(point, (trend, (pair, shift)))| {
            let by = |rule| move |side| SpecialCause { rule, side };
            (point.outside().map(by(Rule::OutsideLimits)))
                .or(trend.map(by(Rule::Trend)))
                .or(pair.map(by(Rule::TwoInThree)))
                .or(shift.map(by(Rule::Shift)))
        })
        .collect()
}

/// A point in two trends takes the later one.
fn trends(points: &[Placed]) -> Vec<Option<Side>> {
    let mut found = vec![None; points.len()];
    for (start, window) in points.windows(RUN).enumerate() {
        let all = |rises: fn(f64, f64) -> bool| {
            window
                .windows(2)
                .all(|pair| rises(pair[0].value, pair[1].value))
        };
        let side = if all(|one, next| one < next) {
            Side::High
        } else if all(|one, next| one > next) {
            Side::Low
        } else {
            continue;
        };
        found[start..start + RUN].fill(Some(side));
    }
    found
}

fn two_in_three(points: &[Placed]) -> Vec<Option<Side>> {
    let mut found = vec![None; points.len()];
    for (start, window) in points.windows(3).enumerate() {
        let Some(side) = window[0].side() else {
            continue;
        };
        let one_side = window.iter().all(|point| point.side() == Some(side));
        if one_side && window.iter().filter(|point| point.is_close()).count() >= 2 {
            for (place, point) in window.iter().enumerate() {
                if point.is_close() {
                    found[start + place] = Some(side);
                }
            }
        }
    }
    found
}

fn shifts(points: &[Placed]) -> Vec<Option<Side>> {
    let mut found = vec![None; points.len()];
    for (start, window) in points.windows(RUN).enumerate() {
        if let Some(side) = window[0].side()
            && window.iter().all(|point| point.side() == Some(side))
        {
            found[start..start + RUN].fill(Some(side));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Mean 0, limits 3, outer third from 2.
    fn causes(values: &[f64]) -> Vec<Option<SpecialCause>> {
        let points: Vec<Placed> = values
            .iter()
            .map(|&value| Placed {
                value,
                mean: 0.0,
                lower: -3.0,
                upper: 3.0,
                near: (-2.0, 2.0),
            })
            .collect();
        special_causes(&points)
    }

    fn letters(values: &[f64]) -> String {
        let letter = |cause: Option<SpecialCause>| match cause {
            None => '.',
            Some(SpecialCause { rule, side }) => {
                let letter = match rule {
                    Rule::OutsideLimits => 'o',
                    Rule::Trend => 't',
                    Rule::TwoInThree => 'c',
                    Rule::Shift => 's',
                };
                if side == Side::High {
                    letter.to_ascii_uppercase()
                } else {
                    letter
                }
            }
        };
        causes(values).into_iter().map(letter).collect()
    }

    #[test]
    fn outside_is_beyond_the_limit_not_on_it() {
        assert_eq!(letters(&[3.0, -3.0, 3.1, -3.1]), "..Oo");
    }

    #[test]
    fn seven_rising_points_are_a_trend_and_a_tie_breaks_it() {
        assert_eq!(letters(&[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]), "TTTTTTT");
        assert_eq!(letters(&[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 2.0]), ".......");
        assert_eq!(letters(&[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0]), "......");
    }

    #[test]
    fn a_point_between_two_trends_takes_the_later() {
        let there_and_back = [
            -2.9, -2.0, -1.0, 0.0, 1.0, 2.0, 2.9, 2.0, 1.0, 0.0, -1.0, -2.0, -2.9,
        ];
        assert_eq!(letters(&there_and_back), "TTTTTTttttttt");
    }

    #[test]
    fn two_in_three_flags_only_the_close_ones_of_one_side() {
        assert_eq!(letters(&[2.5, 0.5, 2.5]), "C.C");
        assert_eq!(letters(&[2.5, -0.5, 2.5]), "...");
        assert_eq!(letters(&[-2.5, -2.1, -0.1]), "cc.");
        // On the line where the outer third begins is not in it; outside counts as outside.
        assert_eq!(letters(&[2.0, 2.5, 1.0]), "...");
        assert_eq!(letters(&[3.5, 2.5, 1.0]), "O..");
    }

    #[test]
    fn seven_on_one_side_are_a_shift_and_the_mean_breaks_it() {
        assert_eq!(letters(&[1.0, 0.5, 1.0, 0.5, 1.0, 0.5, 1.0]), "SSSSSSS");
        assert_eq!(letters(&[1.0, 0.5, 1.0, 0.0, 1.0, 0.5, 1.0]), ".......");
        assert_eq!(
            letters(&[-1.0, -0.5, -1.0, -0.5, -1.0, -0.5, -3.5, -1.0]),
            "ssssssos"
        );
    }

    proptest! {
        #[test]
        fn upside_down_everything_stands_out_to_the_other_side(values in prop::collection::vec(-4.0..4.0_f64, 0..40)) {
            let turned: Vec<f64> = values.iter().map(|value| -value).collect();
            for (one, other) in causes(&values).iter().zip(causes(&turned)) {
                prop_assert_eq!(one.map(|cause| cause.rule), other.map(|cause| cause.rule));
                prop_assert!(one.is_none() || one.map(|cause| cause.side) != other.map(|cause| cause.side));
            }
        }

        #[test]
        fn backwards_the_same_points_stand_out(values in prop::collection::vec(-4.0..4.0_f64, 0..40)) {
            let backwards: Vec<f64> = values.iter().rev().copied().collect();
            let mut other: Vec<_> = causes(&backwards).iter().map(Option::is_some).collect();
            other.reverse();
            let one: Vec<_> = causes(&values).iter().map(Option::is_some).collect();
            prop_assert_eq!(one, other);
        }
    }
}
