//! The file that is measured, whatever it comes in.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use evidence::engine::Source;
use evidence_datafusion::PlainText;
use measures_sql::named::NamedMeasure;
use measures_sql::problem::{Problem, Problems};
use measures_sql::read::{ReadError, is_parquet, read, read_csv};
use measures_sql::table::Table;

use crate::failure::Failure;

/// At most so many bytes of text are read: a table is held in memory.
const LONGEST: u64 = 1024 * 1024 * 1024;

/// The table in a file: CSV, plain or packed with gzip, or Parquet. `-` is standard input, which is read as CSV.
pub(super) fn table_of(file: &Path, measure: &NamedMeasure) -> Result<Table, Failure> {
    let refused = |words: &str| to_mend(&Problem::of_table(words).into(), measure, file);
    let mut content: Box<dyn BufRead + Send> = if is_standard_input(file) {
        Box::new(BufReader::new(io::stdin()))
    } else if file.is_dir() {
        return Err(refused(
            "this is a folder; name a CSV or Parquet file in it",
        ));
    } else {
        Box::new(BufReader::new(
            File::open(file).map_err(|error| unreadable(file, error))?,
        ))
    };
    let head = content
        .fill_buf()
        .map_err(|error| unreadable(file, error))?;
    let found = if is_parquet(head) && is_standard_input(file) {
        return Err(refused(
            "standard input is read as CSV, and this is Parquet; name the file instead",
        ));
    } else if is_parquet(head) {
        read(file)
    } else {
        let source = Source::new(name_of(file), content);
        match PlainText::open(source, LONGEST).map_err(|error| unreadable(file, error))? {
            Ok(text) => read_csv(BufReader::new(text)),
            Err(problem) => return Err(refused(&in_words(&problem))),
        }
    };
    found.map_err(|error| match error {
        ReadError::Problems(problems) => to_mend(&problems, measure, file),
        ReadError::Parquet(error) => Failure::input(format!(
            "{} is no whole Parquet file ({error}); fetch or write it again, or save it as CSV",
            file.display()
        )),
        ReadError::Io(error) => match PlainText::problem(&name_of(file), error) {
            Ok(problem) => refused(&in_words(&problem)),
            Err(error) => unreadable(file, error),
        },
        other @ ReadError::Columns(_) => unreadable(file, other),
    })
}

fn is_standard_input(file: &Path) -> bool {
    file.as_os_str() == "-"
}

fn name_of(file: &Path) -> String {
    if is_standard_input(file) {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}

fn unreadable(file: &Path, error: impl Into<anyhow::Error>) -> Failure {
    Failure::while_doing(error, format!("{} cannot be read", name_of(file)))
}

/// A problem with a file as a whole; its name stands before it.
fn in_words(problem: &evidence::intake::Problem) -> String {
    format!(
        "found {}; expected {}. {}",
        problem.found, problem.expected, problem.mend
    )
}

/// Everything that must be mended, a line each, with the file and what the measure reads.
pub(super) fn to_mend(problems: &Problems, measure: &NamedMeasure, file: &Path) -> Failure {
    let file = name_of(file);
    let mut lines: Vec<String> = problems
        .0
        .iter()
        .map(|problem| format!("  {problem}"))
        .collect();
    if lines.iter().any(|line| line.ends_with("is not a number")) {
        lines.push(
            "A number stands alone in its cell, as 1234.5: no <, no commas, no units. Leave out a row whose number is not known."
                .to_owned(),
        );
    }
    Failure::input(format!(
        "{file}: {problems}:\n{}\n{} reads the columns {}",
        lines.join("\n"),
        measure.name,
        measure.columns()
    ))
}
