//! The commands, one a file.

mod compare;
mod demo;
mod explain;
mod gap;
mod import;
mod indicators;
mod serve;
mod sign_in;

pub(crate) use compare::Compare;
pub(crate) use explain::Explain;
pub(crate) use gap::GapOptions;
pub(crate) use import::Import;
pub(crate) use indicators::Indicators;

use board::indicators::FiguresError;
use evidence::cell::{Cell, Figure};

use crate::configuration::{Command, CommandLine};
use crate::failure::Failure;

/// Runs the command that was asked for.
pub(crate) async fn run(command_line: CommandLine) -> Result<(), Failure> {
    let place = command_line.place;
    match command_line.command {
        Command::Compare(options) => compare::run(&place, options).await,
        Command::Demo => demo::run(&place).await,
        Command::Explain(options) => explain::run(&place, options).await,
        Command::Gap(options) => gap::run(&place, options).await,
        Command::Import(options) => import::run(&place, options).await,
        Command::Indicators(options) => indicators::run(&place, options).await,
        Command::Serve(options) => serve::run(&place, options).await,
        Command::SignIn(options) => sign_in::run(&place, options).await,
    }
}

/// Why a question has no answer, with what to do about it.
fn unanswered(error: FiguresError) -> Failure {
    match error {
        FiguresError::Ask(ask) if !matches!(ask, evidence::analysis::AskError::Engine(_)) => {
            Failure::usage(format!(
                "{ask}. `commonweal indicators` lists what there is; `commonweal import FILE` loads more"
            ))
        }
        other => other.into(),
    }
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
