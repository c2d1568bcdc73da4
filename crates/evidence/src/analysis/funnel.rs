//! Places by size: which lie further from the average than chance takes a place of their size.
//!
//! Made from the cells of an [`IndicatorView`], which are safe to show, so that it shows nothing that they do not.

use measures::control::{CountFunnel, FunnelLabel, ProportionFunnel};
use measures::{Confidence, Count, Population, Undefined};
use serde::Serialize;
use thiserror::Error;

use crate::catalogue::{Polarity, ValueType};
use crate::cell::Cell;
use crate::observation::Area;

use super::indicator::IndicatorView;
use super::verdict::Verdict;

/// Fewer places than this have no average worth holding them against.
const FEWEST: usize = 5;
/// So many sizes carry the lines of the limits.
const SIZES: u16 = 48;
/// One place in twenty lies outside the 95% limits by chance. From this share on, something else sets the places apart.
const SCATTERED_FROM: f64 = 0.25;

/// Many places within the limits of chance at their size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Funnel {
    /// What the size of a place counts.
    pub size_is: &'static str,
    /// The average of the places, on the scale of the indicator.
    pub average: f64,
    /// The limits at rising sizes.
    pub limits: Vec<FunnelLimits>,
    /// The places, the furthest outside first, then by size.
    pub places: Vec<FunnelPlace>,
    /// Places that cannot be drawn, and why.
    pub left_out: Vec<LeftOut>,
    /// A quarter of the places or more lie outside the 95% limits, where chance puts one in twenty: they differ for reasons
    /// other than chance, and the limits are too narrow to judge one by.
    pub is_scattered: bool,
}

/// The limits for places of one size, on the scale of the indicator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FunnelLimits {
    /// The size.
    pub size: f64,
    /// Chance keeps 95 places in 100 within these.
    pub inner: (f64, f64),
    /// Chance keeps 998 places in 1,000 within these.
    pub outer: (f64, f64),
}

/// One place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunnelPlace {
    /// The place.
    pub area: Area,
    /// Its size.
    pub size: f64,
    /// Its value, as published.
    pub value: f64,
    /// How far outside it lies.
    pub grade: FunnelGrade,
    /// What that means, where the publisher says which way is good; [`Verdict::Similar`] within the limits.
    pub verdict: Verdict,
}

/// How far outside the limits a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelGrade {
    /// Within the 95% limits.
    Within,
    /// Outside the 95% limits, within the 99.8% limits.
    #[serde(rename = "outside_95")]
    Outside95,
    /// Outside the 99.8% limits.
    #[serde(rename = "outside_99_8")]
    Outside998,
}

impl FunnelGrade {
    /// The grade in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Within => "Within 95% limits",
            Self::Outside95 => "Outside 95% limits",
            Self::Outside998 => "Outside 99.8% limits",
        }
    }
}

/// A place that is not drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// The place.
    pub area: Area,
    /// Why not: "hidden", "no count".
    pub why: &'static str,
}

/// Why there is no funnel.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum WhyNoFunnel {
    /// Chance is not known for this kind of value.
    #[error("limits by size are known for proportions and rates, and this indicator is neither")]
    OtherKind,
    /// Nobody says what count over denominator is multiplied by.
    #[error("the data does not say of how many people the value counts")]
    NoMultiplier,
    /// Too few places have a count and a denominator.
    #[error("with a count and a denominator there are {found} places, and a funnel needs {FEWEST}")]
    TooFewPlaces {
        /// How many have.
        found: usize,
    },
    /// The value is something else than the count over the denominator.
    #[error("the published value of {0} is not its count over its denominator")]
    NotTheShare(String),
    /// A number is too large to be drawn.
    #[error("a figure is too large to be drawn")]
    TooLarge,
    /// The average or its limits cannot be computed.
    #[error("the limits cannot be computed: {0}")]
    Undefined(#[from] Undefined),
}

