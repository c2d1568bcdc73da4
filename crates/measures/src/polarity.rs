//! Which way is good.

/// Which direction of an indicator is good, as its publisher declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// Higher values are better, such as vaccination.
    HighIsGood,
    /// Lower values are better, such as smoking.
    LowIsGood,
    /// The publisher makes no judgement, such as recorded prevalence of a disease.
    NoJudgement,
}
