use std::fs::{self, File};
use std::io::{BufWriter, IsTerminal, Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use board::indicators::{OpenData, open_data};
use clap::{Args, ValueEnum};
use evidence_datafusion::sql::{Answer, SqlError, SqlFormat, SqlLimits, SqlSession, Written};

use super::cluster::OnCluster;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::output::{columns, print, writer};

/// Rows that a table for people has, where nobody says how many.
const ROWS_FOR_PEOPLE: usize = 1_000;

#[derive(Debug, Args)]
#[command(name = "sql")]
pub(crate) struct SqlOptions {
    /// One query that reads; `-` takes it from standard input. Without one, the tables are listed.
    query: Option<String>,
    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = FormatName::Table)]
    format: FormatName,
    /// Write the answer to a file, which is replaced only by a whole answer.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// No more rows than this; a table has 1,000 by default, other forms have all.
    #[arg(long, value_name = "NUMBER")]
    rows: Option<usize>,
    /// Stop a query that takes longer.
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    seconds: u64,
    /// Stop a query that needs more memory.
    #[arg(long, value_name = "MEGABYTES", default_value_t = 1_024)]
    memory: usize,
    #[command(flatten)]
    on: OnCluster,
}

/// The forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// Columns that line up.
    Table,
    /// Comma-separated values with a heading.
    Csv,
    /// A list of objects.
    Json,
    /// A Parquet file.
    Parquet,
}

impl FormatName {
    /// The form as the engine knows it; a table is made of words.
    fn as_file(self) -> Option<SqlFormat> {
        match self {
            Self::Table => None,
            Self::Csv => Some(SqlFormat::Csv),
            Self::Json => Some(SqlFormat::Json),
            Self::Parquet => Some(SqlFormat::Parquet),
        }
    }
}

/// Answers a query over the published data sets whose rows are open.
pub(crate) async fn run(place: &Place, options: SqlOptions) -> Result<(), Failure> {
    if options.format == FormatName::Parquet
        && options.output.is_none()
        && std::io::stdout().is_terminal()
    {
        return Err(Failure::usage(
            "a Parquet file is nothing to read on a terminal; name a file with --output, or send it on to a program",
        ));
    }
    let query = query(&options)?;
    installation::must_exist(place)?;
    let sessions = options.on.sessions().await?;
    let house = installation::open(place).await?;
    let open = open_data(&house).await;
    house.database().clone().close().await;
    let open = open?;
    for withheld in &open.withheld {
        eprintln!(
            "Not among the tables: “{}”; {}.",
            withheld.title,
            reason(withheld.reason)
        );
    }
    let limits = SqlLimits {
        memory: options.memory.saturating_mul(1024 * 1024),
        time: Duration::from_secs(options.seconds),
        rows: match options.format {
            FormatName::Table => options.rows.or(Some(ROWS_FOR_PEOPLE)),
            _ => options.rows,
        },
    };
    let engine = installation::data_engine(place)?.with_sessions(sessions);
    let session = SqlSession::open(&engine, &open.parts, &open.indicators, limits)
        .await
        .map_err(|error| stopped(error, None))?
        .with_functions(measures_sql::sql::functions());
    let Some(query) = query else {
        return print(&tables_in_words(&session, &open));
    };
    let refused = |error| stopped(error, Some(&session));
    let answer = session.ask(&query).await.map_err(refused)?;
    let written = write(answer, &options).await?;
    if written.is_cut {
        eprintln!(
            "These are the first {} rows; there are more. Ask for others with --rows, or narrow the query.",
            written.rows
        );
    }
    if open
        .parts
        .iter()
        .any(|part| part.file.origin() == evidence::cell::Origin::Illustrative)
    {
        eprintln!(
            "Some data sets are illustrative: made up to show the product, not for use. The column origin tells which rows."
        );
    }
    Ok(())
}

/// A reason as the end of a sentence.
fn reason(reason: evidence::open_data::NotOpen) -> String {
    reason.to_string().trim_end_matches('.').to_owned()
}

