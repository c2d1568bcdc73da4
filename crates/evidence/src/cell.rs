//! A figure as readers meet it: a value with its limits, or the plain statement that there is none and why.
//!
//! Must not know: how the figure was found, how it is drawn or written.
//!
//! Cells are made in this crate only. Charts and papers have input types of their own with the same five states;
//! `board` and `web` convert.

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::catalogue::Unit;
use crate::observation::{Area, Observation, Period, State, Text};
use crate::receipts::ReceiptNumber;

/// Where a figure comes from. Anything computed from an illustrative figure is illustrative.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Typed in by a person.
    Entered,
    /// Read from a publisher's file.
    #[default]
    Imported,
    /// Quoted from a document.
    Quoted,
    /// Made up to show how the product works.
    Illustrative,
}

impl Origin {
    /// The word for it in data files, tables and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Imported => "imported",
            Self::Quoted => "quoted",
            Self::Illustrative => "illustrative",
        }
    }

    /// The origin of something made from both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        self.max(other)
    }
}

/// The figure itself. Five states, and they are never confused with one another or with nought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A value on the scale of the unit.
    Value(f64),
    /// Hidden to protect people.
    Suppressed,
    /// There is none.
    Missing,
    /// Nobody was asked.
    NotAsked,
    /// It would make no sense.
    NotApplicable,
}

impl Figure {
    /// The value, where there is one.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Which of the five states this is.
    #[must_use]
    pub fn state(self) -> State {
        match self {
            Self::Value(_) => State::Value,
            Self::Suppressed => State::Suppressed,
            Self::Missing => State::Missing,
            Self::NotAsked => State::NotAsked,
            Self::NotApplicable => State::NotApplicable,
        }
    }
}

/// Who computed a pair of limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitsBy {
    /// They stand in the publisher's file.
    Publisher,
    /// We computed them from the count and the denominator.
    Us,
}

/// Confidence limits on the scale of the value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// 95% limits, lower and upper.
    pub at_95: Option<(f64, f64)>,
    /// 99.8% limits, lower and upper.
    pub at_998: Option<(f64, f64)>,
    /// Whose they are.
    pub by: LimitsBy,
}

impl Serialize for Limits {
    /// `{"95":[lower,upper],"99.8":[lower,upper]}`, a level that is not known being null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("95", &self.at_95)?;
        map.serialize_entry("99.8", &self.at_998)?;
        map.end()
    }
}

/// A figure with everything that a reader needs beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub(crate) figure: Figure,
    pub(crate) limits: Option<Limits>,
    pub(crate) own_limits: Option<Limits>,
    pub(crate) count: Option<f64>,
    pub(crate) denominator: Option<f64>,
    pub(crate) unit: Unit,
    pub(crate) period: Period,
    pub(crate) area: Area,
    pub(crate) origin: Origin,
    pub(crate) note: Option<Text>,
    pub(crate) receipt: Option<ReceiptNumber>,
}

impl Cell {
    pub(crate) fn new(seen: &Observation, unit: &Unit, own_limits: Option<Limits>) -> Self {
        let figure = match (seen.state, seen.value) {
            (State::Value, Some(value)) => Figure::Value(value),
            (State::Value | State::Missing, _) => Figure::Missing,
            (State::Suppressed, _) => Figure::Suppressed,
            (State::NotAsked, _) => Figure::NotAsked,
            (State::NotApplicable, _) => Figure::NotApplicable,
        };
        let published = (seen.limits_95.is_some() || seen.limits_998.is_some()).then_some(Limits {
            at_95: seen.limits_95,
            at_998: seen.limits_998,
            by: LimitsBy::Publisher,
        });
        let has_value = figure.value().is_some();
        Self {
            figure,
            limits: published.or(own_limits).filter(|_| has_value),
            own_limits: own_limits.filter(|_| has_value),
            count: seen.count.filter(|_| figure != Figure::Suppressed),
            denominator: seen.denominator.filter(|_| figure != Figure::Suppressed),
            unit: unit.clone(),
            period: seen.period.clone(),
            area: seen.area.clone(),
            origin: seen.origin,
            note: (!seen.note.is_empty()).then(|| Text::clone(&seen.note)),
            receipt: None,
        }
    }

    /// The figure.
    #[must_use]
    pub fn figure(&self) -> Figure {
        self.figure
    }

    /// The value, where there is one.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.figure.value()
    }

    /// The limits that verdicts rest on: the publisher's where the file has them, ours otherwise.
    #[must_use]
    pub fn limits(&self) -> Option<Limits> {
        self.limits
    }

    /// Our own limits, where we can compute them.
    #[must_use]
    pub fn own_limits(&self) -> Option<Limits> {
        self.own_limits
    }

    /// Numerator.
    #[must_use]
    pub fn count(&self) -> Option<f64> {
        self.count
    }

    /// Denominator.
    #[must_use]
    pub fn denominator(&self) -> Option<f64> {
        self.denominator
    }

    /// The unit that the value is in.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// When the figure is for.
    #[must_use]
    pub fn period(&self) -> &Period {
        &self.period
    }

    /// Where the figure is for.
    #[must_use]
    pub fn area(&self) -> &Area {
        &self.area
    }

    /// Where the figure comes from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The publisher's note on this figure ("Value for Hackney and City of London combined").
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Number of the receipt under which the figure can be recomputed.
    #[must_use]
    pub fn receipt(&self) -> Option<&ReceiptNumber> {
        self.receipt.as_ref()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("state", &self.figure.state())?;
        map.serialize_entry("value", &self.value())?;
        map.serialize_entry("limits", &self.limits)?;
        map.serialize_entry("limits_by", &self.limits.map(|limits| limits.by))?;
        map.serialize_entry("own_limits", &self.own_limits)?;
        map.serialize_entry("count", &self.count)?;
        map.serialize_entry("denominator", &self.denominator)?;
        map.serialize_entry("unit", &self.unit)?;
        map.serialize_entry("period", &self.period)?;
        map.serialize_entry("area", &self.area)?;
        map.serialize_entry("origin", &self.origin)?;
        map.serialize_entry("note", &self.note)?;
        map.serialize_entry("receipt", &self.receipt)?;
        map.end()
    }
}
