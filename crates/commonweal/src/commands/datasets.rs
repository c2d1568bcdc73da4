use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use board::House;
use board::indicators::{
    DataSet, DataVersion, DescribeDataSet, Freshness, MadeOf, TakeAwayError, data_sets,
    describe_data_set, indicator_by_publisher_id, made_of, take_away_data_set, take_away_indicator,
    versions_of,
};
use clap::{Args, Subcommand, ValueEnum};
use evidence::engine::FileHash;
use evidence::open_data::{
    OpenDataError, OpenFile, Package, ParquetWriter, write_csv, write_data_package, write_json,
};
use evidence_datafusion::DataFusionEngine;
use evidence_datafusion::sql::table_name;
use jiff::civil::Date;
use serde_json::{Value, json};
use web::Clocks as _;

use super::publish::called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "datasets", args_conflicts_with_subcommands = true)]
pub(crate) struct DataSets {
    #[command(subcommand)]
    act: Option<Act>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Show one data set: what is known about it, its versions and what was noticed in the one that counts.
    Show(Show),
    /// Say or correct who publishes a data set, under which licence, what that asks for, and when the next release is due.
    Describe(Describe),
    /// Write a data set, or one indicator of all data sets, into a file to take away.
    Export(Export),
}

#[derive(Debug, Args)]
struct Show {
    /// The data set, by its short name or its name.
    #[arg(value_name = "DATA-SET")]
    data_set: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What is left out stays as it is; empty words take a statement away.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("said").required(true).multiple(true))]
struct Describe {
    /// The data set, by its short name or its name.
    #[arg(value_name = "DATA-SET")]
    data_set: String,
    /// Who publishes it.
    #[arg(long, value_name = "WORDS", group = "said")]
    source: Option<String>,
    /// Under which licence, such as "Open Government Licence v3.0".
    #[arg(long, value_name = "WORDS", group = "said")]
    licence: Option<String>,
    /// The words that the licence asks for.
    #[arg(long, value_name = "WORDS", group = "said")]
    attribution: Option<String>,
    /// When the next release is due, such as 2027-03-31.
    #[arg(long, value_name = "DATE", group = "said")]
    next_due: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Export {
    /// The data set, by its short name.
    #[arg(required_unless_present = "indicator", value_name = "DATA-SET")]
    data_set: Option<String>,
    /// One indicator, by its number, from every data set that holds it.
    #[arg(long, value_name = "NUMBER", conflicts_with = "data_set")]
    indicator: Option<String>,
    /// The form of the file.
    #[arg(long, value_enum, default_value_t = FormatName::Package)]
    format: FormatName,
    /// The file to write; by default the short name with the ending of the form, here. An older one is replaced.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The forms of a file to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// A ZIP archive with CSV tables and their descriptions: a Data Package that CSV on the Web describes too.
    Package,
    /// Comma-separated values.
    Csv,
    /// One JSON document.
    Json,
    /// A Parquet file.
    Parquet,
}

impl FormatName {
    fn ending(self) -> &'static str {
        match self {
            Self::Package => "zip",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }
}

/// Lists the data sets with their versions, or writes one into a file.
pub(crate) async fn run(place: &Place, options: DataSets) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = match options.act {
        None => list(&house, options.json).await,
        Some(Act::Show(show)) => show_one(&house, &show.data_set, show.json).await,
        Some(Act::Describe(said)) => describe(&house, &said).await,
        Some(Act::Export(export)) => {
            let package = package(&house, &export).await;
            match package {
                Ok(package) => write(place, &package, &export).await,
                Err(failure) => Err(failure),
            }
        }
    };
    house.database().clone().close().await;
    result
}

