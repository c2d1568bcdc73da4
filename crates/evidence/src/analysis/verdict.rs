//! Better, similar, worse: one figure against a benchmark.
//!
//! The verdict rests on the limits that the publisher printed, where there are any, so that it is the publisher's
//! own. Our limits stand beside; where they would say something else, a [`DataNote`] says so.

use serde::{Serialize, Serializer};

use crate::catalogue::Indicator;
use crate::cell::{Cell, Figure};

use super::methods;

/// How a figure compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Better than the benchmark.
    Better,
    /// The limits take in the benchmark.
    Similar,
    /// Worse than the benchmark.
    Worse,
    /// Lower; nobody says whether that is good.
    Lower,
    /// Higher; nobody says whether that is good.
    Higher,
    /// Not compared; [`Judgement::why_not`] says why.
    NotCompared,
}

impl Verdict {
    /// The word, as publishers print it and as `--json` gives it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "Better",
            Self::Similar => "Similar",
            Self::Worse => "Worse",
            Self::Lower => "Lower",
            Self::Higher => "Higher",
            Self::NotCompared => "Not compared",
        }
    }

    /// Reads a publisher's word. None for other words and for nothing.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Better,
            Self::Similar,
            Self::Worse,
            Self::Lower,
            Self::Higher,
            Self::NotCompared,
        ]
        .into_iter()
        .find(|verdict| verdict.word() == word)
    }

    /// True when the figure lies away from the benchmark.
    #[must_use]
    pub fn differs(self) -> bool {
        !matches!(self, Self::Similar | Self::NotCompared)
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Why a figure is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// The figure is hidden to protect people.
    Hidden,
    /// There is no figure.
    NoFigure,
    /// The figure has no limits, and none can be computed.
    NoLimits,
    /// The benchmark has no figure for the period.
    NoBenchmark,
    /// It is the benchmark itself.
    IsBenchmark,
    /// The series has no figure so many years before.
    NothingEarlier,
    /// The earlier figures are for periods of another length.
    SeriesBreaks,
    /// The two periods overlap, so that the figures share people.
    PeriodsOverlap,
}

impl WhyNot {
    /// The reason as a few words: "3 have no limits".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Hidden => "hidden because too few people are counted",
            Self::NoFigure => "without a figure",
            Self::NoLimits => "without limits",
            Self::NoBenchmark => "without a figure to compare with",
            Self::IsBenchmark => "the place compared with",
            Self::NothingEarlier => "without a figure so many years before",
            Self::SeriesBreaks => "whose earlier figures are for periods of another length",
            Self::PeriodsOverlap => "for periods that overlap with the earlier ones",
        }
    }
}

/// A verdict with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// How the figure compares.
    pub verdict: Verdict,
    /// Why it does not, when it does not.
    pub why_not: Option<WhyNot>,
    /// What it is compared with.
    pub benchmark: Option<Cell>,
    /// The publisher's printed word.
    pub printed: Option<Verdict>,
    /// What our own limits would say.
    pub own: Option<Verdict>,
    /// How far from the benchmark, in standard errors; above it positive.
    pub distance: Option<f64>,
}

/// Something about the figures that a reader of the data should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum DataNote {
    /// The publisher prints another verdict than its own limits give.
    PrintedVerdictDiffers {
        /// The printed word.
        printed: Verdict,
        /// The word that the limits give.
        computed: Verdict,
    },
    /// Our limits are not the publisher's.
    OwnLimitsDiffer,
    /// Our limits give another verdict.
    OwnVerdictDiffers {
        /// The word that our limits give.
        own: Verdict,
    },
    /// The publisher's value lies outside its own limits.
    ValueOutsideItsLimits,
    /// The publisher prints another trend than the rule gives.
    PrintedTrendDiffers {
        /// The printed words.
        printed: String,
    },
    /// A note of the publisher on the value.
    Publisher {
        /// Its words.
        words: String,
    },
}

impl DataNote {
    /// The note as a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::PrintedVerdictDiffers { printed, computed } => format!(
                "The publisher prints “{}”; its own limits say “{}”.",
                printed.word(),
                computed.word()
            ),
            Self::OwnLimitsDiffer => {
                "Limits that we compute from the count and the denominator differ from the printed ones."
                    .to_owned()
            }
            Self::OwnVerdictDiffers { own } => {
                format!("By limits that we compute, the verdict would be “{}”.", own.word())
            }
            Self::ValueOutsideItsLimits => {
                "The printed value lies outside its own printed limits.".to_owned()
            }
            Self::PrintedTrendDiffers { printed } => {
                format!("The publisher prints the trend as “{printed}”.")
            }
            Self::Publisher { words } => words.clone(),
        }
    }
}

