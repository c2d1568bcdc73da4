//! The commands, one a file.

mod actions;
mod areas;
mod attachments;
mod audit;
mod backup;
mod blind_spots;
mod boundaries;
mod cluster;
mod compare;
mod coverage;
mod datasets;
mod demo;
mod deprivation;
mod doctor;
mod documents;
mod evidence;
mod explain;
mod fetch;
mod funnel;
mod gap;
mod import;
mod indicators;
mod localities;
mod measure;
mod meetings;
mod minutes;
mod needs;
mod neighbours;
mod outbox;
mod pack;
mod paper;
mod process;
mod profile;
mod programme;
mod publish;
mod rate;
mod read_workbook;
mod release_preview;
mod restore;
mod returns;
mod search;
mod serve;
mod services;
mod sign_in;
mod sql;
mod stocktake;
mod strategy;
mod thread;

pub(crate) use actions::Actions;
pub(crate) use areas::Areas;
pub(crate) use attachments::Attachments;
pub(crate) use audit::Audit;
pub(crate) use backup::Backup;
pub(crate) use blind_spots::BlindSpots;
pub(crate) use boundaries::Boundaries;
pub(crate) use cluster::ClusterOptions;
pub(crate) use compare::Compare;
pub(crate) use coverage::Coverage;
pub(crate) use datasets::DataSets;
pub(crate) use deprivation::DeprivationOptions;
pub(crate) use doctor::Doctor;
pub(crate) use documents::Documents;
pub(crate) use evidence::EvidenceOptions;
pub(crate) use explain::Explain;
pub(crate) use fetch::{DeskFetcher, Fetch};
pub(crate) use funnel::FunnelOptions;
pub(crate) use gap::GapOptions;
pub(crate) use import::Import;
pub(crate) use indicators::Indicators;
pub(crate) use localities::Localities;
pub(crate) use measure::Measure;
pub(crate) use meetings::Meetings;
pub(crate) use minutes::Minutes;
pub(crate) use needs::Needs;
pub(crate) use neighbours::Neighbours;
pub(crate) use outbox::Outbox;
pub(crate) use pack::Pack;
pub(crate) use paper::PaperOptions;
pub(crate) use process::ProcessOptions;
pub(crate) use profile::ProfileOptions;
pub(crate) use programme::ProgrammeOptions;
pub(crate) use publish::Publish;
pub(crate) use rate::RateOptions;
pub(crate) use read_workbook::{ReadWorkbook, run as read_workbook};
pub(crate) use restore::Restore;
pub(crate) use returns::Returns;
pub(crate) use search::Search;
pub(crate) use services::Services;
pub(crate) use sql::SqlOptions;
pub(crate) use stocktake::Stocktake;
pub(crate) use strategy::Strategy;
pub(crate) use thread::Thread;

use std::fs;
use std::path::Path;
use std::str::FromStr;

use ::evidence::analysis::Answer;
use ::evidence::cell::{Cell, Figure};
use board::frameworks::{elements_of, framework_by_slug};
use board::indicators::FiguresError;
use board::places::{Body, boards};
use board::vocabulary::RecordId;
use board::{House, Who};
use serde_json::json;

use crate::configuration::{Command, CommandLine};
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;

/// Runs the command that was asked for.
pub(crate) async fn run(command_line: CommandLine) -> Result<(), Failure> {
    let place = command_line.place;
    match command_line.command {
        Command::Actions(options) => actions::run(&place, options).await,
        Command::Areas(options) => areas::run(&place, options).await,
        Command::Attachments(options) => attachments::run(&place, options).await,
        Command::Audit(options) => audit::run(&place, options).await,
        Command::Backup(options) => backup::run(&place, options).await,
        Command::BlindSpots(options) => blind_spots::run(&place, options).await,
        Command::Boundaries(options) => boundaries::run(&place, options).await,
        Command::Cluster(options) => cluster::run(options).await,
        Command::Compare(options) => compare::run(&place, options).await,
        Command::Coverage(options) => coverage::run(&place, options).await,
        Command::Datasets(options) => datasets::run(&place, options).await,
        Command::Demo => demo::run(&place).await,
        Command::Deprivation(options) => deprivation::run(&place, options).await,
        Command::Doctor(options) => doctor::run(&place, options).await,
        Command::Documents(options) => documents::run(&place, options).await,
        Command::Evidence(options) => evidence::run(&place, options).await,
        Command::Explain(options) => explain::run(&place, options).await,
        Command::Funnel(options) => funnel::run(&place, options).await,
        Command::Fetch(options) => fetch::run(&place, options).await,
        Command::Gap(options) => gap::run(&place, options).await,
        Command::Import(options) => import::run(&place, options).await,
        Command::Indicators(options) => indicators::run(&place, options).await,
        Command::Localities(options) => localities::run(&place, options).await,
        Command::Meetings(options) => meetings::run(&place, options).await,
        Command::Measure(options) => measure::run(&options),
        Command::Minutes(options) => minutes::run(&options),
        Command::Needs(options) => needs::run(&place, options).await,
        Command::Neighbours(options) => neighbours::run(&place, options).await,
        Command::Outbox(options) => outbox::run(&place, options).await,
        Command::Pack(options) => pack::run(&place, options).await,
        Command::Paper(options) => paper::run(&place, options).await,
        Command::Profile(options) => profile::run(&place, options).await,
        Command::Process(options) => process::run(&place, options).await,
        Command::Programme(options) => programme::run(&place, options).await,
        Command::Publish(options) => publish::run(&place, options).await,
        Command::Rate(options) => rate::run(&place, options).await,
        Command::ReadWorkbook(options) => read_workbook(&options),
        Command::Restore(options) => restore::run(&place, options).await,
        Command::Returns(options) => returns::run(&place, options).await,
        Command::Search(options) => search::run(&place, options).await,
        Command::Services(options) => services::run(&place, options).await,
        Command::Serve(options) => serve::run(&place, options).await,
        Command::SignIn(options) => sign_in::run(&place, options).await,
        Command::Sql(options) => sql::run(&place, options).await,
        Command::Stocktake(options) => stocktake::run(&place, &options).await,
        Command::Strategy(options) => strategy::run(&place, options).await,
        Command::Thread(options) => thread::run(&place, options).await,
    }
}

