use std::io;

use clap::Args;

use crate::failure::Failure;

/// Reads a workbook from standard input in a process that can do nothing else, and writes its table to standard output. The
/// program starts it for itself.
#[derive(Debug, Args)]
pub(crate) struct ReadWorkbook {
    /// The sheet to read.
    #[arg(long)]
    sheet: Option<String>,
}

/// Gives everything up that a hostile workbook could want, then reads.
pub(crate) fn run(options: &ReadWorkbook) -> Result<(), Failure> {
    workbooks::confine()?;
    workbooks::serve(
        io::stdin().lock(),
        io::stdout().lock(),
        options.sheet.as_deref(),
    )?;
    Ok(())
}
