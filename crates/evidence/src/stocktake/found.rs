//! What a stocktake says: the form in which it is printed, kept and shown.
//!
//! Must not know: how it was worked out. Every number in it was made from counts as disclosure control shows them.

use serde::{Deserialize, Serialize};

use crate::analysis::Characteristic;
use crate::cell::{Figure, Origin};
use crate::observation::State;

/// A stocktake of one or several services.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stocktake {
    /// Where the records come from, in words.
    pub source: String,
    /// What was counted.
    pub counted: Counted,
    /// Where the records come from, as a kind.
    pub origin: Origin,
    /// Name of the rule of disclosure control.
    pub rule: String,
    /// Why this rule.
    pub rule_reason: String,
    /// What it did, in sentences.
    pub hiding: String,
    /// Known for so many per cent, groups are compared unmarked.
    pub threshold: f64,
    /// The share of findings that may be false.
    pub false_discovery: f64,
    /// How many comparisons were made, over all services, characteristics and groups.
    pub comparisons: usize,
    /// The stages of the pathway, in order; empty where there is one only.
    pub stages: Vec<String>,
    /// Each service, by name.
    pub services: Vec<ServiceFound>,
    /// Which groups of the census are counted under which code, where such a list was used.
    pub census: Vec<CensusGroups>,
}

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Records: somebody who came twice counts twice.
    Records,
    /// People, each once in each service.
    People,
    /// What the table says.
    Table,
}

/// A code and the groups of the census that are counted under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CensusGroups {
    /// The code.
    pub code: String,
    /// Its group.
    pub group: String,
    /// The groups of the census.
    pub census: Vec<String>,
}

/// A count, or why there is none to show.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The number.
    pub value: Option<f64>,
    /// Why there is one, or none.
    pub state: State,
}

impl From<Figure> for Shown {
    fn from(figure: Figure) -> Self {
        Self {
            value: figure.value(),
            state: figure.state(),
        }
    }
}

impl Shown {
    /// There is none.
    pub const MISSING: Self = Self {
        value: None,
        state: State::Missing,
    };
    /// It would make no sense.
    pub const NOT_APPLICABLE: Self = Self {
        value: None,
        state: State::NotApplicable,
    };

    /// True where disclosure control hides it.
    #[must_use]
    pub fn is_hidden(self) -> bool {
        self.state == State::Suppressed
    }
}

/// Lower and upper limits at the two confidences of the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Between {
    /// At 95%.
    #[serde(rename = "95")]
    pub at_95: Option<(f64, f64)>,
    /// At 99.8%.
    #[serde(rename = "99.8")]
    pub at_998: Option<(f64, f64)>,
}

/// A number with limits, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// The number.
    pub value: Option<f64>,
    /// Why there is one, or none.
    pub state: State,
    /// Its limits.
    pub limits: Option<Between>,
}

impl Measure {
    /// No number, and why.
    #[must_use]
    pub fn none(state: State) -> Self {
        Self {
            value: None,
            state,
            limits: None,
        }
    }
}

/// One service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceFound {
    /// Its name.
    pub name: String,
    /// Everybody counted, at the first stage.
    pub people: Shown,
    /// Records at stages that nobody asked for.
    pub left_out: Shown,
    /// The characteristics that were looked at.
    pub characteristics: Vec<Found>,
    /// The characteristics about which the extract has no column.
    pub not_asked: Vec<Characteristic>,
}

/// One characteristic of one service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Name of the code list.
    pub list: String,
    /// What pages call it.
    pub title: String,
    /// The characteristic.
    pub characteristic: Characteristic,
    /// Those with a known group.
    pub known: Shown,
    /// Asked, and no group given.
    pub declined: Shown,
    /// A code for not asked, or not able to answer.
    pub not_known: Shown,
    /// Nothing recorded.
    pub blank: Shown,
    /// A code that stands for nothing, or recordings that contradict one another.
    pub invalid: Shown,
    /// Not known, for a reason that the table does not tell.
    pub unseparated: Shown,
    /// Known in per cent of all.
    pub completeness: Measure,
    /// Valid codes in per cent of all that is not blank.
    pub validity: Measure,
    /// People whose recordings agree, in per cent of those with two or more; where people are counted.
    pub consistency: Measure,
    /// Whether enough is known for groups to be compared unmarked; null where that is hidden.
    pub enough: Option<bool>,
    /// The groups.
    pub groups: Vec<GroupFound>,
    /// Why groups are not compared with residents, where they are not.
    pub not_compared: Option<String>,
    /// The stages after the first.
    pub pathway: Vec<StageFound>,
}

/// One group of one characteristic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFound {
    /// Its name.
    pub name: String,
    /// The codes that were counted in it.
    pub codes: Vec<String>,
    /// How many.
    pub people: Shown,
    /// Per cent of those with a known group.
    pub share: Measure,
    /// Residents of the group.
    pub residents: Option<f64>,
    /// Per cent of those residents.
    pub of_residents: Measure,
    /// Share of users over share of residents.
    pub index: Measure,
    /// Rate of the group over the rate of everybody else.
    pub ratio: Measure,
    /// How often chance alone would bring such a share about.
    pub probability: Option<f64>,
    /// What the comparison says once false discovery is held down.
    pub verdict: Verdict,
    /// The index if nobody with an unknown group belonged to it.
    pub index_if_none: Option<f64>,
    /// The index if everybody with an unknown group belonged to it.
    pub index_if_all: Option<f64>,
    /// Whether the verdict holds whoever the unknown people are; null where there is none.
    pub certain: Option<bool>,
}

/// Whether a group is seen as often as its share of residents would have it. It says who is seen, not who is in need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// More often, beyond chance.
    Higher,
    /// Less often, beyond chance.
    Lower,
    /// No difference beyond chance.
    Similar,
    /// Too few are expected, or there are no residents to compare with.
    NotCompared,
    /// The count is hidden.
    Hidden,
}

/// One stage after the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageFound {
    /// Its name.
    pub name: String,
    /// How many reached it.
    pub people: Shown,
    /// Per cent of those at the stage before.
    pub share: Measure,
    /// The same by group.
    pub groups: Vec<StageGroup>,
    /// How far groups are apart.
    pub gap: Option<StageGap>,
    /// Why nothing is shown by group, where nothing is.
    pub refused: Option<String>,
}

/// One group at one stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageGroup {
    /// Its name.
    pub name: String,
    /// How many reached the stage.
    pub people: Shown,
    /// Per cent of those of the group at the stage before.
    pub share: Measure,
}

/// How far groups are apart at a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageGap {
    /// How it was measured.
    pub by: GapBy,
    /// In percentage points: the least deprived end less the most deprived, or the highest less the lowest group.
    pub difference: Measure,
    /// The ratio of the same two.
    pub ratio: Measure,
    /// The group with the highest share.
    pub highest: String,
    /// The group with the lowest.
    pub lowest: String,
}

/// How a gap was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapBy {
    /// Slope and relative index of inequality, the ratio of the two ends of the fitted line.
    Slope,
    /// Highest and lowest group.
    Widest,
}