/// Judges a cell against a benchmark cell. `printed` is the publisher's word for the same comparison.
pub(crate) fn judge(
    indicator: &Indicator,
    cell: &Cell,
    benchmark: Option<&Cell>,
    printed: Option<&str>,
) -> Judgement {
    let printed = printed.and_then(Verdict::from_word);
    let why_not = |why| Judgement {
        printed,
        ..not_compared(why, benchmark.cloned())
    };
    if benchmark.is_some_and(|benchmark| benchmark.area.code == cell.area.code) {
        return why_not(WhyNot::IsBenchmark);
    }
    let value = match value_of(cell) {
        Ok(value) => value,
        Err(why) => return why_not(why),
    };
    let Some(level) = benchmark.and_then(Cell::value) else {
        return why_not(WhyNot::NoBenchmark);
    };
    let Some(limits) = cell.limits.and_then(|limits| limits.at_95) else {
        return why_not(WhyNot::NoLimits);
    };
    let polarity = indicator.polarity;
    let own = cell
        .own_limits
        .and_then(|limits| limits.at_95)
        .map(|limits| methods::compare(limits, level, polarity));
    Judgement {
        verdict: methods::compare(limits, level, polarity),
        why_not: None,
        benchmark: benchmark.cloned(),
        printed,
        own,
        distance: methods::distance(value, limits, level),
    }
}

/// A difference with its 95% limits.
type Difference = (f64, Option<(f64, f64)>);

/// Judges a cell against an earlier one of the same place: by the limits of the difference, since both are uncertain.
/// `why_none` says why there is no earlier one.
pub(crate) fn judge_change(
    indicator: &Indicator,
    cell: &Cell,
    earlier: Option<Cell>,
    why_none: WhyNot,
) -> (Judgement, Option<Difference>) {
    if let Err(why) = value_of(cell) {
        return (not_compared(why, earlier), None);
    }
    if let Some(hidden) = earlier.as_ref().and_then(|earlier| value_of(earlier).err()) {
        let why = match hidden {
            WhyNot::Hidden => WhyNot::Hidden,
            _ => WhyNot::NothingEarlier,
        };
        return (not_compared(why, earlier), None);
    }
    let Some(before) = earlier else {
        return (not_compared(why_none, None), None);
    };
    let Some((difference, limits)) = methods::difference(cell, &before) else {
        return (not_compared(WhyNot::NoLimits, Some(before)), None);
    };
    let Some(limits) = limits else {
        let judgement = not_compared(WhyNot::NoLimits, Some(before));
        return (judgement, Some((difference, None)));
    };
    let judgement = Judgement {
        verdict: methods::compare(limits, 0.0, indicator.polarity),
        why_not: None,
        benchmark: Some(before),
        printed: None,
        own: None,
        distance: methods::distance(difference, limits, 0.0),
    };
    (judgement, Some((difference, Some(limits))))
}

fn not_compared(why: WhyNot, benchmark: Option<Cell>) -> Judgement {
    Judgement {
        verdict: Verdict::NotCompared,
        why_not: Some(why),
        benchmark,
        printed: None,
        own: None,
        distance: None,
    }
}

fn value_of(cell: &Cell) -> Result<f64, WhyNot> {
    match cell.figure {
        Figure::Value(value) => Ok(value),
        Figure::Suppressed => Err(WhyNot::Hidden),
        _ => Err(WhyNot::NoFigure),
    }
}

/// What is worth a note about a cell and its judgement.
pub(crate) fn notes(cell: &Cell, judgement: &Judgement) -> Vec<DataNote> {
    let mut notes = Vec::new();
    if let Some(words) = &cell.note {
        notes.push(DataNote::Publisher {
            words: words.to_string(),
        });
    }
    if let Some(printed) = judgement.printed
        && printed != Verdict::NotCompared
        && judgement.verdict != Verdict::NotCompared
        && printed != judgement.verdict
    {
        notes.push(DataNote::PrintedVerdictDiffers {
            printed,
            computed: judgement.verdict,
        });
    }
    let printed = cell.limits.and_then(|limits| limits.at_95);
    let own = cell.own_limits.and_then(|limits| limits.at_95);
    if let (Some(printed), Some(value)) = (printed, cell.value()) {
        // Values printed to one decimal may lie a rounding outside.
        let slack = 0.051_f64.max(value.abs() * 1e-3);
        if value < printed.0 - slack || value > printed.1 + slack {
            notes.push(DataNote::ValueOutsideItsLimits);
        }
    }
    if let (Some(printed), Some(own)) = (printed, own)
        && !methods::agree(printed, own)
    {
        notes.push(DataNote::OwnLimitsDiffer);
    }
    if let Some(own) = judgement.own
        && own != judgement.verdict
    {
        notes.push(DataNote::OwnVerdictDiffers { own });
    }
    notes
}
