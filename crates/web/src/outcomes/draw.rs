//! What several pages of outcomes show alike: the card, the small line, the status of a verdict.

use board::outcomes::returns::{PartnerStanding, RoundStanding};
use board::outcomes::{Measure, OutcomeProgress, Verdict};
use board::vocabulary::Origin;
use charts::{Cell, Heading, Sparkline, Unit};
use serde::Serialize;

/// An outcome as `components/outcome_card.html` takes it.
#[derive(Serialize)]
pub(crate) struct Card {
    title: String,
    href: Option<String>,
    number: Number,
    spark: Option<String>,
    status: &'static str,
    answered: Vec<Answered>,
    origin: &'static str,
    level: u8,
}

impl Card {
    /// The same card under a heading of another level.
    pub(super) fn at_level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }
}

/// A big number as components/number.html takes it.
#[derive(Serialize)]
struct Number {
    value: Option<String>,
    state: Option<&'static str>,
    limits: String,
    note: Option<String>,
}

#[derive(Serialize)]
struct Answered {
    who: String,
    status: String,
}

/// How it is going in the one word that pages use, by the figures alone.
pub(super) fn status(progress: &OutcomeProgress) -> &'static str {
    match progress.judgement.as_ref().map(|it| it.verdict) {
        None => "No measure",
        Some(Verdict::OnCourse) => "On course",
        Some(Verdict::Behind) => "Behind",
        Some(Verdict::OffCourse) => "Off course",
        Some(Verdict::NoClearChange) => "No clear change",
        Some(Verdict::TooEarly) => "Too early to say",
    }
}

/// The card of an outcome; `id` must be its own on the page.
pub(super) fn card(
    progress: &OutcomeProgress,
    standing: Option<&RoundStanding>,
    id: &str,
    href: Option<String>,
) -> Card {
    let outcome = &progress.outcome;
    Card {
        title: outcome.record.title.clone(),
        href,
        number: number(progress),
        spark: spark(progress, id),
        status: status(progress),
        answered: standing
            .and_then(|standing| standing.of(outcome.record.id))
            .map_or(&[][..], |it| it.partners.as_slice())
            .iter()
            .map(|place: &PartnerStanding| Answered {
                who: place.partner.title.clone(),
                status: place.status(),
            })
            .collect(),
        origin: progress.origin().as_str(),
        level: 3,
    }
}

fn number(progress: &OutcomeProgress) -> Number {
    let Some(measure) = &progress.outcome.measure else {
        return Number {
            value: None,
            state: Some("missing"),
            limits: "Nobody has said what is to be counted.".to_owned(),
            note: None,
        };
    };
    let target = measure
        .target
        .zip(measure.target_on)
        .map(|(target, on)| format!("target {} by {}", measure.say(target), on.strftime("%Y")));
    match progress.series.last() {
        Some(point) => {
            let mut limits = format!("{}{}, {}", measure.counted, per(measure), point.period);
            if let Some((lower, upper)) = point.limits {
                limits = format!(
                    "{limits}; 95% limits {} to {}",
                    number_alone(lower),
                    number_alone(upper)
                );
            }
            Number {
                value: Some(value_of(measure, point.value)),
                state: None,
                limits,
                note: target,
            }
        }
        None => Number {
            value: None,
            state: Some("missing"),
            limits: format!("{}: no figure yet", measure.counted),
            note: measure
                .baseline
                .map(|baseline| format!("{} at the start", measure.say(baseline)))
                .into_iter()
                .chain(target)
                .reduce(|one, other| format!("{one}, {other}")),
        },
    }
}

/// A rate stands without its unit where it is drawn large; the small line says what it is per.
fn value_of(measure: &Measure, value: f64) -> String {
    if measure.unit.starts_with("per ") {
        number_alone(value)
    } else {
        measure.say(value)
    }
}

/// ", per 100,000" for a rate.
fn per(measure: &Measure) -> String {
    if measure.unit.starts_with("per ") {
        format!(", {}", measure.unit)
    } else {
        String::new()
    }
}

/// One decimal; none from 1,000 on, where it would say more than is known.
fn number_alone(value: f64) -> String {
    if value.abs() < 1_000.0 {
        return format!("{value:.1}");
    }
    let whole = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 {
        format!("−{text}")
    } else {
        text
    }
}

/// An outcome in one line: its newest figure, what that is of, and its course.
pub(super) fn line(progress: &OutcomeProgress) -> (Option<String>, Option<String>, Option<String>) {
    let Some((measure, point)) = progress
        .outcome
        .measure
        .as_ref()
        .zip(progress.series.last())
    else {
        return (None, None, None);
    };
    let id = format!("line-{}", progress.outcome.record.slug);
    (
        Some(value_of(measure, point.value)),
        Some(format!("{}{}", measure.counted, per(measure))),
        spark(progress, &id),
    )
}

fn spark(progress: &OutcomeProgress, id: &str) -> Option<String> {
    if progress.series.len() < 2 {
        return None;
    }
    let measure = progress.outcome.measure.as_ref()?;
    let points = progress
        .series
        .iter()
        .map(|point| Some((point.period.clone(), Cell::value(point.value).ok()?)))
        .collect::<Option<Vec<_>>>()?;
    let sparkline = Sparkline {
        heading: Heading {
            id: format!("spark-{id}"),
            title: measure.counted.clone(),
            origin: origin_of(progress.origin()),
        },
        unit: unit_of(measure),
        points,
    };
    sparkline.draw().ok().map(|drawn| drawn.wide)
}

/// The mark that a drawing carries.
pub(super) fn origin_of(origin: Origin) -> charts::Origin {
    match origin {
        Origin::Illustrative => charts::Origin::Illustrative,
        Origin::Quoted => charts::Origin::Quoted,
        Origin::Entered | Origin::Imported => charts::Origin::Recorded,
    }
}

/// The unit of a drawing.
pub(super) fn unit_of(measure: &Measure) -> Unit {
    match measure.unit.as_str() {
        "%" => Unit::percent(1),
        other => Unit::counted(1, other),
    }
}
