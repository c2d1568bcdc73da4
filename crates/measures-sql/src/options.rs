//! What a person may choose about any measure.

use measures::control::{Baseline, Extremes, Screening, YearGaps};
use measures::gradient::Fit;
use measures::{Bounds, Confidence, Multiplier, Polarity, Simulation};

/// Choices that apply to the measures that know them; the others leave them alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// At which confidence limits are wanted, in the order of the answer.
    pub confidences: Vec<Confidence>,
    /// What a rate is multiplied by; each measure has a default of its own.
    pub multiplier: Option<Multiplier>,
    /// What the values of a gradient are, and on which scale its line is straight.
    pub fit: Fit,
    /// The standard population by which ages are weighted, where the table brings none.
    pub standard: Option<Standard>,
    /// Whether limits of counts are Byar's at every count, as in older publications.
    pub byar_throughout: bool,
    /// Which direction is good.
    pub polarity: Polarity,
    /// Between which values an estimate can lie, such as 0 and 100 for a percentage.
    pub bounds: Option<Bounds>,
    /// Draws for the limits that have no closed form; the same seed gives the same limits.
    pub simulation: Simulation,
    /// Into how many parts rows are cut by their values.
    pub parts: u8,
    /// What a process should reach.
    pub target: Option<f64>,
    /// Dates at which a chart begins a new phase, beside those that a column `step` marks.
    pub steps: Vec<String>,
    /// From which values of a phase the lines of a chart of single values are drawn.
    pub baseline: Baseline,
    /// What is done with moving ranges of such a chart that are far too large.
    pub screening: Screening,
    /// What is done where a year is missing among the newest five of a trend.
    pub gaps: YearGaps,
    /// What is done with places far out before their scatter is measured.
    pub extremes: Extremes,
    /// The share of the findings believed that may be false, above 0 and below 1.
    pub false_share: f64,
    /// The age from which years of life are counted; the youngest where none is named.
    pub age: Option<u8>,
    /// The age before which a death is early.
    pub before: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            confidences: Confidence::PUBLISHED.to_vec(),
            multiplier: None,
            fit: Fit::Plain,
            standard: None,
            byar_throughout: false,
            polarity: Polarity::NoJudgement,
            bounds: None,
            simulation: Simulation::with_seed(1),
            parts: 10,
            target: None,
            steps: Vec::new(),
            baseline: Baseline::Everything,
            screening: Screening::LeftOut,
            gaps: YearGaps::Bridged,
            extremes: Extremes::DrawnIn,
            // One in twenty.
            false_share: 0.05,
            age: None,
            // As in the outcomes framework.
            before: 75,
        }
    }
}

impl Options {
    /// The confidence at which what is judged once is judged: the first, or 95%.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        let first = self.confidences.first();
        first.copied().unwrap_or(Confidence::NINETY_FIVE)
    }
}

/// A standard population that is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// The European Standard Population of 2013.
    Esp2013,
}