/// The query, wherever it stands.
fn query(options: &SqlOptions) -> Result<Option<String>, Failure> {
    let query = match options.query.as_deref() {
        Some("-") => {
            let mut text = String::new();
            std::io::stdin()
                .read_to_string(&mut text)
                .map_err(|error| {
                    Failure::while_doing(error, "the query could not be read from standard input")
                })?;
            text
        }
        Some(query) => query.to_owned(),
        None => return Ok(None),
    };
    if query.trim().is_empty() {
        return Err(Failure::usage(
            "the query is empty; ask for instance: select * from indicators",
        ));
    }
    Ok(Some(query))
}

/// Writes an answer where it is wanted. A file is made beside its name first, so that half an answer never takes its place.
async fn write(answer: Answer, options: &SqlOptions) -> Result<Written, Failure> {
    let Some(path) = &options.output else {
        if let Some(format) = options.format.as_file() {
            return gone_is_fine(answer.write(format, writer()).await);
        }
        let (rows, written) = in_words(answer).await?;
        print(&rows)?;
        return Ok(written);
    };
    let part = beside(path);
    let cannot = |error| Failure::while_doing(error, format!("cannot write {}", path.display()));
    let file = File::create(&part).map_err(cannot)?;
    let written = write_file(answer, options.format, file).await;
    let named = match written {
        Ok(written) => fs::rename(&part, path).map(|()| written).map_err(cannot),
        Err(failure) => Err(failure),
    };
    if named.is_err() {
        // What is left of it is of no use; that it cannot be removed is no news beside the failure.
        let _ = fs::remove_file(&part);
    }
    named
}

async fn write_file(answer: Answer, format: FormatName, file: File) -> Result<Written, Failure> {
    if let Some(format) = format.as_file() {
        let written = answer.write(format, BufWriter::new(file)).await;
        return written.map_err(|error| stopped(error, None));
    }
    let (rows, written) = in_words(answer).await?;
    writeln!(&file, "{rows}")?;
    Ok(written)
}

/// An answer in columns that line up.
async fn in_words(answer: Answer) -> Result<(String, Written), Failure> {
    let (rows, written) = answer
        .into_words()
        .await
        .map_err(|error| stopped(error, None))?;
    Ok((columns(&rows), written))
}

/// A reader that has gone away, such as `head`, is no failure.
fn gone_is_fine(written: Result<Written, SqlError>) -> Result<Written, Failure> {
    match written {
        Err(SqlError::Writing(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            Ok(Written {
                rows: 0,
                is_cut: false,
            })
        }
        other => other.map_err(|error| stopped(error, None)),
    }
}

/// A passing name next to a file.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// What to do about a query that has no answer.
fn stopped(error: SqlError, session: Option<&SqlSession>) -> Failure {
    match error {
        SqlError::NotReading(_) => Failure::usage(format!(
            "{error}. Queries begin with select, with, explain or show; data comes in by `commonweal import`"
        )),
        SqlError::Query(_) => {
            let tables = session.map(|session| session.tables().join(", "));
            let tables =
                tables.map_or_else(String::new, |tables| format!("\nThe tables are: {tables}"));
            Failure::usage(format!("{error}{tables}"))
        }
        SqlError::Memory(_) => Failure::failed(format!(
            "{error}. Narrow it with where or group by, or allow more with --memory"
        )),
        SqlError::Time(_) => {
            Failure::failed(format!("{error}. Narrow it, or allow more with --seconds"))
        }
        other => other.into(),
    }
}

fn tables_in_words(session: &SqlSession, open: &OpenData) -> String {
    let about = |name: &str| match name {
        "observations" => "every row of every data set".to_owned(),
        "indicators" => "what each indicator is, by its number".to_owned(),
        "areas" => "the areas that have figures".to_owned(),
        "data_sets" => "source, licence, version and hash of each data set".to_owned(),
        name => open
            .parts
            .iter()
            .find(|part| evidence_datafusion::sql::table_name(&part.data_set) == name)
            .map_or_else(String::new, |part| {
                format!("the rows of “{}”, version {}", part.title, part.version)
            }),
    };
    let mut rows = vec![vec!["Table".to_owned(), "Holds".to_owned()]];
    rows.extend(
        session
            .tables()
            .into_iter()
            .map(|name| vec![name.clone(), about(&name)]),
    );
    format!(
        "{}\n\nEvery measure of `commonweal measure` is a function: select area_name, rate(count, denominator)['value'] from …\n\
         Columns: select column_name, data_type from information_schema.columns where table_name = 'observations'",
        columns(&rows)
    )
}
