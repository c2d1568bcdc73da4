//! What a chart is given: a figure in one of five states, with its limits and its verdict.
//!
//! Numbers are checked once, here, so that no drawing can hold one that is not finite.

use crate::unit::Unit;

/// The furthest from zero that a chart will draw. Beyond it, adding and multiplying for the axis
/// would lose the digits that are shown.
const FURTHEST: f64 = 1e12;

/// Why a chart could not be drawn.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChartError {
    /// Not a number, or infinite.
    #[error("a chart can only draw finite numbers, and was given {0}")]
    NotFinite(f64),
    /// Too large to draw with its digits.
    #[error("a chart can only draw numbers up to a million million, and was given {0}")]
    OutOfReach(f64),
    /// The lower limit lies above the upper limit.
    #[error("the lower limit {lower} lies above the upper limit {upper}")]
    LimitsReversed {
        /// The limit given as the lower.
        lower: f64,
        /// The limit given as the upper.
        upper: f64,
    },
    /// No row, point, group or part at all. Write the reason as text in place of a chart.
    #[error("there is nothing to draw")]
    NothingToDraw,
    /// A bar of parts is read at a glance only up to four parts.
    #[error("a bar shows at most four parts, and was given {0}")]
    TooManyParts(usize),
    /// A part of a whole cannot be less than nothing.
    #[error("a part of a whole cannot be negative, and one is {0}")]
    NegativePart(f64),
    /// Shares are never negative, and so their ratio is not.
    #[error("a ratio of shares cannot be negative, and one is {0}")]
    NegativeRatio(f64),
    /// People are counted from zero.
    #[error("a number of people cannot be negative, and one is {0}")]
    NegativeCount(f64),
    /// The map of London has no tile for this code.
    #[error("{0} is no code of an authority of London: give one from E09000001 to E09000033")]
    NotInLondon(String),
    /// Two tiles of a map have one code.
    #[error("the authority {0} comes twice: give each authority one tile")]
    TileTwice(String),
    /// A row of a grid has one cell for each period.
    #[error("the row \"{row}\" has {cells} cells for {periods} periods: give one cell for each")]
    UnevenRow {
        /// The name of the row.
        row: String,
        /// How many cells it has.
        cells: usize,
        /// How many it needs.
        periods: usize,
    },
}

/// A finite number no further from zero than a million million.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// Checks a number for drawing.
    pub fn new(value: f64) -> Result<Self, ChartError> {
        if !value.is_finite() {
            Err(ChartError::NotFinite(value))
        } else if value.abs() > FURTHEST {
            Err(ChartError::OutOfReach(value))
        } else {
            Ok(Self(value))
        }
    }

    /// The number itself.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// The 95% limits around a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    lower: Number,
    upper: Number,
}

impl Limits {
    /// Limits in order, lower first. They need not lie on both sides of the figure: some methods
    /// give limits that leave it out.
    pub fn new(lower: f64, upper: f64) -> Result<Self, ChartError> {
        let limits = Self {
            lower: Number::new(lower)?,
            upper: Number::new(upper)?,
        };
        if limits.lower > limits.upper {
            return Err(ChartError::LimitsReversed { lower, upper });
        }
        Ok(limits)
    }

    /// The lower limit.
    #[must_use]
    pub fn lower(self) -> f64 {
        self.lower.0
    }

    /// The upper limit.
    #[must_use]
    pub fn upper(self) -> f64 {
        self.upper.0
    }

    /// Both limits in words, such as "13.2% to 17.9%".
    pub(crate) fn words(self, unit: &Unit) -> String {
        format!("{} to {}", unit.full(self.lower()), unit.full(self.upper()))
    }
}

/// A figure with the limits around it, where there are any.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: Number,
    /// Its 95% limits; `None` where they cannot be worked out.
    pub limits: Option<Limits>,
}

impl Estimate {
    /// The numbers that the axis must reach.
    pub(crate) fn reach(self) -> impl Iterator<Item = f64> {
        let limits = self
            .limits
            .into_iter()
            .flat_map(|limits| [limits.lower(), limits.upper()]);
        std::iter::once(self.value.get()).chain(limits)
    }