async fn list(house: &House, as_json: bool) -> Result<(), Failure> {
    let today = SystemClocks::of(house).await?.today();
    let sets = data_sets(house).await?;
    let versions = versions_of(house, None).await?;
    let of = |set: &DataSet| -> Vec<&DataVersion> {
        versions
            .iter()
            .filter(|version| version.data_set_id == set.record.id)
            .collect()
    };
    if as_json {
        let sets: Vec<Value> = sets
            .iter()
            .map(|set| in_json(set, &of(set), today))
            .collect();
        return print_json(&sets);
    }
    if sets.is_empty() {
        eprintln!("There is no data set yet. Load one with `commonweal import FILE`.");
        return Ok(());
    }
    let mut rows = vec![
        [
            "Data set",
            "Name",
            "Version",
            "Rows",
            "As at",
            "Licence",
            "Origin",
            "Next release",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    rows.extend(sets.iter().map(|set| in_words(set, &of(set), today)));
    print(&columns(&rows))
}

async fn show_one(house: &House, name: &str, as_json: bool) -> Result<(), Failure> {
    let set = called(house, name).await?;
    let today = SystemClocks::of(house).await?.today();
    let versions = versions_of(house, Some(set.record.id)).await?;
    let versions: Vec<&DataVersion> = versions.iter().collect();
    let version = current(&versions);
    let made_of = match version {
        Some(version) => made_of(house, version).await?,
        None => Vec::new(),
    };
    if as_json {
        let mut found = in_json(&set, &versions, today);
        if let Value::Object(found) = &mut found {
            let more = json!({
                "policy_reason": set.policy_reason,
                "indicators": version.map(|version| &version.indicator_ids),
                "sources": version.map(|version| {
                    let source = |(name, hash): &(String, FileHash)| json!({ "name": name, "sha256": hash });
                    version.sources.iter().map(source).collect::<Vec<_>>()
                }),
                "notes": version.map(|version| &version.notes),
                "made_of": made_of.iter().map(|made| json!({
                    "data_set": made.data_set, "version": made.version, "newer": made.newer,
                })).collect::<Vec<_>>(),
            });
            if let Value::Object(more) = more {
                found.extend(more);
            }
        }
        return print_json(&found);
    }
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".to_owned());
    let mut lines = vec![
        format!("{} ({})", set.record.title, set.record.slug),
        format!("Source: {}", said(&set.source)),
        format!("Licence: {}", said(&set.licence)),
        format!("Attribution: {}", said(&set.attribution)),
        format!("Hiding rule: {}", set.policy.words()),
        format!(
            "Freshness: {}",
            Freshness::on(today, set.next_due).in_words()
        ),
    ];
    if set.licence.is_none() {
        lines.push(format!(
            "Say the licence with `commonweal datasets describe {} --licence WORDS`.",
            set.record.slug
        ));
    }
    lines.extend(versions.iter().map(|version| {
        format!(
            "Version {}, {}: {} rows for {} indicators, as at {}, loaded by {}",
            version.number,
            version.record.state,
            version.rows,
            version.indicator_ids.len(),
            version.as_at,
            version.loaded_by_name
        )
    }));
    let newer: Vec<String> = made_of.iter().filter_map(MadeOf::newer_words).collect();
    if !newer.is_empty() {
        lines.extend(newer);
        // What a board keeps is made again by its people.
        let how = match set.record.body_id {
            Some(_) => "Make these rates again at the desk, under Evidence.",
            None => "Make these rates again with `commonweal rate --every-place --keep`.",
        };
        lines.push(how.to_owned());
    }
    lines.extend(
        version
            .iter()
            .flat_map(|version| &version.notes)
            .map(|note| format!("Note: {}", note.words)),
    );
    print(&lines.join("\n"))
}

async fn describe(house: &House, said: &Describe) -> Result<(), Failure> {
    let set = called(house, &said.data_set).await?;
    let kept = |said: &Option<String>, held: &Option<String>| said.clone().or_else(|| held.clone());
    let next_due =
        match said.next_due.as_deref().map(str::trim) {
            None => set.next_due,
            Some("") => None,
            Some(text) => Some(text.parse::<Date>().map_err(|_| {
                Failure::usage(format!("“{text}” is no date; write it as 2027-03-31"))
            })?),
        };
    let input = DescribeDataSet {
        source: kept(&said.source, &set.source),
        licence: kept(&said.licence, &set.licence),
        attribution: kept(&said.attribution, &set.attribution),
        next_due,
    };
    let who = installation::operator(SystemClocks::of(house).await?);
    describe_data_set(house, &who, set.record.id, set.record.revision, input)
        .await
        .map_err(Failure::input)?;
    show_one(house, set.record.slug.as_str(), said.json).await
}

/// The version that answers are given from; where none is, the newest.
fn current<'a>(versions: &[&'a DataVersion]) -> Option<&'a DataVersion> {
    let published = versions
        .iter()
        .find(|version| version.record.state == board::indicators::PUBLISHED);
    published.or(versions.first()).copied()
}

