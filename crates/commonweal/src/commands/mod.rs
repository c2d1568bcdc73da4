//! The commands, one a file.

mod demo;
mod serve;
mod sign_in;

use crate::configuration::{Command, CommandLine};
use crate::failure::Failure;

/// Runs the command that was asked for.
pub(crate) async fn run(command_line: CommandLine) -> Result<(), Failure> {
    let place = command_line.place;
    match command_line.command {
        Command::Demo => demo::run(&place).await,
        Command::Serve(options) => serve::run(&place, options).await,
        Command::SignIn(options) => sign_in::run(&place, options).await,
    }
}
