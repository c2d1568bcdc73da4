//! Commonweal, the working system of a Health and Wellbeing Board: the command line and the server.
//!
//! This crate is the one place that reads the system's clocks, its randomness, the command line and the environment, and
//! that plugs the engines in which are slow to build. Everything else gets them as parameters. Start with
//! [`configuration`] and any one command in [`commands`].
//!
//! Standard output carries the result alone; progress and messages go to standard error. Exit codes: 0 done, 1 failed,
//! 2 wrong usage, 3 the input has problems that a person must mend.

mod archive;
mod commands;
mod configuration;
mod demonstration;
#[cfg(debug_assertions)]
mod drill;
mod failure;
mod installation;
mod list_file;
mod listening;
mod machine;
mod mail;
mod output;
mod printing;

use std::process::ExitCode;

use clap::Parser;

use crate::configuration::{Command, CommandLine};

/// The allocator of most Linux systems gives memory back as soon as 128 KB lie free, and takes it again with the next batch of
/// rows: a fifteenth of the time that taking a release in needs. It keeps twice the largest piece that was ever given back.
const KEPT_FREE: usize = 16 * 1024 * 1024;

fn main() -> ExitCode {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(KEPT_FREE)));
    // Wrong usage ends here, with exit code 2 and what would have been right.
    let command_line = CommandLine::parse();
    // A process that reads a workbook does nothing else, not even write a log.
    if let Command::ReadWorkbook(options) = &command_line.command {
        return ended(commands::read_workbook(options));
    }
    configuration::start_log(&command_line);
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(failure::Failure::from)
        .and_then(|runtime| {
            let outcome = runtime.block_on(commands::run(command_line));
            // Whatever a command wanted done is done. What it gave up, such as a query whose time is over, is not waited for.
            runtime.shutdown_background();
            outcome
        });
    ended(outcome)
}

fn ended(outcome: Result<(), failure::Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            failure.exit_code()
        }
    }
}
