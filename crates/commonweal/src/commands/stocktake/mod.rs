mod asked;
mod keep;
mod words;

use std::io::ErrorKind;
use std::sync::Arc;

use clap::Args;
use evidence::cell::Origin;
use evidence::disclosure::{Choice, Rule, rules};
use evidence::stocktake::{StockTaken, Stocktake as Taken, TakeError};
use evidence_datafusion::records::{
    RecordsError, RecordsFile, TakeStockError, ToTakeStock, take_stock,
};
use evidence_datafusion::storage::Address;
use jiff::civil::Date;
use serde::Serialize;

use super::cluster::OnCluster;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Stocktake {
    /// A CSV, Excel or Parquet file: a record in each row, or with --people a published table. A path, or an address in object
    /// storage: `s3://BUCKET/KEY`, `https://HOST/FILE`.
    file: Address,
    /// Residents by group, as CSV, Excel or Parquet; may be given several times.
    #[arg(long, value_name = "FILE")]
    population: Vec<Address>,
    /// The characteristics to look at, by the names of their code lists.
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "LISTS",
        default_value = "ethnic-category,sex,age-band,deprivation"
    )]
    by: Vec<String>,
    /// The column that names the service; without one, all records are of one.
    #[arg(long, value_name = "COLUMN")]
    service: Option<String>,
    /// What the service is called where no column says so.
    #[arg(long, value_name = "NAME", conflicts_with = "service")]
    name: Option<String>,
    /// The column of the stage that somebody reached; with --stages.
    #[arg(long, value_name = "COLUMN", requires = "stages")]
    stage: Option<String>,
    /// The stages in their order, as the column spells them.
    #[arg(long, value_delimiter = ',', value_name = "STAGES", requires = "stage")]
    stages: Vec<String>,
    /// The column that tells people apart: people are counted then, and not records.
    #[arg(long, value_name = "COLUMN", conflicts_with = "people")]
    person: Option<String>,
    /// The column of numbers of people, where a row stands for many.
    #[arg(long, value_name = "COLUMN")]
    people: Option<String>,
    /// Which column tells what, such as `sex=Gender`; for a table with a row for each group `characteristic=COLUMN`,
    /// `group=COLUMN+COLUMN`, and then for each list what the first of them says.
    #[arg(long, value_name = "WHAT=COLUMN")]
    map: Vec<String>,
    /// Only rows with this value in this column; several values of one column mean any of them.
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    only: Vec<String>,
    /// Which column of the population tells what, as with --map; `people=COLUMN` for its numbers.
    #[arg(long, value_name = "WHAT=COLUMN", requires = "population")]
    population_map: Vec<String>,
    /// Only rows of the population with this value in this column.
    #[arg(long, value_name = "COLUMN=VALUE", requires = "population")]
    population_where: Vec<String>,
    /// The rule of disclosure control.
    #[arg(long, value_name = "NAME", default_value = "nhs_england")]
    policy: String,
    /// Why this rule; needed for every other than the default one.
    #[arg(long, value_name = "WORDS")]
    because: Option<String>,
    /// Known for so many per cent, groups are compared unmarked.
    #[arg(long, value_name = "PERCENT", default_value_t = 80.0)]
    threshold: f64,
    /// The records are invented: say so with everything that is made of them.
    #[arg(long)]
    illustrative: bool,
    /// Keep what may be shown, so that the public reads it; the services are made that are not there yet.
    #[arg(long, requires = "as_at")]
    keep: bool,
    /// The last day that the records cover.
    #[arg(long, value_name = "DATE", requires = "keep")]
    as_at: Option<Date>,
    /// The board that looks at the services, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG", requires = "keep")]
    board: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    on: OnCluster,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    stocktake: &'a Taken,
    /// References of the services for which it was kept.
    kept: Vec<String>,
}

/// Takes stock of a file and prints what may be shown.
pub(crate) async fn run(place: &Place, options: &Stocktake) -> Result<(), Failure> {
    let made = make(options).await?;
    let kept = match options.as_at {
        Some(as_at) if options.keep => keep::keep(place, options, &made, as_at).await?,
        _ => Vec::new(),
    };
    if options.json {
        return print_json(&Printed {
            stocktake: &made.stocktake,
            kept,
        });
    }
    let mut text = words::in_words(&made.stocktake);
    for reference in kept {
        text.push_str("\nKept for ");
        text.push_str(&reference);
    }
    print(&text)
}

async fn make(options: &Stocktake) -> Result<StockTaken, Failure> {
    let lists = asked::lists(&options.by)?;
    let sessions = options.on.sessions().await?;
    let at = |address: &Address| {
        RecordsFile::new(address.clone(), Arc::clone(&sessions))
            .with_workbooks(installation::workbooks())
    };
    let what = ToTakeStock {
        records: at(&options.file),
        layout: asked::layout(options, &lists)?,
        stages: options.stages.clone(),
        residents: options.population.iter().map(at).collect(),
        layout_of_residents: asked::population(options, &lists)?,
        origin: if options.illustrative {
            Origin::Illustrative
        } else {
            Origin::Imported
        },
        choice: choice(options)?,
        threshold: options.threshold,
    };
    take_stock(what).await.map_err(|error| match error {
        TakeStockError::Records(error) => refused(error),
        TakeStockError::Take(error @ (TakeError::Twice { .. } | TakeError::Threshold(_))) => {
            Failure::usage(error)
        }
        TakeStockError::Take(error) => Failure::input(error),
    })
}

/// The rule with its reason.
fn choice(options: &Stocktake) -> Result<Choice, Failure> {
    let name = options.policy.replace('-', "_");
    let Some(rule) = Rule::named(&name) else {
        let known: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
        return Err(Failure::usage(format!(
            "there is no rule “{}”; there are {}",
            options.policy,
            known.join(", ")
        )));
    };
    let usual = (*rule == rules::NHS_ENGLAND).then_some(rules::NHS_ENGLAND.when);
    let reason = options.because.as_deref().or(usual).unwrap_or_default();
    let file = options.file.to_string();
    Choice::new(&file, *rule, reason)
        .map_err(|error| Failure::usage(format!("{error}, with --because")))
}

fn refused(error: RecordsError) -> Failure {
    match error {
        // A wrong name is wrong usage; a disk that fails is not.
        RecordsError::Io { file, source }
            if matches!(
                source.kind(),
                ErrorKind::NotFound | ErrorKind::PermissionDenied | ErrorKind::IsADirectory
            ) =>
        {
            Failure::usage(format!("cannot read {file}: {source}"))
        }
        RecordsError::Io { .. }
        | RecordsError::Stopped { .. }
        | RecordsError::Store { .. }
        | RecordsError::Machines { .. } => error.into(),
        problem => Failure::input(problem),
    }
}