fn in_words(set: &DataSet, versions: &[&DataVersion], today: Date) -> Vec<String> {
    let version = current(versions);
    let said = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    vec![
        set.record.slug.to_string(),
        set.record.title.clone(),
        said(version.map(|version| format!("{}, {}", version.number, version.record.state))),
        said(version.map(|version| version.rows.to_string())),
        said(version.map(|version| version.as_at.to_string())),
        set.licence
            .clone()
            .unwrap_or_else(|| "not stated".to_owned()),
        said(version.map(|version| version.record.origin.to_string())),
        Freshness::on(today, set.next_due).in_words(),
    ]
}

fn in_json(set: &DataSet, versions: &[&DataVersion], today: Date) -> Value {
    let freshness = Freshness::on(today, set.next_due);
    let versions_in_json: Vec<Value> = versions
        .iter()
        .map(|version| {
            json!({
                "version": version.number,
                "state": version.record.state,
                "as_at": version.as_at.to_string(),
                "published_on": version.published_on.map(|day| day.to_string()),
                "rows": version.rows,
                "indicators": version.indicator_ids.len(),
                "sha256": version.file,
                "origin": version.record.origin.to_string(),
            })
        })
        .collect();
    json!({
        "data_set": set.record.slug.as_str(),
        "title": set.record.title,
        "table": table_name(set.record.slug.as_str()),
        "source": set.source,
        "licence": set.licence,
        "attribution": set.attribution,
        "policy": set.policy,
        "policy_in_words": set.policy.words(),
        "open": is_open(set, versions),
        "next_due": set.next_due.map(|day| day.to_string()),
        "freshness": freshness.word(),
        "days_overdue": match freshness {
            Freshness::Overdue(days) => Some(days),
            _ => None,
        },
        "versions": versions_in_json,
    })
}

/// Whether its rows are given away one by one.
fn is_open(set: &DataSet, versions: &[&DataVersion]) -> bool {
    current(versions).is_some_and(|version| {
        let release = board::indicators::Release {
            data_set: set.clone(),
            version: version.clone(),
        };
        OpenFile::of(release.as_asked()).is_ok()
    })
}

async fn package(house: &House, export: &Export) -> Result<Package, Failure> {
    let taken = match (&export.data_set, &export.indicator) {
        (Some(name), _) => take_away_data_set(house, name).await,
        (None, Some(number)) => match indicator_by_publisher_id(house, number).await? {
            Some(indicator) => take_away_indicator(house, &indicator).await,
            None => Err(TakeAwayError::NoSuchIndicator(number.clone())),
        },
        (None, None) => return Err(Failure::usage("name a data set, or an indicator")),
    };
    taken.map_err(|error| match error {
        TakeAwayError::NoSuchDataSet(_) => Failure::usage(format!(
            "{error}; `commonweal datasets` lists what there is"
        )),
        TakeAwayError::NoSuchIndicator(_) => Failure::usage(format!(
            "{error}; `commonweal indicators` lists what there is"
        )),
        TakeAwayError::Withheld { .. } => Failure::usage(format!(
            "{error} Its figures are shown on pages and by `commonweal compare`"
        )),
        other => other.into(),
    })
}

/// Writes a file beside its name first, so that half a file never takes its place.
async fn write(place: &Place, package: &Package, export: &Export) -> Result<(), Failure> {
    let path = export
        .output
        .clone()
        .unwrap_or_else(|| PathBuf::from(format!("{}.{}", package.name, export.format.ending())));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let cannot = |error| Failure::while_doing(error, format!("cannot write {}", path.display()));
    let engine = installation::data_engine(place)?;
    let written = write_form(&engine, package, export.format, &part).await;
    let rows = match written {
        Ok(rows) => fs::rename(&part, &path).map(|()| rows).map_err(cannot),
        Err(error) => Err(Failure::while_doing(
            error,
            format!("cannot write {}", path.display()),
        )),
    };
    if rows.is_err() {
        // What is left of it is of no use; that it cannot be removed is no news beside the failure.
        let _ = fs::remove_file(&part);
    }
    let rows = rows?;
    if let Some(warning) = package.warning() {
        eprintln!("{warning}");
    }
    print(&format!("{}: {rows} rows", path.display()))
}

async fn write_form(
    engine: &DataFusionEngine,
    package: &Package,
    format: FormatName,
    path: &Path,
) -> Result<u64, OpenDataError> {
    let mut out = BufWriter::new(File::create(path)?);
    match format {
        FormatName::Package => write_data_package(engine, package, out).await,
        FormatName::Csv => write_csv(engine, package, &mut out).await,
        FormatName::Json => write_json(engine, package, &mut out).await,
        FormatName::Parquet => engine.write_parquet(package, Box::new(out)).await,
    }
}