    /// Value and limits in words, such as "15.4% (13.2% to 17.9%)".
    pub(crate) fn words(self, unit: &Unit) -> String {
        let value = unit.full(self.value.get());
        match self.limits {
            Some(limits) => format!("{value} ({})", limits.words(unit)),
            None => value,
        }
    }
}

/// A figure in one of its five states. The words of a state without a figure say why, in a few
/// words that follow the name of the state: "too few people", "survey not run". They may be empty.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A figure.
    Value(Estimate),
    /// There is a figure, and it is hidden to protect people.
    Suppressed(String),
    /// There should be a figure, and there is none.
    Missing(String),
    /// The question was not put.
    NotAsked(String),
    /// The question makes no sense here.
    NotApplicable(String),
}

impl Cell {
    /// A figure without limits.
    pub fn value(value: f64) -> Result<Self, ChartError> {
        Ok(Self::Value(Estimate {
            value: Number::new(value)?,
            limits: None,
        }))
    }

    /// A figure with its 95% limits.
    pub fn with_limits(value: f64, lower: f64, upper: f64) -> Result<Self, ChartError> {
        let limits = Some(Limits::new(lower, upper)?);
        Ok(Self::Value(Estimate {
            value: Number::new(value)?,
            limits,
        }))
    }

    /// The figure, when there is one to show.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        match self {
            Self::Value(estimate) => Some(*estimate),
            _ => None,
        }
    }

    /// Whether the figure is hidden to protect people.
    pub(crate) fn is_suppressed(&self) -> bool {
        matches!(self, Self::Suppressed(_))
    }

    /// The word for a state without a figure; `None` when there is one.
    pub(crate) fn state(&self) -> Option<&'static str> {
        match self {
            Self::Value(_) => None,
            Self::Suppressed(_) => Some("hidden"),
            Self::Missing(_) => Some("missing"),
            Self::NotAsked(_) => Some("not asked"),
            Self::NotApplicable(_) => Some("not applicable"),
        }
    }

    /// The state with its reason, such as "hidden: too few people"; `None` when there is a figure.
    pub(crate) fn state_words(&self) -> Option<String> {
        let state = self.state()?;
        let reason = match self {
            Self::Value(_) => "",
            Self::Suppressed(why)
            | Self::Missing(why)
            | Self::NotAsked(why)
            | Self::NotApplicable(why) => why.trim(),
        };
        Some(if reason.is_empty() {
            state.to_owned()
        } else {
            format!("{state}: {reason}")
        })
    }

    /// The figure with its limits, or the state with its reason.
    pub(crate) fn words(&self, unit: &Unit) -> String {
        match self.estimate() {
            Some(estimate) => estimate.words(unit),
            None => self.state_words().unwrap_or_default(),
        }
    }
}

/// What the limits of a figure say when they are set against a benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Better than the benchmark: a filled blue circle.
    Better,
    /// Worse than the benchmark: a filled orange diamond.
    Worse,
    /// Not clearly different: a grey ring.
    Similar,
    /// Higher, where neither is good: a purple triangle.
    Higher,
    /// Lower, where neither is good: a purple triangle that points down.
    Lower,
    /// No comparison was made: an upright stroke and, beside a benchmark, the words.
    NotCompared,
}

impl Verdict {
    /// One word for tables and keys.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "Better",
            Self::Worse => "Worse",
            Self::Similar => "Similar",
            Self::Higher => "Higher",
            Self::Lower => "Lower",
            Self::NotCompared => "Not compared",
        }
    }

    /// The verdict against a named benchmark, such as "Worse than London".
    #[must_use]
    pub fn against(self, benchmark: &str) -> String {
        match self {
            Self::Similar => format!("Similar to {benchmark}"),
            Self::NotCompared => format!("Not compared with {benchmark}"),
            other => format!("{} than {benchmark}", other.word()),
        }
    }

    /// The class of the line that shows the limits.
    pub(crate) fn limits_class(self) -> &'static str {
        match self {
            Self::Better => "lim lim-better",
            Self::Worse => "lim lim-worse",
            Self::Similar | Self::NotCompared => "lim lim-similar",
            Self::Higher | Self::Lower => "lim lim-plain",
        }
    }
}

/// A benchmark: a named value that the others are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its name, such as "London".
    pub name: String,
    /// Its value, in the unit of the chart.
    pub value: Number,
}
