//! What a person may choose about any measure.

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
        }
    }
}

/// A standard population that is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// The European Standard Population of 2013.
    Esp2013,
}