/// Why a question has no answer, with what to do about it.
fn unanswered(error: FiguresError) -> Failure {
    match error {
        FiguresError::Ask(ask) if !matches!(ask, ::evidence::analysis::AskError::Engine(_)) => {
            Failure::usage(format!(
                "{ask}. `commonweal indicators` lists what there is; `commonweal import FILE` loads more"
            ))
        }
        other => other.into(),
    }
}

/// The board with a short name; without one, the only board that there is.
async fn board_called(house: &House, wanted: Option<&str>) -> Result<Body, Failure> {
    let mut all = boards(house).await?;
    let Some(wanted) = wanted else {
        return match all.len() {
            1 => Ok(all.remove(0)),
            0 => Err(Failure::usage("there is no board yet")),
            _ => {
                let known: Vec<&str> = all.iter().map(|board| board.record.slug.as_str()).collect();
                Err(Failure::usage(format!(
                    "say which board with --board: {}",
                    known.join(", ")
                )))
            }
        };
    };
    all.into_iter()
        .find(|board| board.record.slug.as_str() == wanted)
        .ok_or_else(|| {
            Failure::usage(format!(
                "there is no board “{wanted}”; a board’s short name is the first word of its address"
            ))
        })
}

/// Who acts from the command line, on the installation's own date.
async fn operator_of(house: &House) -> Result<Who, Failure> {
    Ok(installation::operator(SystemClocks::of(house).await?))
}

/// An answer as JSON: its result, with where the figures come from and the number of its receipt.
fn answered<T: serde::Serialize>(answer: &Answer<T>) -> serde_json::Value {
    let mut whole = serde_json::to_value(&*answer.result).unwrap_or_default();
    if let Some(fields) = whole.as_object_mut() {
        fields.insert("origin".to_owned(), json!(answer.receipt.origin));
        fields.insert("receipt".to_owned(), json!(answer.receipt.number));
    }
    whole
}

/// The words of a text file.
fn text_of_file(file: &Path) -> Result<String, Failure> {
    let bytes = fs::read(file)
        .map_err(|error| Failure::while_doing(error, format!("cannot read {}", file.display())))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::input(format!(
            "{} is not text in UTF-8; save it as “Plain text, UTF-8”",
            file.display()
        ))
    })?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// A word of the product, which may be typed with hyphens for its spaces: `in-person`.
fn word<T: FromStr>(typed: &str) -> Result<T, T::Err> {
    typed.parse().or_else(|_| typed.replace('-', " ").parse())
}

/// A figure for a table: the value as it stands, or the word for there being none.
fn figure_in_words(cell: &Cell) -> String {
    match cell.figure() {
        Figure::Value(value) => format!("{value:.2}"),
        Figure::Suppressed => "hidden".to_owned(),
        Figure::Missing => "missing".to_owned(),
        Figure::NotAsked => "not asked".to_owned(),
        Figure::NotApplicable => "not applicable".to_owned(),
    }
}

/// The element of a framework, by the short name of the framework and the number, letter or title of the element.
async fn element_called(house: &House, wanted: &str) -> Result<RecordId, Failure> {
    let unknown = || {
        Failure::usage(format!(
            "there is no element “{wanted}”; write the framework’s short name and the element’s number or title, as `commonweal \
             coverage FRAMEWORK` prints them"
        ))
    };
    let (framework, name) = wanted.split_once('/').ok_or_else(unknown)?;
    let framework = framework_by_slug(house, framework)
        .await?
        .ok_or_else(unknown)?;
    elements_of(house, framework.record.id)
        .await?
        .into_iter()
        .find(|element| {
            element.code.as_deref() == Some(name) || element.record.title.eq_ignore_ascii_case(name)
        })
        .map(|element| element.record.id)
        .ok_or_else(unknown)
}