/// The rule of chance, with count and size of a place.
enum Chance {
    Shares(ProportionFunnel),
    Rates(CountFunnel),
}

impl Chance {
    fn average(&self) -> f64 {
        match self {
            Self::Shares(funnel) => funnel.average(),
            Self::Rates(funnel) => funnel.centre(),
        }
    }

    fn limits(&self, size: f64, confidence: Confidence) -> Result<(f64, f64), Undefined> {
        let limits = match self {
            Self::Shares(funnel) => funnel.limits(population(size)?, confidence)?,
            Self::Rates(funnel) => funnel.limits(size, confidence)?,
        };
        Ok((limits.lower(), limits.upper()))
    }

    fn label(&self, counted: &Counted<'_>) -> Result<FunnelLabel, Undefined> {
        match self {
            Self::Shares(funnel) => funnel.label(counted.count, population(counted.size)?),
            Self::Rates(funnel) => funnel.label(counted.count, counted.size),
        }
    }
}

fn population(size: f64) -> Result<Population, Undefined> {
    Population::new(size).map_err(|_| Undefined::DenominatorIsZero)
}

/// A place with what its chance depends on.
struct Counted<'a> {
    area: &'a Area,
    count: Count,
    size: f64,
    value: f64,
}

/// Holds every place of the view against the average of them all, each by its size.
///
/// Shares have the limits of `p ± z √(p(1 − p) / n)`, rates those of the exact Poisson distribution. The size of a directly
/// standardised rate is its events over its rate, and it needs ten events.
///
/// # Errors
/// The reason why there is none.
pub fn funnel(view: &IndicatorView) -> Result<Funnel, WhyNoFunnel> {
    let kind = view.indicator.value_type;
    let size_is = match kind {
        ValueType::Proportion => "People counted (denominator)",
        ValueType::CrudeRate => "Population (denominator)",
        ValueType::DirectlyStandardisedRate => "Size that the rate stands for (events over rate)",
        _ => return Err(WhyNoFunnel::OtherKind),
    };
    let multiplier = view
        .indicator
        .unit
        .multiplier
        .ok_or(WhyNoFunnel::NoMultiplier)?;
    let mut counted = Vec::new();
    let mut left_out = Vec::new();
    for row in &view.places {
        match counted_of(&row.value, kind, multiplier) {
            Ok(place) => counted.push(place),
            Err(why) => left_out.push(LeftOut {
                area: row.value.area.clone(),
                why,
            }),
        }
    }
    if counted.len() < FEWEST {
        return Err(WhyNoFunnel::TooFewPlaces {
            found: counted.len(),
        });
    }
    if kind != ValueType::DirectlyStandardisedRate
        && let Some(other) = counted
            .iter()
            .find(|place| !is_the_share(place, multiplier))
    {
        return Err(WhyNoFunnel::NotTheShare(other.area.name.to_string()));
    }
    let chance = if kind == ValueType::Proportion {
        let shares = counted
            .iter()
            .map(|place| Ok((place.count, population(place.size)?)))
            .collect::<Result<Vec<_>, Undefined>>()?;
        Chance::Shares(ProportionFunnel::of(&shares)?)
    } else {
        let rates: Vec<_> = counted
            .iter()
            .map(|place| (place.count, place.size))
            .collect();
        Chance::Rates(CountFunnel::of(&rates)?)
    };
    let places = graded(&counted, &chance, view.indicator.polarity)?;
    let outside = places
        .iter()
        .filter(|place| place.grade > FunnelGrade::Within)
        .count();
    let of = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    Ok(Funnel {
        size_is,
        average: chance.average() * multiplier,
        limits: lines(&counted, &chance, multiplier)?,
        is_scattered: of(outside) >= SCATTERED_FROM * of(places.len()),
        places,
        left_out,
    })
}

