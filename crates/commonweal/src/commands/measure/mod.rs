//! `commonweal measure`: the statistics on the columns of a file.
//!
//! It must not know how any of them is worked out. Start with [`run`].

mod choices;
mod file;

use std::path::PathBuf;

use clap::Args;
use measures::Confidence;
use measures_sql::finding::{Finding, percent};
use measures_sql::named::{ALL, named};
use measures_sql::problem::{Problem, Problems};
use serde_json::Value;

use crate::failure::Failure;
use crate::output::{columns, print, print_json};
use choices::Choices;
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
    #[command(flatten)]
    choices: Choices,
    /// Print JSON.
    #[arg(long)]
    json: bool,
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
    let chosen = options.choices.options()?;
    let table = file::table_of(file, measure)?;
    if table.rows() == 0 {
        let problem = Problem::of_table("there are headings and no rows under them");
        return Err(to_mend(&problem.into(), measure, file));
    }
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
