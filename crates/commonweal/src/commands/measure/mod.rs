//! `commonweal measure`: the statistics on the columns of a file.
//!
//! It must not know how any of them is worked out. Start with [`run`].

mod file;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use measures::gradient::Fit;
use measures::{Bounds, Confidence, Multiplier, Polarity, Simulation};
use measures_sql::finding::{Finding, percent};
use measures_sql::named::{ALL, named};
use measures_sql::options::{Options, Standard};
use measures_sql::problem::{Problem, Problems};
use serde_json::Value;

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use file::to_mend;

#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// Name of the measure; without one, all are listed with the columns that they read.
    name: Option<String>,
    /// A CSV or Parquet file with headings; `-` reads CSV from standard input. CSV may be packed with gzip.
    #[arg(value_name = "FILE", requires = "name")]
    file: Option<PathBuf>,
    /// Measure each group of rows with the same words in these columns by itself.
    #[arg(long, value_delimiter = ',', value_name = "COLUMNS")]
    by: Vec<String>,
    /// Confidence of the limits, in per cent.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "PERCENT",
        default_value = "95,99.8",
        value_parser = confidence
    )]
    confidence: Vec<Confidence>,
    /// What a rate is multiplied by, such as 100 or 100000; each measure has its own by default.
    #[arg(long, value_name = "NUMBER", value_parser = multiplier, allow_negative_numbers = true)]
    multiplier: Option<Multiplier>,
    /// What the values of a gradient are, and where the line through them is straight.
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
    /// Standard population for a column of ages, where the file brings no weights.
    #[arg(long, value_enum)]
    standard: Option<StandardName>,
    /// Use Byar's limits at every count, as older publications do; by default counts below 10 have exact ones.
    #[arg(long)]
    byar_throughout: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
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

fn confidence(text: &str) -> Result<Confidence, String> {
    let percent: f64 = text
        .trim()
        .parse()
        .map_err(|_| format!("“{text}” is not a number"))?;
    Confidence::from_percent(percent).map_err(|error| error.to_string())
}

fn finite(text: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok();
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| format!("“{text}” is not a number"))
}

fn multiplier(text: &str) -> Result<Multiplier, String> {
    let number: f64 = text
        .trim()
        .parse()
        .map_err(|_| format!("“{text}” is not a number"))?;
    Multiplier::new(number).map_err(|error| error.to_string())
}

/// Measures a file, or lists the measures.
pub(crate) fn run(options: &Measure) -> Result<(), Failure> {
    let Some(name) = &options.name else {
        return list(options.json);
    };
    let Some(measure) = named(name) else {
        let known: Vec<&str> = ALL.iter().map(|measure| measure.name).collect();
        return Err(Failure::usage(format!(
            "there is no measure “{name}”; there are {}",
            known.join(", ")
        )));
    };
    let Some(file) = &options.file else {
        return Err(Failure::usage(format!(
            "say which file to measure; {name} reads the columns {}",
            measure.columns()
        )));
    };
    let table = file::table_of(file, measure)?;
    if table.rows() == 0 {
        let problem = Problem::of_table("there are headings and no rows under them");
        return Err(to_mend(&problem.into(), measure, file));
    }
    let chosen = Options {
        confidences: options.confidence.clone(),
        multiplier: options.multiplier,
        fit: match options.scale {
            ScaleName::Linear => Fit::Plain,
            ScaleName::Rates => Fit::Rates,
            ScaleName::Shares => Fit::Shares,
            ScaleName::Log => Fit::LogRates,
            ScaleName::Logit => Fit::LogOdds,
        },
        polarity: match options.good {
            Some(Good::High) => Polarity::HighIsGood,
            Some(Good::Low) => Polarity::LowIsGood,
            None => Polarity::NoJudgement,
        },
        bounds: bounds_of(&options.bounds)?,
        parts: options.parts,
        target: options.target,
        simulation: Simulation::with_seed(options.seed),
        standard: options
            .standard
            .map(|StandardName::Esp2013| Standard::Esp2013),
        byar_throughout: options.byar_throughout,
    };
    let groups = table
        .groups(&options.by)
        .map_err(|problems| to_mend(&problems, measure, file))?;
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for group in &groups {
        match (measure.measure)(group, &chosen) {
            Ok(finding) => found.push((group.key(), finding)),
            Err(more) => {
                for problem in more.0 {
                    // A missing column is missing in every group.
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(to_mend(&Problems(problems), measure, file));
    }
    if options.json {
        let all: Vec<Value> = found
            .iter()
            .map(|(key, finding)| finding.as_json(measure.name, &options.by, key))
            .collect();
        return print_json(&all);
    }
    print(&in_words(&options.by, &chosen.confidences, &found))
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

fn list(as_json: bool) -> Result<(), Failure> {
    if as_json {
        let all: Vec<Value> = ALL
            .iter()
            .map(|measure| {
                serde_json::json!({
                    "measure": measure.name, "about": measure.about, "columns": measure.columns(),
                })
            })
            .collect();
        return print_json(&all);
    }
    let words = |text: &str| text.to_owned();
    let mut rows = vec![vec![
        words("Measure"),
        words("Columns"),
        words("What it says"),
    ]];
    rows.extend(
        ALL.iter()
            .map(|measure| vec![words(measure.name), measure.columns(), words(measure.about)]),
    );
    print(&columns(&rows))
}

/// A line for each group.
fn in_words(by: &[String], confidences: &[Confidence], found: &[(&[String], Finding)]) -> String {
    let mut heading = by.to_vec();
    heading.push("Value".to_owned());
    for &confidence in confidences {
        heading.push(format!("{}% from", percent(confidence)));
        heading.push("to".to_owned());
    }
    heading.push("Note".to_owned());
    let mut rows = vec![heading];
    for (key, finding) in found {
        let mut row = key.to_vec();
        let value = finding.value.ok().flatten();
        row.push(value.map_or_else(|| "-".to_owned(), number));
        let limits = finding.limits.as_deref().unwrap_or_default();
        for &confidence in confidences {
            let limits = limits.iter().find(|&&(level, ..)| level == confidence);
            row.push(limits.map_or_else(|| "-".to_owned(), |&(_, lower, _)| number(lower)));
            row.push(limits.map_or_else(|| "-".to_owned(), |&(_, _, upper)| number(upper)));
        }
        row.push(finding.reason_in_words().unwrap_or_else(|| {
            match (&finding.value, finding.method) {
                // What it says of each row has no place in a line for all of them.
                (Ok(None), _) => "what is said of each row is printed with --json".to_owned(),
                (_, method) => method.unwrap_or_default().to_owned(),
            }
        }));
        rows.push(row);
    }
    columns(&rows)
}

fn number(number: f64) -> String {
    format!("{number:.4}")
}
