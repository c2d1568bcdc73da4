//! What a person chooses about a measure, as words of the command.

use clap::{Args, ValueEnum};
use measures::control::{Baseline, Extremes, Screening, YearGaps};
use measures::gradient::Fit;
use measures::{Bounds, Confidence, Multiplier, Polarity, Simulation};
use measures_sql::options::{Options, Standard};

use crate::failure::Failure;

/// Choices for the measures that know them; the others leave them alone.
#[derive(Debug, Args)]
pub(super) struct Choices {
    /// Confidence of the limits, in per cent; what is judged by chance alone is judged at the first.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "PERCENT",
        default_value = "95,99.8",
        value_parser = confidence
    )]
    pub(super) confidence: Vec<Confidence>,
    /// What a rate is multiplied by, such as 100 or 100000; each measure has its own by default.
    #[arg(long, value_name = "NUMBER", value_parser = multiplier, allow_negative_numbers = true)]
    multiplier: Option<Multiplier>,
    /// What the values of a gradient are, and where the line through them is straight; the scatter of places is taken
    /// on logarithms with `log`.
    #[arg(long, value_enum, default_value_t = ScaleName::Linear)]
    scale: ScaleName,
    /// Which direction is good.
    #[arg(long, value_enum)]
    good: Option<Good>,
    /// The least and the most that an estimate can be, such as 0,100 for a percentage.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "LEAST,MOST",
        value_parser = finite,
        allow_negative_numbers = true
    )]
    bounds: Vec<f64>,
    /// Into how many parts rows are cut by their values.
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u8).range(2..=100))]
    parts: u8,
    /// What a process or a value should reach.
    #[arg(long, value_name = "NUMBER", value_parser = finite, allow_negative_numbers = true)]
    target: Option<f64>,
    /// Seed of the limits that are drawn; the same seed gives the same limits.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How often limits are drawn that have no formula.
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1_000..=1_000_000))]
    draws: u32,
    /// Standard population for a column of ages, where the file brings no weights.
    #[arg(long, value_enum)]
    standard: Option<StandardName>,
    /// Use Byar's limits at every count, as older publications do; by default counts below 10 have exact ones.
    #[arg(long)]
    byar_throughout: bool,
    /// Begin a new phase of a chart at this date, because the process is known to have changed then. Repeat it, or part
    /// dates with commas; a column `step` with 1 where a phase begins says the same.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "DATE",
        help_heading = "Charts and trends"
    )]
    step: Vec<String>,
    /// Draw the lines of `xmr` from so many points at the start of each phase, twelve or more; by default from all.
    #[arg(long, value_name = "POINTS", value_parser = clap::value_parser!(u16).range(12..), help_heading = "Charts and trends")]
    baseline: Option<u16>,
    /// Let a far too large moving range of `xmr` count as any other; by default such ranges are left out, once.
    #[arg(long, help_heading = "Charts and trends")]
    keep_outliers: bool,
    /// Give no `trend` where a year is missing among the newest five; by default they count as if they followed one another.
    #[arg(long, help_heading = "Charts and trends")]
    every_year: bool,
    /// What is done with places far out before it is measured how much more than by chance places scatter.
    #[arg(long, value_enum, default_value_t = ExtremesName::DrawIn, help_heading = "Many places")]
    extremes: ExtremesName,
    /// How many of the findings that `stands-among-many` believes may be false, as a share above 0 and below 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share, help_heading = "Many places")]
    false_share: f64,
    /// The age from which years of life are counted, where a band begins; by default the youngest.
    #[arg(long, value_name = "AGE", help_heading = "Length of life")]
    age: Option<u8>,
    /// The age before which a death is early.
    #[arg(
        long,
        value_name = "AGE",
        default_value_t = 75,
        help_heading = "Length of life"
    )]
    before: u8,
}

/// The fits of a gradient.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ScaleName {
    /// Straight through values that err evenly, such as life expectancy.
    Linear,
    /// Straight through rates.
    Rates,
    /// Straight through shares between 0 and 1.
    Shares,
    /// Straight on the logarithms of rates.
    Log,
    /// Straight on the log odds of shares between 0 and 1.
    Logit,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Good {
    /// Higher values are better.
    High,
    /// Lower values are better.
    Low,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StandardName {
    Esp2013,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExtremesName {
    /// Drawn in to the tenth of all places at either end (winsorised).
    DrawIn,
    /// Left out, a tenth of all places at either end (trimmed).
    LeaveOut,
    /// Kept as they are.
    Keep,
}

impl Choices {
    /// The choices as measures know them.
    pub(super) fn options(&self) -> Result<Options, Failure> {
        Ok(Options {
            confidences: self.confidence.clone(),
            multiplier: self.multiplier,
            fit: match self.scale {
                ScaleName::Linear => Fit::Plain,
                ScaleName::Rates => Fit::Rates,
                ScaleName::Shares => Fit::Shares,
                ScaleName::Log => Fit::LogRates,
                ScaleName::Logit => Fit::LogOdds,
            },
            polarity: match self.good {
                Some(Good::High) => Polarity::HighIsGood,
                Some(Good::Low) => Polarity::LowIsGood,
                None => Polarity::NoJudgement,
            },
            bounds: bounds_of(&self.bounds)?,
            parts: self.parts,
            target: self.target,
            simulation: Simulation::new(self.seed, self.draws).map_err(Failure::usage)?,
            standard: self.standard.map(|StandardName::Esp2013| Standard::Esp2013),
            byar_throughout: self.byar_throughout,
            steps: self.step.clone(),
            baseline: self.baseline.map_or(Baseline::Everything, |points| {
                Baseline::First(points.into())
            }),
            screening: if self.keep_outliers {
                Screening::Kept
            } else {
                Screening::LeftOut
            },
            gaps: if self.every_year {
                YearGaps::Refused
            } else {
                YearGaps::Bridged
            },
            extremes: match self.extremes {
                ExtremesName::DrawIn => Extremes::DrawnIn,
                ExtremesName::LeaveOut => Extremes::LeftOut,
                ExtremesName::Keep => Extremes::Kept,
            },
            false_share: self.false_share,
            age: self.age,
            before: self.before,
        })
    }
}

fn confidence(text: &str) -> Result<Confidence, String> {
    let percent = number(text)?;
    Confidence::from_percent(percent).map_err(|error| error.to_string())
}

fn finite(text: &str) -> Result<f64, String> {
    number(text)
        .ok()
        .filter(|number| number.is_finite())
        .ok_or_else(|| no_number(text))
}

fn multiplier(text: &str) -> Result<Multiplier, String> {
    Multiplier::new(number(text)?).map_err(|error| error.to_string())
}

fn share(text: &str) -> Result<f64, String> {
    let share = number(text)?;
    if share > 0.0 && share < 1.0 {
        Ok(share)
    } else {
        Err(format!(
            "a share lies between 0 and 1, and {share} does not"
        ))
    }
}

fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| no_number(text))
}

fn no_number(text: &str) -> String {
    format!("“{text}” is not a number")
}

fn bounds_of(numbers: &[f64]) -> Result<Option<Bounds>, Failure> {
    match numbers {
        [] => Ok(None),
        &[least, most] => Bounds::new(least, most).map(Some).map_err(Failure::usage),
        _ => Err(Failure::usage(
            "--bounds takes the least and the most, such as 0,100",
        )),
    }
}
