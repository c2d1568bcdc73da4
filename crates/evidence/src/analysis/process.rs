//! A series as a process: does it change, or vary as it always did, and can it be relied on to meet its target?
//!
//! The rules are those of `measures`; here a series of figures with gaps becomes what they take, and the answer is given back
//! to its periods.

use measures::Undefined;
use measures::control::{Baseline, Screening, Side as MeasuredSide, xmr_chart};
use serde::{Serialize, Serializer};
use thiserror::Error;

pub use measures::control::{Assurance, Side, Variation};

use crate::catalogue::Polarity;
use crate::observation::Period;

/// A series with the lines of its own common-cause variation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Process {
    /// The points in the order of time, those without a figure too.
    pub points: Vec<ProcessPoint>,
    /// The mean.
    pub mean: f64,
    /// The lower and the upper process limit.
    pub limits: (f64, f64),
    /// What the latest figure says.
    #[serde(serialize_with = "as_code_of_variation")]
    pub variation: Variation,
    /// What can be expected of the target; `None` without a target, or where nobody says which way is good.
    #[serde(serialize_with = "as_code_of_assurance")]
    pub assurance: Option<Assurance>,
}

/// One period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProcessPoint {
    /// The period as its publisher writes it.
    pub period: String,
    /// The figure, where there is one.
    pub value: Option<f64>,
    /// Why it stands out, where it does.
    pub special_cause: Option<SpecialCause>,
}

/// What a point that stands out means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialCause {
    /// An improvement.
    Improvement,
    /// A concern.
    Concern,
    /// High, where nobody says which way is good.
    High,
    /// Low, where nobody says which way is good.
    Low,
}

/// Why a series is not judged as a process.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum WhyNoProcess {
    /// Too short.
    #[error("with a figure there are {found} periods, and the limits of a process need {needed}")]
    TooFewPoints {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// Each period shares months with the next, so that the figures cannot vary freely.
    #[error("the periods overlap, so that one figure holds part of the next")]
    Overlapping,
    /// A number is too large to be drawn.
    #[error("a figure is too large to be drawn")]
    TooLarge,
    /// The lines cannot be computed.
    #[error("the limits of the process cannot be computed: {0}")]
    Undefined(Undefined),
}

/// Judges a series, oldest first, by its own variation (an `XmR` chart, by the rules of Making Data Count). Periods without a
/// figure are passed over: the distance between neighbours is then that of the figures around them. Moving ranges that are far
/// too large do not widen the limits.
///
/// # Errors
/// The reason why it is not judged.
pub fn process(
    series: &[(String, Option<f64>)],
    polarity: Polarity,
    target: Option<f64>,
) -> Result<Process, WhyNoProcess> {
    if overlap(series) {
        return Err(WhyNoProcess::Overlapping);
    }
    let values: Vec<f64> = series.iter().filter_map(|(_, value)| *value).collect();
    let chart =
        xmr_chart(&values, &[], Baseline::Everything, Screening::LeftOut).map_err(|undefined| {
            match undefined {
                Undefined::TooFewPoints { found, needed } => {
                    WhyNoProcess::TooFewPoints { found, needed }
                }
                other => WhyNoProcess::Undefined(other),
            }
        })?;
    let polarity = match polarity {
        Polarity::LowIsGood => measures::Polarity::LowIsGood,
        Polarity::HighIsGood => measures::Polarity::HighIsGood,
        Polarity::NoJudgement | Polarity::NotStated => measures::Polarity::NoJudgement,
    };
    let mut judged = chart.points().iter();
    let points = series
        .iter()
        .map(|(period, value)| {
            let point = value.and_then(|_| judged.next());
            let cause = point.and_then(|point| point.cause);
            ProcessPoint {
                period: period.clone(),
                value: *value,
                special_cause: cause.map(|cause| meaning(cause.side, polarity)),
            }
        })
        .collect();
    let last = chart.points().last().copied();
    let last = last.ok_or(WhyNoProcess::Undefined(Undefined::ValueMissing))?;
    Ok(Process {
        points,
        mean: last.mean,
        limits: (last.lower, last.upper),
        variation: chart.variation(polarity),
        assurance: target.and_then(|target| chart.assurance(target, polarity)),
    })
}

