//! What is known about an indicator, and how we know it.
//!
//! Must not know: the rows, the database. A data file carries the catalogue of its own indicators, so that a receipt
//! can be recomputed from the file alone; `board` keeps a record for each and lets people correct it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::observation::Period;

/// Which way is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Low values are good: deaths, smoking.
    LowIsGood,
    /// High values are good: vaccination.
    HighIsGood,
    /// The publisher makes no judgement: lower and higher, not worse and better.
    NoJudgement,
    /// Nobody has said. Treated as no judgement, and shown as a gap to fill.
    #[default]
    NotStated,
}

/// What kind of number the value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// Count over denominator, each counted person once.
    Proportion,
    /// Count over person-time, not standardised.
    CrudeRate,
    /// Directly standardised rate.
    DirectlyStandardisedRate,
    /// Indirectly standardised rate, ratio or proportion.
    IndirectlyStandardised,
    /// Life expectancy or another expectation in years.
    LifeExpectancy,
    /// A mean, a score, a gap, a percentage-point difference …
    Other,
    /// A plain count.
    Count,
    /// The source does not say and we could not derive it.
    #[default]
    NotStated,
}

/// How we came to know something about an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The source says so.
    Stated,
    /// Derived from the figures: the value is the count over the denominator, the printed verdicts fit one polarity only.
    Derived,
    /// A person said so.
    Entered,
    /// It is not known.
    #[default]
    Not,
}

/// The unit of an indicator's values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// As readers see it after a number: `%`, `per 100,000`, `years`; empty where it is not known.
    pub label: String,
    /// What count over denominator is multiplied by to give the value: 100 for a percentage.
    pub multiplier: Option<f64>,
}

/// How limits are computed from a count and a denominator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitsMethod {
    /// Wilson score interval of a proportion.
    Wilson,
    /// Exact Poisson limits below a count of 10, Byar's approximation from 10 on: current practice for rates.
    ExactThenByar,
    /// Byar's approximation at every count, as older vintages were published.
    ByarThroughout,
    /// We cannot compute limits for this kind of value.
    #[default]
    None,
}

/// How well our limits agree with those that the publisher printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Rows in which they agree.
    pub agree: u64,
    /// Rows that have both.
    pub of: u64,
}

/// One indicator as its source describes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Indicator {
    /// The publisher's number, as text.
    pub id: String,
    /// Name, white space tidied.
    pub name: String,
    /// Definition in the publisher's words.
    pub definition: Option<String>,
    /// Kind of value.
    pub value_type: ValueType,
    /// How the kind of value is known.
    pub value_type_known: Known,
    /// Unit.
    pub unit: Unit,
    /// Which way is good.
    pub polarity: Polarity,
    /// How the polarity is known.
    pub polarity_known: Known,
    /// How we compute limits beside the publisher's.
    pub limits_method: LimitsMethod,
    /// How well they agree.
    pub limits_agreement: Agreement,
    /// How often it is published, in the publisher's words.
    pub cadence: Option<String>,
    /// Why it matters, in the publisher's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// What the count counts.
    pub numerator: Option<String>,
    /// Where the counts come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numerator_source: Option<String>,
    /// What the denominator counts.
    pub denominator: Option<String>,
    /// Where the denominator comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator_source: Option<String>,
    /// Where the publisher has the data from.
    pub source: Option<String>,
    /// Caveats in the publisher's words.
    pub caveats: Option<String>,
    /// The publisher's own disclosure rule, in its words.
    pub disclosure: Option<String>,
}

/// The indicators of one data file, by number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The layout that the file was read as.
    pub layout: String,
    /// Indicators by the publisher's number.
    pub indicators: BTreeMap<String, Indicator>,
    /// How many rows the file has of each period, in the order of time. Empty where nobody has counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<(Period, u64)>,
}

/// What people know about an indicator that its source does not say. Part of a question, so that a receipt repeats it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// Which way is good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
    /// Kind of value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_type: Option<ValueType>,
}

impl Indicator {
    /// The description with what people know laid over it.
    #[must_use]
    pub fn corrected(&self, correction: Option<&Correction>) -> Self {
        let mut indicator = self.clone();
        let Some(correction) = correction else {
            return indicator;
        };
        if let Some(polarity) = correction.polarity {
            indicator.polarity = polarity;
            indicator.polarity_known = Known::Entered;
        }
        if let Some(value_type) = correction.value_type {
            indicator.value_type = value_type;
            indicator.value_type_known = Known::Entered;
        }
        indicator
    }
}