fn counted_of(cell: &Cell, kind: ValueType, multiplier: f64) -> Result<Counted<'_>, &'static str> {
    let value = cell.value().ok_or(match cell.figure.state() {
        crate::observation::State::Suppressed => "hidden",
        crate::observation::State::NotAsked => "not asked",
        crate::observation::State::NotApplicable => "not applicable",
        _ => "no figure",
    })?;
    let count = cell.count.and_then(|count| Count::new(count).ok());
    let count = count.ok_or("no count")?;
    let size = match kind {
        ValueType::DirectlyStandardisedRate => {
            CountFunnel::size_of_standardised_rate(count, value / multiplier)
                .map_err(|_| "fewer than ten events")?
        }
        _ => cell
            .denominator
            .filter(|size| size.is_finite() && *size > 0.0)
            .ok_or("no denominator")?,
    };
    Ok(Counted {
        area: &cell.area,
        count,
        size,
        value,
    })
}

/// Values are printed to one decimal or more.
fn is_the_share(place: &Counted<'_>, multiplier: f64) -> bool {
    let share = place.count.get() / place.size * multiplier;
    (place.value - share).abs() <= 0.051_f64.max(share.abs() * 5e-3)
}

fn graded(
    counted: &[Counted<'_>],
    chance: &Chance,
    polarity: Polarity,
) -> Result<Vec<FunnelPlace>, Undefined> {
    let mut places = counted
        .iter()
        .map(|place| {
            let (grade, is_high) = match chance.label(place)? {
                FunnelLabel::NotSignificant => (FunnelGrade::Within, None),
                FunnelLabel::LowInner => (FunnelGrade::Outside95, Some(false)),
                FunnelLabel::HighInner => (FunnelGrade::Outside95, Some(true)),
                FunnelLabel::LowOuter => (FunnelGrade::Outside998, Some(false)),
                FunnelLabel::HighOuter => (FunnelGrade::Outside998, Some(true)),
            };
            Ok(FunnelPlace {
                area: place.area.clone(),
                size: place.size,
                value: place.value,
                grade,
                verdict: is_high.map_or(Verdict::Similar, |is_high| meaning(is_high, polarity)),
            })
        })
        .collect::<Result<Vec<_>, Undefined>>()?;
    places.sort_by(|a, b| {
        let by_grade = b.grade.cmp(&a.grade);
        by_grade
            .then(b.size.total_cmp(&a.size))
            .then_with(|| a.area.code.cmp(&b.area.code))
    });
    Ok(places)
}

fn meaning(is_high: bool, polarity: Polarity) -> Verdict {
    match (polarity, is_high) {
        (Polarity::HighIsGood, true) | (Polarity::LowIsGood, false) => Verdict::Better,
        (Polarity::HighIsGood, false) | (Polarity::LowIsGood, true) => Verdict::Worse,
        (_, true) => Verdict::Higher,
        (_, false) => Verdict::Lower,
    }
}

/// The limits at sizes from the smallest place to the largest. Closer together where they are small: there the lines bend.
fn lines(
    counted: &[Counted<'_>],
    chance: &Chance,
    multiplier: f64,
) -> Result<Vec<FunnelLimits>, Undefined> {
    let sizes = counted.iter().map(|place| place.size);
    let smallest = sizes.clone().fold(f64::INFINITY, f64::min);
    let largest = sizes.fold(0.0, f64::max);
    let at = |size: f64, confidence| {
        let (lower, upper) = chance.limits(size, confidence)?;
        Ok::<_, Undefined>((lower * multiplier, upper * multiplier))
    };
    (0..=SIZES)
        .map(|step| {
            let part = f64::from(step) / f64::from(SIZES);
            let size = smallest + (largest - smallest) * part * part;
            Ok(FunnelLimits {
                size,
                inner: at(size, Confidence::NINETY_FIVE)?,
                outer: at(size, Confidence::NINETY_NINE_POINT_EIGHT)?,
            })
        })
        .collect()
}