fn meaning(side: MeasuredSide, polarity: measures::Polarity) -> SpecialCause {
    match (polarity, side) {
        (measures::Polarity::NoJudgement, Side::High) => SpecialCause::High,
        (measures::Polarity::NoJudgement, Side::Low) => SpecialCause::Low,
        (measures::Polarity::HighIsGood, Side::High)
        | (measures::Polarity::LowIsGood, Side::Low) => SpecialCause::Improvement,
        _ => SpecialCause::Concern,
    }
}

/// Whether a period begins before the one before it has ended. A label that cannot be read is taken at its word.
fn overlap(series: &[(String, Option<f64>)]) -> bool {
    let periods: Vec<Option<Period>> = series
        .iter()
        .map(|(label, _)| Period::read(label).ok())
        .collect();
    periods.windows(2).any(|pair| match pair {
        [Some(one), Some(next)] => next.begins_within(one),
        _ => false,
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn as_code_of_variation<S: Serializer>(
    variation: &Variation,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(variation.code())
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "the signature that serde asks for"
)]
fn as_code_of_assurance<S: Serializer>(
    assurance: &Option<Assurance>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match assurance {
        Some(assurance) => serializer.serialize_some(assurance.code()),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(values: &[Option<f64>]) -> Vec<(String, Option<f64>)> {
        (2019..)
            .flat_map(|year: u16| {
                ["Jan", "Apr", "Jul", "Oct"].map(|month| format!("{month} {year}"))
            })
            .zip(values.iter().copied())
            .collect()
    }

    #[test]
    fn a_jump_at_the_end_is_a_concern_where_low_is_good() {
        let mut values: Vec<_> = [1.0, 2.0].repeat(9).into_iter().map(Some).collect();
        values.push(Some(10.0));
        values.insert(4, None);
        let judged = process(&months(&values), Polarity::LowIsGood, Some(12.0)).unwrap();
        assert_eq!(judged.points.len(), 20);
        assert_eq!(judged.points[4].value, None);
        assert_eq!(judged.points[4].special_cause, None);
        assert_eq!(judged.points[19].special_cause, Some(SpecialCause::Concern));
        assert_eq!(judged.variation, Variation::Concern(Side::High));
        assert_eq!(judged.assurance, Some(Assurance::ConsistentlyPasses));
        let json = serde_json::to_value(&judged).unwrap();
        assert_eq!(json["variation"], "concern_high");
        assert_eq!(json["assurance"], "consistent_pass");
        assert_eq!(json["points"][19]["special_cause"], "concern");

        let unjudged = process(&months(&values), Polarity::NotStated, Some(12.0)).unwrap();
        assert_eq!(unjudged.points[19].special_cause, Some(SpecialCause::High));
        assert_eq!(unjudged.assurance, None);
    }

    #[test]
    fn a_short_series_and_overlapping_periods_say_why_not() {
        let short = months(&[Some(1.0); 11]);
        let too_few = WhyNoProcess::TooFewPoints {
            found: 11,
            needed: 12,
        };
        assert_eq!(process(&short, Polarity::LowIsGood, None), Err(too_few));
        let rolling: Vec<_> = (2001..2020)
            .map(|year| (format!("{year} - {:02}", year % 100 + 2), Some(1.0)))
            .collect();
        let found = process(&rolling, Polarity::LowIsGood, None);
        assert_eq!(found, Err(WhyNoProcess::Overlapping));
        let yearly: Vec<_> = (2001..2020)
            .map(|year| (year.to_string(), Some(1.0)))
            .collect();
        assert!(process(&yearly, Polarity::LowIsGood, None).is_ok());
    }
}
